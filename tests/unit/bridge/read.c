/* SPDX-License-Identifier: MIT */
#include "read.h"

#include <stdlib.h>
#include <string.h>

#include "test.h"

Read read_text(const char *text)
{
	Read out = {.arena = arena_new()};
	Span bytes = span_of(text);
	Ics *ics = NULL;
	bool more = true;
	out.err = ics_open(&ics, reader_of_span(&bytes));
	while (!out.err && more) {
		IcsItem item;
		out.err = ics_next(&item, &more, ics, out.arena);
		if (!out.err && more)
			vec_push(&out.items, item);
	}
	ics_close(ics);
	return out;
}

void read_done(Read *read)
{
	vec_free(&read->items);
	err_free(read->err);
	arena_free(read->arena);
}

const IcsItem *read_first(const Read *read, IcsType type)
{
	for (size_t i = 0; i < read->items.n; i++) {
		if (read->items.at[i].type == type)
			return &read->items.at[i];
	}
	return NULL;
}

void record_line(Str *out, const Kind *kind, const void *record)
{
	static const char *const left_out[] = {"uid", "place", "superseded", "starts_at", "last_at",
	                                       "wide", "due_at", "open", "dated_at"};
	Arena *arena = arena_new();
	for (size_t i = 0; i < kind->field_count; i++) {
		const Field *f = &kind->fields[i];
		Value v = field_get(f, record, arena);
		bool leave = v.type == VALUE_NULL || (v.type == VALUE_INT && v.i == 0) ||
		             (f->type == FIELD_CHOICE && f->choices && str_same(v.s, f->choices[0].name));
		for (size_t k = 0; k < countof(left_out); k++)
			leave = leave || strcmp(f->name, left_out[k]) == 0;
		if (leave)
			continue;
		if (v.type == VALUE_INT)
			str_addf(out, "%s%s=%lld", out->n ? " " : "", f->name, (long long)v.i);
		else
			str_addf(out, "%s%s=%s", out->n ? " " : "", f->name, v.s);
	}
	arena_free(arena);
}

void alarms_line(Str *out, const Reminder *alarms, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const Reminder *r = &alarms[i];
		char text[WHEN_TEXT];
		if (out->n)
			str_addc(out, ' ');
		if (r->absolute.v) {
			instant_text(text, r->at);
			str_add(out, text);
		} else {
			str_addf(out, "%s%lld", r->from_end.v ? "end" : "", (long long)r->lead.s);
		}
		if (!instant_is_none(r->acknowledged))
			str_addc(out, '!');
		if (r->state.v == REMINDER_SNOOZED) {
			instant_text(text, r->snoozed_to);
			str_addf(out, "~%s", text);
		}
	}
}
