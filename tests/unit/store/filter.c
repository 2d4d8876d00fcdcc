/* SPDX-License-Identifier: MIT */
/* The filter language against a base of eight clients: expressions in both languages and the rows they give; faults and the word they point at. */
#include "people.h"

/* Rows as digits of people.h. */
static const struct {
	const char *filter, *rows;
} cases[] = {
	{"", "12345678"},
	{"  ", "12345678"},
	{"()", "12345678"},
	/* words: names, phones, mails, tags, employers, notes, history; parts of words; other layout; look-alikes */
	{"иван", "17"},
	{"Иванов", "17"},
	{"ИВАНОВ", "17"},
	{"bdfyjd", "17"},
	{"шмфтщм", "5"},
	{"ivan", "5"},
	{"Ивaнoв", "17"},
	{"ёлка", "7"},
	{"елка", "7"},
	{"4567", "1"},
	{"45 67", "1"}, /* the end of a phone said in pairs */
	{"45-67", "1"},
	{"77 40", "4"},
	{"иванов 45 67", "1"},
	{"45 67 иванов", "1"},
	{"40 77", ""},
	{"89161234567", "1"},
	{"8 (916) 123-45-67", "1"},
	{"+7 916 123", "1"},
	{"916 123-45", "1"},
	{"7740", "4"},
	{"2345", "1"},
	{"vector", "13"},
	{"вектор", "123"},
	{"игорь вектор", "1"},
	{"вектор игорь", "1"},
	{"ектор", "123"},
	{"опт", "17"},
	{"директор", "1"},
	{"скидку", "1"},
	{"прайс", "3"},
	{"айс", "3"},
	{"delivery", "5"},
	{"zzz", ""},
	{"о", "12357"},
	{"ив", "17"},
	{"ки", "3"},
	{"опт скидку", "1"},
	{"иванов каталог", "1"},
	{"\"Игорь Петрович\"", "1"},
	{"\"Петрович Игорь\"", ""},
	{"«Игорь Петрович»", "1"},
	{"\"иван\"", ""},
	{"тверская", "1"},
	{"dtrnjh", "123"},
	/* and, or, not, brackets */
	{"иван -вектор", "7"},
	{"ким or петрова", "34"},
	{"ким или петрова", "34"},
	{"(ким или петрова) tag:москва", "3"},
	{"not (tag:опт or tag:москва)", "24568"},
	{"не (метка:опт или метка:розница) вид:человек", "35"},
	{"tag:опт and source:выставка", "1"},
	{"метка:опт и источник:выставка", "1"},
	{"-иван -вектор", "4568"},
	{"not not ким", "3"},
	{"-(ким)", "1245678"},
	{"(иван) (игорь)", "1"},
	{"елка или прайс", "37"},
	{"не скидку", "2345678"},
	/* tags */
	{"tag:опт", "17"},
	{"метка:опт", "17"},
	{"тег:ОПТ", "17"},
	{"tag:оп", "17"},
	{"tag:\"оп\"", ""},
	{"-tag:опт", "234568"},
	{"не метка:опт", "234568"},
	{"tag:опт or tag:розница", "147"},
	{"tag:опт tag:москва", "1"},
	{"no tag", "2568"},
	{"без меток", "2568"},
	{"без метки", "2568"},
	{"no tags", "2568"},
	{"tag: опт", "17"},
	{"теги:опт", "17"},
	{"метки:опт", "17"},
	{"телефоны:4567", "1"},
	{"роли:дир", "1"},
	{"почты:KIM", "3"},
	/* channels */
	{"phone:4567", "1"},
	{"телефон:916", "1"},
	{"телефон:\"8 903 210\"", "4"},
	{"тел:+44", "5"},
	{"no phone", "378"},
	{"без телефона", "378"},
	{"mail:example", "135"},
	{"почта:vector", "13"},
	{"почта:KIM", "3"},
	{"no mail", "24678"},
	{"без почты", "24678"},
	{"адрес:тверская", "1"},
	{"без адреса", "2345678"},
	/* employer and role */
	{"works:вектор", "13"},
	{"где:вектор", "13"},
	{"организация:Вектор", "13"},
	{"organization:вектор", "13"},
	{"no works", "245678"},
	{"no organization", "245678"},
	{"role:дир", "1"},
	{"должность:Бухгалтер", "3"},
	/* the next step */
	{"step:звонок", "1"},
	{"шаг:call", "1"},
	{"step:meeting", "4"},
	{"шаг:Счёт", "6"},
	{"no step", "23578"}, /* 8 has one without a date, which calls nobody */
	{"без шага", "23578"},
	{"no next step", "23578"}, /* the words of the heading */
	{"без следующего шага", "23578"},
	{"-без шага", "146"},
	{"step:today", "1"},
	{"шаг:сегодня", "1"},
	{"шаг:завтра", ""},
	{"step:27.07", "4"},
	/* without a year, the day or month that lies nearest: one does not look for what is in a year */
	{"step:21.07", "6"},
	{"шаг:21 июля", "6"},
	{"step<22.07", "146"}, /* a limit of what is to be done lies ahead */
	{"step>20.07", "146"},
	{"step>20 апреля", "146"},
	{"step<1 мая", "146"},
	{"step>20 january", ""}, /* half a year behind, and a day: the one to come is nearer */
	{"step>june", "146"},
	{"step:в июне", ""},
	{"step<january", "146"},
	{"by:21.07", "146"},
	{"шаг:27 июля", "4"},
	{"step<+3d", "16"},
	{"шаг Б +3д", "16"},
	{"step>today", "4"},
	{"step>=27.07", "4"},
	{"step:this week", "16"},
	{"шаг:эта неделя", "16"},
	{"шаг:на этой неделе", "16"},
	{"шаг:на текущей неделе", "16"},
	{"step:next week", "4"},
	{"шаг:на следующей неделе", "4"},
	{"шаг:на той неделе", "4"},
	{"шаг:в июле", "146"},
	{"step:in july", "146"},
	{"шаг:в этом месяце", "146"},
	{"шаг:до пятницы", "16"},
	{"шаг:до 27 июля", "146"},
	{"step:by 27 july", "146"},
	{"step:by friday иван", "1"},
	{"step:overdue", "6"},
	{"шаг:просрочено", "6"},
	{"step:overdue or step:звонок", "16"},
	{"by:today", "16"},
	{"до:пт", "16"},
	{"by:27.07", "146"},
	{"by<today", "6"},
	{"до<сегодня", "6"},
	{"до Б сегодня", "6"},
	{"by>today", "4"},
	{"до Ю сегодня", "4"},
	{"by<1d", "16"},
	{"до:неделя", "16"},
	{"by:\"next week\"", "146"},
	{"no by", "23578"},
	{"срок>=27.07.2026", "4"},
	{"до:27 июля", "146"},
	{"до:27 июля иван", "1"},
	/* the last contact */
	{"contact<30d", "1368"},
	{"контакт<30д", "1368"},
	{"contact>30d", "2457"},
	{"контакт Ю 30д", "2457"},
	{"контакт Б 30д", "1368"},
	{"контактЮ30д", "2457"},
	{"контакт Ю30д", "2457"},
	{"contact:today", ""},
	{"contact:yesterday", "1"},
	{"contact>month", "2457"},
	{"контакт>месяц", "2457"},
	{"контакт Ю месяц", "2457"},
	{"contact<month", "1368"},
	{"контакт:на этой неделе", "1"},
	{"контакт:эта неделя", "1"},
	{"контакт:на прошлой неделе", "6"},
	{"контакт:прошлая неделя", "6"},
	{"контакт:вчера", "1"},
	{"contact<2026-07-01", "578"},
	{"контакт<01.07.2026", "578"},
	{"contact:june", "78"},
	{"контакт:июнь", "78"},
	{"contact>=2026-07-11", "136"},
	{"контакт:июль 2026", "136"},
	{"contact<2w", "136"},
	{"contact>2mo", "245"},
	{"контакт>2мес", "245"},
	{"no contact", "24"},
	{"без контакта", "24"},
	{"contact:2026", "135678"},
	{"contact:месяц", "136"},
	{"контакт:2026-05", "5"},
	/* whose, kind, outcome, source, birth, note, attempts, history */
	{"whose:me", "123"},
	{"чей:мой", "123"},
	{"чьи:мои", "123"},
	{"whose:boris", "46"},
	{"чей:Борис", "46"},
	{"no whose", "578"},
	{"-чей:мой", "45678"},
	{"kind:person", "13457"},
	{"вид:организация", "268"},
	{"тип:человек", "13457"},
	{"type:org", "268"},
	{"outcome:reached", "17"},
	{"исход:no-answer", "4"},
	{"outcome:refused", "6"},
	{"исход:отказ", "6"},
	{"исход:\"не ответил\"", "4"},
	{"исход:дозвонился", "17"},
	{"no outcome", "2358"},
	{"source:сайт", "46"},
	{"источник:Сайт", "46"},
	{"source:выставка", "1"},
	{"no source", "23578"},
	{"без источника", "23578"},
	{"born:1973", "1"},
	{"родился:май", "1"},
	{"born:may", "1"},
	{"born:26.07", "3"},
	{"born<1980", "1"},
	{"родилась:12.05.1973", "1"},
	{"born:12.05.1974", ""},
	{"no born", "245678"},
	{"note:скидку", "1"},
	{"заметка:ёлка", "7"},
	{"без заметки", "234568"},
	{"attempts>2", "4"},
	{"попытки>=3", "4"},
	{"попыток<1", "1235678"},
	{"attempts:3", "4"},
	{"попытки Ю 2", "4"},
	{"history:прайс", "3"},
	{"история:каталог", "1"},
	{"no history", "28"},
	{"name:Иванов", "17"},
	{"имя:ким", "3"},
	{"surname:иван", "1"},
	{"фамилия:СИДОР", "7"},
	{"пол:женский", "347"},
	{"gender:male", "15"},
	{"вид:организация без контакта", "2"},
	{"чей:мой контакт>10д", "23"},
	{"чей:мой иван", "1"},
	{"вид:человек 4567", "1"},
};

