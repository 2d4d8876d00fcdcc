/* SPDX-License-Identifier: MIT */
/* Who the card is of: name, ways to reach them and what is known, in as many rows as there are. */
#include "card_draw.h"

#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"

enum {
	LABEL = 7,
	RIGHT_AT = 54,
};

static int note_paint(const CardView *c, Area a, int row, int rows)
{
	const char *note = c->card.client.note.s;
	if (!note || !*note || !rows)
		return row;
	area_put(a, row, 1, LABEL - 1, STYLE_DIM, C_("label", "note"));
	area_wrap(area_pad(a, 0, 1), row, 1 + LABEL, rows, STYLE_PLAIN, note);
	return row + rows;
}

/* How many more there are than are seen, and in the history the key that leads up to them; cells that it took of the row, with the blanks before it. */
int card_more_paint(const CardView *c, Area a, int row, size_t above, size_t below)
{
	Str text = {0};
	int used = 0;
	card_more(&text, above, below);
	if (text.n && !c->in_head)
		str_addf(&text, "  %s", ui_cap(c->screen->ui, c->screen->kind->contexts(c->screen), "pane next"));
	if (text.n)
		used = area_put_right(a, row, -1, -1, STYLE_DIM, text.s) + 2;
	str_done(&text);
	return used;
}

/* The head of the normal frame: title, role, channels left, about right; returns the row behind it. */
int card_head_normal(const CardView *c, Area a, const CardRoom *room, bool draw)
{
	About about[CARD_ABOUTS];
	size_t n_about = card_about(c, about), channels = c->card.channel_count < CARD_CHANNELS ? c->card.channel_count : CARD_CHANNELS;
	int rows = (int)(channels > n_about ? channels : n_about), row = 0;
	Str text = {0};
	if (rows > room->channels)
		rows = room->channels;
	card_title(&text, &c->card);
	if (draw) {
		area_put(area_pad(a, 1, 1), row, 0, -1, STYLE_TITLE, str_text(&text));
		card_mark(c, a, row, STOP_HEAD, 0);
	}
	row++;
	str_cut(&text, 0);
	show_role(&text, &c->card);
	if (text.n) {
		if (draw) {
			area_put(area_pad(a, 1, 1), row, 0, -1, STYLE_PLAIN, text.s);
			if (c->card.member_count == 1)
				card_mark(c, a, row, STOP_MEMBER, 0);
		}
		row++;
	}
	/* A channel further down comes into sight with the cursor. */
	int first = (int)card_first(c, STOP_CHANNEL, (size_t)rows);
	int right_at = a.cols * RIGHT_AT / 80, value_at = right_at + card_about_cells(about, n_about, a.cols - right_at - 1);
	for (int i = 0; draw && i < rows; i++) {
		size_t k = (size_t)first + (size_t)i;
		if (k < channels) {
			int more = card_more_paint(c, area_part(a, 0, 0, -1, right_at - 2), row + i, i ? 0 : (size_t)first, i + 1 < rows ? 0 : c->card.channel_count - k - 1);
			str_cut(&text, 0);
			show_channel_flagged(&text, &c->card.channels[k]);
			area_put(a, row + i, 1, LABEL - 1, STYLE_DIM, show_channel_label(&c->card.channels[k]));
			area_put(a, row + i, 1 + LABEL, right_at - LABEL - 3 - more, STYLE_PLAIN, str_text(&text));
			card_mark(c, a, row + i, STOP_CHANNEL, k);
		}
		if ((size_t)i < n_about) {
			area_put(a, row + i, right_at, 9, STYLE_DIM, about[i].label);
			area_put(area_pad(a, 0, 1), row + i, value_at, -1, STYLE_PLAIN, str_text(&about[i].text));
		}
	}
	str_done(&text);
	card_about_done(about);
	return note_paint(c, draw ? a : area_part(a, 0, 0, 0, 0), row + rows, room->note);
}

