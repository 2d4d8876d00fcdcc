/* SPDX-License-Identifier: MIT */
/* How a filter was read, said back in the user's language: what Ю, a bare date or a length of time was taken for shows here. */
#include <string.h>

#include "kartoteka/base/text.h"
#include "filter_parts.h"

static const char *sign_of(FilterRel rel)
{
	switch (rel) {
	case FILTER_MORE:
		return "> ";
	case FILTER_LESS:
		return "< ";
	case FILTER_MORE_IS:
		return "≥ ";
	case FILTER_LESS_IS:
		return "≤ ";
	case FILTER_IS:
	case FILTER_EMPTY:
		break;
	}
	return "";
}

static void echo_number(Str *out, int64_t n)
{
	Str digits = {0};
	str_addf(&digits, "%lld", (long long)n);
	const char *s = str_text(&digits);
	for (size_t i = 0, len = strlen(s); i < len; i++) {
		if (i && (len - i) % 3 == 0 && s[i - 1] != '-')
			str_add(out, " ");
		str_addc(out, s[i]);
	}
	str_done(&digits);
}

static void echo_moment(Str *out, Moment m)
{
	words_day(out, DATE_TITLE, m.day, m.day);
	if (m.form == MOMENT_LOCAL || m.form == MOMENT_UTC) {
		str_addc(out, ' ');
		words_time(out, m.second);
	}
}

static void echo_date(Str *out, const FilterNode *node)
{
	const char *label = _(node->of->label);
	if (node->day.form == MOMENT_NONE) {
		bool past = filter_name_is_past(node->of), near = past ? node->rel == FILTER_MORE_IS : node->rel == FILTER_LESS_IS;
		if (past)
			str_addf(out, near ? _("%s less than %s ago") : _("%s more than %s ago"), label, node->word);
		else
			str_addf(out, near ? _("%s in less than %s") : _("%s in more than %s"), label, node->word);
		return;
	}
	str_addf(out, "%s %s", label, sign_of(node->rel));
	/* A span is said by both its ends. */
	echo_moment(out, node->day);
	if (node->day.form == MOMENT_DAY && node->to - node->from > DAY_SECONDS * 3 / 2) {
		Moment last = node->day;
		last.day.n += (int32_t)((node->to - node->from + DAY_SECONDS / 2) / DAY_SECONDS) - 1;
		str_add(out, " – ");
		echo_moment(out, last);
	}
}

static void echo_birth(Str *out, const FilterNode *node)
{
	str_addf(out, "%s %s", _(node->of->label), sign_of(node->rel));
	switch ((FilterBirth)node->choice) {
	case BIRTH_YEAR:
		str_addf(out, "%lld", (long long)node->from);
		break;
	case BIRTH_MONTH:
		words_month(out, (int)node->from, false);
		break;
	case BIRTH_MONTH_DAY:
		words_day(out, DATE_SHORT, node->day.day, node->day.day);
		break;
	case BIRTH_DATE:
		words_day(out, DATE_TITLE, node->day.day, node->day.day);
		break;
	}
}

static void echo_term(Str *out, const FilterNode *node)
{
	const char *label = _(node->of->label);
	if (node->rel == FILTER_EMPTY) {
		str_addf(out, _("without: %s"), label);
		return;
	}
	switch (node->of->type) {
	case FIELD_INSTANT:
	case FIELD_DAY:
	case FIELD_MOMENT:
		echo_date(out, node);
		return;
	case FIELD_BIRTH:
		echo_birth(out, node);
		return;
	case FIELD_COUNT:
		str_addf(out, "%s %s", label, sign_of(node->rel));
		echo_number(out, node->from);
		return;
	case FIELD_CHOICE:
		str_addf(out, "%s %s", label, _(node->of->choices[node->choice].label));
		return;
	case FIELD_FLAG:
		str_addf(out, "%s %s", label, node->from ? _("yes") : _("no"));
		return;
	case FIELD_SECONDS:
		str_addf(out, "%s %s", label, sign_of(node->rel));
		words_length(out, (Seconds){node->from});
		return;
	case FIELD_ID:
	case FIELD_TEXT:
	case FIELD_NOTE:
	case FIELD_BYTES:
		str_addf(out, node->whole ? "%s «%s»" : "%s %s", label, node->word);
		return;
	}
}

static void echo(Str *out, const FilterNode *node, FilterOp above)
{
	bool bracket = (node->op == FILTER_OR && above != FILTER_OR) || (node->op == FILTER_AND && above == FILTER_NOT);
	if (bracket && above != FILTER_ALL)
		str_addc(out, '(');
	switch (node->op) {
	case FILTER_ALL:
		str_add(out, _("all"));
		break;
	case FILTER_AND:
	case FILTER_OR:
		echo(out, node->a, node->op);
		str_addf(out, " %s ", node->op == FILTER_AND ? _("and") : _("or"));
		echo(out, node->b, node->op);
		break;
	case FILTER_NOT:
		str_addf(out, "%s ", _("not"));
		echo(out, node->a, FILTER_NOT);
		break;
	case FILTER_WORD:
		str_addf(out, "«%s»", node->word);
		break;
	case FILTER_TERM:
		echo_term(out, node);
		break;
	}
	if (bracket && above != FILTER_ALL)
		str_addc(out, ')');
}

void filter_echo(Str *out, const FilterNode *node)
{
	echo(out, node, FILTER_ALL);
}
