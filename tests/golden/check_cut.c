/* SPDX-License-Identifier: MIT */
/* Check 15 on every screen: what has no room is cut with "…" and never glued to what stands beside it. Each text known to the base stands whole in the
 * wide frame; in the narrow one its beginning must go on as it does, or end with "…". */
#include "desk.h"
#include "kartoteka/base/utf8.h"

static const char *const names[] = {
	"Константинопольская-Верхнева Александра Станиславовна", "перезвонить про доставку в Казань и взять оригинал акта", "ООО «Ивановский текстильный комбинат имени Восьмого марта»",
	"выставка в Шуе, март две тысячи двадцать шестого", "Встреча с поставщиком оборудования и подписание акта", "заместитель генерального директора по закупкам",
	"просила прислать каталог и прайс-лист на следующей неделе", NULL};

static const char *const lines[] = {
	"client add --name \"Константинопольская-Верхнева Александра Станиславовна\" --phone \"+7 916 123-45-67 доб. 114\" --email \"aleksandra.konstantinopolskaya@vector.example\" "
	"--organization \"ООО «Ивановский текстильный комбинат имени Восьмого марта»\" --role \"заместитель генерального директора по закупкам\" --tag опт "
	"--source \"выставка в Шуе, март две тысячи двадцать шестого\"",
	"client add --name \"Сидорова Анна\" --phone \"+7 903 555-12-12\"",
	"event add \"Встреча с поставщиком оборудования и подписание акта\" --start 2026-07-23T11:30 --length 1h --client Константинопольская",
	"event add \"Встреча с поставщиком оборудования и подписание акта\" --start 2026-07-27T11:30 --length 1h --client Сидорова",
	"task add \"перезвонить про доставку в Казань и взять оригинал акта\" --due 2026-07-22T15:00 --client Константинопольская",
	"task add \"перезвонить про доставку в Казань и взять оригинал акта\" --due 2026-07-23T15:00 --client Сидорова",
	"log Константинопольская --kind call --outcome no-answer --text \"просила прислать каталог и прайс-лист на следующей неделе\" --at 2026-07-20T12:00",
	NULL,
};

static const struct {
	const char *name, *keys;
} screens[] = {
	{"today", ""},
	{"today, no step", "Tab"},
	{"clients", "2"},
	{"clients, found", "2 / text:конст"},
	{"card", "2 Enter"},
	{"card, second page", "2 Enter f"},
	{"calendar", "3"},
	{"week", "3 +"},
	{"month", "3 + +"},
	{"agenda", "3 + + +"},
	{"reminders", "5"},
	{"settings", "7"},
	{"changes", "F9 text:go Space text:changes Enter"},
	{"imports", "F9 text:go Space text:imports Enter"},
	{"call", "2 c"},
	{"call, after", "2 c 1"},
	{"form", "2 e"},
	{"form of a task", "5 e"},
	{"palette", "F9 text:конст"},
	{"quick", "a text:звонок Space text:завтра"},
	{"snooze", "5 z"},
	{"step", "2 r text:чт"},
	{"help", "?"},
	{"filters", "2 f"},
	{"sort", "2 s"},
	{"columns", "2 C"},
	{"copy", "2 y"},
};

static const int sizes[][2] = {{10, 40}, {12, 50}, {16, 60}, {20, 70}, {24, 80}};

/* How many bytes of the text stand there. */
static size_t common(const char *a, const char *b)
{
	size_t n = 0;
	while (a[n] && a[n] == b[n])
		n++;
	while (n && ((unsigned char)a[n] & 0xc0) == 0x80)
		n--;
	return n;
}

/* What is cut within a word ends with "…", and nothing stands at once behind. A name may be shortened to initials, a text wrapped between words. */
static const char *fault_of(const char *row, const char *text)
{
	enum {
		LEAST = 12
	};
	size_t least = 0;
	for (size_t cells = 0; text[least] && cells < LEAST; cells++)
		do
			least++;
		while (((unsigned char)text[least] & 0xc0) == 0x80);
	char *start = mem_strndup(text, least);
	const char *at = strstr(row, start);
	free(start);
	if (!at)
		return NULL;
	size_t n = common(at, text), used;
	const char *rest = at + n;
	bool letter = utf8_is_letter(utf8_decode(rest, strlen(rest), &used)) || utf8_is_digit(utf8_decode(rest, strlen(rest), &used));
	bool within = text[n] && text[n] != ' ' && n && at[n - 1] != ' ';
	return letter ? "glued" : within && (*rest == ' ' || !*rest) ? "cut"
	                                                             : NULL;
}

TEST(check_15_nothing_is_cut_without_an_ellipsis)
{
	for (int lang = 0; lang < 2; lang++) {
		for (size_t i = 0; i < countof(screens); i++) {
			Desk *desk = desk_open((DeskOptions){.lang = lang ? LANG_RU : LANG_EN, .lines = lines});
			desk_keys(desk, screens[i].keys);
			for (size_t k = 0; k < countof(sizes); k++) {
				app_resize(desk->ui, sizes[k][0], sizes[k][1]);
				for (int r = 0; r < sizes[k][0]; r++) {
					char *row = desk_row(desk, r);
					if (strstr(row, "│")) { /* a box lies over what it hides */
						free(row);
						continue;
					}
					for (const char *const *name = names; *name; name++) {
						const char *fault = fault_of(row, *name);
						if (fault)
							fail_msg("%s at %dx%d, %s: %s: |%s|", screens[i].name, sizes[k][1], sizes[k][0], lang ? "ru" : "en", fault, row);
					}
					free(row);
				}
			}
			desk_close(desk);
		}
	}
}
