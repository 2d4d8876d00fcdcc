/* SPDX-License-Identifier: MIT */
/* What a filter can ask beyond the columns of a kind: tags, phones, employers, steps, history; words; and people, outcomes, tags by their names. */
#include "filter_terms.h"

#include <stdlib.h>
#include <string.h>

#include "find_words.h"
#include "kartoteka/base/fold.h"
#include "kartoteka/model/client.h"
#include "kartoteka/model/interaction.h"
#include "kartoteka/model/list.h"
#include "kartoteka/model/plan.h"
#include "sqlite_search.h"

/* "id IN (": as the way to the rows, or (with a plus) as a question about each. */
static void in_set(Sql *sql, const char *id)
{
	sql->sets = true;
	str_addf(&sql->text, "%s%s IN (", sql->walk ? "+" : "", id);
}

/* ---- By name ---- */

static int fits_name(const char *folded, const char *text, bool whole)
{
	if (!text || !*text)
		return 0;
	Str name = {0};
	fold_search(&name, text);
	int fits = strcmp(str_text(&name), folded) == 0 ? 2 : 0;
	const char *at = str_text(&name);
	while (!fits && !whole && *at) {
		fits = str_begins(at, folded);
		at += strcspn(at, " ");
		at += *at == ' ';
	}
	str_done(&name);
	return fits;
}

Err *filter_look_up(Ids *out, Db *db, const char *list, const char *word, bool whole)
{
	Str folded = {0}, sql = {0};
	fold_search(&folded, word);
	bool lists = strcmp(list, "contact_kind") == 0 || strcmp(list, "outcome") == 0;
	str_addf(&sql, "SELECT id, %s, name FROM %s ORDER BY id", strcmp(list, "staff") == 0 ? "login" : lists ? "code"
	                                                                                                       : "NULL",
	         list);
	Rows rows;
	bool more;
	int best = 1;
	Err *err = folded.n ? db_query(&rows, db, str_text(&sql), NO_ARGS) : NULL;
	while (folded.n && !err && !(err = rows_next(&rows, &more)) && more) {
		const char *code = row_text(&rows, 1), *name = row_text(&rows, 2);
		const char *names[LIST_NAMES] = {code, name};
		size_t n = lists ? list_names(code, name, names) : 2;
		int fits = 0;
		for (size_t i = 0; i < n; i++) {
			int by_name = fits_name(folded.s, names[i], whole);
			fits = by_name > fits ? by_name : fits;
		}
		if (fits > best) {
			out->n = 0;
			best = fits;
		}
		if (fits == best)
			vec_push(out, row_int(&rows, 0));
	}
	str_done(&folded);
	str_done(&sql);
	return err;
}

/* Inside of the name too, where the words are long enough. */
Err *filter_clients_named(Sql *sql, const char *words, bool whole)
{
	FindQuery query = {0};
	bool any;
	TRY(find_query_add(&query, &any, words, whole, false, sql->db, sql->arena));
	if (!any) {
		str_add(&sql->text, "SELECT id FROM client WHERE 1 = 0");
		return NULL;
	}
	Str expr = {0};
	find_expr_begin(&expr, &query, ~0u, true);
	candidates_begin(&sql->text, SEARCH_WORDS, CANDIDATES_IDS);
	sql_text(sql, str_text(&expr));
	bool long_enough = !whole;
	for (size_t i = 0; i < query.n; i++)
		long_enough &= query.words[i].letters >= 3;
	if (long_enough) {
		str_cut(&expr, 0);
		TRY(find_expr_inside(&expr, &any, &query, ~0u, "name", sql->db));
		str_add(&sql->text, " UNION ");
		candidates_begin(&sql->text, SEARCH_INSIDE, CANDIDATES_JOIN);
		sql_text(sql, str_text(&expr));
		for (size_t i = 0; i < query.n; i++) {
			str_add(&sql->text, " AND s.name LIKE ");
			sql_arg(sql, arg_text(arena_printf(sql->arena, "%%%s%%", query.words[i].text)));
		}
	}
	str_done(&expr);
	return NULL;
}

/* ---- Words inside a tree (OR, NOT): sets of ids ---- */

