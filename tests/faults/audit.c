/* SPDX-License-Identifier: MIT */
#include "audit.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "test.h"

static sqlite3 *open_with(const char *path, int flags)
{
	sqlite3 *db = NULL;
	if (sqlite3_open_v2(path, &db, flags, NULL) != SQLITE_OK) {
		sqlite3_close(db);
		return NULL;
	}
	sqlite3_busy_timeout(db, 20000);
	sqlite3_wal_autocheckpoint(db, 0); /* it would bring pages home beside the sessions, without the right to write (disk.c) */
	return db;
}

static sqlite3 *open_plain(const char *path)
{
	return open_with(path, SQLITE_OPEN_READWRITE);
}

/* A line a row: what is wrong, by a number. */
static void ask(Str *faults, sqlite3 *db, const char *what, const char *sql, int64_t now)
{
	sqlite3_stmt *statement = NULL;
	int code = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
	if (code == SQLITE_OK && sqlite3_bind_parameter_count(statement))
		sqlite3_bind_int64(statement, 1, now);
	while (code == SQLITE_OK && (code = sqlite3_step(statement)) == SQLITE_ROW) {
		const char *text = (const char *)sqlite3_column_text(statement, 0);
		if (!text || strcmp(text, "ok") != 0)
			str_addf(faults, "%s: %s\n", what, text ? text : "NULL");
		code = SQLITE_OK;
	}
	if (code != SQLITE_DONE)
		str_addf(faults, "%s: %s\n", what, sqlite3_errmsg(db));
	sqlite3_finalize(statement);
}

/* The clients of whom something counts for client c: itself and, of an organization, its people. */
#define OF_CLIENT "(SELECT c.id UNION SELECT m.person FROM membership m WHERE m.organization = c.id)"
#define REACHED "i.attempt = 0 AND (SELECT k.code FROM contact_kind k WHERE k.id = i.kind) <> 'note'"
/* A local moment of the tests' zone as an instant; a day stands at its midnight in UTC, whatever the zone; Z is UTC. */
#define INSTANT(x) \
	"(CASE WHEN " x " LIKE '%Z' OR length(" x ") = 10 THEN CAST(strftime('%s', replace(" x ", 'Z', '')) AS INTEGER) ELSE CAST(strftime('%s', " x ") AS INTEGER) - 10800 END)"
/* The journal of a base goes back to its first batch, unless the older ones left it. */
#define WHOLE " AND (SELECT min(id) FROM batch) = 1"
#define HERE(zone) "(" zone " IS NULL OR " zone " = 'Europe/Moscow')"

/* What the journal says was done, and which records it says were made, one by one: told apart by whole numbers, so that each question finds its rows. */
static const char journal[] =
	"CREATE TEMP TABLE did (seq INTEGER PRIMARY KEY, batch INTEGER, op INTEGER, record INTEGER, records INTEGER);"
	"INSERT INTO did SELECT seq, batch, op, record, iif(op = 0, length(made), 1) FROM change;"
	"CREATE INDEX temp.did_by_batch ON did (batch, seq, records);"
	"CREATE INDEX temp.did_by_record ON did (record, op, seq);"
	"CREATE TEMP TABLE made (id INTEGER, letter TEXT, seq INTEGER);"
	"WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 499)"
	" INSERT INTO made SELECT c.record + n.i, substr(c.made, n.i + 1, 1), c.seq FROM change c JOIN n ON n.i < length(c.made) WHERE c.op = 0;"
	"CREATE INDEX temp.made_by_id ON made (id)";

