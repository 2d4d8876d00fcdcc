/* SPDX-License-Identifier: MIT */
/* Any bytes through cleaning, clusters, width and folding: what comes out is valid, harmless, and stays the same when done again. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/fold.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int holds)
{
	if (!holds)
		abort();
}

static void clusters_meet(const char *s, size_t n)
{
	for (size_t at = 0, used; at < n; at += used) {
		used = utf8_cluster(s + at, n - at);
		must(used > 0 && used <= n - at);
		int width = utf8_cluster_width(s + at, used);
		must(width >= 0 && width <= 2);
		must(utf8_cluster_before(s, at + used) < at + used);
	}
}

static void again_is_same(void (*f)(Str *, const char *), const char *s)
{
	Str once = {0}, twice = {0};
	f(&once, s);
	must(utf8_valid(str_text(&once), once.n));
	f(&twice, str_text(&once));
	must(strcmp(str_text(&once), str_text(&twice)) == 0);
	str_done(&once);
	str_done(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *bytes = (const char *)data;
	Str safe = {0}, again = {0}, cut = {0}, other = {0};
	utf8_safe(&safe, bytes, size);
	utf8_safe(&again, str_text(&safe), safe.n);
	must(safe.n == again.n && utf8_valid(str_text(&safe), safe.n));
	for (size_t i = 0; i < safe.n; i++)
		must((unsigned char)safe.s[i] >= 0x20 && safe.s[i] != 0x7F);
	clusters_meet(bytes, size);
	clusters_meet(str_text(&safe), safe.n);
	utf8_cut(&cut, str_text(&safe), 20);
	must(utf8_width(str_text(&cut)) <= 20);
	char *text = mem_strndup(bytes, size);
	again_is_same(fold_search, text);
	fold_word(&other, text);
	must(utf8_valid(str_text(&other), other.n));
	char *nfc = utf8_nfc(text);
	must(utf8_valid(nfc, strlen(nfc)));
	free(nfc);
	fold_other_layout(&other, text);
	fold_digits(&other, text);
	fold_order(&other, text);
	free(text);
	str_done(&safe);
	str_done(&again);
	str_done(&cut);
	str_done(&other);
	return 0;
}
