/* SPDX-License-Identifier: MIT */
/*
 * Settings: the layers put over one another (contract.md: an option wins over KARTOTEKA_*, that over the user's file, that over /etc, that over the
 * system's variables, that over the default). Reading of INI lies in settings_read.c, writing in settings_text.c, values in settings_value.c.
 */
#include "settings_private.h"

#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/file.h"
#include "kartoteka/base/text.h"
#include "kartoteka/command/line.h"
#include "kartoteka/when/zone.h"

size_t setting_find(const char *section, const char *name)
{
	size_t i = 0;
	for (; setting_rows[i].name; i++) {
		if (strcmp(setting_rows[i].section, section) == 0 && strcmp(setting_rows[i].name, name) == 0)
			break;
	}
	return i;
}

static void value_set(SettingValue *slot, const char *text, const char *origin)
{
	free(slot->text);
	free(slot->origin);
	slot->text = mem_strdup(text);
	slot->origin = mem_strdup(origin);
}

static void layer_clear(Settings *settings, SettingLayer layer)
{
	for (size_t i = 0; i < settings->n; i++)
		value_set(&settings->values[i][layer], NULL, NULL);
}

/* "ru_RU.UTF-8", "ru:en" → "ru"; NULL when it names neither language. */
static const char *language_of(const char *text)
{
	for (const char *s = text; *s;) {
		size_t n = strcspn(s, ":");
		if (n >= 2 && (n == 2 || s[2] == '_' || s[2] == '.' || s[2] == '@')) {
			if (strncmp(s, "ru", 2) == 0)
				return "ru";
			if (strncmp(s, "en", 2) == 0)
				return "en";
		}
		s += n;
		s += *s == ':';
	}
	return NULL;
}

/* What a variable of the system says in our words; NULL when it says nothing we know. ":Europe/Moscow" is POSIX's way of naming a zone file. */
static const char *system_value(const SettingRow *row, const char *value)
{
	if (strcmp(row->name, "lang") == 0)
		return language_of(value);
	if (row->type == SETTING_ZONE) {
		value += *value == ':';
		return zone_find(value) ? value : NULL;
	}
	return value;
}

static void read_system(Settings *settings, size_t i)
{
	const SettingRow *row = &setting_rows[i];
	const char *s = row->system;
	while (s && *s) {
		size_t n = strcspn(s, " ");
		char *name = mem_strndup(s, n);
		const char *value = settings->env->get(settings->env->self, name);
		const char *said = value && *value ? system_value(row, value) : NULL;
		if (said) {
			char *origin = mem_printf("$%s", name);
			value_set(&settings->values[i][LAYER_SYSTEM], said, origin);
			free(origin);
			free(name);
			return;
		}
		free(name);
		s += n;
		s += *s == ' ';
	}
}

static void read_variables(Settings *settings)
{
	for (size_t i = 0; i < settings->n; i++) {
		const SettingRow *row = &setting_rows[i];
		read_system(settings, i);
		const char *value = row->variable ? settings->env->get(settings->env->self, row->variable) : NULL;
		if (!value || !*value)
			continue;
		char *fault = setting_fault(row, value);
		char *origin = mem_printf("$%s", row->variable);
		if (fault) {
			SettingFault told = {mem_printf("%s: %s", origin, fault), i, LAYER_VARIABLE, row->section, 0};
			vec_push(&settings->faults, told);
		} else {
			value_set(&settings->values[i][LAYER_VARIABLE], value, origin);
		}
		free(origin);
		free(fault);
	}
}

static SettingValue *layer_take(Settings *settings, SettingLayer layer)
{
	SettingValue *values = mem_alloc(settings->n * sizeof *values);
	for (size_t i = 0; i < settings->n; i++) {
		values[i] = settings->values[i][layer];
		settings->values[i][layer] = (SettingValue){0};
	}
	return values;
}

static void value_move(SettingValue *to, SettingValue *from)
{
	if (to->text)
		return;
	*to = *from;
	*from = (SettingValue){0};
}

/* What held before a line was spoilt holds on: all of it where the file could not be read. */
static void layer_keep(Settings *settings, SettingLayer layer, SettingValue *before, bool all)
{
	for (size_t i = 0; all && i < settings->n; i++)
		value_move(&settings->values[i][layer], &before[i]);
	for (size_t i = 0; i < settings->faults.n; i++) {
		const SettingFault *fault = &settings->faults.at[i];
		if (fault->layer == layer && fault->row < settings->n)
			value_move(&settings->values[fault->row][layer], &before[fault->row]);
	}
	for (size_t i = 0; i < settings->n; i++)
		value_set(&before[i], NULL, NULL);
	free(before);
}

/* A file that is not there is an empty one. */
static Err *read_file(Settings *settings, SettingLayer layer, const char *path, Str *stamp)
{
	SettingValue *before = layer_take(settings, layer);
	Str text = {0};
	Err *err = file_exists(path) ? file_read(&text, path) : NULL;
	if (!err && text.s) {
		settings_read_text(settings, layer, path, str_text(&text), text.n);
		str_addn(stamp, str_text(&text), text.n);
		str_addc(stamp, 1);
	}
	layer_keep(settings, layer, before, err != NULL);
	str_done(&text);
	return err_under(err, _("settings"));
}

