/* SPDX-License-Identifier: MIT */
/*
 * What a trial remembers of what it would have changed, of however many records in whatever order: the latest in a table, the others in sorted runs in a
 * file without a name. A run takes in those before it that are not twice as long, so there are few; and few are asked for at all: a filter knows what was
 * never put in.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "import.h"
#include "kartoteka/base/text.h"

enum {
	SLOTS = IMPORT_SAIDS_HELD * 2, /* a power of two */
	FILTER_BITS = 1 << 24,
	FILTER_TIMES = 4,
	PAGE = 128, /* of a run read at once */
};

/* ---- keys ---- */

int64_t import_said_key(const Component *stored, const void *own)
{
	if (!own)
		return stored->head.id * 4;
	/* What was made here goes by its own number, that of an event, a task or a note. */
	const Kind *kind = import_kind(stored->type.s);
	return ((const Record *)own)->id * 4 + (kind == &kind_event ? 1 : kind == &kind_task ? 2
	                                                                                     : 3);
}

static uint64_t mixed(int64_t key)
{
	uint64_t z = (uint64_t)key * 0x9e3779b97f4a7c15;
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	return z ^ (z >> 27);
}

static bool filter_has(const ImportSaids *saids, int64_t key)
{
	uint64_t bits = mixed(key);
	for (int i = 0; i < FILTER_TIMES; i++, bits = mixed((int64_t)bits)) {
		size_t bit = (size_t)(bits & (FILTER_BITS - 1));
		if (!(saids->filter[bit / 8] >> bit % 8 & 1))
			return false;
	}
	return true;
}

static void filter_add(ImportSaids *saids, int64_t key)
{
	uint64_t bits = mixed(key);
	for (int i = 0; i < FILTER_TIMES; i++, bits = mixed((int64_t)bits)) {
		size_t bit = (size_t)(bits & (FILTER_BITS - 1));
		saids->filter[bit / 8] |= (unsigned char)(1 << bit % 8);
	}
}

/* ---- runs ---- */

static Err *failed(void)
{
	return err_errno("%s", _("the trial cannot keep what it would change in a file of its own"));
}

static Err *read_some(ImportSaid *out, size_t n, const ImportRun *run, size_t first)
{
	char *to = (char *)out;
	for (size_t done = 0, all = n * sizeof *out; done < all;) {
		ssize_t got = pread(fileno(run->file), to + done, all - done, (off_t)(first * sizeof *out + done));
		if (got == 0)
			errno = EIO;
		if (got == 0 || (got < 0 && errno != EINTR))
			return failed();
		done += got > 0 ? (size_t)got : 0;
	}
	return NULL;
}

