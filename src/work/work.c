/* SPDX-License-Identifier: MIT */
/* The context of all work: base, clock, zone, language, who acts. What is done with it lies in the files beside. */
#include "kartoteka/base/said.h"
#include "kartoteka/work/work.h"

#include <stdlib.h>
#include <string.h>

#include "change.h"
#include "draft_lock.h"
#include "kartoteka/base/file.h"
#include "kartoteka/model/plan.h"
#include "wait.h"

/* What lies beside a base lies beside its file, not beside a link to it: else sessions would not see one another. */
static const char *base_path(const WorkOptions *options, Arena *arena)
{
	if (options->in_memory)
		return ":memory:";
	const char *db = options->db && *options->db ? options->db : settings_get(options->settings, "", "db");
	char *typed = db && *db ? mem_strdup(db) : path_join(options->env->data_home, "kartoteka.db");
	char *file = file_behind_links(typed);
	/* a name is a name, whatever SQLite would take it for */
	bool special = *file == ':' || str_begins(file, "file:");
	const char *path = arena_printf(arena, "%s%s", special ? "./" : "", file);
	free(typed);
	free(file);
	return path;
}

static const Zone *zone_of_options(const WorkOptions *options, Err **err)
{
	const char *name = options->zone && *options->zone ? options->zone : settings_get(options->settings, "time", "zone");
	const Zone *zone = name && *name ? zone_find(name) : zone_utc();
	if (!zone)
		*err = err_word(err_todo(err_new(ERR_USAGE, _("There is no time zone %s"), name), _("write one like Europe/Moscow")), name, 0);
	return zone;
}

/* The row of the login when there is one; else a row not yet stored. */
static Err *read_me(Work *work, const char *login)
{
	void *rows = NULL;
	size_t n = 0;
	Value value = {.type = VALUE_TEXT, .s = login, .n = strlen(login)};
	TRY(store_where(work->store, &kind_staff, "login", value, &rows, &n, work->arena));
	if (n) {
		work->me = *(const Staff *)rows;
		return NULL;
	}
	record_init(&kind_staff, &work->me);
	work->me.login.s = arena_dup(work->arena, login);
	if (work->env->full_name && *work->env->full_name && strcmp(login, work->env->login) == 0)
		work->me.name.s = arena_dup(work->arena, work->env->full_name);
	return NULL;
}

/* An import that a kill left open was taken back when the base was opened for writing. */
static Err *keep_derived(void *self, Store *store, int64_t batch, const int64_t *clients, size_t n)
{
	Work *work = self;
	Store *own = work->store;
	/* The first transaction runs inside store_open, before we were given the store. */
	work->store = store;
	Err *err = change_keep(work, batch, clients, n);
	work->store = own;
	return err;
}

static void tell_taken(void *self, int64_t done, int64_t all)
{
	const Work *work = self;
	if (work->tells)
		work->tells(work->progress_self, _("taking back what was cut short"), done, all);
}

static bool tell_raise(void *self, StoreRaise at, int64_t done, int64_t all)
{
	static const char *const what[] = {
		[RAISE_COPIES] = N_("an older base: copying it"),
		[RAISE_CHANGES] = N_("bringing the base to today's form"),
		[RAISE_CHECKS] = N_("checking the base in its new form"),
		[RAISE_TIDIES] = N_("giving unused space back to the disk"),
	};
	return work_goes_on(self, _(what[at]), done, all);
}

StoreOptions work_store_options(Work *work, StoreMode mode)
{
	return (StoreOptions){
		.path = work->path,
		.mode = mode,
		.env = work->env,
		.makes_late = true,
		.waiting = work_waits,
		.self = work,
		.keep = keep_derived,
		.taking = tell_taken,
		.raising = tell_raise,
		.keep_self = work,
	};
}

/*
 * A row of the login is only looked for; it is made by the first write. Who opens the screens on a base that is shared is made known at once: what is
 * mine could not be told from what is everybody's.
 */
static Err *use_base(Work *work, StoreMode mode)
{
	TRY(read_me(work, work->me.login.s));
	if (strcmp(work->me.login.s, work->env->login) != 0 && store_is_shared(work->store))
		return err_new(ERR_USAGE, _("On a shared base the user id says who acts: --as is for a base of one's own"));
	bool opens = mode == STORE_MIGRATE && store_is_shared(work->store) && !store_read_only(work->store);
	return opens ? work_settle(work) : NULL;
}

Err *work_open_base(Work *work, StoreMode mode)
{
	if (str_begins(work->path, "postgresql://") || str_begins(work->path, "postgres://"))
		return err_todo(err_new(ERR_USAGE, _("PostgreSQL is not served yet")), _("give the file of a base"));
	StoreOptions options = work_store_options(work, mode);
	TRY(store_open(&work->store, &options));
	return use_base(work, mode);
}

