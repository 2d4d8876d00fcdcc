/* SPDX-License-Identifier: MIT */
/* On a shared base each has things of his own from the moment the screens open, before anything of his is written. */
#include <grp.h>
#include <stdlib.h>
#include <unistd.h>

#include "change.h"
#include "fixture.h"
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
