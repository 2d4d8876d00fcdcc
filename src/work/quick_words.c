/* SPDX-License-Identifier: MIT */
/* The quick line cut into words; numbers, addresses and tags; dates; the kind of contact; the place of a meeting. */
#include "quick_words.h"

#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/fold.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/work/step.h"
#include "kind_words.h"
#include "tag.h"

static bool is_around(uint32_t code)
{
	return code == ',' || code == ';' || code == '"' || code == 0xAB || code == 0xBB || code == 0x201C || code == 0x201D || code == 0x201E ||
	       code == '(' || code == ')' || code == '!' || code == '?';
}

/* "Иванов:", not 15: or a smile. */
static bool is_colon(const char *text, size_t from, size_t at)
{
	size_t used, before = utf8_cluster_before(text, at);
	if (text[at] != ':' || before < from)
		return false;
	uint32_t code = utf8_decode(text + before, at - before, &used);
	return utf8_is_letter(code) || code == 0xBB || code == '"' || code == ')';
}

/* Without the signs around it; a bracket of a phone is put back by quick_take_signs, which looks at the line itself. */
static QuickWord trimmed(const char *text, size_t from, size_t to)
{
	QuickWord word = {.from = from, .to = to};
	size_t used;
	while (word.from < word.to && is_around(utf8_decode(text + word.from, word.to - word.from, &used)))
		word.from += used;
	while (word.to > word.from) {
		size_t last = utf8_cluster_before(text, word.to);
		bool colon = last > word.from && is_colon(text, word.from, last);
		if (last < word.from || (!colon && !is_around(utf8_decode(text + last, word.to - last, &used))))
			break;
		word.colon = word.colon || colon;
		word.comma = word.comma || colon || text[last] == ',' || text[last] == ';';
		word.to = last;
	}
	uint32_t first = word.to > word.from ? utf8_decode(text + word.from, word.to - word.from, &used) : 0;
	word.capital = first && utf8_is_letter(first) && utf8_lower(first) != first;
	return word;
}

void quick_split(QuickLine *line)
{
	size_t n = strlen(line->text), used;
	for (size_t at = 0; at < n;) {
		while (at < n && utf8_is_space(utf8_decode(line->text + at, n - at, &used)))
			at += used;
		size_t from = at;
		while (at < n && !utf8_is_space(utf8_decode(line->text + at, n - at, &used)))
			at += used;
		if (at == from)
			break;
		QuickWord word = trimmed(line->text, from, at);
		if (word.to > word.from)
			vec_push(&line->words, word);
		else if (line->words.n && memchr(line->text + from, ',', at - from))
			line->words.at[line->words.n - 1].comma = true;
	}
}

void quick_mark(QuickLine *line, size_t first, size_t count, WordUse use)
{
	for (size_t i = first; i < first + count; i++)
		line->words.at[i].use = use;
}

void quick_part(QuickLine *line, size_t from, size_t to, const char *label, const char *value)
{
	QuickPart part = {from, to, label, value};
	vec_push(&line->parts, part);
}

const char *quick_span(QuickLine *line, size_t from, size_t to)
{
	return arena_dupn(line->arena, line->text + from, to - from);
}

const char *quick_said(QuickLine *line, size_t first, size_t count)
{
	return quick_span(line, line->words.at[first].from, line->words.at[first + count - 1].to);
}

static char *word_folded(const QuickLine *line, size_t word)
{
	const QuickWord *w = &line->words.at[word];
	char *copy = mem_strndup(line->text + w->from, w->to - w->from);
	Str folded = {0};
	fold_word(&folded, copy);
	free(copy);
	return str_take(&folded);
}

bool quick_is(const QuickLine *line, size_t word, const char *const *list)
{
	char *folded = word_folded(line, word);
	bool is = false;
	for (size_t i = 0; list[i] && !is; i++)
		is = strcmp(list[i], folded) == 0;
	free(folded);
	return is;
}

/* ---- numbers, addresses, tags ---- */

static bool is_phone_sign(uint32_t code)
{
	return utf8_is_digit(code) || code == '+' || code == '-' || code == '(' || code == ')' || code == '.' || code == 0x2013 || code == 0x2011;
}

static size_t digits_of(const char *s, size_t n)
{
	size_t count = 0;
	for (size_t i = 0; i < n; i++)
		count += s[i] >= '0' && s[i] <= '9';
	return count;
}

