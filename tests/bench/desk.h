/* SPDX-License-Identifier: MIT */
/* An app on a base, without a terminal: 120x36, in Russian, as the user who made the base. */
#ifndef KARTOTEKA_BENCH_DESK_H
#define KARTOTEKA_BENCH_DESK_H

#include "figures.h"
#include "kartoteka/app/app.h"

typedef struct Desk {
	Env env;
	char home[32];
	Settings *settings;
	Clock *clock;
	Work *work;
	Ui *ui;
	int64_t clock_ms;
} Desk;

static inline void desk_must(Err *err)
{
	if (!err)
		return;
	char *text = err_text(err);
	printf("%s\n", text);
	exit(1);
}

static inline void desk_open(Desk *desk, const char *base)
{
	static char login[64];
	*desk = (Desk){.clock_ms = 1000};
	memcpy(desk->home, "/tmp/kartoteka-bench-XXXXXX", sizeof "/tmp/kartoteka-bench-XXXXXX");
	if (!mkdtemp(desk->home))
		exit(1);
	snprintf(login, sizeof login, "%s", getuid() == 0 || !getenv("USER") ? "root" : getenv("USER"));
	desk->env = (Env){
		.get = bench_variable,
		.random = bench_random,
		.login = login,
		.full_name = "",
		.terminal = "",
		.home = desk->home,
		.config_home = desk->home,
		.data_home = desk->home,
		.state_home = desk->home,
		.share = KT_LOCALE_DIR,
	};
	text_language(LANG_RU, KT_LOCALE_DIR);
	desk_must(settings_open(&desk->settings, &desk->env, NULL));
	desk_must(clock_new(&desk->clock, NULL));
	desk_must(work_open(&desk->work, &(WorkOptions){
										 .env = &desk->env,
										 .clock = desk->clock,
										 .settings = desk->settings,
										 .db = base,
										 .zone = "Europe/Moscow",
										 .lang = LANG_RU,
										 .mode = STORE_WRITE,
									 }));
	store_keeps(desk->work->store, STORE_KEEPS_SCREENS); /* as the program does behind its first frame */
	desk_must(app_new(&desk->ui, &(AppOptions){.work = desk->work, .rows = 36, .cols = 120, .locale_dir = KT_LOCALE_DIR}));
}

static inline void desk_close(Desk *desk)
{
	app_free(desk->ui);
	work_close(desk->work);
	clock_free(desk->clock);
	settings_close(desk->settings);
	rmdir(desk->home);
}

/* From the key to the finished frame. */
static inline double desk_press(Desk *desk, Key key)
{
	TermEvent event = {.type = EVENT_KEY, .key = key};
	double begun = now_ms();
	app_event(desk->ui, &event, desk->clock_ms += 1000);
	app_frame(desk->ui);
	return now_ms() - begun;
}

static inline void desk_keys(Desk *desk, const char *keys)
{
	desk_must(app_keys(desk->ui, keys));
	app_frame(desk->ui);
}

/* What the worker was asked is answered before the next measure, as between the keys of a person. */
static inline void desk_settle(Desk *desk)
{
	while (app_answers(desk->ui, 3))
		app_frame(desk->ui);
}

#endif
