/* SPDX-License-Identifier: MIT */
/*
 * Made-up clients by the thousand, repeatable by seed: a firm with its people at a time, everything of them thought out before the first row is
 * written, so that derived values (last contact, next step) go in with the row instead of being computed from the base.
 */
#include <stdlib.h>
#include <string.h>

#include "change.h"
#include "contact_count.h"
#include "demo_words.h"
#include "kartoteka/base/said.h"
#include "kartoteka/base/text.h"
#include "kartoteka/model/interaction.h"
#include "kartoteka/store/exchange.h"
#include "kartoteka/work/exchange.h"

enum {
	PEOPLE_MOST = 8,
	CONTACTS_MOST = 11,
	KINDS = 5,
	OUTCOMES = 5,
	TAGS = 10,
	GROUPS_IN_TRANSACTION = 200,
	GROUPS_BESIDE = 2000, /* where nobody waits */
	GROUPS_IN_STEP = 100,
};

static const char *const kind_codes[KINDS] = {"call", "mail", "meeting", "chat", "note"};
static const char *const outcome_codes[OUTCOMES] = {"reached", "no-answer", "busy", "call-back", "left-message"};

typedef struct Made {
	Client client;
	Channel channels[3];
	size_t n_channels;
	Membership membership; /* of a person who works */
	bool works, latin;
	Interaction contacts[CONTACTS_MOST];
	size_t n_contacts;
	Event events[2];
	size_t n_events;
	Task task;
	Reminder reminder;
	bool has_task, has_reminder;
	int64_t tags[2];
	Tagging taggings[2];
	size_t n_tags;
} Made;

typedef struct Fill {
	Work *work;
	DemoWords words;
	Chance chance;
	int64_t wanted, done; /* clients */
	int64_t kinds[KINDS], outcomes[OUTCOMES], tags[TAGS];
	const char *zone;
	Instant now;
	int64_t batch;
	bool beside;  /* there was no base yet: it is filled beside its place */
	Arena *arena; /* of a firm and its people */
	Made firm[PEOPLE_MOST + 1];
	size_t n; /* of them, the firm first */
} Fill;

/* ---- heads ---- */

static Err *head_new(Fill *fill, Record *head)
{
	head->rev = 0;
	TRY(exchange_reserve(fill->work->store, 1, &head->id));
	chance_uuid(&fill->chance, head->id, head->uuid);
	return NULL;
}

static const char *word(Fill *fill, const Made *made, DemoList list)
{
	return chance_word(&fill->chance, &fill->words.lists[made->latin][list]);
}

static bool odds(Fill *fill, size_t percent)
{
	return chance_below(&fill->chance, 100) < percent;
}

/* ---- names ---- */

static const char *feminine(Arena *arena, const char *surname)
{
	static const char *const plain[] = {"ов", "ев", "ёв", "ин", "ын"}, *const adjectives[] = {"ский", "цкий"};
	size_t n = strlen(surname);
	for (size_t i = 0; i < countof(plain); i++) {
		if (str_ends(surname, plain[i]))
			return arena_printf(arena, "%sа", surname);
	}
	for (size_t i = 0; i < countof(adjectives); i++) {
		if (str_ends(surname, adjectives[i]))
			return arena_printf(arena, "%.*sая", (int)(n - strlen("ий")), surname);
	}
	return surname;
}

static const char *mothers(Arena *arena, const char *father)
{
	size_t n = strlen(father);
	if (str_ends(father, "ьич"))
		return arena_printf(arena, "%.*sинична", (int)(n - strlen("ич")), father);
	return arena_printf(arena, "%.*sна", (int)(n - strlen("ич")), father);
}

static void name_person(Fill *fill, Made *made)
{
	bool woman = odds(fill, 50);
	const char *surname = word(fill, made, DEMO_SURNAMES), *father = made->latin ? NULL : chance_word(&fill->chance, &fill->words.fathers);
	made->client.kind.v = CLIENT_PERSON;
	made->client.gender.v = woman ? GENDER_FEMALE : GENDER_MALE;
	made->client.given.s = word(fill, made, woman ? DEMO_GIVEN_F : DEMO_GIVEN_M);
	made->client.surname.s = woman && !made->latin ? feminine(fill->arena, surname) : surname;
	if (father && odds(fill, 80))
		made->client.patronymic.s = woman ? mothers(fill->arena, father) : father;
	if (odds(fill, 30)) {
		made->client.born.year = odds(fill, 70) ? (int16_t)(1950 + (int)chance_below(&fill->chance, 55)) : 0;
		made->client.born.month = (int8_t)(1 + chance_below(&fill->chance, 12));
		made->client.born.day = (int8_t)(1 + chance_below(&fill->chance, 28));
	}
}

