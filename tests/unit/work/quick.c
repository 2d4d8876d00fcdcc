/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/store/lists.h"
#include "kartoteka/work/quick.h"

/* "makes|client or +new|when|length|summary|place|tags" */
static char *reading_text(Fixture *f, const QuickReading *r)
{
	static const char *const makes[] = {"nothing", "client", "task", "event", "tag"};
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
		{"#опт Иванов", "tag|Иванов Игорь Петрович|||||опт"},
		{"Петрова #опт #vip", "tag|Петрова Ольга|||||опт,vip"},
		{"#опт", "nothing||||||опт"},
		{"встреча с Петровой в пятницу в 15:00 в кафе на Тверской 7", "event|Петрова Ольга|2026-07-24T15:00:00||встреча|кафе на Тверской 7|"},
		{"встреча завтра в 15 на Тверской 7", "event||2026-07-24T15:00:00||встреча|Тверской 7|"},
		{"call back next week", "task||2026-07-27||call back||"},
		{"call back Smirnov tomorrow 10", "task|Smirnov John|2026-07-24T10:00:00||call back||"},
		{"отчёт до пятницы", "task||2026-07-24||отчёт||"},
		{"позвонить Киму доб 12", "task|Ким Олег|||позвонить доб 12||"},
		{"pdjyjr bdfyjde pfdnhf d 10", "task|Иванов Игорь Петрович|2026-07-24T10:00:00||звонок||"},
		{"916 111-22-33 звонок завтра", "task|Smirnov John|2026-07-24||звонок||"},
		{"call Nobody tomorrow", "task||2026-07-24||call Nobody||"},
		{"письмо ivan@site.example", "task||||письмо ivan@site.example||"},
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
		{"отчёт !высокая", "task||||отчёт|||!1"},
		{"отчёт !Низкая", "task||||отчёт|||!9"},
		{"отчёт !средняя", "task||||отчёт|||!5"},
		{"buy paper !medium", "task||||buy paper|||!5"},
		{"высокая гора", "task||||высокая гора||"},
		{"call Smirnov 1h", "task|Smirnov John|2026-07-23T10:42:00||call||"},
		{"1ч перезвонить Петровой #опт", "task|Петрова Ольга|2026-07-23T10:42:00||перезвонить||опт"},
		{"call Smirnov 30m !high", "task|Smirnov John|2026-07-23T10:12:00||call|||!1"},
		{"30м кабеля", "task||||30м кабеля||"},
		{"купить кабель 30м", "task||||купить кабель 30м||"},
		{"встреча Ким через час на 30 минут", "event|Ким Олег|2026-07-23T10:42:00|30|встреча||"},
		{"meet Smirnov in 2 h for 30 min", "event|Smirnov John|2026-07-23T11:42:00|30|meet||"},
		{"завтра 9:00 планёрка 30м", "event||2026-07-24T09:00:00|30|планёрка||"},
		{"завтра в 25 позвонить", "task||2026-07-24||в 25 позвонить||"},
		{"клиент Новикова Анна 8 926 111-22-33", "client|+Новикова Анна 8 926 111-22-33|||||"},
		{"новый клиент Новикова Анна", "client|+Новикова Анна|||||"},
		{"новый отчёт", "task||||новый отчёт||"},
		{"клиент недоволен завтра", "task||2026-07-24||клиент недоволен||"},
		{"письмо в Vector LLC до пятницы", "task|Vector LLC|2026-07-24||письмо||"},
		{"письмо в ООО Север до пятницы", "task|ООО «Север»|2026-07-24||письмо||"},
		{"Orlov Petr, Sever, call tomorrow at 10", "task|+Orlov Petr @ Sever|2026-07-24T10:00:00||call||"},
		{"Кузнецов Олег, Вектор, звонок завтра в 12", "task|+Кузнецов Олег @ Вектор|2026-07-24T12:00:00||звонок||"},
		{"Орлов Пётр, звонок завтра в 12", "task|+Орлов Пётр|2026-07-24T12:00:00||звонок||"},
		{"Иванов Игорь, звонок завтра в 12", "task|Иванов Игорь Петрович|2026-07-24T12:00:00||звонок||"},
		{"Петрова Ольга, Вектор, звонок завтра", "task|Петрова Ольга|2026-07-24||Вектор звонок||"},
		{"звонок ольга завтра в 10", "task|Петрова Ольга|2026-07-24T10:00:00||звонок||"},
		{"call john tomorrow 10", "task|Smirnov John|2026-07-24T10:00:00||call||"},
		{"call smi tomorrow 10", "task|Smirnov John|2026-07-24T10:00:00||call||"},
		{"звонок пет через неделю 14-15:30 про доставку", "event|Петрова Ольга|2026-07-30T14:00:00|90|звонок про доставку||"},
		{"звонок новый поставщик", "task||||звонок новый поставщик||"},
		{"отпуск 1.12-10.12", "event||2026-12-01|14400|отпуск||"},
		{"vacation 1-10.12", "event||2026-12-01|14400|vacation||"},
		{"отпуск 1 дек - 10 дек", "event||2026-12-01|14400|отпуск||"},
		{"отпуск пн-ср", "event||2026-07-27|4320|отпуск||"},
		{"trip fri-sun", "event||2026-07-24|4320|trip||"},
		{"звонок завтра, Петровой", "task|Петрова Ольга|2026-07-24||звонок||"},
		{"смена завтра 22-6", "event||2026-07-24T22:00:00|480|смена||"},
		{"звонок Ким 15.00", "task|Ким Олег|2026-07-23T15:00:00||звонок||"},
		{"звонок Ким 15-00", "task|Ким Олег|2026-07-23T15:00:00||звонок||"},
		{"цена 15.00", "task||||цена 15.00||"},
		{"встреча Ким завтра 15-00", "event|Ким Олег|2026-07-24T15:00:00||встреча||"},
		{"звонок Ким 25/11 в 10", "task|Ким Олег|2026-11-25T10:00:00||звонок||"},
		{"call Smirnov 11/25 10am", "task|Smirnov John|2026-11-25T10:00:00||call||"},
		{"звонок Ким в след. понедельник", "task|Ким Олег|2026-07-27||звонок||"},
		{"позвонить Ким в пн через неделю", "task|Ким Олег|2026-08-03||позвонить||"},
		{"call Smirnov the day after tomorrow at 10", "task|Smirnov John|2026-07-25T10:00:00||call||"},
		{"Ольга из Севера, 903 111-22-30", "client|+Ольга @ ООО «Север» 903 111-22-30|||||"},
		{"Ольга из Ромашки 903 111-22-30", "client|+Ольга @ Ромашки 903 111-22-30|||||"},
		{"Орлов Пётр из ООО Вектор, 903 111-22-30, звонок завтра", "task|+Орлов Пётр @ ООО Вектор 903 111-22-30|2026-07-24||звонок||"},
		{"Olga from Vector, 903 111-22-30", "client|+Olga @ Vector LLC 903 111-22-30|||||"},
		{"петров семён, ооо вектор, 9161234599, звонок завтра в 10", "task|+Петров Семён @ ооо Вектор 9161234599|2026-07-24T10:00:00||звонок||"},
		{"Пётр, ооо \"Ромашка\", 9031234567", "client|+Пётр @ ооо \"Ромашка\" 9031234567|||||"},
		{"пётр, ооо \"ромашка\", 9031234567", "client|+Пётр @ ооо \"Ромашка\" 9031234567|||||"},
		{"иванова мария, север, 9031234567, звонок пн 10", "task|+Иванова Мария @ Север 9031234567|2026-07-27T10:00:00||звонок||"},
		{"петров семён, ип сергеев, звонок завтра", "task|+Петров Семён @ ип Сергеев|2026-07-24||звонок||"},
		{"orlov nick, acme llc, call tomorrow", "task|+Orlov Nick @ Acme llc|2026-07-24||call||"},
		{"ооо ромашка, 9031234567", "client|+ООО «Ромашка» 9031234567|||||"},
		{"acme llc, 9031234567", "client|+Acme LLC 9031234567|||||"},
		{"звонок Д'Артаньяну завтра в 10", "task|Д'Артаньян Шарль|2026-07-24T10:00:00||звонок||"},
		{"звонок Д’Артаньяну завтра в 10", "task|Д'Артаньян Шарль|2026-07-24T10:00:00||звонок||"},
		{"встреча с Дартаньяном завтра в 10", "event|Д'Артаньян Шарль|2026-07-24T10:00:00||встреча||"},
		{"звонок Smirnov pfdnhf d 10", "task|Smirnov John|2026-07-24T10:00:00||звонок||"},
		{"звонок bdfyjde pfdnhf d 10", "task|Иванов Игорь Петрович|2026-07-24T10:00:00||звонок||"},
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
	make_client(&f, "Д'Артаньян Шарль", NULL);
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

/* Somebody new whose name we have is told of before a double is made; who is said to be new is. */
TEST(check_62_quick_tells_of_namesakes)
{
	static const struct {
		const char *line, *want, *warning;
	} cases[] = {
		{"Иванов игорь петрович 9167776655", "client|+Иванов Игорь Петрович 9167776655|||||", "already here: Иванов Игорь Петрович 916 123-45-67"},
		{"Иванов, 8 916 777-66-55", "client|+Иванов 8 916 777-66-55|||||", "already here: Иванов Игорь Петрович 916 123-45-67"},
		{"Игорь Иванов 916 777-66-55, звонок завтра", "task|+Иванов Игорь 916 777-66-55|2026-07-24||звонок||", "already here: Иванов Игорь Петрович 916 123-45-67"},
		{"ООО «Север», 8 916 777-66-55", "client|+ООО «Север» 8 916 777-66-55|||||", "already here: АО «Север»"},
		{"новый клиент Иванов Игорь Петрович", "client|+Иванов Игорь Петрович|||||", "already here: Иванов Игорь Петрович 916 123-45-67"},
		{"Новый клиент Иванов Олег", "client|+Иванов Олег|||||", NULL},
		{"Иванов Олег 916 777-66-55", "client|+Иванов Олег 916 777-66-55|||||", NULL},
		{"Север Игорь, 8 916 777-66-55", "client|+Север Игорь 8 916 777-66-55|||||", NULL},
	};
	Fixture f;
	fixture_open(&f, NULL);
	make_client(&f, "Иванов Игорь Петрович", "916 123-45-67");
	make_client(&f, "АО «Север»", NULL);
	for (size_t i = 0; i < countof(cases); i++) {
		QuickReading reading;
		well(quick_read(f.work, cases[i].line, 0, &reading, f.arena));
		char *got = reading_text(&f, &reading);
		expect_text(cases[i].line, got, cases[i].want);
		free(got);
		expect_text(cases[i].line, reading.twice, cases[i].warning);
	}
	fixture_close(&f);
}

/* A second number of somebody we have: it goes on that card, with what else was said. */
TEST(quick_joins_a_namesake)
{
	Fixture f;
	fixture_open(&f, NULL);
	int64_t ivanov = make_client(&f, "Иванов Игорь Петрович", "916 123-45-67"), id = 0;
	QuickReading reading;
	const char *kind = NULL;
	Card card;
	well(quick_read(f.work, "Иванов Игорь Петрович, без НДС, 916 777-66-55 #опт", 0, &reading, f.arena));
	assert_int_equal(reading.namesake_count, 1);
	quick_join(&reading, 0);
	Str echo = {0};
	quick_echo(&echo, &reading);
	assert_string_equal(str_text(&echo), "Иванов Игорь Петрович · note \"без НДС\" · +7 916 777-66-55 · tag опт");
	str_done(&echo);
	well(quick_save(f.work, &reading, &kind, &id, NULL));
	assert_int_equal(id, ivanov);
	well(card_read(f.work, ivanov, &card, f.arena));
	assert_int_equal(card.channel_count, 2);
	assert_string_equal(card.channels[1].value.s, "916 777-66-55");
	assert_string_equal(card.client.note.s, "без НДС");
	assert_int_equal(card.tag_count, 1);
	fixture_close(&f);
}

/* Between a name and a number stands a firm, or what is said of the client: that is kept as a note. Nothing that was typed is lost. */
TEST(quick_newcomer_with_words_before_the_number)
{
	static const struct {
		const char *line, *want, *note;
	} cases[] = {
		{"Сидоров Пётр, без НДС, 8 912 222-33-44", "client|+Сидоров Пётр 8 912 222-33-44|||||", "без НДС"},
		{"გიორგი ბერიძე, 8 912 222-33-44", "client|+გიორგი ბერიძე 8 912 222-33-44|||||", NULL},
		{"Сидоров Пётр без НДС 8 912 222-33-44", "client|+Сидоров Пётр 8 912 222-33-44|||||", "без НДС"},
		{"Сидоров Пётр, скидка 10%, 8 912 222-33-44", "client|+Сидоров Пётр 8 912 222-33-44|||||", "скидка 10%"},
		{"Сидоров Пётр, Скидка 10%, 8 912 222-33-44", "client|+Сидоров Пётр 8 912 222-33-44|||||", "Скидка 10%"},
		{"Сидоров Пётр, интересует доставка, 8 912 222-33-44", "client|+Сидоров Пётр 8 912 222-33-44|||||", "интересует доставка"},
		{"Сидоров Пётр интересует доставка в Казань и монтаж 8 912 222-33-44", "client|+Сидоров Пётр 8 912 222-33-44|||||", "интересует доставка в Казань и монтаж"},
		{"Сидоров Пётр, Интересует доставка, 8 912 222-33-44", "client|+Сидоров Пётр 8 912 222-33-44|||||", "Интересует доставка"},
		{"Сидоров Пётр, от Ким Ольги, 8 912 222-33-44", "client|+Сидоров Пётр 8 912 222-33-44|||||", "от Ким Ольги"},
		{"Иванова Мария из отпуска 8 912 222-33-44", "client|+Иванова Мария 8 912 222-33-44|||||", "из отпуска"},
		{"John Smith at home, +44 20 7946 0958", "client|+Smith John +44 20 7946 0958|||||", "at home"},
		{"John Smith, wants a discount, +44 20 7946 0958, call tomorrow", "task|+Smith John +44 20 7946 0958|2026-07-24||call||", "wants a discount"},
		{"Сидоров Пётр, без НДС, 8 912 222-33-44, звонок завтра", "task|+Сидоров Пётр 8 912 222-33-44|2026-07-24||звонок||", "без НДС"},
		{"Сидоров Пётр, ООО Заря, без НДС, 8 912 222-33-44", "client|+Сидоров Пётр @ ООО Заря 8 912 222-33-44|||||", "без НДС"},
		{"Сидоров Пётр, без НДС, ООО Заря, 8 912 222-33-44", "client|+Сидоров Пётр @ ООО Заря 8 912 222-33-44|||||", "без НДС"},
		{"Сидоров Пётр ООО Заря 8 912 222-33-44", "client|+Сидоров Пётр @ ООО Заря 8 912 222-33-44|||||", NULL},
		{"Сидоров Пётр, Заря, 8 912 222-33-44", "client|+Сидоров Пётр @ Заря 8 912 222-33-44|||||", NULL},
		{"Сидоров Пётр, «рога и копыта», 8 912 222-33-44", "client|+Сидоров Пётр @ «Рога и копыта» 8 912 222-33-44|||||", NULL},
		{"Сидоров Пётр, север, 8 912 222-33-44", "client|+Сидоров Пётр @ Север 8 912 222-33-44|||||", NULL},
		{"Сидоров Пётр из Севера без НДС 8 912 222-33-44", "client|+Сидоров Пётр @ ООО «Север» 8 912 222-33-44|||||", "без НДС"},
		{"Ольга из Ромашки 903 111-22-30", "client|+Ольга @ Ромашки 903 111-22-30|||||", NULL},
		{"Сидоров Пётр, 8 912 222-33-44, Отправить КП, завтра", "task|+Сидоров Пётр 8 912 222-33-44|2026-07-24||Отправить КП||", NULL},
		{"Сидоров Пётр, звонок завтра про скидку, 8 912 222-33-44", "task|+Сидоров Пётр 8 912 222-33-44|2026-07-24||звонок про скидку||", NULL},
		{"ООО Заря без НДС 8 912 222-33-44", "client|+ООО «Заря» 8 912 222-33-44|||||", "без НДС"},
		{"ООО «Рога и копыта» доставка 8 912 222-33-44", "client|+ООО «Рога и копыта» 8 912 222-33-44|||||", "доставка"},
		{"ООО Рога и копыта, 8 912 222-33-44", "client|+ООО «Рога и копыта» 8 912 222-33-44|||||", NULL},
		{"ООО 1С 8 912 222-33-44", "client|+ООО «1С» 8 912 222-33-44|||||", NULL},
		{"Acme Trading LLC, 8 912 222-33-44", "client|+Acme Trading LLC 8 912 222-33-44|||||", NULL},
		{"Студия из Казани 8 912 222-33-44", "client|+Студия из Казани 8 912 222-33-44|||||", NULL},
		{"иванова мария петровна 8 912 222-33-44", "client|+Иванова Мария Петровна 8 912 222-33-44|||||", NULL},
		{"Иванова мария 8 912 222-33-44", "client|+Иванова Мария 8 912 222-33-44|||||", NULL},
		{"отправить КП Сидорову 8 912 222-33-44", "task|+Сидорову 8 912 222-33-44|||отправить КП||", NULL},
		{"ООО «Луч», Петрова Анна, 8 912 222-33-44, звонок завтра", "task|+Петрова Анна @ ООО «Луч» 8 912 222-33-44|2026-07-24||звонок||", NULL},
		{"ООО Луч, Петрова Анна директор, 8 912 222-33-44", "client|+Петрова Анна @ ООО Луч 8 912 222-33-44|||||", "директор"},
		{"ООО Луч, Доставка Мебели, 8 912 222-33-44", "client|+ООО «Луч» 8 912 222-33-44|||||", "Доставка Мебели"},
		{"Acme Ltd, John Lee, +44 20 7946 0958, call Monday", "task|+Lee John @ Acme Ltd +44 20 7946 0958|2026-07-27||call||", NULL},
		{"скидка 10%, Сидоров Пётр, 8 912 222-33-44", "client|+Сидоров Пётр 8 912 222-33-44|||||", "скидка 10%"},
		{"у Зотова новый номер 8 912 222-33-44", "client|+Зотова 8 912 222-33-44|||||", "новый номер"},
		{"New lead: Ann Lee, ann@lee.example, wants a demo", "task|+Lee Ann ann@lee.example|||wants a demo||", NULL},
		{"водитель Саша 8 912 222-33-44", "client|+Саша 8 912 222-33-44|||||", "водитель"},
		{"секретарь Марина 8 912 222-33-44, звонок завтра", "task|+Марина 8 912 222-33-44|2026-07-24||звонок||", "секретарь"},
		{"Саша (водитель) 8 912 222-33-44", "client|+Саша 8 912 222-33-44|||||", "водитель"},
		{"John Brown (Acme Ltd) +44 20 7946 0958", "client|+Brown John @ Acme Ltd +44 20 7946 0958|||||", NULL},
		{"Сидоров Пётр Олегович директор ООО \"Заря\" 8 912 222-33-44", "client|+Сидоров Пётр Олегович @ ООО \"Заря\" 8 912 222-33-44|||||", "директор"},
		/* a legal form alone names nobody, in letters of any size */
		{"ооо 8 916 222-33-44", "task||||ооо 8 916 222-33-44||", NULL},
		{"ООО 8 916 222-33-44", "task||||ООО 8 916 222-33-44||", NULL},
		/* where one lives is no firm, unless its form or quotes say so */
		{"Петрова Анна, Москва, 8 912 222-33-44", "client|+Петрова Анна 8 912 222-33-44|||||", "Москва"},
		{"Петрова Анна, Нижний Новгород, 8 912 222-33-44", "client|+Петрова Анна 8 912 222-33-44|||||", "Нижний Новгород"},
		{"Петрова Анна из Казани 8 912 222-33-44", "client|+Петрова Анна 8 912 222-33-44|||||", "из Казани"},
		{"Петрова Анна из Нижнего Новгорода, 8 912 222-33-44", "client|+Петрова Анна 8 912 222-33-44|||||", "из Нижнего Новгорода"},
		{"Петрова Анна, Грозный, 8 912 222-33-44", "client|+Петрова Анна 8 912 222-33-44|||||", "Грозный"},
		{"Anna Brown, London, 8 912 222-33-44", "client|+Brown Anna 8 912 222-33-44|||||", "London"},
		{"Петрова Анна, ООО Москва, 8 912 222-33-44", "client|+Петрова Анна @ ООО Москва 8 912 222-33-44|||||", NULL},
		{"Петрова Анна, «Москва», 8 912 222-33-44", "client|+Петрова Анна @ «Москва» 8 912 222-33-44|||||", NULL},
		{"Петрова Анна, Газпром, 8 912 222-33-44", "client|+Петрова Анна @ Газпром 8 912 222-33-44|||||", NULL},
		{"Петрова Анна, Альфа, 8 912 222-33-44", "client|+Петрова Анна @ Альфа 8 912 222-33-44|||||", NULL},
		{"Петрова Анна, АБВ, 8 912 222-33-44", "client|+Петрова Анна @ АБВ 8 912 222-33-44|||||", NULL},
		{"Anna Brown, Acme, 8 912 222-33-44", "client|+Brown Anna @ Acme 8 912 222-33-44|||||", NULL},
		{"ООО, 89162223344, звонок завтра", "task||2026-07-24||ООО, 89162223344 звонок||", NULL},
		/* a number that is nobody's stays in the matter */
		{"8 916 222-33-44 перезвонить завтра", "task||2026-07-24||8 916 222-33-44 перезвонить||", NULL},
		{"8 916 222-33-44", "nothing||||||", NULL},
		{"495 111-22-33, new@site.example, звонок завтра", "task|Ким Олег|2026-07-24||new@site.example звонок||", NULL},
	};
	Fixture f;
	fixture_open(&f, NULL);
	make_client(&f, "ООО «Север»", NULL);
	make_client(&f, "Ким Олег", "495 111-22-33");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		QuickReading reading;
		Str echo = {0};
		well(quick_read(f.work, cases[i].line, 0, &reading, f.arena));
		char *got = reading_text(&f, &reading);
		expect_text(cases[i].line, got, cases[i].want);
		free(got);
		expect_text(cases[i].line, reading.card.client.note.s, cases[i].note);
		quick_echo(&echo, &reading);
		if (cases[i].note && !strstr(str_text(&echo), cases[i].note))
			fail_msg("%s: the echo is silent of the note: %s", cases[i].line, str_text(&echo));
		str_done(&echo);
	}
	fixture_close(&f);
}

