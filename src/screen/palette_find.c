/* SPDX-License-Identifier: MIT */
/* What the palette finds beside commands: clients, things by their words, dates, filters, drafts; and in which order all of it stands. */
#include <string.h>

#include "act.h"
#include "clients.h"
#include "lines.h"
#include "palette.h"
#include "kartoteka/base/fold.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"

static void add_clients(Screen *s, PaletteState *p, const char *text)
{
	ClientRow *rows = NULL;
	size_t n = 0;
	Err *err = find_client(ui_work(s->ui)->store, text, CLIENTS_MOST, &rows, &n, p->arena);
	for (size_t i = 0; !err && i < n; i++) {
		Row *row = palette_add(p, ROW_CLIENT, rows[i].client.title.s);
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
		Row *row = palette_add(p, ROW_HIT, hits[i].name);
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
		Row *row = palette_add(p, ROW_DATE, arena_printf(p->arena, _("Go to the date: %s"), str_text(&shown)));
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
	if (!name || !query || (!palette_contains(folded, name) && !palette_contains(folded, query) && !(english && palette_contains(folded, english))))
		return;
	Row *row = palette_add(p, ROW_FILTER, name);
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
		Row *row = palette_contains(folded, text) || palette_contains(folded, "drafts") ? palette_add(p, ROW_DRAFT, text) : NULL;
		if (row) {
			row->draft = &drafts[i];
			row->note = _("draft");
		}
		text = arena_printf(p->arena, _("Drop draft: %s"), drafts[i].title ? drafts[i].title : "");
		row = *folded && (palette_contains(folded, text) || palette_contains(folded, "drop draft")) ? palette_add(p, ROW_DROP, text) : NULL;
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
			palette_line(s, p, line);
	}
	palette_add(p, ROW_HEADING, _("COMMANDS"));
	palette_commands(s, p, "", NULL, false);
	keyed_first(p);
}

void palette_fill(Screen *s)
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
			palette_commands(s, p, folded.s, text, true);
			palette_line(s, p, text);
		}
		if (p->scope != SCOPE_COMMANDS)
			add_clients(s, p, text);
		if (p->scope != SCOPE_CLIENTS) {
			add_drafts(s, p, folded.s);
			palette_commands(s, p, folded.s, text, false);
			palette_bound(s, p, folded.s);
			add_hits(s, p, text);
			add_date(s, p, text);
			add_filters(s, p, folded.s);
		}
		if (!p->n && p->scope != SCOPE_COMMANDS)
			palette_add(p, ROW_NEW, arena_printf(p->arena, act_is_phone(text) ? _("New client with the phone %s") : _("New client: %s"), text));
	}
	while (p->cursor + 1 < p->n && p->rows[p->cursor].type == ROW_HEADING)
		p->cursor++;
	str_done(&folded);
}
