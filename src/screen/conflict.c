/* SPDX-License-Identifier: MIT */
/*
 * Two people changed the same field: mine or theirs, field by field, over the form. Nothing is preselected; Enter goes to the first open field until all
 * are answered. A third value is written into the form and counts as mine.
 */
#include <stdlib.h>
#include <string.h>

#include "card_show.h"
#include "form.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/model/patch.h"
#include "kartoteka/when/repeat.h"

typedef enum Side {
	SIDE_OPEN,
	SIDE_MINE,
	SIDE_THEIRS,
} Side;

enum {
	FIELDS = countof(((Conflict *)NULL)->field),
	MERGED_MOST = 6,
};

typedef struct Merged {
	bool mine;
	const char *text;
} Merged;

typedef struct ConflictState {
	Conflict conflict; /* own copy: the store's ends with the next change */
	Err *(*resolved)(Screen *owner, const Conflict *conflict, const bool theirs[]);
	const char *was[FIELDS], *mine[FIELDS], *theirs[FIELDS];
	char *third[FIELDS]; /* written instead of mine; NULL: none */
	Side side[FIELDS];
	size_t at, top;
	const char *title, *whose; /* "HERS" */
	Merged merged[MERGED_MOST];
	size_t n_merged;
	Arena *arena;
	Area box;
	int rows; /* of fields that are seen */
	bool narrow;
	bool roomy, shows_merged; /* blank rows around; the part about what merged */
	AnyRecord now;            /* what the base has */
	bool is_there;
	const char *apart; /* the day of an occurrence that others changed alone, while its series is edited here; NULL: no such thing */
} ConflictState;

static Screen *screen_below(const Screen *s)
{
	Screen *owner = ui_below(s->ui, s);
	return owner && owner->kind == &screen_form ? owner : NULL;
}

static FormState *form_below(const Screen *s)
{
	Screen *owner = screen_below(s);
	return owner ? owner->state : NULL;
}

/* ---- what the base has ---- */

static bool is_override(const Kind *kind, const void *record)
{
	const Field *field = kind_field(kind, "recurrence");
	return field && field_get(field, record, NULL).type == VALUE_TEXT;
}

static void read_now(Screen *s)
{
	ConflictState *c = s->state;
	Screen *below = screen_below(s);
	const FormState *f = form_below(s);
	Str day = {0};
	c->is_there = below && form_now(below, &c->now);
	if (!c->is_there || f->is_card || is_override(f->kind, &f->old) || !is_override(f->kind, &c->now))
		return;
	words_day(&day, DATE_SHORT, f->occurrence.day, work_today(ui_work(s->ui)));
	c->apart = arena_dup(c->arena, str_text(&day));
	str_done(&day);
}

/* ---- values as people read them ---- */

/* typed: by this person. Its last day may lie before the beginning, so that is not asked to tell it from the day behind the last. */
static const char *shown(Screen *s, const Field *field, const Value *value, bool typed)
{
	ConflictState *c = s->state;
	AnyRecord record;
	Str text = {0};
	memset(&record, 0, sizeof record);
	record_init(c->conflict.kind, &record);
	const FormState *f = form_below(s); /* its zone is the record's */
	if (f && f->kind == c->conflict.kind && !f->is_card)
		memcpy(&record, &f->old, f->kind->size);
	const Field *start = typed ? kind_field(c->conflict.kind, "start") : NULL;
	if (start)
		field_clear(start, &record);
	Err *err = field_set(field, &record, value);
	if (!err && value->type == VALUE_TEXT && strcmp(field->name, "rules") == 0)
		repeat_words(&text, value->s);
	else if (!err)
		value_text(&text, ui_work(s->ui), field, &record);
	else if (value->type == VALUE_TEXT)
		str_addn(&text, value->s, value->n);
	err_free(err);
	const char *copy = arena_dup(c->arena, text.n ? str_text(&text) : GLYPH_NONE);
	str_done(&text);
	return copy;
}

static Gender gender_of(const char *name)
{
	Str words[3] = {{0}};
	size_t n = 0;
	for (const char *at = name; *at && n < 3; n++) {
		size_t length = strcspn(at, " ");
		str_addn(&words[n], at, length);
		at += length + strspn(at + length, " ");
	}
	Gender gender = client_guess_gender(str_text(&words[0]), str_text(&words[1]), str_text(&words[2]));
	for (size_t i = 0; i < 3; i++)
		str_done(&words[i]);
	return gender;
}

