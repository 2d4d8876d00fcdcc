/* SPDX-License-Identifier: MIT */
/*
 * Help: exactly the keys that work on the screen it was opened over, from the binding table; searched by key or word as one types; Enter runs the line.
 * Both key caps in Russian, so that the layout does not matter.
 */
#include <stdlib.h>
#include <string.h>

#include "lines.h"
#include "kartoteka/base/fold.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/screen/screen.h"
#include "kartoteka/term/edit.h"

typedef struct Entry {
	const char *line;  /* NULL: a heading or a gap */
	const char *keys;  /* shown caps, parted by blanks */
	const char *label; /* heading: its text */
	bool example;      /* only to be read */
	CommandGroup group;
	int page, column, row; /* of those shown, as the last fit laid them out */
} Entry;

typedef VEC(Entry) Entries;

enum {
	EVEN_SPARE = 3
}; /* rows that headings at the foot of a column may cost */

typedef struct HelpState {
	Edit *edit;
	Arena *arena;
	Entries all;       /* entries of all groups, in order */
	Entries shown;     /* with headings and gaps, filtered */
	size_t cursor;     /* in shown; an entry with a line */
	size_t full;       /* rows of all there is, unfiltered: the box keeps its size while one types */
	int columns, rows; /* of the inside at the last fit */
	Area box;
} HelpState;

/* Two lines that are one to a person: keys side by side, Enter runs the second. */
static const struct {
	const char *one, *two, *label;
} pairs[] = {
	{"move up", "move down", N_("row")},
	{"move page-up", "move page-down", N_("page")},
	{"move half-up", "move half-down", N_("half a page")},
	{"move first", "move last", N_("first, last")},
	{"pane previous", "pane next", N_("pane, page")},
	{"previous match", "next match", N_("previous, next")},
	{"undo", "redo", N_("undo, redo")},
	{"add form", "add", N_("add: form, line")},
	{"filter clear", "filter menu", N_("no filter, filters")},
	{"sort reverse", "sort menu", N_("sort: reverse, by")},
	{"period previous", "period next", N_("period")},
	{"year previous", "year next", N_("year")},
	{"zoom in", "zoom out", N_("nearer, farther")},
	{"place up", "place down", N_("place in the order")},
	{"client previous", "client next", N_("client of the list")},
	{"row previous", "row next", N_("row of the file")},
	{"go today", "go clients", N_("screens")},
	{"go clients", "go calendar", N_("screens")},
	{"go calendar", "go reminders", N_("screens")},
	{"go reminders", "go settings", N_("screens")},
	{"back", "back view", N_("back")},
};

static const char *pair_of(const char *line, const char **label)
{
	for (size_t i = 0; i < countof(pairs); i++)
		if (strcmp(pairs[i].one, line) == 0) {
			*label = _(pairs[i].label);
			return pairs[i].two;
		}
	return NULL;
}

static const char *group_name(CommandGroup group)
{
	switch (group) {
	case COMMAND_HERE:
		return _("HERE");
	case COMMAND_MOVE:
		return _("MOVE");
	case COMMAND_FIND:
		return _("FIND AND PICK");
	case COMMAND_ADD:
		return _("ADD AND TAKE BACK");
	case COMMAND_EVERYWHERE:
		return _("EVERYWHERE");
	case COMMAND_TOOLS:
		break;
	}
	return _("TOOLS");
}

/* ---- reading the binding table ---- */

static Entry *entry_of(Entries *entries, const char *line)
{
	for (size_t i = 0; i < entries->n; i++)
		if (strcmp(entries->at[i].line, line) == 0)
			return &entries->at[i];
	return NULL;
}

