/* SPDX-License-Identifier: MIT */
/* The quick line and the line of a contact: any text, against a small base. What was marked lies inside the line; the echo is made. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/work/contact.h"
#include "kartoteka/work/quick.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *no_variable(void *self, const char *name)
{
	(void)self;
	(void)name;
	return NULL;
}

static void same_bytes(void *self, void *out, size_t n)
{
	uint64_t *state = self;
	unsigned char *to = out;
	while (n--)
		*to++ = (unsigned char)((*state = *state * 6364136223846793005u + 1442695040888963407u) >> 56);
}

static void must(Err *err)
{
	if (!err)
		return;
	char *text = err_text(err);
	fprintf(stderr, "%s\n", text);
	abort();
}

static Work *open_base(void)
{
	static uint64_t state = 1;
	static Env env = {
		.get = no_variable,
		.random = same_bytes,
		.self = &state,
		.login = "fuzz",
		.full_name = "",
		.terminal = "",
		.home = "/nowhere",
		.config_home = "/nowhere",
		.data_home = "/nowhere",
		.state_home = "/nowhere",
		.share = "/nowhere",
	};
	static const char *const names[] = {"Иванов Игорь Петрович", "ООО «Вектор»", "Smith John", "Ким Ольга", "Петрова Анна"};
	Clock *clock;
	Settings *settings;
	Work *work;
	must(clock_new(&clock, "2026-07-23T06:42:00Z"));
	must(settings_open(&settings, &env, "/nowhere/config"));
	WorkOptions options = {.env = &env, .clock = clock, .settings = settings, .in_memory = true, .zone = "Europe/Moscow", .mode = STORE_WRITE};
	must(work_open(&work, &options));
	for (size_t i = 0; i < countof(names); i++) {
		Card card = {0};
		record_init(&kind_client, &card.client);
		client_read_name(&card.client, names[i], -1, work->arena);
		must(card_save(work, NULL, &card, NULL));
	}
	return work;
}

static void read_quick(Work *work, const char *line, Arena *arena)
{
	QuickReading reading;
	Str echo = {0};
	size_t n = strlen(line);
	Err *err = quick_read(work, line, 0, &reading, arena);
	if (err) {
		err_free(err);
		return;
	}
	for (size_t i = 0; i < reading.part_count; i++) {
		if (reading.parts[i].from > reading.parts[i].to || reading.parts[i].to > n)
			abort();
	}
	quick_echo(&echo, &reading);
	quick_choose(&reading, 1);
	str_done(&echo);
	/* Written and rolled back: what is read can be stored, or an error says why not. */
	work->dry_run = true;
	const char *kind;
	int64_t id;
	err_free(quick_save(work, &reading, &kind, &id, NULL));
	work->dry_run = false;
}

static void read_contact(Work *work, const char *line, Arena *arena)
{
	const char *text, *next;
	ContactReading reading;
	contact_split(line, arena, &text, &next);
	ContactKind *kinds_list;
	ClientRow *rows;
	size_t n, count;
	must(contact_kinds(work, &kinds_list, &n, arena));
	must(find_client(work->store, "Smith", 1, &rows, &count, arena));
	if (!n || !count)
		abort();
	ContactDraft draft = {
		.client = rows[0].client.head.id,
		.kind = kinds_list[0].head.id,
		.at = INSTANT_NONE,
		.length = SECONDS_NONE,
		.text = text,
		.next = next,
	};
	err_free(contact_read(work, &draft, &reading, arena));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static Work *work;
	if (!work)
		work = open_base();
	if (size > 4096)
		return 0;
	Arena *arena = arena_new();
	char *line = mem_strndup((const char *)data, size);
	read_quick(work, line, arena);
	read_contact(work, line, arena);
	free(line);
	arena_free(arena);
	return 0;
}
