/* SPDX-License-Identifier: MIT */
#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/store/care.h"
#include "plan.h"
#include "settings_private.h"

static const char *no_variable(void *self, const char *name)
{
	(void)self;
	(void)name;
	return NULL;
}

/* SplitMix64: the same identities every time. */
static void random_bytes(void *self, void *out, size_t n)
{
	Fixture *f = self;
	unsigned char *to = out;
	while (n--) {
		uint64_t z = f->random += 0x9E3779B97F4A7C15u;
		z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
		z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
		*to++ = (unsigned char)(z >> 56);
	}
}

void well_at(Err *err, const char *file, int line)
{
	if (!err)
		return;
	char *text = err_text(err);
	fprintf(stderr, "%s:%d: %s\n", file, line, text);
	free(text);
	err_free(err);
	_fail(file, line);
}

void fails_at(Err *err, ErrCode code, const char *file, int line)
{
	if (err && err->code == code) {
		err_free(err);
		return;
	}
	char *text = err ? err_text(err) : NULL;
	fprintf(stderr, "%s:%d: not the error that was wanted: %s\n", file, line, text ? text : "none");
	free(text);
	err_free(err);
	_fail(file, line);
}

static WorkOptions options_of(Fixture *f)
{
	return (WorkOptions){
		.env = &f->env,
		.clock = f->clock,
		.settings = f->settings,
		.db = f->path,
		.in_memory = strcmp(f->path, ":memory:") == 0,
		.zone = "Europe/Moscow",
		.lang = LANG_EN,
		.mode = STORE_WRITE,
	};
}

void fixture_open(Fixture *f, const char *path)
{
	/* Where there is memory for files, syncing them costs nothing. */
	char *folder = mem_strdup(access("/dev/shm", W_OK) == 0 ? "/dev/shm/kt-work-XXXXXX" : "/tmp/kt-work-XXXXXX");
	*f = (Fixture){.folder = folder, .random = 42};
	if (!mkdtemp(folder))
		fail_msg("no temporary folder");
	f->env = (Env){
		.get = no_variable,
		.random = random_bytes,
		.self = f,
		.login = "anna",
		.full_name = "Anna Belova",
		.terminal = "pts/1",
		.home = folder,
		.config_home = folder,
		.data_home = folder,
		.state_home = folder,
		.share = folder,
	};
	f->arena = arena_new();
	text_language(LANG_EN, KT_LOCALE_DIR);
	well(clock_new(&f->clock, NOW));
	char *config = path_join(folder, "config");
	well(settings_open_files(&f->settings, &f->env, config, "/nowhere/config"));
	free(config);
	f->path = path ? arena_printf(f->arena, "%s/%s", folder, path) : ":memory:";
	WorkOptions options = options_of(f);
	/* a file of its own is there from the start, as the screens make it */
	options.mode = options.in_memory ? STORE_WRITE : STORE_MIGRATE;
	well(work_open(&f->work, &options));
	if (!options.in_memory)
		fixture_reopen(f);
}

void fixture_reopen(Fixture *f)
{
	work_close(f->work);
	WorkOptions options = options_of(f);
	well(work_open(&f->work, &options));
}

void fixture_login(Fixture *f, Work **out, const char *login)
{
	WorkOptions options = options_of(f);
	options.login = login;
	well(work_open(out, &options));
}

void fixture_clock(Fixture *f, const char *instant)
{
	clock_free(f->clock);
	well(clock_new(&f->clock, instant));
	f->work->clock = f->clock;
}

void fixture_close(Fixture *f)
{
	work_close(f->work);
	settings_close(f->settings);
	clock_free(f->clock);
	arena_free(f->arena);
	char *command = mem_printf("rm -rf '%s'", f->folder);
	if (system(command) != 0)
		fprintf(stderr, "%s was left\n", f->folder);
	free(command);
	free(f->folder);
}

/* ---- commands ---- */

static Err *keep_output(void *self, const char *bytes, size_t n)
{
	str_addn(self, bytes, n);
	return NULL;
}

char *run_line(Fixture *f, const char *line, OutForm form, Err **err)
{
	CommandSet set = {.tables = work_tables, .n = work_table_count, .globals = work_globals, .face = FACE_SHELL, .program = "kartoteka"};
	CommandHost host = {.words = work_words(f->work), .resolve = work_resolve, .resolve_sure = work_resolve_sure, .self = f->work};
	Str printed = {0};
	OutSetting setting = {.form = form, .write = keep_output, .self = &printed};
	CommandCall *call = NULL;
	*err = call_parse_line(&call, &set, line);
	if (!*err) {
		f->work->dry_run = call_dry_run(call);
		f->work->yes = call_flag(call, "yes");
		f->work->no_input = true;
		*err = call_ready(NULL, call, &host);
	}
	if (!*err) {
		Out *out = out_new(&setting);
		*err = call_run(call, f->work, out);
		out_free(out);
	}
	f->work->dry_run = false;
	call_free(call);
	return str_take(&printed);
}

