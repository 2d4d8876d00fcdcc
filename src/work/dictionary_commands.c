/* SPDX-License-Identifier: MIT */
/* outcome, kind, tag: the user's own lists, as Settings changes them; staff edit. Tags on clients are put there in list_commands.c. */
#include <stdlib.h>
#include <string.h>

#include "change.h"
#include "commands.h"
#include "kartoteka/base/said.h"
#include "kartoteka/base/text.h"
#include "kartoteka/work/dictionary.h"

/* ---- what is said ---- */

static const char *const counts_words[] = {"contact", "attempt", "nothing", NULL}; /* by OutcomeCounts */

static const char *counts_shown(OutcomeCounts counts)
{
	switch (counts) {
	case OUTCOME_CONTACT:
		return _("contact");
	case OUTCOME_ATTEMPT:
		return _("attempt");
	case OUTCOME_NOTHING:
		break;
	}
	return _("nothing");
}

static bool takes(const Command *command, const char *arg)
{
	return command_arg_named(command, arg) != NULL;
}

/* `counts` has room for what is pointed at. */
static EntryChange read_change(CommandCall *call, OutcomeCounts *counts, Arena *arena)
{
	const Command *command = call_command(call);
	EntryChange said = {0};
	if (call_has(call, "name"))
		said.name = arena_dup(arena, call_text(call, "name"));
	if (takes(command, "place"))
		said.place = (size_t)call_number(call, "place", 0);
	if (!takes(command, "counts"))
		return said;
	if (takes(command, "kind"))
		said.of_kind = call_ref(call, "kind");
	if (call_has(call, "counts")) {
		*counts = (OutcomeCounts)call_choice(call, "counts", 0);
		said.counts = counts;
	}
	said.offers = call_has(call, "offer");
	if (said.offers)
		said.offer = arena_dup(arena, call_text(call, "offer"));
	return said;
}

static Err *nothing_said(const char *options)
{
	return err_todo(err_new(ERR_USAGE, _("What to change was not said")), _("give one of %s"), options);
}

/* ---- what is printed ---- */

static Err *kind_code(Work *work, int64_t id, const char **out, Arena *arena)
{
	ContactKind kind;
	*out = NULL;
	if (!id)
		return NULL;
	TRY(store_get(work->store, &kind_contact_kind, id, &kind, arena));
	*out = kind.code.s;
	return NULL;
}

static void out_outcome(Out *out, const Outcome *outcome, const char *of_kind)
{
	const char *offer = outcome->offer.s && *outcome->offer.s ? outcome->offer.s : NULL;
	out_text(out, "code", outcome->code.s);
	out_text(out, "kind", of_kind);
	out_show(out, counts_shown((OutcomeCounts)outcome->counts.v));
	out_text(out, "counts", counts_words[outcome->counts.v]);
	if (offer)
		out_show(out, outcome_offer_word(offer));
	out_text(out, "offer", offer);
}

static Err *out_entry(CommandCall *call, const Kind *kind, const Entry *entry, size_t place, Arena *arena)
{
	Work *work = call_context(call);
	Out *out = call_out(call);
	const char *of_kind = NULL;
	if (kind == &kind_outcome)
		TRY(kind_code(work, entry->outcome.kind.v, &of_kind, arena));
	if (work->dry_run && !entry->head.id)
		out_null(out, "id");
	else
		out_int(out, "id", entry->head.id);
	if (place)
		out_int(out, "place", (int64_t)place);
	out_text(out, "name", entry_name(kind, entry));
	if (kind == &kind_outcome)
		out_outcome(out, &entry->outcome, of_kind);
	else if (kind == &kind_contact_kind)
		out_text(out, "code", entry->contact_kind.code.s);
	return NULL;
}

static Err *tell(CommandCall *call, const Kind *kind, const Entry *entry, Arena *arena)
{
	Out *out = call_out(call);
	out_begin(out, NULL, 0);
	out_row(out);
	TRY(out_entry(call, kind, entry, 0, arena));
	out_row_end(out);
	return out_end(out);
}

