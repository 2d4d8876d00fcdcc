/* SPDX-License-Identifier: MIT */
/* The fields of a form: from the kind's field table; of a client from its card. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "card_show.h"
#include "form.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/when/repeat.h"
#include "kartoteka/work/step.h"

enum {
	LABELS_LEAST = 10,
	LABELS_MOST = 14,
};

size_t form_item_named(const FormState *f, Span name)
{
	for (size_t i = 0; i < f->form.n; i++)
		if (f->form.items[i].type == FORM_FIELD && span_is(name, f->slots.at[f->form.items[i].tag].name))
			return i;
	return SIZE_MAX;
}

Slot *form_slot(FormState *f, size_t item)
{
	return item < f->form.n && f->form.items[item].type == FORM_FIELD ? &f->slots.at[f->form.items[item].tag] : NULL;
}

static size_t add_slot(FormState *f, Slot slot, const char *label, const char *value, bool many)
{
	size_t item = form_add_field(&f->form, label, value, many);
	f->form.items[item].tag = (int64_t)f->slots.n;
	vec_push(&f->slots, slot);
	return item;
}

bool form_is_new_contact(const FormState *f)
{
	return f->is_new && f->kind == &kind_interaction;
}

/* A direction was said with the contact: it is spelt out. */
void form_shown(Str *out, Screen *s, const Field *field, const void *record)
{
	FormState *f = s->state;
	if (f->is_new && field->type == FIELD_CHOICE && strcmp(field->name, "kind") != 0) {
		Value value = field_get(field, record, f->arena);
		if (value.type != VALUE_NULL && !(form_is_new_contact(f) && !str_same(value.s, "none")))
			return;
	}
	value_text(out, ui_work(s->ui), field, record);
}

static size_t add_field(Screen *s, const Field *field, const void *record, bool beside)
{
	FormState *f = s->state;
	Str value = {0};
	Slot slot = {.type = SLOT_FIELD, .field = field, .index = SIZE_MAX};
	snprintf(slot.name, sizeof slot.name, "%s", field->name);
	form_shown(&value, s, field, record);
	size_t item = add_slot(f, slot, _(field->label), str_text(&value), field->type == FIELD_NOTE);
	f->form.items[item].beside = beside;
	bool date = field->type == FIELD_MOMENT || field->type == FIELD_INSTANT || field->type == FIELD_DAY || field->type == FIELD_BIRTH;
	f->form.items[item].whole = date || form_is_listed(field);
	str_done(&value);
	return item;
}

static void add_named(Screen *s, const char *name, bool beside)
{
	FormState *f = s->state;
	const Field *field = kind_field(f->kind, name);
	if (field)
		add_field(s, field, f->is_card ? (const void *)&f->card.client : (const void *)&f->old, beside);
}

/* ---- a client ---- */

void form_channel_text(Str *out, const Channel *channel)
{
	Channel shown = *channel;
	Arena *arena = arena_new();
	/* Older programs left it in the value, too. */
	channel_part_extension(&shown, PHONE_HOME_CODE, arena);
	str_add(out, shown.value.s ? shown.value.s : "");
	if (shown.extension.s && *shown.extension.s)
		str_addf(out, " %s %s", _("ext."), shown.extension.s);
	arena_free(arena);
}

/* In a draft what the base has is called by its uuid, what is new by its number: others may put in and take away before it comes back. */
static void child_name(Slot *slot, const char *word, const Record *row, size_t number)
{
	if (row && row->uuid[0])
		snprintf(slot->name, sizeof slot->name, "%s:%s", word, row->uuid);
	else
		snprintf(slot->name, sizeof slot->name, "%s.%zu", word, number);
}

static Slot channel_slot(const FormState *f, ChannelType type, size_t index, size_t number)
{
	char word[16];
	Slot slot = {.type = SLOT_CHANNEL, .index = index, .channel = type};
	snprintf(word, sizeof word, "channel%d", (int)type);
	child_name(&slot, word, index == SIZE_MAX ? NULL : &f->card.channels[index].head, number);
	return slot;
}