/* Two things share a row, but where a row is read aloud: there each has its own. Returns how many rows they take. */
static int pair_paint(Area a, int row, const char *left, const char *right, bool draw)
{
	bool apart = a.frame && a.frame->plain && *left && *right;
	if (draw)
		area_pair(area_pad(a, 1, 1), row, 0, STYLE_PLAIN, left, STYLE_PLAIN, apart ? "" : right);
	if (draw && apart)
		area_put(area_pad(a, 1, 1), row + 1, 0, -1, STYLE_PLAIN, right);
	return apart ? 2 : *left || *right;
}

/* Where one row has all of the head it shows what the cursor is on; true when that is a way to reach them or one of the people. */
static bool stop_pair(const CardView *c, Str *left, Str *right)
{
	if (!c->in_head || c->typing || (c->stop != STOP_CHANNEL && c->stop != STOP_MEMBER))
		return false;
	if (c->stop == STOP_CHANNEL) {
		show_channel_flagged(right, &c->card.channels[c->stop_index]);
		return true;
	}
	const MemberRow *member = &c->card.members[c->stop_index];
	str_add(left, member->title ? member->title : "");
	if (member->membership.role.s && *member->membership.role.s)
		str_addf(left, ", %s", member->membership.role.s);
	card_member_phone(right, member);
	return true;
}

/* Narrow: role and phone in one line, tags and mail in the next. */
int card_head_narrow(const CardView *c, Area a, bool draw)
{
	Str left = {0}, right = {0};
	const Channel *phone = show_first(&c->card, CHANNEL_PHONE), *mail = show_first(&c->card, CHANNEL_EMAIL);
	int row = 0;
	bool stop = stop_pair(c, &left, &right);
	if (!left.n)
		show_role(&left, &c->card);
	if (!left.n)
		card_title(&left, &c->card);
	if (phone && !stop)
		show_channel_flagged(&right, phone);
	row += pair_paint(a, row, str_text(&left), str_text(&right), draw);
	if (draw && c->in_head && !card_in_plans(c))
		card_mark(c, a, 0, c->stop, c->stop_index);
	str_cut(&left, 0);
	str_cut(&right, 0);
	show_tags(&left, &c->card);
	if (mail)
		show_channel(&right, mail);
	size_t others = c->card.channel_count - (phone != NULL) - (mail != NULL);
	if (others) {
		str_add(&right, right.n ? " " GLYPH_DOT " " : "");
		str_addf(&right, _("%zu more"), others);
	}
	row += pair_paint(a, row, str_text(&left), str_text(&right), draw);
	str_done(&left);
	str_done(&right);
	return row;
}

static void tiny_who(const CardView *c, Area a)
{
	Str left = {0}, right = {0};
	const Channel *phone = show_first(&c->card, CHANNEL_PHONE);
	bool member = stop_pair(c, &left, &right) && c->stop == STOP_MEMBER;
	size_t others = c->card.channel_count - (phone || right.n);
	if (!member) {
		str_addn(&left, str_text(&right), right.n);
		str_cut(&right, 0);
		if (!left.n && phone)
			show_channel_flagged(&left, phone);
		if (!left.n)
			show_role(&left, &c->card);
		if (others)
			str_addf(&right, _("%zu more"), others);
	}
	area_pair(area_pad(a, 1, 1), 0, 0, STYLE_PLAIN, str_text(&left), STYLE_DIM, str_text(&right));
	if (c->in_head && !card_in_plans(c))
		card_mark(c, a, 0, c->stop, c->stop_index);
	str_done(&left);
	str_done(&right);
}

int card_head_tiny(const CardView *c, Area a, bool draw)
{
	if (!draw)
		return 2;
	tiny_who(c, a);
	if (c->in_head && c->stop == STOP_NOTE)
		card_note(c, a, 1, c->stop_index);
	else if (c->step_count)
		card_step(c, a, 1, c->in_head && c->stop == STOP_STEP ? c->stop_index : 0);
	else
		area_put(a, 1, 4, -1, STYLE_DIM, _("none: r plans one"));
	return 2;
}
