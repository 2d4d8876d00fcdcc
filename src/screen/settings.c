/* SPDX-License-Identifier: MIT */
/* Settings: the user's own lists (rows of the base) and settings (the user's file). Everything is undone by u but what lies in the file. */
#include "settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/store/lists.h"
#include "kartoteka/work/dictionary.h"
#include "form.h"
#include "list_act.h"

const Section settings_sections[] = {
	{N_("Outcomes"), SECTION_LIST, &kind_outcome, {NULL}},
	{N_("Contact kinds"), SECTION_LIST, &kind_contact_kind, {NULL}},
	{N_("Tags"), SECTION_LIST, &kind_tag, {NULL}},
	{N_("Reminders"), SECTION_INI, NULL, {"remind", NULL}},
	{N_("Time"), SECTION_INI, NULL, {"time", NULL}},
	{N_("People"), SECTION_PEOPLE, &kind_staff, {NULL}},
	{N_("Keys"), SECTION_KEYS, NULL, {NULL}},
	{N_("Look, programs"), SECTION_INI, NULL, {"look", "run", "me", "journal", NULL}},
	{0},
};

const Section *settings_section(const SettingsState *t)
{
	return &settings_sections[t->sections.cursor < SECTIONS ? t->sections.cursor : 0];
}

const SettingLine *settings_line(const SettingsState *t)
{
	return t->list.cursor < t->n ? &t->lines[t->list.cursor] : NULL;
}

/* ---- reading ---- */

const char *settings_counts_word(OutcomeCounts counts)
{
	switch (counts) {
	case OUTCOME_CONTACT:
		return _("contact");
	case OUTCOME_ATTEMPT:
		return _("attempt");
	case OUTCOME_NOTHING:
		break;
	}
	return GLYPH_NONE;
}

const char *settings_offer_word(const char *offer)
{
	return offer && *offer ? outcome_offer_word(offer) : GLYPH_NONE;
}

static const char *usage_of(const ListUsage *usages, size_t n, int64_t id, Arena *arena)
{
	for (size_t i = 0; i < n; i++)
		if (usages[i].id == id)
			return arena_printf(arena, usages[i].more ? "%lld+" : "%lld", (long long)usages[i].count);
	return "0";
}

static Err *load_list(Screen *s, const Kind *kind)
{
	SettingsState *t = s->state;
	Work *work = ui_work(s->ui);
	Entry *rows;
	size_t n = 0, n_usages = 0;
	ListUsage *usages = NULL;
	TRY(entries_read(work, kind, &rows, &n, s->arena));
	TRY(entries_usage(work, kind, &usages, &n_usages, s->arena));
	t->lines = arena_alloc(s->arena, (n + 1) * sizeof *t->lines);
	for (size_t i = 0; i < n; i++) {
		SettingLine *line = &t->lines[t->n++];
		*line = (SettingLine){.id = rows[i].head.id, .text = {entry_name(kind, &rows[i])}};
		if (kind == &kind_outcome) {
			line->text[1] = settings_counts_word((OutcomeCounts)rows[i].outcome.counts.v);
			line->text[2] = settings_offer_word(rows[i].outcome.offer.s);
		}
		line->text[3] = usage_of(usages, n_usages, line->id, s->arena);
	}
	return NULL;
}

static Err *load_people(Screen *s)
{
	SettingsState *t = s->state;
	void *rows = NULL;
	size_t n = 0;
	TRY(store_all(ui_work(s->ui)->store, &kind_staff, &rows, &n, s->arena));
	t->lines = arena_alloc(s->arena, (n + 1) * sizeof *t->lines);
	for (size_t i = 0; i < n; i++) {
		const Staff *p = &((const Staff *)rows)[i];
		t->lines[t->n++] = (SettingLine){.id = p->head.id, .text = {p->name.s ? p->name.s : p->login.s, p->login.s, p->hours.s}, .gone = p->gone.v};
	}
	return NULL;
}

static const char *value_shown(Screen *s, const SettingRow *row, const char *value)
{
	if (row->type == SETTING_FLAG)
		return strcmp(value, "yes") == 0 ? _("yes") : _("no");
	if (!*value)
		return GLYPH_NONE;
	if (!str_same(row->section, "remind") || !str_same(row->name, "lead"))
		return arena_dup(s->arena, value);
	/* As forms spell them, whatever language the file is written in. */
	Str leads = {0};
	leads_text(&leads, value);
	const char *shown = arena_dup(s->arena, str_text(&leads));
	str_done(&leads);
	return shown;
}

