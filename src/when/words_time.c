/* SPDX-License-Identifier: MIT */
/* Phrases that say a clock time, or from which to which. */
#include <string.h>

#include "words_clock.h"

static size_t clock_part(Parser *p, Draft *d, size_t i)
{
	size_t at = i;
	int value = 0;

	if (token_is(p, at, WORD_AFTER, NULL) && token_is(p, at + 1, WORD_LUNCH, NULL)) {
		d->second = part_minutes(p->context, PART_DAY) * 60;
		d->part = PART_DAY;
		d->has_time = d->soft_time = true;
		return 2;
	}
	if (token_is(p, at, WORD_BEFORE, NULL) && token_is(p, at + 1, WORD_LUNCH, NULL)) {
		d->second = part_minutes(p->context, PART_NOON) * 60;
		d->part = PART_NOON;
		d->has_time = d->deadline = true;
		return 2;
	}
	bool late = false;
	size_t limit = limit_said(p, at, &late);
	if (limit) {
		d->deadline |= late;
		at += limit;
	} else if (token_is(p, at, WORD_AFTER, NULL) && token_is(p, at + 1, WORD_PART, &value) && value == PART_NOON) {
		at++;
	} else if (token_is(p, at, WORD_AT, NULL) || token_is(p, at, WORD_ON, NULL) || token_is(p, at, WORD_BY, NULL) || token_is(p, at, WORD_FROM, NULL) ||
	           token_is(p, at, WORD_IN, NULL) || token_is(p, at, WORD_THIS, NULL)) {
		d->deadline |= token_is(p, at, WORD_BY, NULL);
		at++;
	}
	if (token_is(p, at, WORD_ARTICLE, NULL))
		at++;
	if (at > i && token_is(p, at, WORD_LUNCH, NULL)) {
		value = PART_NOON;
	} else if (at > i && token_is(p, at, WORD_OF_DAY, &value) && (p->tokens->at[at].to - p->tokens->at[at].from) > 3 && value == 0) {
		value = PART_MORNING; /* с утра, к утру */
	} else if (!token_is(p, at, WORD_PART, &value)) {
		return 0;
	}
	d->part = (WordPart)value;
	d->second = part_minutes(p->context, d->part) * 60;
	d->has_time = true;
	d->soft_time = value == PART_MORNING || value == PART_DAY || value == PART_EVENING;
	return at + 1 - i;
}

/* 25:00, 14:75: said like a time and none. Without a little word or a day before it only near a time's size: "разница 70:30", "экран 16:9". */
static bool time_wrong(Parser *p, size_t i, bool said)
{
	const Token *t = p->tokens->at;
	int hour, minute;

	if (p->wrong != SIZE_MAX || !token_is_number(p, i, 2, &hour) || !token_is_sign(p, i + 1, ':') || !token_is_glued(p, i + 1) ||
	    !token_is_number(p, i + 2, 2, &minute) || !token_is_glued(p, i + 2) || !number_ends(p, i + 2) || (!said && !number_begins(p, i)))
		return false;
	if (token_is_glued(p, i + 3) && (t[i + 3].kind != TOKEN_SIGN || t[i + 3].sign == '/'))
		return false;
	if (t[i + 2].digits == 2 && minute < 60 && (hour < 24 || (hour == 24 && minute == 0)))
		return false;
	if (!said && (t[i + 2].digits == 1 || hour > 29 || (hour > 24 && minute > 59)))
		return false;
	p->wrong = i;
	p->wrong_n = 3;
	p->fault = WORDS_NO_TIME;
	return true;
}

static bool counts_nothing(const Parser *p, size_t i);

