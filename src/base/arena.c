/* SPDX-License-Identifier: MIT */
/* Arena: blocks in a chain, each at least as large as all before it, so that few are made. */
#include "kartoteka/base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"

enum {
	FIRST_BLOCK = 4096,
	LARGEST_BLOCK = 1 << 20,
};

typedef struct Block {
	struct Block *before;
	size_t used, size;
	alignas(max_align_t) unsigned char bytes[];
} Block;

struct Arena {
	Block *last;
};

static Block *block_new(Block *before, size_t size)
{
	/* Zeroed where it is given out, since a block is seldom used to its end. */
	Block *block = mem_realloc(NULL, sizeof *block + size);
	block->before = before;
	block->used = 0;
	block->size = size;
	return block;
}

Arena *arena_new(void)
{
	Arena *arena = mem_alloc(sizeof *arena);
	arena->last = block_new(NULL, FIRST_BLOCK);
	return arena;
}

static void blocks_free(Block *last, const Block *until)
{
	while (last != until) {
		Block *before = last->before;
		free(last);
		last = before;
	}
}

void arena_free(Arena *arena)
{
	if (!arena)
		return;
	blocks_free(arena->last, NULL);
	free(arena);
}

void arena_reset(Arena *arena)
{
	Block *first = arena->last;
	while (first->before)
		first = first->before;
	blocks_free(arena->last, first);
	first->used = 0;
	arena->last = first;
}

/* Not zeroed. */
static void *take(Arena *arena, size_t bytes)
{
	size_t unit = alignof(max_align_t);
	size_t size = (bytes ? bytes : 1);
	if (size > SIZE_MAX / 2)
		abort();
	size = (size + unit - 1) / unit * unit;
	Block *block = arena->last;
	if (block->size - block->used < size) {
		size_t next = block->size < LARGEST_BLOCK ? block->size * 2 : LARGEST_BLOCK;
		block = arena->last = block_new(block, next < size ? size : next);
	}
	void *at = block->bytes + block->used;
	block->used += size;
	return at;
}

void *arena_alloc(Arena *arena, size_t bytes)
{
	void *at = take(arena, bytes);
	memset(at, 0, bytes ? bytes : 1);
	return at;
}

char *arena_dup(Arena *arena, const char *s)
{
	return s ? arena_dupn(arena, s, strlen(s)) : NULL;
}

char *arena_dupn(Arena *arena, const char *s, size_t n)
{
	if (!s)
		return NULL;
	size_t length = strnlen(s, n);
	char *copy = take(arena, length + 1);
	memcpy(copy, s, length);
	copy[length] = '\0';
	return copy;
}

char *arena_printf(Arena *arena, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	int n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (n < 0)
		return arena_dup(arena, "");
	char *s = take(arena, (size_t)n + 1);
	va_start(args, format);
	vsnprintf(s, (size_t)n + 1, format, args);
	va_end(args);
	return s;
}
