/* SPDX-License-Identifier: MIT */
/*
 * The working day of a salesperson on a base of 200,000 clients, in Russian and in English, by the keys a person would press. At its end what the commands
 * print is compared with what was typed. The base is made once in a build folder and copied for each language; KARTOTEKA_DAY_CLIENTS makes it smaller.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kartoteka/base/mem.h"
#include "program.h"
#include "test.h"

#define ENTER "\r"
#define F2 "\033[12~"
#define ESCAPE "\033[27u"

typedef struct Words {
	const char *language;
	const char *empty, *example;         /* first run */
	const char *surname, *given, *title; /* the new client */
	const char *letters;                 /* three of the surname */
	const char *wrong, *right;           /* born */
	const char *no_day;
	const char *call, *said, *step, *step_text;
	const char *attempt;
	const char *put_off, *taken_back;
	const char *quick, *quick_text;
	const char *calendar, *today, *draft;
} Words;

static const Words russian = {
	.language = "LANGUAGE=ru",
	.empty = "база пуста",
	.example = "С ЧЕГО НАЧАТЬ",
	.surname = "Жщуковская",
	.given = "Ёлка",
	.title = "Жщуковская Ёлка",
	.letters = "жщу",
	.wrong = "31.02",
	.right = "14.03.1985",
	.no_day = "31.02",
	.call = "ЗВОНОК",
	.said = "согласна на 5 %, ждёт проект",
	.step = "завтра 11 КП",
	.step_text = "КП",
	.attempt = "не ответил",
	.put_off = "пн 27",
	.taken_back = "тменено",
	.quick = "Жщуковская счёт послезавтра 15",
	.quick_text = "счёт",
	.calendar = "июл",
	.today = "23 июля",
	.draft = "1 черновик",
};

static const Words english = {
	.language = "LANGUAGE=en",
	.empty = "base is empty",
	.example = "WHERE TO START",
	.surname = "Qzwicker",
	.given = "Olive",
	.title = "Qzwicker Olive",
	.letters = "qzw",
	.wrong = "31.02",
	.right = "14.03.1985",
	.no_day = "31.02",
	.call = "CALL",
	.said = "agrees to 5 %, waits for the draft",
	.step = "tomorrow 11 quote",
	.step_text = "quote",
	.attempt = "no answer",
	.put_off = "Mon 27",
	.taken_back = "aken back",
	.quick = "Qzwicker invoice in 2 days 15:00",
	.quick_text = "invoice",
	.calendar = "Jul",
	.today = "23 July",
	.draft = "1 draft",
};

static const char phone[] = "+7 916 555-40-77", phone_end[] = "4077";

static const char talks[] =
	"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//talks//EN\r\n"
	"BEGIN:VEVENT\r\nUID:day-talk\r\nDTSTAMP:20260701T000000Z\r\nDTSTART:20260723T110000Z\r\nDTEND:20260723T120000Z\r\nSUMMARY:Talk about the shelf\r\nX-KEPT:yes\r\nEND:VEVENT\r\n"
	"BEGIN:VTODO\r\nUID:day-task\r\nDTSTAMP:20260701T000000Z\r\nDUE:20260724T090000Z\r\nSUMMARY:Slides for the talk\r\nEND:VTODO\r\n"
	"END:VCALENDAR\r\n";

static Home home;
static const Words *w;

/* ---- the base ---- */

static const char *clients_wanted(void)
{
	const char *wanted = getenv("KARTOTEKA_DAY_CLIENTS");
#ifdef __SANITIZE_ADDRESS__
	return wanted ? wanted : "5000";
#else
	return wanted ? wanted : "200000";
#endif
}

