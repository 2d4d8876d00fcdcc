/* SPDX-License-Identifier: MIT */
/* Make, edit, merge, conflict, remove, read; ids, reopening, what is seeded. */
#include "fixture.h"
#include "kartoteka/store/lists.h"

TEST(a_new_base_has_its_lists)
{
	Fixture fixture = fixture_new();
	Store *store = open_at(fixture.path, STORE_WRITE);
	void *rows;
	size_t n;
	assert_true(store_is_new(store));
	assert_true(store_is_empty(store));
	assert_null(store_read_only(store));
	assert_false(store_is_shared(store));
	well(store_all(store, &kind_contact_kind, &rows, &n, fixture.arena));
	assert_int_equal(n, 7);
	assert_string_equal(((ContactKind *)rows)[0].code.s, "call");
	assert_null(((ContactKind *)rows)[0].name.s);
	int64_t call = ((ContactKind *)rows)[0].head.id;
	well(store_where(store, &kind_outcome, "kind", (Value){.type = VALUE_INT, .i = call}, &rows, &n, fixture.arena));
	assert_int_equal(n, 9);
	const Outcome *outcomes = rows;
	assert_string_equal(outcomes[1].code.s, "no-answer");
	assert_int_equal(outcomes[1].counts.v, OUTCOME_ATTEMPT);
	assert_string_equal(outcomes[1].offer.s, "best");
	assert_int_equal(outcomes[5].counts.v, OUTCOME_NOTHING);
	expect_sound(store);
	store_close(store);
	store = open_at(fixture.path, STORE_WRITE);
	assert_false(store_is_new(store));
	store_close(store);
	fixture_done(&fixture);
}

TEST(a_record_of_every_kind_comes_back_from_the_base)
{
	Fixture fixture = fixture_new();
	Store *store = open_at(":memory:", STORE_WRITE);
	Client client = person("Иванов", "Игорь"), other = organization("Вектор"), back;
	client.born = (Birth){0, 3, 14};
	client.note.s = "one\ntwo \"quoted\" \\ three";
	begin(store, "add");
	well(store_make(store, &kind_client, &client));
	well(store_make(store, &kind_client, &other));
	assert_int_equal(client.head.rev, 1);
	assert_int_equal(other.head.id, client.head.id + 1);
	assert_int_equal(strlen(client.head.uuid), 36);
	Source source;
	record_init(&kind_source, &source);
	source.head_lines = (Bytes){"BEGIN:VCALENDAR\n\0x", 18};
	well(store_make(store, &kind_source, &source));
	Event event;
	record_init(&kind_event, &event);
	event.summary.s = "Встреча";
	event.client.v = client.head.id;
	assert_true(moment_read(&event.start, "2026-07-23T10:00:00"));
	event.zone.s = "Europe/Moscow";
	well(store_make(store, &kind_event, &event));
	commit(store);
	well(store_get(store, &kind_client, client.head.id, &back, fixture.arena));
	assert_string_equal(back.surname.s, "Иванов");
	assert_string_equal(back.note.s, client.note.s);
	assert_int_equal(back.born.day, 14);
	assert_int_equal(back.born.year, 0);
	assert_string_equal(back.title.s, "Иванов Игорь");
	assert_true(instant_is_none(back.last_contact));
	Source source_back;
	well(store_get(store, &kind_source, source.head.id, &source_back, fixture.arena));
	assert_int_equal(source_back.head_lines.n, 18);
	assert_memory_equal(source_back.head_lines.s, source.head_lines.s, 18);
	Event event_back;
	well(store_get(store, &kind_event, event.head.id, &event_back, fixture.arena));
	assert_int_equal(event_back.start.second, 36000);
	assert_int_equal(event_back.starts_at.s, event.starts_at.s);
	assert_string_equal(back.head.uuid, client.head.uuid);
	fails(store_get(store, &kind_client, 999999, &back, fixture.arena), ERR_NOT_FOUND);
	assert_false(store_is_empty(store));
	expect_sound(store);
	store_close(store);
	fixture_done(&fixture);
}