static const OutColumn outcome_columns[] = {
	{"id", NULL, true, 0, 0},
	{"place", N_("No"), true, 0, 0},
	{"code", NULL, false, 0, 0},
	{"name", N_("Outcome"), false, 16, 0},
	{"kind", NULL, false, 0, 0},
	{"counts", N_("Counts"), false, 0, 0},
	{"offer", N_("Offers"), false, 12, 1},
	{"used", N_("This month"), true, 0, 2},
};

static const OutColumn kind_columns[] = {
	{"id", NULL, true, 0, 0},
	{"place", N_("No"), true, 0, 0},
	{"code", NULL, false, 0, 0},
	{"name", N_("Kind"), false, 16, 0},
	{"used", N_("This month"), true, 0, 1},
};

static int64_t used(const ListUsage *usages, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (usages[i].id == id)
			return usages[i].count;
	return 0;
}

static Err *list(CommandCall *call, const Kind *kind, const OutColumn *columns, size_t n_columns, Arena *arena)
{
	Work *work = call_context(call);
	Out *out = call_out(call);
	Entry *entries;
	ListUsage *usages;
	size_t n, n_usages;
	TRY(entries_read(work, kind, &entries, &n, arena));
	TRY(entries_usage(work, kind, &usages, &n_usages, arena));
	out_begin(out, columns, n_columns);
	for (size_t i = 0; i < n; i++) {
		out_row(out);
		TRY(out_entry(call, kind, &entries[i], i + 1, arena));
		out_int(out, "used", used(usages, n_usages, entries[i].head.id));
		out_row_end(out);
	}
	return out_end(out);
}

/* ---- add, edit, delete ---- */

static Err *add(CommandCall *call, const Kind *kind, Arena *arena)
{
	Work *work = call_context(call);
	OutcomeCounts counts;
	Entry entry;
	EntryChange said = read_change(call, &counts, arena);
	TRY(entry_add(work, kind, &said, &entry, NULL, arena));
	TRY(tell(call, kind, &entry, arena));
	out_say(call_out(call), work->dry_run ? _("Would add: %s") : _("Added: %s"), entry_name(kind, &entry));
	return NULL;
}

static Err *edit(CommandCall *call, const Kind *kind, const char *ref, const char *options, Arena *arena)
{
	Work *work = call_context(call);
	OutcomeCounts counts;
	Entry entry;
	const char *label;
	EntryChange said = read_change(call, &counts, arena);
	if (!said.name && !said.counts && !said.offers && !said.place)
		return nothing_said(options);
	TRY(entry_edit(work, kind, call_ref(call, ref), &said, &entry, &label, NULL, arena));
	TRY(tell(call, kind, &entry, arena));
	if (work->dry_run)
		out_say(call_out(call), _("Would change: %s"), entry_name(kind, &entry));
	else
		out_say(call_out(call), "%s", said_words(arena, label));
	return NULL;
}

static Err *delete (CommandCall *call, const Kind *kind, const char *ref, Arena *arena)
{
	Work *work = call_context(call);
	Out *out = call_out(call);
	Entry entry;
	const char *label;
	TRY(entry_remove(work, kind, call_ref(call, ref), &entry, &label, NULL, arena));
	out_begin(out, NULL, 0);
	out_row(out);
	out_text(out, "kind", kind->name);
	out_int(out, "deleted", entry.head.id);
	out_row_end(out);
	TRY(out_end(out));
	if (work->dry_run)
		out_say(out, _("Would remove: %s"), entry_name(kind, &entry));
	else
		out_say(out, "%s", said_words(arena, label));
	return NULL;
}

static Err *outcome_list(CommandCall *call, Arena *arena)
{
	return list(call, &kind_outcome, outcome_columns, countof(outcome_columns), arena);
}

static Err *outcome_add(CommandCall *call, Arena *arena)
{
	return add(call, &kind_outcome, arena);
}

static Err *outcome_edit(CommandCall *call, Arena *arena)
{
	return edit(call, &kind_outcome, "outcome", "--name, --counts, --offer, --place", arena);
}

static Err *outcome_delete(CommandCall *call, Arena *arena)
{
	return delete (call, &kind_outcome, "outcome", arena);
}

static Err *contact_kind_list(CommandCall *call, Arena *arena)
{
	return list(call, &kind_contact_kind, kind_columns, countof(kind_columns), arena);
}

static Err *contact_kind_add(CommandCall *call, Arena *arena)
{
	return add(call, &kind_contact_kind, arena);
}

