/* SPDX-License-Identifier: MIT */
/* Parcels of entries from the thread that fills a base to the one that makes its full-text tables; and their end. */
#include "fill_search.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "inside.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/thread.h"

enum {
	PARCEL_BYTES = 64 << 10,
	PARCELS_MOST = 64, /* that wait: who writes faster than the index is made waits for it */
	MOMENT_MS = 50,
};

typedef struct Entry {
	int64_t id;
	size_t text, rest; /* bytes of both, each with its NUL; rest 0: none */
	SearchIndex index;
	bool take;
} Entry;

/* Entries one behind the other, each with its texts. */
typedef struct Parcel {
	struct Parcel *next;
	Str bytes;
} Parcel;

struct FillSearch {
	Db *aside;
	Parcel *open; /* being packed */
	pthread_t thread;
	bool started;
	pthread_mutex_t lock;
	pthread_cond_t came, went;
	/* Under the lock. */
	Parcel *first, **end; /* what waits, in its order */
	Parcel *spare;
	size_t n;              /* that wait, with the one that is put in */
	bool last, stop, over; /* nothing more comes; give up; the thread has ended */
	Err *err;              /* of the thread */
};

/* ---- Putting in ---- */

static Err *put_all(Db *db, const Str *bytes)
{
	for (size_t at = 0; at < bytes->n;) {
		Entry entry;
		memcpy(&entry, bytes->s + at, sizeof entry);
		const char *text = bytes->s + at + sizeof entry, *rest = entry.rest ? text + entry.text : NULL;
		TRY((entry.take ? index_take : index_put)(db, entry.index, entry.id, text, rest));
		at += sizeof entry + entry.text + entry.rest;
	}
	return NULL;
}

/* Under the lock; NULL: there is none, and none will come. */
static Parcel *next_parcel(FillSearch *search)
{
	while (!search->first && !search->last && !search->stop)
		pthread_cond_wait(&search->came, &search->lock);
	Parcel *parcel = search->stop ? NULL : search->first;
	if (!parcel)
		return NULL;
	search->first = parcel->next;
	if (!search->first)
		search->end = &search->first;
	return parcel;
}

static void *put_parcels(void *self)
{
	FillSearch *search = self;
	Parcel *parcel;
	Err *err = NULL;
	pthread_mutex_lock(&search->lock);
	while (!err && (parcel = next_parcel(search))) {
		pthread_mutex_unlock(&search->lock);
		err = put_all(search->aside, &parcel->bytes);
		str_cut(&parcel->bytes, 0);
		pthread_mutex_lock(&search->lock);
		parcel->next = search->spare;
		search->spare = parcel;
		search->n--;
		pthread_cond_signal(&search->went);
	}
	bool whole = !err && !search->stop;
	pthread_mutex_unlock(&search->lock);
	if (whole)
		err = index_gathered(search->aside);
	pthread_mutex_lock(&search->lock);
	search->err = err;
	search->over = true;
	pthread_cond_signal(&search->went);
	pthread_mutex_unlock(&search->lock);
	return NULL;
}

/* ---- Beginning and giving up ---- */

static char *name_of(const char *base)
{
	return mem_printf("%s-search", base);
}

void fill_search_clear(const char *base)
{
	char *name = name_of(base);
	unlink(name);
	free(name);
}

/* Its name is taken away as soon as it is open: whoever is killed leaves nothing of it. */
static Err *make_aside(Db **out, Db *base)
{
	char *name = name_of(db_path(base));
	int fd;
	unlink(name);
	Err *err = beside_make_file(name, BASE_MODE_PRIVATE, NULL, &fd);
	if (!err) {
		close(fd);
		err = index_aside(out, name, base);
		unlink(name);
	}
	free(name);
	return err;
}

static void cond_init(pthread_cond_t *cond)
{
	pthread_condattr_t attr;
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(cond, &attr);
	pthread_condattr_destroy(&attr);
}

Err *fill_search_begin(FillSearch **out, Db *base)
{
	FillSearch *search = mem_alloc(sizeof *search);
	search->end = &search->first;
	pthread_mutex_init(&search->lock, NULL);
	cond_init(&search->came);
	cond_init(&search->went);
	*out = search;
	TRY(make_aside(&search->aside, base));
	search->started = thread_start(&search->thread, put_parcels, search);
	return NULL;
}

