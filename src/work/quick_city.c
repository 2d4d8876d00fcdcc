/* SPDX-License-Identifier: MIT */
/* Whether words of a quick line are the name of a city: "Петрова Анна, Москва" says where she lives, not where she works. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/fold.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/when/zone.h"
#include "quick_words.h"

/* Besides those that zones are known by. */
static const char *const towns[] = {
	"Питер",
	"Тверь",
	"Химки",
	"Мытищи",
	"Подольск",
	"Балашиха",
	"Королёв",
	"Люберцы",
	"Красногорск",
	"Одинцово",
	"Домодедово",
	"Серпухов",
	"Коломна",
	"Щёлково",
	"Электросталь",
	"Пушкино",
	"Долгопрудный",
	"Реутов",
	"Жуковский",
	"Зеленоград",
	"Калуга",
	"Брянск",
	"Смоленск",
	"Орёл",
	"Курск",
	"Белгород",
	"Липецк",
	"Тамбов",
	"Пенза",
	"Саранск",
	"Чебоксары",
	"Йошкар-Ола",
	"Иваново",
	"Кострома",
	"Вологда",
	"Череповец",
	"Псков",
	"Великий Новгород",
	"Петрозаводск",
	"Сыктывкар",
	"Ухта",
	"Ставрополь",
	"Пятигорск",
	"Кисловодск",
	"Владикавказ",
	"Грозный",
	"Нальчик",
	"Черкесск",
	"Элиста",
	"Новороссийск",
	"Анапа",
	"Геленджик",
	"Армавир",
	"Таганрог",
	"Шахты",
	"Волгодонск",
	"Севастополь",
	"Ялта",
	"Керчь",
	"Набережные Челны",
	"Нижнекамск",
	"Альметьевск",
	"Стерлитамак",
	"Магнитогорск",
	"Нижний Тагил",
	"Курган",
	"Нижневартовск",
	"Тобольск",
	"Бийск",
	"Рубцовск",
	"Братск",
	"Ангарск",
	"Норильск",
	"Комсомольск-на-Амуре",
	"Уссурийск",
	"Дзержинск",
	"Сызрань",
	"Энгельс",
	"Балаково",
	"Рыбинск",
	"Обнинск",
	"Гатчина",
	"Выборг",
};

/* Bytes of the word up to its ending: "Казань", "Казани"; Cyrillic letters are two bytes. */
static size_t stem(const char *word, size_t n)
{
	static const char endings[] = "аяьиыуюейо";
	while (n > 6) {
		bool vowel = false;
		for (const char *at = endings; *at; at += 2)
			vowel |= memcmp(at, word + n - 2, 2) == 0;
		if (!vowel)
			break;
		n -= 2;
	}
	return n;
}

/* Any case form; of the first word of two its beginning says enough: "Нижнего Новгорода". */
static bool word_is_form(Span said, Span name, bool last)
{
	if (said.n == name.n && memcmp(said.s, name.s, name.n) == 0)
		return true;
	if ((unsigned char)*name.s < 0x80)
		return false;
	size_t n = stem(name.s, name.n), m = stem(said.s, said.n);
	if (last)
		return n == m ? memcmp(said.s, name.s, n) == 0 : n + 4 >= m && n > 8 && m > n && memcmp(said.s, name.s, n) == 0 && str_ends(name.s, "й");
	return n >= 8 && said.n >= 8 && memcmp(said.s, name.s, 8) == 0;
}

static bool is_form(const char *said, const char *name)
{
	while (*said && *name) {
		Span one = {said, strcspn(said, " ")}, other = {name, strcspn(name, " ")};
		if (!word_is_form(one, other, !name[other.n]))
			return false;
		said += one.n + (said[one.n] == ' ');
		name += other.n + (name[other.n] == ' ');
	}
	return !*said && !*name;
}

static bool is_said(const char *said, const char *city)
{
	Str name = {0};
	fold_word(&name, city);
	bool same = is_form(said, str_text(&name));
	str_done(&name);
	return same;
}

bool quick_is_city(QuickLine *line, size_t first, size_t count)
{
	Str said = {0};
	bool found = false;
	for (size_t i = first; i < first + count; i++) {
		str_add(&said, i > first ? " " : "");
		fold_word(&said, quick_said(line, i, 1));
	}
	for (size_t i = 0; zone_city_name(i) && !found; i++)
		found = is_said(str_text(&said), zone_city_name(i));
	for (size_t i = 0; i < countof(towns) && !found; i++)
		found = is_said(str_text(&said), towns[i]);
	str_done(&said);
	return found;
}
