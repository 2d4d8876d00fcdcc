/* SPDX-License-Identifier: MIT */
/* What stands beside and under a field while it is filled in: how it was read, what is wrong with it, what was typed there before. */
#include <stdlib.h>
#include <string.h>

#include "form.h"
#include "kartoteka/base/fold.h"
#include "kartoteka/base/text.h"
#include "kartoteka/store/lists.h"
#include "kartoteka/when/repeat.h"
#include "kartoteka/work/step.h"

enum {
	OFFERS = 6,
	OFFER_MOST = 200, /* bytes */
};

/* ---- echo ---- */

static bool is_date(const Slot *slot)
{
	return slot->type == SLOT_FIELD && (slot->field->type == FIELD_MOMENT || slot->field->type == FIELD_INSTANT || slot->field->type == FIELD_DAY);
}

/* "–15:30", " – Fri 14 August", " 45 min" */
static void echo_length(Str *out, const WordsReading *reading, Day today)
{
	int64_t end = reading->start.second + reading->length.s;
	if (reading->length.s == SECONDS_NONE.s)
		return;
	if (reading->start.form != MOMENT_DAY && end < DAY_SECONDS) {
		str_add(out, "–");
		words_time(out, (int32_t)end);
	} else if (reading->start.form == MOMENT_DAY && reading->length.s >= DAY_SECONDS) {
		str_add(out, " – ");
		words_moment(out, moment_of_day((Day){reading->start.day.n + (int32_t)(reading->length.s / DAY_SECONDS) - 1}), today);
	} else {
		str_addc(out, ' ');
		words_length(out, reading->length);
	}
}

/* ", 12:00 Berlin": what is kept, where that is on another clock. The time first: the city may be cut. */
static void echo_there(Screen *s, const Slot *slot, Moment said, Str *out)
{
	FormState *f = s->state;
	Work *work = ui_work(s->ui);
	const char *zone = f->is_card ? NULL : field_zone(slot->field, &f->old);
	Moment there = zone ? work_there(work, said, MOMENT_LOCAL, zone) : said;
	if (moment_cmp(there, said) == 0)
		return;
	str_add(out, ", ");
	if (there.day.n != said.day.n) {
		words_day(out, DATE_WEEKDAY, there.day, work_today(work));
		str_addc(out, ' ');
	}
	words_time(out, there.second);
	str_addf(out, " %s", zone_city(work_zone(work, zone)));
}

static void echo_date(Screen *s, size_t item, Str *out)
{
	FormState *f = s->state;
	const Slot *slot = form_slot(f, item);
	WordsReading reading;
	Work *work = ui_work(s->ui);
	Err *err = form_said(s, item, &reading, NULL);
	if (!err) {
		str_add(out, "= ");
		words_moment(out, reading.start, work_today(work));
		echo_length(out, &reading, work_today(work));
		step_add_repeat(out, &reading);
		echo_there(s, slot, reading.start, out);
	}
	err_free(err);
}

/* How a repeat was read where it was typed in other words, and what its words leave out. */
static void echo_repeat(Screen *s, const char *text, Str *out)
{
	FormState *f = s->state;
	char *rule = NULL;
	Arena *arena = arena_new();
	size_t item = form_item_of(f, f->kind == &kind_task ? "due" : "start");
	Moment start = item == SIZE_MAX ? (Moment){.form = MOMENT_NONE} : form_moment_at(s, item, arena);
	if (str_same(f->said_words, text)) {
		rule = mem_strdup(f->said_rule);
	} else if (str_same(f->old_repeat, text)) {
		Value value = field_get(kind_field(f->kind, "rules"), &f->old, arena);
		rule = value.type == VALUE_TEXT ? mem_strdup(value.s) : NULL;
	} else {
		err_free(repeat_read_words(ui_work(s->ui), text, &rule));
	}
	Str words = {0};
	repeat_words(&words, rule);
	if (rule && strcmp(str_text(&words), text) != 0 && !str_same(f->old_repeat, text))
		str_addf(out, "= %s", str_text(&words));
	const char *left = repeat_leaves_out(rule, start);
	if (left)
		str_addf(out, "%s%s", out->n ? "; " : "", left);
	str_done(&words);
	free(rule);
	arena_free(arena);
}

