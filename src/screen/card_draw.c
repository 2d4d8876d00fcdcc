/* SPDX-License-Identifier: MIT */
/*
 * The frame of a card. Normal: head, next step, people, then the history in what is left. Wide: the fields in a pane at the left. Narrow: phone, next
 * step and the last note stay whatever leaves; Tab turns to the page of the fields.
 */
#include "card.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/term/chart.h"

enum {
	FIELDS = 40,
	LABEL = 7,
	RIGHT_AT = 54,
	STEPS_SEEN = 3,
	NOTES_SEEN = 2,
	PEOPLE_SEEN = 6,
	PEOPLE_LEAST = 3,
	PEOPLE_MOST = 60,
	PHONE_MOST = 20,
	NOTE_MOST = 200,
	CHANNEL_ROWS = 3, /* an address may be long */
	TEXT_ROWS = 500,  /* of one contact; more is read by e */
};

/* ---- the cursor in the head ---- */

static bool at_stop(const CardView *c, StopType type, size_t i)
{
	return c->in_head && !c->typing && c->stop == type && c->stop_index == i;
}

static void mark_stop(const CardView *c, Area a, int row, StopType type, size_t i)
{
	if (at_stop(c, type, i) && row >= 0 && row < a.rows) {
		area_put(a, row, 0, 1, STYLE_ACCENT | STYLE_WITH_BOLD, GLYPH_CURSOR);
		area_cursor(a, row, 0, false);
	}
}

/* ---- pieces ---- */

static void title_text(Str *out, const Card *card)
{
	const char *form = card->client.address_form.s, *title = card->client.title.s ? card->client.title.s : "";
	bool addressed = form && *form && card->client.kind.v == CLIENT_PERSON;
	bool same = addressed && strcmp(form, title) == 0;
	if (addressed) {
		str_add(out, form);
		if (card->client.tone.v == TONE_INFORMAL)
			str_addf(out, " (%s)", _("first-name terms"));
		if (!same)
			str_add(out, " " GLYPH_DOT " ");
	}
	if (!same)
		str_add(out, title);
}

static int32_t years_of(const Work *work, Birth born)
{
	int32_t year;
	int month, day;
	day_split(work_today(work), &year, &month, &day);
	return year - born.year - (month < born.month || (month == born.month && day < born.day));
}

static void birth_text_for(Str *out, const Work *work, Birth born)
{
	str_addf(out, "%d ", born.day);
	words_month(out, born.month, true);
	if (born.year)
		str_addf(out, " (%d)", (int)years_of(work, born));
}

static void since_text(Str *out, const Work *work, Instant at)
{
	int32_t year;
	int month, day;
	day_split(zone_day(work->zone, at), &year, &month, &day);
	str_addf(out, "%d ", day);
	words_month(out, month, true);
	str_addf(out, " %d", (int)year);
}

typedef struct About {
	const char *label;
	Str text;
} About;

/* tags, source, birth, since, owner: what is known of them. */
static size_t about_rows(const CardView *c, About out[6])
{
	const Work *work = ui_work(c->screen->ui);
	const Client *client = &c->card.client;
	size_t n = 0;
	memset(out, 0, 6 * sizeof *out);
	if (c->card.tag_count) {
		out[n].label = C_("label", "tags");
		show_tags(&out[n++].text, &c->card);
	}
	if (client->source.s && *client->source.s) {
		out[n].label = C_("label", "source");
		str_add(&out[n++].text, client->source.s);
	}
	if (client->born.month) {
		out[n].label = C_("label", "birth");
		birth_text_for(&out[n++].text, work, client->born);
	}
	if (!instant_is_none(client->made_at)) {
		out[n].label = C_("label", "since");
		since_text(&out[n++].text, work, client->made_at);
	}
	return n;
}

/* How far behind the labels the values stand: nearer where a long one needs the room. */
static int about_cells(const About rows[], size_t n, int room)
{
	int labels = 0, texts = 0;
	for (size_t i = 0; i < n; i++) {
		int label = utf8_width(rows[i].label), text = utf8_width(str_text(&rows[i].text));
		labels = label > labels ? label : labels;
		texts = text > texts ? text : texts;
	}
	return texts + 10 > room && labels < 9 ? labels + 1 : 10;
}

static void about_done(About rows[6])
{
	for (size_t i = 0; i < 6; i++)
		str_done(&rows[i].text);
}

