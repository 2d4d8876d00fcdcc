/* SPDX-License-Identifier: MIT */
/* check, backup, restore, migrate, init: the care of a base from the shell. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "change.h"
#include "commands.h"
#include "contact_count.h"
#include "copies.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/said.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/store/care.h"
#include "kartoteka/work/exchange.h"
#include "rotate.h"

typedef struct Telling {
	Work *work;
	const char *what;
} Telling;

static bool step(void *self, int64_t done, int64_t all)
{
	Telling *telling = self;
	Work *work = telling->work;
	return !work->progress || work->progress(work->progress_self, telling->what, done, all);
}

/* ---- What is kept of a base that is replaced ---- */

/* Beside the base, where its owner looks; never over one that is there. */
static char *name_before_restore(const Work *work)
{
	char stamp[ROTATION_STAMP];
	rotation_stamp(stamp, work_now(work));
	char *path = mem_printf("%s.before-restore-%s", work->path, stamp);
	for (int n = 2; file_exists(path); n++) {
		free(path);
		path = mem_printf("%s.before-restore-%s-%d", work->path, stamp, n);
	}
	return path;
}

static void say_kept(Out *out, const CareKept *kept, const char *from)
{
	if (!kept->kept)
		return;
	out_say(out, kept->damaged ? _("What was there is kept as it was, damaged: %s") : _("What was there is kept: %s"), kept->path);
	if (kept->lost > 0)
		out_say_count(out, kept->lost, P_("%lld change in it is not in %s", "%lld changes in it are not in %s", kept->lost), (long long)kept->lost, from);
	else if (kept->lost == 0)
		out_say(out, _("No change in it is missing from %s"), from);
	if (!kept->damaged)
		out_say(out, _("To go back: kartoteka restore %s"), kept->path);
}

/* ---- check ---- */

#define CHECK_PAGE 500

static Err *check_client(Work *work, const Client *stored, bool repair, Str *faults, Arena *arena)
{
	Client right = *stored;
	TRY(client_derive_values(work, &right, arena));
	if (!client_derived_differ(stored, &right, work_now(work)))
		return NULL;
	if (repair)
		TRY(store_derive(work->store, &kind_client, &right));
	Str title = {0};
	utf8_safe(&title, stored->title.s ? stored->title.s : "", stored->title.s ? strlen(stored->title.s) : 0); /* a fault is one line */
	str_addf(faults, repair ? _("client %lld (%s): what lists show of it was wrong; it was computed anew") : _("client %lld (%s): what lists show of it is wrong; check --repair computes it anew"),
	         (long long)stored->head.id, str_text(&title));
	str_addc(faults, '\n');
	str_done(&title);
	return NULL;
}

static Err *check_page(Work *work, ClientPage *page, bool repair, Str *faults, size_t *n, ClientRow **rows, Arena *arena)
{
	Arena *each = arena_new();
	Err *err = clients_page(work->store, page, rows, n, arena);
	for (size_t i = 0; !err && i < *n; i++) {
		err = check_client(work, &(*rows)[i].client, repair, faults, each);
		arena_reset(each);
	}
	arena_free(each);
	return err;
}

/* In pages: a base has a million of them. */
static Err *check_clients(Work *work, bool repair, Str *faults)
{
	Arena *arenas[2] = {arena_new(), arena_new()};
	ClientPage page = {.limit = CHECK_PAGE};
	int64_t done = 0;
	Err *err = NULL;
	for (int which = 0; !err; which = !which) {
		ClientRow *rows = NULL;
		size_t n = 0;
		arena_reset(arenas[which]);
		err = check_page(work, &page, repair, faults, &n, &rows, arenas[which]);
		done += (int64_t)n;
		if (err || n < CHECK_PAGE)
			break;
		page.after = &rows[n - 1].client;
		if (work->progress && !work->progress(work->progress_self, _("clients"), done, 0))
			err = err_new(ERR_INTERRUPTED, _("The check was stopped"));
	}
	arena_free(arenas[0]);
	arena_free(arenas[1]);
	return err;
}

