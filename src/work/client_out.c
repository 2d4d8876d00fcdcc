/* SPDX-License-Identifier: MIT */
/* A client printed: the row of a list, and the whole card with steps and history. */
#include "client_out.h"

#include <string.h>

#include "change.h"
#include "commands.h"
#include "kartoteka/work/step.h"

static const char *kind_name_of(const Client *client)
{
	return client->kind.v == CLIENT_ORGANIZATION ? "organization" : "person";
}

/* Phones as E.164 where they could be read, an extension behind as RFC 3966 writes it; mails as typed. People see the home country's code on a card only. */
static void out_channels(Out *out, const char *name, ChannelType type, bool list, const Channel *channels, size_t n)
{
	out_open_array(out, name);
	for (size_t i = 0; i < n; i++) {
		if (channels[i].type.v != (int32_t)type)
			continue;
		Str shown = {0};
		if (type == CHANNEL_PHONE && channels[i].key.s) {
			const char *extension = channels[i].extension.s ? channels[i].extension.s : "";
			phone_show(&shown, channels[i].key.s, extension, PHONE_HOME_CODE, list);
			Str words = {0};
			if (!list)
				phone_words(&words, channels[i].value.s ? channels[i].value.s : "");
			if (words.n)
				str_addf(&shown, " (%s)", words.s);
			str_done(&words);
			out_show(out, str_text(&shown));
			str_cut(&shown, 0);
			str_addf(&shown, *extension ? "%s;ext=%s" : "%s%s", channels[i].key.s, extension);
			out_text(out, NULL, str_text(&shown));
		} else {
			out_text(out, NULL, channels[i].value.s);
		}
		str_done(&shown);
	}
	out_close(out);
}

/* As a card names them, which is all there is: people's lists have room for phones and mails alone. */
static void out_all_channels(Out *out, const Card *card)
{
	static const struct {
		const char *name;
		ChannelType type;
	} all[] = {
		{"phones", CHANNEL_PHONE},
		{"emails", CHANNEL_EMAIL},
		{"messengers", CHANNEL_MESSENGER},
		{"addresses", CHANNEL_ADDRESS},
		{"sites", CHANNEL_SITE},
	};
	/* In JSON the others stand among the channels, with their labels. */
	size_t n = out_form(out) == OUT_JSON ? 2 : countof(all);
	for (size_t i = 0; i < n; i++)
		out_channels(out, all[i].name, all[i].type, false, card->channels, card->channel_count);
}

static void out_next(Out *out, Work *work, const Client *client)
{
	if (!client->next_kind.s) {
		out_null(out, "next_step");
		return;
	}
	Str when = {0};
	Day day;
	int32_t second;
	if (!instant_is_none(client->next_at)) {
		zone_local(work->zone, client->next_at, &day, &second);
		words_day(&when, DATE_LIST, day, work_today(work));
		if (!client->next_all_day.v) {
			str_addc(&when, ' ');
			words_time(&when, second);
		}
	}
	out_open_object(out, "next_step");
	out_text(out, "kind", client->next_kind.s);
	out_int(out, "id", client->next_id.v);
	out_show(out, str_text(&when));
	if (client->next_all_day.v && !instant_is_none(client->next_at))
		out_day(out, "at", zone_day(work->zone, client->next_at));
	else
		out_instant(out, "at", client->next_at);
	if (when.n && client->next_text.s)
		str_addc(&when, ' ');
	str_add(&when, client->next_text.s ? client->next_text.s : "");
	if (out_form(out) == OUT_TEXT)
		out_show(out, str_text(&when));
	out_text(out, "text", client->next_text.s);
	out_close(out);
	str_done(&when);
}

static void out_tags(Out *out, const Tag *tags, size_t n)
{
	out_open_array(out, "tags");
	for (size_t i = 0; i < n; i++)
		out_text(out, NULL, tags[i].name.s);
	out_close(out);
}

