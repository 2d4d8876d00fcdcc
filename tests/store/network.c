/* SPDX-License-Identifier: MIT */
/* The program itself where its base would lie on a network: every command says why not and what to do, ends with 1, and nothing is made. */
#include <errno.h>
#include <sys/wait.h>

#include "../unit/store/fixture.h"
#include "kartoteka/base/file.h"

enum {
	WORDS = 8
};

typedef struct Said {
	char text[4096];
	int status;
} Said;

static void set(const char *folder, bool network)
{
	char value[4400];
	setenv("HOME", folder, 1);
	snprintf(value, sizeof value, "%s/share", folder);
	setenv("XDG_DATA_HOME", value, 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("KARTOTEKA_LANG", "en", 1);
	unsetenv("KARTOTEKA_DB");
	if (!network)
		return;
	setenv("LD_PRELOAD", KT_PRELOAD_NETWORK, 1);
	/* Sanitizers want to be the first library. */
	snprintf(value, sizeof value, "%s:verify_asan_link_order=0", getenv("ASAN_OPTIONS") ? getenv("ASAN_OPTIONS") : "");
	setenv("ASAN_OPTIONS", value, 1);
}

static Said run_program(const char *folder, bool network, const char *const words[])
{
	const char *argv[WORDS + 2] = {KT_PROGRAM};
	Said said = {.status = -1};
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	for (size_t i = 0; i < WORDS && words[i]; i++)
		argv[i + 1] = words[i];
	pid_t pid = fork();
	if (pid == 0) {
		set(folder, network);
		dup2(ends[1], STDOUT_FILENO);
		dup2(ends[1], STDERR_FILENO);
		close(ends[0]);
		close(ends[1]);
		union {
			const char *const *given;
			char *const *taken;
		} list = {.given = argv};
		execv(KT_PROGRAM, list.taken);
		_exit(127);
	}
	close(ends[1]);
	size_t got = 0;
	ssize_t n;
	while ((n = read(ends[0], said.text + got, sizeof said.text - 1 - got)) > 0)
		got += (size_t)n;
	close(ends[0]);
	int status;
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {}
	said.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
	return said;
}

static size_t count_files(const char *folder)
{
	DIR *dir = opendir(folder);
	size_t n = 0;
	while (dir && readdir(dir))
		n++;
	if (dir)
		closedir(dir);
	return n;
}

TEST(a_command_on_a_network_file_system_ends_with_1_and_makes_nothing)
{
	Fixture fixture = fixture_new();
	char missing[256], share[256], copy[256], other[256];
	snprintf(missing, sizeof missing, "%s/new/base.db", fixture.folder);
	snprintf(share, sizeof share, "%s/share", fixture.folder);
	snprintf(copy, sizeof copy, "%s/copy.db", fixture.folder);
	snprintf(other, sizeof other, "%s/other.db", fixture.folder);
	const char *const rows[][WORDS] = {
		{"--db", missing, "client", "list"},
		{"--db", missing, "client", "add", "--name", "Ivanov"},
		{"--db", missing, "add", "call Ivanov tomorrow"},
		{"client", "add", "--name", "Ivanov"}, /* the usual place */
		{"--db", fixture.path, "client", "list"},
		{"--db", fixture.path, "client", "add", "--name", "Ivanov"},
		{"--db", fixture.path, "check"},
		{"--db", fixture.path, "migrate"},
		{"--db", fixture.path, "--dry-run", "migrate"},
		{"--db", fixture.path, "backup", copy},
		{"--db", fixture.path, "restore", other},
		{"--db", fixture.path, "today"},
	};
	store_close(open_at(fixture.path, STORE_WRITE));
	store_close(open_at(other, STORE_WRITE));
	size_t before = count_files(fixture.folder);
	for (size_t i = 0; i < countof(rows); i++) {
		Said said = run_program(fixture.folder, true, rows[i]);
		if (said.status != 1)
			fail_msg("row %zu: exit status %d: %s", i, said.status, said.text);
		if (!strstr(said.text, "network file system (NFS), where locks do not hold") || !strstr(said.text, "keep it on a local disk: --db FILE"))
			fail_msg("row %zu: %s", i, said.text);
		if (count_files(fixture.folder) != before || file_exists(missing) || file_exists(share))
			fail_msg("row %zu: something was made", i);
	}
	/* and it is the network alone that is in the way */
	Said said = run_program(fixture.folder, false, rows[5]);
	assert_int_equal(said.status, 0);
	fixture_done(&fixture);
}
