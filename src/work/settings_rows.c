/* SPDX-License-Identifier: MIT */
/* Every setting there is, one row each: the Settings screen, `config --show`, `config check` and the manual are made from this table. */
#include "settings_private.h"

#include "kartoteka/base/text.h"
#include "kartoteka/model/client.h"

static const char *const languages[] = {"", "en", "ru", NULL};
static const char *const themes[] = {"auto", "dark", "light", "contrast", "mono", NULL};
static const char *const layouts[] = {"ru", "ua", "by", NULL};

const SettingRow setting_rows[] = {
	{"", "db", SETTING_TEXT, "", NULL, N_("base"), N_("The file of the base; empty: the usual place"), "KARTOTEKA_DB", NULL, NULL},

	{"time", "zone", SETTING_ZONE, "", NULL, N_("time zone"), N_("Your zone, whatever the server's is: Europe/Moscow"), "KARTOTEKA_ZONE", "TZ", NULL},
	{"time", "hours", SETTING_TEXT, "09:00-18:00", NULL, N_("working hours"), N_("From and to; free time is looked for inside"), NULL, NULL, hours_fault},
	{"time", "morning", SETTING_TIME, "09:00", NULL, N_("morning"), N_("What \"in the morning\" means, and when an all-day thing calls"), NULL, NULL, NULL},
	{"time", "noon", SETTING_TIME, "12:00", NULL, N_("noon"), N_("What \"at noon\" means"), NULL, NULL, NULL},
	{"time", "day", SETTING_TIME, "13:00", NULL, N_("afternoon"), N_("What \"in the afternoon\" means"), NULL, NULL, NULL},
	{"time", "evening", SETTING_TIME, "18:00", NULL, N_("evening"), N_("What \"in the evening\" means"), NULL, NULL, NULL},

	{
		"remind",
		"lead",
		SETTING_TEXT,
		"10m",
		NULL,
		N_("before an event"),
		N_("How long before a new event it calls: 10m, 1h, 1d or several: 10m, 1d; empty: not at all"),
		NULL,
		NULL,
		lead_fault,
	},
	{"remind", "bell", SETTING_FLAG, "yes", NULL, N_("bell"), N_("The terminal's bell rings once when something is due"), NULL, NULL, NULL},
	{"remind", "title", SETTING_FLAG, "yes", NULL, N_("window title"), N_("The window's title counts what is due"), NULL, NULL, NULL},
	{
		"remind",
		"notify",
		SETTING_WORDS,
		"",
		NULL,
		N_("notify command"),
		N_("What `remind --notify` runs for each; %s is the text; empty: it prints"),
		NULL,
		NULL,
		NULL,
	},

	{
		"look",
		"lang",
		SETTING_CHOICE,
		"",
		languages,
		N_("language"),
		N_("en or ru; empty: the system's"),
		"KARTOTEKA_LANG",
		"LANGUAGE LC_ALL LC_MESSAGES LANG",
		NULL,
	},
	{"look", "theme", SETTING_CHOICE, "auto", themes, N_("theme"), N_("Colours; auto looks whether the terminal is light"), NULL, NULL, NULL},
	{"look", "ascii", SETTING_FLAG, "no", NULL, N_("ASCII borders"), N_("Lines and signs of plain ASCII"), NULL, NULL, NULL},
	{"look", "mouse", SETTING_FLAG, "yes", NULL, N_("mouse"), N_("Clicks and the wheel; Shift and drag selects text"), NULL, NULL, NULL},
	{"look", "hints", SETTING_FLAG, "yes", NULL, N_("hints"), N_("A word about a key the first time it serves"), NULL, NULL, NULL},
	{"look", "accessible", SETTING_FLAG, "no", NULL, N_("for screen readers"), N_("No boxes, no panes beside, one item a line"), NULL, NULL, NULL},
	{"look", "layout", SETTING_CHOICE, "ru", layouts, N_("second layout"), N_("Where the Cyrillic letters lie on your keyboard"), NULL, NULL, NULL},

	{
		"me",
		"country",
		SETTING_TEXT,
		PHONE_HOME_CODE,
		NULL,
		N_("country code"),
		N_("Of phones typed without one: 7, 380, 44; a number of another country is typed with +"),
		NULL,
		NULL,
		country_fault,
	},
	{
		"me",
		"mail",
		SETTING_TEXT,
		"",
		NULL,
		N_("my mail"),
		N_("Your own addresses, parted by commas: where they stand among guests of a file, they are no client's"),
		NULL,
		NULL,
		NULL,
	},

	{
		"list",
		"clients",
		SETTING_TEXT,
		"",
		NULL,
		N_("columns of Clients"),
		N_("In their order: phone employer contact step source owner born since tries; empty: the usual ones"),
		NULL,
		NULL,
		NULL,
	},

	{"run", "dial", SETTING_WORDS, "", NULL, N_("dial"), N_("The command that dials; %s is the number; empty: it is copied only"), NULL, NULL, NULL},
	{"run", "open", SETTING_WORDS, "", NULL, N_("open"), N_("The command that opens mail addresses, sites and files; %s is the thing"), NULL, NULL, NULL},
	{"run", "editor", SETTING_WORDS, "vi", NULL, N_("editor"), N_("For notes; arguments may follow"), NULL, "VISUAL EDITOR", NULL},

	{
		"journal",
		"keep",
		SETTING_TEXT,
		"all",
		NULL,
		N_("changes are kept"),
		N_("So long they can be seen and taken back: 10y, 6m, 90d; older ones go when `backup --keep` has made a copy; all: for ever"),
		NULL,
		NULL,
		keep_fault,
	},
	{0},
};
