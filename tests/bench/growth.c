/* SPDX-License-Identifier: MIT */
/*
 * Ten years of one person's work, written by the calls of a day: contacts, and as many other changes (steps done and put off, clients edited, tags).
 * Then what the file is to the bytes of its texts, and the journal's part of it. `bench_growth [CONTACTS]`: ten years are 500,000, an hour or more; the
 * ratios settle long before.
 */
#include <sqlite3.h>

#include "desk.h"
#include "kartoteka/work/client.h"
#include "kartoteka/work/contact.h"
#include "kartoteka/work/step.h"

enum {
	CONTACTS = 20000,
	PER_CLIENT = 100, /* contacts */
	SHOWN = 14,       /* of the largest tables and indexes */
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

/* Of the records' own fields: what was typed. */
static const char texts[] =
	"SELECT (SELECT sum(octet) FROM (SELECT length(CAST(coalesce(surname, '') || coalesce(given, '') || coalesce(patronymic, '') || coalesce(name, '')"
	" || coalesce(source, '') || coalesce(note, '') || kind AS BLOB)) AS octet FROM client))"
	" + (SELECT coalesce(sum(length(CAST(value || type || coalesce(label, '') AS BLOB))), 0) FROM channel)"
	" + (SELECT coalesce(sum(length(CAST(coalesce(text, '') || coalesce(number, '') || coalesce(direction, '') AS BLOB))), 0) FROM interaction)"
	" + (SELECT coalesce(sum(length(CAST(coalesce(summary, '') || coalesce(text, '') || coalesce(due, '') || coalesce(zone, '') AS BLOB))), 0) FROM task)"
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
	show_largest(db, file);
	ratio_print("file to its texts", file / typed, 4);
	ratio_print("the journal's part of the file, %", 100 * journal / file, 30);
	sqlite3_close(db);
}

int main(int argc, char **argv)
{
	size_t contacts = argc > 1 ? strtoul(argv[1], NULL, 10) : CONTACTS;
	static const char *const tails[] = {"", "-wal", "-shm", ".notice"};
	char *path = mem_printf("%s/bench/growth.db", KT_BUILD_DIR), *sessions = mem_printf("%s.sessions", path);
	Desk desk;
	for (size_t i = 0; i < countof(tails); i++) {
		char *name = mem_printf("%s%s", path, tails[i]);
		unlink(name);
		free(name);
	}
	desk_open(&desk, path);
	live(&desk, contacts);
	desk_close(&desk);
	look(path, contacts);
	for (size_t i = 0; i < countof(tails) && !getenv("KARTOTEKA_BENCH_KEEP"); i++) {
		char *name = mem_printf("%s%s", path, tails[i]);
		unlink(name);
		free(name);
	}
	rmdir(sessions);
	free(sessions);
	free(path);
	figures_end("growth");
	return 0;
}