static void out_head(Out *out, const Client *client)
{
	Str title = {0};
	client_title(&title, client);
	if (client->head.id)
		out_int(out, "id", client->head.id);
	else
		out_null(out, "id");
	out_text(out, "kind", kind_name_of(client));
	out_text(out, "name", str_text(&title));
	str_done(&title);
}

Err *client_out_row(Out *out, Work *work, const ClientRow *row, Arena *arena)
{
	Channel *channels;
	Tag *tags;
	size_t n, tag_count;
	TRY(client_channels(work, row->client.head.id, &channels, &n, arena));
	TRY(tags_of(work->store, row->client.head.id, &tags, &tag_count, arena));
	out_row(out);
	out_head(out, &row->client);
	out_channels(out, "phones", CHANNEL_PHONE, true, channels, n);
	out_channels(out, "emails", CHANNEL_EMAIL, true, channels, n);
	out_tags(out, tags, tag_count);
	/* People see where somebody works; the form for programs is fixed. */
	if (out_form(out) != OUT_JSON)
		out_text(out, "organization", row->client.organization.s);
	out_ago(out, "last_contact", work, row->client.last_contact);
	out_next(out, work, &row->client);
	out_row_end(out);
	return NULL;
}

static void out_card_head(Out *out, Work *work, const Card *card)
{
	out_row(out);
	out_head(out, &card->client);
	out_all_channels(out, card);
	out_tags(out, card->tags, card->tag_count);
	out_instant(out, "last_contact", card->client.last_contact);
	out_next(out, work, &card->client);
}

Err *client_out_card(Out *out, Work *work, const Card *card)
{
	out_card_head(out, work, card);
	out_row_end(out);
	return NULL;
}

/* ---- the whole card ---- */

/* NULL: nobody, or somebody whose row a damaged base has lost. */
static Err *staff_name(const char **out, Work *work, const Value *id, Arena *arena)
{
	Staff staff;
	*out = NULL;
	if (id->type != VALUE_INT)
		return NULL;
	Err *err = store_get(work->store, &kind_staff, id->i, &staff, arena);
	if (err && err->code == ERR_NOT_FOUND) {
		err_free(err);
		return NULL;
	}
	TRY(err);
	*out = staff.name.s ? staff.name.s : staff.login.s;
	return NULL;
}

/* For people, who is not there by number: a client is shown all the same, and an empty cell would say that nobody is meant. */
static Err *staff_shown(const char **out, Work *work, const Value *id, Arena *arena)
{
	TRY(staff_name(out, work, id, arena));
	if (!*out)
		*out = id->type == VALUE_INT ? arena_printf(arena, "#%lld", (long long)id->i) : "";
	return NULL;
}

static bool is_staff(const Field *field)
{
	return field->type == FIELD_ID && field->of && strcmp(field->of, kind_staff.name) == 0;
}

static Err *out_field(Out *out, Work *work, const Field *field, const Client *client, Arena *arena)
{
	Value value = field_get(field, client, arena);
	if (is_staff(field)) {
		const char *name;
		TRY(staff_name(&name, work, &value, arena));
		out_client(out, field->name, value.i, name);
		return NULL;
	}
	if (field->type == FIELD_INSTANT)
		out_instant(out, field->name, value.type == VALUE_INT ? (Instant){value.i} : INSTANT_NONE);
	else if (value.type == VALUE_INT)
		out_int(out, field->name, value.i);
	else
		out_text(out, field->name, value.type == VALUE_TEXT ? value.s : NULL);
	return NULL;
}

static bool is_shown(const Field *field)
{
	return !(field->flags & (FIELD_DERIVED | FIELD_PRIVATE)) && strcmp(field->name, "kind") != 0 && strcmp(field->name, "name") != 0;
}

static void json_channels(Out *out, const Card *card)
{
	static const char *const names[] = {"phone", "email", "messenger", "address", "site"};
	Arena *arena = arena_new();
	out_open_array(out, "channels");
	for (size_t i = 0; i < card->channel_count; i++) {
		Channel channel = card->channels[i];
		channel_part_extension(&channel, PHONE_HOME_CODE, arena);
		out_open_object(out, NULL);
		out_text(out, "type", names[channel.type.v]);
		out_text(out, "value", channel.value.s);
		out_text(out, "key", channel.key.s);
		out_text(out, "extension", channel.extension.s);
		out_text(out, "label", channel.label.s);
		out_close(out);
	}
	out_close(out);
	arena_free(arena);
}