static void collect(Screen *s)
{
	HelpState *h = s->state;
	Screen *below = ui_below(s->ui, s);
	const char *const *contexts = below->kind->contexts(below);
	const char *table = text_lang() == LANG_RU ? ui_layout_table(s->ui) : NULL;
	const Binding *binding;
	h->all.n = 0;
	for (size_t i = 0; (binding = keymap_at(ui_keymap(s->ui), contexts, i)); i++) {
		const Command *row = line_command(ui_commands(s->ui), binding->line);
		if (!row)
			continue;
		Str keys = {0};
		Entry *known = entry_of(&h->all, binding->line);
		if (known)
			str_addf(&keys, "%s  ", known->keys);
		key_shown(&keys, binding->key, table);
		Entry entry = {
			.line = arena_dup(h->arena, binding->line),
			.keys = arena_dup(h->arena, str_text(&keys)),
			.label = arena_dup(h->arena, line_label(row, binding->line)),
			.group = row->group,
		};
		str_done(&keys);
		if (known)
			*known = entry;
		else
			vec_push(&h->all, entry);
	}
}

/* The first of a pair goes into the second, keys before keys; a chain of pairs (the screens) becomes one entry. */
static void join_pairs(HelpState *h)
{
	for (size_t i = 0; i < h->all.n;) {
		const char *label, *other = pair_of(h->all.at[i].line, &label);
		Entry *two = other ? entry_of(&h->all, other) : NULL;
		if (!two) {
			i++;
			continue;
		}
		two->keys = arena_printf(h->arena, "%s  %s", h->all.at[i].keys, two->keys);
		two->label = label;
		memmove(&h->all.at[i], &h->all.at[i + 1], (h->all.n - i - 1) * sizeof *h->all.at);
		h->all.n--;
	}
}

static bool matches(const Entry *e, const char *folded, const char *typed)
{
	Str key = {0};
	fold_search(&key, e->label);
	bool found = !*folded || strstr(str_text(&key), folded) || strstr(e->keys, typed) || strstr(e->line, typed);
	str_done(&key);
	return found;
}

static void add_dates(HelpState *h, const char *folded)
{
	Str all = {0};
	str_add(&all, _("DATES YOU CAN TYPE"));
	for (size_t i = 0; i < date_example_count; i++)
		str_addf(&all, "  %s", _(date_examples[i]));
	Str key = {0};
	fold_search(&key, str_text(&all));
	if (!*folded || strstr(str_text(&key), folded)) {
		if (h->shown.n)
			vec_push(&h->shown, ((Entry){0}));
		vec_push(&h->shown, ((Entry){.label = _("DATES YOU CAN TYPE")}));
		for (size_t i = 0; i < date_example_count; i++)
			vec_push(&h->shown, ((Entry){.label = _(date_examples[i]), .example = true}));
	}
	str_done(&key);
	str_done(&all);
}

static void filter(HelpState *h)
{
	Str folded = {0};
	fold_search(&folded, edit_text(h->edit));
	h->shown.n = 0;
	static const CommandGroup order[] = {COMMAND_HERE, COMMAND_MOVE, COMMAND_FIND, COMMAND_ADD, COMMAND_EVERYWHERE, COMMAND_TOOLS};
	for (size_t g = 0; g < countof(order); g++) {
		bool any = false;
		for (size_t i = 0; i < h->all.n; i++) {
			const Entry *e = &h->all.at[i];
			if (e->group != order[g] || !matches(e, str_text(&folded), edit_text(h->edit)))
				continue;
			if (!any) {
				if (h->shown.n)
					vec_push(&h->shown, ((Entry){0}));
				vec_push(&h->shown, ((Entry){.label = group_name(order[g])}));
			}
			any = true;
			vec_push(&h->shown, *e);
		}
	}
	add_dates(h, str_text(&folded));
	h->cursor = 0;
	while (h->cursor + 1 < h->shown.n && !h->shown.at[h->cursor].line)
		h->cursor++;
	str_done(&folded);
}

/* ---- the screen ---- */

static const char *const *contexts(const Screen *s)
{
	static const char *const names[] = {"help", "text", "always", NULL};
	(void)s;
	return names;
}

