/* SPDX-License-Identifier: MIT */
/* Two sessions on one base, drafts of ended ones, rotating copies. */
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "fixture.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/work/draft.h"
#include "kartoteka/work/today.h"
#include "rotate.h"

TEST(session_two_edits_merge_or_ask)
{
	Fixture f;
	fixture_open(&f, "base.db");
	int64_t id = make_client(&f, "Ivanov Igor", NULL);
	Work *other;
	fixture_login(&f, &other, "boris");
	Card mine, theirs, mine_new, theirs_new;
	well(card_read(f.work, id, &mine, f.arena));
	well(card_read(other, id, &theirs, f.arena));
	theirs_new = theirs;
	theirs_new.client.source.s = "fair";
	well(card_save(other, &theirs, &theirs_new, NULL));
	/* Another field: both stay. */
	mine_new = mine;
	mine_new.client.note.s = "tall";
	well(card_save(f.work, &mine, &mine_new, NULL));
	assert_string_equal(client_of(&f, id).source.s, "fair");
	assert_string_equal(client_of(&f, id).note.s, "tall");
	/* The same field: it is asked. */
	mine_new.client.source.s = "friend";
	fails(card_save(f.work, &mine, &mine_new, NULL), ERR_CONFLICT);
	const Conflict *conflict = store_conflict(f.work->store);
	assert_non_null(conflict);
	assert_string_equal(conflict->field[0]->name, "source");
	assert_string_equal(client_of(&f, id).source.s, "fair");
	/* A call that is logged does not stand in the way of an edit. */
	well(card_read(f.work, id, &mine, f.arena));
	ContactDraft draft = {.client = id, .kind = kind_id(&f, "call"), .at = INSTANT_NONE, .length = SECONDS_NONE};
	int64_t contact;
	well(contact_log(other, &draft, &contact, NULL));
	mine_new = mine;
	mine_new.client.source.s = "site";
	well(card_save(f.work, &mine, &mine_new, NULL));
	/* Only one's own is undone. */
	Undone undone;
	well(work_undo(f.work, false, &undone));
	assert_string_equal(undone.label, "Changed: Ivanov Igor");
	free(undone.label);
	assert_false(instant_is_none(client_of(&f, id).last_contact));
	work_close(other);
	fixture_close(&f);
}

typedef struct Beside {
	Work *work;
	bool done;
} Beside;

static bool commit_beside(void *self, const char *what, int64_t done, int64_t all)
{
	Beside *beside = self;
	(void)what;
	(void)done;
	(void)all;
	if (!beside->done)
		well(work_commit(beside->work, NULL));
	beside->done = true;
	return true;
}

/* What a command changes is read when nobody else writes any more: what was said stands, the rest is as the other left it. */
TEST(session_edit_reads_what_it_waited_for)
{
	Fixture f;
	fixture_open(&f, "base.db");
	int64_t id = make_client(&f, "Ivanov Igor", "89161111111");
	Work *other;
	fixture_login(&f, &other, "boris");
	Card old, new, now;
	well(card_read(other, id, &old, f.arena));
	new = old;
	new.client.source.s = "fair";
	new.client.note.s = "tall";
	new.channels = arena_alloc(f.arena, 2 * sizeof *new.channels);
	new.channels[0] = old.channels[0];
	record_init(&kind_channel, &new.channels[1]);
	new.channels[1].type.v = CHANNEL_PHONE;
	new.channels[1].value.s = "89162222222";
	new.channel_count = 2;
	well(work_begin(other, "client edit", "edit"));
	well(card_save(other, &old, &new, NULL));
	Beside beside = {.work = other};
	f.work->progress = commit_beside;
	f.work->progress_self = &beside;
	run(&f, "client edit Ivanov --source site --phone 89163333333");
	assert_true(beside.done);
	well(card_read(f.work, id, &now, f.arena));
	assert_string_equal(now.client.source.s, "site");
	assert_string_equal(now.client.note.s, "tall");
	assert_int_equal(now.channel_count, 1);
	assert_string_equal(now.channels[0].value.s, "89163333333");
	run(&f, "undo");
	well(card_read(f.work, id, &now, f.arena));
	assert_string_equal(now.client.source.s, "fair");
	assert_int_equal(now.channel_count, 2);
	work_close(other);
	fixture_close(&f);
}

