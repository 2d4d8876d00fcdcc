/* SPDX-License-Identifier: MIT */
/*
 * Settings: INI files, each user's own (config), under them /etc's; options and KARTOTEKA_* win (contract.md). Settings writes one value and keeps
 * comments, order and blank lines. Commands to run (dial, open, editor) come only from here, never from the base.
 */
#ifndef KARTOTEKA_WORK_SETTINGS_H
#define KARTOTEKA_WORK_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "kartoteka/base/env.h"
#include "kartoteka/base/err.h"
#include "kartoteka/base/str.h"

typedef struct Settings Settings;

typedef enum SettingType {
	SETTING_TEXT,
	SETTING_CHOICE,
	SETTING_FLAG,
	SETTING_TIME,
	SETTING_NUMBER,
	SETTING_ZONE,
	SETTING_WORDS,
} SettingType;

/* One row a setting: the Settings screen, `config --show`, `config check` and the manual are made from it. */
typedef struct SettingRow {
	const char *section, *name; /* [time] zone */
	SettingType type;
	const char *otherwise; /* default, as text */
	const char *const *choices;
	const char *label, *help;          /* N_() */
	const char *variable;              /* KARTOTEKA_… or NULL */
	const char *system;                /* variables of the system that stand under the files, parted by blanks: "TZ"; NULL none */
	char *(*fault)(const char *value); /* why a value of its type cannot be all the same, translated, the caller's; NULL: it may */
} SettingRow;

extern const SettingRow setting_rows[]; /* ended by a row without name: db; time.zone, time.hours, time.morning …; look.lang, look.theme, look.ascii,
                                           look.mouse, look.hints, look.accessible, look.layout; run.dial, run.open, run.editor; remind.lead, remind.bell … */

Err *settings_open(Settings **out, const Env *env, const char *file); /* file NULL: KARTOTEKA_CONFIG, else the default; a missing one is empty */
void settings_close(Settings *settings);
Err *settings_reload(Settings *settings, bool *changed);
void settings_override(Settings *settings, const char *section, const char *name, const char *value); /* from an option */
const char *settings_get(const Settings *settings, const char *section, const char *name);            /* never NULL for a known row; borrowed until a change */
bool settings_flag(const Settings *settings, const char *section, const char *name);
int settings_minutes(const Settings *settings, const char *section, const char *name); /* of a SETTING_TIME */
void settings_hours(const Settings *settings, int *from, int *to);                     /* the working day, in minutes; as shipped where the file's makes no sense */
/* Where the value comes from: "default", "/etc/kartoteka/config:12", "$KARTOTEKA_ZONE", "--zone" … Borrowed. */
const char *settings_origin(const Settings *settings, const char *section, const char *name);
const char *settings_written(const Settings *settings, const char *section, const char *name);   /* what the user's own file says, whatever stands over it; NULL: nothing */
bool settings_is_own(const Settings *settings, const char *section, const char *name);           /* set by the user (file, variable or option) */
Err *settings_set(Settings *settings, const char *section, const char *name, const char *value); /* into the user's file; NULL: the shipped value again */
Err *settings_check(const Settings *settings, Str *faults);                                      /* unknown names, bad values: file:line: what; one a line */
/* The first of those faults that count in this run, with those of the look or without: its line, what holds instead and how many more there are; NULL: none. What a
 * stronger place says right is no fault. On a reload what a faulty line said before holds on. */
Err *settings_faults(const Settings *settings, bool look);
/* ERR_USAGE: a KARTOTEKA_* that no option stands over says what cannot be. (Files are others' to mend: what they say wrong is left out.) */
Err *settings_variables_check(const Settings *settings);
const char *settings_file(const Settings *settings);
char *settings_keys_file(const Settings *settings); /* `keys` beside it; caller frees */
/* A command to run as argv: words of the setting, %s (or nothing: appended) replaced by `argument`; NULL-ended; caller frees with settings_free_argv. */
char **settings_argv(const Settings *settings, const char *name, const char *argument);
void settings_free_argv(char **argv);

#endif
