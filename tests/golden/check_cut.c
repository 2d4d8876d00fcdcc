/* SPDX-License-Identifier: MIT */
/* Check 15 on every screen, in boxes and panes too: what has no room is cut with "…", never glued to what stands beside it, and does not run into a line.
 * Each text stands whole in the widest frame; in a narrower one its beginning must go on as it does, or end with "…". */
#include "kartoteka/base/utf8.h"
#include "places.h"

static const char *const names[] = {
	"Константинопольская-Верхнева Александра Станиславовна", "перезвонить про доставку в Казань и взять оригинал акта", "ООО «Ивановский текстильный комбинат имени Восьмого марта»",
	"выставка в Шуе, март две тысячи двадцать шестого", "Встреча с поставщиком оборудования и подписание акта", "заместитель генерального директора по закупкам",
	"просила прислать каталог и прайс-лист на следующей неделе", NULL};

static const char *const lines[] = {
	"client add --name \"Константинопольская-Верхнева Александра Станиславовна\" --phone \"+7 916 123-45-67 доб. 114\" --email \"aleksandra.konstantinopolskaya@vector.example\" "
	"--organization \"ООО «Ивановский текстильный комбинат имени Восьмого марта»\" --role \"заместитель генерального директора по закупкам\" --tag опт "
	"--source \"выставка в Шуе, март две тысячи двадцать шестого\"",
	"client add --name \"Сидорова Анна\" --phone \"+7 903 555-12-12\"",
	"event add \"Планёрка\" --start 2026-07-23T10:00 --length 30m --every day",
	"event add \"Встреча с поставщиком оборудования и подписание акта\" --start 2026-07-23T11:30 --length 1h --client Константинопольская",
	"event add \"Встреча с поставщиком оборудования и подписание акта\" --start 2026-07-27T11:30 --length 1h --client Сидорова",
	"task add \"перезвонить про доставку в Казань и взять оригинал акта\" --due 2026-07-22T15:00 --client Константинопольская",
	"task add \"перезвонить про доставку в Казань и взять оригинал акта\" --due 2026-07-23T15:00 --client Сидорова",
	"log Константинопольская --kind call --outcome no-answer --text \"просила прислать каталог и прайс-лист на следующей неделе\" --at 2026-07-20T12:00",
	NULL,
};

static const struct {
	const char *name, *keys;
} screens[] = {
	{"today", ""},
	{"today, no step", "Tab"},
	{"clients", "2"},
	{"clients, found", "2 / text:конст"},
	{"card", "2 Enter"},
	{"card, second page", "2 Enter f"},
	{"calendar", "3"},
	{"week", "3 +"},
	{"month", "3 + +"},
	{"agenda", "3 + + +"},
	{"reminders", "5"},
	{"settings", "7"},
	{"changes", "F9 text:go Space text:changes Enter"},
	{"imports", "F9 text:go Space text:imports Enter"},
	{"call", "2 c"},
	{"call, after", "2 c 1"},
	{"form", "2 e"},
	{"form of a task", "5 e"},
	{"palette", "F9 text:конст"},
	{"quick", "a text:звонок Space text:завтра"},
	{"snooze", "5 z"},
	{"step", "2 r text:чт"},
	{"help", "?"},
	{"filters", "2 f"},
	{"sort", "2 s"},
	{"columns", "2 C"},
	{"copy", "2 y"},
};

static const int sizes[][2] = {{10, 40}, {12, 50}, {16, 60}, {20, 70}, {24, 80}, {30, 100}, {36, 120}, {80, 250}};

/* ---- a frame as its texts ---- */

typedef struct Box {
	int top, bottom, left, right;
} Box;

/* The box that lies over the rest, if there is one. */
static Box box_of(const Frame *frame)
{
	Box box = {-1, -1, -1, -1};
	for (int row = 0; row < frame->rows; row++) {
		for (int col = 0; col < frame->cols; col++) {
			const char *cell = frame_shown(frame, row, col);
			if (!strcmp(cell, "╭")) {
				box.top = row;
				box.left = col;
			} else if (!strcmp(cell, "╯")) {
				box.bottom = row;
				box.right = col;
			}
		}
	}
	return box;
}

static bool is_line(const char *cell)
{
	return !strcmp(cell, "│") || !strcmp(cell, "┤") || !strcmp(cell, "├");
}