static bool word_is_number(const QuickLine *line, size_t i)
{
	const QuickWord *word = &line->words.at[i];
	size_t used;
	for (size_t at = word->from; at < word->to; at += used) {
		if (!is_phone_sign(utf8_decode(line->text + at, word->to - at, &used)))
			return false;
	}
	return digits_of(line->text + word->from, word->to - word->from) > 0;
}

/* "доб. 12", "ext 12" behind a number belongs to it. */
static size_t extension_words(const QuickLine *line, size_t i)
{
	static const char *const names[] = {"доб", "доб.", "вн", "вн.", "ext", "ext.", "x", NULL};
	return i + 1 < line->words.n && quick_is(line, i, names) && word_is_number(line, i + 1) ? 2 : 0;
}

static void add_channel(QuickLine *line, ChannelType type, const char *value, size_t from, size_t to)
{
	Channel channel;
	record_init(&kind_channel, &channel);
	channel.type.v = (int32_t)type;
	channel.value.s = value;
	channel_part_extension(&channel, work_country(line->work), line->arena);
	vec_push(&line->channels, channel);
	vec_push(&line->signs, ((QuickPart){.from = from, .to = to}));
}

static bool take_phone(QuickLine *line, size_t first, size_t count)
{
	if (line->words.at[first].use != WORD_FREE)
		return false;
	size_t extra = extension_words(line, first + count);
	const QuickWord *from = &line->words.at[first];
	/* The bracket that opens "(916)" was cut off the first word. */
	size_t begin = from->from && line->text[from->from - 1] == '(' ? from->from - 1 : from->from;
	const char *typed = quick_span(line, begin, line->words.at[first + count + extra - 1].to);
	Phone phone;
	if (digits_of(typed, strlen(typed)) < 7 || phone_read(&phone, 1, typed, work_country(line->work)) != 1 || !*phone.e164)
		return false;
	/* Digits that mean a date stay one: 20260815, 15.08.2026. */
	WordsReading when;
	WordsContext words = work_words(line->work);
	if (!strchr(typed, '+') && count == 1 && !extra) {
		Err *err = words_read(&when, typed, &words);
		bool date = !err;
		err_free(err);
		if (date)
			return false;
	}
	Str shown = {0};
	phone_show(&shown, phone.e164, phone.extension, work_country(line->work), false);
	add_channel(line, CHANNEL_PHONE, arena_dupn(line->arena, phone.typed, phone.typed_len), begin, line->words.at[first + count + extra - 1].to);
	quick_part(line, begin, line->words.at[first + count + extra - 1].to, _("phone"), arena_dup(line->arena, str_text(&shown)));
	str_done(&shown);
	quick_mark(line, first, count + extra, WORD_PHONE);
	return true;
}

static void take_phones(QuickLine *line)
{
	for (size_t i = 0; i < line->words.n; i++) {
		size_t most = 0;
		while (i + most < line->words.n && most < 6 && word_is_number(line, i + most)) {
			most++;
			if (line->words.at[i + most - 1].comma)
				break;
		}
		for (size_t count = most; count > 0; count--) {
			if (take_phone(line, i, count)) {
				i += count - 1;
				break;
			}
		}
	}
}

static bool word_is_mail(const char *s, size_t n)
{
	const char *at = memchr(s, '@', n);
	if (!at || at == s)
		return false;
	size_t rest = n - (size_t)(at - s) - 1;
	return memchr(at + 1, '.', rest) && !memchr(at + 1, '@', rest) && at[rest] != '.';
}

void quick_take_signs(QuickLine *line)
{
	for (size_t i = 0; i < line->words.n; i++) {
		QuickWord *word = &line->words.at[i];
		const char *s = line->text + word->from;
		size_t n = word->to - word->from;
		size_t sign = tag_sign(s, n);
		if (sign && n > sign) {
			Tag tag;
			record_init(&kind_tag, &tag);
			tag.name.s = quick_span(line, word->from + sign, word->to);
			vec_push(&line->tags, tag);
			quick_part(line, word->from, word->to, _("tag"), tag.name.s);
			word->use = WORD_TAG;
		} else if (word_is_mail(s, n)) {
			const char *mail = quick_span(line, word->from, word->to);
			add_channel(line, CHANNEL_EMAIL, mail, word->from, word->to);
			quick_part(line, word->from, word->to, _("mail"), mail);
			word->use = WORD_MAIL;
		}
	}
	take_phones(line);
}

