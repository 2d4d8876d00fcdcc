/* SPDX-License-Identifier: MIT */
/*
 * Sessions in processes of their own: killed while they write, five writing at once, other Unix users on a shared base, a full disk, a place
 * that cannot be written. What needs root or a second group says so when it is left out.
 */
#define _DEFAULT_SOURCE 1 /* setgroups */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "unit/store/fixture.h"

/* In a child: no cmocka, an exit status. */
static void need(Err *err)
{
	if (!err)
		return;
	char *text = err_text(err);
	fprintf(stderr, "child: %s\n", text);
	_exit(9);
}

static Store *child_open(const char *path, StoreMode mode)
{
	Store *store;
	need(try_open(&store, path, mode));
	return store;
}

static void child_add(Store *store, const char *surname, const BatchHead *head)
{
	Client client = person(surname, "х");
	int64_t batch;
	need(store_begin(store, head));
	need(store_make(store, &kind_client, &client));
	need(store_commit(store, &batch));
}

static int status_of(pid_t child)
{
	int status = -1;
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	return status;
}

static void expect_exit(pid_t child, int code)
{
	int status = status_of(child);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != code)
		fail_msg("a child ended with status %x instead of %d", (unsigned)status, code);
}

/* The child says what it has committed; it is killed somewhere in the middle of what comes next. */
TEST(kill_in_the_middle_of_writing_loses_nothing_committed)
{
	Fixture fixture = fixture_new();
	store_close(open_at(fixture.path, STORE_WRITE));
	for (int round = 0; round < 30; round++) {
		int pipes[2];
		assert_int_equal(pipe(pipes), 0);
		pid_t child = fork();
		if (child == 0) {
			Store *store = child_open(fixture.path, STORE_WRITE);
			const BatchHead head = head_of("add");
			for (;;) {
				Client client = person("Иванов", "Игорь");
				int64_t batch;
				need(store_begin(store, &head));
				for (int i = 0; i < 20; i++) {
					client.head = (Record){0};
					need(store_make(store, &kind_client, &client));
				}
				need(store_commit(store, &batch));
				if (write(pipes[1], &client.head.id, sizeof client.head.id) < 0)
					_exit(0);
			}
		}
		close(pipes[1]);
		int64_t last = 0;
		for (int i = 0; i <= round % 5; i++)
			assert_int_equal(read(pipes[0], &last, sizeof last), (ssize_t)sizeof last);
		kill(child, SIGKILL);
		status_of(child);
		while (read(pipes[0], &last, sizeof last) == (ssize_t)sizeof last)
			;
		close(pipes[0]);
		Store *store = open_at(fixture.path, STORE_WRITE);
		Client client;
		well(store_get(store, &kind_client, last, &client, fixture.arena));
		void *all;
		size_t n;
		well(store_all(store, &kind_client, &all, &n, fixture.arena));
		assert_int_equal(n % 20, 0); /* whole batches only */
		expect_sound(store);
		add_person(store, "после", "х"); /* no lock is left */
		begin(store, "delete");
		well(store_where(store, &kind_client, "surname", (Value){.type = VALUE_TEXT, .s = "после", .n = 10}, &all, &n, fixture.arena));
		well(store_remove(store, &kind_client, ((Client *)all)[0].head.id));
		commit(store);
		store_close(store);
		arena_reset(fixture.arena);
	}
	fixture_done(&fixture);
}

TEST(kill_in_an_import_takes_it_back_whole)
{
	Fixture fixture = fixture_new();
	Store *store = open_at(fixture.path, STORE_WRITE);
	add_person(store, "Свой", "х");
	char *before = dump_of(store);
	for (int round = 0; round < 10; round++) {
		int pipes[2];
		assert_int_equal(pipe(pipes), 0);
		pid_t child = fork();
		if (child == 0) {
			Store *own = child_open(fixture.path, STORE_WRITE);
			BatchHead head = head_of("import");
			head.stays_open = true;
			for (;;) {
				need(store_begin(own, &head));
				for (int i = 0; i < 50; i++) {
					Client client = person("Чужой", "х");
					need(store_make(own, &kind_client, &client));
				}
				need(store_commit(own, &head.joins));
				if (write(pipes[1], "x", 1) < 0)
					_exit(0);
			}
		}
		close(pipes[1]);
		char byte;
		for (int i = 0; i <= round; i++)
			assert_int_equal(read(pipes[0], &byte, 1), 1);
		kill(child, SIGKILL);
		status_of(child);
		close(pipes[0]);
		/* the session that was open all along does it before its own change */
		begin(store, "next");
		char *after = dump_of(store);
		assert_string_equal(before, after);
		free(after);
		store_rollback(store);
	}
	expect_sound(store);
	free(before);
	store_close(store);
	fixture_done(&fixture);
}

