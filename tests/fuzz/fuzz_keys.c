/* SPDX-License-Identifier: MIT */
/* The keys file: any bytes are read with faults named by line, and no binding that the layout law forbids gets through. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/command/keymap.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static Err *run(CommandCall *call)
{
	(void)call;
	return NULL;
}

static const Command rows[] = {{.name = "quit", .title = "x", .help = "x", .run = run}, {.name = "move down", .title = "x", .help = "x", .run = run}};
static const CommandTable table = {rows, countof(rows)};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const contexts[] = {"list", "any", NULL};
	const CommandSet set = {&table, 1, NULL, FACE_SCREEN, "x"};
	Keymap *keymap = keymap_new();
	KeyFaults faults = {0};
	const Binding *binding;
	static const char base[] = "[any]\nq = quit\n[list]\nj Down = move down\n";
	keymap_read(keymap, &faults, "base", base, sizeof base - 1);
	keymap_read(keymap, &faults, "user", (const char *)data, size);
	keymap_check(&faults, keymap, &set, contexts);
	for (size_t i = 0; i < 300 && (binding = keymap_at(keymap, contexts, i)); i++) {
		Str shown = {0};
		if (!key_is_known(binding->key) || keymap_binding(keymap, contexts, binding->key) != binding)
			abort();
		key_shown(&shown, binding->key, "ru");
		str_done(&shown);
	}
	key_faults_done(&faults);
	keymap_free(keymap);
	return 0;
}