/* Where room is dear today is said by its sign alone. */
static void step_when(Str *out, Work *work, const StepRow *step, bool tiny)
{
	Day day;
	int32_t second;
	if (!tiny || instant_is_none(step->instant) || step->all_day || step->put_off || zone_day(work->zone, step->instant).n != work_today(work).n) {
		show_step_when(out, work, step);
		return;
	}
	zone_local(work->zone, step->instant, &day, &second);
	words_time(out, second);
}

static int step_row(const CardView *c, Area a, int row, size_t i)
{
	Work *work = ui_work(c->screen->ui);
	const StepRow *step = &c->steps[i];
	ShowState state = show_step_row_state(work, step);
	const char *glyph = show_state_glyph(state);
	Str text = {0}, in = {0};
	step_when(&text, work, step, a.cols < 60);
	if (text.n)
		str_add(&text, a.cols < 60 ? " " : "  ");
	if (step->client != c->client && step->client_title)
		str_addf(&text, "%s: ", step->client_title);
	str_add(&text, step->text ? step->text : "");
	if (step->tries > 1)
		str_addf(&text, _(", attempt %lld"), (long long)step->tries);
	if (!instant_is_none(step->instant) && a.cols >= 60) {
		if (state == SHOW_OVERDUE)
			words_ago_in(&in, step->instant, work_now(work), work->zone);
		else if (step->put_off)
			show_step_due(&in, work, step);
		else if (step->all_day)
			words_day(&in, DATE_AGO, zone_day(work->zone, step->instant), work_today(work));
		else if (step->instant.s <= work_now(work).s)
			str_add(&in, _("going on"));
		else
			words_in(&in, step->instant, work_now(work), work->zone);
	}
	if (glyph)
		area_put(a, row, 2, 1, show_state_style(state), glyph);
	area_pair(area_pad(a, 0, 1), row, 4, STYLE_PLAIN, str_text(&text), state == SHOW_OVERDUE ? STYLE_OVERDUE : STYLE_DIM, str_text(&in));
	mark_stop(c, a, row, STOP_STEP, i);
	str_done(&text);
	str_done(&in);
	return row + 1;
}

static int steps_paint(const CardView *c, Area a, int row, bool heading, size_t most)
{
	if (heading)
		area_heading(a, row++, _("NEXT STEP"), NULL);
	if (!c->step_count)
		area_put(a, row++, 4, -1, STYLE_DIM, _("none: r plans one"));
	size_t first = c->in_head && c->stop == STOP_STEP && c->stop_index >= most ? c->stop_index - most + 1 : 0;
	for (size_t i = first; i < c->step_count && i < first + most; i++)
		row = step_row(c, a, row, i);
	if (c->step_count > first + most)
		area_printf(a, row++, 4, -1, STYLE_DIM, _("%zu more ▾"), c->step_count - first - most);
	return row;
}

static int note_row(const CardView *c, Area a, int row, size_t i)
{
	const Journal *note = &c->notes[i];
	Work *work = ui_work(c->screen->ui);
	Str text = {0};
	if (note->start.form != MOMENT_NONE)
		words_day(&text, DATE_LIST, zone_day(work->zone, work_instant(work, note->start, note->zone.s)), work_today(work));
	str_add(&text, text.n ? "  " : "");
	kind_note.title(&text, note);
	area_put(area_pad(a, 0, 1), row, 4, -1, STYLE_PLAIN, str_text(&text));
	mark_stop(c, a, row, STOP_NOTE, i);
	str_done(&text);
	return row + 1;
}

static int notes_paint(const CardView *c, Area a, int row, bool heading, size_t most)
{
	if (c->note_count && heading) {
		area_heading(a, row + 1, _("NOTES"), NULL);
		row += 2;
	}
	size_t first = c->in_head && c->stop == STOP_NOTE && c->stop_index >= most ? c->stop_index - most + 1 : 0;
	for (size_t i = first; i < c->note_count && i < first + most; i++)
		row = note_row(c, a, row, i);
	if (heading && c->note_count > first + most)
		area_printf(a, row++, 4, -1, STYLE_DIM, _("%zu more ▾"), c->note_count - first - most);
	return row;
}

/* What is to be done, then what was noted. */
static int plans_paint(const CardView *c, Area a, int row, size_t steps, size_t notes, bool heads)
{
	return notes_paint(c, a, steps_paint(c, a, row, true, steps), heads, notes);
}

