/* SPDX-License-Identifier: MIT */
/* Field tables of the user's own lists and of staff; the shipped names of kinds of contact and outcomes. */
#include "kartoteka/model/list.h"

#include <string.h>

#include "kartoteka/base/fold.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/said.h"
#include "kartoteka/base/text.h"

/* What is typed is understood in both languages at once, whichever is shown. */
static const struct {
	const char *code, *name, *russian;
} shipped_names[] = {
	{"call", NC_("contact", "call"), "звонок"},
	{"mail", NC_("contact", "mail"), "письмо"},
	{"meeting", NC_("contact", "meeting"), "встреча"},
	{"chat", NC_("contact", "chat"), "чат"},
	{"note", NC_("contact", "note"), "заметка"},
	{"complaint", NC_("contact", "complaint"), "жалоба"},
	{"purchase", NC_("contact", "purchase"), "покупка"},
	{"reached", NC_("contact", "reached"), "дозвонился"},
	{"no-answer", NC_("contact", "no answer"), "не ответил"},
	{"busy", NC_("contact", "busy"), "занято"},
	{"call-back", NC_("contact", "call back"), "перезвонить"},
	{"refused", NC_("contact", "refused"), "отказ"},
	{"wrong-number", NC_("contact", "wrong number"), "не тот номер"},
	{"left-message", NC_("contact", "left a message"), "записал автоответчик"},
	{"someone-else", NC_("contact", "someone else answered"), "ответил другой человек"},
	{"wrote", NC_("contact", "wrote instead"), "написал вместо звонка"},
};

const char *list_name(const char *code, const char *name)
{
	if (name && *name)
		return name;
	for (size_t i = 0; code && i < countof(shipped_names); i++) {
		if (strcmp(shipped_names[i].code, code) == 0)
			return C_("contact", shipped_names[i].name);
	}
	return code ? code : "";
}

static bool folds_alike(const char *a, const char *b)
{
	Str x = {0}, y = {0};
	fold_order(&x, a);
	fold_order(&y, b);
	bool same = str_same(str_text(&x), str_text(&y));
	str_done(&x);
	str_done(&y);
	return same;
}

size_t list_names(const char *code, const char *name, const char *out[LIST_NAMES])
{
	size_t n = 0;
	if (code)
		out[n++] = code;
	if (name && *name)
		out[n++] = name;
	for (size_t i = 0; code && i < countof(shipped_names); i++) {
		if (strcmp(shipped_names[i].code, code) != 0)
			continue;
		out[n++] = shipped_names[i].name;
		out[n++] = shipped_names[i].russian;
	}
	return n;
}

bool list_is(const char *code, const char *name, const char *said)
{
	const char *names[LIST_NAMES];
	size_t n = list_names(code, name, names);
	bool is = false;
	for (size_t i = 0; i < n && !is; i++)
		is = folds_alike(names[i], said);
	return is;
}

char *list_said(const char *code, const char *name)
{
	for (size_t i = 0; !(name && *name) && code && i < countof(shipped_names); i++) {
		if (strcmp(shipped_names[i].code, code) == 0)
			return said_key("contact", shipped_names[i].name);
	}
	return mem_strdup(name && *name ? name : code ? code
	                                              : "");
}

static Err *needs(const char *value, const char *field)
{
	if (value && span_trim(span_of(value)).n)
		return NULL;
	return err_word(err_new(ERR_FAILED, _("the name is empty")), field, -1);
}

/* ---- Staff ---- */
static const Field staff_fields[] = {
	{FIELD(Staff, login), .label = N_("login"), .aliases = "логин", .width = 12, .flags = FIELD_REQUIRED | FIELD_HIDDEN},
	{FIELD(Staff, name), .label = N_("full name"), .aliases = "имя", .width = 24},
	{FIELD(Staff, zone), .label = N_("zone"), .aliases = "пояс", .width = 18},
	{FIELD(Staff, hours), .label = N_("working hours"), .aliases = "часы", .width = 12},
	{FIELD(Staff, gone), .label = N_("left the firm"), .aliases = "ушёл", .width = 6},
};

static void staff_title(Str *out, const void *record)
{
	const Staff *staff = record;
	str_add(out, staff->name.s ? staff->name.s : staff->login.s ? staff->login.s
	                                                            : "");
}

static Err *staff_check(const void *record)
{
	return needs(((const Staff *)record)->login.s, "login");
}

const Kind kind_staff = {
	.name = "staff",
	.letter = 'p',
	.table = "staff",
	.label = N_("person of the firm"),
	.labels = N_("people"),
	.size = sizeof(Staff),
	.fields = staff_fields,
	.field_count = countof(staff_fields),
	.list = true,
	.title = staff_title,
	.check = staff_check,
};

/* ---- Kinds of contact ---- */
static const Field contact_kind_fields[] = {
	{FIELD(ContactKind, code), .label = N_("code"), .aliases = "код", .flags = FIELD_REQUIRED | FIELD_HIDDEN},
	{FIELD(ContactKind, name), .label = N_("name"), .aliases = "имя", .width = 24},
	{FIELD(ContactKind, place), .label = N_("place"), .flags = FIELD_HIDDEN},
	{FIELD(ContactKind, gone), .label = N_("removed"), .flags = FIELD_HIDDEN},
};

static void contact_kind_title(Str *out, const void *record)
{
	const ContactKind *kind = record;
	str_add(out, list_name(kind->code.s, kind->name.s));
}

