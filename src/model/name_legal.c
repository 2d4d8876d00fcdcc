/* SPDX-License-Identifier: MIT */
/* Legal forms of organizations (habits.md): data, and how one is found at either end of a typed name. What the rest means is name_read.c. */
#include "name.h"

#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/fold.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/utf8.h"

static const LegalForm forms[] = {
	{"ООО", "ооо|общество с ограниченной ответственностью", FORM_BEFORE, false, false},
	{"ПАО", "пао|публичное акционерное общество", FORM_BEFORE, false, false},
	{"НАО", "нао|непубличное акционерное общество", FORM_BEFORE, true, false},
	{"ОАО", "оао|открытое акционерное общество", FORM_BEFORE, false, false},
	{"ЗАО", "зао|закрытое акционерное общество", FORM_BEFORE, false, false},
	{"АО", "ао|акционерное общество", FORM_BEFORE, true, false},
	{"ИП", "ип|индивидуальный предприниматель", FORM_BEFORE, false, true},
	{"ПБОЮЛ", "пбоюл", FORM_BEFORE, false, true},
	{"ЧП", "чп", FORM_BEFORE, true, true},
	{"КФХ", "кфх|крестьянское фермерское хозяйство", FORM_BEFORE, false, false},
	{"АНО", "ано|автономная некоммерческая организация", FORM_BEFORE, true, false},
	{"НКО", "нко|некоммерческая организация", FORM_BEFORE, false, false},
	{"ЧОУ", "чоу", FORM_BEFORE, true, false},
	{"ЧУ", "чу", FORM_BEFORE, true, false},
	{"НОУ", "ноу", FORM_BEFORE, true, false},
	{"ФГУП", "фгуп|федеральное государственное унитарное предприятие", FORM_BEFORE, false, false},
	{"ГУП", "гуп|государственное унитарное предприятие", FORM_BEFORE, false, false},
	{"МУП", "муп|муниципальное унитарное предприятие", FORM_BEFORE, false, false},
	{"ФГБУ", "фгбу", FORM_BEFORE, false, false},
	{"ФГБОУ", "фгбоу", FORM_BEFORE, false, false},
	{"ФГАОУ", "фгаоу", FORM_BEFORE, false, false},
	{"ФГКУ", "фгку", FORM_BEFORE, false, false},
	{"ГБУЗ", "гбуз", FORM_BEFORE, false, false},
	{"ГБОУ", "гбоу", FORM_BEFORE, false, false},
	{"ГАУ", "гау", FORM_BEFORE, true, false},
	{"ГБУ", "гбу", FORM_BEFORE, true, false},
	{"ГКУ", "гку", FORM_BEFORE, true, false},
	{"МБОУ", "мбоу", FORM_BEFORE, false, false},
	{"МБДОУ", "мбдоу", FORM_BEFORE, false, false},
	{"МБУ", "мбу", FORM_BEFORE, true, false},
	{"МКУ", "мку", FORM_BEFORE, true, false},
	{"МАУ", "мау", FORM_BEFORE, true, false},
	{"МАОУ", "маоу", FORM_BEFORE, false, false},
	{"ТСЖ", "тсж|товарищество собственников жилья", FORM_BEFORE, false, false},
	{"ТСН", "тсн", FORM_BEFORE, false, false},
	{"СНТ", "снт", FORM_BEFORE, false, false},
	{"ЖСК", "жск", FORM_BEFORE, false, false},
	{"ГСК", "гск", FORM_BEFORE, false, false},
	{"СПК", "спк", FORM_BEFORE, true, false},
	{"КПК", "кпк", FORM_BEFORE, true, false},
	{"ТОО", "тоо", FORM_BEFORE, false, false},
	{"ОДО", "одо", FORM_BEFORE, true, false},
	{"ЧУП", "чуп", FORM_BEFORE, true, false},
	{"УП", "уп", FORM_BEFORE, true, false},
	{"ТОВ", "тов", FORM_BEFORE, true, false},
	{"ФОП", "фоп", FORM_BEFORE, true, true},
	{"ОсОО", "осоо", FORM_BEFORE, false, false},
	{"Pty Ltd", "pty ltd", FORM_AFTER, false, false},
	{"Co. Ltd", "co ltd", FORM_AFTER, false, false},
	{"Ltd", "ltd|limited", FORM_AFTER, false, false},
	{"LLC", "llc", FORM_AFTER, false, false},
	{"LLP", "llp", FORM_AFTER, false, false},
	{"PLC", "plc", FORM_AFTER, false, false},
	{"Inc", "inc|incorporated", FORM_AFTER, false, false},
	{"Corp", "corp|corporation", FORM_AFTER, false, false},
	{"PJSC", "pjsc", FORM_AFTER, false, false},
	{"OJSC", "ojsc", FORM_AFTER, false, false},
	{"CJSC", "cjsc", FORM_AFTER, false, false},
	{"JSC", "jsc", FORM_AFTER, false, false},
	{"GmbH & Co. KG", "gmbh & co kg", FORM_AFTER, false, false},
	{"GmbH", "gmbh", FORM_AFTER, false, false},
	{"AG", "ag", FORM_AFTER, true, false},
	{"KG", "kg", FORM_AFTER, true, false},
	{"OHG", "ohg", FORM_AFTER, true, false},
	{"UG", "ug", FORM_AFTER, true, false},
	{"SE", "se", FORM_AFTER, true, false},
	{"SA", "sa", FORM_AFTER, true, false},
	{"SAS", "sas", FORM_AFTER, true, false},
	{"SARL", "sarl", FORM_AFTER, false, false},
	{"SRL", "srl", FORM_AFTER, false, false},
	{"SpA", "spa", FORM_AFTER, true, false},
	{"BV", "bv", FORM_AFTER, true, false},
	{"NV", "nv", FORM_AFTER, true, false},
	{"AB", "ab", FORM_AFTER, true, false},
	{"AS", "as", FORM_AFTER, true, false},
	{"ApS", "aps", FORM_AFTER, true, false},
	{"Oy", "oy|oyj", FORM_AFTER, false, false},
	{"OÜ", "oü", FORM_AFTER, true, false},
	{"SIA", "sia", FORM_AFTER, true, false},
	{"UAB", "uab", FORM_AFTER, false, false},
	{"s.r.o.", "s r o|sro", FORM_AFTER, false, false},
	{"d.o.o.", "d o o|doo", FORM_AFTER, false, false},
	{"Sp. z o.o.", "sp z o o|sp z oo", FORM_AFTER, false, false},
};

