/* SPDX-License-Identifier: MIT */
/* Settings: changes. Rows of the base go through work (one undo each); settings and keys go into the user's files, which keep their comments. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/said.h"
#include "kartoteka/base/text.h"
#include "kartoteka/work/dictionary.h"
#include "settings.h"

/* ---- rows of the base ---- */

static Err *change(Screen *s, const EntryChange *said)
{
	SettingsState *t = s->state;
	int64_t batch = 0;
	const char *label = NULL;
	Entry entry;
	TRY(entry_edit(ui_work(s->ui), settings_section(t)->kind, settings_line(t)->id, said, &entry, &label, &batch, s->arena));
	ui_done(s->ui, batch, "%s", said_words(s->arena, label));
	return NULL;
}

static Err *made(Screen *s, const char *name)
{
	const Kind *kind = settings_section(s->state)->kind;
	const EntryChange said = {.name = name};
	int64_t batch = 0;
	Entry entry;
	TRY(entry_add(ui_work(s->ui), kind, &said, &entry, &batch, s->arena));
	ui_done(s->ui, batch, _("Added: %s"), entry_name(kind, &entry));
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
	Err *err = change(owner, &(EntryChange){.name = line});
	*keep_open = err != NULL;
	return err;
}

/* ---- an outcome: what it counts as, what it offers ---- */

/* Of its record, since the row's words are those of a language. */
static Err *outcome_get(Screen *s, Outcome *out)
{
	return store_get(ui_work(s->ui)->store, &kind_outcome, settings_line(s->state)->id, out, s->arena);
}

static Err *change_counts(Screen *s, OutcomeCounts counts)
{
	return change(s, &(EntryChange){.counts = &counts});
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
	return change(owner, &(EntryChange){.offers = true, .offer = choice ? outcome_offers[choice->id] : line});
}

enum {
	OFFERS_MOST = 10
};

static Err *edit_offer(Screen *s)
{
	MenuChoice choices[OFFERS_MOST];
	Outcome outcome;
	size_t n = 0, now;
	TRY(outcome_get(s, &outcome));
	for (; n + 1 < countof(choices) && outcome_offers[n]; n++)
		choices[n] = (MenuChoice){.text = settings_offer_word(outcome_offers[n]), .id = (int64_t)n};
	choices[n] = (MenuChoice){.text = _("nothing"), .id = (int64_t)n}; /* where the list ends */
	for (now = 0; now < n && !str_same(outcome_offers[now], outcome.offer.s);)
		now++;
	return ui_push(s->ui, &screen_menu, &(MenuArg){
											.title = _("Then offers"),
											.choices = choices,
											.n = n + 1,
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
	const Kind *kind = settings_section(t)->kind;
	size_t at = t->list.cursor, to = by < 0 ? at - 1 : at + 1;
	if ((kind != &kind_outcome && kind != &kind_contact_kind) || at >= t->n || to >= t->n)
		return NULL;
	if (t->words) { /* between two of them may stand what is not shown */
		ui_say(s->ui, "%s", _("The order is changed where all rows are shown: Esc shows them"));
		return NULL;
	}
	return change(s, &(EntryChange){.place = to + 1});
}

Err *settings_remove(Screen *s)
{
	SettingsState *t = s->state;
	const SettingLine *line = settings_line(t);
	if (line && line->command)
		return settings_drop_key(s);
	if (!line || settings_section(t)->type != SECTION_LIST)
		return NULL;
	int64_t batch = 0;
	const char *label = NULL;
	Entry entry;
	TRY(entry_remove(ui_work(s->ui), settings_section(t)->kind, line->id, &entry, &label, &batch, s->arena));
	ui_done(s->ui, batch, "%s", said_words(s->arena, label));
	return NULL;
}

/* ---- the user's file ---- */

static Err *write_setting(Screen *s, const SettingRow *row, const char *value)
{
	return ui_setting(s->ui, row->section, row->name, value, NULL);
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