static Err *contact_kind_check(const void *record)
{
	return needs(((const ContactKind *)record)->code.s, "name");
}

const Kind kind_contact_kind = {
	.name = "contact_kind",
	.letter = 'k',
	.table = "contact_kind",
	.label = N_("kind of contact"),
	.labels = N_("kinds of contact"),
	.size = sizeof(ContactKind),
	.fields = contact_kind_fields,
	.field_count = countof(contact_kind_fields),
	.list = true,
	.title = contact_kind_title,
	.check = contact_kind_check,
};

/* ---- Outcomes ---- */
static const FieldChoice outcome_counts[] = {
	{"contact", N_("contact")}, {"attempt", N_("attempt")}, {"nothing", N_("nothing")}, {NULL, NULL}};

static const Field outcome_fields[] = {
	{FIELD(Outcome, kind), .label = N_("of which kind of contact"), .flags = FIELD_HIDDEN, .of = "contact_kind"},
	{FIELD(Outcome, code), .label = N_("code"), .aliases = "код", .flags = FIELD_REQUIRED | FIELD_HIDDEN},
	{FIELD(Outcome, name), .label = N_("name"), .aliases = "имя", .width = 24},
	{FIELD(Outcome, counts), .label = N_("counts as"), .aliases = "считать", .width = 9, .choices = outcome_counts},
	{FIELD(Outcome, offer), .label = N_("offers"), .aliases = "предложить", .width = 14},
	{FIELD(Outcome, place), .label = N_("place"), .flags = FIELD_HIDDEN},
	{FIELD(Outcome, gone), .label = N_("removed"), .flags = FIELD_HIDDEN},
};

static void outcome_title(Str *out, const void *record)
{
	const Outcome *outcome = record;
	str_add(out, list_name(outcome->code.s, outcome->name.s));
}

static Err *outcome_check(const void *record)
{
	return needs(((const Outcome *)record)->code.s, "name");
}

static bool outcome_goes(const void *record, const Field *field)
{
	(void)record;
	return strcmp(field->name, "kind") == 0;
}

const Kind kind_outcome = {
	.name = "outcome",
	.letter = 'o',
	.table = "outcome",
	.label = N_("outcome"),
	.labels = N_("outcomes"),
	.size = sizeof(Outcome),
	.fields = outcome_fields,
	.field_count = countof(outcome_fields),
	.list = true,
	.title = outcome_title,
	.check = outcome_check,
	.goes = outcome_goes,
};

/* ---- Tags ---- */
static const Field tag_fields[] = {
	{FIELD(Tag, name), .label = N_("name"), .aliases = "имя", .width = 24, .flags = FIELD_REQUIRED | FIELD_SEARCHED},
	{FIELD(Tag, key), .label = N_("order key"), .flags = FIELD_DERIVED | FIELD_PRIVATE | FIELD_HIDDEN},
};

static void tag_title(Str *out, const void *record)
{
	const Tag *tag = record;
	str_add(out, tag->name.s ? tag->name.s : "");
}

static Err *tag_check(const void *record)
{
	return needs(((const Tag *)record)->name.s, "name");
}

/* A name of signs only folds to nothing: then it is its own key, or two such tags would be one. */
static void tag_derive(void *record, Arena *arena)
{
	Tag *tag = record;
	Str key = {0};
	fold_order(&key, tag->name.s ? tag->name.s : "");
	tag->key.s = arena_dup(arena, key.n ? str_text(&key) : tag->name.s);
	str_done(&key);
}

const Kind kind_tag = {
	.name = "tag",
	.letter = 'l',
	.table = "tag",
	.label = N_("tag"),
	.labels = N_("tags"),
	.size = sizeof(Tag),
	.fields = tag_fields,
	.field_count = countof(tag_fields),
	.list = true,
	.title = tag_title,
	.check = tag_check,
	.derive = tag_derive,
};

/* ---- Saved filters ---- */
static const Field filter_fields[] = {
	{FIELD(SavedFilter, name), .label = N_("name"), .aliases = "имя", .width = 24, .flags = FIELD_REQUIRED},
	{FIELD(SavedFilter, query), .label = N_("filter"), .aliases = "отбор", .width = 40, .flags = FIELD_REQUIRED},
	{FIELD(SavedFilter, list), .label = N_("list"), .aliases = "список", .width = 10, .flags = FIELD_HIDDEN},
	{FIELD(SavedFilter, place), .label = N_("place"), .flags = FIELD_HIDDEN},
	{FIELD(SavedFilter, owner), .label = N_("owner"), .aliases = "чей", .flags = FIELD_HIDDEN, .of = "staff"},
};

static void filter_title(Str *out, const void *record)
{
	const SavedFilter *filter = record;
	str_add(out, filter->name.s ? filter->name.s : "");
}

static Err *filter_check(const void *record)
{
	const SavedFilter *filter = record;
	TRY(needs(filter->name.s, "name"));
	if (!filter->query.s)
		return err_word(err_new(ERR_FAILED, _("the filter is empty")), "query", -1);
	if (!filter->list.s)
		return err_word(err_new(ERR_FAILED, _("the list of the filter is not said")), "list", -1);
	return NULL;
}

const Kind kind_filter = {
	.name = "filter",
	.letter = 'f',
	.table = "filter",
	.label = N_("saved filter"),
	.labels = N_("saved filters"),
	.size = sizeof(SavedFilter),
	.fields = filter_fields,
	.field_count = countof(filter_fields),
	.list = true,
	.title = filter_title,
	.check = filter_check,
};
