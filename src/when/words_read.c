/* SPDX-License-Identifier: MIT */
/*
 * Reads dates in words: phrases gathered into a draft, the draft reckoned into a moment, a length and a rule. Where nothing is found,
 * or less than on the other keyboard layout, the text is read as typed on that.
 */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/fold.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/utf8.h"
#include "words_parse.h"

/* --- runs --------------------------------------------------------------------------------------------------------- */

static size_t phrase(Parser *p, Draft *d, size_t i, bool after_day, bool adjacent, bool *was_day)
{
	size_t used;

	*was_day = false;
	if ((used = parse_rule(p, d, i))) {
		*was_day = true;
		return used;
	}
	if ((used = parse_all_day(p, d, i)))
		return used;
	if (token_is(p, i, WORD_NOW, NULL) && d->kind == DRAFT_NO_DAY && !d->has_instant && p->whole) {
		d->has_instant = true;
		d->instant = p->context->now;
		return 1;
	}
	if ((used = parse_relative(p, d, i))) {
		*was_day = !d->has_instant;
		return used;
	}
	if (!d->has_instant && (used = parse_day(p, d, i))) {
		*was_day = true;
		return used;
	}
	if ((used = parse_length(p, d, i, adjacent)))
		return used;
	return d->has_instant ? 0 : parse_time(p, d, i, after_day);
}

static bool draft_begun(const Draft *d)
{
	return d->kind != DRAFT_NO_DAY || d->has_time || d->has_instant || d->has_rule;
}

size_t parse_run(Parser *p, Draft *draft, size_t i)
{
	size_t at = i, end = i;
	bool after_day = false, was_day, begun = draft_begun(draft);

	for (;;) {
		Draft more = *draft;
		size_t used, skip = 0;

		if (end > i && token_is_sign(p, at, ','))
			skip = 1;
		else if (end > i && after_day && token_is_sign(p, at, '.') && token_is_glued(p, at) && at + 1 < p->tokens->n)
			skip = 1; /* "пн. 10:00" */
		/* a length alone is read where the date is known already, or the whole text is one */
		p->joined = end > i;
		used = phrase(p, &more, at + skip, after_day, end > i || (p->whole && !begun), &was_day);
		if (!used)
			return end - i;
		for (size_t t = at; t < at + skip + used; t++)
			if (p->tokens->at[t].kind == TOKEN_WORD && utf8_width(p->tokens->at[t].word) >= 4)
				more.weight += (size_t)utf8_width(p->tokens->at[t].word);
		*draft = more;
		at += skip + used;
		end = at;
		after_day = was_day;
	}
}

/* --- reckoning ---------------------------------------------------------------------------------------------------- */

static Day weekday_day(const Parser *p, const Draft *d)
{
	int today = day_weekday(p->today), ahead = (d->number - today + 7) % 7;

	if (p->context->may_be_past && d->week != 1)
		return (Day){p->today.n - (today - d->number + 7) % 7};
	if (d->week == 1)
		return (Day){p->today.n - today + 7 + d->number};
	return (Day){p->today.n + (ahead ? ahead : 7) + 7 * d->weeks};
}

static bool time_is_past(const Parser *p, const Draft *d)
{
	return d->has_time && d->second / 60 < p->now / 60;
}

/* The nth day of a month that is gone, today's included. */
static Day month_day_gone(const Parser *p, int dom)
{
	int32_t year;
	int month, today, m;

	day_split(p->today, &year, &month, &today);
	m = month - (dom > today ? 1 : 0);
	while (month_length(m < 1 ? year - 1 : year, m < 1 ? m + 12 : m) < dom)
		m--;
	return day_of(year, m, dom);
}

/* This month's while it is ahead, else the next month's that has it. */
static Day month_day_coming(const Parser *p, const Draft *d, int dom)
{
	int32_t year;
	int month, today;
	bool gone;

	day_split(p->today, &year, &month, &today);
	gone = dom < today || (dom == today && time_is_past(p, d));
	for (int m = month + (gone ? 1 : 0);; m++) {
		int32_t y = year + (m - 1) / 12;
		int of = (m - 1) % 12 + 1;

		if (dom <= month_length(y, of))
			return day_of(y, of, dom);
	}
}

