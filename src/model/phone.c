/* SPDX-License-Identifier: MIT */
/*
 * Phones (habits.md): what people type, read into E.164 with its extension, and shown grouped. What cannot be read stays as typed; phone_fault says why.
 * Numbers of the home country may leave its code out; those of others are told by a + (or 00, 810).
 */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/fold.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/str.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/model/client.h"

typedef enum Fault {
	FAULT_NONE,
	FAULT_EMPTY,
	FAULT_SHORT,
	FAULT_LONG,
	FAULT_CODE,
	FAULT_LETTERS,
} Fault;

typedef struct Reading {
	Phone phone;
	Fault fault;
	int digits, needed;
} Reading;

enum {
	E164_MOST = 15,
	E164_LEAST = 8,
};

/* ---- One number ---- */

static const char *const extension_words[] = {
	"добавочный", "добав", "доб", "внутренний", "внутр", "вн", "extension", "extn", "ext", "x", "х", "#", "доп", NULL};

/* How many bytes an extension's mark takes at the start of s; 0: none is here. */
static size_t extension_mark(const char *s, size_t n)
{
	/* Most of a number is no letter. */
	if (n && (unsigned char)*s < 0x80 && *s != '#' && !(*s >= 'A' && *s <= 'Z') && !(*s >= 'a' && *s <= 'z'))
		return 0;
	Str folded = {0};
	char *copy = mem_strndup(s, n < 40 ? n : 40);
	fold_word(&folded, copy);
	size_t mark = 0;
	for (const char *const *word = extension_words; *word && !mark; word++) {
		if (str_begins(str_text(&folded), *word))
			mark = strlen(*word);
	}
	/* Folding keeps the length of all letters that the words have; what stands behind must be a number. */
	if (mark) {
		size_t at = mark;
		while (at < n && strchr(". :=№-", s[at]) && s[at])
			at++;
		mark = at < n && s[at] >= '0' && s[at] <= '9' ? at : 0;
	}
	free(copy);
	str_done(&folded);
	return mark;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Signs that may stand inside a number. */
static size_t filler(const char *s, size_t n)
{
	if (strchr(" -.()/\t", *s) && *s)
		return 1;
	size_t used;
	uint32_t code = utf8_decode(s, n, &used);
	bool fill = utf8_is_space(code) || (code >= 0x2010 && code <= 0x2015) || code == 0x2212 || code == 0x200E || code == 0x202A || code == 0x202C;
	return fill ? used : 0;
}

typedef struct Scan {
	char digits[40];
	int n;
	bool plus;
	char extension[12];
	size_t mark, mark_end; /* where the extension is said, its word and its digits; equal: nowhere */
	bool letters_between;  /* digits go on behind a word: not one number */
} Scan;

#define GROUPED_MOST 6

/* Digits in groups are one extension, "12 34"; more than one has are something else behind it. Returns what it takes. */
static size_t scan_extension(Scan *scan, const char *s, size_t n)
{
	size_t len = 0, first = 0, group = 0, end = 0, i = 0;
	for (; i < n && len + 1 < sizeof scan->extension; i++) {
		if (is_digit(s[i])) {
			scan->extension[len++] = s[i];
			end = i + 1;
		} else if (len && !strchr(" )", s[i])) {
			break;
		} else if (len && !group) {
			group = len;
			first = end;
		}
	}
	if (group && len > GROUPED_MOST) {
		len = group;
		end = first;
	}
	scan->extension[len] = '\0';
	return end;
}

/* Said twice, the last one is meant: it was added to a text that had one already. */
static void scan_extensions(Scan *scan, const char *s, size_t n, size_t at, size_t mark)
{
	scan->mark = at;
	for (size_t next = at; mark; mark = next < n ? extension_mark(s + next, n - next) : 0) {
		next += mark;
		next += scan_extension(scan, s + next, n - next);
		scan->mark_end = next;
		while (next < n && strchr(" ,;", s[next]) && s[next])
			next++;
	}
}

static Scan scan_number(const char *s, size_t n)
{
	Scan scan = {0};
	bool word = false;
	for (size_t i = 0; i < n;) {
		size_t mark = scan.n ? extension_mark(s + i, n - i) : 0;
		if (mark) {
			scan_extensions(&scan, s, n, i, mark);
			break;
		}
		if (is_digit(s[i])) {
			scan.letters_between |= word;
			if (scan.n + 1 < (int)sizeof scan.digits)
				scan.digits[scan.n++] = s[i];
			i++;
			continue;
		}
		if (s[i] == '+' && !scan.n)
			scan.plus = true;
		size_t used = filler(s + i, n - i);
		if (!used && s[i] != '+') {
			utf8_decode(s + i, n - i, &used);
			/* A label in front ("тел.", "моб.:") is none of the number's business. */
			word |= scan.n > 0;
		}
		i += used ? used : 1;
	}
	return scan;
}

static void e164_set(Phone *phone, const char *code, const char *rest)
{
	size_t n = strlen(code) + strlen(rest);
	if (n + 2 > sizeof phone->e164)
		return;
	phone->e164[0] = '+';
	memcpy(phone->e164 + 1, code, strlen(code));
	memcpy(phone->e164 + 1 + strlen(code), rest, strlen(rest) + 1);
}

/* Ten digits behind +7: Russia 3, 4, 8, 9, Kazakhstan 6 and 7. No code begins with 89: that is a trunk 8 and nine digits. */
static bool seven_ok(const char *national)
{
	return strchr("346789", national[0]) && !str_begins(national, "89");
}

static void read_international(Reading *r, const char *digits)
{
	int n = (int)strlen(digits);
	r->digits = n;
	/* "+8 916 …" is the trunk 8 with a plus by mistake: no country begins with 89, 83, 84 and has eleven digits in all but Asia's 84 (Vietnam). */
	if (n == 11 && digits[0] == '8' && strchr("39", digits[1])) {
		e164_set(&r->phone, "7", digits + 1);
	} else if (digits[0] == '7') {
		r->needed = 11;
		r->fault = n < 11 ? FAULT_SHORT : n > 11             ? FAULT_LONG
		                              : seven_ok(digits + 1) ? FAULT_NONE
		                                                     : FAULT_CODE;
		if (r->fault == FAULT_NONE)
			e164_set(&r->phone, "", digits);
	} else {
		r->needed = n < E164_LEAST ? E164_LEAST : E164_MOST;
		r->fault = n < E164_LEAST ? FAULT_SHORT : n > E164_MOST  ? FAULT_LONG
		                                      : digits[0] == '0' ? FAULT_CODE
		                                                         : FAULT_NONE;
		if (r->fault == FAULT_NONE)
			e164_set(&r->phone, "", digits);
	}
}

static void read_seven(Reading *r, const char *digits)
{
	int n = (int)strlen(digits);
	const char *national = n == 11 && strchr("78", digits[0]) ? digits + 1 : digits;
	r->digits = n;
	r->needed = 10;
	if (n == 10 && str_begins(digits, "89")) {
		r->fault = FAULT_SHORT;
		r->digits = 9;
	} else if (strlen(national) != 10) {
		r->fault = n < 10 ? FAULT_SHORT : FAULT_LONG;
	} else if (!seven_ok(national)) {
		r->fault = FAULT_CODE;
	} else {
		e164_set(&r->phone, "7", national);
	}
}

static void read_one_country(Reading *r, const char *digits)
{
	int n = (int)strlen(digits);
	const char *national = n == 11 && digits[0] == '1' ? digits + 1 : digits;
	r->digits = n;
	r->needed = 10;
	r->fault = strlen(national) < 10 ? FAULT_SHORT : strlen(national) > 10 ? FAULT_LONG
	                                                                       : FAULT_NONE;
	if (r->fault == FAULT_NONE)
		e164_set(&r->phone, "1", national);
}

static void read_home(Reading *r, const char *digits, const char *code)
{
	if (str_same(code, "7")) {
		read_seven(r, digits);
		return;
	}
	if (str_same(code, "1")) {
		read_one_country(r, digits);
		return;
	}
	int n = (int)strlen(digits);
	size_t len = strlen(code);
	r->digits = n;
	bool with_code = n >= 11 && strncmp(digits, code, len) == 0;
	const char *national = with_code ? digits + len : digits[0] == '0' ? digits + 1
	                                                                   : digits;
	int all = (int)(strlen(national) + len);
	r->needed = all < E164_LEAST ? E164_LEAST - (int)len : E164_MOST - (int)len;
	r->fault = all < E164_LEAST ? FAULT_SHORT : all > E164_MOST ? FAULT_LONG
	                                                            : FAULT_NONE;
	if (r->fault == FAULT_NONE)
		e164_set(&r->phone, code, national);
}

static Reading read_number(const char *s, size_t n, const char *home)
{
	Reading r = {.phone = {.typed = s, .typed_len = n}};
	Scan scan = scan_number(s, n);
	memcpy(r.phone.extension, scan.extension, sizeof scan.extension);
	r.digits = scan.n;
	if (scan.n == 0) {
		r.fault = FAULT_EMPTY;
	} else if (scan.letters_between) {
		r.fault = FAULT_LETTERS;
	} else if (scan.plus) {
		read_international(&r, scan.digits);
	} else if (scan.n > 11 && str_begins(scan.digits, "810")) {
		read_international(&r, scan.digits + 3);
	} else if (scan.n > 9 && str_begins(scan.digits, "00")) {
		read_international(&r, scan.digits + 2);
	} else if (home && *home) {
		read_home(&r, scan.digits, home);
	} else {
		r.fault = FAULT_CODE;
	}
	if (r.fault != FAULT_NONE) {
		r.phone.e164[0] = r.phone.extension[0] = '\0';
	} else if (*scan.extension) {
		r.phone.mark = scan.mark;
		r.phone.mark_end = scan.mark_end;
	}
	return r;
}

/* ---- Several in one text ---- */

/* A comma, semicolon, slash or "или" ends a number when what follows is no extension. */
static size_t separator(const char *s, size_t n)
{
	static const char *const words[] = {" или ", " и ", " or ", " and ", NULL};
	if (strchr(",;\n|", *s) && *s)
		return 1;
	if (*s == '/' && n > 1 && (s[1] == ' ' || s[1] == '+'))
		return 1;
	for (const char *const *word = words; *word; word++) {
		if (n >= strlen(*word) && memcmp(s, *word, strlen(*word)) == 0)
			return strlen(*word);
	}
	return 0;
}

static size_t digits_in(const char *s, size_t n)
{
	size_t count = 0;
	for (size_t i = 0; i < n; i++)
		count += is_digit(s[i]);
	return count;
}

/* Bytes of the first number's text; *skip: the separator behind it. */
static size_t piece_len(const char *s, size_t n, size_t *skip)
{
	*skip = 0;
	for (size_t i = 0; i < n; i++) {
		/* "495/123-45-67" is one, "8 916 123-45-67/8 916 123-45-68" two. */
		size_t sep = s[i] == '/' && digits_in(s, i) >= 10 && digits_in(s + i, n - i) >= 10 ? 1 : separator(s + i, n - i);
		if (!sep)
			continue;
		size_t next = i + sep;
		while (next < n && s[next] == ' ')
			next++;
		if (digits_in(s, i) && extension_mark(s + next, n - next))
			continue;
		*skip = sep;
		return i;
	}
	return n;
}

typedef VEC(Reading) Readings;

/* Two numbers with only a blank between: parted where both sides can be read. */
static bool read_parted(Readings *out, const char *s, size_t n, const char *home)
{
	for (size_t i = 1; i + 1 < n; i++) {
		if (s[i] != ' ' || digits_in(s, i) < 10)
			continue;
		Reading left = read_number(s, i, home);
		Reading right = read_number(s + i + 1, n - i - 1, home);
		if (left.fault == FAULT_NONE && right.fault == FAULT_NONE) {
			vec_push(out, left);
			vec_push(out, right);
			return true;
		}
	}
	return false;
}

static void read_all(Readings *out, const char *typed, const char *home_code)
{
	Str home = {0};
	fold_digits(&home, home_code ? home_code : "");
	for (size_t n = strlen(typed), at = 0; at < n;) {
		size_t skip, len = piece_len(typed + at, n - at, &skip);
		Span piece = span_trim((Span){typed + at, len});
		at += len + skip;
		if (!piece.n)
			continue;
		Reading r = read_number(piece.s, piece.n, str_text(&home));
		if (r.fault == FAULT_NONE || !read_parted(out, piece.s, piece.n, str_text(&home)))
			vec_push(out, r);
	}
	str_done(&home);
}

void phone_number(Str *out, const Phone *phone)
{
	const char *s = phone->typed;
	size_t from = phone->mark, to = phone->mark_end, end = phone->typed_len;
	if (from < to) {
		while (from && strchr(" \t,;", s[from - 1]) && s[from - 1])
			from--;
		if (from && to < end && s[from - 1] == '(' && s[to] == ')') {
			from--;
			to++;
		}
		while (from && s[from - 1] == ' ')
			from--;
		while (to < end && strchr(" \t,;.", s[to]) && s[to])
			to++;
	}
	str_addn(out, s, from < to ? from : end);
	if (from < to && to < end) {
		if (from && s[from - 1] != '(' && s[to] != ')')
			str_addc(out, ' ');
		str_addn(out, s + to, end - to);
	}
}

void channel_part_extension(Channel *channel, const char *home_code, Arena *arena)
{
	Phone phones[2], alone;
	if (channel->type.v != CHANNEL_PHONE || !channel->value.s || phone_read(phones, 2, channel->value.s, home_code) != 1 || !*phones[0].extension)
		return;
	Str number = {0};
	phone_number(&number, &phones[0]);
	if (!channel->extension.s || !*channel->extension.s)
		channel->extension.s = arena_dup(arena, phones[0].extension);
	/* Digits of something else behind it would make the rest another number. */
	if (phone_read(&alone, 1, str_text(&number), home_code) && str_same(alone.e164, phones[0].e164))
		channel->value.s = arena_dup(arena, str_text(&number));
	str_done(&number);
}

size_t phone_read(Phone out[], size_t room, const char *typed, const char *home_code)
{
	Readings all = {0};
	read_all(&all, typed, home_code);
	size_t n = all.n < room ? all.n : room;
	for (size_t i = 0; i < n; i++)
		out[i] = all.at[i].phone;
	vec_free(&all);
	return n;
}

char *phone_fault(const char *typed, const char *home_code)
{
	Readings all = {0};
	read_all(&all, typed, home_code);
	Reading r = {.fault = FAULT_EMPTY};
	bool number = false;
	for (size_t i = 0; i < all.n; i++) {
		r = all.at[i];
		number |= r.fault == FAULT_NONE;
		if (r.fault != FAULT_NONE)
			break;
	}
	vec_free(&all);
	if (number && r.fault == FAULT_EMPTY)
		r.fault = FAULT_LETTERS;
	switch (r.fault) {
	case FAULT_NONE:
		return NULL;
	case FAULT_EMPTY:
		return mem_strdup(_("no digits in it"));
	case FAULT_SHORT:
	case FAULT_LONG:
		return mem_printf(P_("%d digit, %d needed", "%d digits, %d needed", r.digits), r.digits, r.needed);
	case FAULT_CODE:
		return mem_strdup(_("no such code; a number of another country begins with +"));
	case FAULT_LETTERS:
		return mem_strdup(_("words beside the digits; part several numbers by a comma"));
	}
	return NULL;
}

/* ---- Shown ---- */

typedef struct Country {
	const char *code, *groups;
} Country;

/* How the digits behind a country's code are grouped; the last group takes what is left. */
static const Country countries[] = {
	{"7", "332"},
	{"1", "33"},
	{"375", "232"},
	{"380", "232"},
	{"374", "23"},
	{"995", "322"},
	{"994", "232"},
	{"993", "222"},
	{"992", "232"},
	{"996", "33"},
	{"998", "232"},
	{"373", "23"},
	{"371", "2"},
	{"370", "3"},
	{"372", "4"},
	{"358", "23"},
	{"972", "23"},
	{"971", "23"},
	{"33", "1222"},
	{"44", "43"},
	{"49", "33"},
	{"48", "33"},
	{"34", "33"},
	{"39", "33"},
	{"86", "34"},
	{"90", "33"},
	{"91", "5"},
	{"81", "24"},
	{"82", "24"},
	{"20", "23"},
	{"27", "23"},
	{"30", "33"},
	{"31", "14"},
	{"32", "322"},
	{"36", "23"},
	{"40", "33"},
	{"41", "232"},
	{"43", "33"},
	{"45", "222"},
	{"46", "232"},
	{"47", "322"},
	{"61", "144"},
	{"84", "23"},
	{"420", "33"},
	{"421", "33"},
	{"359", "23"},
	{"381", "23"},
};

static const Country *country_of(const char *digits)
{
	const Country *best = NULL;
	for (size_t i = 0; i < countof(countries); i++) {
		if (str_begins(digits, countries[i].code) && (!best || strlen(countries[i].code) > strlen(best->code)))
			best = &countries[i];
	}
	return best;
}

/* ---- Words beside a number ---- */

static bool is_phone_word(const char *text, size_t n)
{
	static const char *const words[] = {"т", "тел", "телефон", "номер", "t", "tel", "phone", "number", NULL};
	char *copy = mem_strndup(text, n);
	Str folded = {0};
	bool is = false;
	fold_word(&folded, copy);
	for (size_t i = 0; words[i] && !is; i++)
		is = strcmp(words[i], str_text(&folded)) == 0;
	free(copy);
	str_done(&folded);
	return is;
}

static void add_words(Str *out, const char *text, size_t n)
{
	static const char *const around = " \t,;:.()[]+-–—\"«»";
	while (n && (strchr(" \t,;:.()[]+-\"", *text) || str_begins(text, "–") || str_begins(text, "—") || str_begins(text, "«"))) {
		size_t used;
		utf8_decode(text, n, &used);
		text += used;
		n -= used;
	}
	while (n) {
		size_t last = utf8_cluster_before(text, n);
		char *sign = mem_strndup(text + last, n - last);
		bool is_around = strstr(around, sign) != NULL;
		free(sign);
		if (!is_around)
			break;
		n = last;
	}
	bool letter = false;
	for (size_t at = 0, used; at < n && !letter; at += used)
		letter = utf8_is_letter(utf8_decode(text + at, n - at, &used));
	if (!letter || is_phone_word(text, n))
		return;
	if (out->n)
		str_add(out, ", ");
	str_addn(out, text, n);
}

void phone_words(Str *out, const char *typed)
{
	static const char *const digits = "0123456789";
	size_t first = strcspn(typed, digits), end = strlen(typed);
	if (!typed[first])
		return;
	while (!is_digit(typed[end - 1]))
		end--;
	Str words = {0};
	add_words(&words, typed, first);
	add_words(&words, typed + end, strlen(typed + end));
	str_add(out, str_text(&words));
	str_done(&words);
}

/* Two groups go by a space, those behind by hyphens, as Russians write them: 916 123-45-67. */
static void add_grouped(Str *out, const char *national, const char *groups, bool hyphens)
{
	size_t left = strlen(national), place = 0;
	for (; *groups; groups++) {
		size_t n = (size_t)(*groups - '0');
		if (left <= n + 1)
			break;
		str_addn(out, national, n);
		str_addc(out, hyphens && place > 0 ? '-' : ' ');
		national += n;
		left -= n;
		place++;
	}
	str_add(out, national);
}

void phone_show(Str *out, const char *e164, const char *extension, const char *home_code, bool list)
{
	if (!e164 || e164[0] != '+') {
		str_add(out, e164 ? e164 : "");
		return;
	}
	const char *digits = e164 + 1;
	Str home = {0};
	fold_digits(&home, home_code ? home_code : "");
	const Country *country = country_of(digits);
	bool at_home = home.n && str_begins(digits, home.s) && (!country || strlen(country->code) == home.n);
	if (list && !at_home) {
		/* A narrow column takes it whole. */
		str_add(out, e164);
	} else {
		size_t code = at_home ? home.n : country ? strlen(country->code)
		                                         : 0;
		if (!(list && at_home)) {
			str_addn(out, e164, code + 1);
			if (code)
				str_addc(out, ' ');
		}
		bool hyphens = country && (country->code[0] == '7' || str_begins(country->code, "37") || str_begins(country->code, "99") || str_same(country->code, "380"));
		add_grouped(out, digits + code, country ? country->groups : "333", hyphens);
	}
	str_done(&home);
	if (extension && *extension)
		str_addf(out, " %s %s", _("ext."), extension);
}
