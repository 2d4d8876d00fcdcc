/* SPDX-License-Identifier: MIT */
/*
 * The call line: a clock, how it ended (one digit), a text with the next step behind ` > `, or the next try. Three stages; Esc goes one back and
 * never writes, Enter writes all of it as one change.
 */
#include "call.h"

#include <stdlib.h>
#include <string.h>

#include "act.h"
#include "draft_lines.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"

/* ---- open, close, load ---- */

enum {
	TALKS_ON = 600, /* seconds that a line may be away while its clock runs */
};
static char *typed_lines[32]; /* texts written in this run, newest last: Up brings them back */
static size_t typed_count;

/* As it stands for good; NULL: no kind of step. */
static const char *kind_of_step(const char *name)
{
	static const char *const steps[] = {"task", "event"};
	for (size_t i = 0; i < countof(steps); i++)
		if (str_same(name, steps[i]))
			return steps[i];
	return NULL;
}

/* Who looks something up goes on talking: a clock that ran when the line was put away and is back soon ran on. Later it stands at what it had counted. */
static void draft_take(Call *c, const char *body, Instant now)
{
	char *text = draft_value(body, "text");
	c->client = draft_number(body, "client", 0);
	c->stage = (CallStage)draft_number(body, "stage", CALL_OUTCOME);
	c->from = (CallStage)draft_number(body, "from", CALL_OUTCOME);
	if ((unsigned)c->stage > CALL_NEXT)
		c->stage = CALL_OUTCOME;
	c->kind = draft_number(body, "kind", 0);
	c->outcome = draft_number(body, "outcome", 0);
	c->direction = draft_number(body, "incoming", 0) ? DIRECTION_IN : DIRECTION_OUT;
	c->leaves_step = draft_number(body, "leaves", 0) != 0;
	c->drops = draft_number(body, "drops", 0) != 0;
	c->opened.s = draft_number(body, "opened", c->opened.s);
	c->counted = draft_number(body, "counted", 0);
	int64_t away = draft_number(body, "ran", 0);
	c->started = away && now.s >= away && now.s - away <= TALKS_ON ? (Instant){away} : INSTANT_NONE;
	c->wanted_number = draft_value(body, "number");
	char *step = draft_value(body, "stepkind");
	c->step_kind = kind_of_step(step);
	c->step = draft_number(body, "step", 0);
	free(step);
	edit_set(c->prompt.edit, text ? text : "");
	edit_set_at(c->prompt.edit, (size_t)draft_number(body, "cursor", (int64_t)strlen(edit_text(c->prompt.edit))));
	free(text);
}

static Err *call_open(Screen *s, const void *arg)
{
	Call *c = s->state;
	const CallArg *a = arg;
	Work *work = ui_work(s->ui);
	c->arena = arena_new();
	prompt_init(&c->prompt, "+", "");
	edit_history(c->prompt.edit, (const char *const *)typed_lines, typed_count);
	c->client = a->client;
	c->step_kind = kind_of_step(a->step_kind);
	c->step = a->step;
	c->direction = DIRECTION_OUT;
	c->opened = c->started = work_now(work);
	if (a->draft)
		draft_take(c, a->draft, work_now(work));
	else
		c->wanted_number = a->number ? mem_strdup(a->number) : NULL;
	if (c->kind)
		return NULL;
	ContactKind *rows = NULL;
	size_t n = 0;
	TRY(contact_kinds(work, &rows, &n, s->arena));
	for (size_t i = 0; i < n; i++)
		if (!c->kind || str_same(rows[i].code.s, a->kind ? a->kind : "call"))
			c->kind = str_same(rows[i].code.s, a->kind ? a->kind : "call") || !c->kind ? rows[i].head.id : c->kind;
	return n ? NULL : err_todo(err_new(ERR_FAILED, "%s", _("There is no kind of contact in use")), "%s", _("7 Settings, Kinds of contact: take one back into use"));
}

