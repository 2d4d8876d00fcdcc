/* SPDX-License-Identifier: MIT */
/* What settings.c keeps: for each row the value of each layer. Reading, writing and judging values lie in files of their own. */
#ifndef KARTOTEKA_WORK_SETTINGS_PRIVATE_H
#define KARTOTEKA_WORK_SETTINGS_PRIVATE_H

#include "kartoteka/base/mem.h"
#include "kartoteka/work/settings.h"

#define SETTINGS_SYSTEM_FILE "/etc/kartoteka/config"

/* From the weakest to the strongest (contract.md). */
typedef enum SettingLayer {
	LAYER_DEFAULT,
	LAYER_SYSTEM,
	LAYER_ETC,
	LAYER_FILE,
	LAYER_VARIABLE,
	LAYER_OPTION,
	LAYER_COUNT,
} SettingLayer;

typedef struct SettingValue {
	char *text; /* NULL: not said in this layer */
	char *origin;
} SettingValue;

typedef struct SettingFault {
	char *text; /* "file:line: what" */
	size_t row; /* of which setting; the count of rows: it names none */
	SettingLayer layer;
	const char *section; /* whose it is, as the rows write it; "": of none; NULL: nobody can tell */
	int line;            /* of a file; 0: a variable's */
} SettingFault;

typedef VEC(SettingFault) SettingFaults;

struct Settings {
	const Env *env;
	char *file, *etc;
	size_t n;                            /* rows */
	SettingValue (*values)[LAYER_COUNT]; /* by row */
	SettingFaults faults;
	char *stamp; /* of what was read, to see whether a reload changed anything */
};

/* The index of a row; the count of rows when there is none. */
size_t setting_find(const char *section, const char *name);
/* Reads one INI file's text into a layer; faults are added. */
void settings_read_text(Settings *settings, SettingLayer layer, const char *path, const char *text, size_t n);
/* The text of a file with one value set (NULL: its line taken out); comments, order and blank lines stay. */
void settings_text_set(Str *out, const char *text, const char *section, const char *name, const char *value);
/* Why a value cannot be, translated; NULL when it may. Caller frees. */
char *setting_fault(const SettingRow *row, const char *value);
/* Of rows whose type does not say all. */
char *hours_fault(const char *value);
char *lead_fault(const char *value);
char *country_fault(const char *value);
char *keep_fault(const char *value);
/* ERR_USAGE: there is no such setting, or it cannot have this value. */
Err *settings_may_set(const char *section, const char *name, const char *value);
bool setting_minutes(const char *text, int *minutes);     /* "9", "09:00", "9.30" */
bool setting_hours(const char *text, int *from, int *to); /* "09:00-18:00", in minutes */
bool setting_truth(const char *text, bool *truth);
/* Two files given: for tests; settings_open uses the usual ones. */
Err *settings_open_files(Settings **out, const Env *env, const char *file, const char *etc);

#endif
