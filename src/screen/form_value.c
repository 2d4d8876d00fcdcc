/* SPDX-License-Identifier: MIT */
/* Values of a form as people type them, and back. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "form.h"
#include "kartoteka/base/fold.h"
#include "kartoteka/base/text.h"
#include "kartoteka/store/lists.h"
#include "kartoteka/when/repeat.h"

static void day_typed(Str *out, Day day)
{
	int32_t year;
	int month, d;
	day_split(day, &year, &month, &d);
	str_addf(out, "%02d.%02d.%04d", d, month, (int)year);
}

static void moment_typed(Str *out, Day day, int32_t second, bool with_time)
{
	day_typed(out, day);
	if (with_time) {
		str_addc(out, ' ');
		words_time(out, second);
	}
}

static void birth_typed(Str *out, Birth b)
{
	if (b.month && b.year)
		str_addf(out, "%02d.%02d.%04d", b.day, b.month, b.year);
	else if (b.month)
		str_addf(out, "%02d.%02d", b.day, b.month);
}

const char *ref_title(Work *work, const Field *field, int64_t id, Arena *arena)
{
	const Kind *kind = id ? kind_find(field->of) : NULL;
	AnyRecord record = {0};
	Str title = {0};
	if (!kind)
		return "";
	Err *err = store_get(work->store, kind, id, &record, arena);
	if (!err)
		kind->title(&title, &record);
	err_free(err);
	const char *text = arena_dup(arena, str_text(&title));
	str_done(&title);
	return text;
}

void lead_text(Str *out, int64_t seconds)
{
	if (seconds % 86400 == 0 && seconds)
		str_addf(out, "%lld%s", (long long)seconds / 86400, _("d"));
	else if (seconds % 3600 == 0 && seconds)
		str_addf(out, "%lld%s", (long long)seconds / 3600, C_("hours", "h"));
	else
		str_addf(out, "%lld%s", (long long)seconds / 60, C_("minutes", "m"));
}

void leads_text(Str *out, const char *setting)
{
	Seconds leads[LEADS_MOST];
	size_t n;
	if (!setting || !leads_list(setting, leads, &n)) {
		str_add(out, setting);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		str_add(out, i ? ", " : "");
		lead_text(out, leads[i].s);
	}
}

/* Whole days end with the last one in a form; the record keeps the day behind it. */
static bool is_end(const Field *field)
{
	return field == kind_field(&kind_event, "end");
}

static void show_last_day(const Event *event, Moment *end)
{
	if (end->form == MOMENT_DAY && (event->start.form != MOMENT_DAY || event->start.day.n < end->day.n))
		end->day.n--;
}

static bool is_number(const Field *field)
{
	return field == kind_field(&kind_interaction, "number");
}

/* As a card shows it; what is no phone is as it was said. */
static void number_typed(Str *out, Work *work, const char *number)
{
	if (number[0] == '+' && number[1] && !number[1 + strspn(number + 1, "0123456789")])
		phone_show(out, number, NULL, work_country(work), false);
	else
		str_add(out, number);
}

void value_text(Str *out, Work *work, const Field *field, const void *record)
{
	Arena *arena = arena_new();
	Value value = field_get(field, record, arena);
	Moment m;
	Birth b;
	if (value.type == VALUE_NULL && field->type != FIELD_FLAG) {
		arena_free(arena);
		return;
	}
	switch (field->type) {
	case FIELD_MOMENT:
		if (moment_read(&m, value.s)) {
			m = work_here(work, m, field_zone(field, record));
			if (is_end(field))
				show_last_day(record, &m);
			moment_typed(out, m.day, m.second, m.form != MOMENT_DAY);
		}
		break;
	case FIELD_INSTANT:
		m.form = MOMENT_LOCAL;
		zone_local(work->zone, (Instant){value.i}, &m.day, &m.second);
		moment_typed(out, m.day, m.second, true);
		break;
	case FIELD_DAY:
		if (day_read(&m.day, value.s))
			day_typed(out, m.day);
		break;
	case FIELD_BIRTH:
		if (birth_read(&b, value.s))
			birth_typed(out, b);
		break;
	case FIELD_SECONDS:
		lead_text(out, value.i < 0 ? -value.i : value.i);
		break;
	case FIELD_FLAG:
		str_add(out, value.i ? _("yes") : _("no"));
		break;
	case FIELD_ID:
		str_add(out, ref_title(work, field, value.i, arena));
		break;
	case FIELD_COUNT:
		if (value.i)
			field_show(out, field, record);
		break;
	case FIELD_TEXT:
		if (is_number(field))
			number_typed(out, work, value.s);
		else
			field_show(out, field, record);
		break;
	case FIELD_CHOICE:
	case FIELD_NOTE:
	case FIELD_BYTES:
		field_show(out, field, record);
		break;
	}
	arena_free(arena);
}

/* ---- back ---- */

