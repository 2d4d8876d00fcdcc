/* SPDX-License-Identifier: MIT */
/* What a word of a name is: patronymic, surname, known given name; and the gender that they tell. Words come folded (fold_word). */
#include "name.h"

#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/fold.h"
#include "kartoteka/base/mem.h"

/* Given names that tell the order of words and the gender; ending rules do for the rest. Folded. */
static const char male_names[] =
	" александр алексей анатолий андрей антон аркадий арсений артем артур богдан борис вадим валентин валерий василий виктор виталий"
	" владимир владислав всеволод вячеслав гарри геннадий георгий герман глеб григорий давид даниил данил данила денис дмитрий евгений егор"
	" ефим захар иван игорь илья иннокентий иосиф карл кирилл константин кузьма лев леонид лука макар максим марат марк матвей мирон"
	" михаил наум никита николай олег павел петр платон прохор ринат роберт родион роман ростислав руслан рустам савва савелий семен сергей"
	" станислав степан тарас тимофей тимур федор филипп фома эдуард эльдар эмиль эрик юлий юрий яков ян ярослав ахмед ашот гейдар"
	" ильдар ильнур камиль магомед мурат мустафа рамиль рашид ренат хасан азамат айдар алишер арман армен аслан бахтияр булат дамир"
	" вова володя коля петя вася витя дима леша миша гриша сережа паша толя юра федя костя"
	" alexander alexey aleksandr aleksey anatoly andrey andrew anton arkady artem artyom boris vadim valentin valery vasily victor viktor vitaly"
	" vladimir vladislav vyacheslav gennady georgy george gleb grigory david daniel denis dmitry dmitri evgeny eugene yegor egor ivan igor ilya iosif karl"
	" kirill konstantin lev leonid maxim maksim mark matvey mikhail michael nikita nikolai nikolay nicholas oleg pavel paul peter pyotr petr roman"
	" ruslan sergei sergey semyon stanislav stepan timur fyodor philip filipp eduard edward yuri yury yakov jacob yaroslav john james robert william"
	" thomas richard charles joseph henry stefan hans klaus jan jean pierre martin simon steven stephen brian kevin jason eric frank patrick ";
static const char female_names[] =
	" агата ада аделина аза аида александра алена алина алиса алла альбина анастасия ангелина анжела анна антонина анфиса ася вера вероника"
	" виктория влада галина дарья диана дина ева евгения евдокия екатерина елена елизавета жанна зинаида злата зоя инга инесса инна ирина"
	" камилла карина каролина кира клавдия кристина ксения лада лариса лена лидия лилия лина лия любовь людмила майя маргарита марина мария марта"
	" милана милена мирослава надежда наталия наталья нелли ника нина нинель нонна оксана олеся ольга полина прасковья раиса регина римма рита роза"
	" сабина светлана серафима снежана софия софья тамара татьяна ульяна фаина фатима эвелина элеонора элина эльвира эльмира эмма юлия яна"
	" ярослава айгуль алия асель гульнара гузель динара зарема лейла ляйсан мадина румия сания эльза адель рашель катя таня маша даша оля света"
	" лена настя юля аня ира наташа люда надя люба галя"
	" alexandra alyona alena alina alisa alla anastasia angelina anna antonina vera veronica victoria viktoria galina daria darya diana eva eugenia"
	" evgenia ekaterina catherine elena helen elizabeth zhanna zinaida zoya inga inna irina karina kira christina kristina ksenia larisa lidia lilia lyubov"
	" lyudmila maya margarita marina maria mary martha nadezhda natalia natalya nina oksana olesya olga polina raisa svetlana sofia sophia tamara"
	" tatiana tatyana ulyana elvira emma julia yulia yana jane susan linda barbara jennifer lisa karen nancy laura sarah kate alice claire ";
static const char either_names[] = " саша женя валя слава никки алекс sasha alex zhenya valya kim robin taylor jordan ";

static const char particles[] = " фон ван де дер ди да дю ла ле аль эль бен ибн тер zu von van de der den di da du la le al el ben ibn dos del ";

static bool listed(const char *list, const char *word)
{
	size_t n = strlen(word);
	for (const char *at = strstr(list, word); at && n; at = strstr(at + 1, word)) {
		if (at[-1] == ' ' && at[n] == ' ')
			return true;
	}
	return false;
}

static bool ends_in(const char *word, const char *const *endings)
{
	for (; *endings; endings++) {
		/* An ending alone is no word. */
		if (str_ends(word, *endings) && strlen(word) > strlen(*endings))
			return true;
	}
	return false;
}