static void call_close(Screen *s)
{
	Call *c = s->state;
	prompt_done(&c->prompt);
	arena_free(c->arena);
	free(c->wanted_number);
	free(c->name);
	free(c->fault);
}

/* By what a contact of this kind reaches people; of a note or a meeting nothing. */
static bool serves(const Channel *channel, const char *kind_code)
{
	switch ((ChannelType)channel->type.v) {
	case CHANNEL_PHONE:
		return str_same(kind_code, "call");
	case CHANNEL_EMAIL:
		return str_same(kind_code, "mail");
	case CHANNEL_MESSENGER:
		return str_same(kind_code, "chat");
	case CHANNEL_ADDRESS:
		return str_same(kind_code, "meeting");
	case CHANNEL_SITE:
		break;
	}
	return false;
}

static void numbers_find(Screen *s)
{
	Call *c = s->state;
	const ContactKind *kind = call_kind(c);
	c->numbers = arena_alloc(s->arena, (c->channel_count + 1) * sizeof *c->numbers);
	c->number_count = 0;
	for (size_t i = 0; kind && i < c->channel_count; i++)
		if (serves(&c->channels[i], kind->code.s))
			c->numbers[c->number_count++] = c->channels[i];
	if (c->number >= c->number_count)
		c->number = 0;
	for (size_t i = 0; c->wanted_number && i < c->number_count; i++)
		if (str_same(c->numbers[i].key.s, c->wanted_number) || str_same(c->numbers[i].value.s, c->wanted_number))
			c->number = i;
}

/* One that somebody deletes meanwhile keeps its name here, and what was typed stays. */
static Err *client_load(Screen *s)
{
	Call *c = s->state;
	Err *err = store_get(ui_work(s->ui)->store, &kind_client, c->client, &c->record, s->arena);
	if (err && err->code == ERR_NOT_FOUND) {
		err_free(err);
		c->record = (Client){.title = {c->name ? c->name : ""}};
		return NULL;
	}
	TRY(err);
	free(c->name);
	c->name = mem_strdup(c->record.title.s ? c->record.title.s : "");
	return NULL;
}

static Err *call_load(Screen *s)
{
	Call *c = s->state;
	Work *work = ui_work(s->ui);
	TRY(client_load(s));
	TRY(contact_kinds(work, &c->kinds, &c->kind_count, s->arena));
	TRY(contact_outcomes(work, c->kind, &c->outcomes, &c->outcome_count, s->arena));
	TRY(client_channels(work, c->client, &c->channels, &c->channel_count, s->arena));
	numbers_find(s);
	TRY(steps_of(work, c->client, &c->steps, &c->step_count, s->arena));
	TRY(history_page(work->store, c->client, NULL, INT64_MAX, INT64_MAX, CALL_HISTORY, &c->history, &c->history_count, s->arena));
	if (c->outcome_count > 9)
		c->outcome_count = 9;
	if (c->cursor >= c->outcome_count)
		c->cursor = 0;
	call_tries_make(s);
	call_read(s);
	return NULL;
}

/* ---- stages ---- */

static void stage_go(Screen *s, CallStage stage)
{
	Call *c = s->state;
	c->stage = stage;
	call_read(s);
}

static void text_begin(Screen *s, const char *text, CallStage from)
{
	Call *c = s->state;
	c->from = from;
	if (text)
		edit_set(c->prompt.edit, text);
	stage_go(s, CALL_TEXT);
}

/* The next try that the outcome offers; false: it is in words of the user's own. */
static bool try_of(const char *offer, size_t *out)
{
	static const struct {
		const char *offer;
		size_t i;
	} offers[] = {{"1h", 0}, {"best", 1}, {"tomorrow", 2}, {"date", 2}, {"drop", 0}, {"step", 1}, {"reason", 1}};
	*out = 1;
	for (size_t i = 0; offer && i < countof(offers); i++)
		if (strcmp(offer, offers[i].offer) == 0) {
			*out = offers[i].i;
			return true;
		}
	return !offer || !*offer;
}

