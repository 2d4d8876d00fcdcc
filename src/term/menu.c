/* SPDX-License-Identifier: MIT */
/* Menus: a box of choices. Arrows only move; Enter, a digit or an item's own key chooses. */
#include "kartoteka/term/menu.h"

#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"

enum {
	BOX_LEAST = 28,
	LINE_CELLS = 25,
	PATH_CELLS = 52, /* of a line that is a path: most are seen whole */
	ECHO_CELLS = 60, /* what is longer is wrapped rather than widening the box */
	ECHO_ROWS = 5,
	WHERE_LEAST = 4,
};

void menu_init(Menu *menu, const char *title)
{
	*menu = (Menu){.title = mem_strdup(title ? title : "")};
}

void menu_done(Menu *menu)
{
	for (size_t i = 0; i < menu->n; i++) {
		free(menu->items[i].key);
		free(menu->items[i].text);
		free(menu->items[i].note);
		free(menu->items[i].where);
	}
	free(menu->items);
	free(menu->title);
	free(menu->footer);
	free(menu->line_label);
	free(menu->echo);
	edit_free(menu->line);
	*menu = (Menu){0};
}

/* --- items --- */

static bool is_line(const Menu *menu, size_t item)
{
	return menu->line && item + 1 == menu->n;
}

static bool can_choose(const Menu *menu, size_t item)
{
	return item < menu->n && !menu->items[item].off && !menu->items[item].heading;
}

static MenuItem *item_add(Menu *menu, const char *key, const char *text, const char *note)
{
	menu->items = mem_room(menu->items, menu->n, &menu->cap, sizeof *menu->items);
	MenuItem *item = &menu->items[menu->n++];
	*item = (MenuItem){.key = mem_strdup(key), .text = mem_strdup(text), .note = mem_strdup(note)};
	return item;
}

static char next_digit(const Menu *menu)
{
	char digit = '1';
	for (size_t i = 0; i < menu->n; i++)
		if (menu->items[i].key[0] == digit && menu->items[i].key[1] == '\0')
			digit++;
	return digit;
}

static void cursor_settle(Menu *menu)
{
	for (size_t i = menu->cursor; i < menu->n; i++) {
		if (can_choose(menu, i)) {
			menu->cursor = i;
			return;
		}
	}
}

void menu_add(Menu *menu, const char *key, const char *text, const char *note)
{
	char digit[2] = {next_digit(menu), '\0'};
	if (!key)
		key = digit[0] <= '9' ? digit : "";
	item_add(menu, key, text, note);
	cursor_settle(menu);
}

void menu_add_off(Menu *menu, const char *key, const char *text, const char *note)
{
	menu_add(menu, key, text, note);
	menu->items[menu->n - 1].off = true;
	cursor_settle(menu);
}

void menu_add_heading(Menu *menu, const char *text)
{
	item_add(menu, "", text, NULL)->heading = true;
	cursor_settle(menu);
}

void menu_set_where(Menu *menu, const char *where)
{
	menu->items[menu->n - 1].where = mem_strdup(where);
}

void menu_add_line(Menu *menu, const char *key, const char *label)
{
	if (menu->n > 0)
		menu_add_heading(menu, "");
	item_add(menu, key, "", NULL);
	menu->line = edit_new(false);
	menu->line_label = mem_strdup(label);
	cursor_settle(menu);
	menu->typing = is_line(menu, menu->cursor);
}

void menu_set_footer(Menu *menu, const char *footer)
{
	char *copy = mem_strdup(footer);
	free(menu->footer);
	menu->footer = copy;
}

void menu_set_echo(Menu *menu, const char *echo, bool bad)
{
	char *copy = echo && *echo ? mem_strdup(echo) : NULL;
	free(menu->echo);
	menu->echo = copy;
	menu->echo_bad = bad;
}

/* --- keys --- */

static MenuResult move_to(Menu *menu, size_t from, int step)
{
	for (size_t i = from; i<menu->n; i = step> 0 ? i + 1 : i - 1) {
		if (can_choose(menu, i)) {
			menu->cursor = i;
			break;
		}
		if (step < 0 && i == 0)
			break;
	}
	menu->typing = is_line(menu, menu->cursor);
	return MENU_MOVED;
}

