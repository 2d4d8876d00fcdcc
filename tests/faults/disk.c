/* SPDX-License-Identifier: MIT */
#include "disk_inside.h"

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

/* What the program itself did to a name, until the folder is synced. */
typedef struct Naming {
	struct Naming *before;
	char *from, *to; /* from NULL: what was taken away at `to` */
	bool links;
	unsigned char *bytes; /* of what lay at `to`; NULL: nothing did */
	size_t n;
} Naming;

/* Who holds the right to write in the log of a base. */
typedef struct Right {
	struct Right *next;
	dev_t dev;
	ino_t ino;
	bool held;
} Right;

typedef struct DiskFile {
	sqlite3_file base;
	Platter *platter; /* NULL: of no interest, or no cut is coming */
	Right *right;     /* of a base; NULL: of another file */
	bool rots, mapped;
	int level; /* of its lock */
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
	Naming *last;
	Right *rights;
	uint64_t brought_home;
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

static void naming_free(Naming *naming)
{
	free(naming->from);
	free(naming->to);
	free(naming->bytes);
	free(naming);
}

static void settle_namings(const char *path)
{
	for (Naming **at = &disk.last; *at;) {
		Naming *naming = *at;
		if (!same_folder(naming->to, path)) {
			at = &naming->before;
			continue;
		}
		*at = naming->before;
		naming_free(naming);
	}
}

static void settle_names(const char *path)
{
	settle_namings(path);
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
	if (__real_ftruncate(fd, 0) != 0)
		abort();
	for (size_t done = 0; done < n;) {
		ssize_t wrote = pwrite(fd, bytes + done, n - done, (off_t)done);
		if (wrote <= 0)
			abort();
		done += (size_t)wrote;
	}
}

static void make_with(const char *path, const unsigned char *bytes, size_t n)
{
	int fd = __real_open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd >= 0)
		write_whole(fd, bytes, n);
}

static void platters_rename(const char *from, const char *to)
{
	for (Platter *platter = disk.platters; platter; platter = platter->next) {
		if (platter->gone || strcmp(platter->path, from) != 0)
			continue;
		free(platter->path);
		platter->path = must(strdup(to));
	}
}

/* Names come to the disk in their order, so it is the newest that are lost. */
static void undo_names(unsigned how)
{
	size_t n = 0;
	for (const Naming *naming = disk.last; naming; naming = naming->before)
		n++;
	size_t lost = how ? (size_t)(roll() % (n + 1)) : n;
	for (const Naming *naming = disk.last; lost--; naming = naming->before) {
		if (naming->links)
			__real_unlink(naming->to);
		else if (naming->from)
			__real_rename(naming->to, naming->from);
		if (naming->from)
			platters_rename(naming->to, naming->from);
		if (naming->bytes)
			make_with(naming->to, naming->bytes, naming->n);
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
	}
	undo_names(how);
	for (const Platter *platter = disk.platters; platter; platter = platter->next) {
		if (platter->made && !platter->gone && (how == 0 || roll() % 2))
			__real_unlink(platter->path);
	}
	for (const Platter *platter = disk.platters; platter; platter = platter->next) {
		if (!platter->gone || platter->made || (how && roll() % 2))
			continue;
		make_with(platter->path, platter->bytes, platter->n);
	}
	_exit(DISK_CUT);
}

