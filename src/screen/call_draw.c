/* SPDX-License-Identifier: MIT */
/* The call line as it is drawn at the foot of the body: what leaves first where rows are few are gaps, then headings, then the last note. */
#include <string.h>

#include "call.h"
#include "card_show.h"
#include "clients.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"

enum {
	LABEL_AT = 3,
	TEXT_AT = 13,
	CELL = 22,
	TRY_NOTE_AT = 18,
};

enum {
	PLAIN_ROWS = 15, /* all nine choices one below the other */
};

/* For screen readers: one thing a line. */
static bool is_plain(Area a)
{
	return a.frame && a.frame->plain;
}

int call_rows(const Layout *layout)
{
	int room = layout->body.rows;
	if (is_plain(layout->body) && layout->size >= SIZE_NARROW)
		return room - 3 > PLAIN_ROWS ? PLAIN_ROWS : room - 3;
	switch (layout->size) {
	case SIZE_WIDE:
		return room >= 24 ? 8 : 7;
	case SIZE_NORMAL:
		return room >= 18 ? 10 : 8;
	case SIZE_NARROW:
		return room - 3 > 9 ? 9 : room - 3;
	case SIZE_TINY:
	case SIZE_NONE:
		break;
	}
	return layout->full.rows;
}

/* ---- words ---- */

static const char *kind_name(const Call *c)
{
	const ContactKind *kind = call_kind(c);
	return kind ? list_name(kind->code.s, kind->name.s) : "";
}

static const char *outcome_name(const Outcome *outcome)
{
	return list_name(outcome->code.s, outcome->name.s);
}

static const char *direction_glyph(const Call *c)
{
	if (c->draft.direction == DIRECTION_NONE)
		return "";
	return c->draft.direction == DIRECTION_IN ? " " GLYPH_IN : " " GLYPH_OUT;
}

/* ---- the head: what, who, how; number and clock ---- */

static void head_right(Str *out, const Screen *s, bool tiny)
{
	const Call *c = s->state;
	if (c->number < c->number_count)
		show_channel_flagged(out, &c->numbers[c->number]);
	if (!call_has_clock(c) || tiny) /* whom one calls is worth more than how long */
		return;
	int64_t seconds = call_seconds(c, work_now(ui_work(s->ui)));
	str_addf(out, "%s%lld:%02lld", out->n ? "  " : "", (long long)(seconds / 60), (long long)(seconds % 60));
}

static void head_note(Str *out, const Call *c)
{
	const Outcome *outcome = call_outcome(c);
	if (c->stage == CALL_OUTCOME) {
		if (c->number_count > 1) {
			const char *label = c->numbers[c->number].label.s;
			if (call_has_clock(c))
				str_addf(out, _("%s, %zu of %zu numbers"), label && *label ? label : C_("label", "phone"), c->number + 1, c->number_count);
			else
				str_addf(out, _("%zu of %zu addresses"), c->number + 1, c->number_count);
		} else if (c->record.organization.s) {
			str_add(out, c->record.organization.s);
		}
		return;
	}
	if (outcome)
		str_add(out, outcome_name(outcome));
	if (c->reading.attempt && c->reading.tries > 1)
		str_addf(out, _(" · attempt %lld"), (long long)c->reading.tries);
}

static void head_paint(const Screen *s, Area a)
{
	const Call *c = s->state;
	Str left = {0}, note = {0}, right = {0}, name = {0};
	Area in = area_pad(a, 1, 1);
	show_upper(&left, kind_name(c));
	str_add(&left, direction_glyph(c));
	head_right(&right, s, a.cols < 60);
	head_note(&note, c);
	int end = in.cols - utf8_width(str_text(&right)) - 2;
	int col = area_put(in, 0, 0, end, STYLE_HEADING, str_text(&left)) + 2;
	/* The whole name where it fits beside the note. */
	str_add(&name, c->record.title.s ? c->record.title.s : "");
	if (utf8_width(name.s) + 3 + utf8_width(str_text(&note)) > end - col) {
		str_cut(&name, 0);
		client_short_title(&name, &c->record);
	}
	if (end > col)
		col += area_put(in, 0, col, end - col, STYLE_TITLE, str_text(&name)) + 3;
	if (note.n && end > col)
		area_put(in, 0, col, end - col, STYLE_PLAIN, note.s);
	area_put_right(in, 0, -1, -1, STYLE_PLAIN, str_text(&right));
	str_done(&left);
	str_done(&note);
	str_done(&right);
	str_done(&name);
}

