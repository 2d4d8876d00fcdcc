/* SPDX-License-Identifier: MIT */
/* From a key to the function of a command: contexts, line, arguments from the focus, the screen's own act, screen_act, the app's verbs, the row. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "ui.h"

static size_t host_focus(void *self, const char *focus, bool marks, void (*add)(void *to, int64_t id), void *to)
{
	Ui *ui = self;
	for (size_t i = ui->depth; i-- > 0;) {
		Screen *s = ui->stack[i];
		size_t n = s->kind->focus ? s->kind->focus(s, focus, marks, add, to) : 0;
		if (n || !s->kind->floats)
			return n;
	}
	return 0;
}

static bool host_focus_text(Str *out, void *self, const char *focus)
{
	Screen *s = ui_main(self);
	return s && s->kind->focus_text && s->kind->focus_text(s, focus, out);
}

static Err *host_resolve(int64_t *id, void *self, const char *kind, const char *text)
{
	return work_resolve(id, ((Ui *)self)->work, kind, text);
}

static Err *host_resolve_sure(int64_t *id, void *self, const char *kind, const char *text)
{
	return work_resolve_sure(id, ((Ui *)self)->work, kind, text);
}

void dispatch_host(Ui *ui)
{
	ui->host = (CommandHost){
		.words = work_words(ui->work),
		.resolve = host_resolve,
		.resolve_sure = host_resolve_sure,
		.focus = host_focus,
		.focus_text = host_focus_text,
		.self = ui,
	};
}

const Command *dispatch_row(Ui *ui, const char *line)
{
	const char *blank = strchr(line, ' ');
	const char *second = blank ? strchr(blank + 1, ' ') : NULL;
	char *two = second ? mem_strndup(line, (size_t)(second - line)) : mem_strdup(line);
	const Command *row = command_find(&ui->set, two);
	if (!row && blank) {
		two[blank - line] = '\0';
		row = command_find(&ui->set, two);
	}
	free(two);
	return row;
}

const char *ui_cap(Ui *ui, const char *const *contexts, const char *line)
{
	const char *key = keymap_key(ui->keys, contexts, line);
	Str shown = {0};
	if (key)
		key_shown(&shown, key, NULL);
	free(ui->caption);
	ui->caption = str_take(&shown);
	return ui->caption;
}

/* ---- running a call ---- */

static Err *message_write(void *self, const char *bytes, size_t n)
{
	Ui *ui = self;
	Span line = span_trim((Span){bytes, n});
	if (line.n)
		ui_done(ui, 0, "%.*s", (int)line.n, line.s);
	return NULL;
}

static Err *run_row(Ui *ui, CommandCall *call)
{
	const Command *row = call_command(call);
	if ((row->flags & COMMAND_WRITES) && store_read_only(ui->work->store))
		return err_kept(err_new(ERR_READ_ONLY, "%s", store_read_only(ui->work->store)), _("nothing was changed"));
	int64_t written = ui->work->written;
	Out *out = out_new(&(OutSetting){.form = OUT_MESSAGE, .write = message_write, .self = ui});
	Err *err = call_run(call, ui->work, out);
	out_free(out);
	if (row->flags & COMMAND_WRITES) {
		ui_changed(ui);
		if (!err && ui->message.text && ui->work->written != written)
			ui->message.undo = true;
		setting_forget(ui); /* `u` means what was done now */
	}
	return err;
}

static Err *missing_entered(Screen *owner, const char *line, bool *keep_open)
{
	Ui *ui = owner->ui;
	CommandCall *call = ui->missing_call;
	if (!call)
		return NULL;
	Err *err = call_give(call, ui->missing_arg->name, line);
	const Arg *missing = NULL;
	if (!err)
		err = call_ready(&missing, call, &ui->host);
	if (err) {
		*keep_open = true;
		return err;
	}
	ui->missing_call = NULL;
	err = run_row(ui, call);
	call_free(call);
	return err;
}

static Err *ask_missing(Ui *ui, CommandCall *call, const Arg *missing)
{
	call_free(ui->missing_call);
	ui->missing_call = call;
	ui->missing_arg = missing;
	LineArg arg = {.sign = missing->help ? _(missing->help) : missing->name, .text = "", .entered = missing_entered};
	return ui_push(ui, &screen_line, &arg);
}

static Err *dispatch_call(Ui *ui, CommandCall *call, bool *kept)
{
	Err *err = NULL;
	Screen *top = ui_top(ui);
	if (top && top->kind->act && top->kind->act(top, call, &err))
		return err;
	if (app_act(ui, call, &err) || screen_act(ui, call, &err))
		return err;
	if (call_command(call)->flags & COMMAND_SCREEN_ONLY)
		return NULL; /* a verb that means nothing here */
	const Arg *missing = NULL;
	err = call_ready(&missing, call, &ui->host);
	if (err)
		return err;
	if (missing) {
		*kept = true;
		return ask_missing(ui, call, missing);
	}
	return run_row(ui, call);
}

static bool text_verb_key(const char *line, Key *out);
static void type_key(Ui *ui, Screen *top, Key key);

