/* SPDX-License-Identifier: MIT */
/* Saving a form as one change: fields that were touched are read, the rest stays as it was stored. */
#include <stdlib.h>
#include <string.h>

#include "form.h"
#include "kartoteka/base/said.h"
#include "kartoteka/base/text.h"
#include "kartoteka/work/contact.h"
#include "kartoteka/work/dictionary.h"
#include "kartoteka/work/step.h"

static Err *at_item(FormState *f, size_t item, Err *err)
{
	if (err) {
		form_set_error(&f->form, item, err->what);
		form_go(&f->form, item);
	}
	return err;
}

/* What a line said to the second is not made shorter by a field that shows minutes. */
static bool stands_already(Screen *s, size_t item, const void *record)
{
	FormState *f = s->state;
	Str text = {0};
	form_shown(&text, s, form_slot(f, item)->field, record);
	bool same = strcmp(str_text(&text), form_value(&f->form, item)) == 0;
	str_done(&text);
	return same;
}

/* Fields of the table into a record. */
static Err *read_fields(Screen *s, void *record)
{
	FormState *f = s->state;
	for (size_t i = 0; i < f->form.n; i++) {
		Slot *slot = form_slot(f, i);
		if (!slot || slot->type != SLOT_FIELD || (!f->is_new && !form_item_is_dirty(&f->form, i)))
			continue;
		if (f->is_new && (stands_already(s, i, record) || (f->is_card && !*form_value(&f->form, i) && slot->field->type == FIELD_CHOICE)))
			continue;
		TRY(at_item(f, i, value_read(ui_work(s->ui), slot->field, record, form_value(&f->form, i), f->arena)));
	}
	return NULL;
}

/* ---- a client ---- */

/* What the fields were made of: of a new client, what a line said. */
static const Card *made_of(const FormState *f)
{
	return f->is_new ? &f->card : &f->old_card;
}

static void read_channel(Screen *s, const Slot *slot, const char *text, Channel *out)
{
	FormState *f = s->state;
	if (slot->index != SIZE_MAX)
		*out = made_of(f)->channels[slot->index];
	else
		*out = (Channel){.type = {(int32_t)slot->channel}, .label = {slot->label}};
	out->value.s = arena_dup(f->arena, text);
	out->extension.s = NULL; /* it is in the text; saving parts it */
}

static void read_channels(Screen *s, Card *card)
{
	FormState *f = s->state;
	int64_t places[CHANNEL_SITE + 1] = {0};
	card->channels = arena_alloc(f->arena, (f->slots.n + 1) * sizeof *card->channels);
	card->channel_count = 0;
	for (size_t i = 0; i < f->form.n; i++) {
		Slot *slot = form_slot(f, i);
		const char *text = slot ? form_value(&f->form, i) : "";
		if (!slot || slot->type != SLOT_CHANNEL || !*text)
			continue;
		Channel *channel = &card->channels[card->channel_count++];
		if (slot->index != SIZE_MAX && !form_item_is_dirty(&f->form, i))
			*channel = made_of(f)->channels[slot->index];
		else
			read_channel(s, slot, text, channel);
		channel->place.n = places[slot->channel]++;
	}
}

static const char *role_of(FormState *f, size_t item)
{
	Slot *next = form_slot(f, item + 1);
	return next && next->type == SLOT_ROLE ? form_value(&f->form, item + 1) : "";
}

static void read_members(Screen *s, Card *card)
{
	FormState *f = s->state;
	if (card->client.kind.v != CLIENT_PERSON)
		return;
	card->members = arena_alloc(f->arena, (f->slots.n + 1) * sizeof *card->members);
	card->member_count = 0;
	for (size_t i = 0; i < f->form.n; i++) {
		Slot *slot = form_slot(f, i);
		const char *text = slot ? form_value(&f->form, i) : "";
		if (!slot || slot->type != SLOT_MEMBER || !*text)
			continue;
		MemberRow *row = &card->members[card->member_count];
		if (slot->index != SIZE_MAX && !form_item_is_dirty(&f->form, i))
			*row = made_of(f)->members[slot->index];
		else
			*row = (MemberRow){.title = arena_dup(f->arena, text)};
		row->membership.role.s = arena_dup(f->arena, role_of(f, i));
		row->membership.place.n = (int64_t)card->member_count++;
	}
}

static void read_tags(Screen *s, Card *card)
{
	FormState *f = s->state;
	for (size_t i = 0; i < f->form.n; i++) {
		Slot *slot = form_slot(f, i);
		if (!slot || slot->type != SLOT_TAGS || (!f->is_new && !form_item_is_dirty(&f->form, i)))
			continue;
		const char *text = form_value(&f->form, i);
		Span name;
		card->tags = arena_alloc(f->arena, (strlen(text) + 1) * sizeof *card->tags);
		card->tag_count = 0;
		while (tag_next(&text, &name))
			card->tags[card->tag_count++] = (Tag){.name = {arena_dupn(f->arena, name.s, name.n)}};
	}
}

