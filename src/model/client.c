/* SPDX-License-Identifier: MIT */
/* Field tables of a client, its channels, memberships and taggings. How names are split and shown is in name*.c, phones in phone*.c. */
#include "kartoteka/model/client.h"

#include <string.h>

#include "kartoteka/base/fold.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"

static const FieldChoice client_types[] = {{"person", N_("person")}, {"organization", N_("organization")}, {NULL, NULL}};
static const FieldChoice genders[] = {
	{"unknown", N_("not known")}, {"male", N_("male")}, {"female", N_("female")}, {NULL, NULL}};
static const FieldChoice tones[] = {
	{"unset", N_("not set")}, {"formal", N_("formal")}, {"informal", N_("first-name")}, {NULL, NULL}};

static const Field client_fields[] = {
	{FIELD(Client, kind), .label = N_("kind"), .aliases = "вид тип type", .width = 11, .flags = FIELD_HIDDEN, .choices = client_types,
     .property = "KIND"},
	{FIELD(Client, surname), .label = N_("surname"), .aliases = "фамилия lastname", .flags = FIELD_SEARCHED | FIELD_MERGE_KEY, .property = "N"},
	{FIELD(Client, given), .label = N_("given name"), .aliases = "имя firstname", .flags = FIELD_SEARCHED | FIELD_MERGE_KEY, .property = "N"},
	{FIELD(Client, patronymic), .label = N_("patronymic"), .aliases = "отчество", .flags = FIELD_SEARCHED | FIELD_MERGE_KEY, .property = "N"},
	{FIELD(Client, gender), .label = N_("gender"), .aliases = "пол sex", .choices = genders, .property = "GENDER"},
	{FIELD(Client, address_form), .label = N_("call by"), .aliases = "обращение", .flags = FIELD_FOLLOWS, .property = "NICKNAME"},
	{FIELD(Client, tone), .label = N_("tone"), .aliases = "тон", .choices = tones},
	{FIELD(Client, born), .label = N_("born"), .aliases = "родился родилась рождение birthday birth", .width = 10, .property = "BDAY"},
	{FIELD(Client, name), .label = N_("name"), .aliases = "название", .flags = FIELD_SEARCHED | FIELD_MERGE_KEY, .property = "ORG"},
	{FIELD(Client, legal_form), .label = N_("legal form"), .aliases = "форма form", .property = "ORG"},
	{FIELD(Client, source), .label = N_("source"), .aliases = "источник", .width = 14, .flags = FIELD_SORTABLE},
	{FIELD(Client, owner), .label = N_("owner"), .aliases = "чей whose", .width = 10, .flags = FIELD_SORTABLE, .of = "staff"},
	{FIELD(Client, note), .label = N_("note"), .aliases = "заметка notes", .flags = FIELD_SEARCHED, .property = "NOTE"},
	{FIELD(Client, made_at), .label = N_("since"), .aliases = "создан заведён made created", .width = 10, .flags = FIELD_HIDDEN,
     .property = "CREATED"},
	/* derived from the record */
	{FIELD(Client, title), .label = N_("Name"), .width = 26, .flags = FIELD_DERIVED | FIELD_HIDDEN | FIELD_SORTABLE, .property = "FN"},
	{FIELD(Client, title_key), .label = N_("order key"), .flags = FIELD_DERIVED | FIELD_PRIVATE | FIELD_HIDDEN},
	/* derived from other rows */
	{FIELD(Client, phone), .label = N_("Phone"), .width = 15, .flags = FIELD_DERIVED | FIELD_HIDDEN | FIELD_SORTABLE},
	{FIELD(Client, organization), .label = N_("Organization"), .width = 13, .flags = FIELD_DERIVED | FIELD_HIDDEN | FIELD_SORTABLE},
	{FIELD(Client, organization_key), .label = N_("order key"), .flags = FIELD_DERIVED | FIELD_PRIVATE | FIELD_HIDDEN},
	{FIELD(Client, last_contact), .label = N_("Contact"), .aliases = "контакт contact", .width = 9,
     .flags = FIELD_DERIVED | FIELD_HIDDEN | FIELD_SORTABLE},
	{FIELD(Client, attempts), .label = N_("attempts"), .aliases = "попытки попыток", .width = 8, .flags = FIELD_DERIVED | FIELD_HIDDEN},
	{FIELD(Client, next_kind), .label = N_("kind of next step"), .flags = FIELD_DERIVED | FIELD_PRIVATE | FIELD_HIDDEN},
	{FIELD(Client, next_id), .label = N_("next step"), .flags = FIELD_DERIVED | FIELD_PRIVATE | FIELD_HIDDEN},
	{FIELD(Client, next_at), .label = N_("Next step"), .width = 22, .flags = FIELD_DERIVED | FIELD_HIDDEN | FIELD_SORTABLE},
	{FIELD(Client, next_all_day), .label = N_("all-day step"), .flags = FIELD_DERIVED | FIELD_PRIVATE | FIELD_HIDDEN},
	{FIELD(Client, next_text), .label = N_("what next"), .flags = FIELD_DERIVED | FIELD_PRIVATE | FIELD_HIDDEN},
};

