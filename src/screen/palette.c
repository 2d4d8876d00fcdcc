/* SPDX-License-Identifier: MIT */
/*
 * The palette: one box for commands, clients, dates and saved filters. An exact command name stands first, then clients, then other commands, dates,
 * filters; a key is shown only where it works on the screen the box was opened from. Nothing found offers to make that client. Mock-up 8.
 */
#include <stdlib.h>
#include <string.h>

#include "act.h"
#include "clients.h"
#include "lines.h"
#include "kartoteka/base/fold.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/screen/screen.h"
#include "kartoteka/store/lists.h"
#include "kartoteka/term/edit.h"
#include "kartoteka/work/client.h"

typedef enum RowType {
	ROW_HEADING,
	ROW_COMMAND,
	ROW_CLIENT,
	ROW_DATE,
	ROW_FILTER,
	ROW_DRAFT,
	ROW_DROP,
	ROW_HIT,
	ROW_NEW,
	ROW_SHELL,
	ROW_FAULT,
} RowType;
typedef enum Scope {
	SCOPE_ALL,
	SCOPE_COMMANDS,
	SCOPE_CLIENTS,
	SCOPES,
} Scope;

typedef struct Row {
	RowType type;
	const char *text, *note, *line; /* line: what runs */
	int64_t id;
	Day day;
	const Draft *draft;
	const Hit *hit;
} Row;

enum {
	ROWS_MOST = 100,
	CLIENTS_MOST = 9,
	HITS_MOST = 8,
	RECENT_MOST = 5,
	NOTE_LEAST = 10,
};

typedef struct PaletteState {
	Edit *edit;
	Arena *arena;
	Row rows[ROWS_MOST];
	size_t n, cursor, top;
	Scope scope;
	int shown; /* rows the box has room for */
	Area box;
} PaletteState;

static char *recent[RECENT_MOST]; /* command lines run from the palette, newest first */

static void remember(const char *line)
{
	size_t at = 0;
	char *kept = mem_strdup(line);
	while (at < RECENT_MOST - 1 && recent[at] && strcmp(recent[at], line) != 0)
		at++;
	free(recent[at]);
	memmove(recent + 1, recent, at * sizeof *recent);
	recent[0] = kept;
}

/* ---- what matches ---- */

static Row *add(PaletteState *p, RowType type, const char *text)
{
	if (p->n == ROWS_MOST)
		return NULL;
	Row *row = &p->rows[p->n++];
	*row = (Row){.type = type, .text = text};
	return row;
}

static bool contains(const char *folded, const char *text)
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
	return contains(folded, c->name) || (c->title && (contains(folded, c->title) || contains(folded, _(c->title))));
}

/* A verb of the screens is offered where a key of the screen below means it too. */
static bool serves_here(Screen *s, const Command *c, const char *line)
{
	Screen *below = ui_below(s->ui, s);
	if (!(c->flags & COMMAND_SCREEN_ONLY) || !below || strcmp(c->name, "go") == 0 || strcmp(c->name, "reload") == 0 || strcmp(c->name, "theme") == 0)
		return true;
	return keymap_key(ui_keymap(s->ui), below->kind->contexts(below), line) != NULL;
}

static void add_command(Screen *s, PaletteState *p, const char *line, const Command *c)
{
	Screen *below = ui_below(s->ui, s);
	Row *row = add(p, ROW_COMMAND, c->title ? _(c->title) : c->name);
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

static void add_line(Screen *s, PaletteState *p, const char *line, const Command *c)
{
	Screen *below = ui_below(s->ui, s);
	Row *row = is_listed(p, line) ? NULL : add(p, ROW_COMMAND, line_label(c, line));
	if (!row)
		return;
	row->line = arena_dup(p->arena, line);
	row->note = arena_dup(p->arena, below ? ui_cap(s->ui, below->kind->contexts(below), line) : "");
}

static bool line_matches(const Command *c, const char *line, const char *folded)
{
	const char *english = line_label_english(line);
	return contains(folded, line) || contains(folded, line_label(c, line)) || (english && contains(folded, english));
}

/* Screens and themes: each choice is a row of its own. */
static void add_choices(Screen *s, PaletteState *p, const Command *c, const char *folded, bool all)
{
	const Arg *first = command_arg(c, 0);
	for (size_t i = 0; first->choices[i]; i++) {
		char *line = mem_printf("%s %s", c->name, first->choices[i]);
		if (all || line_matches(c, line, folded) || command_matches(c, folded))
			add_line(s, p, line, c);
		free(line);
	}
}

static bool is_chosen_from(const Command *c)
{
	return strcmp(c->name, "go") == 0 || strcmp(c->name, "theme") == 0;
}

static void add_commands(Screen *s, PaletteState *p, const char *folded, const char *exact, bool exact_only)
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
			add_command(s, p, c->name, c);
	}
}

