/* SPDX-License-Identifier: MIT */
/*
 * The date grammar's words in English and Russian, and the names dates are shown with. They are data of the grammar, not messages:
 * both languages are read at once whatever is set, and the case forms belong together, so they are not in the catalogue.
 * A row is a stem and the endings it takes, parted by '|'; letters are folded (no capitals, no yo).
 */
#include "words_lex.h"

#include <pthread.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/str.h"

typedef struct WordRow {
	const char *stem, *ends;
	WordKind kind;
	int value;
	bool whole_only;
} WordRow;

#define MALE "|а|у|ом|е|и|ам|ами|ах|ов"

static const WordRow rows[] = {
	/* days from today */
	{"сегодня", "", WORD_DAY, 0, false},
	{"today", "", WORD_DAY, 0, false},
	{"tod", "", WORD_DAY, 0, true},
	{"завтра", "|шний|шнего|шнему|шнее", WORD_DAY, 1, false},
	{"tomorrow", "", WORD_DAY, 1, false},
	{"tom", "", WORD_DAY, 1, true},
	{"tmrw", "", WORD_DAY, 1, false},
	{"завт", "", WORD_DAY, 1, true},
	{"сег", "", WORD_DAY, 0, true},
	{"послезавтра", "", WORD_DAY, 2, false},
	{"overmorrow", "", WORD_DAY, 2, false},
	{"вчера", "", WORD_DAY, -1, false},
	{"yesterday", "", WORD_DAY, -1, false},
	{"позавчера", "", WORD_DAY, -2, false},
	/* weekdays */
	{"понедельник", MALE, WORD_WEEKDAY, 1, false},
	{"пон", "|ед|едел", WORD_WEEKDAY, 1, false},
	{"пн", "|д", WORD_WEEKDAY, 1, false},
	{"вторник", MALE, WORD_WEEKDAY, 2, false},
	{"вто", "|р|рн", WORD_WEEKDAY, 2, false},
	{"вт", "|р|рн", WORD_WEEKDAY, 2, false},
	{"сред", "а|у|ы|е|ой|ою|ам|ами|ах", WORD_WEEKDAY, 3, false},
	{"сре", "", WORD_WEEKDAY, 3, false},
	{"ср", "|д", WORD_WEEKDAY, 3, false},
	{"четверг", MALE, WORD_WEEKDAY, 4, false},
	{"чет", "|в", WORD_WEEKDAY, 4, false},
	{"чтв", "", WORD_WEEKDAY, 4, false},
	{"чт", "", WORD_WEEKDAY, 4, false},
	{"пятниц", "|а|у|ы|е|ей|ею|ам|ами|ах", WORD_WEEKDAY, 5, false},
	{"пят", "|н", WORD_WEEKDAY, 5, false},
	{"птн", "", WORD_WEEKDAY, 5, false},
	{"пт", "", WORD_WEEKDAY, 5, false},
	{"суббот", "|а|у|ы|е|ой|ою|ам|ами|ах", WORD_WEEKDAY, 6, false},
	{"суб", "|б", WORD_WEEKDAY, 6, false},
	{"сбт", "", WORD_WEEKDAY, 6, false},
	{"сб", "", WORD_WEEKDAY, 6, false},
	{"воскресен", "ье|ья|ью|ьем|ьи|ьям|ьями|ьях|ий|ие|ия|ию|ием|ии", WORD_WEEKDAY, 7, false},
	{"вос", "|к|кр", WORD_WEEKDAY, 7, false},
	{"вск", "|р", WORD_WEEKDAY, 7, false},
	{"вс", "", WORD_WEEKDAY, 7, false},
	{"monday", "|s", WORD_WEEKDAY, 1, false},
	{"mon", "", WORD_WEEKDAY, 1, false},
	{"mo", "", WORD_WEEKDAY, 1, true},
	{"tuesday", "|s", WORD_WEEKDAY, 2, false},
	{"tue", "|s", WORD_WEEKDAY, 2, false},
	{"tu", "", WORD_WEEKDAY, 2, true},
	{"wednesday", "|s", WORD_WEEKDAY, 3, false},
	{"wed", "|s", WORD_WEEKDAY, 3, false},
	{"we", "", WORD_WEEKDAY, 3, true},
	{"thursday", "|s", WORD_WEEKDAY, 4, false},
	{"thu", "|r|rs", WORD_WEEKDAY, 4, false},
	{"th", "", WORD_WEEKDAY, 4, true},
	{"friday", "|s", WORD_WEEKDAY, 5, false},
	{"fri", "", WORD_WEEKDAY, 5, false},
	{"fr", "", WORD_WEEKDAY, 5, true},
	{"saturday", "|s", WORD_WEEKDAY, 6, false},
	{"sat", "", WORD_WEEKDAY, 6, false},
	{"sa", "", WORD_WEEKDAY, 6, true},
	{"sunday", "|s", WORD_WEEKDAY, 7, false},
	{"sun", "", WORD_WEEKDAY, 7, false},
	{"su", "", WORD_WEEKDAY, 7, true},
	/* months, always beside a number */
	{"январ", "ь|я|ю|ем|е", WORD_MONTH, 1, false},
	{"янв", "", WORD_MONTH, 1, false},
	{"jan", "|uary", WORD_MONTH, 1, false},
	{"феврал", "ь|я|ю|ем|е", WORD_MONTH, 2, false},
	{"фев", "|р", WORD_MONTH, 2, false},
	{"feb", "|ruary", WORD_MONTH, 2, false},
	{"март", "|а|у|ом|е", WORD_MONTH, 3, false},
	{"мар", "", WORD_MONTH, 3, false},
	{"mar", "|ch", WORD_MONTH, 3, false},
	{"апрел", "ь|я|ю|ем|е", WORD_MONTH, 4, false},
	{"апр", "", WORD_MONTH, 4, false},
	{"apr", "|il", WORD_MONTH, 4, false},
	{"ма", "й|я|ю|ем|е", WORD_MONTH, 5, false},
	{"may", "", WORD_MONTH, 5, false},
	{"июн", "|ь|я|ю|ем|е", WORD_MONTH, 6, false},
	{"jun", "|e", WORD_MONTH, 6, false},
	{"июл", "|ь|я|ю|ем|е", WORD_MONTH, 7, false},
	{"jul", "|y", WORD_MONTH, 7, false},
	{"август", "|а|у|ом|е", WORD_MONTH, 8, false},
	{"авг", "", WORD_MONTH, 8, false},
	{"aug", "|ust", WORD_MONTH, 8, false},
	{"сентябр", "ь|я|ю|ем|е", WORD_MONTH, 9, false},
	{"сен", "|т", WORD_MONTH, 9, false},
	{"sep", "|t|tember", WORD_MONTH, 9, false},
	{"октябр", "ь|я|ю|ем|е", WORD_MONTH, 10, false},
	{"окт", "", WORD_MONTH, 10, false},
	{"oct", "|ober", WORD_MONTH, 10, false},
	{"ноябр", "ь|я|ю|ем|е", WORD_MONTH, 11, false},
	{"ноя", "|б", WORD_MONTH, 11, false},
	{"nov", "|ember", WORD_MONTH, 11, false},
	{"декабр", "ь|я|ю|ем|е", WORD_MONTH, 12, false},
	{"дек", "", WORD_MONTH, 12, false},
	{"dec", "|ember", WORD_MONTH, 12, false},
	/* units */
	{"м", "|ин", WORD_UNIT, UNIT_MINUTE, false},
	{"мину", "та|ту|ты|т|те|там|точку|точек", WORD_UNIT, UNIT_MINUTE, false},
	{"m", "|in|ins|inute|inutes", WORD_UNIT, UNIT_MINUTE, false},
	{"ч", "|ас|аса|асов|асу|асик|асик", WORD_UNIT, UNIT_HOUR, false},
	{"часик", "|а|ов", WORD_UNIT, UNIT_HOUR, false},
	{"h", "|r|rs|our|ours", WORD_UNIT, UNIT_HOUR, false},
	{"д", "|н|ня|ней|ень|ню|неи", WORD_UNIT, UNIT_DAY, false},
	{"ден", "ь|ек|ечек", WORD_UNIT, UNIT_DAY, false},
	{"сут", "ки|ок", WORD_UNIT, UNIT_DAY, false},
	{"d", "|ay|ays", WORD_UNIT, UNIT_DAY, false},
	{"н", "|ед", WORD_UNIT, UNIT_WEEK, false},
	{"недел", "я|ю|и|ь|е|ям|ей|ек|ьку|ьки", WORD_UNIT, UNIT_WEEK, false},
	{"нед", "", WORD_UNIT, UNIT_WEEK, false},
	{"w", "|k|ks|eek|eeks", WORD_UNIT, UNIT_WEEK, false},
	{"мес", "|яц|яца|яцев|яцу|яце", WORD_UNIT, UNIT_MONTH, false},
	{"mo", "|s|n|nth|nths", WORD_UNIT, UNIT_MONTH, false},
	{"год", "|а|у|ик|ов", WORD_UNIT, UNIT_YEAR, false},
	{"лет", "", WORD_UNIT, UNIT_YEAR, false},
	{"fortnight", "|s", WORD_FORTNIGHT, 0, false},
	{"г", "", WORD_UNIT, UNIT_YEAR, false},
	{"y", "|r|rs|ear|ears", WORD_UNIT, UNIT_YEAR, false},
	/* numbers */
	{"од", "ин|на|ну|ного|ной", WORD_NUMBER, 1, false},
	{"one", "", WORD_NUMBER, 1, false},
	{"an", "", WORD_NUMBER, 1, false},
	{"a", "", WORD_NUMBER, 1, false},
	{"дв", "а|е|ух|умя", WORD_NUMBER, 2, false},
	{"two", "", WORD_NUMBER, 2, false},
	{"couple", "", WORD_NUMBER, 2, false},
	{"пар", "у|а", WORD_NUMBER, 2, false},
	{"тр", "и|ех|емя", WORD_NUMBER, 3, false},
	{"three", "", WORD_NUMBER, 3, false},
	{"четыр", "е|ех|ьмя", WORD_NUMBER, 4, false},
	{"four", "", WORD_NUMBER, 4, false},
	{"пят", "ь|и|ью", WORD_NUMBER, 5, false},
	{"five", "", WORD_NUMBER, 5, false},
	{"шест", "ь|и|ью", WORD_NUMBER, 6, false},
	{"six", "", WORD_NUMBER, 6, false},
	{"сем", "ь|и", WORD_NUMBER, 7, false},
	{"seven", "", WORD_NUMBER, 7, false},
	{"вос", "емь|ьми|емью|ьмью", WORD_NUMBER, 8, false},
	{"eight", "", WORD_NUMBER, 8, false},
	{"девят", "ь|и|ью", WORD_NUMBER, 9, false},
	{"nine", "", WORD_NUMBER, 9, false},
	{"десят", "ь|и|ью", WORD_NUMBER, 10, false},
	{"ten", "", WORD_NUMBER, 10, false},
	{"одиннадцат", "ь|и|ью", WORD_NUMBER, 11, false},
	{"eleven", "", WORD_NUMBER, 11, false},
	{"двенадцат", "ь|и|ью", WORD_NUMBER, 12, false},
	{"twelve", "", WORD_NUMBER, 12, false},
	{"пятнадцат", "ь|и", WORD_NUMBER, 15, false},
	{"fifteen", "", WORD_NUMBER, 15, false},
	{"двадцат", "ь|и", WORD_NUMBER, 20, false},
	{"twenty", "", WORD_NUMBER, 20, false},
	{"тридцат", "ь|и", WORD_NUMBER, 30, false},
	{"thirty", "", WORD_NUMBER, 30, false},
	{"сорок", "", WORD_NUMBER, 40, false},
	{"forty", "", WORD_NUMBER, 40, false},
	{"пятьдесят", "", WORD_NUMBER, 50, false},
	{"fifty", "", WORD_NUMBER, 50, false},
	/* little words */
	{"в", "|о", WORD_AT, 0, false},
	{"at", "", WORD_AT, 0, false},
	{"в", "|о", WORD_ON, 0, false},
	{"на", "", WORD_ON, 0, false},
	{"on", "", WORD_ON, 0, false},
	{"с", "|о", WORD_FROM, 0, false},
	{"from", "", WORD_FROM, 0, false},
	{"до", "", WORD_TO, 0, false},
	{"to", "", WORD_TO, 0, false},
	{"till", "", WORD_TO, 0, false},
	{"until", "", WORD_TO, 0, false},
	{"по", "", WORD_TO, 0, true},
	{"между", "", WORD_BETWEEN, 0, false},
	{"between", "", WORD_BETWEEN, 0, false},
	{"к", "|о", WORD_BY, 0, false},
	{"до", "", WORD_BY, 1, false},
	{"by", "", WORD_BY, 0, false},
	{"until", "", WORD_BY, 1, false},
	{"till", "", WORD_BY, 1, false},
	{"due", "", WORD_BY, 0, false},
	{"через", "", WORD_IN, 1, false},
	{"чз", "", WORD_IN, 1, false},
	{"чрз", "", WORD_IN, 1, false},
	{"in", "", WORD_IN, 0, false},
	{"назад", "", WORD_AGO, 0, false},
	{"ago", "", WORD_AGO, 0, false},
	{"на", "", WORD_FOR, 0, false},
	{"for", "", WORD_FOR, 0, false},
	{"и", "", WORD_AND, 0, false},
	{"and", "", WORD_AND, 0, false},
	{"of", "", WORD_ARTICLE, 0, false},
	{"the", "", WORD_ARTICLE, 0, false},
	{"после", "", WORD_AFTER, 0, false},
	{"after", "", WORD_AFTER, 0, false},
	{"before", "", WORD_BEFORE, 0, false},
	{"before", "", WORD_BY, 1, false},
	{"не", "", WORD_NOT, 0, false},
	{"not", "", WORD_NOT, 0, false},
	{"no", "", WORD_NOT, 0, false},
	{"раньше", "", WORD_EARLIER, 0, false},
	{"ранее", "", WORD_EARLIER, 0, false},
	{"earlier", "", WORD_EARLIER, 0, false},
	{"before", "", WORD_EARLIER, 1, false},
	{"позже", "", WORD_LATER, 0, false},
	{"позднее", "", WORD_LATER, 0, false},
	{"later", "", WORD_LATER, 0, false},
	{"вес", "ь", WORD_WHOLE, 0, false},
	{"цел", "ый", WORD_WHOLE, 0, false},
	{"all", "", WORD_WHOLE, 0, false},
	{"whole", "", WORD_WHOLE, 0, false},
	{"до", "", WORD_BEFORE, 0, false},
	{"обед", "|а|ом|у", WORD_LUNCH, 0, false},
	{"lunch", "|time", WORD_LUNCH, 0, false},
	{"сейчас", "", WORD_NOW, 0, false},
	{"now", "", WORD_NOW, 0, false},
	{"от", "", WORD_DATED, 0, false},
	{"dated", "", WORD_DATED, 0, false},
	/* halves */
	{"полчас", "а|ика", WORD_HALF_UNIT, 30, false},
	{"получас", "а|", WORD_HALF_UNIT, 30, false},
	{"полтор", "а|ы", WORD_ONE_HALF, 0, false},
	{"полутора", "", WORD_ONE_HALF, 0, false},
	{"пол", "", WORD_HALF, 0, false},
	{"половин", "ой|а|у|ы|е", WORD_HALF, 0, false},
	{"half", "", WORD_HALF, 0, false},
	{"полгода", "", WORD_HALF_YEAR, 0, false},
	{"полугод", "ие|ия", WORD_HALF_YEAR, 0, false},
	{"полперв", "ого", WORD_HALF_TO, 1, false},
	{"полвтор", "ого", WORD_HALF_TO, 2, false},
	{"полтрет", "ьего", WORD_HALF_TO, 3, false},
	{"полчетверт", "ого", WORD_HALF_TO, 4, false},
	{"полпят", "ого", WORD_HALF_TO, 5, false},
	{"полшест", "ого", WORD_HALF_TO, 6, false},
	{"полседьм", "ого", WORD_HALF_TO, 7, false},
	{"полвосьм", "ого", WORD_HALF_TO, 8, false},
	{"полдевят", "ого", WORD_HALF_TO, 9, false},
	{"полдесят", "ого", WORD_HALF_TO, 10, false},
	{"полодиннадцат", "ого", WORD_HALF_TO, 11, false},
	{"полдвенадцат", "ого", WORD_HALF_TO, 12, false},
	{"перв", "ого", WORD_HOUR_OF, 1, false},
	{"втор", "ого", WORD_HOUR_OF, 2, false},
	{"трет", "ьего", WORD_HOUR_OF, 3, false},
	{"четверт", "ого", WORD_HOUR_OF, 4, false},
	{"пят", "ого", WORD_HOUR_OF, 5, false},
	{"шест", "ого", WORD_HOUR_OF, 6, false},
	{"седьм", "ого", WORD_HOUR_OF, 7, false},
	{"восьм", "ого", WORD_HOUR_OF, 8, false},
	{"девят", "ого", WORD_HOUR_OF, 9, false},
	{"десят", "ого", WORD_HOUR_OF, 10, false},
	{"одиннадцат", "ого", WORD_HOUR_OF, 11, false},
	{"двенадцат", "ого", WORD_HOUR_OF, 12, false},
	{"четверт", "ь|и|ью", WORD_QUARTER, 0, false},
	{"quarter", "", WORD_QUARTER, 0, false},
	{"квартал", "|а|у|ов", WORD_QUARTER_YEAR, 0, false},
	{"quarter", "|s", WORD_QUARTER_YEAR, 0, false},
	{"без", "", WORD_LESS, 0, false},
	{"past", "", WORD_PAST, 0, false},
	/* parts of the day */
	{"утром", "", WORD_PART, PART_MORNING, false},
	{"morning", "", WORD_PART, PART_MORNING, false},
	{"днем", "", WORD_PART, PART_DAY, false},
	{"afternoon", "", WORD_PART, PART_DAY, false},
	{"вечером", "", WORD_PART, PART_EVENING, false},
	{"evening", "", WORD_PART, PART_EVENING, false},
	{"tonight", "", WORD_PART, PART_EVENING, false},
	{"полдень", "", WORD_PART, PART_NOON, false},
	{"полудню", "", WORD_PART, PART_NOON, false},
	{"полудня", "", WORD_PART, PART_NOON, false},
	{"noon", "", WORD_PART, PART_NOON, false},
	{"midday", "", WORD_PART, PART_NOON, false},
	{"полноч", "ь|и", WORD_PART, PART_MIDNIGHT, false},
	{"midnight", "", WORD_PART, PART_MIDNIGHT, false},
	{"ночью", "", WORD_NIGHT, 0, false},
	{"night", "", WORD_NIGHT, 0, false},
	{"утра", "", WORD_OF_DAY, 0, false},
	{"am", "", WORD_OF_DAY, 0, false},
	{"дня", "", WORD_OF_DAY, 1, false},
	{"вечера", "", WORD_OF_DAY, 1, false},
	{"pm", "", WORD_OF_DAY, 1, false},
	{"ночи", "", WORD_OF_DAY, 2, false},
	{"ч", "|ас|аса|асов|асам", WORD_OCLOCK, 0, false},
	{"hour", "|s", WORD_OCLOCK, 2, false},
	{"oclock", "", WORD_OCLOCK, 0, false},
	{"o", "", WORD_OCLOCK, 1, false},
	/* days of the month, ends, next and this */
	{"го", "", WORD_ORDINAL, 0, false},
	{"е", "", WORD_ORDINAL, 0, false},
	{"му", "", WORD_ORDINAL, 0, false},
	{"ого", "", WORD_ORDINAL, 0, false},
	{"th", "", WORD_ORDINAL, 0, false},
	{"st", "", WORD_ORDINAL, 0, false},
	{"nd", "", WORD_ORDINAL, 0, false},
	{"rd", "", WORD_ORDINAL, 0, false},
	{"й", "", WORD_ORDINAL, 1, false},
	{"я", "", WORD_ORDINAL, 1, false},
	{"ю", "", WORD_ORDINAL, 1, false},
	{"перв", "ый|ая|ое|ую|ой|ого|ому|ым|ом", WORD_NTH, 1, false},
	{"first", "", WORD_NTH, 1, false},
	{"втор", "ой|ая|ое|ую|ого|ому|ым|ом", WORD_NTH, 2, false},
	{"second", "", WORD_NTH, 2, false},
	{"трет", "ий|ья|ье|ью|ьей|ьего|ьему|ьим|ьем", WORD_NTH, 3, false},
	{"third", "", WORD_NTH, 3, false},
	{"четверт", "ый|ая|ое|ую|ой|ого|ому|ым|ом", WORD_NTH, 4, false},
	{"fourth", "", WORD_NTH, 4, false},
	{"пят", "ый|ая|ое|ую|ой|ого|ому|ым|ом", WORD_NTH, 5, false},
	{"fifth", "", WORD_NTH, 5, false},
	{"последн", "ий|яя|ее|юю|ей|его|ему|им|ем", WORD_NTH, -1, false},
	{"last", "", WORD_NTH, -1, false},
	{"перв", "ого|ое|ому", WORD_DAY_NUMBER, 1, false},
	{"втор", "ого|ое|ому", WORD_DAY_NUMBER, 2, false},
	{"трет", "ьего|ье|ьему", WORD_DAY_NUMBER, 3, false},
	{"четверт", "ого|ое|ому", WORD_DAY_NUMBER, 4, false},
	{"пят", "ого|ое|ому", WORD_DAY_NUMBER, 5, false},
	{"шест", "ого|ое|ому", WORD_DAY_NUMBER, 6, false},
	{"седьм", "ого|ое|ому", WORD_DAY_NUMBER, 7, false},
	{"восьм", "ого|ое|ому", WORD_DAY_NUMBER, 8, false},
	{"девят", "ого|ое|ому", WORD_DAY_NUMBER, 9, false},
	{"десят", "ого|ое|ому", WORD_DAY_NUMBER, 10, false},
	{"одиннадцат", "ого|ое|ому", WORD_DAY_NUMBER, 11, false},
	{"двенадцат", "ого|ое|ому", WORD_DAY_NUMBER, 12, false},
	{"тринадцат", "ого|ое|ому", WORD_DAY_NUMBER, 13, false},
	{"четырнадцат", "ого|ое|ому", WORD_DAY_NUMBER, 14, false},
	{"пятнадцат", "ого|ое|ому", WORD_DAY_NUMBER, 15, false},
	{"шестнадцат", "ого|ое|ому", WORD_DAY_NUMBER, 16, false},
	{"семнадцат", "ого|ое|ому", WORD_DAY_NUMBER, 17, false},
	{"восемнадцат", "ого|ое|ому", WORD_DAY_NUMBER, 18, false},
	{"девятнадцат", "ого|ое|ому", WORD_DAY_NUMBER, 19, false},
	{"двадцат", "ого|ое|ому", WORD_DAY_NUMBER, 20, false},
	{"тридцат", "ого|ое|ому", WORD_DAY_NUMBER, 30, false},
	{"first", "", WORD_DAY_NUMBER, 1, false},
	{"second", "", WORD_DAY_NUMBER, 2, false},
	{"third", "", WORD_DAY_NUMBER, 3, false},
	{"fourth", "", WORD_DAY_NUMBER, 4, false},
	{"fifth", "", WORD_DAY_NUMBER, 5, false},
	{"sixth", "", WORD_DAY_NUMBER, 6, false},
	{"seventh", "", WORD_DAY_NUMBER, 7, false},
	{"eighth", "", WORD_DAY_NUMBER, 8, false},
	{"ninth", "", WORD_DAY_NUMBER, 9, false},
	{"tenth", "", WORD_DAY_NUMBER, 10, false},
	{"eleventh", "", WORD_DAY_NUMBER, 11, false},
	{"twelfth", "", WORD_DAY_NUMBER, 12, false},
	{"thirteenth", "", WORD_DAY_NUMBER, 13, false},
	{"fourteenth", "", WORD_DAY_NUMBER, 14, false},
	{"fifteenth", "", WORD_DAY_NUMBER, 15, false},
	{"sixteenth", "", WORD_DAY_NUMBER, 16, false},
	{"seventeenth", "", WORD_DAY_NUMBER, 17, false},
	{"eighteenth", "", WORD_DAY_NUMBER, 18, false},
	{"nineteenth", "", WORD_DAY_NUMBER, 19, false},
	{"twentieth", "", WORD_DAY_NUMBER, 20, false},
	{"thirtieth", "", WORD_DAY_NUMBER, 30, false},
	{"числ", "а|о|у|ом|е", WORD_OF_MONTH, 0, false},
	{"кон", "ец|ца|цу|це|цом", WORD_END, 0, false},
	{"end", "", WORD_END, 0, false},
	{"начал", "о|а|у|е|ом", WORD_BEGINNING, 0, false},
	{"beginning", "", WORD_BEGINNING, 0, false},
	{"start", "", WORD_BEGINNING, 0, false},
	{"early", "", WORD_BEGINNING, 0, false},
	{"середин", "а|ы|е|у|ой", WORD_MIDDLE, 0, false},
	{"middle", "", WORD_MIDDLE, 0, false},
	{"mid", "", WORD_MIDDLE, 0, false},
	{"eom", "", WORD_END_OF, UNIT_MONTH, false},
	{"eow", "", WORD_END_OF, UNIT_WEEK, false},
	{"eod", "", WORD_END_OF, UNIT_DAY, false},
	{"eoy", "", WORD_END_OF, UNIT_YEAR, false},
	{"следующ", "ий|ая|ее|ую|ей|ем|его|ему|им", WORD_NEXT, 0, false},
	{"next", "", WORD_NEXT, 0, false},
	{"след", "", WORD_NEXT, 0, false},
	{"сл", "", WORD_NEXT, 0, false},
	{"той", "", WORD_NEXT, 1, false},
	{"будущ", "ий|ая|ее|ую|ей|ем|его", WORD_NEXT, 0, false},
	{"ближайш", "ий|ая|ее|ую|ей|ем", WORD_THIS, 0, false},
	{"эт", "от|а|о|у|ой|ом|ого", WORD_THIS, 0, false},
	{"this", "", WORD_THIS, 0, false},
	{"coming", "", WORD_THIS, 0, false},
	/* series */
	{"кажд", "ый|ая|ое|ую|ой|ые|ого|ом|ому", WORD_EVERY, 0, false},
	{"every", "", WORD_EVERY, 0, false},
	{"each", "", WORD_EVERY, 0, false},
	{"по", "", WORD_EACH_ON, 0, false},
	{"втор", "ой|ая|ое|ую", WORD_OTHER, 0, false},
	{"other", "", WORD_OTHER, 0, false},
	{"second", "", WORD_OTHER, 0, false},
	{"2nd", "", WORD_OTHER, 0, false},
	{"ежедневн", "о|ый|ая|ое|ую", WORD_FREQ, UNIT_DAY, false},
	{"daily", "", WORD_FREQ, UNIT_DAY, false},
	{"еженедельн", "о|ый|ая|ое|ую", WORD_FREQ, UNIT_WEEK, false},
	{"weekly", "", WORD_FREQ, UNIT_WEEK, false},
	{"ежемесячн", "о|ый|ая|ое|ую", WORD_FREQ, UNIT_MONTH, false},
	{"monthly", "", WORD_FREQ, UNIT_MONTH, false},
	{"ежегодн", "о|ый|ая|ое|ую", WORD_FREQ, UNIT_YEAR, false},
	{"yearly", "", WORD_FREQ, UNIT_YEAR, false},
	{"annually", "", WORD_FREQ, UNIT_YEAR, false},
	{"ежеквартальн", "о|ый|ая|ое|ую", WORD_FREQ_QUARTER, 0, false},
	{"quarterly", "", WORD_FREQ_QUARTER, 0, false},
	{"будн", "ям|и|ий|ие|юю|яя|ей|ий|ему", WORD_WORKDAYS, 0, false},
	{"weekday", "|s", WORD_WORKDAYS, 0, false},
	{"workday", "|s", WORD_WORKDAYS, 0, false},
	{"working", "", WORD_WORKDAYS, 0, true},
	{"рабоч", "ий|ие|их|его|ему", WORD_WORKING, 0, false},
	{"раб", "", WORD_WORKING, 0, false},
	{"working", "", WORD_WORKING, 0, false},
	{"business", "", WORD_WORKING, 0, false},
	{"выходн", "ым|ые|ых|ой", WORD_WEEKEND, 0, false},
	{"weekend", "|s", WORD_WEEKEND, 0, false},
	{"раз", "", WORD_ONCE, 0, false},
	{"once", "", WORD_ONCE, 0, false},
	/* numbers behind these are theirs, and no dates */
	{"договор", "|а|у|ом|е", WORD_NUMBERED, 0, false},
	{"счет", "|а|у|ом|е", WORD_NUMBERED, 0, false},
	{"заказ", "|а|у|ом|е", WORD_NUMBERED, 0, false},
	{"акт", "|а|у|ом|е", WORD_NUMBERED, 0, false},
	{"накладн", "ая|ой|ую", WORD_NUMBERED, 0, false},
	{"дом", "|а|у|ом|е", WORD_NUMBERED, 0, false},
	{"д", "", WORD_NUMBERED, 0, false},
	{"корп", "|ус", WORD_NUMBERED, 0, false},
	{"кв", "|артира", WORD_NUMBERED, 0, false},
	{"каб", "|инет", WORD_NUMBERED, 0, false},
	{"офис", "|а|у|е", WORD_NUMBERED, 0, false},
	{"комнат", "а|ы|у|е", WORD_NUMBERED, 0, false},
	{"лот", "|а|у|ом|е", WORD_NUMBERED, 0, false},
	{"разниц", "а|у|ы|е|ей", WORD_NUMBERED, 0, false},
	{"difference", "", WORD_NUMBERED, 0, false},
	{"contract", "", WORD_NUMBERED, 0, false},
	{"invoice", "", WORD_NUMBERED, 0, false},
	{"order", "", WORD_NUMBERED, 0, false},
	{"room", "", WORD_NUMBERED, 0, false},
	{"lot", "", WORD_NUMBERED, 0, false},
	{"no", "", WORD_NUMBERED, 1, false},
	{"n", "|r|um|umber", WORD_NUMBERED, 1, false},
	{"номер", "|а|у|ом", WORD_NUMBERED, 1, false},
	/* to another day */
	{"перенес", "|ти|ем|у|ла|ли|ите|ен|ена|ено", WORD_MOVE, 0, false},
	{"перенос", "|а|у|ом|ить|им|ят", WORD_MOVE, 0, false},
	{"сдвин", "уть|ем|ули|ул|ула", WORD_MOVE, 0, false},
	{"отлож", "ить|им|или|ил|ила|ен|ена", WORD_MOVE, 0, false},
	{"mov", "e|ed|ing", WORD_MOVE, 0, false},
	{"reschedul", "e|ed|ing", WORD_MOVE, 0, false},
	{"postpon", "e|ed|ing", WORD_MOVE, 0, false},
	/* numbers before these are no times */
	{"раз", "|а", WORD_COUNTED, 0, false},
	{"короб", "ок|ки", WORD_COUNTED, 0, false},
	{"упаков", "ок|ки", WORD_COUNTED, 0, false},
	{"бутыл", "ок|ки", WORD_COUNTED, 0, false},
	{"пач", "ек|ки", WORD_COUNTED, 0, false},
	{"ящик", "а|ов", WORD_COUNTED, 0, false},
	{"меш", "ка|ков", WORD_COUNTED, 0, false},
	{"билет", "а|ов", WORD_COUNTED, 0, false},
	{"комплект", "а|ов", WORD_COUNTED, 0, false},
	{"поддон", "а|ов", WORD_COUNTED, 0, false},
	{"палет", "|ы", WORD_COUNTED, 0, false},
	{"тонн", "|ы", WORD_COUNTED, 0, false},
	{"машин", "", WORD_COUNTED, 0, false},
	{"страниц", "", WORD_COUNTED, 0, false},
	{"гостей", "", WORD_COUNTED, 0, false},
	{"этаж", "|е|а|у", WORD_COUNTED, 0, false},
	{"эт", "", WORD_COUNTED, 0, false},
	{"кабинет", "|е|а|у", WORD_COUNTED, 0, false},
	{"каб", "", WORD_COUNTED, 0, false},
	{"кв", "", WORD_COUNTED, 0, false},
	{"квартир", "а|е|у|ы", WORD_COUNTED, 0, false},
	{"квартал", "|е|а|у", WORD_COUNTED, 0, false},
	{"офис", "|е|а|у|ов", WORD_COUNTED, 0, false},
	{"подъезд", "|е|а|у", WORD_COUNTED, 0, false},
	{"шт", "|ук|уки", WORD_COUNTED, 0, false},
	{"руб", "|ль|ля|лей|лям", WORD_COUNTED, 0, false},
	{"р", "", WORD_COUNTED, 0, false},
	{"тыс", "|яч|ячи|яча", WORD_COUNTED, 0, false},
	{"млн", "", WORD_COUNTED, 0, false},
	{"к", "", WORD_COUNTED, 1, false},
	{"k", "", WORD_COUNTED, 1, false},
	{"км", "", WORD_COUNTED, 0, false},
	{"кг", "", WORD_COUNTED, 0, false},
	{"см", "", WORD_COUNTED, 0, false},
	{"мм", "", WORD_COUNTED, 0, false},
	{"л", "|итр|итра|итров", WORD_COUNTED, 0, false},
	{"метр", "|а|ов|ах", WORD_COUNTED, 0, false},
	{"процент", "|а|ов|ах", WORD_COUNTED, 0, false},
	{"комнат", "|а|е|у|ы", WORD_COUNTED, 0, false},
	{"корпус", "|е|а|у|ов", WORD_COUNTED, 0, false},
	{"дом", "|е|а|у|ов|ах", WORD_COUNTED, 0, false},
	{"человек", "|а", WORD_COUNTED, 0, false},
	{"мест", "|о|а|е", WORD_COUNTED, 0, false},
	{"очеред", "ь|и", WORD_COUNTED, 0, false},
	{"экземпляр", "|а|ов|ах", WORD_COUNTED, 0, false},
	{"город", "ах|ов|а", WORD_COUNTED, 0, false},
	/* said in metres */
	{"квартир", "а|ы|у|е|ой|", WORD_METRED, 1, false},
	{"комнат", "а|ы|у|е|ой|", WORD_METRED, 1, false},
	{"студи", "я|и|ю|ей", WORD_METRED, 1, false},
	{"помещен", "ие|ия|ию|ием|ии|ий", WORD_METRED, 1, false},
	{"площад", "ь|и|ью", WORD_METRED, 1, false},
	{"офис", MALE, WORD_METRED, 1, false},
	{"склад", MALE, WORD_METRED, 1, false},
	{"зал", MALE, WORD_METRED, 1, false},
	{"дом", MALE, WORD_METRED, 1, false},
	{"участ", "ок|ка|ку|ком|ке", WORD_METRED, 1, false},
	{"flat", "|s", WORD_METRED, 1, false},
	{"apartment", "|s", WORD_METRED, 1, false},
	{"office", "|s", WORD_METRED, 1, false},
	{"warehouse", "|s", WORD_METRED, 1, false},
	{"кабел", "ь|я|ю|ем|е|и|ей", WORD_METRED, 0, false},
	{"провод", MALE, WORD_METRED, 0, false},
	{"труб", "а|ы|у|е|ой|", WORD_METRED, 0, false},
	{"забор", MALE, WORD_METRED, 0, false},
	{"шланг", MALE, WORD_METRED, 0, false},
	{"шнур", MALE, WORD_METRED, 0, false},
	{"трос", MALE, WORD_METRED, 0, false},
	{"канат", MALE, WORD_METRED, 0, false},
	{"ткан", "ь|и|ью|ей", WORD_METRED, 0, false},
	{"лент", "а|ы|у|е|ой|", WORD_METRED, 0, false},
	{"сетк", "а|и|у|е|ой", WORD_METRED, 0, false},
	{"сеток", "", WORD_METRED, 0, false},
	{"пленк", "а|и|у|е|ой", WORD_METRED, 0, false},
	{"ковролин", MALE, WORD_METRED, 0, false},
	{"линолеум", MALE, WORD_METRED, 0, false},
	{"плинтус", MALE, WORD_METRED, 0, false},
	{"профил", "ь|я|ю|ем|е|и|ей", WORD_METRED, 0, false},
	{"веревк", "а|и|у|е|ой", WORD_METRED, 0, false},
	{"доск", "а|и|у|е|ой", WORD_METRED, 0, false},
	{"досок", "", WORD_METRED, 0, false},
	{"cable", "|s", WORD_METRED, 0, false},
	{"wire", "|s", WORD_METRED, 0, false},
	{"pipe", "|s", WORD_METRED, 0, false},
	{"hose", "|s", WORD_METRED, 0, false},
	{"rope", "|s", WORD_METRED, 0, false},
	{"fabric", "|s", WORD_METRED, 0, false},
	{"cloth", "", WORD_METRED, 0, false},
	{"tape", "|s", WORD_METRED, 0, false},
	{"fence", "|s", WORD_METRED, 0, false},
	{"film", "", WORD_METRED, 0, false},
	{"times", "", WORD_COUNTED, 0, false},
	{"people", "", WORD_COUNTED, 0, false},
	{"pcs", "", WORD_COUNTED, 0, false},
	{"floor", "", WORD_COUNTED, 0, false},
	{"kg", "", WORD_COUNTED, 0, false},
	{"km", "", WORD_COUNTED, 0, false},
	{"percent", "", WORD_COUNTED, 0, false},
	{"usd", "", WORD_COUNTED, 0, false},
	{"eur", "", WORD_COUNTED, 0, false},
	{"rub", "", WORD_COUNTED, 0, false},
	{"rooms", "", WORD_COUNTED, 0, false},
	{"street", "", WORD_COUNTED, 0, false},
	{"st", "", WORD_COUNTED, 0, false},
	{"avenue", "", WORD_COUNTED, 0, false},
	{"квартале", "", WORD_COUNTED, 0, false},
};