Err *dispatch_line(Ui *ui, const char *line)
{
	CommandCall *call = NULL;
	Key typed;
	if (text_verb_key(line, &typed) && ui_top(ui) && screen_types(ui_top(ui))) { /* chosen from the palette */
		type_key(ui, ui_top(ui), typed);
		return NULL;
	}
	Err *err = call_parse_line(&call, &ui->set, line);
	if (err || !call_command(call)) {
		call_free(call);
		return err;
	}
	ui->host.words = work_words(ui->work);
	bool kept = false;
	ui->acting++;
	err = dispatch_call(ui, call, &kept);
	ui->acting--;
	if (!kept)
		call_free(call);
	stack_sweep(ui);
	return err;
}

Err *ui_run(Ui *ui, const char *line)
{
	return dispatch_line(ui, line);
}

/* ---- keys ---- */

bool screen_types(const Screen *s)
{
	return s->kind->types_now ? s->kind->types_now(s) : s->kind->types;
}

/* The verbs of [text] become the key that the edit widget knows them by, so that they can be bound anew without the widget knowing of it. */
static bool text_verb_key(const char *line, Key *out)
{
	static const struct {
		const char *line, *key;
	} verbs[] = {
		{"text left", "Left"},
		{"text right", "Right"},
		{"text word-left", "M-b"},
		{"text word-right", "M-f"},
		{"text start", "Home"},
		{"text end", "End"},
		{"text erase-left", "Backspace"},
		{"text erase-right", "Delete"},
		{"text erase-word", "C-w"},
		{"text erase-start", "C-u"},
		{"text erase-end", "C-k"},
		{"text yank", "C-y"},
	};
	for (size_t i = 0; i < countof(verbs); i++)
		if (strcmp(line, verbs[i].line) == 0)
			return key_read(out, verbs[i].key);
	return false;
}

static void type_key(Ui *ui, Screen *top, Key key)
{
	Err *err = NULL;
	ui->acting++;
	bool taken = top->kind->key && top->kind->key(top, key, &err);
	ui->acting--;
	if (err)
		ui_fault(ui, err);
	if (!taken && key.mods == MOD_CTRL && key.code == 'a' && !ui->said_home) {
		ui->said_home = taken = true;
		ui_say(ui, "%s", _("Home goes to the start"));
	}
	if (taken && !ui->typed_ms)
		ui->typed_ms = ui->now_ms ? ui->now_ms : 1;
	if (!taken && !err)
		ui_say(ui, "%s", _("This key does nothing here: F1 shows the keys"));
	stack_sweep(ui);
}

static const char *find_line(Ui *ui, Screen *top, Key key, Key *named)
{
	Str name = {0};
	bool typed = screen_types(top) && key_is_text(key);
	*named = typed ? key : key_command(key, ui->layout);
	const char *line = NULL;
	if (named->code != CODE_NONE && named->code != CODE_UNKNOWN) {
		key_write(&name, *named);
		line = keymap_find(ui->keys, top->kind->contexts(top), str_text(&name));
	}
	str_done(&name);
	return line;
}

/* "F8 drops it" was said of what a line or form left: that is what the key does now, whatever it means on the screen below. */
static bool drops_kept(Ui *ui, Screen *top, Key key)
{
	Str name = {0};
	if (!ui->said_draft[0] || screen_types(top) || key_is_text(key))
		return false;
	key_write(&name, key);
	bool drops = str_same(keymap_find(ui->keys, keep_contexts, str_text(&name)), "draft drop");
	str_done(&name);
	if (!drops)
		return false;
	Err *err = keep_drop(ui, ui->said_draft);
	if (err)
		ui_fault(ui, err);
	return true;
}

void dispatch_key(Ui *ui, Key key)
{
	Screen *top = ui_top(ui);
	if (!top || drops_kept(ui, top, key))
		return;
	Key named;
	const char *line = find_line(ui, top, key, &named);
	/* Keys typed ahead act on what they would have acted on had the frame been seen; letters of a text need no reading between them, nor does
	 * leaving the first screen before it was shown. */
	if (top->stale && !(screen_types(top) && key_is_text(key)) && !(ui->needs_later && line && str_begins(line, "go "))) {
		stack_load(ui);
		show_fit(ui);
		line = find_line(ui, top, key, &named);
	}
	bool interrupt = line && strcmp(line, "interrupt") == 0;
	if (!interrupt)
		ui->quit_ms = 0;
	if (screen_types(top)) {
		Key text;
		if (line && text_verb_key(line, &text)) {
			type_key(ui, top, text);
			return;
		}
		if (!line) {
			type_key(ui, top, key);
			return;
		}
	} else if (!line) {
		ui_say(ui, "%s", _("This key does nothing here: ? shows the keys"));
		return;
	}
	char *copy = mem_strdup(line); /* a reload of the keys may free it */
	Err *err = dispatch_line(ui, copy);
	free(copy);
	if (err)
		ui_fault(ui, err);
	if (ui_top(ui) && screen_types(ui_top(ui)) && !ui->typed_ms)
		ui->typed_ms = ui->now_ms ? ui->now_ms : 1;
}
