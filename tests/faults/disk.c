/* SPDX-License-Identifier: MIT */
#include "disk.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- What is on the platters ---- */
typedef struct Unsynced {
	struct Unsynced *next;
	bool cuts; /* a truncation to `at` */
	sqlite3_int64 at;
	size_t n;
	unsigned char bytes[];
} Unsynced;

typedef struct Platter {
	struct Platter *next;
	char *path;
	int fd;               /* never closed: that would drop the locks SQLite holds on the file */
	unsigned char *bytes; /* as the last sync left it */
	size_t n;
	Unsynced *first, **last;
	bool made, gone; /* its name is new, is taken away: until the folder is synced */
} Platter;

typedef struct DiskFile {
	sqlite3_file base;
	Platter *platter; /* NULL: of no interest, or no cut is coming */
	bool rots;
	sqlite3_file *real;
} DiskFile;

typedef enum Plan {
	PLAN_NONE,
	PLAN_FAIL,
	PLAN_KILL,
	PLAN_CUT,
} Plan;

static struct {
	sqlite3_vfs *real;
	Plan plan;
	unsigned calls;
	uint64_t counted, at, seed;
	DiskFault fault;
	bool stays, half, reached;
	int number; /* errno of the last made-up failure; 0: ask the system's VFS */
	const char *rot;
	Platter *platters;
} disk;

static uint64_t roll(void)
{
	uint64_t z = disk.seed += UINT64_C(0x9E3779B97F4A7C15);
	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return z ^ (z >> 31);
}

static void *must(void *p)
{
	if (!p)
		abort();
	return p;
}

/* ---- Power ---- */
static void apply(Platter *platter, const Unsynced *change, size_t from, size_t n)
{
	size_t end = (size_t)change->at + (change->cuts ? 0 : from + n);
	if (change->cuts ? end < platter->n : end > platter->n) {
		if (end > platter->n) {
			platter->bytes = must(realloc(platter->bytes, end));
			memset(platter->bytes + platter->n, 0, end - platter->n);
		}
		platter->n = end;
	}
	if (!change->cuts && n)
		memcpy(platter->bytes + (size_t)change->at + from, change->bytes + from, n);
}

static void settle(Platter *platter)
{
	for (Unsynced *change = platter->first, *next; change; change = next) {
		next = change->next;
		apply(platter, change, 0, change->n);
		free(change);
	}
	platter->first = NULL;
	platter->last = &platter->first;
}

static bool same_folder(const char *a, const char *b)
{
	const char *x = strrchr(a, '/'), *y = strrchr(b, '/');
	return x && y && x - a == y - b && memcmp(a, b, (size_t)(x - a)) == 0;
}

static void settle_names(const char *path)
{
	for (Platter **at = &disk.platters; *at;) {
		Platter *platter = *at;
		if (!same_folder(platter->path, path) || !platter->gone) {
			if (same_folder(platter->path, path))
				platter->made = false;
			at = &platter->next;
			continue;
		}
		*at = platter->next; /* gone for good; its descriptor stays open */
		settle(platter);
		free(platter->bytes);
		free(platter->path);
		free(platter);
	}
}

/* Sectors are written whole, in any order. */
enum {
	SECTOR = 512
};

static void keep_some(Platter *platter, unsigned how)
{
	for (const Unsynced *change = platter->first; change; change = change->next) {
		if (how == 1 && roll() % 8 == 0)
			return;
		if (how >= 2 && roll() % 2)
			continue;
		if (how < 3 || change->cuts) {
			apply(platter, change, 0, change->n);
			continue;
		}
		for (size_t i = 0; i < change->n; i += SECTOR) {
			if (roll() % 2)
				apply(platter, change, i, change->n - i < SECTOR ? change->n - i : SECTOR);
		}
	}
}

static void write_whole(int fd, const unsigned char *bytes, size_t n)
{
	if (ftruncate(fd, 0) != 0)
		abort();
	for (size_t done = 0; done < n;) {
		ssize_t wrote = pwrite(fd, bytes + done, n - done, (off_t)done);
		if (wrote <= 0)
			abort();
		done += (size_t)wrote;
	}
}

