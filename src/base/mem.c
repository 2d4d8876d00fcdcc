/* SPDX-License-Identifier: MIT */
/* Memory that is there or the program ends. */
#include "kartoteka/base/mem.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

static _Noreturn void mem_gone(void)
{
	/* abort: the handler of SIGABRT gives the terminal back; what was saved is in its transaction. */
	fputs("kartoteka: out of memory; everything saved before is kept\n", stderr);
	abort();
}

void *mem_alloc(size_t bytes)
{
	void *at = calloc(1, bytes ? bytes : 1);
	if (!at)
		mem_gone();
	return at;
}

void *mem_realloc(void *old, size_t bytes)
{
	void *at = realloc(old, bytes ? bytes : 1);
	if (!at)
		mem_gone();
	return at;
}

void mem_large_apart(void)
{
#ifdef __GLIBC__
	/* glibc learns: once a large block was freed, those up to its size come from the heap, where a small one behind them keeps them from the system. */
	mallopt(M_MMAP_THRESHOLD, 1 << 20);
	mallopt(M_TRIM_THRESHOLD, 4 << 20);
#endif
}

char *mem_strdup(const char *s)
{
	return s ? mem_strndup(s, strlen(s)) : NULL;
}

char *mem_strndup(const char *s, size_t n)
{
	if (!s)
		return NULL;
	size_t length = strnlen(s, n);
	char *copy = mem_alloc(length + 1);
	memcpy(copy, s, length);
	return copy;
}

char *mem_printf(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	int n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (n < 0)
		return mem_strdup("");
	char *s = mem_alloc((size_t)n + 1);
	va_start(args, format);
	vsnprintf(s, (size_t)n + 1, format, args);
	va_end(args);
	return s;
}

void *mem_room(void *at, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return at;
	size_t more = *cap ? *cap * 2 : 8;
	if (more > SIZE_MAX / size)
		mem_gone();
	*cap = more;
	return mem_realloc(at, more * size);
}
