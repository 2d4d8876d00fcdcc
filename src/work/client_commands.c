/* SPDX-License-Identifier: MIT */
/* client add, list, show, edit, delete (contract.md). Lists come from the same query as the screens'. */
#include <stdlib.h>
#include <string.h>

#include "change.h"
#include "client_fields.h"
#include "client_out.h"
#include "commands.h"
#include "kartoteka/model/filter.h"
#include "kartoteka/work/dictionary.h"

/* ---- add, edit ---- */

static Err *named(const Card *card)
{
	const Client *client = &card->client;
	if (client->surname.s || client->given.s || client->patronymic.s || client->name.s)
		return NULL;
	return err_todo(err_new(ERR_USAGE, _("The client has no name")), _("give --name"));
}

/* What cannot be read as a number is kept as it was typed; whoever typed it is told. */
static void tell_unread(Out *out, const Card *card)
{
	for (size_t i = 0; i < card->channel_count; i++) {
		Phone phone[1];
		const char *typed = card->channels[i].value.s ? card->channels[i].value.s : "";
		if (card->channels[i].type.v == CHANNEL_PHONE && (!phone_read(phone, 1, typed, PHONE_HOME_CODE) || !*phone[0].e164))
			out_say(out, _("! %s is kept as it was typed: it is not read as a phone number"), typed);
	}
}

static Err *tell_card(CommandCall *call, const Card *card, bool adds, Arena *arena)
{
	Work *work = call_context(call);
	Out *out = call_out(call);
	ClientRow row = {.client = card->client};
	Card trial = *card;
	if (adds)
		trial.client.head.id = 0; /* the number that it had is nobody's */
	if (out_form(out) == OUT_CSV)
		return work->dry_run ? client_out_record(out, work, &trial, arena) : client_out_whole(out, work, card->client.head.id, 0);
	/* A dry run stored nothing that could be read again. */
	out_begin(out, NULL, 0);
	Err *err = work->dry_run ? client_out_card(out, work, &trial) : client_out_row(out, work, &row, arena);
	if (err)
		return err;
	TRY(out_end(out));
	Str title = {0};
	client_title(&title, &card->client);
	if (work->dry_run)
		out_say(out, adds ? _("Would add: %s") : _("Would change: %s"), str_text(&title));
	else
		out_say(out, "%lld  %s", (long long)card->client.head.id, str_text(&title));
	tell_unread(out, card);
	str_done(&title);
	return NULL;
}

static Err *run_add(CommandCall *call)
{
	Work *work = call_context(call);
	Arena *arena = arena_new();
	Card card = {0};
	record_init(&kind_client, &card.client);
	Err *err = card_fill(&card, call, arena);
	if (!err)
		err = named(&card);
	if (!err)
		err = card_save(work, NULL, &card, NULL);
	if (!err)
		err = tell_card(call, &card, true, arena);
	arena_free(arena);
	return err;
}

static Card card_copy(const Card *card, Arena *arena)
{
	Card copy = *card;
	copy.members = arena_alloc(arena, (card->member_count ? card->member_count : 1) * sizeof *copy.members);
	if (card->member_count)
		memcpy(copy.members, card->members, card->member_count * sizeof *copy.members);
	return copy;
}

static Err *read_filled(CommandCall *call, Card *old, Card *new, Arena *arena)
{
	TRY(card_read(call_context(call), call_ref(call, "client"), old, arena));
	*new = card_copy(old, arena);
	return card_fill(new, call, arena);
}

static Err *edit_in(CommandCall *call, Card *new, Arena *arena)
{
	Card old;
	TRY(read_filled(call, &old, new, arena));
	return card_save(call_context(call), &old, new, NULL);
}

/* Read once for its name and for what is wrong with the words, and again when nobody else writes: then it is changed as it stands. */
static Err *edit(CommandCall *call, Arena *arena)
{
	Work *work = call_context(call);
	Card old, new;
	Str title = {0};
	TRY(read_filled(call, &old, &new, arena));
	client_title(&title, &new.client);
	Err *err = work_begin(work, "client edit", N_("Changed: %s"), str_text(&title));
	str_done(&title);
	TRY(err);
	TRY(work_end(work, edit_in(call, &new, arena), NULL));
	/* The derived values as they were stored. */
	if (!work->dry_run)
		TRY(store_get(work->store, &kind_client, new.client.head.id, &new.client, arena));
	return tell_card(call, &new, false, arena);
}

static Err *run_edit(CommandCall *call)
{
	return call_in_arena(call, edit);
}

/* ---- list ---- */

