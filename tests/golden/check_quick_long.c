/* SPDX-License-Identifier: MIT */
/* A long text in the quick line: its end is seen, its echo takes two rows, and the screen behind stays. */
#include "desk.h"

#include "kartoteka/base/utf8.h"

static char *long_text(const char *word, size_t letters)
{
	Str text = {0};
	while (text.n < letters)
		str_addf(&text, "%s%zu ", word, text.n);
	return str_take(&text);
}

TEST(quick_line_shows_the_end_of_a_long_text)
{
	static const char *const words[] = {"звонок Иванову завтра в 10 о поставке ", "call about everything ", "Щётка,", "нетпробелов"};
	static const struct {
		int rows, cols;
	} sizes[] = {{24, 80}, {10, 40}, {36, 120}};
	for (size_t i = 0; i < countof(words); i++)
		for (size_t k = 0; k < countof(sizes); k++) {
			Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .rows = sizes[k].rows, .cols = sizes[k].cols});
			char *text = long_text(words[i], 5000);
			desk_keys(desk, "a");
			TermEvent paste = {.type = EVENT_PASTE, .text = text};
			app_event(desk->ui, &paste, 5000000);
			app_frame(desk->ui);
			desk_keys(desk, "text:конец");
			char *frame = desk_text(desk), *line = strstr(frame, " + ");
			if (!line || !strstr(frame, "конец▏"))
				fail_msg("%s at %d: the end of the line is not seen:\n%s", words[i], sizes[k].cols, frame);
			int under = 0; /* the line itself with what is below it, to the end of the screen */
			for (const char *at = line; *at; at++)
				under += *at == '\n';
			if (under > 6)
				fail_msg("%s at %d: the line and its echo take %d rows:\n%s", words[i], sizes[k].cols, under, frame);
			free(frame);
			free(text);
			desk_close(desk);
		}
}

/* What is wrong stands under the line; Enter on it covers nothing of the page. */
TEST(quick_line_that_is_refused_leaves_the_page)
{
	Desk *desk = desk_open((DeskOptions){0});
	desk_keys(desk, "a text:standup Space text:fri Space text:9:30-9");
	desk_expect(desk, "The end is before the beginning");
	char *before = desk_text(desk);
	desk_keys(desk, "Enter");
	char *after = desk_text(desk);
	assert_string_equal(before, after);
	free(before);
	free(after);
	desk_close(desk);
}
