/* SPDX-License-Identifier: MIT */
/* The quick-add line: a client, an event or a task as one would say it; under it what each word became, before Enter. */
#include "kartoteka/work/quick.h"
#include "kartoteka/work/step.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clients.h"
#include "draft_lines.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/screen/screen.h"
#include "kartoteka/term/prompt.h"

typedef struct QuickState {
	Prompt prompt;
	int64_t client;   /* of the row the line was opened on */
	bool alone;       /* but it is not meant */
	bool tied;        /* it is meant though the line has a name that is nobody's: Tab said so */
	Day day;          /* the line was opened on it, it begins with that date; DAY_NONE */
	char *start;      /* what stood there before anything was typed */
	size_t joined;    /* not somebody new but this one of those of the name, from 1; 0 none */
	size_t candidate; /* which of several the line means; Tab walks them */
	Arena *arena;     /* of the reading: a new one a key */
	QuickReading reading;
	int cols;    /* of the last fit: the echo is wrapped to them */
	bool unread; /* typed since the last reading */
} QuickState;

enum {
	ECHO_ROWS = 4, /* what takes more is cut to the first of them */
	ECHO_CUT = 2,
	LONG_TEXT = 1500, /* bytes */
};

static char *entered_lines[32]; /* lines entered in this run, newest last */
static size_t entered_count;

static const char *const *contexts(const Screen *s)
{
	static const char *const names[] = {"line", "text", "always", NULL};
	(void)s;
	return names;
}

/* ---- the reading and its echo ---- */

static void echo_candidates(QuickState *q, Str *line)
{
	const QuickReading *r = &q->reading;
	bool alone = q->alone && q->client;
	if (r->unknown)
		str_addf(line, "  (%s)", _("Tab: for the client of the row"));
	else if ((r->focus_title && r->makes != QUICK_NOTHING) || (alone && !r->client && !r->makes_client && r->makes != QUICK_NOTHING))
		str_addf(line, "  (%s)", alone ? _("Tab: for the client of the row") : _("Tab: without the client"));
	if (r->namesake_count)
		str_addf(line, "  (%s)", r->joins ? _("Tab: somebody new") : _("Tab: it is who is here"));
	if (r->candidate_count < 2)
		return;
	str_addf(line, "  (");
	str_addf(line, P_("%zu alike, Tab", "%zu alike, Tab", r->candidate_count), r->candidate_count);
	str_add(line, ")");
}

/* A thing too long for a row goes on in the next, at a blank. */
static void add_long(QuickState *q, Style style, const char *text, int room)
{
	Str line = {0};
	for (const char *at = text; *at;) {
		size_t n = strcspn(at, " ");
		char *word = mem_strndup(at, n);
		if (line.n && utf8_width(line.s) + 1 + utf8_width(word) > room) {
			prompt_add_echo(&q->prompt, style, line.s);
			str_cut(&line, 0);
		}
		str_addf(&line, "%s%s", line.n ? " " : "", word);
		free(word);
		at += n + strspn(at + n, " ");
	}
	prompt_add_echo(&q->prompt, style, str_text(&line));
	str_done(&line);
}

/* Broken between the things that were read, not inside one that fits a row. */
static void add_wrapped(QuickState *q, const char *text)
{
	static const char sign[] = " · ";
	Str line = {0};
	int room = (q->cols ? q->cols : 80) - 4;
	for (const char *at = text; *at;) {
		const char *end = strstr(at, sign);
		char *part = end ? mem_strndup(at, (size_t)(end - at)) : mem_strdup(at);
		if (line.n && utf8_width(line.s) + 3 + utf8_width(part) > room) {
			if (utf8_width(line.s) > room)
				add_long(q, STYLE_PLAIN, line.s, room);
			else
				prompt_add_echo(&q->prompt, STYLE_PLAIN, line.s);
			str_cut(&line, 0);
		}
		str_addf(&line, "%s%s", line.n ? sign : "", part);
		free(part);
		at = end ? end + sizeof sign - 1 : at + strlen(at);
	}
	if (utf8_width(str_text(&line)) > room)
		add_long(q, STYLE_PLAIN, str_text(&line), room);
	else
		prompt_add_echo(&q->prompt, STYLE_PLAIN, str_text(&line));
	str_done(&line);
}