/* Whether so many texts may hold it that to look up the client of each takes longer than to ask the clients one by one. */
static Err *is_common(bool *common, const char *expr, Db *db)
{
	enum {
		MANY = 5000
	};
	int64_t id = 0;
	Err *err = candidates_nth(&id, db, SEARCH_HISTORY, expr, MANY);
	*common = id != 0;
	return err;
}

/* x, the id of a client, is one of whose contacts some hold all words. */
static Err *add_contacts(Sql *sql, const FindQuery *query, const char *before, const char *x)
{
	Str expr = {0};
	bool any, common = false;
	Err *err = find_expr_text(&expr, &any, query, ~0u, true, sql->db);
	if (!err && any && sql->walk)
		err = is_common(&common, str_text(&expr), sql->db);
	if (!err && any) {
		sql->sets = true;
		str_addf(&sql->text, common ? "%sEXISTS (SELECT 1 FROM interaction i WHERE i.client = %s AND +i.id IN (" : "%s%s IN (SELECT client FROM interaction WHERE id IN (", before, x);
		candidates_begin(&sql->text, SEARCH_HISTORY, CANDIDATES_IDS);
		sql_text(sql, str_text(&expr));
		str_add(&sql->text, "))");
	}
	str_done(&expr);
	return err;
}

static Err *add_history(Sql *sql, const FindQuery *query, const char *before, const char *after)
{
	Str expr = {0};
	bool any;
	TRY(find_expr_text(&expr, &any, query, ~0u, true, sql->db));
	if (any) {
		sql->sets = true;
		str_add(&sql->text, before);
		candidates_begin(&sql->text, SEARCH_HISTORY, CANDIDATES_IDS);
		sql_text(sql, str_text(&expr));
		str_add(&sql->text, after);
	}
	str_done(&expr);
	return NULL;
}

/* id of a client in the words, the rest of words, the history: one word after another. */
static Err *client_word(Sql *sql, const FindQuery *query, const char *x)
{
	for (size_t i = 0; i < query->n; i++) {
		Str expr = {0};
		find_expr_begin(&expr, query, 1u << i, false);
		str_addf(&sql->text, "%s(%s IN (", i ? " AND " : "", x);
		candidates_begin(&sql->text, SEARCH_WORDS, CANDIDATES_IDS);
		sql_text(sql, str_text(&expr));
		str_addc(&sql->text, ')');
		if (query->words[i].letters >= 3 && !query->words[i].whole) {
			str_cut(&expr, 0);
			bool any;
			TRY(find_expr_inside(&expr, &any, query, 1u << i, NULL, sql->db));
			str_addf(&sql->text, " OR %s IN (", x);
			candidates_begin(&sql->text, SEARCH_INSIDE, CANDIDATES_JOIN);
			sql_text(sql, str_text(&expr));
			str_add(&sql->text, " AND (s.name LIKE ");
			const char *like = arena_printf(sql->arena, "%%%s%%", query->words[i].text);
			sql_text(sql, like);
			str_add(&sql->text, " OR s.rest LIKE ");
			sql_text(sql, like);
			str_add(&sql->text, "))");
		}
		str_done(&expr);
		FindQuery one = {.n = 1};
		one.words[0] = query->words[i];
		Str before = {0};
		str_addf(&before, " OR %s IN (", x);
		TRY(add_history(sql, &one, str_text(&before), ")"));
		str_done(&before);
		TRY(add_contacts(sql, &one, " OR ", x));
		str_addc(&sql->text, ')');
	}
	return NULL;
}

/* Which client a row of this kind speaks of, as an expression. */
static const char *client_of(const Kind *kind)
{
	return kind_field(kind, "client") ? "client" : NULL;
}

