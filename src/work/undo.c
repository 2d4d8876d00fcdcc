/* SPDX-License-Identifier: MIT */
/* Undo and redo: the store takes a batch back as a new one; here what follows from it is kept right, and commands `undo` and `redo`. */
#include <stdlib.h>
#include <string.h>

#include "change.h"
#include "commands.h"
#include "kartoteka/base/said.h"
#include "kartoteka/store/imports.h"
#include "kartoteka/store/journal.h"
#include "plan.h"

/* More changes than this in one batch are an import; what it made is gone with its reminders, so that nothing is left to follow. */
#define TOUCHED_MOST 20000

static int64_t id_before(const Patch *patch, const char *field)
{
	for (size_t i = 0; i < patch->n; i++)
		if (strcmp(patch->changes[i].field->name, field) == 0 && patch->changes[i].old.type == VALUE_INT)
			return patch->changes[i].old.i;
	return 0;
}

static const char *text_before(const Patch *patch, const char *field)
{
	for (size_t i = 0; i < patch->n; i++)
		if (strcmp(patch->changes[i].field->name, field) == 0 && patch->changes[i].old.type == VALUE_TEXT)
			return patch->changes[i].old.s;
	return NULL;
}

/* The series that it is one of, for what follows there: as it is, or was before it went. */
static Err *touch_series(Work *work, const Kind *kind, int64_t id, const ChangeRow *gone, Arena *arena)
{
	AnyPlan record;
	if (gone && gone->op == PATCH_REMOVE && gone->kind == kind) {
		change_touch_series(work, kind, id_before(&gone->patch, "series"));
		return NULL;
	}
	Err *err = store_get(work->store, kind, id, &record, arena);
	if (err && err->code == ERR_NOT_FOUND) {
		err_free(err);
		return NULL;
	}
	TRY(err);
	change_touch_series(work, kind, plan_of(&record).series.v);
	return NULL;
}

static Err *touch_called(Work *work, const ChangeRow *row, Arena *arena)
{
	Reminder reminder = {.of.v = id_before(&row->patch, "of"), .of_kind.s = text_before(&row->patch, "of_kind")};
	change_touch_reminder(work, row->record);
	if (row->op != PATCH_REMOVE) {
		Err *err = store_get(work->store, &kind_reminder, row->record, &reminder, arena);
		if (err && err->code == ERR_NOT_FOUND) {
			err_free(err);
			return NULL;
		}
		TRY(err);
	}
	const Kind *kind = reminder.of_kind.s ? kind_find(reminder.of_kind.s) : NULL;
	change_touch_step(work, kind, reminder.of.v);
	return NULL;
}

static Err *touch_changes(Work *work, int64_t batch)
{
	Arena *arena = arena_new();
	ChangeRow *rows;
	size_t n;
	Err *err = journal_changes(work->store, batch, TOUCHED_MOST, &rows, &n, arena);
	for (size_t i = 0; !err && i < n; i++) {
		if (rows[i].kind == &kind_reminder)
			err = touch_called(work, &rows[i], arena);
		else if (rows[i].kind == &kind_event || rows[i].kind == &kind_task) {
			change_touch_plan(work, rows[i].kind, rows[i].record);
			err = touch_series(work, rows[i].kind, rows[i].record, &rows[i], arena);
		} else if (rows[i].kind == &kind_client)
			err = change_touch_people(work, rows[i].record);
	}
	arena_free(arena);
	return err;
}

Err *change_keep(Work *work, int64_t batch, const int64_t *clients, size_t n)
{
	WorkChange *outer = work->change;
	work->change = mem_alloc(sizeof *work->change);
	work->change->depth = 1;
	for (size_t i = 0; i < n; i++)
		work_touch(work, clients[i]);
	Err *err = touch_changes(work, batch);
	if (!err)
		err = change_derive(work);
	change_done(work);
	work->change = outer;
	return err;
}

static Err *read_batch(Work *work, int64_t batch, BatchRow *out, Arena *arena)
{
	BatchRow *rows;
	size_t n;
	JournalQuery query = {.before = batch + 1, .limit = 1};
	TRY(journal_batches(work->store, &query, &rows, &n, arena));
	if (!n || rows[0].id != batch) {
		int64_t first = 0;
		TRY(journal_begins(work->store, &first));
		if (batch > 0 && batch < first)
			return err_todo(err_kept(err_new(ERR_NOT_FOUND, _("Change %lld is older than the journal goes back"), (long long)batch), _("nothing was changed")),
			                _("how long changes are kept is the setting journal.keep; copies of the base have older ones"));
	}
	if (!n || rows[0].id != batch)
		return err_new(ERR_NOT_FOUND, _("There is no change %lld"), (long long)batch);
	*out = rows[0];
	return NULL;
}

