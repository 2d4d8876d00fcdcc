/* SPDX-License-Identifier: MIT */
/* Long work from the screens: a file that is taken in or written out tells how far it is, and stopped it leaves nothing half done. */
#include "desk.h"
#include "kartoteka/store/exchange.h"

#include <dirent.h>

typedef struct Meter {
	int calls, stop_at; /* 0: never */
} Meter;

static bool measured(void *self, const char *what, int64_t done, int64_t all)
{
	Meter *meter = self;
	assert_non_null(what);
	assert_true(done >= 0 && (all == 0 || done <= all));
	return ++meter->calls != meter->stop_at;
}

static char *talks(Desk *desk, int n)
{
	Str text = {0};
	str_add(&text, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\n");
	for (int i = 0; i < n; i++)
		str_addf(&text, "BEGIN:VEVENT\r\nUID:talk-%d\r\nDTSTART:20260723T%02d0000Z\r\nDURATION:PT30M\r\nSUMMARY:Talk %d\r\nEND:VEVENT\r\n", i, i % 24, i);
	str_add(&text, "END:VCALENDAR\r\n");
	char *path = path_join(desk->home, "talks.ics");
	well(file_write(path, str_text(&text), text.n));
	str_done(&text);
	return path;
}

static size_t events(Desk *desk)
{
	Arena *arena = arena_new();
	void *all = NULL;
	size_t n = 0;
	well(store_all(desk->work->store, &kind_event, &all, &n, arena));
	arena_free(arena);
	return n;
}

static int files(const char *folder, const char *beginning)
{
	int n = 0;
	DIR *dir = opendir(folder);
	assert_non_null(dir);
	for (struct dirent *entry; (entry = readdir(dir));)
		n += strncmp(entry->d_name, beginning, strlen(beginning)) == 0;
	closedir(dir);
	return n;
}

static void typed(Desk *desk, const char *before, const char *text, const char *after)
{
	char *keys = mem_printf("%s text:%s %s", before, text, after);
	desk_keys(desk, keys);
	free(keys);
}

TEST(an_import_that_is_stopped_leaves_nothing)
{
	static const struct {
		const char *name;
		int stop_at; /* 0: in the middle of what F2 does */
	} cases[] = {{"reading the trial", 2}, {"bringing it in, at once", 0}, {"bringing it in, late", -1}};
	for (size_t i = 0; i < countof(cases); i++) {
		Desk *desk = desk_open((DeskOptions){0});
		Meter meter = {.stop_at = cases[i].stop_at > 0 ? cases[i].stop_at : 0};
		char *path = talks(desk, 3000);
		desk->work->progress = measured;
		desk->work->progress_self = &meter;
		typed(desk, "i /", path, "Enter");
		if (cases[i].stop_at <= 0) {
			assert_true(meter.calls > 2);
			desk_expect(desk, "3 000");
			meter.stop_at = cases[i].stop_at < 0 ? 2 * meter.calls - 1 : meter.calls + 2;
			desk_keys(desk, "F2");
		}
		desk_expect(desk, "stopped");
		assert_int_equal(events(desk), 0);
		meter.stop_at = 0;
		if (cases[i].stop_at <= 0) { /* the trial is still there: the next F2 brings all of it */
			desk_keys(desk, "F2");
			desk_expect_row(desk, -2, "new 3 000");
			assert_int_equal(events(desk), 3000);
		}
		free(path);
		desk_close(desk);
	}
}

TEST(an_export_that_is_stopped_leaves_nothing)
{
	Desk *desk = desk_open((DeskOptions){0});
	Meter meter = {0};
	char *from = talks(desk, 3000), *path = path_join(desk->home, "out.ics"), *import = mem_printf("import %s", from);
	desk_run(desk, import);
	desk->work->progress = measured;
	desk->work->progress_self = &meter;
	meter.stop_at = 3;
	typed(desk, "x C-u", path, "Enter");
	desk_expect(desk, "The export was stopped");
	assert_int_equal(files(desk->home, "out.ics"), 0);
	static const char was[] = "BEGIN:VCALENDAR\nPRODID:-//Kartoteka//Kartoteka//EN\nas it was"; /* another's would be asked for */
	well(file_write(path, was, strlen(was)));
	meter = (Meter){.stop_at = 5};
	typed(desk, "x C-u", path, "Enter");
	desk_expect_row(desk, -2, "the file is as it was");
	assert_int_equal(files(desk->home, "out.ics"), 1);
	meter = (Meter){0};
	typed(desk, "x C-u", path, "Enter");
	desk_expect_row(desk, -2, "Written:");
	assert_int_equal(files(desk->home, "out.ics"), 1);
	/* All of it is as another program wrote it, and all of it is held here: it gives way unasked. */
	typed(desk, "x C-u", path, "Enter");
	desk_expect_row(desk, -2, "Written:");
	Str in = {0}, out = {0};
	well(file_read(&in, from));
	well(file_read(&out, path));
	assert_string_equal(str_text(&in), str_text(&out));
	str_done(&in);
	str_done(&out);
	free(from);
	free(path);
	free(import);
	desk_close(desk);
}
