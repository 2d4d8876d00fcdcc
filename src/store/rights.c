/* SPDX-License-Identifier: MIT */
/* Who else may read a base: 0600 for a private one, 0660 in a folder 2770 of the group for a shared one. */
#include <grp.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "inside.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/log.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"

static const char *const tails[] = {"", "-wal", "-shm", ".notice"};

void rights_mend(const Store *store)
{
	struct stat st;
	for (size_t i = 0; i < countof(tails) && !store->group; i++) {
		char *path = mem_printf("%s%s", store->path, tails[i]);
		if (lstat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == geteuid() && (st.st_mode & 077) && chmod(path, BASE_MODE_PRIVATE) == 0)
			log_line("%s: others could read it, its rights were %o and are 600 again", path, (unsigned)st.st_mode & 07777);
		free(path);
	}
}

static void private_rights(const char *folder, const Store *store, Str *faults)
{
	struct stat st;
	for (size_t i = 0; i < countof(tails); i++) {
		char *path = mem_printf("%s%s", store->path, tails[i]);
		if (stat(path, &st) == 0 && (st.st_mode & 077))
			str_addf(faults, _("%s is private but its rights are %o: chmod 600 %s\n"), path, (unsigned)st.st_mode & 07777, path);
		free(path);
	}
	/* Who may write in it may put another file in the base's place; /tmp keeps them from that. */
	if (stat(folder, &st) == 0 && (st.st_mode & 0002) && !(st.st_mode & S_ISVTX))
		str_addf(faults, _("everybody may write in the folder %s of a private base, its rights are %o: chmod 700 %s\n"), folder,
		         (unsigned)st.st_mode & 07777, folder);
}

static void shared_rights(const char *folder, const Store *store, Str *faults)
{
	struct stat st;
	const struct group *group = getgrnam(store->group);
	for (size_t i = 0; i < countof(tails) && group; i++) {
		char *path = mem_printf("%s%s", store->path, tails[i]);
		if (stat(path, &st) == 0 && ((st.st_mode & 07777) != BASE_MODE_SHARED || st.st_gid != group->gr_gid))
			str_addf(faults, _("%s is of the group %s but its rights are %o: chgrp %s %s; chmod 660 %s\n"), path, store->group,
			         (unsigned)st.st_mode & 07777, store->group, path, path);
		free(path);
	}
	if (group && stat(folder, &st) == 0 && ((st.st_mode & 07777) != FOLDER_MODE_SHARED || st.st_gid != group->gr_gid))
		str_addf(faults, _("the folder %s is of the group %s but its rights are %o: chgrp %s %s; chmod 2770 %s\n"), folder, store->group,
		         (unsigned)st.st_mode & 07777, store->group, folder, folder);
}

void rights_check(const Store *store, Str *faults)
{
	if (store->in_memory)
		return;
	char *folder = path_folder(store->path);
	(store->group ? shared_rights : private_rights)(folder, store, faults);
	free(folder);
}
