/* SPDX-License-Identifier: MIT */
/* The Today page as plain text: what `today --print` and a start without a terminal show. */
#include <string.h>

#include "commands.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/work/today.h"

typedef struct Page {
	Str *out;
	Work *work;
	const Today *today;
	int width;
} Page;

/* Left text, then right text at the page's right edge; the left is cut, never the right. */
static void page_line(Page *page, const char *left, const char *right)
{
	Str safe = {0}, shown = {0}, tail = {0};
	utf8_safe(&safe, left, strlen(left));
	utf8_safe(&tail, right, strlen(right));
	int room = page->width - (tail.n ? utf8_width(str_text(&tail)) + 1 : 0);
	utf8_cut(&shown, str_text(&safe), room);
	str_add(page->out, str_text(&shown));
	if (tail.n) {
		for (int w = utf8_width(str_text(&shown)); w <= room; w++)
			str_addc(page->out, ' ');
		str_add(page->out, str_text(&tail));
	}
	str_addc(page->out, '\n');
	str_done(&safe);
	str_done(&shown);
	str_done(&tail);
}

static void page_head(Page *page, const char *name, const char *right)
{
	str_addc(page->out, '\n');
	page_line(page, name, right);
}

static void add_clock(Page *page, Str *out, Instant t)
{
	Day day;
	int32_t second;
	zone_local(page->work->zone, t, &day, &second);
	words_time(out, second);
}

static void row_text(Str *out, const AgendaRow *row)
{
	if (row->client_title) {
		str_add(out, row->client_title);
		if (row->summary && *row->summary)
			str_add(out, " — ");
	}
	str_add(out, row->summary ? row->summary : "");
}

static void pad(Str *out, int width)
{
	for (int w = utf8_width(str_text(out)); w < width; w++)
		str_addc(out, ' ');
}

static void page_row(Page *page, const AgendaRow *row, bool with_day)
{
	Str line = {0}, right = {0};
	/* What takes the whole day has the wider word; what follows stands in one column. */
	int clock = with_day ? 10 : 2, text = clock + utf8_width(_("all day")) + 3;
	str_add(&line, "  ");
	if (with_day) {
		Str day = {0};
		words_day(&day, DATE_WEEKDAY, row->day, page->today->day);
		str_add(&line, str_text(&day));
		pad(&line, clock);
		str_done(&day);
	}
	if (row->all_day)
		str_add(&line, _("all day"));
	else
		add_clock(page, &line, row->start);
	pad(&line, text - 3);
	str_add(&line, row->done ? " ✓ " : "   ");
	row_text(&line, row);
	if (!row->all_day && !instant_is_none(row->end) && row->end.s > row->start.s)
		words_length(&right, (Seconds){row->end.s - row->start.s});
	page_line(page, str_text(&line), str_text(&right));
	str_done(&line);
	if (row->location && *row->location) {
		pad(&line, text);
		str_add(&line, row->location);
		page_line(page, str_text(&line), "");
		str_done(&line);
	}
	str_done(&right);
}

static void page_birthdays(Page *page, Day day)
{
	const Today *today = page->today;
	Str line = {0};
	for (size_t i = 0; i < today->birthday_count; i++) {
		if (today->birthday_days[i].n != day.n)
			continue;
		str_addf(&line, "  %s   ", _("all day"));
		str_addf(&line, _("Birthday: %s"), today->birthdays[i].client.title.s ? today->birthdays[i].client.title.s : "");
		page_line(page, str_text(&line), "");
		str_done(&line);
	}
}

static void page_now(Page *page)
{
	str_add(page->out, "-------- ");
	add_clock(page, page->out, page->today->now);
	str_addc(page->out, ' ');
	for (int w = 15; w < page->width; w++)
		str_addc(page->out, '-');
	str_addc(page->out, '\n');
}

static void page_day(Page *page)
{
	const Today *today = page->today;
	Str title = {0}, right = {0};
	words_day(&title, DATE_FULL, today->day, today->day);
	page_line(page, str_text(&title), "");
	str_done(&title);
	bool more;
	size_t items = today_items_of(today, 0, &more);
	str_add_count(&right, (int64_t)items, P_("%zu item", "%zu items", items), items);
	if (today->busy.s) {
		str_add(&right, " · ");
		words_length(&right, today->busy);
	}
	page_head(page, _("DAY"), str_text(&right));
	page_birthdays(page, today->day);
	for (size_t i = 0; i <= today->row_count; i++) {
		if (i == today->now_at)
			page_now(page);
		if (i < today->row_count)
			page_row(page, &today->rows[i], false);
	}
	str_done(&right);
	if (!today->undated)
		return;
	str_addf(&right, _("  without a date: %zu%s"), today->undated, today->undated_more ? "+" : "");
	page_line(page, str_text(&right), "");
	str_done(&right);
}

static void page_coming(Page *page)
{
	const Today *today = page->today;
	Str head = {0}, right = {0};
	str_addf(&head, "%s  ", _("TOMORROW"));
	words_day(&head, DATE_DAY, (Day){today->day.n + 1}, today->day);
	bool more;
	size_t items = today_items_of(today, 1, &more);
	str_addf(&right, P_("%zu item", "%zu items", items), items);
	page_head(page, str_text(&head), str_text(&right));
	page_birthdays(page, (Day){today->day.n + 1});
	for (size_t i = 0; i < today->tomorrow_count; i++)
		page_row(page, &today->tomorrow[i], false);
	str_done(&head);
	str_done(&right);
	if (!today->later_count)
		return;
	str_addf(&right, P_("%zu item", "%zu items", today->later_count), today->later_count);
	page_head(page, _("NEXT 7 DAYS"), str_text(&right));
	for (size_t i = 0; i < today->later_count; i++)
		page_row(page, &today->later[i], true);
	str_done(&right);
}

