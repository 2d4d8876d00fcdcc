/* SPDX-License-Identifier: MIT */
/* The journal is read by everybody in a language of his own, whoever acted. */
#include <stdlib.h>
#include <string.h>

#include "change.h"
#include "fixture.h"
#include "kartoteka/base/text.h"
#include "kartoteka/store/journal.h"

static const char *last_label(Fixture *f, Lang lang)
{
	BatchRow *rows;
	size_t n;
	JournalQuery query = {.limit = 1};
	text_language(lang, KT_LOCALE_DIR);
	well(journal_batches(f->work->store, &query, &rows, &n, f->arena));
	text_language(LANG_EN, KT_LOCALE_DIR);
	assert_int_equal(n, 1);
	return rows[0].label;
}

TEST(label_is_said_in_the_readers_language)
{
	static const struct {
		Lang acts;
		const char *line, *en, *ru;
	} rows[] = {
		{LANG_RU, "client add --name Ivanov", "Added: Ivanov", "Добавлено: Ivanov"},
		{LANG_EN, "tag Ivanov vip", "1 client: tag vip", "1 клиент: тег vip"},
		{LANG_RU, "tag Ivanov --off vip", "1 client: tag vip taken off", "1 клиент: снят тег vip"},
		{LANG_EN, "log Ivanov --kind call --outcome no-answer", "Ivanov: call, no answer", "Ivanov: звонок, не ответил"},
		{LANG_RU, "log Ivanov --kind call --text hi --next \"tomorrow 10 offer\"", "Ivanov: call, next offer", "Ivanov: звонок, дальше offer"},
		{LANG_RU, "add \"call Ivanov tomorrow 12 price\"", "Added: Ivanov · \"call price\"", "Добавлено: Ivanov · «call price»"},
		{LANG_EN, "task add \"Send it\" --due tomorrow", "Added: \"Send it\"", "Добавлено: «Send it»"},
		{LANG_RU, "undo", "Taken back: Added: \"Send it\"", "Отменено: Добавлено: «Send it»"},
		{LANG_EN, "redo", "Again: Added: \"Send it\"", "Снова: Добавлено: «Send it»"},
	};
	Fixture f;
	fixture_open(&f, NULL);
	for (size_t i = 0; i < countof(rows); i++) {
		Err *err = NULL;
		text_language(rows[i].acts, KT_LOCALE_DIR);
		free(run_line(&f, rows[i].line, OUT_JSON, &err));
		text_language(LANG_EN, KT_LOCALE_DIR);
		well(err);
		print_message("%s\n", rows[i].line);
		assert_string_equal(last_label(&f, LANG_EN), rows[i].en);
		assert_string_equal(last_label(&f, LANG_RU), rows[i].ru);
	}
	fixture_close(&f);
}

TEST(label_of_an_older_program_is_shown_as_it_is)
{
	Fixture f;
	fixture_open(&f, NULL);
	well(work_settle(f.work));
	BatchHead head = {.author = f.work->me.head.id, .at = work_now(f.work), .command = "add", .label = "Добавлено: %s %n"};
	Tag tag;
	record_init(&kind_tag, &tag);
	tag.name.s = "vip";
	well(store_begin(f.work->store, &head));
	well(store_make(f.work->store, &kind_tag, &tag));
	well(store_commit(f.work->store, NULL));
	assert_string_equal(last_label(&f, LANG_EN), "Добавлено: %s %n");
	run(&f, "undo");
	assert_string_equal(last_label(&f, LANG_EN), "Taken back: Добавлено: %s %n");
	fixture_close(&f);
}
