/* SPDX-License-Identifier: MIT */
/* Help, version and manual page, from the tables. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/embedded.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/command/manual.h"
#include "session.h"

enum {
	WIDEST = 80,
	NARROWEST = 40,
};

static const char examples[] = "  # open the screens\n"
							   "--demo  # look round in an example base\n"
							   "add \"call Ivanov tomorrow 10\"  # write as you would say it\n"
							   "find 4567  # by any letters, or the last digits of a phone\n"
							   "log Ivanov --kind call --next \"fri 10 quote\"  # a contact and what comes next\n"
							   "import talks.ics  # bring a calendar in\n"
							   "agenda --from today --to tomorrow --json  # the day, for a script";

int cli_help_width(const CliIo *io)
{
	if (io->width <= 0 || io->width > WIDEST)
		return WIDEST;
	return io->width < NARROWEST ? NARROWEST : io->width;
}

static Err *help_text(Str *out, const char *name, const CliIo *io)
{
	if (name && *name)
		return help_command(out, cli_commands(), name, cli_help_width(io));
	help_program(out, cli_commands(), _("A card index of clients in the terminal: who they are, every contact with them, and what comes next."), examples,
	             cli_help_width(io));
	return NULL;
}

/* ---- the manual page ---- */

/* Contexts in the order of the keys file: lines that are [name]. The names borrow from `owned`. */
static const char *const *key_contexts(const char *text, char ***owned)
{
	VEC(char *)
	names = {0};
	while (*text) {
		size_t n = strcspn(text, "\n");
		if (n > 2 && text[0] == '[' && text[n - 1] == ']')
			vec_push(&names, mem_strndup(text + 1, n - 2));
		text += n + (text[n] == '\n');
	}
	vec_push(&names, NULL);
	*owned = names.at;
	return (const char *const *)names.at;
}

static Err *manual_text(Str *out)
{
	const Embedded *page = embedded_find("help/kartoteka.1.in"), *keys = embedded_find("keys");
	if (!page || !keys)
		return err_new(ERR_FAILED, _("This program was built without its manual page"));
	const char *text = (const char *)keys->bytes;
	char **owned = NULL;
	const char *const *contexts = key_contexts(text, &owned);
	Keymap *keymap = keymap_new();
	keymap_read(keymap, NULL, "keys", text, keys->n);
	manual_page(out, (const char *)page->bytes, cli_commands(), keymap, contexts);
	keymap_free(keymap);
	for (size_t i = 0; owned[i]; i++)
		free(owned[i]);
	free(owned);
	return NULL;
}

/* ---- rows ---- */

Err *run_help(CommandCall *call)
{
	const Session *session = call_context(call);
	Str name = {0}, text = {0};
	for (size_t i = 0; i < call_count(call, "command"); i++)
		str_addf(&name, "%s%s", i ? " " : "", call_text_at(call, "command", i));
	Err *err = call_flag(call, "mdoc") ? manual_text(&text) : help_text(&text, str_text(&name), session->io);
	if (!err)
		out_bytes(call_out(call), str_text(&text), text.n);
	str_done(&name);
	str_done(&text);
	return err;
}

Err *run_version(CommandCall *call)
{
	out_bytes(call_out(call), "kartoteka " KT_VERSION "\n", strlen("kartoteka " KT_VERSION "\n"));
	return NULL;
}

bool cli_early(const CommandCall *call, const CliIo *io, int *status)
{
	const Command *command = call_command(call);
	Str text = {0};
	Err *err = NULL;
	if (call_flag(call, "help"))
		err = help_text(&text, command ? command->name : call_group(call), io);
	else if (call_flag(call, "version"))
		str_add(&text, "kartoteka " KT_VERSION "\n");
	else
		return false;
	if (!err)
		err = cli_write(io->out, str_text(&text), text.n);
	str_done(&text);
	*status = cli_fault(err, io);
	return true;
}