/* The shipped value's origin is a word; files, variables and options are names. */
static const char *origin_shown(Screen *s, const char *origin)
{
	return strcmp(origin, "default") == 0 ? C_("origin", "default") : arena_dup(s->arena, origin);
}

static void load_ini(Screen *s, const Section *section)
{
	SettingsState *t = s->state;
	Settings *settings = ui_work(s->ui)->settings;
	size_t n = 0;
	while (setting_rows[n].name)
		n++;
	t->lines = arena_alloc(s->arena, (n + 1) * sizeof *t->lines);
	for (size_t i = 0; i < n; i++) {
		const SettingRow *row = &setting_rows[i];
		for (size_t k = 0; section->ini[k]; k++)
			if (strcmp(row->section, section->ini[k]) == 0)
				t->lines[t->n++] = (SettingLine){
					.id = (int64_t)i + 1,
					.text = {_(row->label), value_shown(s, row, settings_get(settings, row->section, row->name)),
				             origin_shown(s, settings_origin(settings, row->section, row->name))},
					.setting = row,
					.own = settings_is_own(settings, row->section, row->name),
				};
	}
}

static Err *count_sections(Screen *s)
{
	SettingsState *t = s->state;
	for (size_t i = 0; i < SECTIONS; i++) {
		void *rows = NULL;
		t->counts[i] = 0;
		if (settings_sections[i].kind)
			TRY(store_all(ui_work(s->ui)->store, settings_sections[i].kind, &rows, &t->counts[i], s->arena));
	}
	return NULL;
}

static void section_draw(const void *self, Area a, const ListRow *row)
{
	const SettingsState *t = self;
	bool here = row->row == t->sections.cursor; /* shown as chosen, also when the focus is on its rows */
	area_put(a, 0, 0, 1, STYLE_ACCENT | STYLE_WITH_BOLD, here ? GLYPH_CURSOR : "");
	area_put(a, 0, 2, a.cols - 6, STYLE_PLAIN, _(settings_sections[row->row].label));
	if (t->counts[row->row])
		area_printf_right(a, 0, a.cols - 1, 4, STYLE_DIM, "%zu", t->counts[row->row]);
}

static int64_t section_id(const void *self, size_t row)
{
	(void)self;
	return (int64_t)row + 1;
}

static int64_t line_id(const void *self, size_t row)
{
	return ((const SettingsState *)self)->lines[row].id;
}

enum {
	COUNT_CELLS = 5, /* 9,999 */
	OFFERS_FROM = 54,
};

/* Columns of the section's table: where each begins, as parts of the width. */
static void columns_of(const Section *section, int cols, int at[4])
{
	int first = section->type == SECTION_LIST ? 5 : 2;
	at[0] = first;
	at[1] = first + (cols - first) * 45 / 100;
	at[2] = first + (cols - first) * 65 / 100;
	at[3] = section->type == SECTION_LIST ? cols - COUNT_CELLS - 1 : cols + 1;
	if (section->type == SECTION_KEYS)
		at[3] = cols - 12;
	if (section->type == SECTION_LIST && cols < 70) {
		at[1] = first + 24;
		at[2] = first + 33;
	}
	if (section->type == SECTION_LIST && cols < OFFERS_FROM) { /* what it offers has no room */
		at[1] = section->kind == &kind_outcome ? at[3] - 10 : at[3];
		at[2] = at[3];
	}
	if (section->type == SECTION_KEYS) {
		at[2] = at[3] - 11;
		at[1] = at[2] - 14;
	}
	if (section->type == SECTION_INI) {
		at[1] = first + (cols - first) * 40 / 100;
		at[2] = first + (cols - first) * 72 / 100;
	}
}

static Style cell_style(const SettingLine *line, int i)
{
	if (line->gone || i > 1)
		return STYLE_DIM;
	return i == 1 && line->own ? STYLE_BOLD : STYLE_PLAIN;
}

