/* SPDX-License-Identifier: MIT */
/* The list of kinds, the one place that names them all, and what is the same for every kind: find, empty record, deep copy. */
#include "kartoteka/model/kind.h"

#include <string.h>

#include "member.h"

/* Parents before children; what another refers to before it. */
const Kind *const kinds[] = {
	&kind_staff, &kind_contact_kind, &kind_outcome, &kind_tag, &kind_filter, &kind_client,
	&kind_channel, &kind_membership, &kind_tagging, &kind_interaction, &kind_zonedef, &kind_source,
	&kind_component, &kind_event, &kind_task, &kind_note, &kind_reminder, NULL};

const Kind *kind_of_letter(char letter)
{
	for (size_t i = 0; kinds[i]; i++) {
		if (kinds[i]->letter == letter)
			return kinds[i];
	}
	return NULL;
}

int64_t kind_bit(const Kind *kind)
{
	return INT64_C(1) << (kind->letter - 'a');
}

const Kind *kind_find(const char *name)
{
	for (size_t i = 0; name && kinds[i]; i++) {
		if (strcmp(kinds[i]->name, name) == 0)
			return kinds[i];
	}
	return NULL;
}

const Field *kind_field(const Kind *kind, const char *name)
{
	for (size_t i = 0; name && i < kind->field_count; i++) {
		if (strcmp(kind->fields[i].name, name) == 0)
			return &kind->fields[i];
	}
	return NULL;
}

void record_init(const Kind *kind, void *record)
{
	memset(record, 0, kind->size);
	for (size_t i = 0; i < kind->field_count; i++)
		field_clear(&kind->fields[i], record);
}

void *record_dup(Arena *arena, const Kind *kind, const void *record)
{
	void *out = arena_alloc(arena, kind->size);
	memcpy(out, record, kind->size);
	for (size_t i = 0; i < kind->field_count; i++) {
		const Field *field = &kind->fields[i];
		if (field->type == FIELD_TEXT || field->type == FIELD_NOTE) {
			member_put(field, out, &(Text){arena_dup(arena, member_text(field, record).s)}, sizeof(Text));
		} else if (field->type == FIELD_BYTES) {
			Bytes bytes = member_bytes(field, record);
			Value copy = value_dup(arena, &(Value){.type = VALUE_BYTES, .s = bytes.s, .n = bytes.n});
			bytes.s = copy.s;
			member_put(field, out, &bytes, sizeof bytes);
		}
	}
	return out;
}
