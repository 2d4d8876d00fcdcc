/* SPDX-License-Identifier: MIT */
/* The verbs that every list has: move and mark. */
#ifndef KARTOTEKA_SRC_SCREEN_LIST_ACT_H
#define KARTOTEKA_SRC_SCREEN_LIST_ACT_H

#include "kartoteka/screen/screen.h"
#include "kartoteka/term/list.h"

/* True when the call was one of them. Lists that read pages (clients) do their own moves. */
bool list_act(List *list, const ListSource *source, CommandCall *call);
/* All marked ids, or the one under the cursor; for ScreenKind.focus. Returns how many. */
size_t list_focus(const List *list, bool marks, void (*add)(void *to, int64_t id), void *to);

#endif
