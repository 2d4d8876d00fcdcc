/* SPDX-License-Identifier: MIT */
/* A base of the first form, as people have them: refused until it is raised, raised after a copy, and then like a new one. The program's statvfs goes through the
 * one of this file. */
#include <fcntl.h>
#include <grp.h>
#include <sys/statvfs.h>

#include "fixture.h"
#include "inside.h"
#include "kartoteka/base/file.h"

/* How many bytes a disk is said to have left; 0: what is true. */
static uint64_t room;

int statvfs(const char *path, struct statvfs *out)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int code = fd < 0 ? -1 : fstatvfs(fd, out);
	if (fd >= 0)
		close(fd);
	if (code == 0 && room) {
		out->f_bsize = out->f_frsize = 1;
		out->f_bavail = (fsblkcnt_t)room;
	}
	return code;
}

/* What the first program left: its row, a person who works, a client, and one plan of each kind with its reminder. */
static const char first_rows[] =
	"INSERT INTO staff (id, rev, uuid, login) VALUES (1, 1, 's1', 'anna'), (2, 1, 's2', 'boris');"
	"INSERT INTO client (id, rev, uuid, kind, surname, owner, title, title_key) VALUES (3, 1, 'c3', 'person', 'Ким', 1, 'Ким', 'ким');"
	"INSERT INTO search_text (id, name, rest) VALUES (3, 'ким', '');"
	"INSERT INTO task (id, rev, uuid, summary, due, client, owner, due_at, open) VALUES (4, 1, 't4', 'счёт', '2026-07-24T09:00:00', 3, 1, 1784883600, 1);"
	"INSERT INTO event (id, rev, uuid, summary, start, client, owner, starts_at, last_at) VALUES (5, 1, 'e5', 'показ', '2026-07-24T10:00:00', 3, 2, 1784887200, 1784887200);"
	"INSERT INTO reminder (id, rev, uuid, of_kind, \"of\", lead, next_at) VALUES (6, 1, 'r6', 'task', 4, 0, 1784883600), (7, 1, 'r7', 'event', 5, 0, 1784887200);"
	"INSERT INTO base (id, uuid, form, next_id) VALUES (1, '01234567-89ab-4cde-8f01-23456789abcd', 1, 8);"
	"PRAGMA application_id = 1264677492; PRAGMA user_version = 1";

static const char *first_form(void)
{
	static Form forms[64];
	size_t n = forms_embedded(forms, countof(forms));
	for (size_t i = 0; i < n; i++) {
		if (forms[i].number == 1)
			return forms[i].sql;
	}
	fail_msg("there is no first form");
	return NULL;
}

static void make_first(const char *path)
{
	Db *db;
	well(db_open(&db, path, DB_WRITE | DB_CREATE, (DbWait){NULL, NULL}));
	well(db_script(db, "PRAGMA journal_mode = WAL"));
	well(db_script(db, first_form()));
	well(db_script(db, first_rows));
	db_close(db);
}

static void refused(const char *path, StoreMode mode)
{
	Store *store;
	Err *err = try_open(&store, path, mode);
	assert_non_null(err);
	assert_int_equal(err->code, ERR_OLD_BASE);
	assert_int_equal(err_exit_status(err), 1);
	assert_non_null(strstr(err->todo, "kartoteka migrate"));
	err_free(err);
}

TEST(a_base_of_the_first_form_is_refused_and_left_alone_by_commands)
{
	Fixture fixture = fixture_new();
	make_first(fixture.path);
	refused(fixture.path, STORE_READ);
	refused(fixture.path, STORE_WRITE);
	Db *db;
	int64_t form = 0;
	well(db_open(&db, fixture.path, DB_READ, (DbWait){NULL, NULL}));
	well(db_form(&form, db));
	assert_int_equal(form, 1);
	db_close(db);
	fixture_done(&fixture);
}

