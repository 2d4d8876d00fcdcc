/* SPDX-License-Identifier: MIT */
/* The quick line: its stages put together, what it would make, and the making. Words are read in quick_words.c, people in quick_client.c. */
#include "kartoteka/base/said.h"
#include "kartoteka/work/quick.h"

#include <stdlib.h>
#include <string.h>

#include "change.h"
#include "kartoteka/base/fold.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/work/step.h"
#include "plan_change.h"
#include "quick_words.h"

#define MEETING_SECONDS 3600

static Instant instant_here(Work *work, Moment at)
{
	return work_instant(work, at, NULL);
}

/* ---- reading ---- */

static bool is_meeting(const QuickLine *line)
{
	return line->kind_code && strcmp(line->kind_code, "meeting") == 0;
}

static bool makes_event(const QuickLine *line)
{
	const WordsReading *when = &line->out->when;
	bool timed = when->start.form == MOMENT_LOCAL || when->start.form == MOMENT_UTC;
	return when->start.form != MOMENT_NONE && !when->deadline && ((timed && when->length.s != SECONDS_NONE.s) || when->length.s >= DAY_SECONDS || is_meeting(line));
}

static QuickMakes makes_what(const QuickLine *line)
{
	const QuickReading *out = line->out;
	bool matter = out->summary && *out->summary;
	bool dated = out->when.start.form != MOMENT_NONE;
	if (makes_event(line))
		return QUICK_EVENT;
	if (matter || dated)
		return QUICK_TASK;
	if (out->makes_client)
		return QUICK_CLIENT;
	return out->client && line->tags.n ? QUICK_TAG : QUICK_NOTHING;
}

static void warn_first(QuickLine *line, const char *first)
{
	QuickReading *out = line->out;
	out->warning = out->warning ? arena_printf(line->arena, "%s · %s", first, out->warning) : first;
}

#define NAMESAKES 3

/* Somebody new is of a name that is there: one is about to be made twice. */
static Err *warn_of_namesakes(QuickLine *line)
{
	ClientRow *rows;
	size_t n;
	Str title = {0}, names = {0};
	Client said = line->out->card.client, *new = &said;
	kind_client.derive(new, line->arena);
	if (new->kind.v == CLIENT_ORGANIZATION &&new->name.s) /* of another form it may be the same */
		str_add(&title, new->name.s);
	else
		client_title(&title, new);
	Err *err = find_client_whole(line->work->store, str_text(&title), NAMESAKES, &rows, &n, line->arena);
	line->out->namesakes = rows;
	for (size_t i = 0; i < n && !err; i++) {
		const Client *there = &rows[i].client;
		if (there->kind.v != new->kind.v || (new->kind.v == CLIENT_ORGANIZATION && !str_same(there->title_key.s, new->title_key.s)))
			continue;
		str_addf(&names, "%s%s%s%s", names.n ? ", " : "", there->title.s, there->phone.s ? " " : "", there->phone.s ? there->phone.s : "");
		rows[line->out->namesake_count++] = rows[i];
	}
	if (names.n)
		line->out->twice = arena_printf(line->arena, _("already here: %s"), str_text(&names));
	str_done(&title);
	str_done(&names);
	return err;
}

