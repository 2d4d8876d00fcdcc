/* SPDX-License-Identifier: MIT */
/* Soft ends of kept lines, which must not take in what is put behind them. */
#ifndef KARTOTEKA_BRIDGE_SOFT_H
#define KARTOTEKA_BRIDGE_SOFT_H

#include "parse.h"

/* A kept line that ends softly (quoted-printable "=") and goes on in nothing, since BEGIN or END comes next: it would take in what is put behind it. */
bool line_is_soft(Span whole, const Property *p);
/* `soft` is where the line behind such a one begins, 0: there is none. Once something stands there that is no BEGIN and no END, the soft end goes. */
void soft_line_mend(Str *out, size_t *soft);

#endif
