/* SPDX-License-Identifier: MIT */
/* Settings: changes. Rows of the base go through work (one undo each); settings and keys go into the user's files, which keep their comments. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/said.h"
#include "kartoteka/base/text.h"
#include "kartoteka/work/client.h"
#include "settings.h"

/* ---- rows of the base ---- */

typedef union ListRecord {
	Outcome outcome;
	ContactKind contact_kind;
	Tag tag;
} ListRecord;

static Text *name_of(const Kind *kind, ListRecord *r)
{
	if (kind == &kind_outcome)
		return &r->outcome.name;
	return kind == &kind_tag ? &r->tag.name : &r->contact_kind.name;
}

static Err *change_record(Screen *s, const char *label, void (*change)(const Kind *kind, ListRecord *record, const void *arg), const void *arg)
{
	SettingsState *t = s->state;
	Work *work = ui_work(s->ui);
	const Kind *kind = settings_section(t)->kind;
	ListRecord old = {0}, new;
	int64_t batch = 0;
	Arena *arena = arena_new();
	Err *err = store_get(work->store, kind, settings_line(t)->id, &old, arena);
	if (!err) {
		new = old;
		change(kind, &new, arg);
		err = work_begin(work, "settings", "%s", label);
		if (!err)
			err = work_end(work, work_edit(work, kind, &old, &new), &batch);
	}
	if (!err)
		ui_done(s->ui, batch, "%s", said_words(arena, label));
	arena_free(arena);
	return err;
}

static void set_name(const Kind *kind, ListRecord *record, const void *arg)
{
	name_of(kind, record)->s = arg;
}

static void set_gone(const Kind *kind, ListRecord *record, const void *arg)
{
	(void)arg;
	if (kind == &kind_outcome)
		record->outcome.gone.v = true;
	else
		record->contact_kind.gone.v = true;
}

static void set_counts(const Kind *kind, ListRecord *record, const void *arg)
{
	(void)kind;
	record->outcome.counts.v = *(const int32_t *)arg;
}

static void set_offer(const Kind *kind, ListRecord *record, const void *arg)
{
	(void)kind;
	record->outcome.offer.s = arg;
}

static Err *name_check(Screen *s, const char *name)
{
	return settings_section(s->state)->kind == &kind_tag ? tag_name_check(name) : NULL;
}

static Err *made(Screen *s, const char *name)
{
	SettingsState *t = s->state;
	Work *work = ui_work(s->ui);
	const Kind *kind = settings_section(t)->kind;
	ListRecord record = {0};
	int64_t batch = 0;
	TRY(name_check(s, name));
	name_of(kind, &record)->s = name;
	if (kind == &kind_outcome) {
		record.outcome.code.s = name;
		record.outcome.place.n = (int64_t)t->n;
	} else if (kind == &kind_contact_kind) {
		record.contact_kind.code.s = name;
		record.contact_kind.place.n = (int64_t)t->n;
	}
	TRY(work_begin(work, "settings", N_("Added: %s"), name));
	TRY(work_end(work, work_make(work, kind, &record), &batch));
	ui_done(s->ui, batch, _("Added: %s"), name);
	return NULL;
}

static Err *new_entered(Screen *owner, const char *line, bool *keep_open)
{
	Err *err = made(owner, line);
	*keep_open = err != NULL;
	return err;
}

static Err *name_entered(Screen *owner, const char *line, bool *keep_open)
{
	if (str_same(line, settings_line(owner->state)->text[0]))
		return NULL;
	char *label = said(N_("Named: %s"), line);
	Err *err = name_check(owner, line);
	if (!err)
		err = change_record(owner, label, set_name, line);
	free(label);
	*keep_open = err != NULL;
	return err;
}

/* ---- an outcome: what it counts as, what it offers ---- */

static const char *const offers[] = {"step", "best", "1h", "tomorrow", "date", "reason", "drop", NULL};

static Err *change_counts(Screen *s, OutcomeCounts counts)
{
	const char *name = settings_line(s->state)->text[0];
	int32_t value = (int32_t)counts;
	char *label = counts == OUTCOME_CONTACT   ? said(N_("%s: counts as contact"), name)
	              : counts == OUTCOME_ATTEMPT ? said(N_("%s: counts as attempt"), name)
	                                          : said(N_("%s: counts as nothing"), name);
	Err *err = change_record(s, label, set_counts, &value);
	free(label);
	return err;
}

/* Of its record, since the row's words are those of a language. */
static Err *outcome_get(Screen *s, Outcome *out)
{
	return store_get(ui_work(s->ui)->store, &kind_outcome, settings_line(s->state)->id, out, s->arena);
}

