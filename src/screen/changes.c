/* SPDX-License-Identifier: MIT */
/* Changes: the journal by day. `u` takes back the one under the cursor, also an old one; another's is offered as a change of one's own. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agenda_act.h"
#include "changes.h"
#include "changes_back.h"
#include "card_show.h"
#include "journal_rows.h"
#include "list_act.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/model/interaction.h"
#include "kartoteka/model/list.h"
#include "kartoteka/model/plan.h"
#include "kartoteka/store/imports.h"
#include "kartoteka/term/list.h"

enum {
	TELLING = 8,
	FIRST = 200,
	DETAILS = 12,
	PREVIEW_ROWS = 5,
	WIDE_PREVIEW = 41,
};

typedef struct Line {
	const BatchRow *batch; /* NULL: a heading or a gap */
	const char *heading, *count;
	const char *record, *what, *who; /* made when the row is first seen; who: of a person who came, NULL else */
} Line;

typedef struct ChangesState {
	Ui *ui;
	List list;
	ListSource source;
	Line *lines;
	size_t n;
	size_t limit;
	int64_t previewed; /* batch whose details are held */
	ChangeRow *details;
	struct Told {
		const char *words, *back; /* what it did, what taking it back does */
	} told[DETAILS];
	bool asked;    /* the worker looks whether they may be taken back */
	bool since;    /* something done since stands in the way of it */
	size_t looked; /* of a large one only so many were looked at, the last ones; 0: all */
	size_t detail_count;
	Arena *detail_arena;
	bool preview, whole; /* whole: the last batch was read, there are no more */
	bool full;           /* there are as many as were asked for */
	int64_t left;        /* what is asked for may be older still: from there on; 0: it is not */
	ChangesFilter filter;
	const Kind *here_kind; /* the record that the box of its choices names */
	int64_t here_id;
	char *here_title;
	char note[64], shown[160];
} ChangesState;

/* ---- reading ---- */

static const BatchRow *current(const ChangesState *c)
{
	return c->list.cursor < c->n ? c->lines[c->list.cursor].batch : NULL;
}

static int64_t line_id(const void *self, size_t row)
{
	const ChangesState *c = self;
	return c->lines[row].batch ? c->lines[row].batch->id : 0;
}

static void add_heading(Screen *s, Day day, size_t count)
{
	ChangesState *c = s->state;
	Str text = {0};
	Day today = work_today(ui_work(s->ui));
	if (c->n)
		c->lines[c->n++] = (Line){0};
	if (day.n == today.n)
		str_add(&text, _("TODAY"));
	else {
		if (day.n == today.n - 1)
			str_addf(&text, "%s  ", _("YESTERDAY"));
		words_day(&text, DATE_DAY, day, today);
	}
	c->lines[c->n++] = (Line){.heading = arena_dup(s->arena, str_text(&text)), .count = arena_printf(s->arena, "%zu", count)};
	str_done(&text);
}

static Day day_of_batch(Screen *s, const BatchRow *row)
{
	return zone_day(ui_work(s->ui)->zone, row->at);
}

/* Of a record that is gone: as its last change has it. */
static const char *title_of_gone(Screen *s, const Kind *kind, int64_t id)
{
	Store *store = ui_work(s->ui)->store;
	BatchRow *batches = NULL;
	ChangeRow *rows = NULL;
	size_t n = 0, n_rows = 0;
	const char *title = "";
	Err *err = journal_batches(store, &(JournalQuery){.kind = kind, .record = id, .limit = 1}, &batches, &n, s->arena);
	if (!err && n)
		err = journal_changes(store, batches[0].id, TELLING, &rows, &n_rows, s->arena);
	for (size_t i = 0; !err && i < n_rows; i++)
		if (rows[i].kind == kind && rows[i].record == id)
			title = rows[i].title;
	err_free(err);
	return title;
}

static const char *title_of(Screen *s, const Kind *kind, int64_t id)
{
	void *record = arena_alloc(s->arena, kind->size);
	Str title = {0};
	Err *err = id ? store_get(ui_work(s->ui)->store, kind, id, record, s->arena) : NULL;
	if (id && !err)
		kind->title(&title, record);
	const char *text = id && err ? title_of_gone(s, kind, id) : arena_dup(s->arena, str_text(&title));
	err_free(err);
	str_done(&title);
	return text;
}

