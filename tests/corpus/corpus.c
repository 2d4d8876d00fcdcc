/* SPDX-License-Identifier: MIT */
#include "corpus.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "kartoteka/base/file.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/bridge/ics_write.h"
#include "kartoteka/when/repeat.h"

const char *corpus_shared(void)
{
	const char *given = getenv("KARTOTEKA_SHARED");
	const char *folder = given && *given ? given : KT_SOURCE_DIR "/../shared/data";
	char *table = path_join(folder, "ics.tsv");
	bool there = file_exists(table);
	free(table);
	return there ? folder : NULL;
}

bool corpus_load(Str *out, const char *folder, const char *name)
{
	char *path = path_join(folder, name);
	Err *err = file_read(out, path);
	bool read = !err;
	err_free(err);
	free(path);
	return read;
}

typedef struct Slow {
	Span bytes;
	size_t most;
} Slow;

static Err *slow_read(void *self, uint64_t offset, char *to, size_t room, size_t *n)
{
	Slow *slow = self;
	size_t left = offset < slow->bytes.n ? slow->bytes.n - (size_t)offset : 0;
	*n = left < room ? left : room;
	if (slow->most && *n > slow->most)
		*n = slow->most;
	if (*n)
		memcpy(to, slow->bytes.s + offset, *n);
	return NULL;
}

static double now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void check_item(const IcsItem *item)
{
	const Component *c = &item->component;
	if (!utf8_valid(c->lines.s ? c->lines.s : "", c->lines.n) || (c->lines.n && memchr(c->lines.s, '\0', c->lines.n)))
		fail_msg("item of line %lld: lines are not clean UTF-8", (long long)item->line);
	if (c->lines.n && c->lines.s[c->lines.n - 1] != '\n')
		fail_msg("item of line %lld: last line without end", (long long)item->line);
	if (item->type == ICS_SKIPPED && (!item->skipped || !*item->skipped || item->line < 1))
		fail_msg("skipped without line or reason");
	if (item->kind && !item->record)
		fail_msg("kind without record");
	for (size_t i = 0; i < item->n_warnings; i++) {
		if (item->warnings[i].line < 1 || !*item->warnings[i].text ||
		    !utf8_valid(item->warnings[i].text, strlen(item->warnings[i].text)))
			fail_msg("warning without line or text");
	}
}

Calendar calendar_read(Span bytes, size_t most)
{
	Calendar out = {.arena = arena_new()};
	Slow slow = {bytes, most};
	Ics *ics = NULL;
	bool more = true;
	double from = now_ms();
	Err *err = ics_open(&ics, (Reader){slow_read, &slow});
	while (!err && more) {
		IcsItem item;
		err = ics_next(&item, &more, ics, out.arena);
		if (err || !more)
			break;
		check_item(&item);
		vec_push(&out.items, item);
		out.n[item.type]++;
		out.warnings += item.n_warnings;
		if (item.type == ICS_SKIPPED)
			out.counted[item.counted_as]++;
	}
	out.ms = now_ms() - from;
	ics_close(ics);
	if (err)
		out.refused = err_text(err);
	err_free(err);
	return out;
}

void calendar_done(Calendar *calendar)
{
	vec_free(&calendar->items);
	free(calendar->refused);
	arena_free(calendar->arena);
}

void calendar_write(Str *out, const Calendar *calendar)
{
	for (size_t i = 0; i < calendar->items.n; i++)
		ics_fold(out, calendar->items.at[i].component.lines.s, calendar->items.at[i].component.lines.n);
}

const IcsItem *calendar_find(const Calendar *calendar, const char *uid, size_t i)
{
	for (size_t k = 0; k < calendar->items.n; k++) {
		const IcsItem *item = &calendar->items.at[k];
		if (item->record && str_same(item->component.uid.s, uid) && i-- == 0)
			return item;
	}
	return NULL;
}

bool calendar_warns(const Calendar *calendar, int64_t line)
{
	for (size_t i = 0; i < calendar->items.n; i++) {
		for (size_t k = 0; k < calendar->items.at[i].n_warnings; k++) {
			if (!line || calendar->items.at[i].warnings[k].line == line)
				return true;
		}
	}
	return false;
}

/* ---- Occurrences ---- */

typedef struct Starts {
	Str *out;
	size_t left;
} Starts;

static bool add_start(void *self, Moment at, Instant instant)
{
	Starts *s = self;
	char text[WHEN_TEXT];
	if (!s->left)
		return false;
	if (at.form == MOMENT_LOCAL && s->out == NULL)
		return false;
	(void)instant;
	moment_text(text, at);
	if (s->out->n)
		str_addc(s->out, ' ');
	str_add(s->out, text);
	return --s->left > 0;
}

static bool add_instant(void *self, Moment at, Instant instant)
{
	char text[WHEN_TEXT];
	(void)at;
	Starts *s = self;
	instant_text(text, instant);
	if (s->out->n)
		str_addc(s->out, ' ');
	str_add(s->out, text);
	return --s->left > 0;
}

static const Zone *zone_named(const Calendar *calendar, const char *name)
{
	const Zone *zone = name ? zone_find(name) : NULL;
	for (size_t i = 0; !zone && name && i < calendar->items.n; i++) {
		for (size_t k = 0; k < calendar->items.at[i].n_zonedefs; k++) {
			const Zonedef *z = &calendar->items.at[i].zonedefs[k];
			if (str_same(z->name.s, name))
				return zone_from_component(z->text.s, z->text.n);
		}
	}
	return zone;
}

void event_starts(Str *out, const IcsItem *item, const Calendar *calendar, size_t n)
{
	const Event *e = item->record;
	const Zone *zone = zone_named(calendar, e->zone.s);
	Repeat repeat = {
		.start = e->start,
		.zone = zone,
		.floating = NULL,
		.rules = e->rules.s,
		.exrules = e->exrules.s,
		.rdates = e->rdates.s,
		.exdates = e->exdates.s,
	};
	Starts starts = {out, n};
	bool instants = e->start.form == MOMENT_UTC || zone;
	err_free(repeat_each(&repeat, (Instant){-62167219200}, (Instant){253402300799}, n,
	                     instants ? add_instant : add_start, &starts));
}
