/* SPDX-License-Identifier: MIT */
/* A change is a patch (house.md, concept 3): made from two states of a record, applied by the store, kept in the journal. */
#ifndef KARTOTEKA_MODEL_PATCH_H
#define KARTOTEKA_MODEL_PATCH_H

#include "kartoteka/model/kind.h"

typedef enum PatchOp {
	PATCH_MAKE,
	PATCH_EDIT,
	PATCH_REMOVE,
} PatchOp;

typedef struct FieldChange {
	const Field *field;
	Value old, new;
} FieldChange;

typedef struct Patch {
	PatchOp op;
	const Kind *kind;
	int64_t id, rev;      /* rev: the revision it was made from */
	FieldChange *changes; /* EDIT: what differs; REMOVE: all old values; MAKE: all new values. Derived fields are never here */
	size_t n;
} Patch;

/* What differs between two states (both of `kind`); n is 0 when nothing does. Values borrow from the records. */
Patch patch_between(Arena *arena, const Kind *kind, const void *old, const void *new);
/* What only the caller knows of values: the clock that instants are shown on (zone NULL: UTC), and what records are called (name NULL: by their number). */
typedef struct PatchTeller {
	const Zone *zone;
	const char *(*name)(void *self, const Kind *kind, int64_t id); /* "": not known */
	void *self;
} PatchTeller;

/* One line for people: "name: — → Вектор; phone …". Adds to out. teller NULL: none of its knowledge. */
void patch_words(Str *out, const Patch *patch, const PatchTeller *teller);

#endif