static Err *help_open(Screen *s, const void *arg)
{
	HelpState *h = s->state;
	(void)arg;
	h->edit = edit_new(false);
	h->arena = arena_new();
	collect(s);
	join_pairs(h);
	filter(h);
	h->full = h->shown.n;
	return NULL;
}

static void help_close(Screen *s)
{
	HelpState *h = s->state;
	edit_free(h->edit);
	arena_free(h->arena);
	vec_free(&h->all);
	vec_free(&h->shown);
}

/* Down the columns, page after page; no column begins with a gap or ends with a heading. */
static void lay_out(HelpState *h)
{
	int row = 0, column = 0, page = 0;
	for (size_t i = 0; i < h->shown.n; i++) {
		Entry *e = &h->shown.at[i];
		bool gap = !e->label, heading = e->label && !e->line && !e->example;
		if (gap && row == 0) {
			e->page = -1;
			continue;
		}
		if (row >= h->rows || (heading && row >= h->rows - 1)) {
			row = 0;
			page += ++column == h->columns;
			column %= h->columns;
		}
		if (gap && row == 0) {
			e->page = -1;
			continue;
		}
		e->page = page;
		e->column = column;
		e->row = row++;
	}
}

static void help_fit(Screen *s, const Layout *layout)
{
	HelpState *h = s->state;
	Area whole = layout->whole;
	int side = 0;
	if (whole.cols >= 110)
		side = 3;
	else if (whole.cols >= 80)
		side = 1;
	h->box = area_part(whole, 1, side, whole.rows - 3, whole.cols - 2 * side);
	h->columns = 1;
	if (whole.cols >= 110)
		h->columns = 3;
	else if (whole.cols >= 72)
		h->columns = 2;
	if (whole.frame && whole.frame->plain)
		h->columns = 1;
	h->rows = h->box.rows - 3;
	int even = (int)h->full / h->columns + EVEN_SPARE;
	if (h->columns > 1 && even < h->rows) { /* all columns have something */
		h->rows = even;
		h->box = area_part(whole, (whole.rows - even) / 3, side, even + 3, whole.cols - 2 * side);
	}
	lay_out(h);
}

static void paint_entry(Area column, int line, const Entry *e, bool cursor)
{
	int keys = column.cols >= 34 ? 16 : 12;
	if (!e->label)
		return;
	if (!e->line) {
		area_put(column, line, 1, -1, e->example ? STYLE_PLAIN : STYLE_HEADING, e->label);
		return;
	}
	if (cursor) {
		area_put(column, line, 0, 1, STYLE_ACCENT, GLYPH_CURSOR);
		area_cursor(column, line, 0, false);
	}
	int used = area_put(column, line, 1, column.cols - 12, STYLE_KEY, e->keys);
	area_put(column, line, used > keys ? used + 3 : keys + 2, -1, cursor ? STYLE_BOLD : STYLE_PLAIN, e->label);
}

static void help_paint(const Screen *s, const Layout *layout)
{
	(void)layout;
	const HelpState *h = s->state;
	Screen *below = ui_below(s->ui, s);
	char *title = mem_printf(_("Help: %s"), _(below->kind->title));
	const char *footer = _("type to search   Enter runs it   Esc");
	Area in = area_box(h->box, title, utf8_width(footer) <= h->box.cols - 6 ? footer : _("Enter runs it   Esc"));
	free(title);
	int label = area_put(in, 0, 1, -1, STYLE_DIM, _("search:"));
	edit_draw(h->edit, area_part(in, 0, label + 2, 1, in.cols - label - 3), STYLE_PLAIN, true);
	int width = in.cols / h->columns, page = h->cursor < h->shown.n ? h->shown.at[h->cursor].page : 0;
	for (size_t i = 0; i < h->shown.n; i++) {
		const Entry *e = &h->shown.at[i];
		if (e->page == page)
			paint_entry(area_part(in, 1, e->column * width, h->rows, width - 1), e->row, e, i == h->cursor);
	}
	if (!h->shown.n)
		area_put(in, 2, 1, -1, STYLE_DIM, _("No key and no word is like this: Backspace, Esc"));
}