static void faults_clear(Settings *settings)
{
	for (size_t i = 0; i < settings->faults.n; i++)
		free(settings->faults.at[i].text);
	settings->faults.n = 0;
}

Err *settings_reload(Settings *settings, bool *changed)
{
	Str stamp = {0};
	faults_clear(settings);
	layer_clear(settings, LAYER_VARIABLE);
	layer_clear(settings, LAYER_SYSTEM);
	read_variables(settings);
	Err *err = read_file(settings, LAYER_ETC, settings->etc, &stamp);
	if (!err)
		err = read_file(settings, LAYER_FILE, settings->file, &stamp);
	char *now = str_take(&stamp);
	if (changed)
		*changed = !str_same(now, settings->stamp);
	free(settings->stamp);
	settings->stamp = now;
	return err;
}

Err *settings_open_files(Settings **out, const Env *env, const char *file, const char *etc)
{
	Settings *settings = mem_alloc(sizeof *settings);
	settings->env = env;
	settings->file = mem_strdup(file);
	settings->etc = mem_strdup(etc);
	while (setting_rows[settings->n].name)
		settings->n++;
	settings->values = mem_alloc(settings->n * sizeof *settings->values);
	for (size_t i = 0; i < settings->n; i++)
		value_set(&settings->values[i][LAYER_DEFAULT], setting_rows[i].otherwise, "default");
	Err *err = settings_reload(settings, NULL);
	if (err) {
		settings_close(settings);
		return err;
	}
	*out = settings;
	return NULL;
}

Err *settings_open(Settings **out, const Env *env, const char *file)
{
	const char *given = file ? file : env->get(env->self, "KARTOTEKA_CONFIG");
	if (given && *given)
		return settings_open_files(out, env, given, SETTINGS_SYSTEM_FILE);
	char *usual = path_join(env->config_home, "config");
	Err *err = settings_open_files(out, env, usual, SETTINGS_SYSTEM_FILE);
	free(usual);
	return err;
}

void settings_close(Settings *settings)
{
	if (!settings)
		return;
	for (int layer = 0; layer < LAYER_COUNT; layer++)
		layer_clear(settings, (SettingLayer)layer);
	faults_clear(settings);
	free(settings->faults.at);
	free(settings->values);
	free(settings->file);
	free(settings->etc);
	free(settings->stamp);
	free(settings);
}

void settings_override(Settings *settings, const char *section, const char *name, const char *value)
{
	size_t i = setting_find(section, name);
	if (i == settings->n)
		return;
	char *origin = mem_printf("--%s", name);
	value_set(&settings->values[i][LAYER_OPTION], value, value ? origin : NULL);
	free(origin);
}

static const SettingValue *value_top(const Settings *settings, const char *section, const char *name)
{
	static const SettingValue none = {NULL, NULL};
	size_t i = setting_find(section, name);
	if (i == settings->n)
		return &none;
	for (int layer = LAYER_COUNT - 1; layer > LAYER_DEFAULT; layer--) {
		if (settings->values[i][layer].text)
			return &settings->values[i][layer];
	}
	return &settings->values[i][LAYER_DEFAULT];
}

const char *settings_get(const Settings *settings, const char *section, const char *name)
{
	return value_top(settings, section, name)->text;
}

bool settings_flag(const Settings *settings, const char *section, const char *name)
{
	const char *text = settings_get(settings, section, name);
	bool truth = false;
	return text && setting_truth(text, &truth) && truth;
}

int settings_minutes(const Settings *settings, const char *section, const char *name)
{
	const char *text = settings_get(settings, section, name);
	int minutes = 0;
	return text && setting_minutes(text, &minutes) ? minutes : 0;
}

void settings_hours(const Settings *settings, int *from, int *to)
{
	if (setting_hours(settings_get(settings, "time", "hours"), from, to))
		return;
	*from = 9 * 60;
	*to = 18 * 60;
}

const char *settings_origin(const Settings *settings, const char *section, const char *name)
{
	const char *origin = value_top(settings, section, name)->origin;
	return origin ? origin : "";
}

const char *settings_written(const Settings *settings, const char *section, const char *name)
{
	size_t i = setting_find(section, name);
	return i == settings->n ? NULL : settings->values[i][LAYER_FILE].text;
}

bool settings_is_own(const Settings *settings, const char *section, const char *name)
{
	size_t i = setting_find(section, name);
	if (i == settings->n)
		return false;
	return settings->values[i][LAYER_FILE].text || settings->values[i][LAYER_VARIABLE].text || settings->values[i][LAYER_OPTION].text;
}