static void line_draw(const void *self, Area a, const ListRow *row)
{
	const SettingsState *t = self;
	const SettingLine *line = &t->lines[row->row];
	const Section *section = settings_section(t);
	int at[4];
	columns_of(section, a.cols, at);
	area_glyphs(a, 0, row->cursor && t->right, row->marked, NULL, STYLE_PLAIN);
	if (section->type == SECTION_LIST)
		area_printf(a, 0, line->number < 10 ? 2 : 1, 3, STYLE_DIM, "%zu", line->number);
	for (int i = 0; i < 4; i++) {
		int cells = (i < 3 ? at[i + 1] : a.cols) - at[i] - 2;
		if (!line->text[i] || (i < 3 && cells < 1))
			continue;
		if (i == 3 && section->type == SECTION_LIST)
			area_put_right(a, 0, a.cols - 1, COUNT_CELLS, STYLE_PLAIN, line->text[3]);
		else
			area_put(a, 0, at[i], cells, cell_style(line, i), line->text[i]);
	}
}

/* Row 0: how many there are, of keys and values how many are the user's own. */
static void say_rows(SettingsState *t)
{
	SectionType type = settings_section(t)->type;
	Str note = {0};
	size_t own = 0;
	for (size_t i = 0; i < t->n; i++)
		own += t->lines[i].own;
	if (t->words) {
		Str words = {0};
		utf8_cut(&words, t->words, 24);
		str_addf(&note, C_("quoted", "\"%s\""), str_text(&words));
		str_add(&note, ": ");
		str_done(&words);
	}
	if (!t->words && (type == SECTION_INI || type == SECTION_KEYS))
		str_addf(&note, P_("%zu of your own", "%zu of your own", own), own);
	else
		str_addf(&note, P_("%zu row", "%zu rows", t->n), t->n);
	snprintf(t->note, sizeof t->note, "%s", str_text(&note));
	str_done(&note);
}

static Err *settings_screen_load(Screen *s)
{
	SettingsState *t = s->state;
	const Section *section = settings_section(t);
	int32_t year;
	int month, day;
	Str name = {0};
	t->n = 0;
	day_split(work_today(ui_work(s->ui)), &year, &month, &day);
	words_month(&name, month, false);
	t->month = arena_dup(s->arena, str_text(&name));
	str_done(&name);
	TRY(count_sections(s));
	switch (section->type) {
	case SECTION_LIST:
		TRY(load_list(s, section->kind));
		break;
	case SECTION_PEOPLE:
		TRY(load_people(s));
		break;
	case SECTION_INI:
		load_ini(s, section);
		break;
	case SECTION_KEYS:
		settings_load_keys(s);
		break;
	}
	settings_find(t);
	t->source = (ListSource){.n = t->n, .id = line_id, .draw = line_draw, .self = t};
	say_rows(t);
	return NULL;
}

void settings_fit_rows(SettingsState *t)
{
	list_fit(&t->list, &t->source, t->row_area.rows);
}

/* ---- drawing ---- */

/* `counted`: what the numbers at the right are of. */
static void heads_draw(const Section *section, Area a, const char *counted)
{
	const char *heads[4] = {NULL, NULL, NULL, NULL};
	int at[4];
	columns_of(section, a.cols, at);
	switch (section->type) {
	case SECTION_LIST:
		heads[0] = section->kind == &kind_tag ? _("Tag") : _("Kind");
		if (section->kind == &kind_outcome)
			heads[0] = _("Outcome");
		heads[1] = section->kind == &kind_outcome ? _("Counts") : NULL;
		heads[2] = section->kind == &kind_outcome ? _("Offers") : NULL;
		break;
	case SECTION_INI:
		heads[0] = _("Setting");
		heads[1] = _("Value");
		heads[2] = _("Where from");
		break;
	case SECTION_PEOPLE:
		heads[0] = _("Name");
		heads[1] = _("Login");
		heads[2] = _("Hours");
		break;
	case SECTION_KEYS:
		heads[0] = _("Action");
		heads[1] = _("Keys");
		heads[2] = _("Russian");
		heads[3] = _("Where");
		break;
	}
	/* Where both have no room, the numbers need their head more. */
	int room = section->type == SECTION_LIST ? a.cols - 3 - utf8_width(counted) : a.cols;
	for (int i = 0; i < 4; i++)
		if (heads[i] && at[i] + utf8_width(heads[i]) <= room && (i == 3 || at[i + 1] - at[i] > 2))
			area_put(a, 0, at[i], -1, STYLE_DIM, heads[i]);
	if (section->type == SECTION_LIST)
		area_put_right(a, 0, a.cols - 1, 12, STYLE_DIM, counted);
}

