/* SPDX-License-Identifier: MIT */
/* Every field of every kind: offset to value to record and back; what people type; patches. */
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/model/client.h"
#include "kartoteka/model/interaction.h"
#include "kartoteka/model/list.h"
#include "kartoteka/model/patch.h"
#include "kartoteka/model/plan.h"
#include "test.h"

/* A value that differs from none and from every other field's. */
static Value sample(const Field *field, size_t i, Arena *arena)
{
	Value out = {.type = VALUE_TEXT};
	switch (field->type) {
	case FIELD_ID:
	case FIELD_COUNT:
	case FIELD_INSTANT:
	case FIELD_SECONDS:
		return (Value){.type = VALUE_INT, .i = 1000 + (int64_t)i};
	case FIELD_FLAG:
		return (Value){.type = VALUE_INT, .i = 1};
	case FIELD_CHOICE:
		out.s = field->choices[1].name;
		break;
	case FIELD_DAY:
	case FIELD_BIRTH:
	case FIELD_MOMENT:
		out.s = arena_printf(arena, "2026-07-%02zu", i % 28 + 1);
		break;
	case FIELD_TEXT:
	case FIELD_NOTE:
		out.s = arena_printf(arena, "text %zu", i);
		break;
	case FIELD_BYTES:
		out = (Value){.type = VALUE_BYTES, .s = "a\0b", .n = 3};
		return out;
	}
	out.n = strlen(out.s);
	return out;
}

TEST(every_field_of_every_kind_round_trips)
{
	Arena *arena = arena_new();
	for (size_t k = 0; kinds[k]; k++) {
		const Kind *kind = kinds[k];
		void *record = arena_alloc(arena, kind->size);
		record_init(kind, record);
		for (size_t i = 0; i < kind->field_count; i++) {
			const Field *field = &kind->fields[i];
			Value none = field_get(field, record, arena), value = sample(field, i, arena);
			if (field->type != FIELD_FLAG && field->type != FIELD_COUNT && field->type != FIELD_CHOICE && none.type != VALUE_NULL)
				fail_msg("%s.%s of an empty record is not none", kind->name, field->name);
			assert_null(field_set(field, record, &value));
		}
		/* Only after all are set: fields that share bytes would show. */
		void *copy = record_dup(arena, kind, record);
		for (size_t i = 0; i < kind->field_count; i++) {
			const Field *field = &kind->fields[i];
			Value want = sample(field, i, arena), got = field_get(field, copy, arena);
			if (!value_same(&want, &got))
				fail_msg("%s.%s does not come back", kind->name, field->name);
			assert_ptr_equal(kind_field(kind, field->name), field);
			field_clear(field, copy);
		}
		void *empty = arena_alloc(arena, kind->size);
		record_init(kind, empty);
		Patch patch = patch_between(arena, kind, empty, copy);
		assert_int_equal(patch.n, 0);
	}
	arena_free(arena);
}

TEST(names_of_kinds_and_fields_are_sound)
{
	for (size_t k = 0; kinds[k]; k++) {
		const Kind *kind = kinds[k];
		assert_ptr_equal(kind_find(kind->name), kind);
		assert_non_null(kind->title);
		if (kind->parent)
			assert_non_null(kind_field(kind, kind->parent));
		for (size_t i = 0; i < kind->field_count; i++) {
			const Field *field = &kind->fields[i];
			assert_non_null(field->label);
			if (field->of && !kind_find(field->of))
				fail_msg("%s.%s points to no kind: %s", kind->name, field->name, field->of);
			if ((field->type == FIELD_CHOICE) != (field->choices != NULL))
				fail_msg("%s.%s: choices", kind->name, field->name);
			for (size_t j = 0; j < i; j++)
				assert_string_not_equal(field->name, kind->fields[j].name);
		}
	}
	assert_null(kind_find("nothing"));
	assert_null(kind_find(NULL));
}

TEST(a_value_of_the_wrong_type_leaves_the_member)
{
	Client client;
	record_init(&kind_client, &client);
	client.born = (Birth){1973, 5, 12};
	Value bad = {.type = VALUE_TEXT, .s = "1973-99-99", .n = 10};
	Err *err = field_set(kind_field(&kind_client, "born"), &client, &bad);
	assert_non_null(err);
	assert_string_equal(err->word, "born");
	err_free(err);
	assert_int_equal(client.born.month, 5);
	err = field_set(kind_field(&kind_client, "owner"), &client, &bad);
	assert_non_null(err);
	err_free(err);
	bad.s = "neither";
	bad.n = 7;
	err = field_set(kind_field(&kind_client, "gender"), &client, &bad);
	assert_non_null(err);
	err_free(err);
}