/* The first change of a chain of undo and redo: its label is what a person did. again: the batch took it back, so that taking that back brings it again. */
static Err *read_first(Work *work, int64_t batch, BatchRow *out, bool *again, Arena *arena)
{
	TRY(read_batch(work, batch, out, arena));
	for (*again = false; out->undoes; *again = !*again)
		TRY(read_batch(work, out->undoes, out, arena));
	return NULL;
}

static bool goes_on(void *self, int64_t done, int64_t all)
{
	const Work *work = self;
	return work_goes_on(work, work->taking_back ? work->taking_back : _("taking back"), done, all);
}

/* What stays of an import, for who names it. */
typedef struct Left {
	ImportStay *rows;
	size_t n;
	Arena *arena;
} Left;

/* stays: may be NULL. */
static Err *take_back(Work *work, int64_t batch, Undone *out, Left *stays, Arena *arena)
{
	BatchRow row = {0};
	int64_t *clients;
	size_t n;
	bool again;
	TRY(read_first(work, batch, &row, &again, arena));
	const char *label = row.label ? row.label : row.command;
	char *kept = said(again ? N_("Again: %s") : N_("Taken back: %s"), row.said ? row.said : row.command);
	BatchHead head = {.author = work->me.head.id, .at = work_now(work), .command = again ? "redo" : "undo", .label = kept};
	int64_t left = 0;
	bool whole = again || !str_same(row.command, "import");
	const CareProgress progress = {goes_on, work};
	Err *err = whole ? journal_take_back(work->store, batch, &head, &progress, &clients, &n, arena)
	                 : journal_take_back_most(work->store, batch, &head, &progress, &left, &clients, &n, arena);
	free(kept);
	TRY(err);
	int64_t made = store_batch(work->store);
	err = change_keep(work, made, clients, n);
	/* Asked of all of it: what stayed the first time is no part of what came again and goes now. */
	if (!err && stays && !whole)
		err = import_left(work->store, row.id, made, &stays->rows, &stays->n, stays->arena);
	if (err || work->dry_run)
		store_rollback(work->store);
	else
		err = store_commit(work->store, &made);
	if (store_in_transaction(work->store))
		store_rollback(work->store);
	if (!err && !work->dry_run)
		work->written = made;
	if (!err)
		*out = (Undone){.batch = batch, .label = mem_strdup(label), .left = left, .again = again};
	return err;
}

static Err *undo_batch(Work *work, int64_t batch, Undone *out, Left *stays)
{
	Arena *arena = arena_new();
	*out = (Undone){0};
	Err *err = work_settle(work);
	if (!err)
		err = take_back(work, batch, out, stays, arena);
	arena_free(arena);
	return err;
}

Err *work_undo_batch(Work *work, int64_t batch, Undone *out)
{
	return undo_batch(work, batch, out, NULL);
}

Err *change_take_back(Work *work, int64_t batch, const Err *why, bool *there)
{
	Undone undone = {0};
	TRY(store_batch_is_open(work->store, batch, there));
	if (!*there)
		return store_take_open(work->store);
	/* Whoever stopped the work stopped that, not this. */
	work->taking_back = why->code == ERR_INTERRUPTED ? _("stopped; taking back what came of it") : _("taking back what came of it");
	Err *err = work_undo_batch(work, batch, &undone);
	work->taking_back = NULL;
	free(undone.label);
	return err;
}

Err *change_cut_short(Work *work, int64_t batch, Err *err)
{
	bool there;
	Err *failed = change_take_back(work, batch, err, &there);
	if (!failed)
		return err_kept(err, there ? _("what had come of it was taken back") : _("nothing of it is in the base"));
	bool full = err->code == ERR_FULL || failed->code == ERR_FULL;
	err_free(failed);
	store_gives_up(work->store, batch);
	/* Whatever failed first may say that nothing was changed: of its own step that is true, of the whole it is not. */
	err = err_kept(err, _("what had come of it by then is still in the base"));
	return full ? err_todo(err, _("make room on the disk or in the quota; then any command or start takes it back"))
	            : err_todo(err, _("the next command or start takes it back"));
}

Err *work_last_change(Work *work, int64_t *batch)
{
	*batch = 0;
	if (!work->me.head.id)
		return NULL;
	TRY(journal_undoable(work->store, work->me.head.id, false, batch));
	if (!*batch)
		return NULL;
	BatchRow first;
	bool again;
	Arena *arena = arena_new();
	Err *err = read_first(work, *batch, &first, &again, arena);
	if (!err)
		*batch = first.id;
	arena_free(arena);
	return err;
}

