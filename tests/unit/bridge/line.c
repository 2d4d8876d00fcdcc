/* SPDX-License-Identifier: MIT */
/* Content lines: decoding, line ends, folds, repair, whatever pieces the input comes in; and the parts of a line. */
#include <string.h>

#include "kartoteka/bridge/line.h"
#include "test.h"

typedef struct Pieces {
	Span bytes;
	size_t most;
} Pieces;

static Err *pieces_read(void *self, uint64_t offset, char *to, size_t room, size_t *n)
{
	Pieces *p = self;
	size_t left = offset < p->bytes.n ? p->bytes.n - (size_t)offset : 0;
	*n = left < room ? left : room;
	if (p->most && *n > p->most)
		*n = p->most;
	memcpy(to, p->bytes.s + offset, *n);
	return NULL;
}

/* "line number:text" of every line, parted by "|"; "!" after a line with repaired bytes. */
static void read_all(Str *out, Span bytes, size_t most)
{
	Pieces pieces = {bytes, most};
	LineReader *lines = line_reader_new((Reader){pieces_read, &pieces});
	Line line;
	bool more = true;
	for (;;) {
		assert_null(line_next(&line, &more, lines));
		if (!more)
			break;
		assert_int_equal(line.text.s[line.text.n], 0);
		if (out->n)
			str_addc(out, '|');
		str_addf(out, "%d:%.*s%s", (int)line.line, (int)line.text.n, line.text.s, line.repaired ? "!" : "");
	}
	line_reader_free(lines);
}

TEST(lines_are_unfolded_and_numbered)
{
#define ROW(name, bytes, want) \
	{ \
		name, {bytes, sizeof bytes - 1}, want \
	}
	static const struct {
		const char *name;
		Span bytes;
		const char *want;
	} rows[] = {
		ROW("crlf", "A:1\r\nB:2\r\n", "1:A:1|2:B:2"),
		ROW("lf, no end", "A:1\nB:2", "1:A:1|2:B:2"),
		ROW("cr", "A:1\rB:2\r", "1:A:1|2:B:2"),
		ROW("mixed", "A:1\rB:2\nC:3\r\nD:4", "1:A:1|2:B:2|3:C:3|4:D:4"),
		ROW("two crs before a lf", "A:1\r\r\n x\r\r\nB:2\r\r\n", "1:A:1x|3:B:2"),
		ROW("fold by blank and tab", "A:1\r\n 2\r\n\t3\r\nB:4", "1:A:123|4:B:4"),
		ROW("fold keeps the second blank", "A:1\n  2\n", "1:A:1 2"),
		ROW("blank lines", "\n\nA:1\n\nB:2\n\n\n", "3:A:1|5:B:2"),
		ROW("a fold of nothing", "\n X:1\nA:2", "1:X:1|3:A:2"),
		ROW("blank in front of all", "  A:1\n", "1:A:1"),
		ROW("only blanks", " \n\t\n  \n", ""),
		ROW("nothing", "", ""),
		ROW("only line ends", "\r\n\r\n\r\n", ""),
		ROW("BOM",
	        "\xEF\xBB\xBF"
	        "A:1\n",
	        "1:A:1"),
		ROW("a second BOM",
	        "\xEF\xBB\xBF"
	        "A:1\n\xEF\xBB\xBF"
	        "B:2\n",
	        "1:A:1|2:B:2"),
		ROW("two BOMs on end",
	        "\xEF\xBB\xBF\xEF\xBB\xBF"
	        "A:1\n",
	        "1:A:1"),
		ROW("fold inside a character", "A:\xD0\r\n \x96\r\n", "1:A:\xD0\x96"),
		ROW("bad bytes", "A:\xFF\nB:ok\n", "1:A:\xEF\xBF\xBD!|2:B:ok"),
		ROW("cut character at the end", "A:\xD0", "1:A:\xEF\xBF\xBD!"),
		ROW("surrogate in UTF-8", "A:\xED\xA0\x80.\n", "1:A:\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD.!"),
		ROW("NUL",
	        "A:1\0"
	        "2\nB:3",
	        "1:A:1\xEF\xBF\xBD"
	        "2!|2:B:3"),
		ROW("UTF-16 LE",
	        "\xFF\xFE"
	        "A\0:\0\x16\x04\r\0\n\0 \0x\0\n\0B\0",
	        "1:A:\xD0\x96x|3:B"),
		ROW("UTF-16 BE", "\xFE\xFF\0A\0:\xD8\x3D\xDE\x00\0\n\0B", "1:A:\xF0\x9F\x98\x80|2:B"),
		ROW("UTF-16 LE without BOM",
	        "A\0:\0"
	        "1\0\n\0B\0",
	        "1:A:1|2:B"),
		ROW("UTF-16 with half a pair",
	        "\xFF\xFE"
	        "A\0\x3D\xD8"
	        "B\0",
	        "1:A\xEF\xBF\xBD"
	        "B"),
		ROW("UTF-16 with an odd byte",
	        "\xFF\xFE"
	        "A\0B\0\x01",
	        "1:AB\xEF\xBF\xBD"),
	};
#undef ROW
	static const size_t pieces[] = {0, 1, 2, 3, 7};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		for (size_t k = 0; k < sizeof pieces / sizeof *pieces; k++) {
			Str got = {0};
			read_all(&got, rows[i].bytes, pieces[k]);
			expect_text(rows[i].name, str_text(&got), rows[i].want);
			str_done(&got);
		}
	}
}

