/* SPDX-License-Identifier: MIT */
/* What the files of app share: the Ui and the steps between a key and a frame. */
#ifndef KARTOTEKA_SRC_APP_UI_H
#define KARTOTEKA_SRC_APP_UI_H

#include <sys/types.h>

#include "kartoteka/app/app.h"

typedef struct Worker Worker;

enum {
	STACK_MAX = 24,
	TICK_MS = 16,
	REPEAT_MS = 80,
	DRAFT_MS = 2000,
	QUIT_MS = 2000,
};

typedef struct Message {
	const char *glyph; /* GLYPH_ or NULL */
	Style style;
	char *text;
	bool undo;      /* `u undo` at the right */
	bool redo;      /* `U redo` there instead */
	bool whole;     /* what a row cannot hold stands in more of them: what to do comes last */
	char draft[37]; /* it says that this was kept: the key that drops it means it as long as that stands there; "" none */
	bool unkept;    /* it says that something typed cannot be written: the key that drops it ends it for good as long as that stands there */
} Message;

typedef struct Needs {
	int64_t overdue, today; /* reminders: that call for what is past; that call for what is ahead or goes on, and those of later today */
	int64_t called;         /* all that call by now */
	bool more;              /* there are more than were counted */
	size_t drafts;
	Instant next; /* when a reminder will be due: the loop's timer */
	/* From `since` until `turn` nothing else is counted while the base stays as it is; INSTANT_NONE: not known. */
	Instant since, turn;
} Needs;

/* The last setting that was written here: no change of the base, so the journal does not know it, and `u` right after it means it. */
typedef struct SettingStep {
	char *section, *name, *old, *new; /* section NULL: there is none; old, new NULL: the shipped value */
	bool keys;                        /* no setting: the whole file of the keys, old NULL: there was none */
	bool back;                        /* it was taken back: `U` means it */
	Lang lang;                        /* of this run before it, which an unset value does not say */
	const Zone *zone;
} SettingStep;

struct Ui {
	Work *work;
	Term *term;
	Theme theme;
	Frame *frame;
	Keymap *keys;
	char *keys_text; /* of the user's file, as last read */
	CommandSet set;
	CommandHost host;
	char *layout; /* key positions: "ru" … */
	const char *locale_dir;

	Screen *stack[STACK_MAX];
	size_t depth;
	Screen *ending[STACK_MAX]; /* popped during an act, freed after it */
	size_t ending_count;
	int acting;

	Message message;
	SettingStep setting;
	char *caption; /* of ui_cap */
	Needs needs;
	Instant minute;     /* when the clock was last looked at */
	uint64_t changes;   /* how often ui_changed was told */
	bool needs_stale;   /* count again before the next frame */
	bool needs_later;   /* … but behind the first one, which shows the page a little earlier */
	size_t needs_step;  /* how many times 0 was pressed in a row */
	size_t needs_depth; /* stack below which 0 began; 0: not begun */
	int64_t whose;      /* staff whose things are shown; 0 everybody */
	Day day;            /* the day that the screens show */
	int64_t announced;  /* id of the reminder said last in the message row */
	Instant last_due;   /* up to here due reminders were announced */

	int64_t now_ms, key_ms; /* monotonic, given by the loop; last key */
	bool repeating;
	int64_t quit_ms;  /* ^C was pressed then; 0 not armed */
	int64_t typed_ms; /* something was typed that a draft should keep, since then; 0 nothing */
	bool over, terminal_gone, ascii;
	int died_by;       /* the signal that ended the loop; 0 */
	char *editor_left; /* what an editor that failed had written; NULL */
	char *editor_file; /* what one wrote that is not saved yet; NULL */
	int editor_count;

	Worker *worker;
	char *missing_line; /* the call that waits for an argument */
	CommandCall *missing_call;
	const Arg *missing_arg;

	char said_draft[37]; /* Message.draft of the row that stood there as the key came */
	bool said_unkept;    /* Message.unkept of it */
	bool forsaken;       /* the user left without what could not be written */
	char *text_left;     /* what could not be kept as a draft lies there; NULL */
	Err *text_lost;      /* … or why it lies nowhere */
	bool teaches, taught_read, changed_once, said_home;
	unsigned taught; /* lessons told, see teach.c */
	int64_t titled;  /* what the window's title counts; -1 not set yet */
};

