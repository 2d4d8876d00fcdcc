/* SPDX-License-Identifier: MIT */
/* What the palette finds among commands: by name and title, by what a key does here, and lines that are typed whole, as in the shell. */
#include <stdlib.h>
#include <string.h>

#include "lines.h"
#include "palette.h"
#include "kartoteka/base/fold.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"

Row *palette_add(PaletteState *p, RowType type, const char *text)
{
	if (p->n == ROWS_MOST)
		return NULL;
	Row *row = &p->rows[p->n++];
	*row = (Row){.type = type, .text = text};
	return row;
}

void palette_fault(PaletteState *p, const Err *err)
{
	palette_add(p, ROW_FAULT, arena_dup(p->arena, err->what));
}

bool palette_contains(const PaletteState *p, const char *text)
{
	Str key = {0};
	fold_search(&key, text);
	bool found = strstr(str_text(&key), p->key) || (p->other && strstr(str_text(&key), p->other));
	str_done(&key);
	return found;
}

/* ---- titles in the language that is not shown ---- */

typedef VEC(const char *) Titles;

static void add_title(Titles *titles, const char *english)
{
	if (english)
		vec_push(titles, english);
}

/* What is shown in English is found by its Russian too. Once a box: the catalogue is asked for hundreds of words. */
void palette_learn(Screen *s, PaletteState *p)
{
	Titles titles = {0};
	const Command *c;
	const char *label;
	if (text_lang() != LANG_EN)
		return;
	for (size_t i = 0; (c = command_at(ui_commands(s->ui), i)); i++) {
		add_title(&titles, c->title);
		add_title(&titles, c->hint);
	}
	for (size_t i = 0; (label = line_label_at(i)); i++)
		add_title(&titles, label);
	const char **russian = mem_alloc((titles.n ? titles.n : 1) * sizeof *russian);
	text_in(LANG_RU, titles.at, russian, titles.n);
	for (size_t i = 0; i < titles.n; i++)
		if (russian[i] != titles.at[i])
			vec_push(&p->russian, ((Spoken){titles.at[i], russian[i]}));
	free(russian);
	vec_free(&titles);
}

static const char *in_russian(const PaletteState *p, const char *english)
{
	for (size_t i = 0; i < p->russian.n; i++)
		if (p->russian.at[i].english == english)
			return p->russian.at[i].russian;
	return _(english);
}

/* Every action is found by its name, its title in both languages, and what one would say for it. */
static bool command_matches(const PaletteState *p, const Command *c)
{
	return palette_contains(p, c->name) || (c->title && (palette_contains(p, c->title) || palette_contains(p, in_russian(p, c->title)))) ||
	       palette_said(p, c->name);
}

static bool is_same(const PaletteState *p, const char *text)
{
	Str key = {0};
	fold_search(&key, text);
	bool same = *p->key && (strcmp(str_text(&key), p->key) == 0 || (p->other && strcmp(str_text(&key), p->other) == 0));
	str_done(&key);
	return same;
}

static bool is_exact(const PaletteState *p, const Command *c)
{
	return is_same(p, c->name) || palette_said(p, c->name) == 2 || (c->title && (is_same(p, c->title) || is_same(p, in_russian(p, c->title))));
}

/* A verb of the screens is offered where a key of the screen below means it too. */
static bool serves_here(Screen *s, const Command *c, const char *line)
{
	Screen *below = ui_below(s->ui, s);
	if (!(c->flags & COMMAND_SCREEN_ONLY) || !below || strcmp(c->name, "go") == 0 || strcmp(c->name, "reload") == 0 || strcmp(c->name, "theme") == 0)
		return true;
	return keymap_key(ui_keymap(s->ui), below->kind->contexts(below), line) != NULL;
}

void palette_add_command(Screen *s, PaletteState *p, const char *line, const Command *c)
{
	Screen *below = ui_below(s->ui, s);
	Row *row = palette_add(p, ROW_COMMAND, c->title ? _(c->title) : c->name);
	if (!row)
		return;
	row->line = arena_dup(p->arena, line);
	row->note = arena_dup(p->arena, below ? ui_cap(s->ui, below->kind->contexts(below), line) : "");
}

