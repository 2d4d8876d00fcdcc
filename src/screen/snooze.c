/* SPDX-License-Identifier: MIT */
/* Putting a reminder off: six choices by one digit, or a date in words. The alarm moves, the due date never. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/screen/screen.h"
#include "kartoteka/term/menu.h"
#include "kartoteka/work/step.h"
#include "card_show.h"

enum {
	CHOICES = 6
};

typedef struct SnoozeState {
	Menu menu;
	int64_t *ids;
	size_t n, left;
	Moment to[CHOICES];
	Area box;
} SnoozeState;

static const char *const *contexts(const Screen *s)
{
	static const char *const choosing[] = {"snooze", "menu", "always", NULL};
	static const char *const typing[] = {"line", "text", "always", NULL};
	return ((const SnoozeState *)s->state)->menu.typing ? typing : choosing;
}

/* ---- the six choices ---- */

static Moment moment_at(Day day, int minutes)
{
	return (Moment){.day = day, .second = minutes * 60, .form = MOMENT_LOCAL};
}

static Moment moment_of(const Work *work, Instant t)
{
	Moment m = {.form = MOMENT_LOCAL};
	zone_local(work->zone, t, &m.day, &m.second);
	m.second -= m.second % 60;
	return m;
}

static int setting_or(const Work *work, const char *name, int otherwise)
{
	int minutes = settings_minutes(work->settings, "time", name);
	return minutes > 0 ? minutes : otherwise;
}

static void add_choice(SnoozeState *z, const Work *work, size_t i, const char *text, Moment to)
{
	Str note = {0};
	Day today = work_today(work);
	z->to[i] = to;
	if (to.day.n != today.n) {
		words_day(&note, DATE_WEEKDAY, to.day, today);
		str_add(&note, " ");
	}
	words_time(&note, to.second);
	menu_add(&z->menu, NULL, text, str_text(&note));
	str_done(&note);
}

static void add_choices(SnoozeState *z, const Work *work)
{
	Instant now = work_now(work);
	Day today = work_today(work);
	int morning = setting_or(work, "morning", 9 * 60), evening = setting_or(work, "evening", 18 * 60);
	Moment here = moment_of(work, now);
	Day monday = {today.n + 8 - day_weekday(today)};
	Day tonight = here.second >= evening * 60 ? (Day){today.n + 1} : today;
	add_choice(z, work, 0, _("in 15 minutes"), moment_of(work, (Instant){now.s + 15 * 60}));
	add_choice(z, work, 1, _("in 1 hour"), moment_of(work, (Instant){now.s + 3600}));
	add_choice(z, work, 2, tonight.n == today.n ? _("this evening") : _("tomorrow evening"), moment_at(tonight, evening));
	add_choice(z, work, 3, _("tomorrow morning"), moment_at((Day){today.n + 1}, morning));
	add_choice(z, work, 4, _("Monday"), moment_at(monday, morning));
	add_choice(z, work, 5, _("in a week"), (Moment){.day = {today.n + 7}, .second = here.second, .form = MOMENT_LOCAL});
}

/* "Put off: call back, Sidorova": what the one reminder speaks of. */
static char *title_of(Work *work, int64_t id)
{
	union {
		Event event;
		Task task;
	} thing = {0};
	Reminder reminder = {0};
	Client client = {0};
	Str title = {0};
	Arena *arena = arena_new();
	Err *err = store_get(work->store, &kind_reminder, id, &reminder, arena);
	bool event = !err && str_same(reminder.of_kind.s, "event");
	if (!err)
		err = store_get(work->store, event ? &kind_event : &kind_task, reminder.of.v, &thing, arena);
	const char *summary = event ? thing.event.summary.s : thing.task.summary.s;
	int64_t whose = event ? thing.event.client.v : thing.task.client.v;
	if (!err && whose)
		err = store_get(work->store, &kind_client, whose, &client, arena);
	str_add(&title, summary ? summary : "");
	if (!err && whose) {
		str_add(&title, title.n ? ", " : "");
		client_short_title(&title, &client);
	}
	char *text = title.n ? mem_printf(C_("title", "Put off: %s"), title.s) : mem_strdup(_("Put off"));
	err_free(err);
	str_done(&title);
	arena_free(arena);
	return text;
}

