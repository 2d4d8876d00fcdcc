/* SPDX-License-Identifier: MIT */
/*
 * How many rows each part of a card has. A few of each are always there; the history has its share before they have theirs, and what it leaves empty
 * goes to the parts that hide something. What is left out is counted, and the cursor draws it into sight.
 */
#include "card_draw.h"

enum {
	LABELLED = 9, /* cells of a row that a note in the head has not: its label, the edges */
	PARTS = 4,
	SHARE_LEAST = 3, /* rows of the history with its heading */
	SHARE = 4,       /* one row of so many */
};

/* The parts that show some of many; the first gives way first. */
typedef struct Part {
	int *rows;
	int least, all;
} Part;

static int within(size_t n, int most)
{
	return n < (size_t)most ? (int)n : most;
}

static void parts_of(const CardView *c, const Layout *layout, CardRoom *room, Part parts[PARTS])
{
	bool in_column = layout->size == SIZE_NORMAL; /* else channels and people have a place of their own, or none */
	About about[CARD_ABOUTS];
	int channels = within(c->card.channel_count, CARD_CHANNELS), abouts = in_column ? (int)card_about(c, about) : 0;
	if (in_column)
		card_about_done(about);
	parts[0] = (Part){&room->people, 1, in_column ? within(c->card.member_count, CARD_STOPS) : 0};
	parts[1] = (Part){&room->notes, 1, within(c->note_count, CARD_NOTES)};
	parts[2] = (Part){&room->channels, 1, in_column ? channels > abouts ? channels : abouts : 0};
	parts[3] = (Part){&room->steps, 1, within(c->step_count, CARD_STEPS)};
}

/* Of the parts that have more than `floor` rows the largest gives one; among equals the first. */
static bool largest_gives(Part parts[PARTS], int floor)
{
	Part *largest = NULL;
	for (int i = 0; i < PARTS; i++)
		if (*parts[i].rows > floor && *parts[i].rows > parts[i].least && parts[i].all && (!largest || *parts[i].rows > *largest->rows))
			largest = &parts[i];
	if (largest)
		--*largest->rows;
	return largest;
}

static bool gives_way(CardRoom *room, Part parts[PARTS])
{
	if (!room->counted)
		return room->counted = true;
	if (largest_gives(parts, 2) || largest_gives(parts, 1))
		return true;
	if (!room->dense)
		return room->dense = true;
	if (!room->note)
		return false;
	room->note = 0;
	return true;
}

/* What the history leaves empty shows ways to reach them first, then steps, notes and people, then the rest of the note. */
static void grow(const CardView *c, const Layout *layout, CardRoom *room, Part parts[PARTS], int rows)
{
	static const int order[PARTS] = {2, 3, 1, 0};
	for (int i = 0; i < PARTS; i++) {
		const Part *part = &parts[order[i]];
		while (*part->rows < part->all) {
			++*part->rows;
			if (card_upper(c, layout, room) > rows) {
				--*part->rows;
				break;
			}
		}
	}
	int left = rows - card_upper(c, layout, room);
	if (room->note && left > 0 && layout->size == SIZE_NORMAL)
		room->note = text_wrap_most(c->card.client.note.s, layout->body.cols - LABELLED, 1 + left);
}

CardRoom card_room(const CardView *c, const Layout *layout)
{
	const char *note = c->card.client.note.s;
	bool wide = layout->size == SIZE_WIDE, narrow = layout->size <= SIZE_NARROW;
	int rows = wide ? card_right_pane(layout).rows : layout->body.rows, share = rows / SHARE < SHARE_LEAST ? SHARE_LEAST : rows / SHARE;
	CardRoom room = {
		.channels = rows >= 22 ? 6 : 4,
		.note = note && *note,
		.steps = wide     ? 5
	             : narrow ? 1
	                      : 3,
		.notes = wide     ? 5
	             : narrow ? 1
	                      : 2,
		.people = rows >= 28 ? 6 : 3,
	};
	Part parts[PARTS];
	parts_of(c, layout, &room, parts);
	for (int i = 0; i < PARTS; i++)
		*parts[i].rows = *parts[i].rows < parts[i].all ? *parts[i].rows : parts[i].all;
	if (layout->size <= SIZE_TINY)
		return room;
	int least = c->filled < share - 1 ? c->filled : share - 1;
	while (card_upper(c, layout, &room) + least > rows)
		if (!gives_way(&room, parts))
			break;
	if (!room.counted)
		grow(c, layout, &room, parts, rows - c->filled);
	return room;
}

/* Where the new contact and the cursor's have no room together one's own is what is looked for; somebody else's moves nothing. */
static void history_fit(CardView *c, int rows)
{
	size_t came_to = c->list.cursor;
	bool mine = c->history.at[0].contact.author.v == ui_work(c->screen->ui)->me.head.id;
	list_fit(&c->list, &c->source, rows);
	if (c->came_in && c->list.top && mine && c->list.cursor == came_to)
		list_home(&c->list, &c->source);
	c->came_in = false;
}

void card_fit(Screen *s, const Layout *layout)
{
	CardView *c = s->state;
	c->size = layout->size;
	c->wide = layout->size == SIZE_WIDE;
	c->tiny = layout->size <= SIZE_TINY;
	/* The page of the fields has no history, no steps and no notes: the cursor leads to where it stands. */
	if (!card_on_fields(c) || !c->in_head || card_in_plans(c))
		c->page = 0;
	card_history_widths(c);
	c->text_cols = (c->wide ? card_right_pane(layout).cols : layout->body.cols) - (c->wide ? 6 : 4);
	if (c->text_cols > 100)
		c->text_cols = 100;
	if (c->text_cols < 10)
		c->text_cols = 10;
	if (!c->filter && !c->typing) /* a filter of the history moves nothing above it */
		c->filled = card_history_rows(c, layout->body.rows);
	c->room = card_room(c, layout);
	Area a = card_history_area(c, layout);
	c->source.draw = card_contact_draw;
	c->source.height = card_contact_height;
	bool fields = card_on_fields(c);
	c->list_area = fields ? area_part(layout->body, 0, 0, 0, 0) : a;
	c->head_area = c->wide ? card_left_pane(layout) : area_part(layout->body, 0, 0, fields ? -1 : a.row - layout->body.row, -1);
	c->field_rows = layout->body.rows;
	if (c->history.n)
		history_fit(c, a.rows > 4 ? a.rows - 1 : a.rows);
}
