/* SPDX-License-Identifier: MIT */
/* What stands in the panes of Today, by size: three panes side by side, two, or one page after another. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "card_show.h"
#include "today.h"

enum {
	BIRTHDAYS_MOST = 3, /* of a day, so that its work stays in sight */
	WHOLE_MOST = 2,     /* all-day ones where there is one page for all */
};

typedef struct Maker {
	Screen *s;
	TodayState *t;
	Items *to;
} Maker;

static void add(Maker *m, Item item)
{
	vec_push(m->to, item);
}

static void gap(Maker *m)
{
	if (m->to->n)
		add(m, (Item){.type = ITEM_GAP});
}

static void heading_or(Maker *m, const char *text, const char *right, const char *bare)
{
	gap(m);
	add(m, (Item){.type = ITEM_HEADING, .text = text, .right = right, .more = bare});
}

static void heading(Maker *m, const char *text, const char *right)
{
	heading_or(m, text, right, NULL);
}

static const char *print(Maker *m, Str *str)
{
	const char *text = arena_dup(m->s->arena, str_text(str));
	str_done(str);
	return text;
}

/* ---- agenda ---- */

/* What is next, where there is room: the number to call. */
static void next_details(Maker *m, const AgendaRow *row)
{
	if (!row->phone || m->t->size != SIZE_WIDE)
		return;
	const char *cap = ui_cap(m->s->ui, m->s->kind->contexts(m->s), "copy");
	char *copies = *cap ? mem_printf(_("%s copies"), cap) : mem_strdup("");
	Str phone = {0};
	show_phone(&phone, row->phone);
	add(m, (Item){.type = ITEM_DETAIL, .text = arena_printf(m->s->arena, "%s   %s", str_text(&phone), copies)});
	str_done(&phone);
	free(copies);
}

static void agenda_rows(Maker *m, Day base, const AgendaRow *rows, size_t n, bool with_day, size_t now_at, bool details)
{
	Day today = m->t->today.day;
	Instant next = zone_instant(ui_work(m->s->ui)->zone, (Day){base.n + 1}, 0);
	for (size_t i = 0; i < n; i++) {
		bool earlier = rows[i].day.n < base.n;
		if (i == now_at)
			add(m, (Item){.type = ITEM_NOW});
		/* An occurrence is told from another of the same series by its day. */
		int64_t day = rows[i].day.n - today.n + 32;
		add(m, (Item){
				   .type = ITEM_AGENDA,
				   .id = (rows[i].id << 6) + (day & 63),
				   .agenda = &rows[i],
				   .with_day = with_day,
				   .goes_on = earlier && rows[i].end.s <= next.s,
				   .fills = earlier && rows[i].end.s > next.s,
			   });
		if (details && rows[i].location && *rows[i].location && !rows[i].done)
			add(m, (Item){.type = ITEM_DETAIL, .text = rows[i].location});
		if (details && i == now_at)
			next_details(m, &rows[i]);
	}
	if (now_at == n)
		add(m, (Item){.type = ITEM_NOW});
}

static const char *number(const Maker *m, size_t n)
{
	Str text = {0};
	str_add_number(&text, (int64_t)n);
	const char *kept = arena_dup(m->s->arena, str_text(&text));
	str_done(&text);
	return kept;
}

static void add_count(Str *out, size_t n, bool cut)
{
	if (cut)
		str_add_count(out, (int64_t)n, _("%zu+ items"), n);
	else
		str_add_count(out, (int64_t)n, P_("%zu item", "%zu items", n), n);
}

static const char *day_count(Maker *m)
{
	const Today *d = &m->t->today;
	Str text = {0};
	bool more;
	size_t items = today_items_of(d, 0, &more);
	add_count(&text, items, more);
	/* Of a day that was not read to its end the hours are not known. */
	if (d->busy.s > 0 && !d->rows_cut) {
		str_add(&text, " · ");
		words_length_long(&text, d->busy);
	}
	return print(m, &text);
}

/* How many of the birthdays of a day have a row; how many more there are is told behind them. */
static size_t birthdays_shown(const Maker *m, Day day)
{
	size_t n = m->t->today.born[day.n - m->t->today.day.n], most = m->t->size <= SIZE_NARROW ? 1 : BIRTHDAYS_MOST;
	return n < most ? n : most;
}

