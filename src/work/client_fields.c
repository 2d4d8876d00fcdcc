/* SPDX-License-Identifier: MIT */
/* A client's fields as options: the field table's rows, and the child kinds (phones, mails …) by the names contract.md gives them. */
#include "client_fields.h"

#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "tag.h"

static const char *const kinds_of_client[] = {"person", "organization", NULL};

static const struct {
	const char *name;
	ChannelType type;
} channel_options[] = {
	{"phone", CHANNEL_PHONE},
	{"email", CHANNEL_EMAIL},
	{"messenger", CHANNEL_MESSENGER},
	{"address", CHANNEL_ADDRESS},
	{"site", CHANNEL_SITE},
};

static const Arg own_args[] = {
	{"name", ARG_TEXT, ARGF_OPTION, .help = N_("The whole name: Ivanov Igor, LLC Vector"), .value = N_("TEXT")},
	{"kind", ARG_CHOICE, ARGF_OPTION, .help = N_("A person or an organization; else guessed from the name"), .choices = kinds_of_client},
	{"phone", ARG_TEXT, ARGF_OPTION | ARGF_REPEATED, .help = N_("A phone in any form, with its extension"), .value = N_("NUMBER")},
	{"email", ARG_TEXT, ARGF_OPTION | ARGF_REPEATED, .help = N_("A mail address"), .value = N_("ADDRESS")},
	{"messenger", ARG_TEXT, ARGF_OPTION | ARGF_REPEATED, .help = N_("A name in a messenger"), .value = N_("NAME")},
	{"address", ARG_TEXT, ARGF_OPTION | ARGF_REPEATED, .help = N_("A postal address"), .value = N_("TEXT")},
	{"site", ARG_TEXT, ARGF_OPTION | ARGF_REPEATED, .help = N_("A site"), .value = N_("URL")},
	{"tag", ARG_TEXT, ARGF_OPTION | ARGF_REPEATED, .help = N_("A tag"), .value = N_("TAG"), .kind = "tag"},
	{"organization", ARG_TEXT, ARGF_OPTION, .help = N_("Where the person works, by name or #number; made when it is not there"), .value = N_("NAME")},
	{"role", ARG_TEXT, ARGF_OPTION, .help = N_("In what role"), .value = N_("TEXT")},
};

#define ARGS_MOST 48

static bool is_option(const Field *field)
{
	if (field->flags & (FIELD_DERIVED | FIELD_PRIVATE | FIELD_HIDDEN))
		return false;
	return strcmp(field->name, "name") != 0;
}

/* "address_form" is --address-form. Made once; the names live as long as the program. */
static const char *option_name(const Field *field, char room[32])
{
	size_t n = strlen(field->name);
	if (n >= 32 || !strchr(field->name, '_'))
		return field->name;
	for (size_t i = 0; i <= n; i++)
		room[i] = field->name[i] == '_' ? '-' : field->name[i];
	return room;
}

static const Field *option_fields[ARGS_MOST];
static Arg option_args[ARGS_MOST + 1];
static char option_names[ARGS_MOST][32];
static size_t option_count;

static const char *const *choice_names(const Field *field)
{
	static const char *names[8][8];
	static size_t used;
	if (used == countof(names))
		return NULL;
	const char **list = names[used++];
	for (size_t i = 0; field->choices[i].name && i + 1 < countof(names[0]); i++)
		list[i] = field->choices[i].name;
	return list;
}

static void add_field_option(const Field *field)
{
	size_t i = option_count++;
	option_fields[i] = field;
	option_args[i] = (Arg){.name = option_name(field, option_names[i]), .type = ARG_TEXT, .flags = ARGF_OPTION, .help = field->label};
	if (field->type == FIELD_CHOICE) {
		option_args[i].type = ARG_CHOICE;
		option_args[i].choices = choice_names(field);
	} else if (field->type == FIELD_ID && field->of) {
		option_args[i].type = ARG_REF;
		option_args[i].kind = field->of;
		option_args[i].value = N_("NAME");
	} else if (field->type == FIELD_BIRTH) {
		option_args[i].value = N_("DATE");
	}
}

