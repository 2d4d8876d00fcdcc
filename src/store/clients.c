/* SPDX-License-Identifier: MIT */
/*
 * Pages of clients. Without words they go along an index by keyset, those without a value last whatever the direction; with words they go by the walk
 * of find_walk.c. Counts stop at their limit.
 */
#include <stdlib.h>
#include <string.h>

#include "find_walk.h"
#include "inside.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/store/lists.h"
#include "record.h"
#include "search.h"

typedef VEC(ClientRow) Found;

static void give(Found *found, bool reversed, ClientRow **out, size_t *n, Arena *arena)
{
	*n = found->n;
	*out = found->n ? arena_alloc(arena, found->n * sizeof **out) : NULL;
	for (size_t i = 0; i < found->n; i++)
		(*out)[i] = found->at[reversed ? found->n - 1 - i : i];
}

/* ---- With words ---- */

typedef struct Pager {
	Store *store;
	Arena *arena;
	Found found;
	size_t limit;
	Err *err;
} Pager;

static Err *add_found(Pager *pager, const FindRow *row)
{
	ClientRow found = {.tier = row->tier};
	bool there;
	TRY(record_load(pager->store, &kind_client, row->client, &found.client, &there, pager->arena));
	if (!there)
		return NULL;
	Str where = {0};
	Err *err = find_where(&where, pager->store, row);
	found.found = where.n ? arena_dup(pager->arena, where.s) : NULL;
	str_done(&where);
	if (!err)
		vec_push(&pager->found, found);
	return err;
}

static bool each_row(void *self, const FindRow *row)
{
	Pager *pager = self;
	pager->err = add_found(pager, row);
	return !pager->err && pager->found.n < pager->limit;
}

static Err *page_of_words(Store *store, const Find *find, const ClientPage *page, ClientRow **out, size_t *n, Arena *arena)
{
	Pager pager = {.store = store, .arena = arena, .limit = page->limit};
	bool backwards = page->before || page->from_end;
	const Client *anchor = page->before ? page->before : page->after;
	Err *err = find_walk(store, find, anchor ? anchor->head.id : 0, backwards, each_row, &pager);
	if (!err)
		err = pager.err;
	if (!err || err->code == ERR_INTERRUPTED)
		give(&pager.found, backwards, out, n, arena);
	vec_free(&pager.found);
	return err;
}

/* ---- In an order ---- */

typedef struct Order {
	const Field *field;
	bool descending, nullable;
	bool named; /* equals stand by name, else by their age in the base */
} Order;

static Err *order_of(Order *order, const ClientPage *page)
{
	static const struct {
		const char *name, *field;
		bool named;
	} orders[] = {
		{"title", "title_key", false},
		{"organization", "organization_key", true},
		{"phone", "phone", true},
		{"source", "source", true},
		{"owner", "owner", true},
	};
	const char *name = page->sort && *page->sort ? page->sort : "title", *field = name;
	order->named = false;
	for (size_t i = 0; i < countof(orders); i++) {
		if (strcmp(orders[i].name, name) == 0) {
			field = orders[i].field;
			order->named = orders[i].named;
		}
	}
	order->field = kind_field(&kind_client, field);
	order->descending = page->descending;
	if (!order->field)
		return err_word(err_new(ERR_USAGE, _("clients are not sorted by %s"), name), name, -1);
	order->nullable = strcmp(order->field->name, "title_key") != 0;
	return NULL;
}

typedef struct Segment {
	bool nulls, ascending;
	const Client *anchor; /* in this segment, or NULL */
} Segment;

/* The columns of an index, in its order: the field unless all lack it, the name where it parts equals, the id. */
static size_t order_columns(const char *columns[3], const Order *order, const Segment *segment)
{
	size_t n = 0;
	if (!segment->nulls)
		columns[n++] = order->field->name;
	if (order->named)
		columns[n++] = "title_key";
	columns[n++] = "id";
	return n;
}

/* What stands behind the anchor in this segment's direction. */
static void segment_sql(Sql *sql, const Order *order, const Segment *segment)
{
	const char *columns[3];
	size_t n = order_columns(columns, order, segment);
	if (order->nullable)
		str_addf(&sql->text, " AND c.\"%s\" IS %sNULL", order->field->name, segment->nulls ? "" : "NOT ");
	if (!segment->anchor)
		return;
	str_add(&sql->text, " AND (");
	for (size_t i = 0; i < n; i++)
		str_addf(&sql->text, "%sc.\"%s\"", i ? ", " : "", columns[i]);
	str_addf(&sql->text, ") %s (", segment->ascending ? ">" : "<");
	for (size_t i = 0; i < n; i++) {
		str_add(&sql->text, i ? ", " : "");
		if (i + 1 == n)
			sql_int(sql, segment->anchor->head.id);
		else
			sql_arg(sql, field_get(kind_field(&kind_client, columns[i]), segment->anchor, sql->arena));
	}
	str_addc(&sql->text, ')');
}