static bool ends_with_one(const char *rest, const char *ends)
{
	size_t n = strlen(rest);

	for (;;) {
		size_t length = strcspn(ends, "|");

		if (length == n && memcmp(rest, ends, n) == 0)
			return true;
		if (!ends[length])
			return false;
		ends += length + 1;
	}
}

/* A word is asked about by one kind after the other, so the rows of each are listed once, in their order. */
static const WordRow *by_kind[countof(rows)];
static size_t first_of[WORD_KINDS + 1];
/* And by how they begin, for the kinds that a word may be. */
static const WordRow *by_letter[countof(rows)];
static size_t first_at[257];
static pthread_once_t listed = PTHREAD_ONCE_INIT;

/* The byte that tells most: the second of Cyrillic. */
static unsigned char letter_of(const char *word)
{
	return (unsigned char)((unsigned char)word[0] < 0x80 ? word[0] : word[1]);
}

static void list_rows(void)
{
	size_t n = 0;

	for (size_t kind = 0; kind < WORD_KINDS; kind++) {
		first_of[kind] = n;
		for (size_t i = 0; i < countof(rows); i++)
			if ((size_t)rows[i].kind == kind)
				by_kind[n++] = &rows[i];
	}
	first_of[WORD_KINDS] = n;
	n = 0;
	for (size_t letter = 0; letter < 256; letter++) {
		first_at[letter] = n;
		for (size_t i = 0; i < countof(rows); i++)
			if (letter_of(rows[i].stem) == letter)
				by_letter[n++] = &rows[i];
	}
	first_at[256] = n;
}