static void json_members(Out *out, const Card *card)
{
	out_open_array(out, card->client.kind.v == CLIENT_ORGANIZATION ? "people" : "organizations");
	for (size_t i = 0; i < card->member_count; i++) {
		out_open_object(out, NULL);
		out_int(out, "id", card->members[i].client);
		out_text(out, "name", card->members[i].title);
		out_text(out, "role", card->members[i].membership.role.s);
		out_close(out);
	}
	out_close(out);
}

static void json_steps(Out *out, Work *work, const StepRow *steps, size_t n)
{
	out_open_array(out, "steps");
	for (size_t i = 0; i < n; i++) {
		out_open_object(out, NULL);
		out_text(out, "kind", steps[i].kind);
		out_int(out, "id", steps[i].id);
		out_moment(out, "at", work, steps[i].at, steps[i].zone);
		if (steps[i].put_off)
			out_instant(out, "put_off_to", steps[i].instant);
		out_text(out, "text", steps[i].text);
		out_close(out);
	}
	out_close(out);
}

static const char *direction_name(const Interaction *contact)
{
	return contact->direction.v == DIRECTION_OUT ? "out" : contact->direction.v == DIRECTION_IN ? "in"
	                                                                                            : NULL;
}

static void json_history(Out *out, const HistoryRow *rows, size_t n)
{
	out_open_array(out, "history");
	for (size_t i = 0; i < n; i++) {
		const Interaction *contact = &rows[i].contact;
		out_open_object(out, NULL);
		out_int(out, "id", contact->head.id);
		out_text(out, "kind", rows[i].kind_code);
		out_text(out, "outcome", rows[i].outcome_code);
		out_text(out, "direction", direction_name(contact));
		out_instant(out, "at", contact->at);
		if (contact->length.s == SECONDS_NONE.s)
			out_null(out, "length");
		else
			out_int(out, "length", contact->length.s);
		out_text(out, "text", contact->text.s);
		out_bool(out, "attempt", contact->attempt.v);
		out_text(out, "author", rows[i].author_name);
		out_text(out, "of", rows[i].client_title);
		out_close(out);
	}
	out_close(out);
}

static void json_notes(Out *out, Work *work, const Journal *notes, size_t n)
{
	out_open_array(out, "notes");
	for (size_t i = 0; i < n; i++) {
		out_open_object(out, NULL);
		out_int(out, "id", notes[i].head.id);
		out_moment(out, "date", work, notes[i].start, notes[i].zone.s);
		out_text(out, "summary", note_own_title(&notes[i]));
		out_text(out, "text", note_whole(&notes[i]));
		out_close(out);
	}
	out_close(out);
}

/* What stands beside the fields of a client. */
typedef struct Beside {
	StepRow *steps;
	Journal *notes;
	HistoryRow *history;
	size_t step_count, note_count, history_count;
} Beside;

static Err *show_json(Out *out, Work *work, const Card *card, const Beside *beside, Arena *arena)
{
	out_begin(out, NULL, 0);
	out_card_head(out, work, card);
	for (size_t i = 0; i < kind_client.field_count; i++) {
		if (is_shown(&kind_client.fields[i]))
			TRY(out_field(out, work, &kind_client.fields[i], &card->client, arena));
	}
	json_channels(out, card);
	json_members(out, card);
	json_steps(out, work, beside->steps, beside->step_count);
	json_notes(out, work, beside->notes, beside->note_count);
	json_history(out, beside->history, beside->history_count);
	out_row_end(out);
	return out_end(out);
}

