/* SPDX-License-Identifier: MIT */
/* Imports, painted: a row a batch with what it brought; of the one under the cursor the file, the counts, what taking it back would do, what was refused. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "imports.h"
#include "paths.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"

enum {
	PREVIEW_ROWS = 10,
	WIDE_PREVIEW = 45,
};

enum {
	NUMBER,
	WHEN,
	FROM,
	NEW,
	CHANGED,
	SAME,
	REFUSED,
	STATE,
	COLUMNS,
};

static int64_t total(const ImportCounts *c)
{
	return c->event + c->task + c->journal + c->client;
}

/* ---- the list ---- */

static size_t shapes(Column out[])
{
	const Column all[] = {
		[NUMBER] = {.title = _("No"), .min = 3, .ideal = 3, .right = true, .priority = 1},
		[WHEN] = {.title = _("When"), .min = 11, .ideal = 12, .priority = 2},
		[FROM] = {.title = _("From"), .min = 8, .ideal = 12, .grow = 1},
		[NEW] = {.title = C_("column", "new"), .min = 5, .ideal = 5, .right = true, .priority = 1},
		[CHANGED] = {.title = C_("column", "changed"), .min = 5, .ideal = 5, .right = true, .priority = 4},
		[SAME] = {.title = C_("column", "same"), .min = 5, .ideal = 5, .right = true, .priority = 5},
		[REFUSED] = {.title = C_("column", "refused"), .min = 5, .ideal = 5, .right = true, .priority = 3},
		[STATE] = {.title = "", .min = 4, .ideal = 4},
	};
	for (size_t i = 0; i < COLUMNS; i++) {
		int width = utf8_width(all[i].title);
		out[i] = all[i];
		if (width > out[i].min)
			out[i].min = out[i].ideal = width;
	}
	out[STATE].min = out[STATE].ideal = utf8_width(C_("batch", "undone"));
	return COLUMNS;
}

/* Where it is narrow the state stands in the place of the last count. */
static Area columns_of(Area a, Column columns[], int widths[], size_t *state)
{
	Area in = area_part(a, 0, 2, -1, a.cols - 3);
	size_t n = shapes(columns);
	*state = in.cols >= 76 ? STATE : NEW;
	columns_fit(widths, columns, *state == STATE ? n : STATE, in.cols);
	if (*state != STATE)
		widths[STATE] = 0;
	for (size_t i = NEW; *state != STATE && i < STATE; i++)
		if (widths[i])
			*state = i;
	return in;
}

static void put_count(Area in, const Column columns[], const int widths[], size_t i, const ImportsRow *row, int64_t n)
{
	Str text = {0};
	if (row->known && !row->batch.undone_by)
		str_add_number(&text, n);
	else
		str_add(&text, GLYPH_NONE);
	columns_put(in, 0, columns, widths, COLUMNS, i, row->batch.undone_by ? STYLE_DIM : STYLE_PLAIN, str_text(&text));
	str_done(&text);
}

/* The label of an import is made of a word and the file's name. */
static const char *file_of(const ImportsRow *row)
{
	if (row->known && row->facts.path)
		return path_name(row->facts.path);
	const char *label = row->batch.label ? row->batch.label : "", *colon = strstr(label, ": ");
	return colon ? colon + 2 : label;
}

void imports_row_draw(const void *self, Area a, const ListRow *at)
{
	const ImportsState *m = self;
	const ImportsRow *row = &m->rows[at->row];
	const Work *work = ui_work(m->ui);
	Column columns[COLUMNS];
	int widths[COLUMNS];
	Str when = {0}, number = {0};
	size_t state;
	Area in = columns_of(a, columns, widths, &state);
	Style style = row->batch.undone_by ? STYLE_DIM : STYLE_PLAIN;
	if (zone_day(work->zone, row->batch.at).n == work_today(work).n)
		str_addf(&when, "%s ", C_("short", "today"));
	journal_when(&when, work, row->batch.at, true);
	str_add_number(&number, row->batch.id);
	const char *open = row->batch.open ? GLYPH_ASK : NULL;
	area_glyphs(a, 0, at->cursor, at->marked, row->batch.undone_by ? GLYPH_TAKEN : open, STYLE_DIM);
	columns_put(in, 0, columns, widths, COLUMNS, NUMBER, style, str_text(&number));
	columns_put(in, 0, columns, widths, COLUMNS, WHEN, style, str_text(&when));
	columns_put(in, 0, columns, widths, COLUMNS, FROM, style, file_of(row));
	put_count(in, columns, widths, NEW, row, total(&row->facts.created));
	put_count(in, columns, widths, CHANGED, row, total(&row->facts.updated));
	put_count(in, columns, widths, SAME, row, total(&row->facts.unchanged));
	if (!row->batch.undone_by || state == STATE)
		put_count(in, columns, widths, REFUSED, row, row->facts.refused);
	if (row->batch.undone_by)
		columns_put(in, 0, columns, widths, COLUMNS, state, STYLE_DIM, C_("batch", "undone"));
	str_done(&when);
	str_done(&number);
}