/* Tables and indexes with their columns, whatever way they came about. */
static char *schema_of(Store *store)
{
	static const char objects[] =
		"SELECT m.type || ' ' || m.name || ' ' || m.tbl_name || CASE m.type WHEN 'index' THEN m.sql ELSE '' END FROM sqlite_master m WHERE m.name NOT LIKE 'sqlite_%' ORDER BY m.type, m.name";
	static const char columns[] =
		"SELECT m.name || '.' || i.name || ' ' || i.type || ' ' || i.\"notnull\" FROM sqlite_master m, pragma_table_info(m.name) i"
		" WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY m.name, i.name";
	static const char *const asked[] = {objects, columns};
	Str out = {0};
	for (size_t i = 0; i < countof(asked); i++) {
		Rows rows;
		bool more;
		well(db_query(&rows, store_db(store), asked[i], NO_ARGS));
		for (;;) {
			well(rows_next(&rows, &more));
			if (!more)
				break;
			str_addf(&out, "%s\n", row_text(&rows, 0));
		}
	}
	return str_take(&out);
}

TEST(a_raised_base_is_like_a_new_one_and_its_copy_lies_beside_it)
{
	Fixture fixture = fixture_new();
	make_first(fixture.path);
	const StoreOptions options = {.path = fixture.path, .mode = STORE_MIGRATE, .env = &fixture_env};
	int from = 0, to = 0;
	char path[256];
	/* Asked before, it says where from and where the copy will lie, and leaves the base as it is. */
	for (int i = 0; i < 2; i++) {
		well(care_form(&from, &options));
		assert_int_equal(from, 1);
	}
	char *planned = care_form_copy(fixture.path, from);
	assert_int_not_equal(access(planned, F_OK), 0);
	well(care_migrate(&options, &from, &to));
	assert_int_equal(access(planned, F_OK), 0);
	free(planned);
	assert_int_equal(from, 1);
	assert_int_equal(to, care_version());
	snprintf(path, sizeof path, "%s.form-1", fixture.path);
	Db *copy;
	int64_t value = 0;
	well(db_open(&copy, path, DB_READ, (DbWait){NULL, NULL}));
	well(db_form(&value, copy));
	assert_int_equal(value, 1);
	well(db_int(&value, copy, "SELECT count(*) FROM reminder", NO_ARGS));
	assert_int_equal(value, 2);
	db_close(copy);

	Store *store = open_at(fixture.path, STORE_WRITE);
	well(db_int(&value, store_db(store), "SELECT form FROM base", NO_ARGS));
	assert_int_equal(value, care_version());
	snprintf(path, sizeof path, "%s/new.db", fixture.folder);
	Store *new = open_at(path, STORE_WRITE);
	char *raised = schema_of(store), *made = schema_of(new);
	assert_string_equal(raised, made);
	free(raised);
	free(made);
	store_close(new);

	/* What follows from other rows is there at once. */
	static const struct {
		int64_t reminder, owner;
	} owners[] = {{6, 1}, {7, 2}};
	for (size_t i = 0; i < countof(owners); i++) {
		Reminder reminder;
		well(store_get(store, &kind_reminder, owners[i].reminder, &reminder, fixture.arena));
		if (reminder.owner.v != owners[i].owner)
			fail_msg("reminder %lld is of %lld", (long long)owners[i].reminder, (long long)reminder.owner.v);
	}
	Str faults = {0};
	well(care_check(store, true, false, &faults, NULL));
	assert_string_equal(str_text(&faults), "");
	str_done(&faults);
	store_close(store);
	well(care_migrate(&options, &from, &to)); /* once is enough */
	assert_int_equal(from, to);
	fixture_done(&fixture);
}

