/* SPDX-License-Identifier: MIT */
/*
 * Export: what was imported comes out as it stood, one VCALENDAR a source, less what was deleted; edited components with their changed properties; then
 * what was made here, in a VCALENDAR of our own. Nothing in it depends on the moment of the export, so the same base gives the same bytes.
 */
#include <stdlib.h>
#include <string.h>

#include "export.h"
#include "import.h"
#include "kartoteka/base/text.h"
#include "kartoteka/bridge/ics_write.h"
#include "kartoteka/store/exchange.h"

enum {
	PAGE = 400,
	SOURCES = 50,
	KINDS = 3,
	HELD = 1 << 16,
};

typedef struct Wanted {
	bool all;
	const int64_t *ids;
	size_t n;
} Wanted;

typedef struct Overrides {
	ExchangeRow *rows;
	size_t n;
} Overrides;

typedef struct Export {
	Work *work;
	Err *(*write)(void *self, const char *bytes, size_t n);
	void *self;
	Arena *arena; /* of the whole */
	Arena *page;
	IcsAround around; /* zones of the base; of the VCALENDAR being written */
	bool filtered;
	Wanted wanted[KINDS];
	Overrides overrides[KINDS];
	Str lines, bytes;
	/* the VCALENDAR being written */
	int64_t source;
	Str head; /* with a filter: what waits for the first component that is wanted */
	bool head_written, zones_known;
	VEC(char *)
	zones;    /* TZIDs it describes */
	bool any; /* something was written */
	int64_t done;
} Export;

static const Kind *const plan_kinds[KINDS] = {&kind_event, &kind_task, &kind_note};

static size_t kind_index(const Kind *kind)
{
	size_t i = 0;
	while (i + 1 < KINDS && plan_kinds[i] != kind)
		i++;
	return i;
}

/* ---- bytes ---- */

static Err *send(Export *x, size_t most)
{
	if (x->lines.n <= most)
		return NULL;
	str_cut(&x->bytes, 0);
	ics_fold(&x->bytes, str_text(&x->lines), x->lines.n);
	str_cut(&x->lines, 0);
	return x->write(x->self, str_text(&x->bytes), x->bytes.n);
}

static Err *put(Export *x, const char *lines, size_t n)
{
	if (!x->head_written) {
		str_addn(&x->lines, str_text(&x->head), x->head.n);
		str_cut(&x->head, 0);
		x->head_written = true;
	}
	str_addn(&x->lines, lines, n);
	x->any = true;
	return send(x, HELD);
}

static Err *go_on(Export *x, size_t n)
{
	Work *work = x->work;
	x->done += (int64_t)n;
	if (!work->progress || work->progress(work->progress_self, _("exporting"), x->done, 0))
		return NULL;
	return err_kept(err_new(ERR_INTERRUPTED, _("The export was stopped")), _("nothing was changed"));
}

/* ---- what is wanted ---- */

static Err *read_filter(Export *x, const char *filter)
{
	Err *first = NULL;
	bool any = false;
	x->filtered = filter && *filter;
	for (size_t i = 0; i < KINDS; i++) {
		Wanted *wanted = &x->wanted[i];
		FilterNode *node = NULL;
		FilterContext context = {.kind = plan_kinds[i], .when = work_words(x->work), .me = x->work->me.head.id};
		wanted->all = !x->filtered;
		if (wanted->all)
			continue;
		Err *err = filter_read(&node, filter, &context, x->arena);
		/* A name that one kind alone knows means records of that kind. */
		if (err && !first)
			first = err;
		else if (err)
			err_free(err);
		else
			any = true;
		int64_t *ids = NULL;
		if (!err)
			err = exchange_matching(x->work->store, plan_kinds[i], node, &ids, &wanted->n, x->arena);
		else
			err = NULL;
		wanted->ids = ids;
		if (err) {
			err_free(first);
			return err;
		}
	}
	if (x->filtered && !any)
		return first;
	err_free(first);
	return NULL;
}