Work work_reader(Store *store, const Zone *zone)
{
	return (Work){.store = store, .zone = zone};
}

Err *work_open(Work **out, const WorkOptions *options)
{
	Err *err = NULL;
	Work *work = mem_alloc(sizeof *work);
	work->arena = arena_new();
	work->env = options->env;
	work->clock = options->clock;
	work->settings = options->settings;
	work->lang = options->lang;
	work->screens = options->screens;
	work->progress = options->progress;
	work->tells = options->tells;
	work->progress_self = options->tells_self;
	work->zone = zone_of_options(options, &err);
	work->path = base_path(options, work->arena);
	record_init(&kind_staff, &work->me);
	work->me.login.s = arena_dup(work->arena, options->login && *options->login ? options->login : options->env->login);
	if (!err && !options->no_base)
		err = work_open_base(work, options->mode);
	if (err) {
		work_close(work);
		return err;
	}
	work->progress = NULL;
	work->tells = NULL;
	work->progress_self = NULL;
	*out = work;
	return NULL;
}

void work_close(Work *work)
{
	if (!work)
		return;
	if (work->change) {
		work->change->depth = 1;
		work_abandon(work);
	}
	draft_lock_free(work->drafts);
	store_close(work->store);
	arena_free(work->arena);
	free(work);
}

bool work_goes_on(const Work *work, const char *what, int64_t done, int64_t all)
{
	if (!work->taking_back)
		return !work->progress || work->progress(work->progress_self, what, done, all);
	if (work->tells)
		work->tells(work->progress_self, what, done, all);
	return true;
}

Instant work_now(const Work *work)
{
	return clock_now(work->clock);
}

Day work_today(const Work *work)
{
	return zone_day(work->zone, work_now(work));
}

WordsContext work_words(const Work *work)
{
	int from, to;
	settings_hours(work->settings, &from, &to);
	return (WordsContext){
		.now = work_now(work),
		.zone = work->zone,
		.morning = settings_minutes(work->settings, "time", "morning"),
		.noon = settings_minutes(work->settings, "time", "noon"),
		.day = settings_minutes(work->settings, "time", "day"),
		.evening = settings_minutes(work->settings, "time", "evening"),
		.workday_end = to,
	};
}

const Zone *work_zone(Work *work, const char *name)
{
	if (!name || !*name)
		return work->zone;
	const Zone *zone = zone_find(name);
	if (zone)
		return zone;
	Arena *arena = arena_new();
	void *rows = NULL;
	size_t n = 0;
	Value value = {.type = VALUE_TEXT, .s = name, .n = strlen(name)};
	Err *err = store_where(work->store, &kind_zonedef, "name", value, &rows, &n, arena);
	if (!err && n) {
		const Zonedef *def = rows;
		zone = zone_from_component(def->text.s, def->text.n);
	}
	err_free(err);
	arena_free(arena);
	return zone ? zone : work->zone;
}

Instant work_instant(Work *work, Moment m, const char *zone)
{
	if (m.form == MOMENT_NONE)
		return INSTANT_NONE;
	return zone_moment(m.form == MOMENT_LOCAL ? work_zone(work, zone) : work->zone, m);
}

Moment work_here(Work *work, Moment kept, const char *zone)
{
	if (kept.form != MOMENT_UTC && (kept.form != MOMENT_LOCAL || work_zone(work, zone) == work->zone))
		return kept;
	Moment here = {.form = MOMENT_LOCAL};
	zone_local(work->zone, work_instant(work, kept, zone), &here.day, &here.second);
	return here;
}

Moment work_there(Work *work, Moment said, MomentForm kept, const char *zone)
{
	const Zone *of = kept == MOMENT_UTC ? zone_utc() : work_zone(work, zone);
	if (said.form != MOMENT_LOCAL || (kept != MOMENT_UTC && of == work->zone))
		return said;
	Moment there = {.form = kept == MOMENT_UTC ? MOMENT_UTC : MOMENT_LOCAL};
	zone_local(of, work_instant(work, said, NULL), &there.day, &there.second);
	return there;
}

const char *work_country(const Work *work)
{
	const char *code = work->settings ? settings_get(work->settings, "me", "country") : "";
	return *code ? code : PHONE_HOME_CODE;
}

const char *text_quoted(Arena *arena, const char *text)
{
	return arena_printf(arena, C_("quoted", "\"%s\""), text);
}

const char *label_quoted(Arena *arena, const char *text)
{
	char *kept = said_in("quoted", NC_("quoted", "\"%s\""), text);
	const char *label = arena_dup(arena, kept);
	free(kept);
	return label;
}