/* What was not touched is not written: it may be gone. */
TEST(what_another_took_away_is_in_nobodys_way)
{
	Fixture f;
	fixture_open(&f, "base.db");
	run(&f, "client add --name \"Ivanov Igor\" --phone 89161111111 --phone 89162222222 --phone 89163333333 --organization Vector --tag vip");
	int64_t id;
	Work *other;
	well(work_resolve(&id, f.work, "client", "Ivanov"));
	fixture_login(&f, &other, "boris");
	Card old, new, theirs;
	well(card_read(f.work, id, &old, f.arena));
	well(card_read(other, id, &theirs, f.arena));
	Card less = theirs;
	less.channels = &theirs.channels[2];
	less.channel_count = 1;
	less.member_count = 0;
	well(card_save(other, &theirs, &less, NULL));
	/* Another field; a phone that is there is read anew; one that is gone is taken away, too. */
	new = old;
	new.client.surname.s = "Petrov";
	new.channels = memcpy(arena_alloc(f.arena, 3 * sizeof *old.channels), old.channels, 3 * sizeof *old.channels);
	new.channels[2].value.s = "89169999999";
	new.channels[1] = new.channels[2];
	new.channel_count = 2;
	well(card_save(f.work, &old, &new, NULL));
	Card now;
	well(card_read(f.work, id, &now, f.arena));
	assert_string_equal(now.client.surname.s, "Petrov");
	assert_int_equal(now.channel_count, 1);
	assert_string_equal(now.channels[0].value.s, "89169999999");
	assert_int_equal(now.member_count, 0);
	/* The very one that is gone: it is said, and nothing is written. */
	new = old;
	new.client = now.client;
	new.channels = memcpy(arena_alloc(f.arena, 3 * sizeof *old.channels), old.channels, 3 * sizeof *old.channels);
	new.channels[1].value.s = "89168888888";
	fails(card_save(f.work, &old, &new, NULL), ERR_NOT_FOUND);
	work_close(other);
	fixture_close(&f);
}

TEST(session_drafts)
{
	Fixture f;
	fixture_open(&f, "base.db");
	Draft draft = {.screen = "form", .title = "Ivanov\nIgor", .body = "name=Ivanov\n\nnote=two\nlines"};
	well(draft_save(f.work, &draft));
	Draft *rows;
	size_t n;
	well(drafts_read(f.work, &rows, &n, f.arena));
	assert_int_equal(n, 1);
	assert_string_equal(rows[0].screen, "form");
	assert_string_equal(rows[0].title, "Ivanov Igor");
	assert_string_equal(rows[0].body, draft.body);
	/* After the end of the session that kept it, it is still there. */
	fixture_reopen(&f);
	well(drafts_read(f.work, &rows, &n, f.arena));
	assert_int_equal(n, 1);
	draft.body = "name=Petrov";
	well(draft_save(f.work, &draft));
	well(drafts_read(f.work, &rows, &n, f.arena));
	assert_int_equal(n, 1);
	assert_string_equal(rows[0].body, "name=Petrov");
	well(draft_drop(f.work, draft.name));
	well(drafts_read(f.work, &rows, &n, f.arena));
	assert_int_equal(n, 0);
	fails(draft_drop(f.work, draft.name), ERR_NOT_FOUND);
	fails(draft_drop(f.work, "../../etc/passwd"), ERR_USAGE);
	fixture_close(&f);
}