static Err *add_word(Sql *sql, const FindQuery *query, const Kind *kind, const char *alias)
{
	Str x = {0}, before = {0};
	Err *err = NULL;
	if (kind == &kind_client) {
		str_addf(&x, "%s%s.id", sql->walk ? "+" : "", alias);
		sql->sets = true;
		err = client_word(sql, query, str_text(&x));
	} else {
		const char *id = kind == &kind_reminder ? "\"of\"" : "id";
		str_addf(&before, "%s.%s IN (", alias, id);
		size_t begun = sql->text.n;
		err = add_history(sql, query, str_text(&before), ")");
		if (sql->text.n == begun)
			str_add(&sql->text, "1 = 0");
		Str named = {0};
		find_expr_begin(&named, query, ~0u, false);
		if (client_of(kind)) {
			str_addf(&sql->text, " OR %s.client IN (", alias);
			candidates_begin(&sql->text, SEARCH_WORDS, CANDIDATES_IDS);
			sql_text(sql, str_text(&named));
			str_addc(&sql->text, ')');
		} else if (kind == &kind_reminder) {
			str_addf(&sql->text, " OR %s.\"of\" IN (SELECT id FROM event WHERE client IN (", alias);
			candidates_begin(&sql->text, SEARCH_WORDS, CANDIDATES_IDS);
			sql_text(sql, str_text(&named));
			str_addf(&sql->text, ")) OR %s.\"of\" IN (SELECT id FROM task WHERE client IN (", alias);
			candidates_begin(&sql->text, SEARCH_WORDS, CANDIDATES_IDS);
			sql_text(sql, str_text(&named));
			str_add(&sql->text, "))");
		}
		str_done(&named);
	}
	str_done(&x);
	str_done(&before);
	return err;
}

/* Straight, or as if typed on the other layout. */
Err *filter_word(Sql *sql, const FilterNode *node, const Kind *kind, const char *alias)
{
	bool added = false, again = false;
	str_addc(&sql->text, '(');
	for (int other = 0; other < 2; other++) {
		FindQuery query = {0};
		TRY(find_query_add(&query, &added, node->word, node->whole, other, sql->db, sql->arena));
		if (!added)
			continue;
		str_add(&sql->text, again ? " OR (" : "(");
		TRY(add_word(sql, &query, kind, alias));
		str_addc(&sql->text, ')');
		again = true;
	}
	/* Nothing but signs: nothing is asked. */
	if (!again)
		str_add(&sql->text, "1 = 1");
	str_addc(&sql->text, ')');
	return NULL;
}

/* ---- Terms of clients ---- */

static Err *tag_term(Sql *sql, const FilterNode *node, const char *client)
{
	if (node->rel == FILTER_EMPTY) {
		str_addf(&sql->text, "NOT EXISTS (SELECT 1 FROM tagging g WHERE g.client = %s)", client);
		return NULL;
	}
	Ids ids = {0};
	Err *err = filter_look_up(&ids, sql->db, "tag", node->word, node->whole);
	/* Along an index each client is asked; else the tags are the way to the clients. */
	if (sql->walk) {
		str_addf(&sql->text, "EXISTS (SELECT 1 FROM tagging g WHERE g.client = %s AND ", client);
	} else {
		in_set(sql, client);
		str_add(&sql->text, "SELECT g.client FROM tagging g WHERE ");
	}
	filter_ids(sql, "g.tag", &ids);
	str_addc(&sql->text, ')');
	vec_free(&ids);
	return err;
}

/* Channels of a type; phones by their digits, the rest by a part of the text. */
static Err *channel_term(Sql *sql, const FilterNode *node, const char *type)
{
	str_addf(&sql->text, "%sEXISTS (SELECT 1 FROM channel h WHERE h.client = c.id AND h.type = '%s'", node->rel == FILTER_EMPTY ? "NOT " : "", type);
	bool phone = strcmp(type, "phone") == 0;
	Str digits = {0};
	if (phone && node->rel != FILTER_EMPTY)
		fold_digits(&digits, node->word);
	if (digits.n) {
		str_add(&sql->text, " AND (h.\"key\" LIKE ");
		sql_arg(sql, arg_text(arena_printf(sql->arena, "%%%s%%", digits.s)));
		if (digits.s[0] == '8' && digits.n > 3) {
			str_add(&sql->text, " OR h.\"key\" LIKE ");
			sql_arg(sql, arg_text(arena_printf(sql->arena, "+7%s%%", digits.s + 1)));
		}
		str_addc(&sql->text, ')');
	} else if (node->rel != FILTER_EMPTY) {
		str_add(&sql->text, " AND ");
		filter_contains(sql, "h.\"value\"", node->word, node->whole);
	}
	str_addc(&sql->text, ')');
	/* Where the index knows candidates, only they are looked at. */
	if (digits.n >= 3) {
		FindQuery query = {0};
		bool any;
		Str expr = {0};
		TRY(find_query_add(&query, &any, digits.s, false, false, sql->db, sql->arena));
		find_expr_begin(&expr, &query, ~0u, false);
		str_add(&sql->text, " AND (");
		in_set(sql, "c.id");
		candidates_begin(&sql->text, SEARCH_WORDS, CANDIDATES_IDS);
		sql_text(sql, str_text(&expr));
		str_cut(&expr, 0);
		TRY(find_expr_inside(&expr, &any, &query, ~0u, "rest", sql->db));
		str_add(&sql->text, ") OR ");
		in_set(sql, "c.id");
		candidates_begin(&sql->text, SEARCH_INSIDE, CANDIDATES_IDS);
		sql_text(sql, str_text(&expr));
		str_add(&sql->text, "))");
		str_done(&expr);
	}
	str_done(&digits);
	return NULL;
}

