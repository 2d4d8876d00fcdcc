/* SPDX-License-Identifier: MIT */
/*
 * The first ten minutes teach: quick add, /, c, z and u are each told once in the message row, when first of use. What was told is kept in the file
 * `taught` of the state folder; look.hints=no tells nothing. Only where a person sits: AppOptions.teach.
 */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "ui.h"

static const struct {
	char key;
	const ScreenKind *where; /* the screen it is told on; NULL: after a change */
	const char *text;
} lessons[] = {
	{'u', NULL, N_("u takes back what was just done")},
	{'a', &screen_today, N_("a adds a client or a task, as one would say it")},
	{'/', &screen_clients, N_("/ finds by any letters or the last digits of a phone")},
	{'c', &screen_card, N_("c logs a call: its outcome, what was said, what is next")},
	{'z', &screen_reminders, N_("z puts a reminder off")},
};

static char *taught_file(Ui *ui)
{
	return path_join(ui->work->env->state_home, "taught");
}

static void read_taught(Ui *ui)
{
	Str text = {0};
	char *file = taught_file(ui);
	ui->taught_read = true;
	err_free(file_exists(file) ? file_read(&text, file) : NULL);
	for (size_t i = 0; i < countof(lessons); i++)
		if (strchr(str_text(&text), lessons[i].key))
			ui->taught |= 1u << i;
	free(file);
	str_done(&text);
}

/* Not being able to write it costs a hint told twice, no more. */
static void write_taught(Ui *ui)
{
	Str text = {0};
	char *file = taught_file(ui);
	for (size_t i = 0; i < countof(lessons); i++)
		if (ui->taught & 1u << i)
			str_addc(&text, lessons[i].key);
	str_addc(&text, '\n');
	err_free(file_make_folder(ui->work->env->state_home, 0700));
	err_free(file_write(file, str_text(&text), text.n));
	free(file);
	str_done(&text);
}

static bool is_due(Ui *ui, size_t i)
{
	if (!lessons[i].where)
		return ui->changed_once;
	return ui_top(ui) == ui_main(ui) && ui_main(ui)->kind == lessons[i].where && !store_is_empty(ui->work->store);
}

void teach(Ui *ui)
{
	if (!ui->teaches || ui->message.text || !ui_top(ui) || ui_top(ui)->kind->floats || !settings_flag(ui->work->settings, "look", "hints"))
		return;
	if (!ui->taught_read)
		read_taught(ui);
	for (size_t i = 0; i < countof(lessons); i++) {
		/* One that this window cannot hold in its row waits: it comes by itself and covers nothing. */
		if ((ui->taught & 1u << i) || !is_due(ui, i) || utf8_width(_(lessons[i].text)) > ui->frame->cols - 2)
			continue;
		ui->taught |= 1u << i;
		write_taught(ui);
		ui_remark(ui, STYLE_DIM, "%s", _(lessons[i].text));
		return;
	}
}
