/* SPDX-License-Identifier: MIT */
/* The user's own lists: what may be done with outcomes, kinds of contact and tags. What is removed stays in the history, so it is only marked as gone. */
#include "kartoteka/work/dictionary.h"

#include <stdlib.h>
#include <string.h>

#include "change.h"
#include "kartoteka/base/fold.h"
#include "kartoteka/base/said.h"
#include "kartoteka/work/client.h"
#include "settings_private.h"
#include "tag.h"

/* ---- what differs between the lists ---- */

static Text *name_of(const Kind *kind, Entry *entry)
{
	if (kind == &kind_tag)
		return &entry->tag.name;
	return kind == &kind_outcome ? &entry->outcome.name : &entry->contact_kind.name;
}

/* Of an outcome or a kind of contact. */
static Text *code_of(const Kind *kind, Entry *entry)
{
	return kind == &kind_outcome ? &entry->outcome.code : &entry->contact_kind.code;
}

static Count *place_of(const Kind *kind, Entry *entry)
{
	return kind == &kind_outcome ? &entry->outcome.place : &entry->contact_kind.place;
}

static bool *gone_of(const Kind *kind, Entry *entry)
{
	return kind == &kind_outcome ? &entry->outcome.gone.v : &entry->contact_kind.gone.v;
}

const char *entry_name(const Kind *kind, const Entry *entry)
{
	if (kind == &kind_tag)
		return entry->tag.name.s ? entry->tag.name.s : "";
	return kind == &kind_outcome ? list_name(entry->outcome.code.s, entry->outcome.name.s) : list_name(entry->contact_kind.code.s, entry->contact_kind.name.s);
}

/* To be kept: everybody reads a shipped name in a language of his own. Caller frees. */
static char *name_said(const Kind *kind, Entry *entry)
{
	return kind == &kind_tag ? mem_strdup(entry_name(kind, entry)) : list_said(code_of(kind, entry)->s, name_of(kind, entry)->s);
}

/* ---- reading ---- */

/* A row of the kind as an Entry, which has room for any. */
static Entry row_entry(const Kind *kind, const void *rows, size_t i)
{
	Entry entry = {0};
	memcpy(&entry, (const char *)rows + i * kind->size, kind->size);
	return entry;
}

static Err *read_all(Work *work, const Kind *kind, Entry **out, size_t *n, Arena *arena)
{
	void *rows = NULL;
	TRY(store_all(work->store, kind, &rows, n, arena));
	*out = arena_alloc(arena, (*n + 1) * sizeof **out);
	for (size_t i = 0; i < *n; i++)
		(*out)[i] = row_entry(kind, rows, i);
	return NULL;
}

Err *entries_read(Work *work, const Kind *kind, Entry **out, size_t *n, Arena *arena)
{
	size_t all = 0;
	TRY(read_all(work, kind, out, &all, arena));
	*n = 0;
	for (size_t i = 0; i < all; i++)
		if (kind == &kind_tag || !*gone_of(kind, &(*out)[i]))
			(*out)[(*n)++] = (*out)[i];
	return NULL;
}

Err *entries_usage(Work *work, const Kind *kind, ListUsage **out, size_t *n, Arena *arena)
{
	int32_t year;
	int month, day;
	day_split(work_today(work), &year, &month, &day);
	return list_usages(work->store, kind, zone_instant(work->zone, day_of(year, month, 1), 0), out, n, arena);
}

/* One that was removed is no entry any more. */
static Err *entry_get(Work *work, const Kind *kind, int64_t id, Entry *out, Arena *arena)
{
	*out = (Entry){0};
	TRY(store_get(work->store, kind, id, out, arena));
	if (kind == &kind_tag || !*gone_of(kind, out))
		return NULL;
	return err_new(ERR_NOT_FOUND, _("It was removed: %s"), entry_name(kind, out));
}

/* ---- what an outcome offers ---- */

const char *const outcome_offers[] = {"step", "best", "1h", "tomorrow", "date", "reason", "drop", NULL};