static int run(const char *const argv[])
{
	int status = -1;
	fflush(NULL);
	pid_t pid = fork();
	if (pid == 0) {
		execvp(argv[0], (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* Made under another name first: a run that was stopped leaves no half of it. */
static char *base_made(void)
{
	const char *clients = clients_wanted();
	char *path = mem_printf("%s/day-%s.db", KT_BUILD_DIR, clients), *making = mem_printf("%s.making", path);
	if (access(path, R_OK) != 0) {
		unlink(making);
		const char *const argv[] = {KT_PROGRAM, "--db", making, "--now", "2026-07-22T18:00:00+03:00", "demo", "--clients", clients, NULL};
		if (run(argv) != 0)
			fail_msg("the base of %s clients cannot be made", clients);
		if (rename(making, path) != 0)
			fail_msg("%s: %s", path, strerror(errno));
		char *notice = mem_printf("%s.notice", making), *sessions = mem_printf("%s.sessions", making);
		unlink(notice);
		rmdir(sessions);
		free(notice);
		free(sessions);
	}
	free(making);
	return path;
}

static void base_copied(void)
{
	char *from = base_made(), *to = home_file(&home, "work.db");
	const char *const argv[] = {"cp", from, to, NULL};
	assert_int_equal(run(argv), 0);
	chmod(to, 0600);
	char *variable = mem_printf("KARTOTEKA_DB=%s", to);
	home_set(&home, variable);
	free(variable);
	free(from);
	free(to);
}

/* ---- steps of the day ---- */

static void first_run(void)
{
	home_write(&home, "talks.ics", talks, sizeof talks - 1);
	Pty *pty = home_screens(&home, 80, 24);
	pty_expect(pty, w->empty);
	pty_expect(pty, w->example);
	pty_expect(pty, "talks.ics");
	screens_press(pty, "i");
	screens_press(pty, ENTER);
	pty_expect(pty, "Talk about the shelf");
	screens_press(pty, F2);
	pty_expect(pty, "Talk about the shelf");
	pty_expect(pty, "14:00"); /* 11:00 UTC is 14:00 in Moscow */
	screens_leave(pty);
	char *agenda = home_ask(&home, "agenda", "--from", "2026-07-23", "--to", "2026-07-25", "--json", NULL);
	assert_non_null(strstr(agenda, "\"start\":\"2026-07-23T11:00:00Z\",\"end\":\"2026-07-23T12:00:00Z\",\"all_day\":false,\"kind\":\"event\",\"summary\":\"Talk about the shelf\""));
	assert_non_null(strstr(agenda, "Slides for the talk"));
	free(agenda);
}

static void import_by_key(Pty *pty)
{
	screens_press(pty, "i");
	screens_press(pty, ENTER);
	pty_expect(pty, "Slides for the talk");
	screens_press(pty, F2);
	if (!pty_wait_row(pty, 22, "talks.ics", PTY_MS)) {
		screens_show(pty);
		fail_msg("nothing was brought in");
	}
}

/* The form refuses a day that is none, says so under the field, and keeps all that was typed. */
static void new_client(Pty *pty)
{
	screens_press(pty, "2A");
	screens_press(pty, w->surname);
	screens_press(pty, "\t");
	screens_press(pty, w->given);
	screens_press(pty, "\t\t\t\t\t"); /* down the names, then what stands beside them */
	screens_press(pty, w->wrong);
	screens_press(pty, "\t");
	screens_press(pty, phone);
	screens_press(pty, "\x13");
	pty_expect(pty, w->no_day);
	assert_true(pty_wait_text(pty, "!  ", PTY_MS));
	pty_expect(pty, w->surname);
	pty_expect(pty, w->given);
	screens_press(pty, "\x15"); /* ^U clears the field that F2 jumped to */
	screens_press(pty, w->right);
	screens_press(pty, F2);
	assert_true(pty_wait_gone(pty, w->no_day, PTY_MS));
}

static void find_by(Pty *pty, const char *what)
{
	screens_press(pty, ESCAPE);
	screens_press(pty, ":");
	screens_press(pty, what);
	pty_expect(pty, w->surname);
	screens_press(pty, ENTER);
	if (!pty_wait_row(pty, 0, w->title, PTY_MS)) {
		screens_show(pty);
		fail_msg("%s does not open the card", what);
	}
}

static void call(Pty *pty)
{
	screens_press(pty, "c");
	pty_expect(pty, w->call);
	screens_press(pty, "1");
	screens_press(pty, w->said);
	screens_press(pty, "\t");
	screens_press(pty, w->step);
	pty_expect(pty, "11:00");
	screens_press(pty, ENTER);
	pty_expect(pty, w->said);
}

/* c 2 Enter. */
static void no_answer(Pty *pty)
{
	screens_press(pty, "c");
	screens_press(pty, "2");
	pty_expect(pty, w->attempt);
	screens_press(pty, ENTER);
}

/* Down until the cursor stands on the row with this text. */
static void go_to(Pty *pty, const char *text)
{
	screens_press(pty, "\033[H");
	for (int i = 0; i < 20; i++) {
		int row, col;
		bool visible;
		pty_cursor(pty, &row, &col, &visible);
		char *line = pty_row(pty, row);
		bool here = strstr(line, text) != NULL;
		free(line);
		if (here)
			return;
		screens_press(pty, "\033[B");
	}
	screens_show(pty);
	fail_msg("the cursor does not come to %s", text);
}

static void snooze_and_undo(Pty *pty)
{
	go_to(pty, w->step_text);
	screens_press(pty, "z");
	screens_press(pty, "5"); /* Monday */
	if (!pty_wait_row(pty, 22, w->put_off, PTY_MS)) {
		screens_show(pty);
		fail_msg("nothing was put off");
	}
	screens_press(pty, "u");
	if (!pty_wait_row(pty, 22, w->taken_back, PTY_MS)) {
		screens_show(pty);
		fail_msg("nothing was taken back");
	}
	screens_press(pty, "z");
	screens_press(pty, "5");
}

static void quick(Pty *pty)
{
	screens_press(pty, "a");
	screens_press(pty, w->quick);
	pty_expect(pty, "15:00");
	screens_press(pty, ENTER);
}

static void look_round(Pty *pty)
{
	static const int sizes[][2] = {{120, 36}, {60, 16}, {40, 10}, {80, 24}};
	screens_press(pty, "3");
	pty_expect(pty, w->calendar);
	screens_press(pty, "+");
	screens_press(pty, "+");
	screens_press(pty, "t");
	assert_true(pty_wait_row(pty, 0, w->today, PTY_MS));
	for (size_t i = 0; i < countof(sizes); i++) {
		pty_resize(pty, sizes[i][0], sizes[i][1]);
		screens_settle(pty);
		assert_true(pty_wait_row(pty, 0, "09:42", PTY_MS));
	}
	screens_press(pty, "5");
	screens_press(pty, "2");
	screens_press(pty, "1");
}

static void export_all(Pty *pty)
{
	screens_press(pty, "2x");
	pty_expect(pty, "kartoteka.ics");
	pty_send(pty, ENTER);
	if (!pty_wait_row(pty, 22, "/kartoteka.ics", 5 * PTY_MS)) {
		screens_show(pty);
		fail_msg("nothing was exported");
	}
}

/* ---- what was typed, asked back ---- */

static void expect_in(const char *what, const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("%s: no %s in\n%s", what, part, text);
}

static void compare(void)
{
	char *card = home_ask(&home, "client", "show", w->title, "--json", NULL);
	expect_in("client show", card, w->title);
	expect_in("client show", card, "+79165554077");
	expect_in("client show", card, "1985-03-14");
	expect_in("client show", card, w->said);
	expect_in("client show", card, w->step_text);
	expect_in("client show", card, "2026-07-23T06:42:00Z"); /* the contact */
	free(card);
	char *agenda = home_ask(&home, "agenda", "--from", "2026-07-23", "--to", "2026-08-01", "--client", w->title, "--json", NULL);
	expect_in("agenda", agenda, w->quick_text);
	expect_in("agenda", agenda, "2026-07-25T12:00:00Z"); /* in two days at 15 in Moscow */
	expect_in("agenda", agenda, w->step_text);
	free(agenda);
	agenda = home_ask(&home, "agenda", "--from", "2026-07-23", "--to", "2026-07-24", "--json", NULL);
	expect_in("agenda", agenda, "\"uid\":\"day-talk\"");
	free(agenda);
	char *ics = home_read(&home, "kartoteka.ics");
	expect_in("export", ics, w->quick_text);
	expect_in("export", ics, "X-KEPT:yes");
	free(ics);
	/* The whole base is walked where that is quick; on a big one what this day touched. */
	bool big = strtol(clients_wanted(), NULL, 10) > 20000;
	free(home_ask(&home, "check", big ? "--quick" : NULL, NULL));
}

static void day(const Words *words)
{
	w = words;
	home_make(&home);
	home_set(&home, w->language);
	first_run();
	base_copied();
	Pty *pty = home_screens(&home, 80, 24);
	import_by_key(pty);
	new_client(pty);
	find_by(pty, w->letters);
	call(pty);
	find_by(pty, phone_end);
	no_answer(pty);
	snooze_and_undo(pty);
	quick(pty);
	look_round(pty);
	export_all(pty);
	if (pty_has(pty, w->draft)) {
		screens_show(pty);
		fail_msg("a draft is left of what was saved");
	}
	int status;
	pty_send(pty, "Q");
	assert_true(pty_wait_exit(pty, PTY_MS, &status));
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	pty_close(pty);
	compare();
	home_remove(&home);
}

TEST(day_in_russian)
{
	day(&russian);
}

TEST(day_in_english)
{
	day(&english);
}
