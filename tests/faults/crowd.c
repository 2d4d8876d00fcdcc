/* SPDX-License-Identifier: MIT */
/*
 * Twenty sessions of four Unix users on one shared base: five write, one imports beside them, one is killed while it writes, one restores a backup in
 * between, eleven read, and one is outdated by a newer form at the end. Every commit is timed; nothing that came back may be missing. Other users
 * need root or sudo; without either all sessions are one user's, and that is said.
 */
#define _DEFAULT_SOURCE 1 /* setgroups, MAP_ANONYMOUS */
#include <errno.h>
#include <grp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "audit.h"
#include "disk.h"
#include "scene.h"

enum {
	WRITERS = 5,
	READERS = 11,
	MOST = 4000,
	NOW_SECONDS = 1784788920,
	SAID_MS = 250,
	SEEN_MS = 1000,
};

typedef struct Done {
	int64_t before, after; /* of the commit, in microseconds */
} Done;

typedef struct Crowd {
	Done done[WRITERS][MOST];
	volatile int count[WRITERS];
	int64_t seen[READERS][WRITERS][MOST]; /* when a reader saw this number or a later one; 0: never */
	volatile int64_t backup_from, backup_to, restore_from, restore_to;
	volatile int over, failed;
	volatile int64_t most_wait, most_seen;
	int commits, rows; /* how many are wanted */
	int64_t until;     /* and until when at least */
	int64_t clients[WRITERS];
} Crowd;

static int64_t now_us(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* How long this process stood ready without a processor: under load that is nothing of the base's. */
static int64_t queued_us(void)
{
	long long run = 0, queued = 0;
	FILE *stat = fopen("/proc/self/schedstat", "r");
	if (stat) {
		if (fscanf(stat, "%lld %lld", &run, &queued) != 2)
			queued = 0;
		fclose(stat);
	}
	return queued / 1000;
}

/* ---- Roles ---- */
typedef struct Told {
	int64_t last, longest; /* silence in microseconds, without what was computed */
	int64_t wall;          /* of the longest one, all of it */
	int64_t last_wall;
	int n, at;
} Told;

static int64_t busy_us(void)
{
	struct timespec cpu;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu);
	return queued_us() + cpu.tv_sec * 1000000 + cpu.tv_nsec / 1000;
}

/* Both at one moment: who loses the processor between the two looks again, else that time would pass for silence. */
static void look_at_clocks(int64_t *now, int64_t *busy)
{
	int64_t before = busy_us();
	for (int tries = 0; tries < 1000; tries++) {
		*now = now_us();
		*busy = busy_us();
		if (*busy - before < 2000)
			return;
		before = *busy;
	}
}

static bool told(void *self, const char *what, int64_t done, int64_t all)
{
	Told *t = self;
	int64_t wall = 0, busy = 0;
	(void)what;
	(void)done;
	(void)all;
	look_at_clocks(&wall, &busy);
	int64_t now = wall - busy;
	if (now - t->last > t->longest) {
		t->longest = now - t->last;
		t->wall = wall - t->last_wall;
		t->at = t->n;
	}
	t->n++;
	t->last = now;
	t->last_wall = wall;
	return true;
}

/* The longest that a line kept silent while it waited. */
static int64_t timed_line(Desk *desk, const char *line, Err **err)
{
	int64_t wall = 0, busy = 0;
	look_at_clocks(&wall, &busy);
	Told t = {.last = wall - busy, .last_wall = wall};
	desk->work->progress = told;
	desk->work->progress_self = &t;
	*err = desk_line(desk, "%s", line);
	desk->work->progress = NULL;
	told(&t, NULL, 0, 0);
	if (t.longest > SAID_MS * 1000)
		fprintf(stderr, "%s: %lld ms of silence (%lld by the clock) before step %d of %d\n", line, (long long)t.longest / 1000, (long long)t.wall / 1000, t.at, t.n);
	return t.longest;
}

static void need(const char *what, Err *err)
{
	if (err)
		child_fails(what, err);
}

