/* SPDX-License-Identifier: MIT */
/* Saves a card: the client, its channels, memberships and tags as one change. Only what differs from the card that was read is written. */
#include <stdlib.h>
#include <string.h>

#include "change.h"
#include "kartoteka/work/client.h"
#include "tag.h"

/* ---- what others did to them meanwhile ---- */

/* *out: as it stands now; NULL: another took it away. */
static Err *read_now(Work *work, const Kind *kind, const Record *was, const void **out, Arena *arena)
{
	void *now = arena_alloc(arena, kind->size);
	Err *err = store_get(work->store, kind, was->id, now, arena);
	*out = NULL;
	if (err && err->code == ERR_NOT_FOUND) {
		err_free(err);
		return NULL;
	}
	TRY(err);
	if (strcmp(((const Record *)now)->uuid, was->uuid) == 0)
		*out = now;
	return NULL;
}

static void place_from(const Field *place, void *to, const void *from)
{
	Value value = field_get(place, from, NULL);
	err_free(field_set(place, to, &value));
}

/* What was not touched is not written, so it may be gone; nor is the order of rows, which every save counts anew, a reason for a dispute. */
static Err *edit_one(Work *work, const Kind *kind, const void *was, void *new, Arena *arena)
{
	const Field *place = kind_field(kind, "place");
	Patch mine = patch_between(arena, kind, was, new);
	bool moved = mine.n == 1 && mine.changes[0].field == place;
	const void *now = NULL;
	if (!mine.n)
		return NULL;
	TRY(read_now(work, kind, was, &now, arena));
	if (!now)
		return moved ? NULL : work_edit(work, kind, was, new);
	void *base = record_dup(arena, kind, was);
	place_from(place, base, now);
	return work_edit(work, kind, base, new);
}

/* One that another took away, too, is gone already. */
static Err *remove_one(Work *work, const Kind *kind, const Record *was, Arena *arena)
{
	const void *now = NULL;
	TRY(read_now(work, kind, was, &now, arena));
	return now ? work_remove(work, kind, was->id) : NULL;
}

/* ---- channels ---- */

static const Channel *channel_of(const Card *card, int64_t id)
{
	for (size_t i = 0; card && id && i < card->channel_count; i++) {
		if (card->channels[i].head.id == id)
			return &card->channels[i];
	}
	return NULL;
}

#define PHONES_MOST 8

/* The base reads numbers without a code as those of its own country; where the user's is another one, it is written out. */
static void write_country(Channel *phone, const char *home, Arena *arena)
{
	Phone here, there;
	Str shown = {0};
	if (str_same(home, PHONE_HOME_CODE) || !phone->value.s || !phone_read(&here, 1, phone->value.s, home) || !*here.e164)
		return;
	if (phone_read(&there, 1, phone->value.s, PHONE_HOME_CODE) && str_same(here.e164, there.e164))
		return;
	phone_show(&shown, here.e164, NULL, home, false);
	phone->value.s = arena_dup(arena, str_text(&shown));
	str_done(&shown);
}

/* What nobody touched stays as it was stored. */
static bool is_as_it_was(const Card *old, const Channel *channel)
{
	const Channel *was = channel_of(old, channel->head.id);
	return was && was->type.v == channel->type.v && str_same(was->value.s ? was->value.s : "", channel->value.s ? channel->value.s : "") &&
	       str_same(was->extension.s ? was->extension.s : "", channel->extension.s ? channel->extension.s : "");
}

/* One typed text may hold several numbers; each becomes a channel of its own, and an extension said with a number goes to its place. */
static void split_phones(const Card *old, Card *card, const char *home, Arena *arena)
{
	VEC(Channel)
	out = {0};
	for (size_t i = 0; i < card->channel_count; i++) {
		Channel one = card->channels[i];
		Phone phones[PHONES_MOST];
		bool reads = one.type.v == CHANNEL_PHONE && one.value.s && !is_as_it_was(old, &one);
		size_t n = reads ? phone_read(phones, PHONES_MOST, one.value.s, home) : 0;
		for (size_t j = 0; j < (n ? n : 1); j++) {
			Channel part = one;
			if (j) {
				part.head = (Record){0};
				part.extension.s = NULL; /* the first number's */
			}
			if (n > 1)
				part.value.s = arena_dupn(arena, phones[j].typed, phones[j].typed_len);
			if (n) {
				channel_part_extension(&part, home, arena);
				write_country(&part, home, arena);
			}
			vec_push(&out, part);
		}
	}
	card->channels = arena_alloc(arena, (out.n ? out.n : 1) * sizeof *card->channels);
	if (out.n)
		memcpy(card->channels, out.at, out.n * sizeof *out.at);
	card->channel_count = out.n;
	vec_free(&out);
}

