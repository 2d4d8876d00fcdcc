/* SPDX-License-Identifier: MIT */
/*
 * First run: the same Today on an empty base. Nothing here must be answered; it goes when the first record is there. Files that lie at hand are listed by
 * name and read only when chosen; where the server stands on UTC, it asks once what time it is on the user's watch.
 */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/work/exchange.h"
#include "today.h"

bool firstrun_asks_zone(Work *work)
{
	return strcmp(zone_name(work->zone), "UTC") == 0 && !settings_is_own(work->settings, "time", "zone");
}

static void add(Items *to, Item item)
{
	vec_push(to, item);
}

static void add_start(Items *to)
{
	add(to, (Item){.type = ITEM_TEXT, .value = 1, .text = _("Kartoteka is ready. Nothing needs setting up: write as you would say it.")});
	add(to, (Item){.type = ITEM_GAP});
	add(to, (Item){.type = ITEM_HEADING, .text = _("WHERE TO START")});
	add(to, (Item){
				.type = ITEM_CHOICE,
				.id = 1,
				.run = "add",
				.text = "a",
				.right = _("a client, a task"),
				.more = _("Ivanov Igor, Vector, 916 123-45-67, call tomorrow at 10"),
			});
	add(to, (Item){
				.type = ITEM_CHOICE,
				.id = 2,
				.run = "import",
				.text = "i",
				.right = _("from a file"),
				.more = _(".ics of a calendar: events, tasks, notes"),
			});
	add(to, (Item){
				.type = ITEM_CHOICE,
				.id = 3,
				.run = "example",
				.text = ":",
				.right = _("example"),
				.more = _("40 clients and a week of work; u takes all of it away"),
			});
}

static void add_files(Screen *s, Items *to)
{
	FoundFile *files = NULL;
	Work *work = ui_work(s->ui);
	size_t n = found_files(&files, work->env, s->arena);
	add(to, (Item){.type = ITEM_GAP});
	add(to, (Item){.type = ITEM_HEADING, .text = _("FOUND IN THE HOME FOLDER"), .right = arena_printf(s->arena, "%zu", n)});
	for (size_t i = 0; i < n && i < 5; i++) {
		Str when = {0};
		words_day(&when, DATE_SHORT, zone_day(work->zone, files[i].at), work_today(work));
		add(to, (Item){
					.type = ITEM_CHOICE,
					.id = 100 + (int64_t)i,
					.text = files[i].name,
					.right = arena_printf(s->arena, _("%lld KB"), (long long)(files[i].bytes + 1023) / 1024),
					.more = arena_dup(s->arena, str_text(&when)),
					.file = &files[i],
				});
		str_done(&when);
	}
	add(to, (Item){.type = ITEM_TEXT, .text = arena_printf(s->arena, _("a file on another machine:  scp calendar.ics %s@server:"), work->env->login)});
}

static void add_zone(Screen *s, Items *to, int64_t id, const Zone *zone, const char *note)
{
	Str clock = {0};
	Day day;
	int32_t second;
	zone_local(zone, work_now(ui_work(s->ui)), &day, &second);
	words_time(&clock, second);
	add(to, (Item){
				.type = ITEM_CHOICE,
				.id = id,
				.text = arena_dup(s->arena, str_text(&clock)),
				.right = note,
				.more = zone_name(zone),
				.zone = zone,
			});
	str_done(&clock);
}

static void add_zones(Screen *s, Items *to)
{
	const Zone *moscow = zone_find("Europe/Moscow");
	add(to, (Item){.type = ITEM_GAP});
	add(to, (Item){.type = ITEM_HEADING, .text = _("WHAT TIME IS IT ON YOUR WATCH?"), .right = _("this server lives on UTC")});
	if (moscow)
		add_zone(s, to, 200, moscow, _("Moscow, St Petersburg"));
	add_zone(s, to, 201, zone_utc(), _("leave it so"));
	add(to, (Item){.type = ITEM_CHOICE, .id = 202, .text = _("other"), .right = _("type a time or a city: 13:42, Irkutsk"), .run = NULL});
}

