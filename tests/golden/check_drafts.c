/* SPDX-License-Identifier: MIT */
/* A form that was kept and comes back, and others who wrote meanwhile: different fields merge, the same field asks, nothing is lost. */
#include "../../src/screen/form.h"
#include "../../src/screen/draft_lines.h"
#include "desk.h"
#include "kartoteka/work/draft.h"

static const char *const one[] = {
	"client add --name \"Antonova Vera\" --phone 89161111111 --phone 89162222222 --phone 89163333333 --source expo --tag vip --tag north --organization Vector",
	"client add --name \"Zueva Olga\"",
	NULL,
};

static Card card_of(Desk *desk, const char *name, Arena *arena)
{
	Card card;
	int64_t id = 0;
	well(work_resolve(&id, desk->work, "client", name));
	well(card_read(desk->work, id, &card, arena));
	return card;
}

/* The phones by their last two figures: "11,22". */
static void expect_card(Desk *desk, const char *row, const char *source, const char *phones)
{
	Arena *arena = arena_new();
	Card card = card_of(desk, "Antonova", arena);
	Str list = {0};
	for (size_t i = 0; i < card.channel_count; i++) {
		const char *value = card.channels[i].value.s;
		str_addf(&list, "%s%s", i ? "," : "", value + strlen(value) - 2);
	}
	if (strcmp(str_text(&list), phones) != 0 || !str_same(card.client.source.s, source))
		fail_msg("%s: source %s, phones %s\n%s", row, card.client.source.s, str_text(&list), desk_text(desk));
	str_done(&list);
	arena_free(arena);
}

/* The cursor to the field of this name, whose text goes. */
static void go_to(Desk *desk, const char *name)
{
	FormState *f = ui_main(desk->ui)->state;
	assert_ptr_equal(ui_main(desk->ui)->kind, &screen_form);
	size_t item = form_item_named(f, span_of(name));
	assert_true(item != SIZE_MAX);
	assert_true(form_go(&f->form, item));
	desk_keys(desk, "C-u");
}

typedef enum Way {
	WAY_STAYS,   /* the form stays open */
	WAY_DRAFT,   /* it is left and brought back */
	WAY_RESTART, /* the session ends between */
	WAYS,
} Way;

static void leave(Desk *desk, Way way)
{
	if (way == WAY_DRAFT)
		desk_keys(desk, "Esc Esc");
	if (way == WAY_RESTART) {
		app_free(desk->ui);
		desk->ui = NULL;
	}
}

static void come_back(Desk *desk, Way way)
{
	if (way == WAY_RESTART)
		desk_show(desk);
	if (way != WAY_STAYS)
		desk_keys(desk, "0");
	assert_ptr_equal(ui_main(desk->ui)->kind, &screen_form);
}

static void between(Desk *desk, Way way, const char *theirs)
{
	leave(desk, way);
	desk_run(desk, theirs);
	come_back(desk, way);
}

static void field_to(Desk *desk, const char *name, const char *to)
{
	FormState *f = ui_main(desk->ui)->state;
	go_to(desk, name);
	form_set(&f->form, f->form.focus, to);
	desk_keys(desk, "Left");
}

static void phone_to(Desk *desk, const char *from, const char *to)
{
	FormState *f = ui_main(desk->ui)->state;
	for (size_t i = 0; i < f->form.n; i++) {
		Slot *slot = form_slot(f, i);
		if (slot && slot->type == SLOT_CHANNEL && strcmp(form_value(&f->form, i), from) == 0) {
			field_to(desk, slot->name, to);
			return;
		}
	}
	fail_msg("no phone %s\n%s", from, desk_text(desk));
}