/* Under the lock: until the thread has gone on, or a moment. */
static void wait_a_moment(FillSearch *search)
{
	struct timespec until;
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += MOMENT_MS * 1000000L;
	until.tv_sec += until.tv_nsec / 1000000000;
	until.tv_nsec %= 1000000000;
	pthread_cond_timedwait(&search->went, &search->lock, &until);
}

static void stop(FillSearch *search)
{
	if (!search->started)
		return;
	pthread_mutex_lock(&search->lock);
	search->stop = true;
	pthread_cond_signal(&search->came);
	while (!search->over) {
		db_interrupt(search->aside); /* one that comes before a statement does not reach it */
		wait_a_moment(search);
	}
	pthread_mutex_unlock(&search->lock);
	pthread_join(search->thread, NULL);
	search->started = false;
}

static void parcels_free(Parcel *parcel)
{
	while (parcel) {
		Parcel *next = parcel->next;
		str_done(&parcel->bytes);
		free(parcel);
		parcel = next;
	}
}

void fill_search_free(FillSearch *search)
{
	if (!search)
		return;
	stop(search);
	parcels_free(search->first);
	parcels_free(search->spare);
	parcels_free(search->open);
	db_close(search->aside);
	err_free(search->err);
	pthread_cond_destroy(&search->went);
	pthread_cond_destroy(&search->came);
	pthread_mutex_destroy(&search->lock);
	free(search);
}

/* ---- Handing over ---- */

/* Under the lock, of a thread that has ended before its end. */
static Err *take_err(FillSearch *search)
{
	Err *err = search->err;
	search->err = NULL;
	return err ? err : err_new(ERR_FAILED, "a search index that was given up");
}

static Err *hand_over(FillSearch *search)
{
	Parcel *parcel = search->open;
	if (!search->started) {
		Err *err = put_all(search->aside, &parcel->bytes);
		str_cut(&parcel->bytes, 0);
		return err;
	}
	pthread_mutex_lock(&search->lock);
	while (search->n >= PARCELS_MOST && !search->over)
		pthread_cond_wait(&search->went, &search->lock);
	Err *err = search->over ? take_err(search) : NULL;
	if (!err) {
		search->open = search->spare;
		search->spare = search->open ? search->open->next : NULL;
		if (search->open)
			search->open->next = NULL;
		*search->end = parcel;
		search->end = &parcel->next;
		search->n++;
		pthread_cond_signal(&search->came);
	}
	pthread_mutex_unlock(&search->lock);
	return err;
}

Err *fill_search_write(FillSearch *search, SearchIndex index, int64_t id, const char *text, const char *rest, bool take)
{
	Entry entry;
	memset(&entry, 0, sizeof entry); /* its gaps are copied, too */
	entry.id = id;
	entry.text = strlen(text) + 1;
	entry.rest = rest ? strlen(rest) + 1 : 0;
	entry.index = index;
	entry.take = take;
	if (!search->open)
		search->open = mem_alloc(sizeof *search->open);
	Str *bytes = &search->open->bytes;
	str_addn(bytes, (const char *)&entry, sizeof entry);
	str_addn(bytes, text, entry.text);
	if (rest)
		str_addn(bytes, rest, entry.rest);
	return bytes->n < PARCEL_BYTES ? NULL : hand_over(search);
}

/* ---- The end ---- */

Err *fill_search_last(FillSearch *search)
{
	if (search->open)
		TRY(hand_over(search));
	pthread_mutex_lock(&search->lock);
	search->last = true;
	pthread_cond_signal(&search->came);
	pthread_mutex_unlock(&search->lock);
	return NULL;
}

static Err *wait_for_it(FillSearch *search, bool (*go_on)(void *self), void *self)
{
	bool wanted = true;
	pthread_mutex_lock(&search->lock);
	while (!search->over && wanted) {
		wait_a_moment(search);
		pthread_mutex_unlock(&search->lock);
		wanted = go_on(self);
		pthread_mutex_lock(&search->lock);
	}
	Err *err = search->err;
	search->err = NULL;
	pthread_mutex_unlock(&search->lock);
	if (wanted)
		return err;
	err_free(err);
	return err_new(ERR_INTERRUPTED, "%s", _("stopped"));
}

Err *fill_search_end(FillSearch *search, Db *base, bool (*go_on)(void *self), void *self)
{
	TRY(search->started ? wait_for_it(search, go_on, self) : index_gathered(search->aside));
	return index_move(base, search->aside, go_on, self);
}
