/* SPDX-License-Identifier: MIT */
/*
 * Logging a contact: what Enter would write (contact_read) and the writing of exactly that (contact_log). Contact, its length, the step it closes and
 * the next one are one change.
 */
#include "kartoteka/base/said.h"
#include "kartoteka/work/contact.h"

#include <stdlib.h>
#include <string.h>

#include "change.h"
#include "contact_count.h"
#include "kind_words.h"
#include "plan_change.h"

bool contact_reaches(const Interaction *contact, const char *kind_code)
{
	return !contact->attempt.v && !str_same(kind_code, "note");
}

/* ---- the line ---- */

const char *contact_sign(const char *line, size_t *len)
{
	static const char *const signs[] = {">", "Ю"};
	const char *found = NULL;
	for (size_t i = 0; i < countof(signs); i++) {
		size_t n = strlen(signs[i]);
		for (const char *s = strstr(line, signs[i]); s; s = strstr(s + n, signs[i])) {
			bool before = s == line || s[-1] == ' ', after = !s[n] || s[n] == ' ';
			if (before && after && (!found || s > found)) {
				found = s;
				*len = n;
			}
		}
	}
	return found;
}

void contact_split(const char *line, Arena *arena, const char **text, const char **next)
{
	size_t n = 0;
	const char *sign = contact_sign(line, &n);
	Span first = span_trim(sign ? (Span){line, (size_t)(sign - line)} : span_of(line));
	*text = arena_dupn(arena, first.s, first.n);
	*next = NULL;
	if (sign) {
		Span rest = span_trim(span_of(sign + n));
		*next = arena_dupn(arena, rest.s, rest.n);
	}
}

/* ---- lists ---- */

static int kind_order(const void *a, const void *b)
{
	const ContactKind *x = a, *y = b;
	return x->place.n != y->place.n ? (x->place.n > y->place.n) - (x->place.n < y->place.n) : (x->head.id > y->head.id) - (x->head.id < y->head.id);
}

Err *contact_kinds(Work *work, ContactKind **out, size_t *n, Arena *arena)
{
	void *rows;
	size_t all;
	TRY(store_all(work->store, &kind_contact_kind, &rows, &all, arena));
	*out = rows;
	*n = 0;
	for (size_t i = 0; i < all; i++) {
		if (!(*out)[i].gone.v)
			(*out)[(*n)++] = (*out)[i];
	}
	if (*n)
		qsort(*out, *n, sizeof **out, kind_order);
	return NULL;
}

static int outcome_order(const void *a, const void *b)
{
	const Outcome *x = a, *y = b;
	return x->place.n != y->place.n ? (x->place.n > y->place.n) - (x->place.n < y->place.n) : (x->head.id > y->head.id) - (x->head.id < y->head.id);
}

Err *contact_outcomes(Work *work, int64_t kind, Outcome **out, size_t *n, Arena *arena)
{
	void *rows;
	size_t all;
	TRY(store_all(work->store, &kind_outcome, &rows, &all, arena));
	*out = rows;
	*n = 0;
	for (size_t i = 0; i < all; i++) {
		const Outcome *one = &(*out)[i];
		if (!one->gone.v && (!one->kind.v || one->kind.v == kind))
			(*out)[(*n)++] = *one;
	}
	if (*n)
		qsort(*out, *n, sizeof **out, outcome_order);
	return NULL;
}

/* ---- when to try again ---- */

#define BEST_CALLS 100

static bool is_workday(Day day)
{
	return day_weekday(day) <= 5;
}

static Instant hour_after(Work *work, Instant now, int32_t second)
{
	Day day = zone_day(work->zone, now);
	for (int i = 0; i < 8; i++, day.n++) {
		Instant t = zone_instant(work->zone, day, second);
		if (t.s >= now.s + 1800 && is_workday(day))
			return t;
	}
	return (Instant){now.s + 3600};
}

/* When somebody calls tells little of when they answer. */
static bool answered_call(const HistoryRow *row)
{
	return !row->contact.attempt.v && row->contact.direction.v != DIRECTION_IN && str_same(row->kind_code, "call");
}

