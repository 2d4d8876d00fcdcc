/* SPDX-License-Identifier: MIT */
/* A boxed menu over a screen, with a continuation: what is chosen goes to the screen below. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/log.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/screen/screen.h"
#include "kartoteka/term/menu.h"

typedef struct MenuState {
	Menu menu;
	MenuChoice *choices; /* texts are the menu's */
	size_t n;
	bool has_line, occurrence, stays;
	Area body, box;
	Err *(*chosen)(Screen *owner, const MenuChoice *choice, const char *line);
	void (*echo)(Screen *owner, const char *line, Str *out, bool *bad);
	LineComplete *complete;
} MenuState;

const char *const menu_occurrence[] = {"occurrence", "menu", "always", NULL};

static const char *const *contexts(const Screen *s)
{
	static const char *const menu[] = {"menu", "always", NULL};
	static const char *const typing[] = {"line", "text", "always", NULL};
	const MenuState *m = s->state;
	if (m->occurrence)
		return menu_occurrence;
	return m->menu.typing ? typing : menu;
}

static Err *menu_open(Screen *s, const void *arg)
{
	MenuState *m = s->state;
	const MenuArg *a = arg;
	menu_init(&m->menu, a->title);
	m->choices = mem_alloc((a->n ? a->n : 1) * sizeof *m->choices);
	m->n = a->n;
	for (size_t i = 0; i < a->n; i++) {
		const MenuChoice *c = &a->choices[i];
		m->choices[i] = *c;
		if (c->heading)
			menu_add_heading(&m->menu, c->text);
		else if (c->off)
			menu_add_off(&m->menu, c->key, c->text, c->note);
		else
			menu_add(&m->menu, c->key, c->text, c->note);
		if (c->where)
			menu_set_where(&m->menu, c->where);
		m->choices[i].text = m->menu.items[i].text; /* the caller's may end with the call */
		m->choices[i].key = m->menu.items[i].key;
		m->choices[i].note = m->menu.items[i].note;
		m->choices[i].where = m->menu.items[i].where;
	}
	if (a->cursor < m->menu.n)
		m->menu.cursor = a->cursor;
	m->has_line = a->line_label != NULL;
	if (m->has_line)
		menu_add_line(&m->menu, a->line_key, a->line_label);
	m->menu.path = a->path;
	m->occurrence = a->occurrence;
	m->chosen = a->chosen;
	m->echo = a->echo;
	m->stays = a->stays;
	m->complete = a->complete;
	return NULL;
}

static void menu_close(Screen *s)
{
	MenuState *m = s->state;
	menu_done(&m->menu);
	free(m->choices);
}

static void menu_fit(Screen *s, const Layout *layout)
{
	MenuState *m = s->state;
	m->body = layout->body;
	m->box = menu_area(&m->menu, layout->body, -1, false);
}

static void menu_paint(const Screen *s, const Layout *layout)
{
	(void)layout;
	const MenuState *m = s->state;
	menu_draw(&m->menu, m->box);
}

static void refresh_echo(Screen *s)
{
	MenuState *m = s->state;
	if (!m->echo) {
		menu_set_echo(&m->menu, NULL, false);
		return;
	}
	Str out = {0};
	bool bad = false;
	const char *line = edit_text(m->menu.line);
	if (*line)
		m->echo(ui_below(s->ui, s), line, &out, &bad);
	menu_set_echo(&m->menu, out.n ? out.s : NULL, bad);
	str_done(&out);
}

/* What went wrong is read where it was typed, and nothing of it is lost. */
static Err *try_it(Screen *s, const MenuChoice *choice, const char *line)
{
	MenuState *m = s->state;
	Err *err = m->chosen(ui_below(s->ui, s), choice, line);
	if (!err || err->code == ERR_INTERRUPTED) { /* whoever stops it finds no fault with what was typed */
		ui_end(s->ui, s);
		return err;
	}
	char *why = err_text(err);
	bool under = menu_has_room(&m->menu, m->body, why);
	if (under) {
		menu_set_echo(&m->menu, why, true);
		log_line("%s", why); /* as what the message row says */
		err_free(err);
	}
	free(why);
	return under ? NULL : err; /* a long one has the message row, which grows */
}

/* The menu leaves first, so that the continuation may push what comes next. */
static Err *take(Screen *s, const MenuChoice *choice, const char *line)
{
	MenuState *m = s->state;
	if (m->stays)
		return try_it(s, choice, line);
	Screen *owner = ui_below(s->ui, s);
	char *text = mem_strdup(line);
	MenuChoice kept = choice ? *choice : (MenuChoice){0};
	Err *(*chosen)(Screen *, const MenuChoice *, const char *) = m->chosen;
	ui_pop(s->ui, s);
	Err *err = chosen ? chosen(owner, choice ? &kept : NULL, text) : NULL;
	free(text);
	return err;
}

static void complete(Screen *s)
{
	MenuState *m = s->state;
	Str line = {0}, note = {0};
	if (!m->complete || !m->menu.typing)
		return;
	m->complete(ui_below(s->ui, s), edit_text(m->menu.line), &line, &note);
	edit_set(m->menu.line, str_text(&line));
	menu_set_echo(&m->menu, str_text(&note), false);
	str_done(&line);
	str_done(&note);
}

