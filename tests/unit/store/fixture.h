/* SPDX-License-Identifier: MIT */
/* A base of its own for each test: given random, a folder under /tmp that is taken away, records made in one line. For unit/store and store. */
#ifndef KARTOTEKA_TEST_STORE_FIXTURE_H
#define KARTOTEKA_TEST_STORE_FIXTURE_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/model/client.h"
#include "kartoteka/model/interaction.h"
#include "kartoteka/model/list.h"
#include "kartoteka/model/plan.h"
#include "kartoteka/store/care.h"
#include "kartoteka/store/journal.h"
#include "kartoteka/store/store.h"
#include "test.h"

static inline const char *fixture_get(void *self, const char *name)
{
	(void)self;
	(void)name;
	return NULL;
}

/* Every process its own numbers, or two sessions would be one. */
static inline void fixture_random(void *self, void *out, size_t n)
{
	static uint64_t state;
	static pid_t seeded;
	(void)self;
	if (seeded != getpid())
		state = (state ^ (uint64_t)getpid()) * UINT64_C(0x9E3779B97F4A7C15);
	seeded = getpid();
	unsigned char *bytes = out;
	for (size_t i = 0; i < n; i++) {
		state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
		bytes[i] = (unsigned char)(state >> 56);
	}
}

static const Env fixture_env = {
	.get = fixture_get,
	.random = fixture_random,
	.login = "anna",
	.full_name = "Anna",
	.terminal = "pts/3",
	.home = "/nonexistent",
};

static const CareBy fixture_by = {.login = "anna", .at = {1784797320}};

static inline void well(Err *err)
{
	if (err) {
		char *text = err_text(err);
		fail_msg("%s", text);
	}
}

static inline void fails(Err *err, ErrCode code)
{
	if (!err)
		fail_msg("an error was expected");
	if (err->code != code)
		fail_msg("error %d instead of %d: %s", err->code, code, err->what);
	err_free(err);
}

static inline void remove_tree(const char *path)
{
	DIR *dir = opendir(path);
	const struct dirent *entry;
	while (dir && (entry = readdir(dir))) {
		char name[4096];
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
		struct stat st;
		if (lstat(name, &st) == 0 && S_ISDIR(st.st_mode))
			remove_tree(name);
		else
			unlink(name);
	}
	if (dir)
		closedir(dir);
	rmdir(path);
}

typedef struct Fixture {
	char folder[64];
	char path[128];
	Arena *arena;
} Fixture;

static inline Fixture fixture_new(void)
{
	Fixture fixture = {.arena = arena_new()};
	snprintf(fixture.folder, sizeof fixture.folder, "/tmp/kt-store-XXXXXX");
	if (!mkdtemp(fixture.folder))
		fail_msg("no folder under /tmp");
	snprintf(fixture.path, sizeof fixture.path, "%s/base.db", fixture.folder);
	return fixture;
}

static inline void fixture_done(Fixture *fixture)
{
	remove_tree(fixture->folder);
	arena_free(fixture->arena);
}

static inline Err *try_open(Store **out, const char *path, StoreMode mode)
{
	const StoreOptions options = {.path = path, .mode = mode, .env = &fixture_env};
	return store_open(out, &options);
}

static inline Store *open_at(const char *path, StoreMode mode)
{
	Store *store;
	well(try_open(&store, path, mode));
	return store;
}

static inline BatchHead head_of(const char *command)
{
	return (BatchHead){.author = 1, .at = {1784797200}, .command = command, .label = command};
}

static inline void begin(Store *store, const char *command)
{
	const BatchHead head = head_of(command);
	well(store_begin(store, &head));
}

static inline int64_t commit(Store *store)
{
	int64_t batch;
	well(store_commit(store, &batch));
	return batch;
}

static inline Client person(const char *surname, const char *given)
{
	Client client;
	record_init(&kind_client, &client);
	client.surname.s = surname;
	client.given.s = given;
	return client;
}

static inline Client organization(const char *name)
{
	Client client;
	record_init(&kind_client, &client);
	client.kind.v = CLIENT_ORGANIZATION;
	client.name.s = name;
	return client;
}

static inline int64_t make_person(Store *store, const char *surname, const char *given)
{
	Client client = person(surname, given);
	well(store_make(store, &kind_client, &client));
	return client.head.id;
}

/* In a batch of its own. */
static inline int64_t add_person(Store *store, const char *surname, const char *given)
{
	begin(store, "client add");
	int64_t id = make_person(store, surname, given);
	commit(store);
	return id;
}

static inline char *dump_of(Store *store)
{
	Str out = {0};
	well(care_dump(store, &out));
	return str_take(&out);
}

static inline int64_t take_back(Store *store, int64_t batch)
{
	const BatchHead head = head_of("undo");
	Arena *arena = arena_new();
	int64_t *clients;
	size_t n;
	well(journal_take_back(store, batch, &head, NULL, &clients, &n, arena));
	arena_free(arena);
	return commit(store);
}

static inline void expect_sound(Store *store)
{
	Str faults = {0};
	well(care_check(store, false, false, &faults, NULL));
	if (faults.n)
		fail_msg("%s", str_text(&faults));
	str_done(&faults);
}

#endif
