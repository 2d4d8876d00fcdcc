/* SPDX-License-Identifier: MIT */
/*
 * An import while it runs. Items of the file are gathered in chunks, matched with the base and applied in one short transaction that joins the file's
 * batch. The first is matched with the right to write, so of two imports one sees what the other brought. Only a chunk is in memory at a time.
 */
#ifndef KARTOTEKA_WORK_IMPORT_H
#define KARTOTEKA_WORK_IMPORT_H

#include <stdio.h>

#include "kartoteka/bridge/ics.h"
#include "kartoteka/work/exchange.h"
#include "plan.h"

/* One VCALENDAR of the file. Its components join the source of the first one that is known already; a new source is made for a new one. */
typedef struct ImportSource {
	int64_t id; /* of the base's source; 0: to be made, or not decided yet */
	bool decided, ended, dropped;
	bool speaks;  /* it calls off or answers: what is about something that is here is not kept */
	bool late;    /* something in it was called off before it came, or a later text is here */
	bool ours;    /* something in it is what an export says of what was made or changed here */
	bool is_new;  /* made by this import: the file's own places hold in it */
	size_t makes; /* records that are new */
	bool edited;  /* head or tail differ from those of `stored` */
	Source row, stored;
	int64_t next_place; /* for what is added to a stored source; -1 not known yet */
} ImportSource;

typedef enum ImportAct {
	IMPORT_MAKE,   /* component, record, reminders */
	IMPORT_CHANGE, /* the file's changes onto what is stored */
	IMPORT_KEEP,   /* a component without a record */
	IMPORT_ZONE,   /* the lines of a VTIMEZONE that is stored */
	IMPORT_NOTHING,
} ImportAct;

typedef struct AlarmChange {
	PatchOp op;
	Reminder old, new;
} AlarmChange;

/* What is stored of a record, as it is here now. */
typedef struct ImportHere {
	bool there;
	AnyPlan record;
	Reminder *alarms;
	size_t n_alarms;
} ImportHere;

/* What the file says, and what is known of its record before the base is asked. */
typedef struct ImportRead {
	IcsItem ics;
	const char *searched; /* of store_ahead; NULL: it has no record, or a large one */
} ImportRead;

typedef struct ImportAction {
	ImportAct act;
	IcsItem *item;
	const char *searched; /* of a record that is made; NULL: not known yet */
	ImportSource *source;
	Component stored;   /* CHANGE, ZONE */
	bool own;           /* it was made here: `stored` is what an export says of it, and no row */
	bool retyped;       /* it was another kind of component */
	bool moves;         /* it stood called off, or as an answer, and comes alive: into the VCALENDAR that says so */
	IcsMethod stood;    /* under which it is stored */
	Instant changed_at; /* own: last by somebody here */
	ImportHere here;
	AnyPlan changed;
	AlarmChange *alarms;
	size_t n_alarms;
} ImportAction;

/* Components of one UID and RECURRENCE-ID, or of one content, of which the file says something more than once or that count otherwise from now on. */
typedef struct ImportEquals {
	char *uid, *recurrence, *hash;
	bool unsettled;
	bool made; /* the file brought another one beside those that came before it: the highest of such */
	uint64_t made_rank;
	int64_t made_ordinal;
} ImportEquals;

typedef struct PlanLink {
	const Kind *kind;
	int64_t id;
} PlanLink;

/* What is changed by the part of the chunk that is matched. */
typedef struct ImportChanging {
	uint32_t uid, action; /* a hash; its place among the actions */
} ImportChanging;

/* What a trial says it would have changed: of what is stored, as it would be by now. Of what was made here also what was changed. */
typedef struct ImportSaid {
	int64_t key; /* import_said_key */
	const Kind *kind;
	uint64_t rank;
	Instant changed_at; /* by somebody here, before the file */
	int32_t status;
	uint8_t method; /* IcsMethod */
	bool adopted;
	bool rewritten; /* by another text: what is stored of its lines is no more */
} ImportSaid;

typedef struct ImportRun {
	FILE *file;
	size_t n;
} ImportRun;

enum {
	IMPORT_SAIDS_HELD = 1 << 14
}; /* in memory; the others in files */

