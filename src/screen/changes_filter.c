/* SPDX-License-Identifier: MIT */
/* Who, when and what of the journal: one box of choices, each narrows the list or widens it again; the head says what is shown. */
#include "changes.h"

#include <stdio.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/model/interaction.h"
#include "kartoteka/model/list.h"
#include "kartoteka/model/plan.h"

enum {
	DEPTH = 50000, /* batches that are looked through at once for a kind */
	DEEPER = 200000,
	WEEK_DAYS = 7,
	AXIS = 100, /* a choice's id: its question and its answer; who it is has the staff's own, below zero */
};

typedef enum Axis {
	AXIS_EVERYBODY = 1,
	AXIS_WHEN,
	AXIS_WHAT,
	AXIS_HERE,
	AXIS_ANY_RECORD,
} Axis;

static const Kind *const of_clients[] = {&kind_client, &kind_channel, &kind_membership, &kind_tagging, NULL};
static const Kind *const of_contacts[] = {&kind_interaction, NULL};
static const Kind *const of_tasks[] = {&kind_task, NULL};
static const Kind *const of_events[] = {&kind_event, NULL};
static const Kind *const of_notes[] = {&kind_note, NULL};
static const Kind *const of_lists[] = {&kind_staff, &kind_contact_kind, &kind_outcome, &kind_tag, &kind_filter, NULL};

static const struct {
	const char *name;
	const Kind *const *kinds;
	const char *command; /* told by its command */
} whats[] = {
	{N_("everything"), NULL, NULL},
	{N_("clients"), of_clients, NULL},
	{N_("contacts"), of_contacts, NULL},
	{N_("tasks"), of_tasks, NULL},
	{N_("events"), of_events, NULL},
	{N_("notes"), of_notes, NULL},
	{N_("lists and people of the base"), of_lists, NULL},
	{N_("imports"), NULL, "import"},
};

static const char *const whens[] = {N_("at any time"), N_("today"), N_("the last 7 days")};

bool changes_filter_is_on(const ChangesFilter *filter)
{
	return filter->who || filter->when || filter->what || filter->kind;
}

void changes_filter_clear(ChangesFilter *filter)
{
	*filter = (ChangesFilter){.depth = DEPTH};
}

void changes_filter_deeper(ChangesFilter *filter, int64_t left, bool found)
{
	if (found) {
		filter->depth += DEEPER;
		return;
	}
	filter->passed += filter->depth;
	filter->before = left;
	filter->depth = DEEPER;
}

Err *changes_filter_again(ChangesFilter *filter, const Work *work, Arena *arena)
{
	if (!filter->before)
		return NULL;
	ChangesFilter newest = *filter;
	BatchRow *rows;
	size_t n;
	newest.before = 0;
	newest.depth = DEPTH;
	newest.passed = 0;
	JournalQuery query = changes_filter_query(&newest, work);
	query.limit = 1;
	TRY(journal_batches(work->store, &query, &rows, &n, arena));
	if (n)
		*filter = newest;
	return NULL;
}

void changes_filter_words(Str *out, const ChangesFilter *filter)
{
	const char *const words[] = {
		filter->kind ? filter->title : NULL,
		filter->who ? filter->who_name : NULL,
		filter->when ? _(whens[filter->when]) : NULL,
		filter->what ? _(whats[filter->what].name) : NULL,
	};
	size_t from = out->n;
	for (size_t i = 0; i < countof(words); i++)
		if (words[i])
			str_addf(out, "%s%s", out->n > from ? " " GLYPH_DOT " " : "", words[i]);
	if (out->n == from)
		str_add(out, _("all"));
}

JournalQuery changes_filter_query(const ChangesFilter *filter, const Work *work)
{
	JournalQuery query = {
		.author = filter->who,
		.kind = filter->kind,
		.record = filter->record,
		.parts = true,
		.among = whats[filter->what].kinds,
		.command = whats[filter->what].command,
		.bulk = whats[filter->what].command != NULL,
		.depth = filter->depth,
		.before = filter->before,
	};
	if (filter->when) {
		Day from = work_today(work);
		from.n -= filter->when == CHANGES_WEEK ? WEEK_DAYS - 1 : 0;
		query.since = zone_instant(work->zone, from, 0);
	}
	return query;
}