static char *saved_words(Gender gender, const char *who, const char *at)
{
	if (gender == GENDER_FEMALE)
		return mem_printf(C_("she", "%s saved at %s while you were editing"), who, at);
	if (gender == GENDER_MALE)
		return mem_printf(C_("he", "%s saved at %s while you were editing"), who, at);
	return mem_printf(_("%s saved at %s while you were editing"), who, at);
}

static char *apart_words(Gender gender, const char *who, const char *day, const char *at)
{
	if (gender == GENDER_FEMALE)
		return mem_printf(C_("she", "%s changed one of the series (%s) at %s"), who, day, at);
	if (gender == GENDER_MALE)
		return mem_printf(C_("he", "%s changed one of the series (%s) at %s"), who, day, at);
	return mem_printf(_("%s changed one of the series (%s) at %s"), who, day, at);
}

static void name_sides(Screen *s)
{
	ConflictState *c = s->state;
	Work *work = ui_work(s->ui);
	FormState *f = form_below(s);
	Staff author = {0};
	Str of = {0}, at = {0}, title = {0};
	Err *err = c->conflict.author ? store_get(work->store, &kind_staff, c->conflict.author, &author, c->arena) : NULL;
	const char *name = author.name.s ? author.name.s : author.login.s;
	if (err || !name)
		name = _("somebody");
	err_free(err);
	Gender gender = gender_of(name);
	char *surname = mem_strndup(name, strcspn(name, " "));
	if (f)
		c->conflict.kind->title(&of, f->is_card ? (const void *)&f->old_card.client : (const void *)&f->old);
	Day day = zone_day(work->zone, c->conflict.at);
	int32_t second;
	zone_local(work->zone, c->conflict.at, &day, &second);
	if (day.n != work_today(work).n) {
		words_day(&at, DATE_SHORT, day, work_today(work));
		str_addc(&at, ' ');
	}
	words_time(&at, second);
	char *who = c->apart ? apart_words(gender, surname, c->apart, str_text(&at)) : saved_words(gender, surname, str_text(&at));
	if (of.n)
		str_addf(&title, "%s: ", str_text(&of));
	str_add(&title, who);
	c->title = arena_dup(c->arena, str_text(&title));
	c->whose = _("THEIRS");
	if (gender == GENDER_FEMALE)
		c->whose = _("HERS");
	else if (gender == GENDER_MALE)
		c->whose = _("HIS");
	free(surname);
	free(who);
	str_done(&of);
	str_done(&at);
	str_done(&title);
}

/* ---- what merged by itself ---- */

/* Nor is a form of address that follows the names told of. */
static bool is_disputed(const Conflict *conflict, const Field *field, bool guess)
{
	if (guess && (field->flags & FIELD_FOLLOWS))
		return true;
	for (size_t i = 0; i < conflict->n; i++)
		if (conflict->field[i] == field)
			return true;
	return false;
}

static void add_merged(ConflictState *c, bool mine, const char *label, const char *was, const char *is)
{
	if (c->n_merged < MERGED_MOST)
		c->merged[c->n_merged++] = (Merged){mine, arena_printf(c->arena, "%s: %s %s %s", label, *was ? was : GLYPH_NONE, GLYPH_OUT, *is ? is : GLYPH_NONE)};
}

/* One occurrence has no rules and was made later: that is no news of its series. */
static bool is_of_series(const ConflictState *c, const Field *field)
{
	return c->apart && (strcmp(field->name, "rules") == 0 || strcmp(field->name, "made_at") == 0);
}

static void find_merged(Screen *s)
{
	ConflictState *c = s->state;
	FormState *f = form_below(s);
	if (!f || f->is_new)
		return;
	bool guess = form_name_is_guess(f);
	for (size_t i = 0; i < f->form.n; i++) {
		const Slot *slot = form_slot(f, i);
		if (slot && slot->type == SLOT_FIELD && form_item_is_dirty(&f->form, i) && !is_disputed(&c->conflict, slot->field, guess))
			add_merged(c, true, f->form.items[i].label, f->form.items[i].first ? f->form.items[i].first : "", form_value(&f->form, i));
	}
	if (!c->is_there)
		return;
	const void *old = f->is_card ? (const void *)&f->old_card.client : (const void *)&f->old;
	Patch patch = patch_between(c->arena, c->conflict.kind, old, &c->now);
	for (size_t i = 0; i < patch.n; i++) {
		const FieldChange *change = &patch.changes[i];
		bool told = is_disputed(&c->conflict, change->field, guess) || is_of_series(c, change->field);
		if (!told && !(change->field->flags & (FIELD_DERIVED | FIELD_PRIVATE)))
			add_merged(c, false, show_field_label(change->field, &c->now), shown(s, change->field, &change->old, false), shown(s, change->field, &change->new, false));
	}
}

