/* SPDX-License-Identifier: MIT */
/* What taking a batch back would do to each of its records: for the pane of Changes. */
#ifndef KARTOTEKA_SRC_SCREEN_CHANGES_BACK_H
#define KARTOTEKA_SRC_SCREEN_CHANGES_BACK_H

#include "kartoteka/store/journal.h"

void change_back_words(Str *out, const Patch *patch, const PatchTeller *teller);

#endif