static Err *contact_kind_edit(CommandCall *call, Arena *arena)
{
	return edit(call, &kind_contact_kind, "kind", "--name, --place", arena);
}

static Err *contact_kind_delete(CommandCall *call, Arena *arena)
{
	return delete (call, &kind_contact_kind, "kind", arena);
}

static Err *tag_add(CommandCall *call, Arena *arena)
{
	return add(call, &kind_tag, arena);
}

static Err *tag_edit(CommandCall *call, Arena *arena)
{
	return edit(call, &kind_tag, "tag", "--name", arena);
}

static Err *tag_delete(CommandCall *call, Arena *arena)
{
	return delete (call, &kind_tag, "tag", arena);
}

/* ---- people ---- */

static void out_staff(Out *out, const Staff *staff)
{
	out_int(out, "id", staff->head.id);
	out_text(out, "login", staff->login.s);
	out_text(out, "name", staff->name.s);
	out_text(out, "zone", staff->zone.s);
	out_text(out, "hours", staff->hours.s);
	out_bool(out, "gone", staff->gone.v);
}

static const OutColumn staff_columns[] = {
	{"id", NULL, true, 0, 0},
	{"login", N_("Login"), false, 0, 0},
	{"name", N_("Name"), false, 12, 0},
	{"zone", NULL, false, 0, 0},
	{"hours", N_("Hours"), false, 0, 1},
	{"gone", NULL, false, 0, 0},
};

static Err *staff_list(CommandCall *call, Arena *arena)
{
	Work *work = call_context(call);
	Out *out = call_out(call);
	void *rows;
	size_t n;
	TRY(store_all(work->store, &kind_staff, &rows, &n, arena));
	out_begin(out, staff_columns, countof(staff_columns));
	for (size_t i = 0; i < n; i++) {
		out_row(out);
		out_staff(out, (const Staff *)rows + i);
		out_row_end(out);
	}
	return out_end(out);
}

static const char *const no_or_yes[] = {"no", "yes", NULL};

/* "" takes away what was said before. */
static void read_text(CommandCall *call, const char *option, Text *out, Arena *arena)
{
	if (call_has(call, option))
		out->s = *call_text(call, option) ? arena_dup(arena, call_text(call, option)) : NULL;
}

static Err *change_staff(CommandCall *call, int64_t id, Staff *out, Arena *arena)
{
	Work *work = call_context(call);
	Staff old;
	TRY(store_get(work->store, &kind_staff, id, &old, arena));
	*out = old;
	read_text(call, "name", &out->name, arena);
	read_text(call, "time-zone", &out->zone, arena);
	read_text(call, "hours", &out->hours, arena);
	if (call_has(call, "gone"))
		out->gone.v = call_choice(call, "gone", 0) == 1;
	return staff_edit(work, &old, out);
}

static Err *run_staff_edit_in(CommandCall *call, Arena *arena)
{
	Work *work = call_context(call);
	Out *out = call_out(call);
	int64_t id = call_ref(call, "staff");
	Staff staff;
	Str title = {0};
	if (!call_has(call, "name") && !call_has(call, "time-zone") && !call_has(call, "hours") && !call_has(call, "gone"))
		return nothing_said("--name, --time-zone, --hours, --gone");
	TRY(store_get(work->store, &kind_staff, id, &staff, arena));
	kind_staff.title(&title, &staff);
	Err *err = work_begin(work, "staff edit", N_("Changed: %s"), str_text(&title));
	if (!err)
		err = work_end(work, change_staff(call, id, &staff, arena), NULL);
	str_cut(&title, 0);
	if (!err) {
		kind_staff.title(&title, &staff);
		out_begin(out, NULL, 0);
		out_row(out);
		out_staff(out, &staff);
		out_row_end(out);
		err = out_end(out);
	}
	if (!err)
		out_say(out, work->dry_run ? _("Would change: %s") : _("Changed: %s"), str_text(&title));
	str_done(&title);
	return err;
}

/* ---- rows ---- */

#define RUN(name, in) \
	static Err *name(CommandCall *call) \
	{ \
		return call_in_arena(call, in); \
	}