/* Row after row, what stands between two lines of it; beside a box only what is in it. */
typedef void (*Each)(void *self, const char *text, bool at_line);

static void each_part(const Frame *frame, Each each, void *self)
{
	Box box = box_of(frame);
	for (int row = 0; row < frame->rows; row++) {
		bool boxed = box.top >= 0 && row > box.top && row < box.bottom;
		int from = boxed ? box.left + 1 : 0, to = boxed ? box.right : frame->cols;
		if (row == box.top || row == box.bottom)
			continue;
		Str part = {0};
		for (int col = from; col <= to; col++) {
			const char *cell = col < to ? frame_shown(frame, row, col) : NULL;
			if (cell && !is_line(cell)) {
				str_add(&part, cell);
				continue;
			}
			each(self, str_text(&part), cell || boxed || frame->cols >= 110);
			str_cut(&part, 0);
		}
		str_done(&part);
	}
}

/* ---- the texts of the base ---- */

/* How many bytes of the text stand there. */
static size_t common(const char *a, const char *b)
{
	size_t n = 0;
	while (a[n] && a[n] == b[n])
		n++;
	while (n && ((unsigned char)a[n] & 0xc0) == 0x80)
		n--;
	return n;
}

static bool is_word(const char *text)
{
	size_t used;
	int32_t c = utf8_decode(text, strlen(text), &used);
	return utf8_is_letter(c) || utf8_is_digit(c);
}

static const char *before(const char *text, const char *at)
{
	do
		at--;
	while (at > text && ((unsigned char)*at & 0xc0) == 0x80);
	return at;
}

/* What is cut within a word ends with "…", nothing stands at once before or behind. A name may be shortened to initials, a text wrapped between words. */
static const char *fault_of(const char *part, const char *text, bool at_line)
{
	enum {
		LEAST = 12
	};
	size_t least = 0;
	for (size_t cells = 0; text[least] && cells < LEAST; cells++)
		do
			least++;
		while (((unsigned char)text[least] & 0xc0) == 0x80);
	char *start = mem_strndup(text, least);
	const char *at = strstr(part, start);
	free(start);
	if (!at)
		return NULL;
	size_t n = common(at, text);
	const char *rest = at + n;
	bool within = text[n] && text[n] != ' ' && n && at[n - 1] != ' ';
	if (is_word(rest) || (at > part && is_word(before(part, at))))
		return "glued";
	if (within && (*rest == ' ' || !*rest))
		return "cut";
	return at_line && at[n - 1] != ' ' && (!*rest || !strcmp(rest, "…")) ? "runs into the line" : NULL;
}

typedef struct Sweep {
	const char *screen, *lang;
	int rows, cols, faults;
	const char *const *wide; /* what stands in the widest frame */
	size_t n, least;         /* bytes: shorter ones begin alike */
} Sweep;

static void tell(Sweep *look, const char *fault, const char *part)
{
	print_error("%s at %dx%d, %s: %s: |%s|\n", look->screen, look->cols, look->rows, look->lang, fault, part);
	look->faults++;
}

static void look_at(void *self, const char *part, bool at_line)
{
	for (const char *const *name = names; *name; name++) {
		const char *fault = fault_of(part, *name, at_line);
		if (fault)
			tell(self, fault, part);
	}
}

/* ---- the texts of the screens: the widest frame knows them whole ---- */

/* A text of a part: up to two blanks. Returns where the next one begins. */
static const char *next_text(const char *at, Str *text)
{
	str_cut(text, 0);
	at += strspn(at, " ");
	const char *end = strstr(at, "  ");
	size_t n = end ? (size_t)(end - at) : strlen(at);
	while (n && at[n - 1] == ' ')
		n--;
	str_addn(text, at, n);
	return at + n;
}

typedef struct Texts {
	char **at;
	size_t n, cap;
} Texts;

static void gather(void *self, const char *part, bool at_line)
{
	Texts *texts = self;
	Str text = {0};
	(void)at_line;
	while (*(part = next_text(part, &text)) || text.n) {
		if (!text.n)
			break;
		vec_push(texts, mem_strdup(str_text(&text)));
	}
	str_done(&text);
}

