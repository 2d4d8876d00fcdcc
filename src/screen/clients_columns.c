/* SPDX-License-Identifier: MIT */
/* The columns of the list of clients and the box that chooses them: Space shows and hides, < > move; kept in the user's settings. */
#include "clients.h"

#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/term/menu.h"

enum {
	NAME_CELLS = 24,
	STEP_CELLS = 28,
	EMPLOYER_LEAST = 5, /* cut, an organization is still told from another; a step is not */
	EMPLOYER_FAIR = 12, /* what it has beside a step that is cut anyway: "ООО «Вектор»" */
};

const struct ClientsColumnRow clients_columns[CLIENTS_COLUMNS] = {
	[CLIENTS_NAME] = {"name", {NC_("column", "Name"), 21, NAME_CELLS, 2, 0, false}, "title"},
	[CLIENTS_PHONE] = {"phone", {NC_("column", "Phone"), 13, 13, 0, 1, false}, "phone"},
	[CLIENTS_EMPLOYER] = {"employer", {NC_("column", "Organization"), 9, 14, 1, 3, false}, "organization"},
	[CLIENTS_CONTACT] = {"contact", {NC_("column", "Contact"), 7, 9, 0, 2, true}, "last_contact"},
	[CLIENTS_STEP] = {"step", {NC_("column", "Next step"), 15, STEP_CELLS, 2, 0, false}, "next_at"},
	[CLIENTS_SOURCE] = {"source", {NC_("column", "Source"), 10, 16, 0, 6, false}, "source"},
	[CLIENTS_OWNER] = {"owner", {NC_("column", "Owner"), 8, 12, 0, 5, false}, "owner"},
	[CLIENTS_BORN] = {"born", {NC_("column", "Born"), 10, 10, 0, 7, false}, NULL},
	[CLIENTS_SINCE] = {"since", {NC_("column", "Since"), 10, 10, 0, 8, false}, "made_at"},
	[CLIENTS_ATTEMPTS] = {"tries", {NC_("column", "Tries"), 7, 7, 0, 4, true}, NULL},
};

/* ---- the setting ---- */

static int column_named(Span name)
{
	for (int i = 0; i < CLIENTS_COLUMNS; i++)
		if (span_is(name, clients_columns[i].name))
			return i;
	return -1;
}

static bool is_shown(const Clients *c, ClientsColumn column)
{
	for (size_t i = 0; i < c->shown_count; i++)
		if (c->shown[i] == column)
			return true;
	return false;
}

void clients_columns_load(Clients *c)
{
	const char *at = settings_get(ui_work(c->screen->ui)->settings, "list", "clients");
	c->shown_count = 0;
	c->shown[c->shown_count++] = CLIENTS_NAME;
	for (size_t n; at && *at; at += n) {
		at += strspn(at, " ,");
		n = strcspn(at, " ,");
		int column = column_named((Span){at, n});
		if (column >= 0 && !is_shown(c, (ClientsColumn)column))
			c->shown[c->shown_count++] = (ClientsColumn)column;
	}
	if (c->shown_count > 1)
		return;
	for (int i = CLIENTS_PHONE; i <= CLIENTS_STEP; i++)
		c->shown[c->shown_count++] = (ClientsColumn)i;
}

static Err *columns_save(Clients *c)
{
	Str text = {0};
	for (size_t i = 0; i < c->shown_count; i++)
		str_addf(&text, "%s%s", i ? " " : "", clients_columns[c->shown[i]].name);
	Err *err = settings_set(ui_work(c->screen->ui)->settings, "list", "clients", str_text(&text));
	str_done(&text);
	return err;
}

size_t clients_shapes(const Clients *c, Column out[])
{
	for (size_t i = 0; i < c->shown_count; i++) {
		out[i] = clients_columns[c->shown[i]].shape;
		out[i].title = C_("column", out[i].title);
	}
	return c->shown_count;
}

/* A title may give way to its short form. */
static int title_cells(const Clients *c, size_t i)
{
	const char *title = c->shown[i] == CLIENTS_EMPLOYER ? C_("column", "Org.") : C_("column", clients_columns[c->shown[i]].shape.title);
	return utf8_width(title) + str_same(clients_columns[c->shown[i]].sort, c->sort);
}