TEST(check_28_phones_and_fields_meet_what_others_wrote)
{
	static const struct {
		const char *name, *phone, *to, *source; /* what is typed */
		const char *theirs;
		bool asks;
		const char *keys; /* the answers */
		const char *is_source, *phones;
	} rows[] = {
		{"other phones went", "89162222222", "89169999999", NULL, "client edit Antonova --phone 89162222222 --phone 89163333333", false, "", "expo", "99,33"},
		{"the source asks, the phones merge", "89162222222", "89169999999", "ads", "client edit Antonova --source friend --phone 89162222222 --phone 89163333333", true, "Right Enter", "friend", "99,33"},
		{"mine", "89162222222", "89169999999", "ads", "client edit Antonova --source friend --phone 89162222222 --phone 89163333333", true, "Left Enter", "ads", "99,33"},
		{"an untouched one went", NULL, NULL, "ads", "client edit Antonova --phone 89163333333", false, "", "ads", "33"},
		{"the very one went, kept", "89162222222", "89169999999", NULL, "client edit Antonova --phone 89161111111 --phone 89163333333", true, "Left Enter", "expo", "11,33,99"},
		{"the very one went, let go", "89162222222", "89169999999", NULL, "client edit Antonova --phone 89161111111 --phone 89163333333", true, "Right Enter", "expo", "11,33"},
		{"both took it away", "89162222222", "", "ads", "client edit Antonova --phone 89161111111 --phone 89163333333", false, "", "ads", "11,33"},
		{"one came", "89162222222", "89169999999", NULL, "client edit Antonova --phone 89161111111 --phone 89162222222 --phone 89163333333 --phone 89164444444", false, "", "expo", "11,99,33,44"},
		{"the same was written", NULL, NULL, "friend", "client edit Antonova --source friend", false, "", "friend", "11,22,33"},
		{"two ask", "89162222222", "89169999999", "ads", "client edit Antonova --source friend --phone 89161111111 --phone 89163333333", true, "Left Enter Right Enter Enter", "friend", "11,33,99"},
	};
	for (size_t i = 0; i < countof(rows); i++)
		for (Way way = WAY_STAYS; way < WAYS; way++) {
			Desk *desk = desk_open((DeskOptions){.lines = one, .rows = 36, .cols = 120});
			char *name = mem_printf("%s, way %d", rows[i].name, (int)way);
			desk_keys(desk, "2 / text:Antonova Tab e");
			if (rows[i].phone)
				phone_to(desk, rows[i].phone, rows[i].to);
			if (rows[i].source)
				field_to(desk, "source", rows[i].source);
			between(desk, way, rows[i].theirs);
			desk_keys(desk, "F2");
			if (desk_has(desk, "WAS") != rows[i].asks)
				fail_msg("%s: asks\n%s", name, desk_text(desk));
			if (rows[i].asks)
				desk_keys(desk, rows[i].keys);
			assert_true(ui_main(desk->ui)->kind != &screen_form);
			expect_card(desk, name, rows[i].is_source, rows[i].phones);
			free(name);
			desk_close(desk);
		}
}

TEST(check_28_a_phone_that_both_changed_asks)
{
	static const struct {
		const char *keys, *phones;
	} rows[] = {{"Left Enter", "11,99,33"}, {"Right Enter", "11,88,33"}, {"e C-u text:89167777777 Enter F2", "11,77,33"}};
	for (size_t i = 0; i < countof(rows); i++)
		for (Way way = WAY_STAYS; way < WAYS; way++) {
			Desk *desk = desk_open((DeskOptions){.lines = one, .rows = 36, .cols = 120});
			Arena *arena = arena_new();
			int64_t batch;
			desk_keys(desk, "2 / text:Antonova Tab e");
			phone_to(desk, "89162222222", "89169999999");
			leave(desk, way);
			Card old = card_of(desk, "Antonova", arena), new = old;
			new.channels = arena_alloc(arena, 3 * sizeof *new.channels);
			memcpy(new.channels, old.channels, 3 * sizeof *new.channels);
			new.channels[1].value.s = "89168888888";
			well(card_save(desk->work, &old, &new, &batch));
			come_back(desk, way);
			desk_keys(desk, "F2");
			desk_expect(desk, "WAS");
			desk_expect(desk, "89162222222");
			desk_expect(desk, "89168888888");
			desk_keys(desk, rows[i].keys);
			assert_true(ui_main(desk->ui)->kind != &screen_form);
			expect_card(desk, rows[i].keys, "expo", rows[i].phones);
			arena_free(arena);
			desk_close(desk);
		}
}

TEST(check_28_tags_merge)
{
	for (Way way = WAY_STAYS; way < WAYS; way++) {
		Desk *desk = desk_open((DeskOptions){.lines = one, .rows = 36, .cols = 120});
		Arena *arena = arena_new();
		desk_keys(desk, "2 / text:Antonova Tab e");
		field_to(desk, "tags", "vip, east");
		between(desk, way, "tag Antonova west");
		desk_keys(desk, "F2");
		desk_expect_row(desk, -2, "Saved");
		Card card = card_of(desk, "Antonova", arena);
		Str tags = {0};
		for (size_t i = 0; i < card.tag_count; i++)
			str_addf(&tags, "%s ", card.tags[i].name.s);
		assert_string_equal(str_text(&tags), "east vip west ");
		str_done(&tags);
		arena_free(arena);
		desk_close(desk);
	}
}

