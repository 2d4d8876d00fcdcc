/* SPDX-License-Identifier: MIT */
/* The collected statements, the table of types of PostgreSQL, and the list of what is the driver's own (house.md, 8), each with its reason. */
#include "statements.h"

#include <ctype.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/err.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "unit/store/fixture.h"

/* ---- What was collected ---- */

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void add_file(Statements *statements, const char *path)
{
	Str bytes = {0};
	well(file_read(&bytes, path));
	for (const char *at = str_text(&bytes); at < str_text(&bytes) + bytes.n; at += strlen(at) + 1) {
		if (!*at)
			continue;
		statements->at = mem_room(statements->at, statements->n, &statements->cap, sizeof *statements->at);
		statements->at[statements->n++] = mem_strdup(at);
	}
	str_done(&bytes);
}

static void keep_one_of_each(Statements *statements)
{
	size_t kept = 0;
	if (statements->n)
		qsort(statements->at, statements->n, sizeof *statements->at, by_text);
	for (size_t i = 0; i < statements->n; i++) {
		if (kept && strcmp(statements->at[kept - 1], statements->at[i]) == 0)
			free(statements->at[i]);
		else
			statements->at[kept++] = statements->at[i];
	}
	statements->n = kept;
}

void statements_read(Statements *statements, const char **missing)
{
	static const char *const programs[] = {"unit_store", "unit_work", "test_seam"};
	*statements = (Statements){0};
	*missing = NULL;
	for (size_t i = 0; i < countof(programs); i++) {
		char *path = path_join(KT_BUILD_DIR "/seam", programs[i]);
		if (!file_exists(path))
			*missing = programs[i];
		free(path);
	}
	DIR *dir = opendir(KT_BUILD_DIR "/seam");
	for (const struct dirent *entry; dir && (entry = readdir(dir));) {
		char *path = path_join(KT_BUILD_DIR "/seam", entry->d_name);
		if (entry->d_name[0] != '.')
			add_file(statements, path);
		free(path);
	}
	if (dir)
		closedir(dir);
	keep_one_of_each(statements);
}

void statements_done(Statements *statements)
{
	for (size_t i = 0; i < statements->n; i++)
		free(statements->at[i]);
	free(statements->at);
	*statements = (Statements){0};
}

/* ---- The driver's own ---- */

static const struct {
	const char *begins, *holds, *why;
} own[] = {
	{"PRAGMA", NULL, "settings of a connection, form and soundness of the file: every database has its own"},
	{"BEGIN", NULL, "transactions are begun by the driver"},
	{"COMMIT", NULL, "transactions are ended by the driver"},
	{"ROLLBACK", NULL, "transactions are ended by the driver"},
	{"VACUUM", NULL, "care of the file"},
	{"SELECT", "sqlite_master", "whether a file is a base of ours: asked by the driver before there is a schema"},
	{"INSERT INTO search_", "(search_", "commands of a full-text table"},
	{"INSERT INTO search_", "(rowid, ", "the index of the search is kept by the driver"},
	{"SELECT * FROM search_", "_data", "what a full-text table is kept in is moved by the driver"},
	{"SELECT * FROM search_", "_idx", "what a full-text table is kept in is moved by the driver"},
	{"DELETE FROM search_", "_data", "what a full-text table is kept in is moved by the driver"},
	{"DELETE FROM search_", "_idx", "what a full-text table is kept in is moved by the driver"},
	{"INSERT INTO search_", "_data VALUES ", "what a full-text table is kept in is moved by the driver"},
	{"INSERT INTO search_", "_idx VALUES ", "what a full-text table is kept in is moved by the driver"},
	{"UPDATE search_", "_config", "when the index merges is set by the driver"},
	{"SELECT v FROM search_", "_config", "whether the index merges by itself is set by the driver"},
	{"SELECT", "FROM pragma_", "what SQLite knows of the file and its tables is asked by the driver"},
	{"SELECT", "FROM dbstat", "whose each page is is asked by the driver"},
	{"SELECT rowid", NULL, "rows of a damaged base are read past its indexes by the driver"},
	{"SELECT count(*) FROM ", " INDEXED BY ", "how many rows an index knows of is asked by the driver"},
	{"SELECT entries_sum(", NULL, "whether indexes hold what their tables hold is asked by the driver"},
	{"WITH RECURSIVE s (n) AS (SELECT min(id) >> 37 FROM search_", "_idx", "whether a full-text table knows of all its pages is asked by the driver"},
	{"CREATE ", NULL, "migrations: the schema is made from them here, too"},
	{"ALTER TABLE ", NULL, "migrations: the schema is made from them here, too"},
	{"INSERT INTO ", "FROM old_", "migrations: the schema is made from them here, too"},
	{"DROP ", NULL, "migrations: the schema is made from them here, too"},
	{"EXPLAIN ", NULL, "only tests ask for it"},
	{"/* test */", NULL, "only a test says it"},
};

