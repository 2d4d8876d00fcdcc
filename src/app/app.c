/* SPDX-License-Identifier: MIT */
/* One app: made from a Work, fed events, gives frames. The loop around it is in loop.c; tests do without one. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "ui.h"

Work *ui_work(Ui *ui)
{
	return ui->work;
}

const CommandSet *ui_commands(Ui *ui)
{
	return &ui->set;
}

bool ui_repeating(Ui *ui)
{
	return ui->repeating;
}

int64_t ui_whose(Ui *ui)
{
	return ui->whose;
}

void ui_set_whose(Ui *ui, int64_t staff)
{
	ui->whose = staff;
	ui_changed(ui);
}

/* What floats is left out: the page is drawn alone into a frame of its own. */
char *ui_page(Ui *ui)
{
	Screen *main = ui_main(ui);
	Frame *kept = ui->frame;
	size_t depth = ui->depth;
	ui->frame = frame_new(kept->rows, kept->cols);
	ui->frame->ascii = kept->ascii;
	ui->frame->plain = kept->plain;
	while (ui->depth && ui->stack[ui->depth - 1] != main)
		ui->depth--;
	show_draw(ui);
	char *text = frame_text(ui->frame);
	frame_free(ui->frame);
	ui->frame = kept;
	ui->depth = depth;
	return text;
}

static void commands_join(Ui *ui)
{
	size_t n = work_table_count + screen_table_count;
	CommandTable *tables = mem_alloc(n * sizeof *tables);
	memcpy(tables, work_tables, work_table_count * sizeof *tables);
	memcpy(tables + work_table_count, screen_tables, screen_table_count * sizeof *tables);
	ui->set = (CommandSet){.tables = tables, .n = n, .face = FACE_SCREEN, .program = "kartoteka"};
}

Err *app_new(Ui **out, const AppOptions *options)
{
	Ui *ui = mem_alloc(sizeof *ui);
	ui->work = options->work;
	ui->term = options->term;
	ui->ascii = options->ascii;
	ui->locale_dir = options->locale_dir;
	ui->teaches = options->teach || options->term;
	ui->titled = -1;
	int rows = options->rows, cols = options->cols;
	if (ui->term)
		term_size(ui->term, &rows, &cols);
	ui->frame = frame_new(rows, cols);
	commands_join(ui);
	dispatch_host(ui);
	ui->worker = worker_new(ui->work);
	ui->day = work_today(ui->work);
	ui->whose = ui->work->me.head.id;
	ui->last_due = work_now(ui->work);
	ui->needs_stale = true;
	Err *faults[] = {keys_load(ui), look_load(ui), settings_faults(ui->work->settings, true)};
	if (!ui->term) /* else behind the first frame, with what row 0 counts */
		needs_roll(ui);
	Err *err = ui_push(ui, &screen_today, NULL);
	if (err) {
		for (size_t i = 0; i < countof(faults); i++)
			err_free(faults[i]);
		app_free(ui);
		return err;
	}
	for (size_t i = 0; i < countof(faults); i++)
		if (faults[i])
			ui_fault(ui, faults[i]);
	if (options->warning && !ui_says(ui))
		ui_remark(ui, STYLE_PLAIN, "%s", options->warning);
	*out = ui;
	return NULL;
}

void app_free(Ui *ui)
{
	if (!ui)
		return;
	ui->acting = 0;
	keep_drafts(ui, true);
	for (size_t i = 0; i < ui->depth; i++)
		ui->stack[i]->unkept = false; /* who could be asked was asked */
	if (ui->depth)
		ui_pop(ui, ui->stack[0]);
	stack_sweep(ui);
	for (size_t i = 0; screen_kinds[i]; i++) {
		if (screen_kinds[i]->forget)
			screen_kinds[i]->forget();
	}
	call_free(ui->missing_call);
	worker_free(ui->worker);
	keymap_free(ui->keys);
	free(ui->keys_text);
	frame_free(ui->frame);
	free(ui->message.text);
	setting_forget(ui);
	free(ui->caption);
	free(ui->editor_left);
	free(ui->editor_file);
	free(ui->text_left);
	err_free(ui->text_lost);
	free(ui->layout);
	CommandTable *tables = NULL;
	memcpy(&tables, &ui->set.tables, sizeof tables);
	free(tables);
	free(ui);
}

static void note_repeat(Ui *ui)
{
	ui->repeating = ui->key_ms && ui->now_ms - ui->key_ms < REPEAT_MS;
	ui->key_ms = ui->now_ms;
}

static void on_paste(Ui *ui, const char *text)
{
	Screen *top = ui_top(ui);
	if (!top || !screen_types(top) || !top->kind->paste || !top->kind->paste(top, text))
		ui_say(ui, "%s", _("Nothing to paste into here: / or a first"));
	else if (!ui->typed_ms)
		ui->typed_ms = ui->now_ms ? ui->now_ms : 1;
}

