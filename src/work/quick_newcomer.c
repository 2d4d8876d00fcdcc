/* SPDX-License-Identifier: MIT */
/* Somebody new in a quick line: a name with a number, a person and where they work, a firm by its legal form. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/fold.h"
#include "kartoteka/base/utf8.h"
#include "quick_words.h"

static bool segment_is_free(const QuickLine *line, size_t first, size_t count)
{
	for (size_t i = first; i < first + count; i++) {
		if (line->words.at[i].use != WORD_FREE)
			return false;
	}
	return count > 0;
}

/* As typed, with the quotes that were cut off the words: ООО «Вектор». */
static const char *segment_text(QuickLine *line, size_t first, size_t count)
{
	size_t from = line->words.at[first].from, to = line->words.at[first + count - 1].to;
	if (from >= 2 && memcmp(line->text + from - 2, "«", 2) == 0)
		from -= 2;
	else if (from >= 1 && line->text[from - 1] == '"')
		from -= 1;
	if (str_begins(line->text + to, "»"))
		to += strlen("»");
	else if (line->text[to] == '"')
		to += 1;
	return quick_span(line, from, to);
}

static bool any_capital(const QuickLine *line, size_t first, size_t count)
{
	for (size_t i = first; i < first + count; i++) {
		if (line->words.at[i].capital)
			return true;
	}
	return false;
}

/* "ооо вектор", typed where one does not press Shift, is ООО «Вектор», as a person's name gets its capitals. */
static const char *firm_text(QuickLine *line, size_t first, size_t count)
{
	Str name = {0};
	char letter[4];
	size_t used, named = first;
	if (any_capital(line, first, count))
		return segment_text(line, first, count);
	while (named + 1 < first + count && quick_is_form(line, named))
		named++;
	const QuickWord *word = &line->words.at[named];
	const char *typed = segment_text(line, first, count);
	size_t before = (size_t)(strstr(typed, quick_said(line, named, 1)) - typed);
	str_addn(&name, typed, before);
	str_addn(&name, letter, utf8_encode(letter, utf8_title(utf8_decode(line->text + word->from, word->to - word->from, &used))));
	str_add(&name, typed + before + used);
	const char *text = arena_dup(line->arena, str_text(&name));
	str_done(&name);
	return text;
}

static void take_organization(QuickLine *line, size_t first, size_t count, const char *title)
{
	MemberRow *member = arena_alloc(line->arena, sizeof *member);
	record_init(&kind_membership, &member->membership);
	member->title = title;
	line->out->card.members = member;
	line->out->card.member_count = 1;
	quick_mark(line, first, count, WORD_CLIENT);
	quick_part(line, line->words.at[first].from, line->words.at[first + count - 1].to, _("organization"), member->title);
}

typedef struct Newcomer { /* words of the line */
	size_t before;        /* how many words stand before the name and are none of it */
	size_t first, count;  /* up to the comma */
	size_t named;         /* … of which these are the name: "Ольга из Ромашки", "Сидоров Пётр без НДС" */
	Client client;
} Newcomer;

static bool firm_follows(QuickLine *line, size_t at)
{
	if (at >= line->words.n || !line->words.at[at - 1].comma)
		return false;
	size_t n = quick_segment(line, at);
	return segment_is_free(line, at, n) && (quick_is_form(line, at) || quick_is_form(line, at + n - 1));
}

/* 王小明, 김철수: surname and given name in one word. */
static bool is_whole_name(QuickLine *line, size_t i)
{
	const char *said = quick_said(line, i, 1);
	size_t letters = 0, used;
	for (size_t at = 0, n = strlen(said); at < n; at += used, letters++) {
		uint32_t code = utf8_decode(said + at, n - at, &used);
		if (!(code >= 0x3400 && code <= 0x9FFF) && !(code >= 0xAC00 && code <= 0xD7A3))
			return false;
	}
	return letters >= 2 && letters <= 4;
}

