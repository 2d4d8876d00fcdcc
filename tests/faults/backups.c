/* SPDX-License-Identifier: MIT */
/* Rotating copies over a year and a half of days, and a copy that the disk wrote wrongly. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "audit.h"
#include "disk.h"
#include "scene.h"

enum {
	NOON = 43200,
	DAY = 86400,
	NOW_SECONDS = 1784788920,
};

static void move_clock(Desk *desk, int64_t at)
{
	char text[64];
	time_t seconds = (time_t)at;
	struct tm tm;
	gmtime_r(&seconds, &tm);
	strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &tm);
	clock_free(desk->clock);
	well(clock_new(&desk->clock, text));
	desk->work->clock = desk->clock;
}

/* The days of the copies that lie there, newest first. */
static size_t days_there(const Desk *desk, int64_t days[], size_t room)
{
	char folder[192];
	size_t n = 0;
	desk_path(desk, folder, "backups");
	DIR *dir = opendir(folder);
	const struct dirent *entry;
	while (dir && (entry = readdir(dir)) && n < room) {
		struct tm tm = {0};
		if (sscanf(entry->d_name, "kartoteka-base-%4d-%2d-%2dT", &tm.tm_year, &tm.tm_mon, &tm.tm_mday) != 3)
			continue;
		/* days from the civil calendar, counted from 1 March */
		int64_t y = tm.tm_year - (tm.tm_mon < 3), m = (tm.tm_mon + 9) % 12;
		days[n++] = y * 365 + y / 4 - y / 100 + y / 400 + (m * 153 + 2) / 5 + tm.tm_mday - 1 - 719468;
	}
	if (dir)
		closedir(dir);
	for (size_t i = 1; i < n; i++) {
		for (size_t j = i; j > 0 && days[j - 1] < days[j]; j--) {
			int64_t day = days[j];
			days[j] = days[j - 1];
			days[j - 1] = day;
		}
	}
	return n;
}

static int64_t month_of(int64_t day)
{
	time_t seconds = (time_t)(day * DAY);
	struct tm tm;
	gmtime_r(&seconds, &tm);
	return tm.tm_year * 12 + tm.tm_mon;
}

/* Of all days that had a copy: the last 7, the last of each of the last 4 weeks and of the last 12 months. */
static size_t days_wanted(const int64_t all[], size_t n, int64_t wanted[])
{
	size_t kept = 0;
	for (size_t i = 0; i < n; i++) { /* newest first */
		size_t weeks = 0, months = 0;
		bool last_of_week = true, last_of_month = true;
		for (size_t j = 0; j < i; j++) {
			/* day 4 was a Monday */
			bool week_seen = false, month_seen = false;
			for (size_t k = 0; k < j; k++) {
				week_seen |= (all[k] + 3) / 7 == (all[j] + 3) / 7;
				month_seen |= month_of(all[k]) == month_of(all[j]);
			}
			weeks += !week_seen;
			months += !month_seen;
			last_of_week &= (all[j] + 3) / 7 != (all[i] + 3) / 7;
			last_of_month &= month_of(all[j]) != month_of(all[i]);
		}
		if (i < 7 || (last_of_week && weeks < 4) || (last_of_month && months < 12))
			wanted[kept++] = all[i];
	}
	return kept;
}

TEST(copies_rotate_over_a_year_and_a_half)
{
	enum {
		MOST = 140
	};
	int64_t all[MOST], there[MOST], wanted[MOST], day = 20500;
	size_t n = 0;
	Desk desk;
	desk_new(&desk);
	well(desk_open(&desk, STORE_WRITE));
	well(desk_line(&desk, "client add --name 'Иванов Игорь'"));
	/* every day at first, then as a laptop is on that is off most of the time */
	for (int i = 0; n < (campaign_full() ? MOST : 60); i++) {
		day += n < 40 ? 1 : 1 + i % 31;
		move_clock(&desk, day * DAY + NOON);
		well(desk_line(&desk, "backup --keep 7d,4w,12m"));
		memmove(all + 1, all, n++ * sizeof all[0]);
		all[0] = day;
		size_t have = days_there(&desk, there, MOST), want = days_wanted(all, n, wanted);
		if (have != want || memcmp(there, wanted, have * sizeof there[0]) != 0)
			fail_msg("after %zu copies %zu lie there instead of %zu", n, have, want);
	}
	desk_close(&desk);
	char folder[192], path[512];
	desk_path(&desk, folder, "backups");
	DIR *dir = opendir(folder);
	assert_non_null(dir);
	const struct dirent *entry;
	while ((entry = readdir(dir))) {
		Str faults = {0};
		snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
		if (entry->d_name[0] == '.')
			continue;
		audit_base(&faults, path, NOW_SECONDS);
		if (faults.n)
			fail_msg("%s: %s", entry->d_name, str_text(&faults));
	}
	closedir(dir);
	desk_done(&desk);
}

TEST(a_copy_that_was_written_wrongly_is_no_copy)
{
	Desk desk;
	char path[192], part[192];
	desk_new(&desk);
	well(desk_open(&desk, STORE_WRITE));
	well(desk_line(&desk, "client add --name 'Иванов Игорь'"));
	desk_path(&desk, path, "copy.db");
	desk_path(&desk, part, "copy.db.part");
	well(desk_line(&desk, "backup %s", path));
	well(desk_line(&desk, "client add --name 'Сидорова Анна'"));
	disk_rot(".part");
	Err *err = desk_line(&desk, "backup %s", path);
	disk_rot(NULL);
	assert_non_null(err);
	assert_int_equal(err->code, ERR_DAMAGED);
	err_free(err);
	assert_false(file_exists(part));
	assert_int_equal(audit_int(path, "SELECT count(*) FROM client"), 1); /* the older copy stays */
	well(desk_line(&desk, "backup %s", path));
	assert_int_equal(audit_int(path, "SELECT count(*) FROM client"), 2);
	desk_done(&desk);
}

TEST(a_restore_from_before_somebody_came_makes_him_known_again)
{
	Desk desk, other;
	char path[192];
	desk_new(&desk);
	well(desk_open(&desk, STORE_WRITE));
	well(desk_line(&desk, "client add --name 'Иванов Игорь'"));
	desk_path(&desk, path, "copy.db");
	well(desk_line(&desk, "backup %s", path));
	other = desk;
	other.env.self = &other;
	other.env.login = "boris";
	other.opened += 1000;
	well(desk_open(&other, STORE_WRITE));
	well(desk_line(&other, "client add --name 'Сидорова Анна'"));
	well(desk_line(&desk, "restore %s", path));
	/* an id that was his is somebody else's now */
	well(desk_line(&desk, "client add --name 'Антонов Павел'"));
	well(desk_line(&other, "log Иванов --kind call --text 'снова'"));
	well(desk_line(&other, "check"));
	assert_int_equal(audit_int(desk.base, "SELECT count(*) FROM interaction i JOIN staff s ON s.id = i.author WHERE s.login = 'boris'"), 1);
	assert_int_equal(audit_int(desk.base, "SELECT count(*) FROM batch b JOIN phrase p ON p.id = b.phrase WHERE author = (SELECT id FROM staff WHERE login = 'boris') AND p.command = 'log'"), 1);
	desk_close(&other);
	desk_done(&desk);
}
