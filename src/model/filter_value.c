/* SPDX-License-Identifier: MIT */
/* Values of filter terms: numbers, choices, lengths of time, dates and spans of dates, birth dates; both languages at once. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/fold.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "filter_parts.h"

/* ---- Words ---- */

static bool one_of(const char *word, const char *list)
{
	size_t len = strlen(word);
	for (const char *at = list; *at && len;) {
		size_t n = strcspn(at, " ");
		if (n == len && memcmp(at, word, n) == 0)
			return true;
		at += n + (at[n] == ' ');
	}
	return false;
}

/* Digits at the start of a word; *used bytes, 0 when there are none. */
static int64_t leading_number(const char *s, size_t *used)
{
	int64_t n = 0;
	size_t i = 0;
	while (s[i] >= '0' && s[i] <= '9' && i < 15)
		n = n * 10 + (s[i++] - '0');
	*used = i;
	return n;
}

static bool words_only_digits(const char *s, size_t n)
{
	size_t i = 0;
	while (i < n && s[i] >= '0' && s[i] <= '9')
		i++;
	return i == n && s[i] == '\0';
}

/* ---- Numbers: 5, 1 200, 1,5k, 100к, 2м ---- */

static bool read_number(int64_t *out, const char *text)
{
	Str word = {0};
	fold_word(&word, text);
	const char *s = str_text(&word);
	bool minus = *s == '-', any = false, point = false;
	double value = 0, scale = 1;
	for (s += minus; *s; s++) {
		if (*s >= '0' && *s <= '9') {
			any = true;
			value = value * 10 + (*s - '0');
			scale *= point ? 10 : 1;
		} else if ((*s == '.' || *s == ',') && !point) {
			point = true;
		} else if (*s != ' ' && !str_begins(s, "\xC2\xA0")) {
			break;
		} else {
			s += *s == ' ' ? 0 : 1;
		}
	}
	bool read = any && value < 1e15;
	double times = one_of(s, "k к тыс тыс.") ? 1e3 : one_of(s, "m м млн млн.") ? 1e6
	                                             : *s                          ? 0
	                                                                           : 1;
	if (read && times > 0)
		*out = (int64_t)(value / scale * times) * (minus ? -1 : 1);
	str_done(&word);
	return read && times > 0;
}

/* ---- Lengths: 30d, 2 недели, 1,5h is not one ---- */

/* Seconds of a unit; months and years are counted by the calendar: *months. */
static bool unit_of(const char *unit, int64_t *seconds, int *months)
{
	static const struct {
		const char *words;
		int64_t seconds;
		int months;
	} units[] = {
		{"d д дн дня дней день сут day days", DAY_SECONDS, 0},
		{"w н нед неделя недели недель неделю week weeks", 7 * DAY_SECONDS, 0},
		{"h ч час часа часов hour hours", 3600, 0},
		{"m м мин минута минуты минут minute minutes min", 60, 0},
		{"mo мес месяц месяца месяцев month months", 0, 1},
		{"y г год года лет л year years", 0, 12},
	};
	for (size_t i = 0; i < countof(units); i++) {
		if (one_of(unit, units[i].words)) {
			*seconds = units[i].seconds;
			*months = units[i].months;
			return true;
		}
	}
	return false;
}

typedef struct Length {
	int64_t seconds;
	int months;
} Length;

static bool read_length(Length *out, const char *text)
{
	Str word = {0};
	fold_word(&word, text);
	const char *s = str_text(&word);
	size_t used;
	int64_t n = leading_number(s, &used);
	s += used + strspn(s + used, " ");
	int64_t seconds = 0;
	int months = 0;
	bool read = used > 0 && n < 100000 && unit_of(s, &seconds, &months);
	if (read)
		*out = (Length){n * seconds, (int)n * months};
	str_done(&word);
	return read;
}

