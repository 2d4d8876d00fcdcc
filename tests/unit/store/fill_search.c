/* SPDX-License-Identifier: MIT */
/* What is searched of a base that is filled: made aside by a thread, or without one, moved over, given up, without room. pthread_create is linked as ours. */
#include "fixture.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>

#include "fill_search.h"

int __real_pthread_create(pthread_t *thread, const pthread_attr_t *attr, void *(*start)(void *), void *arg);
int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attr, void *(*start)(void *), void *arg);

static bool no_thread;

int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attr, void *(*start)(void *), void *arg)
{
	return no_thread ? EAGAIN : __real_pthread_create(thread, attr, start, arg);
}

enum {
	CLIENTS = 3000, /* several parcels */
	TAKEN = 100,    /* each one of so many goes again */
};

typedef struct Aside {
	Fixture fixture;
	Db *base;
	FillSearch *search;
} Aside;

static Aside aside_new(void)
{
	Aside a = {.fixture = fixture_new()};
	store_close(open_at(a.fixture.path, STORE_WRITE));
	well(db_open(&a.base, a.fixture.path, DB_WRITE, (DbWait){0}));
	return a;
}

static void aside_done(Aside *a)
{
	fill_search_free(a->search);
	db_close(a->base);
	fixture_done(&a->fixture);
}

static Err *put(FillSearch *search, int64_t id, bool take)
{
	char words[320], inside[320], digits[16];
	Str text = {0};
	snprintf(digits, sizeof digits, "n%lld", (long long)id);
	for (int i = 0; i < 16; i++)
		str_addf(&text, "%s%d ", digits, i);
	snprintf(words, sizeof words, "^first name %s", digits);
	snprintf(inside, sizeof inside, " %s ", digits);
	Err *err = fill_search_write(search, SEARCH_WORDS, id, words, str_text(&text), take);
	if (!err)
		err = fill_search_write(search, SEARCH_INSIDE, id, inside, str_text(&text), take);
	if (!err)
		err = fill_search_write(search, SEARCH_HISTORY, id, inside, NULL, take);
	str_done(&text);
	return err;
}

static bool goes_on(void *self)
{
	int *left = self;
	return !left || (*left)-- > 0;
}

static int64_t first_digit(int64_t number)
{
	return number < 10 ? number : first_digit(number / 10);
}

static void expect_all(const char *path)
{
	Db *db;
	well(db_open(&db, path, DB_WRITE, (DbWait){0}));
	for (SearchIndex index = 0; index < SEARCH_INDEXES; index++) {
		well(index_check(db, index));
		for (int64_t id = 1; id <= CLIENTS; id += 37) {
			char expr[64];
			bool has;
			/* a whole word, or three letters of one */
			snprintf(expr, sizeof expr, "n%lld", (long long)id);
			if (index != SEARCH_WORDS)
				snprintf(expr, sizeof expr, "\" n%lld\"", (long long)first_digit(id));
			well(candidates_has(&has, db, index, expr, id));
			if (has != (id % TAKEN != 0))
				fail_msg("index %d has %d of client %lld", (int)index, has, (long long)id);
		}
		/* It goes on as any other. */
		well(index_put(db, index, CLIENTS + 1, "later", index == SEARCH_HISTORY ? NULL : "on"));
		well(index_check(db, index));
	}
	db_close(db);
}

static void expect_nothing_beside(const Fixture *f)
{
	char *name = mem_printf("%s-search", f->path);
	assert_false(access(name, F_OK) == 0);
	free(name);
}

TEST(what_is_put_aside_comes_into_the_base_with_a_thread_and_without)
{
	for (int i = 0; i < 2; i++) {
		Aside a = aside_new();
		no_thread = i == 1;
		well(fill_search_begin(&a.search, a.base));
		no_thread = false;
		expect_nothing_beside(&a.fixture);
		for (int64_t id = 1; id <= CLIENTS; id++)
			well(put(a.search, id, false));
		for (int64_t id = TAKEN; id <= CLIENTS; id += TAKEN)
			well(put(a.search, id, true));
		well(fill_search_last(a.search));
		well(fill_search_end(a.search, a.base, goes_on, NULL));
		char *path = mem_strdup(a.fixture.path);
		fill_search_free(a.search);
		db_close(a.base);
		a.search = NULL;
		a.base = NULL;
		expect_all(path);
		free(path);
		aside_done(&a);
	}
}

/* Before anything came, in the midst, and with all of it there: not waited for. */
TEST(what_is_put_aside_may_be_given_up_at_any_time)
{
	static const int64_t some[] = {0, 1, 500, CLIENTS};
	for (size_t i = 0; i < 2 * countof(some); i++) {
		Aside a = aside_new();
		well(fill_search_begin(&a.search, a.base));
		for (int64_t id = 1; id <= some[i / 2]; id++)
			well(put(a.search, id, false));
		if (i % 2)
			well(fill_search_last(a.search));
		aside_done(&a);
	}
}

TEST(what_is_put_aside_is_moved_for_as_long_as_it_is_wanted)
{
	Aside a = aside_new();
	int left = 0;
	no_thread = true; /* then it is asked for the first time while rows are moved, and such a few are moved at once */
	well(fill_search_begin(&a.search, a.base));
	no_thread = false;
	well(put(a.search, 1, false));
	well(fill_search_last(a.search));
	well(fill_search_end(a.search, a.base, goes_on, &left));
	fill_search_free(a.search);
	well(fill_search_begin(&a.search, a.base));
	for (int64_t id = 1; id <= CLIENTS; id++)
		well(put(a.search, id, false));
	well(fill_search_last(a.search));
	fails(fill_search_end(a.search, a.base, goes_on, &left), ERR_INTERRUPTED);
	aside_done(&a);
}

/* Words that are all new, until they have to be written down; the thread says so at one of the next ones, or at the end. */
static Err *put_much(FillSearch *search)
{
	uint64_t state = 1;
	for (int64_t id = 1; id <= 6000; id++) {
		Str text = {0};
		for (int i = 0; i < 40; i++) {
			for (int j = 0; j < 12; j++) {
				state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
				str_addc(&text, (char)('a' + (state >> 33) % 26));
			}
			str_addc(&text, ' ');
		}
		Err *err = fill_search_write(search, SEARCH_WORDS, id, str_text(&text), "", false);
		str_done(&text);
		TRY(err);
	}
	TRY(fill_search_last(search));
	return NULL;
}

TEST(what_is_put_aside_without_room_says_so)
{
	const struct sigaction ignored = {.sa_handler = SIG_IGN};
	struct sigaction before;
	struct rlimit limit, small;
	for (int i = 0; i < 2; i++) {
		Aside a = aside_new();
		no_thread = i == 1;
		well(fill_search_begin(&a.search, a.base));
		no_thread = false;
		assert_int_equal(sigaction(SIGXFSZ, &ignored, &before), 0);
		assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
		small = limit;
		small.rlim_cur = 1 << 20;
		assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
		Err *err = put_much(a.search);
		if (!err)
			err = fill_search_end(a.search, a.base, goes_on, NULL);
		assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
		assert_int_equal(sigaction(SIGXFSZ, &before, NULL), 0);
		fails(err, ERR_FULL);
		aside_done(&a);
	}
}
