/* SPDX-License-Identifier: MIT */
/* What the call line reads as and what Enter writes: contact, its length, the step done and the next one, one change. */
#include <stdlib.h>
#include <string.h>

#include "call.h"
#include "card_show.h"
#include "clients.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/work/step.h"

enum {
	TRY_HOUR,
	TRY_BEST,
	TRY_TOMORROW,
	TRY_MONDAY,
	TRY_MAIL,
	TRY_NO_MORE,
};

const Outcome *call_outcome(const Call *c)
{
	for (size_t i = 0; i < c->outcome_count; i++)
		if (c->outcomes[i].head.id == c->outcome)
			return &c->outcomes[i];
	return NULL;
}

const ContactKind *call_kind(const Call *c)
{
	for (size_t i = 0; i < c->kind_count; i++)
		if (c->kinds[i].head.id == c->kind)
			return &c->kinds[i];
	return NULL;
}

bool call_has_clock(const Call *c)
{
	const ContactKind *kind = call_kind(c);
	return kind && str_same(kind->code.s, "call");
}

int64_t call_seconds(const Call *c, Instant now)
{
	int64_t run = instant_is_none(c->started) ? 0 : now.s - c->started.s;
	return c->counted + (run > 0 ? run : 0);
}

/* ---- next tries ---- */

/* Words that the grammar reads back whatever the language: a date and a time. */
static const char *words_of(const Screen *s, Instant at)
{
	Day day, today = work_today(ui_work(s->ui));
	int32_t second;
	char date[WHEN_TEXT];
	zone_local(ui_work(s->ui)->zone, at, &day, &second);
	day_text(date, day);
	const char *said = day.n == today.n + 1 ? _("tomorrow") : date;
	return arena_printf(s->arena, "%s %02d:%02d", day.n == today.n ? _("today") : said,
	                    (int)(second / 3600),
	                    (int)(second / 60 % 60));
}

static const char *note_of(const Screen *s, Instant at, bool day_too)
{
	Str text = {0};
	Day day, today = work_today(ui_work(s->ui));
	int32_t second;
	zone_local(ui_work(s->ui)->zone, at, &day, &second);
	if (day.n != today.n || day_too) {
		words_day(&text, day.n == today.n ? DATE_LIST : DATE_WEEKDAY, day, today);
		str_addc(&text, ' ');
	}
	words_time(&text, second);
	const char *note = arena_dup(s->arena, str_text(&text));
	str_done(&text);
	return note;
}

static void try_at(const Screen *s, CallTry *one, const char *label, Instant at, bool day_too)
{
	*one = (CallTry){.label = label, .words = words_of(s, at), .note = note_of(s, at, day_too)};
}

bool call_offers(const Call *c, const char *offer)
{
	const Outcome *outcome = call_outcome(c);
	return outcome && str_same(outcome->offer.s, offer);
}

/* Of a wrong number: it leaves the card, or stays there. */
static void drop_make(const Screen *s, Call *c)
{
	Str number = {0};
	show_channel(&number, &c->numbers[c->number]);
	c->tries[0] = (CallTry){.label = arena_printf(s->arena, _("drop %s from the card"), str_text(&number)), .drops = true};
	c->tries[1] = (CallTry){.label = _("keep it")};
	c->try_count = 2;
	if (c->try_cursor >= c->try_count)
		c->try_cursor = 0;
	str_done(&number);
}

