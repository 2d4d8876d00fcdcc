/* SPDX-License-Identifier: MIT */
/*
 * The one transaction: begin with its checks (form, imports a kill left open), the batch's row, the log of its changes, commit, rollback.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "inside.h"
#include "journal_inside.h"
#include "kartoteka/base/log.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/said.h"
#include "kartoteka/base/text.h"
#include "kartoteka/store/care.h"
#include "search.h"
#include "sqlite_search.h"

_Static_assert(PATCH_MAKE == 0 && PATCH_EDIT == 1 && PATCH_REMOVE == 2, "change.op is kept so");

/* Inside the transaction: another program may have raised the form since this session opened. */
static Err *check_form(Store *store)
{
	int64_t form = 0;
	TRY(db_form(&form, store->db));
	if (form == care_version())
		return NULL;
	if (form < care_version())
		return err_old_base(store->path);
	store->read_only = mem_strdup(_("the base was brought to another form; leave and start again"));
	return err_todo(err_kept(err_new(ERR_OUTDATED, _("the base was brought to another form while this session was open")),
	                         _("nothing was changed; what is on the screen can still be read")),
	                _("leave and start Kartoteka again"));
}

/* A folder that was moved or unmounted, another file in this one's place: what is written now would be in no file that anybody finds again. */
Err *check_place(const Store *store)
{
	struct stat st;
	if (store->in_memory || (stat(store->path, &st) == 0 && (uint64_t)st.st_dev == store->device && (uint64_t)st.st_ino == store->file))
		return NULL;
	return err_todo(err_kept(err_new(ERR_FAILED, _("the base %s is not in its place any more: its file or folder was moved or removed"), store->path),
	                         _("nothing was changed; what is on the screen can still be read")),
	                _("bring it back and do it again, or leave and start Kartoteka again"));
}

/* Of this session and not ended: a restore that went over it made it nobody's. */
Err *store_batch_is_open(Store *store, int64_t batch, bool *open)
{
	int64_t own = 0;
	Err *err = db_int(&own, store->db, "SELECT 1 FROM batch WHERE id = $1 AND open = 1 AND session = (SELECT id FROM session WHERE uuid = $2)", ARGS(arg_int(batch), arg_text(store->session)));
	*open = own;
	return err;
}

Err *store_import_beside(Store *store, int64_t *batch, int64_t *changes)
{
	*batch = *changes = 0;
	/* Those of the dead were taken back when the transaction began. */
	TRY(db_int(batch, store->db, "SELECT max(id) FROM batch WHERE open = 1 AND session IS DISTINCT FROM (SELECT id FROM session WHERE uuid = $1)", ARGS(arg_text(store->session))));
	if (!*batch)
		return NULL;
	return db_int(changes, store->db, "SELECT changes FROM batch WHERE id = $1", ARGS(arg_int(*batch)));
}

static Err *join_batch(Store *store, int64_t batch)
{
	bool open;
	TRY(store_batch_is_open(store, batch, &open));
	if (!open)
		return err_new(ERR_FAILED, _("the batch %lld was closed or taken back meanwhile, or a backup came over it"), (long long)batch);
	TRY(db_int(&store->changes, store->db, "SELECT changes FROM batch WHERE id = $1", ARGS(arg_int(batch))));
	TRY(db_int(&store->depth, store->db, "SELECT depth FROM batch WHERE id = $1", ARGS(arg_int(batch))));
	TRY(db_int(&store->kinds, store->db, "SELECT kinds FROM batch WHERE id = $1", ARGS(arg_int(batch))));
	TRY(db_int(&store->last_seq, store->db, "SELECT coalesce(last_seq, first_seq) FROM batch WHERE id = $1", ARGS(arg_int(batch))));
	store->batch = batch;
	store->batch_written = true;
	return NULL;
}

static Err *new_batch(Store *store)
{
	store->batch = 0;
	TRY(db_int(&store->batch, store->db, "SELECT max(id) FROM batch", NO_ARGS));
	store->batch++;
	if (store->head.undoes) {
		int64_t depth = 0;
		TRY(db_int(&depth, store->db, "SELECT depth FROM batch WHERE id = $1", ARGS(arg_int(store->head.undoes))));
		store->depth = depth + 1;
	}
	return NULL;
}

static Err *begin_batch(Store *store)
{
	TRY(check_form(store));
	if (store->head.joins)
		TRY(join_batch(store, store->head.joins));
	else
		TRY(new_batch(store));
	return db_int(&store->seq, store->db, "SELECT max(seq) FROM change", NO_ARGS);
}