/* A line of whoever is not one of the five: nobody waits in silence. */
static Err *told_line(Desk *desk, Crowd *crowd, const char *line)
{
	Err *err;
	int64_t wait = timed_line(desk, line, &err);
	crowd->most_wait = wait > crowd->most_wait ? wait : crowd->most_wait;
	if (wait > SAID_MS * 1000)
		child_fails("a line waited over 250 ms without saying what for", err);
	return err;
}

static void write_much(Desk *desk, Crowd *crowd, int who)
{
	need("a writer opens", desk_open(desk, STORE_WRITE));
	for (int i = 0; i < MOST && (i < crowd->commits || now_us() < crowd->until || !crowd->restore_to); i++) {
		char line[160];
		Err *err;
		snprintf(line, sizeof line, "log %lld --kind call --outcome reached --text 'n%d'", (long long)crowd->clients[who], i);
		int64_t before = now_us(), wait = timed_line(desk, line, &err);
		need(line, err);
		crowd->done[who][i] = (Done){before, now_us()};
		crowd->count[who] = i + 1;
		crowd->most_wait = wait > crowd->most_wait ? wait : crowd->most_wait;
		if (wait > SAID_MS * 1000)
			child_fails("a line waited over 250 ms without saying what for", NULL);
	}
}

/* Until something comes; the others' commits come through the notice. */
static void wait_for_others(const Desk *desk)
{
	struct pollfd fd = {.fd = store_notice_fd(desk->work->store), .events = POLLIN};
	poll(&fd, 1, 100);
	store_changed(desk->work->store);
}

static int committed(const Crowd *crowd)
{
	int n = 0;
	for (int i = 0; i < WRITERS; i++)
		n += crowd->count[i];
	return n;
}

static void restore_once(Desk *desk, Crowd *crowd)
{
	need("the restorer opens", desk_open(desk, STORE_WRITE));
	char copy[192], line[256];
	desk_path(desk, copy, "copy.db");
	while (committed(crowd) < crowd->commits && !crowd->failed)
		wait_for_others(desk);
	snprintf(line, sizeof line, "backup %s", copy);
	crowd->backup_from = now_us();
	need(line, told_line(desk, crowd, line));
	crowd->backup_to = now_us();
	while (committed(crowd) < 2 * crowd->commits && !crowd->failed)
		wait_for_others(desk);
	snprintf(line, sizeof line, "restore %s", copy);
	crowd->restore_from = now_us();
	need(line, told_line(desk, crowd, line));
	crowd->restore_to = now_us();
}

/* A restore may take an import back, or its base away under it: then it is done again, as one would. */
static void import_all(Desk *desk, Crowd *crowd)
{
	char line[256];
	need("the importer opens", desk_open(desk, STORE_WRITE));
	snprintf(line, sizeof line, "import %s/big.ics", desk->folder);
	Err *err = told_line(desk, crowd, line);
	if (err && !crowd->restore_from)
		child_fails(line, err);
	err_free(err);
	while (!crowd->restore_to)
		wait_for_others(desk);
	need("import again", told_line(desk, crowd, line));
}

/* A client that was just made is shown, and a restore may come in between. */
static void be_killed(Desk *desk, const Crowd *crowd)
{
	need("who is killed opens", desk_open(desk, STORE_WRITE));
	disk_kill(DISK_ALL, 150, true);
	for (;;) {
		Err *err = desk_line(desk, "client add --name 'Недолгий Пётр' --note 'x'");
		if (err && (err->code != ERR_NOT_FOUND || !crowd->restore_from))
			child_fails("who is killed writes", err);
		err_free(err);
	}
}

static void read_all(Desk *desk, Crowd *crowd, int who)
{
	int newest[WRITERS];
	memset(newest, -1, sizeof newest);
	Arena *arena = arena_new();
	need("a reader opens", desk_open(desk, who % 2 ? STORE_WRITE : STORE_READ));
	/* what was there before it looked is not late */
	bool first = true;
	for (int64_t busy = busy_us(), since = busy;; since = busy, busy = busy_us()) {
		bool over = crowd->over;
		for (int i = 0; i < WRITERS; i++) {
			HistoryRow *rows;
			size_t n;
			int number = -1;
			arena_reset(arena);
			need("a reader reads", history_page(desk->work->store, crowd->clients[i], NULL, INT64_MAX, INT64_MAX, 1, &rows, &n, arena));
			if (n && rows[0].contact.text.s)
				sscanf(rows[0].contact.text.s, "n%d", &number);
			int64_t now = 0, then = 0;
			look_at_clocks(&now, &then);
			now -= then - since;
			for (int j = newest[i] + 1; j <= number && j < MOST; j++)
				crowd->seen[who][i][j] = crowd->seen[who][i][j] ? crowd->seen[who][i][j] : first ? 1
				                                                                                 : now;
			newest[i] = number; /* a restore goes back */
		}
		first = false;
		if (over)
			break;
		wait_for_others(desk);
	}
	arena_free(arena);
}

