/* SPDX-License-Identifier: MIT */
/* Runs every TEST that was linked in, in one cmocka group; a word given as argument runs only the tests whose name holds it. */
#include "test.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct CMUnitTest *tests;
static size_t test_n, test_cap;

void test_register(const char *name, void (*run)(void **state))
{
	if (test_n == test_cap) {
		test_cap = test_cap ? test_cap * 2 : 64;
		tests = realloc(tests, test_cap * sizeof *tests);
		if (!tests)
			abort();
	}
	tests[test_n++] = (struct CMUnitTest){.name = name, .test_func = run};
}

int test_same(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static int test_order(const void *a, const void *b)
{
	const struct CMUnitTest *x = a, *y = b;
	return strcmp(x->name, y->name);
}

int main(int argc, char **argv)
{
	if (!setlocale(LC_ALL, "C.UTF-8"))
		fprintf(stderr, "there is no C.UTF-8 locale here\n");
	if (argc > 1) {
		size_t kept = 0;
		for (size_t i = 0; i < test_n; i++) {
			if (strstr(tests[i].name, argv[1]))
				tests[kept++] = tests[i];
		}
		test_n = kept;
	}
	if (test_n > 1)
		qsort(tests, test_n, sizeof *tests, test_order);
	int failed = test_n ? _cmocka_run_group_tests(argv[0], tests, test_n, NULL, NULL) : 0;
	free(tests);
	return failed ? 1 : 0;
}
