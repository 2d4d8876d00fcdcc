/* SPDX-License-Identifier: MIT */
/* Values of a row to JSON and to cells of columns; how the cells are printed is out_rows.c's. */
#include "out.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"

enum {
	BUFFERED = 32 * 1024
};

Out *out_new(const OutSetting *setting)
{
	Out *out = mem_alloc(sizeof *out);
	out->setting = *setting;
	return out;
}

static void table_forget(Out *out)
{
	for (size_t i = 0; out->cells && i < out->n_columns; i++)
		str_done(&out->cells[i]);
	free(out->cells);
	for (size_t i = 0; i < out->held.n; i++)
		free(out->held.at[i]);
	vec_free(&out->held);
	free(out->widths);
	free(out->shown);
	out->cells = NULL;
	out->widths = NULL;
	out->shown = NULL;
	out->n_columns = 0;
	out->depth = out->muted = 0;
	str_cut(&out->path, 0);
	str_cut(&out->json, 0);
}

void out_free(Out *out)
{
	if (!out)
		return;
	table_forget(out);
	str_done(&out->path);
	str_done(&out->json);
	str_done(&out->buffer);
	err_free(out->failed);
	free(out);
}

int out_width(const Out *out)
{
	return out->setting.width;
}

OutForm out_form(const Out *out)
{
	return out->setting.form;
}

bool out_failed(const Out *out)
{
	return out->failed != NULL;
}

void out_send(Out *out, size_t most)
{
	if (out->failed || out->buffer.n <= most) {
		if (out->failed)
			str_cut(&out->buffer, 0);
		return;
	}
	if (out->setting.write)
		out->failed = out->setting.write(out->setting.self, out->buffer.s, out->buffer.n);
	str_cut(&out->buffer, 0);
}

Err *out_flush(Out *out)
{
	out_send(out, 0);
	Err *err = out->failed;
	out->failed = NULL;
	return err;
}

static void begin(Out *out, const OutColumn *columns, size_t n, bool card)
{
	table_forget(out);
	out->columns = columns;
	out->n_columns = n;
	out->card = card;
	out->head_done = out->wrote_record = false;
	out->cells = n ? mem_alloc(n * sizeof *out->cells) : NULL;
	if (out->setting.form == OUT_CSV)
		csv_head(out);
}

void out_begin(Out *out, const OutColumn *columns, size_t n)
{
	begin(out, columns, n, false);
}

void out_begin_card(Out *out, const OutColumn *columns, size_t n)
{
	begin(out, columns, n, true);
}

Err *out_end(Out *out)
{
	table_flush(out);
	table_forget(out);
	return out_flush(out);
}

void out_row(Out *out)
{
	for (size_t i = 0; i < out->n_columns; i++)
		str_cut(&out->cells[i], 0);
	str_cut(&out->json, 0);
	str_cut(&out->path, 0);
	out->depth = 1;
	out->levels[0] = (OutLevel){0};
	out->muted = 0;
	str_addc(&out->json, '{');
}

static void print_row(Out *out)
{
	switch (out->setting.form) {
	case OUT_JSON:
		str_add(&out->buffer, str_text(&out->json));
		str_add(&out->buffer, "}\n");
		break;
	case OUT_CSV:
		csv_row(out);
		break;
	case OUT_PLAIN:
		plain_row(out);
		break;
	case OUT_TEXT:
		if (out->card)
			card_row(out);
		else
			table_row(out);
		break;
	case OUT_MESSAGE:
		break;
	}
}

void out_row_end(Out *out)
{
	if (out->setting.form == OUT_JSON || out->n_columns > 0)
		print_row(out);
	out->depth = 0;
	out_send(out, BUFFERED);
}

/* ---- values ---- */

static void json_name(Out *out, const char *name)
{
	OutLevel *level = &out->levels[out->depth - 1];
	if (level->any)
		str_addc(&out->json, ',');
	level->any = true;
	if (name && !level->array) {
		json_string(&out->json, name, strlen(name));
		str_addc(&out->json, ':');
	}
}

static bool path_is(const Out *out, const char *name, const char *path)
{
	size_t n = out->path.n;
	const char *prefix = str_text(&out->path);
	if (!name)
		return strlen(path) == n && memcmp(path, prefix, n) == 0;
	return strncmp(path, prefix, n) == 0 && (n == 0 || path[n] == '.') && strcmp(path + n + (n > 0), name) == 0;
}

/* Puts the text into the columns of that path; a second one of the same path (an array's) is joined. */
static void fill_cells(Out *out, const char *name, const char *text)
{
	if (out->setting.form == OUT_JSON || out->muted > 0 || !text || !*text)
		return;
	for (size_t i = 0; i < out->n_columns; i++) {
		/* People are shown columns with a heading alone. */
		if ((out->setting.form == OUT_TEXT && !out->columns[i].label) || !path_is(out, name, out->columns[i].path))
			continue;
		if (out->cells[i].n > 0)
			str_add(&out->cells[i], ", ");
		str_add(&out->cells[i], text);
	}
}

