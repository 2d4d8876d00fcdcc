/* SPDX-License-Identifier: MIT */
/* Options of `client add` and `client edit` made from the field table, and a card filled from them. */
#ifndef KARTOTEKA_WORK_CLIENT_FIELDS_H
#define KARTOTEKA_WORK_CLIENT_FIELDS_H

#include "kartoteka/command/command.h"
#include "kartoteka/work/client.h"

const Arg *client_field_args(void);
/* Puts what the call gave into the card; what was not given stays. */
Err *card_fill(Card *card, CommandCall *call, Arena *arena);

#endif
