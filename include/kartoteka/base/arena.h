/* SPDX-License-Identifier: MIT */
/* Arena: many small allocations freed at once. Records read from the store live in one; a screen keeps ids across loads, never records. */
#ifndef KARTOTEKA_BASE_ARENA_H
#define KARTOTEKA_BASE_ARENA_H

#include <stddef.h>

typedef struct Arena Arena;

Arena *arena_new(void);
void arena_free(Arena *arena);                 /* NULL is fine */
void arena_reset(Arena *arena);                /* all of it is free again, the first block is kept */
void *arena_alloc(Arena *arena, size_t bytes); /* zeroed, aligned for any type */
char *arena_dup(Arena *arena, const char *s);  /* NULL gives NULL */
char *arena_dupn(Arena *arena, const char *s, size_t n);
char *arena_printf(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
