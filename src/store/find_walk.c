/* SPDX-License-Identifier: MIT */
/* The walk of a search over clients: the stages that the full-text tables answer, and who comes in which. History is find_history.c. */
#include "find_walk.h"

#include <stdlib.h>
#include <string.h>

#include "find_history.h"
#include "inside.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/model/client.h"
#include "search.h"

enum { SUBSET_WORDS = 4, STAGES_MOST = 3 + 2 * (1 << SUBSET_WORDS) };

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

typedef enum StageForm { STAGE_FIRST, STAGE_NAME, STAGE_INSIDE_NAME, STAGE_BEGIN, STAGE_INSIDE } StageForm;
typedef struct Stage {
	StageForm form;
	unsigned set; /* of INSIDE stages: words that stand inside, the others begin */
	int tier;
} Stage;

typedef struct Stages {
	Stage at[STAGES_MOST];
	size_t n;
} Stages;

static bool may_be_inside(const FindQuery *query, unsigned set)
{
	for (size_t i = 0; i < query->n; i++) {
		if (set & 1u << i && (query->words[i].letters < 3 || query->words[i].whole))
			return false;
	}
	return true;
}

/* With many words only one of them may stand inside: the others narrow enough. */
static void add_inside(Stages *out, const FindQuery *query, StageForm form, int tier)
{
	if (query->n <= SUBSET_WORDS) {
		for (unsigned set = 1; set < 1u << query->n; set++) {
			if (may_be_inside(query, set))
				out->at[out->n++] = (Stage){form, set, tier};
		}
		return;
	}
	for (size_t i = 0; i < query->n && i < (1 << SUBSET_WORDS) - 1; i++) {
		if (may_be_inside(query, 1u << i))
			out->at[out->n++] = (Stage){form, 1u << i, tier};
	}
}

static void stages_of(Stages *out, const FindQuery *query)
{
	out->n = 0;
	out->at[out->n++] = (Stage){STAGE_FIRST, 0, 0};
	out->at[out->n++] = (Stage){STAGE_NAME, 0, 1};
	add_inside(out, query, STAGE_INSIDE_NAME, 2);
	out->at[out->n++] = (Stage){STAGE_BEGIN, 0, 3};
	add_inside(out, query, STAGE_INSIDE, 3);
}

static bool stage_fits(const Stage *stage, const FindQuery *query, const unsigned *bits)
{
	bool name = stage->form != STAGE_BEGIN && stage->form != STAGE_INSIDE, first = false;
	unsigned begin = name ? FIND_NAME : FIND_NAME | FIND_REST, in = name ? FIND_IN_NAME : FIND_IN_NAME | FIND_IN_REST;
	for (size_t i = 0; i < query->n; i++) {
		if (!(bits[i] & (stage->set & 1u << i ? in : begin)))
			return false;
		first |= (bits[i] & FIND_FIRST) != 0;
	}
	return first || stage->form != STAGE_FIRST;
}

/* The first stage that the client fits; -1 none. */
static int stage_index(const Stages *stages, const FindQuery *query, const char *name, const char *rest)
{
	unsigned bits[FIND_WORDS];
	if (!find_phrases_in(query, name, rest))
		return -1;
	for (size_t i = 0; i < query->n; i++) {
		bits[i] = find_bits(&query->words[i], name, rest);
		if (!bits[i])
			return -1;
	}
	for (size_t i = 0; i < stages->n; i++) {
		if (stage_fits(&stages->at[i], query, bits))
			return (int)i;
	}
	return -1;
}

bool find_fits_client(const Find *find, const char *name, const char *rest)
{
	for (size_t q = 0; q < find->n; q++) {
		Stages stages;
		stages_of(&stages, &find->query[q]);
		if (stage_index(&stages, &find->query[q], name, rest) >= 0)
			return true;
	}
	return false;
}

/* ---- One stage ---- */