TEST(five_writers_none_starves)
{
	enum {
		WRITERS = 5,
		EACH = 60,
	};
	Fixture fixture = fixture_new();
	Store *store = open_at(fixture.path, STORE_WRITE);
	pid_t children[WRITERS];
	for (int i = 0; i < WRITERS; i++) {
		children[i] = fork();
		if (children[i] == 0) {
			Store *own = child_open(fixture.path, STORE_WRITE);
			const BatchHead head = head_of("add");
			for (int j = 0; j < EACH; j++)
				child_add(own, "Иванов", &head);
			store_close(own);
			_exit(0);
		}
	}
	for (int i = 0; i < WRITERS; i++)
		expect_exit(children[i], 0);
	void *all;
	size_t n;
	well(store_all(store, &kind_client, &all, &n, fixture.arena));
	assert_int_equal(n, WRITERS * EACH);
	expect_sound(store);
	store_close(store);
	fixture_done(&fixture);
}

typedef struct Interrupter {
	Store *store;
	atomic_bool enough;
} Interrupter;

/* When the question has begun cannot be seen from outside: so again and again, until it has ended. */
static void *interrupt_until_enough(void *context)
{
	Interrupter *self = context;
	while (!atomic_load(&self->enough)) {
		store_interrupt(self->store);
		sched_yield();
	}
	return NULL;
}

TEST(a_running_question_is_interrupted)
{
	Store *store = open_at(":memory:", STORE_WRITE);
	begin(store, "add");
	for (int i = 0; i < 20000; i++)
		make_person(store, "Иванов", "Игорь");
	commit(store);
	Interrupter interrupter = {.store = store};
	pthread_t thread;
	assert_int_equal(pthread_create(&thread, NULL, interrupt_until_enough, &interrupter), 0);
	Err *err = NULL;
	for (int i = 0; i < 100 && !err; i++) {
		Str out = {0};
		err = care_dump(store, &out);
		str_done(&out);
	}
	atomic_store(&interrupter.enough, true);
	pthread_join(thread, NULL);
	fails(err, ERR_INTERRUPTED);
	Str out = {0};
	well(care_dump(store, &out)); /* and the connection goes on */
	str_done(&out);
	store_close(store);
}

/* ---- Places that cannot be written ---- */
enum {
	NOBODY = 65534
};

static void become(uid_t user, gid_t group)
{
	if (setgroups(0, NULL) != 0 || setgid(group) != 0 || setuid(user) != 0)
		_exit(8);
	umask(077);
}

static bool is_root(void)
{
	if (geteuid() == 0)
		return true;
	print_message("left out: only root can become another user\n");
	return false;
}

TEST(a_read_only_file_or_folder_is_read_and_said_so)
{
	Fixture fixture = fixture_new();
	if (!is_root()) {
		fixture_done(&fixture);
		skip();
	}
	Store *store = open_at(fixture.path, STORE_WRITE);
	int64_t id = add_person(store, "А", "х");
	store_close(store);
	static const struct {
		mode_t folder, file;
	} rows[] = {{0755, 0644}, {0777, 0644}, {0755, 0666}};
	for (size_t i = 0; i < countof(rows); i++) {
		assert_int_equal(chmod(fixture.folder, rows[i].folder), 0);
		assert_int_equal(chmod(fixture.path, rows[i].file), 0);
		pid_t child = fork();
		if (child == 0) {
			become(NOBODY, NOBODY);
			Store *own = child_open(fixture.path, STORE_WRITE);
			Client client;
			const BatchHead head = head_of("add");
			need(store_get(own, &kind_client, id, &client, fixture.arena));
			if (!store_read_only(own) || !*store_read_only(own))
				_exit(1);
			Err *err = store_begin(own, &head);
			if (!err || err->code != ERR_READ_ONLY)
				_exit(2);
			store_close(own);
			_exit(0);
		}
		expect_exit(child, 0);
	}
	/* a folder one may not enter, and one that vanished */
	assert_int_equal(chmod(fixture.folder, 0700), 0);
	pid_t child = fork();
	if (child == 0) {
		become(NOBODY, NOBODY);
		Store *own;
		Err *err = try_open(&own, fixture.path, STORE_WRITE);
		_exit(err && err->code == ERR_READ_ONLY ? 0 : 1);
	}
	expect_exit(child, 0);
	fixture_done(&fixture);
}

