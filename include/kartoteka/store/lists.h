/* SPDX-License-Identifier: MIT */
/*
 * The list queries that screens and commands share. Rows live in the caller's arena; pages go by keyset, never by offset over a million rows.
 */
#ifndef KARTOTEKA_STORE_LISTS_H
#define KARTOTEKA_STORE_LISTS_H

#include "kartoteka/model/client.h"
#include "kartoteka/model/filter.h"
#include "kartoteka/model/interaction.h"
#include "kartoteka/model/list.h"
#include "kartoteka/model/plan.h"
#include "kartoteka/store/store.h"

/* Clients. With words in the filter: best match first (name begins, a word begins, inside), newest first within a tier; else by `sort`. */
typedef struct ClientPage {
	const FilterNode *filter; /* NULL: all */
	const char *sort;         /* a sortable field's name; NULL "title" */
	bool descending;
	size_t limit;
	const Client *after, *before; /* the row the page follows / precedes (as given by an earlier page); NULL: from the top; */
	bool from_end;                /* the last page */
} ClientPage;
typedef struct ClientRow {
	Client client;     /* its own fields and the derived ones */
	const char *found; /* where the words were found when not in the name: "note: …", "phone …"; NULL */
	int tier;          /* with words: 0 name begins, 1 a word begins, 2 inside, 3 elsewhere */
} ClientRow;
/* ERR_INTERRUPTED: *out is what was found so far, the first rows of the page. ERR_DAMAGED: what can be read of it; of a list of all those that cannot are left out. */
Err *clients_page(Store *store, const ClientPage *page, ClientRow **out, size_t *n, Arena *arena);
/* Exact to `limit`, then *more is true. For the worker: the caller's store may be interrupted. */
Err *clients_count(Store *store, const FilterNode *filter, int64_t limit, int64_t *count, bool *more);
/* How many rows stand before this client in that order (exact to limit): "3 of 8". */
Err *clients_place(Store *store, const ClientPage *page, int64_t client, int64_t limit, int64_t *place);

/* Search in everything (command find, the palette): hits of all kinds, best first. */
typedef struct Hit {
	const char *kind; /* "client" "interaction" "event" "task" "note" */
	int64_t id, client;
	const char *name;  /* the record's title; of an interaction: its client */
	const char *where; /* which field and the words around the hit */
} Hit;
Err *find_everything(Store *store, const char *text, size_t limit, Hit **out, size_t *n, Arena *arena);
/* Its part of records that have words: contacts, events, tasks, notes. For the worker: letters that many texts hold take long. */
Err *find_things(Store *store, const char *text, size_t limit, Hit **out, size_t *n, Arena *arena);
/* Clients that a name said in a line may mean ("Иванову", "igor vector", last four digits of a phone): best first. */
Err *find_client(Store *store, const char *text, size_t limit, ClientRow **out, size_t *n, Arena *arena);
/* Of them those of whose name, or of where they work, a word begins so or is it in a case form: where every word of a line may be one. */
Err *find_client_named(Store *store, const char *text, size_t limit, ClientRow **out, size_t *n, Arena *arena);
/* Those whose name has what was said as whole words, as written: Клиент7 is not in "Клиент70". */
Err *find_client_whole(Store *store, const char *text, size_t limit, ClientRow **out, size_t *n, Arena *arena);
/* Those whom a name means: every word of it stands whole in their name or in that of where they work, one at least in their own; in any order, typed on
 * either layout. Where nobody has the words as they are, case forms do. */
Err *find_client_meant(Store *store, const char *text, size_t limit, ClientRow **out, size_t *n, Arena *arena);

/* History of a client (of an organization: its people's too), newest first. */
typedef struct HistoryRow {
	Interaction contact;
	const char *kind_name, *outcome_name, *author_name, *client_title; /* client_title: whose, when not the asked one */
	const char *kind_code, *outcome_code;
} HistoryRow;
Err *history_page(Store *store, int64_t client, const FilterNode *filter, int64_t before_at, int64_t before_id, size_t limit,
                  HistoryRow **out, size_t *n, Arena *arena);
/* The newest of them, and of it only what tells whether somebody was reached. id 0: there is none. */
typedef struct ContactSeen {
	int64_t id;
	Instant at;
	bool attempt;
	const char *kind_code;
} ContactSeen;
Err *history_newest(Store *store, int64_t client, ContactSeen *out, Arena *arena);
Err *history_count(Store *store, int64_t client, int64_t *count);
Err *history_weeks(Store *store, int64_t client, Instant from_monday, int weeks, int *counts); /* client 0: all */
/* All contacts of [from, to) without attempts, by what their outcomes count as today: indexes alone tell. */
Err *history_between(Store *store, Instant from, Instant to, int *count);

