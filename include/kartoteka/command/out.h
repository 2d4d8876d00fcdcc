/* SPDX-License-Identifier: MIT */
/*
 * What a command prints, once for every form: an aligned table (text), one JSON object a line, CSV (RFC 4180), one record a line (plain).
 * A command says rows and values; the form decides what becomes of them. An error of the sink sticks: later calls do nothing, out_end returns it.
 *
 *	out_begin(out, columns, countof(columns));
 *	while (…) {
 *		out_row(out);
 *		out_int(out, "id", id);
 *		out_show(out, "3 d");                 // what people see instead of the next value
 *		out_instant(out, "last_contact", t);
 *		out_open_object(out, "client");       // columns reach it as "client.name"
 *		out_text(out, "name", name);
 *		out_close(out);
 *		out_open_array(out, "phones");        // a column shows it joined by ", "
 *		out_text(out, NULL, "+7916…");
 *		out_close(out);
 *		out_row_end(out);
 *	}
 *	TRY(out_end(out));
 */
#ifndef KARTOTEKA_COMMAND_OUT_H
#define KARTOTEKA_COMMAND_OUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kartoteka/base/err.h"
#include "kartoteka/base/str.h"
#include "kartoteka/when/time.h"

typedef struct Out Out;

typedef enum OutForm {
	OUT_TEXT, /* for people: tables fitted to the width, messages */
	OUT_JSON,
	OUT_CSV,
	OUT_PLAIN,   /* one record a line, values parted by tabs, no heading, nothing cut; messages too */
	OUT_MESSAGE, /* a screen: only out_say reaches the sink, a line without its end */
} OutForm;

typedef struct OutSetting {
	OutForm form;
	int width;  /* cells of a table in OUT_TEXT; 0: nothing is cut */
	bool ascii; /* the ellipsis of a cut value is ".." */
	Err *(*write)(void *self, const char *bytes, size_t n);
	void *self;
} OutSetting;

typedef struct OutColumn {
	const char *path;  /* "name", "client.name" */
	const char *label; /* N_() heading; NULL: in CSV and plain only, not in the table */
	bool right;        /* a number: to the right */
	int min;           /* cells it is not cut below; 0: 12 or what it needs */
	int drop;          /* leaves a narrow table: highest first; 0 never */
} OutColumn;

Out *out_new(const OutSetting *setting);
void out_free(Out *out); /* what was not ended is lost; NULL is fine */
OutForm out_form(const Out *out);
int out_width(const Out *out);   /* cells of a line; 0: as many as it takes */
bool out_failed(const Out *out); /* the sink refused; a long run may stop */

/* Rows follow. No columns: the rows are for JSON alone, people get what out_say says. `columns` must live until out_end. */
void out_begin(Out *out, const OutColumn *columns, size_t n);
/* The same, but for people each record is lines "Label: value", records parted by an empty line. */
void out_begin_card(Out *out, const OutColumn *columns, size_t n);
Err *out_end(Out *out);

void out_row(Out *out);
void out_row_end(Out *out);

/* Values of a row; name is NULL inside an array. */
void out_show(Out *out, const char *text);                   /* people and plain see this instead of the next value; "" for nothing */
void out_text(Out *out, const char *name, const char *text); /* NULL: null */
void out_int(Out *out, const char *name, int64_t value);
void out_bool(Out *out, const char *name, bool value);
void out_null(Out *out, const char *name);
void out_instant(Out *out, const char *name, Instant t); /* "2026-11-21T10:00:00Z"; none: null */
void out_day(Out *out, const char *name, Day day);       /* "2026-11-21"; none: null */
void out_open_object(Out *out, const char *name);
void out_open_array(Out *out, const char *name);
void out_close(Out *out);

/* A line for people (OUT_TEXT, OUT_PLAIN, OUT_MESSAGE); nothing in JSON and CSV. Made harmless for a terminal. */
void out_say(Out *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same of so many, which the format says: thousands stand apart (str_add_count). */
void out_say_count(Out *out, int64_t n, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* Sends what is held back. call_run does it after a command. */
Err *out_flush(Out *out);
/* Bytes as they are, in every form but OUT_MESSAGE (an export to standard output). */
void out_bytes(Out *out, const char *bytes, size_t n);

/* A JSON string with its quotes, bad UTF-8 as U+FFFD; for whoever writes JSON by hand. */
void json_string(Str *to, const char *s, size_t n);

#endif