TEST(filter_rows)
{
	People p = people_new();
	size_t failed = 0;
	for (size_t i = 0; i < countof(cases); i++) {
		FilterNode *node;
		ClientRow *rows;
		size_t n;
		char got[PEOPLE + 2];
		Arena *arena = arena_new();
		Err *err = filter_read(&node, cases[i].filter, &p.context, arena);
		if (err) {
			print_error("%s: %s (%s)\n", cases[i].filter, err->what, err->word);
			err_free(err);
			failed++;
			arena_free(arena);
			continue;
		}
		const ClientPage page = {.filter = node, .limit = 100};
		well(clients_page(p.store, &page, &rows, &n, arena));
		people_digits(got, &p, rows, n, true);
		int64_t count;
		bool more;
		well(clients_count(p.store, node, 1000, &count, &more));
		if (strcmp(got, cases[i].rows) != 0 || count != (int64_t)n || more) {
			print_error("%s: got %s, want %s; counted %lld\n", cases[i].filter, got, cases[i].rows, (long long)count);
			failed++;
		}
		arena_free(arena);
	}
	assert_true(countof(cases) >= 100);
	if (failed)
		fail_msg("%zu of %zu expressions", failed, countof(cases));
	people_done(&p);
}

static const struct {
	const char *filter, *word;
	int at;
} faults[] = {
	{"foo:bar", "foo", 0},
	{"tag:опт foo:bar", "foo", 11},
	{"tag:", "tag:", 0},
	{"contact<абв", "абв", 8},
	{"kind:xyz", "xyz", 5},
	{"(tag:опт", "(", 0},
	{"tag:опт)", ")", 10},
	{"attempts>many", "many", 9},
	{"tag>опт", ">", 3},
	{"иван or", "", 11},
	{"not", "not", 0},
	{"or иван", "or", 0},
	{"метка:", "метка:", 0},
	{"родился:никогда", "никогда", 15},
	{"не", "не", 0},
	{"(иван или) ким", ")", 16},
	{"попытки>много", "много", 15},
	{"no foo", "foo", 3},
	{"без абв", "абв", 7},
	{"tag:опт no foo", "foo", 14},
	{"\"иван", "\"иван", 0},
	{"tag:\"опт", "\"опт", 4},
	{"«иван", "«иван", 0},
	{"step<абв", "абв", 5},
};