/* Scripts without capitals: what stands before the comma of a step is the name; a line of its own is a sentence. */
TEST(quick_names_without_capitals)
{
	static const struct {
		const char *line, *want;
	} cases[] = {
		{"გიორგი ბერიძე, звонок завтра в 11", "task|+გიორგი ბერიძე|2026-07-24T11:00:00||звонок||"},
		{"יוסי כהן, call tomorrow 11", "task|+יוסי כהן|2026-07-24T11:00:00||call||"},
		{"สมชาย ใจดี, call tomorrow 11", "task|+สมชาย ใจดี|2026-07-24T11:00:00||call||"},
		{"محمد علي حسن, call tomorrow 11", "task|+محمد علي حسن|2026-07-24T11:00:00||call||"},
		{"गौरव शर्मा, call tomorrow 11", "task|+गौरव शर्मा|2026-07-24T11:00:00||call||"},
		{"王 小明, call tomorrow 11", "task|+王 小明|2026-07-24T11:00:00||call||"},
		{"王小明, call tomorrow 11", "task|+王小明|2026-07-24T11:00:00||call||"},
		{"김철수, call tomorrow 11", "task|+김철수|2026-07-24T11:00:00||call||"},
		{"იყიდე რძე", "task||||იყიდე რძე||"},
		{"იყიდე რძე завтра", "task||2026-07-24||იყიდე რძე||"},
		{"ბერიძე, call tomorrow 11", "task||2026-07-24T11:00:00||ბერიძე call||"},
		{"开会", "task||||开会||"},
		{"купить молоко, звонок завтра", "task||2026-07-24||купить молоко звонок||"},
	};
	Fixture f;
	fixture_open(&f, NULL);
	for (size_t i = 0; i < countof(cases); i++) {
		QuickReading reading;
		well(quick_read(f.work, cases[i].line, 0, &reading, f.arena));
		char *got = reading_text(&f, &reading);
		expect_text(cases[i].line, got, cases[i].want);
		free(got);
	}
	fixture_close(&f);
}

