/* SPDX-License-Identifier: MIT */
/* Reminders: overdue, today, tomorrow, later; the client's phone and last note stay in sight below or beside. Mock-ups 5. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/store/lists.h"
#include "kartoteka/work/client.h"
#include "kartoteka/work/step.h"
#include "list_act.h"

enum { MOST = 400, PREVIEW_ROWS = 4, WIDE_PREVIEW = 45, HISTORY_MOST = 4 };

typedef struct Line {
	const ReminderRow *row;   /* NULL: a heading or a gap */
	const char *heading, *count;
} Line;

typedef struct RemindersState {
	Ui *ui;
	List list;
	ListSource source;
	Line *lines;
	size_t n, open;
	bool more;                /* than are read: MOST of the next ones */
	Instant now;
	Day today;
	bool preview;
	/* of the row under the cursor */
	int64_t previewed;
	Card card;
	HistoryRow *history;
	size_t history_count;
	Arena *preview_arena;
	char note[64];
} RemindersState;

static const ReminderRow *current(const RemindersState *r)
{
	return r->list.cursor < r->n ? r->lines[r->list.cursor].row : NULL;
}

/* ---- reading ---- */

static int64_t line_id(const void *self, size_t row)
{
	const RemindersState *r = self;
	return r->lines[row].row ? r->lines[row].row->reminder.head.id : 0;
}

typedef enum Group { GROUP_OVERDUE, GROUP_TODAY, GROUP_TOMORROW, GROUP_LATER, GROUPS } Group;

static Group group_of(const RemindersState *r, const Zone *zone, const ReminderRow *row)
{
	Day day = zone_day(zone, row->reminder.next_at);
	if (row->reminder.next_at.s <= r->now.s)
		return GROUP_OVERDUE;
	return day.n <= r->today.n ? GROUP_TODAY : day.n == r->today.n + 1 ? GROUP_TOMORROW : GROUP_LATER;
}

static void add_group(Screen *s, Group group, const ReminderRow *rows, size_t n)
{
	RemindersState *r = s->state;
	static const char *const names[] = {N_("OVERDUE"), N_("TODAY"), N_("TOMORROW"), N_("LATER")};
	const Zone *zone = ui_work(s->ui)->zone;
	size_t count = 0;
	for (size_t i = 0; i < n; i++)
		count += group_of(r, zone, &rows[i]) == group;
	if (!count)
		return;
	if (r->n)
		r->lines[r->n++] = (Line){0};
	r->lines[r->n++] = (Line){.heading = _(names[group]), .count = arena_printf(s->arena, "%zu", count)};
	for (size_t i = 0; i < n; i++)
		if (group_of(r, zone, &rows[i]) == group)
			r->lines[r->n++] = (Line){.row = &rows[i]};
}

static Err *reminders_load(Screen *s)
{
	RemindersState *r = s->state;
	Work *work = ui_work(s->ui);
	ReminderRow *rows = NULL;
	ReminderQuery query = {.until = INSTANT_NONE, .owner = ui_whose(s->ui), .limit = MOST};
	r->n = 0;
	r->previewed = 0;
	r->now = work_now(work);
	r->today = work_today(work);
	TRY(reminders_page(work->store, &query, &rows, &r->open, s->arena));
	r->lines = arena_alloc(s->arena, (r->open + 2 * GROUPS + 1) * sizeof *r->lines);
	for (Group group = 0; group < GROUPS; group++)
		add_group(s, group, rows, r->open);
	r->source = (ListSource){.n = r->n, .id = line_id, .draw = r->source.draw, .self = r};
	r->more = r->open == MOST;
	if (r->more)
		snprintf(r->note, sizeof r->note, _("the first %zu"), r->open);
	else
		snprintf(r->note, sizeof r->note, P_("%zu open", "%zu open", r->open), r->open);
	return NULL;
}

/* ---- drawing ---- */

static void add_when(const RemindersState *r, Str *out, const ReminderRow *row, const Zone *zone)
{
	Day day;
	int32_t second;
	zone_local(zone, row->reminder.next_at, &day, &second);
	if (day.n == r->today.n)
		words_time(out, second);
	else if (abs(day.n - r->today.n) < 7)
		words_day(out, DATE_WEEKDAY, day, r->today);
	else
		words_day(out, DATE_SHORT, day, r->today);
}