TEST(session_rotation)
{
	static const struct {
		const char *text;
		int days, weeks, months;
	} cases[] = {
		{"7d,4w,12m", 7, 4, 12},
		{"3d", 3, 0, 0},
		{"12m,2w", 0, 2, 12},
		{"", -1, 0, 0},
		{"7", -1, 0, 0},
		{"7d,", 7, 0, 0},
		{"7d7d", -1, 0, 0},
		{"0d", -1, 0, 0},
		{"7y", -1, 0, 0},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		Rotation rotation;
		Err *err = rotation_read(&rotation, cases[i].text);
		if (!err != (cases[i].days >= 0) || (!err && (rotation.days != cases[i].days || rotation.weeks != cases[i].weeks || rotation.months != cases[i].months)))
			fail_msg("row \"%s\"", cases[i].text);
		err_free(err);
	}
	/* A copy a day for 100 days: 3 days, 2 weeks, 2 months. */
	Day days[100];
	bool keeps[100];
	size_t kept = 0;
	for (size_t i = 0; i < 100; i++)
		days[i].n = day_of(2026, 7, 23).n - (int32_t)i;
	rotation_keep(keeps, &(Rotation){3, 2, 2}, days, 100);
	for (size_t i = 0; i < 100; i++)
		kept += keeps[i];
	assert_int_equal(kept, 5); /* 23, 22, 21 July; 19 July is the week before; 30 June the month before */
	assert_true(keeps[0] && keeps[1] && keeps[2] && keeps[4] && keeps[23]);
	char name[ROTATION_NAME];
	Instant at, back;
	assert_true(instant_read(&at, NOW));
	rotation_name(name, "/srv/kartoteka.db", at);
	assert_string_equal(name, "kartoteka-2026-07-23T064200Z.db");
	assert_true(rotation_read_name(&back, "kartoteka.db", name));
	assert_int_equal(back.s, at.s);
	assert_false(rotation_read_name(&back, NULL, "kartoteka.db"));
	/* Bases of one folder have names of their own. */
	static const char *const names[] = {"kartoteka-2026-07-23T064200Z.db", "kartoteka-firm-2026-07-23T064200Z.db", "kartoteka-firm.-2026-07-23T064200Z.db",
	                                    "kartoteka-Фирма-2026-07-23T064200Z.db", "kartoteka-kartoteka-2026-2026-07-23T064200Z.db"};
	static const char *const bases[] = {"kartoteka.db", "/srv/firm.db", "firm.", "Фирма.db", "kartoteka-2026.db"};
	for (size_t i = 0; i < sizeof bases / sizeof *bases; i++) {
		rotation_name(name, bases[i], at);
		assert_string_equal(name, names[i]);
		assert_true(rotation_read_name(&back, NULL, name));
		for (size_t j = 0; j < sizeof bases / sizeof *bases; j++)
			assert_int_equal(rotation_read_name(&back, bases[j], name), i == j);
	}
	static const char *const others[] = {"kartoteka-2026-07-23T064200Z", "kartoteka-2026-07-23T064200Z.db.part", "kartotekafirm-2026-07-23T064200Z.db", "kartoteka-firm2026-07-23T064200Z.db",
	                                     "firm-2026-07-23T064200Z.db", "kartoteka-2026-13-23T064200Z.db"};
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		if (rotation_read_name(&back, NULL, others[i]))
			fail_msg("%s", others[i]);
	}
	char longest[512] = "";
	while (strlen(longest) < 250)
		strcat(longest, "я");
	rotation_name(name, longest, at);
	assert_true(strlen(name) < 220 && utf8_valid(name, strlen(name)));
	assert_true(rotation_read_name(&back, longest, name));
}

static size_t copies_in(const char *folder)
{
	size_t n = 0;
	DIR *dir = opendir(folder);
	for (const struct dirent *entry = dir ? readdir(dir) : NULL; entry; entry = readdir(dir))
		n += entry->d_name[0] != '.';
	if (dir)
		closedir(dir);
	return n;
}

/* The clock of the machine was wrong. */
TEST(session_backup_under_a_clock_set_back_stays)
{
	Fixture f;
	fixture_open(&f, "base.db");
	make_client(&f, "Ivanov Igor", NULL);
	run(&f, "backup --keep 1d");
	fixture_clock(&f, "2026-07-20T06:42:00Z");
	run(&f, "backup --keep 1d");
	assert_true(file_exists(arena_printf(f.arena, "%s/backups/kartoteka-base-2026-07-20T064200Z.db", f.folder)));
	assert_true(file_exists(arena_printf(f.arena, "%s/backups/kartoteka-base-2026-07-23T064200Z.db", f.folder)));
	/* The next one takes it away. */
	fixture_clock(&f, "2026-07-24T06:42:00Z");
	run(&f, "backup --keep 1d");
	assert_int_equal(copies_in(arena_printf(f.arena, "%s/backups", f.folder)), 1);
	fixture_close(&f);
}