/* A birthday in the day's own list: "all day  Birthday: Kim Olga". */
static void birthdays_of(Maker *m, Day day)
{
	const Today *d = &m->t->today;
	size_t n = 0, shown = birthdays_shown(m, day), more = d->born[day.n - d->day.n] - shown;
	const char *cut = d->born_cut[day.n - d->day.n] ? "+" : "";
	for (size_t i = 0; i < d->birthday_count && n < shown; i++) {
		if (d->birthday_days[i].n != day.n)
			continue;
		n++;
		add(m, (Item){
				   .type = ITEM_CLIENT,
				   .id = -d->birthdays[i].client.head.id,
				   .client = &d->birthdays[i],
				   .text = _("all day"),
				   .right = _("Birthday: "),
			   });
	}
	if (more > 0)
		add(m, (Item){.type = ITEM_DETAIL, .text = arena_printf(m->s->arena, P_("and %zu%s birthday more", "and %zu%s birthdays more", more), more, cut)});
}

/* What is cut of a list, and the line of command that shows the rest. */
static void more_of(Maker *m, int64_t id, const char *run, size_t n, bool cut)
{
	add(m, (Item){
			   .type = ITEM_MORE,
			   .id = id,
			   .run = run,
			   .text = arena_printf(m->s->arena, _("%s%s more %s"), number(m, n), cut ? "+" : "", GLYPH_CRUMB),
		   });
}

/* Rows of the day that an hour does not end, all-day ones, stand before those that passed. */
static size_t all_day_rows(const Today *d)
{
	size_t n = 0;
	while (n < d->now_at && d->rows[n].all_day)
		n++;
	return n;
}

typedef struct DayCut {
	size_t whole, past, coming; /* so many of the all-day ones, of those that passed, the last ones, and of those to come */
} DayCut;

/* One page for the day and what is overdue: what passed leaves first, then what comes last today, until something overdue is in sight. */
static DayCut day_cut(const Maker *m)
{
	const Today *d = &m->t->today;
	size_t whole = all_day_rows(d), past = d->now_at - whole, coming = d->row_count - d->now_at;
	if (m->t->size >= SIZE_NORMAL)
		return (DayCut){whole, past, coming};
	bool tiny = m->t->size == SIZE_TINY;
	whole = whole > WHOLE_MOST ? WHOLE_MOST : whole;
	size_t born = birthdays_shown(m, d->day);
	born += d->born[0] > born;
	size_t around = 1 + whole + born + (tiny ? 0 : 3), room;
	if (!tiny && d->undated)
		around++;
	room = m->t->rows > (int)around ? (size_t)m->t->rows - around : 0;
	size_t most_overdue = tiny ? 1 : 2, overdue = d->late_count + d->overdue;
	overdue = overdue < most_overdue ? overdue : most_overdue;
	room = room > overdue ? room - overdue : 0;
	if (coming > room)
		return (DayCut){whole, 0, room > 2 ? room - 1 : 1};
	past = past < room - coming ? past : room - coming;
	return (DayCut){whole, tiny ? 0 : past, coming};
}

/* What is due on no day is behind the day's own, one row that opens them: a task nobody sees is lost. */
static void undated_item(Maker *m)
{
	const Today *d = &m->t->today;
	add(m, (Item){
			   .type = ITEM_MORE,
			   .id = INT64_MAX - 2,
			   .run = "undated",
			   .text = arena_printf(m->s->arena, _("without a date: %zu%s %s"), d->undated, d->undated_more ? "+" : "", GLYPH_CRUMB),
		   });
}

static void day_items(Maker *m)
{
	const Today *d = &m->t->today;
	bool details = m->t->size >= SIZE_NORMAL;
	DayCut cut = day_cut(m);
	size_t from = d->now_at - cut.past, hidden = all_day_rows(d) - cut.whole + d->row_count - d->now_at - cut.coming;
	if (m->t->size != SIZE_TINY)
		heading(m, _("DAY"), day_count(m));
	if (!d->row_count && !d->born[0])
		add(m, (Item){.type = ITEM_TEXT, .text = _("nothing planned: a adds, 3 calendar")});
	birthdays_of(m, d->day);
	agenda_rows(m, d->day, d->rows, cut.whole, false, SIZE_MAX, details);
	agenda_rows(m, d->day, d->rows + from, cut.past + cut.coming, false, cut.past, details);
	if (hidden)
		more_of(m, INT64_MAX - 1, "day", hidden, d->rows_cut);
	if (d->undated && m->t->size != SIZE_TINY)
		undated_item(m);
}

static void tomorrow_items(Maker *m)
{
	const Today *d = &m->t->today;
	Str head = {0}, count = {0};
	Day tomorrow = {d->day.n + 1};
	str_addf(&head, "%s  ", _("TOMORROW"));
	words_day(&head, DATE_DAY, tomorrow, d->day);
	bool more;
	size_t items = today_items_of(d, 1, &more);
	add_count(&count, items, more);
	heading(m, print(m, &head), print(m, &count));
	birthdays_of(m, tomorrow);
	agenda_rows(m, tomorrow, d->tomorrow, d->tomorrow_count, false, SIZE_MAX, false);
}

