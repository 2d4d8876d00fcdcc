/* SPDX-License-Identifier: MIT */
/* The import preview: what a file would bring, changed, same, refused with line and reason; F2 brings it in, nothing is written before. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/term/chart.h"
#include "kartoteka/work/exchange.h"
#include "list_act.h"

typedef struct PreviewState {
	char *path;
	ImportReport report;
	bool read, narrow;
	char show; /* only rows of this sort: '+' '~' '=' '!' '?'; 0 all */
	List list;
	ListSource source;
	ImportItem *rows; /* of the report: items of the sort, then lines that were not understood ('?'); texts are the report's */
	size_t n;
} PreviewState;

static int64_t total(const ImportCounts *c)
{
	return c->event + c->task + c->journal + c->client;
}

static int64_t row_id(const void *self, size_t row)
{
	(void)self;
	return (int64_t)row + 1;
}

static void choose_rows(PreviewState *p)
{
	free(p->rows);
	p->rows = mem_alloc((p->report.items.n + p->report.warnings.n + 1) * sizeof *p->rows);
	p->n = 0;
	for (size_t i = 0; i < p->report.items.n; i++)
		if (!p->show || p->report.items.at[i].what == p->show)
			p->rows[p->n++] = p->report.items.at[i];
	for (size_t i = 0; i < p->report.warnings.n; i++)
		if (!p->show || p->show == '?')
			p->rows[p->n++] = (ImportItem){.what = '?', .line = p->report.warnings.at[i].line, .title = p->report.warnings.at[i].why};
	p->source = (ListSource){.n = p->n, .id = row_id, .draw = p->source.draw, .self = p};
}

static void row_draw(const void *self, Area a, const ListRow *at)
{
	const PreviewState *p = self;
	const ImportItem *item = &p->rows[at->row];
	const struct {
		char what;
		const char *word;
		Style style;
	} sorts[] = {
		{'+', C_("row", "new"), STYLE_DONE},
		{'~', C_("row", "changed"), STYLE_SOON},
		{'=', C_("row", "same"), STYLE_DIM},
		{'!', _("refused"), STYLE_OVERDUE},
		{'?', C_("row", "not read"), STYLE_SOON},
	};
	const char *word = "";
	Style style = STYLE_PLAIN;
	for (size_t i = 0; i < countof(sorts); i++)
		if (sorts[i].what == item->what) {
			word = sorts[i].word;
			style = sorts[i].style;
		}
	const char *doubt = item->what == '?' ? GLYPH_ASK : NULL;
	area_glyphs(a, 0, at->cursor, at->marked, item->what == '!' ? GLYPH_OVERDUE : doubt, doubt ? STYLE_SOON : STYLE_OVERDUE);
	area_put(a, 0, 3, 9, style, word);
	area_printf_right(a, 0, 20, 7, STYLE_DIM, "%ld", item->line);
	/* The title may have the room that the reason leaves. */
	const char *title = item->title ? item->title : "";
	int width = utf8_width(title), half = a.cols / 2 - 10, room = a.cols - 22, why = item->why ? utf8_width(item->why) : 0;
	int cells = room;
	if (why && room - why - 2 < half)
		cells = half;
	else if (why)
		cells = room - why - 2;
	area_put(a, 0, 22, cells, STYLE_PLAIN, title);
	width = width < cells ? width : cells;
	area_put(a, 0, 22 + (width > half ? width : half) + 2, -1, item->what == '!' ? STYLE_ERROR : STYLE_DIM, item->why ? item->why : "");
}

/* ---- counts ---- */

static void count_row(Area a, int row, const char *glyph, const char *label, int64_t count, int64_t all)
{
	Str number = {0};
	str_add_number(&number, count);
	area_put(a, row, 0, 1, STYLE_OVERDUE, glyph);
	area_put(a, row, 2, 14, STYLE_PLAIN, label);
	area_put_right(a, row, 24, 8, STYLE_PLAIN, str_text(&number));
	if (all > 0)
		chart_bar(a, row, 26, a.cols < 80 ? 20 : 40, count, all);
	str_done(&number);
}

static void counts_draw(const PreviewState *p, Area a)
{
	const ImportReport *r = &p->report;
	int64_t created = total(&r->created), updated = total(&r->updated), same = total(&r->unchanged), refused = (int64_t)r->skipped.n;
	int64_t all = created + updated + same + refused;
	Str right = {0};
	str_add_count(&right, all, P_("%lld entry", "%lld entries", all), (long long)all);
	area_heading(a, 0, _("WHAT WILL BE"), str_text(&right));
	str_done(&right);
	count_row(a, 1, "", C_("count", "new"), created, all);
	count_row(a, 2, "", C_("count", "changed"), updated, all);
	count_row(a, 3, "", C_("count", "same"), same, all);
	count_row(a, 4, refused ? GLYPH_OVERDUE : "", _("refused"), refused, all);
	if (r->warnings.n)
		area_printf(a, 5, 2, -1, STYLE_DIM, P_("%zu line was kept though not understood", "%zu lines were kept though not understood", r->warnings.n),
		            r->warnings.n);
}

/* ---- the screen ---- */