static void name_firm(Fill *fill, Made *made)
{
	const char *first = word(fill, made, DEMO_FIRM_A), *second = word(fill, made, DEMO_FIRM_B);
	made->client.kind.v = CLIENT_ORGANIZATION;
	made->client.legal_form.s = word(fill, made, DEMO_FORMS);
	if (!*second)
		made->client.name.s = first;
	else if (made->latin)
		made->client.name.s = arena_printf(fill->arena, "%s %s", first, second);
	else
		made->client.name.s = arena_printf(fill->arena, "%s-%s", first, second);
}

/* ---- how to reach them ---- */

static void add_channel(Made *made, ChannelType type, const char *value, const char *label)
{
	Channel *channel = &made->channels[made->n_channels];
	record_init(&kind_channel, channel);
	channel->type.v = (int32_t)type;
	channel->value.s = value;
	channel->label.s = label;
	made->n_channels++;
}

static void reach(Fill *fill, Made *made, int64_t number)
{
	bool mobile = made->client.kind.v == CLIENT_PERSON;
	size_t digits = chance_below(&fill->chance, 10000000);
	size_t code = mobile ? 900 + chance_below(&fill->chance, 100) : 495 + 4 * chance_below(&fill->chance, 2);
	add_channel(made, CHANNEL_PHONE,
	            arena_printf(fill->arena, "+7 %zu %03zu-%02zu-%02zu", code, digits / 10000, digits / 100 % 100, digits % 100),
	            mobile ? NULL : made->latin ? "office"
	                                        : "офис");
	if (odds(fill, 70))
		add_channel(made, CHANNEL_EMAIL, arena_printf(fill->arena, "%s%lld@%s.example", mobile ? "c" : "office", (long long)number, made->latin ? "en" : "ru"),
		            NULL);
	if (!mobile && odds(fill, 60))
		add_channel(made, CHANNEL_ADDRESS, arena_printf(fill->arena, "%s, %zu", word(fill, made, DEMO_CITIES), 1 + chance_below(&fill->chance, 120)), NULL);
	Phone phone;
	Str shown = {0};
	if (phone_read(&phone, 1, made->channels[0].value.s, PHONE_HOME_CODE) == 1 && *phone.e164)
		phone_show(&shown, phone.e164, "", PHONE_HOME_CODE, true);
	made->client.phone.s = shown.n ? arena_dup(fill->arena, str_text(&shown)) : NULL;
	str_done(&shown);
}

/* ---- what happened and what comes ---- */

static int contact_order(const void *a, const void *b)
{
	const Interaction *x = a, *y = b;
	return x->at.s < y->at.s ? -1 : x->at.s > y->at.s;
}

/* A working hour of a working day near this moment, and not ahead of now. */
static Instant working_moment(const Fill *fill, Instant at)
{
	enum {
		FROM = 9 * 3600,
		HOURS = 9 * 3600
	};
	const Zone *zone = fill->work->zone;
	Day day;
	int32_t second;
	zone_local(zone, at, &day, &second);
	day.n -= day_weekday(day) > 5 ? day_weekday(day) - 5 : 0;
	at = zone_instant(zone, day, FROM + second % HOURS);
	return at.s < fill->now.s ? at : (Instant){fill->now.s - 60 - second % 3600};
}

