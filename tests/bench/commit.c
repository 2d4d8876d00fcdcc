/* SPDX-License-Identifier: MIT */
/*
 * One logged call on disk, from Enter to what the disk has: contact, next step with its reminder, journal, search index. In turn with floor/commit.c,
 * which writes the same rows by plain SQL, each on a copy of the base of its own. What the loop does behind a change, when nobody types, is done between
 * the calls and has a row of its own. `bench_commit [CLIENTS [CALLS]]`.
 */
#include "desk.h"
#include "kartoteka/work/contact.h"

enum {
	CALLS = 1000,
	UNTIMED = 20, /* the first ones fill caches */
};

typedef struct Floor {
	FILE *to, *from;
	pid_t pid;
} Floor;

static Floor floor_begin(const char *base)
{
	int in[2], out[2];
	if (pipe(in) != 0 || pipe(out) != 0)
		exit(1);
	Floor floor = {.pid = fork()};
	if (floor.pid == 0) {
		dup2(in[0], STDIN_FILENO);
		dup2(out[1], STDOUT_FILENO);
		close(in[1]);
		close(out[0]);
		execl(KT_BUILD_DIR "/bench/floor/commit", "commit", base, (char *)NULL);
		_exit(127);
	}
	close(in[0]);
	close(out[1]);
	floor.to = fdopen(in[1], "w");
	floor.from = fdopen(out[0], "r");
	return floor;
}

static double floor_commit(Floor *floor, int64_t client)
{
	char line[64];
	fprintf(floor->to, "%lld\n", (long long)client);
	fflush(floor->to);
	if (!fgets(line, sizeof line, floor->from)) {
		printf("the floor program ended\n");
		exit(1);
	}
	return strtod(line, NULL);
}

int main(int argc, char **argv)
{
	const char *clients = bench_clients(argc, argv);
	size_t calls = argc > 2 ? strtoul(argv[2], NULL, 10) : CALLS;
	char *base = bench_base(clients), *ours = bench_copy(base, "commit-ours"), *theirs = bench_copy(base, "commit-floor");
	Desk desk;
	desk_open(&desk, ours);
	Arena *arena = arena_new();
	ContactKind *all;
	ClientRow *rows;
	size_t n, n_clients;
	int64_t call = 0, interaction, batch;
	desk_must(contact_kinds(desk.work, &all, &n, arena));
	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].code.s, "call") == 0)
			call = all[i].head.id;
	/* Those nobody spoke to longest: a page of them is scattered over the base. */
	const ClientPage page = {.sort = "last_contact", .limit = calls + UNTIMED};
	desk_must(clients_page(desk.work->store, &page, &rows, &n_clients, arena));
	Floor floor = floor_begin(theirs);
	Series logged = {0}, plain = {0}, behind = {0};
	for (size_t i = 0; i < calls + UNTIMED && n_clients; i++) {
		const ContactDraft draft = {
			.client = rows[i % n_clients].client.head.id,
			.kind = call,
			.direction = DIRECTION_OUT,
			.at = INSTANT_NONE,
			.length = {480},
			.text = "agrees to five per cent, wants the papers",
			.next = "thu 10 send the quote",
			.keeps_step = true,
		};
		double theirs_ms = floor_commit(&floor, draft.client), begun = now_ms();
		desk_must(contact_log(desk.work, &draft, &interaction, &batch));
		double ours_ms = now_ms() - begun;
		while (store_untidy(desk.work->store)) {
			double step = now_ms();
			store_tidy(desk.work->store);
			series_add(&behind, now_ms() - step);
		}
		if (i < UNTIMED)
			continue;
		series_add(&plain, theirs_ms);
		series_add(&logged, ours_ms);
	}
	printf("%s clients, ms, on disk\n", clients);
	figures_head("one logged call");
	figure_print("from Enter to the disk", &logged, &plain, (Goal){.ms = 15, .median_ratio = 1.5}, NULL);
	figure_print("a step behind it, with no key", &behind, NULL, (Goal){0}, NULL);
	fclose(floor.to);
	fclose(floor.from);
	waitpid(floor.pid, NULL, 0);
	arena_free(arena);
	desk_close(&desk);
	bench_drop(ours);
	bench_drop(theirs);
	free(base);
	series_done(&logged);
	series_done(&plain);
	series_done(&behind);
	figures_end("commit");
	return 0;
}
