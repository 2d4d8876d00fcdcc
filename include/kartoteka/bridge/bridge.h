/* SPDX-License-Identifier: MIT */
/* Which format some bytes are in. Only .ics is read and written as yet; the others are refused with their reason. */
#ifndef KARTOTEKA_BRIDGE_BRIDGE_H
#define KARTOTEKA_BRIDGE_BRIDGE_H

#include <stddef.h>

#include "kartoteka/base/err.h"

typedef enum BridgeFormat {
	FORMAT_ICS,
	FORMAT_VCF,
	FORMAT_CSV,
	FORMAT_JSON,
	FORMAT_UNKNOWN,
} BridgeFormat;

/* From the first bytes (some KiB are enough); the name decides only where they do not. *why (may be NULL): what an unknown one seems to be,
 * translated and borrowed. */
BridgeFormat bridge_format(const char *bytes, size_t n, const char *name, const char **why);
const char *bridge_format_name(BridgeFormat format);          /* "ics", "vcf" …; "" unknown */
Err *bridge_format_read(BridgeFormat *out, const char *name); /* of --format and of export; ERR_USAGE */
/* NULL when files of this format can be read and written; else why not and what to do. `file` is named in the text; may be NULL. */
Err *bridge_check(BridgeFormat format, const char *file, const char *why);

#endif
