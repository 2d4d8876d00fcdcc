/* SPDX-License-Identifier: MIT */
/* What SQLite keeps of a base besides its tables, all told by PRAGMA: its form, whose it is, how it is journaled, whether it is sound. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/log.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "sqlite.h"

enum {
	OURS = 1264677492 /* "Kart" */
};

/* ---- Form ---- */
Err *db_data_version(int64_t *out, Db *db)
{
	return db_int(out, db, "PRAGMA data_version", NO_ARGS);
}

Err *db_form(int64_t *out, Db *db)
{
	return db_int(out, db, "PRAGMA user_version", NO_ARGS);
}

Err *db_set_form(Db *db, int64_t form)
{
	Str sql = {0};
	str_addf(&sql, "PRAGMA user_version = %lld", (long long)form);
	Err *err = db_script(db, str_text(&sql));
	str_done(&sql);
	return err;
}

/* ---- Whose it is ---- */
Err *db_tables(int64_t *n, Db *db)
{
	return db_int(n, db, "SELECT count(*) FROM sqlite_master", NO_ARGS);
}

Err *db_set_ours(Db *db)
{
	Str sql = {0};
	str_addf(&sql, "PRAGMA application_id = %d", OURS);
	Err *err = db_script(db, str_text(&sql));
	str_done(&sql);
	return err;
}

bool db_is_ours(Db *db, bool *empty)
{
	int64_t tables = 0, application = 0;
	Err *err = db_tables(&tables, db);
	if (!err)
		err = db_int(&application, db, "PRAGMA application_id", NO_ARGS);
	*empty = !err && tables == 0;
	bool ours = !err && (*empty || application == OURS);
	err_free(err);
	return ours;
}

/* ---- How it is written ---- */
Err *db_shared(Db *db)
{
	return db_script(db, "PRAGMA journal_mode = WAL");
}

Err *db_shared_anew(Db *db)
{
	TRY(db_script(db, "PRAGMA journal_mode = WAL"));
	return db_empty_log(db);
}

Err *db_one_file(Db *db)
{
	return db_script(db, "PRAGMA journal_mode = DELETE");
}

/* Sorting for an index goes on a second thread where there is a second processor. */
Err *db_careless(Db *db, bool careless)
{
	return db_script(db, careless ? "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA threads = 2" : "PRAGMA synchronous = FULL");
}

