/* SPDX-License-Identifier: MIT */
/*
 * The names a filter knows: properties that span rows (tag, phone, step …), which the store knows by name, and all fields of the kind.
 * Genitives that the rules of name_matches do not make ("без меток") stand among the aliases.
 */
#include "filter_parts.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/fold.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/model/client.h"

/* step:tomorrow, step<+3d: the same words with a date behind them ask when it is. Of overdue from is now, to the midnight before it. */
static const FilterName step_due = {.name = "step_due", .label = N_("next step"), .type = FIELD_INSTANT};
static const FilterName step_overdue = {.name = "step_overdue", .label = N_("next step"), .type = FIELD_INSTANT};

static const FilterName client_names[] = {
	{.name = "name", .aliases = "title имя имени имён название фио", .label = N_("name"), .type = FIELD_TEXT},
	{.name = "tag", .aliases = "метка меток тег тегов label", .label = N_("tag"), .type = FIELD_TEXT},
	{.name = "phone", .aliases = "телефон телефонов тел номер tel number", .label = N_("phone"), .type = FIELD_TEXT},
	{.name = "mail", .aliases = "почта email e-mail мейл емейл имейл", .label = N_("mail"), .type = FIELD_TEXT},
	{.name = "address", .aliases = "адрес адресов", .label = N_("address"), .type = FIELD_TEXT},
	{.name = "site", .aliases = "сайт сайтов web", .label = N_("site"), .type = FIELD_TEXT},
	{.name = "messenger", .aliases = "мессенджер чат chat", .label = N_("messenger"), .type = FIELD_TEXT},
	{
		.name = "works",
		.aliases = "где организация organization organisation org employer company firm фирма компания работает работы",
		.label = N_("works at"),
		.type = FIELD_TEXT,
	},
	{.name = "role", .aliases = "роль должность", .label = N_("role"), .type = FIELD_TEXT},
	{
		.name = "step",
		.aliases = "шаг шагов next следующего дело",
		.label = N_("next step"),
		.type = FIELD_TEXT,
		.dated = &step_due,
		.overdue = &step_overdue,
	},
	{.name = "by", .aliases = "до due срок сроков", .label = N_("next step by"), .type = FIELD_INSTANT},
	{.name = "contact", .aliases = "контакт контактов last последнего", .label = N_("last contact"), .type = FIELD_INSTANT},
	{.name = "whose", .aliases = "чей чья чьё чьи owner ответственный владелец владельца", .label = N_("whose"), .type = FIELD_ID},
	{.name = "outcome", .aliases = "исход исходов итог result", .label = N_("outcome"), .type = FIELD_TEXT},
	{.name = "history", .aliases = "история said", .label = N_("history"), .type = FIELD_NOTE},
};

/* Of what is planned or happened: the client's tags. */
static const FilterName plan_names[] = {
	{.name = "tag", .aliases = "метка меток тег тегов label", .label = N_("tag"), .type = FIELD_TEXT},
	{.name = "whose", .aliases = "чей чья чьё чьи owner author автор кто ответственный", .label = N_("whose"), .type = FIELD_ID},
};
static const FilterName event_names[] = {
	{.name = "when", .aliases = "date когда дата день", .label = N_("when"), .type = FIELD_INSTANT},
};
static const FilterName task_names[] = {
	{.name = "by", .aliases = "до due срок сроков when date когда дата", .label = N_("due"), .type = FIELD_INSTANT},
};
static const FilterName note_names[] = {
	{.name = "when", .aliases = "date когда дата день", .label = N_("when"), .type = FIELD_INSTANT},
};
static const FilterName interaction_names[] = {
	{.name = "at", .aliases = "when date когда дата день", .label = N_("when"), .type = FIELD_INSTANT},
};
static const FilterName reminder_names[] = {
	{.name = "by", .aliases = "до due срок when date когда дата", .label = N_("due"), .type = FIELD_INSTANT},
	{.name = "client", .aliases = "клиент", .label = N_("client"), .type = FIELD_ID},
	{.name = "what", .aliases = "что summary text текст о", .label = N_("what"), .type = FIELD_TEXT},
};

static const struct {
	const Kind *kind;
	const FilterName *names;
	size_t n;
	bool plan;
} properties[] = {
	{&kind_client, client_names, countof(client_names), false},
	{&kind_event, event_names, countof(event_names), true},
	{&kind_task, task_names, countof(task_names), true},
	{&kind_note, note_names, countof(note_names), true},
	{&kind_interaction, interaction_names, countof(interaction_names), true},
	{&kind_reminder, reminder_names, countof(reminder_names), true},
};

/* ---- All names of all kinds, put together once ---- */

enum {
	KINDS_MOST = 32,
	NAMES_MOST = 64,
};
/* folded: name and aliases as fold_word makes them, parted by a blank; made with the rest and kept. */
static struct {
	const Kind *kind;
	FilterName names[NAMES_MOST];
	char *folded[NAMES_MOST];
	size_t n;
} all[KINDS_MOST];
static pthread_once_t all_once = PTHREAD_ONCE_INIT;

static bool taken(size_t at, const char *name)
{
	for (size_t i = 0; i < all[at].n; i++) {
		if (str_same(all[at].names[i].name, name))
			return true;
	}
	return false;
}

static void add_names(size_t at, const FilterName *names, size_t n)
{
	for (size_t i = 0; i < n && all[at].n < NAMES_MOST; i++) {
		if (!taken(at, names[i].name))
			all[at].names[all[at].n++] = names[i];
	}
}

