/* SPDX-License-Identifier: MIT */
/* The look (theme, ASCII, mouse) and the keys, from data/ and from the user's files over them; both may change while the program runs. */
#include <stdlib.h>
#include <string.h>

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

void look_load(Ui *ui)
{
	const char *name = theme_file(settings_get(ui->work->settings, "look", "theme"));
	char *file = NULL;
	Str text = {0};
	Err *err = theme_text(ui, name, &file, &text);
	if (!err)
		err = theme_read(&ui->theme, file, str_text(&text));
	if (err) {
		theme_default(&ui->theme);
		ui_fault(ui, err);
	}
	free(file);
	str_done(&text);
	free(ui->layout);
	ui->layout = mem_strdup(settings_get(ui->work->settings, "look", "layout"));
	if (ui->term) {
		term_theme(ui->term, &ui->theme);
		term_mouse(ui->term, settings_flag(ui->work->settings, "look", "mouse"));
	}
	ui->frame->plain = settings_flag(ui->work->settings, "look", "accessible");
	ui->frame->ascii = (ui->term && term_is_ascii(ui->term)) || settings_flag(ui->work->settings, "look", "ascii") || ui->ascii;
}

void ui_theme(Ui *ui)
{
	look_load(ui);
	text_language(ui->work->lang, ui->locale_dir);
	ui_changed(ui);
}

static void say_fault(Ui *ui, const KeyFaults *faults)
{
	if (faults->n)
		ui_fault(ui, err_todo(err_new(ERR_FAILED, "%s:%d: %s", faults->at[0].file, faults->at[0].at, faults->at[0].text), "%s",
		                      _("kartoteka config check lists them all")));
}

void keys_load(Ui *ui)
{
	KeyFaults faults = {0};
	Str own = {0};
	const Embedded *shipped = embedded_find("keys");
	keymap_free(ui->keys);
	ui->keys = keymap_new();
	keymap_read(ui->keys, NULL, "keys", (const char *)shipped->bytes, shipped->n);
	char *file = settings_keys_file(ui->work->settings);
	if (file && file_exists(file)) {
		Err *err = file_read(&own, file);
		if (err)
			ui_fault(ui, err);
		else
			keymap_read(ui->keys, &faults, file, str_text(&own), own.n);
	}
	say_fault(ui, &faults);
	key_faults_done(&faults);
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
