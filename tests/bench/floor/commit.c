/* SPDX-License-Identifier: MIT */
/*
 * The floor under a logged call: the rows it leaves (contact, next step, its reminder, the client's derived values, journal, search index) by plain
 * prepared SQL in one transaction. `commit BASE`: for each line of standard input one, and the milliseconds it took on standard output.
 */
#include "floor.h"

enum {
	STATEMENTS = 9,
};

/* ?1 client, ?2 instant, ?3 a fresh id (and the two after it), ?4 the number of the batch, ?5 a uuid's tail. */
static const char *const texts[STATEMENTS] = {
	"INSERT INTO interaction (id, rev, uuid, client, kind, direction, at, length, text, author) VALUES (?3, 1, randomblob(16), ?1, "
	"(SELECT id FROM contact_kind WHERE code = 'call'), 'out', ?2, 480, 'agrees to five per cent, wants the papers', (SELECT min(id) FROM staff))",
	"INSERT INTO task (id, rev, uuid, uid, summary, client, owner, made_at, due, zone, due_zone, due_at) VALUES (?3 + 1, 1, randomblob(16), 'floor-' || ?5, "
	"'send the quote', ?1, (SELECT min(id) FROM staff), ?2, '2030-01-01T10:00:00', 'Europe/Moscow', 'Europe/Moscow', ?2 + 86400)",
	"INSERT INTO reminder (id, rev, uuid, of_kind, \"of\", lead, state, next_at) VALUES (?3 + 2, 1, randomblob(16), 'task', ?3 + 1, 0, 'pending', ?2 + 86400)",
	"UPDATE client SET last_contact = ?2, attempts = 0, next_kind = 'task', next_id = ?3 + 1, next_at = ?2 + 86400, next_text = 'send the quote' WHERE id = ?1",
	"INSERT INTO batch (id, session, author, at, phrase, words, changes, first_seq) VALUES (?4, (SELECT min(id) FROM session), (SELECT min(id) FROM staff), ?2,"
	" (SELECT min(id) FROM phrase), 'contact', 3, (SELECT max(seq) + 1 FROM change))",
	"INSERT INTO change (batch, op, record, made) VALUES (?4, 0, ?3, 'itr')",
	"INSERT INTO search_history (rowid, text) VALUES (?3, 'agrees to five per cent, wants the papers')",
	"INSERT INTO search_history (rowid, text) VALUES (?3 + 1, 'send the quote')",
	"UPDATE base SET next_id = ?3 + 3",
};

static sqlite3_int64 number(const char *sql)
{
	sqlite3_stmt *statement = prepared(sql);
	must(sqlite3_step(statement));
	sqlite3_int64 out = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return out;
}

int main(int argc, char **argv)
{
	sqlite3_stmt *statements[STATEMENTS], *begin, *commit;
	if (argc < 2 || sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
		return 1;
	must(sqlite3_exec(db, "PRAGMA journal_mode = wal; PRAGMA synchronous = full; PRAGMA foreign_keys = on; PRAGMA cache_size = -8192", NULL, NULL, NULL));
	for (int i = 0; i < STATEMENTS; i++)
		statements[i] = prepared(texts[i]);
	begin = prepared("BEGIN IMMEDIATE");
	commit = prepared("COMMIT");
	sqlite3_int64 id = number("SELECT next_id FROM base"), batch = number("SELECT coalesce(max(id), 0) FROM batch"), count = 0;
	char line[64];
	while (fgets(line, sizeof line, stdin)) {
		char tail[32];
		snprintf(tail, sizeof tail, "%lld", (long long)++count);
		double from = now_ms();
		must(sqlite3_step(begin));
		sqlite3_reset(begin);
		batch++;
		for (int i = 0; i < STATEMENTS; i++) {
			int n = sqlite3_bind_parameter_count(statements[i]);
			if (n >= 1)
				sqlite3_bind_int64(statements[i], 1, atoll(line));
			if (n >= 2)
				sqlite3_bind_int64(statements[i], 2, (sqlite3_int64)(from / 1000) + 1784799720);
			if (n >= 3)
				sqlite3_bind_int64(statements[i], 3, id);
			if (n >= 4)
				sqlite3_bind_int64(statements[i], 4, batch);
			if (n >= 5)
				sqlite3_bind_text(statements[i], 5, tail, -1, SQLITE_STATIC);
			must(sqlite3_step(statements[i]));
			sqlite3_reset(statements[i]);
		}
		must(sqlite3_step(commit));
		sqlite3_reset(commit);
		double took = now_ms() - from;
		id += 3;
		printf("%.6f\n", took);
		fflush(stdout);
	}
	for (int i = 0; i < STATEMENTS; i++)
		sqlite3_finalize(statements[i]);
	sqlite3_finalize(begin);
	sqlite3_finalize(commit);
	sqlite3_close(db);
	return 0;
}