static void add_right(const RemindersState *r, Str *out, const ReminderRow *row, const Zone *zone)
{
	if (row->reminder.snoozed.n > 0 && row->reminder.next_at.s > r->now.s) {
		str_addf(out, _("put off ×%lld"), (long long)row->reminder.snoozed.n);
		return;
	}
	Day day = zone_day(zone, row->reminder.next_at);
	if (day.n > r->today.n && row->repeats)
		str_add(out, _("repeats"));
	else if (day.n <= r->today.n)
		words_ago_in(out, row->reminder.next_at, r->now, zone);
}

static void row_draw(const void *self, Area a, const ListRow *at)
{
	const RemindersState *r = self;
	const Line *line = &r->lines[at->row];
	if (line->heading) {
		area_heading(a, 0, line->heading, line->count);
		return;
	}
	if (!line->row)
		return;
	const ReminderRow *row = line->row;
	const Zone *zone = ui_work(r->ui)->zone;
	Group group = group_of(r, zone, row);
	Str when = {0}, right = {0};
	add_when(r, &when, row, zone);
	add_right(r, &right, row, zone);
	int end = utf8_width(str_text(&right)), client = a.cols >= 60 ? a.cols * 34 / 80 : a.cols;
	area_glyphs(a, 0, at->cursor, false, NULL, STYLE_PLAIN);
	if (at->marked)
		area_put(a, 0, 1, 1, STYLE_MARK, GLYPH_MARK);
	else if (group <= GROUP_TODAY)
		area_put(a, 0, 1, 1, group == GROUP_OVERDUE ? STYLE_OVERDUE : STYLE_SOON, group == GROUP_OVERDUE ? GLYPH_OVERDUE : GLYPH_SOON);
	area_put(a, 0, 3, 7, STYLE_PLAIN, str_text(&when));
	if (row->repeats)
		area_put(a, 0, 10, 1, STYLE_DIM, GLYPH_REPEAT);
	area_put(a, 0, 12, client - 13 < 8 ? a.cols - 14 - end : client - 14, STYLE_PLAIN, row->summary ? row->summary : "");
	if (a.cols >= 60)
		area_put(a, 0, client, a.cols - client - end - 2, STYLE_PLAIN, row->client_title ? row->client_title : GLYPH_NONE);
	area_put_right(a, 0, a.cols - 1, end, group == GROUP_OVERDUE ? STYLE_OVERDUE : STYLE_DIM, str_text(&right));
	str_done(&when);
	str_done(&right);
}

static void add_due(const RemindersState *r, Str *out, const ReminderRow *row)
{
	Str when = {0};
	if (row->due.form != MOMENT_NONE) {
		words_moment(&when, row->due, r->today);
		str_addf(out, _("due %s"), str_text(&when));
		str_add(out, ", ");
	}
	if (row->reminder.snoozed.n)
		str_addf(out, P_("put off %lld time", "put off %lld times", row->reminder.snoozed.n), (long long)row->reminder.snoozed.n);
	else
		str_add(out, _("never put off"));
	str_done(&when);
}

