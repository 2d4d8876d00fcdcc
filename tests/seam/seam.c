/* SPDX-License-Identifier: MIT */
/*
 * The seam (house.md, 8): every statement that the tests made the program run is prepared on a PostgreSQL with a schema made from the same migrations;
 * and every piece of SQL in the source is among them. Tests run by name, so kinds.c and lists.c asked all they know before the statements are read.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/embedded.h"
#include "kartoteka/base/err.h"
#include "kartoteka/base/mem.h"
#include "postgres.h"
#include "statements.h"
#include "test.h"

static void read_all(Statements *statements)
{
	const char *missing;
	statements_read(statements, &missing);
	if (missing)
		fail_msg("there are no statements of %s: run it with ctest first", missing);
	assert_true(statements->n > 1000);
}

static void add_schema(Str *out)
{
	const Embedded *file;
	/* The driver's, as that of SQLite is in src/store/sqlite.c. */
	str_add(out, "CREATE FUNCTION uuid_bytes(text) RETURNS bytea LANGUAGE sql IMMUTABLE AS 'SELECT decode(replace($1, ''-'', ''''), ''hex'')';\n");
	str_add(out, "CREATE SCHEMA whole;\nSET search_path = whole;\n");
	schema_asked(out, (const char *)embedded_find("schema/today.sql")->bytes);
	str_add(out, "SET search_path = public;\n");
	for (size_t i = 0; (file = embedded_at("schema/", i)); i++) {
		if (!str_ends(file->path, "/today.sql"))
			schema_asked(out, (const char *)file->bytes);
	}
}

/* The n-th statement stands in the n-th line, so psql's line says which was refused. */
static size_t add_questions(Str *out, const Statements *statements, size_t *lines)
{
	size_t n = 0;
	for (size_t i = 0; i < statements->n; i++) {
		if (statement_own(statements->at[i]))
			continue;
		lines[n++] = i;
		str_addf(out, "PREPARE s%zu AS ", n);
		statement_asked(out, statements->at[i]);
		str_add(out, ";\n");
	}
	return n;
}

/* Each refused statement with PostgreSQL's words, the first of many. */
static size_t say_refused(Str *out, const char *faults, const Statements *statements, const size_t *lines, size_t n)
{
	enum {
		SAID_MOST = 30
	};
	size_t refused = 0;
	for (const char *at = faults; (at = strstr(at, "ERROR:")); at += strcspn(at, "\n")) {
		const char *line = at;
		while (line > faults && line[-1] != '\n')
			line--;
		const char *number = strstr(line, ".sql:");
		size_t which = number && number < at ? strtoul(number + 5, NULL, 10) : 0;
		if (++refused > SAID_MOST)
			continue;
		str_addf(out, "%.*s\n  %s\n", (int)strcspn(at, "\n"), at, which && which <= n ? statements->at[lines[which - 1]] : "?");
	}
	return refused;
}

static size_t ask(Str *out, const Postgres *postgres, const Statements *statements)
{
	Str schema = {0}, questions = {0}, faults = {0};
	size_t *lines = mem_alloc((statements->n + 1) * sizeof *lines);
	size_t refused = 0;
	add_schema(&schema);
	bool ran = postgres_ask(postgres, "schema.sql", str_text(&schema), &faults);
	if (!ran || strstr(str_text(&faults), "ERROR:")) {
		str_addf(out, "the schema: %s", str_text(&faults));
		refused = 1;
	} else {
		size_t n = add_questions(&questions, statements, lines);
		str_cut(&faults, 0);
		ran = postgres_ask(postgres, "statements.sql", str_text(&questions), &faults);
		refused = say_refused(out, str_text(&faults), statements, lines, n);
		print_message("%zu statements, %zu asked, %zu refused\n", statements->n, n, refused);
		if (!ran && !refused) {
			str_add(out, str_text(&faults));
			refused = 1;
		}
	}
	free(lines);
	str_done(&schema);
	str_done(&questions);
	str_done(&faults);
	return refused;
}

TEST(postgres_takes_every_statement)
{
	if (test_same(getenv("KARTOTEKA_POSTGRES"), "none")) {
		print_message("not asked, as KARTOTEKA_POSTGRES says\n");
		skip();
	}
	if (!postgres_programs())
		fail_msg("there is no PostgreSQL 15 to ask (Debian: postgresql-15); KARTOTEKA_POSTGRES=FOLDER says where its programs lie, =none leaves this out");
	Statements statements;
	read_all(&statements);
	Postgres postgres;
	Str said = {0};
	bool started = postgres_start(&postgres, &said);
	size_t refused = 0;
	if (started) {
		str_cut(&said, 0);
		refused = ask(&said, &postgres, &statements);
	}
	postgres_stop(&postgres);
	if (!started)
		fail_msg("PostgreSQL did not start: %s", str_text(&said));
	if (refused) {
		fputs(str_text(&said), stderr); /* more than cmocka has room for */
		fail_msg("PostgreSQL refuses %zu statements", refused);
	}
	str_done(&said);
	statements_done(&statements);
}
