/* SPDX-License-Identifier: MIT */
/* "Did you mean": the one name that is near to what was typed, also when it was typed on the other keyboard layout. */
#include "call.h"

#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/fold.h"
#include "kartoteka/base/utf8.h"

enum {
	LONGEST = 48
};

static size_t decode(uint32_t to[LONGEST], const char *s)
{
	size_t n = 0, left = strlen(s);
	while (left > 0 && n < LONGEST) {
		size_t used;
		to[n++] = utf8_lower(utf8_decode(s, left, &used));
		s += used;
		left -= used;
	}
	return n;
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

size_t edit_distance(const char *a, const char *b, size_t most)
{
	uint32_t x[LONGEST], y[LONGEST];
	size_t nx = decode(x, a), ny = decode(y, b);
	size_t before[LONGEST + 1], above[LONGEST + 1], row[LONGEST + 1];
	if ((nx > ny ? nx - ny : ny - nx) > most)
		return most + 1;
	memset(before, 0, sizeof before);
	for (size_t j = 0; j <= ny; j++)
		above[j] = j;
	for (size_t i = 1; i <= nx; i++) {
		row[0] = i;
		for (size_t j = 1; j <= ny; j++) {
			row[j] = least(least(above[j], row[j - 1]) + 1, above[j - 1] + (x[i - 1] != y[j - 1]));
			if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1])
				row[j] = least(row[j], before[j - 2] + 1);
		}
		memcpy(before, above, sizeof before);
		memcpy(above, row, sizeof above);
	}
	return above[ny] > most ? most + 1 : above[ny];
}

/* `name` is what would be suggested, `written` how near it is told by. */
static void try_text(Nearest *nearest, const char *typed, const char *written, const char *name)
{
	size_t most = strlen(typed) / 3 + 1;
	size_t distance = edit_distance(typed, written, most);
	if (distance > most || (nearest->name && distance > nearest->distance))
		return;
	if (nearest->name && distance == nearest->distance) {
		nearest->tie = nearest->tie || strcmp(nearest->name, name) != 0;
		return;
	}
	nearest->name = name;
	nearest->distance = distance;
	nearest->tie = false;
}

void nearest_try(Nearest *nearest, const char *name)
{
	Str other = {0};
	try_text(nearest, nearest->wrong, name, name);
	if (fold_other_layout(&other, nearest->wrong))
		try_text(nearest, str_text(&other), name, name);
	str_done(&other);
}

const char *nearest_name(const Nearest *nearest)
{
	return nearest->tie ? NULL : nearest->name;
}

/* "clients" is near to the word that several commands begin with: its list is meant, else the first of them. */
static void try_group(Nearest *nearest, const CommandSet *set, const Command *first)
{
	char *group = mem_strndup(first->name, strcspn(first->name, " "));
	char *list = mem_printf("%s list", group);
	const Command *meant = command_find(set, list);
	if (!strchr(nearest->wrong, ' '))
		try_text(nearest, nearest->wrong, group, meant ? meant->name : first->name);
	free(group);
	free(list);
}

const char *command_suggest(const CommandSet *set, const char *wrong)
{
	Nearest nearest = {.wrong = wrong};
	const Command *command;
	const char *group = NULL;
	for (size_t i = 0; (command = command_at(set, i)); i++) {
		if (command->flags & COMMAND_HIDDEN)
			continue;
		nearest_try(&nearest, command->name);
		size_t n = strcspn(command->name, " ");
		if (command->name[n] && (!group || strncmp(group, command->name, n + 1) != 0))
			try_group(&nearest, set, command);
		group = command->name;
	}
	return nearest_name(&nearest);
}