static Err *warn(QuickLine *line)
{
	Work *work = line->work;
	QuickReading *out = line->out;
	Event event;
	Err *wrong = words_check(&out->when, line->text);
	if (wrong) {
		out->warning = arena_dup(line->arena, wrong->what);
		out->wrong = out->warning;
		out->wrong_word = arena_dup(line->arena, wrong->word);
		err_free(wrong);
		return NULL;
	}
	if (out->phone_of)
		out->warning = arena_printf(line->arena, _("this number is also of %s"), out->phone_of);
	if (out->makes_client)
		TRY(warn_of_namesakes(line));
	if (line->left_priority)
		out->warning = arena_printf(line->arena, _("an event has no priority: %s stays in its title"), line->left_priority);
	if (out->when.start.form == MOMENT_DAY && out->when.length.s > 0 && out->when.length.s < DAY_SECONDS) {
		Str length = {0};
		words_length(&length, out->when.length);
		out->warning = arena_printf(line->arena, _("the hour is not said, so %s is left out"), str_text(&length));
		str_done(&length);
	}
	const char *passed = out->makes == QUICK_TASK || out->makes == QUICK_EVENT ? step_passed(work, &out->when) : NULL;
	if (passed)
		out->warning = out->warning ? arena_printf(line->arena, "%s · %s", passed, out->warning) : passed;
	if (out->makes != QUICK_EVENT || out->when.start.form == MOMENT_DAY)
		return NULL;
	quick_event(work, out, &event);
	AgendaQuery query = {.from = instant_here(work, event.start), .to = instant_here(work, event.end), .owner = work->me.head.id, .most = 50};
	AgendaRow *rows;
	size_t n;
	TRY(agenda_read(work, &query, &rows, &n, line->arena));
	for (size_t i = 0; i < n; i++) {
		if (!agenda_is_busy(&rows[i]) || rows[i].done)
			continue;
		const char *what = text_quoted(line->arena, rows[i].summary ? rows[i].summary : "");
		if (rows[i].all_day) {
			warn_first(line, arena_printf(line->arena, _("at that time: %s, the whole day"), what));
			return NULL;
		}
		Str from = {0}, to = {0};
		Day day;
		int32_t second;
		zone_local(work->zone, rows[i].start, &day, &second);
		words_time(&from, second);
		zone_local(work->zone, rows[i].end, &day, &second);
		words_time(&to, second);
		warn_first(line, arena_printf(line->arena, _("at that time: %s, %s–%s"), what, str_text(&from), str_text(&to)));
		str_done(&from);
		str_done(&to);
		return NULL;
	}
	return NULL;
}

static int part_order(const void *a, const void *b)
{
	const QuickPart *x = a, *y = b;
	return x->from != y->from ? (x->from < y->from ? -1 : 1) : (x->to > y->to) - (x->to < y->to);
}

static void give_out(QuickLine *line)
{
	QuickReading *out = line->out;
	Card *card = &out->card;
	if (line->channels.n) {
		card->channels = arena_alloc(line->arena, line->channels.n * sizeof *card->channels);
		memcpy(card->channels, line->channels.at, line->channels.n * sizeof *card->channels);
		card->channel_count = line->channels.n;
	}
	if (line->tags.n) {
		card->tags = arena_alloc(line->arena, line->tags.n * sizeof *card->tags);
		memcpy(card->tags, line->tags.at, line->tags.n * sizeof *card->tags);
		card->tag_count = line->tags.n;
	}
	if (line->parts.n) {
		qsort(line->parts.at, line->parts.n, sizeof *line->parts.at, part_order);
		out->parts = arena_alloc(line->arena, line->parts.n * sizeof *out->parts);
		memcpy(out->parts, line->parts.at, line->parts.n * sizeof *out->parts);
		out->part_count = line->parts.n;
	}
}

/* Said in the echo: what is written must be seen before. */
Err *quick_tie(Work *work, QuickReading *reading, int64_t focus, Arena *arena)
{
	Client client;
	Err *err = store_get(work->store, &kind_client, focus, &client, arena);
	if (err && err->code == ERR_NOT_FOUND) {
		err_free(err);
		return NULL;
	}
	TRY(err);
	reading->unknown = NULL;
	reading->client = focus;
	reading->focus_title = client.title.s ? client.title.s : "";
	return NULL;
}

static Err *read_stages(QuickLine *line)
{
	QuickReading *out = line->out;
	quick_split(line);
	quick_take_signs(line);
	quick_take_dates(line);
	TRY(quick_take_kind(line));
	TRY(quick_take_client(line));
	TRY(quick_take_new_client(line));
	TRY(quick_leave_signs(line));
	quick_take_priority(line, !makes_event(line));
	if (makes_event(line)) /* a task has no place: it stays in the title */
		quick_take_place(line);
	if (!out->client && !out->makes_client && line->focus)
		quick_take_unknown(line);
	if (!out->client && !out->makes_client && line->focus && !out->unknown)
		TRY(quick_tie(line->work, out, line->focus, line->arena));
	out->summary = quick_matter(line);
	out->location = line->location;
	out->makes = makes_what(line);
	out->undated = out->makes == QUICK_TASK && out->when.start.form == MOMENT_NONE && !out->when.wrong.to;
	return warn(line);
}

