/* SPDX-License-Identifier: MIT */
/* What needs no base: the tables, what is said of errors, progress, help. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/command/manual.h"
#include "session.h"
#include "test.h"

typedef struct Pipes {
	int out[2], err[2];
	CliIo io;
} Pipes;

static void pipes_open(Pipes *p)
{
	if (pipe(p->out) != 0 || pipe(p->err) != 0)
		fail_msg("no pipes");
	fcntl(p->out[0], F_SETFL, O_NONBLOCK);
	fcntl(p->err[0], F_SETFL, O_NONBLOCK);
	p->io = (CliIo){.in = -1, .out = p->out[1], .err = p->err[1], .err_tty = true, .width = 40};
}

static char *take(int fd)
{
	Str text = {0};
	char bytes[4096];
	ssize_t n;
	while ((n = read(fd, bytes, sizeof bytes)) > 0)
		str_addn(&text, bytes, (size_t)n);
	return str_take(&text);
}

static void pipes_close(Pipes *p)
{
	for (int i = 0; i < 2; i++) {
		close(p->out[i]);
		close(p->err[i]);
	}
}

TEST(tables_are_sound)
{
	Str faults = {0};
	if (!command_check(&faults, cli_commands()))
		fail_msg("%s", str_text(&faults));
	str_done(&faults);
}

TEST(check_61_every_contract_command_is_there)
{
	static const char *const names[] = {
		"import", "export", "agenda", "today", "remind", "remind snooze", "remind done", "find", "client add", "client list", "client show",
		"client edit", "client delete", "log", "event add", "task add", "add", "tag", "undo", "redo", "demo", "check", "backup", "restore",
		"migrate", "init", "config", "config check", "help", "version", "complete"};
	static const char *const globals[] = {
		"db",
		"config",
		"now",
		"zone",
		"lang",
		"as",
		"json",
		"csv",
		"plain",
		"no-input",
		"yes",
		"dry-run",
		"help",
		"version",
		"demo",
	};
	for (size_t i = 0; i < countof(names); i++) {
		if (!command_find(cli_commands(), names[i]))
			fail_msg("there is no %s", names[i]);
	}
	for (size_t i = 0; i < countof(globals); i++) {
		const Arg *arg = cli_commands()->globals;
		while (arg->name && strcmp(arg->name, globals[i]) != 0)
			arg++;
		if (!arg->name)
			fail_msg("there is no --%s", globals[i]);
	}
}

/* Help and manual are written from the command table: each row that is shown stands in both, with its help. */
TEST(check_76_help_and_manual_hold_every_command)
{
	Str help = {0}, manual = {0};
	const Command *row;
	size_t n = 0;
	text_language(LANG_EN, KT_LOCALE_DIR);
	help_program(&help, cli_commands(), "about", "", 400);
	manual_commands(&manual, cli_commands());
	for (size_t i = 0; (row = command_at(cli_commands(), i)); i++) {
		char *in_help = mem_printf("\n  %s ", row->name), *in_manual = mem_printf("\"%s\"", row->name);
		bool shown = command_is_shown(cli_commands(), row);
		if (shown != (strstr(str_text(&help), in_help) != NULL) || shown != (strstr(str_text(&manual), in_manual) != NULL))
			fail_msg("%s: shown %d\n%s", row->name, shown, str_text(&help));
		if (shown && !strstr(str_text(&help), row->help))
			fail_msg("%s: the help has not what it is for", row->name);
		n += shown;
		free(in_help);
		free(in_manual);
	}
	assert_true(n > 25);
	str_done(&help);
	str_done(&manual);
}

TEST(check_69_fault_gives_status_and_harmless_text)
{
	static const struct {
		ErrCode code;
		int status;
	} rows[] = {
		{ERR_FAILED, 1},
		{ERR_USAGE, 2},
		{ERR_NOT_FOUND, 3},
		{ERR_PART, 4},
		{ERR_INTERRUPTED, 1},
		{ERR_FULL, 1},
		{ERR_OLD_BASE, 1},
	};
	Pipes p;
	pipes_open(&p);
	for (size_t i = 0; i < countof(rows); i++) {
		assert_int_equal(cli_fault(err_todo(err_new(rows[i].code, "bad \x1b[31m thing"), "do this"), &p.io), rows[i].status);
		char *said = take(p.err[0]);
		assert_null(strchr(said, 0x1b));
		assert_true(str_begins(said, "kartoteka: bad "));
		assert_true(str_ends(said, "do this\n"));
		free(said);
	}
	assert_int_equal(cli_fault(NULL, &p.io), 0);
	char *said = take(p.err[0]);
	assert_string_equal(said, "");
	free(said);
	pipes_close(&p);
}

TEST(output_that_cannot_be_written_is_not_said_to_be_done_again)
{
	int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
	if (full < 0)
		skip();
	Pipes p;
	pipes_open(&p);
	assert_int_equal(cli_fault(cli_write(full, "x", 1), &p.io), 1);
	char *said = take(p.err[0]);
	assert_string_equal(said, "kartoteka: Standard output cannot be written: no space is left\n");
	free(said);
	pipes_close(&p);
	close(full);
}

static bool is_stopped;
static bool stopped(void)
{
	return is_stopped;
}

TEST(progress_is_one_line_and_seldom)
{
	Pipes p;
	pipes_open(&p);
	Session session = {.io = &p.io, .told = {.io = &p.io, .stopped = stopped}};
	for (int i = 0; i < 1000; i++)
		assert_true(session_progress(&session, "file\x1b[2J", i, 1000));
	char *said = take(p.err[0]);
	size_t lines = 0;
	for (const char *c = said; *c; c++)
		lines += *c == '\r';
	/* A thousand calls take less than a fifth of a second many times over; on a slow day some more lines come. */
	assert_true(lines >= 1 && lines < 20);
	assert_null(strchr(said, 0x1b));
	assert_null(strchr(said, '\n'));
	free(said);
	cli_told_end(&session.told);
	said = take(p.err[0]);
	assert_true(strspn(said, "\r \b") == strlen(said) && *said);
	free(said);
	is_stopped = true;
	assert_false(session_progress(&session, "file", 1, 2));
	is_stopped = false;
	pipes_close(&p);
}

TEST(progress_is_silent_without_a_terminal)
{
	Pipes p;
	pipes_open(&p);
	p.io.err_tty = false;
	Session session = {.io = &p.io, .told = {.io = &p.io, .stopped = stopped}};
	assert_true(session_progress(&session, "file", 1, 2));
	cli_told_end(&session.told);
	char *said = take(p.err[0]);
	assert_string_equal(said, "");
	free(said);
	pipes_close(&p);
}

TEST(check_60_help_is_early_and_fits)
{
	static const char *const lines[] = {"--help", "help --help", "client --help", "import -h", "--version"};
	Pipes p;
	pipes_open(&p);
	for (size_t i = 0; i < countof(lines); i++) {
		CommandCall *call = NULL;
		int status = -1;
		Err *err = call_parse_line(&call, cli_commands(), lines[i]);
		if (err)
			fail_msg("%s: %s", lines[i], err->what);
		p.io.width = 200;
		assert_true(cli_early(call, &p.io, &status));
		assert_int_equal(status, 0);
		char *said = take(p.out[0]);
		assert_true(*said);
		for (char *line = strtok(said, "\n"); line; line = strtok(NULL, "\n")) {
			if (utf8_width(line) > 80)
				fail_msg("%s: %s", lines[i], line);
		}
		free(said);
		call_free(call);
	}
	pipes_close(&p);
}
