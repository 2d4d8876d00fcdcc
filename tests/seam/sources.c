/* SPDX-License-Identifier: MIT */
/*
 * Every piece of SQL in the source was run by some test, so that what PostgreSQL is asked cannot quietly become less; and what only SQLite understands
 * stands in the driver's files.
 */
#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/err.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "statements.h"
#include "test.h"

/* ---- The texts of a source ---- */

typedef void (*EachText)(void *self, const char *text, const char *file, int line);

static const char *skip_comment(const char *at, int *line)
{
	const char *end = at[1] == '*' ? strstr(at, "*/") : strchr(at, '\n');
	end = !end ? at + strlen(at) : at[1] == '*' ? end + 2
	                                            : end;
	for (; at < end; at++)
		*line += *at == '\n';
	return at;
}

/* Behind the quote that closes. */
static const char *read_quoted(Str *out, const char *at)
{
	char quote = *at++;
	for (; *at && *at != quote; at++) {
		if (*at == '\\' && at[1]) {
			at++;
			str_addc(out, *at == 'n' ? '\n' : *at == 't' ? '\t'
			                                             : *at);
		} else {
			str_addc(out, *at);
		}
	}
	return *at ? at + 1 : at;
}

/* Texts that stand side by side are one. */
static void each_text(const char *source, const char *file, EachText each, void *self)
{
	Str text = {0};
	int line = 1, begun = 0;
	for (const char *at = source; *at;) {
		if (str_begins(at, "/*") || str_begins(at, "//")) {
			at = skip_comment(at, &line);
		} else if (*at == '"') {
			begun = text.n ? begun : line;
			at = read_quoted(&text, at);
		} else if (isspace((unsigned char)*at)) {
			line += *at++ == '\n';
		} else {
			if (text.n)
				each(self, str_text(&text), file, begun);
			str_cut(&text, 0);
			if (*at == '\'') {
				Str letter = {0};
				at = read_quoted(&letter, at);
				str_done(&letter);
			} else {
				at++;
			}
		}
	}
	str_done(&text);
}

static void each_text_of_store(EachText each, void *self)
{
	DIR *dir = opendir(KT_SOURCE_DIR "/src/store");
	for (const struct dirent *entry; dir && (entry = readdir(dir));) {
		if (!str_ends(entry->d_name, ".c"))
			continue;
		char *path = path_join(KT_SOURCE_DIR "/src/store", entry->d_name);
		Str source = {0};
		Err *err = file_read(&source, path);
		if (err)
			fail_msg("%s", err->what);
		each_text(str_text(&source), entry->d_name, each, self);
		str_done(&source);
		free(path);
	}
	if (dir)
		closedir(dir);
}

/* ---- Words ---- */

static bool is_word_letter(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static bool has_word(const char *text, const char *word)
{
	size_t n = strlen(word);
	for (const char *at = strstr(text, word); at; at = strstr(at + 1, word)) {
		if ((at == text || !is_word_letter(at[-1])) && !is_word_letter(at[n]))
			return true;
	}
	return false;
}

static bool has_any(const char *text, const char *const words[])
{
	for (size_t i = 0; words[i]; i++) {
		if (has_word(text, words[i]))
			return true;
	}
	return false;
}

/* ---- Was it run? ---- */

/* What looks like SQL and is none. */
static const struct {
	const char *file, *text, *why; /* text NULL: all of the file */
} not_sql[] = {
	{"find_words.c", NULL, "expressions of the full-text tables: bound as parameters"},
	{"find_walk.c", ") NOT (", "the same"},
};

/* Pieces between the % of printf stand in the statement one after another. */
static bool holds_pieces(const char *sql, const char *text)
{
	Str piece = {0};
	bool holds = true;
	while (*text && holds) {
		str_cut(&piece, 0);
		while (*text && (*text != '%' || text[1] == '%')) {
			text += *text == '%';
			str_addc(&piece, *text++);
		}
		const char *found = strstr(sql, str_text(&piece));
		holds = found != NULL;
		sql = found ? found + piece.n : sql;
		if (*text) {
			text += 1 + strspn(text + 1, "0123456789.*lz");
			text += *text != '\0';
		}
	}
	str_done(&piece);
	return holds;
}

typedef struct Search {
	Statements statements;
	Str missing;
	size_t texts, n;
} Search;

static bool was_run(const Statements *statements, const char *text)
{
	for (size_t i = 0; i < statements->n; i++) {
		if (holds_pieces(statements->at[i], text))
			return true;
	}
	return false;
}

static bool is_driver(const char *file)
{
	return str_begins(file, "sqlite");
}

static bool is_no_sql(const char *file, const char *text)
{
	for (size_t i = 0; i < countof(not_sql); i++) {
		if (strcmp(not_sql[i].file, file) == 0 && (!not_sql[i].text || strcmp(not_sql[i].text, text) == 0))
			return true;
	}
	return false;
}

static void look_for(void *self, const char *text, const char *file, int line)
{
	static const char *const words[] = {
		"SELECT",
		"INSERT",
		"UPDATE",
		"DELETE",
		"FROM",
		"WHERE",
		"AND",
		"OR",
		"NOT",
		"IN",
		"IS",
		"EXISTS",
		"NULL",
		"ORDER",
		"LIMIT",
		"LIKE",
		"UNION",
		"JOIN",
		"VALUES",
		"CASE",
		"ESCAPE",
		NULL,
	};
	Search *search = self;
	if (is_driver(file) || is_no_sql(file, text) || !has_any(text, words))
		return;
	search->texts++;
	if (was_run(&search->statements, text))
		return;
	search->n++;
	str_addf(&search->missing, "  src/store/%s:%d: %s\n", file, line, text);
}

/* ---- Whose is it? ---- */

static void look_whose(void *self, const char *text, const char *file, int line)
{
	static const char *const words[] = {
		"PRAGMA",
		"VACUUM",
		"ATTACH",
		"BEGIN",
		"COMMIT",
		"ROLLBACK",
		"MATCH",
		"rowid",
		"sqlite_master",
		"sqlite_schema",
		"search_words",
		"search_inside",
		"search_history",
		"INDEXED",
		NULL,
	};
	if (!is_driver(file) && has_any(text, words))
		str_addf(self, "  src/store/%s:%d: %s\n", file, line, text);
}

/* What is not asked of PostgreSQL (statement_own) can only come from there. */
TEST(sources_keep_to_the_driver)
{
	Str found = {0};
	each_text_of_store(look_whose, &found);
	if (found.n)
		fail_msg("only the driver, src/store/sqlite*.c, may say:\n%s", str_text(&found));
	str_done(&found);
}

TEST(sources_are_run)
{
	Search search = {0};
	const char *missing;
	statements_read(&search.statements, &missing);
	if (missing)
		fail_msg("there are no statements of %s: run it with ctest first", missing);
	each_text_of_store(look_for, &search);
	print_message("%zu pieces of SQL, %zu not run\n", search.texts, search.n);
	assert_true(search.texts > 100);
	if (search.n) {
		fputs(str_text(&search.missing), stderr); /* more than cmocka has room for */
		fail_msg("no test runs %zu pieces of SQL, so PostgreSQL is not asked", search.n);
	}
	str_done(&search.missing);
	statements_done(&search.statements);
}