static void echo_step(Screen *s, const char *text, Str *out)
{
	WordsReading reading;
	Str matter = {0};
	Work *work = ui_work(s->ui);
	WordsContext context = step_context(work, text);
	words_find(&reading, &matter, text, &context);
	if (!reading.wrong.to) {
		if (reading.start.form != MOMENT_NONE) {
			str_add(out, "= ");
			words_moment(out, reading.start, work_today(work));
		} else {
			str_addf(out, "%s %s", GLYPH_OVERDUE, step_undated());
		}
		str_addf(out, "  %s", str_text(&matter));
		step_add_repeat(out, &reading);
		if (step_passed(work, &reading))
			str_addf(out, "  %s %s", GLYPH_OVERDUE, step_passed(work, &reading));
	}
	str_done(&matter);
}

static void echo_birth(Screen *s, const Slot *slot, const char *text, Str *out)
{
	Client client = {0};
	Arena *arena = arena_new();
	Err *err = value_read(ui_work(s->ui), slot->field, &client, text, arena);
	if (!err && client.born.month) {
		str_addf(out, "= %d ", client.born.day);
		words_month(out, client.born.month, true);
		if (client.born.year)
			str_addf(out, " %d", client.born.year);
	}
	err_free(err);
	arena_free(arena);
}

void form_echo(Screen *s, size_t item)
{
	FormState *f = s->state;
	Slot *slot = form_slot(f, item);
	Str echo = {0};
	if (!slot)
		return;
	const char *text = form_value(&f->form, item);
	if (f->comparing && form_item_is_dirty(&f->form, item))
		str_addf(&echo, _("was: %s"), *f->form.items[item].first ? f->form.items[item].first : GLYPH_NONE);
	else if (slot->type == SLOT_MORE)
		form_more_echo(s, text, &echo);
	else if (!*text)
		;
	else if (is_date(slot))
		echo_date(s, item, &echo);
	else if (slot->type == SLOT_REPEAT)
		echo_repeat(s, text, &echo);
	else if (slot->type == SLOT_STEP)
		echo_step(s, text, &echo);
	else if (slot->type == SLOT_FIELD && slot->field->type == FIELD_BIRTH)
		echo_birth(s, slot, text, &echo);
	form_set_echo(&f->form, item, echo.n ? echo.s : NULL);
	str_done(&echo);
}

/* ---- the end of an event follows its start ---- */

size_t form_item_of(FormState *f, const char *name)
{
	for (size_t i = 0; i < f->form.n; i++) {
		Slot *slot = form_slot(f, i);
		if (slot && slot->type == SLOT_FIELD && strcmp(slot->name, name) == 0)
			return i;
	}
	return SIZE_MAX;
}

Moment form_moment_at(Screen *s, size_t item, Arena *arena)
{
	FormState *f = s->state;
	AnyRecord record;
	Moment at = {.form = MOMENT_NONE};
	record_init(f->kind, &record);
	Slot *slot = form_slot(f, item);
	Err *err = value_read(ui_work(s->ui), slot->field, &record, form_value(&f->form, item), arena);
	Value value = {.type = VALUE_NULL};
	if (!err)
		value = field_get(slot->field, &record, arena);
	if (value.type != VALUE_TEXT || !moment_read(&at, value.s))
		at = (Moment){.form = MOMENT_NONE};
	err_free(err);
	if (at.form == MOMENT_UTC) {
		zone_local(ui_work(s->ui)->zone, zone_moment(NULL, at), &at.day, &at.second);
		at.form = MOMENT_LOCAL;
	}
	return at;
}

static int64_t wall(Moment at)
{
	return (int64_t)at.day.n * DAY_SECONDS + at.second;
}

static void end_put(Screen *s, size_t item, Moment at, Arena *arena)
{
	FormState *f = s->state;
	Event event;
	Str text = {0};
	record_init(&kind_event, &event);
	event.end = at;
	value_text(&text, ui_work(s->ui), form_slot(f, item)->field, &event);
	form_set(&f->form, item, arena_dup(arena, str_text(&text)));
	form_set_error(&f->form, item, NULL);
	form_echo(s, item);
	str_done(&text);
}

/* As far as the start has moved. A day that becomes an hour, or the other way, takes as long as it took when it was one before, else an hour or that day alone. */
static void end_follow(Screen *s, size_t item, Moment was, Moment now, Arena *arena)
{
	FormState *f = s->state;
	Moment to = form_moment_at(s, item, arena);
	bool was_day = was.form == MOMENT_DAY, now_day = now.form == MOMENT_DAY, ends = to.form != MOMENT_NONE;
	bool fits = ends && (to.form == MOMENT_DAY) == was_day;
	if (was.form == MOMENT_NONE || (was_day == now_day && wall(was) == wall(now)))
		return;
	if (fits)
		f->span[was_day] = wall(to) > wall(was) ? wall(to) - wall(was) : 0;
	if (fits && was_day == now_day)
		end_put(s, item, form_later(to, wall(now) - wall(was)), arena);
	else if (f->span[now_day])
		end_put(s, item, form_later(now, f->span[now_day]), arena);
	else if (ends)
		end_put(s, item, now_day ? (Moment){.form = MOMENT_NONE} : form_later(now, 3600), arena);
}