/* "   step     • today 10:00  contract draft          closed by this call" */
static void labelled(Area a, int row, const char *label, const char *glyph, Style style, const char *text, const char *right)
{
	Area in = area_pad(a, 0, 1);
	int at = TEXT_AT;
	area_put(in, row, LABEL_AT, TEXT_AT - LABEL_AT - 1, STYLE_DIM, label);
	if (glyph)
		at += area_put(in, row, at, 1, style, glyph) + 1;
	if (a.cols < 60)
		right = NULL;
	area_pair(in, row, at, STYLE_PLAIN, text, STYLE_DIM, right);
}

static void step_paint(const Screen *s, Area a, int row)
{
	const Call *c = s->state;
	const StepRow *first = c->step_count ? &c->steps[0] : NULL, *step = c->reading.closes.kind ? &c->reading.closes : first;
	if (!step) {
		labelled(a, row, C_("label", "step"), NULL, STYLE_PLAIN, _("none"), NULL);
		return;
	}
	Str text = {0}, why = {0};
	ShowState state = show_step_row_state(ui_work(s->ui), step);
	call_step(&text, s, step);
	if (c->leaves_step)
		str_add(&why, _("stays open (=)"));
	else if (c->reading.closes.kind)
		str_add(&why, _("closed by this contact"));
	labelled(a, row, C_("label", "step"), show_state_glyph(state), show_state_style(state), str_text(&text), str_text(&why));
	str_done(&text);
	str_done(&why);
}

static void last_paint(const Screen *s, Area a, int row)
{
	const Call *c = s->state;
	for (size_t i = 0; i < c->history_count; i++) {
		const HistoryRow *h = &c->history[i];
		if (!h->contact.text.s || !*h->contact.text.s)
			continue;
		Str since = {0};
		show_since(&since, ui_work(s->ui), h->contact.at);
		labelled(a, row, str_text(&since), NULL, STYLE_PLAIN, h->contact.text.s, NULL);
		str_done(&since);
		return;
	}
	labelled(a, row, C_("label", "history"), NULL, STYLE_PLAIN, _("nothing was said yet"), NULL);
}

/* ---- stage 1 ---- */

static int columns_of(size_t n, int rows)
{
	return rows < 1 ? 1 : (int)((n + (size_t)rows - 1) / (size_t)rows);
}

typedef struct Choices {
	size_t n, cursor;
	int least; /* cells of a column where there is room */
	int (*width)(const void *self, size_t i);
	void (*put)(const void *self, Area a, size_t i);
	const void *self;
} Choices;

enum {
	COLUMNS_MOST = 10,
	NUMBER_CELLS = 4,
	READ_LEAST = 12, /* cells of a choice that say which it is */
};

static int sum_of(const int cells[], int cols)
{
	int sum = 0;
	for (int col = 0; col < cols; col++)
		sum += cells[col];
	return sum;
}

/* How wide each column from `first` on is: as its longest choice asks; where that is too much the gaps give way, then the widest one. */
static void cells_of(int cells[], const Choices *c, int rows, int first, int cols, int room)
{
	for (int gap = 3; gap > 0; gap--) {
		for (int col = 0; col < cols; col++) {
			size_t from = (size_t)(first + col) * (size_t)rows;
			cells[col] = 0;
			for (size_t i = from; i < c->n && i < from + (size_t)rows; i++) {
				int asks = c->width(c->self, i) + NUMBER_CELLS + gap;
				cells[col] = asks > cells[col] ? asks : cells[col];
			}
			if (gap == 3 && cells[col] < c->least)
				cells[col] = c->least;
		}
		if (sum_of(cells, cols) <= room)
			return;
	}
	while (sum_of(cells, cols) > room) {
		int widest = 0;
		for (int col = 1; col < cols; col++)
			widest = cells[col] > cells[widest] ? col : widest;
		cells[widest]--;
	}
}

