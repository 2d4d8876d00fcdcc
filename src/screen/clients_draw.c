/* SPDX-License-Identifier: MIT */
/* The frame of the list of clients: filter line, heads, rows, preview below or beside; and the mouse over it. */
#include "clients.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "call.h"
#include "kartoteka/base/fold.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"

enum {
	BESIDE = 40,
	BELOW = 7,
	LEAST = 6,
	LEAST_TINY = 3,
	STEP_USUAL = 21, /* "! 20.07 отправить КП" and a cell */
};

typedef struct Parts {
	Area line, head, rule, list, side; /* side: the preview; empty when there is none */
	bool beside;
} Parts;

static bool call_is_over(const Screen *s)
{
	Screen *top = ui_top(s->ui);
	return top && top->kind == &screen_call && ui_main(s->ui) == s;
}

static void rules_of_wide(const Parts *p, Area full)
{
	area_rule(area_row(full, 1), 0, STYLE_RULE);
	area_rule(area_row(full, full.rows - 1), 0, STYLE_RULE);
	if (p->side.rows) {
		area_vline(area_part(full, 2, p->side.col - 1 - full.col, p->side.rows, 1), 0, STYLE_RULE);
	}
	area_rule(p->rule, 0, STYLE_RULE);
}

static Parts parts_wide(const Clients *c, Area full, int call)
{
	Parts p = {.beside = true};
	Area body = area_part(full, 2, 0, full.rows - 3, -1), left = body;
	if (c->preview) {
		int beside = layout_beside(body.cols, BESIDE);
		left = area_part(body, 0, 0, -1, body.cols - beside - 1);
		p.side = area_part(body, 0, body.cols - beside, body.rows - (call ? call - 1 : 0), -1);
	}
	p.line = area_row(full, 0);
	p.head = area_row(left, 0);
	p.rule = area_row(left, 1);
	p.list = area_part(left, 2, 0, left.rows - 2 - (call ? call - 1 : 0), -1);
	return p;
}

static Parts parts_of(const Screen *s, const Layout *layout)
{
	const Clients *c = s->state;
	Area full = layout->full;
	int call = call_is_over(s) ? call_rows(layout) : 0;
	if (layout->size == SIZE_WIDE)
		return parts_wide(c, full, call);
	Parts p = {.line = area_row(full, 0)};
	bool tiny = layout->size <= SIZE_TINY;
	if (!tiny) {
		p.head = area_row(full, 1);
		p.rule = area_row(full, 2);
	}
	/* In the smallest window the line of the filter is the list's as long as there is none. */
	int above = 0;
	if (!tiny)
		above = 3;
	else if (c->typing || c->saved_query || !edit_is_empty(c->line))
		above = 1;
	int left = full.rows - above - call;
	p.list = area_part(full, above, 0, left > 0 ? left : 0, -1);
	if (!above)
		p.line = area_part(full, 0, 0, 0, 0);
	if (c->page && layout->size <= SIZE_NARROW) {
		p.side = area_part(full, 1, 0, -1, -1);
		p.list = p.head = p.rule = area_part(full, 0, 0, 0, 0);
		p.beside = true;
		return p;
	}
	int below = 4;
	if (layout->size <= SIZE_NARROW)
		below = 2;
	else if (p.list.rows >= BELOW + 1 + LEAST)
		below = BELOW;
	if (call || !c->preview || p.list.rows - below - 1 < (tiny ? LEAST_TINY : LEAST - 1))
		return p;
	p.side = area_part(p.list, p.list.rows - below, 0, -1, -1);
	p.list = area_part(p.list, 0, 0, p.list.rows - below - 1, -1);
	return p;
}

/* ---- a row ---- */

static void contact_cell(Str *out, const Work *work, const Client *client, int cells)
{
	if (instant_is_none(client->last_contact)) {
		str_add(out, GLYPH_NONE);
		return;
	}
	show_since(out, work, client->last_contact);
	if (utf8_width(str_text(out)) > cells && zone_day(work->zone, client->last_contact).n == work_today(work).n - 1) {
		str_cut(out, 0);
		str_add(out, C_("short", "yest."));
	}
}

