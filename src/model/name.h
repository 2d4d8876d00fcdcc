/* SPDX-License-Identifier: MIT */
/* What the files about names share: words of a name in folded form, legal forms, given names with their gender. Private to the room. */
#ifndef KARTOTEKA_MODEL_NAME_H
#define KARTOTEKA_MODEL_NAME_H

#include <stdbool.h>
#include <stddef.h>

#include "kartoteka/base/str.h"
#include "kartoteka/model/client.h"

typedef enum FormPlace {
	FORM_BEFORE,
	FORM_AFTER,
} FormPlace; /* ООО «Вектор»; Vector Ltd */

typedef struct LegalForm {
	const char *form;  /* as it is shown: "ООО", "GmbH" */
	const char *words; /* fold_word spellings parted by |, of one or more words; dots dropped */
	FormPlace place;
	bool capitals; /* short enough to be a word of a name: only when typed in capitals */
	bool bare;     /* the name behind it is a person's and takes no quotes: ИП Иванов */
} LegalForm;

/* The form at the beginning or at the end of a text; *from, *to: the bytes it takes. NULL when there is none. */
const LegalForm *legal_form_find(const char *text, size_t *from, size_t *to);
const LegalForm *legal_form_of(const char *form); /* by its shown spelling, any case; NULL */

/* All of these take folded words (fold_word). */
bool name_is_patronymic(const char *word);
bool name_is_patronymic_tail(const char *word); /* the second word of one: оглы, кызы */
bool name_is_particle(const char *word);        /* фон, де, van … : goes with the surname */
bool name_looks_surname(const char *word);
bool name_is_given(const char *word, Gender *gender); /* a known given name; *gender may be unknown (Саша) */
Gender name_patronymic_gender(const char *patronymic);

#endif
