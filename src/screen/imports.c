/* SPDX-License-Identifier: MIT */
/* Imports: batches of files; u and U take the one under the cursor back whole and bring it again. Mock-up 15. */
#include <stdio.h>
#include <string.h>

#include "journal_rows.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "list_act.h"

enum { MOST = 500, COUNTED = 40, COUNTS = 32, DETAILS = 10, PREVIEW_ROWS = 9, WIDE_PREVIEW = 45 };

typedef struct ImportsState {
	Ui *ui;
	List list;
	ListSource source;
	BatchRow *rows;
	size_t n;
	JournalCount counts[COUNTED];  /* of the newest rows */
	int64_t previewed;
	ChangeRow *details;
	size_t detail_count;
	Arena *detail_arena;
	char note[64];
} ImportsState;

static const BatchRow *current(const ImportsState *m)
{
	return m->list.cursor < m->n ? &m->rows[m->list.cursor] : NULL;
}

static int64_t row_id(const void *self, size_t row)
{
	return ((const ImportsState *)self)->rows[row].id;
}

/* What people count in a batch: events, tasks, notes, clients; not the source lines kept beside them. */
static Err *count(Screen *s, int64_t batch, JournalCount *out)
{
	static const Kind *const counted[] = {&kind_event, &kind_task, &kind_note, &kind_client};
	*out = (JournalCount){0};
	for (size_t i = 0; i < countof(counted); i++) {
		JournalCount one;
		TRY(journal_count(ui_work(s->ui)->store, batch, counted[i], &one));
		out->made += one.made;
		out->edited += one.edited;
	}
	return NULL;
}

static Err *imports_load(Screen *s)
{
	ImportsState *m = s->state;
	JournalQuery query = {.command = "import", .limit = MOST};
	m->previewed = 0;
	TRY(journal_batches(ui_work(s->ui)->store, &query, &m->rows, &m->n, s->arena));
	int64_t records = 0;
	for (size_t i = 0; i < m->n; i++)
		records += m->rows[i].changes;
	for (size_t i = 0; i < m->n && i < COUNTED; i++)
		TRY(count(s, m->rows[i].id, &m->counts[i]));
	m->source = (ListSource){.n = m->n, .id = row_id, .draw = m->source.draw, .self = m};
	Str note = {0};
	str_addf(&note, P_("%zu batch", "%zu batches", m->n), m->n);
	str_add(&note, " · ");
	str_addf(&note, P_("%lld record", "%lld records", records), (long long)records);
	snprintf(m->note, sizeof m->note, "%s", str_text(&note));
	str_done(&note);
	return NULL;
}

/* The label of an import is made of a word and the file's name. */
static const char *file_of(const BatchRow *row)
{
	const char *label = row->label ? row->label : "", *colon = strstr(label, ": ");
	return colon ? colon + 2 : label;
}

static void counts_draw(const ImportsState *m, Area a, const BatchRow *row, size_t at, Style style)
{
	if (at < COUNTED) {
		area_printf_right(a, 0, a.cols - 22, 8, style, "%lld", (long long)m->counts[at].made);
		area_printf_right(a, 0, a.cols - 12, 8, style, "%lld", (long long)m->counts[at].edited);
	}
	if (row->undone_by)
		area_put_right(a, 0, a.cols - 1, 9, STYLE_DIM, C_("batch", "undone"));
}

static void row_draw(const void *self, Area a, const ListRow *at)
{
	const ImportsState *m = self;
	const BatchRow *row = &m->rows[at->row];
	const Work *work = ui_work(m->ui);
	Str when = {0};
	if (zone_day(work->zone, row->at).n == work_today(work).n)
		str_addf(&when, "%s ", _("today"));
	journal_when(&when, work, row->at, true);
	Style style = row->undone_by ? STYLE_DIM : STYLE_PLAIN;
	area_glyphs(a, 0, at->cursor, at->marked, row->undone_by ? GLYPH_TAKEN : row->open ? GLYPH_ASK : NULL, STYLE_DIM);
	area_printf_right(a, 0, 6, 4, style, "%lld", (long long)row->id);
	area_put(a, 0, 8, 14, style, str_text(&when));
	area_put(a, 0, 24, a.cols - 24 - COUNTS, style, file_of(row));
	counts_draw(m, a, row, at->row, style);
	str_done(&when);
}

static void head_draw(Area a)
{
	area_put_right(a, 0, 6, 4, STYLE_DIM, _("No"));
	area_put(a, 0, 8, 14, STYLE_DIM, _("When"));
	area_put(a, 0, 24, -1, STYLE_DIM, _("From"));
	area_put_right(a, 0, a.cols - 22, 8, STYLE_DIM, C_("column", "new"));
	area_put_right(a, 0, a.cols - 12, 8, STYLE_DIM, C_("column", "changed"));
}

static void details_draw(const Screen *s, Area a)
{
	const ImportsState *m = s->state;
	const BatchRow *row = current(m);
	if (!row)
		return;
	Str title = {0};
	Area in = area_pad(a, 1, 1);
	str_addf(&title, _("No %lld"), (long long)row->id);
	str_addf(&title, "  %s", file_of(row));
	area_pair(in, 0, 0, STYLE_TITLE, str_text(&title), STYLE_DIM, row->author_name ? row->author_name : "");
	str_done(&title);
	int at = 2;
	if (m->detail_count && at < a.rows)
		area_heading(a, at++, _("WHAT CAME"), NULL);
	for (size_t i = 0; i < m->detail_count && at < a.rows; i++) {
		const ChangeRow *d = &m->details[i];
		Str words = {0};
		str_addf(&words, "%s", d->title ? d->title : d->kind->name);
		if (d->op == PATCH_EDIT) {
			str_add(&words, "  ");
			patch_words(&words, &d->patch, ui_work(s->ui)->zone);
		}
		area_put(in, at++, 1, -1, STYLE_PLAIN, str_text(&words));
		str_done(&words);
	}
}