/* The record as it is, else as it was when it went: taken back, or deleted here. NULL: neither is known. */
static const void *record_of(Screen *s, const BatchRow *batch, const ChangeRow *row)
{
	Store *store = ui_work(s->ui)->store;
	void *record = arena_alloc(s->arena, row->kind->size);
	const Patch *removed = row->op == PATCH_REMOVE ? &row->patch : NULL;
	ChangeRow *later = NULL;
	size_t n = 0;
	Err *err = store_get(store, row->kind, row->record, record, s->arena);
	if (!err)
		return record;
	err_free(err);
	if (!removed && batch->undone_by)
		err_free(journal_changes(store, batch->undone_by, TELLING, &later, &n, s->arena));
	for (size_t i = 0; i < n; i++)
		if (later[i].kind == row->kind && later[i].record == row->record && later[i].op == PATCH_REMOVE)
			removed = &later[i].patch;
	if (!removed)
		return NULL;
	record_init(row->kind, record);
	for (size_t i = 0; i < removed->n; i++)
		err_free(field_set(removed->changes[i].field, record, &removed->changes[i].old));
	return record;
}

/* What stands under a name of something else: a contact and a phone are told by their client, a reminder by what it reminds of. */
static const Kind *parent_of(Screen *s, const BatchRow *batch, const ChangeRow *row, int64_t *id)
{
	const char *name = row->kind == &kind_interaction ? "client" : row->kind->parent;
	const void *record = name ? record_of(s, batch, row) : NULL;
	*id = 0;
	if (!record)
		return NULL;
	if (row->kind == &kind_reminder) {
		const Reminder *reminder = record;
		*id = reminder->of.v;
		return reminder->of_kind.s ? kind_find(reminder->of_kind.s) : NULL;
	}
	*id = field_get(kind_field(row->kind, name), record, s->arena).i;
	return *id ? &kind_client : NULL;
}

static const char *called(Screen *s, const BatchRow *batch, const ChangeRow *row)
{
	int64_t id;
	const Kind *parent = parent_of(s, batch, row, &id);
	const char *title = parent && id ? title_of(s, parent, id) : "";
	bool has_title = row->kind == &kind_event || row->kind == &kind_task || row->kind == &kind_note;
	if (*title)
		return title;
	if (row->title && *row->title)
		return row->title;
	return has_title || (parent && parent != &kind_client) ? _("(no title)") : _(row->kind->label);
}

/* Not the lines of files that are kept beside what people see. */
static bool is_shown(const ChangeRow *row)
{
	return row->kind != &kind_component && row->kind != &kind_source && row->kind != &kind_zonedef;
}

/* Of what one change did the row tells what stands highest here. */
static int weight(const ChangeRow *row)
{
	if (!is_shown(row))
		return 0;
	if (row->kind == &kind_interaction)
		return 5;
	if (row->kind == &kind_client)
		return 4;
	if (row->kind == &kind_reminder)
		return 1;
	return row->kind->parent ? 2 : 3;
}

static const ChangeRow *main_of(const ChangeRow *rows, size_t n)
{
	const ChangeRow *best = NULL;
	for (size_t i = 0; i < n; i++)
		if (weight(&rows[i]) > (best ? weight(best) : 0))
			best = &rows[i];
	return best;
}

static const char *name_of(void *self, const Kind *kind, int64_t id)
{
	return title_of(self, kind, id);
}

static PatchTeller teller(Screen *s)
{
	return (PatchTeller){.zone = ui_work(s->ui)->zone, .name = name_of, .self = s};
}

/* A contact is told as it stands in history: "call → 8 min, no answer". */
static void contact_words(Screen *s, const Interaction *contact, Str *what)
{
	const char *outcome = title_of(s, &kind_outcome, contact->outcome.v);
	str_add(what, title_of(s, &kind_contact_kind, contact->kind.v));
	if (contact->direction.v)
		str_addf(what, " %s", contact->direction.v == DIRECTION_OUT ? GLYPH_OUT : GLYPH_IN);
	if (contact->length.s > 0) {
		str_addc(what, ' ');
		words_length_long(what, contact->length);
	}
	if (*outcome)
		str_addf(what, ", %s", outcome);
}

