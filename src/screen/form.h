/* SPDX-License-Identifier: MIT */
/*
 * The one form for any kind. form_screen.c is the screen; form_build.c makes the fields from the field table (of a client: from its card too);
 * form_draft.c keeps what was typed; form_value.c turns values into text and back; form_save.c saves, form_dispute.c finds where others were quicker; form_help.c fills echo, faults and lists under a field; form_hour.c and form_pair.c read a date by the others; form_more.c reads what is typed under "more"; form_beside.c the pane beside it.
 */
#ifndef KARTOTEKA_SRC_SCREEN_FORM_H
#define KARTOTEKA_SRC_SCREEN_FORM_H

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/model/client.h"
#include "kartoteka/model/interaction.h"
#include "kartoteka/model/list.h"
#include "kartoteka/model/plan.h"
#include "kartoteka/screen/screen.h"
#include "kartoteka/term/form.h"
#include "kartoteka/work/client.h"
#include "kartoteka/work/lead.h"

typedef enum SlotType {
	SLOT_FIELD,   /* a row of the field table */
	SLOT_CHANNEL, /* one phone, mail … of a client */
	SLOT_MEMBER,  /* where a person works */
	SLOT_ROLE,    /* in what role, there */
	SLOT_TAGS,    /* parted by commas */
	SLOT_MORE,    /* any way to reach a client, or the name of a type of them: moves into a field of its own */
	SLOT_STEP,    /* the next step in words */
	SLOT_PLANNED, /* the one that is planned already, to be read */
	SLOT_REPEAT,  /* RRULE in words */
	SLOT_REMIND,  /* leads: "10m, 1d" */
} SlotType;

typedef struct Slot {
	SlotType type;
	const Field *field;
	size_t index; /* channel or member: which of the old card; SIZE_MAX a new one */
	ChannelType channel;
	const char *label; /* of a new channel: "telegram"; NULL */
	char name[56];     /* in drafts: "surname", "channel0:UUID", of a new one "channel0.2" */
} Slot;

typedef union AnyRecord {
	Record head;
	Event event;
	Task task;
	Journal note;
	Interaction interaction;
	Staff staff;
	Reminder reminder;
	ContactKind contact_kind;
	Outcome outcome;
	Tag tag;
	SavedFilter filter;
	Channel channel;
	Membership membership;
	Client client;
} AnyRecord;

/* The organization that the form names, for the pane beside it. */
typedef struct FormBeside {
	Arena *arena;
	const char *name; /* as typed */
	bool found;
	Card card;
} FormBeside;

typedef struct FormState {
	Form form;
	Area area; /* where it was drawn last */
	FormBeside beside;
	VEC(Slot)
	slots; /* Form items' tags are indexes into it */
	const Kind *kind;
	bool is_card, is_new, comparing;
	int64_t client, made; /* made: a new client or contact, by its id once it was saved */
	const char *of;       /* whose contact it is, for row 0; NULL */
	bool keeps_step;      /* of a new contact (FormArg) */
	int64_t drops;
	Moment occurrence;
	Reach reach;
	AnyRecord old;       /* as read; of a client the card */
	Card old_card, card; /* card: what is being made, for its kind */
	char *old_repeat, *old_remind;
	Arena *arena;    /* of old and of what a save makes */
	Moment start;    /* of an event as its field said it last: its end follows */
	int64_t span[2]; /* what lay between start and end when both had hours, and when both were days; 0 not known */
	char *said_rule; /* a repeat that was said with a date, and the words put into its field for it; NULL */
	char *said_words;
	char *called;     /* the form of address that the names said last: while it stands in its field it follows them */
	const char *step; /* while the form is built: the step that was typed in a line before; NULL */
	Conflict dispute; /* of the last save; n 0: none */
	bool warned;      /* the first Esc was pressed */
	size_t doubted;   /* a phone that cannot be read: the second F2 on it saves it as typed; SIZE_MAX none */
} FormState;