static const char *step_text(FormState *f)
{
	for (size_t i = 0; i < f->form.n; i++) {
		Slot *slot = form_slot(f, i);
		if (slot && slot->type == SLOT_STEP)
			return form_value(&f->form, i);
	}
	return "";
}

/* Inside a change: what others did meanwhile is looked at and written over as one. */
static Err *save_card(Screen *s, Card *card)
{
	FormState *f = s->state;
	Work *work = ui_work(s->ui);
	int64_t task = 0;
	TRY(form_disputes(s, &card->client));
	read_channels(s, card);
	read_members(s, card);
	read_tags(s, card);
	TRY(card_save(work, f->is_new ? NULL : &f->old_card, card, NULL));
	return *step_text(f) ? step_plan(work, card->client.head.id, step_text(f), &task, NULL) : NULL;
}

static Err *begin_card(Screen *s, const Client *client)
{
	FormState *f = s->state;
	Work *work = ui_work(s->ui);
	Str title = {0};
	client_title(&title, client);
	Err *err;
	if (f->is_new)
		err = *step_text(f) ? work_begin(work, "client add", N_("New client")) : work_begin(work, "client add", N_("Added: %s"), str_text(&title));
	else
		err = work_begin(work, "client edit", N_("Changed: %s"), str_text(&title));
	str_done(&title);
	return err;
}

static Err *save_client(Screen *s, int64_t *batch, char **label)
{
	FormState *f = s->state;
	Card card = f->is_new ? f->card : f->old_card;
	TRY(read_fields(s, &card.client));
	TRY(begin_card(s, &card.client));
	TRY(work_end(ui_work(s->ui), save_card(s, &card), batch));
	f->made = card.client.head.id;
	Str title = {0};
	client_title(&title, &card.client);
	*label = str_take(&title);
	return NULL;
}

/* ---- any other kind ---- */

static Err *read_repeat(Screen *s, void *record)
{
	FormState *f = s->state;
	for (size_t i = 0; i < f->form.n; i++) {
		Slot *slot = form_slot(f, i);
		char *rule = NULL;
		if (!slot || slot->type != SLOT_REPEAT || strcmp(form_value(&f->form, i), f->old_repeat) == 0)
			continue;
		if (f->said_words && strcmp(form_value(&f->form, i), f->said_words) == 0)
			rule = mem_strdup(f->said_rule);
		else
			TRY(at_item(f, i, repeat_read_words(ui_work(s->ui), form_value(&f->form, i), &rule)));
		Value value = {.type = rule ? VALUE_TEXT : VALUE_NULL, .s = rule ? arena_dup(f->arena, rule) : NULL, .n = rule ? strlen(rule) : 0};
		free(rule);
		TRY(field_set(kind_field(f->kind, "rules"), record, &value));
	}
	return NULL;
}

/* A new one of a whole day, or of no day, is called as the settings say while nobody said else: minutes before midnight help nobody. */
static bool called_as_usual(FormState *f, size_t item, const AnyRecord *record)
{
	Moment at = record->event.start;
	if (f->kind == &kind_task)
		at = record->task.due.form != MOMENT_NONE ? record->task.due : record->task.start;
	return f->is_new && !form_item_is_dirty(&f->form, item) && (at.form == MOMENT_NONE || at.form == MOMENT_DAY);
}

static Err *save_remind(Screen *s, const AnyRecord *record)
{
	FormState *f = s->state;
	int64_t id = record->head.id;
	for (size_t i = 0; i < f->form.n; i++) {
		Slot *slot = form_slot(f, i);
		Seconds leads[LEADS_MOST];
		size_t n = 0;
		if (!slot || slot->type != SLOT_REMIND || called_as_usual(f, i, record) || (!f->is_new && strcmp(form_value(&f->form, i), f->old_remind) == 0))
			continue;
		TRY(at_item(f, i, leads_read(form_value(&f->form, i), leads, &n)));
		TRY(at_item(f, i, reminders_set(ui_work(s->ui), f->kind->name, id, leads, n)));
	}
	return NULL;
}

static Err *save_record(Screen *s, AnyRecord *record)
{
	FormState *f = s->state;
	Work *work = ui_work(s->ui);
	if (f->kind == &kind_event)
		return event_save(work, f->is_new ? NULL : &f->old.event, &record->event, f->occurrence, f->reach, NULL);
	if (f->kind == &kind_task)
		return task_save(work, f->is_new ? NULL : &f->old.task, &record->task, f->occurrence, f->reach, NULL);
	if (f->kind == &kind_note && !f->is_new)
		note_title_follows(&f->old.note, &record->note, f->arena);
	if (f->kind == &kind_note)
		return note_save(work, f->is_new ? NULL : &f->old.note, &record->note, NULL);
	if (f->kind == &kind_interaction)
		return contact_edit(work, &f->old.interaction, &record->interaction);
	if (f->kind == &kind_staff && !f->is_new)
		return staff_edit(work, &f->old.staff, &record->staff);
	return f->is_new ? work_make(work, f->kind, record) : work_edit(work, f->kind, &f->old, record);
}