static char *run_well(Fixture *f, const char *line, OutForm form)
{
	Err *err;
	char *printed = run_line(f, line, form, &err);
	if (err)
		fprintf(stderr, "`%s`:\n", line);
	well(err);
	return printed;
}

char *run_json(Fixture *f, const char *line)
{
	return run_well(f, line, OUT_JSON);
}

char *run_text(Fixture *f, const char *line)
{
	return run_well(f, line, OUT_TEXT);
}

void run(Fixture *f, const char *line)
{
	free(run_well(f, line, OUT_TEXT));
}

char *dump(Fixture *f)
{
	Str text = {0};
	well(care_dump(f->work->store, &text));
	return str_take(&text);
}

/* ---- records ---- */

Moment moment(const char *text)
{
	Moment m = {.form = MOMENT_NONE};
	if (text && !moment_read(&m, text))
		fail_msg("\"%s\" is no moment", text);
	return m;
}

int64_t make_client(Fixture *f, const char *name, const char *phone)
{
	Card card = {0};
	Channel channel;
	record_init(&kind_client, &card.client);
	client_read_name(&card.client, name, -1, f->arena);
	record_init(&kind_channel, &channel);
	channel.value.s = phone;
	if (phone) {
		card.channels = &channel;
		card.channel_count = 1;
	}
	well(card_save(f->work, NULL, &card, NULL));
	return card.client.head.id;
}

int64_t make_task(Fixture *f, int64_t client, const char *summary, const char *due, const char *rule)
{
	Task task;
	record_init(&kind_task, &task);
	task.client.v = client;
	task.summary.s = summary;
	task.due = moment(due);
	task.rules.s = rule;
	if (rule)
		task.start = task.due;
	well(task_save(f->work, NULL, &task, moment(NULL), REACH_WHOLE, NULL));
	return task.head.id;
}

int64_t make_event(Fixture *f, int64_t client, const char *summary, const char *start, const char *end, const char *rule)
{
	Event event;
	record_init(&kind_event, &event);
	event.client.v = client;
	event.summary.s = summary;
	event.start = moment(start);
	event.end = moment(end);
	event.rules.s = rule;
	well(event_save(f->work, NULL, &event, moment(NULL), REACH_WHOLE, NULL));
	return event.head.id;
}

Client client_of(Fixture *f, int64_t id)
{
	Client client;
	well(store_get(f->work->store, &kind_client, id, &client, f->arena));
	return client;
}

Task task_of(Fixture *f, int64_t id)
{
	Task task;
	well(store_get(f->work->store, &kind_task, id, &task, f->arena));
	return task;
}

Event event_of(Fixture *f, int64_t id)
{
	Event event;
	well(store_get(f->work->store, &kind_event, id, &event, f->arena));
	return event;
}

int64_t kind_id(Fixture *f, const char *code)
{
	int64_t id = 0;
	well(work_resolve(&id, f->work, "contact_kind", code));
	return id;
}

int64_t outcome_id(Fixture *f, const char *code)
{
	int64_t id = 0;
	well(work_resolve(&id, f->work, "outcome", code));
	return id;
}

int64_t reminder_of(Fixture *f, const char *kind, int64_t id)
{
	Reminder *rows;
	size_t n;
	well(reminders_of(f->work, kind, id, &rows, &n, f->arena));
	if (!n)
		fail_msg("%s %lld has no reminder", kind, (long long)id);
	return rows[0].head.id;
}

Reminder read_reminder(Fixture *f, int64_t id)
{
	Reminder reminder;
	well(store_get(f->work->store, &kind_reminder, id, &reminder, f->arena));
	return reminder;
}

char *agenda_lines(Fixture *f, const char *from, const char *to)
{
	AgendaQuery query = {.most = 1000};
	AgendaRow *rows;
	size_t n;
	Str lines = {0};
	Day a = {0}, b = {0};
	if (!day_read(&a, from) || !day_read(&b, to))
		fail_msg("bad window %s %s", from, to);
	query.from = zone_instant(f->work->zone, a, 0);
	query.to = zone_instant(f->work->zone, b, 0);
	well(agenda_read(f->work, &query, &rows, &n, f->arena));
	for (size_t i = 0; i < n; i++) {
		Day day;
		int32_t second;
		char text[WHEN_TEXT];
		zone_local(f->work->zone, rows[i].start, &day, &second);
		day_text(text, day);
		if (rows[i].all_day)
			str_addf(&lines, "%s all day %s%s\n", text, rows[i].done ? "+" : "", rows[i].summary);
		else
			str_addf(&lines, "%s %02d:%02d %s%s\n", text, second / 3600, second / 60 % 60, rows[i].done ? "+" : "", rows[i].summary);
	}
	return str_take(&lines);
}
