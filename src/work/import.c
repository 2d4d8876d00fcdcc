/* SPDX-License-Identifier: MIT */
/* One file into one batch: read, gather, apply chunk by chunk; what goes wrong, or Ctrl-C, takes the batch back whole. */
#include <stdlib.h>
#include <string.h>

#include "change.h"
#include "import.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/said.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/bridge/bridge.h"
#include "kartoteka/store/exchange.h"
#include "kartoteka/store/journal.h"
#include "wait.h"

enum {
	CHUNK_ITEMS = 1000, /* at first and at least: smaller ones touch more pages on a busy machine, which makes it busier */
	CHUNK_ITEMS_MOST = 3000,
	CHUNK_MS = 80,        /* others wait so long to write */
	CHUNK_MS_ALONE = 200, /* where no other session has written yet: one that does for the first time waits no longer for it */
	PROGRESS_ITEMS = 200,
};
#define CHUNK_BYTES ((size_t)2 << 20)
#define LARGE_BYTES ((size_t)1 << 20) /* of a component that is stored with little beside it */

/* ---- chunks ---- */

/* The VCALENDAR that goes on into the next chunk; its texts live in the arena that is reset. */
static void carry_source(Import *import)
{
	ImportSource *source = import->source;
	if (!source || source->ended) {
		import->source = NULL;
		arena_reset(import->arena);
		return;
	}
	Bytes head = source->edited || !source->id ? source->row.head_lines : (Bytes){0};
	ImportSource keep = *source;
	char *lines = head.n ? mem_strndup(head.s, head.n) : NULL;
	/* Until it is made its end is the one that every VCALENDAR has. */
	if (!source->id)
		keep.stored.tail_lines = source->row.tail_lines;
	char *tail = keep.stored.tail_lines.n ? mem_strndup(keep.stored.tail_lines.s, keep.stored.tail_lines.n) : NULL;
	char *stored = keep.stored.head_lines.n ? mem_strndup(keep.stored.head_lines.s, keep.stored.head_lines.n) : NULL;
	char *file = mem_strdup(keep.stored.file.s);
	arena_reset(import->arena);
	ImportSource *next = arena_alloc(import->arena, sizeof *next);
	*next = keep;
	next->makes = 0;
	next->dropped = false;
	next->stored.head_lines.s = arena_dupn(import->arena, stored ? stored : "", keep.stored.head_lines.n);
	next->stored.tail_lines.s = arena_dupn(import->arena, tail ? tail : "", keep.stored.tail_lines.n);
	next->stored.file.s = arena_dup(import->arena, file);
	next->row.file.s = import->name;
	next->row.head_lines = next->stored.head_lines;
	if (lines)
		next->row.head_lines = (Bytes){arena_dupn(import->arena, lines, head.n), head.n};
	next->row.tail_lines = next->stored.tail_lines;
	free(lines);
	free(tail);
	free(stored);
	free(file);
	import->source = next;
}

static void clear_chunk(Import *import)
{
	import->actions.n = import->changing.n = 0;
	import->changes_more = false;
	import->sources.n = 0;
	import->items.n = import->at = 0;
	import->bytes = 0;
	import->large = false;
	import->kept_zones = NULL;
	carry_source(import);
	import_ahead_release(import->ahead);
	if (import->source)
		vec_push(&import->sources, import->source);
}

static Err *nothing_imported_yet(Import *import)
{
	BatchRow *rows = NULL;
	size_t n = 0;
	JournalQuery query = {.command = "import", .bulk = true, .limit = 1};
	TRY(journal_batches(import->work->store, &query, &rows, &n, import->arena));
	import->base_is_new = false;
	if (n)
		return NULL;
	/* The journal may not go back to it. */
	Source *sources;
	TRY(exchange_sources(import->work->store, 0, 1, &sources, &n, import->arena));
	import->base_is_new = n == 0;
	return NULL;
}

static Err *match_chunk(Import *import)
{
	if (!import->batch && !import->at) {
		TRY(nothing_imported_yet(import));
		TRY(import_has_own(import));
	}
	for (; import->at < import->items.n; import->at++) {
		if (import_waits(import, &import->items.at[import->at]->ics))
			break;
		TRY(import_take(import, import->items.at[import->at]));
	}
	return import_resolve(import);
}

static Err *apply_in_transaction(Import *import, bool last)
{
	bool links = last && (import->orphans.n || import->equals.n);
	if (!import_has_work(import) && !links && !(last && import->batch))
		return NULL;
	Err *err = import_apply(import);
	while (!err && import->at < import->items.n) {
		import_next_part(import);
		err = match_chunk(import);
		if (!err)
			err = import_apply(import);
	}
	if (!err && last)
		err = import_links(import);
	if (!err && last)
		err = import_keep_facts(import);
	return err ? err : change_derive(import->work);
}

