/* SPDX-License-Identifier: MIT */
/* Names as people type them: split into what a client is made of, and put together again for lists and cards (habits.md, People and organizations). */
#include "name.h"

#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/fold.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/utf8.h"

/* ---- Quotes ---- */

static const char *const openers[] = {"«", "„", "“", "\"", "'", "‘", NULL};
static const char *const closers[] = {"»", "“", "”", "\"", "'", "’", NULL};

static size_t begins_with_any(const char *s, const char *const *any)
{
	for (; *any; any++) {
		if (str_begins(s, *any))
			return strlen(*any);
	}
	return 0;
}

static size_t ends_with_any(const char *s, const char *const *any)
{
	for (; *any; any++) {
		if (str_ends(s, *any) && strlen(s) > strlen(*any))
			return strlen(*any);
	}
	return 0;
}

static bool has_quotes(const char *s)
{
	return strstr(s, "«") || strstr(s, "„") || strstr(s, "“") || strchr(s, '"');
}

static size_t count_of(const char *s, const char *what)
{
	size_t n = 0;
	for (const char *at = strstr(s, what); at; at = strstr(at + strlen(what), what))
		n++;
	return n;
}

/* Less the outer pair of quotes; one closing quote that stood for two comes back: «Дом «Север» → Дом «Север». */
static char *unquoted(const char *s)
{
	size_t open = begins_with_any(s, openers), close = ends_with_any(s, closers);
	if (!open || !close || strlen(s) <= open + close)
		return mem_strdup(s);
	Str out = {0};
	str_addn(&out, s + open, strlen(s) - open - close);
	if (count_of(str_text(&out), "«") > count_of(str_text(&out), "»"))
		str_add(&out, "»");
	return str_take(&out);
}

/* ---- Words ---- */

enum {
	WORDS_MOST = 12
};

typedef struct Words {
	char *typed[WORDS_MOST], *folded[WORDS_MOST];
	bool comma[WORDS_MOST]; /* a comma stood behind it */
	size_t n, all;          /* n kept, all there were */
} Words;

/* Any blanks to one space, none at the ends. */
static char *squeezed(const char *s)
{
	Str out = {0};
	bool gap = false;
	for (size_t n = strlen(s), used; n > 0; s += used, n -= used) {
		uint32_t code = utf8_decode(s, n, &used);
		if (utf8_is_space(code)) {
			gap = true;
			continue;
		}
		if (gap && out.n)
			str_addc(&out, ' ');
		gap = false;
		str_addn(&out, s, used);
	}
	return str_take(&out);
}

static void words_add(Words *words, const char *s, size_t n, bool comma)
{
	words->all++;
	if (words->n == WORDS_MOST)
		return;
	Str folded = {0};
	char *typed = mem_strndup(s, n);
	fold_word(&folded, typed);
	words->typed[words->n] = typed;
	words->folded[words->n] = str_take(&folded);
	words->comma[words->n++] = comma;
}

/* Parts at blanks and commas, and behind the dot of an initial: "И.П." is two. */
static void words_of(Words *words, const char *s)
{
	while (*s) {
		s += strspn(s, " ,");
		size_t n = 0, letters = 0, used;
		while (s[n] && s[n] != ' ' && s[n] != ',') {
			utf8_decode(s + n, strlen(s + n), &used);
			bool dot = s[n] == '.';
			n += used;
			letters++;
			if (dot && letters == 2)
				break;
		}
		if (n > 0)
			words_add(words, s, n, s[n] == ',');
		s += n;
	}
}

static void words_done(Words *words)
{
	for (size_t i = 0; i < words->n; i++) {
		free(words->typed[i]);
		free(words->folded[i]);
	}
}

static bool is_initial(const char *word)
{
	size_t used;
	uint32_t code = utf8_decode(word, strlen(word), &used);
	return utf8_is_letter(code) && (word[used] == '\0' || str_same(word + used, "."));
}