Day month_day_day(const Parser *p, const Draft *d, int dom)
{
	if (p->context->may_be_past)
		return month_day_gone(p, dom);
	if (looks_about(p) && !d->has_rule)
		return date_nearer(p, month_day_gone(p, dom), month_day_coming(p, d, dom));
	return month_day_coming(p, d, dom);
}

static Day rule_day(const Parser *p, const Draft *d)
{
	if (d->month_day)
		return month_day_day(p, d, d->month_day);
	if (d->weekdays)
		for (int ahead = 1; ahead <= 7; ahead++)
			if (d->weekdays >> day_weekday((Day){p->today.n + ahead}) & 1)
				return (Day){p->today.n + ahead};
	return (Day){p->today.n + (time_is_past(p, d) ? 1 : 0)};
}

static Day draft_day(const Parser *p, const Draft *d)
{
	switch (d->kind) {
	case DRAFT_DATE:
		return d->day;
	case DRAFT_WEEKDAY:
		return weekday_day(p, d);
	case DRAFT_MONTH_DAY:
		return month_day_day(p, d, d->number);
	case DRAFT_NTH:
		return nth_coming(p, d, time_is_past(p, d));
	case DRAFT_NO_DAY:
		break;
	}
	if (d->has_rule)
		return rule_day(p, d);
	if (p->context->may_be_past) /* "18:00" said in the morning was yesterday */
		return (Day){p->today.n - (d->has_time && d->second / 60 > p->now / 60)};
	return (Day){p->today.n + time_is_past(p, d)};
}

static void rule_text(const Parser *p, const Draft *d, WordsReading *out)
{
	static const char *const freq[] = {"MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"};
	static const char *const days[] = {"", "MO", "TU", "WE", "TH", "FR", "SA", "SU"};
	int month_day = d->month_day ? d->month_day : d->kind == DRAFT_MONTH_DAY && d->every == UNIT_MONTH ? d->number
	                                                                                                   : 0;
	Str rule = {0};

	str_addf(&rule, "FREQ=%s", freq[d->every]);
	if (d->interval > 1)
		str_addf(&rule, ";INTERVAL=%d", d->interval);
	for (int i = 1, n = 0; i <= 7; i++)
		if (d->weekdays >> i & 1)
			str_addf(&rule, "%s%s", n++ ? "," : ";BYDAY=", days[i]);
	if (month_day)
		str_addf(&rule, ";BYMONTHDAY=%d", month_day);
	else if (d->kind == DRAFT_NTH && d->every == UNIT_MONTH && d->number)
		str_addf(&rule, ";BYDAY=%d%s", d->nth, days[d->number]);
	else if (d->kind == DRAFT_NTH && d->every == UNIT_MONTH)
		str_addf(&rule, ";BYMONTHDAY=%d", d->nth);
	if (d->has_until && out->start.form == MOMENT_DAY) {
		char text[WHEN_TEXT];

		day_text(text, d->until);
		str_addf(&rule, ";UNTIL=%.4s%.2s%.2s", text, text + 5, text + 8);
	} else if (d->has_until) { /* the whole last day, as an instant (RFC 5545 3.3.10) */
		Moment end = {.form = MOMENT_UTC};
		char text[WHEN_TEXT];

		zone_local(NULL, (Instant){zone_instant(p->context->zone, d->until, DAY_SECONDS - 1).s}, &end.day, &end.second);
		moment_text(text, end);
		str_addf(&rule, ";UNTIL=%.4s%.2s%.2sT%.2s%.2s%.2sZ", text, text + 5, text + 8, text + 11, text + 14, text + 17);
	}
	if (rule.n < sizeof out->rule)
		memcpy(out->rule, str_text(&rule), rule.n + 1);
	str_done(&rule);
}