static void head_draw(Area a)
{
	Column columns[COLUMNS];
	int widths[COLUMNS];
	size_t state;
	Area in = columns_of(a, columns, widths, &state);
	for (size_t i = 0; i < COLUMNS; i++)
		if (widths[i])
			columns_put(in, 0, columns, widths, COLUMNS, i, STYLE_DIM, columns[i].title);
}

/* ---- words of the details ---- */

static void add_size(Str *out, int64_t bytes)
{
	if (bytes < 1000)
		str_add_count(out, bytes, P_("%lld byte", "%lld bytes", bytes), (long long)bytes);
	else if (bytes < 1000000)
		str_addf(out, _("%lld KB"), (long long)(bytes + 1023) / 1024);
	else
		str_addf(out, _("%lld.%lld MB"), (long long)(bytes / 1048576), (long long)(bytes % 1048576 * 10 / 1048576));
}

static void add_comma(Str *out)
{
	if (out->n)
		str_add(out, ", ");
}

static void add_things(Str *out, const ImportCounts *c)
{
	if (c->event)
		str_add_count(out, c->event, P_("%lld event", "%lld events", c->event), (long long)c->event);
	if (c->task) {
		add_comma(out);
		str_add_count(out, c->task, P_("%lld task", "%lld tasks", c->task), (long long)c->task);
	}
	if (c->journal) {
		add_comma(out);
		str_add_count(out, c->journal, P_("%lld note", "%lld notes", c->journal), (long long)c->journal);
	}
	if (c->client) {
		add_comma(out);
		str_add_count(out, c->client, P_("%lld client", "%lld clients", c->client), (long long)c->client);
	}
}

static void add_new(Str *out, const ImportFacts *facts)
{
	add_things(out, &facts->created);
	if (facts->repeats) {
		add_comma(out);
		str_add_count(out, facts->repeats, P_("%lld of them repeats", "%lld of them repeat", facts->repeats), (long long)facts->repeats);
	}
}

static void add_linked(Str *out, const ImportFacts *facts)
{
	str_add_count(out, facts->linked, P_("%lld tied to a client by the mail of who takes part", "%lld tied to clients by the mail of who takes part", facts->linked),
	              (long long)facts->linked);
}

static void add_goes(Str *out, const ImportsFate *fate)
{
	int64_t stay = fate->stay_hand + fate->stay_import;
	if (fate->go || (!fate->back && !stay))
		str_add_count(out, fate->go, P_("%lld goes", "%lld go", fate->go), (long long)fate->go);
	if (fate->back) {
		add_comma(out);
		str_add_count(out, fate->back, P_("%lld becomes what it was", "%lld become what they were", fate->back), (long long)fate->back);
	}
	if (stay) {
		add_comma(out);
		str_add_count(out, stay, P_("%lld stays", "%lld stay", stay), (long long)stay);
	}
	if (fate->more)
		str_addf(out, " %s", _("(not all of it was looked at)"));
}

static void add_why_stays(Str *out, const ImportsFate *fate)
{
	if (fate->stay_hand)
		str_add_count(out, fate->stay_hand, P_("%lld changed by hand", "%lld changed by hand", fate->stay_hand), (long long)fate->stay_hand);
	if (fate->stay_import) {
		add_comma(out);
		str_add_count(out, fate->stay_import, P_("%lld by a later import", "%lld by later imports", fate->stay_import), (long long)fate->stay_import);
	}
}

static void add_took(Str *out, const ImportFacts *facts)
{
	str_addf(out, _("%lld.%lld s"), (long long)(facts->took / 1000), (long long)(facts->took % 1000 / 100));
}

/* ---- the details ---- */

