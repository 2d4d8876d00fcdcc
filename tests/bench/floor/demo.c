/* SPDX-License-Identifier: MIT */
/*
 * The floor under a base that `demo` made: its rows, those of the journal too, by a plain insert into tables as they are there but without their indexes,
 * in one transaction; and a trigram index of their texts. `demo BASE NEW`: prints how many rows and the milliseconds of both; NEW is made anew.
 */
#include <string.h>
#include <unistd.h>

#include "floor.h"

/* Row by row, as a program would: SQLite would copy pages where the tables are the same. */
static long copy(const char *from, const char *to)
{
	long rows = 0;
	char *select = sqlite3_mprintf("SELECT %s", from);
	sqlite3_stmt *read = prepared(select);
	int columns = sqlite3_column_count(read);
	char *insert = sqlite3_mprintf("INSERT INTO %s VALUES (?1", to);
	for (int i = 2; i <= columns; i++) {
		char *longer = sqlite3_mprintf("%s, ?%d", insert, i);
		sqlite3_free(insert);
		insert = longer;
	}
	char *whole = sqlite3_mprintf("%s)", insert);
	sqlite3_stmt *write = prepared(whole);
	while (sqlite3_step(read) == SQLITE_ROW) {
		for (int i = 0; i < columns; i++)
			sqlite3_bind_value(write, i + 1, sqlite3_column_value(read, i));
		must(sqlite3_step(write));
		sqlite3_reset(write);
		rows++;
	}
	must(sqlite3_finalize(read));
	sqlite3_finalize(write);
	sqlite3_free(select);
	sqlite3_free(insert);
	sqlite3_free(whole);
	return rows;
}

static long copy_tables(void)
{
	char *names[64];
	int n = 0;
	long rows = 0;
	sqlite3_stmt *tables = prepared("SELECT name, sql FROM base.sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%' AND name NOT LIKE 'search\\_%' ESCAPE '\\' "
	                                "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid");
	while (sqlite3_step(tables) == SQLITE_ROW && n < 64) {
		must(sqlite3_exec(db, (const char *)sqlite3_column_text(tables, 1), NULL, NULL, NULL));
		names[n++] = sqlite3_mprintf("%s", sqlite3_column_text(tables, 0));
	}
	sqlite3_finalize(tables);
	for (int i = 0; i < n; i++) {
		char *from = sqlite3_mprintf("* FROM base.\"%w\"", names[i]), *to = sqlite3_mprintf("main.\"%w\"", names[i]);
		rows += copy(from, to);
		sqlite3_free(from);
		sqlite3_free(to);
		sqlite3_free(names[i]);
	}
	return rows;
}

int main(int argc, char **argv)
{
	static const char *const texts[] = {
		"id, note FROM client WHERE note IS NOT NULL ORDER BY id",
		"id, text FROM interaction WHERE text IS NOT NULL ORDER BY id",
		"id, concat FROM (SELECT id, summary || coalesce(char(10) || text, '') || coalesce(char(10) || location, '') AS concat FROM event) ORDER BY id",
		"id, summary FROM task ORDER BY id",
	};
	if (argc < 3)
		return 1;
	unlink(argv[2]);
	if (sqlite3_open(argv[2], &db) != SQLITE_OK)
		return 1;
	char *attach = sqlite3_mprintf("ATTACH %Q AS base", argv[1]);
	must(sqlite3_exec(db, attach, NULL, NULL, NULL));
	sqlite3_free(attach);
	double begun = now_ms();
	must(sqlite3_exec(db, "BEGIN", NULL, NULL, NULL));
	long rows = copy_tables();
	double copied = now_ms();
	must(sqlite3_exec(db,
	                  "CREATE VIRTUAL TABLE inside USING fts5 (text, content='', columnsize=0, detail=none, tokenize='trigram case_sensitive 1');"
	                  "CREATE VIRTUAL TABLE names USING fts5 (text, content='', columnsize=0, detail=none, tokenize='trigram case_sensitive 1')",
	                  NULL, NULL, NULL));
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		copy(texts[i], "inside (rowid, text)");
	copy("id, name || ' ' || rest FROM search_text ORDER BY id", "names (rowid, text)");
	must(sqlite3_exec(db, "COMMIT", NULL, NULL, NULL));
	must(sqlite3_close(db));
	double ended = now_ms();
	printf("%ld %.3f %.3f\n", rows, copied - begun, ended - copied);
	return 0;
}