static Err *check_touched(Work *work, Str *faults)
{
	int64_t *clients = NULL;
	size_t n = 0;
	Arena *arena = arena_new(), *each = arena_new();
	Err *err = care_touched(work->store, &clients, &n, arena);
	for (size_t i = 0; !err && i < n; i++) {
		Client client;
		err = store_get(work->store, &kind_client, clients[i], &client, each);
		if (!err)
			err = check_client(work, &client, false, faults, each);
		if (err && err->code == ERR_NOT_FOUND) { /* deleted since */
			err_free(err);
			err = NULL;
		}
		arena_reset(each);
	}
	arena_free(each);
	arena_free(arena);
	return err;
}

static Err *check_all(Work *work, bool quick, bool repair, Str *faults)
{
	Telling telling = {work, _("check")};
	CareProgress progress = {step, &telling};
	uint64_t since;
	TRY(store_follow(&since, work->store));
	TRY(care_check(work->store, quick, repair, faults, &progress));
	if (!repair) {
		TRY(quick ? check_touched(work, faults) : check_clients(work, false, faults));
		return store_still(work->store, since);
	}
	TRY(work_settle(work));
	BatchHead head = {.author = work->me.head.id, .at = work_now(work), .command = "check", .label = N_("Repaired")};
	TRY(store_begin(work->store, &head));
	Err *err = check_clients(work, true, faults);
	if (err) {
		store_rollback(work->store);
		return err;
	}
	return store_commit(work->store, NULL);
}

/* A line of text is a fault. */
static size_t out_faults(Out *out, const Str *faults, bool repaired)
{
	size_t n = 0;
	for (const char *s = faults->n ? str_text(faults) : ""; *s; n++) {
		size_t length = strcspn(s, "\n");
		char *line = mem_strndup(s, length);
		out_row(out);
		out_text(out, "fault", line);
		out_bool(out, "repaired", repaired);
		out_row_end(out);
		free(line);
		s += length + (s[length] == '\n');
	}
	return n;
}

static Err *tell_faults(size_t *n, Out *out, const Str *faults, bool repaired)
{
	out_begin(out, NULL, 0);
	*n = out_faults(out, faults, repaired);
	TRY(out_end(out));
	size_t length = faults->n && faults->s[faults->n - 1] == '\n' ? faults->n - 1 : faults->n;
	if (length) /* names of files and of clients stand in it */
		out_say(out, "%.*s", (int)length, str_text(faults));
	return out_flush(out); /* an error follows */
}

/* What repair cannot compute comes from a copy only: the newest ones are named, but not the one that it made itself of what was damaged (NULL: none). */
static Err *err_restore(CommandCall *call, const char *own, Err *err)
{
	enum {
		COPIES_TOLD = 5
	};
	Work *work = call_context(call);
	const char *copies[COPIES_TOLD];
	char uuid[37];
	bool any, mixed;
	Arena *arena = arena_new();
	care_base_uuid(uuid, &any, work->path);
	size_t n = copies_find(copies, COPIES_TOLD, &mixed, work->path, uuid, arena), others = 0;
	for (size_t i = 0; i < n; i++)
		if (!own || !file_is_same(copies[i], own))
			copies[others++] = copies[i];
	n = others;
	for (size_t i = 0; i < n; i++)
		out_say(call_out(call), _("A copy lies here: %s"), copies[i]);
	err_free(out_flush(call_out(call)));
	if (n && mixed)
		err = err_todo(err, _("these copies are of several bases, and which are of this one cannot be read in it any more: kartoteka --db COPY client list shows what is in one, "
		                      "kartoteka restore COPY brings it back; what is there now is kept beside it"));
	else if (n)
		err = err_todo(err, _("kartoteka restore %s brings the newest copy back; what is there now is kept beside it"), copies[0]);
	else
		err = err_todo(err, _("no copy lies beside it or in backups/: kartoteka restore FILE brings one back that lies elsewhere"));
	arena_free(arena);
	return err;
}

static Err *err_rows(Err *err)
{
	return err_todo(err, _("kartoteka check --repair makes the base anew of its rows; what is there now is kept beside it"));
}

/* tried: it could not be made anew of its rows. */
static Err *tell_damage(CommandCall *call, Err *why, bool tried)
{
	Work *work = call_context(call);
	Str faults = {0};
	size_t n = 0;
	bool whole = care_diagnose(work->path, &faults);
	Err *err = NULL;
	if (faults.n) {
		err = tell_faults(&n, call_out(call), &faults, false);
		if (!err && whole && !tried)
			err = err_rows(err_new(ERR_FAILED, "%s", why->what));
		else if (!err)
			err = err_restore(call, NULL, err_new(ERR_FAILED, "%s", why->what));
		if (tried && why->kept)
			err = err_kept(err, "%s", why->kept);
		err_free(why);
	} else {
		err = why; /* it is sound, but no base of ours */
	}
	str_done(&faults);
	return err;
}

