/* SPDX-License-Identifier: MIT */
/*
 * What was typed and is not saved, as lines: "name=value", newlines and backslashes escaped, and ":was.name=value", what the field was made of. A form that comes
 * back merges the two with what the base says by then: what nobody else touched takes what was typed, where others were quicker a save asks (form_dispute.c).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "draft_lines.h"
#include "form.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"

/* ---- writing ---- */

/* A workplace and the role in it are one row of the base: they are kept together. */
static bool is_touched(const FormState *f, size_t item)
{
	const Slot *slot = &f->slots.at[f->form.items[item].tag];
	bool touched = form_item_is_dirty(&f->form, item);
	if (slot->type == SLOT_MEMBER && item + 1 < f->form.n)
		touched = touched || form_item_is_dirty(&f->form, item + 1);
	if (slot->type == SLOT_ROLE && item)
		touched = touched || form_item_is_dirty(&f->form, item - 1);
	return touched;
}

static const Record *child_of(const FormState *f, const Slot *slot)
{
	if (f->is_new || slot->index == SIZE_MAX)
		return NULL;
	if (slot->type == SLOT_CHANNEL)
		return &f->old_card.channels[slot->index].head;
	return slot->type == SLOT_MEMBER ? &f->old_card.members[slot->index].membership.head : NULL;
}

static void write_item(const FormState *f, size_t item, Str *out)
{
	const FormItem *it = &f->form.items[item];
	const Slot *slot = &f->slots.at[it->tag];
	const Record *child = child_of(f, slot);
	bool known = !f->is_new && !((slot->type == SLOT_CHANNEL || slot->type == SLOT_MEMBER || slot->type == SLOT_ROLE) && slot->index == SIZE_MAX);
	char head[sizeof slot->name + 12];
	draft_put(out, slot->name, form_value(&f->form, item));
	snprintf(head, sizeof head, ":was.%s", slot->name);
	if (known)
		draft_put(out, head, it->first ? it->first : "");
	snprintf(head, sizeof head, ":id.%s", slot->name);
	if (child)
		draft_put_number(out, head, child->id);
	snprintf(head, sizeof head, ":label.%s", slot->name);
	if (slot->label)
		draft_put(out, head, slot->label);
}

void form_write_draft(FormState *f, Str *out)
{
	char at[WHEN_TEXT];
	bool guessed = !f->is_new && form_name_is_guess(f);
	moment_text(at, f->occurrence);
	draft_put(out, ":kind", f->kind->name);
	draft_put(out, ":lang", form_lang_name(text_lang()));
	draft_put_number(out, ":id", f->is_card ? f->old_card.client.head.id : f->old.head.id);
	draft_put_number(out, ":client", f->client);
	draft_put(out, ":at", at);
	draft_put_number(out, ":reach", f->reach);
	if (f->occurrence.form != MOMENT_NONE)
		draft_put_number(out, ":rev", f->old.head.rev);
	draft_put_number(out, ":guessed", guessed);
	if (form_is_new_contact(f)) {
		draft_put_number(out, ":keeps", f->keeps_step);
		draft_put_number(out, ":drops", f->drops);
	}
	for (size_t i = 0; i < f->form.n; i++) {
		const Slot *slot = form_slot(f, i);
		if (!slot || (!is_touched(f, i) && !(f->is_new && *form_value(&f->form, i))))
			continue; /* of a new one what was proposed is kept too */
		if (guessed && slot->field && (slot->field->flags & FIELD_FOLLOWS))
			continue;
		write_item(f, i, out);
	}
	const FormItem *here = f->form.focus < f->form.n ? &f->form.items[f->form.focus] : NULL;
	if (here && here->type == FORM_FIELD) {
		draft_put(out, ":focus", f->slots.at[here->tag].name);
		draft_put_number(out, ":cursor", here->edit ? (int64_t)edit_at(here->edit) : 0);
	}
}

/* ---- reading lines ---- */

