/* SPDX-License-Identifier: MIT */
/* The other list queries: history, plans in a window, reminders, people without a step, birthdays, members, values; and that none walks a big table. */
#include "people.h"

#include "sqlite.h"

/* ---- History ---- */

static void history_text(Str *out, const HistoryRow *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		str_addf(out, "%s%s%s%.12s", i ? "|" : "", rows[i].kind_code, rows[i].client_title ? "*" : " ", rows[i].contact.text.s ? rows[i].contact.text.s : "-");
}

TEST(lists_history)
{
	People p = people_new();
	HistoryRow *rows;
	size_t n;
	Str text = {0};
	well(history_page(p.store, p.id[1], NULL, 0, 0, 10, &rows, &n, p.fixture.arena));
	history_text(&text, rows, n);
	expect_same("person", str_text(&text), "call Просит|meeting Показа");
	assert_string_equal(rows[0].outcome_code, "reached");
	assert_string_equal(rows[0].kind_name, list_name("call", NULL));
	str_cut(&text, 0);
	/* An organization shows its people's too, and whose they are. */
	well(history_page(p.store, p.id[2], NULL, 0, 0, 10, &rows, &n, p.fixture.arena));
	history_text(&text, rows, n);
	expect_same("organization", str_text(&text), "call*Просит|meeting*Показа|mail*Отправ");
	str_cut(&text, 0);
	well(history_page(p.store, p.id[2], NULL, rows[0].contact.at.s, rows[0].contact.head.id, 1, &rows, &n, p.fixture.arena));
	history_text(&text, rows, n);
	expect_same("second page", str_text(&text), "meeting*Показа");
	str_cut(&text, 0);
	FilterContext context = p.context;
	context.kind = &kind_interaction;
	static const struct {
		const char *filter, *rows;
	} filters[] = {
		{"kind:call", "call*Просит"},
		{"вид:mail", "mail*Отправ"},
		{"исход:reached", "call*Просит"},
		{"когда<20.07.2026", "meeting*Показа|mail*Отправ"},
		{"каталог", "meeting*Показа"},
		{"прайс or скидку", "call*Просит|mail*Отправ"},
		{"when:today", ""},
		{"no outcome", "meeting*Показа|mail*Отправ"},
		{"текст:прайс", "mail*Отправ"},
		{"client:ким", "mail*Отправ"},
	};
	for (size_t i = 0; i < countof(filters); i++) {
		FilterNode *node;
		well(filter_read(&node, filters[i].filter, &context, p.fixture.arena));
		well(history_page(p.store, p.id[2], node, 0, 0, 10, &rows, &n, p.fixture.arena));
		history_text(&text, rows, n);
		expect_same(filters[i].filter, str_text(&text), filters[i].rows);
		str_cut(&text, 0);
	}
	int64_t count;
	well(history_count(p.store, p.id[2], &count));
	assert_int_equal(count, 3);
	int weeks[12];
	well(history_weeks(p.store, p.id[1], at_utc("2026-05-03T21:00:00Z"), 12, weeks));
	assert_int_equal(weeks[11], 1);
	assert_int_equal(weeks[10], 1);
	assert_int_equal(weeks[9], 0);
	well(history_weeks(p.store, 0, at_utc("2026-05-03T21:00:00Z"), 12, weeks));
	assert_int_equal(weeks[11], 1); /* the attempt is not one */
	int between;
	static const struct {
		const char *from, *to;
		int n;
	} spans[] = {
		{"2026-07-19T21:00:00Z", "2026-07-26T21:00:00Z", 1},
		{"2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", 6},
		{"2027-01-01T00:00:00Z", "2028-01-01T00:00:00Z", 0},
	};
	for (size_t i = 0; i < countof(spans); i++) {
		well(history_between(p.store, at_utc(spans[i].from), at_utc(spans[i].to), &between));
		if (between != spans[i].n)
			fail_msg("%s to %s: %d", spans[i].from, spans[i].to, between);
	}
	str_done(&text);
	people_done(&p);
}

/* ---- Plans ---- */

static int64_t add_event(Store *store, const char *summary, const char *start, const char *end, const char *rules, int64_t series, const char *recurrence)
{
	Event event;
	record_init(&kind_event, &event);
	event.summary.s = summary;
	moment_read(&event.start, start);
	if (end)
		moment_read(&event.end, end);
	event.zone.s = "Europe/Moscow";
	event.rules.s = rules;
	event.series.v = series;
	event.recurrence.s = recurrence;
	well(store_make(store, &kind_event, &event));
	return event.head.id;
}

static void names_of(Str *out, const Event *events, size_t n)
{
	str_cut(out, 0);
	for (size_t i = 0; i < n; i++)
		str_addf(out, "%s%s", i ? " " : "", events[i].summary.s);
}