TEST(an_edit_counts_its_revision_and_writes_only_differences)
{
	Fixture fixture = fixture_new();
	Store *store = open_at(":memory:", STORE_WRITE);
	int64_t id = add_person(store, "Иванов", "Игорь");
	Client old, new;
	bool changed;
	well(store_get(store, &kind_client, id, &old, fixture.arena));
	new = old;
	begin(store, "edit");
	well(store_edit(store, &changed, &kind_client, &old, &new));
	assert_false(changed);
	assert_int_equal(commit(store), 0);
	new.surname.s = "Петров";
	begin(store, "edit");
	well(store_edit(store, &changed, &kind_client, &old, &new));
	assert_true(changed);
	assert_int_equal(new.head.rev, 2);
	assert_string_equal(new.title.s, "Петров Игорь");
	int64_t batch = commit(store);
	assert_true(batch > 0);
	ChangeRow *rows;
	size_t n;
	well(journal_changes(store, batch, 0, &rows, &n, fixture.arena));
	assert_int_equal(n, 1);
	assert_int_equal(rows[0].patch.n, 1);
	assert_string_equal(rows[0].title, "Петров Игорь");
	Str words = {0};
	patch_words(&words, &rows[0].patch, NULL);
	assert_string_equal(str_text(&words), "surname: Иванов → Петров");
	str_done(&words);
	expect_sound(store);
	store_close(store);
	fixture_done(&fixture);
}

TEST(two_sessions_merge_fields_and_ask_about_the_same_one)
{
	Fixture fixture = fixture_new();
	Store *mine = open_at(fixture.path, STORE_WRITE), *theirs = open_at(fixture.path, STORE_WRITE);
	int64_t id = add_person(mine, "Иванов", "Игорь");
	Client base, a, b;
	bool changed;
	well(store_get(mine, &kind_client, id, &base, fixture.arena));
	b = base;
	b.source.s = "site";
	b.given.s = "Иван";
	const BatchHead head = {.author = 7, .at = {1784797300}, .command = "edit"};
	well(store_begin(theirs, &head));
	well(store_edit(theirs, &changed, &kind_client, &base, &b));
	commit(theirs);
	/* another field: both stay */
	a = base;
	a.note.s = "from me";
	begin(mine, "edit");
	well(store_edit(mine, &changed, &kind_client, &base, &a));
	commit(mine);
	assert_int_equal(a.head.rev, 3);
	assert_string_equal(a.source.s, "site");
	assert_string_equal(a.title.s, "Иванов Иван");
	/* the same field: nothing is lost silently */
	a = base;
	a.given.s = "Игнат";
	a.patronymic.s = "Петрович";
	begin(mine, "edit");
	fails(store_edit(mine, &changed, &kind_client, &base, &a), ERR_CONFLICT);
	const Conflict *conflict = store_conflict(mine);
	assert_non_null(conflict);
	assert_int_equal(conflict->n, 1);
	assert_string_equal(conflict->field[0]->name, "given");
	assert_string_equal(conflict->base[0].s, "Игорь");
	assert_string_equal(conflict->mine[0].s, "Игнат");
	assert_string_equal(conflict->theirs[0].s, "Иван");
	store_rollback(mine);
	/* the same value of both is no conflict */
	a = base;
	a.given.s = "Иван";
	begin(mine, "edit");
	well(store_edit(mine, &changed, &kind_client, &base, &a));
	assert_false(changed);
	store_rollback(mine);
	/* gone meanwhile */
	begin(theirs, "delete");
	well(store_remove(theirs, &kind_client, id));
	commit(theirs);
	begin(mine, "edit");
	fails(store_edit(mine, &changed, &kind_client, &base, &a), ERR_NOT_FOUND);
	store_rollback(mine);
	expect_sound(mine);
	store_close(mine);
	store_close(theirs);
	fixture_done(&fixture);
}

