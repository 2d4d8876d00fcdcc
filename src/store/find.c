/* SPDX-License-Identifier: MIT */
/* Search in everything, and clients that a name in a line may mean. The walk itself is find_walk.c. */
#include <stdlib.h>
#include <string.h>

#include "find_walk.h"
#include "inside.h"
#include "kartoteka/base/fold.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/model/interaction.h"
#include "kartoteka/model/plan.h"
#include "kartoteka/store/lists.h"
#include "search.h"
#include "sqlite_search.h"

/* ---- Where ---- */

enum {
	AROUND = 30
}; /* letters on each side of the hit */

/* The line of the text that holds a word, cut around it. Folding moves bytes, so words of the text are folded one by one. */
static void add_snippet(Str *out, const char *text, const FindQuery *query)
{
	size_t hit = 0;
	Str folded = {0};
	for (size_t at = 0; text[at];) {
		size_t n = strcspn(text + at, " \t\r\n");
		char *word = mem_strndup(text + at, n);
		str_cut(&folded, 0);
		fold_search(&folded, word);
		free(word);
		bool found = false;
		for (size_t i = 0; i < query->n && folded.n && !found; i++)
			found = strstr(folded.s, query->words[i].text) != NULL;
		if (found) {
			hit = at;
			break;
		}
		at += n + strspn(text + at + n, " \t\r\n");
	}
	str_done(&folded);
	size_t from = hit, letters = 0;
	while (from > 0 && letters < AROUND && text[from - 1] != '\n') {
		from = utf8_cluster_before(text, from);
		letters++;
	}
	while (from > 0 && from < hit && text[from - 1] != ' ' && text[from - 1] != '\n')
		from++;
	size_t to = hit, left = AROUND * 2;
	while (text[to] && text[to] != '\n' && left-- > 0)
		to += utf8_cluster(text + to, strlen(text + to));
	if (from > 0)
		str_add(out, "…");
	str_addn(out, text + from, to - from);
	if (text[to] && text[to] != '\n')
		str_add(out, "…");
}

/* How well a text says what the name does not: first by how many of such words it holds, then by how many of all; 0: it holds none. */
static size_t held_in(const FindQuery *query, const char *name, const char *text, const char *extension, bool phone)
{
	Str rest = {0};
	if (phone) {
		Str digits = {0};
		fold_digits(&digits, text);
		str_addf(&rest, "%s <", str_text(&digits));
		for (size_t i = digits.n; i-- > 0;)
			str_addc(&rest, digits.s[i]);
		if (digits.n == 11 && digits.s[0] == '7')
			str_addf(&rest, " +%s", digits.s + 1);
		str_done(&digits);
	} else {
		fold_search(&rest, text);
	}
	if (extension && *extension) {
		str_addc(&rest, ' ');
		fold_search(&rest, extension);
	}
	size_t held = 0, all = 0;
	for (size_t i = 0; i < query->n; i++) {
		const FindWord *word = &query->words[i];
		bool holds = find_bits(word, "", str_text(&rest));
		all += holds;
		held += holds && !find_bits(word, name, "");
	}
	str_done(&rest);
	return held ? held * (FIND_WORDS + 1) + all : 0;
}

/* A row of label, text, its key and extension as people read it. */
static void add_place(Str *out, const Rows *rows, const char *extension)
{
	const char *label = row_text(rows, 0);
	const FieldChoice *choices = kind_field(&kind_channel, "type")->choices;
	while (label && choices->name && strcmp(choices->name, label) != 0)
		choices++;
	if (label && choices->name)
		str_addf(out, "%s ", _(choices->label));
	str_add(out, row_text(rows, 1));
	if (extension)
		str_addf(out, " %s %s", _("ext."), extension);
}

/* Of the rows the first that holds most: of a mail the site holds a part, too. */
static Err *best_of(Str *out, Store *store, const FindQuery *query, const char *name, const char *sql, int64_t client)
{
	Rows rows;
	bool more;
	size_t most = 0, begun = out->n;
	Err *err;
	TRY(db_query(&rows, store->db, sql, ARGS(arg_int(client))));
	while (!(err = rows_next(&rows, &more)) && more) {
		const char *label = row_text(&rows, 0), *text = row_text(&rows, 1), *extension = row_text(&rows, 3);
		bool phone = label && strcmp(label, "phone") == 0;
		const char *key = phone && row_text(&rows, 2) ? row_text(&rows, 2) : text;
		size_t held = text ? held_in(query, name, key, extension, phone) : 0;
		if (held <= most)
			continue;
		most = held;
		str_cut(out, begun);
		add_place(out, &rows, held > held_in(query, name, key, NULL, phone) ? extension : NULL);
	}
	return err;
}

