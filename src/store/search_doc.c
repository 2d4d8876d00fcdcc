/* SPDX-License-Identifier: MIT */
/* What is searched of a client, gathered from its rows; and the texts of notes, contacts and plans. */
#include "search_doc.h"

#include <string.h>

#include "kartoteka/base/fold.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/model/client.h"

void search_doc_done(SearchDoc *doc)
{
	str_done(&doc->name);
	str_done(&doc->rest);
}

static void add_folded(Str *out, const char *text)
{
	if (!text || !*text)
		return;
	size_t before = out->n;
	if (out->n)
		str_addc(out, ' ');
	size_t begun = out->n;
	fold_search(out, text);
	if (out->n == begun)
		str_cut(out, before);
}

static void add_sign_word(Str *out, char sign, const char *text)
{
	if (out->n)
		str_addc(out, ' ');
	if (sign)
		str_addc(out, sign);
	str_add(out, text);
}

static void add_phone(Str *out, const char *key, const char *typed, const char *extension)
{
	Str digits = {0}, backwards = {0};
	fold_digits(&digits, key && *key ? key : typed ? typed
	                                               : "");
	for (size_t i = digits.n; i-- > 0;)
		str_addc(&backwards, digits.s[i]);
	if (digits.n) {
		add_sign_word(out, 0, digits.s);
		if (digits.n == 11 && digits.s[0] == '7')
			add_sign_word(out, '+', digits.s + 1);
		add_sign_word(out, '<', backwards.s);
	}
	add_folded(out, extension);
	str_done(&digits);
	str_done(&backwards);
}

static Err *read_name(SearchDoc *doc, bool *found, Db *db, int64_t client)
{
	Rows rows;
	TRY(db_query(&rows, db, "SELECT kind, title, name, legal_form FROM client WHERE id = $1", ARGS(arg_int(client))));
	TRY(rows_next(&rows, found));
	if (!*found)
		return NULL;
	bool organization = row_text(&rows, 0) && strcmp(row_text(&rows, 0), "organization") == 0;
	/* An organization is found under its name; the form is a word behind it. */
	if (organization) {
		add_folded(&doc->name, row_text(&rows, 2));
		add_folded(&doc->name, row_text(&rows, 3));
	} else {
		add_folded(&doc->name, row_text(&rows, 1));
	}
	rows_done(&rows);
	return NULL;
}

static Err *read_channels(SearchDoc *doc, Db *db, int64_t client)
{
	Rows rows;
	bool more;
	TRY(db_query(&rows, db, "SELECT type, \"value\", extension, \"key\" FROM channel WHERE client = $1 ORDER BY type, place, id", ARGS(arg_int(client))));
	for (;;) {
		TRY(rows_next(&rows, &more));
		if (!more)
			return NULL;
		const char *type = row_text(&rows, 0);
		if (type && strcmp(type, "phone") == 0)
			add_phone(&doc->rest, row_text(&rows, 3), row_text(&rows, 1), row_text(&rows, 2));
		else
			add_folded(&doc->rest, row_text(&rows, 1));
	}
}

static Err *read_employers(SearchDoc *doc, Db *db, int64_t client)
{
	Rows rows;
	bool more;
	TRY(db_query(&rows, db,
	             "SELECT o.title, m.role FROM membership m JOIN client o ON o.id = m.organization WHERE m.person = $1 ORDER BY m.place, m.id",
	             ARGS(arg_int(client))));
	for (;;) {
		TRY(rows_next(&rows, &more));
		if (!more)
			return NULL;
		add_folded(&doc->rest, row_text(&rows, 0));
		add_folded(&doc->rest, row_text(&rows, 1));
	}
}

static Err *read_tags(SearchDoc *doc, Db *db, int64_t client)
{
	Rows rows;
	bool more;
	TRY(db_query(&rows, db, "SELECT tag FROM tagging WHERE client = $1 ORDER BY tag", ARGS(arg_int(client))));
	for (;;) {
		TRY(rows_next(&rows, &more));
		if (!more)
			return NULL;
		if (doc->rest.n)
			str_addc(&doc->rest, ' ');
		str_addf(&doc->rest, "#%lld", (long long)row_int(&rows, 0));
	}
}

Err *search_doc_of(SearchDoc *doc, bool *found, Db *db, int64_t client)
{
	TRY(read_name(doc, found, db, client));
	if (!*found)
		return NULL;
	TRY(read_channels(doc, db, client));
	TRY(read_employers(doc, db, client));
	return read_tags(doc, db, client);
}

Err *search_doc_kept(SearchDoc *doc, bool *found, Db *db, int64_t client)
{
	Rows rows;
	TRY(db_query(&rows, db, "SELECT name, rest FROM search_text WHERE id = $1", ARGS(arg_int(client))));
	TRY(rows_next(&rows, found));
	if (!*found)
		return NULL;
	str_add(&doc->name, row_words(&rows, 0));
	str_add(&doc->rest, row_words(&rows, 1));
	rows_done(&rows);
	return NULL;
}

/* ---- Texts of other records ---- */

static const struct {
	const char *kind, *fields;
} texts[] = {
	{"client", "note"},
	{"interaction", "text"},
	{"event", "summary text location"},
	{"task", "summary text"},
	{"note", "summary text"},
};

static const char *fields_of(const Kind *kind)
{
	for (size_t i = 0; i < countof(texts); i++) {
		if (strcmp(texts[i].kind, kind->name) == 0)
			return texts[i].fields;
	}
	return NULL;
}

bool search_kind_has_text(const Kind *kind)
{
	return fields_of(kind) != NULL;
}

bool search_text_of(Str *out, const Kind *kind, const void *record, Arena *arena)
{
	const char *names = record ? fields_of(kind) : NULL;
	if (!names)
		return false;
	size_t before = out->n;
	while (*names) {
		char name[32];
		size_t n = strcspn(names, " ");
		memcpy(name, names, n);
		name[n] = '\0';
		Value value = field_get(kind_field(kind, name), record, arena);
		if (value.type == VALUE_TEXT)
			add_folded(out, value.s);
		names += n + (names[n] == ' ');
	}
	return out->n > before;
}

bool search_entry_of(Str *out, const Kind *kind, const void *record, Arena *arena)
{
	if (!search_text_of(out, kind, record, arena))
		return false;
	str_insert(out, 0, " ", 1);
	str_addc(out, ' ');
	return true;
}

bool search_first_letters(Str *out, const char *folded)
{
	size_t n = 0, used;
	for (int letters = 0; letters < 2; letters++) {
		if (!folded[n])
			return false;
		utf8_decode(folded + n, strlen(folded + n), &used);
		n += used;
	}
	str_addf(out, "\" %.*s\"", (int)n, folded);
	return true;
}