/* Said anew each time: a transaction that is rolled back takes it along. What closes an import still writes as those before it. */
static Err *merge_late(Store *store)
{
	bool late = store->head.stays_open || (store->head.joins && store->merges_late);
	if (!late && !store->merges_late)
		return NULL;
	store->merges_late = late;
	return index_merge_late(store->db, late);
}

/*
 * What an import has brought so far is taken back when it goes no further, so only its end must be on the disk when it is told: a power cut may take the last
 * of its transactions, never one before them. Beside others that write it is there at once, or the next commit of theirs would wait for all of it.
 */
static Err *set_lasting(Store *store, const BatchHead *head)
{
	bool later = head->stays_open && !store->fill && store_is_alone(store);
	if (later == store->lasts_later)
		return NULL;
	TRY(db_lasting(store->db, !later));
	store->lasts_later = later;
	return NULL;
}

static Err *begin_plain(Store *store, const BatchHead *head)
{
	if (store->running)
		return err_new(ERR_FAILED, "a transaction within a transaction");
	if (store->read_only)
		return err_read_only(store);
	TRY(store_make_promised(store));
	TRY(check_place(store));
	store->misplaced = false;
	arena_reset(store->arena);
	arena_reset(store->scratch);
	arena_reset(store->conflict_arena);
	store->has_conflict = store->writes = store->batch_written = false;
	store->changes = store->depth = store->seq = store->ids = store->batch = store->kinds = store->last_seq = 0;
	str_cut(&store->run, 0);
	store->head = *head;
	store->head.command = arena_dup(store->arena, head->command ? head->command : "");
	store->head.label = arena_dup(store->arena, head->label);
	TRY(set_lasting(store, head));
	TRY(db_begin(store->db, true));
	Err *err = begin_batch(store);
	if (!err)
		err = merge_late(store);
	if (err) {
		db_rollback(store->db);
		return err;
	}
	store->running = true;
	if (head->stays_open && !store->big_cache) {
		store->big_cache = true;
		err_free(db_cache(store->db, store->lean ? DB_CACHE_PAGE_KIB : DB_CACHE_IMPORT_KIB));
		err_free(db_bulk(store->db, true));
	}
	return NULL;
}

/* Of a session that is dead, or one that this session gave up; 0 none. A living session's import goes on. */
Err *batch_left_open(const Store *store, int64_t *batch)
{
	*batch = 0;
	Rows rows;
	bool more;
	TRY(db_query(&rows, store->db, "SELECT b.id, s.uuid FROM batch b JOIN session s ON s.id = b.session WHERE b.open = 1 ORDER BY b.id DESC", NO_ARGS));
	for (;;) {
		TRY(rows_next(&rows, &more));
		if (!more)
			return NULL;
		if (row_int(&rows, 0) == store->given_up || !session_is_live(store, row_words(&rows, 1))) {
			*batch = row_int(&rows, 0);
			rows_done(&rows);
			return NULL;
		}
	}
}

void store_gives_up(Store *store, int64_t batch)
{
	store->given_up = batch;
}

bool store_has_cut(const Store *store)
{
	int64_t left = 0;
	err_free(batch_left_open(store, &left));
	return left != 0;
}

/* Others went on with what the import brought: it stays as far as it came, as a batch like any other, and nobody is locked out. */
static Err *leave_it(Store *store, int64_t batch, const Err *why)
{
	log_line("batch %lld was cut short and stays: %s", (long long)batch, why->what);
	TRY(db_begin(store->db, true));
	Err *err = db_run(store->db, "UPDATE batch SET open = 0 WHERE id = $1", ARGS(arg_int(batch)));
	if (err) {
		db_rollback(store->db);
		return err;
	}
	return db_commit(store->db);
}

static bool tell_taking(void *self, int64_t done, int64_t all)
{
	const Store *store = self;
	if (store->taking)
		store->taking(store->keep_self, done, all);
	return true;
}

static Err *take_one(Store *store, int64_t batch)
{
	int64_t author = 0, at = 0;
	TRY(db_int(&author, store->db, "SELECT author FROM batch WHERE id = $1", ARGS(arg_int(batch))));
	TRY(db_int(&at, store->db, "SELECT at FROM batch WHERE id = $1", ARGS(arg_int(batch))));
	char *label = said(N_("an import that was cut short was taken back"));
	const BatchHead head = {.author = author, .at = {at}, .command = JOURNAL_CUT, .label = label};
	Arena *arena = arena_new();
	int64_t *clients;
	size_t n;
	const CareProgress progress = {tell_taking, store};
	Err *err = journal_take_back(store, batch, &head, &progress, &clients, &n, arena);
	free(label);
	if (!err) {
		if (store->keep)
			err = store->keep(store->keep_self, store, batch, clients, n);
		if (err)
			store_rollback(store);
		else
			err = store_commit(store, NULL);
	}
	arena_free(arena);
	if (err && err->code == ERR_CONFLICT) {
		Err *left = leave_it(store, batch, err);
		err_free(err);
		return left;
	}
	return err_under(err, _("an import was cut short and cannot be taken back"));
}