const Arg *client_field_args(void)
{
	if (option_count)
		return option_args;
	for (size_t i = 0; i < countof(own_args); i++)
		option_args[option_count++] = own_args[i];
	for (size_t i = 0; i < kind_client.field_count && option_count < ARGS_MOST; i++) {
		if (is_option(&kind_client.fields[i]))
			add_field_option(&kind_client.fields[i]);
	}
	return option_args;
}

/* ---- filling ---- */

/* A call's texts end with the call; a card lives on. */
static const char *kept(CommandCall *call, const char *name, size_t i, Arena *arena)
{
	return arena_dup(arena, call_text_at(call, name, i));
}

/* What cannot be read as a phone is kept as typed; without a digit it is none. */
static Err *check_phone(const char *value)
{
	if (!*value || strpbrk(value, "0123456789"))
		return NULL;
	char *fault = phone_fault(value, PHONE_HOME_CODE);
	Err *err = err_word(err_new(ERR_USAGE, "--phone: \"%s\": %s", value, fault ? fault : ""), value, -1);
	free(fault);
	return err;
}

static Err *check_mail(const char *value)
{
	char *fault = *value ? mail_fault(value) : NULL;
	Err *err = fault ? err_word(err_new(ERR_USAGE, "--email: \"%s\": %s", value, fault), value, -1) : NULL;
	free(fault);
	return err;
}

/* As a text says it, an extension apart, as it is stored. */
static Channel said_channel(CommandCall *call, ChannelType type, const char *value, Arena *arena)
{
	Channel channel;
	record_init(&kind_channel, &channel);
	channel.type.v = (int32_t)type;
	channel.value.s = value;
	channel_part_extension(&channel, work_country(call_context(call)), arena);
	return channel;
}

static bool is_said(Channel there, const Channel *said, Arena *arena)
{
	channel_part_extension(&there, PHONE_HOME_CODE, arena);
	/* A number said without an extension is the one that has it. */
	bool extension = !said->extension.s || !*said->extension.s || str_same(there.extension.s ? there.extension.s : "", said->extension.s);
	return there.type.v == said->type.v && str_same(there.value.s, said->value.s) && extension;
}

static Err *fill_channels(Card *card, CommandCall *call, Arena *arena)
{
	VEC(Channel)
	channels = {0};
	for (size_t t = 0; t < countof(channel_options); t++) {
		size_t n = call_count(call, channel_options[t].name);
		for (size_t i = 0; i < card->channel_count; i++) {
			/* Given ones stand in the place of those of the same type; what stays the same keeps its row. */
			if (card->channels[i].type.v != (int32_t)channel_options[t].type)
				continue;
			bool stays = n == 0;
			for (size_t j = 0; j < n && !stays; j++) {
				Channel said = said_channel(call, channel_options[t].type, call_text_at(call, channel_options[t].name, j), arena);
				stays = is_said(card->channels[i], &said, arena);
			}
			if (stays)
				vec_push(&channels, card->channels[i]);
		}
		for (size_t j = 0; j < n; j++) {
			const char *value = kept(call, channel_options[t].name, j, arena);
			Channel new = said_channel(call, channel_options[t].type, value, arena);
			bool there = !*value;
			for (size_t i = 0; i < channels.n && !there; i++)
				there = is_said(channels.at[i], &new, arena);
			if (there)
				continue;
			Err *err = channel_options[t].type == CHANNEL_EMAIL ? check_mail(value) : channel_options[t].type == CHANNEL_PHONE ? check_phone(value)
			                                                                                                                   : NULL;
			if (err) {
				vec_free(&channels);
				return err;
			}
			vec_push(&channels, new);
		}
	}
	card->channels = arena_alloc(arena, (channels.n ? channels.n : 1) * sizeof(Channel));
	if (channels.n)
		memcpy(card->channels, channels.at, channels.n * sizeof(Channel));
	card->channel_count = channels.n;
	vec_free(&channels);
	return NULL;
}