TEST(filter_faults_point_at_the_word)
{
	People p = people_new();
	for (size_t i = 0; i < countof(faults); i++) {
		FilterNode *node;
		Arena *arena = arena_new();
		Err *err = filter_read(&node, faults[i].filter, &p.context, arena);
		if (!err)
			fail_msg("%s: no fault", faults[i].filter);
		if (err->code != ERR_USAGE || err->at != faults[i].at || !test_same(err->word ? err->word : "", faults[i].word))
			fail_msg("%s: %s at %d (%s)", faults[i].filter, err->word, err->at, err->what);
		err_free(err);
		arena_free(arena);
	}
	people_done(&p);
}

static const struct {
	const char *filter, *echo;
} echoes[] = {
	{"tag:опт contact>30d", "tag опт and last contact more than 30d ago"},
	{"контакт Ю 30д", "last contact more than 30д ago"},
	{"tag:опт or (tag:розница -иван)", "tag опт or tag розница and not «иван»"},
	{"(ким or петрова) tag:опт", "(«ким» or «петрова») and tag опт"},
	{"no step", "without: next step"},
	{"by:today", "next step by ≤ Thu 23 July 2026"},
	{"by<3d", "next step by in less than 3d"},
	{"вид:человек", "kind person"},
	{"attempts>2", "attempts > 2"},
	{"", "all"},
};

