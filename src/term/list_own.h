/* SPDX-License-Identifier: MIT */
/* What the files of the list share. */
#ifndef KARTOTEKA_TERM_LIST_OWN_H
#define KARTOTEKA_TERM_LIST_OWN_H

#include "kartoteka/term/list.h"

bool list_find(const ListSource *source, int64_t id, size_t *row);
void list_range_follow(List *list, const ListSource *source); /* marks from where the range began to the cursor */

#endif