/* A colon ends a name as a comma does, and stays in a title. */
TEST(quick_colon_ends_a_name)
{
	static const struct {
		const char *line, *want;
	} cases[] = {
		{"Иванов: звонок завтра", "task|Иванов Игорь|2026-07-24||звонок||"},
		{"Иванов Игорь: звонок завтра", "task|Иванов Игорь|2026-07-24||звонок||"},
		{"звонок: Иванов завтра", "task|Иванов Игорь|2026-07-24||звонок||"},
		{"ООО «Север»: счёт до пятницы", "task|ООО «Север»|2026-07-24||счёт||"},
		{"ООО «Север», счёт до пятницы", "task|ООО «Север»|2026-07-24||счёт||"},
		{"ООО «Север Плюс», счёт до пятницы", "task|+ООО «Север Плюс»|2026-07-24||счёт||"},
		{"завтра Иванов: обсудить договор", "task|Иванов Игорь|2026-07-24||обсудить договор||"},
		{"Орлов Пётр: звонок завтра в 12", "task|+Орлов Пётр|2026-07-24T12:00:00||звонок||"},
		{"Новый Проект: смета завтра", "task||2026-07-24||Новый Проект: смета||"},
		{"Показ: Лесная 12", "task||||Показ: Лесная 12||"},
		{"встреча на Тверская 7", "task||||встреча на Тверская 7||"},
		{"план: смета", "task||||план: смета||"},
		{"Smith: call tomorrow 10", "task|Smith John|2026-07-24T10:00:00||call||"},
		{"созвон 15:00: смета", "task||2026-07-23T15:00:00||созвон смета||"},
	};
	Fixture f;
	fixture_open(&f, NULL);
	make_client(&f, "Иванов Игорь", NULL);
	make_client(&f, "ООО «Север»", NULL);
	make_client(&f, "Smith John", NULL);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		QuickReading reading;
		well(quick_read(f.work, cases[i].line, 0, &reading, f.arena));
		char *got = reading_text(&f, &reading);
		expect_text(cases[i].line, got, cases[i].want);
		free(got);
	}
	fixture_close(&f);
}