/* The role at a place that others took away: asked as a whole. */
TEST(check_28_a_role_at_a_workplace_that_is_gone_asks)
{
	for (Way way = WAY_STAYS; way < WAYS; way++)
		for (int mine = 0; mine < 2; mine++) {
			Desk *desk = desk_open((DeskOptions){.lines = one, .rows = 36, .cols = 120});
			Arena *arena = arena_new();
			desk_keys(desk, "2 / text:Antonova Tab e");
			FormState *f = ui_main(desk->ui)->state;
			for (size_t i = 0; i < f->form.n; i++)
				if (form_slot(f, i) && form_slot(f, i)->type == SLOT_ROLE)
					field_to(desk, form_slot(f, i)->name, "head");
			leave(desk, way);
			Card old = card_of(desk, "Antonova", arena), new = old;
			new.member_count = 0;
			well(card_save(desk->work, &old, &new, NULL));
			come_back(desk, way);
			desk_keys(desk, "F2");
			desk_expect(desk, "WAS");
			desk_keys(desk, mine ? "Left Enter" : "Right Enter");
			desk_expect_row(desk, -2, mine ? "Saved" : "Nothing was changed");
			Card card = card_of(desk, "Antonova", arena);
			assert_int_equal(card.member_count, mine);
			if (mine)
				assert_string_equal(card.members[0].membership.role.s, "head");
			arena_free(arena);
			desk_close(desk);
		}
}

/* A task: its date, its repeat and its reminders. */
TEST(check_28_a_task_meets_what_others_wrote)
{
	static const struct {
		const char *field, *to, *theirs;
		bool asks;
		const char *kept; /* the reminders of the field, or the summary, after "theirs" */
	} rows[] = {
		{"summary", "visit", "task edit 1 --due 2026-07-25T12:00", false, "visit"},
		{"summary", "visit", "task edit 1 --summary walk", true, "walk"},
		{"due", "26.07.2026 12:00", "task edit 1 --due 2026-07-25T12:00", true, "call"},
		{"repeat", "every mon", "task edit 1 --every day", true, "call"},
	};
	for (size_t i = 0; i < countof(rows); i++)
		for (Way way = WAY_STAYS; way < WAYS; way++) {
			Desk *desk = desk_open((DeskOptions){.lines = one, .rows = 36, .cols = 120});
			Arena *arena = arena_new();
			Task task;
			desk_run(desk, "task add call --due 2026-07-24T12:00 --client Antonova");
			int64_t id = 0;
			void *tasks;
			size_t n = 0;
			well(store_all(desk->work->store, &kind_task, &tasks, &n, arena));
			id = ((Task *)tasks)[n - 1].head.id;
			char *theirs = mem_printf("task edit %lld %s", (long long)id, rows[i].theirs + strlen("task edit 1 "));
			well(ui_push(desk->ui, &screen_form, &(FormArg){.kind = &kind_task, .id = id}));
			app_frame(desk->ui);
			field_to(desk, rows[i].field, rows[i].to);
			between(desk, way, theirs);
			desk_keys(desk, "F2");
			if (desk_has(desk, "WAS") != rows[i].asks)
				fail_msg("%zu, way %d: asks\n%s", i, (int)way, desk_text(desk));
			if (rows[i].asks)
				desk_keys(desk, "Right Enter");
			assert_true(ui_main(desk->ui)->kind != &screen_form);
			well(store_get(desk->work->store, &kind_task, id, &task, arena));
			assert_string_equal(task.summary.s, rows[i].kept);
			if (str_same(rows[i].field, "repeat"))
				assert_non_null(strstr(task.rules.s, "DAILY"));
			if (str_same(rows[i].field, "due"))
				assert_int_equal(task.due.day.n, day_of(2026, 7, 25).n);
			free(theirs);
			arena_free(arena);
			desk_close(desk);
		}
}

