/* SPDX-License-Identifier: MIT */
/*
 * All files of the shared data, where it is there: each read without a fault in under two seconds, every component of the table counted,
 * written and read again the same bytes, the first occurrences as the independent readers agree.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "corpus.h"

enum {
	COLUMNS_MOST = 40
};

typedef struct Table {
	Str text;
	char *head[COLUMNS_MOST], *cell[COLUMNS_MOST];
	size_t n;
	char *next;
} Table;

static void split(char **out, size_t *n, char *row)
{
	*n = 0;
	for (char *s = row; *n < COLUMNS_MOST; s++) {
		out[(*n)++] = s;
		s += strcspn(s, "\t\n");
		bool last = *s != '\t';
		*s = '\0';
		if (last)
			break;
	}
}

static bool table_open(Table *t, const char *folder)
{
	*t = (Table){0};
	if (!corpus_load(&t->text, folder, "ics.tsv"))
		return false;
	for (size_t i = 0; i < t->text.n; i++) { /* some cells quote what stood in a file */
		if (!t->text.s[i])
			t->text.s[i] = '?';
	}
	char *end = strchr(t->text.s, '\n');
	*end = '\0';
	split(t->head, &t->n, t->text.s);
	t->next = end + 1;
	return true;
}

static bool table_next(Table *t)
{
	size_t n = 0;
	if (!*t->next)
		return false;
	char *row = t->next, *end = strchr(row, '\n');
	t->next = end ? end + 1 : row + strlen(row);
	if (end)
		*end = '\0';
	split(t->cell, &n, row);
	for (; n < t->n; n++)
		t->cell[n] = row + strlen(row);
	return true;
}

static const char *cell(const Table *t, const char *name)
{
	for (size_t i = 0; i < t->n; i++) {
		if (strcmp(t->head[i], name) == 0)
			return t->cell[i];
	}
	fail_msg("no column %s", name);
	return "";
}

static size_t number(const Table *t, const char *name)
{
	return (size_t)strtoul(cell(t, name), NULL, 10);
}

static bool there(Table *t)
{
	const char *folder = corpus_shared();
	if (!folder || !table_open(t, folder)) {
		print_message("left out: no shared data here (KARTOTEKA_SHARED names its folder)\n");
		skip();
		return false;
	}
	return true;
}

static bool load(Str *bytes, const char *file)
{
	char *name = mem_printf("ics/%s", file);
	bool read = corpus_load(bytes, corpus_shared(), name);
	free(name);
	return read;
}

TEST(every_file_is_read_and_all_of_it_counted)
{
	Table t;
	size_t bad = 0, files = 0;
	double slowest = 0;
	if (!there(&t))
		return;
	while (table_next(&t)) {
		Str bytes = {0};
		assert_true(load(&bytes, cell(&t, "file")));
		Calendar c = calendar_read((Span){str_text(&bytes), bytes.n}, 0);
		size_t events = c.n[ICS_EVENT] + c.counted[ICS_EVENT], tasks = c.n[ICS_TASK] + c.counted[ICS_TASK];
		size_t notes = c.n[ICS_NOTE] + c.counted[ICS_NOTE];
		files++;
		slowest = c.ms > slowest ? c.ms : slowest;
		if (events != number(&t, "n_vevent") || tasks != number(&t, "n_vtodo") || notes != number(&t, "n_vjournal") ||
		    c.ms > 2000) {
			print_error("%s: %zu %zu %zu, want %zu %zu %zu, %.0f ms%s%s\n", cell(&t, "file"), events, tasks, notes,
			            number(&t, "n_vevent"), number(&t, "n_vtodo"), number(&t, "n_vjournal"), c.ms,
			            c.refused ? " " : "", c.refused ? c.refused : "");
			bad++;
		}
		calendar_done(&c);
		str_done(&bytes);
	}
	print_message("%zu files, slowest %.0f ms\n", files, slowest);
	str_done(&t.text);
	assert_int_equal(bad, 0);
}

