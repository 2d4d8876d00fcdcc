/* SPDX-License-Identifier: MIT */
/* Reminders, painted: groups with their counts; the client's phone and last note stay in sight below or beside. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/when/repeat.h"
#include "kartoteka/work/step.h"
#include "card_show.h"
#include "reminders.h"

enum {
	PREVIEW_ROWS = 3,
	LEAST = 4, /* rows of the list over a preview */
	LEAST_BARE = 3,
	WIDE_PREVIEW = 45,
	HISTORY_MOST = 4,
	TEXT_AT = 12,
	GAP = 2, /* between two columns */
	RIGHT_MOST = 20,
	PHONE_FROM = 110, /* so wide a list has a column of phones too */
	PHONE_CELLS = 22,
};

static ReminderWhen when_of(const RemindersState *r, const ReminderRow *row)
{
	return reminder_when(ui_work(r->ui), row, r->now);
}

/* The heading of its group names the day. */
static bool is_tomorrow(const RemindersState *r, const ReminderWhen *when, ReminderGroup group)
{
	return !r->bare && group == GROUP_TOMORROW && when->day.n == r->today.n + 1;
}

static void add_when(const RemindersState *r, Str *out, const ReminderWhen *when, ReminderGroup group)
{
	if ((when->today || is_tomorrow(r, when, group)) && !when->all_day)
		words_time(out, when->second);
	else if (abs(when->day.n - r->today.n) < 7)
		words_day(out, DATE_WEEKDAY, when->day, r->today);
	else
		words_day(out, DATE_DATED, when->day, r->today);
}

/* "monthly"; a rule that has no words, or dates of its own, only that it repeats. */
static void add_repeats(Str *out, const ReminderRow *row)
{
	size_t before = out->n;
	if (row->rules)
		repeat_words_short(out, row->rules);
	if (out->n > before && !strchr(str_text(out) + before, '='))
		return;
	str_cut(out, before);
	str_add(out, _("repeats"));
}

static void add_right(const RemindersState *r, Str *out, const ReminderRow *row, const ReminderWhen *when, ReminderGroup group)
{
	const Zone *zone = ui_work(r->ui)->zone;
	int64_t times = reminder_times_put_off(&row->reminder);
	if (times > 0 && row->reminder.next_at.s > r->now.s) {
		str_addf(out, _("put off ×%lld"), (long long)times);
		return;
	}
	Day day = zone_day(zone, row->reminder.next_at);
	Instant start = work_instant(ui_work(r->ui), row->due, row->zone);
	if (when->all_day)
		words_day(out, DATE_LIST, row->due.day, r->today);
	else if (when->ahead && start.s > r->now.s)
		words_in(out, start, r->now, zone);
	else if (when->ahead)
		str_add(out, _("going on"));
	else if (day.n > r->today.n && row->repeats)
		add_repeats(out, row);
	else if (is_tomorrow(r, when, group))
		words_weekday(out, day_weekday(when->day), false);
	else if (day.n <= r->today.n)
		words_ago_in(out, row->reminder.next_at, r->now, zone);
}

static void heading_draw(const RemindersState *r, Area a, ReminderGroup group)
{
	static const char *const names[] = {N_("OVERDUE"), N_("TODAY"), N_("TOMORROW"), N_("LATER")};
	Str count = {0};
	bool ahead = false;
	for (size_t i = 0; group == GROUP_CALLS && i < r->rows.n && !ahead; i++)
		ahead = when_of(r, &r->rows.at[i]).ahead;
	if (r->counts[group] >= 0)
		str_add_number(&count, r->counts[group]);
	area_heading(a, 0, ahead ? _("DUE") : _(names[group]), count.n ? str_text(&count) : NULL);
	str_done(&count);
}

/* Where the columns behind the text begin; 0: there is none. A text that is longer takes the room that the clients leave. */
static int columns_of(const RemindersState *r, int cols, int *client)
{
	bool phones = cols >= PHONE_FROM;
	int behind = phones ? PHONE_CELLS + RIGHT_MOST : 0, room = cols - TEXT_AT - behind;
	*client = cols >= 60 ? cols * 34 / 80 : 0;
	if (phones)
		*client = TEXT_AT + room * 3 / 5;
	int asked = TEXT_AT + r->summary_cells + GAP, left = cols - behind - GAP - r->client_cells;
	if (*client && *client < asked && *client < left)
		*client = asked < left ? asked : left;
	return phones ? cols - behind : 0;
}

static int right_cells(const RemindersState *r, const ReminderRow *row)
{
	Str right = {0};
	ReminderWhen when = when_of(r, row);
	add_right(r, &right, row, &when, reminders_group(r, row));
	int cells = utf8_width(str_text(&right));
	str_done(&right);
	return cells < RIGHT_MOST ? cells : RIGHT_MOST;
}