/* ---- opening ---- */

static Err *conflict_open(Screen *s, const void *arg)
{
	ConflictState *c = s->state;
	const ConflictArg *a = arg;
	c->arena = arena_new();
	c->conflict = *a->conflict;
	c->resolved = a->resolved;
	for (size_t i = 0; i < c->conflict.n; i++) {
		c->conflict.base[i] = value_dup(c->arena, &a->conflict->base[i]);
		c->conflict.mine[i] = value_dup(c->arena, &a->conflict->mine[i]);
		c->conflict.theirs[i] = value_dup(c->arena, &a->conflict->theirs[i]);
		c->was[i] = shown(s, c->conflict.field[i], &c->conflict.base[i], false);
		c->mine[i] = shown(s, c->conflict.field[i], &c->conflict.mine[i], true);
		c->theirs[i] = shown(s, c->conflict.field[i], &c->conflict.theirs[i], false);
	}
	read_now(s);
	name_sides(s);
	find_merged(s);
	return NULL;
}

static void conflict_close(Screen *s)
{
	ConflictState *c = s->state;
	for (size_t i = 0; i < FIELDS; i++)
		free(c->third[i]);
	arena_free(c->arena);
}

static size_t first_open(const ConflictState *c)
{
	for (size_t i = 0; i < c->conflict.n; i++)
		if (c->side[i] == SIDE_OPEN)
			return i;
	return c->conflict.n;
}

/* ---- painting ---- */

static int merged_rows(const ConflictState *c)
{
	return c->n_merged ? (int)c->n_merged + 2 : 0;
}

static void conflict_fit(Screen *s, const Layout *layout)
{
	ConflictState *c = s->state;
	Area body = layout->body;
	c->narrow = layout->size <= SIZE_NARROW;
	int cols = body.cols >= 120 ? 104 : body.cols - (body.cols >= 60 ? 2 : 0);
	int fields = (int)c->conflict.n, merged = merged_rows(c), frame = body.rows >= 14 ? 6 : 4;
	if (fields + merged + frame > body.rows)
		merged = 0;
	c->shows_merged = merged > 0;
	c->roomy = frame > 4;
	if (fields + frame > body.rows)
		fields = body.rows - frame;
	int rows = fields + merged + frame;
	int row = (body.rows - rows) * 2 / 3;
	c->rows = fields < 1 ? 1 : fields;
	c->box = area_part(body, row < 0 ? 0 : row, (body.cols - cols) / 2, rows, cols);
	if (c->at < c->top)
		c->top = c->at;
	if (c->at >= c->top + (size_t)c->rows)
		c->top = c->at + 1 - (size_t)c->rows;
}

typedef struct Columns {
	int was, mine, theirs, end;
} Columns;

static Columns columns_of(Area in)
{
	int label = in.cols >= 60 ? 15 : 11, rest;
	if (in.cols >= 100)
		label = 17;
	rest = in.cols - label;
	if (in.cols < 60) /* the value of before leaves first */
		return (Columns){label, label, label + rest / 2, in.cols};
	return (Columns){label, label + (rest * 26 + 50) / 100, label + (rest * 26 + 50) / 100 + (rest * 36 + 50) / 100, in.cols};
}

static void put_value(Area in, int row, int col, int end, const char *text, bool chosen)
{
	int cells = end - col - 2;
	Str cut = {0};
	if (!chosen) {
		area_put(in, row, col, cells, STYLE_PLAIN, text);
		return;
	}
	str_addc(&cut, '[');
	utf8_cut(&cut, text, cells - 2);
	str_addc(&cut, ']');
	area_put(in, row, col, cells, STYLE_BOLD, str_text(&cut));
	str_done(&cut);
}

static void put_heads(const ConflictState *c, Area in, const Columns *at, int row)
{
	Str head = {0};
	area_put(in, row, 2, at->was - 3, STYLE_HEADING, _("FIELD"));
	if (at->mine > at->was)
		area_put(in, row, at->was, at->mine - at->was - 1, STYLE_HEADING, _("WAS"));
	str_addf(&head, "%s %s", GLYPH_IN, _("MINE"));
	area_put(in, row, at->mine, at->theirs - at->mine - 1, STYLE_HEADING, str_text(&head));
	str_done(&head);
	str_addf(&head, "%s %s", c->whose, GLYPH_OUT);
	area_put(in, row, at->theirs, -1, STYLE_HEADING, str_text(&head));
	str_done(&head);
}

