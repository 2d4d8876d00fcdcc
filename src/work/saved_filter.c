/* SPDX-License-Identifier: MIT */
/* Filters of clients that were kept under a name: one's own and everybody's. */
#include <string.h>

#include "change.h"
#include "kartoteka/base/fold.h"
#include "kartoteka/model/filter.h"
#include "kartoteka/work/dictionary.h"

#define LIST "clients"

Err *saved_filters_read(Work *work, SavedFilter **out, size_t *n, Arena *arena)
{
	void *rows = NULL;
	size_t all = 0;
	TRY(store_all(work->store, &kind_filter, &rows, &all, arena));
	SavedFilter *filters = rows;
	*n = 0;
	for (size_t i = 0; i < all; i++)
		if (str_same(filters[i].list.s, LIST) && (!filters[i].owner.v || filters[i].owner.v == work->me.head.id) && filters[i].query.s)
			filters[(*n)++] = filters[i];
	*out = filters;
	return NULL;
}

Err *saved_filter_get(Work *work, int64_t id, SavedFilter *out, Arena *arena)
{
	SavedFilter *rows;
	size_t n;
	TRY(saved_filters_read(work, &rows, &n, arena));
	for (size_t i = 0; i < n; i++)
		if (rows[i].head.id == id) {
			*out = rows[i];
			return NULL;
		}
	return err_new(ERR_NOT_FOUND, _("There is no saved filter %lld of yours"), (long long)id);
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

static Err *check_name(const SavedFilter *rows, size_t n, const char *name)
{
	if (!*name)
		return err_kept(err_new(ERR_USAGE, _("The name is empty")), _("nothing was changed"));
	for (size_t i = 0; i < n; i++)
		if (rows[i].name.s && folds_alike(rows[i].name.s, name))
			return err_word(err_kept(err_new(ERR_USAGE, _("There is such a one already: %s"), rows[i].name.s), _("nothing was changed")), name, -1);
	return NULL;
}

static Err *check_query(Work *work, const char *query, Arena *arena)
{
	FilterContext context = {.kind = &kind_client, .when = work_words(work), .me = work->me.head.id};
	FilterNode *filter;
	if (!span_trim(span_of(query)).n)
		return err_kept(err_new(ERR_USAGE, _("The filter is empty")), _("nothing was changed"));
	if (strlen(query) >= SAVED_QUERY_MOST)
		return err_kept(err_new(ERR_USAGE, _("The filter is too long to be kept")), _("nothing was changed"));
	return filter_read(&filter, query, &context, arena);
}

static Err *add_in(Work *work, SavedFilter *filter, Arena *arena)
{
	SavedFilter *rows;
	size_t n;
	TRY(saved_filters_read(work, &rows, &n, arena));
	TRY(check_name(rows, n, filter->name.s));
	filter->owner.v = work->me.head.id; /* known from the first change on */
	filter->place.n = n ? rows[n - 1].place.n + 1 : 0;
	return work_make(work, &kind_filter, filter);
}

Err *saved_filter_add(Work *work, const char *name, const char *query, SavedFilter *out, int64_t *batch, Arena *arena)
{
	Span span = span_trim(span_of(name));
	record_init(&kind_filter, out);
	out->name.s = arena_dupn(arena, span.s, span.n);
	out->query.s = arena_dup(arena, query);
	out->list.s = LIST;
	TRY(check_name(NULL, 0, out->name.s));
	TRY(check_query(work, query, arena));
	TRY(work_begin(work, "filter", N_("Saved filter: %s"), out->name.s));
	return work_end(work, add_in(work, out, arena), batch);
}

Err *saved_filter_remove(Work *work, int64_t id, SavedFilter *out, int64_t *batch, Arena *arena)
{
	TRY(saved_filter_get(work, id, out, arena));
	TRY(work_begin(work, "filter", N_("Filter forgotten: %s"), out->name.s ? out->name.s : ""));
	return work_end(work, work_remove(work, &kind_filter, id), batch);
}