typedef struct ImportSaids {
	ImportSaid *held;
	size_t n;
	uint32_t *slots; /* open addressing: number + 1, 0 free */
	VEC(ImportRun)
	runs; /* the newest last */
	unsigned char *filter;
} ImportSaids;

typedef struct ImportZone {
	char *name;
	const Zone *zone;
} ImportZone;

typedef struct ImportAhead ImportAhead;

typedef struct Import {
	Work *work;
	const char *name; /* of the file, without its folder */
	bool wants_items;
	ImportReport *report;
	char *path;          /* whole; NULL: a pipe */
	int64_t size, began; /* bytes; clock_ms */
	Instant modified;
	char own_mail[256]; /* whose the calendar says it is; "" */
	Arena *arena;       /* of the chunk */
	ImportAhead *ahead; /* has the items' memory */
	VEC(ImportRead *)
	items; /* of the chunk */
	VEC(ImportAction)
	actions;
	VEC(ImportSource *)
	sources;
	ImportSource *source; /* the VCALENDAR being read */
	size_t at;            /* of them: the first that is not matched yet */
	size_t chunk;         /* so many items are written at once */
	bool chunk_stays;     /* always so many */
	size_t bytes;         /* of lines in the chunk */
	bool large;           /* there is a large component in it */
	bool base_is_new;     /* nothing was ever imported: no component can match */
	bool has_own;         /* there is something that was made here */
	int64_t batch;
	uint64_t taken; /* bytes that the base took before */
	VEC(PlanLink)
	orphans; /* overrides made before their master */
	VEC(ImportEquals)
	equals;              /* who of them counts is followed, and settled at the end */
	uint32_t *equals_at; /* open addressing: number + 1, 0 free */
	size_t equals_slots;
	VEC(int64_t)
	own; /* components made by this import, ascending: equals in one file are never each other's earlier text */
	VEC(int64_t)
	adopted; /* those it made of what was made here, ascending */
	ImportSaids said;
	VEC(ImportChanging)
	changing;
	bool changes_more; /* something of it was made here, or becomes another type: what is found by another identity may be concerned */
	VEC(char *)
	zonedefs;              /* names known to be stored */
	IcsAround *kept_zones; /* those that are stored, read once a chunk; NULL not yet */
	VEC(ImportZone)
	zones;            /* of the file's own, for what is told before any is stored */
	char *master_uid; /* the master made last */
	int64_t master;
	const Kind *master_kind;
} Import;

/* import.c: import_file, so many items a chunk; 0: as many as suit */
Err *import_file_by(Work *work, const char *path, const char *format, bool items, size_t chunk, ImportReport *out);
/* import_match.c: reads only */
void import_warn(Import *import, const IcsItem *item, char *why, char *kept); /* takes both texts */
Err *import_take(Import *import, ImportRead *from);
Err *import_resolve(Import *import);                         /* sources of the chunk, before it is applied */
bool import_is_new(const Import *import, int64_t component); /* made by this import */
/*
 * import_twice.c: what a file says more than once of one stored record holds one after another, each from what the one before left. What is written ends
 * its part of the chunk; what a trial would write is remembered.
 */
