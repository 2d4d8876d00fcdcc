/* SPDX-License-Identifier: MIT */
/* One item of a pane of Today. */
#include <string.h>

#include "agenda_act.h"
#include "card_show.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/term/chart.h"
#include "today.h"

enum {
	WHEN_LEAST = 6, /* "yest.", "10:30" */
	WHEN_MOST = 8,  /* "tomorrow" */
};

static void now_draw(const TodayState *t, Area a)
{
	Str clock = {0};
	Day day;
	int32_t second;
	zone_local(ui_work(t->ui)->zone, t->today.now, &day, &second);
	str_addc(&clock, ' ');
	words_time(&clock, second);
	str_addc(&clock, ' ');
	for (int col = 0; !a.frame->plain && col < a.cols - 1; col++)
		area_put(a, 0, col, 1, STYLE_RULE, "─");
	area_put(a, 0, t->size == SIZE_TINY ? 4 : 8, -1, STYLE_ACCENT, str_text(&clock));
	str_done(&clock);
}

static void agenda_draw(const TodayState *t, Area a, const Item *item, bool cursor)
{
	const AgendaRow *row = item->agenda;
	Str when = {0}, text = {0}, right = {0};
	Day day;
	int32_t second;
	if (item->with_day) {
		words_day(&when, DATE_WEEKDAY, row->day, t->today.day);
	} else if (row->all_day || item->fills) {
		str_add(&when, _("all day"));
	} else {
		zone_local(ui_work(t->ui)->zone, item->goes_on ? row->end : row->start, &day, &second);
		str_add(&when, item->goes_on ? "–" : "");
		words_time(&when, second);
	}
	agenda_text(&text, row);
	if (!row->all_day && !instant_is_none(row->end) && row->end.s > row->start.s)
		words_length(&right, (Seconds){row->end.s - row->start.s});
	int length = utf8_width(str_text(&right)), at = t->size == SIZE_TINY ? 8 : 10, hour = utf8_width(str_text(&when));
	at = hour <= 8 && 3 + hour > at ? 3 + hour : at; /* "all day" is longer than an hour */
	Style style = row->cancelled || row->done ? STYLE_DIM : STYLE_PLAIN;
	area_glyphs(a, 0, cursor, false, NULL, STYLE_PLAIN);
	area_put(a, 0, 2, 8, item->with_day ? STYLE_DIM : style, str_text(&when));
	/* Between hour and text where there is room for it. */
	int sign = t->size == SIZE_TINY || row->all_day ? 1 : 8;
	if (row->done)
		area_put(a, 0, sign, 1, STYLE_DONE, GLYPH_DONE);
	else if (str_same(row->kind, "task") && !row->done && !row->cancelled && !row->all_day && row->start.s < t->today.now.s)
		area_put(a, 0, sign, 1, STYLE_OVERDUE, GLYPH_OVERDUE);
	area_put(a, 0, at, a.cols - at - length - 2, style, str_text(&text));
	area_put_right(a, 0, a.cols - 1, length, STYLE_DIM, str_text(&right));
	str_done(&when);
	str_done(&text);
	str_done(&right);
}

static ReminderWhen add_when(const TodayState *t, Str *out, const ReminderRow *row)
{
	ReminderWhen at = reminder_when(ui_work(t->ui), row, t->today.now);
	if (at.today && !at.all_day)
		words_time(out, at.second);
	else if (at.day.n == t->today.day.n - 1)
		str_add(out, C_("short", "yest."));
	else
		words_day(out, at.day.n < t->today.day.n ? DATE_DATED : DATE_LIST, at.day, t->today.day);
	return at;
}

/* As a reminder says its own. */
static void late_when(const TodayState *t, Str *out, const AgendaRow *row)
{
	if (row->day.n == t->today.day.n - 1)
		str_add(out, C_("short", "yest."));
	else
		words_day(out, DATE_DATED, row->day, t->today.day);
}

/* The texts of a pane begin in one column, behind its longest "today" or date; a date with its year takes what it needs for itself. */
static int when_cells(const Pane *pane)
{
	int most = WHEN_LEAST;
	for (size_t i = 0; i < pane->items.n; i++) {
		const Item *item = &pane->items.at[i];
		Str when = {0};
		if (item->type == ITEM_REMINDER)
			add_when(pane->owner, &when, item->reminder);
		else if (item->late)
			late_when(pane->owner, &when, item->agenda);
		int cells = utf8_width(str_text(&when));
		most = cells > most && cells <= WHEN_MOST ? cells : most;
		str_done(&when);
	}
	return most;
}

