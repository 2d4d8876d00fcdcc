/* SPDX-License-Identifier: MIT */
/* Check 31: whatever letters a name has, the lines of boxes and panes stand one under the other in every row; and a row is as wide as the frame. */
#include "desk.h"
#include "kartoteka/base/utf8.h"

/* Combining marks alone and in heaps, wide letters, an emoji of several, flags, a colour of skin, keycaps, letters from right to left, half and full forms. */
static const char *const names[] = {
	"Zebra 李小龙",
	"Zebra 👩‍👩‍👧 семья",
	"Zebra e\u0301e\u0301 и\u0306",
	"Zebra z\u0308\u0323\u0324\u0330\u0331\u0332",
	"Zebra 🇷🇺🇩🇪",
	"Zebra 👍🏽 ☎️ 1️⃣",
	"Zebra שלום مرحبا",
	"Zebra ｆｕｌｌ ﾊﾝｶｸ",
	"Zebra กำ நி ക്ഷ",
	"Zebra 가\u1112\u1161\u11ab",
};

static const char *const ways[] = {
	"1",
	"2",
	"2 End",
	"2 Enter",
	"5",
	"3 + +",
	"3 + + +",
	"2 e",
	"2 c",
	"2 c 1",
	"2 r text:пн",
	"2 y",
	"5 z",
	"F9 text:Zebra",
	"a text:Zebra Space text:👩‍👩‍👧",
	"2 w",
	"2 s",
	"2 / text:Zebra",
	"F9 text:go Space text:changes Enter",
	"F1",
};

static Desk *zoo(int rows, int cols)
{
	Desk *desk = desk_open((DeskOptions){.lang = LANG_RU, .rows = rows, .cols = cols, .later = true, .settings = {"remind.lead=10m"}});
	for (size_t i = 0; i < countof(names); i++) {
		char *line = mem_printf("client add --name \"%s\" --phone \"+7 916 111-11-%02zu\" --organization \"ООО %s\"", names[i], i, names[i] + strlen("Zebra "));
		desk_run(desk, line);
		free(line);
		line = mem_printf("task add \"%s\" --due 2026-07-2%zuT1%zu:00 --client \"%s\"", names[i], 2 + i % 3, i % 9, names[i]);
		desk_run(desk, line);
		free(line);
	}
	desk_show(desk);
	return desk;
}

static bool is_line(const char *cell)
{
	static const char *const lines[] = {"│", "├", "┤", "┬", "┴", "┼", "╭", "╮", "╰", "╯", "─"};
	for (size_t i = 0; i < countof(lines); i++)
		if (strcmp(cell, lines[i]) == 0)
			return true;
	return false;
}

/* Each corner of a box at the top has a line under it down to the corner at the bottom; each ┬ one down to the end of its pane. */
static const char *lines_fault(const Frame *frame)
{
	for (int row = 0; row < frame->rows; row++) {
		for (int col = 0; col < frame->cols; col++) {
			const char *cell = frame_shown(frame, row, col);
			bool corner = strcmp(cell, "╭") == 0 || strcmp(cell, "╮") == 0;
			int at = row + 1;
			if (!corner)
				continue;
			while (at < frame->rows && (strcmp(frame_shown(frame, at, col), "│") == 0 || strcmp(frame_shown(frame, at, col), "├") == 0 || strcmp(frame_shown(frame, at, col), "┤") == 0))
				at++;
			if (at == row + 1 || at == frame->rows || !is_line(frame_shown(frame, at, col)))
				return "the side of a box is broken";
		}
	}
	return NULL;
}

/* The cells of a row make up its width: a wide letter has two, a heap of marks none of its own. */
static const char *width_fault(const Frame *frame)
{
	for (int row = 0; row < frame->rows; row++) {
		char *text = frame_row(frame, row);
		int width = utf8_width(text);
		free(text);
		if (width > frame->cols)
			return "a row is wider than the frame";
	}
	return NULL;
}

/* In every row from the rule down the line between two panes stands in one column. */
static const char *pane_fault(const Frame *frame, int *found)
{
	for (int col = 1; col < frame->cols; col++) {
		if (strcmp(frame_shown(frame, 1, col), "┬") != 0)
			continue;
		(*found)++;
		for (int row = 2; row < frame->rows - 3; row++)
			if (!is_line(frame_shown(frame, row, col)))
				return "the line between two panes is broken";
	}
	return NULL;
}

TEST(check_31_lines_are_straight_beside_any_letters)
{
	static const int sizes[][2] = {{24, 80}, {36, 120}, {16, 60}, {10, 40}, {60, 200}};
	int panes = 0;
	for (size_t i = 0; i < countof(ways); i++) {
		Desk *desk = zoo(24, 80);
		desk_keys(desk, ways[i]);
		for (size_t k = 0; k < countof(sizes); k++) {
			app_resize(desk->ui, sizes[k][0], sizes[k][1]);
			const Frame *frame = app_frame(desk->ui);
			const char *fault = lines_fault(frame);
			if (!fault)
				fault = width_fault(frame);
			if (!fault && !ui_top(desk->ui)->kind->floats)
				fault = pane_fault(frame, &panes);
			if (fault) {
				char *text = desk_text(desk);
				printf("%s", text);
				fail_msg("\"%s\" at %dx%d: %s", ways[i], sizes[k][1], sizes[k][0], fault);
			}
		}
		desk_close(desk);
	}
	assert_true(panes > 4);
}