static void order_sql(Sql *sql, const Order *order, const Segment *segment)
{
	const char *columns[3], *way = segment->ascending ? "ASC" : "DESC";
	size_t n = order_columns(columns, order, segment);
	for (size_t i = 0; i < n; i++)
		str_addf(&sql->text, "%s c.\"%s\" %s", i ? "," : " ORDER BY", columns[i], way);
}

static Err *read_segment(Found *found, Store *store, const Order *order, const Segment *segment, const FilterNode *filter, bool walk, size_t limit, Arena *arena)
{
	Sql sql = {.db = store->db, .arena = arena, .walk = walk};
	str_add(&sql.text, "SELECT ");
	record_columns(&sql.text, &kind_client, "c");
	str_add(&sql.text, " FROM client c WHERE ");
	Err *err = filter_sql(&sql, filter, &kind_client, "c", false);
	segment_sql(&sql, order, segment);
	order_sql(&sql, order, segment);
	str_add(&sql.text, " LIMIT ");
	sql_int(&sql, (int64_t)(limit - found->n));
	Rows rows;
	bool more;
	if (!err)
		err = db_query(&rows, store->db, str_text(&sql.text), SQL_ARGS(&sql));
	while (!err && !(err = rows_next(&rows, &more)) && more) {
		ClientRow row = {0};
		err = record_of_row(&row.client, &kind_client, &rows, 0, arena);
		if (!err)
			vec_push(found, row);
		else
			rows_done(&rows);
	}
	sql_done(&sql);
	return err;
}

/* Of a base with damaged pages: the index says who there is, and each that can be read is shown; those that cannot are left out. */
static Err *read_around(Found *found, size_t from, Store *store, const Order *order, const Segment *segment, size_t limit, Arena *arena)
{
	Sql sql = {.db = store->db, .arena = arena};
	str_add(&sql.text, "SELECT c.id FROM client c WHERE ");
	Err *err = filter_sql(&sql, NULL, &kind_client, "c", false);
	segment_sql(&sql, order, segment);
	order_sql(&sql, order, segment);
	Rows rows;
	bool more = false;
	found->n = from;
	if (!err)
		err = db_query(&rows, store->db, str_text(&sql.text), SQL_ARGS(&sql));
	while (!err && found->n < limit && !(err = rows_next(&rows, &more)) && more) {
		ClientRow row = {0};
		bool there = false;
		Err *unread = record_load(store, &kind_client, row_int(&rows, 0), &row.client, &there, arena);
		if (unread && unread->code != ERR_DAMAGED)
			err = unread;
		else
			err_free(unread);
		if (!unread && there)
			vec_push(found, row);
	}
	if (more)
		rows_done(&rows);
	sql_done(&sql);
	return err;
}

/* Sets of ids are the way to few clients; of many the index is walked and each is asked. */
enum {
	FEW = 2000
};

static Err *count_up_to(int64_t *count, Store *store, const FilterNode *filter, int64_t limit, bool *sets)
{
	Arena *arena = arena_new();
	Sql sql = {.db = store->db, .arena = arena};
	str_add(&sql.text, "SELECT count(*) FROM (SELECT 1 FROM client c WHERE ");
	Err *err = filter_sql(&sql, filter, &kind_client, "c", false);
	str_add(&sql.text, " LIMIT ");
	sql_int(&sql, limit);
	str_add(&sql.text, ") AS n");
	*sets = sql.sets;
	*count = 0;
	if (!err)
		err = db_int(count, store->db, str_text(&sql.text), SQL_ARGS(&sql));
	sql_done(&sql);
	arena_free(arena);
	return err;
}

static Err *asks_sets(bool *sets, Store *store, const FilterNode *filter)
{
	Arena *arena = arena_new();
	Sql sql = {.db = store->db, .arena = arena};
	Err *err = filter_sql(&sql, filter, &kind_client, "c", false);
	*sets = sql.sets;
	sql_done(&sql);
	arena_free(arena);
	return err;
}