/* A minute of the day, or the nearest in the working hours; a last hour is left in them. */
static int within_hours(Work *work, int minute)
{
	int from, until;
	settings_hours(work->settings, &from, &until);
	int last = until - 60 > from ? until - 60 : from;
	return minute < from ? from : minute >= until ? last
	                                              : minute;
}

static bool is_better(Work *work, const int hours[24], int hour, int best)
{
	bool inside = within_hours(work, hour * 60) / 60 == hour, was = best >= 0 && within_hours(work, best * 60) / 60 == best;
	return best < 0 || (inside != was ? inside : hours[hour] > hours[best]);
}

Err *contact_best_time(Work *work, int64_t client, Instant *out)
{
	Arena *arena = arena_new();
	HistoryRow *rows;
	size_t n;
	int hours[24] = {0}, best = -1;
	Err *err = history_page(work->store, client, NULL, INT64_MAX, INT64_MAX, BEST_CALLS, &rows, &n, arena);
	for (size_t i = 0; !err && i < n; i++) {
		if (!answered_call(&rows[i]))
			continue;
		Day day;
		int32_t second;
		zone_local(work->zone, rows[i].contact.at, &day, &second);
		int hour = second / 3600;
		hours[hour]++;
		if (is_better(work, hours, hour, best))
			best = hour;
	}
	arena_free(arena);
	TRY(err);
	WordsContext words = work_words(work);
	Instant now = work_now(work);
	Day day;
	int32_t second;
	zone_local(work->zone, (Instant){now.s + 3600}, &day, &second);
	int from, until;
	settings_hours(work->settings, &from, &until);
	bool in_hours = second >= from * 60 && second < until * 60;
	if (best >= 0)
		*out = hour_after(work, now, within_hours(work, best * 60) * 60);
	else if (in_hours && day.n == work_today(work).n && is_workday(day))
		*out = (Instant){now.s + 3600 - (now.s % 60)};
	else
		*out = hour_after(work, now, within_hours(work, words.morning) * 60);
	return NULL;
}

/* An instant in words that the grammar reads back: "today 10:30", "2026-07-27 09:00". */
static const char *words_of(Work *work, Instant t, Arena *arena)
{
	Day day, today = work_today(work);
	int32_t second;
	char date[WHEN_TEXT];
	zone_local(work->zone, t, &day, &second);
	day_text(date, day);
	const char *name = day.n == today.n ? _("today") : day.n == today.n + 1 ? _("tomorrow")
	                                                                        : date;
	return arena_printf(arena, "%s %02d:%02d", name, (int)(second / 3600), (int)(second / 60 % 60));
}

/* What the outcome offers, as words of the date grammar; NULL when nothing. */
static Err *offer_words(Work *work, int64_t client, const Outcome *outcome, const char **out, Arena *arena)
{
	const char *offer = outcome->offer.s;
	*out = NULL;
	if (!offer || !*offer || strcmp(offer, "step") == 0 || strcmp(offer, "reason") == 0 || strcmp(offer, "drop") == 0)
		return NULL;
	WordsContext words = work_words(work);
	if (strcmp(offer, "best") == 0) {
		Instant best;
		TRY(contact_best_time(work, client, &best));
		*out = words_of(work, best, arena);
		return NULL;
	}
	if (strcmp(offer, "date") == 0 || strcmp(offer, "tomorrow") == 0) {
		Day next = {work_today(work).n + 1};
		*out = words_of(work, zone_instant(work->zone, next, words.morning * 60), arena);
		return NULL;
	}
	*out = arena_dup(arena, offer);
	return NULL;
}

/* ---- reading ---- */

/* Of the day of the contact: what was planned since, or for later, it cannot have done. */
static Instant end_of_its_day(Work *work, const ContactDraft *draft)
{
	Day day = instant_is_none(draft->at) ? work_today(work) : zone_day(work->zone, draft->at);
	return zone_instant(work->zone, (Day){day.n + 1}, 0);
}