static void remarks_draw(const ImportsState *m, const ImportsRow *row, Area a, int at)
{
	if (!m->remark_count || at + 1 >= a.rows)
		return;
	Str count = {0};
	bool refused = row->facts.refused > 0;
	str_add_number(&count, refused ? row->facts.refused : row->facts.remarks);
	area_heading(a, at++, refused ? _("REFUSED") : _("KEPT THOUGH NOT UNDERSTOOD"), str_text(&count));
	str_done(&count);
	for (size_t i = 0; i < m->remark_count && at < a.rows; i++) {
		const ImportRemark *remark = &m->remarks[i];
		if (remark->refused != refused)
			continue;
		Str line = {0};
		str_add_number(&line, remark->line);
		area_put(a, at, 0, 1, refused ? STYLE_OVERDUE : STYLE_SOON, refused ? GLYPH_OVERDUE : GLYPH_ASK);
		char *where = mem_printf(_("line %s"), str_text(&line));
		int used = area_put(a, at, 3, -1, STYLE_DIM, where);
		area_put(a, at++, 3 + used + 3, a.cols - used - 7, STYLE_PLAIN, remark->why);
		free(where);
		str_done(&line);
	}
}

static void add_path(Str *out, const Work *work, const char *path)
{
	char *shown = path_shown(work->env, path);
	str_add(out, shown);
	free(shown);
}

static void title_draw(const ImportsState *m, const ImportsRow *row, Area in, bool with_time)
{
	Str title = {0}, right = {0};
	str_addf(&title, _("No %lld"), (long long)row->batch.id);
	str_addf(&title, "  %s", file_of(row));
	if (with_time && row->known && row->facts.path) {
		str_add(&title, "   ");
		add_path(&title, ui_work(m->ui), row->facts.path);
		str_add(&title, ", ");
		add_size(&title, row->facts.size);
	}
	if (row->batch.author_name)
		str_addf(&right, _("by %s"), row->batch.author_name);
	if (with_time && row->known) {
		str_add(&right, " · ");
		add_took(&right, &row->facts);
	}
	area_pair(in, 0, 0, STYLE_TITLE, str_text(&title), STYLE_DIM, str_text(&right));
	str_done(&title);
	str_done(&right);
}

static int label_row(Area in, int at, const char *label, Str *text)
{
	if (text->n && at < in.rows) {
		area_put(in, at, 2, 10, STYLE_DIM, label);
		area_put(in, at++, 13, in.cols - 13, STYLE_PLAIN, str_text(text));
	}
	str_done(text);
	return at;
}

static void below_draw(const ImportsState *m, const ImportsRow *row, Area a)
{
	Area in = area_pad(a, 1, 1);
	Str text = {0};
	int at = 1;
	title_draw(m, row, in, true);
	if (row->known) {
		add_new(&text, &row->facts);
		at = label_row(in, at, C_("details", "new"), &text);
		add_things(&text, &row->facts.updated);
		at = label_row(in, at, C_("details", "changed"), &text);
		if (row->facts.linked)
			add_linked(&text, &row->facts);
		at = label_row(in, at, C_("details", "tied"), &text);
	}
	if (row->batch.undone_by) {
		str_add(&text, C_("batch", "taken back; U brings it again"));
	} else if (m->fate.batch == row->batch.id) {
		add_goes(&text, &m->fate);
		if (m->fate.stay_hand + m->fate.stay_import) {
			Str why = {0};
			add_why_stays(&why, &m->fate);
			str_addf(&text, ": %s", str_text(&why));
			str_done(&why);
		}
	}
	at = label_row(in, at, C_("details", "undo"), &text);
	remarks_draw(m, row, a, at + 1);
}

/* A line of its own where the words need two. */
static int wrapped(Area a, int at, int indent, Style style, Str *text)
{
	if (text->n && at < a.rows)
		at += area_wrap(area_pad(a, indent, 1), at, 0, 3, style, str_text(text));
	str_done(text);
	return at;
}

static int counted(Area a, int at, const char *heading, int64_t n)
{
	Str count = {0};
	if (at >= a.rows)
		return at;
	if (n >= 0)
		str_add_number(&count, n);
	area_heading(a, at++, heading, count.n ? str_text(&count) : NULL);
	str_done(&count);
	return at;
}

static int stays_draw(const ImportsState *m, Area a, int at)
{
	const ImportsFate *fate = &m->fate;
	int64_t stay = fate->stay_hand + fate->stay_import;
	for (size_t i = 0; i < fate->n && at < a.rows; i++) {
		char *who = fate->stays[i].import ? mem_printf(_("batch %lld"), (long long)fate->stays[i].batch) : mem_strdup(fate->stays[i].who);
		area_pair(area_pad(a, 2, 1), at++, 0, STYLE_PLAIN, fate->stays[i].title, STYLE_DIM, who);
		free(who);
	}
	if (stay > (int64_t)fate->n && at < a.rows)
		area_printf(a, at++, 2, -1, STYLE_DIM, P_("%lld more", "%lld more", stay - (int64_t)fate->n), (long long)(stay - (int64_t)fate->n));
	return at;
}

