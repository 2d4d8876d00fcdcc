/* SPDX-License-Identifier: MIT */
/*
 * The content-line reader: decoding, line ends, unfolding, repair. Lines that lie whole in the buffer are lent from it; only folded and
 * very long ones are copied. What the parts of a line are is property.c's.
 */
#include "kartoteka/bridge/line.h"

#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/utf8.h"
#include "parse.h"

/* CR_RUN: so many CRs before a LF are one end of line; a longer run is that many empty lines. */
enum {
	CHUNK = 64 << 10,
	RAW = 16 << 10,
	CR_RUN = 64,
};

typedef enum Encoding {
	ENCODING_UNKNOWN,
	ENCODING_UTF8,
	ENCODING_UTF16LE,
	ENCODING_UTF16BE,
} Encoding;

struct LineReader {
	Reader reader;
	uint64_t offset;
	Encoding encoding;
	bool eof;
	char *buf; /* CHUNK + 1 bytes: room for a NUL behind the last */
	size_t at, n;
	unsigned char raw[RAW]; /* UTF-16 not yet decoded */
	size_t raw_n;
	int64_t line; /* number of the physical line that begins at `at` */
	Str joined, fixed;
};

static Err *span_read(void *self, uint64_t offset, char *to, size_t room, size_t *n)
{
	const Span *bytes = self;
	size_t left = offset < bytes->n ? bytes->n - (size_t)offset : 0;
	*n = left < room ? left : room;
	if (*n)
		memcpy(to, bytes->s + offset, *n);
	return NULL;
}

Reader reader_of_span(Span *bytes)
{
	return (Reader){span_read, bytes};
}

LineReader *line_reader_new(Reader reader)
{
	LineReader *r = mem_alloc(sizeof *r);
	r->reader = reader;
	r->buf = mem_alloc(CHUNK + 1);
	r->line = 1;
	return r;
}

void line_reader_free(LineReader *r)
{
	if (!r)
		return;
	str_done(&r->joined);
	str_done(&r->fixed);
	free(r->buf);
	free(r);
}

uint64_t line_offset(const LineReader *r)
{
	return r->offset;
}

/* ---- Decoding ---- */

static Encoding encoding_of(const unsigned char *s, size_t n, size_t *bom)
{
	*bom = 0;
	if (n >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0) {
		*bom = 3;
		return ENCODING_UTF8;
	}
	if (n >= 2 && ((s[0] == 0xFF && s[1] == 0xFE) || (s[0] == 0xFE && s[1] == 0xFF))) {
		*bom = 2;
		return s[0] == 0xFF ? ENCODING_UTF16LE : ENCODING_UTF16BE;
	}
	if (n >= 4 && s[0] && !s[1] && s[2] && !s[3])
		return ENCODING_UTF16LE;
	if (n >= 4 && !s[0] && s[1] && !s[2] && s[3])
		return ENCODING_UTF16BE;
	return ENCODING_UTF8;
}

static uint32_t unit_at(const LineReader *r, size_t at)
{
	uint32_t a = r->raw[at], b = r->raw[at + 1];
	return r->encoding == ENCODING_UTF16LE ? a | b << 8 : a << 8 | b;
}

/* Decodes what is in raw into the buffer's free room; an odd byte or half a pair stays for later unless the input has ended. */
static void utf16_decode(LineReader *r, bool last)
{
	size_t at = 0;
	while (at + 2 <= r->raw_n && r->n + 4 <= CHUNK) {
		uint32_t code = unit_at(r, at);
		size_t used = 2;
		if (code >= 0xD800 && code < 0xDC00) {
			if (at + 4 > r->raw_n && !last)
				break;
			uint32_t low = at + 4 <= r->raw_n ? unit_at(r, at + 2) : 0;
			if (low >= 0xDC00 && low < 0xE000) {
				code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
				used = 4;
			} else {
				code = UTF8_BAD;
			}
		} else if (code >= 0xDC00 && code < 0xE000) {
			code = UTF8_BAD;
		}
		r->n += utf8_encode(r->buf + r->n, code);
		at += used;
	}
	if (last && at + 1 == r->raw_n && r->n + 4 <= CHUNK) {
		r->n += utf8_encode(r->buf + r->n, UTF8_BAD);
		at++;
	}
	r->raw_n -= at;
	memmove(r->raw, r->raw + at, r->raw_n);
}

static Err *fill_utf16(LineReader *r)
{
	size_t got = 0;
	TRY(r->reader.read(r->reader.self, r->offset, (char *)r->raw + r->raw_n, RAW - r->raw_n, &got));
	bool last = got == 0 && r->raw_n < RAW;
	r->offset += got;
	r->raw_n += got;
	size_t before = r->n;
	utf16_decode(r, last);
	r->eof = last && r->n == before;
	return NULL;
}

/* More bytes behind those in the buffer; without effect when it is full or the input has ended. */
static Err *fill(LineReader *r)
{
	if (r->at) {
		memmove(r->buf, r->buf + r->at, r->n - r->at);
		r->n -= r->at;
		r->at = 0;
	}
	if (r->eof || r->n + 4 > CHUNK)
		return NULL;
	if (r->encoding == ENCODING_UTF16LE || r->encoding == ENCODING_UTF16BE)
		return fill_utf16(r);
	do {
		size_t got = 0;
		TRY(r->reader.read(r->reader.self, r->offset, r->buf + r->n, CHUNK - r->n, &got));
		r->offset += got;
		r->n += got;
		r->eof = got == 0;
	} while (r->encoding == ENCODING_UNKNOWN && r->n < 4 && !r->eof);
	if (r->encoding != ENCODING_UNKNOWN)
		return NULL;
	size_t bom = 0;
	r->encoding = encoding_of((const unsigned char *)r->buf, r->n, &bom);
	if (r->encoding == ENCODING_UTF8) {
		r->at = bom;
		return NULL;
	}
	/* What was read as bytes goes back and is read again as units. */
	r->offset = bom;
	r->n = 0;
	r->eof = false;
	return fill_utf16(r);
}

