/* SPDX-License-Identifier: MIT */
/*
 * Where a file is to be written: never over the base or what belongs to it, by whatever name it is called; nor unasked over what is somebody's own.
 * And what is to be read: not those either, since to close a file is to lose the locks that this process has on it.
 */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "import.h"
#include "kartoteka/base/file.h"
#include "kartoteka/bridge/ics_write.h"
#include "kartoteka/store/care.h"
#include "kartoteka/store/lists.h"
#include "kartoteka/work/exchange.h"

static bool belongs_to(const char *base, const char *path)
{
	return care_is_own(base, path) || care_is_kept(base, path);
}

static bool is_rotating_copy(const char *base, const char *path)
{
	char *of_base = path_folder(base), *copies = path_join(of_base, "backups"), *folder = path_folder(path);
	bool is = file_exists(path) && file_is_same(folder, copies);
	free(folder);
	free(copies);
	free(of_base);
	return is;
}

static bool is_copy_or_of_it(const char *base, const char *path)
{
	return belongs_to(base, path) || is_rotating_copy(base, path);
}

/* By the names that were given and by those that links lead to. */
static bool is_of_base(const Work *work, const char *path, bool (*belongs)(const char *base, const char *path))
{
	char *meant = realpath(path, NULL), *base = realpath(work->path, NULL);
	bool is = belongs(work->path, path) || (meant && belongs(work->path, meant));
	if (base && !is)
		is = belongs(base, path) || (meant && belongs(base, meant));
	free(meant);
	free(base);
	return is;
}

Err *target_check(const Work *work, const char *path, bool copy)
{
	if (!is_of_base(work, path, copy ? belongs_to : is_copy_or_of_it))
		return NULL;
	return err_todo(err_kept(err_new(ERR_FAILED, _("%s is the base, or belongs to it"), path), _("nothing was written")), _("name another file"));
}

Err *origin_check(const Work *work, const char *path)
{
	if (!is_of_base(work, path, care_is_own))
		return NULL;
	return err_todo(err_kept(err_new(ERR_FAILED, _("%s is the base, or belongs to it"), path), _("nothing was changed")),
	                _("name the file that is to be brought in"));
}

/* A calendar of which we wrote a part. What was imported stands before that under the name of who made it, so all of it is looked through. */
static bool is_export(FILE *file)
{
	static const char head[] = "BEGIN:VCALENDAR", mark[] = "\xEF\xBB\xBF";
	char line[512];
	bool first = true, begins = true, ours = false;
	while (!ours && fgets(line, sizeof line, file)) {
		const char *text = first && str_begins(line, mark) ? line + strlen(mark) : line;
		if (first && strncasecmp(text, head, strlen(head)) != 0)
			return false;
		ours = begins && str_begins(text, ICS_PRODUCT);
		begins = strchr(line, '\n') != NULL;
		first = false;
	}
	return ours;
}

/* ---- a calendar that is all in the base ---- */

/* By UID and RECURRENCE-ID, whatever its text says; what has none by its content. */
static Err *item_is_held(Work *work, const IcsItem *item, bool *held, Arena *arena)
{
	*held = true;
	switch (item->type) {
	case ICS_HEAD:
	case ICS_ZONE:
	case ICS_TAIL:
		return NULL;
	case ICS_SKIPPED:
		*held = false;
		return NULL;
	case ICS_EVENT:
	case ICS_TASK:
	case ICS_NOTE:
	case ICS_OTHER:
		break;
	}
	TRY(component_is_held(work->store, &item->component, held));
	return *held || !item->kind ? NULL : import_is_own(work, item, held, arena);
}

static Err *read_held(Work *work, Ics *ics, uint64_t size, const char *path, bool *held, Arena *arena)
{
	enum {
		PROGRESS_ITEMS = 200
	};
	bool more = true;
	size_t n = 0, records = 0;
	for (*held = true; *held; n++) {
		IcsItem item;
		TRY(ics_next(&item, &more, ics, arena));
		if (!more)
			break;
		TRY(item_is_held(work, &item, held, arena));
		records += item.kind != NULL;
		if (n % PROGRESS_ITEMS != 0)
			continue;
		arena_reset(arena);
		*held = *held && work_goes_on(work, path_name(path), (int64_t)ics_offset(ics), (int64_t)size);
	}
	*held = *held && records;
	return NULL;
}

static bool is_held(Work *work, const char *path)
{
	ImportBytes bytes;
	Ics *ics = NULL;
	bool held = false;
	Arena *arena = arena_new();
	Err *err = import_bytes_open(&bytes, path);
	if (!err)
		err = ics_open(&ics, import_bytes_reader(&bytes));
	if (!err)
		err = read_held(work, ics, bytes.size, path, &held, arena);
	held = held && !err;
	err_free(err); /* what cannot be read is asked for */
	ics_close(ics);
	import_bytes_close(&bytes);
	free(bytes.path);
	arena_free(arena);
	return held;
}

TargetHolds target_holds(Work *work, const char *path)
{
	struct stat st;
	/* A device or a pipe takes what comes. */
	if (stat(path, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size == 0)
		return TARGET_FREE;
	FILE *file = fopen(path, "rb");
	bool ours = file && is_export(file);
	if (file)
		fclose(file);
	return ours || (file && is_held(work, path)) ? TARGET_CALENDAR : TARGET_OTHER;
}
