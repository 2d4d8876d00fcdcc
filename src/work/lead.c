/* SPDX-License-Identifier: MIT */
/* Lengths of time as they are typed, one or several. */
#include "kartoteka/work/lead.h"

#include <string.h>

#include "kartoteka/base/utf8.h"
#include "kartoteka/when/words.h"

static size_t word_length(const char *s)
{
	size_t n = 0, used;
	while (s[n] && utf8_is_letter(utf8_decode(s + n, strlen(s + n), &used)))
		n += used;
	return n;
}

bool lead_read(const char *text, Seconds *lead)
{
	const char *rest = text;
	return (words_length_take(lead, &rest) && !rest[strspn(rest, " ")]) || words_length_read(lead, text);
}

/* Blanks, commas, "and". */
static const char *parted(const char *s)
{
	s += strspn(s, " ,;");
	size_t n = word_length(s);
	if ((n == 3 && memcmp(s, "and", 3) == 0) || (n == strlen("и") && memcmp(s, "и", n) == 0))
		s += n;
	return s + strspn(s, " ,;");
}

bool leads_list(const char *text, Seconds leads[LEADS_MOST], size_t *n)
{
	const char *s = text + strspn(text, " ,;");
	for (*n = 0; *s; s = parted(s)) {
		if (*n == LEADS_MOST || !words_length_take(&leads[*n], &s))
			return false;
		(*n)++;
	}
	return true;
}
