/* SPDX-License-Identifier: MIT */
/* Two people on one base: what one changes the other sees within a second, different fields merge, the same field asks. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "kartoteka/base/mem.h"
#include "program.h"
#include "test.h"

static Home home;

static void begin(void)
{
	home_make(&home);
	free(home_ask(&home, "client", "add", "--name", "Ivanov Igor", "--phone", "+79161234567", "--source", "fair", NULL));
}

TEST(check_52_a_change_shows_within_a_second)
{
	begin();
	Pty *one = home_screens(&home, 80, 24), *two = home_screens(&home, 80, 24);
	screens_press(one, "2");
	screens_press(two, "2");
	for (Promise promise = {.ms = SECOND_MS, .what = "the other session sees it"}; promise_goes_on(&promise);) {
		char *name = mem_printf("Sidorova%c Anna", 'a' + promise_tries(&promise));
		screens_press(one, "a");
		screens_press(one, name);
		pty_send(one, "\r");
		promise_took(&promise, screens_until(two, name));
		free(name);
	}
	/* And what a command writes. */
	for (Promise promise = {.ms = SECOND_MS, .what = "what a command writes is seen"}; promise_goes_on(&promise);) {
		char *name = mem_printf("Ahmatova%c Vera", 'a' + promise_tries(&promise));
		free(home_ask(&home, "client", "add", "--name", name, NULL));
		promise_took(&promise, screens_until(two, name));
		free(name);
	}
	screens_leave(one);
	screens_leave(two);
	home_remove(&home);
}

/* Rows above the cursor come and go: it stays on its record. */
TEST(check_17_cursor_keeps_its_record)
{
	begin();
	free(home_ask(&home, "client", "add", "--name", "Petrov Pavel", NULL));
	Pty *pty = home_screens(&home, 80, 24);
	screens_press(pty, "2j");
	int row, col, after;
	bool visible;
	pty_cursor(pty, &row, &col, &visible);
	char *line = pty_row(pty, row);
	assert_non_null(strstr(line, "Petrov"));
	free(line);
	free(home_ask(&home, "client", "add", "--name", "Abramov Anton", NULL));
	pty_expect(pty, "Abramov");
	screens_settle(pty);
	pty_cursor(pty, &after, &col, &visible);
	line = pty_row(pty, after);
	if (!strstr(line, "Petrov") || after != row + 1)
		fail_msg("the cursor stands on \"%s\"", line);
	free(line);
	screens_leave(pty);
	home_remove(&home);
}

/* In the form the field at the cursor: surname stands second. */
static void form_with_surname(Pty *pty, const char *surname)
{
	screens_press(pty, "2");
	screens_press(pty, "e");
	for (int i = 0; i < 6; i++) {
		int row, col;
		bool visible;
		pty_cursor(pty, &row, &col, &visible);
		char *line = pty_row(pty, row);
		bool here = strstr(line, "surname") != NULL;
		free(line);
		if (here)
			break;
		screens_press(pty, "\t");
	}
	screens_press(pty, "\005\025"); /* ^E ^U */
	screens_press(pty, surname);
}

TEST(check_52_different_fields_merge)
{
	begin();
	Pty *one = home_screens(&home, 80, 24);
	form_with_surname(one, "Ivanovsky");
	free(home_ask(&home, "client", "edit", "Ivanov", "--source", "site", NULL));
	screens_press(one, "\x13");
	char *card = home_ask(&home, "client", "show", "Ivanovsky", "--json", NULL);
	if (!strstr(card, "site") || !strstr(card, "Ivanovsky"))
		fail_msg("one of the changes is lost: %s", card);
	free(card);
	screens_leave(one);
	home_remove(&home);
}

TEST(check_52_the_same_field_asks)
{
	begin();
	Pty *one = home_screens(&home, 80, 24), *two = home_screens(&home, 80, 24);
	form_with_surname(one, "Mineov");
	form_with_surname(two, "Theirov");
	screens_press(two, "\x13");
	screens_press(one, "\x13");
	pty_expect(one, "Mineov");
	pty_expect(one, "Theirov");
	char *card = home_ask(&home, "client", "list", "--json", NULL);
	assert_non_null(strstr(card, "Theirov")); /* nothing was written over before the answer */
	free(card);
	/* [conflict]: Left is mine, on the other layout as well. */
	screens_press(one, "р");
	screens_press(one, "\x13");
	card = home_ask(&home, "client", "list", "--json", NULL);
	if (!strstr(card, "Mineov")) {
		screens_show(one);
		fail_msg("mine was chosen: %s", card);
	}
	free(card);
	screens_leave(one);
	screens_leave(two);
	home_remove(&home);
}

/* [ask]: q at the root with a draft asks; y and n work from both layouts. */
TEST(check_18_twins_in_the_question)
{
	static const char *const answers[][2] = {{"n", "т"}, {"y", "н"}};
	for (size_t i = 0; i < countof(answers); i++)
		for (size_t layout = 0; layout < 2; layout++) {
			begin();
			Pty *pty = home_screens(&home, 80, 24);
			screens_press(pty, "A");
			screens_press(pty, "Draft");
			screens_press(pty, "\033[27u");
			screens_press(pty, "\033[27u");
			assert_true(pty_wait_row(pty, 0, "1 draft", PTY_MS));
			screens_press(pty, layout ? "й" : "q");
			pty_expect(pty, "Leave?");
			pty_send(pty, answers[i][layout]);
			if (i) {
				int status;
				assert_true(pty_wait_exit(pty, PTY_MS, &status));
				assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
				pty_close(pty);
			} else {
				assert_true(pty_wait_gone(pty, "Leave?", PTY_MS));
				screens_leave(pty);
			}
			home_remove(&home);
		}
}