/* No set leads to who is left when others are taken out; whose they are is a part of the order. */
static bool only_refuses(const FilterNode *filter)
{
	switch (filter->op) {
	case FILTER_AND:
		return only_refuses(filter->a) && only_refuses(filter->b);
	case FILTER_ALL:
	case FILTER_NOT:
		return true;
	case FILTER_TERM:
		return strcmp(filter->of->name, "whose") == 0;
	case FILTER_OR:
	case FILTER_WORD:
		break;
	}
	return false;
}

static Err *walks(bool *walk, Store *store, const FilterNode *filter)
{
	bool sets = false;
	int64_t count = 0;
	*walk = false;
	if (filter)
		TRY(asks_sets(&sets, store, filter));
	*walk = sets && only_refuses(filter);
	if (!sets || *walk)
		return NULL;
	TRY(count_up_to(&count, store, filter, FEW + 1, &sets));
	*walk = count > FEW;
	return NULL;
}

static Err *page_in_order(Store *store, const ClientPage *page, ClientRow **out, size_t *n, Arena *arena)
{
	Order order = {0};
	bool walk, reversed = page->before || page->from_end;
	TRY(order_of(&order, page));
	TRY(walks(&walk, store, page->filter));
	const Client *anchor = page->before ? page->before : page->after;
	bool in_nulls = reversed;
	if (anchor)
		in_nulls = order.nullable && field_get(order.field, anchor, arena).type == VALUE_NULL;
	Found found = {0};
	Err *err = NULL, *damaged = NULL;
	for (int step = 0; step < 2 && !err && found.n < page->limit; step++) {
		Segment segment = {.nulls = in_nulls, .ascending = order.descending == reversed, .anchor = step == 0 ? anchor : NULL};
		const size_t from = found.n;
		if (order.nullable || !segment.nulls)
			err = read_segment(&found, store, &order, &segment, page->filter, walk, page->limit, arena);
		if (err && err->code == ERR_DAMAGED && (!page->filter || page->filter->op == FILTER_ALL)) {
			err_free(damaged);
			damaged = err;
			err = read_around(&found, from, store, &order, &segment, page->limit, arena);
		}
		/* Those without a value are last in both directions. */
		if (in_nulls != reversed)
			break;
		in_nulls = !in_nulls;
	}
	if (!err || err->code == ERR_INTERRUPTED || err->code == ERR_DAMAGED)
		give(&found, reversed, out, n, arena);
	vec_free(&found);
	if (!err)
		return damaged;
	err_free(damaged);
	return err;
}

Err *clients_page(Store *store, const ClientPage *page, ClientRow **out, size_t *n, Arena *arena)
{
	*out = NULL;
	*n = 0;
	Find find;
	TRY(find_begin(&find, store, page->filter, arena));
	if (store->running)
		TRY(search_flush(store));
	if (!page->limit)
		return NULL;
	return find.n ? page_of_words(store, &find, page, out, n, arena) : page_in_order(store, page, out, n, arena);
}

/* ---- Counts ---- */

typedef struct Counter {
	int64_t n, limit, until; /* until: this client; 0 */
	bool found;
} Counter;

static bool each_counted(void *self, const FindRow *row)
{
	Counter *counter = self;
	if (counter->until && row->client == counter->until) {
		counter->found = true;
		return false;
	}
	/* One beyond the limit tells that there are more. */
	return ++counter->n <= counter->limit;
}

Err *clients_count(Store *store, const FilterNode *filter, int64_t limit, int64_t *count, bool *more)
{
	Arena *arena = arena_new();
	Find find;
	bool sets;
	*count = 0;
	*more = false;
	Err *err = find_begin(&find, store, filter, arena);
	if (!err && find.n) {
		Counter counter = {.limit = limit};
		err = find_walk(store, &find, 0, false, each_counted, &counter);
		*count = counter.n;
	} else if (!err) {
		err = count_up_to(count, store, filter, limit + 1, &sets);
	}
	*more = *count > limit;
	if (*more)
		*count = limit;
	arena_free(arena);
	return err;
}

