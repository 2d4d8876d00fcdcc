/* SPDX-License-Identifier: MIT */
/* What a typed line is a way to reach somebody by: a phone, a mail, a name in a messenger, an address, a site. What it cannot be told of is told by a word before it. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/arena.h"
#include "kartoteka/base/fold.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/str.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/model/client.h"

enum {
	PHONE_LEAST = 5, /* digits: with fewer of them it is no phone, however wrong */
	HOUSE_MOST = 4,
};

/* Words of each are folded and parted by one blank. */
static const char messengers[] = " telegram tg телеграм телеграмм телега тг whatsapp wa whats вотсап ватсап вацап вотсапп ватсапп viber вайбер signal сигнал skype скайп max макс vk вк вконтакте "
								 "wechat вичат discord дискорд matrix element threema instagram инстаграм инста facebook фейсбук zoom teams slack icq аська jabber xmpp imessage ";
static const char labels[] = " mobile mob cell work home fax моб мобильный сот сотовый раб рабочий домашний факс ";
static const char streets[] = " ул улица пр пр-т просп проспект пр-д проезд пер переулок наб набережная пл площадь ш шоссе бул бульвар б-р мкр микрорайон тупик аллея г город пос поселок дер "
							  "деревня село обл область район д дом корп корпус стр строение кв квартира оф офис этаж street st avenue ave road rd lane ln square sq boulevard blvd drive highway "
							  "building floor suite apt house ";
static const char own_sites[] = " рф рус бел укр қаз москва дети сайт онлайн ";

static const struct {
	const char *words;
	ChannelType type;
} types[] = {
	{" phone tel telephone телефон тел ", CHANNEL_PHONE},
	{" mail email e-mail почта мейл имейл емейл ", CHANNEL_EMAIL},
	{" messenger chat мессенджер чат ", CHANNEL_MESSENGER},
	{" address addr адрес ", CHANNEL_ADDRESS},
	{" site website web url сайт ", CHANNEL_SITE},
};

static const struct {
	const char *host, *name;
} hosts[] = {
	{"t.me/", "telegram"},
	{"telegram.me/", "telegram"},
	{"wa.me/", "whatsapp"},
};

static bool is_among(Span word, const char *words)
{
	Str folded = {0};
	char *text = span_dup(word);
	str_addc(&folded, ' ');
	fold_word(&folded, text);
	str_addc(&folded, ' ');
	bool is = word.n && !memchr(word.s, ' ', word.n) && strstr(words, str_text(&folded));
	free(text);
	str_done(&folded);
	return is;
}

/* ---- what is in it ---- */

typedef struct Signs {
	int letters, digits;
	bool blank, comma;
} Signs;

static Signs signs_of(Span text)
{
	Signs signs = {0};
	size_t used;
	for (size_t at = 0; at < text.n; at += used) {
		uint32_t code = utf8_decode(text.s + at, text.n - at, &used);
		signs.letters += utf8_is_letter(code);
		signs.digits += utf8_is_digit(code);
		signs.blank |= utf8_is_space(code);
		signs.comma |= code == ',';
	}
	return signs;
}

/* The first word from *at on of letters, digits and hyphens; *at moves behind it. */
static bool word_next(Span text, size_t *at, Span *word)
{
	size_t used, from = *at;
	while (from < text.n) {
		uint32_t code = utf8_decode(text.s + from, text.n - from, &used);
		if (utf8_is_letter(code) || utf8_is_digit(code))
			break;
		from += used;
	}
	*at = from;
	while (*at < text.n) {
		uint32_t code = utf8_decode(text.s + *at, text.n - *at, &used);
		if (!utf8_is_letter(code) && !utf8_is_digit(code) && code != '-')
			break;
		*at += used;
	}
	*word = (Span){text.s + from, *at - from};
	return word->n > 0;
}