/* Tags that were typed with a new event or task. */
static Err *save_tags(Screen *s, int64_t client)
{
	FormState *f = s->state;
	Card card = {0};
	size_t item = 0;
	while (item < f->form.n && !(form_slot(f, item) && form_slot(f, item)->type == SLOT_TAGS))
		item++;
	if (f->is_card || item == f->form.n)
		return NULL;
	read_tags(s, &card);
	if (card.tag_count && !client)
		return at_item(f, item, err_new(ERR_USAGE, "%s", _("a tag is of a client: say which")));
	for (size_t i = 0; i < card.tag_count; i++)
		TRY(client_tag(ui_work(s->ui), &client, 1, card.tags[i].name.s, false, NULL));
	return NULL;
}

static int64_t client_of(const FormState *f, const AnyRecord *record)
{
	if (f->kind == &kind_event)
		return record->event.client.v;
	return f->kind == &kind_task ? record->task.client.v : 0;
}

/* As the call line writes it: what it closes and the step that follows are the same change. */
static Err *save_contact(Screen *s, const Interaction *contact, int64_t *batch, char **label)
{
	FormState *f = s->state;
	Work *work = ui_work(s->ui);
	const ContactDraft draft = {
		.client = contact->client.v,
		.kind = contact->kind.v,
		.outcome = contact->outcome.v,
		.direction = (Direction)contact->direction.v,
		.at = contact->at,
		.length = contact->length,
		.text = contact->text.s,
		.number = contact->number.s,
		.next = *step_text(f) ? step_text(f) : NULL,
		.keeps_step = f->keeps_step,
		.drops = f->drops,
	};
	char *said = NULL;
	Str words = {0};
	TRY(kind_interaction.check(contact));
	TRY(contact_label(work, &draft, false, &said));
	said_text(&words, said);
	free(said);
	*label = str_take(&words);
	return contact_log(work, &draft, &f->made, batch);
}

/* What Changes lists and `u` takes back: the same words as where a command did it. */
static Err *begin_any(Screen *s, const AnyRecord *record, const char *title)
{
	FormState *f = s->state;
	Work *work = ui_work(s->ui);
	const char *command = f->is_new ? "add" : "edit";
	Client client = {0};
	if (f->kind == &kind_interaction) {
		TRY(store_get(work->store, &kind_client, record->interaction.client.v, &client, f->arena));
		return work_begin(work, command, N_("Contact changed: %s"), client.title.s ? client.title.s : "");
	}
	char *quoted = f->kind == &kind_staff ? mem_strdup(title) : said_in("quoted", NC_("quoted", "\"%s\""), title);
	Err *err = f->is_new ? work_begin(work, command, N_("Added: %s"), quoted) : work_begin(work, command, N_("Changed: %s"), quoted);
	free(quoted);
	return err;
}

static Err *save_any(Screen *s, int64_t *batch, char **label)
{
	FormState *f = s->state;
	Work *work = ui_work(s->ui);
	AnyRecord record = f->old;
	Str title = {0};
	TRY(read_fields(s, &record));
	if (form_is_new_contact(f))
		return save_contact(s, &record.interaction, batch, label);
	TRY(read_repeat(s, &record));
	f->kind->title(&title, &record);
	*label = str_take(&title);
	TRY(begin_any(s, &record, *label));
	Err *err = form_disputes(s, &record);
	if (!err)
		err = save_record(s, &record);
	if (!err)
		err = save_remind(s, &record);
	if (!err)
		err = save_tags(s, client_of(f, &record));
	return work_end(work, err, batch);
}

/* What is wrong with one field stands under it, and the cursor goes there. */
static Err *at_its_field(FormState *f, Err *err)
{
	for (size_t i = 0; err && err->code != ERR_CONFLICT && err->word && i < f->form.n; i++) {
		Slot *slot = form_slot(f, i);
		bool is = slot && ((slot->field && strcmp(slot->field->name, err->word) == 0) || (slot->type == SLOT_REPEAT && strcmp(err->word, "rules") == 0));
		if (is && !f->form.items[i].error)
			return at_item(f, i, err);
	}
	return err;
}

Err *form_save(Screen *s, int64_t *batch, char **label)
{
	FormState *f = s->state;
	*batch = 0;
	*label = NULL;
	f->dispute.n = 0;
	return at_its_field(f, f->is_card ? save_client(s, batch, label) : save_any(s, batch, label));
}
