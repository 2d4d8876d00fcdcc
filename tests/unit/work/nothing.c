/* SPDX-License-Identifier: MIT */
/* Reading commands answer as for an empty base where there is none, and make nothing. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fixture.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/store/care.h"

/* The first change makes the base where the command looked for it, and goes into it whole. */
TEST(the_first_change_makes_the_base)
{
	static const char *const lines[] = {
		"client add --name Ким", "task add X --due tomorrow", "add \"звонок Иванову завтра\"", "tag list", "demo --clients 3"};
	Fixture f;
	fixture_open(&f, NULL);
	work_close(f.work);
	for (size_t i = 0; i < countof(lines); i++) {
		char *missing = mem_printf("%s/%zu/base.db", f.folder, i);
		WorkOptions options = {.env = &f.env, .clock = f.clock, .settings = f.settings, .db = missing, .zone = "Europe/Moscow", .mode = STORE_WRITE};
		well(work_open(&f.work, &options));
		run(&f, lines[i]);
		Str here = {0}, there = {0};
		well(care_dump(f.work->store, &here));
		work_close(f.work);
		assert_int_equal(file_exists(missing), strcmp(lines[i], "tag list") != 0);
		if (file_exists(missing)) {
			well(work_open(&f.work, &options));
			well(care_dump(f.work->store, &there));
			assert_string_equal(str_text(&here), str_text(&there));
			char *said = run_text(&f, "check");
			assert_string_equal(said, "The base is in order\n");
			free(said);
			work_close(f.work);
		}
		str_done(&here);
		str_done(&there);
		free(missing);
	}
	f.work = NULL;
	fixture_close(&f);
}

/* Through a symbolic link it is the same base with the same files beside it; a name is a name, whatever SQLite would take it for. */
TEST(a_base_behind_a_link_is_the_one_base)
{
	Fixture f;
	fixture_open(&f, "real.db");
	char *soft = mem_printf("%s/link.db", f.folder), *second = mem_printf("%s/second.db", f.folder), *notice = mem_printf("%s.notice", soft);
	assert_int_equal(symlink("link.db", second), 0);
	assert_int_equal(symlink(f.path, soft), 0);
	WorkOptions options = {.env = &f.env, .clock = f.clock, .settings = f.settings, .db = second, .zone = "Europe/Moscow", .mode = STORE_WRITE};
	Work *other;
	well(work_open(&other, &options));
	assert_string_equal(store_path(other->store), f.path);
	assert_false(file_exists(notice));
	work_close(other);
	/* a hard link is a second name, with another -wal: there nothing is written */
	char *hard = mem_printf("%s/hard.db", f.folder);
	Err *err;
	assert_int_equal(link(f.path, hard), 0);
	options.db = hard;
	well(work_open(&other, &options));
	assert_non_null(strstr(store_read_only(other->store), "hard link"));
	Work *own = f.work;
	f.work = other;
	free(run_line(&f, "client add --name Ким", OUT_TEXT, &err));
	f.work = own;
	assert_int_equal(err ? err->code : ERR_FAILED, ERR_READ_ONLY);
	err_free(err);
	work_close(other);
	unlink(hard);
	free(hard);
	options.db = ":memory:";
	options.mode = STORE_READ;
	well(work_open(&other, &options));
	assert_string_equal(store_path(other->store), "./:memory:");
	work_close(other);
	options.db = "file:x.db?mode=memory";
	well(work_open(&other, &options));
	assert_string_equal(store_path(other->store), "./file:x.db?mode=memory");
	work_close(other);
	free(soft);
	free(second);
	free(notice);
	fixture_close(&f);
}

TEST(nothing_is_read_and_nothing_made)
{
	static const char *const lines[] = {
		"client list", "task list", "tag list", "staff list", "changes", "agenda", "today", "today --print", "remind", "remind --due --notify",
		"check", "check --quick", "check --repair", "config", "config --show", "config check", "agenda --from 2026-01-01 --to 2027-01-01"};
	Fixture f;
	fixture_open(&f, NULL);
	char *missing = mem_printf("%s/no/base.db", f.folder);
	work_close(f.work);
	for (size_t i = 0; i < countof(lines); i++) {
		WorkOptions options = {.env = &f.env, .clock = f.clock, .settings = f.settings, .db = missing, .zone = "Europe/Moscow", .mode = STORE_READ};
		well(work_open(&f.work, &options));
		for (OutForm form = OUT_TEXT; form <= OUT_PLAIN; form++) {
			Err *err;
			free(run_line(&f, lines[i], form, &err));
			well(err);
		}
		work_close(f.work);
		assert_false(file_exists(missing));
	}
	/* what fails made nothing */
	static const char *const failing[] = {"import nofile.ics", "import /etc/passwd", "client add", "undo", "redo", "undo --batch 99999", "client delete 5",
	                                      "tag 5 x", "remind done 5", "task done 3", "log 5 --kind call", "restore nofile.db"};
	WorkOptions options = {.env = &f.env, .clock = f.clock, .settings = f.settings, .db = missing, .zone = "Europe/Moscow", .mode = STORE_WRITE};
	for (size_t i = 0; i < countof(failing); i++) {
		Err *err;
		well(work_open(&f.work, &options));
		free(run_line(&f, failing[i], OUT_TEXT, &err));
		if (!err || file_exists(missing))
			fail_msg("%s: %s", failing[i], err ? "a base was made" : "it did not fail");
		err_free(err);
		work_close(f.work);
	}
	options.no_base = true;
	well(work_open(&f.work, &options));
	assert_null(f.work->store);
	run(&f, "config");
	assert_false(file_exists(missing));
	run(&f, "init");
	assert_true(file_exists(missing));
	free(missing);
	fixture_close(&f);
}