/* Whether the line says anything else. */
static bool is_sign_alone(const QuickLine *line)
{
	for (size_t i = 0; i < line->words.n; i++) {
		if (line->words.at[i].use != WORD_PHONE && line->words.at[i].use != WORD_MAIL && line->words.at[i].use != WORD_TAG)
			return false;
	}
	return true;
}

static void leave_sign(QuickLine *line, size_t from, size_t to)
{
	for (size_t i = 0; i < line->words.n; i++) {
		QuickWord *word = &line->words.at[i];
		if (word->from >= from && word->to <= to && (word->use == WORD_PHONE || word->use == WORD_MAIL))
			word->use = WORD_FREE;
	}
	for (size_t i = 0; i < line->parts.n; i++) {
		const QuickPart *part = &line->parts.at[i];
		if (part->from != from || part->to != to || !(str_same(part->label, _("phone")) || str_same(part->label, _("mail"))))
			continue;
		memmove(&line->parts.at[i], &line->parts.at[i + 1], (line->parts.n - i - 1) * sizeof *line->parts.at);
		line->parts.n--;
		return;
	}
}

/* Whether the client has this number or address. */
static Err *is_of_client(QuickLine *line, Channel channel, bool *is)
{
	void *rows = NULL;
	size_t n = 0;
	*is = false;
	kind_channel.derive(&channel, line->arena);
	if (!channel.key.s)
		return NULL;
	TRY(store_where(line->work->store, &kind_channel, "key", (Value){.type = VALUE_TEXT, .s = channel.key.s, .n = strlen(channel.key.s)}, &rows, &n, line->arena));
	for (size_t i = 0; i < n; i++)
		*is |= ((const Channel *)rows)[i].client.v == line->out->client;
	return NULL;
}

Err *quick_leave_signs(QuickLine *line)
{
	if (line->out->makes_client || line->out->phone_of || is_sign_alone(line))
		return NULL;
	for (size_t i = 0; i < line->channels.n; i++) {
		bool said = false;
		if (line->out->client)
			TRY(is_of_client(line, line->channels.at[i], &said));
		if (!said)
			leave_sign(line, line->signs.at[i].from, line->signs.at[i].to);
	}
	return NULL;
}

bool quick_has_phone(const QuickLine *line)
{
	return line->channels.n > 0;
}

/* ---- dates ---- */

/* The day the line was opened on, where the words say none. */
static void take_day(QuickLine *line)
{
	WordsReading *when = &line->out->when;
	if (day_is_none(line->day) || *when->rule)
		return;
	if (when->start.form == MOMENT_NONE)
		when->start = (Moment){.day = line->day, .form = MOMENT_DAY};
	else if (!when->day_open)
		return;
	words_on_day(when, line->day);
	if (!when->parts)
		when->part[when->parts++] = (struct WordsPart){0};
}

/* A word whose first bytes alone were read as a date: what is left of it is the matter's ("пн-ср"), nothing goes in silence. */
static void leave_rest(QuickLine *line, size_t word, size_t to)
{
	const QuickWord *cut = &line->words.at[word];
	size_t used;
	bool says = false;
	for (size_t at = to; at < cut->to && !says; at += used) {
		uint32_t code = utf8_decode(line->text + at, cut->to - at, &used);
		says = utf8_is_letter(code) || utf8_is_digit(code);
	}
	if (!says)
		return;
	QuickWord rest = {.from = to, .to = cut->to, .comma = cut->comma};
	line->words.at[word].to = to;
	line->words.at[word].comma = false;
	vec_push(&line->words, rest);
	memmove(&line->words.at[word + 2], &line->words.at[word + 1], (line->words.n - word - 2) * sizeof rest);
	line->words.at[word + 1] = rest;
}

/* Of a call or a meeting "15.00" is the time, elsewhere it may be a price. */
static bool speaks_of_contact(const QuickLine *line)
{
	for (size_t i = 0; i < line->words.n; i++) {
		const QuickWord *word = &line->words.at[i];
		if (word->use == WORD_FREE && kind_of_word(line->text + word->from, word->to - word->from))
			return true;
	}
	return false;
}

