/* SPDX-License-Identifier: MIT */
/* What reading the journal and taking back share. */
#ifndef KARTOTEKA_STORE_JOURNAL_INSIDE_H
#define KARTOTEKA_STORE_JOURNAL_INSIDE_H

#include "kartoteka/base/mem.h"
#include "kartoteka/store/journal.h"
#include "sqlite.h"

/* The command of the batch that takes an import back which a kill left open: `U` never brings half an import again. */
#define JOURNAL_CUT "cut"
#define JOURNAL_RESTORE "restore"
/* What `u` and `U` pass over. */
#define JOURNAL_NOBODYS "SELECT id FROM phrase WHERE command IN ('" JOURNAL_CUT "', '" JOURNAL_RESTORE "', '" JOURNAL_NEWCOMER "')"

/* How many records a row of the table `change` tells of at most; and the same in SQL: the run `c` that the record was made in. */
#define JOURNAL_RUN 500
#define JOURNAL_RUN_OF(record) "c.op = 0 AND c.record <= " record " AND c.record > " record " - 500 AND c.record + length(c.made) > " record
/* Or any change `c` of it. */
#define JOURNAL_CHANGE_OF(record) "((c.op > 0 AND c.record = " record ") OR (" JOURNAL_RUN_OF(record) "))"

/* Records that people count: of what was refused on taking back, of what an import made. Lines, links and alarms belong to one of these. */
bool journal_kind_is_counted(const Kind *kind);

Err *journal_chain_end(Store *store, int64_t batch, int64_t *last, bool *taken_back);
Err *journal_last_batch(Store *store, const Kind *kind, int64_t record, int64_t *batch); /* that changed or made it; 0: the journal does not know */

/* The changes of one batch in order of seq, each record of a run one by one; or the other way round. */
typedef struct JournalStep {
	int64_t seq, record, rev;
	const Kind *kind; /* NULL: none that this program knows */
	PatchOp op;
	Value values;
} JournalStep;
typedef struct JournalReader {
	Store *store;
	int64_t batch, first, last; /* what is left */
	bool backwards;
	VEC(JournalStep)
	steps; /* of the page */
} JournalReader;
Err *journal_read(JournalReader *out, Store *store, int64_t batch, bool backwards);
/* The next page, of so many rows; steps.n 0: it is over. Texts and bytes are in the arena. */
Err *journal_page(JournalReader *reader, size_t rows, Arena *arena);
void journal_read_done(JournalReader *reader);
/* Of a base raised from before the runs: rows of op 0 that follow each other become one. Inside the transaction of the raise. */
Err *journal_join_runs(Db *db);

/* The number of a session's row, which is made when there is none; batch: its first one. */
Err *journal_session(int64_t *id, Db *db, const char *uuid, const char *terminal, int64_t batch);
/* The row of a batch, with its session and its sentence, told in the base once. first_seq 0: it has no changes. */
Err *batch_insert(Db *db, int64_t batch, int64_t depth, int64_t first_seq, const BatchHead *head, const char *session, const char *terminal);
/* The newest change of a record leaves it with the next revision: *ahead, `seq` is that one, made from `rev`, and the record is not newer, so an old page lies there. */
Err *journal_is_ahead(bool *ahead, Db *db, const Kind *kind, int64_t id, int64_t rev, int64_t seq);
/* Fills changes of the patch from the journal's values; uuid (may be NULL) of a removed record. */
Err *journal_patch(Patch *patch, bool derived_too, const Value *values, char uuid[37], Arena *arena);

#endif