static Err *read_text(Work *work, const char *text, Day day, int64_t focus, QuickReading *out, Arena *arena)
{
	*out = (QuickReading){.when = {.start = {.form = MOMENT_NONE}, .length = SECONDS_NONE}};
	record_init(&kind_client, &out->card.client);
	QuickLine line = {.work = work, .text = text, .day = day, .focus = focus, .arena = arena, .out = out};
	Err *err = read_stages(&line);
	if (!err)
		give_out(&line);
	vec_free(&line.words);
	vec_free(&line.parts);
	vec_free(&line.channels);
	vec_free(&line.signs);
	vec_free(&line.tags);
	return err;
}

/* The byte of `to` where as many characters lie before it as before byte `at` of `from`. */
static size_t same_place(const char *from, const char *to, size_t at)
{
	size_t count = 0, used, n = strlen(from), m = strlen(to), place = 0;
	for (size_t i = 0; i < at && i < n; i += used, count++)
		utf8_decode(from + i, n - i, &used);
	for (; count && place < m; count--, place += used)
		utf8_decode(to + place, m - place, &used);
	return place;
}

static bool says_something(const QuickReading *reading)
{
	return (reading->client && !reading->focus_title) || reading->contact_kind || reading->makes_client;
}

/* Typed on the other layout: taken when the dates say so, or when it makes sense of a line that made none. */
static Err *read_other_layout(Work *work, const char *line, Day day, int64_t focus, QuickReading *out, Arena *arena)
{
	Str other = {0};
	bool sure = out->when.other_layout;
	bool dated = out->when.start.form != MOMENT_NONE && day_is_none(day);
	if (out->when.rest_stays || (!sure && (says_something(out) || dated)) || !fold_other_layout(&other, line)) {
		str_done(&other);
		return NULL;
	}
	const char *text = arena_dup(arena, str_text(&other));
	str_done(&other);
	QuickReading again;
	TRY(read_text(work, text, day, focus, &again, arena));
	bool better = sure || (again.contact_kind && (again.when.start.form != MOMENT_NONE || again.client)) || (again.client && again.client != focus);
	/* Only the date was typed on the other layout: the client is one as it stands ("звонок Ivanov pfdnhf d 10"). */
	if (out->client && !out->focus_title && !again.client)
		better = false;
	if (!better)
		return NULL;
	*out = again;
	out->when.other_layout = true;
	if (out->wrong) {
		out->when.wrong.from = same_place(text, line, out->when.wrong.from);
		out->when.wrong.to = same_place(text, line, out->when.wrong.to);
	}
	for (size_t i = 0; i < out->part_count; i++) {
		out->parts[i].from = same_place(text, line, out->parts[i].from);
		out->parts[i].to = same_place(text, line, out->parts[i].to);
	}
	return NULL;
}

Err *quick_read(Work *work, const char *line, int64_t focus_client, QuickReading *out, Arena *arena)
{
	return quick_read_on(work, line, DAY_NONE, focus_client, out, arena);
}

Err *quick_read_on(Work *work, const char *line, Day day, int64_t focus_client, QuickReading *out, Arena *arena)
{
	TRY(read_text(work, line, day, focus_client, out, arena));
	return read_other_layout(work, line, day, focus_client, out, arena);
}

void quick_choose(QuickReading *reading, size_t candidate)
{
	if (candidate >= reading->candidate_count)
		return;
	const char *old = reading->candidates[0].client.title.s, *title = reading->candidates[candidate].client.title.s;
	for (size_t i = 0; i < reading->candidate_count; i++) {
		if (reading->candidates[i].client.head.id == reading->client)
			old = reading->candidates[i].client.title.s;
	}
	reading->client = reading->candidates[candidate].client.head.id;
	for (size_t i = 0; i < reading->part_count; i++) {
		if (str_same(reading->parts[i].label, _("client")) || str_same(reading->parts[i].value, old))
			reading->parts[i].value = title;
	}
}

void quick_join(QuickReading *reading, size_t namesake)
{
	if (namesake >= reading->namesake_count)
		return;
	const Client *there = &reading->namesakes[namesake].client;
	reading->client = there->head.id;
	reading->makes_client = false;
	reading->joins = true;
	reading->twice = NULL;
	for (size_t i = 0; i < reading->part_count; i++) {
		QuickPart *part = &reading->parts[i];
		if (!str_same(part->label, _("new client")) && !str_same(part->label, _("new organization")))
			continue;
		part->label = _("client");
		part->value = there->title.s;
	}
}