static void add_channels(Screen *s, ChannelType type, bool one_empty)
{
	FormState *f = s->state;
	size_t count = 0;
	for (size_t i = 0; i < f->card.channel_count; i++) {
		const Channel *c = &f->card.channels[i];
		Str value = {0};
		if ((ChannelType)c->type.v != type)
			continue;
		form_channel_text(&value, c);
		add_slot(f, channel_slot(f, type, i, count++), c->label.s && *c->label.s ? c->label.s : show_channel_word(type), str_text(&value), false);
		str_done(&value);
	}
	if (!count && one_empty)
		add_slot(f, channel_slot(f, type, SIZE_MAX, 0), show_channel_word(type), "", false);
}

static Slot member_slot(const FormState *f, SlotType type, size_t index, size_t number)
{
	Slot slot = {.type = type, .index = index};
	child_name(&slot, type == SLOT_ROLE ? "role" : "where", index == SIZE_MAX ? NULL : &f->card.members[index].membership.head, number);
	return slot;
}

static size_t insert_slot(FormState *f, size_t before, Slot slot, const char *label)
{
	size_t item = form_insert_field(&f->form, before, label, "", false);
	f->form.items[item].tag = (int64_t)f->slots.n;
	vec_push(&f->slots, slot);
	return item;
}

size_t form_add_channel(Screen *s, size_t before, ChannelType type, const char *label)
{
	FormState *f = s->state;
	Slot slot = channel_slot(f, type, SIZE_MAX, 0);
	for (size_t number = 1; form_item_named(f, span_of(slot.name)) != SIZE_MAX; number++)
		slot = channel_slot(f, type, SIZE_MAX, number);
	slot.label = label && *label ? arena_dup(f->arena, label) : NULL;
	return insert_slot(f, before, slot, slot.label ? slot.label : show_channel_word(type));
}

size_t form_add_member(Screen *s, size_t before)
{
	FormState *f = s->state;
	Slot where, role;
	size_t number = 0;
	do {
		where = member_slot(f, SLOT_MEMBER, SIZE_MAX, number);
		role = member_slot(f, SLOT_ROLE, SIZE_MAX, number++);
	} while (form_item_named(f, span_of(where.name)) != SIZE_MAX);
	size_t item = insert_slot(f, before, where, _("works at"));
	f->form.items[insert_slot(f, item + 1, role, _("role"))].beside = true;
	return item;
}

static void add_members(Screen *s)
{
	FormState *f = s->state;
	size_t n = f->card.member_count ? f->card.member_count : 1;
	for (size_t i = 0; i < n; i++) {
		bool old = i < f->card.member_count;
		Slot where = member_slot(f, SLOT_MEMBER, old ? i : SIZE_MAX, i), role = member_slot(f, SLOT_ROLE, where.index, i);
		add_slot(f, where, _("works at"), old ? f->card.members[i].title : "", false);
		size_t item = add_slot(f, role, _("role"), old && f->card.members[i].membership.role.s ? f->card.members[i].membership.role.s : "", false);
		f->form.items[item].beside = true;
	}
}

static void add_tags(Screen *s)
{
	FormState *f = s->state;
	Str tags = {0};
	Slot slot = {.type = SLOT_TAGS, .name = "tags"};
	for (size_t i = 0; i < f->card.tag_count; i++)
		str_addf(&tags, "%s%s", i ? ", " : "", f->card.tags[i].name.s);
	add_slot(f, slot, _("tags"), str_text(&tags), false);
	str_done(&tags);
}

/* The step that is planned stands there to be read; what is typed is planned beside it, as with r. */
static void add_step(Screen *s)
{
	FormState *f = s->state;
	const Client *client = &f->old_card.client;
	bool planned = !f->is_new && client->next_kind.s;
	form_add_gap(&f->form);
	form_add_heading(&f->form, _("NEXT"));
	if (planned) {
		Str text = {0};
		show_next(&text, ui_work(s->ui), client, 0);
		size_t item = add_slot(f, (Slot){.type = SLOT_PLANNED, .name = "planned"}, _("step"), str_text(&text), false);
		f->form.items[item].fixed = true;
		str_done(&text);
	}
	add_slot(f, (Slot){.type = SLOT_STEP, .name = "step"}, planned ? _("and then") : _("step"), f->step ? f->step : "", false);
}

