/* SPDX-License-Identifier: MIT */
/* Imports: batches of files with what each saw, and what taking one back would do. imports.c reads and acts, imports_draw.c paints. */
#ifndef KARTOTEKA_SRC_SCREEN_IMPORTS_SCREEN_H
#define KARTOTEKA_SRC_SCREEN_IMPORTS_SCREEN_H

#include "journal_rows.h"
#include "kartoteka/store/imports.h"
#include "kartoteka/term/list.h"

enum {
	IMPORTS_STAYS = 6,
	IMPORTS_REFUSED = 12,
	IMPORTS_CHANGED = 6,
};

typedef struct ImportsRow {
	BatchRow batch;
	ImportFacts facts;
	bool known; /* facts are there; not of batches of an older program */
} ImportsRow;

/* "If taken back", flat, as the worker gives it. */
typedef struct ImportsFate {
	int64_t batch; /* 0: not known yet */
	int64_t go, back, stay_hand, stay_import;
	bool more;
	struct {
		char title[192], who[192];
		bool import;
		int64_t batch;
	} stays[IMPORTS_STAYS];
	size_t n;
} ImportsFate;

typedef struct ImportsState {
	Ui *ui;
	List list;
	ListSource source;
	ImportsRow *rows;
	size_t n, limit;
	bool whole;   /* the oldest was read */
	int list_row; /* of the frame, where it begins */
	/* files that are not as they were when they were read last */
	struct {
		const char *name;
		Instant modified;
	} changed[IMPORTS_CHANGED];
	size_t changed_count;
	/* of the row under the cursor */
	int64_t previewed;
	ImportsFate fate;
	ImportRemark *remarks;
	size_t remark_count;
	Arena *detail_arena;
	/* what came, as the box shows it */
	ChangeRow *came;
	size_t came_count;
	Arena *came_arena;
	char note[96];
} ImportsState;

const ImportsRow *imports_current(const ImportsState *m);

/* --- imports_draw.c --- */
void imports_row_draw(const void *self, Area a, const ListRow *at);
Area imports_list_area(const Layout *layout, Area *head, Area *side);
void imports_paint(const Screen *s, const Layout *layout);

#endif