/* A word typed without a capital gets one; others stay as typed. */
static void add_word(Str *out, const char *typed)
{
	if (out->n)
		str_addc(out, ' ');
	Str lower = {0};
	bool plain = true;
	for (const char *s = typed; *s && plain;) {
		size_t used;
		uint32_t code = utf8_decode(s, strlen(s), &used);
		plain = utf8_lower(code) == code;
		s += used;
	}
	fold_word(&lower, typed);
	if (!plain || name_is_particle(str_text(&lower)) || name_is_patronymic_tail(str_text(&lower))) {
		str_add(out, typed);
	} else {
		bool begin = true;
		for (const char *s = typed; *s;) {
			size_t used;
			char bytes[4];
			uint32_t code = utf8_decode(s, strlen(s), &used);
			str_addn(out, bytes, utf8_encode(bytes, begin ? utf8_title(code) : code));
			begin = code == '-';
			s += used;
		}
		if (is_initial(typed) && !str_ends(typed, "."))
			str_addc(out, '.');
	}
	str_done(&lower);
}

static const char *joined(const Words *words, size_t from, size_t to, Arena *arena)
{
	Str out = {0};
	for (size_t i = from; i < to; i++)
		add_word(&out, words->typed[i]);
	const char *text = out.n ? arena_dup(arena, out.s) : NULL;
	str_done(&out);
	return text;
}

/* ---- Persons ---- */

/* What stands around a name and is no part of it. */
typedef struct Around {
	Str titles, suffixes; /* as typed, blanks between */
	Gender gender;        /* that a title says */
} Around;

typedef enum TitlePlace {
	TITLE_ALONE,
	TITLE_BEHIND, /* of another title only: "Dr. med." */
} TitlePlace;

static const struct {
	const char *word; /* less the dot behind it */
	Gender gender;
	TitlePlace place;
} titles[] = {
	{"г-н", GENDER_MALE, TITLE_ALONE},
	{"господин", GENDER_MALE, TITLE_ALONE},
	{"г-жа", GENDER_FEMALE, TITLE_ALONE},
	{"госпожа", GENDER_FEMALE, TITLE_ALONE},
	{"д-р", GENDER_UNKNOWN, TITLE_ALONE},
	{"доктор", GENDER_UNKNOWN, TITLE_ALONE},
	{"проф", GENDER_UNKNOWN, TITLE_ALONE},
	{"профессор", GENDER_UNKNOWN, TITLE_ALONE},
	{"доц", GENDER_UNKNOWN, TITLE_ALONE},
	{"доцент", GENDER_UNKNOWN, TITLE_ALONE},
	{"акад", GENDER_UNKNOWN, TITLE_ALONE},
	{"академик", GENDER_UNKNOWN, TITLE_ALONE},
	{"mr", GENDER_MALE, TITLE_ALONE},
	{"mister", GENDER_MALE, TITLE_ALONE},
	{"mrs", GENDER_FEMALE, TITLE_ALONE},
	{"ms", GENDER_FEMALE, TITLE_ALONE},
	{"miss", GENDER_FEMALE, TITLE_ALONE},
	{"sr", GENDER_MALE, TITLE_ALONE}, /* señor; behind a name it is senior */
	{"sra", GENDER_FEMALE, TITLE_ALONE},
	{"herr", GENDER_MALE, TITLE_ALONE},
	{"frau", GENDER_FEMALE, TITLE_ALONE},
	{"dr", GENDER_UNKNOWN, TITLE_ALONE},
	{"doctor", GENDER_UNKNOWN, TITLE_ALONE},
	{"prof", GENDER_UNKNOWN, TITLE_ALONE},
	{"professor", GENDER_UNKNOWN, TITLE_ALONE},
	{"dipl.-ing", GENDER_UNKNOWN, TITLE_ALONE},
	{"ing", GENDER_UNKNOWN, TITLE_BEHIND},
	{"med", GENDER_UNKNOWN, TITLE_BEHIND},
	{"phil", GENDER_UNKNOWN, TITLE_BEHIND},
	{"jur", GENDER_UNKNOWN, TITLE_BEHIND},
	{"rer", GENDER_UNKNOWN, TITLE_BEHIND},
	{"nat", GENDER_UNKNOWN, TITLE_BEHIND},
	{"h.c", GENDER_UNKNOWN, TITLE_BEHIND},
};