/* A row whose required argument is no free text (move up, choose 3) is a key's, not a person's. */
static bool is_line(const Command *c)
{
	const Arg *first = command_arg(c, 0);
	return !(first && (first->flags & ARGF_REQUIRED) && (c->flags & COMMAND_SCREEN_ONLY) && first->type != ARG_CHOICE);
}

/* What only moves or closes is a key's, not a command to look for. */
static bool is_box_key(const Command *c)
{
	static const char *const names[] = {"escape", "accept", "complete", "palette", "scope", "back", "open", "choose", NULL};
	for (size_t i = 0; names[i]; i++)
		if (strcmp(names[i], c->name) == 0)
			return true;
	return false;
}

static bool is_listed(const PaletteState *p, const char *line)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->rows[i].type == ROW_COMMAND && strcmp(p->rows[i].line, line) == 0)
			return true;
	return false;
}

void palette_add_line(Screen *s, PaletteState *p, const char *line, const Command *c)
{
	Screen *below = ui_below(s->ui, s);
	Row *row = is_listed(p, line) ? NULL : palette_add(p, ROW_COMMAND, line_label(c, line));
	if (!row)
		return;
	row->line = arena_dup(p->arena, line);
	row->note = arena_dup(p->arena, below ? ui_cap(s->ui, below->kind->contexts(below), line) : "");
}

static const char *english_of(const Command *c, const char *line)
{
	const char *own = line_label_english(line);
	if (own)
		return own;
	if (c->hint)
		return c->hint;
	return c->title ? c->title : c->name;
}

static bool line_matches(const PaletteState *p, const Command *c, const char *line)
{
	const char *english = english_of(c, line);
	return palette_contains(p, line) || palette_contains(p, english) || palette_contains(p, in_russian(p, english)) || palette_said(p, line);
}

static bool line_is_exact(const PaletteState *p, const Command *c, const char *line)
{
	const char *english = english_of(c, line);
	return is_same(p, line) || is_same(p, english) || is_same(p, in_russian(p, english)) || palette_said(p, line) == 2;
}

/* Screens and themes: each choice is a row of its own. `whole`: the command itself was named, which means each of them. */
static void add_choices(Screen *s, PaletteState *p, const Command *c, bool exact, bool whole)
{
	const Arg *first = command_arg(c, 0);
	for (size_t i = 0; first->choices[i]; i++) {
		char *line = mem_printf("%s %s", c->name, first->choices[i]);
		if (whole || (exact ? line_is_exact(p, c, line) : line_matches(p, c, line) || command_matches(p, c)))
			palette_add_line(s, p, line, c);
		free(line);
	}
}

void palette_places(Screen *s, PaletteState *p)
{
	const Command *c = command_find(ui_commands(s->ui), "go");
	const Arg *first = command_arg(c, 0);
	for (size_t i = 0; first->choices[i]; i++) {
		char *line = mem_printf("go %s", first->choices[i]);
		if (line_matches(p, c, line))
			palette_add_line(s, p, line, c);
		free(line);
	}
}

static bool is_chosen_from(const Command *c)
{
	return strcmp(c->name, "go") == 0 || strcmp(c->name, "theme") == 0;
}

void palette_commands(Screen *s, PaletteState *p, bool exact)
{
	const CommandSet *set = ui_commands(s->ui);
	const Command *c;
	bool all = !*p->key;
	for (size_t i = 0; (c = command_at(set, i)); i++) {
		if (!command_is_shown(set, c) || !is_line(c))
			continue;
		bool is_meant = is_exact(p, c);
		if (is_chosen_from(c)) {
			if (!all || strcmp(c->name, "go") == 0)
				add_choices(s, p, c, exact, all || (exact && is_meant));
			continue;
		}
		if (exact ? !is_meant : !command_matches(p, c))
			continue;
		if (is_listed(p, c->name) || !serves_here(s, c, c->name) || is_box_key(c) || (all && strcmp(c->name, "interrupt") == 0))
			continue;
		const Arg *first = command_arg(c, 0);
		if (!first || first->type != ARG_CHOICE || !(first->flags & ARGF_REQUIRED) || !(c->flags & COMMAND_SCREEN_ONLY))
			palette_add_command(s, p, c->name, c);
	}
}