static void columns_measure(RemindersState *r, bool phones)
{
	r->summary_cells = r->client_cells = 0;
	for (size_t i = 0; i < r->rows.n; i++) {
		const ReminderRow *row = &r->rows.at[i];
		int text = row->summary ? utf8_width(row->summary) : 0, client = row->client_title ? utf8_width(row->client_title) : 1;
		if (!phones)
			client += right_cells(r, row);
		r->summary_cells = text > r->summary_cells ? text : r->summary_cells;
		r->client_cells = client > r->client_cells ? client : r->client_cells;
	}
}

void reminders_line_draw(const void *self, Area a, const ListRow *at)
{
	const RemindersState *r = self;
	const ReminderLine *line = &r->lines.at[at->row];
	if (line->heading)
		heading_draw(r, a, line->group);
	if (!line->row)
		return;
	const ReminderRow *row = line->row;
	ReminderGroup group = line->group;
	ReminderWhen told = when_of(r, row);
	bool overdue = told.overdue;
	Str when = {0}, right = {0};
	add_when(r, &when, &told, group);
	add_right(r, &right, row, &told, group);
	int end = utf8_width(str_text(&right)), client, phone = columns_of(r, a.cols, &client);
	end = end > RIGHT_MOST ? RIGHT_MOST : end;
	area_glyphs(a, 0, at->cursor, false, NULL, STYLE_PLAIN);
	if (at->marked)
		area_put(a, 0, 1, 1, STYLE_MARK, GLYPH_MARK);
	else if (group <= GROUP_TODAY)
		area_put(a, 0, 1, 1, overdue ? STYLE_OVERDUE : STYLE_SOON, overdue ? GLYPH_OVERDUE : GLYPH_SOON);
	/* A date with its year takes what it needs. */
	int wide = utf8_width(str_text(&when)), more = wide > 7 ? wide - 7 : 0;
	area_put(a, 0, 3, 7 + more, STYLE_PLAIN, str_text(&when));
	if (row->repeats)
		area_put(a, 0, 10 + more, 1, STYLE_DIM, GLYPH_REPEAT);
	area_put(a, 0, TEXT_AT + more, (client ? client - TEXT_AT - 2 : a.cols - TEXT_AT - 2 - end) - more, STYLE_PLAIN, row->summary ? row->summary : "");
	if (client)
		area_put(a, 0, client, (phone ? phone : a.cols - end) - client - 2, STYLE_PLAIN, row->client_title ? row->client_title : GLYPH_NONE);
	if (phone && row->client_phone) {
		Str number = {0};
		show_phone(&number, row->client_phone);
		area_put(a, 0, phone, PHONE_CELLS - 2, STYLE_PLAIN, str_text(&number));
		str_done(&number);
	}
	area_put_right(a, 0, a.cols - 1, end, overdue ? STYLE_OVERDUE : STYLE_DIM, str_text(&right));
	str_done(&when);
	str_done(&right);
}

static void add_due(const RemindersState *r, Str *out, const ReminderRow *row)
{
	Str when = {0};
	if (row->due.form != MOMENT_NONE) {
		Work *work = ui_work(r->ui);
		if (row->due.form == MOMENT_DAY)
			words_moment(&when, row->due, r->today);
		else
			words_instant(&when, work_instant(work, row->due, row->zone), work->zone, r->today);
		str_addf(out, _("due %s"), str_text(&when));
		str_add(out, ", ");
	}
	int64_t times = reminder_times_put_off(&row->reminder);
	if (times)
		str_addf(out, P_("put off %lld time", "put off %lld times", times), (long long)times);
	else
		str_add(out, _("never put off"));
	str_done(&when);
}

static void add_contact(const RemindersState *r, Str *out, const HistoryRow *h, const Zone *zone)
{
	words_day(out, DATE_DATED, zone_day(zone, h->contact.at), r->today);
	str_addf(out, " %s", h->kind_name);
	if (h->contact.direction.v)
		str_addf(out, " %s", h->contact.direction.v == DIRECTION_OUT ? GLYPH_OUT : GLYPH_IN);
	if (h->contact.length.s > 0) {
		str_addc(out, ' ');
		words_length_long(out, h->contact.length);
	}
	if (h->contact.text.s)
		str_addf(out, ": %s", h->contact.text.s);
	else if (h->outcome_name)
		str_addf(out, ": %s", h->outcome_name);
}

static const char *title_of(const ReminderRow *row)
{
	if (row->client_title)
		return row->client_title;
	return row->summary ? row->summary : "";
}

static void below_draw(const RemindersState *r, Area a)
{
	const ReminderRow *row = reminders_current(r);
	if (!row || a.rows < 1)
		return;
	const Zone *zone = ui_work(r->ui)->zone;
	Str line = {0};
	Area in = area_pad(a, 1, 1);
	show_phone(&line, row->client_phone);
	area_pair(in, 0, 0, STYLE_TITLE, title_of(row), STYLE_PLAIN, str_text(&line));
	str_done(&line);
	add_due(r, &line, row);
	area_pair(in, 1, 2, STYLE_PLAIN, row->summary && a.cols >= 60 ? row->summary : "", STYLE_DIM, str_text(&line));
	str_done(&line);
	for (size_t i = 0; i < r->history_count && (int)i + 2 < a.rows; i++) {
		Str ago = {0};
		add_contact(r, &line, &r->history[i], zone);
		words_ago_in(&ago, r->history[i].contact.at, r->now, zone);
		area_pair(in, 2 + (int)i, 2, STYLE_PLAIN, str_text(&line), STYLE_DIM, str_text(&ago));
		str_done(&line);
		str_done(&ago);
	}
}

