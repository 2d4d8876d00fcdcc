/* SPDX-License-Identifier: MIT */
/* A client in words: what list, card and call line say alike. */
#include "card_show.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/term/frame.h"

void show_upper(Str *out, const char *text)
{
	size_t n = strlen(text), used;
	char bytes[4];
	for (size_t at = 0; at < n; at += used) {
		uint32_t code = utf8_upper(utf8_decode(text + at, n - at, &used));
		str_addn(out, bytes, utf8_encode(bytes, code));
	}
}

void show_role(Str *out, const Card *card)
{
	if (card->client.kind.v != CLIENT_PERSON || !card->member_count)
		return;
	const MemberRow *first = &card->members[0];
	if (first->membership.role.s && *first->membership.role.s)
		str_addf(out, "%s, ", first->membership.role.s);
	str_add(out, first->title ? first->title : "");
}

void show_tags(Str *out, const Card *card)
{
	for (size_t i = 0; i < card->tag_count; i++)
		str_addf(out, "%s%s", i ? ", " : "", card->tags[i].name.s);
}

const char *show_channel_label(const Channel *channel)
{
	if (channel->label.s && *channel->label.s)
		return channel->label.s;
	switch ((ChannelType)channel->type.v) {
	case CHANNEL_PHONE:
		return C_("label", "phone");
	case CHANNEL_EMAIL:
		return C_("label", "mail");
	case CHANNEL_MESSENGER:
		return C_("label", "chat");
	case CHANNEL_ADDRESS:
		return C_("label", "addr.");
	case CHANNEL_SITE:
		return C_("label", "site");
	}
	return "";
}

const char *show_channel_word(ChannelType type)
{
	switch (type) {
	case CHANNEL_PHONE:
		return _("phone");
	case CHANNEL_EMAIL:
		return _("mail");
	case CHANNEL_MESSENGER:
		return _("messenger");
	case CHANNEL_ADDRESS:
		return _("address");
	case CHANNEL_SITE:
		break;
	}
	return _("site");
}

void show_channel(Str *out, const Channel *channel)
{
	if (channel->type.v == CHANNEL_PHONE && channel->key.s)
		phone_show(out, channel->key.s, channel->extension.s ? channel->extension.s : "", PHONE_HOME_CODE, false);
	else
		str_add(out, channel->value.s ? channel->value.s : "");
}

void show_channel_flagged(Str *out, const Channel *channel)
{
	show_channel(out, channel);
	if (channel->type.v != CHANNEL_PHONE)
		return;
	if (!channel->key.s) {
		str_add(out, " " GLYPH_ASK);
		return;
	}
	Str words = {0};
	phone_words(&words, channel->value.s ? channel->value.s : "");
	if (words.n)
		str_addf(out, " (%s)", words.s);
	str_done(&words);
}

void show_phone_list(Str *out, const char *phone)
{
	size_t digits = phone && *phone == '+' ? 1 + strspn(phone + 1, "0123456789") : 0;
	char *e164 = mem_strndup(phone ? phone : "", digits);
	if (digits)
		phone_show(out, e164, NULL, PHONE_HOME_CODE, false);
	str_add(out, phone ? phone + digits : "");
	free(e164);
}

void show_phone(Str *out, const char *phone)
{
	if (phone && *phone >= '0' && *phone <= '9')
		str_add(out, "+" PHONE_HOME_CODE " ");
	show_phone_list(out, phone);
}

int show_member_cells(const MemberRow *rows, size_t n, int room, int usual)
{
	int name = 0, role = 0;
	for (size_t i = 0; i < n; i++) {
		int title = utf8_width(rows[i].title ? rows[i].title : ""), of = utf8_width(rows[i].membership.role.s ? rows[i].membership.role.s : "");
		name = title > name ? title : name;
		role = of > role ? of : role;
	}
	role += role ? 2 : 0;
	if (name < usual && usual + role <= room)
		return usual;
	if (name + role <= room)
		return name;
	int least = role < room / 3 ? role : room / 3;
	return name < room - least ? name : room - least;
}

const Channel *show_first(const Card *card, ChannelType type)
{
	for (size_t i = 0; i < card->channel_count; i++)
		if (card->channels[i].type.v == (int32_t)type)
			return &card->channels[i];
	return NULL;
}

/* ---- steps ---- */

ShowState show_step_state(const Work *work, Instant at, bool all_day)
{
	if (instant_is_none(at))
		return SHOW_LATER;
	Day day = zone_day(work->zone, at), today = work_today(work);
	if (day.n < today.n || (!all_day && at.s < work_now(work).s))
		return SHOW_OVERDUE;
	return day.n == today.n ? SHOW_TODAY : SHOW_LATER;
}

ShowState show_step_row_state(Work *work, const StepRow *step)
{
	ShowState state = show_step_state(work, step->instant, step->all_day);
	bool over = instant_is_none(step->over) || step->over.s <= work_now(work).s;
	return state == SHOW_OVERDUE && !step->put_off && !over ? SHOW_TODAY : state;
}

ShowState show_client_step_state(const Work *work, const Client *client)
{
	if (!client->next_kind.s)
		return SHOW_LATER;
	return show_step_state(work, client->next_at, client->next_all_day.v || strcmp(client->next_kind.s, "event") == 0);
}

const char *show_state_glyph(ShowState state)
{
	if (state == SHOW_OVERDUE)
		return GLYPH_OVERDUE;
	return state == SHOW_TODAY ? GLYPH_SOON : NULL;
}

