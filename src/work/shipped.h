/* SPDX-License-Identifier: MIT */
/* The lists a new base begins with: kinds of contact and outcomes. Afterwards they are the user's own rows. */
#ifndef KARTOTEKA_WORK_SHIPPED_H
#define KARTOTEKA_WORK_SHIPPED_H

#include "kartoteka/work/work.h"

/* Fills empty lists; a base that has any kind of contact is left as it is. */
Err *shipped_lists_make(Work *work);

#endif