/* The client's own, of the contact's kind or (of what reached them) of none, and due by the end of the contact's day. */
static bool is_called_for(Work *work, const ContactDraft *draft, bool attempt, const StepRow *step)
{
	bool fits = step->kind_id == draft->kind || (!step->kind_id && !attempt);
	Instant end = end_of_its_day(work, draft);
	bool was_there = instant_is_none(step->made) || step->made.s < end.s;
	return step->client == draft->client && fits && was_there && !instant_is_none(step->due) && step->due.s < end.s;
}

/* The step under the cursor, else the earliest that is called for. An attempt closes nothing but what is called for. */
static Err *find_step(Work *work, const ContactDraft *draft, bool attempt, StepRow *out, Arena *arena)
{
	StepRow *steps;
	size_t n;
	*out = (StepRow){0};
	if (draft->keeps_step)
		return NULL;
	TRY(steps_of(work, draft->client, &steps, &n, arena));
	for (size_t i = 0; draft->step_kind && i < n; i++) {
		bool meant = steps[i].id == draft->step && str_same(steps[i].kind, draft->step_kind);
		if (meant && (!attempt || is_called_for(work, draft, attempt, &steps[i]))) {
			*out = steps[i];
			return NULL;
		}
	}
	for (size_t i = 0; i < n; i++) {
		if (is_called_for(work, draft, attempt, &steps[i])) {
			*out = steps[i];
			return NULL;
		}
	}
	return NULL;
}

static Err *read_outcome(Work *work, const ContactDraft *draft, Outcome *outcome, Arena *arena)
{
	record_init(&kind_outcome, outcome);
	outcome->counts.v = OUTCOME_CONTACT;
	if (!draft->outcome)
		return NULL;
	return store_get(work->store, &kind_outcome, draft->outcome, outcome, arena);
}

static Err *read_next(Work *work, const ContactDraft *draft, ContactReading *out, Arena *arena)
{
	const char *words = draft->next;
	/* Nothing after the sign takes what an attempt offers. */
	if (words && !*words)
		words = out->attempt ? out->offer : NULL;
	if (!words)
		return NULL;
	StepReading step = {0};
	TRY(step_read(work, words, &step, arena));
	out->next_when = step.when;
	out->next_kind = step.kind;
	out->next_text = step.text;
	if (!*step.text && out->closes.kind && out->attempt) {
		out->next_text = out->closes.text;
		out->next_kind = out->closes.kind_id;
	} else if (!*step.text) {
		out->next_kind = draft->kind;
		ContactKind kind;
		TRY(store_get(work->store, &kind_contact_kind, draft->kind, &kind, arena));
		out->next_text = list_name(kind.code.s, kind.name.s);
	}
	return NULL;
}

Err *contact_left(Work *work, int64_t client, const StepRow *closes, StepRow *left, Arena *arena)
{
	StepRow *steps;
	size_t n;
	TRY(steps_left(work, client, closes->kind ? closes : NULL, &steps, &n, arena));
	*left = n ? steps[0] : (StepRow){0};
	return NULL;
}

Err *contact_read(Work *work, const ContactDraft *draft, ContactReading *out, Arena *arena)
{
	Outcome outcome;
	Client client;
	*out = (ContactReading){.next_when = {.start = {.form = MOMENT_NONE}, .length = SECONDS_NONE}};
	TRY(store_get(work->store, &kind_client, draft->client, &client, arena));
	TRY(read_outcome(work, draft, &outcome, arena));
	/* A wrong number reached nobody either. */
	out->attempt = outcome.counts.v != OUTCOME_CONTACT;
	out->tries = out->attempt ? client.attempts.n + 1 : 0;
	TRY(offer_words(work, draft->client, &outcome, &out->offer, arena));
	TRY(find_step(work, draft, out->attempt, &out->closes, arena));
	TRY(read_next(work, draft, out, arena));
	if (out->attempt) {
		/* Without a next try the due call stays as it is. */
		out->replaces = out->closes.kind && out->next_text;
		if (!out->replaces)
			out->closes = (StepRow){0};
	}
	return out->next_text ? NULL : contact_left(work, draft->client, &out->closes, &out->left, arena);
}

