/* SPDX-License-Identifier: MIT */
/* The journal's text: what is written is read back, and what is broken is told. */
#include <string.h>

#include "kartoteka/base/mem.h"
#include "test.h"
#include "values.h"

TEST(values_come_back)
{
	static const Value rows[] = {
		{.type = VALUE_NULL},
		{.type = VALUE_INT, .i = INT64_MIN},
		{.type = VALUE_INT, .i = 42},
		{.type = VALUE_TEXT, .s = "", .n = 0},
		{.type = VALUE_TEXT, .s = "a \"b\" \\ c\n\td\x01\x1f Ж]},{", .n = 22},
		{.type = VALUE_TEXT, .s = "nul\0in", .n = 6},
		{.type = VALUE_BYTES, .s = "", .n = 0},
		{.type = VALUE_BYTES, .s = "\0", .n = 1},
		{.type = VALUE_BYTES, .s = "\xff\xfe", .n = 2},
		{.type = VALUE_BYTES, .s = "abc", .n = 3},
		{.type = VALUE_BYTES, .s = "abcd\n", .n = 5},
	};
	Arena *arena = arena_new();
	for (size_t i = 0; i < countof(rows); i++) {
		for (size_t j = 0; j < countof(rows); j++) {
			Str text = {0};
			Value old, new;
			const char *name;
			bool pair;
			values_begin(&text);
			values_pair(&text, "one", &rows[i], &rows[j]);
			values_one(&text, "two", &rows[i]);
			values_end(&text);
			ValuesReader reader = values_read(str_text(&text), text.n, arena);
			assert_true(values_next(&reader, &name, &old, &new, &pair));
			assert_string_equal(name, "one");
			assert_true(pair && value_same(&old, &rows[i]) && value_same(&new, &rows[j]));
			assert_true(values_next(&reader, &name, &old, &new, &pair));
			assert_string_equal(name, "two");
			assert_true(!pair && value_same(&old, &rows[i]));
			assert_false(values_next(&reader, &name, &old, &new, &pair));
			assert_false(reader.bad);
			str_done(&text);
		}
	}
	arena_free(arena);
}

TEST(broken_values_are_told)
{
	static const char *const rows[] = {"x", "{\"a", "{\"a\"", "{\"a\":", "{\"a\":[1", "{\"a\":[1,2",
	                                   "{\"a\":\"b", "{\"a\":nul}", "{\"a\":{\"c\":1}", "{\"a\":{\"b\":\"abc\"}}", "{\"a\":\"\\u00zz\"}", "{\"a\":\"\\",
	                                   "{\"a\":{\"b\":\"!!!!\"}}", "{\"a\":--}"};
	Arena *arena = arena_new();
	for (size_t i = 0; i < countof(rows); i++) {
		ValuesReader reader = values_read(rows[i], strlen(rows[i]), arena);
		Value old, new;
		const char *name;
		bool pair;
		while (values_next(&reader, &name, &old, &new, &pair))
			;
		if (!reader.bad)
			fail_msg("row %s was read", rows[i]);
	}
	ValuesReader none = values_read(NULL, 0, arena);
	assert_false(values_next(&none, &(const char *){NULL}, &(Value){0}, &(Value){0}, &(bool){false}));
	assert_false(none.bad);
	arena_free(arena);
}
