/* SPDX-License-Identifier: MIT */
/*
 * How far statements are that go over the whole base: steps of SQLite's machine, counted while they run, of as many as the rows of the tables let expect.
 * That is a guess: a part that takes longer stands at its end, one that is over sooner jumps to it.
 */
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "sqlite.h"

/* Of a row: what it takes to go to it, and of each of its columns or entries in indexes. Guessed: a row seldom takes just so many. */
enum {
	STEPS_ROW = 8,
	STEPS_COPIED_COLUMN = 2,
	STEPS_CHECKED_COLUMN = 5,
	STEPS_INDEXED = 16,
	STEPS_MOVED = 4,
};

/* ---- What there is ---- */
static Err *read_tables(DbSteps *steps)
{
	Rows rows;
	bool more;
	/* What the search keeps is few rows, each a page or more: to count them would be to read it all. */
	TRY(db_query(&rows, steps->db,
	             "SELECT m.name, (SELECT count(*) FROM pragma_table_info(m.name)), (SELECT count(*) FROM sqlite_master i WHERE i.type = 'index' AND i.tbl_name = m.name)"
	             " FROM sqlite_master m WHERE m.type = 'table' AND m.name NOT LIKE 'search_%' AND m.name NOT LIKE 'sqlite_%'",
	             NO_ARGS));
	for (;;) {
		TRY(rows_next(&rows, &more));
		if (!more)
			return NULL;
		const char *name = row_words(&rows, 0);
		if (steps->n == countof(steps->tables) || strlen(name) >= sizeof steps->tables[0].name)
			continue;
		StepsTable *table = &steps->tables[steps->n++];
		*table = (StepsTable){.columns = row_int(&rows, 1), .indexes = row_int(&rows, 2)};
		memcpy(table->name, name, strlen(name) + 1);
	}
}

static Err *count_rows(DbSteps *steps)
{
	for (size_t i = 0; i < steps->n; i++) {
		Str sql = {0};
		str_addf(&sql, "SELECT count(*) FROM \"%s\"", steps->tables[i].name);
		Err *err = db_int(&steps->tables[i].rows, steps->db, str_text(&sql), NO_ARGS);
		str_done(&sql);
		TRY(err);
	}
	return NULL;
}

void db_steps_begin(DbSteps *steps, Db *db, bool (*told)(void *self, int64_t done, int64_t all), void *self)
{
	*steps = (DbSteps){.db = db, .told = told, .self = self};
	if (!told)
		return;
	Err *err = read_tables(steps);
	if (!err)
		err = count_rows(steps);
	err_free(err); /* of a damaged base: then it is told how much was done, and not of how much */
}

/* ---- What is expected ---- */
static const StepsTable *table_of(const DbSteps *steps, const char *name, size_t n)
{
	static const char old[] = "old_"; /* as migrations call one that gives its rows to another */
	if (n > strlen(old) && strncmp(name, old, strlen(old)) == 0) {
		name += strlen(old);
		n -= strlen(old);
	}
	for (size_t i = 0; i < steps->n; i++) {
		if (strlen(steps->tables[i].name) == n && memcmp(steps->tables[i].name, name, n) == 0)
			return &steps->tables[i];
	}
	return NULL;
}

static bool is_word(const char *word, size_t n, const char *what)
{
	return strlen(what) == n && memcmp(word, what, n) == 0;
}

/* Behind these words stands a table whose rows are gone through. */
static bool names_rows(const char *word, size_t n)
{
	return is_word(word, n, "FROM") || is_word(word, n, "JOIN") || is_word(word, n, "ON") || is_word(word, n, "UPDATE");
}

int64_t db_steps_of(const DbSteps *steps, const char *statement, size_t length)
{
	static const char blanks[] = " \t\n(),;\"";
	const char *s = statement, *end = statement + length;
	bool next = false, index = false;
	int64_t out = 0;
	while (s < end) {
		s += strspn(s, blanks);
		size_t n = strcspn(s, blanks);
		const StepsTable *table = next ? table_of(steps, s, n) : NULL;
		if (table)
			out += table->rows * (index ? STEPS_INDEXED : STEPS_ROW + STEPS_COPIED_COLUMN * table->columns);
		index = index || is_word(s, n, "INDEX");
		next = names_rows(s, n);
		s += n;
	}
	return out;
}

int64_t db_steps_of_check(const DbSteps *steps, bool quick)
{
	int64_t out = 0;
	for (size_t i = 0; i < steps->n; i++) {
		const StepsTable *table = &steps->tables[i];
		out += table->rows * (STEPS_ROW + STEPS_CHECKED_COLUMN * table->columns + (quick ? 0 : STEPS_INDEXED * table->indexes));
	}
	return out;
}

int64_t db_steps_of_moving(const DbSteps *steps)
{
	int64_t out = 0;
	for (size_t i = 0; i < steps->n; i++)
		out += steps->tables[i].rows * STEPS_MOVED * (1 + steps->tables[i].indexes);
	return out;
}

/* ---- What is done ---- */
static bool tell(DbSteps *steps)
{
	int64_t done = steps->done + (steps->now < steps->part ? steps->now : steps->part);
	return steps->told(steps->self, steps->all ? done : steps->now, steps->all);
}

static bool counted(void *self)
{
	DbSteps *steps = self;
	steps->now += DB_PROGRESS_STEPS;
	return tell(steps);
}

Err *db_steps_part(DbSteps *steps, int64_t expected)
{
	if (!steps->told)
		return NULL;
	steps->done += steps->part;
	steps->part = expected;
	steps->now = 0;
	if (!tell(steps))
		return err_new(ERR_INTERRUPTED, "%s", _("stopped"));
	return db_progress(steps->db, counted, steps);
}

void db_steps_end(DbSteps *steps)
{
	if (steps->told)
		err_free(db_progress(steps->db, NULL, NULL));
	steps->told = NULL;
}