static bool is_of_many(const SnoozeState *z)
{
	return z->n > 1 || z->left;
}

static char *counted_title(const SnoozeState *z)
{
	Str title = {0};
	str_add_count(&title, (int64_t)z->n, P_("Put off: %zu reminder", "Put off: %zu reminders", z->n), z->n);
	return str_take(&title);
}

static Err *snooze_open(Screen *s, const void *arg)
{
	SnoozeState *z = s->state;
	const SnoozeArg *a = arg;
	z->n = a->n;
	z->left = a->left;
	char *title = is_of_many(z) ? counted_title(z) : title_of(ui_work(s->ui), a->ids[0]);
	menu_init(&z->menu, title);
	free(title);
	z->ids = mem_alloc(a->n * sizeof *z->ids);
	memcpy(z->ids, a->ids, a->n * sizeof *z->ids);
	add_choices(z, ui_work(s->ui));
	menu_add_line(&z->menu, "g", _("date:"));
	return NULL;
}

static void snooze_close(Screen *s)
{
	SnoozeState *z = s->state;
	menu_done(&z->menu);
	free(z->ids);
}

static void snooze_fit(Screen *s, const Layout *layout)
{
	SnoozeState *z = s->state;
	z->box = menu_area(&z->menu, layout->body, layout->body.frame->cursor_row - layout->body.row, true);
}

static void snooze_paint(const Screen *s, const Layout *layout)
{
	(void)layout;
	const SnoozeState *z = s->state;
	menu_draw(&z->menu, z->box);
}

/* ---- taking one ---- */

static Err *take(Screen *s, Moment to)
{
	SnoozeState *z = s->state;
	int64_t batch = 0;
	Work *work = ui_work(s->ui);
	Instant begins;
	TRY(reminders_start_before(work, z->ids, z->n, to, &begins));
	TRY(reminder_snooze(work, z->ids, z->n, to, &batch));
	Str when = {0}, start = {0};
	const Moment until = reminder_snooze_moment(work, to);
	/* Of several, what begins before is told behind the rest: the short date leaves it the room. */
	if (is_of_many(z) && !instant_is_none(begins))
		show_when(&when, work, work_instant(work, until, NULL));
	else
		words_moment(&when, until, work_today(work));
	if (is_of_many(z)) {
		ui_done_count(s->ui, batch, (int64_t)z->n, P_("%zu reminder put off to %s", "%zu reminders put off to %s", z->n), z->n, str_text(&when));
		if (!instant_is_none(begins))
			ui_add(s->ui, "%s", _("one begins before that"));
		if (z->left)
			ui_add(s->ui, _("without a reminder: %zu"), z->left);
	} else if (instant_is_none(begins)) {
		ui_done(s->ui, batch, _("Put off to %s"), str_text(&when));
	} else {
		show_when(&start, work, begins);
		ui_done(s->ui, batch, _("Put off to %s, after it begins (%s)"), str_text(&when), str_text(&start));
	}
	str_done(&when);
	str_done(&start);
	ui_pop(s->ui, s);
	return NULL;
}

static Err *read_date(Screen *s, Moment *to)
{
	SnoozeState *z = s->state;
	WordsReading reading;
	Work *work = ui_work(s->ui);
	WordsContext context = work_words(work);
	TRY(words_read(&reading, edit_text(z->menu.line), &context));
	*to = reading.start;
	return reminder_snooze_check(work, *to);
}

static void refresh_echo(Screen *s)
{
	SnoozeState *z = s->state;
	Moment to;
	Str text = {0};
	if (edit_is_empty(z->menu.line)) {
		menu_set_echo(&z->menu, NULL, false);
		return;
	}
	Err *err = read_date(s, &to);
	if (err) {
		str_add(&text, err->what);
	} else {
		str_add(&text, "= ");
		words_moment(&text, to, work_today(ui_work(s->ui)));
	}
	menu_set_echo(&z->menu, str_text(&text), err != NULL);
	err_free(err);
	str_done(&text);
}