/* A week's occurrence, opened alone, from there on or as the whole; others write of the whole or of that one meanwhile. */
TEST(check_28_a_series_meets_what_others_wrote)
{
	static const struct {
		const char *name;
		Reach reach;
		const char *field, *to, *theirs;
		bool asks;
		const char *answer, *agenda;
	} rows[] = {
		{"one field of the whole", REACH_WHOLE, "location", "Hall", "--at 2026-07-27 --reach whole --where Den", true, "Right Enter", "14 Den, 14 Den, 14 Den"},
		{"mine of it", REACH_WHOLE, "location", "Hall", "--at 2026-07-27 --reach whole --where Den", true, "Left Enter", "14 Hall, 14 Hall, 14 Hall"},
		{"one field of one", REACH_ONE, "location", "Hall", "--at 2026-07-27 --where Den", true, "Left Enter", "14 -, 14 Hall, 14 -"},
		{"another field of one", REACH_ONE, "location", "Hall", "--at 2026-07-27 --start \"2026-07-27 16:00\"", false, NULL, "14 -, 16 Hall, 14 -"},
		{"one field, one of the whole", REACH_ONE, "location", "Hall", "--at 2026-07-27 --reach whole --where Den", true, "Left Enter", "14 Den, 14 Hall, 14 Den"},
		{"the same hour", REACH_WHOLE, "start", "27.07.2026 15:00", "--at 2026-07-27 --reach whole --start \"2026-07-27 15:00\"", false, NULL, "15 -, 15 -, 15 -"},
		{"another hour", REACH_WHOLE, "start", "27.07.2026 16:00", "--at 2026-07-27 --reach whole --start \"2026-07-27 15:00\"", true, "Left Down Left Enter", "16 -, 16 -, 16 -"},
		{"another hour, theirs", REACH_WHOLE, "start", "27.07.2026 16:00", "--at 2026-07-27 --reach whole --start \"2026-07-27 15:00\"", true, "Right Down Right Enter", "15 -, 15 -, 15 -"},
		{"the hour of one", REACH_ONE, "location", "Hall", "--at 2026-07-27 --reach whole --start \"2026-07-27 15:00\"", false, NULL, "15 -, 15 Hall, 15 -"},
	};
	for (size_t i = 0; i < countof(rows); i++)
		for (Way way = WAY_STAYS; way < WAYS; way++) {
			Desk *desk = desk_open((DeskOptions){.rows = 36, .cols = 120});
			Arena *arena = arena_new();
			Moment at;
			void *events;
			size_t n = 0;
			desk_run(desk, "event add Talk --start \"2026-07-20 14:00\" --length 1h --every week");
			well(store_all(desk->work->store, &kind_event, &events, &n, arena));
			assert_int_equal(n, 1);
			int64_t id = ((Event *)events)->head.id;
			assert_true(moment_read(&at, "2026-07-27T14:00:00"));
			well(ui_push(desk->ui, &screen_form, &(FormArg){.kind = &kind_event, .id = id, .occurrence = at, .reach = rows[i].reach}));
			app_frame(desk->ui);
			field_to(desk, rows[i].field, rows[i].to);
			between(desk, way, arena_printf(arena, "event edit %lld %s", (long long)id, rows[i].theirs));
			desk_keys(desk, "F2");
			if (desk_has(desk, "WAS") != rows[i].asks)
				fail_msg("%s, way %d: asks\n%s", rows[i].name, (int)way, desk_text(desk));
			if (rows[i].asks)
				desk_keys(desk, rows[i].answer);
			if (ui_main(desk->ui)->kind == &screen_form)
				fail_msg("%s, way %d:\n%s", rows[i].name, (int)way, desk_text(desk));
			Str all = {0};
			for (int week = 0; week < 3; week++) {
				Event event;
				well(store_get(desk->work->store, &kind_event, id, &event, arena));
				Moment of = event.start;
				of.day.n += 7 * week;
				well(event_shown(desk->work, id, of, &event, arena));
				str_addf(&all, "%s%d %s", week ? ", " : "", (int)event.start.second / 3600, event.location.s ? event.location.s : "-");
			}
			if (strcmp(str_text(&all), rows[i].agenda) != 0)
				fail_msg("%s, way %d: %s", rows[i].name, (int)way, str_text(&all));
			str_done(&all);
			arena_free(arena);
			desk_close(desk);
		}
}

/* Whatever is in a value comes back, and makes no line of its own. */
TEST(draft_lines_give_back_what_was_put)
{
	static const char *const values[] = {"", "plain", "two\nlines", "\nclient=7", "back\\slash\\n", "a=b", "\\", " blanks ", "Ёжик → 5 %"};
	for (size_t i = 0; i < countof(values); i++) {
		Str body = {0};
		Span name;
		char *value;
		size_t n = 0;
		draft_put(&body, ":was.text", values[i]);
		draft_put(&body, "text", values[i]);
		draft_put_number(&body, "client", -5);
		for (const char *at = str_text(&body); draft_next(&at, &name, &value); n++) {
			if (n < 2 && strcmp(value, values[i]) != 0)
				fail_msg("\"%s\" came back as \"%s\"", values[i], value);
			free(value);
		}
		assert_int_equal(n, 3);
		value = draft_value(str_text(&body), "text");
		assert_string_equal(value, values[i]);
		free(value);
		assert_int_equal(draft_number(str_text(&body), "client", 0), -5);
		assert_int_equal(draft_number(str_text(&body), "text", 9), 9);
		assert_null(draft_value(str_text(&body), "tex"));
		str_done(&body);
	}
}

