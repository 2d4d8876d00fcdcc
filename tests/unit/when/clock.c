/* SPDX-License-Identifier: MIT */
/* The clock a run is given. */
#include "kartoteka/when/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"

#include "../test.h"

TEST(a_clock_may_stand)
{
	Clock *clock;
	Err *err;

	assert_null(clock_new(&clock, "2026-07-23T09:42:00+03:00"));
	assert_int_equal(clock_now(clock).s, 1784788920);
	assert_null(clock_file(clock));
	clock_free(clock);
	assert_null(clock_new(&clock, NULL));
	assert_true(clock_now(clock).s > 1700000000);
	clock_free(clock);
	static const char *const no_instants[] = {"yesterday", "", " "};
	for (size_t i = 0; i < countof(no_instants); i++) {
		err = clock_new(&clock, no_instants[i]);
		assert_non_null(err);
		assert_int_equal(err->code, ERR_USAGE);
		assert_null(clock);
		err_free(err);
	}
}

TEST(a_clock_in_a_file_is_read_again)
{
	char path[] = "/tmp/kt-clock-XXXXXX", spec[64];
	int fd = mkstemp(path);
	Clock *clock;
	Err *err;

	assert_true(fd >= 0);
	close(fd);
	(void)snprintf(spec, sizeof spec, "@%s", path);
	err = clock_new(&clock, spec);
	assert_non_null(err);
	err_free(err);
	assert_null(file_write(path, "2026-07-23T09:42:00+03:00\n", 26));
	assert_null(clock_new(&clock, spec));
	assert_string_equal(clock_file(clock), path);
	assert_int_equal(clock_now(clock).s, 1784788920);
	assert_null(file_write(path, "2026-07-23T09:43:00+03:00\n", 26));
	assert_int_equal(clock_now(clock).s, 1784788980);
	assert_null(file_write(path, "broken", 6));
	assert_int_equal(clock_now(clock).s, 1784788980);
	unlink(path);
	assert_int_equal(clock_now(clock).s, 1784788980);
	clock_free(clock);
	err = clock_new(&clock, "@/nonexistent/clock");
	assert_non_null(err);
	err_free(err);
}