static const struct {
	const char *offer, *word;
} offer_words[] = {
	{"best", N_("best time")},
	{"date", N_("a date")},
	{"reason", N_("the reason")},
	{"drop", N_("drop number")},
	{"tomorrow", N_("tomorrow")},
	{"1h", N_("in 1 hour")},
};

const char *outcome_offer_word(const char *offer)
{
	if (str_same(offer, "step"))
		return C_("offer", "next step");
	for (size_t i = 0; offer && i < countof(offer_words); i++)
		if (strcmp(offer_words[i].offer, offer) == 0)
			return _(offer_words[i].word);
	return offer;
}

/* The same to be kept; caller frees. */
static char *offer_said(const char *offer)
{
	if (strcmp(offer, "step") == 0)
		return said_key("offer", "next step");
	for (size_t i = 0; i < countof(offer_words); i++)
		if (strcmp(offer_words[i].offer, offer) == 0)
			return said_key(NULL, offer_words[i].word);
	return mem_strdup(offer);
}

/* Words of the date grammar, so that every day finds its own date in them. */
static Err *offer_check(Work *work, const char *offer)
{
	WordsContext context = work_words(work);
	WordsReading reading;
	for (size_t i = 0; outcome_offers[i]; i++)
		if (strcmp(outcome_offers[i], offer) == 0)
			return NULL;
	Err *err = words_read(&reading, offer, &context);
	if (!err && reading.start.form != MOMENT_NONE)
		return NULL;
	err_free(err);
	err = err_kept(err_new(ERR_USAGE, _("\"%s\" cannot be offered: it is no date"), offer), _("nothing was changed"));
	return err_word(err_todo(err, _("say one of step, best, 1h, tomorrow, date, reason, drop, or words like: in 3 days")), offer, -1);
}

/* ---- names ---- */

/* As it is kept: no blanks around, a tag without its sign. */
static const char *clean_name(const Kind *kind, const char *name, Arena *arena)
{
	Span span = kind == &kind_tag ? tag_name(span_of(name)) : span_trim(span_of(name));
	return arena_dupn(arena, span.s, span.n);
}

static bool is_called(const Kind *kind, Entry *entry, const char *name)
{
	if (kind != &kind_tag)
		return list_is(code_of(kind, entry)->s, name_of(kind, entry)->s, name);
	Tag said;
	Arena *arena = arena_new();
	record_init(&kind_tag, &said);
	said.name.s = name;
	kind_tag.derive(&said, arena);
	bool is = str_same(said.key.s, entry->tag.key.s);
	arena_free(arena);
	return is;
}

/* Outcomes of different kinds of contact may be called alike: they never stand in one list. */
static bool stand_together(const Kind *kind, const Entry *a, const Entry *b)
{
	int64_t one = kind == &kind_outcome ? a->outcome.kind.v : 0, other = kind == &kind_outcome ? b->outcome.kind.v : 0;
	return !one || !other || one == other;
}

/* *out: who is called so already, gone or not; NULL: nobody but `entry` itself. */
static Err *find_called(Work *work, const Kind *kind, const Entry *entry, const char *name, Entry **out, Arena *arena)
{
	Entry *all;
	size_t n;
	*out = NULL;
	TRY(read_all(work, kind, &all, &n, arena));
	for (size_t i = 0; i < n; i++) {
		bool better = !*out || (kind != &kind_tag && *gone_of(kind, *out));
		if (better && all[i].head.id != entry->head.id && stand_together(kind, &all[i], entry) && is_called(kind, &all[i], name))
			*out = &all[i];
	}
	return NULL;
}

static Err *taken(const Kind *kind, const Entry *entry, const char *name)
{
	Err *err = err_new(ERR_USAGE, _("There is such a one already: %s"), entry_name(kind, entry));
	return err_word(err_kept(err, _("nothing was changed")), name, -1);
}

static Err *name_check(const Kind *kind, const char *name)
{
	if (!*name)
		return err_kept(err_new(ERR_USAGE, _("The name is empty")), _("nothing was changed"));
	return kind == &kind_tag ? tag_name_check(name) : NULL;
}

/* ---- order ---- */

static Err *write_place(Work *work, const Kind *kind, const Entry *entry, size_t place)
{
	Entry new = *entry;
	place_of(kind, &new)->n = (int64_t)place;
	return work_edit(work, kind, entry, &new);
}