static const struct {
	const char *what, *sql;
} questions[] = {
	{"references", "SELECT 'row ' || rowid || ' of ' || \"table\" || ' to ' || parent FROM pragma_foreign_key_check"},
	{"form", "SELECT form FROM base WHERE form <> (SELECT user_version FROM pragma_user_version)"},
	{"next id", "SELECT max(id) FROM (SELECT id FROM client UNION ALL SELECT id FROM interaction UNION ALL SELECT id FROM task UNION ALL"
                " SELECT id FROM event UNION ALL SELECT id FROM channel UNION ALL SELECT id FROM component)"
                " HAVING max(id) >= (SELECT next_id FROM base)"},
	{"open batch", "SELECT id FROM batch WHERE open <> 0"},
	{"batch without all of its changes", "SELECT id FROM batch b WHERE changes <> coalesce((SELECT sum(records) FROM did WHERE batch = b.id), 0)"},
	{"batch taken back by nothing", "SELECT id FROM batch b WHERE undone_by IS NOT NULL AND NOT EXISTS (SELECT 1 FROM batch u WHERE u.id = b.undone_by AND u.undoes = b.id)"},
	{"batch that does not know where its changes are", "SELECT id FROM batch b WHERE first_seq IS NOT (SELECT min(seq) FROM did WHERE batch = b.id)"
                                                       " OR coalesce(last_seq, first_seq) IS NOT (SELECT max(seq) FROM did WHERE batch = b.id)"},
	{"batch without a session or a sentence", "SELECT id FROM batch WHERE session NOT IN (SELECT id FROM session) OR phrase NOT IN (SELECT id FROM phrase)"},
	{"change without a batch", "SELECT seq FROM change WHERE batch NOT IN (SELECT id FROM batch)"},
	{"record that was never made", "SELECT 'client ' || id FROM client WHERE NOT EXISTS (SELECT 1 FROM made m WHERE m.id = client.id AND m.letter = 'c')" WHOLE
                                   " UNION ALL SELECT 'task ' || id FROM task WHERE NOT EXISTS (SELECT 1 FROM made m WHERE m.id = task.id AND m.letter = 't')" WHOLE
                                   " UNION ALL SELECT 'event ' || id FROM event WHERE NOT EXISTS (SELECT 1 FROM made m WHERE m.id = event.id AND m.letter = 'e')" WHOLE},
	{"record whose last change removed it", "SELECT 'client ' || c.id FROM client c WHERE (SELECT max(seq) FROM did WHERE op = 2 AND record = c.id)"
                                            " > (SELECT max(seq) FROM made m WHERE m.id = c.id)"},
	{"record gone without a word", "SELECT letter || ' ' || id FROM made m WHERE letter IN ('c', 't', 'e', 'i')"
                                   " AND NOT EXISTS (SELECT 1 FROM did x WHERE x.op = 2 AND x.record = m.id AND x.seq > m.seq)"
                                   " AND NOT EXISTS (SELECT 1 FROM client r WHERE m.letter = 'c' AND r.id = m.id)"
                                   " AND NOT EXISTS (SELECT 1 FROM task r WHERE m.letter = 't' AND r.id = m.id)"
                                   " AND NOT EXISTS (SELECT 1 FROM event r WHERE m.letter = 'e' AND r.id = m.id)"
                                   " AND NOT EXISTS (SELECT 1 FROM interaction r WHERE m.letter = 'i' AND r.id = m.id)"},
	{"title", "SELECT id FROM client WHERE kind = 'person' AND title <> trim(replace(coalesce(surname, '') || ' ' || coalesce(given, '') || ' ' ||"
              " coalesce(patronymic, ''), '  ', ' '))"},
	{"organization", "SELECT c.id FROM client c WHERE organization IS NOT (SELECT o.title FROM membership m JOIN client o ON o.id = m.organization"
                     " WHERE m.person = c.id ORDER BY m.place, m.id LIMIT 1)"},
	{"order of organizations", "SELECT c.id FROM client c WHERE organization_key IS NOT (SELECT o.title_key FROM membership m JOIN client o ON o.id = m.organization"
                               " WHERE m.person = c.id ORDER BY m.place, m.id LIMIT 1)"},
	{"what next", "SELECT id FROM client WHERE next_kind IS NOT NULL AND (next_text IS NOT iif(next_kind = 'task', (SELECT summary FROM task WHERE id = next_id), (SELECT summary"
                  " FROM event WHERE id = next_id)) OR next_all_day IS NOT (length(iif(next_kind = 'task', (SELECT due FROM task WHERE id = next_id),"
                  " (SELECT start FROM event WHERE id = next_id))) = 10))"},
	{"open", "SELECT id FROM task WHERE open <> (coalesce(status, 'open') IN ('open', 'started'))"},
	{"end", "SELECT id FROM event WHERE recurrence IS NULL AND rules IS NULL AND rdates IS NULL AND " HERE("zone") " AND " HERE("end_zone") " AND length(start) > 10"
                                                                                                                                            " AND \"end\" IS NOT NULL AND (last_at IS NOT max(starts_at, " INSTANT("\"end\"") ") OR wide <> (last_at - starts_at > 86400))"},
	{"whose reminder", "SELECT id FROM reminder r WHERE owner IS NOT iif(of_kind = 'task', (SELECT owner FROM task WHERE id = r.\"of\"), (SELECT owner FROM event WHERE id = r.\"of\"))"},
	/* The home country's code is not shown. */
	{"phone", "SELECT c.id FROM client c WHERE coalesce((SELECT key FROM channel WHERE client = c.id AND type = 'phone' ORDER BY place, id LIMIT 1), '-')"
              " NOT LIKE '%' || coalesce(replace(replace(phone, ' ', ''), '-', ''), '-')"},
	{"last contact", "SELECT c.id FROM client c WHERE last_contact IS NOT (SELECT max(at) FROM interaction i WHERE i.client IN " OF_CLIENT " AND " REACHED ")"},
	{"attempts", "SELECT c.id FROM client c WHERE attempts <> (SELECT count(*) FROM interaction a WHERE a.client IN " OF_CLIENT " AND a.attempt = 1"
                 " AND NOT EXISTS (SELECT 1 FROM interaction i WHERE i.client IN " OF_CLIENT " AND " REACHED " AND (i.at > a.at OR (i.at = a.at AND i.id > a.id))))"},
	{"due", "SELECT id FROM task WHERE recurrence IS NULL AND " HERE("due_zone") " AND due_at IS NOT " INSTANT("due")},
	{"start", "SELECT id FROM event WHERE recurrence IS NULL AND rules IS NULL AND rdates IS NULL AND " HERE("zone") " AND starts_at IS NOT " INSTANT("start")},
	/* Only clients without series, whose next one moves on with the clock. */
	{"next step", "WITH step (client, at, kind, id) AS (SELECT client, due_at - iif(length(due) = 10, 10800, 0), 'task', id FROM task WHERE open = 1 AND superseded = 0 UNION ALL"
                  " SELECT client, starts_at - iif(length(start) = 10, 10800, 0), 'event', id FROM event WHERE done = 0 AND superseded = 0 AND coalesce(status, '') <> 'CANCELLED'"
                  " AND coalesce(last_at, starts_at) >= coalesce(made_at, ?1))"
                  " SELECT c.id FROM client c WHERE NOT EXISTS (SELECT 1 FROM task t WHERE t.client IN " OF_CLIENT " AND (t.rules IS NOT NULL OR t.series IS NOT NULL))"
                  " AND NOT EXISTS (SELECT 1 FROM event e WHERE e.client IN " OF_CLIENT " AND (e.rules IS NOT NULL OR e.series IS NOT NULL))"
                  " AND (next_at IS NOT (SELECT min(at) FROM step WHERE client IN " OF_CLIENT ")"
                  " OR (next_kind IS NULL) <> NOT EXISTS (SELECT 1 FROM step WHERE client IN " OF_CLIENT ")"
                  " OR (next_kind IS NOT NULL AND NOT EXISTS (SELECT 1 FROM step WHERE client IN " OF_CLIENT " AND at IS c.next_at AND kind = c.next_kind AND id = c.next_id)))"},
	{"reminder", "SELECT r.id FROM reminder r JOIN event e ON r.of_kind = 'event' AND e.id = r.\"of\" WHERE e.rules IS NULL AND e.recurrence IS NULL AND e.done = 0"
                 " AND r.absolute = 0 AND r.from_end = 0 AND r.acknowledged IS NULL AND r.snoozed_to IS NULL AND e.starts_at > ?1 + 604800"
                 " AND coalesce(r.state, 'pending') = 'pending' AND r.next_at IS NOT e.starts_at - abs(r.lead)"},
	{"reminder of nothing", "SELECT id FROM reminder r WHERE NOT EXISTS (SELECT 1 FROM event WHERE r.of_kind = 'event' AND id = r.\"of\")"
                            " AND NOT EXISTS (SELECT 1 FROM task WHERE r.of_kind = 'task' AND id = r.\"of\")"},
	{"client not searched", "SELECT id FROM client WHERE id NOT IN (SELECT id FROM search_text)"},
	{"searched and gone", "SELECT id FROM search_text WHERE id NOT IN (SELECT id FROM client)"},
};