/* Of four ways: all forgotten, the first few kept, any of them, any sectors of any of them. */
static _Noreturn void power_off(void)
{
	unsigned how = (unsigned)(roll() % 4);
	for (Platter *platter = disk.platters; platter; platter = platter->next) {
		if (how)
			keep_some(platter, how);
		write_whole(platter->fd, platter->bytes, platter->n);
		if (platter->made && !platter->gone && (how == 0 || roll() % 2))
			unlink(platter->path);
	}
	for (const Platter *platter = disk.platters; platter; platter = platter->next) {
		if (!platter->gone || platter->made || (how && roll() % 2))
			continue;
		int fd = open(platter->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
		if (fd >= 0)
			write_whole(fd, platter->bytes, platter->n);
	}
	_exit(DISK_CUT);
}

static Platter *platter_of(const char *path, bool made)
{
	int fd = open(path, O_RDWR | O_CLOEXEC);
	struct stat st, other;
	if (fd < 0 || fstat(fd, &st) != 0)
		return NULL; /* read only: nothing can be lost */
	for (Platter *platter = disk.platters; platter; platter = platter->next) {
		if (!platter->gone && fstat(platter->fd, &other) == 0 && other.st_ino == st.st_ino && other.st_dev == st.st_dev)
			return platter; /* under this name or another; the second descriptor stays open too */
	}
	Platter *platter = must(calloc(1, sizeof *platter));
	platter->path = must(strdup(path));
	platter->fd = fd;
	platter->n = (size_t)st.st_size;
	platter->bytes = must(malloc(platter->n + 1));
	if (pread(fd, platter->bytes, platter->n, 0) != (ssize_t)platter->n)
		abort();
	platter->made = made;
	platter->last = &platter->first;
	platter->next = disk.platters;
	disk.platters = platter;
	return platter;
}

static void remember(Platter *platter, bool cuts, const void *bytes, size_t n, sqlite3_int64 at)
{
	if (!platter)
		return;
	Unsynced *change = must(malloc(sizeof *change + n));
	*change = (Unsynced){.cuts = cuts, .at = at, .n = n};
	if (n)
		memcpy(change->bytes, bytes, n);
	*platter->last = change;
	platter->last = &change->next;
}

/* ---- The n-th call ---- */
static int failure(unsigned call)
{
	static const int numbers[] = {[DISK_FULL] = ENOSPC, [DISK_QUOTA] = EDQUOT, [DISK_BROKEN] = EIO};
	disk.reached = true;
	errno = disk.number = numbers[disk.fault];
	switch (call) {
	case DISK_OPEN:
		return SQLITE_CANTOPEN;
	case DISK_WRITE:
		return disk.fault == DISK_FULL ? SQLITE_FULL : SQLITE_IOERR_WRITE;
	case DISK_SYNC:
		return SQLITE_IOERR_FSYNC;
	case DISK_TRUNCATE:
		return SQLITE_IOERR_TRUNCATE;
	case DISK_DELETE:
		return SQLITE_IOERR_DELETE;
	case DISK_MAP:
		return SQLITE_IOERR_SHMSIZE;
	case DISK_READ:
		return SQLITE_IOERR_READ;
	default:
		return SQLITE_IOERR_LOCK;
	}
}

/* 0: go on as usual. */
static int meet(unsigned call)
{
	if (!(disk.calls & call))
		return SQLITE_OK;
	disk.counted++;
	bool now = disk.at && (disk.counted == disk.at || (disk.stays && disk.counted > disk.at));
	if (!now || disk.plan == PLAN_NONE)
		return SQLITE_OK;
	if (disk.plan == PLAN_FAIL)
		return failure(call);
	if (disk.plan == PLAN_CUT)
		power_off();
	if (!(disk.half && call == DISK_WRITE))
		raise(SIGKILL);
	return SQLITE_OK;
}

static int told(int code)
{
	if (code != SQLITE_OK)
		disk.number = 0;
	return code;
}

/* ---- Files ---- */
static sqlite3_file *real_of(sqlite3_file *file)
{
	return ((DiskFile *)(void *)file)->real;
}

static int disk_close(sqlite3_file *file)
{
	return told(real_of(file)->pMethods->xClose(real_of(file)));
}

static int disk_read(sqlite3_file *file, void *to, int n, sqlite3_int64 at)
{
	int code = meet(DISK_READ);
	return code ? code : told(real_of(file)->pMethods->xRead(real_of(file), to, n, at));
}

static int disk_write(sqlite3_file *file, const void *from, int n, sqlite3_int64 at)
{
	DiskFile *own = (DiskFile *)(void *)file;
	int code = meet(DISK_WRITE);
	if (code)
		return code;
	if (disk.plan == PLAN_KILL && disk.half && disk.at && disk.counted == disk.at) {
		own->real->pMethods->xWrite(own->real, from, n / 2, at);
		raise(SIGKILL);
	}
	unsigned char *wrong = NULL;
	if (own->rots && at == 0 && n > 100) {
		wrong = must(malloc((size_t)n));
		memcpy(wrong, from, (size_t)n);
		wrong[100] ^= 0x55; /* of the first page: what it is */
	}
	code = own->real->pMethods->xWrite(own->real, wrong ? wrong : from, n, at);
	free(wrong);
	if (code == SQLITE_OK)
		remember(own->platter, false, from, (size_t)n, at);
	return told(code);
}

static int disk_truncate(sqlite3_file *file, sqlite3_int64 size)
{
	DiskFile *own = (DiskFile *)(void *)file;
	int code = meet(DISK_TRUNCATE);
	if (!code)
		code = told(own->real->pMethods->xTruncate(own->real, size));
	if (!code)
		remember(own->platter, true, NULL, 0, size);
	return code;
}

static int disk_sync(sqlite3_file *file, int flags)
{
	DiskFile *own = (DiskFile *)(void *)file;
	int code = meet(DISK_SYNC);
	if (!code)
		code = told(own->real->pMethods->xSync(own->real, flags));
	if (!code && own->platter) {
		settle(own->platter);
		if (own->platter->made)
			settle_names(own->platter->path); /* the system's VFS syncs the folder of what it made */
	}
	return code;
}

static int disk_size(sqlite3_file *file, sqlite3_int64 *size)
{
	return told(real_of(file)->pMethods->xFileSize(real_of(file), size));
}

static int disk_lock(sqlite3_file *file, int level)
{
	int code = meet(DISK_LOCK);
	return code ? code : told(real_of(file)->pMethods->xLock(real_of(file), level));
}

static int disk_unlock(sqlite3_file *file, int level)
{
	return real_of(file)->pMethods->xUnlock(real_of(file), level);
}

static int disk_reserved(sqlite3_file *file, int *out)
{
	return real_of(file)->pMethods->xCheckReservedLock(real_of(file), out);
}

static int disk_control(sqlite3_file *file, int op, void *arg)
{
	return real_of(file)->pMethods->xFileControl(real_of(file), op, arg);
}

static int disk_sector(sqlite3_file *file)
{
	return real_of(file)->pMethods->xSectorSize(real_of(file));
}

static int disk_device(sqlite3_file *file)
{
	return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

static int disk_map(sqlite3_file *file, int region, int size, int extend, void volatile **out)
{
	int code = extend ? meet(DISK_MAP) : SQLITE_OK;
	return code ? code : told(real_of(file)->pMethods->xShmMap(real_of(file), region, size, extend, out));
}

static int disk_map_lock(sqlite3_file *file, int offset, int n, int flags)
{
	meet(DISK_LOCK & (flags & SQLITE_SHM_LOCK ? ~0u : 0u)); /* a moment to be killed at, nothing that fails */
	return real_of(file)->pMethods->xShmLock(real_of(file), offset, n, flags);
}

static void disk_barrier(sqlite3_file *file)
{
	real_of(file)->pMethods->xShmBarrier(real_of(file));
}

static int disk_unmap(sqlite3_file *file, int remove)
{
	return real_of(file)->pMethods->xShmUnmap(real_of(file), remove);
}

/* Version 2: shared memory, no mapped pages. */
static const sqlite3_io_methods disk_methods = {
	.iVersion = 2,
	.xClose = disk_close,
	.xRead = disk_read,
	.xWrite = disk_write,
	.xTruncate = disk_truncate,
	.xSync = disk_sync,
	.xFileSize = disk_size,
	.xLock = disk_lock,
	.xUnlock = disk_unlock,
	.xCheckReservedLock = disk_reserved,
	.xFileControl = disk_control,
	.xSectorSize = disk_sector,
	.xDeviceCharacteristics = disk_device,
	.xShmMap = disk_map,
	.xShmLock = disk_map_lock,
	.xShmBarrier = disk_barrier,
	.xShmUnmap = disk_unmap,
};

/* ---- The VFS ---- */
static bool ends(const char *path, const char *ending)
{
	size_t n = strlen(path), k = strlen(ending);
	return n >= k && strcmp(path + n - k, ending) == 0;
}

static int disk_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *got)
{
	(void)vfs;
	DiskFile *own = (DiskFile *)(void *)file;
	*own = (DiskFile){.real = (sqlite3_file *)(void *)(own + 1)};
	int code = meet(DISK_OPEN);
	if (code)
		return code;
	bool there = path && access(path, F_OK) == 0;
	code = told(disk.real->xOpen(disk.real, path, own->real, flags, got));
	if (code != SQLITE_OK)
		return code;
	own->base.pMethods = &disk_methods;
	own->rots = path && disk.rot && ends(path, disk.rot);
	if (path && disk.plan == PLAN_CUT && flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL | SQLITE_OPEN_SUPER_JOURNAL))
		own->platter = platter_of(path, !there);
	return SQLITE_OK;
}