static bool stands_in_plans(const CardView *c)
{
	return c->stop == STOP_STEP || c->stop == STOP_NOTE;
}

static size_t people_first(const CardView *c, size_t seen)
{
	return c->in_head && c->stop == STOP_MEMBER && c->stop_index >= seen ? c->stop_index - seen + 1 : 0;
}

static void member_phone(Str *out, const char *phone)
{
	if (phone && *phone)
		show_phone(out, phone);
	else
		str_add(out, GLYPH_NONE);
}

static int phones_cells(const Card *card, size_t first, size_t n)
{
	int most = 0;
	for (size_t i = first; i < card->member_count && i < first + n; i++) {
		Str text = {0};
		member_phone(&text, card->members[i].phone);
		int cells = utf8_width(str_text(&text));
		most = cells > most ? cells : most;
		str_done(&text);
	}
	return most < PHONE_MOST ? most : PHONE_MOST;
}

static int people_paint(const CardView *c, Area a, int row, size_t most, bool phones)
{
	const Card *card = &c->card;
	char count[24];
	snprintf(count, sizeof count, "%zu", card->member_count);
	area_heading(a, row++, card->client.kind.v == CLIENT_ORGANIZATION ? _("PEOPLE") : _("WORKS AT"), count);
	size_t first = people_first(c, most), measured = card->member_count < PEOPLE_MOST ? card->member_count : PEOPLE_MOST;
	int phone = phones ? phones_cells(card, first, most) + 2 : 0, room = a.cols - 3 - phone;
	int name = show_member_cells(card->members, measured, room, phones ? 24 : 14);
	for (size_t i = first; i < card->member_count && i < first + most; i++, row++) {
		const MemberRow *m = &card->members[i];
		Str number = {0};
		area_put(a, row, 2, name, STYLE_PLAIN, m->title ? m->title : "");
		area_put(a, row, name + 4, room - name - 2, STYLE_DIM, m->membership.role.s ? m->membership.role.s : "");
		if (phones)
			member_phone(&number, m->phone);
		area_put_right(area_pad(a, 0, 1), row, -1, phone, STYLE_PLAIN, str_text(&number));
		mark_stop(c, a, row, STOP_MEMBER, i);
		str_done(&number);
	}
	if (card->member_count > first + most)
		area_printf(a, row++, 2, -1, STYLE_DIM, _("%zu more ▾"), card->member_count - first - most);
	return row;
}

/* ---- history rows ---- */

static bool says_more(const HistoryRow *row)
{
	return row->contact.text.s && *row->contact.text.s;
}

static int contact_height(const void *self, size_t row)
{
	const CardView *c = self;
	const HistoryRow *h = &c->history.at[row];
	int lines = says_more(h) ? text_wrap_most(h->contact.text.s, c->text_cols, TEXT_ROWS) : 0;
	return 1 + lines + (c->wide ? 1 : 0);
}

static void contact_first(const CardView *c, Area a, const HistoryRow *h)
{
	const Work *work = ui_work(c->screen->ui);
	Str text = {0}, since = {0};
	bool tiny = a.cols < 60;
	int at = 2;
	if (tiny)
		show_day(&text, work, h->contact.at);
	else
		show_when(&text, work, h->contact.at);
	at += area_put(a, 0, at, -1, STYLE_PLAIN, str_text(&text)) + (tiny ? 1 : 2);
	str_cut(&text, 0);
	show_contact_kind(&text, h);
	int used = area_put(a, 0, at, -1, STYLE_BOLD, str_text(&text));
	at += (used > c->kind_cells || tiny ? used : c->kind_cells) + (tiny ? 1 : 2);
	str_cut(&text, 0);
	show_contact_rest(&text, work, h);
	if (h->client_title) {
		/* Who it was with stands in one column. */
		int blank = c->rest_cells && !tiny ? c->rest_cells - utf8_width(str_text(&text)) : 0;
		str_addf(&text, "%*s%s%s", blank > 0 ? blank : 0, "", text.n || blank > 0 ? "   " : "", h->client_title);
	}
	show_since(&since, work, h->contact.at);
	area_pair(area_pad(a, 0, 1), 0, at, STYLE_PLAIN, str_text(&text), STYLE_DIM, str_text(&since));
	str_done(&text);
	str_done(&since);
}