/* What a field was made of, the number of its row; NULL: nothing is said of that. Caller frees. */
static char *said_of(const char *body, const char *head, Span name)
{
	Str line = {0};
	str_addf(&line, "%s%.*s", head, (int)name.n, name.s);
	char *value = draft_value(body, str_text(&line));
	str_done(&line);
	return value;
}

static bool span_begins(Span span, const char *word)
{
	return span.n >= strlen(word) && strncmp(span.s, word, strlen(word)) == 0;
}

/* ---- what is in the draft and not in the form ---- */

static void rename_slot(FormState *f, size_t item, Span name)
{
	Slot *slot = form_slot(f, item);
	size_t n = name.n < sizeof slot->name ? name.n : sizeof slot->name - 1;
	memcpy(slot->name, name.s, n);
	slot->name[n] = '\0';
}

/* The head of a row of the base that is named "channel0:UUID". */
static Record head_of(const char *body, Span name)
{
	Record head = {0};
	char *id = said_of(body, ":id.", name);
	const char *sign = memchr(name.s, ':', name.n);
	size_t n = sign ? name.n - (size_t)(sign + 1 - name.s) : 0;
	if (n && n < sizeof head.uuid)
		memcpy(head.uuid, sign + 1, n);
	if (!id || !str_to_int(id, &head.id))
		head.id = 0;
	free(id);
	return head;
}

static size_t add_channel(Screen *s, Span name, const char *body, const char *was)
{
	FormState *f = s->state;
	Card *old = &f->old_card;
	ChannelType type = (ChannelType)(name.s[strlen("channel")] - '0');
	size_t more = form_item_named(f, span_of("more")), n = old->channel_count;
	if (more == SIZE_MAX || (unsigned)type > CHANNEL_SITE)
		return SIZE_MAX;
	char *label = said_of(body, ":label.", name);
	size_t item = form_add_channel(s, more, type, label);
	free(label);
	rename_slot(f, item, name);
	if (!was)
		return item;
	/* Another took it away: it stands among what the form was made of, and a save asks. */
	Channel *all = arena_alloc(f->arena, (n + 1) * sizeof *all);
	if (n)
		memcpy(all, old->channels, n * sizeof *all);
	all[n] = (Channel){.head = head_of(body, name), .client = {old->client.head.id}, .type = {(int32_t)type}, .value = {arena_dup(f->arena, was)}};
	old->channels = all;
	old->channel_count++;
	form_slot(f, item)->index = n;
	form_set_first(&f->form, item, was);
	return item;
}

/* The place for one that nobody has yet: the empty one, else a further one. */
static size_t member_room(Screen *s)
{
	FormState *f = s->state;
	size_t behind = form_item_named(f, span_of("tags"));
	for (size_t i = 0; i < f->form.n; i++) {
		const Slot *slot = form_slot(f, i);
		if (slot && slot->type == SLOT_MEMBER && slot->index == SIZE_MAX && !*form_value(&f->form, i))
			return i;
	}
	return behind == SIZE_MAX ? SIZE_MAX : form_add_member(s, behind);
}

static bool works_there(FormState *f, const char *title)
{
	for (size_t i = 0; i < f->form.n; i++) {
		const Slot *slot = form_slot(f, i);
		if (slot && slot->type == SLOT_MEMBER && slot->index != SIZE_MAX && strcmp(f->form.items[i].first, title) == 0)
			return true;
	}
	return false;
}

