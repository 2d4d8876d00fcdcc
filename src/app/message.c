/* SPDX-License-Identifier: MIT */
/* The message row: what was done, what failed, once. */
#include <stdarg.h>
#include <stdlib.h>

#include "kartoteka/base/log.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "ui.h"

static void message_set(Ui *ui, const char *glyph, Style style, char *text, bool undo)
{
	free(ui->message.text);
	ui->message = (Message){.glyph = glyph, .style = style, .text = text, .undo = undo, .whole = !undo};
}

__attribute__((format(printf, 1, 0))) static char *text_of(const char *format, va_list args)
{
	Str text = {0};
	str_addv(&text, format, args);
	return str_take(&text);
}

void ui_say(Ui *ui, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	char *text = text_of(format, args);
	va_end(args);
	message_set(ui, NULL, STYLE_PLAIN, text, false);
}

void ui_remark(Ui *ui, Style style, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	char *text = text_of(format, args);
	va_end(args);
	message_set(ui, NULL, style, text, false);
	ui->message.whole = false;
}

static void tell_done(Ui *ui, int64_t batch, char *text)
{
	message_set(ui, batch ? GLYPH_DONE : NULL, batch ? STYLE_DONE : STYLE_PLAIN, text, batch != 0);
	if (batch) {
		ui->changed_once = true;
		setting_forget(ui);
		ui_changed(ui);
	}
}

void ui_done(Ui *ui, int64_t batch, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	char *text = text_of(format, args);
	va_end(args);
	tell_done(ui, batch, text);
}

void ui_done_count(Ui *ui, int64_t batch, int64_t n, const char *format, ...)
{
	Str text = {0};
	va_list args;
	va_start(args, format);
	str_add_countv(&text, n, format, args);
	va_end(args);
	tell_done(ui, batch, str_take(&text));
}

void ui_add(Ui *ui, const char *format, ...)
{
	Str text = {0};
	va_list args;
	va_start(args, format);
	if (ui->message.text)
		str_addf(&text, "%s; ", ui->message.text);
	str_addv(&text, format, args);
	va_end(args);
	bool redo = ui->message.redo;
	message_set(ui, ui->message.glyph, ui->message.style, str_take(&text), ui->message.undo);
	ui->message.redo = redo;
}

/* The number stands before a name that may be long. */
void ui_undone(Ui *ui, const Undone *undone)
{
	const char *label = undone->label ? undone->label : "";
	if (undone->left)
		ui_done_count(ui, undone->batch, undone->left, P_("Taken back, %lld stays, changed since: %s", "Taken back, %lld stay, changed since: %s", undone->left), (long long)undone->left, label);
	else
		ui_done(ui, undone->batch, undone->again ? _("Done again: %s") : _("Taken back: %s"), label);
	/* What was taken back is brought by U; u would mean the change before it. */
	ui->message.redo = ui->message.undo && !undone->again;
}

void ui_fault(Ui *ui, Err *err)
{
	if (!err)
		return;
	char *text = err_text(err);
	log_line("%s", text);
	message_set(ui, GLYPH_OVERDUE, STYLE_ERROR, text, false);
	err_free(err);
}

bool ui_says(Ui *ui)
{
	return ui->message.text != NULL;
}