static int disk_delete(sqlite3_vfs *vfs, const char *path, int sync)
{
	(void)vfs;
	int code = meet(DISK_DELETE);
	if (!code)
		code = told(disk.real->xDelete(disk.real, path, sync));
	if (code)
		return code;
	for (Platter *platter = disk.platters; platter; platter = platter->next) {
		if (strcmp(platter->path, path) == 0)
			platter->gone = true;
	}
	if (sync)
		settle_names(path);
	return SQLITE_OK;
}

static int disk_access(sqlite3_vfs *vfs, const char *path, int flags, int *out)
{
	(void)vfs;
	return told(disk.real->xAccess(disk.real, path, flags, out));
}

static int disk_path(sqlite3_vfs *vfs, const char *path, int n, char *out)
{
	(void)vfs;
	return told(disk.real->xFullPathname(disk.real, path, n, out));
}

static int disk_randomness(sqlite3_vfs *vfs, int n, char *out)
{
	(void)vfs;
	return disk.real->xRandomness(disk.real, n, out);
}

static int disk_sleep(sqlite3_vfs *vfs, int microseconds)
{
	(void)vfs;
	return disk.real->xSleep(disk.real, microseconds);
}

static int disk_time(sqlite3_vfs *vfs, double *now)
{
	(void)vfs;
	return disk.real->xCurrentTime(disk.real, now);
}