static const OutColumn list_columns[] = {
	{"id", NULL, true, 0, 0},
	{"kind", NULL, false, 0, 0},
	{"name", N_("Name"), false, 16, 0},
	{"phones", N_("Phone"), false, 15, 2},
	{"emails", NULL, false, 0, 0},
	{"tags", NULL, false, 0, 0},
	{"organization", N_("Organization"), false, 12, 3},
	{"last_contact", N_("Contact"), true, 0, 1},
	{"next_step.at", NULL, false, 0, 0},
	{"next_step.text", N_("Next step"), false, 16, 0},
};

enum {
	PAGES_FEW = 1000 /* rows: more of them go over most of the base */
};

static Err *list_pages(CommandCall *call, ClientPage *page, int64_t limit, Arena *arena)
{
	Work *work = call_context(call);
	Out *out = call_out(call);
	Arena *pages[2] = {arena_new(), arena_new()};
	Err *err = NULL, *damaged = NULL;
	int64_t left = limit ? limit : INT64_MAX;
	(void)arena;
	if (left > PAGES_FEW)
		store_keeps(work->store, STORE_KEEPS_MUCH);
	for (int which = 0; !err && left > 0 && !out_failed(out); which = !which) {
		ClientRow *rows;
		size_t n;
		arena_reset(pages[which]);
		page->limit = left < 200 ? (size_t)left : 200;
		err = clients_page(work->store, page, &rows, &n, pages[which]);
		/* What can be read of a damaged base is shown, then what became of the rest. */
		if (err && err->code == ERR_DAMAGED && n) {
			err_free(damaged);
			damaged = err;
			err = NULL;
		}
		for (size_t i = 0; !err && i < n; i++)
			err = client_out_row(out, work, &rows[i], pages[which]);
		left -= (int64_t)n;
		if (err || n < page->limit)
			break;
		page->after = &rows[n - 1].client;
	}
	arena_free(pages[0]);
	arena_free(pages[1]);
	if (!err)
		return damaged;
	err_free(damaged);
	return err;
}

static Err *read_query(FilterNode **filter, const char *text, const FilterContext *context, Arena *arena)
{
	Err *err = filter_read(filter, text, context, arena);
	if (err && err->code == ERR_FAILED)
		err->code = ERR_USAGE;
	return point_at(err, text);
}

/* What is typed, of those that a saved one lets through. */
static Err *read_filter(CommandCall *call, FilterNode **filter, const FilterContext *context, Arena *arena)
{
	SavedFilter saved;
	FilterNode *kept = NULL;
	TRY(read_query(filter, call_has(call, "filter") ? call_text(call, "filter") : "", context, arena));
	if (!call_has(call, "saved"))
		return NULL;
	TRY(saved_filter_get(call_context(call), call_ref(call, "saved"), &saved, arena));
	TRY(read_query(&kept, saved.query.s, context, arena));
	if (call_has(call, "filter")) {
		FilterNode *both = arena_alloc(arena, sizeof *both);
		*both = (FilterNode){.op = FILTER_AND, .a = *filter, .b = kept};
		kept = both;
	}
	*filter = kept;
	return NULL;
}

static Err *run_list(CommandCall *call)
{
	Work *work = call_context(call);
	Arena *arena = arena_new();
	FilterContext context = {.kind = &kind_client, .when = work_words(work), .me = work->me.head.id};
	FilterNode *filter = NULL;
	const char *sort = call_text(call, "sort");
	const Field *field = sort ? kind_field(&kind_client, sort) : NULL;
	Err *err = NULL;
	if (sort && (!field || !(field->flags & FIELD_SORTABLE)))
		err = err_word(err_new(ERR_USAGE, _("Clients are not sorted by %s: title, organization, phone, source, owner, last_contact, next_at are"), sort), sort, -1);
	if (!err)
		err = read_filter(call, &filter, &context, arena);
	ClientPage page = {.filter = filter, .sort = field ? field->name : NULL, .descending = call_flag(call, "reverse")};
	out_begin(call_out(call), list_columns, countof(list_columns));
	if (!err)
		err = list_pages(call, &page, call_number(call, "limit", 0), arena);
	arena_free(arena);
	if (err && err->code != ERR_DAMAGED)
		return err;
	Err *ended = out_end(call_out(call));
	if (!err)
		return ended;
	err_free(ended);
	err_free(out_flush(call_out(call))); /* the error follows what can be read */
	return err;
}

/* ---- show, delete ---- */

static Err *run_show(CommandCall *call)
{
	return client_out_whole(call_out(call), call_context(call), call_ref(call, "client"), (size_t)call_number(call, "history", 20));
}