/* ---- what is said with a date ---- */

static size_t repeat_item(FormState *f)
{
	for (size_t i = 0; i < f->form.n; i++) {
		Slot *slot = form_slot(f, i);
		if (slot && slot->type == SLOT_REPEAT)
			return i;
	}
	return SIZE_MAX;
}

static void put_rule(Screen *s, size_t item, const char *rule)
{
	FormState *f = s->state;
	Str words = {0};
	repeat_words(&words, rule);
	free(f->said_rule);
	free(f->said_words);
	f->said_rule = mem_strdup(rule);
	f->said_words = str_take(&words);
	form_set(&f->form, item, f->said_words);
	form_set_error(&f->form, item, NULL);
}

/* "fri 14-15:30", "every mon 10": end and repeat go into their fields, the date stays; "11:30" gets the day it is of. What has no field is left where it is, for form_check to refuse. */
static void take_said(Screen *s, size_t item, Arena *arena)
{
	FormState *f = s->state;
	Work *work = ui_work(s->ui);
	const char *name = form_slot(f, item)->name;
	bool begins = f->kind == &kind_event && str_same(name, "start");
	size_t end = begins ? form_item_of(f, "end") : SIZE_MAX, repeats = begins || str_same(name, "due") || str_same(name, "start") ? repeat_item(f) : SIZE_MAX;
	WordsReading reading;
	bool open = false;
	Err *err = form_said(s, item, &reading, &open);
	bool long_ = !err && reading.length.s != SECONDS_NONE.s, series = !err && *reading.rule;
	bool takes_length = !long_ || (end != SIZE_MAX && (reading.start.form != MOMENT_DAY || reading.length.s % DAY_SECONDS == 0));
	bool takes_rule = !series || repeats != SIZE_MAX;
	err_free(err);
	if ((!long_ && !series && !open) || !takes_length || !takes_rule)
		return;
	if (f->kind == &kind_event && str_same(name, "end")) {
		reading.start.day.n += reading.start.form == MOMENT_DAY;
		end_put(s, item, reading.start, arena);
		return;
	}
	AnyRecord record;
	Str text = {0};
	char iso[WHEN_TEXT];
	record_init(f->kind, &record); /* of no zone: said by the user's clock */
	moment_text(iso, reading.start);
	Value value = {.type = VALUE_TEXT, .s = iso, .n = strlen(iso)};
	if (form_slot(f, item)->field->type == FIELD_INSTANT)
		value = (Value){.type = VALUE_INT, .i = zone_moment(work->zone, reading.start).s};
	err_free(field_set(form_slot(f, item)->field, &record, &value));
	value_text(&text, work, form_slot(f, item)->field, &record);
	form_set(&f->form, item, arena_dup(arena, str_text(&text)));
	str_done(&text);
	if (series)
		put_rule(s, repeats, reading.rule);
	if (!begins)
		return;
	Moment now = form_moment_at(s, item, arena);
	if (end != SIZE_MAX && long_) {
		end_put(s, end, form_later(now, reading.length.s), arena);
		f->start = now;
	}
}

void form_begun(Screen *s)
{
	FormState *f = s->state;
	size_t item = f->kind == &kind_event ? form_item_of(f, "start") : SIZE_MAX;
	Arena *arena = arena_new();
	Moment at = item == SIZE_MAX ? (Moment){.form = MOMENT_NONE} : form_moment_at(s, item, arena);
	if (at.form != MOMENT_NONE)
		f->start = at;
	arena_free(arena);
	form_name_begun(s);
}

void form_follow(Screen *s, size_t item)
{
	FormState *f = s->state;
	Slot *slot = form_slot(f, item);
	size_t end = form_item_of(f, "end");
	form_name_follow(s, item);
	if (!slot || slot->type != SLOT_FIELD || (slot->field->type != FIELD_MOMENT && slot->field->type != FIELD_INSTANT))
		return;
	Arena *arena = arena_new();
	take_said(s, item, arena);
	if (f->kind == &kind_event && str_same(slot->name, "start")) {
		Moment was = f->start, now = form_moment_at(s, item, arena);
		if (now.form != MOMENT_NONE)
			f->start = now;
		if (now.form != MOMENT_NONE && end != SIZE_MAX)
			end_follow(s, end, was, now, arena);
	}
	arena_free(arena);
}