#define LOOKED_FOR 20

/* Of one's own before this batch the last that is in force and could be taken back; id 0: none of the last few. */
static Err *one_before(Work *work, int64_t batch, BatchRow *out, Arena *arena)
{
	BatchRow *rows, first;
	size_t n, looked;
	bool again;
	*out = (BatchRow){0};
	TRY(read_first(work, batch, &first, &again, arena));
	JournalQuery query = {.author = work->me.head.id, .before = first.id, .limit = LOOKED_FOR};
	TRY(journal_batches(work->store, &query, &rows, &n, arena));
	for (size_t i = 0; i < n && !out->id; i++) {
		if (rows[i].undone_by || rows[i].undoes || rows[i].open || !rows[i].changes || str_same(rows[i].command, JOURNAL_NEWCOMER))
			continue;
		Err *err = journal_may_take_back(work->store, rows[i].id, &looked);
		if (!err)
			*out = rows[i];
		else if (err->code != ERR_CONFLICT)
			return err;
		err_free(err);
	}
	return NULL;
}

/* What was changed since stands in the way of all that lies below it, unless that is named. */
static Err *with_way_out(Work *work, int64_t batch, bool redo, Err *why, Arena *arena)
{
	BatchRow before = {0};
	if (!why || why->code != ERR_CONFLICT || why->todo)
		return why;
	if (!redo)
		err_free(one_before(work, batch, &before, arena));
	if (before.id)
		return err_todo(why, _("`undo --batch %lld` takes back what you did before it: %s"), (long long)before.id, before.label ? before.label : before.command);
	return err_todo(why, "%s", _("`changes` shows what was changed since, and by whom"));
}

static Err *undo_last(Work *work, bool redo, Undone *out, Left *stays)
{
	int64_t batch = 0;
	*out = (Undone){0};
	if (work->me.head.id)
		TRY(journal_undoable(work->store, work->me.head.id, redo, &batch));
	if (!batch)
		return err_new(ERR_NOT_FOUND, redo ? _("Nothing was taken back that could be brought again") : _("There is nothing of yours to take back"));
	Arena *arena = arena_new();
	Err *err = with_way_out(work, batch, redo, take_back(work, batch, out, stays, arena), arena);
	arena_free(arena);
	return err;
}

Err *work_undo(Work *work, bool redo, Undone *out)
{
	return undo_last(work, redo, out, NULL);
}

/* ---- commands ---- */

static const OutColumn undone_columns[] = {
	{"batch", NULL, true, 0, 0},
	{"label", NULL, false, 0, 0},
	{"left", NULL, true, 0, 0},
	{"stays.kind", NULL, false, 0, 0},
	{"stays.id", NULL, true, 0, 0},
	{"stays.title", NULL, false, 0, 0},
};

static void out_undone(Out *out, int64_t batch, const char *label, const Left *stays)
{
	bool rows = out_form(out) == OUT_CSV;
	out_begin(out, rows ? undone_columns : NULL, rows ? countof(undone_columns) : 0);
	out_row(out);
	out_int(out, "batch", batch);
	out_text(out, "label", label);
	if (stays->n) {
		out_int(out, "left", (int64_t)stays->n);
		out_open_array(out, "stays");
		for (size_t i = 0; i < stays->n; i++) {
			out_open_object(out, NULL);
			out_text(out, "kind", stays->rows[i].kind->name);
			out_int(out, "id", stays->rows[i].id);
			out_text(out, "title", stays->rows[i].title);
			out_close(out);
		}
		out_close(out);
	}
	out_row_end(out);
}

/* A screen has one line for it: how many. */
static void say_left(Out *out, const Left *stays, Arena *arena)
{
	for (size_t i = 0; i < stays->n && out_form(out) != OUT_MESSAGE; i++)
		out_say(out, _("  stays: %s %lld %s"), _(stays->rows[i].kind->label), (long long)stays->rows[i].id, text_quoted(arena, stays->rows[i].title));
}

static Err *err_left(const Work *work, const Left *stays)
{
	int64_t n = (int64_t)stays->n;
	if (work->dry_run)
		return err_new(ERR_PART, P_("%lld record that was changed since would stay", "%lld records that were changed since would stay", n), (long long)n);
	return err_kept(err_new(ERR_PART, P_("%lld record that was changed since stays", "%lld records that were changed since stay", n), (long long)n), "%s",
	                _("the rest is taken back"));
}

