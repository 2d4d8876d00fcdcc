/* SPDX-License-Identifier: MIT */
/*
 * A calendar of many events: read into a new base, read again unchanged, written out; time and memory of the commands, in turn with floor/import.c
 * (libical's parse, plain insert, trigram index; libical's print). Then what single components of megabytes hold, read first and again: a line of 60 MB,
 * a description, dates left out, guests, reminders, properties, attachments. `bench_import [EVENTS [RUNS]]`.
 */
#define _DEFAULT_SOURCE /* wait4 */
#include "timed.h"

enum {
	EVENTS = 100000,
	RUNS = 20,
	MINUTE = 60,
	MEMORY_MIB = 48,
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

/* ---- components of megabytes: what a folded value, a line without end, or many properties hold at once ---- */

static void write_folded(FILE *out, const char *name, const char *piece, size_t pieces)
{
	fprintf(out, "%s:", name);
	for (size_t i = 0; i < pieces; i++)
		fprintf(out, "%s%s", piece, i % 4 == 3 ? "\r\n " : "");
	fputs("\r\n", out);
}

static void write_line(FILE *out, const char *name, size_t bytes)
{
	fprintf(out, "%s:", name);
	while (bytes--)
		putc('x', out);
	fputs("\r\n", out);
}

static const char attach[] = "ATTACH;ENCODING=BASE64;VALUE=BINARY", base64[] = "QUJDREVGR0hJSktM", words[] = "what was said there ";

static void long_line(FILE *out)
{
	write_line(out, "DESCRIPTION", 60000000);
}

static void long_text(FILE *out)
{
	write_folded(out, "DESCRIPTION", words, 11000000 / (sizeof words - 1));
}

static void russian_text(FILE *out)
{
	write_folded(out, "DESCRIPTION", "о чём говорили ", 7000000 / 27);
}

static void text_and_attachment(FILE *out)
{
	write_folded(out, "DESCRIPTION", words, 7900000 / (sizeof words - 1));
	write_folded(out, attach, base64, 3600000 / (sizeof base64 - 1));
}

static void attachments(FILE *out)
{
	write_folded(out, attach, base64, 7600000 / (sizeof base64 - 1));
	write_folded(out, attach, base64, 3200000 / (sizeof base64 - 1));
}

static void dates_out(FILE *out)
{
	fputs("RRULE:FREQ=DAILY\r\n", out);
	for (int i = 0; i < 300000; i++)
		fprintf(out, "EXDATE:%04d%02d%02dT%02d0000Z\r\n", 2026 + i / 8064, 1 + i / 672 % 12, 1 + i / 24 % 28, i % 24);
}

static void guests(FILE *out)
{
	for (int i = 0; i < 250000; i++)
		fprintf(out, "ATTENDEE;CN=A%d:mailto:a%d@example.org\r\n", i, i);
}

static void alarms(FILE *out)
{
	for (int i = 0; i < 130000; i++)
		fputs("BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:-\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\n", out);
}

static void properties(FILE *out)
{
	for (int i = 0; i < 1500000; i++)
		fputs("X-A:b\r\n", out);
}

static const struct {
	const char *what;
	int events; /* each as large */
	void (*write)(FILE *out);
} large[] = {
	{"a line of 60 MB", 1, long_line},
	{"a description of 11 MB", 1, long_text},
	{"a Russian one of 7 MB", 1, russian_text},
	{"a description and an attachment", 1, text_and_attachment},
	{"attachments of 11 MB", 1, attachments},
	{"ten events with as much", 10, attachments},
	{"300,000 dates left out", 1, dates_out},
	{"250,000 guests", 1, guests},
	{"130,000 reminders", 1, alarms},
	{"1,500,000 properties", 1, properties},
};

static void write_large(const char *path, int events, void (*write)(FILE *out))
{
	FILE *out = fopen(path, "w");
	if (!out)
		exit(1);
	fputs("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Kartoteka//Bench//EN\r\n", out);
	for (int i = 0; i < events; i++) {
		fprintf(out, "BEGIN:VEVENT\r\nUID:large-%d@kartoteka.example\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:20260105T100000Z\r\nSUMMARY:Large %d\r\n", i, i);
		write(out);
		fputs("END:VEVENT\r\n", out);
	}
	fputs("END:VCALENDAR\r\n", out);
	if (fclose(out) != 0)
		exit(1);
}

static void memory_print(const char *what, double mib, double goal)
{
	figures_short += mib > goal;
	printf("%-36s %.1f MiB at most, goal %g MiB  %s\n", what, mib, goal, mib <= goal ? "ok" : "SHORT");
}

static void measure_large(const char *base, double goal)
{
	char *path = mem_printf("%s/bench/large.ics", KT_BUILD_DIR);
	const char *const import[] = {KT_PROGRAM, "--db", base, "--zone", "Europe/Moscow", "import", path, NULL};
	for (size_t i = 0; i < countof(large); i++) {
		drop(base);
		write_large(path, large[i].events, large[i].write);
		const double first = timed(import, "/dev/null").mib, again = timed(import, "/dev/null").mib;
		memory_print(large[i].what, first > again ? first : again, goal);
	}
	unlink(path);
	free(path);
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
	memory_print("memory of import and export", most, MEMORY_MIB);
	measure_large(base, MEMORY_MIB);
	drop(base);
	drop(theirs);
	figures_end("import");
	return 0;
}
