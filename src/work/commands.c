/* SPDX-License-Identifier: MIT */
/* All command tables of the room, the global options, and how a word names a record. */
#include "commands.h"

#include <stdlib.h>
#include <string.h>

#include "change.h"
#include "kartoteka/base/fold.h"
#include "kartoteka/base/utf8.h"
#include "exchange_commands.h"
#include "tag.h"

const CommandTable work_tables[] = {
	{quick_commands, QUICK_COMMANDS},
	{client_commands, CLIENT_COMMANDS},
	{log_commands, LOG_COMMANDS},
	{event_commands, EVENT_COMMANDS},
	{task_commands, TASK_COMMANDS},
	{list_commands, LIST_COMMANDS},
	{dictionary_commands, DICTIONARY_COMMANDS},
	{filter_commands, FILTER_COMMANDS},
	{note_commands, NOTE_COMMANDS},
	{find_commands, FIND_COMMANDS},
	{agenda_commands, AGENDA_COMMANDS},
	{remind_commands, REMIND_COMMANDS},
	{undo_commands, UNDO_COMMANDS},
	{config_commands, CONFIG_COMMANDS},
	{care_commands, CARE_COMMANDS},
	{exchange_commands, EXCHANGE_COMMANDS},
};
const size_t work_table_count = countof(work_tables);

static const char *const languages[] = {"en", "ru", NULL};

const Arg work_globals[] = {
	{"db", ARG_FILE, ARGF_OPTION, .help = N_("The base: a file"), .value = N_("FILE")},
	{"config", ARG_FILE, ARGF_OPTION, .help = N_("The file of settings"), .value = N_("FILE")},
	{"now", ARG_TEXT, ARGF_OPTION, .help = N_("The clock stands at this instant, or at the one in @FILE"), .value = N_("INSTANT")},
	{"zone", ARG_TEXT, ARGF_OPTION, .help = N_("Time zone for showing and for times without one"), .value = N_("TZID")},
	{"lang", ARG_CHOICE, ARGF_OPTION, .help = N_("Language"), .choices = languages},
	{"as", ARG_TEXT, ARGF_OPTION, .help = N_("Who acts, on a base of one's own"), .value = N_("LOGIN")},
	{"json", ARG_FLAG, ARGF_OPTION, .help = N_("Print one JSON object a line")},
	{"csv", ARG_FLAG, ARGF_OPTION, .help = N_("Print CSV")},
	{"plain", ARG_FLAG, ARGF_OPTION, .help = N_("Print one record a line, values parted by tabs")},
	{"no-input", ARG_FLAG, ARGF_OPTION, .help = N_("Never ask")},
	{"yes", ARG_FLAG, ARGF_OPTION, .letter = 'y', .help = N_("Answer every question with yes")},
	{"dry-run", ARG_FLAG, ARGF_OPTION, .letter = 'n', .help = N_("Say what would change, change nothing")},
	{"demo", ARG_FLAG, ARGF_OPTION, .help = N_("Open an example base that is kept nowhere")},
	{0},
};

/* ---- how a word names a record ---- */

static Err *not_found(const Kind *kind, const char *text)
{
	return err_word(err_new(ERR_NOT_FOUND, _("There is no %s \"%s\""), _(kind->label), text), text, -1);
}

static Err *resolve_id(int64_t *id, Work *work, const Kind *kind, const char *text, bool *is_id)
{
	const char *digits = text + (*text == '#');
	/* Ten digits and more are a number to call, not an id. */
	*is_id = str_to_int(digits, id) && *id > 0 && (*text == '#' || strlen(digits) < 10);
	if (!*is_id)
		return NULL;
	Arena *arena = arena_new();
	void *record = arena_alloc(arena, kind->size);
	Err *err = store_get(work->store, kind, *id, record, arena);
	arena_free(arena);
	if (err && err->code == ERR_NOT_FOUND && *text != '#' && kind == &kind_client) {
		/* A phone, perhaps. */
		err_free(err);
		*is_id = false;
		return NULL;
	}
	return err;
}

#define SEVERAL_MOST 10