static Err *on_result(Screen *s, MenuResult result)
{
	MenuState *m = s->state;
	bool bad = false;
	Str out = {0};
	switch (result) {
	case MENU_IGNORED:
	case MENU_MOVED:
		return NULL;
	case MENU_CHOSEN:
		return take(s, &m->choices[m->menu.cursor], NULL);
	case MENU_EDITED:
		refresh_echo(s);
		return NULL;
	case MENU_LINE:
		if (m->echo)
			m->echo(ui_below(s->ui, s), edit_text(m->menu.line), &out, &bad);
		str_done(&out);
		return bad ? NULL : take(s, NULL, edit_text(m->menu.line));
	case MENU_CANCELED:
		ui_pop(s->ui, s);
		return NULL;
	}
	return NULL;
}

static bool menu_typed(Screen *s, Key key, Err **err)
{
	MenuState *m = s->state;
	MenuResult result = menu_key(&m->menu, key, ui_layout_table(s->ui));
	*err = on_result(s, result);
	return result != MENU_IGNORED;
}

static Err *take_occurrence(Screen *s, const char *what)
{
	static const char *const order[] = {"one", "following", "whole"};
	MenuState *m = s->state;
	for (size_t i = 0; i < countof(order) && i < m->n; i++)
		if (str_same(what, order[i])) {
			m->menu.cursor = i;
			return take(s, &m->choices[i], NULL);
		}
	return NULL;
}

static bool menu_act(Screen *s, CommandCall *call, Err **err)
{
	static const struct {
		const char *verb, *what;
		uint32_t code;
	} keys[] = {
		{"move", "up", CODE_UP},
		{"move", "down", CODE_DOWN},
		{"move", "page-up", CODE_PAGE_UP},
		{"move", "page-down", CODE_PAGE_DOWN},
		{"move", "first", CODE_HOME},
		{"move", "last", CODE_END},
		{"accept", NULL, CODE_ENTER},
		{"escape", NULL, CODE_ESC},
		{"back", NULL, CODE_ESC},
	};
	MenuState *m = s->state;
	const char *verb = call_command(call)->name;
	if (strcmp(verb, "choose") == 0) {
		Key key = {.code = (uint32_t)('0' + call_number(call, "number", 0))};
		*err = on_result(s, menu_key(&m->menu, key, ui_layout_table(s->ui)));
		return true;
	}
	if (strcmp(verb, "complete") == 0) {
		complete(s);
		return true;
	}
	if (strcmp(verb, "occurrence") == 0) {
		if (m->occurrence)
			*err = take_occurrence(s, call_text(call, "what"));
		return m->occurrence;
	}
	for (size_t i = 0; i < countof(keys); i++)
		if (strcmp(verb, keys[i].verb) == 0 && (!keys[i].what || str_same(call_text(call, "what"), keys[i].what))) {
			*err = on_result(s, menu_key(&m->menu, (Key){.code = keys[i].code}, ui_layout_table(s->ui)));
			return true;
		}
	return false;
}

static bool menu_pasted(Screen *s, const char *text)
{
	MenuState *m = s->state;
	MenuResult result = menu_paste(&m->menu, text);
	if (result == MENU_EDITED)
		refresh_echo(s);
	return result != MENU_IGNORED;
}

static bool menu_clicked(Screen *s, const Mouse *mouse, Err **err)
{
	MenuState *m = s->state;
	if (mouse->action == MOUSE_WHEEL_UP || mouse->action == MOUSE_WHEEL_DOWN) {
		menu_wheel(&m->menu, mouse->action == MOUSE_WHEEL_UP);
		return true;
	}
	if (mouse->action != MOUSE_PRESS)
		return false;
	*err = on_result(s, menu_click(&m->menu, m->box, mouse->row, mouse->col));
	return true;
}

/* How many choices a digit takes, from 1 on without a gap. */
static int digits_of(const Menu *menu)
{
	int digits = 0;
	for (size_t i = 0; i < menu->n; i++) {
		const char *key = menu->items[i].key;
		digits += key[0] == (char)('1' + digits) && !key[1];
	}
	return digits;
}

static const ScreenHint *menu_hints(const Screen *s)
{
	static char digits[32]; /* of the menu on top: there is one at a time */
	static const ScreenHint numbered[] = {{digits, N_("choose")}, {"move down|move up", N_("row")}, {"accept", NULL}, {"escape", NULL}, {NULL, NULL}};
	static const ScreenHint hints[] = {{"move down|move up", N_("row")}, {"accept", NULL}, {"escape", NULL}, {NULL, NULL}};
	static const ScreenHint line[] = {{"accept", NULL}, {"complete", NULL}, {"escape", NULL}, {NULL, NULL}};
	const MenuState *m = s->state;
	int n = m->menu.typing ? 0 : digits_of(&m->menu);
	if (m->complete && m->menu.typing)
		return line;
	snprintf(digits, sizeof digits, n > 1 ? "choose 1…choose %d" : "choose %d", n);
	return n ? numbered : hints;
}

const ScreenKind screen_menu = {
	.name = "menu",
	.title = N_("Menu"),
	.floats = true,
	.types = true,
	.size = sizeof(MenuState),
	.contexts = contexts,
	.open = menu_open,
	.close = menu_close,
	.fit = menu_fit,
	.draw = menu_paint,
	.hints = menu_hints,
	.act = menu_act,
	.key = menu_typed,
	.paste = menu_pasted,
	.mouse = menu_clicked,
};
