/* SPDX-License-Identifier: MIT */
/*
 * A search in notes and history. The trigrams of search_history give candidates, newest first; the text itself decides. A place in this stage is a
 * client, whose newest text may be anywhere, so a later page walks again from the top: nobody turns many pages here.
 */
#include "find_history.h"

#include <stdlib.h>
#include <string.h>

#include "inside.h"
#include "kartoteka/base/fold.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/model/client.h"
#include "kartoteka/model/interaction.h"
#include "kartoteka/model/plan.h"
#include "sqlite_search.h"

enum {
	BACKWARDS_MOST = 200,
	CLIENTS_MOST = 200,
	TEXTS_MOST = 200,
	WAITING_MOST = 50,
};

typedef struct History {
	Store *store;
	const Find *find;
	const FindQuery *query;
	bool formed;
	IdSet seen;
	int64_t after; /* not reached yet; 0 */
	bool backwards, *stopped;
	VEC(FindRow)
	kept; /* of a backward walk */
	VEC(FindRow)
	waiting; /* found, and still to be asked the rest of the filter */
	bool (*each)(void *self, const FindRow *row);
	void *self;
} History;

/* ---- Records ---- */

static const struct {
	const Kind *kind;
	const char *sql;
	bool plan; /* no history; find_everything shows it */
} records[] = {
	{&kind_interaction, "SELECT client, text, NULL, NULL FROM interaction WHERE id = $1", false},
	{&kind_client, "SELECT id, note, NULL, NULL FROM client WHERE id = $1", false},
	{&kind_event, "SELECT client, summary, text, location FROM event WHERE id = $1", true},
	{&kind_task, "SELECT client, summary, text, NULL FROM task WHERE id = $1", true},
	{&kind_note, "SELECT client, summary, text, NULL FROM note WHERE id = $1", false},
};

static Err *read_record(const Kind **kind, int64_t *client, Str *text, Store *store, int64_t id, bool plans)
{
	*kind = NULL;
	for (size_t i = 0; i < countof(records); i++) {
		Rows rows;
		bool more;
		if (records[i].plan && !plans)
			continue;
		TRY(db_query(&rows, store->db, records[i].sql, ARGS(arg_int(id))));
		TRY(rows_next(&rows, &more));
		if (!more)
			continue;
		*kind = records[i].kind;
		*client = row_int(&rows, 0);
		for (int column = 1; column < 4; column++) {
			const char *part = row_text(&rows, column);
			if (!part || !*part)
				continue;
			if (text->n)
				str_addc(text, '\n');
			str_add(text, part);
		}
		rows_done(&rows);
		return NULL;
	}
	return NULL;
}

Err *find_record(const Kind **kind, int64_t *client, Str *text, Store *store, int64_t id)
{
	return read_record(kind, client, text, store, id, true);
}

/* ---- Clients ---- */

static Err *earlier_stage(const History *h, int64_t client, bool *is)
{
	SearchDoc doc = {0};
	bool kept;
	TRY(search_doc_kept(&doc, &kept, h->store->db, client));
	*is = kept && find_fits_client(h->find, h->formed, str_text(&doc.name), str_text(&doc.rest));
	search_doc_done(&doc);
	return NULL;
}

/* A client for which all of the filter holds. */
static void emit(History *h, FindRow row)
{
	row.query = h->query;
	if (h->backwards) {
		if (row.client == h->after || h->kept.n >= BACKWARDS_MOST)
			*h->stopped = true;
		else
			vec_push(&h->kept, row);
	} else if (h->after) {
		if (row.client == h->after)
			h->after = 0;
	} else if (!h->each(h->self, &row)) {
		*h->stopped = true;
	}
}

/* What else the filter asks, of those that wait: one question for all. */
static Err *ask_rest(History *h, IdSet *holds)
{
	Arena *arena = arena_new();
	Sql sql = {.db = h->store->db, .arena = arena, .walk = true};
	str_add(&sql.text, "SELECT c.id FROM client c WHERE c.id IN (");
	for (size_t i = 0; i < h->waiting.n; i++)
		str_addf(&sql.text, "%s%lld", i ? ", " : "", (long long)h->waiting.at[i].client);
	str_add(&sql.text, ") AND ");
	Err *err = filter_sql(&sql, h->find->filter, &kind_client, "c", true);
	Rows rows;
	bool more;
	if (!err)
		err = db_query(&rows, h->store->db, str_text(&sql.text), SQL_ARGS(&sql));
	while (!err && !(err = rows_next(&rows, &more)) && more)
		id_set_add(holds, row_int(&rows, 0));
	sql_done(&sql);
	arena_free(arena);
	return err;
}

