/* SPDX-License-Identifier: MIT */
/*
 * A filter's tree as SQL. What people say by name (tags, staff, outcomes) is looked up first and asked by number; words and long texts go through
 * the full-text tables. Terms over the fields of any kind are here, what is special to clients and to plans in filter_terms.c.
 */
#include "filter_sql.h"

#include <stdlib.h>
#include <string.h>

#include "filter_terms.h"
#include "find_words.h"
#include "kartoteka/base/fold.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/model/client.h"
#include "kartoteka/model/interaction.h"
#include "kartoteka/model/plan.h"

/* ---- Text and parameters ---- */

void sql_done(Sql *sql)
{
	str_done(&sql->text);
	vec_free(&sql->args);
}

void sql_arg(Sql *sql, Value value)
{
	vec_push(&sql->args, value);
	if (sql->args.n < 10) {
		const char name[] = {'$', (char)('0' + sql->args.n)};
		str_addn(&sql->text, name, sizeof name);
	} else {
		str_addf(&sql->text, "$%zu", sql->args.n);
	}
}

void sql_int(Sql *sql, int64_t n)
{
	sql_arg(sql, arg_int(n));
}

void sql_text(Sql *sql, const char *text)
{
	sql_arg(sql, arg_text(arena_dup(sql->arena, text)));
}

void filter_column(Sql *sql, const char *alias, const char *column)
{
	str_addf(&sql->text, "%s.\"%s\"", alias, column);
}

void filter_ids(Sql *sql, const char *column_sql, const Ids *ids)
{
	if (!ids->n) {
		str_add(&sql->text, "1 = 0");
		return;
	}
	str_addf(&sql->text, "%s IN (", column_sql);
	for (size_t i = 0; i < ids->n; i++)
		str_addf(&sql->text, "%s%lld", i ? ", " : "", (long long)ids->at[i]);
	str_addc(&sql->text, ')');
}

/* ---- Comparisons ---- */

/* A value x against [from, to) of moments. */
void filter_range(Sql *sql, const char *x, FilterRel rel, int64_t from, int64_t to)
{
	switch (rel) {
	case FILTER_IS:
		str_addf(&sql->text, "(%s >= %lld AND %s < %lld)", x, (long long)from, x, (long long)to);
		return;
	case FILTER_MORE:
		str_addf(&sql->text, "%s >= %lld", x, (long long)to);
		return;
	case FILTER_MORE_IS:
		str_addf(&sql->text, "%s >= %lld", x, (long long)from);
		return;
	case FILTER_LESS:
		str_addf(&sql->text, "%s < %lld", x, (long long)from);
		return;
	case FILTER_LESS_IS:
		str_addf(&sql->text, "%s < %lld", x, (long long)to);
		return;
	case FILTER_EMPTY:
		str_addf(&sql->text, "%s IS NULL", x);
		return;
	}
}

static const char *operator_of(FilterRel rel)
{
	switch (rel) {
	case FILTER_MORE:
		return ">";
	case FILTER_MORE_IS:
		return ">=";
	case FILTER_LESS:
		return "<";
	case FILTER_LESS_IS:
		return "<=";
	case FILTER_IS:
	case FILTER_EMPTY:
		break;
	}
	return "=";
}

/* Letters as the column may have them: as typed, small, Capital, CAPITALS; SQL folds no Cyrillic. */
static void add_variant(Str *out, const char *text, int form)
{
	bool first = true;
	for (size_t used; *text; text += used) {
		uint32_t code = utf8_decode(text, strlen(text), &used);
		char bytes[4];
		bool upper = form == 3 || (form == 2 && first);
		uint32_t as = form == 0 ? code : upper ? utf8_upper(code)
		                                       : utf8_lower(code);
		str_addn(out, bytes, utf8_encode(bytes, as));
		first = code == ' ' || code == '-';
	}
}

static void add_escaped(Str *out, const char *text)
{
	for (; *text; text++) {
		if (strchr("%_\\", *text))
			str_addc(out, '\\');
		str_addc(out, *text);
	}
}