static void be_outdated(Desk *desk, int go)
{
	char byte;
	need("who is outdated opens", desk_open(desk, STORE_WRITE));
	need("who is outdated writes", desk_line(desk, "tag list"));
	if (read(go, &byte, 1) < 0)
		child_fails("no sign came", NULL);
	Err *err = desk_line(desk, "client add --name 'Поздний'");
	if (!err || err->code != ERR_OUTDATED)
		child_fails("who is outdated is not told so", err);
	err_free(err);
	need("who is outdated reads", desk_line(desk, "client list"));
}

/* ---- Users ---- */
static bool become(int which, gid_t group)
{
	static const uid_t users[] = {65534, 1, 2, 3};
	umask(077);
	return geteuid() != 0 || (setgroups(0, NULL) == 0 && setgid(group) == 0 && setuid(users[which % 4]) == 0);
}

static pid_t start(Desk *desk, Crowd *crowd, int role, gid_t group, int ready, int go)
{
	static const char *const logins[] = {"anna", "boris", "vera", "gleb"};
	pid_t child = fork();
	assert_true(child >= 0);
	if (child)
		return child;
	char byte;
	if (!become(role, group))
		child_fails("cannot become another user", NULL);
	prctl(PR_SET_PDEATHSIG, SIGKILL); /* one that waits for a test that is no more would keep its output open */
	desk->env.login = logins[role % 4];
	desk->opened += (uint64_t)role * 100000 + 100000;
	if (read(ready, &byte, 1) < 0)
		child_fails("no start", NULL);
	if (role < WRITERS)
		write_much(desk, crowd, role);
	else if (role < WRITERS + READERS)
		read_all(desk, crowd, role - WRITERS);
	else if (role == WRITERS + READERS)
		import_all(desk, crowd);
	else if (role == WRITERS + READERS + 1)
		restore_once(desk, crowd);
	else if (role == WRITERS + READERS + 2)
		be_killed(desk, crowd);
	else
		be_outdated(desk, go);
	desk_close(desk);
	_exit(0);
}