/* Words of the date grammar that the outcome offers stand behind the sign already; the text is typed before it. */
static void offer_text(Screen *s)
{
	Call *c = s->state;
	Str line = {0};
	if (edit_is_empty(c->prompt.edit) && c->reading.offer && !call_offers(c, "date")) {
		str_addf(&line, " > %s", c->reading.offer);
		text_begin(s, str_text(&line), CALL_OUTCOME);
		edit_set_at(c->prompt.edit, 0);
	} else {
		text_begin(s, NULL, CALL_OUTCOME);
	}
	str_done(&line);
}

/* An attempt asks when to try again, a wrong number whether it leaves the card; whatever reached the client asks what was said. */
static void outcome_take(Screen *s, size_t i)
{
	Call *c = s->state;
	if (i >= c->outcome_count) {
		if (!c->outcome_count)
			text_begin(s, NULL, CALL_OUTCOME);
		return;
	}
	const Outcome *outcome = &c->outcomes[i];
	c->cursor = i;
	c->outcome = outcome->head.id;
	bool drop = str_same(outcome->offer.s, "drop"), known = try_of(outcome->offer.s, &c->try_cursor);
	c->drops = false;
	call_tries_make(s);
	call_read(s);
	if (edit_is_empty(c->prompt.edit) && (drop ? c->number < c->number_count : outcome->counts.v == OUTCOME_ATTEMPT && known))
		stage_go(s, CALL_NEXT);
	else
		offer_text(s);
}

static Err *kind_turn(Screen *s, int by)
{
	Call *c = s->state;
	for (size_t i = 0; i < c->kind_count; i++)
		if (c->kinds[i].head.id == c->kind) {
			c->kind = c->kinds[(i + c->kind_count + (size_t)(by + (int)c->kind_count)) % c->kind_count].head.id;
			break;
		}
	c->outcome = 0;
	c->cursor = 0;
	TRY(contact_outcomes(ui_work(s->ui), c->kind, &c->outcomes, &c->outcome_count, s->arena));
	if (c->outcome_count > 9)
		c->outcome_count = 9;
	numbers_find(s);
	call_read(s);
	return NULL;
}

static void clock_turn(Screen *s)
{
	Call *c = s->state;
	Instant now = work_now(ui_work(s->ui));
	if (instant_is_none(c->started)) {
		c->started = now;
		return;
	}
	c->counted = call_seconds(c, now);
	c->started = INSTANT_NONE;
}

static Err *number_next(Screen *s)
{
	Call *c = s->state;
	if (c->number_count < 2) {
		if (call_has_clock(c))
			ui_say(s->ui, "%s", c->number_count ? _("There is no other number") : _("There is no number: e adds one"));
		else
			ui_say(s->ui, "%s", c->number_count ? _("There is no other address") : _("There is no address for this: e adds one"));
		return NULL;
	}
	c->number = (c->number + 1) % c->number_count;
	free(c->wanted_number);
	c->wanted_number = mem_strdup(c->numbers[c->number].value.s);
	call_read(s);
	return NULL;
}

/* One stage back; from the first one out. Nothing was written. */
static void back(Screen *s)
{
	Call *c = s->state;
	if (c->stage == CALL_TEXT) {
		stage_go(s, c->from);
	} else if (c->stage == CALL_NEXT) {
		c->outcome = 0;
		stage_go(s, CALL_OUTCOME);
	} else {
		if (edit_is_empty(c->prompt.edit))
			ui_draft_drop(s->ui, s);
		ui_pop(s->ui, s);
	}
}

/* ---- verbs ---- */

