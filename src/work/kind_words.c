/* SPDX-License-Identifier: MIT */
/* Words of a line that name a kind of contact. Beginnings of words, so that case forms and aspects of both languages are found. */
#include "kind_words.h"

#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/fold.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/store/store.h"
#include "kartoteka/work/contact.h"

/* `most`: letters the word may have more than its beginning; 0 means the very word. Folded: lower case, yo as ye. */
static const struct {
	const char *begins, *code;
	int most;
} stems[] = {
	{"звон", "call", 6},
	{"позвон", "call", 5},
	{"перезвон", "call", 5},
	{"созвон", "call", 6},
	{"созванив", "call", 4},
	{"обзвон", "call", 4},
	{"набрать", "call", 0},
	{"call", "call", 3},
	{"phone", "call", 1},
	{"ring", "call", 0},
	{"recall", "call", 0},
	{"письм", "mail", 2},
	{"напис", "mail", 4},
	{"почт", "mail", 2},
	{"мейл", "mail", 1},
	{"емейл", "mail", 1},
	{"mail", "mail", 3},
	{"email", "mail", 3},
	{"e-mail", "mail", 3},
	{"write", "mail", 0},
	{"letter", "mail", 1},
	{"встреч", "meeting", 4},
	{"встрет", "meeting", 5},
	{"визит", "meeting", 2},
	{"показ", "meeting", 1},
	{"переговор", "meeting", 3},
	{"meet", "meeting", 4},
	{"visit", "meeting", 3},
	{"чат", "chat", 1},
	{"chat", "chat", 4},
	{"whatsapp", "chat", 0},
	{"telegram", "chat", 0},
	{"телеграм", "chat", 2},
	{"ватсап", "chat", 1},
	{"заметк", "note", 2},
	{"note", "note", 1},
	{"жалоб", "complaint", 2},
	{"complaint", "complaint", 1},
	{"покупк", "purchase", 2},
	{"purchase", "purchase", 1},
};

const char *kind_of_word(const char *word, size_t n)
{
	Str folded = {0};
	char *copy = mem_strndup(word, n);
	fold_word(&folded, copy);
	free(copy);
	const char *code = NULL;
	for (size_t i = 0; i < countof(stems) && !code; i++) {
		if (!str_begins(str_text(&folded), stems[i].begins))
			continue;
		int more = utf8_width(str_text(&folded)) - utf8_width(stems[i].begins);
		if (more <= stems[i].most)
			code = stems[i].code;
	}
	str_done(&folded);
	return code;
}

static bool part_of_word(const char *s, size_t n, size_t *used)
{
	uint32_t code = utf8_decode(s, n, used);
	return utf8_is_letter(code) || utf8_is_digit(code) || code == '-';
}

const char *kind_guess(const char *text)
{
	size_t n = strlen(text), used;
	for (size_t at = 0; at < n;) {
		size_t from = at;
		while (at < n && part_of_word(text + at, n - at, &used))
			at += used;
		const char *code = at > from ? kind_of_word(text + from, at - from) : NULL;
		if (code)
			return code;
		while (at < n && !part_of_word(text + at, n - at, &used))
			at += used;
	}
	return NULL;
}

Err *contact_kind_id(Work *work, const char *code, int64_t *id, Arena *arena)
{
	void *rows;
	size_t n;
	*id = 0;
	TRY(store_all(work->store, &kind_contact_kind, &rows, &n, arena));
	const ContactKind *list = rows;
	for (int pass = 0; pass < 2 && !*id; pass++) {
		for (size_t i = 0; i < n && !*id; i++) {
			bool is = pass == 0 ? str_same(list[i].code.s, code) : list_is(list[i].code.s, list[i].name.s, code);
			if (!list[i].gone.v && is)
				*id = list[i].head.id;
		}
	}
	return NULL;
}

Err *contact_kind_said(Work *work, const char *said, int64_t *id, Arena *arena)
{
	ContactKind *list;
	size_t n;
	TRY(contact_kinds(work, &list, &n, arena));
	TRY(contact_kind_id(work, said, id, arena));
	Str known = {0};
	int64_t number;
	for (size_t i = 0; i < n && !*id; i++) {
		if (str_to_int(said + (*said == '#'), &number) && number == list[i].head.id)
			*id = number;
		str_addf(&known, "%s%s", i ? ", " : "", list_name(list[i].code.s, list[i].name.s));
	}
	Err *err = *id ? NULL : err_word(err_new(ERR_USAGE, _("There is no kind of contact \"%s\"; one of: %s"), said, str_text(&known)), said, -1);
	str_done(&known);
	return err;
}