/* The workplace; its role lies behind it and is named with it. */
static size_t add_member(Screen *s, Span name, const char *body, const char *title, const char *was)
{
	FormState *f = s->state;
	Card *old = &f->old_card;
	Str role = {0};
	size_t n = old->member_count;
	if (!was && works_there(f, title))
		return SIZE_MAX;
	size_t item = member_room(s);
	if (item == SIZE_MAX)
		return SIZE_MAX;
	str_addf(&role, "role%.*s", (int)(name.n - strlen("where")), name.s + strlen("where"));
	rename_slot(f, item, name);
	rename_slot(f, item + 1, span_of(str_text(&role)));
	if (was) {
		char *was_role = said_of(body, ":was.", span_of(str_text(&role)));
		MemberRow *all = arena_alloc(f->arena, (n + 1) * sizeof *all);
		if (n)
			memcpy(all, old->members, n * sizeof *all);
		all[n] = (MemberRow){.membership = {.head = head_of(body, name), .role = {was_role ? arena_dup(f->arena, was_role) : NULL}}, .title = arena_dup(f->arena, was)};
		old->members = all;
		old->member_count++;
		form_slot(f, item)->index = form_slot(f, item + 1)->index = n;
		form_set_first(&f->form, item, was);
		form_set_first(&f->form, item + 1, was_role ? was_role : "");
		free(was_role);
	}
	str_done(&role);
	return item;
}

/* A field that the form has not: SIZE_MAX where it needs none. */
static size_t add_missing(Screen *s, const char *body, Span name, const char *mine, const char *was)
{
	FormState *f = s->state;
	bool of_base = memchr(name.s, ':', name.n) != NULL;
	if (span_is(name, "tags"))
		return form_add_tags(f, "");
	if (of_base && !was)
		return SIZE_MAX;
	if (span_begins(name, "channel") && !(of_base && (!*mine || strcmp(mine, was) == 0)))
		return add_channel(s, name, body, was);
	return span_begins(name, "where") && *mine ? add_member(s, name, body, mine, was) : SIZE_MAX;
}

/* ---- merging ---- */

static bool has_tag(const char *list, Span tag)
{
	for (Span one; tag_next(&list, &one);)
		if (one.n == tag.n && memcmp(one.s, tag.s, tag.n) == 0)
			return true;
	return false;
}

/* Tags of a list, less those that were there and are not kept. */
static void add_tags(Str *out, const char *list, const char *was, const char *kept)
{
	for (Span one; tag_next(&list, &one);)
		if (!(has_tag(was, one) && !has_tag(kept, one)) && !has_tag(str_text(out), one)) {
			str_add(out, out->n ? ", " : "");
			str_addn(out, one.s, one.n);
		}
}

/* Tags are a set: those that were taken off go, those that were put on come. */
static void merge_tags(FormState *f, size_t item, const char *mine, const char *was)
{
	Str out = {0};
	add_tags(&out, f->form.items[item].first, was, mine);
	add_tags(&out, mine, was, "");
	edit_set(f->form.items[item].edit, str_text(&out));
	str_done(&out);
}

static void *base_of(FormState *f)
{
	return f->is_card ? (void *)&f->old_card.client : (void *)&f->old;
}

/* Said in another language or with other words, it may be the same. */
static bool means_the_same(Screen *s, const Field *field, const char *was)
{
	FormState *f = s->state;
	AnyRecord probe;
	memcpy(&probe, base_of(f), f->kind->size);
	Err *err = value_read(ui_work(s->ui), field, &probe, was, f->arena);
	Value then = field_get(field, &probe, f->arena), now = field_get(field, base_of(f), f->arena);
	bool same = !err && value_same(&then, &now);
	err_free(err);
	return same;
}

static void rule_was(Screen *s, const char *was)
{
	FormState *f = s->state;
	char *rule = NULL;
	err_free(repeat_read_words(ui_work(s->ui), was, &rule));
	Value value = {.type = rule ? VALUE_TEXT : VALUE_NULL, .s = rule ? arena_dup(f->arena, rule) : NULL, .n = rule ? strlen(rule) : 0};
	err_free(field_set(kind_field(f->kind, "rules"), &f->old, &value));
	free(rule);
	free(f->old_repeat);
	f->old_repeat = mem_strdup(was);
}