static void audit_search(Str *faults, sqlite3 *db)
{
	static const char list[] = "SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE%'";
	sqlite3_stmt *statement = NULL;
	sqlite3_prepare_v2(db, list, -1, &statement, NULL);
	while (sqlite3_step(statement) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(statement, 0);
		char *sql = sqlite3_mprintf("INSERT INTO \"%w\" (\"%w\") VALUES ('integrity-check')", name, name);
		if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
			str_addf(faults, "%s: %s\n", name, sqlite3_errmsg(db));
		sqlite3_free(sql);
	}
	sqlite3_finalize(statement);
}

/* Where the first root that integrity_check is given is 0, as that of a virtual table, SQLite 3.40 looks neither at the list of free pages nor for pages of nobody. */
static bool is_whole(sqlite3 *db)
{
	sqlite3_stmt *statement = NULL;
	bool whole = false;
	sqlite3_prepare_v2(db, "EXPLAIN PRAGMA integrity_check", -1, &statement, NULL);
	while (sqlite3_step(statement) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(statement, 1), *roots = (const char *)sqlite3_column_text(statement, 5);
		if (!name || strcmp(name, "IntegrityCk") != 0)
			continue;
		whole = roots && strncmp(roots, "[0,", 3) != 0;
		break;
	}
	sqlite3_finalize(statement);
	return whole;
}

