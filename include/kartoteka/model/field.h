/* SPDX-License-Identifier: MIT */
/*
 * Field tables (house.md, concept 1). A kind lists its fields once; form, card, columns, SQL, CSV and JSON heads, --field=, field:value
 * and the journal come from that row. The type is read off the struct's member, so table and struct cannot disagree.
 * Only src/model/field.c turns an offset into a member.
 */
#ifndef KARTOTEKA_MODEL_FIELD_H
#define KARTOTEKA_MODEL_FIELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kartoteka/base/arena.h"
#include "kartoteka/base/err.h"
#include "kartoteka/base/str.h"
#include "kartoteka/when/time.h"
#include "kartoteka/when/zone.h"

typedef struct Id {
	int64_t v;
} Id; /* another record; 0 is none */
typedef struct Text {
	const char *s;
} Text; /* one line; NULL is empty; borrowed from an arena */
typedef struct Note {
	const char *s;
} Note; /* many lines */
typedef struct Flag {
	bool v;
} Flag;
typedef struct Count {
	int64_t n;
} Count;
typedef struct Choice {
	int32_t v;
} Choice; /* index into Field.choices; 0 is the first and the default */
typedef struct Bytes {
	const char *s;
	size_t n;
} Bytes;

typedef enum FieldType {
	FIELD_ID,
	FIELD_TEXT,
	FIELD_NOTE,
	FIELD_FLAG,
	FIELD_COUNT,
	FIELD_CHOICE,
	FIELD_BYTES,
	FIELD_INSTANT,
	FIELD_DAY,
	FIELD_BIRTH,
	FIELD_MOMENT,
	FIELD_SECONDS,
} FieldType;

/* Set by hand: clang-format takes it apart. */
/* clang-format off */
#define FIELD_TYPE(member)                                                                      \
	_Generic((member), Id: FIELD_ID, Text: FIELD_TEXT, Note: FIELD_NOTE, Flag: FIELD_FLAG,      \
	         Count: FIELD_COUNT, Choice: FIELD_CHOICE, Bytes: FIELD_BYTES,                      \
	         Instant: FIELD_INSTANT, Day: FIELD_DAY, Birth: FIELD_BIRTH,                        \
	         Moment: FIELD_MOMENT, Seconds: FIELD_SECONDS)
/* clang-format on */
/* { FIELD(Client, surname), .label = N_("surname"), … } */
#define FIELD(Struct, member_) \
	.name = #member_, .type = FIELD_TYPE(((Struct *)NULL)->member_), .offset = offsetof(Struct, member_)

enum FieldFlag {
	FIELD_SEARCHED = 1, /* its words are in the search index */
	FIELD_SORTABLE = 2,
	FIELD_DERIVED = 4,    /* kept by work, outside revision and journal */
	FIELD_PRIVATE = 8,    /* never in forms and lists: uid, component … */
	FIELD_MERGE_KEY = 16, /* tells doubles apart */
	FIELD_REQUIRED = 32,
	FIELD_HIDDEN = 64,   /* not in the form, though it may be shown */
	FIELD_FOLLOWS = 128, /* guessed from other fields as long as nobody says it: no reason for a dispute then */
};

typedef struct FieldChoice {
	const char *name, *label;
} FieldChoice; /* name: stored and in JSON; label: N_() */

typedef struct Field {
	const char *name;    /* column, --name, JSON head, filter name */
	const char *label;   /* N_(): in forms, cards, heads */
	const char *aliases; /* more names for filters, both languages, parted by a blank: "телефон тел phone"; may be NULL */
	FieldType type;
	size_t offset;
	int width; /* ideal cells in a list; 0: not a column */
	unsigned flags;
	const FieldChoice *choices; /* FIELD_CHOICE: ended by {NULL}; stored as its name */
	const char *of;             /* FIELD_ID: the name of the kind it points to */
	const char *property;       /* iCalendar or vCard property, or NULL */
	size_t clocks[2];           /* FIELD_MOMENT: offsets of the Texts that name the zone it stands in, the first that is set; 0: none */
} Field;

/* A field's value as the store and the journal know it. Bytes and text are borrowed. */
typedef enum ValueType {
	VALUE_NULL,
	VALUE_INT,
	VALUE_TEXT,
	VALUE_BYTES,
} ValueType;
typedef struct Value {
	ValueType type;
	int64_t i;
	const char *s;
	size_t n; /* bytes of s, without the NUL */
} Value;

bool value_same(const Value *a, const Value *b);
Value value_dup(Arena *arena, const Value *value);

/* Empty text, none and 0 of an Id are NULL. Day, Birth, Moment are ISO text (written into the arena); Instant, Seconds, Flag, Count
 * integers; Choice its name. Other texts are borrowed from the record. */
Value field_get(const Field *field, const void *record, Arena *arena);
/* The text is kept by pointer: it must live as long as the record. An unreadable value gives an Err and leaves the member. */
Err *field_set(const Field *field, void *record, const Value *value);
void field_clear(const Field *field, void *record);              /* to none */
const char *field_zone(const Field *field, const void *record);  /* of a moment: the zone that the record says it stands in; NULL none. Borrowed */
void field_copy(const Field *field, void *to, const void *from); /* between records of one kind; texts stay borrowed */
/* For people: dates in the language's short form, a choice's label, an Id as its number (names are the caller's). Adds to out. */
void field_show(Str *out, const Field *field, const void *record);
/* The same with instants on the clock of a zone; NULL: in UTC, which is said. */
void field_show_in(Str *out, const Field *field, const void *record, const Zone *zone);
/* From what a person or a script typed: ISO or plain forms only (words are read by the caller with when/words.h). Lengths: "90s", "8m", "1h 30m",
 * "1:30"; a bare number is minutes. An empty text is none. The Err names the word. */
Err *field_read(const Field *field, void *record, const char *typed, Arena *arena);

#endif
