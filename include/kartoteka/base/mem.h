/* SPDX-License-Identifier: MIT */
/* Memory that is there or the program ends: data is safe in its transaction (house.md, 9). */
#ifndef KARTOTEKA_BASE_MEM_H
#define KARTOTEKA_BASE_MEM_H

#include <stddef.h>

void *mem_alloc(size_t bytes);              /* zeroed; bytes may be 0; free with free() */
void *mem_realloc(void *old, size_t bytes); /* grown part is not zeroed */
char *mem_strdup(const char *s);            /* NULL gives NULL */
char *mem_strndup(const char *s, size_t n); /* at most n bytes, always ended by NUL */
char *mem_printf(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* From here on what is freed of a MiB and more goes back to the system at once, whatever lies behind it. For work on things that large. */
void mem_large_apart(void);

/* Room for one more of `size` bytes in a vector of n; moves *cap up and returns the new start. */
void *mem_room(void *at, size_t n, size_t *cap, size_t size);

/* A vector of T: VEC(int) v = {0}; vec_push(&v, 7); v.at[0]; free(v.at). */
#define VEC(T) \
	struct { \
		T *at; \
		size_t n, cap; \
	}
#define vec_push(v, item) \
	((v)->at = mem_room((v)->at, (v)->n, &(v)->cap, sizeof *(v)->at), \
	 (v)->at[(v)->n++] = (item))
#define vec_free(v) (free((v)->at), (v)->at = NULL, (v)->n = (v)->cap = 0)

#define countof(a) (sizeof(a) / sizeof *(a))

#endif