/* They had the same name for every base; a base of that name, made by hand of this one, keeps its own. */
TEST(session_backup_takes_copies_of_former_names_away)
{
	Fixture f;
	fixture_open(&f, "base.db");
	make_client(&f, "Ivanov Igor", NULL);
	char *backups = arena_printf(f.arena, "%s/backups", f.folder), *base = arena_printf(f.arena, "%s/kartoteka.db", f.folder);
	char *former = arena_printf(f.arena, "%s/kartoteka-2026-07-10T064200Z.db", backups), *elsewhere = arena_printf(f.arena, "%s/elsewhere", f.folder);
	char *other = arena_printf(f.arena, "%s/kartoteka-2026-07-10T064200Z.db", elsewhere), *line = arena_printf(f.arena, "backup --keep 1d %s", elsewhere);
	run(&f, "backup --keep 1d");
	run(&f, arena_printf(f.arena, "backup %s", former));
	run(&f, arena_printf(f.arena, "backup %s", base));
	run(&f, "backup --keep 1d");
	assert_true(file_exists(former));
	unlink(base);
	run(&f, "backup --keep 1d");
	assert_false(file_exists(former));
	assert_int_equal(copies_in(backups), 1);
	/* A folder that was named may have copies of any base. */
	run(&f, line);
	run(&f, arena_printf(f.arena, "backup %s", other));
	run(&f, line);
	assert_true(file_exists(other));
	fixture_close(&f);
}

/* What a killed backup left goes with the next one; what is being written stays. */
TEST(session_backup_takes_dead_parts_away)
{
	Fixture f;
	fixture_open(&f, "base.db");
	make_client(&f, "Ivanov Igor", NULL);
	char *backups = arena_printf(f.arena, "%s/backups", f.folder);
	run(&f, "backup --keep 7d");
	static const char *const names[] = {
		"kartoteka-base-2026-07-20T064200Z.db.part",
		"kartoteka-base-2026-07-20T064200Z.db.part-journal",
		"kartoteka-base-2026-07-21T064200Z.db.part",
		"kartoteka-base-2026-07-21T064200Z.db.part-journal",
		"kartoteka-other-2026-07-20T064200Z.db.part",
		"mine.part",
	};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		well(file_write(arena_printf(f.arena, "%s/%s", backups, names[i]), "half", 4));
	int held = open(arena_printf(f.arena, "%s/%s", backups, names[2]), O_RDONLY | O_CLOEXEC);
	assert_int_equal(flock(held, LOCK_EX), 0);
	run(&f, "backup --keep 7d");
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		assert_int_equal(file_exists(arena_printf(f.arena, "%s/%s", backups, names[i])), i >= 2);
	close(held);
	run(&f, "backup --keep 7d");
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		assert_int_equal(file_exists(arena_printf(f.arena, "%s/%s", backups, names[i])), i >= 4);
	/* By a name that was given, too. */
	char *copy = arena_printf(f.arena, "%s/copy.db", f.folder), *part = arena_printf(f.arena, "%s.part", copy), *line = arena_printf(f.arena, "backup %s", copy);
	well(file_write(part, "half", 4));
	held = open(part, O_RDONLY | O_CLOEXEC);
	assert_int_equal(flock(held, LOCK_EX), 0);
	Err *err = NULL;
	free(run_line(&f, line, OUT_TEXT, &err));
	fails(err, ERR_BUSY);
	assert_true(file_exists(part));
	assert_false(file_exists(copy));
	close(held);
	run(&f, line);
	assert_false(file_exists(part));
	fixture_close(&f);
}

TEST(session_backup_rotates_and_restores)
{
	Fixture f;
	fixture_open(&f, "base.db");
	make_client(&f, "Ivanov Igor", NULL);
	char *before = dump(&f);
	run(&f, "backup --keep 2d");
	char *copy = arena_printf(f.arena, "%s/backups/kartoteka-base-2026-07-23T064200Z.db", f.folder);
	make_client(&f, "Petrov Peter", NULL);
	char *line = arena_printf(f.arena, "restore %s", copy);
	run(&f, line);
	fixture_reopen(&f);
	char *after = dump(&f);
	assert_string_equal(after, before);
	free(before);
	free(after);
	fixture_clock(&f, "2026-07-24T06:42:00Z");
	run(&f, "backup --keep 1d");
	Err *err;
	free(run_line(&f, line, OUT_TEXT, &err));
	fails(err, ERR_NOT_FOUND);
	fixture_close(&f);
}

