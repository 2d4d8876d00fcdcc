/* SPDX-License-Identifier: MIT */
/*
 * A calendar of many events: read into a new base, read again unchanged, written out; time and memory of the commands, in turn with floor/import.c
 * (libical's parse, plain insert, trigram index; libical's print). `bench_import [EVENTS [RUNS]]`.
 */
#define _DEFAULT_SOURCE /* wait4 */
#include "timed.h"

enum {
	EVENTS = 100000,
	RUNS = 20,
	MINUTE = 60,
};

/* ---- the calendar: one event in ten repeats, one in five has an alarm, half of them in Russian ---- */

static const char *pick(const char *const words[], size_t n)
{
	return words[(size_t)rand() % n];
}
#define PICK(words) pick(words, countof(words))

static void write_event(FILE *out, int i)
{
	static const char *const kinds[] = {"Звонок", "Встреча", "Письмо", "Demo", "Call", "Meeting"};
	static const char *const people[] = {"Анна Иванова", "Пётр Щербаков", "Ольга Ёлкина", "John Smith", "Zoë Müller", "Łukasz Nowak"};
	static const char *const said[] = {"Обсудить условия договора и сроки поставки, образцы взять с собой", "Goes through the offer, the delivery dates and what is open",
	                                   "Проверить оплату счёта и напомнить про акт сверки"};
	int slot = rand() % 35000, day = slot / 96, minute = slot % 96 * 15, month = day / 28 % 12;
	fprintf(out, "BEGIN:VEVENT\r\nUID:bench-%d@kartoteka.example\r\nDTSTAMP:20260101T000000Z\r\nCREATED:20260101T000000Z\r\n", i);
	fprintf(out, "DTSTART:2026%02d%02dT%02d%02d00Z\r\nDTEND:2026%02d%02dT%02d%02d59Z\r\n", month + 1, day % 28 + 1, minute / MINUTE, minute % MINUTE, month + 1, day % 28 + 1,
	        minute / MINUTE, minute % MINUTE);
	fprintf(out, "SUMMARY:%s: %s %d\r\nDESCRIPTION:%s\\, \r\n %s\r\nLOCATION:%d\r\n", PICK(kinds), PICK(people), i, PICK(said), PICK(people), rand() % 40);
	if (i % 10 == 0)
		fprintf(out, "RRULE:FREQ=WEEKLY;COUNT=%d\r\n", 2 + rand() % 20);
	if (i % 5 == 0)
		fputs("BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:-\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\n", out);
	fputs("END:VEVENT\r\n", out);
}

static char *write_calendar(int events)
{
	char *path = mem_printf("%s/bench/events-%d.ics", KT_BUILD_DIR, events);
	FILE *out = fopen(path, "w");
	if (!out)
		exit(1);
	srand(7);
	fputs("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Kartoteka//Bench//EN\r\n", out);
	for (int i = 0; i < events; i++)
		write_event(out, i);
	fputs("END:VCALENDAR\r\n", out);
	if (fclose(out) != 0)
		exit(1);
	return path;
}

static void drop(const char *base)
{
	for (size_t i = 0; i < 4; i++) {
		char *path = mem_printf("%s%s", base, (const char *const[]){"", "-wal", "-shm", ".notice"}[i]);
		unlink(path);
		free(path);
	}
}

static void memory_print(const char *what, double mib, double goal)
{
	figures_short += mib > goal;
	printf("%-36s %.1f MiB at most, goal %g MiB  %s\n", what, mib, goal, mib <= goal ? "ok" : "SHORT");
}

int main(int argc, char **argv)
{
	int events = argc > 1 ? atoi(argv[1]) : EVENTS, runs = argc > 2 ? atoi(argv[2]) : RUNS;
	char *file = write_calendar(events), *base = mem_printf("%s/bench/import-ours.db", KT_BUILD_DIR), *theirs = mem_printf("%s/bench/import-floor.db", KT_BUILD_DIR);
	char *said = mem_printf("%s/bench/import-floor.txt", KT_BUILD_DIR), *written = mem_printf("%s/bench/export.ics", KT_BUILD_DIR);
	const char *const first[] = {KT_PROGRAM, "--db", base, "--zone", "Europe/Moscow", "import", file, NULL};
	const char *const print[] = {KT_PROGRAM, "--db", base, "--zone", "Europe/Moscow", "export", "ics", "-o", written, NULL};
	const char *const floors[] = {KT_BUILD_DIR "/bench/floor/import", file, theirs, NULL};
	Series came = {0}, again = {0}, out = {0}, over = {0}, floor_in = {0}, floor_out = {0};
	double most = 0;
	for (int i = 0; i < runs; i++) {
		double parse, store, printed;
		timed(floors, said);
		FILE *figures = fopen(said, "r");
		if (!figures || fscanf(figures, "%lf %lf %lf", &parse, &store, &printed) != 3)
			return 1;
		fclose(figures);
		series_add(&floor_in, parse + store);
		series_add(&floor_out, printed);
		drop(base);
		Took took = timed(first, "/dev/null");
		series_add(&came, took.ms);
		most = took.mib > most ? took.mib : most;
		took = timed(first, "/dev/null");
		series_add(&again, took.ms);
		most = took.mib > most ? took.mib : most;
		/* Into a file that is not there, as the floor; over one that is, all of it is read first: it is replaced unasked only when the base has all it holds. */
		unlink(written);
		took = timed(print, "/dev/null");
		series_add(&out, took.ms);
		most = took.mib > most ? took.mib : most;
		took = timed(print, "/dev/null");
		series_add(&over, took.ms);
		most = took.mib > most ? took.mib : most;
	}
	printf("%d events, ms, whole commands\n", events);
	figures_head("a calendar");
	figure_print("import", &came, &floor_in, (Goal){.median_ratio = 1.2}, NULL);
	figure_print("import again, nothing new", &again, &came, (Goal){.median_ratio = 0.5}, "beside the first");
	figure_print("export", &out, &floor_out, (Goal){.median_ratio = 1.2}, NULL);
	figure_print("export over the last one", &over, NULL, (Goal){0}, NULL);
	memory_print("memory of import and export", most, 48);
	drop(base);
	drop(theirs);
	figures_end("import");
	return 0;
}