static bool folded_same(const char *a, const char *b)
{
	Str x = {0}, y = {0};
	fold_word(&x, a);
	fold_word(&y, b);
	bool same = strcmp(str_text(&x), str_text(&y)) == 0;
	str_done(&x);
	str_done(&y);
	return same;
}

static Err *set_int(const Field *field, void *record, int64_t i)
{
	return field_set(field, record, &(Value){.type = VALUE_INT, .i = i});
}

static Err *set_text(const Field *field, void *record, const char *text)
{
	return field_set(field, record, &(Value){.type = VALUE_TEXT, .s = text, .n = strlen(text)});
}

/* In both languages: the field may have been filled in while the other was shown. */
static Err *read_choice(const Field *field, void *record, const char *text)
{
	for (const FieldChoice *c = field->choices; c->name; c++) {
		const char *russian = c->label;
		text_in(LANG_RU, &c->label, &russian, 1);
		if (folded_same(text, c->name) || folded_same(text, russian) || folded_same(text, c->label))
			return set_text(field, record, c->name);
	}
	return err_new(ERR_USAGE, _("“%s” is none of the choices"), text);
}

/* The user's own lists by any name they go by, in either language. */
static bool is_called(const Kind *kind, const void *row, const char *text)
{
	const ContactKind *contact = row;
	const Outcome *outcome = row;
	Str title = {0};
	if (kind == &kind_contact_kind)
		return list_is(contact->code.s, contact->name.s, text);
	if (kind == &kind_outcome)
		return list_is(outcome->code.s, outcome->name.s, text);
	kind->title(&title, row);
	bool same = folded_same(text, str_text(&title));
	str_done(&title);
	return same;
}

/* A record of the kind by what was typed: the same title first, else the best that is found. */
static Err *read_ref(Work *work, const Field *field, void *record, const char *text, Arena *arena)
{
	const Kind *kind = kind_find(field->of);
	Value old = field_get(field, record, arena);
	if (old.type == VALUE_INT && strcmp(ref_title(work, field, old.i, arena), text) == 0)
		return NULL;
	if (kind == &kind_client) {
		ClientRow *rows = NULL;
		size_t n = 0;
		TRY(find_client(work->store, text, 2, &rows, &n, arena));
		return n ? set_int(field, record, rows[0].client.head.id) : err_new(ERR_NOT_FOUND, _("no client is called “%s”"), text);
	}
	void *rows = NULL;
	size_t n = 0;
	TRY(store_all(work->store, kind, &rows, &n, arena));
	for (size_t i = 0; i < n; i++) {
		const void *row = (const char *)rows + i * kind->size;
		if (is_called(kind, row, text))
			return set_int(field, record, ((const Record *)row)->id);
	}
	return err_new(ERR_NOT_FOUND, _("there is no “%s”"), text);
}

static Err *read_words(Work *work, const char *text, bool past, WordsReading *reading)
{
	WordsContext context = work_words(work);
	context.may_be_past = past;
	return words_read(reading, text, &context);
}

/* What was said with a date and has no place in its field is not dropped: form_follow took what it could before. */
static Err *only_when(const WordsReading *reading)
{
	if (reading->length.s != SECONDS_NONE.s && reading->start.form == MOMENT_DAY && reading->length.s < DAY_SECONDS)
		return err_new(ERR_USAGE, "%s", _("say the hour, too: tomorrow 10 for 45 min"));
	if (reading->length.s != SECONDS_NONE.s)
		return err_new(ERR_USAGE, "%s", _("here goes a date and an hour, no length"));
	if (*reading->rule)
		return err_new(ERR_USAGE, "%s", _("here goes a date and an hour, no repeat"));
	return NULL;
}

static Err *read_moment(Work *work, const Field *field, void *record, const char *text, Arena *arena)
{
	WordsReading reading;
	char iso[WHEN_TEXT];
	Moment kept = {.form = MOMENT_NONE};
	Value old = field_get(field, record, arena);
	TRY(read_words(work, text, false, &reading));
	TRY(only_when(&reading));
	if (old.type == VALUE_TEXT)
		moment_read(&kept, old.s);
	if (is_end(field) && reading.start.form == MOMENT_DAY)
		reading.start.day.n++;
	moment_text(iso, work_there(work, reading.start, kept.form, field_zone(field, record)));
	return set_text(field, record, arena_dup(arena, iso));
}

typedef enum YearSaid {
	YEAR_NOT,
	YEAR_SHORT, /* the third number: 85 */
	YEAR_WHOLE, /* a number of four figures */
} YearSaid;

static YearSaid year_said(const char *text)
{
	int numbers = 0;
	for (const char *s = text; *s; numbers++) {
		s += strcspn(s, "0123456789");
		size_t n = strspn(s, "0123456789");
		if (n >= 4 || (n && numbers == 2))
			return n >= 4 ? YEAR_WHOLE : YEAR_SHORT;
		s += n;
	}
	return YEAR_NOT;
}

