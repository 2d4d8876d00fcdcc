/* SPDX-License-Identifier: MIT */
/* Reads data/demo/words, and draws from it. */
#include "demo_words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/embedded.h"
#include "kartoteka/base/str.h"
#include "kartoteka/base/text.h"

static const char *const list_names[DEMO_LISTS] = {
	[DEMO_SURNAMES] = "surnames",
	[DEMO_GIVEN_M] = "given-m",
	[DEMO_GIVEN_F] = "given-f",
	[DEMO_FORMS] = "forms",
	[DEMO_FIRM_A] = "firm-a",
	[DEMO_FIRM_B] = "firm-b",
	[DEMO_ROLES] = "roles",
	[DEMO_SOURCES] = "sources",
	[DEMO_CITIES] = "cities",
	[DEMO_SAID] = "said",
	[DEMO_EVENTS] = "events",
	[DEMO_TASKS] = "tasks",
};

static WordList *list_called(DemoWords *words, const char *name)
{
	if (strcmp(name, "fathers-ru") == 0)
		return &words->fathers;
	if (strcmp(name, "tags-ru") == 0)
		return &words->tags;
	for (size_t i = 0; i < DEMO_LISTS; i++) {
		size_t n = strlen(list_names[i]);
		if (strncmp(name, list_names[i], n) == 0 && (strcmp(name + n, "-ru") == 0 || strcmp(name + n, "-en") == 0))
			return &words->lists[name[n + 1] == 'e'][i];
	}
	return NULL;
}

static void split(WordList *list, char *items)
{
	VEC(const char *)
	found = {0};
	for (char *end; (end = strchr(items, '|')); items = end + 1) {
		*end = '\0';
		vec_push(&found, items);
	}
	vec_push(&found, items);
	list->at = found.at;
	list->n = found.n;
}

Err *demo_words_open(DemoWords *out)
{
	const Embedded *file = embedded_find("demo/words");
	*out = (DemoWords){0};
	if (!file)
		return err_new(ERR_FAILED, _("This program was built without the words of its made-up data"));
	out->text = mem_strndup((const char *)file->bytes, file->n);
	for (char *line = out->text; *line;) {
		size_t n = strcspn(line, "\n");
		char *next = line + n + (line[n] == '\n');
		line[n] = '\0';
		char *colon = *line == '#' ? NULL : strstr(line, ": ");
		if (colon) {
			*colon = '\0';
			WordList *list = list_called(out, line);
			if (list)
				split(list, colon + 2);
		}
		line = next;
	}
	return NULL;
}

void demo_words_done(DemoWords *words)
{
	for (size_t script = 0; script < 2; script++) {
		for (size_t i = 0; i < DEMO_LISTS; i++)
			free(words->lists[script][i].at);
	}
	free(words->fathers.at);
	free(words->tags.at);
	free(words->text);
	*words = (DemoWords){0};
}

uint64_t chance_next(Chance *chance)
{
	uint64_t z = (chance->state += UINT64_C(0x9E3779B97F4A7C15));
	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return z ^ (z >> 31);
}

size_t chance_below(Chance *chance, size_t n)
{
	return (size_t)(chance_next(chance) % n);
}

const char *chance_word(Chance *chance, const WordList *list)
{
	return list->n ? list->at[chance_below(chance, list->n)] : "";
}

/* Version 7, the number in the place of milliseconds of 2026: rows made one after the other stand so in the index, as those of a base in use do. */
void chance_uuid(Chance *chance, int64_t number, char out[37])
{
	static const char digits[] = "0123456789abcdef";
	const uint64_t year = UINT64_C(1767225600000);
	uint64_t a = chance_next(chance), b = chance_next(chance);
	a = (year + (uint64_t)number) << 16 | UINT64_C(0x7000) | (a & UINT64_C(0xFFF));
	b = (b & ~(UINT64_C(3) << 62)) | UINT64_C(2) << 62;
	size_t at = 0;
	for (int i = 0; i < 32; i++) {
		if (i == 8 || i == 12 || i == 16 || i == 20)
			out[at++] = '-';
		uint64_t part = i < 16 ? a >> (60 - 4 * i) : b >> (60 - 4 * (i - 16));
		out[at++] = digits[part & 15];
	}
	out[at] = '\0';
}
