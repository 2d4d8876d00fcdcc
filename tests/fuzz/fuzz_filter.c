/* SPDX-License-Identifier: MIT */
/* The filter language: any text is read or refused at a place inside it, said back, and asked of a base as SQL without a fault. Names and phones too. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/fold.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/model/client.h"
#include "kartoteka/model/interaction.h"
#include "kartoteka/model/plan.h"
#include "kartoteka/store/lists.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *no_variable(void *self, const char *name)
{
	(void)self;
	(void)name;
	return NULL;
}

static void zeros(void *self, void *out, size_t n)
{
	static uint64_t count;
	(void)self;
	memset(out, 0, n);
	count++;
	memcpy(out, &count, n < sizeof count ? n : sizeof count);
}

static const Env env = {.get = no_variable, .random = zeros, .login = "x", .full_name = "", .terminal = "", .home = "/nonexistent"};

/* An empty base, made once; what it is asked leaves nothing. */
static Store *base(void)
{
	static Store *store;
	const StoreOptions options = {.path = ":memory:", .mode = STORE_WRITE, .env = &env};
	if (!store && store_open(&store, &options))
		abort();
	return store;
}

static void read_filter(const char *text, const Kind *kind, Arena *arena)
{
	const FilterContext context = {.kind = kind, .when = {.now = {1784788920}, .zone = zone_find("Europe/Moscow")}, .me = 1};
	FilterNode *node;
	Err *err = filter_read(&node, text, &context, arena);
	if (err) {
		if (err->at < 0 || (size_t)err->at > strlen(text) || !err->what)
			abort();
		err_free(err);
		return;
	}
	Str echo = {0};
	filter_echo(&echo, node);
	str_done(&echo);
	if (kind != &kind_client)
		return;
	const ClientPage page = {.filter = node, .limit = 5};
	ClientRow *rows;
	size_t n;
	err = clients_page(base(), &page, &rows, &n, arena);
	if (err)
		abort();
}

static void read_name_and_phone(const char *text, Arena *arena)
{
	Client client;
	Str title = {0}, a = {0};
	Phone phones[3];
	record_init(&kind_client, &client);
	client_read_name(&client, text, -1, arena);
	client_title(&title, &client);
	client_short_title(&title, &client);
	fold_word(&a, text);
	name_matches(str_text(&a), str_text(&title));
	size_t n = phone_read(phones, countof(phones), text, "7");
	for (size_t i = 0; i < n; i++) {
		if (phones[i].e164[0])
			phone_show(&title, phones[i].e164, phones[i].extension, "7", true);
	}
	free(phone_fault(text, "7"));
	str_done(&title);
	str_done(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Arena *arena = arena_new();
	char *text = mem_strndup((const char *)data, size);
	static const Kind *const kinds_read[] = {&kind_client, &kind_interaction, &kind_task, &kind_event, &kind_reminder};
	for (size_t i = 0; i < countof(kinds_read); i++)
		read_filter(text, kinds_read[i], arena);
	read_name_and_phone(text, arena);
	free(text);
	arena_free(arena);
	return 0;
}