static void stage_match(Sql *sql, const Stage *stage, const FindQuery *query)
{
	Str expr = {0};
	unsigned all = ~0u;
	switch (stage->form) {
	case STAGE_FIRST:
		find_expr_begin(&expr, query, all, true);
		str_add(&expr, " AND ");
		find_expr_first(&expr, query);
		break;
	case STAGE_NAME:
		str_addc(&expr, '(');
		find_expr_begin(&expr, query, all, true);
		str_add(&expr, ") NOT (");
		find_expr_first(&expr, query);
		str_addc(&expr, ')');
		break;
	case STAGE_BEGIN:
		str_addc(&expr, '(');
		find_expr_begin(&expr, query, all, false);
		str_add(&expr, ") NOT (");
		find_expr_begin(&expr, query, all, true);
		str_addc(&expr, ')');
		break;
	case STAGE_INSIDE_NAME:
		find_expr_inside(&expr, query, stage->set, "name");
		break;
	case STAGE_INSIDE:
		/* One word inside: in the name it came before. */
		if (query->n == 1) {
			str_addc(&expr, '(');
			find_expr_inside(&expr, query, stage->set, "rest");
			str_add(&expr, ") NOT (");
			find_expr_inside(&expr, query, stage->set, "name");
			str_addc(&expr, ')');
		} else {
			find_expr_inside(&expr, query, stage->set, NULL);
		}
		break;
	}
	sql_text(sql, str_text(&expr));
	str_done(&expr);
}

static Err *stage_sql(Sql *sql, const Find *find, const FindQuery *query, const Stage *stage, int64_t from, bool backwards)
{
	bool inside = stage->form == STAGE_INSIDE || stage->form == STAGE_INSIDE_NAME;
	const char *t = inside ? "search_inside" : "search_words";
	str_addf(&sql->text, "SELECT %s.rowid, s.name, s.rest FROM %s CROSS JOIN search_text s ON s.id = %s.rowid", t, t, t);
	if (find->has_more)
		str_addf(&sql->text, " CROSS JOIN client c ON c.id = %s.rowid", t);
	str_addf(&sql->text, " WHERE %s MATCH ", t);
	stage_match(sql, stage, query);
	if (from) {
		str_addf(&sql->text, " AND %s.rowid %s ", t, backwards ? ">" : "<");
		sql_int(sql, from);
	}
	unsigned others = ((1u << query->n) - 1) & ~stage->set;
	if (inside && others) {
		Str expr = {0};
		find_expr_begin(&expr, query, others, stage->form == STAGE_INSIDE_NAME);
		str_addf(&sql->text, " AND %s.rowid IN (SELECT rowid FROM search_words WHERE search_words MATCH ", t);
		sql_text(sql, str_text(&expr));
		str_addc(&sql->text, ')');
		str_done(&expr);
	}
	if (find->has_more) {
		str_add(&sql->text, " AND ");
		TRY(filter_sql(sql, find->filter, &kind_client, "c", true));
	}
	str_addf(&sql->text, " ORDER BY %s.rowid %s", t, backwards ? "ASC" : "DESC");
	return NULL;
}

typedef struct Walk {
	Store *store;
	const Find *find;
	Stages stages[2];
	bool backwards, stopped;
	bool (*each)(void *self, const FindRow *row);
	void *self;
} Walk;

/* Whether an earlier reading has had it. */
static bool had(const Walk *walk, size_t q, const char *name, const char *rest)
{
	for (size_t i = 0; i < q; i++) {
		if (stage_index(&walk->stages[i], &walk->find->query[i], name, rest) >= 0)
			return true;
	}
	return false;
}

