/* SPDX-License-Identifier: MIT */
/* TEST(name) { … } registers itself with cmocka; tests/unit/main.c runs all that were linked in. */
#ifndef KARTOTEKA_TEST_H
#define KARTOTEKA_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

void test_register(const char *name, void (*run)(void **state));

#define TEST(name) \
	static void test_##name(void **state); \
	__attribute__((constructor)) static void test_register_##name(void) \
	{ \
		test_register(#name, test_##name); \
	} \
	static void test_##name(void **state __attribute__((unused)))

/* For table-driven tests: says which row failed. */
#define expect_text(row, got, want) \
	do { \
		if (!test_same((got), (want))) \
			fail_msg("row \"%s\": got \"%s\", want \"%s\"", (row), (got) ? (got) : "(null)", \
			         (want) ? (want) : "(null)"); \
	} while (0)
int test_same(const char *a, const char *b);

#endif