static bool row_is(const WordRow *row, const char *folded)
{
	/* Two bytes, since all of Cyrillic begins with one of two. */
	return row->stem[0] == folded[0] && !(row->stem[0] && row->stem[1] && row->stem[1] != folded[1]) && str_begins(folded, row->stem) &&
	       ends_with_one(folded + strlen(row->stem), row->ends);
}

_Static_assert(WORD_KINDS <= 64, "a word's kinds are bits");

uint64_t word_kinds(const char *folded)
{
	const size_t letter = letter_of(folded);
	uint64_t kinds = 0;

	pthread_once(&listed, list_rows);
	for (size_t i = first_at[letter]; i < first_at[letter + 1]; i++)
		if (row_is(by_letter[i], folded))
			kinds |= UINT64_C(1) << by_letter[i]->kind;
	return kinds;
}

bool word_is(const char *folded, WordKind kind, bool whole, int *value)
{
	pthread_once(&listed, list_rows);
	for (size_t i = first_of[kind]; i < first_of[kind + 1]; i++) {
		const WordRow *row = by_kind[i];

		if ((row->whole_only && !whole) || !row_is(row, folded))
			continue;
		if (value)
			*value = row->value;
		return true;
	}
	return false;
}

/* --- shown -------------------------------------------------------------------------------------------------------- */

