/* SPDX-License-Identifier: MIT */
/* The Settings screen: sections at left, rows of the chosen one at right. settings.c draws and moves, settings_act.c changes, settings_find.c searches. */
#ifndef KARTOTEKA_SRC_SCREEN_SETTINGS_H
#define KARTOTEKA_SRC_SCREEN_SETTINGS_H

#include "kartoteka/model/list.h"
#include "kartoteka/screen/screen.h"
#include "kartoteka/term/list.h"

typedef enum SectionType {
	SECTION_LIST,
	SECTION_INI,
	SECTION_PEOPLE,
	SECTION_KEYS,
} SectionType;

typedef struct Section {
	const char *label; /* N_() */
	SectionType type;
	const Kind *kind;   /* SECTION_LIST */
	const char *ini[5]; /* SECTION_INI: sections of the file */
} Section;

extern const Section settings_sections[]; /* ended by a row without label */
enum {
	SECTIONS = 8,
	SETTING_KEYS = 8,
};

typedef struct SettingLine {
	int64_t id;          /* of the record; else its number from 1 */
	size_t number;       /* from 1 in the whole list, whatever of it is shown: the digit that stands for it */
	const char *text[4]; /* columns */
	const SettingRow *setting;
	const char *context, *command;  /* an action: where its keys work, its command line */
	const char *keys[SETTING_KEYS]; /* as the keymap has them */
	size_t n_keys;
	const char *shipped; /* its shipped keys, as shown */
	bool gone, own;
} SettingLine;

typedef struct SettingsState {
	Ui *ui;
	List sections, list;
	ListSource section_source, source;
	SettingLine *lines;
	size_t n;
	size_t counts[SECTIONS];
	bool right;                  /* the focus is on the rows */
	bool taking_key;             /* the next key is the new one of the action under the cursor */
	const char *month;           /* its name: what the use of a row is counted in */
	Area section_area, row_area; /* of the last fit */
	char *words;                 /* what was searched; NULL */
	size_t hidden;               /* rows that do not hold it */
	char note[80];
} SettingsState;

const Section *settings_section(const SettingsState *t);
const SettingLine *settings_line(const SettingsState *t);
const char *settings_counts_word(OutcomeCounts counts);
const char *settings_offer_word(const char *offer); /* borrowed; what is no word of ours is given back */

/* settings_act.c */
Err *settings_new(Screen *s);
Err *settings_edit(Screen *s);
Err *settings_toggle(Screen *s);
Err *settings_remove(Screen *s);
Err *settings_reset(Screen *s);
Err *settings_place(Screen *s, int by);

/* settings_find.c */
void settings_find(SettingsState *t);               /* leaves the rows that hold the words */
void settings_narrow(Screen *s, const char *words); /* NULL or "": all again */
Err *settings_search(Screen *s);                    /* the line that narrows them while one types */
void settings_fit_rows(SettingsState *t);           /* settings.c: the cursor onto a row there is */

/* settings_keys.c */
void settings_load_keys(Screen *s);
Err *settings_take_key(Screen *s, Key key);
Err *settings_drop_key(Screen *s); /* which one is asked when there are several */
Err *settings_reset_keys(Screen *s);

#endif
