/* SPDX-License-Identifier: MIT */
/*
 * Zones by name, and conversion between instants and clocks. A zone is a sorted row of spans of one offset, so both ways are
 * one binary search; how a name becomes spans is zone_tzif.c's and zone_component.c's. The cache is locked: the worker converts too.
 */
#include "kartoteka/when/zone.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/fold.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/str.h"
#include "zone_cache.h"
#include "zone_private.h"

typedef struct Known { /* what a name or a component's text came to; zone NULL: nothing, and not worth another look */
	char *key;
	uint64_t hash;
	const Zone *zone;
} Known;

static pthread_mutex_t cache_lock = PTHREAD_MUTEX_INITIALIZER;
static struct {
	Known *at; /* open addressing, a power of two */
	size_t n, room;
} cache;

static uint64_t key_hash(const char *key)
{
	uint64_t h = 1469598103934665603u;

	for (; *key; key++)
		h = (h ^ (unsigned char)*key) * 1099511628211u;
	return h ? h : 1;
}

static Known *cache_slot(Known *at, size_t room, const char *key, uint64_t hash)
{
	size_t i = hash & (room - 1);

	while (at[i].key && (at[i].hash != hash || strcmp(at[i].key, key) != 0))
		i = (i + 1) & (room - 1);
	return &at[i];
}

bool zone_cached(const Zone **out, const char *key)
{
	const Known *known = NULL;
	bool found = false;

	(void)pthread_mutex_lock(&cache_lock);
	if (cache.room) {
		known = cache_slot(cache.at, cache.room, key, key_hash(key));
		found = known->key != NULL;
		if (found)
			*out = known->zone;
	}
	(void)pthread_mutex_unlock(&cache_lock);
	return found;
}

const Zone *zone_remember(const char *key, Zone *zone)
{
	const Zone *kept = zone;
	Known *slot;

	(void)pthread_mutex_lock(&cache_lock);
	if ((cache.n + 1) * 2 > cache.room) {
		size_t room = cache.room ? cache.room * 2 : 64;
		Known *at = mem_alloc(room * sizeof *at);

		for (size_t i = 0; i < cache.room; i++)
			if (cache.at[i].key)
				*cache_slot(at, room, cache.at[i].key, cache.at[i].hash) = cache.at[i];
		free(cache.at);
		cache.at = at;
		cache.room = room;
	}
	slot = cache_slot(cache.at, cache.room, key, key_hash(key));
	if (slot->key) { /* another thread was first */
		kept = slot->zone;
		zone_drop(zone);
	} else {
		*slot = (Known){mem_strdup(key), key_hash(key), zone};
		cache.n++;
	}
	(void)pthread_mutex_unlock(&cache_lock);
	return kept;
}

/* --- spans ------------------------------------------------------------------------------------------------------- */

void zone_add(Zone *zone, int64_t from, int32_t offset, bool summer, const char *name)
{
	size_t cap = zone->n && (zone->n & (zone->n - 1)) == 0 ? zone->n : 0;
	ZoneSpan *span;

	if (zone->n == 0 || cap) /* grown at every power of two */
		zone->span = mem_realloc(zone->span, (zone->n ? zone->n * 2 : 1) * sizeof *zone->span);
	span = &zone->span[zone->n++];
	*span = (ZoneSpan){.from = from, .local_end = INT64_MAX, .offset = offset, .daylight = summer};
	(void)memcpy(span->name, name, strnlen(name, sizeof span->name - 1));
}

void zone_finish(Zone *zone)
{
	for (size_t i = 0; i + 1 < zone->n; i++)
		zone->span[i].local_end = zone->span[i + 1].from + zone->span[i].offset;
	if (zone->n)
		zone->span[zone->n - 1].local_end = INT64_MAX;
}

Zone *zone_fixed(const char *name, int32_t offset)
{
	Zone *zone = mem_alloc(sizeof *zone);

	zone->name = mem_strdup(name);
	zone_add(zone, INT64_MIN, offset, false, name);
	zone->tail_at = zone->n;
	return zone;
}

void zone_drop(Zone *zone)
{
	if (!zone)
		return;
	free(zone->name);
	free(zone->source);
	free(zone->span);
	free(zone);
}

static const ZoneSpan *span_at(const Zone *zone, int64_t t)
{
	size_t low = 0, high = zone->n;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (zone->span[middle].from <= t)
			low = middle;
		else
			high = middle;
	}
	return &zone->span[low];
}

