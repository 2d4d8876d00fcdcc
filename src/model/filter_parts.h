/* SPDX-License-Identifier: MIT */
/* What the files of the filter language share. Private to the room. */
#ifndef KARTOTEKA_MODEL_FILTER_PARTS_H
#define KARTOTEKA_MODEL_FILTER_PARTS_H

#include "kartoteka/model/filter.h"

/* A name as typed, any case form, either language: "метка", "шага", "tags". NULL when this kind has none. */
const FilterName *filter_name_find(const Kind *kind, const char *typed, size_t n);
/* Looks back from now: "30d" is 30 days ago, a bare weekday the last one. */
bool filter_name_is_past(const FilterName *name);

/* Whether the text is a value of this name; reads it into the node (from, to, day, choice, rel). The Err says what was expected, without a place. */
Err *filter_value(FilterNode *node, const char *text, const FilterContext *context);
bool filter_type_is_date(FieldType type);
bool filter_is_overdue(const char *text, size_t n); /* the word for it, in either language */

#endif
