/* SPDX-License-Identifier: MIT */
/* A small base of eight clients that filters and searches are tested on. Thursday 23 July 2026, 09:42 in Moscow. */
#ifndef KARTOTEKA_TEST_STORE_PEOPLE_H
#define KARTOTEKA_TEST_STORE_PEOPLE_H

#include "fixture.h"

#include "kartoteka/store/lists.h"
#include "kartoteka/when/zone.h"

enum {
	PEOPLE = 8
};
typedef struct People {
	Fixture fixture;
	Store *store;
	int64_t id[PEOPLE + 1]; /* from 1 */
	int64_t anna, boris;
	FilterContext context;
} People;

static inline Instant at_utc(const char *text)
{
	Instant t;
	if (!instant_read(&t, text))
		fail_msg("not an instant: %s", text);
	return t;
}

static inline int64_t people_staff(Store *store, const char *login, const char *name)
{
	Staff staff;
	record_init(&kind_staff, &staff);
	staff.login.s = login;
	staff.name.s = name;
	well(store_make(store, &kind_staff, &staff));
	return staff.head.id;
}

static inline int64_t list_id(Store *store, const Kind *kind, const char *code, Arena *arena)
{
	void *rows;
	size_t n;
	well(store_where(store, kind, "code", (Value){VALUE_TEXT, 0, code, strlen(code)}, &rows, &n, arena));
	return n ? ((const Record *)rows)->id : 0;
}

static inline int64_t people_tag(Store *store, const char *name)
{
	Tag tag;
	record_init(&kind_tag, &tag);
	tag.name.s = name;
	well(store_make(store, &kind_tag, &tag));
	return tag.head.id;
}

static inline void people_tagged(Store *store, int64_t client, int64_t tag)
{
	Tagging tagging;
	record_init(&kind_tagging, &tagging);
	tagging.client.v = client;
	tagging.tag.v = tag;
	well(store_make(store, &kind_tagging, &tagging));
}

static inline int64_t people_channel(Store *store, int64_t client, ChannelType type, const char *value, const char *key)
{
	Channel channel;
	record_init(&kind_channel, &channel);
	channel.client.v = client;
	channel.type.v = (int32_t)type;
	channel.value.s = value;
	channel.key.s = key;
	well(store_make(store, &kind_channel, &channel));
	return channel.head.id;
}

static inline int64_t people_works(Store *store, int64_t person, int64_t organization, const char *role)
{
	Membership membership;
	record_init(&kind_membership, &membership);
	membership.person.v = person;
	membership.organization.v = organization;
	membership.role.s = role;
	well(store_make(store, &kind_membership, &membership));
	return membership.head.id;
}

static inline int64_t people_contact(Store *store, int64_t client, const char *kind, const char *outcome, const char *at, const char *text, Arena *arena)
{
	Interaction contact;
	record_init(&kind_interaction, &contact);
	contact.client.v = client;
	contact.kind.v = list_id(store, &kind_contact_kind, kind, arena);
	contact.outcome.v = outcome ? list_id(store, &kind_outcome, outcome, arena) : 0;
	contact.at = at_utc(at);
	contact.text.s = text;
	contact.attempt.v = outcome && strcmp(outcome, "no-answer") == 0;
	well(store_make(store, &kind_interaction, &contact));
	return contact.head.id;
}

static inline Client named(const char *name, int kind, Arena *arena)
{
	Client client;
	record_init(&kind_client, &client);
	client_read_name(&client, name, kind, arena);
	return client;
}

static inline void step_of(Store *store, Client *client, const char *kind, const char *contact_kind, const char *text, const char *due, const char *at, Arena *arena)
{
	client->next_kind.s = kind;
	client->next_text.s = text;
	client->next_at = at ? at_utc(at) : INSTANT_NONE;
	int64_t of = contact_kind ? list_id(store, &kind_contact_kind, contact_kind, arena) : 0;
	if (strcmp(kind, "task") == 0) {
		Task task;
		record_init(&kind_task, &task);
		task.summary.s = text;
		task.kind.v = of;
		if (due)
			moment_read(&task.due, due);
		task.due_zone.s = "Europe/Moscow";
		task.open.v = true;
		well(store_make(store, &kind_task, &task));
		client->next_id.v = task.head.id;
	} else {
		Event event;
		record_init(&kind_event, &event);
		event.summary.s = text;
		event.kind.v = of;
		moment_read(&event.start, due);
		event.zone.s = "Europe/Moscow";
		well(store_make(store, &kind_event, &event));
		client->next_id.v = event.head.id;
	}
}

