/* SPDX-License-Identifier: MIT */
/* Words of two languages at once: a list of commands is learnt in one while another thread speaks the other. */
#include "kartoteka/base/text.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "test.h"

enum {
	TIMES = 2000,
};

static atomic_bool done;

typedef struct Speaker {
	const char *wanted;
	size_t wrong, said;
} Speaker;

static void *speak(void *arg)
{
	Speaker *speaker = arg;
	while (!atomic_load(&done) || !speaker->said) {
		speaker->wrong += strcmp(_("interrupted"), speaker->wanted) != 0;
		speaker->said++;
	}
	return NULL;
}

TEST(text_of_another_language_leaves_ours)
{
	static const struct {
		Lang ours, other;
		const char *wanted, *learnt;
	} rows[] = {
		{LANG_EN, LANG_RU, "interrupted", "прервано"},
		{LANG_RU, LANG_EN, "прервано", "interrupted"},
		{LANG_RU, LANG_RU, "прервано", "прервано"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		const char *english[] = {"interrupted", "a text that no catalogue has", ""}, *out[countof(english)];
		Speaker speaker = {.wanted = rows[i].wanted};
		pthread_t thread;
		text_language(rows[i].ours, KT_LOCALE_DIR);
		atomic_store(&done, false);
		assert_int_equal(pthread_create(&thread, NULL, speak, &speaker), 0);
		for (int times = 0; times < TIMES; times++) {
			text_in(rows[i].other, english, out, countof(english));
			assert_string_equal(out[0], rows[i].learnt);
			assert_ptr_equal(out[1], english[1]);
			assert_string_equal(out[2], "");
		}
		atomic_store(&done, true);
		pthread_join(thread, NULL);
		assert_int_equal(speaker.wrong, 0);
		assert_int_equal(text_lang(), rows[i].ours);
	}
	text_language(LANG_EN, KT_LOCALE_DIR);
}
