/* SPDX-License-Identifier: MIT */
/* agenda and today: what is to be held and done, in order. */
#include <string.h>

#include "change.h"
#include "commands.h"
#include "kartoteka/work/today.h"

/* ---- agenda ---- */

enum {
	AGENDA_MOST = 1000000
};

static const OutColumn agenda_columns[] = {
	{"start", N_("When"), false, 12, 0},
	{"end", NULL, false, 0, 0},
	{"all_day", NULL, false, 0, 0},
	{"kind", NULL, false, 0, 0},
	{"summary", N_("What"), false, 16, 0},
	{"location", N_("Where"), false, 8, 2},
	{"client.name", N_("Client"), false, 12, 1},
	{"uid", NULL, false, 0, 0},
	{"recurrence_id", NULL, false, 0, 0},
	{"cancelled", NULL, false, 0, 0},
};

static void out_time(Out *out, const char *name, Work *work, const AgendaRow *row, Instant t)
{
	if (!row->all_day || instant_is_none(t)) {
		out_when(out, name, work, t);
		return;
	}
	Day day = zone_day(work->zone, t);
	Str shown = {0};
	words_moment(&shown, moment_of_day(day), work_today(work));
	out_show(out, str_text(&shown));
	out_day(out, name, day);
	str_done(&shown);
}

/* Of rows in order many begin together: the words are made once. */
typedef struct Began {
	Instant at;
	bool all_day, known;
	Str words;
} Began;

/* People are shown when it begins. */
static void out_begins(Out *out, Work *work, const AgendaRow *row, Began *began)
{
	if (!began->known || began->at.s != row->start.s || began->all_day != row->all_day) {
		*began = (Began){.at = row->start, .all_day = row->all_day, .known = true, .words = began->words};
		str_cut(&began->words, 0);
		if (row->all_day)
			words_moment(&began->words, moment_of_day(zone_day(work->zone, row->start)), work_today(work));
		else
			words_instant(&began->words, row->start, work->zone, work_today(work));
	}
	out_text(out, "start", str_text(&began->words));
}

/* In a table the words say it. */
static void out_summary(Out *out, const AgendaRow *row)
{
	const char *summary = strcmp(row->kind, "birthday") == 0 ? _("birthday") : row->summary;
	Str shown = {0};
	if (row->cancelled)
		str_addf(&shown, _("called off: %s"), summary ? summary : "");
	else if (strcmp(row->kind, "note") == 0)
		str_addf(&shown, _("note: %s"), summary ? summary : "");
	if (shown.n)
		out_show(out, str_text(&shown));
	out_text(out, "summary", summary);
	str_done(&shown);
}

static void out_agenda(Out *out, Work *work, const AgendaRow *row, Began *began)
{
	out_row(out);
	if (out_form(out) == OUT_TEXT) {
		out_begins(out, work, row, began);
	} else {
		out_time(out, "start", work, row, row->start);
		out_time(out, "end", work, row, row->end);
	}
	out_bool(out, "all_day", row->all_day);
	out_text(out, "kind", row->kind);
	out_summary(out, row);
	out_text(out, "location", row->location);
	out_text(out, "uid", row->uid);
	out_moment(out, "recurrence_id", work, row->recurrence, row->zone);
	out_client(out, "client", row->client, row->client_title);
	/* Programs read what takes place; the rest is said of what does not. */
	if (row->cancelled || out_form(out) != OUT_JSON)
		out_bool(out, "cancelled", row->cancelled);
	out_row_end(out);
}

static Err *print_agenda(CommandCall *call, const AgendaRow *rows, size_t n, size_t *printed)
{
	Work *work = call_context(call);
	Began began = {0};
	*printed = 0;
	for (size_t i = 0; i < n; i++) {
		/* What is done or called off is not due. */
		bool task_over = strcmp(rows[i].kind, "task") == 0 && (rows[i].done || rows[i].cancelled);
		if (task_over)
			continue;
		if (i % 1000 == 999 && !work_goes_on(work, _("days"), (int64_t)i, (int64_t)n)) {
			str_done(&began.words);
			return err_new(ERR_INTERRUPTED, "%s", _("stopped"));
		}
		out_agenda(call_out(call), work, &rows[i], &began);
		++*printed;
	}
	str_done(&began.words);
	return NULL;
}