/* In a copy a table is made whose name comes first among all: then SQLite looks at every page. */
static void audit_copy(Str *faults, sqlite3 *db)
{
	enum {
		NAMES = 200
	};
	for (int i = 0; i < NAMES; i++) {
		char *why = NULL, *sql = sqlite3_mprintf("BEGIN; CREATE TABLE \"probe%d\" (a)", i);
		int code = sqlite3_exec(db, sql, NULL, NULL, &why);
		sqlite3_free(sql);
		bool whole = code == SQLITE_OK && is_whole(db);
		if (code != SQLITE_OK)
			str_addf(faults, "a table that is made: %s\n", why ? why : "?");
		else if (whole)
			ask(faults, db, "pages", "PRAGMA integrity_check", 0);
		sqlite3_free(why);
		sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
		if (code != SQLITE_OK || whole)
			return;
	}
	str_addf(faults, "no name of %d makes the check of the pages whole\n", NAMES);
}

static void audit_pages(Str *faults, sqlite3 *db)
{
	sqlite3 *copy = NULL;
	sqlite3_open(":memory:", &copy);
	sqlite3_backup *backup = sqlite3_backup_init(copy, "main", db, "main");
	int code = backup ? sqlite3_backup_step(backup, -1) : sqlite3_errcode(copy);
	sqlite3_backup_finish(backup);
	if (code == SQLITE_DONE)
		audit_copy(faults, copy);
	else
		str_addf(faults, "pages: %s\n", sqlite3_errstr(code));
	sqlite3_close(copy);
}

