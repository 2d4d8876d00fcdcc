/* SPDX-License-Identifier: MIT */
/*
 * The calendar: month, week, day and a list of coming days over one window of occurrences. Each file knows only those before it: calendar_data.c reads
 * and sorts into days; calendar_count.c counts what is not read; calendar_place.c finds lines and lanes and the cursor again; calendar_detail.c reads more of the thing under it, calendar_mini.c is
 * the small month, calendar_side.c says what is known of a day and a thing; calendar_month.c, calendar_grid.c, calendar_agenda.c fit and paint;
 * calendar_load.c loads, calendar_move.c goes through it, calendar_act.c acts, calendar.c is the screen.
 */
#ifndef KARTOTEKA_SRC_SCREEN_CALENDAR_H
#define KARTOTEKA_SRC_SCREEN_CALENDAR_H

#include "kartoteka/base/str.h"
#include "kartoteka/screen/screen.h"
#include "kartoteka/term/list.h"
#include "kartoteka/term/month.h"
#include "kartoteka/work/step.h"

typedef enum CalendarView {
	VIEW_MONTH,
	VIEW_WEEK,
	VIEW_DAY,
	VIEW_AGENDA,
} CalendarView;

typedef enum CalendarShow {
	SHOW_ALL,
	SHOW_EVENTS,
	SHOW_TASKS,
	SHOW_OPEN,
} CalendarShow;

enum {
	SLOT_SECONDS = 1800,
	AGENDA_DAYS = 28,
	NO_ENTRY = -1,
};

/* One occurrence on one day: what goes over midnight has an entry on each of its days. */
typedef struct Entry {
	const AgendaRow *row;
	Instant from, to;          /* its part of this day; equal when it takes no time */
	int row_from, row_to;      /* lines of the axis, row_to not included */
	int lane, lanes;           /* side by side with what overlaps it */
	bool whole, before, after; /* all day; began on an earlier day; goes on after this one */
	bool task, birthday, note, overdue;
} Entry;

enum {
	TAKEN_MOST = 52
};

/* All that a day holds, read or only counted. */
typedef struct DaySum {
	int n, before; /* of them began on an earlier day */
	bool more;     /* and others: not counted yet, or beyond what is counted */
	int64_t busy;  /* seconds that events take */
	int conflicts; /* events that begin before another is over */
	int n_taken;   /* parts of the day that are not free, in seconds after its midnight; shorter gaps than are told are closed */
	struct {
		int32_t from, to;
	} taken[TAKEN_MOST];
} DaySum;

typedef struct CalendarDay {
	Day day;
	Entry *entries;        /* all-day ones first */
	int n, whole, undated; /* undated ones stand beside today and are not counted as its */
	DaySum sum;
} CalendarDay;

/* A line of the grid: a clock time; `again` in the hour that the end of summer time brings twice. */
typedef struct AxisLine {
	int32_t second;
	bool again;
} AxisLine;

typedef struct CalendarState {
	Ui *ui;
	CalendarView view;
	Day day;   /* under the cursor */
	Day today; /* at the last load */
	Day agenda_from;
	int chosen; /* how many days of the agenda were chosen as a range; 0: as many as come */
	Day range;  /* the other end of the days chosen; DAY_NONE */
	int entry;  /* of that day; NO_ENTRY */
	struct {    /* and what it is, to be found again after a load */
		char kind;
		int64_t id;
		Moment recurrence;
		char *uid; /* own copy */
		Instant from;
		bool set;
	} kept;
	int32_t second; /* clock time the cursor keeps when it goes from day to day */
	/* what is shown of all */
	CalendarShow show;
	char *words; /* what was searched; NULL */
	struct {     /* all rows of the window, read when the first letter of the words was typed: the next ones only choose among them */
		Arena *arena;
		AgendaRow *rows;
		size_t n;
		Day first;
		int days;
		CalendarView view;
		CalendarShow show;
		int64_t owner;
		uint64_t changes; /* ui_changes when they were read: after another they are old */
		bool known, cut;
	} pool;
	/* of the load */
	Instant now, turn; /* turn: until then the clock alone makes nothing overdue */
	Day first;
	CalendarDay *days;
	int n;
	bool cut;                  /* more than is read at once */
	struct DayCounts *counted; /* of crowded days, as last answered; NULL */
	AxisLine *axis;
	int n_axis;
	/* of the fit */
	SizeClass size;
	Area main, side, below;   /* side and below may be empty */
	Area head_row, whole_row; /* of the week: names of days, all-day things */
	MonthGrid grid;
	int top;       /* first line of the axis that is seen */
	bool sought;   /* an hour was asked for: it is in sight until the cursor moves */
	bool scrolled; /* by the wheel or by half pages: it stays until the cursor moves */
	bool preview_off;
	bool opened; /* this view was opened by Enter: back goes to the one below */
	CalendarView opened_from;
	/* of the thing under the cursor, when a pane shows it */
	const AgendaRow *detailed;
	const char *note, *leads, *repeats;
	Arena *detail_arena;
	/* agenda */
	List list;
	ListSource source;
	struct AgendaLine *lines;
	size_t n_lines;
} CalendarState;