static void look_whole(void *self, const char *part, bool at_line)
{
	Sweep *look = self;
	Str text = {0};
	(void)at_line;
	while (*(part = next_text(part, &text)) || text.n) {
		if (!text.n)
			break;
		bool cut = false, whole = text.n < look->least || !is_word(before(str_text(&text), str_text(&text) + text.n));
		for (size_t i = 0; i < look->n && !whole; i++) {
			const char *known = look->wide[i];
			bool begins = strncmp(known, str_text(&text), text.n) == 0;
			whole = begins && !is_word(known + text.n);
			cut = cut || begins;
		}
		if (cut && !whole)
			tell(look, "cut", str_text(&text));
	}
	str_done(&text);
}

/* Closes the desk. How many texts were cut. */
static int look_through(Desk *desk, const char *name, Lang lang, size_t n, const int (*at)[2], size_t least)
{
	Texts texts = {0};
	app_resize(desk->ui, 80, 250);
	each_part(app_frame(desk->ui), gather, &texts);
	Sweep look = {.screen = name, .lang = lang == LANG_RU ? "ru" : "en", .wide = (const char *const *)texts.at, .n = texts.n, .least = least};
	for (size_t k = 0; k < n; k++) {
		look.rows = at[k][0];
		look.cols = at[k][1];
		app_resize(desk->ui, look.rows, look.cols);
		each_part(app_frame(desk->ui), look_at, &look);
		each_part(app_frame(desk->ui), look_whole, &look);
	}
	for (size_t k = 0; k < texts.n; k++)
		free(texts.at[k]);
	vec_free(&texts);
	desk_close(desk);
	return look.faults;
}

TEST(check_15_nothing_is_cut_without_an_ellipsis)
{
	int faults = 0;
	for (size_t i = 0; i < countof(screens); i++)
		for (int lang = 0; lang < 2; lang++) {
			Desk *desk = desk_open((DeskOptions){.lang = (Lang)lang, .lines = lines});
			desk_keys(desk, screens[i].keys);
			faults += look_through(desk, screens[i].name, (Lang)lang, countof(sizes), sizes, 14);
		}
	assert_int_equal(faults, 0);
}

/* The calendar at every size at which something changes: no text runs into another, none is cut without its sign. */
TEST(check_12_calendar_texts_stand_clear)
{
	static const char *const views[] = {"3", "3 +", "3 + +", "3 + + +"};
	static const int at[][2] = {{10, 59}, {10, 250}, {12, 41}, {13, 120}, {16, 61}, {17, 79}, {20, 81}, {23, 109}, {24, 110}, {25, 111}, {30, 119}, {36, 121}, {40, 160}, {48, 180}, {60, 200}, {80, 40}, {80, 80}};
	int faults = 0;
	for (size_t i = 0; i < countof(views); i++)
		for (int lang = 0; lang < 2; lang++) {
			Desk *desk = desk_open((DeskOptions){.lang = (Lang)lang, .lines = lines});
			desk_keys(desk, views[i]);
			faults += look_through(desk, views[i], (Lang)lang, countof(at), at, 14);
		}
	assert_int_equal(faults, 0);
}

/* Every row of all screens, lines and boxes in both languages: no string that the program says overflows its slot. */
TEST(check_77_nothing_overflows_at_80x24)
{
	static const int size[][2] = {{24, 80}};
	int faults = 0;
	for (size_t i = 0; i < place_count; i++)
		for (int lang = 0; lang < 2; lang++)
			for (int full = 0; full < 2; full++) {
				static const char *const few[] = {
					"client add --name \"Сид Ян\"",
					"event add Обед --start 2026-07-23T13:00 --length 1h --every day",
					"task add счёт --due 2026-07-22T15:00",
					NULL,
				};
				Desk *desk = place_open(&places[i], (DeskOptions){.lang = (Lang)lang, .lines = full ? lines : few});
				faults += look_through(desk, places[i].name, (Lang)lang, 1, size, 8);
			}
	assert_int_equal(faults, 0);
}

/* ---- the card where there is room ---- */

static const char *const reached_in_many_ways[] = {
	"client add --name 'Smith John' --phone '+7 916 111-11-11' --email smith@example.org --messenger @smith --address 'Moscow, Tverskaya 7' --site smith.example "
	"--note 'Calls before noon only.'",
	"client add --name 'Jones Ann' --note 'A sentence of the note that goes on for longer than a line of the card has cells, and for one more line still, to its very end.'",
	NULL,
};

