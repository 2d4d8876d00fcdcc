/* SPDX-License-Identifier: MIT */
/*
 * Whether a word said in a line may be a case form of a name: surnames, given names, patronymics and names of firms alike. Rules go by the
 * ending of the name as it is written down; a name that no rule covers (Шевченко, Черных, Smith) is said unchanged.
 */
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/str.h"
#include "kartoteka/model/client.h"

typedef struct Rule {
	const char *ending; /* what the written name ends in */
	const char *said;   /* what may stand in its place, parted by blanks; "-" nothing */
} Rule;

/* All rules whose ending fits are tried: a surname and a given name of one ending decline differently (Петров, Константин). */
static const Rule rules[] = {
	{"ов", "ова ову овым ове"},
	{"ев", "ева еву евым еве"},
	{"ин", "ина ину иным ине ином"},
	{"ын", "ына ыну ыным ыне"},
	{"ова", "овой ову овою"},
	{"ева", "евой еву евою"},
	{"ина", "иной ину иною"},
	{"ына", "ыной ыну ыною"},
	{"ий", "ого ому им ом его ему ем ия ию ием ии"},
	{"ый", "ого ому ым ом"},
	{"ой", "ого ому ым им ом"},
	{"ая", "ой ую ою ей"},
	{"яя", "ей юю ею"},
	{"ое", "ого ому ым им ом"},
	{"а", "ы и е у ой ою ей ею"},
	{"я", "и е ю ей ею"},
	{"ия", "ии ию ией"},
	{"ья", "ьи ье ью ьей"},
	{"ь", "я ю ем е и ью"},
	{"й", "я ю ем е"},
	{"ей", "ья ью ьем ье"},
	{"лев", "льва льву львом льве"},
	{"ок", "ка ку ком ке"},
	{"ек", "ка ку ком ке ька ьку ьком ьке"},
	{"ец", "ца цу цом цем це ьца ьцу ьцом ьцем ьце"},
	{"ел", "ла лу лом ле"},
	{"ер", "ра ру ром ре"},
	{"ол", "ла лу лом ле"},
	{"ень", "ня ню нем не"},
	{"оль", "ля лю лем ле"},
};

static const char consonants[] = "бвгджзклмнпрстфхцчшщ";
static const char consonant_forms[] = "а у ом ем е";

/* said == stem + one of the endings */
static bool said_with(const char *said, const char *stem, size_t n, const char *endings)
{
	if (strncmp(said, stem, n) != 0)
		return false;
	const char *rest = said + n;
	size_t len = strlen(rest);
	for (const char *at = endings; *at;) {
		size_t one = strcspn(at, " ");
		if (one == len && memcmp(at, rest, one) == 0)
			return true;
		at += one + (at[one] == ' ');
	}
	return false;
}

/* Letters here are two bytes each; a letter of the consonants begins at an even offset. */
static bool ends_in_consonant(const char *name, size_t n)
{
	if (n < 4)
		return false;
	for (const char *at = consonants; *at; at += 2) {
		if (memcmp(at, name + n - 2, 2) == 0)
			return true;
	}
	return false;
}

static bool word_matches(const char *said, const char *name)
{
	if (strcmp(said, name) == 0)
		return true;
	size_t n = strlen(name);
	/* Those in -ых, -их, -ко and other vowels are not declined; -ых would otherwise pass for a consonant. */
	if (str_ends(name, "ых") || (str_ends(name, "их") && n > 6))
		return false;
	for (size_t i = 0; i < countof(rules); i++) {
		size_t ending = strlen(rules[i].ending);
		if (!str_ends(name, rules[i].ending) || (n < ending + 2 && !str_same(name, "лев")))
			continue;
		if (said_with(said, name, n - ending, rules[i].said))
			return true;
	}
	return ends_in_consonant(name, n) && said_with(said, name, n, consonant_forms);
}

/* Parts of a double name decline each for itself, or the first stays (Римского-Корсакова, Соловьёву-Седому, Анне-Марии). */
bool name_matches(const char *said, const char *name)
{
	if (!*said || !*name)
		return false;
	if (word_matches(said, name))
		return true;
	const char *dash = strchr(name, '-');
	if (!dash)
		return false;
	char first[128], second[128];
	const char *cut = strchr(said, '-');
	size_t n = (size_t)(dash - name);
	if (n >= sizeof first)
		return false;
	memcpy(first, name, n);
	first[n] = '\0';
	if (!cut)
		return word_matches(said, first) || name_matches(said, dash + 1);
	n = (size_t)(cut - said);
	if (n >= sizeof second)
		return false;
	memcpy(second, said, n);
	second[n] = '\0';
	return word_matches(second, first) && name_matches(cut + 1, dash + 1);
}

/* ---- The other way round ---- */

static bool has_candidate(const Str *out, size_t from, const char *name)
{
	size_t n = strlen(name);
	for (const char *at = str_text(out) + from; *at; at += strcspn(at, " ") + 1) {
		if (strncmp(at, name, n) == 0 && at[n] == ' ')
			return true;
	}
	return false;
}

/* For each of the forms that the word ends in: what stands before it, and the ending it may have had. */
static void add_candidates(Str *out, size_t from, const char *said, const char *forms, const char *ending)
{
	Str form = {0}, name = {0};
	for (const char *at = forms; *at;) {
		size_t n = strcspn(at, " ");
		str_cut(&form, 0);
		str_addn(&form, at, n);
		if (str_ends(said, str_text(&form))) {
			str_cut(&name, 0);
			str_addn(&name, said, strlen(said) - n);
			str_add(&name, ending);
			if (!str_same(said, str_text(&name)) && word_matches(said, str_text(&name)) && !has_candidate(out, from, str_text(&name)))
				str_addf(out, "%s ", str_text(&name));
		}
		at += n + (at[n] == ' ');
	}
	str_done(&form);
	str_done(&name);
}

void name_nominatives(Str *out, const char *said)
{
	size_t from = out->n;
	for (size_t i = 0; i < countof(rules); i++)
		add_candidates(out, from, said, rules[i].said, rules[i].ending);
	add_candidates(out, from, said, consonant_forms, "");
}

const char *name_behind_preposition(const char *said)
{
	static const char *const words[] = {"с", "со", "у", "к", "ко", "от", "для", "про", "о", "об", "обо"};
	size_t n = strcspn(said, " ");
	for (size_t i = 0; i < countof(words); i++) {
		if (strlen(words[i]) == n && memcmp(said, words[i], n) == 0)
			return said + n + strspn(said + n, " ");
	}
	return said;
}