typedef struct Token {
	size_t from, to;
} Token;
typedef VEC(Token) Tokens;

/* Words as a form is compared by: dots, commas and blanks part them. Quotes belong to the name and end the search. */
static bool is_gap(char c)
{
	return c == ' ' || c == '.' || c == ',' || c == '\t';
}

static void tokens_of(Tokens *out, const char *text)
{
	size_t i = 0;
	while (text[i]) {
		while (is_gap(text[i]))
			i++;
		size_t from = i;
		while (text[i] && !is_gap(text[i]))
			i++;
		if (i > from)
			vec_push(out, ((Token){from, i}));
	}
}

static bool all_capitals(const char *text, size_t from, size_t to)
{
	while (from < to) {
		size_t used;
		uint32_t code = utf8_decode(text + from, to - from, &used);
		if (utf8_is_letter(code) && utf8_lower(code) == code)
			return false;
		from += used;
	}
	return true;
}

/* The n tokens from `first` as the spellings are written: folded once for all forms. */
static void fold_tokens(Str *out, const char *text, const Token *first, size_t n)
{
	Str joined = {0};
	for (size_t i = 0; i < n; i++) {
		if (i)
			str_addc(&joined, ' ');
		str_addn(&joined, text + first[i].from, first[i].to - first[i].from);
	}
	fold_word(out, str_text(&joined));
	str_done(&joined);
}

static bool spelled(const char *got, size_t n, const LegalForm *form)
{
	for (const char *at = form->words; at; at = strchr(at, '|') ? strchr(at, '|') + 1 : NULL)
		if (*at == *got && strncmp(at, got, n) == 0 && (at[n] == '|' || !at[n]))
			return true;
	return false;
}

static const LegalForm *form_at(const char *text, const Tokens *tokens, size_t most, bool end, size_t *from, size_t *to)
{
	const LegalForm *found = NULL;
	Str folded = {0};
	for (size_t n = most < 5 ? most : 5; n > 0 && !found; n--) {
		const Token *first = tokens->at + (end ? tokens->n - n : 0);
		str_cut(&folded, 0);
		fold_tokens(&folded, text, first, n);
		for (size_t i = 0; i < countof(forms) && !found; i++) {
			if (spelled(str_text(&folded), folded.n, &forms[i]) && !(forms[i].capitals && n == 1 && !all_capitals(text, first->from, first->to)))
				found = &forms[i];
		}
		if (found) {
			*from = first->from;
			*to = first[n - 1].to;
			*to += text[*to] == '.';
		}
	}
	str_done(&folded);
	return found;
}

const LegalForm *legal_form_find(const char *text, size_t *from, size_t *to)
{
	Tokens tokens = {0};
	tokens_of(&tokens, text);
	const LegalForm *found = NULL;
	/* One word at least is left for the name. */
	if (tokens.n > 1) {
		found = form_at(text, &tokens, tokens.n - 1, false, from, to);
		if (!found)
			found = form_at(text, &tokens, tokens.n - 1, true, from, to);
	}
	vec_free(&tokens);
	return found;
}

void name_legal_forms(Str *out)
{
	for (size_t i = 0; i < countof(forms); i++) {
		fold_search(out, forms[i].form);
		str_addc(out, '\n');
	}
}

const LegalForm *legal_form_of(const char *form)
{
	if (!form)
		return NULL;
	/* As it is kept: a list has hundreds. */
	for (size_t i = 0; i < countof(forms); i++) {
		if (str_same(form, forms[i].form))
			return &forms[i];
	}
	Str want = {0}, have = {0};
	fold_word(&want, form);
	const LegalForm *found = NULL;
	for (size_t i = 0; i < countof(forms) && !found; i++) {
		str_cut(&have, 0);
		fold_word(&have, forms[i].form);
		if (str_same(str_text(&have), str_text(&want)))
			found = &forms[i];
	}
	str_done(&want);
	str_done(&have);
	return found;
}