TEST(lists_events_between)
{
	People p = people_new();
	begin(p.store, "event add");
	add_event(p.store, "short", "2026-08-10T10:00:00", "2026-08-10T11:00:00", NULL, 0, NULL);
	add_event(p.store, "before", "2026-08-01T10:00:00", NULL, NULL, 0, NULL);
	add_event(p.store, "long", "2026-08-01", "2026-08-20", NULL, 0, NULL);
	int64_t weekly = add_event(p.store, "weekly", "2026-01-05T09:00:00", NULL, "FREQ=WEEKLY", 0, NULL);
	add_event(p.store, "ended", "2026-01-05T09:00:00", NULL, "FREQ=WEEKLY;COUNT=3", 0, NULL);
	add_event(p.store, "moved", "2026-09-30T09:00:00", NULL, NULL, weekly, "2026-08-10T09:00:00");
	add_event(p.store, "undated", "", NULL, NULL, 0, NULL);
	commit(p.store);
	const PlanQuery query = {.from = at_utc("2026-08-09T21:00:00Z"), .to = at_utc("2026-08-10T21:00:00Z"), .limit = 100};
	Event *events;
	size_t n;
	Str names = {0};
	well(events_between(p.store, &query, &events, &n, p.fixture.arena));
	names_of(&names, events, n);
	expect_same("10 August", str_text(&names), "weekly long short moved");
	well(events_of_series(p.store, weekly, &events, &n, p.fixture.arena));
	names_of(&names, events, n);
	expect_same("series", str_text(&names), "moved");
	const PlanQuery all = {.from = INSTANT_NONE, .to = INSTANT_NONE, .limit = 100};
	well(events_between(p.store, &all, &events, &n, p.fixture.arena));
	names_of(&names, events, n);
	expect_same("all", str_text(&names), "weekly ended показ long before short moved");
	str_done(&names);

	Task *tasks;
	const PlanQuery day = {.from = INSTANT_NONE, .to = at_utc("2026-07-23T21:00:00Z"), .limit = 100};
	well(tasks_due(p.store, &day, true, &tasks, &n, p.fixture.arena));
	assert_int_equal(n, 2);
	assert_string_equal(tasks[0].summary.s, "счёт № 118");
	well(tasks_undated(p.store, &all, &tasks, &n, p.fixture.arena));
	assert_int_equal(n, 1);
	assert_string_equal(tasks[0].summary.s, "рекомендация");
	const struct {
		int64_t owner, limit, count;
	} undated[] = {{0, 10, 1}, {0, 0, 0}, {7777, 10, 0}};
	for (size_t i = 0; i < countof(undated); i++) {
		int64_t count = -1;
		well(tasks_undated_count(p.store, undated[i].owner, undated[i].limit, &count));
		assert_int_equal(count, undated[i].count);
	}
	Journal *notes;
	well(notes_between(p.store, &all, &notes, &n, p.fixture.arena));
	assert_int_equal(n, 0);
	well(notes_page(p.store, 10, &notes, &n, p.fixture.arena));
	assert_int_equal(n, 0);
	/* Newest first, those without a day last. */
	static const char *const days[] = {"2026-07-20", NULL, "2026-07-22"};
	begin(p.store, "note add");
	for (size_t i = 0; i < countof(days); i++) {
		Journal note;
		record_init(&kind_note, &note);
		note.summary.s = days[i] ? days[i] : "undated";
		if (days[i])
			assert_true(moment_read(&note.start, days[i]));
		well(store_make(p.store, &kind_note, &note));
	}
	commit(p.store);
	well(notes_page(p.store, 10, &notes, &n, p.fixture.arena));
	assert_int_equal(n, 3);
	assert_string_equal(notes[0].summary.s, "2026-07-22");
	assert_string_equal(notes[2].summary.s, "undated");
	well(notes_page(p.store, 1, &notes, &n, p.fixture.arena));
	assert_int_equal(n, 1);
	people_done(&p);
}

/* Of a crowded day the first are read, done and open ones of tasks together, and it is told that there are more; other owners' do not count. */
TEST(lists_the_first_of_each_day)
{
	People p = people_new();
	static const struct {
		const char *at;
		int64_t whose;
		bool done;
	} given[] = {
		{"2026-08-10T09:00:00", 0, false},
		{"2026-08-10T10:00:00", 0, true},
		{"2026-08-10T11:00:00", 0, false},
		{"2026-08-10T12:00:00", 1, false},
		{"2026-08-11T09:00:00", 0, true},
		{"2026-08-11T10:00:00", 1, false},
		{"2026-08-13T23:00:00", 0, false},
	};
	begin(p.store, "add");
	for (size_t i = 0; i < countof(given); i++) {
		Event event;
		Task task;
		record_init(&kind_event, &event);
		record_init(&kind_task, &task);
		assert_true(moment_read(&event.start, given[i].at));
		task.due = event.start;
		event.zone.s = task.due_zone.s = "Europe/Moscow";
		event.owner.v = task.owner.v = given[i].whose ? p.boris : p.anna;
		task.status.v = given[i].done ? TASK_DONE : TASK_OPEN;
		well(store_make(p.store, &kind_event, &event));
		well(store_make(p.store, &kind_task, &task));
	}
	commit(p.store);
	static const struct {
		int64_t whose;
		size_t most, events, tasks, open;
		bool cut;
	} cases[] = {
		{0, 10, 7, 7, 5, false},
		{0, 4, 7, 7, 5, false},
		{0, 3, 6, 6, 5, true},
		{0, 1, 3, 3, 3, true},
		{1, 3, 5, 5, 3, false},
		{1, 2, 4, 4, 3, true},
		{2, 1, 2, 2, 2, false},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		bool cut = false, cut_tasks = false;
		PlanQuery query = {
			.from = at_utc("2026-08-09T21:00:00Z"),
			.to = at_utc("2026-08-13T21:00:00Z"),
			.day_most = cases[i].most,
			.cut = &cut,
			.limit = 100,
			.owner = cases[i].whose == 1 ? p.anna : cases[i].whose == 2 ? p.boris
		                                                                : 0,
			.ahead_from = 10800,
			.ahead_to = 10800,
		};
		Event *events;
		Task *tasks, *open;
		size_t n_events, n_tasks, n_open;
		well(events_between(p.store, &query, &events, &n_events, p.fixture.arena));
		query.cut = &cut_tasks;
		well(tasks_due(p.store, &query, false, &tasks, &n_tasks, p.fixture.arena));
		query.cut = NULL;
		well(tasks_due(p.store, &query, true, &open, &n_open, p.fixture.arena));
		if (n_events != cases[i].events || n_tasks != cases[i].tasks || n_open != cases[i].open || cut != cases[i].cut || cut_tasks != cases[i].cut)
			fail_msg("case %zu: %zu events, %zu tasks, %zu open, cut %d %d", i, n_events, n_tasks, n_open, cut, cut_tasks);
		for (size_t k = 1; k < n_tasks; k++)
			assert_true(tasks[k - 1].due_at.s <= tasks[k].due_at.s);
	}
	people_done(&p);
}