void quick_take_dates(QuickLine *line)
{
	WordsContext context = work_words(line->work);
	context.points = speaks_of_contact(line);
	context.steps = day_is_none(line->day);
	char *masked = arena_dup(line->arena, line->text);
	for (size_t i = 0; i < line->words.n; i++) {
		const QuickWord *word = &line->words.at[i];
		if (word->use != WORD_FREE)
			memset(masked + word->from, ' ', word->to - word->from);
	}
	WordsReading *when = &line->out->when;
	words_find(when, NULL, masked, &context);
	take_day(line);
	if (when->start.form == MOMENT_NONE && !*when->rule) {
		when->parts = 0;
		return;
	}
	Str value = {0};
	step_span(&value, line->work, when->start, when->length);
	const char *shown = arena_dup(line->arena, str_text(&value));
	str_done(&value);
	for (int p = 0; p < when->parts; p++) {
		quick_part(line, when->part[p].from, when->part[p].to, _("when"), shown);
		for (size_t i = 0; i < line->words.n; i++) {
			QuickWord *word = &line->words.at[i];
			if (word->use != WORD_FREE || word->from >= when->part[p].to || word->to <= when->part[p].from)
				continue;
			word->use = WORD_DATE;
			if (word->to > when->part[p].to)
				leave_rest(line, i, when->part[p].to);
		}
	}
}

/* ---- what kind of contact ---- */

Err *quick_take_kind(QuickLine *line)
{
	for (size_t i = 0; i < line->words.n && !line->kind_code; i++) {
		QuickWord *word = &line->words.at[i];
		const char *code = word->use == WORD_FREE ? kind_of_word(line->text + word->from, word->to - word->from) : NULL;
		if (!code)
			continue;
		line->kind_code = code;
		word->use = WORD_KIND;
		TRY(contact_kind_id(line->work, code, &line->out->contact_kind, line->arena));
		quick_part(line, word->from, word->to, _("kind"), list_name(code, NULL));
	}
	return NULL;
}

bool quick_is_particle(const QuickLine *line, size_t word)
{
	static const char *const particles[] = {"back", "again", "round", "around", "off", "up", NULL};
	return word > 0 && line->words.at[word - 1].use == WORD_KIND && !line->words.at[word - 1].comma && !line->words.at[word].capital &&
	       quick_is(line, word, particles);
}

/* ---- how much it matters ---- */

void quick_take_priority(QuickLine *line, bool task)
{
	static const char *const high[] = {
		"high",
		"urgent",
		"important",
		"важно",
		"важный",
		"важная",
		"важное",
		"срочно",
		"срочный",
		"срочная",
		"срочное",
		"высокий",
		"высокая",
		"высокое",
		"высокую",
		"высоко",
		NULL,
	};
	static const char *const medium[] = {"medium", "normal", "средний", "средняя", "среднее", "среднюю", "средне", "обычный", "обычная", "обычное", NULL};
	static const char *const low[] = {"low", "неважно", "несрочно", "низкий", "низкая", "низкое", "низкую", "низко", NULL};
	const struct {
		const char *const *words, *shown;
		int number; /* RFC 5545 3.8.1.9 */
	} levels[] = {
		{high, C_("priority", "high"), 1},
		{medium, C_("priority", "medium"), 5},
		{low, C_("priority", "low"), 9},
	};
	for (size_t i = 0; i < line->words.n; i++) {
		QuickWord *word = &line->words.at[i];
		bool marked = word->from && line->text[word->from - 1] == '!';
		size_t level = 0;
		if (!marked || word->use != WORD_FREE)
			continue;
		while (level < countof(levels) && !quick_is(line, i, levels[level].words))
			level++;
		if (level == countof(levels))
			continue;
		if (!task) { /* it stays in the title, and the line says so */
			line->left_priority = quick_span(line, word->from - 1, word->to);
			continue;
		}
		line->out->priority = levels[level].number;
		word->use = WORD_PRIORITY;
		quick_part(line, word->from - 1, word->to, _("priority"), levels[level].shown);
	}
}

/* ---- where ---- */

static bool has_digit(const QuickLine *line, size_t i)
{
	const QuickWord *word = &line->words.at[i];
	return digits_of(line->text + word->from, word->to - word->from) > 0;
}

static bool is_free(const QuickLine *line, size_t i)
{
	return i < line->words.n && line->words.at[i].use == WORD_FREE;
}

static void take_place(QuickLine *line, size_t joint, size_t first, size_t count)
{
	line->location = quick_said(line, first, count);
	if (joint < first)
		quick_mark(line, joint, 1, WORD_JOINT);
	quick_mark(line, first, count, WORD_PLACE);
	quick_part(line, line->words.at[joint].from, line->words.at[first + count - 1].to, _("where"), line->location);
}

