/* SPDX-License-Identifier: MIT */
/* One line typed above the message row: a step in words, a date, an argument that was missing. What it reads as stands below it as it is typed. */
#include <stdlib.h>
#include <string.h>

#include "draft_lines.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/screen/screen.h"
#include "kartoteka/term/prompt.h"

typedef struct LineState {
	Prompt prompt;
	const char *draft_screen;
	int64_t *clients;
	size_t n_clients;
	Err *(*entered)(Screen *owner, const char *line, bool *keep_open);
	void (*echo)(Screen *owner, const char *line, Str *out, bool *bad);
	LineComplete *complete;
	Err *(*turn)(Screen *owner, const char *line);
	void (*narrowed)(Screen *owner, const char *line);
} LineState;

static const char *const *contexts(const Screen *s)
{
	static const char *const names[] = {"line", "text", "always", NULL};
	static const char *const filter[] = {"filter", "line", "text", "always", NULL};
	return ((const LineState *)s->state)->narrowed ? filter : names;
}

static void refresh_echo(Screen *s)
{
	LineState *l = s->state;
	Str out = {0};
	bool bad = false;
	const char *text = edit_text(l->prompt.edit);
	prompt_clear_echo(&l->prompt);
	if (l->echo && *text)
		l->echo(ui_below(s->ui, s), text, &out, &bad);
	if (out.n)
		prompt_add_echo(&l->prompt, bad ? STYLE_ERROR : STYLE_DIM, out.s);
	str_done(&out);
}

static void edited(Screen *s)
{
	LineState *l = s->state;
	refresh_echo(s);
	if (l->narrowed)
		l->narrowed(ui_below(s->ui, s), edit_text(l->prompt.edit));
}

static void take_draft(LineState *l, const char *body)
{
	char *clients = draft_value(body, "clients"), *text = draft_value(body, "text"), *rest = clients;
	size_t room = clients ? strlen(clients) / 2 + 1 : 1;
	l->clients = mem_alloc(room * sizeof *l->clients);
	while (rest && *rest && l->n_clients < room) {
		l->clients[l->n_clients++] = strtoll(rest, &rest, 10);
		rest += *rest == ' ';
	}
	edit_set(l->prompt.edit, text ? text : "");
	edit_set_at(l->prompt.edit, (size_t)draft_number(body, "cursor", (int64_t)strlen(edit_text(l->prompt.edit))));
	free(clients);
	free(text);
}

static Err *line_open(Screen *s, const void *arg)
{
	LineState *l = s->state;
	const LineArg *a = arg;
	prompt_init(&l->prompt, a->sign ? a->sign : "", a->text ? a->text : "");
	l->draft_screen = a->draft_screen;
	l->entered = a->entered;
	l->echo = a->echo;
	l->complete = a->complete;
	l->turn = a->turn;
	l->narrowed = a->narrowed;
	if (a->draft) {
		take_draft(l, a->draft);
	} else if (a->n_clients) {
		l->n_clients = a->n_clients;
		l->clients = mem_alloc(a->n_clients * sizeof *l->clients);
		memcpy(l->clients, a->clients, a->n_clients * sizeof *l->clients);
	}
	refresh_echo(s);
	return NULL;
}

static void line_close(Screen *s)
{
	LineState *l = s->state;
	prompt_done(&l->prompt);
	free(l->clients);
}

/* A filter hides no row of its list, but where the message row is taken. */
static bool in_message_row(const Screen *s)
{
	return ((const LineState *)s->state)->narrowed && !ui_says(s->ui);
}

static bool line_message(const Screen *s, const Layout *layout)
{
	if (!in_message_row(s))
		return false;
	prompt_draw(&((const LineState *)s->state)->prompt, layout->message, true);
	return true;
}

static void line_paint(const Screen *s, const Layout *layout)
{
	const LineState *l = s->state;
	if (in_message_row(s))
		return;
	int rows = prompt_rows(&l->prompt) + 1, room = layout->body.rows;
	if (rows > room)
		rows = room;
	Area a = area_part(layout->body, layout->body.rows - rows, 0, rows, -1);
	area_fill(a, STYLE_PLAIN);
	area_rule(a, 0, STYLE_RULE);
	prompt_draw(&l->prompt, area_part(a, 1, 0, -1, -1), true);
}

static Err *enter(Screen *s)
{
	LineState *l = s->state;
	bool keep_open = false;
	char *text = mem_strdup(edit_text(l->prompt.edit));
	Screen *owner = ui_below(s->ui, s);
	Err *err = *text && l->entered ? l->entered(owner, text, &keep_open) : NULL;
	free(text);
	if (keep_open && err) {
		char *why = err_text(err);
		prompt_clear_echo(&l->prompt);
		prompt_add_echo(&l->prompt, STYLE_ERROR, why);
		free(why);
		err_free(err);
		return NULL;
	}
	if (!keep_open) {
		ui_draft_drop(s->ui, s);
		ui_end(s->ui, s);
	}
	return err;
}