/* Open steps of a client: tasks and coming events, earliest first, undated last. */
typedef struct StepRow {
	const char *kind; /* "task" "event" */
	int64_t id, client, kind_id;
	Moment at;
	Moment recurrence; /* of a series: the occurrence by its name there, wherever it stands now; MOMENT_NONE: of none */
	const char *zone;
	Instant due;     /* of `at` in the reader's zone; INSTANT_NONE undated */
	Instant instant; /* when it calls for its client: where it was put off past `due` that moment, else `due` */
	Instant over;    /* of an event its end; INSTANT_NONE of a task */
	Instant made;    /* INSTANT_NONE: nobody knows */
	bool put_off;    /* `instant` is the moment it was put off to */
	bool all_day;    /* `instant` is a day */
	const char *text, *client_title;
	int64_t tries;
} StepRow;

/* The agenda: every occurrence in [from, to), in order; and due tasks. Work expands the series: here come the candidates. */
typedef struct PlanQuery {
	Instant from, to;
	int64_t owner;  /* 0: everybody */
	int64_t client; /* 0: all */
	size_t limit;
	const FilterNode *filter;     /* of the kind that is asked; NULL: all */
	size_t day_most;              /* at most so many short events and so many tasks of each day of the window; 0: all */
	bool *cut;                    /* told when a day has more; may be NULL */
	bool close;                   /* the window is widened by what the reader's clocks ask for alone, else by a day on both sides */
	int32_t ahead_from, ahead_to; /* with close and with day_most: seconds that those clocks are ahead of UTC at both ends of the window */
} PlanQuery;
Err *events_between(Store *store, const PlanQuery *query, Event **out, size_t *n, Arena *arena); /* candidates of the widened window, overrides included */
Err *events_of_series(Store *store, int64_t master, Event **out, size_t *n, Arena *arena);       /* its overrides */
Err *tasks_due(Store *store, const PlanQuery *query, bool open_only, Task **out, size_t *n, Arena *arena);
Err *tasks_series(Store *store, const PlanQuery *query, Task **out, size_t *n, Arena *arena); /* repeating ones that began before `to`; work expands them */
Err *tasks_undated(Store *store, const PlanQuery *query, Task **out, size_t *n, Arena *arena);
/* Of the client and, of an organization, of its people, whenever they are; in no order. Done ones are left out, overrides of a series are not. */
Err *tasks_open_of(Store *store, int64_t client, Task **out, size_t *n, Arena *arena);
Err *events_open_of(Store *store, int64_t client, Event **out, size_t *n, Arena *arena);
Err *tasks_undated_count(Store *store, int64_t owner, int64_t limit, int64_t *count); /* open ones, `limit` at most; owner 0: everybody's */
Err *notes_page(Store *store, size_t limit, Journal **out, size_t *n, Arena *arena);  /* newest first, undated last */
/* Open tasks that were due before `to` and that no reminder will call for, oldest first; of the 300 that were due last, however many are owed. */
Err *tasks_uncalled(Store *store, const PlanQuery *query, Task **out, size_t *n, Arena *arena);
Err *notes_between(Store *store, const PlanQuery *query, Journal **out, size_t *n, Arena *arena);

typedef struct ReminderRow {
	Reminder reminder;
	const char *summary, *client_title, *client_phone;
	int64_t client, owner;
	bool organization; /* the client is one: its name is not shortened */
	Moment due;        /* of the occurrence */
	const char *zone;
	Moment start, end; /* of an event, as it or its series stands: how long it takes; MOMENT_NONE else */
	const char *end_zone;
	bool named_otherwise; /* its series has overrides that name occurrences in another zone or form, or speak of all later ones: work's reminders_read knows */
	bool repeats;
	const char *rules; /* of what repeats by a rule; NULL: by dates of its own, or not */
} ReminderRow;
typedef struct ReminderQuery {
	Instant until; /* next_at before this; INSTANT_NONE: all */
	int64_t owner; /* 0: everybody */
	bool done_too;
	size_t limit;
	const FilterNode *filter; /* over kind_reminder; NULL: all */
	Instant after;            /* next_at later than this; {0}: all */
	const Reminder *from;     /* the row the page follows, backward: precedes (it need not be there any more); NULL: from the top, backward: the last page */
	bool backward;
	const int64_t *ids; /* only these, a thousand or so at most; n_ids 0: all */
	size_t n_ids;
	bool series; /* only those that speak of an occurrence, along an index of their own */
	bool untold; /* only those that were told to nobody yet at the time they call now */
	size_t skip; /* so many of those that call first, over an index alone; without `filter`, `from` and `ids` */
	bool bare;   /* only what tells when they call and are due: to be counted by the thousand; without `done_too` */
} ReminderQuery;
Err *reminders_page(Store *store, const ReminderQuery *query, ReminderRow **out, size_t *n, Arena *arena); /* by next_at */
/* How many with next_at in (after, until), counted to `limit` at most. */
/* All of one event or task, in order of place. */
Err *reminders_of_record(Store *store, const char *kind, int64_t id, Reminder **out, size_t *n, Arena *arena);
Err *reminders_put_off(Store *store, const char *kind, int64_t id, bool *any); /* whether any of them is */
Err *reminders_count(Store *store, int64_t owner, Instant after, Instant until, int64_t limit, int64_t *count);
Err *reminders_next(Store *store, int64_t owner, Instant after, Instant *at); /* for the loop's timer */