/* With half the page empty nothing that was entered may be missing: not a way to reach the client, not the note. */
TEST(the_card_shows_all_there_is_room_for)
{
	static const char *const of_first[] = {"+7 916 111-11-11", "smith@example.org", "@smith", "Tverskaya 7", "smith.example", "Calls before noon only."};
	Desk *desk = desk_open((DeskOptions){.rows = 24, .cols = 80, .lines = reached_in_many_ways});
	desk_keys(desk, "2 Down");
	for (size_t i = 0; i < countof(of_first); i++)
		desk_expect(desk, of_first[i]); /* in the preview */
	desk_keys(desk, "Enter");
	for (size_t i = 0; i < countof(of_first); i++)
		desk_expect(desk, of_first[i]);
	desk_keys(desk, "q Up Enter");
	desk_expect(desk, "to its very end.");
	/* What was said comes first, the note keeps a line. */
	for (int i = 0; i < 9; i++)
		desk_run(desk, "log 'Jones Ann' --kind note --text said");
	desk_keys(desk, "F5");
	desk_expect(desk, "A sentence of the note");
	desk_expect_not(desk, "to its very end.");
	desk_expect(desk, "9 entries");
	app_resize(desk->ui, 36, 120);
	desk_keys(desk, "q");
	desk_expect(desk, "A sentence of the");
	desk_close(desk);
}

/* ---- the card where there is none ---- */

static const char *const reached_in_more_ways[] = {
	"client add --name 'Smith John' --phone '+7 916 111-11-11' --phone '+7 916 111-11-12' --phone '+7 916 111-11-13' --phone '+7 916 111-11-14' --email a@example.org --email b@example.org "
	"--email c@example.org --messenger @smith --messenger @john --address 'Moscow, Tverskaya 7, third floor, office 312' --site smith.example --site john.example "
	"--organization 'Vector LLC' --role 'deputy director for purchases' --note 'First line of the note.\nSecond line of it.\nThe third line ends it.'",
	"client add --name 'Featherstonehaugh-Cholmondeley Al' --organization 'Vector LLC' --role director",
	NULL,
};

/* What is not seen is counted, with the key that leads there; the cursor comes to all of it. */
TEST(the_card_says_what_it_does_not_show)
{
	static const struct {
		int rows, cols;
		const char *more, *keys, *seen;
	} cases[] = {
		{24, 80, "8 more ▾  Tab", "Tab Down Down Down Down Down Down Down Down Down Down Down Down Down", "▌site   john.example"},
		{24, 80, "8 more ▾  Tab", "Tab Down Down Down Down Down Down Down Down Down Down Down Down Down", "8 more ▴"},
		{16, 60, "a@example.org · 10 more", "Tab Down Down Down Down Down Down Down Down Down Down Down Down", "▌ site     john.example"},
		{16, 60, "Tab fields", "Tab Down Down Down Down Down Down Down Down Down Down Down Down Down Down Down", "The third line ends it."},
		{10, 40, "11 more", "Tab Down Down Down Down Down Down Down Down Down Down Down Down", "▌ site     john.example"},
		{36, 120, "The third line ends it.", "", "john.example"},
		{36, 120, "office 312", "", "First line of the note."},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Desk *desk = desk_open((DeskOptions){.rows = cases[i].rows, .cols = cases[i].cols, .lines = reached_in_more_ways});
		for (int n = 0; n < 9; n++)
			desk_run(desk, "log 'Smith John' --kind call --text said");
		ui_changed(desk->ui);
		desk_keys(desk, "2 / text:smith Enter");
		desk_expect(desk, cases[i].more);
		desk_keys(desk, cases[i].keys);
		desk_expect(desk, cases[i].seen);
		desk_close(desk);
	}
}

/* Names and roles share the row by what they are. */
TEST(people_of_a_card_have_the_room_there_is)
{
	static const int windows[][2] = {{24, 80}, {36, 120}};
	for (size_t i = 0; i < countof(windows); i++) {
		Desk *desk = desk_open((DeskOptions){.rows = windows[i][0], .cols = windows[i][1], .lines = reached_in_more_ways});
		desk_keys(desk, "2 / text:vector Home Enter");
		desk_expect(desk, i ? "Al Featherstonehaugh-" : "Al Featherstonehaugh-Cholmondeley  director");
		desk_expect(desk, i ? "  Smith John " : i ? "deputy "
		                                          : "deputy director for pur…");
		desk_close(desk);
	}
}
