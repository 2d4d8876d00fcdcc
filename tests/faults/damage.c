/* SPDX-License-Identifier: MIT */
/*
 * Each page of a small base in turn overwritten: with zeros, with noise, with another page. It is opened or refused with its message; `check` finds it,
 * or the page is free and in no list of others; what can be read is shown; a restore brings the rest back. Under ASan nothing is read that should not be.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "audit.h"
#include "kartoteka/base/mem.h"
#include "scene.h"

enum {
	PAGE = 4096,
	NOW_SECONDS = 1784788920,
	KINDS = 3,
	FEW = 7,
}; /* a short run takes one page of seven */

static const char *const kinds_of_damage[KINDS] = {"zeros", "noise", "another page"};

typedef struct Tally {
	int refused, found, unused, shown, mended, kept, left; /* of repairs: made good, refused, and not all could be computed anew */
} Tally;

static void damaged_base(Desk *desk)
{
	char path[192];
	well(desk_open(desk, STORE_WRITE));
	for (int i = 0; i < 120; i++)
		well(desk_line(desk, "client add --name 'Клиентов%03d Пётр' --phone '+7 916 100-%02d-%02d' --note 'note of number %d, as long as notes are'", i, i / 100, i % 100, i));
	well(desk_line(desk, "log Клиентов007 --kind call --outcome reached --text 'просит скидку' --next 'fri 10 КП'"));
	well(desk_line(desk, "task add 'send the quote' --due 'tomorrow 12' --client Клиентов009"));
	well(desk_line(desk, "event add 'Signing' --start '2026-08-27T10:00' --length 45m --client Клиентов011"));
	well(desk_line(desk, "import " KT_TESTS_DIR "/corpus/ics/planner-ru.ics"));
	/* a text over several pages, and a removal that frees some */
	Str text = {0};
	for (int i = 0; i < 700; i++)
		str_addf(&text, "line %d of a long letter; ", i);
	well(desk_line(desk, "log Клиентов007 --kind note --text '%s'", str_text(&text)));
	well(desk_line(desk, "client add --name Лишний --note '%s'", str_text(&text)));
	str_done(&text);
	well(desk_line(desk, "client delete Лишний"));
	desk_path(desk, path, "copy.db");
	well(desk_line(desk, "backup %s", path));
	desk_keep(desk);
}

static void overwrite(Str *bytes, int64_t page, int kind)
{
	char *at = bytes->s + (page - 1) * PAGE;
	int64_t pages = (int64_t)bytes->n / PAGE, other = page % pages + 1;
	uint64_t noise = (uint64_t)page;
	switch (kind) {
	case 0:
		memset(at, 0, PAGE);
		break;
	case 1:
		for (int i = 0; i < PAGE; i++) {
			noise = noise * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
			at[i] = (char)(noise >> 56);
		}
		break;
	default:
		memcpy(at, bytes->s + (other - 1) * PAGE, PAGE);
		break;
	}
}