/* ---- Physical lines ---- */

/* Where the line at s ends (*content) and the next begins (*next). CR LF, LF, CR, and CRs before a LF are one end. False: not to be said before
 * more is read; at the end of the input it always is. */
static bool line_end(size_t *content, size_t *next, const char *s, size_t n, bool eof)
{
	const char *lf = memchr(s, '\n', n);
	size_t upto = lf ? (size_t)(lf - s) : n;
	const char *cr = memchr(s, '\r', upto);
	if (!cr) {
		*content = upto;
		*next = lf ? upto + 1 : upto;
		return lf || eof;
	}
	size_t run = (size_t)(cr - s);
	*content = run;
	size_t most = run + CR_RUN;
	while (run < n && run < most && s[run] == '\r')
		run++;
	if (run < n && s[run] == '\n') {
		*next = run + 1;
		return true;
	}
	*next = *content + 1;
	return run < n || run == most || eof;
}

/* Eight ASCII bytes at a time: this runs over every byte of an import and of an export. */
bool bytes_are_clean(const char *text, size_t n)
{
	const unsigned char *s = (const unsigned char *)text;
	size_t i = 0;
	while (i < n) {
		if (i + 8 <= n) {
			uint64_t w;
			memcpy(&w, s + i, 8);
			/* no high bit, and no byte that is 0 */
			if (!((w | (w - 0x0101010101010101u)) & 0x8080808080808080u)) {
				i += 8;
				continue;
			}
		}
		unsigned char c = s[i];
		if (c < 0x80) {
			if (!c)
				return false;
			i++;
			continue;
		}
		size_t more = c >= 0xC2 && c <= 0xDF ? 1 : (c & 0xF0) == 0xE0   ? 2
		                                       : c >= 0xF0 && c <= 0xF4 ? 3
		                                                                : 0;
		if (!more || i + more >= n || (s[i + 1] & 0xC0) != 0x80)
			return false;
		if ((c == 0xE0 && s[i + 1] < 0xA0) || (c == 0xED && s[i + 1] > 0x9F) || (c == 0xF0 && s[i + 1] < 0x90) ||
		    (c == 0xF4 && s[i + 1] > 0x8F))
			return false;
		for (size_t k = 2; k <= more; k++) {
			if ((s[i + k] & 0xC0) != 0x80)
				return false;
		}
		i += more + 1;
	}
	return true;
}

static void finish(Line *out, LineReader *r, char *s, size_t n)
{
	while (n >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0) { /* files put one behind the other, each with its BOM, or with two */
		s += 3;
		n -= 3;
	}
	if (bytes_are_clean(s, n)) {
		s[n] = '\0';
		out->text = (Span){s, n};
		return;
	}
	out->repaired += utf8_repair(&r->fixed, s, n);
	out->text = (Span){str_text(&r->fixed), r->fixed.n};
}

static void join(Line *out, LineReader *r, const char *s, size_t n)
{
	if (r->joined.n + n > LINE_MOST) {
		n = LINE_MOST - r->joined.n;
		out->cut = true;
	}
	str_addn(&r->joined, s, n);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Empty again; what a line of megabytes took is given back. */
static void clear(Str *text)
{
	if (text->cap > LARGE)
		str_done(text);
	else
		str_cut(text, 0);
}

/* One logical line; it may turn out empty. */
static Err *read_line(Line *out, LineReader *r)
{
	bool joined = false;
	clear(&r->joined);
	clear(&r->fixed);
	*out = (Line){.line = r->line};
	for (;;) {
		size_t content = 0, next = 0;
		bool known = line_end(&content, &next, r->buf + r->at, r->n - r->at, r->eof);
		/* Whether a fold follows is seen at the first byte of the next line. */
		if (!known || (r->at + next == r->n && !r->eof)) {
			size_t had = r->n - r->at;
			TRY(fill(r));
			if (r->n - r->at > had || r->eof)
				continue;
			if (r->n + 4 <= CHUNK)
				continue; /* half a UTF-16 unit came */
			/* Full buffer and no end: a part of a long line. CRs at its end stay, a LF may follow them. */
			content = r->n - r->at;
			while (!known && content > 1 && r->buf[r->at + content - 1] == '\r')
				content--;
			if (known)
				line_end(&content, &next, r->buf + r->at, r->n - r->at, true);
			join(out, r, r->buf + r->at, content);
			r->at += content;
			joined = true;
			continue;
		}
		char *s = r->buf + r->at;
		bool folds = r->at + next < r->n && is_blank(s[next]);
		bool ended = next > content;
		if (!folds && !joined) {
			finish(out, r, s, content);
		} else {
			join(out, r, s, content);
			joined = true;
		}
		r->at += next + (folds ? 1 : 0);
		r->line += ended ? 1 : 0;
		if (folds)
			continue;
		if (joined) {
			finish(out, r, r->joined.s, r->joined.n);
		}
		return NULL;
	}
}

Err *line_next(Line *out, bool *more, LineReader *r)
{
	for (;;) {
		*more = false;
		if (r->at == r->n && !r->eof)
			TRY(fill(r));
		if (r->at == r->n && r->eof) {
			*out = (Line){.line = r->line};
			return NULL;
		}
		TRY(read_line(out, r));
		/* A fold on an empty line leaves blanks in front, which would read as a fold when written. */
		while (out->text.n && is_blank(out->text.s[0])) {
			out->text.s++;
			out->text.n--;
		}
		if (out->text.n) {
			*more = true;
			return NULL;
		}
	}
}