/* The record stands beside it already: what was taken back, or brought again, is said in a word, or as the fields that changed. */
static void undone_words(Screen *s, const BatchRow *batch, const ChangeRow *row, Str *what)
{
	bool again = str_same(batch->command, "redo");
	const Interaction *contact = row->kind == &kind_interaction && row->op == (again ? PATCH_MAKE : PATCH_REMOVE) ? record_of(s, batch, row) : NULL;
	if (contact) {
		str_add(what, again ? _("Again: ") : _("Taken back: "));
		contact_words(s, contact, what);
	} else if (row->op == PATCH_MAKE)
		str_add(what, again ? _("Again: added") : _("Taken back: deleted"));
	else if (row->op == PATCH_REMOVE)
		str_add(what, again ? _("Again: deleted") : _("Taken back: added"));
	else {
		const PatchTeller names = teller(s);
		str_add(what, again ? _("Again: ") : _("Taken back: "));
		patch_words(what, &row->patch, &names);
	}
}

/* An import is told by its file and its counts. */
static Err *import_words(Screen *s, Line *line, bool *told)
{
	ImportFacts facts;
	Str what = {0};
	*told = false;
	if (!str_same(line->batch->command, "import") || line->batch->undoes)
		return NULL;
	TRY(import_facts(ui_work(s->ui)->store, line->batch->id, &facts, told, s->arena));
	if (!*told)
		return NULL;
	const ImportCounts *made = &facts.created, *changed = &facts.updated;
	int64_t new = made->event + made->task + made->journal + made->client, edited = changed->event + changed->task + changed->journal + changed->client;
	if (new || !edited)
		str_add_count(&what, new, P_("%lld new", "%lld new", new), (long long)new);
	if (edited)
		str_addf(&what, new ? ", %s" : "%s", arena_printf(s->arena, P_("%lld changed", "%lld changed", edited), (long long)edited));
	line->record = facts.path ? path_name(facts.path) : _("standard input");
	line->what = arena_printf(s->arena, "%s %s", str_text(&what), GLYPH_CRUMB);
	str_done(&what);
	return NULL;
}

/* Who comes for the first time writes down that it is so; what has no author else was done by the program itself. */
static const char *maker_name(const Work *work, const ChangeRow *row)
{
	if (!row || row->kind != &kind_staff)
		return "kartoteka";
	return row->record == work->me.head.id ? C_("author", "me") : row->title;
}

/* What the row says: its label; of a single change of a record the fields as well. */
static Err *describe(Screen *s, Line *line)
{
	bool told;
	TRY(import_words(s, line, &told));
	if (told)
		return NULL;
	ChangeRow *rows = NULL;
	size_t n = 0, same = 0;
	Str what = {0};
	Work *work = ui_work(s->ui);
	const BatchRow *batch = line->batch;
	TRY(journal_changes(work->store, batch->id, TELLING, &rows, &n, s->arena));
	const ChangeRow *row = main_of(rows, n);
	const Interaction *contact = NULL;
	/* A thing and what belongs to it (a task and its reminder) is one change; several of a kind are told by the label. */
	for (size_t i = 0; row && i < n; i++)
		same += rows[i].kind == row->kind && rows[i].record != row->record;
	if (same && batch->label) {
		Str count = {0};
		str_add_count(&count, batch->changes, P_("%lld record", "%lld records", batch->changes), (long long)batch->changes);
		line->record = arena_dup(s->arena, str_text(&count));
		str_done(&count);
	} else
		line->record = row ? called(s, batch, row) : "";
	if (!batch->author)
		line->who = maker_name(work, row);
	if (batch->undoes && row && !same)
		undone_words(s, batch, row, &what);
	else if ((batch->undoes || same) && batch->label)
		str_add(&what, batch->label);
	else if (row && (contact = row->kind == &kind_interaction && row->op == PATCH_MAKE ? record_of(s, batch, row) : NULL) != NULL) {
		str_add(&what, "+ ");
		contact_words(s, contact, &what);
	} else if (row) {
		const PatchTeller names = teller(s);
		patch_words(&what, &row->patch, &names);
	}
	if (!what.n && batch->label)
		str_add(&what, batch->label);
	line->what = arena_dup(s->arena, str_text(&what));
	str_done(&what);
	return NULL;
}