/* Choices in columns, downwards; the number is the key. Where the window is too narrow for all columns they go by with the cursor. */
static void choices_paint(Area a, int rows, const Choices *c)
{
	int all = columns_of(c->n, rows), cols = all, first = 0, cells[COLUMNS_MOST] = {0}, at = 0;
	if (!c->n || all >= COLUMNS_MOST)
		return;
	while (cols > 1 && (is_plain(a) || (a.cols - 1) / cols < READ_LEAST + NUMBER_CELLS + 1))
		cols--;
	int here = (int)c->cursor / rows;
	if (here >= cols)
		first = here - cols + 1;
	cells_of(cells, c, rows, first, cols, a.cols - 1 - (cols < all));
	for (size_t i = (size_t)first * (size_t)rows; i < c->n && (int)i < (first + cols) * rows; i++) {
		int row = (int)i % rows, cell = cells[(int)i / rows - first];
		if (row == 0 && (int)i / rows > first)
			at += cells[(int)i / rows - first - 1];
		Area one = area_part(a, row, at, 1, cell);
		area_printf(one, 0, 2, -1, STYLE_KEY, "%zu", i + 1);
		c->put(c->self, area_part(one, 0, NUMBER_CELLS, 1, one.cols - NUMBER_CELLS - 1), i);
		if (i == c->cursor) {
			area_put(one, 0, 0, 1, STYLE_ACCENT | STYLE_WITH_BOLD, GLYPH_CURSOR);
			area_cursor(one, 0, 0, false);
		}
	}
	if (first > 0)
		area_put(a, 0, a.cols - 1, 1, STYLE_DIM, GLYPH_BACK);
	if (first + cols < all)
		area_put(a, rows - 1, a.cols - 1, 1, STYLE_DIM, GLYPH_CRUMB);
}

static int outcome_width(const void *self, size_t i)
{
	return utf8_width(outcome_name(&((const Call *)self)->outcomes[i]));
}

static void outcome_put(const void *self, Area a, size_t i)
{
	const Call *c = self;
	area_put(a, 0, 0, -1, STYLE_PLAIN, outcome_name(&c->outcomes[i]));
}

static const char *clock_note(const Call *c)
{
	if (!call_has_clock(c))
		return NULL;
	return instant_is_none(c->started) ? _("the clock stands") : _("the clock runs");
}

static void outcome_paint(const Screen *s, Area a, bool wide)
{
	const Call *c = s->state;
	int rows = wide ? 2 : 3, row = 1, spare;
	if (a.cols < 60)
		rows = a.rows > 3 ? a.rows - 2 : 2;
	if (is_plain(a))
		rows = a.rows > 7 ? a.rows - 5 : 2;
	spare = a.rows - 2 - rows;
	step_paint(s, a, row++);
	if (spare >= 2 && !wide) {
		last_paint(s, a, row++);
		spare--;
	}
	row += spare >= 2;
	if (spare >= 1)
		area_heading(a, row++, _("HOW DID IT END"), clock_note(c));
	if (!c->outcome_count)
		area_put(a, row, 2, -1, STYLE_DIM, _("no outcomes of this kind: Enter goes to the text"));
	const Choices choices = {c->outcome_count, c->cursor, wide ? CELL - 5 : CELL, outcome_width, outcome_put, c};
	choices_paint(area_part(a, row, 0, rows, -1), rows, &choices);
}

/* ---- stage 2 ---- */

static int contact_echo(const Screen *s, Area a, int row, int most)
{
	const Call *c = s->state;
	const Outcome *outcome = call_outcome(c);
	Str text = {0};
	str_addf(&text, "%s%s", kind_name(c), direction_glyph(c));
	if (c->draft.length.s != SECONDS_NONE.s && c->draft.length.s >= 30) {
		str_addc(&text, ' ');
		words_length_long(&text, c->draft.length);
	}
	if (outcome)
		str_addf(&text, ", %s", outcome_name(outcome));
	if (c->draft.text && *c->draft.text)
		str_addf(&text, _(": “%s”"), c->draft.text);
	area_put(a, row, LABEL_AT, TEXT_AT - LABEL_AT - 1, STYLE_DIM, C_("label", "contact"));
	row += area_wrap(area_pad(a, TEXT_AT, 1), row, 0, most, STYLE_PLAIN, str_text(&text));
	str_done(&text);
	return row;
}

/* "Thursday" typed on a Thursday is the next one: how today's is said. */
static void week_note(Str *out, const Screen *s)
{
	const Call *c = s->state;
	Day today = work_today(ui_work(s->ui));
	Moment at = c->reading.next_when.start;
	if (at.form == MOMENT_NONE || at.day.n != today.n + 7 || !c->draft.next || strpbrk(c->draft.next, "+0123456789") == c->draft.next)
		return;
	Str day = {0}, hour = {0};
	words_weekday(&day, day_weekday(today), text_lang() == LANG_EN);
	if (at.form != MOMENT_DAY) {
		str_addc(&hour, ' ');
		words_time(&hour, at.second);
	}
	str_addf(out, _("(“today%s” if this %s is meant)"), str_text(&hour), str_text(&day));
	str_done(&hour);
	str_done(&day);
}

