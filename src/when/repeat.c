/* SPDX-License-Identifier: MIT */
/*
 * The recurrence set of one component: DTSTART, its RRULEs and RDATEs less its EXDATEs and EXRULEs, merged in order of instants.
 * Each rule is walked on the local clock (rule_walk.c); here are zones, dates that are listed, limits of work, and the four questions.
 */
#include "kartoteka/when/repeat.h"

#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "rule.h"
#include "zone_private.h"

#define RULES_MOST 64  /* of one component */
#define FINE_MOST 1000 /* times of a rule finer than HOURLY */
#define YEAR_FAR 2200
#define INSTANT_FAR INT64_C(400000000000) /* past the year 9999 */

typedef struct Stream { /* of one rule */
	RuleWalk walk;
	int64_t local;
	Instant head; /* INSTANT_NONE: no more */
} Stream;

typedef struct Set {
	const Repeat *r;
	const Zone *zone; /* NULL: UTC */
	int64_t start;    /* DTSTART, local */
	int64_t horizon;
	uint32_t gap_hours; /* of the zone; 0 where times are not of a zone's clock */
	Stream *rule, *ex;
	size_t n_rule, n_ex;
	VEC(int64_t)
	listed; /* DTSTART and RDATEs, local, sorted */
	size_t at;
	VEC(int64_t)
	ex_instants;
	VEC(int32_t)
	ex_days;
	Instant last; /* given before */
} Set;

