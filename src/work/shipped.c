/* SPDX-License-Identifier: MIT */
/* The shipped kinds of contact and outcomes of a call (mock-up 22a). Their names come from their codes in the reader's language. */
#include "shipped.h"

#include "kartoteka/base/mem.h"

static const char *const contact_codes[] = {"call", "mail", "meeting", "chat", "note", "complaint", "purchase"};

static const struct {
	const char *code;
	OutcomeCounts counts;
	const char *offer;
} call_outcomes[] = {
	{"reached", OUTCOME_CONTACT, "step"},
	{"no-answer", OUTCOME_ATTEMPT, "best"},
	{"busy", OUTCOME_ATTEMPT, "1h"},
	{"call-back", OUTCOME_CONTACT, "date"},
	{"refused", OUTCOME_CONTACT, NULL},
	{"wrong-number", OUTCOME_NOTHING, NULL},
	{"left-message", OUTCOME_ATTEMPT, "tomorrow"},
	{"someone-else", OUTCOME_ATTEMPT, "tomorrow"},
	{"wrote", OUTCOME_CONTACT, "step"},
};

static Err *make_lists(Work *work)
{
	int64_t call = 0;
	for (size_t i = 0; i < countof(contact_codes); i++) {
		ContactKind kind;
		record_init(&kind_contact_kind, &kind);
		kind.code.s = contact_codes[i];
		kind.place.n = (int64_t)i;
		TRY(store_make(work->store, &kind_contact_kind, &kind));
		if (i == 0)
			call = kind.head.id;
	}
	for (size_t i = 0; i < countof(call_outcomes); i++) {
		Outcome outcome;
		record_init(&kind_outcome, &outcome);
		outcome.kind.v = call;
		outcome.code.s = call_outcomes[i].code;
		outcome.counts.v = (int32_t)call_outcomes[i].counts;
		outcome.offer.s = call_outcomes[i].offer;
		outcome.place.n = (int64_t)i;
		TRY(store_make(work->store, &kind_outcome, &outcome));
	}
	return NULL;
}

Err *shipped_lists_make(Work *work)
{
	Arena *arena = arena_new();
	void *rows = NULL;
	size_t n = 0;
	Err *err = store_all(work->store, &kind_contact_kind, &rows, &n, arena);
	if (!err && n == 0) {
		/* Of nobody, so that no `u` takes them away. */
		BatchHead head = {.at = work_now(work), .command = "init", .label = _("The lists a new base begins with")};
		err = store_begin(work->store, &head);
		if (!err) {
			/* Two sessions may open a new base at once: look again inside the transaction. */
			err = store_all(work->store, &kind_contact_kind, &rows, &n, arena);
			if (!err && n == 0)
				err = make_lists(work);
			if (!err)
				err = store_commit(work->store, NULL);
			else
				store_rollback(work->store);
		}
	}
	arena_free(arena);
	return err;
}
