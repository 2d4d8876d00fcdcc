/* SPDX-License-Identifier: MIT */
/*
 * One logged call on disk, from Enter in the call line to what the disk has: contact, next step with its reminder, journal, search index; its frame has a
 * row of its own. In turn with floor/commit.c, which writes the same rows by plain SQL, each on a copy of the base of its own. What the loop does behind a
 * change, when nobody types, is done between the calls. `bench_commit [CLIENTS [CALLS]]`.
 */
#include "desk.h"
#include "../../src/screen/clients.h"
#include "kartoteka/store/journal.h"

enum {
	CALLS = 1000,
	RECORDS = 3,  /* of one: contact, step, reminder */
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

static BatchRow last_batch(Desk *desk)
{
	BatchRow *row;
	size_t n;
	Arena *arena = arena_new();
	desk_must(journal_batches(desk->work->store, &(JournalQuery){.limit = 1}, &row, &n, arena));
	BatchRow last = n ? *row : (BatchRow){0}; /* its texts went with the arena */
	arena_free(arena);
	return last;
}

/* The next client of the list that has no step, which the call would close (the floor closes none); as much of the call line as is typed before Enter. */
static int64_t call_typed(Desk *desk)
{
	const Clients *list = ui_main(desk->ui)->state;
	const Client *client;
	do {
		int64_t id = clients_current(list) ? clients_current(list)->head.id : 0;
		desk_keys(desk, "j");
		desk_settle(desk);
		client = clients_current(list);
		if (!client || client->head.id == id) {
			printf("the list is at its end\n");
			exit(1);
		}
	} while (client->next_id.v);
	int64_t id = client->head.id;
	desk_keys(desk, "c 1 text:agrees Space text:to Space text:five Space text:per Space text:cent, Space text:wants Space text:the Space text:papers Space > Space text:thu Space 1 0 "
	                "Space text:send Space text:the Space text:quote");
	desk_settle(desk);
	return id;
}

int main(int argc, char **argv)
{
	const char *clients = bench_clients(argc, argv);
	size_t calls = argc > 2 ? strtoul(argv[2], NULL, 10) : CALLS;
	char *base = bench_base(clients), *ours = bench_copy(base, "commit-ours"), *theirs = bench_copy(base, "commit-floor");
	Desk desk;
	Key enter;
	key_read(&enter, "Enter");
	desk_open(&desk, ours);
	/* By name: one after the other they are scattered over the base. */
	desk_keys(&desk, "2");
	desk_settle(&desk);
	Floor floor = floor_begin(theirs);
	Series logged = {0}, plain = {0}, behind = {0}, frame = {0};
	for (size_t i = 0; i < calls + UNTIMED; i++) {
		int64_t client = call_typed(&desk), before = last_batch(&desk).id;
		double theirs_ms = floor_commit(&floor, client), begun = now_ms();
		app_event(desk.ui, &(TermEvent){.type = EVENT_KEY, .key = enter}, desk.clock_ms += 1000);
		double ours_ms = now_ms() - begun;
		app_frame(desk.ui);
		double drawn_ms = now_ms() - begun - ours_ms;
		const BatchRow last = last_batch(&desk);
		if (last.id != before + 1 || last.changes != RECORDS) {
			char *text = frame_text(app_frame(desk.ui));
			printf("this is not the call, its step and its reminder\n%s", text);
			exit(1);
		}
		desk_settle(&desk);
		while (store_untidy(desk.work->store)) {
			double step = now_ms();
			store_tidy(desk.work->store);
			series_add(&behind, now_ms() - step);
		}
		if (i < UNTIMED)
			continue;
		series_add(&plain, theirs_ms);
		series_add(&logged, ours_ms);
		series_add(&frame, drawn_ms);
	}
	printf("%s clients, ms, on disk\n", clients);
	figures_head("one logged call");
	figure_print("from Enter to the disk", &logged, &plain, (Goal){.ms = 15, .median_ratio = 1.5}, NULL);
	figure_print("the frame that says so", &frame, NULL, (Goal){0}, NULL);
	figure_print("a step behind it, with no key", &behind, NULL, (Goal){0}, NULL);
	fclose(floor.to);
	fclose(floor.from);
	waitpid(floor.pid, NULL, 0);
	desk_close(&desk);
	bench_drop(ours);
	bench_drop(theirs);
	free(base);
	series_done(&logged);
	series_done(&plain);
	series_done(&frame);
	series_done(&behind);
	figures_end("commit");
	return 0;
}