/* That far from now: months and years keep the clock time. */
static Instant moved(const WordsContext *when, Length length, int sign)
{
	Instant t = when->now;
	if (length.months) {
		Day day;
		int32_t second;
		zone_local(when->zone, t, &day, &second);
		t = zone_instant(when->zone, day_add_months(day, sign * length.months), second);
	}
	return (Instant){t.s + sign * length.seconds};
}

/* ---- Spans: 2026, 2026-07, июль, неделя, прошлый месяц ---- */

static int month_of(const char *word)
{
	static const char *const months[] = {
		"январь января январе янв january jan",
		"февраль февраля феврале фев february feb",
		"март марта марте мар march mar",
		"апрель апреля апреле апр april apr",
		"май мая мае may",
		"июнь июня июне июн june jun",
		"июль июля июле июл july jul",
		"август августа августе авг august aug",
		"сентябрь сентября сентябре сен сент september sep sept",
		"октябрь октября октябре окт october oct",
		"ноябрь ноября ноябре ноя нояб november nov",
		"декабрь декабря декабре дек december dec",
	};
	for (int i = 0; i < 12; i++) {
		if (one_of(word, months[i]))
			return i + 1;
	}
	return 0;
}

static bool is_year(int64_t n)
{
	return n >= 1900 && n < 2200;
}

/* A month with or without its year: "июль", "july 2026", "2026-07", "07.2026". */
static bool read_month(int *month, int32_t *year, const char *s)
{
	size_t used, more;
	int64_t n = leading_number(s, &used);
	int64_t m = used == 4 && s[4] == '-' ? leading_number(s + 5, &more) : 0;
	if (used == 4 && is_year(n) && s[4] == '-' && more > 0 && !s[5 + more] && m >= 1 && m <= 12) {
		*year = (int32_t)n;
		*month = (int)m;
		return true;
	}
	if (used > 0 && used <= 2 && s[used] == '.' && n >= 1 && n <= 12) {
		int64_t y = leading_number(s + used + 1, &more);
		*year = (int32_t)y;
		*month = (int)n;
		return more == 4 && is_year(y) && !s[used + 1 + more];
	}
	char word[32];
	size_t len = strcspn(s, " ");
	if (len >= sizeof word)
		return false;
	memcpy(word, s, len);
	word[len] = '\0';
	*month = month_of(word);
	*year = 0;
	if (*month && s[len] == ' ') {
		int64_t y = leading_number(s + len + 1, &more);
		*year = (int32_t)y;
		return more == 4 && is_year(y) && !s[len + 1 + more];
	}
	return *month && !s[len];
}

typedef struct Days {
	Day from, to;
} Days;

static Days month_days(int32_t year, int month)
{
	return (Days){day_of(year, month, 1), day_of(year, month + 1, 1)};
}

/* "на этой неделе", "in July": the word before a span says nothing of its own. */
static const char *behind_preposition(const char *s)
{
	static const char *const words[] = {"на ", "в ", "во ", "за ", "in ", "during ", NULL};
	for (const char *const *one = words; *one; one++) {
		if (str_begins(s, *one))
			return s + strlen(*one);
	}
	return s;
}

/* Which year a date without one is of: the last one gone, the next to come, or whichever lies nearest. */
typedef enum Year {
	YEAR_NEAREST,
	YEAR_GONE,
	YEAR_COMING,
} Year;

static int32_t month_year(int32_t this_year, int this_month, int month, Year which)
{
	int gone = (this_month - month + 12) % 12;
	bool back = which == YEAR_GONE || (which == YEAR_NEAREST && gone < 12 - gone);
	return this_year + (back ? -(month > this_month) : (month < this_month));
}

