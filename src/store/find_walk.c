/* SPDX-License-Identifier: MIT */
/* The walk of a search over clients: the stages that the full-text tables answer, and who comes in which. History is find_history.c. */
#include "find_walk.h"

#include <stdlib.h>
#include <string.h>

#include "find_history.h"
#include "inside.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/model/client.h"
#include "search.h"
#include "sqlite_search.h"

/* ---- A set of ids ---- */

static size_t id_slot(const IdSet *set, int64_t id)
{
	size_t slot = (size_t)((uint64_t)id * UINT64_C(0x9E3779B97F4A7C15) >> 32) & (set->slots - 1);
	while (set->at[slot] && set->at[slot] != id)
		slot = (slot + 1) & (set->slots - 1);
	return slot;
}

bool id_set_add(IdSet *set, int64_t id)
{
	if ((set->n + 1) * 2 > set->slots) {
		IdSet old = *set;
		set->slots = old.slots ? old.slots * 2 : 64;
		set->at = mem_alloc(set->slots * sizeof *set->at);
		for (size_t i = 0; i < old.slots; i++) {
			if (old.at[i])
				set->at[id_slot(set, old.at[i])] = old.at[i];
		}
		free(old.at);
	}
	size_t slot = id_slot(set, id);
	if (set->at[slot])
		return false;
	set->at[slot] = id;
	set->n++;
	return true;
}

void id_set_done(IdSet *set)
{
	free(set->at);
	*set = (IdSet){0};
}

/* ---- Stages ---- */

typedef enum Stage {
	STAGE_EXACT,
	STAGE_WHOLE,
	STAGE_FIRST,
	STAGE_NAME,
	STAGE_INSIDE_NAME,
	STAGE_BEGIN,
	STAGE_INSIDE,
	STAGES,
} Stage;
static const int tiers[STAGES] = {
	[STAGE_EXACT] = 0,
	[STAGE_WHOLE] = 0,
	[STAGE_FIRST] = 0,
	[STAGE_NAME] = 1,
	[STAGE_INSIDE_NAME] = 2,
	[STAGE_BEGIN] = 3,
	[STAGE_INSIDE] = 3,
};

/* The first stage that the client fits; STAGES: none. */
static Stage stage_of(const FindQuery *query, const char *name, const char *rest)
{
	bool whole = false, first = false, in_name = true, begin_name = true, begin = true;
	if (!find_phrases_in(query, name, rest))
		return STAGES;
	for (size_t i = 0; i < query->n; i++) {
		unsigned bits = find_bits(&query->words[i], name, rest);
		if (!bits)
			return STAGES;
		whole |= (bits & FIND_WHOLE) != 0;
		first |= (bits & FIND_FIRST) != 0;
		begin_name &= (bits & FIND_NAME) != 0;
		in_name &= (bits & (FIND_NAME | FIND_IN_NAME)) != 0;
		begin &= (bits & (FIND_NAME | FIND_REST)) != 0;
	}
	if (begin_name && whole)
		return find_is_name(query, name) ? STAGE_EXACT : STAGE_WHOLE;
	if (begin_name)
		return first ? STAGE_FIRST : STAGE_NAME;
	if (query->forms)
		return begin ? STAGE_BEGIN : STAGES;
	return in_name ? STAGE_INSIDE_NAME : begin ? STAGE_BEGIN
	                                           : STAGE_INSIDE;
}

bool find_fits_client(const Find *find, bool formed, const char *name, const char *rest)
{
	if (formed && stage_of(&find->query[FIND_FORMS], name, rest) != STAGES)
		return true;
	for (size_t q = 0; q < find->n; q++) {
		if (stage_of(&find->query[q], name, rest) != STAGES)
			return true;
	}
	return false;
}

typedef struct Pooled {
	int64_t client;
	Stage stage;
} Pooled;

typedef struct Walk {
	Store *store;
	const Find *find;
	bool backwards, stopped, any; /* any: somebody was found */
	bool behind;                  /* it goes on behind a row that was given before */
	bool (*each)(void *self, const FindRow *row);
	void *self;
} Walk;

/* Whether an earlier reading has had it. */
static bool had(const Walk *walk, size_t q, const char *name, const char *rest)
{
	for (size_t i = 0; i < q && i < walk->find->n; i++) {
		if (stage_of(&walk->find->query[i], name, rest) != STAGES)
			return true;
	}
	return false;
}