static Err *run_delete(CommandCall *call)
{
	Work *work = call_context(call);
	size_t n;
	const int64_t *ids = call_refs(call, "client", &n);
	const char *first;
	Arena *arena = arena_new();
	Err *err = refuse_bulk(work, n);
	if (!err)
		err = title_of_client(work, n ? ids[0] : 0, &first, arena);
	if (!err)
		err = client_remove(work, ids, n, NULL);
	Out *out = call_out(call);
	if (!err) {
		out_begin(out, NULL, 0);
		for (size_t i = 0; i < n; i++) {
			out_row(out);
			out_int(out, "deleted", ids[i]);
			out_row_end(out);
		}
		err = out_end(out);
	}
	if (!err && n == 1)
		out_say(out, work->dry_run ? _("Would delete: %s") : _("Deleted: %s"), first);
	else if (!err)
		out_say_count(out, (int64_t)n, work->dry_run ? P_("%zu client would be deleted", "%zu clients would be deleted", n) : P_("%zu client deleted", "%zu clients deleted", n), n);
	arena_free(arena);
	return err;
}

const Command client_commands[CLIENT_COMMANDS] = {
	{
		.name = "client add",
		.title = N_("Add a client"),
		.help = N_("Add a person or an organization."),
		.group = COMMAND_ADD,
		.flags = COMMAND_WRITES,
		.more_args = client_field_args,
		.run = run_add,
		.examples = "client add --name \"Ivanov Igor\" --phone 89161234567 --tag wholesale\nclient add --name \"LLC Vector\" --site vector.example  # an organization, by its legal form",
	},
	{
		.name = "client list",
		.title = N_("List clients"),
		.help = N_("List clients that a filter lets through."),
		.group = COMMAND_FIND,
		.flags = COMMAND_CLI_ONLY,
		.args = (const Arg[]){
			{"filter", ARG_TEXT, ARGF_OPTION, .letter = 'f', .help = N_("Only these"), .value = N_("QUERY")},
			{"saved", ARG_REF, ARGF_OPTION, .kind = "filter", .help = N_("Only those of a saved filter"), .value = N_("NAME")},
			{"limit", ARG_NUMBER, ARGF_OPTION, .letter = 'l', .help = N_("At most so many"), .value = N_("N"), .min = 1, .max = INT64_MAX},
			{"sort", ARG_TEXT, ARGF_OPTION, .help = N_("By title, organization, phone, source, owner, last_contact or next_at"), .value = N_("FIELD")},
			{"reverse", ARG_FLAG, ARGF_OPTION, .letter = 'r', .help = N_("The other way round")},
			{0},
		},
		.run = run_list,
		.examples = "client list --filter 'tag:wholesale no step'  # who waits for nothing\nclient list --json --limit 10",
	},
	{
		.name = "client show",
		.title = N_("Show a client"),
		.help = N_("Show all about a client: ways to reach it, steps, history."),
		.group = COMMAND_FIND,
		.flags = COMMAND_CLI_ONLY,
		.args = (const Arg[]){
			{"client", ARG_REF, ARGF_REQUIRED, .kind = "client", .focus = "client", .help = N_("Which client"), .value = N_("CLIENT")},
			{"history", ARG_NUMBER, ARGF_OPTION, .help = N_("So many contacts, newest first"), .value = N_("N"), .min = 0, .max = 100000},
			{0},
		},
		.run = run_show,
		.examples = "client show Ivanov\nclient show 17 --json",
	},
	{
		.name = "client edit",
		.title = N_("Change a client"),
		.help = N_("Change fields of a client; phones and the like are replaced by those given."),
		.group = COMMAND_ADD,
		.flags = COMMAND_WRITES,
		.args = (const Arg[]){{
								  "client",
								  ARG_REF,
								  ARGF_REQUIRED,
								  .kind = "client",
								  .focus = "client",
								  .help = N_("Which client"),
								  .value = N_("CLIENT"),
							  },
                              {0}},
		.more_args = client_field_args,
		.run = run_edit,
		.examples = "client edit 17 --phone \"+7 916 123-45-67\" --source exhibition",
	},
	{
		.name = "client delete",
		.title = N_("Delete clients"),
		.help = N_("Delete clients with their history; `undo` brings them back."),
		.group = COMMAND_ADD,
		.flags = COMMAND_WRITES | COMMAND_ON_MARKS,
		.args = (const Arg[]){{
								  "client",
								  ARG_REF,
								  ARGF_REQUIRED | ARGF_REPEATED,
								  .kind = "client",
								  .focus = "client",
								  .help = N_("Which clients"),
								  .value = N_("CLIENT"),
							  },
                              {0}},
		.run = run_delete,
		.examples = "client delete 17",
	},
};