/* A text pasted whole would push all else from the screen: how it begins is enough to see what it became. */
static void cut_echo(QuickState *q, size_t from)
{
	Prompt *p = &q->prompt;
	size_t most = from == 0 && q->reading.undated ? ECHO_CUT - 1 : ECHO_CUT; /* which takes a row of its own */
	if (p->n_echo - from <= ECHO_ROWS)
		return;
	while (p->n_echo > from + most)
		free(p->echo[--p->n_echo]);
	char *last = mem_printf("%s …", p->echo[p->n_echo - 1]);
	free(p->echo[p->n_echo - 1]);
	p->echo[p->n_echo - 1] = last;
}

static void add_echo(QuickState *q)
{
	Str line = {0};
	QuickReading *r = &q->reading;
	quick_echo(&line, r);
	echo_candidates(q, &line);
	add_wrapped(q, str_text(&line));
	cut_echo(q, 0);
	str_cut(&line, 0);
	if (r->unknown) {
		str_addf(&line, "%s %s", GLYPH_OVERDUE, r->unknown);
		add_long(q, STYLE_SOON, str_text(&line), (q->cols ? q->cols : 80) - 4);
		str_cut(&line, 0);
	}
	if (r->twice) {
		str_addf(&line, "%s %s; %s", GLYPH_OVERDUE, r->twice, _("Enter adds anyway"));
		add_long(q, STYLE_SOON, str_text(&line), (q->cols ? q->cols : 80) - 4);
		str_cut(&line, 0);
	}
	if (r->undated) {
		str_addf(&line, "%s %s", GLYPH_OVERDUE, step_undated());
		add_long(q, STYLE_SOON, str_text(&line), (q->cols ? q->cols : 80) - 4);
		str_cut(&line, 0);
	}
	if (r->warning) {
		size_t from = q->prompt.n_echo;
		str_addf(&line, "%s %s", GLYPH_OVERDUE, r->warning);
		if (!r->wrong)
			str_addf(&line, "; %s", _("Enter adds anyway"));
		add_long(q, r->wrong ? STYLE_ERROR : STYLE_SOON, str_text(&line), (q->cols ? q->cols : 80) - 4);
		cut_echo(q, from);
	}
	str_done(&line);
}

static void choose_candidate(QuickState *q)
{
	QuickReading *r = &q->reading;
	if (r->candidate_count < 2)
		return;
	q->candidate %= r->candidate_count;
	r->client = r->candidates[q->candidate].client.head.id;
	quick_choose(r, q->candidate);
}

/* Behind the date the line began with, while it stands there; 0. */
static size_t behind_day(const QuickState *q, const char *text)
{
	return !day_is_none(q->day) && *q->start && str_begins(text, q->start) && text[strlen(q->start)] ? strlen(q->start) : 0;
}

/* Where the words stand in the whole line. The day it was opened on is underlined where it was taken. */
static void shift_parts(QuickReading *r, size_t n)
{
	size_t end = n;
	for (size_t i = 0; i < r->part_count; i++) {
		QuickPart *part = &r->parts[i];
		bool day = !part->to && str_same(part->label, _("when"));
		if (part->to)
			*part = (QuickPart){part->from + n, part->to + n, part->label, part->value};
		else if (day && n)
			*part = (QuickPart){0, end - 1, part->label, part->value};
	}
}