/* Long lines cross the buffer: every length around its size, folded and not, must come out whole. */
TEST(lines_longer_than_the_buffer_come_out_whole)
{
	for (size_t n = (64 << 10) - 5; n < (64 << 10) + 5; n++) {
		Str text = {0};
		for (size_t i = 0; i < n; i++)
			str_addc(&text, (char)('a' + i % 26));
		str_add(&text, "\r\nB:2\r\n");
		Span bytes = {text.s, text.n};
		LineReader *lines = line_reader_new(reader_of_span(&bytes));
		Line line;
		bool more = false;
		assert_null(line_next(&line, &more, lines));
		assert_true(more);
		assert_int_equal(line.text.n, n);
		assert_memory_equal(line.text.s, text.s, n);
		assert_null(line_next(&line, &more, lines));
		assert_true(more && span_is(line.text, "B:2") && line.line == 2);
		assert_null(line_next(&line, &more, lines));
		assert_false(more);
		line_reader_free(lines);
		str_done(&text);
	}
}

TEST(a_line_without_end_is_cut_and_the_rest_is_read)
{
	Str text = {0};
	for (size_t i = 0; i < LINE_MOST + 100; i++)
		str_addc(&text, 'x');
	str_add(&text, "\nB:2\n");
	Span bytes = {text.s, text.n};
	LineReader *lines = line_reader_new(reader_of_span(&bytes));
	Line line;
	bool more = false;
	assert_null(line_next(&line, &more, lines));
	assert_true(line.cut && line.text.n == LINE_MOST);
	assert_null(line_next(&line, &more, lines));
	assert_true(!line.cut && span_is(line.text, "B:2"));
	line_reader_free(lines);
	str_done(&text);
}

TEST(a_run_of_returns_is_not_read_again_and_again)
{
	Str text = {0};
	for (size_t i = 0; i < 1 << 20; i++)
		str_addc(&text, '\r');
	str_add(&text, "\nA:1");
	Str got = {0};
	read_all(&got, (Span){text.s, text.n}, 0);
	assert_non_null(strstr(str_text(&got), ":A:1"));
	str_done(&got);
	str_done(&text);
}