/* What a key does on the screen below is found by its words too: no key must be known to anybody. */
static void add_bound(Screen *s, PaletteState *p, const char *folded)
{
	Screen *below = ui_below(s->ui, s);
	const Binding *binding;
	for (size_t i = 0; below && (binding = keymap_at(ui_keymap(s->ui), below->kind->contexts(below), i)); i++) {
		const Command *c = line_command(ui_commands(s->ui), binding->line);
		if (c && strcmp(c->name, binding->line) != 0 && !is_box_key(c) && line_matches(c, binding->line, folded))
			add_line(s, p, binding->line, c);
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
		Row *row = add(p, ROW_FILTER, arena_dup(p->arena, text));
		if (row) {
			row->line = arena_dup(p->arena, query);
			row->note = _("filter");
		}
		return;
	}
	for (size_t i = 0; i < countof(seen_here); i++)
		if (strcmp(seen_here[i].shell, c->name) == 0) {
			Row *row = add(p, ROW_COMMAND, c->title ? _(c->title) : c->name);
			if (row)
				row->line = seen_here[i].line;
			return;
		}
	Row *row = add(p, ROW_SHELL, arena_dup(p->arena, text));
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
static void add_typed(Screen *s, PaletteState *p, const char *text)
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
			add_line(s, p, text, call_command(call));
		} else {
			Row *row = add(p, ROW_COMMAND, arena_dup(p->arena, text));
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
			add(p, ROW_FAULT, arena_dup(p->arena, err ? err->what : fault->what));
		err_free(fault);
		call_free(other);
	}
	err_free(err);
	call_free(call);
}

static void add_clients(Screen *s, PaletteState *p, const char *text)
{
	ClientRow *rows = NULL;
	size_t n = 0;
	Err *err = find_client(ui_work(s->ui)->store, text, CLIENTS_MOST, &rows, &n, p->arena);
	for (size_t i = 0; !err && i < n; i++) {
		Row *row = add(p, ROW_CLIENT, rows[i].client.title.s);
		if (!row)
			break;
		row->id = rows[i].client.head.id;
		row->note = rows[i].found ? rows[i].found : rows[i].client.phone.s ? rows[i].client.phone.s
		                                                                   : _("client");
	}
	err_free(err);
}

/* Events, tasks and notes by their words. */
static void add_hits(Screen *s, PaletteState *p, const char *text)
{
	Hit *hits = NULL;
	size_t n = 0, shown = 0;
	Err *err = utf8_width(text) >= 3 ? find_everything(ui_work(s->ui)->store, text, 3 * HITS_MOST, &hits, &n, p->arena) : NULL;
	for (size_t i = 0; !err && i < n && shown < HITS_MOST; i++) {
		const Kind *kind = kind_find(hits[i].kind);
		if (!kind || kind == &kind_client || kind == &kind_interaction)
			continue;
		Row *row = add(p, ROW_HIT, hits[i].name);
		if (!row)
			break;
		row->hit = &hits[i];
		row->note = _(kind->label);
		shown++;
	}
	err_free(err);
}

static void add_date(Screen *s, PaletteState *p, const char *text)
{
	WordsReading reading;
	Str shown = {0};
	Work *work = ui_work(s->ui);
	WordsContext context = work_words(work);
	Err *err = words_read(&reading, text, &context);
	if (!err) {
		words_day(&shown, DATE_TITLE, reading.start.day, work_today(work));
		Row *row = add(p, ROW_DATE, arena_printf(p->arena, _("Go to the date: %s"), str_text(&shown)));
		if (row) {
			row->day = reading.start.day;
			row->note = _("date");
		}
	}
	str_done(&shown);
	err_free(err);
}

static void add_filter(PaletteState *p, const char *folded, const char *name, const char *english, const char *query)
{
	if (!name || !query || (!contains(folded, name) && !contains(folded, query) && !(english && contains(folded, english))))
		return;
	Row *row = add(p, ROW_FILTER, name);
	if (row) {
		row->line = query;
		row->note = _("filter");
	}
}