void call_tries_make(Screen *s)
{
	Call *c = s->state;
	Work *work = ui_work(s->ui);
	if (call_offers(c, "drop") && c->number < c->number_count) {
		drop_make(s, c);
		return;
	}
	c->try_count = CALL_TRIES;
	WordsContext words = work_words(work);
	Instant now = work_now(work), best = {now.s + 3600};
	Day today = work_today(work), monday = {today.n + 8 - day_weekday(today)};
	int32_t morning = (words.morning ? words.morning : 540) * 60;
	err_free(contact_best_time(work, c->client, &best));
	try_at(s, &c->tries[TRY_HOUR], _("in an hour"), (Instant){now.s + 3600 - now.s % 60}, false);
	try_at(s, &c->tries[TRY_BEST], _("best time"), best, true);
	try_at(s, &c->tries[TRY_TOMORROW], _("tomorrow morning"), zone_instant(work->zone, (Day){today.n + 1}, morning), true);
	try_at(s, &c->tries[TRY_MONDAY], _("on Monday"), zone_instant(work->zone, monday, morning), true);
	c->tries[TRY_MAIL] = (CallTry){.label = _("a mail instead of a call"), .words = _("today mail")};
	c->tries[TRY_NO_MORE] = (CallTry){.label = _("give up, close the step"), .gives_up = true};
}

/* ---- reading ---- */

static Seconds length_of(const Call *c, Instant now)
{
	int64_t seconds = call_seconds(c, now);
	const Outcome *outcome = call_outcome(c);
	bool reached = !outcome || outcome->counts.v == OUTCOME_CONTACT;
	return call_has_clock(c) && reached && seconds > 0 ? (Seconds){seconds} : SECONDS_NONE;
}

/* Where digits choose, a date that begins with one is typed behind a lone g, or the letter of its key. */
static const char *behind_letter(const char *next)
{
	static const char *const letters[] = {"g", "G", "п", "П"};
	for (size_t i = 0; i < countof(letters); i++) {
		const char *rest = next + strlen(letters[i]);
		if (str_begins(next, letters[i]) && rest[strspn(rest, " ")] >= '0' && rest[strspn(rest, " ")] <= '9')
			return rest + strspn(rest, " ");
	}
	return next;
}

static void draft_make(Screen *s)
{
	Call *c = s->state;
	const ContactKind *kind = call_kind(c);
	bool note = kind && str_same(kind->code.s, "note");
	if (c->stage == CALL_NEXT)
		c->drops = c->tries[c->try_cursor].drops;
	c->draft = (ContactDraft){
		.client = c->client,
		.kind = c->kind,
		.outcome = c->outcome,
		.direction = note ? DIRECTION_NONE : c->direction,
		.at = c->opened,
		.length = length_of(c, work_now(ui_work(s->ui))),
		.keeps_step = c->leaves_step,
		.step_kind = c->step_kind,
		.step = c->step,
	};
	if (c->drops && call_offers(c, "drop") && c->number < c->number_count)
		c->draft.drops = c->numbers[c->number].head.id;
	if (c->number < c->number_count && call_has_clock(c))
		c->draft.number = c->numbers[c->number].key.s ? c->numbers[c->number].key.s : c->numbers[c->number].value.s;
	if (c->stage == CALL_NEXT)
		c->draft.next = c->tries[c->try_cursor].words;
	else
		contact_split(edit_text(c->prompt.edit), c->arena, &c->draft.text, &c->draft.next);
	if (c->stage == CALL_TEXT && c->from == CALL_NEXT && c->draft.next)
		c->draft.next = behind_letter(c->draft.next);
	/* The sign alone says nothing yet. */
	if (c->stage == CALL_TEXT && c->draft.next && !*c->draft.next)
		c->draft.next = NULL;
	if (c->stage == CALL_OUTCOME)
		c->draft.next = NULL;
}

/* What giving up would close: the step that a next try would replace. */
static Err *gives_up_read(Screen *s)
{
	Call *c = s->state;
	ContactDraft draft = c->draft;
	ContactReading reading;
	c->gives_up = (StepRow){0};
	if (c->stage != CALL_NEXT || !c->tries[c->try_cursor].gives_up)
		return NULL;
	draft.next = c->tries[TRY_HOUR].words;
	TRY(contact_read(ui_work(s->ui), &draft, &reading, c->arena));
	c->gives_up = reading.closes;
	return contact_left(ui_work(s->ui), c->client, &c->gives_up, &c->reading.left, c->arena);
}

