/* SPDX-License-Identifier: MIT */
/*
 * The palette: one box for commands, clients, dates and saved filters. An exact command name stands first, then clients, then other commands, dates,
 * filters; a key is shown only where it works on the screen the box was opened from. Nothing found offers to make that client.
 */
#include <stdlib.h>
#include <string.h>

#include "palette.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"

static const char *const *contexts(const Screen *s)
{
	static const char *const names[] = {"palette", "text", "always", NULL};
	(void)s;
	return names;
}

static Err *palette_open(Screen *s, const void *arg)
{
	PaletteState *p = s->state;
	(void)arg;
	p->edit = edit_new(false);
	p->arena = arena_new();
	palette_learn(s, p);
	palette_fill(s);
	return NULL;
}

static void palette_close(Screen *s)
{
	PaletteState *p = s->state;
	edit_free(p->edit);
	arena_free(p->arena);
	free(p->sought);
	free(p->late);
	vec_free(&p->russian);
}

static void palette_fit(Screen *s, const Layout *layout)
{
	PaletteState *p = s->state;
	Area body = layout->body;
	int cols = body.cols >= 110 ? 76 : 58, rows = body.rows < 18 ? body.rows : 16;
	if (body.cols < 62) /* the smallest has no room for what lies behind */
		cols = body.cols < 60 ? body.cols : body.cols - 2;
	p->box = area_part(body, (body.rows - rows) / 3, (body.cols - cols) / 2, rows, cols);
	p->gap = rows < 10 ? 0 : 1;
	p->shown = rows - 3 - p->gap;
	if (p->cursor < p->top)
		p->top = p->cursor;
	if (p->cursor >= p->top + (size_t)p->shown)
		p->top = p->cursor - (size_t)p->shown + 1;
}

static const char *scope_name(Scope scope)
{
	switch (scope) {
	case SCOPE_COMMANDS:
		return _("commands");
	case SCOPE_CLIENTS:
		return _("clients");
	case SCOPE_ALL:
	case SCOPES:
		break;
	}
	return C_("scope", "all");
}

static void paint_row(Area in, int line, const Row *row, bool cursor)
{
	if (row->type == ROW_HEADING) {
		area_put(in, line, 2, -1, STYLE_HEADING, row->text);
		return;
	}
	if (row->type == ROW_FAULT) {
		area_put(in, line, 0, 1, STYLE_ERROR, GLYPH_OVERDUE);
		area_wrap(area_part(in, 0, 0, -1, in.cols - 1), line, 2, 3, STYLE_ERROR, row->text);
		return;
	}
	/* The words come first, the note has what they leave. */
	int note = row->note ? utf8_width(row->note) : 0, most = in.cols - 5 - utf8_width(row->text);
	int least = note < NOTE_LEAST ? note : NOTE_LEAST;
	if (note > most)
		note = most > NOTE_LEAST ? most : least;
	if (cursor)
		area_put(in, line, 0, 1, STYLE_ACCENT, GLYPH_CURSOR);
	area_put(in, line, 2, in.cols - 3 - (note ? note + 2 : 0), cursor ? STYLE_BOLD : STYLE_PLAIN, row->text);
	if (note)
		area_put_right(in, line, in.cols - 1, note, row->type == ROW_COMMAND ? STYLE_KEY : STYLE_DIM, row->note);
}

static void palette_paint(const Screen *s, const Layout *layout)
{
	(void)layout;
	const PaletteState *p = s->state;
	char *footer = mem_printf(_("Tab scope: %s   Enter   Esc"), scope_name(p->scope));
	Area in = area_box(p->box, _("Commands and jump"), footer);
	free(footer);
	area_put(in, 0, 1, -1, STYLE_ACCENT, ":");
	edit_draw(p->edit, area_part(in, 0, 3, 1, in.cols - 4), STYLE_PLAIN, true);
	for (int i = 0; i < p->shown && p->top + (size_t)i < p->n; i++)
		paint_row(in, 1 + p->gap + i, &p->rows[p->top + (size_t)i], p->top + (size_t)i == p->cursor);
	if (!p->n)
		area_put(in, 1 + p->gap, 2, -1, STYLE_DIM, p->seeking ? _("searching…") : _("Nothing found: Tab looks among others"));
}

static void move(PaletteState *p, int by)
{
	size_t at = p->cursor;
	int step = by < 0 ? -1 : 1;
	for (int left = by * step; left > 0; left--) {
		do {
			if ((step < 0 && at == 0) || (step > 0 && at + 1 >= p->n))
				return;
			at = step < 0 ? at - 1 : at + 1;
		} while (p->rows[at].type == ROW_HEADING);
		p->cursor = at;
		p->moved = true;
	}
}

static bool palette_act(Screen *s, CommandCall *call, Err **err)
{
	PaletteState *p = s->state;
	const char *verb = call_command(call)->name;
	if (strcmp(verb, "accept") == 0) {
		*err = palette_take(s);
	} else if (strcmp(verb, "move") == 0) {
		const char *what = call_text(call, "what");
		int by = strcmp(what, "page-up") == 0 ? -p->shown : p->shown;
		if (strcmp(what, "up") == 0 || strcmp(what, "down") == 0)
			by = strcmp(what, "up") == 0 ? -1 : 1;
		move(p, by);
	} else if (strcmp(verb, "scope") == 0) {
		p->scope = (p->scope + 1) % SCOPES;
		palette_fill(s);
	} else if (strcmp(verb, "palette") == 0) {
		ui_pop(s->ui, s);
	} else {
		return false;
	}
	return true;
}

static bool palette_typed(Screen *s, Key key, Err **err)
{
	(void)err;
	PaletteState *p = s->state;
	EditResult result = edit_key(p->edit, key);
	if (result == EDIT_CHANGED)
		palette_fill(s);
	return result != EDIT_IGNORED;
}

static bool palette_pasted(Screen *s, const char *text)
{
	PaletteState *p = s->state;
	edit_paste(p->edit, text);
	palette_fill(s);
	return true;
}

static bool palette_clicked(Screen *s, const Mouse *mouse, Err **err)
{
	PaletteState *p = s->state;
	if (mouse->action == MOUSE_WHEEL_UP || mouse->action == MOUSE_WHEEL_DOWN) {
		move(p, mouse->action == MOUSE_WHEEL_UP ? -1 : 1);
		return true;
	}
	int line = mouse->row - p->box.row - 2 - p->gap;
	if (mouse->action != MOUSE_PRESS)
		return false;
	if (!area_has(p->box, mouse->row, mouse->col)) {
		ui_pop(s->ui, s);
	} else if (line >= 0 && line < p->shown && p->top + (size_t)line < p->n) {
		p->cursor = p->top + (size_t)line;
		p->moved = true;
		*err = palette_take(s);
	}
	return true;
}

static const ScreenHint *palette_hints(const Screen *s)
{
	static const ScreenHint hints[] = {{"accept", NULL}, {"move down|move up", N_("row")}, {"scope", NULL}, {"escape", NULL}, {NULL, NULL}};
	(void)s;
	return hints;
}

const ScreenKind screen_palette = {
	.name = "palette",
	.title = N_("Commands"),
	.floats = true,
	.types = true,
	.size = sizeof(PaletteState),
	.forget = palette_forget,
	.contexts = contexts,
	.open = palette_open,
	.close = palette_close,
	.fit = palette_fit,
	.draw = palette_paint,
	.hints = palette_hints,
	.act = palette_act,
	.key = palette_typed,
	.paste = palette_pasted,
	.mouse = palette_clicked,
};