/* The form is made of what the draft was made of: where others changed that, a save asks. */
static void made_of_was(Screen *s, size_t item, const char *was)
{
	FormState *f = s->state;
	const Slot *slot = form_slot(f, item);
	if (slot->type == SLOT_FIELD) {
		Err *err = value_read(ui_work(s->ui), slot->field, base_of(f), was, f->arena);
		if (err) /* what it said is nowhere to be found any more */
			err_free(field_set(slot->field, base_of(f), &(Value){.type = VALUE_NULL}));
		err_free(err);
	} else if (slot->type == SLOT_REPEAT) {
		rule_was(s, was);
	} else if (slot->type == SLOT_REMIND) {
		free(f->old_remind);
		f->old_remind = mem_strdup(was);
	}
	form_set_first(&f->form, item, was);
}

static void put_value(Screen *s, size_t item, const char *mine, const char *was)
{
	FormState *f = s->state;
	const Slot *slot = form_slot(f, item);
	const char *now = f->form.items[item].first;
	bool as_was = !was || strcmp(now, was) == 0;
	if (!as_was && strcmp(mine, was) == 0)
		return; /* it stands beside what was touched */
	if (as_was || (slot->type == SLOT_FIELD && means_the_same(s, slot->field, was))) {
		edit_set(f->form.items[item].edit, mine);
	} else if (slot->type == SLOT_TAGS) {
		merge_tags(f, item, mine, was);
	} else if (strcmp(mine, now) != 0) {
		made_of_was(s, item, was);
		edit_set(f->form.items[item].edit, mine);
	}
}

/* ---- reading ---- */

/* Back to where the cursor stood. */
static void focus_draft(FormState *f, const char *body)
{
	char *name = draft_value(body, ":focus");
	size_t item = name ? form_item_named(f, span_of(name)) : SIZE_MAX;
	if (item != SIZE_MAX && form_go(&f->form, item)) {
		if (f->form.items[item].edit)
			edit_set_at(f->form.items[item].edit, (size_t)draft_number(body, ":cursor", 0));
		f->form.entered = false;
	}
	free(name);
}

static void put_again(Screen *s, size_t item, const char *mine, const char *was)
{
	FormState *f = s->state;
	char *now = form_say_again(s, form_slot(f, item), mine), *then = was ? form_say_again(s, form_slot(f, item), was) : NULL;
	put_value(s, item, now, then);
	free(now);
	free(then);
}

static void read_line(Screen *s, const char *body, Span name, const char *mine, bool same_lang)
{
	FormState *f = s->state;
	char *was = said_of(body, ":was.", name);
	size_t item = form_item_named(f, name);
	if (item == SIZE_MAX)
		item = add_missing(s, body, name, mine, was);
	if (item != SIZE_MAX && same_lang)
		put_value(s, item, mine, was);
	else if (item != SIZE_MAX)
		put_again(s, item, mine, was);
	free(was);
}

/* An organization has other fields than the person that a new form begins with. */
static void take_kind(Screen *s, const char *body)
{
	FormState *f = s->state;
	char *kind = f->is_card && f->is_new ? draft_value(body, "kind") : NULL;
	int32_t was = f->card.client.kind.v;
	Err *err = kind ? value_read(ui_work(s->ui), kind_field(f->kind, "kind"), &f->card.client, kind, f->arena) : NULL;
	if (f->card.client.kind.v != was)
		form_build_kind(s);
	err_free(err);
	free(kind);
}

void form_read_draft(Screen *s, const char *body)
{
	FormState *f = s->state;
	bool guessed = draft_number(body, ":guessed", 0) != 0;
	char *called = NULL, *mine, *lang = draft_value(body, ":lang");
	bool same_lang = str_same(lang, form_lang_name(text_lang()));
	Span name;
	free(lang);
	take_kind(s, body);
	form_name_begun(s);
	if (guessed && f->called)
		called = mem_strdup(f->called);
	for (const char *at = body; draft_next(&at, &name, &mine); free(mine))
		if (*name.s != ':')
			read_line(s, body, name, mine, same_lang);
	for (size_t i = 0; i < f->form.n; i++)
		form_echo(s, i);
	form_begun(s);
	form_name_again(s, called);
	free(called);
	focus_draft(f, body);
}