static bool is_less_dot(const char *word, const char *bare)
{
	size_t n = strlen(bare);
	return strncmp(word, bare, n) == 0 && (word[n] == '\0' || str_same(word + n, "."));
}

/* Index into titles; countof(titles): it is none. */
static size_t title_of(const char *folded, bool behind)
{
	size_t i = 0;
	while (i < countof(titles) && !(is_less_dot(folded, titles[i].word) && (behind || titles[i].place == TITLE_ALONE)))
		i++;
	return i;
}

/* "Meier Jr.", "Иванов мл.", "Smith III": by it two of a family are told apart. */
static bool is_suffix(const Words *words, size_t i)
{
	static const char *const any[] = {"jr", "sr", "мл", "ст", "esq", "phd", "ph.d", NULL};
	/* In small letters they are names: Ii, Md. */
	static const char *const capital[] = {"II", "III", "IV", "MD", "MBA", NULL};
	static const char *const whole[] = {"младший", "старший", "junior", "senior", NULL};
	bool is = false;
	for (const char *const *word = any; *word && !is; word++)
		is = is_less_dot(words->folded[i], *word);
	for (const char *const *word = capital; *word && !is; word++)
		is = is_less_dot(words->typed[i], *word);
	/* Of two words it is the surname: "Иван Старший". */
	for (const char *const *word = whole; *word && !is && words->n > 2; word++)
		is = str_same(words->folded[i], *word);
	return is;
}

static void words_take(Str *out, Words *words, size_t i)
{
	str_addf(out, "%s%s", out->n ? " " : "", words->typed[i]);
	/* "Meier Jr., Hans": the comma is the surname's. */
	if (words->comma[i] && i > 0)
		words->comma[i - 1] = true;
	free(words->typed[i]);
	free(words->folded[i]);
	words->n--;
	for (; i < words->n; i++) {
		words->typed[i] = words->typed[i + 1];
		words->folded[i] = words->folded[i + 1];
		words->comma[i] = words->comma[i + 1];
	}
}

/* Titles stand in front of a name or of a given name behind a comma, suffixes behind one of its words; one word at least stays a name. */
static void take_around(Around *around, Words *words)
{
	bool behind = false;
	for (size_t i = 0; i < words->n && words->n > 1;) {
		if (i > 0 && is_suffix(words, i)) {
			words_take(&around->suffixes, words, i);
			continue;
		}
		bool begins = i == 0 || words->comma[i - 1];
		size_t title = begins || behind ? title_of(words->folded[i], behind) : countof(titles);
		behind = title < countof(titles);
		if (!behind) {
			i++;
			continue;
		}
		if (titles[title].gender != GENDER_UNKNOWN)
			around->gender = titles[title].gender;
		words_take(&around->titles, words, i);
	}
}

static void around_done(Around *around)
{
	str_done(&around->titles);
	str_done(&around->suffixes);
}

/* Where the patronymic begins in [from, to); `to` when there is none. It is never the first word, save in front of a lone surname. */
static size_t find_patronymic(const Words *words, size_t from, size_t to, size_t *behind)
{
	for (size_t i = to; i-- > from;) {
		if (i >= from + 2 && name_is_patronymic_tail(words->folded[i])) {
			*behind = i + 1;
			return i - 1;
		}
		if (i > from && name_is_patronymic(words->folded[i])) {
			*behind = i + 1;
			return i;
		}
	}
	*behind = to;
	return to;
}

static bool is_given(const Words *words, size_t i)
{
	Gender gender;
	if (name_is_given(words->folded[i], &gender))
		return true;
	/* Анна-Мария: by its first part. */
	char *dash = strchr(words->folded[i], '-');
	if (!dash)
		return false;
	*dash = '\0';
	bool known = name_is_given(words->folded[i], &gender);
	*dash = '-';
	return known;
}

