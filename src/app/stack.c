/* SPDX-License-Identifier: MIT */
/* The stack of screens: push, pop, load. What is popped while a screen acts is freed after the act. */
#include "ui.h"

#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"

static void screen_free(Ui *ui, Screen *s)
{
	worker_forget(ui->worker, s);
	if (s->kind->close)
		s->kind->close(s);
	arena_free(s->arena);
	free(s->state);
	free(s);
}

void stack_sweep(Ui *ui)
{
	if (ui->acting)
		return;
	while (ui->ending_count)
		screen_free(ui, ui->ending[--ui->ending_count]);
}

static Screen *screen_new(Ui *ui, const ScreenKind *kind)
{
	Screen *s = mem_alloc(sizeof *s);
	s->kind = kind;
	s->ui = ui;
	s->state = mem_alloc(kind->size ? kind->size : 1);
	s->arena = arena_new();
	s->stale = true;
	return s;
}

Err *ui_push(Ui *ui, const ScreenKind *kind, const void *arg)
{
	if (ui->depth == STACK_MAX)
		return err_todo(err_new(ERR_FAILED, "%s", _("Too many screens are open")), "%s", _("q goes back"));
	Screen *s = screen_new(ui, kind);
	ui->stack[ui->depth++] = s;
	Err *err = kind->open ? kind->open(s, arg) : NULL;
	if (err) {
		keep_drafts(ui, true);
		s->unkept = false; /* nothing was typed there */
		ui_pop(ui, s);
	}
	return err;
}

/* Where `0` was pressed is come back to: it begins anew, but after a draft that was left it goes on to the next. */
static void needs_back(Ui *ui, bool draft)
{
	if (ui->depth > ui->needs_depth)
		return;
	ui->needs_depth = 0;
	if (!draft)
		ui->needs_step = 0;
}

/* The key that drops drafts goes on to do so while this stands there (dispatch.c): below, it may delete. */
static void say_kept(Ui *ui, const char *draft)
{
	static const char *const any[] = {"any", NULL};
	char *back = mem_strdup(ui_cap(ui, any, "needs")), *drop = mem_strdup(ui_cap(ui, keep_contexts, "draft drop"));
	if (*back && *drop)
		ui_say(ui, _("Kept as a draft: %s brings it back, there %s drops it"), back, drop);
	else
		ui_say(ui, "%s", _("Kept as a draft"));
	free(back);
	free(drop);
	memcpy(ui->message.draft, draft, sizeof ui->message.draft);
}

/* What was typed was kept before it. */
static void pop_to(Ui *ui, size_t depth)
{
	bool draft = depth < ui->depth && ui->stack[depth]->draft[0];
	if (draft)
		ui->needs_stale = true;
	while (ui->depth > depth)
		ui->ending[ui->ending_count++] = ui->stack[--ui->depth];
	bool turned = needs_turned(ui);
	for (size_t i = 0; i < ui->depth; i++)
		if (ui->stack[i]->kind->minute)
			ui->stack[i]->kind->minute(ui->stack[i], turned);
	needs_back(ui, draft);
	stack_sweep(ui);
}

/* What is typed on some of those screens cannot be written: what lies over the last of them ends, they stay, and so does what stands between them. */
static bool stays(Ui *ui, size_t depth)
{
	size_t last;
	keep_from(ui, depth ? depth - 1 : 0, true); /* that of the one which is come back to: it is told of again */
	if (!keep_lacks(ui, depth, &last))
		return false;
	pop_to(ui, last + 1);
	return true;
}

void ui_pop(Ui *ui, Screen *s)
{
	char draft[sizeof s->draft] = "";
	for (size_t i = 0; i < ui->depth; i++)
		if (ui->stack[i] == s) {
			if (stays(ui, i))
				return;
			memcpy(draft, s->draft, sizeof draft);
			pop_to(ui, i);
			break;
		}
	if (draft[0])
		say_kept(ui, draft);
	if (!ui->depth)
		ui->over = true;
}