static MenuResult move_by(Menu *menu, int step)
{
	if (step < 0 && menu->cursor == 0)
		return MENU_MOVED;
	return move_to(menu, step > 0 ? menu->cursor + 1 : menu->cursor - 1, step);
}

static MenuResult from_edit(EditResult result)
{
	if (result == EDIT_CHANGED)
		return MENU_EDITED;
	return result == EDIT_MOVED ? MENU_MOVED : MENU_IGNORED;
}

/* Nothing stands in the line but the sign that opened it. */
static bool just_opened(const Menu *menu)
{
	const char *text = edit_text(menu->line);
	return menu->path && (strcmp(text, "/") == 0 || strcmp(text, ".") == 0);
}

static MenuResult line_key(Menu *menu, Key key)
{
	if (just_opened(menu) && (key.code == '~' || key.code == '/' || key.code == CODE_ESC))
		edit_set(menu->line, key.code == '/' && *edit_text(menu->line) == '.' ? "." : "");
	switch (key.code) {
	case CODE_ENTER:
		return MENU_LINE;
	case CODE_UP:
		return move_by(menu, -1);
	case CODE_DOWN:
		return MENU_MOVED;
	case CODE_ESC:
		if (edit_is_empty(menu->line))
			return MENU_CANCELED;
		edit_set(menu->line, "");
		return MENU_EDITED;
	default:
		return from_edit(edit_key(menu->line, key));
	}
}

/* The item whose key was pressed, as it is or by its place on the keyboard. */
static bool key_item(const Menu *menu, Key key, const char *layout, size_t *found)
{
	Key forms[2] = {key, key_command(key, layout)};
	char text[5];
	for (size_t form = 0; form < 2; form++) {
		if (!key_is_text(forms[form]))
			continue;
		key_text(text, forms[form]);
		for (size_t i = 0; i < menu->n; i++) {
			if (can_choose(menu, i) && !is_line(menu, i) && strcmp(menu->items[i].key, text) == 0) {
				*found = i;
				return true;
			}
		}
	}
	return false;
}

/* The sign shown beside the line: as it is or by its place on the keyboard. */
static bool opens_line(const Menu *menu, Key key, const char *layout)
{
	Key forms[2] = {key, key_command(key, layout)};
	char text[5];
	for (size_t form = 0; menu->line && form < 2; form++) {
		if (!key_is_text(forms[form]) || utf8_is_letter(forms[form].code))
			continue;
		key_text(text, forms[form]);
		if (strcmp(menu->items[menu->n - 1].key, text) == 0)
			return true;
	}
	return false;
}

static bool begins_line(const Menu *menu, Key key)
{
	/* A span begins with +, a path with /, ~ or a dot; digits and the other signs stay the menu's. */
	bool sign = key.code == '+' || key.code == '/' || key.code == '~' || key.code == '.';
	return menu->line && key_is_text(key) && (sign || utf8_is_letter(key.code));
}

static MenuResult named_key(Menu *menu, Key key)
{
	switch (key.code) {
	case CODE_UP:
		return move_by(menu, -1);
	case CODE_DOWN:
		return move_by(menu, 1);
	case CODE_HOME:
	case CODE_PAGE_UP:
		return move_to(menu, 0, 1);
	case CODE_END:
	case CODE_PAGE_DOWN:
		return menu->n ? move_to(menu, menu->n - 1, -1) : MENU_MOVED;
	case CODE_ENTER:
		return can_choose(menu, menu->cursor) ? MENU_CHOSEN : MENU_MOVED;
	case CODE_ESC:
	case CODE_LEFT:
	case CODE_BACKSPACE:
	case 'q':
		return MENU_CANCELED;
	default:
		return MENU_IGNORED;
	}
}

