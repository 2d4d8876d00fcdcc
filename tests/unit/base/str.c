/* SPDX-License-Identifier: MIT */
/* Strings, memory, arenas and ids. */
#include "kartoteka/base/str.h"

#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/arena.h"
#include "kartoteka/base/embedded.h"
#include "kartoteka/base/env.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/uuid.h"
#include "test.h"

TEST(str_grows)
{
	Str s = {0};
	assert_string_equal(str_text(&s), "");
	for (int i = 0; i < 1000; i++)
		str_addf(&s, "%d,", i);
	assert_int_equal(s.n, 3890);
	assert_true(str_ends(s.s, ",999,"));
	str_cut(&s, 4);
	assert_string_equal(s.s, "0,1,");
	str_insert(&s, 2, "xyz", 3);
	assert_string_equal(s.s, "0,xyz1,");
	str_insert(&s, 7, "!", 1);
	str_remove(&s, 0, 2);
	assert_string_equal(s.s, "xyz1,!");
	str_cut(&s, 100);
	assert_int_equal(s.n, 6);
	char *taken = str_take(&s);
	assert_string_equal(taken, "xyz1,!");
	assert_int_equal(s.n, 0);
	free(taken);
	taken = str_take(&s);
	assert_string_equal(taken, "");
	free(taken);
	str_addn(&s, "", 0);
	assert_string_equal(str_text(&s), "");
	str_done(&s);
}

TEST(span_trims)
{
	Span span = span_trim(span_of(" \t a b\r\n"));
	assert_true(span_is(span, "a b"));
	assert_false(span_is(span, "a"));
	char *copy = span_dup(span);
	assert_string_equal(copy, "a b");
	free(copy);
	assert_true(span_is(span_trim(span_of("  ")), ""));
}

TEST(str_compares)
{
	assert_true(str_begins("deal add", "deal") && str_begins("a", "") && !str_begins("a", "ab"));
	assert_true(str_ends("x.ics", ".ics") && !str_ends("s", ".ics"));
	assert_true(str_same(NULL, "") && str_same(NULL, NULL) && str_same("a", "a") && !str_same("a", NULL));
	assert_int_equal(str_ascii_casecmp("VEVENT", "vevent"), 0);
	assert_true(str_ascii_casecmp("a", "B") < 0 && str_ascii_casecmp("ab", "a") > 0);
}

TEST(str_to_int_rows)
{
	static const struct {
		const char *in;
		bool well;
		int64_t want;
	} cases[] = {
		{"0", true, 0},
		{"-7", true, -7},
		{"+7", true, 7},
		{"9223372036854775807", true, INT64_MAX},
		{"-9223372036854775808", true, INT64_MIN},
		{"9223372036854775808", false, 0},
		{"-9223372036854775809", false, 0},
		{"", false, 0},
		{"-", false, 0},
		{" 1", false, 0},
		{"1 ", false, 0},
		{"1a", false, 0},
		{"99999999999999999999", false, 0},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		int64_t got = 0;
		bool well = str_to_int(cases[i].in, &got);
		if (well != cases[i].well || got != cases[i].want)
			fail_msg("row \"%s\": %d %lld", cases[i].in, well, (long long)got);
	}
}