static Err *changes_load(Screen *s)
{
	ChangesState *c = s->state;
	BatchRow *rows = NULL;
	size_t n = 0, taken = 0;
	c->n = c->source.n = 0; /* what was read went with the arena */
	c->previewed = 0;
	TRY(changes_filter_again(&c->filter, ui_work(s->ui), s->arena));
	JournalQuery query = changes_filter_query(&c->filter, ui_work(s->ui));
	query.limit = c->limit;
	query.left = &c->left;
	TRY(journal_batches(ui_work(s->ui)->store, &query, &rows, &n, s->arena));
	c->full = n >= c->limit;
	c->whole = !c->full && !c->left;
	c->lines = arena_alloc(s->arena, (3 * n + 1) * sizeof *c->lines);
	size_t today = 0;
	for (size_t i = 0; i < n;) {
		Day day = day_of_batch(s, &rows[i]);
		size_t end = i;
		while (end < n && day_of_batch(s, &rows[end]).n == day.n)
			taken += rows[end++].undone_by != 0;
		if (day.n == work_today(ui_work(s->ui)).n)
			today = end - i;
		add_heading(s, day, end - i);
		for (; i < end; i++)
			c->lines[c->n++] = (Line){.batch = &rows[i]};
	}
	c->source = (ListSource){.n = c->n, .id = line_id, .draw = c->source.draw, .self = c};
	snprintf(c->note, sizeof c->note, _("today %zu · taken back %zu"), today, taken);
	Str shown = {0};
	changes_filter_words(&shown, &c->filter);
	snprintf(c->shown, sizeof c->shown, "%s", str_text(&shown));
	str_done(&shown);
	return NULL;
}

/* ---- drawing ---- */

/* The number is never cut. */
static void batch_draw(Area a, int col, int cells, int64_t id)
{
	Str text = {0};
	str_addf(&text, _("batch %lld"), (long long)id);
	if (utf8_width(str_text(&text)) > cells) {
		str_cut(&text, 0);
		str_addf(&text, _("No %lld"), (long long)id);
	}
	area_put(a, 0, col, cells, STYLE_DIM, str_text(&text));
	str_done(&text);
}

static const char *author_name(const BatchRow *batch)
{
	return batch->author_name ? batch->author_name : "";
}

static const char *who_shown(const Work *work, const Line *line)
{
	if (line->who)
		return line->who;
	return line->batch->author == work->me.head.id ? C_("author", "me") : author_name(line->batch);
}

static void line_draw(const void *self, Area a, const ListRow *row)
{
	const ChangesState *c = self;
	const Line *line = &c->lines[row->row];
	if (line->heading) {
		area_heading(a, 0, line->heading, line->count);
		return;
	}
	if (!line->batch)
		return;
	area_glyphs(a, 0, row->cursor, row->marked, line->batch->undone_by ? GLYPH_TAKEN : NULL, STYLE_DIM);
	const Work *work = ui_work(c->ui);
	Str when = {0};
	journal_when(&when, work, line->batch->at, false);
	int who = a.cols >= 100 ? 9 : 10, record = a.cols >= 60 ? (a.cols >= 78 ? 23 : 18) : 12, at = 10 + who;
	area_put(a, 0, 3, 6, STYLE_PLAIN, str_text(&when));
	if (str_same(line->batch->command, "import") && !line->batch->undoes)
		batch_draw(a, 10, who - 1, line->batch->id);
	else
		area_put(a, 0, 10, who - 1, STYLE_DIM, who_shown(work, line));
	area_put(a, 0, at, record - 1, STYLE_PLAIN, line->record ? line->record : "");
	area_put(a, 0, at + record + 1, a.cols - at - record - 2, line->batch->undone_by ? STYLE_DIM : STYLE_PLAIN, line->what ? line->what : "");
	str_done(&when);
}