static void give(Walk *walk, size_t q, int64_t client, Stage stage)
{
	FindRow row = {.client = client, .tier = tiers[stage], .query = &walk->find->query[q]};
	walk->any = true;
	if (!walk->each(walk->self, &row))
		walk->stopped = true;
}

/* ---- Candidates ---- */

/* What the full-text table is asked; *any false: nothing can be, the stage is empty. */
static Err *stage_match(Sql *sql, bool *any, Stage stage, const FindQuery *query)
{
	Str expr = {0};
	Err *err = NULL;
	*any = true;
	switch (stage) {
	case STAGE_EXACT:
	case STAGE_WHOLE:
		/* A lone word that is the first begins a name too. */
		if (query->n > 1) {
			find_expr_begin(&expr, query, ~0u, true);
			str_add(&expr, " AND ");
		}
		find_expr_first(&expr, query, true);
		break;
	case STAGE_FIRST:
		str_addc(&expr, '(');
		find_expr_begin(&expr, query, ~0u, true);
		str_add(&expr, " AND ");
		find_expr_first(&expr, query, false);
		str_add(&expr, ") NOT (");
		find_expr_first(&expr, query, true);
		str_addc(&expr, ')');
		break;
	case STAGE_NAME:
		str_addc(&expr, '(');
		find_expr_begin(&expr, query, ~0u, true);
		str_add(&expr, ") NOT (");
		find_expr_first(&expr, query, false);
		str_addc(&expr, ')');
		break;
	case STAGE_BEGIN:
		str_addc(&expr, '(');
		find_expr_begin(&expr, query, ~0u, false);
		str_add(&expr, ") NOT (");
		find_expr_begin(&expr, query, ~0u, true);
		str_addc(&expr, ')');
		break;
	case STAGE_INSIDE_NAME:
		err = find_expr_inside(&expr, any, query, ~0u, "name", sql->db);
		break;
	case STAGE_INSIDE:
	case STAGES:
		err = find_expr_inside(&expr, any, query, ~0u, NULL, sql->db);
		break;
	}
	sql_text(sql, str_text(&expr));
	str_done(&expr);
	return err;
}

static bool is_inside(Stage stage)
{
	return stage == STAGE_INSIDE_NAME || stage == STAGE_INSIDE || stage == STAGES;
}

/*
 * A lone letter is nowhere inside a word, so the index of parts does not know it and would give all that have the others: "ООО ъ" looked through every
 * company. Where few have it, they are the candidates. *expr: what they are asked by; empty: there is no such letter, or it is common.
 */
static Err *rare_letters(Str *expr, const FindQuery *query, Stage stage, Db *db)
{
	enum {
		FEW = 200
	};
	unsigned set = 0;
	int64_t there = 0;
	for (size_t i = 0; i < query->n; i++)
		set |= query->words[i].letters == 1 && !query->words[i].whole ? 1u << i : 0;
	if (!set)
		return NULL;
	find_expr_begin(expr, query, set, stage == STAGE_INSIDE_NAME);
	Err *err = candidates_nth(&there, db, SEARCH_WORDS, str_text(expr), FEW);
	if (err || there)
		str_cut(expr, 0);
	return err;
}

/* Candidates with their texts; STAGES: of all stages. */
static Err *stage_sql(Sql *sql, bool *any, const Find *find, const FindQuery *query, Stage stage, int64_t from, bool backwards)
{
	SearchIndex index = is_inside(stage) ? SEARCH_INSIDE : SEARCH_WORDS;
	Str letters = {0};
	if (is_inside(stage))
		TRY(rare_letters(&letters, query, stage, sql->db));
	if (letters.n)
		index = SEARCH_WORDS;
	/* What else is asked is asked about each candidate, never the other way round. */
	sql->walk = true;
	candidates_begin(&sql->text, index, CANDIDATES_TEXTS | (find->has_more ? CANDIDATES_CLIENTS : 0u));
	Err *err = NULL;
	*any = true;
	if (letters.n)
		sql_text(sql, str_text(&letters));
	else
		err = stage_match(sql, any, stage, query);
	str_done(&letters);
	TRY(err);
	if (from) {
		candidates_past(&sql->text, index, backwards);
		sql_int(sql, from);
	}
	if (find->has_more && *any) {
		str_add(&sql->text, " AND ");
		TRY(filter_sql(sql, find->filter, &kind_client, "c", true));
	}
	candidates_order(&sql->text, index, backwards);
	return NULL;
}