/* The user's own, everybody's and those that the menu of filters always has. */
static void add_filters(Screen *s, PaletteState *p, const char *folded)
{
	void *rows = NULL;
	size_t n = 0;
	Work *work = ui_work(s->ui);
	Err *err = store_all(work->store, &kind_filter, &rows, &n, p->arena);
	const SavedFilter *filters = rows;
	for (size_t i = 0; !err && i < n; i++)
		if (str_same(filters[i].list.s, "clients") && (!filters[i].owner.v || filters[i].owner.v == work->me.head.id))
			add_filter(p, folded, filters[i].name.s, NULL, filters[i].query.s);
	const char *name, *query;
	for (size_t i = 0; clients_shipped(i, &name, &query); i++)
		add_filter(p, folded, _(name), name, query);
	err_free(err);
}

static void add_drafts(Screen *s, PaletteState *p, const char *folded)
{
	Draft *drafts = NULL;
	size_t n = 0;
	Err *err = drafts_read(ui_work(s->ui), &drafts, &n, p->arena);
	for (size_t i = 0; !err && i < n; i++) {
		const char *text = arena_printf(p->arena, _("Draft: %s"), drafts[i].title ? drafts[i].title : "");
		Row *row = contains(folded, text) || contains(folded, "drafts") ? add(p, ROW_DRAFT, text) : NULL;
		if (row) {
			row->draft = &drafts[i];
			row->note = _("draft");
		}
		text = arena_printf(p->arena, _("Drop draft: %s"), drafts[i].title ? drafts[i].title : "");
		row = *folded && (contains(folded, text) || contains(folded, "drop draft")) ? add(p, ROW_DROP, text) : NULL;
		if (row) {
			row->draft = &drafts[i];
			row->note = _("draft");
		}
	}
	err_free(err);
}

/* What has a key here is what is done here: before the rest. */
static void keyed_first(PaletteState *p)
{
	size_t from = p->n;
	while (from && p->rows[from - 1].type != ROW_HEADING)
		from--;
	for (size_t i = from, to = from; i < p->n; i++) {
		if (!p->rows[i].note || !*p->rows[i].note)
			continue;
		Row row = p->rows[i];
		memmove(&p->rows[to + 1], &p->rows[to], (i - to) * sizeof row);
		p->rows[to++] = row;
	}
}

static void add_recent(Screen *s, PaletteState *p)
{
	add_drafts(s, p, "");
	if (recent[0])
		add(p, ROW_HEADING, _("RECENT"));
	for (size_t i = 0; i < RECENT_MOST && recent[i]; i++) {
		const Command *c = command_find(ui_commands(s->ui), recent[i]);
		if (!c && line_label_english(recent[i]))
			add_line(s, p, recent[i], line_command(ui_commands(s->ui), recent[i]));
		else if (c)
			add_command(s, p, recent[i], c);
		else
			add_typed(s, p, recent[i]);
	}
	add(p, ROW_HEADING, _("COMMANDS"));
	add_commands(s, p, "", NULL, false);
	keyed_first(p);
}

static void fill(Screen *s)
{
	PaletteState *p = s->state;
	const char *text = edit_text(p->edit);
	Str folded = {0};
	arena_reset(p->arena);
	p->n = p->cursor = p->top = 0;
	fold_search(&folded, text);
	if (!folded.n) {
		add_recent(s, p);
	} else {
		if (p->scope != SCOPE_CLIENTS) {
			add_commands(s, p, folded.s, text, true);
			add_typed(s, p, text);
		}
		if (p->scope != SCOPE_COMMANDS)
			add_clients(s, p, text);
		if (p->scope != SCOPE_CLIENTS) {
			add_drafts(s, p, folded.s);
			add_commands(s, p, folded.s, text, false);
			add_bound(s, p, folded.s);
			add_hits(s, p, text);
			add_date(s, p, text);
			add_filters(s, p, folded.s);
		}
		if (!p->n && p->scope != SCOPE_COMMANDS)
			add(p, ROW_NEW, arena_printf(p->arena, act_is_phone(text) ? _("New client with the phone %s") : _("New client: %s"), text));
	}
	while (p->cursor + 1 < p->n && p->rows[p->cursor].type == ROW_HEADING)
		p->cursor++;
	str_done(&folded);
}

/* ---- the screen ---- */

static const char *const *contexts(const Screen *s)
{
	static const char *const names[] = {"palette", "text", "always", NULL};
	(void)s;
	return names;
}