static void moment_of_instant(const Parser *p, Instant t, Moment *out)
{
	*out = (Moment){.form = MOMENT_LOCAL};
	zone_local(p->context->zone, t, &out->day, &out->second);
	out->second -= out->second % 60;
}

/* "all day" of a day that was said, and of no hours in it. */
static bool draft_fills_day(const Draft *d)
{
	return d->all_day && !d->has_time && !d->has_instant && (d->kind != DRAFT_NO_DAY || d->has_rule);
}

static void reckon(const Parser *p, const Draft *d, WordsReading *out)
{
	out->deadline = d->deadline;
	out->afternoon = d->afternoon;
	out->floats = d->kind == DRAFT_DATE ? d->floats : d->kind == DRAFT_WEEKDAY && !d->week;
	if (d->has_length)
		out->length.s = d->length;
	if (d->has_instant) {
		moment_of_instant(p, d->instant, &out->start);
		return;
	}
	if (d->kind == DRAFT_NO_DAY && !d->has_time && !d->has_rule) { /* "1h" alone is in an hour */
		moment_of_instant(p, (Instant){p->context->now.s + d->length}, &out->start);
		out->length = SECONDS_NONE;
		return;
	}
	out->start = moment_of_day(draft_day(p, d));
	if (d->has_time && d->kind == DRAFT_NO_DAY && !d->has_rule)
		out->day_open = 1 + d->second / DAY_SECONDS;
	if (d->has_time) {
		out->start.form = MOMENT_LOCAL;
		out->start.day.n += d->second / DAY_SECONDS;
		out->start.second = d->second % DAY_SECONDS;
	}
	if (d->has_end)
		out->length.s = d->end > d->second ? d->end - d->second : d->end + DAY_SECONDS - d->second;
	else if (!d->has_length && draft_fills_day(d))
		out->length.s = DAY_SECONDS;
	if (d->has_rule)
		rule_text(p, d, out);
}

/* --- the text and its other layout -------------------------------------------------------------------------------- */

typedef struct Reading { /* one way to read the text */
	char *text;          /* as it is parsed */
	size_t *back;        /* byte of it -> byte of what was typed; NULL: the same */
	Tokens tokens;
	Parser parser;
	Draft draft;
	TokenSpan part[8];
	int parts;
	size_t used;     /* tokens */
	bool rest_stays; /* WordsReading */
} Reading;

static void reading_begin(Reading *r)
{
	Parser *p = &r->parser;
	p->wrong = SIZE_MAX;
	p->wrong_n = 0;
	p->fault = WORDS_NO_DATE;
	p->joined = false;
	p->other = (TokenSpan){0};
	r->draft = (Draft){.week_of = DAY_NONE};
	r->parts = 0;
	r->used = 0;
}

static void reading_open(Reading *r, const char *text, const WordsContext *context, bool whole)
{
	r->text = mem_strdup(text);
	r->back = NULL;
	r->rest_stays = false;
	tokens_read(&r->tokens, r->text);
	r->parser = (Parser){.tokens = &r->tokens, .context = context, .whole = whole};
	zone_local(context->zone, context->now, &r->parser.today, &r->parser.now);
	reading_begin(r);
}

static void reading_close(Reading *r)
{
	tokens_done(&r->tokens);
	free(r->text);
	free(r->back);
}

/* `other` is the text with other letters, one for one, so that places can be told back. */
static void reading_open_as(Reading *r, const char *text, const Str *other, const WordsContext *context, bool whole)
{
	size_t n = strlen(text), at = 0, to = 0;

	reading_open(r, str_text(other), context, whole);
	r->back = mem_alloc((other->n + 1) * sizeof *r->back);
	while (at < n && to < other->n) {
		size_t a, b;

		(void)utf8_decode(text + at, n - at, &a);
		(void)utf8_decode(other->s + to, other->n - to, &b);
		for (size_t i = 0; i < b; i++)
			r->back[to + i] = at;
		at += a;
		to += b;
	}
	for (; to <= other->n; to++)
		r->back[to] = n;
}