static Err *emit_waiting(History *h)
{
	IdSet holds = {0};
	Err *err = h->find->has_more && h->waiting.n ? ask_rest(h, &holds) : NULL;
	for (size_t i = 0; i < h->waiting.n && !err && !*h->stopped; i++) {
		/* Adding what is there says so. */
		if (!h->find->has_more || !id_set_add(&holds, h->waiting.at[i].client))
			emit(h, h->waiting.at[i]);
	}
	h->waiting.n = 0;
	id_set_done(&holds);
	return err;
}

/* A client that history names: once, when no earlier stage has it. */
static Err *take(History *h, int64_t client, int64_t record, const Kind *kind)
{
	bool earlier;
	if (!client || !id_set_add(&h->seen, client))
		return NULL;
	TRY(earlier_stage(h, client, &earlier));
	if (earlier)
		return NULL;
	vec_push(&h->waiting, ((FindRow){.client = client, .tier = 3, .record = record, .kind = kind}));
	return h->waiting.n >= (h->find->has_more ? WAITING_MOST : 1) ? emit_waiting(h) : NULL;
}

/* ---- All words in one text ---- */

static Err *take_record(History *h, int64_t id)
{
	const Kind *kind;
	int64_t client = 0;
	Str text = {0}, folded = {0};
	Err *err = read_record(&kind, &client, &text, h->store, id, false);
	if (!err && kind) {
		fold_search(&folded, str_text(&text));
		if (find_query_in_text(h->query, str_text(&folded)))
			err = take(h, client, id, kind);
	}
	str_done(&text);
	str_done(&folded);
	return err;
}

static Err *whole_texts(History *h)
{
	Str expr = {0};
	bool any, more;
	Rows rows;
	Err *err = find_expr_text(&expr, &any, h->query, ~0u, false, h->store->db);
	if (err || !any) {
		str_done(&expr);
		return err;
	}
	err = candidates_newest(&rows, h->store->db, SEARCH_HISTORY, CANDIDATES_LESS_PLANS, str_text(&expr));
	str_done(&expr);
	TRY(err);
	while (!(err = rows_next(&rows, &more)) && more) {
		err = take_record(h, row_int(&rows, 0));
		if (err || *h->stopped) {
			rows_done(&rows);
			break;
		}
	}
	return err;
}

/* ---- Some words in the client, the others in its history ---- */

static unsigned words_in_client(const FindQuery *query, const SearchDoc *doc)
{
	unsigned set = 0;
	for (size_t i = 0; i < query->n; i++) {
		if (find_bits(&query->words[i], str_text(&doc->name), str_text(&doc->rest)))
			set |= 1u << i;
	}
	return set;
}

/* Adds the words that stand in one text; the first text that adds any is where it was found. */
static void add_words(const FindQuery *query, const char *text, Str *folded, unsigned *set, int64_t id, const Kind *kind, FindRow *at)
{
	str_cut(folded, 0);
	fold_search(folded, text ? text : "");
	for (size_t i = 0; i < query->n; i++) {
		if (*set & 1u << i || !find_word_in_text(&query->words[i], str_text(folded)))
			continue;
		*set |= 1u << i;
		if (!at->record) {
			at->record = id;
			at->kind = kind;
		}
	}
}

