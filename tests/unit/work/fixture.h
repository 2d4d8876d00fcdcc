/* SPDX-License-Identifier: MIT */
/* A base, a clock that stands at Thursday 23 July 2026, 09:42 in Moscow, and commands run as the shell would. */
#ifndef KARTOTEKA_TEST_WORK_FIXTURE_H
#define KARTOTEKA_TEST_WORK_FIXTURE_H

#include "kartoteka/store/lists.h"
#include "kartoteka/work/client.h"
#include "kartoteka/work/contact.h"
#include "kartoteka/work/step.h"
#include "kartoteka/work/work.h"
#include "test.h"

#define NOW "2026-07-23T06:42:00Z"

typedef struct Fixture {
	Env env;
	Clock *clock;
	Settings *settings;
	Work *work;
	Arena *arena;
	char *folder; /* of this fixture alone; taken away at the end */
	uint64_t random;
	const char *path; /* of the base */
} Fixture;

void fixture_open(Fixture *f, const char *path);               /* NULL: ":memory:"; else a name inside the folder */
void fixture_reopen(Fixture *f);                               /* the base as another run finds it */
void fixture_login(Fixture *f, Work **out, const char *login); /* one more session on the same file */
void fixture_close(Fixture *f);
void fixture_clock(Fixture *f, const char *instant);

/* Fails the test with the text of the error. */
void well_at(Err *err, const char *file, int line);
#define well(call) well_at((call), __FILE__, __LINE__)
/* The error must be of this code; it is freed. */
void fails_at(Err *err, ErrCode code, const char *file, int line);
#define fails(call, code) fails_at((call), (code), __FILE__, __LINE__)

/* Runs a command line; what was printed (JSON) is the caller's to free. NULL and *err on an error. */
char *run_line(Fixture *f, const char *line, OutForm form, Err **err);
char *run_json(Fixture *f, const char *line); /* must go well */
char *run_text(Fixture *f, const char *line);
void run(Fixture *f, const char *line); /* must go well, output thrown away */
char *dump(Fixture *f);

/* Short ways to records. */
int64_t make_client(Fixture *f, const char *name, const char *phone);
int64_t make_task(Fixture *f, int64_t client, const char *summary, const char *due, const char *rule);
int64_t make_event(Fixture *f, int64_t client, const char *summary, const char *start, const char *end, const char *rule);
Client client_of(Fixture *f, int64_t id);
Task task_of(Fixture *f, int64_t id);
Event event_of(Fixture *f, int64_t id);
Moment moment(const char *text);
int64_t kind_id(Fixture *f, const char *code);
int64_t outcome_id(Fixture *f, const char *code);
int64_t reminder_of(Fixture *f, const char *kind, int64_t id); /* the first */
Reminder read_reminder(Fixture *f, int64_t id);
/* Agenda of a window as lines "2026-07-23 10:00 summary". Caller frees. */
char *agenda_lines(Fixture *f, const char *from, const char *to);

#endif