static const DateNames english = {
	.weekday = {"", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
	.weekday_short = {"", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"},
	.month = {"", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
              "December"},
	.month_of = {"", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
                 "December"},
	.month_short = {"", "Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"},
	.today = "today",
	.tomorrow = "tomorrow",
	.yesterday = "yesterday",
	.now = "now",
	.minute = {"min", "min", "min"},
	.hour = {"h", "h", "h"},
	.day = {"d", "d", "d"},
	.month_unit = {"mo", "mo", "mo"},
	.year = {"y", "y", "y"},
	.compact_minute = "m",
	.compact_hour = "h",
	.long_hour = "h",
	.long_minute = "m",
};

static const DateNames russian = {
	.weekday = {"", "понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"},
	.weekday_short = {"", "пн", "вт", "ср", "чт", "пт", "сб", "вс"},
	.month = {"", "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"},
	.month_of = {"", "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября",
                 "декабря"},
	.month_short = {"", "янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"},
	.today = "сегодня",
	.tomorrow = "завтра",
	.yesterday = "вчера",
	.now = "сейчас",
	.minute = {"мин", "мин", "мин"},
	.hour = {"ч", "ч", "ч"},
	.day = {"дн", "дн", "дн"},
	.month_unit = {"мес", "мес", "мес"},
	.year = {"г", "г", "л"},
	.compact_minute = "м",
	.compact_hour = "ч",
	.long_hour = "ч",
	.long_minute = "м",
};

const DateNames *date_names(void)
{
	return text_lang() == LANG_RU ? &russian : &english;
}

int plural_form(long n)
{
	if (text_lang() != LANG_RU)
		return n == 1 ? 0 : 1;
	n = n < 0 ? -n : n;
	if (n % 10 == 1 && n % 100 != 11)
		return 0;
	return n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 12 || n % 100 > 14) ? 1 : 2;
}