/* Where the whole does not fit, an organization is told by its name without the legal form. */
static void employer_cell(Str *out, const ClientsRow *row, int cells)
{
	const Client *client = &row->of.client;
	const char *title = client->organization.s;
	if (client->kind.v == CLIENT_ORGANIZATION && row->people > 0) {
		str_addf(out, P_("%lld person", "%lld people", row->people), (long long)row->people);
		if (utf8_width(str_text(out)) > cells) {
			str_cut(out, 0);
			str_addf(out, C_("short", "%lld pers."), (long long)row->people);
		}
		if (utf8_width(str_text(out)) > cells)
			str_cut(out, 0); /* a bare number says nothing */
	} else if (title && utf8_width(title) > cells) {
		Arena *arena = arena_new();
		Client read = {0};
		client_read_name(&read, title, CLIENT_ORGANIZATION, arena);
		str_add(out, read.name.s ? read.name.s : title);
		arena_free(arena);
	} else {
		str_add(out, title && *title ? title : GLYPH_NONE);
	}
}

static size_t before_extension(const char *phone)
{
	size_t n = strcspn(phone, "abcdefghijklmnopqrstuvwxyz\xd0\xd1"); /* "ext." or its Russian word */
	while (n && phone[n - 1] == ' ')
		n--;
	return n;
}

/* The country's code apart, the rest of it as digits. */
static void ungroup(Str *number)
{
	size_t kept = strcspn(number->s, " ");
	kept += number->s[kept] == ' ';
	for (size_t i = kept; i < number->n; i++)
		if (number->s[i] != ' ' && number->s[i] != '-')
			number->s[kept++] = number->s[i];
	str_cut(number, kept);
}

/* In a list the extension gives way before a digit of the number does; of a number from abroad the blanks between its groups do next. */
static void phone_cell(Str *out, const char *phone, int cells)
{
	Str number = {0};
	size_t n = before_extension(phone);
	show_phone_list(&number, phone);
	if (utf8_width(str_text(&number)) > cells && n)
		str_cut(&number, before_extension(number.s));
	if (utf8_width(str_text(&number)) > cells && *phone == '+')
		ungroup(&number);
	if (utf8_width(str_text(&number)) > cells && n)
		str_addn(out, phone, n);
	else
		str_add(out, number.n ? number.s : GLYPH_NONE);
	str_done(&number);
}

static const char *owner_name(const Clients *c, int64_t id)
{
	for (size_t i = 0; i < c->owner_count; i++)
		if (c->owner_ids[i] == id)
			return c->owners[i];
	return GLYPH_NONE;
}

static void birth_cell(Str *out, const Client *client)
{
	if (client->born.month)
		field_show(out, kind_field(&kind_client, "born"), client);
	else
		str_add(out, GLYPH_NONE);
}

static void cell_text(Str *out, const Clients *c, const ClientsRow *row, ClientsColumn column, int cells)
{
	const Work *work = ui_work(c->screen->ui);
	const Client *client = &row->of.client;
	switch (column) {
	case CLIENTS_NAME:
		str_add(out, client->title.s ? client->title.s : "");
		break;
	case CLIENTS_PHONE:
		phone_cell(out, client->phone.s ? client->phone.s : "", cells);
		break;
	case CLIENTS_EMPLOYER:
		employer_cell(out, row, cells);
		break;
	case CLIENTS_CONTACT:
		contact_cell(out, work, client, cells);
		break;
	case CLIENTS_STEP:
		show_next(out, work, client, cells);
		break;
	case CLIENTS_SOURCE:
		str_add(out, client->source.s && *client->source.s ? client->source.s : GLYPH_NONE);
		break;
	case CLIENTS_OWNER:
		str_add(out, owner_name(c, client->owner.v));
		break;
	case CLIENTS_BORN:
		birth_cell(out, client);
		break;
	case CLIENTS_SINCE:
		if (instant_is_none(client->made_at))
			str_add(out, GLYPH_NONE);
		else
			words_day(out, DATE_SHORT, zone_day(work->zone, client->made_at), work_today(work));
		break;
	case CLIENTS_ATTEMPTS:
		if (client->attempts.n)
			str_addf(out, "%lld", (long long)client->attempts.n);
		break;
	case CLIENTS_COLUMNS:
		break;
	}
}