static void add_contact(const RemindersState *r, Str *out, const HistoryRow *h, const Zone *zone)
{
	words_day(out, DATE_SHORT, zone_day(zone, h->contact.at), r->today);
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

static void below_draw(const RemindersState *r, Area a)
{
	const ReminderRow *row = current(r);
	if (!row || a.rows < 1)
		return;
	const Zone *zone = ui_work(r->ui)->zone;
	Str line = {0};
	Area in = area_pad(a, 1, 1);
	area_pair(in, 0, 0, STYLE_TITLE, row->client_title ? row->client_title : row->summary ? row->summary : "", STYLE_PLAIN,
	          row->client_phone ? row->client_phone : "");
	add_due(r, &line, row);
	area_pair(in, 1, 2, STYLE_PLAIN, row->summary ? row->summary : "", STYLE_DIM, str_text(&line));
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

static const char *channel_word(ChannelType type)
{
	switch (type) {
	case CHANNEL_PHONE:
		return _("phone");
	case CHANNEL_EMAIL:
		return _("mail");
	case CHANNEL_MESSENGER:
		return _("messenger");
	case CHANNEL_ADDRESS:
		return _("address");
	case CHANNEL_SITE:
		break;
	}
	return _("site");
}

static void beside_draw(const RemindersState *r, Area a)
{
	const ReminderRow *row = current(r);
	if (!row)
		return;
	const Zone *zone = ui_work(r->ui)->zone;
	Str line = {0};
	int at = 0;
	area_put(a, at++, 1, -1, STYLE_TITLE, row->client_title ? row->client_title : row->summary ? row->summary : "");
	for (size_t i = 0; i < r->card.channel_count && i < 4; i++) {
		const Channel *c = &r->card.channels[i];
		area_put(a, at, 2, 10, STYLE_DIM, c->label.s && *c->label.s ? c->label.s : channel_word((ChannelType)c->type.v));
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
	Area list = layout->body;
	*side = (Area){0};
	if (!r->preview)
		return list;
	if (layout->size == SIZE_WIDE)
		layout_split(area_part(list, 0, 0, list.rows - 1, -1), list.cols - WIDE_PREVIEW - 1, &list, side);
	else
		layout_below(layout->body, layout->size == SIZE_TINY ? 2 : PREVIEW_ROWS - 1, layout->size == SIZE_TINY ? 3 : 4, &list, side);
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

static void reminders_fit(Screen *s, const Layout *layout)
{
	RemindersState *r = s->state;
	Area side, list = list_area(r, layout, &side);
	list_fit(&r->list, &r->source, list.rows);
	const ReminderRow *row = current(r);
	if (row && row->reminder.head.id != r->previewed && !ui_repeating(s->ui))
		load_preview(s, row);
}

static void reminders_paint(const Screen *s, const Layout *layout)
{
	const RemindersState *r = s->state;
	Area side, list = list_area(r, layout, &side);
	area_rule(layout->rule, 0, STYLE_RULE);
	if (layout->size == SIZE_WIDE && r->preview)
		area_rule(layout->body, layout->body.rows - 1, STYLE_RULE);
	list_draw(&r->list, &r->source, list, true);
	if (!r->n)
		area_put(list, 1, 2, -1, STYLE_DIM, _("All done. r on a client plans the next step with a reminder"));
	if (!side.frame || !side.rows)
		return;
	if (layout->size == SIZE_WIDE)
		beside_draw(r, side);
	else
		below_draw(r, side);
}

static void reminders_head(const Screen *s, ScreenHead *head)
{
	head->parts[0] = _("Reminders");
	head->n_parts = 1;
	head->note = ((const RemindersState *)s->state)->note;
}

/* ---- acting ---- */

static const char *const *contexts(const Screen *s)
{
	static const char *const names[] = {"reminders", "list", "any", "always", NULL};
	(void)s;
	return names;
}

static Err *reminders_open(Screen *s, const void *arg)
{
	RemindersState *r = s->state;
	(void)arg;
	r->ui = s->ui;
	r->preview = true;
	r->preview_arena = arena_new();
	r->source.draw = row_draw;
	list_init(&r->list);
	return NULL;
}

static void reminders_close(Screen *s)
{
	RemindersState *r = s->state;
	list_done(&r->list);
	arena_free(r->preview_arena);
}

static void reminders_minute(Screen *s)
{
	s->stale = true;
}

static Err *done(Screen *s)
{
	RemindersState *r = s->state;
	int64_t *ids = NULL, batch = 0;
	size_t n = screen_focus(s->ui, "reminder", true, &ids);
	const ReminderRow *row = current(r);
	Err *err = n ? reminder_done(ui_work(s->ui), ids, n, &batch) : NULL;
	free(ids);
	if (!err && n > 1)
		ui_done(s->ui, batch, P_("Done: %zu reminder", "Done: %zu reminders", n), n);
	else if (!err && n)
		ui_done(s->ui, batch, _("Done: %s"), row && row->summary ? row->summary : "");
	return err;
}

static Err *remove_marked(Screen *s)
{
	RemindersState *r = s->state;
	int64_t *ids = NULL, batch = 0;
	Work *work = ui_work(s->ui);
	size_t n = screen_focus(s->ui, "reminder", true, &ids);
	if (!n)
		return NULL;
	Err *err = work_begin(work, "delete", P_("Deleted: %zu reminder", "Deleted: %zu reminders", n), n);
	for (size_t i = 0; !err && i < n; i++)
		err = work_remove(work, &kind_reminder, ids[i]);
	err = work_end(work, err, &batch);
	free(ids);
	list_unmark(&r->list);
	if (!err)
		ui_done(s->ui, batch, P_("Deleted: %zu reminder", "Deleted: %zu reminders", n), n);
	return err;
}

static Err *open_client(Screen *s, const ReminderRow *row)
{
	if (!row->client)
		return ui_push(s->ui, &screen_form, &(FormArg){.kind = kind_find(row->reminder.of_kind.s), .id = row->reminder.of.v});
	return ui_push(s->ui, &screen_card, &(CardArg){.client = row->client, .thing = row->reminder.of_kind.s, .thing_id = row->reminder.of.v});
}

static bool reminders_act(Screen *s, CommandCall *call, Err **err)
{
	RemindersState *r = s->state;
	const char *verb = call_command(call)->name;
	const ReminderRow *row = current(r);
	if (list_act(&r->list, &r->source, call))
		return true;
	if (strcmp(verb, "done") == 0)
		*err = done(s);
	else if (strcmp(verb, "delete") == 0)
		*err = remove_marked(s);
	else if (strcmp(verb, "open") == 0)
		*err = row ? open_client(s, row) : NULL;
	else if (strcmp(verb, "edit") == 0 || strcmp(verb, "thing") == 0)
		*err = row ? ui_push(s->ui, &screen_form, &(FormArg){.kind = kind_find(row->reminder.of_kind.s), .id = row->reminder.of.v}) : NULL;
	else if (strcmp(verb, "preview") == 0)
		r->preview = !r->preview;
	else
		return false;
	return true;
}

static bool reminders_clicked(Screen *s, const Mouse *mouse, Err **err)
{
	RemindersState *r = s->state;
	if (mouse->action == MOUSE_WHEEL_UP || mouse->action == MOUSE_WHEEL_DOWN) {
		list_scroll(&r->list, &r->source, mouse->action == MOUSE_WHEEL_UP ? -3 : 3);
	} else if (mouse->action == MOUSE_PRESS) {
		Area body = {.frame = NULL, .row = 2, .col = 0, .rows = r->list.rows, .cols = 1000};
		if (list_click(&r->list, &r->source, body, mouse->row, mouse->col) && mouse->twice && current(r))
			*err = open_client(s, current(r));
	} else {
		return false;
	}
	return true;
}

static size_t reminders_focus(const Screen *s, const char *focus, bool marks, void (*add)(void *to, int64_t id), void *to)
{
	const RemindersState *r = s->state;
	const ReminderRow *row = current(r);
	if (strcmp(focus, "reminder") == 0)
		return list_focus(&r->list, marks, add, to);
	if (strcmp(focus, "client") != 0 || !row || !row->client)
		return 0;
	add(to, row->client);
	return 1;
}

static bool reminders_escape(Screen *s)
{
	RemindersState *r = s->state;
	bool any = r->list.n_marks > 0 || r->list.range;
	list_unmark(&r->list);
	return any;
}

static const ScreenHint *reminders_hints(const Screen *s)
{
	static const ScreenHint hints[] = {{"contact", N_("contact and done")}, {"done", NULL}, {"snooze", NULL}, {"copy", N_("number")}, {"open", N_("card")}, {"whose", NULL}, {"mark", NULL}, {NULL, NULL}};
	(void)s;
	return hints;
}

const ScreenKind screen_reminders = {
	.name = "reminders",
	.title = N_("Reminders"),
	.size = sizeof(RemindersState),
	.contexts = contexts,
	.open = reminders_open,
	.close = reminders_close,
	.load = reminders_load,
	.minute = reminders_minute,
	.fit = reminders_fit,
	.draw = reminders_paint,
	.head = reminders_head,
	.hints = reminders_hints,
	.act = reminders_act,
	.mouse = reminders_clicked,
	.focus = reminders_focus,
	.escape = reminders_escape,
};