/* "Тверская 7, этаж 3": a name with a capital, a number, and what follows commas with a number in it. */
static size_t address_words(const QuickLine *line, size_t first)
{
	size_t n = 0;
	while (is_free(line, first + n) && (line->words.at[first + n].capital || (n && !has_digit(line, first + n) && line->words.at[first + n - 1].capital == false)) && !has_digit(line, first + n))
		n++;
	if (!n || !is_free(line, first + n) || !has_digit(line, first + n))
		return 0;
	n++;
	while (line->words.at[first + n - 1].comma && is_free(line, first + n)) {
		size_t more = 1;
		while (is_free(line, first + n + more) && !line->words.at[first + n + more - 1].comma && more < 3)
			more++;
		n += more;
	}
	return n;
}

/* "в кафе на Тверской 7": what stands there, before where it is. The word it begins with; `joint` itself when there is none. */
static size_t what_is_there(const QuickLine *line, size_t joint)
{
	static const char *const joints[] = {"в", "во", "in", NULL};
	for (size_t back = 1; back <= 3 && back <= joint; back++) {
		size_t i = joint - back;
		if (!is_free(line, i) || line->words.at[i].comma || has_digit(line, i))
			return joint;
		if (quick_is(line, i, joints))
			return back > 1 ? i + 1 : joint;
	}
	return joint;
}

void quick_take_place(QuickLine *line)
{
	static const char *const joints[] = {"at", "@", "по", "на", "in", NULL};
	for (size_t i = 0; i < line->words.n; i++) {
		if (!is_free(line, i))
			continue;
		bool joint = quick_is(line, i, joints);
		size_t n = address_words(line, joint ? i + 1 : i);
		size_t from = n && joint ? what_is_there(line, i) : i;
		if (n && from < i) {
			take_place(line, from - 1, from, i + 1 + n - from);
			return;
		}
		if (n) {
			take_place(line, i, joint ? i + 1 : i, n);
			return;
		}
		/* "at Tverskaya", "@ office": what follows to the end of the free run. */
		static const char *const plain[] = {"at", "@", NULL};
		if (quick_is(line, i, plain) && is_free(line, i + 1)) {
			for (n = 1; is_free(line, i + 1 + n) && !line->words.at[i + n].comma;)
				n++;
			take_place(line, i, i + 1, n);
			return;
		}
	}
}

/* ---- the rest is the matter ---- */

/* Quotes and the like around words of the matter stay: «Норд», (срочно). */
static size_t begin_with_sign(const QuickLine *line, size_t word)
{
	size_t from = line->words.at[word].from;
	if (from >= 2 && memcmp(line->text + from - 2, "«", 2) == 0)
		return from - 2;
	return from >= 1 && strchr("\"(!", line->text[from - 1]) ? from - 1 : from;
}

static size_t end_with_sign(const QuickLine *line, size_t word)
{
	size_t to = line->words.at[word].to;
	if (str_begins(line->text + to, "»"))
		return to + 2;
	return line->text[to] && strchr("\")?!", line->text[to]) ? to + 1 : to;
}

const char *quick_matter(QuickLine *line)
{
	Str matter = {0};
	for (size_t i = 0; i < line->words.n; i++) {
		const QuickWord *word = &line->words.at[i];
		if (word->use != WORD_FREE && word->use != WORD_KIND)
			continue;
		if (matter.n)
			str_addc(&matter, ' ');
		size_t from = begin_with_sign(line, i), to = end_with_sign(line, i);
		str_addn(&matter, line->text + from, to - from);
		bool more = i + 1 < line->words.n && line->words.at[i + 1].use == WORD_FREE;
		if (word->comma && more && (word->use == WORD_FREE || word->colon))
			str_addc(&matter, word->colon ? ':' : ',');
	}
	const char *text = arena_dup(line->arena, str_text(&matter));
	for (size_t i = 0; i < line->words.n; i++) {
		size_t count = 0;
		while (is_free(line, i + count))
			count++;
		if (count) {
			size_t from = begin_with_sign(line, i), to = end_with_sign(line, i + count - 1);
			size_t said = quick_is_particle(line, i) ? begin_with_sign(line, i - 1) : from;
			quick_part(line, from, to, _("what"), quick_span(line, said, to));
		}
		i += count;
	}
	str_done(&matter);
	return text;
}
