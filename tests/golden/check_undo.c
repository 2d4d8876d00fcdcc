/* SPDX-License-Identifier: MIT */
/*
 * Check 27 for all that the screens write, with whole dumps of the base: each key of each place is pressed, and each way through a line, a form, a menu or a
 * question is gone that ends in a change. What is done is taken back by u and done again by U, on the spot and over a restart, with marks and without.
 * A verb or a bound line that nobody has classified fails the test: one that writes needs a way here.
 */
#include <sys/stat.h>

#include "kartoteka/command/keymap.h"
#include "kartoteka/store/care.h"
#include "lines.h"
#include "places.h"

static const char *const lines[] = {
	"client add --name \"Антонов Игорь Петрович\" --phone \"+7 916 123-45-67\" --phone \"+7 495 222-40-40\" --email igor@vector.example --organization \"ООО Вектор\" "
	"--role директор --tag опт",
	"client add --name \"Сидорова Анна\" --phone \"+7 903 555-12-12\"",
	"client add --name \"Борисов Павел\"",
	"event add \"Летучка\" --start 2026-07-20T10:30 --length 30m --every day",
	"event add \"Показ\" --start 2026-07-23T11:30 --length 1h --client Антонов",
	"task add \"перезвонить\" --due 2026-07-22T15:00 --client Сидорова",
	"task add \"отправить КП\" --due 2026-07-23T12:30 --client Антонов",
	"task add \"отчёт\" --due 2026-07-22T10:00 --every week",
	"note add \"Стенд Б14\" --client Антонов",
	"log Антонов --kind call --outcome reached --at 2026-07-22T12:00 --text \"говорили\" --keep-step",
	"log Сидорова --kind mail --at 2026-07-21T12:00 --text \"письмо\" --keep-step",
	NULL,
};

static char *dump(Desk *desk)
{
	Str text = {0};
	well(care_dump(desk->work->store, &text));
	return str_take(&text);
}

static void expect_dump(Desk *desk, const char *name, const char *step, const char *want)
{
	char *got = dump(desk);
	if (strcmp(got, want) != 0) {
		const char *a = got, *b = want;
		for (const char *x = got, *y = want; *x && *x == *y; x++, y++) /* the first line that differs */
			if (*x == '\n') {
				a = x + 1;
				b = y + 1;
			}
		fail_msg("%s, %s:\n got  %.*s\n want %.*s\n%s", name, step, (int)strcspn(a, "\n"), a, (int)strcspn(b, "\n"), b, desk_text(desk));
	}
	free(got);
}

static bool is_one_of(const char *const *names, const char *name)
{
	for (; *names; names++)
		if (strcmp(*names, name) == 0)
			return true;
	return false;
}

static bool has_context(Screen *screen, const char *name)
{
	return is_one_of(screen->kind->contexts(screen), name);
}

/* Out of lines and boxes, to where u and U mean the whole base. */
static void to_a_screen(Desk *desk)
{
	for (int i = 0; i < 6 && !has_context(ui_top(desk->ui), "any"); i++)
		desk_keys(desk, "Esc");
	if (has_context(ui_top(desk->ui), "changes") || has_context(ui_top(desk->ui), "imports"))
		desk_keys(desk, "1");
}

/* Done already; taken back and done again. */
static void press(Desk *desk, const char *key, int times)
{
	while (times-- > 0)
		desk_keys(desk, key);
}

static void walk_back(Desk *desk, const char *name, int acts, const char *before, const char *after)
{
	to_a_screen(desk);
	press(desk, "u", acts);
	expect_dump(desk, name, "u", before);
	press(desk, "U", acts);
	expect_dump(desk, name, "U", after);
	press(desk, "u", acts);
	expect_dump(desk, name, "u again", before);
}

/* ---- each key of each place ---- */

/* What writes nothing into the base, whatever is under the cursor: it moves, shows, finds, or opens what is gone through by its own row below. */
static const char *const looks[] = {
	"go", "needs", "back", "quit", "escape", "interrupt", "suspend", "refresh", "palette", "help", "reload", "theme", "move", "pane", "preview", "open", "thing",
	"dial", "copy", "whose", "export", "print", "mark", "mark range", "mark all", "search", "next match", "previous match", "filter menu", "filter clear", "sort menu",
	"sort reverse", "columns", "client next", "client previous", "period", "year", "zoom", "row", "scope", "field", "draft drop", "history", "complete", "line form",
	"call", "side", "text", NULL};

/* Into the user's files, not into the base. */
static const char *const into_files[] = {"reset", NULL};

/* Of what somebody else did: check_27_another_users_change_is_offered_as_a_new_one. */
static const char *const elsewhere[] = {"answer", NULL};