/* ---- Names ---- */

TEST(lists_names_of_many_and_of_few)
{
	enum {
		MADE = 37 /* some at once, the rest one by one */
	};
	People p = people_new();
	int64_t ids[MADE + 2] = {1};
	begin(p.store, "client add");
	for (size_t i = 0; i < MADE; i++) {
		Client client;
		record_init(&kind_client, &client);
		client.kind.v = i % 2 ? CLIENT_ORGANIZATION : CLIENT_PERSON;
		client.name.s = client.surname.s = i % 2 ? "Firm" : "Person";
		client.phone.s = "123";
		well(store_make(p.store, &kind_client, &client));
		ids[i + 1] = client.head.id;
	}
	commit(p.store);
	ids[MADE + 1] = INT64_MAX;
	static const size_t counts[] = {0, 1, 2, 15, 16, 17, 32, MADE + 2};
	for (size_t c = 0; c < countof(counts); c++) {
		ClientName names[MADE + 2];
		memset(names, 1, sizeof names);
		well(client_names(p.store, ids, counts[c], names, p.fixture.arena));
		for (size_t i = 0; i < counts[c]; i++) {
			bool there = i > 0 && i <= MADE, firm = there && (i - 1) % 2;
			if (there != (names[i].title != NULL) || (there && strcmp(names[i].title, firm ? "Firm" : "Person") != 0) || names[i].organization != firm)
				fail_msg("of %zu the one at %zu: %s", counts[c], i, names[i].title ? names[i].title : "-");
		}
	}
	people_done(&p);
}

/* ---- Reminders ---- */

static int64_t add_reminder(Store *store, const char *of_kind, int64_t of, int64_t owner, const char *next)
{
	Reminder reminder;
	record_init(&kind_reminder, &reminder);
	reminder.of_kind.s = of_kind;
	reminder.of.v = of;
	reminder.owner.v = owner;
	reminder.next_at = next ? at_utc(next) : INSTANT_NONE;
	reminder.state.v = next ? REMINDER_PENDING : REMINDER_DONE;
	well(store_make(store, &kind_reminder, &reminder));
	return reminder.head.id;
}

TEST(lists_reminders)
{
	People p = people_new();
	Client client;
	well(store_get(p.store, &kind_client, p.id[1], &client, p.fixture.arena));
	begin(p.store, "remind");
	Task old, task;
	well(store_get(p.store, &kind_task, client.next_id.v, &old, p.fixture.arena));
	task = old;
	task.client.v = p.id[1];
	task.owner.v = p.anna;
	bool changed;
	well(store_edit(p.store, &changed, &kind_task, &old, &task));
	add_reminder(p.store, "task", task.head.id, p.anna, "2026-07-23T06:50:00Z");
	add_reminder(p.store, "task", task.head.id, p.anna, "2026-07-22T06:50:00Z");
	add_reminder(p.store, "task", task.head.id, p.anna, NULL);
	commit(p.store);
	ReminderQuery query = {.until = INSTANT_NONE, .limit = 10};
	ReminderRow *rows;
	size_t n;
	well(reminders_page(p.store, &query, &rows, &n, p.fixture.arena));
	assert_int_equal(n, 2);
	assert_string_equal(rows[0].summary, "звонок: проект договора");
	assert_string_equal(rows[0].client_title, "Иванов Игорь Петрович");
	assert_int_equal(rows[0].client, p.id[1]);
	assert_int_equal(rows[0].due.form, MOMENT_LOCAL);
	assert_string_equal(rows[0].zone, "Europe/Moscow");
	assert_false(rows[0].repeats);
	query.until = at_utc("2026-07-23T00:00:00Z");
	well(reminders_page(p.store, &query, &rows, &n, p.fixture.arena));
	assert_int_equal(n, 1);
	query = (ReminderQuery){.until = INSTANT_NONE, .limit = 10, .done_too = true, .owner = p.anna};
	well(reminders_page(p.store, &query, &rows, &n, p.fixture.arena));
	assert_int_equal(n, 3);
	query.owner = p.boris;
	well(reminders_page(p.store, &query, &rows, &n, p.fixture.arena));
	assert_int_equal(n, 0);
	/* What calls in a place, and the count of all that do, go along an index of the owner. */
	static const struct {
		int64_t skip;
		size_t n;
	} places[] = {{0, 2}, {1, 1}, {2, 0}, {7, 0}};
	for (size_t i = 0; i < countof(places); i++)
		for (int whose = 0; whose < 2; whose++) {
			query = (ReminderQuery){.until = INSTANT_NONE, .limit = 10, .owner = whose ? p.anna : 0, .skip = (size_t)places[i].skip};
			well(reminders_page(p.store, &query, &rows, &n, p.fixture.arena));
			if (n != places[i].n || (n && rows[n - 1].reminder.next_at.s != at_utc("2026-07-23T06:50:00Z").s))
				fail_msg("skip %lld of %d: %zu", (long long)places[i].skip, whose, n);
		}
	int64_t calls;
	well(reminders_count(p.store, p.anna, (Instant){0}, at_utc("2026-07-23T00:00:00Z"), 10, &calls));
	assert_int_equal(calls, 1);
	well(reminders_count(p.store, p.boris, (Instant){0}, INSTANT_NONE, 10, &calls));
	assert_int_equal(calls, 0);
	FilterContext context = p.context;
	context.kind = &kind_reminder;
	static const struct {
		const char *filter;
		size_t n;
	} filters[] = {
		{"client:иванов", 2},
		{"клиент:ким", 0},
		{"what:договора", 2},
		{"договора", 2},
		{"иванов", 2},
		{"до:вчера", 1},
		{"tag:опт", 2},
		{"чей:мой", 2},
		{"no client", 0},
	};
	for (size_t i = 0; i < countof(filters); i++) {
		FilterNode *node;
		well(filter_read(&node, filters[i].filter, &context, p.fixture.arena));
		query = (ReminderQuery){.until = INSTANT_NONE, .limit = 10, .filter = node};
		well(reminders_page(p.store, &query, &rows, &n, p.fixture.arena));
		if (n != filters[i].n)
			fail_msg("%s: %zu", filters[i].filter, n);
	}
	Instant next;
	well(reminders_next(p.store, 0, at_utc("2026-07-22T06:50:00Z"), &next));
	assert_int_equal(next.s, at_utc("2026-07-23T06:50:00Z").s);
	well(reminders_next(p.store, p.boris, INSTANT_NONE, &next));
	assert_true(instant_is_none(next));
	people_done(&p);
}