static void happen(Fill *fill, Made *made)
{
	static const size_t kind_odds[KINDS] = {60, 80, 90, 98, 100}, outcome_odds[OUTCOMES] = {55, 80, 88, 95, 100};
	enum {
		YEARS = 3
	};
	made->n_contacts = chance_below(&fill->chance, CONTACTS_MOST);
	for (size_t i = 0; i < made->n_contacts; i++) {
		Interaction *one = &made->contacts[i];
		size_t kind = 0, outcome = 0, drawn = chance_below(&fill->chance, 100);
		while (drawn >= kind_odds[kind])
			kind++;
		drawn = chance_below(&fill->chance, 100);
		while (drawn >= outcome_odds[outcome])
			outcome++;
		record_init(&kind_interaction, one);
		one->kind.v = fill->kinds[kind];
		one->at = working_moment(fill, (Instant){fill->now.s - 60 - (int64_t)chance_below(&fill->chance, (size_t)YEARS * 365 * DAY_SECONDS)});
		one->direction.v = odds(fill, 70) ? DIRECTION_OUT : DIRECTION_IN;
		one->author.v = fill->work->me.head.id;
		if (kind == 0) {
			one->outcome.v = fill->outcomes[outcome];
			one->attempt.v = outcome == 1 || outcome == 2 || outcome == 4;
		}
		if (kind == 0 && !one->attempt.v)
			one->length.s = 30 + (int64_t)chance_below(&fill->chance, 900);
		if (!one->attempt.v)
			one->text.s = word(fill, made, DEMO_SAID);
	}
	qsort(made->contacts, made->n_contacts, sizeof *made->contacts, contact_order);
}

static Moment local_moment(Day day, int32_t second)
{
	return (Moment){.day = day, .second = second, .form = MOMENT_LOCAL};
}

/* A working hour of a day so many days from today. */
static Moment some_time(Fill *fill, int32_t days)
{
	Day today = zone_day(fill->work->zone, fill->now);
	int32_t second = (int32_t)(9 * 3600 + 900 * (int32_t)chance_below(&fill->chance, 36));
	return local_moment((Day){today.n + days}, second);
}

static void meet(Fill *fill, Made *made)
{
	made->n_events = chance_below(&fill->chance, 3);
	for (size_t i = 0; i < made->n_events; i++) {
		Event *event = &made->events[i];
		record_init(&kind_event, event);
		event->summary.s = word(fill, made, DEMO_EVENTS);
		event->start = some_time(fill, (int32_t)chance_below(&fill->chance, 790) - 730);
		event->end = event->start;
		event->end.second += (int32_t)(1800 * (1 + (int32_t)chance_below(&fill->chance, 4)));
		event->zone.s = event->end_zone.s = fill->zone;
		event->done.v = zone_moment(fill->work->zone, event->end).s < fill->now.s;
		event->owner.v = fill->work->me.head.id;
		event->made_at = fill->now;
		if (odds(fill, 40))
			event->location.s = word(fill, made, DEMO_CITIES);
	}
}

static void plan_task(Fill *fill, Made *made)
{
	made->has_task = odds(fill, 50);
	if (!made->has_task)
		return;
	Task *task = &made->task;
	record_init(&kind_task, task);
	task->summary.s = word(fill, made, DEMO_TASKS);
	task->due = some_time(fill, (int32_t)chance_below(&fill->chance, 240) - 180);
	task->due_zone.s = fill->zone;
	task->owner.v = fill->work->me.head.id;
	task->made_at = fill->now;
	Instant due = zone_moment(fill->work->zone, task->due);
	/* Few are late, as on a desk that is kept. */
	if (due.s < fill->now.s && !odds(fill, 3)) {
		task->status.v = TASK_DONE;
		task->done_at = due;
	}
	made->has_reminder = task->status.v == TASK_OPEN;
	if (!made->has_reminder)
		return;
	record_init(&kind_reminder, &made->reminder);
	made->reminder.of_kind.s = kind_task.name;
	made->reminder.lead.s = 0;
	made->reminder.from_end.v = true;
	made->reminder.next_at = due;
	made->reminder.owner = task->owner;
}

/* ---- derived values ---- */

static bool reaches(const Fill *fill, const Interaction *contact)
{
	return contact_reaches(contact, contact->kind.v == fill->kinds[KINDS - 1] ? "note" : "call");
}