static Err *palette_open(Screen *s, const void *arg)
{
	PaletteState *p = s->state;
	(void)arg;
	p->edit = edit_new(false);
	p->arena = arena_new();
	fill(s);
	return NULL;
}

static void palette_close(Screen *s)
{
	PaletteState *p = s->state;
	edit_free(p->edit);
	arena_free(p->arena);
}

static void palette_fit(Screen *s, const Layout *layout)
{
	PaletteState *p = s->state;
	Area body = layout->body;
	int cols = body.cols < 62 ? body.cols - 2 : body.cols >= 110 ? 76
	                                                             : 58,
		rows = body.rows < 18 ? body.rows : 16;
	p->box = area_part(body, (body.rows - rows) / 3, (body.cols - cols) / 2, rows, cols);
	p->shown = rows - 4;
	if (p->cursor < p->top)
		p->top = p->cursor;
	if (p->cursor >= p->top + (size_t)p->shown)
		p->top = p->cursor - (size_t)p->shown + 1;
}

static const char *scope_name(Scope scope)
{
	switch (scope) {
	case SCOPE_COMMANDS:
		return _("commands");
	case SCOPE_CLIENTS:
		return _("clients");
	case SCOPE_ALL:
	case SCOPES:
		break;
	}
	return _("everything");
}

static void paint_row(Area in, int line, const Row *row, bool cursor)
{
	if (row->type == ROW_HEADING) {
		area_put(in, line, 2, -1, STYLE_HEADING, row->text);
		return;
	}
	if (row->type == ROW_FAULT) {
		area_put(in, line, 0, 1, STYLE_ERROR, GLYPH_OVERDUE);
		area_wrap(area_part(in, 0, 0, -1, in.cols - 1), line, 2, 3, STYLE_ERROR, row->text);
		return;
	}
	/* The words come first, the note has what they leave. */
	int note = row->note ? utf8_width(row->note) : 0, most = in.cols - 5 - utf8_width(row->text);
	if (note > most)
		note = most > NOTE_LEAST ? most : note < NOTE_LEAST ? note
		                                                    : NOTE_LEAST;
	if (cursor)
		area_put(in, line, 0, 1, STYLE_ACCENT, GLYPH_CURSOR);
	area_put(in, line, 2, in.cols - 3 - (note ? note + 2 : 0), cursor ? STYLE_BOLD : STYLE_PLAIN, row->text);
	if (note)
		area_put_right(in, line, in.cols - 1, note, row->type == ROW_COMMAND ? STYLE_KEY : STYLE_DIM, row->note);
}

static void palette_paint(const Screen *s, const Layout *layout)
{
	(void)layout;
	const PaletteState *p = s->state;
	char *footer = mem_printf(_("Tab scope: %s   Enter   Esc"), scope_name(p->scope));
	Area in = area_box(p->box, _("Commands and jump"), footer);
	free(footer);
	area_put(in, 0, 1, -1, STYLE_ACCENT, ":");
	edit_draw(p->edit, area_part(in, 0, 3, 1, in.cols - 4), STYLE_PLAIN, true);
	for (int i = 0; i < p->shown && p->top + (size_t)i < p->n; i++)
		paint_row(in, 2 + i, &p->rows[p->top + (size_t)i], p->top + (size_t)i == p->cursor);
	if (!p->n)
		area_put(in, 2, 2, -1, STYLE_DIM, _("Nothing found"));
}

/* ---- taking a row ---- */

/* As it would be typed: a calendar that is open stays as near as it is. */
static Err *go_date(Ui *ui, Day day)
{
	int32_t year;
	int month, number;
	day_split(day, &year, &month, &number);
	char *line = mem_printf("go date %04d-%02d-%02d", (int)year, month, number);
	Err *err = ui_run(ui, line);
	free(line);
	return err;
}