static void put_field(const ConflictState *c, Area in, const Columns *at, int row, size_t i)
{
	const char *mine = c->third[i] ? c->third[i] : c->mine[i];
	if (c->side[i] == SIDE_OPEN)
		area_put(in, row, 0, 1, STYLE_OVERDUE, GLYPH_OVERDUE);
	if (i == c->at) {
		area_put(in, row, 0, 1, STYLE_ACCENT | STYLE_WITH_BOLD, GLYPH_CURSOR);
		area_cursor(in, row, 0, false);
	}
	area_put(in, row, 2, at->was - 3, STYLE_PLAIN, _(c->conflict.field[i]->label));
	if (at->mine > at->was)
		area_put(in, row, at->was, at->mine - at->was - 2, STYLE_DIM, c->was[i]);
	put_value(in, row, at->mine, at->theirs, mine, c->side[i] == SIDE_MINE);
	put_value(in, row, at->theirs, at->end, c->theirs[i], c->side[i] == SIDE_THEIRS);
}

static void put_merged(const ConflictState *c, Area in, int row)
{
	area_pair(area_part(in, row, 1, 1, in.cols - 2), 0, 0, STYLE_HEADING, _("MERGED BY ITSELF"), STYLE_DIM, _("different fields, no dispute"));
	for (size_t i = 0; i < c->n_merged; i++) {
		const Merged *m = &c->merged[i];
		bool again = i && c->merged[i - 1].mine == m->mine;
		if (!again)
			area_put(in, row + 1 + (int)i, 3, 7, STYLE_DIM, m->mine ? _("mine") : _("theirs"));
		area_put(in, row + 1 + (int)i, 10, in.cols - 11, STYLE_PLAIN, m->text);
	}
}

static void conflict_paint(const Screen *s, const Layout *layout)
{
	const ConflictState *c = s->state;
	(void)layout;
	size_t open = first_open(c);
	char *footer = mem_printf("%s %s   Esc %s", C_("key", "Enter"), open < c->conflict.n ? _("next open field") : _("save what is chosen"), _("back to the form"));
	Area in = area_box(c->box, c->title, c->box.cols >= 60 ? footer : NULL);
	free(footer);
	Columns at = columns_of(in);
	int row = c->roomy ? 1 : 0;
	put_heads(c, in, &at, row++);
	for (int i = 0; i < c->rows && c->top + (size_t)i < c->conflict.n; i++)
		put_field(c, in, &at, row++, c->top + (size_t)i);
	if (c->shows_merged) {
		put_merged(c, in, row + 1);
		row += (int)c->n_merged + 2;
	}
	row += c->roomy;
	if (open < c->conflict.n)
		area_printf(in, row < in.rows ? row : in.rows - 1, 1, -1, STYLE_OVERDUE, _("! %s: not chosen yet"), _(c->conflict.field[open]->label));
}

static void conflict_head(const Screen *s, ScreenHead *head)
{
	Screen *form = ui_below(s->ui, s);
	if (form && form->kind->head)
		form->kind->head(form, head);
	head->note = _("not saved");
	head->note_style = STYLE_SOON;
}

/* ---- acting ---- */

static const char *const *contexts(const Screen *s)
{
	static const char *const names[] = {"conflict", "always", NULL};
	(void)s;
	return names;
}

/* The value typed goes into its field of the form, where a save takes it from. */
static bool write_third(Screen *s, size_t i, const char *text)
{
	FormState *f = form_below(s);
	size_t item = f ? form_disputed_item(f, ((ConflictState *)s->state)->conflict.field[i]) : SIZE_MAX;
	if (item != SIZE_MAX)
		form_set(&f->form, item, text);
	return item != SIZE_MAX;
}

static Err *third_entered(Screen *owner, const char *line, bool *keep_open)
{
	ConflictState *c = owner->state;
	AnyRecord record;
	memset(&record, 0, sizeof record);
	record_init(c->conflict.kind, &record);
	Err *err = value_read(ui_work(owner->ui), c->conflict.field[c->at], &record, line, c->arena);
	*keep_open = err != NULL;
	if (err)
		return err;
	if (!write_third(owner, c->at, line))
		return err_new(ERR_FAILED, "%s", _("This field is not in the form: choose one of the two"));
	free(c->third[c->at]);
	c->third[c->at] = mem_strdup(line);
	c->side[c->at] = SIDE_MINE;
	return NULL;
}

