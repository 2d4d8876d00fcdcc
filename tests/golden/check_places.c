/* SPDX-License-Identifier: MIT */
/* Checks 75, 76 and 77 on every screen, line and box: help lists exactly the keys that work, the palette finds every action, no English is left in Russian. */
#include "kartoteka/command/keymap.h"
#include "lines.h"
#include "places.h"

static const char *const day[] = {
	"client add --name \"Антонов Игорь Петрович\" --phone \"+7 916 123-45-67\" --organization \"ООО Вектор\"",
	"client add --name \"Сидорова Анна\" --phone \"+7 903 555-12-12\"",
	"client add --name \"Борисов Павел\"",
	"event add \"Показ\" --start 2026-07-23T11:30 --length 1h",
	"event add \"Летучка\" --start 2026-07-23T10:30 --length 30m --every day",
	"task add \"перезвонить\" --due 2026-07-22T15:00 --client Сидорова",
	"task add \"отправить КП\" --due 2026-07-23T12:30 --client Антонов",
	"log Антонов --kind call --outcome reached --text \"говорили\"",
	NULL,
};

static Desk *open_at(const Place *place, Lang lang, int rows, int cols)
{
	return place_open(place, (DeskOptions){.lang = lang, .rows = rows, .cols = cols, .lines = day});
}

/* The contexts of the shipped keys are each those of some place: a screen that is new is missed here. */
TEST(places_are_all)
{
	Arena *arena = arena_new();
	bool seen[64] = {0};
	const char *const *all = NULL;
	for (size_t i = 0; i < place_count; i++) {
		Desk *desk = open_at(&places[i], LANG_EN, 24, 80);
		Screen *top = ui_top(desk->ui);
		const char *const *contexts = top->kind->contexts(top);
		arena_reset(arena);
		all = keymap_contexts(ui_keymap(desk->ui), arena);
		for (size_t k = 0; all[k]; k++)
			for (size_t c = 0; contexts[c]; c++)
				seen[k] = seen[k] || strcmp(all[k], contexts[c]) == 0;
		if (i + 1 == place_count)
			for (size_t k = 0; all[k]; k++)
				if (!seen[k])
					fail_msg("no place has the context %s", all[k]);
		desk_close(desk);
	}
	arena_free(arena);
}

/* ---- 75 ---- */

/* The first letter of its title: Help, Справка. */
static bool is_help(const char *cell)
{
	return strcmp(cell, "H") == 0 || strcmp(cell, "С") == 0;
}

/* Each cap that help shows, between two commas: what stands in the style of a key within its box; on all its pages. */
static void add_caps(Str *out, Desk *desk)
{
	const Frame *frame = app_frame(desk->ui);
	int left = -1;
	for (int row = 0; row < frame->rows; row++) {
		bool open = false;
		for (int col = 0; col < frame->cols - 3 && left < 0; col++)
			left = strcmp(frame_shown(frame, row, col), "╭") == 0 && is_help(frame_shown(frame, row, col + 3)) ? col : left;
		for (int col = left; left >= 0 && col < frame->cols; col++) {
			const Cell *cell = frame_cell(frame, row, col);
			bool key = (cell->style & STYLE_ROLE_MASK) == STYLE_KEY, blank = strcmp(cell->text, " ") == 0;
			bool gap = blank && (col + 1 >= frame->cols || strcmp(frame_cell(frame, row, col + 1)->text, " ") == 0);
			if (key && !gap && !(blank && !open)) {
				str_add(out, cell->text);
				open = true;
			} else if (open && (!key || gap)) {
				str_add(out, ",");
				open = false;
			}
		}
		if (left >= 0 && strcmp(frame_shown(frame, row, left), "╰") == 0)
			return;
	}
}

static void expect_caps(const Place *place, const char *listed, const char *bound)
{
	Str want = {0};
	for (const char *at = bound; *at; at += strcspn(at, ",") + 1) {
		str_cut(&want, 0);
		str_addf(&want, ",%.*s,", (int)strcspn(at, ","), at);
		if (!strstr(listed, str_text(&want)))
			fail_msg("%s: help lacks %s\nhelp:  %s\nbound: %s", place->name, str_text(&want), listed, bound);
	}
	str_done(&want);
}