TEST(session_today)
{
	Fixture f;
	fixture_open(&f, NULL);
	int64_t client = make_client(&f, "Ivanov Igor", "916 123-45-67");
	make_client(&f, "Antonov Paul", NULL);
	int64_t done = make_event(&f, 0, "Stand-up", "2026-07-23T09:00:00", "2026-07-23T09:30:00", NULL);
	well(plan_done(f.work, "event", done, moment(NULL), true, NULL));
	make_event(&f, client, "call", "2026-07-23T10:00:00", "2026-07-23T10:15:00", NULL);
	make_event(&f, 0, "Meeting", "2026-07-23T14:00:00", "2026-07-23T15:00:00", NULL);
	make_task(&f, client, "invoice", "2026-07-21T10:00:00", NULL);
	make_task(&f, client, "papers", "2026-07-23T17:00:00", NULL);
	make_event(&f, 0, "Signing", "2026-07-24T10:00:00", NULL, NULL);
	make_event(&f, 0, "Visit", "2026-07-28T10:00:00", NULL, NULL);
	Today today;
	well(today_read(f.work, 0, &today, f.arena));
	assert_int_equal(today.row_count, 4);
	assert_int_equal(today.now_at, 1);
	assert_int_equal(today.busy.s, 105 * 60);
	assert_int_equal(today.tomorrow_count, 1);
	assert_int_equal(today.later_count, 1);
	assert_int_equal(today.overdue, 1 + 0);
	assert_int_equal(today.stepless_count, 1);
	assert_int_equal(today.free_count, 2);
	Str page = {0};
	today_text(&page, f.work, &today, 80);
	assert_non_null(strstr(str_text(&page), "-------- 09:42 "));
	assert_non_null(strstr(str_text(&page), "Ivanov Igor — call"));
	str_done(&page);
	fixture_close(&f);
}

TEST(session_today_says_once_what_goes_on_for_days)
{
	Fixture f;
	fixture_open(&f, NULL);
	make_event(&f, 0, "Fair", "2026-07-24", "2026-07-28", NULL);
	make_event(&f, 0, "Night shift", "2026-07-24T22:00:00", "2026-07-25T06:00:00", NULL);
	make_event(&f, 0, "Visit", "2026-07-25T10:00:00", NULL, NULL);
	Today today;
	well(today_read(f.work, 0, &today, f.arena));
	assert_int_equal(today.tomorrow_count, 2);
	assert_int_equal(today.later_count, 1);
	assert_string_equal(today.later[0].summary, "Visit");
	fixture_close(&f);
}

static size_t times_in(const char *text, const char *word)
{
	size_t n = 0;
	for (const char *at = strstr(text, word); at; at = strstr(at + strlen(word), word))
		n++;
	return n;
}

TEST(session_today_as_a_command_is_whole)
{
	Fixture f;
	fixture_open(&f, NULL);
	for (int i = 0; i < 90; i++) {
		make_client(&f, arena_printf(f.arena, "Kim Number%d", i), NULL);
		make_event(&f, 0, "Standup", "2026-07-23T14:00:00", "2026-07-23T15:00:00", NULL);
		make_event(&f, 0, "Later on", "2026-07-25T14:00:00", "2026-07-25T15:00:00", NULL);
	}
	char *json = run_json(&f, "today"), *text = run_text(&f, "today");
	assert_int_equal(times_in(json, "\"summary\":\"Standup\",\"done\""), 90);
	assert_int_equal(times_in(json, "\"summary\":\"Later on\",\"done\""), 90);
	assert_int_equal(times_in(json, "Kim Number"), 90);
	assert_int_equal(times_in(text, "90 items"), 2);
	assert_non_null(strstr(text, "80 more clients"));
	free(json);
	free(text);
	fixture_close(&f);
}

/* ---- dropped drafts ---- */

static void type_draft(Fixture *f, Draft *draft, const char *body)
{
	draft->screen = "form";
	draft->title = body;
	draft->body = body;
	well(draft_save(f->work, draft));
}

