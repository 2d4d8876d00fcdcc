/* SPDX-License-Identifier: MIT */
/* On a shared base each has things of his own from the moment the screens open, before anything of his is written. */
#include <grp.h>
#include <stdlib.h>
#include <unistd.h>

#include "change.h"
#include "fixture.h"
#include "kartoteka/base/file.h"
#include "kartoteka/store/care.h"
#include "kartoteka/store/journal.h"

static void open_as(Fixture *f, Work **out, const Env *env, const char *path, StoreMode mode)
{
	WorkOptions options = {
		.env = env,
		.clock = f->clock,
		.settings = f->settings,
		.db = path,
		.zone = "Europe/Moscow",
		.lang = LANG_EN,
		.mode = mode,
	};
	well(work_open(out, &options));
}

TEST(a_newcomer_is_known_when_the_screens_open)
{
	Fixture f;
	fixture_open(&f, NULL);
	const struct group *group = getgrgid(getegid());
	assert_non_null(group);
	char *path = mem_printf("%s/shared/base.db", f.folder);
	well(store_init_shared(path, group->gr_name, &f.env));
	Work *anna, *boris;
	Env other = f.env;
	other.login = "boris";
	other.full_name = "Boris";
	open_as(&f, &anna, &f.env, path, STORE_MIGRATE);
	assert_true(anna->me.head.id > 0);
	/* A reading command makes nothing: nobody's things are his. */
	open_as(&f, &boris, &other, path, STORE_READ);
	assert_int_equal(boris->me.head.id, 0);
	assert_int_equal(work_mine(boris), -1);
	work_close(boris);
	open_as(&f, &boris, &other, path, STORE_MIGRATE);
	assert_true(boris->me.head.id > 0 && boris->me.head.id != anna->me.head.id);
	assert_string_equal(boris->me.name.s, "Boris");
	/* `u` takes back what he did, never that he is there. */
	int64_t batch;
	well(journal_undoable(boris->store, boris->me.head.id, false, &batch));
	assert_int_equal(batch, 0);
	work_close(boris);
	work_close(anna);
	/* A base of one's own needs no row before there is something in it. */
	assert_int_equal(work_mine(f.work), f.work->me.head.id);
	free(path);
	fixture_close(&f);
}

TEST(who_came_to_the_base_is_the_author_of_that)
{
	Fixture f;
	fixture_open(&f, NULL);
	char *path = path_join(f.folder, "new.db");
	Work *anna;
	BatchRow *rows;
	size_t n;
	Undone undone;
	Card card = {0};
	open_as(&f, &anna, &f.env, path, STORE_MIGRATE);
	record_init(&kind_client, &card.client);
	card.client.surname.s = "Petrov";
	well(card_save(anna, NULL, &card, NULL));
	/* Every change has an author, the first too: whoever asks for what is theirs finds it. */
	const JournalQuery mine = {.author = anna->me.head.id, .limit = 10};
	well(journal_batches(anna->store, &mine, &rows, &n, f.arena));
	assert_int_equal((int)n, 2);
	assert_string_equal(rows[1].command, JOURNAL_NEWCOMER);
	assert_int_equal(rows[1].author, anna->me.head.id);
	assert_non_null(rows[1].author_name);
	/* `u` goes as far as what was done; that somebody came is not taken back, nor by its number. */
	well(work_undo(anna, false, &undone));
	free(undone.label);
	fails(work_undo(anna, false, &undone), ERR_NOT_FOUND);
	fails(work_undo_batch(anna, rows[1].id, &undone), ERR_FAILED);
	well(work_undo(anna, true, &undone));
	free(undone.label);
	well(journal_batches(anna->store, &mine, &rows, &n, f.arena));
	assert_int_equal((int)n, 4);
	work_close(anna);
	free(path);
	fixture_close(&f);
}