/* ---- faults ---- */

static char *fault_of(Screen *s, const Slot *slot, const char *text)
{
	AnyRecord record = {0};
	Work *work = ui_work(s->ui);
	Arena *arena = arena_new();
	Err *err = NULL;
	char *rule = NULL, *fault = NULL;
	Seconds leads[LEADS_MOST];
	size_t n;
	WordsContext words;
	WordsReading reading;
	switch (slot->type) {
	case SLOT_FIELD:
		err = value_read(work, slot->field, &record, text, arena);
		break;
	case SLOT_REPEAT:
		err = repeat_read_words(work, text, &rule);
		break;
	case SLOT_REMIND:
		err = leads_read(text, leads, &n);
		break;
	case SLOT_CHANNEL:
		if (*text && slot->channel == CHANNEL_PHONE)
			fault = phone_fault(text, work_country(work));
		else if (*text && slot->channel == CHANNEL_EMAIL)
			fault = mail_fault(text);
		break;
	case SLOT_STEP:
		words = step_context(work, text);
		words_find(&reading, NULL, text, &words);
		err = words_check(&reading, text);
		break;
	case SLOT_MEMBER:
	case SLOT_ROLE:
	case SLOT_TAGS:
	case SLOT_PLANNED:
		break;
	case SLOT_MORE:
		fault = form_more_fault(s, text);
		break;
	}
	if (err)
		fault = mem_strdup(err->what);
	err_free(err);
	free(rule);
	arena_free(arena);
	return fault;
}

static void check_one(Screen *s, size_t item)
{
	FormState *f = s->state;
	/* A repeat that was not typed anew is words made from the rule: not read back. */
	char *fault = form_item_is_dirty(&f->form, item) ? fault_of(s, form_slot(f, item), form_value(&f->form, item)) : NULL;
	if (!fault)
		fault = form_pair_fault(s, item);
	form_set_error(&f->form, item, fault);
	free(fault);
}

void form_check(Screen *s, size_t item)
{
	FormState *f = s->state;
	if (!form_slot(f, item))
		return;
	check_one(s, item);
	if (form_partner(f, item) != SIZE_MAX)
		check_one(s, form_partner(f, item));
}

/* ---- lists under a field ---- */

static void offer_clients(Screen *s, const char *text, bool organizations)
{
	FormState *f = s->state;
	ClientRow *rows = NULL;
	size_t n = 0, count = 0;
	FormChoice choices[OFFERS];
	Arena *arena = arena_new();
	Err *err = *text ? find_client(ui_work(s->ui)->store, text, 3 * OFFERS, &rows, &n, arena) : NULL;
	for (size_t i = 0; !err && i < n && count < OFFERS; i++) {
		const Client *c = &rows[i].client;
		if (organizations && c->kind.v != CLIENT_ORGANIZATION)
			continue;
		choices[count++] = (FormChoice){.text = c->title.s, .note = c->phone.s, .id = c->head.id};
	}
	form_set_choices(&f->form, organizations ? _("organization") : _("client"), choices, count);
	err_free(err);
	arena_free(arena);
}

static void offer_rows(Screen *s, const Field *field, const char *text)
{
	FormState *f = s->state;
	const Kind *kind = kind_find(field->of);
	void *rows = NULL;
	size_t n = 0, count = 0;
	FormChoice choices[12];
	Arena *arena = arena_new();
	Err *err = store_all(ui_work(s->ui)->store, kind, &rows, &n, arena);
	for (size_t i = 0; !err && i < n && count < countof(choices); i++) {
		const void *row = (const char *)rows + i * kind->size;
		Str title = {0};
		kind->title(&title, row);
		if (fold_begins(str_text(&title), text))
			choices[count++] = (FormChoice){.text = arena_dup(arena, str_text(&title)), .id = ((const Record *)row)->id};
		str_done(&title);
	}
	form_set_choices(&f->form, _(kind->label), choices, count);
	err_free(err);
	arena_free(arena);
}

static void offer_choices(Screen *s, const Field *field, const char *text)
{
	FormState *f = s->state;
	FormChoice choices[12];
	size_t count = 0;
	for (const FieldChoice *c = field->choices; c->name && count < countof(choices); c++)
		if (fold_begins(_(c->label), text))
			choices[count++] = (FormChoice){.text = _(c->label)};
	form_set_choices(&f->form, _(field->label), choices, count);
}