static void next_echo(const Screen *s, Area a, int row)
{
	const Call *c = s->state;
	Str text = {0}, note = {0};
	if (c->reading.next_text) {
		if (c->reading.next_when.start.form == MOMENT_NONE)
			str_addf(&text, "%s %s", GLYPH_OVERDUE, step_undated());
		else
			call_moment(&text, s, c->reading.next_when.start);
		str_addf(&text, "%s%s", text.n ? "  " : "", c->reading.next_text);
		step_add_repeat(&text, &c->reading.next_when);
		const char *passed = step_passed(ui_work(s->ui), &c->reading.next_when);
		if (passed)
			str_addf(&note, "%s %s", GLYPH_OVERDUE, passed);
		else
			week_note(&note, s);
		labelled(a, row, C_("step", "next"), NULL, STYLE_PLAIN, str_text(&text), str_text(&note));
	} else if (c->reading.left.kind) {
		ShowState state = show_step_row_state(ui_work(s->ui), &c->reading.left);
		call_step(&text, s, &c->reading.left);
		labelled(a, row, C_("step", "next"), show_state_glyph(state), show_state_style(state), str_text(&text), NULL);
	} else {
		labelled(a, row, C_("step", "next"), NULL, STYLE_PLAIN, _("no next step"), NULL);
	}
	str_done(&text);
	str_done(&note);
}

static int done_echo(const Screen *s, Area a, int row)
{
	const Call *c = s->state;
	if (!c->reading.closes.kind)
		return row;
	Str text = {0};
	call_step(&text, s, &c->reading.closes);
	if (c->reading.attempt)
		labelled(a, row, C_("label", "moves"), NULL, STYLE_PLAIN, str_text(&text), NULL);
	else
		labelled(a, row, C_("label", "done"), GLYPH_DONE, STYLE_DONE, str_text(&text), NULL);
	str_done(&text);
	return row + 1;
}

static int drop_echo(const Screen *s, Area a, int row)
{
	const Call *c = s->state;
	if (!c->draft.drops)
		return row;
	Str number = {0};
	show_channel(&number, &c->numbers[c->number]);
	str_add(&number, _(" leaves the card"));
	labelled(a, row, C_("label", "number"), NULL, STYLE_PLAIN, str_text(&number), NULL);
	str_done(&number);
	return row + 1;
}

static void text_paint(const Screen *s, Area a, bool wide)
{
	const Call *c = s->state;
	int row = a.rows >= 6 ? 3 : 2;
	prompt_draw(&c->prompt, area_part(a, 1, 0, a.rows >= 6 ? 2 : 1, -1), true);
	if (a.rows >= 9 && !wide)
		row++;
	if (c->fault) {
		area_wrap(area_pad(a, LABEL_AT, 1), row, 0, a.rows - row, STYLE_ERROR, c->fault);
		return;
	}
	row = contact_echo(s, a, row, a.rows - row > 3 ? 2 : 1);
	row = drop_echo(s, a, done_echo(s, a, row));
	next_echo(s, a, row);
}

/* ---- stage 3 ---- */

/* When it would be stands behind the words, in a column of its own where there is room for all; left out before it is cut. */
static void try_put(const void *self, Area a, size_t i)
{
	const Call *c = self;
	int label = utf8_width(c->tries[i].label), note = c->tries[i].note ? utf8_width(c->tries[i].note) : 0;
	area_put(a, 0, 0, -1, STYLE_PLAIN, c->tries[i].label);
	if (note && label < TRY_NOTE_AT && a.cols >= TRY_NOTE_AT + note)
		area_put(a, 0, TRY_NOTE_AT, -1, STYLE_DIM, c->tries[i].note);
	else if (note && label + 1 + note <= a.cols)
		area_put_right(a, 0, -1, -1, STYLE_DIM, c->tries[i].note);
}

static int try_width(const void *self, size_t i)
{
	const Call *c = self;
	int label = utf8_width(c->tries[i].label), note = c->tries[i].note ? utf8_width(c->tries[i].note) : 0;
	if (!note)
		return label;
	int at = label < TRY_NOTE_AT ? TRY_NOTE_AT : label + 1;
	return at + note;
}

static void attempts_paint(const Screen *s, Area a, int row)
{
	const Call *c = s->state;
	const Work *work = ui_work(s->ui);
	Str text = {0}, days = {0};
	size_t first = 0;
	while (first < c->history_count && c->history[first].contact.attempt.v && first < 3)
		first++;
	for (size_t i = first; i-- > 0;) {
		const HistoryRow *h = &c->history[i];
		Day day;
		int32_t second;
		zone_local(work->zone, h->contact.at, &day, &second);
		words_day(&text, DATE_LIST, day, work_today(work));
		str_addc(&text, ' ');
		words_time(&text, second);
		str_addf(&text, " %s   ", h->outcome_name ? h->outcome_name : "");
	}
	str_add(&text, first ? C_("attempt", "now") : _("this is the first one"));
	if (first) {
		int apart = work_today(work).n - zone_day(work->zone, c->history[first - 1].contact.at).n;
		if (apart > 0)
			str_addf(&days, P_("%d day", "%d days", apart), apart);
	}
	labelled(a, row, C_("label", "tries"), NULL, STYLE_PLAIN, str_text(&text), str_text(&days));
	str_done(&text);
	str_done(&days);
}

