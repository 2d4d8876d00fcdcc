/* SPDX-License-Identifier: MIT */
/* A base on a network file system is refused with the reason and the way out. The program's statfs goes through the one of this file. */
#define _DEFAULT_SOURCE 1 /* syscall */
#include <grp.h>
#include <sys/syscall.h>
#include <sys/vfs.h>

#include "fixture.h"
#include "kartoteka/base/file.h"

static long pretended; /* the number of the file system; 0: the true one */

int statfs(const char *path, struct statfs *out)
{
	int code = (int)syscall(SYS_statfs, path, out);
	if (code == 0 && pretended)
		out->f_type = pretended;
	return code;
}

static void is_refused(Err *err, const char *name)
{
	if (!err || !strstr(err->what, "network file system") || !strstr(err->what, name))
		fail_msg("%s: %s", name, err ? err->what : "it was opened");
	if (!strstr(err->what, "locks do not hold"))
		fail_msg("no reason: %s", err->what);
	if (!err->todo || !strstr(err->todo, "local disk") || !strstr(err->todo, "--db") || !strstr(err->todo, "ssh"))
		fail_msg("no way out: %s", err->todo ? err->todo : "");
	err_free(err);
}

TEST(a_base_on_a_network_file_system_is_refused)
{
	static const struct {
		long magic;
		const char *name;
	} cases[] = {{0x6969, "NFS"}, {(long)0xFF534D42, "CIFS"}, {0x517B, "SMB"}, {0x01021997, "9p"}};
	static const StoreMode modes[] = {STORE_READ, STORE_WRITE, STORE_MIGRATE};
	Fixture fixture = fixture_new();
	char missing[256];
	snprintf(missing, sizeof missing, "%s/new/base.db", fixture.folder);
	store_close(open_at(fixture.path, STORE_WRITE));
	for (size_t i = 0; i < countof(cases); i++) {
		Store *store;
		pretended = cases[i].magic;
		for (size_t j = 0; j < countof(modes); j++) {
			is_refused(try_open(&store, fixture.path, modes[j]), cases[i].name);
			is_refused(try_open(&store, missing, modes[j]), cases[i].name);
		}
		const struct group *group = getgrgid(getgid());
		if (group)
			is_refused(store_init_shared(missing, group->gr_name, &fixture_env), cases[i].name);
		pretended = 0;
	}
	snprintf(missing, sizeof missing, "%s/new", fixture.folder);
	assert_false(file_exists(missing)); /* and nothing was made there */
	store_close(open_at(fixture.path, STORE_READ));
	fixture_done(&fixture);
}
