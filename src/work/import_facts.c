/* SPDX-License-Identifier: MIT */
/* What the screens tell of a batch beside its journal: counts, how long it took, what was refused. */
#include <stdlib.h>
#include <string.h>

#include "import.h"

static void add_remarks(ImportRemark *out, size_t *n, const ImportSkip *rows, size_t count, bool refused)
{
	for (size_t i = 0; i < count && *n < IMPORT_REMARKS; i++)
		out[(*n)++] = (ImportRemark){.refused = refused, .line = rows[i].line, .why = rows[i].said ? rows[i].said : rows[i].why};
}

Err *import_keep_facts(Import *import)
{
	const ImportReport *report = import->report;
	ImportFacts facts = {
		.path = import->path,
		.format = report->format,
		.size = import->size,
		.modified = import->modified,
		.took = clock_ms(import->work->clock) - import->began,
		.created = report->created,
		.updated = report->updated,
		.unchanged = report->unchanged,
		.repeats = report->repeats,
		.linked = report->linked,
		.refused = (int64_t)report->skipped.n,
		.remarks = (int64_t)report->warnings.n,
	};
	ImportRemark *remarks = mem_alloc(IMPORT_REMARKS * sizeof *remarks);
	size_t n = 0;
	add_remarks(remarks, &n, report->skipped.at, report->skipped.n, true);
	add_remarks(remarks, &n, report->warnings.at, report->warnings.n, false);
	Err *err = import_facts_keep(import->work->store, &facts, remarks, n);
	free(remarks);
	return err;
}