/* Of words without a patronymic: how many of the first are the surname (0: the surname is last). */
static size_t surname_first(const Words *words, size_t from, size_t to)
{
	size_t n = to - from;
	if (n < 2)
		return n == 1 && is_given(words, from) ? 0 : 1;
	size_t particles = 0;
	while (from + particles + 1 < to && name_is_particle(words->folded[from + particles]))
		particles++;
	if (particles)
		return particles + 1;
	bool first = is_given(words, from), last = is_given(words, to - 1);
	if (first != last)
		return last ? n - 1 : 0;
	bool begins = name_looks_surname(words->folded[from]), ends = name_looks_surname(words->folded[to - 1]);
	if (begins != ends)
		return begins ? 1 : 0;
	size_t used;
	return utf8_is_cyrillic(utf8_decode(words->typed[from], strlen(words->typed[from]), &used)) ? 1 : 0;
}

typedef struct Parts {
	size_t surname, surname_end, given, given_end, patronymic, patronymic_end;
} Parts;

/* A surname that stands last begins at its particles: Людвиг ван Бетховен. */
static size_t last_surname(const Words *words, size_t from, size_t to)
{
	size_t at = to - 1;
	while (at > from + 1 && name_is_particle(words->folded[at - 1]))
		at--;
	return at;
}

static Parts split_plain(const Words *words, size_t from, size_t to)
{
	Parts p = {0};
	size_t n = surname_first(words, from, to);
	if (n == 0 && to - from == 1) {
		p.given = from;
		p.given_end = to;
	} else if (n == 0) {
		p.surname = last_surname(words, from, to);
		p.surname_end = to;
		p.given = from;
		p.given_end = p.surname;
	} else {
		p.surname = from;
		p.surname_end = from + n;
		p.given = from + n;
		p.given_end = to;
	}
	return p;
}

/* "Иванов И. П.", "И. П. Иванов" */
static bool split_initials(Parts *p, const Words *words, size_t from, size_t to)
{
	size_t first = from;
	while (first < to && !is_initial(words->typed[first]))
		first++;
	size_t end = first;
	while (end < to && is_initial(words->typed[end]))
		end++;
	if (first == end || (first > from && end < to) || to - from == end - first)
		return false;
	*p = (Parts){0};
	p->surname = first > from ? from : end;
	p->surname_end = first > from ? first : to;
	p->given = first;
	p->given_end = first + 1;
	p->patronymic = first + 1;
	p->patronymic_end = end;
	/* "Maria J. Smith" has a given name in front of its initial. */
	if (first > from && end < to)
		return false;
	return true;
}

static Parts split(const Words *words, size_t from, size_t to, size_t comma)
{
	Parts p = {0};
	size_t behind, patronymic = find_patronymic(words, from, to, &behind);
	if (comma) {
		p.surname = from;
		p.surname_end = comma;
		p.given = comma;
		p.given_end = patronymic > comma ? patronymic : to;
		if (patronymic >= comma && patronymic < to) {
			p.patronymic = patronymic;
			p.patronymic_end = behind;
		} else if (to - comma == 2 && is_initial(words->typed[to - 1])) {
			p.given_end = to - 1;
			p.patronymic = to - 1;
			p.patronymic_end = to;
		}
		return p;
	}
	if (split_initials(&p, words, from, to))
		return p;
	/* Петрович Игорь is a surname in front of a given name; Анна Михайлович one behind it cannot be told and is a patronymic. */
	if (patronymic == to)
		return split_plain(words, from, to);
	p.patronymic = patronymic;
	p.patronymic_end = behind;
	if (behind < to) {
		p.given = from;
		p.given_end = patronymic;
		p.surname = behind;
		p.surname_end = to;
	} else if (patronymic == from + 1) {
		p.given = from;
		p.given_end = patronymic;
	} else {
		p.given = patronymic - 1;
		p.given_end = patronymic;
		p.surname = from;
		p.surname_end = patronymic - 1;
	}
	return p;
}

