/* SPDX-License-Identifier: MIT */
/* The files of data/ (less data/po) as they were at build: keys, themes, schema, help, demo. Paths are as below data/: "keys", "schema/001-first.sql". */
#ifndef KARTOTEKA_BASE_EMBEDDED_H
#define KARTOTEKA_BASE_EMBEDDED_H

#include <stddef.h>

typedef struct Embedded {
	const char *path;
	const unsigned char *bytes; /* a NUL stands behind the last byte and is not counted */
	size_t n;
} Embedded;

const Embedded *embedded_find(const char *path); /* NULL when there is none */
/* The i-th file whose path begins with `folder` ("schema/", "" for all), in the order of paths; NULL past the last. */
const Embedded *embedded_at(const char *folder, size_t i);

#endif
