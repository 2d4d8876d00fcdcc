/* SPDX-License-Identifier: MIT */
/* `import`: file by file, what came of each; one object a file in JSON (contract.md). */
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "exchange_commands.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/work/exchange.h"

enum {
	LISTED = 20
};

static const OutColumn columns[] = {
	{"file", NULL, false, 0, 0},
	{"format", NULL, false, 0, 0},
	{"batch", NULL, true, 0, 0},
	{"created.event", NULL, true, 0, 0},
	{"created.task", NULL, true, 0, 0},
	{"created.journal", NULL, true, 0, 0},
	{"updated.event", NULL, true, 0, 0},
	{"updated.task", NULL, true, 0, 0},
	{"updated.journal", NULL, true, 0, 0},
	{"unchanged.event", NULL, true, 0, 0},
	{"unchanged.task", NULL, true, 0, 0},
	{"unchanged.journal", NULL, true, 0, 0},
	{"error", NULL, false, 0, 0},
};

void import_out_counts(Out *out, const char *name, const ImportCounts *counts)
{
	out_open_object(out, name);
	out_int(out, "event", counts->event);
	out_int(out, "task", counts->task);
	out_int(out, "journal", counts->journal);
	out_int(out, "client", counts->client);
	out_close(out);
}

#define OUT_LINES(out, name, rows) \
	do { \
		out_open_array(out, name); \
		for (size_t i_ = 0; i_ < (rows).n; i_++) { \
			out_open_object(out, NULL); \
			out_int(out, "line", (rows).at[i_].line); \
			out_text(out, "why", (rows).at[i_].why); \
			out_close(out); \
		} \
		out_close(out); \
	} while (0)

static void out_report(Out *out, const ImportReport *report, const Err *failed)
{
	out_row(out);
	out_text(out, "file", report->file);
	out_text(out, "format", failed ? NULL : report->format);
	if (report->batch)
		out_int(out, "batch", report->batch);
	else
		out_null(out, "batch");
	import_out_counts(out, "created", &report->created);
	import_out_counts(out, "updated", &report->updated);
	import_out_counts(out, "unchanged", &report->unchanged);
	OUT_LINES(out, "skipped", report->skipped);
	if (report->warnings.n)
		OUT_LINES(out, "warnings", report->warnings);
	if (failed)
		out_text(out, "error", failed->what);
	out_row_end(out);
}

static void part(Str *out, int64_t n)
{
	str_add(out, n && out->n ? ", " : "");
}

static void say_counts(Out *out, const char *what, const ImportCounts *counts)
{
	Str text = {0};
	part(&text, counts->event);
	if (counts->event)
		str_add_count(&text, counts->event, P_("%lld event", "%lld events", counts->event), (long long)counts->event);
	part(&text, counts->task);
	if (counts->task)
		str_add_count(&text, counts->task, P_("%lld task", "%lld tasks", counts->task), (long long)counts->task);
	part(&text, counts->journal);
	if (counts->journal)
		str_add_count(&text, counts->journal, P_("%lld note", "%lld notes", counts->journal), (long long)counts->journal);
	if (text.n)
		out_say(out, "  %s: %s", what, str_text(&text));
	str_done(&text);
}

static void say_skips(Out *out, const char *head, const ImportSkip *rows, size_t n, size_t most)
{
	if (!n)
		return;
	out_say(out, "  %s: %zu", head, n);
	for (size_t i = 0; i < n && i < most; i++)
		out_say(out, _("    line %ld: %s"), rows[i].line, rows[i].why);
	if (n > most)
		out_say(out, P_("    and %zu more", "    and %zu more", n - most), n - most);
}

/* A name is one line, whatever is in it. */
static void say_file(Out *out, const Work *work, const ImportReport *report)
{
	Str name = {0};
	utf8_safe(&name, report->file, strlen(report->file));
	if (work->dry_run)
		out_say(out, _("%s: a trial, nothing was changed"), str_text(&name));
	else if (report->batch)
		out_say(out, _("%s: batch %lld (kartoteka undo --batch %lld takes it back)"), str_text(&name), (long long)report->batch, (long long)report->batch);
	else
		out_say(out, _("%s: nothing new"), str_text(&name));
	str_done(&name);
}