static void words_mark(Call *c)
{
	prompt_clear_echo(&c->prompt);
	if (c->stage != CALL_TEXT || !c->draft.next || c->reading.next_when.other_layout)
		return;
	const char *line = edit_text(c->prompt.edit);
	size_t end = strlen(line);
	while (end && line[end - 1] == ' ')
		end--;
	size_t n = strlen(c->draft.next), from = end >= n ? end - n : 0;
	for (int i = 0; i < c->reading.next_when.parts; i++)
		prompt_add_word(&c->prompt, from + c->reading.next_when.part[i].from, from + c->reading.next_when.part[i].to, STYLE_ACCENT);
}

void call_read(Screen *s)
{
	Call *c = s->state;
	free(c->fault);
	c->fault = NULL;
	arena_reset(c->arena);
	draft_make(s);
	Err *err = contact_read(ui_work(s->ui), &c->draft, &c->reading, c->arena);
	if (!err)
		err = gives_up_read(s);
	if (err) {
		c->fault = err->code == ERR_NOT_FOUND ? mem_strdup(_("This client was deleted meanwhile; Esc closes the line, the text stays as a draft")) : err_text(err);
		c->reading = (ContactReading){.next_when = {.start = {.form = MOMENT_NONE}, .length = SECONDS_NONE}};
		err_free(err);
	}
	words_mark(c);
}

/* ---- writing ---- */

void call_moment(Str *out, const Screen *s, Moment at)
{
	if (at.form != MOMENT_NONE)
		words_moment(out, at, work_today(ui_work(s->ui)));
}

void call_step(Str *out, const Screen *s, const StepRow *step)
{
	size_t n = out->n;
	if (instant_is_none(step->instant))
		str_addf(out, "%s %s", GLYPH_OVERDUE, step_undated());
	show_step_when(out, ui_work(s->ui), step);
	str_addf(out, "%s%s", out->n > n ? "  " : "", step->text ? step->text : "");
}

/* How much of it is left out so that the step's words have room. */
typedef enum Brevity {
	BREVITY_NONE,
	BREVITY_NAME, /* the surname alone */
	BREVITY_DAY,  /* Thu 26 instead of Thu 26 November */
} Brevity;

static void add_moment(Str *out, const Screen *s, Moment at, Brevity brevity)
{
	if (brevity < BREVITY_DAY || at.form == MOMENT_NONE) {
		call_moment(out, s, at);
		return;
	}
	words_day(out, DATE_LIST, at.day, work_today(ui_work(s->ui)));
	if (at.form != MOMENT_DAY) {
		str_addc(out, ' ');
		words_time(out, at.second);
	}
}

static void add_name(Str *out, const Client *client, Brevity brevity)
{
	bool surname = client->kind.v != CLIENT_ORGANIZATION && client->surname.s && *client->surname.s;
	if (brevity && surname)
		str_add(out, client->surname.s);
	else
		client_short_title(out, client);
}

static void words_briefly(Str *out, const Screen *s, Brevity brevity)
{
	const Call *c = s->state;
	const ContactKind *kind = call_kind(c);
	const Outcome *outcome = call_outcome(c);
	add_name(out, &c->record, brevity);
	str_addf(out, ": %s", kind ? list_name(kind->code.s, kind->name.s) : "");
	if (c->draft.length.s != SECONDS_NONE.s && c->draft.length.s >= 30) {
		str_addc(out, ' ');
		words_length_long(out, c->draft.length);
	}
	if (c->reading.attempt && outcome)
		str_addf(out, ", %s", list_name(outcome->code.s, outcome->name.s));
	if ((c->reading.closes.kind && !c->reading.attempt) || c->gives_up.kind)
		str_addf(out, ", %s", C_("contact", "step done"));
	if (c->draft.drops)
		str_addf(out, ", %s", _("the number dropped"));
	if (c->reading.next_text) {
		str_addf(out, ", %s ", C_("step", "next"));
		size_t n = out->n;
		add_moment(out, s, c->reading.next_when.start, brevity);
		str_addf(out, "%s%s", out->n > n ? " " : "", c->reading.next_text);
		step_add_repeat(out, &c->reading.next_when);
	} else if (c->reading.left.kind) {
		str_addf(out, ", %s ", C_("step", "next"));
		call_step(out, s, &c->reading.left);
	} else {
		str_addf(out, ", %s", _("no next step"));
	}
}

