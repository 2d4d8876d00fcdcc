/* SPDX-License-Identifier: MIT */
/* The example base: a seller's week written down in data/demo/example.LANG, laid around today, as one change that `undo` takes away. */
#include <stdlib.h>
#include <string.h>

#include "change.h"
#include "kartoteka/base/embedded.h"
#include "kartoteka/base/text.h"
#include "kartoteka/model/interaction.h"
#include "kartoteka/work/client.h"
#include "kartoteka/work/exchange.h"
#include "plan_change.h"

enum {
	CELLS = 10,
	PHONES = 4,
	TAGS = 4,
};

typedef struct Named {
	char *key;
	int64_t id;
} Named;

typedef struct Example {
	Work *work;
	Day today;
	Arena *arena;
	const char *cell[CELLS]; /* of the line: [0] what and key, then as the file's head says */
	VEC(Named)
	clients;
} Example;

/* ---- cells ---- */

static void split_line(Example *x, char *line)
{
	size_t n = 0;
	for (size_t i = 0; i < CELLS; i++)
		x->cell[i] = "";
	while (line && n < CELLS) {
		char *bar = strchr(line, '|');
		Span cell = span_trim((Span){line, bar ? (size_t)(bar - line) : strlen(line)});
		x->cell[n++] = arena_dupn(x->arena, cell.s, cell.n);
		line = bar ? bar + 1 : NULL;
	}
}

static const char *or_none(const char *text)
{
	return *text && strcmp(text, "-") != 0 ? text : NULL;
}

/* The i-th part between separators, trimmed; NULL past the last or when empty. */
static const char *part(Example *x, const char *text, char separator, size_t i)
{
	for (; i > 0; i--) {
		text = strchr(text, separator);
		if (!text)
			return NULL;
		text++;
	}
	const char *end = strchr(text, separator);
	Span span = span_trim((Span){text, end ? (size_t)(end - text) : strlen(text)});
	return span.n ? arena_dupn(x->arena, span.s, span.n) : NULL;
}

/* "alarm=10m" among the words gives "10m"; "alarm" gives "". */
static const char *option(Example *x, const char *words, const char *name)
{
	const char *word;
	size_t n = strlen(name);
	for (size_t i = 0; (word = part(x, words, ',', i)); i++) {
		if (strncmp(word, name, n) == 0 && (!word[n] || word[n] == '='))
			return word[n] ? word + n + 1 : word + n;
	}
	return NULL;
}

/* "-1 15:00" from today, "4" a whole day, "" never. */
static Moment moment_of(const Example *x, const char *text)
{
	char *end;
	if (!*text)
		return (Moment){.form = MOMENT_NONE};
	long day = strtol(text, &end, 10);
	Moment at = {.day = {x->today.n + (int32_t)day}, .form = MOMENT_DAY};
	if (*end == ' ') {
		long hour = strtol(end, &end, 10), minute = *end == ':' ? strtol(end + 1, NULL, 10) : 0;
		at.form = MOMENT_LOCAL;
		at.second = (int32_t)(hour * 3600 + minute * 60);
	}
	return at;
}

static int64_t length_of(const char *text)
{
	char *end;
	long n = strtol(text, &end, 10);
	return *end == 'h' ? n * 3600 : n * 60;
}

static int64_t client_id(const Example *x, const char *key)
{
	for (size_t i = 0; i < x->clients.n; i++) {
		if (strcmp(x->clients.at[i].key, key) == 0)
			return x->clients.at[i].id;
	}
	return 0;
}

static const char *key_of(const Example *x)
{
	const char *blank = strchr(x->cell[0], ' ');
	return blank ? blank + 1 : "";
}

static Err *list_id(Example *x, const Kind *kind, const char *code, int64_t *id)
{
	void *rows = NULL;
	size_t n = 0;
	*id = 0;
	if (!or_none(code))
		return NULL;
	Value value = {.type = VALUE_TEXT, .s = code, .n = strlen(code)};
	TRY(store_where(x->work->store, kind, "code", value, &rows, &n, x->arena));
	if (n)
		*id = ((const Record *)rows)->id;
	return NULL;
}

/* ---- clients ---- */

typedef struct CardRoom {
	Card card;
	Channel channels[PHONES + 3];
	MemberRow member;
	Tag tags[TAGS];
} CardRoom;