static Err *several(const ClientRow *rows, size_t n, const char *text)
{
	Str names = {0};
	for (size_t i = 0; i < n; i++)
		str_addf(&names, "%s%lld %s", i ? ", " : "", (long long)rows[i].client.head.id, rows[i].client.title.s ? rows[i].client.title.s : "");
	Err *err = err_new(ERR_USAGE, _("\"%s\" may mean several: %s"), text, str_text(&names));
	err = err_word(err_todo(err, _("give the number of the one you mean")), text, -1);
	str_done(&names);
	return err;
}

/* The whole name, said exactly, means that one: by its order key, and of several with one by the name as it is written. */
static Err *resolve_title(int64_t *id, Work *work, const char *text, Arena *arena)
{
	Client said;
	void *rows;
	size_t n, exact = 0;
	record_init(&kind_client, &said);
	client_read_name(&said, text, -1, arena);
	kind_client.derive(&said, arena);
	const char *key = said.title_key.s ? said.title_key.s : "";
	*id = 0;
	if (!*key)
		return NULL;
	TRY(store_where(work->store, &kind_client, "title_key", (Value){.type = VALUE_TEXT, .s = key, .n = strlen(key)}, &rows, &n, arena));
	const Client *same = rows;
	int64_t written = 0;
	for (size_t i = 0; i < n; i++) {
		if (same[i].title.s && (strcmp(same[i].title.s, text) == 0 || str_same(same[i].title.s, said.title.s))) {
			written = same[i].head.id;
			exact++;
		}
	}
	*id = n == 1 ? same[0].head.id : exact == 1 ? written
	                                            : 0;
	return NULL;
}

#define WHOLE_PHONE 7 /* digits of the shortest number that is told from an id */
#define LAST_DIGITS 4

/* What is changed by an id that is gone must not be somebody else: short numbers are never a phone, and of long ones only a whole one is. */
static Err *resolve_number(int64_t *id, Work *work, const char *text, size_t digits, bool sure, Arena *arena)
{
	ClientRow *rows = NULL;
	size_t n = 0;
	if (!sure)
		TRY(resolve_title(id, work, text, arena));
	if (*id)
		return NULL;
	if (digits >= (sure ? WHOLE_PHONE : LAST_DIGITS))
		TRY(clients_by_phone(&rows, &n, work, text, sure, arena));
	if (n > 1)
		return several(rows, n, text);
	if (n == 0)
		return sure && digits >= LAST_DIGITS ? err_todo(not_found(&kind_client, text), _("give its number in the list, or the whole phone number")) : not_found(&kind_client, text);
	*id = rows[0].client.head.id;
	return NULL;
}

/* Whose mail it is, whole. */
static Err *resolve_mail(int64_t *id, Work *work, const char *text, Arena *arena)
{
	Channel mail;
	void *found;
	size_t n, count = 0;
	ClientRow rows[SEVERAL_MOST] = {0};
	record_init(&kind_channel, &mail);
	mail.type.v = CHANNEL_EMAIL;
	mail.value.s = text;
	kind_channel.derive(&mail, arena);
	if (!strchr(text, '@') || !mail.key.s)
		return NULL;
	TRY(store_where(work->store, &kind_channel, "key", (Value){.type = VALUE_TEXT, .s = mail.key.s, .n = strlen(mail.key.s)}, &found, &n, arena));
	const Channel *channels = found;
	for (size_t i = 0; i < n && count < SEVERAL_MOST; i++) {
		bool again = channels[i].type.v != CHANNEL_EMAIL;
		for (size_t k = 0; k < count && !again; k++)
			again = rows[k].client.head.id == channels[i].client.v;
		if (!again)
			TRY(store_get(work->store, &kind_client, channels[i].client.v, &rows[count++].client, arena));
	}
	*id = count == 1 ? rows[0].client.head.id : 0;
	return count > 1 ? several(rows, count, text) : NULL;
}

static Err *said_client(Work *work, const char *name, bool sure, ClientRow **rows, size_t *n, Arena *arena)
{
	TRY(find_client_whole(work->store, name, 2, rows, n, arena));
	return *n == 1 ? NULL : (sure ? find_client_meant : find_client)(work->store, name, SEVERAL_MOST, rows, n, arena);
}