static Area list_area(const Layout *layout, Area *head, Area *side)
{
	Area left, list;
	*side = (Area){0};
	if (layout->size == SIZE_WIDE) {
		Area panes = area_part(layout->body, 0, 0, layout->body.rows - 1, -1);
		layout_split(panes, panes.cols - WIDE_PREVIEW - 1, &left, side);
		*head = area_part(left, 0, 0, 1, -1);
		return area_part(left, 2, 0, -1, -1);
	}
	*head = area_part(layout->full, 1, 0, 1, -1);
	list = area_part(layout->full, 3, 0, -1, -1);
	if (layout->size == SIZE_NORMAL)
		layout_below(list, PREVIEW_ROWS, 5, &list, side);
	return list;
}

/* What people look for in a batch: events, tasks, notes; not the source lines kept beside them. */
static bool is_shown(const ChangeRow *row)
{
	return row->kind == &kind_event || row->kind == &kind_task || row->kind == &kind_note || row->kind == &kind_client;
}

static void load_details(Screen *s, const BatchRow *row)
{
	ImportsState *m = s->state;
	ChangeRow *rows = NULL;
	size_t n = 0;
	arena_reset(m->detail_arena);
	m->detail_count = 0;
	m->previewed = row->id;
	err_free(journal_changes(ui_work(s->ui)->store, row->id, 8 * DETAILS, &rows, &n, m->detail_arena));
	for (size_t i = 0; i < n && m->detail_count < DETAILS; i++)
		if (is_shown(&rows[i]))
			rows[m->detail_count++] = rows[i];
	m->details = rows;
}

static void imports_fit(Screen *s, const Layout *layout)
{
	ImportsState *m = s->state;
	Area head, side, list = list_area(layout, &head, &side);
	list_fit(&m->list, &m->source, list.rows);
	const BatchRow *row = current(m);
	if (row && row->id != m->previewed && !ui_repeating(s->ui))
		load_details(s, row);
}

static void imports_paint(const Screen *s, const Layout *layout)
{
	const ImportsState *m = s->state;
	Area head, side, list = list_area(layout, &head, &side);
	head_draw(head);
	if (layout->size == SIZE_WIDE) {
		area_rule(layout->rule, 0, STYLE_RULE);
		area_rule(layout->body, layout->body.rows - 1, STYLE_RULE);
		area_rule(area_part(layout->body, 1, 0, 1, head.cols), 0, STYLE_RULE);
	} else {
		area_rule(layout->full, 2, STYLE_RULE);
	}
	list_draw(&m->list, &m->source, list, true);
	if (!m->n)
		area_put(list, 1, 2, -1, STYLE_DIM, _("No file was imported yet: i takes one in"));
	if (side.frame)
		details_draw(s, side);
}

static void imports_head(const Screen *s, ScreenHead *head)
{
	head->parts[0] = _("Imports");
	head->n_parts = 1;
	head->note = ((const ImportsState *)s->state)->note;
}

static const char *const *contexts(const Screen *s)
{
	static const char *const names[] = {"imports", "list", "any", "always", NULL};
	(void)s;
	return names;
}

static Err *imports_open(Screen *s, const void *arg)
{
	ImportsState *m = s->state;
	(void)arg;
	m->ui = s->ui;
	m->detail_arena = arena_new();
	list_init(&m->list);
	m->source.draw = row_draw;
	return NULL;
}

static void imports_close(Screen *s)
{
	ImportsState *m = s->state;
	list_done(&m->list);
	arena_free(m->detail_arena);
}

static bool imports_act(Screen *s, CommandCall *call, Err **err)
{
	ImportsState *m = s->state;
	const char *verb = call_command(call)->name;
	const BatchRow *row = current(m);
	if (list_act(&m->list, &m->source, call))
		return true;
	if (strcmp(verb, "undo") == 0)
		*err = row ? journal_row_undo(s, row) : NULL;
	else if (strcmp(verb, "redo") == 0)
		*err = row ? journal_row_redo(s, row) : NULL;
	else if (strcmp(verb, "open") == 0)
		*err = ui_push(s->ui, &screen_changes, NULL);
	else
		return false;
	return true;
}

static const ScreenHint *imports_hints(const Screen *s)
{
	static const ScreenHint hints[] = {{"undo", N_("take the batch back")}, {"redo", N_("bring it again")}, {"open", N_("what came")},
	                                   {"import", N_("new file")},          {"export", NULL},               {"back", NULL},
	                                   {NULL, NULL}};
	(void)s;
	return hints;
}

const ScreenKind screen_imports = {
	.name = "imports",
	.title = N_("Imports"),
	.size = sizeof(ImportsState),
	.contexts = contexts,
	.open = imports_open,
	.close = imports_close,
	.load = imports_load,
	.fit = imports_fit,
	.draw = imports_paint,
	.head = imports_head,
	.hints = imports_hints,
	.act = imports_act,
};