static Err *change_offer(Screen *s, const char *offer)
{
	const char *name = settings_line(s->state)->text[0];
	bool known = false;
	for (size_t i = 0; offer && offers[i]; i++)
		known = known || str_same(offer, offers[i]);
	char *label = offer ? said(N_("%s: then offers %s"), name, known ? settings_offer_word(offer) : offer) : said(N_("%s: offers nothing"), name);
	Err *err = change_record(s, label, set_offer, offer);
	free(label);
	return err;
}

/* Words of the date grammar, so that every day finds its own date in them. */
static void offer_echo(Screen *owner, const char *line, Str *out, bool *bad)
{
	Work *work = ui_work(owner->ui);
	WordsContext context = work_words(work);
	WordsReading reading;
	Err *err = words_read(&reading, line, &context);
	*bad = err || reading.start.form == MOMENT_NONE;
	if (*bad)
		str_add(out, _("this is no date"));
	else
		words_moment(out, reading.start, work_today(work));
	err_free(err);
}

static Err *offer_chosen(Screen *owner, const MenuChoice *choice, const char *line)
{
	return change_offer(owner, !choice ? line : offers[choice->id]);
}

static Err *edit_offer(Screen *s)
{
	MenuChoice choices[countof(offers)];
	Outcome outcome;
	size_t now = 0;
	TRY(outcome_get(s, &outcome));
	while (now + 1 < countof(offers) && !str_same(offers[now], outcome.offer.s))
		now++;
	for (size_t i = 0; i < countof(offers); i++)
		choices[i] = (MenuChoice){.text = offers[i] ? settings_offer_word(offers[i]) : _("nothing"), .id = (int64_t)i};
	return ui_push(s->ui, &screen_menu, &(MenuArg){
											.title = _("Then offers"),
											.choices = choices,
											.n = countof(choices),
											.cursor = now,
											.line_key = "",
											.line_label = _("in words:"),
											.chosen = offer_chosen,
											.echo = offer_echo,
										});
}

static Err *counts_chosen(Screen *owner, const MenuChoice *choice, const char *line)
{
	(void)line;
	return change_counts(owner, (OutcomeCounts)choice->id);
}

static Err *edit_counts(Screen *s)
{
	MenuChoice choices[3];
	Outcome outcome;
	TRY(outcome_get(s, &outcome));
	for (int i = 0; i < 3; i++)
		choices[i] = (MenuChoice){.text = i == OUTCOME_NOTHING ? _("nothing") : settings_counts_word((OutcomeCounts)i), .id = i};
	return ui_push(s->ui, &screen_menu, &(MenuArg){
											.title = _("Counts as"),
											.choices = choices,
											.n = 3,
											.cursor = (size_t)outcome.counts.v,
											.chosen = counts_chosen,
										});
}

static Err *edit_name(Screen *s)
{
	return ui_push(s->ui, &screen_line, &(LineArg){.sign = _("name:"), .text = settings_line(s->state)->text[0], .entered = name_entered});
}

static Err *part_chosen(Screen *owner, const MenuChoice *choice, const char *line)
{
	(void)line;
	if (choice->id == 0)
		return edit_name(owner);
	return choice->id == 1 ? edit_counts(owner) : edit_offer(owner);
}

static Err *edit_outcome(Screen *s)
{
	const SettingLine *line = settings_line(s->state);
	MenuChoice choices[] = {
		{.text = _("name"), .note = line->text[0]},
		{.text = _("counts as"), .note = line->text[1], .id = 1},
		{.text = _("then offers"), .note = line->text[2], .id = 2},
	};
	return ui_push(s->ui, &screen_menu, &(MenuArg){.title = _("Outcome"), .choices = choices, .n = countof(choices), .chosen = part_chosen});
}

Err *settings_new(Screen *s)
{
	SettingsState *t = s->state;
	if (settings_section(t)->type != SECTION_LIST) {
		ui_say(s->ui, "%s", _("Nothing can be added here"));
		return NULL;
	}
	return ui_push(s->ui, &screen_line, &(LineArg){.sign = _("new:"), .entered = new_entered});
}

Err *settings_place(Screen *s, int by)
{
	SettingsState *t = s->state;
	Work *work = ui_work(s->ui);
	const Kind *kind = settings_section(t)->kind;
	size_t at = t->list.cursor, to = by < 0 ? at - 1 : at + 1;
	if ((kind != &kind_outcome && kind != &kind_contact_kind) || at >= t->n || to >= t->n)
		return NULL;
	int64_t batch = 0;
	Arena *arena = arena_new();
	Err *err = work_begin(work, "settings", N_("Order changed"));
	/* Places are written anew for all rows: a removed one may have left a gap. */
	for (size_t i = 0; !err && i < t->n; i++) {
		size_t from = i;
		if (i == at)
			from = to;
		else if (i == to)
			from = at;
		ListRecord old = {0}, new;
		err = store_get(work->store, kind, t->lines[from].id, &old, arena);
		new = old;
		if (kind == &kind_outcome)
			new.outcome.place.n = (int64_t)i;
		else
			new.contact_kind.place.n = (int64_t)i;
		if (!err)
			err = work_edit(work, kind, &old, &new);
	}
	err = work_end(work, err, &batch);
	arena_free(arena);
	if (!err)
		ui_done(s->ui, batch, "%s", _("Order changed"));
	return err;
}

