/* SPDX-License-Identifier: MIT */
/* What stands below or beside the list: who the client under the cursor is, what is next, what was said last. */
#include "clients.h"

#include <string.h>

#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/term/chart.h"
#include "kartoteka/work/step.h"

enum {
	HISTORY = 8,
	OTHERS = 5,
	NOTE_ROWS = 3,
};

/* People of the person's first organization, less the person. */
static Err *others_read(Screen *s, ClientsPreview *pre)
{
	if (pre->card.client.kind.v != CLIENT_PERSON || !pre->card.member_count)
		return NULL;
	MemberRow *rows = NULL;
	size_t n = 0;
	pre->employer = pre->card.members[0].title;
	TRY(members_of(ui_work(s->ui)->store, pre->card.members[0].client, &rows, &n, pre->arena));
	pre->others = rows;
	for (size_t i = 0; i < n; i++)
		if (rows[i].client != pre->client && rows[i].membership.organization.v == pre->card.members[0].client)
			rows[pre->other_count++] = rows[i];
	return NULL;
}

static Err *read_all(Screen *s, ClientsPreview *pre, int64_t client)
{
	Work *work = ui_work(s->ui);
	TRY(card_read(work, client, &pre->card, pre->arena));
	TRY(steps_of(work, client, &pre->steps, &pre->step_count, pre->arena));
	TRY(history_page(work->store, client, NULL, INT64_MAX, INT64_MAX, HISTORY, &pre->history, &pre->history_count, pre->arena));
	TRY(history_count(work->store, client, &pre->history_all));
	TRY(show_weeks(work, client, pre->weeks));
	return others_read(s, pre);
}

Err *clients_preview_read(Screen *s, int64_t client)
{
	Clients *c = s->state;
	ClientsPreview *pre = &c->pre;
	Arena *arena = pre->arena;
	arena_reset(arena);
	*pre = (ClientsPreview){.arena = arena, .client = client};
	Err *err = read_all(s, pre, client);
	if (err)
		*pre = (ClientsPreview){.arena = arena};
	return err;
}

/* ---- below: a few lines ---- */

static void line_of_contact(Str *out, const Work *work, const HistoryRow *row)
{
	show_day(out, work, row->contact.at);
	str_addf(out, " %s", row->kind_name ? row->kind_name : "");
	if (row->client_title)
		str_addf(out, ", %s", row->client_title);
	if (row->contact.text.s && *row->contact.text.s)
		str_addf(out, ": %s", row->contact.text.s);
	else if (row->outcome_name)
		str_addf(out, ": %s", row->outcome_name);
}

static void who_line(Str *out, const ClientsPreview *pre)
{
	Str tags = {0};
	show_role(out, &pre->card);
	show_tags(&tags, &pre->card);
	if (tags.n) {
		str_add(out, out->n ? " " GLYPH_DOT " " : "");
		str_addf(out, _("tags: %s"), tags.s);
	}
	str_done(&tags);
}

/* The step of who is shown, where its column has no room for the words; while keys repeat, that is not the row under the cursor. */
static bool step_is_cut(const Clients *c, const Work *work)
{
	const Client *client = &c->pre.card.client;
	Str text = {0};
	bool cut = false;
	if (client->next_kind.s) {
		cut = true;
		for (size_t i = 0; i < c->shown_count; i++)
			if (c->shown[i] == CLIENTS_STEP && c->widths[i]) {
				show_next(&text, work, client, c->widths[i]);
				cut = utf8_width(str_text(&text)) > c->widths[i];
			}
	}
	str_done(&text);
	return cut;
}

static void step_put(const StepRow *step, Work *work, Area a, int row)
{
	ShowState state = show_step_row_state(work, step);
	const char *glyph = show_state_glyph(state);
	Str text = {0};
	if (glyph)
		area_put(a, row, 2, 1, show_state_style(state), glyph);
	show_step_when(&text, work, step);
	str_addf(&text, "%s%s", text.n ? "  " : "", step->text ? step->text : "");
	area_put(area_pad(a, 0, 1), row, 4, -1, STYLE_PLAIN, str_text(&text));
	str_done(&text);
}