/* A person's name of two or three words, or anything when a number stands with it; a firm by its legal form. */
static bool is_new_name(QuickLine *line, Newcomer *new)
{
	bool alone = !line->kind_code && line->out->when.start.form == MOMENT_NONE;
	size_t first = new->first, count = new->count;
	record_init(&kind_client, &new->client);
	new->named = quick_name_words(line, first, count);
	if (!new->named) /* a legal form alone names nobody */
		return false;
	client_read_name(&new->client, firm_text(line, first, new->named), -1, line->arena);
	if (quick_has_phone(line))
		return new->named <= 5;
	if (new->named < count)
		return false;
	/* "Новый Проект: смета завтра" is a heading, "Орлов Пётр: звонок завтра" is not. */
	if (line->words.at[first + count - 1].colon && new->client.gender.v == GENDER_UNKNOWN && !new->client.legal_form.s)
		return false;
	if (!alone && (first || !line->words.at[first + count - 1].comma || quick_segment(line, first) != count))
		return false;
	if (new->client.kind.v == CLIENT_ORGANIZATION)
		return new->client.legal_form.s != NULL;
	/* Where there are no capitals, what stands before the comma of a step or a contact is the name; a line of nothing else is a sentence. */
	if (!alone && quick_is_caseless(line, first, count))
		return count <= 3 && (count >= 2 || is_whole_name(line, first));
	return (quick_all_capital(line, first, count) || firm_follows(line, first + count)) && count >= 2 && count <= 3;
}

/* "клиент Новикова Анна 8…": what stands before the name says what it is, and is no part of it. */
static bool skip_client_word(QuickLine *line)
{
	size_t n = 0;
	while (n + 1 < line->words.n && n < 2 && line->words.at[n].use == WORD_FREE && quick_is(line, n, quick_client_words))
		quick_mark(line, n++, 1, WORD_JOINT);
	return n > 0;
}

static void unskip_client_word(QuickLine *line)
{
	for (size_t i = 0; i < 2 && i < line->words.n; i++) {
		if (line->words.at[i].use == WORD_JOINT && quick_is(line, i, quick_client_words))
			line->words.at[i].use = WORD_FREE;
	}
}

/* The firm that we have of which all these words speak; NULL. */
static Err *known_firm(QuickLine *line, size_t first, size_t count, const Client **out)
{
	ClientRow *rows;
	size_t n;
	*out = NULL;
	TRY(find_client_named(line->work->store, quick_said(line, first, count), 8, &rows, &n, line->arena));
	for (size_t i = 0; i < n && !*out; i++) {
		bool all = rows[i].client.kind.v == CLIENT_ORGANIZATION;
		for (size_t k = first; k < first + count && all; k++)
			all = quick_is_form(line, k) || quick_name_hit(&rows[i].client, quick_said(line, k, 1)) == HIT_NAME;
		if (all)
			*out = &rows[i].client;
	}
	return NULL;
}

/* How many words from `at` on are a firm, by its form, its quotes, its being in the base or its capitals; 0: what stands there is something else. */
static Err *firm_there(QuickLine *line, size_t at, size_t n, bool anywhere, size_t *words, const Client **known)
{
	bool strong;
	size_t run = segment_is_free(line, at, n) ? quick_firm_words(line, at, n, &strong) : 0;
	*words = 0;
	*known = NULL;
	if (!run || run > 5)
		return NULL;
	TRY(known_firm(line, at, run, known));
	const char *said = quick_said(line, at, run);
	/* A sentence that begins with a capital is none: all of its words are the firm's. Nor is where one lives. */
	bool capitals = line->words.at[at].capital && (run == n || anywhere) && !strchr(said, '%') && !strstr(said, "№");
	if (strong || *known || (capitals && !quick_is_city(line, at, run)))
		*words = run;
	return NULL;
}

static bool ends_like_verb(QuickLine *line, size_t at)
{
	const char *said = quick_said(line, at, 1);
	return str_ends(said, "ть") || str_ends(said, "ти");
}

static size_t first_number(const QuickLine *line, size_t at)
{
	while (at < line->words.n && line->words.at[at].use != WORD_PHONE && line->words.at[at].use != WORD_MAIL)
		at++;
	return at;
}

