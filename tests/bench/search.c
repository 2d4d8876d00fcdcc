/* SPDX-License-Identifier: MIT */
/*
 * First page of a search, by what is typed: p50 and p99 over queries drawn from the base, some with typos. `search [CLIENTS [FOLDER]]`: the base is made
 * once in the folder (default /tmp) and kept. Made-up people with five contacts each.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/model/client.h"
#include "kartoteka/model/interaction.h"
#include "kartoteka/model/list.h"
#include "kartoteka/store/lists.h"

static uint64_t seed = 20260723;

static uint32_t dice(uint32_t n)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(seed >> 33) % n;
}

static void random_bytes(void *self, void *out, size_t n)
{
	(void)self;
	for (size_t i = 0; i < n; i++)
		((unsigned char *)out)[i] = (unsigned char)dice(256);
}

static const char *no_variable(void *self, const char *name)
{
	(void)self;
	(void)name;
	return NULL;
}

static const Env env = {.get = no_variable, .random = random_bytes, .login = "bench", .full_name = "", .terminal = "", .home = "/nonexistent"};

static void must(Err *err)
{
	if (!err)
		return;
	char *text = err_text(err);
	fprintf(stderr, "%s\n", text);
	exit(1);
}

static double now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* What this thread worked: under load the fairer figure. */
static double worked_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* ---- The base ---- */

static const char *const roots[] = {
	"Иван",
	"Петр",
	"Сидор",
	"Смирн",
	"Кузнец",
	"Попов",
	"Васил",
	"Соколов",
	"Михайл",
	"Новик",
	"Федор",
	"Мороз",
	"Волк",
	"Алексе",
	"Лебед",
	"Семён",
	"Егор",
	"Павл",
	"Козл",
	"Степан",
	"Никола",
	"Орл",
	"Андре",
	"Макар",
	"Никит",
	"Захар",
	"Зайц",
	"Солов",
	"Борис",
	"Яковл",
	"Григор",
	"Роман",
	"Воробь",
	"Серге",
	"Кузьмин",
	"Фрол",
	"Александр",
	"Дмитри",
	"Корол",
	"Гус",
	"Кисел",
	"Ильин",
	"Максим",
	"Поляк",
	"Сорок",
	"Виноград",
	"Ковал",
	"Бел",
	"Медвед",
	"Антон",
	"Тарас",
	"Жук",
	"Баран",
	"Филипп",
	"Комар",
	"Давыд",
	"Белоус",
	"Герасим",
};
static const char *const endings[] = {"ов", "ев", "енко", "ин", "ский", "овский", "чук", "ян", "цев", "ников"};
static const char *const given[] = {
	"Игорь",
	"Пётр",
	"Александр",
	"Алексей",
	"Сергей",
	"Дмитрий",
	"Андрей",
	"Николай",
	"Олег",
	"Иван",
	"Михаил",
	"Роман",
	"Ольга",
	"Анна",
	"Елена",
	"Мария",
	"Ирина",
	"Наталья",
	"Светлана",
	"Юлия",
	"Вера",
	"Ёлка",
	"Ким",
	"Тимур",
};
static const char *const fathers[] = {
	"Петрович",
	"Иванович",
	"Александрович",
	"Сергеевич",
	"Андреевич",
	"Олегович",
	"Николаевна",
	"Игоревна",
	"Павловна",
	"Алексеевна",
};
static const char *const firms[] = {
	"Вектор",
	"Север",
	"Ромашка",
	"Луч",
	"Норд",
	"Меридиан",
	"Заря",
	"Горизонт",
	"Стройтех",
	"Агропром",
	"Текстиль",
	"Логистик",
	"Медиа",
	"Финанс",
	"Энерго",
};
static const char *const phrases[] = {
	"просит скидку пять процентов",
	"решение принимает жена",
	"прислать проект договора до четверга",
	"показали каталог, понравилась серия",
	"отправлен прайс-лист",
	"перезвонить после обеда",
	"недозвон, занято",
	"обсудили доставку в Казань",
	"счёт выставлен, ждём оплату",
	"встреча перенесена на следующую неделю",
	"спросил про гарантию и рассрочку",
	"недоволен сроками поставки",
	"рекомендация от партнёра",
	"хочет образцы ткани",
	"договор подписан",
	"акт сверки отправлен бухгалтеру",
};
#define PICK(list) list[dice(countof(list))]

