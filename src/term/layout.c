/* SPDX-License-Identifier: MIT */
/* The skeleton of every screen, and the rows that stand on it. */
#include "kartoteka/term/layout.h"

#include <string.h>

#include "kartoteka/base/str.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"

enum {
	LEAST_ROWS = 10,
	LEAST_COLS = 40,
	HINT_GAP = 2,
	CRUMB_CUT = 8,    /* cells of the part before the last one that still say something */
	CRUMB_LEAST = 12, /* cells of the last breadcrumb part that needs may not take */
	NEED_GAP = 3,
	WIDE_COLS = 120,
	TEXT_MOST = 100, /* lines of text are not read when they are longer */
};

SizeClass size_class(int rows, int cols)
{
	if (rows < LEAST_ROWS || cols < LEAST_COLS)
		return SIZE_NONE;
	if (rows < 16 || cols < 60)
		return SIZE_TINY;
	if (rows < 20 || cols < 80)
		return SIZE_NARROW;
	return rows >= 24 && cols >= 110 ? SIZE_WIDE : SIZE_NORMAL;
}

Layout layout_of(Frame *frame)
{
	Area a = area_all(frame);
	int last = a.rows - 1;
	return (Layout){
		.size = frame->plain && size_class(a.rows, a.cols) > SIZE_NARROW ? SIZE_NARROW : size_class(a.rows, a.cols),
		.whole = a,
		.head = area_row(a, 0),
		.rule = area_row(a, 1),
		.body = area_part(a, 2, 0, a.rows - 4, -1),
		.full = area_part(a, 1, 0, a.rows - 3, -1),
		.message = area_row(a, last - 1),
		.hints = area_row(a, last),
	};
}

bool layout_too_small(Frame *frame)
{
	if (size_class(frame->rows, frame->cols) != SIZE_NONE)
		return false;
	Area a = area_all(frame);
	Str text = {0};
	str_addf(&text, _("%d×%d is needed, this is %d×%d"), LEAST_COLS, LEAST_ROWS, a.cols, a.rows);
	if (utf8_width(str_text(&text)) > a.cols) { /* both numbers at least */
		str_cut(&text, 0);
		str_addf(&text, "%d×%d < %d×%d", a.cols, a.rows, LEAST_COLS, LEAST_ROWS);
	}
	area_fill(a, STYLE_PLAIN);
	area_put_centre(a, (a.rows - 1) / 2, STYLE_PLAIN, str_text(&text));
	area_cursor(a, a.rows - 1, 0, false);
	str_done(&text);
	return true;
}

/* --- row 0 --- */

static int needs_width(const HeadNeed *needs, size_t from, size_t n, int gap)
{
	int sum = 0;
	for (size_t i = from; i < n; i++)
		if (needs[i].text && *needs[i].text)
			sum += utf8_width(needs[i].text) + gap;
	return sum;
}

/* The breadcrumb from part `from` on; with the back sign when parts are left out. */
static void crumbs(Str *out, const char *const *parts, size_t from, size_t n)
{
	if (from > 0)
		str_add(out, GLYPH_BACK " ");
	for (size_t i = from; i < n; i++) {
		if (i > from)
			str_add(out, " " GLYPH_CRUMB " ");
		str_add(out, parts[i]);
	}
}

/* "◂ Иванов Иг… ▸ правка": whose it is says more than that it is a form. As it was where there is no room for a bit of it. */
static void crumbs_cut(Str *out, const char *const *parts, size_t n, int room)
{
	size_t before = n - 2;
	Str rest = {0};
	str_addf(&rest, " " GLYPH_CRUMB " %s", parts[n - 1]);
	int left = room - 2 - utf8_width_most(str_text(&rest), room);
	if (left >= CRUMB_CUT) {
		str_cut(out, 0);
		str_addf(out, GLYPH_BACK " %.*s…%s", (int)utf8_fit(parts[before], left - 1, NULL), parts[before], str_text(&rest));
	}
	str_done(&rest);
}

static void put_crumbs(Area a, const char *const *parts, size_t n, int room)
{
	Str text = {0};
	size_t from = 0;
	for (; from < n; from++) {
		str_cut(&text, 0);
		crumbs(&text, parts, from, n);
		if (utf8_width_most(str_text(&text), room) <= room)
			break;
	}
	if (n > 2 && from >= n - 1)
		crumbs_cut(&text, parts, n, room);
	area_put(a, 0, 1, room, STYLE_BOLD, str_text(&text));
	str_done(&text);
}

bool layout_head_fits(const Layout *layout, const char *const *parts, size_t n_parts, const HeadNeed *needs, size_t n_needs, const char *clock)
{
	int cols = layout->head.cols, gap = layout->size <= SIZE_TINY ? 2 : NEED_GAP;
	Str text = {0};
	crumbs(&text, parts, 0, n_parts);
	int all = 1 + utf8_width_most(str_text(&text), cols) + needs_width(needs, 0, n_needs, gap) + (clock ? utf8_width(clock) : 0) + 3;
	str_done(&text);
	return all <= cols;
}