MenuResult menu_key(Menu *menu, Key key, const char *layout)
{
	size_t item;
	if (menu->typing)
		return line_key(menu, key);
	if (key_item(menu, key, layout, &item)) {
		menu->cursor = item;
		return MENU_CHOSEN;
	}
	if (opens_line(menu, key, layout)) {
		MenuResult result = move_to(menu, menu->n - 1, -1);
		return menu->path && edit_is_empty(menu->line) ? from_edit(edit_key(menu->line, key)) : result;
	}
	if (begins_line(menu, key)) {
		move_to(menu, menu->n - 1, -1);
		return from_edit(edit_key(menu->line, key));
	}
	Key plain = key_command(key, layout);
	return plain.mods ? MENU_IGNORED : named_key(menu, plain);
}

MenuResult menu_paste(Menu *menu, const char *text)
{
	if (!menu->line)
		return MENU_IGNORED;
	move_to(menu, menu->n - 1, -1);
	return from_edit(edit_paste(menu->line, text));
}

/* --- on the screen --- */

static int key_cells(const Menu *menu)
{
	int most = 0;
	for (size_t i = 0; i < menu->n; i++) {
		int width = utf8_width(menu->items[i].key);
		most = width > most ? width : most;
	}
	return most;
}

static const char *footer_of(const Menu *menu)
{
	return menu->footer ? menu->footer : _("Enter  Esc");
}

static int line_col(const Menu *menu)
{
	int keys = key_cells(menu);
	return 2 + keys + (keys ? 2 : 0) + utf8_width(menu->line_label) + 2;
}

/* Of the row below the line in a box of so many columns. */
static int echo_rows(const Menu *menu, int cols)
{
	int rows = menu->line && menu->echo ? text_wrap_rows(menu->echo, cols - 2 - line_col(menu) - 1) : 1;
	return rows < ECHO_ROWS ? rows : ECHO_ROWS;
}

static int rows_of(const Menu *menu, int cols)
{
	return (int)menu->n + (menu->line ? echo_rows(menu, cols) : 0);
}

static int width_of(const Menu *menu)
{
	int keys = key_cells(menu), widest = BOX_LEAST - 2;
	for (size_t i = 0; i < menu->n; i++) {
		const MenuItem *item = &menu->items[i];
		int width = 2 + keys + 2 + utf8_width(item->text) + 1;
		if (item->note)
			width += 2 + utf8_width(item->note);
		if (item->where)
			width += 2 + utf8_width(item->where);
		if (is_line(menu, i))
			width += utf8_width(menu->line_label) + 2 + (menu->path ? PATH_CELLS : LINE_CELLS);
		widest = width > widest ? width : widest;
	}
	if (menu->echo) {
		int echo = utf8_width(menu->echo);
		int width = 2 + keys + 2 + (menu->line_label ? utf8_width(menu->line_label) + 2 : 0) + (echo < ECHO_CELLS ? echo : ECHO_CELLS) + 1;
		widest = width > widest ? width : widest;
	}
	int title = utf8_width(menu->title) + 4, footer = utf8_width(footer_of(menu)) + 4;
	widest = title > widest ? title : widest;
	widest = footer > widest ? footer : widest;
	return widest + 2;
}

Area menu_area(const Menu *menu, Area a, int row, bool right)
{
	int cols = width_of(menu);
	if (cols > a.cols)
		cols = a.cols;
	int rows = rows_of(menu, cols) + 2;
	if (rows > a.rows)
		rows = a.rows;
	int top = (a.rows - rows) / 2, left = (a.cols - cols) / 2;
	if (row >= 0 && row + 1 + rows <= a.rows)
		top = row + 1;
	else if (row >= rows)
		top = row - rows;
	if (right && a.cols > cols)
		left = a.cols - cols - 1;
	return area_part(a, top, left, rows, cols);
}

bool menu_has_room(const Menu *menu, Area a, const char *echo)
{
	int cols = width_of(menu), cells = (cols < a.cols ? cols : a.cols) - 2 - line_col(menu) - 1, rows = a.rows - 3;
	return menu->line && cells > 0 && text_wrap_rows(echo, cells) <= (rows < ECHO_ROWS ? rows : ECHO_ROWS);
}

