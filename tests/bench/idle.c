/* SPDX-License-Identifier: MIT */
/*
 * 30 sessions on one base that nobody touches, on different screens: how often a minute each wakes, what its threads work and what it writes. A call that
 * runs is work and not among them, nor are reminders: those that would call meanwhile are moved a day away. `bench_idle [MINUTES [CLIENTS]]`.
 */
#include <dirent.h>
#include <limits.h>
#include <sqlite3.h>

#include "figures.h"
#include "pty/program.h"

enum {
	MINUTES = 10,
	CPU_MS = 5, /* of a session, in so many minutes */
	BYTES = 64,
	KEY_MS = 30000,
};

static const struct {
	const char *name;
	const char *keys[4];
} screens[] = {
	{"today", {"1"}},
	{"clients", {"2"}},
	{"clients, found", {"2", "/", "ив", "\r"}},
	{"search", {"2", "/", "ив"}},
	{"card", {"2", "\r"}},
	{"month", {"3"}},
	{"week", {"3", "+"}},
	{"day", {"3", "+", "+"}},
	{"agenda", {"3", "+", "+", "+"}},
	{"reminders", {"5"}},
	{"settings", {"7"}},
	{"imports", {"i"}},
	{"help", {"2", "?"}},
	{"palette", {":"}},
	{"form", {"2", "A"}},
};

enum {
	SESSIONS = 30
};

/* What a session has used since it began. */
typedef struct Used {
	long woken;
	double cpu_ms;
	size_t bytes;
} Used;

typedef struct Session {
	Pty *pty;
	const char *name;
	Used last;
	double cpu_ms;
} Session;

static long number_of(const char *path, const char *name)
{
	char line[256];
	long value = 0;
	FILE *in = fopen(path, "r");
	while (in && fgets(line, sizeof line, in))
		if (strncmp(line, name, strlen(name)) == 0)
			value = strtol(line + strlen(name), NULL, 10);
	if (in)
		fclose(in);
	return value;
}

/* All its threads; schedstat counts nanoseconds. */
static Used used(Pty *pty)
{
	Used out = {.bytes = pty_count(pty)};
	char path[64];
	snprintf(path, sizeof path, "/proc/%d/task", (int)pty_pid(pty));
	DIR *tasks = opendir(path);
	for (struct dirent *task; tasks && (task = readdir(tasks));) {
		if (task->d_name[0] == '.')
			continue;
		char *status = mem_printf("%s/%s/status", path, task->d_name), *work = mem_printf("%s/%s/schedstat", path, task->d_name);
		out.woken += number_of(status, "voluntary_ctxt_switches:");
		out.cpu_ms += (double)number_of(work, "") / 1e6;
		free(status);
		free(work);
	}
	if (tasks)
		closedir(tasks);
	return out;
}

/* What would call while it is measured, and in the minutes before: the sessions take that long to begin. */
static void move_reminders(const char *base, int minutes)
{
	sqlite3 *db;
	char *sql = mem_printf("UPDATE reminder SET next_at = next_at + 86400 WHERE next_at BETWEEN %lld AND %lld", (long long)time(NULL), (long long)time(NULL) + (minutes + 20) * 60);
	char *error = NULL;
	if (sqlite3_open(base, &db) != SQLITE_OK || sqlite3_exec(db, sql, NULL, NULL, &error) != SQLITE_OK) {
		printf("%s: %s\n", base, error ? error : "not opened");
		exit(1);
	}
	sqlite3_close(db);
	free(sql);
}

static Session begin(Home *home, const char *base, size_t i)
{
	Session session = {.name = screens[i % countof(screens)].name};
	bool second = i >= countof(screens);
	home_set(home, second ? "LANGUAGE=ru" : "LANGUAGE=en");
	session.pty = home_open(home, second ? 80 : 120, second ? 24 : 36, "--db", base, NULL);
	bool shown = pty_wait_row(session.pty, 0, ":", KEY_MS);
	pty_rest(session.pty);
	for (size_t k = 0; shown && k < countof(screens[0].keys) && screens[i % countof(screens)].keys[k]; k++) {
		pty_send(session.pty, screens[i % countof(screens)].keys[k]);
		pty_read(session.pty, 1000);
		pty_rest(session.pty);
	}
	if (!shown) {
		screens_show(session.pty);
		printf("%s does not begin\n", session.name);
		exit(1);
	}
	return session;
}