static void build_card(Screen *s)
{
	FormState *f = s->state;
	bool person = f->card.client.kind.v == CLIENT_PERSON;
	form_add_heading(&f->form, _("NAME"));
	if (f->is_new)
		add_named(s, "kind", false);
	if (person) { /* one goes down the names; what stands beside them comes after */
		add_named(s, "surname", false);
		add_named(s, "address_form", true);
		add_named(s, "given", false);
		add_named(s, "tone", true);
		add_named(s, "patronymic", false);
		add_named(s, "born", true);
		add_named(s, "gender", false);
		for (size_t i = 0; i < f->form.n; i++)
			f->form.items[i].later = f->form.items[i].beside;
	} else {
		add_named(s, "name", false);
		add_named(s, "legal_form", true);
	}
	form_add_gap(&f->form);
	form_add_heading(&f->form, _("REACH"));
	for (int type = CHANNEL_PHONE; type <= CHANNEL_SITE; type++)
		add_channels(s, (ChannelType)type, type <= CHANNEL_EMAIL);
	add_slot(f, (Slot){.type = SLOT_MORE, .name = "more"}, _("more"), "", false);
	form_add_gap(&f->form);
	form_add_heading(&f->form, person ? _("WORK") : _("ABOUT"));
	if (person)
		add_members(s);
	add_tags(s);
	add_named(s, "source", true);
	add_named(s, "note", false);
	add_named(s, "owner", true);
	add_step(s);
}

/* ---- any other kind ---- */

static bool in_form(const Field *field)
{
	return !(field->flags & (FIELD_HIDDEN | FIELD_PRIVATE | FIELD_DERIVED));
}

static void add_repeat(Screen *s)
{
	FormState *f = s->state;
	const Field *rules = kind_field(f->kind, "rules");
	Str words = {0};
	if (!rules)
		return;
	Value value = field_get(rules, &f->old, f->arena);
	if (value.type == VALUE_TEXT)
		repeat_words(&words, value.s);
	free(f->old_repeat);
	f->old_repeat = str_take(&words);
	add_slot(f, (Slot){.type = SLOT_REPEAT, .name = "repeat"}, _("repeats"), f->old_repeat, false);
}

Err *form_remind_text(Screen *s, Str *out)
{
	FormState *f = s->state;
	Reminder *rows = NULL;
	size_t n = 0;
	TRY(reminders_calling(ui_work(s->ui), f->kind->name, f->old.head.id, &rows, &n, f->arena));
	for (size_t i = 0; i < n; i++) {
		const Reminder *r = &rows[i];
		if (r->absolute.v)
			continue;
		str_add(out, out->n ? ", " : "");
		value_text(out, ui_work(s->ui), kind_field(&kind_reminder, "lead"), r);
	}
	return NULL;
}

static Err *add_remind(Screen *s)
{
	FormState *f = s->state;
	Str text = {0};
	if (f->kind != &kind_event && f->kind != &kind_task)
		return NULL;
	if (!f->is_new)
		TRY(form_remind_text(s, &text));
	if (f->is_new)
		leads_text(&text, settings_get(ui_work(s->ui)->settings, "remind", "lead"));
	free(f->old_remind);
	f->old_remind = f->is_new ? mem_strdup("") : mem_strdup(str_text(&text));
	add_slot(f, (Slot){.type = SLOT_REMIND, .name = "remind"}, _("remind"), str_text(&text), false);
	str_done(&text);
	return NULL;
}

static void add_upper(Str *out, const char *text)
{
	size_t n = strlen(text), used;
	for (size_t at = 0; at < n; at += used) {
		char bytes[4];
		uint32_t code = utf8_upper(utf8_decode(text + at, n - at, &used));
		str_addn(out, bytes, utf8_encode(bytes, code));
	}
}

