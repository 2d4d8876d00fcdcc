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

bool setting_minutes(const char *text, int *minutes)
{
	int hour = 0, minute = 0, digits = 0;
	const char *s = text;
	for (; *s >= '0' && *s <= '9' && digits < 2; s++, digits++)
		hour = hour * 10 + (*s - '0');
	if (!digits)
		return false;
	if (*s == ':' || *s == '.') {
		s++;
		if (s[0] < '0' || s[0] > '5' || s[1] < '0' || s[1] > '9')
			return false;
		minute = (s[0] - '0') * 10 + (s[1] - '0');
		s += 2;
	}
	if (*s || hour > 24 || (hour == 24 && minute))
		return false;
	*minutes = hour * 60 + minute;
	return true;
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

static char *hours_fault(const char *value)
{
	int from = 0, to = 0;
	const char *dash = strchr(value, '-');
	char first[8] = "";
	if (dash && dash - value < (int)sizeof first) {
		memcpy(first, value, (size_t)(dash - value));
		if (setting_minutes(first, &from) && setting_minutes(dash + 1, &to) && from < to)
			return NULL;
	}
	return mem_printf(_("%s is not working hours: 09:00-18:00 is meant"), value);
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

static bool country_is_code(const char *value)
{
	size_t n = strspn(value, "0123456789");
	return n >= 1 && n <= 3 && !value[n] && value[0] != '0';
}

char *setting_fault(const SettingRow *row, const char *value)
{
	int minutes;
	bool truth;
	int64_t number;
	Seconds leads[LEADS_MOST];
	size_t count;
	if (!utf8_valid(value, strlen(value)))
		return mem_strdup(_("this is not UTF-8"));
	if (strpbrk(value, "\r\n"))
		return mem_strdup(_("a value is one line"));
	switch (row->type) {
	case SETTING_TEXT:
		if (strcmp(row->name, "lead") == 0)
			return leads_list(value, leads, &count) ? NULL : mem_printf(_("%s is no length of time: 10m, 1h, 1d or several of them are meant"), value);
		if (strcmp(row->name, "country") == 0)
			return country_is_code(value) ? NULL : mem_printf(_("%s is no country code: up to three digits like 7, 380, 44 are meant"), value);
		return strcmp(row->name, "hours") == 0 ? hours_fault(value) : NULL;
	case SETTING_WORDS:
		return NULL;
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