/* The text as typed on the other layout. */
static bool reading_open_other(Reading *r, const char *text, const WordsContext *context, bool whole)
{
	Str other = {0};
	bool opened = fold_other_layout(&other, text);

	if (opened)
		reading_open_as(r, text, &other, context, whole);
	str_done(&other);
	return opened;
}

static size_t place_back(const Reading *r, size_t at)
{
	return r->back ? r->back[at] : at;
}

static void reading_result(const Reading *r, WordsReading *out)
{
	out->other_layout = r->back != NULL;
	out->rest_stays = r->rest_stays;
	out->parts = r->parts;
	for (int i = 0; i < r->parts; i++) {
		out->part[i].from = place_back(r, r->tokens.at[r->part[i].from].from);
		out->part[i].to = place_back(r, r->tokens.at[r->part[i].to - 1].to);
	}
	if (r->parts) {
		out->used_from = out->part[0].from;
		out->used_to = out->part[0].to;
		reckon(&r->parser, &r->draft, out);
	}
}

static void reading_init(WordsReading *out)
{
	*out = (WordsReading){.start = {.day = DAY_NONE}, .length = SECONDS_NONE};
}

/* --- the whole text is a date ------------------------------------------------------------------------------------- */

/* RFC 3339 instants and the store's own texts: what scripts write. */
static bool exact_read(WordsReading *out, const char *text)
{
	Instant t;
	Moment m;
	bool well = instant_read(&t, text);

	if (well) {
		m = (Moment){.form = MOMENT_UTC};
		zone_local(NULL, t, &m.day, &m.second);
	} else if (strlen(text) > 10 && (text[10] == 'T' || text[10] == 't')) {
		well = moment_read(&m, text);
	}
	if (!well)
		return false;
	out->start = m;
	out->used_to = strlen(text);
	out->parts = 1;
	out->part[0].to = out->used_to;
	return true;
}

/* "п15.08": a lone g (its key in Russian too) before a date, which the snooze menu puts there, is dropped. */
static size_t begin_dropped(const Reading *r)
{
	const Token *t = r->tokens.at;

	return r->tokens.n > 1 && t[0].kind == TOKEN_WORD && (strcmp(t[0].word, "g") == 0 || strcmp(t[0].word, "п") == 0);
}

static bool reading_whole(Reading *r)
{
	size_t from = begin_dropped(r), used = parse_run(&r->parser, &r->draft, from);

	r->used = from + used;
	r->parts = used > 0;
	r->part[0].from = 0;
	r->part[0].to = r->used;
	while (r->used < r->tokens.n && r->tokens.at[r->used].kind == TOKEN_SIGN && r->tokens.at[r->used].sign == '.' && used)
		r->used++;
	return used && r->used == r->tokens.n && (!r->draft.all_day || draft_fills_day(&r->draft));
}

/* other: the date that was said before it; NULL none. */
static Err *not_there(WordsFault fault, const char *said, const char *other)
{
	if (other)
		return err_new(ERR_USAGE, _("Two dates are said: \"%s\" and \"%s\""), other, said);
	switch (fault) {
	case WORDS_NO_TIME:
		return err_new(ERR_USAGE, _("There is no such time: %s"), said);
	case WORDS_BACKWARDS:
		return err_new(ERR_USAGE, _("The end is before the beginning: %s"), said);
	case WORDS_UNREAD:
		return err_new(ERR_USAGE, _("\"%s\" is not understood as a date"), said);
	case WORDS_NO_DATE:
		break;
	}
	return err_new(ERR_USAGE, _("There is no such date: %s"), said);
}

