/* SPDX-License-Identifier: MIT */
/* Drafts of what is typed: saved within DRAFT_MS of the first key, at every pop and at the end, so that a kill loses seconds at most. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/file.h"
#include "kartoteka/base/log.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "ui.h"

const char *const keep_contexts[] = {"line", "form", NULL};

/* Another session of the same person may have ended it. */
static void drop(Ui *ui, Screen *s)
{
	Err *err = draft_drop(ui->work, s->draft);
	s->draft[0] = '\0';
	ui->needs_stale = true;
	if (err && err->code == ERR_NOT_FOUND)
		err_free(err);
	else if (err)
		ui_fault(ui, err);
}

/* Under another screen its key means what it means there: it may delete. */
static bool takes_keys(const Ui *ui, const Screen *s)
{
	size_t n = ui->depth;
	while (n && ui->stack[n - 1] != s && ui->stack[n - 1]->kind->floats)
		n--;
	return n && ui->stack[n - 1] == s;
}

static Err *not_kept(Ui *ui, const Screen *s, Err *err)
{
	err = err_kept(err, "%s", _("what was typed is still here"));
	const char *drop = takes_keys(ui, s) ? ui_cap(ui, s->kind->contexts(s), "draft drop") : "";
	if (err->code == ERR_FULL)
		return *drop ? err_todo(err, _("make room on the disk or in the quota, or %s drops it for good"), drop) : err_todo(err, "%s", _("make room on the disk or in the quota"));
	return *drop ? err_todo(err, _("check that folder, or %s drops it for good"), drop) : err_todo(err, "%s", _("check that folder"));
}

static void say_unkept(Ui *ui, const Screen *s, Err *err)
{
	ui_fault(ui, not_kept(ui, s, err));
	ui->message.unkept = takes_keys(ui, s);
}

/* What no file takes is typed on: the screen stays as it is until one does. */
static void keep_one(Ui *ui, Screen *s)
{
	Draft draft = {0};
	Str body = {0};
	bool typed = s->kind->draft && s->kind->draft(s, &draft, &body);
	if (!typed && s->draft[0]) {
		drop(ui, s); /* all of it was erased */
	} else if (typed) {
		memcpy(draft.name, s->draft, sizeof draft.name);
		draft.body = str_text(&body);
		draft.at = work_now(ui->work);
		Err *err = draft_save(ui->work, &draft);
		s->unkept = err != NULL;
		if (err)
			say_unkept(ui, s, err);
		else
			memcpy(s->draft, draft.name, sizeof s->draft);
		ui->needs_stale = true;
	}
	if (!typed)
		s->unkept = false;
	str_done(&body);
}

void keep_drafts(Ui *ui, bool now)
{
	keep_from(ui, 0, now);
}

void keep_from(Ui *ui, size_t from, bool now)
{
	bool typed = ui->typed_ms && (now || ui->now_ms - ui->typed_ms >= DRAFT_MS);
	if (typed)
		ui->typed_ms = 0;
	for (size_t i = 0; i < ui->depth; i++)
		if (typed || (now && i >= from && ui->stack[i]->unkept))
			keep_one(ui, ui->stack[i]);
}

bool keep_lacks(const Ui *ui, size_t from, size_t *last)
{
	for (*last = ui->depth; *last > from;)
		if (ui->stack[--*last]->unkept)
			return true;
	return false;
}

/* Another disk may have room: the folder of temporary files, 0600. */
static Err *write_apart(Ui *ui, const char *text, char **path)
{
	const char *set = ui->work->env->get(ui->work->env->self, "TMPDIR");
	char uuid[37];
	env_uuid(uuid, ui->work->env);
	*path = mem_printf("%s/kartoteka-%s.txt", set && *set ? set : "/tmp", uuid);
	Err *err = file_write(*path, text, strlen(text));
	if (err) {
		free(*path);
		*path = NULL;
	}
	return err;
}

void keep_last(Ui *ui)
{
	Str all = {0};
	for (size_t i = 0; i < ui->depth; i++) {
		Draft draft = {0};
		Screen *s = ui->stack[i];
		if (s->unkept && s->kind->draft(s, &draft, &all))
			str_addc(&all, '\n');
	}
	if (all.n && !ui->forsaken) {
		ui->text_lost = write_apart(ui, str_text(&all), &ui->text_left);
		if (ui->text_left)
			log_line("what was typed could not be kept as a draft: it lies in %s", ui->text_left);
		else
			log_line("what was typed could not be kept as a draft and is lost: %s", ui->text_lost->what);
	}
	str_done(&all);
}

size_t ui_drafts(Ui *ui)
{
	return ui->needs.drafts;
}

void ui_draft_drop(Ui *ui, Screen *s)
{
	/* What lies below is kept now; of this screen nothing must be kept again when it ends. */
	for (size_t i = 0; ui->typed_ms && i < ui->depth; i++)
		if (ui->stack[i] != s)
			keep_one(ui, ui->stack[i]);
	ui->typed_ms = 0;
	s->unkept = false;
	if (!s->draft[0])
		return;
	drop(ui, s);
	needs_load(ui);
}