/* message.c: said by the program itself: it covers nothing, a row that cannot hold it cuts it */
void ui_remark(Ui *ui, Style style, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* teach.c: a word about a key, once, where the message row is free */
void teach(Ui *ui);
/* keep.c: the dropped draft comes back; false: there is none */
bool keep_undrop(Ui *ui, bool redo, Err **err);           /* true: a dropped draft was what `u` or `U` meant */
Screen *keep_holder(Ui *ui, const char *draft);           /* the open screen that is kept as this draft; NULL */
Err *keep_drop(Ui *ui, const char *draft);                /* by its name; one that is gone meanwhile is no fault */
bool keep_leave(Ui *ui, Screen *s);                       /* what was typed there is kept now; false: nothing was, or it cannot be */
bool keep_lacks(const Ui *ui, size_t from, size_t *last); /* from that place of the stack on, there are some with text that cannot be written: the topmost */
void keep_last(Ui *ui);                                   /* nobody can be asked any more: what no draft takes goes to another folder */

/* dispatch.c */
bool screen_types(const Screen *s); /* keys that no context binds are typed into it now */
void dispatch_key(Ui *ui, Key key);
Err *dispatch_line(Ui *ui, const char *line);
void dispatch_host(Ui *ui);
const Command *dispatch_row(Ui *ui, const char *line); /* of a command line; NULL */
/* verbs.c: what the app itself does with a call; true: handled. */
bool app_act(Ui *ui, CommandCall *call, Err **err);
bool interrupt_forget(Ui *ui); /* ^C was pressed too long ago: true when that changed the message row */
/* look.c */
bool setting_undo(Ui *ui, bool redo, Err **err); /* true: a setting was what `u` or `U` meant */
void setting_forget(Ui *ui);
/* stack.c */
void stack_sweep(Ui *ui);        /* frees what was popped during the act */
void stack_load(Ui *ui);         /* loads what is stale */
size_t stack_main(const Ui *ui); /* how many screens up to the topmost that covers the frame, it included; 0: none covers it */
void stack_settle(Ui *ui);       /* what was typed under another screen leaves as a draft */
/* show.c */
void show_fit(Ui *ui);
void show_draw(Ui *ui);
void show_progress(Ui *ui, const char *text, const char *right); /* the message row alone, at once: while something runs */
/* needs.c */
void needs_load(Ui *ui);
void needs_roll(Ui *ui);
bool needs_turned(const Ui *ui);        /* by the clock alone something else may be counted by now */
void needs_minute(Ui *ui, bool turned); /* the minute's look: all of it, or only what no clock tells */
Err *needs_go(Ui *ui);
/* keep.c */
void keep_drafts(Ui *ui, bool now);
void keep_from(Ui *ui, size_t from, bool now); /* the same; what could not be written is tried again from that place of the stack on alone */
extern const char *const keep_contexts[];      /* where the key that drops a draft is bound */
/* worker.c */
Worker *worker_new(Work *work);
void worker_free(Worker *worker);
int worker_fd(const Worker *worker);
void worker_collect(Worker *worker, Ui *ui);
void worker_ask(Worker *worker, Screen *s, void *question, Err *(*answer)(Store *, void *), void (*got)(Screen *, void *, Err *));
void worker_forget(Worker *worker, const Screen *s);
/* look.c: a fault leaves look or keys as they were, and is told */
Err *look_load(Ui *ui);
Err *keys_load(Ui *ui);
Err *reload(Ui *ui, const char *what);    /* "keys", "theme", NULL: settings and all */
void reload_changed(Ui *ui, bool themes); /* a file of the user's was written, one of the themes too */
/* watch.c: the folders of settings, keys and themes; -1 where they cannot be watched */
int watch_open(const Settings *settings);
bool watch_take(int fd, bool *themes);
/* child.c: the terminal is given away and taken back */
void ui_suspend(Ui *ui);
/* signals.c */
void signals_heed_interrupt(void); /* before signals_open: from now on ^C ends nothing and is told by signals_interrupted */
bool signals_interrupted(void);
Err *signals_open(int *fd);
void signals_close(void);
void signals_say_to(int fd); /* the last word of a fault goes there: standard error is the log meanwhile */
/* SIGTERM and SIGHUP go on to this child, too; 0: none is waited for. To be called with both blocked. */
void signals_wait_for(pid_t child);
void signals_again(void);     /* SIGTSTP is ours again after a stop */
int signals_take(int fd);     /* the next one, 0 none */
void signals_die(int number); /* ends the process as that signal does */

#endif