static void head_draw(Area a)
{
	int who = a.cols >= 100 ? 9 : 10, record = a.cols >= 60 ? (a.cols >= 78 ? 23 : 18) : 12;
	area_put(a, 0, 3, 6, STYLE_DIM, _("When"));
	area_put(a, 0, 10, who, STYLE_DIM, _("Who"));
	area_put(a, 0, 10 + who, record, STYLE_DIM, _("Record"));
	area_put(a, 0, 11 + who + record, -1, STYLE_DIM, _("What it was → what it is"));
}

/* "amount: 330 000 → 310 000", and where there is room what it becomes if taken back. */
static void detail_draw(const ChangesState *c, Area a, int at, size_t i, bool with_back)
{
	const ChangeRow *d = &c->details[i];
	Str words = {0}, right = {0};
	str_addf(&words, "%s: %s", d->title ? d->title : d->kind->name, c->told[i].words);
	str_addf(&right, _("undo: %s"), c->told[i].back);
	bool fits = with_back && utf8_width(str_text(&words)) + utf8_width(str_text(&right)) + 2 <= a.cols - 4;
	area_pair(area_pad(a, 0, 1), at, 3, STYLE_PLAIN, str_text(&words), STYLE_DIM, fits ? str_text(&right) : NULL);
	str_done(&words);
	str_done(&right);
}

static void since_draw(const ChangesState *c, Area a, int at)
{
	Str text = {0};
	if (!c->detail_count || at >= a.rows || c->asked)
		return;
	if (c->since)
		area_put(a, at, 1, 1, STYLE_OVERDUE, GLYPH_OVERDUE);
	if (c->since)
		str_add(&text, _("it was changed since, so it cannot be taken back whole"));
	else if (c->looked)
		str_add_count(&text, (int64_t)c->looked, P_("nobody touched its last %zu change since; the others were not looked at", "nobody touched its last %zu changes since; the others were not looked at", c->looked), c->looked);
	else
		str_add(&text, _("nobody changed this since"));
	area_wrap(area_pad(a, 3, 1), at, 0, 2, STYLE_DIM, str_text(&text));
	str_done(&text);
}

/* A heading and a row a record, where the pane stands beside the list. */
static int backs_draw(const ChangesState *c, Area a, int at)
{
	if (!c->detail_count || at + 2 >= a.rows)
		return at;
	area_heading(a, at++, _("IF TAKEN BACK"), NULL);
	for (size_t i = 0; i < c->detail_count && at < a.rows; i++) {
		Str words = {0};
		if (c->details[i].op != PATCH_EDIT)
			str_addf(&words, "%s: ", _(c->details[i].kind->label));
		else if (c->detail_count > 1)
			str_addf(&words, "%s: ", c->details[i].title && *c->details[i].title ? c->details[i].title : _(c->details[i].kind->label));
		str_add(&words, c->told[i].back);
		at += area_wrap(area_pad(a, 3, 1), at, 0, 2, STYLE_PLAIN, str_text(&words));
		str_done(&words);
	}
	return at;
}

static void details_draw(const Screen *s, Area a, bool beside)
{
	const ChangesState *c = s->state;
	const BatchRow *row = current(c);
	if (!row || a.rows < 1)
		return;
	Str line = {0};
	str_addf(&line, _("change %lld, %s"), (long long)row->id, c->lines[c->list.cursor].who && !row->author ? c->lines[c->list.cursor].who : author_name(row));
	Area in = area_pad(a, 1, 1);
	int at = beside ? 3 : 1;
	area_pair(in, 0, 0, STYLE_TITLE, row->label ? row->label : row->command, STYLE_DIM, beside ? NULL : str_text(&line));
	if (beside)
		area_put(in, 1, 1, -1, STYLE_DIM, str_text(&line));
	str_done(&line);
	for (size_t i = 0; i < c->detail_count && at < a.rows; i++)
		detail_draw(c, a, at++, i, !beside && !row->undone_by);
	if (row->undone_by && at < a.rows) {
		area_put(a, at, 3, -1, STYLE_DIM, _("taken back; U brings it again"));
	} else if (!row->undone_by) {
		if (beside)
			at = backs_draw(c, a, at + 1);
		since_draw(c, a, at);
	}
}

