/* SPDX-License-Identifier: MIT */
/*
 * Hand-made bad calendars, those of the shared data and our own: each read quickly and whole, a fixed point when written, and what
 * hostile.md expects of it as far as a reader can say. What overrides and equals come to together is tested where they are joined.
 */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "corpus.h"

/* Items of one type, the record of a UID: its first starts, where a warning must stand (0 none wanted, -1 anywhere). */
static const struct {
	const char *file;
	size_t events, tasks;
	const char *uid, *starts;
	int warning;
} expected[] = {
	{"rrule-count-1e9.ics", 1, 0, NULL, "2026-01-05T09:00:00Z 2026-01-06T09:00:00Z", 0},
	{"rrule-interval-0.ics", 1, 0, NULL, "2026-01-05T09:00:00Z", -1},
	{"rrule-count-negative.ics", 1, 0, NULL, "2026-01-05T09:00:00Z", -1},
	{"rrule-count-and-until.ics", 1, 0, NULL, NULL, -1},
	{"rrule-unknown-freq.ics", 1, 0, NULL, "2026-01-05T09:00:00Z", -1},
	{"rrule-empty.ics", 1, 0, NULL, "2026-01-05T09:00:00Z", 0},
	{"rrule-typo-untl.ics", 1, 0, NULL, "2026-01-05T09:00:00Z", -1},
	{"rrule-nan-until.ics", 1, 0, NULL, "2026-01-05T09:00:00Z", -1},
	{"rrule-monthly-31.ics", 1, 0, NULL, "2026-01-31T09:00:00Z 2026-03-31T09:00:00Z 2026-05-31T09:00:00Z", 0},
	{"rrule-feb29-yearly.ics", 1, 0, NULL, NULL, 0},
	{"rrule-bysetpos-dense.ics", 1, 0, NULL, "2026-01-05T09:00:00Z 2026-12-31T23:59:00Z 2027-12-31T23:59:00Z", 0},
	{"exdate-bare-date.ics", 1, 0, NULL, NULL, 0},
	{"exdate-multi-forms.ics", 1, 0, NULL, "2026-01-05T09:00:00Z 2026-01-09T09:00:00Z 2026-01-10T09:00:00Z", 0},
	{"exdate-all.ics", 1, 0, NULL, "", 0},
	{"rdate-tz.ics", 1, 0, NULL, "2026-03-02T14:00:00Z 2026-03-10T13:00:00Z 2026-03-11T13:00:00Z", 0},
	{"override-two-same-id.ics", 4, 0, NULL, NULL, 0},
	{"method-cancel.ics", 1, 0, NULL, NULL, 0},
	{"tz-windows.ics", 1, 0, NULL, "2026-07-02T07:00:00Z", 0},
	{"tz-windows-quoted.ics", 1, 0, NULL, "2026-07-02T13:00:00Z", 0},
	{"tz-with-z.ics", 1, 0, NULL, "2026-07-02T09:00:00Z", 0},
	{"floating.ics", 1, 0, NULL, "2026-07-02T09:00:00", 0},
	{"dst-gap-daily.ics", 1, 0, NULL,
     "2026-03-06T07:30:00Z 2026-03-07T07:30:00Z 2026-03-09T06:30:00Z 2026-03-10T06:30:00Z", 0},
	{"dst-weekly-keeps-wall-time.ics", 1, 0, NULL, "2026-03-02T14:00:00Z 2026-03-09T13:00:00Z 2026-03-16T13:00:00Z", 0},
	{"time-240000.ics", 1, 0, NULL, "2026-01-05T09:00:00Z", 0},
	{"year-extremes.ics", 7, 0, NULL, NULL, 0},
	{"created-year-0.ics", 1, 0, NULL, NULL, 0},
	{"date-start-time-end.ics", 1, 0, NULL, NULL, -1},
	{"date-with-time-value.ics", 1, 0, NULL, "2025-12-22", 0},
	{"dtend-and-duration.ics", 1, 0, NULL, NULL, -1},
	{"duration-negative.ics", 1, 0, NULL, NULL, -1},
	{"duration-huge.ics", 1, 0, NULL, NULL, 0},
	{"no-dtstart.ics", 2, 0, NULL, NULL, -1},
	{"dtstart-invalid.ics", 4, 0, "patho-120@test", "2026-01-05T09:00:00Z", 7},
	{"dtstart-invalid.ics", 4, 0, NULL, NULL, 13},
	{"dtstart-invalid.ics", 4, 0, NULL, NULL, 19},
	{"alarm-1000.ics", 1, 0, NULL, NULL, 0},
	{"alarm-repeat-huge.ics", 1, 0, NULL, NULL, -1},
	{"todo-forms.ics", 0, 9, NULL, NULL, -1},
	{"nested-vevent.ics", 3, 0, "good@test", "2026-01-05T09:00:00Z", -1},
	{"nul-bytes.ics", 2, 0, "good@test", "2026-01-05T09:00:00Z", 9},
	{"latin1.ics", 1, 0, NULL, NULL, -1},
	{"eol-cr.ics", 1, 0, "good@test", "2026-01-05T09:00:00Z", 0},
	{"eol-mixed.ics", 1, 0, "good@test", "2026-01-05T09:00:00Z", 0},
	{"blank-lines.ics", 1, 0, "good@test", "2026-01-05T09:00:00Z", 0},
	{"no-value-params.ics", 1, 0, NULL, NULL, -1},
	{"empty-properties.ics", 1, 0, NULL, NULL, 0},
	{"duplicate-props.ics", 1, 0, NULL, NULL, -1},
	{"uid-case.ics", 2, 0, NULL, NULL, 0},
	{"text-around.ics", 1, 0, "good@test", "2026-01-05T09:00:00Z", 1},
	{"huge-line.ics", 1, 0, NULL, NULL, 0},
	{"huge-folded-line.ics", 1, 0, NULL, NULL, 0},
	{"fold-every-char.ics", 1, 0, NULL, NULL, 0},
	{"params-10000.ics", 1, 0, NULL, NULL, 0},
	{"rdate-10000.ics", 1, 0, NULL, NULL, 0},
	{"attach-inline.ics", 1, 0, NULL, NULL, 0},
};