static void add_channel(Store *store, int64_t client, ChannelType type, const char *value, const char *key)
{
	Channel channel;
	record_init(&kind_channel, &channel);
	channel.client.v = client;
	channel.type.v = (int32_t)type;
	channel.value.s = value;
	channel.key.s = key;
	must(store_make(store, &kind_channel, &channel));
}

static int64_t add_client(Store *store, int i, int64_t firm, int64_t *tags)
{
	char surname[64], name[64], phone[32], mail[64];
	Client client;
	record_init(&kind_client, &client);
	if (i % 10 == 0) {
		snprintf(name, sizeof name, "%s-%s %d", PICK(firms), PICK(roots), i / 10);
		client.kind.v = CLIENT_ORGANIZATION;
		client.name.s = name;
		client.legal_form.s = "ООО";
	} else {
		snprintf(surname, sizeof surname, "%s%s%s", dice(8) ? "" : "Ново", PICK(roots), PICK(endings));
		client.surname.s = surname;
		client.given.s = PICK(given);
		client.patronymic.s = PICK(fathers);
	}
	client.note.s = dice(4) ? NULL : PICK(phrases);
	client.last_contact = (Instant){1784797200 - (int64_t)dice(400) * 86400};
	must(store_make(store, &kind_client, &client));
	int64_t id = client.head.id;
	snprintf(phone, sizeof phone, "+79%09u", dice(1000000000));
	add_channel(store, id, CHANNEL_PHONE, phone, phone);
	snprintf(mail, sizeof mail, "c%d@example%u.ru", i, dice(500));
	add_channel(store, id, CHANNEL_EMAIL, mail, mail);
	if (firm && i % 10) {
		Membership membership;
		record_init(&kind_membership, &membership);
		membership.person.v = id;
		membership.organization.v = firm;
		membership.role.s = "менеджер";
		must(store_make(store, &kind_membership, &membership));
	}
	Tagging tagging;
	record_init(&kind_tagging, &tagging);
	tagging.client.v = id;
	tagging.tag.v = tags[dice(20)];
	must(store_make(store, &kind_tagging, &tagging));
	return id;
}

static void add_contacts(Store *store, int64_t client, int64_t kind)
{
	for (int k = 0; k < 5; k++) {
		char text[400];
		Interaction contact;
		record_init(&kind_interaction, &contact);
		contact.client.v = client;
		contact.kind.v = kind;
		contact.at = (Instant){1784797200 - (int64_t)dice(70000) * 600};
		snprintf(text, sizeof text, "%s, %s №%u, %s", PICK(phrases), PICK(phrases), dice(100000), PICK(phrases));
		contact.text.s = text;
		must(store_make(store, &kind_interaction, &contact));
	}
}

static void make_base(const char *path, int clients)
{
	const StoreOptions options = {.path = path, .mode = STORE_WRITE, .env = &env};
	Store *store;
	must(store_open(&store, &options));
	double start = now_ms();
	int64_t tags[20], firm = 0, kind = 1;
	const BatchHead head = {.author = 1, .at = {1784797200}, .command = "demo", .label = "demo"};
	must(store_begin(store, &head));
	for (int i = 0; i < 20; i++) {
		char name[32];
		Tag tag;
		record_init(&kind_tag, &tag);
		snprintf(name, sizeof name, "метка%d", i);
		tag.name.s = i == 0 ? "опт" : i == 1 ? "розница"
		                                     : name;
		must(store_make(store, &kind_tag, &tag));
		tags[i] = tag.head.id;
	}
	for (int i = 0; i < clients; i++) {
		int64_t id = add_client(store, i, firm, tags);
		add_contacts(store, id, kind);
		if (i % 10 == 0)
			firm = id;
		if (i % 2000 == 1999) {
			must(store_commit(store, NULL));
			must(store_begin(store, &head));
			fprintf(stderr, "\r%d clients, %.0f a second ", i + 1, (i + 1) / (now_ms() - start) * 1e3);
		}
	}
	must(store_commit(store, NULL));
	fprintf(stderr, "\n");
	store_close(store);
}