static int cmp_i64(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static int cmp_i32(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

	return (x > y) - (x < y);
}

static const Zone *repeat_zone(const Repeat *r)
{
	switch (r->start.form) {
	case MOMENT_UTC:
		return NULL;
	case MOMENT_LOCAL:
		return r->zone ? r->zone : r->floating;
	case MOMENT_NONE:
	case MOMENT_DAY:
		break;
	}
	return r->floating;
}

static int64_t local_of(Day d, int32_t second)
{
	return (int64_t)d.n * DAY_SECONDS + second;
}

static int64_t local_of_instant(const Zone *zone, Instant t)
{
	Day day;
	int32_t second;

	zone_local(zone, t, &day, &second);
	return local_of(day, second);
}

static Day day_of_local(int64_t local)
{
	return (Day){(int32_t)(local / DAY_SECONDS - (local % DAY_SECONDS < 0))};
}

static Moment moment_of_local(const Set *set, int64_t local)
{
	Day day = day_of_local(local);

	return (Moment){day, (int32_t)(local - local_of(day, 0)), set->r->start.form};
}

static Instant instant_of_local(const Set *set, int64_t local)
{
	Moment m = moment_of_local(set, local);

	return zone_instant(set->zone, m.day, m.second);
}

/* A listed value on the clock of the series: a date takes DTSTART's time, an instant is read in its zone. */
static int64_t local_of_moment(const Set *set, Moment m)
{
	if (set->r->start.form == MOMENT_DAY)
		return local_of(m.day, 0);
	if (m.form == MOMENT_DAY)
		return local_of(m.day, set->r->start.second);
	if (m.form == MOMENT_UTC && set->r->start.form != MOMENT_UTC)
		return local_of_instant(set->zone, zone_moment(NULL, m));
	return local_of(m.day, m.second);
}

/* The next value of a comma parted list, a period's start alone; false at its end. What cannot be read is passed over. */
static bool list_next(Moment *out, const char **list)
{
	while (*list && **list) {
		char text[WHEN_TEXT];
		const char *s = *list + strspn(*list, ", \t\r\n");
		size_t n = strcspn(s, ",\r\n"), whole = n;
		const char *slash = memchr(s, '/', n);

		if (slash)
			n = (size_t)(slash - s);
		*list = s + whole;
		if (n == 0 || n >= sizeof text)
			continue;
		memcpy(text, s, n);
		text[n] = '\0';
		if (moment_read(out, text))
			return true;
	}
	return false;
}

/* Beside a floating start a UTC time is read by its digits, as for UNTIL. */
static int64_t instant_excluded(const Set *set, Moment m)
{
	bool floats = set->r->start.form == MOMENT_LOCAL && !set->r->zone;

	if (floats && m.form == MOMENT_UTC)
		m.form = MOMENT_LOCAL;
	return zone_moment(set->zone, m).s;
}

static void set_lists(Set *set)
{
	const char *list = set->r->rdates;
	Moment m;

	vec_push(&set->listed, set->start);
	while (list_next(&m, &list))
		vec_push(&set->listed, local_of_moment(set, m));
	qsort(set->listed.at, set->listed.n, sizeof *set->listed.at, cmp_i64);
	list = set->r->exdates;
	while (list_next(&m, &list)) {
		if (m.form == MOMENT_DAY || set->r->start.form == MOMENT_DAY)
			vec_push(&set->ex_days, m.day.n);
		else
			vec_push(&set->ex_instants, instant_excluded(set, m));
	}
	if (set->ex_days.n)
		qsort(set->ex_days.at, set->ex_days.n, sizeof *set->ex_days.at, cmp_i32);
	if (set->ex_instants.n)
		qsort(set->ex_instants.at, set->ex_instants.n, sizeof *set->ex_instants.at, cmp_i64);
}

/* UNTIL on the local clock. A date includes its whole day; of an all-day series only the date counts; beside a floating start a UTC time
 * is read by its digits, since there is no zone to turn it by (so do other readers). */
static int64_t until_of(const Set *set, const Rule *rule)
{
	Moment m = rule->until;

	switch (m.form) {
	case MOMENT_NONE:
		return INT64_MAX;
	case MOMENT_DAY:
		return local_of(m.day, DAY_SECONDS - 1);
	case MOMENT_UTC:
		if (set->r->start.form == MOMENT_LOCAL && set->r->zone)
			return local_of_instant(set->zone, zone_moment(NULL, m));
		break;
	case MOMENT_LOCAL:
		break;
	}
	return local_of(m.day, m.second);
}

static Err *too_often(const char *rule, size_t n, ErrCode code)
{
	char *shown = mem_strndup(rule, n < 200 ? n : 200);
	Err *err = err_new(code, _("The rule \"%s\" repeats too often to be shown"), shown);
	free(shown);
	return err;
}

/* Rules of seconds and minutes only when they soon end: a view of one could hold millions. */
static Err *rule_check_fine(const Set *set, const Rule *rule, const char *text, size_t n)
{
	int64_t unit = rule->freq == RULE_MINUTELY ? 60 : 1, until = until_of(set, rule);

	if (rule->freq < RULE_MINUTELY || (rule->count && rule->count <= FINE_MOST) ||
	    (until != INT64_MAX && (until - set->start) / (unit * rule->interval) <= FINE_MOST))
		return NULL;
	return err_kept(too_often(text, n, ERR_FAILED), _("Its text is kept; only the first start is shown"));
}

static bool is_gap(const void *zone, int64_t local)
{
	return zone_is_gap(zone, local);
}

static void set_walk(const Set *set, RuleWalk *walk, const Rule *rule, const char *text, size_t n, int64_t horizon)
{
	char *own = rule->foreign ? mem_strndup(text, n) : NULL;

	rule_begin(walk, rule, own, set->start, until_of(set, rule), horizon);
	rule_skip_gaps(walk, is_gap, set->zone, set->gap_hours);
	free(own);
}

static void stream_step(Set *set, Stream *s)
{
	s->head = rule_next(&s->walk, &s->local) ? instant_of_local(set, s->local) : INSTANT_NONE;
}

static Err *stream_begin(Set *set, Stream *s, const char *text, size_t n, Instant from)
{
	Rule rule;

	TRY(rule_read(&rule, text, n));
	TRY(rule_check_fine(set, &rule, text, n));
	set_walk(set, &s->walk, &rule, text, n, set->horizon);
	if (from.s > -INSTANT_FAR)
		rule_jump(&s->walk, local_of_instant(set->zone, from) - DAY_SECONDS);
	do {
		stream_step(set, s);
	} while (!instant_is_none(s->head) && s->head.s < from.s);
	return NULL;
}

/* The first problem is told; the other rules still count. */
static Err *set_rules(Set *set, Stream **out, size_t *n, const char *rules, Instant from)
{
	Err *first = NULL;
	size_t room = 0;

	while (rules && *rules && *n < RULES_MOST) {
		size_t length = strcspn(rules, "\r\n");

		if (length) {
			Err *err;

			*out = mem_room(*out, *n, &room, sizeof **out);
			(*out)[*n] = (Stream){.head = INSTANT_NONE};
			err = stream_begin(set, &(*out)[*n], rules, length, from);
			if (err && first)
				err_free(err);
			else if (err)
				first = err;
			else
				(*n)++;
		}
		rules += length;
		rules += strspn(rules, "\r\n");
	}
	return first;
}

static Err *set_open(Set *set, const Repeat *r, Instant from, Instant to)
{
	Err *err, *err2;
	int32_t year;
	int month, day;

	if (from.s > INSTANT_FAR)
		from.s = INSTANT_FAR;
	*set = (Set){.r = r, .zone = repeat_zone(r), .last = {INT64_MIN}};
	set->start = local_of(r->start.day, r->start.form == MOMENT_DAY ? 0 : r->start.second);
	day_split(r->start.day, &year, &month, &day);
	set->horizon = local_of(day_of((year > YEAR_FAR - 100 ? year + 100 : YEAR_FAR) + 1, 1, 1), 0) - 1;
	if (to.s < set->horizon - 2 * DAY_SECONDS)
		set->horizon = to.s + 2 * DAY_SECONDS;
	if (r->start.form == MOMENT_LOCAL && r->zone)
		set->gap_hours = zone_gap_hours(r->zone, set->start);
	set_lists(set);
	while (set->at < set->listed.n && instant_of_local(set, set->listed.at[set->at]).s < from.s)
		set->at++;
	err = set_rules(set, &set->rule, &set->n_rule, r->rules, from);
	err2 = set_rules(set, &set->ex, &set->n_ex, r->exrules, from);
	if (err) {
		err_free(err2);
		return err;
	}
	return err2;
}

static void set_close(Set *set)
{
	for (size_t i = 0; i < set->n_rule; i++)
		rule_end(&set->rule[i].walk);
	for (size_t i = 0; i < set->n_ex; i++)
		rule_end(&set->ex[i].walk);
	free(set->rule);
	free(set->ex);
	vec_free(&set->listed);
	vec_free(&set->ex_instants);
	vec_free(&set->ex_days);
}

static bool set_excludes(Set *set, int64_t local, Instant t)
{
	int32_t day = day_of_local(local).n;

	if (set->ex_days.n && bsearch(&day, set->ex_days.at, set->ex_days.n, sizeof day, cmp_i32))
		return true;
	if (set->ex_instants.n && bsearch(&t.s, set->ex_instants.at, set->ex_instants.n, sizeof t.s, cmp_i64))
		return true;
	for (size_t i = 0; i < set->n_ex; i++) {
		while (!instant_is_none(set->ex[i].head) && set->ex[i].head.s < t.s)
			stream_step(set, &set->ex[i]);
		if (set->ex[i].head.s == t.s)
			return true;
	}
	return false;
}

static bool set_next(Set *set, int64_t *local, Instant *t)
{
	for (;;) {
		Stream *least = NULL;
		Instant head = INSTANT_NONE;

		if (set->at < set->listed.n) {
			*local = set->listed.at[set->at];
			head = instant_of_local(set, *local);
		}
		for (size_t i = 0; i < set->n_rule; i++) {
			if (instant_cmp(set->rule[i].head, head) < 0) {
				least = &set->rule[i];
				head = least->head;
				*local = least->local;
			}
		}
		if (instant_is_none(head))
			return false;
		if (least)
			stream_step(set, least);
		else
			set->at++;
		if (head.s <= set->last.s) /* the same one by another way */
			continue;
		set->last = head;
		if (set_excludes(set, *local, head))
			continue;
		*t = head;
		return true;
	}
}

Err *repeat_each(const Repeat *r, Instant from, Instant to, size_t most, bool (*each)(void *self, Moment at, Instant instant),
                 void *self)
{
	Set set;
	Err *err;
	int64_t local;
	Instant t;

	if (r->start.form == MOMENT_NONE)
		return NULL;
	err = set_open(&set, r, from, to);
	while (most-- > 0 && set_next(&set, &local, &t) && t.s < to.s)
		if (!each(self, moment_of_local(&set, local), t))
			break;
	set_close(&set);
	return err;
}

Err *repeat_next(Instant *out, Moment *at, const Repeat *r, Instant t)
{
	Set set;
	Err *err;
	int64_t local;
	Instant found = INSTANT_NONE;
	Moment moment = {.day = DAY_NONE};

	*out = found;
	if (at)
		*at = moment;
	if (r->start.form == MOMENT_NONE || t.s == INT64_MAX)
		return NULL;
	err = set_open(&set, r, (Instant){instant_is_none(t) ? INT64_MIN + 1 : t.s + 1}, (Instant){INT64_MAX});
	if (set_next(&set, &local, &found)) {
		*out = found;
		if (at)
			*at = moment_of_local(&set, local);
	}
	set_close(&set);
	return err;
}

/* --- the last one ------------------------------------------------------------------------------------------------- */

typedef struct Last {
	Instant instant;
} Last;

static bool last_take(void *self, Moment at, Instant instant)
{
	(void)at;
	((Last *)self)->instant = instant;
	return true;
}

/* A local time after which the rule gives nothing; false when it does not end. */
static bool rule_bound(const Set *set, const char *text, size_t n, int64_t *bound)
{
	Rule rule;
	RuleWalk walk;
	Err *err = rule_read(&rule, text, n);
	bool ends;

	if (!err)
		err = rule_check_fine(set, &rule, text, n);
	if (err) { /* repeats nothing */
		err_free(err);
		*bound = set->start;
		return true;
	}
	if (!rule.count) {
		*bound = until_of(set, &rule);
		return rule.until.form != MOMENT_NONE && *bound <= set->horizon;
	}
	set_walk(set, &walk, &rule, text, n, set->horizon);
	*bound = set->start;
	ends = rule_count_end(&walk, bound) || (rule.until.form != MOMENT_NONE && until_of(set, &rule) < set->start);
	rule_end(&walk);
	return ends;
}

static bool set_bound(const Set *set, const char *rules, int64_t *bound)
{
	*bound = set->listed.at[set->listed.n - 1];
	for (size_t n = 0; rules && *rules; n++) {
		size_t length = strcspn(rules, "\r\n");
		int64_t end;

		if (length && n < RULES_MOST) {
			if (!rule_bound(set, rules, length, &end))
				return false;
			if (end > *bound)
				*bound = end;
		}
		rules += length;
		rules += strspn(rules, "\r\n");
	}
	return true;
}

Err *repeat_last(Instant *out, const Repeat *r)
{
	Set set;
	Last last = {INSTANT_NONE};
	Err *err;
	Repeat plain = *r;
	int64_t bound, back = 62 * (int64_t)DAY_SECONDS;
	Instant start, end;
	bool ends;

	*out = INSTANT_NONE;
	if (r->start.form == MOMENT_NONE)
		return NULL;
	plain.rules = plain.exrules = NULL;
	err = set_open(&set, &plain, (Instant){INT64_MIN + 1}, (Instant){INT64_MAX});
	ends = set_bound(&set, r->rules, &bound);
	start = instant_of_local(&set, set.listed.at[0]);
	end = (Instant){instant_of_local(&set, bound).s + DAY_SECONDS};
	set_close(&set);
	if (err || !ends)
		return err;
	for (;; back *= 8) { /* from the end backwards: what is last may be excluded */
		Instant from = {end.s - back};
		bool all = from.s <= start.s;

		err_free(err);
		err = repeat_each(r, all ? start : from, end, SIZE_MAX, last_take, &last);
		if (!instant_is_none(last.instant) || all)
			break;
	}
	*out = instant_is_none(last.instant) ? start : last.instant; /* all are excluded: its start stands for it */
	return err;
}

/* --- rules cut in two --------------------------------------------------------------------------------------------- */

static bool part_is(const char *part, size_t n, const char *key)
{
	size_t k = strlen(key);

	while (n && (*part == ' ' || *part == '\t'))
		part++, n--;
	for (size_t i = 0; i < k; i++)
		if (i >= n || (part[i] != key[i] && part[i] != key[i] + ('a' - 'A')))
			return false;
	return k < n && part[k] == '=';
}

/* Adds a rule less its COUNT and UNTIL. */
static void rule_stripped(Str *out, const char *text, size_t n)
{
	size_t from = out->n;

	for (size_t at = 0; at < n;) {
		const char *end = memchr(text + at, ';', n - at);
		size_t length = end ? (size_t)(end - text) - at : n - at;

		if (length && !part_is(text + at, length, "COUNT") && !part_is(text + at, length, "UNTIL")) {
			if (out->n > from)
				str_addc(out, ';');
			str_addn(out, text + at, length);
		}
		at += length + 1;
	}
}

static void until_text(char out[WHEN_TEXT], Moment m)
{
	char text[WHEN_TEXT];
	size_t n = 0;

	moment_text(text, m);
	for (const char *s = text; *s; s++)
		if (*s != '-' && *s != ':')
			out[n++] = *s;
	out[n] = '\0';
}

/* The last moment before `at` as UNTIL must say it: a date, an instant, or a floating time. */
static Moment until_before(Moment at, const Zone *zone)
{
	Instant t;

	if (at.form == MOMENT_DAY)
		return moment_of_day((Day){at.day.n - 1});
	if (at.form == MOMENT_LOCAL && !zone) {
		int64_t local = local_of(at.day, at.second) - 1;
		Day day = day_of_local(local);

		return (Moment){day, (int32_t)(local - local_of(day, 0)), MOMENT_LOCAL};
	}
	t = (Instant){zone_moment(at.form == MOMENT_UTC ? NULL : zone, at).s - 1};
	Moment m = {.form = MOMENT_UTC};
	zone_local(NULL, t, &m.day, &m.second);
	return m;
}

typedef struct Ending {
	Moment at;
	char text[WHEN_TEXT];
} Ending;

static void add_ended(Str *out, Span rule, const Rule *read, const void *self)
{
	const Ending *ending = self;
	bool ended = read->until.form != MOMENT_NONE && moment_cmp(read->until, ending->at) <= 0; /* already */
	if (ended) {
		str_addn(out, rule.s, rule.n);
		return;
	}
	rule_stripped(out, rule.s, rule.n);
	str_addf(out, ";UNTIL=%s", ending->text);
}

Err *repeat_until(char **out, const char *rules, Moment at, const Zone *zone)
{
	Ending ending = {.at = until_before(at, zone)};
	until_text(ending.text, ending.at);
	return rules_rewrite(out, rules, add_ended, &ending);
}

bool repeat_ends_early(const Repeat *r)
{
	const Set set = {.r = r, .zone = repeat_zone(r)};
	int64_t start = local_of_moment(&set, r->start);
	bool early = false;

	for (const char *rules = r->rules; r->start.form != MOMENT_NONE && rules && *rules && !early;) {
		size_t n = strcspn(rules, "\r\n");
		Rule rule;
		Err *err = n ? rule_read(&rule, rules, n) : NULL;

		early = n && !err && until_of(&set, &rule) < start;
		err_free(err);
		rules += n;
		rules += strspn(rules, "\r\n");
	}
	return early;
}

Err *repeat_check(const char *rules)
{
	while (rules && *rules) {
		size_t n = strcspn(rules, "\r\n");
		Rule rule;

		if (n) {
			TRY(rule_read(&rule, rules, n));
			if (rule.freq >= RULE_MINUTELY && rule.until.form == MOMENT_NONE && (!rule.count || rule.count > FINE_MOST))
				return too_often(rules, n, ERR_USAGE);
			if (rule.count && rule.until.form != MOMENT_NONE)
				return err_new(ERR_PART, _("The repeat rule has both COUNT and UNTIL; the earlier end counts"));
		}
		rules += n;
		rules += strspn(rules, "\r\n");
	}
	return NULL;
}

bool repeat_has_rule(const Repeat *r)
{
	const char *rules = r->rules;
	Set set = {.r = r, .zone = repeat_zone(r)};

	/* Of what has no start a long UNTIL is no reason. */
	set.start = r->start.form == MOMENT_NONE ? INT64_MAX / 2 : local_of(r->start.day, r->start.form == MOMENT_DAY ? 0 : r->start.second);
	while (rules && *rules) {
		size_t n = strcspn(rules, "\r\n");
		Rule rule;

		if (n) {
			Err *err = rule_read(&rule, rules, n);
			bool repeats = !err;

			if (repeats)
				err = rule_check_fine(&set, &rule, rules, n);
			repeats = repeats && !err;
			err_free(err);
			if (repeats)
				return true;
		}
		rules += n;
		rules += strspn(rules, "\r\n");
	}
	return false;
}

Err *repeat_rest(char **out, const Repeat *r, Moment at)
{
	Str all = {0};
	Set set;
	Repeat plain = *r;
	const char *rules = r->rules;
	int64_t bound, local;
	Err *err;

	*out = NULL;
	if (r->start.form == MOMENT_NONE)
		return NULL;
	plain.rules = plain.exrules = NULL;
	err = set_open(&set, &plain, (Instant){INT64_MIN + 1}, (Instant){INT64_MAX});
	bound = local_of_moment(&set, at);
	while (!err && rules && *rules) {
		size_t n = strcspn(rules, "\r\n");
		Rule rule;

		if (n && !(err = rule_read(&rule, rules, n))) {
			if (all.n)
				str_addc(&all, '\n');
			if (rule.count && !rule.foreign) {
				RuleWalk walk;
				int64_t used;

				set_walk(&set, &walk, &rule, rules, n, bound);
				rule_jump(&walk, bound);
				used = walk.given;
				while (rule_next(&walk, &local) && local < bound)
					used = walk.given;
				rule_end(&walk);
				rule_stripped(&all, rules, n);
				str_addf(&all, ";COUNT=%lld", (long long)(rule.count > used ? rule.count - used : 1));
			} else {
				str_addn(&all, rules, n);
			}
		}
		rules += n;
		rules += strspn(rules, "\r\n");
	}
	set_close(&set);
	if (err) {
		str_done(&all);
		return err;
	}
	*out = str_take(&all);
	return NULL;
}