/* After a repair: what is still wrong. */
static Err *check_left(CommandCall *call, const char *kept)
{
	Str left = {0};
	size_t n = 0;
	Err *err = check_all(call_context(call), false, false, &left);
	for (const char *s = left.n ? str_text(&left) : NULL; s && *s; s = strchr(s, '\n') ? strchr(s, '\n') + 1 : NULL)
		n++;
	if (!err && n) {
		const Work *work = call_context(call);
		err = care_rights_alone(work->store, false, &left, err_new(ERR_FAILED, P_("%zu fault is left that cannot be computed anew", "%zu faults are left that cannot be computed anew", n), n));
		if (!err->todo)
			err = err_restore(call, kept, err);
	}
	str_done(&left);
	return err;
}

/* Nothing is written to damaged pages: where every row can be read, the base is made anew of them. *kept_as: what was there; caller frees. Takes `why`. */
static Err *make_anew(CommandCall *call, Err *why, Str *faults, char **kept_as)
{
	Work *work = call_context(call);
	Telling telling = {work, _("repair")};
	CareProgress progress = {step, &telling};
	char *name = name_before_restore(work);
	CareKept kept = {.path = name};
	const CareBy by = {.login = work->me.login.s, .at = work_now(work)};
	if (!faults->n)
		str_addf(faults, "%s\n", why->what);
	StoreOptions options = work_store_options(work, STORE_WRITE);
	Err *err = work->store ? care_rescue(work->store, &by, &kept, &progress) : care_rescue_path(&options, &by, &kept, &progress);
	if (!err && !work->store)
		err = work_open_base(work, STORE_WRITE);
	if (!err) {
		out_say(call_out(call), "%s", _("The base was made anew of its rows"));
		say_kept(call_out(call), &kept, work->path);
		err_free(why);
		err = check_all(work, false, true, faults);
	} else if (err->code == ERR_DAMAGED || err->code == ERR_FAILED) {
		err_free(why);
		err = tell_damage(call, err, true);
		str_cut(faults, 0);
	} else {
		err_free(why);
	}
	*kept_as = name;
	return err;
}

static Err *err_faults(const Work *work, bool quick, const Str *faults, size_t n)
{
	Err *err = err_new(ERR_FAILED, P_("%zu fault in the base", "%zu faults in the base", n), n);
	/* What follows from half an import goes with it; nothing else is to be done before. */
	if (store_has_cut(work->store))
		return err_todo(err, _("make room on the disk or in the quota; then any command or start takes back the import that was cut short. Then kartoteka check again"));
	if (care_pages_damaged(work->store))
		return err_rows(err);
	err = care_rights_alone(work->store, quick, faults, err);
	if (err->todo)
		return err;
	return err_todo(err, _("first kartoteka backup FILE, then kartoteka check --repair; what is left after it only kartoteka restore FILE mends"));
}

static Err *run_check(CommandCall *call)
{
	Work *work = call_context(call);
	/* Where there is no base there is nothing to repair, and none is made. */
	bool repair = call_flag(call, "repair") && !work->dry_run && (work->store ? !store_read_only(work->store) : file_exists(work->path));
	char *kept = NULL;
	Str faults = {0};
	Err *err = NULL;
	size_t count = 0;
	if (!work->store)
		err = work_open_base(work, repair ? STORE_WRITE : STORE_READ);
	if (!err)
		err = check_all(work, call_flag(call, "quick"), repair, &faults);
	if (err && err->code == ERR_DAMAGED && repair) {
		err = make_anew(call, err, &faults, &kept);
	} else if (err && err->code == ERR_DAMAGED) {
		str_done(&faults);
		return tell_damage(call, err, false);
	}
	if (!err)
		err = tell_faults(&count, call_out(call), &faults, repair);
	if (!err && count && !repair)
		err = err_faults(work, call_flag(call, "quick"), &faults, count);
	if (!err && count) /* what was repaired */
		err = check_left(call, kept);
	if (!err && !count)
		out_say(call_out(call), "%s", _("The base is in order"));
	free(kept);
	str_done(&faults);
	return err;
}

