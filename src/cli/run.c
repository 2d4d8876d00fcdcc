/* SPDX-License-Identifier: MIT */
/* A parsed call to its exit status: form of what is printed, what is missing, running, what is said of an error. */
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "session.h"

__attribute__((format(printf, 2, 3))) static void remark(const CliIo *io, const char *format, ...)
{
	Str text = {0}, line = {0};
	va_list args;
	va_start(args, format);
	str_addv(&text, format, args);
	va_end(args);
	str_add(&line, "kartoteka: ");
	utf8_safe(&line, str_text(&text), text.n);
	str_addc(&line, '\n');
	err_free(cli_write(io->err, line.s, line.n));
	str_done(&line);
	str_done(&text);
}

static bool is_missing(const Work *work)
{
	return work->store && store_is_missing(work->store);
}

/* Ahead of what is printed: who reads it may go after its first lines. */
static void tell_made(Session *session)
{
	if (!session->was_missing || is_missing(session->work))
		return;
	session->was_missing = false;
	remark(session->io, _("a new base was made, yours alone: %s"), store_path(session->work->store));
}

static Err *write_out(void *self, const char *bytes, size_t n)
{
	Session *session = self;
	tell_made(session);
	return cli_write(session->io->out, bytes, n);
}

static Err *choose_form(const CommandCall *call, OutForm *form)
{
	static const struct {
		const char *option;
		OutForm form;
	} forms[] = {{"json", OUT_JSON}, {"csv", OUT_CSV}, {"plain", OUT_PLAIN}};
	const char *first = NULL;
	*form = OUT_TEXT;
	for (size_t i = 0; i < countof(forms); i++) {
		if (!call_flag(call, forms[i].option))
			continue;
		if (first)
			return err_word(err_new(ERR_USAGE, _("--%s and --%s exclude each other"), first, forms[i].option), forms[i].option, -1);
		first = forms[i].option;
		*form = forms[i].form;
	}
	return NULL;
}

/* ---- what is missing ---- */

/* One line of the terminal, byte by byte: what follows may belong to the command. False at the end of input. */
static bool read_line(int fd, Str *out)
{
	char c;
	for (;;) {
		ssize_t got = read(fd, &c, 1);
		if (got < 0 && errno == EINTR)
			return false;
		if (got <= 0)
			return out->n > 0;
		if (c == '\n')
			return true;
		str_addc(out, c);
	}
}

static void say_prompt(const Session *session, const Arg *missing)
{
	Str prompt = {0};
	str_add(&prompt, _(missing->help));
	for (size_t i = 0; missing->choices && missing->choices[i]; i++)
		str_addf(&prompt, "%s%s", i ? ", " : " (", missing->choices[i]);
	str_add(&prompt, missing->choices && missing->choices[0] ? "): " : ": ");
	err_free(cli_write(session->io->err, prompt.s, prompt.n));
	str_done(&prompt);
}

Err *session_ask(Session *session, CommandCall *call, const Arg *missing)
{
	Str answer = {0};
	Err *err = NULL;
	say_prompt(session, missing);
	if (!read_line(session->io->in, &answer) || answer.n == 0)
		err = err_todo(err_new(ERR_USAGE, _("Nothing was answered")), _("nothing was changed"));
	else
		err = call_give(call, missing->name, str_text(&answer));
	str_done(&answer);
	return err;
}

static Err *make_ready(Session *session, CommandCall *call)
{
	CommandHost host;
	const Arg *missing = NULL;
	bool asks = !session->work->no_input && session->io->in_tty && session->io->err_tty;
	session_host(&host, session);
	for (;;) {
		Err *err = call_ready(asks ? &missing : NULL, call, &host);
		if (err || !missing)
			return err;
		TRY(session_ask(session, call, missing));
	}
}

/* ---- running ---- */

static Err *run_call(Session *session, CommandCall *call)
{
	OutSetting setting = {.width = session->io->width, .write = write_out};
	void *context = session->work;
	setting.self = session;
	TRY(choose_form(call, &setting.form));
	TRY(make_ready(session, call));
	if (cli_row_is_own(call_command(call)))
		context = session;
	Out *out = out_new(&setting);
	Err *err = call_run(call, context, out);
	out_free(out);
	return err;
}

/* Whoever takes the answer for the whole base must know. */
static void warn_of_half(const Work *work, const CliIo *io)
{
	if (work->store && store_shows_half(work->store))
		remark(io, "%s", _("an import that was cut short is shown as far as it came: it cannot be taken back from here"));
}

/* A folder that was moved or a disk that is not mounted looks like a base of which nothing is known yet. */
static void warn_of_missing(const Work *work, const Err *err, const CliIo *io)
{
	if (is_missing(work) && (!err || err->code == ERR_NOT_FOUND))
		remark(io, _("there is no base %s; the answer is that of an empty one"), store_path(work->store));
}

int cli_run(Work *work, CommandCall *call, const CliIo *io, bool (*stopped)(void))
{
	Session session = {.work = work, .io = io, .told = {.io = io, .stopped = stopped}};
	work->no_input = call_flag(call, "no-input") || !io->in_tty;
	work->yes = call_flag(call, "yes");
	work->dry_run = call_dry_run(call);
	work->progress = session_progress;
	work->tells = session_tell;
	work->progress_self = &session;
	warn_of_half(work, io);
	session.was_missing = is_missing(work);
	Err *err = run_call(&session, call);
	cli_told_end(&session.told);
	tell_made(&session);
	if (!cli_row_is_own(call_command(call)))
		warn_of_missing(work, err, io);
	work->progress = NULL;
	work->tells = NULL;
	work->progress_self = NULL;
	return cli_fault(err, io);
}
