/* SPDX-License-Identifier: MIT */
/* The history of a card: its heading, its rows, what stands there while there are none. */
#include "card_draw.h"

#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/term/chart.h"

enum {
	TEXT_ROWS = 500, /* of one contact; more is read by e */
	REST_MOST = 20,  /* a longer one moves its own row's name alone */
};

static bool says_more(const HistoryRow *row)
{
	return row->contact.text.s && *row->contact.text.s;
}

int card_contact_height(const void *self, size_t row)
{
	const CardView *c = self;
	const HistoryRow *h = &c->history.at[row];
	int lines = says_more(h) ? text_wrap_most(h->contact.text.s, c->text_cols, TEXT_ROWS) : 0;
	return 1 + lines + (c->wide ? 1 : 0);
}

static void contact_first(const CardView *c, Area a, const HistoryRow *h)
{
	const Work *work = ui_work(c->screen->ui);
	Str text = {0}, since = {0};
	bool tiny = a.cols < 60;
	int at = 2;
	if (tiny)
		show_day(&text, work, h->contact.at);
	else
		show_when(&text, work, h->contact.at);
	int used = area_put(a, 0, at, -1, STYLE_PLAIN, str_text(&text));
	at += (used > c->when_cells || tiny ? used : c->when_cells) + (tiny ? 1 : 2);
	str_cut(&text, 0);
	show_contact_kind(&text, h);
	used = area_put(a, 0, at, -1, STYLE_BOLD, str_text(&text));
	at += (used > c->kind_cells || tiny ? used : c->kind_cells) + (tiny ? 1 : 2);
	str_cut(&text, 0);
	show_contact_rest(&text, work, h);
	if (h->client_title) {
		/* Who it was with stands in one column. */
		int blank = c->rest_cells && !tiny ? c->rest_cells - utf8_width(str_text(&text)) : 0;
		str_addf(&text, "%*s%s%s", blank > 0 ? blank : 0, "", text.n || blank > 0 ? "   " : "", h->client_title);
	}
	show_since(&since, work, h->contact.at);
	area_pair(area_pad(a, 0, 1), 0, at, STYLE_PLAIN, str_text(&text), STYLE_DIM, str_text(&since));
	str_done(&text);
	str_done(&since);
}

void card_contact_draw(const void *self, Area a, const ListRow *row)
{
	const CardView *c = self;
	const HistoryRow *h = &c->history.at[row->row];
	contact_first(c, a, h);
	area_glyphs(area_part(a, 0, 0, 1, 2), 0, row->cursor, row->marked, NULL, STYLE_PLAIN);
	if (says_more(h) && a.rows > 1) {
		int col = c->wide ? 4 : 3;
		area_wrap(area_part(a, 1, col, a.rows - 1, c->text_cols), 0, 0, -1, STYLE_PLAIN, h->contact.text.s);
	}
}

static void history_note(Str *out, const CardView *c, bool wide, int cols)
{
	Str number = {0};
	str_add_number(&number, c->history_all);
	if (cols < 60)
		str_add(out, str_text(&number));
	else
		str_addf(out, P_("%s entry", "%s entries", c->history_all), str_text(&number));
	str_done(&number);
	if (c->kind_name || !edit_is_empty(c->line)) {
		str_addf(out, "   / %s", edit_text(c->line));
		str_addf(out, _("   f kind: %s"), c->kind_name ? c->kind_name : _("all"));
	} else if (wide) {
		str_addf(out, _("   / search   f kind: %s"), _("all"));
	} else if (c->history_all && cols >= 70) {
		str_add(out, " " GLYPH_DOT " ");
		chart_spark_text(out, c->weeks, SHOW_WEEKS);
		str_addf(out, " %s", _("12 weeks"));
	}
}

void card_history_heading(const CardView *c, Area a, int row)
{
	Str note = {0};
	bool organization = c->card.client.kind.v == CLIENT_ORGANIZATION && c->card.member_count;
	history_note(&note, c, c->wide, a.cols);
	area_heading(a, row, organization && a.cols >= 60 ? _("HISTORY, ALL PEOPLE") : _("HISTORY"), str_text(&note));
	str_done(&note);
}

static void empty_paint(const CardView *c, Area a)
{
	Str all = {0}, text = {0};
	if (!c->filter) {
		area_put(a, 0, 3, -1, STYLE_DIM, _("nothing was said yet: c logs a contact"));
		return;
	}
	str_add_number(&all, c->history_all);
	str_addf(&text, _("Nothing is found: the filter “%s” hides %s"), edit_is_empty(c->line) && c->kind_name ? c->kind_name : edit_text(c->line), str_text(&all));
	area_put(a, 0, 3, -1, STYLE_DIM, str_text(&text));
	area_put(a, 1, 3, -1, STYLE_DIM, _("Esc shows all"));
	str_done(&text);
	str_done(&all);
}

void card_history_paint(const CardView *c, Area a)
{
	size_t above = 0, below = 0;
	if (!c->history.n) {
		empty_paint(c, a);
		return;
	}
	list_hidden(&c->list, &c->source, a.rows, &above, &below);
	int64_t left = (int64_t)below;
	if (!c->whole && !c->filter && c->history_all > (int64_t)(c->history.n - below))
		left = c->history_all - (int64_t)(c->history.n - below);
	Area rows = left && a.rows > 4 ? area_part(a, 0, 0, a.rows - 1, -1) : a;
	list_draw(&c->list, &c->source, rows, !c->in_head && !c->typing);
	if (left && rows.rows < a.rows) {
		list_hidden(&c->list, &c->source, rows.rows, &above, &below);
		left = c->whole || c->filter ? (int64_t)below : c->history_all - (int64_t)(c->history.n - below);
		Str number = {0};
		str_add_number(&number, left);
		area_printf(a, a.rows - 1, 2, -1, STYLE_DIM, _("%s more ▾"), str_text(&number));
		str_done(&number);
	}
}

/* Rows that the history would fill, as far as there are that many. */
int card_history_rows(const CardView *c, int most)
{
	int rows = c->history.n ? 0 : 1;
	for (size_t i = 0; i < c->history.n && rows < most; i++)
		rows += card_contact_height(c, i);
	return rows < most ? rows : most;
}

void card_history_widths(CardView *c)
{
	bool named = false;
	c->when_cells = c->kind_cells = c->rest_cells = 0;
	for (size_t i = 0; i < c->history.n && i < 60; i++) {
		Str text = {0};
		show_when(&text, ui_work(c->screen->ui), c->history.at[i].contact.at);
		if (utf8_width(str_text(&text)) > c->when_cells)
			c->when_cells = utf8_width(str_text(&text));
		str_cut(&text, 0);
		show_contact_kind(&text, &c->history.at[i]);
		int width = utf8_width(str_text(&text));
		if (width > c->kind_cells && width <= 12)
			c->kind_cells = width;
		str_cut(&text, 0);
		show_contact_rest(&text, ui_work(c->screen->ui), &c->history.at[i]);
		width = utf8_width(str_text(&text));
		if (width > c->rest_cells && width <= REST_MOST)
			c->rest_cells = width;
		named = named || c->history.at[i].client_title;
		str_done(&text);
	}
	c->rest_cells = named ? c->rest_cells : 0;
}
