/* SPDX-License-Identifier: MIT */
/* What the palette finds beside commands: clients, things by their words, dates, filters, drafts; and in which order all of it stands. */
#include <stdlib.h>
#include <string.h>

#include "act.h"
#include "clients.h"
#include "lines.h"
#include "palette.h"
#include "form.h"
#include "kartoteka/base/fold.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/model/filter.h"
#include "kartoteka/work/step.h"

static const char *phone_note(const char *phone, Arena *arena)
{
	Str shown = {0};
	show_phone_list(&shown, phone);
	const char *note = arena_dup(arena, str_text(&shown));
	str_done(&shown);
	return note;
}

enum {
	PATIENCE_MS = 10
};

/* What the row says of it beside its name. */
static const char *client_note(const ClientRow *row, Arena *arena)
{
	if (row->found)
		return row->found;
	return row->client.phone.s ? phone_note(row->client.phone.s, arena) : _("client");
}

static Err *find_called(Store *store, const char *text, ClientRow **rows, size_t *n, Arena *arena)
{
	TRY(find_client(store, text, CLIENTS_MOST, rows, n, arena));
	if (*n)
		return NULL;
	Str folded = {0};
	fold_word(&folded, text);
	const char *behind = name_behind_preposition(str_text(&folded));
	Err *err = *behind && behind != folded.s ? find_client(store, behind, CLIENTS_MOST, rows, n, arena) : NULL;
	str_done(&folded);
	return err;
}

static void add_client(PaletteState *p, int64_t id, const char *name, const char *note)
{
	Row *row = palette_add(p, ROW_CLIENT, name);
	if (row) {
		row->id = id;
		row->note = note;
	}
}

static void add_late(PaletteState *p)
{
	for (size_t i = 0; i < p->n_clients; i++)
		add_client(p, p->clients[i].id, p->clients[i].name, p->clients[i].note);
}

/* Keys never wait: letters that stand within many names take longer, and then the worker has them and their rows come when they are found. */
static void add_clients(Screen *s, PaletteState *p, const char *text)
{
	ClientRow *rows = NULL;
	size_t n = 0;
	Store *store = ui_work(s->ui)->store;
	if (p->clients_at == SIZE_MAX)
		p->clients_at = p->n;
	if (str_same(p->late, text)) {
		add_late(p);
		return;
	}
	store_patience(store, PATIENCE_MS);
	Err *err = find_called(store, text, &rows, &n, p->arena);
	store_patience(store, 0);
	for (size_t i = 0; !err && i < n; i++)
		add_client(p, rows[i].client.head.id, rows[i].client.title.s, client_note(&rows[i], p->arena));
	if (err && err->code == ERR_INTERRUPTED && !p->late) {
		p->late = mem_strdup(text);
		palette_ask(s);
		add_late(p);
	}
	err_free(err);
}

/* ---- events, tasks and notes by their words ---- */

typedef struct ThingsQuestion {
	Found found[HITS_MOST];
	FoundClient clients[CLIENTS_MOST];
	size_t n, n_clients;
	size_t late; /* where in `text` stands as what clients are looked for; 0: they are not */
	bool things;
	char text[]; /* what was typed, and that */
} ThingsQuestion;

static void put_cut(char *out, size_t size, const char *text)
{
	size_t cut = strlen(text);
	if (cut >= size)
		cut = utf8_cluster_before(text, size - 1);
	memcpy(out, text, cut);
	out[cut] = '\0';
}

static Err *find_late(Store *store, ThingsQuestion *q, Arena *arena)
{
	ClientRow *rows = NULL;
	size_t n = 0;
	TRY(find_called(store, q->text + q->late, &rows, &n, arena));
	for (; q->n_clients < n && q->n_clients < CLIENTS_MOST; q->n_clients++) {
		FoundClient *found = &q->clients[q->n_clients];
		const ClientRow *row = &rows[q->n_clients];
		found->id = row->client.head.id;
		put_cut(found->name, sizeof found->name, row->client.title.s);
		put_cut(found->note, sizeof found->note, client_note(row, arena));
	}
	return NULL;
}

static Err *find_hits(Store *store, ThingsQuestion *q, Arena *arena)
{
	Hit *hits = NULL;
	size_t n = 0;
	TRY(find_things(store, q->text, 3 * HITS_MOST, &hits, &n, arena));
	for (size_t i = 0; i < n && q->n < HITS_MOST; i++) {
		const Kind *kind = kind_find(hits[i].kind);
		if (!kind || kind == &kind_client || kind == &kind_interaction)
			continue;
		Found *found = &q->found[q->n++];
		*found = (Found){.kind = kind, .id = hits[i].id, .client = hits[i].client};
		put_cut(found->name, sizeof found->name, hits[i].name);
	}
	return NULL;
}