static void move(HelpState *h, int by)
{
	size_t at = h->cursor;
	int step = by < 0 ? -1 : 1;
	for (int left = by * step; left > 0; left--) {
		do {
			if ((step < 0 && at == 0) || (step > 0 && at + 1 >= h->shown.n))
				return;
			at = step < 0 ? at - 1 : at + 1;
		} while (!h->shown.at[at].line);
		h->cursor = at;
	}
}

static Err *take(Screen *s)
{
	HelpState *h = s->state;
	Ui *ui = s->ui;
	if (h->cursor >= h->shown.n || !h->shown.at[h->cursor].line)
		return NULL;
	const char *line = h->shown.at[h->cursor].line; /* lives until the act ends */
	ui_pop(ui, s);
	return ui_run(ui, line);
}

static bool help_act(Screen *s, CommandCall *call, Err **err)
{
	HelpState *h = s->state;
	const char *verb = call_command(call)->name;
	if (strcmp(verb, "accept") == 0) {
		*err = take(s);
	} else if (strcmp(verb, "move") == 0) {
		const char *what = call_text(call, "what");
		int by = strcmp(what, "page-up") == 0 ? -h->rows : h->rows;
		if (strcmp(what, "up") == 0 || strcmp(what, "down") == 0)
			by = strcmp(what, "up") == 0 ? -1 : 1;
		move(h, by);
	} else if (strcmp(verb, "help") == 0) {
		ui_pop(s->ui, s);
	} else {
		return false;
	}
	return true;
}

static bool help_typed(Screen *s, Key key, Err **err)
{
	(void)err;
	HelpState *h = s->state;
	EditResult result = edit_key(h->edit, key);
	if (result == EDIT_CHANGED)
		filter(h);
	return result != EDIT_IGNORED;
}

/* A click goes to the key, a double one runs it; beside the box it closes. */
static bool help_clicked(Screen *s, const Mouse *mouse, Err **err)
{
	HelpState *h = s->state;
	int row = mouse->row - h->box.row - 2, column = (mouse->col - h->box.col - 1) / ((h->box.cols - 2) / h->columns);
	if (mouse->action == MOUSE_WHEEL_UP || mouse->action == MOUSE_WHEEL_DOWN) {
		move(h, mouse->action == MOUSE_WHEEL_UP ? -3 : 3);
		return true;
	}
	if (mouse->action != MOUSE_PRESS)
		return false;
	if (!area_has(h->box, mouse->row, mouse->col)) {
		ui_pop(s->ui, s);
		return true;
	}
	int page = h->cursor < h->shown.n ? h->shown.at[h->cursor].page : 0;
	for (size_t i = 0; i < h->shown.n; i++) {
		const Entry *e = &h->shown.at[i];
		if (!e->line || e->page != page || e->row != row || e->column != column)
			continue;
		h->cursor = i;
		if (mouse->twice)
			*err = take(s);
		return true;
	}
	return true;
}

static const ScreenHint *help_hints(const Screen *s)
{
	static const ScreenHint hints[] = {
		{"accept", N_("run")},
		{"move down|move up", N_("row")},
		{"move page-down", N_("page")},
		{"escape", NULL},
		{NULL, NULL},
	};
	(void)s;
	return hints;
}

const ScreenKind screen_help = {
	.name = "help",
	.title = N_("Help"),
	.floats = true,
	.types = true,
	.size = sizeof(HelpState),
	.contexts = contexts,
	.open = help_open,
	.close = help_close,
	.fit = help_fit,
	.draw = help_paint,
	.hints = help_hints,
	.act = help_act,
	.key = help_typed,
	.mouse = help_clicked,
};
