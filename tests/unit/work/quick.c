/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "kartoteka/work/quick.h"

/* "makes|client or +new|when|length|summary|place|tags" */
static char *reading_text(Fixture *f, const QuickReading *r)
{
	static const char *const makes[] = {"nothing", "client", "task", "event"};
	char when[WHEN_TEXT] = "";
	Str out = {0};
	moment_text(when, r->when.start);
	str_addf(&out, "%s|", makes[r->makes]);
	if (r->makes_client) {
		str_addc(&out, '+');
		client_title(&out, &r->card.client);
		for (size_t i = 0; i < r->card.member_count; i++)
			str_addf(&out, " @ %s", r->card.members[i].title);
		for (size_t i = 0; i < r->card.channel_count; i++)
			str_addf(&out, " %s", r->card.channels[i].value.s);
	} else if (r->client) {
		Client client = client_of(f, r->client);
		str_addf(&out, "%s%s", client.title.s, r->candidate_count > 1 ? "?" : "");
	}
	str_addf(&out, "|%s|", when);
	if (r->when.length.s != SECONDS_NONE.s)
		str_addf(&out, "%lld", (long long)r->when.length.s / 60);
	str_addf(&out, "|%s|%s|", r->summary ? r->summary : "", r->location ? r->location : "");
	for (size_t i = 0; i < r->card.tag_count; i++)
		str_addf(&out, "%s%s", i ? "," : "", r->card.tags[i].name.s);
	if (r->priority)
		str_addf(&out, "|!%d", r->priority);
	if (*r->when.rule)
		str_addf(&out, "|%s", r->when.rule);
	return str_take(&out);
}