/* "Contact" stands at the right end of its column: where that is narrower the title leans over what the one before it leaves. */
static bool may_lean(const Clients *c, size_t i)
{
	return i && i < c->shown_count && c->shown[i] == CLIENTS_CONTACT && c->shown[i - 1] == CLIENTS_EMPLOYER && c->widths[i] && c->widths[i - 1];
}

int clients_leaning(const Clients *c, size_t i)
{
	int over = may_lean(c, i) ? utf8_width(C_("column", clients_columns[CLIENTS_CONTACT].shape.title)) - c->widths[i] : 0;
	return over > 0 ? over : 0;
}

/* What a column must have for its title's sake while `to` grows. */
static int need_of_title(const Clients *c, size_t i, size_t to)
{
	int need = title_cells(c, i);
	if (may_lean(c, i) && to + 1 == i && c->widths[i] + c->widths[to] >= need + title_cells(c, to))
		return 1;
	return need + clients_leaning(c, i + 1);
}

/* What a column has beyond the longest text of the sample and its title. */
static int spare_of(const Clients *c, size_t i, const int needs[], size_t to)
{
	int need = need_of_title(c, i, to);
	if (need < needs[i])
		need = needs[i];
	return c->widths[i] > need ? c->widths[i] - need : 0;
}

/* Cells that a column lacks of what it wants come from those that the sample leaves empty in the others; all: only when they are enough. */
static void lend(Clients *c, size_t to, int want, const int needs[], bool all)
{
	int missing = want - c->widths[to], there = 0;
	for (size_t i = 0; i < c->shown_count && all; i++)
		there += i != to && c->widths[i] ? spare_of(c, i, needs, to) : 0;
	if (all && there < missing)
		return;
	for (size_t i = 0; i < c->shown_count && missing > 0; i++) {
		if (i == to || !c->widths[i])
			continue;
		int cells = spare_of(c, i, needs, to);
		if (cells > missing)
			cells = missing;
		c->widths[i] -= cells;
		c->widths[to] += cells;
		missing -= cells;
	}
}

/* A name has its 24 cells wherever a date stands beside it; what the others leave makes the step wider before anything else, since a step is words. */
static void widths_of_window(Clients *c, int cols)
{
	Column shapes[CLIENTS_COLUMNS];
	size_t n = clients_shapes(c, shapes), step = n;
	for (size_t i = 0; i < n; i++) {
		if (c->shown[i] == CLIENTS_STEP)
			step = i;
		if (c->shown[i] == CLIENTS_NAME && cols >= NAME_CELLS + COLUMN_GAP + shapes[i].min)
			shapes[i].min = NAME_CELLS;
	}
	columns_fit(c->widths, shapes, n, cols);
	if (step == n)
		return;
	int spare = cols + COLUMN_GAP;
	for (size_t i = 0; i < n; i++)
		spare -= c->widths[i] ? shapes[i].min + COLUMN_GAP : 0;
	if (spare <= 0)
		return;
	shapes[step].min += spare < STEP_CELLS - shapes[step].min ? spare : STEP_CELLS - shapes[step].min;
	columns_fit(c->widths, shapes, n, cols);
}

/* A usual step is whole before an organization is: that one may be cut, the other columns may not. */
static void lend_usual(Clients *c, size_t step, int usual, const int least[])
{
	int cut[CLIENTS_COLUMNS];
	for (size_t i = 0; i < c->shown_count; i++)
		cut[i] = c->shown[i] == CLIENTS_EMPLOYER && least[i] > EMPLOYER_LEAST ? EMPLOYER_LEAST : least[i];
	lend(c, step, usual, least, false);
	lend(c, step, usual, cut, false);
}

/* What no organization could make room for is cut: it leaves organizations their share, so one long step more or less moves no column. */
static void share_organizations(Clients *c, size_t step, int usual, const int whole[], const int least[])
{
	int kept[CLIENTS_COLUMNS];
	if (c->widths[step] >= least[step])
		return;
	for (size_t i = 0; i < c->shown_count; i++)
		kept[i] = c->widths[i];
	kept[step] = usual > clients_columns[CLIENTS_STEP].shape.min ? usual : clients_columns[CLIENTS_STEP].shape.min;
	for (size_t i = 0; i < c->shown_count; i++) {
		if (c->shown[i] != CLIENTS_EMPLOYER || !c->widths[i])
			continue;
		int title = need_of_title(c, i, i), fair = title > EMPLOYER_FAIR ? title : EMPLOYER_FAIR;
		lend(c, i, whole[i] < EMPLOYER_FAIR ? whole[i] : fair, kept, false);
		lend(c, i, whole[i] < EMPLOYER_FAIR ? whole[i] : EMPLOYER_FAIR, whole, false);
	}
}

