/* SPDX-License-Identifier: MIT */
/* One frame: the main screen, what floats over it, row 0, message and hints. Decides nothing about records. */
#include "ui.h"

#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/term/layout.h"

static char *clock_text(Ui *ui)
{
	Str text = {0};
	Day day;
	int32_t second;
	zone_local(ui->work->zone, work_now(ui->work), &day, &second);
	words_time(&text, second);
	/* Until the user has said what time it is on their watch, the server's UTC is named. */
	if (strcmp(zone_name(ui->work->zone), "UTC") == 0 && !settings_is_own(ui->work->settings, "time", "zone"))
		str_add(&text, " UTC");
	return str_take(&text);
}

static void add_need(HeadNeed needs[], char *owned[], size_t *n, Style style, char *text)
{
	needs[*n].text = owned[*n] = text;
	needs[(*n)++].style = style;
}

__attribute__((format(printf, 2, 3))) static char *need_text(int64_t n, const char *format, ...)
{
	Str text = {0};
	va_list args;
	va_start(args, format);
	str_add_countv(&text, n, format, args);
	va_end(args);
	return str_take(&text);
}

static size_t head_needs(Ui *ui, const ScreenHead *head, HeadNeed needs[], char *owned[])
{
	size_t n = 0;
	const Needs *count = &ui->needs;
	if (head->note)
		add_need(needs, owned, &n, head->note_style ? head->note_style : STYLE_DIM, mem_strdup(head->note));
	if (store_read_only(ui->work->store))
		add_need(needs, owned, &n, STYLE_ERROR, mem_strdup(_("read only")));
	if (count->drafts)
		add_need(needs, owned, &n, STYLE_SOON, mem_printf(P_("%zu draft", "%zu drafts", count->drafts), count->drafts));
	const char *more = count->more ? "+" : "";
	long long overdue = (long long)count->overdue, today = (long long)count->today;
	if (overdue)
		add_need(needs, owned, &n, STYLE_OVERDUE, need_text(overdue, head->long_needs ? P_("! %lld%s overdue", "! %lld%s overdue", overdue) : "! %lld%s", overdue, more));
	if (today)
		add_need(needs, owned, &n, STYLE_SOON, need_text(today, head->long_needs ? P_("• %lld%s today", "• %lld%s today", today) : "• %lld%s", today, more));
	return n;
}

static void draw_head(Ui *ui, const Layout *layout)
{
	ScreenHead head = {0};
	Screen *top = ui_top(ui), *main = ui_main(ui);
	Screen *speaker = top && top->kind->head ? top : main;
	if (!speaker)
		return;
	if (speaker->kind->head)
		speaker->kind->head(speaker, &head);
	if (!head.n_parts)
		head.parts[head.n_parts++] = _(speaker->kind->title);
	HeadNeed needs[8];
	char *owned[8];
	size_t n = head_needs(ui, &head, needs, owned);
	char *clock = clock_text(ui);
	/* What is asked for in words gives way to the page's own name. */
	if (head.long_needs && !layout_head_fits(layout, head.parts, head.n_parts, needs, n, clock)) {
		for (size_t i = 0; i < n; i++)
			free(owned[i]);
		head.long_needs = false;
		n = head_needs(ui, &head, needs, owned);
	}
	layout_head(layout, head.parts, head.n_parts, needs, n, clock);
	free(clock);
	for (size_t i = 0; i < n; i++)
		free(owned[i]);
}

/* "a|b": the caps of both stand before one label; "a…b": from the one to the other. */
static char *hint_caps(Ui *ui, const char *const *contexts, const char *lines)
{
	const char *bar = strchr(lines, '|'), *row = strstr(lines, "…"), *cut = bar ? bar : row;
	if (!cut)
		return mem_strdup(ui_cap(ui, contexts, lines));
	char *first = mem_strndup(lines, (size_t)(cut - lines)), *one = mem_strdup(ui_cap(ui, contexts, first));
	const char *other = ui_cap(ui, contexts, bar ? bar + 1 : row + strlen("…"));
	const char *between = bar ? " " : "…";
	char *both = mem_printf("%s%s%s", one, *one && *other ? between : "", other);
	free(first);
	free(one);
	return both;
}

static void draw_hints(Ui *ui, const Layout *layout)
{
	Screen *top = ui_top(ui);
	const ScreenHint *lines = top && top->kind->hints ? top->kind->hints(top) : NULL;
	if (!lines)
		return;
	Hint hints[24];
	char *keys[24];
	size_t n = 0;
	const char *const *contexts = top->kind->contexts(top);
	for (; lines->line && n < 22; lines++) {
		char *cap = hint_caps(ui, contexts, lines->line);
		const Command *row = lines->label ? NULL : dispatch_row(ui, lines->line);
		const char *label = row ? row->hint : lines->label;
		if (!*cap || !label) {
			free(cap);
			continue;
		}
		keys[n] = cap;
		bool stays = strcmp(lines->line, "escape") == 0 || strcmp(lines->line, "save") == 0;
		hints[n] = (Hint){keys[n], text_get(label), stays ? HINT_STAYS : HINT_USUAL};
		n++;
	}
	const char *help = screen_types(top) ? "F1" : "?";
	hints[n++] = (Hint){help, layout->size == SIZE_TINY ? "" : _("help"), HINT_LAST};
	layout_hints(layout, hints, n);
	for (size_t i = 0; i + 1 < n; i++)
		free(keys[i]);
}