RUN(run_outcome_list, outcome_list)
RUN(run_outcome_add, outcome_add)
RUN(run_outcome_edit, outcome_edit)
RUN(run_outcome_delete, outcome_delete)
RUN(run_kind_list, contact_kind_list)
RUN(run_kind_add, contact_kind_add)
RUN(run_kind_edit, contact_kind_edit)
RUN(run_kind_delete, contact_kind_delete)
RUN(run_tag_add, tag_add)
RUN(run_tag_edit, tag_edit)
RUN(run_tag_delete, tag_delete)
RUN(run_staff_list, staff_list)
RUN(run_staff_edit, run_staff_edit_in)

#define NAME_ARG \
	{ \
		"name", ARG_TEXT, ARGF_REQUIRED, .help = N_("What it is called"), .value = N_("NAME") \
	}
#define NEW_NAME_ARG \
	{ \
		"name", ARG_TEXT, ARGF_OPTION, .help = N_("What it is called from now on"), .value = N_("NAME") \
	}
#define PLACE_ARG \
	{ \
		"place", ARG_NUMBER, ARGF_OPTION, .help = N_("Where it stands in the list, from 1"), .value = N_("N"), .min = 1, .max = 1000 \
	}
#define COUNTS_ARG \
	{ \
		"counts", ARG_CHOICE, ARGF_OPTION, .help = N_("What a contact that ended so counts as"), .choices = counts_words \
	}
#define OUTCOME_KIND_ARG \
	{ \
		"kind", ARG_REF, ARGF_OPTION, .kind = "contact_kind", .help = N_("Of which kind of contact; of any otherwise"), .value = N_("KIND") \
	}
#define OFFER_ARG \
	{ \
		"offer", ARG_TEXT, ARGF_OPTION, .help = N_("What is offered then, also a date in words; empty: nothing"), \
										.value = N_("OFFER"), .choices = outcome_offers \
	}
#define OUTCOME_REF \
	{ \
		"outcome", ARG_REF, ARGF_REQUIRED, .kind = "outcome", .help = N_("Which outcome"), .value = N_("OUTCOME") \
	}
#define KIND_REF \
	{ \
		"kind", ARG_REF, ARGF_REQUIRED, .kind = "contact_kind", .help = N_("Which kind of contact"), .value = N_("KIND") \
	}
#define TAG_REF \
	{ \
		"tag", ARG_REF, ARGF_REQUIRED, .kind = "tag", .help = N_("Which tag"), .value = N_("TAG") \
	}