static Area list_area(const ChangesState *c, const Layout *layout, Area *head, Area *side)
{
	/* A blank row stands below row 0; beside the preview the rule comes before the heads, else behind them. */
	Area full = layout->full, left, list;
	*side = (Area){0};
	if (c->preview && layout->size == SIZE_WIDE) {
		Area panes = area_part(full, 2, 0, full.rows - 3, -1);
		layout_split(panes, panes.cols - layout_beside(panes.cols, WIDE_PREVIEW) - 1, &left, side);
		*head = area_part(left, 0, 0, 1, -1);
		return area_part(left, 2, 0, -1, -1);
	}
	*head = area_part(full, 1, 0, 1, -1);
	list = area_part(full, 3, 0, -1, -1);
	if (c->preview && (layout->size == SIZE_NORMAL))
		layout_below(list, PREVIEW_ROWS, 6, &list, side);
	return list;
}

static void detail_tell(Screen *s, struct Told *told, const Patch *patch)
{
	ChangesState *c = s->state;
	const PatchTeller names = teller(s);
	Str words = {0}, back = {0};
	patch_words(&words, patch, &names);
	change_back_words(&back, patch, &names);
	told->words = arena_dup(c->detail_arena, str_text(&words));
	told->back = arena_dup(c->detail_arena, str_text(&back));
	str_done(&words);
	str_done(&back);
}

typedef struct MayQuestion {
	int64_t batch;
	bool since;
	size_t looked;
} MayQuestion;

static Err *may_answer(Store *store, void *question)
{
	MayQuestion *q = question;
	Err *err = journal_may_take_back(store, q->batch, &q->looked);
	q->since = err && err->code == ERR_CONFLICT;
	if (!q->since)
		return err;
	err_free(err);
	return NULL;
}

static void may_got(Screen *s, void *question, Err *err)
{
	ChangesState *c = s->state;
	const MayQuestion *q = question;
	if (!err && q->batch == c->previewed) {
		c->asked = false;
		c->since = q->since;
		c->looked = q->looked;
	}
	err_free(err);
}

/* What hangs on the records of a large one is looked up record by record, which takes longer than a key may. */
static void ask_may(Screen *s, const BatchRow *row)
{
	ChangesState *c = s->state;
	c->since = false;
	c->looked = 0;
	c->asked = !row->undone_by;
	if (!c->asked)
		return;
	MayQuestion *q = mem_alloc(sizeof *q);
	q->batch = row->id;
	ui_ask(s->ui, s, q, may_answer, may_got);
}

static void load_details(Screen *s, const BatchRow *row)
{
	ChangesState *c = s->state;
	ChangeRow *rows = NULL;
	size_t n = 0;
	err_free(journal_changes(ui_work(s->ui)->store, row->id, 4 * DETAILS, &rows, &n, c->detail_arena));
	for (size_t i = 0; i < n && c->detail_count < DETAILS; i++)
		if (is_shown(&rows[i])) {
			rows[i].title = arena_dup(c->detail_arena, called(s, row, &rows[i]));
			detail_tell(s, &c->told[c->detail_count], &rows[i].patch);
			rows[c->detail_count++] = rows[i];
		}
	c->details = rows;
	ask_may(s, row);
}

static void changes_fit(Screen *s, const Layout *layout)
{
	ChangesState *c = s->state;
	Area head, side, list = list_area(c, layout, &head, &side);
	list_fit(&c->list, &c->source, list.rows);
	size_t last = c->list.top + (size_t)(list.rows > 0 ? list.rows : 0);
	for (size_t i = c->list.top; i < c->n && i < last; i++)
		if (c->lines[i].batch && !c->lines[i].what)
			err_free(describe(s, &c->lines[i]));
	const BatchRow *row = current(c);
	if (row && row->id != c->previewed && !ui_repeating(s->ui)) {
		arena_reset(c->detail_arena);
		c->detail_count = 0;
		c->previewed = row->id;
		load_details(s, row);
	}
}