/* The state's sign stands in the step's cell and keeps its colour there; the rest of the cell is plain. */
static void step_put(Area cell, const Work *work, const Client *client, const char *text)
{
	ShowState state = show_client_step_state(work, client);
	area_put(cell, 0, 0, -1, STYLE_PLAIN, text);
	if (show_state_glyph(state))
		area_restyle(cell, 0, 0, 1, show_state_style(state));
}

static bool was_worked(const Clients *c, int64_t id)
{
	for (size_t i = 0; i < c->worked.n; i++)
		if (c->worked.at[i].id == id)
			return true;
	return false;
}

static void glyphs_put(const Clients *c, Area a, const ListRow *row, bool step_seen)
{
	const Work *work = ui_work(c->screen->ui);
	const Client *client = &c->rows.at[row->row].of.client;
	ShowState state = show_client_step_state(work, client);
	const char *glyph = NULL;
	Style style = STYLE_DONE;
	if (was_worked(c, row->id)) {
		glyph = GLYPH_DONE;
	} else if (state == SHOW_OVERDUE && (c->saved_query || !step_seen)) {
		glyph = GLYPH_OVERDUE;
		style = STYLE_OVERDUE;
	}
	area_glyphs(a, 0, row->cursor, row->marked, NULL, STYLE_PLAIN);
	/* In the first cell, as a mark; beside the cursor in the second. */
	if (glyph && !(row->marked && row->cursor))
		area_put(a, 0, row->cursor || row->marked ? 1 : 0, 1, style, glyph);
}

/* ---- the letters that were searched ---- */

static size_t folded_length(const char *text, size_t n)
{
	Str part = {0}, key = {0};
	str_addn(&part, text, n);
	fold_search(&key, str_text(&part));
	size_t length = key.n;
	str_done(&part);
	str_done(&key);
	return length;
}

static size_t next_letter(const char *text, size_t at)
{
	do
		at++;
	while ((text[at] & 0xc0) == 0x80);
	return at;
}

/* From where to where of the text a folded stretch comes: folds drop quotes and accents, so prefixes are measured. */
static void unfolded(const char *text, size_t from, size_t length, size_t *begin, size_t *end)
{
	*begin = *end = 0;
	for (size_t at = 0; text[at]; at = next_letter(text, at)) {
		if (folded_length(text, at) <= from)
			*begin = at;
		*end = next_letter(text, at);
		if (folded_length(text, *end) >= from + length)
			return;
	}
}

static void match_mark(Area cell, const char *text, const char *word)
{
	Str key = {0}, wanted = {0}, other = {0};
	fold_search(&key, text);
	fold_search(&wanted, word);
	const char *found = wanted.n ? strstr(str_text(&key), wanted.s) : NULL;
	if (!found && fold_other_layout(&other, word)) {
		str_cut(&wanted, 0);
		fold_search(&wanted, str_text(&other));
		found = wanted.n ? strstr(str_text(&key), wanted.s) : NULL;
	}
	if (found) {
		size_t begin, end;
		unfolded(text, (size_t)(found - key.s), wanted.n, &begin, &end);
		Str before = {0}, match = {0};
		str_addn(&before, text, begin);
		str_addn(&match, text + begin, end - begin);
		int from = utf8_width(str_text(&before)), cells = utf8_width(str_text(&match)), seen = cell.cols - (utf8_width(text) > cell.cols);
		if (from < seen)
			area_restyle(cell, 0, from, from + cells > seen ? seen - from : cells, STYLE_MATCH);
		str_done(&before);
		str_done(&match);
	}
	str_done(&key);
	str_done(&wanted);
	str_done(&other);
}

static void matches_mark(Area cell, const char *text, const FilterNode *node)
{
	if (node && node->op == FILTER_WORD)
		match_mark(cell, text, node->word);
	if (node && node->op == FILTER_AND) {
		matches_mark(cell, text, node->a);
		matches_mark(cell, text, node->b);
	}
}

