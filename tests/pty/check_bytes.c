/* SPDX-License-Identifier: MIT */
/* Bytes of a step, of a preview, of a new screen, of an idle minute (checks 48 and 49): what was sent, beside the least that the two frames differ by. */
#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "kartoteka/base/mem.h"
#include "least.h"
#include "program.h"
#include "test.h"

static Home home;

static bool came(Pty *pty, void *self)
{
	(void)self;
	return pty_count(pty) > 0;
}

/* A key and all that comes of it. */
static void press(Pty *pty, const char *key)
{
	pty_mark(pty);
	pty_send(pty, key);
	pty_wait(pty, came, NULL, PTY_MS);
	pty_rest(pty);
}

static Pty *begin(const char *language, int cols, int rows)
{
	home_make(&home);
	home_set(&home, language);
	free(home_ask(&home, "demo", "--clients", "200", NULL));
	Pty *pty = home_screens(&home, cols, rows);
	screens_press(pty, "2");
	pty_rest(pty);
	return pty;
}

static void end(Pty *pty)
{
	screens_leave(pty);
	home_remove(&home);
}

static const int sizes[][2] = {{80, 24}, {120, 36}};

/* --- one step --- */

TEST(check_49_a_step_without_preview)
{
	size_t most = 0;
	for (size_t size = 0; size < countof(sizes); size++) {
		Pty *pty = begin("LANGUAGE=ru", sizes[size][0], sizes[size][1]);
		press(pty, "\033[13~"); /* F3: no preview */
		for (int i = 0; i < 14; i++) {
			press(pty, i < 10 ? "j" : "k");
			most = pty_count(pty) > most ? pty_count(pty) : most;
			if (pty_count(pty) > 60 || pty_count(pty) == 0) {
				screens_show(pty);
				fail_msg("%zu bytes for step %d", pty_count(pty), i);
			}
		}
		end(pty);
	}
	print_message("a step: at most %zu bytes\n", most);
}

static double step_ratio(Pty *pty, int cols, int rows, const char *key)
{
	Shown before = shown_now(pty, rows, cols);
	press(pty, key);
	Shown after = shown_now(pty, rows, cols);
	int need = least_bytes(&before, &after);
	double ratio = (double)pty_count(pty) / need;
	if (ratio > 1.15)
		fail_msg("%s at %dx%d: %zu bytes where %d would do", key, cols, rows, pty_count(pty), need);
	shown_done(&before);
	shown_done(&after);
	return ratio;
}

TEST(check_49_a_step_with_preview)
{
	double most = 0;
	for (size_t size = 0; size < countof(sizes); size++) {
		int cols = sizes[size][0], rows = sizes[size][1];
		Pty *pty = begin(size ? "LANGUAGE=en" : "LANGUAGE=ru", cols, rows);
		for (int i = 0; i < 20; i++) {
			double ratio = step_ratio(pty, cols, rows, "j");
			most = ratio > most ? ratio : most;
		}
		end(pty);
	}
	print_message("a step with its preview: at most %.2f of the least difference\n", most);
}

/* --- keys that repeat --- */

static int64_t now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* So many keys 10 ms apart; the longest pause between two. */
static int hold(Pty *pty, const char *key, int times)
{
	int longest = 0;
	for (int64_t last = now_ms(), now; times-- > 0; last = now) {
		pty_send(pty, key);
		while ((now = now_ms()) < last + 10)
			pty_read(pty, (int)(last + 10 - now));
		longest = now - last > longest ? (int)(now - last) : longest;
	}
	return longest;
}

TEST(check_49_no_preview_while_keys_repeat)
{
	enum {
		KEYS = 30
	};
	Pty *pty = begin("LANGUAGE=en", 120, 36);
	bool tried = false;
	for (int i = 0; i < 10 && !tried; i++) {
		const char *key = i % 2 ? "k" : "j";
		Shown before = shown_now(pty, 36, 120);
		pty_mark(pty);
		tried = hold(pty, key, KEYS) < 60; /* else they came apart under load, and a preview is right */
		pty_rest(pty);
		Shown after = shown_now(pty, 36, 120);
		int need = least_bytes(&before, &after);
		/* The first key's preview, a step for each frame, the last one's preview. */
		if (tried && pty_count(pty) > (size_t)(KEYS * 60 + 2 * 1500 + need * 115 / 100))
			fail_msg("%zu bytes for %d held keys, the last frame alone needs %d", pty_count(pty), KEYS, need);
		if (tried)
			print_message("%d held keys: %zu bytes\n", KEYS, pty_count(pty));
		shown_done(&before);
		shown_done(&after);
	}
	end(pty);
}