static Err *works_term(Sql *sql, const FilterNode *node)
{
	if (node->rel == FILTER_EMPTY) {
		str_add(&sql->text, "NOT EXISTS (SELECT 1 FROM membership m WHERE m.person = c.id)");
		return NULL;
	}
	if (sql->walk) {
		str_add(&sql->text, "EXISTS (SELECT 1 FROM membership m WHERE m.person = c.id AND m.organization IN (");
	} else {
		in_set(sql, "c.id");
		str_add(&sql->text, "SELECT m.person FROM membership m WHERE m.organization IN (");
	}
	TRY(filter_clients_named(sql, node->word, node->whole));
	str_add(&sql->text, "))");
	return NULL;
}

/* The next step's kind, or a part of its text. */
static Err *step_term(Sql *sql, const FilterNode *node)
{
	if (node->rel == FILTER_EMPTY) {
		/* One that has no date calls nobody. A walk by names keeps its own order. */
		str_add(&sql->text, sql->walk ? "+c.next_at IS NULL" : "c.next_at IS NULL");
		return NULL;
	}
	Ids ids = {0};
	Err *err = filter_look_up(&ids, sql->db, "contact_kind", node->word, node->whole);
	str_add(&sql->text, "(c.next_kind IS NOT NULL AND (");
	filter_contains(sql, "c.next_text", node->word, node->whole);
	if (ids.n) {
		str_add(&sql->text, " OR (c.next_kind = 'task' AND EXISTS (SELECT 1 FROM task t WHERE t.id = c.next_id AND ");
		filter_ids(sql, "t.kind", &ids);
		str_add(&sql->text, ")) OR (c.next_kind = 'event' AND EXISTS (SELECT 1 FROM event e WHERE e.id = c.next_id AND ");
		filter_ids(sql, "e.kind", &ids);
		str_add(&sql->text, "))");
	}
	str_add(&sql->text, "))");
	vec_free(&ids);
	return err;
}

static Err *outcome_term(Sql *sql, const FilterNode *node)
{
	if (node->rel == FILTER_EMPTY) {
		str_add(&sql->text, "NOT EXISTS (SELECT 1 FROM interaction i WHERE i.client = c.id AND i.outcome IS NOT NULL)");
		return NULL;
	}
	Ids ids = {0};
	Err *err = filter_look_up(&ids, sql->db, "outcome", node->word, node->whole);
	if (sql->walk) {
		str_add(&sql->text, "EXISTS (SELECT 1 FROM interaction i WHERE i.client = c.id AND ");
	} else {
		in_set(sql, "c.id");
		str_add(&sql->text, "SELECT i.client FROM interaction i WHERE ");
	}
	filter_ids(sql, "i.outcome", &ids);
	str_addc(&sql->text, ')');
	vec_free(&ids);
	return err;
}