/* Where rows lack even so, the beginning leaves: what to do stands at the end. Caller frees. */
static char *end_that_fits(const char *text, int cells, int rows)
{
	char *end = mem_strdup(text);
	while (text_wrap_rows(end, cells) > rows && (text = strchr(text, ' '))) {
		free(end);
		end = mem_printf("…%s", text++);
	}
	return end;
}

/* A fault that a row cannot hold: all of it, what was kept and what to do included, over the last rows of the body until the next key. A line that is
 * typed there stays in sight: then over the first ones. */
static bool draw_whole(Ui *ui, const Layout *layout)
{
	const Message *m = &ui->message;
	const Screen *top = ui_top(ui);
	Area row = area_pad(layout->message, 1, 1);
	int col = m->glyph ? 2 : 0, cells = row.cols - col, rows = m->whole && m->text ? text_wrap_rows(m->text, cells) : 1;
	bool typed = top && top->kind->floats;
	if (rows < 2 || utf8_width(m->text) <= cells)
		return false;
	char *end = end_that_fits(m->text, cells, layout->body.rows);
	rows = text_wrap_rows(end, cells);
	if (rows > layout->body.rows)
		rows = layout->body.rows;
	Area all = layout->whole;
	int first = typed ? layout->body.row : layout->message.row - rows + 1;
	Area text = area_part(all, first - all.row, 0, rows, -1), rule = area_part(all, typed ? first + rows - all.row : first - 1 - all.row, 0, 1, -1);
	area_fill(text, STYLE_PLAIN);
	area_fill(rule, STYLE_PLAIN);
	area_rule(rule, 0, STYLE_RULE);
	if (typed)
		area_fill(layout->message, STYLE_PLAIN);
	Area in = area_pad(text, 1, 1);
	if (m->glyph)
		area_put(in, 0, 0, 1, m->style, m->glyph);
	area_wrap(in, 0, col, rows, m->glyph ? STYLE_PLAIN : m->style, end);
	free(end);
	return true;
}

static void draw_message(Ui *ui, const Layout *layout)
{
	Screen *top = ui_top(ui);
	if (top && top->kind->message && top->kind->message(top, layout))
		return;
	if (draw_whole(ui, layout))
		return;
	const Message *m = &ui->message;
	char *right = NULL;
	if ((m->undo || m->redo) && m->text && top) {
		const char *cap = ui_cap(ui, top->kind->contexts(top), m->redo ? "redo" : "undo");
		right = *cap ? mem_printf("%s %s", cap, m->redo ? _("redo") : _("undo")) : NULL;
	}
	layout_message(layout, m->glyph, m->style, m->text, right);
	free(right);
}

/* In a window too small to be drawn, keys act as in the least one. */
enum {
	FIT_ROWS = 10,
	FIT_COLS = 40,
};

static void each_seen(Ui *ui, const Layout *layout, bool draws)
{
	size_t main = stack_main(ui);
	for (size_t i = main ? main - 1 : ui->depth; i < ui->depth; i++) {
		Screen *s = ui->stack[i];
		if (s->kind->fit)
			s->kind->fit(s, layout);
		if (draws)
			s->kind->draw(s, layout);
	}
}

/* After a load that no frame follows: what a fit makes of the records points to those that are gone. */
void show_fit(Ui *ui)
{
	Frame *least = NULL;
	if (ui->frame->rows < FIT_ROWS || ui->frame->cols < FIT_COLS)
		least = frame_new(FIT_ROWS, FIT_COLS);
	Layout layout = layout_of(least ? least : ui->frame);
	each_seen(ui, &layout, false);
	frame_free(least);
}

void show_draw(Ui *ui)
{
	frame_clear(ui->frame);
	if (layout_too_small(ui->frame)) {
		show_fit(ui);
		return;
	}
	Layout layout = layout_of(ui->frame);
	each_seen(ui, &layout, true);
	draw_head(ui, &layout);
	draw_message(ui, &layout);
	draw_hints(ui, &layout);
}

void show_progress(Ui *ui, const char *text, const char *right)
{
	if (layout_too_small(ui->frame))
		return;
	/* On a slow line the next word of it is as good: nothing may queue behind what was sent. */
	if (term_wait(ui->term))
		return;
	Layout layout = layout_of(ui->frame);
	layout_message(&layout, NULL, STYLE_PLAIN, text, right);
	term_show(ui->term, ui->frame);
}
