/* SPDX-License-Identifier: MIT */
/*
 * A screen: a const table of functions and private state (house.md, 5). The app holds a stack of them and one loop; prompts, menus and questions are
 * screens with a continuation, nothing waits inside a command. A screen reads the store and writes only through `work`; it keeps ids, never records,
 * over a load. draw is const and decides nothing: load reads, fit lays out, draw paints.
 *
 * How a key goes: the app looks its name up in the screen's contexts (data/keys; translated from a Cyrillic layout unless the screen types), parses
 * the command line found, and offers the call to `act` of the top screen; what that leaves goes to screen_act (what a verb does everywhere), then to the
 * app's own verbs (back, quit, undo, suspend …), then the command's own function runs. A key bound nowhere goes to `key` when the screen types.
 */
#ifndef KARTOTEKA_SCREEN_SCREEN_H
#define KARTOTEKA_SCREEN_SCREEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kartoteka/base/arena.h"
#include "kartoteka/base/err.h"
#include "kartoteka/command/command.h"
#include "kartoteka/command/keymap.h"
#include "kartoteka/term/key.h"
#include "kartoteka/term/layout.h"
#include "kartoteka/work/draft.h"
#include "kartoteka/work/step.h"
#include "kartoteka/work/work.h"

typedef struct Ui Ui;
typedef struct Screen Screen;

typedef struct ScreenHead { /* what a screen says in row 0, beside clock and what calls for attention, which the app adds */
	const char *parts[4];   /* breadcrumb: "Clients", "mine"; borrowed until the next load */
	size_t n_parts;
	const char *note; /* "8 of 1 248, best match first"; NULL */
	Style note_style;
	bool long_needs; /* Today: "! 2 overdue  • 2 today" in words; others "! 2  • 2" */
} ScreenHead;

typedef struct ScreenHint {
	const char *line;  /* command line: its first key in the screen's contexts is shown; "a|b": of both; "a…b": from one to the other */
	const char *label; /* N_(); NULL: the command's own hint */
} ScreenHint;

typedef struct ScreenKind {
	const char *name;                                /* "today" */
	const char *title;                               /* N_() */
	bool floats;                                     /* drawn over the screen below, which is drawn first (menus, palette, help, lines) */
	bool types;                                      /* text keys that no context binds are typed: key() gets them as they came */
	bool (*types_now)(const Screen *s);              /* NULL: as `types` says; else now, as a list whose filter line is open */
	size_t size;                                     /* of the private state, zeroed at open: Screen.state */
	const char *const *(*contexts)(const Screen *s); /* NULL-ended, most special first */
	Err *(*open)(Screen *s, const void *arg);        /* arg: the kind's own, valid during the call */
	void (*close)(Screen *s);
	Err *(*load)(Screen *s);                      /* reads all it shows; after open, and after any change here or elsewhere, midnight, zone, language */
	void (*minute)(Screen *s, bool turned);       /* the clock moved on; turned: others call or are late by now. NULL: nothing to do */
	bool (*ticks)(const Screen *s);               /* it shows seconds that run now: drawn anew each of them; NULL: never */
	void (*fit)(Screen *s, const Layout *layout); /* after load, key, resize: scrolls into sight, chooses panes */
	void (*draw)(const Screen *s, const Layout *layout);
	void (*head)(const Screen *s, ScreenHead *head);
	const ScreenHint *(*hints)(const Screen *s);            /* in order of weight, ended by {NULL}; help is added by the app */
	bool (*message)(const Screen *s, const Layout *layout); /* draws the message row itself (an input line); NULL or false: the app's message */
	bool (*act)(Screen *s, CommandCall *call, Err **err);   /* true: handled (also when *err is set) */
	bool (*key)(Screen *s, Key key, Err **err);             /* typed text and editing keys; true: taken */
	bool (*paste)(Screen *s, const char *text);
	bool (*mouse)(Screen *s, const Mouse *mouse, Err **err);
	/* CommandHost.focus: "client" (of the row), "thing", "event", "task", "reminder" …; marks: all marked. Returns how many it gave. */
	size_t (*focus)(const Screen *s, const char *focus, bool marks, void (*add)(void *to, int64_t id), void *to);
	bool (*focus_text)(const Screen *s, const char *focus, Str *out); /* "day": the day under the cursor … */
	bool (*draft)(Screen *s, Draft *out, Str *body);                  /* what was typed and is not saved; false: nothing. The app saves it within 5 s and at the end */
	bool (*escape)(Screen *s);                                        /* Esc: closes its own box, filter, marks in that order; false: nothing left to clear */
	void (*forget)(void);                                             /* the run ends: what outlived the screens of this kind goes, such as lines typed before; or NULL */
} ScreenKind;