const Command dictionary_commands[DICTIONARY_COMMANDS] = {
	{
		.name = "outcome list",
		.title = N_("List outcomes"),
		.help = N_("List the outcomes of contacts: what each counts as and offers."),
		.group = COMMAND_FIND,
		.flags = COMMAND_CLI_ONLY,
		.run = run_outcome_list,
	},
	{
		.name = "outcome add",
		.title = N_("Add an outcome"),
		.help = N_("Add an outcome of contacts."),
		.group = COMMAND_ADD,
		.flags = COMMAND_WRITES | COMMAND_CLI_ONLY,
		.args = (const Arg[]){NAME_ARG, OUTCOME_KIND_ARG, COUNTS_ARG, OFFER_ARG, PLACE_ARG, {0}},
		.run = run_outcome_add,
		.examples = "outcome add \"asked the price\" --counts contact --offer \"in 3 days\"",
	},
	{
		.name = "outcome edit",
		.title = N_("Change an outcome"),
		.help = N_("Rename an outcome, or change its meaning or its place."),
		.group = COMMAND_ADD,
		.flags = COMMAND_WRITES | COMMAND_CLI_ONLY,
		.args = (const Arg[]){OUTCOME_REF, NEW_NAME_ARG, COUNTS_ARG, OFFER_ARG, PLACE_ARG, {0}},
		.run = run_outcome_edit,
		.examples = "outcome edit busy --name \"line busy\" --place 2",
	},
	{
		.name = "outcome delete",
		.title = N_("Remove an outcome"),
		.help = N_("Take an outcome out of the choices; the history keeps it."),
		.group = COMMAND_ADD,
		.flags = COMMAND_WRITES | COMMAND_CLI_ONLY,
		.args = (const Arg[]){OUTCOME_REF, {0}},
		.run = run_outcome_delete,
		.examples = "outcome delete busy",
	},
	{
		.name = "kind list",
		.title = N_("List kinds of contact"),
		.help = N_("List the kinds of contact."),
		.group = COMMAND_FIND,
		.flags = COMMAND_CLI_ONLY,
		.run = run_kind_list,
	},
	{
		.name = "kind add",
		.title = N_("Add a kind of contact"),
		.help = N_("Add a kind of contact."),
		.group = COMMAND_ADD,
		.flags = COMMAND_WRITES | COMMAND_CLI_ONLY,
		.args = (const Arg[]){NAME_ARG, PLACE_ARG, {0}},
		.run = run_kind_add,
		.examples = "kind add visit",
	},
	{
		.name = "kind edit",
		.title = N_("Change a kind of contact"),
		.help = N_("Rename a kind of contact, or give it another place."),
		.group = COMMAND_ADD,
		.flags = COMMAND_WRITES | COMMAND_CLI_ONLY,
		.args = (const Arg[]){KIND_REF, NEW_NAME_ARG, PLACE_ARG, {0}},
		.run = run_kind_edit,
		.examples = "kind edit chat --name Telegram",
	},
	{
		.name = "kind delete",
		.title = N_("Remove a kind of contact"),
		.help = N_("Take a kind of contact out of the choices; the history keeps it."),
		.group = COMMAND_ADD,
		.flags = COMMAND_WRITES | COMMAND_CLI_ONLY,
		.args = (const Arg[]){KIND_REF, {0}},
		.run = run_kind_delete,
		.examples = "kind delete purchase",
	},
	{
		.name = "tag add",
		.title = N_("Add a tag"),
		.help = N_("Add a tag that no client has yet; `tag` puts it on clients."),
		.group = COMMAND_ADD,
		.flags = COMMAND_WRITES | COMMAND_CLI_ONLY,
		.args = (const Arg[]){NAME_ARG, {0}},
		.run = run_tag_add,
		.examples = "tag add wholesale",
	},
	{
		.name = "tag edit",
		.title = N_("Rename a tag"),
		.help = N_("Rename a tag on all clients that have it."),
		.group = COMMAND_ADD,
		.flags = COMMAND_WRITES | COMMAND_CLI_ONLY,
		.args = (const Arg[]){TAG_REF, NEW_NAME_ARG, {0}},
		.run = run_tag_edit,
		.examples = "tag edit wholesale --name dealer",
	},
	{
		.name = "tag delete",
		.title = N_("Remove a tag"),
		.help = N_("Take a tag away, also from all clients that have it."),
		.group = COMMAND_ADD,
		.flags = COMMAND_WRITES | COMMAND_CLI_ONLY,
		.args = (const Arg[]){TAG_REF, {0}},
		.run = run_tag_delete,
		.examples = "tag delete wholesale",
	},
	{
		.name = "staff list",
		.title = N_("List people of the firm"),
		.help = N_("List who uses the base."),
		.group = COMMAND_FIND,
		.flags = COMMAND_CLI_ONLY,
		.run = run_staff_list,
	},
	{
		.name = "staff edit",
		.title = N_("Change a person of the firm"),
		.help = N_("Change the name, the zone or the hours of who uses the base."),
		.group = COMMAND_ADD,
		.flags = COMMAND_WRITES | COMMAND_CLI_ONLY,
		.args = (const Arg[]){
			{"staff", ARG_REF, ARGF_REQUIRED, .kind = "staff", .help = N_("Whom: a login, a name, or me"), .value = N_("LOGIN")},
			{"name", ARG_TEXT, ARGF_OPTION, .help = N_("The full name"), .value = N_("NAME")},
			{"time-zone", ARG_TEXT, ARGF_OPTION, .help = N_("The time zone"), .value = N_("TZID")},
			{"hours", ARG_TEXT, ARGF_OPTION, .help = N_("Working hours: 09:00-18:00"), .value = N_("HOURS")},
			{"gone", ARG_CHOICE, ARGF_OPTION, .help = N_("Whether the person has left the firm"), .choices = no_or_yes},
			{0},
		},
		.run = run_staff_edit,
		.examples = "staff edit me --name \"Anna Sidorova\" --hours 09:00-18:00",
	},
};
