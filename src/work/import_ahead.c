/* SPDX-License-Identifier: MIT */
/*
 * The file read ahead: a thread of its own cuts it into items, makes their records and finds out what follows from one alone, while others are stored. It
 * touches nothing but the file and what it hands over, and asks no base; items come in the order and with the error with which they would be read in place.
 * Where no thread can be had, they are.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "import.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/thread.h"

enum {
	PARCEL_ITEMS = 64,
	AHEAD_ITEMS = 2048, /* read and not yet asked for: while so many are stored as many are read */
};
#define PARCEL_BYTES ((size_t)128 << 10)
#define AHEAD_BYTES ((size_t)1 << 20)
#define ASK_BYTES ((size_t)1 << 20) /* read without a parcel coming of it: lines that belong to nothing, a component as large as that */

/* Some items with the memory they live in, handed over whole. */
typedef struct Parcel {
	struct Parcel *next;
	Arena *arena;
	VEC(ImportRead)
	items;
	size_t bytes;    /* of lines */
	uint64_t offset; /* so far the file was read for them */
	bool last;
	Err *err; /* behind the items */
} Parcel;

struct ImportAhead {
	Reader file;
	ImportGoesOn *goes_on;
	void *self; /* of goes_on */
	Ics *ics;
	bool apart;    /* the thread reads; not yet in ics_open, never where there is none. Of the reading side */
	size_t unsaid; /* bytes since the last parcel or question. Of the reading side */
	pthread_t thread;
	bool started;
	atomic_bool stop;
	pthread_mutex_t lock;
	pthread_cond_t filled, taken;
	bool asks;            /* nothing came of it for long: may it go on? */
	uint64_t asks_at;     /* so far the file was read by then */
	Parcel *first, **end; /* filled and not yet taken */
	size_t items, bytes;  /* of them */
	size_t large;         /* bytes of the large ones that were taken and not released */
	bool wanted;          /* the importer waits for a parcel */
	Parcel *spare;        /* to be filled again */
	Parcel *given;        /* what the importer has, the newest first */
	size_t at;            /* of the newest: its next item */
	uint64_t offset;      /* so far the file was read for what was given */
};

/* ---- reading ---- */

/* The importer hears Ctrl-C and tells of progress, and it waits for a parcel. */
static Err *ask(ImportAhead *ahead, uint64_t offset)
{
	ahead->unsaid = 0;
	if (!ahead->apart)
		return ahead->goes_on(ahead->self, offset);
	pthread_mutex_lock(&ahead->lock);
	ahead->asks = true;
	ahead->asks_at = offset;
	pthread_cond_signal(&ahead->filled);
	pthread_mutex_unlock(&ahead->lock);
	return NULL;
}

static Err *read_until_stopped(void *self, uint64_t offset, char *to, size_t room, size_t *n)
{
	ImportAhead *ahead = self;
	*n = 0;
	if (atomic_load_explicit(&ahead->stop, memory_order_relaxed))
		return err_new(ERR_INTERRUPTED, "%s", _("stopped"));
	TRY(ahead->file.read(ahead->file.self, offset, to, room, n));
	ahead->unsaid += *n;
	return ahead->unsaid < ASK_BYTES ? NULL : ask(ahead, offset + *n);
}

static Parcel *parcel_new(void)
{
	Parcel *parcel = mem_alloc(sizeof *parcel);
	parcel->arena = arena_new();
	return parcel;
}

static void parcel_free(Parcel *parcel)
{
	arena_free(parcel->arena);
	vec_free(&parcel->items);
	err_free(parcel->err);
	free(parcel);
}

static void parcels_free(Parcel *parcel)
{
	while (parcel) {
		Parcel *next = parcel->next;
		parcel_free(parcel);
		parcel = next;
	}
}

static void fill(Parcel *parcel, Ics *ics)
{
	arena_reset(parcel->arena);
	parcel->items.n = 0;
	parcel->bytes = 0;
	while (parcel->items.n < PARCEL_ITEMS && parcel->bytes < PARCEL_BYTES) {
		ImportRead item = {0};
		bool more = false;
		parcel->err = ics_next(&item.ics, &more, ics, parcel->arena);
		parcel->last = parcel->err || !more;
		if (parcel->last)
			break;
		/* Of a large one it is found out as it is stored: nothing is held twice meanwhile. */
		if (item.ics.record && item.ics.component.lines.n < PARCEL_BYTES)
			item.searched = store_ahead(item.ics.kind, item.ics.record, parcel->arena);
		vec_push(&parcel->items, item);
		parcel->bytes += item.ics.component.lines.n;
	}
	parcel->offset = ics_offset(ics);
}

/* ---- the thread ---- */

/* A component of megabytes is stored alone: the next one may be as large. */
static bool is_ahead_enough(const ImportAhead *ahead)
{
	return ahead->items >= AHEAD_ITEMS || ahead->bytes + (ahead->wanted ? 0 : ahead->large) >= AHEAD_BYTES;
}

static size_t large_bytes(const Parcel *parcel)
{
	return parcel->bytes >= AHEAD_BYTES ? parcel->bytes : 0;
}

static void append(ImportAhead *ahead, Parcel *parcel)
{
	parcel->next = NULL;
	*ahead->end = parcel;
	ahead->end = &parcel->next;
	ahead->items += parcel->items.n;
	ahead->bytes += parcel->bytes;
}