/* ---- Small ones ---- */

TEST(lists_of_clients)
{
	People p = people_new();
	ClientRow *rows;
	size_t n;
	char got[PEOPLE + 2];
	well(clients_stepless(p.store, 0, 10, &rows, &n, p.fixture.arena));
	people_digits(got, &p, rows, n, false);
	expect_same("stepless", got, "5732");
	well(clients_stepless(p.store, p.anna, 10, &rows, &n, p.fixture.arena));
	people_digits(got, &p, rows, n, false);
	expect_same("stepless of one", got, "32");
	static const struct {
		const char *from, *to, *rows;
	} births[] = {
		{"2026-07-23", "2026-07-30", "3"},
		{"2026-07-26", "2026-07-27", "3"},
		{"2026-07-27", "2026-08-27", ""},
		{"2026-05-01", "2026-08-01", "13"},
		{"2026-07-20", "2027-05-13", "31"},
		{"2026-07-20", "2029-05-13", "31"},
		{"2026-07-26", "2026-07-26", ""},
	};
	for (size_t i = 0; i < countof(births); i++) {
		Day from = {0}, to = {0};
		assert_true(day_read(&from, births[i].from) && day_read(&to, births[i].to));
		char all[64] = "";
		for (Day day = from; day.n < to.n && day.n < from.n + 366; day.n++) {
			well(clients_born_on(p.store, day, &(BornQuery){.limit = 10}, &rows, &n, p.fixture.arena));
			people_digits(got, &p, rows, n, false);
			strncat(all, got, sizeof all - strlen(all) - 1);
		}
		memcpy(got, all, strlen(all) + 1);
		expect_same(births[i].to, got, births[i].rows);
	}
	MemberRow *members;
	well(members_of(p.store, p.id[2], &members, &n, p.fixture.arena));
	assert_int_equal(n, 2);
	assert_string_equal(members[0].title, "Иванов Игорь Петрович");
	assert_string_equal(members[0].membership.role.s, "директор");
	well(members_of(p.store, p.id[1], &members, &n, p.fixture.arena));
	assert_int_equal(n, 1);
	assert_int_equal(members[0].client, p.id[2]);
	int64_t people[2];
	for (int i = 0; i < 2; i++)
		well(members_count(p.store, p.id[1 + i], &people[i]));
	assert_int_equal(people[0], 0);
	assert_int_equal(people[1], 2);
	Tag *tags;
	well(tags_of(p.store, p.id[1], &tags, &n, p.fixture.arena));
	assert_int_equal(n, 2);
	assert_string_equal(tags[0].name.s, "Москва");
	int64_t count;
	well(list_usage(p.store, &kind_tag, tags[1].head.id, INSTANT_NONE, &count));
	assert_int_equal(count, 2);
	well(list_usage(p.store, &kind_outcome, list_id(p.store, &kind_outcome, "reached", p.fixture.arena), at_utc("2026-07-01T00:00:00Z"), &count));
	assert_int_equal(count, 1);
	ListUsage *usages;
	well(list_usages(p.store, &kind_tag, INSTANT_NONE, &usages, &n, p.fixture.arena));
	bool found = false;
	for (size_t i = 0; i < n; i++) {
		assert_true(i == 0 || usages[i - 1].id < usages[i].id);
		assert_false(usages[i].more);
		found = found || (usages[i].id == tags[1].head.id && usages[i].count == 2);
	}
	assert_true(found);
	int64_t reached = list_id(p.store, &kind_outcome, "reached", p.fixture.arena), call = list_id(p.store, &kind_contact_kind, "call", p.fixture.arena);
	static const struct {
		const char *since;
		int64_t reached, calls;
	} since[] = {{"2026-07-01T00:00:00Z", 1, 3}, {"2027-01-01T00:00:00Z", 0, 0}};
	for (size_t i = 0; i < countof(since); i++) {
		int64_t counted = 0, calls = 0;
		well(list_usages(p.store, &kind_outcome, at_utc(since[i].since), &usages, &n, p.fixture.arena));
		for (size_t k = 0; k < n; k++)
			counted += usages[k].id == reached ? usages[k].count : 0;
		well(list_usages(p.store, &kind_contact_kind, at_utc(since[i].since), &usages, &n, p.fixture.arena));
		for (size_t k = 0; k < n; k++)
			calls += usages[k].id == call ? usages[k].count : 0;
		if (counted != since[i].reached || calls != since[i].calls)
			fail_msg("since %s: %lld reached, %lld calls", since[i].since, (long long)counted, (long long)calls);
	}
	const char **values;
	well(values_used(p.store, &kind_client, kind_field(&kind_client, "source"), "са", 5, &values, &n, p.fixture.arena));
	assert_int_equal(n, 2);
	assert_string_equal(values[0], "Сайт");
	well(values_used(p.store, &kind_membership, kind_field(&kind_membership, "role"), "", 1, &values, &n, p.fixture.arena));
	assert_int_equal(n, 1);
	assert_string_equal(values[0], "бухгалтер");
	people_done(&p);
}

