/* SPDX-License-Identifier: MIT */
/*
 * The content-line reader for .ics and .vcf (RFC 5545 3.1, RFC 6350 3.2): bytes in, unfolded lines of valid UTF-8 out, each with the
 * physical line it began on. Decodes UTF-8 with or without BOM and UTF-16; what is not UTF-8 becomes U+FFFD and is counted. Memory is
 * bounded by the longest line. Knows nothing of components.
 */
#ifndef KARTOTEKA_BRIDGE_LINE_H
#define KARTOTEKA_BRIDGE_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kartoteka/base/err.h"
#include "kartoteka/base/str.h"

/* Where bytes come from. Reads at most `room` bytes at `offset`; *n = 0 is the end. Offsets may be read again (pread): a pipe is
 * copied into a temporary file by its owner first. */
typedef struct Reader {
	Err *(*read)(void *self, uint64_t offset, char *to, size_t room, size_t *n);
	void *self;
} Reader;
Reader reader_of_span(Span *bytes); /* the Span must outlive the reader */

/* A line longer than this is cut there, which is said in `cut`. */
#define LINE_MOST ((size_t)8 << 20)

typedef struct LineReader LineReader;

typedef struct Line {
	Span text;       /* unfolded, without its end; valid UTF-8 without NUL; borrowed until the next call; a NUL stands behind it */
	int64_t line;    /* physical line, from 1 */
	size_t repaired; /* bad bytes and NULs that became U+FFFD */
	bool cut;
} Line;

LineReader *line_reader_new(Reader reader);
void line_reader_free(LineReader *r); /* NULL is fine */
/* Blank lines are left out. *more is false at the end, *out is then empty. */
Err *line_next(Line *out, bool *more, LineReader *r);
uint64_t line_offset(const LineReader *r); /* bytes consumed so far, for progress */

/* A content line taken apart; all parts borrow from the line. */
typedef struct Param {
	Span name, value; /* value as it stands, quotes included; may be a list; without "=" (vCard 2.1) the name is empty */
} Param;

#define LINE_PARAMS 64 /* more than these are not looked at (they stay in the line) */

typedef struct Property {
	Span name; /* without its group ("item1." of vCard) */
	Span group;
	Span value; /* raw */
	Param params[LINE_PARAMS];
	size_t n_params;
} Property;

/* False when there is no ":" that ends name and parameters. */
bool property_read(Property *out, Span line);
bool property_is(const Property *p, const char *name); /* ASCII case plays no part */
bool span_is_word(Span span, const char *word);        /* the same for any span */
/* The value of a parameter without its quotes (RFC 6868 not undone); n = 0 and s = NULL when there is none. */
Span property_param(const Property *p, const char *name);
/* TEXT values (3.3.11): "\n" "\," "\;" "\\" undone; adds to out. A value that is not escaped as it should be stays as it is. */
void text_unescape(Str *out, Span value);
void text_escape(Str *out, const char *text);
/* The next item of a list parted by unescaped `sep`; moves *rest behind it. False when nothing is left. */
bool list_next(Span *out, Span *rest, char sep);

#endif
