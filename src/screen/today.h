/* SPDX-License-Identifier: MIT */
/* The Today screen: today.c keeps panes of items and acts, today_items.c makes the items, today_draw.c paints them, firstrun.c is the empty base's page. */
#ifndef KARTOTEKA_SRC_SCREEN_TODAY_H
#define KARTOTEKA_SRC_SCREEN_TODAY_H

#include "found.h"
#include "kartoteka/screen/screen.h"
#include "kartoteka/term/list.h"
#include "kartoteka/work/today.h"

typedef enum ItemType {
	ITEM_GAP,
	ITEM_HEADING,
	ITEM_NOW,
	ITEM_AGENDA,
	ITEM_DETAIL,
	ITEM_REMINDER,
	ITEM_CLIENT,
	ITEM_MORE,
	ITEM_TEXT,
	ITEM_BAR,
	ITEM_CHOICE,
} ItemType;

typedef struct Item {
	ItemType type;
	int64_t id;               /* 0: the cursor skips it */
	const char *text, *right; /* heading, detail, text, more, choice (text: key, right: what) */
	const char *more;         /* choice: the rest of the line; heading: what stands right where `right` finds no room */
	const AgendaRow *agenda;
	const ReminderRow *reminder;
	const ClientRow *client;
	int64_t value, most;   /* bar */
	bool goes_on, fills;   /* agenda: it began on an earlier day, and its end is what the day knows of it; or not even that */
	bool late;             /* agenda of an earlier day that is overdue: drawn as a reminder is */
	bool with_day;         /* agenda of a later day: the day stands in the time's place */
	const char *run;       /* choice: command line */
	const Zone *zone;      /* choice: the zone it sets */
	const FoundFile *file; /* choice: the file it takes in */
} Item;

typedef struct Items {
	Item *at;
	size_t n, cap;
} Items;

enum {
	PANE_DAY,
	PANE_REMINDERS,
	PANE_REST,
	PANES,
};

struct TodayState;

typedef struct Pane {
	const struct TodayState *owner;
	Items items;
	List list;
	int64_t wanted; /* what one went to: a smaller window may not hold it, a larger one does again */
	ListSource source;
	Area area;      /* empty: not seen at this size */
	int when_cells; /* of its reminders: before their texts */
} Pane;

typedef struct TodayState {
	Ui *ui;
	Today today;
	Pane panes[PANES];
	size_t focus, chosen; /* chosen: at a size that shows it */
	bool empty;           /* first run: one pane of choices */
	bool zone_asked;      /* the server stands on UTC and nobody has said what the watch shows */
	SizeClass size;       /* the items were made for */
	int rows;             /* of the day's pane they were made for */
	bool made;
	Instant turn; /* until then what was read holds by the clock */
} TodayState;

/* today_items.c, firstrun.c; texts live in s->arena */
void today_items(Screen *s);
void today_measure(TodayState *t); /* once the items are made */
Err *firstrun_items(Screen *s);
bool firstrun_asks_zone(Work *work);
Err *firstrun_take(Screen *s, const Item *item);
/* today_draw.c */
void today_item_draw(const void *self, Area a, const ListRow *row);
const Item *today_item(const TodayState *t);

#endif