TEST(list_usages_count_no_further_than_is_shown)
{
	People p = people_new();
	begin(p.store, "add");
	for (int i = 0; i < 1003; i++)
		people_contact(p.store, p.id[1], "call", "reached", "2026-07-23T00:00:00Z", NULL, p.fixture.arena);
	commit(p.store);
	const Kind *const counted[] = {&kind_outcome, &kind_contact_kind};
	for (size_t i = 0; i < countof(counted); i++) {
		ListUsage *usages;
		size_t n;
		well(list_usages(p.store, counted[i], at_utc("2026-07-23T00:00:00Z"), &usages, &n, p.fixture.arena));
		assert_int_equal(n, 1);
		assert_int_equal(usages[0].count, 1000);
		assert_true(usages[0].more);
	}
	people_done(&p);
}

/* A filter that no index answers walks the list: what it came to in time is the beginning of what it comes to in the end. */
TEST(lists_end_with_the_patience_and_give_what_they_found)
{
	People p = people_new();
	begin(p.store, "add");
	for (int i = 0; i < 2000; i++) {
		Client client = named("Ким Анна", CLIENT_PERSON, p.fixture.arena);
		client.attempts.n = i % 20 ? 0 : 5;
		well(store_make(p.store, &kind_client, &client));
	}
	commit(p.store);
	FilterNode *filter;
	ClientRow *all, *some;
	size_t n_all, n_some;
	well(filter_read(&filter, "attempts>3", &p.context, p.fixture.arena));
	for (int end = 0; end < 2; end++) {
		const ClientPage page = {.filter = filter, .limit = 1000, .from_end = end};
		well(clients_page(p.store, &page, &all, &n_all, p.fixture.arena));
		assert_true(n_all >= 100);
		store_patience(p.store, -1); /* none */
		fails(clients_page(p.store, &page, &some, &n_some, p.fixture.arena), ERR_INTERRUPTED);
		assert_true(n_some < n_all);
		for (size_t i = 0; i < n_some; i++)
			assert_int_equal(some[i].client.head.id, all[end ? n_all - n_some + i : i].client.head.id);
		store_patience(p.store, 0);
	}
	people_done(&p);
}

/* Digits that every phone begins with: who waits for a key gets no rows at once, and who does not, all. */
TEST(first_digits_of_phones_are_left_to_who_has_time)
{
	enum {
		CLIENTS = 210
	};
	static const char *const filters[] = {"7", "7 (9)", "4"};
	People p = people_new();
	begin(p.store, "add");
	well(db_run(store_db(p.store), "UPDATE base SET next_id = $1", ARGS(arg_int(100000000)))); /* as if there were many before */
	for (int i = 0; i < CLIENTS; i++) {
		Client client = named("Ким Анна", CLIENT_PERSON, p.fixture.arena);
		well(store_make(p.store, &kind_client, &client));
		people_channel(p.store, client.head.id, CHANNEL_PHONE, "+7 916 123-45-67", "+79161234567");
	}
	commit(p.store);
	for (size_t i = 0; i < countof(filters); i++) {
		FilterNode *filter;
		ClientRow *rows;
		size_t n;
		well(filter_read(&filter, filters[i], &p.context, p.fixture.arena));
		const ClientPage page = {.filter = filter, .limit = 1000};
		store_patience(p.store, 3600000);
		Err *err = clients_page(p.store, &page, &rows, &n, p.fixture.arena);
		if ((err != NULL) != (i < 2) || (err && err->code != ERR_INTERRUPTED))
			fail_msg("%s: %s", filters[i], err ? err->what : "it was not ended");
		err_free(err);
		store_patience(p.store, 0);
		well(clients_page(p.store, &page, &rows, &n, p.fixture.arena));
		if (i < 2 && n < CLIENTS)
			fail_msg("%s: %zu", filters[i], n);
	}
	people_done(&p);
}

