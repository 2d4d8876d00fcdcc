/* SPDX-License-Identifier: MIT */
/* Field table of a contact. What counts as a contact and what as an attempt is the outcome's, decided in work. */
#include "kartoteka/model/interaction.h"

#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"

static const FieldChoice directions[] = {
	{"none", N_("no direction")}, {"out", N_("outgoing")}, {"in", N_("incoming")}, {NULL, NULL}};

static const Field interaction_fields[] = {
	{FIELD(Interaction, client), .label = N_("client"), .aliases = "клиент", .flags = FIELD_HIDDEN, .of = "client"},
	{FIELD(Interaction, kind), .label = N_("kind"), .aliases = "вид", .width = 10, .flags = FIELD_REQUIRED, .of = "contact_kind"},
	{FIELD(Interaction, outcome), .label = N_("outcome"), .aliases = "исход", .width = 16, .of = "outcome"},
	{FIELD(Interaction, direction), .label = N_("direction"), .aliases = "направление", .width = 10, .choices = directions},
	{FIELD(Interaction, at), .label = N_("when"), .aliases = "когда дата date", .width = 16, .flags = FIELD_REQUIRED | FIELD_SORTABLE},
	{FIELD(Interaction, length), .label = N_("length"), .aliases = "длительность", .width = 8},
	{FIELD(Interaction, text), .label = N_("text"), .aliases = "текст", .width = 40, .flags = FIELD_SEARCHED},
	{FIELD(Interaction, attempt), .label = N_("attempt"), .aliases = "попытка", .flags = FIELD_HIDDEN},
	{FIELD(Interaction, number), .label = N_("number"), .aliases = "номер", .width = 16},
	{FIELD(Interaction, author), .label = N_("author"), .aliases = "кто автор who", .width = 10, .flags = FIELD_HIDDEN, .of = "staff"},
	{FIELD(Interaction, step_kind), .label = N_("kind of step done"), .flags = FIELD_PRIVATE | FIELD_HIDDEN},
	{FIELD(Interaction, step), .label = N_("step done"), .flags = FIELD_PRIVATE | FIELD_HIDDEN},
};

/* The first line of what was said; which kind of contact it was is another record. */
static void interaction_title(Str *out, const void *record)
{
	const Interaction *contact = record;
	const char *text = contact->text.s ? contact->text.s : "";
	str_addn(out, text, strcspn(text, "\r\n"));
}

static Err *interaction_check(const void *record)
{
	const Interaction *contact = record;
	if (!contact->client.v)
		return err_word(err_new(ERR_FAILED, _("a contact needs a client")), "client", -1);
	if (!contact->kind.v)
		return err_word(err_new(ERR_FAILED, _("the kind of contact is not said")), "kind", -1);
	if (instant_is_none(contact->at))
		return err_word(err_new(ERR_FAILED, _("when the contact was is not said")), "at", -1);
	if (contact->length.s != SECONDS_NONE.s && contact->length.s < 0)
		return err_word(err_new(ERR_FAILED, _("a length is not below zero")), "length", -1);
	return NULL;
}

/* History is the client's own. Kinds and outcomes are put away with `gone`, and stay in it. */
static bool interaction_goes(const void *record, const Field *field)
{
	(void)record;
	return strcmp(field->name, "client") == 0;
}

const Kind kind_interaction = {
	.name = "interaction",
	.letter = 'i',
	.table = "interaction",
	.label = N_("contact"),
	.labels = N_("contacts"),
	.size = sizeof(Interaction),
	.fields = interaction_fields,
	.field_count = countof(interaction_fields),
	.title = interaction_title,
	.check = interaction_check,
	.goes = interaction_goes,
};
