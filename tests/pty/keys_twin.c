/* SPDX-License-Identifier: MIT */
/*
 * Check 18: for every binding of data/keys in every context the bytes of the Latin and of the Russian layout give the same frame. Two programs on the same
 * example base go the same way; one gets the Latin bytes, its twin the Cyrillic ones. The layout is written down here once more, so that a slip in the
 * program's own table is seen.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "kartoteka/base/embedded.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/command/keymap.h"
#include "program.h"
#include "test.h"

#define ESCAPE "\033[27u" /* a lone Esc that does not wait for what may follow */

typedef struct Place {
	const char *name;
	const char *path; /* from a fresh start, one write a word */
	const char *contexts[6];
	const char *shows; /* seen there and not on the way */
	bool empty;        /* on an empty base, as at the first run; else on the example */
	bool fresh;        /* each key meets a base and a program of its own: the way there works once */
} Place;

static const Place places[] = {
	{"today", "1", {"today", "list", "any", "always"}, " Today  Thu", false, false},
	{"first run", "1", {"firstrun", "list", "any", "always"}, "scp calendar.ics", true, false},
	{"clients", "2", {"clients", "list", "any", "always"}, "Enter card  / find", false, false},
	{"filter", "2 /", {"filter", "line", "text", "always"}, "Searches name, phone", false, false},
	{"card", "2 \r", {"card", "list", "any", "always"}, "o dial", false, false},
	{"month", "3 ---", {"month", "calendar", "any", "always"}, "[ ] month", false, false},
	{"week", "3 --- +", {"week", "calendar", "any", "always"}, "Calendar ▸ week", false, false},
	{"day", "3 --- + +", {"day", "calendar", "any", "always"}, "[ ] day", false, false},
	{"agenda", "3 --- + + +", {"agenda", "calendar", "list", "any", "always"}, "[ ] 4 weeks", false, false},
	{"reminders", "5", {"reminders", "list", "any", "always"}, " Reminders ", false, false},
	{"settings", "7", {"settings", "list", "any", "always"}, "Settings ▸", false, false},
	{"imports", ":imports \r", {"imports", "list", "any", "always"}, " Imports ", false, false},
	{"changes", ":changes \r", {"changes", "list", "any", "always"}, "Changes ▸", false, false},
	{"preview", "1 i \r", {"preview", "list", "any", "always"}, "Twin task", false, false},
	{"form", "2 e", {"form", "text", "always"}, "▸ edit", false, false},
	{"line", "2 j r", {"line", "text", "always"}, "next step: ", false, false},
	{"quick line", "2 a", {"line", "text", "always"}, "Enter add  Tab complete", false, false},
	{"call, outcome", "2 j c", {"call1", "text", "always"}, "1…9 outcome", false, false},
	{"call, text", "2 j c 1", {"call2", "line", "text", "always"}, "Enter write  Tab step", false, false},
	{"call, next try", "2 j c 2", {"call3", "always"}, "1…6 next try", false, false},
	{"menu", "2 s", {"menu", "always"}, "Enter take  Esc close", false, false},
	{"snooze", "5 z", {"snooze", "menu", "always"}, "1…6 choose  Enter take", false, false},
	{"columns", "2 C", {"columns", "menu", "always"}, "Space show, hide", false, false},
	{"occurrence", "aTwin~every~day~16:00\r 3+++ \033[H D", {"occurrence", "menu", "always"}, "from here", true, true},
	{"palette", ":", {"palette", "text", "always"}, "Commands and jump", false, false},
	{"help", "?", {"help", "text", "always"}, "search: ", false, false},
	{"question", "A Draft \033[27u \033[27u 1 q", {"ask", "always"}, "Leave?", false, true},
	/* His change is made here, by a command over the form. */
	{"conflict", "2 e Mine \020 client~edit~Antonov~--surname~His \r \023", {"conflict", "always"}, "MINE", false, true},
};

static const char us[] = "qwertyuiop[]asdfghjkl;'zxcvbnm,.QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>/?";
static const char ru[] = "йцукенгшщзхъфывапролджэячсмитьбюЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ.,";

/* The letter at this place of the other layout; 0: none. */
static uint32_t other(char letter)
{
	const char *at = strchr(us, letter);
	if (!at || !letter)
		return 0;
	size_t used, left = strlen(ru);
	const char *c = ru;
	for (const char *i = us; i < at; i++, c += used, left -= used)
		utf8_decode(c, left, &used);
	return utf8_decode(c, left, &used);
}

static void add_code(Str *out, uint32_t code)
{
	char bytes[5];
	str_addn(out, bytes, utf8_encode(bytes, code));
}