static int disk_time64(sqlite3_vfs *vfs, sqlite3_int64 *now)
{
	(void)vfs;
	return disk.real->xCurrentTimeInt64(disk.real, now);
}

static int disk_last_error(sqlite3_vfs *vfs, int n, char *out)
{
	(void)vfs;
	return disk.number ? disk.number : disk.real->xGetLastError(disk.real, n, out);
}

void disk_install(void)
{
	static sqlite3_vfs vfs;
	if (disk.real)
		return;
	disk.real = sqlite3_vfs_find(NULL);
	vfs = (sqlite3_vfs){
		.iVersion = 2,
		.szOsFile = (int)sizeof(DiskFile) + disk.real->szOsFile,
		.mxPathname = disk.real->mxPathname,
		.zName = "broken",
		.xOpen = disk_open,
		.xDelete = disk_delete,
		.xAccess = disk_access,
		.xFullPathname = disk_path,
		.xRandomness = disk_randomness,
		.xSleep = disk_sleep,
		.xCurrentTime = disk_time,
		.xGetLastError = disk_last_error,
		.xCurrentTimeInt64 = disk_time64,
	};
	if (sqlite3_vfs_register(&vfs, 1) != SQLITE_OK)
		abort();
}

static void plan(Plan what, unsigned calls, uint64_t n)
{
	disk.plan = what;
	disk.calls = calls;
	disk.counted = 0;
	disk.at = n;
	disk.stays = disk.half = disk.reached = false;
	disk.number = 0;
}

void disk_count(unsigned calls)
{
	plan(PLAN_NONE, calls, 0);
}

uint64_t disk_counted(void)
{
	return disk.counted;
}

void disk_fail(unsigned calls, uint64_t n, DiskFault fault, bool stays)
{
	plan(PLAN_FAIL, calls, n);
	disk.fault = fault;
	disk.stays = stays;
}

bool disk_failed(void)
{
	return disk.reached;
}

void disk_mend(void)
{
	bool reached = disk.reached;
	plan(PLAN_NONE, 0, 0);
	disk.reached = reached;
}

void disk_kill(unsigned calls, uint64_t n, bool half)
{
	plan(PLAN_KILL, calls, n);
	disk.half = half;
}

void disk_cut(unsigned calls, uint64_t n, uint64_t seed)
{
	plan(PLAN_CUT, calls, n);
	disk.seed = seed;
}

void disk_rot(const char *ending)
{
	disk.rot = ending;
}