static int id_order(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

static bool is_wanted(const Export *x, const Kind *kind, int64_t id)
{
	const Wanted *wanted = &x->wanted[kind_index(kind)];
	return wanted->all || (wanted->n && bsearch(&id, wanted->ids, wanted->n, sizeof id, id_order));
}

/* ---- zones ---- */

static const Bytes *zonedef_text(const Export *x, const char *name)
{
	for (size_t i = 0; i < x->around.n_zonedefs; i++) {
		if (str_same(x->around.zonedefs[i].name.s, name))
			return &x->around.zonedefs[i].text;
	}
	return NULL;
}

static bool zone_is_there(const Export *x, const char *tzid)
{
	for (size_t i = 0; i < x->zones.n; i++) {
		if (strcmp(x->zones.at[i], tzid) == 0)
			return true;
	}
	return false;
}

static void forget_zones(Export *x)
{
	for (size_t i = 0; i < x->zones.n; i++)
		free(x->zones.at[i]);
	x->zones.n = 0;
	x->zones_known = false;
}

static void add_tzid_of(Export *x, Bytes lines)
{
	Span rest = {lines.s, lines.n}, line;
	while (list_next(&line, &rest, '\n')) {
		Property p;
		if (property_read(&p, line) && property_is(&p, "TZID")) {
			vec_push(&x->zones, mem_strndup(p.value.s, p.value.n));
			return;
		}
	}
}

static Err *know_zones(Export *x)
{
	Component *rows = NULL;
	size_t n = 0;
	if (x->zones_known)
		return NULL;
	x->zones_known = true;
	if (x->source)
		TRY(exchange_typed(x->work->store, x->source, "VTIMEZONE", &rows, &n, x->page));
	for (size_t i = 0; i < n; i++)
		add_tzid_of(x, rows[i].lines);
	return NULL;
}

/* VTIMEZONEs that the state needs and its VCALENDAR does not have yet. */
static Err *put_zones(Export *x, const IcsState *state)
{
	const char *names[ICS_ZONES];
	size_t n = ics_zones(names, state);
	if (n)
		TRY(know_zones(x));
	for (size_t i = 0; i < n; i++) {
		Str tzid = {0}, lines = {0};
		ics_zone_tzid(&tzid, names[i]);
		Err *err = NULL;
		if (!zone_is_there(x, str_text(&tzid))) {
			ics_zone(&lines, names[i], zonedef_text(x, names[i]));
			err = put(x, str_text(&lines), lines.n);
			vec_push(&x->zones, mem_strdup(str_text(&tzid)));
		}
		str_done(&tzid);
		str_done(&lines);
		if (err)
			return err;
	}
	return NULL;
}

/* ---- components that came from a file ---- */

static bool has_line(Bytes lines, const char *beginning)
{
	size_t n = strlen(beginning);
	for (const char *at = lines.s, *end = lines.s + lines.n; at && at < end;) {
		if ((size_t)(end - at) >= n && memcmp(at, beginning, n) == 0)
			return true;
		at = memchr(at, '\n', (size_t)(end - at));
		at = at ? at + 1 : NULL;
	}
	return false;
}

/* Never touched since it was read: nothing needs comparing. */
static bool is_untouched(const ExchangeRow *row)
{
	return row->rev == 1 && !row->n_alarms && !has_line(row->component.lines, "BEGIN:VALARM") &&
	       !has_line(row->component.lines, "DALARM") && !has_line(row->component.lines, "AALARM");
}

static Err *put_updated(Export *x, const ExchangeRow *row)
{
	const IcsState state = {row->kind, row->record, row->alarms, row->n_alarms};
	Str lines = {0};
	bool differs;
	Err *err = export_kept(&lines, &differs, x->work, row, x->around, x->page);
	if (!err && differs)
		err = put_zones(x, &state);
	if (!err)
		err = put(x, str_text(&lines), lines.n);
	str_done(&lines);
	return err;
}

/* ---- what was made here ---- */

static Err *put_made(Export *x, const ExchangeRow *row)
{
	const IcsState state = {row->kind, row->record, row->alarms, row->n_alarms};
	Str lines = {0};
	TRY(put_zones(x, &state));
	Err *err = export_made(&lines, x->work, row, x->around, x->page);
	if (!err)
		err = put(x, str_text(&lines), lines.n);
	str_done(&lines);
	return err;
}

/* Single occurrences that were changed here stand behind their series, in its VCALENDAR. */
static Err *put_overrides(Export *x, const ExchangeRow *master)
{
	const Overrides *overrides = &x->overrides[kind_index(master->kind)];
	for (size_t i = 0; i < overrides->n; i++) {
		if (plan_of(overrides->rows[i].record).series.v == master->id)
			TRY(put_made(x, &overrides->rows[i]));
	}
	return NULL;
}

static bool stands_with_series(const Export *x, const ExchangeRow *row)
{
	const Overrides *overrides = &x->overrides[kind_index(row->kind)];
	for (size_t i = 0; i < overrides->n; i++) {
		if (overrides->rows[i].id == row->id)
			return true;
	}
	return false;
}

/* ---- sources ---- */

static Err *put_component(Export *x, ExchangeRow *row)
{
	const Component *component = &row->component;
	if (!row->kind) {
		if (import_kind(component->type.s))
			return NULL; /* its record was deleted */
		if (!x->filtered)
			return put(x, component->lines.s, component->lines.n);
		if (str_same(component->type.s, "VTIMEZONE") && !x->head_written)
			str_addn(&x->head, component->lines.s, component->lines.n);
		else if (str_same(component->type.s, "VTIMEZONE"))
			return put(x, component->lines.s, component->lines.n);
		return NULL;
	}
	if (!is_wanted(x, row->kind, row->id))
		return NULL;
	if (is_untouched(row)) {
		TRY(put(x, component->lines.s, component->lines.n));
	} else {
		TRY(exchange_record(x->work->store, row, x->page));
		if (!row->record)
			return NULL; /* removed since the page was read */
		TRY(put_updated(x, row));
	}
	return put_overrides(x, row);
}

static Err *put_components(Export *x)
{
	Component after;
	for (bool first = true;; first = false) {
		ExchangeRow *rows = NULL;
		size_t n = 0;
		arena_reset(x->page);
		TRY(exchange_components(x->work->store, x->source, first ? NULL : &after, PAGE, &rows, &n, x->page));
		for (size_t i = 0; i < n; i++)
			TRY(put_component(x, &rows[i]));
		if (n < PAGE)
			return NULL;
		after = rows[n - 1].component; /* its texts go with the page; where it stands is all that is asked */
		TRY(go_on(x, n));
	}
}

static Err *put_source(Export *x, const Source *source)
{
	forget_zones(x);
	x->source = source->head.id;
	x->around.method = ics_method(source->head_lines);
	x->head_written = false;
	str_cut(&x->head, 0);
	str_addn(&x->head, source->head_lines.s ? source->head_lines.s : "", source->head_lines.n);
	TRY(put_components(x));
	if (x->filtered && !x->head_written)
		return NULL;
	return put(x, source->tail_lines.s ? source->tail_lines.s : "", source->tail_lines.n);
}

static Err *put_sources(Export *x)
{
	Arena *arena = arena_new();
	int64_t after = 0;
	size_t n = SOURCES;
	Err *err = NULL;
	while (!err && n == SOURCES) {
		Source *sources = NULL;
		arena_reset(arena);
		err = exchange_sources(x->work->store, after, SOURCES, &sources, &n, arena);
		for (size_t i = 0; !err && i < n; i++) {
			err = put_source(x, &sources[i]);
			after = sources[i].head.id;
		}
		if (!err)
			err = go_on(x, n);
	}
	arena_free(arena);
	return err;
}

/* ---- our own VCALENDAR ---- */

static Err *each_own(Export *x, Err *(*each)(Export *x, const ExchangeRow *row))
{
	for (size_t k = 0; k < KINDS; k++) {
		int64_t after = 0;
		size_t n = PAGE;
		while (n == PAGE) {
			ExchangeRow *rows = NULL;
			arena_reset(x->page);
			TRY(exchange_own(x->work->store, plan_kinds[k], after, PAGE, &rows, &n, x->page));
			for (size_t i = 0; i < n; i++) {
				after = rows[i].id;
				if (is_wanted(x, plan_kinds[k], after) && !stands_with_series(x, &rows[i]))
					TRY(each(x, &rows[i]));
			}
			TRY(go_on(x, n));
		}
	}
	return NULL;
}

/* Zones first: readers that go through a file once want it so. */
static Err *put_zones_of(Export *x, const ExchangeRow *row)
{
	IcsState state = {row->kind, row->record, NULL, 0};
	return put_zones(x, &state);
}

static Err *put_own(Export *x)
{
	forget_zones(x);
	x->source = 0;
	x->head_written = false;
	str_cut(&x->head, 0);
	ics_own_head(&x->head);
	TRY(each_own(x, put_zones_of));
	TRY(each_own(x, put_made));
	/* Nothing at all is an empty calendar: a file of no bytes is none. */
	if (!x->head_written && x->any)
		return NULL;
	Str tail = {0};
	ics_own_tail(&tail);
	Err *err = put(x, str_text(&tail), tail.n);
	str_done(&tail);
	return err;
}

static Err *run(Export *x, const char *filter)
{
	TRY(read_filter(x, filter));
	TRY(export_around(x->work, &x->around, x->arena));
	for (size_t k = 0; k < KINDS; k++)
		TRY(exchange_own_overrides(x->work->store, plan_kinds[k], &x->overrides[k].rows, &x->overrides[k].n, x->arena));
	TRY(put_sources(x));
	TRY(put_own(x));
	return send(x, 0);
}

Err *export_ics(Work *work, const char *filter, Err *(*write)(void *self, const char *bytes, size_t n), void *self)
{
	Export x = {.work = work, .write = write, .self = self, .arena = arena_new(), .page = arena_new()};
	uint64_t since = 0;
	Err *err = store_follow(&since, work->store);
	if (!err)
		err = run(&x, filter);
	if (!err)
		err = store_still(work->store, since);
	forget_zones(&x);
	vec_free(&x.zones);
	str_done(&x.lines);
	str_done(&x.bytes);
	str_done(&x.head);
	arena_free(x.arena);
	arena_free(x.page);
	return err;
}