static Err *read_stage(Walk *walk, Rows *rows, size_t q, size_t s)
{
	const FindQuery *query = &walk->find->query[q];
	bool more;
	for (;;) {
		TRY(rows_next(rows, &more));
		if (!more)
			return NULL;
		const char *name = row_text(rows, 1), *rest = row_text(rows, 2);
		if (stage_index(&walk->stages[q], query, name, rest) != (int)s || had(walk, q, name, rest))
			continue;
		FindRow row = {.client = row_int(rows, 0), .tier = walk->stages[q].at[s].tier, .query = query};
		if (!walk->each(walk->self, &row)) {
			walk->stopped = true;
			rows_done(rows);
			return NULL;
		}
	}
}

static Err *walk_stage(Walk *walk, size_t q, size_t s, int64_t from)
{
	Arena *arena = arena_new();
	Sql sql = {.db = walk->store->db, .arena = arena};
	Err *err = stage_sql(&sql, walk->find, &walk->find->query[q], &walk->stages[q].at[s], from, walk->backwards);
	Rows rows;
	if (!err)
		err = db_query(&rows, walk->store->db, str_text(&sql.text), SQL_ARGS(&sql));
	if (!err)
		err = read_stage(walk, &rows, q, s);
	sql_done(&sql);
	arena_free(arena);
	return err;
}

/* ---- All of it ---- */

/* Reading and stage of a client; false when it is found in history only. */
static Err *place_of(const Walk *walk, int64_t client, size_t *q, size_t *s, bool *found)
{
	SearchDoc doc = {0};
	bool kept;
	*found = false;
	TRY(search_doc_kept(&doc, &kept, walk->store->db, client));
	for (size_t i = 0; kept && i < walk->find->n && !*found; i++) {
		int stage = stage_index(&walk->stages[i], &walk->find->query[i], str_text(&doc.name), str_text(&doc.rest));
		if (stage >= 0) {
			*q = i;
			*s = (size_t)stage;
			*found = true;
		}
	}
	search_doc_done(&doc);
	return NULL;
}

static Err *walk_forwards(Walk *walk, int64_t after)
{
	size_t q = 0, s = 0;
	bool found = false;
	if (after)
		TRY(place_of(walk, after, &q, &s, &found));
	int64_t from = found ? after : 0;
	if (!after || found) {
		for (; q < walk->find->n; q++, s = 0) {
			for (; s < walk->stages[q].n; s++, from = 0) {
				TRY(walk_stage(walk, q, s, from));
				if (walk->stopped)
					return NULL;
			}
		}
		after = 0;
	}
	return find_history(walk->store, walk->find, after, false, &walk->stopped, walk->each, walk->self);
}

static Err *walk_backwards(Walk *walk, int64_t before)
{
	size_t q = 0, s = 0;
	bool found = false;
	if (before)
		TRY(place_of(walk, before, &q, &s, &found));
	if (!found) {
		TRY(find_history(walk->store, walk->find, before, true, &walk->stopped, walk->each, walk->self));
		if (walk->stopped || !walk->find->n)
			return NULL;
		q = walk->find->n - 1;
		s = walk->stages[q].n - 1;
	}
	int64_t from = found ? before : 0;
	for (;;) {
		TRY(walk_stage(walk, q, s, from));
		from = 0;
		if (walk->stopped || (q == 0 && s == 0))
			return NULL;
		if (s > 0) {
			s--;
		} else {
			q--;
			s = walk->stages[q].n - 1;
		}
	}
}

Err *find_walk(Store *store, const Find *find, int64_t after, bool backwards, bool (*each)(void *self, const FindRow *row), void *self)
{
	Walk walk = {.store = store, .find = find, .backwards = backwards, .each = each, .self = self};
	if (store->running)
		TRY(search_flush(store));
	for (size_t q = 0; q < find->n; q++)
		stages_of(&walk.stages[q], &find->query[q]);
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
	for (int other = 0; other < 2; other++) {
		FindQuery query = {0};
		bool any = false;
		TRY(find_query_of(&query, &any, filter, other, store->db, arena));
		if (any)
			find->query[find->n++] = query;
	}
	return NULL;
}
