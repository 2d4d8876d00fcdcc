/* SPDX-License-Identifier: MIT */
/* What the build generates from data/ (gen/embed.c): every file in the order of paths, then a row of NULL. */
#ifndef KARTOTEKA_BASE_EMBEDDED_TABLE_H
#define KARTOTEKA_BASE_EMBEDDED_TABLE_H

#include "kartoteka/base/embedded.h"

extern const Embedded embedded_table[];

#endif
