/* SPDX-License-Identifier: MIT */
/* Small lists: who works where, tags of a client, how often an entry of a list is used, values used before; components kept of imports. */
#include "kartoteka/store/lists.h"

#include <stdlib.h>
#include <string.h>

#include "inside.h"
#include "kartoteka/base/fold.h"
#include "kartoteka/base/mem.h"
#include "record.h"

enum {
	LOOKED_BACK = 5000, /* rows among which values used before are looked for */
	USED_MOST = 1000,   /* and so far it is counted how often an entry of a list is used */
};

/* ---- Members ---- */

typedef VEC(MemberRow) Members;

static Err *read_members(Members *out, Store *store, const char *mine, const char *other, const char *order, int64_t client, Arena *arena)
{
	Str sql = {0};
	str_add(&sql, "SELECT ");
	record_columns(&sql, &kind_membership, "m");
	str_addf(&sql, ", c.title, c.phone, c.id FROM membership m JOIN client c ON c.id = m.%s WHERE m.%s = $1 ORDER BY %s", other, mine, order);
	Rows rows;
	bool more;
	int at = record_column_count(&kind_membership);
	Err *err = db_query(&rows, store->db, str_text(&sql), ARGS(arg_int(client)));
	str_done(&sql);
	while (!err && !(err = rows_next(&rows, &more)) && more) {
		MemberRow row = {0};
		err = record_of_row(&row.membership, &kind_membership, &rows, 0, arena);
		if (err) {
			rows_done(&rows);
			break;
		}
		row.title = row_dup(&rows, at, arena);
		row.phone = row_dup(&rows, at + 1, arena);
		row.client = row_int(&rows, at + 2);
		vec_push(out, row);
	}
	return err;
}

Err *members_of(Store *store, int64_t client, MemberRow **out, size_t *n, Arena *arena)
{
	Members found = {0};
	Err *err = read_members(&found, store, "person", "organization", "m.place, m.id", client, arena);
	if (!err)
		err = read_members(&found, store, "organization", "person", "c.title_key, m.id", client, arena);
	*n = err ? 0 : found.n;
	*out = *n ? arena_alloc(arena, *n * sizeof **out) : NULL;
	if (*n)
		memcpy(*out, found.at, *n * sizeof **out);
	vec_free(&found);
	return err;
}

Err *members_count(Store *store, int64_t organization, int64_t *count)
{
	return db_int(count, store->db, "SELECT count(*) FROM membership WHERE organization = $1", ARGS(arg_int(organization)));
}

Err *tags_of(Store *store, int64_t client, Tag **out, size_t *n, Arena *arena)
{
	Str sql = {0};
	void *rows;
	str_add(&sql, "SELECT ");
	record_columns(&sql, &kind_tag, "t");
	str_add(&sql, " FROM tagging g JOIN tag t ON t.id = g.tag WHERE g.client = $1 ORDER BY t.\"key\"");
	Err *err = records_of_query(&rows, n, &kind_tag, store->db, str_text(&sql), ARGS(arg_int(client)), arena);
	*out = rows;
	str_done(&sql);
	return err;
}

/* ---- Names ---- */

static ClientName name_of(const Rows *rows, Arena *arena)
{
	return (ClientName){row_dup(rows, 1, arena), row_dup(rows, 2, arena), row_int(rows, 3) != 0};
}

