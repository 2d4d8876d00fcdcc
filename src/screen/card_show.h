/* SPDX-License-Identifier: MIT */
/* A client in words, shared by list, card and call line: role, tags, steps, rows of history. All of these add to a Str. */
#ifndef KARTOTEKA_SRC_SCREEN_CARD_SHOW_H
#define KARTOTEKA_SRC_SCREEN_CARD_SHOW_H

#include "kartoteka/screen/screen.h"
#include "kartoteka/store/lists.h"
#include "kartoteka/work/client.h"

enum {
	SHOW_WEEKS = 12
};

typedef enum ShowState {
	SHOW_LATER,
	SHOW_TODAY,
	SHOW_OVERDUE,
} ShowState;

void show_upper(Str *out, const char *text);                          /* in capitals, for headings */
void show_role(Str *out, const Card *card);                           /* директор, ООО «Вектор» */
void show_tags(Str *out, const Card *card);                           /* опт, Москва */
bool show_is_woman(const Client *client);                             /* as the record says, else as the names tell */
const char *show_field_label(const Field *field, const void *record); /* of a woman's record in her gender */
const char *show_channel_label(const Channel *channel);               /* phone, mail, chat … or the label it was given */
const char *show_channel_word(ChannelType type);                      /* "phone", whole: for forms and panes */
void show_channel(Str *out, const Channel *channel);
void show_channel_flagged(Str *out, const Channel *channel); /* a phone that could not be read is as it was typed, with a ? */
/* A client's phone as lists have it (Client.phone): one from abroad is kept as its digits, here it is grouped. */
void show_phone_list(Str *out, const char *phone);
void show_phone(Str *out, const char *phone); /* with the home country's code too, that lists leave out */
/* How many of `room` cells the names of these people have, two blanks and their roles the rest; names first where not both are whole. usual: as many at
 * least, where there is room. */
int show_member_cells(const MemberRow *rows, size_t n, int room, int usual);
ShowState show_step_state(const Work *work, Instant at, bool all_day);
ShowState show_step_row_state(Work *work, const StepRow *step);           /* an event is overdue after its end, not while it goes on */
ShowState show_client_step_state(const Work *work, const Client *client); /* of the next step that lists have: of an event only the day is known */
const char *show_state_glyph(ShowState state);                            /* GLYPH_ or NULL */
Style show_state_style(ShowState state);
void show_step_when(Str *out, Work *work, const StepRow *step); /* today 10:00; "→ Mon 27 July 09:00" of one that was put off */
void show_step_due(Str *out, Work *work, const StepRow *step);  /* "due Wed 22.07 15:00" of one that was put off */
/* Short, for a column: "10:00 call", "21.07 invoice", "Fri 24 quote". */
void show_next(Str *out, const Work *work, const Client *client, int cells);
void show_contact_kind(Str *out, const HistoryRow *row);                   /* call ← */
void show_contact_rest(Str *out, const Work *work, const HistoryRow *row); /* 8 min · no answer · Kim O. */
void show_when(Str *out, const Work *work, Instant at);                    /* Wed 22.07 16:40, of another year Wed 22.07.2025 16:40 */
void show_day(Str *out, const Work *work, Instant at);                     /* 22.07, 22.07.2025 */
void show_since(Str *out, const Work *work, Instant at);                   /* yesterday, 8 d */
/* Counts of contacts of the last SHOW_WEEKS weeks; the sparkline is chart_spark's. */
Err *show_weeks(Work *work, int64_t client, int64_t counts[SHOW_WEEKS]);
const Channel *show_first(const Card *card, ChannelType type); /* NULL when there is none */

#endif
