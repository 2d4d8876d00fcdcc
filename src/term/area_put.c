/* SPDX-License-Identifier: MIT */
/* Text into areas: cleaned, measured by cluster, cut with an ellipsis, aligned, wrapped. The one place where text of others meets the screen. */
#include "kartoteka/term/frame.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/utf8.h"

#include "cell.h"
#include "wrap.h"

#define ELLIPSIS "…"

/* Blanks of all kinds are one blank cell: what a terminal makes of the others is not known. */
static bool is_blank_code(uint32_t code)
{
	return code == 0xa0 || code == 0x1680 || (code >= 0x2000 && code <= 0x200a) || code == 0x202f || code == 0x205f || code == 0x3000;
}

static bool is_plain(const char *text)
{
	for (; *text; text++)
		if (*text < 0x20 || *text > 0x7e)
			return false;
	return true;
}

/* Text made harmless; borrowed from `text` when it is so already, else kept in `keep`. */
static const char *clean(Str *keep, const char *text)
{
	if (!text)
		return "";
	if (is_plain(text))
		return text;
	utf8_safe(keep, text, strlen(text));
	return str_text(keep);
}

static int put_cluster(Area a, int row, int col, Style style, const char *s, size_t n)
{
	int width = utf8_cluster_width(s, n);
	if (width < 1)
		return 0; /* a mark with nothing to stand on */
	size_t used;
	if (is_blank_code(utf8_decode(s, n, &used))) {
		for (int i = 0; i < width; i++)
			cell_set(a.frame, a.row + row, a.col + col + i, " ", 1, 1, style);
		return width;
	}
	cell_set(a.frame, a.row + row, a.col + col, s, n, width, style);
	return width;
}

/* Clean text; what is longer than `limit`, or has more behind it, ends with an ellipsis. */
static int put_run(Area a, int row, int col, int limit, Style style, const char *text, bool more)
{
	if (row < 0 || row >= a.rows || col < 0 || limit <= 0)
		return 0;
	size_t n = strlen(text), bytes = utf8_fit(text, limit, NULL);
	bool cut = bytes < n || more;
	if (cut)
		bytes = utf8_fit(text, limit - 1, NULL);
	int used = 0;
	for (size_t i = 0; i < bytes;) {
		size_t k = utf8_cluster(text + i, bytes - i);
		used += put_cluster(a, row, col + used, style, text + i, k);
		i += k;
	}
	if (cut && used < limit)
		used += put_cluster(a, row, col + used, style, ELLIPSIS, strlen(ELLIPSIS));
	return used;
}

static int limit_of(Area a, int col, int cells)
{
	int room = a.cols - col;
	return cells < 0 || cells > room ? room : cells;
}

int area_put(Area a, int row, int col, int cells, Style style, const char *text)
{
	Str keep = {0};
	int used = put_run(a, row, col, limit_of(a, col, cells), style, clean(&keep, text), false);
	str_done(&keep);
	return used;
}

int area_put_right(Area a, int row, int end, int cells, Style style, const char *text)
{
	Str keep = {0};
	const char *safe = clean(&keep, text);
	if (end < 0 || end > a.cols)
		end = a.cols;
	int limit = cells < 0 || cells > end ? end : cells, width = utf8_width_most(safe, limit > 0 ? limit : 0);
	if (width > limit)
		width = limit;
	int used = put_run(a, row, end - width, width, style, safe, false);
	str_done(&keep);
	return used;
}

int area_put_centre(Area a, int row, Style style, const char *text)
{
	Str keep = {0};
	const char *safe = clean(&keep, text);
	int width = utf8_width_most(safe, a.cols), col = width < a.cols ? (a.cols - width) / 2 : 0;
	int used = put_run(a, row, col, a.cols - col, style, safe, false);
	str_done(&keep);
	return used;
}

int area_printf(Area a, int row, int col, int cells, Style style, const char *format, ...)
{
	Str text = {0};
	va_list args;
	va_start(args, format);
	str_addv(&text, format, args);
	va_end(args);
	int used = area_put(a, row, col, cells, style, str_text(&text));
	str_done(&text);
	return used;
}

int area_printf_right(Area a, int row, int end, int cells, Style style, const char *format, ...)
{
	Str text = {0};
	va_list args;
	va_start(args, format);
	str_addv(&text, format, args);
	va_end(args);
	int used = area_put_right(a, row, end, cells, style, str_text(&text));
	str_done(&text);
	return used;
}

void area_pair(Area a, int row, int col, Style left_style, const char *left, Style right_style, const char *right)
{
	int used = right && *right ? area_put_right(a, row, -1, a.cols - col, right_style, right) : 0;
	int room = a.cols - col - (used ? used + 2 : 0);
	if (room > 0)
		area_put(a, row, col, room, left_style, left);
}