Err *db_lasting(Db *db, bool lasting)
{
	return db_script(db, lasting ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
}

Err *db_only_read(Db *db)
{
	return db_script(db, "PRAGMA query_only = ON");
}

Err *db_references(Db *db, bool on)
{
	return db_script(db, on ? "PRAGMA foreign_keys = ON" : "PRAGMA foreign_keys = OFF");
}

void db_give_back(Db *db, bool (*step)(void *self, int64_t done, int64_t all), void *self)
{
	DbSteps steps;
	db_steps_begin(&steps, db, step, self);
	steps.all = db_steps_of_moving(&steps);
	Err *err = db_steps_part(&steps, steps.all);
	if (!err)
		err = db_script(db, "VACUUM");
	db_steps_end(&steps);
	if (!err)
		err = db_empty_log(db);
	if (err)
		log_line("free pages stay in the base: %s", err->what);
	err_free(err);
}

/* ---- Indexes ---- */

static Err *read_indexes(Str *drops, char ***out, size_t *n, Db *db, bool (*stays)(const char *table, const char *column))
{
	Rows rows;
	bool more;
	size_t cap = 0;
	TRY(db_query(&rows, db,
	             "SELECT m.name, m.tbl_name, m.sql, (SELECT i.name FROM pragma_index_info(m.name) i WHERE i.seqno = 0) FROM sqlite_master m"
	             " WHERE m.type = 'index' AND m.sql IS NOT NULL ORDER BY m.rowid",
	             NO_ARGS));
	for (;;) {
		TRY(rows_next(&rows, &more));
		if (!more)
			return NULL;
		if (stays(row_words(&rows, 1), row_words(&rows, 3)))
			continue;
		*out = mem_room(*out, *n, &cap, sizeof **out);
		(*out)[(*n)++] = mem_strdup(row_words(&rows, 2));
		str_addf(drops, "DROP INDEX \"%s\";", row_words(&rows, 0));
	}
}

Err *db_drop_indexes(char ***out, size_t *n, Db *db, bool (*stays)(const char *table, const char *column))
{
	Str drops = {0};
	*out = NULL;
	*n = 0;
	Err *err = read_indexes(&drops, out, n, db, stays);
	if (!err)
		err = db_script(db, str_text(&drops));
	str_done(&drops);
	return err;
}

/* ---- Whether it is sound ---- */
static Err *integrity_rows(Db *db, const char *sql, Str *faults)
{
	Rows rows;
	bool more;
	TRY(db_query(&rows, db, sql, NO_ARGS));
	for (;;) {
		TRY(rows_next(&rows, &more));
		if (!more)
			return NULL;
		const char *text = row_text(&rows, 0);
		static const char head[] = "*** in database main ***\n"; /* it has no other */
		if (text && strncmp(text, head, strlen(head)) == 0)
			text += strlen(head);
		if (text && strcmp(text, "ok") != 0)
			str_addf(faults, "%s\n", text);
	}
}

/* SQLite looks at the list of free pages where the first root is that of the schema, whatever else it leaves out (sqlite_pages.c). */
Err *db_free_list(Db *db, Str *faults)
{
	return integrity_rows(db, "PRAGMA quick_check(sqlite_schema)", faults);
}

static Err *references(Db *db, Str *faults)
{
	Rows rows;
	bool more;
	TRY(db_query(&rows, db, "PRAGMA foreign_key_check", NO_ARGS));
	for (int n = 0; n < 100; n++) {
		TRY(rows_next(&rows, &more));
		if (!more)
			return NULL;
		const char *table = row_text(&rows, 0);
		const char *parent = row_text(&rows, 2);
		str_addf(faults, _("%s %lld points to a row of %s that is not there\n"), table ? table : "?", (long long)row_int(&rows, 1),
		         parent ? parent : "?");
	}
	rows_done(&rows);
	return NULL;
}

static Err *integrity(Db *db, bool quick, Str *faults, size_t *of_pages)
{
	DbPages pages;
	const size_t before = faults->n;
	Err *err = db_pages_begin(&pages, db);
	const uint64_t renewals = db_renewals(db);
	if (!err)
		err = db_free_list(db, faults);
	if (!err)
		err = integrity_rows(db, quick ? "PRAGMA quick_check(20)" : "PRAGMA integrity_check(100)", faults);
	/* A page that belongs to nothing does no harm: a copy goes without the walk where no page is free. */
	if (!err && faults->n == before && (!quick || pages.listed))
		err = db_pages_compare(&pages, db, faults);
	*of_pages = faults->n - before;
	if (!err)
		err = references(db, faults);
	Err *written = db_still(db, renewals);
	if (written) { /* a page of before beside one of now is no fault */
		str_cut(faults, before);
		*of_pages = 0;
		err_free(err);
		err = written;
	}
	db_pages_end(&pages, db);
	return err;
}

Err *db_integrity(Db *db, bool quick, Str *faults, size_t *pages, bool (*step)(void *self, int64_t done, int64_t all), void *self)
{
	DbSteps steps;
	size_t of_pages = 0;
	db_steps_begin(&steps, db, step, self);
	steps.all = db_steps_of_check(&steps, quick);
	Err *err = db_steps_part(&steps, steps.all);
	if (!err)
		err = integrity(db, quick, faults, pages ? pages : &of_pages);
	db_steps_end(&steps);
	return err;
}

/* Past its indexes: they may be damaged where the table is not. */
Err *db_rows_of(Rows *rows, Db *db, const char *table)
{
	Str sql = {0};
	str_addf(&sql, "SELECT * FROM \"%s\" NOT INDEXED", table);
	Err *err = db_query(rows, db, str_text(&sql), NO_ARGS);
	str_done(&sql);
	return err;
}

Err *db_bring_home(Db *db)
{
	int64_t busy = 0;
	TRY(db_int(&busy, db, "PRAGMA wal_checkpoint(TRUNCATE)", NO_ARGS));
	return busy ? err_new(ERR_BUSY, "%s", _("somebody reads the base")) : NULL;
}
