/* SPDX-License-Identifier: MIT */
/*
 * Ten years of one person's work, written by the calls of a day: contacts, and as many other changes (steps done and put off, clients edited, tags).
 * Then what the file is to the bytes of its texts, the journal's part of it, and whether anything got slower: start, keys of the list and the first page
 * of the filter on that base, in turn with a base of as many clients that `demo` made. `bench_growth [CONTACTS [KEYS]]`: ten years are 500,000, and fewer
 * where KARTOTEKA_BENCH_CLIENTS is under a million. With KARTOTEKA_BENCH_KEEP set the base stays, and the next time is taken where it has as many.
 */
#include "behind.h"

#include <sqlite3.h>

#include "../../src/screen/clients.h"
#include "desk.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/work/client.h"
#include "kartoteka/work/contact.h"
#include "kartoteka/work/step.h"

enum {
	CONTACTS = 500000,
	MILLION = 1000000, /* clients, where so many contacts are written */
	PER_CLIENT = 100,  /* contacts */
	CONTACT_BYTES = 2000,
	CONTACT_US = 6000, /* with the change behind it: two commits on disk */
	TOLD = 10000,      /* contacts between two words on how far it is */
	RUNS = 20,
	KEYS = 1000,
	NAME_MS = 20,
	SHOWN = 14, /* of the largest tables and indexes */
};

static const char *const words[] = {
	"позвонил",
	"договор",
	"на",
	"согласны",
	"прислать",
	"до",
	"пятницы",
	"счёт",
	"скидка",
	"пять",
	"процентов",
	"директор",
	"в",
	"отпуске",
	"просит",
	"перезвонить",
	"после",
	"обеда",
	"образцы",
	"получили",
	"нравится",
	"думают",
	"и",
	"сравнивают",
	"доставка",
	"со",
	"склада",
	"offer",
	"invoice",
	"sent",
	"agreed",
	"next",
	"quarter",
};
static const char *const steps[] = {"прислать КП", "перезвонить", "договор на подпись", "счёт", "образцы со склада"};
static const char *const surnames[] = {"Иванов", "Петров", "Сидоров", "Кузнецов", "Смирнов", "Попов", "Васильев", "Соколов", "Михайлов", "Новиков"};
static const char *const names[] = {"Игорь", "Пётр", "Анна", "Мария", "Олег", "Ольга", "Сергей", "Елена", "Павел", "Нина"};

static uint64_t state = 42;

static unsigned draw(unsigned below)
{
	state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (unsigned)(state >> 33) % below;
}

/* 5 to 30 words: what one types between two calls. */
static char *note(unsigned least, unsigned more)
{
	Str text = {0};
	for (unsigned i = 0, n = least + draw(more); i < n; i++)
		str_addf(&text, "%s%s", i ? " " : "", words[draw(countof(words))]);
	return str_take(&text);
}

static int64_t new_client(Desk *desk)
{
	Card card = {0};
	Channel phone;
	char value[32];
	record_init(&kind_client, &card.client);
	record_init(&kind_channel, &phone);
	card.client.surname.s = surnames[draw(countof(surnames))];
	card.client.given.s = names[draw(countof(names))];
	char *text = note(5, 25);
	card.client.note.s = text;
	snprintf(value, sizeof value, "+7916%07u", draw(10000000));
	phone.value.s = value;
	card.channels = &phone;
	card.channel_count = 1;
	desk_must(card_save(desk->work, NULL, &card, NULL));
	free(text);
	return card.client.head.id;
}

static void edit_client(Desk *desk, int64_t client, Arena *arena)
{
	static const char *const sources[] = {"выставка", "сайт", "рекомендация", "звонок"};
	Card old, new;
	desk_must(card_read(desk->work, client, &old, arena));
	new = old;
	const char *source = sources[draw(countof(sources))];
	new.client.source.s = str_same(old.client.source.s, source) ? "реклама" : source;
	desk_must(card_save(desk->work, &old, &new, NULL));
}

static bool first_step(Desk *desk, int64_t client, int64_t *id, Arena *arena)
{
	StepRow *open;
	size_t n;
	*id = 0;
	desk_must(steps_of(desk->work, client, &open, &n, arena));
	for (size_t i = 0; i < n && !*id; i++)
		*id = strcmp(open[i].kind, "task") == 0 ? open[i].id : 0;
	return *id != 0;
}

static void put_off(Desk *desk, int64_t id, Arena *arena)
{
	Task old, new;
	const Moment none = {.form = MOMENT_NONE};
	desk_must(store_get(desk->work->store, &kind_task, id, &old, arena));
	new = old;
	new.due.day.n += 1 + (int32_t)draw(5);
	desk_must(task_save(desk->work, &old, &new, none, REACH_WHOLE, NULL));
}

