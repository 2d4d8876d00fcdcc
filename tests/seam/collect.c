/* SPDX-License-Identifier: MIT */
/*
 * Linked into a test program with -Wl,--wrap=sqlite3_open_v2: every statement that any connection runs is added once to the file that KT_SEAM names,
 * ended by a NUL. Without KT_SEAM nothing is kept. The program under test knows nothing of it.
 */
#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int __real_sqlite3_open_v2(const char *path, sqlite3 **db, int flags, const char *vfs);
int __wrap_sqlite3_open_v2(const char *path, sqlite3 **db, int flags, const char *vfs);

enum {
	SLOTS = 1 << 16, /* a hash of each text that was written; some thousands in all */
};
static uint64_t seen[SLOTS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static int file = -1;

static void open_file(void)
{
	const char *path = getenv("KT_SEAM");
	if (path)
		file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
}

static uint64_t hash_of(const char *text)
{
	uint64_t hash = UINT64_C(14695981039346656037);
	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * UINT64_C(1099511628211);
	return hash ? hash : 1;
}

static int is_new(uint64_t hash)
{
	size_t slot = hash % SLOTS;
	for (size_t n = 0; seen[slot]; n++, slot = (slot + 1) % SLOTS) {
		if (seen[slot] == hash)
			return 0;
		if (n == SLOTS / 2)
			return 1; /* full: what comes twice is written twice */
	}
	seen[slot] = hash;
	return 1;
}

/* The full-text tables have statements of their own, over tables named in this way. */
static int is_of_library(const char *sql)
{
	return strncmp(sql, "--", 2) == 0 || strstr(sql, "'main'.'search_") != NULL;
}

static int on_statement(unsigned event, void *self, void *statement, void *text)
{
	(void)event;
	(void)self;
	(void)statement;
	const char *sql = text;
	if (is_of_library(sql))
		return 0;
	pthread_mutex_lock(&lock);
	if (is_new(hash_of(sql))) {
		ssize_t n = write(file, sql, strlen(sql) + 1);
		(void)n;
	}
	pthread_mutex_unlock(&lock);
	return 0;
}

int __wrap_sqlite3_open_v2(const char *path, sqlite3 **db, int flags, const char *vfs)
{
	pthread_once(&once, open_file);
	int code = __real_sqlite3_open_v2(path, db, flags, vfs);
	if (code == SQLITE_OK && file >= 0)
		sqlite3_trace_v2(*db, SQLITE_TRACE_STMT, on_statement, NULL);
	return code;
}