/* They would take the test's own process or program out of its hands; gone through below. */
static const char *const not_pressed[] = {"suspend", "quit", "edit note", "undo", "redo", NULL};

/* What only opens something to be gone through: the ways below begin with them. */
typedef struct Way {
	const char *line; /* the verb that it is for */
	const char *go, *keys;
	int acts; /* so many changes, each with a u of its own */
} Way;

static const Way ways[] = {
	/* in words */
	{"add", "2", "a text:Новиков Space text:Олег, Space text:9161112233, Space text:звонок Space text:завтра Enter", 1},
	{"add", "1", "a text:отчёт Space text:завтра Space text:10 Space text:#опт Enter", 1},
	{"add", "3", "a text:планёрка Space text:каждый Space text:пн Space text:10 Space text:30м Enter", 1},
	{"step", "2 Down", "r text:пн Space text:10 Space text:счёт Enter", 1},
	{"step", "2 Space Space", "r text:пн Space text:10 Space text:счёт Enter", 1},
	{"meeting", "2", "m text:пт Space text:15:00 Enter", 1},
	{"accept", "1", "F9 text:client Space text:add Space text:--name Space text:Гусева Enter", 1},
	{"accept", "2 Space Space", "F9 text:tag Space text:vip Enter", 1},
	{"accept", "2", "F9 text:tag Space text:опт Space text:--off Enter", 1},
	/* forms of each kind */
	{"add form", "2", "A text:Орлова Tab text:Ксения F2", 1},
	{"add form", "1", "F9 text:Жжёнов Enter F2", 1},
	{"add form", "3", "A text:показ Tab text:пт Space text:20 F2", 1},
	{"save", "5", "a text:дело Space text:завтра F4 F2", 1},
	{"edit", "2", "e End text:ский F2", 1},
	{"edit", "2 Down", "e S-Tab text:пн Space text:10 Space text:договор F2", 1},
	{"edit", "2 Enter End", "e Down Down Down Down Down End text:!! F2", 1},
	{"edit", "5", "e End text:!! F2", 1},
	{"edit", "3 + + Home", "e End text:!! F2", 1}, /* a note */
	{"edit", "3 + + Home Down Down", "e End text:!! F2", 1},
	{"edit", "3 + + Home Down", "e o End text:!! F2", 1},
	{"edit", "3 + + Home Down", "e f End text:!! F2", 1},
	{"edit", "3 + + Home Down", "e w End text:!! F2", 1},
	{"edit", "7 Down Down Down Down Down Tab", "e End text:!! F2", 1},
	{"save", "2 / text:сид Tab", "A text:Орлова C-s", 1},
	{"edit note", "2", "E", 1},
	/* the call line */
	{"contact", "2", "c 1 text:просил Tab text:завтра Space text:10 Space text:КП Enter", 1},
	{"contact", "2", "c 1 Enter", 1},
	{"contact", "2", "c 2 Enter", 1},
	{"contact", "2", "c 2 1 Enter", 1},
	{"contact", "2 Down", "c = 1 text:да Enter", 1},
	{"contact", "2", "c 4 Tab text:2026-07-30 Space text:10:00 Enter", 1},
	{"contact", "2", "c 5 text:дорого Enter", 1},
	{"contact", "2", "c 6 Enter", 1},
	{"contact", "2", "c Right text:письмо Enter", 1},
	{"contact", "2", "c 1 text:да F4 F2", 1},
	{"contact", "2 Enter", "c 1 text:да Enter", 1},
	{"save stay", "2", "c 1 text:да C-s", 1},
	{"choose", "2", "c 2 2 Enter", 1},
	/* done, deleted, put off; with marks, of a series */
	{"done", "2", "d", 1},
	{"done", "2", "d text:пн Space text:10 Space text:счёт Enter", 2}, /* the step that is done, and the next one */
	{"done", "2 Space Space", "d", 1},
	{"done", "5 Space Space", "d", 1},
	{"done", "5 *", "d", 1},
	{"done", "3 + + Home Down", "d", 1},
	{"done", "1", "d", 1},
	{"done", "2 Enter", "d", 1},
	{"delete", "2", "D", 1},
	{"delete", "2 Space Space", "D", 1},
	{"delete", "2 *", "D", 1},
	{"delete", "2 Enter", "D", 1},
	{"delete", "2 Enter Down Down", "D", 1},
	{"delete", "5 Space Space", "D", 1},
	{"delete", "3 + + Home", "D", 1},
	{"delete", "3 + + Home Down Down", "D", 1},
	{"occurrence", "3 + + Home Down", "D o", 1},
	{"occurrence", "3 + + Home Down", "D f", 1},
	{"occurrence", "3 + + Home Down", "D w", 1},
	{"snooze", "5", "z 4", 1},
	{"snooze", "5", "z text:п15.08 Enter", 1},
	{"snooze", "5 Space Space", "z 4", 1},
	{"snooze", "1 Tab", "z 2", 1},
	/* moved in time */
	{"later", "3 + + Home Down Down", ">", 1},
	{"later", "3 + + Home Down", "> o", 1},
	{"later", "3 + + Home Down", "> f", 1},
	{"later", "3 + + Home Down", "> w", 1},
	{"earlier", "3 + + Home Down Down", "<", 1},
	{"earlier", "3 + + Home Down", "< w", 1},
	/* the dictionaries of Settings: outcomes, kinds of contact, tags, people */
	{"add", "7 Tab", "a text:спросил Space text:цену Enter", 1},
	{"add", "7 Down Tab", "a text:визит Enter", 1},
	{"add", "7 Down Down Tab", "a text:новая Enter", 1},
	{"edit", "7 Tab", "e 1 C-u text:взял Space text:трубку Enter", 1},
	{"edit", "7 Tab", "e 2 3", 1},
	{"edit", "7 Tab", "e 3 3", 1},
	{"edit", "7 Tab", "e 3 8", 1},
	{"edit", "7 Down Tab", "e C-u text:созвон Enter", 1},
	{"edit", "7 Down Down Tab", "e C-u text:оптовик Enter", 1},
	{"place", "7 Tab", ">", 1},
	{"place", "7 Tab Down", "<", 1},
	{"place", "7 Down Tab", ">", 1},
	{"toggle", "7 Tab", "Space", 1},
	{"delete", "7 Tab", "D", 1},
	{"delete", "7 Down Tab", "D", 1},
	{"delete", "7 Down Down Tab", "D", 1},
	/* a file, and what somebody else did */
	{"import", "i 1", "F2", 1},
};