static Err *save_channels(Work *work, const Card *old, Card *new, Arena *arena)
{
	int64_t places[CHANNEL_SITE + 1] = {0};
	for (size_t i = 0; old && i < old->channel_count; i++) {
		if (!channel_of(new, old->channels[i].head.id))
			TRY(remove_one(work, &kind_channel, &old->channels[i].head, arena));
	}
	for (size_t i = 0; i < new->channel_count; i++) {
		Channel *channel = &new->channels[i];
		channel->client.v = new->client.head.id;
		if (channel->type.v >= 0 && channel->type.v <= CHANNEL_SITE)
			channel->place.n = places[channel->type.v]++;
		const Channel *was = channel_of(old, channel->head.id);
		TRY(was ? edit_one(work, &kind_channel, was, channel, arena) : work_make(work, &kind_channel, channel));
	}
	return NULL;
}

/* ---- who works where ---- */

static Err *err_several(const char *title, const Client *rows, size_t n)
{
	Str names = {0};
	for (size_t i = 0; i < n; i++)
		str_addf(&names, "%s#%lld %s", i ? ", " : "", (long long)rows[i].head.id, rows[i].title.s ? rows[i].title.s : "");
	Err *err = err_new(ERR_USAGE, _("\"%s\" may mean several: %s"), title, str_text(&names));
	str_done(&names);
	return err_todo(err_kept(err, _("nothing was written")), _("say which by its number, like #%lld"), (long long)rows[0].head.id);
}

/* The one client of this type whose order key is the same: "ООО «Вектор»" is "Вектор, ООО". 0 when there is none. */
static Err *find_same(Work *work, const char *title, const Client *said, int64_t *id, Arena *arena)
{
	void *found;
	size_t n, count = 0;
	*id = 0;
	const char *key = said->title_key.s ? said->title_key.s : "";
	TRY(store_where(work->store, &kind_client, "title_key", (Value){.type = VALUE_TEXT, .s = key, .n = strlen(key)}, &found, &n, arena));
	Client *rows = found;
	for (size_t i = 0; i < n; i++)
		if (rows[i].kind.v == said->kind.v)
			rows[count++] = rows[i];
	if (count > 1)
		return err_several(title, rows, count);
	if (count)
		*id = rows[0].head.id;
	return NULL;
}

/* "#19": that one, when it is of this type. */
static Err *find_number(Work *work, const char *title, ClientType type, int64_t *id, Arena *arena)
{
	Client client;
	int64_t number;
	*id = 0;
	if (title[0] != '#' || !str_to_int(title + 1, &number))
		return NULL;
	Err *err = store_get(work->store, &kind_client, number, &client, arena);
	if (!err && client.kind.v == (int32_t)type)
		*id = number;
	if (err && err->code != ERR_NOT_FOUND)
		return err;
	err_free(err);
	if (*id)
		return NULL;
	return err_kept(err_new(ERR_NOT_FOUND, type == CLIENT_PERSON ? _("There is no person %s") : _("There is no organization %s"), title), _("nothing was written"));
}

static void said_client(Client *out, const char *title, ClientType type, Arena *arena)
{
	record_init(&kind_client, out);
	client_read_name(out, title, (int)type, arena);
	kind_client.derive(out, arena);
}

Err *client_named(Work *work, const char *title, ClientType type, int64_t *id, Arena *arena)
{
	Client client;
	TRY(find_number(work, title, type, id, arena));
	if (*id)
		return NULL;
	said_client(&client, title, type, arena);
	TRY(find_same(work, title, &client, id, arena));
	if (*id)
		return NULL;
	client.owner.v = work->me.head.id;
	client.made_at = work_now(work);
	TRY(work_make(work, &kind_client, &client));
	*id = client.head.id;
	return NULL;
}

static const MemberRow *member_of(const Card *card, int64_t id)
{
	for (size_t i = 0; card && id && i < card->member_count; i++) {
		if (card->members[i].membership.head.id == id)
			return &card->members[i];
	}
	return NULL;
}

/* Whom a title means: of several of one name, the one that is on the card already. */
static Err *member_named(Work *work, const Card *card, MemberRow *member, ClientType type, Arena *arena)
{
	Client said, there;
	said_client(&said, member->title, type, arena);
	for (size_t i = 0; i < card->member_count; i++) {
		const MemberRow *one = &card->members[i];
		if (!one->client || !one->title || member->title[0] == '#')
			continue;
		said_client(&there, one->title, type, arena);
		if (str_same(there.title_key.s, said.title_key.s)) {
			member->client = one->client;
			return NULL;
		}
	}
	return client_named(work, member->title, type, &member->client, arena);
}

