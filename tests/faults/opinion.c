/* SPDX-License-Identifier: MIT */
/* The second opinion itself: each thing that follows from other rows, made wrong by hand, is found by it, and a sound base has no faults. */
#include <string.h>

#include "audit.h"
#include "desk.h"

enum {
	NOW_SECONDS = 1784788920
};

static void made_wrong(Desk *desk, const char *sql, const char *what)
{
	Str faults = {0};
	desk_again(desk);
	audit_run(desk->base, sql);
	audit_base(&faults, desk->base, NOW_SECONDS);
	if (!faults.n || !strstr(str_text(&faults), what))
		fail_msg("%s: wanted \"%s\", got \"%s\"", sql, what, str_text(&faults));
	str_done(&faults);
}

TEST(the_second_opinion_sees_what_is_wrong)
{
	static const struct {
		const char *sql, *what;
	} rows[] = {
		{"UPDATE client SET title = 'X' WHERE kind = 'person'", "title: "},
		{"UPDATE client SET organization = 'X' WHERE organization IS NOT NULL", "organization: "},
		{"UPDATE client SET organization_key = 'x' WHERE organization IS NOT NULL", "order of organizations: "},
		{"UPDATE client SET phone = '1' WHERE phone IS NOT NULL", "phone: "},
		{"UPDATE client SET last_contact = 1 WHERE last_contact IS NOT NULL", "last contact: "},
		{"UPDATE client SET attempts = attempts + 1", "attempts: "},
		{"UPDATE client SET next_at = next_at + 1", "next step: "},
		{"UPDATE client SET next_kind = NULL", "next step: "},
		{"UPDATE client SET next_text = 'x' WHERE next_kind = 'task'", "what next: "},
		{"UPDATE client SET next_all_day = 1 - next_all_day WHERE next_kind = 'event'", "what next: "},
		{"UPDATE task SET due_at = due_at + 1", "due: "},
		{"UPDATE task SET open = 0", "open: "},
		{"UPDATE event SET starts_at = starts_at + 1", "start: "},
		{"UPDATE event SET last_at = last_at + 1", "end: "},
		{"UPDATE event SET wide = 1", "end: "},
		{"UPDATE reminder SET next_at = next_at + 1 WHERE of_kind = 'event'", "reminder: "},
		{"UPDATE reminder SET owner = 99", "whose reminder: "},
		{"UPDATE reminder SET \"of\" = 9999", "reminder of nothing: "},
		{"UPDATE base SET next_id = 2", "next id: "},
		{"UPDATE base SET form = 1", "form: "},
		{"UPDATE batch SET open = 1 WHERE id = 1", "open batch: "},
		{"DELETE FROM change WHERE seq = (SELECT max(seq) FROM change)", "batch without all of its changes: "},
		{"DELETE FROM client WHERE id = (SELECT max(id) FROM client)", "references: "},
		{"DELETE FROM task", "record gone without a word: "},
		{"DELETE FROM search_text WHERE id = (SELECT max(id) FROM client)", "client not searched: "},
		{"INSERT INTO search_text (id, name, rest) VALUES (9999, 'x', 'x')", "searched and gone: "},
	};
	Desk desk;
	Str faults = {0};
	desk_new(&desk);
	well(desk_open(&desk, STORE_WRITE));
	well(desk_line(&desk, "client add --name 'Иванов Игорь Петрович' --phone '8 (916) 123-45-67' --organization 'ООО «Вектор»'"));
	well(desk_line(&desk, "client add --name 'Petrov Peter' --phone '+7 921 000-11-22'"));
	well(desk_line(&desk, "log Иванов --kind call --outcome reached --at 'yesterday 16:40' --text 'просит скидку' --next 'fri 10 КП'"));
	well(desk_line(&desk, "event add 'Signing' --start '2026-08-27T10:00' --length 45m --client Petrov"));
	desk_keep(&desk);
	audit_base(&faults, desk.base, NOW_SECONDS);
	assert_string_equal(str_text(&faults), "");
	for (size_t i = 0; i < countof(rows); i++)
		made_wrong(&desk, rows[i].sql, rows[i].what);
	desk_done(&desk);
}
