/* SPDX-License-Identifier: MIT */
/*
 * The floor under a screen: ncurses, SQLite and libical linked, a base opened, a page of clients painted; j moves the cursor one row by an index query,
 * q leaves. `screen BASE`.
 */
#include <libical/ical.h>
#include <locale.h>
#include <ncurses.h>
#include <sqlite3.h>
#include <stdio.h>

static sqlite3 *db;
static sqlite3_stmt *next;
static char key[512];
static sqlite3_int64 id;

static void put_row(int row, bool current)
{
	attrset(current ? A_REVERSE : A_NORMAL);
	mvprintw(row, 1, "%-40.40s %-20.20s %.30s", (const char *)sqlite3_column_text(next, 2), sqlite3_column_text(next, 3) ? (const char *)sqlite3_column_text(next, 3) : "",
	         sqlite3_column_text(next, 4) ? (const char *)sqlite3_column_text(next, 4) : "");
	clrtoeol();
}

static bool step(void)
{
	sqlite3_reset(next);
	sqlite3_bind_text(next, 1, key, -1, SQLITE_STATIC);
	sqlite3_bind_int64(next, 2, id);
	if (sqlite3_step(next) != SQLITE_ROW)
		return false;
	return true;
}

static void keep(void)
{
	snprintf(key, sizeof key, "%s", (const char *)sqlite3_column_text(next, 0));
	id = sqlite3_column_int64(next, 1);
}

int main(int argc, char **argv)
{
	static const char sql[] = "SELECT title_key, id, title, phone, organization FROM client WHERE (title_key, id) > (?1, ?2) ORDER BY title_key, id LIMIT 1";
	if (argc < 2 || sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK || sqlite3_prepare_v2(db, sql, -1, &next, NULL) != SQLITE_OK)
		return 1;
	setlocale(LC_ALL, "");
	initscr();
	raw();
	noecho();
	start_color();
	int row = 1;
	mvprintw(0, 0, "Clients %d", icaltime_today().year);
	for (; row < LINES - 1 && step(); row++) {
		put_row(row, row == 1);
		keep();
	}
	mvprintw(LINES - 1, 1, "help");
	refresh();
	row = 1;
	for (int c; (c = getch()) != 'q';) {
		if (c != 'j' || !step())
			continue;
		mvchgat(row, 0, -1, A_NORMAL, 0, NULL);
		row = row + 1 < LINES - 1 ? row + 1 : 1;
		put_row(row, true);
		keep();
		refresh();
	}
	endwin();
	sqlite3_finalize(next);
	sqlite3_close(db);
	return 0;
}