void clients_widths(Clients *c, int cols, ClientsNeeds needs_of)
{
	int whole[CLIENTS_COLUMNS], least[CLIENTS_COLUMNS], usual[CLIENTS_COLUMNS], shown[CLIENTS_COLUMNS];
	widths_of_window(c, cols);
	needs_of(c, NEED_WHOLE, whole);
	needs_of(c, NEED_LEAST, least);
	needs_of(c, NEED_USUAL, usual);
	/* The step first: a name that is cut can still be told from another. */
	for (size_t i = 0; i < c->shown_count; i++) {
		if (c->shown[i] != CLIENTS_STEP || !c->widths[i])
			continue;
		lend(c, i, least[i], whole, false);
		lend_usual(c, i, usual[i], least);
		share_organizations(c, i, usual[i], whole, least);
		lend(c, i, whole[i], whole, true);
	}
	if (c->widths[0])
		lend(c, 0, whole[0], whole, false);
	/* What has a shorter form comes last, and takes what nobody needs; that a title leans is the last resort. */
	static const ClientsColumn shortened[] = {CLIENTS_EMPLOYER, CLIENTS_EMPLOYER, CLIENTS_PHONE};
	for (size_t k = 0; k < countof(shortened); k++) {
		needs_of(c, NEED_SHOWN, shown);
		for (size_t i = 0; i < c->shown_count; i++) {
			if (k == 0 && may_lean(c, i))
				shown[i] = cols;
		}
		for (size_t i = 0; i < c->shown_count; i++) {
			if (c->shown[i] == shortened[k] && c->widths[i])
				lend(c, i, whole[i], shown, shortened[k] == CLIENTS_PHONE);
		}
	}
}

/* ---- the box ---- */

typedef struct Picker {
	List list;
	ClientsColumn order[CLIENTS_COLUMNS];
	bool on[CLIENTS_COLUMNS]; /* beside order */
	Area box;
} Picker;

static int64_t pick_id(const void *self, size_t row)
{
	return (int64_t)((const Picker *)self)->order[row] + 1;
}

static void pick_draw(const void *self, Area a, const ListRow *row)
{
	const Picker *p = self;
	area_glyphs(a, 0, row->cursor, false, NULL, STYLE_PLAIN);
	area_put(a, 0, 2, a.cols - 7, p->on[row->row] ? STYLE_PLAIN : STYLE_DIM, C_("column", clients_columns[p->order[row->row]].shape.title));
	area_put_right(a, 0, a.cols - 1, -1, p->on[row->row] ? STYLE_BOLD : STYLE_DIM, p->on[row->row] ? _("on") : _("off"));
}

static ListSource pick_source(const Picker *p)
{
	return (ListSource){.n = CLIENTS_COLUMNS, .id = pick_id, .draw = pick_draw, .self = p};
}

static const char *const *contexts(const Screen *s)
{
	static const char *const names[] = {"columns", "menu", "always", NULL};
	(void)s;
	return names;
}

static Clients *owner_of(const Screen *s)
{
	return ui_below(s->ui, s)->state;
}

static Err *pick_open(Screen *s, const void *arg)
{
	Picker *p = s->state;
	const Clients *c = arg;
	size_t n = 0;
	list_init(&p->list);
	for (size_t i = 0; i < c->shown_count; i++, n++) {
		p->order[n] = c->shown[i];
		p->on[n] = true;
	}
	for (int i = 0; i < CLIENTS_COLUMNS; i++)
		if (!is_shown(c, (ClientsColumn)i))
			p->order[n++] = (ClientsColumn)i;
	return NULL;
}

static void pick_close(Screen *s)
{
	Picker *p = s->state;
	list_done(&p->list);
}

/* The list behind shows what is chosen at once; the settings get it too. */
static Err *pick_apply(Screen *s)
{
	const Picker *p = s->state;
	Clients *c = owner_of(s);
	c->shown_count = 0;
	c->measured = false;
	for (size_t i = 0; i < CLIENTS_COLUMNS; i++)
		if (p->on[i])
			c->shown[c->shown_count++] = p->order[i];
	return columns_save(c);
}