TEST(filter_echo)
{
	People p = people_new();
	for (size_t i = 0; i < countof(echoes); i++) {
		FilterNode *node;
		Str got = {0};
		well(filter_read(&node, echoes[i].filter, &p.context, p.fixture.arena));
		filter_echo(&got, node);
		expect_text(echoes[i].filter, str_text(&got), echoes[i].echo);
		str_done(&got);
	}
	people_done(&p);
}

/* Reads the filter and asks the base; false: it is none. */
static bool filter_ran(People *p, const Kind *kind, const char *text)
{
	FilterContext context = p->context;
	FilterNode *node;
	size_t found = 0;
	void *rows;
	context.kind = kind;
	Err *err = filter_read(&node, text, &context, p->fixture.arena);
	if (err) {
		err_free(err);
		return false;
	}
	const PlanQuery plans = {.from = INSTANT_NONE, .to = INSTANT_NONE, .limit = 10, .filter = node};
	if (kind == &kind_client) {
		const ClientPage page = {.filter = node, .limit = 10};
		err = clients_page(p->store, &page, (ClientRow **)&rows, &found, p->fixture.arena);
	} else if (kind == &kind_interaction) {
		err = history_page(p->store, p->id[1], node, 0, 0, 10, (HistoryRow **)&rows, &found, p->fixture.arena);
	} else if (kind == &kind_reminder) {
		const ReminderQuery query = {.until = INSTANT_NONE, .limit = 10, .filter = node, .done_too = true};
		err = reminders_page(p->store, &query, (ReminderRow **)&rows, &found, p->fixture.arena);
	} else if (kind == &kind_event) {
		err = events_between(p->store, &plans, (Event **)&rows, &found, p->fixture.arena);
	} else if (kind == &kind_task) {
		err = tasks_due(p->store, &plans, false, (Task **)&rows, &found, p->fixture.arena);
	} else {
		err = notes_between(p->store, &plans, (Journal **)&rows, &found, p->fixture.arena);
	}
	if (err)
		fail_msg("%s of %s: %s", text, kind->name, err->what);
	return true;
}

/* As deep and as long as the reader takes it: what it takes, the base can be asked. */
static void filter_ran_at_length(People *p, const Kind *kind, const char *term)
{
	static const char *const signs[] = {"-(", "-(-(", "not ", "("};
	static const char *const joins[] = {" or ", " "};
	for (size_t s = 0; s < countof(signs); s++)
		for (size_t j = 0; j < countof(joins); j++) {
			bool ran = false;
			for (int deep = 30; !ran && deep > 0; deep--) {
				Str text = {0};
				bool bracket = strchr(signs[s], '(') != NULL;
				for (int i = 0; i < deep; i++)
					str_addf(&text, "%s%s%s", bracket ? term : "", bracket ? joins[j] : "", signs[s]);
				str_add(&text, term);
				for (size_t i = 0; bracket && i < (size_t)deep * (strlen(signs[s]) > 2 ? 2 : 1); i++)
					str_addc(&text, ')');
				ran = filter_ran(p, kind, str_text(&text));
				str_done(&text);
			}
		}
	for (size_t j = 0; j < countof(joins); j++) {
		Str text = {0};
		for (int i = 0; i < 60; i++)
			str_addf(&text, "%s%s", i ? joins[j] : "", term);
		filter_ran(p, kind, str_text(&text));
		str_done(&text);
	}
}

/* Every name of every kind makes SQL that runs: empty, and with a value of its type. */
TEST(filter_every_name_runs)
{
	static const char *const values[] = {"today", "3", "yes", "10m", "1973", "person", "out", "open", "confirmed", "pending", "male", "formal"};
	static const Kind *const listed[] = {&kind_client, &kind_event, &kind_task, &kind_note, &kind_interaction, &kind_reminder};
	People p = people_new();
	for (size_t k = 0; k < countof(listed); k++) {
		size_t n;
		const FilterName *names = filter_names(listed[k], &n);
		assert_true(n > 3);
		for (size_t i = 0; i < n; i++) {
			bool ran = false;
			for (size_t v = 0; v <= countof(values); v++) {
				char text[200];
				if (v < countof(values))
					snprintf(text, sizeof text, "%s:%s", names[i].name, values[v]);
				else
					snprintf(text, sizeof text, "no %s", names[i].name);
				if (!filter_ran(&p, listed[k], text))
					continue;
				if (!ran)
					filter_ran_at_length(&p, listed[k], text);
				ran = true;
			}
			if (!ran)
				fail_msg("%s of %s takes no value", names[i].name, listed[k]->name);
		}
		filter_ran_at_length(&p, listed[k], "word");
		filter_ran_at_length(&p, listed[k], "\"two words\"");
	}
	people_done(&p);
}