/* "ООО «Вектор», директор": who works where, in what role. */
static void card_members(Out *out, const Card *card)
{
	out_open_array(out, "members");
	for (size_t i = 0; i < card->member_count; i++) {
		const char *role = card->members[i].membership.role.s;
		Str line = {0};
		str_add(&line, card->members[i].title ? card->members[i].title : "");
		if (role && *role)
			str_addf(&line, ", %s", role);
		out_text(out, NULL, str_text(&line));
		str_done(&line);
	}
	out_close(out);
}

Err *client_out_record(Out *out, Work *work, const Card *card, Arena *arena)
{
	OutColumn columns[64] = {{"id", NULL, false, 0, 0}, {"kind", NULL, false, 0, 0}, {"name", NULL, false, 0, 0}, {"phones", NULL, false, 0, 0}, {"emails", NULL, false, 0, 0}, {"tags", NULL, false, 0, 0}, {"members", NULL, false, 0, 0}};
	static const char *const ends[] = {"messengers", "addresses", "sites", "last_contact", "next_step.at", "next_step.text"};
	size_t n = 7;
	for (size_t i = 0; i < kind_client.field_count && n + countof(ends) < countof(columns); i++) {
		if (is_shown(&kind_client.fields[i]))
			columns[n++] = (OutColumn){kind_client.fields[i].name, NULL, false, 0, 0};
	}
	for (size_t i = 0; i < countof(ends); i++)
		columns[n++] = (OutColumn){ends[i], NULL, false, 0, 0};
	out_begin(out, columns, n);
	out_card_head(out, work, card);
	card_members(out, card);
	for (size_t i = 0; i < kind_client.field_count; i++) {
		const Field *field = &kind_client.fields[i];
		if (!is_shown(field))
			continue;
		if (!is_staff(field)) {
			TRY(out_field(out, work, field, &card->client, arena));
			continue;
		}
		const char *name;
		Value value = field_get(field, &card->client, arena);
		TRY(staff_shown(&name, work, &value, arena));
		out_text(out, field->name, name);
	}
	out_row_end(out);
	return out_end(out);
}

/* For people: lines "Label: value", then what comes and what was. */
static Err *show_fields(Out *out, Work *work, const Card *card, Arena *arena)
{
	OutColumn columns[64] = {
		{"id", NULL, false, 0, 0},
		{"name", N_("Name"), false, 0, 0},
		{"phones", N_("phone"), false, 0, 0},
		{"emails", N_("mail"), false, 0, 0},
		{"messengers", N_("messenger"), false, 0, 0},
		{"addresses", N_("address"), false, 0, 0},
		{"sites", N_("site"), false, 0, 0},
		{"tags", N_("tags"), false, 0, 0},
		{"members", card->client.kind.v == CLIENT_ORGANIZATION ? N_("people") : N_("organization"), false, 0, 0},
	};
	size_t n = 9;
	const size_t first = n;
	for (size_t i = 0; i < kind_client.field_count && n < countof(columns); i++) {
		const Field *field = &kind_client.fields[i];
		Value value = field_get(field, &card->client, arena);
		/* What was never chosen says nothing. */
		bool unset = field->type == FIELD_CHOICE && str_same(value.s, field->choices[0].name);
		if (is_shown(field) && value.type != VALUE_NULL && !unset)
			columns[n++] = (OutColumn){field->name, field->label, false, 0, 0};
	}
	out_begin_card(out, columns, n);
	out_row(out);
	out_head(out, &card->client);
	out_all_channels(out, card);
	out_tags(out, card->tags, card->tag_count);
	card_members(out, card);
	for (size_t i = first; i < n; i++) {
		const Field *field = kind_field(&kind_client, columns[i].path);
		Str shown = {0};
		if (is_staff(field)) {
			const char *name;
			Value value = field_get(field, &card->client, arena);
			TRY(staff_shown(&name, work, &value, arena));
			str_add(&shown, name);
		} else if (field->type == FIELD_INSTANT) {
			words_instant(&shown, card->client.made_at, work->zone, work_today(work));
		} else {
			field_show(&shown, field, &card->client);
		}
		out_text(out, field->name, str_text(&shown));
		str_done(&shown);
	}
	out_row_end(out);
	return out_end(out);
}