static void add_keys(Items *to)
{
	static const char *const keys[][2] = {
		{"/", N_("find a client by any letters or the last digits of the phone")},
		{"c", N_("log a call: how it ended, what was said, what comes next")},
		{"r", N_("plan a next step in words: thu 10 quote")},
		{"z", N_("put a reminder off")},
		{"u", N_("take anything back, also tomorrow")},
		{"?", N_("all keys of the screen you are on")},
	};
	add(to, (Item){.type = ITEM_GAP});
	add(to, (Item){.type = ITEM_HEADING, .text = _("SIX KEYS FOR THE FIRST DAY")});
	for (size_t i = 0; i < countof(keys); i++)
		add(to, (Item){.type = ITEM_TEXT, .text = keys[i][0], .right = _(keys[i][1])});
}

Err *firstrun_items(Screen *s)
{
	TodayState *t = s->state;
	Items *to = &t->panes[PANE_DAY].items;
	Work *work = ui_work(s->ui);
	const char *origin = settings_origin(work->settings, "look", "lang");
	for (size_t i = 0; i < PANES; i++)
		t->panes[i].items.n = 0;
	add_start(to);
	add_files(s, to);
	if (t->zone_asked)
		add_zones(s, to);
	add(to, (Item){.type = ITEM_GAP});
	add(to, (Item){
				.type = ITEM_CHOICE,
				.id = 300,
				.text = _("LANGUAGE"),
				.right = work->lang == LANG_RU ? "Русский" : "English",
				.more = *origin == '$' ? arena_printf(s->arena, _("from %s, Enter changes it"), origin + 1) : _("Enter changes it"),
			});
	if (t->size == SIZE_WIDE)
		add_keys(to);
	return NULL;
}

/* ---- taking one ---- */

static Err *set_zone(Ui *ui, const Zone *zone)
{
	Work *work = ui_work(ui);
	TRY(settings_set(work->settings, "time", "zone", zone_name(zone)));
	work->zone = zone;
	ui_say(ui, _("The clock is %s now"), zone_name(zone));
	ui_changed(ui);
	return NULL;
}

static void zone_echo(Screen *owner, const char *line, Str *out, bool *bad)
{
	const Zone *zones[3];
	size_t n = zone_guess(zones, countof(zones), line, work_now(ui_work(owner->ui)));
	*bad = n == 0;
	for (size_t i = 0; i < n; i++)
		str_addf(out, "%s%s", i ? ", " : "= ", zone_name(zones[i]));
	if (!n)
		str_add(out, _("no such time or city"));
}

static Err *zone_entered(Screen *owner, const char *line, bool *keep_open)
{
	const Zone *zones[1];
	if (!zone_guess(zones, 1, line, work_now(ui_work(owner->ui)))) {
		*keep_open = true;
		return err_new(ERR_NOT_FOUND, "%s", _("no such time or city"));
	}
	return set_zone(owner->ui, zones[0]);
}

static Err *other_language(Ui *ui)
{
	Work *work = ui_work(ui);
	work->lang = work->lang == LANG_RU ? LANG_EN : LANG_RU;
	TRY(settings_set(work->settings, "look", "lang", work->lang == LANG_RU ? "ru" : "en"));
	ui_theme(ui);
	return NULL;
}

static Err *example(Ui *ui)
{
	TRY(demo_example(ui_work(ui)));
	ui_say(ui, "%s", _("The example is here; u takes all of it away"));
	ui_changed(ui);
	return NULL;
}

Err *firstrun_take(Screen *s, const Item *item)
{
	Ui *ui = s->ui;
	if (item->zone)
		return set_zone(ui, item->zone);
	if (item->file)
		return ui_push(ui, &screen_preview, &(PreviewArg){item->file->path});
	if (item->run && strcmp(item->run, "example") == 0)
		return example(ui);
	if (item->run)
		return ui_run(ui, item->run);
	if (item->id == 202)
		return ui_push(ui, &screen_line, &(LineArg){.sign = _("time or city:"), .entered = zone_entered, .echo = zone_echo});
	return item->id == 300 ? other_language(ui) : NULL;
}
