/* SPDX-License-Identifier: MIT */
/* Lengths of time as they are typed, one or several. */
#include "kartoteka/work/lead.h"

#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/fold.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/str.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/when/words.h"

static const struct {
	const char *words;
	int64_t seconds;
} units[] = {
	{" m min mins minute minutes м мин минута минуту минуты минут ", 60},
	{" h hr hour hours ч час часа часов ", 3600},
	{" d day days д дн день дня дней сутки ", DAY_SECONDS},
	{" w wk week weeks н нед неделя неделю недели недель ", 7 * DAY_SECONDS},
};

static size_t word_length(const char *s)
{
	size_t n = 0, used;
	while (s[n] && utf8_is_letter(utf8_decode(s + n, strlen(s + n), &used)))
		n += used;
	return n;
}

/* What a unit of so many bytes lasts; 0: it is none. */
static int64_t unit_seconds(const char *s, size_t n)
{
	char *typed = mem_strndup(s, n);
	Str folded = {0}, word = {0};
	fold_word(&folded, typed);
	str_addf(&word, " %s ", str_text(&folded));
	int64_t seconds = 0;
	for (size_t i = 0; i < countof(units) && !seconds; i++)
		seconds = strstr(units[i].words, str_text(&word)) ? units[i].seconds : 0;
	str_done(&folded);
	str_done(&word);
	free(typed);
	return seconds;
}

/* One from *s on, moved behind it. */
static bool take(const char **s, Seconds *lead)
{
	int64_t n = 0;
	const char *at = *s + strspn(*s, " ");
	if (*at < '0' || *at > '9')
		return false;
	for (; *at >= '0' && *at <= '9'; at++)
		n = n < 100000 ? n * 10 + (*at - '0') : n;
	const char *unit = at + strspn(at, " ");
	size_t length = word_length(unit);
	int64_t seconds = length ? unit_seconds(unit, length) : 0;
	/* Minutes where no unit is said; a word that is none belongs to what follows. */
	if (length && !seconds && unit == at)
		return false;
	lead->s = n * (seconds ? seconds : 60);
	*s = seconds ? unit + length + (unit[length] == '.') : at;
	return true;
}

bool lead_read(const char *text, Seconds *lead)
{
	const char *rest = text;
	return (take(&rest, lead) && !rest[strspn(rest, " ")]) || words_length_read(lead, text);
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
		if (*n == LEADS_MOST || !take(&s, &leads[*n]))
			return false;
		(*n)++;
	}
	return true;
}