static void fill_tags(Card *card, CommandCall *call, Arena *arena)
{
	size_t n = call_count(call, "tag");
	if (!n)
		return;
	Tag *tags = arena_alloc(arena, (card->tag_count + n) * sizeof *tags);
	if (card->tag_count)
		memcpy(tags, card->tags, card->tag_count * sizeof *tags);
	for (size_t i = 0; i < n; i++) {
		Tag *tag = &tags[card->tag_count++];
		record_init(&kind_tag, tag);
		Span name = tag_name(span_of(call_text_at(call, "tag", i)));
		tag->name.s = arena_dupn(arena, name.s, name.n);
	}
	card->tags = tags;
}

static void fill_work(Card *card, CommandCall *call, Arena *arena)
{
	const char *organization = call_text(call, "organization"), *role = call_text(call, "role");
	if (organization && *organization) {
		MemberRow *members = arena_alloc(arena, (card->member_count + 1) * sizeof *members);
		if (card->member_count)
			memcpy(members + 1, card->members, card->member_count * sizeof *members);
		record_init(&kind_membership, &members[0].membership);
		members[0].title = arena_dup(arena, organization);
		members[0].client = 0;
		card->members = members;
		card->member_count++;
	}
	if (role && card->member_count && card->client.kind.v == CLIENT_PERSON)
		card->members[0].membership.role.s = arena_dup(arena, role);
}

static Err *fill_fields(Card *card, CommandCall *call, Arena *arena)
{
	for (size_t i = countof(own_args); i < option_count; i++) {
		const Arg *arg = &option_args[i];
		const Field *field = option_fields[i];
		if (!call_has(call, arg->name))
			continue;
		if (field->type == FIELD_ID) {
			Value value = {.type = VALUE_INT, .i = call_ref(call, arg->name)};
			TRY(field_set(field, &card->client, &value));
			continue;
		}
		Err *err = field_read(field, &card->client, kept(call, arg->name, call_count(call, arg->name) - 1, arena), arena);
		if (!err && field->type == FIELD_BIRTH)
			err = client_birth_check(call_context(call), card->client.born);
		if (err) {
			err->code = ERR_USAGE;
			return err_under(err, "--%s", arg->name);
		}
	}
	return NULL;
}

Err *card_fill(Card *card, CommandCall *call, Arena *arena)
{
	const char *name = call_text(call, "name");
	int kind = call_has(call, "kind") ? (int)call_choice(call, "kind", 0) : -1;
	const Client old = card->client;
	bool titled = false;
	client_field_args();
	if (name) {
		Client read;
		record_init(&kind_client, &read);
		client_read_name(&read, arena_dup(arena, name), kind >= 0 ? kind : card->client.head.id ? (int)card->client.kind.v
		                                                                                        : -1,
		                 arena);
		card->client.kind = read.kind;
		card->client.surname = read.surname;
		card->client.given = read.given;
		card->client.patronymic = read.patronymic;
		card->client.name = read.name;
		card->client.legal_form = read.legal_form;
		if (read.gender.v != GENDER_UNKNOWN)
			card->client.gender = read.gender;
		/* What was said with a title is kept of a client that is there, too. */
		titled = read.address_form.s && !str_same(client_called_by(&read, arena), read.address_form.s);
		if (!card->client.head.id || titled)
			card->client.address_form = read.address_form;
	} else if (kind >= 0) {
		card->client.kind.v = kind;
	}
	TRY(fill_fields(card, call, arena));
	if (old.head.id && !titled && !call_has(call, "address-form"))
		client_called_anew(&old, &card->client, arena);
	TRY(fill_channels(card, call, arena));
	fill_tags(card, call, arena);
	fill_work(card, call, arena);
	return NULL;
}