static int by_number(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

/* So many in one question, whose text is always the same: what is left of them is asked one by one. */
#define NAMES_AT_ONCE 16
#define NAME_COLUMNS "SELECT id, title, phone, kind = 'organization' FROM client WHERE "

static Err *read_names(Store *store, const int64_t *ids, size_t n, ClientName *out, Arena *arena)
{
	static const char one[] = NAME_COLUMNS "id = $1";
	static const char many[] = NAME_COLUMNS "id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
	Value args[NAMES_AT_ONCE];
	Rows rows;
	bool more;
	for (size_t i = 0; i < n; i++)
		args[i] = arg_int(ids[i]);
	TRY(db_query(&rows, store->db, n == 1 ? one : many, args, n));
	for (;;) {
		TRY(rows_next(&rows, &more));
		if (!more)
			return NULL;
		int64_t id = row_int(&rows, 0);
		const int64_t *at = bsearch(&id, ids, n, sizeof *ids, by_number);
		if (at)
			out[at - ids] = name_of(&rows, arena);
	}
}

Err *client_names(Store *store, const int64_t *ids, size_t n, ClientName *out, Arena *arena)
{
	for (size_t i = 0; i < n; i++)
		out[i] = (ClientName){0};
	while (n) {
		size_t part = n < NAMES_AT_ONCE ? 1 : NAMES_AT_ONCE;
		TRY(read_names(store, ids, part, out, arena));
		ids += part;
		out += part;
		n -= part;
	}
	return NULL;
}

/* ---- Use ---- */

/* Outcomes and tags are counted in an index alone, each up to a limit; kinds, which stand in none, among the latest contacts. */
Err *list_usages(Store *store, const Kind *kind, Instant since, ListUsage **out, size_t *n, Arena *arena)
{
	static const struct {
		const Kind *kind;
		const char *sql;
	} counts[] = {
		{&kind_outcome,
	     "SELECT o.id, (SELECT count(*) FROM (SELECT 1 FROM interaction i WHERE i.outcome = o.id AND i.\"at\" >= $2 LIMIT $1) AS used) FROM outcome o ORDER BY o.id"},
		{&kind_contact_kind,
	     "SELECT kind, count(*) FROM (SELECT kind FROM interaction WHERE \"at\" >= $2 ORDER BY \"at\" DESC LIMIT $1) AS latest GROUP BY kind ORDER BY kind"},
		{&kind_tag, "SELECT t.id, (SELECT count(*) FROM (SELECT 1 FROM tagging g WHERE g.tag = t.id LIMIT $1) AS used) FROM tag t ORDER BY t.id"},
	};
	VEC(ListUsage)
	found = {0};
	*out = NULL;
	*n = 0;
	const char *sql = NULL;
	for (size_t i = 0; i < countof(counts); i++)
		sql = counts[i].kind == kind ? counts[i].sql : sql;
	if (!sql)
		return NULL;
	Rows rows;
	bool more;
	int64_t all = 0;
	bool together = kind == &kind_contact_kind;
	const Value args[] = {arg_int(together ? USED_MOST : USED_MOST + 1), arg_int(instant_is_none(since) ? INT64_MIN : since.s)};
	Err *err = db_query(&rows, store->db, sql, args, kind == &kind_tag ? 1 : 2);
	while (!err && !(err = rows_next(&rows, &more)) && more) {
		int64_t count = row_int(&rows, 1);
		all += count;
		if (count)
			vec_push(&found, ((ListUsage){.id = row_int(&rows, 0), .count = count > USED_MOST ? USED_MOST : count, .more = count > USED_MOST}));
	}
	for (size_t i = 0; together && all >= USED_MOST && i < found.n; i++)
		found.at[i].more = true;
	*n = err ? 0 : found.n;
	*out = *n ? arena_alloc(arena, *n * sizeof **out) : NULL;
	if (*n)
		memcpy(*out, found.at, *n * sizeof **out);
	vec_free(&found);
	return err;
}

Err *list_usage(Store *store, const Kind *kind, int64_t id, Instant since, int64_t *count)
{
	*count = 0;
	const Value args[] = {arg_int(id), arg_int(instant_is_none(since) ? INT64_MIN : since.s)};
	if (kind == &kind_outcome)
		return db_int(count, store->db, "SELECT count(*) FROM interaction WHERE outcome = $1 AND \"at\" >= $2", args, 2);
	if (kind == &kind_tag)
		return db_int(count, store->db, "SELECT count(*) FROM tagging WHERE tag = $1", args, 1);
	if (kind == &kind_staff)
		return db_int(count, store->db, "SELECT count(*) FROM client WHERE owner = $1", args, 1);
	return NULL;
}

/* ---- Values used before ---- */

typedef VEC(const char *) Values;

static bool is_new(const Values *values, const char *value)
{
	for (size_t i = 0; i < values->n; i++) {
		if (strcmp(values->at[i], value) == 0)
			return false;
	}
	return true;
}

Err *values_used(Store *store, const Kind *kind, const Field *field, const char *prefix, size_t limit, const char ***out, size_t *n, Arena *arena)
{
	Values found = {0};
	Str sql = {0}, begin = {0}, folded = {0};
	fold_order(&begin, prefix ? prefix : "");
	str_addf(&sql, "SELECT v FROM (SELECT \"%s\" AS v, id FROM \"%s\" ORDER BY id DESC LIMIT $1) AS latest WHERE v IS NOT NULL ORDER BY id DESC", field->name, kind->table);
	Rows rows;
	bool more;
	Err *err = limit ? db_query(&rows, store->db, str_text(&sql), ARGS(arg_int(LOOKED_BACK))) : NULL;
	while (limit && !err && !(err = rows_next(&rows, &more)) && more) {
		const char *value = row_text(&rows, 0);
		str_cut(&folded, 0);
		fold_order(&folded, value);
		if (!*value || !str_begins(str_text(&folded), str_text(&begin)) || !is_new(&found, value))
			continue;
		vec_push(&found, arena_dup(arena, value));
		if (found.n == limit) {
			rows_done(&rows);
			break;
		}
	}
	*n = err ? 0 : found.n;
	*out = *n ? arena_alloc(arena, *n * sizeof **out) : NULL;
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = found.at[i];
	str_done(&sql);
	str_done(&begin);
	str_done(&folded);
	vec_free(&found);
	return err;
}

/* ---- Components ---- */

Err *components_of(Store *store, int64_t source, int64_t after_place, size_t limit, Component **out, size_t *n, Arena *arena)
{
	Str sql = {0};
	void *rows;
	str_addf(&sql, "%s WHERE source = $1 AND place > $2 ORDER BY place LIMIT $3", record_select(&kind_component));
	Err *err = records_of_query(&rows, n, &kind_component, store->db, str_text(&sql), ARGS(arg_int(source), arg_int(after_place), arg_int((int64_t)limit)), arena);
	*out = rows;
	str_done(&sql);
	return err;
}

/* Along the index of both: NULL is what stands where there is none. */
#define OF_EQUALS "uid = $1 AND recurrence IS NOT DISTINCT FROM $2"

static Value of_occurrence(const char *recurrence)
{
	return arg_text(recurrence && *recurrence ? recurrence : NULL);
}

Err *component_with(Store *store, const Component *like, int64_t behind, size_t limit, Component **out, size_t *n, Arena *arena)
{
	Str sql = {0};
	void *rows;
	str_addf(&sql, "%s WHERE " OF_EQUALS " AND ordinal > $3 AND hash = $4 ORDER BY ordinal LIMIT $5", record_select(&kind_component));
	Err *err = records_of_query(&rows, n, &kind_component, store->db, str_text(&sql),
	                            ARGS(arg_text(like->uid.s), of_occurrence(like->recurrence.s), arg_int(behind), arg_text(like->hash.s), arg_int((int64_t)limit)), arena);
	*out = rows;
	str_done(&sql);
	return err;
}

Err *component_next_place(Store *store, int64_t source, int64_t *place)
{
	return db_int(place, store->db, "SELECT coalesce(max(place) + 1, 0) FROM component WHERE source = $1", ARGS(arg_int(source)));
}

Err *component_equals(Store *store, const char *uid, const char *recurrence, const char *hash, bool counting, Component **out, size_t *n, Arena *arena)
{
	Str sql = {0};
	void *rows;
	bool by_uid = uid && *uid;
	str_addf(&sql, "%s WHERE %s%s ORDER BY ordinal, id", record_select(&kind_component),
	         by_uid ? OF_EQUALS : "hash = $1 AND uid IS NULL", counting ? " AND superseded = 0" : "");
	const Value args[] = {arg_text(by_uid ? uid : hash), of_occurrence(recurrence)};
	Err *err = records_of_query(&rows, n, &kind_component, store->db, str_text(&sql), args, by_uid ? 2 : 1, arena);
	*out = rows;
	str_done(&sql);
	return err;
}

Err *component_is_held(Store *store, const Component *like, bool *held)
{
	int64_t found = 0;
	if (like->uid.s && *like->uid.s)
		TRY(db_int(&found, store->db, "SELECT 1 FROM component WHERE " OF_EQUALS " AND ordinal = $3 LIMIT 1",
		           ARGS(arg_text(like->uid.s), of_occurrence(like->recurrence.s), arg_int(like->ordinal.n))));
	else
		TRY(db_int(&found, store->db, "SELECT 1 FROM component WHERE hash = $1 AND uid IS NULL AND ordinal = $2 LIMIT 1", ARGS(arg_text(like->hash.s), arg_int(like->ordinal.n))));
	*held = found;
	return NULL;
}

Err *components_nameless(Store *store, const char *hash, Component **out, size_t *n, Arena *arena)
{
	Str sql = {0};
	void *rows;
	str_addf(&sql, "%s WHERE hash = $1 AND uid IS NULL ORDER BY place, id", record_select(&kind_component));
	Err *err = records_of_query(&rows, n, &kind_component, store->db, str_text(&sql), ARGS(arg_text(hash)), arena);
	*out = rows;
	str_done(&sql);
	return err;
}

/* By UID, RECURRENCE-ID and place among equals; without UID the content is what tells, and the latest import wins. Asked in the order of the index alone: nothing is sorted. */
Err *component_match(Store *store, const char *uid, const char *recurrence, int64_t ordinal, const char *hash, Component *out, bool *found, bool *farther,
                     Arena *arena)
{
	Str sql = {0};
	void *rows;
	size_t n = 0;
	bool by_uid = uid && *uid;
	str_addf(&sql, "%s WHERE %s", record_select(&kind_component),
	         by_uid ? OF_EQUALS " AND ordinal >= $3 ORDER BY ordinal LIMIT 1"
	                : "hash = $1 AND uid IS NULL AND ordinal = $2 ORDER BY id DESC LIMIT 1");
	const Value named[] = {arg_text(uid), of_occurrence(recurrence), arg_int(ordinal)}, nameless[] = {arg_text(hash), arg_int(ordinal)};
	Err *err = records_of_query(&rows, &n, &kind_component, store->db, str_text(&sql), by_uid ? named : nameless, by_uid ? 3 : 2, arena);
	if (!err && n > 0)
		memcpy(out, rows, sizeof *out);
	*found = !err && n > 0 && out->ordinal.n == ordinal;
	*farther = !err && n > 0 && !*found;
	str_done(&sql);
	return err;
}