TEST(check_62_quick_lines)
{
	static const struct {
		const char *line, *want;
	} cases[] = {
		{"call Smirnov tomorrow 10", "task|Smirnov John|2026-07-24T10:00:00||call||"},
		{"звонок иванов завтра в 10 15м про договор #опт", "event|Иванов Игорь Петрович|2026-07-24T10:00:00|15|звонок про договор||опт"},
		{"звонок Иванову завтра в 10", "task|Иванов Игорь Петрович|2026-07-24T10:00:00||звонок||"},
		{"встреча с Петровой чт 14-15:30 Тверская 7", "event|Петрова Ольга|2026-07-30T14:00:00|90|встреча|Тверская 7|"},
		{"meet vector fri 10:00 1h at Tverskaya 7 #wholesale", "event|Vector LLC|2026-07-24T10:00:00|60|meet|Tverskaya 7|wholesale"},
		{"Орлов Николай, Вектор, 916 123-45-99, звонок завтра в 10", "task|+Орлов Николай @ Вектор 916 123-45-99|2026-07-24T10:00:00||звонок||"},
		{"Орлов Николай Петрович", "client|+Орлов Николай Петрович|||||"},
		{"ООО «Север», +7 495 222-40-40", "client|+ООО «Север» +7 495 222-40-40|||||"},
		{"купить бумагу", "task||||купить бумагу||"},
		{"call back next week", "task||2026-07-27||call back||"},
		{"call back Smirnov tomorrow 10", "task|Smirnov John|2026-07-24T10:00:00||call back||"},
		{"отчёт до пятницы", "task||2026-07-24||отчёт||"},
		{"позвонить Киму доб 12", "task|Ким Олег|||позвонить доб 12||"},
		{"pdjyjr bdfyjde pfdnhf d 10", "task|Иванов Игорь Петрович|2026-07-24T10:00:00||звонок||"},
		{"916 111-22-33 звонок завтра", "task|Smirnov John|2026-07-24||звонок||"},
		{"call Nobody tomorrow", "task||2026-07-24||call Nobody||"},
		{"письмо ivan@site.example", "task||||письмо||"},
		{"совещание каждый пн в 9", "task||2026-07-27T09:00:00||совещание|||FREQ=WEEKLY;BYDAY=MO"},
		{"№опт отчёт", "task||||отчёт||опт"},
		{"счёт №118", "task||||счёт №118||"},
		{"счёт № 118 завтра", "task||2026-07-24||счёт № 118||"},
		{"отчёт #", "task||||отчёт #||"},
		{"отпуск с 1 по 14 августа", "event||2026-08-01|20160|отпуск||"},
		{"обед 13-14", "event||2026-07-23T13:00:00|60|обед||"},
		{"call Smirnov 5pm-6pm", "event|Smirnov John|2026-07-23T17:00:00|60|call||"},
		{"!high отчёт", "task||||отчёт|||!1"},
		{"сверка с Петровой завтра !важно", "task|Петрова Ольга|2026-07-24||сверка|||!1"},
		{"buy paper !low", "task||||buy paper|||!9"},
		{"отчёт !", "task||||отчёт||"},
		{"клиент Новикова Анна 8 926 111-22-33", "client|+Новикова Анна 8 926 111-22-33|||||"},
		{"новый клиент Новикова Анна", "client|+Новикова Анна|||||"},
		{"новый отчёт", "task||||новый отчёт||"},
		{"клиент недоволен завтра", "task||2026-07-24||клиент недоволен||"},
		{"письмо в Vector LLC до пятницы", "task|Vector LLC|2026-07-24||письмо||"},
		{"письмо в ООО Север до пятницы", "task|ООО «Север»|2026-07-24||письмо||"},
		{"", "nothing||||||"},
		{"   ,,, ", "nothing||||||"},
	};
	Fixture f;
	fixture_open(&f, NULL);
	make_client(&f, "Иванов Игорь Петрович", "916 123-45-67");
	make_client(&f, "Петрова Ольга", NULL);
	make_client(&f, "Smirnov John", "916 111-22-33");
	make_client(&f, "Vector LLC", NULL);
	make_client(&f, "Ким Олег", NULL);
	make_client(&f, "ООО «Север»", NULL);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		QuickReading reading;
		well(quick_read(f.work, cases[i].line, 0, &reading, f.arena));
		char *got = reading_text(&f, &reading);
		expect_text(cases[i].line, got, cases[i].want);
		free(got);
		size_t n = strlen(cases[i].line);
		for (size_t p = 0; p < reading.part_count; p++)
			assert_true(reading.parts[p].from < reading.parts[p].to && reading.parts[p].to <= n);
	}
	fixture_close(&f);
}

/* What is not taken is told and stays where it was written. */
TEST(quick_tells_of_a_priority_that_an_event_cannot_have)
{
	static const struct {
		const char *line, *summary, *sign; /* sign NULL: nothing is told */
	} cases[] = {
		{"!high сверка завтра 10-11", "!high сверка", "!high"},
		{"обед 13-14 !срочно", "обед !срочно", "!срочно"},
		{"обед 13-14", "обед", NULL},
		{"!high отчёт", "отчёт", NULL},
	};
	Fixture f;
	fixture_open(&f, NULL);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		QuickReading reading;
		well(quick_read(f.work, cases[i].line, 0, &reading, f.arena));
		expect_text(cases[i].line, reading.summary, cases[i].summary);
		if (cases[i].sign ? !reading.warning || !strstr(reading.warning, cases[i].sign) : reading.warning != NULL)
			fail_msg("%s: warns %s", cases[i].line, reading.warning ? reading.warning : "of nothing");
	}
	fixture_close(&f);
}

TEST(quick_saves_one_change)
{
	Fixture f;
	fixture_open(&f, NULL);
	make_client(&f, "Kim Olga", NULL);
	char *before = dump(&f);
	QuickReading reading;
	const char *kind;
	int64_t id, batch;
	well(quick_read(f.work, "Orlov Nick, Vector LLC, 916 123-45-99, call tomorrow 10 #new", 0, &reading, f.arena));
	well(quick_save(f.work, &reading, &kind, &id, &batch));
	assert_string_equal(kind, "task");
	Task task = task_of(&f, id);
	assert_string_equal(client_of(&f, task.client.v).title.s, "Orlov Nick");
	Undone undone;
	well(work_undo(f.work, false, &undone));
	free(undone.label);
	char *after = dump(&f);
	assert_string_equal(after, before);
	free(before);
	free(after);
	fixture_close(&f);
}