static void add_field(size_t at, const Field *field)
{
	/* What hides in no list and derived columns that properties stand for are not asked by name. */
	if ((field->flags & (FIELD_PRIVATE | FIELD_DERIVED)) && !field->aliases)
		return;
	if (all[at].n == NAMES_MOST || field->type == FIELD_BYTES || taken(at, field->name))
		return;
	all[at].names[all[at].n++] = (FilterName){
		.name = field->name,
		.aliases = field->aliases,
		.label = field->label,
		.type = field->type,
		.field = field,
		.choices = field->choices,
	};
}

static void put_together(void)
{
	for (size_t k = 0; k < KINDS_MOST && kinds[k]; k++) {
		all[k].kind = kinds[k];
		for (size_t i = 0; i < countof(properties); i++) {
			if (properties[i].kind != kinds[k])
				continue;
			add_names(k, properties[i].names, properties[i].n);
			if (properties[i].plan)
				add_names(k, plan_names, countof(plan_names));
		}
		for (size_t i = 0; i < kinds[k]->field_count; i++)
			add_field(k, &kinds[k]->fields[i]);
		for (size_t i = 0; i < all[k].n; i++) {
			Str folded = {0};
			fold_word(&folded, all[k].names[i].name);
			str_addc(&folded, ' ');
			fold_word(&folded, all[k].names[i].aliases ? all[k].names[i].aliases : "");
			all[k].folded[i] = str_take(&folded);
		}
	}
}

static size_t names_of(const Kind *kind)
{
	pthread_once(&all_once, put_together);
	size_t at = 0;
	while (at < KINDS_MOST && all[at].kind && all[at].kind != kind)
		at++;
	return at;
}

const FilterName *filter_names(const Kind *kind, size_t *n)
{
	size_t at = names_of(kind);
	bool known = at < KINDS_MOST && all[at].kind;
	*n = known ? all[at].n : 0;
	return known ? all[at].names : NULL;
}

/* ---- Found as typed ---- */

/* теги of тег, метки of метка, телефоны of телефон, роли of роль. */
static bool is_plural(const char *said, size_t len, const char *alias, size_t n)
{
	static const char *const endings[][2] = {
		{"а", "ы"},
		{"а", "и"},
		{"я", "и"},
		{"й", "и"},
		{"ь", "и"},
		{"о", "а"},
		{"е", "я"},
		{"", "ы"},
		{"", "и"},
	};
	for (size_t i = 0; i < countof(endings); i++) {
		size_t one = strlen(endings[i][0]), many = strlen(endings[i][1]);
		if (n < one + 4 || len != n - one + many || memcmp(alias + n - one, endings[i][0], one) != 0)
			continue;
		if (memcmp(said, alias, n - one) == 0 && memcmp(said + n - one, endings[i][1], many) == 0)
			return true;
	}
	return false;
}

/* How the word stands to one alias: 2 the same, 1 a case form or a plural, 0 another. */
static int alias_fits(const char *said, size_t len, const char *alias, size_t n)
{
	char one[64];
	if (len == n && memcmp(said, alias, n) == 0)
		return 2;
	if ((len == n + 1 && said[n] == 's' && memcmp(said, alias, n) == 0) || is_plural(said, len, alias, n))
		return 1;
	/* Case forms share their beginning. */
	if (n >= sizeof one || n < 2 || len < 2 || memcmp(said, alias, 2) != 0)
		return 0;
	memcpy(one, alias, n);
	one[n] = '\0';
	return name_matches(said, one);
}

static int name_fits(const char *folded, const char *said, size_t len)
{
	int best = 0;
	for (const char *at = folded; *at && best < 2;) {
		size_t n = strcspn(at, " ");
		int fits = n ? alias_fits(said, len, at, n) : 0;
		if (fits > best)
			best = fits;
		at += n + (at[n] == ' ');
	}
	return best;
}

/* As it is called on cards and in heads of columns. */
static bool is_label(const FilterName *name, const char *said)
{
	Str label = {0};
	bool is = false;
	for (int shown = 0; shown < 2 && !is && name->label; shown++) {
		str_cut(&label, 0);
		fold_word(&label, shown ? _(name->label) : name->label);
		is = str_same(str_text(&label), said);
	}
	str_done(&label);
	return is;
}

const FilterName *filter_name_find(const Kind *kind, const char *typed, size_t n)
{
	size_t at = names_of(kind);
	if (n == 0 || n > 60 || at == KINDS_MOST || !all[at].kind)
		return NULL;
	char *word = mem_strndup(typed, n);
	Str said = {0};
	fold_word(&said, word);
	free(word);
	for (char *c = said.s; c && *c; c++) {
		if (*c == '-' && said.n > 7)
			*c = '_';
	}
	const FilterName *found = NULL;
	for (size_t i = 0, best = 0; i < all[at].n && best < 2; i++) {
		size_t fits = (size_t)name_fits(all[at].folded[i], str_text(&said), said.n);
		if (fits > best) {
			best = fits;
			found = &all[at].names[i];
		}
	}
	for (size_t i = 0; i < all[at].n && !found; i++)
		found = is_label(&all[at].names[i], str_text(&said)) ? &all[at].names[i] : NULL;
	str_done(&said);
	return found;
}

bool filter_name_is_past(const FilterName *name)
{
	static const char *const past[] = {"contact", "made_at", "at", "done_at", "dated_at", "acknowledged", "told_at", NULL};
	for (const char *const *one = past; *one; one++) {
		if (str_same(name->name, *one))
			return true;
	}
	return false;
}