/* What is printed is whole up to its last row; from there another call goes on. */
static Err *is_cut(Work *work, const AgendaRow *last)
{
	char from[WHEN_TEXT];
	Moment at = {.form = MOMENT_LOCAL};
	Str when = {0};
	instant_text(from, last->start);
	zone_local(work->zone, last->start, &at.day, &at.second);
	words_moment(&when, at, work_today(work));
	Err *err = err_new(ERR_PART, _("That is too much for one call: what is later than %s was left out"), str_text(&when));
	str_done(&when);
	return err_todo(err, _("go on with --from %s"), from);
}

/* "--from mon --to fri": the Friday behind that Monday, whatever is today. */
static Err *read_to(CommandCall *call, Instant from, Instant *to)
{
	Work *work = call_context(call);
	const WordsReading *said = call_when(call, "to");
	*to = call_instant(call, "to");
	if (said && said->floats && to->s < from.s) {
		WordsContext context = work_words(work);
		context.now = from;
		WordsReading reading;
		TRY(words_read(&reading, call_text(call, "to"), &context));
		*to = zone_moment(work->zone, reading.start);
	}
	return to->s < from.s ? err_new(ERR_USAGE, _("--to is before --from")) : NULL;
}

static Err *run_agenda(CommandCall *call)
{
	Work *work = call_context(call);
	Day today = work_today(work);
	Arena *arena = arena_new();
	AgendaRow *rows = NULL;
	size_t n = 0, printed;
	bool cut = false;
	AgendaQuery query = {.from = call_has(call, "from") ? call_instant(call, "from") : zone_instant(work->zone, today, 0), .most = AGENDA_MOST, .only_end = true, .open_only = true, .cut = &cut};
	Err *err = NULL;
	if (call_has(call, "to"))
		err = read_to(call, query.from, &query.to);
	else
		query.to = zone_instant(work->zone, (Day){zone_day(work->zone, query.from).n + 7}, 0);
	/* Programs are given events and tasks alone; a page for people has all that the calendar shows of a day. */
	if (out_form(call_out(call)) == OUT_TEXT) {
		query.birthdays = query.most;
		query.notes = true;
	}
	if (call_flag(call, "mine"))
		query.owner = work_mine(work);
	if (call_has(call, "client"))
		query.client = call_ref(call, "client");
	out_begin(call_out(call), agenda_columns, countof(agenda_columns));
	if (!err)
		err = agenda_read(work, &query, &rows, &n, arena);
	if (!err)
		err = print_agenda(call, rows, n, &printed);
	if (!err)
		err = out_end(call_out(call));
	if (!err && cut && n)
		err = is_cut(work, &rows[n - 1]);
	arena_free(arena);
	return err;
}

/* ---- today ---- */

static void json_rows(Out *out, Work *work, const char *name, const AgendaRow *rows, size_t n)
{
	out_open_array(out, name);
	for (size_t i = 0; i < n; i++) {
		const AgendaRow *row = &rows[i];
		out_open_object(out, NULL);
		out_time(out, "start", work, row, row->start);
		out_time(out, "end", work, row, row->end);
		out_bool(out, "all_day", row->all_day);
		out_text(out, "kind", row->kind);
		out_int(out, "id", row->id);
		out_text(out, "summary", row->summary);
		out_bool(out, "done", row->done);
		out_client(out, "client", row->client, row->client_title);
		out_close(out);
	}
	out_close(out);
}