static void row_draw(const void *self, Area a, const ListRow *row)
{
	const Clients *c = self;
	const Work *work = ui_work(c->screen->ui);
	const ClientsRow *r = &c->rows.at[row->row];
	Column shapes[CLIENTS_COLUMNS];
	size_t n = clients_shapes(c, shapes);
	bool step_seen = false;
	Area cells = area_pad(a, 2, 0);
	for (size_t i = 0; i < n; i++) {
		if (c->widths[i] == 0)
			continue;
		Str text = {0};
		cell_text(&text, c, r, c->shown[i], c->widths[i]);
		if (c->shown[i] == CLIENTS_STEP) {
			step_put(columns_area(cells, c->widths, n, i), work, &r->of.client, str_text(&text));
			step_seen = true;
		} else {
			columns_put(cells, 0, shapes, c->widths, n, i, STYLE_PLAIN, str_text(&text));
			if (c->shown[i] == CLIENTS_NAME && c->words)
				matches_mark(columns_area(cells, c->widths, n, i), str_text(&text), c->filter);
		}
		str_done(&text);
	}
	glyphs_put(c, a, row, step_seen);
}

/* ---- fit ---- */

/* How many people an organization has is asked once it is seen. */
static void people_read(Screen *s, int rows)
{
	Clients *c = s->state;
	size_t last = c->list.top + (size_t)(rows > 0 ? rows : 0);
	for (size_t i = c->list.top; i < c->rows.n && i < last; i++) {
		ClientsRow *row = &c->rows.at[i];
		if (row->people >= 0 || row->of.client.kind.v != CLIENT_ORGANIZATION)
			continue;
		row->people = clients_people(s, row->of.client.head.id);
	}
}

/* How many cells a column's text is asked to keep to; 0 where that changes nothing. */
static int cells_asked(const Clients *c, size_t i, ClientsNeed need)
{
	switch (c->shown[i]) {
	case CLIENTS_STEP:
		return need == NEED_SHOWN ? c->widths[i] : need == NEED_LEAST || need == NEED_USUAL;
	case CLIENTS_EMPLOYER:
	case CLIENTS_PHONE:
		if (need == NEED_WHOLE)
			return INT_MAX;
		return need == NEED_SHOWN ? c->widths[i] : 0;
	case CLIENTS_CONTACT:
		return c->widths[i];
	case CLIENTS_NAME:
	case CLIENTS_SOURCE:
	case CLIENTS_OWNER:
	case CLIENTS_BORN:
	case CLIENTS_SINCE:
	case CLIENTS_ATTEMPTS:
	case CLIENTS_COLUMNS:
		break;
	}
	return 0;
}

static int longest_in(const Clients *c, ClientsColumn column, int cells, int most)
{
	Str text = {0};
	int longest = 0;
	for (size_t row = 0; row < c->sample_count; row++) {
		str_cut(&text, 0);
		cell_text(&text, c, &c->sample[row], column, cells);
		int width = utf8_width(str_text(&text));
		if (width <= most && width > longest)
			longest = width;
	}
	str_done(&text);
	return longest;
}

/* The same is asked again and again while columns share their room out: it is measured once. */
static int longest_of(Clients *c, ClientsColumn column, int cells, int most)
{
	ClientsAsked *asked = c->asked_cells[column];
	size_t n = 0;
	while (n < CLIENTS_ASKED && asked[n].known) {
		if (asked[n].cells == cells && asked[n].most == most)
			return asked[n].longest;
		n++;
	}
	int longest = longest_in(c, column, cells, most);
	asked[n < CLIENTS_ASKED ? n : CLIENTS_ASKED - 1] = (ClientsAsked){.known = true, .cells = cells, .most = most, .longest = longest};
	return longest;
}

static void needs_of_sample(Clients *c, ClientsNeed need, int out[])
{
	for (size_t i = 0; i < c->shown_count; i++) {
		int most = need == NEED_USUAL && c->shown[i] == CLIENTS_STEP ? STEP_USUAL : INT_MAX;
		out[i] = c->widths[i] ? longest_of(c, c->shown[i], cells_asked(c, i, need), most) : 0;
	}
}

/* Columns move only where the window, the order, the columns themselves or what is in the base change. */
static void widths_fit(Clients *c, int cols)
{
	if (c->measured && c->measured_cols == cols && str_same(c->measured_sort, c->sort))
		return;
	c->measured = true;
	c->measured_cols = cols;
	c->measured_sort = c->sort;
	clients_widths(c, cols, needs_of_sample);
}

/* Terminals scroll whole rows: what stands beside the list would be sent anew with each row that a held key scrolls in. */
static void preview_aside(Screen *s, bool beside)
{
	Clients *c = s->state;
	int64_t top = c->list.top < c->rows.n ? c->rows.at[c->list.top].of.client.head.id : 0;
	if (!ui_repeating(s->ui)) {
		c->aside = false;
		c->aside_top = top;
	} else if (beside && top != c->aside_top) {
		c->aside = true;
	}
}