/* sure: what changes must not meet somebody by a tag, a street, a role or the beginning of a name. */
static Err *resolve_client(int64_t *id, Work *work, const char *text, bool sure, Arena *arena)
{
	ClientRow *rows;
	size_t n, digits = number_digits(text);
	*id = 0;
	if (digits)
		return resolve_number(id, work, text, digits, sure, arena);
	TRY(resolve_title(id, work, text, arena));
	if (!*id)
		TRY(resolve_mail(id, work, text, arena));
	if (*id)
		return NULL;
	const char *name = text;
	TRY(said_client(work, name, sure, &rows, &n, arena));
	if (n == 0 && name_behind_title(text) != text) { /* a title is in no name: "г-н Кузнецов"; but in that of a clinic it is */
		name = name_behind_title(text);
		TRY(said_client(work, name, sure, &rows, &n, arena));
	}
	if (n > 1)
		return several(rows, n, text);
	if (n == 1) {
		*id = rows[0].client.head.id;
		return NULL;
	}
	if (sure)
		TRY(find_client(work->store, name, 1, &rows, &n, arena));
	return n ? err_todo(not_found(&kind_client, text), _("give its number in the list, or whole words of its name")) : not_found(&kind_client, text);
}

static bool is_named(const Kind *kind, const void *row, const char *text, const char *text_key, Arena *arena)
{
	Str title = {0}, key = {0};
	kind->title(&title, row);
	fold_order(&key, str_text(&title));
	bool is = str_same(str_text(&key), text_key);
	str_done(&title);
	str_done(&key);
	if (is)
		return true;
	const Field *code = kind_field(kind, kind == &kind_staff ? "login" : "code");
	Value value = code ? field_get(code, row, arena) : (Value){0};
	if (kind == &kind_contact_kind || kind == &kind_outcome)
		return list_is(value.s, field_get(kind_field(kind, "name"), row, arena).s, text);
	return code && value.type == VALUE_TEXT && strcmp(value.s, text) == 0;
}

/* Of several those that are in use. */
static Err *resolve_named(int64_t *id, Work *work, const Kind *kind, const char *text, Arena *arena)
{
	void *rows;
	size_t n;
	Str key = {0};
	const Field *gone = kind_field(kind, "gone"), *owner = kind == &kind_filter ? kind_field(kind, "owner") : NULL;
	bool in_use = false;
	fold_order(&key, text);
	Err *err = store_all(work->store, kind, &rows, &n, arena);
	*id = 0;
	for (size_t i = 0; !err && i < n && !in_use; i++) {
		const void *row = (const char *)rows + i * kind->size;
		bool here = !gone || !field_get(gone, row, arena).i;
		if (owner && field_get(owner, row, arena).i != work->me.head.id) /* another's filter may have the same name */
			continue;
		if ((here || !*id) && is_named(kind, row, text, str_text(&key), arena)) {
			*id = ((const Record *)row)->id;
			in_use = here;
		}
	}
	str_done(&key);
	if (!err && !*id)
		err = not_found(kind, text);
	return err;
}

/* A name may be a number, too: a tag "2026" is asked for before the one of that number. "#7" is a number, "#hot" a tag. */
static Err *resolve_listed(int64_t *id, Work *work, const Kind *kind, const char *text, Arena *arena)
{
	bool is_id = false;
	Span bare = tag_name(span_of(text));
	const char *name = kind == &kind_tag ? arena_dupn(arena, bare.s, bare.n) : text;
	Err *err = resolve_named(id, work, kind, name, arena);
	if (!err || err->code != ERR_NOT_FOUND)
		return err;
	Err *other = resolve_id(id, work, kind, text, &is_id);
	if (!other && !is_id)
		return err;
	err_free(err);
	return other;
}

