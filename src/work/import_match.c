/* SPDX-License-Identifier: MIT */
/* Each component of the file against the base: new, changed, the same; and which source it belongs to. Reads only. */
#include <stdlib.h>
#include <string.h>

#include "import.h"
#include "kartoteka/base/said.h"
#include "kartoteka/base/text.h"
#include "kartoteka/bridge/ics_write.h"
#include "kartoteka/store/lists.h"

enum {
	WARNINGS_MOST = 1000,
	ZONES_FIRST = 64,
	SAME_FIRST = 64,
};

/* ---- what is said about it ---- */

static void count(ImportCounts *counts, IcsType type)
{
	switch (type) {
	case ICS_EVENT:
		counts->event++;
		break;
	case ICS_TASK:
		counts->task++;
		break;
	case ICS_NOTE:
		counts->journal++;
		break;
	case ICS_HEAD:
	case ICS_ZONE:
	case ICS_OTHER:
	case ICS_TAIL:
	case ICS_SKIPPED:
		break;
	}
}

static const char *kind_word(IcsType type)
{
	return type == ICS_EVENT ? "event" : type == ICS_TASK ? "task"
	                                 : type == ICS_NOTE   ? "journal"
	                                                      : "";
}

/* A zone that only the file defines is told of where it is first used. */
static void keep_zones(Import *import, const IcsItem *item)
{
	for (size_t i = 0; i < item->n_zonedefs; i++) {
		const Zonedef *def = &item->zonedefs[i];
		ImportZone zone = {mem_strdup(def->name.s), zone_from_component(def->text.s, def->text.n)};
		vec_push(&import->zones, zone);
	}
}

/* As the user's clock says it, whatever zone it is said in. */
static Moment moment_here(const Import *import, Moment at, const char *name)
{
	const Zone *zone = NULL;
	if (at.form != MOMENT_UTC && at.form != MOMENT_LOCAL)
		return at;
	for (size_t i = 0; name && i < import->zones.n && !zone; i++)
		zone = str_same(import->zones.at[i].name, name) ? import->zones.at[i].zone : NULL;
	Instant t = zone && at.form == MOMENT_LOCAL ? zone_moment(zone, at) : work_instant(import->work, at, name);
	zone_local(import->work->zone, t, &at.day, &at.second);
	at.form = MOMENT_LOCAL;
	return at;
}

static char *item_title(const Import *import, const IcsItem *item)
{
	Str title = {0};
	if (item->record) {
		Plan plan = plan_of(item->record);
		str_add(&title, plan_text(import->work, &plan, item->kind, import->arena));
		Anchor anchor = plan_anchor(item->kind, item->record);
		Moment at = moment_here(import, anchor.at, anchor.zone);
		if (at.form != MOMENT_NONE) {
			str_add(&title, "  ");
			words_moment(&title, at, work_today(import->work));
		}
	}
	return str_take(&title);
}

static void tell_item(Import *import, const IcsItem *item, char what, const char *why)
{
	if (!import->wants_items)
		return;
	keep_zones(import, item);
	ImportItem row = {
		.what = what,
		.line = (long)item->line,
		.kind = kind_word(item->counted_as),
		.title = item_title(import, item),
		.why = mem_strdup(why),
	};
	vec_push(&import->report->items, row);
}

static void take_warnings(Import *import, const IcsItem *item)
{
	for (size_t i = 0; i < item->n_warnings && import->report->warnings.n < WARNINGS_MOST; i++) {
		ImportSkip row = {(long)item->warnings[i].line, mem_strdup(item->warnings[i].text), mem_strdup(item->warnings[i].said)};
		vec_push(&import->report->warnings, row);
	}
}

static void take_skipped(Import *import, const IcsItem *item)
{
	ImportSkip row = {(long)item->line, mem_strdup(item->skipped), mem_strdup(item->skipped_said)};
	if (item->counted_as == ICS_OTHER || item->counted_as == ICS_ZONE) {
		vec_push(&import->report->warnings, row);
		return;
	}
	vec_push(&import->report->skipped, row);
	tell_item(import, item, '!', item->skipped);
}

/* ---- sources ---- */

static void begin_source(Import *import, const IcsItem *item)
{
	ImportSource *source = arena_alloc(import->arena, sizeof *source);
	record_init(&kind_source, &source->row);
	source->row.file.s = import->name;
	source->row.head_lines = item->component.lines;
	source->row.tail_lines = (Bytes){"END:VCALENDAR\n", strlen("END:VCALENDAR\n")};
	source->row.at = work_now(import->work);
	source->next_place = -1;
	import->source = source;
	vec_push(&import->sources, source);
	import_own_mail(import, item->component.lines);
}