static void say_report(Out *out, const Work *work, const ImportReport *report)
{
	say_file(out, work, report);
	say_counts(out, C_("import", "new"), &report->created);
	say_counts(out, C_("import", "changed"), &report->updated);
	say_counts(out, C_("import", "the same"), &report->unchanged);
	say_skips(out, C_("import", "left out"), report->skipped.at, report->skipped.n, report->skipped.n);
	say_skips(out, C_("import", "remarks"), report->warnings.at, report->warnings.n, LISTED);
}

typedef struct Tally {
	size_t files, failed, skipped, untried;
	Err *told; /* at the end: what stopped it, or the first that failed */
	bool stopped;
} Tally;

/* What is not told at the end is told here. */
static void tell(Out *out, Err *err)
{
	char *text = err_text(err);
	out_say(out, "%s", text);
	free(text);
	err_free(err);
}

static void import_one(CommandCall *call, const char *path, Tally *tally)
{
	Work *work = call_context(call);
	Out *out = call_out(call);
	ImportReport report;
	Err *err = import_file(work, path, call_text(call, "format"), false, &report);
	if (err && str_same(err->word, "format") && !call_has(call, "format"))
		err = err_todo(err, "%s", _("say --format ics when it is one all the same"));
	tally->stopped = err && err->code == ERR_INTERRUPTED;
	out_report(out, &report, err);
	if (!err)
		say_report(out, work, &report);
	tally->skipped += report.skipped.n;
	tally->files++;
	tally->failed += err != NULL;
	if (err && tally->told)
		tell(out, tally->stopped ? tally->told : err);
	if (err && (!tally->told || tally->stopped))
		tally->told = err;
	import_done(&report);
}

/* What became of the file that failed stays said, beside what became of the others. */
static Err *with_others(Err *err, const Tally *tally)
{
	const size_t brought = tally->files - tally->failed;
	Str kept = {0};
	if (err->kept) /* of this file, as others were brought in */
		str_add(&kept, brought && str_same(err->kept, _("nothing was changed")) ? _("nothing of it was brought in") : err->kept);
	if (brought) {
		str_add(&kept, kept.n ? "; " : "");
		str_addf(&kept, P_("%zu other file was brought in", "%zu other files were brought in", brought), brought);
	}
	if (tally->untried) {
		str_add(&kept, kept.n ? "; " : "");
		str_addf(&kept, P_("%zu file was not read", "%zu files were not read", tally->untried), tally->untried);
	}
	if (kept.n)
		err = err_kept(err, "%s", str_text(&kept));
	str_done(&kept);
	return err;
}

static Err *verdict(Tally *tally, bool trial)
{
	Err *err = tally->told;
	if (!tally->failed && !tally->skipped)
		return NULL;
	if (!err && trial)
		return err_new(ERR_PART, P_("%zu component would be left out", "%zu components would be left out", tally->skipped), tally->skipped);
	if (!err)
		return err_new(ERR_PART, P_("%zu component was left out; the rest was brought in", "%zu components were left out; the rest was brought in", tally->skipped),
		               tally->skipped);
	if (tally->failed == tally->files && !tally->untried)
		return err;
	err->code = tally->stopped ? ERR_INTERRUPTED : ERR_PART;
	return trial ? err_kept(err, "%s", _("nothing was changed")) : with_others(err, tally);
}

Err *run_import(CommandCall *call)
{
	Tally tally = {0};
	Out *out = call_out(call);
	bool rows = out_form(out) != OUT_TEXT;
	out_begin(out, rows ? columns : NULL, rows ? countof(columns) : 0);
	for (size_t i = 0; i < call_count(call, "file"); i++) {
		if (tally.stopped)
			tally.untried++;
		else
			import_one(call, call_text_at(call, "file", i), &tally);
	}
	Err *err = out_end(out);
	if (err) {
		err_free(tally.told);
		return err;
	}
	return verdict(&tally, ((const Work *)call_context(call))->dry_run);
}