static Err *where_tag(Str *out, Store *store, const FindQuery *query, const char *name, int64_t client)
{
	Rows rows;
	bool more;
	TRY(db_query(&rows, store->db, "SELECT t.id, t.name FROM tagging g JOIN tag t ON t.id = g.tag WHERE g.client = $1", ARGS(arg_int(client))));
	for (;;) {
		TRY(rows_next(&rows, &more));
		if (!more)
			return NULL;
		for (size_t i = 0; i < query->n; i++) {
			const FindWord *word = &query->words[i];
			for (size_t t = 0; t < word->tag_count; t++) {
				if (word->tags[t] != row_int(&rows, 0) || find_bits(word, name, ""))
					continue;
				str_addf(out, "%s %s", _("tag"), row_text(&rows, 1));
				rows_done(&rows);
				return NULL;
			}
		}
	}
}

static Err *where_record(Str *out, Store *store, const FindRow *row)
{
	const Kind *kind;
	int64_t client;
	Str text = {0};
	Err *err = find_record(&kind, &client, &text, store, row->record);
	if (!err && kind) {
		str_addf(out, "%s: ", kind == &kind_client ? _("note") : _(kind->label));
		add_snippet(out, str_text(&text), row->query);
	}
	str_done(&text);
	return err;
}

Err *find_where(Str *out, Store *store, const FindRow *row)
{
	if (row->record)
		return where_record(out, store, row);
	if (row->tier < 3)
		return NULL;
	SearchDoc doc = {0};
	bool kept;
	size_t begun = out->n;
	TRY(search_doc_kept(&doc, &kept, store->db, row->client));
	const char *name = str_text(&doc.name);
	Err *err = best_of(out, store, row->query, name, "SELECT type, \"value\", \"key\", extension FROM channel WHERE client = $1 ORDER BY type DESC, place", row->client);
	if (!err && out->n == begun)
		err = where_tag(out, store, row->query, name, row->client);
	if (!err && out->n == begun) {
		err = best_of(out, store, row->query, name,
		              "SELECT NULL, coalesce(m.role || ', ', '') || o.title, NULL, NULL FROM membership m JOIN client o ON o.id = m.organization WHERE m.person = $1",
		              row->client);
	}
	search_doc_done(&doc);
	return err;
}

/* ---- Everything ---- */

typedef struct Everything {
	Store *store;
	const Find *find;
	Arena *arena;
	VEC(Hit)
	hits;
	VEC(FindRow)
	mixed; /* clients that only their history and their name together hold */
	size_t limit;
	Err *err;
} Everything;

static Err *title_of(const char **out, Store *store, int64_t client, Arena *arena)
{
	Rows rows;
	bool more;
	*out = "";
	TRY(db_query(&rows, store->db, "SELECT title FROM client WHERE id = $1", ARGS(arg_int(client))));
	TRY(rows_next(&rows, &more));
	if (more)
		*out = row_dup(&rows, 0, arena);
	rows_done(&rows);
	return NULL;
}

static Err *add_client_hit(Everything *all, const FindRow *row)
{
	Str where = {0};
	Hit hit = {.kind = "client", .id = row->client, .client = row->client};
	TRY(title_of(&hit.name, all->store, row->client, all->arena));
	Err *err = find_where(&where, all->store, row);
	hit.where = arena_dup(all->arena, where.n ? where.s : _("name"));
	str_done(&where);
	if (!err)
		vec_push(&all->hits, hit);
	return err;
}

static bool each_client(void *self, const FindRow *row)
{
	Everything *all = self;
	if (row->record) {
		vec_push(&all->mixed, *row);
		return all->mixed.n < all->limit;
	}
	all->err = add_client_hit(all, row);
	return !all->err && all->hits.n < all->limit;
}

