/* SPDX-License-Identifier: MIT */
/* A question with two answers, far apart on the board; arrows pick a side and never confirm; Enter is No until Yes was picked. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/screen/screen.h"

typedef struct AskState {
	char *question;
	const char *yes, *no;
	bool on_yes;
	Err *(*answered)(Screen *owner, bool yes);
} AskState;

static const char *const *contexts(const Screen *s)
{
	static const char *const names[] = {"ask", "always", NULL};
	(void)s;
	return names;
}

static Err *ask_open(Screen *s, const void *arg)
{
	const AskArg *a = arg;
	*(AskState *)s->state = (AskState){mem_strdup(a->question), a->yes, a->no, false, a->answered};
	return NULL;
}

static void ask_close(Screen *s)
{
	free(((AskState *)s->state)->question);
}

static void answer_text(Area a, int col, bool on, const char *key, const char *text)
{
	area_printf(a, 2, col, -1, on ? STYLE_ACCENT : STYLE_PLAIN, "%s %s  %s", on ? GLYPH_CURSOR : " ", key, text);
	if (on)
		area_cursor(a, 2, col, false);
}

static void ask_paint(const Screen *s, const Layout *layout)
{
	const AskState *q = s->state;
	int width = utf8_width(q->question) + 4, most = layout->body.cols - 4;
	if (width < 36)
		width = 36;
	if (width > most)
		width = most;
	Area box = area_part(layout->body, layout->body.rows / 2 - 2, (layout->body.cols - width) / 2, 5, width);
	Area in = area_box(box, NULL, "Esc");
	area_wrap(area_pad(in, 1, 1), 0, 0, 2, STYLE_PLAIN, q->question);
	answer_text(in, 1, !q->on_yes, "n", q->no);
	answer_text(in, in.cols / 2, q->on_yes, "y", q->yes);
}

static Err *finish(Screen *s, bool yes)
{
	AskState *q = s->state;
	Screen *owner = ui_below(s->ui, s);
	Err *(*answered)(Screen *, bool) = q->answered;
	ui_pop(s->ui, s);
	return answered ? answered(owner, yes) : NULL;
}

static bool ask_act(Screen *s, CommandCall *call, Err **err)
{
	AskState *q = s->state;
	const char *verb = call_command(call)->name;
	if (strcmp(verb, "answer") == 0)
		*err = finish(s, str_same(call_text(call, "what"), "yes"));
	else if (strcmp(verb, "accept") == 0)
		*err = finish(s, q->on_yes);
	else if (strcmp(verb, "move") == 0)
		q->on_yes = str_same(call_text(call, "what"), "right");
	else
		return false;
	return true;
}

static const ScreenHint *ask_hints(const Screen *s)
{
	static const ScreenHint hints[] = {{"answer yes", N_("yes")}, {"answer no", N_("no")}, {NULL, NULL}};
	(void)s;
	return hints;
}

const ScreenKind screen_ask = {
	.name = "ask",
	.title = N_("Question"),
	.floats = true,
	.size = sizeof(AskState),
	.contexts = contexts,
	.open = ask_open,
	.close = ask_close,
	.draw = ask_paint,
	.hints = ask_hints,
	.act = ask_act,
};
