/* SPDX-License-Identifier: MIT */
/* The look (theme, ASCII, mouse) and the keys, from data/ and from the user's files over them; both may change while the program runs. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kartoteka/base/arena.h"
#include "kartoteka/base/embedded.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "ui.h"

static Err *theme_text(Ui *ui, const char *name, char **file, Str *text)
{
	char *own = mem_printf("%s/themes/%s", ui->work->env->config_home, name);
	*file = own;
	if (file_exists(own))
		return file_read(text, own);
	char *shipped = mem_printf("themes/%s", name);
	const Embedded *found = embedded_find(shipped);
	if (found)
		str_addn(text, (const char *)found->bytes, found->n);
	free(shipped);
	return found ? NULL : err_todo(err_new(ERR_NOT_FOUND, _("There is no theme “%s”"), name), "%s", _("theme: default, contrast or mono"));
}

/* auto, dark and light are one theme on different backgrounds. */
static const char *theme_file(const char *name)
{
	static const char *const backgrounds[] = {"auto", "dark", "light"};
	for (size_t i = 0; i < countof(backgrounds); i++)
		if (strcmp(name, backgrounds[i]) == 0)
			return "default";
	return name;
}

/* A theme with a fault leaves the look as it was; at the start that is the default. */
static Err *theme_load(Ui *ui)
{
	const char *name = theme_file(settings_get(ui->work->settings, "look", "theme"));
	char *file = NULL;
	Str text = {0};
	Theme theme;
	Err *err = theme_text(ui, name, &file, &text);
	if (!err)
		err = theme_read(&theme, file, str_text(&text));
	if (!err)
		ui->theme = theme;
	else if (!ui->layout)
		theme_default(&ui->theme);
	free(file);
	str_done(&text);
	return err;
}

Err *look_load(Ui *ui)
{
	bool first = !ui->layout;
	Err *err = theme_load(ui);
	free(ui->layout);
	ui->layout = mem_strdup(settings_get(ui->work->settings, "look", "layout"));
	if (ui->term) {
		term_theme(ui->term, &ui->theme);
		term_mouse(ui->term, settings_flag(ui->work->settings, "look", "mouse"));
	}
	ui->frame->plain = settings_flag(ui->work->settings, "look", "accessible");
	ui->frame->ascii = (ui->term && term_is_ascii(ui->term)) || settings_flag(ui->work->settings, "look", "ascii") || ui->ascii;
	if (err && !first)
		err = err_todo(err_kept(err, "%s", _("the look is as before")), "%s", _("correct the line, then `reload theme`"));
	return err;
}

void ui_theme(Ui *ui)
{
	Err *err = look_load(ui);
	text_language(ui->work->lang, ui->locale_dir);
	ui_changed(ui);
	if (err)
		ui_fault(ui, err);
}

/* The contexts that the shipped keys name are those there are. */
static const char *const *contexts_read(const Embedded *shipped, Arena *arena)
{
	VEC(const char *)
	names = {0};
	const char *text = (const char *)shipped->bytes, *end = text + shipped->n;
	for (const char *line = text; line && line < end; line = memchr(line, '\n', (size_t)(end - line))) {
		line += *line == '\n';
		const char *close = line < end && *line == '[' ? memchr(line, ']', (size_t)(end - line)) : NULL;
		if (close)
			vec_push(&names, arena_dupn(arena, line + 1, (size_t)(close - line - 1)));
	}
	vec_push(&names, NULL);
	const char **out = arena_alloc(arena, names.n * sizeof *out);
	memcpy(out, names.at, names.n * sizeof *out);
	vec_free(&names);
	return out;
}

static Err *fault_of(const KeyFaults *faults)
{
	if (!faults->n)
		return NULL;
	Err *err = err_new(ERR_FAILED, "%s:%d: %s", faults->at[0].file, faults->at[0].at, faults->at[0].text);
	return faults->n > 1 ? err_todo(err, P_("%zu more in `kartoteka config check`", "%zu more in `kartoteka config check`", faults->n - 1), faults->n - 1) : err;
}