static Err *add_record_hit(Everything *all, const FindQuery *query, int64_t id)
{
	const Kind *kind;
	int64_t client = 0;
	Str text = {0}, folded = {0}, where = {0};
	Err *err = find_record(&kind, &client, &text, all->store, id);
	fold_search(&folded, str_text(&text));
	if (!err && kind && find_query_in_text(query, str_text(&folded))) {
		Hit hit = {.kind = kind->name, .id = id, .client = client};
		if (kind == &kind_interaction || kind == &kind_client || text.n == 0)
			err = title_of(&hit.name, all->store, client, all->arena);
		else
			hit.name = arena_dupn(all->arena, text.s, strcspn(text.s, "\n"));
		str_addf(&where, "%s: ", kind == &kind_client ? _("note") : _(kind->label));
		add_snippet(&where, str_text(&text), query);
		hit.where = arena_dup(all->arena, where.s);
		if (!err)
			vec_push(&all->hits, hit);
	}
	str_done(&text);
	str_done(&folded);
	str_done(&where);
	return err;
}

static Err *add_records(Everything *all, const FindQuery *query)
{
	Str expr = {0};
	bool any, more;
	Rows rows;
	Err *err = find_expr_text(&expr, &any, query, ~0u, false, all->store->db);
	if (err || !any) {
		str_done(&expr);
		return err;
	}
	err = candidates_newest(&rows, all->store->db, SEARCH_HISTORY, CANDIDATES_IDS, str_text(&expr));
	str_done(&expr);
	TRY(err);
	while (all->hits.n < all->limit && !(err = rows_next(&rows, &more)) && more) {
		err = add_record_hit(all, query, row_int(&rows, 0));
		if (err)
			break;
	}
	rows_done(&rows);
	return err;
}

static bool has_client(const Everything *all, int64_t client)
{
	for (size_t i = 0; i < all->hits.n; i++) {
		if (all->hits.at[i].client == client)
			return true;
	}
	return false;
}

/* A text as one word of a filter, so that nothing in it is taken for its language. */
static FilterNode *word_node(const char *text, Arena *arena)
{
	FilterNode *node = arena_alloc(arena, sizeof *node);
	node->op = FILTER_WORD;
	node->word = arena_dup(arena, text);
	node->len = strlen(text);
	return node;
}

static void give_hits(const Everything *all, Hit **out, size_t *n)
{
	if (!all->hits.n)
		return;
	*out = arena_alloc(all->arena, all->hits.n * sizeof **out);
	memcpy(*out, all->hits.at, all->hits.n * sizeof **out);
	*n = all->hits.n;
}

/* Who stands in history and name together comes behind all texts, and is looked for only where these leave room. */
static bool records_first(void *self)
{
	Everything *all = self;
	for (size_t q = 0; q < all->find->n && !all->err && all->hits.n < all->limit; q++)
		all->err = add_records(all, &all->find->query[q]);
	return !all->err && all->hits.n < all->limit;
}

Err *find_everything(Store *store, const char *text, size_t limit, Hit **out, size_t *n, Arena *arena)
{
	*out = NULL;
	*n = 0;
	Find find;
	Everything all = {.store = store, .find = &find, .arena = arena, .limit = limit};
	TRY(find_begin(&find, store, word_node(text, arena), arena));
	find.clients_end = records_first;
	Err *err = find.n && limit ? find_walk(store, &find, 0, false, each_client, &all) : NULL;
	if (!err)
		err = all.err;
	for (size_t i = 0; i < all.mixed.n && !err && all.hits.n < limit; i++) {
		if (!has_client(&all, all.mixed.at[i].client))
			err = add_client_hit(&all, &all.mixed.at[i]);
	}
	if (!err)
		give_hits(&all, out, n);
	vec_free(&all.hits);
	vec_free(&all.mixed);
	return err;
}

Err *find_things(Store *store, const char *text, size_t limit, Hit **out, size_t *n, Arena *arena)
{
	*out = NULL;
	*n = 0;
	Find find;
	Everything all = {.store = store, .find = &find, .arena = arena, .limit = limit};
	TRY(find_begin(&find, store, word_node(text, arena), arena));
	records_first(&all);
	Err *err = all.err;
	if (!err)
		give_hits(&all, out, n);
	vec_free(&all.hits);
	return err;
}

/* ---- A client said in a line ---- */

enum {
	FORMS_MOST = 300,
	SAID_MOST = 8,
};

/* Names only: who is spoken of in a line is not looked for in notes. */
typedef struct Said {
	Store *store;
	Arena *arena;
	const char *words[SAID_MOST]; /* fold_word */
	size_t word_count, limit, looked;
	bool own; /* one word at least must be of its own name */
	VEC(ClientRow)
	rows;
	IdSet seen;
	Err *err;
} Said;

