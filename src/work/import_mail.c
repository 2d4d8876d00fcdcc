/* SPDX-License-Identifier: MIT */
/*
 * Whose an imported event or task is: the one client whose mail stands among those who take part (ORGANIZER, ATTENDEE, CONTACT). Nobody is guessed: a
 * mail of two clients tells nothing, two clients among the guests neither, and one's own mail is no client's.
 */
#include <stdlib.h>
#include <string.h>

#include "import.h"
#include "kartoteka/base/utf8.h"

enum {
	MAILS_MOST = 200
}; /* of one component: a list longer than this is a crowd */

typedef struct Mails {
	Import *import;
	int64_t client;
	bool several;
	size_t n;
} Mails;

static const char *mail_key(Arena *arena, Span mail)
{
	Channel channel;
	record_init(&kind_channel, &channel);
	channel.type.v = CHANNEL_EMAIL;
	channel.value.s = arena_dupn(arena, mail.s, mail.n);
	kind_channel.derive(&channel, arena);
	return channel.key.s;
}

static bool is_mail_byte(char c)
{
	return (unsigned char)c > ' ' && c != 0x7F && !strchr("<>()[],;:\"'\\", c);
}

/* The first word with an @ between two others; moves *rest behind it. */
static bool next_mail(Span *out, Span *rest)
{
	for (size_t i = 0; i < rest->n;) {
		size_t from = i, at = 0;
		while (i < rest->n && is_mail_byte(rest->s[i])) {
			at = rest->s[i] == '@' ? i + 1 : at;
			i++;
		}
		if (at > from + 1 && at < i) {
			*out = (Span){rest->s + from, i - from};
			*rest = (Span){rest->s + i, rest->n - i};
			return true;
		}
		i += i == from;
	}
	return false;
}

/* ---- one's own ---- */

void import_own_mail(Import *import, Bytes head)
{
	static const char *const names[] = {"X-WR-CALNAME", "X-WR-RELCALID", "X-OWNER"};
	Span lines = {head.s, head.n}, line, mail;
	import->own_mail[0] = '\0';
	while (import_line(&line, &lines)) {
		Property p;
		if (!property_read(&p, line))
			continue;
		for (size_t i = 0; i < countof(names); i++) {
			Span value = span_trim(p.value);
			if (!property_is(&p, names[i]) || !next_mail(&mail, &value) || mail.n >= sizeof import->own_mail)
				continue;
			memcpy(import->own_mail, mail.s, mail.n);
			import->own_mail[mail.n] = '\0';
			return;
		}
	}
}

static bool is_own(const Import *import, const char *key)
{
	const char *own[] = {import->own_mail, settings_get(import->work->settings, "me", "mail")};
	for (size_t i = 0; i < countof(own); i++) {
		Span rest = span_of(own[i]), mail;
		while (next_mail(&mail, &rest)) {
			if (str_same(mail_key(import->arena, mail), key))
				return true;
		}
	}
	return false;
}

/* ---- whose a mail is ---- */

static Err *client_of(Import *import, const char *key, int64_t *client)
{
	void *rows = NULL;
	size_t n = 0;
	Value value = {.type = VALUE_TEXT, .s = key, .n = strlen(key)};
	*client = 0;
	TRY(store_where(import->work->store, &kind_channel, "key", value, &rows, &n, import->arena));
	const Channel *channels = rows;
	for (size_t i = 0; i < n; i++) {
		if (channels[i].type.v != CHANNEL_EMAIL || channels[i].client.v == *client)
			continue;
		if (*client) {
			*client = 0;
			return NULL;
		}
		*client = channels[i].client.v;
	}
	return NULL;
}

static Err *take_mail(Mails *mails, Span mail)
{
	Import *import = mails->import;
	int64_t client = 0;
	if (mails->several || ++mails->n > MAILS_MOST)
		return NULL;
	const char *key = mail_key(import->arena, mail);
	if (!key || is_own(import, key))
		return NULL;
	TRY(client_of(import, key, &client));
	if (client && mails->client && client != mails->client)
		mails->several = true;
	if (client)
		mails->client = client;
	return NULL;
}

static Err *take_all(Mails *mails, Span text)
{
	Span mail;
	while (next_mail(&mail, &text))
		TRY(take_mail(mails, mail));
	return NULL;
}

static Err *take_property(Mails *mails, Span line)
{
	Property p;
	char first = (char)(line.s[0] & ~0x20);
	if ((first != 'A' && first != 'O' && first != 'C') || !property_read(&p, line))
		return NULL;
	if (property_is(&p, "CONTACT"))
		return take_all(mails, p.value);
	if (!property_is(&p, "ATTENDEE") && !property_is(&p, "ORGANIZER"))
		return NULL;
	Span value = span_trim(p.value), mailto = {value.s, value.n < 7 ? value.n : 7}, mail = {0};
	if (span_is_word(mailto, "mailto:"))
		value = (Span){value.s + 7, value.n - 7};
	const char *query = value.n ? memchr(value.s, '?', value.n) : NULL;
	if (query)
		value.n = (size_t)(query - value.s);
	Span rest = value, other = property_param(&p, "EMAIL");
	if (next_mail(&mail, &rest) && mail.n == value.n)
		return take_mail(mails, mail);
	/* "invalid:nomail", "urn:uuid:…" of Apple: the mail stands beside. */
	return take_all(mails, other);
}

/* Of the component itself: the alarms inside have attendees of their own. */
Err *import_client(Import *import, Bytes lines, int64_t *client)
{
	Mails mails = {.import = import};
	Span rest = {lines.s, lines.n}, line;
	int depth = 0;
	*client = 0;
	while (import_line(&line, &rest)) {
		if (line.n > 6 && span_is_word((Span){line.s, 6}, "BEGIN:"))
			depth++;
		else if (line.n > 4 && span_is_word((Span){line.s, 4}, "END:"))
			depth--;
		else if (depth == 1 && line.n > 7)
			TRY(take_property(&mails, line));
	}
	*client = mails.several ? 0 : mails.client;
	return NULL;
}