/* calendar_data.c */
Err *calendar_read(Screen *s);
void calendar_period(const CalendarState *c, Day *first, Day *last); /* the month, week, day that row 0 speaks of */
bool calendar_covers(const CalendarState *c);                        /* what was read still serves the cursor's day and view */
CalendarDay *calendar_day(const CalendarState *c, Day day);          /* NULL outside what was read */
Entry *calendar_entry(const CalendarState *c);                       /* under the cursor, or NULL */
bool calendar_is_filtered(const CalendarState *c);                   /* then nothing is known of free time */
bool calendar_in_range(const CalendarState *c, Day day);
void calendar_range(const CalendarState *c, Day *first, Day *last); /* the days chosen, or the one under the cursor */
Seconds calendar_hours(const CalendarState *c, Seconds *to);        /* working hours */
int64_t calendar_quarter(const CalendarState *c);                   /* of an hour, the next that begins: from there on something is free */
/* Free parts of the working hours of a day, half an hour at least, of today only what is left; adds "10:15–11:30, 12:30–14:00". False: none. */
bool calendar_free(const CalendarState *c, const CalendarDay *day, const char *between, Str *out);
Instant calendar_day_start(const CalendarState *c, Day day);
int32_t calendar_second_now(const CalendarState *c);
/* Sorts rows into days, which have their dates; what is found goes into the arena. For the worker too: nothing of a screen. */
void calendar_fill(CalendarDay *days, int n, const AgendaRow *rows, size_t n_rows, const Zone *zone, Instant now, Arena *arena);
bool calendar_shows(const AgendaRow *row, CalendarShow show); /* less the words */
bool calendar_shows_others(CalendarShow show);                /* birthdays and notes: what is neither event nor task */
/* calendar_count.c */
void calendar_count(Screen *s); /* of days with more than was read, in the worker */
/* calendar_place.c */
void calendar_make_axis(Screen *s);
void calendar_place(CalendarState *c);
void calendar_find_cursor(CalendarState *c);
bool calendar_has_line(const CalendarState *c, Day day, const AxisLine *line); /* false: the clock skips it that day, or has it only once */
void calendar_keep(CalendarState *c);                                          /* notes what the cursor stands on */
void calendar_nearest(CalendarState *c);                                       /* the entry nearest to the clock time kept */
/* calendar_detail.c */
void detail_load(CalendarState *c);
/* calendar_mini.c */
void month_mini(const CalendarState *c, Area a, int row); /* eight rows */
/* calendar_side.c */
void entry_text(Str *out, const Entry *e, int cells);                          /* what, and whose: short where there is little room */
void entry_second(Str *out, const CalendarState *c, const Entry *e);           /* the line below it: where, whose and how long, or when */
void entry_times(Str *out, const CalendarState *c, const Entry *e);            /* 10:00–10:15 */
const char *entry_glyph(const CalendarState *c, const Entry *e, Style *style); /* NULL: none */
void day_line(Str *out, const CalendarState *c);                               /* the message row under a grid */
void entry_line(Str *out, const CalendarState *c, const Entry *e);
void side_draw(const CalendarState *c, Area whole);
void below_draw(const CalendarState *c, Area a);
/* calendar_month.c */
void month_fit(CalendarState *c, const Layout *layout);
void month_paint(const CalendarState *c);
/* calendar_grid.c */
void grid_fit(CalendarState *c, const Layout *layout);
void grid_paint(const CalendarState *c);
/* Frame row and column: the day there, and the entry or NO_ENTRY. False: beside the grid. */
bool grid_at(const CalendarState *c, int row, int col, Day *day, int *entry);
/* calendar_agenda.c */
void agenda_lines(Screen *s);
void agenda_fit(CalendarState *c, const Layout *layout);
void agenda_paint(const CalendarState *c);
void agenda_follow(CalendarState *c); /* the cursor's row becomes day and entry */
void agenda_go(CalendarState *c);     /* and the other way */
/* calendar_load.c */
Err *calendar_load(Screen *s);
/* calendar_move.c */
void calendar_go(Screen *s, Day day);   /* the cursor goes to a day, read or not */
bool calendar_is_list(const Screen *s); /* for screen readers: the list is the only view */
void calendar_turn(Screen *s, CalendarView view);
void calendar_go_in(Screen *s, CalendarView view); /* by Enter; calendar_back closes it, false: nothing to close */
bool calendar_back(Screen *s);
void calendar_choose(CalendarState *c, int entry);
void calendar_move(Screen *s, CommandCall *call);
void calendar_move_period(Screen *s, int by);
Day calendar_moved_months(const CalendarState *c, int months);
void calendar_walk(Screen *s, bool next);            /* things of the day one after another */
Err *calendar_go_words(Screen *s, const char *when); /* NULL: asks */
Err *calendar_filter_menu(Screen *s);
void calendar_filter_clear(Screen *s);
Err *calendar_search(Screen *s); /* the line that narrows it while one types */
Err *calendar_next_match(Screen *s, int by);
/* calendar_act.c */
bool calendar_act(Screen *s, CommandCall *call, Err **err);
bool calendar_escape(Screen *s);
Err *calendar_open_entry(Screen *s);

#endif
