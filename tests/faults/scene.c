/* SPDX-License-Identifier: MIT */
#include "scene.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "audit.h"
#include "disk.h"

enum {
	NOW_SECONDS = 1784788920
};

/* ---- A small base ---- */
static void small_base(Desk *desk)
{
	well(desk_open(desk, STORE_WRITE));
	well(desk_line(desk, "client add --name 'Иванов Игорь Петрович' --phone '8 (916) 123-45-67' --email igor@vector.example --tag опт --organization 'ООО «Вектор»'"));
	well(desk_line(desk, "client add --name 'Сидорова Анна' --phone '+7 903 555-12-12' --note 'любит чай'"));
	well(desk_line(desk, "client add --name 'Petrov Peter' --phone '+7 921 000-11-22'"));
	well(desk_line(desk, "log Иванов --kind call --outcome reached --at 'yesterday 16:40' --text 'просит скидку' --next 'fri 10 КП'"));
	well(desk_line(desk, "task add 'send the quote' --due 'tomorrow 12' --client Petrov"));
	well(desk_line(desk, "event add 'Signing' --start '2026-08-27T10:00' --length 45m --client Petrov"));
	desk_close(desk);
}

/* ---- Writing ---- */
static void prepare_writing(Desk *desk)
{
	small_base(desk);
}

static Err *act_writing(Desk *desk, int step)
{
	static const char *const lines[] = {
		"client add --name 'Антонов Павел' --phone '+7 911 222-33-44' --organization 'ООО «Вектор»'",
		"log Антонов --kind call --outcome no-answer --next 'tomorrow 11'",
		"log Антонов --kind call --outcome reached --text 'берёт 40' --next 'mon 10 договор'",
		"client edit Петров --note 'met at the fair' --phone '+7 921 000-11-33'",
		"event add 'Visit' --start '2026-08-28T10:00' --client Антонов",
		"client delete Сидорова",
		"tag Антонов опт срочно",
		"undo",
	};
	return desk_line(desk, "%s", lines[step]);
}

/* ---- Import: more than one of its transactions ---- */
enum {
	IMPORT_EVENTS = 1100,
	UNDO_EVENTS = 200,
};