/* After a restore a number may be another record's: what was meant is not there any more. */
TEST(a_record_whose_number_is_anothers_now_was_removed)
{
	Fixture fixture = fixture_new();
	Store *store = open_at(":memory:", STORE_WRITE);
	int64_t id = add_person(store, "Иванов", "Игорь");
	Client old;
	well(store_get(store, &kind_client, id, &old, fixture.arena));
	begin(store, "delete");
	well(store_remove(store, &kind_client, id));
	commit(store);
	begin(store, "add");
	Client other = person("Петров", "Пётр");
	other.head.id = id;
	well(store_make(store, &kind_client, &other));
	commit(store);
	Client new = old;
	new.note.s = "звонить утром";
	bool changed;
	begin(store, "edit");
	Err *err = store_edit(store, &changed, &kind_client, &old, &new);
	if (!err || err->code != ERR_NOT_FOUND || !strstr(err->what, "removed meanwhile"))
		fail_msg("%s", err ? err->what : "it was written over another");
	err_free(err);
	store_rollback(store);
	store_close(store);
	fixture_done(&fixture);
}

TEST(the_author_of_a_conflict_is_named)
{
	Fixture fixture = fixture_new();
	Store *store = open_at(":memory:", STORE_WRITE);
	Staff staff;
	record_init(&kind_staff, &staff);
	staff.login.s = "belova";
	staff.name.s = "Белова";
	begin(store, "staff");
	well(store_make(store, &kind_staff, &staff));
	commit(store);
	int64_t id = add_person(store, "Иванов", "Игорь");
	Client base, a;
	bool changed;
	well(store_get(store, &kind_client, id, &base, fixture.arena));
	a = base;
	a.given.s = "Иван";
	const BatchHead head = {.author = staff.head.id, .at = {1784797300}, .command = "edit"};
	well(store_begin(store, &head));
	well(store_edit(store, &changed, &kind_client, &base, &a));
	commit(store);
	a.given.s = "Игнат";
	begin(store, "edit");
	Err *err = store_edit(store, &changed, &kind_client, &base, &a);
	assert_non_null(err);
	assert_non_null(strstr(err->what, "Белова"));
	assert_int_equal(store_conflict(store)->author, staff.head.id);
	assert_int_equal(store_conflict(store)->at.s, 1784797300);
	err_free(err);
	store_rollback(store);
	store_close(store);
	fixture_done(&fixture);
}

TEST(rules_refuse_before_anything_is_written)
{
	Store *store = open_at(":memory:", STORE_WRITE);
	Client nobody;
	record_init(&kind_client, &nobody);
	char *before = dump_of(store);
	begin(store, "add");
	Err *err = store_make(store, &kind_client, &nobody);
	assert_non_null(err);
	assert_string_equal(err->word, "surname");
	err_free(err);
	store_rollback(store);
	char *after = dump_of(store);
	assert_string_equal(before, after);
	free(before);
	free(after);
	fails(store_make(store, &kind_client, &nobody), ERR_FAILED); /* outside a transaction */
	store_close(store);
}

TEST(a_rollback_leaves_nothing_and_a_reader_sees_own_writes)
{
	Store *store = open_at(":memory:", STORE_WRITE);
	Arena *arena = arena_new();
	Client client;
	char *before = dump_of(store);
	begin(store, "add");
	int64_t id = make_person(store, "Иванов", "Игорь");
	assert_true(store_in_transaction(store));
	assert_true(store_batch(store) > 0);
	well(store_get(store, &kind_client, id, &client, arena));
	store_rollback(store);
	assert_false(store_in_transaction(store));
	fails(store_get(store, &kind_client, id, &client, arena), ERR_NOT_FOUND);
	char *after = dump_of(store);
	assert_string_equal(before, after);
	free(before);
	free(after);
	/* the id of what was rolled back is free again */
	assert_int_equal(add_person(store, "Иванов", "Игорь"), id);
	arena_free(arena);
	store_close(store);
}