enum {
	ABOUT = 36
};

static void split(const Layout *layout, bool right, Area *sections, Area *rows, Area *about)
{
	int width = layout->size == SIZE_WIDE ? 24 : 20;
	*about = (Area){0};
	if (layout->size == SIZE_WIDE) {
		Area body = area_part(layout->body, 0, 0, layout->body.rows - 1, -1), right_part;
		layout_split(body, width, sections, &right_part);
		layout_split(right_part, right_part.cols - ABOUT - 1, rows, about);
		return;
	}
	if (layout->size == SIZE_NORMAL) {
		layout_split(layout->body, width, sections, rows);
		return;
	}
	*sections = *rows = layout->body; /* narrow: Tab turns the page */
	if (right)
		sections->rows = 0;
	else
		rows->rows = 0;
}

/* The message row says what the row under the cursor is for. */
static bool settings_screen_message(const Screen *s, const Layout *layout)
{
	const SettingsState *t = s->state;
	const SettingLine *line = settings_line(t);
	Area a = layout->message;
	if (!line || ui_top(s->ui) != s || (ui_says(s->ui) && !t->taking_key))
		return false;
	if (t->taking_key)
		area_put(a, 0, 1, -1, STYLE_ACCENT, _("Press the new key now; Esc leaves it as it is"));
	else if (line->setting && line->setting->help)
		area_put(a, 0, 1, -1, STYLE_DIM, _(line->setting->help));
	else if (settings_section(t)->kind == &kind_outcome)
		area_put(a, 0, 1, -1, STYLE_DIM, _("Row order is the digit in the call line; a removed outcome stays in history"));
	else
		return false;
	return true;
}

/* In a wide window: all there is to say of the row. */
static void about_pair(Area a, int row, const char *name, const char *value)
{
	area_put(a, row, 2, 15, STYLE_DIM, name);
	area_put(a, row, 18, a.cols - 19, STYLE_PLAIN, value);
}

static void about_draw(const SettingsState *t, Area a)
{
	const SettingLine *line = settings_line(t);
	const Section *section = settings_section(t);
	if (!line || !a.rows)
		return;
	area_put(a, 0, 1, a.cols - 2, STYLE_TITLE, line->text[0]);
	if (line->setting) {
		about_pair(a, 2, _("value"), line->text[1]);
		about_pair(a, 3, _("shipped"), *line->setting->otherwise ? line->setting->otherwise : GLYPH_NONE);
		about_pair(a, 4, _("from"), line->text[2]);
		area_wrap(area_pad(a, 2, 1), 6, 0, 6, STYLE_DIM, _(line->setting->help));
	} else if (line->command) {
		about_pair(a, 2, _("keys"), line->text[1]);
		about_pair(a, 3, _("shipped"), *line->shipped ? line->shipped : GLYPH_NONE);
		about_pair(a, 4, _("where"), line->text[3]);
		about_pair(a, 5, _("command"), line->command);
		area_heading(a, 7, _("CANNOT BE BOUND"), NULL);
		area_wrap(area_pad(a, 2, 1), 8, 0, 6, STYLE_PLAIN, _("letters and signs that one layout lacks (; ' , . ю б); Ctrl-A and Ctrl-B, the prefixes of screen and tmux"));
	} else if (section->kind == &kind_outcome) {
		about_pair(a, 2, _("counts as"), line->text[1]);
		about_pair(a, 3, _("then offers"), line->text[2]);
		about_pair(a, 4, _("used this month"), line->text[3]);
		area_heading(a, 6, _("IF REMOVED"), NULL);
		area_wrap(area_pad(a, 2, 1), 7, 0, 4, STYLE_PLAIN, _("old entries keep the word; the digits below move up by one"));
	}
}

static void settings_screen_fit(Screen *s, const Layout *layout)
{
	SettingsState *t = s->state;
	Area sections, rows, about;
	split(layout, t->right, &sections, &rows, &about);
	list_fit(&t->sections, &t->section_source, sections.rows);
	t->section_area = sections;
	t->row_area = area_part(rows, 2, 0, rows.rows - 2, -1);
	list_fit(&t->list, &t->source, rows.rows - 2);
}