/* Of a word that many texts have clients are asked one by one along the order; who is left out is the same. */
TEST(lists_leave_out_a_word_that_many_have)
{
	enum {
		CLIENTS = 60,
		EACH = 90
	};
	static const struct {
		const char *filter;
		size_t n;
	} finds[] = {
		{"name:\"Заря\" не договор", CLIENTS / 2},
		{"name:\"Заря\" history:договор", CLIENTS / 2},
		{"name:\"Заря\" (договор или слон)", CLIENTS / 2},
		{"не договор", CLIENTS / 2 + PEOPLE - 1},
		{"не (договор или слон)", CLIENTS / 2 + PEOPLE - 1},
		{"не history:договор", CLIENTS / 2 + PEOPLE - 1},
		{"не договор не заря", PEOPLE - 1},
		{"не tag:опт", CLIENTS + PEOPLE - 2},
	};
	People p = people_new();
	begin(p.store, "add");
	for (int i = 0; i < CLIENTS; i++) {
		Client client = named("Заря", CLIENT_ORGANIZATION, p.fixture.arena);
		well(store_make(p.store, &kind_client, &client));
		for (int k = 0; k < EACH * 2 && i % 2; k++)
			people_contact(p.store, client.head.id, "note", NULL, "2026-07-01T09:00:00Z", "договор послан", p.fixture.arena);
	}
	commit(p.store);
	for (size_t i = 0; i < countof(finds); i++) {
		FilterNode *filter;
		ClientRow *rows;
		size_t n;
		well(filter_read(&filter, finds[i].filter, &p.context, p.fixture.arena));
		const ClientPage page = {.filter = filter, .limit = 1000};
		well(clients_page(p.store, &page, &rows, &n, p.fixture.arena));
		if (n != finds[i].n)
			fail_msg("%s: %zu instead of %zu", finds[i].filter, n, finds[i].n);
	}
	people_done(&p);
}

/* A page that goes on behind others is never read anew: names that are the word alone come before those that begin with it, or nothing does. */
TEST(page_behind_others_leaves_out_nobody_when_patience_ends)
{
	static const char *const names[] = {"Rbv Anna", "Ким"};
	People p = people_new();
	begin(p.store, "add");
	for (size_t i = 0; i < 2000; i++) {
		Client client = named(i < countof(names) ? names[i] : "Ким Анна", CLIENT_PERSON, p.fixture.arena);
		well(store_make(p.store, &kind_client, &client));
	}
	commit(p.store);
	FilterNode *filter;
	ClientRow *first, *all, *some;
	size_t n_first, n_all, n_some;
	well(filter_read(&filter, "rbv", &p.context, p.fixture.arena));
	ClientPage page = {.filter = filter, .limit = 1};
	well(clients_page(p.store, &page, &first, &n_first, p.fixture.arena));
	assert_int_equal(n_first, 1);
	assert_string_equal(first->client.title.s, "Rbv Anna");
	page = (ClientPage){.filter = filter, .limit = 50, .after = &first->client};
	well(clients_page(p.store, &page, &all, &n_all, p.fixture.arena));
	assert_int_equal(n_all, 50);
	assert_string_equal(all->client.title.s, "Ким");
	store_patience(p.store, -1);
	fails(clients_page(p.store, &page, &some, &n_some, p.fixture.arena), ERR_INTERRUPTED);
	store_patience(p.store, 0);
	for (size_t i = 0; i < n_some; i++)
		assert_int_equal(some[i].client.head.id, all[i].client.head.id);
	people_done(&p);
}

/* ---- No walk over a big table ---- */

/* Every statement of the standard pages, as SQLite plans it: SCAN of a big table is only fine along an index that is the order asked for; the few
 * overrides of a series and the equals of one UID may be sorted. */
