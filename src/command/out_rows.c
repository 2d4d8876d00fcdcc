/* SPDX-License-Identifier: MIT */
/* A row's cells as a table fitted to the width, as a card, as CSV (RFC 4180) and as one plain line. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "out.h"

enum {
	GAP = 2,
	LEAST = 12,
	SMALLEST = 4,
	WIDEST = 80, /* where nothing limits the width: a cell of a megabyte must not pad every other row to its own */
};

/* ---- CSV and plain ---- */

/* Data is data, but what would drive a terminal or turn the reading direction is not let through: all but tab and line ends become U+FFFD. */
static void csv_field(Str *to, const char *s)
{
	bool quote = strpbrk(s, "\",\r\n") || *s == ' ' || (*s && s[strlen(s) - 1] == ' ');
	size_t n = strlen(s);
	if (quote)
		str_addc(to, '"');
	while (n > 0) {
		size_t used;
		uint32_t code = utf8_decode(s, n, &used);
		char bytes[4];
		if (utf8_is_unsafe(code) && (!code || code > ' ' || !strchr("\t\r\n", (int)code)))
			code = UTF8_BAD;
		if (code == '"')
			str_addc(to, '"');
		str_addn(to, bytes, utf8_encode(bytes, code));
		s += used;
		n -= used;
	}
	if (quote)
		str_addc(to, '"');
}

void csv_head(Out *out)
{
	for (size_t i = 0; i < out->n_columns; i++) {
		str_add(&out->buffer, i ? "," : "");
		csv_field(&out->buffer, out->columns[i].path);
	}
	str_add(&out->buffer, out->n_columns ? "\r\n" : "");
}

void csv_row(Out *out)
{
	for (size_t i = 0; i < out->n_columns; i++) {
		str_add(&out->buffer, i ? "," : "");
		csv_field(&out->buffer, str_text(&out->cells[i]));
	}
	str_add(&out->buffer, "\r\n");
}

void plain_row(Out *out)
{
	for (size_t i = 0; i < out->n_columns; i++) {
		str_add(&out->buffer, i ? "\t" : "");
		utf8_safe(&out->buffer, str_text(&out->cells[i]), out->cells[i].n);
	}
	str_addc(&out->buffer, '\n');
}

/* ---- card ---- */

static void pad(Str *to, int cells)
{
	for (int i = 0; i < cells; i++)
		str_addc(to, ' ');
}

void card_row(Out *out)
{
	int widest = 0;
	for (size_t i = 0; i < out->n_columns; i++) {
		int width = out->columns[i].label && out->cells[i].n > 0 ? utf8_width(_(out->columns[i].label)) : 0;
		widest = width > widest ? width : widest;
	}
	if (out->wrote_record)
		str_addc(&out->buffer, '\n');
	out->wrote_record = true;
	for (size_t i = 0; i < out->n_columns; i++) {
		const char *label = out->columns[i].label, *text = str_text(&out->cells[i]);
		if (!label || !*text)
			continue;
		str_add(&out->buffer, _(label));
		str_addc(&out->buffer, ':');
		pad(&out->buffer, widest - utf8_width(_(label)) + 1);
		for (const char *end; (end = strchr(text, '\n')); text = end + 1) {
			utf8_safe(&out->buffer, text, (size_t)(end - text));
			str_addc(&out->buffer, '\n');
			pad(&out->buffer, widest + GAP);
		}
		utf8_safe(&out->buffer, text, strlen(text));
		str_addc(&out->buffer, '\n');
	}
}

/* ---- table ---- */

static int greater(int a, int b)
{
	return a > b ? a : b;
}

static int lesser(int a, int b)
{
	return a < b ? a : b;
}

/* What each column would like: its heading and the widest of its cells; what is wider than WIDEST runs over, whole. */
static void measure(const Out *out, int wish[])
{
	size_t n = out->n_columns;
	for (size_t i = 0; i < n; i++) {
		wish[i] = out->columns[i].label ? greater(1, utf8_width(_(out->columns[i].label))) : 0;
		for (size_t k = i; wish[i] && k < out->held.n; k += n)
			wish[i] = greater(wish[i], out->setting.width > 0 ? utf8_width(out->held.at[k]) : lesser(WIDEST, utf8_width(out->held.at[k])));
	}
}

static int total(const int widths[], size_t n)
{
	int sum = -GAP;
	for (size_t i = 0; i < n; i++)
		sum += widths[i] ? widths[i] + GAP : 0;
	return sum;
}