TEST(a_client_goes_with_its_own_and_others_let_go)
{
	Fixture fixture = fixture_new();
	Store *store = open_at(":memory:", STORE_WRITE);
	begin(store, "add");
	int64_t id = make_person(store, "Иванов", "Игорь");
	Client firm = organization("Вектор");
	well(store_make(store, &kind_client, &firm));
	Channel phone;
	record_init(&kind_channel, &phone);
	phone.client.v = id;
	phone.value.s = "+7 916 123-45-67";
	well(store_make(store, &kind_channel, &phone));
	Membership work;
	record_init(&kind_membership, &work);
	work.person.v = id;
	work.organization.v = firm.head.id;
	well(store_make(store, &kind_membership, &work));
	Interaction contact;
	record_init(&kind_interaction, &contact);
	contact.client.v = id;
	contact.kind.v = 1;
	contact.at.s = 1784797200;
	well(store_make(store, &kind_interaction, &contact));
	Task open, done;
	record_init(&kind_task, &open);
	open.client.v = id;
	open.summary.s = "call";
	done = open;
	done.status.v = TASK_DONE;
	well(store_make(store, &kind_task, &open));
	well(store_make(store, &kind_task, &done));
	Reminder reminder;
	record_init(&kind_reminder, &reminder);
	reminder.of_kind.s = "task";
	reminder.of.v = open.head.id;
	reminder.lead.s = 0;
	reminder.next_at.s = 1784797200;
	well(store_make(store, &kind_reminder, &reminder));
	Event event;
	record_init(&kind_event, &event);
	event.client.v = id;
	event.summary.s = "meeting";
	well(store_make(store, &kind_event, &event));
	int64_t made = commit(store);
	char *full = dump_of(store);
	begin(store, "delete");
	well(store_remove(store, &kind_client, id));
	int64_t removed = commit(store);
	fails(store_get(store, &kind_channel, phone.head.id, &phone, fixture.arena), ERR_NOT_FOUND);
	fails(store_get(store, &kind_membership, work.head.id, &work, fixture.arena), ERR_NOT_FOUND);
	fails(store_get(store, &kind_interaction, contact.head.id, &contact, fixture.arena), ERR_NOT_FOUND);
	fails(store_get(store, &kind_task, open.head.id, &open, fixture.arena), ERR_NOT_FOUND);
	fails(store_get(store, &kind_reminder, reminder.head.id, &reminder, fixture.arena), ERR_NOT_FOUND);
	well(store_get(store, &kind_task, done.head.id, &done, fixture.arena));
	assert_int_equal(done.client.v, 0);
	well(store_get(store, &kind_event, event.head.id, &event, fixture.arena));
	assert_int_equal(event.client.v, 0);
	char *without = dump_of(store);
	/* undo, redo, undo: the same base each time */
	int64_t undo = take_back(store, removed);
	char *again = dump_of(store);
	assert_string_equal(full, again);
	free(again);
	int64_t redo = take_back(store, undo);
	again = dump_of(store);
	assert_string_equal(without, again);
	free(again);
	take_back(store, redo);
	again = dump_of(store);
	assert_string_equal(full, again);
	free(again);
	expect_sound(store);
	/* an employer's removal ends the work there, not the person */
	begin(store, "delete");
	well(store_remove(store, &kind_client, firm.head.id));
	commit(store);
	fails(store_get(store, &kind_membership, work.head.id, &work, fixture.arena), ERR_NOT_FOUND);
	/* what is gone already is no obstacle to taking back its making */
	take_back(store, made);
	assert_true(store_is_empty(store));
	expect_sound(store);
	free(full);
	free(without);
	store_close(store);
	fixture_done(&fixture);
}

TEST(a_kind_of_contact_in_use_is_not_removed)
{
	Store *store = open_at(":memory:", STORE_WRITE);
	int64_t id = add_person(store, "Иванов", "Игорь");
	Interaction contact;
	record_init(&kind_interaction, &contact);
	contact.client.v = id;
	contact.kind.v = 1;
	contact.at.s = 1784797200;
	begin(store, "log");
	well(store_make(store, &kind_interaction, &contact));
	commit(store);
	begin(store, "delete");
	fails(store_remove(store, &kind_contact_kind, 1), ERR_FAILED);
	store_rollback(store);
	begin(store, "delete");
	well(store_remove(store, &kind_contact_kind, 2));
	commit(store);
	expect_sound(store);
	store_close(store);
}