static Err *history_term(Sql *sql, const FilterNode *node)
{
	if (node->rel == FILTER_EMPTY) {
		str_add(&sql->text, "NOT EXISTS (SELECT 1 FROM interaction i WHERE i.client = c.id)");
		return NULL;
	}
	FindQuery query = {0};
	bool any;
	TRY(find_query_add(&query, &any, node->word, node->whole, false, sql->db, sql->arena));
	size_t begun = sql->text.n;
	TRY(add_contacts(sql, &query, "", sql->walk ? "+c.id" : "c.id"));
	if (sql->text.n == begun)
		str_add(&sql->text, "1 = 0");
	return NULL;
}

static Err *role_term(Sql *sql, const FilterNode *node)
{
	str_addf(&sql->text, "%sEXISTS (SELECT 1 FROM membership m WHERE m.person = c.id AND m.role IS NOT NULL", node->rel == FILTER_EMPTY ? "NOT " : "");
	if (node->rel != FILTER_EMPTY) {
		str_add(&sql->text, " AND ");
		filter_contains(sql, "m.role", node->word, node->whole);
	}
	str_addc(&sql->text, ')');
	return NULL;
}

static Err *note_term(Sql *sql, const FilterNode *node)
{
	FindQuery query = {0};
	bool any;
	TRY(find_query_add(&query, &any, node->word, node->whole, false, sql->db, sql->arena));
	size_t begun = sql->text.n;
	TRY(add_history(sql, &query, sql->walk ? "+c.id IN (" : "c.id IN (", ")"));
	if (sql->text.n == begun)
		filter_contains(sql, "c.note", node->word, node->whole);
	return NULL;
}

static Err *staff_term(Sql *sql, const FilterNode *node, const char *x)
{
	if (node->rel == FILTER_EMPTY) {
		str_addf(&sql->text, "%s IS NULL", x);
		return NULL;
	}
	if (node->from >= 0) {
		str_addf(&sql->text, "%s = %lld", x, (long long)node->from);
		return NULL;
	}
	Ids ids = {0};
	Err *err = filter_look_up(&ids, sql->db, "staff", node->word, node->whole);
	filter_ids(sql, x, &ids);
	vec_free(&ids);
	return err;
}

static Err *client_term(Sql *sql, const FilterNode *node, bool *known)
{
	static const struct {
		const char *name, *type;
	} channels[] = {
		{"phone", "phone"},
		{"mail", "email"},
		{"address", "address"},
		{"site", "site"},
		{"messenger", "messenger"},
	};
	const char *name = node->of->name;
	*known = true;
	for (size_t i = 0; i < countof(channels); i++) {
		if (strcmp(name, channels[i].name) == 0)
			return channel_term(sql, node, channels[i].type);
	}
	if (strcmp(name, "tag") == 0)
		return tag_term(sql, node, "c.id");
	if (strcmp(name, "works") == 0)
		return works_term(sql, node);
	if (strcmp(name, "role") == 0)
		return role_term(sql, node);
	if (strcmp(name, "step") == 0)
		return step_term(sql, node);
	if (strcmp(name, "outcome") == 0)
		return outcome_term(sql, node);
	if (strcmp(name, "history") == 0)
		return history_term(sql, node);
	if (strcmp(name, "whose") == 0)
		return staff_term(sql, node, "c.owner");
	if (strcmp(name, "note") == 0 && node->rel != FILTER_EMPTY)
		return note_term(sql, node);
	if (strcmp(name, "step_overdue") == 0) {
		/* As the list shows it: a task by its moment, an event and what is of a whole day by the day. */
		str_addf(&sql->text, "(c.next_at < %lld AND (c.next_at < %lld OR (c.next_all_day = 0 AND c.next_kind = 'task')))", (long long)node->from,
		         (long long)node->to);
		return NULL;
	}
	if (strcmp(name, "by") == 0 || strcmp(name, "step_due") == 0) {
		filter_range(sql, "c.next_at", node->rel, node->from, node->to);
		return NULL;
	}
	if (strcmp(name, "contact") == 0) {
		/* Silence of more than 30 days counts those that were never reached. */
		bool silence = node->day.form == MOMENT_NONE && node->rel == FILTER_LESS;
		str_add(&sql->text, silence ? "(c.last_contact IS NULL OR " : "(");
		filter_range(sql, "c.last_contact", node->rel, node->from, node->to);
		str_addc(&sql->text, ')');
		return NULL;
	}
	if (strcmp(name, "name") == 0) {
		if (node->rel == FILTER_EMPTY) {
			str_add(&sql->text, "c.title = ''");
			return NULL;
		}
		in_set(sql, "c.id");
		TRY(filter_clients_named(sql, node->word, node->whole));
		str_addc(&sql->text, ')');
		return NULL;
	}
	*known = false;
	return NULL;
}