static const char script[] = "#!/bin/sh\nprintf 'written in an editor\\n' >\"$1\"\n";

/* An editor that changes the note, and a calendar at hand. */
static void lay_files(Desk *desk)
{
	Str bytes = {0};
	char *from = path_join(KT_TESTS_DIR, "golden/files/calendar.ics"), *to = path_join(desk->home, "calendar.ics");
	char *editor = path_join(desk->home, "editor"), *setting = mem_printf("run.editor=%s", editor);
	well(file_read(&bytes, from));
	well(file_write(to, str_text(&bytes), bytes.n));
	well(file_write(editor, script, sizeof script - 1));
	assert_int_equal(chmod(editor, 0700), 0);
	desk_setting(desk, setting);
	str_done(&bytes);
	free(from);
	free(to);
	free(editor);
	free(setting);
}

/* The first word or two: the name of the verb. */
static const char *verb_of(Desk *desk, const char *line)
{
	const Command *row = line_command(ui_commands(desk->ui), line);
	return row ? row->name : line;
}

static bool has_way(const char *verb)
{
	for (size_t i = 0; i < countof(ways); i++)
		if (strcmp(ways[i].line, verb) == 0)
			return true;
	return false;
}

TEST(check_27_each_key_of_each_place_is_taken_back)
{
	Str tried = {0};
	size_t pressed = 0, writes = 0;
	for (size_t p = 0; p < place_count; p++) {
		Desk *desk = NULL;
		const Binding *binding;
		char *before = NULL;
		for (size_t k = 0;; k++) {
			if (!desk) {
				desk = place_open(&places[p], (DeskOptions){.lang = LANG_RU, .lines = lines});
				before = dump(desk);
			}
			Screen *top = ui_top(desk->ui);
			if (!(binding = keymap_at(ui_keymap(desk->ui), top->kind->contexts(top), k)))
				break;
			const char *verb = verb_of(desk, binding->line);
			/* What every screen does alike is pressed once a context, the rest on each screen. */
			const Command *row = line_command(ui_commands(desk->ui), binding->line);
			bool alike = row && row->group != COMMAND_HERE && row->group != COMMAND_ADD;
			char *at = mem_printf("\n%s %s %s\n", alike ? "any" : top->kind->name, binding->context, binding->line);
			bool known = strstr(str_text(&tried), at) && is_one_of(looks, verb);
			str_add(&tried, at);
			if (!known && !is_one_of(not_pressed, verb)) {
				char *name = mem_printf("%s, %s (%s)", places[p].name, binding->key, binding->line), *key = mem_strdup(binding->key);
				bool in_palette = top->kind == &screen_palette; /* whose first row is another command each time */
				bool only_looks = is_one_of(looks, verb) || is_one_of(into_files, verb);
				desk_keys(desk, key);
				char *after = dump(desk);
				pressed++;
				if (strcmp(before, after) != 0 && !in_palette) {
					if (only_looks)
						fail_msg("%s writes into the base", name);
					writes++;
					walk_back(desk, name, 1, before, after);
				}
				/* A base that is as it was serves the next key. */
				bool same = strcmp(before, after) == 0 && !places[p].conflict;
				free(after);
				free(name);
				free(key);
				if (same) {
					place_again(desk, &places[p]);
				} else {
					desk_close(desk);
					desk = NULL;
					free(before);
				}
			}
			free(at);
		}
		free(before);
		desk_close(desk);
	}
	print_message("%zu keys pressed, %zu of them write at once\n", pressed, writes);
	assert_true(pressed > 200 && writes > 15);
	str_done(&tried);
}