/* "завтра в 25 позвонить": no hour, and nothing follows that it could be the number of ("в 25 школу"). */
static bool hour_wrong(Parser *p, const Draft *d, size_t i, bool after_day)
{
	Parser look = *p;
	Draft more = {.week_of = DAY_NONE};
	int hour;
	bool name = after_day && i + 2 < p->tokens->n && p->tokens->at[i + 2].capital && (unsigned char)*p->tokens->at[i + 2].word >= 0x80; /* "at 28 Main st" */

	if (p->wrong != SIZE_MAX || d->has_time || !token_is(p, i, WORD_AT, NULL) || !token_is_number(p, i + 1, 2, &hour) || hour < 25 || hour > 29 || !number_is_free(p, i + 1))
		return false;
	if (!after_day && d->kind == DRAFT_NO_DAY && !(p->whole && i + 2 == p->tokens->n) && !parse_day(&look, &more, i + 2))
		return false;
	if (token_is_glued(p, i + 2) && !strchr(",;.!?)", p->tokens->at[i + 2].sign ? p->tokens->at[i + 2].sign : 'x'))
		return false;
	if (!counts_nothing(p, i + 2) && !name)
		return false;
	p->wrong = i + 1;
	p->wrong_n = 1;
	p->fault = WORDS_NO_TIME;
	return true;
}

/* "до 1 сентября" after a time is a date, not its end. */
static bool date_begins(const Parser *p, size_t i)
{
	int n;

	if (token_is(p, i + 1, WORD_MONTH, NULL) || token_is(p, i + 1, WORD_OF_MONTH, NULL))
		return true;
	return token_is_sign(p, i + 1, '.') && token_is_glued(p, i + 1) && token_is_number(p, i + 2, 4, &n) && token_is_glued(p, i + 2) &&
	       (n <= 12 || token_is_sign(p, i + 3, '.'));
}

/* "15:30 офис", "в 14-30 офис": a time with its minutes counts nothing. */
static bool clock_ends(const Parser *p, size_t last, bool minutes_said)
{
	bool colon = last > 0 && token_is_sign(p, last - 1, ':') && token_is_glued(p, last);

	return number_ends(p, last) || ((colon || minutes_said) && token_is(p, last + 1, WORD_COUNTED, NULL) && !token_is_glued(p, last + 1));
}

/* The end in words: "до половины двенадцатого", "до обеда", "to half past eleven", "до пяти". */
static size_t end_spoken(const Parser *p, size_t at, int32_t *second)
{
	Draft said = {.week_of = DAY_NONE};
	Clock12 c;
	int part;
	size_t used = parse_half(p, &said, at, true);

	if (!used && (token_is(p, at, WORD_LUNCH, NULL) || (token_is(p, at, WORD_PART, &part) && part == PART_NOON))) {
		said.second = part_minutes(p->context, PART_NOON) * 60;
		used = 1;
	}
	if (!used && (used = clock_spoken(p, at, &c)))
		said.second = clock_second(&c);
	*second = said.second;
	return used;
}

/* "14-15:30", "с 14 до 15:30", "10 to 12": the end, told from the token after the begin. */
static size_t clock_end(Parser *p, Draft *d, size_t i, bool from_said, const Clock12 *begin)
{
	Clock12 end;
	size_t at = i, used;

	if (token_is_sign(p, at, '-'))
		at++;
	else if (token_is(p, at, WORD_TO, NULL) && (from_said || p->whole))
		at++;
	else
		return 0;
	if (time_wrong(p, at, true))
		return 0;
	if (token_is(p, i, WORD_TO, NULL) && (used = end_spoken(p, at, &d->end))) {
		d->has_end = true;
		return at - i + used;
	}
	if (!clock_figures(p, &end, at, MINUTES_POINT | (begin->minutes ? MINUTES_DASH | MINUTES_APART : 0)) || !clock_ends(p, at + end.used - 1, end.minutes) || date_begins(p, at))
		return 0;
	d->has_end = true;
	d->end = clock_second(&end);
	return at - i + end.used;
}

/* What follows a number here is no thing that it could count: the end, a day, what is to be done. */
static bool counts_nothing(const Parser *p, size_t i)
{
	Parser look = *p;
	Draft more = {.week_of = DAY_NONE};

	if (i >= p->tokens->n || p->tokens->at[i].kind == TOKEN_SIGN)
		return true;
	return p->tokens->at[i].kind == TOKEN_WORD && (str_ends(p->tokens->at[i].word, "ть") || str_ends(p->tokens->at[i].word, "ти") || parse_day(&look, &more, i));
}