TEST(derived_values_leave_revision_and_journal)
{
	Fixture fixture = fixture_new();
	Store *store = open_at(":memory:", STORE_WRITE);
	int64_t id = add_person(store, "Иванов", "Игорь");
	Client client, back;
	well(store_get(store, &kind_client, id, &client, fixture.arena));
	client.last_contact.s = 1784797200;
	client.phone.s = "916 123-45-67";
	client.surname.s = "not written by derive";
	begin(store, "derive");
	well(store_derive(store, &kind_client, &client));
	assert_int_equal(commit(store), 0);
	well(store_get(store, &kind_client, id, &back, fixture.arena));
	assert_int_equal(back.last_contact.s, 1784797200);
	assert_string_equal(back.phone.s, "916 123-45-67");
	assert_string_equal(back.surname.s, "Иванов");
	assert_int_equal(back.head.rev, 1);
	/* a colleague's edit made from before does not conflict and does not take the derived values back */
	Client old = back, new;
	old.last_contact = INSTANT_NONE;
	new = old;
	new.note.s = "x";
	bool changed;
	begin(store, "edit");
	well(store_edit(store, &changed, &kind_client, &old, &new));
	commit(store);
	assert_int_equal(new.last_contact.s, 1784797200);
	well(store_get(store, &kind_client, id, &back, fixture.arena));
	assert_int_equal(back.last_contact.s, 1784797200);
	store_close(store);
	fixture_done(&fixture);
}

TEST(ids_are_shared_by_all_kinds_and_go_on_after_reopening)
{
	Fixture fixture = fixture_new();
	Store *store = open_at(fixture.path, STORE_WRITE);
	int64_t a = add_person(store, "А", "А");
	store_close(store);
	store = open_at(fixture.path, STORE_WRITE);
	int64_t b = add_person(store, "Б", "Б");
	assert_int_equal(b, a + 1);
	Client given = person("В", "В");
	given.head.id = b + 100;
	snprintf(given.head.uuid, sizeof given.head.uuid, "00000000-0000-4000-8000-000000000001");
	begin(store, "add");
	well(store_make(store, &kind_client, &given));
	assert_int_equal(given.head.id, b + 100);
	assert_string_equal(given.head.uuid, "00000000-0000-4000-8000-000000000001");
	commit(store);
	assert_int_equal(add_person(store, "Г", "Г"), b + 101);
	expect_sound(store);
	store_close(store);
	fixture_done(&fixture);
}

static void put_text(const Kind *kind, void *record, const char *field, const char *text)
{
	Value value = {.type = VALUE_TEXT, .s = text, .n = text ? strlen(text) : 0};
	if (text)
		well(field_set(kind_field(kind, field), record, &value));
}