/* One of the other things that are done between contacts. */
static void change(Desk *desk, size_t i, int64_t client, Arena *arena)
{
	int64_t step;
	const Moment none = {.form = MOMENT_NONE};
	bool any = first_step(desk, client, &step, arena);
	if (i % 4 == 0)
		desk_must(client_tag(desk->work, &client, 1, i % 8 ? "опт" : "vip", (i / 8) % 2, NULL));
	else if (i % 4 == 1 && any)
		put_off(desk, step, arena);
	else if (i % 4 == 2 && any)
		desk_must(plan_done(desk->work, "task", step, none, true, NULL));
	else
		edit_client(desk, client, arena);
}

static void live(Desk *desk, size_t contacts)
{
	Arena *arena = arena_new();
	ContactKind *all;
	size_t n, n_clients = contacts / PER_CLIENT + 1;
	int64_t call = 0, interaction, *clients = mem_alloc(n_clients * sizeof *clients);
	desk_must(contact_kinds(desk->work, &all, &n, arena));
	for (size_t i = 0; i < n; i++)
		call = strcmp(all[i].code.s, "call") == 0 ? all[i].head.id : call;
	Instant now = work_now(desk->work);
	for (size_t i = 0; i < n_clients; i++)
		clients[i] = new_client(desk);
	for (size_t i = 0; i < contacts; i++) {
		char *text = note(5, 25), *next = i % 3 ? NULL : mem_printf("%s 10 %s", draw(2) ? "чт" : "пн", steps[draw(countof(steps))]);
		const ContactDraft draft = {
			.client = clients[draw((unsigned)n_clients)],
			.kind = call,
			.direction = DIRECTION_OUT,
			.at = {now.s - (int64_t)(contacts - i) * 600},
			.length = {60 * (1 + (int64_t)draw(20))},
			.text = text,
			.next = next,
		};
		desk_must(contact_log(desk->work, &draft, &interaction, NULL));
		change(desk, i, draft.client, arena);
		arena_reset(arena);
		free(text);
		free(next);
		if ((i + 1) % TOLD == 0)
			fprintf(stderr, "%zu of %zu contacts\n", i + 1, contacts);
	}
	free(clients);
	arena_free(arena);
}

/* ---- What became of it ---- */

static double number(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *statement;
	double value = 0;
	if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW)
		value = sqlite3_column_double(statement, 0);
	else
		printf("%s: %s\n", sql, sqlite3_errmsg(db));
	sqlite3_finalize(statement);
	return value;
}

static void show_largest(sqlite3 *db, double file)
{
	sqlite3_stmt *statement;
	if (sqlite3_prepare_v2(db, "SELECT name, sum(pgsize) FROM dbstat WHERE aggregate = TRUE GROUP BY name ORDER BY 2 DESC LIMIT ?1", -1, &statement, NULL) == SQLITE_OK) {
		sqlite3_bind_int(statement, 1, SHOWN);
		while (sqlite3_step(statement) == SQLITE_ROW)
			printf("  %-34s %10.1f KiB %5.1f %%\n", sqlite3_column_text(statement, 0), sqlite3_column_double(statement, 1) / 1024,
			       100 * sqlite3_column_double(statement, 1) / file);
	}
	sqlite3_finalize(statement);
}

static void ratio_print(const char *what, double value, double goal)
{
	bool fine = value <= goal;
	figures_short += !fine;
	printf("%-36s %9.2f  goal %g  %s\n", what, value, goal, fine ? "ok" : "SHORT");
}

/* What people wrote, in the records as they are: no code, no number, no date, nothing that follows from something else, and nothing of the journal. */
static const char texts_are[] = "texts: names, sources and notes of clients, phones with their labels, texts of contacts, summaries and texts of tasks, names of tags";
static const char texts[] =
	"SELECT (SELECT sum(octet) FROM (SELECT length(CAST(coalesce(surname, '') || coalesce(given, '') || coalesce(patronymic, '') || coalesce(name, '')"
	" || coalesce(source, '') || coalesce(note, '') AS BLOB)) AS octet FROM client))"
	" + (SELECT coalesce(sum(length(CAST(value || coalesce(label, '') AS BLOB))), 0) FROM channel)"
	" + (SELECT coalesce(sum(length(CAST(coalesce(text, '') AS BLOB))), 0) FROM interaction)"
	" + (SELECT coalesce(sum(length(CAST(coalesce(summary, '') || coalesce(text, '') AS BLOB))), 0) FROM task)"
	" + (SELECT coalesce(sum(length(CAST(name AS BLOB))), 0) FROM tag)";