static Err *preview_open(Screen *s, const void *arg)
{
	PreviewState *p = s->state;
	p->path = mem_strdup(((const PreviewArg *)arg)->path);
	p->source.draw = row_draw;
	list_init(&p->list);
	Work *work = ui_work(s->ui);
	bool dry = work->dry_run;
	work->dry_run = true;
	Err *err = import_file(work, p->path, NULL, true, &p->report);
	work->dry_run = dry;
	p->read = !err;
	if (!err)
		choose_rows(p);
	return err;
}

static void preview_close(Screen *s)
{
	PreviewState *p = s->state;
	import_done(&p->report);
	list_done(&p->list);
	free(p->rows);
	free(p->path);
}

static Area list_area(const Layout *layout)
{
	return area_part(layout->body, layout->size >= SIZE_NORMAL ? 8 : 5, 0, -1, -1);
}

static void preview_fit(Screen *s, const Layout *layout)
{
	PreviewState *p = s->state;
	p->narrow = layout->body.cols < 76;
	list_fit(&p->list, &p->source, list_area(layout).rows);
}

static void preview_paint(const Screen *s, const Layout *layout)
{
	const PreviewState *p = s->state;
	area_rule(layout->rule, 0, STYLE_RULE);
	counts_draw(p, area_part(layout->body, 0, 0, layout->size >= SIZE_NORMAL ? 7 : 5, -1));
	Area list = list_area(layout);
	if (layout->size >= SIZE_NORMAL) {
		Area head = area_part(layout->body, 7, 0, 1, -1);
		area_put(head, 0, 3, -1, STYLE_DIM, _("Will be"));
		area_put_right(head, 0, 20, 7, STYLE_DIM, _("line"));
		area_put(head, 0, 22, -1, STYLE_DIM, _("What"));
	}
	list_draw(&p->list, &p->source, list, true);
	if (!p->n)
		area_put(list, 0, 2, -1, STYLE_DIM, _("Nothing of this sort: Enter shows the next"));
}

static void preview_head(const Screen *s, ScreenHead *head)
{
	head->parts[0] = _("Imports");
	head->parts[1] = path_name(((const PreviewState *)s->state)->path);
	head->n_parts = 2;
	head->note = _("a trial, nothing is written yet");
}

static const char *const *contexts(const Screen *s)
{
	static const char *const names[] = {"preview", "list", "any", "always", NULL};
	(void)s;
	return names;
}

/* What came of it, none of the counts cut, and no word of what is not; the name has what they leave. */
static char *what_came(const PreviewState *p, const ImportReport *r)
{
	const struct {
		const char *label, *little;
		int64_t n;
	} counts[] = {
		{C_("came", "new"), C_("came", "new"), total(&r->created)},
		{C_("came", "changed"), C_("short count", "chg"), total(&r->updated)},
		{C_("came", "same"), C_("short count", "same"), total(&r->unchanged)},
		{C_("came", "refused"), C_("short count", "ref."), (int64_t)r->skipped.n},
	};
	Str text = {0};
	for (size_t i = 0; i < countof(counts); i++)
		if (counts[i].n) {
			str_addf(&text, "%s%s ", text.n ? ", " : "", p->narrow ? counts[i].little : counts[i].label);
			str_add_number(&text, counts[i].n);
		}
	return text.n ? str_take(&text) : mem_strdup(_("nothing in it"));
}

static Err *bring_in(Screen *s)
{
	PreviewState *p = s->state;
	ImportReport done = {0};
	Err *err = import_file(ui_work(s->ui), p->path, NULL, false, &done);
	if (!err) {
		char *counts = what_came(p, &done);
		ui_done(s->ui, done.batch, "%s: %s", counts, path_name(p->path));
		free(counts);
		ui_changed(s->ui);
		ui_pop(s->ui, s);
	}
	import_done(&done);
	return err;
}

/* Enter lists one sort after another: all, new, changed, same, refused. */
static void next_sort(PreviewState *p)
{
	static const char sorts[] = {0, '+', '~', '=', '!', '?'};
	size_t i = 0;
	while (i < sizeof sorts && sorts[i] != p->show)
		i++;
	p->show = sorts[(i + 1) % sizeof sorts];
	choose_rows(p);
}

static bool preview_act(Screen *s, CommandCall *call, Err **err)
{
	PreviewState *p = s->state;
	const char *verb = call_command(call)->name;
	if (list_act(&p->list, &p->source, call))
		return true;
	if (strcmp(verb, "save") == 0)
		*err = bring_in(s);
	else if (strcmp(verb, "row") == 0)
		list_move(&p->list, &p->source, str_same(call_text(call, "what"), "next") ? 1 : -1);
	else if (strcmp(verb, "open") == 0 || strcmp(verb, "pane") == 0)
		next_sort(p);
	else
		return false;
	return true;
}

static const ScreenHint *preview_hints(const Screen *s)
{
	static const ScreenHint hints[] = {
		{"save", N_("bring in")},
		{"open", N_("new, changed, same, refused")},
		{"row previous|row next", N_("row")},
		{"print", NULL},
		{"back", N_("drop")},
		{NULL, NULL},
	};
	(void)s;
	return hints;
}

const ScreenKind screen_preview = {
	.name = "preview",
	.title = N_("Import preview"),
	.size = sizeof(PreviewState),
	.contexts = contexts,
	.open = preview_open,
	.close = preview_close,
	.fit = preview_fit,
	.draw = preview_paint,
	.head = preview_head,
	.hints = preview_hints,
	.act = preview_act,
};