static uint32_t number_at(const Str *bytes, int64_t page, size_t at)
{
	const unsigned char *b = (const unsigned char *)bytes->s + (page - 1) * PAGE + at;
	return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

/* The first page of the list of free ones, in which the others stand. */
static int64_t list_of_free(const Str *bytes)
{
	return number_at(bytes, 1, 32);
}

/* Another empty tree in the place of one. */
static bool is_the_same(const Str *was, const Str *is, int64_t page)
{
	const char *a = was->s + (page - 1) * PAGE, *b = is->s + (page - 1) * PAGE;
	return memcmp(a, b, PAGE) == 0 || (page > 1 && a[0] == b[0] && (a[0] == 13 || a[0] == 10) && !a[3] && !a[4] && !b[3] && !b[4]);
}

/* Whatever stands in it was thrown away. */
static bool is_free(const Str *bytes, int64_t page)
{
	for (int64_t trunk = list_of_free(bytes); trunk; trunk = number_at(bytes, trunk, 0)) {
		for (uint32_t i = 0; i < number_at(bytes, trunk, 4); i++) {
			if (number_at(bytes, trunk, 8 + 4 * (size_t)i) == page)
				return true;
		}
	}
	return false;
}

static void expect_damaged(const Err *err, const char *what)
{
	if (err->code != ERR_DAMAGED || !err->todo)
		fail_msg("%s: error %d: %s", what, err->code, err->what);
}

/* What a base says that was put in the place of another: its last batch tells of that alone. */
static void same_again(const Desk *desk, const char *dump, const char *what)
{
	if (audit_int(desk->base, "SELECT count(*) FROM batch b JOIN phrase p ON p.id = b.phrase WHERE p.command = 'restore'") != 1)
		fail_msg("%s: brought back, and the journal does not say so once", what);
	audit_run(desk->base, "DELETE FROM batch WHERE phrase IN (SELECT id FROM phrase WHERE command = 'restore'); DELETE FROM phrase WHERE command = 'restore'; DELETE FROM session WHERE id NOT IN (SELECT session FROM batch)");
	char *after = audit_dump_whole(desk->base);
	if (!after || strcmp(after, dump) != 0)
		fail_msg("%s: brought back it is not what it was", what);
	free(after);
}

/* A page without rows: of an index or of the search. All rows can be read without it. */
static bool is_of_no_row(const char *path, int64_t page)
{
	char sql[256];
	snprintf(sql, sizeof sql, "SELECT count(*) FROM dbstat d JOIN sqlite_master m ON m.name = d.name WHERE d.pageno = %lld AND (m.type = 'index' OR m.name LIKE 'search_%%')",
	         (long long)page);
	return audit_int(path, sql) > 0;
}

static void expect_as_it_was(const Desk *desk, const Str *damaged, const char *what)
{
	Str now = {0};
	well(file_read(&now, desk->base));
	if (now.n != damaged->n || memcmp(now.s, damaged->s, now.n) != 0)
		fail_msg("%s: a repair that was refused changed the base", what);
	DIR *dir = opendir(desk->here);
	assert_non_null(dir);
	const struct dirent *entry;
	while ((entry = readdir(dir)))
		if (strstr(entry->d_name, ".part") || strstr(entry->d_name, ".before-restore"))
			fail_msg("%s: a repair that was refused left %s", what, entry->d_name);
	closedir(dir);
	str_done(&now);
}

/* A repair loses no row, or says that it cannot be done and leaves all as it is; must: every row is there, and it can be done. */
static void mend(Desk *desk, Tally *count, const char *dump, const Str *damaged, bool must, const char *what)
{
	Str faults = {0};
	well(desk_open_none(desk));
	Err *err = desk_line(desk, "check --repair");
	desk_close(desk);
	if (err && must)
		fail_msg("%s: no row is lost, and it was not made good: %s", what, err->what);
	if (!err) {
		audit_base(&faults, desk->base, NOW_SECONDS);
		if (faults.n)
			fail_msg("%s, repaired: %s", what, str_text(&faults));
		if (audit_int(desk->base, "SELECT count(*) FROM phrase WHERE command = 'restore'") == 1)
			same_again(desk, dump, what);
		count->mended++;
	} else if (err->code == ERR_FAILED && strstr(err->what, "was not made anew of its rows")) {
		expect_as_it_was(desk, damaged, what);
		count->kept++;
	} else if (err->code == ERR_FAILED && strstr(err->what, "cannot be computed anew")) {
		count->left++;
	} else {
		fail_msg("%s, a repair: error %d: %s", what, err->code, err->what);
	}
	err_free(err);
	str_done(&faults);
}

/* The client list as far as it can be read. */
static int read_list(Desk *desk, const char *what)
{
	Arena *arena = arena_new();
	ClientPage page = {.limit = 10};
	int rows = 0;
	for (;;) {
		ClientRow *row;
		size_t n;
		Err *err = clients_page(desk->work->store, &page, &row, &n, arena);
		if (err)
			expect_damaged(err, what);
		bool ends = n < page.limit;
		err_free(err);
		rows += (int)n;
		if (ends || rows > 1000)
			break;
		page.after = &row[n - 1].client;
	}
	arena_free(arena);
	return rows;
}

static void browse(Desk *desk, const char *what)
{
	static const char *const lines[] = {"client show Клиентов007", "find скидку", "find Клиентов011", "agenda --from 2026-07-20 --to 2026-08-30",
	                                    "task list", "changes", "remind --due", "tag list"};
	for (size_t i = 0; i < countof(lines); i++) {
		Err *err = desk_line(desk, "%s", lines[i]);
		if (err && err->code != ERR_DAMAGED && err->code != ERR_NOT_FOUND)
			fail_msg("%s, `%s`: error %d: %s", what, lines[i], err->code, err->what);
		err_free(err);
	}
}

static void differs(const char *got, const char *want)
{
	size_t at = 0, line = 0;
	for (; got[at] && got[at] == want[at]; at++)
		line = want[at] == '\n' ? at + 1 : line;
	fprintf(stderr, "got:  %.200s\nwant: %.200s\nat byte %zu: %.40s\n", got + line, want + line, at - line, want + at);
}

/* A good copy gives way to one that holds every record alone, whose indexes hold what its tables hold. */
static void copy_over(Desk *desk, const char *whole, const char *what)
{
	char path[192], part[192];
	Str good = {0};
	desk_path(desk, path, "copy.db");
	well(file_read(&good, path));
	desk_path(desk, path, "other.db");
	desk_path(desk, part, "other.db.part");
	well(file_write(path, good.s, good.n));
	Err *err = desk_line(desk, "backup %s", path);
	if (err && err->code != ERR_DAMAGED && err->code != ERR_FAILED)
		fail_msg("%s, a backup: error %d: %s", what, err->code, err->what);
	/* What goes on from a long text has no form that could be wrong: SQLite takes whatever lies there. */
	bool unseen = audit_int(desk->base, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'") == 1;
	char *dump = audit_dump_whole(path);
	if (!dump || (strcmp(dump, whole) != 0 && !unseen))
		fail_msg("%s: its backup took the place of a good one and lacks records", what);
	if (audit_int(path, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'") != 1)
		fail_msg("%s: its backup took the place of a good one and is not sound", what);
	if (file_exists(part))
		fail_msg("%s: half of a backup lies there", what);
	err_free(err);
	free(dump);
	str_done(&good);
}

static void look(Desk *desk, Tally *count, const char *whole, const char *what)
{
	Err *err = desk_open(desk, STORE_WRITE);
	if (err) {
		expect_damaged(err, what);
		err_free(err);
		count->refused++;
		return;
	}
	int shown = read_list(desk, what);
	count->shown += shown > 0;
	browse(desk, what);
	err = desk_line(desk, "check");
	count->found += err != NULL;
	copy_over(desk, whole, what);
	desk_close(desk);
	if (err) {
		err_free(err);
		return;
	}
	Str faults = {0};
	char *dump = audit_dump_whole(desk->base);
	audit_base(&faults, desk->base, NOW_SECONDS);
	if (!dump || strcmp(dump, whole) != 0)
		differs(dump ? dump : "", whole);
	if (!dump || strcmp(dump, whole) != 0 || faults.n)
		fail_msg("%s: check finds nothing, and the base is not what it was: %s", what, faults.n ? str_text(&faults) : "other records");
	if (shown != 120)
		fail_msg("%s: check finds nothing, and %d clients are listed", what, shown);
	free(dump);
	count->unused++;
}

static void bring_back(Desk *desk, const char *dump, const char *what)
{
	char path[192];
	desk_path(desk, path, "copy.db");
	well(desk_open_none(desk));
	Err *err = desk_line(desk, "restore %s", path);
	if (!err)
		err = desk_line(desk, "check");
	if (err)
		fprintf(stderr, "%s, restored:\n", what);
	well(err);
	desk_close(desk);
	same_again(desk, dump, what);
}

TEST(any_page_overwritten_is_found_and_brought_back)
{
	Desk desk;
	Str bytes = {0};
	Tally count = {0};
	struct timespec from, to;
	clock_gettime(CLOCK_MONOTONIC, &from);
	desk_new(&desk);
	damaged_base(&desk);
	char *whole = audit_dump_whole(desk.base);
	char copy[192];
	desk_path(&desk, copy, "copy.db");
	char *kept = audit_dump_whole(copy);
	assert_string_equal(whole, kept);
	desk_keep(&desk);
	well(file_read(&bytes, desk.base));
	int64_t pages = (int64_t)bytes.n / PAGE;
	int of_no_row = 0;
	bool *no_row = mem_alloc(((size_t)pages + 1) * sizeof *no_row);
	for (int64_t page = 1; page <= pages; page++)
		of_no_row += no_row[page] = is_of_no_row(desk.base, page);
	assert_true(of_no_row > 20);
	int trials = 0;
	assert_true(list_of_free(&bytes) > 0);
	for (int64_t page = 1; page <= pages; page++) {
		for (int kind = 0; kind < KINDS; kind++) {
			if (!campaign_full() && page > 2 && page != list_of_free(&bytes) && (page % FEW != 0 || page / FEW % KINDS != kind))
				continue;
			char what[96];
			Str damaged = {0};
			snprintf(what, sizeof what, "page %lld of %lld with %s", (long long)page, (long long)pages, kinds_of_damage[kind]);
			desk_again(&desk);
			str_addn(&damaged, bytes.s, bytes.n);
			overwrite(&damaged, page, kind);
			well(file_write(desk.base, damaged.s, damaged.n));
			const int unused = count.unused;
			const bool same = is_the_same(&bytes, &damaged, page);
			look(&desk, &count, whole, what);
			if (count.unused > unused && !same && !is_free(&bytes, page))
				fail_msg("%s: check finds nothing, and the page is not free", what);
			if (count.unused == unused) {
				desk_again(&desk);
				well(file_write(desk.base, damaged.s, damaged.n));
				mend(&desk, &count, kept, &damaged, kind < KINDS - 1 && no_row[page], what);
				desk_again(&desk);
				well(file_write(desk.base, damaged.s, damaged.n));
			}
			str_done(&damaged);
			bring_back(&desk, kept, what);
			trials++;
		}
	}
	clock_gettime(CLOCK_MONOTONIC, &to);
	print_message("           %d times a page of %lld overwritten: %d refused, %d found by check, %d of no use; %d lists shown; %d mended of their rows, %d left as they are, %d in part: %.1f s\n", trials,
	              (long long)pages, count.refused, count.found, count.unused, count.shown, count.mended, count.kept, count.left,
	              (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9);
	assert_int_equal(count.refused + count.found + count.unused, trials);
	assert_true(count.mended > 0 && count.kept > 0);
	str_done(&bytes);
	free(no_row);
	free(kept);
	free(whole);
	desk_done(&desk);
}