/* Five write at once while one looks on: nobody is told of a lock, nothing is lost. */
TEST(check_52_five_writers)
{
	begin();
	Pty *looks = home_screens(&home, 80, 24), *writes[5];
	for (size_t i = 0; i < countof(writes); i++)
		writes[i] = home_screens(&home, 80, 24);
	for (int round = 0; round < 6; round++)
		for (size_t i = 0; i < countof(writes); i++) {
			char *line = mem_printf("atask w%zu-%d tomorrow 10\r", i, round);
			pty_send(writes[i], line);
			free(line);
		}
	for (size_t i = 0; i < countof(writes); i++) {
		screens_settle(writes[i]);
		assert_false(pty_has(writes[i], "locked"));
	}
	char *list = home_ask(&home, "task", "list", "--json", NULL);
	for (int round = 0; round < 6; round++)
		for (size_t i = 0; i < countof(writes); i++) {
			char *name = mem_printf("w%zu-%d", i, round);
			if (!strstr(list, name))
				fail_msg("%s is lost", name);
			free(name);
		}
	free(list);
	screens_settle(looks);
	assert_false(pty_has(looks, "locked"));
	screens_leave(looks);
	for (size_t i = 0; i < countof(writes); i++)
		screens_leave(writes[i]);
	free(home_ask(&home, "check", NULL));
	home_remove(&home);
}

enum {
	SESSIONS = 20,
	WRITERS = 5,
	ROUNDS = 6,
};

static int64_t now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Milliseconds until all of them show it; -1: one never does. */
static int all_show(Pty *all[], const char *text, int ms)
{
	int64_t start = now_ms();
	for (size_t seen = 0; now_ms() - start < ms;) {
		bool came = false;
		for (size_t i = seen; i < SESSIONS; i++)
			came |= pty_read(all[i], 0);
		while (seen < SESSIONS && pty_has(all[seen], text))
			seen++;
		if (seen == SESSIONS)
			return (int)(now_ms() - start);
		if (!came)
			pty_read(all[seen], 2);
	}
	return -1;
}

/* As many as a small firm on one server: what one adds all others see within a second, then five write at once. */
TEST(check_52_twenty_sessions)
{
	Pty *all[SESSIONS];
	begin();
	for (size_t i = 0; i < SESSIONS; i++)
		all[i] = home_open(&home, 80, 24, NULL);
	if (all_show(all, "09:42", PTY_MS) < 0)
		fail_msg("not all have a first frame");
	for (size_t i = 0; i < SESSIONS; i++)
		pty_send(all[i], "2");
	if (all_show(all, "Ivanov Igor", PTY_MS) < 0)
		fail_msg("not all show the client");
	Promise promise = {.ms = SECOND_MS, .what = "a change is seen everywhere"};
	while (promise_goes_on(&promise)) {
		int try = promise_tries(&promise);
		char *name = mem_printf("Abramov%c Anton", 'a' + try), *line = mem_printf("a%s\r", name);
		pty_send(all[try], line);
		int took = all_show(all, name, PTY_MS);
		if (took < 0)
			fail_msg("%s is never seen everywhere", name);
		promise_took(&promise, took);
		free(name);
		free(line);
	}
	for (int round = 0; round < ROUNDS; round++)
		for (size_t i = 0; i < WRITERS; i++) {
			char *line = mem_printf("aAa%c%c Anton, 903 555-12-%zu%d\r", (char)('a' + i), 'a' + round, i, round);
			pty_send(all[i], line);
			free(line);
		}
	char *list = NULL;
	int written = 0;
	for (int64_t start = now_ms(); written < WRITERS * ROUNDS && now_ms() - start < PTY_MS;) {
		for (size_t i = 0; i < SESSIONS; i++)
			pty_read(all[i], 0);
		free(list);
		list = home_ask(&home, "client", "list", "--json", NULL);
		written = 0;
		for (int k = 0; k < WRITERS * ROUNDS; k++) {
			char *name = mem_printf("Aa%c%c", 'a' + k % WRITERS, 'a' + k / WRITERS);
			written += strstr(list, name) != NULL;
			free(name);
		}
	}
	free(list);
	assert_int_equal(written, WRITERS * ROUNDS);                                   /* nothing is lost */
	char *count = mem_printf("%d   09:42", 1 + promise_tries(&promise) + written); /* row 0 of each counts them all */
	if (all_show(all, count, PTY_MS) < 0)
		fail_msg("one does not count all of them");
	free(count);
	for (size_t i = 0; i < SESSIONS; i++) {
		if (pty_sent(all[i], "locked") || pty_sent(all[i], "busy"))
			fail_msg("session %zu was told of a lock", i);
		pty_send(all[i], "\033[21~");
	}
	for (size_t i = 0; i < SESSIONS; i++) {
		int status;
		assert_true(pty_wait_exit(all[i], PTY_MS, &status));
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
		pty_close(all[i]);
	}
	print_message("a change is seen by %d sessions within %d ms\n", SESSIONS, promise.last);
	free(home_ask(&home, "check", NULL));
	home_remove(&home);
}