static void next_line(const Screen *s, Area a, int row)
{
	const Call *c = s->state;
	const CallTry *one = &c->tries[c->try_cursor];
	Str text = {0};
	if (c->try_count < CALL_TRIES)
		str_add(&text, one->drops ? _("the number leaves the card") : _("the number stays on the card"));
	else if (one->gives_up)
		str_add(&text, c->gives_up.kind ? _("no next try, the step is closed") : _("no next try"));
	else
		str_addf(&text, "> %s %s", one->words, c->reading.next_text ? c->reading.next_text : "");
	area_put(a, row, 1, 1, STYLE_ACCENT, "+");
	area_put(area_pad(a, 0, 1), row, 3, -1, STYLE_PLAIN, str_text(&text));
	str_done(&text);
}

static void next_paint(const Screen *s, Area a, bool wide)
{
	const Call *c = s->state;
	int rows = wide ? 2 : 3, row = 1, spare = a.rows - 2 - rows;
	if (spare >= 1) {
		attempts_paint(s, a, row++);
		spare--;
	}
	row += spare >= 2;
	if (spare >= 1)
		area_heading(a, row++, c->try_count < CALL_TRIES ? _("WHAT OF THE NUMBER") : _("WHEN AGAIN"), NULL);
	const Choices choices = {c->try_count, c->try_cursor, CELL, try_width, try_put, c};
	choices_paint(area_part(a, row, 0, rows, -1), rows, &choices);
	next_line(s, a, row + rows < a.rows ? row + rows : a.rows - 1);
}

void call_paint(const Screen *s, const Layout *layout)
{
	const Call *c = s->state;
	int rows = call_rows(layout);
	bool wide = layout->size == SIZE_WIDE;
	Area a = area_part(layout->full, layout->full.rows - rows, 0, rows, -1);
	area_fill(a, STYLE_PLAIN);
	area_rule(a, 0, STYLE_RULE);
	Area in = area_part(a, 1, 0, -1, -1);
	head_paint(s, in);
	switch (c->stage) {
	case CALL_OUTCOME:
		outcome_paint(s, in, wide);
		break;
	case CALL_TEXT:
		text_paint(s, in, wide);
		break;
	case CALL_NEXT:
		next_paint(s, in, wide);
		break;
	}
}

/* What the outcome asks for, as long as it was not said. */
static const char *text_asks(const Call *c)
{
	if (call_offers(c, "reason") && !(c->draft.text && *c->draft.text))
		return _("Why? The reason stays in the history");
	if (call_offers(c, "date") && !c->draft.next)
		return _("When to call back? Tab or > and a date: > tomorrow 10");
	return NULL;
}

bool call_message(const Screen *s, const Layout *layout)
{
	const Call *c = s->state;
	if (ui_says(s->ui))
		return false;
	Str text = {0};
	bool narrow = layout->size <= SIZE_NARROW;
	if (c->stage == CALL_OUTCOME) {
		layout_message(layout, NULL, STYLE_DIM, narrow || !c->outcome_count ? _("A letter starts the note") : _("A letter starts the note with outcome 1; the list is yours: 7 ▸ Outcomes"), NULL);
	} else if (c->stage == CALL_TEXT && text_asks(c)) {
		layout_message(layout, NULL, STYLE_DIM, text_asks(c), NULL);
	} else if (c->stage == CALL_TEXT) {
		const char *next = clients_next_title(ui_below(s->ui, s));
		if (next && narrow)
			str_addf(&text, _("Enter writes; then: %s"), next);
		else if (next)
			str_addf(&text, _("Enter writes all of it as one change and opens the next row: %s"), next);
		else
			str_add(&text, _("Enter writes all of it as one change"));
		layout_message(layout, NULL, STYLE_DIM, str_text(&text), NULL);
	} else {
		const char *writes = c->try_count < CALL_TRIES ? _("Enter writes the contact; a letter: words of your own")
		                                               : _("Enter writes attempt and next try; a letter or Tab: words of your own");
		layout_message(layout, NULL, STYLE_DIM, narrow ? _("A letter: in words of your own") : writes, NULL);
	}
	str_done(&text);
	return true;
}
