/* SPDX-License-Identifier: MIT */
/* What is to be done, what was noted, who belongs to whom: the groups of a card that show a few of many. */
#include "card_draw.h"

#include <stdio.h>

#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"

enum {
	PEOPLE_MEASURED = 60,
	PHONE_MOST = 20,
};

/* Where room is dear today is said by its sign alone. */
static void step_when(Str *out, Work *work, const StepRow *step, bool tiny)
{
	Day day;
	int32_t second;
	if (!tiny || instant_is_none(step->instant) || step->all_day || step->put_off || zone_day(work->zone, step->instant).n != work_today(work).n) {
		show_step_when(out, work, step);
		return;
	}
	zone_local(work->zone, step->instant, &day, &second);
	words_time(out, second);
}

int card_step(const CardView *c, Area a, int row, size_t i)
{
	Work *work = ui_work(c->screen->ui);
	const StepRow *step = &c->steps[i];
	ShowState state = show_step_row_state(work, step);
	const char *glyph = show_state_glyph(state);
	Str text = {0}, in = {0};
	step_when(&text, work, step, a.cols < 60);
	if (text.n)
		str_add(&text, a.cols < 60 ? " " : "  ");
	if (step->client != c->client && step->client_title)
		str_addf(&text, "%s: ", step->client_title);
	str_add(&text, step->text ? step->text : "");
	if (step->tries > 1)
		str_addf(&text, _(", attempt %lld"), (long long)step->tries);
	if (!instant_is_none(step->instant) && a.cols >= 60) {
		if (state == SHOW_OVERDUE)
			words_ago_in(&in, step->instant, work_now(work), work->zone);
		else if (step->put_off)
			show_step_due(&in, work, step);
		else if (step->all_day)
			words_in_days(&in, zone_day(work->zone, step->instant), work_today(work));
		else if (step->instant.s <= work_now(work).s)
			str_add(&in, _("going on"));
		else
			words_in(&in, step->instant, work_now(work), work->zone);
	}
	if (glyph)
		area_put(a, row, 2, 1, show_state_style(state), glyph);
	area_pair(area_pad(a, 0, 1), row, 4, STYLE_PLAIN, str_text(&text), state == SHOW_OVERDUE ? STYLE_OVERDUE : STYLE_DIM, str_text(&in));
	card_mark(c, a, row, STOP_STEP, i);
	str_done(&text);
	str_done(&in);
	return row + 1;
}

/* A heading that counts what is not seen, where no row is left to do it below the group. */
static void group_heading(const CardView *c, Area a, int row, const char *text, StopType type, size_t n, size_t most, bool counted)
{
	Str more = {0};
	size_t first = card_first(c, type, most);
	if (counted && n > most)
		card_more(&more, first, n - first - most);
	area_heading(a, row, text, str_text(&more));
	str_done(&more);
}

/* The row below a group; it stays when the cursor came to the end of what it counts. */
static int group_more(const CardView *c, Area a, int row, int col, StopType type, size_t n, size_t most)
{
	Str more = {0};
	size_t first = card_first(c, type, most);
	if (n <= most)
		return row;
	card_more(&more, first, n - first - most);
	area_put(a, row, col, -1, STYLE_DIM, str_text(&more));
	str_done(&more);
	return row + 1;
}

static int steps_paint(const CardView *c, Area a, int row, const CardRoom *room)
{
	size_t most = (size_t)room->steps, first = card_first(c, STOP_STEP, most);
	group_heading(c, a, row++, _("NEXT STEP"), STOP_STEP, c->step_count, most, room->counted);
	if (!c->step_count)
		area_put(a, row++, 4, -1, STYLE_DIM, _("none: r plans one"));
	for (size_t i = first; i < c->step_count && i < first + most; i++)
		row = card_step(c, a, row, i);
	return room->counted ? row : group_more(c, a, row, 4, STOP_STEP, c->step_count, most);
}

int card_note(const CardView *c, Area a, int row, size_t i)
{
	const Journal *note = &c->notes[i];
	Work *work = ui_work(c->screen->ui);
	Str text = {0};
	if (note->start.form != MOMENT_NONE)
		words_day(&text, DATE_LIST, zone_day(work->zone, work_instant(work, note->start, note->zone.s)), work_today(work));
	str_add(&text, text.n ? "  " : "");
	kind_note.title(&text, note);
	area_put(area_pad(a, 0, 1), row, 4, -1, STYLE_PLAIN, str_text(&text));
	card_mark(c, a, row, STOP_NOTE, i);
	str_done(&text);
	return row + 1;
}

static int notes_paint(const CardView *c, Area a, int row, const CardRoom *room, bool heading)
{
	size_t most = (size_t)room->notes, first = card_first(c, STOP_NOTE, most);
	if (c->note_count && heading) {
		row += !room->dense;
		group_heading(c, a, row++, _("NOTES"), STOP_NOTE, c->note_count, most, room->counted);
	}
	for (size_t i = first; i < c->note_count && i < first + most; i++)
		row = card_note(c, a, row, i);
	return room->counted || !heading ? row : group_more(c, a, row, 4, STOP_NOTE, c->note_count, most);
}

int card_plans(const CardView *c, Area a, int row, const CardRoom *room, bool headings)
{
	return notes_paint(c, a, steps_paint(c, a, row, room), room, headings);
}

void card_member_phone(Str *out, const MemberRow *member)
{
	if (member->phone && *member->phone)
		show_phone(out, member->phone);
	else
		str_add(out, GLYPH_NONE);
}

static int phones_cells(const Card *card, size_t first, size_t n)
{
	int most = 0;
	for (size_t i = first; i < card->member_count && i < first + n; i++) {
		Str text = {0};
		card_member_phone(&text, &card->members[i]);
		int cells = utf8_width(str_text(&text));
		most = cells > most ? cells : most;
		str_done(&text);
	}
	return most < PHONE_MOST ? most : PHONE_MOST;
}

int card_people(const CardView *c, Area a, int row, size_t most, bool counted, bool phones)
{
	const Card *card = &c->card;
	char count[24];
	snprintf(count, sizeof count, "%zu", card->member_count);
	area_heading(a, row++, card->client.kind.v == CLIENT_ORGANIZATION ? _("PEOPLE") : _("WORKS AT"), count);
	size_t first = card_first(c, STOP_MEMBER, most), measured = card->member_count < PEOPLE_MEASURED ? card->member_count : PEOPLE_MEASURED;
	int phone = phones ? phones_cells(card, first, most) + 2 : 0, room = a.cols - 3 - phone;
	int name = show_member_cells(card->members, measured, room, phones ? 24 : 14);
	for (size_t i = first; i < card->member_count && i < first + most; i++, row++) {
		const MemberRow *m = &card->members[i];
		Str number = {0};
		area_put(a, row, 2, name, STYLE_PLAIN, m->title ? m->title : "");
		area_put(a, row, name + 4, room - name - 2, STYLE_DIM, m->membership.role.s ? m->membership.role.s : "");
		if (phones)
			card_member_phone(&number, m);
		area_put_right(area_pad(a, 0, 1), row, -1, phone, STYLE_PLAIN, str_text(&number));
		card_mark(c, a, row, STOP_MEMBER, i);
		str_done(&number);
	}
	return counted ? row : group_more(c, a, row, 2, STOP_MEMBER, card->member_count, most);
}