/* ---- backup ---- */

typedef struct Copy {
	Instant at;
	char *name;
} Copy;

static int copy_order(const void *a, const void *b)
{
	const Copy *x = a, *y = b;
	return x->at.s > y->at.s ? -1 : x->at.s < y->at.s;
}

static Err *take_away(CommandCall *call, const char *folder, const char *name)
{
	const Work *work = call_context(call);
	Err *err = NULL;
	char *path = path_join(folder, name);
	bool is_base = file_is_same(path, work->path); /* it may be called like a copy of one */
	if (!is_base && !work->dry_run && unlink(path) != 0)
		err = err_errno(_("The old copy %s cannot be taken away"), path);
	else if (!is_base)
		out_say(call_out(call), work->dry_run ? _("Would take away: %s") : _("Taken away: %s"), name);
	free(path);
	return err;
}

typedef VEC(Copy) CopyList;

/*
 * Copies had no name of a base once: every one was called as those of kartoteka.db are, which may be a copy of this base made by hand, with its number. So they
 * are this base's in its own folder of copies alone, and where no such base lies beside it.
 */
static bool has_former_names(const Work *work, const char *folder)
{
	char *base_folder = path_folder(work->path), *own = path_join(base_folder, "backups"), *other = path_join(base_folder, "kartoteka.db");
	bool has = file_is_same(own, folder) && !file_exists(other);
	free(base_folder);
	free(own);
	free(other);
	return has;
}

/* The copies of this base that lie there and the one that was made just now, or would be. What is another's, or can be read as no base, is not looked at. */
static void list_copies(CopyList *copies, const Work *work, const char *folder, const char *made)
{
	Copy copy = {.at = work_now(work), .name = mem_strdup(made)};
	rotation_read_name(&copy.at, work->path, made);
	vec_push(copies, copy);
	const bool former = has_former_names(work, folder);
	DIR *dir = opendir(folder);
	for (struct dirent *entry = dir ? readdir(dir) : NULL; entry; entry = readdir(dir)) {
		if (strcmp(entry->d_name, made) == 0)
			continue;
		if (!rotation_read_name(&copy.at, work->path, entry->d_name) && !(former && rotation_read_name(&copy.at, "kartoteka.db", entry->d_name)))
			continue;
		char *path = path_join(folder, entry->d_name);
		if (care_is_old_copy(work->store, path)) {
			copy.name = mem_strdup(entry->d_name);
			vec_push(copies, copy);
		}
		free(path);
	}
	if (dir)
		closedir(dir);
}

/* Takes away the copies that the rotation does not keep; `made` stays, also where the clock was set back. */
static Err *rotate(CommandCall *call, const char *folder, const char *made, const Rotation *rotation)
{
	Work *work = call_context(call);
	CopyList copies = {0};
	Err *err = NULL;
	list_copies(&copies, work, folder, made);
	qsort(copies.at, copies.n, sizeof *copies.at, copy_order);
	Day *days = mem_alloc(copies.n * sizeof *days);
	bool *keeps = mem_alloc(copies.n);
	for (size_t i = 0; i < copies.n; i++)
		days[i] = zone_day(work->zone, copies.at[i].at);
	rotation_keep(keeps, rotation, days, copies.n);
	for (size_t i = 0; i < copies.n; i++) {
		if (!keeps[i] && !err && strcmp(copies.at[i].name, made) != 0)
			err = take_away(call, folder, copies.at[i].name);
		free(copies.at[i].name);
	}
	free(days);
	free(keeps);
	vec_free(&copies);
	return err;
}

static Err *tell_backup(CommandCall *call, const char *path)
{
	Work *work = call_context(call);
	Out *out = call_out(call);
	out_begin(out, NULL, 0);
	out_row(out);
	out_text(out, "file", path);
	out_row_end(out);
	TRY(out_end(out));
	out_say(out, work->dry_run ? _("Would write: %s") : _("Backup: %s"), path);
	return NULL;
}

/* An older copy of this base gives way to the new one; anything else that lies there does not. */
static Err *may_overwrite(const Work *work, const char *path)
{
	if (work->yes || care_is_copy(work->store, path))
		return NULL;
	return err_todo(err_kept(err_new(ERR_FAILED, _("%s is there and is no copy of this base"), path), _("nothing was written")), _("name another file, or add --yes"));
}

