/* SPDX-License-Identifier: MIT */
/* Charts in one hue: bars, sparklines, columns, heat cells. Numbers are printed by the caller beside them. ASCII frames get `. : - = #`. */
#ifndef KARTOTEKA_TERM_CHART_H
#define KARTOTEKA_TERM_CHART_H

#include <stddef.h>
#include <stdint.h>

#include "kartoteka/term/frame.h"

/* A bar of value/max in `cells` cells, in eighths; any value > 0 shows at least one eighth. Cells used. */
int chart_bar(Area a, int row, int col, int cells, int64_t value, int64_t max);
/* A bar with dots up to the goal: `███▌····`. */
int chart_goal(Area a, int row, int col, int cells, int64_t value, int64_t goal);
/* One cell a value, ▁…█; 0 is a dot. */
void chart_spark(Area a, int row, int col, const int64_t *values, size_t n);
/* The same as text (UTF-8), for lines put together by the caller. */
void chart_spark_text(Str *out, const int64_t *values, size_t n);
/* Columns `height` rows high from `row` down, each one cell wide every `step` cells. */
void chart_columns(Area a, int row, int col, int height, int step, const int64_t *values, size_t n);
/* One heat cell of value/max: · ░ ▒ ▓ █. */
const char *chart_heat(int64_t value, int64_t max);
/* Steps done of all: ▪▪▪▫. Added to out. */
void chart_steps(Str *out, int done, int all);

#endif