static Platter *platter_of(const char *path, bool made)
{
	int fd = __real_open(path, O_RDWR | O_CLOEXEC);
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

/* The n-th, which fails: true. What ends the process does not come back, but for a write that is cut in two. */
static bool is_met(unsigned call)
{
	if (!(disk.calls & call))
		return false;
	disk.counted++;
	bool now = disk.at && (disk.counted == disk.at || (disk.stays && disk.counted > disk.at));
	if (!now || disk.plan == PLAN_NONE)
		return false;
	if (disk.plan == PLAN_FAIL)
		return true;
	if (disk.plan == PLAN_CUT)
		power_off();
	if (!(disk.half && call == DISK_WRITE))
		raise(SIGKILL);
	return false;
}

/* 0: go on as usual. */
static int meet(unsigned call)
{
	return is_met(call) ? failure(call) : SQLITE_OK;
}

static int told(int code)
{
	if (code != SQLITE_OK)
		disk.number = 0;
	return code;
}

/* ---- What the program does itself ---- */
bool disk_own_fails(unsigned call)
{
	if (!is_met(call))
		return false;
	failure(call);
	return true;
}

bool disk_cuts(void)
{
	return disk.plan == PLAN_CUT;
}

void disk_own_opened(const char *path, bool made)
{
	platter_of(path, made);
}

static Platter *platter_at(int fd)
{
	struct stat st, other;
	if (fstat(fd, &st) != 0)
		return NULL;
	for (Platter *platter = disk.platters; platter; platter = platter->next) {
		if (!platter->gone && fstat(platter->fd, &other) == 0 && other.st_ino == st.st_ino && other.st_dev == st.st_dev)
			return platter;
	}
	return NULL;
}

static void remember(Platter *platter, bool cuts, const void *bytes, size_t n, sqlite3_int64 at);

void disk_own_wrote(int fd, const void *bytes, size_t n)
{
	remember(platter_at(fd), false, bytes, n, (sqlite3_int64)lseek(fd, 0, SEEK_CUR) - (sqlite3_int64)n);
}

void disk_own_truncated(int fd, int64_t size)
{
	remember(platter_at(fd), true, NULL, 0, size);
}

void disk_own_synced(int fd)
{
	char link[64], path[4096];
	struct stat st;
	Platter *platter = platter_at(fd);
	if (platter)
		settle(platter);
	if (fstat(fd, &st) != 0 || !S_ISDIR(st.st_mode))
		return;
	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	ssize_t n = readlink(link, path, sizeof path - 3);
	if (n > 0) {
		memcpy(path + n, "/.", 3);
		settle_names(path);
	}
}

static const Platter *platter_named(const char *path)
{
	for (const Platter *platter = disk.platters; platter; platter = platter->next) {
		if (!platter->gone && strcmp(platter->path, path) == 0)
			return platter;
	}
	return NULL;
}

/* What SQLite has open is not opened once more: a close would drop its locks. */
static void read_old(Naming *naming)
{
	struct stat st;
	const Platter *platter = platter_named(naming->to);
	int fd = platter ? platter->fd : __real_open(naming->to, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		return;
	naming->n = (size_t)st.st_size;
	naming->bytes = must(malloc(naming->n + 1));
	if (pread(fd, naming->bytes, naming->n, 0) != (ssize_t)naming->n)
		abort();
	if (!platter)
		close(fd);
}

void *disk_own_name_begin(const char *from, const char *to, bool links)
{
	Naming *naming = must(calloc(1, sizeof *naming));
	naming->from = from ? must(strdup(from)) : NULL;
	naming->to = must(strdup(to));
	naming->links = links;
	read_old(naming);
	return naming;
}

void disk_own_name_end(void *began, bool done)
{
	Naming *naming = began;
	if (!done) {
		naming_free(naming);
		return;
	}
	for (Platter *platter = disk.platters; platter && !naming->links; platter = platter->next) {
		if (strcmp(platter->path, naming->to) == 0)
			platter->gone = platter->made = true; /* whether it comes back is the name's matter */
	}
	if (naming->from)
		platters_rename(naming->from, naming->to);
	naming->before = disk.last;
	disk.last = naming;
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

/*
 * A base with a log is written only where pages are brought home. SQLite 3.40 may lose commits when that is done beside who begins the log anew
 * (docs/house.md), so it takes the right to write, or to be alone.
 */
static void expect_right(const DiskFile *own)
{
	if (!own->right || !own->mapped || own->level >= SQLITE_LOCK_EXCLUSIVE)
		return;
	disk.brought_home++;
	if (own->right->held)
		return;
	fputs("pages were brought home without the right to write\n", stderr);
	abort();
}

static int disk_write(sqlite3_file *file, const void *from, int n, sqlite3_int64 at)
{
	DiskFile *own = (DiskFile *)(void *)file;
	expect_right(own);
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
	if (!code)
		code = told(real_of(file)->pMethods->xLock(real_of(file), level));
	if (!code)
		((DiskFile *)(void *)file)->level = level;
	return code;
}

static int disk_unlock(sqlite3_file *file, int level)
{
	((DiskFile *)(void *)file)->level = level;
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
	((DiskFile *)(void *)file)->mapped = true;
	return code ? code : told(real_of(file)->pMethods->xShmMap(real_of(file), region, size, extend, out));
}

static int disk_map_lock(sqlite3_file *file, int offset, int n, int flags)
{
	const DiskFile *own = (DiskFile *)(void *)file;
	meet(DISK_LOCK & (flags & SQLITE_SHM_LOCK ? ~0u : 0u)); /* a moment to be killed at, nothing that fails */
	int code = real_of(file)->pMethods->xShmLock(real_of(file), offset, n, flags);
	/* The first of the locks is the right to write. */
	if (code == SQLITE_OK && own->right && offset == 0 && flags & SQLITE_SHM_EXCLUSIVE)
		own->right->held = flags & SQLITE_SHM_LOCK;
	return code;
}

static void disk_barrier(sqlite3_file *file)
{
	real_of(file)->pMethods->xShmBarrier(real_of(file));
}

static int disk_unmap(sqlite3_file *file, int remove)
{
	((DiskFile *)(void *)file)->mapped = false;
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

static Right *right_of(const char *path)
{
	struct stat st;
	if (stat(path, &st) != 0)
		return NULL;
	for (Right *right = disk.rights; right; right = right->next) {
		if (right->ino == st.st_ino && right->dev == st.st_dev)
			return right;
	}
	Right *right = must(calloc(1, sizeof *right));
	*right = (Right){.next = disk.rights, .dev = st.st_dev, .ino = st.st_ino};
	disk.rights = right;
	return right;
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
	own->right = path && flags & SQLITE_OPEN_MAIN_DB ? right_of(path) : NULL;
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

uint64_t disk_brought_home(void)
{
	return disk.brought_home;
}