/* A row a record, as the journal had it before, becomes a row a run: of one batch, numbers and rows without a gap. */
TEST(an_older_journal_is_told_in_runs)
{
	static const char journal[] =
		"/* test */ INSERT INTO batch (id, author, session, at, command, label, changes) VALUES (1, 1, 'one', 1784797200, 'import', 'Import: a.ics', 6),"
		" (2, 2, 'two', 1784797300, 'task edit', NULL, 1), (3, 1, 'one', 1784797400, 'task edit', 'Changed', 1);"
		"/* test */ INSERT INTO change (seq, batch, kind, record, op, rev, \"values\") VALUES (1, 1, 'staff', 1, 'make', 1, NULL), (2, 1, 'staff', 2, 'make', 1, NULL),"
		" (3, 1, 'client', 3, 'make', 1, NULL), (4, 2, 'task', 4, 'edit', 1, CAST('{\"text\":[null,\"x\"]}' AS BLOB)), (5, 1, 'task', 4, 'make', 1, NULL),"
		" (6, 1, 'reminder', 6, 'make', 1, NULL), (7, 1, 'reminder', 7, 'make', 1, NULL), (8, 3, 'task', 4, 'edit', 2, CAST('{\"text\":[\"x\",null]}' AS BLOB))";
	static const char *const want[] = {
		"SELECT count(*) FROM change WHERE seq = 1 AND op = 0 AND record = 1 AND made = 'ppc'",
		"SELECT count(*) FROM change WHERE seq = 4 AND op = 1 AND record = 4 AND kind = 'task' AND rev = 1",
		"SELECT count(*) FROM change WHERE seq = 5 AND op = 0 AND record = 4 AND made = 't'",
		"SELECT count(*) FROM change WHERE seq = 6 AND op = 0 AND record = 6 AND made = 'rr'",
		"SELECT count(*) FROM (SELECT 1 FROM change) c HAVING count(*) = 5",
		"SELECT count(*) FROM batch WHERE id = 1 AND first_seq = 1 AND last_seq = 6 AND bulk = 1 AND words = 'Import: a.ics' AND kinds = 688132",
		"SELECT count(*) FROM batch WHERE id = 2 AND first_seq = 4 AND last_seq IS NULL AND bulk = 0 AND words IS NULL AND kinds = 524288",
		"SELECT count(*) FROM batch b JOIN session s ON s.id = b.session WHERE b.id <> 2 AND s.uuid = 'one' AND s.since = 1 HAVING count(*) = 2",
	};
	Fixture fixture = fixture_new();
	make_first(fixture.path);
	Db *db;
	well(db_open(&db, fixture.path, DB_WRITE, (DbWait){NULL, NULL}));
	well(db_script(db, journal));
	db_close(db);
	Store *store = open_at(fixture.path, STORE_MIGRATE);
	for (size_t i = 0; i < countof(want); i++) {
		int64_t n = 0;
		char *sql = mem_printf("/* test */ %s", want[i]);
		well(db_int(&n, store_db(store), sql, NO_ARGS));
		if (!n)
			fail_msg("not so: %s", want[i]);
		free(sql);
	}
	Str faults = {0};
	well(care_check(store, true, false, &faults, NULL));
	assert_string_equal(str_text(&faults), "");
	str_done(&faults);
	store_close(store);
	fixture_done(&fixture);
}

TEST(an_owner_of_a_reminder_that_is_wrong_is_found_and_repaired)
{
	Fixture fixture = fixture_new();
	make_first(fixture.path);
	Store *store = open_at(fixture.path, STORE_MIGRATE);
	well(db_script(store_db(store), "UPDATE reminder SET owner = 2 WHERE id = 6; UPDATE reminder SET owner = NULL WHERE id = 7"));
	Str faults = {0};
	well(care_check(store, false, true, &faults, NULL));
	assert_non_null(strstr(str_text(&faults), "reminder 6"));
	assert_non_null(strstr(str_text(&faults), "reminder 7"));
	str_done(&faults);
	well(care_check(store, false, false, &faults, NULL));
	if (strstr(str_text(&faults), "reminder"))
		fail_msg("%s", str_text(&faults));
	str_done(&faults);
	store_close(store);
	fixture_done(&fixture);
}

/* The last batch is as if more than a thousand others lay between it and those before. */
static void last_goes_far(Store *store)
{
	well(db_script(store_db(store), "BEGIN; UPDATE change SET batch = batch + 2000 WHERE batch = (SELECT max(id) FROM batch); UPDATE batch SET id = id + 2000 WHERE id = (SELECT max(id) FROM batch); COMMIT"));
}