static const char *const plans[] = {
	"SELECT 1 FROM client c WHERE c.next_kind IS NULL LIMIT 40",
	"SELECT 1 FROM client c WHERE c.next_kind IS NULL AND c.owner = 2 LIMIT 40",
	"SELECT c.id FROM client c WHERE 1 = 1 AND (c.\"title_key\", c.id) > ('а', 1) ORDER BY c.\"title_key\" ASC, c.id ASC LIMIT 40",
	"SELECT c.id FROM client c WHERE 1 = 1 AND c.\"organization_key\" IS NOT NULL AND (c.\"organization_key\", c.\"title_key\", c.\"id\") > ('а', 'а', 1) ORDER BY c.\"organization_key\" ASC, c.\"title_key\" ASC, c.\"id\" ASC LIMIT 40",
	"SELECT c.id FROM client c WHERE 1 = 1 AND c.\"organization_key\" IS NULL AND (c.\"title_key\", c.\"id\") < ('а', 1) ORDER BY c.\"title_key\" DESC, c.\"id\" DESC LIMIT 40",
	"SELECT c.id FROM client c WHERE 1 = 1 AND c.\"phone\" IS NOT NULL AND (c.\"phone\", c.\"title_key\", c.\"id\") > ('а', 'а', 1) ORDER BY c.\"phone\" ASC, c.\"title_key\" ASC, c.\"id\" ASC LIMIT 40",
	"SELECT c.id FROM client c WHERE 1 = 1 AND c.\"phone\" IS NULL AND (c.\"title_key\", c.\"id\") < ('а', 1) ORDER BY c.\"title_key\" DESC, c.\"id\" DESC LIMIT 40",
	"SELECT c.id FROM client c WHERE 1 = 1 AND c.\"source\" IS NOT NULL AND (c.\"source\", c.\"title_key\", c.\"id\") > ('а', 'а', 1) ORDER BY c.\"source\" ASC, c.\"title_key\" ASC, c.\"id\" ASC LIMIT 40",
	"SELECT c.id FROM client c WHERE 1 = 1 AND c.\"source\" IS NULL AND (c.\"title_key\", c.\"id\") < ('а', 1) ORDER BY c.\"title_key\" DESC, c.\"id\" DESC LIMIT 40",
	"SELECT c.id FROM client c WHERE 1 = 1 AND c.\"owner\" IS NOT NULL AND (c.\"owner\", c.\"title_key\", c.\"id\") > (2, 'а', 1) ORDER BY c.\"owner\" ASC, c.\"title_key\" ASC, c.\"id\" ASC LIMIT 40",
	"SELECT c.id FROM client c WHERE 1 = 1 AND c.\"owner\" IS NULL AND (c.\"title_key\", c.\"id\") < ('а', 1) ORDER BY c.\"title_key\" DESC, c.\"id\" DESC LIMIT 40",
	"SELECT c.id FROM client c WHERE 1 = 1 AND c.\"last_contact\" IS NOT NULL AND (c.\"last_contact\", c.id) < (5, 1) ORDER BY c.\"last_contact\" DESC, c.id DESC LIMIT 40",
	"SELECT c.id FROM client c WHERE 1 = 1 AND c.\"last_contact\" IS NULL AND c.id > 7 ORDER BY c.id ASC LIMIT 40",
	"SELECT c.id FROM client c WHERE 1 = 1 AND c.\"next_at\" IS NOT NULL AND (c.\"next_at\", c.id) > (5, 1) ORDER BY c.\"next_at\" ASC, c.id ASC LIMIT 40",
	"SELECT c.id FROM client c WHERE c.next_kind IS NULL AND c.last_contact IS NOT NULL ORDER BY c.last_contact, c.id LIMIT 40",
	"SELECT c.id FROM client c WHERE c.next_kind IS NULL AND c.owner = 2 AND c.last_contact IS NOT NULL ORDER BY c.last_contact, c.id LIMIT 40",
	"SELECT c.id FROM client c WHERE c.born IS NOT NULL AND substr(c.born, length(c.born) - 4) >= '01' AND substr(c.born, length(c.born) - 4) <= '02'"
	" ORDER BY substr(c.born, length(c.born) - 4), c.id LIMIT 40",
	"SELECT i.id FROM interaction i WHERE i.client = 1 AND (i.\"at\", i.id) < (5, 1) ORDER BY i.\"at\" DESC, i.id DESC LIMIT 40",
	"SELECT x.id FROM event x WHERE x.superseded = 0 AND x.wide = 0 AND x.starts_at >= 1 AND x.starts_at < 5 ORDER BY x.starts_at, x.id LIMIT 40",
	"SELECT x.id FROM task x WHERE x.superseded = 0 AND x.open = 1 AND x.due_at >= 1 AND x.due_at < 5 ORDER BY x.due_at, x.id LIMIT 40",
	"SELECT x.id FROM task x WHERE x.superseded = 0 AND x.open = 1 AND x.due_at IS NULL ORDER BY x.id LIMIT 40",
	"SELECT x.id FROM note x WHERE x.superseded = 0 AND x.dated_at >= 1 AND x.dated_at < 5 ORDER BY x.dated_at, x.id LIMIT 40",
	"SELECT r.id FROM reminder r LEFT JOIN task t ON r.of_kind = 'task' AND t.id = r.\"of\" LEFT JOIN event e ON r.of_kind = 'event' AND e.id = r.\"of\""
	" LEFT JOIN client c ON c.id = coalesce(t.client, e.client) WHERE coalesce(t.superseded, e.superseded) = 0 AND r.next_at IS NOT NULL AND r.next_at < 5 ORDER BY r.next_at, r.id LIMIT 40",
	"SELECT next_at FROM reminder WHERE next_at > 5 ORDER BY next_at LIMIT 1",
	"SELECT next_at FROM reminder WHERE owner = 2 AND next_at > 5 ORDER BY next_at LIMIT 1",
	"SELECT r.id FROM reminder r LEFT JOIN task t ON r.of_kind = 'task' AND t.id = r.\"of\" WHERE r.next_at IS NOT NULL AND r.next_at < 5 AND r.occurrence IS NOT NULL AND r.owner = 2"
	" ORDER BY r.next_at DESC, r.id DESC LIMIT 40",
	"SELECT r.id FROM reminder r LEFT JOIN task t ON r.of_kind = 'task' AND t.id = r.\"of\" LEFT JOIN event e ON r.of_kind = 'event' AND e.id = r.\"of\""
	" LEFT JOIN client c ON c.id = coalesce(t.client, e.client) WHERE coalesce(t.superseded, e.superseded) = 0 AND r.next_at IS NOT NULL AND r.owner = 2 ORDER BY r.next_at, r.id LIMIT 40",
	"SELECT r.id FROM reminder r LEFT JOIN task t ON r.of_kind = 'task' AND t.id = r.\"of\" LEFT JOIN event e ON r.of_kind = 'event' AND e.id = r.\"of\""
	" LEFT JOIN client c ON c.id = coalesce(t.client, e.client) WHERE coalesce(t.superseded, e.superseded) = 0 AND r.state = 'done' AND r.next_at IS NULL AND r.owner = 2"
	" ORDER BY r.acknowledged DESC, r.id DESC LIMIT 40",
	"SELECT x.id FROM event x WHERE x.superseded = 0 AND x.wide = 0 AND x.starts_at >= 1 AND x.starts_at < 5 AND x.owner = 2 ORDER BY x.starts_at, x.id LIMIT 40",
	"SELECT x.id FROM task x WHERE x.superseded = 0 AND x.open = 0 AND x.due_at >= 1 AND x.due_at < 5 AND x.owner = 2 ORDER BY x.due_at, x.id LIMIT 40",
	"SELECT x.id FROM task x WHERE x.superseded = 0 AND x.owner = 2 AND (x.rules IS NOT NULL OR x.rdates IS NOT NULL) AND x.due_at < 5 ORDER BY x.due_at, x.id LIMIT 40",
	"SELECT x.id FROM task x WHERE x.superseded = 0 AND x.owner = 2 AND x.open = 1 AND x.due_at IS NULL ORDER BY x.id LIMIT 40",
	"SELECT c.id, c.surname FROM client c WHERE c.born IS NOT NULL AND substr(c.born, length(c.born) - 4) >= '1' AND substr(c.born, length(c.born) - 4) <= '2'"
	" ORDER BY substr(c.born, length(c.born) - 4), c.id LIMIT 40",
	"SELECT c.id, c.surname FROM client c WHERE c.born IS NOT NULL AND substr(c.born, length(c.born) - 4) >= '1' AND substr(c.born, length(c.born) - 4) <= '2'"
	" AND coalesce(c.owner, 2) = 2 ORDER BY substr(c.born, length(c.born) - 4), c.id LIMIT 40",
	"SELECT count(*) FROM interaction WHERE outcome = 1 AND \"at\" >= 5",
	"SELECT id FROM component WHERE uid = 'a' AND coalesce(recurrence, '') = '' AND ordinal = 0 ORDER BY id DESC LIMIT 1",
	"SELECT id FROM component WHERE hash = 'a' AND uid IS NULL AND ordinal = 0 ORDER BY id DESC LIMIT 1",
	"SELECT id FROM event WHERE component IS NULL AND id > 1 ORDER BY id LIMIT 400",
	"SELECT c.id, e.rev, t.rev, n.rev FROM component c LEFT JOIN event e ON e.component = c.id LEFT JOIN task t ON t.component = c.id LEFT JOIN note n ON n.component = c.id"
	" WHERE c.source = 1 AND c.place >= 2 AND (c.place, c.id) > (2, 3) ORDER BY c.place, c.id LIMIT 400",
	"SELECT id FROM event WHERE series = 1 AND superseded = 0 AND recurrence >= '1' AND recurrence < '2' ORDER BY recurrence, id",
	"SELECT search_words.rowid, s.name FROM search_words CROSS JOIN search_text s ON s.id = search_words.rowid WHERE search_words MATCH 'a' AND search_words.rowid < 9 ORDER BY search_words.rowid DESC",
	"SELECT rowid FROM search_history WHERE search_history MATCH 'abc' ORDER BY rowid DESC",
	"SELECT person FROM membership WHERE organization = 1",
};