/* A paper of a firm is no name of one. */
TEST(quick_makes_no_firm_of_a_sentence)
{
	static const struct {
		const char *line, *want;
	} cases[] = {
		{"ИП Сергеев А.В. счёт №15/08 от 25.11", "task||||ИП Сергеев А.В. счёт №15/08 от 25.11||"},
		{"ООО Ромашка оплатила счёт 118", "task||||ООО Ромашка оплатила счёт 118||"},
		{"ИП Сергеев А.В.", "client|+ИП Сергеев А.В.|||||"},
		{"ООО Рога и копыта", "client|+ООО «Рога и копыта»|||||"},
		{"ООО Ромашка плюс", "client|+ООО «Ромашка плюс»|||||"},
		{"Acme Trading LLC", "client|+Acme Trading LLC|||||"},
		{"ооо ромашка", "client|+ООО «Ромашка»|||||"},
	};
	Fixture f;
	fixture_open(&f, NULL);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		QuickReading reading;
		well(quick_read(f.work, cases[i].line, 0, &reading, f.arena));
		char *got = reading_text(&f, &reading);
		expect_text(cases[i].line, got, cases[i].want);
		free(got);
	}
	fixture_close(&f);
}

/* A legal form is in the name of every other firm, and of whoever works there. */
TEST(quick_legal_form_alone_is_no_name)
{
	static const struct {
		const char *line, *want;
	} cases[] = {
		{"ООО Ромашка звонок завтра 10", "task|ООО «Ромашка»|2026-07-24T10:00:00||звонок||"},
		{"звонок в ООО Ромашка завтра 10", "task|ООО «Ромашка»|2026-07-24T10:00:00||звонок||"},
		{"ооо вектор звонок завтра 10", "task|ООО «Вектор»|2026-07-24T10:00:00||звонок||"},
		{"звонок Петров завтра 10", "task|Петров Олег|2026-07-24T10:00:00||звонок||"},
	};
	Fixture f;
	fixture_open(&f, NULL);
	run(&f, "client add --name \"ООО «Ромашка»\"");
	run(&f, "client add --name \"ООО «Вектор»\"");
	run(&f, "client add --name \"Петров Олег\" --organization \"ООО «Вектор»\"");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		QuickReading reading;
		well(quick_read(f.work, cases[i].line, 0, &reading, f.arena));
		char *got = reading_text(&f, &reading);
		expect_text(cases[i].line, got, cases[i].want);
		free(got);
	}
	QuickReading reading;
	well(quick_read(f.work, "позвонить в ООО Заря завтра", 0, &reading, f.arena));
	assert_int_equal(reading.client, 0);
	fixture_close(&f);
}