/* ours: with the rights of the base, else for who asks alone. */
static Err *backup_to(CommandCall *call, const char *path, bool ours)
{
	Work *work = call_context(call);
	Telling telling = {work, _("backup")};
	CareProgress progress = {step, &telling};
	TRY(may_overwrite(work, path));
	if (!work->dry_run)
		TRY((ours ? care_backup_ours : care_backup)(work->store, path, &progress));
	return tell_backup(call, path);
}

/* What leaves the journal is in the copy that was made just now. The base was opened for reading. */
static Err *forget_old(CommandCall *call)
{
	Work *work = call_context(call);
	Telling telling = {work, _("journal")};
	CareProgress progress = {step, &telling};
	Day from;
	bool all;
	int64_t gone = 0;
	Store *store = NULL;
	const char *keep = settings_get(work->settings, "journal", "keep");
	if (!journal_keep_read(&from, &all, keep, work_today(work)))
		return err_new(ERR_FAILED, _("%s does not say how long: 10y, 6m, 90d or all are meant"), keep);
	if (all)
		return NULL;
	StoreOptions options = work_store_options(work, work->dry_run ? STORE_READ : STORE_WRITE);
	TRY(store_open(&store, &options));
	Err *err = care_forget(store, zone_instant(work->zone, from, 0), work->dry_run, &gone, &progress);
	store_close(store);
	if (!err && gone)
		out_say_count(call_out(call), gone, work->dry_run ? P_("Would leave the journal: %lld change", "Would leave the journal: %lld changes", gone) : P_("Left the journal: %lld change", "Left the journal: %lld changes", gone),
		              (long long)gone);
	return err_under(err, "journal.keep");
}

static bool is_own_copy(void *self, const char *name)
{
	const Work *work = self;
	Instant at;
	return rotation_read_name(&at, work->path, name);
}

/* Two bases of one name may have one folder for their copies, and one moment. Caller frees. */
static char *name_copy(char name[ROTATION_NAME], const Work *work, const char *folder)
{
	enum {
		MOST = 60
	};
	char *path = NULL;
	for (int s = 0; s < MOST; s++) {
		free(path);
		rotation_name(name, work->path, (Instant){work_now(work).s + s});
		path = path_join(folder, name);
		char *part = mem_printf("%s.part", path);
		bool is_free = !file_exists(part) && care_is_copy(work->store, path);
		free(part);
		if (is_free)
			break;
	}
	return path;
}

static Err *backup_rotating(CommandCall *call)
{
	Work *work = call_context(call);
	Rotation rotation;
	char name[ROTATION_NAME];
	TRY(rotation_read(&rotation, call_text(call, "keep")));
	char *base_folder = path_folder(work->path);
	char *folder = call_has(call, "file") ? mem_strdup(call_text(call, "file")) : path_join(base_folder, "backups");
	if (!work->dry_run)
		care_remove_parts(folder, is_own_copy, work);
	char *path = name_copy(name, work, folder);
	Err *err = target_check(work, path, true);
	if (!err && !work->dry_run)
		err = err_kept(care_folder(work->store, folder), _("nothing was written"));
	if (!err)
		err = backup_to(call, path, true);
	if (!err)
		err = err_kept(rotate(call, folder, name, &rotation), _("the copy was made"));
	if (!err)
		err = err_kept(forget_old(call), _("the copy was made"));
	free(path);
	free(folder);
	free(base_folder);
	return err;
}

static Err *run_backup(CommandCall *call)
{
	Work *work = call_context(call);
	if (!file_exists(work->path))
		return err_new(ERR_NOT_FOUND, _("There is no base %s"), work->path);
	if (!work->store)
		TRY(work_open_base(work, STORE_READ));
	if (call_has(call, "keep"))
		return backup_rotating(call);
	if (!call_has(call, "file"))
		return err_todo(err_new(ERR_USAGE, _("Where to was not said")), _("give a file, or --keep 7d,4w,12m for rotating copies"));
	TRY(target_check(work, call_text(call, "file"), true));
	return backup_to(call, call_text(call, "file"), false);
}

/* ---- restore, migrate, init ---- */