/* 7, 12/3, 5a, 12-14 */
static bool is_house(Span word)
{
	size_t digits = 0;
	while (digits < word.n && word.s[digits] >= '0' && word.s[digits] <= '9')
		digits++;
	return digits && digits <= HOUSE_MOST;
}

/* A word that streets and houses are called by stands in it, or words and the number of a house. */
static bool is_address(Span text)
{
	Signs signs = signs_of(text);
	bool street = false, house = false;
	int words = 0;
	for (size_t at = 0; at < text.n;) {
		Span word;
		if (!word_next(text, &at, &word))
			break;
		street |= is_among(word, streets);
		house |= words > 0 && is_house(word);
		words++;
	}
	return signs.letters && words > 1 && (street || house || (signs.comma && signs.digits));
}

static bool is_host_sign(uint32_t code)
{
	return utf8_is_letter(code) || utf8_is_digit(code) || code == '-' || code == '_';
}

/* zenit.example/prices, зенит.рф: words parted by dots, the last of them of letters and no Russian word. */
static bool is_host(Span text)
{
	size_t used, at = 0, last = 0;
	bool letters = true;
	while (at < text.n && !strchr("/?#:", text.s[at])) {
		uint32_t code = utf8_decode(text.s + at, text.n - at, &used);
		if (code == '.' && at > last) {
			last = at + 1;
			letters = true;
		} else if (!is_host_sign(code)) {
			return false;
		} else {
			letters = letters && utf8_is_letter(code);
		}
		at += used;
	}
	Span top = {text.s + last, at - last};
	bool ascii = true;
	for (size_t i = 0; i < top.n; i++)
		ascii = ascii && (unsigned char)top.s[i] < 0x80;
	return last && letters && top.n > 1 && (ascii || is_among(top, own_sites));
}

static bool begins(Span text, const char *prefix)
{
	size_t n = strlen(prefix);
	char *head = mem_strndup(text.s, text.n < n ? text.n : n);
	bool is = str_ascii_casecmp(head, prefix) == 0;
	free(head);
	return is;
}

static Span behind_scheme(Span text)
{
	static const char *const schemes[] = {"https://", "http://", "www."};
	for (size_t i = 0; i < countof(schemes); i++)
		if (begins(text, schemes[i]))
			text = (Span){text.s + strlen(schemes[i]), text.n - strlen(schemes[i])};
	return text;
}

static const char *messenger_at(Span text)
{
	Span host = behind_scheme(text);
	for (size_t i = 0; i < countof(hosts); i++)
		if (begins(host, hosts[i].host) && host.n > strlen(hosts[i].host))
			return hosts[i].name;
	return NULL;
}

/* ---- words before and behind it ---- */

/* The word that stands first, less the signs behind it; *rest: what follows. */
static Span first_word(Span text, Span *rest)
{
	size_t n = 0;
	while (n < text.n && !strchr(" \t:=", text.s[n]))
		n++;
	Span word = {text.s, n};
	while (word.n && strchr(".,", word.s[word.n - 1]))
		word.n--;
	while (n < text.n && strchr(" \t:=,", text.s[n]))
		n++;
	*rest = (Span){text.s + n, text.n - n};
	return word;
}

/* telegram; whatsapp/viber */
static bool is_messenger(Span word)
{
	size_t from = 0;
	for (size_t i = 0; i <= word.n; i++) {
		if (i < word.n && word.s[i] != '/')
			continue;
		if (!is_among((Span){word.s + from, i - from}, messengers))
			return false;
		from = i + 1;
	}
	return true;
}

static Text kept(Span text, Arena *arena)
{
	return (Text){text.n ? arena_dupn(arena, text.s, text.n) : NULL};
}

static bool set(Channel *out, ChannelType type, Span label, Span value, Arena *arena)
{
	*out = (Channel){.type = {(int32_t)type}, .label = kept(label, arena), .value = kept(span_trim(value), arena)};
	return true;
}