static void offer_used(Screen *s, const Kind *kind, const char *field_name, const char *text)
{
	FormState *f = s->state;
	const Field *field = kind_field(kind, field_name);
	const char **values = NULL;
	size_t n = 0, count = 0;
	FormChoice choices[OFFERS];
	Arena *arena = arena_new();
	/* Nobody looks for a value by a long text. */
	Err *err = field && *text && strnlen(text, OFFER_MOST) < OFFER_MOST ? values_used(ui_work(s->ui)->store, kind, field, text, OFFERS, &values, &n, arena) : NULL;
	for (size_t i = 0; !err && i < n && count < OFFERS; i++)
		if (strcmp(values[i], text) != 0)
			choices[count++] = (FormChoice){.text = values[i]};
	form_set_choices(&f->form, field ? _(field->label) : NULL, choices, count);
	err_free(err);
	arena_free(arena);
}

static void offer_tags(Screen *s, const char *text)
{
	FormState *f = s->state;
	const char *comma = strrchr(text, ',');
	const char *last = comma ? comma + 1 + strspn(comma + 1, " ") : text;
	void *rows = NULL;
	size_t n = 0, count = 0;
	FormChoice choices[OFFERS];
	Arena *arena = arena_new();
	Err *err = *last ? store_all(ui_work(s->ui)->store, &kind_tag, &rows, &n, arena) : NULL;
	for (size_t i = 0; !err && i < n && count < OFFERS; i++) {
		const Tag *tag = &((const Tag *)rows)[i];
		/* What is taken stands for the whole field: the tags before it stay. */
		if (fold_begins(tag->name.s, last) && strcmp(tag->name.s, last) != 0)
			choices[count++] = (FormChoice){.text = arena_printf(arena, "%.*s%s", (int)(last - text), text, tag->name.s)};
	}
	form_set_choices(&f->form, _("tags"), choices, count);
	err_free(err);
	arena_free(arena);
}

static void offer_field(Screen *s, const Field *field, const char *text)
{
	FormState *f = s->state;
	if (field->type == FIELD_CHOICE)
		offer_choices(s, field, text);
	else if (field->type == FIELD_ID && str_same(field->of, "client"))
		offer_clients(s, text, false);
	else if (field->type == FIELD_ID)
		offer_rows(s, field, text);
	else if (field->type == FIELD_TEXT)
		offer_used(s, f->kind, field->name, text);
	else
		form_set_choices(&f->form, NULL, NULL, 0);
}

bool form_is_listed(const Field *field)
{
	return field->type == FIELD_CHOICE || (field->type == FIELD_ID && !str_same(field->of, "client"));
}

bool form_list_all(Screen *s, size_t item)
{
	FormState *f = s->state;
	Slot *slot = form_slot(f, item);
	if (!slot || slot->type != SLOT_FIELD || !form_is_listed(slot->field) || f->form.n_choices || !(f->form.entered || !*form_value(&f->form, item)))
		return false;
	offer_field(s, slot->field, "");
	for (size_t i = 0; i < f->form.n_choices; i++)
		if (strcmp(f->form.choices[i].text, form_value(&f->form, item)) == 0)
			f->form.choice = i;
	return f->form.n_choices > 0;
}

void form_offer(Screen *s, size_t item)
{
	FormState *f = s->state;
	Slot *slot = form_slot(f, item);
	if (!slot)
		return;
	const char *text = form_value(&f->form, item);
	bool listed = slot->type == SLOT_FIELD && (slot->field->type == FIELD_CHOICE || slot->field->type == FIELD_ID);
	f->form.free = !listed && slot->type != SLOT_MEMBER; /* "Иванов" is no slip of "Иванова" */
	switch (slot->type) {
	case SLOT_FIELD:
		offer_field(s, slot->field, text);
		break;
	case SLOT_MEMBER:
		offer_clients(s, text, true);
		break;
	case SLOT_ROLE:
		offer_used(s, &kind_membership, "role", text);
		break;
	case SLOT_TAGS:
		offer_tags(s, text);
		break;
	case SLOT_MORE:
		form_more_offer(s, text);
		break;
	case SLOT_CHANNEL:
	case SLOT_STEP:
	case SLOT_PLANNED:
	case SLOT_REPEAT:
	case SLOT_REMIND:
		form_set_choices(&f->form, NULL, NULL, 0);
		break;
	}
}