/* The other ways to reach the client, in one line. */
static void channels_line(Str *out, const ClientsPreview *pre, const Channel *shown)
{
	for (size_t i = 0; i < pre->card.channel_count; i++)
		if (&pre->card.channels[i] != shown) {
			str_add(out, out->n ? " " GLYPH_DOT " " : "");
			show_channel_flagged(out, &pre->card.channels[i]);
		}
}

void clients_preview_below(const Screen *s, Area a)
{
	const Clients *c = s->state;
	const ClientsPreview *pre = &c->pre;
	const Work *work = ui_work(s->ui);
	if (!pre->client || a.rows < 1)
		return;
	Str text = {0};
	Area in = area_pad(a, 1, 1);
	const Channel *phone = show_first(&pre->card, CHANNEL_PHONE);
	if (phone)
		show_channel_flagged(&text, phone);
	area_pair(in, 0, 0, STYLE_TITLE, pre->card.client.title.s, STYLE_PLAIN, str_text(&text));
	int at = 1;
	str_cut(&text, 0);
	who_line(&text, pre);
	if (text.n && a.rows > 2)
		area_put(in, at++, 2, -1, STYLE_PLAIN, str_text(&text));
	if (pre->step_count && a.rows > 2 && at < a.rows && step_is_cut(c, work))
		step_put(&pre->steps[0], ui_work(s->ui), a, at++);
	/* What was said last stands first; of what is left the note and the ways to reach the client have a row each. */
	Str channels = {0};
	const char *note = pre->card.client.note.s;
	channels_line(&channels, pre, phone);
	int last = a.rows - (channels.n > 0) - (note && *note);
	if (last < at + 1)
		last = at + 1 < a.rows ? at + 1 : a.rows;
	for (size_t i = 0; i < pre->history_count && at < last; i++) {
		Str since = {0};
		str_cut(&text, 0);
		line_of_contact(&text, work, &pre->history[i]);
		show_since(&since, work, pre->history[i].contact.at);
		area_pair(in, at++, 2, STYLE_PLAIN, str_text(&text), STYLE_DIM, str_text(&since));
		str_done(&since);
	}
	if (!pre->history_count && at < a.rows)
		area_put(in, at++, 2, -1, STYLE_DIM, _("nothing was said yet: c logs a contact"));
	if (channels.n && at < a.rows)
		area_put(in, at++, 2, -1, STYLE_PLAIN, str_text(&channels));
	if (note && *note && at < a.rows) {
		str_cut(&text, 0);
		str_addf(&text, _("note: %s"), note);
		area_wrap(in, at, 2, 1, STYLE_PLAIN, str_text(&text));
	}
	str_done(&channels);
	str_done(&text);
}

/* ---- beside: a pane ---- */

static int labelled(Area a, int row, const char *label, const char *text)
{
	if (!text || !*text || row >= a.rows)
		return row;
	int at = text_lang() == LANG_RU ? 10 : 9; /* the longest label and a blank */
	area_put(a, row, 1, at - 2, STYLE_DIM, label);
	area_put(area_pad(a, 0, 1), row, at, -1, STYLE_PLAIN, text);
	return row + 1;
}

static int note_draw(const ClientsPreview *pre, Area a, int row)
{
	const char *note = pre->card.client.note.s;
	int at = text_lang() == LANG_RU ? 10 : 9;
	if (!note || !*note || row >= a.rows)
		return row;
	area_put(a, row, 1, at - 2, STYLE_DIM, C_("label", "note"));
	return row + area_wrap(area_pad(a, 0, 1), row, at, NOTE_ROWS, STYLE_PLAIN, note);
}

static int fields_draw(const ClientsPreview *pre, Area a, int row)
{
	Str text = {0};
	for (size_t i = 0; i < pre->card.channel_count && i < 8; i++) {
		str_cut(&text, 0);
		show_channel_flagged(&text, &pre->card.channels[i]);
		row = labelled(a, row, show_channel_label(&pre->card.channels[i]), str_text(&text));
	}
	str_cut(&text, 0);
	show_tags(&text, &pre->card);
	row = labelled(a, row, C_("label", "tags"), str_text(&text));
	row = labelled(a, row, C_("label", "source"), pre->card.client.source.s);
	str_done(&text);
	return note_draw(pre, a, row);
}

