/* SPDX-License-Identifier: MIT */
/* The inside of Out: the row being gathered and the table held back to measure it; private to the room. */
#ifndef KARTOTEKA_COMMAND_OUT_PRIVATE_H
#define KARTOTEKA_COMMAND_OUT_PRIVATE_H

#include "kartoteka/base/mem.h"
#include "kartoteka/command/out.h"

/* Rows that are measured before the first is printed; later ones are fitted to those widths. */
enum {
	OUT_MEASURED = 500,
	OUT_DEPTH = 16,
};

typedef struct OutLevel {
	size_t path; /* length of the path before this level's name */
	bool array;
	bool any; /* a value stands in it already (JSON's commas) */
} OutLevel;

struct Out {
	OutSetting setting;
	Str buffer;
	Err *failed;
	const OutColumn *columns;
	size_t n_columns;
	bool card, in_row, head_done, wrote_record;

	OutLevel levels[OUT_DEPTH];
	size_t depth;
	size_t muted; /* levels opened under a value that out_show replaced */
	Str path;     /* "client.name" of the levels that are open */
	char *shown;  /* of out_show, for the next value */
	Str json;     /* the row as JSON */
	Str *cells;   /* n_columns texts of the row */

	VEC(char *)
	held;        /* cells of rows held back, n_columns a row */
	int *widths; /* of the columns once measured; 0: left out */
};

void out_send(Out *out, size_t most); /* gives the sink what is gathered when more than `most` bytes */
void out_value(Out *out, const char *name, const char *json, const char *text, const char *shown);

void table_row(Out *out);   /* takes the row's cells */
void table_flush(Out *out); /* prints what is held back, into the buffer */
void card_row(Out *out);
void csv_row(Out *out);
void plain_row(Out *out);
void csv_head(Out *out);

#endif