static const char *next_draft(Fixture *f, bool redo, char name[37])
{
	Draft draft;
	bool found;
	well(draft_undoable(f->work, redo, &draft, &found, f->arena));
	if (found && name)
		memcpy(name, draft.name, 37);
	return found ? draft.body : "";
}

TEST(drafts_of_one_instant_are_in_the_order_they_were_typed)
{
	Fixture f;
	Draft first = {0}, second = {0}, third = {0}, *all;
	size_t n;
	fixture_open(&f, "a.db");
	type_draft(&f, &first, "one");
	type_draft(&f, &second, "two");
	type_draft(&f, &third, "three");
	type_draft(&f, &first, "one more");
	well(drafts_read(f.work, &all, &n, f.arena));
	assert_int_equal(n, 3);
	assert_string_equal(all[0].body, "one more");
	assert_string_equal(all[1].body, "three");
	assert_string_equal(all[2].body, "two");
	fixture_close(&f);
}

TEST(a_dropped_draft_comes_back_in_its_turn_and_in_a_later_run)
{
	Fixture f;
	Draft draft = {.screen = "form", .title = "t", .body = "typed"}, *all;
	char name[37], other[37];
	size_t n;
	fixture_open(&f, "a.db");
	run(&f, "client add --name Ivanov");
	assert_string_equal(next_draft(&f, false, NULL), "");
	well(draft_discard(f.work, &draft));
	well(drafts_read(f.work, &all, &n, f.arena));
	assert_int_equal(n, 0);
	/* A change since stands before it; that one taken back, it is its turn. */
	run(&f, "client add --name Kim");
	assert_string_equal(next_draft(&f, false, NULL), "");
	run(&f, "undo");
	assert_string_equal(next_draft(&f, false, name), "typed");
	run(&f, "redo");
	assert_string_equal(next_draft(&f, false, NULL), "");
	run(&f, "undo");
	fixture_reopen(&f);
	assert_string_equal(next_draft(&f, false, name), "typed");
	well(draft_return(f.work, name, false));
	assert_string_equal(next_draft(&f, false, NULL), "");
	well(drafts_read(f.work, &all, &n, f.arena));
	assert_int_equal(n, 1);
	assert_string_equal(all[0].body, "typed");
	/* And is dropped again, unless it was typed in. */
	fixture_reopen(&f);
	assert_string_equal(next_draft(&f, true, other), "typed");
	assert_string_equal(name, other);
	well(draft_save(f.work, &all[0]));
	assert_string_equal(next_draft(&f, true, NULL), "typed");
	well(draft_return(f.work, name, true));
	assert_string_equal(next_draft(&f, true, NULL), "");
	assert_string_equal(next_draft(&f, false, NULL), "typed");
	well(draft_return(f.work, name, false));
	all[0].body = "typed on";
	well(draft_save(f.work, &all[0]));
	assert_string_equal(next_draft(&f, true, NULL), "");
	fails(draft_return(f.work, name, true), ERR_NOT_FOUND);
	fails(draft_return(f.work, "../../etc/passwd", false), ERR_NOT_FOUND);
	fixture_close(&f);
}

TEST(the_last_dropped_drafts_are_kept)
{
	Fixture f;
	char name[37];
	fixture_open(&f, "a.db");
	for (int i = 0; i < 30; i++) {
		Draft draft = {.screen = "form", .title = "t", .body = arena_printf(f.arena, "%d", i)};
		well(draft_discard(f.work, &draft));
	}
	for (int i = 29; i >= 10; i--) {
		assert_string_equal(next_draft(&f, false, name), arena_printf(f.arena, "%d", i));
		well(draft_return(f.work, name, false));
	}
	assert_string_equal(next_draft(&f, false, NULL), "");
	assert_string_equal(next_draft(&f, true, NULL), "10");
	fixture_close(&f);
}

/* ---- two people at one series ---- */

enum {
	NO_ERR = -1
};

typedef struct Said { /* what somebody makes of an occurrence; NULL: leaves it */
	Reach reach;
	const char *start, *where, *summary;
	bool removes;
} Said;