static int steps_draw(const ClientsPreview *pre, Work *work, Area a, int row)
{
	if (row + 1 >= a.rows)
		return row;
	area_heading(a, row++, _("NEXT STEP"), NULL);
	if (!pre->step_count)
		area_put(a, row++, 3, -1, STYLE_DIM, _("none: r plans one"));
	for (size_t i = 0; i < pre->step_count && i < 3 && row < a.rows; i++)
		step_put(&pre->steps[i], work, a, row++);
	return row + 1;
}

static int history_draw(const ClientsPreview *pre, const Work *work, Area a, int row)
{
	Str text = {0};
	if (row + 1 >= a.rows)
		return row;
	str_add_number(&text, pre->history_all);
	area_heading(a, row++, _("HISTORY"), str_text(&text));
	int kind = 0, when = 5;
	for (size_t i = 0; i < pre->history_count; i++) {
		str_cut(&text, 0);
		show_day(&text, work, pre->history[i].contact.at);
		when = utf8_width(str_text(&text)) > when ? utf8_width(str_text(&text)) : when;
		int width = utf8_width(pre->history[i].kind_name ? pre->history[i].kind_name : "");
		kind = width > kind ? width : kind;
	}
	if (kind > 10)
		kind = 10;
	for (size_t i = 0; i < pre->history_count && row < a.rows; i++, row++) {
		const HistoryRow *h = &pre->history[i];
		str_cut(&text, 0);
		show_day(&text, work, h->contact.at);
		area_put(a, row, 2, when, STYLE_PLAIN, str_text(&text));
		area_put(a, row, 3 + when, kind, STYLE_DIM, h->kind_name ? h->kind_name : "");
		const char *outcome = h->outcome_name ? h->outcome_name : "";
		area_put(area_pad(a, 0, 1), row, 5 + when + kind, -1, STYLE_PLAIN, h->contact.text.s && *h->contact.text.s ? h->contact.text.s : outcome);
	}
	str_done(&text);
	return row + 1;
}

static int others_draw(const ClientsPreview *pre, Area a, int row)
{
	const MemberRow *rows = pre->others;
	size_t n = pre->other_count;
	Str head = {0};
	if (pre->card.client.kind.v == CLIENT_ORGANIZATION) {
		rows = pre->card.members;
		n = pre->card.member_count;
		str_add(&head, _("PEOPLE"));
	} else {
		Str name = {0};
		show_upper(&name, pre->employer ? pre->employer : "");
		str_addf(&head, _("PEOPLE OF %s"), str_text(&name));
		str_done(&name);
	}
	if (n && row + 1 < a.rows) {
		area_heading(a, row++, str_text(&head), NULL);
		int name = show_member_cells(rows, n < OTHERS ? n : OTHERS, a.cols - 3, 16);
		for (size_t i = 0; i < n && i < OTHERS && row < a.rows; i++, row++) {
			area_put(a, row, 2, name, STYLE_PLAIN, rows[i].title ? rows[i].title : "");
			area_put(area_pad(a, 0, 1), row, name + 4, -1, STYLE_DIM, rows[i].membership.role.s ? rows[i].membership.role.s : "");
		}
		row++;
	}
	str_done(&head);
	return row;
}

void clients_preview_beside(const Screen *s, Area a)
{
	const Clients *c = s->state;
	const ClientsPreview *pre = &c->pre;
	Work *work = ui_work(s->ui);
	if (!pre->client)
		return;
	Str text = {0};
	area_put(area_pad(a, 0, 1), 0, 1, -1, STYLE_TITLE, pre->card.client.title.s);
	show_role(&text, &pre->card);
	area_put(area_pad(a, 0, 1), 1, 1, -1, STYLE_PLAIN, str_text(&text));
	int row = fields_draw(pre, a, text.n ? 3 : 2);
	str_done(&text);
	row = steps_draw(pre, work, a, row + 1);
	row = history_draw(pre, work, a, row);
	row = others_draw(pre, a, row);
	if (row + 1 < a.rows && pre->history_all) {
		area_heading(a, row, _("CONTACTS, 12 WEEKS"), NULL);
		chart_spark(a, row + 1, 2, pre->weeks, SHOW_WEEKS);
	}
}