/* Parts of words have three letters at least. */
static bool may_be_inside(const FindQuery *query)
{
	for (size_t i = 0; i < query->n && !query->forms; i++) {
		if (query->words[i].letters >= 3 && !query->words[i].whole)
			return true;
	}
	return false;
}

typedef bool (*EachCandidate)(Walk *walk, size_t q, Stage asked, Stage is, int64_t client, void *self);

static Err *each_candidate(Walk *walk, size_t q, Stage stage, int64_t from, bool backwards, EachCandidate each, void *self)
{
	const FindQuery *query = &walk->find->query[q];
	Arena *arena = arena_new();
	Sql sql = {.db = walk->store->db, .arena = arena};
	Rows rows = {0};
	bool any, more;
	Err *err = stage_sql(&sql, &any, walk->find, query, stage, from, backwards);
	if (!err && any)
		err = db_query(&rows, walk->store->db, str_text(&sql.text), SQL_ARGS(&sql));
	while (!err && any && !(err = rows_next(&rows, &more)) && more) {
		const char *name = row_words(&rows, 1), *rest = row_words(&rows, 2);
		Stage is = stage_of(query, name, rest);
		if (is != STAGES && had(walk, q, name, rest))
			is = STAGES;
		if (each(walk, q, stage, is, row_int(&rows, 0), self))
			continue;
		rows_done(&rows);
		break;
	}
	sql_done(&sql);
	arena_free(arena);
	return err;
}

/* ---- Stage by stage: one word, or words that many have ---- */

static bool give_candidate(Walk *walk, size_t q, Stage asked, Stage is, int64_t client, void *self)
{
	(void)self;
	if (is == asked)
		give(walk, q, client, is);
	return !walk->stopped;
}

typedef VEC(int64_t) Wholes;

static bool keep_whole(Walk *walk, size_t q, Stage asked, Stage is, int64_t client, void *self)
{
	(void)asked;
	if (is == STAGE_EXACT)
		give(walk, q, client, is);
	else if (is == STAGE_WHOLE)
		vec_push((Wholes *)self, client);
	return !walk->stopped;
}

/* Whose name is the word alone is known when all whose first word it is were looked at: these are kept. From the top, which is walked anew then, they are what was found when time is over before; a page behind others would leave out names for good. */
static Err *walk_names(Walk *walk, size_t q)
{
	enum {
		SHOWN_MOST = 40 /* of those, when time is over: more do not fit where one waits for a key */
	};
	Wholes wholes = {0};
	bool top = !walk->behind && !walk->any;
	Err *err = each_candidate(walk, q, STAGE_EXACT, 0, false, keep_whole, &wholes);
	bool late = err && err->code == ERR_INTERRUPTED && top;
	size_t n = err && !late ? 0 : wholes.n;
	if (late) {
		db_patience(walk->store->db, 0);
		n = n < SHOWN_MOST ? n : SHOWN_MOST;
	}
	for (size_t i = 0; i < n && !walk->stopped; i++)
		give(walk, q, wholes.at[i], STAGE_WHOLE);
	vec_free(&wholes);
	return err;
}

/*
 * The first digits of phones stand with every client and in hardly any name, and a full-text table that goes through all of them for a column, or for
 * what two of them have, is not stopped on its way. Who waits for a key is told at once that it takes longer.
 */
static Err *digits_of_many(bool *many, const Walk *walk, const FindQuery *query)
{
	enum {
		NEWEST = 200,
		MANY = 50000
	};
	int64_t newest = 0;
	*many = false;
	for (size_t i = 0; i < query->n; i++) {
		if (!query->words[i].digits)
			return NULL;
	}
	TRY(db_int(&newest, walk->store->db, "SELECT max(id) FROM search_text", NO_ARGS));
	for (size_t i = 0; i < query->n && !*many; i++) {
		Str expr = {0};
		int64_t far = 0; /* how many there are shows in how far back so many of them reach */
		find_expr_begin(&expr, query, 1u << i, false);
		Err *err = candidates_nth(&far, walk->store->db, SEARCH_WORDS, str_text(&expr), NEWEST);
		str_done(&expr);
		TRY(err);
		*many = far && newest > far && newest / (newest - far) > MANY / NEWEST;
	}
	return NULL;
}