/* An office number is many people's: whom the name says is meant, and whose the number is is told. */
TEST(quick_name_is_stronger_than_a_number)
{
	static const struct {
		const char *line, *want, *of;
	} cases[] = {
		{"Смирнов Олег, ООО Ромашка, 495 222-11-01, звонок завтра 12", "task|+Смирнов Олег @ ООО Ромашка 495 222-11-01|2026-07-24T12:00:00||звонок||", "Сидоров Сидор"},
		{"Смирнов Олег 495 222-11-01", "client|+Смирнов Олег 495 222-11-01|||||", "Сидоров Сидор"},
		{"новый клиент Смирнов Олег, 495 222-11-01", "client|+Смирнов Олег 495 222-11-01|||||", "Сидоров Сидор"},
		{"Орлова Анна, 495 222-11-01, звонок завтра", "task|Орлова Анна|2026-07-24||звонок||", "Сидоров Сидор"},
		{"орлова мария петровна, 495 222-11-01", "client|+Орлова Мария Петровна 495 222-11-01|||||", "Сидоров Сидор"},
		{"Зотов Лев, 495 333-11-01", "client|+Зотов Лев 495 333-11-01|||||", "ООО «Север»"},
		{"Сидоров Сидор, 495 222-11-01, звонок завтра", "task|Сидоров Сидор|2026-07-24||звонок||", NULL},
		{"Сидор, 495 222-11-01, звонок завтра", "task|Сидоров Сидор|2026-07-24||звонок||", NULL},
		{"495 222-11-01 звонок завтра", "task|Сидоров Сидор|2026-07-24||звонок||", NULL},
		{"Смирнов Олег, 495 222-11-09", "client|+Смирнов Олег 495 222-11-09|||||", NULL},
	};
	Fixture f;
	fixture_open(&f, NULL);
	make_client(&f, "Сидоров Сидор", "495 222-11-01");
	make_client(&f, "Орлова Анна", NULL);
	make_client(&f, "ООО «Север»", "495 333-11-01");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		QuickReading reading;
		well(quick_read(f.work, cases[i].line, 0, &reading, f.arena));
		char *got = reading_text(&f, &reading);
		expect_text(cases[i].line, got, cases[i].want);
		free(got);
		expect_text(cases[i].line, reading.phone_of, cases[i].of);
		if (cases[i].of)
			assert_non_null(strstr(reading.warning, cases[i].of));
	}
	QuickReading reading;
	Str echo = {0};
	well(quick_read(f.work, "495 222-11-01 call tomorrow", 0, &reading, f.arena));
	quick_echo(&echo, &reading);
	assert_non_null(strstr(str_text(&echo), "Сидоров Сидор"));
	str_done(&echo);
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

