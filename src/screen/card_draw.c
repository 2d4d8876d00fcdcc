/* SPDX-License-Identifier: MIT */
/*
 * The frame of a card. Normal: head, next step, people, then the history in what is left. Wide: the fields in a pane at the left. Narrow: phone, next
 * step and the last note stay whatever leaves; Tab turns to the page of the fields.
 */
#include "card_draw.h"

#include "kartoteka/base/text.h"

/* ---- the cursor in the head ---- */

bool card_at(const CardView *c, StopType type, size_t i)
{
	return c->in_head && !c->typing && c->stop == type && c->stop_index == i;
}

void card_mark(const CardView *c, Area a, int row, StopType type, size_t i)
{
	if (card_at(c, type, i) && row >= 0 && row < a.rows) {
		area_put(a, row, 0, 1, STYLE_ACCENT | STYLE_WITH_BOLD, GLYPH_CURSOR);
		area_cursor(a, row, 0, false);
	}
}

bool card_in_plans(const CardView *c)
{
	return c->stop == STOP_STEP || c->stop == STOP_NOTE;
}

size_t card_first(const CardView *c, StopType type, size_t seen)
{
	return c->in_head && c->stop == type && c->stop_index >= seen ? c->stop_index - seen + 1 : 0;
}

void card_more(Str *out, size_t above, size_t below)
{
	if (below)
		str_addf(out, _("%zu more ▾"), below);
	else if (above)
		str_addf(out, _("%zu more ▴"), above);
}

/* ---- where things stand ---- */

/* What stands over the history in one column; the row where the history's heading (or, tiny, its first row) comes. */
static int upper(const CardView *c, Area a, SizeClass size, const CardRoom *room, bool draw)
{
	if (size <= SIZE_TINY)
		return card_head_tiny(c, a, draw);
	bool narrow = size == SIZE_NARROW;
	int row = narrow ? card_head_narrow(c, a, draw) : card_head_normal(c, a, room, draw), gap = !room->dense;
	Area to = draw ? a : area_part(a, 0, 0, 0, 0);
	row = card_plans(c, to, row + gap, room, !narrow);
	if (c->card.member_count && (c->card.client.kind.v == CLIENT_ORGANIZATION || c->card.member_count > 1) && !narrow)
		row = card_people(c, to, row + gap, (size_t)room->people, room->counted, true);
	return row + gap;
}

Area card_left_pane(const Layout *layout)
{
	return area_part(layout->body, 0, 0, layout->body.rows - 1, CARD_FIELDS);
}

Area card_right_pane(const Layout *layout)
{
	return area_part(layout->body, 0, CARD_FIELDS + 1, layout->body.rows - 1, -1);
}

int card_upper(const CardView *c, const Layout *layout, const CardRoom *room)
{
	if (layout->size == SIZE_WIDE)
		return card_plans(c, area_part(card_right_pane(layout), 0, 0, 0, 0), 0, room, true) + !room->dense + 1;
	return upper(c, layout->body, layout->size, room, false) + (layout->size > SIZE_TINY);
}

Area card_history_area(const CardView *c, const Layout *layout)
{
	return area_part(layout->size == SIZE_WIDE ? card_right_pane(layout) : layout->body, card_upper(c, layout, &c->room), 0, -1, -1);
}

/* ---- paint ---- */

static void wide_paint(const CardView *c, const Layout *layout, Area history)
{
	Area right = card_right_pane(layout);
	area_rule(layout->rule, 0, STYLE_RULE);
	area_rule(area_row(layout->body, layout->body.rows - 1), 0, STYLE_RULE);
	area_vline(area_part(layout->body, 0, CARD_FIELDS, layout->body.rows - 1, 1), 0, STYLE_RULE);
	card_fields_paint(c, card_left_pane(layout));
	card_plans(c, right, 0, &c->room, true);
	card_history_heading(c, right, history.row - right.row - 1);
	card_history_paint(c, history);
}

void card_paint(const Screen *s, const Layout *layout)
{
	const CardView *c = s->state;
	if (c->gone) {
		area_rule(layout->rule, 0, STYLE_RULE);
		area_put(layout->body, 1, 2, -1, STYLE_DIM, _("This client is not here any more: u or U if that was your change, q goes back"));
		return;
	}
	Area history = card_history_area(c, layout);
	if (layout->size == SIZE_WIDE) {
		wide_paint(c, layout, history);
		return;
	}
	area_rule(layout->rule, 0, STYLE_RULE);
	if (card_on_fields(c)) {
		card_fields_paint(c, layout->body);
		return;
	}
	upper(c, layout->body, layout->size, &c->room, true);
	if (layout->size > SIZE_TINY)
		card_history_heading(c, layout->body, history.row - layout->body.row - 1);
	card_history_paint(c, history);
}

bool card_message(const Screen *s, const Layout *layout)
{
	const CardView *c = s->state;
	if (!c->typing)
		return false;
	Area a = layout->message;
	area_fill(a, STYLE_PLAIN);
	area_put(a, 0, 1, 1, STYLE_ACCENT, "/");
	edit_draw(c->line, area_part(a, 0, 3, 1, a.cols - 4), STYLE_PLAIN, true);
	return true;
}
