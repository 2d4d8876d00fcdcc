/* SPDX-License-Identifier: MIT */
/* Who else may read a base: 0600 for a private one, 0660 in a folder 2770 of the group for a shared one. */
#include <grp.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "inside.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/log.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/store/care.h"

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

static const char *user_name(uid_t uid)
{
	const struct passwd *row = getpwuid(uid);
	return row ? row->pw_name : "?";
}

static const char *group_name(gid_t gid)
{
	const char *name = beside_group_name(gid);
	return name ? name : "?";
}

static void private_rights(const char *folder, const Store *store, Str *faults)
{
	struct stat st, base;
	bool known = stat(store->path, &base) == 0;
	for (size_t i = 0; i < countof(tails); i++) {
		char *path = mem_printf("%s%s", store->path, tails[i]);
		bool there = stat(path, &st) == 0;
		if (there && (st.st_mode & 077))
			str_addf(faults, _("%s is private but its rights are %o: chmod 600 %s\n"), path, (unsigned)st.st_mode & 07777, path);
		if (there && known && st.st_uid != base.st_uid) {
			char *owner = mem_strdup(user_name(base.st_uid));
			str_addf(faults, _("%s belongs to %s and the base to %s: chown %s %s\n"), path, user_name(st.st_uid), owner, owner, path);
			free(owner);
		}
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
	if (!group) {
		str_addf(faults, _("the base is of the group %s, and there is no such group on this machine: groupadd %s\n"), store->group, store->group);
		return;
	}
	const gid_t gid = group->gr_gid;
	for (size_t i = 0; i < countof(tails); i++) {
		char *path = mem_printf("%s%s", store->path, tails[i]);
		bool there = stat(path, &st) == 0;
		if (there && (st.st_mode & 07777) != BASE_MODE_SHARED)
			str_addf(faults, _("%s is of the group %s but its rights are %o: chgrp %s %s; chmod 660 %s\n"), path, store->group,
			         (unsigned)st.st_mode & 07777, store->group, path, path);
		else if (there && st.st_gid != gid)
			str_addf(faults, _("%s is for the group %s but belongs to the group %s: chgrp %s %s\n"), path, store->group, group_name(st.st_gid), store->group, path);
		free(path);
	}
	if (stat(folder, &st) != 0)
		return;
	if ((st.st_mode & 07777) != FOLDER_MODE_SHARED)
		str_addf(faults, _("the folder %s is of the group %s but its rights are %o: chgrp %s %s; chmod 2770 %s\n"), folder, store->group,
		         (unsigned)st.st_mode & 07777, store->group, folder, folder);
	else if (st.st_gid != gid)
		str_addf(faults, _("the folder %s is for the group %s but belongs to the group %s: chgrp %s %s; chmod 2770 %s\n"), folder, store->group, group_name(st.st_gid),
		         store->group, folder, folder);
}

void rights_check(const Store *store, Str *faults)
{
	if (store->in_memory)
		return;
	char *folder = path_folder(store->path);
	(store->group ? shared_rights : private_rights)(folder, store, faults);
	free(folder);
}

Err *care_rights_alone(const Store *store, bool quick, const Str *faults, Err *err)
{
	struct stat st = {0};
	Str rights = {0};
	rights_check(store, &rights);
	bool alone = rights.n && rights.n == faults->n && strcmp(str_text(&rights), str_text(faults)) == 0;
	bool own = stat(store->path, &st) == 0 && st.st_uid == geteuid();
	str_done(&rights);
	if (!alone)
		return err;
	err = err_kept(err, quick ? _("nothing else of what a quick check looks at is wrong") : _("all that is stored is in order"));
	if (quick && own)
		return err_todo(err, _("do what is said above, with sudo where it is refused; then kartoteka check looks at all that is stored"));
	if (quick)
		return err_todo(err, _("ask %s, who owns the base, or who runs the machine to do what is said above; then kartoteka check looks at all that is stored"), user_name(st.st_uid));
	if (own)
		return err_todo(err, _("do what is said above, with sudo where it is refused; no copy need be brought back"));
	return err_todo(err, _("ask %s, who owns the base, or who runs the machine to do what is said above; no copy need be brought back"), user_name(st.st_uid));
}