static bool read_span(Days *out, const char *text, Day today, Year which)
{
	Str word = {0};
	fold_word(&word, text);
	const char *s = behind_preposition(str_text(&word));
	int32_t year, this_year;
	int month, this_month, day;
	day_split(today, &this_year, &this_month, &day);
	int shift = 0;
	static const char *const last[] = {"last ", "прошлая ", "прошлой ", "прошлую ", "прошлый ", "прошлом ", "прошлого ", NULL};
	static const char *const next[] = {"next ", "следующая ", "следующей ", "следующую ", "следующий ", "следующем ", "следующего ", "будущая ", "будущей ", "будущую ", "будущем ", "будущий ", "той ", NULL};
	static const char *const this[] = {"this ", "эта ", "этой ", "эту ", "этот ", "этом ", "этого ", "текущая ", "текущей ", "текущую ", "текущий ", "текущем ", NULL};
	const char *const *lists[] = {last, this, next};
	for (int l = 0; l < 3; l++) {
		for (const char *const *one = lists[l]; *one; one++) {
			if (str_begins(s, *one)) {
				shift = l - 1;
				s += strlen(*one);
				l = 2;
				break;
			}
		}
	}
	bool read = true;
	size_t used;
	int64_t n = leading_number(s, &used);
	if (one_of(s, "week неделя недели неделе неделю")) {
		out->from = (Day){today.n - day_weekday(today) + 1 + 7 * shift};
		out->to = (Day){out->from.n + 7};
	} else if (one_of(s, "month месяц месяца месяце")) {
		*out = month_days(this_year, this_month + shift);
	} else if (one_of(s, "year год года году")) {
		*out = (Days){day_of(this_year + shift, 1, 1), day_of(this_year + shift + 1, 1, 1)};
	} else if (used == 4 && is_year(n) && words_only_digits(s, 4)) {
		*out = (Days){day_of((int32_t)n, 1, 1), day_of((int32_t)n + 1, 1, 1)};
	} else if (read_month(&month, &year, s)) {
		if (!year)
			year = month_year(this_year, this_month, month, which);
		*out = month_days(year, month);
	} else {
		read = false;
	}
	str_done(&word);
	return read;
}

/* ---- Dates ---- */

bool filter_type_is_date(FieldType type)
{
	switch (type) {
	case FIELD_INSTANT:
	case FIELD_DAY:
	case FIELD_MOMENT:
		return true;
	case FIELD_ID:
	case FIELD_TEXT:
	case FIELD_NOTE:
	case FIELD_FLAG:
	case FIELD_COUNT:
	case FIELD_CHOICE:
	case FIELD_BYTES:
	case FIELD_BIRTH:
	case FIELD_SECONDS:
		return false;
	}
	return false;
}

static bool rel_is_order(FilterRel rel)
{
	return rel == FILTER_MORE || rel == FILTER_MORE_IS || rel == FILTER_LESS || rel == FILTER_LESS_IS;
}

/* contact>month: longer ago than one; "contact:month" is this month. */
static bool read_one(Length *out, const char *text)
{
	Str word = {0};
	fold_word(&word, text);
	bool read = one_of(str_text(&word), "week неделя неделю недели month месяц месяца year год года") && unit_of(str_text(&word), &out->seconds, &out->months);
	str_done(&word);
	return read;
}

static void set_days(FilterNode *node, Days days, const Zone *zone)
{
	node->from = zone_instant(zone, days.from, 0).s;
	node->to = zone_instant(zone, days.to, 0).s;
	node->day = moment_of_day(days.from);
}

/* contact<30d: less than 30 days ago; by<3d: in less than 3 days. */
static void set_length(FilterNode *node, Length length, const WordsContext *when, bool past)
{
	node->from = node->to = moved(when, length, past ? -1 : 1).s;
	node->day = (Moment){.form = MOMENT_NONE};
	switch (node->rel) {
	case FILTER_IS:
	case FILTER_LESS:
	case FILTER_LESS_IS:
		node->rel = past ? FILTER_MORE_IS : FILTER_LESS_IS;
		break;
	case FILTER_MORE:
	case FILTER_MORE_IS:
		node->rel = past ? FILTER_LESS : FILTER_MORE;
		break;
	case FILTER_EMPTY:
		break;
	}
}

bool filter_is_overdue(const char *text, size_t n)
{
	char *typed = mem_strndup(text, n);
	Str word = {0};
	fold_word(&word, typed);
	bool is = one_of(str_text(&word), "overdue late просрочен просрочено просрочена просроченный");
	str_done(&word);
	free(typed);
	return is;
}