static void contact_draw(const void *self, Area a, const ListRow *row)
{
	const CardView *c = self;
	const HistoryRow *h = &c->history.at[row->row];
	contact_first(c, a, h);
	area_glyphs(area_part(a, 0, 0, 1, 2), 0, row->cursor, row->marked, NULL, STYLE_PLAIN);
	if (says_more(h) && a.rows > 1) {
		int col = c->wide ? 4 : 3;
		area_wrap(area_part(a, 1, col, a.rows - 1, c->text_cols), 0, 0, -1, STYLE_PLAIN, h->contact.text.s);
	}
}

static void history_note(Str *out, const CardView *c, bool wide, int cols)
{
	Str number = {0};
	str_add_number(&number, c->history_all);
	if (cols < 60)
		str_add(out, str_text(&number));
	else
		str_addf(out, P_("%s entry", "%s entries", c->history_all), str_text(&number));
	str_done(&number);
	if (c->kind_name || !edit_is_empty(c->line)) {
		str_addf(out, "   / %s", edit_text(c->line));
		str_addf(out, _("   f kind: %s"), c->kind_name ? c->kind_name : _("all"));
	} else if (wide) {
		str_addf(out, _("   / search   f kind: %s"), _("all"));
	} else if (c->history_all && cols >= 70) {
		str_add(out, " " GLYPH_DOT " ");
		chart_spark_text(out, c->weeks, SHOW_WEEKS);
		str_addf(out, " %s", _("12 weeks"));
	}
}

static void history_heading(const CardView *c, Area a, int row)
{
	Str note = {0};
	bool organization = c->card.client.kind.v == CLIENT_ORGANIZATION && c->card.member_count;
	history_note(&note, c, c->wide, a.cols);
	area_heading(a, row, organization && a.cols >= 60 ? _("HISTORY, ALL PEOPLE") : _("HISTORY"), str_text(&note));
	str_done(&note);
}

static void empty_paint(const CardView *c, Area a)
{
	Str all = {0}, text = {0};
	if (!c->filter) {
		area_put(a, 0, 3, -1, STYLE_DIM, _("nothing was said yet: c logs a contact"));
		return;
	}
	str_add_number(&all, c->history_all);
	str_addf(&text, _("Nothing is found: the filter “%s” hides %s"), edit_is_empty(c->line) && c->kind_name ? c->kind_name : edit_text(c->line), str_text(&all));
	area_put(a, 0, 3, -1, STYLE_DIM, str_text(&text));
	area_put(a, 1, 3, -1, STYLE_DIM, _("Esc shows all"));
	str_done(&text);
	str_done(&all);
}

static void history_paint(const CardView *c, Area a)
{
	size_t above = 0, below = 0;
	if (!c->history.n) {
		empty_paint(c, a);
		return;
	}
	list_hidden(&c->list, &c->source, a.rows, &above, &below);
	int64_t left = (int64_t)below;
	if (!c->whole && !c->filter && c->history_all > (int64_t)(c->history.n - below))
		left = c->history_all - (int64_t)(c->history.n - below);
	Area rows = left && a.rows > 4 ? area_part(a, 0, 0, a.rows - 1, -1) : a;
	list_draw(&c->list, &c->source, rows, !c->in_head && !c->typing);
	if (left && rows.rows < a.rows) {
		list_hidden(&c->list, &c->source, rows.rows, &above, &below);
		left = c->whole || c->filter ? (int64_t)below : c->history_all - (int64_t)(c->history.n - below);
		Str number = {0};
		str_add_number(&number, left);
		area_printf(a, a.rows - 1, 2, -1, STYLE_DIM, _("%s more ▾"), str_text(&number));
		str_done(&number);
	}
}

/* ---- where things stand ---- */

static int note_paint(const CardView *c, Area a, int row)
{
	const char *note = c->card.client.note.s;
	if (!note || !*note || !c->note_rows)
		return row;
	area_put(a, row, 1, LABEL - 1, STYLE_DIM, C_("label", "note"));
	area_wrap(area_pad(a, 0, 1), row, 1 + LABEL, c->note_rows, STYLE_PLAIN, note);
	return row + c->note_rows;
}