/* ---- the box ---- */

typedef struct Box {
	MenuChoice *choices;
	size_t n;
} Box;

static void choice_add(Box *box, const char *text, int64_t id, bool on)
{
	box->choices[box->n++] = (MenuChoice){.text = text, .id = id, .note = on ? C_("filter", "shown") : NULL};
}

static void heading_add(Box *box, const char *text)
{
	box->choices[box->n++] = (MenuChoice){.text = text, .heading = true};
}

static const char *staff_name(const Staff *staff)
{
	return staff->name.s && *staff->name.s ? staff->name.s : staff->login.s;
}

static void who_add(Box *box, const ChangesFilter *filter, const Work *work, const Staff *staff, size_t n)
{
	heading_add(box, _("WHO"));
	choice_add(box, _("everybody"), AXIS_EVERYBODY * AXIS, !filter->who);
	if (work->me.head.id) /* who is not in the base yet did nothing there */
		choice_add(box, C_("author", "me"), -work->me.head.id, filter->who == work->me.head.id);
	for (size_t i = 0; i < n; i++)
		if (staff[i].head.id != work->me.head.id)
			choice_add(box, staff_name(&staff[i]), -staff[i].head.id, filter->who == staff[i].head.id);
}

Err *changes_filter_menu(Screen *s, ChangesFilter *filter, const ChangesRecord *here, Err *(*chosen)(Screen *owner, const MenuChoice *choice, const char *line))
{
	const Work *work = ui_work(s->ui);
	Arena *arena = arena_new();
	void *staff = NULL;
	size_t n = 0;
	Err *err = store_all(work->store, &kind_staff, &staff, &n, arena);
	if (!err) {
		Box box = {.choices = arena_alloc(arena, (n + countof(whens) + countof(whats) + 8) * sizeof *box.choices)};
		who_add(&box, filter, work, staff, n);
		heading_add(&box, _("WHEN"));
		for (size_t i = 0; i < countof(whens); i++)
			choice_add(&box, _(whens[i]), AXIS_WHEN * AXIS + (int64_t)i, filter->when == (ChangesWhen)i);
		heading_add(&box, _("WHAT"));
		for (size_t i = 0; i < countof(whats); i++)
			choice_add(&box, _(whats[i].name), AXIS_WHAT * AXIS + (int64_t)i, filter->what == (int)i);
		if (here->kind || filter->kind)
			heading_add(&box, _("WHICH RECORD"));
		if (filter->kind)
			choice_add(&box, C_("record", "any"), AXIS_ANY_RECORD * AXIS, false);
		if (here->kind)
			choice_add(&box, here->title, AXIS_HERE * AXIS, filter->kind == here->kind && filter->record == here->id);
		err = ui_push(s->ui, &screen_menu, &(MenuArg){.title = _("Which changes"), .choices = box.choices, .n = box.n, .cursor = 1, .chosen = chosen});
	}
	arena_free(arena);
	return err;
}

static void keep(char *to, size_t size, const char *text)
{
	size_t n = strlen(text);
	while (n >= size || (n && ((unsigned char)text[n] & 0xC0) == 0x80)) /* no letter in two */
		n--;
	memcpy(to, text, n);
	to[n] = '\0';
}

void changes_filter_take(ChangesFilter *filter, const Work *work, const MenuChoice *choice, const ChangesRecord *here)
{
	int64_t answer = choice->id % AXIS;
	filter->depth = DEPTH;
	filter->before = 0;
	filter->passed = 0;
	if (choice->id < 0) {
		filter->who = -choice->id;
		keep(filter->who_name, sizeof filter->who_name, filter->who == work->me.head.id ? C_("author", "me") : choice->text);
		return;
	}
	switch ((Axis)(choice->id / AXIS)) {
	case AXIS_EVERYBODY:
		filter->who = 0;
		break;
	case AXIS_WHEN:
		filter->when = (ChangesWhen)answer;
		break;
	case AXIS_WHAT:
		filter->what = (int)answer;
		break;
	case AXIS_HERE:
		filter->kind = here->kind;
		filter->record = here->id;
		keep(filter->title, sizeof filter->title, here->title);
		break;
	case AXIS_ANY_RECORD:
		filter->kind = NULL;
		break;
	}
}