static void beside_draw(const RemindersState *r, Area a)
{
	const ReminderRow *row = reminders_current(r);
	if (!row)
		return;
	const Zone *zone = ui_work(r->ui)->zone;
	Str line = {0};
	int at = 0;
	area_put(a, at++, 1, a.cols - 2, STYLE_TITLE, title_of(row));
	for (size_t i = 0; i < r->card.channel_count && i < 4; i++) {
		const Channel *c = &r->card.channels[i];
		area_put(a, at, 2, 10, STYLE_DIM, c->label.s && *c->label.s ? c->label.s : show_channel_word((ChannelType)c->type.v));
		area_put(a, at++, 13, a.cols - 14, STYLE_PLAIN, c->value.s);
	}
	at++;
	area_heading(a, at++, _("REMINDER"), NULL);
	area_put(a, at++, 2, a.cols - 3, STYLE_PLAIN, row->summary ? row->summary : "");
	add_due(r, &line, row);
	area_put(a, at++, 2, a.cols - 3, STYLE_DIM, str_text(&line));
	str_done(&line);
	if (!r->history_count)
		return;
	at++;
	area_heading(a, at++, _("LAST SAID"), NULL);
	for (size_t i = 0; i < r->history_count && at < a.rows; i++) {
		add_contact(r, &line, &r->history[i], zone);
		at += area_wrap(area_pad(a, 2, 1), at, 0, 4, STYLE_PLAIN, str_text(&line));
		str_done(&line);
	}
}

static Area list_area(const RemindersState *r, const Layout *layout, Area *side)
{
	Area list = r->bare ? layout->full : layout->body;
	*side = (Area){0};
	if (!r->preview)
		return list;
	if (layout->size == SIZE_WIDE)
		layout_split(area_part(list, 0, 0, list.rows - 1, -1), list.cols - layout_beside(list.cols, WIDE_PREVIEW) - 1, &list, side);
	else
		layout_below(list, PREVIEW_ROWS, r->bare ? LEAST_BARE : LEAST, &list, side);
	return list;
}

static void load_preview(Screen *s, const ReminderRow *row)
{
	RemindersState *r = s->state;
	arena_reset(r->preview_arena);
	r->previewed = row->reminder.head.id;
	r->history_count = 0;
	memset(&r->card, 0, sizeof r->card);
	if (!row->client)
		return;
	Work *work = ui_work(s->ui);
	err_free(card_read(work, row->client, &r->card, r->preview_arena));
	err_free(history_page(work->store, row->client, NULL, INT64_MAX, INT64_MAX, HISTORY_MOST, &r->history, &r->history_count, r->preview_arena));
}

void reminders_fit(Screen *s, const Layout *layout)
{
	RemindersState *r = s->state;
	Area side, list;
	if (r->bare != (layout->size <= SIZE_TINY)) {
		r->bare = !r->bare;
		reminders_lines(r);
	}
	list = list_area(r, layout, &side);
	reminders_note(r);
	columns_measure(r, list.cols >= PHONE_FROM);
	list_fit(&r->list, &r->source, list.rows);
	const ReminderRow *row = reminders_current(r);
	if (row && row->reminder.head.id != r->previewed && !ui_repeating(s->ui))
		load_preview(s, row);
}

static void empty_draw(const RemindersState *r, Area list)
{
	Str hidden = {0}, text = {0};
	if (r->words && r->searching) {
		str_add(&text, _("Searching"));
	} else if (r->words) {
		str_add_number(&hidden, r->hidden);
		str_add(&hidden, r->hidden_more ? "+" : "");
		str_addf(&text, _("Nothing is found: the filter “%s” hides %s"), r->words, str_text(&hidden));
		area_put(list, 2, 2, -1, STYLE_DIM, _("Esc shows all"));
	} else if (r->ever) {
		str_add(&text, _("All done. r on a client plans the next step with a reminder"));
	} else {
		str_add(&text, _("No reminders yet. r on a client plans the next step with one"));
	}
	area_put(list, 1, 2, -1, STYLE_DIM, str_text(&text));
	str_done(&text);
	str_done(&hidden);
}

void reminders_paint(const Screen *s, const Layout *layout)
{
	const RemindersState *r = s->state;
	Area side, list = list_area(r, layout, &side);
	if (!r->bare)
		area_rule(layout->rule, 0, STYLE_RULE);
	if (layout->size == SIZE_WIDE && r->preview)
		area_rule(layout->body, layout->body.rows - 1, STYLE_RULE);
	list_draw(&r->list, &r->source, list, true);
	if (!r->rows.n)
		empty_draw(r, list);
	if (!side.frame || !side.rows)
		return;
	if (layout->size == SIZE_WIDE)
		beside_draw(r, side);
	else
		below_draw(r, side);
}