static bool bytes_same(Bytes a, Bytes b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.s, b.s, a.n) == 0);
}

/* A new head or tail of a file that was read before under this name. */
static void compare_ends(Import *import, ImportSource *source)
{
	if (!source->id || source->speaks || !str_same(source->stored.file.s, import->name))
		return;
	bool tail_differs = source->ended && !bytes_same(source->row.tail_lines, source->stored.tail_lines);
	source->edited = tail_differs || !bytes_same(source->row.head_lines, source->stored.head_lines);
	if (!source->ended)
		source->row.tail_lines = source->stored.tail_lines;
}

static Err *join_source(Import *import, ImportSource *source, int64_t id)
{
	if (source->decided)
		return NULL;
	TRY(store_get(import->work->store, &kind_source, id, &source->stored, import->arena));
	source->decided = true;
	source->id = id;
	return NULL;
}

/* ---- components without a record ---- */

static Err *is_known(Import *import, const ImportAction *action, int64_t source, bool *known)
{
	Component *rows;
	size_t n;
	*known = false;
	if (import->base_is_new)
		return NULL;
	TRY(components_nameless(import->work->store, action->item->component.hash.s, &rows, &n, import->arena));
	for (size_t i = 0; i < n && !*known; i++)
		*known = (!source || rows[i].source.v == source) && str_same(rows[i].type.s, action->item->component.type.s);
	return NULL;
}

static Span tzid_line(Bytes lines)
{
	for (size_t at = 0; at < lines.n;) {
		const char *end = memchr(lines.s + at, '\n', lines.n - at);
		size_t n = end ? (size_t)(end - lines.s) - at : lines.n - at;
		if (n > 5 && str_ascii_casecmp((char[]){lines.s[at], lines.s[at + 1], lines.s[at + 2], lines.s[at + 3], '\0'}, "TZID") == 0)
			return (Span){lines.s + at, n};
		at += n + 1;
	}
	return (Span){0};
}

/* The stored VTIMEZONE of the same name takes the new lines: two of one name in a source would contradict each other. */
static Err *find_zone(Import *import, ImportAction *action, bool *found)
{
	Component *rows = NULL;
	size_t n = 0;
	Span tzid = tzid_line(action->item->component.lines);
	*found = false;
	if (!tzid.n)
		return NULL;
	TRY(components_of(import->work->store, action->source->id, -1, ZONES_FIRST, &rows, &n, import->arena));
	for (size_t i = 0; i < n && !*found; i++) {
		Span there = str_same(rows[i].type.s, "VTIMEZONE") ? tzid_line(rows[i].lines) : (Span){0};
		*found = there.n == tzid.n && memcmp(there.s, tzid.s, tzid.n) == 0;
		if (*found)
			action->stored = rows[i];
	}
	return NULL;
}

static Err *resolve_kept(Import *import, ImportAction *action)
{
	ImportSource *source = action->source;
	bool known = false;
	if (source->dropped) {
		action->act = IMPORT_NOTHING;
		return NULL;
	}
	if (!source->id || import->base_is_new)
		return NULL;
	TRY(is_known(import, action, source->id, &known));
	/* The zone of what was changed here: an export writes it with that. */
	bool ours = source->ours && !source->makes && action->item->type == ICS_ZONE;
	if (known || source->speaks || ours) {
		action->act = IMPORT_NOTHING;
		return NULL;
	}
	if (action->item->type == ICS_ZONE) {
		TRY(find_zone(import, action, &known));
		if (known)
			action->act = IMPORT_ZONE;
	}
	return NULL;
}

static bool source_has_parts(const Import *import, const ImportSource *source)
{
	for (size_t i = 0; i < import->actions.n; i++) {
		if (import->actions.at[i].source == source)
			return true;
	}
	return false;
}

/* What an export writes when there is nothing to write. */
static bool is_empty_export(const Import *import, const ImportSource *source)
{
	Str head = {0};
	ics_own_head(&head);
	bool is = source->ended && bytes_same(source->row.head_lines, (Bytes){str_text(&head), head.n});
	str_done(&head);
	return is && !source_has_parts(import, source);
}