static Err *pick_toggle(Screen *s)
{
	Picker *p = s->state;
	size_t at = p->list.cursor;
	if (at >= CLIENTS_COLUMNS)
		return NULL;
	if (p->order[at] == CLIENTS_NAME) {
		ui_say(s->ui, "%s", _("The name is always shown"));
		return NULL;
	}
	p->on[at] = !p->on[at];
	return pick_apply(s);
}

static Err *pick_move(Screen *s, bool up)
{
	Picker *p = s->state;
	size_t at = p->list.cursor, to = up ? at - 1 : at + 1;
	/* The name stays first. */
	if (at == 0 || at >= CLIENTS_COLUMNS || to == 0 || to >= CLIENTS_COLUMNS)
		return NULL;
	ClientsColumn column = p->order[at];
	bool on = p->on[at];
	p->order[at] = p->order[to];
	p->on[at] = p->on[to];
	p->order[to] = column;
	p->on[to] = on;
	p->list.cursor = to;
	return pick_apply(s);
}

static void pick_fit(Screen *s, const Layout *layout)
{
	Picker *p = s->state;
	int rows = CLIENTS_COLUMNS + 2, cols = 34;
	if (rows > layout->body.rows)
		rows = layout->body.rows;
	p->box = area_part(layout->body, (layout->body.rows - rows) / 2, (layout->body.cols - cols) / 2, rows, cols);
	ListSource source = pick_source(p);
	list_fit(&p->list, &source, rows - 2);
}

static void pick_paint(const Screen *s, const Layout *layout)
{
	(void)layout;
	const Picker *p = s->state;
	ListSource source = pick_source(p);
	Area inside = area_box(p->box, _("Columns"), _("Space  < >  Esc"));
	list_draw(&p->list, &source, inside, true);
}

static bool pick_act(Screen *s, CommandCall *call, Err **err)
{
	Picker *p = s->state;
	const char *verb = call_command(call)->name;
	ListSource source = pick_source(p);
	if (strcmp(verb, "move") == 0) {
		const char *what = call_text(call, "what");
		if (str_same(what, "up") || str_same(what, "down"))
			list_move(&p->list, &source, str_same(what, "up") ? -1 : 1);
		else if (str_same(what, "first") || str_same(what, "page-up"))
			list_home(&p->list, &source);
		else
			list_end(&p->list, &source);
	} else if (strcmp(verb, "toggle") == 0) {
		*err = pick_toggle(s);
	} else if (strcmp(verb, "place") == 0) {
		*err = pick_move(s, str_same(call_text(call, "what"), "up"));
	} else if (strcmp(verb, "accept") == 0 || strcmp(verb, "escape") == 0 || strcmp(verb, "back") == 0) {
		ui_pop(s->ui, s);
	} else {
		return strcmp(verb, "choose") == 0;
	}
	return true;
}

static bool pick_mouse(Screen *s, const Mouse *mouse, Err **err)
{
	Picker *p = s->state;
	ListSource source = pick_source(p);
	Area inside = area_part(p->box, 1, 1, p->box.rows - 2, p->box.cols - 2);
	if (mouse->action == MOUSE_WHEEL_UP || mouse->action == MOUSE_WHEEL_DOWN)
		return list_scroll(&p->list, &source, mouse->action == MOUSE_WHEEL_UP ? -3 : 3), true;
	if (mouse->action != MOUSE_PRESS || !list_click(&p->list, &source, inside, mouse->row, mouse->col))
		return false;
	*err = pick_toggle(s);
	return true;
}

static const ScreenHint *pick_hints(const Screen *s)
{
	static const ScreenHint hints[] = {
		{"toggle", N_("show, hide")},
		{"place up", N_("to the left")},
		{"place down", N_("to the right")},
		{"escape", NULL},
		{NULL, NULL},
	};
	(void)s;
	return hints;
}

/* Not one of screen_kinds: it opens over its list alone. */
static const ScreenKind screen_columns = {
	.name = "columns",
	.title = N_("Columns"),
	.floats = true,
	.size = sizeof(Picker),
	.contexts = contexts,
	.open = pick_open,
	.close = pick_close,
	.fit = pick_fit,
	.draw = pick_paint,
	.hints = pick_hints,
	.act = pick_act,
	.mouse = pick_mouse,
};

Err *clients_columns_pick(Screen *s)
{
	Clients *c = s->state;
	c->typing = false;
	return ui_push(s->ui, &screen_columns, c);
}