/* Steps are in the order of step.c: by time, events before tasks, then by id. */
static void offer_step(Client *client, const char *kind, int64_t id, Instant at, const char *text)
{
	if (client->next_kind.s) {
		if (client->next_at.s != at.s           ? client->next_at.s < at.s
		    : client->next_kind.s[0] != kind[0] ? client->next_kind.s[0] == 'e'
		                                        : client->next_id.v < id)
			return;
	}
	client->next_kind.s = kind;
	client->next_id.v = id;
	client->next_at = at;
	client->next_text.s = text;
}

static void derive_steps(const Fill *fill, Client *client, const Made *made)
{
	for (size_t i = 0; i < made->n_events; i++) {
		const Event *event = &made->events[i];
		if (!event->done.v)
			offer_step(client, kind_event.name, event->head.id, zone_moment(fill->work->zone, event->start), event->summary.s);
	}
	if (made->has_task && made->task.status.v == TASK_OPEN)
		offer_step(client, kind_task.name, made->task.head.id, zone_moment(fill->work->zone, made->task.due), made->task.summary.s);
}

static void derive_contact_of(const Fill *fill, Client *client, const Made *made)
{
	for (size_t i = 0; i < made->n_contacts; i++) {
		if (reaches(fill, &made->contacts[i]) && (instant_is_none(client->last_contact) || made->contacts[i].at.s > client->last_contact.s))
			client->last_contact = made->contacts[i].at;
	}
}

static void derive_attempts(Client *client, const Made *made)
{
	for (size_t i = 0; i < made->n_contacts; i++)
		client->attempts.n += made->contacts[i].attempt.v && (instant_is_none(client->last_contact) || made->contacts[i].at.s > client->last_contact.s);
}

static void derive(Fill *fill, size_t i)
{
	Client *client = &fill->firm[i].client;
	/* What happens to its people happens to the firm. */
	bool with_people = client->kind.v == CLIENT_ORGANIZATION;
	for (size_t k = 0; k < fill->n; k++) {
		if (k == i || (with_people && fill->firm[k].works)) {
			derive_contact_of(fill, client, &fill->firm[k]);
			derive_steps(fill, client, &fill->firm[k]);
		}
	}
	for (size_t k = 0; k < fill->n; k++) {
		if (k == i || (with_people && fill->firm[k].works))
			derive_attempts(client, &fill->firm[k]);
	}
}

/* ---- a firm ---- */

static Err *think_of(Fill *fill, size_t i, bool is_firm)
{
	Made *made = &fill->firm[i];
	memset(made, 0, sizeof *made);
	record_init(&kind_client, &made->client);
	made->latin = i ? fill->firm[0].latin : odds(fill, 25);
	if (is_firm)
		name_firm(fill, made);
	else
		name_person(fill, made);
	made->client.owner.v = fill->work->me.head.id;
	made->client.source.s = odds(fill, 60) ? word(fill, made, DEMO_SOURCES) : NULL;
	made->client.made_at.s = fill->now.s - (int64_t)chance_below(&fill->chance, (size_t)3 * 365 * DAY_SECONDS);
	if (odds(fill, 20))
		made->client.note.s = word(fill, made, DEMO_SAID);
	reach(fill, made, fill->done + (int64_t)i);
	happen(fill, made);
	meet(fill, made);
	plan_task(fill, made);
	made->n_tags = chance_below(&fill->chance, 3);
	for (size_t t = 0; t < made->n_tags; t++)
		made->tags[t] = fill->tags[(chance_below(&fill->chance, TAGS / 2) + t * TAGS / 2) % TAGS];
	made->works = i > 0 && fill->firm[0].client.kind.v == CLIENT_ORGANIZATION && odds(fill, 80);
	return NULL;
}