static Err *tell_restore(CommandCall *call, const CareKept *kept, const char *from)
{
	const Work *work = call_context(call);
	Out *out = call_out(call);
	out_begin(out, NULL, 0);
	out_row(out);
	out_text(out, "file", from);
	out_text(out, "kept", kept->kept ? kept->path : NULL);
	if (kept->kept && kept->lost >= 0)
		out_int(out, "lost", kept->lost);
	else
		out_null(out, "lost");
	out_row_end(out);
	TRY(out_end(out));
	out_say(out, work->dry_run ? _("Would restore %s from %s") : _("Restored %s from %s"), work->path, from);
	say_kept(out, kept, from);
	return NULL;
}

/* It is easily said of the wrong base, and what comes has nothing of what goes. */
static Err *may_bring_back(const Work *work, const char *from)
{
	char own[37], its[37];
	bool has_changes, any;
	if (work->yes || !care_base_uuid(own, &has_changes, work->path) || !has_changes || !care_base_uuid(its, &any, from) || strcmp(own, its) == 0)
		return NULL;
	return err_todo(err_kept(err_new(ERR_FAILED, _("%s is no copy of %s: it is another base, or a copy of one"), from, work->path), _("nothing was changed")),
	                _("name a copy of this base, or add --yes to have the other one in its place; what is there now is kept beside it"));
}

static Err *run_restore(CommandCall *call)
{
	Work *work = call_context(call);
	Telling telling = {work, _("restore")};
	CareProgress progress = {step, &telling};
	const char *from = call_text(call, "file");
	if (!file_exists(from))
		return err_word(err_new(ERR_NOT_FOUND, _("There is no file %s"), from), from, -1);
	TRY(care_restore_check(work->path, from));
	TRY(may_bring_back(work, from));
	StoreOptions options = work_store_options(work, STORE_WRITE);
	char *name = name_before_restore(work);
	CareKept kept = {.path = name};
	const CareBy by = {.login = work->me.login.s, .at = work_now(work)};
	Err *err = work->dry_run ? NULL : care_restore_path(&options, from, &by, &kept, &progress);
	if (!err)
		err = tell_restore(call, &kept, from);
	free(name);
	return err;
}

static Err *dry_migrate(Out *out, const StoreOptions *options)
{
	int from, to = care_version();
	TRY(care_form(&from, options));
	/* What the deed would refuse, it says. */
	if (from > to)
		return err_new(ERR_FAILED, _("The base is of form %d, newer than this program's %d"), from, to);
	char *copy = from < to ? care_form_copy(options->path, from) : NULL;
	out_begin(out, NULL, 0);
	out_row(out);
	out_int(out, "from", from);
	out_int(out, "to", to);
	out_row_end(out);
	Err *err = out_end(out);
	if (!err && copy)
		out_say(out, _("Would bring the base from form %d to %d; its copy would be %s"), from, to, copy);
	else if (!err)
		out_say(out, _("The base is of today's form (%d) already"), to);
	free(copy);
	return err;
}

static Err *run_migrate(CommandCall *call)
{
	Work *work = call_context(call);
	Out *out = call_out(call);
	int from = 0, to = 0;
	if (!file_exists(work->path))
		return err_new(ERR_NOT_FOUND, _("There is no base %s"), work->path);
	StoreOptions options = work_store_options(work, STORE_MIGRATE);
	options.migrate_shared = true;
	if (work->dry_run)
		return dry_migrate(out, &options);
	TRY(care_migrate(&options, &from, &to));
	out_begin(out, NULL, 0);
	out_row(out);
	out_int(out, "from", from);
	out_int(out, "to", to);
	out_row_end(out);
	TRY(out_end(out));
	if (from == to)
		out_say(out, _("The base is of today's form (%d) already"), to);
	else
		out_say(out, _("The base was brought from form %d to %d; a copy of it lies beside it"), from, to);
	return NULL;
}