/* Who filters looks for what there is: the day that was three days ago as much as the one to come. A limit of what is to be done by then lies ahead. */
static Year year_of(const FilterNode *node)
{
	bool by = str_same(node->of->name, "by"), start = str_same(node->of->name, "start");
	if (filter_name_is_past(node->of))
		return YEAR_GONE;
	return by || (!start && (node->rel == FILTER_LESS || node->rel == FILTER_LESS_IS)) ? YEAR_COMING : YEAR_NEAREST;
}

static Err *date_value(FilterNode *node, const char *text, const FilterContext *context)
{
	WordsContext when = context->when;
	bool past = filter_name_is_past(node->of);
	when.may_be_past = past;
	Year which = year_of(node);
	when.nearest = which != YEAR_COMING;
	Day today = zone_day(when.zone, when.now);
	Length length;
	Days span;
	WordsReading reading;
	if (read_length(&length, text) || (rel_is_order(node->rel) && read_one(&length, text))) {
		set_length(node, length, &when, past);
		return NULL;
	}
	/* "до:пт" means by the end of it, whatever is overdue too. */
	if (node->rel == FILTER_IS && str_same(node->of->name, "by"))
		node->rel = FILTER_LESS_IS;
	if (read_span(&span, text, today, which)) {
		set_days(node, span, when.zone);
		return NULL;
	}
	Err *err = words_read(&reading, text, &when);
	if (err) {
		err_free(err);
		return err_new(ERR_USAGE, _("not a date or a length of time: %s"), text);
	}
	Moment m = reading.start;
	if (m.form == MOMENT_NONE || reading.rule[0])
		return err_new(ERR_USAGE, _("not a date or a length of time: %s"), text);
	if (node->rel == FILTER_IS && reading.deadline) /* "шаг:до пятницы" */
		node->rel = FILTER_LESS_IS;
	if (m.form == MOMENT_DAY) {
		set_days(node, (Days){m.day, {m.day.n + 1}}, when.zone);
		return NULL;
	}
	node->day = m;
	node->from = zone_moment(m.form == MOMENT_UTC ? zone_utc() : when.zone, m).s;
	node->to = node->from + 60;
	return NULL;
}

static Err *birth_value(FilterNode *node, const char *text, const FilterContext *context)
{
	Str word = {0};
	fold_word(&word, text);
	size_t used;
	int64_t n = leading_number(str_text(&word), &used);
	int month = 0;
	int32_t year = 0;
	bool is_a_year = used == 4 && is_year(n) && words_only_digits(str_text(&word), 4);
	bool is_month = !is_a_year && read_month(&month, &year, str_text(&word)) && !year;
	str_done(&word);
	if (is_a_year || is_month) {
		node->choice = is_a_year ? BIRTH_YEAR : BIRTH_MONTH;
		node->from = is_a_year ? n : month;
		return NULL;
	}
	WordsContext when = context->when;
	when.may_be_past = true;
	WordsReading reading;
	Err *err = words_read(&reading, text, &when);
	if (err || reading.start.form == MOMENT_NONE) {
		err_free(err);
		return err_new(ERR_USAGE, _("not a birth date: %s; a year, a month, 12.05 or 12.05.1973 is expected"), text);
	}
	node->day = moment_of_day(reading.start.day);
	/* A date that names its year means that very day. */
	node->choice = BIRTH_MONTH_DAY;
	for (const char *s = text; *s; s++) {
		leading_number(s, &used);
		if (used == 4)
			node->choice = BIRTH_DATE;
		s += used ? used - 1 : 0;
	}
	return NULL;
}

/* ---- Choices ---- */