TEST(str_take_rows)
{
	static const struct {
		const char *in;
		int least, most, want; /* -1: nothing is taken */
		const char *left;
	} cases[] = {
		{"2026-07", 4, 4, 2026, "-07"},
		{"20260", 4, 4, 2026, "0"},
		{"202", 4, 4, -1, "202"},
		{"7:30", 1, 2, 7, ":30"},
		{"07", 1, 2, 7, ""},
		{"", 1, 2, -1, ""},
		{" 7", 1, 2, -1, " 7"},
		{"-7", 1, 2, -1, "-7"},
		{"+7", 1, 2, -1, "+7"},
		{"9999999999", 1, 9, 999999999, "9"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		const char *at = cases[i].in;
		int got = -1;
		bool well = str_take_number(&got, &at, cases[i].least, cases[i].most);
		if (well != (cases[i].want >= 0) || got != cases[i].want || strcmp(at, cases[i].left) != 0)
			fail_msg("row \"%s\": %d %d, left \"%s\"", cases[i].in, well, got, at);
	}
	const char *at = ".x";
	assert_false(str_take_char(&at, ':'));
	assert_true(str_take_char(&at, '.') && strcmp(at, "x") == 0);
	assert_true(str_take_char(&at, 'x') && !str_take_char(&at, 'x'));
}

TEST(vec_holds)
{
	VEC(int)
	v = {0};
	for (int i = 0; i < 100; i++)
		vec_push(&v, i * i);
	assert_int_equal(v.n, 100);
	assert_int_equal(v.at[99], 9801);
	vec_free(&v);
	assert_null(v.at);
	char *s = mem_printf("%s-%d", "a", 5);
	assert_string_equal(s, "a-5");
	free(s);
	assert_null(mem_strdup(NULL));
	s = mem_strndup("abc", 2);
	assert_string_equal(s, "ab");
	free(s);
}

TEST(arena_gives)
{
	Arena *arena = arena_new();
	for (int round = 0; round < 3; round++) {
		for (size_t i = 1; i < 3000; i += 7) {
			unsigned char *at = arena_alloc(arena, i);
			assert_int_equal((uintptr_t)at % _Alignof(max_align_t), 0);
			for (size_t k = 0; k < i; k++)
				assert_int_equal(at[k], 0);
			memset(at, 0xAA, i);
		}
		assert_non_null(arena_alloc(arena, 3000000));
		assert_non_null(arena_alloc(arena, 0));
		assert_string_equal(arena_dup(arena, "да"), "да");
		assert_null(arena_dup(arena, NULL));
		assert_string_equal(arena_dupn(arena, "abc", 1), "a");
		assert_string_equal(arena_printf(arena, "%d %s", 7, "x"), "7 x");
		arena_reset(arena);
	}
	arena_free(arena);
	arena_free(NULL);
}

static void random_ones(void *self, void *out, size_t n)
{
	(void)self;
	memset(out, 0xFF, n);
}

TEST(env_uuid_is_version_4)
{
	Env env = {.random = random_ones};
	char id[37];
	env_uuid(id, &env);
	assert_string_equal(id, "ffffffff-ffff-4fff-bfff-ffffffffffff");
}

static uint64_t fixed_time(void *self)
{
	return *(uint64_t *)self;
}

TEST(env_uuid_is_version_7_in_order_of_time)
{
	static const struct {
		uint64_t nanoseconds;
		const char *uuid;
	} cases[] = {
		{1645557742000000000, "017f22e2-79b0-7000-bfff-ffffffffffff"}, /* RFC 9562 A.6 */
		{1645557742000000245, "017f22e2-79b0-7001-bfff-ffffffffffff"},
		{1645557742000999999, "017f22e2-79b0-7fff-bfff-ffffffffffff"},
		{1645557742001000000, "017f22e2-79b1-7000-bfff-ffffffffffff"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		uint64_t now = cases[i].nanoseconds;
		Env env = {.random = random_ones, .nanoseconds = fixed_time, .self = &now};
		char id[37];
		env_uuid(id, &env);
		assert_string_equal(id, cases[i].uuid);
	}
}

TEST(embedded_is_ordered)
{
	const Embedded *before = NULL;
	for (size_t i = 0;; i++) {
		const Embedded *e = embedded_at("", i);
		if (!e)
			break;
		assert_int_equal(e->bytes[e->n], 0);
		assert_ptr_equal(embedded_find(e->path), e);
		assert_true(!before || strcmp(before->path, e->path) < 0);
		assert_false(str_begins(e->path, "po/"));
		before = e;
	}
	assert_null(embedded_find("no such file"));
	assert_null(embedded_at("no such folder/", 0));
}

TEST(numbers_for_people_stand_in_threes)
{
	static const struct {
		int64_t n;
		const char *want;
	} rows[] = {
		{0, "0"},
		{7, "7"},
		{999, "999"},
		{1000, "1 000"},
		{1248, "1 248"},
		{-1248, "-1 248"},
		{-999, "-999"},
		{200000, "200 000"},
		{1234567, "1 234 567"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		Str out = {0};
		str_add_number(&out, rows[i].n);
		expect_text(rows[i].want, str_text(&out), rows[i].want);
		str_done(&out);
	}
	Str out = {0};
	str_add_count(&out, 1860, "%d of %s", 1860, "x1860");
	str_add_count(&out, 1860, "; %s: %zu", "21860", (size_t)1860);
	str_add_count(&out, 12, "; %d", 12);
	str_add_count(&out, 1500, "; none");
	assert_string_equal(str_text(&out), "1 860 of x1860; 21860: 1 860; 12; none");
	str_done(&out);
}

TEST(uuids_are_bytes_and_text)
{
	static const struct {
		const char *text, *back; /* back NULL: it is none */
	} rows[] = {
		{"01234567-89ab-4cde-8f01-23456789abcd", "01234567-89ab-4cde-8f01-23456789abcd"},
		{"FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF", "ffffffff-ffff-ffff-ffff-ffffffffffff"},
		{"", NULL},
		{"01234567-89ab-4cde-8f01-23456789abc", NULL},
		{"01234567-89ab-4cde-8f01-23456789abcde", NULL},
		{"01234567x89ab-4cde-8f01-23456789abcd", NULL},
		{"0123456789ab4cde8f0123456789abcd", NULL},
		{"g1234567-89ab-4cde-8f01-23456789abcd", NULL},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		uint8_t bytes[UUID_BYTES];
		char back[UUID_TEXT + 1];
		bool is = uuid_bytes(bytes, rows[i].text);
		if (is != (rows[i].back != NULL))
			fail_msg("%s: %s", rows[i].text, is ? "taken" : "refused");
		if (!is)
			continue;
		uuid_text(back, bytes);
		assert_string_equal(back, rows[i].back);
	}
}