/* Shipped keys, the user's own over them. With faults in the user's file the keys that were there stay; at the start, when there are none, what could be read. */
Err *keys_load(Ui *ui)
{
	KeyFaults faults = {0};
	Str own = {0};
	const Embedded *shipped = embedded_find("keys");
	Arena *arena = arena_new();
	Keymap *keys = keymap_new();
	keymap_read(keys, NULL, "keys", (const char *)shipped->bytes, shipped->n);
	char *file = settings_keys_file(ui->work->settings);
	Err *err = file_exists(file) ? file_read(&own, file) : NULL;
	if (!err && own.n) {
		keymap_read(keys, &faults, file, str_text(&own), own.n);
		keymap_check(&faults, keys, &ui->set, contexts_read(shipped, arena));
		err = fault_of(&faults);
	}
	free(ui->keys_text);
	ui->keys_text = mem_strdup(str_text(&own));
	if (err && ui->keys) {
		keymap_free(keys);
		err = err_kept(err, "%s", _("the keys are as before"));
	} else {
		keymap_free(ui->keys);
		ui->keys = keys;
	}
	key_faults_done(&faults);
	arena_free(arena);
	str_done(&own);
	free(file);
	return err;
}

/* ---- read anew ---- */

static char *setting_kept(Ui *ui, const char *section, const char *name)
{
	return mem_strdup(settings_get(ui->work->settings, section, name));
}

/* None is UTC, as at the start. */
static void zone_follow(Work *work)
{
	const char *name = settings_get(work->settings, "time", "zone");
	const Zone *zone = name && *name ? zone_find(name) : zone_utc();
	if (zone)
		work->zone = zone;
}

/* Zone and language follow only where the file now says another one: what an option of this run says stays. */
static Err *settings_again(Ui *ui, bool *changed)
{
	Work *work = ui->work;
	char *zone = setting_kept(ui, "time", "zone"), *lang = setting_kept(ui, "look", "lang");
	Err *err = settings_reload(work->settings, changed);
	const char *new_lang = settings_get(work->settings, "look", "lang");
	if (!str_same(zone, settings_get(work->settings, "time", "zone")))
		zone_follow(work);
	if (!str_same(lang, new_lang) && *new_lang)
		work->lang = strcmp(new_lang, "ru") == 0 ? LANG_RU : LANG_EN;
	free(zone);
	free(lang);
	return err ? err : settings_faults(work->settings, true);
}

static Err *setting_write(Ui *ui, const char *section, const char *name, const char *value)
{
	Work *work = ui->work;
	TRY(settings_set(work->settings, section, name, value));
	if (str_same(section, "time") && str_same(name, "zone"))
		zone_follow(work);
	if (str_same(section, "look") && str_same(name, "lang") && value && *value)
		work->lang = strcmp(value, "ru") == 0 ? LANG_RU : LANG_EN;
	ui_theme(ui);
	ui_changed(ui);
	return NULL;
}

void setting_forget(Ui *ui)
{
	free(ui->setting.section);
	free(ui->setting.name);
	free(ui->setting.old);
	free(ui->setting.new);
	ui->setting = (SettingStep){0};
}

Err *ui_setting(Ui *ui, const char *section, const char *name, const char *value, const char *said)
{
	const Settings *settings = ui->work->settings;
	const char *own = settings_written(settings, section, name);
	SettingStep step = {
		.section = mem_strdup(section),
		.name = mem_strdup(name),
		.old = own ? mem_strdup(own) : NULL,
		.new = value ? mem_strdup(value) : NULL,
		.lang = ui->work->lang,
		.zone = ui->work->zone,
	};
	Err *err = setting_write(ui, section, name, value);
	if (!err) {
		setting_forget(ui);
		ui->setting = step;
		if (!ui_says(ui)) { /* of a theme that cannot be read */
			if (said)
				ui_say(ui, "%s", said);
			else
				ui_say(ui, _("Written to %s"), settings_file(settings));
			ui->message.undo = true;
			ui->message.whole = false;
		}
		return NULL;
	}
	free(step.section);
	free(step.name);
	free(step.old);
	free(step.new);
	return err;
}

/* text NULL: there is no file any more, and the shipped keys hold. */
static Err *keys_put(Ui *ui, const char *text)
{
	char *file = settings_keys_file(ui->work->settings), *folder = path_folder(file);
	Err *err = NULL;
	if (!text && unlink(file) != 0 && errno != ENOENT)
		err = err_errno("%s", file);
	if (text)
		err = file_make_folder(folder, 0700);
	if (text && !err)
		err = file_write(file, text, strlen(text));
	if (!err)
		err = keys_load(ui);
	if (!err)
		ui_changed(ui);
	free(folder);
	free(file);
	return err;
}