/* Nothing but a head: it is the same head of the same file, or of any that has nothing else in it either, as an export gives it back. */
static Err *head_is_known(Import *import, const ImportSource *source, bool *known)
{
	void *rows = NULL;
	size_t n = 0;
	Value head = {.type = VALUE_BYTES, .s = source->row.head_lines.s, .n = source->row.head_lines.n};
	TRY(store_where(import->work->store, &kind_source, "head_lines", head, &rows, &n, import->arena));
	const Source *sources = rows;
	for (size_t i = 0; i < n && !*known; i++) {
		Component *parts = NULL;
		size_t n_parts = 0;
		*known = str_same(sources[i].file.s, import->name);
		if (!*known)
			TRY(components_of(import->work->store, sources[i].head.id, -1, 1, &parts, &n_parts, import->arena));
		*known = n_parts == 0;
	}
	return NULL;
}

/* A VCALENDAR without a record in it: is all of it there already? */
static Err *all_known(Import *import, const ImportSource *source, bool *known)
{
	bool any = false;
	*known = is_empty_export(import, source);
	if (*known || import->base_is_new)
		return NULL;
	for (size_t i = 0; i < import->actions.n; i++) {
		if (import->actions.at[i].source != source || import->actions.at[i].act != IMPORT_KEEP)
			continue;
		any = true;
		TRY(is_known(import, &import->actions.at[i], 0, known));
		if (!*known)
			return NULL;
	}
	return any ? NULL : head_is_known(import, source, known);
}

static Err *decide_source(Import *import, ImportSource *source)
{
	if (source->decided) {
		compare_ends(import, source);
		return NULL;
	}
	if (!source->makes && (source->speaks || source->late || source->ours)) {
		source->dropped = true;
		return NULL;
	}
	if (!source->makes && !source->ended && !source_has_parts(import, source))
		return NULL; /* the chunk ends behind its head */
	if (!source->makes && !source->ended) {
		/* The chunk ends before anything but zones came. */
		TRY(all_known(import, source, &source->dropped));
		source->decided = !source->dropped;
		return NULL;
	}
	if (!source->makes)
		TRY(all_known(import, source, &source->dropped));
	source->decided = true;
	return NULL;
}

Err *import_resolve(Import *import)
{
	for (size_t i = 0; i < import->sources.n; i++)
		TRY(decide_source(import, import->sources.at[i]));
	for (size_t i = 0; i < import->actions.n; i++) {
		if (import->actions.at[i].act == IMPORT_KEEP)
			TRY(resolve_kept(import, &import->actions.at[i]));
	}
	return NULL;
}

/* ---- records ---- */

static ImportAction *add_action(Import *import, IcsItem *item, ImportAct act)
{
	ImportAction action = {.act = act, .item = item, .source = import->source};
	vec_push(&import->actions, action);
	return &import->actions.at[import->actions.n - 1];
}

static void take_unchanged(Import *import, const IcsItem *item)
{
	count(&import->report->unchanged, item->type);
	tell_item(import, item, '=', NULL);
}

/* Whose it is. */
static Err *tie(Import *import, const IcsItem *item)
{
	Plan plan = plan_of(item->record);
	TRY(import_client(import, item->component.lines, &plan.client.v));
	import->report->repeats += plan_repeats(&plan) && !plan_is_override(&plan);
	import->report->linked += plan.client.v != 0;
	plan_put(item->record, &plan);
	return NULL;
}

static Err *take_new(Import *import, ImportRead *from)
{
	IcsItem *item = &from->ics;
	TRY(tie(import, item));
	import->source->makes++;
	count(&import->report->created, item->type);
	add_action(import, item, IMPORT_MAKE)->searched = from->searched;
	import_brings(import, item);
	tell_item(import, item, '+', NULL);
	return NULL;
}

/* ---- what is stored of it ---- */