static Err *words_in_history(const History *h, int64_t client, unsigned *set, FindRow *at)
{
	static const struct {
		const Kind *kind;
		const char *sql;
	} texts[] = {
		{&kind_client, "SELECT id, note FROM client WHERE id = $1 AND note IS NOT NULL LIMIT $2"},
		{&kind_interaction, "SELECT id, text FROM interaction WHERE client = $1 AND text IS NOT NULL ORDER BY at DESC, id DESC LIMIT $2"},
		{&kind_note, "SELECT id, coalesce(summary, '') || ' ' || coalesce(text, '') FROM note WHERE client = $1 LIMIT $2"},
	};
	Str folded = {0};
	unsigned all = (1u << h->query->n) - 1;
	Err *err = NULL;
	for (size_t i = 0; i < countof(texts) && !err && *set != all; i++) {
		Rows rows;
		bool more;
		err = db_query(&rows, h->store->db, texts[i].sql, ARGS(arg_int(client), arg_int(TEXTS_MOST)));
		while (!err && !(err = rows_next(&rows, &more)) && more)
			add_words(h->query, row_words(&rows, 1), &folded, set, row_int(&rows, 0), texts[i].kind, at);
	}
	str_done(&folded);
	return err;
}

static Err *take_mixed(History *h, int64_t client, const SearchDoc *doc)
{
	unsigned set = words_in_client(h->query, doc), all = (1u << h->query->n) - 1;
	FindRow at = {0};
	if (set == all || find_fits_client(h->find, h->formed, str_text(&doc->name), str_text(&doc->rest)))
		return NULL;
	TRY(words_in_history(h, client, &set, &at));
	return set == all ? take(h, client, at.record, at.kind) : NULL;
}

/* The newest clients that have all words but one. */
static Err *mixed_less(History *h, unsigned word)
{
	Str expr = {0};
	find_expr_begin(&expr, h->query, ~(1u << word), false);
	Rows rows;
	bool more;
	Str sql = {0};
	candidates_begin(&sql, SEARCH_WORDS, CANDIDATES_TEXTS);
	str_add(&sql, "$1");
	candidates_order(&sql, SEARCH_WORDS, false);
	str_add(&sql, " LIMIT $2");
	Err *err = db_query(&rows, h->store->db, str_text(&sql), ARGS(arg_text(str_text(&expr)), arg_int(CLIENTS_MOST)));
	str_done(&sql);
	str_done(&expr);
	TRY(err);
	while (!(err = rows_next(&rows, &more)) && more) {
		SearchDoc doc = {0};
		str_add(&doc.name, row_words(&rows, 1));
		str_add(&doc.rest, row_words(&rows, 2));
		err = take_mixed(h, row_int(&rows, 0), &doc);
		search_doc_done(&doc);
		if (err || *h->stopped) {
			rows_done(&rows);
			break;
		}
	}
	return err;
}

/* Whether any text may hold this word at all. */
static Err *stands_in_history(const History *h, unsigned word, bool *stands)
{
	Str expr = {0};
	bool any;
	int64_t id = 0;
	Err *err = find_expr_text(&expr, &any, h->query, 1u << word, false, h->store->db);
	if (!err && any)
		err = candidates_any(&id, h->store->db, SEARCH_HISTORY, str_text(&expr));
	str_done(&expr);
	*stands = id != 0;
	return err;
}

static Err *mixed(History *h)
{
	/* Words of a phrase stand together, and one word is in one place. */
	if (h->query->n < 2 || h->query->n > 4 || h->query->phrase_count)
		return NULL;
	for (unsigned i = 0; i < h->query->n && !*h->stopped; i++) {
		bool stands = false;
		if (h->query->words[i].letters >= 3)
			TRY(stands_in_history(h, i, &stands));
		if (stands)
			TRY(mixed_less(h, i));
	}
	return NULL;
}

Err *find_history(Store *store, const Find *find, bool formed, int64_t after, bool backwards, bool *stopped, bool (*each)(void *self, const FindRow *row), void *self)
{
	History h = {.store = store, .find = find, .formed = formed, .after = after, .backwards = backwards, .stopped = stopped, .each = each, .self = self};
	Err *err = NULL;
	for (size_t q = 0; q < find->n && !err && !*stopped; q++) {
		h.query = &find->query[q];
		err = whole_texts(&h);
		if (!err && !*stopped)
			err = mixed(&h);
		if (!err && !*stopped)
			err = emit_waiting(&h);
	}
	if (backwards)
		*stopped = false;
	for (size_t i = h.kept.n; i-- > 0 && !err && !*stopped;)
		*stopped = !each(self, &h.kept.at[i]);
	vec_free(&h.kept);
	vec_free(&h.waiting);
	id_set_done(&h.seen);
	return err;
}