static Err *add_said(Said *said, const FindRow *row)
{
	ClientRow found = {.tier = row->tier};
	bool there;
	if (!id_set_add(&said->seen, row->client))
		return NULL;
	TRY(record_load(said->store, &kind_client, row->client, &found.client, &there, said->arena));
	if (!there)
		return NULL;
	Str where = {0};
	Err *err = find_where(&where, said->store, row);
	found.found = where.n ? arena_dup(said->arena, where.s) : NULL;
	str_done(&where);
	if (!err)
		vec_push(&said->rows, found);
	return err;
}

static bool each_said(void *self, const FindRow *row)
{
	Said *said = self;
	said->err = add_said(said, row);
	return !said->err && said->rows.n < said->limit;
}

/* The next run of letters, digits and hyphens; false at the end. */
static bool next_word(const char **at, size_t *n)
{
	size_t used;
	uint32_t code = 0;
	while (**at) {
		code = utf8_decode(*at, strlen(*at), &used);
		if (utf8_is_letter(code) || utf8_is_digit(code))
			break;
		*at += used;
	}
	for (*n = 0; (*at)[*n]; *n += used) {
		code = utf8_decode(*at + *n, strlen(*at + *n), &used);
		if (!utf8_is_letter(code) && !utf8_is_digit(code) && code != '-')
			break;
	}
	return *n > 0;
}

static bool form_of_any(const char *word, const char *names)
{
	bool is = false;
	Str folded = {0}, one = {0};
	size_t n;
	fold_name(&folded, names);
	for (const char *at = str_text(&folded); !is && next_word(&at, &n); at += n) {
		str_cut(&one, 0);
		str_addn(&one, at, n);
		is = name_matches(word, str_text(&one));
	}
	str_done(&folded);
	str_done(&one);
	return is;
}

/* Its own title, and those of where it works. */
static Err *read_names(Str *own, Str *firms, Store *store, int64_t client)
{
	Rows rows;
	bool more;
	Err *err;
	TRY(db_query(&rows, store->db,
	             "SELECT title, 1 FROM client WHERE id = $1 UNION ALL SELECT o.title, 0 FROM membership m JOIN client o ON o.id = m.organization WHERE m.person = $1",
	             ARGS(arg_int(client))));
	while (!(err = rows_next(&rows, &more)) && more)
		str_addf(row_int(&rows, 1) ? own : firms, " %s", row_text(&rows, 0) ? row_text(&rows, 0) : "");
	return err;
}

/* Every word said is a case form of a word of its name or of where it works. */
static Err *check_forms(Said *said, const FindRow *row)
{
	Str own = {0}, firms = {0};
	Err *err = read_names(&own, &firms, said->store, row->client);
	bool all = !err, any = !said->own;
	for (size_t i = 0; i < said->word_count && all; i++) {
		bool of_own = form_of_any(said->words[i], str_text(&own));
		any |= of_own;
		all = of_own || form_of_any(said->words[i], str_text(&firms));
	}
	str_done(&own);
	str_done(&firms);
	return all && any ? add_said(said, row) : err;
}

/* Every word said is one of them as it is. */
static Err *check_names(Said *said, const FindRow *row)
{
	Str own = {0}, firms = {0}, own_folded = {0}, firms_folded = {0};
	Err *err = read_names(&own, &firms, said->store, row->client);
	fold_search(&own_folded, str_text(&own));
	fold_search(&firms_folded, str_text(&firms));
	bool all = !err, any = false;
	for (size_t i = 0; i < row->query->n && all; i++) {
		bool of_own = find_bits(&row->query->words[i], str_text(&own_folded), "") & FIND_NAME;
		any |= of_own;
		all = of_own || find_bits(&row->query->words[i], str_text(&firms_folded), "") & FIND_NAME;
	}
	str_done(&own);
	str_done(&firms);
	str_done(&own_folded);
	str_done(&firms_folded);
	return all && any ? add_said(said, row) : err;
}

static bool each_name(void *self, const FindRow *row)
{
	Said *said = self;
	said->err = check_names(said, row);
	return !said->err && said->rows.n < said->limit;
}