static Err *whole_wrong(const Reading *r, const char *text)
{
	size_t i = r->parser.wrong != SIZE_MAX ? r->parser.wrong : r->used;
	const Token *t;
	size_t end;
	char *word, *other = NULL;
	Err *err;

	if (r->tokens.n == 0)
		return err_todo(err_new(ERR_USAGE, _("No date is given")), _("Write it like tomorrow 10, fri 14:30, 15.08 or +3d"));
	if (i >= r->tokens.n)
		i = r->tokens.n - 1;
	t = &r->tokens.at[i];
	end = r->parser.wrong != SIZE_MAX ? r->tokens.at[i + r->parser.wrong_n - 1].to : t->to;
	while (text[end] && !strchr(" \t\n,;", text[end]))
		end++;
	word = mem_strndup(text + t->from, end - t->from);
	if (r->parser.other.to) {
		size_t from = r->tokens.at[r->parser.other.from].from;
		other = mem_strndup(text + from, r->tokens.at[r->parser.other.to - 1].to - from);
	}
	if (r->parser.wrong != SIZE_MAX)
		err = not_there(r->parser.fault, word, other);
	else if (r->tokens.n == TOKENS_MOST)
		err = err_new(ERR_USAGE, _("This is too long for a date"));
	else
		err = err_new(ERR_USAGE, _("\"%s\" is not understood as a date"), word);
	err = err_word(err_todo(err, _("Write it like tomorrow 10, fri 14:30, 15.08 or +3d")), word, (int)t->from);
	free(other);
	free(word);
	return err;
}

static Err *read_text(WordsReading *out, const char *text, const WordsContext *context)
{
	Reading plain, other;
	Err *err = NULL;
	char *own = span_dup(span_trim(span_of(text)));
	bool exact;

	reading_init(out);
	exact = exact_read(out, own);
	free(own);
	if (exact)
		return NULL;
	reading_open(&plain, text, context, true);
	if (reading_whole(&plain)) {
		reading_result(&plain, out);
	} else if (plain.parser.wrong == SIZE_MAX && reading_open_other(&other, text, context, true)) {
		if (reading_whole(&other))
			reading_result(&other, out);
		else
			err = whole_wrong(&plain, text);
		reading_close(&other);
	} else {
		err = whole_wrong(&plain, text);
	}
	reading_close(&plain);
	return err;
}

/* "gtomorrow", "пчерез": the letter that opens the snooze menu's line stands before a word; bytes of it, 0 none. Before figures tokens part it. */
static size_t letter_before_word(const char *text)
{
	static const char *const letters[] = {"g", "G", "п", "П"};
	size_t used;

	for (size_t i = 0; i < countof(letters); i++) {
		size_t n = strlen(letters[i]);

		if (str_begins(text, letters[i]) && text[n] && utf8_is_letter(utf8_decode(text + n, strlen(text + n), &used)))
			return n;
	}
	return 0;
}

Err *words_read(WordsReading *out, const char *text, const WordsContext *context)
{
	Err *err = read_text(out, text, context), *again;
	size_t n = err ? letter_before_word(text) : 0;

	if (!n)
		return err;
	again = read_text(out, text + n, context);
	if (again) {
		err_free(again);
		return err;
	}
	out->used_to += n;
	for (int i = 0; i < out->parts; i++) {
		out->part[i].from += i ? n : 0;
		out->part[i].to += n;
	}
	err_free(err);
	return NULL;
}

static bool length_whole(Seconds *out, const char *text)
{
	const WordsContext context = {.zone = zone_utc()};
	Reading r;
	bool read;

	reading_open(&r, text, &context, true);
	read = r.tokens.n && parse_length(&r.parser, &r.draft, 0, true) == r.tokens.n;
	*out = read ? (Seconds){r.draft.length} : SECONDS_NONE;
	reading_close(&r);
	return read;
}

bool words_length_read(Seconds *out, const char *text)
{
	Str said = {0};
	bool read = length_whole(out, text);

	if (!read) { /* "час": one of it, as behind "на" */
		str_addf(&said, "на %s", text);
		read = length_whole(out, str_text(&said));
		str_done(&said);
	}
	return read;
}

/* --- date words within a line ------------------------------------------------------------------------------------- */

static void reading_walk(Reading *r)
{
	size_t i = 0;

	while (i < r->tokens.n && r->parts < (int)countof(r->part)) {
		size_t used = 0;

		if (!(r->tokens.at[i].glued && i > 0 && r->tokens.at[i - 1].kind != TOKEN_SIGN && r->tokens.at[i].kind != TOKEN_SIGN))
			used = parse_run(&r->parser, &r->draft, i);
		if (!used) {
			i++;
			continue;
		}
		r->part[r->parts].from = i;
		r->part[r->parts++].to = i + used;
		r->used += used;
		i += used;
	}
}