/* ---- The whole ---- */
static void prepare(Desk *desk, Crowd *crowd, const char *group)
{
	desk_new(desk);
	tree_remove(desk->here);
	assert_int_equal(chmod(desk->folder, 0755), 0);
	mode_t old = umask(077);
	if (group)
		well(store_init_shared(desk->base, group, &desk->env));
	else
		well(file_make_folder(desk->here, 0700));
	umask(old);
	well(desk_open(desk, STORE_WRITE));
	for (int i = 0; i < WRITERS; i++) {
		well(desk_line(desk, "client add --name 'Писавший%d Пётр'", i));
		char sql[128];
		snprintf(sql, sizeof sql, "SELECT id FROM client WHERE title LIKE '%%Писавший%d%%'", i);
		crowd->clients[i] = audit_int(desk->base, sql);
		assert_true(crowd->clients[i] > 0);
	}
	desk_close(desk);
	char path[192];
	Str text = {0};
	str_add(&text, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//Faults//EN\r\n");
	for (int i = 0; i < crowd->rows; i++)
		str_addf(&text, "BEGIN:VEVENT\r\nUID:e%d@example.org\r\nDTSTAMP:20260101T080000Z\r\nDTSTART:2026%02d%02dT%02d0000Z\r\nDURATION:PT30M\r\nSUMMARY:Meeting %d\r\nEND:VEVENT\r\n",
		         i, 8 + i % 4, 1 + i % 28, 6 + i % 9, i);
	str_add(&text, "END:VCALENDAR\r\n");
	snprintf(path, sizeof path, "%s/big.ics", desk->folder);
	well(file_write(path, str_text(&text), text.n));
	assert_int_equal(chmod(path, 0644), 0);
	str_done(&text);
}

static void count_commits(const char *base, const Crowd *crowd, int writer, int counts[MOST])
{
	char sql[192];
	snprintf(sql, sizeof sql, "SELECT CAST(substr(text, 2) AS INTEGER) AS n, count(*) FROM interaction WHERE client = %lld AND text LIKE 'n%%' GROUP BY n",
	         (long long)crowd->clients[writer]);
	audit_counts(base, sql, counts, MOST);
}

/* What the restore took away is in the file that it kept: nothing is in neither. */
static void expect_commits(const Desk *desk, const Crowd *crowd)
{
	static int there[MOST], kept_there[MOST];
	char kept[192];
	desk_path(desk, kept, "base.db.before-restore-2026-07-23T064200Z");
	for (int i = 0; i < WRITERS; i++) {
		count_commits(desk->base, crowd, i, there);
		count_commits(kept, crowd, i, kept_there);
		for (int j = 0; j < crowd->count[i]; j++) {
			const Done *done = &crowd->done[i][j];
			int n = there[j], k = kept_there[j];
			bool must = done->after < crowd->backup_from || done->before > crowd->restore_to;
			bool must_not = done->before > crowd->backup_to && done->after < crowd->restore_from;
			if (n > 1 || (must && n != 1) || (must_not && n != 0))
				fail_msg("writer %d, commit %d of %d: it is there %d times", i, j, crowd->count[i], n);
			if (k > 1 || (k == 1 && done->before > crowd->restore_to) || (k == 0 && (n == 0 || done->after < crowd->restore_from)))
				fail_msg("writer %d, commit %d of %d: it was kept %d times, and is there %d times; ms from the restore's begin: it %lld to %lld, the backup %lld to %lld, the restore to %lld", i, j,
				         crowd->count[i], k, n, (long long)(done->before - crowd->restore_from) / 1000, (long long)(done->after - crowd->restore_from) / 1000,
				         (long long)(crowd->backup_from - crowd->restore_from) / 1000, (long long)(crowd->backup_to - crowd->restore_from) / 1000,
				         (long long)(crowd->restore_to - crowd->restore_from) / 1000);
		}
	}
}

/* Everybody's, as the base is; and a sound base, once the import that was under way is taken back. */
static void expect_kept(const Desk *desk)
{
	Desk other = *desk;
	struct stat base, copy;
	Str faults = {0};
	desk_path(desk, other.base, "base.db.before-restore-2026-07-23T064200Z");
	assert_int_equal(stat(desk->base, &base), 0);
	assert_int_equal(stat(other.base, &copy), 0);
	assert_int_equal(copy.st_mode & 07777, base.st_mode & 07777);
	assert_int_equal(copy.st_gid, base.st_gid);
	other.env.self = &other;
	other.work = NULL;
	well(desk_open(&other, STORE_WRITE));
	well(desk_line(&other, "check"));
	desk_close(&other);
	audit_base(&faults, other.base, NOW_SECONDS);
	if (faults.n)
		fail_msg("what was kept: %s", str_text(&faults));
	str_done(&faults);
}

/* Between the backup and the restore a commit may be gone before anybody looked. */
static void expect_seen(Crowd *crowd)
{
	for (int r = 0; r < READERS; r++) {
		for (int i = 0; i < WRITERS; i++) {
			for (int j = 0; j < crowd->count[i]; j++) {
				const Done *done = &crowd->done[i][j];
				int64_t late = crowd->seen[r][i][j] - done->after;
				if (crowd->seen[r][i][j] == 1 || (done->after >= crowd->backup_from && done->before <= crowd->restore_to))
					continue;
				if (crowd->seen[r][i][j] == 0)
					fail_msg("reader %d never saw commit %d of writer %d", r, j, i);
				crowd->most_seen = late > crowd->most_seen ? late : crowd->most_seen;
			}
		}
	}
}

static void twenty_sessions(const char *group_name)
{
	enum {
		SESSIONS = WRITERS + READERS + 4
	};
	const struct group *group = group_name ? getgrnam(group_name) : NULL;
	Crowd *crowd = mmap(NULL, sizeof *crowd, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	Desk desk;
	int ready[2], go[2];
	pid_t children[SESSIONS];
	assert_true(crowd != MAP_FAILED);
	crowd->commits = campaign_full() ? 60 : 12;
	crowd->rows = campaign_full() ? 100000 : 1200;
	prepare(&desk, crowd, group ? group_name : NULL);
	assert_int_equal(pipe(ready), 0);
	assert_int_equal(pipe(go), 0);
	for (int i = 0; i < SESSIONS; i++)
		children[i] = start(&desk, crowd, i, group ? group->gr_gid : getgid(), ready[0], go[0]);
	int64_t from = now_us();
	crowd->until = from + (campaign_full() ? 60 : 10) * 1000000;
	char starts[SESSIONS];
	memset(starts, 's', sizeof starts);
	assert_int_equal(write(ready[1], starts, sizeof starts), (ssize_t)sizeof starts);
	/* writers, importer, restorer and the killed one end by themselves; then the readers are told */
	int wrong = 0;
	for (int round = 0; round < 2; round++) {
		for (int i = 0; i < SESSIONS - 1; i++) {
			bool reads = i >= WRITERS && i < WRITERS + READERS;
			int status = 0;
			if (reads != (round == 1))
				continue;
			assert_int_equal(waitpid(children[i], &status, 0), children[i]);
			if (i == WRITERS + READERS + 2 ? !WIFSIGNALED(status) : !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
				print_message("           session %d ended with status %x\n", i, (unsigned)status);
				wrong++;
			}
			crowd->failed = wrong;
			if (wrong)
				crowd->restore_to = crowd->restore_to ? crowd->restore_to : now_us(); /* nobody waits for it */
		}
		crowd->over = 1;
	}
	int64_t to = now_us();
	/* a newer program raises the form under the last one */
	char sql[96];
	snprintf(sql, sizeof sql, "PRAGMA user_version = %d", care_version() + 1);
	audit_run(desk.base, sql);
	int status = 0;
	assert_int_equal(write(go[1], "g", 1), 1);
	assert_int_equal(waitpid(children[SESSIONS - 1], &status, 0), children[SESSIONS - 1]);
	snprintf(sql, sizeof sql, "PRAGMA user_version = %d", care_version());
	audit_run(desk.base, sql);
	assert_int_equal(status, 0);
	assert_int_equal(wrong, 0);
	/* nothing is lost */
	desk.opened += 50000000;
	well(desk_open(&desk, STORE_WRITE));
	well(desk_line(&desk, "check"));
	desk_close(&desk);
	Str faults = {0};
	audit_base(&faults, desk.base, NOW_SECONDS);
	if (faults.n)
		fail_msg("%s", str_text(&faults));
	assert_int_equal(audit_int(desk.base, "SELECT count(*) FROM event"), crowd->rows);
	expect_kept(&desk);
	expect_commits(&desk, crowd);
	expect_seen(crowd);
	print_message("           20 sessions, %d commits beside %d imported rows in %.1f s: at most %.0f ms of silence, seen within %.0f ms\n", committed(crowd),
	              crowd->rows, (double)(to - from) / 1e6, (double)crowd->most_wait / 1e3, (double)crowd->most_seen / 1e3);
	assert_true(crowd->most_seen <= SEEN_MS * 1000);
	close(ready[0]);
	close(ready[1]);
	close(go[0]);
	close(go[1]);
	desk_done(&desk);
	munmap(crowd, sizeof *crowd);
}

TEST(twenty_sessions_of_four_users_lose_nothing)
{
	if (geteuid() != 0 && system("sudo -n true 2>/dev/null") == 0) {
		char self[4096], line[4400];
		ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
		assert_true(n > 0);
		self[n] = 0;
		snprintf(line, sizeof line, "sudo -n env KARTOTEKA_CAMPAIGN=%s '%s' twenty_sessions", campaign_full() ? "full" : "", self);
		assert_int_equal(system(line), 0);
		return;
	}
	bool users = geteuid() == 0 && getgrnam("users");
	if (!users)
		print_message("           left out: four users; neither root nor sudo makes them, so all sessions are one user's\n");
	twenty_sessions(users ? "users" : NULL);
}