void call_words(Str *out, const Screen *s)
{
	enum {
		BESIDE = 15, /* the glyph, and "u undo" with the gap before it */
	};
	const Call *c = s->state;
	Str words = {0};
	for (Brevity brevity = BREVITY_NONE; brevity <= BREVITY_DAY; brevity++) {
		str_cut(&words, 0);
		words_briefly(&words, s, brevity);
		if (utf8_width(str_text(&words)) <= c->cols - BESIDE)
			break;
	}
	str_add(out, str_text(&words));
	str_done(&words);
}

/* Giving up closes the step with the contact: one change. */
static Err *log_giving_up(Screen *s, int64_t *id, int64_t *batch)
{
	Call *c = s->state;
	Work *work = ui_work(s->ui);
	char *label = NULL;
	Err *err = contact_label(work, &c->draft, c->gives_up.kind != NULL, &label);
	if (!err)
		err = work_begin(work, "log", "%s", label);
	free(label);
	TRY(err);
	err = contact_log(work, &c->draft, id, NULL);
	if (!err && c->gives_up.kind)
		err = plan_done(work, c->gives_up.kind, c->gives_up.id, c->gives_up.recurrence, true, NULL);
	return work_end(work, err, batch);
}

static bool is_list(const Screen *s)
{
	if (!s || s->kind == &screen_card)
		return false;
	for (const char *const *name = s->kind->contexts(s); *name; name++)
		if (strcmp(*name, "list") == 0)
			return true;
	return false;
}

Err *call_save(Screen *s, bool stay)
{
	Call *c = s->state;
	Ui *ui = s->ui;
	int64_t id = 0, batch = 0, client = c->client;
	call_read(s);
	if (c->fault)
		return err_new(ERR_USAGE, "%s", c->fault);
	c->draft.length = length_of(c, work_now(ui_work(ui)));
	if (c->gives_up.kind)
		TRY(log_giving_up(s, &id, &batch));
	else
		TRY(contact_log(ui_work(ui), &c->draft, &id, &batch));
	Str words = {0};
	call_words(&words, s);
	ui_done(ui, batch, "%s", str_text(&words));
	str_done(&words);
	Screen *below = ui_below(ui, s);
	clients_was_worked(below, client, id);
	ui_draft_drop(ui, s);
	ui_end(ui, s);
	/* No clock starts by itself on the next row. */
	return !stay && is_list(below) && ui_top(ui) == below ? ui_run(ui, "move down") : NULL;
}

/* What was typed and chosen goes on as a form, the step behind the sign too, and so does its draft. */
Err *call_form(Screen *s)
{
	Call *c = s->state;
	Interaction contact;
	call_read(s);
	record_init(&kind_interaction, &contact);
	contact.client.v = c->client;
	contact.kind.v = c->kind;
	contact.outcome.v = c->outcome;
	contact.direction.v = (int32_t)c->draft.direction;
	contact.at = c->opened;
	contact.length = c->draft.length;
	contact.text.s = c->draft.text && *c->draft.text ? c->draft.text : NULL;
	contact.number.s = c->draft.number;
	contact.attempt.v = c->reading.attempt;
	contact.author.v = ui_work(s->ui)->me.head.id;
	FormArg arg = {
		.kind = &kind_interaction,
		.client = c->client,
		.start = &contact,
		.step = c->draft.next,
		.keeps_step = c->draft.keeps_step,
		.drops = c->draft.drops,
		.typed = !edit_is_empty(c->prompt.edit),
	};
	TRY(ui_push(s->ui, &screen_form, &arg));
	memcpy(ui_top(s->ui)->draft, s->draft, sizeof s->draft);
	s->draft[0] = '\0';
	ui_end(s->ui, s);
	return NULL;
}