static void next_begin(Screen *s)
{
	Call *c = s->state;
	if (c->stage == CALL_NEXT) {
		Str line = {0};
		const CallTry *one = &c->tries[c->try_cursor];
		if (one->words)
			str_addf(&line, "> %s %s", one->words, c->reading.next_text ? c->reading.next_text : "");
		text_begin(s, str_text(&line), CALL_NEXT);
		str_done(&line);
		return;
	}
	const char *text = edit_text(c->prompt.edit);
	size_t n = 0;
	const char *sign = contact_sign(text, &n);
	if (sign) { /* there is a step already: a second sign would make what was said of it a part of the text */
		const char *step = sign + n;
		edit_set_at(c->prompt.edit, (size_t)(step + strspn(step, " ") - text));
		return;
	}
	edit_set_at(c->prompt.edit, strlen(text));
	edit_insert(c->prompt.edit, *text && text[strlen(text) - 1] != ' ' ? " > " : "> ");
	call_read(s);
}

static bool act_outcome(Screen *s, CommandCall *call, const char *verb, Err **err)
{
	Call *c = s->state;
	const char *what = command_arg_named(call_command(call), "what") ? call_text(call, "what") : NULL;
	if (strcmp(verb, "choose") == 0)
		outcome_take(s, (size_t)call_number(call, "number", 1) - 1);
	else if (strcmp(verb, "accept") == 0)
		outcome_take(s, c->cursor);
	else if (strcmp(verb, "move") == 0 && c->outcome_count)
		c->cursor = (c->cursor + c->outcome_count + (str_same(what, "up") ? -(size_t)1 : 1)) % c->outcome_count;
	else if (strcmp(verb, "call") == 0 && str_same(what, "kind"))
		*err = kind_turn(s, str_same(call_text(call, "way"), "previous") ? -1 : 1);
	else if (strcmp(verb, "call") == 0 && str_same(what, "clock"))
		clock_turn(s);
	else if (strcmp(verb, "call") == 0 && str_same(what, "direction"))
		c->direction = c->direction == DIRECTION_IN ? DIRECTION_OUT : DIRECTION_IN;
	else if (strcmp(verb, "call") == 0 && str_same(what, "leave"))
		c->leaves_step = !c->leaves_step;
	else if (strcmp(verb, "call") == 0 && str_same(what, "number"))
		*err = number_next(s);
	else
		return false;
	call_read(s);
	return true;
}

static bool act_next(Screen *s, CommandCall *call, const char *verb)
{
	Call *c = s->state;
	if (strcmp(verb, "choose") == 0) {
		size_t i = (size_t)call_number(call, "number", 1) - 1;
		if (i < c->try_count)
			c->try_cursor = i;
	} else if (strcmp(verb, "move") == 0) {
		c->try_cursor = (c->try_cursor + c->try_count + (str_same(call_text(call, "what"), "up") ? -(size_t)1 : 1)) % c->try_count;
	} else {
		return false;
	}
	call_read(s);
	return true;
}

static Err *note_in_editor(Screen *s)
{
	Call *c = s->state;
	char *text = NULL;
	bool changed = false;
	TRY(ui_editor(s->ui, edit_text(c->prompt.edit), &text, &changed));
	if (changed) {
		edit_set(c->prompt.edit, "");
		edit_paste(c->prompt.edit, text);
		call_read(s);
	}
	free(text);
	return ui_editor_end(s->ui, NULL);
}

static void remember(const char *line)
{
	if (!*line || (typed_count && strcmp(typed_lines[typed_count - 1], line) == 0))
		return;
	if (typed_count == countof(typed_lines)) {
		free(typed_lines[0]);
		memmove(typed_lines, typed_lines + 1, (countof(typed_lines) - 1) * sizeof *typed_lines);
		typed_count--;
	}
	typed_lines[typed_count++] = mem_strdup(line);
}

static Err *save(Screen *s, bool stay)
{
	Call *c = s->state;
	if (c->stage == CALL_TEXT)
		remember(edit_text(c->prompt.edit));
	return call_save(s, stay);
}