static Err *build_any(Screen *s)
{
	FormState *f = s->state;
	Str heading = {0};
	add_upper(&heading, _(f->kind->label));
	form_add_heading(&f->form, str_text(&heading));
	str_done(&heading);
	for (size_t i = 0; i < f->kind->field_count; i++)
		if (in_form(&f->kind->fields[i]))
			add_field(s, &f->kind->fields[i], &f->old, false);
	add_repeat(s);
	if (form_is_new_contact(f))
		add_slot(f, (Slot){.type = SLOT_STEP, .name = "step"}, _("next step"), f->step ? f->step : "", false);
	return add_remind(s);
}

/* ---- reading the record ---- */

Err *form_read_stored(Screen *s, int64_t id, Card *card, AnyRecord *record)
{
	FormState *f = s->state;
	Work *work = ui_work(s->ui);
	if (f->is_card)
		return card_read(work, id, card, f->arena);
	if (f->kind == &kind_event)
		return event_shown(work, id, f->occurrence, &record->event, f->arena);
	if (f->kind == &kind_task)
		return task_shown(work, id, f->occurrence, &record->task, f->arena);
	return store_get(work->store, f->kind, id, record, f->arena);
}

static void start_new(Screen *s, const FormArg *arg)
{
	FormState *f = s->state;
	Work *work = ui_work(s->ui);
	if (f->is_card) {
		f->old_card.client.made_at = f->old_card.client.last_contact = f->old_card.client.next_at = INSTANT_NONE;
		f->old_card.client.owner.v = work->me.head.id;
		return;
	}
	/* Members whose none is no zero. */
	for (size_t i = 0; i < f->kind->field_count; i++)
		err_free(field_set(&f->kind->fields[i], &f->old, &(Value){.type = VALUE_NULL}));
	const Field *client = kind_field(f->kind, "client"), *owner = kind_field(f->kind, "owner");
	if (client && arg->client)
		err_free(field_set(client, &f->old, &(Value){.type = VALUE_INT, .i = arg->client}));
	if (f->kind == &kind_interaction && arg->client)
		f->of = ref_title(work, client, arg->client, f->arena);
	if (owner && work->me.head.id)
		err_free(field_set(owner, &f->old, &(Value){.type = VALUE_INT, .i = work->me.head.id}));
}

/* Of a line it was begun in nothing is left when that ends. */
static void copy_card(FormState *f, const Card *from)
{
	Card *to = &f->card;
	*to = *from;
	memcpy(&to->client, record_dup(f->arena, &kind_client, &from->client), sizeof to->client);
	to->channels = arena_alloc(f->arena, (from->channel_count + 1) * sizeof *to->channels);
	to->members = arena_alloc(f->arena, (from->member_count + 1) * sizeof *to->members);
	to->tags = arena_alloc(f->arena, (from->tag_count + 1) * sizeof *to->tags);
	for (size_t i = 0; i < from->channel_count; i++)
		memcpy(&to->channels[i], record_dup(f->arena, &kind_channel, &from->channels[i]), sizeof *to->channels);
	for (size_t i = 0; i < from->tag_count; i++)
		memcpy(&to->tags[i], record_dup(f->arena, &kind_tag, &from->tags[i]), sizeof *to->tags);
	for (size_t i = 0; i < from->member_count; i++) {
		const MemberRow *row = &from->members[i];
		to->members[i] = (MemberRow){
			.title = arena_dup(f->arena, row->title),
			.phone = row->phone ? arena_dup(f->arena, row->phone) : NULL,
			.client = row->client,
		};
		memcpy(&to->members[i].membership, record_dup(f->arena, &kind_membership, &row->membership), sizeof row->membership);
	}
}

/* A draft names its occurrence as it was called then. */
static Err *follow_occurrence(Screen *s, const FormArg *arg)
{
	FormState *f = s->state;
	AnyRecord now, was = {.head = {.id = arg->id, .rev = arg->rev}};
	if (!arg->rev || f->occurrence.form == MOMENT_NONE)
		return NULL;
	if (f->kind == &kind_event)
		return event_now(ui_work(s->ui), &was.event, &f->occurrence, &now.event, f->arena);
	return f->kind == &kind_task ? task_now(ui_work(s->ui), &was.task, &f->occurrence, &now.task, f->arena) : NULL;
}