/* Nothing is written of a date, a time or a span that is none; the reason names what was said. */
TEST(quick_refuses_what_cannot_be)
{
	static const struct {
		const char *line, *word;
	} cases[] = {
		{"call Orlov 31.02 at 11", "31.02"},
		{"звонок козлов 31.02 в 10", "31.02"},
		{"встреча Козлов 25.11 14-13", "14-13"},
		{"meet tomorrow 14:00-13:30", "14:00-13:30"},
		{"отпуск 10.12-1.12", "10.12-1.12"},
		{"vacation 10 dec - 1 dec", "10 dec - 1 dec"},
		{"звонок завтра в 10 и в 25:00", "25:00"},
		{"Ким 25.11 перенести на пт 10:00", "на пт"},
		{"Ким пн-пт 9-18 обучение", "пн-пт"},
	};
	Fixture f;
	fixture_open(&f, NULL);
	char *before = dump(&f);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		QuickReading reading;
		well(quick_read(f.work, cases[i].line, 0, &reading, f.arena));
		Err *err = quick_save(f.work, &reading, NULL, NULL, NULL);
		assert_non_null(err);
		expect_text(cases[i].line, err->word, cases[i].word);
		assert_non_null(strstr(err->what, cases[i].word));
		err_free(err);
	}
	char *after = dump(&f);
	assert_string_equal(after, before);
	free(before);
	free(after);
	fixture_close(&f);
}