/* Places are written anew for all rows: a removed one may have left a gap. */
static Err *put_at(Work *work, const Kind *kind, int64_t id, size_t to, Arena *arena)
{
	Entry *rows;
	size_t n, from = 0;
	TRY(entries_read(work, kind, &rows, &n, arena));
	while (from < n && rows[from].head.id != id)
		from++;
	if (from == n)
		return NULL;
	if (to < 1 || to > n) {
		Err *err = err_new(ERR_USAGE, P_("There is %zu place", "There are %zu places", n), n);
		return err_kept(err, _("nothing was changed"));
	}
	Entry moved = rows[from];
	memmove(rows + from, rows + from + 1, (n - from - 1) * sizeof *rows);
	memmove(rows + to, rows + to - 1, (n - to) * sizeof *rows);
	rows[to - 1] = moved;
	for (size_t i = 0; i < n; i++)
		TRY(write_place(work, kind, &rows[i], i));
	return NULL;
}

static Err *last_place(Work *work, const Kind *kind, int64_t *place, Arena *arena)
{
	Entry *rows;
	size_t n;
	TRY(entries_read(work, kind, &rows, &n, arena));
	*place = n ? place_of(kind, &rows[n - 1])->n + 1 : 0;
	return NULL;
}

/* ---- add ---- */

static void fill(const Kind *kind, Entry *entry, const EntryChange *said)
{
	if (kind != &kind_outcome)
		return;
	if (said->counts)
		entry->outcome.counts.v = (int32_t)*said->counts;
	if (said->offers)
		entry->outcome.offer.s = said->offer && *said->offer ? said->offer : NULL;
}

/* As it was, by the name that is said now. */
static void bring_back(const Kind *kind, Entry *entry, const char *name)
{
	*gone_of(kind, entry) = false;
	if (strcmp(entry_name(kind, entry), name) != 0)
		name_of(kind, entry)->s = name;
}

static Err *add_in(Work *work, const Kind *kind, const EntryChange *said, const char *name, Entry *out, Arena *arena)
{
	Entry *there = NULL;
	int64_t last = 0;
	if (kind == &kind_outcome)
		out->outcome.kind.v = said->of_kind;
	TRY(find_called(work, kind, out, name, &there, arena));
	if (there && (kind == &kind_tag || !*gone_of(kind, there)))
		return taken(kind, there, name);
	if (kind == &kind_tag) {
		out->tag.name.s = name;
		return work_make(work, kind, out);
	}
	TRY(last_place(work, kind, &last, arena));
	if (there) {
		*out = *there;
		bring_back(kind, out, name);
		if (kind == &kind_outcome && said->of_kind) /* else it comes back as it was */
			out->outcome.kind.v = said->of_kind;
	} else {
		name_of(kind, out)->s = code_of(kind, out)->s = name;
	}
	place_of(kind, out)->n = last;
	fill(kind, out, said);
	TRY(there ? work_edit(work, kind, there, out) : work_make(work, kind, out));
	return said->place ? put_at(work, kind, out->head.id, said->place, arena) : NULL;
}

/* What is said of it can be. */
static Err *check(Work *work, const Kind *kind, const EntryChange *said, const char *name)
{
	if (said->name)
		TRY(name_check(kind, name));
	return said->offers && said->offer && *said->offer ? offer_check(work, said->offer) : NULL;
}

Err *entry_add(Work *work, const Kind *kind, const EntryChange *said, Entry *out, int64_t *batch, Arena *arena)
{
	const char *name = clean_name(kind, said->name, arena);
	*out = (Entry){0};
	record_init(kind, out);
	TRY(check(work, kind, said, name));
	TRY(work_begin(work, "settings", N_("Added: %s"), name));
	return work_end(work, add_in(work, kind, said, name, out, arena), batch);
}

/* ---- edit ---- */

static char *counts_label(OutcomeCounts counts, const char *name)
{
	switch (counts) {
	case OUTCOME_CONTACT:
		return said(N_("%s: counts as contact"), name);
	case OUTCOME_ATTEMPT:
		return said(N_("%s: counts as attempt"), name);
	case OUTCOME_NOTHING:
		break;
	}
	return said(N_("%s: counts as nothing"), name);
}