static void beside_draw(const ImportsState *m, const ImportsRow *row, Area a)
{
	Str text = {0};
	int at = 1;
	title_draw(m, row, area_pad(a, 1, 1), false);
	if (row->known) {
		if (row->facts.path)
			add_path(&text, ui_work(m->ui), row->facts.path);
		str_add(&text, text.n ? "   " : "");
		add_size(&text, row->facts.size);
		at = wrapped(a, at, 2, STYLE_DIM, &text);
		Str took = {0};
		add_took(&took, &row->facts);
		str_addf(&text, _("read in %s"), str_text(&took));
		str_done(&took);
		at = wrapped(a, at, 2, STYLE_DIM, &text);
	}
	if (row->known && total(&row->facts.created)) {
		at = counted(a, at + 1, _("NEW"), total(&row->facts.created));
		add_new(&text, &row->facts);
		at = wrapped(a, at, 2, STYLE_PLAIN, &text);
		if (row->facts.linked)
			add_linked(&text, &row->facts);
		at = wrapped(a, at, 2, STYLE_PLAIN, &text);
	}
	if (row->known && total(&row->facts.updated)) {
		at = counted(a, at + 1, _("CHANGED"), total(&row->facts.updated));
		add_things(&text, &row->facts.updated);
		at = wrapped(a, at, 2, STYLE_PLAIN, &text);
	}
	if (row->batch.undone_by) {
		str_add(&text, C_("batch", "taken back; U brings it again"));
		at = wrapped(a, at + 1, 2, STYLE_DIM, &text);
	} else if (m->fate.batch == row->batch.id) {
		at = counted(a, at + 1, _("IF TAKEN BACK"), -1);
		add_goes(&text, &m->fate);
		at = wrapped(a, at, 2, STYLE_PLAIN, &text);
		add_why_stays(&text, &m->fate);
		at = wrapped(a, at, 4, STYLE_DIM, &text);
		at = stays_draw(m, a, m->fate.n ? at + 1 : at);
	}
	remarks_draw(m, row, a, at + 1);
}

/* ---- the screen ---- */

Area imports_list_area(const Layout *layout, Area *head, Area *side)
{
	Area left, list;
	*side = (Area){0};
	if (layout->size == SIZE_WIDE) {
		Area panes = area_part(layout->body, 0, 0, layout->body.rows - 1, -1);
		layout_split(panes, panes.cols - layout_beside(panes.cols, WIDE_PREVIEW) - 1, &left, side);
		*head = area_part(left, 0, 0, 1, -1);
		return area_part(left, 2, 0, -1, -1);
	}
	*head = area_part(layout->full, 1, 0, 1, -1);
	list = area_part(layout->full, 3, 0, -1, -1);
	if (layout->size == SIZE_NORMAL)
		layout_below(list, PREVIEW_ROWS, 5, &list, side);
	return list;
}

/* Below the rows, where they leave room. */
static void changed_draw(const ImportsState *m, Area list)
{
	int at = (int)m->n + 1;
	if (!m->changed_count || at + 1 >= list.rows)
		return;
	at = counted(list, at, _("FILES THAT CHANGED SINCE THEY WERE READ"), (int64_t)m->changed_count);
	for (size_t i = 0; i < m->changed_count && at < list.rows; i++, at++) {
		const Work *work = ui_work(m->ui);
		Str when = {0};
		if (zone_day(work->zone, m->changed[i].modified).n == work_today(work).n)
			str_addf(&when, "%s ", C_("short", "today"));
		journal_when(&when, work, m->changed[i].modified, true);
		area_put(list, at, 2, 26, STYLE_PLAIN, m->changed[i].name);
		area_put(list, at, 30, 14, STYLE_DIM, str_text(&when));
		area_put(list, at, 46, -1, STYLE_DIM, _("i reads it again"));
		str_done(&when);
	}
}

void imports_paint(const Screen *s, const Layout *layout)
{
	const ImportsState *m = s->state;
	Area head, side, list = imports_list_area(layout, &head, &side);
	const ImportsRow *row = imports_current(m);
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
		area_put(list, 0, 2, -1, STYLE_DIM, _("No file was imported yet: i takes one in"));
	if (m->n && layout->size == SIZE_WIDE)
		changed_draw(m, list);
	if (!row || !side.frame)
		return;
	if (layout->size == SIZE_WIDE)
		beside_draw(m, row, side);
	else
		below_draw(m, row, side);
}