/* ---- what it makes ---- */

void quick_event(Work *work, const QuickReading *reading, Event *out)
{
	record_init(&kind_event, out);
	out->summary.s = reading->summary && *reading->summary ? reading->summary : NULL;
	out->client.v = reading->client;
	out->kind.v = reading->contact_kind;
	out->location.s = reading->location;
	out->start = reading->when.start;
	if (*reading->when.rule)
		out->rules.s = reading->when.rule;
	if (out->start.form == MOMENT_DAY && reading->when.length.s >= DAY_SECONDS)
		out->end = moment_of_day((Day){out->start.day.n + (int32_t)(reading->when.length.s / DAY_SECONDS)});
	if (out->start.form != MOMENT_LOCAL && out->start.form != MOMENT_UTC)
		return;
	int64_t length = reading->when.length.s != SECONDS_NONE.s && reading->when.length.s > 0 ? reading->when.length.s : MEETING_SECONDS;
	const Zone *zone = out->start.form == MOMENT_UTC ? zone_utc() : work->zone;
	Instant start = zone_instant(zone, out->start.day, out->start.second);
	out->end.form = out->start.form;
	zone_local(zone, (Instant){start.s + length}, &out->end.day, &out->end.second);
}

void quick_task(Work *work, const QuickReading *reading, Task *out)
{
	(void)work;
	record_init(&kind_task, out);
	out->summary.s = reading->summary && *reading->summary ? reading->summary : NULL;
	out->client.v = reading->client;
	out->kind.v = reading->contact_kind;
	out->due = reading->when.start;
	out->priority.n = reading->priority;
	if (*reading->when.rule) {
		/* RFC 5545 3.8.5.3: a rule counts from DTSTART. */
		out->rules.s = reading->when.rule;
		out->start = out->due;
	}
}

static Err *save_plan(Work *work, const QuickReading *reading, int64_t client, const char **kind, int64_t *id)
{
	const Moment none = {.form = MOMENT_NONE};
	if (reading->makes == QUICK_EVENT) {
		Event event;
		quick_event(work, reading, &event);
		event.client.v = client;
		TRY(event_save(work, NULL, &event, none, REACH_WHOLE, NULL));
		*kind = kind_event.name;
		*id = event.head.id;
	} else if (reading->makes == QUICK_TASK) {
		Task task;
		quick_task(work, reading, &task);
		task.client.v = client;
		TRY(task_save(work, NULL, &task, none, REACH_WHOLE, NULL));
		*kind = kind_task.name;
		*id = task.head.id;
	}
	return NULL;
}

/* Numbers, where one works and the note go behind what the card has. */
static Err *join_card(Work *work, const QuickReading *reading, Arena *arena)
{
	const Card *said = &reading->card;
	Card old, new;
	TRY(card_read(work, reading->client, &old, arena));
	new = old;
	new.channels = arena_alloc(arena, (old.channel_count + said->channel_count + 1) * sizeof *new.channels);
	new.members = arena_alloc(arena, (old.member_count + said->member_count + 1) * sizeof *new.members);
	for (size_t i = 0; i < old.channel_count; i++)
		new.channels[i] = old.channels[i];
	for (size_t i = 0; i < said->channel_count; i++)
		new.channels[new.channel_count++] = said->channels[i];
	for (size_t i = 0; i < old.member_count; i++)
		new.members[i] = old.members[i];
	for (size_t i = 0; i < said->member_count; i++)
		new.members[new.member_count++] = said->members[i];
	if (said->client.note.s)
		new.client.note.s = old.client.note.s ? arena_printf(arena, "%s\n%s", old.client.note.s, said->client.note.s) : said->client.note.s;
	return card_save(work, &old, &new, NULL);
}

static Err *save_joined(Work *work, const QuickReading *reading)
{
	Arena *arena = arena_new();
	Err *err = join_card(work, reading, arena);
	arena_free(arena);
	return err;
}