void audit_base(Str *faults, const char *path, int64_t now)
{
	sqlite3 *db = open_plain(path);
	if (!db) {
		str_addf(faults, "%s cannot be opened\n", path);
		return;
	}
	audit_pages(faults, db);
	sqlite3_exec(db, journal, NULL, NULL, NULL);
	for (size_t i = 0; i < sizeof questions / sizeof questions[0]; i++)
		ask(faults, db, questions[i].what, questions[i].sql, now);
	audit_search(faults, db);
	sqlite3_close(db);
}

/* ---- The dump ---- */
static bool dump_table(Str *out, sqlite3 *db, const char *name)
{
	bool base = strcmp(name, "base") == 0;
	char *sql = base ? sqlite3_mprintf("SELECT uuid, form, shared_group FROM base")
	                 : sqlite3_mprintf("SELECT * FROM \"%w\" NOT INDEXED ORDER BY 1", name);
	sqlite3_stmt *statement = NULL;
	int code = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
	sqlite3_free(sql);
	while (code == SQLITE_OK && (code = sqlite3_step(statement)) == SQLITE_ROW) {
		str_addf(out, "%s", name);
		for (int i = 0; i < sqlite3_column_count(statement); i++) {
			str_addc(out, '|');
			if (sqlite3_column_type(statement, i) != SQLITE_NULL)
				str_addn(out, sqlite3_column_blob(statement, i) ? sqlite3_column_blob(statement, i) : "", (size_t)sqlite3_column_bytes(statement, i));
			else
				str_add(out, "\x01");
		}
		str_addc(out, '\n');
		code = SQLITE_OK;
	}
	sqlite3_finalize(statement);
	return code == SQLITE_DONE;
}

static char *dump(const char *path, const char *list)
{
	Str out = {0};
	sqlite3 *db = open_plain(path);
	sqlite3_stmt *statement = NULL;
	bool well_read = db && sqlite3_prepare_v2(db, list, -1, &statement, NULL) == SQLITE_OK;
	int code = SQLITE_ROW;
	while (well_read && (code = sqlite3_step(statement)) == SQLITE_ROW)
		well_read = dump_table(&out, db, (const char *)sqlite3_column_text(statement, 0));
	sqlite3_finalize(statement);
	sqlite3_close(db);
	if (well_read && code == SQLITE_DONE) {
		str_add(&out, "");
		return str_take(&out);
	}
	str_done(&out);
	return NULL;
}

int64_t audit_int(const char *path, const char *sql)
{
	int64_t out = -1;
	sqlite3 *db = open_plain(path);
	sqlite3_stmt *statement = NULL;
	if (db && sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW)
		out = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	sqlite3_close(db);
	return out;
}

void audit_counts(const char *path, const char *sql, int counts[], int n)
{
	sqlite3 *db = open_plain(path);
	sqlite3_stmt *statement = NULL;
	int code = db ? sqlite3_prepare_v2(db, sql, -1, &statement, NULL) : SQLITE_CANTOPEN;
	memset(counts, 0, (size_t)n * sizeof *counts);
	while (code == SQLITE_OK || code == SQLITE_ROW) {
		code = sqlite3_step(statement);
		sqlite3_int64 at = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : -1;
		if (at >= 0 && at < n)
			counts[at] = sqlite3_column_int(statement, 1);
	}
	sqlite3_finalize(statement);
	sqlite3_close(db);
	if (code != SQLITE_DONE)
		fail_msg("%s: %s", path, sql);
}

void audit_run(const char *path, const char *sql)
{
	sqlite3 *db = open_with(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
	char *why = NULL;
	if (!db || sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s: %s", path, why ? why : "cannot be opened");
	sqlite3_close(db);
}

#define RECORDS "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%' AND name NOT LIKE 'sqlite%'"

char *audit_dump(const char *path)
{
	return dump(path, RECORDS " AND name NOT IN ('batch', 'change') ORDER BY name");
}

char *audit_dump_whole(const char *path)
{
	return dump(path, RECORDS " ORDER BY name");
}
