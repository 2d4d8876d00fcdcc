/* SPDX-License-Identifier: MIT */
/* Care of the search index: made anew, compared with the records, and merged so that nothing of what was deleted stays in the file. */
#include <stdlib.h>
#include <string.h>

#include "inside.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "search.h"
#include "search_doc.h"
#include "sqlite_search.h"

enum {
	SAMPLE = 1000,
	STEP = 500,
};

typedef struct Rebuild {
	Store *store;
	bool (*step)(void *self, int64_t done, int64_t all);
	void *self;
	int64_t done, all;
} Rebuild;

static Err *told(Rebuild *r)
{
	if (++r->done % STEP == 0 && r->step && !r->step(r->self, r->done, r->all))
		return err_new(ERR_INTERRUPTED, _("the search index was not made anew: stopped"));
	return NULL;
}

/* Every record of a kind as if it were new, in slices by id: a statement that stays open would see its own changes. */
static Err *add_kind(Rebuild *r, const Kind *kind)
{
	Arena *arena = arena_new();
	Str sql = {0};
	str_addf(&sql, "SELECT \"id\" FROM \"%s\" WHERE \"id\" > $1 ORDER BY \"id\" LIMIT $2", kind->table);
	int64_t last = 0;
	bool any = true;
	Err *err = NULL;
	while (any && !err) {
		VEC(int64_t)
		ids = {0};
		Rows rows;
		bool more;
		err = db_query(&rows, r->store->db, str_text(&sql), ARGS(arg_int(last), arg_int(STEP)));
		while (!err && !(err = rows_next(&rows, &more)) && more)
			vec_push(&ids, row_int(&rows, 0));
		any = ids.n > 0;
		for (size_t i = 0; i < ids.n && !err; i++) {
			bool found;
			void *record = arena_alloc(arena, kind->size);
			err = record_load(r->store, kind, ids.at[i], record, &found, arena);
			if (!err && found)
				err = search_changed(r->store, kind, ids.at[i], NULL, record);
			if (!err)
				err = told(r);
			last = ids.at[i];
		}
		if (!err)
			err = search_flush(r->store);
		vec_free(&ids);
		arena_reset(arena);
	}
	str_done(&sql);
	arena_free(arena);
	return err;
}

static Err *make_anew(Rebuild *r)
{
	search_forget(r->store);
	TRY(index_empty(r->store->db));
	TRY(db_run(r->store->db, "DELETE FROM search_text", NO_ARGS));
	for (size_t i = 0; kinds[i]; i++) {
		if (search_kind_has_text(kinds[i]))
			TRY(add_kind(r, kinds[i]));
	}
	return NULL;
}

static Err *count_records(int64_t *all, Db *db)
{
	*all = 0;
	for (size_t i = 0; kinds[i]; i++) {
		int64_t n = 0;
		Str sql = {0};
		str_addf(&sql, "SELECT count(*) FROM \"%s\"", kinds[i]->table);
		Err *err = search_kind_has_text(kinds[i]) ? db_int(&n, db, str_text(&sql), NO_ARGS) : NULL;
		str_done(&sql);
		TRY(err);
		*all += n;
	}
	return NULL;
}

Err *search_rebuild(Store *store, bool (*step)(void *self, int64_t done, int64_t all), void *self)
{
	Rebuild r = {.store = store, .step = step, .self = self};
	bool own = !db_in_transaction(store->db);
	TRY(count_records(&r.all, store->db));
	if (own)
		TRY(db_begin(store->db, true));
	store->writes = true;
	Err *err = make_anew(&r);
	if (!own)
		return err;
	if (err) {
		search_forget(store);
		db_rollback(store->db);
		return err;
	}
	return db_commit(store->db);
}

/* ---- Check ---- */

/* Entries that a client should have and has not, or the other way round. */
static Err *check_entries(Store *store, int64_t *wrong)
{
	Rows rows;
	bool more;
	TRY(db_query(&rows, store->db, "SELECT id FROM client UNION SELECT id FROM search_text", NO_ARGS));
	Err *err;
	while (!(err = rows_next(&rows, &more)) && more) {
		SearchDoc now = {0}, kept = {0};
		bool is, was;
		err = search_doc_of(&now, &is, store->db, row_int(&rows, 0));
		if (!err)
			err = search_doc_kept(&kept, &was, store->db, row_int(&rows, 0));
		if (!err && (is != was || strcmp(str_text(&now.name), str_text(&kept.name)) != 0 || strcmp(str_text(&now.rest), str_text(&kept.rest)) != 0))
			++*wrong;
		search_doc_done(&now);
		search_doc_done(&kept);
		if (err) {
			rows_done(&rows);
			break;
		}
	}
	return err;
}

