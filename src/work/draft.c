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
#define DROPPED_END ".dropped"
#define LOCK_END ".session"
enum {
	DROPPED_MOST = 20
};

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

static const char *head_value(const char *text, const char *name, Arena *arena);
static int64_t last_turn(const char *folder);

static Err *write_draft(Work *work, const char *folder, Draft *draft, const char *end, const char *mark, int64_t batch)
{
	char at[WHEN_TEXT];
	Str text = {0};
	if (!draft->name[0])
		env_uuid(draft->name, work->env);
	draft->at = work_now(work);
	draft->turn = last_turn(folder) + 1;
	instant_text(at, draft->at);
	add_head(&text, "screen", draft->screen);
	add_head(&text, "title", draft->title);
	add_head(&text, "at", at);
	str_addf(&text, "turn=%lld\n", (long long)draft->turn);
	add_head(&text, "session", work->drafts->session);
	if (mark)
		str_addf(&text, "%s=%lld\n", mark, (long long)batch);
	str_addc(&text, '\n');
	str_add(&text, draft->body ? draft->body : "");
	char *path = file_in(folder, draft->name, end);
	Err *err = file_write(path, str_text(&text), text.n);
	free(path);
	str_done(&text);
	return err;
}

/* One that was taken back from being dropped and is the same still: `U` drops it again. */
static bool same_as_back(const char *folder, const Draft *draft, int64_t *batch)
{
	Str text = {0};
	Arena *arena = arena_new();
	char *path = file_in(folder, draft->name, DRAFT_END);
	Err *err = draft->name[0] ? file_read(&text, path) : err_new(ERR_NOT_FOUND, "no name");
	const char *body = err ? NULL : strstr(str_text(&text), "\n\n");
	const char *back = body ? head_value(str_text(&text), "back", arena) : "";
	bool same = body && *back && str_same(body + 2, draft->body) && str_to_int(back, batch);
	err_free(err);
	free(path);
	str_done(&text);
	arena_free(arena);
	return same;
}