static void read_all(Session *sessions, int ms)
{
	for (size_t i = 0; i < SESSIONS; i++)
		while (pty_read(sessions[i].pty, ms)) {
		}
}

/* Until the middle of a minute, where nothing happens. */
static void read_until_half(Session *sessions)
{
	time_t begun = time(NULL), until = begun - begun % 60 + 30 + (begun % 60 >= 29 ? 60 : 0);
	while (time(NULL) < until)
		read_all(sessions, 5);
}

static bool row_print(const char *what, Series *series, double goal, const char *unit, const char *worst)
{
	double p99 = series_part(series, 99), most = series_part(series, 100);
	bool fine = most <= goal;
	figures_short += !fine;
	printf("%-36s %6zu %9.3f %9.3f %9.3f %9s %9s %7s  <= %g %-11s %s  most: %s\n", what, series->n, series_part(series, 50), p99, most, "-", "-", "-", goal, unit, fine ? "ok" : "SHORT", worst);
	fflush(stdout);
	return fine;
}

int main(int argc, char **argv)
{
	int minutes = argc > 1 ? atoi(argv[1]) : MINUTES;
	const char *clients = bench_clients(argc - (argc > 1), argv + (argc > 1));
	char *base = bench_base(clients), *copy = bench_copy(base, "idle");
	Session sessions[SESSIONS];
	Home home;
	move_reminders(copy, minutes);
	home_make(&home);
	home_unset(&home, "KARTOTEKA_NOW");
	for (size_t i = 0; i < SESSIONS; i++)
		sessions[i] = begin(&home, copy, i);
	/* The minute turns once for all of them: from then on they are idle. */
	read_until_half(sessions);
	read_until_half(sessions);
	for (size_t i = 0; i < SESSIONS; i++) {
		pty_mark(sessions[i].pty);
		sessions[i].last = used(sessions[i].pty);
	}
	Series woken = {0}, cpu = {0}, bytes = {0};
	const char *most_woken = "", *most_bytes = "", *most_cpu = "";
	double least_idle[3] = {0};
	for (int minute = 0; minute < minutes; minute++) {
		read_until_half(sessions);
		for (size_t i = 0; i < SESSIONS; i++) {
			Session *s = &sessions[i];
			Used now = used(s->pty);
			double w = (double)(now.woken - s->last.woken), b = (double)(now.bytes - s->last.bytes);
			s->cpu_ms += now.cpu_ms - s->last.cpu_ms;
			if (getenv("KARTOTEKA_BENCH_TELL"))
				printf("  minute %d, %s: woken %.0f, %.3f ms, %.0f bytes\n", minute + 1, s->name, w, now.cpu_ms - s->last.cpu_ms, b);
			if (w > least_idle[0])
				least_idle[0] = w, most_woken = s->name;
			if (b > least_idle[1])
				least_idle[1] = b, most_bytes = s->name;
			series_add(&woken, w);
			series_add(&bytes, b);
			s->last = now;
		}
	}
	for (size_t i = 0; i < SESSIONS; i++) {
		if (sessions[i].cpu_ms > least_idle[2])
			least_idle[2] = sessions[i].cpu_ms, most_cpu = sessions[i].name;
		series_add(&cpu, sessions[i].cpu_ms);
	}
	printf("%s clients, %d sessions, %d minutes\n", clients, SESSIONS, minutes);
	figures_head("idle");
	row_print("wake-ups a minute", &woken, 1, "a minute", most_woken);
	row_print("processor time of a session, ms", &cpu, (double)CPU_MS * minutes / MINUTES, "ms in all", most_cpu);
	row_print("bytes a minute", &bytes, BYTES, "a minute", most_bytes);
	for (size_t i = 0; i < SESSIONS; i++)
		screens_leave(sessions[i].pty);
	home_remove(&home);
	bench_drop(copy);
	free(base);
	figures_end("idle");
	return 0;
}