static const IcsItem *first_record(const Calendar *c)
{
	for (size_t i = 0; i < c->items.n; i++) {
		if (c->items.at[i].record)
			return &c->items.at[i];
	}
	return NULL;
}

TEST(hostile_files_are_read_as_expected)
{
	const char *folder = corpus_shared();
	size_t bad = 0;
	if (!folder) {
		print_message("left out: no shared data here (KARTOTEKA_SHARED names its folder)\n");
		skip();
	}
	for (size_t i = 0; i < countof(expected); i++) {
		char *name = mem_printf("hostile/%s", expected[i].file);
		Str bytes = {0}, starts = {0};
		assert_true(corpus_load(&bytes, folder, name));
		Calendar c = calendar_read((Span){str_text(&bytes), bytes.n}, 0);
		const IcsItem *item = expected[i].uid ? calendar_find(&c, expected[i].uid, 0) : first_record(&c);
		size_t wanted = 1;
		for (const char *s = expected[i].starts; s && *s; s++)
			wanted += *s == ' ';
		if (item && item->type == ICS_EVENT)
			event_starts(&starts, item, &c, wanted);
		bool warned = expected[i].warning ? calendar_warns(&c, expected[i].warning < 0 ? 0 : expected[i].warning)
		                                  : c.warnings == 0;
		if (!item || c.n[ICS_EVENT] != expected[i].events || c.n[ICS_TASK] != expected[i].tasks || !warned ||
		    (expected[i].starts && !str_same(str_text(&starts), expected[i].starts))) {
			print_error("%s: %zu events, %zu tasks, %zu warnings, starts %s\n", expected[i].file, c.n[ICS_EVENT],
			            c.n[ICS_TASK], c.warnings, str_text(&starts));
			for (size_t k = 0; k < c.items.n; k++) {
				for (size_t w = 0; w < c.items.at[k].n_warnings && w < 3; w++)
					print_error("  %d: %s\n", (int)c.items.at[k].warnings[w].line, c.items.at[k].warnings[w].text);
			}
			bad++;
		}
		calendar_done(&c);
		str_done(&bytes);
		str_done(&starts);
		free(name);
	}
	assert_int_equal(bad, 0);
}

/* Every .ics of a folder, in whatever pieces it comes; how many there were. */
static size_t read_folder(const char *folder, size_t *bad)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;
	size_t n = 0;
	while (dir && (entry = readdir(dir))) {
		Str bytes = {0};
		if (!str_ends(entry->d_name, ".ics") || !corpus_load(&bytes, folder, entry->d_name))
			continue;
		Span span = {str_text(&bytes), bytes.n};
		Calendar c = calendar_read(span, 0), pieces = calendar_read(span, 1000);
		Str once = {0}, other = {0}, twice = {0};
		calendar_write(&once, &c);
		calendar_write(&other, &pieces);
		Calendar again = calendar_read((Span){str_text(&once), once.n}, 0);
		calendar_write(&twice, &again);
		if (!str_same(str_text(&once), str_text(&other)) || !str_same(str_text(&once), str_text(&twice)) ||
		    c.ms > 2000) {
			print_error("%s: no fixed point, or %.0f ms\n", entry->d_name, c.ms);
			++*bad;
		}
		n++;
		calendar_done(&c);
		calendar_done(&pieces);
		calendar_done(&again);
		str_done(&once);
		str_done(&other);
		str_done(&twice);
		str_done(&bytes);
	}
	if (dir)
		closedir(dir);
	return n;
}

TEST(hostile_files_are_quick_and_a_fixed_point)
{
	const char *folder = corpus_shared();
	size_t bad = 0;
	if (!folder) {
		print_message("left out: no shared data here (KARTOTEKA_SHARED names its folder)\n");
		skip();
	}
	char *path = mem_printf("%s/hostile", folder);
	size_t n = read_folder(path, &bad);
	print_message("%zu files\n", n);
	free(path);
	assert_true(n > 0);
	assert_int_equal(bad, 0);
}

TEST(own_files_are_a_fixed_point)
{
	size_t bad = 0;
	size_t n = read_folder(KT_SOURCE_DIR "/tests/corpus/ics", &bad);
	print_message("%zu files\n", n);
	assert_true(n > 0);
	assert_int_equal(bad, 0);
}

TEST(files_without_a_calendar_are_refused)
{
	static const char *const files[] = {"empty.ics", "only-crlf.ics", "ole-msg.ics"};
	const char *folder = corpus_shared();
	for (size_t i = 0; folder && i < countof(files); i++) {
		char *name = mem_printf("hostile/%s", files[i]);
		Str bytes = {0};
		assert_true(corpus_load(&bytes, folder, name));
		Calendar c = calendar_read((Span){str_text(&bytes), bytes.n}, 0);
		assert_non_null(c.refused);
		assert_int_equal(c.items.n, 0);
		calendar_done(&c);
		str_done(&bytes);
		free(name);
	}
}