static bool act_text(Screen *s, CommandCall *call, const char *verb, Err **err)
{
	Call *c = s->state;
	if (strcmp(verb, "history") == 0) {
		bool up = str_same(call_text(call, "what"), "previous");
		if (edit_key(c->prompt.edit, (Key){.code = up ? CODE_UP : CODE_DOWN}) == EDIT_CHANGED)
			call_read(s);
	} else if (strcmp(verb, "line form") == 0) {
		*err = call_form(s);
	} else if (strcmp(verb, "edit note") == 0) {
		*err = note_in_editor(s);
	} else {
		return false;
	}
	return true;
}

static Err *dial(Screen *s)
{
	Call *c = s->state;
	if (c->number < c->number_count)
		return act_dial_number(s->ui, &c->numbers[c->number]);
	ui_say(s->ui, "%s", _("There is no number: e adds one"));
	return NULL;
}

static bool call_act(Screen *s, CommandCall *call, Err **err)
{
	Call *c = s->state;
	const char *verb = call_command(call)->name;
	if (strcmp(verb, "escape") == 0 || strcmp(verb, "interrupt") == 0)
		back(s);
	else if (strcmp(verb, "save") == 0 || strcmp(verb, "save stay") == 0)
		*err = save(s, strcmp(verb, "save stay") == 0);
	else if (strcmp(verb, "dial") == 0)
		*err = dial(s);
	else if (strcmp(verb, "call") == 0 && str_same(call_text(call, "what"), "next"))
		next_begin(s);
	else if (c->stage == CALL_OUTCOME)
		return act_outcome(s, call, verb, err);
	else if (c->stage == CALL_NEXT)
		return act_next(s, call, verb);
	else
		return act_text(s, call, verb, err);
	return true;
}

/* ---- typing ---- */

/* A letter in the first stage begins the note with the first outcome; in the third one words of one's own for the next try. */
static void letter_begins(Screen *s)
{
	Call *c = s->state;
	if (c->stage == CALL_OUTCOME) {
		if (!c->outcome && c->outcome_count) {
			c->outcome = c->outcomes[0].head.id;
			c->cursor = 0;
		}
		c->from = CALL_OUTCOME;
	} else {
		edit_set(c->prompt.edit, call_offers(c, "drop") ? "" : "> ");
		c->from = CALL_NEXT;
	}
	c->stage = CALL_TEXT;
}

static bool call_typed(Screen *s, Key key, Err **err)
{
	Call *c = s->state;
	(void)err;
	if (c->stage != CALL_TEXT) {
		if (!key_is_text(key))
			return false;
		letter_begins(s);
	}
	EditResult result = edit_key(c->prompt.edit, key);
	if (result == EDIT_CHANGED)
		call_read(s);
	return result != EDIT_IGNORED;
}

static bool call_pasted(Screen *s, const char *text)
{
	Call *c = s->state;
	if (c->stage != CALL_TEXT)
		letter_begins(s);
	edit_paste(c->prompt.edit, text);
	call_read(s);
	return true;
}

static void call_minute(Screen *s, bool turned)
{
	(void)turned;
	call_tries_make(s);
	call_read(s);
}

/* ---- what the app asks ---- */

static const char *const *contexts(const Screen *s)
{
	static const char *const outcome[] = {"call1", "always", NULL};
	static const char *const text[] = {"call2", "line", "text", "always", NULL};
	static const char *const next[] = {"call3", "always", NULL};
	switch (((const Call *)s->state)->stage) {
	case CALL_OUTCOME:
		return outcome;
	case CALL_TEXT:
		return text;
	case CALL_NEXT:
		return next;
	}
	return outcome;
}