static void empty_draw(const SettingsState *t, Area list)
{
	Str text = {0}, hidden = {0};
	if (t->words) {
		str_add_number(&hidden, (int64_t)t->hidden);
		str_addf(&text, _("Nothing is found: the filter “%s” hides %s"), t->words, str_text(&hidden));
		area_put(list, 1, 3, -1, STYLE_DIM, _("Esc shows all"));
	} else {
		str_add(&text, _("Nothing here yet: a adds one"));
	}
	area_put(list, 0, 3, -1, STYLE_DIM, str_text(&text));
	str_done(&text);
	str_done(&hidden);
}

static void settings_screen_paint(const Screen *s, const Layout *layout)
{
	const SettingsState *t = s->state;
	Area sections, rows, about;
	area_rule(layout->rule, 0, STYLE_RULE);
	split(layout, t->right, &sections, &rows, &about);
	if (layout->size == SIZE_WIDE)
		area_rule(layout->body, layout->body.rows - 1, STYLE_RULE);
	about_draw(t, about);
	list_draw(&t->sections, &t->section_source, sections, !t->right);
	if (!rows.rows)
		return;
	/* Tags are on clients at all times; the other lists are counted by the month. */
	heads_draw(settings_section(t), area_part(rows, 0, 0, 1, -1), settings_section(t)->kind == &kind_tag ? _("Clients") : t->month);
	area_rule(area_part(rows, 1, 0, 1, -1), 0, STYLE_RULE);
	Area list = area_part(rows, 2, 0, rows.rows - 2, -1);
	list_draw(&t->list, &t->source, list, t->right);
	if (!t->n)
		empty_draw(t, list);
	if (!t->right) {
		Area a = area_part(sections, (int)(t->sections.cursor - t->sections.top), 0, 1, -1);
		area_cursor(a, 0, 0, false);
	}
}

static void settings_screen_head(const Screen *s, ScreenHead *head)
{
	const SettingsState *t = s->state;
	head->parts[0] = _("Settings");
	head->parts[1] = _(settings_section(t)->label);
	head->n_parts = 2;
	head->note = t->note;
}

/* ---- acting ---- */

static const char *const *contexts(const Screen *s)
{
	static const char *const names[] = {"settings", "list", "any", "always", NULL};
	static const char *const key[] = {"always", NULL};
	return ((const SettingsState *)s->state)->taking_key ? key : names;
}

static Err *settings_screen_open(Screen *s, const void *arg)
{
	SettingsState *t = s->state;
	(void)arg;
	t->ui = s->ui;
	list_init(&t->sections);
	list_init(&t->list);
	t->section_source = (ListSource){.n = SECTIONS, .id = section_id, .draw = section_draw, .self = t};
	list_fit(&t->sections, &t->section_source, SECTIONS);
	return NULL;
}

static void settings_screen_close(Screen *s)
{
	SettingsState *t = s->state;
	list_done(&t->sections);
	list_done(&t->list);
	free(t->words);
}

static bool acts(Screen *s, const char *verb, CommandCall *call, Err **err)
{
	if (strcmp(verb, "search") == 0)
		*err = settings_search(s);
	else if (strcmp(verb, "add") == 0)
		*err = settings_new(s);
	else if (strcmp(verb, "edit") == 0 || strcmp(verb, "thing") == 0 || strcmp(verb, "open") == 0)
		*err = settings_edit(s);
	else if (strcmp(verb, "toggle") == 0)
		*err = settings_toggle(s);
	else if (strcmp(verb, "delete") == 0)
		*err = settings_remove(s);
	else if (strcmp(verb, "reset") == 0)
		*err = settings_reset(s);
	else if (strcmp(verb, "place") == 0)
		*err = settings_place(s, str_same(call_text(call, "what"), "up") ? -1 : 1);
	else
		return false;
	return true;
}

static void section_changed(Screen *s, size_t was)
{
	SettingsState *t = s->state;
	if (t->sections.cursor == was)
		return;
	settings_narrow(s, NULL); /* the words were of the other one's rows */
	list_done(&t->list);
	list_init(&t->list);
}