/* With the right to write, and nobody else's import under way. */
static Err *begin_alone(Import *import, const BatchHead *head)
{
	int64_t seen = -1;
	int waited = 0;
	for (;;) {
		int64_t other = 0, changes = 0;
		TRY(store_begin(import->work->store, head));
		Err *err = import->batch ? NULL : store_import_beside(import->work->store, &other, &changes);
		if (!err && !other)
			return NULL;
		store_rollback(import->work->store);
		if (err)
			return err;
		waited = changes == seen ? waited : 0;
		seen = changes;
		TRY(import_wait(import->work, &waited));
	}
}

/*
 * Nothing of an import may stay for want of room: it goes on as long as what came so far could be taken back, which writes each page anew and keeps in the
 * journal what was there (measured: 2.2 times what it had added). What comes whole in one transaction needs nothing of that.
 */
static Err *check_room(Import *import, bool last)
{
	enum {
		TIMES = 2,
		STORED = 4, /* a byte of the file becomes so many at most */
		LEAST = 1 << 20,
	};
	uint64_t taken, left;
	if (last && !import->batch)
		return NULL;
	TRY(store_room(import->work->store, &taken, &left));
	if (!import->batch)
		import->taken = taken;
	uint64_t added = taken > import->taken ? taken - import->taken : 0;
	uint64_t need = TIMES * (added + STORED * (uint64_t)import->bytes) + LEAST;
	if (left >= need)
		return NULL;
	return err_todo(err_new(ERR_FULL, _("to be sure that nothing of it stays by half, the import needs %llu MiB free beside the base, there are %llu"),
	                        (unsigned long long)(need >> 20), (unsigned long long)(left >> 20)),
	                _("make room on the disk or in the quota, then import the file again"));
}

/* A page that many rows touch is written once a chunk, so chunks grow as long as nobody has to wait for them; one is not as long as the next. */
static void pace(Import *import, int64_t took)
{
	if (import->chunk_stays)
		return;
	const bool alone = store_is_alone(import->work->store);
	const size_t most = alone ? CHUNK_MS_ALONE : CHUNK_MS;
	size_t fits = took > 0 ? import->items.n * (most * 3 / 4) / (size_t)took : CHUNK_ITEMS_MOST;
	if (fits > import->chunk * 2)
		fits = import->chunk * 2;
	if (fits > CHUNK_ITEMS_MOST)
		fits = CHUNK_ITEMS_MOST;
	const bool shorter = fits < CHUNK_ITEMS || ((size_t)took > most && !alone);
	import->chunk = shorter ? CHUNK_ITEMS : fits;
}

static Err *write_chunk(Import *import, bool last)
{
	Work *work = import->work;
	TRY(check_room(import, last));
	TRY(work_settle(work));
	/* Only the first of an import's transactions that writes can meet another import: its batch, which stays open, keeps others from it. */
	if (import->batch)
		TRY(match_chunk(import));
	char *label = said(N_("Import: %s"), import->name);
	BatchHead head = {
		.author = work->me.head.id,
		.at = work_now(work),
		.command = "import",
		.label = label,
		.joins = import->batch,
		.bulk = true,
		.stays_open = !last,
	};
	Err *err = begin_alone(import, &head);
	free(label);
	if (err)
		return err;
	work->change = mem_alloc(sizeof *work->change);
	work->change->depth = 1;
	int64_t batch = 0, began = clock_ms(work->clock);
	if (!import->batch)
		err = match_chunk(import);
	if (!err)
		err = apply_in_transaction(import, last);
	if (!err)
		err = store_commit(work->store, &batch);
	if (store_in_transaction(work->store))
		store_rollback(work->store);
	change_done(work);
	if (!err && batch)
		import->batch = batch;
	pace(import, clock_ms(work->clock) - began);
	return err;
}

static Err *flush(Import *import, bool last)
{
	store_lean(import->work->store, import->large);
	TRY(import->work->dry_run ? match_chunk(import) : write_chunk(import, last));
	clear_chunk(import);
	return NULL;
}

/* ---- the file ---- */

static Err *go_on(void *self, uint64_t offset)
{
	const Import *import = self;
	Work *work = import->work;
	if (!work->progress || work->progress(work->progress_self, import->name, (int64_t)offset, import->size))
		return NULL;
	return err_new(ERR_INTERRUPTED, "%s", _("stopped"));
}