static Err *resolve(int64_t *id, void *self, const char *kind_name, const char *text, bool sure)
{
	Work *work = self;
	const Kind *kind = kind_find(kind_name);
	bool is_id = false;
	if (!kind || !work->store)
		return err_new(ERR_NOT_FOUND, _("There is no %s \"%s\""), kind_name ? kind_name : "", text);
	if (kind == &kind_staff && strcmp(text, "me") == 0 && work->me.head.id) {
		*id = work->me.head.id;
		return NULL;
	}
	Arena *arena = arena_new();
	Err *err = kind->list ? resolve_listed(id, work, kind, text, arena) : resolve_id(id, work, kind, text, &is_id);
	if (!err && !kind->list && !is_id)
		err = kind == &kind_client ? resolve_client(id, work, text, sure, arena)
		                           : err_word(err_new(ERR_USAGE, _("\"%s\" is not the number of a record"), text), text, -1);
	arena_free(arena);
	return err;
}

Err *work_resolve(int64_t *id, void *self, const char *kind_name, const char *text)
{
	return resolve(id, self, kind_name, text, false);
}

Err *work_resolve_sure(int64_t *id, void *self, const char *kind_name, const char *text)
{
	return resolve(id, self, kind_name, text, true);
}

/* ---- what functions of rows share ---- */

Err *call_in_arena(CommandCall *call, Err *(*run)(CommandCall *call, Arena *arena))
{
	Arena *arena = arena_new();
	Err *err = run(call, arena);
	arena_free(arena);
	return err;
}

Err *point_at(Err *err, const char *text)
{
	if (!err || err->at < 0 || (size_t)err->at > strlen(text))
		return err;
	char *before = mem_strndup(text, (size_t)err->at);
	Str shown = {0};
	utf8_safe(&shown, before, strlen(before));
	int column = utf8_width(str_text(&shown));
	str_cut(&shown, 0);
	utf8_safe(&shown, text, strlen(text));
	free(before);
	/* Behind all that the message says. */
	char **last = err->todo ? &err->todo : err->kept ? &err->kept
	                                                 : &err->what;
	char *pointed = mem_printf("%s\n  %s\n  %*s^", *last, str_text(&shown), column, "");
	str_done(&shown);
	free(*last);
	*last = pointed;
	return err;
}

void out_client(Out *out, const char *name, int64_t id, const char *title)
{
	if (!id) {
		out_null(out, name);
		return;
	}
	out_open_object(out, name);
	out_int(out, "id", id);
	out_text(out, "name", title);
	out_close(out);
}

void show_moment(Str *out, Work *work, Moment at, const char *zone)
{
	if (at.form == MOMENT_DAY)
		words_moment(out, at, work_today(work));
	else if (at.form != MOMENT_NONE)
		words_instant(out, work_instant(work, at, zone), work->zone, work_today(work));
}

void out_moment(Out *out, const char *name, Work *work, Moment at, const char *zone)
{
	Str shown = {0};
	show_moment(&shown, work, at, zone);
	out_show(out, str_text(&shown));
	if (at.form == MOMENT_DAY)
		out_day(out, name, at.day);
	else
		out_instant(out, name, work_instant(work, at, zone));
	str_done(&shown);
}

void out_when(Out *out, const char *name, Work *work, Instant t)
{
	Str shown = {0};
	if (!instant_is_none(t))
		words_instant(&shown, t, work->zone, work_today(work));
	out_show(out, str_text(&shown));
	out_instant(out, name, t);
	str_done(&shown);
}

void out_ago(Out *out, const char *name, Work *work, Instant t)
{
	Str shown = {0};
	if (!instant_is_none(t))
		words_ago_in(&shown, t, work_now(work), work->zone);
	out_show(out, str_text(&shown));
	out_instant(out, name, t);
	str_done(&shown);
}

Err *refuse_bulk(Work *work, size_t n)
{
	if (n < 2 || work->yes || work->dry_run || !work->no_input)
		return NULL;
	Err *err = err_new(ERR_USAGE, P_("%zu record would be deleted, and nobody is there to ask", "%zu records would be deleted, and nobody is there to ask", n), n);
	return err_todo(err_kept(err, _("nothing was changed")), _("add --yes"));
}

Err *title_of_client(Work *work, int64_t id, const char **out, Arena *arena)
{
	Client client;
	*out = "";
	if (!id)
		return NULL;
	TRY(store_get(work->store, &kind_client, id, &client, arena));
	*out = client.title.s ? client.title.s : "";
	return NULL;
}