void clients_fit(Screen *s, const Layout *layout)
{
	Clients *c = s->state;
	Parts p = parts_of(s, layout);
	c->source.draw = row_draw;
	if (p.list.rows > 0 && c->rows.n < (size_t)p.list.rows && c->rows.n)
		err_free(clients_room(s, p.list.rows)); /* there is more room than when they were read */
	list_fit(&c->list, &c->source, p.list.rows);
	if (c->list.range) /* the marks went with the cursor */
		clients_note(c);
	c->list_area = p.list;
	c->head_area = p.head;
	people_read(s, p.list.rows);
	widths_fit(c, p.list.cols - 2 - (layout->size == SIZE_WIDE)); /* a blank before the edge */
	const Client *client = clients_current(c);
	if (p.side.rows && client && client->head.id != c->pre.client && (!ui_repeating(s->ui) || !c->pre.client))
		err_free(clients_preview_read(s, client->head.id));
	if (!client)
		c->pre.client = 0;
	preview_aside(s, p.beside);
}

/* ---- paint ---- */

/* The word at fault, where it stands. */
static void fault_paint(const Clients *c, Area in)
{
	int from = edit_column(c->line, in.cols, true, c->fault_at), to = edit_column(c->line, in.cols, true, c->fault_at + c->fault_len);
	if (c->fault_at + c->fault_len == edit_at(c->line) && to > from)
		to--; /* the bar behind it is no part of it */
	for (int col = from < 0 ? 0 : from; col < to; col++)
		area_restyle(in, 0, col, 1, STYLE_ERROR | STYLE_WITH_UNDERLINE);
}

static void line_paint(const Clients *c, Area a)
{
	Area in = area_part(a, 0, 3, 1, a.cols - 4);
	if (c->typing) {
		area_put(a, 0, 1, 1, STYLE_ACCENT, "/");
		edit_draw(c->line, in, STYLE_PLAIN, true);
		if (c->fault && c->fault_len)
			fault_paint(c, in);
	} else if (c->saved_query) {
		area_put(a, 0, 1, 1, STYLE_DIM, "f");
		area_put(in, 0, 0, -1, STYLE_PLAIN, c->saved_query);
	} else if (!edit_is_empty(c->line)) {
		area_put(a, 0, 1, 1, STYLE_DIM, "/");
		area_put(in, 0, 0, -1, STYLE_PLAIN, edit_text(c->line));
	}
}

static void empty_paint(const Clients *c, Area a)
{
	Str text = {0};
	const char *word = c->saved_name ? c->saved_name : edit_text(c->line);
	if (!clients_is_filtered(c) && ui_whose(c->screen->ui) && c->any) {
		char *cap = mem_strdup(ui_cap(c->screen->ui, c->screen->kind->contexts(c->screen), "whose"));
		area_put(a, 0, 2, -1, STYLE_DIM, _("None in this list yet; others have clients"));
		area_printf(a, 1, 2, -1, STYLE_DIM, _("%s shows whose"), cap);
		free(cap);
	} else if (!clients_is_filtered(c)) {
		area_put(a, 0, 2, -1, STYLE_DIM, _("No clients yet"));
		area_put(a, 1, 2, -1, STYLE_DIM, _("a adds one by a line, A by a form, i imports .ics"));
	} else if (c->total.known && !c->total.n) {
		area_put(a, 0, 2, -1, STYLE_DIM, _("No clients yet"));
	} else if (c->as_before) {
		area_put(a, 0, 2, -1, STYLE_DIM, _("Nothing is found by a line that cannot be read"));
		area_put(a, 1, 2, -1, STYLE_DIM, _("Esc shows all"));
	} else if (c->searching) {
		area_put(a, 0, 2, -1, STYLE_DIM, _("searching…"));
	} else {
		Str total = {0};
		str_add_number(&total, c->total.n);
		str_addf(&text, _("Nothing is found: the filter “%s” hides %s"), word, c->total.known ? str_text(&total) : "…");
		str_done(&total);
		area_put(a, 0, 2, -1, STYLE_DIM, str_text(&text));
		const char *hint = c->typing ? _("Esc shows all again; Tab, then n: a new client of what was typed") : _("F shows all again; n: a new client of what was typed");
		area_put(a, 1, 2, -1, STYLE_DIM, c->saved_query ? _("F shows all again") : hint);
	}
	str_done(&text);
}