/* Before the stage that would take long: a lone word in names, several anywhere. */
static Err *check_patience(const Walk *walk, size_t q, Stage stage)
{
	const FindQuery *query = &walk->find->query[q];
	bool many;
	if (walk->any || walk->behind || walk->backwards || db_is_patient(walk->store->db) || stage != (query->n > 1 ? STAGE_BEGIN : STAGE_NAME))
		return NULL;
	TRY(digits_of_many(&many, walk, query));
	return many ? err_new(ERR_INTERRUPTED, "%s", _("stopped")) : NULL;
}

static Err *walk_stages(Walk *walk, size_t q, bool resume, Stage from_stage, int64_t from)
{
	const FindQuery *query = &walk->find->query[q];
	int stage = resume ? (int)from_stage : walk->backwards ? STAGES - 1
	                                                       : 0;
	if (!resume && !walk->backwards) {
		TRY(walk_names(walk, q));
		stage = STAGE_WHOLE + 1;
	}
	for (; stage >= 0 && stage < STAGES && !walk->stopped; stage += walk->backwards ? -1 : 1) {
		TRY(check_patience(walk, q, (Stage)stage));
		if (!is_inside((Stage)stage) || (may_be_inside(query) && !walk->find->begins))
			TRY(each_candidate(walk, q, (Stage)stage, from, walk->backwards, give_candidate, NULL));
		from = 0;
	}
	return NULL;
}

/* ---- Pooled: several words that few have together are found by one question and put in order here ---- */

enum {
	POOL_MOST = 300,
	POOL_LOOKED = 1500,
};

typedef struct Pool {
	VEC(Pooled)
	found;
	size_t looked;
	bool over;
} Pool;

static bool pool_candidate(Walk *walk, size_t q, Stage asked, Stage is, int64_t client, void *self)
{
	(void)walk;
	(void)q;
	(void)asked;
	Pool *pool = self;
	if (is != STAGES)
		vec_push(&pool->found, ((Pooled){client, is}));
	pool->over = pool->found.n > POOL_MOST || ++pool->looked > POOL_LOOKED;
	return !pool->over;
}

static int pool_order(const void *a, const void *b)
{
	const Pooled *x = a, *y = b;
	if (x->stage != y->stage)
		return x->stage < y->stage ? -1 : 1;
	return (x->client < y->client) - (x->client > y->client);
}

static Err *walk_pool(Walk *walk, size_t q, bool *over, bool resume, Stage from_stage, int64_t from)
{
	Pool pool = {0};
	Err *err = each_candidate(walk, q, STAGES, 0, false, pool_candidate, &pool);
	*over = pool.over;
	if (!err && !pool.over && pool.found.n) {
		const Pooled anchor = {from, from_stage};
		qsort(pool.found.at, pool.found.n, sizeof *pool.found.at, pool_order);
		for (size_t i = 0; i < pool.found.n && !walk->stopped; i++) {
			const Pooled *at = &pool.found.at[walk->backwards ? pool.found.n - 1 - i : i];
			int behind = resume ? pool_order(at, &anchor) : 0;
			if (!resume || (walk->backwards ? behind < 0 : behind > 0))
				give(walk, q, at->client, at->stage);
		}
	}
	vec_free(&pool.found);
	return err;
}

static bool may_pool(const FindQuery *query)
{
	bool lookable = false;
	for (size_t i = 0; i < query->n; i++)
		lookable |= query->words[i].letters >= 2;
	return query->n > 1 && lookable && !query->forms;
}

static Err *walk_reading(Walk *walk, size_t q, bool resume, Stage from_stage, int64_t from)
{
	bool over = true;
	if (may_pool(&walk->find->query[q]))
		TRY(walk_pool(walk, q, &over, resume, from_stage, from));
	return over ? walk_stages(walk, q, resume, from_stage, from) : NULL;
}

/* ---- All of it ---- */

/* Reading and stage of a client; not found: it is in history only. */
static Err *place_of(const Walk *walk, int64_t client, size_t *q, Stage *stage, bool *found)
{
	SearchDoc doc = {0};
	bool kept;
	*found = false;
	TRY(search_doc_kept(&doc, &kept, walk->store->db, client));
	for (size_t i = 0; kept && i <= FIND_FORMS && !*found; i++) {
		if (i == FIND_FORMS ? !walk->find->has_forms : i >= walk->find->n)
			continue;
		*stage = stage_of(&walk->find->query[i], str_text(&doc.name), str_text(&doc.rest));
		*q = i;
		*found = *stage != STAGES;
	}
	search_doc_done(&doc);
	return NULL;
}

