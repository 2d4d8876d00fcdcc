/* SPDX-License-Identifier: MIT */
/*
 * Drafts: one file each under the XDG state folder, in a folder named by the base, written whole or not at all. A session that keeps drafts holds a
 * file of its own locked while it runs; so those of a session that was killed are told from those that are being typed now.
 */
#include "kartoteka/work/draft.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "draft_lock.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"

struct DraftLock {
	char session[37];
	char *path;
	int fd;
};

#define DRAFT_END ".draft"
#define LOCK_END ".session"

static char *drafts_folder(const Work *work)
{
	char *drafts = path_join(work->env->state_home, "drafts");
	char *folder = path_join(drafts, store_uuid(work->store));
	free(drafts);
	return folder;
}

static char *file_in(const char *folder, const char *name, const char *end)
{
	char *file = mem_printf("%s%s", name, end);
	char *path = path_join(folder, file);
	free(file);
	return path;
}

static bool name_is_uuid(const char *name)
{
	return strlen(name) == 36 && strspn(name, "0123456789abcdef-") == 36;
}

/* ---- the session's own file ---- */

static bool lock_whole(int fd)
{
	struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	return fcntl(fd, F_SETLK, &lock) == 0;
}

static Err *lock_open(Work *work, const char *folder)
{
	if (work->drafts)
		return NULL;
	TRY(file_make_folder(folder, 0700));
	DraftLock *lock = mem_alloc(sizeof *lock);
	env_uuid(lock->session, work->env);
	lock->path = file_in(folder, lock->session, LOCK_END);
	lock->fd = open(lock->path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (lock->fd < 0 || !lock_whole(lock->fd)) {
		Err *err = err_errno(_("The drafts' folder cannot be used: %s"), lock->path);
		draft_lock_free(lock);
		return err;
	}
	work->drafts = lock;
	return NULL;
}

void draft_lock_free(DraftLock *lock)
{
	if (!lock)
		return;
	if (lock->fd >= 0) {
		unlink(lock->path);
		close(lock->fd);
	}
	free(lock->path);
	free(lock);
}

/* Another process holds it. (Our own locks never stand in our way, so what we keep ourselves is read too.) */
static bool session_lives(const char *folder, const char *session)
{
	if (!name_is_uuid(session))
		return false;
	char *path = file_in(folder, session, LOCK_END);
	int fd = open(path, O_RDWR | O_CLOEXEC);
	bool lives = false;
	if (fd >= 0) {
		struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
		lives = fcntl(fd, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
		close(fd);
	}
	free(path);
	return lives;
}

/* ---- writing ---- */

static void add_head(Str *text, const char *name, const char *value)
{
	str_addf(text, "%s=", name);
	for (const char *s = value ? value : ""; *s; s++)
		str_addc(text, *s == '\n' || *s == '\r' ? ' ' : *s);
	str_addc(text, '\n');
}

Err *draft_save(Work *work, Draft *draft)
{
	char *folder = drafts_folder(work);
	Err *err = lock_open(work, folder);
	if (!err) {
		char at[WHEN_TEXT];
		Str text = {0};
		if (!draft->name[0])
			env_uuid(draft->name, work->env);
		draft->at = work_now(work);
		instant_text(at, draft->at);
		add_head(&text, "screen", draft->screen);
		add_head(&text, "title", draft->title);
		add_head(&text, "at", at);
		add_head(&text, "session", work->drafts->session);
		str_addc(&text, '\n');
		str_add(&text, draft->body ? draft->body : "");
		char *path = file_in(folder, draft->name, DRAFT_END);
		err = file_write(path, str_text(&text), text.n);
		free(path);
		str_done(&text);
	}
	free(folder);
	return err;
}

Err *draft_drop(Work *work, const char *name)
{
	if (!name_is_uuid(name))
		return err_new(ERR_USAGE, _("%s is no draft"), name);
	char *folder = drafts_folder(work);
	char *path = file_in(folder, name, DRAFT_END);
	Err *err = NULL;
	if (unlink(path) != 0)
		err = errno == ENOENT ? err_new(ERR_NOT_FOUND, _("There is no such draft")) : err_errno(_("The draft cannot be dropped"));
	free(path);
	free(folder);
	return err;
}

/* ---- reading ---- */

/* The value of "name=…" among the head lines; the head ends at the first empty line. */
static const char *head_value(const char *text, const char *name, Arena *arena)
{
	size_t n = strlen(name);
	for (const char *s = text; *s && *s != '\n';) {
		size_t line = strcspn(s, "\n");
		if (line > n && strncmp(s, name, n) == 0 && s[n] == '=')
			return arena_dupn(arena, s + n + 1, line - n - 1);
		s += line;
		s += *s == '\n';
	}
	return "";
}

static bool draft_parse(Draft *out, const char *name, const char *text, Arena *arena)
{
	const char *body = strstr(text, "\n\n");
	if (!body)
		return false;
	*out = (Draft){.screen = head_value(text, "screen", arena), .title = head_value(text, "title", arena), .body = arena_dup(arena, body + 2)};
	memcpy(out->name, name, 36);
	return instant_read(&out->at, head_value(text, "at", arena));
}

static bool read_one(const Work *work, const char *folder, const char *name, Draft *out, Arena *arena)
{
	char *path = file_in(folder, name, DRAFT_END);
	Str text = {0};
	Err *err = file_read(&text, path);
	bool good = !err && draft_parse(out, name, str_text(&text), arena);
	if (good) {
		const char *session = head_value(str_text(&text), "session", arena);
		bool own = work->drafts && strcmp(work->drafts->session, session) == 0;
		good = own || !session_lives(folder, session);
	}
	err_free(err);
	str_done(&text);
	free(path);
	return good;
}

static int draft_order(const void *a, const void *b)
{
	const Draft *x = a, *y = b;
	if (x->at.s != y->at.s)
		return x->at.s > y->at.s ? -1 : 1;
	return strcmp(x->name, y->name);
}

Err *drafts_read(Work *work, Draft **out, size_t *n, Arena *arena)
{
	VEC(Draft) drafts = {0};
	char *folder = drafts_folder(work);
	DIR *dir = opendir(folder);
	for (struct dirent *entry = dir ? readdir(dir) : NULL; entry; entry = readdir(dir)) {
		char name[37] = "";
		Draft draft;
		if (strlen(entry->d_name) != 36 + strlen(DRAFT_END) || !str_ends(entry->d_name, DRAFT_END))
			continue;
		memcpy(name, entry->d_name, 36);
		if (name_is_uuid(name) && read_one(work, folder, name, &draft, arena))
			vec_push(&drafts, draft);
	}
	if (dir)
		closedir(dir);
	free(folder);
	*n = drafts.n;
	*out = arena_alloc(arena, (drafts.n ? drafts.n : 1) * sizeof **out);
	if (drafts.n) {
		qsort(drafts.at, drafts.n, sizeof *drafts.at, draft_order);
		memcpy(*out, drafts.at, drafts.n * sizeof **out);
	}
	vec_free(&drafts);
	return NULL;
}
