/* SPDX-License-Identifier: MIT */
/*
 * Whether a page is in use or free, and never both. SQLite looks at this in its integrity_check only where the first root it is given is not 0, and the
 * tables of the search have root 0: where one of them comes first it neither walks the list of free pages nor compares it with the trees. A page that is
 * in the list and in a tree is written over by the next record that needs a page. So the list is walked here, and dbstat says whose the pages are.
 */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/log.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "sqlite.h"

/* https://sqlite.org/fileformat2.html */
enum {
	PAGE_LEAST = 512,
	PAGE_MOST = 65536,
	LIST_AT = 32, /* in the first page: where the list begins */
	LOG_HEAD = 32,
	FRAME_HEAD = 24,
	LOG_MAGIC = 0x377f0682, /* the last bit: its sums are of big-endian words */
	READ_TRIES = 5,
	FAULTS_MOST = 20,
};
#define LOCK_BYTE (INT64_C(1) << 30) /* the page there belongs to the locks */

typedef struct Reading {
	Db *db;
	int64_t size, pages; /* of a page; of the base */
	uint8_t *page;
	int64_t *frame; /* which one of the -wal a page stands in, from 1; NULL: there is none */
} Reading;

static uint32_t big(const uint8_t *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static uint32_t little(const uint8_t *at)
{
	return (uint32_t)at[3] << 24 | (uint32_t)at[2] << 16 | (uint32_t)at[1] << 8 | at[0];
}

/* ---- The -wal ---- */
static void sum(uint32_t sums[2], const uint8_t *at, int64_t n, uint32_t (*word)(const uint8_t *at))
{
	for (int64_t i = 0; i < n; i += 8) {
		sums[0] += word(at + i) + sums[1];
		sums[1] += word(at + i + 4) + sums[0];
	}
}

/* Of each page the last frame that was committed. */
static void read_log(Reading *reading)
{
	uint8_t head[LOG_HEAD], frame[FRAME_HEAD];
	uint32_t sums[2] = {0};
	if (!db_bytes(reading->db, true, head, sizeof head, 0) || (big(head) & ~1u) != LOG_MAGIC || big(head + 8) != (uint32_t)reading->size)
		return;
	uint32_t (*word)(const uint8_t *) = big(head) & 1 ? big : little;
	sum(sums, head, 24, word);
	if (sums[0] != big(head + 24) || sums[1] != big(head + 28))
		return;
	VEC(int64_t)
	waiting = {0};
	reading->frame = mem_alloc(((size_t)reading->pages + 1) * sizeof *reading->frame);
	for (int64_t n = 1, at = LOG_HEAD; db_bytes(reading->db, true, frame, sizeof frame, at); n++, at += FRAME_HEAD + reading->size) {
		if (memcmp(frame + 8, head + 16, 8) != 0 || !db_bytes(reading->db, true, reading->page, (size_t)reading->size, at + FRAME_HEAD))
			break;
		sum(sums, frame, 8, word);
		sum(sums, reading->page, reading->size, word);
		if (sums[0] != big(frame + 16) || sums[1] != big(frame + 20))
			break;
		vec_push(&waiting, (int64_t)big(frame));
		for (size_t i = 0; big(frame + 4) && i < waiting.n; i++) {
			if (waiting.at[i] <= reading->pages)
				reading->frame[waiting.at[i]] = n - (int64_t)(waiting.n - 1 - i);
		}
		if (big(frame + 4))
			waiting.n = 0;
	}
	vec_free(&waiting);
}

static bool read_page(Reading *reading, int64_t page)
{
	int64_t frame = reading->frame ? reading->frame[page] : 0;
	return frame ? db_bytes(reading->db, true, reading->page, (size_t)reading->size, LOG_HEAD + (frame - 1) * (FRAME_HEAD + reading->size) + FRAME_HEAD)
	             : db_bytes(reading->db, false, reading->page, (size_t)reading->size, (page - 1) * reading->size);
}

/* ---- The list of free pages ---- */
static bool is_free(const uint8_t *bits, int64_t page)
{
	return bits[page / 8] >> page % 8 & 1;
}

static bool take(DbPages *pages, int64_t page, int64_t *n)
{
	if (page < 1 || page > pages->all || is_free(pages->free, page))
		return false;
	pages->free[page / 8] = (uint8_t)(pages->free[page / 8] | 1u << page % 8);
	++*n;
	return true;
}

/* A trunk names the next one and the pages of its own. False: it is not the list that the snapshot has, or no list. */
static bool walk(DbPages *pages, Reading *reading)
{
	int64_t n = 0;
	if (!read_page(reading, 1) || big(reading->page + LIST_AT + 4) != pages->listed)
		return false;
	for (int64_t trunk = big(reading->page + LIST_AT); trunk; trunk = big(reading->page)) {
		if (!take(pages, trunk, &n) || !read_page(reading, trunk) || big(reading->page + 4) > reading->size / 4 - 2)
			return false;
		for (int64_t i = 0, leaves = big(reading->page + 4); i < leaves; i++) {
			if (!take(pages, big(reading->page + 8 + 4 * i), &n))
				return false;
		}
	}
	return n == pages->listed;
}

static Err *read_list(DbPages *pages, Db *db)
{
	Reading reading = {.db = db};
	TRY(db_int(&pages->all, db, "PRAGMA page_count", NO_ARGS));
	TRY(db_int(&pages->listed, db, "PRAGMA freelist_count", NO_ARGS));
	TRY(db_int(&reading.size, db, "PRAGMA page_size", NO_ARGS));
	pages->size = reading.size;
	reading.pages = pages->all;
	if (!pages->listed || pages->all < 1 || reading.size < PAGE_LEAST || reading.size > PAGE_MOST)
		return NULL;
	free(pages->free);
	pages->free = mem_alloc((size_t)pages->all / 8 + 1);
	reading.page = mem_alloc((size_t)reading.size);
	read_log(&reading);
	if (!walk(pages, &reading)) {
		free(pages->free);
		pages->free = NULL;
	}
	free(reading.frame);
	free(reading.page);
	return NULL;
}

Err *db_pages_begin(DbPages *pages, Db *db)
{
	int64_t version = 0, now = 0;
	*pages = (DbPages){0};
	db_read_end(db);
	if (db_in_transaction(db))
		return NULL; /* what it wrote so far stands nowhere yet */
	pages->own = true;
	/* Files show what was committed last: it is what the snapshot shows where nothing was committed before the next one. */
	for (int tries = 0; tries < READ_TRIES; tries++) {
		TRY(db_begin(db, false));
		Err *err = db_data_version(&version, db);
		if (!err)
			err = read_list(pages, db);
		db_rollback(db);
		if (!err)
			err = db_begin(db, false);
		if (!err)
			err = db_data_version(&now, db);
		if (err) {
			db_rollback(db);
			return err;
		}
		if (version == now && (pages->free || !pages->listed))
			return NULL;
		db_rollback(db);
		free(pages->free);
		pages->free = NULL;
	}
	TRY(db_begin(db, false));
	Err *err = db_int(&pages->all, db, "PRAGMA page_count", NO_ARGS);
	if (!err)
		err = db_int(&pages->listed, db, "PRAGMA freelist_count", NO_ARGS);
	return err;
}

void db_pages_end(DbPages *pages, Db *db)
{
	free(pages->free);
	if (pages->own)
		db_rollback(db);
	*pages = (DbPages){0};
}

/* ---- Against the trees ---- */
static Err *has_dbstat(bool *has, Db *db)
{
	int64_t n = 0;
	TRY(db_int(&n, db, "SELECT count(*) FROM pragma_module_list WHERE name = 'dbstat'", NO_ARGS));
	*has = n > 0;
	return NULL;
}

Err *db_pages_compare(const DbPages *pages, Db *db, Str *faults)
{
	Rows rows;
	bool more, has;
	int64_t used = 0, both = 0;
	if (!pages->own)
		return NULL;
	TRY(has_dbstat(&has, db));
	if (!has) {
		log_line("this SQLite has no dbstat: pages in use are not compared with the list of free ones");
		return NULL;
	}
	TRY(db_query(&rows, db, "SELECT name, pageno FROM dbstat", NO_ARGS));
	for (;; used++) {
		TRY(rows_next(&rows, &more));
		if (!more)
			break;
		int64_t page = row_int(&rows, 1);
		if (!pages->free || page < 1 || page > pages->all || !is_free(pages->free, page))
			continue;
		if (both++ < FAULTS_MOST)
			str_addf(faults, _("page %lld of %s is in use and listed as free: what is added next is written over it\n"), (long long)page, row_words(&rows, 0));
	}
	int64_t lost = pages->all - pages->listed - used - (pages->all * pages->size > LOCK_BYTE ? 1 : 0);
	if (both > FAULTS_MOST)
		str_addf(faults, P_("%lld page more is in use and listed as free\n", "%lld pages more are in use and listed as free\n", both - FAULTS_MOST), (long long)(both - FAULTS_MOST));
	else if (!both && lost)
		str_addf(faults, P_("%lld page belongs to nothing or to two: the list of free pages is not true\n", "%lld pages belong to nothing or to two: the list of free pages is not true\n", llabs(lost)), llabs(lost));
	return NULL;
}