static char *offer_label(const char *offer, const char *name)
{
	if (!offer || !*offer)
		return said(N_("%s: offers nothing"), name);
	char *word = offer_said(offer), *label = said(N_("%s: then offers %s"), name, word);
	free(word);
	return label;
}

/* One thing that is changed by what it is, several by whose they are. */
static const char *edit_label(const Kind *kind, Entry *old, const EntryChange *change, const char *name, Arena *arena)
{
	int n = (change->name != NULL) + (change->counts != NULL) + change->offers + (change->place != 0);
	char *was = name_said(kind, old), *label;
	if (n != 1)
		label = said(N_("Changed: %s"), was);
	else if (change->name)
		label = said(N_("Named: %s"), name);
	else if (change->counts)
		label = counts_label(*change->counts, was);
	else if (change->offers)
		label = offer_label(change->offer, was);
	else
		label = said_key(NULL, N_("Order changed"));
	const char *kept = arena_dup(arena, label);
	free(was);
	free(label);
	return kept;
}

static Err *edit_in(Work *work, const Kind *kind, int64_t id, const EntryChange *said, const char *name, Entry *out, Arena *arena)
{
	Entry old, *there;
	TRY(entry_get(work, kind, id, &old, arena));
	*out = old;
	if (said->name) {
		TRY(find_called(work, kind, &old, name, &there, arena));
		if (there && (kind == &kind_tag || !*gone_of(kind, there)))
			return taken(kind, there, name);
		if (strcmp(entry_name(kind, &old), name) != 0)
			name_of(kind, out)->s = name;
	}
	fill(kind, out, said);
	TRY(work_edit(work, kind, &old, out));
	return said->place && kind != &kind_tag ? put_at(work, kind, id, said->place, arena) : NULL;
}

Err *entry_edit(Work *work, const Kind *kind, int64_t id, const EntryChange *said, Entry *out, const char **label, int64_t *batch, Arena *arena)
{
	const char *name = said->name ? clean_name(kind, said->name, arena) : NULL;
	TRY(check(work, kind, said, name));
	TRY(entry_get(work, kind, id, out, arena));
	*label = edit_label(kind, out, said, name, arena);
	TRY(work_begin(work, "settings", "%s", *label));
	return work_end(work, edit_in(work, kind, id, said, name, out, arena), batch);
}

/* ---- remove ---- */

static Err *remove_in(Work *work, const Kind *kind, int64_t id, Arena *arena)
{
	Entry old, new;
	if (kind == &kind_tag)
		return work_remove(work, kind, id);
	TRY(entry_get(work, kind, id, &old, arena));
	new = old;
	*gone_of(kind, &new) = true;
	return work_edit(work, kind, &old, &new);
}

Err *entry_remove(Work *work, const Kind *kind, int64_t id, Entry *out, const char **label, int64_t *batch, Arena *arena)
{
	TRY(entry_get(work, kind, id, out, arena));
	char *name = name_said(kind, out), *kept = said(N_("Removed: %s"), name);
	*label = arena_dup(arena, kept);
	free(name);
	free(kept);
	TRY(work_begin(work, "settings", "%s", *label));
	return work_end(work, remove_in(work, kind, id, arena), batch);
}

/* ---- people ---- */

Err *staff_edit(Work *work, const Staff *old, Staff *new)
{
	int from, to;
	if (!str_same(old->zone.s, new->zone.s) && new->zone.s &&*new->zone.s && !zone_find(new->zone.s))
		return err_word(err_todo(err_new(ERR_USAGE, _("There is no time zone %s"), new->zone.s), _("write one like Europe/Moscow")), "zone", -1);
	if (!str_same(old->hours.s, new->hours.s) && new->hours.s &&*new->hours.s && !setting_hours(new->hours.s, &from, &to)) {
		char *fault = hours_fault(new->hours.s);
		Err *err = err_word(err_new(ERR_USAGE, "%s", fault), "hours", -1);
		free(fault);
		return err;
	}
	return work_edit(work, &kind_staff, old, new);
}