static void read_line(Screen *s)
{
	QuickState *q = s->state;
	const char *text = edit_text(q->prompt.edit);
	q->unread = false;
	arena_reset(q->arena);
	memset(&q->reading, 0, sizeof q->reading);
	prompt_clear_echo(&q->prompt);
	if (!*text)
		return;
	size_t behind = behind_day(q, text);
	Day day = behind ? q->day : DAY_NONE;
	Err *err = quick_read_on(ui_work(s->ui), text + behind, day, q->client, &q->reading, q->arena);
	/* Of several that a name fits the row's comes first; where nobody is named it is not meant. */
	if (!err && q->alone && q->reading.focus_title)
		err = quick_read_on(ui_work(s->ui), text + behind, day, 0, &q->reading, q->arena);
	if (err) {
		char *why = err_text(err);
		add_long(q, STYLE_ERROR, why, (q->cols ? q->cols : 80) - 4);
		cut_echo(q, 0);
		free(why);
		err_free(err);
		return;
	}
	err = q->tied && q->reading.unknown ? quick_tie(ui_work(s->ui), &q->reading, q->client, q->arena) : NULL;
	if (err) {
		ui_fault(s->ui, err);
		return;
	}
	choose_candidate(q);
	if (q->joined)
		quick_join(&q->reading, q->joined - 1);
	shift_parts(&q->reading, behind);
	for (size_t i = 0; i < q->reading.part_count; i++)
		if (q->reading.parts[i].to)
			prompt_add_word(&q->prompt, q->reading.parts[i].from, q->reading.parts[i].to, STYLE_ACCENT);
	add_echo(q);
}

/* ---- the screen ---- */

/* The line, where the cursor stood, the client of its row, whether it is meant, how much stood there before, and the day. */
static void take_draft(QuickState *q, const char *body)
{
	char *line = draft_value(body, "text"), *day = draft_value(body, "day");
	if (!line)
		line = mem_strdup("");
	size_t start = (size_t)draft_number(body, "start", 0), n = strlen(line);
	prompt_init(&q->prompt, "+", line);
	edit_set_at(q->prompt.edit, (size_t)draft_number(body, "cursor", (int64_t)n));
	q->client = draft_number(body, "client", 0);
	q->alone = draft_number(body, "alone", 0) != 0;
	if (day && !day_read(&q->day, day))
		q->day = DAY_NONE;
	line[start < n ? start : n] = '\0';
	free(q->start);
	q->start = line;
	free(day);
}

static Err *quick_open(Screen *s, const void *arg)
{
	QuickState *q = s->state;
	const QuickArg *a = arg;
	q->day = a->day.n ? a->day : DAY_NONE;
	q->client = a->client;
	q->alone = !a->meant;
	q->start = mem_strdup(a->text ? a->text : "");
	q->arena = arena_new();
	if (a->draft)
		take_draft(q, a->draft);
	else
		prompt_init(&q->prompt, "+", q->start);
	edit_history(q->prompt.edit, (const char *const *)entered_lines, entered_count);
	read_line(s);
	return NULL;
}

static void quick_close(Screen *s)
{
	QuickState *q = s->state;
	prompt_done(&q->prompt);
	arena_free(q->arena);
	free(q->start);
}

static void quick_fit(Screen *s, const Layout *layout)
{
	QuickState *q = s->state;
	bool same = q->cols == layout->body.cols;
	if (same && !q->unread)
		return;
	/* Hundreds of words are read when the keys rest. */
	if (same && strlen(edit_text(q->prompt.edit)) > LONG_TEXT && ui_repeating(s->ui))
		return;
	q->cols = layout->body.cols;
	read_line(s);
}

static void quick_paint(const Screen *s, const Layout *layout)
{
	const QuickState *q = s->state;
	int rows = prompt_rows(&q->prompt) + 1, room = layout->body.rows;
	if (rows < 5)
		rows = 5; /* the line does not jump while one types */
	if (rows > room)
		rows = room;
	Area a = area_part(layout->full, layout->full.rows - rows, 0, rows, -1);
	area_fill(a, STYLE_PLAIN);
	area_rule(a, 0, STYLE_RULE);
	prompt_draw(&q->prompt, area_part(a, 1, 0, -1, -1), true);
}

