/* SPDX-License-Identifier: MIT */
/* What verbs do on any screen, by the thing they speak of; act.c says which. */
#ifndef KARTOTEKA_SRC_SCREEN_ACT_H
#define KARTOTEKA_SRC_SCREEN_ACT_H

#include "kartoteka/screen/screen.h"

/* act.c: what acts on one row says that the marks stay. Asked before the verb, which may open a screen of its own; 0: nothing to say. */
size_t act_marked(Ui *ui, const char *verb);
void act_say_marked(Ui *ui, size_t n);
/* act_client.c: on the client under the cursor, or all marked */
Err *act_open(Ui *ui);
Err *act_edit(Ui *ui);
Err *act_edit_note(Ui *ui);
Err *act_contact(Ui *ui);
Err *act_step(Ui *ui);
Err *act_step_for(Ui *ui, const int64_t *clients, size_t n); /* the step line for these */
Err *act_meeting(Ui *ui);
Err *act_done(Ui *ui);
Err *act_delete(Ui *ui);
bool act_is_phone(const char *text);           /* a number and nothing else */
Err *act_new_client(Ui *ui, const char *text); /* the form of a client of this name, or with this phone */
/* act.c: the empty form of a client */
Err *act_add_form(Ui *ui);
/* act_bare.c; false: the command itself does it, or asks for what is missing */
bool act_bare(Ui *ui, CommandCall *call, Err **err);
/* act_note.c; false: the command itself does it */
bool act_note(Ui *ui, CommandCall *call, Err **err);
/* act_reach.c: numbers and addresses */
Err *act_dial(Ui *ui);
Err *act_dial_number(Ui *ui, const Channel *channel);
Err *act_copy(Ui *ui);
/* act_files.c: in and out */
Err *act_import(Ui *ui, const char *path);
Err *act_export(Ui *ui); /* asks where to */
Err *act_export_to(Ui *ui, const char *typed, const char *filter);
Err *act_print(Ui *ui);

#endif
