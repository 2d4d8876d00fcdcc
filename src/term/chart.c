/* SPDX-License-Identifier: MIT */
/* Charts: amounts as cells. */
#include "kartoteka/term/chart.h"

#include "kartoteka/base/mem.h"
#include "kartoteka/base/utf8.h"

static const char *const eighths_right[9] = {" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"};
static const char *const eighths_up[9] = {"·", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

/* parts of `whole`, rounded; something is never nothing. */
static int64_t share(int64_t value, int64_t max, int64_t whole)
{
	if (value <= 0 || max <= 0 || whole <= 0)
		return 0;
	if (value >= max)
		return whole;
	int64_t parts = (int64_t)((double)value * (double)whole / (double)max + 0.5);
	return parts < 1 ? 1 : parts;
}

int chart_bar(Area a, int row, int col, int cells, int64_t value, int64_t max)
{
	int64_t parts = share(value, max, (int64_t)cells * 8);
	int used = 0;
	for (; parts > 0; parts -= 8, used++)
		area_put(a, row, col + used, 1, STYLE_CHART, eighths_right[parts >= 8 ? 8 : parts]);
	return used;
}

int chart_goal(Area a, int row, int col, int cells, int64_t value, int64_t goal)
{
	int used = chart_bar(a, row, col, cells, value, goal);
	for (; used < cells; used++)
		area_put(a, row, col + used, 1, STYLE_DIM, GLYPH_DOT);
	return cells;
}

static int64_t most_of(const int64_t *values, size_t n)
{
	int64_t most = 0;
	for (size_t i = 0; i < n; i++)
		most = values[i] > most ? values[i] : most;
	return most;
}

void chart_spark_text(Str *out, const int64_t *values, size_t n)
{
	int64_t most = most_of(values, n);
	for (size_t i = 0; i < n; i++)
		str_add(out, eighths_up[share(values[i], most, 8)]);
}

void chart_spark(Area a, int row, int col, const int64_t *values, size_t n)
{
	Str text = {0};
	chart_spark_text(&text, values, n);
	area_put(a, row, col, (int)n, STYLE_CHART, str_text(&text));
	str_done(&text);
}

void chart_columns(Area a, int row, int col, int height, int step, const int64_t *values, size_t n)
{
	int64_t most = most_of(values, n);
	for (size_t i = 0; i < n; i++) {
		int64_t parts = share(values[i], most, (int64_t)height * 8);
		for (int line = height - 1; parts > 0; line--, parts -= 8)
			area_put(a, row + line, col + (int)i * step, 1, STYLE_CHART, eighths_up[parts >= 8 ? 8 : parts]);
	}
}

const char *chart_heat(int64_t value, int64_t max)
{
	static const char *const shades[] = {"·", "░", "▒", "▓", "█"};
	return shades[share(value, max, 4)];
}

void chart_steps(Str *out, int done, int all)
{
	for (int i = 0; i < all; i++)
		str_add(out, i < done ? GLYPH_FULL : GLYPH_EMPTY);
}