/* Takes the text of out_show; CSV is for programs and shows values as they are. */
static char *take_shown(Out *out)
{
	char *shown = out->shown;
	out->shown = NULL;
	if (shown && out->setting.form == OUT_CSV) {
		free(shown);
		shown = NULL;
	}
	return shown;
}

void out_value(Out *out, const char *name, const char *json, const char *text, const char *shown)
{
	char *instead = take_shown(out);
	if (out->depth > 0) {
		if (out->setting.form == OUT_JSON) {
			json_name(out, name);
			str_add(&out->json, json);
		}
		fill_cells(out, name, instead ? instead : out->setting.form == OUT_CSV ? text
		                                                                       : shown);
	}
	free(instead);
}

void out_show(Out *out, const char *text)
{
	free(out->shown);
	out->shown = mem_strdup(text);
}

void out_text(Out *out, const char *name, const char *text)
{
	Str json = {0};
	if (!text) {
		out_null(out, name);
		return;
	}
	if (out->setting.form == OUT_JSON)
		json_string(&json, text, strlen(text));
	out_value(out, name, str_text(&json), text, text);
	str_done(&json);
}

void out_int(Out *out, const char *name, int64_t value)
{
	char digits[24];
	snprintf(digits, sizeof digits, "%" PRId64, value);
	out_value(out, name, digits, digits, digits);
}

void out_bool(Out *out, const char *name, bool value)
{
	const char *word = value ? "true" : "false";
	out_value(out, name, word, word, value ? _("yes") : _("no"));
}

void out_null(Out *out, const char *name)
{
	out_value(out, name, "null", "", "");
}

void out_instant(Out *out, const char *name, Instant t)
{
	char text[WHEN_TEXT];
	if (instant_is_none(t)) {
		out_null(out, name);
		return;
	}
	instant_text(text, t);
	out_text(out, name, text);
}

void out_day(Out *out, const char *name, Day day)
{
	char text[WHEN_TEXT];
	if (day_is_none(day)) {
		out_null(out, name);
		return;
	}
	day_text(text, day);
	out_text(out, name, text);
}

/* ---- levels ---- */

static void open_level(Out *out, const char *name, bool array)
{
	char *instead = take_shown(out);
	if (out->depth == 0 || out->depth >= OUT_DEPTH) {
		free(instead);
		return;
	}
	if (out->setting.form == OUT_JSON) {
		json_name(out, name);
		str_addc(&out->json, array ? '[' : '{');
	}
	if (instead)
		fill_cells(out, name, instead);
	if (instead || out->muted > 0)
		out->muted++;
	free(instead);
	out->levels[out->depth++] = (OutLevel){.path = out->path.n, .array = array};
	if (name) {
		if (out->path.n > 0)
			str_addc(&out->path, '.');
		str_add(&out->path, name);
	}
}

void out_open_object(Out *out, const char *name)
{
	open_level(out, name, false);
}

void out_open_array(Out *out, const char *name)
{
	open_level(out, name, true);
}

void out_close(Out *out)
{
	if (out->depth < 2)
		return;
	OutLevel *level = &out->levels[--out->depth];
	if (out->setting.form == OUT_JSON)
		str_addc(&out->json, level->array ? ']' : '}');
	if (out->muted > 0)
		out->muted--;
	str_cut(&out->path, level->path);
}

/* ---- beside rows ---- */

static bool says(const Out *out)
{
	return out->setting.form != OUT_JSON && out->setting.form != OUT_CSV;
}

/* Lines of a longer text stay lines; all else that is no sign becomes harmless. */
static void say_lines(Out *out, const char *line)
{
	table_flush(out);
	for (const char *end; (end = strchr(line, '\n')) && out->setting.form != OUT_MESSAGE; line = end + 1) {
		utf8_safe(&out->buffer, line, (size_t)(end - line));
		str_addc(&out->buffer, '\n');
	}
	utf8_safe(&out->buffer, line, strlen(line));
	if (out->setting.form != OUT_MESSAGE)
		str_addc(&out->buffer, '\n');
	out_send(out, 0);
}

void out_say(Out *out, const char *format, ...)
{
	va_list args;
	Str text = {0};
	if (!says(out))
		return;
	va_start(args, format);
	str_addv(&text, format, args);
	va_end(args);
	say_lines(out, str_text(&text));
	str_done(&text);
}

void out_say_count(Out *out, int64_t n, const char *format, ...)
{
	va_list args;
	Str text = {0};
	if (!says(out))
		return;
	va_start(args, format);
	str_add_countv(&text, n, format, args);
	va_end(args);
	say_lines(out, str_text(&text));
	str_done(&text);
}

void out_bytes(Out *out, const char *bytes, size_t n)
{
	if (out->setting.form == OUT_MESSAGE)
		return;
	table_flush(out);
	str_addn(&out->buffer, bytes, n);
	out_send(out, BUFFERED);
}