/* ---- the language is another one when it comes back ---- */

static void restart_in(Desk *desk, Lang lang)
{
	app_free(desk->ui);
	desk->ui = NULL;
	desk->work->lang = lang;
	text_language(lang, KT_LOCALE_DIR);
	desk_show(desk);
}

TEST(check_29_a_draft_of_a_new_client_survives_a_change_of_language)
{
	static const struct {
		Lang from, to;
		const char *kind, *named, *typed, *title, *kept_kind; /* title: in the palette, in the language of now */
	} rows[] = {
		{LANG_RU, LANG_EN, NULL, "surname", "Селезнёв", "Draft: client · Селезнёв", "person"},
		{LANG_EN, LANG_RU, NULL, "surname", "Bell", "Черновик: клиент · Bell", "человек"},
		{LANG_RU, LANG_EN, "организация", "name", "Вектор", "Draft: client · Вектор", "organization"},
		{LANG_EN, LANG_RU, "organization", "name", "Vector", "Черновик: клиент · Vector", "организация"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Desk *desk = desk_open((DeskOptions){.lang = rows[i].from, .rows = 36, .cols = 120});
		Arena *arena = arena_new();
		Card card;
		int64_t id = 0;
		desk_keys(desk, "2 A");
		if (rows[i].kind) {
			field_to(desk, "kind", rows[i].kind);
			desk_keys(desk, "Tab");
		}
		field_to(desk, rows[i].named, rows[i].typed);
		restart_in(desk, rows[i].to);
		desk_keys(desk, "F9");
		desk_expect(desk, rows[i].title);
		desk_keys(desk, "Esc 0");
		FormState *f = ui_main(desk->ui)->state;
		assert_ptr_equal(ui_main(desk->ui)->kind, &screen_form);
		size_t item = form_item_named(f, span_of("kind"));
		assert_string_equal(form_value(&f->form, item), rows[i].kept_kind);
		if (f->form.items[item].error)
			fail_msg("row %zu: %s", i, f->form.items[item].error);
		desk_keys(desk, "F2");
		if (ui_main(desk->ui)->kind == &screen_form)
			fail_msg("row %zu was not saved:\n%s", i, desk_text(desk));
		well(work_resolve(&id, desk->work, "client", rows[i].typed));
		well(card_read(desk->work, id, &card, arena));
		assert_int_equal(card.client.kind.v, rows[i].kind ? CLIENT_ORGANIZATION : CLIENT_PERSON);
		arena_free(arena);
		desk_close(desk);
	}
}

/* Kinds of contact, directions, lengths and repeats are words too. */
TEST(check_29_words_of_a_draft_follow_the_language)
{
	static const struct {
		const Kind *kind;
		const char *field, *typed, *is;
	} rows[] = {
		{&kind_task, "status", "начато", "started"},
		{&kind_task, "repeat", "каждый день", "every day"},
		{&kind_task, "remind", "10м, 1д", "10m, 1d"},
		{&kind_task, "summary", "начато", "начато"},
		{&kind_interaction, "kind", "звонок", "call"},
		{&kind_interaction, "outcome", "не ответил", "no answer"},
		{&kind_interaction, "direction", "входящий", "incoming"},
		{&kind_client, "gender", "женский", "female"},
		{&kind_client, "tone", "ты", "first-name"},
	};
	for (size_t i = 0; i < countof(rows); i++)
		for (int back = 0; back < 2; back++) {
			Desk *desk = desk_open((DeskOptions){.lang = back ? LANG_EN : LANG_RU, .rows = 36, .cols = 120});
			const char *typed = back ? rows[i].is : rows[i].typed, *is = back ? rows[i].typed : rows[i].is;
			desk_keys(desk, "2");
			well(ui_push(desk->ui, &screen_form, &(FormArg){.kind = rows[i].kind}));
			app_frame(desk->ui);
			field_to(desk, rows[i].field, typed);
			restart_in(desk, back ? LANG_RU : LANG_EN);
			desk_keys(desk, "0");
			FormState *f = ui_main(desk->ui)->state;
			assert_ptr_equal(ui_main(desk->ui)->kind, &screen_form);
			size_t item = form_item_named(f, span_of(rows[i].field));
			if (strcmp(rows[i].field, "summary") == 0)
				is = typed;
			if (strcmp(form_value(&f->form, item), is) != 0 || f->form.items[item].error)
				fail_msg("%s %s: %s, not %s; %s", rows[i].kind->name, rows[i].field, form_value(&f->form, item), is, f->form.items[item].error);
			desk_close(desk);
		}
}