void layout_head(const Layout *layout, const char *const *parts, size_t n_parts, const HeadNeed *needs, size_t n_needs, const char *clock)
{
	Area a = layout->head;
	int gap = layout->size <= SIZE_TINY ? 2 : NEED_GAP;
	int end = a.cols - 1, last = n_parts ? utf8_width_most(parts[n_parts - 1], CRUMB_LEAST) + (n_parts > 1 ? 2 : 0) : 0;
	size_t from = 0;
	if (last > CRUMB_LEAST)
		last = CRUMB_LEAST;
	if (clock && *clock)
		end -= area_put_right(a, 0, end, -1, STYLE_PLAIN, clock);
	while (from < n_needs && needs_width(needs, from, n_needs, gap) > end - 1 - last)
		from++;
	for (size_t i = n_needs; i-- > from;) {
		if (!needs[i].text || !*needs[i].text)
			continue;
		end -= gap;
		end -= area_put_right(a, 0, end, -1, needs[i].style, needs[i].text);
	}
	int room = end - 1 - (end < a.cols - 1 ? 2 : 0);
	if (room > 0 && n_parts > 0)
		put_crumbs(a, parts, n_parts, room);
}

/* --- the two rows below --- */

void layout_message(const Layout *layout, const char *glyph, Style style, const char *text, const char *right)
{
	Area a = area_pad(layout->message, 1, 1);
	int col = 0;
	area_fill(layout->message, STYLE_PLAIN);
	if (glyph && *glyph)
		col = area_put(a, 0, 0, 1, style, glyph) + 1;
	area_pair(a, 0, col, glyph && *glyph ? STYLE_PLAIN : style, text ? text : "", STYLE_DIM, right);
}

static int hint_width(const Hint *hint)
{
	return utf8_width(hint->key) + (hint->label && *hint->label ? 1 + utf8_width(hint->label) : 0);
}

static void hint_put(Area a, int col, const Hint *hint)
{
	int used = area_put(a, 0, col, -1, STYLE_KEY, hint->key);
	if (hint->label && *hint->label)
		area_put(a, 0, col + used + 1, -1, STYLE_PLAIN, hint->label);
}

/* Cells of those that stay, from this one on, each with the blanks before it. In the smallest window Enter and Esc alone say enough. */
static int staying(const Hint *hints, size_t from, size_t n, bool tiny, int gap, size_t *count)
{
	int cells = 0;
	*count = 0;
	for (size_t i = from; i < n; i++) {
		if (hints[i].place != HINT_STAYS)
			continue;
		bool alone = tiny && (strcmp(hints[i].key, "Enter") == 0 || strcmp(hints[i].key, "Esc") == 0);
		cells += gap + (alone ? utf8_width(hints[i].key) : hint_width(&hints[i]));
		++*count;
	}
	return cells;
}

size_t layout_hints(const Layout *layout, const Hint *hints, size_t n)
{
	Area a = area_pad(layout->hints, 1, 1);
	size_t most = a.cols + 2 >= 110 ? 10 : 7, shown = 0;
	int gap = a.cols + 2 >= 110 ? HINT_GAP + 1 : HINT_GAP, end = a.cols, col = 0;
	area_fill(layout->hints, STYLE_PLAIN);
	for (size_t i = 0; i < n; i++) {
		if (hints[i].place != HINT_LAST)
			continue;
		Hint hint = hints[i];
		if (layout->size <= SIZE_TINY) /* `?` alone says enough where room is dear */
			hint.label = NULL;
		hint_put(a, end - hint_width(&hint), &hint);
		end -= hint_width(&hint) + HINT_GAP;
		shown++;
	}
	for (size_t i = 0; i < n && shown < most; i++) {
		Hint hint = hints[i];
		size_t later;
		int rest = staying(hints, i + 1, n, layout->size <= SIZE_TINY, gap, &later);
		bool stays = hint.place == HINT_STAYS;
		if (hint.place == HINT_LAST)
			continue;
		if (stays && col + hint_width(&hint) + rest > end)
			hint.label = NULL;
		int width = hint_width(&hint);
		/* A long one leaves, shorter ones after it may still find room; never a part of one. */
		if (col + width + (stays ? 0 : rest) > end || (!stays && shown + later >= most))
			continue;
		hint_put(a, col, &hint);
		col += width + gap;
		shown++;
	}
	return shown;
}

/* --- panes --- */

int layout_beside(int cols, int cells)
{
	int wide = cells * cols / WIDE_COLS;
	if (wide < cells)
		return cells;
	return wide > TEXT_MOST ? TEXT_MOST : wide;
}

void layout_split(Area a, int left_cols, Area *left, Area *right)
{
	if (left_cols >= a.cols || left_cols < 1) {
		*left = a;
		*right = area_part(a, 0, 0, 0, 0);
		return;
	}
	*left = area_part(a, 0, 0, -1, left_cols);
	*right = area_part(a, 0, left_cols + 1, -1, -1);
	area_vline(a, left_cols, STYLE_RULE);
}

void layout_below(Area a, int rows, int least, Area *upper, Area *lower)
{
	if (rows < 1 || a.rows - rows - 1 < least) {
		*upper = a;
		*lower = area_part(a, 0, 0, 0, 0);
		return;
	}
	int at = a.rows - rows - 1;
	*upper = area_part(a, 0, 0, at, -1);
	*lower = area_part(a, at + 1, 0, -1, -1);
	area_rule(a, at, STYLE_RULE);
}