static void say_steps(Out *out, Work *work, const StepRow *steps, size_t n)
{
	if (!n)
		return;
	out_say(out, "%s", "");
	out_say(out, "%s", _("NEXT STEP"));
	for (size_t i = 0; i < n; i++) {
		Str line = {0};
		if (!instant_is_none(steps[i].instant)) {
			str_add(&line, steps[i].put_off ? "→ " : "");
			if (steps[i].all_day)
				words_moment(&line, steps[i].at, work_today(work));
			else
				words_instant(&line, steps[i].instant, work->zone, work_today(work));
			str_add(&line, "  ");
		}
		str_add(&line, steps[i].text);
		out_say(out, "  %s", str_text(&line));
		str_done(&line);
	}
}

static void say_notes(Out *out, Work *work, const Journal *notes, size_t n)
{
	if (!n)
		return;
	out_say(out, "%s", "");
	out_say(out, "%s", _("NOTES"));
	for (size_t i = 0; i < n; i++) {
		Str line = {0};
		if (notes[i].start.form == MOMENT_DAY)
			words_moment(&line, notes[i].start, work_today(work));
		else if (notes[i].start.form != MOMENT_NONE)
			words_instant(&line, work_instant(work, notes[i].start, notes[i].zone.s), work->zone, work_today(work));
		const char *title = note_own_title(&notes[i]);
		str_addf(&line, "%s%s%s%s", line.n ? "  " : "", title ? title : "", title ? ": " : "", note_whole(&notes[i]));
		out_say(out, "  %s", str_text(&line));
		str_done(&line);
	}
}

static void say_history(Out *out, Work *work, const HistoryRow *rows, size_t n)
{
	if (!n)
		return;
	out_say(out, "%s", "");
	out_say(out, "%s", _("HISTORY"));
	for (size_t i = 0; i < n; i++) {
		const Interaction *contact = &rows[i].contact;
		Str line = {0};
		words_instant(&line, contact->at, work->zone, work_today(work));
		str_addf(&line, "  %s", rows[i].kind_name ? rows[i].kind_name : "");
		if (contact->direction.v != DIRECTION_NONE)
			str_add(&line, contact->direction.v == DIRECTION_OUT ? " →" : " ←");
		if (contact->length.s != SECONDS_NONE.s && contact->length.s > 0) {
			str_addc(&line, ' ');
			words_length_long(&line, contact->length);
		}
		if (rows[i].outcome_name)
			str_addf(&line, ", %s", rows[i].outcome_name);
		if (rows[i].client_title)
			str_addf(&line, "  (%s)", rows[i].client_title);
		if (contact->text.s)
			str_addf(&line, ": %s", contact->text.s);
		out_say(out, "  %s", str_text(&line));
		str_done(&line);
	}
}

static Err *show_in(Out *out, Work *work, int64_t id, size_t most, Arena *arena)
{
	Card card;
	Beside beside = {0};
	TRY(card_read(work, id, &card, arena));
	TRY(steps_of(work, id, &beside.steps, &beside.step_count, arena));
	TRY(notes_of(work, id, &beside.notes, &beside.note_count, arena));
	if (most)
		TRY(history_page(work->store, id, NULL, INT64_MAX, INT64_MAX, most, &beside.history, &beside.history_count, arena));
	if (out_form(out) == OUT_JSON)
		return show_json(out, work, &card, &beside, arena);
	if (out_form(out) == OUT_CSV || out_form(out) == OUT_PLAIN)
		return client_out_record(out, work, &card, arena);
	TRY(show_fields(out, work, &card, arena));
	say_steps(out, work, beside.steps, beside.step_count);
	say_notes(out, work, beside.notes, beside.note_count);
	say_history(out, work, beside.history, beside.history_count);
	return NULL;
}

Err *client_out_whole(Out *out, Work *work, int64_t id, size_t history)
{
	Arena *arena = arena_new();
	Err *err = show_in(out, work, id, history, arena);
	arena_free(arena);
	return err;
}
