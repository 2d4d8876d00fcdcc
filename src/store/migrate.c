/* SPDX-License-Identifier: MIT */
/*
 * The form of a base: data/schema/today.sql is the whole of it, of which a new base is made, with its row and the shipped lists; the numbered files bring an
 * older one to it in one transaction, after it was copied beside itself.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "backup.h"
#include "inside.h"
#include "journal_inside.h"
#include "kartoteka/base/embedded.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/uuid.h"
#include "kartoteka/model/list.h"
#include "kartoteka/store/care.h"

enum {
	FORMS_MOST = 256,
	RUNS_FROM = 8, /* the form whose journal tells made records by runs */
};

#define WHOLE_FORM "schema/today.sql"

/* "schema/012-name.sql" is form 12. */
size_t forms_embedded(Form out[], size_t room)
{
	size_t n = 0;
	const Embedded *file;
	for (size_t i = 0; n < room && (file = embedded_at("schema/", i)); i++) {
		const char *name = path_name(file->path), *s = name;
		int number;
		if (str_ends(name, ".sql") && str_take_number(&number, &s, 1, 9) && str_take_char(&s, '-'))
			out[n++] = (Form){number, (const char *)file->bytes};
	}
	return n;
}

int care_version(void)
{
	Form forms[FORMS_MOST];
	int newest = 0;
	for (size_t n = forms_embedded(forms, FORMS_MOST); n > 0; n--)
		newest = forms[n - 1].number > newest ? forms[n - 1].number : newest;
	return newest;
}

/* What goes once over the journal, told as if by one statement. */
static const char joins_runs[] = "UPDATE change";

static int64_t expected(const DbSteps *steps, const Form *form)
{
	int64_t out = form->number == RUNS_FROM ? db_steps_of(steps, joins_runs, strlen(joins_runs)) : 0;
	const char *sql = form->sql;
	for (size_t n; (n = db_statement(sql)); sql += n)
		out += db_steps_of(steps, sql, n);
	return out;
}

static Err *raise_by(DbSteps *steps, const Form *form)
{
	const char *sql = form->sql;
	for (size_t n; (n = db_statement(sql)); sql += n) {
		TRY(db_steps_part(steps, db_steps_of(steps, sql, n)));
		size_t blank = strspn(sql, " \n\t");
		char *one = mem_strndup(sql + blank, n - blank);
		Err *err = db_script(steps->db, one);
		free(one);
		TRY(err);
	}
	TRY(db_script(steps->db, sql)); /* nothing, but where a last semicolon is missing */
	if (form->number != RUNS_FROM)
		return NULL;
	TRY(db_steps_part(steps, db_steps_of(steps, joins_runs, strlen(joins_runs))));
	return journal_join_runs(steps->db);
}

static Err *raise_all(DbSteps *steps, const Form *forms, size_t n, int64_t *at)
{
	for (size_t i = 0; i < n; i++) {
		if (forms[i].number > *at)
			steps->all += expected(steps, &forms[i]);
	}
	for (size_t i = 0; i < n; i++) {
		if (forms[i].number <= *at)
			continue;
		TRY(raise_by(steps, &forms[i]));
		*at = forms[i].number;
	}
	return NULL;
}

Err *forms_raise(Db *db, const Form *forms, size_t n, int64_t from, bool (*step)(void *self, int64_t done, int64_t all), void *self)
{
	DbSteps steps;
	int64_t at = from;
	TRY(db_uuid_function(db));
	db_steps_begin(&steps, db, step, self);
	Err *err = raise_all(&steps, forms, n, &at);
	db_steps_end(&steps);
	TRY(err);
	if (from > 0)
		TRY(db_run(db, "UPDATE base SET form = $1", ARGS(arg_int(at))));
	return db_set_form(db, at);
}

Err *err_old_base(const char *path)
{
	return err_todo(err_kept(err_new(ERR_OLD_BASE, _("the base %s is of an older form"), path), _("nothing was changed")),
	                _("kartoteka migrate brings it to today's form, after a copy"));
}

Err *err_new_base(const char *path)
{
	return err_todo(err_kept(err_new(ERR_NEW_BASE, _("the base %s is of a newer form than this program knows"), path), _("nothing was changed")),
	                _("use a newer Kartoteka"));
}

/* ---- A new base ---- */
static const char *const shipped_kinds[] = {"call", "mail", "meeting", "chat", "note", "complaint", "purchase"};

static const struct {
	const char *code, *counts, *offer;
} shipped_outcomes[] = {
	/* of a call; the order is the digit in the call line */
	{"reached", "contact", "step"},
	{"no-answer", "attempt", "best"},
	{"busy", "attempt", "1h"},
	{"call-back", "contact", "date"},
	{"refused", "contact", "reason"},
	{"wrong-number", "nothing", "drop"},
	{"left-message", "attempt", "tomorrow"},
	{"someone-else", "attempt", "tomorrow"},
	{"wrote", "contact", "step"},
};

typedef struct UuidValue {
	uint8_t bytes[UUID_BYTES];
} UuidValue;

static UuidValue uuid_new(const Env *env)
{
	UuidValue out;
	char text[UUID_TEXT + 1];
	env_uuid(text, env);
	uuid_bytes(out.bytes, text);
	return out;
}