TEST(a_quick_check_looks_at_the_last_batches_and_at_the_clients_they_touch)
{
	Fixture fixture = fixture_new();
	Store *store = open_at(fixture.path, STORE_WRITE);
	int64_t ids[3];
	for (size_t i = 0; i < countof(ids); i++)
		ids[i] = add_person(store, (const char *const[]){"А", "Б", "В"}[i], "х");
	Interaction call;
	record_init(&kind_interaction, &call);
	call.client.v = ids[1];
	call.kind.v = 1;
	call.at = (Instant){1784797200};
	BatchHead head = head_of("log");
	well(store_begin(store, &head));
	well(store_make(store, &kind_interaction, &call));
	well(store_commit(store, NULL));
	int64_t *clients;
	size_t n;
	well(care_touched(store, &clients, &n, fixture.arena));
	assert_int_equal(n, 3);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(clients[i], ids[i]);
	/* What one of a thousand batches ago did is none of them any more. */
	last_goes_far(store);
	well(care_touched(store, &clients, &n, fixture.arena));
	assert_int_equal(n, 1);
	assert_int_equal(clients[0], ids[1]);
	/* The changes of a batch that spans little of the journal are counted, whatever number it says. */
	Str faults = {0};
	well(care_check(store, true, false, &faults, NULL));
	assert_string_equal(str_text(&faults), "");
	static const char *const wrong[] = {"UPDATE batch SET changes = 7 WHERE id > 2000", "UPDATE batch SET changes = 5000 WHERE id > 2000"};
	for (size_t i = 0; i < countof(wrong); i++) {
		well(db_script(store_db(store), wrong[i]));
		well(care_check(store, true, false, &faults, NULL));
		assert_non_null(strstr(str_text(&faults), "changes instead of"));
		str_done(&faults);
	}
	store_close(store);
	fixture_done(&fixture);
}

static bool has_id(const int64_t *ids, size_t n, int64_t id)
{
	bool found = false;
	for (size_t i = 0; i < n; i++)
		found = found || ids[i] == id;
	return found;
}

TEST(a_quick_check_knows_whose_client_a_reminder_and_a_firms_name_touch)
{
	Fixture fixture = fixture_new();
	Store *store = open_at(fixture.path, STORE_WRITE);
	int64_t worker = add_person(store, "Иванов", "Игорь"), called = add_person(store, "Петров", "Пётр"), *clients;
	size_t n;
	Client firm;
	record_init(&kind_client, &firm);
	firm.kind.v = CLIENT_ORGANIZATION;
	firm.name.s = "Альфа";
	Membership works;
	record_init(&kind_membership, &works);
	Task task;
	record_init(&kind_task, &task);
	task.client.v = called;
	task.summary.s = "КП";
	task.uid.s = "1";
	Reminder reminder;
	record_init(&kind_reminder, &reminder);
	reminder.uid.s = "2";
	BatchHead head = head_of("test");
	well(store_begin(store, &head));
	well(store_make(store, &kind_client, &firm));
	works.person.v = worker;
	works.organization.v = firm.head.id;
	well(store_make(store, &kind_membership, &works));
	well(store_make(store, &kind_task, &task));
	reminder.of_kind.s = "task";
	reminder.of.v = task.head.id;
	well(store_make(store, &kind_reminder, &reminder));
	well(store_commit(store, NULL));
	/* Put off. */
	Reminder later = reminder;
	later.state.v = REMINDER_SNOOZED;
	later.snoozed_to.s = 1784800000;
	well(store_begin(store, &head));
	bool changed;
	well(store_edit(store, &changed, &kind_reminder, &reminder, &later));
	well(store_commit(store, NULL));
	last_goes_far(store);
	well(care_touched(store, &clients, &n, fixture.arena));
	assert_int_equal(n, 1);
	assert_int_equal(clients[0], called);
	/* Taken away. */
	well(store_begin(store, &head));
	well(store_remove(store, &kind_reminder, reminder.head.id));
	well(store_commit(store, NULL));
	last_goes_far(store);
	well(care_touched(store, &clients, &n, fixture.arena));
	assert_int_equal(n, 1);
	assert_int_equal(clients[0], called);
	/* The firm's new name. */
	Client renamed = firm;
	renamed.name.s = "Бета";
	well(store_begin(store, &head));
	well(store_edit(store, &changed, &kind_client, &firm, &renamed));
	well(store_commit(store, NULL));
	last_goes_far(store);
	well(care_touched(store, &clients, &n, fixture.arena));
	assert_int_equal(n, 2);
	assert_true(has_id(clients, n, worker) && has_id(clients, n, firm.head.id));
	store_close(store);
	fixture_done(&fixture);
}

/* ---- What it needs ---- */

static int64_t form_of(const char *path)
{
	Db *db;
	int64_t form = 0;
	well(db_open(&db, path, DB_READ, (DbWait){NULL, NULL}));
	well(db_form(&form, db));
	db_close(db);
	return form;
}