static int sorted_column(const Clients *c)
{
	for (size_t i = 0; i < c->shown_count && !c->words; i++)
		if (str_same(clients_columns[c->shown[i]].sort, c->sort) && clients_columns[c->shown[i]].sort)
			return (int)i;
	return -1;
}

/* The title of organizations is the short one where its column has no room for the other, or the title behind it leans into it. */
static void lean_paint(const Clients *c, Area a, const Column shapes[], size_t n)
{
	for (size_t i = 0; i < n; i++) {
		Area cell = columns_area(a, c->widths, n, i);
		int over = clients_leaning(c, i + 1);
		if (c->shown[i] == CLIENTS_EMPLOYER && c->widths[i]) {
			area_fill(cell, STYLE_PLAIN);
			area_put(cell, 0, 0, -1, STYLE_HEADING, utf8_width(shapes[i].title) > cell.cols - over ? C_("column", "Org.") : shapes[i].title);
		}
		if (over) {
			Area next = columns_area(a, c->widths, n, i + 1);
			area_put_right(area_part(a, 0, next.col - a.col - over, 1, next.cols + over), 0, -1, -1, STYLE_HEADING, shapes[i + 1].title);
		}
	}
}

/* The sign of the order stands behind the title, in the gap where the title fills its column. */
static void heads_paint(const Clients *c, Area a, const Column shapes[], size_t n)
{
	int sorted = sorted_column(c);
	columns_head(a, 0, shapes, c->widths, n, -1, false);
	lean_paint(c, a, shapes, n);
	if (sorted < 0 || !c->widths[sorted])
		return;
	Area cell = columns_area(a, c->widths, n, (size_t)sorted);
	int used = shapes[sorted].right ? cell.cols : utf8_width(shapes[sorted].title);
	area_put(a, 0, cell.col - a.col + (used < cell.cols ? used : cell.cols), 1, STYLE_ACCENT, c->descending ? GLYPH_DOWN : GLYPH_UP);
}

void clients_paint(const Screen *s, const Layout *layout)
{
	const Clients *c = s->state;
	Parts p = parts_of(s, layout);
	Column shapes[CLIENTS_COLUMNS];
	size_t n = clients_shapes(c, shapes);
	if (layout->size == SIZE_WIDE)
		rules_of_wide(&p, layout->full);
	else if (p.rule.rows)
		area_rule(p.rule, 0, STYLE_RULE);
	if (p.head.rows)
		heads_paint(c, area_pad(p.head, 2, 0), shapes, n);
	list_draw(&c->list, &c->source, p.list, true);
	if (!c->rows.n)
		empty_paint(c, p.list);
	if (p.side.rows && p.beside) {
		if (!c->aside)
			clients_preview_beside(s, p.side);
	} else if (p.side.rows) {
		area_rule(area_part(layout->full, p.side.row - 1 - layout->full.row, 0, 1, -1), 0, STYLE_RULE);
		clients_preview_below(s, p.side);
	}
	line_paint(c, p.line); /* last: the hardware cursor is in the line while one types */
}

/* ---- the mouse ---- */

bool clients_mouse(Screen *s, const Mouse *mouse, Err **err)
{
	Clients *c = s->state;
	if (mouse->action == MOUSE_WHEEL_UP || mouse->action == MOUSE_WHEEL_DOWN) {
		*err = clients_room(s, c->list.rows + 3);
		list_scroll(&c->list, &c->source, mouse->action == MOUSE_WHEEL_UP ? -3 : 3);
		return true;
	}
	if (mouse->action != MOUSE_PRESS)
		return false;
	if (area_has(c->head_area, mouse->row, mouse->col)) {
		int column = columns_at(c->widths, c->shown_count, mouse->col - c->head_area.col - 2);
		if (column >= 0)
			*err = clients_sort_by(s, c->shown[column]);
		return true;
	}
	if (!list_click(&c->list, &c->source, c->list_area, mouse->row, mouse->col))
		return false;
	if (mouse->twice)
		*err = ui_run(s->ui, "open");
	return true;
}
