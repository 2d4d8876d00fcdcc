/* SPDX-License-Identifier: MIT */
#include "fixture.h"
#include "kartoteka/base/mem.h"

TEST(tags_of_a_list)
{
	static const struct {
		const char *list, *want; /* each in brackets */
	} cases[] = {
		{"", ""},
		{" , ,", ""},
		{"опт", "[опт]"},
		{"опт, лид", "[опт][лид]"},
		{"#опт #лид", "[опт][лид]"},
		{" #опт,,  №лид , new client ", "[опт][лид][new client]"},
		{"№ 118", "[№ 118]"},
		{"a#b", "[a][b]"},
	};
	for (size_t i = 0; i < countof(cases); i++) {
		Str got = {0};
		Span name;
		for (const char *at = cases[i].list; tag_next(&at, &name);)
			str_addf(&got, "[%.*s]", (int)name.n, name.s);
		expect_text(cases[i].list, str_text(&got), cases[i].want);
		str_done(&got);
	}
}
