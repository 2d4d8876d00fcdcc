/* SPDX-License-Identifier: MIT */
/* Imports: batches of files; u and U take the one under the cursor back whole and bring it again, Enter lists what came. */
#include "imports.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "agenda_act.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "card_show.h"
#include "list_act.h"

enum {
	FIRST = 200,
	CAME_MOST = 300,
	PATHS = 30,
};

const ImportsRow *imports_current(const ImportsState *m)
{
	return m->list.cursor < m->n ? &m->rows[m->list.cursor] : NULL;
}

static int64_t row_id(const void *self, size_t row)
{
	return ((const ImportsState *)self)->rows[row].batch.id;
}

/* ---- reading ---- */

static int64_t made(const ImportsRow *row)
{
	const ImportCounts *c = &row->facts.created;
	if (row->batch.undone_by)
		return 0;
	return row->known ? c->event + c->task + c->journal + c->client : row->batch.changes;
}

static void make_note(ImportsState *m)
{
	Str note = {0};
	int64_t records = 0;
	for (size_t i = 0; i < m->n; i++)
		records += made(&m->rows[i]);
	str_addf(&note, P_("%zu batch", "%zu batches", m->n), m->n);
	str_add(&note, " · ");
	str_add_count(&note, records, P_("%lld record", "%lld records", records), (long long)records);
	snprintf(m->note, sizeof m->note, "%s", str_text(&note));
	str_done(&note);
}

/* Looked at by their own time: whoever wrote them need not have said so. */
static Err *look_at_files(Screen *s)
{
	ImportsState *m = s->state;
	ImportFacts *facts = NULL;
	size_t n = 0;
	m->changed_count = 0;
	TRY(import_paths(ui_work(s->ui)->store, PATHS, &facts, &n, s->arena));
	for (size_t i = 0; i < n && m->changed_count < IMPORTS_CHANGED; i++) {
		struct stat st;
		if (!facts[i].path || stat(facts[i].path, &st) != 0 || !S_ISREG(st.st_mode))
			continue;
		if (st.st_mtime == facts[i].modified.s && st.st_size == facts[i].size)
			continue;
		m->changed[m->changed_count].name = path_name(facts[i].path);
		m->changed[m->changed_count++].modified = (Instant){st.st_mtime};
	}
	return NULL;
}

static Err *imports_load(Screen *s)
{
	ImportsState *m = s->state;
	JournalQuery query = {.command = "import", .bulk = true, .limit = m->limit};
	BatchRow *batches = NULL;
	size_t n = 0;
	m->previewed = 0;
	m->n = m->source.n = 0;
	TRY(journal_batches(ui_work(s->ui)->store, &query, &batches, &n, s->arena));
	m->rows = arena_alloc(s->arena, (n + 1) * sizeof *m->rows);
	for (size_t i = 0; i < n; i++) {
		m->rows[i].batch = batches[i];
		TRY(import_facts(ui_work(s->ui)->store, batches[i].id, &m->rows[i].facts, &m->rows[i].known, s->arena));
	}
	m->n = n;
	m->whole = n < m->limit;
	m->source = (ListSource){.n = n, .id = row_id, .draw = imports_row_draw, .self = m};
	make_note(m);
	return look_at_files(s);
}

/* ---- the one under the cursor ---- */

static void whole_letters(char *out, size_t room, const char *text)
{
	Str cut = {0};
	int cells = 40;
	do {
		str_cut(&cut, 0);
		utf8_cut(&cut, text ? text : "", cells);
		cells /= 2;
	} while (cut.n >= room && cells);
	snprintf(out, room, "%s", cut.n < room ? str_text(&cut) : "");
	str_done(&cut);
}

static Err *fate_answer(Store *store, void *question)
{
	ImportsFate *q = question;
	ImportFate fate = {0};
	Arena *arena = arena_new();
	Err *err = import_fate(store, q->batch, IMPORTS_STAYS, &fate, arena);
	q->go = fate.go;
	q->back = fate.back;
	q->stay_hand = fate.stay_hand;
	q->stay_import = fate.stay_import;
	q->more = fate.more;
	for (size_t i = 0; !err && i < fate.n && q->n < IMPORTS_STAYS; i++, q->n++) {
		whole_letters(q->stays[i].title, sizeof q->stays[i].title, fate.stays[i].title);
		whole_letters(q->stays[i].who, sizeof q->stays[i].who, fate.stays[i].author_name);
		q->stays[i].import = fate.stays[i].import;
		q->stays[i].batch = fate.stays[i].batch;
	}
	arena_free(arena);
	return err;
}

static void fate_got(Screen *s, void *question, Err *err)
{
	ImportsState *m = s->state;
	if (!err && ((const ImportsFate *)question)->batch == m->previewed)
		m->fate = *(const ImportsFate *)question;
	if (err && err->code != ERR_INTERRUPTED)
		ui_fault(s->ui, err);
	else
		err_free(err);
}

static void load_details(Screen *s, const ImportsRow *row)
{
	ImportsState *m = s->state;
	arena_reset(m->detail_arena);
	m->remark_count = 0;
	if (m->fate.batch != row->batch.id)
		m->fate = (ImportsFate){0};
	m->previewed = row->batch.id;
	if (row->known)
		err_free(import_remarks(ui_work(s->ui)->store, row->batch.id, IMPORTS_REFUSED, &m->remarks, &m->remark_count, m->detail_arena));
	if (row->batch.undone_by)
		return;
	ImportsFate *q = mem_alloc(sizeof *q);
	q->batch = row->batch.id;
	ui_ask(s->ui, s, q, fate_answer, fate_got);
}