/* Rows of the free times below, their gap and heading included. */
static int free_rows(const Today *d)
{
	if (!d->free_count)
		return 0;
	return d->free_count > 3 ? 4 : 3;
}

static void later_items(Maker *m)
{
	const Today *d = &m->t->today;
	Str count = {0};
	if (!d->later_count)
		return;
	add_count(&count, d->later_count, d->later_cut);
	heading(m, m->t->size == SIZE_WIDE ? _("NEXT 7 DAYS") : _("AHEAD"), m->t->size == SIZE_WIDE ? print(m, &count) : _("7 days"));
	str_done(&count);
	/* What does not fit leaves room for the rest of the pane and says so. */
	int room = m->t->rows - (int)m->to->n - (m->t->size == SIZE_WIDE ? free_rows(d) : 0);
	size_t shown = d->later_count;
	if (m->t->size >= SIZE_NORMAL && room < (int)shown)
		shown = shown < 2 ? shown : 2;
	if (m->t->size >= SIZE_NORMAL && room > 2 && room < (int)d->later_count)
		shown = (size_t)room - 1;
	/* What was not read is told of also where all that was read fits: it is one more at least. */
	if (m->t->size >= SIZE_NORMAL && d->later_cut && shown == d->later_count && room == (int)shown)
		shown--;
	ui_fault(m->s->ui, agenda_name(ui_work(m->s->ui), d->later, shown, m->s->arena));
	agenda_rows(m, d->day, d->later, shown, true, SIZE_MAX, false);
	size_t hidden = d->later_count - shown;
	if (hidden || d->later_cut)
		more_of(m, INT64_MAX, "later", hidden ? hidden : 1, d->later_cut);
}

static void free_items(Maker *m)
{
	const Today *d = &m->t->today;
	const Zone *zone = ui_work(m->s->ui)->zone;
	Str line = {0};
	if (!d->free_count)
		return;
	heading(m, _("FREE TODAY"), NULL);
	for (size_t i = 0; i < d->free_count && i < 6; i++) {
		Day day;
		int32_t from, to;
		zone_local(zone, d->free[i].from, &day, &from);
		zone_local(zone, d->free[i].to, &day, &to);
		if (i == 3)
			add(m, (Item){.type = ITEM_TEXT, .text = print(m, &line)});
		str_add(&line, i % 3 ? "   " : "");
		words_time(&line, from);
		str_add(&line, "–");
		words_time(&line, to);
	}
	add(m, (Item){.type = ITEM_TEXT, .text = print(m, &line)});
}

/* ---- reminders ---- */

static void reminder_rows(Maker *m, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		const ReminderRow *r = &m->t->today.reminders[i];
		add(m, (Item){.type = ITEM_REMINDER, .id = r->reminder.head.id, .reminder = r});
	}
}

static void overdue_rows(Maker *m)
{
	for (TodayOverdue at = {0}; today_overdue_next(&m->t->today, &at);) {
		if (at.reminder)
			add(m, (Item){.type = ITEM_REMINDER, .id = at.reminder->reminder.head.id, .reminder = at.reminder});
		else
			add(m, (Item){.type = ITEM_AGENDA, .id = -at.late->id, .agenda = at.late, .late = true});
	}
}

static void reminder_items(Maker *m)
{
	const Today *d = &m->t->today;
	size_t overdue = d->late_count + d->overdue, due = overdue + d->due_today, open = d->late_count + d->reminders_open;
	Str count = {0}, bare = {0};
	bool wide = m->t->size == SIZE_WIDE;
	if (wide && d->reminders_more)
		str_addf(&count, _("%s%s due · %s+ open"), number(m, due), d->due_more ? "+" : "", number(m, open));
	else if (wide)
		str_addf(&count, _("%s due · %s open"), number(m, due), number(m, open));
	str_addf(&bare, d->due_more ? "%s+" : "%s", number(m, due));
	if (!wide)
		str_add(&count, str_text(&bare));
	heading_or(m, _("REMINDERS"), print(m, &count), print(m, &bare));
	const char *none = d->reminders_ever ? _("all done") : _("none yet: r plans a step");
	if (!due)
		add(m, (Item){.type = ITEM_TEXT, .text = open ? _("nothing is due") : none});
	if (wide && overdue)
		add(m, (Item){.type = ITEM_HEADING, .text = _("OVERDUE")});
	overdue_rows(m);
	if (wide && d->due_today)
		heading(m, _("TODAY"), NULL);
	reminder_rows(m, d->overdue, d->overdue + d->due_today);
	if (wide && d->snoozed) {
		heading(m, _("SNOOZED"), NULL);
		reminder_rows(m, d->reminder_count - d->snoozed, d->reminder_count);
	}
}

/* ---- clients ---- */

