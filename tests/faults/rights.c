/* SPDX-License-Identifier: MIT */
/*
 * Another user comes to a shared base at the very moment at which something beside it is given its rights. Under umask 077 it was made for one
 * user alone, and whoever comes then must find nothing closed. The program's chmod and fchmod, SQLite's too, go through the ones of this file.
 */
#define _DEFAULT_SOURCE 1 /* setgroups, syscall */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "desk.h"

/* ---- The moments ---- */
static struct {
	int ask, answer; /* of the visitor */
	bool watched;
	int met, bad;
} moments;

static void moment(void)
{
	if (!moments.watched)
		return;
	int number = errno;
	char said = 'v';
	moments.met++;
	if (write(moments.ask, &said, 1) != 1 || read(moments.answer, &said, 1) != 1 || said != 'w')
		moments.bad++;
	errno = number;
}

int chmod(const char *path, mode_t mode)
{
	moment();
	return (int)syscall(SYS_fchmodat, AT_FDCWD, path, mode);
}

int fchmod(int fd, mode_t mode)
{
	moment();
	return (int)syscall(SYS_fchmod, fd, mode);
}

/* ---- The visitor: opens, is told of others' changes, may write ---- */
static bool give_up(void *self, int ms)
{
	(void)self;
	(void)ms;
	return false;
}

/* That another writes at this moment is as it should be. */
static bool is_well(Err *err, const char *what)
{
	bool well = !err || err->code == ERR_BUSY;
	char *text = well ? NULL : err_text(err);
	if (text)
		fprintf(stderr, "the visitor %s: %s\n", what, text);
	free(text);
	err_free(err);
	return well;
}

static bool visit(const Desk *desk)
{
	StoreOptions options = {.path = desk->base, .mode = STORE_WRITE, .env = &desk->env, .waiting = give_up};
	const BatchHead head = {.author = 1, .at = {1784788920}, .command = "log", .label = "visited"};
	Store *store = NULL;
	Err *err = store_open(&store, &options);
	if (err)
		return is_well(err, "opens");
	bool well = !store_read_only(store) && store_notice_fd(store) >= 0;
	if (!well)
		fprintf(stderr, "the visitor is told: %s\n", store_read_only(store) ? store_read_only(store) : "nothing of what others do");
	err = store_begin(store, &head);
	if (!err)
		store_rollback(store);
	well = is_well(err, "begins") && well;
	store_close(store);
	return well;
}

/* Without root there is one user only: then a file has no rights at all until it is given some. */
static void become_user(uid_t user)
{
	const struct group *group = getgrnam("users");
	umask(geteuid() == 0 ? 077 : 0777);
	if (geteuid() == 0 && (!group || setgroups(0, NULL) != 0 || setgid(group->gr_gid) != 0 || setuid(user) != 0))
		child_fails("cannot become another user", NULL);
}

static pid_t start_visitor(Desk *desk, int ask[2], int answer[2])
{
	assert_int_equal(pipe(ask), 0);
	assert_int_equal(pipe(answer), 0);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child) {
		close(ask[0]);
		close(answer[1]);
		return child;
	}
	close(ask[1]);
	close(answer[0]);
	become_user(1);
	desk->random = 7;
	char said;
	while (read(ask[0], &said, 1) == 1) {
		said = visit(desk) ? 'w' : 'x';
		if (write(answer[1], &said, 1) != 1)
			break;
	}
	_exit(0);
}

TEST(another_user_may_come_at_any_moment_of_making)
{
	Desk desk;
	int ask[2], answer[2], status = 0;
	const struct group *mine = getgrgid(getgid());
	if (geteuid() == 0 ? !getgrnam("users") : !mine)
		skip();
	desk_new(&desk);
	tree_remove(desk.here);
	assert_int_equal(chmod(desk.folder, 0755), 0);
	well(store_init_shared(desk.base, geteuid() == 0 ? "users" : mine->gr_name, &desk.env));
	pid_t visitor = start_visitor(&desk, ask, answer);
	pid_t maker = fork();
	assert_true(maker >= 0);
	if (maker == 0) {
		become_user(2);
		moments.ask = ask[1];
		moments.answer = answer[0];
		moments.watched = true;
		/* the second time everything but -wal and -shm is there */
		for (int i = 0; i < 2; i++) {
			Err *err = desk_open(&desk, STORE_WRITE);
			if (!err)
				err = desk_line(&desk, "client add --name 'Иванов Игорь'");
			if (err)
				child_fails("the maker", err);
			desk_close(&desk);
		}
		moments.watched = false;
		if (moments.met == 0)
			child_fails("nothing was given its rights", NULL);
		_exit(moments.bad ? 8 : 0);
	}
	assert_int_equal(waitpid(maker, &status, 0), maker);
	close(ask[1]);
	close(answer[0]);
	assert_int_equal(status, 0);
	assert_int_equal(waitpid(visitor, &status, 0), visitor);
	assert_int_equal(status, 0);
	desk_done(&desk);
}
