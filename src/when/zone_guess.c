/* SPDX-License-Identifier: MIT */
/* The first start's question "what time is it on your watch, or where are you?": zones by their clock now, or by the begin of a city's name. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/fold.h"
#include "kartoteka/base/str.h"
#include "kartoteka/base/text.h"
#include "zone_private.h"

#define NEAR 300 /* a watch may be this many seconds off */

/* "9:42", "09.42", "942", "0942": seconds of the day. */
static bool clock_read(int32_t *out, const char *s)
{
	int v[4], n = 0, hour, minute;

	for (; *s; s++) {
		if (*s >= '0' && *s <= '9') {
			if (n == 4)
				return false;
			v[n++] = *s - '0';
		} else if (!strchr(":.- ", *s) || n == 0) {
			return false;
		}
	}
	if (n < 3)
		return false;
	hour = n == 4 ? v[0] * 10 + v[1] : v[0];
	minute = v[n - 2] * 10 + v[n - 1];
	*out = hour * 3600 + minute * 60;
	return hour < 24 && minute < 60;
}

static bool shows(const Zone *zone, Instant now, int32_t second)
{
	Day day;
	int32_t there, off;

	zone_local(zone, now, &day, &there);
	off = (there - second + DAY_SECONDS) % DAY_SECONDS;
	return off <= NEAR || off >= DAY_SECONDS - NEAR;
}

static bool city_begins(const char *city, const Str *folded)
{
	Str fold = {0};
	bool begins;

	fold_word(&fold, city);
	begins = folded->n && str_begins(str_text(&fold), folded->s);
	str_done(&fold);
	return begins;
}

static size_t guess_as(const Zone *out[], size_t room, const char *text, Instant now)
{
	Str folded = {0};
	int32_t second = 0;
	char *own = span_dup(span_trim(span_of(text)));
	bool by_clock = clock_read(&second, own);
	size_t n = 0;

	fold_word(&folded, own);
	for (size_t i = 0; i < zone_cities_n && n < room; i++) {
		const Zone *zone;
		bool known = false;

		if (!by_clock && !city_begins(zone_cities[i].en, &folded) && !city_begins(zone_cities[i].ru, &folded))
			continue;
		zone = zone_find(zone_cities[i].zone);
		if (!zone || (by_clock && !shows(zone, now, second)))
			continue;
		for (size_t j = 0; j < n; j++)
			known |= out[j] == zone;
		if (!known)
			out[n++] = zone;
	}
	if (n == 0 && !by_clock && room) { /* a zone's own name */
		const Zone *zone = zone_find(own);
		if (zone)
			out[n++] = zone;
	}
	str_done(&folded);
	free(own);
	return n;
}

size_t zone_guess(const Zone *out[], size_t room, const char *text, Instant now)
{
	Str other = {0};
	size_t n = guess_as(out, room, text, now);

	if (n == 0 && fold_other_layout(&other, text)) /* typed on the other layout: "vjcrdf" */
		n = guess_as(out, room, str_text(&other), now);
	str_done(&other);
	return n;
}

const char *zone_city(const Zone *zone)
{
	const char *name = zone_name(zone), *slash = strrchr(name, '/');

	for (size_t i = 0; i < zone_cities_n; i++)
		if (strcmp(zone_cities[i].zone, name) == 0)
			return text_lang() == LANG_RU ? zone_cities[i].ru : zone_cities[i].en;
	return slash && slash[1] ? slash + 1 : name;
}

const char *zone_city_name(size_t i)
{
	if (i / 2 >= zone_cities_n)
		return NULL;
	return i % 2 ? zone_cities[i / 2].ru : zone_cities[i / 2].en;
}