/* form_build.c */
Err *form_build(Screen *s, const FormArg *arg);
void form_build_kind(Screen *s);                                                        /* the empty form of a new client of that kind */
void form_rebuild(Screen *s);                                                           /* another kind of client was chosen: what was typed stays */
size_t form_add_channel(Screen *s, size_t before, ChannelType type, const char *label); /* label NULL: called by its type */
size_t form_add_member(Screen *s, size_t before);                                       /* its role lies behind it */
size_t form_add_tags(FormState *f, const char *tags);
Err *form_read_stored(Screen *s, int64_t id, Card *card, AnyRecord *record); /* as the base has it now: of a client the card */
void form_channel_text(Str *out, const Channel *channel);
Err *form_remind_text(Screen *s, Str *out);
size_t form_item_named(const FormState *f, Span name); /* as in drafts; SIZE_MAX none */
bool form_is_new_contact(const FormState *f);
/* What stands in the field of this record: the default of a new one is not spelt out. */
void form_shown(Str *out, Screen *s, const Field *field, const void *record);
Slot *form_slot(FormState *f, size_t item); /* NULL: no field */
/* form_draft.c */
void form_write_draft(FormState *f, Str *out);
void form_read_draft(Screen *s, const char *body);
/* form_value.c */
void value_text(Str *out, Work *work, const Field *field, const void *record);
Err *value_read(Work *work, const Field *field, void *record, const char *text, Arena *arena);
const char *ref_title(Work *work, const Field *field, int64_t id, Arena *arena);
Err *repeat_read_words(Work *work, const char *text, char **rule); /* words or a RRULE; caller frees */
Err *leads_read(const char *text, Seconds leads[LEADS_MOST], size_t *n);
void lead_text(Str *out, int64_t seconds);      /* 10m, 1h, 1d, as they are read back */
void leads_text(Str *out, const char *setting); /* the same of a list, in the words of these screens; what is no list stays as it is */
/* form_lang.c */
const char *form_lang_name(Lang lang);
char *form_say_again(Screen *s, const Slot *slot, const char *text); /* words of another language in that of now, as far as they are a value's; caller frees */
/* "client · Ivanov": the name as typed, else as the base has it; nothing of a draft that cannot be read. */
void form_draft_title(Str *out, Work *work, const char *body, Arena *arena);
/* form_save.c */
Err *form_save(Screen *s, int64_t *batch, char **label); /* *label: caller frees */
/* form_dispute.c */
/* Inside the change that saves `record`: ERR_CONFLICT and f->dispute where another was quicker with something else. */
Err *form_disputes(Screen *s, const void *record);
bool form_now(Screen *s, AnyRecord *out);                    /* the record as the base has it, of a series the occurrence that was opened; false: gone */
size_t form_disputed_item(FormState *f, const Field *field); /* whose value a dispute speaks of; SIZE_MAX none */
void form_keep_theirs(Screen *s, const Conflict *conflict, const bool theirs[]);
/* form_screen.c */
void form_taken_here(Screen *s);
void form_kind_changed(Screen *s, size_t item);
/* form_more.c: what was typed under "more" */
size_t form_more_leave(Screen *s, size_t item); /* on leaving it; returns where it stands behind the fields that came of it */
void form_more_save(Screen *s);
void form_more_echo(Screen *s, const char *text, Str *out);
void form_more_offer(Screen *s, const char *text);
char *form_more_fault(Screen *s, const char *text); /* NULL: none; caller frees */
/* form_name.c */
void form_name_begun(Screen *s);
void form_name_follow(Screen *s, size_t item);    /* on leaving a given name or patronymic; "born" goes by names and gender, too */
bool form_name_is_guess(FormState *f);            /* it stands as the names say it, nobody set another: no reason for a dispute */
void form_name_forget(FormState *f);              /* back to what the base had */
void form_name_again(Screen *s, const char *was); /* names came in from a draft; was: what the names before them said */
/* form_beside.c: in a wide window */
bool form_split(const Layout *layout, Area *left, Area *right);
void form_beside_read(Screen *s);
void form_beside_draw(const Screen *s, Area a);
/* form_help.c */
size_t form_item_of(FormState *f, const char *name); /* SIZE_MAX none */
void form_echo(Screen *s, size_t item);
void form_begun(Screen *s);                                  /* what stands in the start of an event is what its end lies behind */
void form_follow(Screen *s, size_t item);                    /* on leaving a date: what was said with it goes into its own fields, and an event's end moves with its start */
Moment form_moment_at(Screen *s, size_t item, Arena *arena); /* of a field with day and hour, by the user's clock; MOMENT_NONE where nothing stands or it cannot be read */
/* form_hour.c: what a field with day and hour says. *open (may be NULL): it said less than a moment and got the rest from the field or the event: an hour alone is of
 * the day they had, a length alone at the end of an event is counted from its beginning. */
Err *form_said(Screen *s, size_t item, WordsReading *reading, bool *open);
Moment form_later(Moment at, int64_t seconds); /* by the clock on the wall */
/* form_pair.c: two dates that belong together */
size_t form_partner(FormState *f, size_t item); /* SIZE_MAX: it has none */
char *form_pair_fault(Screen *s, size_t item);  /* NULL: none, or told under the other; caller frees */
void form_check(Screen *s, size_t item);        /* on leaving: the fault under the field */
void form_offer(Screen *s, size_t item);        /* the list under it */
bool form_is_listed(const Field *field);        /* its values can be listed: a choice, or a row of a short list of the base */
bool form_list_all(Screen *s, size_t item);     /* all of them under it; false: it is no such field, or something is typed in it now */

#endif
