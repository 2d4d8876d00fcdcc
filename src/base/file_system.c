/* SPDX-License-Identifier: MIT */
/* Where a path lies: on a network or here, and how much may still be written. Linux: statfs, /proc/self/mountinfo, quotas. */
#include "kartoteka/base/file.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/quota.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"

enum {
	LINKS_MOST = 40, /* as many as Linux follows */
};

/* The path or its nearest parent that exists; caller frees. */
static char *path_existing(const char *path)
{
	char *at = mem_strdup(path);
	while (!file_exists(at)) {
		char *up = path_folder(at);
		bool last = strcmp(up, at) == 0;
		free(at);
		at = up;
		if (last)
			break;
	}
	return at;
}

/* NULL: no link. */
static char *link_target(const char *path)
{
	char text[PATH_MAX];
	ssize_t n = readlink(path, text, sizeof text);
	if (n <= 0 || (size_t)n >= sizeof text)
		return NULL;
	char *to = mem_strndup(text, (size_t)n);
	if (*to == '/')
		return to;
	char *folder = path_folder(path), *joined = path_join(folder, to);
	free(folder);
	free(to);
	return joined;
}

char *file_behind_links(const char *path)
{
	char *at = mem_strdup(path), *to;
	for (int n = 0; n < LINKS_MOST && (to = link_target(at)); n++) {
		free(at);
		at = to;
	}
	return at;
}

typedef struct Mount {
	char type[64];     /* "ext4", "fuse.sshfs" */
	char source[1024]; /* "/dev/sda1" */
} Mount;

/* The mount of a device number, from /proc/self/mountinfo (proc(5)): the 3rd field is MAJOR:MINOR, type and source follow " - ". */
static bool mount_of(Mount *out, dev_t device)
{
	FILE *in = fopen("/proc/self/mountinfo", "re");
	if (!in)
		return false;
	char *line = NULL;
	size_t cap = 0;
	bool found = false;
	while (!found && getline(&line, &cap, in) > 0) {
		const char *tail = strstr(line, " - "), *number = strchr(line, ' ');
		number = number ? strchr(number + 1, ' ') : NULL;
		char *rest = NULL;
		if (!number || !tail || strtoul(number, &rest, 10) != major(device) || *rest != ':')
			continue;
		if (strtoul(rest + 1, NULL, 10) == minor(device))
			found = sscanf(tail + 3, "%63s %1023s", out->type, out->source) == 2;
	}
	free(line);
	fclose(in);
	return found;
}

static const struct {
	unsigned long magic;
	const char *name;
} networks[] = {
	/* numbers of linux/magic.h and of the file systems themselves */
	{0x6969, "NFS"},
	{0x517B, "SMB"},
	{0xFF534D42, "CIFS"},
	{0xFE534D42, "SMB2"},
	{0x01021997, "9p"},
	{0x5346414F, "AFS"},
	{0x6B414653, "AFS"},
	{0x73757245, "Coda"},
	{0x00C36400, "Ceph"},
	{0x564C, "NCP"},
	{0x7461636F, "OCFS2"},
	{0x01161970, "GFS2"},
	{0x0BD00BD0, "Lustre"},
	{0x47504653, "GPFS"},
	{0x19830326, "FhGFS"},
	{0xAAD7AAEA, "PanFS"},
};

enum {
	FUSE_MAGIC = 0x65735546
};

/* A FUSE file system may be as local as a disk: only those known to reach over a net are named. */
static const char *const fuse_networks[] = {
	"sshfs",
	"rclone",
	"glusterfs",
	"s3fs",
	"curlftpfs",
	"smbnetfs",
	"gvfsd-fuse",
	"ceph",
	"ceph-fuse",
	"juicefs",
	"mfs",
	"lizardfs",
	"goofys",
	"gcsfuse",
	"blobfuse",
	"blobfuse2",
	"davfs",
	"httpfs",
	"hdfs",
	"seaweedfs",
	"cephfs",
	"moosefs",
	"beegfs",
	"fuse_dfs",
	"google-drive-ocamlfuse",
	"onedriver",
};