static void on_mouse(Ui *ui, const Mouse *mouse)
{
	Screen *top = ui_top(ui);
	Err *err = NULL;
	if (mouse->action == MOUSE_DRAG) {
		ui_say(ui, "%s", _("Shift+drag selects text"));
		return;
	}
	ui->acting++;
	if (top && top->kind->mouse)
		top->kind->mouse(top, mouse, &err);
	ui->acting--;
	stack_sweep(ui);
	if (err)
		ui_fault(ui, err);
}

static void on_reply(Ui *ui, const TermEvent *event)
{
	if (!ui->term)
		return;
	switch (term_reply(ui->term, event)) {
	case TERM_SAME:
	case TERM_REPAINT:
		break;
	case TERM_AMBIGUOUS_WIDE:
		ui->frame->ascii = true;
		ui_say(ui, "%s", _("This terminal draws Cyrillic two cells wide: set “ambiguous width” to narrow in it"));
		break;
	}
}

void app_event(Ui *ui, const TermEvent *event, int64_t now_ms)
{
	ui->now_ms = now_ms;
	switch (event->type) {
	case EVENT_NONE:
	case EVENT_FOCUS:
		break;
	case EVENT_KEY:
		note_repeat(ui);
		memcpy(ui->said_draft, ui->message.draft, sizeof ui->said_draft);
		ui->said_unkept = ui->message.unkept;
		if (ui->message.text) {
			free(ui->message.text);
			ui->message = (Message){0};
		}
		dispatch_key(ui, event->key);
		ui->said_draft[0] = '\0';
		ui->said_unkept = false;
		break;
	case EVENT_PASTE:
		on_paste(ui, event->text);
		break;
	case EVENT_MOUSE:
		on_mouse(ui, &event->mouse);
		break;
	case EVENT_REPLY:
		on_reply(ui, event);
		break;
	case EVENT_EOF:
		ui->terminal_gone = ui->over = true;
		break;
	}
}

void app_resize(Ui *ui, int rows, int cols)
{
	frame_resize(ui->frame, rows, cols);
}

/* Of what is seen: the main screen and what floats over it. */
static bool clock_runs(Ui *ui)
{
	Screen *main = ui_main(ui);
	for (size_t i = ui->depth; i > 0; i--) {
		Screen *s = ui->stack[i - 1];
		if (s->kind->ticks && s->kind->ticks(s))
			return true;
		if (s == main)
			break;
	}
	return false;
}

int64_t app_rest(Ui *ui)
{
	Instant now = work_now(ui->work), due = ui->needs.next;
	int64_t left = 60 - ((now.s % 60) + 60) % 60;
	if (!instant_is_none(due) && due.s > now.s && due.s - now.s < left)
		left = due.s - now.s;
	return clock_runs(ui) ? 1 : left;
}

void app_minute(Ui *ui)
{
	Day today = work_today(ui->work);
	if (today.n != ui->day.n) {
		ui->day = today;
		ui_changed(ui);
	}
	if (store_changed(ui->work->store)) /* where the base lies on a network nobody tells */
		ui_changed(ui);
	Instant now = work_now(ui->work);
	bool turned = needs_turned(ui) || now.s < ui->minute.s; /* a clock that was set back: what was read is of a later moment */
	ui->minute = now;
	for (size_t i = 0; i < ui->depth; i++)
		if (ui->stack[i]->kind->minute)
			ui->stack[i]->kind->minute(ui->stack[i], turned);
	needs_minute(ui, turned);
	size_t at;
	keep_drafts(ui, keep_lacks(ui, 0, &at)); /* there may be room by now */
}

const Frame *app_frame(Ui *ui)
{
	stack_sweep(ui);
	stack_load(ui);
	teach(ui);
	show_draw(ui);
	return ui->frame;
}

bool app_is_over(const Ui *ui)
{
	return ui->over;
}

static void type_text(Ui *ui, const char *text)
{
	size_t n = strlen(text), used;
	for (size_t at = 0; at < n; at += used) {
		TermEvent event = {.type = EVENT_KEY, .key = {.code = utf8_decode(text + at, n - at, &used)}};
		app_event(ui, &event, ui->now_ms + 1000);
	}
}

Err *app_keys(Ui *ui, const char *keys)
{
	char *copy = mem_strdup(keys), *rest = copy;
	Err *err = NULL;
	for (char *word; !err && (word = strtok_r(rest, " \n", &rest));) {
		TermEvent event = {.type = EVENT_KEY};
		if (str_begins(word, "text:"))
			type_text(ui, word + 5);
		else if (key_read(&event.key, word)) {
			app_event(ui, &event, ui->now_ms + 1000);
			app_frame(ui); /* as a person would see each step */
		} else
			err = err_new(ERR_USAGE, "unknown key %s", word);
	}
	free(copy);
	return err;
}