void today_measure(TodayState *t)
{
	for (size_t i = 0; i < PANES; i++)
		t->panes[i].when_cells = when_cells(&t->panes[i]);
}

typedef struct Called {
	const char *when, *client, *summary, *phone;
	bool organization;
} Called;

static void called_draw(const Pane *pane, Area a, const Called *called)
{
	Str text = {0}, number = {0};
	if (called->client) {
		client_called(&text, called->client, called->organization);
		str_add(&text, ": ");
	}
	str_add(&text, called->summary ? called->summary : _("reminder"));
	if (a.cols >= 56 && called->phone)
		show_phone_list(&number, called->phone);
	int wide = utf8_width(called->when), column = pane->when_cells, more = (wide > column ? wide : column) - WHEN_LEAST;
	int room = a.cols - 11 - more, phone = utf8_width(str_text(&number));
	area_put(a, 0, 3, WHEN_LEAST + more, STYLE_PLAIN, called->when);
	area_put(a, 0, (pane->owner->size == SIZE_TINY ? 9 : 10) + more, phone ? room - phone - 2 : room, STYLE_PLAIN, str_text(&text));
	if (phone)
		area_put_right(a, 0, a.cols - 1, phone, STYLE_DIM, str_text(&number));
	str_done(&text);
	str_done(&number);
}

static void reminder_draw(const Pane *pane, Area a, const Item *item, bool cursor)
{
	const ReminderRow *row = item->reminder;
	Str when = {0};
	ReminderWhen at = add_when(pane->owner, &when, row);
	area_glyphs(a, 0, cursor, false, NULL, STYLE_PLAIN);
	if (at.calls || at.today)
		area_put(a, 0, 1, 1, at.overdue ? STYLE_OVERDUE : STYLE_SOON, at.overdue ? GLYPH_OVERDUE : GLYPH_SOON);
	called_draw(pane, a, &(Called){str_text(&when), row->client_title, row->summary, row->client_phone, row->organization});
	str_done(&when);
}

static void late_draw(const Pane *pane, Area a, const AgendaRow *row, bool cursor)
{
	Str when = {0};
	late_when(pane->owner, &when, row);
	area_glyphs(a, 0, cursor, false, NULL, STYLE_PLAIN);
	area_put(a, 0, 1, 1, STYLE_OVERDUE, GLYPH_OVERDUE);
	called_draw(pane, a, &(Called){str_text(&when), row->client_title, row->summary, row->phone, row->organization});
	str_done(&when);
}

static void client_draw(const TodayState *t, Area a, const Item *item, bool cursor)
{
	const Client *c = &item->client->client;
	Str right = {0};
	area_glyphs(a, 0, cursor, false, NULL, STYLE_PLAIN);
	if (item->text) { /* a birthday: its day first */
		area_put(a, 0, 2, 7, STYLE_DIM, item->text);
		int at = 10 + (item->right ? area_put(a, 0, 10, a.cols - 11, STYLE_PLAIN, item->right) : 0);
		area_put(a, 0, at, a.cols - at - 1, STYLE_PLAIN, c->title.s);
		return;
	}
	if (instant_is_none(c->last_contact))
		str_add(&right, GLYPH_NONE);
	else
		words_ago_in(&right, c->last_contact, t->today.now, ui_work(t->ui)->zone);
	int at = t->size == SIZE_WIDE ? 2 : 3;
	area_put(a, 0, at, a.cols - at - 10, STYLE_PLAIN, c->title.s);
	area_put_right(a, 0, a.cols - 1, 8, STYLE_DIM, str_text(&right));
	str_done(&right);
}

static void bar_draw(const TodayState *t, Area a, const Item *item)
{
	int used = area_put(a, 0, item->most ? 2 : 3, 12, STYLE_PLAIN, item->text);
	if (item->most) {
		chart_bar(a, 0, 6, a.cols - 18, item->value, item->most);
		if (item->value)
			area_printf_right(a, 0, a.cols - 4, 6, STYLE_PLAIN, "%lld", (long long)item->value);
		return;
	}
	int64_t week[7];
	for (int i = 0; i < 7; i++)
		week[i] = t->today.week[i];
	chart_spark(a, 0, used + 4, week, 7);
	area_put_right(a, 0, a.cols - 1, 8, STYLE_PLAIN, item->right);
}

enum {
	NAME_LEAST = 18,
	SIZE_CELLS = 12, /* with the gap before it */
};

