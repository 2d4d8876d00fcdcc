/* SPDX-License-Identifier: MIT */
/* Sentences that are kept and read in another language. */
#include "kartoteka/base/said.h"

#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "test.h"

static void reads(const char *kept, Lang lang, const char *words)
{
	Str out = {0};
	text_language(lang, KT_LOCALE_DIR);
	said_text(&out, kept);
	text_language(LANG_EN, KT_LOCALE_DIR);
	assert_string_equal(str_text(&out), words);
	str_done(&out);
}

TEST(said_is_read_in_each_language)
{
	char *plain = said("Done: %s", "Stand-up"), *outer = said("Taken back: %s", plain);
	char *quoted = said_in("quoted", "\"%s\"", "Ivanov"), *around = said("Deleted: %s", quoted);
	char *counted = said_many("%zu client deleted", "%zu clients deleted", 3, (size_t)3);
	reads(plain, LANG_EN, "Done: Stand-up");
	reads(plain, LANG_RU, "Готово: Stand-up");
	reads(outer, LANG_EN, "Taken back: Done: Stand-up");
	reads(outer, LANG_RU, "Отменено: Готово: Stand-up");
	reads(around, LANG_RU, "Удалено: «Ivanov»");
	reads(counted, LANG_EN, "3 clients deleted");
	reads(counted, LANG_RU, "Удалены 3 клиента");
	char *thousands = said_many("%zu client: tag %s", "%zu clients: tag %s", 1248, (size_t)1248, "2026");
	reads(thousands, LANG_EN, "1 248 clients: tag 2026");
	reads(thousands, LANG_RU, "1 248 клиентов: тег 2026");
	free(thousands);
	free(plain);
	free(outer);
	free(quoted);
	free(around);
	free(counted);
}

TEST(said_fills_every_number)
{
	char *kept = said("%d %ld %lld %zu %u %lx %c 5%% %s %3d", -1, -2L, -3LL, (size_t)4, 5U, 255UL, 'x', "", 7);
	reads(kept, LANG_EN, "-1 -2 -3 4 5 ff x 5%  7");
	free(kept);
}

/* What stands in a base may have been written by anything. */
TEST(said_trusts_nothing)
{
	static const struct {
		const char *kept, *words;
	} rows[] = {
		{"", ""},
		{"Готово: 5 %s %n", "Готово: 5 %s %n"},
		{"\x1f", "\x1f"},
		{"\x1f"
	     "0:2:%n0:0:",
	     "%n"},
		{"\x1f"
	     "0:5:%s %n0:0:3:abc",
	     "abc %n"},
		{"\x1f"
	     "0:8:%s %9$s%0:0:3:abc",
	     "abc %9$s%"},
		{"\x1f"
	     "0:99999999999999999999:a0:0:",
	     "\x1f"
	     "0:99999999999999999999:a0:0:"},
		{"\x1f"
	     "0:4:name0:0:3:abc",
	     "name"},
		{"\x1f"
	     "0:2:%s0:0:9:",
	     "\x1f"
	     "0:2:%s0:0:9:"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		reads(rows[i].kept, LANG_EN, rows[i].words);
	char *kept = said("%s, %s", "a", "b");
	for (int i = 0; i < 40; i++) {
		char *next = said("%s!%s", kept, "c");
		free(kept);
		kept = next;
	}
	Str out = {0};
	said_text(&out, kept);
	assert_true(out.n > 0);
	str_done(&out);
	free(kept);
}

static void expect_split(const char *kept, const char *frame, const char *words)
{
	Str f = {0}, w = {0}, again = {0};
	bool is_split = said_split(&f, &w, kept);
	if (is_split != (frame != NULL))
		fail_msg("%s: %s", kept, is_split ? "split" : "not split");
	if (frame && (strcmp(str_text(&f), frame) != 0 || strcmp(str_text(&w), words) != 0))
		fail_msg("%s: frame %s, words %s", kept, str_text(&f), str_text(&w));
	if (!frame)
		assert_int_equal(f.n + w.n, 0);
	said_join(&again, frame ? str_text(&f) : "", frame ? str_text(&w) : kept);
	assert_string_equal(str_text(&again), kept);
	str_done(&f);
	str_done(&w);
	str_done(&again);
}

#define US "\x1f"

TEST(said_is_kept_as_a_frame_and_its_words)
{
	char *plain = said("Done: %s", "Stand-up"), *empty = said("Done: %s", ""), *bare = said("nothing was changed");
	char *two = said("%s, %s", plain, "2026"), *counted = said_many("%zu client: tag %s", "%zu clients: tag %s", 12, (size_t)12, "vip");
	char *marked = said("Done: %s", "a" US "b");
	expect_split(plain, US "0:8:Done: %s0:0:*", "Stand-up");
	expect_split(empty, US "0:8:Done: %s0:0:*", "");
	expect_split(bare, US "0:19:nothing was changed0:0:", "");
	expect_split(two, US "0:6:%s, %s0:0:18:" US "0:8:Done: %s0:0:**", "Stand-up" US "2026");
	expect_split(counted, US "0:18:%zu client: tag %s19:%zu clients: tag %s***", "12" US "12" US "vip");
	expect_split(marked, NULL, NULL);
	expect_split("Import: planner.ics", NULL, NULL);
	expect_split(US "0:8:Done", NULL, NULL);
	expect_split("", NULL, NULL);
	free(plain);
	free(empty);
	free(bare);
	free(two);
	free(counted);
	free(marked);
}

/* A base is anybody's file. */
TEST(said_joins_what_it_can)
{
	static const struct {
		const char *frame, *words, *want;
	} rows[] = {
		{US "0:1:%0:0:**", "a", US "0:1:%0:0:1:a0:"},
		{US "0:9999:x", "a", "a"},
		{US "*", "a", US "1:a"},
		{"plain", "a", "a"},
		{NULL, "a", "a"},
		{US "0:", NULL, US "0:"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Str out = {0};
		said_join(&out, rows[i].frame, rows[i].words);
		assert_string_equal(str_text(&out), rows[i].want);
		str_done(&out);
	}
}
