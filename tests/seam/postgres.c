/* SPDX-License-Identifier: MIT */
/*
 * The server refuses to run as root, so there it is given to `postgres`, the user of Debian's package; setpriv ends it with us even when we are
 * killed. Nobody waits by the clock: the server says when it is ready.
 */
#include "postgres.h"

#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "unit/store/fixture.h"

enum {
	WORDS_MOST = 40,
};

const char *postgres_programs(void)
{
	static char folder[200];
	const char *told = getenv("KARTOTEKA_POSTGRES");
	snprintf(folder, sizeof folder, "%s", told && *told ? told : "/usr/lib/postgresql/15/bin");
	char *server = path_join(folder, "postgres");
	bool there = access(server, X_OK) == 0;
	free(server);
	return there ? folder : NULL;
}

/* ---- Running a program ---- */

/* The words of one call; those of setpriv come first. */
typedef struct Call {
	const char *words[WORDS_MOST];
	size_t n;
	char program[300];
} Call;

static void call_add(Call *call, const char *word)
{
	if (call->n + 1 < WORDS_MOST)
		call->words[call->n++] = word;
}

static void call_begin(Call *call, const Postgres *postgres, const char *program)
{
	*call = (Call){0};
	call_add(call, "setpriv");
	call_add(call, "--pdeathsig");
	call_add(call, "INT");
	if (geteuid() == 0) {
		call_add(call, "--reuid=postgres");
		call_add(call, "--regid=postgres");
		call_add(call, "--clear-groups");
	}
	call_add(call, "--");
	snprintf(call->program, sizeof call->program, "%s/%s", postgres->programs, program);
	call_add(call, call->program);
}

/* Nothing of the surroundings may lead it to another server. */
static void forget_servers(void)
{
	static const char *const names[] = {"PGHOST", "PGPORT", "PGDATA", "PGDATABASE", "PGUSER", "PGOPTIONS", "PGSERVICE", "PGSSLMODE"};
	for (size_t i = 0; i < countof(names); i++)
		unsetenv(names[i]);
	setenv("PGCLIENTENCODING", "UTF8", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
}

/* Its output goes to `out`. */
static pid_t call_start(const Call *call, const char *folder, int out)
{
	fflush(NULL);
	pid_t pid = fork();
	if (pid != 0)
		return pid;
	int nothing = open("/dev/null", O_RDONLY);
	dup2(nothing, STDIN_FILENO);
	dup2(out, STDOUT_FILENO);
	dup2(out, STDERR_FILENO);
	forget_servers();
	union {
		const char *const *words;
		char **argv;
	} as = {.words = call->words};
	if (chdir(folder) == 0)
		execvp("setpriv", as.argv);
	_exit(127);
}

/* All it says, to its end. True: it ended well. */
static bool call_run(const Call *call, const char *folder, Str *said)
{
	int ends[2];
	if (pipe(ends) != 0)
		return false;
	pid_t pid = call_start(call, folder, ends[1]);
	close(ends[1]);
	char bytes[4096];
	for (ssize_t n; pid > 0 && (n = read(ends[0], bytes, sizeof bytes)) > 0;)
		str_addn(said, bytes, (size_t)n);
	close(ends[0]);
	int how = -1;
	return pid > 0 && waitpid(pid, &how, 0) == pid && WIFEXITED(how) && WEXITSTATUS(how) == 0;
}

/* ---- The server ---- */

static bool make_folder(Postgres *postgres)
{
	snprintf(postgres->folder, sizeof postgres->folder, "/tmp/kt-seam-XXXXXX");
	if (!mkdtemp(postgres->folder)) {
		postgres->folder[0] = '\0';
		return false;
	}
	const struct passwd *user = geteuid() == 0 ? getpwnam("postgres") : NULL;
	return geteuid() != 0 || (user && chown(postgres->folder, user->pw_uid, user->pw_gid) == 0);
}

static bool make_cluster(Postgres *postgres, Str *why)
{
	static const char *const how[] = {"-D", "data", "-U", "kartoteka", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"};
	Call call;
	call_begin(&call, postgres, "initdb");
	for (size_t i = 0; i < countof(how); i++)
		call_add(&call, how[i]);
	return call_run(&call, postgres->folder, why);
}

/* Reads until the server takes questions; what it says before is kept for the case that it never does. */
static bool is_ready(const Postgres *postgres, Str *why)
{
	char bytes[1024];
	ssize_t n;
	while (!strstr(str_text(why), "ready to accept connections")) {
		n = read(postgres->said, bytes, sizeof bytes);
		if (n <= 0)
			return false;
		str_addn(why, bytes, (size_t)n);
	}
	return true;
}

bool postgres_start(Postgres *postgres, Str *why)
{
	/* log_min_messages: a refused statement is told to psql and fills no pipe that nobody reads. */
	static const char *const how[] = {
		"-D",
		"data",
		"-c",
		"listen_addresses=",
		"-c",
		"fsync=off",
		"-c",
		"log_min_messages=log",
		"-c",
		"log_checkpoints=off",
		"-c",
		"logging_collector=off",
		"-c",
		"max_connections=4",
		"-c",
		"shared_buffers=4MB",
	};
	*postgres = (Postgres){.programs = postgres_programs(), .said = -1};
	if (!make_folder(postgres)) {
		str_add(why, "no folder for it under /tmp");
		return false;
	}
	if (!make_cluster(postgres, why))
		return false;
	str_cut(why, 0);
	int ends[2];
	if (pipe(ends) != 0)
		return false;
	fcntl(ends[0], F_SETFD, FD_CLOEXEC);
	Call call;
	call_begin(&call, postgres, "postgres");
	for (size_t i = 0; i < countof(how); i++)
		call_add(&call, how[i]);
	call_add(&call, "-k");
	call_add(&call, postgres->folder);
	postgres->pid = call_start(&call, postgres->folder, ends[1]);
	postgres->said = ends[0];
	close(ends[1]);
	return postgres->pid > 0 && is_ready(postgres, why);
}

void postgres_stop(Postgres *postgres)
{
	if (postgres->pid > 0) {
		kill(postgres->pid, SIGINT); /* at once, with an end to every session */
		waitpid(postgres->pid, NULL, 0);
	}
	if (postgres->said >= 0)
		close(postgres->said);
	if (postgres->folder[0])
		remove_tree(postgres->folder);
	*postgres = (Postgres){.said = -1};
}

bool postgres_ask(const Postgres *postgres, const char *name, const char *lines, Str *faults)
{
	char *path = path_join(postgres->folder, name);
	Err *err = file_write(path, lines, strlen(lines));
	if (!err)
		chmod(path, 0644);
	free(path);
	if (err) {
		str_add(faults, err->what);
		err_free(err);
		return false;
	}
	Call call;
	call_begin(&call, postgres, "psql");
	static const char *const how[] = {"-X", "-q", "-U", "kartoteka", "-d", "postgres", "-f"};
	call_add(&call, "-h");
	call_add(&call, postgres->folder);
	for (size_t i = 0; i < countof(how); i++)
		call_add(&call, how[i]);
	call_add(&call, name);
	return call_run(&call, postgres->folder, faults);
}