/* Latin with its additions, its phonetic letters and marks among letters (ʻ, ʼ), its presentation and wide forms. */
static bool is_latin_letter(uint32_t code)
{
	return code < 0x300 || (code >= 0x1D00 && code <= 0x1DBF) || (code >= 0x1E00 && code <= 0x1EFF) || (code >= 0x2071 && code <= 0x209C) ||
	       (code >= 0x2C60 && code <= 0x2C7F) || (code >= 0xA717 && code <= 0xA7FF) || (code >= 0xAB30 && code <= 0xAB6F) ||
	       (code >= 0xFB00 && code <= 0xFB06) || (code >= 0xFF21 && code <= 0xFF5A);
}

/* Arrows, signs, emoji and their joiner: who writes them in a name says more than a surname and a given name. */
static bool is_picture(uint32_t code)
{
	return code == 0x200D || (code >= 0x2190 && code <= 0x2BFF) || (code >= 0xFE00 && code <= 0xFE0F) || code >= 0x1F000;
}

/* What is known of the order of names is known of Latin and Cyrillic ones, and of letters alone. */
static bool is_order_unknown(const char *s)
{
	for (size_t n = strlen(s), used; n > 0; s += used, n -= used) {
		uint32_t code = utf8_decode(s, n, &used);
		if (utf8_is_letter(code) && !utf8_is_cyrillic(code) && !is_latin_letter(code))
			return true;
		if (is_picture(code))
			return true;
	}
	return false;
}

/* Who is called by a title is called by the surname: "Dr. Braun", "г-н Иванов"; by the other names when there is none. */
static const char *titled(const char *title, const Client *client, Arena *arena)
{
	const char *called = client->surname.s && *client->surname.s ? client->surname.s : client_called_by(client, arena);
	if (!called)
		called = client->given.s;
	return called && *called ? arena_printf(arena, "%s %s", title, called) : arena_dup(arena, title);
}

static void read_person(Client *out, const char *text, Arena *arena)
{
	/* 山田 太郎, محمد علي: as typed; only a comma tells what is the surname. */
	if (is_order_unknown(text) && !strchr(text, ',')) {
		out->given.s = arena_dup(arena, text);
		out->address_form.s = out->given.s;
		return;
	}
	Words words = {0};
	words_of(&words, text);
	if (words.n == 0)
		return;
	/* More than a name has: nothing of it is left out. */
	if (words.all > words.n) {
		words_done(&words);
		out->given.s = arena_dup(arena, text);
		return;
	}
	Around around = {0};
	size_t comma = 0;
	take_around(&around, &words);
	for (size_t i = 0; i + 1 < words.n && !comma; i++) {
		if (words.comma[i])
			comma = i + 1;
	}
	Parts p = split(&words, 0, words.n, comma);
	out->surname.s = joined(&words, p.surname, p.surname_end, arena);
	out->given.s = joined(&words, p.given, p.given_end, arena);
	out->patronymic.s = joined(&words, p.patronymic, p.patronymic_end, arena);
	words_done(&words);

	Gender guessed = client_guess_gender(out->surname.s, out->given.s, out->patronymic.s);
	out->gender.v = (int32_t)(around.gender != GENDER_UNKNOWN ? around.gender : guessed);
	out->address_form.s = around.titles.n ? titled(str_text(&around.titles), out, arena) : client_called_by(out, arena);
	if (around.suffixes.n) {
		Text *part = out->surname.s ? &out->surname : out->patronymic.s ? &out->patronymic
		                                                                : &out->given;
		part->s = arena_printf(arena, "%s %s", part->s, str_text(&around.suffixes));
	}
	around_done(&around);
}

const char *client_called_by(const Client *client, Arena *arena)
{
	const char *given = client->given.s, *patronymic = client->patronymic.s;
	if (client->kind.v != CLIENT_PERSON || !given || !*given || is_initial(given))
		return NULL;
	bool whole = patronymic && *patronymic && !is_initial(patronymic);
	return whole ? arena_printf(arena, "%s %s", given, patronymic) : arena_dup(arena, given);
}