/* ---- Queries ---- */

enum {
	RUNS = 300
};

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

typedef struct Drawn {
	char name[256], phone[32];
} Drawn;

/* A client of the base. */
static Drawn draw(Store *store, Arena *arena, int64_t most)
{
	Drawn drawn = {{0}, {0}};
	for (;;) {
		Client client;
		Err *err = store_get(store, &kind_client, 1 + (int64_t)dice((uint32_t)most), &client, arena);
		if (err) {
			err_free(err);
			continue;
		}
		snprintf(drawn.name, sizeof drawn.name, "%s", client.title.s);
		void *channels;
		size_t n;
		must(store_where(store, &kind_channel, "client", (Value){VALUE_INT, client.head.id, NULL, 0}, &channels, &n, arena));
		if (n)
			snprintf(drawn.phone, sizeof drawn.phone, "%s", ((Channel *)channels)->key.s);
		return drawn;
	}
}

static size_t letters(const char *s, size_t count)
{
	size_t n = 0;
	for (size_t used; count-- && s[n]; n += used)
		utf8_decode(s + n, strlen(s + n), &used);
	return n;
}

typedef enum Class {
	ONE,
	TWO,
	THREE,
	PREFIX,
	SURNAME,
	TWO_WORDS,
	INSIDE,
	TYPO,
	NONE,
	OTHER,
	DIGITS,
	FORMATTED,
	MAIL,
	TAG,
	NOTE,
	NOTE_TWO,
	NOTE_PART,
	FIRM,
	FILTERED,
	SORTED,
	LAST_PAGE,
	COUNTED,
} Class;
static const char *const class_names[] = {
	"1 letter",
	"2 letters",
	"3 letters",
	"5 letters",
	"whole name",
	"2 words, parts",
	"inside a word",
	"a typo",
	"nothing there",
	"other layout",
	"last 4 digits",
	"phone, formatted",
	"part of a mail",
	"a tag",
	"word of notes",
	"two words of notes",
	"part of a word of notes",
	"given name + firm",
	"tag:опт + letters",
	"tag:опт by name",
	"last page",
	"count to 1 000",
};

static void write_query(char out[400], Class class, Store *store, Arena *arena, int64_t most)
{
	static const char *const notes[] = {"скидку", "гарантию", "рассрочку", "Казань", "бухгалтеру", "образцы", "договора", "недоволен"};
	static const char *const parts[] = {"варант", "ассроч", "бразц", "недово", "ухгалт", "кидк"};
	Drawn d = draw(store, arena, most);
	const char *second = strchr(d.name, ' ');
	second = second ? second + 1 : d.name;
	const char *word = strstr(d.name, "«") ? strstr(d.name, "«") + 2 : d.name;
	switch (class) {
	case ONE:
		snprintf(out, 400, "%.*s", (int)letters(word, 1), word);
		return;
	case TWO:
		snprintf(out, 400, "%.*s", (int)letters(word, 2), word);
		return;
	case THREE:
		snprintf(out, 400, "%.*s", (int)letters(word, 3), word);
		return;
	case PREFIX:
		snprintf(out, 400, "%.*s", (int)letters(word, 5), word);
		return;
	case SURNAME:
		snprintf(out, 400, "%s", d.name);
		return;
	case TWO_WORDS:
		snprintf(out, 400, "%.*s %.*s", (int)letters(second, 3), second, (int)letters(word, 4), word);
		return;
	case INSIDE:
		snprintf(out, 400, "%.*s", (int)letters(word + letters(word, 2), 4), word + letters(word, 2));
		return;
	case TYPO: {
		size_t at = letters(word, 3 + dice(2));
		snprintf(out, 400, "%.*sъ%.*s", (int)at, word, (int)letters(word + at, 4), word + at);
		return;
	}
	case NONE:
		snprintf(out, 400, "щъэж%u", dice(1000));
		return;
	case OTHER: {
		static const char *const typed[] = {"bdfyjd", "gtnhjd", "cvbhyjd", "ktytyf", "itdxtyrj", "vjcrdf", "jkmuf", "rjpktyrj"};
		snprintf(out, 400, "%s", typed[dice(8)]);
		return;
	}
	case DIGITS:
		snprintf(out, 400, "%s", d.phone[0] ? d.phone + strlen(d.phone) - 4 : "1234");
		return;
	case FORMATTED:
		if (d.phone[0])
			snprintf(out, 400, "8 (%.3s) %.3s-%.2s-%.2s", d.phone + 2, d.phone + 5, d.phone + 8, d.phone + 10);
		else
			snprintf(out, 400, "8 (916) 123-45-67");
		return;
	case MAIL:
		snprintf(out, 400, "xample%u", dice(500));
		return;
	case TAG:
		snprintf(out, 400, "метка%u", dice(20));
		return;
	case NOTE:
		snprintf(out, 400, "%s", notes[dice(8)]);
		return;
	case NOTE_TWO:
		snprintf(out, 400, "%s %s", notes[dice(8)], notes[dice(8)]);
		return;
	case NOTE_PART:
		snprintf(out, 400, "%s", parts[dice(6)]);
		return;
	case FIRM:
		snprintf(out, 400, "%s %s", PICK(given), PICK(firms));
		return;
	case FILTERED:
		snprintf(out, 400, "tag:опт %.*s", (int)letters(word, 3), word);
		return;
	case SORTED:
		snprintf(out, 400, "tag:опт");
		return;
	case LAST_PAGE:
	case COUNTED:
		snprintf(out, 400, "%.*s", (int)letters(word, 3), word);
		return;
	}
}

