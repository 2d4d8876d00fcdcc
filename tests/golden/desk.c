/* SPDX-License-Identifier: MIT */
/* The desk of the tests of the screens. */
#include "desk.h"

#include <ftw.h>

#include "kartoteka/cli/cli.h"
#include "kartoteka/store/journal.h"

static const char *no_variable(void *self, const char *name)
{
	(void)self, (void)name;
	return NULL;
}

/* Repeatable: uuids of a frame never show, but must differ. */
static void counted(void *self, void *out, size_t n)
{
	static uint64_t state = 88172645463325252u;
	(void)self;
	unsigned char *at = out;
	for (size_t i = 0; i < n; i++) {
		state ^= state << 13;
		state ^= state >> 7;
		state ^= state << 17;
		at[i] = (unsigned char)state;
	}
}

void well(Err *err)
{
	if (!err)
		return;
	char *text = err_text(err);
	err_free(err);
	fail_msg("%s", text);
}

void desk_clock(Desk *desk, const char *instant)
{
	well(file_write(desk->clock_file, instant, strlen(instant)));
}

static void folders(Desk *desk, bool file)
{
	/* Where there is memory for files, syncing them costs nothing. */
	snprintf(desk->home, sizeof desk->home, "%s/kartoteka-desk-XXXXXX", file && access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	assert_non_null(mkdtemp(desk->home));
	snprintf(desk->clock_file, sizeof desk->clock_file, "%s/clock", desk->home);
	snprintf(desk->config, sizeof desk->config, "%s/config", desk->home);
	snprintf(desk->data, sizeof desk->data, "%s/data", desk->home);
	snprintf(desk->state, sizeof desk->state, "%s/state", desk->home);
	desk->env = (Env){
		.get = no_variable,
		.random = counted,
		.login = "orehov",
		.full_name = "Орехов Пётр",
		.terminal = "pts/3",
		.home = desk->home,
		.config_home = desk->config,
		.data_home = desk->data,
		.state_home = desk->state,
		.share = KT_LOCALE_DIR,
	};
}

void desk_setting(Desk *desk, const char *line)
{
	char section[32], name[32], value[128] = "";
	if (sscanf(line, "%31[^.].%31[^=]=%127[^\n]", section, name, value) >= 2)
		settings_override(desk->settings, section, name, value);
}

Desk *desk_open(DeskOptions options)
{
	Desk *desk = mem_alloc(sizeof *desk);
	const char *zone = options.zone ? options.zone : "Europe/Moscow";
	char at[80];
	folders(desk, options.file);
	desk->rows = options.rows ? options.rows : 24;
	desk->cols = options.cols ? options.cols : 80;
	text_language(options.lang, KT_LOCALE_DIR);
	well(settings_open(&desk->settings, &desk->env, NULL));
	if (*zone)
		settings_override(desk->settings, "time", "zone", zone);
	for (size_t i = 0; i < countof(options.settings) && options.settings[i]; i++)
		desk_setting(desk, options.settings[i]);
	desk_clock(desk, options.now ? options.now : "2026-07-23T09:42:00+03:00");
	snprintf(at, sizeof at, "@%s", desk->clock_file);
	well(clock_new(&desk->clock, at));
	snprintf(desk->base, sizeof desk->base, options.file ? "%s/base.db" : ":memory:", desk->home);
	desk->options = (WorkOptions){
		.env = &desk->env,
		.clock = desk->clock,
		.settings = desk->settings,
		.db = desk->base,
		.in_memory = !options.file,
		.zone = *zone ? zone : "UTC",
		.lang = options.lang,
		.mode = STORE_WRITE,
	};
	well(work_open(&desk->work, &desk->options));
	for (const char *const *line = options.lines; line && *line; line++)
		desk_run(desk, *line);
	if (!options.later) {
		well(app_new(&desk->ui, &(AppOptions){
									.work = desk->work,
									.rows = desk->rows,
									.cols = desk->cols,
									.locale_dir = KT_LOCALE_DIR,
									.teach = options.teach,
								}));
		app_frame(desk->ui);
	}
	return desk;
}

void desk_show(Desk *desk)
{
	well(app_new(&desk->ui, &(AppOptions){.work = desk->work, .rows = desk->rows, .cols = desk->cols, .locale_dir = KT_LOCALE_DIR}));
	app_frame(desk->ui);
}

void desk_restart(Desk *desk)
{
	app_free(desk->ui);
	work_close(desk->work);
	well(work_open(&desk->work, &desk->options));
	desk_show(desk);
}

static int remove_one(const char *path, const struct stat *info, int type, struct FTW *at)
{
	(void)info, (void)type, (void)at;
	return remove(path);
}

void desk_close(Desk *desk)
{
	app_free(desk->ui);
	work_close(desk->work);
	clock_free(desk->clock);
	settings_close(desk->settings);
	nftw(desk->home, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	free(desk);
}

/* ---- what is done to it ---- */

static Err *to_str(void *self, const char *bytes, size_t n)
{
	str_addn(self, bytes, n);
	return NULL;
}

static Err *run_to(Str *to, Desk *desk, const char *line)
{
	CommandCall *call = NULL;
	CommandHost host = {.words = work_words(desk->work), .resolve = work_resolve, .self = desk->work};
	const Arg *missing = NULL;
	Out *out = out_new(&(OutSetting){.form = OUT_TEXT, .write = to_str, .self = to});
	Err *err = call_parse_line(&call, cli_commands(), line);
	if (!err)
		err = call_ready(&missing, call, &host);
	if (!err && missing)
		err = err_new(ERR_USAGE, "%s: %s is missing", line, missing->name);
	if (!err)
		err = call_run(call, desk->work, out);
	out_free(out);
	call_free(call);
	return err;
}

Err *desk_try(Desk *desk, const char *line)
{
	Str out = {0};
	Err *err = run_to(&out, desk, line);
	str_done(&out);
	return err;
}

char *desk_output(Desk *desk, const char *line)
{
	Str out = {0};
	well(run_to(&out, desk, line));
	return str_take(&out);
}

void desk_run(Desk *desk, const char *line)
{
	well(desk_try(desk, line));
}

void desk_fill(Desk *desk, int n, const char *format)
{
	int64_t batch = 0;
	Arena *arena = arena_new();
	well(work_begin(desk->work, "test", "%s", "filled"));
	for (int i = 0; i < n; i++) {
		Client client;
		record_init(&kind_client, &client);
		client.surname.s = arena_printf(arena, format, i);
		client.owner.v = desk->work->me.head.id;
		well(work_make(desk->work, &kind_client, &client));
	}
	well(work_commit(desk->work, &batch));
	arena_free(arena);
}

void desk_keys(Desk *desk, const char *keys)
{
	well(app_keys(desk->ui, keys));
	app_frame(desk->ui);
}

void desk_mouse(Desk *desk, MouseAction action, int row, int col, bool twice)
{
	TermEvent event = {.type = EVENT_MOUSE, .mouse = {.action = action, .row = row, .col = col, .button = 1, .twice = twice}};
	app_event(desk->ui, &event, 5000000);
	app_frame(desk->ui);
}

/* ---- what is seen ---- */

char *desk_text(Desk *desk)
{
	return frame_text(app_frame(desk->ui));
}

char *desk_row(Desk *desk, int row)
{
	const Frame *frame = app_frame(desk->ui);
	return frame_row(frame, row < 0 ? frame->rows + row : row);
}

char *desk_cursor_row(Desk *desk)
{
	const Frame *frame = app_frame(desk->ui);
	return frame_row(frame, frame->cursor_row);
}

bool desk_has(Desk *desk, const char *text)
{
	char *frame = desk_text(desk);
	bool found = strstr(frame, text) != NULL;
	free(frame);
	return found;
}

static void fail_frame(Desk *desk, const char *what, const char *text)
{
	char *frame = desk_text(desk);
	printf("%s", frame);
	free(frame);
	fail_msg("%s: %s", what, text);
}

void desk_expect(Desk *desk, const char *text)
{
	if (!desk_has(desk, text))
		fail_frame(desk, "not shown", text);
}

void desk_expect_not(Desk *desk, const char *text)
{
	if (desk_has(desk, text))
		fail_frame(desk, "shown", text);
}

void desk_expect_row(Desk *desk, int row, const char *text)
{
	char *line = desk_row(desk, row);
	if (!strstr(line, text))
		fail_msg("row %d is |%s|, want %s", row, line, text);
	free(line);
}

void desk_expect_cursor(Desk *desk, const char *text)
{
	char *row = desk_cursor_row(desk);
	if (!strstr(row, text) || strncmp(row, GLYPH_CURSOR, strlen(GLYPH_CURSOR)) != 0)
		fail_msg("the cursor is on \"%s\", want \"%s\"", row, text);
	free(row);
}

int longest_text(const Frame *frame, int row, int from)
{
	int longest = 0, blanks = 0;
	for (int col = from; col < frame->cols; col++) {
		const char *cell = frame_shown(frame, row, col);
		bool line = strcmp(cell, "│") == 0;
		blanks = strcmp(cell, " ") == 0 ? blanks + 1 : 0;
		if (line || blanks > 1)
			from = col + 1;
		else if (!blanks && col + 1 - from > longest)
			longest = col + 1 - from;
	}
	return longest;
}