static int longest_file(const Pane *pane)
{
	int cells = NAME_LEAST;
	for (size_t i = 0; i < pane->items.n; i++)
		if (pane->items.at[i].file) {
			int width = utf8_width(pane->items.at[i].text);
			cells = width > cells ? width : cells;
		}
	return cells;
}

/* "calendar.ics   1 KB    calendar   22.07": a long name takes the room of the word for the kind, which is the same for all, and is cut last. */
static void file_draw(const Pane *pane, Area a, const Item *item)
{
	const char *kind = _("calendar");
	int date = a.cols - 1 - utf8_width(item->more), room = date - 2 - 2 - SIZE_CELLS, kind_cells = 4 + utf8_width(kind), name = longest_file(pane);
	if (name > room)
		name = room > NAME_LEAST ? room : NAME_LEAST;
	area_put(a, 0, 2, name, STYLE_PLAIN, item->text);
	area_put_right(a, 0, 2 + name + SIZE_CELLS, SIZE_CELLS - 2, STYLE_PLAIN, item->right);
	if (name + kind_cells <= room)
		area_put(a, 0, 2 + name + SIZE_CELLS + 4, -1, STYLE_DIM, kind);
	if (room >= name)
		area_put(a, 0, date, -1, STYLE_DIM, item->more);
}

static void choice_draw(const Pane *pane, Area a, const Item *item, bool cursor)
{
	area_glyphs(a, 0, cursor, false, NULL, STYLE_PLAIN);
	int second = item->run ? 6 : item->zone || item->id == 202 ? 10
	                                                           : 1 + utf8_width(item->text) + 2,
		third = item->run ? 24 : 36;
	if (item->id == 300) { /* the language stands as a heading does */
		area_put(a, 0, 1, -1, STYLE_HEADING, item->text);
		area_put(a, 0, second, -1, STYLE_PLAIN, item->right);
		area_put_right(a, 0, a.cols - 1, -1, STYLE_DIM, item->more);
		if (cursor) {
			area_put(a, 0, 0, 1, STYLE_ACCENT | STYLE_WITH_BOLD, GLYPH_CURSOR);
			area_cursor(a, 0, 0, false);
		}
		return;
	}
	if (item->file) {
		file_draw(pane, a, item);
		return;
	}
	area_put(a, 0, 2, 8, item->run ? STYLE_KEY : STYLE_PLAIN, item->text);
	if (item->right)
		area_put(a, 0, second, item->more ? third - second - 1 : -1, STYLE_PLAIN, item->right);
	if (item->more)
		area_put(a, 0, third, -1, STYLE_DIM, item->more);
}

/* A count loses its words before the heading loses any of its own. */
static const char *heading_right(Area a, const Item *item)
{
	bool fits = !item->right || utf8_width(item->text) + 2 + utf8_width(item->right) <= a.cols - 2;
	return fits || !item->more ? item->right : item->more;
}

void today_item_draw(const void *self, Area a, const ListRow *row)
{
	const Pane *pane = self;
	const TodayState *t = pane->owner;
	const Item *item = &pane->items.at[row->row];
	bool cursor = row->cursor;
	switch (item->type) {
	case ITEM_GAP:
		break;
	case ITEM_HEADING:
		area_heading(a, 0, item->text, heading_right(a, item));
		break;
	case ITEM_NOW:
		now_draw(t, a);
		break;
	case ITEM_AGENDA:
		if (item->late)
			late_draw(pane, a, item->agenda, cursor);
		else
			agenda_draw(t, a, item, cursor);
		break;
	case ITEM_DETAIL:
		area_put(a, 0, 10, a.cols - 11, STYLE_DIM, item->text);
		break;
	case ITEM_REMINDER:
		reminder_draw(pane, a, item, cursor);
		break;
	case ITEM_CLIENT:
		client_draw(t, a, item, cursor);
		break;
	case ITEM_MORE:
		area_glyphs(a, 0, cursor, false, NULL, STYLE_PLAIN);
		area_put(a, 0, 3, -1, STYLE_DIM, item->text);
		break;
	case ITEM_TEXT:
		if (item->right) { /* a key and what it does */
			area_put(a, 0, 2, 3, STYLE_KEY, item->text);
			area_put(a, 0, 6, -1, STYLE_DIM, item->right);
		} else {
			area_put(a, 0, item->value ? 1 : 2, -1, item->value ? STYLE_PLAIN : STYLE_DIM, item->text);
		}
		break;
	case ITEM_BAR:
		bar_draw(t, a, item);
		break;
	case ITEM_CHOICE:
		choice_draw(pane, a, item, cursor);
		break;
	}
}