static Err *take(Screen *s)
{
	PaletteState *p = s->state;
	Ui *ui = s->ui;
	if (p->cursor >= p->n)
		return NULL;
	const Row *row = &p->rows[p->cursor];
	if (row->type == ROW_FAULT || row->type == ROW_HEADING)
		return NULL;
	ui_pop(ui, s); /* state lives until the act ends */
	switch (row->type) {
	case ROW_FAULT:
	case ROW_HEADING:
		return NULL;
	case ROW_SHELL:
		ui_say(ui, _("“%s” works in the shell alone: kartoteka %s"), row->line, row->text);
		return NULL;
	case ROW_COMMAND:
		remember(row->line);
		return ui_run(ui, row->line);
	case ROW_CLIENT:
		return ui_push(ui, &screen_card, &(CardArg){.client = row->id});
	case ROW_DATE:
		return go_date(ui, row->day);
	case ROW_FILTER:
		return ui_root(ui, &screen_clients, &(ClientsArg){.filter = row->line});
	case ROW_DRAFT:
		return ui_draft_open(ui, row->draft);
	case ROW_DROP:
		return ui_draft_end(ui, row->draft);
	case ROW_HIT:
		if (row->hit->client)
			return ui_push(ui, &screen_card, &(CardArg){.client = row->hit->client, .thing = row->hit->kind, .thing_id = row->hit->id});
		return ui_push(ui, &screen_form, &(FormArg){.kind = kind_find(row->hit->kind), .id = row->hit->id});
	case ROW_NEW:
		return act_new_client(ui, edit_text(p->edit));
	}
	return NULL;
}

static void move(PaletteState *p, int by)
{
	size_t at = p->cursor;
	int step = by < 0 ? -1 : 1;
	for (int left = by * step; left > 0; left--) {
		do {
			if ((step < 0 && at == 0) || (step > 0 && at + 1 >= p->n))
				return;
			at = step < 0 ? at - 1 : at + 1;
		} while (p->rows[at].type == ROW_HEADING);
		p->cursor = at;
	}
}

static bool palette_act(Screen *s, CommandCall *call, Err **err)
{
	PaletteState *p = s->state;
	const char *verb = call_command(call)->name;
	if (strcmp(verb, "accept") == 0) {
		*err = take(s);
	} else if (strcmp(verb, "move") == 0) {
		const char *what = call_text(call, "what");
		move(p, strcmp(what, "up") == 0 ? -1 : strcmp(what, "down") == 0  ? 1
		                                   : strcmp(what, "page-up") == 0 ? -p->shown
		                                                                  : p->shown);
	} else if (strcmp(verb, "scope") == 0) {
		p->scope = (p->scope + 1) % SCOPES;
		fill(s);
	} else if (strcmp(verb, "palette") == 0) {
		ui_pop(s->ui, s);
	} else {
		return false;
	}
	return true;
}

static bool palette_typed(Screen *s, Key key, Err **err)
{
	(void)err;
	PaletteState *p = s->state;
	EditResult result = edit_key(p->edit, key);
	if (result == EDIT_CHANGED)
		fill(s);
	return result != EDIT_IGNORED;
}

static bool palette_pasted(Screen *s, const char *text)
{
	PaletteState *p = s->state;
	edit_paste(p->edit, text);
	fill(s);
	return true;
}

static bool palette_clicked(Screen *s, const Mouse *mouse, Err **err)
{
	PaletteState *p = s->state;
	if (mouse->action == MOUSE_WHEEL_UP || mouse->action == MOUSE_WHEEL_DOWN) {
		move(p, mouse->action == MOUSE_WHEEL_UP ? -1 : 1);
		return true;
	}
	int line = mouse->row - p->box.row - 3;
	if (mouse->action != MOUSE_PRESS)
		return false;
	if (!area_has(p->box, mouse->row, mouse->col)) {
		ui_pop(s->ui, s);
	} else if (line >= 0 && line < p->shown && p->top + (size_t)line < p->n) {
		p->cursor = p->top + (size_t)line;
		*err = take(s);
	}
	return true;
}

static const ScreenHint *palette_hints(const Screen *s)
{
	static const ScreenHint hints[] = {{"accept", NULL}, {"move down|move up", N_("row")}, {"scope", NULL}, {"escape", NULL}, {NULL, NULL}};
	(void)s;
	return hints;
}

static void palette_forget(void)
{
	for (size_t i = 0; i < RECENT_MOST; i++) {
		free(recent[i]);
		recent[i] = NULL;
	}
}

const ScreenKind screen_palette = {
	.name = "palette",
	.title = N_("Commands"),
	.floats = true,
	.types = true,
	.size = sizeof(PaletteState),
	.forget = palette_forget,
	.contexts = contexts,
	.open = palette_open,
	.close = palette_close,
	.fit = palette_fit,
	.draw = palette_paint,
	.hints = palette_hints,
	.act = palette_act,
	.key = palette_typed,
	.paste = palette_pasted,
	.mouse = palette_clicked,
};