static void remember(const char *line)
{
	if (entered_count && strcmp(entered_lines[entered_count - 1], line) == 0)
		return;
	if (entered_count == countof(entered_lines)) {
		free(entered_lines[0]);
		memmove(entered_lines, entered_lines + 1, (countof(entered_lines) - 1) * sizeof *entered_lines);
		entered_count--;
	}
	entered_lines[entered_count++] = mem_strdup(line);
}

/* The new client itself, or that of the step which was made with it. */
static int64_t client_made(Screen *s, const char *kind, int64_t id)
{
	union {
		Event event;
		Task task;
	} plan = {0};
	const Kind *of = kind_find(kind);
	if (of == &kind_client)
		return id;
	err_free(store_get(ui_work(s->ui)->store, of, id, &plan, ((QuickState *)s->state)->arena));
	return of == &kind_event ? plan.event.client.v : plan.task.client.v;
}

static Err *enter(Screen *s)
{
	QuickState *q = s->state;
	const char *kind = NULL;
	int64_t id = 0, batch = 0;
	Str echo = {0};
	if (q->reading.makes == QUICK_NOTHING && !q->reading.makes_client) {
		ui_say(s->ui, "%s", _("Nothing is said yet: who, what, when"));
		return NULL;
	}
	Err *err = quick_save(ui_work(s->ui), &q->reading, &kind, &id, &batch);
	if (err && q->reading.wrong) { /* it stands under the line already */
		err_free(err);
		return NULL;
	}
	TRY(err);
	if (q->reading.makes_client)
		clients_show(ui_below(s->ui, s), client_made(s, kind, id));
	quick_echo(&echo, &q->reading);
	bool undated = q->reading.undated;
	ui_done(s->ui, batch, undated ? _("No date, in the calendar's day: %s") : _("Added: %s"), str_text(&echo));
	str_done(&echo);
	remember(edit_text(q->prompt.edit));
	ui_draft_drop(s->ui, s);
	ui_end(s->ui, s);
	return NULL;
}

/* When and what, in the words of the line: the step of a client that is made. */
static const char *step_words(QuickState *q)
{
	Str step = {0};
	const QuickReading *r = &q->reading;
	const char *text = edit_text(q->prompt.edit);
	for (size_t i = 0; i < r->part_count; i++) {
		const QuickPart *part = &r->parts[i];
		bool said = str_same(part->label, _("when")) || str_same(part->label, _("kind")) || str_same(part->label, _("what"));
		if (said && part->to)
			str_addf(&step, "%s%.*s", step.n ? " " : "", (int)(part->to - part->from), text + part->from);
	}
	const char *words = arena_dup(q->arena, str_text(&step));
	str_done(&step);
	return words;
}

/* Tags of the line are its client's. */
static const char *tag_words(QuickState *q)
{
	Str tags = {0};
	const Card *card = &q->reading.card;
	for (size_t i = 0; i < card->tag_count; i++)
		str_addf(&tags, "%s%s", i ? ", " : "", card->tags[i].name.s);
	const char *words = arena_dup(q->arena, str_text(&tags));
	str_done(&tags);
	return words;
}

/* F4: what was typed goes on as a form, and so does its draft. */
static Err *as_form(Screen *s)
{
	QuickState *q = s->state;
	const QuickReading *r = &q->reading;
	if (q->joined && r->joins) { /* a form is of one record: what goes on the card there is would be lost */
		ui_say(s->ui, "%s", _("Enter puts it on that card; Tab makes somebody new"));
		return NULL;
	}
	FormArg arg = {.kind = &kind_client, .start = &r->card, .step = step_words(q), .typed = true};
	Event event = {0};
	Task task = {0};
	if (r->makes == QUICK_EVENT && !r->makes_client) {
		quick_event(ui_work(s->ui), r, &event);
		arg = (FormArg){.kind = &kind_event, .client = r->client, .start = &event, .tags = tag_words(q), .typed = true};
	} else if (r->makes == QUICK_TASK && !r->makes_client) {
		quick_task(ui_work(s->ui), r, &task);
		arg = (FormArg){.kind = &kind_task, .client = r->client, .start = &task, .tags = tag_words(q), .typed = true};
	}
	TRY(ui_push(s->ui, &screen_form, &arg));
	memcpy(ui_top(s->ui)->draft, s->draft, sizeof s->draft);
	s->draft[0] = '\0';
	ui_end(s->ui, s);
	return NULL;
}