static void drop_member(Card *card, size_t at)
{
	card->member_count--;
	memmove(card->members + at, card->members + at + 1, (card->member_count - at) * sizeof *card->members);
}

/* Said of one who is there already, it is that membership: in the place and the role that were said last. */
static void join_members(Card *card, size_t at)
{
	MemberRow *said = &card->members[at];
	for (size_t i = card->member_count; i-- > 0;) {
		MemberRow other = card->members[i];
		if (i == at || other.client != said->client)
			continue;
		if (said->membership.role.s && *said->membership.role.s)
			other.membership.role = said->membership.role;
		*said = other;
		drop_member(card, i);
		return;
	}
}

static Err *name_members(Work *work, Card *card, Arena *arena)
{
	ClientType type = card->client.kind.v == CLIENT_ORGANIZATION ? CLIENT_PERSON : CLIENT_ORGANIZATION;
	for (size_t i = card->member_count; i-- > 0;) {
		MemberRow *member = &card->members[i];
		if (member->client || !member->title || !*member->title)
			continue;
		TRY(member_named(work, card, member, type, arena));
		join_members(card, i);
	}
	return NULL;
}

static Err *save_members(Work *work, const Card *old, Card *new, Arena *arena)
{
	bool organization = new->client.kind.v == CLIENT_ORGANIZATION;
	TRY(name_members(work, new, arena));
	for (size_t i = 0; old && i < old->member_count; i++) {
		if (!member_of(new, old->members[i].membership.head.id))
			TRY(remove_one(work, &kind_membership, &old->members[i].membership.head, arena));
	}
	for (size_t i = 0; i < new->member_count; i++) {
		MemberRow *member = &new->members[i];
		Membership *row = &member->membership;
		row->person.v = organization ? member->client : new->client.head.id;
		row->organization.v = organization ? new->client.head.id : member->client;
		if (!organization)
			row->place.n = (int64_t)i;
		const MemberRow *was = member_of(old, row->head.id);
		TRY(was ? edit_one(work, &kind_membership, &was->membership, row, arena) : work_make(work, &kind_membership, row));
	}
	return NULL;
}

/* ---- tags ---- */

static bool has_tag(const Card *card, int64_t tag)
{
	for (size_t i = 0; card && i < card->tag_count; i++) {
		if (card->tags[i].head.id == tag)
			return true;
	}
	return false;
}

static Err *save_tags(Work *work, const Card *old, Card *new, Arena *arena)
{
	for (size_t i = 0; i < new->tag_count; i++) {
		Tag *tag = &new->tags[i];
		int64_t tagging = 0;
		if (!tag->head.id)
			TRY(tag_find(work, tag->name.s, &tag->head.id, arena));
		if (!tag->head.id)
			TRY(tag_make(work, tag->name.s, &tag->head.id));
		if (has_tag(old, tag->head.id))
			continue;
		TRY(tagging_find(work, new->client.head.id, tag->head.id, &tagging, arena));
		if (!tagging)
			TRY(tagging_make(work, new->client.head.id, tag->head.id));
	}
	for (size_t i = 0; old && i < old->tag_count; i++) {
		int64_t tagging;
		if (has_tag(new, old->tags[i].head.id))
			continue;
		TRY(tagging_find(work, new->client.head.id, old->tags[i].head.id, &tagging, arena));
		if (tagging)
			TRY(work_remove(work, &kind_tagging, tagging));
	}
	return NULL;
}

/* ---- the card ---- */

static Err *save_in(Work *work, const Card *old, Card *new, Arena *arena)
{
	if (old) {
		TRY(work_edit(work, &kind_client, &old->client, &new->client));
	} else {
		if (!new->client.owner.v)
			new->client.owner.v = work->me.head.id;
		if (instant_is_none(new->client.made_at))
			new->client.made_at = work_now(work);
		TRY(work_make(work, &kind_client, &new->client));
	}
	TRY(save_channels(work, old, new, arena));
	TRY(save_members(work, old, new, arena));
	return save_tags(work, old, new, arena);
}

Err *card_save(Work *work, const Card *old, Card *new, int64_t *batch)
{
	Arena *arena = arena_new();
	Str title = {0};
	split_phones(old, new, work_country(work), work->arena);
	client_title(&title, &new->client);
	Err *err = old ? work_begin(work, "client edit", N_("Changed: %s"), str_text(&title)) : work_begin(work, "client add", N_("Added: %s"), str_text(&title));
	if (!err)
		err = work_end(work, save_in(work, old, new, arena), batch);
	/* The derived values as they were stored. */
	if (!err && !work->dry_run)
		err = store_get(work->store, &kind_client, new->client.head.id, &new->client, work->arena);
	str_done(&title);
	arena_free(arena);
	return err;
}
