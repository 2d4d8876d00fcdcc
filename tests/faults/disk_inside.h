/* SPDX-License-Identifier: MIT */
/* Between disk.c and files.c: what the program does to files without SQLite, met by the same faults. */
#ifndef KARTOTEKA_TEST_FAULTS_DISK_INSIDE_H
#define KARTOTEKA_TEST_FAULTS_DISK_INSIDE_H

#include <sys/types.h>

#include "disk.h"

/* The system's own, past files.c. */
int __real_open(const char *path, int flags, ...);
int __real_unlink(const char *path);
int __real_rename(const char *from, const char *to);
int __real_ftruncate(int fd, off_t size);

bool disk_own_fails(unsigned call); /* true: errno says why */
/* The rest is asked only where the power is to be cut. */
bool disk_cuts(void);
void disk_own_opened(const char *path, bool made);
void disk_own_wrote(int fd, const void *bytes, size_t n);
void disk_own_truncated(int fd, int64_t size);
void disk_own_synced(int fd); /* of a file or a folder */
/* Around a rename, a link, or (from NULL) a removal of `to`. */
void *disk_own_name_begin(const char *from, const char *to, bool links);
void disk_own_name_end(void *began, bool done);

#endif