static bool has_id(const int64_t *ids, size_t n, int64_t id)
{
	size_t low = 0, high = n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (ids[middle] < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < n && ids[low] == id;
}

/*
 * Of chunks that are written only what was there before the file: else where a chunk ends would say what is new, and a trial, which writes none,
 * would say otherwise.
 */
bool import_is_new(const Import *import, int64_t id)
{
	/* Of a base to which nothing was ever imported all is new but what was made here. */
	if (import->base_is_new)
		return !has_id(import->adopted.at, import->adopted.n, id);
	return has_id(import->own.at, import->own.n, id);
}

/* farther: an equal of it stands behind its place. */
static Err *find_place(Import *import, const Component *c, int64_t ordinal, Component *out, bool *found, bool *farther)
{
	TRY(component_match(import->work->store, c->uid.s, c->recurrence.s, ordinal, c->hash.s, out, found, farther, import->arena));
	*found = *found && !import_is_new(import, out->head.id);
	return NULL;
}

static Err *find_stored(Import *import, const Component *c, int64_t ordinal, Component *out, bool *found)
{
	bool farther;
	return find_place(import, c, ordinal, out, found, &farther);
}

bool import_line(Span *out, Span *rest)
{
	if (!rest->n)
		return false;
	const char *end = memchr(rest->s, '\n', rest->n);
	size_t n = end ? (size_t)(end - rest->s) : rest->n;
	*out = (Span){rest->s, n};
	*rest = (Span){rest->s + n + (end != NULL), rest->n - n - (end != NULL)};
	return true;
}

/* About what may be here, instead of being it. */
static bool speaks(const IcsItem *item)
{
	return item->method == ICS_CANCELS || item->method == ICS_ANSWERS;
}

static bool tells_same(const IcsItem *item, const Component *stored)
{
	return strcmp(stored->hash.s, item->component.hash.s) == 0 || import_tells_same(stored->lines, item->component.lines);
}

/* By a cancellation that stands before it in the file and speaks of what was here: only there it is not kept as an equal that counts. */
static Err *is_recalled_before(Import *import, const IcsItem *item, const Component *found, bool *recalled)
{
	Component here;
	*recalled = false;
	if (!item->recalled || !*item->component.uid.s || (import->base_is_new && !import->has_own))
		return NULL;
	*recalled = found && !tells_same(item, found);
	if (found)
		return NULL;
	TRY(import_counting(import, item, &here, recalled));
	return *recalled ? NULL : import_knows_own(import, item, recalled);
}

/* A cancellation holds against every text with a lower SEQUENCE, also against a second component of that identity. */
static Err *is_recalled(Import *import, const IcsItem *item, const Component *found, bool *recalled)
{
	Component first;
	const Component *c = &item->component;
	bool there = found != NULL;
	*recalled = false;
	IcsMethod method;
	uint64_t rank;
	if (!speaks(item))
		TRY(is_recalled_before(import, item, found, recalled));
	if (*recalled || speaks(item) || import->base_is_new || (found && strcmp(found->hash.s, c->hash.s) == 0))
		return NULL;
	if (!there && c->ordinal.n > 0 && *c->uid.s) {
		TRY(find_stored(import, c, 0, &first, &there));
		found = &first;
	}
	if (!there)
		return NULL;
	TRY(import_method_of(import, found, &method));
	TRY(import_rank_of(import, found, NULL, &rank));
	*recalled = method == ICS_CANCELS && ics_rank_sequence(rank) > ics_rank_sequence(ics_rank(item));
	return NULL;
}

void import_warn(Import *import, const IcsItem *item, char *why, char *kept)
{
	ImportSkip row = {(long)item->line, why, kept};
	vec_push(&import->report->warnings, row);
}

static void take_recalled(Import *import, const IcsItem *item)
{
	import_warn(import, item, mem_strdup(_("a later version of it was cancelled: it stays cancelled")), said(N_("a later version of it was cancelled: it stays cancelled")));
	import->source->late = true;
	take_unchanged(import, item);
}

static Err *take_changed(Import *import, const IcsItem *item, ImportAction *action)
{
	TRY(import_here_now(import, action));
	TRY(import_merge(import, action));
	if (action->act == IMPORT_NOTHING) {
		take_unchanged(import, item);
		return NULL;
	}
	count(&import->report->updated, item->type);
	TRY(import_remember(import, action));
	if (!import->wants_items)
		return NULL;
	Str fields = {0};
	import_fields_changed(&fields, import, action);
	tell_item(import, item, '~', str_text(&fields));
	str_done(&fields);
	return NULL;
}

/* A cancellation of what is there. Who counts among its own equals says nothing of what it calls off. */
static Err *take_called_off(Import *import, IcsItem *item, const Component *stored)
{
	IcsMethod stood;
	TRY(import_method_of(import, stored, &stood));
	if (stood == ICS_CANCELS && strcmp(stored->hash.s, item->component.hash.s) == 0) {
		take_unchanged(import, item);
		return NULL;
	}
	ImportAction *action = add_action(import, item, IMPORT_CHANGE);
	action->stored = *stored;
	action->stood = stood;
	TRY(import_here(import, stored, &action->here));
	return take_changed(import, item, action);
}

/* What somebody answers is no version of what is there. */
static void take_answer(Import *import, const IcsItem *item)
{
	import_warn(import, item, mem_strdup(_("an answer about it, no version of it: it stays as it is here")), said(N_("an answer about it, no version of it: it stays as it is here")));
	take_unchanged(import, item);
}

static Err *take_known(Import *import, IcsItem *item, const Component *stored)
{
	bool same = tells_same(item, stored), moves = false;
	ImportHere here = {0};
	IcsMethod stood = ICS_STATES;
	if (!speaks(item) && !same) {
		TRY(import_method_of(import, stored, &stood));
		moves = stood == ICS_CANCELS || stood == ICS_ANSWERS;
	}
	if (moves)
		import->source->makes++;
	else if (!speaks(item))
		TRY(join_source(import, import->source, stored->source.v));
	/* Who counts among equals may have changed although the lines did not. */
	if (item->component.superseded.v != stored->superseded.v)
		import_settle_later(import, stored);
	if (!same)
		TRY(import_here(import, stored, &here));
	if (!same && !moves) {
		TRY(import_as_exported(import, item, stored, &here, &same));
		import->source->ours = import->source->ours || same;
	}
	if (same) {
		take_unchanged(import, item);
		return NULL;
	}
	ImportAction *action = add_action(import, item, IMPORT_CHANGE);
	action->stored = *stored;
	action->here = here;
	action->moves = moves;
	action->stood = stood;
	return take_changed(import, item, action);
}

static void take_older(Import *import, const IcsItem *item)
{
	import_warn(import, item, mem_strdup(_("a later version of it is here: it stays")), said(N_("a later version of it is here: it stays")));
	import->source->late = true;
	take_unchanged(import, item);
}

/*
 * Of several texts of what was made here those that were older, or said no more than the base, are not kept, and a later one came in its stead. Read again,
 * they are older than what counts, which stands at a place farther on.
 */
static Err *take_overtaken(Import *import, const IcsItem *item, bool *taken)
{
	Component stored;
	bool found;
	uint64_t rank;
	TRY(import_counting(import, item, &stored, &found));
	if (!found || stored.ordinal.n <= item->component.ordinal.n)
		return NULL;
	TRY(import_rank_of(import, &stored, NULL, &rank));
	*taken = rank > ics_rank(item);
	if (*taken)
		take_older(import, item);
	return NULL;
}

/* It was made here, and no file brought it: one that says something else has been elsewhere, and is kept from now on as any that comes. */
static Err *take_own(Import *import, IcsItem *item, const ImportOwn *own)
{
	import->source->ours = true;
	if (item->method == ICS_ANSWERS) {
		take_answer(import, item);
		return NULL;
	}
	/* What lost to another of the file is no later text than that, whatever became of it. */
	const bool lost = item->method != ICS_CANCELS && item->component.superseded.v && !own->same && !own->older;
	if (lost) {
		take_older(import, item);
		return NULL;
	}
	if (item->method != ICS_CANCELS && (own->same || own->older)) {
		if (!own->same)
			import_warn(import, item, mem_strdup(_("it was changed here after this was written: it stays as it is here")), said(N_("it was changed here after this was written: it stays as it is here")));
		take_unchanged(import, item);
		return NULL;
	}
	if (item->method != ICS_CANCELS && item->supersedes >= 0)
		import_settle_later(import, &item->component);
	import->source->makes += item->method != ICS_CANCELS;
	ImportAction *action = add_action(import, item, IMPORT_CHANGE);
	action->own = true;
	action->stored = own->said;
	action->here = own->here;
	action->changed_at = own->changed_at;
	return take_changed(import, item, action);
}

/* Of several messages about one thing those that spoke of what was here were not kept, and what came alive stands behind them: in an export
 * others are in those places, but what they say is the same. `behind`: only farther on. */
static Err *find_by_content(Import *import, const IcsItem *item, int64_t behind, Component *out, bool *found)
{
	const Component *c = &item->component;
	Component *rows = NULL;
	size_t n = 0;
	bool is = false;
	TRY(component_with(import->work->store, c, behind, SAME_FIRST, &rows, &n, import->arena));
	for (size_t i = 0; i < n && !is; i++) {
		IcsMethod method = item->method;
		ImportSaid said;
		bool changed;
		TRY(import_said(import, &rows[i], NULL, &said, &changed));
		is = !import_is_new(import, rows[i].head.id) && !(changed && said.rewritten);
		if (is)
			TRY(import_method_of(import, &rows[i], &method));
		is = is && method == item->method;
		if (is)
			*out = rows[i];
	}
	*found = *found || is;
	return NULL;
}

/* One that stood beside what it speaks of in the file itself is kept as its equal, and is that one when the file is read again. */
static Err *match_itself(Import *import, const IcsItem *item, Component *out, bool *found, bool *farther)
{
	const Component *c = &item->component;
	IcsMethod method = item->method;
	TRY(find_place(import, c, c->ordinal.n, out, found, farther));
	if (*found && !speaks(item) && str_same(out->hash.s, c->hash.s))
		return NULL;
	if (*found)
		TRY(import_method_of(import, out, &method));
	bool other = *found && method != item->method;
	if (*c->uid.s && (other || (!*found && c->ordinal.n)))
		TRY(find_by_content(import, item, other ? -1 : c->ordinal.n, out, found));
	if (!*found || !speaks(item))
		return NULL;
	TRY(import_method_of(import, out, &method));
	*found = method == item->method && tells_same(item, out);
	return NULL;
}

static Err *match_spoken_of(Import *import, const IcsItem *item, Component *out, bool *found)
{
	const Component *c = &item->component;
	*found = false;
	if (*c->uid.s)
		TRY(import_counting(import, item, out, found));
	return *found ? NULL : find_stored(import, c, c->ordinal.n, out, found);
}

/* What speaks of something that is here. Of what came with this file it is kept as an equal, as it is in a new base. */
static Err *take_spoken(Import *import, IcsItem *item, bool *taken)
{
	Component stored;
	ImportOwn own;
	bool here = false, brought = false, answers = item->method == ICS_ANSWERS;
	*taken = false;
	if (!import->base_is_new || import->adopted.n)
		TRY(match_spoken_of(import, item, &stored, &here));
	/* A task of that UID may stand beside an event that was made here: each is spoken of by its type. */
	if (here && import_kind(stored.type.s) != item->kind) {
		bool is_own;
		TRY(import_own(import, item, &own, &is_own));
		here = !is_own || own.adopted || import_kind(own.said.type.s) != item->kind;
	}
	if (here) {
		if (!answers)
			TRY(import_brought_more(import, item, &stored, NULL, &brought));
		*taken = !brought;
		if (answers)
			take_answer(import, item);
		return answers || brought ? NULL : take_called_off(import, item, &stored);
	}
	TRY(import_own(import, item, &own, &here));
	if (here && own.adopted && !answers)
		TRY(import_brought_more(import, item, &own.said, &own.here.record, &brought));
	*taken = here && !brought;
	return *taken ? take_own(import, item, &own) : NULL;
}

static Err *take_own_text(Import *import, IcsItem *item, bool *taken)
{
	ImportOwn own;
	TRY(import_own(import, item, &own, taken));
	*taken = *taken && !own.adopted;
	if (*taken)
		return take_own(import, item, &own);
	return NULL;
}

static Err *take_record(Import *import, ImportRead *from)
{
	IcsItem *item = &from->ics;
	Component stored;
	bool found = false, farther = false, recalled, taken = false;
	import->source->speaks = speaks(item);
	if (!import->base_is_new)
		TRY(match_itself(import, item, &stored, &found, &farther));
	TRY(is_recalled(import, item, found ? &stored : NULL, &recalled));
	if (recalled) {
		take_recalled(import, item);
		return NULL;
	}
	if (!found)
		TRY(speaks(item) ? take_spoken(import, item, &taken) : take_own_text(import, item, &taken));
	if (!found && !taken && farther && !speaks(item))
		TRY(take_overtaken(import, item, &taken));
	if (taken)
		return NULL;
	if (found)
		TRY(take_known(import, item, &stored));
	else
		TRY(take_new(import, from));
	if (item->supersedes >= 0)
		import_settle_later(import, &item->component);
	return NULL;
}

Err *import_take(Import *import, ImportRead *from)
{
	IcsItem *item = &from->ics;
	take_warnings(import, item);
	switch (item->type) {
	case ICS_HEAD:
		begin_source(import, item);
		return NULL;
	case ICS_ZONE:
	case ICS_OTHER:
		/* Lines between components are a component without a name. */
		if (!*item->component.type.s)
			item->component.type.s = "-";
		add_action(import, item, IMPORT_KEEP);
		return NULL;
	case ICS_EVENT:
	case ICS_TASK:
	case ICS_NOTE:
		return take_record(import, from);
	case ICS_TAIL:
		import->source->row.tail_lines = item->component.lines;
		import->source->ended = true;
		return NULL;
	case ICS_SKIPPED:
		take_skipped(import, item);
		return NULL;
	}
	return NULL;
}