Err *settings_may_set(const char *section, const char *name, const char *value)
{
	size_t i = setting_find(section, name);
	if (!setting_rows[i].name)
		return err_word(err_new(ERR_USAGE, _("There is no setting %s%s%s"), section, *section ? "." : "", name), name, 0);
	char *fault = value ? setting_fault(&setting_rows[i], value) : NULL;
	if (!fault)
		return NULL;
	Err *err = err_word(err_new(ERR_USAGE, "%s: %s", _(setting_rows[i].label), fault), value, 0);
	free(fault);
	return err;
}

Err *settings_set(Settings *settings, const char *section, const char *name, const char *value)
{
	TRY(settings_may_set(section, name, value));
	Str old = {0}, text = {0};
	Err *err = file_exists(settings->file) ? file_read(&old, settings->file) : NULL;
	if (!err) {
		settings_text_set(&text, str_text(&old), section, name, value);
		char *folder = path_folder(settings->file);
		err = file_make_folder(folder, 0700);
		free(folder);
	}
	if (!err)
		err = file_write(settings->file, str_text(&text), text.n);
	str_done(&old);
	str_done(&text);
	if (err)
		return err_kept(err, _("the settings are as before"));
	return settings_reload(settings, NULL);
}

Err *settings_check(const Settings *settings, Str *faults)
{
	for (size_t i = 0; i < settings->faults.n; i++)
		str_addf(faults, "%s\n", settings->faults.at[i].text);
	return NULL;
}

/* What another place says better is no fault of this run's; a variable's is refused before. */
static bool fault_counts(const Settings *settings, const SettingFault *fault, bool look)
{
	if (fault->layer == LAYER_VARIABLE || (!look && fault->section && strcmp(fault->section, "look") == 0))
		return false;
	for (int layer = (int)fault->layer + 1; fault->row < settings->n && layer < LAYER_COUNT; layer++)
		if (settings->values[fault->row][layer].text)
			return false;
	return true;
}

static Err *fault_told(const Settings *settings, const SettingFault *fault)
{
	Err *err = err_new(ERR_FAILED, "%s", fault->text);
	if (fault->row == settings->n)
		return err;
	const SettingRow *row = &setting_rows[fault->row];
	const char *holds = settings_get(settings, row->section, row->name);
	if (!*holds && row->type == SETTING_ZONE)
		holds = "UTC";
	return *holds ? err_kept(err, _("what holds is %s"), holds) : err;
}

Err *settings_faults(const Settings *settings, bool look)
{
	const SettingFault *first = NULL;
	size_t more = 0;
	for (size_t i = 0; i < settings->faults.n; i++) {
		const SettingFault *fault = &settings->faults.at[i];
		if (!fault_counts(settings, fault, look))
			continue;
		more += first != NULL;
		if (!first)
			first = fault;
	}
	Err *err = first ? fault_told(settings, first) : NULL;
	return more ? err_todo(err, P_("%zu more in `kartoteka config check`", "%zu more in `kartoteka config check`", more), more) : err;
}

Err *settings_variables_check(const Settings *settings)
{
	for (size_t i = 0; i < settings->n; i++) {
		const SettingRow *row = &setting_rows[i];
		const char *value = row->variable ? settings->env->get(settings->env->self, row->variable) : NULL;
		if (!value || !*value || settings->values[i][LAYER_OPTION].text)
			continue;
		char *fault = setting_fault(row, value);
		Err *err = fault ? err_word(err_new(ERR_USAGE, "$%s: %s", row->variable, fault), value, -1) : NULL;
		free(fault);
		TRY(err);
	}
	return NULL;
}

const char *settings_file(const Settings *settings)
{
	return settings->file;
}

char *settings_keys_file(const Settings *settings)
{
	char *folder = path_folder(settings->file);
	char *keys = path_join(folder, "keys");
	free(folder);
	return keys;
}

/* The word with each %s replaced; *put says whether there was one. */
static char *word_with(const char *word, const char *argument, bool *put)
{
	Str out = {0};
	for (const char *s = word; *s; s++) {
		if (s[0] == '%' && s[1] == 's') {
			str_add(&out, argument);
			*put = true;
			s++;
		} else if (s[0] == '%' && s[1] == '%') {
			str_addc(&out, '%');
			s++;
		} else {
			str_addc(&out, *s);
		}
	}
	return str_take(&out);
}

char **settings_argv(const Settings *settings, const char *name, const char *argument)
{
	const char *line = settings_get(settings, "run", name);
	if (!line)
		line = settings_get(settings, "remind", name);
	LineWords words = {0};
	line_split(&words, line ? line : "", line ? strlen(line) : 0);
	if (!words.n) {
		line_done(&words);
		return NULL;
	}
	char **argv = mem_alloc((words.n + 2) * sizeof *argv);
	bool put = !argument;
	for (size_t i = 0; i < words.n; i++)
		argv[i] = argument ? word_with(words.at[i].text, argument, &put) : mem_strdup(words.at[i].text);
	if (!put)
		argv[words.n] = mem_strdup(argument);
	line_done(&words);
	return argv;
}

void settings_free_argv(char **argv)
{
	for (size_t i = 0; argv && argv[i]; i++)
		free(argv[i]);
	free(argv);
}