/* With what stands beside the list it would be a thousand bytes a row. */
TEST(check_49_a_held_key_sends_the_rows_that_come)
{
	enum {
		KEYS = 60,
		ROW = 200,
	};
	Pty *pty = begin("LANGUAGE=en", 120, 36);
	for (int i = 0; i < 36; i++)
		screens_press(pty, "j");
	bool tried = false;
	for (int i = 0; i < 10 && !tried; i++) {
		pty_rest(pty);
		pty_mark(pty);
		press(pty, "j"); /* it is down now; its own preview */
		pty_mark(pty);
		tried = hold(pty, "j", KEYS) < 60;
		size_t bytes = pty_count(pty);
		if (tried && bytes > KEYS * ROW + 1500)
			fail_msg("%zu bytes for %d rows that scroll in", bytes, KEYS);
		if (tried)
			print_message("%d rows scroll in: %zu bytes\n", KEYS, bytes);
		for (int k = 0; k < KEYS + 1 && !tried; k++)
			screens_press(pty, "k");
	}
	pty_rest(pty);
	assert_true(pty_has(pty, "HISTORY"));
	end(pty);
}

TEST(check_49_a_new_screen_is_under_8_kb)
{
	static const char *const keys[] = {"1", "3", "3+", "3++", "3+++", "5", "7", "?", "\033", "2", "\r"};
	static const char *const languages[] = {"LANGUAGE=en", "LANGUAGE=ru"};
	size_t most = 0;
	for (size_t i = 0; i < countof(languages) * countof(sizes); i++) {
		Pty *pty = begin(languages[i / countof(sizes)], sizes[i % countof(sizes)][0], sizes[i % countof(sizes)][1]);
		for (size_t k = 0; k < countof(keys); k++) {
			press(pty, keys[k]);
			most = pty_count(pty) > most ? pty_count(pty) : most;
			if (pty_count(pty) >= 8192)
				fail_msg("%s, %s: %zu bytes", languages[i / countof(sizes)], keys[k], pty_count(pty));
		}
		press(pty, "\x0c"); /* and all of it anew */
		assert_true(pty_count(pty) < 8192);
		end(pty);
	}
	print_message("a new screen: at most %zu bytes\n", most);
}

/* --- idle --- */

/* A number of /proc/PID/FILE behind its name; -1: not told here. */
static long told(Pty *pty, const char *file, const char *name)
{
	char path[64], line[256];
	long value = -1;
	snprintf(path, sizeof path, "/proc/%d/%s", (int)pty_pid(pty), file);
	FILE *in = fopen(path, "r");
	while (in && fgets(line, sizeof line, in))
		if (strncmp(line, name, strlen(name)) == 0 && line[strlen(name)] == ':')
			value = strtol(line + strlen(name) + 1, NULL, 10);
	if (in)
		fclose(in);
	return value;
}

TEST(check_48_idle_does_not_wake)
{
	Pty *pty = begin("LANGUAGE=en", 120, 36);
	while (!pty_rests(pty, INT_MAX))
		pty_read(pty, 20);
	long woken = told(pty, "status", "voluntary_ctxt_switches");
	pty_mark(pty);
	int cpu = pty_cpu_ms(pty);
	pty_read(pty, 2000);
	assert_int_equal(pty_count(pty), 0);
	assert_int_equal(told(pty, "status", "voluntary_ctxt_switches"), woken);
	assert_true(pty_cpu_ms(pty) - cpu <= 10);
	end(pty);
}

/* Seconds until its timer wakes it, as the kernel tells; -1: it has none. */
static long timer_left(Pty *pty)
{
	char path[64], line[256];
	long left = -1;
	snprintf(path, sizeof path, "/proc/%d/fdinfo", (int)pty_pid(pty));
	DIR *files = opendir(path);
	for (struct dirent *entry; files && (entry = readdir(files));) {
		char *name = mem_printf("%s/%s", path, entry->d_name);
		FILE *in = fopen(name, "r");
		while (in && fgets(line, sizeof line, in))
			sscanf(line, "it_value: (%ld,", &left);
		if (in)
			fclose(in);
		free(name);
	}
	if (files)
		closedir(files);
	return left;
}

/* By the machine's own clock it sleeps until the minute turns, and nothing else wakes it; what that writes is counted below. */
static bool sleeps_till_the_minute(Pty *pty, void *self)
{
	struct timespec now;
	(void)self;
	long left = timer_left(pty);
	clock_gettime(CLOCK_REALTIME, &now);
	long minute = 60 - now.tv_sec % 60;
	return pty_rests(pty, INT_MAX) && left >= minute - 2 && left <= minute + 1;
}

TEST(check_48_idle_wakes_when_the_minute_turns)
{
	home_make(&home);
	home_unset(&home, "KARTOTEKA_NOW");
	Pty *pty = home_screens(&home, 80, 24);
	static const char *const keys[] = {"1", "2", "3", "5", "7"};
	for (size_t i = 0; i < countof(keys); i++) {
		screens_press(pty, keys[i]);
		if (!pty_wait(pty, sleeps_till_the_minute, NULL, PTY_MS))
			fail_msg("screen %s does not sleep until the minute turns", keys[i]);
	}
	end(pty);
}

