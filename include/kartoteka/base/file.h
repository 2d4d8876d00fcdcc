/* SPDX-License-Identifier: MIT */
/* Files of the program's own: read whole, written whole or not at all, private by default; folders; temp files; where a path lies. */
#ifndef KARTOTEKA_BASE_FILE_H
#define KARTOTEKA_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kartoteka/base/err.h"
#include "kartoteka/base/str.h"

Err *file_read(Str *out, const char *path); /* "-" is standard input */
/* Written beside, synced, renamed over; mode 0600 whatever the umask. The old file stays whole on any error. */
Err *file_write(const char *path, const char *bytes, size_t n);
Err *file_make_folder(const char *path, unsigned mode); /* with parents; an existing folder is well and keeps its mode */
bool file_exists(const char *path);
bool file_is_same(const char *a, const char *b);          /* both are there and are one file, whatever leads to it; NULL and "" are nowhere */
bool file_is_open_at(int fd, const char *path);           /* what is open lies there still */
bool file_has_beside(const char *path, const char *tail); /* path with this tail (-wal) is there and not empty */
/* True when the path (or its nearest existing parent) lies on NFS, CIFS, 9p, FUSE-ssh and the like; *name = the file system's name (static). */
bool file_on_network(const char *path, const char **name);
/* The same by its number of statfs(2), and for FUSE by type and source of its mount (else not looked at); NULL: it is none. */
const char *file_network_name(unsigned long magic, const char *type, const char *source);
/* Bytes this user may still write there (free space; quota where the file system tells). */
Err *file_free_space(uint64_t *bytes, const char *path);
bool file_no_inode(const char *path); /* no further file can be made on that disk, however small */
/* The file that a symbolic link leads to, through others, there or not; any other path as it is. Caller frees. */
char *file_behind_links(const char *path);
char *path_join(const char *folder, const char *name); /* caller frees */
char *path_folder(const char *path);                   /* caller frees */
const char *path_name(const char *path);               /* borrowed: after the last slash */
/* Runs argv without a shell, `input` (may be NULL) on its standard input, output thrown away; waits at most wait_ms (0: does not wait, no zombie is left). */
Err *file_run(const char *const argv[], const char *input, int wait_ms);

#endif