static Err *save_in(Work *work, const QuickReading *reading, const char **kind, int64_t *id)
{
	int64_t client = reading->client;
	if (reading->makes_client) {
		Card card = reading->card;
		TRY(card_save(work, NULL, &card, NULL));
		client = card.client.head.id;
		*kind = kind_client.name;
		*id = client;
	} else {
		*kind = client ? kind_client.name : NULL;
		*id = client;
		if (reading->joins)
			TRY(save_joined(work, reading));
		for (size_t i = 0; client && i < reading->card.tag_count; i++)
			TRY(client_tag(work, &client, 1, reading->card.tags[i].name.s, false, NULL));
	}
	return save_plan(work, reading, client, kind, id);
}

static char *tags_label(const QuickReading *reading, const char *name)
{
	Str tags = {0};
	for (size_t i = 0; i < reading->card.tag_count; i++)
		str_addf(&tags, "%s%s", i ? ", " : "", reading->card.tags[i].name.s);
	char *label = said(N_("%s: tag %s"), name ? name : "", str_text(&tags));
	str_done(&tags);
	return label;
}

/* For the journal: whom and what. The echo's days and words are of this day and this language. */
static char *label_of(const QuickReading *reading)
{
	const char *const who[] = {_("client"), _("new client"), _("organization"), _("new organization")};
	const char *name = NULL;
	for (size_t i = 0; i < reading->part_count && !name; i++) {
		for (size_t k = 0; k < countof(who) && !name; k++)
			name = str_same(reading->parts[i].label, who[k]) ? reading->parts[i].value : NULL;
	}
	name = name ? name : reading->focus_title;
	if (reading->makes == QUICK_TAG)
		return tags_label(reading, name);
	if (!reading->summary || !*reading->summary)
		return name ? mem_strdup(name) : said(reading->makes == QUICK_EVENT ? N_("event") : N_("task"));
	char *what = said_in("quoted", NC_("quoted", "\"%s\""), reading->summary);
	char *label = name ? said("%s · %s", name, what) : mem_strdup(what);
	free(what);
	return label;
}

Err *quick_save(Work *work, const QuickReading *reading, const char **kind, int64_t *id, int64_t *batch)
{
	const char *made = NULL;
	int64_t made_id = 0;
	if (reading->makes == QUICK_NOTHING && !reading->makes_client)
		return err_todo(err_new(ERR_USAGE, _("Nothing is said yet: who, what, when")), _("write it like: call Ivanov tomorrow 10"));
	if (reading->wrong)
		return err_word(err_todo(err_new(ERR_USAGE, "%s", reading->wrong), _("write it like: call Ivanov tomorrow 10")), reading->wrong_word, (int)reading->when.wrong.from);
	char *label = label_of(reading);
	Err *err = work_begin(work, "add", N_("Added: %s"), label);
	free(label);
	if (!err)
		err = work_end(work, save_in(work, reading, &made, &made_id), batch);
	if (!err && kind)
		*kind = made;
	if (!err && id)
		*id = made_id;
	return err;
}

/* ---- the echo ---- */

void quick_echo(Str *out, const QuickReading *reading)
{
	size_t start = out->n;
	const char *last_label = NULL, *last_value = NULL;
	for (size_t i = 0; i < reading->part_count; i++) {
		const QuickPart *part = &reading->parts[i];
		/* A date in two places, a name beside its number: said once. */
		bool again = false;
		for (size_t j = 0; j < i && !again; j++)
			again = str_same(reading->parts[j].label, part->label) && str_same(reading->parts[j].value, part->value);
		if (again || (last_label && str_same(last_label, part->label) && str_same(last_value, part->value)))
			continue;
		if (out->n > start)
			str_add(out, " · ");
		if (str_same(part->label, _("tag")) || str_same(part->label, _("new client")) || str_same(part->label, _("new organization")))
			str_addf(out, "%s ", part->label);
		if (str_same(part->label, _("note")))
			str_addf(out, "%s ", part->label);
		if (str_same(part->label, _("what")) || str_same(part->label, _("note")))
			str_addf(out, C_("quoted", "\"%s\""), part->value);
		else
			str_add(out, part->value ? part->value : "");
		last_label = part->label;
		last_value = part->value;
	}
	if (reading->focus_title && reading->client && out->n > start)
		str_addf(out, " · %s", reading->focus_title);
	if (*reading->when.rule) {
		str_add(out, " · ");
		repeat_words_from(out, reading->when.rule, reading->when.start);
	}
}