/* Who a line is tied to is seen before Enter, also when it names nobody and was opened on somebody. */
TEST(quick_names_whom_it_was_opened_on)
{
	Fixture f;
	fixture_open(&f, NULL);
	int64_t kim = make_client(&f, "Petrova Olga", NULL), smirnov = make_client(&f, "Smirnov John", NULL);
	QuickReading reading;
	Str echo = {0};
	well(quick_read(f.work, "report tomorrow", kim, &reading, f.arena));
	quick_echo(&echo, &reading);
	assert_int_equal(reading.client, kim);
	expect_text("opened on", str_text(&echo), "\"report\" · Fri 24 July · Petrova Olga");
	str_cut(&echo, 0);
	well(quick_read(f.work, "call Smirnov tomorrow", kim, &reading, f.arena));
	quick_echo(&echo, &reading);
	assert_int_equal(reading.client, smirnov);
	assert_null(reading.focus_title);
	assert_null(strstr(str_text(&echo), "Petrova"));
	str_done(&echo);
	well(client_remove(f.work, &kim, 1, NULL));
	well(quick_read(f.work, "report tomorrow", kim, &reading, f.arena));
	assert_int_equal(reading.client, 0);
	fixture_close(&f);
}

TEST(quick_warns_of_overlap)
{
	Fixture f;
	fixture_open(&f, NULL);
	make_event(&f, 0, "Signing", "2026-07-24T10:00:00", "2026-07-24T10:45:00", NULL);
	QuickReading reading;
	well(quick_read(f.work, "meeting fri 10:30 1h", 0, &reading, f.arena));
	assert_non_null(reading.warning);
	assert_non_null(strstr(reading.warning, "Signing"));
	well(quick_read(f.work, "meeting fri 10:45 1h", 0, &reading, f.arena));
	assert_null(reading.warning);
	fixture_close(&f);
}

TEST(quick_several_candidates)
{
	Fixture f;
	fixture_open(&f, NULL);
	int64_t first = make_client(&f, "Иванов Игорь", NULL), second = make_client(&f, "Иванов Пётр", NULL);
	QuickReading reading;
	well(quick_read(f.work, "звонок Иванову завтра", 0, &reading, f.arena));
	assert_int_equal(reading.candidate_count, 2);
	quick_choose(&reading, 1);
	assert_int_equal(reading.client, reading.candidates[1].client.head.id);
	assert_true(reading.client == first || reading.client == second);
	well(quick_read(f.work, "звонок ольге ким", 0, &reading, f.arena));
	assert_int_equal(reading.client, 0);
	int64_t olga = make_client(&f, "Ким Ольга", NULL);
	well(quick_read(f.work, "звонок ольге ким", 0, &reading, f.arena));
	assert_int_equal(reading.client, olga);
	assert_string_equal(reading.summary, "звонок");
	well(quick_read(f.work, "мая ольге", 0, &reading, f.arena));
	assert_int_equal(reading.client, 0);
	/* The dative of a man before the accusative of a woman. */
	make_client(&f, "Иванова Анна", NULL);
	well(quick_read(f.work, "звонок Иванову завтра", 0, &reading, f.arena));
	assert_int_equal(reading.candidate_count, 3);
	assert_true(reading.client == first || reading.client == second);
	well(quick_read(f.work, "звонок Ивановой завтра", 0, &reading, f.arena));
	assert_int_equal(reading.candidate_count, 1);
	well(quick_read(f.work, "звонок Иванову Петру завтра", 0, &reading, f.arena));
	assert_int_equal(reading.candidate_count, 1);
	assert_int_equal(reading.client, second);
	fixture_close(&f);
}