TEST(a_line_is_taken_apart)
{
	static const struct {
		const char *line;
		bool read;
		const char *name, *param, *value_of, *value;
	} rows[] = {
		{"SUMMARY:Hello", true, "SUMMARY", "X", NULL, "Hello"},
		{"summary;LANGUAGE=de:a:b", true, "summary", "LANGUAGE", "de", "a:b"},
		{"DTSTART;TZID=\"a:b;c\";X=1:v", true, "DTSTART", "TZID", "a:b;c", "v"},
		{"DTSTART;X=1;tzid=Europe/Riga:v", true, "DTSTART", "TZID", "Europe/Riga", "v"},
		{"ATTENDEE;CN=\"A, B\",\"C:D\";R=x:mailto:a@b", true, "ATTENDEE", "R", "x", "mailto:a@b"},
		{"DTSTART;TZID=\"W. Europe:20200609T090000\"", true, "DTSTART", "TZID", "W. Europe", "20200609T090000\""},
		{"A;B=\"never closed:v", true, "A", "B", "never closed", "v"},
		{"TEL;CELL;VOICE:1", true, "TEL", "X", NULL, "1"},
		{"item1.TEL;TYPE=cell:1", true, "TEL", "TYPE", "cell", "1"},
		{"A;=:v", true, "A", "X", NULL, "v"},
		{"A;:v", true, "A", "X", NULL, "v"},
		{"A:", true, "A", "X", NULL, ""},
		{":v", false, NULL, NULL, NULL, NULL},
		{"no colon", false, NULL, NULL, NULL, NULL},
		{"A;B=1", false, NULL, NULL, NULL, NULL},
		{"", false, NULL, NULL, NULL, NULL},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		Property p;
		bool read = property_read(&p, span_of(rows[i].line));
		if (read != rows[i].read)
			fail_msg("row \"%s\": read %d", rows[i].line, read);
		if (!read)
			continue;
		Span value = property_param(&p, rows[i].param);
		if (!span_is(p.name, rows[i].name) || !span_is(p.value, rows[i].value))
			fail_msg("row \"%s\": \"%.*s\" \"%.*s\"", rows[i].line, (int)p.name.n, p.name.s, (int)p.value.n, p.value.s);
		if ((value.s != NULL) != (rows[i].value_of != NULL) || (value.s && !span_is(value, rows[i].value_of)))
			fail_msg("row \"%s\": parameter \"%.*s\"", rows[i].line, (int)value.n, value.s ? value.s : "");
	}
}

TEST(more_parameters_than_are_looked_at_do_no_harm)
{
	Str text = {0};
	str_add(&text, "A");
	for (int i = 0; i < 10000; i++)
		str_addf(&text, ";P%d=%d", i, i);
	str_add(&text, ":v");
	Property p;
	assert_true(property_read(&p, (Span){text.s, text.n}));
	assert_int_equal(p.n_params, LINE_PARAMS);
	assert_true(span_is(p.value, "v"));
	str_done(&text);
}

TEST(texts_are_unescaped_and_escaped)
{
	static const struct {
		const char *raw, *text, *back;
	} rows[] = {
		{"plain", "plain", "plain"},
		{"a\\nb\\Nc", "a\nb\nc", "a\\nb\\nc"},
		{"a\\, b\\; c\\\\d", "a, b; c\\d", "a\\, b\\; c\\\\d"},
		{"not escaped, at; all", "not escaped, at; all", "not escaped\\, at\\; all"},
		{"C:\\temp\\x", "C:\\temp\\x", "C:\\\\temp\\\\x"},
		{"ends in \\", "ends in \\", "ends in \\\\"},
		{"", "", ""},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		Str text = {0}, back = {0}, again = {0};
		text_unescape(&text, span_of(rows[i].raw));
		expect_text(rows[i].raw, str_text(&text), rows[i].text);
		text_escape(&back, str_text(&text));
		expect_text(rows[i].raw, str_text(&back), rows[i].back);
		text_unescape(&again, (Span){str_text(&back), back.n});
		expect_text(rows[i].raw, str_text(&again), rows[i].text);
		str_done(&text);
		str_done(&back);
		str_done(&again);
	}
}

TEST(lists_are_parted_at_unescaped_signs)
{
	static const struct {
		const char *list;
		char sep;
		const char *want;
	} rows[] = {
		{"a,b,c", ',', "a|b|c"},
		{"a\\,b,c", ',', "a\\,b|c"},
		{"", ',', ""},
		{"a,,b", ',', "a||b"},
		{"a;b\\;c", ';', "a|b\\;c"},
		{"a\\", ',', "a\\"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		Span rest = span_of(rows[i].list), item;
		Str got = {0};
		for (size_t n = 0; list_next(&item, &rest, rows[i].sep); n++) {
			if (n)
				str_addc(&got, '|');
			str_addn(&got, item.s, item.n);
		}
		expect_text(rows[i].list, str_text(&got), rows[i].want);
		str_done(&got);
	}
}