/* In the order in which they are written: then the journal tells them in one row (store/batch.c). */
static Err *give_ids(Fill *fill, Made *made, const Made *firm)
{
	TRY(head_new(fill, &made->client.head));
	for (size_t i = 0; i < made->n_channels; i++) {
		TRY(head_new(fill, &made->channels[i].head));
		made->channels[i].client.v = made->client.head.id;
	}
	if (made->works) {
		record_init(&kind_membership, &made->membership);
		TRY(head_new(fill, &made->membership.head));
		made->membership.person.v = made->client.head.id;
		made->membership.organization.v = firm->client.head.id;
		made->membership.role.s = word(fill, made, DEMO_ROLES);
	}
	for (size_t i = 0; i < made->n_tags; i++) {
		record_init(&kind_tagging, &made->taggings[i]);
		TRY(head_new(fill, &made->taggings[i].head));
		made->taggings[i].client.v = made->client.head.id;
		made->taggings[i].tag.v = made->tags[i];
	}
	for (size_t i = 0; i < made->n_contacts; i++) {
		TRY(head_new(fill, &made->contacts[i].head));
		made->contacts[i].client.v = made->client.head.id;
	}
	for (size_t i = 0; i < made->n_events; i++) {
		TRY(head_new(fill, &made->events[i].head));
		made->events[i].client.v = made->client.head.id;
	}
	if (made->has_task) {
		TRY(head_new(fill, &made->task.head));
		made->task.client.v = made->client.head.id;
		made->reminder.of.v = made->task.head.id;
	}
	return made->has_reminder ? head_new(fill, &made->reminder.head) : NULL;
}

static void name_plans(Made *made)
{
	for (size_t i = 0; i < made->n_events; i++)
		made->events[i].uid.s = made->events[i].head.uuid;
	made->task.uid.s = made->task.head.uuid;
	made->reminder.uid.s = made->reminder.head.uuid;
}

static Err *write_one(Fill *fill, Made *made)
{
	Store *store = fill->work->store;
	name_plans(made);
	TRY(store_make(store, &kind_client, &made->client));
	for (size_t i = 0; i < made->n_channels; i++)
		TRY(store_make(store, &kind_channel, &made->channels[i]));
	if (made->works)
		TRY(store_make(store, &kind_membership, &made->membership));
	for (size_t i = 0; i < made->n_tags; i++)
		TRY(store_make(store, &kind_tagging, &made->taggings[i]));
	for (size_t i = 0; i < made->n_contacts; i++)
		TRY(store_make(store, &kind_interaction, &made->contacts[i]));
	for (size_t i = 0; i < made->n_events; i++)
		TRY(store_make(store, &kind_event, &made->events[i]));
	if (made->has_task)
		TRY(store_make(store, &kind_task, &made->task));
	return made->has_reminder ? store_make(store, &kind_reminder, &made->reminder) : NULL;
}

/* One in five clients is a firm; the others work there or nowhere. */
static Err *write_firm(Fill *fill)
{
	int64_t left = fill->wanted - fill->done;
	arena_reset(fill->arena);
	fill->n = 1 + chance_below(&fill->chance, PEOPLE_MOST + 1);
	if ((int64_t)fill->n > left)
		fill->n = (size_t)left;
	for (size_t i = 0; i < fill->n; i++)
		TRY(think_of(fill, i, i == 0));
	for (size_t i = 0; i < fill->n; i++)
		TRY(give_ids(fill, &fill->firm[i], &fill->firm[0]));
	for (size_t i = 0; i < fill->n; i++) {
		derive(fill, i);
		if (fill->firm[i].works) {
			fill->firm[i].client.organization.s = fill->firm[0].client.title.s;
			fill->firm[i].client.organization_key.s = fill->firm[0].client.title_key.s;
		}
		TRY(write_one(fill, &fill->firm[i]));
	}
	fill->done += (int64_t)fill->n;
	return NULL;
}

/* ---- lists ---- */

static Err *find_codes(Fill *fill, const Kind *kind, const char *const *codes, size_t n, int64_t *ids)
{
	for (size_t i = 0; i < n; i++) {
		void *rows = NULL;
		size_t count = 0;
		Value code = {.type = VALUE_TEXT, .s = codes[i], .n = strlen(codes[i])};
		TRY(store_where(fill->work->store, kind, "code", code, &rows, &count, fill->arena));
		if (!count)
			return err_new(ERR_FAILED, _("The base has no \"%s\" among its kinds of contact and outcomes"), codes[i]);
		ids[i] = ((const Record *)rows)->id;
	}
	return NULL;
}

