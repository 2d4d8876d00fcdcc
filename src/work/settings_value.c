/* SPDX-License-Identifier: MIT */
/* Judges and reads the value of one setting: times of day, truth, numbers, zones, choices. */
#include "settings_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/fold.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/when/zone.h"
#include "kartoteka/work/lead.h"
#include "rotate.h"

static bool take_minutes(int *out, const char **s)
{
	int hour, minute = 0;
	if (!str_take_number(&hour, s, 1, 2))
		return false;
	if ((str_take_char(s, ':') || str_take_char(s, '.')) && !str_take_number(&minute, s, 2, 2))
		return false;
	*out = hour * 60 + minute;
	return minute < 60 && *out <= 24 * 60;
}

bool setting_minutes(const char *text, int *minutes)
{
	return take_minutes(minutes, &text) && !*text;
}

bool setting_hours(const char *text, int *from, int *to)
{
	if (!take_minutes(from, &text))
		return false;
	text += strspn(text, " ");
	if (!str_take_char(&text, '-'))
		return false;
	text += strspn(text, " ");
	return take_minutes(to, &text) && !*text && *from < *to;
}

bool setting_truth(const char *text, bool *truth)
{
	static const char *const yes[] = {"yes", "on", "true", "1", "да", "вкл"};
	static const char *const no[] = {"no", "off", "false", "0", "нет", "выкл"};
	Str word = {0};
	fold_word(&word, text);
	bool known = false;
	for (size_t i = 0; i < countof(yes) && !known; i++) {
		if (str_same(str_text(&word), yes[i]) || str_same(str_text(&word), no[i])) {
			*truth = str_same(str_text(&word), yes[i]);
			known = true;
		}
	}
	str_done(&word);
	return known;
}

static char *choices_text(const SettingRow *row)
{
	Str list = {0};
	for (size_t i = 0; row->choices[i]; i++) {
		if (!*row->choices[i])
			continue;
		if (list.n)
			str_add(&list, ", ");
		str_add(&list, row->choices[i]);
	}
	return str_take(&list);
}

char *hours_fault(const char *value)
{
	int from, to;
	return setting_hours(value, &from, &to) ? NULL : mem_printf(_("%s is not working hours: 09:00-18:00 is meant"), value);
}

static char *choice_fault(const SettingRow *row, const char *value)
{
	for (size_t i = 0; row->choices[i]; i++) {
		if (strcmp(row->choices[i], value) == 0)
			return NULL;
	}
	char *list = choices_text(row);
	char *fault = mem_printf(_("%s is not known here; one of: %s"), value, list);
	free(list);
	return fault;
}

char *lead_fault(const char *value)
{
	Seconds leads[LEADS_MOST];
	size_t count;
	return leads_list(value, leads, &count) ? NULL : mem_printf(_("%s is no length of time: 10m, 1h, 1d or several of them are meant"), value);
}

char *country_fault(const char *value)
{
	size_t n = strspn(value, "0123456789");
	bool code = n >= 1 && n <= 3 && !value[n] && value[0] != '0';
	return code ? NULL : mem_printf(_("%s is no country code: up to three digits like 7, 380, 44 are meant"), value);
}

char *keep_fault(const char *value)
{
	Day day;
	bool all;
	return journal_keep_read(&day, &all, value, (Day){0}) ? NULL : mem_printf(_("%s does not say how long: 10y, 6m, 90d or all are meant"), value);
}

char *setting_fault(const SettingRow *row, const char *value)
{
	int minutes;
	bool truth;
	int64_t number;
	if (!utf8_valid(value, strlen(value)))
		return mem_strdup(_("this is not UTF-8"));
	if (strpbrk(value, "\r\n"))
		return mem_strdup(_("a value is one line"));
	if (*value == ';' || strstr(value, " ;") || strstr(value, "\t;"))
		return mem_strdup(_("what follows a blank and ; is a comment in the file of settings: write it without the blank"));
	switch (row->type) {
	case SETTING_TEXT:
	case SETTING_WORDS:
		return row->fault ? row->fault(value) : NULL;
	case SETTING_CHOICE:
		return choice_fault(row, value);
	case SETTING_FLAG:
		return setting_truth(value, &truth) ? NULL : mem_printf(_("%s is neither yes nor no"), value);
	case SETTING_TIME:
		return setting_minutes(value, &minutes) ? NULL : mem_printf(_("%s is not a time of day: 09:00 is meant"), value);
	case SETTING_NUMBER:
		return str_to_int(value, &number) && number >= 0 ? NULL : mem_printf(_("%s is not a whole number"), value);
	case SETTING_ZONE:
		return !*value || zone_find(value) ? NULL : mem_printf(_("%s is not a time zone: Europe/Moscow, Asia/Omsk, UTC are"), value);
	}
	return NULL;
}