/* What is compared of two readings of one calendar. */
static bool same_items(const Calendar *a, const Calendar *b)
{
	if (a->items.n != b->items.n + a->n[ICS_SKIPPED] - b->n[ICS_SKIPPED])
		return false;
	for (size_t i = 0, k = 0; i < a->items.n && k < b->items.n; i++, k++) {
		const IcsItem *x = &a->items.at[i], *y = &b->items.at[k];
		if (x->type != y->type || !str_same(x->component.uid.s, y->component.uid.s) ||
		    x->component.ordinal.n != y->component.ordinal.n ||
		    x->component.superseded.v != y->component.superseded.v || x->supersedes != y->supersedes ||
		    !str_same(x->component.recurrence.s, y->component.recurrence.s) ||
		    !str_same(x->component.hash.s, y->component.hash.s))
			return false;
	}
	return true;
}

static bool fixed_point(const char *file, Span bytes)
{
	Calendar first = calendar_read(bytes, 0);
	Str once = {0}, twice = {0};
	calendar_write(&once, &first);
	Calendar second = calendar_read((Span){str_text(&once), once.n}, 0);
	calendar_write(&twice, &second);
	bool same = once.n == twice.n && (!once.n || memcmp(once.s, twice.s, once.n) == 0);
	bool items = first.refused || same_items(&first, &second);
	if (!same || !items)
		print_error("%s: %s\n", file, same ? "reads differently when written" : "other bytes when written twice");
	str_done(&once);
	str_done(&twice);
	calendar_done(&first);
	calendar_done(&second);
	return same && items;
}

TEST(every_file_written_and_read_again_is_the_same)
{
	Table t;
	size_t bad = 0;
	if (!there(&t))
		return;
	while (table_next(&t)) {
		Str bytes = {0};
		assert_true(load(&bytes, cell(&t, "file")));
		bad += !fixed_point(cell(&t, "file"), (Span){str_text(&bytes), bytes.n});
		str_done(&bytes);
	}
	str_done(&t.text);
	assert_int_equal(bad, 0);
}

/* The first series; where the readers saw another first one (they drop what they cannot read), the first with its rule. */
static const IcsItem *first_series(const Calendar *c, const char *rule)
{
	const IcsItem *first = NULL;
	for (size_t i = 0; i < c->items.n; i++) {
		const IcsItem *item = &c->items.at[i];
		if (item->type != ICS_EVENT || *item->component.recurrence.s)
			continue;
		const Event *e = item->record;
		if (e->rules.s && strstr(e->rules.s, rule))
			return item;
		if (!first && (e->rules.s || e->rdates.s))
			first = item;
	}
	return first;
}

/* "20110628T203000Z 20110629…" of the table as moment_text has it. */
static void table_starts(Str *out, const char *cells)
{
	for (const char *s = cells; *s;) {
		size_t n = strcspn(s, " ,;");
		if (n >= 8) {
			if (out->n)
				str_addc(out, ' ');
			str_addf(out, "%.4s-%.2s-%.2s", s, s + 4, s + 6);
			if (n >= 15)
				str_addf(out, "T%.2s:%.2s:%.2s%s", s + 9, s + 11, s + 13, n > 15 ? "Z" : "");
		}
		s += n + (s[n] ? 1 : 0);
	}
}

TEST(first_occurrences_are_as_the_readers_agree)
{
	Table t;
	size_t bad = 0, compared = 0;
	if (!there(&t))
		return;
	while (table_next(&t)) {
		if (!*cell(&t, "first_occurrences"))
			continue;
		Str bytes = {0}, want = {0}, got = {0};
		assert_true(load(&bytes, cell(&t, "file")));
		Calendar c = calendar_read((Span){str_text(&bytes), bytes.n}, 0);
		const IcsItem *item = first_series(&c, cell(&t, "rrule"));
		table_starts(&want, cell(&t, "first_occurrences"));
		if (item)
			event_starts(&got, item, &c, 5);
		compared++;
		if (!str_same(str_text(&want), str_text(&got))) {
			print_error("%s (%s, %s)\n  want %s\n  got  %s\n", cell(&t, "file"), cell(&t, "occ_votes"),
			            cell(&t, "rrule"), str_text(&want), str_text(&got));
			bad++;
		}
		calendar_done(&c);
		str_done(&bytes);
		str_done(&want);
		str_done(&got);
	}
	print_message("%zu series compared, %zu differ\n", compared, bad);
	str_done(&t.text);
	assert_int_equal(bad, 0);
}