static Err *find_in_run(const ImportRun *run, int64_t key, ImportSaid *out, bool *found)
{
	size_t low = 0, high = run->n;
	while (low < high && !*found) {
		size_t middle = low + (high - low) / 2;
		TRY(read_some(out, 1, run, middle));
		*found = out->key == key;
		if (out->key < key)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* A run read from its beginning, or what is held in memory. */
typedef struct Stream {
	const ImportRun *run;
	const ImportSaid *at;
	size_t i, n, from;
	ImportSaid page[PAGE];
} Stream;

static Err *stream_fill(Stream *stream)
{
	if (stream->i < stream->n || !stream->run || stream->from >= stream->run->n)
		return NULL;
	size_t n = stream->run->n - stream->from < PAGE ? stream->run->n - stream->from : PAGE;
	TRY(read_some(stream->page, n, stream->run, stream->from));
	stream->at = stream->page;
	stream->from += n;
	stream->n = n;
	stream->i = 0;
	return NULL;
}

/* Both in one; of two about the same the newer stays. */
static Err *merge(ImportRun *out, Stream *newer, Stream *older)
{
	out->n = 0;
	out->file = tmpfile();
	if (!out->file)
		return failed();
	for (;;) {
		TRY(stream_fill(newer));
		TRY(stream_fill(older));
		const ImportSaid *a = newer->i < newer->n ? &newer->at[newer->i] : NULL, *b = older->i < older->n ? &older->at[older->i] : NULL;
		if (!a && !b)
			break;
		const ImportSaid *first = a && (!b || a->key <= b->key) ? a : b;
		newer->i += first == a;
		older->i += b && first->key == b->key;
		if (fwrite(first, sizeof *first, 1, out->file) != 1)
			return failed();
		out->n++;
	}
	return fflush(out->file) == 0 ? NULL : failed();
}

static void run_done(ImportRun *run)
{
	if (run->file)
		(void)fclose(run->file);
	*run = (ImportRun){0};
}

static Err *join_last(ImportSaids *saids)
{
	ImportRun joined = {0}, *newer = &saids->runs.at[saids->runs.n - 1], *older = newer - 1;
	Err *err = merge(&joined, &(Stream){.run = newer}, &(Stream){.run = older});
	if (err) {
		run_done(&joined);
		return err;
	}
	run_done(newer);
	run_done(older);
	*older = joined;
	saids->runs.n--;
	return NULL;
}

static int by_key(const void *a, const void *b)
{
	const ImportSaid *x = a, *y = b;
	return x->key < y->key ? -1 : x->key > y->key;
}

static Err *spill(ImportSaids *saids)
{
	ImportRun run = {0};
	if (!saids->filter)
		saids->filter = mem_alloc(FILTER_BITS / 8);
	qsort(saids->held, saids->n, sizeof *saids->held, by_key);
	for (size_t i = 0; i < saids->n; i++)
		filter_add(saids, saids->held[i].key);
	Err *err = merge(&run, &(Stream){.at = saids->held, .n = saids->n}, &(Stream){0});
	if (err) {
		run_done(&run);
		return err;
	}
	vec_push(&saids->runs, run);
	saids->n = 0;
	memset(saids->slots, 0, SLOTS * sizeof *saids->slots);
	while (saids->runs.n > 1 && saids->runs.at[saids->runs.n - 2].n < saids->runs.at[saids->runs.n - 1].n * 2)
		TRY(join_last(saids));
	return NULL;
}

/* ---- the whole ---- */

static size_t slot_of(const ImportSaids *saids, int64_t key)
{
	size_t slot = (size_t)mixed(key) & (SLOTS - 1);
	while (saids->slots[slot] && saids->held[saids->slots[slot] - 1].key != key)
		slot = (slot + 1) & (SLOTS - 1);
	return slot;
}

Err *import_said_find(const ImportSaids *saids, int64_t key, ImportSaid *out, bool *found)
{
	*found = false;
	if (!saids->held)
		return NULL;
	uint32_t at = saids->slots[slot_of(saids, key)];
	*found = at;
	if (at)
		*out = saids->held[at - 1];
	if (at || !saids->runs.n || !filter_has(saids, key))
		return NULL;
	for (size_t i = saids->runs.n; i-- > 0 && !*found;)
		TRY(find_in_run(&saids->runs.at[i], key, out, found));
	return NULL;
}

Err *import_said_put(ImportSaids *saids, const ImportSaid *said)
{
	if (!saids->held) {
		saids->held = mem_alloc(IMPORT_SAIDS_HELD * sizeof *saids->held);
		saids->slots = mem_alloc(SLOTS * sizeof *saids->slots);
	}
	size_t slot = slot_of(saids, said->key);
	if (saids->slots[slot]) {
		saids->held[saids->slots[slot] - 1] = *said;
		return NULL;
	}
	if (saids->n == IMPORT_SAIDS_HELD) {
		TRY(spill(saids));
		slot = slot_of(saids, said->key);
	}
	saids->held[saids->n++] = *said;
	saids->slots[slot] = (uint32_t)saids->n;
	return NULL;
}

void import_said_done(ImportSaids *saids)
{
	for (size_t i = 0; i < saids->runs.n; i++)
		run_done(&saids->runs.at[i]);
	vec_free(&saids->runs);
	free(saids->held);
	free(saids->slots);
	free(saids->filter);
	*saids = (ImportSaids){0};
}
