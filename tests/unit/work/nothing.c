/* SPDX-License-Identifier: MIT */
/* Reading commands answer as for an empty base where there is none, and make nothing. */
#include <stdlib.h>

#include "fixture.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"

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
	WorkOptions options = {
		.env = &f.env,
		.clock = f.clock,
		.settings = f.settings,
		.db = missing,
		.zone = "Europe/Moscow",
		.mode = STORE_WRITE,
		.no_base = true,
	};
	well(work_open(&f.work, &options));
	assert_null(f.work->store);
	run(&f, "config");
	assert_false(file_exists(missing));
	run(&f, "init");
	assert_true(file_exists(missing));
	free(missing);
	fixture_close(&f);
}