static Err *say(Work *work, const Event *shown, Moment at, const Said *said)
{
	Event new = *shown;
	if (said->removes)
		return plan_remove(work, "event", shown->head.id, at, said->reach, NULL);
	if (said->start)
		new.start = moment(said->start);
	if (said->where)
		new.location.s = said->where;
	if (said->summary)
		new.summary.s = said->summary;
	return event_save(work, shown, &new, at, said->reach, NULL);
}

static const char *places_of(Fixture *f, int64_t series)
{
	const char *all = "";
	for (int week = 0; week < 3; week++) {
		Event shown;
		Moment at = event_of(f, series).start;
		at.day.n += 7 * week;
		well(event_shown(f->work, series, at, &shown, f->arena));
		all = arena_printf(f->arena, "%s%s", all, shown.location.s ? shown.location.s : "-");
	}
	return all;
}

#define TALKS(a, b, c) "2026-07-20 " a " Talk\n2026-07-27 " b " Talk\n2026-08-03 " c " Talk\n"
#define AS_MADE TALKS("14:00", "14:00", "14:00")

/* Both have it open; what I save knows nothing of what the other did: other fields merge, the same one asks, times move once. */
TEST(session_two_at_one_series)
{
	static const struct {
		const char *name;
		Said theirs, mine;
		int code;
		const char *asks, *lines, *places;
	} cases[] = {
		{"whole, one field", {.reach = REACH_WHOLE, .where = "B"}, {.reach = REACH_WHOLE, .where = "A"}, ERR_CONFLICT, "location", AS_MADE, "BBB"},
		{"whole, the same said", {.reach = REACH_WHOLE, .where = "B"}, {.reach = REACH_WHOLE, .where = "B"}, NO_ERR, NULL, AS_MADE, "BBB"},
		{"whole, two fields", {.reach = REACH_WHOLE, .where = "B"}, {.reach = REACH_WHOLE, .start = "2026-07-27T15:00:00"}, NO_ERR, NULL, TALKS("15:00", "15:00", "15:00"), "BBB"},
		{"whole moved, a field", {.reach = REACH_WHOLE, .start = "2026-07-27T15:00:00"}, {.reach = REACH_WHOLE, .where = "A"}, NO_ERR, NULL, TALKS("15:00", "15:00", "15:00"), "AAA"},
		{"moved to one hour by both", {.reach = REACH_WHOLE, .start = "2026-07-27T15:00:00"}, {.reach = REACH_WHOLE, .start = "2026-07-27T15:00:00"}, NO_ERR, NULL, TALKS("15:00", "15:00", "15:00"), "---"},
		{"moved to two hours", {.reach = REACH_WHOLE, .start = "2026-07-27T15:00:00"}, {.reach = REACH_WHOLE, .start = "2026-07-27T16:00:00"}, ERR_CONFLICT, "start", TALKS("15:00", "15:00", "15:00"), "---"},
		{"one, one field", {.reach = REACH_ONE, .where = "B"}, {.reach = REACH_ONE, .where = "A"}, ERR_CONFLICT, "location", AS_MADE, "-B-"},
		{"one, two fields", {.reach = REACH_ONE, .where = "B"}, {.reach = REACH_ONE, .start = "2026-07-27T15:00:00"}, NO_ERR, NULL, TALKS("14:00", "15:00", "14:00"), "-B-"},
		{"one moved by both", {.reach = REACH_ONE, .start = "2026-07-27T15:00:00"}, {.reach = REACH_ONE, .start = "2026-07-27T15:00:00"}, NO_ERR, NULL, TALKS("14:00", "15:00", "14:00"), "---"},
		{"one of a whole that moved", {.reach = REACH_WHOLE, .start = "2026-07-27T15:00:00"}, {.reach = REACH_ONE, .where = "A"}, NO_ERR, NULL, TALKS("15:00", "15:00", "15:00"), "-A-"},
		{"one of a whole that says else", {.reach = REACH_WHOLE, .where = "B"}, {.reach = REACH_ONE, .where = "A"}, ERR_CONFLICT, "location", AS_MADE, "BBB"},
		{"whole of one that says else", {.reach = REACH_ONE, .where = "B"}, {.reach = REACH_WHOLE, .where = "A"}, ERR_CONFLICT, "location", AS_MADE, "-B-"},
		{"from here of a whole that moved", {.reach = REACH_WHOLE, .start = "2026-07-27T15:00:00"}, {.reach = REACH_FROM_HERE, .start = "2026-07-27T15:00:00", .summary = "Talk"}, NO_ERR, NULL, TALKS("15:00", "15:00", "15:00"), "---"},
		{"one that is gone", {.reach = REACH_ONE, .removes = true}, {.reach = REACH_ONE, .where = "A"}, ERR_NOT_FOUND, NULL, "2026-07-20 14:00 Talk\n2026-08-03 14:00 Talk\n", "---"},
		{"one behind the end", {.reach = REACH_FROM_HERE, .removes = true}, {.reach = REACH_ONE, .where = "A"}, ERR_NOT_FOUND, NULL, "2026-07-20 14:00 Talk\n", "---"},
		{"one of nothing", {.reach = REACH_WHOLE, .removes = true}, {.reach = REACH_ONE, .where = "A"}, ERR_NOT_FOUND, NULL, "", NULL},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Fixture f;
		Work *other;
		Event shown;
		Moment at = moment("2026-07-27T14:00:00");
		fixture_open(&f, "base.db");
		int64_t id = make_event(&f, 0, "Talk", "2026-07-20T14:00:00", "2026-07-20T15:00:00", "FREQ=WEEKLY");
		fixture_login(&f, &other, "boris");
		well(event_shown(f.work, id, at, &shown, f.arena));
		well(say(other, &shown, at, &cases[i].theirs));
		Err *err = say(f.work, &shown, at, &cases[i].mine);
		int code = err ? (int)err->code : NO_ERR;
		const Conflict *conflict = store_conflict(f.work->store);
		if (code != cases[i].code)
			fail_msg("%s: %s", cases[i].name, err ? err->what : "saved");
		if (cases[i].asks && (!conflict || strcmp(conflict->field[0]->name, cases[i].asks) != 0))
			fail_msg("%s: asks about %s", cases[i].name, conflict ? conflict->field[0]->name : "nothing");
		err_free(err);
		char *lines = agenda_lines(&f, "2026-07-20", "2026-08-09");
		if (strcmp(lines, cases[i].lines) != 0)
			fail_msg("%s:\n%s", cases[i].name, lines);
		free(lines);
		if (cases[i].places && strcmp(places_of(&f, id), cases[i].places) != 0)
			fail_msg("%s: %s", cases[i].name, places_of(&f, id));
		work_close(other);
		fixture_close(&f);
	}
}