static bool has_day(const Reading *r)
{
	return r->draft.kind != DRAFT_NO_DAY || r->draft.has_instant || r->draft.has_rule;
}

static void reading_again(Reading *r)
{
	reading_begin(r);
	reading_walk(r);
}

static void reading_alone(Reading *r)
{
	size_t from = 0, at = (size_t)r->parts, used;

	if (r->parts == (int)countof(r->part) || !(used = parse_alone(&r->parser, &r->draft, &from, r->part, (size_t)r->parts)))
		return;
	for (; at && r->part[at - 1].from > from; at--)
		r->part[at] = r->part[at - 1];
	r->part[at] = (TokenSpan){from, from + used};
	r->parts++;
	r->used += used;
}

/* Figures with a slash, and a month alone, are a day where nothing else in the line is one. */
static void reading_find(Reading *r)
{
	reading_walk(r);
	if (!has_day(r) && strchr(r->text, '/')) {
		r->parser.slashes = true;
		reading_again(r);
	}
	if (!has_day(r) && r->parser.wrong == SIZE_MAX) {
		r->parser.months = true;
		reading_again(r);
	}
	if (r->draft.all_day && !draft_fills_day(&r->draft)) {
		r->parser.no_all_day = true;
		reading_again(r);
	}
	reading_alone(r);
}

/* What is left of the text, its pieces parted by one space. */
static void rest_add(Str *rest, const Reading *r)
{
	size_t at = 0, begin = rest->n;

	for (int i = 0; i <= r->parts; i++) {
		size_t end = i < r->parts ? r->tokens.at[r->part[i].from].from : strlen(r->text);
		Span piece = span_trim((Span){r->text + at, end - at});

		if (piece.n) {
			bool glued = piece.s == r->text + at && strchr(",.;:!?)", piece.s[0]); /* "в 10, Иванов" */

			if (glued && rest->n > begin && rest->s[rest->n - 1] == piece.s[0]) /* "Ким, пт 10, КП" */
				str_cut(rest, rest->n - 1);
			if (rest->n > begin && !glued)
				str_addc(rest, ' ');
			str_addn(rest, piece.s, piece.n);
		}
		if (i < r->parts)
			at = r->tokens.at[r->part[i].to - 1].to;
	}
}

void words_on_day(WordsReading *reading, Day day)
{
	if (reading->day_open)
		reading->start.day.n = day.n + reading->day_open - 1;
}

void words_end_on_day(WordsReading *reading, Moment start)
{
	int64_t before;
	int32_t early = reading->start.second - 12 * 3600;

	words_on_day(reading, start.day);
	/* "2" behind 22:00 is of the night, "5" behind 3:00 of the morning. */
	if (reading->day_open && reading->afternoon && start.form != MOMENT_DAY && (early > start.second || reading->start.second <= start.second))
		reading->start.second = early;
	before = (int64_t)(start.day.n - reading->start.day.n) * DAY_SECONDS + start.second - reading->start.second;
	if (reading->day_open && start.form != MOMENT_DAY && before >= 0 && DAY_SECONDS - before <= WORDS_NIGHT_MOST)
		reading->start.day.n++;
}

Err *words_check(const WordsReading *reading, const char *text)
{
	char *word, *other;
	Err *err;

	if (!reading->wrong.to)
		return NULL;
	word = mem_strndup(text + reading->wrong.from, reading->wrong.to - reading->wrong.from);
	other = reading->other.to ? mem_strndup(text + reading->other.from, reading->other.to - reading->other.from) : NULL;
	err = err_word(not_there(reading->fault, word, other), word, (int)reading->wrong.from);
	free(other);
	free(word);
	return err;
}