Err *ui_keys_write(Ui *ui, const char *text)
{
	Str old = {0};
	char *file = settings_keys_file(ui->work->settings);
	bool was = file_exists(file);
	Err *err = was ? file_read(&old, file) : NULL;
	if (!err)
		err = keys_put(ui, text);
	if (!err) {
		setting_forget(ui);
		ui->setting = (SettingStep){.section = mem_strdup(""), .name = mem_strdup(""), .old = was ? mem_strdup(str_text(&old)) : NULL, .new = mem_strdup(text), .keys = true};
		ui_say(ui, _("Written to %s"), file);
		ui->message.undo = true;
		ui->message.whole = false;
	}
	str_done(&old);
	free(file);
	return err;
}

/* The file is as this session wrote it, NULL: there is none. What others wrote into it meanwhile is not overwritten. */
static bool keys_stand(const Ui *ui, const char *text)
{
	Str is = {0};
	char *file = settings_keys_file(ui->work->settings);
	bool there = file_exists(file);
	Err *err = there ? file_read(&is, file) : NULL;
	bool stands = !err && there == (text != NULL) && (!text || strcmp(str_text(&is), text) == 0);
	err_free(err);
	str_done(&is);
	free(file);
	return stands;
}

static const char *setting_label(const SettingStep *step)
{
	if (step->keys)
		return _("Keys");
	for (const SettingRow *row = setting_rows; row->name; row++)
		if (str_same(row->section, step->section) && str_same(row->name, step->name))
			return _(row->label);
	return step->name;
}

bool setting_undo(Ui *ui, bool redo, Err **err)
{
	SettingStep *step = &ui->setting;
	if (!step->section || step->back != redo)
		return false;
	const char *value = redo ? step->new : step->old;
	if (step->keys && !keys_stand(ui, redo ? step->old : step->new)) {
		setting_forget(ui);
		*err = err_todo(err_kept(err_new(ERR_FAILED, "%s", _("The file of the keys was changed since")), "%s", _("nothing was taken back")), "%s", _("7 Settings, Keys: change it there"));
		return true;
	}
	*err = step->keys ? keys_put(ui, value) : setting_write(ui, step->section, step->name, value);
	if (*err)
		return true;
	if (!redo && !step->old && !step->keys) {
		if (str_same(step->name, "lang"))
			ui->work->lang = step->lang;
		if (str_same(step->name, "zone"))
			ui->work->zone = step->zone;
		ui_theme(ui);
	}
	step->back = !redo;
	ui_say(ui, redo ? _("Done again: %s") : _("Taken back: %s"), setting_label(step));
	ui->message.undo = true;
	ui->message.redo = !redo;
	ui->message.whole = false;
	return true;
}

Err *reload(Ui *ui, const char *what)
{
	if (str_same(what, "keys")) {
		TRY(keys_load(ui));
		ui_done(ui, 0, "%s", _("Keys read anew"));
	} else if (str_same(what, "theme")) {
		TRY(look_load(ui));
		ui_done(ui, 0, "%s", _("Theme read anew"));
	} else {
		Err *err = settings_again(ui, NULL);
		ui_theme(ui);
		TRY(err);
		TRY(keys_load(ui));
		ui_done(ui, 0, "%s", _("Settings and keys read anew"));
	}
	ui_changed(ui);
	return NULL;
}

/* A file was written beside us: what it changes is taken up, and said; our own writing changes nothing more. */
void reload_changed(Ui *ui, bool themes)
{
	Str own = {0};
	bool changed = false;
	char *file = settings_keys_file(ui->work->settings);
	Err *err = settings_again(ui, &changed);
	if (changed || themes)
		ui_theme(ui);
	if (changed && !err && !ui_says(ui))
		ui_done(ui, 0, "%s", _("Settings read anew"));
	Err *unread = file_exists(file) ? file_read(&own, file) : NULL;
	if (!unread && strcmp(str_text(&own), ui->keys_text ? ui->keys_text : "") != 0) {
		Err *bad = keys_load(ui);
		if (!bad)
			ui_done(ui, 0, "%s", _("Keys read anew"));
		else
			ui_fault(ui, bad);
		ui_changed(ui);
	}
	if (changed && err)
		ui_fault(ui, err);
	else
		err_free(err);
	err_free(unread);
	str_done(&own);
	free(file);
}

Keymap *ui_keymap(Ui *ui)
{
	return ui->keys;
}

const char *ui_layout_table(Ui *ui)
{
	return ui->layout;
}

bool ui_ascii(Ui *ui)
{
	return ui->frame->ascii;
}