/* Two users who share nothing but the group. */
TEST(a_shared_base_is_the_groups_under_umask_077)
{
	Fixture fixture = fixture_new();
	const struct group *group = geteuid() == 0 ? getgrnam("users") : NULL;
	if (!is_root() || !group) {
		fixture_done(&fixture);
		skip();
	}
	gid_t gid = group->gr_gid;
	char folder[160], path[192];
	assert_int_equal(chmod(fixture.folder, 0755), 0);
	snprintf(folder, sizeof folder, "%s/shared", fixture.folder);
	snprintf(path, sizeof path, "%s/base.db", folder);
	mode_t old = umask(077);
	well(store_init_shared(path, "users", &fixture_env));
	umask(old);
	Err *err = store_init_shared(path, "users", &fixture_env);
	assert_non_null(err);
	err_free(err);
	err = store_init_shared("/tmp/kt-none/base.db", "no-such-group", &fixture_env);
	assert_non_null(err);
	assert_string_equal(err->word, "no-such-group");
	err_free(err);
	static const uid_t users[] = {NOBODY, 1, 2};
	for (size_t round = 0; round < 6; round++) {
		pid_t child = fork();
		if (child == 0) {
			become(users[round % countof(users)], gid);
			Store *own = child_open(path, STORE_WRITE);
			const BatchHead head = head_of("add");
			if (!store_is_shared(own) || store_read_only(own))
				_exit(1);
			child_add(own, "Иванов", &head);
			static const char *const tails[] = {"", "-wal", "-shm", ".notice"};
			for (size_t i = 0; i < countof(tails); i++) {
				char name[256];
				struct stat st;
				snprintf(name, sizeof name, "%s%s", path, tails[i]);
				if (stat(name, &st) != 0 || (st.st_mode & 07777) != 0660 || st.st_gid != gid)
					_exit(2 + (int)i);
			}
			if (round % 2)
				kill(getpid(), SIGKILL); /* what it leaves is the next user's to clean */
			store_close(own);
			_exit(0);
		}
		int status = status_of(child);
		if (round % 2 ? !WIFSIGNALED(status) : !WIFEXITED(status) || WEXITSTATUS(status) != 0)
			fail_msg("round %zu: status %x", round, (unsigned)status);
	}
	struct stat st;
	assert_int_equal(stat(folder, &st), 0);
	assert_int_equal(st.st_mode & 07777, 02770);
	pid_t child = fork();
	if (child == 0) { /* who is not in the group is kept out */
		become(3, 3);
		Store *own;
		_exit(try_open(&own, path, STORE_READ) ? 0 : 1);
	}
	expect_exit(child, 0);
	Store *store = open_at(path, STORE_WRITE);
	void *all;
	size_t n;
	well(store_all(store, &kind_client, &all, &n, fixture.arena));
	assert_int_equal(n, 6);
	expect_sound(store);
	store_close(store);
	fixture_done(&fixture);
}

/* ---- A full disk: no file may grow past a limit ---- */
TEST(a_full_disk_has_its_message_and_reading_goes_on)
{
	Fixture fixture = fixture_new();
	Store *store = open_at(fixture.path, STORE_WRITE);
	int64_t id = add_person(store, "А", "х");
	store_close(store);
	pid_t child = fork();
	if (child == 0) {
		Store *own = child_open(fixture.path, STORE_WRITE);
		const BatchHead head = head_of("add");
		struct rlimit limit = {1 << 20, 1 << 20};
		signal(SIGXFSZ, SIG_IGN);
		if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
			_exit(1);
		Err *err = NULL;
		int64_t last = 0;
		for (int round = 0; round < 200 && !err; round++) {
			err = store_begin(own, &head);
			for (int i = 0; i < 200 && !err; i++) {
				Client client = person("Иванов", "Игорь");
				err = store_make(own, &kind_client, &client);
			}
			if (err)
				store_rollback(own);
			else
				err = store_commit(own, &last);
		}
		if (!err || err->code != ERR_FULL || !err->kept || !err->todo)
			_exit(2);
		Client client;
		need(store_get(own, &kind_client, id, &client, fixture.arena));
		if (store_in_transaction(own))
			_exit(3);
		_exit(0);
	}
	expect_exit(child, 0);
	store = open_at(fixture.path, STORE_WRITE);
	expect_sound(store);
	add_person(store, "Б", "х");
	store_close(store);
	fixture_done(&fixture);
}
