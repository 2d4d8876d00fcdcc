/* SPDX-License-Identifier: MIT */
/*
 * A kind: one type of record. The list of kinds is the one place that names them all; generic code asks the kind's rows and hooks,
 * never which kind it has. Each record struct begins with a Record.
 */
#ifndef KARTOTEKA_MODEL_KIND_H
#define KARTOTEKA_MODEL_KIND_H

#include "kartoteka/model/field.h"

typedef struct Record {
	int64_t id;  /* reserved in blocks; 0: not stored yet */
	int64_t rev; /* revision: +1 a change */
	char uuid[37];
} Record;

typedef struct Kind {
	const char *name;           /* "client": journal, JSON, `of` of a Field */
	char letter;                /* 'a' to 'z', its own: the journal's name for it where many are listed. Never given to another kind */
	const char *table;          /* SQL table */
	const char *label, *labels; /* N_(): one, many */
	size_t size;                /* of the struct */
	const Field *fields;
	size_t field_count;
	const char *parent; /* child kinds (phones of a client …): the field that names the owner record; NULL for kinds of their own.
	                          * When that field has no `of`, the field NAME_kind beside it says of which kind the owner is (reminders) */
	bool list;          /* one of the user's own lists (outcomes, kinds of contact, tags): Settings shows it */
	/* The record's name for people; adds to out. */
	void (*title)(Str *out, const void *record);
	/* Pure rules on one record: an Err names the field by err->word. NULL when there are none. */
	Err *(*check)(const void *record);
	/* Values that follow from the record alone (shown name, order key, E.164): set before it is stored. NULL when none. */
	void (*derive)(void *record, Arena *arena);
	/* What `field` points to is removed: true, and this record goes too; false, and the field is emptied. NULL: always false. */
	bool (*goes)(const void *record, const Field *field);
} Kind;

extern const Kind *const kinds[];                            /* ended by NULL; parents before children */
const Kind *kind_find(const char *name);                     /* NULL when there is none */
const Kind *kind_of_letter(char letter);                     /* the same */
int64_t kind_bit(const Kind *kind);                          /* of a set of kinds */
const Field *kind_field(const Kind *kind, const char *name); /* name only; NULL when there is none */

/* An empty record: zeroes, with none in the instants, days and lengths (a zeroed one would say 1970). Begin every new record with it. */
void record_init(const Kind *kind, void *record);
/* A deep copy whose texts live in the arena. */
void *record_dup(Arena *arena, const Kind *kind, const void *record);

extern const Kind kind_staff, kind_contact_kind, kind_outcome, kind_tag, kind_filter, kind_client, kind_channel,
	kind_membership, kind_tagging, kind_interaction, kind_event, kind_task, kind_note, kind_reminder,
	kind_zonedef, kind_source, kind_component;

#endif