void filter_contains(Sql *sql, const char *x, const char *text, bool whole)
{
	Str seen[4] = {{0}, {0}, {0}, {0}};
	str_addc(&sql->text, '(');
	for (int form = 0; form < 4; form++) {
		add_variant(&seen[form], text, form);
		bool again = false;
		for (int i = 0; i < form; i++)
			again |= strcmp(str_text(&seen[i]), str_text(&seen[form])) == 0;
		if (again)
			continue;
		str_addf(&sql->text, whole ? "%s%s = " : "%s%s LIKE ", form ? " OR " : "", x);
		Str pattern = {0};
		if (whole) {
			str_add(&pattern, str_text(&seen[form]));
		} else {
			str_addc(&pattern, '%');
			add_escaped(&pattern, str_text(&seen[form]));
			str_addc(&pattern, '%');
		}
		sql_text(sql, str_text(&pattern));
		str_done(&pattern);
		if (!whole)
			str_add(&sql->text, " ESCAPE '\\'");
	}
	str_addc(&sql->text, ')');
	for (int form = 0; form < 4; form++)
		str_done(&seen[form]);
}

/* ---- Birth dates: ISO text, "--05-12" when the year is not known ---- */

static void birth_sql(Sql *sql, const FilterNode *node, const char *x)
{
	char day[WHEN_TEXT];
	day_text(day, node->day.day);
	const char *op = operator_of(node->rel);
	switch ((FilterBirth)node->choice) {
	case BIRTH_YEAR:
		str_addf(&sql->text, "(%s NOT LIKE '--%%' AND substr(%s, 1, 4) %s ", x, x, op);
		Str year = {0};
		str_addf(&year, "%04lld", (long long)node->from);
		sql_text(sql, str_text(&year));
		str_done(&year);
		str_addc(&sql->text, ')');
		return;
	case BIRTH_MONTH:
		str_addf(&sql->text, "substr(%s, length(%s) - 4, 2) %s '%02lld'", x, x, op, (long long)node->from);
		return;
	case BIRTH_MONTH_DAY:
		str_addf(&sql->text, "substr(%s, length(%s) - 4) %s ", x, x, op);
		sql_text(sql, day + strlen(day) - 5);
		return;
	case BIRTH_DATE:
		str_addf(&sql->text, "(%s NOT LIKE '--%%' AND %s %s ", x, x, op);
		sql_text(sql, day);
		str_addc(&sql->text, ')');
		return;
	}
}

/* Days and moments are ISO text, which compares as it stands. */
static void day_sql(Sql *sql, const FilterNode *node, const char *x)
{
	char from[WHEN_TEXT], to[WHEN_TEXT];
	if (node->day.form == MOMENT_NONE) {
		instant_text(from, (Instant){node->from});
		memcpy(to, from, sizeof to);
	} else {
		int64_t days = (node->to - node->from + DAY_SECONDS / 2) / DAY_SECONDS;
		moment_text(from, node->day);
		day_text(to, (Day){node->day.day.n + (int32_t)(days > 0 ? days : 1)});
		if (node->day.form != MOMENT_DAY)
			moment_text(to, node->day);
	}
	bool after = node->rel == FILTER_MORE || node->rel == FILTER_MORE_IS, before = node->rel == FILTER_LESS || node->rel == FILTER_LESS_IS;
	str_addc(&sql->text, '(');
	if (!before) {
		str_addf(&sql->text, "%s >= ", x);
		sql_text(sql, node->rel == FILTER_MORE ? to : from);
	}
	if (!after) {
		str_addf(&sql->text, before ? "%s < " : " AND %s < ", x);
		/* A time names its minute. */
		if (node->day.form == MOMENT_LOCAL && node->rel == FILTER_IS)
			to[strlen(to) - 2] = '~';
		sql_text(sql, node->rel == FILTER_LESS ? from : to);
	}
	str_addc(&sql->text, ')');
}

/* ---- Terms over fields ---- */

static void empty_sql(Sql *sql, const Field *field, const char *x)
{
	switch (field->type) {
	case FIELD_TEXT:
	case FIELD_NOTE:
		str_addf(&sql->text, "(%s IS NULL OR %s = '')", x, x);
		return;
	case FIELD_FLAG:
	case FIELD_COUNT:
		str_addf(&sql->text, "%s = 0", x);
		return;
	case FIELD_CHOICE:
		str_addf(&sql->text, "(%s IS NULL OR %s = ", x, x);
		sql_text(sql, field->choices[0].name);
		str_addc(&sql->text, ')');
		return;
	case FIELD_ID:
	case FIELD_BYTES:
	case FIELD_INSTANT:
	case FIELD_DAY:
	case FIELD_BIRTH:
	case FIELD_MOMENT:
	case FIELD_SECONDS:
		str_addf(&sql->text, "%s IS NULL", x);
		return;
	}
}