static Err *ready_tags(Fill *fill)
{
	for (size_t i = 0; i < TAGS; i++) {
		void *rows = NULL;
		size_t n = 0;
		Tag tag;
		record_init(&kind_tag, &tag);
		tag.name.s = fill->words.tags.at[i % fill->words.tags.n];
		kind_tag.derive(&tag, fill->arena);
		Value key = {.type = VALUE_TEXT, .s = tag.key.s, .n = strlen(tag.key.s)};
		TRY(store_where(fill->work->store, &kind_tag, "key", key, &rows, &n, fill->arena));
		if (!n) {
			TRY(head_new(fill, &tag.head));
			TRY(store_make(fill->work->store, &kind_tag, &tag));
		}
		fill->tags[i] = n ? ((const Record *)rows)->id : tag.head.id;
	}
	return NULL;
}

/* ---- transactions ---- */

static Err *go_on(const Fill *fill, const char *what, int64_t done, int64_t all)
{
	return work_goes_on(fill->work, what, done, all) ? NULL : err_new(ERR_INTERRUPTED, _("Stopped"));
}

static Err *write_some(Fill *fill)
{
	int groups = fill->beside ? GROUPS_BESIDE : GROUPS_IN_TRANSACTION;
	if (!fill->batch)
		TRY(ready_tags(fill));
	for (int i = 0; i < groups && fill->done < fill->wanted; i++) {
		TRY(write_firm(fill));
		if (i % GROUPS_IN_STEP == GROUPS_IN_STEP - 1)
			TRY(go_on(fill, _("made-up clients"), fill->done, fill->wanted));
	}
	return NULL;
}

static Err *transaction(Fill *fill)
{
	Work *work = fill->work;
	char *label = said_many(NP_("%lld made-up client", "%lld made-up clients"), (unsigned long)fill->wanted, (long long)fill->wanted);
	BatchHead head = {.author = work->me.head.id, .at = fill->now, .command = "demo", .label = label, .joins = fill->batch, .bulk = true, .stays_open = true};
	Err *err = store_begin(work->store, &head);
	free(label);
	if (err)
		return err;
	err = write_some(fill);
	int64_t batch = 0;
	if (!err)
		err = store_commit(work->store, &batch);
	if (store_in_transaction(work->store))
		store_rollback(work->store);
	if (!err && batch)
		fill->batch = batch;
	return err;
}

static Err *close_batch(Fill *fill)
{
	BatchHead head = {.author = fill->work->me.head.id, .at = fill->now, .command = "demo", .joins = fill->batch};
	TRY(store_begin(fill->work->store, &head));
	return store_commit(fill->work->store, NULL);
}

static Err *fill_all(Fill *fill)
{
	TRY(demo_words_open(&fill->words));
	TRY(find_codes(fill, &kind_contact_kind, kind_codes, KINDS, fill->kinds));
	TRY(find_codes(fill, &kind_outcome, outcome_codes, OUTCOMES, fill->outcomes));
	while (fill->done < fill->wanted) {
		TRY(transaction(fill));
		TRY(go_on(fill, _("made-up clients"), fill->done, fill->wanted));
	}
	return close_batch(fill);
}

static bool index_step(void *self, int64_t done, int64_t all)
{
	const Fill *fill = self;
	return work_goes_on(fill->work, _("indexes"), done, all);
}

/* Into a base that is made for it, or into the one that is there. */
static Err *fill_base(Fill *fill)
{
	Work *work = fill->work;
	TRY(store_fill_begin(work->store, &fill->beside));
	Err *err = work_settle(work);
	if (!err)
		err = fill_all(fill);
	if (err && fill->beside)
		err = err_kept(err, _("nothing was made"));
	if (!err && fill->beside)
		err = store_fill_end(work->store, index_step, fill);
	if (err && fill->beside) {
		store_fill_drop(work->store);
		work->me.head = (Record){0};
		fill->batch = 0;
	}
	return err;
}

Err *demo_fill(Work *work, int64_t clients, uint64_t seed)
{
	if (work->dry_run)
		return NULL;
	Fill *fill = mem_alloc(sizeof *fill);
	*fill = (Fill){.work = work, .wanted = clients, .now = work_now(work), .zone = zone_name(work->zone), .arena = arena_new()};
	fill->chance.state = seed;
	Err *err = fill_base(fill);
	if (err && fill->batch)
		err = change_cut_short(work, fill->batch, err);
	demo_words_done(&fill->words);
	arena_free(fill->arena);
	free(fill);
	return err;
}