/* The titles that a form of address begins with, "Prof. Dr."; their length, 0 when there are none or nothing stands behind them. */
static size_t titles_length(const char *form)
{
	size_t n = 0;
	Str folded = {0};
	for (size_t at = 0; form[at];) {
		size_t len = strcspn(form + at, " ");
		char *word = mem_strndup(form + at, len);
		str_cut(&folded, 0);
		fold_word(&folded, word);
		free(word);
		if (title_of(str_text(&folded), n > 0) == countof(titles) || form[at + len] != ' ')
			break;
		n = at + len;
		at = n + strspn(form + n, " ");
	}
	str_done(&folded);
	return n;
}

const char *name_behind_title(const char *typed)
{
	size_t n = titles_length(typed);
	return typed + n + strspn(typed + n, " ");
}

void client_called_anew(const Client *old, Client *client, Arena *arena)
{
	const char *was = client_called_by(old, arena), *is = old->address_form.s;
	bool renamed = !str_same(old->given.s, client->given.s) || !str_same(old->patronymic.s, client->patronymic.s);
	size_t n = is ? titles_length(is) : 0;
	if (n) {
		const char *only = arena_dupn(arena, is, n);
		if (str_same(is, titled(only, old, arena)))
			client->address_form.s = titled(only, client, arena);
	} else if (str_same(was ? was : "", is ? is : "") && renamed) {
		client->address_form.s = client_called_by(client, arena);
	}
}

/* ---- Organizations ---- */

static char *without(const char *text, size_t from, size_t to)
{
	Str out = {0};
	str_addn(&out, text, from);
	str_add(&out, text + to);
	/* What parted name and form goes too: "Вектор, ООО", "Vector Ltd." */
	Span rest = span_trim((Span){str_text(&out), out.n});
	while (rest.n && strchr(",.;", rest.s[0])) {
		rest.s++;
		rest.n--;
		rest = span_trim(rest);
	}
	while (rest.n && strchr(",;", rest.s[rest.n - 1])) {
		rest.n--;
		rest = span_trim(rest);
	}
	char *name = span_dup(span_trim(rest));
	str_done(&out);
	return name;
}

static void read_organization(Client *out, const char *text, Arena *arena)
{
	size_t from, to;
	const LegalForm *form = legal_form_find(text, &from, &to);
	char *rest = form ? without(text, from, to) : mem_strdup(text);
	char *name = unquoted(rest);
	out->name.s = *name ? arena_dup(arena, name) : NULL;
	out->legal_form.s = form ? form->form : NULL;
	free(rest);
	free(name);
}

/* Words that no person is called by. */
static bool names_firm(const char *text)
{
	static const char *const words[] = {
		"магазин",
		"компания",
		"фирма",
		"завод",
		"фабрика",
		"школа",
		"банк",
		"студия",
		"салон",
		"клиника",
		"центр",
		"агентство",
		"группа",
		"холдинг",
		"отель",
		"гостиница",
		"кафе",
		"ресторан",
		"аптека",
		"бюро",
		"мастерская",
		"торговый",
		"детский",
		"управление",
		"министерство",
		"институт",
		"университет",
		"company",
		"group",
		"bank",
		"studio",
		"school",
		"clinic",
		"agency",
		"holding",
		"hotel",
		"cafe",
		"restaurant",
		"university",
		"institute",
		"shop",
		"store",
		"bros",
		NULL,
	};
	Words all = {0};
	words_of(&all, text);
	Around around = {0};
	size_t left_out = all.all - all.n;
	take_around(&around, &all);
	around_done(&around);
	bool firm = all.n + left_out > 5;
	for (size_t i = 0; i < all.n && !firm; i++) {
		for (const char *const *word = words; *word && !firm; word++)
			firm = str_same(all.folded[i], *word);
	}
	words_done(&all);
	return firm || strpbrk(text, "0123456789&@+/") != NULL;
}