static Err *things_answer(Store *store, void *question)
{
	ThingsQuestion *q = question;
	Arena *arena = arena_new();
	Err *err = q->late ? find_late(store, q, arena) : NULL;
	if (!err && q->things)
		err = find_hits(store, q, arena);
	arena_free(arena);
	return err;
}

static void take_found(PaletteState *p, const ThingsQuestion *q)
{
	memcpy(p->found, q->found, sizeof p->found);
	memcpy(p->clients, q->clients, sizeof p->clients);
	p->n_found = q->n;
	p->n_clients = q->n_clients;
	p->seeking = false;
}

static bool same_row(const Row *a, const Row *b)
{
	return a->type == b->type && a->id == b->id && str_same(a->text, b->text) && str_same(a->line, b->line);
}

/* The cursor is where it was put by itself, on a row below clients who are late: it belongs to them. */
static bool before_late(const PaletteState *p)
{
	return p->late && !p->moved && p->cursor >= p->clients_at;
}

/* The rows come anew with what was found among them; the cursor stays on its own, so that Enter does what was seen there, unless late clients stand before. */
static void fill_again(Screen *s)
{
	PaletteState *p = s->state;
	bool moved = p->moved, held = p->cursor < p->n && !before_late(p);
	Row row = held ? p->rows[p->cursor] : (Row){0};
	char *text = row.text ? mem_strdup(row.text) : NULL, *line = row.line ? mem_strdup(row.line) : NULL;
	row.text = text;
	row.line = line;
	palette_fill(s);
	for (size_t i = 0; held && i < p->n; i++) {
		if (!same_row(&p->rows[i], &row))
			continue;
		p->cursor = i;
		p->moved = moved;
		break;
	}
	free(text);
	free(line);
}

static void things_got(Screen *s, void *question, Err *err)
{
	PaletteState *p = s->state;
	const ThingsQuestion *q = question;
	if (!p->sought || !str_same(q->text, p->sought)) {
		err_free(err);
		return;
	}
	take_found(p, q);
	err_free(err);
	if (!p->filling)
		fill_again(s);
}

static ThingsQuestion *things_asked(const PaletteState *p, const char *text)
{
	size_t n = strlen(text) + 1, late = p->late ? strlen(p->late) + 1 : 0;
	ThingsQuestion *q = mem_alloc(sizeof *q + n + late);
	memcpy(q->text, text, n);
	if (late)
		memcpy(q->text + n, p->late, late);
	q->late = late ? n : 0;
	q->things = utf8_width(text) >= 3;
	return q;
}

void palette_ask(Screen *s)
{
	PaletteState *p = s->state;
	free(p->sought);
	p->sought = mem_strdup(edit_text(p->edit));
	p->seeking = true;
	ui_ask(s->ui, s, things_asked(p, p->sought), things_answer, things_got);
}

/* What many texts hold takes longer than a key may: the worker looks for it, and its rows come when they are found. */
static void add_hits(Screen *s, PaletteState *p, const char *text)
{
	if (utf8_width(text) < 3)
		return;
	if (!p->sought)
		palette_ask(s);
	for (size_t i = 0; i < p->n_found; i++) {
		Row *row = palette_add(p, ROW_HIT, p->found[i].name);
		if (!row)
			break;
		row->id = p->found[i].id;
		row->hit = &p->found[i];
		row->note = _(p->found[i].kind->label);
	}
}

void palette_wait(Screen *s)
{
	PaletteState *p = s->state;
	if (!p->seeking || (p->n && !before_late(p)))
		return;
	ui_ask_nothing(s->ui, s);
	ThingsQuestion *q = things_asked(p, p->sought);
	Err *err = things_answer(ui_work(s->ui)->store, q);
	take_found(p, q);
	err_free(err);
	free(q);
	palette_fill(s);
}

static bool add_date(Screen *s, PaletteState *p, const char *text)
{
	Moment when;
	const Work *work = ui_work(s->ui);
	Err *err = date_sought(work, text, &when);
	if (err) {
		err_free(err);
		return false;
	}
	Str shown = {0};
	words_day(&shown, DATE_TITLE, when.day, work_today(work));
	if (when.form == MOMENT_LOCAL) {
		str_add(&shown, ", ");
		words_time(&shown, when.second);
	}
	Row *row = palette_add(p, ROW_DATE, arena_printf(p->arena, _("Go to the date: %s"), str_text(&shown)));
	if (row) {
		row->when = when;
		row->note = _("date");
	}
	str_done(&shown);
	return true;
}

