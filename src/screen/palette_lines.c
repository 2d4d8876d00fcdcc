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

bool palette_contains(const char *folded, const char *text)
{
	Str key = {0};
	fold_search(&key, text);
	bool found = strstr(str_text(&key), folded) != NULL;
	str_done(&key);
	return found;
}

/* Every action is found by its name, its English and its translated title. */
static bool command_matches(const Command *c, const char *folded)
{
	return palette_contains(folded, c->name) || (c->title && (palette_contains(folded, c->title) || palette_contains(folded, _(c->title))));
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

static bool line_matches(const Command *c, const char *line, const char *folded)
{
	const char *english = line_label_english(line);
	return palette_contains(folded, line) || palette_contains(folded, line_label(c, line)) || (english && palette_contains(folded, english));
}

/* Screens and themes: each choice is a row of its own. */
static void add_choices(Screen *s, PaletteState *p, const Command *c, const char *folded, bool all)
{
	const Arg *first = command_arg(c, 0);
	for (size_t i = 0; first->choices[i]; i++) {
		char *line = mem_printf("%s %s", c->name, first->choices[i]);
		if (all || line_matches(c, line, folded) || command_matches(c, folded))
			palette_add_line(s, p, line, c);
		free(line);
	}
}

static bool is_chosen_from(const Command *c)
{
	return strcmp(c->name, "go") == 0 || strcmp(c->name, "theme") == 0;
}

void palette_commands(Screen *s, PaletteState *p, const char *folded, const char *exact, bool exact_only)
{
	const CommandSet *set = ui_commands(s->ui);
	const Command *c;
	for (size_t i = 0; (c = command_at(set, i)); i++) {
		bool is_exact = exact && strcmp(c->name, exact) == 0;
		if (is_exact != exact_only || !command_is_shown(set, c) || !is_line(c))
			continue;
		if (is_chosen_from(c)) {
			if (*folded || strcmp(c->name, "go") == 0)
				add_choices(s, p, c, folded, is_exact || !*folded);
			continue;
		}
		if ((!is_exact && !command_matches(c, folded)) || !serves_here(s, c, c->name) || is_box_key(c) || (!*folded && strcmp(c->name, "interrupt") == 0))
			continue;
		const Arg *first = command_arg(c, 0);
		if (!first || first->type != ARG_CHOICE || !(first->flags & ARGF_REQUIRED) || !(c->flags & COMMAND_SCREEN_ONLY))
			palette_add_command(s, p, c->name, c);
	}
}

/* What a key does on the screen below is found by its words too: no key must be known to anybody. */
void palette_bound(Screen *s, PaletteState *p, const char *folded)
{
	Screen *below = ui_below(s->ui, s);
	const Binding *binding;
	for (size_t i = 0; below && (binding = keymap_at(ui_keymap(s->ui), below->kind->contexts(below), i)); i++) {
		const Command *c = line_command(ui_commands(s->ui), binding->line);
		if (c && strcmp(c->name, binding->line) != 0 && !is_box_key(c) && line_matches(c, binding->line, folded))
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
	const char *query = command_arg_named(c, "filter") ? call_text(call, "filter") : strcmp(c->name, "find") == 0 ? call_text(call, "text")
	                                                                                                              : NULL;
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

/* What is typed after the name of a command is its arguments: the whole line runs, as in the shell, or says why not. */
void palette_line(Screen *s, PaletteState *p, const char *text)
{
	CommandCall *call = NULL;
	const CommandSet *set = ui_commands(s->ui);
	CommandSet shell = *set;
	shell.face = FACE_SHELL;
	Err *err = strchr(text, ' ') ? call_parse_line(&call, set, text) : NULL;
	if (!err && call && call_command(call)) {
		Screen *below = ui_below(s->ui, s);
		bool bound = below && keymap_key(ui_keymap(s->ui), below->kind->contexts(below), text);
		if (bound || (is_chosen_from(call_command(call)) && line_label_english(text))) {
			palette_add_line(s, p, text, call_command(call));
		} else {
			Row *row = palette_add(p, ROW_COMMAND, arena_dup(p->arena, text));
			if (row) {
				row->line = arena_dup(p->arena, text);
				row->note = _("run");
			}
		}
	} else if (names_command(&shell, text)) {
		CommandCall *other = NULL;
		Err *fault = call_parse_line(&other, &shell, text);
		if (!fault && call_command(other)->flags & COMMAND_CLI_ONLY && !command_find(set, call_command(other)->name))
			add_shell(p, other, text);
		else if (fault || err)
			palette_add(p, ROW_FAULT, arena_dup(p->arena, err ? err->what : fault->what));
		err_free(fault);
		call_free(other);
	}
	err_free(err);
	call_free(call);
}