Err *draft_save(Work *work, Draft *draft)
{
	int64_t batch = 0;
	char *folder = drafts_folder(work);
	Err *err = lock_open(work, folder);
	if (!err) {
		bool back = same_as_back(folder, draft, &batch);
		err = write_draft(work, folder, draft, DRAFT_END, back ? "back" : NULL, batch);
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
	if (!str_to_int(head_value(text, "turn", arena), &out->turn))
		out->turn = 0;
	return instant_read(&out->at, head_value(text, "at", arena));
}

/* mark: the head's number by which undo finds it is read too; 0 when there is none. NULL: any. */
static bool read_one(const Work *work, const char *folder, const char *name, const char *end, const char *mark, Draft *out, int64_t *batch, Arena *arena)
{
	char *path = file_in(folder, name, end);
	Str text = {0};
	Err *err = file_read(&text, path);
	bool good = !err && draft_parse(out, name, str_text(&text), arena);
	if (good) {
		const char *session = head_value(str_text(&text), "session", arena);
		bool own = work->drafts && strcmp(work->drafts->session, session) == 0;
		good = own || !session_lives(folder, session);
	}
	if (good && mark)
		good = str_to_int(head_value(str_text(&text), mark, arena), batch);
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
	if (x->turn != y->turn)
		return x->turn > y->turn ? -1 : 1;
	return strcmp(x->name, y->name);
}

/* The names of files of the folder that end so. Calls `each`; the folder may be missing. */
static void each_name(const char *folder, const char *end, void (*each)(void *self, const char *name), void *self)
{
	DIR *dir = opendir(folder);
	for (struct dirent *entry = dir ? readdir(dir) : NULL; entry; entry = readdir(dir)) {
		char name[37] = "";
		if (strlen(entry->d_name) != 36 + strlen(end) || !str_ends(entry->d_name, end))
			continue;
		memcpy(name, entry->d_name, 36);
		if (name_is_uuid(name))
			each(self, name);
	}
	if (dir)
		closedir(dir);
}

typedef struct Found {
	const Work *work;
	const char *folder, *end, *mark;
	int64_t batch; /* of the mark that is wanted; -1: any */
	Arena *arena;
	VEC(Draft)
	drafts;
} Found;

static void find_one(void *self, const char *name)
{
	Found *found = self;
	Draft draft;
	int64_t batch = 0;
	if (!read_one(found->work, found->folder, name, found->end, found->mark, &draft, &batch, found->arena))
		return;
	if (!found->mark || found->batch < 0 || batch == found->batch)
		vec_push(&found->drafts, draft);
}

static void find_all(Found *found)
{
	each_name(found->folder, found->end, find_one, found);
	if (found->drafts.n)
		qsort(found->drafts.at, found->drafts.n, sizeof *found->drafts.at, draft_order);
}

static void take_turn(void *self, const char *name)
{
	Found *found = self;
	Str text = {0};
	int64_t turn = 0, *most = &found->batch;
	char *path = file_in(found->folder, name, found->end);
	err_free(file_read(&text, path));
	if (str_to_int(head_value(str_text(&text), "turn", found->arena), &turn) && turn > *most)
		*most = turn;
	free(path);
	str_done(&text);
}

/* Of all sessions, so that what two of them keep has one order. */
static int64_t last_turn(const char *folder)
{
	Found found = {.folder = folder, .end = DRAFT_END, .arena = arena_new()};
	each_name(folder, DRAFT_END, take_turn, &found);
	found.end = DROPPED_END;
	each_name(folder, DROPPED_END, take_turn, &found);
	arena_free(found.arena);
	return found.batch;
}

Err *drafts_read(Work *work, Draft **out, size_t *n, Arena *arena)
{
	char *folder = drafts_folder(work);
	Found found = {.work = work, .folder = folder, .end = DRAFT_END, .arena = arena};
	find_all(&found);
	free(folder);
	*n = found.drafts.n;
	*out = arena_alloc(arena, (*n ? *n : 1) * sizeof **out);
	if (*n)
		memcpy(*out, found.drafts.at, *n * sizeof **out);
	vec_free(&found.drafts);
	return NULL;
}

/* ---- dropped, and back ---- */

/* A few of the last ones are enough; nobody goes back further. */
static void forget_oldest(Work *work, const char *folder)
{
	Found found = {.work = work, .folder = folder, .end = DROPPED_END, .arena = arena_new()};
	find_all(&found);
	for (size_t i = DROPPED_MOST; i < found.drafts.n; i++) {
		char *path = file_in(folder, found.drafts.at[i].name, DROPPED_END);
		unlink(path);
		free(path);
	}
	vec_free(&found.drafts);
	arena_free(found.arena);
}

static Err *put_as(Work *work, Draft *draft, bool dropped, int64_t batch)
{
	char *folder = drafts_folder(work);
	Err *err = lock_open(work, folder);
	if (!err)
		err = write_draft(work, folder, draft, dropped ? DROPPED_END : DRAFT_END, dropped ? "after" : "back", batch);
	if (!err) {
		char *other = file_in(folder, draft->name, dropped ? DRAFT_END : DROPPED_END);
		unlink(other);
		free(other);
		forget_oldest(work, folder);
	}
	free(folder);
	return err;
}

Err *draft_discard(Work *work, Draft *draft)
{
	int64_t batch;
	TRY(work_last_change(work, &batch));
	return put_as(work, draft, true, batch);
}

Err *draft_undoable(Work *work, bool redo, Draft *out, bool *found, Arena *arena)
{
	char *folder = drafts_folder(work);
	Found all = {.work = work, .folder = folder, .end = redo ? DRAFT_END : DROPPED_END, .mark = redo ? "back" : "after", .arena = arena};
	*found = false;
	Err *err = work_last_change(work, &all.batch);
	if (!err) {
		find_all(&all);
		*found = all.drafts.n > 0;
		/* Dropped last comes back first, and what came back last is dropped again first. */
		if (*found)
			*out = all.drafts.at[0];
		vec_free(&all.drafts);
	}
	free(folder);
	return err;
}

Err *draft_return(Work *work, const char *name, bool redo)
{
	Draft draft;
	int64_t batch = 0;
	Arena *arena = arena_new();
	char *folder = drafts_folder(work);
	bool there = name_is_uuid(name) && read_one(work, folder, name, redo ? DRAFT_END : DROPPED_END, redo ? "back" : "after", &draft, &batch, arena);
	Err *err = there ? put_as(work, &draft, redo, batch) : err_new(ERR_NOT_FOUND, _("There is no such draft"));
	free(folder);
	arena_free(arena);
	return err;
}