/* ---- Terms of plans, contacts, reminders ---- */

/* A column of what the reminder is of: "(… event … OR … task …)"; head goes before the alias o. */
typedef Err *(*OfTerm)(Sql *sql, const FilterNode *node);

static Err *of_either(Sql *sql, const FilterNode *node, OfTerm term)
{
	static const char *const kinds_of[] = {"event", "task"};
	str_addc(&sql->text, '(');
	for (size_t i = 0; i < countof(kinds_of); i++) {
		str_addf(&sql->text, "%s(r.of_kind = '%s' AND EXISTS (SELECT 1 FROM %s o WHERE o.id = r.\"of\" AND ", i ? " OR " : "", kinds_of[i], kinds_of[i]);
		TRY(term(sql, node));
		str_add(&sql->text, "))");
	}
	str_addc(&sql->text, ')');
	return NULL;
}

static Err *of_tag(Sql *sql, const FilterNode *node)
{
	return tag_term(sql, node, "o.client");
}

static Err *of_client(Sql *sql, const FilterNode *node)
{
	if (node->rel == FILTER_EMPTY) {
		str_add(&sql->text, "o.client IS NULL");
		return NULL;
	}
	str_add(&sql->text, "o.client IN (");
	TRY(filter_clients_named(sql, node->word, node->whole));
	str_addc(&sql->text, ')');
	return NULL;
}

static Err *of_what(Sql *sql, const FilterNode *node)
{
	if (node->rel == FILTER_EMPTY)
		str_add(&sql->text, "(o.summary IS NULL OR o.summary = '')");
	else
		filter_contains(sql, "o.summary", node->word, node->whole);
	return NULL;
}

static Err *plan_term(Sql *sql, const FilterNode *node, const Kind *kind, const char *alias, bool *known)
{
	const char *name = node->of->name;
	bool reminder = kind == &kind_reminder;
	char x[40];
	*known = true;
	if (strcmp(name, "tag") == 0) {
		memcpy(x, alias, strlen(alias) + 1);
		memcpy(x + strlen(alias), ".client", sizeof ".client");
		return reminder ? of_either(sql, node, of_tag) : tag_term(sql, node, x);
	}
	if (strcmp(name, "whose") == 0) {
		const char *column = kind == &kind_interaction ? ".author" : ".owner";
		memcpy(x, alias, strlen(alias) + 1);
		memcpy(x + strlen(alias), column, strlen(column) + 1);
		return staff_term(sql, node, x);
	}
	if (reminder && strcmp(name, "client") == 0)
		return of_either(sql, node, of_client);
	if (reminder && strcmp(name, "what") == 0)
		return of_either(sql, node, of_what);
	bool when = strcmp(name, "when") == 0, by = strcmp(name, "by") == 0;
	if (when || by) {
		const char *column = kind == &kind_event ? "starts_at" : kind == &kind_task ? "due_at"
		                                                     : kind == &kind_note   ? "dated_at"
		                                                                            : "next_at";
		Str at = {0};
		str_addf(&at, "%s.%s", alias, column);
		filter_range(sql, str_text(&at), node->rel, node->from, node->to);
		str_done(&at);
		return NULL;
	}
	*known = false;
	return NULL;
}

Err *filter_term(Sql *sql, const FilterNode *node, const Kind *kind, const char *alias)
{
	bool known = false;
	str_addc(&sql->text, '(');
	TRY(kind == &kind_client ? client_term(sql, node, &known) : plan_term(sql, node, kind, alias, &known));
	const Field *field = node->of->field ? node->of->field : kind_field(kind, node->of->name);
	if (!known && field)
		TRY(filter_field(sql, node, field, alias));
	else if (!known)
		return err_new(ERR_FAILED, "a filter's name without a meaning: %s", node->of->name);
	str_addc(&sql->text, ')');
	return NULL;
}