/* One that was moved before stands for itself; the series behind it is moved while its form is open. */
TEST(session_two_at_a_moved_occurrence)
{
	static const struct {
		const char *name, *mine;
		Reach reach;
		const char *lines;
	} cases[] = {
		{"alone", "2026-07-27T18:00:00", REACH_ONE, TALKS("15:00", "18:00", "15:00")},
		{"whole, where it went", "2026-07-27T15:00:00", REACH_WHOLE, TALKS("15:00", "15:00", "15:00")},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Fixture f;
		Work *other;
		Event shown, master;
		Moment at = moment("2026-07-27T14:00:00"), none = {.form = MOMENT_NONE};
		fixture_open(&f, "base.db");
		int64_t id = make_event(&f, 0, "Talk", "2026-07-20T14:00:00", "2026-07-20T15:00:00", "FREQ=WEEKLY");
		well(event_move(f.work, id, at, (Seconds){7200}, REACH_ONE, NULL));
		fixture_login(&f, &other, "boris");
		well(event_shown(f.work, id, at, &shown, f.arena));
		well(event_shown(other, id, none, &master, f.arena));
		well(say(other, &master, none, &(Said){.reach = REACH_WHOLE, .start = "2026-07-20T15:00:00"}));
		well(say(f.work, &shown, at, &(Said){.reach = cases[i].reach, .start = cases[i].mine}));
		char *lines = agenda_lines(&f, "2026-07-20", "2026-08-09");
		if (strcmp(lines, cases[i].lines) != 0)
			fail_msg("%s:\n%s", cases[i].name, lines);
		free(lines);
		work_close(other);
		fixture_close(&f);
	}
}