static void client_record_title(Str *out, const void *record)
{
	client_title(out, record);
}

static bool is_blank(const char *text)
{
	return !text || span_trim(span_of(text)).n == 0;
}

static Err *client_check(const void *record)
{
	const Client *client = record;
	if (client->kind.v == CLIENT_ORGANIZATION) {
		if (is_blank(client->name.s))
			return err_word(err_new(ERR_FAILED, _("an organization needs a name")), "name", -1);
	} else if (is_blank(client->surname.s) && is_blank(client->given.s) && is_blank(client->patronymic.s)) {
		return err_word(err_new(ERR_FAILED, _("a person needs a surname or a given name")), "surname", -1);
	}
	return NULL;
}

static void client_derive(void *record, Arena *arena)
{
	Client *client = record;
	Str title = {0}, key = {0};
	client_title(&title, client);
	if (client->kind.v == CLIENT_ORGANIZATION)
		fold_order(&key, client->name.s ? client->name.s : "");
	else
		fold_order(&key, str_text(&title));
	if (!key.n) /* a name of pictures alone has no letter to go by */
		str_add(&key, str_text(&title));
	client->title.s = arena_dup(arena, str_text(&title));
	client->title_key.s = arena_dup(arena, str_text(&key));
	str_done(&title);
	str_done(&key);
}

const Kind kind_client = {
	.name = "client",
	.letter = 'c',
	.table = "client",
	.label = N_("client"),
	.labels = N_("clients"),
	.size = sizeof(Client),
	.fields = client_fields,
	.field_count = countof(client_fields),
	.title = client_record_title,
	.check = client_check,
	.derive = client_derive,
};

/* ---- Channels ---- */
static const FieldChoice channel_types[] = {
	{"phone", N_("phone")},
	{"email", N_("mail")},
	{"messenger", N_("messenger")},
	{"address", N_("address")},
	{"site", N_("site")},
	{NULL, NULL},
};

static const Field channel_fields[] = {
	{FIELD(Channel, client), .label = N_("client"), .flags = FIELD_HIDDEN, .of = "client"},
	{FIELD(Channel, type), .label = N_("what"), .aliases = "вид type", .width = 10, .choices = channel_types},
	{FIELD(Channel, value), .label = N_("number or address"), .aliases = "значение", .width = 24,
     .flags = FIELD_SEARCHED | FIELD_REQUIRED | FIELD_MERGE_KEY, .property = "TEL"},
	{FIELD(Channel, extension), .label = N_("ext."), .aliases = "доб", .width = 6, .flags = FIELD_SEARCHED},
	{FIELD(Channel, label), .label = N_("label"), .aliases = "пометка", .width = 10},
	{FIELD(Channel, place), .label = N_("place"), .flags = FIELD_HIDDEN | FIELD_PRIVATE},
	{FIELD(Channel, key), .label = N_("match key"), .flags = FIELD_DERIVED | FIELD_PRIVATE | FIELD_HIDDEN},
};

static void channel_title(Str *out, const void *record)
{
	const Channel *channel = record;
	str_add(out, channel->value.s ? channel->value.s : "");
}

