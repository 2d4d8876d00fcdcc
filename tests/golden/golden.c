/* SPDX-License-Identifier: MIT */
/*
 * Golden screens: each tests/golden/SCREEN/NAME.frame says size, language, clock, data and keys, then the frame as cells. The whole app runs in
 * process without a terminal. BLESS=1 writes what is seen instead of comparing; the difference is reviewed before it is committed.
 *
 *	size 80x24            lang ru              now 2026-07-23T09:42:00+03:00       zone Europe/Moscow (or: unset)
 *	data example          the example base (also: empty); `do COMMAND LINE` runs a shell command on it, any number
 *	config look.ascii=on  a setting
 *	keys 2 / text:иван    what is pressed
 *	styles                a second block: one letter a cell for its style
 *	file calendar.ics     that file of files/ lies in the home folder
 *	like day-ru.head      the lines of that file of this folder, as if they stood here
 *	---
 *	(the frame)
 */
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "desk.h"
#include "kartoteka/work/exchange.h"

typedef struct Golden {
	char size[16], lang[8], now[64], zone[64], data[16];
	Str keys;
	VEC(char *)
	commands;
	VEC(char *)
	settings;
	VEC(char *)
	files; /* that lie in the home folder */
	bool styles;
	const char *head; /* the text up to the line --- */
	size_t head_len;
	const char *want;
} Golden;

static void golden_lines(Golden *g, const char *text);

static void golden_like(Golden *g, const char *name)
{
	char path[512];
	Str text = {0};
	snprintf(path, sizeof path, "%s/golden/%s", KT_TESTS_DIR, name);
	assert_null(file_read(&text, path));
	golden_lines(g, str_text(&text));
	str_done(&text);
}

static void golden_line(Golden *g, const char *line)
{
	char word[16] = "";
	sscanf(line, "%15s", word);
	const char *rest = line + strlen(word);
	rest += strspn(rest, " ");
	if (!strcmp(word, "size"))
		snprintf(g->size, sizeof g->size, "%s", rest);
	else if (!strcmp(word, "lang"))
		snprintf(g->lang, sizeof g->lang, "%s", rest);
	else if (!strcmp(word, "now"))
		snprintf(g->now, sizeof g->now, "%s", rest);
	else if (!strcmp(word, "zone"))
		snprintf(g->zone, sizeof g->zone, "%s", rest);
	else if (!strcmp(word, "data"))
		snprintf(g->data, sizeof g->data, "%s", rest);
	else if (!strcmp(word, "do"))
		vec_push(&g->commands, mem_strdup(rest));
	else if (!strcmp(word, "config"))
		vec_push(&g->settings, mem_strdup(rest));
	else if (!strcmp(word, "keys"))
		str_addf(&g->keys, "%s ", rest);
	else if (!strcmp(word, "styles"))
		g->styles = true;
	else if (!strcmp(word, "file"))
		vec_push(&g->files, mem_strdup(rest));
	else if (!strcmp(word, "like"))
		golden_like(g, rest);
	else if (*word && *word != '#')
		fail_msg("golden file: unknown word \"%s\"", word);
}

/* The lines up to the one that begins the frame. */
static void golden_lines(Golden *g, const char *text)
{
	const char *at = text;
	while (*at && strncmp(at, "---", 3) != 0) {
		size_t n = strcspn(at, "\n");
		char *line = mem_strndup(at, n);
		golden_line(g, line);
		free(line);
		at += n + (at[n] == '\n');
	}
	g->head = text;
	g->head_len = (size_t)(at - text);
}

static void golden_read(Golden *g, const char *text)
{
	*g = (Golden){.size = "80x24", .lang = "en", .now = "2026-07-23T09:42:00+03:00", .zone = "Europe/Moscow", .data = "example"};
	golden_lines(g, text);
	const char *at = text + g->head_len;
	at += strcspn(at, "\n");
	g->want = *at ? at + 1 : at;
}

static void golden_done(Golden *g)
{
	for (size_t i = 0; i < g->commands.n; i++)
		free(g->commands.at[i]);
	for (size_t i = 0; i < g->settings.n; i++)
		free(g->settings.at[i]);
	for (size_t i = 0; i < g->files.n; i++)
		free(g->files.at[i]);
	vec_free(&g->files);
	vec_free(&g->commands);
	vec_free(&g->settings);
	str_done(&g->keys);
}

/* A file at hand, of a fixed age: noon of 22 July 2026 in Moscow. */
static Err *file_made(Desk *desk, const char *name)
{
	struct timespec times[2] = {{.tv_sec = 1784710800}, {.tv_sec = 1784710800}};
	char path[512];
	Str bytes = {0};
	snprintf(path, sizeof path, "%s/golden/files/%s", KT_TESTS_DIR, name);
	char *made = path_join(desk->home, name);
	Err *err = file_read(&bytes, path);
	if (!err)
		err = file_write(made, str_text(&bytes), bytes.n);
	if (!err && utimensat(AT_FDCWD, made, times, 0) != 0)
		err = err_new(ERR_FAILED, "%s keeps its time", made);
	free(made);
	str_done(&bytes);
	return err;
}

