/* SPDX-License-Identifier: MIT */
/* Check 34 in a real terminal that draws Cyrillic two cells wide: GNU screen with its widths of the East. It is asked for the cells it has. */
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kartoteka/base/mem.h"
#include "program.h"
#include "test.h"

static Home home;

enum {
	ROWS = 24,
	COLS = 80,
	LISTED = 6, /* rows of the list looked at */
};

/* A byte a cell: of a letter its low byte, then 0xff for its right half. */
typedef struct Page {
	char cells[ROWS][COLS + 1];
} Page;

static void page_of_screen(Page *page)
{
	char *path = home_file(&home, "page");
	int status = -1;
	unlink(path);
	Pty *pty = home_open_argv(&home, COLS, ROWS, (const char *const[]){"screen", "-S", "wide", "-X", "hardcopy", path, NULL});
	assert_true(pty_wait_exit(pty, PTY_MS, &status));
	pty_close(pty);
	char *bytes = home_read(&home, "page"), *at = bytes;
	memset(page, 0, sizeof *page);
	for (int row = 0; row < ROWS && *at; row++) {
		size_t n = strcspn(at, "\n");
		memcpy(page->cells[row], at, n < COLS ? n : COLS);
		at += n + (at[n] == '\n');
	}
	free(bytes);
	free(path);
}

static int place_of(const Page *page, int row, const char *text)
{
	const char *at = strstr(page->cells[row], text);
	return at ? (int)(at - page->cells[row]) : -1;
}

/* Rows that hold the text; in *col where, when it is everywhere the same, else -1. */
static int rows_with(const Page *page, const char *text, int *col)
{
	int n = 0;
	*col = -1;
	for (int row = 3; row < 3 + LISTED; row++) {
		int at = place_of(page, row, text);
		if (at < 0)
			continue;
		*col = n == 0 || *col == at ? at : -1;
		n++;
	}
	return n;
}

static void show(const Page *page)
{
	for (int row = 0; row < ROWS; row++)
		fprintf(stderr, "%s\n", page->cells[row]);
}

TEST(check_34_inside_a_terminal_that_draws_wide_letters)
{
	static const char rc[] = "cjkwidth on\ndefutf8 on\nstartup_message off\n";
	static const char *const names[] = {"Иванов Игорь", "Достоевская-Раскольникова Александра", "Smith John"};
	int status = -1, col;
	if (!program_is_there("/usr/bin/screen"))
		skip();
	home_make(&home);
	home_write(&home, "screenrc", rc, sizeof rc - 1);
	home_write(&home, "sockets/.keep", "", 0);
	char *sockets = home_file(&home, "sockets"), *variable = mem_printf("SCREENDIR=%s", sockets), *config = home_file(&home, "screenrc");
	home_set(&home, variable);
	for (size_t i = 0; i < countof(names); i++) {
		char *phone = mem_printf("+7 916 123-45-6%zu", i);
		free(home_ask(&home, "client", "add", "--name", names[i], "--phone", phone, NULL));
		free(phone);
	}
	Pty *pty = home_open_argv(&home, COLS, ROWS, (const char *const[]){"screen", "-U", "-S", "wide", "-c", config, KT_PROGRAM, NULL});
	pty_expect(pty, "ambiguous width"); /* what to change */
	pty_send(pty, "2");
	pty_expect(pty, "Smith John");
	Page page;
	for (int i = 0, n = 0; i < 200 && n < 3; i++) {
		pty_read(pty, 20);
		page_of_screen(&page);
		n = rows_with(&page, "916 123-45-6", &col);
	}
	/* Letters are wide there, and yet the columns stand; lines are ASCII. */
	int clock = place_of(&page, 0, "09:42");
	if (rows_with(&page, "916 123-45-6", &col) < 3 || col < 0 || clock != COLS - 6 || place_of(&page, 3, "--------") < 0 || !memchr(page.cells, 0xff, sizeof page.cells)) {
		show(&page);
		fail_msg("the phones stand at %d, the clock at %d", col, clock);
	}
	pty_send(pty, "\033[21~");
	assert_true(pty_wait_exit(pty, PTY_MS, &status));
	pty_close(pty);
	free(config);
	free(variable);
	free(sockets);
	home_remove(&home);
}