/* --- runs of two styles --- */

static int run_width(const char *text)
{
	Str keep = {0};
	int width = utf8_width(clean(&keep, text));
	str_done(&keep);
	return width;
}

int area_put_marked(Area a, int row, int col, int cells, Style style, Style on, const char *text)
{
	int limit = limit_of(a, col, cells), used = 0;
	char *copy = mem_strdup(text ? text : ""), *part = copy;
	int left = 0;
	for (char *s = copy, *end;; s = end + 1) { /* whole width, so that the ellipsis comes where it must */
		end = s + strcspn(s, "\x01\x02");
		char stop = *end;
		*end = '\0';
		left += run_width(s);
		*end = stop;
		if (!stop)
			break;
	}
	bool marked = false;
	for (char *end; used < limit; part = end + 1) {
		end = part + strcspn(part, "\x01\x02");
		char stop = *end;
		*end = '\0';
		int width = run_width(part), room = limit - used;
		left -= width;
		Str keep = {0};
		bool more = left > 0 && width + left > room && width >= room;
		used += put_run(a, row, col + used, more || width > room ? room : width, marked ? on : style, clean(&keep, part), more);
		str_done(&keep);
		if (!stop || more)
			break;
		marked = stop == '\x01';
	}
	free(copy);
	return used;
}

/* --- wrapping --- */

/* Bytes of the first line of clean text in `cells` cells; *next is where the next one begins. */
static size_t line_fit(const char *text, int cells, size_t *next)
{
	size_t bytes = utf8_fit(text, cells, NULL);
	if (!text[bytes]) {
		*next = bytes;
		return bytes;
	}
	if (bytes == 0)
		bytes = utf8_cluster(text, strlen(text)); /* a wide sign in one column: it is left out when drawn */
	size_t end = bytes;
	if (text[bytes] != ' ') {
		while (end > 0 && text[end - 1] != ' ')
			end--;
		if (end == 0) {
			*next = bytes;
			return bytes;
		}
	}
	*next = end;
	while (text[*next] == ' ')
		(*next)++;
	while (end > 0 && text[end - 1] == ' ')
		end--;
	return end;
}

void wrap_each(const char *text, int cells, bool (*line)(void *self, const char *s, size_t n, bool last), void *self)
{
	Str safe = {0};
	bool go = true;
	if (cells < 1)
		cells = 1;
	for (const char *s = text ? text : ""; go;) {
		size_t n = strcspn(s, "\n");
		bool last_part = s[n] == '\0' || (s[n] == '\n' && s[n + 1] == '\0');
		str_cut(&safe, 0);
		utf8_safe(&safe, s, n > 0 && s[n - 1] == '\r' ? n - 1 : n);
		const char *rest = str_text(&safe);
		do {
			size_t next, k = line_fit(rest, cells, &next);
			go = line(self, rest, k, last_part && rest[next] == '\0');
			rest += next;
		} while (go && *rest);
		if (last_part)
			break;
		s += n + 1;
	}
	str_done(&safe);
}

struct wrapping {
	Area a;
	int row, col, rows, used;
	Style style;
};

static bool put_line(void *self, const char *s, size_t n, bool last)
{
	struct wrapping *w = self;
	char *line = mem_strndup(s, n);
	bool full = w->used + 1 >= w->rows;
	put_run(w->a, w->row + w->used, w->col, w->a.cols - w->col, w->style, line, full && !last);
	free(line);
	w->used++;
	return !full;
}

int area_wrap(Area a, int row, int col, int max_rows, Style style, const char *text)
{
	struct wrapping w = {a, row, col, a.rows - row, 0, style};
	if (max_rows >= 0 && max_rows < w.rows)
		w.rows = max_rows;
	if (w.rows <= 0 || col >= a.cols)
		return 0;
	wrap_each(text, a.cols - col, put_line, &w);
	return w.used;
}

static bool count_line(void *self, const char *s, size_t n, bool last)
{
	(void)s, (void)n, (void)last;
	++*(int *)self;
	return true;
}

struct counting {
	int rows, most;
};

static bool count_some(void *self, const char *s, size_t n, bool last)
{
	(void)s, (void)n, (void)last;
	struct counting *count = self;
	return ++count->rows < count->most;
}

int text_wrap_most(const char *text, int cells, int most)
{
	struct counting count = {0, most};
	if (most > 0)
		wrap_each(text, cells, count_some, &count);
	return count.rows;
}

int text_wrap_rows(const char *text, int cells)
{
	int rows = 0;
	wrap_each(text, cells, count_line, &rows);
	return rows;
}