/* Whether the number at `at`, said with or without a little word, may be a time at all. */
static bool clock_may_be(const Parser *p, size_t i, size_t at, const Clock12 *c, bool after_day, bool to_said)
{
	bool said = at > i;
	size_t next = at + c->used;
	int unit;

	if (p->whole || c->half >= 0)
		return true;
	if (next < p->tokens->n && token_is_glued(p, next) && p->tokens->at[next].kind != TOKEN_SIGN)
		return false;
	if (!clock_ends(p, next - 1, said && c->minutes && token_is(p, i, WORD_AT, NULL)))
		return false;
	if (c->loose && !said && !after_day && c->minute)
		return false; /* "стр. 15-30" */
	if (!said && !after_day && c->hour < 7 && token_is(p, at + 1, WORD_OCLOCK, NULL))
		return false; /* "1ч 30м" says how long, or how far */
	if (c->minutes)
		return true;
	if (!said && token_is_number(p, next, 3, NULL) && p->tokens->at[next].digits == 3)
		return false; /* 10 000 */
	if (!said && token_is(p, next, WORD_MONTH, NULL))
		return false; /* "пт 22 июля", which is no Friday */
	if (token_is(p, next, WORD_UNIT, &unit) && unit > UNIT_HOUR)
		return false;
	if (token_is_sign(p, next, '-') && token_is_glued(p, next) && !token_is_number(p, next + 1, 2, NULL))
		return false;
	if (to_said) /* "до 15" in a line: only where nothing counted can follow */
		return counts_nothing(p, next);
	return said || after_day;
}

static bool little_word(const Parser *p, size_t i)
{
	return token_is(p, i, WORD_AT, NULL) || token_is(p, i, WORD_ON, NULL) || token_is(p, i, WORD_FROM, NULL) || token_is(p, i, WORD_EACH_ON, NULL) ||
	       token_is_sign(p, i, '@');
}

/* "обед 13-14", "5-6pm", "14-15:30": two hours that follow each other, and nothing behind them that they could count ("10-12 коробок"). */
static bool span_is_time(const Parser *p, const Clock12 *begin, size_t i, size_t used)
{
	size_t end = i + begin->used + 1, next = i + begin->used + used;
	Clock12 to;
	Draft more = {.week_of = DAY_NONE};
	Parser look = *p;

	if (!clock_figures(p, &to, end, MINUTES_POINT))
		return false;
	if (begin->minutes || begin->half >= 0 || to.minutes || to.half >= 0)
		return true;
	if (!token_is_glued(p, end) || begin->hour >= to.hour)
		return false;
	if (next < p->tokens->n && p->tokens->at[next].kind == TOKEN_SIGN)
		return p->tokens->at[next].sign != '-';
	return next >= p->tokens->n || little_word(p, next) || parse_day(&look, &more, next);
}

/* "5-6pm", "с 5 до 6 вечера": the end says it for both. */
static void half_of_end(const Parser *p, Clock12 *begin, size_t end)
{
	Clock12 to;

	if (begin->half < 0 && begin->hour < 12 && clock_figures(p, &to, end, MINUTES_POINT) && to.half == 1 && begin->hour + 12 < to.hour)
		begin->hour += 12;
}

/* "утром", "до утра", "3 ночи": who speaks so means the hours as they are. */
static bool speaks_of_night(const Parser *p)
{
	int half, part;

	for (size_t i = 0; i < p->tokens->n; i++)
		if ((token_is(p, i, WORD_OF_DAY, &half) && half != 1) || (token_is(p, i, WORD_PART, &part) && (part == PART_MORNING || part == PART_MIDNIGHT)) ||
		    token_is(p, i, WORD_NIGHT, NULL))
			return true;
	return false;
}

/* "в 3" is said of the afternoon, as "в три" is, and "в 3-30" as "в три тридцать"; "03", "3:00" and "3am" are what they say. */
static bool is_bare_hour(const Parser *p, size_t i, const Clock12 *c)
{
	return token_is_number(p, i, 1, NULL) && (!c->minutes || c->loose) && c->half < 0 && c->hour >= 1 && c->hour < 7;
}