static const char *fuse_network(const char *type, const char *source)
{
	if (strncmp(type, "fuse.", 5) == 0)
		type += 5;
	for (size_t i = 0; i < countof(fuse_networks); i++) {
		if (strcmp(type, fuse_networks[i]) == 0)
			return fuse_networks[i];
	}
	/* sshfs and davfs mounted by hand are plain "fuse": the source tells, as user@host:folder or an address. */
	if (strstr(source, "://") || (source[0] != '/' && strchr(source, ':')))
		return "FUSE";
	return NULL;
}

const char *file_network_name(unsigned long magic, const char *type, const char *source)
{
	magic &= 0xFFFFFFFFul; /* a signed number in statfs(2) */
	if (magic == FUSE_MAGIC)
		return fuse_network(type, source);
	for (size_t i = 0; i < countof(networks); i++) {
		if (networks[i].magic == magic)
			return networks[i].name;
	}
	return NULL;
}

bool file_on_network(const char *path, const char **name)
{
	char *at = path_existing(path);
	struct statfs fs;
	struct stat st;
	Mount mount = {"", ""};
	const char *found = NULL;
	if (statfs(at, &fs) == 0) {
		if (((unsigned long)fs.f_type & 0xFFFFFFFFul) == FUSE_MAGIC && stat(at, &st) == 0 && !mount_of(&mount, st.st_dev))
			mount = (Mount){"", ""};
		found = file_network_name((unsigned long)fs.f_type, mount.type, mount.source);
	}
	free(at);
	if (found && name)
		*name = found;
	return found != NULL;
}

/* What a quota of this kind still allows, UINT64_MAX when there is none that we are told of. */
static uint64_t quota_left(const char *device, int kind, unsigned id)
{
	struct dqblk quota;
	memset(&quota, 0, sizeof quota);
	/* QCMD shifts a signed number into its sign. */
	int command = (int)((unsigned)Q_GETQUOTA << SUBCMDSHIFT | ((unsigned)kind & SUBCMDMASK));
	if (quotactl(command, device, (int)id, (char *)&quota) != 0 || !(quota.dqb_valid & QIF_BLIMITS))
		return UINT64_MAX;
	uint64_t limit = (uint64_t)quota.dqb_bhardlimit * 1024;
	if (limit == 0)
		return UINT64_MAX;
	uint64_t used = (uint64_t)quota.dqb_curspace;
	return used < limit ? limit - used : 0;
}

bool file_no_inode(const char *path)
{
	char *at = path_existing(path);
	struct statvfs fs;
	bool none = statvfs(at, &fs) == 0 && fs.f_files > 0 && fs.f_favail == 0; /* btrfs counts none */
	free(at);
	return none;
}

Err *file_free_space(uint64_t *bytes, const char *path)
{
	char *at = path_existing(path);
	struct statvfs st;
	struct stat place;
	Mount mount;
	if (statvfs(at, &st) != 0 || stat(at, &place) != 0) {
		free(at);
		return err_errno(_("cannot tell how much space is left at %s"), path);
	}
	free(at);
	*bytes = (uint64_t)st.f_bavail * (st.f_frsize ? st.f_frsize : st.f_bsize);
	if (mount_of(&mount, place.st_dev) && mount.source[0] == '/') {
		/* What is made in a folder of a group counts as the group's. */
		bool of_group = S_ISDIR(place.st_mode) ? (place.st_mode & S_ISGID) != 0 : place.st_uid != geteuid();
		uint64_t user = quota_left(mount.source, USRQUOTA, (unsigned)geteuid());
		uint64_t group = quota_left(mount.source, GRPQUOTA, (unsigned)(of_group ? place.st_gid : getegid()));
		if (user < *bytes)
			*bytes = user;
		if (group < *bytes)
			*bytes = group;
	}
	return NULL;
}