TEST(a_base_is_raised_only_where_there_is_room_for_it)
{
	Fixture fixture = fixture_new();
	const StoreOptions options = {.path = fixture.path, .mode = STORE_MIGRATE, .env = &fixture_env};
	char *copy = care_form_copy(fixture.path, 1);
	struct stat st;
	int from = 0, to = 0;
	Str before = {0}, after = {0};
	make_first(fixture.path);
	well(file_read(&before, fixture.path));
	assert_int_equal(stat(fixture.path, &st), 0);
	uint64_t need = (uint64_t)st.st_size * 3 + (1u << 20);
	/* One byte less: by migrate and by the start of the screens; it says what is missing and what to do, and makes nothing. */
	for (int i = 0; i < 2; i++) {
		Store *store = NULL;
		room = need - 1;
		Err *err = i ? try_open(&store, fixture.path, STORE_MIGRATE) : care_migrate(&options, &from, &to);
		room = 0;
		assert_non_null(err);
		assert_int_equal(err->code, ERR_FULL);
		assert_int_equal(err_exit_status(err), 1);
		assert_non_null(strstr(err->what, "MiB free beside it"));
		assert_non_null(strstr(err->kept, "nothing was changed"));
		assert_non_null(strstr(err->todo, "make room"));
		err_free(err);
		assert_int_not_equal(access(copy, F_OK), 0);
		assert_int_equal(form_of(fixture.path), 1);
	}
	well(file_read(&after, fixture.path));
	assert_int_equal(before.n, after.n);
	assert_memory_equal(before.s, after.s, before.n);
	room = need;
	well(care_migrate(&options, &from, &to));
	room = 0;
	assert_int_equal(to, care_version());
	assert_int_equal(access(copy, F_OK), 0);
	str_done(&before);
	str_done(&after);
	free(copy);
	fixture_done(&fixture);
}

/* Other people work with it, perhaps by programs that know its form alone: nobody's start raises it. */
TEST(a_shared_base_of_an_older_form_is_raised_by_migrate_alone)
{
	Fixture fixture = fixture_new();
	static const StoreMode modes[] = {STORE_READ, STORE_WRITE, STORE_MIGRATE};
	StoreOptions options = {.path = fixture.path, .mode = STORE_MIGRATE, .env = &fixture_env};
	char *copy = care_form_copy(fixture.path, 1);
	int from = 0, to = 0;
	Db *db;
	make_first(fixture.path);
	well(db_open(&db, fixture.path, DB_WRITE, (DbWait){NULL, NULL}));
	const struct group *group = getgrgid(getgid()); /* one's own: whoever runs this */
	assert_non_null(group);
	char *share = mem_printf("UPDATE base SET shared_group = '%s'", group->gr_name);
	well(db_script(db, share));
	free(share);
	db_close(db);
	for (size_t i = 0; i < countof(modes); i++) {
		refused(fixture.path, modes[i]);
		assert_int_equal(form_of(fixture.path), 1);
		assert_int_not_equal(access(copy, F_OK), 0);
	}
	well(care_migrate(&options, &from, &to));
	assert_int_equal(from, 1);
	assert_int_equal(form_of(fixture.path), care_version());
	assert_int_equal(access(copy, F_OK), 0);
	store_close(open_at(fixture.path, STORE_MIGRATE));
	free(copy);
	fixture_done(&fixture);
}

/* What is made beside a file has its rights: a -wal of 0400 would keep its owner out after the chmod back. */
TEST(a_migrate_leaves_nothing_beside_a_file_that_is_read_only)
{
	Fixture fixture = fixture_new();
	const StoreOptions options = {.path = fixture.path, .mode = STORE_MIGRATE, .env = &fixture_env};
	static const char *const tails[] = {"-wal", "-shm", "-journal"};
	for (int older = 0; older < 2; older++) {
		int from = 0, to = 0;
		unlink(fixture.path);
		if (older)
			make_first(fixture.path);
		else
			store_close(open_at(fixture.path, STORE_WRITE));
		const bool may = geteuid() == 0; /* rights do not bind it */
		assert_int_equal(chmod(fixture.path, 0400), 0);
		well(care_form(&from, &options));
		assert_int_equal(from, older ? 1 : care_version());
		Err *err = care_migrate(&options, &from, &to);
		assert_true((err != NULL) == (older && !may));
		if (err) {
			assert_int_equal(err->code, ERR_READ_ONLY);
			assert_non_null(err->kept);
		}
		err_free(err);
		for (size_t i = 0; i < countof(tails); i++) {
			char *name = mem_printf("%s%s", fixture.path, tails[i]);
			assert_int_not_equal(access(name, F_OK), 0);
			free(name);
		}
		assert_int_equal(chmod(fixture.path, 0600), 0);
		well(care_migrate(&options, &from, &to));
		store_close(open_at(fixture.path, STORE_WRITE));
	}
	fixture_done(&fixture);
}