/* "goto 15.08", "перейти к Иванову": what stands behind; NULL. */
static const char *behind_go(const char *text)
{
	static const char *const phrases[] = {"go date", "go to", "goto", "go", "перейти к дате", "перейти к", "перейти на", "перейти в", "перейти", "дата", "date"};
	const char *rest = NULL;
	for (size_t i = 0; !rest && i < countof(phrases); i++)
		rest = palette_behind(text, phrases[i]);
	return rest;
}

static void add_filter(PaletteState *p, const char *name, const char *english, const char *query)
{
	if (!name || !query || (!palette_contains(p, name) && !palette_contains(p, query) && !(english && palette_contains(p, english))))
		return;
	Row *row = palette_add(p, ROW_FILTER, name);
	if (row) {
		row->line = query;
		row->note = _("filter");
	}
}

static bool has_term(const FilterNode *node)
{
	return node && (node->op == FILTER_TERM || has_term(node->a) || has_term(node->b));
}

static Err *query_read(Screen *s, FilterNode **out, const char *text, Arena *arena)
{
	Work *work = ui_work(s->ui);
	return filter_read(out, text, &(FilterContext){.kind = &kind_client, .when = work_words(work), .me = work->me.head.id}, arena);
}

/* A filter that is written out; words alone are what clients are found by anyway. */
static void add_query(Screen *s, PaletteState *p, const char *text)
{
	FilterNode *node = NULL;
	Err *err = query_read(s, &node, text, p->arena);
	if (!err && has_term(node)) {
		Str echo = {0};
		filter_echo(&echo, node);
		Row *row = palette_add(p, ROW_FILTER, arena_printf(p->arena, _("Filter: %s"), str_text(&echo)));
		if (row) {
			row->line = arena_dup(p->arena, text);
			row->note = _("filter");
		}
		str_done(&echo);
	}
	err_free(err);
}

/* Why it is neither a date nor a filter though it is written as one; false: then it may be a name. */
static bool add_reason(Screen *s, PaletteState *p, const char *text)
{
	WordsReading reading;
	FilterNode *node = NULL;
	WordsContext context = work_words(ui_work(s->ui));
	words_find(&reading, NULL, text, &context);
	bool date = reading.wrong.to && !reading.wrong.from && !text[reading.wrong.to];
	/* A field that is not there stays a word with a colon in it: that has advice of its own. */
	Err *err = date ? words_read(&reading, text, &context) : query_read(s, &node, text, p->arena);
	bool told = err && (date || !err->todo);
	if (told)
		palette_fault(p, err);
	err_free(err);
	return told;
}

/* "завтра 10 звонок Иванову": the quick line has it. */
static void add_in_words(Screen *s, PaletteState *p, const char *text)
{
	WordsReading reading;
	Str rest = {0};
	WordsContext context = step_context(ui_work(s->ui), text);
	words_find(&reading, &rest, text, &context);
	Row *row = reading.parts && rest.n ? palette_add(p, ROW_COMMAND, arena_printf(p->arena, _("Add in words: %s"), text)) : NULL;
	if (row)
		row->line = arena_printf(p->arena, "add %s", text);
	str_done(&rest);
}

/* The user's own, everybody's and those that the menu of filters always has. */
static void add_filters(Screen *s, PaletteState *p)
{
	void *rows = NULL;
	size_t n = 0;
	Work *work = ui_work(s->ui);
	Err *err = store_all(work->store, &kind_filter, &rows, &n, p->arena);
	const SavedFilter *filters = rows;
	for (size_t i = 0; !err && i < n; i++)
		if (str_same(filters[i].list.s, "clients") && (!filters[i].owner.v || filters[i].owner.v == work->me.head.id))
			add_filter(p, filters[i].name.s, NULL, filters[i].query.s);
	const char *name, *query;
	for (size_t i = 0; clients_shipped(i, &name, &query); i++)
		add_filter(p, _(name), name, query);
	err_free(err);
}

/* In the language of now, by what was typed: a form's draft keeps more than its title. */
static const char *draft_name(Screen *s, PaletteState *p, const Draft *draft)
{
	Str title = {0};
	if (str_same(draft->screen, "form"))
		form_draft_title(&title, ui_work(s->ui), draft->body, p->arena);
	const char *name = title.n ? arena_dup(p->arena, title.s) : draft->title ? draft->title
	                                                                         : "";
	str_done(&title);
	return name;
}