/* Hours in figures as people at work mean them, of a span both: с 3 до 5, с 10 до 4. `from` and `to` are the tokens of its figures. */
static void hours_at_work(const Parser *p, Draft *d, Clock12 *c, size_t from, size_t to)
{
	Clock12 last = {.half = -1};
	bool begin = is_bare_hour(p, from, c), end = false;

	if (speaks_of_night(p))
		return;
	if (d->has_end)
		end = clock_figures(p, &last, to, MINUTES_POINT) && is_bare_hour(p, to, &last);
	if (begin && (!d->has_end || (end && c->hour < last.hour) || (!end && clock_second(c) + 12 * 3600 < d->end))) {
		c->hour += 12;
		d->afternoon = true;
	} else if (begin || c->half >= 0 || c->hour < 7 || c->hour > 12) {
		end = false;
	}
	if (end)
		d->end += 12 * 3600;
}

/* Of a span over midnight its length; 0 within a day. */
static int32_t night_seconds(const Clock12 *begin, const Draft *d)
{
	int32_t second = clock_second(begin);

	return d->end > second ? 0 : d->end + DAY_SECONDS - second;
}

/* Hours of each of several days are no one thing: they stand in the line unread. */
static bool days_have_hours(Parser *p, const Draft *d, size_t i, size_t used)
{
	if (!d->has_end || !d->has_length || d->length < DAY_SECONDS)
		return false;
	parse_unread(p, i, used);
	return true;
}

static void clock_take(Draft *d, const Clock12 *c)
{
	int32_t second = clock_second(c);

	if (d->has_time && d->soft_time && (d->part == PART_EVENING || d->part == PART_DAY) && c->hour >= 1 && c->hour < 12 && c->half < 0)
		second += 12 * 3600; /* вечером в 7 */
	d->has_time = true;
	d->soft_time = false;
	d->second = second;
}

/* "в час", "at one", "с десяти до двух": hours said in words, only with their little word; behind a day without "часов", too. */
static size_t clock_words(Parser *p, Draft *d, size_t i, bool after_day)
{
	bool from = token_is(p, i, WORD_FROM, NULL), figure;
	size_t at = i + 1, used, end = 0;
	Clock12 c;

	if (!from && !token_is(p, i, WORD_AT, NULL) && !token_is(p, i, WORD_BY, NULL))
		return 0;
	used = clock_spoken(p, at, &c);
	if (!used)
		return 0;
	if (from) {
		Draft more = *d;

		end = clock_end(p, &more, at + used, true, &c);
		if (!end || token_is_counted(p, at + used + end)) /* "с двух до пяти человек" */
			return 0;
		hours_at_work(p, &more, &c, at, at + used + 1);
		/* "с пяти до семи": the end follows its beginning into the afternoon. */
		if (night_seconds(&c, &more) > WORDS_NIGHT_MOST && !speaks_of_night(p) && more.end < 12 * 3600 && more.end + 12 * 3600 > clock_second(&c))
			more.end += 12 * 3600;
		if (night_seconds(&c, &more) > WORDS_NIGHT_MOST)
			return parse_backwards(p, at, used + end);
		if (days_have_hours(p, &more, at, used + end))
			return 0;
		*d = more;
	}
	figure = p->tokens->at[at].to - p->tokens->at[at].from >= 3;
	if (!end && used == 1 && token_is(p, at, WORD_NUMBER, NULL) && !(figure && (p->whole || (after_day && number_ends(p, at)))))
		return 0;
	clock_take(d, &c);
	d->deadline |= token_is(p, i, WORD_BY, NULL);
	return at - i + used + end;
}

/* "звонок Ким 15.00": in a line that speaks of a call figures with a point are its time. */
static bool bare_is_time(const Parser *p, size_t i)
{
	int hour, minute;

	if (!p->context->points || !token_is_number(p, i, 2, &hour) || hour > 23 || !number_begins(p, i) || !token_is_number(p, i + 2, 2, &minute))
		return false;
	if (p->tokens->at[i + 2].digits != 2 || minute > 59 || minute % 5 || !token_is_glued(p, i + 1) || !token_is_glued(p, i + 2) || !number_ends(p, i + 2))
		return false;
	return !(token_is_sign(p, i + 3, '.') && token_is_glued(p, i + 3) && token_is_glued(p, i + 4));
}