static void add_channel(CardRoom *room, ChannelType type, const char *value, const char *label)
{
	if (!value || room->card.channel_count == countof(room->channels))
		return;
	Channel *channel = &room->channels[room->card.channel_count++];
	record_init(&kind_channel, channel);
	channel->type.v = (int32_t)type;
	channel->value.s = value;
	channel->label.s = label;
}

/* "+7 916 123-45-67 mobile; +7 …": what follows the last digit is the label. */
static void add_phones(Example *x, CardRoom *room, const char *text)
{
	const char *one;
	for (size_t i = 0; i < PHONES && (one = part(x, text, ';', i)); i++) {
		size_t n = strlen(one);
		while (n > 0 && !(one[n - 1] >= '0' && one[n - 1] <= '9'))
			n--;
		const char *label = one[n] == ' ' ? arena_dup(x->arena, one + n + 1) : NULL;
		add_channel(room, CHANNEL_PHONE, arena_dupn(x->arena, one, n), label);
	}
}

static void add_tags(Example *x, CardRoom *room, const char *text)
{
	const char *one;
	for (size_t i = 0; i < TAGS && (one = part(x, text, ',', i)); i++) {
		record_init(&kind_tag, &room->tags[i]);
		room->tags[i].name.s = one;
		room->card.tag_count++;
	}
}

static void read_born(const Example *x, Client *client, const char *text)
{
	if (*text != '@') {
		birth_read(&client->born, text);
		return;
	}
	/* A birthday that is so many days off, its year unknown. */
	int32_t year;
	int month, day;
	day_split((Day){x->today.n + (int32_t)strtol(text + 1, NULL, 10)}, &year, &month, &day);
	client->born = (Birth){.year = 0, .month = (int8_t)month, .day = (int8_t)day};
}

static void room_init(Example *x, CardRoom *room, ClientType type)
{
	*room = (CardRoom){0};
	Client *client = &room->card.client;
	record_init(&kind_client, client);
	client_read_name(client, x->cell[1], (int)type, x->arena);
	client->owner.v = x->work->me.head.id;
	room->card.channels = room->channels;
	room->card.members = &room->member;
	room->card.tags = room->tags;
}

static Err *save_client(Example *x, CardRoom *room)
{
	TRY(card_save(x->work, NULL, &room->card, NULL));
	Named named = {arena_dup(x->arena, key_of(x)), room->card.client.head.id};
	vec_push(&x->clients, named);
	return NULL;
}

static Err *make_org(Example *x)
{
	CardRoom room;
	room_init(x, &room, CLIENT_ORGANIZATION);
	add_phones(x, &room, x->cell[2]);
	add_channel(&room, CHANNEL_EMAIL, or_none(x->cell[3]), NULL);
	add_tags(x, &room, x->cell[4]);
	room.card.client.source.s = or_none(x->cell[5]);
	add_channel(&room, CHANNEL_ADDRESS, or_none(x->cell[6]), NULL);
	room.card.client.note.s = or_none(x->cell[7]);
	return save_client(x, &room);
}

static Err *make_person(Example *x)
{
	CardRoom room;
	const char *employer = part(x, x->cell[2], '@', 1);
	room_init(x, &room, CLIENT_PERSON);
	add_phones(x, &room, x->cell[3]);
	add_channel(&room, CHANNEL_EMAIL, or_none(x->cell[4]), NULL);
	add_tags(x, &room, x->cell[5]);
	room.card.client.source.s = or_none(x->cell[6]);
	read_born(x, &room.card.client, x->cell[7]);
	room.card.client.note.s = or_none(x->cell[8]);
	if (employer) {
		record_init(&kind_membership, &room.member.membership);
		room.member.membership.role.s = part(x, x->cell[2], '@', 0);
		room.member.membership.organization.v = room.member.client = client_id(x, employer);
		room.card.member_count = 1;
	}
	return save_client(x, &room);
}

/* ---- what happened and what comes ---- */

static Err *make_contact(Example *x)
{
	static const char *const attempts[] = {"no-answer", "busy", "left-message", "someone-else"};
	Interaction one;
	record_init(&kind_interaction, &one);
	one.client.v = client_id(x, key_of(x));
	TRY(list_id(x, &kind_contact_kind, x->cell[2], &one.kind.v));
	TRY(list_id(x, &kind_outcome, x->cell[4], &one.outcome.v));
	one.at = zone_moment(x->work->zone, moment_of(x, x->cell[1]));
	one.direction.v = strcmp(x->cell[3], "in") == 0 ? DIRECTION_IN : DIRECTION_OUT;
	if (*x->cell[5])
		one.length.s = length_of(x->cell[5]);
	one.text.s = or_none(x->cell[6]);
	one.author.v = x->work->me.head.id;
	for (size_t i = 0; i < countof(attempts); i++)
		one.attempt.v = one.attempt.v || strcmp(x->cell[4], attempts[i]) == 0;
	return work_make(x->work, &kind_interaction, &one);
}