/* Rows before an anchor in one segment, up to a limit. */
static Err *count_before(int64_t *count, Store *store, const Order *order, const Segment *segment, const FilterNode *filter, bool walk, int64_t limit)
{
	Arena *arena = arena_new();
	Sql sql = {.db = store->db, .arena = arena, .walk = walk};
	str_add(&sql.text, "SELECT count(*) FROM (SELECT 1 FROM client c WHERE ");
	Err *err = filter_sql(&sql, filter, &kind_client, "c", false);
	segment_sql(&sql, order, segment);
	order_sql(&sql, order, segment);
	str_add(&sql.text, " LIMIT ");
	sql_int(&sql, limit);
	str_add(&sql.text, ") AS n");
	int64_t n = 0;
	if (!err)
		err = db_int(&n, store->db, str_text(&sql.text), SQL_ARGS(&sql));
	*count += n;
	sql_done(&sql);
	arena_free(arena);
	return err;
}

static Err *place_in_order(Store *store, const ClientPage *page, const Client *client, int64_t limit, int64_t *place, Arena *arena)
{
	Order order = {0};
	bool walk;
	TRY(order_of(&order, page));
	TRY(walks(&walk, store, page->filter));
	bool nulls = order.nullable && field_get(order.field, client, arena).type == VALUE_NULL;
	/* Backwards from the client: what comes there stands before it. */
	Segment segment = {.nulls = nulls, .ascending = order.descending, .anchor = client};
	TRY(count_before(place, store, &order, &segment, page->filter, walk, limit));
	if (!nulls || *place >= limit)
		return NULL;
	Segment valued = {.nulls = false, .ascending = order.descending};
	return count_before(place, store, &order, &valued, page->filter, walk, limit - *place);
}

Err *clients_place(Store *store, const ClientPage *page, int64_t client, int64_t limit, int64_t *place)
{
	Arena *arena = arena_new();
	Find find;
	*place = 0;
	Err *err = find_begin(&find, store, page->filter, arena);
	if (!err && find.n) {
		Counter counter = {.limit = limit - 1, .until = client};
		err = find_walk(store, &find, 0, false, each_counted, &counter);
		*place = counter.n;
	} else if (!err) {
		Client record;
		err = store_get(store, &kind_client, client, &record, arena);
		if (!err)
			err = place_in_order(store, page, &record, limit, place, arena);
	}
	arena_free(arena);
	return err;
}

/* ---- Lists of the Today page ---- */

static Err *rows_of(Found *found, Store *store, const char *rest, const Value *args, size_t argc, Arena *arena)
{
	Str sql = {0};
	str_add(&sql, "SELECT ");
	record_columns(&sql, &kind_client, "c");
	str_addf(&sql, " FROM client c WHERE %s", rest);
	Rows rows;
	bool more;
	Err *err = db_query(&rows, store->db, str_text(&sql), args, argc);
	str_done(&sql);
	while (!err && !(err = rows_next(&rows, &more)) && more) {
		ClientRow row = {0};
		err = record_of_row(&row.client, &kind_client, &rows, 0, arena);
		if (err)
			rows_done(&rows);
		else
			vec_push(found, row);
	}
	return err;
}

static bool is_silent_longer(const ClientRow *a, const ClientRow *b)
{
	bool never_a = instant_is_none(a->client.last_contact), never_b = instant_is_none(b->client.last_contact);
	if (never_a || never_b)
		return !never_a && never_b;
	return instant_cmp(a->client.last_contact, b->client.last_contact) < 0;
}

/* Both in their order; as many as are asked for. */
static void merge(Found *found, const Found *more, size_t limit)
{
	for (size_t i = 0, at = 0; i < more->n; i++) {
		while (at < found->n && !is_silent_longer(&more->at[i], &found->at[at]))
			at++;
		vec_push(found, more->at[i]);
		memmove(&found->at[at + 1], &found->at[at], (found->n - 1 - at) * sizeof *found->at);
		found->at[at] = more->at[i];
	}
	if (found->n > limit)
		found->n = limit;
}

/* Of people the step is their organization's, too. */
#define UNDATED \
	"c.id IN (SELECT t.client FROM task t WHERE t.open = 1 AND t.due_at IS NULL AND t.client IS NOT NULL UNION SELECT m.organization FROM membership m JOIN task t " \
	"ON t.client = m.person WHERE t.open = 1 AND t.due_at IS NULL) AND c.next_kind IS NOT NULL AND +c.next_at IS NULL"