static void complete(Screen *s)
{
	LineState *l = s->state;
	Str line = {0}, note = {0};
	l->complete(ui_below(s->ui, s), edit_text(l->prompt.edit), &line, &note);
	edit_set(l->prompt.edit, str_text(&line));
	refresh_echo(s);
	if (note.n)
		prompt_add_echo(&l->prompt, STYLE_DIM, note.s);
	str_done(&line);
	str_done(&note);
}

static Err *turn(Screen *s)
{
	LineState *l = s->state;
	char *text = mem_strdup(edit_text(l->prompt.edit));
	Screen *owner = ui_below(s->ui, s);
	Err *(*to)(Screen *, const char *) = l->turn;
	ui_end(s->ui, s);
	Err *err = to(owner, text);
	free(text);
	return err;
}

/* Keys of the filter that are not the line's: they are the list's. */
static bool filter_act(Screen *s, CommandCall *call, Err **err)
{
	LineState *l = s->state;
	const char *verb = call_command(call)->name;
	Screen *owner = ui_below(s->ui, s);
	if (strcmp(verb, "open") == 0) {
		*err = enter(s);
	} else if (strcmp(verb, "pane") == 0) {
		ui_end(s->ui, s);
	} else if (strcmp(verb, "escape") == 0 || strcmp(verb, "interrupt") == 0) {
		l->narrowed(owner, NULL);
		ui_pop(s->ui, s);
	} else if (strcmp(verb, "move") == 0 || strcmp(verb, "preview") == 0) {
		return owner->kind->act && owner->kind->act(owner, call, err);
	} else {
		return false;
	}
	return true;
}

static bool line_act(Screen *s, CommandCall *call, Err **err)
{
	LineState *l = s->state;
	const char *verb = call_command(call)->name;
	if (l->narrowed && filter_act(s, call, err))
		return true;
	if (strcmp(verb, "accept") == 0) {
		*err = enter(s);
	} else if (strcmp(verb, "escape") == 0 || strcmp(verb, "interrupt") == 0) {
		ui_pop(s->ui, s);
	} else if (strcmp(verb, "complete") == 0 && l->complete) {
		complete(s);
	} else if (strcmp(verb, "complete") == 0 && l->turn) {
		*err = turn(s);
	} else if (strcmp(verb, "history") == 0) {
		bool up = str_same(call_text(call, "what"), "previous");
		if (edit_key(l->prompt.edit, (Key){.code = up ? CODE_UP : CODE_DOWN}) == EDIT_CHANGED)
			edited(s);
	} else {
		return false;
	}
	return true;
}

static bool line_typed(Screen *s, Key key, Err **err)
{
	(void)err;
	LineState *l = s->state;
	EditResult result = edit_key(l->prompt.edit, key);
	if (result == EDIT_CHANGED)
		edited(s);
	return result != EDIT_IGNORED;
}

static bool line_pasted(Screen *s, const char *text)
{
	LineState *l = s->state;
	edit_paste(l->prompt.edit, text);
	edited(s);
	return true;
}

static bool line_draft(Screen *s, Draft *out, Str *body)
{
	LineState *l = s->state;
	if (!l->draft_screen || edit_is_empty(l->prompt.edit))
		return false;
	out->screen = l->draft_screen;
	out->title = edit_text(l->prompt.edit);
	Str clients = {0};
	for (size_t i = 0; i < l->n_clients; i++)
		str_addf(&clients, "%s%lld", i ? " " : "", (long long)l->clients[i]);
	draft_put(body, "clients", str_text(&clients));
	draft_put(body, "text", edit_text(l->prompt.edit));
	draft_put_number(body, "cursor", (int64_t)edit_at(l->prompt.edit));
	str_done(&clients);
	return true;
}

static size_t line_focus(const Screen *s, const char *focus, bool marks, void (*add)(void *to, int64_t id), void *to)
{
	const LineState *l = s->state;
	size_t n = 1;
	if (strcmp(focus, "client") != 0)
		n = 0;
	else if (marks || l->n_clients < 2)
		n = l->n_clients;
	for (size_t i = 0; i < n; i++)
		add(to, l->clients[i]);
	return n;
}

static const ScreenHint *line_hints(const Screen *s)
{
	static const ScreenHint hints[] = {{"accept", NULL}, {"history previous", NULL}, {"escape", NULL}, {"palette", NULL}, {NULL, NULL}};
	static const ScreenHint path[] = {{"accept", NULL}, {"complete", NULL}, {"escape", NULL}, {"palette", NULL}, {NULL, NULL}};
	static const ScreenHint filter[] = {
		{"open", NULL},
		{"move down|move up", N_("row")},
		{"pane next", N_("to the list")},
		{"escape", N_("clear")},
		{"palette", NULL},
		{NULL, NULL},
	};
	const LineState *l = s->state;
	if (l->narrowed)
		return filter;
	return l->complete ? path : hints;
}

const ScreenKind screen_line = {
	.name = "line",
	.title = N_("Line"),
	.floats = true,
	.types = true,
	.size = sizeof(LineState),
	.contexts = contexts,
	.open = line_open,
	.close = line_close,
	.draw = line_paint,
	.hints = line_hints,
	.message = line_message,
	.act = line_act,
	.key = line_typed,
	.paste = line_pasted,
	.draft = line_draft,
	.focus = line_focus,
};