static Err *make_lists(Store *store, int64_t *id)
{
	int64_t call = *id;
	for (size_t i = 0; i < countof(shipped_kinds); i++) {
		const UuidValue uuid = uuid_new(store->env);
		TRY(db_run(store->db, "INSERT INTO contact_kind (id, rev, uuid, code, place, gone) VALUES ($1, 1, $2, $3, $4, 0)",
		           ARGS(arg_int((*id)++), arg_bytes((const char *)uuid.bytes, UUID_BYTES), arg_text(shipped_kinds[i]), arg_int((int64_t)i))));
	}
	for (size_t i = 0; i < countof(shipped_outcomes); i++) {
		const UuidValue uuid = uuid_new(store->env);
		TRY(db_run(store->db,
		           "INSERT INTO outcome (id, rev, uuid, kind, code, counts, offer, place, gone) VALUES ($1, 1, $2, $3, $4, $5, $6, $7, 0)",
		           ARGS(arg_int((*id)++), arg_bytes((const char *)uuid.bytes, UUID_BYTES), arg_int(call), arg_text(shipped_outcomes[i].code),
		                arg_text(shipped_outcomes[i].counts), arg_text(shipped_outcomes[i].offer), arg_int((int64_t)i))));
	}
	return NULL;
}

static Err *fill_base(Store *store, const char *group)
{
	int64_t form = 0, id = 1;
	TRY(db_form(&form, store->db));
	if (form != 0)
		return NULL; /* another session was quicker */
	TRY(db_script(store->db, (const char *)embedded_find(WHOLE_FORM)->bytes));
	TRY(db_set_form(store->db, care_version()));
	TRY(db_set_ours(store->db));
	TRY(make_lists(store, &id));
	char uuid[37];
	env_uuid(uuid, store->env);
	return db_run(store->db, "INSERT INTO base (id, uuid, form, shared_group, next_id) VALUES (1, $1, $2, $3, $4)",
	              ARGS(arg_text(uuid), arg_int(care_version()), arg_text(group), arg_int(id)));
}

Err *base_make(Store *store, const char *group)
{
	TRY(db_begin(store->db, true));
	Err *err = fill_base(store, group);
	if (err) {
		db_rollback(store->db);
		return err;
	}
	return db_commit(store->db);
}

/* ---- An older base ---- */
char *care_form_copy(const char *path, int64_t form)
{
	return mem_printf("%s.form-%lld", path, (long long)form);
}

/* Which part of it is told of. */
typedef struct Raising {
	Store *store;
	StoreRaise at;
} Raising;

static bool raise_step(void *self, int64_t done, int64_t all)
{
	const Raising *raising = self;
	const Store *store = raising->store;
	return !store->raising || store->raising(store->keep_self, raising->at, done, all);
}

static Err *copy_beside(Store *store, int64_t from, char **copy)
{
	Raising raising = {store, RAISE_COPIES};
	const CareProgress progress = {raise_step, &raising};
	struct stat st;
	uint64_t space = 0;
	*copy = care_form_copy(store->path, from);
	if (stat(store->path, &st) != 0)
		return err_errno("%s", store->path);
	TRY(file_free_space(&space, store->path));
	/* The copy, the raised pages in the -wal, and the same again when they are brought home. */
	uint64_t need = (uint64_t)st.st_size * 3 + (1u << 20);
	if (space < need) {
		return err_todo(err_kept(err_new(ERR_FULL, _("bringing the base to today's form needs %llu MiB free beside it, there are %llu"),
		                                 (unsigned long long)(need >> 20), (unsigned long long)(space >> 20)),
		                         _("nothing was changed")),
		                _("make room on the disk or in the quota, then start again"));
	}
	return copy_as_it_is(store, *copy, &progress);
}

static Err *raise_in_transaction(Store *store, int64_t from)
{
	int64_t now = 0;
	TRY(db_form(&now, store->db));
	if (now != from)
		return NULL; /* another session raised it while this one copied */
	Form forms[FORMS_MOST];
	Raising raising = {store, RAISE_CHANGES};
	size_t n = forms_embedded(forms, FORMS_MOST);
	TRY(forms_raise(store->db, forms, n, from, raise_step, &raising));
	Str faults = {0};
	raising.at = RAISE_CHECKS;
	Err *err = db_integrity(store->db, true, &faults, NULL, raise_step, &raising);
	if (!err && faults.n)
		err = err_new(ERR_DAMAGED, _("after the change of form the base would be damaged: %s"), str_text(&faults));
	str_done(&faults);
	return err;
}

Err *base_migrate(Store *store, int64_t from)
{
	char *copy = NULL;
	Err *err = copy_beside(store, from, &copy);
	free(copy);
	TRY(err);
	TRY(db_references(store->db, false)); /* tables may be rebuilt; checked before the commit */
	err = db_begin(store->db, true);
	if (!err) {
		err = raise_in_transaction(store, from);
		if (err)
			db_rollback(store->db);
		else
			err = db_commit(store->db);
	}
	Err *on = db_references(store->db, true);
	Raising raising = {store, RAISE_TIDIES};
	if (!err)
		db_give_back(store->db, raise_step, &raising);
	if (!err)
		return on;
	err_free(on);
	if (err->code == ERR_INTERRUPTED)
		err = err_under(err, "%s", _("the base was not brought to today's form"));
	return err_kept(err, _("the base is as it was, and its copy lies beside it"));
}

Err *care_form(int *form, const StoreOptions *options)
{
	*form = 0;
	if (!file_exists(options->path))
		return err_new(ERR_NOT_FOUND, _("there is no base at %s"), options->path);
	int64_t found = 0;
	TRY(base_form(&found, options));
	*form = (int)found;
	return NULL;
}

Err *care_migrate(const StoreOptions *options, int *from, int *to)
{
	int form;
	*from = *to = care_version();
	TRY(care_form(&form, options));
	StoreOptions raise = *options;
	raise.mode = STORE_MIGRATE;
	raise.migrate_shared = true;
	Store *store;
	TRY(store_open(&store, &raise));
	store_close(store);
	*from = form;
	return NULL;
}
