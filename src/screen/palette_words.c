/* SPDX-License-Identifier: MIT */
/* What one would say for a line of command, in both languages whatever the screens speak: "метка опт" is `tag опт`, "язык" is in the settings. */
#include <stdlib.h>
#include <string.h>

#include "palette.h"
#include "kartoteka/base/fold.h"
#include "kartoteka/base/mem.h"

static const struct {
	const char *line, *said; /* said: phrases, parted by commas */
} words[] = {
	{"go today", "сегодня, день"},
	{"go clients", "клиенты, клиентам, картотека, список"},
	{"go calendar", "календарь, календарю, месяц, неделя, расписание, schedule"},
	{"go reminders", "напоминания, напоминаниям, дела, задачи, tasks"},
	{"go settings", "настройки, настройкам, параметры, опции, язык, часовой пояс, исходы, виды контактов, теги, метки, словари, options, preferences, language, time zone"},
	{"go imports", "импорты, импортам, внесённые файлы"},
	{"go changes", "изменения, изменениям, правки, журнал, кто менял, журнал правок, journal, log"},
	{"go date", "дата, перейти к дате"},
	{"needs", "что ждёт, что горит, важное, urgent"},
	{"back", "назад"},
	{"quit", "выход, выйти, закончить, закрыть программу, exit, bye"},
	{"suspend", "в оболочку, свернуть, shell"},
	{"refresh", "обновить, перерисовать, update"},
	{"help", "справка, помощь, клавиши, подсказка, keys, shortcuts"},
	{"reload", "перечитать, перезагрузить настройки"},
	{"theme", "тема, цвета, оформление, colours, colors"},
	{"preview", "просмотр, предпросмотр, панель"},
	{"edit", "изменить, править, правка, редактировать, change"},
	{"edit note", "заметка, редактор, note"},
	{"add", "добавить, новое, создать, записать словами, new, create"},
	{"add form", "новый клиент, форма, new client"},
	{"contact", "контакт, звонок, записать звонок, позвонил, call"},
	{"step", "следующий шаг, шаг, запланировать, дело, задача, plan, task, todo"},
	{"meeting", "встреча, назначить встречу"},
	{"done", "сделано, готово, выполнено, завершить, complete, finish"},
	{"delete", "удалить, стереть, убрать, remove, erase"},
	{"snooze", "отложить, перенести, напомнить позже, postpone"},
	{"dial", "набрать, позвонить, написать письмо, call"},
	{"copy", "копировать, скопировать"},
	{"whose", "чьи, ответственный, владелец, owner"},
	{"import", "импорт, внести, загрузить, load"},
	{"export", "экспорт, выгрузка, выгрузить, save as"},
	{"print", "печать, напечатать, распечатать"},
	{"mark", "отметить, пометить строку, выделить, select"},
	{"mark range", "отметить подряд, диапазон"},
	{"mark all", "отметить все, выделить все, select all"},
	{"search", "поиск, найти, искать, search"},
	{"filter menu", "отборы, фильтр, фильтры, filters"},
	{"filter clear", "сбросить отбор, снять фильтр, показать всех, show all"},
	{"sort menu", "сортировка, сортировать, порядок, order"},
	{"sort reverse", "обратный порядок"},
	{"columns", "столбцы, колонки"},
	{"client next", "следующий клиент"},
	{"client previous", "предыдущий клиент"},
	{"undo", "отменить, отмена, откатить"},
	{"redo", "повторить, вернуть отменённое"},
	{"save", "сохранить, записать"},
	{"draft drop", "бросить черновик, выбросить черновик"},
	{"line form", "открыть формой"},
	{"tag", "метка, тег, пометить, поставить метку, поставить тег, label"},
	{"note add", "добавить заметку"},
	{"event add", "добавить событие"},
	{"task add", "добавить дело, добавить задачу"},
	{"client add", "добавить клиента"},
	{"log", "записать контакт"},
};

/* The phrase at *at, folded; false at the end. */
static bool next_phrase(const char **at, Str *folded)
{
	if (!**at)
		return false;
	size_t n = strcspn(*at, ",");
	char *phrase = mem_strndup(*at, n);
	str_cut(folded, 0);
	fold_search(folded, phrase);
	free(phrase);
	*at += n + ((*at)[n] == ',');
	return true;
}

/* 2: one of its phrases; 1: a word of them begins so; 0. */
static int said_by(const char *said, const char *key)
{
	int best = 0;
	Str phrase = {0};
	for (const char *at = said; key && *key && best < 2 && next_phrase(&at, &phrase);) {
		if (strcmp(str_text(&phrase), key) == 0)
			best = 2;
		const char *word = strlen(key) > 2 ? str_text(&phrase) : NULL;
		for (; word && !best; word = strchr(word, ' ') ? strchr(word, ' ') + 1 : NULL)
			best = str_begins(word, key) ? 1 : 0;
	}
	str_done(&phrase);
	return best;
}

int palette_said(const PaletteState *p, const char *line)
{
	for (size_t i = 0; i < countof(words); i++)
		if (strcmp(words[i].line, line) == 0) {
			int as_typed = said_by(words[i].said, p->key), other = said_by(words[i].said, p->other);
			return as_typed > other ? as_typed : other;
		}
	return 0;
}

const char *palette_behind(const char *text, const char *phrase)
{
	const char *at = text;
	Str typed = {0}, wanted = {0};
	size_t words_left = 1;
	for (const char *c = phrase; *c; c++)
		words_left += *c == ' ';
	while (words_left-- && *at) {
		at += strcspn(at, " ");
		at += strspn(at, " ");
	}
	char *front = mem_strndup(text, (size_t)(at - text));
	fold_search(&typed, front);
	fold_search(&wanted, phrase);
	bool same = *at && strcmp(str_text(&typed), str_text(&wanted)) == 0;
	free(front);
	str_done(&typed);
	str_done(&wanted);
	return same ? at : NULL;
}

char *palette_meant(const char *text)
{
	const char *line = NULL, *rest = NULL;
	for (size_t i = 0; i < countof(words); i++) {
		for (const char *at = words[i].said; *at;) {
			size_t n = strcspn(at, ",");
			char *phrase = mem_strndup(at, n);
			const char *behind = palette_behind(text, phrase + (*phrase == ' '));
			/* The longest phrase is meant: "добавить клиента" before "добавить". */
			if (behind && (!rest || behind > rest)) {
				rest = behind;
				line = words[i].line;
			}
			free(phrase);
			at += n + (at[n] == ',');
		}
	}
	return line ? mem_printf("%s %s", line, rest) : NULL;
}
