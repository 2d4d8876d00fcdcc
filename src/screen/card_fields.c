/* SPDX-License-Identifier: MIT */
/* The fields of a card one below the other: the left pane of a wide window, the second page of a narrow one. */
#include "card_draw.h"

#include <string.h>

#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/term/chart.h"

enum {
	PEOPLE_LEAST = 3,
	PEOPLE_MOST = 60,
	NOTE_MOST = 200,
	CHANNEL_ROWS = 3, /* an address may be long */
};

void card_title(Str *out, const Card *card)
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
		str_addf(out, " %d (%d)", born.year, (int)years_of(work, born));
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

/* tags, source, birth, since, owner: what is known of them. */
size_t card_about(const CardView *c, About out[CARD_ABOUTS])
{
	const Work *work = ui_work(c->screen->ui);
	const Client *client = &c->card.client;
	size_t n = 0;
	memset(out, 0, CARD_ABOUTS * sizeof *out);
	if (c->card.tag_count) {
		out[n].label = C_("label", "tags");
		show_tags(&out[n++].text, &c->card);
	}
	if (client->source.s && *client->source.s) {
		out[n].label = C_("label", "source");
		str_add(&out[n++].text, client->source.s);
	}
	if (client->born.month) {
		out[n].label = show_is_woman(client) ? C_("of a woman", "birth") : C_("label", "birth");
		birth_text_for(&out[n].text, work, client->born);
		if (client->born.year)
			str_addf(&out[n].narrow, "%02d.%02d.%d (%d)", client->born.day, client->born.month, client->born.year, (int)years_of(work, client->born));
		n++;
	}
	if (!instant_is_none(client->made_at)) {
		out[n].label = C_("label", "since");
		since_text(&out[n++].text, work, client->made_at);
	}
	return n;
}

/* How far behind the labels the values stand: nearer where a long one needs the room. */
int card_about_cells(About rows[], size_t n, int room)
{
	int labels = 0, texts = 0;
	for (size_t i = 0; i < n; i++) {
		int label = utf8_width(rows[i].label);
		labels = label > labels ? label : labels;
	}
	for (size_t i = 0; i < n; i++) {
		if (rows[i].narrow.n && labels + 1 + utf8_width(str_text(&rows[i].text)) > room) {
			str_cut(&rows[i].text, 0);
			str_add(&rows[i].text, str_text(&rows[i].narrow));
		}
		int text = utf8_width(str_text(&rows[i].text));
		texts = text > texts ? text : texts;
	}
	return texts + 10 > room && labels < 9 ? labels + 1 : 10;
}

void card_about_done(About rows[CARD_ABOUTS])
{
	for (size_t i = 0; i < CARD_ABOUTS; i++) {
		str_done(&rows[i].text);
		str_done(&rows[i].narrow);
	}
}

/* Rows of an area that they are put into; in one of no rows they are measured. */
typedef struct Fields {
	size_t people;
	bool chart, dense; /* dense: no blank rows between the groups */
	int last;          /* the row that says how much there is from here on */
	int cursor;        /* the row where it stands; -1 elsewhere */
	size_t more;       /* things that stand at `last` or below; headings and blanks are none */
	bool hangs;        /* a heading stands right above `last`: nothing of its group is seen */
} Fields;

static void field_counted(Fields *f, int row, size_t things)
{
	f->more += row >= f->last ? things : 0;
}

static void left_heading(Fields *f, Area a, int row, const char *text)
{
	f->hangs = f->hangs || row == f->last - 1;
	if (text)
		area_heading(a, row, text, NULL);
}

static void left_stop(const CardView *c, Area a, int row, StopType type, size_t i, Fields *f)
{
	card_mark(c, a, row, type, i);
	if (card_at(c, type, i))
		f->cursor = row;
}

static int left_channels(const CardView *c, Area a, int row, Fields *f)
{
	Str text = {0};
	if (!c->card.channel_count)
		return row;
	left_heading(f, a, row++, _("CONTACT"));
	for (size_t i = 0; i < c->card.channel_count && i < CARD_CHANNELS; i++) {
		str_cut(&text, 0);
		show_channel_flagged(&text, &c->card.channels[i]);
		area_put(a, row, 2, 8, STYLE_DIM, show_channel_label(&c->card.channels[i]));
		area_wrap(area_pad(a, 0, 1), row, 11, CHANNEL_ROWS, STYLE_PLAIN, str_text(&text));
		left_stop(c, a, row, STOP_CHANNEL, i, f);
		field_counted(f, row, 1);
		row += text_wrap_most(str_text(&text), a.cols - 12, CHANNEL_ROWS);
	}
	str_done(&text);
	return row + !f->dense;
}

static int left_about(const CardView *c, Area a, int row, Fields *f)
{
	About about[CARD_ABOUTS];
	size_t n = card_about(c, about);
	if (n)
		left_heading(f, a, row++, _("ABOUT"));
	for (size_t i = 0; i < n; i++, row++) {
		area_put(a, row, 2, 8, STYLE_DIM, about[i].label);
		area_put(a, row, 11, -1, STYLE_PLAIN, str_text(&about[i].text));
		field_counted(f, row, 1);
	}
	card_about_done(about);
	return row + (n && !f->dense);
}