Err *store_take_open(Store *store)
{
	for (;;) {
		int64_t batch, open = 0;
		TRY(batch_left_open(store, &batch));
		if (!batch)
			return NULL;
		Err *err = take_one(store, batch);
		if (!err)
			continue;
		/* Another session may have been quicker. */
		Err *asked = db_int(&open, store->db, "SELECT open FROM batch WHERE id = $1", ARGS(arg_int(batch)));
		if (asked || open) {
			err_free(asked);
			return err;
		}
		err_free(err);
	}
}

Err *store_begin(Store *store, const BatchHead *head)
{
	int64_t left;
	TRY(begin_plain(store, head));
	Err *err = batch_left_open(store, &left);
	/* journal_take_back begins through here too: then the one it takes back is not in the way. */
	if (!err && left && left != head->undoes && left != head->joins) {
		store_rollback(store);
		err = store_take_open(store);
		return err ? err : begin_plain(store, head);
	}
	if (err)
		store_rollback(store);
	return err;
}

/* ---- The log ---- */
Err *journal_session(int64_t *id, Db *db, const char *uuid, const char *terminal, int64_t batch)
{
	*id = 0;
	TRY(db_int(id, db, "SELECT id FROM session WHERE uuid = $1", ARGS(arg_text(uuid))));
	if (*id)
		return NULL;
	TRY(db_int(id, db, "SELECT max(id) FROM session", NO_ARGS));
	++*id;
	return db_run(db, "INSERT INTO session (id, uuid, terminal, since) VALUES ($1, $2, $3, $4)",
	              ARGS(arg_int(*id), arg_text(uuid), terminal ? arg_text(terminal) : arg_null(), arg_int(batch)));
}

static Err *phrase_number(int64_t *id, Db *db, const char *command, const char *frame)
{
	*id = 0;
	TRY(db_int(id, db, "SELECT id FROM phrase WHERE command = $1 AND frame = $2", ARGS(arg_text(command), arg_text(frame))));
	if (*id)
		return NULL;
	TRY(db_int(id, db, "SELECT max(id) FROM phrase", NO_ARGS));
	++*id;
	return db_run(db, "INSERT INTO phrase (id, command, frame) VALUES ($1, $2, $3)", ARGS(arg_int(*id), arg_text(command), arg_text(frame)));
}

Err *batch_insert(Db *db, int64_t batch, int64_t depth, int64_t first_seq, const BatchHead *head, const char *session, const char *terminal)
{
	Str frame = {0}, words = {0};
	int64_t session_id = 0, phrase = 0;
	bool framed = head->label && said_split(&frame, &words, head->label);
	Err *err = journal_session(&session_id, db, session, terminal, batch);
	if (!err)
		err = phrase_number(&phrase, db, head->command, str_text(&frame));
	if (!err)
		err = db_run(db, "INSERT INTO batch (id, session, author, at, phrase, words, undoes, depth, open, bulk, first_seq) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
		             ARGS(arg_int(batch), arg_int(session_id), arg_int(head->author), arg_int(head->at.s), arg_int(phrase),
		                  framed ? arg_textn(words.n ? words.s : "", words.n) : arg_text(head->label), head->undoes ? arg_int(head->undoes) : arg_null(),
		                  arg_int(depth), arg_int(head->stays_open), arg_int(head->bulk), first_seq ? arg_int(first_seq) : arg_null()));
	str_done(&frame);
	str_done(&words);
	return err;
}

/* changes: it is written for the first of them. */
static Err *write_batch(Store *store, bool changes)
{
	const BatchHead *head = &store->head;
	Err *unknown = session_open(store);
	if (unknown && head->stays_open)
		return err_kept(unknown, _("nothing was changed"));
	if (unknown)
		log_line("%s: %s", store->path, unknown->what); /* who is alone with a single change loses nothing by it */
	err_free(unknown);
	TRY(batch_insert(store->db, store->batch, store->depth, changes ? store->seq + 1 : 0, head, store->session, store->env->terminal));
	if (head->undoes)
		TRY(db_run(store->db, "UPDATE batch SET undone_by = $2, open = 0 WHERE id = $1", ARGS(arg_int(head->undoes), arg_int(store->batch))));
	store->batch_written = store->writes = true;
	return NULL;
}