Err *settings_remove(Screen *s)
{
	SettingsState *t = s->state;
	const SettingLine *line = settings_line(t);
	const Section *section = settings_section(t);
	if (line && line->command)
		return settings_drop_key(s);
	if (!line || section->type != SECTION_LIST)
		return NULL;
	char *label = said(N_("Removed: %s"), line->text[0]);
	Err *err = NULL;
	if (section->kind == &kind_tag) {
		int64_t batch = 0;
		Work *work = ui_work(s->ui);
		err = work_begin(work, "settings", "%s", label);
		if (!err)
			err = work_end(work, work_remove(work, &kind_tag, line->id), &batch);
		if (!err)
			ui_done(s->ui, batch, "%s", said_words(s->arena, label));
	} else {
		err = change_record(s, label, set_gone, NULL);
	}
	free(label);
	return err;
}

/* ---- the user's file ---- */

static Err *write_setting(Screen *s, const SettingRow *row, const char *value)
{
	Work *work = ui_work(s->ui);
	TRY(settings_set(work->settings, row->section, row->name, value));
	if (strcmp(row->section, "time") == 0 && strcmp(row->name, "zone") == 0) {
		const Zone *zone = zone_find(settings_get(work->settings, "time", "zone"));
		if (zone)
			work->zone = zone;
	}
	if (strcmp(row->name, "lang") == 0 && strcmp(row->section, "look") == 0 && value && *value)
		work->lang = strcmp(value, "ru") == 0 ? LANG_RU : LANG_EN;
	ui_theme(s->ui);
	if (!ui_says(s->ui)) /* of a theme that cannot be read */
		ui_done(s->ui, 0, _("Written to %s"), settings_file(work->settings));
	ui_changed(s->ui);
	return NULL;
}

static Err *value_entered(Screen *owner, const char *line, bool *keep_open)
{
	Err *err = write_setting(owner, settings_line(owner->state)->setting, line);
	*keep_open = err != NULL;
	return err;
}

static Err *choice_chosen(Screen *owner, const MenuChoice *choice, const char *line)
{
	(void)line;
	const SettingRow *row = settings_line(owner->state)->setting;
	return write_setting(owner, row, row->choices[choice->id]);
}

static Err *edit_setting(Screen *s, const SettingRow *row)
{
	const char *value = settings_get(ui_work(s->ui)->settings, row->section, row->name);
	if (row->type == SETTING_FLAG)
		return write_setting(s, row, strcmp(value, "yes") == 0 ? "no" : "yes");
	if (row->type != SETTING_CHOICE)
		return ui_push(s->ui, &screen_line, &(LineArg){.sign = _(row->label), .text = value, .entered = value_entered});
	MenuChoice choices[16];
	size_t n = 0, now = 0;
	for (; n < countof(choices) && row->choices[n]; n++) {
		now = str_same(row->choices[n], value) ? n : now;
		choices[n] = (MenuChoice){.text = *row->choices[n] ? row->choices[n] : _("as the system"), .id = (int64_t)n};
	}
	return ui_push(s->ui, &screen_menu, &(MenuArg){.title = _(row->label), .choices = choices, .n = n, .cursor = now, .chosen = choice_chosen});
}

Err *settings_edit(Screen *s)
{
	SettingsState *t = s->state;
	const SettingLine *line = settings_line(t);
	if (!line)
		return NULL;
	if (line->setting)
		return edit_setting(s, line->setting);
	if (line->command) {
		t->taking_key = true;
		return NULL;
	}
	if (settings_section(t)->type == SECTION_PEOPLE)
		return ui_push(s->ui, &screen_form, &(FormArg){.kind = &kind_staff, .id = line->id});
	return settings_section(t)->kind == &kind_outcome ? edit_outcome(s) : edit_name(s);
}

Err *settings_toggle(Screen *s)
{
	SettingsState *t = s->state;
	const SettingLine *line = settings_line(t);
	if (!line)
		return NULL;
	if (line->setting && line->setting->type == SETTING_FLAG)
		return edit_setting(s, line->setting);
	if (settings_section(t)->kind == &kind_outcome) {
		Outcome outcome;
		TRY(outcome_get(s, &outcome));
		return change_counts(s, (OutcomeCounts)((outcome.counts.v + 1) % 3));
	}
	return NULL;
}

Err *settings_reset(Screen *s)
{
	const SettingLine *line = settings_line(s->state);
	if (line && line->setting)
		return write_setting(s, line->setting, NULL);
	if (line && line->command)
		return settings_reset_keys(s);
	return NULL;
}