static Err *run_init(CommandCall *call)
{
	Work *work = call_context(call);
	Out *out = call_out(call);
	const char *group = call_text(call, "shared");
	if (file_exists(work->path))
		return err_kept(err_new(ERR_FAILED, _("There is a base already: %s"), work->path), _("nothing was changed"));
	if (work->dry_run) {
		out_say(out, _("Would make: %s"), work->path);
		return NULL;
	}
	if (group)
		TRY(store_init_shared(work->path, group, work->env));
	TRY(work_open_base(work, STORE_MIGRATE));
	out_begin(out, NULL, 0);
	out_row(out);
	out_text(out, "file", work->path);
	out_text(out, "shared", group);
	out_row_end(out);
	TRY(out_end(out));
	if (group) {
		char *folder = path_folder(work->path);
		out_say(out, _("New base %s for the group %s: everybody in it can read all of it"), work->path, group);
		out_say(out, _("Its folder %s is the group's: 2770, the base 0660"), folder);
		free(folder);
	} else {
		out_say(out, _("New base %s, yours alone"), work->path);
	}
	return NULL;
}

const Command care_commands[CARE_COMMANDS] = {
	{
		.name = "check",
		.title = N_("Check the base"),
		.help = N_("Check the base, its journal and what lists show; exit 1 when something is wrong."),
		.more = N_("With --repair all is looked at, also with --quick. What follows from records is computed anew. Where pages of the base are damaged and all its rows can be read, the whole base is made anew of its rows, under open sessions too: that needs four times its size free beside it, and what it replaces is kept there as BASE.before-restore-TIME. Where a row may be lost nothing is changed; a record that is older than its last change in the journal is named."),
		.group = COMMAND_TOOLS,
		.flags = COMMAND_CLI_ONLY | COMMAND_NO_BASE,
		.args = (const Arg[]){
			{"quick", ARG_FLAG, ARGF_OPTION, .letter = 'q', .help = N_("Only what shows most faults fast")},
			{"repair", ARG_FLAG, ARGF_OPTION, .help = N_("Compute anew what follows from the rest; make a damaged base anew of its rows")},
			{0},
		},
		.run = run_check,
		.examples = "check --quick",
	},
	{
		.name = "backup",
		.title = N_("Backup"),
		.help = N_("Write a whole copy of the base, read back after writing; open sessions go on."),
		.more = N_("With --keep, copies of this base alone are taken away: those that bear its name and hold its own mark. A base that was copied by hand, or restored from a copy of another, has the mark of the other: keep two such bases under different names, or their copies in different folders. Then what is older than the setting journal.keep leaves the journal; without that setting nothing does."),
		.group = COMMAND_TOOLS,
		.flags = COMMAND_CLI_ONLY | COMMAND_NO_BASE,
		.args = (const Arg[]){
			{"file", ARG_FILE, 0, .help = N_("The copy; with --keep the folder, backups/ beside the base otherwise")},
			{"keep", ARG_TEXT, ARGF_OPTION, .help = N_("Rotating copies: so many of the last days, weeks, months stay"), .value = N_("7d,4w,12m")},
			{0},
		},
		.run = run_backup,
		.examples = "backup ~/kartoteka.db\nbackup --keep 7d,4w,12m  # from cron",
	},
	{
		.name = "restore",
		.title = N_("Restore"),
		.help = N_("Bring the base to the state of a copy, also under open sessions."),
		.group = COMMAND_TOOLS,
		.flags = COMMAND_CLI_ONLY | COMMAND_NO_BASE,
		.more = N_("What it replaces is kept beside the base first, as BASE.before-restore-TIME, and can be restored in the same way. A copy of another base is brought back with --yes only."),
		.args = (const Arg[]){{"file", ARG_FILE, ARGF_REQUIRED, .help = N_("The copy")}, {0}},
		.run = run_restore,
		.examples = "restore ~/kartoteka.db",
	},
	{
		.name = "migrate",
		.title = N_("Migrate the base"),
		.help = N_("Bring a base of an older form to today's, after a copy."),
		.group = COMMAND_TOOLS,
		.flags = COMMAND_CLI_ONLY | COMMAND_NO_BASE,
		.run = run_migrate,
		.examples = "migrate",
	},
	{
		.name = "init",
		.title = N_("New base"),
		.help = N_("Make a new base: yours alone, or for a Unix group."),
		.group = COMMAND_TOOLS,
		.flags = COMMAND_CLI_ONLY | COMMAND_NO_BASE,
		.more = N_("Who shares a base can read all of it."),
		.args = (const Arg[]){{"shared", ARG_TEXT, ARGF_OPTION, .help = N_("For this Unix group"), .value = N_("GROUP")}, {0}},
		.run = run_init,
		.examples = "init\n--db /srv/kartoteka/base.db init --shared sales",
	},
};
