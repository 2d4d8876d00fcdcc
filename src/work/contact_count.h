/* SPDX-License-Identifier: MIT */
/* What counts as a contact, and the derived values of a client that follow. */
#ifndef KARTOTEKA_WORK_CONTACT_COUNT_H
#define KARTOTEKA_WORK_CONTACT_COUNT_H

#include "kartoteka/model/interaction.h"
#include "kartoteka/work/work.h"

/* Something that reached the client (house.md): no attempt, and no note to oneself. */
bool contact_reaches(const Interaction *contact, const char *kind_code);
/* Sets the derived members of a client as they should be; derived ones that follow from its own fields are left. */
Err *client_derive_values(Work *work, Client *client, Arena *arena);
/* Whether what is stored is wrong. A next step that time itself has moved on is not. */
bool client_derived_differ(const Client *stored, const Client *right, Instant now);

#endif