/* Bytes of a key named in data/keys on both layouts; false where they are the same. */
static bool bytes_of(const char *key, Str *latin, Str *cyrillic)
{
	bool ctrl = strncmp(key, "C-", 2) == 0, alt = strncmp(key, "M-", 2) == 0;
	const char *letter = ctrl || alt ? key + 2 : key;
	uint32_t code = strlen(letter) == 1 ? other(*letter) : 0;
	if (!code)
		return false;
	if (ctrl) {
		str_addc(latin, (char)(*letter & 0x1f));
		str_addf(cyrillic, "\033[%u::%d;5u", (unsigned)code, *letter);
		return true;
	}
	if (alt) {
		str_addc(latin, '\033');
		str_addc(cyrillic, '\033');
	}
	str_addc(latin, *letter);
	add_code(cyrillic, code);
	return true;
}

static bool has_twin(const char *key)
{
	Str latin = {0}, cyrillic = {0};
	bool has = bytes_of(key, &latin, &cyrillic);
	str_done(&latin);
	str_done(&cyrillic);
	return has;
}

typedef struct Twins {
	const Place *place;
	Home home[2];
	Pty *pty[2];
} Twins;

static const char some_ics[] =
	"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//twin//EN\r\n"
	"BEGIN:VEVENT\r\nUID:twin-1\r\nDTSTAMP:20260701T000000Z\r\nDTSTART:20260724T070000Z\r\nDTEND:20260724T080000Z\r\nSUMMARY:Twin\r\nEND:VEVENT\r\n"
	"BEGIN:VTODO\r\nUID:twin-2\r\nDTSTAMP:20260701T000000Z\r\nDUE:20260725T070000Z\r\nSUMMARY:Twin task\r\nEND:VTODO\r\nEND:VCALENDAR\r\n";

static void settle_both(Twins *t)
{
	screens_ask(t->pty[0]);
	screens_ask(t->pty[1]);
	for (int i = 0; i < 2; i++)
		if (!screens_answered(t->pty[i])) {
			screens_show(t->pty[i]);
			fail_msg("%s: no answer", t->place->name);
		}
}

static void send_both(Twins *t, const char *bytes)
{
	pty_send(t->pty[0], bytes);
	pty_send(t->pty[1], bytes);
}

static void start(Twins *t)
{
	for (int i = 0; i < 2; i++)
		t->pty[i] = home_open(&t->home[i], 80, 24, t->place->empty ? NULL : "--demo", NULL);
	for (int i = 0; i < 2; i++)
		if (!pty_wait_row(t->pty[i], 0, "09:42", PTY_MS))
			fail_msg("%s: no first frame", t->place->name);
}

static void begin(Twins *t)
{
	for (int i = 0; i < 2; i++) {
		home_make(&t->home[i]);
		home_set(&t->home[i], "VISUAL=true");
		home_write(&t->home[i], "twin.ics", some_ics, sizeof some_ics - 1);
	}
	start(t);
}

static void end(Twins *t)
{
	for (int i = 0; i < 2; i++) {
		pty_close(t->pty[i]);
		home_remove(&t->home[i]);
	}
}

static void go_there(Twins *t)
{
	char *path = mem_strdup(t->place->path), *rest = path;
	send_both(t, ESCAPE ESCAPE ESCAPE);
	settle_both(t);
	for (char *word; (word = strtok_r(rest, " ", &rest));) {
		for (char *c = word; *c; c++)
			*c = *c == '~' ? ' ' : *c;
		send_both(t, word);
		settle_both(t);
	}
	free(path);
	for (int i = 0; i < 2; i++)
		if (!pty_wait_text(t->pty[i], t->place->shows, PTY_MS)) {
			screens_show(t->pty[i]);
			fail_msg("%s: the way does not lead there", t->place->name);
		}
}

static bool alive(Pty *pty)
{
	return !pty_wait_exit(pty, 0, NULL);
}

/* What differs between the homes is no difference. */
static char *frame_of(Pty *pty)
{
	char *frame = screens_frame(pty);
	for (char *at = frame; (at = strstr(at, "kartoteka-pty-"));)
		for (at += 14; *at && *at != '/' && *at != ' ' && *at != '\n'; at++)
			*at = '#';
	/* Drafts of one moment stand in no order. */
	for (char *line = strchr(frame, '\n'); line && line[1];) {
		char *end = strchr(line + 1, '\n');
		char *draft = strstr(line + 1, "Draft: ");
		if (draft && (!end || draft < end))
			memset(line + 1, '#', end ? (size_t)(end - line - 1) : strlen(line + 1));
		line = end;
	}
	return frame;
}

static bool same(Pty *first, void *second)
{
	pty_read(second, 0);
	char *a = frame_of(first), *b = frame_of(second);
	bool equal = strcmp(a, b) == 0;
	free(a);
	free(b);
	return equal;
}

/* Both did it and show it, or both have ended. */
static bool answered(Twins *t)
{
	screens_ask(t->pty[0]);
	screens_ask(t->pty[1]);
	bool first = screens_answered(t->pty[0]), second = screens_answered(t->pty[1]);
	return first && second;
}