const char *statement_own(const char *sql)
{
	for (size_t i = 0; i < countof(own); i++) {
		if (str_begins(sql, own[i].begins) && (!own[i].holds || strstr(sql, own[i].holds)))
			return own[i].why;
	}
	return NULL;
}

static const struct {
	const char *word, *instead;
} candidates[] = {
	{"search_words MATCH ", "search_words.name = "},
	{"search_inside MATCH ", "search_inside.name = "},
	{"search_history MATCH ", "search_history.text = "},
	/* CROSS with ON: said so that SQLite keeps the order */
	{" CROSS JOIN search_text s ON ", " JOIN search_text s ON "},
	{" CROSS JOIN client c ON c.id = s.id", " JOIN client c ON c.id = s.id"},
	{"\n", " "},
};

void statement_asked(Str *out, const char *sql)
{
	while (*sql) {
		size_t i = 0;
		while (i < countof(candidates) && !str_begins(sql, candidates[i].word))
			i++;
		if (i < countof(candidates)) {
			str_add(out, candidates[i].instead);
			sql += strlen(candidates[i].word);
		} else {
			str_addc(out, *sql++);
		}
	}
}

/* ---- The schema ---- */

static const struct {
	const char *word, *instead;
} types[] = {
	{"INTEGER", "bigint"},
	{"BLOB", "bytea"},
	{"STRICT", ""},
};

static void add_word(Str *out, const char *word, size_t n)
{
	for (size_t i = 0; i < countof(types); i++) {
		if (strlen(types[i].word) == n && strncmp(types[i].word, word, n) == 0) {
			str_add(out, types[i].instead);
			return;
		}
	}
	str_addn(out, word, n);
}

/* One statement up to its semicolon, without comments, on one line. Gives what follows. */
static const char *add_statement(Str *out, const char *at)
{
	while (*at && *at != ';') {
		if (str_begins(at, "--")) {
			at += strcspn(at, "\n");
		} else if (*at == '\'' || *at == '"') {
			size_t n = 1 + strcspn(at + 1, *at == '"' ? "\"" : "'");
			n += at[n] != '\0';
			str_addn(out, at, n);
			at += n;
		} else if (isalpha((unsigned char)*at) || *at == '_') {
			size_t n = 0;
			while (isalnum((unsigned char)at[n]) || at[n] == '_')
				n++;
			add_word(out, at, n);
			at += n;
		} else {
			str_addc(out, isspace((unsigned char)*at) ? ' ' : *at);
			at++;
		}
	}
	return *at ? at + 1 : at;
}

/* The full-text tables are the driver's: here one of their columns stands for what they are asked. */
static const char full_text[] = "CREATE VIRTUAL TABLE ";

void schema_asked(Str *out, const char *migration)
{
	while (*migration) {
		Str one = {0};
		migration = add_statement(&one, migration);
		const char *sql = str_text(&one) + strspn(str_text(&one), " ");
		if (str_begins(sql, full_text)) {
			const char *name = sql + strlen(full_text);
			str_addf(out, "CREATE TABLE %.*s (rowid bigint, name text, rest text, text text);\n", (int)strcspn(name, " "), name);
		} else if (*sql) {
			str_addf(out, "%s;\n", sql);
		}
		str_done(&one);
	}
}