TEST(check_75_help_lists_the_keys_that_work_and_no_other)
{
	for (size_t i = 0; i < place_count; i++)
		for (int lang = 0; lang < 2; lang++) {
			Desk *desk = open_at(&places[i], lang ? LANG_RU : LANG_EN, 80, 250);
			Screen *below = ui_top(desk->ui);
			const char *const *contexts = below->kind->contexts(below);
			Str listed = {0}, bound = {0};
			const Binding *binding;
			for (size_t k = 0; (binding = keymap_at(ui_keymap(desk->ui), contexts, k)); k++) {
				key_shown(&bound, binding->key, lang ? ui_layout_table(desk->ui) : NULL);
				str_add(&bound, ",");
			}
			if (below->kind != &screen_help) {
				desk_keys(desk, "F1");
				assert_string_equal(ui_top(desk->ui)->kind->name, "help");
				str_add(&listed, ",");
				add_caps(&listed, desk);
				str_insert(&bound, 0, ",", 1);
				expect_caps(&places[i], str_text(&listed), str_text(&bound) + 1);
				expect_caps(&places[i], str_text(&bound), str_text(&listed) + 1);
			}
			str_done(&listed);
			str_done(&bound);
			desk_close(desk);
		}
}

/* ---- 76 ---- */

/* What a key is for and no person looks for by words: to close, take or complete what is open, and to move to what is already before one's eyes. */
static bool is_a_keys_own(const char *name)
{
	static const char *const names[] = {"escape", "accept", "complete", "palette", "scope", "back", "open", "choose"};
	for (size_t i = 0; i < countof(names); i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

static void paste(Desk *desk, const char *text)
{
	TermEvent event = {.type = EVENT_PASTE, .text = text};
	app_event(desk->ui, &event, 5000000);
	app_frame(desk->ui);
}

/* The palette, opened there, has a row of that title for these words; one that is too long for the box is cut. */
static bool finds(Desk *desk, const char *words, const char *title)
{
	desk_keys(desk, "F9");
	paste(desk, words);
	char *frame = desk_text(desk);
	const char *box = strstr(frame, "╭─");
	bool found = false;
	for (const char *at = box; at && !found && (at = strstr(at, "│")); at += strlen("│")) {
		const char *row = at + strlen("│");
		row += str_begins(row, GLYPH_CURSOR) ? strlen(GLYPH_CURSOR) : strspn(row, " ");
		row += strspn(row, " ");
		size_t n = 0;
		while (row[n] && row[n] == title[n])
			n++;
		found = !title[n] ? str_begins(row + n, "  ") : n > 8 && str_begins(row + n, "…");
	}
	if (!found)
		printf("%s", frame);
	free(frame);
	desk_keys(desk, "Esc");
	return found;
}

/* By its title in both languages, whichever is shown. */
static void expect_found(Desk *desk, const Place *place, const char *line, const char *msgid, Lang shown)
{
	char *title = mem_strdup(_(msgid));
	text_language(shown == LANG_RU ? LANG_EN : LANG_RU, KT_LOCALE_DIR);
	char *other = mem_strdup(_(msgid));
	text_language(shown, KT_LOCALE_DIR);
	if (!finds(desk, title, title))
		fail_msg("%s: \"%s\" is not found by \"%s\"", place->name, line, title);
	if (!finds(desk, other, title))
		fail_msg("%s: \"%s\" is not found by \"%s\"", place->name, line, other);
	free(title);
	free(other);
}

/* Every row of the command table that a screen can run and that needs no more words; a verb of the screens where a key of some screen means it. */
TEST(check_76_palette_finds_every_action_by_its_title)
{
	for (int lang = 0; lang < 2; lang++) {
		Desk *first = open_at(&places[1], (Lang)lang, 24, 80);
		const CommandSet *set = ui_commands(first->ui);
		bool *found = mem_alloc(1000 * sizeof *found);
		size_t n = 0;
		for (size_t p = 1; p < place_count; p++) {
			Desk *desk = open_at(&places[p], (Lang)lang, 60, 200);
			Screen *top = ui_top(desk->ui);
			const Command *row;
			for (n = 0; (row = command_at(set, n)); n++) {
				bool verb = row->flags & COMMAND_SCREEN_ONLY, bound = keymap_key(ui_keymap(desk->ui), top->kind->contexts(top), row->name);
				if (found[n] || (verb ? !bound : p > 1) || top->kind == &screen_palette || !row->title)
					continue;
				if (is_a_keys_own(row->name) || !command_is_shown(set, row))
					continue;
				expect_found(desk, &places[p], row->name, row->title, (Lang)lang);
				found[n] = true;
			}
			desk_close(desk);
		}
		const Command *row;
		size_t known = 0;
		for (size_t i = 0; i < n && (row = command_at(set, i)); i++)
			known += found[i];
		assert_true(known > 40);
		free(found);
		desk_close(first);
	}
}

/* What a key does with a word behind its verb (period next, go date, call number) has a title of its own. */
TEST(check_76_palette_finds_what_each_key_does_by_its_title)
{
	for (int lang = 0; lang < 2; lang++) {
		Str seen = {0};
		for (size_t p = 1; p < place_count; p++) {
			Desk *desk = open_at(&places[p], (Lang)lang, 60, 200);
			Screen *top = ui_top(desk->ui);
			const Binding *binding;
			if (top->kind == &screen_palette) {
				desk_close(desk);
				continue;
			}
			for (size_t k = 0; (binding = keymap_at(ui_keymap(desk->ui), top->kind->contexts(top), k)); k++) {
				const Command *row = line_command(ui_commands(desk->ui), binding->line);
				char *once = mem_printf("\n%s %s\n", binding->context, binding->line);
				if (row && !is_a_keys_own(row->name) && strcmp(row->name, binding->line) != 0 && !strstr(str_text(&seen), once)) {
					const char *own = line_label_english(binding->line);
					expect_found(desk, &places[p], binding->line, own ? own : row->hint ? row->hint
					                                                                    : row->title,
					             (Lang)lang);
					str_add(&seen, once);
				}
				free(once);
			}
			desk_close(desk);
		}
		str_done(&seen);
	}
}

/* ---- 77 ---- */

/* Names that are the same in both languages: caps of keys, what one types in the shell and in files, zones, properties of iCalendar. */
static bool is_a_name(const char *word, size_t n)
{
	static const char *const names[] = {"Enter", "Tab", "Esc", "Ctrl", "Home", "End", "PgUp", "PgDn", "Shift", "Backspace", "kartoteka", "Moscow", "UTC",
	                                    "ics", "ASCII", "orehov", "scp",
	                                    "server", "Europe", "DTSTART", "DTEND", "calendar", /* of calendar.ics */ "go", "today", /* a line of the file of keys */ "bdfy", /* иван on the other layout */ "auto", "all", "ru", "en", "vi", "zone" /* values and an option of settings, as they are written */};
	for (size_t i = 0; i < countof(names); i++)
		if (strlen(names[i]) == n && memcmp(names[i], word, n) == 0)
			return true;
	return false;
}

/* English words in a frame that should be Russian; each is told once. */
static int english_in(Desk *desk, const char *where, Str *told)
{
	int faults = 0;
	char *frame = desk_text(desk);
	for (const char *at = frame; *at;) {
		size_t n = strspn(at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
		if (n >= 2 && !is_a_name(at, n)) {
			char *word = mem_printf("\n%.*s\n", (int)n, at);
			if (!strstr(str_text(told), word)) {
				const char *row = at;
				while (row > frame && row[-1] != '\n')
					row--;
				print_error("%s: English in a Russian frame: %.*s in |%.*s|\n", where, (int)n, at, (int)strcspn(row, "\n"), row);
				str_add(told, word);
				faults++;
			}
			free(word);
		}
		at += n ? n : 1;
	}
	free(frame);
	return faults;
}

TEST(check_77_no_english_is_left)
{
	int faults = 0;
	Str told = {0};
	for (size_t i = 0; i < place_count; i++) {
		Desk *desk = open_at(&places[i], LANG_RU, 36, 120);
		faults += english_in(desk, places[i].name, &told);
		desk_close(desk);
	}
	str_done(&told);
	assert_int_equal(faults, 0);
}

/* And where one goes from there: down all rows of lists and boxes, through all fields and panes. */
TEST(check_77_no_english_is_left_below_and_beside)
{
	static const char *const steps[] = {"Down", "Tab", "PgDn"};
	Str told = {0};
	int faults = 0;
	for (size_t i = 0; i < place_count; i++)
		for (size_t k = 0; k < countof(steps); k++) {
			Desk *desk = open_at(&places[i], LANG_RU, 24, 80);
			for (int n = 0; n < 30 && !app_is_over(desk->ui); n++) {
				faults += english_in(desk, places[i].name, &told);
				desk_keys(desk, steps[k]);
			}
			desk_close(desk);
		}
	str_done(&told);
	assert_int_equal(faults, 0);
}