static bool each_form(void *self, const FindRow *row)
{
	Said *said = self;
	if (++said->looked > FORMS_MOST)
		return false;
	said->err = check_forms(said, row);
	return !said->err && said->rows.n < said->limit;
}

static void take_words(Said *said, const char *text)
{
	Str folded = {0};
	fold_name(&folded, text);
	size_t n;
	for (const char *at = str_text(&folded); said->word_count < SAID_MOST && next_word(&at, &n); at += n)
		said->words[said->word_count++] = arena_dupn(said->arena, at, n);
	str_done(&folded);
}

static void give_said(Said *said, ClientRow **out, size_t *n)
{
	if (said->rows.n) {
		*out = arena_alloc(said->arena, said->rows.n * sizeof **out);
		memcpy(*out, said->rows.at, said->rows.n * sizeof **out);
		*n = said->rows.n;
	}
}

/* In the name alone: phones, tags and where one works come in tiers of their own. */
static bool each_whole(void *self, const FindRow *row)
{
	return row->tier <= 1 && each_said(self, row);
}

Err *find_client_whole(Store *store, const char *text, size_t limit, ClientRow **out, size_t *n, Arena *arena)
{
	*out = NULL;
	*n = 0;
	Said said = {.store = store, .arena = arena, .limit = limit};
	Find find;
	FilterNode *node = word_node(text, arena);
	node->whole = true;
	TRY(find_begin(&find, store, node, arena));
	find.n = find.n > 1 ? 1 : find.n;
	find.no_history = true;
	Err *err = find.n && limit ? find_walk(store, &find, 0, false, each_whole, &said) : NULL;
	if (!err)
		err = said.err;
	if (!err)
		give_said(&said, out, n);
	vec_free(&said.rows);
	id_set_done(&said.seen);
	return err;
}

/* By case forms, where the words as they are have too few; of Russian as it is written, no other layout. */
static Err *walk_forms(Said *said, const Find *straight)
{
	Find find = {.n = 1, .filter = straight->filter, .no_history = true};
	find_query_whole_forms(&find.query[0], &straight->query[0], said->arena);
	return find_walk(said->store, &find, 0, false, each_form, said);
}

/* Straight first; by case forms, of names alone, when that finds fewer than `enough`. Ends said. */
static Err *find_both_ways(Said *said, const Find *straight, bool (*each)(void *self, const FindRow *row), const char *text, size_t enough, ClientRow **out, size_t *n)
{
	bool any = straight->n > 0;
	Err *err = any && said->limit ? find_walk(said->store, straight, 0, false, each, said) : NULL;
	if (!err)
		err = said->err;
	take_words(said, text);
	if (!err && any && said->rows.n < enough && said->word_count)
		err = walk_forms(said, straight);
	if (!err)
		err = said->err;
	if (!err)
		give_said(said, out, n);
	vec_free(&said->rows);
	id_set_done(&said->seen);
	return err;
}

Err *find_client_meant(Store *store, const char *text, size_t limit, ClientRow **out, size_t *n, Arena *arena)
{
	*out = NULL;
	*n = 0;
	Said said = {.store = store, .arena = arena, .limit = limit, .own = true};
	Find find;
	TRY(find_begin(&find, store, word_node(text, arena), arena));
	find.has_forms = false; /* asked behind, of names alone */
	find.no_history = true;
	for (size_t q = 0; q < find.n; q++)
		find_query_whole(&find.query[q]);
	return find_both_ways(&said, &find, each_name, text, 1, out, n);
}

/* named: as it is said, by words that begin so. */
static Err *find_said(Store *store, const char *text, bool named, size_t limit, ClientRow **out, size_t *n, Arena *arena)
{
	*out = NULL;
	*n = 0;
	Said said = {.store = store, .arena = arena, .limit = limit};
	Find find;
	TRY(find_begin(&find, store, word_node(text, arena), arena));
	find.has_forms = false;
	find.no_history = true;
	find.begins = named;
	find.n = named && find.n > 1 ? 1 : find.n;
	return find_both_ways(&said, &find, each_said, text, limit, out, n);
}

Err *find_client(Store *store, const char *text, size_t limit, ClientRow **out, size_t *n, Arena *arena)
{
	return find_said(store, text, false, limit, out, n, arena);
}

Err *find_client_named(Store *store, const char *text, size_t limit, ClientRow **out, size_t *n, Arena *arena)
{
	return find_said(store, text, true, limit, out, n, arena);
}