/* A line of nothing but a client and tags puts them on, and one step takes them back. */
TEST(quick_puts_tags_on)
{
	Fixture f;
	fixture_open(&f, NULL);
	int64_t smirnov = make_client(&f, "Smirnov John", NULL), id = 0, batch = 0;
	QuickReading reading;
	const char *kind = NULL;
	void *rows;
	size_t n;
	well(quick_read(f.work, "#vip #wholesale Smirnov", 0, &reading, f.arena));
	well(quick_save(f.work, &reading, &kind, &id, &batch));
	assert_string_equal(kind, "client");
	assert_int_equal(id, smirnov);
	const Value client = {VALUE_INT, smirnov, NULL, 0};
	well(store_where(f.work->store, &kind_tagging, "client", client, &rows, &n, f.arena));
	assert_int_equal(n, 2);
	Undone undone;
	well(work_undo(f.work, false, &undone));
	free(undone.label);
	well(store_where(f.work->store, &kind_tagging, "client", client, &rows, &n, f.arena));
	assert_int_equal(n, 0);
	fixture_close(&f);
}

/* On the row of Antonov: whom the words name is meant, a name that is nobody's is not Antonov. */
TEST(quick_ties_to_the_row_only_what_names_nobody)
{
	static const struct {
		const char *line, *client, *summary, *unknown;
	} cases[] = {
		{"call kim tomorrow 10", "Olga Kim", "call", NULL},
		{"call olga tomorrow 10", "Olga Kim", "call", NULL},
		{"звонок сид завтра в 10", "Сидорова Анна", "звонок", NULL},
		{"звонок анна завтра в 10", "Сидорова Анна", "звонок", NULL},
		{"звонок ант завтра про доставку", "Антонов Павел", "звонок про доставку", NULL},
		{"звонок павел завтра", "Антонов Павел", "звонок", NULL},
		{"позвонить Зарубину завтра в 11", NULL, "позвонить Зарубину", "Зарубину"},
		{"call Zarubin tomorrow 11", NULL, "call Zarubin", "Zarubin"},
		{"отчёт завтра", "Антонов Павел", "отчёт", NULL},
		{"Отчёт завтра", "Антонов Павел", "Отчёт", NULL},
		{"отправить КП завтра", "Антонов Павел", "отправить КП", NULL},
		{"meeting tomorrow 10-11 at Tverskaya 7", "Антонов Павел", "meeting", NULL},
	};
	Fixture f;
	fixture_open(&f, NULL);
	int64_t row = make_client(&f, "Антонов Павел", NULL);
	make_client(&f, "Антонов Пётр", NULL);
	make_client(&f, "Kim Olga", NULL);
	make_client(&f, "Сидорова Анна", NULL);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		QuickReading reading;
		well(quick_read(f.work, cases[i].line, row, &reading, f.arena));
		expect_text(cases[i].line, reading.client ? client_of(&f, reading.client).title.s : NULL, cases[i].client);
		expect_text(cases[i].line, reading.summary, cases[i].summary);
		if (cases[i].unknown ? !reading.unknown || !strstr(reading.unknown, cases[i].unknown) : reading.unknown != NULL)
			fail_msg("%s: says %s", cases[i].line, reading.unknown ? reading.unknown : "nothing");
		if (!reading.unknown)
			continue;
		well(quick_tie(f.work, &reading, row, f.arena));
		assert_int_equal(reading.client, row);
		assert_null(reading.unknown);
	}
	fixture_close(&f);
}