void ui_end(Ui *ui, Screen *s)
{
	for (size_t i = 0; i < ui->depth; i++)
		if (ui->stack[i] == s) {
			ui->ending[ui->ending_count++] = s;
			memmove(ui->stack + i, ui->stack + i + 1, (ui->depth - i - 1) * sizeof *ui->stack);
			ui->depth--;
			break;
		}
	needs_back(ui, false);
	if (!ui->depth)
		ui->over = true;
	stack_sweep(ui);
}

/* It ends with what floats over it: a question of its own means nothing without it. But what is typed there and cannot be written keeps both. */
static void leave_at(Ui *ui, size_t at, size_t main)
{
	size_t end = at + 1;
	for (; end < main && ui->stack[end]->kind->floats; end++)
		if (ui->stack[end]->unkept)
			return;
	for (size_t i = at; i < end; i++)
		ui->ending[ui->ending_count++] = ui->stack[i];
	memmove(ui->stack + at, ui->stack + end, (ui->depth - end) * sizeof *ui->stack);
	ui->depth -= end - at;
	if (ui->needs_depth > at)
		ui->needs_depth -= ui->needs_depth > end ? end - at : ui->needs_depth - at;
	ui->needs_stale = true;
}

size_t stack_main(const Ui *ui)
{
	size_t n = ui->depth;
	while (n && ui->stack[n - 1]->kind->floats)
		n--;
	return n;
}

void stack_settle(Ui *ui)
{
	size_t main = stack_main(ui);
	for (size_t i = main ? main - 1 : 0; i-- > 0;)
		if (keep_leave(ui, ui->stack[i]))
			leave_at(ui, i, main - 1);
	stack_sweep(ui);
}

Err *ui_root(Ui *ui, const ScreenKind *kind, const void *arg)
{
	/* The screen that stands at the root already keeps its cursor, filter and scroll. */
	if (stays(ui, 0))
		return NULL;
	if (ui->depth && ui->stack[0]->kind == kind && !arg) {
		pop_to(ui, 1);
		return NULL;
	}
	pop_to(ui, 0);
	return ui_push(ui, kind, arg);
}

Screen *ui_top(Ui *ui)
{
	return ui->depth ? ui->stack[ui->depth - 1] : NULL;
}

Screen *ui_main(Ui *ui)
{
	size_t n = stack_main(ui);
	return n ? ui->stack[n - 1] : NULL;
}

Screen *ui_below(Ui *ui, const Screen *s)
{
	for (size_t i = 1; i < ui->depth; i++)
		if (ui->stack[i] == s)
			return ui->stack[i - 1];
	return NULL;
}

uint64_t ui_changes(const Ui *ui)
{
	return ui->changes;
}

void ui_changed(Ui *ui)
{
	ui->changes++;
	ui->needs_stale = true;
	for (size_t i = 0; i < ui->depth; i++)
		ui->stack[i]->stale = true;
}

static void load_from(Ui *ui, size_t first)
{
	store_read_begin(ui->work->store); /* a frame tells of one moment */
	for (size_t i = first; i < ui->depth; i++) {
		Screen *s = ui->stack[i];
		if (!s->stale)
			continue;
		s->stale = false;
		arena_reset(s->arena);
		Err *err = s->kind->load ? s->kind->load(s) : NULL;
		if (err) {
			ui_fault(ui, err);
			ui->needs.turn = INSTANT_NONE; /* tried again in a minute */
		}
	}
	store_read_end(ui->work->store);
}

/* Only what can be seen is read: the topmost that covers the frame and what floats over it. */
void stack_load(Ui *ui)
{
	stack_settle(ui);
	size_t main = stack_main(ui), first = main ? main - 1 : ui->depth;
	bool any = false;
	for (size_t i = first; i < ui->depth; i++)
		any |= ui->stack[i]->stale;
	if (any)
		load_from(ui, first);
	if (ui->needs_stale && !ui->needs_later)
		needs_load(ui);
}