/* Nothing that was asked for, and how to see more. */
static void empty_draw(const ChangesState *c, Area a)
{
	if (!changes_filter_is_on(&c->filter)) {
		area_put(a, 0, 2, -1, STYLE_DIM, _("Nothing was changed yet: a adds"));
		return;
	}
	Str text = {0}, number = {0};
	str_add_number(&number, (int64_t)(c->filter.passed + c->filter.depth));
	if (c->left)
		str_addf(&text, _("Nothing of that among the last %s changes: G looks further back"), str_text(&number));
	else
		str_addf(&text, _("Nothing was changed here: %s"), c->shown);
	int row = area_wrap(area_pad(a, 2, 1), 0, 0, 3, STYLE_DIM, str_text(&text));
	area_put(a, row, 2, -1, STYLE_DIM, _("f asks for others, Esc shows all"));
	str_done(&text);
	str_done(&number);
}

static void changes_paint(const Screen *s, const Layout *layout)
{
	const ChangesState *c = s->state;
	Area head, side, list = list_area(c, layout, &head, &side);
	bool beside = side.frame && layout->size == SIZE_WIDE;
	if (beside) {
		area_rule(layout->full, 1, STYLE_RULE);
		area_rule(layout->full, layout->full.rows - 1, STYLE_RULE);
		area_rule(area_part(layout->full, 3, 0, 1, head.cols), 0, STYLE_RULE);
	} else {
		area_rule(layout->full, 2, STYLE_RULE);
	}
	head_draw(head);
	list_draw(&c->list, &c->source, list, true);
	if (!c->n)
		empty_draw(c, list);
	if (side.frame)
		details_draw(s, side, beside);
}

static void changes_head(const Screen *s, ScreenHead *head)
{
	const ChangesState *c = s->state;
	head->parts[0] = _("Changes");
	head->parts[1] = c->shown;
	head->n_parts = 2;
	head->note = c->note;
}

/* ---- acting ---- */

static const char *const *contexts(const Screen *s)
{
	static const char *const names[] = {"changes", "list", "any", "always", NULL};
	(void)s;
	return names;
}

static Err *changes_open(Screen *s, const void *arg)
{
	ChangesState *c = s->state;
	(void)arg;
	list_init(&c->list);
	c->limit = FIRST;
	changes_filter_clear(&c->filter);
	c->preview = true;
	c->detail_arena = arena_new();
	c->source.draw = line_draw;
	c->ui = s->ui;
	return NULL;
}

static void changes_close(Screen *s)
{
	ChangesState *c = s->state;
	list_done(&c->list);
	arena_free(c->detail_arena);
	free(c->here_title);
}

/* What the row under the cursor is of: the record of the change; of what belongs to another, that one. */
static Err *record_here(Screen *s, ChangesRecord *here)
{
	const BatchRow *row = current(s->state);
	ChangeRow *rows = NULL;
	size_t n = 0;
	*here = (ChangesRecord){0};
	if (!row)
		return NULL;
	TRY(journal_changes(ui_work(s->ui)->store, row->id, TELLING, &rows, &n, s->arena));
	const ChangeRow *change = main_of(rows, n);
	if (!change)
		return NULL;
	int64_t parent = 0;
	const Kind *under = parent_of(s, row, change, &parent);
	*here = (ChangesRecord){under && parent ? under : change->kind, under && parent ? parent : change->record, called(s, row, change)};
	return NULL;
}

/* Enter: the record of the change; a client's card for what belongs to one. */
static Err *open_record(Screen *s)
{
	ChangesState *c = s->state;
	const BatchRow *row = current(c);
	if (!row)
		return NULL;
	ChangeRow *rows = NULL;
	size_t n = 0;
	TRY(journal_changes(ui_work(s->ui)->store, row->id, TELLING, &rows, &n, s->arena));
	const ChangeRow *change = main_of(rows, n);
	if (!change)
		return NULL;
	int64_t id = change->record, parent = 0;
	const Kind *kind = change->kind, *under = kind == &kind_interaction ? NULL : parent_of(s, row, change, &parent);
	if (under && parent) {
		kind = under;
		id = parent;
	}
	if (kind == &kind_client)
		return ui_push(s->ui, &screen_card, &(CardArg){.client = id});
	return record_open(s->ui, kind->name, id);
}