/* How many more there are than are seen, and in the history the key that leads up to them; cells that it took of the row, with the blanks before it. */
static int more_paint(const CardView *c, Area a, int row, size_t above, size_t below)
{
	Str text = {0};
	int used = 0;
	if (below)
		str_addf(&text, _("%zu more ▾"), below);
	else if (above)
		str_addf(&text, _("%zu more ▴"), above);
	if (text.n && !c->in_head)
		str_addf(&text, "  %s", ui_cap(c->screen->ui, c->screen->kind->contexts(c->screen), "pane next"));
	if (text.n)
		used = area_put_right(a, row, -1, -1, STYLE_DIM, text.s) + 2;
	str_done(&text);
	return used;
}

/* The head of the normal frame: title, role, channels left, about right; returns the row behind it. */
static int head_normal(const CardView *c, Area a, bool draw)
{
	About about[6];
	size_t n_about = about_rows(c, about), channels = c->card.channel_count < CARD_CHANNELS ? c->card.channel_count : CARD_CHANNELS;
	int rows = (int)(channels > n_about ? channels : n_about), row = 0;
	Str text = {0};
	if (rows > c->channel_rows)
		rows = c->channel_rows;
	title_text(&text, &c->card);
	if (draw) {
		area_put(area_pad(a, 1, 1), row, 0, -1, STYLE_TITLE, str_text(&text));
		mark_stop(c, a, row, STOP_HEAD, 0);
	}
	row++;
	str_cut(&text, 0);
	show_role(&text, &c->card);
	if (text.n) {
		if (draw) {
			area_put(area_pad(a, 1, 1), row, 0, -1, STYLE_PLAIN, text.s);
			if (c->card.member_count == 1)
				mark_stop(c, a, row, STOP_MEMBER, 0);
		}
		row++;
	}
	/* A channel further down comes into sight with the cursor. */
	int first = c->in_head && c->stop == STOP_CHANNEL && (int)c->stop_index >= rows ? (int)c->stop_index - rows + 1 : 0;
	int right_at = a.cols * RIGHT_AT / 80, value_at = right_at + about_cells(about, n_about, a.cols - right_at - 1);
	for (int i = 0; draw && i < rows; i++) {
		size_t k = (size_t)first + (size_t)i;
		if (k < channels) {
			int more = more_paint(c, area_part(a, 0, 0, -1, right_at - 2), row + i, i ? 0 : (size_t)first, i + 1 < rows ? 0 : c->card.channel_count - k - 1);
			str_cut(&text, 0);
			show_channel_flagged(&text, &c->card.channels[k]);
			area_put(a, row + i, 1, LABEL - 1, STYLE_DIM, show_channel_label(&c->card.channels[k]));
			area_put(a, row + i, 1 + LABEL, right_at - LABEL - 3 - more, STYLE_PLAIN, str_text(&text));
			mark_stop(c, a, row + i, STOP_CHANNEL, k);
		}
		if ((size_t)i < n_about) {
			area_put(a, row + i, right_at, 9, STYLE_DIM, about[i].label);
			area_put(area_pad(a, 0, 1), row + i, value_at, -1, STYLE_PLAIN, str_text(&about[i].text));
		}
	}
	str_done(&text);
	about_done(about);
	return note_paint(c, draw ? a : area_part(a, 0, 0, 0, 0), row + rows);
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

/* Narrow: role and phone in one line, tags and mail in the next. */
static int head_narrow(const CardView *c, Area a, bool draw)
{
	Str left = {0}, right = {0};
	const Channel *phone = show_first(&c->card, CHANNEL_PHONE), *mail = show_first(&c->card, CHANNEL_EMAIL);
	int row = 0;
	show_role(&left, &c->card);
	if (!left.n)
		title_text(&left, &c->card);
	if (phone)
		show_channel_flagged(&right, phone);
	row += pair_paint(a, row, str_text(&left), str_text(&right), draw);
	if (draw && c->in_head && !stands_in_plans(c))
		mark_stop(c, a, 0, c->stop, c->stop_index);
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

static int upper_tiny(const CardView *c, Area a, bool draw)
{
	Str text = {0};
	const Channel *phone = show_first(&c->card, CHANNEL_PHONE);
	if (phone)
		show_channel_flagged(&text, phone);
	else
		show_role(&text, &c->card);
	size_t others = c->card.channel_count - (phone != NULL);
	char *more = others ? mem_printf(_("%zu more"), others) : NULL;
	if (draw) {
		area_pair(area_pad(a, 1, 1), 0, 0, STYLE_PLAIN, str_text(&text), STYLE_DIM, more);
		if (c->in_head && !stands_in_plans(c))
			mark_stop(c, a, 0, c->stop, c->stop_index);
	}
	free(more);
	str_done(&text);
	size_t step = c->in_head && c->stop == STOP_STEP ? c->stop_index : 0;
	if (draw && c->in_head && c->stop == STOP_NOTE)
		note_row(c, a, 1, c->stop_index);
	else if (draw && c->step_count)
		step_row(c, a, 1, step);
	else if (draw)
		area_put(a, 1, 4, -1, STYLE_DIM, _("none: r plans one"));
	return 2;
}

/* What stands over the history in one column; the row where the history's heading (or, tiny, its first row) comes. */
static int upper(const CardView *c, Area a, SizeClass size, bool draw)
{
	if (size <= SIZE_TINY)
		return upper_tiny(c, a, draw);
	bool narrow = size == SIZE_NARROW;
	int row = narrow ? head_narrow(c, a, draw) : head_normal(c, a, draw);
	Area to = draw ? a : area_part(a, 0, 0, 0, 0);
	row++;
	row = plans_paint(c, to, row, narrow ? 1 : STEPS_SEEN, narrow ? 1 : NOTES_SEEN, !narrow);
	if (c->card.member_count && (c->card.client.kind.v == CLIENT_ORGANIZATION || c->card.member_count > 1) && !narrow) {
		row++;
		row = people_paint(c, to, row, a.rows >= 28 ? PEOPLE_SEEN : 3, true);
	}
	return row + 1;
}

static Area left_pane(const Layout *layout)
{
	return area_part(layout->body, 0, 0, layout->body.rows - 1, FIELDS);
}

static Area right_pane(const Layout *layout)
{
	return area_part(layout->body, 0, FIELDS + 1, layout->body.rows - 1, -1);
}

static Area history_area(const CardView *c, const Layout *layout, int *heading)
{
	if (layout->size == SIZE_WIDE) {
		Area a = right_pane(layout);
		int row = plans_paint(c, area_part(a, 0, 0, 0, 0), 0, 5, 5, true) + 1;
		*heading = row;
		return area_part(a, row + 1, 0, -1, -1);
	}
	int row = upper(c, layout->body, layout->size, false);
	*heading = layout->size <= SIZE_TINY ? -1 : row;
	return area_part(layout->body, layout->size <= SIZE_TINY ? row : row + 1, 0, -1, -1);
}

/* ---- fit ---- */

/* Rows that the history would fill, as far as there are that many. */
static int history_rows(const CardView *c, int most)
{
	int rows = c->history.n ? 0 : 1;
	for (size_t i = 0; i < c->history.n && rows < most; i++)
		rows += contact_height(c, i);
	return rows < most ? rows : most;
}

/* A few ways to reach the client and a line of the note are always there; more of both in the rows that the history leaves empty. A filter of it moves nothing. */
static void head_room(CardView *c, const Layout *layout)
{
	Area a = layout->body;
	const char *note = c->card.client.note.s;
	if ((c->filter || c->typing) && c->sized_rows == a.rows && c->sized_cols == a.cols)
		return;
	c->sized_rows = a.rows;
	c->sized_cols = a.cols;
	c->channel_rows = a.rows >= 22 ? 6 : 4;
	c->note_rows = note && *note;
	if (layout->size != SIZE_NORMAL)
		return;
	int used = upper(c, a, layout->size, false) + 1, room = a.rows - used;
	if (room > 0)
		room -= history_rows(c, room);
	int hidden = (int)(c->card.channel_count < CARD_CHANNELS ? c->card.channel_count : CARD_CHANNELS) - c->channel_rows;
	if (hidden > 0 && room > 0) {
		int more = hidden < room ? hidden : room;
		c->channel_rows += more;
		room -= more;
	}
	if (c->note_rows && room > 0) {
		int more = text_wrap_most(note, a.cols - LABEL - 2, 1 + room);
		c->note_rows = more > 1 ? more : 1;
	}
}

enum {
	REST_MOST = 20 /* a longer one moves its own row's name alone */
};

static void kind_width(CardView *c)
{
	bool named = false;
	c->kind_cells = c->rest_cells = 0;
	for (size_t i = 0; i < c->history.n && i < 60; i++) {
		Str text = {0};
		show_contact_kind(&text, &c->history.at[i]);
		int width = utf8_width(str_text(&text));
		if (width > c->kind_cells && width <= 12)
			c->kind_cells = width;
		str_cut(&text, 0);
		show_contact_rest(&text, ui_work(c->screen->ui), &c->history.at[i]);
		width = utf8_width(str_text(&text));
		if (width > c->rest_cells && width <= REST_MOST)
			c->rest_cells = width;
		named = named || c->history.at[i].client_title;
		str_done(&text);
	}
	c->rest_cells = named ? c->rest_cells : 0;
}

void card_fit(Screen *s, const Layout *layout)
{
	CardView *c = s->state;
	int heading = 0;
	c->size = layout->size;
	c->wide = layout->size == SIZE_WIDE;
	c->tiny = layout->size <= SIZE_TINY;
	kind_width(c);
	c->text_cols = (c->wide ? right_pane(layout).cols : layout->body.cols) - (c->wide ? 6 : 4);
	if (c->text_cols > 100)
		c->text_cols = 100;
	if (c->text_cols < 10)
		c->text_cols = 10;
	head_room(c, layout);
	Area a = history_area(c, layout, &heading);
	c->source.draw = contact_draw;
	c->source.height = contact_height;
	c->list_area = a;
	c->head_area = c->wide ? left_pane(layout) : area_part(layout->body, 0, 0, a.row - layout->body.row, -1);
	if (c->history.n)
		list_fit(&c->list, &c->source, a.rows > 4 ? a.rows - 1 : a.rows);
}

/* ---- paint ---- */

static void left_stop(const CardView *c, Area a, int row, StopType type, size_t i, int *cursor)
{
	mark_stop(c, a, row, type, i);
	if (at_stop(c, type, i))
		*cursor = row;
}

static int fields_paint(const CardView *c, Area a, int row, int *cursor)
{
	Str text = {0};
	if (c->card.channel_count)
		area_heading(a, row++, _("CONTACT"), NULL);
	for (size_t i = 0; i < c->card.channel_count && i < CARD_CHANNELS; i++) {
		str_cut(&text, 0);
		show_channel_flagged(&text, &c->card.channels[i]);
		area_put(a, row, 2, 8, STYLE_DIM, show_channel_label(&c->card.channels[i]));
		area_wrap(area_pad(a, 0, 1), row, 11, CHANNEL_ROWS, STYLE_PLAIN, str_text(&text));
		left_stop(c, a, row, STOP_CHANNEL, i, cursor);
		row += text_wrap_most(str_text(&text), a.cols - 12, CHANNEL_ROWS);
	}
	row += c->card.channel_count > 0;
	About about[6];
	size_t n = about_rows(c, about);
	if (n)
		area_heading(a, row++, _("ABOUT"), NULL);
	for (size_t i = 0; i < n; i++, row++) {
		area_put(a, row, 2, 8, STYLE_DIM, about[i].label);
		area_put(a, row, 11, -1, STYLE_PLAIN, str_text(&about[i].text));
	}
	about_done(about);
	str_done(&text);
	return row + (n > 0);
}

static int left_note(const CardView *c, Area a, int row)
{
	const char *note = c->card.client.note.s;
	if (!note || !*note)
		return row;
	int rows = text_wrap_most(note, a.cols - 3, NOTE_MOST);
	area_heading(a, row++, _("NOTE"), NULL);
	area_wrap(area_pad(a, 2, 1), row, 0, rows, STYLE_PLAIN, note);
	return row + rows + 1;
}

/* All fields one below the other, those that lie in the area are seen. Returns the row behind the last; cursor: the row where it stands. */
static int left_put(const CardView *c, Area a, int row, size_t people, bool chart, int *cursor)
{
	Str text = {0};
	title_text(&text, &c->card);
	area_wrap(area_pad(a, 1, 1), row, 0, 2, STYLE_TITLE, str_text(&text));
	left_stop(c, a, row, STOP_HEAD, 0, cursor);
	row += text_wrap_most(str_text(&text), a.cols - 2, 2);
	str_cut(&text, 0);
	show_role(&text, &c->card);
	if (text.n)
		area_put(area_pad(a, 1, 1), row++, 0, -1, STYLE_PLAIN, text.s);
	str_done(&text);
	row = fields_paint(c, a, row + 1, cursor);
	if (c->card.member_count) {
		if (c->in_head && !c->typing && c->stop == STOP_MEMBER)
			*cursor = row + 1 + (int)(c->stop_index - people_first(c, people));
		row = people_paint(c, a, row, people, false) + 1;
	}
	row = left_note(c, a, row);
	if (chart) {
		area_heading(a, row, _("CONTACTS, 12 WEEKS"), NULL);
		chart_spark(a, row + 1, 2, c->weeks, SHOW_WEEKS);
		row += 3;
	}
	return row - 1;
}

static bool at_last_field(const CardView *c)
{
	size_t channels = c->card.channel_count < CARD_CHANNELS ? c->card.channel_count : CARD_CHANNELS;
	bool employer = !c->wide && c->card.client.kind.v == CLIENT_PERSON && c->card.member_count == 1; /* stands in the head */
	if (c->card.member_count && !employer)
		return c->stop == STOP_MEMBER && c->stop_index + 1 == c->card.member_count;
	return channels && c->stop == STOP_CHANNEL && c->stop_index + 1 == channels;
}

/* Where not all has room the chart goes, then people but for a few; then the cursor draws the rest into sight, and the last row says that there is more. */
static void left_paint(const CardView *c, Area a)
{
	Area unseen = area_part(a, 0, 0, 0, -1);
	size_t people = c->card.member_count < PEOPLE_MOST ? c->card.member_count : PEOPLE_MOST;
	bool chart = c->history_all > 0;
	int cursor = -1, top = 0, rows = left_put(c, unseen, 0, people, chart, &cursor);
	if (rows > a.rows && chart)
		rows = left_put(c, unseen, 0, people, chart = false, &cursor);
	if (rows > a.rows && people > PEOPLE_LEAST) {
		size_t over = (size_t)(rows - a.rows) + 1;
		people = people > over + PEOPLE_LEAST ? people - over : PEOPLE_LEAST;
		rows = left_put(c, unseen, 0, people, chart, &cursor);
	}
	if (rows > a.rows && cursor > a.rows - 2)
		top = cursor - (a.rows - 2);
	if (rows > a.rows && cursor >= 0 && at_last_field(c))
		top = rows - a.rows < cursor ? rows - a.rows : cursor;
	left_put(c, a, -top, people, chart, &cursor);
	if (rows - top > a.rows) {
		area_fill(area_row(a, a.rows - 1), STYLE_PLAIN);
		more_paint(c, area_pad(a, 0, 1), a.rows - 1, 0, (size_t)rows - (size_t)(top + a.rows) + 1);
	}
}

static void wide_paint(const CardView *c, const Layout *layout, int heading, Area history)
{
	Area right = right_pane(layout);
	area_rule(layout->rule, 0, STYLE_RULE);
	area_rule(area_row(layout->body, layout->body.rows - 1), 0, STYLE_RULE);
	area_vline(area_part(layout->body, 0, FIELDS, layout->body.rows - 1, 1), 0, STYLE_RULE);
	left_paint(c, left_pane(layout));
	plans_paint(c, right, 0, 5, 5, true);
	history_heading(c, right, heading);
	history_paint(c, history);
}

void card_paint(const Screen *s, const Layout *layout)
{
	const CardView *c = s->state;
	int heading = 0;
	if (c->gone) {
		area_rule(layout->rule, 0, STYLE_RULE);
		area_put(layout->body, 1, 2, -1, STYLE_DIM, _("This client is not here any more: u or U if that was your change, q goes back"));
		return;
	}
	Area history = history_area(c, layout, &heading);
	if (layout->size == SIZE_WIDE) {
		wide_paint(c, layout, heading, history);
		return;
	}
	area_rule(layout->rule, 0, STYLE_RULE);
	if (c->page && layout->size <= SIZE_NARROW) {
		left_paint(c, layout->body);
		return;
	}
	upper(c, layout->body, layout->size, true);
	if (heading >= 0)
		history_heading(c, layout->body, heading);
	history_paint(c, history);
}

bool card_message(const Screen *s, const Layout *layout)
{
	const CardView *c = s->state;
	if (!c->typing)
		return false;
	Area a = layout->message;
	area_fill(a, STYLE_PLAIN);
	area_put(a, 0, 1, 1, STYLE_ACCENT, "/");
	edit_draw(c->line, area_part(a, 0, 3, 1, a.cols - 4), STYLE_PLAIN, true);
	return true;
}