/* A step that calls nobody is told of before Enter, and its client is still among those who need one. */
TEST(quick_tells_of_a_step_without_a_date)
{
	static const struct {
		const char *line;
		bool undated;
		const char *stepless; /* clients, longest silence first, after it is saved */
	} cases[] = {
		{"call Smirnov about the price", true, "Smirnov John Olga Kim "},
		{"купить бумагу", true, "Smirnov John Olga Kim "},
		{"call Smirnov tomorrow", false, "Olga Kim "},
		{"письмо Kim", true, "Olga Kim "},
		{"встреча Kim 15.00", false, ""},
	};
	Fixture f;
	fixture_open(&f, NULL);
	make_client(&f, "Kim Olga", NULL);
	make_client(&f, "Smirnov John", NULL);
	run(&f, "log Smirnov --kind call --text hi");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		QuickReading reading;
		ClientRow *rows;
		size_t n;
		Str got = {0};
		well(quick_read(f.work, cases[i].line, 0, &reading, f.arena));
		assert_int_equal(reading.undated, cases[i].undated);
		well(quick_save(f.work, &reading, NULL, NULL, NULL));
		well(clients_stepless(f.work->store, 0, 10, &rows, &n, f.arena));
		for (size_t k = 0; k < n; k++)
			str_addf(&got, "%s ", rows[k].client.title.s);
		expect_text(cases[i].line, str_text(&got), cases[i].stepless);
		for (int own = 0; own < 2; own++) {
			int64_t all, cut;
			bool more;
			well(clients_stepless_count(f.work->store, own ? f.work->me.head.id : 0, 10, &all, &more));
			assert_int_equal(all, n);
			assert_false(more);
			well(clients_stepless_count(f.work->store, own ? f.work->me.head.id : 0, 1, &cut, &more));
			assert_int_equal(cut, n < 1 ? n : 1);
			assert_true(more == (n > 1));
		}
		str_done(&got);
		char *count = run_text(&f, "client list --filter 'no step'");
		assert_true((strstr(count, "Kim") != NULL) == (strstr(cases[i].stepless, "Kim") != NULL));
		assert_true((strstr(count, "Smirnov") != NULL) == (strstr(cases[i].stepless, "Smirnov") != NULL));
		free(count);
	}
	fixture_close(&f);
}

/* A night is told as one. */
TEST(quick_tells_that_a_span_ends_the_next_day)
{
	static const struct {
		const char *line, *echo;
	} cases[] = {
		{"shift tomorrow 22-6", "\"shift\" · Fri 24 July 22:00 8h till 06:00 the next day"},
		{"lunch tomorrow 13-14", "\"lunch\" · Fri 24 July 13:00 1h"},
		{"vacation 1.12-10.12", "\"vacation\" · Tue 1 December – Thu 10 December"},
	};
	Fixture f;
	fixture_open(&f, NULL);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		QuickReading reading;
		Str echo = {0};
		well(quick_read(f.work, cases[i].line, 0, &reading, f.arena));
		quick_echo(&echo, &reading);
		expect_text(cases[i].line, str_text(&echo), cases[i].echo);
		str_done(&echo);
	}
	fixture_close(&f);
}