struct Screen {
	const ScreenKind *kind;
	Ui *ui;
	void *state;
	Arena *arena;   /* of what load read: the app resets it before each load */
	bool stale;     /* load before the next draw */
	char draft[37]; /* name of the draft it is kept as; "" none */
	bool unkept;    /* what is typed there could not be written: it stays open until it can, or is dropped */
};

/* ---- what a screen may ask of the app ---- */
Work *ui_work(Ui *ui);
Keymap *ui_keymap(Ui *ui);
const CommandSet *ui_commands(Ui *ui);
Err *ui_push(Ui *ui, const ScreenKind *kind, const void *arg);
Err *ui_root(Ui *ui, const ScreenKind *kind, const void *arg); /* screens 1..7: the stack becomes this one */
/* Ends it (and what lies over it) after the running act; those below are loaded again when anything changed. A screen with typed text that cannot be kept as a draft stays, and that is said. */
void ui_pop(Ui *ui, Screen *s);
void ui_end(Ui *ui, Screen *s); /* ends it alone: what was pushed over it meanwhile stays, on what lies below */
Screen *ui_top(Ui *ui);
Screen *ui_main(Ui *ui);                   /* the topmost that does not float */
Screen *ui_below(Ui *ui, const Screen *s); /* NULL at the root */
uint64_t ui_changes(const Ui *ui);         /* another number than before: what was read meanwhile is old */
void ui_changed(Ui *ui);                   /* something was written or a setting changed: all screens load before the next draw */
Err *ui_run(Ui *ui, const char *line);     /* a command line, as a key would */
/* The message row. say: plain; done: tick and `u undo` at the right (batch 0: nothing was changed, no undo); fault: takes the Err. */
void ui_say(Ui *ui, const char *format, ...) __attribute__((format(printf, 2, 3)));
void ui_done(Ui *ui, int64_t batch, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* The same of so many, which the format says: thousands stand apart (str_add_count). */
void ui_done_count(Ui *ui, int64_t batch, int64_t n, const char *format, ...) __attribute__((format(printf, 4, 5)));
void ui_undone(Ui *ui, const Undone *undone); /* what was taken back or done again, how much of it stays, and the key that turns it round */
void ui_fault(Ui *ui, Err *err);
void ui_add(Ui *ui, const char *format, ...) __attribute__((format(printf, 2, 3))); /* behind what is said there: "…; this too" */
bool ui_says(Ui *ui);                                                               /* a message stands there: a screen's own message row leaves it the room */
/* The cap of the key that runs this line in these contexts, in the user's language; "" when there is none. Borrowed until the next call. */
const char *ui_cap(Ui *ui, const char *const *contexts, const char *line);
const char *ui_layout_table(Ui *ui); /* "ru", "ua", "by" */
bool ui_ascii(Ui *ui);
bool ui_repeating(Ui *ui); /* keys come faster than a person reads: keep the old preview, or none where it would be sent again; it is asked for again when they stop */
/* Copies: tmux buffer, OSC 52, else shows the text; says which in the message row. false: only shown. */
bool ui_copy(Ui *ui, const char *text, const char *what);
/* Runs a command of the settings ("dial", "open") with the argument, without a shell. Waits for a moment: one that fails at once is a fault. */
Err *ui_launch(Ui *ui, const char *setting, const char *argument);
/* Writes a setting into the user's file and takes it up at once; value NULL: the shipped one. `u` right after it brings back what stood there. said: the
 * message; NULL: which file it was written to. */
Err *ui_setting(Ui *ui, const char *section, const char *name, const char *value, const char *said);
/* Writes the user's file of keys and takes it up; `u` right after it brings back the file of before. */
Err *ui_keys_write(Ui *ui, const char *text);
/* Hands the terminal to $VISUAL, $EDITOR or vi with the text in a 0600 file; *changed false when it ended badly or changed nothing. Caller frees *out. */
Err *ui_editor(Ui *ui, const char *text, char **out, bool *changed);
/* Behind a change of it: what was written there was saved, or err says why not; then its file stays, and err says which. */
Err *ui_editor_end(Ui *ui, Err *err);
/* The number of saved drafts, and to open one again. */
size_t ui_drafts(Ui *ui);
Err *ui_draft_open(Ui *ui, const Draft *draft);
void ui_draft_drop(Ui *ui, Screen *s);         /* saved: the screen's draft ends */
bool ui_draft_discard(Ui *ui, Screen *s);      /* dropped by the user: it ends, and `u` brings it back; false: it cannot be put aside for that, is told, and stays */
Err *ui_draft_end(Ui *ui, const Draft *draft); /* the same of one that no screen holds */
/* Slow questions leave the loop (house.md, 6). `answer` runs in the worker with its own store (inline where the base is in memory); `got` in the loop.
 * A newer question of the same screen interrupts the one that runs. `question` is freed with free() after got. got is not called when the screen has gone. */
void ui_ask(Ui *ui, Screen *s, void *question, Err *(*answer)(Store *store, void *question), void (*got)(Screen *s, void *question, Err *err));
void ui_ask_nothing(Ui *ui, Screen *s); /* what it asked is of no use any more: got is not called */
/* Whose things the screens show: a staff id, 0 everybody. */
int64_t ui_whose(Ui *ui);
void ui_set_whose(Ui *ui, int64_t staff);
char *ui_page(Ui *ui); /* the main screen as plain text, for printing; caller frees */
void ui_theme(Ui *ui); /* look settings changed */

/* ---- screens of the room ---- */
extern const ScreenKind *const screen_kinds[]; /* every kind, NULL-ended: goldens and docs walk it */
extern const ScreenKind screen_today, screen_clients, screen_card, screen_calendar, screen_reminders, screen_settings,
	screen_imports, screen_changes, screen_preview, screen_form, screen_quick, screen_call, screen_snooze, screen_palette,
	screen_help, screen_menu, screen_line, screen_ask, screen_conflict;

/* Command rows that only screens have; in src/screen/commands.c. */
extern const CommandTable screen_tables[];
extern const size_t screen_table_count;
/* What a verb does on any screen: go, contact, step, meeting, snooze, dial, copy, done, delete, add, edit, thing, palette, help, import … */
bool screen_act(Ui *ui, CommandCall *call, Err **err);
/* A step in words that was kept as a draft. */
Err *screen_step_again(Ui *ui, const Draft *draft);
/* Ids the focus of that name gives on the screens from the top down to the main one; caller frees *out. */
size_t screen_focus(Ui *ui, const char *focus, bool marks, int64_t **out);
int64_t screen_client(Ui *ui); /* the client of the row; 0 none */

/* --- arguments of open --- */
typedef struct CardArg {
	int64_t client;
	const char *thing;
	int64_t thing_id;
	const ScreenKind *list;
} CardArg; /* thing: highlighted row: "interaction" "task" "event" "note" */
typedef struct FormArg {
	const Kind *kind;        /* one form for any kind */
	int64_t id;              /* 0: a new one */
	int64_t client;          /* of a new event, task … */
	const void *start;       /* values of a new one (struct of the kind; for clients a Card), or NULL */
	Moment occurrence;       /* of a series */
	int64_t rev;             /* the revision that calls it so; 0: today's */
	Reach reach;             /* and how much of it the form changes */
	const char *tags, *step; /* words for a new client's, or for the client's of a new event, task or contact; NULL */
	bool keeps_step;         /* of a new contact: the open step stays open */
	int64_t drops;           /* and the channel that leaves the card with it; 0 none */
	bool typed;              /* `start` was typed by the user: it is kept as a draft like what is typed here */
	const char *draft;       /* body of a draft to take up, or NULL */
} FormArg;
typedef struct QuickArg {
	const char *text;
	int64_t client;    /* of the row */
	bool meant;        /* where nobody is named; else Tab says so */
	Day day;           /* meant where no other is said, `text` begins with it; 0: none */
	const char *draft; /* body of a draft to take up, or NULL */
} QuickArg;
typedef struct CallArg {
	int64_t client;
	const char *number;
	const char *kind;
	const char *step_kind; /* "task", "event": the step under the cursor, which the contact closes; NULL: none */
	int64_t step;
	const char *draft;
} CallArg; /* kind: "call" … */
typedef struct CalendarArg {
	Day day;
	const char *view;
	int32_t second;
	bool timed;
} CalendarArg; /* view: "month" "week" "day" "agenda" or NULL; timed: the day at that clock time */
typedef struct SnoozeArg {
	const int64_t *ids;
	size_t n;
	size_t left; /* of what is marked, so many have no reminder */
} SnoozeArg;
typedef struct PreviewArg {
	const char *path;
} PreviewArg;
typedef struct ClientsArg {
	const char *filter;
} ClientsArg;
bool clients_show(Screen *list, int64_t client); /* the cursor goes to it; false: not a list of clients, or one that may not hold it */

/* What Tab makes of a line: all of it anew into `out`, and into `note` what it may go on with. */
typedef void LineComplete(Screen *owner, const char *line, Str *out, Str *note);
/* A menu of choices (screen_menu). The struct is copied; texts too. `chosen` gets the owner screen (the one below), the item, and the typed line if any. */
typedef struct MenuChoice {
	const char *key, *text, *note;
	const char *where; /* of a file: its folder; NULL: no file */
	bool off, heading;
	int64_t id;
} MenuChoice;
typedef struct MenuArg {
	const char *title;
	const MenuChoice *choices;
	size_t n, cursor;                                                          /* the choice it opens on */
	const char *line_key, *line_label;                                         /* NULL: no line */
	bool occurrence;                                                           /* its choices are those of `occurrence`, in that order: the keys are the user's */
	Err *(*chosen)(Screen *owner, const MenuChoice *choice, const char *line); /* choice NULL: the line */
	void (*echo)(Screen *owner, const char *line, Str *out, bool *bad);        /* NULL: none */
	bool stays;                                                                /* what goes wrong is said under the line, which stays as it was typed */
	LineComplete *complete;                                                    /* of the line; NULL: Tab does nothing */
	bool path;                                                                 /* the line is one: the key that opens it is its first sign */
} MenuArg;
extern const char *const menu_occurrence[]; /* contexts of that question */
/* One line typed in the message row (screen_line): a step in words, a date, an argument that was missing. */
typedef struct LineArg {
	const char *sign, *text;
	const char *draft_screen; /* kept as a draft under this name, or NULL */
	const int64_t *clients;   /* whom the line speaks of: the focus while it is open; copied */
	size_t n_clients;
	const char *draft;                                                 /* body of a draft to take up instead of text and clients, or NULL */
	Err *(*entered)(Screen *owner, const char *line, bool *keep_open); /* *keep_open true: the line stays (bad value) */
	void (*echo)(Screen *owner, const char *line, Str *out, bool *bad);
	LineComplete *complete;                        /* NULL: Tab does nothing */
	Err *(*turn)(Screen *owner, const char *line); /* Tab: ends the line and goes on with its text, meant otherwise; NULL */
	/* The filter of a list, in the message row: told of each letter, NULL when Esc clears it; arrows and pages move in the list, Tab goes there, Enter is `entered`. */
	void (*narrowed)(Screen *owner, const char *line);
} LineArg;
typedef struct AskArg {
	const char *question, *yes, *no;
	Err *(*answered)(Screen *owner, bool yes);
} AskArg;
typedef struct ConflictArg {
	const Conflict *conflict;
	/* All are answered: for each field whether theirs stays. The conflict is the screen's own copy, since the store's ends with any other change. */
	Err *(*resolved)(Screen *owner, const Conflict *conflict, const bool theirs[]);
} ConflictArg;

#endif