static void *read_ahead(void *self)
{
	ImportAhead *ahead = self;
	bool last = false;
	ahead->apart = true;
	pthread_mutex_lock(&ahead->lock);
	while (!last) {
		while (is_ahead_enough(ahead) && !ahead->stop)
			pthread_cond_wait(&ahead->taken, &ahead->lock);
		if (ahead->stop)
			break;
		Parcel *parcel = ahead->spare;
		if (parcel)
			ahead->spare = parcel->next;
		pthread_mutex_unlock(&ahead->lock);
		if (!parcel)
			parcel = parcel_new();
		fill(parcel, ahead->ics);
		ahead->unsaid = 0;
		last = parcel->last;
		pthread_mutex_lock(&ahead->lock);
		append(ahead, parcel);
		pthread_cond_signal(&ahead->filled);
	}
	pthread_mutex_unlock(&ahead->lock);
	return NULL;
}

/* ---- the importer's side ---- */

Err *import_ahead_open(ImportAhead **out, Reader file, ImportGoesOn *goes_on, void *self)
{
	ImportAhead *ahead = mem_alloc(sizeof *ahead);
	*out = NULL;
	ahead->file = file;
	ahead->goes_on = goes_on;
	ahead->self = self;
	Err *err = ics_open(&ahead->ics, (Reader){read_until_stopped, ahead});
	if (err) {
		free(ahead);
		return err;
	}
	pthread_mutex_init(&ahead->lock, NULL);
	pthread_cond_init(&ahead->filled, NULL);
	pthread_cond_init(&ahead->taken, NULL);
	ahead->end = &ahead->first;
	ahead->started = thread_start(&ahead->thread, read_ahead, ahead);
	*out = ahead;
	return NULL;
}

static Err *wait_filled(ImportAhead *ahead)
{
	while (ahead->asks || !ahead->first) {
		if (!ahead->asks) {
			pthread_cond_wait(&ahead->filled, &ahead->lock);
			continue;
		}
		uint64_t at = ahead->asks_at;
		ahead->asks = false;
		pthread_mutex_unlock(&ahead->lock);
		Err *err = ahead->goes_on(ahead->self, at);
		pthread_mutex_lock(&ahead->lock);
		if (err)
			return err;
	}
	return NULL;
}

static Err *take_filled(Parcel **out, ImportAhead *ahead)
{
	pthread_mutex_lock(&ahead->lock);
	if (!ahead->first && ahead->large) {
		ahead->wanted = true;
		pthread_cond_signal(&ahead->taken);
	}
	Err *err = wait_filled(ahead);
	ahead->wanted = false;
	if (err) {
		pthread_mutex_unlock(&ahead->lock);
		return err;
	}
	Parcel *parcel = ahead->first;
	ahead->first = parcel->next;
	if (!ahead->first)
		ahead->end = &ahead->first;
	bool waits = is_ahead_enough(ahead);
	ahead->items -= parcel->items.n;
	ahead->bytes -= parcel->bytes;
	ahead->large += large_bytes(parcel);
	if (waits)
		pthread_cond_signal(&ahead->taken);
	pthread_mutex_unlock(&ahead->lock);
	*out = parcel;
	return NULL;
}

static Parcel *fill_here(ImportAhead *ahead)
{
	Parcel *parcel = ahead->spare;
	if (parcel)
		ahead->spare = parcel->next;
	else
		parcel = parcel_new();
	fill(parcel, ahead->ics);
	ahead->unsaid = 0;
	return parcel;
}

Err *import_ahead_next(ImportRead **out, ImportAhead *ahead)
{
	*out = NULL;
	while (!ahead->given || ahead->at == ahead->given->items.n) {
		if (ahead->given && ahead->given->last) {
			Err *err = ahead->given->err;
			ahead->given->err = NULL;
			return err;
		}
		Parcel *parcel = NULL;
		if (ahead->started)
			TRY(take_filled(&parcel, ahead));
		else
			parcel = fill_here(ahead);
		parcel->next = ahead->given;
		ahead->given = parcel;
		ahead->at = 0;
		ahead->offset = parcel->offset;
	}
	*out = &ahead->given->items.at[ahead->at++];
	return NULL;
}

uint64_t import_ahead_offset(const ImportAhead *ahead)
{
	return ahead->offset;
}

void import_ahead_release(ImportAhead *ahead)
{
	Parcel *kept = ahead->given, *done;
	if (!kept)
		return;
	/* Some of the newest may not have been asked for yet, or it says that it was the last. */
	if (ahead->at < kept->items.n || kept->last) {
		done = kept->next;
		kept->next = NULL;
	} else {
		done = kept;
		ahead->given = NULL;
	}
	/* What they held is given back at once: a component may be as large as all else together. */
	for (Parcel *parcel = done; parcel; parcel = parcel->next)
		arena_reset(parcel->arena);
	pthread_mutex_lock(&ahead->lock);
	bool waits = is_ahead_enough(ahead);
	for (Parcel *parcel = done, *next; parcel; parcel = next) {
		next = parcel->next;
		if (ahead->started)
			ahead->large -= large_bytes(parcel);
		parcel->next = ahead->spare;
		ahead->spare = parcel;
	}
	if (waits)
		pthread_cond_signal(&ahead->taken);
	pthread_mutex_unlock(&ahead->lock);
}

void import_ahead_close(ImportAhead *ahead)
{
	if (!ahead)
		return;
	if (ahead->started) {
		pthread_mutex_lock(&ahead->lock);
		ahead->stop = true;
		pthread_cond_signal(&ahead->taken);
		pthread_mutex_unlock(&ahead->lock);
		pthread_join(ahead->thread, NULL);
	}
	parcels_free(ahead->first);
	parcels_free(ahead->spare);
	parcels_free(ahead->given);
	ics_close(ahead->ics);
	pthread_cond_destroy(&ahead->taken);
	pthread_cond_destroy(&ahead->filled);
	pthread_mutex_destroy(&ahead->lock);
	free(ahead);
}