Style show_state_style(ShowState state)
{
	if (state == SHOW_OVERDUE)
		return STYLE_OVERDUE;
	return state == SHOW_TODAY ? STYLE_SOON : STYLE_PLAIN;
}

void show_step_due(Str *out, Work *work, const StepRow *step)
{
	Day day;
	int32_t second;
	Str when = {0};
	zone_local(work->zone, step->due, &day, &second);
	words_day(&when, DATE_SHORT_DAY, day, work_today(work));
	if (step->at.form != MOMENT_DAY) {
		str_addc(&when, ' ');
		words_time(&when, second);
	}
	str_addf(out, _("due %s"), str_text(&when));
	str_done(&when);
}

void show_step_when(Str *out, Work *work, const StepRow *step)
{
	if (instant_is_none(step->instant))
		return;
	Day day;
	int32_t second;
	zone_local(work->zone, step->instant, &day, &second);
	str_add(out, step->put_off ? GLYPH_OUT " " : "");
	words_day(out, DATE_LIST, day, work_today(work));
	if (!step->all_day) {
		str_addc(out, ' ');
		words_time(out, second);
	}
}

static void next_when(Str *out, const Work *work, const Client *client)
{
	Day day, today = work_today(work);
	int32_t second;
	zone_local(work->zone, client->next_at, &day, &second);
	int apart = day.n - today.n;
	if (apart == 0 && !client->next_all_day.v)
		words_time(out, second);
	else if (apart > 0 && apart < 7)
		words_day(out, DATE_WEEKDAY, day, today);
	else if (apart < 0 && apart > -180)
		words_day(out, DATE_SHORT, day, today);
	else
		words_day(out, DATE_LIST, day, today);
}

bool show_is_woman(const Client *client)
{
	if (client->kind.v != CLIENT_PERSON || client->gender.v != GENDER_UNKNOWN)
		return client->gender.v == GENDER_FEMALE;
	const char *surname = client->surname.s, *given = client->given.s, *patronymic = client->patronymic.s;
	return client_guess_gender(surname ? surname : "", given ? given : "", patronymic ? patronymic : "") == GENDER_FEMALE;
}

const char *show_field_label(const Field *field, const void *record)
{
	bool born = field == kind_field(&kind_client, "born");
	return born && show_is_woman(record) ? C_("of a woman", "born") : _(field->label);
}

void show_next(Str *out, const Work *work, const Client *client, int cells)
{
	if (!client->next_kind.s) {
		str_add(out, GLYPH_NONE);
		return;
	}
	size_t from = out->n;
	if (!instant_is_none(client->next_at)) {
		const char *glyph = show_state_glyph(show_step_state(work, client->next_at, client->next_all_day.v));
		if (glyph)
			str_addf(out, "%s ", glyph);
		next_when(out, work, client);
		str_addc(out, ' ');
	}
	const char *text = client->next_text.s ? client->next_text.s : "";
	size_t when = out->n;
	str_add(out, text);
	/* "call: contract draft" has said enough by its first word where the column is narrow. */
	const char *colon = strstr(text, ": ");
	if (colon && cells > 0 && utf8_width(out->s + from) > cells)
		str_cut(out, when + (size_t)(colon - text));
}

/* ---- history ---- */

void show_contact_kind(Str *out, const HistoryRow *row)
{
	str_add(out, row->kind_name ? row->kind_name : "");
	if (row->contact.direction.v == DIRECTION_OUT)
		str_add(out, " " GLYPH_OUT);
	else if (row->contact.direction.v == DIRECTION_IN)
		str_add(out, " " GLYPH_IN);
}

static void part(Str *out, const char *text)
{
	if (text && *text)
		str_addf(out, "%s%s", out->n ? " " GLYPH_DOT " " : "", text);
}

void show_contact_rest(Str *out, const Work *work, const HistoryRow *row)
{
	Str all = {0};
	if (row->contact.length.s != SECONDS_NONE.s && row->contact.length.s >= 30)
		words_length_long(&all, row->contact.length);
	/* That they spoke goes without saying where it is told what of. */
	bool told = row->contact.text.s && *row->contact.text.s && str_same(row->outcome_code, "reached");
	if (row->contact.outcome.v && !told)
		part(&all, row->outcome_name);
	if (row->contact.author.v && row->contact.author.v != work->me.head.id)
		part(&all, row->author_name);
	str_add(out, str_text(&all));
	str_done(&all);
}

void show_when(Str *out, const Work *work, Instant at)
{
	Day day;
	int32_t second;
	zone_local(work->zone, at, &day, &second);
	words_day(out, DATE_SHORT_DAY, day, work_today(work));
	str_addc(out, ' ');
	words_time(out, second);
}

void show_day(Str *out, const Work *work, Instant at)
{
	words_day(out, DATE_DATED, zone_day(work->zone, at), work_today(work));
}

void show_since(Str *out, const Work *work, Instant at)
{
	if (!instant_is_none(at))
		words_day(out, DATE_SINCE, zone_day(work->zone, at), work_today(work));
}

Err *show_weeks(Work *work, int64_t client, int64_t counts[SHOW_WEEKS])
{
	int weeks[SHOW_WEEKS] = {0};
	Day today = work_today(work), monday = {today.n - (day_weekday(today) - 1) - 7 * (SHOW_WEEKS - 1)};
	memset(counts, 0, SHOW_WEEKS * sizeof *counts);
	TRY(history_weeks(work->store, client, zone_instant(work->zone, monday, 0), SHOW_WEEKS, weeks));
	for (int i = 0; i < SHOW_WEEKS; i++)
		counts[i] = weeks[i];
	return NULL;
}