static const char *const male_patronymics[] = {"ович", "евич", "ьич", "мич", "тич", "ovich", "evich", "ilyich", NULL};
static const char *const female_patronymics[] = {"овна", "евна", "ична", "ovna", "evna", "ichna", NULL};
static const char male_tails[] = " оглы оглу углы угли улы уулу ogly oglu uulu uly ";
static const char female_tails[] = " кызы кзы гызы кизи qizi kyzy kizi gyzy ";

/* "мамед-оглы": the tail behind a hyphen. */
static const char *hyphen_tail(const char *word)
{
	const char *dash = strrchr(word, '-');
	return dash && dash > word ? dash + 1 : NULL;
}

bool name_is_patronymic(const char *word)
{
	const char *tail = hyphen_tail(word);
	if (tail && name_is_patronymic_tail(tail))
		return true;
	return ends_in(word, male_patronymics) || ends_in(word, female_patronymics) || str_same(word, "ильич") || str_same(word, "лукич");
}

bool name_is_patronymic_tail(const char *word)
{
	return listed(male_tails, word) || listed(female_tails, word);
}

bool name_is_particle(const char *word)
{
	return listed(particles, word);
}

bool name_is_given(const char *word, Gender *gender)
{
	if (listed(either_names, word))
		*gender = GENDER_UNKNOWN;
	else if (listed(male_names, word))
		*gender = GENDER_MALE;
	else if (listed(female_names, word))
		*gender = GENDER_FEMALE;
	else
		return false;
	return true;
}

static const char *const male_surnames[] = {
	"ов",
	"ев",
	"ин",
	"ын",
	"ский",
	"цкий",
	"ской",
	"цкой",
	"ой",
	"ый",
	"ov",
	"ev",
	"skiy",
	"sky",
	"skii",
	NULL,
};
static const char *const female_surnames[] = {"ова", "ева", "ина", "ына", "ская", "цкая", "ая", "ova", "eva", "skaya", NULL};
static const char *const other_surnames[] = {
	"ко",
	"ук",
	"юк",
	"ых",
	"их",
	"ян",
	"швили",
	"дзе",
	"ец",
	"enko",
	"yan",
	"dze",
	"shvili",
	"son",
	"ский",
	NULL,
};

bool name_looks_surname(const char *word)
{
	return ends_in(word, male_surnames) || ends_in(word, female_surnames) || ends_in(word, other_surnames);
}

Gender name_patronymic_gender(const char *patronymic)
{
	const char *last = strrchr(patronymic, ' ');
	const char *word = last ? last + 1 : patronymic, *tail = hyphen_tail(word);
	if (tail && name_is_patronymic_tail(tail))
		word = tail;
	if (listed(male_tails, word) || ends_in(word, male_patronymics) || str_same(word, "ильич") || str_same(word, "лукич"))
		return GENDER_MALE;
	if (listed(female_tails, word) || ends_in(word, female_patronymics))
		return GENDER_FEMALE;
	return GENDER_UNKNOWN;
}

static Gender surname_gender(const char *word)
{
	static const char *const male[] = {"ов", "ев", "ин", "ын", "ский", "цкий", "ской", "цкой", "ov", "ev", "sky", "skiy", NULL};
	static const char *const female[] = {"ова", "ева", "ина", "ына", "ская", "цкая", "ova", "eva", "skaya", NULL};
	return ends_in(word, female) ? GENDER_FEMALE : ends_in(word, male) ? GENDER_MALE
	                                                                   : GENDER_UNKNOWN;
}

/* Only Russian endings tell; a name in Latin letters tells by the list alone. */
static Gender given_gender(const char *word)
{
	static const char *const female[] = {"а", "я", NULL};
	static const char *const male[] = {"й", "б", "в", "г", "д", "ж", "з", "к", "л", "м", "н", "п", "р", "с", "т", "ф", "х", "ц", "ч", "ш", "щ", NULL};
	return ends_in(word, female) ? GENDER_FEMALE : ends_in(word, male) ? GENDER_MALE
	                                                                   : GENDER_UNKNOWN;
}

Gender client_guess_gender(const char *surname, const char *given, const char *patronymic)
{
	Str s = {0}, g = {0}, p = {0};
	if (surname)
		fold_word(&s, surname);
	if (given)
		fold_word(&g, given);
	if (patronymic)
		fold_word(&p, patronymic);
	Gender gender = name_patronymic_gender(str_text(&p));
	Gender known = GENDER_UNKNOWN;
	bool is_known = name_is_given(str_text(&g), &known);
	if (gender == GENDER_UNKNOWN)
		gender = known;
	if (gender == GENDER_UNKNOWN)
		gender = surname_gender(str_text(&s));
	if (gender == GENDER_UNKNOWN && !is_known)
		gender = given_gender(str_text(&g));
	str_done(&s);
	str_done(&g);
	str_done(&p);
	return gender;
}
