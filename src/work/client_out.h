/* SPDX-License-Identifier: MIT */
/* A client as commands print it. */
#ifndef KARTOTEKA_WORK_CLIENT_OUT_H
#define KARTOTEKA_WORK_CLIENT_OUT_H

#include "kartoteka/command/out.h"
#include "kartoteka/work/client.h"

/* One row of `client list` (contract.md), inside out_begin. */
Err *client_out_row(Out *out, Work *work, const ClientRow *row, Arena *arena);
/* The same of a card that is not stored (a dry run). */
Err *client_out_card(Out *out, Work *work, const Card *card);
/* For programs, in columns: one line, the same ones whoever it is, with what is empty too. Begins and ends the output itself. */
Err *client_out_record(Out *out, Work *work, const Card *card, Arena *arena);
/* `client show`: all of it. */
Err *client_out_whole(Out *out, Work *work, int64_t id, size_t history);

#endif