/* "пн 22.07", which is no Monday: whether the day or the time is meant nobody can tell. "завтра отчёт за 15.08" has one date. */
static bool may_be_date(Parser *p, const Draft *d, size_t i, const Clock12 *c, bool after_day)
{
	if (p->whole && d->kind != DRAFT_WEEKDAY)
		return false;
	if (!c->minutes || c->half >= 0 || !token_is_sign(p, i + 1, '.') || c->hour < 1 || c->minute < 1 || c->minute > 12)
		return false;
	if (after_day && d->kind == DRAFT_WEEKDAY)
		parse_two(p, (TokenSpan){i - 1 - (i > 1 && token_is_sign(p, i - 1, '.')), i}, i, 3);
	return !after_day || d->kind == DRAFT_WEEKDAY;
}

/* What stands before a time and says how it is meant. */
typedef struct Little {
	size_t at;              /* behind it */
	bool at_said, from, by; /* в, с, к */
	bool after;             /* после, не позже: what follows must be no thing that is counted */
	int by_value;
} Little;

static Little little_read(const Parser *p, size_t i)
{
	Little little = {.at = i};
	bool late;
	size_t limit = limit_said(p, i, &late);
	if (limit) {
		little.by = late;
		little.at_said = !late;
		little.after = true;
		little.at = i + limit;
		return little;
	}
	if (token_is(p, i, WORD_AFTER, NULL))
		little.at_said = little.after = true;
	else if (token_is(p, i, WORD_AT, NULL) || token_is_sign(p, i, '@'))
		little.at_said = true;
	else if (token_is(p, i, WORD_BY, &little.by_value))
		little.by = true;
	else if (token_is(p, i, WORD_FROM, NULL))
		little.from = true;
	else if (!token_is(p, i, WORD_ON, NULL))
		return little;
	little.at++;
	return little;
}

static bool is_of_a_number(const Parser *p, const Draft *d, size_t i, bool after_day)
{
	int value = 0;
	if (i == 0)
		return false;
	if (token_is(p, i - 1, WORD_IN, &value) && value)
		return true; /* "через 2-3 дня" */
	bool by = p->tokens->at[i - 1].kind == TOKEN_NUMBER && token_is(p, i, WORD_BY, NULL);
	return by && !p->whole && !after_day && d->kind == DRAFT_NO_DAY; /* "дом 5 к 2" */
}

/* Which signs may stand between hours and minutes here. */
static unsigned signs_of(const Parser *p, const Draft *d, const Little *little, size_t i, bool after_day)
{
	bool bare = little->at == i, day = after_day || d->kind != DRAFT_NO_DAY;
	bool points = little->at_said || (bare && day) || little->from || p->whole; /* "на 20.08" is a date */
	unsigned signs = 0;
	if (points || little->by)
		signs |= MINUTES_DASH;
	if (little->at_said || little->by || little->from || after_day)
		signs |= MINUTES_APART;
	if (token_is(p, i, WORD_AT, NULL))
		signs |= MINUTES_SPOKEN;
	if (bare && bare_is_time(p, i))
		signs |= MINUTES_POINT | MINUTES_DASH;
	if (points)
		signs |= MINUTES_POINT;
	return signs;
}

/* Whether figures that can be a time are one. */
static bool is_clock(Parser *p, const Draft *d, const Little *little, size_t i, const Clock12 *c, bool after_day)
{
	size_t at = little->at;
	if (at > i && !little->at_said && !little->by && !little->from && !c->minutes) /* "на 10" */
		return false;
	if (at == i && may_be_date(p, d, at, c, after_day))
		return false;
	if (!p->whole && !number_begins(p, at))
		return false;
	Draft more = *d;
	size_t used = !p->whole && token_is_sign(p, at + c->used, '-') ? clock_end(p, &more, at + c->used, false, c) : 0;
	if (used && at == i && span_is_time(p, c, at, used))
		return true;
	return clock_may_be(p, i, at, c, after_day, little->after || (little->by && little->by_value == 1));
}

