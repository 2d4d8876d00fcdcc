/* SPDX-License-Identifier: MIT */
/* `export`: to standard output, or into a file that is whole or not there, readable by its owner alone. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "commands.h"
#include "exchange_commands.h"
#include "kartoteka/base/file.h"
#include "kartoteka/bridge/bridge.h"
#include "kartoteka/work/exchange.h"

static Err *to_out(void *self, const char *bytes, size_t n)
{
	Out *out = self;
	out_bytes(out, bytes, n);
	return out_failed(out) ? out_flush(out) : NULL;
}

typedef struct Target {
	const char *path;
	char *beside; /* written first, then renamed over the path */
	int fd;
} Target;

static Err *to_file(void *self, const char *bytes, size_t n)
{
	const Target *target = self;
	while (n > 0) {
		ssize_t wrote = write(target->fd, bytes, n);
		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote < 0)
			return err_errno(_("%s cannot be written"), target->path);
		bytes += wrote;
		n -= (size_t)wrote;
	}
	return NULL;
}

static Err *err_not_written(Err *err, const char *path)
{
	return err_kept(err, file_exists(path) ? _("the file is as it was") : _("no file was made"));
}

static Err *target_open(Target *target)
{
	struct stat st;
	/* A device or a pipe is written as it is. */
	if (stat(target->path, &st) == 0 && !S_ISREG(st.st_mode)) {
		target->fd = open(target->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
		return target->fd < 0 ? err_kept(err_errno(_("%s cannot be written"), target->path), _("nothing was written")) : NULL;
	}
	target->beside = mem_printf("%s.XXXXXX", target->path);
	target->fd = mkstemp(target->beside); /* 0600 */
	if (target->fd >= 0)
		return NULL;
	free(target->beside);
	target->beside = NULL;
	return err_not_written(err_making(target->path, _("%s cannot be written"), target->path), target->path);
}

static Err *target_close(Target *target, Err *err)
{
	if (!err && target->beside && fsync(target->fd) != 0)
		err = err_errno(_("%s cannot be written"), target->path);
	if (close(target->fd) != 0 && !err)
		err = err_errno(_("%s cannot be written"), target->path);
	if (!err && target->beside && rename(target->beside, target->path) != 0)
		err = err_errno(_("%s cannot be written"), target->path);
	if (err && target->beside) {
		unlink(target->beside);
		err = err_not_written(err, target->path);
	}
	free(target->beside);
	return err;
}

Err *export_file(Work *work, const char *path, const char *filter)
{
	Target target = {.path = path, .fd = -1};
	TRY(target_check(work, path, false));
	TRY(target_open(&target));
	return target_close(&target, export_ics(work, filter, to_file, &target));
}

static Err *to_nowhere(void *self, const char *bytes, size_t n)
{
	(void)bytes;
	*(uint64_t *)self += n;
	return NULL;
}

/* The words of the call are read as ever, and what would be written is counted. */
static Err *dry_export(Work *work, const char *path, const char *filter, Out *out)
{
	uint64_t bytes = 0;
	TRY(export_ics(work, filter, to_nowhere, &bytes));
	out_say(out, P_("Would write: %s, %llu byte", "Would write: %s, %llu bytes", bytes), path, (unsigned long long)bytes);
	return NULL;
}

static Err *may_replace(Work *work, const char *path)
{
	TRY(target_check(work, path, false));
	if (work->yes || target_holds(work, path) != TARGET_OTHER)
		return NULL;
	return err_todo(err_kept(err_new(ERR_FAILED, _("%s is there already, and not as Kartoteka wrote it"), path), _("nothing was written")), _("name another file, or add --yes"));
}

Err *run_export(CommandCall *call)
{
	static const BridgeFormat formats[] = {FORMAT_ICS, FORMAT_VCF, FORMAT_CSV, FORMAT_JSON};
	Work *work = call_context(call);
	const char *path = call_text(call, "output"), *filter = call_text(call, "filter");
	TRY(bridge_check(formats[call_choice(call, "format", 0)], NULL, NULL));
	if (work->store)
		store_keeps(work->store, STORE_KEEPS_MUCH);
	if (!path || strcmp(path, "-") == 0)
		return export_ics(work, filter, to_out, call_out(call));
	TRY(may_replace(work, path));
	if (work->dry_run)
		return dry_export(work, path, filter, call_out(call));
	TRY(export_file(work, path, filter));
	out_say(call_out(call), _("Written: %s"), path);
	return NULL;
}