static inline void people_make(People *p)
{
	Store *store = p->store;
	Arena *arena = p->fixture.arena;
	begin(store, "client add");
	p->anna = people_staff(store, "anna", "Анна");
	p->boris = people_staff(store, "boris", "Борис");
	int64_t opt = people_tag(store, "опт"), moscow = people_tag(store, "Москва"), retail = people_tag(store, "розница");
	Client c[PEOPLE + 1];
	c[1] = named("Иванов Игорь Петрович", CLIENT_PERSON, arena);
	c[1].source.s = "выставка, март";
	c[1].born = (Birth){1973, 5, 12};
	c[1].note.s = "Просит скидку, решает жена";
	c[1].last_contact = at_utc("2026-07-22T13:40:00Z");
	step_of(store, &c[1], "task", "call", "звонок: проект договора", "2026-07-23T10:00:00", "2026-07-23T07:00:00Z", arena);
	c[2] = named("ООО «Вектор»", CLIENT_ORGANIZATION, arena);
	c[3] = named("Ким Ольга", CLIENT_PERSON, arena);
	c[3].born = (Birth){0, 7, 26};
	c[3].last_contact = at_utc("2026-07-11T09:00:00Z");
	c[4] = named("Петрова Анна Сергеевна", CLIENT_PERSON, arena);
	c[4].source.s = "сайт";
	c[4].attempts.n = 3;
	step_of(store, &c[4], "event", "meeting", "показ", "2026-07-27T12:00:00", "2026-07-27T09:00:00Z", arena);
	c[5] = named("John Ivanov", CLIENT_PERSON, arena);
	c[5].last_contact = at_utc("2026-05-20T09:00:00Z");
	c[6] = named("АО «Север»", CLIENT_ORGANIZATION, arena);
	c[6].source.s = "Сайт";
	c[6].last_contact = at_utc("2026-07-18T09:00:00Z");
	step_of(store, &c[6], "task", NULL, "счёт № 118", "2026-07-21", "2026-07-21T00:00:00Z", arena);
	c[7] = named("Сидорова Мария Ивановна", CLIENT_PERSON, arena);
	c[7].note.s = "Ёлка к празднику";
	c[7].last_contact = at_utc("2026-06-13T09:00:00Z");
	c[8] = named("ИП Лавров", CLIENT_ORGANIZATION, arena);
	c[8].last_contact = at_utc("2026-06-26T09:00:00Z");
	step_of(store, &c[8], "task", NULL, "рекомендация", NULL, NULL, arena);
	for (int i = 1; i <= PEOPLE; i++) {
		c[i].owner.v = i <= 3 ? p->anna : i == 4 || i == 6 ? p->boris
		                                                   : 0;
		well(store_make(store, &kind_client, &c[i]));
		p->id[i] = c[i].head.id;
	}
	people_tagged(store, p->id[1], opt);
	people_tagged(store, p->id[1], moscow);
	people_tagged(store, p->id[3], moscow);
	people_tagged(store, p->id[4], retail);
	people_tagged(store, p->id[7], opt);
	people_channel(store, p->id[1], CHANNEL_PHONE, "8 (916) 123-45-67", "+79161234567");
	people_channel(store, p->id[1], CHANNEL_EMAIL, "igor@vector.example", "igor@vector.example");
	people_channel(store, p->id[1], CHANNEL_ADDRESS, "Тверская 7, этаж 3", NULL);
	people_channel(store, p->id[2], CHANNEL_PHONE, "495 771-40-02", "+74957714002");
	people_channel(store, p->id[3], CHANNEL_EMAIL, "kim@vector.example", "kim@vector.example");
	people_channel(store, p->id[4], CHANNEL_PHONE, "+7 903 210-77-40", "+79032107740");
	people_channel(store, p->id[5], CHANNEL_PHONE, "+44 20 7946 0958", "+442079460958");
	people_channel(store, p->id[5], CHANNEL_EMAIL, "john@example.com", "john@example.com");
	people_channel(store, p->id[6], CHANNEL_PHONE, "812 333-22-11", "+78123332211");
	people_works(store, p->id[1], p->id[2], "директор");
	people_works(store, p->id[3], p->id[2], "бухгалтер");
	people_contact(store, p->id[1], "call", "reached", "2026-07-22T13:40:00Z", "Просит скидку 5 %. Решение принимает жена.", arena);
	people_contact(store, p->id[1], "meeting", NULL, "2026-07-15T09:00:00Z", "Показали каталог, понравилась серия «Норд».", arena);
	people_contact(store, p->id[3], "mail", NULL, "2026-07-11T09:00:00Z", "Отправлен прайс", arena);
	people_contact(store, p->id[4], "call", "no-answer", "2026-07-22T10:00:00Z", NULL, arena);
	people_contact(store, p->id[5], "call", NULL, "2026-05-20T09:00:00Z", "Spoke about delivery", arena);
	people_contact(store, p->id[6], "call", "refused", "2026-07-18T09:00:00Z", "Отказ от поставки", arena);
	people_contact(store, p->id[7], "call", "reached", "2026-06-13T09:00:00Z", "Договор подписан", arena);
	commit(store);
}

static inline People people_new(void)
{
	People p = {.fixture = fixture_new()};
	p.store = open_at(p.fixture.path, STORE_WRITE);
	people_make(&p);
	p.context = (FilterContext){
		.kind = &kind_client,
		.when = {.now = at_utc("2026-07-23T06:42:00Z"), .zone = zone_find("Europe/Moscow")},
		.me = p.anna,
	};
	return p;
}

static inline void people_done(People *p)
{
	store_close(p->store);
	fixture_done(&p->fixture);
}

static inline void expect_same(const char *row, const char *got, const char *want)
{
	expect_text(row, got, want);
}

/* Digits of the clients found, in the order they came or sorted. */
static inline void people_digits(char out[PEOPLE + 2], const People *p, const ClientRow *rows, size_t n, bool sorted)
{
	size_t len = 0;
	for (size_t i = 0; i < n && len <= PEOPLE; i++) {
		char digit = '?';
		for (int k = 1; k <= PEOPLE; k++) {
			if (rows[i].client.head.id == p->id[k])
				digit = (char)('0' + k);
		}
		out[len++] = digit;
	}
	out[len] = '\0';
	for (size_t i = 0; i < len && sorted; i++) {
		for (size_t k = i + 1; k < len; k++) {
			if (out[k] < out[i]) {
				char swap = out[i];
				out[i] = out[k];
				out[k] = swap;
			}
		}
	}
}

#endif