static bool messenger_before(Channel *out, Span text, Arena *arena)
{
	Span rest, word = first_word(text, &rest), label = word;
	if (!is_messenger(word))
		return false;
	for (Span more; is_messenger(word = first_word(rest, &more)); rest = more)
		label.n = (size_t)(word.s + word.n - label.s);
	return set(out, CHANNEL_MESSENGER, label, rest, arena);
}

static bool messenger_behind(Channel *out, Span text, Arena *arena)
{
	size_t at = text.n;
	while (at && !strchr(" \t(", text.s[at - 1]))
		at--;
	Span word = {text.s + at, text.n - at}, rest = {text.s, at};
	if (word.n && word.s[word.n - 1] == ')')
		word.n--;
	while (rest.n && strchr(" \t(,:", rest.s[rest.n - 1]))
		rest.n--;
	return rest.n && is_messenger(word) && set(out, CHANNEL_MESSENGER, word, rest, arena);
}

static bool has_word(Channel *out, Span text, Arena *arena)
{
	Span rest, word = first_word(text, &rest), none = {0};
	for (size_t i = 0; i < countof(types); i++)
		if (is_among(word, types[i].words))
			return set(out, types[i].type, none, rest, arena);
	if (!is_among(word, labels) || signs_of(rest).digits < PHONE_LEAST)
		return false;
	return set(out, CHANNEL_PHONE, word, rest, arena);
}

/* ---- all of it ---- */

static bool is_phone(Span text, const char *home_code)
{
	Signs signs = signs_of(text);
	char *typed = span_dup(text), *fault = phone_fault(typed, home_code);
	bool is = !fault || (!signs.letters && signs.digits >= PHONE_LEAST);
	free(typed);
	free(fault);
	return is;
}

static bool read_one(Channel *out, Span text, const char *home_code, Arena *arena)
{
	const Span none = {0};
	Signs signs = signs_of(text);
	bool one = text.n && !signs.blank && !signs.comma;
	const char *at = one ? memchr(text.s, '@', text.n) : NULL, *messenger = one ? messenger_at(text) : NULL;
	if (!text.n)
		return false;
	if (messenger_before(out, text, arena) || has_word(out, text, arena) || messenger_behind(out, text, arena))
		return true;
	if (messenger)
		return set(out, CHANNEL_MESSENGER, span_of(messenger), text, arena);
	if (at && at == text.s)
		return text.n > 1 && set(out, CHANNEL_MESSENGER, none, text, arena);
	if (at)
		return set(out, CHANNEL_EMAIL, none, text, arena);
	if (one && is_host(behind_scheme(text)))
		return set(out, CHANNEL_SITE, none, text, arena);
	if (is_phone(text, home_code))
		return set(out, CHANNEL_PHONE, none, text, arena);
	return is_address(text) && set(out, CHANNEL_ADDRESS, none, text, arena);
}

/* Each by itself, when each is told; a comma in an address or before an extension parts nothing. */
static size_t read_each(Channel out[], size_t room, Span text, const char *home_code, Arena *arena)
{
	size_t n = 0, from = 0;
	for (size_t i = 0; i <= text.n; i++) {
		if (i < text.n && !strchr(",;\n", text.s[i]))
			continue;
		Span piece = span_trim((Span){text.s + from, i - from});
		from = i + 1;
		if (!piece.n)
			continue;
		if (n == room || !read_one(&out[n], piece, home_code, arena) || !out[n].value.s || out[n].type.v == CHANNEL_ADDRESS)
			return 0;
		n++;
	}
	return n;
}

size_t channels_read(Channel out[], size_t room, const char *typed, const char *home_code, Arena *arena)
{
	Span text = span_trim(span_of(typed));
	size_t n = strpbrk(typed, ",;\n") ? read_each(out, room, text, home_code, arena) : 0;
	if (n)
		return n;
	return room && read_one(&out[0], text, home_code, arena) ? 1 : 0;
}