/* Wrong also beside a date or time that is there: which of the two is meant nobody can tell. */
static void wrong_find(const Reading *r, WordsReading *out)
{
	size_t i = r->parser.wrong;

	if (i == SIZE_MAX)
		return;
	out->fault = r->parser.fault;
	out->wrong.from = place_back(r, r->tokens.at[i].from);
	out->wrong.to = place_back(r, r->tokens.at[i + r->parser.wrong_n - 1].to);
	if (r->parser.other.to) {
		out->other.from = place_back(r, r->tokens.at[r->parser.other.from].from);
		out->other.to = place_back(r, r->tokens.at[r->parser.other.to - 1].to);
	}
}

/* A date or time that is not there was found first, and is told first. */
static void reading_beside(Reading *r)
{
	parse_beside(&r->parser, &r->draft, r->part, (size_t)r->parts);
}

/* "dc", "ch" are words of English, too: beside them another must be none. */
static bool word_is_doubtful(const Reading *r)
{
	static const char *const doubtful[] = {"c", "ce", "ch", "dc", "dn"};

	for (size_t i = 0; i < countof(doubtful); i++)
		if (strcmp(r->tokens.at[0].word, doubtful[i]) == 0)
			return true;
	return false;
}

/* Latin words that nobody can say: "rg", "gjldthlbnm". */
static bool has_unsaid(const Reading *r)
{
	bool words = false;

	for (size_t i = 1; i < r->tokens.n; i++) {
		const Token *t = &r->tokens.at[i];

		if (t->kind != TOKEN_WORD)
			continue;
		words = true;
		if (!strpbrk(t->word, "aeiouy"))
			return true;
	}
	return !words;
}

/* "xn 10 rg", "акш 10": on the other layout a short weekday begins the text and an hour is behind it. */
static bool weekday_begins(const Reading *plain, const Reading *other)
{
	const Parser *p = &other->parser;
	size_t at = token_is(p, 0, WORD_ON, NULL);

	if (other->used <= plain->used || !other->parts || other->part[0].from || !other->draft.has_time || !token_is(p, at, WORD_WEEKDAY, NULL))
		return false;
	return plain->tokens.at[0].kind == TOKEN_WORD && (!word_is_doubtful(plain) || has_unsaid(plain));
}

/* The layout was changed behind the day: "акш 10 quote". */
static bool reading_open_first(Reading *r, const Reading *plain, const char *text, const WordsContext *context)
{
	const Token *first = plain->tokens.at;
	Str other = {0};
	char *word;
	bool opened;

	if (!plain->tokens.n || first->kind != TOKEN_WORD)
		return false;
	str_addn(&other, text, first->from);
	word = mem_strndup(text + first->from, first->to - first->from);
	opened = fold_other_layout(&other, word);
	free(word);
	str_add(&other, text + first->to);
	if (opened)
		reading_open_as(r, text, &other, context, false);
	r->rest_stays = opened;
	str_done(&other);
	return opened;
}

/* Where no word of a date is sure as typed: the text as it was meant, read into `other`. One sure word at least: "vitamin d 10" stays itself. */
static bool reading_meant(Reading *other, const Reading *plain, const char *text, const WordsContext *context)
{
	if (plain->draft.weight || !reading_open_other(other, text, context, false))
		return false;
	reading_find(other);
	if ((other->draft.weight >= 4 && other->used > plain->used) || weekday_begins(plain, other))
		return true;
	reading_close(other);
	if (!reading_open_first(other, plain, text, context))
		return false;
	reading_find(other);
	if (weekday_begins(plain, other))
		return true;
	reading_close(other);
	return false;
}

void words_find(WordsReading *out, Str *rest, const char *text, const WordsContext *context)
{
	Reading plain, other, *best = &plain;
	bool has_other;

	reading_init(out);
	reading_open(&plain, text, context, false);
	reading_find(&plain);
	has_other = reading_meant(&other, &plain, text, context);
	if (has_other)
		best = &other;
	reading_result(best, out);
	reading_beside(best);
	wrong_find(best, out);
	if (rest)
		rest_add(rest, best);
	if (has_other)
		reading_close(&other);
	reading_close(&plain);
}