void client_read_name(Client *out, const char *typed, int kind, Arena *arena)
{
	char *text = squeezed(typed);
	size_t from, to;
	if (kind < 0) {
		bool firm = has_quotes(text) || legal_form_find(text, &from, &to) || names_firm(text);
		kind = firm ? CLIENT_ORGANIZATION : CLIENT_PERSON;
	}
	out->kind.v = kind;
	if (kind == CLIENT_ORGANIZATION)
		read_organization(out, text, arena);
	else
		read_person(out, text, arena);
	free(text);
}

/* ---- Shown ---- */

static void add_part(Str *out, size_t from, const char *part)
{
	if (!part || !*part)
		return;
	if (out->n > from)
		str_addc(out, ' ');
	str_add(out, part);
}

static bool is_latin(const char *s)
{
	for (size_t used; *s; s += used) {
		uint32_t code = utf8_decode(s, strlen(s), &used);
		if (utf8_is_letter(code))
			return !utf8_is_cyrillic(code);
	}
	return true;
}

static void add_quoted(Str *out, size_t from, const char *name)
{
	if (!name || !*name)
		return;
	if (out->n > from)
		str_addc(out, ' ');
	/* Names that end in a quote of their own share it: «Торговый дом «Север». */
	str_addf(out, "«%s%s", name, str_ends(name, "»") ? "" : "»");
}

static void organization_title(Str *out, const Client *client, bool brief)
{
	size_t from = out->n;
	const LegalForm *form = legal_form_of(client->legal_form.s);
	const char *typed = client->legal_form.s;
	bool has_form = typed && *typed;
	if (has_form && (form ? form->place == FORM_AFTER : is_latin(typed))) {
		add_part(out, from, client->name.s);
		if (!brief)
			add_part(out, from, typed);
		return;
	}
	if (has_form && (!brief || (form && form->bare)))
		add_part(out, from, typed);
	if (has_form && !(form && form->bare))
		add_quoted(out, from, client->name.s);
	else
		add_part(out, from, client->name.s);
}

void client_title(Str *out, const Client *client)
{
	if (client->kind.v == CLIENT_ORGANIZATION) {
		organization_title(out, client, false);
		return;
	}
	size_t from = out->n;
	add_part(out, from, client->surname.s);
	add_part(out, from, client->given.s);
	add_part(out, from, client->patronymic.s);
}

static void add_initial(Str *out, const char *part)
{
	if (!part || !*part)
		return;
	size_t used;
	char bytes[4];
	uint32_t code = utf8_decode(part, strlen(part), &used);
	str_addc(out, ' ');
	str_addn(out, bytes, utf8_encode(bytes, utf8_title(code)));
	str_addc(out, '.');
}

void client_short_title(Str *out, const Client *client)
{
	if (client->kind.v == CLIENT_ORGANIZATION) {
		organization_title(out, client, true);
		return;
	}
	size_t from = out->n;
	if (!client->surname.s || !*client->surname.s) {
		add_part(out, from, client->given.s);
		add_part(out, from, client->patronymic.s);
		return;
	}
	str_add(out, client->surname.s);
	add_initial(out, client->given.s);
	add_initial(out, client->patronymic.s);
}

void client_called(Str *out, const char *title, bool organization)
{
	Words words = {0};
	size_t from, to;
	if (organization) {
		str_add(out, title);
		return;
	}
	words_of(&words, title);
	bool person = words.all == 3 && name_is_patronymic(words.folded[2]) && !has_quotes(title) && !names_firm(title) && !legal_form_find(title, &from, &to);
	for (size_t i = 0; person && i < 3; i++)
		person = !is_initial(words.typed[i]);
	if (person) {
		str_add(out, words.typed[0]);
		add_initial(out, words.typed[1]);
		add_initial(out, words.typed[2]);
	} else {
		str_add(out, title);
	}
	words_done(&words);
}