/* What store_where is asked of big kinds is found by an index. */
TEST(records_are_found_by_indexed_fields)
{
	static const struct {
		const char *table, *field;
	} asked[] = {
		{"channel", "client"},
		{"channel", "key"},
		{"client", "title_key"},
		{"event", "component"},
		{"event", "series"},
		{"event", "uid"},
		{"membership", "organization"},
		{"membership", "person"},
		{"note", "component"},
		{"note", "uid"},
		{"tagging", "client"},
		{"tagging", "tag"},
		{"task", "component"},
		{"task", "series"},
		{"task", "uid"},
		{"reminder", "of_kind\" = 'task' AND \"of"},
	};
	People p = people_new();
	for (size_t i = 0; i < countof(asked); i++) {
		Str sql = {0};
		Rows rows;
		bool more;
		str_addf(&sql, "EXPLAIN QUERY PLAN SELECT id FROM %s WHERE \"%s\" = 1", asked[i].table, asked[i].field);
		well(db_query(&rows, store_db(p.store), str_text(&sql), NO_ARGS));
		well(rows_next(&rows, &more));
		if (strncmp(row_text(&rows, 3), "SEARCH", 6) != 0 || (strstr(asked[i].field, "AND") && !strstr(row_text(&rows, 3), "of=?")))
			fail_msg("%s: %s", str_text(&sql), row_text(&rows, 3));
		rows_done(&rows);
		str_done(&sql);
	}
	people_done(&p);
}

TEST(lists_go_along_indexes)
{
	People p = people_new();
	for (size_t i = 0; i < countof(plans); i++) {
		Str sql = {0};
		Rows rows;
		bool more;
		str_addf(&sql, "EXPLAIN QUERY PLAN %s", plans[i]);
		well(db_query(&rows, store_db(p.store), str_text(&sql), NO_ARGS));
		for (;;) {
			well(rows_next(&rows, &more));
			if (!more)
				break;
			const char *step = row_text(&rows, 3);
			bool walks = strncmp(step, "SCAN", 4) == 0 && !strstr(step, "USING") && !strstr(step, "VIRTUAL TABLE") && !strstr(step, "CONSTANT ROW");
			bool sorts = strstr(step, "TEMP B-TREE FOR ORDER BY") != NULL && !strstr(plans[i], "series =") && !strstr(plans[i], "uid = 'a'");
			bool joins = strstr(step, "MULTI-INDEX OR") != NULL;
			if (walks || sorts || joins)
				fail_msg("%s\n  %s", plans[i], step);
		}
		str_done(&sql);
	}
	people_done(&p);
}