static Err *on_result(Screen *s, MenuResult result)
{
	SnoozeState *z = s->state;
	Moment to;
	switch (result) {
	case MENU_IGNORED:
	case MENU_MOVED:
		return NULL;
	case MENU_CHOSEN:
		return z->menu.cursor < CHOICES ? take(s, z->to[z->menu.cursor]) : NULL;
	case MENU_EDITED:
		refresh_echo(s);
		return NULL;
	case MENU_LINE:
		TRY(read_date(s, &to));
		return take(s, to);
	case MENU_CANCELED:
		ui_pop(s->ui, s);
		return NULL;
	}
	return NULL;
}

static bool snooze_typed(Screen *s, Key key, Err **err)
{
	SnoozeState *z = s->state;
	MenuResult result = menu_key(&z->menu, key, ui_layout_table(s->ui));
	*err = on_result(s, result);
	return result != MENU_IGNORED;
}

static bool snooze_act(Screen *s, CommandCall *call, Err **err)
{
	SnoozeState *z = s->state;
	const char *verb = call_command(call)->name, *what = command_arg_named(call_command(call), "what") ? call_text(call, "what") : NULL;
	Key key = {0};
	if (strcmp(verb, "choose") == 0)
		key.code = (uint32_t)('0' + call_number(call, "number", 0));
	else if (strcmp(verb, "accept") == 0)
		key.code = CODE_ENTER;
	else if (strcmp(verb, "escape") == 0 || strcmp(verb, "back") == 0)
		key.code = CODE_ESC;
	else if (strcmp(verb, "move") == 0 || strcmp(verb, "history") == 0)
		key.code = str_same(what, "up") || str_same(what, "previous") ? CODE_UP : CODE_DOWN;
	else
		return false;
	*err = on_result(s, menu_key(&z->menu, key, ui_layout_table(s->ui)));
	return true;
}

static bool snooze_pasted(Screen *s, const char *text)
{
	SnoozeState *z = s->state;
	MenuResult result = menu_paste(&z->menu, text);
	if (result == MENU_EDITED)
		refresh_echo(s);
	return result != MENU_IGNORED;
}

static bool snooze_clicked(Screen *s, const Mouse *mouse, Err **err)
{
	SnoozeState *z = s->state;
	if (mouse->action == MOUSE_WHEEL_UP || mouse->action == MOUSE_WHEEL_DOWN) {
		menu_wheel(&z->menu, mouse->action == MOUSE_WHEEL_UP);
		return true;
	}
	if (mouse->action != MOUSE_PRESS)
		return false;
	*err = on_result(s, menu_click(&z->menu, z->box, mouse->row, mouse->col));
	return true;
}

static const ScreenHint *snooze_hints(const Screen *s)
{
	static const ScreenHint choosing[] = {{"choose 1…choose 6", N_("choose")}, {"accept", NULL}, {"escape", NULL}, {NULL, NULL}};
	static const ScreenHint typing[] = {
		{"accept", N_("put off")},
		{"history previous", N_("to the list")},
		{"escape", N_("erase the date")},
		{NULL, NULL},
	};
	static const ScreenHint empty[] = {{"history previous", N_("to the list")}, {"escape", NULL}, {NULL, NULL}};
	const SnoozeState *z = s->state;
	if (!z->menu.typing)
		return choosing;
	return edit_is_empty(z->menu.line) ? empty : typing;
}

const ScreenKind screen_snooze = {
	.name = "snooze",
	.title = N_("Put off"),
	.floats = true,
	.types = true,
	.size = sizeof(SnoozeState),
	.contexts = contexts,
	.open = snooze_open,
	.close = snooze_close,
	.fit = snooze_fit,
	.draw = snooze_paint,
	.hints = snooze_hints,
	.act = snooze_act,
	.key = snooze_typed,
	.paste = snooze_pasted,
	.mouse = snooze_clicked,
};