/* "! 21.07    Kim Olga: call back" */
static void page_called(Page *page, Str *line, const char *client, const char *summary, const char *phone)
{
	for (int w = utf8_width(str_text(line)); w < 12; w++)
		str_addc(line, ' ');
	if (client)
		str_addf(line, "%s: ", client);
	str_add(line, summary ? summary : "");
	page_line(page, str_text(line), phone ? phone : "");
	str_done(line);
}

static void page_reminder(Page *page, const ReminderRow *row, const char *glyph)
{
	Str line = {0};
	ReminderWhen when = reminder_when(page->work, row, page->today->now);
	str_add(&line, glyph);
	if (when.today && when.all_day)
		str_add(&line, _("today"));
	else if (when.today)
		words_time(&line, when.second);
	else
		words_day(&line, DATE_LIST, when.day, page->today->day);
	page_called(page, &line, row->client_title, row->summary, row->client_phone);
}

static void page_late(Page *page, const AgendaRow *row)
{
	Str line = {0};
	str_add(&line, "! ");
	words_day(&line, DATE_LIST, row->day, page->today->day);
	page_called(page, &line, row->client_title, row->summary, row->phone);
}

static void page_reminders(Page *page)
{
	const Today *today = page->today;
	size_t all = today->late_count + today->reminder_count;
	if (!all)
		return;
	Str line = {0};
	str_addf(&line, "%zu", all);
	page_head(page, _("REMINDERS"), str_text(&line));
	str_done(&line);
	for (TodayOverdue at = {0}; today_overdue_next(today, &at);) {
		if (at.reminder)
			page_reminder(page, at.reminder, "! ");
		else
			page_late(page, at.late);
	}
	for (size_t i = today->overdue; i < today->reminder_count; i++)
		page_reminder(page, &today->reminders[i], i < today->overdue + today->due_today ? "• " : "  ");
}

static void page_stepless(Page *page)
{
	const Today *today = page->today;
	if (!today->stepless_count)
		return;
	Str line = {0}, right = {0};
	str_add_count(&right, today->stepless_all, today->stepless_more ? "%lld+" : "%lld", (long long)today->stepless_all);
	page_head(page, _("NO NEXT STEP"), str_text(&right));
	str_done(&right);
	for (size_t i = 0; i < today->stepless_count && i < 10; i++) {
		const Client *client = &today->stepless[i].client;
		str_addf(&line, "  %s", client->title.s ? client->title.s : "");
		if (instant_is_none(client->last_contact))
			str_add(&right, _("no contact yet"));
		else
			words_ago_in(&right, client->last_contact, today->now, page->work->zone);
		page_line(page, str_text(&line), str_text(&right));
		str_done(&line);
		str_done(&right);
	}
	if (today->stepless_all > 10) {
		size_t rest = (size_t)today->stepless_all - 10;
		str_add(&line, "  ");
		if (today->stepless_more)
			str_addf(&line, _("more than %zu more clients"), rest);
		else
			str_addf(&line, P_("%zu more client", "%zu more clients", rest), rest);
		page_line(page, str_text(&line), "");
		str_done(&line);
	}
}

static void page_week(Page *page)
{
	const Today *today = page->today;
	Str line = {0};
	str_addf(&line, "%d", today->week_all);
	page_head(page, _("CONTACTS THIS WEEK"), str_text(&line));
	str_done(&line);
	for (int i = 0; i < day_weekday(today->day); i++) {
		str_add(&line, "  ");
		words_weekday(&line, i + 1, false);
		str_addf(&line, " %d", today->week[i]);
	}
	page_line(page, str_text(&line), "");
	str_done(&line);
}

static void page_rest(Page *page)
{
	const Today *today = page->today;
	Str line = {0};
	if (today->birthday_count)
		page_head(page, _("BIRTHDAYS"), "");
	for (size_t i = 0; i < today->birthday_count; i++) {
		str_add(&line, "  ");
		words_day(&line, DATE_DAY, today->birthday_days[i], today->day);
		str_addf(&line, "  %s", today->birthdays[i].client.title.s ? today->birthdays[i].client.title.s : "");
		page_line(page, str_text(&line), "");
		str_done(&line);
	}
	if (!today->free_count)
		return;
	page_head(page, _("FREE TODAY"), "");
	for (size_t i = 0; i < today->free_count; i++) {
		str_add(&line, "  ");
		add_clock(page, &line, today->free[i].from);
		str_add(&line, "–");
		add_clock(page, &line, today->free[i].to);
	}
	page_line(page, str_text(&line), "");
	str_done(&line);
}

void today_text(Str *out, Work *work, const Today *today, int width)
{
	Page page = {out, work, today, width > 0 ? width : 80};
	page_day(&page);
	page_coming(&page);
	page_reminders(&page);
	page_stepless(&page);
	page_week(&page);
	page_rest(&page);
}
