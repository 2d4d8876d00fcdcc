/* SPDX-License-Identifier: MIT */
/* The date grammar and the rules of repeats: any bytes read as a date, looked through for one, as a rule and as a time zone, without a fault and in bounded work. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/when/repeat.h"
#include "kartoteka/when/words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool each(void *self, Moment at, Instant instant)
{
	Instant *last = self;

	if (instant.s <= last->s || at.form == MOMENT_NONE)
		abort(); /* in order, each once */
	*last = instant;
	return true;
}

static void rule(const char *text)
{
	Repeat r = {.start = {.day = {20657}, .second = 36000, .form = MOMENT_LOCAL}, .zone = zone_find("Europe/Berlin"), .rules = text};
	Instant last = {INT64_MIN}, end, next;
	Str words = {0};
	char *cut = NULL;

	r.floating = r.zone;
	err_free(repeat_each(&r, (Instant){1784800000}, (Instant){1984800000}, 500, each, &last));
	err_free(repeat_last(&end, &r));
	err_free(repeat_next(&next, NULL, &r, (Instant){1800000000}));
	err_free(repeat_until(&cut, text, r.start, r.zone));
	free(cut);
	repeat_words(&words, text);
	str_done(&words);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = mem_strndup((const char *)data, size);
	size_t n = strlen(text);
	WordsContext context = {.now = {1784788920}, .zone = zone_find("Europe/Moscow"), .may_be_past = n % 2, .steps = n % 3 == 0, .points = n % 5 == 0};
	WordsReading reading;
	Str rest = {0};

	err_free(words_read(&reading, text, &context));
	words_find(&reading, &rest, text, &context);
	if (reading.used_to > n || reading.used_from > reading.used_to)
		abort();
	for (int i = 0; i < reading.parts; i++)
		if (reading.part[i].to > n || reading.part[i].from >= reading.part[i].to || (i && reading.part[i].from < reading.part[i - 1].to))
			abort();
	if (reading.rule[0])
		rule(reading.rule);
	str_done(&rest);
	if (str_begins(text, "FREQ="))
		rule(text);
	else if (str_begins(text, "BEGIN:VTIMEZONE"))
		(void)zone_from_component(text, n);
	free(text);
	return 0;
}