static void one_key(Twins *t, const Binding *row, Str *faults)
{
	Str latin = {0}, cyrillic = {0};
	bytes_of(row->key, &latin, &cyrillic);
	go_there(t);
	if (!pty_wait(t->pty[0], same, t->pty[1], PTY_MS))
		str_addf(faults, "%s: differ before %s\n", t->place->name, row->key);
	pty_send(t->pty[0], str_text(&latin));
	pty_send(t->pty[1], str_text(&cyrillic));
	bool live = answered(t);
	if (live ? !pty_wait(t->pty[0], same, t->pty[1], PTY_MS) : alive(t->pty[0]) != alive(t->pty[1])) {
		str_addf(faults, "%s: [%s] %s and %s = %s\n", t->place->name, row->context, row->key, str_text(&cyrillic), row->line);
		screens_show(t->pty[0]);
		screens_show(t->pty[1]);
	}
	if (!live) {
		pty_close(t->pty[0]);
		pty_close(t->pty[1]);
		start(t);
	}
	str_done(&latin);
	str_done(&cyrillic);
}

static void one_place(const Place *place, const Keymap *map, Str *faults)
{
	Twins t = {.place = place};
	const Binding *row;
	begin(&t);
	for (size_t i = 0, tried = 0; (row = keymap_at(map, place->contexts, i)); i++) {
		if (!has_twin(row->key))
			continue;
		if (tried++ && place->fresh) {
			end(&t);
			begin(&t);
		}
		one_key(&t, row, faults);
	}
	end(&t);
}

static Keymap *shipped_keys(void)
{
	const Embedded *keys = embedded_find("keys");
	Keymap *map = keymap_new();
	keymap_read(map, NULL, "keys", (const char *)keys->bytes, keys->n);
	return map;
}

static void places_like(const char *first, const char *last)
{
	Keymap *map = shipped_keys();
	Str faults = {0};
	bool inside = false;
	for (size_t i = 0; i < countof(places); i++) {
		inside |= strcmp(places[i].name, first) == 0;
		if (inside)
			one_place(&places[i], map, &faults);
		if (strcmp(places[i].name, last) == 0)
			break;
	}
	keymap_free(map);
	if (faults.n)
		fail_msg("%s", str_text(&faults));
	str_done(&faults);
}

TEST(check_18_twins_on_the_lists)
{
	places_like("today", "card");
}

TEST(check_18_twins_on_the_calendar)
{
	places_like("month", "agenda");
}

TEST(check_18_twins_on_other_screens)
{
	places_like("reminders", "preview");
}

TEST(check_18_twins_where_text_is_typed)
{
	places_like("form", "call, next try");
}

TEST(check_18_twins_in_boxes)
{
	places_like("menu", "help");
}

TEST(check_18_twins_in_questions)
{
	places_like("question", "conflict");
}

/* Keys that send the same bytes on both layouts: those with a name, digits, and signs that stand at the same place. */
static bool same_bytes(const char *key)
{
	while ((key[0] == 'C' || key[0] == 'M' || key[0] == 'S') && key[1] == '-' && key[2])
		key += 2;
	return strlen(key) > 1 || strchr("0123456789+-=*!", *key);
}

static bool is_tried(const Keymap *map, const Binding *row)
{
	bool tried = false;
	for (size_t i = 0; i < countof(places); i++)
		tried |= keymap_binding(map, places[i].contexts, row->key) == row;
	return tried;
}

/* Each line of data/keys is met at one of the places, but those whose bytes are the same anyway. */
TEST(check_18_every_binding_is_tried)
{
	Arena *arena = arena_new();
	Str missed = {0};
	Keymap *map = shipped_keys();
	const char *const *contexts = keymap_contexts(map, arena);
	int tried = 0, same_anyway = 0, at_places = 0;
	for (; *contexts; contexts++) {
		const Binding *row;
		for (size_t i = 0; (row = keymap_at(map, (const char *const[]){*contexts, NULL}, i)); i++) {
			bool twin = has_twin(row->key);
			if (twin ? !is_tried(map, row) : !same_bytes(row->key))
				str_addf(&missed, "[%s] %s = %s\n", row->context, row->key, row->line);
			tried += twin;
			same_anyway += !twin;
		}
	}
	for (size_t i = 0; i < countof(places); i++) {
		const Binding *row;
		for (size_t k = 0; (row = keymap_at(map, places[i].contexts, k)); k++)
			at_places += has_twin(row->key);
	}
	if (missed.n)
		fail_msg("nobody tries\n%s", str_text(&missed));
	print_message("%d bindings with a twin, tried %d times at %zu places; %d have the same bytes on both layouts\n", tried, at_places, countof(places), same_anyway);
	assert_true(tried > 100);
	keymap_free(map);
	arena_free(arena);
}
