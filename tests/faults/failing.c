/* SPDX-License-Identifier: MIT */
/*
 * A disk that is full, whose quota is used up, or that is broken, from the n-th open, write, sync, truncation or removal on: for one call or until
 * it is mended. What fails says so with its own message, what was there can be read meanwhile, afterwards work goes on in the same session.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "audit.h"
#include "disk.h"
#include "scene.h"

static const struct Failing {
	const char *name;
	DiskFault fault;
	bool stays;
	ErrCode code;
} ways[] = {
	{"disk full", DISK_FULL, true, ERR_FULL},
	{"disk full for a moment", DISK_FULL, false, ERR_FULL},
	{"no quota", DISK_QUOTA, true, ERR_FULL},
	{"no quota for a moment", DISK_QUOTA, false, ERR_FULL},
	{"disk broken", DISK_BROKEN, true, ERR_FAILED},
	{"disk broken for a moment", DISK_BROKEN, false, ERR_FAILED},
};

static void expect_message(const Err *err, const struct Failing *way, const char *what)
{
	/* Opened to be read alone, since there was no room for what sessions share. */
	bool only_read = way->code == ERR_FULL && err->code == ERR_READ_ONLY && strstr(err->what, "no space is left on its disk");
	if ((err->code != way->code && !only_read) || !*err->what)
		fail_msg("%s: error %d: %s", what, err->code, err->what);
	if (way->fault == DISK_QUOTA && !only_read && (!err->todo || !strstr(err->todo, "in the quota")))
		fail_msg("%s: \"%s\" does not speak of the quota: %s", what, err->what, err->todo ? err->todo : "");
	/* why it is only read says what to do itself, as row 0 does */
	if (!err->kept || (!err->todo && !only_read))
		fail_msg("%s: \"%s\" does not say %s", what, err->what, err->kept ? "what to do" : err->todo ? "what was kept"
		                                                                                             : "what was kept nor what to do");
}

/* While the disk is still broken: what an open session shows. */
static void expect_browsing(Desk *desk, const char *what)
{
	static const char *const lines[] = {"client list", "client show Иванов", "find vector", "agenda --from 2026-07-20 --to 2026-07-30", "changes"};
	if (!desk->work || !desk->work->store)
		return;
	for (size_t i = 0; i < countof(lines); i++) {
		Err *err = desk_line(desk, "%s", lines[i]);
		if (err)
			fprintf(stderr, "%s, `%s`:\n", what, lines[i]);
		well(err);
	}
}

/* The session that met the fault goes on: what was left of its steps, and more. */
static void go_on(Desk *desk, const Scene *scene, int done, const char *what)
{
	for (int step = done; step < scene->steps; step++) {
		Err *err = scene->act(desk, step);
		if (err)
			fprintf(stderr, "%s, again:\n", what);
		well(err);
	}
}

static bool trial(Desk *desk, const Scene *scene, const Model *model, const struct Failing *way, uint64_t n)
{
	char what[160];
	int done;
	snprintf(what, sizeof what, "%s, %s from call %llu of %llu", scene->name, way->name, (unsigned long long)n, (unsigned long long)model->calls);
	desk_again(desk);
	disk_fail(DISK_CHANGES, n, way->fault, way->stays);
	Err *err = scene_play(desk, scene, &done);
	bool reached = disk_failed();
	if (err) {
		if (!reached)
			fprintf(stderr, "%s, not reached:\n", what);
		assert_true(reached);
		expect_message(err, way, what);
		err_free(err);
		expect_browsing(desk, what);
	} else {
		assert_int_equal(done, scene->steps);
	}
	disk_mend();
	if (n % 2 && !scene->opens_itself && desk->work && !store_read_only(desk->work->store)) {
		go_on(desk, scene, done, what);
		done = -1;
	}
	desk_close(desk);
	scene_inspect(desk, scene, model, done, what);
	return reached;
}

static void failing(const Scene *scene)
{
	Desk desk;
	Model model;
	struct timespec from, to;
	int trials = 0;
	clock_gettime(CLOCK_MONOTONIC, &from);
	desk_new(&desk);
	model_make(&model, &desk, scene, DISK_CHANGES);
	if (campaign_full()) {
		for (uint64_t n = 1; n <= 500 && n <= model.calls; n++) {
			trial(&desk, scene, &model, &ways[n % 4], n);           /* full or without quota, */
			trial(&desk, scene, &model, &ways[4 + (n / 4) % 2], n); /* and broken */
			trials += 2;
		}
		uint64_t drawn = 1;
		for (int i = 0; i < 200 && model.calls > 500; i++, trials++) {
			drawn = drawn * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
			trial(&desk, scene, &model, &ways[(size_t)i % countof(ways)], 501 + (drawn >> 33) % (model.calls - 500));
		}
	} else {
		uint64_t few = model.calls > 1000 ? 5 : 11; /* no multiple of the ways, which would give each its own part */
		for (uint64_t i = 0; i < few; i++, trials++)
			trial(&desk, scene, &model, &ways[i % countof(ways)], 1 + i * model.calls / few);
	}
	model_done(&model, scene);
	desk_done(&desk);
	clock_gettime(CLOCK_MONOTONIC, &to);
	print_message("           %4d failures of \"%s\" (%llu calls): %.1f s\n", trials, scene->name, (unsigned long long)model.calls,
	              (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9);
}

static bool cut_short(const Err *err)
{
	return err->kept && strstr(err->kept, "still in the base");
}

/* The disk is full from some call of the import on, and the take-back does not fit either. */
TEST(an_import_that_cannot_be_taken_back_says_one_thing)
{
	const Scene *scene = scenes;
	Desk desk;
	Model model;
	int met = 0;
	while (strcmp(scene->name, "import") != 0)
		scene++;
	desk_new(&desk);
	model_make(&model, &desk, scene, DISK_WRITE);
	for (uint64_t i = 1; i < 12; i++) {
		int done;
		desk_again(&desk);
		disk_fail(DISK_WRITE, 1 + i * model.calls / 12, DISK_FULL, true);
		Err *err = scene_play(&desk, scene, &done);
		if (err && done == 0 && cut_short(err)) {
			met++;
			assert_null(strstr(err->kept, "nothing was changed"));
			assert_non_null(strstr(err->todo, "make room"));
			err_free(err);
			err = desk_line(&desk, "check");
			assert_non_null(err);
			assert_non_null(strstr(err->todo, "make room"));
			assert_null(strstr(err->todo, "--repair"));
			/* Half of the times in the same session, else in the next. */
			disk_mend();
			if (met % 2 == 0) {
				desk_close(&desk);
				well(desk_open(&desk, STORE_WRITE));
			}
			well(desk_line(&desk, "tag add again"));
			well(desk_line(&desk, "check"));
			assert_int_equal(audit_int(desk.base, "SELECT count(*) FROM event WHERE summary LIKE 'Meeting %'"), 0);
		}
		err_free(err);
		disk_mend();
		desk_close(&desk);
	}
	assert_true(met > 1);
	model_done(&model, scene);
	desk_done(&desk);
}

TEST(a_failing_disk_is_said_and_nothing_is_half_done)
{
	const char *only = getenv("KARTOTEKA_SCENE");
	for (size_t i = 0; i < scene_count; i++) {
		if (!only || strcmp(only, scenes[i].name) == 0)
			failing(&scenes[i]);
	}
}