bool import_waits(Import *import, const IcsItem *item); /* for the part before it to be applied */
void import_next_part(Import *import);
Err *import_remember(Import *import, const ImportAction *action); /* for import_waits, or for the rest of a trial */
void import_put_status(const Kind *kind, AnyPlan *record, int64_t status);
/* own: a record, then of `stored` the type alone is asked. *found false: nothing yet. */
Err *import_said(const Import *import, const Component *stored, const void *own, ImportSaid *out, bool *found);
Err *import_here_now(const Import *import, ImportAction *action); /* stored, here: as they would be by now */
/* import_said.c: the table of that. Err: of its files */
int64_t import_said_key(const Component *stored, const void *own);
Err *import_said_find(const ImportSaids *saids, int64_t key, ImportSaid *out, bool *found);
Err *import_said_put(ImportSaids *saids, const ImportSaid *said);
void import_said_done(ImportSaids *saids);
/* import_own.c: what the base itself wrote into the file; reads only */
typedef struct ImportOwn {
	ImportHere here;
	Component said; /* as an export would write it now */
	bool same;      /* the file says so, too */
	bool older;     /* the file was written before the record was changed last */
	bool adopted;   /* by this trial: a component would stand for it by now */
	Instant changed_at;
} ImportOwn;
Err *import_has_own(Import *import);
Err *import_is_own(Work *work, const IcsItem *item, bool *own, Arena *arena); /* was it made here? */
Err *import_own(Import *import, const IcsItem *item, ImportOwn *out, bool *found);
Err *import_knows_own(Import *import, const IcsItem *item, bool *known); /* of whatever type, before this file or by it */
Err *import_here(Import *import, const Component *stored, ImportHere *out);
Err *import_around(Import *import, IcsAround *out); /* zones of the base, for reading kept lines */
/* Of a stored component: does the file say what an export would say of its record, which was changed here since? */
Err *import_as_exported(Import *import, const IcsItem *item, const Component *stored, const ImportHere *here, bool *same);
bool import_same_occurrence(Work *work, const Plan *a, const Plan *b); /* of one UID */
bool import_tells_same(Bytes a, Bytes b);                              /* lines but for their DTSTAMP */
/* import_merge.c: what changed in the file since it was read last, onto what is stored (`stored`, `here`) */
Err *import_merge(Import *import, ImportAction *action);
void import_fields_changed(Str *out, const Import *import, const ImportAction *action);
/* import_equals.c: which of several components of one identity counts */
Err *import_counting(Import *import, const IcsItem *item, Component *out, bool *found); /* by now, of what was there before this file */
void import_brings(Import *import, const IcsItem *item);                                /* beside its equals */
/* Does what the file brought count by now, and not what is stored? own: a record, then `stored` is no row. */
Err *import_brought_more(Import *import, const IcsItem *item, const Component *stored, const void *own, bool *more);
Err *import_rank_of(Import *import, const Component *stored, const void *own, uint64_t *rank);
Err *import_method_of(Import *import, const Component *stored, IcsMethod *method); /* under which it stands */
void import_settle_later(Import *import, const Component *c);
void import_equals_done(Import *import);
Err *import_settle(Import *import); /* at the end of the file, inside the transaction */
/* The moved occurrences of a series become those of another one, of the text that counts now; to 0: of none, each stands by itself. */
Err *import_tie_overrides(Import *import, const Kind *kind, int64_t from, int64_t to);
/* import_apply.c: inside the transaction */
Err *import_find_master(Import *import, const Kind *kind, const char *uid, int64_t *master);
bool import_has_work(const Import *import);
Err *import_apply(Import *import);
Err *import_links(Import *import);         /* at the end of the file */
const Kind *import_kind(const char *type); /* of a component; NULL when no record stands for it */
/* import_mail.c: whose it is, by the mails of who takes part */
void import_own_mail(Import *import, Bytes head);
Err *import_client(Import *import, Bytes lines, int64_t *client);
/* import_facts.c: what the screens tell of the batch; inside its last transaction */
Err *import_keep_facts(Import *import);
bool import_line(Span *out, Span *rest); /* the next of kept lines; a backslash at an end joins nothing */
/* import_ahead.c: items of the file in their order, read ahead of who asks for them */
typedef Err *ImportGoesOn(void *self, uint64_t offset);                                    /* Err: it is to stop. Asked now and then when nothing comes for long */
Err *import_ahead_open(ImportAhead **out, Reader file, ImportGoesOn *goes_on, void *self); /* Err: as of ics_open */
void import_ahead_close(ImportAhead *ahead);                                               /* NULL is fine */
/* *out NULL: that was the last. Err: of goes_on, or as of ics_next, behind the items before it. They live until the next import_ahead_release. */
Err *import_ahead_next(ImportRead **out, ImportAhead *ahead);
void import_ahead_release(ImportAhead *ahead);          /* all that came so far is done with */
uint64_t import_ahead_offset(const ImportAhead *ahead); /* bytes read for the item that came last, or a little more */
/* import_file.c: a file, pipe or device as a Reader */
typedef struct ImportBytes {
	int fd;
	uint64_t size;
	char *path; /* whole, of a file; NULL of a pipe. Caller frees */
	Instant modified;
} ImportBytes;
Err *import_bytes_open(ImportBytes *out, const char *path);
void import_bytes_close(ImportBytes *bytes);
Reader import_bytes_reader(ImportBytes *bytes);

#endif