/* The first word of a text is looked up where it should be. */
static Err *check_looked_up(Db *db, SearchIndex index, const char *word, int64_t id, int64_t *wrong)
{
	bool has = false;
	TRY(candidates_has(&has, db, index, word, id));
	*wrong += !has;
	return NULL;
}

/* The first three letters of a word are in the index of what stands inside; false: it is shorter. */
static bool first_three(Str *out, const char *word)
{
	size_t n = 0, used;
	for (int letters = 0; letters < 3; letters++) {
		if (!word[n] || word[n] == ' ' || word[n] == '"')
			return false;
		utf8_decode(word + n, strlen(word + n), &used);
		n += used;
	}
	str_addf(out, "\"%.*s\"", (int)n, word);
	return true;
}

static Err *check_words(Store *store, int64_t *wrong)
{
	Rows rows;
	bool more;
	TRY(db_query(&rows, store->db, "SELECT id, name FROM search_text WHERE name <> '' ORDER BY id DESC LIMIT $1", ARGS(arg_int(SAMPLE))));
	Err *err;
	while (!(err = rows_next(&rows, &more)) && more) {
		const char *name = row_words(&rows, 1);
		Str word = {0};
		str_addf(&word, "\"^%.*s\"", (int)strcspn(name, " "), name);
		err = check_looked_up(store->db, SEARCH_WORDS, str_text(&word), row_int(&rows, 0), wrong);
		str_cut(&word, 0);
		if (!err && first_three(&word, name))
			err = check_looked_up(store->db, SEARCH_INSIDE, str_text(&word), row_int(&rows, 0), wrong);
		str_done(&word);
		if (err) {
			rows_done(&rows);
			break;
		}
	}
	return err;
}

static Err *check_texts(Store *store, int64_t *wrong)
{
	Arena *arena = arena_new();
	Rows rows;
	bool more;
	Err *err = db_query(&rows, store->db, "SELECT id FROM interaction WHERE text IS NOT NULL ORDER BY id DESC LIMIT $1", ARGS(arg_int(SAMPLE)));
	while (!err && !(err = rows_next(&rows, &more)) && more) {
		bool found;
		Str text = {0}, word = {0};
		void *record = arena_alloc(arena, kind_interaction.size);
		err = record_load(store, &kind_interaction, row_int(&rows, 0), record, &found, arena);
		/* A blank and the first two letters are the first entry of a text. */
		if (!err && found && search_text_of(&text, &kind_interaction, record, arena) && search_first_letters(&word, str_text(&text)))
			err = check_looked_up(store->db, SEARCH_HISTORY, str_text(&word), row_int(&rows, 0), wrong);
		str_done(&text);
		str_done(&word);
		arena_reset(arena);
		if (err)
			rows_done(&rows);
	}
	arena_free(arena);
	return err;
}

Err *search_check(Store *store, Str *faults)
{
	int64_t wrong = 0;
	bool damaged = false;
	for (SearchIndex index = 0; index < SEARCH_INDEXES; index++) {
		/* A read-only base cannot be asked this way; its tables were checked as tables. */
		Err *err = store->read_only || store->mode == STORE_READ ? NULL : index_check(store->db, index);
		int64_t lost = 0;
		if (!err)
			err = index_lost(&lost, store->db, index);
		damaged |= lost > 0;
		damaged |= err && err->code == ERR_DAMAGED;
		if (err && err->code != ERR_DAMAGED)
			return err;
		err_free(err);
	}
	if (!damaged) {
		TRY(check_entries(store, &wrong));
		TRY(check_words(store, &wrong));
		TRY(check_texts(store, &wrong));
	}
	if (damaged)
		str_addf(faults, "%s\n", _("the search index is damaged: kartoteka check --repair makes it anew"));
	else if (wrong) {
		str_addf(faults, P_("the search index is wrong about %lld record: kartoteka check --repair makes it anew\n", "the search index is wrong about %lld records: kartoteka check --repair makes it anew\n", wrong), (long long)wrong);
	}
	return NULL;
}

Err *search_scrub(Store *store)
{
	TRY(index_scrub(store->db));
	store->writes = true;
	return NULL;
}
