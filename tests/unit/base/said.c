/* SPDX-License-Identifier: MIT */
/* Sentences that are kept and read in another language. */
#include "kartoteka/base/said.h"

#include <stdlib.h>
#include <string.h>

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
