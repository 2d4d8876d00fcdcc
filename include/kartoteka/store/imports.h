/* SPDX-License-Identifier: MIT */
/*
 * What each import saw of its file, for the Imports screen and `changes`: counts, how long it took, what was refused and why. Facts of the batch, beside
 * the journal: taking the batch back leaves them. And what taking it back would do now.
 */
#ifndef KARTOTEKA_STORE_IMPORTS_H
#define KARTOTEKA_STORE_IMPORTS_H

#include "kartoteka/store/store.h"

typedef struct ImportCounts {
	int64_t event, task, journal, client;
} ImportCounts;

typedef struct ImportFacts {
	int64_t batch;
	const char *path;   /* whole; NULL: it came through a pipe */
	const char *format; /* "ics" */
	int64_t size;       /* bytes */
	Instant modified;   /* the file's own time when it was read; INSTANT_NONE: a pipe */
	int64_t took;       /* milliseconds */
	ImportCounts created, updated, unchanged;
	int64_t repeats; /* of the created ones: series */
	int64_t linked;  /* tied to a client by the mail of who takes part */
	int64_t refused; /* components that were left out */
	int64_t remarks; /* kept, but something in it was not understood */
} ImportFacts;

typedef struct ImportRemark {
	bool refused;
	int64_t line;
	const char *why; /* read: in the reader's language; kept: as base/said.h has it */
} ImportRemark;

#define IMPORT_REMARKS 1000 /* so many of a batch are kept, refused ones first */

/* Inside the transaction of the batch, after its changes; a batch without any is none, and keeps nothing. */
Err *import_facts_keep(Store *store, const ImportFacts *facts, const ImportRemark *remarks, size_t n);
/* *found false: no import, or one of an older program. */
Err *import_facts(Store *store, int64_t batch, ImportFacts *out, bool *found, Arena *arena);
Err *import_remarks(Store *store, int64_t batch, size_t limit, ImportRemark **out, size_t *n, Arena *arena);
/* The newest import of each file, newest first: the caller looks which of them changed since. */
Err *import_paths(Store *store, size_t limit, ImportFacts **out, size_t *n, Arena *arena);

/* A record that stays when the batch is taken back, since something else was done to it. */
typedef struct ImportStay {
	const Kind *kind; /* event, task, note, client */
	int64_t id;
	const char *title;
	int64_t batch, author; /* which did it last */
	const char *author_name;
	bool import; /* a later import did it; else a person's hand */
} ImportStay;

typedef struct ImportFate {
	int64_t go;   /* made by it, and go away */
	int64_t back; /* changed or removed by it, and become what they were */
	int64_t stay_hand, stay_import;
	ImportStay *stays; /* the first `limit` of them, latest change first */
	size_t n;
	bool more; /* so much was done since that not all of it was looked at: the counts are less sure */
} ImportFate;

/* "If taken back". Looks at the shorter side: what the batch did, or what was done since; may be interrupted. Of a batch that is taken back: all 0. */
Err *import_fate(Store *store, int64_t batch, size_t limit, ImportFate *out, Arena *arena);
/* What stayed of a batch that is taken back and is there now: kind, id and title alone are filled; by kind and id. None of one that stands. back: the
 * open batch that takes it back; 0: it is done already. */
Err *import_left(Store *store, int64_t batch, int64_t back, ImportStay **out, size_t *n, Arena *arena);

#endif