static Err *read_items(Import *import)
{
	for (size_t n = 0;; n++) {
		ImportRead *item;
		TRY(import_ahead_next(&item, import->ahead));
		if (!item)
			return flush(import, true);
		vec_push(&import->items, item);
		import->bytes += item->ics.component.lines.n;
		import->large |= item->ics.component.lines.n >= LARGE_BYTES;
		if (import->items.n >= import->chunk || import->bytes >= CHUNK_BYTES)
			TRY(flush(import, false));
		if (n % PROGRESS_ITEMS == 0)
			TRY(go_on(import, import_ahead_offset(import->ahead)));
	}
}

static Err *take_back(Import *import, Err *err)
{
	return import->batch ? change_cut_short(import->work, import->batch, err) : err_kept(err, _("nothing was changed"));
}

static Err *run(Import *import, ImportBytes *bytes)
{
	TRY(import_ahead_open(&import->ahead, import_bytes_reader(bytes), go_on, import));
	/* Half of an import that a kill left open must not be met as what is there already. */
	Err *err = import->work->dry_run ? NULL : store_take_open(import->work->store);
	if (!err)
		err = read_items(import);
	import_ahead_close(import->ahead);
	import->ahead = NULL;
	store_lean(import->work->store, false);
	return err ? take_back(import, err) : NULL;
}

static void import_free(Import *import)
{
	arena_free(import->arena);
	vec_free(&import->items);
	vec_free(&import->actions);
	vec_free(&import->sources);
	vec_free(&import->orphans);
	import_equals_done(import);
	vec_free(&import->own);
	vec_free(&import->adopted);
	import_said_done(&import->said);
	vec_free(&import->changing);
	for (size_t i = 0; i < import->zonedefs.n; i++)
		free(import->zonedefs.at[i]);
	vec_free(&import->zonedefs);
	for (size_t i = 0; i < import->zones.n; i++)
		free(import->zones.at[i].name);
	vec_free(&import->zones);
	free(import->master_uid);
	free(import->path);
}

static Err *check_format(ImportBytes *bytes, const char *path, const char *shown, const char *format)
{
	char head[4096];
	size_t n = 0, got = 1;
	const char *why = NULL;
	BridgeFormat found = FORMAT_UNKNOWN;
	Reader reader = import_bytes_reader(bytes);
	while (n < sizeof head && got) {
		TRY(reader.read(reader.self, n, head + n, sizeof head - n, &got));
		n += got;
	}
	if (format && *format)
		TRY(bridge_format_read(&found, format));
	else
		found = bridge_format(head, n, path, &why);
	return bridge_check(found, shown, why);
}

Err *import_file(Work *work, const char *path, const char *format, bool items, ImportReport *out)
{
	return import_file_by(work, path, format, items, 0, out);
}

Err *import_file_by(Work *work, const char *path, const char *format, bool items, size_t chunk, ImportReport *out)
{
	ImportBytes bytes;
	Str shown = {0};
	const char *name = strcmp(path, "-") == 0 ? _("standard input") : path_name(path);
	*out = (ImportReport){.file = mem_strdup(path), .format = "ics"};
	mem_large_apart();
	if (strcmp(path, "-") != 0)
		TRY(origin_check(work, path));
	TRY(import_bytes_open(&bytes, path)); /* its path goes to the import */
	Import import = {
		.work = work,
		.name = name,
		.wants_items = items,
		.report = out,
		.arena = arena_new(),
		.chunk = chunk ? chunk : CHUNK_ITEMS,
		.chunk_stays = chunk > 0,
		.path = bytes.path,
		.size = (int64_t)bytes.size,
		.modified = bytes.modified,
		.began = clock_ms(work->clock),
	};
	utf8_safe(&shown, path, strlen(path)); /* a name is one line, whatever is in it */
	Err *err = check_format(&bytes, path, str_text(&shown), format);
	if (!err)
		err = err_under(run(&import, &bytes), "%s", strcmp(path, "-") == 0 ? name : str_text(&shown));
	str_done(&shown);
	out->batch = err ? 0 : import.batch;
	import_bytes_close(&bytes);
	import_free(&import);
	return err;
}

static void skip_done(ImportSkip *skip)
{
	free(skip->why);
	free(skip->said);
}

void import_done(ImportReport *report)
{
	free(report->file);
	for (size_t i = 0; i < report->skipped.n; i++)
		skip_done(&report->skipped.at[i]);
	for (size_t i = 0; i < report->warnings.n; i++)
		skip_done(&report->warnings.at[i]);
	for (size_t i = 0; i < report->items.n; i++) {
		free(report->items.at[i].title);
		free(report->items.at[i].why);
	}
	vec_free(&report->skipped);
	vec_free(&report->warnings);
	vec_free(&report->items);
	*report = (ImportReport){0};
}