TEST(typed_values)
{
	static const struct {
		const Kind *kind;
		const char *field, *typed, *shown; /* shown NULL: refused */
	} rows[] = {
		{&kind_client, "surname", "  Иванов\n", "Иванов"},
		{&kind_client, "surname", "", ""},
		{&kind_client, "born", "1973-05-12", "12.05.1973"},
		{&kind_client, "born", "14.03", "14.03"},
		{&kind_client, "born", "14.03.1985", "14.03.1985"},
		{&kind_client, "born", "29.02", "29.02"},
		{&kind_client, "born", "31.02", NULL},
		{&kind_client, "born", "14.03.", "14.03"},
		{&kind_client, "born", " 14.03.1985 ", "14.03.1985"},
		{&kind_client, "born", "14.03.85", NULL},
		{&kind_client, "born", "14.03 1985", NULL},
		{&kind_client, "born", "14.+3.1985", NULL},
		{&kind_client, "born", "99999999999.03.1985", NULL},
		{&kind_client, "born", "soon", NULL},
		{&kind_client, "gender", "male", "male"},
		{&kind_client, "gender", "MALE", "male"},
		{&kind_client, "gender", "neither", NULL},
		{&kind_client, "owner", "17", "17"},
		{&kind_client, "owner", "x17", NULL},
		{&kind_event, "start", "2026-07-23T10:00:00", "23.07.2026 10:00"},
		{&kind_event, "start", "2026-07-23", "23.07.2026"},
		{&kind_event, "start", "23.07.2026 9:30", "23.07.2026 09:30"},
		{&kind_event, "start", "2026-07-23T10:00:00Z", "23.07.2026 10:00 UTC"},
		{&kind_event, "start", "23.07.2026 25:30", NULL},
		{&kind_event, "start", "23.07.2026 9:30 sharp", NULL},
		{&kind_event, "start", "23.07 9:30", NULL},
		{&kind_event, "start", "23.07.26", NULL},
		{&kind_event, "free", "да", "yes"},
		{&kind_event, "free", "No", "no"},
		{&kind_event, "free", "maybe", NULL},
		{&kind_interaction, "at", "2026-07-23T13:00:00+03:00", "23.07.2026 10:00 UTC"},
		{&kind_interaction, "at", "yesterday", NULL},
		{&kind_task, "percent", "50", "50"},
		{&kind_task, "percent", "5.5", NULL},
	};
	Arena *arena = arena_new();
	for (size_t i = 0; i < countof(rows); i++) {
		void *record = arena_alloc(arena, rows[i].kind->size);
		const Field *field = kind_field(rows[i].kind, rows[i].field);
		Str shown = {0};
		record_init(rows[i].kind, record);
		Err *err = field_read(field, record, rows[i].typed, arena);
		if ((err != NULL) != (rows[i].shown == NULL))
			fail_msg("row %s: %s", rows[i].typed, err ? err->what : "was read");
		if (!err) {
			field_show(&shown, field, record);
			expect_text(rows[i].typed, str_text(&shown), rows[i].shown);
		}
		err_free(err);
		str_done(&shown);
	}
	arena_free(arena);
}

TEST(typed_lengths)
{
	static const struct {
		const char *typed;
		int64_t seconds; /* -1: refused */
	} rows[] = {
		{"8", 480},
		{"8m", 480},
		{"90s", 90},
		{"1h 30m", 5400},
		{"1.5h", 5400},
		{"1,5 ч", 5400},
		{"1.5 h 10 m", 6000},
		{"1.x", -1},
		{"1 ч 5 мин", 3900},
		{"1:30", 5400},
		{"2д", 172800},
		{"10 min.", 600},
		{"1:75", -1},
		{"x", -1},
		{"8 fortnights", -1},
	};
	const Field *field = kind_field(&kind_interaction, "length");
	Arena *arena = arena_new();
	for (size_t i = 0; i < countof(rows); i++) {
		Interaction contact;
		record_init(&kind_interaction, &contact);
		Err *err = field_read(field, &contact, rows[i].typed, arena);
		if ((err != NULL) != (rows[i].seconds < 0) || (!err && contact.length.s != rows[i].seconds))
			fail_msg("row %s: %lld", rows[i].typed, (long long)contact.length.s);
		err_free(err);
	}
	arena_free(arena);
}

