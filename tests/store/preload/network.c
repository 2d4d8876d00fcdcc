/* SPDX-License-Identifier: MIT */
/* Loaded before libc, so that every place looks to the program as if it lay on NFS. */
#define _DEFAULT_SOURCE 1 /* syscall */
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

int statfs(const char *path, struct statfs *out)
{
	int code = (int)syscall(SYS_statfs, path, out);
	if (code == 0)
		out->f_type = 0x6969;
	return code;
}