/* ---- writing ---- */

/* Adds a part behind what the label has. */
static void label_add(char **label, char *part)
{
	char *longer = said("%s, %s", *label, part);
	free(*label);
	free(part);
	*label = longer;
}

/* Without the length and the day of the next step: those are words of a language and of this day; the rows themselves say them. */
static Err *log_label(Work *work, const ContactDraft *draft, const ContactReading *reading, bool step_done, char **out, Arena *arena)
{
	Client client;
	ContactKind kind;
	Str name = {0};
	TRY(store_get(work->store, &kind_client, draft->client, &client, arena));
	TRY(store_get(work->store, &kind_contact_kind, draft->kind, &kind, arena));
	client_short_title(&name, &client);
	char *type = list_said(kind.code.s, kind.name.s);
	*out = said("%s: %s", str_text(&name), type);
	str_done(&name);
	free(type);
	if (reading->attempt) {
		Outcome outcome;
		TRY(store_get(work->store, &kind_outcome, draft->outcome, &outcome, arena));
		label_add(out, list_said(outcome.code.s, outcome.name.s));
	}
	if ((reading->closes.kind && !reading->attempt) || step_done)
		label_add(out, said_in("contact", NC_("contact", "step done")));
	if (draft->drops)
		label_add(out, said(N_("the number dropped")));
	if (reading->next_text) {
		char *next = said_in("step", NC_("step", "next"));
		label_add(out, said("%s %s", next, reading->next_text));
		free(next);
	}
	return NULL;
}

Err *contact_label(Work *work, const ContactDraft *draft, bool step_done, char **out)
{
	Arena *arena = arena_new();
	ContactReading reading;
	*out = NULL;
	Err *err = contact_read(work, draft, &reading, arena);
	if (!err)
		err = log_label(work, draft, &reading, step_done, out, arena);
	arena_free(arena);
	return err;
}

/* The due call becomes the next try: one task that moves on, so that its tries stay counted. */
static Err *replace_step(Work *work, const ContactReading *reading, Arena *arena)
{
	Task old;
	TRY(store_get(work->store, &kind_task, reading->closes.id, &old, arena));
	Task new = old;
	new.due = reading->next_when.start;
	new.due_zone.s = new.due.form == MOMENT_LOCAL ? arena_dup(arena, zone_name(work->zone)) : NULL;
	new.start = (Moment){.form = MOMENT_NONE};
	new.summary.s = reading->next_text;
	new.tries.n = reading->tries + 1;
	if (reading->next_kind)
		new.kind.v = reading->next_kind;
	return task_save(work, &old, &new, (Moment){.form = MOMENT_NONE}, REACH_WHOLE, NULL);
}

static Err *may_move(Work *work, const ContactReading *reading, bool *moves, Arena *arena)
{
	*moves = false;
	if (!reading->replaces || strcmp(reading->closes.kind, "task") != 0 || reading->next_when.start.form == MOMENT_NONE)
		return NULL;
	Task task;
	TRY(store_get(work->store, &kind_task, reading->closes.id, &task, arena));
	Plan plan = plan_of(&task);
	*moves = !plan_repeats(&plan) && !*reading->next_when.rule;
	return NULL;
}

static Err *write_steps(Work *work, const ContactDraft *draft, const ContactReading *reading, Arena *arena)
{
	bool moves;
	TRY(may_move(work, reading, &moves, arena));
	if (moves)
		return replace_step(work, reading, arena);
	if (reading->closes.kind)
		TRY(plan_done(work, reading->closes.kind, reading->closes.id, reading->closes.recurrence, true, NULL));
	if (!reading->next_text)
		return NULL;
	StepReading step = {.when = reading->next_when, .text = reading->next_text, .kind = reading->next_kind};
	int64_t task;
	return step_make(work, draft->client, &step, reading->attempt ? reading->tries + 1 : 0, &task);
}