/* In words: "14 March 1985"; 85 is the last year there was of that number. */
static Err *birth_of_words(Work *work, const char *text, Birth *out)
{
	WordsReading reading;
	int32_t year;
	int month, day;
	YearSaid said = year_said(text);
	TRY(read_words(work, text, true, &reading));
	day_split(reading.start.day, &year, &month, &day);
	if (said == YEAR_SHORT && reading.start.day.n > work_today(work).n)
		year -= 100;
	*out = (Birth){said == YEAR_NOT ? 0 : (int16_t)year, (int8_t)month, (int8_t)day};
	return NULL;
}

/* In figures as everywhere, else in words. */
static Err *read_birth(Work *work, const Field *field, void *record, const char *text, Arena *arena)
{
	Birth birth;
	char iso[WHEN_TEXT];
	Err *err = field_read(field, record, text, arena);
	if (err) {
		err_free(err);
		TRY(birth_of_words(work, text, &birth));
		birth_text(iso, birth);
		TRY(set_text(field, record, arena_dup(arena, iso)));
	} else if (!birth_read(&birth, field_get(field, record, arena).s)) {
		return NULL;
	}
	return client_birth_check(work, birth);
}

static Err *read_instant(Work *work, const Field *field, void *record, const char *text)
{
	WordsReading reading;
	TRY(read_words(work, text, true, &reading));
	TRY(only_when(&reading));
	return set_int(field, record, zone_moment(work->zone, reading.start).s);
}

static Err *no_lead(const char *text)
{
	return err_new(ERR_USAGE, _("“%s” is no length of time: 10m, 1h, 1d"), text);
}

static Err *read_seconds(const Field *field, void *record, const char *text)
{
	Seconds lead;
	if (!lead_read(text, &lead))
		return no_lead(text);
	return set_int(field, record, lead.s);
}

/* One phone and nothing beside it is kept as the call line keeps it. */
static Err *read_number(Work *work, const Field *field, void *record, const char *text, Arena *arena)
{
	Phone phone;
	Str words = {0};
	bool one = phone_read(&phone, 1, text, work_country(work)) == 1 && *phone.e164 && !*phone.extension;
	if (one)
		phone_words(&words, text);
	one = one && !words.n;
	str_done(&words);
	return set_text(field, record, arena_dup(arena, one ? phone.e164 : text));
}

Err *value_read(Work *work, const Field *field, void *record, const char *text, Arena *arena)
{
	if (!*text)
		return field_set(field, record, &(Value){.type = VALUE_NULL});
	switch (field->type) {
	case FIELD_MOMENT:
		return read_moment(work, field, record, text, arena);
	case FIELD_INSTANT:
		return read_instant(work, field, record, text);
	case FIELD_BIRTH:
		return read_birth(work, field, record, text, arena);
	case FIELD_SECONDS:
		return read_seconds(field, record, text);
	case FIELD_FLAG:
		return set_int(field, record, folded_same(text, _("yes")) || folded_same(text, "yes") || folded_same(text, "да") || strcmp(text, "1") == 0);
	case FIELD_ID:
		return read_ref(work, field, record, text, arena);
	case FIELD_CHOICE:
		return read_choice(field, record, text);
	case FIELD_TEXT:
		if (is_number(field))
			return read_number(work, field, record, text, arena);
		return set_text(field, record, arena_dup(arena, text));
	case FIELD_NOTE:
		return set_text(field, record, arena_dup(arena, text));
	case FIELD_COUNT:
	case FIELD_DAY:
	case FIELD_BYTES:
		break;
	}
	return field_read(field, record, text, arena);
}

/* ---- repeats and leads ---- */

static Err *no_rule(const char *text)
{
	return err_new(ERR_USAGE, _("“%s” says no repeat: every Monday, every 2 weeks, daily"), text);
}

Err *repeat_read_words(Work *work, const char *text, char **rule)
{
	WordsReading reading;
	*rule = NULL;
	if (!*text)
		return NULL;
	if (str_begins(text, "FREQ=")) {
		Err *err = repeat_check(text);
		if (err && err->code == ERR_USAGE)
			return err;
		bool bad = err && err->code != ERR_PART;
		if (bad && err->todo) /* the rule is well, but what walks it is not there */
			return err_kept(err, _("nothing was changed"));
		err_free(err);
		if (bad)
			return no_rule(text);
		*rule = mem_strdup(text);
		return NULL;
	}
	TRY(read_words(work, text, false, &reading));
	if (!reading.rule[0])
		return no_rule(text);
	*rule = mem_strdup(reading.rule);
	return NULL;
}

Err *leads_read(const char *text, Seconds leads[LEADS_MOST], size_t *n)
{
	return leads_list(text, leads, n) ? NULL : no_lead(text);
}
