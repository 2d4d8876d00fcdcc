/* SPDX-License-Identifier: MIT */
/*
 * What of a damaged base is damaged: its length against what its first page says, SQLite's own lines, and which tables can still be read. The file
 * may be too damaged to be opened as a base; nothing is written.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backup.h"
#include "inside.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/store/care.h"

enum {
	HEAD = 100, /* bytes: https://sqlite.org/fileformat2.html */
	PAGE_SIZE_AT = 16,
	PAGES_AT = 28,
};

/* How many of its first bytes there are; *size -1: it cannot be looked at. */
static long read_head(unsigned char head[HEAD], long long *size, const char *path)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	long n = fd >= 0 ? (long)read(fd, head, HEAD) : 0;
	*size = fd >= 0 && fstat(fd, &st) == 0 ? (long long)st.st_size : -1;
	if (fd >= 0)
		close(fd);
	return n;
}

static long long length_said(const unsigned char head[HEAD], long long *page_size, long long *page_count)
{
	long long page = head[PAGE_SIZE_AT] << 8 | head[PAGE_SIZE_AT + 1];
	long long pages = (long long)head[PAGES_AT] << 24 | head[PAGES_AT + 1] << 16 | head[PAGES_AT + 2] << 8 | head[PAGES_AT + 3];
	*page_size = page == 1 ? 65536 : page;
	*page_count = pages;
	return *page_size * pages;
}

/* False: it does not even begin as a base, so there is nothing to ask. */
static bool look_at_length(Str *faults, const char *path)
{
	unsigned char head[HEAD];
	long long size;
	long n = read_head(head, &size, path);
	if (size < 0)
		return true;
	if (size == 0 && n > 0)
		return false; /* no file of a disk */
	if (n < HEAD || memcmp(head, "SQLite format 3", 16) != 0) {
		str_addf(faults, size ? _("the file of %lld bytes does not begin as a base does: its first page is lost\n") : _("the file has %lld bytes\n"), size);
		return false;
	}
	long long page, pages, length = length_said(head, &page, &pages);
	if (size < length)
		str_addf(faults, _("the file ends at byte %lld, its first page says %lld pages of %lld bytes, %lld bytes: it was cut\n"), size, pages, page, length);
	else if (page && size % page)
		str_addf(faults, _("the file ends at byte %lld, in the middle of a page of %lld bytes\n"), size, page);
	return true;
}

static void add_err(Str *faults, const char *what, Err *err)
{
	if (err)
		str_addf(faults, "%s: %s\n", what, err->what);
	err_free(err);
}

/* *n: the rows before the end, or before the damage. */
static Err *count_rows(long long *n, Db *db, const char *table)
{
	Rows rows;
	bool more = false;
	*n = 0;
	Err *err = db_rows_of(&rows, db, table);
	while (!err && !(err = rows_next(&rows, &more)) && more) {
		for (int i = 0; i < row_columns(&rows); i++)
			row_text(&rows, i); /* a long value goes over pages of its own */
		++*n;
	}
	return err;
}

typedef struct Tables {
	Str whole, cut, lost; /* names */
} Tables;

static void look_at_table(Tables *tables, Db *db, const char *table)
{
	long long n;
	Err *err = count_rows(&n, db, table);
	Str *list = !err ? &tables->whole : n ? &tables->cut
	                                      : &tables->lost;
	str_add(list, list->n ? ", " : "");
	if (list == &tables->lost)
		str_add(list, table);
	else
		str_addf(list, "%s (%lld)", table, n);
	err_free(err);
}

static bool look_at_tables(Str *faults, Db *db)
{
	enum {
		SESSIONS_FROM = 8 /* the form that has them */
	};
	static const char *const others[] = {"base", "batch", "change", "session", "phrase"};
	Tables tables = {0};
	int64_t form = care_version();
	err_free(db_form(&form, db));
	for (size_t i = 0; kinds[i]; i++)
		look_at_table(&tables, db, kinds[i]->table);
	for (size_t i = 0; i < countof(others) - (form < SESSIONS_FROM ? 2 : 0); i++)
		look_at_table(&tables, db, others[i]);
	if (tables.lost.n)
		str_addf(faults, _("nothing of these tables can be read: %s\n"), str_text(&tables.lost));
	if (tables.cut.n)
		str_addf(faults, _("of these tables only the first rows can be read: %s\n"), str_text(&tables.cut));
	if (tables.whole.n)
		str_addf(faults, _("these tables can be read to their end: %s\n"), str_text(&tables.whole));
	bool whole = !tables.lost.n && !tables.cut.n;
	str_done(&tables.lost);
	str_done(&tables.cut);
	str_done(&tables.whole);
	return whole;
}

bool care_diagnose(const char *path, Str *faults)
{
	Db *db = NULL;
	bool whole = true;
	if (!look_at_length(faults, path))
		return false;
	Err *err = db_open(&db, path, DB_READ | DB_DAMAGED | (file_has_beside(path, "-wal") ? 0 : DB_IMMUTABLE | DB_FOLLOWS), (DbWait){NULL, NULL});
	if (err) {
		add_err(faults, _("it cannot be opened"), err);
		return false;
	}
	add_err(faults, _("the check of its pages ended"), db_integrity(db, false, faults, NULL, NULL, NULL));
	if (faults->n)
		whole = look_at_tables(faults, db);
	db_close(db);
	return whole;
}