static Err *fill(const Golden *g, Desk *desk)
{
	for (size_t i = 0; i < g->files.n; i++)
		TRY(file_made(desk, g->files.at[i]));
	for (size_t i = 0; i < g->settings.n; i++)
		desk_setting(desk, g->settings.at[i]);
	if (!strcmp(g->data, "example"))
		TRY(demo_example(desk->work));
	for (size_t i = 0; i < g->commands.n; i++)
		TRY(desk_try(desk, g->commands.at[i]));
	return NULL;
}

static Err *frame_of(const Golden *g, Str *out)
{
	bool said = strcmp(g->zone, "unset") != 0;
	DeskOptions options = {.lang = strcmp(g->lang, "ru") == 0 ? LANG_RU : LANG_EN, .now = g->now, .zone = said ? g->zone : "", .later = true};
	sscanf(g->size, "%dx%d", &options.cols, &options.rows);
	Desk *desk = desk_open(options);
	Err *err = fill(g, desk);
	if (!err) {
		desk_show(desk);
		err = app_keys(desk->ui, str_text(&g->keys));
	}
	if (!err) {
		const Frame *frame = app_frame(desk->ui);
		char *text = frame_text(frame), *styles = g->styles ? frame_styles(frame) : NULL;
		str_addf(out, "%s", text);
		if (styles)
			str_addf(out, "--- styles\n%s", styles);
		free(text);
		free(styles);
	}
	desk_close(desk);
	return err;
}

static void save(const char *path, const Golden *g, const Str *got)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fprintf(file, "%.*s---\n%s", (int)g->head_len, g->head, str_text(got));
	fclose(file);
}

static void report(const char *path, const char *want, const char *got)
{
	int row = 1;
	printf("%s differs:\n", path);
	while (*want || *got) {
		size_t a = strcspn(want, "\n"), b = strcspn(got, "\n");
		if (a != b || memcmp(want, got, a) != 0)
			printf("  row %2d want |%.*s|\n         got  |%.*s|\n", row, (int)a, want, (int)b, got);
		want += a + (want[a] == '\n');
		got += b + (got[b] == '\n');
		row++;
	}
}

static bool golden_check(const char *path)
{
	Str text = {0}, got = {0};
	Golden g;
	Err *err = file_read(&text, path);
	assert_null(err);
	golden_read(&g, str_text(&text));
	err = frame_of(&g, &got);
	bool same = !err && strcmp(str_text(&got), g.want) == 0;
	if (err) {
		char *why = err_text(err);
		printf("%s: %s\n", path, why);
		free(why);
		err_free(err);
	} else if (!same && getenv("BLESS")) {
		save(path, &g, &got);
		printf("blessed %s\n", path);
		same = true;
	} else if (!same) {
		report(path, g.want, str_text(&got));
	}
	golden_done(&g);
	str_done(&text);
	str_done(&got);
	return same;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void walk(const char *folder, size_t *checked, size_t *failed)
{
	VEC(char *)
	names = {0};
	DIR *dir = opendir(folder);
	for (struct dirent *entry; dir && (entry = readdir(dir));)
		if (entry->d_name[0] != '.')
			vec_push(&names, path_join(folder, entry->d_name));
	if (dir)
		closedir(dir);
	if (names.n)
		qsort(names.at, names.n, sizeof *names.at, by_name);
	for (size_t i = 0; i < names.n; i++) {
		struct stat info;
		const char *only = getenv("GOLDEN"); /* part of a path: only these */
		if (stat(names.at[i], &info) == 0 && S_ISDIR(info.st_mode))
			walk(names.at[i], checked, failed);
		else if (str_ends(names.at[i], ".frame") && (!only || strstr(names.at[i], only))) {
			(*checked)++;
			*failed += !golden_check(names.at[i]);
		}
		free(names.at[i]);
	}
	vec_free(&names);
}

TEST(golden_frames)
{
	size_t checked = 0, failed = 0;
	walk(KT_TESTS_DIR "/golden", &checked, &failed);
	printf("%zu golden frames, %zu differ\n", checked, failed);
	assert_true(checked > 0);
	assert_int_equal(failed, 0);
}

/* Every screen has its frame at 80x24 and 120x36, in both languages. */
TEST(golden_every_screen)
{
	for (size_t i = 0; screen_kinds[i]; i++) {
		static const char *const variants[] = {"80x24.en", "80x24.ru", "120x36.en", "120x36.ru"};
		for (size_t v = 0; v < countof(variants); v++) {
			char path[512];
			snprintf(path, sizeof path, "%s/golden/%s/%s.frame", KT_TESTS_DIR, screen_kinds[i]->name, variants[v]);
			if (!file_exists(path))
				fail_msg("no golden frame %s", path);
		}
	}
}