static const struct {
	const char *name, *words;
} choice_words[] = {
	{"person", "человек люди персона физлицо лицо people individual"},
	{"organization", "организация организации фирма фирмы компания компании юрлицо org company firm"},
	{"male", "мужской муж м m man"},
	{"female", "женский жен ж f woman"},
	{"formal", "вы"},
	{"informal", "ты"},
	{"out", "исходящий исходящие исх outgoing"},
	{"in", "входящий входящие вх incoming"},
	{"none", "нет"},
	{"unknown", "неизвестно нет"},
	{"unset", "нет"},
	{"confirmed", "подтверждено"},
	{"tentative", "предварительно"},
	{"cancelled", "отменено отменена canceled"},
	{"open", "открыто открыта"},
	{"started", "начато начата"},
	{"done", "готово сделано сделана выполнено"},
	{"pending", "ждёт ждет"},
	{"snoozed", "отложено"},
};

static bool folds_to(const char *text, const char *word)
{
	Str folded = {0};
	fold_word(&folded, text);
	bool same = str_same(str_text(&folded), word);
	str_done(&folded);
	return same;
}

static bool is_choice(const FieldChoice *choice, const char *word)
{
	if (folds_to(choice->name, word) || folds_to(choice->label, word) || folds_to(_(choice->label), word))
		return true;
	for (size_t i = 0; i < countof(choice_words); i++) {
		if (str_same(choice_words[i].name, choice->name) && one_of(word, choice_words[i].words))
			return true;
	}
	return false;
}

static Err *choice_value(FilterNode *node, const char *text)
{
	Str word = {0}, known = {0};
	fold_word(&word, text);
	int found = -1, begun = -1;
	for (int i = 0; node->of->choices && node->of->choices[i].name; i++) {
		const FieldChoice *choice = &node->of->choices[i];
		if (found < 0 && is_choice(choice, str_text(&word)))
			found = i;
		if (begun < 0 && word.n >= 3 && str_begins(choice->name, word.s))
			begun = i;
		str_addf(&known, "%s%s", i ? ", " : "", _(choice->label));
	}
	node->choice = found >= 0 ? found : begun;
	Err *err = node->choice < 0 ? err_new(ERR_USAGE, _("not known: %s; expected %s"), text, str_text(&known)) : NULL;
	str_done(&word);
	str_done(&known);
	return err;
}

static Err *flag_value(FilterNode *node, const char *text)
{
	Str word = {0};
	fold_word(&word, text);
	bool yes = one_of(str_text(&word), "yes да y д 1 true on"), no = one_of(str_text(&word), "no нет n н 0 false off");
	str_done(&word);
	node->from = node->to = yes;
	return yes || no ? NULL : err_new(ERR_USAGE, _("yes or no is expected, not %s"), text);
}

Err *filter_value(FilterNode *node, const char *text, const FilterContext *context)
{
	switch (node->of->type) {
	case FIELD_TEXT:
	case FIELD_NOTE:
	case FIELD_BYTES:
		return NULL;
	case FIELD_ID:
		if (str_same(node->of->name, "whose") || str_same(node->of->name, "owner") || str_same(node->of->name, "author")) {
			Str word = {0};
			fold_word(&word, text);
			/* -1: a name to look up; 0 with "me" when nobody is known. */
			node->from = one_of(str_text(&word), "me mine my я мой моя мое мои мне меня") ? context->me : -1;
			str_done(&word);
		}
		return NULL;
	case FIELD_FLAG:
		return flag_value(node, text);
	case FIELD_CHOICE:
		return choice_value(node, text);
	case FIELD_COUNT:
		if (!read_number(&node->from, text))
			return err_new(ERR_USAGE, _("a number is expected, not %s"), text);
		node->to = node->from;
		return NULL;
	case FIELD_SECONDS: {
		Length length;
		if (!read_length(&length, text) || length.months)
			return err_new(ERR_USAGE, _("a length of time such as 10m is expected, not %s"), text);
		node->from = node->to = length.seconds;
		return NULL;
	}
	case FIELD_BIRTH:
		return birth_value(node, text, context);
	case FIELD_INSTANT:
	case FIELD_DAY:
	case FIELD_MOMENT:
		return date_value(node, text, context);
	}
	return NULL;
}