/* Tab: the next of those alike; with nobody named, the client of the row or nobody. */
static void next_meant(QuickState *q)
{
	if (q->reading.candidate_count > 1)
		q->candidate++;
	else if (q->reading.namesake_count)
		q->joined = (q->joined + 1) % (q->reading.namesake_count + 1);
	else if (q->reading.unknown || q->tied)
		q->tied = !q->tied;
	else if (q->reading.focus_title || (q->alone && q->client && !q->reading.client))
		q->alone = !q->alone;
}

static bool quick_act(Screen *s, CommandCall *call, Err **err)
{
	QuickState *q = s->state;
	const char *verb = call_command(call)->name;
	if (q->unread)
		read_line(s);
	if (strcmp(verb, "accept") == 0) {
		*err = enter(s);
	} else if (strcmp(verb, "complete") == 0) {
		next_meant(q);
		read_line(s);
	} else if (strcmp(verb, "line form") == 0) {
		*err = as_form(s);
	} else if (strcmp(verb, "history") == 0) {
		bool up = str_same(call_text(call, "what"), "previous");
		if (edit_key(q->prompt.edit, (Key){.code = up ? CODE_UP : CODE_DOWN}) == EDIT_CHANGED) {
			q->joined = 0;
			read_line(s);
		}
	} else {
		return false;
	}
	return true;
}

static bool quick_typed(Screen *s, Key key, Err **err)
{
	(void)err;
	QuickState *q = s->state;
	EditResult result = edit_key(q->prompt.edit, key);
	if (result == EDIT_CHANGED) {
		q->candidate = q->joined = 0;
		q->unread = true; /* once a frame: letters may come by hundreds */
	}
	return result != EDIT_IGNORED;
}

static bool quick_pasted(Screen *s, const char *text)
{
	QuickState *q = s->state;
	edit_paste(q->prompt.edit, text);
	q->joined = 0;
	read_line(s);
	return true;
}

static bool quick_draft(Screen *s, Draft *out, Str *body)
{
	QuickState *q = s->state;
	const char *text = edit_text(q->prompt.edit);
	if (!*text || strcmp(text, q->start) == 0)
		return false;
	out->screen = "quick";
	out->title = text;
	draft_put(body, "text", text);
	draft_put_number(body, "cursor", (int64_t)edit_at(q->prompt.edit));
	draft_put_number(body, "client", q->client);
	draft_put_number(body, "alone", q->alone);
	draft_put_number(body, "start", str_begins(text, q->start) ? (int64_t)strlen(q->start) : 0);
	if (!day_is_none(q->day)) {
		char day[WHEN_TEXT];
		day_text(day, q->day);
		draft_put(body, "day", day);
	}
	return true;
}

static const ScreenHint *quick_hints(const Screen *s)
{
	static const ScreenHint hints[] = {
		{"accept", N_("add")},
		{"complete", NULL},
		{"line form", NULL},
		{"history previous", NULL},
		{"escape", NULL},
		{NULL, NULL},
	};
	(void)s;
	return hints;
}

static void quick_forget(void)
{
	while (entered_count)
		free(entered_lines[--entered_count]);
}

const ScreenKind screen_quick = {
	.name = "quick",
	.title = N_("Add"),
	.floats = true,
	.types = true,
	.size = sizeof(QuickState),
	.forget = quick_forget,
	.contexts = contexts,
	.open = quick_open,
	.close = quick_close,
	.fit = quick_fit,
	.draw = quick_paint,
	.hints = quick_hints,
	.act = quick_act,
	.key = quick_typed,
	.paste = quick_pasted,
	.draft = quick_draft,
};