static Err *channel_check(const void *record)
{
	const Channel *channel = record;
	if (is_blank(channel->value.s))
		return err_word(err_new(ERR_FAILED, _("the number or address is empty")), "value", -1);
	return NULL;
}

static void channel_derive(void *record, Arena *arena)
{
	Channel *channel = record;
	const char *value = channel->value.s ? channel->value.s : "";
	Str key = {0};
	if (channel->type.v == CHANNEL_PHONE) {
		Phone phone[1];
		if (phone_read(phone, 1, value, PHONE_HOME_CODE) > 0)
			str_add(&key, phone[0].e164);
	} else if (channel->type.v == CHANNEL_EMAIL) {
		fold_word(&key, value);
	} else {
		fold_search(&key, value);
	}
	channel->key.s = key.n ? arena_dup(arena, str_text(&key)) : NULL;
	str_done(&key);
}

const Kind kind_channel = {
	.name = "channel",
	.letter = 'h',
	.table = "channel",
	.label = N_("way to reach"),
	.labels = N_("ways to reach"),
	.size = sizeof(Channel),
	.fields = channel_fields,
	.field_count = countof(channel_fields),
	.parent = "client",
	.title = channel_title,
	.check = channel_check,
	.derive = channel_derive,
};

/* ---- Who works where ---- */
static const Field membership_fields[] = {
	{FIELD(Membership, person), .label = N_("person"), .flags = FIELD_HIDDEN, .of = "client"},
	{FIELD(Membership, organization), .label = N_("at"), .aliases = "где организация", .flags = FIELD_REQUIRED, .of = "client"},
	{FIELD(Membership, role), .label = N_("role"), .aliases = "роль должность", .flags = FIELD_SEARCHED, .property = "ROLE"},
	{FIELD(Membership, place), .label = N_("place"), .flags = FIELD_HIDDEN | FIELD_PRIVATE},
};

static void membership_title(Str *out, const void *record)
{
	const Membership *membership = record;
	str_add(out, membership->role.s ? membership->role.s : "");
}

static Err *membership_check(const void *record)
{
	const Membership *membership = record;
	if (!membership->organization.v)
		return err_word(err_new(ERR_FAILED, _("the organization is not said")), "organization", -1);
	if (membership->organization.v == membership->person.v)
		return err_word(err_new(ERR_FAILED, _("a client cannot work at itself")), "organization", -1);
	return NULL;
}

/* Work at an organization that is gone says nothing. */
static bool membership_goes(const void *record, const Field *field)
{
	(void)record;
	return strcmp(field->name, "organization") == 0;
}

const Kind kind_membership = {
	.name = "membership",
	.letter = 'm',
	.table = "membership",
	.label = N_("work"),
	.labels = N_("places of work"),
	.size = sizeof(Membership),
	.fields = membership_fields,
	.field_count = countof(membership_fields),
	.parent = "person",
	.title = membership_title,
	.check = membership_check,
	.goes = membership_goes,
};

/* ---- Tags on a client ---- */
static const Field tagging_fields[] = {
	{FIELD(Tagging, client), .label = N_("client"), .flags = FIELD_HIDDEN, .of = "client"},
	{FIELD(Tagging, tag), .label = N_("tag"), .aliases = "тег метка", .flags = FIELD_REQUIRED, .of = "tag", .property = "CATEGORIES"},
};

static void tagging_title(Str *out, const void *record)
{
	const Tagging *tagging = record;
	str_addf(out, "%lld", (long long)tagging->tag.v);
}

static bool tagging_goes(const void *record, const Field *field)
{
	(void)record;
	return strcmp(field->name, "tag") == 0;
}

const Kind kind_tagging = {
	.name = "tagging",
	.letter = 'g',
	.table = "tagging",
	.label = N_("tag of a client"),
	.labels = N_("tags of clients"),
	.size = sizeof(Tagging),
	.fields = tagging_fields,
	.field_count = countof(tagging_fields),
	.parent = "client",
	.title = tagging_title,
	.goes = tagging_goes,
};