/* Sixty minutes of the clock, each a single write. */
TEST(check_48_a_minute_is_one_write)
{
	home_make(&home);
	char *now = home_file(&home, "now"), *variable = mem_printf("KARTOTEKA_NOW=@%s", now), at[40], shown_at[8];
	home_write(&home, "now", "2026-07-23T09:00:00+03:00\n", 26);
	home_set(&home, variable);
	free(home_ask(&home, "demo", "--clients", "50", NULL));
	Pty *pty = home_screens(&home, 120, 36);
	screens_press(pty, "2");
	pty_rest(pty);
	size_t most = 0;
	for (int minute = 1; minute <= 60; minute++) {
		pty_mark(pty);
		snprintf(at, sizeof at, "2026-07-23T%02d:%02d:00+03:00\n", 9 + minute / 60, minute % 60);
		snprintf(shown_at, sizeof shown_at, "%02d:%02d", 9 + minute / 60, minute % 60);
		home_write(&home, "now", at, strlen(at));
		int pieces = 0;
		for (int64_t limit = now_ms() + PTY_MS; !pty_has(pty, shown_at) && now_ms() < limit;)
			pieces += pty_read(pty, 100);
		if (!pty_has(pty, shown_at))
			fail_msg("%s does not show", shown_at);
		pieces += pty_read(pty, 20);
		most = pty_count(pty) > most ? pty_count(pty) : most;
		/* A reminder that comes due is work, not idle. */
		if (!pty_sent(pty, "\a") && (pty_count(pty) >= 64 || pieces > 1))
			fail_msg("%s: %zu bytes in %d pieces", shown_at, pty_count(pty), pieces);
	}
	print_message("a minute: at most %zu bytes\n", most);
	free(variable);
	free(now);
	end(pty);
}

enum {
	IDLE_MS = 60000
};

static int second_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	return (int)(now.tv_sec % 60);
}

/* A minute of the machine's own clock on five screens at once: each writes when the minute turns, once, and no more. */
TEST(check_48_sixty_seconds_write_once)
{
	static const char *const keys[] = {"1", "2", "3", "5", "7"};
	Pty *pty[countof(keys)];
	int pieces[countof(keys)] = {0};
	home_make(&home);
	home_unset(&home, "KARTOTEKA_NOW");
	free(home_ask(&home, "client", "add", "--name", "Ivanov Igor", "--phone", "+79161234567", NULL));
	for (size_t i = 0; i < countof(keys); i++) {
		pty[i] = home_screens(&home, 120, 36);
		screens_press(pty[i], keys[i]);
	}
	/* All rest, and the minute does not turn at the beginning or the end. */
	int64_t limit = now_ms() + PTY_MS;
	for (bool rest = false; !rest;) {
		if (now_ms() > limit)
			fail_msg("they do not come to rest");
		rest = second_now() > 2 && second_now() < 57;
		for (size_t i = 0; i < countof(keys); i++)
			rest = !pty_read(pty[i], 5) && pty_rests(pty[i], INT_MAX) && rest;
	}
	for (size_t i = 0; i < countof(keys); i++)
		pty_mark(pty[i]);
	for (int64_t end = now_ms() + IDLE_MS; now_ms() < end;)
		for (size_t i = 0; i < countof(keys); i++)
			pieces[i] += pty_read(pty[i], 20);
	for (size_t i = 0; i < countof(keys); i++) {
		if (pieces[i] != 1 || pty_count(pty[i]) >= 64)
			fail_msg("screen %s: %zu bytes in %d pieces", keys[i], pty_count(pty[i]), pieces[i]);
		screens_leave(pty[i]);
	}
	home_remove(&home);
}

/* At least so many seconds; then so many as are shown. */
static bool clock_shows(Pty *pty, void *seconds)
{
	for (int s = *(int *)seconds; s < 60; s++) {
		char text[8];
		snprintf(text, sizeof text, " 0:%02d", s);
		if (pty_has(pty, text)) {
			*(int *)seconds = s;
			return true;
		}
	}
	return false;
}

/* Work, not idle: the seconds of a call, and few bytes each. */
TEST(check_48_a_running_call_clock_ticks)
{
	home_make(&home);
	home_unset(&home, "KARTOTEKA_NOW");
	free(home_ask(&home, "client", "add", "--name", "Ivanov", "--phone", "+79161234567", NULL));
	Pty *pty = home_screens(&home, 80, 24);
	screens_press(pty, "2");
	screens_press(pty, "c");
	pty_expect(pty, "HOW DID IT END");
	int from = 1;
	assert_true(pty_wait(pty, clock_shows, &from, PTY_MS));
	pty_mark(pty);
	int to = from + 2;
	assert_true(pty_wait(pty, clock_shows, &to, PTY_MS));
	/* These seconds, and perhaps the minute in row 0. */
	if (pty_count(pty) > (size_t)(to - from) * 30 + 40)
		fail_msg("%zu bytes for %d seconds", pty_count(pty), to - from);
	print_message("%d seconds of a call: %zu bytes\n", to - from, pty_count(pty));
	screens_press(pty, " "); /* it stands */
	pty_expect(pty, "the clock stands");
	pty_mark(pty);
	pty_read(pty, 1500);
	assert_true(pty_count(pty) <= 40);
	screens_press(pty, "\033");
	end(pty);
}