static Err *make_event(Example *x)
{
	Event event;
	record_init(&kind_event, &event);
	event.client.v = client_id(x, key_of(x));
	event.start = moment_of(x, x->cell[1]);
	if (event.start.form == MOMENT_LOCAL) {
		event.end = event.start;
		event.end.second += (int32_t)length_of(x->cell[2]);
	}
	TRY(list_id(x, &kind_contact_kind, x->cell[3], &event.kind.v));
	event.summary.s = x->cell[4];
	event.location.s = or_none(x->cell[5]);
	event.text.s = or_none(x->cell[6]);
	event.done.v = option(x, x->cell[7], "done") != NULL;
	event.rules.s = option(x, x->cell[7], "rule");
	event.status.v = option(x, x->cell[7], "tentative") ? EVENT_TENTATIVE : EVENT_CONFIRMED;
	plan_settle(x->work, &kind_event, &event, x->arena);
	TRY(work_make(x->work, &kind_event, &event));
	const char *alarm = option(x, x->cell[7], "alarm");
	return alarm ? reminder_make(x->work, &kind_event, event.head.id, (Seconds){-length_of(alarm)}, false, NULL) : NULL;
}

static Err *snooze(Example *x, int64_t id, const Task *task, int64_t times)
{
	Reminder old;
	TRY(store_get(x->work->store, &kind_reminder, id, &old, x->arena));
	Reminder new = old;
	new.state.v = REMINDER_SNOOZED;
	new.snoozed.n = times;
	new.snoozed_to = zone_moment(x->work->zone, task->due);
	return work_edit(x->work, &kind_reminder, &old, &new);
}

static Err *make_task(Example *x)
{
	Task task;
	int64_t reminder = 0;
	record_init(&kind_task, &task);
	task.client.v = client_id(x, key_of(x));
	task.due = moment_of(x, x->cell[1]);
	TRY(list_id(x, &kind_contact_kind, x->cell[2], &task.kind.v));
	task.summary.s = x->cell[3];
	task.rules.s = option(x, x->cell[4], "rule");
	if (option(x, x->cell[4], "done")) {
		task.status.v = TASK_DONE;
		task.done_at = work_now(x->work);
	}
	plan_settle(x->work, &kind_task, &task, x->arena);
	TRY(work_make(x->work, &kind_task, &task));
	if (option(x, x->cell[4], "alarm"))
		TRY(reminder_make(x->work, &kind_task, task.head.id, (Seconds){0}, true, &reminder));
	const char *times = option(x, x->cell[4], "snoozed");
	return times && reminder ? snooze(x, reminder, &task, strtol(times, NULL, 10)) : NULL;
}

/* ---- the whole ---- */

static Err *make_line(Example *x, char *line)
{
	static const struct {
		const char *word;
		Err *(*make)(Example *x);
	} makers[] = {{"org ", make_org}, {"person ", make_person}, {"contact ", make_contact}, {"event ", make_event}, {"task ", make_task}};
	for (size_t i = 0; i < countof(makers); i++) {
		if (!str_begins(line, makers[i].word))
			continue;
		split_line(x, line);
		return makers[i].make(x);
	}
	return NULL;
}

static Err *make_lines(Example *x, const Embedded *file)
{
	const char *at = (const char *)file->bytes;
	while (*at) {
		size_t n = strcspn(at, "\n");
		TRY(make_line(x, arena_dupn(x->arena, at, n)));
		at += n + (at[n] == '\n');
	}
	return NULL;
}

Err *demo_example(Work *work)
{
	const Embedded *file = embedded_find(work->lang == LANG_RU ? "demo/example.ru" : "demo/example.en");
	if (!file)
		return err_new(ERR_FAILED, _("This program was built without the words of its made-up data"));
	TRY(work_begin(work, "demo", N_("Example: 40 clients and a week")));
	Example x = {.work = work, .today = work_today(work), .arena = arena_new()};
	Err *err = work_end(work, make_lines(&x, file), NULL);
	vec_free(&x.clients);
	arena_free(x.arena);
	return err;
}