/* ---- each way through lines, forms and boxes ---- */

/* Done, taken back and done again on the spot; then over one restart and another. */
static void walk(const Way *way)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .rows = 36, .cols = 120, .lines = lines, .later = true, .file = true});
	char *name = mem_printf("%s: %s, %s", way->line, way->go, way->keys);
	lay_files(desk);
	desk_show(desk);
	desk_keys(desk, way->go);
	char *before = dump(desk);
	desk_keys(desk, way->keys);
	char *after = dump(desk);
	if (strcmp(before, after) == 0)
		fail_msg("%s changes nothing:\n%s", name, desk_text(desk));
	to_a_screen(desk);
	press(desk, "u", way->acts);
	expect_dump(desk, name, "u", before);
	press(desk, "U", way->acts);
	expect_dump(desk, name, "U", after);
	desk_restart(desk);
	expect_dump(desk, name, "restart", after);
	press(desk, "u", way->acts);
	expect_dump(desk, name, "u after a restart", before);
	desk_restart(desk);
	press(desk, "U", way->acts);
	expect_dump(desk, name, "U after a restart", after);
	press(desk, "u", way->acts);
	expect_dump(desk, name, "u again", before);
	free(desk_output(desk, "check"));
	free(name);
	free(before);
	free(after);
	desk_close(desk);
}

TEST(check_27_each_way_to_write_is_taken_back)
{
	for (size_t i = 0; i < countof(ways); i++)
		walk(&ways[i]);
}

/* A verb of the screens is known to look, or has a way above. The commands of the shell are walked by unit_work. */
TEST(check_27_each_verb_is_walked)
{
	Desk *desk = desk_open((DeskOptions){0});
	const Command *row;
	for (size_t i = 0; (row = command_at(ui_commands(desk->ui), i)); i++) {
		bool verb = row->flags & COMMAND_SCREEN_ONLY;
		if (verb && !is_one_of(looks, row->name) && !is_one_of(into_files, row->name) && !is_one_of(elsewhere, row->name) && !has_way(row->name))
			fail_msg("`%s` is not said to look only and has no way to be walked", row->name);
	}
	desk_close(desk);
}

/* A setting is no change of the base: `u` right after it brings back what stood there, and never what was done before. */
TEST(undo_after_a_setting_is_of_the_setting)
{
	Desk *desk = desk_open((DeskOptions){.lines = lines});
	char *before = dump(desk);
	desk_keys(desk, "2 Home d Esc Esc"); /* something that u must not touch; the next step is not said */
	char *done = dump(desk);
	desk_keys(desk, "7");
	desk_keys(desk, "7");
	well(ui_run(desk->ui, "theme mono"));
	assert_string_equal(settings_get(desk->settings, "look", "theme"), "mono");
	desk_expect_row(desk, -2, "u undo");
	desk_keys(desk, "u");
	desk_expect_row(desk, -2, "Taken back: ");
	assert_string_equal(settings_get(desk->settings, "look", "theme"), "auto");
	expect_dump(desk, "theme", "u", done);
	desk_keys(desk, "U");
	assert_string_equal(settings_get(desk->settings, "look", "theme"), "mono");
	desk_keys(desk, "u u"); /* then what was done before it */
	assert_string_equal(settings_get(desk->settings, "look", "theme"), "auto");
	expect_dump(desk, "the change before", "u", before);
	/* A change after it is what u means. */
	well(ui_run(desk->ui, "theme mono"));
	desk_keys(desk, "2 Home d Esc Esc u");
	assert_string_equal(settings_get(desk->settings, "look", "theme"), "mono");
	free(before);
	free(done);
	desk_close(desk);
}