static void look(const char *path, size_t contacts)
{
	sqlite3 *db;
	if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
		exit(1);
	double file = number(db, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"), typed = number(db, texts);
	double journal = number(db, "SELECT sum(pgsize) FROM dbstat WHERE aggregate = TRUE AND name IN (SELECT name FROM sqlite_master WHERE tbl_name IN ('batch', 'change'))");
	double records = number(db, "SELECT sum(pgsize) FROM dbstat WHERE aggregate = TRUE AND name IN (SELECT name FROM sqlite_master WHERE type = 'table'"
	                            " AND tbl_name NOT IN ('batch', 'change') AND tbl_name NOT LIKE 'search%')");
	printf("%zu contacts, %.0f batches, %.0f changes; file %.1f MiB, texts %.1f MiB, journal %.1f MiB, records without indexes %.1f MiB\n", contacts,
	       number(db, "SELECT count(*) FROM batch"), number(db, "SELECT count(*) FROM change"), file / 1048576, typed / 1048576, journal / 1048576, records / 1048576);
	printf("%s\n", texts_are);
	show_largest(db, file);
	ratio_print("file to its texts", file / typed, 4);
	ratio_print("the journal's part of the file, %", 100 * journal / file, 30);
	sqlite3_close(db);
}

/* ---- Whether anything got slower ---- */

static void start_beside(const char *grown, const char *ordinary)
{
	static const struct {
		const char *what, *typed, *of;
	} pages[] = {{"start: Today", "", "Today"}, {"start: Clients", "2", "Clients"}};
	for (size_t page = 0; page < countof(pages); page++) {
		Series start = {0}, beside = {0}, floor = {0};
		for (int i = 0; i < RUNS; i++) {
			const char *const of_grown[] = {KT_PROGRAM, "--db", grown, "--lang", "en", "--zone", "Europe/Moscow", NULL};
			const char *const of_ordinary[] = {KT_PROGRAM, "--db", ordinary, "--lang", "en", "--zone", "Europe/Moscow", NULL};
			const char *const of_floor[] = {KT_BUILD_DIR "/bench/floor/screen", grown, NULL};
			Program program = program_begin(of_floor, "", "Clients");
			series_add(&floor, program.ready);
			program_end(&program);
			program = program_begin(of_ordinary, pages[page].typed, pages[page].of);
			series_add(&beside, program.ready);
			program_end(&program);
			program = program_begin(of_grown, pages[page].typed, pages[page].of);
			series_add(&start, program.ready);
			program_end(&program);
		}
		char what[64];
		snprintf(what, sizeof what, "%s, to the screen's floor", pages[page].what);
		figure_print(what, &start, &floor, (Goal){.median_ratio = 2.5}, NULL);
		figure_print("  to the ordinary base", &start, &beside, (Goal){.medians = true}, NULL);
		series_done(&start);
		series_done(&beside);
		series_done(&floor);
	}
}

/* `clients`: as many both have; before their end is come to one begins anew. */
static void keys_beside(const char *grown, const char *ordinary, size_t keys, size_t clients)
{
	enum {
		PAGE = 36
	};
	const size_t span = clients > 2 * PAGE ? clients - PAGE - 2 : 0;
	if (!span) {
		printf("j: too few clients\n");
		return;
	}
	Series moved = {0}, beside = {0}, floor_moved = {0};
	const char *const of_grown[] = {KT_PROGRAM, "--db", grown, "--lang", "en", "--zone", "Europe/Moscow", NULL};
	const char *const of_ordinary[] = {KT_PROGRAM, "--db", ordinary, "--lang", "en", "--zone", "Europe/Moscow", NULL};
	const char *const of_floor[] = {KT_BUILD_DIR "/bench/floor/screen", grown, NULL};
	Program program = program_begin(of_grown, "2", "Clients"), other = program_begin(of_ordinary, "2", "Clients"), floor = program_begin(of_floor, "", "Clients");
	const Program *const all[] = {&program, &other, &floor};
	Series *const series[] = {&moved, &beside, &floor_moved};
	for (size_t i = 0; i < countof(all); i++)
		program_settle(all[i]->fd, 300);
	for (size_t i = 0; i < keys; i++)
		for (size_t p = 0; p < countof(all); p++) {
			size_t n;
			if (i % span == 0 && all[p] != &floor)
				program_place(all[p], "\033[H", 2 * QUIET_MS);
			if (i && i % span == 0 && all[p] == &floor) {
				program_end(&floor);
				floor = program_begin(of_floor, "", "Clients");
				program_settle(floor.fd, 300);
			}
			series_add(series[p], program_press(all[p], "j", all[p] == &floor ? FLOOR_QUIET_MS : QUIET_MS, &n));
		}
	figure_print("j, to the key's floor", &moved, &floor_moved, (Goal){.ms = 10, .ratio = 4}, NULL);
	figure_print("  to the ordinary base", &moved, &beside, (Goal){0}, NULL);
	program_end(&program);
	program_end(&other);
	program_end(&floor);
	for (size_t i = 0; i < countof(series); i++)
		series_done(series[i]);
}

/* A name of the base, or a word of what was said: which base, and so which of them, makes no difference to what is typed. */
static const char *typed_word(size_t i, bool of_names)
{
	return of_names ? surnames[i % countof(surnames)] : words[i % countof(words)];
}

/* From each key to the frame whose page is full, or has all that is found. */
static void type_both(Desk *const desks[], Series series[], const char *word)
{
	size_t used, n = strlen(word);
	for (size_t d = 0; d < 2; d++) {
		const Clients *c;
		desk_keys(desks[d], "Esc Esc 2 /");
		desk_settle(desks[d]);
		c = ui_main(desks[d]->ui)->state;
		for (size_t at = 0; at < n; at += used) {
			Key key = {.code = utf8_decode(word + at, n - at, &used)};
			double begun = now_ms();
			desk_press(desks[d], key);
			while (c->searching && c->rows.n < c->list.top + (size_t)c->list.rows && app_answers(desks[d]->ui, NAME_MS * 1000))
				app_frame(desks[d]->ui);
			series_add(&series[d], now_ms() - begun);
			desk_settle(desks[d]);
		}
	}
}

static void pages_beside(const char *grown, const char *ordinary, size_t keys)
{
	Desk of_grown, of_ordinary, *const desks[] = {&of_grown, &of_ordinary};
	desk_open(&of_grown, grown);
	desk_open(&of_ordinary, ordinary);
	for (int named = 1; named >= 0; named--) {
		Series series[2] = {{0}};
		for (size_t i = 0; series[0].n < keys; i++)
			type_both(desks, series, typed_word(i, named));
		figure_print(named ? "filter, names: to a full page" : "filter, history: to a full page", &series[0], &series[1], (Goal){.ms = named ? NAME_MS : 50}, "beside the ordinary base");
		series_done(&series[0]);
		series_done(&series[1]);
	}
	desk_close(&of_grown);
	desk_close(&of_ordinary);
}

static void look_slower(const char *grown, size_t contacts, size_t keys)
{
	char home[] = "/tmp/kartoteka-bench-XXXXXX", clients[32];
	snprintf(clients, sizeof clients, "%zu", contacts / PER_CLIENT + 1);
	char *ordinary = bench_base(clients);
	printf("the grown base beside an ordinary one of %s clients, ms\n", clients);
	figures_head("whether it got slower");
	program_home(home);
	start_beside(grown, ordinary);
	keys_beside(grown, ordinary, keys, contacts / PER_CLIENT + 1);
	pages_beside(grown, ordinary, keys);
	bench_run((const char *const[]){"/bin/rm", "-rf", home, NULL});
	free(ordinary);
}

static bool has_contacts(const char *path, size_t contacts)
{
	sqlite3 *db;
	bool has = sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK && number(db, "SELECT count(*) FROM interaction") >= (double)contacts;
	sqlite3_close(db);
	return has;
}

static size_t contacts_of(int argc, char **argv)
{
	const double clients = strtod(bench_clients(1, NULL), NULL);
	return argc > 1 ? strtoul(argv[1], NULL, 10) : clients < MILLION ? (size_t)(clients * CONTACTS / MILLION)
	                                                                 : CONTACTS;
}

int main(int argc, char **argv)
{
	size_t contacts = contacts_of(argc, argv), keys = argc > 2 ? strtoul(argv[2], NULL, 10) : KEYS;
	char *path = mem_printf("%s/bench/growth.db", KT_BUILD_DIR);
	Desk desk;
	const bool keeps = getenv("KARTOTEKA_BENCH_KEEP");
	if (!keeps || !has_contacts(path, contacts)) {
		printf("writing %zu contacts and as many changes, each on disk: about %.0f s and %.2f GB%s\n", contacts, (double)contacts * CONTACT_US / 1e6, (double)contacts * CONTACT_BYTES / 1e9,
		       contacts < CONTACTS ? "; the goals are of 500,000" : "");
		fflush(stdout);
		bench_room((double)contacts * CONTACT_BYTES * 1.2, "a base of ten years");
		bench_unlink(path);
		desk_open(&desk, path);
		live(&desk, contacts);
		desk_close(&desk);
	}
	look(path, contacts);
	look_slower(path, contacts, keys);
	if (!keeps) {
		char *sessions = mem_printf("%s.sessions", path);
		bench_unlink(path);
		rmdir(sessions);
		free(sessions);
	}
	free(path);
	figures_end("growth");
	return 0;
}
