/* SPDX-License-Identifier: MIT */
/* Check 33: names with control sequences, bidi controls, NUL, 1 MiB lines and broken UTF-8, imported from a file, are harmless on screens, in commands and in logs. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/utf8.h"
#include "program.h"
#include "test.h"

static Home home;

static const struct {
	const char *text;
	size_t n;
} hostile[] = {
#define ROW(text) \
	{ \
		text, sizeof text - 1 \
	}
	ROW("\033]2;owned\a title"),
	ROW("\033[2J\033[31;1mred\033[0m"),
	ROW("\033P1$r\033\\ dcs \033_apc\033\\ \033^pm\033\\"),
	ROW("\302\233"
        "31m C1 csi \302\235"
        "0;x\302\234"),
	ROW("\233"
        "31m raw C1"),
	ROW("rtl \342\200\256gpj.exe\342\200\254 and \342\201\246isolate\342\201\251"),
	ROW("NUL \0 inside"),
	ROW("bell \a\a backspace \b\b delete \177 vt \v ff \f"),
	ROW("broken \377\376 \300\257 \355\240\200 \364\220\200\200 \320"),
	ROW("line \342\200\250separator\342\200\251 and \302\205nel"),
	ROW("\033]52;c;b3duZWQ=\a clipboard"),
	ROW("\033[6n\033[c\033]11;?\a asks"),
	ROW("zwj \360\237\221\250\342\200\215\360\237\221\251 e\314\201\314\201\314\201 tag \363\240\201\256"),
#undef ROW
};

static void event(Str *out, size_t i, const char *text, size_t n)
{
	str_addf(out, "BEGIN:VEVENT\r\nUID:hostile-%zu\r\nDTSTAMP:20260701T000000Z\r\nDTSTART:20260723T%02zu0000Z\r\nSUMMARY:%zu ", i, 4 + i, i);
	str_addn(out, text, n);
	str_add(out, "\r\nLOCATION:");
	str_addn(out, text, n);
	str_add(out, "\r\nDESCRIPTION:");
	str_addn(out, text, n);
	str_add(out, "\r\nEND:VEVENT\r\n");
}

static void make_file(void)
{
	Str ics = {0};
	str_add(&ics, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//hostile\033]2;owned\a//EN\r\n");
	for (size_t i = 0; i < countof(hostile); i++)
		event(&ics, i, hostile[i].text, hostile[i].n);
	size_t most = 1 << 20;
	char *line = mem_alloc(most);
	for (size_t i = 0; i < most; i++)
		line[i] = "long \033"[i % 6];
	event(&ics, countof(hostile), line, most);
	free(line);
	str_add(&ics, "BEGIN:VTODO\r\nUID:hostile-todo\r\nDTSTAMP:20260701T000000Z\r\nDUE:20260723T060000Z\r\nSUMMARY:todo \033]2;owned\a\033[2J\r\nEND:VTODO\r\n"
	              "BEGIN:VEVENT\r\nUID:bad\033[2J\r\nDTSTART:2026\033[2J\r\nSUMMARY:refused\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
	home_write(&home, "hostile.ics", str_text(&ics), ics.n);
	str_done(&ics);
}

/* Whole, valid UTF-8 without control bytes but newline and tab. */
static void expect_harmless(const char *what, const char *text)
{
	size_t n = strlen(text), used;
	for (size_t at = 0; at < n; at += used) {
		uint32_t code = utf8_decode(text + at, n - at, &used);
		bool control = (code < 0x20 && code != '\n' && code != '\t' && !(code == '\r' && text[at + 1] == '\n')) || (code >= 0x7f && code < 0xa0);
		bool bidi = (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
		if (control || bidi || (code == 0xfffd && (used != 3 || memcmp(text + at, "\xef\xbf\xbd", 3) != 0)))
			fail_msg("%s: U+%04X at byte %zu: %.40s", what, (unsigned)code, at, text + (at > 20 ? at - 20 : 0));
	}
}

static void expect_command(const char *a, const char *b, const char *c)
{
	char *out, *err;
	home_run(&home, &out, &err, a, b, c, NULL);
	expect_harmless(a, out);
	expect_harmless(a, err);
	free(out);
	free(err);
}

/* What the terminal must not have been told by anybody's data. */
static void expect_terminal(Pty *pty, const char *where)
{
	static const char *const never[] = {
		"owned",
		"\033]52",
		"\033[31;1m",
		"\033P1$r",
		"\033_apc",
		"\302\233",
		"\302\235",
		"\342\200\256",
		"\342\201\246",
		"\v",
		"\f",
		"\177",
	};
	for (size_t i = 0; i < countof(never); i++) {
		size_t n, k = strlen(never[i]);
		const char *bytes = pty_bytes(pty, &n);
		bool text = i == 0; /* as text it may be seen; as a title not */
		for (size_t at = 0; !text && at + k <= n; at++)
			if (memcmp(bytes + at, never[i], k) == 0)
				fail_msg("%s: bytes of the data reach the terminal: row %zu", where, i);
	}
	assert_null(strstr(pty_title(pty), "owned"));
	assert_int_equal(pty_bells(pty), 0);
}

TEST(check_33_hostile_names)
{
	static const char *const path[] = {
		"1",
		"\033[B",
		"\033[B",
		"3",
		"+",
		"+",
		"+",
		"5",
		"7",
		"2",
		"/long",
		"\033[27u",
		":changes",
		"\r",
		":imports",
		"\r",
		"?",
		"\033[27u",
		":todo",
		"\r",
		"3",
		"+",
		"+",
		"+",
		"\033[B",
		"e",
		"\033[27u",
		"\033[27u",
		"1",
		"y",
		"\033[27u",
	};
	home_make(&home);
	make_file();
	char *out, *err;
	int status = home_run(&home, &out, &err, "import", "hostile.ics", NULL);
	assert_int_equal(status, 0);
	assert_non_null(strstr(out, "line 72:")); /* where the broken bytes stand */
	expect_harmless("import", out);
	expect_harmless("import", err);
	free(out);
	free(err);
	home_run(&home, &out, &err, "import", "--json", "hostile.ics", NULL);
	expect_harmless("import --json", out);
	free(out);
	free(err);
	expect_command("agenda", "--from", "2026-07-23");
	expect_command("agenda", "--json", "--from=2026-07-23");
	expect_command("today", "--print", NULL);
	expect_command("task", "list", NULL);
	expect_command("find", "long", NULL);
	expect_command("find", "red", "--csv");
	expect_command("changes", NULL, NULL);
	expect_command("remind", NULL, NULL);
	Pty *pty = home_screens(&home, 80, 24);
	/* Broken bytes are seen as U+FFFD, and the right edge of what floats keeps its column. */
	screens_press(pty, "1");
	for (size_t i = 0; i < countof(path); i++) {
		pty_mark(pty);
		pty_send(pty, path[i]);
		while (pty_read(pty, 60)) {
		}
		expect_terminal(pty, path[i]);
		screens_settle(pty);
		expect_terminal(pty, path[i]);
		char *screen = pty_screen(pty);
		expect_harmless(path[i], screen);
		free(screen);
	}
	pty_resize(pty, 40, 10);
	screens_settle(pty);
	expect_terminal(pty, "40x10");
	screens_leave(pty);
	char *log = home_read(&home, ".local/state/kartoteka/log");
	expect_harmless("the log", log);
	free(log);
	/* The preview of the same file. */
	pty = home_screens(&home, 120, 36);
	screens_press(pty, ":import hostile.ics");
	screens_press(pty, "\r");
	expect_terminal(pty, "preview");
	screens_press(pty, "jjj]]");
	expect_terminal(pty, "preview");
	screens_leave(pty);
	/* Given back as it came where it can be: the export is valid UTF-8. */
	char *ics = home_ask(&home, "export", "ics", NULL);
	size_t used;
	for (size_t at = 0, n = strlen(ics); at < n; at += used)
		if (utf8_decode(ics + at, n - at, &used) == 0xfffd && used != 3)
			fail_msg("the export is no UTF-8 at byte %zu", at);
	free(ics);
	home_remove(&home);
}

/* Check 33 at the command line: what a person types or a program passes. */
TEST(check_33_hostile_arguments)
{
	home_make(&home);
	char *out, *err;
	home_run(&home, &out, &err, "client", "add", "--name", "Имя \033]2;owned\a \377 \342\200\256 конец", "--json", NULL);
	expect_harmless("client add", out);
	expect_harmless("client add", err);
	free(out);
	free(err);
	home_run(&home, &out, &err, "find", "\033[2J\377", NULL);
	expect_harmless("find", err);
	free(out);
	free(err);
	home_run(&home, &out, &err, "no\033[2Jcommand\377", NULL);
	expect_harmless("a wrong command", err);
	free(out);
	free(err);
	home_run(&home, &out, &err, "import", "no\033[2Jfile\377.ics", NULL);
	expect_harmless("a wrong file", err);
	free(out);
	free(err);
	home_remove(&home);
}