/* Clients without a next step (owner 0: all), longest silence first. */
Err *clients_stepless(Store *store, int64_t owner, size_t limit, ClientRow **out, size_t *n, Arena *arena);
Err *clients_stepless_count(Store *store, int64_t owner, int64_t limit, int64_t *count, bool *more); /* more: limit is less than all */
/* Whose birthday is on that day. */
typedef struct BornQuery {
	int64_t owner;  /* only theirs and nobody's; 0: all */
	int64_t client; /* only this one; 0: all */
	size_t limit;
} BornQuery;
Err *clients_born_on(Store *store, Day day, const BornQuery *query, ClientRow **out, size_t *n, Arena *arena);

typedef struct MemberRow {
	Membership membership;
	const char *title, *phone;
	int64_t client;
} MemberRow;
Err *members_of(Store *store, int64_t client, MemberRow **out, size_t *n, Arena *arena); /* employers of a person, people of an organization */
Err *members_count(Store *store, int64_t organization, int64_t *count);                  /* people of an organization, by an index alone */
/* Only what a row that speaks of a client shows of him; both NULL when there is none. */
typedef struct ClientName {
	const char *title, *phone;
	bool organization; /* its name is not shortened */
} ClientName;
/* Of these, in rising order and each once: a name beside each. */
Err *client_names(Store *store, const int64_t *ids, size_t n, ClientName *out, Arena *arena);
Err *tags_of(Store *store, int64_t client, Tag **out, size_t *n, Arena *arena);
Err *list_usage(Store *store, const Kind *kind, int64_t id, Instant since, int64_t *count); /* how often an outcome or tag is used, of how many clients staff is */
/* The same of all rows of a list at once, also of kinds of contact: ids in rising order and their counts to 1,000; what is not used is not among them. */
typedef struct ListUsage {
	int64_t id, count;
	bool more;
} ListUsage; /* more: used oftener; of kinds: only the latest contacts were looked at */
Err *list_usages(Store *store, const Kind *kind, Instant since, ListUsage **out, size_t *n, Arena *arena);
/* A field's values used before, most recent first, that begin with `prefix`: for completion (source, role, legal form, label …). */
Err *values_used(Store *store, const Kind *kind, const Field *field, const char *prefix, size_t limit, const char ***out, size_t *n, Arena *arena);

/* Components kept of sources, for export and for matching at import. */
Err *components_of(Store *store, int64_t source, int64_t after_place, size_t limit, Component **out, size_t *n, Arena *arena);
/* Those of one UID and RECURRENCE-ID (without UID: of one content) by their place among them; counting: that lost to no other. */
Err *component_next_place(Store *store, int64_t source, int64_t *place); /* behind the last one */
Err *component_equals(Store *store, const char *uid, const char *recurrence, const char *hash, bool counting, Component **out, size_t *n, Arena *arena);
/* Those of them that say the same as one with a UID, at places behind `behind`. */
Err *component_with(Store *store, const Component *like, int64_t behind, size_t limit, Component **out, size_t *n, Arena *arena);
/* Those without a UID of this content, in order of place. */
Err *components_nameless(Store *store, const char *hash, Component **out, size_t *n, Arena *arena);
/* Is there one of its UID, RECURRENCE-ID and place among equals (without UID: of its content)? */
Err *component_is_held(Store *store, const Component *like, bool *held);
/* *farther: that one is not there, but an equal at a place behind it. */
Err *component_match(Store *store, const char *uid, const char *recurrence, int64_t ordinal, const char *hash, Component *out, bool *found, bool *farther,
                     Arena *arena);

#endif