static void imports_fit(Screen *s, const Layout *layout)
{
	ImportsState *m = s->state;
	Area head, side, list = imports_list_area(layout, &head, &side);
	m->list_row = list.row;
	list_fit(&m->list, &m->source, list.rows);
	const ImportsRow *row = imports_current(m);
	if (row && row->batch.id != m->previewed && !ui_repeating(s->ui))
		load_details(s, row);
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
	m->limit = FIRST;
	m->detail_arena = arena_new();
	m->came_arena = arena_new();
	list_init(&m->list);
	return NULL;
}

static void imports_close(Screen *s)
{
	ImportsState *m = s->state;
	list_done(&m->list);
	arena_free(m->detail_arena);
	arena_free(m->came_arena);
}

/* ---- what came ---- */

static bool is_shown(const ChangeRow *row)
{
	return row->kind == &kind_event || row->kind == &kind_task || row->kind == &kind_note || row->kind == &kind_client;
}

static Err *came_chosen(Screen *owner, const MenuChoice *choice, const char *line)
{
	ImportsState *m = owner->state;
	(void)line;
	if (!choice || choice->id <= 0 || (size_t)choice->id > m->came_count)
		return NULL;
	const ChangeRow *row = &m->came[choice->id - 1];
	if (row->kind == &kind_client)
		return ui_push(owner->ui, &screen_card, &(CardArg){.client = row->record});
	return record_open(owner->ui, row->kind->name, row->record);
}

static Err *open_came(Screen *s, const ImportsRow *row)
{
	ImportsState *m = s->state;
	ChangeRow *rows = NULL;
	size_t n = 0;
	arena_reset(m->came_arena);
	m->came_count = 0;
	TRY(journal_changes(ui_work(s->ui)->store, row->batch.id, 4 * CAME_MOST, &rows, &n, m->came_arena));
	MenuChoice *choices = arena_alloc(m->came_arena, (n + 1) * sizeof *choices);
	for (size_t i = 0; i < n && m->came_count < CAME_MOST; i++) {
		if (!is_shown(&rows[i]))
			continue;
		rows[m->came_count] = rows[i];
		const ChangeRow *one = &rows[m->came_count];
		choices[m->came_count] = (MenuChoice){
			.text = one->title && *one->title ? one->title : _("(no title)"),
			.note = one->op == PATCH_EDIT ? C_("row", "changed") : _(one->kind->label),
			.off = row->batch.undone_by != 0,
			.id = (int64_t)m->came_count + 1,
		};
		m->came_count++;
	}
	m->came = rows;
	if (!m->came_count) {
		ui_say(s->ui, "%s", _("Nothing came of it that was not here already"));
		return NULL;
	}
	char *title = mem_printf(_("What came: No %lld"), (long long)row->batch.id);
	Err *err = ui_push(s->ui, &screen_menu, &(MenuArg){.title = title, .choices = choices, .n = m->came_count, .chosen = came_chosen});
	free(title);
	return err;
}

/* ---- acting ---- */

static void moved(Screen *s)
{
	ImportsState *m = s->state;
	if (m->whole || m->list.cursor + 40 <= m->n)
		return;
	m->limit *= 2;
	s->stale = true;
}

static bool imports_act(Screen *s, CommandCall *call, Err **err)
{
	ImportsState *m = s->state;
	const char *verb = call_command(call)->name;
	const ImportsRow *row = imports_current(m);
	if (list_act(&m->list, &m->source, call))
		moved(s);
	else if (strcmp(verb, "undo") == 0)
		*err = row ? journal_row_undo(s, &row->batch) : NULL;
	else if (strcmp(verb, "redo") == 0)
		*err = row ? journal_row_redo(s, &row->batch) : NULL;
	else if (strcmp(verb, "open") == 0)
		*err = row ? open_came(s, row) : NULL;
	else
		return false;
	return true;
}

static bool imports_clicked(Screen *s, const Mouse *mouse, Err **err)
{
	ImportsState *m = s->state;
	if (mouse->action == MOUSE_WHEEL_UP || mouse->action == MOUSE_WHEEL_DOWN) {
		list_scroll(&m->list, &m->source, mouse->action == MOUSE_WHEEL_UP ? -3 : 3);
	} else if (mouse->action == MOUSE_PRESS) {
		Area body = {.frame = NULL, .row = m->list_row, .col = 0, .rows = m->list.rows, .cols = 1000};
		if (list_click(&m->list, &m->source, body, mouse->row, mouse->col) && mouse->twice && imports_current(m))
			*err = open_came(s, imports_current(m));
	} else {
		return false;
	}
	moved(s);
	return true;
}

static const ScreenHint *imports_hints(const Screen *s)
{
	static const ScreenHint hints[] = {
		{"undo", N_("take the batch back")},
		{"redo", N_("bring it again")},
		{"open", N_("what came")},
		{"import", N_("new file")},
		{"export", NULL},
		{"back", NULL},
		{NULL, NULL},
	};
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
	.mouse = imports_clicked,
};