static void add_drafts(Screen *s, PaletteState *p)
{
	Draft *drafts = NULL;
	size_t n = 0;
	Err *err = drafts_read(ui_work(s->ui), &drafts, &n, p->arena);
	for (size_t i = 0; !err && i < n; i++) {
		const char *name = draft_name(s, p, &drafts[i]);
		const char *text = arena_printf(p->arena, _("Draft: %s"), name);
		Row *row = palette_contains(p, text) || palette_contains(p, "drafts") ? palette_add(p, ROW_DRAFT, text) : NULL;
		if (row) {
			row->draft = &drafts[i];
			row->note = _("draft");
		}
		text = arena_printf(p->arena, _("Drop draft: %s"), name);
		row = *p->key && (palette_contains(p, text) || palette_contains(p, "drop draft")) ? palette_add(p, ROW_DROP, text) : NULL;
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
	add_drafts(s, p);
	if (palette_recent(0))
		palette_add(p, ROW_HEADING, _("RECENT"));
	const char *line;
	for (size_t i = 0; (line = palette_recent(i)); i++) {
		const Command *c = command_find(ui_commands(s->ui), line);
		if (!c && line_label_english(line))
			palette_add_line(s, p, line, line_command(ui_commands(s->ui), line));
		else if (c)
			palette_add_command(s, p, line, c);
		else
			palette_line(s, p, line, line);
	}
	palette_add(p, ROW_HEADING, _("COMMANDS"));
	palette_commands(s, p, false);
	keyed_first(p);
}

/* What was typed, as it is compared: few letters on the other layout would mean too much. */
static void take_keys(PaletteState *p, const char *text)
{
	Str key = {0}, other = {0}, folded = {0};
	fold_search(&key, text);
	p->key = arena_dup(p->arena, str_text(&key));
	p->other = NULL;
	if (utf8_width(text) >= OTHER_LEAST && fold_other_layout(&other, text)) {
		fold_search(&folded, str_text(&other));
		p->other = folded.n ? arena_dup(p->arena, str_text(&folded)) : NULL;
	}
	str_done(&key);
	str_done(&other);
	str_done(&folded);
}

/* A whole line of command as it is, as it is said, or typed on the other layout. */
static void add_line(Screen *s, PaletteState *p, const char *text)
{
	Str other = {0};
	char *meant = palette_meant(text);
	if (!palette_line(s, p, text, text) && !(meant && palette_line(s, p, meant, text)) && fold_other_layout(&other, text)) {
		char *other_meant = palette_meant(str_text(&other));
		if (!palette_line(s, p, str_text(&other), str_text(&other)) && other_meant)
			palette_line(s, p, other_meant, str_text(&other));
		free(other_meant);
	}
	free(meant);
	str_done(&other);
}

static void find_place(Screen *s, PaletteState *p, const char *rest)
{
	const char *key = p->key, *other = p->other;
	take_keys(p, rest);
	if (!add_date(s, p, rest)) {
		palette_places(s, p);
		add_clients(s, p, rest);
	}
	if (!p->n && !p->seeking)
		add_reason(s, p, rest);
	p->key = key;
	p->other = other;
}

static void find_all(Screen *s, PaletteState *p, const char *text)
{
	const char *place = p->scope == SCOPE_ALL ? behind_go(text) : NULL;
	if (place)
		find_place(s, p, place);
	if (place && p->n)
		return;
	if (p->scope != SCOPE_CLIENTS) {
		palette_commands(s, p, true);
		add_line(s, p, text);
	}
	if (p->scope != SCOPE_COMMANDS)
		add_clients(s, p, text);
	if (p->scope != SCOPE_CLIENTS) {
		add_drafts(s, p);
		palette_commands(s, p, false);
		palette_bound(s, p);
		add_hits(s, p, text);
		add_date(s, p, text);
		add_query(s, p, text);
		add_filters(s, p);
		/* What is offered where there is nothing waits until that is known. */
		if (!p->n && !p->seeking)
			add_in_words(s, p, text);
	}
	if (!p->n && p->seeking)
		return;
	if (p->n || p->scope == SCOPE_COMMANDS)
		return;
	if (act_is_phone(text) || !add_reason(s, p, text))
		palette_add(p, ROW_NEW, arena_printf(p->arena, act_is_phone(text) ? _("New client with the phone %s") : _("New client: %s"), text));
}

void palette_fill(Screen *s)
{
	PaletteState *p = s->state;
	const char *text = edit_text(p->edit);
	arena_reset(p->arena);
	p->n = p->cursor = p->top = 0;
	p->moved = false;
	p->clients_at = SIZE_MAX;
	p->filling = true;
	if (!str_same(p->sought, text)) {
		free(p->sought);
		p->sought = NULL;
		free(p->late);
		p->late = NULL;
		p->seeking = false;
		p->n_found = p->n_clients = 0;
	}
	take_keys(p, text);
	if (*p->key)
		find_all(s, p, text);
	else
		add_recent(s, p);
	while (p->cursor + 1 < p->n && p->rows[p->cursor].type == ROW_HEADING)
		p->cursor++;
	p->filling = false;
}