bool keep_leave(Ui *ui, Screen *s)
{
	if (s->unkept) /* tried again when something is typed, at the minute and when it is to end; not for each frame */
		return false;
	if (s->kind->draft)
		keep_one(ui, s);
	return s->draft[0] != '\0' && !s->unkept;
}

Screen *keep_holder(Ui *ui, const char *draft)
{
	for (size_t i = 0; i < ui->depth; i++)
		if (ui->stack[i]->draft[0] && strcmp(ui->stack[i]->draft, draft) == 0)
			return ui->stack[i];
	return NULL;
}

/* Told that it cannot be written and asked for it again, the user means it: it goes for good. */
bool ui_draft_discard(Ui *ui, Screen *s)
{
	Draft draft = {0};
	Str body = {0};
	Err *err = NULL;
	bool kept = s->kind->draft && s->kind->draft(s, &draft, &body), was = kept || s->draft[0], forsakes = kept && s->unkept && ui->said_unkept;
	if (kept && !forsakes) {
		memcpy(draft.name, s->draft, sizeof draft.name);
		draft.body = str_text(&body);
		err = draft_discard(ui->work, &draft);
		if (!err)
			s->draft[0] = '\0'; /* what is left of it is the dropped one */
	}
	str_done(&body);
	if (err) {
		s->unkept = true;
		say_unkept(ui, s, err);
		return false;
	}
	ui->typed_ms = 0;
	setting_forget(ui); /* `u` brings the draft back now */
	ui_draft_drop(ui, s);
	needs_load(ui);
	if (was)
		ui_say(ui, "%s", forsakes ? _("The draft was dropped for good") : _("The draft was dropped"));
	ui->message.undo = kept && !forsakes;
	return true;
}

Err *ui_draft_end(Ui *ui, const Draft *draft)
{
	Draft one = *draft;
	Screen *holder = keep_holder(ui, draft->name);
	if (holder) { /* open: it would be kept again */
		if (ui_draft_discard(ui, holder))
			ui_end(ui, holder);
		return NULL;
	}
	TRY(draft_discard(ui->work, &one));
	setting_forget(ui);
	needs_load(ui);
	ui_say(ui, "%s", _("The draft was dropped"));
	ui->message.undo = true;
	return NULL;
}

Err *keep_drop(Ui *ui, const char *draft)
{
	Draft *drafts = NULL;
	size_t n = 0;
	Arena *arena = arena_new();
	Err *err = drafts_read(ui->work, &drafts, &n, arena);
	for (size_t i = 0; i < n && !err; i++)
		if (strcmp(drafts[i].name, draft) == 0)
			err = ui_draft_end(ui, &drafts[i]);
	arena_free(arena);
	return err;
}

static Err *return_one(Ui *ui, Draft *draft, bool redo)
{
	TRY(draft_return(ui->work, draft->name, redo));
	if (redo)
		ui_say(ui, "%s", _("The draft was dropped"));
	else
		TRY(ui_draft_open(ui, draft));
	if (!redo)
		ui_say(ui, "%s", _("The draft is back"));
	ui->message.undo = redo;
	return NULL;
}

bool keep_undrop(Ui *ui, bool redo, Err **err)
{
	Draft draft;
	bool found = false;
	Arena *arena = arena_new();
	*err = draft_undoable(ui->work, redo, &draft, &found, arena);
	if (!*err && found)
		*err = return_one(ui, &draft, redo);
	arena_free(arena);
	if (found)
		needs_load(ui);
	return found || *err;
}

/* What is open already is come back to: never is a thing typed at two places. */
Err *ui_draft_open(Ui *ui, const Draft *draft)
{
	const ScreenKind *kind = NULL;
	ui->needs_stale = true;
	Screen *holder = keep_holder(ui, draft->name);
	if (holder) {
		for (Screen *top; (top = ui_top(ui)) != holder;) {
			ui_pop(ui, top);
			if (ui_top(ui) == top)
				break; /* what is typed there cannot be written */
		}
		return NULL;
	}
	for (size_t i = 0; screen_kinds[i]; i++)
		if (strcmp(screen_kinds[i]->name, draft->screen) == 0)
			kind = screen_kinds[i];
	Err *err = NULL;
	if (kind == &screen_form)
		err = ui_push(ui, kind, &(FormArg){.draft = draft->body});
	else if (kind == &screen_call)
		err = ui_push(ui, kind, &(CallArg){.draft = draft->body});
	else if (strcmp(draft->screen, "step") == 0)
		err = screen_step_again(ui, draft);
	else
		err = ui_push(ui, &screen_quick, &(QuickArg){.draft = draft->body});
	if (!err)
		memcpy(ui_top(ui)->draft, draft->name, sizeof draft->name);
	return err;
}