static Err *write_contact(Work *work, const ContactDraft *draft, const ContactReading *reading, int64_t *id, Arena *arena)
{
	Interaction contact;
	record_init(&kind_interaction, &contact);
	contact.client.v = draft->client;
	contact.kind.v = draft->kind;
	contact.outcome.v = draft->outcome;
	contact.direction.v = (int32_t)draft->direction;
	contact.at = instant_is_none(draft->at) ? work_now(work) : draft->at;
	contact.length = draft->length;
	contact.text.s = draft->text && *draft->text ? draft->text : NULL;
	contact.attempt.v = reading->attempt;
	contact.number.s = draft->number && *draft->number ? draft->number : NULL;
	contact.author.v = work->me.head.id;
	if (reading->closes.kind && !reading->attempt) {
		contact.step_kind.s = reading->closes.kind;
		contact.step.v = reading->closes.id;
	}
	TRY(work_make(work, &kind_interaction, &contact));
	*id = contact.head.id;
	if (draft->drops)
		TRY(work_remove(work, &kind_channel, draft->drops));
	return write_steps(work, draft, reading, arena);
}

/* Clocks of two machines may differ a little. */
#define AHEAD_SECONDS 120

static Err *was(Work *work, Instant when)
{
	if (instant_is_none(when) || when.s <= work_now(work).s + AHEAD_SECONDS)
		return NULL;
	Str at = {0};
	words_instant(&at, when, work->zone, work_today(work));
	Err *err = err_new(ERR_USAGE, _("A contact cannot lie in the future: %s"), str_text(&at));
	str_done(&at);
	return err_todo(err, _("plan it instead: kartoteka task add, event add"));
}

Err *contact_log(Work *work, const ContactDraft *draft, int64_t *interaction, int64_t *batch)
{
	Arena *arena = arena_new();
	ContactReading reading;
	char *label = NULL;
	int64_t id = 0;
	Err *err = err_kept(was(work, draft->at), _("nothing was logged"));
	store_read_begin(work->store); /* what it is about is asked of one moment */
	if (!err)
		err = contact_read(work, draft, &reading, arena);
	if (!err)
		err = log_label(work, draft, &reading, false, &label, arena);
	store_read_end(work->store);
	if (!err)
		err = work_begin(work, "log", "%s", label);
	if (!err)
		err = work_end(work, write_contact(work, draft, &reading, &id, arena), batch);
	if (!err && interaction)
		*interaction = id;
	free(label);
	arena_free(arena);
	return err;
}

static Err *counts_as(Work *work, Interaction *contact)
{
	Arena *arena = arena_new();
	Outcome outcome;
	const ContactDraft draft = {.outcome = contact->outcome.v};
	Err *err = read_outcome(work, &draft, &outcome, arena);
	if (!err)
		contact->attempt.v = outcome.counts.v != OUTCOME_CONTACT;
	arena_free(arena);
	return err;
}

/* One that ended as this kind of contact never does ends in no way that is known. */
static Err *outcome_fits(Work *work, Interaction *contact)
{
	Arena *arena = arena_new();
	Outcome *rows;
	size_t n = 0;
	bool fits = false;
	Err *err = contact_outcomes(work, contact->kind.v, &rows, &n, arena);
	for (size_t i = 0; i < n; i++)
		fits = fits || rows[i].head.id == contact->outcome.v;
	if (!err && !fits)
		contact->outcome.v = 0;
	arena_free(arena);
	return err;
}

Err *contact_edit(Work *work, const Interaction *old, Interaction *new)
{
	if (new->at.s != old->at.s)
		TRY(err_word(was(work, new->at), "at", -1));
	if (new->kind.v != old->kind.v &&new->outcome.v &&new->outcome.v == old->outcome.v)
		TRY(outcome_fits(work, new));
	if (new->outcome.v != old->outcome.v)
		TRY(counts_as(work, new));
	return work_edit(work, &kind_interaction, old, new);
}