static bool settings_screen_act(Screen *s, CommandCall *call, Err **err)
{
	SettingsState *t = s->state;
	const char *verb = call_command(call)->name;
	if (strcmp(verb, "pane") == 0) {
		t->right = !t->right;
		return true;
	}
	if (!t->right) {
		size_t was = t->sections.cursor;
		if (strcmp(verb, "open") == 0) {
			t->right = true;
			return true;
		}
		if (strcmp(verb, "move") == 0 && list_act(&t->sections, &t->section_source, call)) {
			section_changed(s, was);
			return true;
		}
	} else if (list_act(&t->list, &t->source, call)) {
		return true;
	} else if (strcmp(verb, "back") == 0) {
		t->right = false;
		return true;
	}
	return acts(s, verb, call, err);
}

static bool settings_screen_key(Screen *s, Key key, Err **err)
{
	SettingsState *t = s->state;
	if (!t->taking_key)
		return false;
	t->taking_key = false;
	if (key.code != CODE_ESC)
		*err = settings_take_key(s, key);
	return true;
}

static bool settings_screen_escape(Screen *s)
{
	SettingsState *t = s->state;
	bool any = t->words != NULL;
	if (any)
		settings_narrow(s, NULL);
	return any;
}

static bool settings_screen_mouse(Screen *s, const Mouse *mouse, Err **err)
{
	SettingsState *t = s->state;
	bool rows = area_has(t->row_area, mouse->row, mouse->col);
	size_t was = t->sections.cursor;
	if (t->taking_key)
		return false;
	if (mouse->action == MOUSE_WHEEL_UP || mouse->action == MOUSE_WHEEL_DOWN) {
		int by = mouse->action == MOUSE_WHEEL_UP ? -3 : 3;
		if (rows)
			list_scroll(&t->list, &t->source, by);
		else
			list_scroll(&t->sections, &t->section_source, by);
	} else if (mouse->action != MOUSE_PRESS) {
		return false;
	} else if (rows && list_click(&t->list, &t->source, t->row_area, mouse->row, mouse->col)) {
		t->right = true;
		if (mouse->twice)
			*err = ui_run(s->ui, "open");
	} else if (list_click(&t->sections, &t->section_source, t->section_area, mouse->row, mouse->col)) {
		t->right = mouse->twice;
	}
	section_changed(s, was);
	return true;
}

static bool takes_key(const Screen *s)
{
	return ((const SettingsState *)s->state)->taking_key;
}

static const ScreenHint *settings_screen_hints(const Screen *s)
{
	static const ScreenHint lists[] = {
		{"pane next", NULL},
		{"add", N_("new")},
		{"edit", NULL},
		{"place down", N_("order")},
		{"delete", N_("remove")},
		{"back", NULL},
		{NULL, NULL},
	};
	static const ScreenHint tags[] = {{"pane next", NULL}, {"add", N_("new")}, {"edit", NULL}, {"delete", N_("remove")}, {"back", NULL}, {NULL, NULL}};
	static const ScreenHint values[] = {{"pane next", NULL}, {"edit", N_("change")}, {"toggle", NULL}, {"reset", NULL}, {"back", NULL}, {NULL, NULL}};
	static const ScreenHint people[] = {{"pane next", NULL}, {"edit", NULL}, {"back", NULL}, {NULL, NULL}};
	static const ScreenHint key[] = {
		{"pane next", NULL},
		{"edit", N_("new key")},
		{"delete", N_("drop it")},
		{"search", N_("find")},
		{"reset", NULL},
		{"back", NULL},
		{NULL, NULL},
	};
	switch (settings_section(s->state)->type) {
	case SECTION_LIST:
		return settings_section(s->state)->kind == &kind_tag ? tags : lists;
	case SECTION_PEOPLE:
		return people;
	case SECTION_KEYS:
		return key;
	case SECTION_INI:
		break;
	}
	return values;
}

const ScreenKind screen_settings = {
	.name = "settings",
	.title = N_("Settings"),
	.types_now = takes_key,
	.size = sizeof(SettingsState),
	.contexts = contexts,
	.open = settings_screen_open,
	.close = settings_screen_close,
	.load = settings_screen_load,
	.fit = settings_screen_fit,
	.draw = settings_screen_paint,
	.head = settings_screen_head,
	.hints = settings_screen_hints,
	.message = settings_screen_message,
	.act = settings_screen_act,
	.key = settings_screen_key,
	.mouse = settings_screen_mouse,
	.escape = settings_screen_escape,
};