static void measure(Store *store, Class class, int64_t most, int runs)
{
	static double took[RUNS], worked[RUNS];
	FilterContext context = {.kind = &kind_client, .when = {.now = {1784797200}, .zone = zone_find("Europe/Moscow")}};
	size_t found = 0;
	char worst[400] = "";
	double slowest = 0;
	for (int i = 0; i < runs; i++) {
		char query[400];
		Arena *arena = arena_new();
		write_query(query, class, store, arena, most);
		double start = now_ms(), begun = worked_ms();
		FilterNode *node;
		ClientRow *rows;
		size_t n;
		must(filter_read(&node, query, &context, arena));
		const ClientPage page = {.filter = node, .limit = 40, .from_end = class == LAST_PAGE};
		int64_t count;
		bool more;
		if (class == COUNTED)
			must(clients_count(store, node, 1000, &count, &more));
		else
			must(clients_page(store, &page, &rows, &n, arena));
		took[i] = now_ms() - start;
		worked[i] = worked_ms() - begun;
		if (class != COUNTED)
			found += n;
		if (worked[i] > slowest) {
			slowest = worked[i];
			snprintf(worst, sizeof worst, "%s", query);
		}
		arena_free(arena);
	}
	qsort(took, (size_t)runs, sizeof *took, by_size);
	qsort(worked, (size_t)runs, sizeof *worked, by_size);
	printf("p50 %7.2f  p99 %7.2f ms; worked p50 %7.2f  p99 %7.2f ms; rows %4.1f  %s, worst \"%s\"\n", took[runs / 2], took[runs * 99 / 100], worked[runs / 2],
	       worked[runs * 99 / 100], (double)found / runs, class_names[class], worst);
	fflush(stdout);
}

int main(int argc, char **argv)
{
	int clients = argc > 1 ? atoi(argv[1]) : 200000;
	char path[4096];
	snprintf(path, sizeof path, "%s/kartoteka-search-%d.db", argc > 2 ? argv[2] : "/tmp", clients);
	if (access(path, R_OK) != 0)
		make_base(path, clients);
	struct stat st;
	if (stat(path, &st) == 0)
		printf("%d clients, %.0f MiB\n", clients, (double)st.st_size / 1048576);
	const StoreOptions options = {.path = path, .mode = STORE_READ, .env = &env};
	Store *store;
	must(store_open(&store, &options));
	/* Ids go over all kinds: about a tenth of them are clients. */
	int64_t most = (int64_t)clients * 10;
	int runs = argc > 3 ? atoi(argv[3]) : RUNS;
	for (Class class = ONE; class <= COUNTED; class ++)
		measure(store, class, most, runs < RUNS ? runs : RUNS);
	store_close(store);
	return 0;
}
