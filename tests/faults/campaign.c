/* SPDX-License-Identifier: MIT */
/*
 * kill -9 and power cuts at exact moments of real work: the n-th call of the disk, drawn from a seed. Each trial begins from the same base in a
 * process of its own, which tells through shared memory what came back well; then the base is looked at by `check` and by a second opinion.
 */
#define _DEFAULT_SOURCE 1 /* MAP_ANONYMOUS */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "disk.h"
#include "scene.h"

typedef struct Told {
	volatile int done;
} Told;

static uint64_t drawn;

static uint64_t draw(uint64_t below)
{
	uint64_t z = drawn += UINT64_C(0x9E3779B97F4A7C15);
	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return (z ^ (z >> 31)) % below;
}

static Told *told_new(void)
{
	Told *told = mmap(NULL, sizeof *told, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	assert_true(told != MAP_FAILED);
	return told;
}

/* Until the n-th call; the status of the process. */
static int trial(Desk *desk, const Scene *scene, Told *told, bool power, uint64_t n, uint64_t seed)
{
	told->done = 0;
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		if (power)
			disk_cut(DISK_CUTS, n, seed);
		else
			disk_kill(DISK_ALL, n, seed % 2);
		Err *err = scene_play(desk, scene, &told->done);
		if (err)
			child_fails(scene->name, err);
		desk_close(desk);
		child_fails("nothing came in its way", NULL);
	}
	int status = 0;
	assert_int_equal(waitpid(child, &status, 0), child);
	return status;
}

static void campaign(const Scene *scene, bool power, int trials)
{
	Desk desk;
	Model model;
	Told *told = told_new();
	struct timespec from, to;
	clock_gettime(CLOCK_MONOTONIC, &from);
	drawn = (uint64_t)(power + 1);
	desk_new(&desk);
	model_make(&model, &desk, scene, power ? DISK_CUTS : DISK_ALL);
	assert_true(model.calls > 0);
	for (int i = 0; i < trials; i++) {
		/* The first trials hit the first and the last calls, where sessions begin and end. */
		uint64_t n = i == 0 ? model.calls : i == 1 ? model.calls - 1
		                                           : 1 + draw(model.calls),
				 seed = draw(UINT64_MAX);
		char what[128];
		n = n ? n : 1;
		snprintf(what, sizeof what, "%s, %s at call %llu of %llu, seed %llu", scene->name, power ? "power cut" : "kill", (unsigned long long)n,
		         (unsigned long long)model.calls, (unsigned long long)seed);
		desk_again(&desk);
		int status = trial(&desk, scene, told, power, n, seed);
		if (power ? !WIFEXITED(status) || WEXITSTATUS(status) != DISK_CUT : !WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL)
			fail_msg("%s: status %x", what, (unsigned)status);
		scene_inspect(&desk, scene, &model, told->done, what);
	}
	model_done(&model, scene);
	desk_done(&desk);
	munmap(told, sizeof *told);
	clock_gettime(CLOCK_MONOTONIC, &to);
	print_message("           %4d %s of \"%s\" (%llu calls): %.1f s\n", trials, power ? "power cuts" : "kills", scene->name,
	              (unsigned long long)model.calls, (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9);
}

static void campaigns(bool power)
{
	const char *only = getenv("KARTOTEKA_SCENE");
	for (size_t i = 0; i < scene_count; i++) {
		/* 1,000 kills of each work that is promised; and 2,600 power cuts in all. */
		int trials = !campaign_full() ? 6 : power         ? 200
		                                : scenes[i].named ? 1000
		                                                  : 200;
		if (!only || strcmp(only, scenes[i].name) == 0)
			campaign(&scenes[i], power, trials);
	}
}

TEST(kill_at_any_moment_leaves_nothing_half_done)
{
	campaigns(false);
}

TEST(a_power_cut_at_any_moment_leaves_nothing_half_done)
{
	campaigns(true);
}