static size_t first_shown(const Menu *menu, Area in)
{
	int rows = in.rows;
	size_t last = menu->cursor + (is_line(menu, menu->cursor) ? (size_t)echo_rows(menu, in.cols + 2) : 0);
	return rows > 0 && last >= (size_t)rows ? last - (size_t)rows + 1 : 0;
}

static void draw_line(const Menu *menu, Area in, int row, int col)
{
	col += area_put(in, row, col, -1, STYLE_PLAIN, menu->line_label) + 2;
	edit_draw(menu->line, area_part(in, row, col, 1, in.cols - col - 1), STYLE_PLAIN, menu->typing);
	if (menu->echo)
		area_wrap(area_pad(in, 0, 1), row + 1, col, ECHO_ROWS, menu->echo_bad ? STYLE_ERROR : STYLE_DIM, menu->echo);
}

/* A name that is too long keeps its beginning and its end: that tells files of one kind apart. */
static int put_name(Area a, int row, int col, int cells, Style style, const char *name)
{
	if (utf8_width(name) <= cells || cells < 6)
		return area_put(a, row, col, cells, style, name);
	const char *end = name;
	for (size_t left = strlen(name); utf8_width(end) > cells / 2 - 1;) {
		size_t n = utf8_cluster(end, left);
		end += n;
		left -= n;
	}
	char *begin = mem_strndup(name, utf8_fit(name, cells - 1 - utf8_width(end), NULL));
	char *cut = mem_printf("%s…%s", begin, end);
	int used = area_put(a, row, col, cells, style, cut);
	free(begin);
	free(cut);
	return used;
}

/* The name, its folder in what is left, and the note, which is always whole. */
static void draw_file(const MenuItem *item, Area in, int row, int col, Style style)
{
	int end = in.cols - 1;
	if (item->note && *item->note)
		end -= area_put_right(in, row, end, -1, STYLE_DIM, item->note) + 2;
	col += put_name(in, row, col, end - col, style, item->text) + 2;
	if (end - col >= WHERE_LEAST || (end > col && utf8_width(item->where) <= end - col))
		area_put(in, row, col, end - col, STYLE_DIM, item->where);
}

static void draw_item(const Menu *menu, size_t i, Area in, int row)
{
	const MenuItem *item = &menu->items[i];
	int keys = key_cells(menu);
	Style style = item->off ? STYLE_DIM : STYLE_PLAIN;
	if (item->heading) {
		area_put(in, row, 2, -1, STYLE_HEADING, item->text);
		return;
	}
	if (i == menu->cursor) {
		area_put(in, row, 0, 1, STYLE_ACCENT | STYLE_WITH_BOLD, GLYPH_CURSOR);
		area_cursor(in, row, 0, false);
	}
	area_put(in, row, 2, keys, item->off ? STYLE_DIM : STYLE_KEY, item->key);
	int col = 2 + keys + (keys ? 2 : 0);
	if (is_line(menu, i))
		draw_line(menu, in, row, col);
	else if (item->where)
		draw_file(item, in, row, col, style);
	else
		area_pair(area_pad(in, 0, 1), row, col, style, item->text, STYLE_DIM, item->note);
}

void menu_draw(const Menu *menu, Area box)
{
	Area in = area_box(box, menu->title, footer_of(menu));
	size_t first = first_shown(menu, in);
	for (size_t i = first; i < menu->n && (int)(i - first) < in.rows; i++)
		draw_item(menu, i, in, (int)(i - first));
}

MenuResult menu_wheel(Menu *menu, bool up)
{
	return move_by(menu, up ? -1 : 1);
}

MenuResult menu_click(Menu *menu, Area box, int row, int col)
{
	Area in = area_part(box, 1, 1, box.rows - 2, box.cols - 2);
	if (!area_has(in, row, col))
		return MENU_IGNORED;
	size_t item = first_shown(menu, in) + (size_t)(row - in.row);
	if (!can_choose(menu, item))
		return MENU_IGNORED;
	menu->cursor = item;
	menu->typing = is_line(menu, item);
	return menu->typing ? MENU_MOVED : MENU_CHOSEN;
}