/* Those that were reached once come first, by silence; the never reached follow, newest first. A step without a date calls nobody: it is none. */
Err *clients_stepless(Store *store, int64_t owner, size_t limit, ClientRow **out, size_t *n, Arena *arena)
{
	static const char *const sql[2][2] = {
		{"c.next_kind IS NULL AND c.last_contact IS NOT NULL ORDER BY c.last_contact, c.id LIMIT $1",
	     "c.next_kind IS NULL AND c.last_contact IS NULL ORDER BY c.id DESC LIMIT $1"},
		{"c.next_kind IS NULL AND c.owner = $2 AND c.last_contact IS NOT NULL ORDER BY c.last_contact, c.id LIMIT $1",
	     "c.next_kind IS NULL AND c.owner = $2 AND c.last_contact IS NULL ORDER BY c.id DESC LIMIT $1"},
	};
	static const char *const undated[2] = {
		UNDATED " ORDER BY c.last_contact IS NULL, c.last_contact, c.id LIMIT $1",
		UNDATED " AND +c.owner = $2 ORDER BY c.last_contact IS NULL, c.last_contact, c.id LIMIT $1",
	};
	Found found = {0}, more = {0};
	Err *err = NULL;
	for (int part = 0; part < 2 && !err && found.n < limit; part++) {
		const Value args[] = {arg_int((int64_t)(limit - found.n)), arg_int(owner)};
		err = rows_of(&found, store, sql[owner != 0][part], args, owner ? 2 : 1, arena);
	}
	const Value args[] = {arg_int((int64_t)limit), arg_int(owner)};
	if (!err)
		err = rows_of(&more, store, undated[owner != 0], args, owner ? 2 : 1, arena);
	if (!err)
		merge(&found, &more, limit);
	vec_free(&more);
	*out = NULL;
	*n = 0;
	if (!err)
		give(&found, false, out, n, arena);
	vec_free(&found);
	return err;
}

/* Both parts lie in indexes of their own: what a filter over next_at would fetch row by row. */
Err *clients_stepless_count(Store *store, int64_t owner, int64_t limit, int64_t *count, bool *more)
{
	static const char *const without[2] = {
		"SELECT count(*) FROM (SELECT 1 FROM client c WHERE c.next_kind IS NULL LIMIT $1) AS n",
		"SELECT count(*) FROM (SELECT 1 FROM client c WHERE c.next_kind IS NULL AND c.owner = $2 LIMIT $1) AS n",
	};
	static const char *const undated[2] = {
		"SELECT count(*) FROM (SELECT 1 FROM client c WHERE " UNDATED " LIMIT $1) AS n",
		"SELECT count(*) FROM (SELECT 1 FROM client c WHERE " UNDATED " AND +c.owner = $2 LIMIT $1) AS n",
	};
	const Value args[] = {arg_int(limit + 1), arg_int(owner)};
	const size_t argc = owner ? 2 : 1;
	int64_t those = 0;
	*more = false;
	TRY(db_int(count, store->db, without[owner != 0], args, argc));
	if (*count <= limit)
		TRY(db_int(&those, store->db, undated[owner != 0], args, argc));
	*count += those;
	*more = *count > limit;
	if (*more)
		*count = limit;
	return NULL;
}

/* In the one month and day of each birth date; the 29th of February is kept on the 28th where the year has none. */
#define BORN "c.born IS NOT NULL AND substr(c.born, length(c.born) - 4) >= $1 AND substr(c.born, length(c.born) - 4) <= $2"
#define BORN_ORDER " ORDER BY substr(c.born, length(c.born) - 4), c.id LIMIT $3"
Err *clients_born_on(Store *store, Day day, const BornQuery *query, ClientRow **out, size_t *n, Arena *arena)
{
	static const char *const sql[2][2] = {
		{BORN BORN_ORDER, BORN " AND c.id = $4" BORN_ORDER},
		{BORN " AND coalesce(c.owner, $4) = $4" BORN_ORDER, BORN " AND coalesce(c.owner, $4) = $4 AND c.id = $5" BORN_ORDER},
	};
	char text[WHEN_TEXT];
	int32_t year;
	int month, of;
	day_text(text, day);
	day_split(day, &year, &month, &of);
	const char *first = text + strlen(text) - 5, *last = month == 2 && of == 28 && month_length(year, 2) == 28 ? "02-29" : first;
	Value args[5] = {arg_text(first), arg_text(last), arg_int((int64_t)query->limit)};
	size_t count = 3;
	if (query->owner)
		args[count++] = arg_int(query->owner);
	if (query->client)
		args[count++] = arg_int(query->client);
	Found found = {0};
	*out = NULL;
	*n = 0;
	Err *err = rows_of(&found, store, sql[query->owner != 0][query->client != 0], args, count, arena);
	if (!err)
		give(&found, false, out, n, arena);
	vec_free(&found);
	return err;
}
