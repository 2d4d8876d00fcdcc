/* SPDX-License-Identifier: MIT */
/* What stands beside and under a field while it is filled in: how it was read, what is wrong with it, what was typed there before. */
#include <stdlib.h>
#include <string.h>

#include "form.h"
#include "kartoteka/base/fold.h"
#include "kartoteka/base/text.h"
#include "kartoteka/store/lists.h"

enum {
	OFFERS = 6
};

/* ---- echo ---- */

static bool is_date(const Slot *slot)
{
	return slot->type == SLOT_FIELD && (slot->field->type == FIELD_MOMENT || slot->field->type == FIELD_INSTANT || slot->field->type == FIELD_DAY);
}

static void echo_date(Screen *s, const char *text, bool past, Str *out)
{
	WordsReading reading;
	Work *work = ui_work(s->ui);
	WordsContext context = work_words(work);
	context.may_be_past = past;
	Err *err = words_read(&reading, text, &context);
	if (!err) {
		str_add(out, "= ");
		words_moment(out, reading.start, work_today(work));
	}
	err_free(err);
}

static void echo_step(Screen *s, const char *text, Str *out)
{
	WordsReading reading;
	Str matter = {0};
	Work *work = ui_work(s->ui);
	WordsContext context = work_words(work);
	words_find(&reading, &matter, text, &context);
	if (!reading.wrong.to) {
		str_add(out, "= ");
		if (reading.start.form != MOMENT_NONE) {
			words_moment(out, reading.start, work_today(work));
			str_add(out, "  ");
		}
		str_add(out, str_text(&matter));
		step_add_repeat(out, &reading);
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
		str_add(&echo, *text ? "" : _("phone, mail, messenger, address, site"));
	else if (!*text)
		;
	else if (is_date(slot))
		echo_date(s, text, slot->field->type == FIELD_INSTANT, &echo);
	else if (slot->type == SLOT_STEP)
		echo_step(s, text, &echo);
	else if (slot->type == SLOT_FIELD && slot->field->type == FIELD_BIRTH)
		echo_birth(s, slot, text, &echo);
	form_set_echo(&f->form, item, echo.n ? echo.s : NULL);
	str_done(&echo);
}

/* ---- the end of an event follows its start ---- */

static size_t item_of(FormState *f, const char *name)
{
	for (size_t i = 0; i < f->form.n; i++) {
		Slot *slot = form_slot(f, i);
		if (slot && slot->type == SLOT_FIELD && strcmp(slot->name, name) == 0)
			return i;
	}
	return SIZE_MAX;
}

/* MOMENT_NONE where nothing stands or it cannot be read. */
static Moment moment_at(Screen *s, size_t item, Arena *arena)
{
	FormState *f = s->state;
	Event event;
	record_init(&kind_event, &event);
	Slot *slot = form_slot(f, item);
	Err *err = value_read(ui_work(s->ui), slot->field, &event, form_value(&f->form, item), arena);
	Moment at = err ? (Moment){.form = MOMENT_NONE} : strcmp(slot->name, "start") == 0 ? event.start
	                                                                                   : event.end;
	err_free(err);
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

void form_follow(Screen *s, size_t item)
{
	FormState *f = s->state;
	size_t start = item_of(f, "start"), end = item_of(f, "end");
	if (f->kind != &kind_event || item != start || start == SIZE_MAX || end == SIZE_MAX)
		return;
	Arena *arena = arena_new();
	Moment was = f->start, now = moment_at(s, start, arena), to = moment_at(s, end, arena);
	if (now.form != MOMENT_NONE)
		f->start = now;
	bool moved = was.form != MOMENT_NONE && now.form != MOMENT_NONE && to.form != MOMENT_NONE && (was.form != now.form || wall(was) != wall(now));
	if (moved && (was.form != now.form || to.form != was.form)) {
		/* A day became an hour or the other way: it takes an hour, or that day alone. */
		int64_t at = wall(now) + 3600;
		end_put(s, end, now.form == MOMENT_DAY ? (Moment){.form = MOMENT_NONE} : (Moment){
																					 .day = {(int32_t)(at / DAY_SECONDS)},
																					 .second = (int32_t)(at % DAY_SECONDS),
																					 .form = now.form,
																				 },
		        arena);
	} else if (moved) {
		int64_t at = wall(to) + wall(now) - wall(was);
		end_put(s, end, (Moment){.day = {(int32_t)(at / DAY_SECONDS)}, .second = (int32_t)(at % DAY_SECONDS), .form = to.form}, arena);
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
	int64_t leads[8];
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
		err = leads_read(text, leads, 8, &n);
		break;
	case SLOT_CHANNEL:
		if (*text && slot->channel == CHANNEL_PHONE)
			fault = phone_fault(text, work_country(work));
		else if (*text && slot->channel == CHANNEL_EMAIL)
			fault = mail_fault(text);
		break;
	case SLOT_STEP:
		words = work_words(work);
		words_find(&reading, NULL, text, &words);
		err = words_check(&reading, text);
		break;
	case SLOT_MEMBER:
	case SLOT_ROLE:
	case SLOT_TAGS:
	case SLOT_MORE:
	case SLOT_PLANNED:
		break;
	}
	if (err)
		fault = mem_strdup(err->what);
	err_free(err);
	free(rule);
	arena_free(arena);
	return fault;
}

void form_check(Screen *s, size_t item)
{
	FormState *f = s->state;
	Slot *slot = form_slot(f, item);
	if (!slot || !form_item_is_dirty(&f->form, item)) {
		if (slot)
			form_set_error(&f->form, item, NULL);
		return;
	}
	/* A repeat that was not typed anew is words made from the rule: not read back. */
	char *fault = fault_of(s, slot, form_value(&f->form, item));
	form_set_error(&f->form, item, fault);
	free(fault);
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

static bool begins(const char *text, const char *prefix)
{
	Str a = {0}, b = {0};
	fold_word(&a, text);
	fold_word(&b, prefix);
	bool is = str_begins(str_text(&a), str_text(&b));
	str_done(&a);
	str_done(&b);
	return is;
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
		if (begins(str_text(&title), text))
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
		if (begins(_(c->label), text))
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
	Err *err = field && *text ? values_used(ui_work(s->ui)->store, kind, field, text, OFFERS, &values, &n, arena) : NULL;
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
		if (begins(tag->name.s, last) && strcmp(tag->name.s, last) != 0)
			choices[count++] = (FormChoice){.text = arena_printf(arena, "%.*s%s", (int)(last - text), text, tag->name.s)};
	}
	form_set_choices(&f->form, _("tags"), choices, count);
	err_free(err);
	arena_free(arena);
}

static void offer_more(Screen *s)
{
	FormState *f = s->state;
	const FormChoice choices[] = {
		{.text = _("phone"), .id = CHANNEL_PHONE},
		{.text = _("mail"), .id = CHANNEL_EMAIL},
		{.text = _("messenger"), .id = CHANNEL_MESSENGER},
		{.text = _("address"), .id = CHANNEL_ADDRESS},
		{.text = _("site"), .id = CHANNEL_SITE},
	};
	form_set_choices(&f->form, _("one more"), choices, countof(choices));
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

void form_offer(Screen *s, size_t item)
{
	FormState *f = s->state;
	Slot *slot = form_slot(f, item);
	if (!slot)
		return;
	const char *text = form_value(&f->form, item);
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
		offer_more(s);
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