static Err *begin(Screen *s, const FormArg *arg)
{
	FormState *f = s->state;
	f->is_card = f->kind == &kind_client;
	f->is_new = arg->id == 0;
	f->client = arg->client;
	f->occurrence = arg->occurrence;
	f->reach = arg->reach;
	TRY(follow_occurrence(s, arg));
	f->keeps_step = arg->keeps_step;
	f->drops = arg->drops;
	if (f->is_new)
		start_new(s, arg);
	else
		TRY(form_read_stored(s, arg->id, &f->old_card, &f->old));
	if (!f->is_new && f->kind == &kind_interaction)
		f->of = ref_title(ui_work(s->ui), kind_field(f->kind, "client"), f->old.interaction.client.v, f->arena);
	if (f->is_card) {
		copy_card(f, arg->start && f->is_new ? (const Card *)arg->start : &f->old_card);
		if (f->is_new && !f->card.client.owner.v)
			f->card.client.owner.v = ui_work(s->ui)->me.head.id;
	} else if (arg->start && f->is_new) {
		memcpy(&f->old, record_dup(f->arena, f->kind, arg->start), f->kind->size);
	}
	return NULL;
}

/* As wide as the longest label asks, within what leaves the values their room. */
static void fit_labels(FormState *f)
{
	int cells = LABELS_LEAST;
	for (size_t i = 0; i < f->form.n; i++)
		if (f->form.items[i].type == FORM_FIELD) {
			int width = utf8_width(f->form.items[i].label);
			cells = width > cells ? width : cells;
		}
	f->form.label_cells = cells < LABELS_MOST ? cells : LABELS_MOST;
}

/* Tags said with a new event or task: of its client. */
size_t form_add_tags(FormState *f, const char *tags)
{
	return add_slot(f, (Slot){.type = SLOT_TAGS, .name = "tags"}, _("tags"), tags, false);
}

/* What the user typed in a line before is as if typed here. */
static void start_was_typed(FormState *f)
{
	for (size_t i = 0; i < f->form.n; i++) {
		Slot *slot = form_slot(f, i);
		bool given = !slot || slot->type == SLOT_REMIND || (slot->field && (str_same(slot->name, "kind") || str_same(slot->name, "owner")));
		if (given)
			continue;
		free(f->form.items[i].first);
		f->form.items[i].first = mem_strdup("");
	}
}

/* Where typing begins: of a new client its name, whose kind stands above it already filled in. */
static size_t first_field(FormState *f)
{
	size_t surname = form_item_named(f, span_of("surname")), name = surname == SIZE_MAX ? form_item_named(f, span_of("name")) : surname;
	return f->is_card && f->is_new && name != SIZE_MAX ? name : 1;
}

Err *form_build(Screen *s, const FormArg *arg)
{
	FormState *f = s->state;
	f->step = arg->step;
	TRY(begin(s, arg));
	if (f->is_card)
		build_card(s);
	else
		TRY(build_any(s));
	if (!f->is_card && arg->tags && *arg->tags)
		form_add_tags(f, arg->tags);
	f->step = NULL;
	if (arg->typed)
		start_was_typed(f);
	fit_labels(f);
	form_begun(s);
	form_go(&f->form, first_field(f));
	for (size_t i = 0; i < f->form.n; i++)
		form_echo(s, i);
	return NULL;
}

void form_build_kind(Screen *s)
{
	FormState *f = s->state;
	form_clear(&f->form);
	f->slots.n = 0;
	build_card(s);
	fit_labels(f);
}

void form_rebuild(Screen *s)
{
	FormState *f = s->state;
	Str draft = {0};
	form_write_draft(f, &draft);
	form_build_kind(s);
	form_read_draft(s, str_text(&draft));
	form_go(&f->form, first_field(f));
	str_done(&draft);
}
