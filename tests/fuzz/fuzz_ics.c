/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as a calendar file: read whole, in small pieces the same; what is kept, written and read again is a fixed point; every record
 * written anew with a changed field reads as it was meant.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/bridge/ics.h"
#include "kartoteka/bridge/ics_write.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct Pieces {
	Span bytes;
	size_t most;
} Pieces;

static Err *pieces_read(void *self, uint64_t offset, char *to, size_t room, size_t *n)
{
	Pieces *p = self;
	size_t left = offset < p->bytes.n ? p->bytes.n - (size_t)offset : 0;
	*n = left < room ? left : room;
	if (*n > p->most)
		*n = p->most;
	if (*n)
		memcpy(to, p->bytes.s + offset, *n);
	return NULL;
}

static void hold(int what, const char *why)
{
	if (!what) {
		fprintf(stderr, "%s\n", why);
		abort();
	}
}

/* The summary changed: everything else of the record must read as before. */
static void edit(const IcsItem *item, Arena *arena)
{
	const Field *summary = kind_field(item->kind, "summary");
	void *changed = record_dup(arena, item->kind, item->record);
	Value text = {VALUE_TEXT, 0, "a\\b;c,\nd", 8};
	Str out = {0};
	IcsItem again;
	err_free(field_set(summary, changed, &text));
	IcsState old = {item->kind, item->record, item->alarms, item->n_alarms},
			 new = {item->kind, changed, item->alarms, item->n_alarms};
	ics_update(&out, item->component.lines, &old, &new, (Instant){1784800800});
	Component c = item->component;
	c.lines = (Bytes){arena_dupn(arena, str_text(&out), out.n), out.n};
	ics_read_component(&again, &c, NULL, arena);
	Value got = field_get(summary, again.record, arena);
	hold(got.type == VALUE_TEXT && strcmp(got.s, text.s) == 0, "an edited summary reads otherwise");
	hold(again.n_alarms == item->n_alarms, "an edit of the summary changed alarms");
	hold(strcmp(again.component.uid.s, item->component.uid.s) == 0, "an edit changed the UID");
	str_done(&out);
}

/* All components as a file; *n: how many items, *skipped: how many of them were skipped. */
static void read_all(Str *out, size_t *n, size_t *skipped, Span bytes, size_t most, int edits)
{
	Pieces pieces = {bytes, most};
	Ics *ics = NULL;
	bool more = true;
	*n = *skipped = 0;
	Err *err = ics_open(&ics, (Reader){pieces_read, &pieces});
	while (!err && more) {
		Arena *arena = arena_new();
		IcsItem item;
		err = ics_next(&item, &more, ics, arena);
		if (!err && more) {
			hold(utf8_valid(item.component.lines.s ? item.component.lines.s : "", item.component.lines.n),
			     "lines are not UTF-8");
			hold(item.type != ICS_SKIPPED || (item.skipped && item.line > 0), "skipped without reason or line");
			if (out)
				ics_fold(out, item.component.lines.s, item.component.lines.n);
			if (edits && item.record)
				edit(&item, arena);
			++*n;
			*skipped += item.type == ICS_SKIPPED;
		}
		arena_free(arena);
	}
	err_free(err);
	ics_close(ics);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Str once = {0}, pieces = {0}, twice = {0};
	size_t n, m, k, skipped, skipped_again;
	read_all(&once, &n, &skipped, (Span){(const char *)data, size}, SIZE_MAX, 1);
	read_all(&pieces, &m, &skipped_again, (Span){(const char *)data, size}, 3, 0);
	hold(n == m && once.n == pieces.n && (!once.n || memcmp(once.s, pieces.s, once.n) == 0),
	     "small pieces read otherwise");
	read_all(&twice, &k, &skipped_again, (Span){str_text(&once), once.n}, SIZE_MAX, 0);
	hold(once.n == twice.n && (!once.n || memcmp(once.s, twice.s, once.n) == 0), "written twice gives other bytes");
	hold(n == k, "written and read again gives other items");
	str_done(&once);
	str_done(&pieces);
	str_done(&twice);
	return 0;
}
