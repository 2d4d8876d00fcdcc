/* SPDX-License-Identifier: MIT */
/* Completion for shells, and what a command may ask of this face: records by name, standard input. */
#include "kartoteka/command/complete.h"

#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/store/lists.h"
#include "kartoteka/work/dictionary.h"
#include "session.h"

enum {
	MOST = 50
};

static Err *read_input(Str *out, void *self)
{
	(void)self;
	return file_read(out, "-");
}

/* ---- records by the beginning of their name ---- */

typedef void (*Offering)(void *to, const char *word, const char *note);

static void offer_clients(Work *work, const char *prefix, Offering offer, void *to, Arena *arena)
{
	ClientRow *rows = NULL;
	size_t n = 0;
	Err *err = *prefix ? find_client(work->store, prefix, MOST, &rows, &n, arena) : NULL;
	for (size_t i = 0; !err && i < n; i++) {
		const Client *client = &rows[i].client;
		offer(to, client->title.s, client->organization.s ? client->organization.s : client->phone.s ? client->phone.s
		                                                                                             : "");
	}
	err_free(err);
}

static void offer_tags(Work *work, const char *prefix, Offering offer, void *to, Arena *arena)
{
	void *rows = NULL;
	size_t n = 0;
	Err *err = store_all(work->store, &kind_tag, &rows, &n, arena);
	for (size_t i = 0; !err && i < n; i++) {
		const char *name = ((const Tag *)rows)[i].name.s;
		if (str_begins(name, prefix))
			offer(to, name, _("tag"));
	}
	err_free(err);
}

static void offer_codes(Work *work, const Kind *kind, const char *prefix, Offering offer, void *to, Arena *arena)
{
	void *rows = NULL;
	size_t n = 0;
	Err *err = store_all(work->store, kind, &rows, &n, arena);
	for (size_t i = 0; !err && i < n; i++) {
		bool is_kind = kind == &kind_contact_kind;
		const char *code = is_kind ? ((const ContactKind *)rows)[i].code.s : ((const Outcome *)rows)[i].code.s;
		const char *name = is_kind ? ((const ContactKind *)rows)[i].name.s : ((const Outcome *)rows)[i].name.s;
		bool gone = is_kind ? ((const ContactKind *)rows)[i].gone.v : ((const Outcome *)rows)[i].gone.v;
		if (!gone && code && str_begins(code, prefix))
			offer(to, code, list_name(code, name));
	}
	err_free(err);
}

static void offer_staff(Work *work, const char *prefix, Offering offer, void *to, Arena *arena)
{
	void *rows = NULL;
	size_t n = 0;
	Err *err = store_all(work->store, &kind_staff, &rows, &n, arena);
	for (size_t i = 0; !err && i < n; i++) {
		const Staff *staff = (const Staff *)rows + i;
		if (!staff->gone.v && str_begins(staff->login.s, prefix))
			offer(to, staff->login.s, staff->name.s ? staff->name.s : "");
	}
	err_free(err);
}

static void offer_filters(Work *work, const char *prefix, Offering offer, void *to, Arena *arena)
{
	SavedFilter *rows = NULL;
	size_t n = 0;
	Err *err = saved_filters_read(work, &rows, &n, arena);
	for (size_t i = 0; !err && i < n; i++)
		if (rows[i].name.s && str_begins(rows[i].name.s, prefix))
			offer(to, rows[i].name.s, rows[i].query.s);
	err_free(err);
}

static void complete_record(void *self, const char *kind, const char *prefix, Offering offer, void *to)
{
	Work *work = self;
	if (!work->store)
		return;
	Arena *arena = arena_new();
	if (strcmp(kind, kind_client.name) == 0)
		offer_clients(work, prefix, offer, to, arena);
	else if (strcmp(kind, kind_tag.name) == 0)
		offer_tags(work, prefix, offer, to, arena);
	else if (strcmp(kind, kind_contact_kind.name) == 0)
		offer_codes(work, &kind_contact_kind, prefix, offer, to, arena);
	else if (strcmp(kind, kind_outcome.name) == 0)
		offer_codes(work, &kind_outcome, prefix, offer, to, arena);
	else if (strcmp(kind, kind_staff.name) == 0)
		offer_staff(work, prefix, offer, to, arena);
	else if (strcmp(kind, kind_filter.name) == 0)
		offer_filters(work, prefix, offer, to, arena);
	arena_free(arena);
}

void session_host(CommandHost *out, Session *session)
{
	*out = (CommandHost){
		.words = work_words(session->work),
		.resolve = work_resolve,
		.resolve_sure = work_resolve_sure,
		.input = read_input,
		.complete = complete_record,
		.self = session->work,
	};
}

/* ---- the command ---- */

static void add_offer(Str *text, const Offer *offer)
{
	if (offer->sort != OFFER_FILE)
		utf8_safe(text, offer->word, strlen(offer->word));
	str_addc(text, '\t');
	utf8_safe(text, offer->note, strlen(offer->note));
	str_addc(text, '\n');
}

Err *run_complete(CommandCall *call)
{
	Session *session = call_context(call);
	Str text = {0};
	if (call_has(call, "shell")) {
		complete_script(&text, call_text(call, "shell"), cli_commands()->program);
	} else {
		Offers offers = {0};
		CommandHost host;
		size_t n = call_count(call, "word");
		const char **words = mem_alloc((n + 1) * sizeof *words);
		for (size_t i = 0; i < n; i++)
			words[i] = call_text_at(call, "word", i);
		if (n == 0)
			words[n++] = "";
		session_host(&host, session);
		complete_words(&offers, cli_commands(), &host, n, words);
		for (size_t i = 0; i < offers.n; i++)
			add_offer(&text, &offers.at[i]);
		offers_done(&offers);
		free(words);
	}
	out_bytes(call_out(call), str_text(&text), text.n);
	str_done(&text);
	return NULL;
}