/* "из Ромашки", "директор ООО Вектор", "(Acme Ltd)": where a person works, said behind the name; the firm as it is called in the base where it is there. */
static Err *employer_of_name(QuickLine *line, const Newcomer *new, bool *taken)
{
	size_t end = new->first + new->count;
	*taken = false;
	for (size_t at = new->first + new->named; at < end && !*taken; at++) {
		size_t words;
		const Client *known;
		bool works = quick_is_works(line, at);
		if (at + works >= end || (!works && !quick_is_form(line, at) && !quick_is_aside(line, at)))
			continue;
		TRY(firm_there(line, at + works, end - at - works, works, &words, &known));
		if (!words)
			continue;
		if (works)
			quick_mark(line, at, 1, WORD_JOINT);
		take_organization(line, at + works, words, known ? known->title.s : firm_text(line, at + works, words));
		*taken = true;
	}
	return NULL;
}

/* A piece between commas that is a firm and nothing else. */
static Err *employer_of_piece(QuickLine *line, const Newcomer *new, bool *taken)
{
	size_t number = first_number(line, 0), words;
	const Client *known;
	*taken = false;
	for (size_t at = new->first + new->count; at < line->words.n && !*taken; at += quick_segment(line, at)) {
		size_t n = quick_segment(line, at);
		if (!line->words.at[at - 1].comma || (at > number && ends_like_verb(line, at)))
			continue;
		TRY(firm_there(line, at, n, false, &words, &known));
		if (words != n)
			continue;
		take_organization(line, at, n, firm_text(line, at, n));
		*taken = true;
	}
	return NULL;
}

static void note_words(QuickLine *line, Str *note, size_t first, size_t n)
{
	const char *said = segment_text(line, first, n);
	str_addf(note, "%s%s", note->n ? ", " : "", said);
	quick_mark(line, first, n, WORD_NOTE);
	quick_part(line, line->words.at[first].from, line->words.at[first + n - 1].to, _("note"), said);
}

/* Behind the name, before the number and what belongs to a date or to a contact, which is the step's with all its piece. */
static size_t note_end(const QuickLine *line, size_t from)
{
	size_t number = first_number(line, from), end = from;
	if (number == line->words.n)
		return from;
	while (end < number && (line->words.at[end].use == WORD_FREE || line->words.at[end].use == WORD_CLIENT || line->words.at[end].use == WORD_JOINT))
		end++;
	while (end < number && end > from && !line->words.at[end - 1].comma)
		end--;
	return end;
}

/* What else is said with the name is said of the client: "без НДС", "от Ким Ольги"; "водитель Саша", but not "отправить Саше". */
static void take_note(QuickLine *line, const Newcomer *new)
{
	Str note = {0};
	size_t end = note_end(line, new->first + new->named), n;
	size_t before = new->first - new->before;
	if (new->before == 1 && quick_is_cut(line, before))
		quick_mark(line, before, 1, WORD_JOINT);
	else if (new->before && (new->before == 1 || line->words.at[new->first - 1].comma) && !ends_like_verb(line, before))
		note_words(line, &note, before, new->before);
	for (size_t at = new->first + new->named; at < end; at += n ? n : 1) {
		n = 0;
		while (at + n < end && line->words.at[at + n].use == WORD_FREE && !(n && line->words.at[at + n - 1].comma))
			n++;
		if (n)
			note_words(line, &note, at, n);
	}
	if (note.n)
		line->out->card.client.note.s = arena_dup(line->arena, str_text(&note));
	str_done(&note);
}

static Err *take_employer(QuickLine *line, const Newcomer *new)
{
	bool taken = false;
	if (new->client.kind.v == CLIENT_PERSON && !line->out->card.member_count) {
		TRY(employer_of_name(line, new, &taken));
		if (!taken)
			TRY(employer_of_piece(line, new, &taken));
	}
	take_note(line, new);
	return NULL;
}

size_t quick_full_name(QuickLine *line, size_t *first)
{
	Client said;
	size_t count = 0;
	*first = 0;
	while (*first + 1 < line->words.n && *first < 2 && quick_is(line, *first, quick_client_words))
		++*first;
	while (*first + count < line->words.n && quick_may_be_name(line, *first + count)) {
		if (line->words.at[*first + count++].comma)
			break;
	}
	size_t next = *first + count;
	bool ends = count && (line->words.at[next - 1].comma || next == line->words.n || line->words.at[next].use == WORD_PHONE);
	if (!ends || count < 2 || count > 3)
		return 0;
	record_init(&kind_client, &said);
	client_read_name(&said, quick_said(line, *first, count), -1, line->arena);
	bool sure = quick_all_capital(line, *first, count) || said.gender.v != GENDER_UNKNOWN;
	return said.kind.v == CLIENT_PERSON && said.surname.s && said.given.s && sure ? count : 0;
}

