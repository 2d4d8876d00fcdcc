/* SPDX-License-Identifier: MIT */
/* Clients as one thing with their channels, memberships and tags: read, saved, removed as one change. Phones, mails and the like are child kinds: one form, one change. */
#ifndef KARTOTEKA_WORK_CLIENT_H
#define KARTOTEKA_WORK_CLIENT_H

#include "kartoteka/store/lists.h"
#include "kartoteka/work/work.h"

typedef struct Card {
	Client client;
	Channel *channels; /* by type and place */
	size_t channel_count;
	MemberRow *members; /* employers of a person, people of an organization */
	size_t member_count;
	Tag *tags;
	size_t tag_count;
} Card;

Err *card_read(Work *work, int64_t client, Card *out, Arena *arena);
/* Saves what differs from `old` (NULL: a new client) in one change; ids are put into new. Members: title given and client 0 finds or makes that organization;
 * one who is there already stays one membership. */
Err *card_save(Work *work, const Card *old, Card *new, int64_t *batch);
/* Finds the one client of this name ("#19": of this number) and type or makes it; inside a change. Several of one name: ERR_USAGE that says which. */
Err *client_named(Work *work, const char *title, ClientType type, int64_t *id, Arena *arena);
Err *client_birth_check(const Work *work, Birth born); /* what is said of a birthday: it is past */
Err *client_remove(Work *work, const int64_t *clients, size_t n, int64_t *batch);
Err *tag_name_check(const char *name);        /* it has no comma: forms write the tags of a client as a list */
bool tag_next(const char **list, Span *name); /* the next tag of such a list, "wholesale, #lead", with or without signs; false: no more */
Err *client_tag(Work *work, const int64_t *clients, size_t n, const char *tag, bool take_off, int64_t *batch);
Err *client_own(Work *work, const int64_t *clients, size_t n, int64_t staff, int64_t *batch); /* whose */
/* Numbers and addresses of a client for o, y and the call line: phones first. */
Err *client_channels(Work *work, int64_t client, Channel **out, size_t *n, Arena *arena);

#endif