/* The tokens of the end, which may be none; false: with this end it is no time. */
static bool end_read(Parser *p, Draft *d, const Little *little, Clock12 *c, bool after_day, size_t *used)
{
	size_t at = little->at;
	*used = 0;
	if (!little->from && !token_is_sign(p, at + c->used, '-') && !p->whole && !c->minutes)
		return true;
	*used = clock_end(p, d, at + c->used, little->from, c);
	if (little->from && !*used && c->half < 0) /* "с 9 утра" is a begin, "с 9 людьми" is not */
		return false;
	if (*used && !p->whole && !little->from && !little->at_said && !after_day && !span_is_time(p, c, at, *used))
		return false;
	if (*used)
		half_of_end(p, c, at + c->used + 1);
	return true;
}

static size_t clock_any(const Parser *p, Clock12 *c, size_t i)
{
	if (clock_figures(p, c, i, MINUTES_POINT))
		return clock_ends(p, i + c->used - 1, c->minutes) ? c->used : 0;
	return clock_spoken(p, i, c);
}

/* "между 10 и 12", "between two and four"; of two numbers of things it is no time: "между 10 и 12 коробками". */
static size_t clock_between(Parser *p, Draft *d, size_t i, bool after_day)
{
	Clock12 begin, end;
	size_t to, used = token_is(p, i, WORD_BETWEEN, NULL) ? clock_any(p, &begin, i + 1) : 0, more;
	Draft said = *d;

	to = i + 2 + used;
	if (!used || (i > 0 && token_is(p, i - 1, WORD_NUMBERED, NULL)) || !token_is(p, to - 1, WORD_AND, NULL) || !(more = clock_any(p, &end, to)))
		return 0;
	if (!p->whole && !after_day && d->kind == DRAFT_NO_DAY && !counts_nothing(p, to + more))
		return 0;
	if (token_is_counted(p, to + more) || (to + more < p->tokens->n && p->tokens->at[to + more].kind == TOKEN_WORD && (str_ends(p->tokens->at[to + more].word, "ами") || str_ends(p->tokens->at[to + more].word, "ями"))))
		return 0;
	said.has_end = true;
	said.end = clock_second(&end);
	half_of_end(p, &begin, to);
	hours_at_work(p, &said, &begin, i + 1, to);
	if (said.end <= clock_second(&begin) || days_have_hours(p, &said, i, to + more - i))
		return 0;
	*d = said;
	clock_take(d, &begin);
	return to + more - i;
}

size_t parse_time(Parser *p, Draft *d, size_t i, bool after_day)
{
	size_t used;
	Clock12 c;
	if (d->has_time && !d->soft_time) {
		size_t at = i + little_word(p, i);
		(void)time_wrong(p, at, at > i);
		return 0;
	}
	if (is_of_a_number(p, d, i, after_day))
		return 0;
	if ((used = clock_between(p, d, i, after_day)))
		return used;
	if ((!d->has_time && (used = clock_part(p, d, i))) || (used = parse_half(p, d, i, after_day)) || (used = clock_words(p, d, i, after_day)))
		return used;
	Little little = little_read(p, i);
	if (!clock_figures(p, &c, little.at, signs_of(p, d, &little, i, after_day))) {
		if (!time_wrong(p, little.at, little.at > i || after_day || d->kind != DRAFT_NO_DAY || p->whole))
			(void)hour_wrong(p, d, i, after_day);
		return 0;
	}
	Draft more = *d;
	if (!is_clock(p, d, &little, i, &c, after_day) || !end_read(p, &more, &little, &c, after_day, &used))
		return 0;
	hours_at_work(p, &more, &c, little.at, little.at + c.used + 1);
	if (used && night_seconds(&c, &more) > WORDS_NIGHT_MOST)
		return parse_backwards(p, little.at, c.used + used);
	if (used && days_have_hours(p, &more, little.at, c.used + used))
		return 0;
	*d = more;
	clock_take(d, &c);
	d->deadline |= little.by;
	return little.at - i + c.used + used;
}