static bool first_found(void *self, const FindRow *row)
{
	(void)self;
	(void)row;
	return false;
}

/* Whether case forms are asked: when the words as they are have nobody. Who stands in history alone tells nothing of that. */
static Err *asks_forms(bool *asks, const Walk *walk)
{
	Walk straight = {.store = walk->store, .find = walk->find, .each = first_found};
	for (size_t q = 0; q < walk->find->n && !straight.any && walk->find->has_forms; q++)
		TRY(walk_reading(&straight, q, false, STAGE_EXACT, 0));
	*asks = walk->find->has_forms && !straight.any;
	return NULL;
}

static Err *walk_forwards(Walk *walk, int64_t after)
{
	size_t q = 0;
	Stage stage = STAGE_FIRST;
	bool found = false;
	if (after)
		TRY(place_of(walk, after, &q, &stage, &found));
	bool by_form = found && q == FIND_FORMS;
	for (bool resume = found; (!after || found) && q < walk->find->n; q++, resume = false) {
		TRY(walk_reading(walk, q, resume, stage, resume ? after : 0));
		if (walk->stopped)
			return NULL;
	}
	bool formed = walk->find->has_forms && !walk->any;
	if (after && found)
		formed = by_form;
	else if (after)
		TRY(asks_forms(&formed, walk));
	if (formed && (!after || found))
		TRY(walk_reading(walk, FIND_FORMS, found, stage, found ? after : 0));
	if (walk->stopped || walk->find->no_history || (walk->find->clients_end && !walk->find->clients_end(walk->self)))
		return NULL;
	return find_history(walk->store, walk->find, formed, found ? 0 : after, false, &walk->stopped, walk->each, walk->self);
}

static Err *walk_backwards(Walk *walk, int64_t before)
{
	size_t q = walk->find->n - 1;
	Stage stage = STAGES;
	bool found = false, formed;
	if (before)
		TRY(place_of(walk, before, &q, &stage, &found));
	if (found)
		formed = q == FIND_FORMS;
	else
		TRY(asks_forms(&formed, walk));
	if (!found) {
		q = walk->find->n - 1;
		TRY(find_history(walk->store, walk->find, formed, before, true, &walk->stopped, walk->each, walk->self));
	}
	/* There is nobody else then. */
	if (formed)
		return walk->stopped ? NULL : walk_reading(walk, FIND_FORMS, found, stage, found ? before : 0);
	for (bool resume = found; !walk->stopped; q--, resume = false) {
		TRY(walk_reading(walk, q, resume, stage, resume ? before : 0));
		if (q == 0)
			break;
	}
	return NULL;
}

Err *find_walk(Store *store, const Find *find, int64_t after, bool backwards, bool (*each)(void *self, const FindRow *row), void *self)
{
	Walk walk = {.store = store, .find = find, .backwards = backwards, .behind = after != 0, .each = each, .self = self};
	if (store->running)
		TRY(search_flush(store));
	if (!find->n)
		return NULL;
	return backwards ? walk_backwards(&walk, after) : walk_forwards(&walk, after);
}

static bool only_words(const FilterNode *filter)
{
	if (filter->op == FILTER_AND)
		return only_words(filter->a) && only_words(filter->b);
	return filter->op == FILTER_WORD || filter->op == FILTER_ALL;
}

Err *find_begin(Find *find, Store *store, const FilterNode *filter, Arena *arena)
{
	*find = (Find){.filter = filter, .has_more = filter && !only_words(filter)};
	Str legal = {0};
	name_legal_forms(&legal);
	const char *forms = arena_dup(arena, str_text(&legal));
	str_done(&legal);
	for (int other = 0; other < 2; other++) {
		FindQuery query = {.legal = forms};
		bool any = false;
		TRY(find_query_of(&query, &any, filter, other, store->db, arena));
		if (any)
			find->query[find->n++] = query;
		if (any && !other)
			find_query_forms(&find->query[FIND_FORMS], &find->has_forms, &query, arena);
	}
	return NULL;
}
