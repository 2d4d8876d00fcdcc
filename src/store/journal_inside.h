/* SPDX-License-Identifier: MIT */
/* What reading the journal and taking back share. */
#ifndef KARTOTEKA_STORE_JOURNAL_INSIDE_H
#define KARTOTEKA_STORE_JOURNAL_INSIDE_H

#include "kartoteka/store/journal.h"

/* The command of the batch that takes an import back which a kill left open: `U` never brings half an import again. */
#define JOURNAL_CUT "cut"
#define JOURNAL_RESTORE "restore"
/* What `u` and `U` pass over. */
#define JOURNAL_NOBODYS "'" JOURNAL_CUT "', '" JOURNAL_RESTORE "', '" JOURNAL_NEWCOMER "'"

Err *journal_chain_end(Store *store, int64_t batch, int64_t *last, bool *taken_back);
PatchOp journal_op(const char *name);
/* Fills changes of the patch from the journal's values; uuid (may be NULL) of a removed record. */
Err *journal_patch(Patch *patch, bool derived_too, const Value *values, char uuid[37], Arena *arena);

#endif