static void write_ics(const Desk *desk, const char *name, int from, int to, int changed)
{
	char path[192];
	Str text = {0};
	str_add(&text, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//Faults//EN\r\n");
	for (int i = from; i < to; i++) {
		str_addf(&text, "BEGIN:VEVENT\r\nUID:e%d@example.org\r\nDTSTAMP:20260101T080000Z\r\nDTSTART:2026%02d%02dT%02d0000Z\r\nDURATION:PT30M\r\n", i,
		         8 + i % 4, 1 + i % 28, 6 + i % 9);
		str_addf(&text, "SUMMARY:Meeting %d%s\r\n", i, i % 3 == 0 && changed ? " moved" : "");
		if (i % 5 == 0)
			str_add(&text, "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:now\r\nTRIGGER:-PT10M\r\nEND:VALARM\r\n");
		str_add(&text, "END:VEVENT\r\n");
	}
	str_add(&text, "END:VCALENDAR\r\n");
	desk_path(desk, path, name);
	well(file_write(path, str_text(&text), text.n));
	str_done(&text);
}

static void files_of(const Desk *desk, int events)
{
	write_ics(desk, "first.ics", 0, events, 0);
	write_ics(desk, "again.ics", 10, events / 4, 1);
}

static void prepare_import(Desk *desk)
{
	small_base(desk);
	files_of(desk, IMPORT_EVENTS);
}

static Err *act_import(Desk *desk, int step)
{
	char path[192];
	desk_path(desk, path, step == 0 ? "first.ics" : "again.ics");
	return desk_line(desk, "import %s", path);
}

/* ---- Undo and redo of it ---- */
static void prepare_undo(Desk *desk)
{
	small_base(desk);
	files_of(desk, UNDO_EVENTS);
	well(desk_open(desk, STORE_WRITE));
	well(act_import(desk, 0));
	desk_close(desk);
}

static Err *act_undo(Desk *desk, int step)
{
	return desk_line(desk, step % 2 ? "redo" : "undo");
}

/* ---- A new base ---- */
static void prepare_new(Desk *desk)
{
	(void)desk;
}

static Err *act_new(Desk *desk, int step)
{
	(void)step;
	Err *err = desk_open(desk, STORE_MIGRATE);
	return err;
}

/* ---- A new base with much in it ---- */
enum {
	FILLED = 30
};

static Err *act_fill(Desk *desk, int step)
{
	(void)step;
	TRY(desk_open(desk, STORE_WRITE));
	Err *err = desk_line(desk, "demo --clients %d", FILLED);
	if (err)
		desk_close(desk); /* nothing is there to be looked at */
	return err;
}

static void look_fill(const Desk *desk)
{
	int64_t clients = audit_int(desk->base, "SELECT count(*) FROM client");
	if (clients != 0 && clients != FILLED)
		fail_msg("of %d clients there are %lld", FILLED, (long long)clients);
}

/* ---- Migration: a base as the first form wrote it ---- */
static void prepare_migration(Desk *desk)
{
	Str sql = {0};
	well(file_read(&sql, KT_TESTS_DIR "/faults/form-1.sql"));
	audit_run(desk->base, str_text(&sql));
	str_done(&sql);
	assert_int_equal(audit_int(desk->base, "PRAGMA user_version"), 1);
}

static Err *act_migration(Desk *desk, int step)
{
	(void)step;
	TRY(desk_open_none(desk));
	return desk_line(desk, "migrate");
}

static void look_migration(const Desk *desk)
{
	char copy[192];
	desk_path(desk, copy, "base.db.form-1");
	if (care_version() == 1 || !file_exists(copy))
		return;
	assert_int_equal(audit_int(copy, "PRAGMA user_version"), 1);
	assert_int_equal(audit_int(copy, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"), 0);
}

/* ---- Backup ---- */
static void prepare_backup(Desk *desk)
{
	small_base(desk);
	well(desk_open(desk, STORE_WRITE));
	char path[192];
	desk_path(desk, path, "copy.db");
	well(desk_line(desk, "backup %s", path));
	well(desk_line(desk, "client add --name 'Антонов Павел'"));
}

static Err *act_backup(Desk *desk, int step)
{
	char path[192];
	desk_path(desk, path, step == 0 ? "copy.db" : "other.db");
	return step == 2 ? desk_line(desk, "backup --keep 1d,1w,1m") : desk_line(desk, "backup %s", path);
}

/* An older copy, the new one, or none; never a part. */
static void look_backup(const Desk *desk)
{
	static const char *const names[] = {"copy.db", "other.db", "backups/kartoteka-base-2026-07-23T064200Z.db"};
	for (size_t i = 0; i < countof(names); i++) {
		char path[192];
		Str faults = {0};
		desk_path(desk, path, names[i]);
		if (i > 0 && !file_exists(path))
			continue;
		audit_base(&faults, path, NOW_SECONDS);
		if (faults.n)
			fail_msg("%s: %s", names[i], str_text(&faults));
		int64_t clients = audit_int(path, "SELECT count(*) FROM client");
		if (clients != 5 && (i > 0 || clients != 4))
			fail_msg("%s holds %lld clients", names[i], (long long)clients);
	}
}

/* ---- Restore ---- */
static void prepare_restore(Desk *desk)
{
	prepare_backup(desk);
	well(desk_line(desk, "client delete Petrov"));
}

static Err *act_restore(Desk *desk, int step)
{
	(void)step;
	char path[192];
	desk_path(desk, path, "copy.db");
	TRY(desk_open_none(desk));
	return desk_line(desk, "restore %s", path);
}

/* What it replaced is kept whole or not at all; once the base is the copy's, it is there. */
static void look_restore(const Desk *desk)
{
	char kept[192];
	Str faults = {0};
	desk_path(desk, kept, "base.db.before-restore-2026-07-23T064200Z");
	if (!file_exists(kept)) {
		assert_int_equal(audit_int(desk->base, "SELECT count(*) FROM client WHERE title LIKE '%Антонов%'"), 1);
		return;
	}
	audit_base(&faults, kept, NOW_SECONDS);
	if (faults.n)
		fail_msg("what was kept: %s", str_text(&faults));
	assert_int_equal(audit_int(kept, "SELECT count(*) FROM client"), 4);
	assert_int_equal(audit_int(kept, "SELECT count(*) FROM client WHERE title LIKE '%Антонов%'"), 1);
	str_done(&faults);
}

/* A base whose first pages are lost. */
static void prepare_rescue(Desk *desk)
{
	prepare_restore(desk);
	desk_close(desk);
	Str bytes = {0};
	well(file_read(&bytes, desk->base));
	memset(bytes.s, 0xA5, 8192);
	well(file_write(desk->base, bytes.s, bytes.n));
	str_done(&bytes);
}

/* ---- Repair ---- */
static void prepare_repair(Desk *desk)
{
	small_base(desk);
	audit_run(desk->base, "UPDATE client SET last_contact = 5, attempts = 3; UPDATE task SET due_at = 0; UPDATE base SET next_id = 2");
}

static Err *act_repair(Desk *desk, int step)
{
	(void)step;
	TRY(desk_open_none(desk));
	return desk_line(desk, "check --repair");
}

/* An index is lost; `cut`: the last page is, and the base cannot be opened. */
static void damage_no_row(Desk *desk, bool cut)
{
	Str bytes = {0};
	small_base(desk);
	/* two pages at the end that are free */
	audit_run(desk->base, "CREATE TABLE filler (a); INSERT INTO filler VALUES (zeroblob(9000)); DROP TABLE filler; PRAGMA wal_checkpoint(TRUNCATE)");
	int64_t page = audit_int(desk->base, "SELECT max(pageno) FROM dbstat WHERE name = 'client_by_source'"); /* nothing that is looked at meanwhile goes by it */
	well(file_read(&bytes, desk->base));
	if (!cut)
		memset(bytes.s + (page - 1) * 4096, 0xA5, 4096);
	well(file_write(desk->base, bytes.s, bytes.n - (cut ? 4096 : 0)));
	str_done(&bytes);
}

static void prepare_anew(Desk *desk)
{
	damage_no_row(desk, false);
}

static void prepare_cut(Desk *desk)
{
	damage_no_row(desk, true);
}

/* ---- A journal that is shortened ---- */
static void prepare_forget(Desk *desk)
{
	char line[96];
	small_base(desk);
	well(desk_open(desk, STORE_WRITE));
	for (int i = 0; i < 40; i++) {
		snprintf(line, sizeof line, "client add --name 'Клиент %c%c'", 'A' + i / 6, 'a' + i % 6);
		well(desk_line(desk, "%s", line));
	}
	desk_close(desk);
}

static Err *act_forget(Desk *desk, int step)
{
	int64_t gone;
	(void)step;
	return care_forget(desk->work->store, (Instant){INT64_C(1) << 40}, false, &gone, NULL);
}

const Scene scenes[] = {
	{"writing", true, 8, false, false, prepare_writing, act_writing, NULL},
	{"import", true, 2, false, false, prepare_import, act_import, NULL},
	{"undo", true, 2, false, false, prepare_undo, act_undo, NULL},
	{"new base", false, 1, true, false, prepare_new, act_new, NULL},
	{"filling", false, 1, true, false, prepare_new, act_fill, look_fill},
	{"migration", true, 1, true, false, prepare_migration, act_migration, look_migration},
	{"backup", true, 3, false, false, prepare_backup, act_backup, look_backup},
	{"restore", true, 1, true, false, prepare_restore, act_restore, look_restore},
	{"rescue", false, 1, true, true, prepare_rescue, act_restore, NULL},
	{"repair", false, 1, true, true, prepare_repair, act_repair, NULL},
	{"made anew", false, 1, true, true, prepare_anew, act_repair, NULL},
	{"cut", false, 1, true, true, prepare_cut, act_repair, NULL},
	{"forgetting", false, 1, false, false, prepare_forget, act_forget, NULL},
};
const size_t scene_count = countof(scenes);

/* ---- Playing ---- */
Err *scene_play(Desk *desk, const Scene *scene, volatile int *done)
{
	*done = 0;
	if (!scene->opens_itself)
		TRY(desk_open(desk, STORE_WRITE));
	for (int step = 0; step < scene->steps; step++) {
		if (scene->opens_itself)
			desk_close(desk);
		TRY(scene->act(desk, step));
		*done = step + 1;
	}
	return NULL;
}

void model_make(Model *model, Desk *desk, const Scene *scene, unsigned calls)
{
	*model = (Model){0};
	tree_remove(desk->here);
	tree_remove(desk->kept);
	well(file_make_folder(desk->here, 0700));
	scene->prepare(desk);
	desk_keep(desk);
	desk_again(desk);
	if (!scene->may_be_unopened && file_exists(desk->base))
		model->after[0] = audit_dump(desk->base);
	for (int step = 0; step < scene->steps; step++) {
		if (step == 0 && !scene->opens_itself)
			well(desk_open(desk, STORE_WRITE));
		if (scene->opens_itself)
			desk_close(desk);
		well(scene->act(desk, step));
		model->after[step + 1] = audit_dump(desk->base);
		assert_non_null(model->after[step + 1]);
	}
	desk_close(desk);
	/* Once more as it is played in trials: how many calls of the disk it takes, to the end of the session. */
	desk_again(desk);
	disk_count(calls);
	int done;
	well(scene_play(desk, scene, &done));
	desk_close(desk);
	model->calls = disk_counted();
	disk_mend();
}

void model_done(Model *model, const Scene *scene)
{
	for (int i = 0; i <= scene->steps; i++)
		free(model->after[i]);
}

/* ---- Looking ---- */
static void show_difference(const char *got, const char *want)
{
	size_t at = 0;
	while (got[at] && got[at] == want[at])
		at++;
	while (at && got[at - 1] != '\n')
		at--;
	fprintf(stderr, "got:  %.200s\nwant: %.200s\n", got + at, want + at);
}

static Err *open_after(Desk *desk, const Scene *scene)
{
	Err *err = desk_open(desk, STORE_MIGRATE);
	if (!scene->may_be_unopened || (err && err->code != ERR_DAMAGED))
		return err;
	desk_close(desk);
	err_free(err);
	TRY(scene->act(desk, 0));
	desk_close(desk);
	return desk_open(desk, STORE_WRITE);
}

void scene_inspect(Desk *desk, const Scene *scene, const Model *model, int done, const char *what)
{
	desk->opened += 1000; /* other numbers than the trial's */
	Err *err = open_after(desk, scene);
	if (!err)
		err = desk_line(desk, "check");
	if (err)
		fprintf(stderr, "%s:\n", what);
	well(err);
	desk_close(desk);
	Str faults = {0};
	audit_base(&faults, desk->base, NOW_SECONDS);
	if (faults.n)
		fail_msg("%s: %s", what, str_text(&faults));
	char *dump = audit_dump(desk->base);
	if (!dump)
		fail_msg("%s: the base cannot be read", what);
	bool same = done < 0 || (model->after[done] && strcmp(dump, model->after[done]) == 0);
	bool next = done >= 0 && done < scene->steps && strcmp(dump, model->after[done + 1]) == 0;
	if (!same && !next && (model->after[done] || scene->may_be_unopened)) {
		show_difference(dump, model->after[done < scene->steps ? done + 1 : done]);
		fail_msg("%s: %d steps came back, and the base is as after none of them", what, done);
	}
	free(dump);
	if (scene->look)
		scene->look(desk);
	/* no lock is left, and work goes on */
	well(desk_open(desk, STORE_WRITE));
	err = desk_line(desk, "client add --name 'Последний Пётр'");
	if (err)
		fprintf(stderr, "%s:\n", what);
	well(err);
	desk_close(desk);
}