/* What a key does on the screen below is found by its words too: no key must be known to anybody. */
void palette_bound(Screen *s, PaletteState *p)
{
	Screen *below = ui_below(s->ui, s);
	const Binding *binding;
	for (size_t i = 0; below && (binding = keymap_at(ui_keymap(s->ui), below->kind->contexts(below), i)); i++) {
		const Command *c = line_command(ui_commands(s->ui), binding->line);
		if (c && strcmp(c->name, binding->line) != 0 && !is_box_key(c) && line_matches(p, c, binding->line))
			palette_add_line(s, p, binding->line, c);
	}
}

/* ---- a whole line typed ---- */

/* Lists of the shell are screens here; what needs no base open, or prints, stays the shell's. */
static const struct {
	const char *shell, *line;
} seen_here[] = {
	{"today", "go today"},
	{"agenda", "go calendar"},
	{"changes", "go changes"},
	{"remind", "go reminders"},
	{"task list", "go reminders"},
	{"config", "go settings"},
	{"tag list", "go settings"},
	{"staff list", "go settings"},
	{"client list", "go clients"},
};

static void add_shell(PaletteState *p, CommandCall *call, const char *text)
{
	const Command *c = call_command(call);
	const char *query = NULL;
	if (command_arg_named(c, "filter"))
		query = call_text(call, "filter");
	else if (strcmp(c->name, "find") == 0)
		query = call_text(call, "text");
	if (query) {
		Row *row = palette_add(p, ROW_FILTER, arena_dup(p->arena, text));
		if (row) {
			row->line = arena_dup(p->arena, query);
			row->note = _("filter");
		}
		return;
	}
	for (size_t i = 0; i < countof(seen_here); i++)
		if (strcmp(seen_here[i].shell, c->name) == 0) {
			Row *row = palette_add(p, ROW_COMMAND, c->title ? _(c->title) : c->name);
			if (row)
				row->line = seen_here[i].line;
			return;
		}
	Row *row = palette_add(p, ROW_SHELL, arena_dup(p->arena, text));
	if (row) {
		row->line = arena_dup(p->arena, c->name);
		row->note = _("in the shell");
	}
}

/* The first words name a command of the shell: then a fault behind them is worth telling. */
static bool names_command(const CommandSet *set, const char *text)
{
	const Command *c;
	for (size_t i = 0; (c = command_at(set, i)); i++) {
		size_t n = strlen(c->name);
		if (strncmp(text, c->name, n) == 0 && (text[n] == ' ' || !text[n]))
			return true;
	}
	return false;
}

/* A line of command that runs as it stands; `typed` is how it was said. */
static void add_run(Screen *s, PaletteState *p, const char *line, const char *typed, const Command *c)
{
	Screen *below = ui_below(s->ui, s);
	bool bound = below && keymap_key(ui_keymap(s->ui), below->kind->contexts(below), line);
	if (bound || (is_chosen_from(c) && line_label_english(line))) {
		palette_add_line(s, p, line, c);
		return;
	}
	Row *row = palette_add(p, ROW_COMMAND, arena_dup(p->arena, typed));
	if (!row)
		return;
	row->line = arena_dup(p->arena, line);
	row->note = typed == line || !c->title ? _("run") : _(c->title);
}

/* What is typed after the name of a command is its arguments: the whole line runs, as in the shell, or says why not. */
bool palette_line(Screen *s, PaletteState *p, const char *line, const char *typed)
{
	CommandCall *call = NULL;
	const CommandSet *set = ui_commands(s->ui);
	CommandSet shell = *set;
	shell.face = FACE_SHELL;
	Err *err = strchr(line, ' ') ? call_parse_line(&call, set, line) : NULL;
	bool known = !err && call && call_command(call);
	if (known) {
		add_run(s, p, line, typed, call_command(call));
	} else if (names_command(&shell, line)) {
		CommandCall *other = NULL;
		Err *fault = call_parse_line(&other, &shell, line);
		known = true;
		if (!fault && call_command(other)->flags & COMMAND_CLI_ONLY && !command_find(set, call_command(other)->name))
			add_shell(p, other, line);
		else if (fault || err)
			palette_fault(p, err ? err : fault);
		err_free(fault);
		call_free(other);
	}
	err_free(err);
	call_free(call);
	return known;
}
