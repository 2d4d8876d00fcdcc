/* SPDX-License-Identifier: MIT */
/* Ways to reach somebody as people write them: one row a way of writing; what cannot be told is left alone. */
#include "test.h"

#include "kartoteka/base/arena.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/str.h"
#include "kartoteka/model/client.h"

#include <string.h>

static const char *const type_names[] = {"phone", "mail", "messenger", "address", "site"};

/* "type label|value; …", "-" for what is not said, "" for nothing at all. */
static const struct {
	const char *typed, *want;
} reads[] = {
	{"+7 916 111-22-33", "phone -|+7 916 111-22-33"},
	{"8 (495) 771-40-02 доб. 12", "phone -|8 (495) 771-40-02 доб. 12"},
	{"495 771-40-02, доб. 12", "phone -|495 771-40-02, доб. 12"},
	{"тел. 8 916 111-22-33", "phone -|8 916 111-22-33"},
	{"phone: 916 111 22 33", "phone -|916 111 22 33"},
	{"моб. 916 111-22-33", "phone моб|916 111-22-33"},
	{"work +7 495 640-22-10", "phone work|+7 495 640-22-10"},
	{"+7 495 640-22-1", "phone -|+7 495 640-22-1"},
	{"8 916 111-22-33 мужу не звонить", "phone -|8 916 111-22-33 мужу не звонить"},
	{"8 916 111-22-33, 8 495 640-22-10", "phone -|8 916 111-22-33; phone -|8 495 640-22-10"},
	{"orlova@zenit.example", "mail -|orlova@zenit.example"},
	{"почта orlova@zenit.example", "mail -|orlova@zenit.example"},
	{"orlova@", "mail -|orlova@"},
	{"@petya", "messenger -|@petya"},
	{"telegram @petya", "messenger telegram|@petya"},
	{"Telegram: petya", "messenger Telegram|petya"},
	{"тг @petya", "messenger тг|@petya"},
	{"@petya telegram", "messenger telegram|@petya"},
	{"whatsapp +7 916 111-22-33", "messenger whatsapp|+7 916 111-22-33"},
	{"Ватсап 8 916 111-22-33", "messenger Ватсап|8 916 111-22-33"},
	{"+7 916 111-22-33 (WhatsApp)", "messenger WhatsApp|+7 916 111-22-33"},
	{"whatsapp/viber 8 916 111-22-33", "messenger whatsapp/viber|8 916 111-22-33"},
	{"whatsapp, telegram 8 916 111-22-33", "messenger whatsapp, telegram|8 916 111-22-33"},
	{"skype live:petya", "messenger skype|live:petya"},
	{"t.me/petya", "messenger telegram|t.me/petya"},
	{"https://t.me/petya", "messenger telegram|https://t.me/petya"},
	{"мессенджер petya", "messenger -|petya"},
	{"@petya, orlova@zenit.example; zenit.example", "messenger -|@petya; mail -|orlova@zenit.example; site -|zenit.example"},
	{"zenit.example", "site -|zenit.example"},
	{"www.zenit.example/prices", "site -|www.zenit.example/prices"},
	{"https://zenit.example:8443/a?b", "site -|https://zenit.example:8443/a?b"},
	{"зенит.рф", "site -|зенит.рф"},
	{"сайт зенит.онлайн", "site -|зенит.онлайн"},
	{"Москва, Тверская 7", "address -|Москва, Тверская 7"},
	{"ул. Ленина, 5", "address -|ул. Ленина, 5"},
	{"ул.Ленина", "address -|ул.Ленина"},
	{"Цветной бульвар", "address -|Цветной бульвар"},
	{"125009, Москва, Тверская ул., д. 7, кв. 12", "address -|125009, Москва, Тверская ул., д. 7, кв. 12"},
	{"221b Baker Street", "address -|221b Baker Street"},
	{"address: Moscow", "address -|Moscow"},
	{"адрес Москва, Арбат", "address -|Москва, Арбат"},
	{"telegram", "messenger telegram|-"},
	{"phone", "phone -|-"},
	{"адрес:", "address -|-"},
	{"petya", ""},
	{"Москва", ""},
	{"call him back", ""},
	{"work hard", ""},
	{"123", ""},
	{"@", ""},
	{"@petya, petya", ""},
	{"  ", ""},
	{"", ""},
	{"улица", ""},
	{"12.", ""},
	{"a.b", ""},
};

TEST(channel_reads_what_people_type)
{
	Arena *arena = arena_new();
	for (size_t i = 0; i < countof(reads); i++) {
		Channel got[4];
		Str said = {0};
		size_t n = channels_read(got, countof(got), reads[i].typed, "7", arena);
		for (size_t k = 0; k < n; k++)
			str_addf(&said, "%s%s %s|%s", k ? "; " : "", type_names[got[k].type.v], got[k].label.s ? got[k].label.s : "-", got[k].value.s ? got[k].value.s : "-");
		if (strcmp(str_text(&said), reads[i].want) != 0)
			fail_msg("\"%s\" is read as \"%s\" and not as \"%s\"", reads[i].typed, str_text(&said), reads[i].want);
		str_done(&said);
	}
	arena_free(arena);
}

/* More than there is room for stays one text rather than losing its end. */
TEST(channel_reads_no_more_than_there_is_room_for)
{
	Arena *arena = arena_new();
	Channel got[2];
	assert_int_equal(channels_read(got, 2, "@a, @b, @c", "7", arena), 0);
	assert_int_equal(channels_read(got, 2, "@a, @b", "7", arena), 2);
	assert_int_equal(channels_read(got, 0, "@a", "7", arena), 0);
	arena_free(arena);
}