static Err *today_json(Out *out, Work *work, const Today *today)
{
	out_begin(out, NULL, 0);
	out_row(out);
	out_day(out, "day", today->day);
	json_rows(out, work, "items", today->rows, today->row_count);
	json_rows(out, work, "late", today->late, today->late_count);
	json_rows(out, work, "tomorrow", today->tomorrow, today->tomorrow_count);
	json_rows(out, work, "later", today->later, today->later_count);
	out_open_array(out, "reminders");
	for (size_t i = 0; i < today->reminder_count; i++) {
		out_open_object(out, NULL);
		out_int(out, "id", today->reminders[i].reminder.head.id);
		out_instant(out, "at", today->reminders[i].reminder.next_at);
		out_text(out, "summary", today->reminders[i].summary);
		out_client(out, "client", today->reminders[i].client, today->reminders[i].client_title);
		out_bool(out, "overdue", i < today->overdue);
		out_close(out);
	}
	out_close(out);
	out_open_array(out, "no_next_step");
	for (size_t i = 0; i < today->stepless_count; i++)
		out_client(out, NULL, today->stepless[i].client.head.id, today->stepless[i].client.title.s);
	out_close(out);
	out_int(out, "contacts_this_week", today->week_all);
	out_row_end(out);
	return out_end(out);
}

static Err *today_csv(Out *out, Work *work, const Today *today)
{
	out_begin(out, agenda_columns, countof(agenda_columns));
	Began began = {0};
	for (size_t i = 0; i < today->row_count; i++)
		out_agenda(out, work, &today->rows[i], &began);
	str_done(&began.words);
	return out_end(out);
}

/* As asked, else as wide as the terminal or COLUMNS says; paper has 80. */
static int page_width(CommandCall *call, const Out *out)
{
	enum {
		LEAST = 40,
		PAPER = 80,
	};
	int given = out_width(out), width = given <= 0 ? PAPER : given < LEAST ? LEAST
	                                                                       : given;
	return (int)call_number(call, "width", width);
}

static Err *run_today(CommandCall *call)
{
	Work *work = call_context(call);
	Out *out = call_out(call);
	Arena *arena = arena_new();
	Today today;
	TodayDepth depth = out_form(out) == OUT_JSON ? TODAY_WHOLE : TODAY_PRINTED;
	Err *err = today_read_to(work, call_flag(call, "mine") ? work_mine(work) : 0, depth, &today, arena);
	if (!err && out_form(out) == OUT_JSON) {
		err = today_json(out, work, &today);
	} else if (!err && out_form(out) == OUT_CSV) {
		err = today_csv(out, work, &today);
	} else if (!err) {
		Str page = {0};
		today_text(&page, work, &today, page_width(call, out));
		out_bytes(out, str_text(&page), page.n);
		str_done(&page);
	}
	arena_free(arena);
	return err;
}

const Command agenda_commands[AGENDA_COMMANDS] = {
	{
		.name = "agenda",
		.title = N_("Agenda"),
		.help = N_("Print events and due tasks with every repetition, in order."),
		.group = COMMAND_FIND,
		.flags = COMMAND_CLI_ONLY,
		.args = (const Arg[]){
			{"from", ARG_WHEN, ARGF_OPTION | ARGF_NEAR, .help = N_("From this day or instant on; today otherwise"), .value = N_("DATE|INSTANT")},
			{"to", ARG_WHEN, ARGF_OPTION | ARGF_NEAR, .help = N_("Up to it, it left out; 7 days otherwise"), .value = N_("DATE|INSTANT")},
			{"mine", ARG_FLAG, ARGF_OPTION, .help = N_("Only what is yours")},
			{"client", ARG_REF, ARGF_OPTION, .kind = "client", .help = N_("Only of this client"), .value = N_("CLIENT")},
			{0},
		},
		.run = run_agenda,
		.examples = "agenda --from today --to +3d\nagenda --from 2026-07-01 --to 2026-08-01 --json",
	},
	{
		.name = "today",
		.title = N_("Today as text"),
		.help = N_("Print the page of today: the day, reminders, who waits for a step."),
		.group = COMMAND_FIND,
		.flags = COMMAND_CLI_ONLY,
		.args = (const Arg[]){
			{"print", ARG_FLAG, ARGF_OPTION, .letter = 'p', .help = N_("As plain text for paper, which it is anyway")},
			{"mine", ARG_FLAG, ARGF_OPTION, .help = N_("Only what is yours")},
			{"width", ARG_NUMBER, ARGF_OPTION, .help = N_("Cells of a line"), .value = N_("N"), .min = 40, .max = 500},
			{0},
		},
		.run = run_today,
		.examples = "today --print | lp",
	},
};