static const ScreenHint *call_hints(const Screen *s)
{
	static const ScreenHint no_outcome[] = {
		{"accept", N_("text")},
		{"escape", N_("close it")},
		{"call kind next", N_("kind")},
		{"call direction", N_("incoming")},
		{"call leave", N_("leave the step")},
		{NULL, NULL},
	};
	static const ScreenHint number[] = {
		{"choose 1|choose 2", N_("number")},
		{"save", N_("write")},
		{"escape", N_("to the outcome")},
		{"save stay", N_("write, stay")},
		{NULL, NULL},
	};
	static const ScreenHint outcome[] = {
		{"choose 1…choose 9", N_("outcome")},
		{"accept", NULL},
		{"escape", N_("did not call")},
		{"call clock", N_("clock")},
		{"call number", N_("number")},
		{"call kind next", N_("kind")},
		{"call direction", N_("incoming")},
		{"call leave", N_("leave the step")},
		{NULL, NULL},
	};
	static const ScreenHint text[] = {
		{"save", N_("write")},
		{"call next", N_("step")},
		{"escape", N_("to the outcome")},
		{"line form", N_("form")},
		{"history previous", N_("earlier")},
		{"save stay", N_("write, stay")},
		{NULL, NULL},
	};
	static const ScreenHint next[] = {
		{"choose 1…choose 6", N_("next try")},
		{"save", N_("write")},
		{"call next", N_("own words")},
		{"escape", N_("to the outcome")},
		{"save stay", N_("write, stay")},
		{NULL, NULL},
	};
	const Call *c = s->state;
	switch (c->stage) {
	case CALL_OUTCOME:
		break;
	case CALL_TEXT:
		return text;
	case CALL_NEXT:
		return c->try_count < CALL_TRIES ? number : next;
	}
	return c->outcome_count ? outcome : no_outcome;
}

static bool call_draft(Screen *s, Draft *out, Str *body)
{
	Call *c = s->state;
	if (edit_is_empty(c->prompt.edit))
		return false;
	out->screen = "call";
	out->title = edit_text(c->prompt.edit);
	draft_put_number(body, "client", c->client);
	draft_put_number(body, "stage", c->stage);
	draft_put_number(body, "from", c->from);
	draft_put_number(body, "kind", c->kind);
	draft_put_number(body, "outcome", c->outcome);
	draft_put_number(body, "incoming", c->direction == DIRECTION_IN);
	draft_put_number(body, "leaves", c->leaves_step);
	draft_put_number(body, "drops", c->drops);
	draft_put_number(body, "opened", c->opened.s);
	Instant now = work_now(ui_work(s->ui));
	draft_put_number(body, "counted", call_seconds(c, now));
	if (!instant_is_none(c->started))
		draft_put_number(body, "ran", now.s); /* up to then that was counted */
	if (c->wanted_number)
		draft_put(body, "number", c->wanted_number);
	if (c->step_kind) {
		draft_put_number(body, "step", c->step);
		draft_put(body, "stepkind", c->step_kind);
	}
	draft_put_number(body, "cursor", (int64_t)edit_at(c->prompt.edit));
	draft_put(body, "text", edit_text(c->prompt.edit));
	return true;
}

static size_t call_focus(const Screen *s, const char *focus, bool marks, void (*add)(void *to, int64_t id), void *to)
{
	const Call *c = s->state;
	(void)marks;
	if (strcmp(focus, "client") != 0)
		return 0;
	add(to, c->client);
	return 1;
}

static void call_fit(Screen *s, const Layout *layout)
{
	Call *c = s->state;
	c->cols = layout->message.cols;
}

static void call_forget(void)
{
	while (typed_count)
		free(typed_lines[--typed_count]);
}

static bool call_ticks(const Screen *s)
{
	const Call *c = s->state;
	return call_has_clock(c) && !instant_is_none(c->started);
}

const ScreenKind screen_call = {
	.name = "call",
	.title = N_("The call line"),
	.floats = true,
	.types = true,
	.size = sizeof(Call),
	.forget = call_forget,
	.contexts = contexts,
	.open = call_open,
	.close = call_close,
	.load = call_load,
	.fit = call_fit,
	.minute = call_minute,
	.ticks = call_ticks,
	.draw = call_paint,
	.hints = call_hints,
	.message = call_message,
	.act = call_act,
	.key = call_typed,
	.paste = call_pasted,
	.focus = call_focus,
	.draft = call_draft,
};