static int left_people(const CardView *c, Area a, int row, Fields *f)
{
	size_t all = c->card.member_count, seen = f->people < all ? f->people : all;
	if (!all)
		return row;
	left_heading(f, a, row, NULL); /* card_people has its own */
	if (c->in_head && !c->typing && c->stop == STOP_MEMBER)
		f->cursor = row + 1 + (int)(c->stop_index - card_first(c, STOP_MEMBER, f->people));
	for (size_t i = 0; i < seen; i++)
		field_counted(f, row + 1 + (int)i, 1);
	field_counted(f, row + 1 + (int)seen, all - seen);
	return card_people(c, a, row, f->people, false, false) + !f->dense;
}

static int left_note(const CardView *c, Area a, int row, Fields *f)
{
	const char *note = c->card.client.note.s;
	if (!note || !*note)
		return row;
	int rows = text_wrap_most(note, a.cols - 3, NOTE_MOST);
	left_heading(f, a, row++, _("NOTE"));
	area_wrap(area_pad(a, 2, 1), row, 0, rows, STYLE_PLAIN, note);
	field_counted(f, row + rows - 1, 1);
	return row + rows + !f->dense;
}

/* All fields one below the other, those that lie in the area are seen. Returns the row behind the last. */
static int left_put(const CardView *c, Area a, int row, Fields *f)
{
	Str text = {0};
	f->cursor = -1;
	f->more = 0;
	f->hangs = false;
	card_title(&text, &c->card);
	area_wrap(area_pad(a, 1, 1), row, 0, 2, STYLE_TITLE, str_text(&text));
	left_stop(c, a, row, STOP_HEAD, 0, f);
	row += text_wrap_most(str_text(&text), a.cols - 2, 2);
	str_cut(&text, 0);
	show_role(&text, &c->card);
	if (text.n)
		area_put(area_pad(a, 1, 1), row++, 0, -1, STYLE_PLAIN, text.s);
	str_done(&text);
	row = left_channels(c, a, row + !f->dense, f);
	row = left_about(c, a, row, f);
	row = left_people(c, a, row, f);
	row = left_note(c, a, row, f);
	if (f->chart) {
		area_heading(a, row, _("CONTACTS, 12 WEEKS"), NULL);
		chart_spark(a, row + 1, 2, c->weeks, SHOW_WEEKS);
		row += 2 + !f->dense;
	}
	return row - !f->dense;
}

static bool at_last_field(const CardView *c)
{
	size_t channels = c->card.channel_count < CARD_CHANNELS ? c->card.channel_count : CARD_CHANNELS;
	if (c->card.member_count)
		return c->stop == STOP_MEMBER && c->stop_index + 1 == c->card.member_count;
	return channels && c->stop == STOP_CHANNEL && c->stop_index + 1 == channels;
}

/* Rows that they need when people but for a few have left where not all has room. */
static int rows_with_fewer(const CardView *c, Area a, Fields *f)
{
	Area unseen = area_part(a, 0, 0, 0, -1);
	f->people = c->card.member_count < PEOPLE_MOST ? c->card.member_count : PEOPLE_MOST;
	int rows = left_put(c, unseen, 0, f);
	if (rows <= a.rows || f->people <= PEOPLE_LEAST)
		return rows;
	size_t over = (size_t)(rows - a.rows) + 1;
	f->people = f->people > over + PEOPLE_LEAST ? f->people - over : PEOPLE_LEAST;
	return left_put(c, unseen, 0, f);
}

/* Where not all has room the chart goes, then people but for a few, then the blanks; then the cursor draws the rest into sight, and the last row says that
 * there is more. */
void card_fields_paint(const CardView *c, Area a)
{
	Fields f = {.people = PEOPLE_MOST, .chart = c->history_all > 0, .last = a.rows - 1};
	int top = 0;
	if (left_put(c, area_part(a, 0, 0, 0, -1), 0, &f) > a.rows)
		f.chart = false;
	int rows = rows_with_fewer(c, a, &f);
	if (rows > a.rows) {
		f.dense = true;
		rows = rows_with_fewer(c, a, &f);
	}
	if (rows > a.rows && f.cursor > a.rows - 2)
		top = f.cursor - (a.rows - 2);
	if (rows > a.rows && f.cursor >= 0 && at_last_field(c))
		top = rows - a.rows < f.cursor ? rows - a.rows : f.cursor;
	left_put(c, a, -top, &f);
	if (rows - top <= a.rows)
		return;
	area_fill(area_part(a, a.rows - 1 - f.hangs, 0, 1 + f.hangs, -1), STYLE_PLAIN);
	card_more_paint(c, area_pad(a, 0, 1), a.rows - 1, 0, f.more);
}