bool quick_names_another(QuickLine *line)
{
	size_t first, count = quick_full_name(line, &first);
	const Client *client = &line->out->candidates[0].client;
	for (size_t i = first; i < first + count; i++) {
		if (client->kind.v == CLIENT_PERSON && quick_name_hit(client, quick_said(line, i, 1)) == HIT_NAME)
			return false;
	}
	return count > 0;
}

/* "отправить КП Сидорову 8 912…": who presses Shift for the name said something else before it. */
static size_t words_before_name(QuickLine *line, size_t first)
{
	size_t end = first_number(line, first), at = first;
	if (first >= end || quick_begins_name(line, first))
		return 0;
	while (at < end && line->words.at[at].use == WORD_FREE && !quick_looks_name(line, at))
		at++;
	if (at == end || line->words.at[at].use != WORD_FREE)
		return 0;
	/* Behind a comma only what is like a name: "север, Отгрузка завтра". */
	bool same_piece = at - first < quick_segment(line, first);
	return same_piece || (line->words.at[at - 1].comma && quick_known_name(line, at)) ? at - first : 0;
}

/* "ООО Луч, Петрова Анна, 8 916…": whose number it is stands behind where she works. */
static bool person_of_firm(QuickLine *line, const Newcomer *firm, Newcomer *out)
{
	*out = (Newcomer){.first = firm->first + firm->count};
	if (firm->client.kind.v != CLIENT_ORGANIZATION || !firm->client.legal_form.s || firm->named != firm->count || !quick_has_phone(line) || out->first >= first_number(line, out->first) ||
	    !line->words.at[out->first - 1].comma)
		return false;
	for (size_t most = quick_segment(line, out->first); out->count < most && line->words.at[out->first + out->count].use == WORD_FREE;)
		out->count++;
	out->named = out->count ? quick_name_words(line, out->first, out->count) : 0;
	if (out->named < 2 || out->named > 3 || !quick_all_capital(line, out->first, out->named))
		return false;
	record_init(&kind_client, &out->client);
	client_read_name(&out->client, quick_said(line, out->first, out->named), -1, line->arena);
	bool known = false;
	for (size_t i = out->first; i < out->first + out->named; i++)
		known |= quick_known_name(line, i);
	return out->client.kind.v == CLIENT_PERSON && known;
}

Err *quick_take_new_client(QuickLine *line)
{
	QuickReading *out = line->out;
	Newcomer new = {0};
	if (out->client)
		return NULL;
	bool said_so = skip_client_word(line);
	while (new.first < line->words.n && line->words.at[new.first].use != WORD_FREE)
		new.first++;
	new.before = quick_has_phone(line) ? words_before_name(line, new.first) : 0;
	new.first += new.before;
	size_t most = new.first < line->words.n ? quick_segment(line, new.first) : 0;
	while (new.count < most && line->words.at[new.first + new.count].use == WORD_FREE)
		new.count++;
	if (!new.count || (new.first && line->words.at[new.first - 1].use == WORD_KIND && !quick_has_phone(line)) || !is_new_name(line, &new)) {
		if (said_so)
			unskip_client_word(line);
		return NULL;
	}
	Newcomer person;
	if (person_of_firm(line, &new, &person)) {
		take_organization(line, new.first, new.named, firm_text(line, new.first, new.named));
		new = person;
	}
	out->makes_client = true;
	out->card.client = new.client;
	quick_mark(line, new.first, new.named, WORD_CLIENT);
	Str title = {0};
	client_title(&title, &new.client);
	quick_part(line, line->words.at[new.first].from, line->words.at[new.first + new.named - 1].to,
	           new.client.kind.v == CLIENT_ORGANIZATION ? _("new organization") : _("new client"), arena_dup(line->arena, str_text(&title)));
	str_done(&title);
	return take_employer(line, &new);
}