/* ---- what is shown ---- */

static void show_anew(Screen *s)
{
	ChangesState *c = s->state;
	c->limit = FIRST;
	c->list.cursor = LIST_NONE;
	c->list.id = 0;
	c->list.top = 0;
	s->stale = true;
}

static Err *filter_chosen(Screen *owner, const MenuChoice *choice, const char *line)
{
	(void)line;
	ChangesState *c = owner->state;
	/* The one that the box named, whatever has come under the cursor since. */
	const ChangesRecord here = {c->here_kind, c->here_id, c->here_title ? c->here_title : ""};
	changes_filter_take(&c->filter, ui_work(owner->ui), choice, &here);
	show_anew(owner);
	return NULL;
}

static Err *filter_menu(Screen *s)
{
	ChangesState *c = s->state;
	ChangesRecord here;
	TRY(record_here(s, &here));
	c->here_kind = here.kind;
	c->here_id = here.id;
	free(c->here_title);
	c->here_title = here.title ? mem_strdup(here.title) : NULL;
	return changes_filter_menu(s, &c->filter, &here, filter_chosen);
}

static bool changes_escape(Screen *s)
{
	ChangesState *c = s->state;
	if (!changes_filter_is_on(&c->filter))
		return false;
	changes_filter_clear(&c->filter);
	show_anew(s);
	return true;
}

static void moved(Screen *s)
{
	ChangesState *c = s->state;
	if (c->whole || (c->n && c->list.cursor + 40 <= c->n))
		return;
	if (c->left && !c->full)
		changes_filter_deeper(&c->filter, c->left, c->n > 0);
	else
		c->limit *= 2;
	s->stale = true;
}

static bool changes_act(Screen *s, CommandCall *call, Err **err)
{
	ChangesState *c = s->state;
	const char *verb = call_command(call)->name;
	const BatchRow *row = current(c);
	if (list_act(&c->list, &c->source, call))
		moved(s);
	else if (strcmp(verb, "undo") == 0)
		*err = row ? journal_row_undo(s, row) : NULL;
	else if (strcmp(verb, "redo") == 0)
		*err = row ? journal_row_redo(s, row) : NULL;
	else if (strcmp(verb, "open") == 0)
		*err = open_record(s);
	else if (strcmp(verb, "preview") == 0)
		c->preview = !c->preview;
	else if (strcmp(verb, "filter menu") == 0 || strcmp(verb, "whose") == 0)
		*err = filter_menu(s);
	else if (strcmp(verb, "filter clear") == 0)
		changes_escape(s);
	else
		return false;
	return true;
}

static bool changes_clicked(Screen *s, const Mouse *mouse, Err **err)
{
	ChangesState *c = s->state;
	(void)err;
	if (mouse->action == MOUSE_WHEEL_UP || mouse->action == MOUSE_WHEEL_DOWN)
		list_scroll(&c->list, &c->source, mouse->action == MOUSE_WHEEL_UP ? -3 : 3);
	else
		return false;
	moved(s);
	return true;
}

static const ScreenHint *changes_hints(const Screen *s)
{
	static const ScreenHint hints[] = {
		{"undo", N_("take this back")},
		{"redo", N_("bring again")},
		{"open", N_("record")},
		{"filter menu", N_("who, when, what")},
		{"back", NULL},
		{NULL, NULL},
	};
	(void)s;
	return hints;
}

const ScreenKind screen_changes = {
	.name = "changes",
	.title = N_("Changes"),
	.size = sizeof(ChangesState),
	.contexts = contexts,
	.open = changes_open,
	.close = changes_close,
	.load = changes_load,
	.fit = changes_fit,
	.draw = changes_paint,
	.head = changes_head,
	.hints = changes_hints,
	.act = changes_act,
	.mouse = changes_clicked,
	.escape = changes_escape,
};