static Err *tell_undone(CommandCall *call, Undone *undone, const Left *stays)
{
	const Work *work = call_context(call);
	Out *out = call_out(call);
	int64_t n = (int64_t)stays->n;
	out_undone(out, undone->batch, undone->label, stays);
	Err *err = out_end(out);
	if (work->dry_run)
		out_say(out, undone->again ? _("Would bring again: %s") : _("Would take back: %s"), undone->label);
	else
		out_say(out, undone->again ? _("Again: %s") : _("Taken back: %s"), undone->label);
	free(undone->label);
	if (err || !n)
		return err;
	say_left(out, stays, stays->arena);
	if (out_form(out) == OUT_MESSAGE) {
		out_say_count(out, n, P_("%lld record that was changed since stays", "%lld records that were changed since stay", n), (long long)n);
		return NULL;
	}
	err = out_flush(out);
	return err ? err : err_left(work, stays);
}

/* Of an import that was taken back already it is told what stayed of it: nothing else in the base knows that. */
static Err *with_what_stays(CommandCall *call, int64_t batch, Err *why, Arena *arena)
{
	Work *work = call_context(call);
	Left stays = {.arena = arena};
	BatchRow row = {0};
	if (why->code != ERR_FAILED || why->todo || out_form(call_out(call)) == OUT_MESSAGE)
		return why;
	Err *err = read_batch(work, batch, &row, arena);
	bool is_import = !err && row.undone_by && str_same(row.command, "import");
	if (is_import)
		err = import_left(work->store, batch, 0, &stays.rows, &stays.n, arena);
	if (!err && stays.n) {
		out_undone(call_out(call), batch, row.label ? row.label : row.command, &stays);
		err = out_end(call_out(call));
		say_left(call_out(call), &stays, arena);
		if (!err)
			err = out_flush(call_out(call));
		int64_t n = (int64_t)stays.n;
		why = err_todo(why, P_("%lld record that was changed since stays", "%lld records that were changed since stay", n), (long long)n);
	}
	err_free(err);
	return why;
}

/* What somebody else did is taken back when that is what was meant: it is a change of one's own then, which leaves his undo as it was. */
static Err *may_take_back(Work *work, int64_t batch)
{
	BatchRow row = {0};
	Arena *arena = arena_new();
	Err *err = read_batch(work, batch, &row, arena);
	if (!err && row.author != work->me.head.id && !work->yes) {
		err = err_new(ERR_FAILED, _("Change %lld is not yours, it was made by %s"), (long long)batch, row.author_name ? row.author_name : "?");
		err = err_todo(err_kept(err, _("nothing was changed")), _("add --yes to put the old values back as a change of yours"));
	}
	arena_free(arena);
	return err;
}

static Err *undo(CommandCall *call, Arena *arena)
{
	Undone undone;
	Left stays = {.arena = arena};
	Work *work = call_context(call);
	if (call_has(call, "batch")) {
		int64_t batch = call_number(call, "batch", 0);
		TRY(may_take_back(work, batch));
		Err *err = undo_batch(work, batch, &undone, &stays);
		if (err)
			return with_what_stays(call, batch, err, arena);
	} else {
		TRY(undo_last(work, false, &undone, &stays));
	}
	return tell_undone(call, &undone, &stays);
}

static Err *redo(CommandCall *call, Arena *arena)
{
	Undone undone;
	Left stays = {.arena = arena};
	TRY(undo_last(call_context(call), true, &undone, &stays));
	return tell_undone(call, &undone, &stays);
}

static Err *run_undo(CommandCall *call)
{
	return call_in_arena(call, undo);
}

static Err *run_redo(CommandCall *call)
{
	return call_in_arena(call, redo);
}

const Command undo_commands[UNDO_COMMANDS] = {
	{
		.name = "undo",
		.title = N_("Undo"),
		.help = N_("Take back your last change, or one of any batch whole."),
		.hint = N_("undo"),
		.more = N_("Works after a restart too; what others did is left alone unless its batch is named, with --yes."),
		.group = COMMAND_ADD,
		.flags = COMMAND_WRITES,
		.args = (const Arg[]){{
								  "batch",
								  ARG_NUMBER,
								  ARGF_OPTION,
								  .help = N_("The batch to take back, as `import` and Changes name it"),
								  .value = N_("N"),
								  .min = 1,
								  .max = INT64_MAX,
							  },
                              {0}},
		.examples = "undo\nundo --batch 7  # a whole import",
		.run = run_undo,
	},
	{
		.name = "redo",
		.title = N_("Redo"),
		.help = N_("Bring again what was taken back last."),
		.hint = N_("redo"),
		.group = COMMAND_ADD,
		.flags = COMMAND_WRITES,
		.examples = "redo",
		.run = run_redo,
	},
};