Err *change_flush(Store *store)
{
	if (!store->run.n)
		return NULL;
	store->last_seq = ++store->seq;
	Err *err = db_run(store->db, "INSERT INTO change (seq, batch, op, record, made) VALUES ($1, $2, $3, $4, $5)",
	                  ARGS(arg_int(store->seq), arg_int(store->batch), arg_int(PATCH_MAKE), arg_int(store->run_record), arg_textn(store->run.s, store->run.n)));
	str_cut(&store->run, 0);
	return err;
}

/* Records are numbered as they are made, so most are told by one row a transaction. */
static Err *log_made(Store *store, const Kind *kind, int64_t id)
{
	if (store->run.n && (id != store->run_record + (int64_t)store->run.n || store->run.n == JOURNAL_RUN))
		TRY(change_flush(store));
	if (!store->run.n)
		store->run_record = id;
	str_addc(&store->run, kind->letter);
	return NULL;
}

Err *change_log(Store *store, PatchOp op, const Kind *kind, int64_t id, int64_t rev, const Str *values)
{
	if (!store->batch_written)
		TRY(write_batch(store, true));
	store->changes++;
	store->kinds |= kind_bit(kind);
	if (op == PATCH_MAKE)
		return log_made(store, kind, id);
	TRY(change_flush(store));
	store->last_seq = ++store->seq;
	return db_run(store->db, "INSERT INTO change (seq, batch, op, record, kind, rev, \"values\") VALUES ($1, $2, $3, $4, $5, $6, $7)",
	              ARGS(arg_int(store->seq), arg_int(store->batch), arg_int(op), arg_int(id), arg_text(kind->name), arg_int(rev),
	                   values ? arg_bytes(str_text(values), values->n) : arg_null()));
}

/* ---- Commit ---- */
static Err *close_batch(Store *store)
{
	if (store->ids)
		TRY(db_run(store->db, "UPDATE base SET next_id = $1 WHERE id = 1 AND next_id < $1", ARGS(arg_int(store->ids))));
	if (store->head.undoes && !store->batch_written)
		TRY(write_batch(store, false)); /* an open batch without changes must be closed all the same */
	if (!store->batch_written)
		return NULL;
	TRY(change_flush(store));
	return db_run(store->db,
	              "UPDATE batch SET changes = $2, open = $3, kinds = $4, last_seq = CASE WHEN first_seq < $5 THEN $5 ELSE last_seq END WHERE id = $1",
	              ARGS(arg_int(store->batch), arg_int(store->changes), arg_int(store->head.stays_open), arg_int(store->kinds), arg_int(store->last_seq)));
}

/* Behind the last of many transactions, whether that wrote anything or not. */
static void end_bulk(Store *store)
{
	if (!store->big_cache || store->head.stays_open)
		return;
	store->big_cache = false;
	err_free(db_bulk(store->db, false));
	err_free(db_cache(store->db, store->cache_kib));
}

Err *store_commit(Store *store, int64_t *batch)
{
	if (batch)
		*batch = 0;
	if (!store->running)
		return err_new(ERR_FAILED, "a commit outside a transaction");
	bool joins = store->head.joins != 0;
	if (!store->writes && !joins && !store->head.undoes) {
		store_rollback(store);
		end_bulk(store);
		return NULL;
	}
	Err *err = search_flush(store);
	if (!err)
		err = close_batch(store);
	if (store->big_cache && !store->head.stays_open)
		err_free(db_bulk(store->db, false)); /* so that what it left in the -wal is not brought home at the next small change */
	if (!err)
		err = db_commit(store->db);
	if (err) {
		store_rollback(store);
		return err;
	}
	store->running = false;
	store->own_commits++;
	end_bulk(store);
	if (batch && store->batch_written)
		*batch = store->batch;
	notice_give(store);
	return NULL;
}

void store_rollback(Store *store)
{
	db_rollback(store->db);
	search_forget(store);
	str_cut(&store->run, 0);
	store->running = false;
}

bool store_in_transaction(const Store *store)
{
	return store->running;
}

Err *store_batch_author(Store *store, int64_t author)
{
	store->head.author = author;
	return store->batch_written ? db_run(store->db, "UPDATE batch SET author = $2 WHERE id = $1", ARGS(arg_int(store->batch), arg_int(author))) : NULL;
}

int64_t store_batch(const Store *store)
{
	return store->batch;
}