static Err *id_sql(Sql *sql, const FilterNode *node, const char *of, const char *x)
{
	if (str_same(of, "staff") && node->from >= 0) {
		str_addf(&sql->text, "%s = %lld", x, (long long)node->from);
		return NULL;
	}
	if (str_same(of, "client")) {
		str_addf(&sql->text, "%s IN (", x);
		TRY(filter_clients_named(sql, node->word, node->whole));
		str_addc(&sql->text, ')');
		return NULL;
	}
	Ids ids = {0};
	Err *err = filter_look_up(&ids, sql->db, of, node->word, node->whole);
	if (!err)
		filter_ids(sql, x, &ids);
	vec_free(&ids);
	return err;
}

Err *filter_field(Sql *sql, const FilterNode *node, const Field *field, const char *alias)
{
	char x[80];
	Str column = {0};
	str_addf(&column, "%s.\"%s\"", alias, field->name);
	bool fits = column.n < sizeof x;
	if (fits)
		memcpy(x, column.s, column.n + 1);
	str_done(&column);
	if (!fits)
		return err_new(ERR_FAILED, "a field's name is too long: %s", field->name);
	if (node->rel == FILTER_EMPTY) {
		empty_sql(sql, field, x);
		return NULL;
	}
	switch (field->type) {
	case FIELD_TEXT:
	case FIELD_NOTE:
	case FIELD_BYTES:
		filter_contains(sql, x, node->word, node->whole);
		return NULL;
	case FIELD_ID:
		return id_sql(sql, node, field->of, x);
	case FIELD_FLAG:
		str_addf(&sql->text, "%s = %d", x, node->from != 0);
		return NULL;
	case FIELD_CHOICE:
		str_addf(&sql->text, node->choice ? "(%s = " : "(%s IS NULL OR %s = ", x, x);
		sql_text(sql, field->choices[node->choice].name);
		str_addc(&sql->text, ')');
		return NULL;
	case FIELD_COUNT:
	case FIELD_SECONDS:
		str_addf(&sql->text, "%s %s %lld", x, operator_of(node->rel), (long long)node->from);
		return NULL;
	case FIELD_INSTANT:
		filter_range(sql, x, node->rel, node->from, node->to);
		return NULL;
	case FIELD_DAY:
	case FIELD_MOMENT:
		day_sql(sql, node, x);
		return NULL;
	case FIELD_BIRTH:
		birth_sql(sql, node, x);
		return NULL;
	}
	return NULL;
}

/* ---- The tree ---- */

static Err *tree_sql(Sql *sql, const FilterNode *node, const Kind *kind, const char *alias, bool no_words);

/* Those of one kind stand in a row without brackets: a long row costs SQLite's reader no depth. */
static Err *side_sql(Sql *sql, FilterOp op, const FilterNode *side, const Kind *kind, const char *alias, bool no_words)
{
	if (side->op != op)
		return tree_sql(sql, side, kind, alias, no_words);
	TRY(side_sql(sql, op, side->a, kind, alias, no_words));
	str_add(&sql->text, op == FILTER_AND ? " AND " : " OR ");
	return side_sql(sql, op, side->b, kind, alias, no_words);
}

static Err *tree_sql(Sql *sql, const FilterNode *node, const Kind *kind, const char *alias, bool no_words)
{
	switch (node->op) {
	case FILTER_ALL:
		str_add(&sql->text, "1 = 1");
		return NULL;
	case FILTER_AND:
	case FILTER_OR:
		str_addc(&sql->text, '(');
		TRY(side_sql(sql, node->op, node, kind, alias, no_words && node->op == FILTER_AND));
		str_addc(&sql->text, ')');
		return NULL;
	case FILTER_NOT:
		/* What is not known is not it: NULL counts as false. */
		str_add(&sql->text, "NOT coalesce((");
		TRY(tree_sql(sql, node->a, kind, alias, false));
		str_add(&sql->text, "), 1 = 0)");
		return NULL;
	case FILTER_WORD:
		if (no_words) {
			str_add(&sql->text, "1 = 1");
			return NULL;
		}
		return filter_word(sql, node, kind, alias);
	case FILTER_TERM:
		return filter_term(sql, node, kind, alias);
	}
	return NULL;
}

Err *filter_sql(Sql *sql, const FilterNode *filter, const Kind *kind, const char *alias, bool no_words)
{
	if (filter)
		return tree_sql(sql, filter, kind, alias, no_words);
	str_add(&sql->text, "1 = 1");
	return NULL;
}
