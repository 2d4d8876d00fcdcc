/* SPDX-License-Identifier: MIT */
/* A client by a phone: the whole number, or where nothing is changed its last digits. A number is never taken for the beginning of one. */
#include <string.h>

#include "commands.h"
#include "kartoteka/base/fold.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/utf8.h"

#define CANDIDATES 200 /* what a search for the digits brings, among them those that end in them */

size_t number_digits(const char *text)
{
	Str digits = {0};
	size_t used;
	for (const char *at = text; *at; at += used)
		if (utf8_is_letter(utf8_decode(at, strlen(at), &used)))
			return 0;
	fold_digits(&digits, text);
	size_t n = digits.n;
	str_done(&digits);
	return n;
}

static bool ends_in(const char *number, const char *digits, bool whole)
{
	return whole ? strcmp(number, digits) == 0 : str_ends(number, digits);
}

/* An extension is no part of the number; a phone that could not be read is compared as it was typed. */
static Err *has_phone(bool *has, Work *work, int64_t client, const char *digits, bool whole, Arena *arena)
{
	void *rows;
	size_t n;
	*has = false;
	TRY(store_where(work->store, &kind_channel, "client", (Value){.type = VALUE_INT, .i = client}, &rows, &n, arena));
	const Channel *channels = rows;
	for (size_t i = 0; i < n && !*has; i++) {
		if (channels[i].type.v != CHANNEL_PHONE)
			continue;
		Str number = {0};
		fold_digits(&number, channels[i].key.s ? channels[i].key.s : channels[i].value.s ? channels[i].value.s
		                                                                                 : "");
		*has = ends_in(str_text(&number), digits, whole);
		str_done(&number);
	}
	return NULL;
}

static Err *by_whole(ClientRow *rows, size_t *n, size_t room, Work *work, const char *text, Arena *arena)
{
	Phone phone;
	void *found = NULL;
	size_t count = 0;
	if (phone_read(&phone, 1, text, work_country(work)) != 1 || !phone.e164[0])
		return NULL;
	TRY(store_where(work->store, &kind_channel, "key", (Value){.type = VALUE_TEXT, .s = phone.e164, .n = strlen(phone.e164)}, &found, &count, arena));
	const Channel *channels = found;
	for (size_t i = 0; i < count && *n < room; i++) {
		bool again = channels[i].type.v != CHANNEL_PHONE;
		for (size_t k = 0; k < *n && !again; k++)
			again = rows[k].client.head.id == channels[i].client.v;
		if (!again)
			TRY(store_get(work->store, &kind_client, channels[i].client.v, &rows[(*n)++].client, arena));
	}
	return NULL;
}

Err *clients_by_phone(ClientRow **out, size_t *n, Work *work, const char *text, bool whole, Arena *arena)
{
	Str digits = {0};
	ClientRow *rows = NULL, *kept = arena_alloc(arena, CANDIDATES * sizeof *kept);
	size_t count = 0;
	*n = 0;
	*out = kept;
	Err *err = by_whole(kept, n, CANDIDATES, work, text, arena);
	fold_digits(&digits, text);
	if (!err && !*n)
		err = find_client(work->store, str_text(&digits), CANDIDATES, &rows, &count, arena);
	for (size_t i = 0; !err && i < count; i++) {
		bool has;
		err = has_phone(&has, work, rows[i].client.head.id, str_text(&digits), whole, arena);
		if (!err && has)
			kept[(*n)++] = rows[i];
	}
	str_done(&digits);
	return err;
}