TEST(patches_say_what_differs)
{
	Arena *arena = arena_new();
	Client old, new;
	Str words = {0};
	record_init(&kind_client, &old);
	old.surname.s = "Иванов";
	old.note.s = "one\ntwo\nthree";
	new = old;
	new.surname.s = "Иванова";
	new.note.s = "one\n2\nthree";
	new.source.s = "site";
	new.last_contact.s = 5; /* derived: not in patches */
	Patch patch = patch_between(arena, &kind_client, &old, &new);
	assert_int_equal(patch.n, 3);
	patch_words(&words, &patch, NULL);
	assert_string_equal(str_text(&words), "surname: Иванов → Иванова; source: — → site; note: 1 line changed");
	str_done(&words);
	arena_free(arena);
}

TEST(derived_values_of_a_client)
{
	Arena *arena = arena_new();
	Client client;
	record_init(&kind_client, &client);
	Err *err = kind_client.check(&client);
	assert_non_null(err);
	err_free(err);
	client.kind.v = CLIENT_ORGANIZATION;
	client.name.s = "Вектор";
	client.legal_form.s = "ООО";
	kind_client.derive(&client, arena);
	assert_string_equal(client.title.s, "ООО «Вектор»");
	assert_string_equal(client.title_key.s, "вектор");
	Channel channel;
	record_init(&kind_channel, &channel);
	channel.value.s = "8 (916) 123-45-67";
	kind_channel.derive(&channel, arena);
	assert_string_equal(channel.key.s, "+79161234567");
	channel.type.v = CHANNEL_EMAIL;
	channel.value.s = "Igor@Vector.Example";
	kind_channel.derive(&channel, arena);
	assert_string_equal(channel.key.s, "igor@vector.example");
	arena_free(arena);
}

TEST(derived_instants_of_plans)
{
	Event event;
	record_init(&kind_event, &event);
	kind_event.derive(&event, NULL);
	assert_true(instant_is_none(event.starts_at));
	assert_true(moment_read(&event.start, "2026-07-23T10:00:00"));
	event.zone.s = "Europe/Moscow";
	assert_true(moment_read(&event.end, "2026-07-23T11:00:00"));
	kind_event.derive(&event, NULL);
	Instant want;
	assert_true(instant_read(&want, "2026-07-23T07:00:00Z"));
	assert_int_equal(event.starts_at.s, want.s);
	assert_int_equal(event.last_at.s, want.s + 3600);
	assert_false(event.wide.v);
	event.rules.s = "FREQ=WEEKLY;COUNT=3";
	kind_event.derive(&event, NULL);
	assert_true(event.wide.v);
	assert_int_equal(event.last_at.s, want.s + 3600 + 2 * 7 * 86400);
	event.rules.s = "FREQ=WEEKLY";
	kind_event.derive(&event, NULL);
	assert_true(event.last_at.s > INT64_C(7258118400)); /* past 2200 */
	event.end = event.start;
	event.end.second = 0;
	Err *err = kind_event.check(&event);
	assert_non_null(err);
	assert_string_equal(err->word, "end");
	err_free(err);
	Task task;
	record_init(&kind_task, &task);
	assert_true(moment_read(&task.due, "2026-07-23"));
	kind_task.derive(&task, NULL);
	assert_true(task.open.v);
	assert_int_equal(task.due_at.s, INT64_C(1784764800));
	task.status.v = TASK_DONE;
	kind_task.derive(&task, NULL);
	assert_false(task.open.v);
}

TEST(shipped_names)
{
	assert_string_equal(list_name("call", NULL), "call");
	assert_string_equal(list_name("call", "ring"), "ring");
	assert_string_equal(list_name("no-answer", ""), "no answer");
	assert_string_equal(list_name("own", NULL), "own");
	assert_string_equal(list_name(NULL, NULL), "");
}

TEST(each_kind_has_a_letter_of_its_own)
{
	int64_t seen = 0;
	for (size_t i = 0; kinds[i]; i++) {
		if (kinds[i]->letter < 'a' || kinds[i]->letter > 'z' || (seen & kind_bit(kinds[i])))
			fail_msg("%s has the letter %c", kinds[i]->name, kinds[i]->letter);
		seen |= kind_bit(kinds[i]);
		assert_ptr_equal(kind_of_letter(kinds[i]->letter), kinds[i]);
	}
	assert_null(kind_of_letter('\0'));
	assert_null(kind_of_letter('*'));
}