static int least_of(const OutColumn *column, int wish, bool hard)
{
	if (hard)
		return lesser(wish, SMALLEST);
	return lesser(wish, column->min ? column->min : LEAST);
}

/* Takes cells from the widest column that may still give, until the table fits; false when it cannot. */
static bool shrink(const Out *out, int widths[], const int wish[], bool hard)
{
	while (total(widths, out->n_columns) > out->setting.width) {
		size_t widest = out->n_columns;
		for (size_t i = 0; i < out->n_columns; i++) {
			if (widths[i] > least_of(&out->columns[i], wish[i], hard) && (widest == out->n_columns || widths[i] > widths[widest]))
				widest = i;
		}
		if (widest == out->n_columns)
			return false;
		widths[widest]--;
	}
	return true;
}

static bool drop_one(const Out *out, int wish[])
{
	size_t which = out->n_columns;
	for (size_t i = 0; i < out->n_columns; i++) {
		if (wish[i] && out->columns[i].drop > 0 && (which == out->n_columns || out->columns[i].drop >= out->columns[which].drop))
			which = i;
	}
	if (which == out->n_columns)
		return false;
	wish[which] = 0;
	return true;
}

static void fit(Out *out)
{
	size_t bytes = out->n_columns * sizeof(int);
	int *wish = mem_alloc(bytes);
	out->widths = mem_alloc(bytes);
	measure(out, wish);
	memcpy(out->widths, wish, bytes);
	while (out->setting.width > 0 && !shrink(out, out->widths, wish, false)) {
		bool dropped = drop_one(out, wish);
		memcpy(out->widths, wish, bytes);
		if (!dropped) {
			shrink(out, out->widths, wish, true);
			break;
		}
	}
	free(wish);
}

static void add_cut(Str *to, const char *text, int cells, bool ascii)
{
	if (!ascii || utf8_width(text) <= cells) {
		utf8_cut(to, text, cells);
		return;
	}
	int width;
	str_addn(to, text, utf8_fit(text, greater(cells - 2, 0), &width));
	str_add(to, cells > 1 ? ".." : ".");
}

static void table_line(Out *out, char *const cells[])
{
	size_t last = 0;
	Str cut = {0};
	for (size_t i = 0; i < out->n_columns; i++) {
		if (out->widths[i] && (cells[i][0] || out->columns[i].right))
			last = i;
	}
	for (size_t i = 0; i <= last && i < out->n_columns; i++) {
		if (!out->widths[i])
			continue;
		str_cut(&cut, 0);
		/* Later rows are cut only where the width is limited; else they may run over. */
		if (out->setting.width > 0)
			add_cut(&cut, cells[i], out->widths[i], out->setting.ascii);
		else
			str_add(&cut, cells[i]);
		int room = out->widths[i] - utf8_width(str_text(&cut));
		if (out->columns[i].right)
			pad(&out->buffer, room);
		str_add(&out->buffer, str_text(&cut));
		if (i < last)
			pad(&out->buffer, (out->columns[i].right ? 0 : greater(room, 0)) + GAP);
	}
	str_addc(&out->buffer, '\n');
	str_done(&cut);
}

static void table_head(Out *out)
{
	char **labels = mem_alloc(out->n_columns * sizeof *labels);
	for (size_t i = 0; i < out->n_columns; i++)
		labels[i] = mem_strdup(out->columns[i].label ? _(out->columns[i].label) : "");
	table_line(out, labels);
	for (size_t i = 0; i < out->n_columns; i++)
		free(labels[i]);
	free(labels);
}

void table_flush(Out *out)
{
	size_t n = out->n_columns;
	if (n == 0 || out->held.n == 0)
		return;
	if (!out->widths)
		fit(out);
	if (!out->head_done)
		table_head(out);
	out->head_done = true;
	for (size_t i = 0; i < out->held.n; i += n)
		table_line(out, &out->held.at[i]);
	for (size_t i = 0; i < out->held.n; i++)
		free(out->held.at[i]);
	out->held.n = 0;
}

void table_row(Out *out)
{
	for (size_t i = 0; i < out->n_columns; i++) {
		Str safe = {0};
		utf8_safe(&safe, str_text(&out->cells[i]), out->cells[i].n);
		vec_push(&out->held, str_take(&safe));
	}
	bool measured = out->widths;
	if (!measured && out->held.n < OUT_MEASURED * out->n_columns)
		return;
	table_flush(out);
	if (!measured)
		out_send(out, 0); /* who waits sees the first ones; of those behind each would be a write */
}