/* How many whole 400-year turns lie between t and what is worked out. */
static int64_t turns_after(const Zone *zone, int64_t t)
{
	return zone->cycle && t >= zone->cycle_from ? (t - zone->cycle_from) / ZONE_CYCLE + 1 : 0;
}

int zone_offset(const Zone *zone, Instant t)
{
	if (!zone || instant_is_none(t))
		return 0;
	return span_at(zone, t.s - turns_after(zone, t.s) * ZONE_CYCLE)->offset;
}

/* The first span that has not ended by its own clock at a local second: where a time occurs twice, the first. */
static size_t span_of_local(const Zone *zone, int64_t local)
{
	size_t low = 0, high = zone->n - 1;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (local < zone->span[middle].local_end)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

static bool span_begins_after(const Zone *zone, size_t i, int64_t local)
{
	return i > 0 && local - zone->span[i].offset < zone->span[i].from;
}

Instant zone_instant(const Zone *zone, Day day, int32_t second)
{
	int64_t local = (int64_t)day.n * DAY_SECONDS + second, turned;
	size_t i;

	if (day_is_none(day))
		return INSTANT_NONE;
	if (!zone)
		return (Instant){local};
	turned = turns_after(zone, local - 2 * DAY_SECONDS) * ZONE_CYCLE;
	local -= turned;
	i = span_of_local(zone, local);
	if (span_begins_after(zone, i, local)) /* a gap: the offset before it */
		i--;
	return (Instant){local - zone->span[i].offset + turned};
}

bool zone_is_gap(const Zone *zone, int64_t local)
{
	local -= turns_after(zone, local - 2 * DAY_SECONDS) * ZONE_CYCLE;
	return span_begins_after(zone, span_of_local(zone, local), local);
}

uint32_t zone_gap_hours(const Zone *zone, int64_t from)
{
	uint32_t hours = 0;
	size_t first = zone->cycle ? zone->tail_at : 0; /* what repeats for ever counts in any case */

	for (size_t i = 1; i < zone->n; i++) {
		int64_t begin = zone->span[i - 1].local_end, end = zone->span[i].from + zone->span[i].offset;

		if (end <= begin || (end < from && !(first && i >= first)))
			continue;
		for (int64_t t = begin - ((begin % 3600) + 3600) % 3600; t < end; t += 3600)
			hours |= 1u << (((t % DAY_SECONDS) + DAY_SECONDS) % DAY_SECONDS / 3600);
	}
	return hours;
}

void zone_local(const Zone *zone, Instant t, Day *day, int32_t *second)
{
	int64_t local, n;

	if (instant_is_none(t)) {
		*day = DAY_NONE;
		*second = 0;
		return;
	}
	local = t.s + zone_offset(zone, t);
	n = local / DAY_SECONDS;
	if (local % DAY_SECONDS < 0)
		n--;
	if (n <= INT32_MIN)
		n = INT32_MIN + 1;
	if (n > INT32_MAX)
		n = INT32_MAX;
	*day = (Day){(int32_t)n};
	*second = (int32_t)(local - local / DAY_SECONDS * DAY_SECONDS);
	if (*second < 0)
		*second += DAY_SECONDS;
}

Day zone_day(const Zone *zone, Instant t)
{
	Day day;
	int32_t second;

	zone_local(zone, t, &day, &second);
	return day;
}

Instant zone_moment(const Zone *zone, Moment m)
{
	switch (m.form) {
	case MOMENT_NONE:
		return INSTANT_NONE;
	case MOMENT_UTC:
		return (Instant){(int64_t)m.day.n * DAY_SECONDS + m.second};
	case MOMENT_DAY:
	case MOMENT_LOCAL:
		break;
	}
	return zone_instant(zone, m.day, m.form == MOMENT_DAY ? 0 : m.second);
}

const char *zone_name(const Zone *zone)
{
	return zone ? zone->name : "UTC";
}

/* --- names ------------------------------------------------------------------------------------------------------- */

const Zone *zone_utc(void)
{
	const Zone *zone;

	if (zone_cached(&zone, "UTC"))
		return zone;
	return zone_remember("UTC", zone_fixed("UTC", 0));
}

/* Only what can be a zone file's name: no way out of the folder, none of the files that are something else. */
static bool name_is_plain(const char *name)
{
	static const char *const other[] = {"localtime", "posixrules", "leapseconds", "Factory"};

	if (!*name || strlen(name) > 64 || *name == '/' || *name == '.' || strstr(name, "..") || strstr(name, "//") || strchr(name, '.'))
		return false;
	for (size_t i = 0; i < countof(other); i++)
		if (strcmp(name, other[i]) == 0)
			return false;
	return strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-_/") == strlen(name);
}

/* "UTC+3", "GMT-05:00", "UTC+0530": what people and some programs write; NULL when it is not that. */
static Zone *zone_of_offset(const char *name)
{
	const char *s = name + 3;
	int sign, hour = 0, minute = 0, n = 0;

	if (strncmp(name, "UTC", 3) != 0 && strncmp(name, "GMT", 3) != 0)
		return NULL;
	if (*s == ' ')
		s++;
	if (*s != '+' && *s != '-')
		return NULL;
	sign = *s++ == '-' ? -1 : 1;
	for (; n < 4 && s[n] >= '0' && s[n] <= '9'; n++)
		hour = hour * 10 + (s[n] - '0');
	s += n;
	if (n > 2) {
		minute = hour % 100;
		hour /= 100;
	}
	if (*s == ':' && n >= 1 && n <= 2 && s[1] >= '0' && s[1] <= '5' && s[2] >= '0' && s[2] <= '9') {
		minute = (s[1] - '0') * 10 + (s[2] - '0');
		s += 3;
	}
	if (n == 0 || *s || hour > 14 || minute > 59)
		return NULL;
	return zone_fixed(name, sign * (hour * 3600 + minute * 60));
}

static bool text_is_city(const char *folded, const char *city)
{
	Str fold = {0};
	bool same;

	fold_word(&fold, city);
	same = strcmp(str_text(&fold), folded) == 0;
	str_done(&fold);
	return same;
}

/* Outlook's display names: "(UTC+01:00) Amsterdam, Berlin, Bern", "Pacific Time (US & Canada), Tijuana", and a plain city. */
static const char *zone_of_cities(const char *name)
{
	const char *found = NULL;

	if (*name == '(' && strchr(name, ')'))
		name = strchr(name, ')') + 1;
	while (*name && !found) {
		Span part = span_trim((Span){name, strcspn(name, ",/;")});
		Str folded = {0};
		char *text = span_dup(part);

		fold_word(&folded, text);
		for (size_t i = 0; i < zone_cities_n && !found; i++)
			if (folded.n >= 3 && (text_is_city(str_text(&folded), zone_cities[i].en) || text_is_city(str_text(&folded), zone_cities[i].ru)))
				found = zone_cities[i].zone;
		str_done(&folded);
		free(text);
		name += strcspn(name, ",/;");
		name += *name != '\0';
	}
	return found;
}

/* "/freeassociation.sourceforge.net/Tzfile/Europe/Vienna": the longest ending that is a zone. */
static Zone *zone_of_prefixed(const char *name)
{
	for (const char *s = strchr(name, '/'); s; s = strchr(s, '/')) {
		Zone *zone;

		s++;
		if (!strchr(s, '/') && strcmp(s, "UTC") != 0)
			return NULL; /* a lone last part ("Berlin") is no name */
		if (name_is_plain(s) && (zone = zone_read_tzif(s)))
			return zone;
	}
	return NULL;
}

static Zone *zone_make(const char *name)
{
	const char *other;
	Zone *zone = NULL;

	if (strncmp(name, "right/", 6) == 0 || strncmp(name, "posix/", 6) == 0)
		name += 6;
	if (name_is_plain(name) && (zone = zone_read_tzif(name)))
		return zone;
	if ((other = zone_of_windows(name)) && (zone = zone_read_tzif(other)))
		return zone;
	if ((zone = zone_of_offset(name)) || (zone = zone_of_prefixed(name)))
		return zone;
	if ((other = zone_of_cities(name)))
		return zone_read_tzif(other);
	return NULL;
}

const Zone *zone_find(const char *tzid)
{
	static const char *const utc[] = {"UTC", "Z", "Etc/UTC", "Etc/UCT", "UCT", "Zulu", "Etc/Zulu", "Universal", "Etc/Universal", "utc"};
	const Zone *zone;
	char *name;

	if (!tzid || strlen(tzid) > 256)
		return NULL;
	name = span_dup(span_trim(span_of(tzid)));
	if (name[0] == '"' && strlen(name) > 2 && name[strlen(name) - 1] == '"') {
		memmove(name, name + 1, strlen(name) - 2);
		name[strlen(name) - 2] = '\0';
	}
	for (size_t i = 0; i < countof(utc); i++) {
		if (strcmp(name, utc[i]) == 0) {
			free(name);
			return zone_utc();
		}
	}
	if (!*name)
		zone = NULL;
	else if (!zone_cached(&zone, name))
		zone = zone_remember(name, zone_make(name));
	free(name);
	return zone;
}