static void stepless_items(Maker *m)
{
	const Today *d = &m->t->today;
	Str count = {0}, bare = {0};
	const char *more = d->stepless_more ? "+" : "";
	long long all = (long long)d->stepless_all;
	str_add_count(&bare, all, "%lld%s", all, more);
	if (m->t->size == SIZE_WIDE)
		str_add_count(&count, all, P_("%lld%s client", "%lld%s clients", all), all, more);
	else
		str_add(&count, str_text(&bare));
	heading_or(m, _("NO NEXT STEP"), print(m, &count), print(m, &bare));
	size_t most = m->t->size == SIZE_NORMAL ? 4 : d->stepless_count, shown = 0;
	if (m->t->size == SIZE_WIDE)
		most = 12;
	for (; shown < d->stepless_count && shown < most; shown++)
		add(m, (Item){.type = ITEM_CLIENT, .id = d->stepless[shown].client.head.id, .client = &d->stepless[shown]});
	if (!shown && d->no_clients)
		add(m, (Item){.type = ITEM_TEXT, .text = ui_whose(m->s->ui) ? _("no clients in this list yet") : _("no clients yet")});
	else if (!shown)
		add(m, (Item){.type = ITEM_TEXT, .text = _("every client has a next step")});
	else if (all > (long long)shown)
		add(m, (Item){
				   .type = ITEM_MORE,
				   .id = 1,
				   .text = arena_printf(m->s->arena, _("%s%s more %s"), number(m, (size_t)all - shown), more, GLYPH_CRUMB),
				   .run = "stepless",
			   });
	if (shown && m->t->size == SIZE_WIDE) {
		const char *cap = ui_cap(m->s->ui, m->s->kind->contexts(m->s), "step");
		gap(m);
		add(m, (Item){.type = ITEM_TEXT, .text = arena_printf(m->s->arena, _("%s  plan the next step"), cap)});
	}
}

static void week_items(Maker *m)
{
	const Today *d = &m->t->today;
	Str all = {0};
	str_addf(&all, "%d", d->week_all);
	if (m->t->size == SIZE_WIDE) {
		int most = 1;
		for (int i = 0; i < 7; i++)
			most = d->week[i] > most ? d->week[i] : most;
		heading(m, _("CONTACTS THIS WEEK"), print(m, &all));
		for (int i = 0; i < (d->week[5] || d->week[6] ? 7 : 5); i++) {
			Str name = {0};
			words_weekday(&name, i + 1, false);
			add(m, (Item){.type = ITEM_BAR, .text = print(m, &name), .value = d->week[i], .most = most});
		}
		return;
	}
	heading(m, _("WEEK"), NULL);
	add(m, (Item){.type = ITEM_BAR, .text = _("contacts"), .right = print(m, &all), .most = 0});
}

static void birthday_items(Maker *m)
{
	const Today *d = &m->t->today;
	if (!d->birthday_count)
		return;
	heading(m, _("BIRTHDAYS"), NULL);
	for (size_t i = 0; i < d->birthday_count && i < 6; i++) {
		Str when = {0};
		words_day(&when, DATE_WEEKDAY, d->birthday_days[i], d->day);
		/* Beside the client's own row of another group: its own number. */
		add(m, (Item){.type = ITEM_CLIENT, .id = -d->birthdays[i].client.head.id, .client = &d->birthdays[i], .text = print(m, &when)});
	}
}

/* ---- by size ---- */

void today_items(Screen *s)
{
	TodayState *t = s->state;
	Maker m = {s, t, NULL};
	for (size_t i = 0; i < PANES; i++)
		t->panes[i].items.n = 0;
	m.to = &t->panes[PANE_DAY].items;
	day_items(&m);
	if (t->size >= SIZE_NORMAL) {
		tomorrow_items(&m);
		later_items(&m);
	}
	if (t->size == SIZE_WIDE)
		free_items(&m);
	if (t->size >= SIZE_NORMAL)
		m.to = &t->panes[PANE_REMINDERS].items;
	if (t->size == SIZE_TINY) {
		overdue_rows(&m);
	} else {
		reminder_items(&m);
	}
	if (t->size == SIZE_TINY) {
		m.to = &t->panes[PANE_REMINDERS].items;
		reminder_items(&m);
	}
	if (t->size == SIZE_WIDE)
		week_items(&m);
	if (t->size == SIZE_WIDE || t->size <= SIZE_NARROW)
		m.to = &t->panes[PANE_REST].items;
	stepless_items(&m);
	if (t->size == SIZE_WIDE)
		birthday_items(&m);
	if (t->size <= SIZE_NARROW) {
		tomorrow_items(&m);
		later_items(&m);
	}
	if (t->size == SIZE_NORMAL)
		week_items(&m);
	today_measure(t);
}