/* What follows from a record may be found out ahead of the transaction: the same row, the same text that is found and taken out again. */
TEST(made_ahead_is_made_alike)
{
	static const struct {
		const Kind *kind;
		const char *summary, *text, *start, *rules, *word; /* word: by which both are found */
		const char *more[4][2];                            /* other fields */
	} plans[] = {
		{&kind_event, "Акт сверки № 7", "с Ёлкиной, до обеда", "2026-07-27T10:00", NULL, "елкиной", {{NULL, NULL}}},
		{&kind_event, "Weekly déjà vu", NULL, "2026-07-27T10:00", "FREQ=WEEKLY;COUNT=3", "deja", {{NULL, NULL}}},
		{&kind_event, "for ever", "…", "2026-07-27", "FREQ=DAILY", "ever", {{NULL, NULL}}},
		{&kind_event, NULL, NULL, "2026-07-27T10:00", NULL, NULL, {{NULL, NULL}}},
		{&kind_event, "!", " \n ", "2026-07-27T10:00", "FREQ=NONSENSE", NULL, {{NULL, NULL}}},
		{&kind_task, "Счёт выставить", "1 000 руб.", NULL, NULL, "руб", {{NULL, NULL}}},
		{&kind_note, NULL, "нота", "2026-07-27", NULL, "нота", {{NULL, NULL}}},
		{&kind_event, "Встреча", NULL, "2026-07-27T10:00", NULL, "лесная", {{"location", "ул. Лесная, 12"}, {"zone", "Asia/Tokyo"}, {"end", "2026-07-27T12:00"}, {"end_zone", "Europe/Moscow"}}},
		{&kind_event, "Место", "лестница", "2026-07-27T10:00", NULL, "лестница", {{"location", "!"}, {"zone", "No/Such"}}},
		{&kind_event, "Перенос", NULL, "2026-07-28T15:00", NULL, "перенос", {{"recurrence", "2026-07-27T10:00:00"}, {"recurrence_zone", "Europe/Moscow"}, {"uid", "s@x"}, {"zone", "Europe/Moscow"}}},
		{&kind_event, "Неделя", NULL, "2026-10-20T10:00", "FREQ=WEEKLY;UNTIL=20261201T000000Z", "неделя", {{"zone", "America/New_York"}, {"exdates", "2026-11-03T10:00:00"}, {"rdates", "2026-12-25T10:00:00"}}},
		{&kind_event, "Off", NULL, "2026-07-27T10:00", NULL, "off", {{"status", "cancelled"}}},
		{&kind_event, "Only its end", NULL, NULL, NULL, "only", {{"end", "2026-07-27T12:00"}}},
		{&kind_task, "Срок", NULL, NULL, NULL, "срок", {{"due", "2026-07-27T18:00"}, {"due_zone", "Asia/Tokyo"}, {"zone", "Europe/Moscow"}}},
		{&kind_task, "Day", NULL, "2026-07-20", "FREQ=DAILY;COUNT=4", "day", {{"due", "2026-07-27"}}},
		{&kind_task, "Другой раз", NULL, "2026-07-28T15:00", NULL, "другой", {{"recurrence", "2026-07-27"}, {"due", "2026-07-28T16:00"}, {"zone", "Asia/Tokyo"}, {"status", "done"}}},
		{&kind_note, "Итог", "…", "2026-07-27T10:00", NULL, "итог", {{"zone", "Asia/Tokyo"}}},
	};
	Fixture fixture = fixture_new();
	Store *store = open_at(fixture.path, STORE_WRITE);
	for (size_t i = 0; i < countof(plans); i++) {
		union {
			Event event;
			Task task;
			Journal note;
		} at_once, ahead;
		const Kind *kind = plans[i].kind;
		record_init(kind, &at_once);
		put_text(kind, &at_once, "summary", plans[i].summary);
		put_text(kind, &at_once, "text", plans[i].text);
		put_text(kind, &at_once, "start", plans[i].start);
		put_text(kind, &at_once, "rules", plans[i].rules);
		for (size_t k = 0; k < countof(plans[i].more) && plans[i].more[k][0]; k++)
			put_text(kind, &at_once, plans[i].more[k][0], plans[i].more[k][1]);
		ahead = at_once;
		const char *searched = store_ahead(kind, &ahead, fixture.arena);
		begin(store, "add");
		well(store_make(store, kind, &at_once));
		well(store_make_ahead(store, kind, &ahead, searched));
		for (size_t k = 0; k < kind->field_count; k++) {
			Value a = field_get(&kind->fields[k], &at_once, fixture.arena), b = field_get(&kind->fields[k], &ahead, fixture.arena);
			if (!value_same(&a, &b))
				fail_msg("%zu: %s differs", i, kind->fields[k].name);
		}
		commit(store);
		expect_sound(store);
		Hit *hits;
		size_t n;
		if (plans[i].word) {
			well(find_things(store, plans[i].word, 10, &hits, &n, fixture.arena));
			assert_int_equal(n, 2);
		}
		begin(store, "remove");
		well(store_remove(store, kind, ((const Record *)&at_once)->id));
		well(store_remove(store, kind, ((const Record *)&ahead)->id));
		commit(store);
		expect_sound(store); /* what stood there and what is taken out are one */
		if (plans[i].word) {
			well(find_things(store, plans[i].word, 10, &hits, &n, fixture.arena));
			assert_int_equal(n, 0);
		}
	}
	store_close(store);
	fixture_done(&fixture);
}