/* ---- How far it is ---- */
typedef struct Watcher {
	int left; /* calls until it is stopped */
	bool seen[RAISE_TIDIES + 1];
	int64_t done, all; /* of the last call */
	StoreRaise at;
	bool backwards;
} Watcher;

static bool watch(void *self, StoreRaise at, int64_t done, int64_t all)
{
	Watcher *watcher = self;
	if (at < watcher->at || (at == watcher->at && all == watcher->all && done < watcher->done) || (all && done > all))
		watcher->backwards = true;
	watcher->seen[at] = true;
	watcher->at = at;
	watcher->done = done;
	watcher->all = all;
	return watcher->left-- > 0;
}

/* Wherever it is stopped the base is as it was, and the next time raises it; what is only tidied behind it is left so. */
TEST(a_raise_tells_how_far_it_is_and_is_stopped)
{
	Fixture fixture = fixture_new();
	Watcher watcher = {0};
	StoreOptions options = {.path = fixture.path, .mode = STORE_MIGRATE, .env = &fixture_env, .raising = watch, .keep_self = &watcher};
	int from = 0, to = 0, stops = 0;
	make_first(fixture.path);
	for (bool raised = false; !raised; stops++) {
		watcher = (Watcher){.left = stops};
		Err *err = care_migrate(&options, &from, &to);
		raised = !err;
		assert_false(watcher.backwards);
		if (raised)
			break;
		if (err->code != ERR_INTERRUPTED)
			fail_msg("stop %d: %s", stops, err->what);
		assert_non_null(strstr(err->what, "stopped"));
		assert_non_null(err->kept);
		assert_non_null(strstr(err->kept, watcher.at == RAISE_COPIES ? "nothing was written" : "the base is as it was"));
		assert_int_not_equal(watcher.at, RAISE_TIDIES);
		err_free(err);
		assert_int_equal(form_of(fixture.path), 1);
		refused(fixture.path, STORE_WRITE);
	}
	assert_int_equal(watcher.at, RAISE_TIDIES);
	for (size_t i = 0; i < countof(watcher.seen); i++)
		assert_true(watcher.seen[i]);
	assert_true(stops > 10);
	assert_int_equal(form_of(fixture.path), care_version());
	Store *store = open_at(fixture.path, STORE_WRITE);
	Str faults = {0};
	well(care_check(store, false, false, &faults, NULL));
	if (strstr(str_text(&faults), "damaged"))
		fail_msg("%s", str_text(&faults));
	str_done(&faults);
	store_close(store);
	fixture_done(&fixture);
}

/* Whose it is can be read of every form, and nothing is left beside it. */
TEST(whose_an_old_copy_is_can_be_read)
{
	Fixture f = fixture_new();
	char uuid[37], path[256];
	bool has_changes;
	make_first(f.path);
	assert_true(care_copy_uuid(uuid, f.path));
	assert_string_equal(uuid, "01234567-89ab-4cde-8f01-23456789abcd");
	for (size_t i = 0; i < 2; i++) {
		snprintf(path, sizeof path, "%s%s", f.path, i ? "-shm" : "-wal");
		assert_false(file_exists(path));
	}
	assert_true(care_base_uuid(uuid, &has_changes, f.path));
	assert_string_equal(uuid, "01234567-89ab-4cde-8f01-23456789abcd");
	assert_false(has_changes);
	/* Of a base that is cut, too; a copy must be whole. */
	struct stat st;
	assert_int_equal(stat(f.path, &st), 0);

	assert_int_equal(truncate(f.path, st.st_size - 20000), 0);
	assert_true(care_base_uuid(uuid, &has_changes, f.path));
	assert_false(care_copy_uuid(uuid, f.path));
	snprintf(path, sizeof path, "%s/list.txt", f.folder);
	well(file_write(path, "mine", 4));
	assert_false(care_copy_uuid(uuid, path));
	assert_false(care_copy_uuid(uuid, f.folder));
	fixture_done(&f);
}