static Err *ask_third(Screen *s)
{
	ConflictState *c = s->state;
	const char *mine = c->third[c->at] ? c->third[c->at] : c->mine[c->at];
	char *sign = mem_printf("%s:", _(c->conflict.field[c->at]->label));
	Err *err = ui_push(s->ui, &screen_line, &(LineArg){.sign = sign, .text = strcmp(mine, GLYPH_NONE) == 0 ? "" : mine, .entered = third_entered});
	free(sign);
	return err;
}

static void choose_side(ConflictState *c, const char *what)
{
	if (str_same(what, "all")) {
		for (size_t i = 0; i < c->conflict.n; i++)
			c->side[i] = SIDE_MINE;
		return;
	}
	c->side[c->at] = str_same(what, "left") ? SIDE_MINE : SIDE_THEIRS;
}

static Err *settle(Screen *s)
{
	ConflictState *c = s->state;
	size_t open = first_open(c);
	bool theirs[FIELDS] = {false};
	if (open < c->conflict.n) {
		c->at = open;
		return NULL;
	}
	for (size_t i = 0; i < c->conflict.n; i++)
		theirs[i] = c->side[i] == SIDE_THEIRS;
	Screen *owner = ui_below(s->ui, s);
	ui_end(s->ui, s); /* its memory lives until this act is over */
	return c->resolved && owner ? c->resolved(owner, &c->conflict, theirs) : NULL;
}

static bool conflict_act(Screen *s, CommandCall *call, Err **err)
{
	ConflictState *c = s->state;
	const char *verb = call_command(call)->name, *what = command_arg_named(call_command(call), "what") ? call_text(call, "what") : NULL;
	if (strcmp(verb, "side") == 0)
		choose_side(c, what);
	else if (strcmp(verb, "move") == 0 && str_same(what, "up"))
		c->at -= c->at > 0;
	else if (strcmp(verb, "move") == 0 && str_same(what, "down"))
		c->at += c->at + 1 < c->conflict.n;
	else if (strcmp(verb, "edit") == 0)
		*err = ask_third(s);
	else if (strcmp(verb, "save") == 0)
		*err = settle(s);
	else
		return false;
	return true;
}

static bool conflict_clicked(Screen *s, const Mouse *mouse, Err **err)
{
	ConflictState *c = s->state;
	Area in = area_part(c->box, 1, 1, c->box.rows - 2, c->box.cols - 2);
	int row = mouse->row - in.row - (c->roomy ? 2 : 1);
	size_t i = c->top + (size_t)(row < 0 ? 0 : row);
	(void)err;
	if (mouse->action != MOUSE_PRESS || !area_has(in, mouse->row, mouse->col) || row < 0 || row >= c->rows || i >= c->conflict.n)
		return false;
	Columns at = columns_of(in);
	int col = mouse->col - in.col;
	c->at = i;
	if (col >= at.theirs)
		c->side[i] = SIDE_THEIRS;
	else if (col >= at.mine)
		c->side[i] = SIDE_MINE;
	return true;
}

static const ScreenHint *conflict_hints(const Screen *s)
{
	static const ScreenHint hints[] = {
		{"side left|side right", N_("whose one")},
		{"move down|move up", N_("field")},
		{"edit", N_("write a third value")},
		{"side all", N_("all mine")},
		{"save", NULL},
		{"escape", N_("to the form")},
		{NULL, NULL},
	};
	/* Where not all have room: that arrows go to the fields is seen by the bar. */
	static const ScreenHint narrow[] = {
		{"side left|side right", N_("whose one")},
		{"side all", N_("all mine")},
		{"save", NULL},
		{"escape", N_("form")},
		{NULL, NULL},
	};
	return ((const ConflictState *)s->state)->narrow ? narrow : hints;
}

const ScreenKind screen_conflict = {
	.name = "conflict",
	.title = N_("Two people changed this"),
	.floats = true,
	.size = sizeof(ConflictState),
	.contexts = contexts,
	.open = conflict_open,
	.close = conflict_close,
	.fit = conflict_fit,
	.draw = conflict_paint,
	.head = conflict_head,
	.hints = conflict_hints,
	.act = conflict_act,
	.mouse = conflict_clicked,
};
