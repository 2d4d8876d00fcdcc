/* SPDX-License-Identifier: MIT */
/* One set of rows in every form. */
#include "kartoteka/command/out.h"

#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "test.h"

static Err *gather(void *self, const char *bytes, size_t n)
{
	str_addn(self, bytes, n);
	return NULL;
}

static const OutColumn columns[] = {
	{.path = "id", .label = NULL},
	{.path = "name", .label = "Name"},
	{.path = "client.name", .label = "Client", .drop = 1},
	{.path = "phones", .label = "Phones", .drop = 2},
	{.path = "sum", .label = "Sum", .right = true, .min = 6},
	{.path = "at", .label = "At", .min = 3},
};

static void rows(Out *out)
{
	static const char *const names[] = {"Иванов \"Игорь\"", "Kim, Olga\nB.", "\x1b[31mred\xff"};
	for (int i = 0; i < 3; i++) {
		out_row(out);
		out_int(out, "id", i + 1);
		out_text(out, "name", names[i]);
		out_open_object(out, "client");
		out_int(out, "id", 7);
		out_text(out, "name", i ? NULL : "ООО «Вектор»");
		out_close(out);
		out_open_array(out, "phones");
		for (int k = 0; k < i; k++)
			out_text(out, NULL, k ? "2" : "+7 916");
		out_close(out);
		out_show(out, "1 234,50");
		out_open_object(out, "sum");
		out_text(out, "amount", "1234.50");
		out_text(out, "currency", "RUB");
		out_close(out);
		out_show(out, "3 d");
		out_instant(out, "at", (Instant){1784799720});
		out_bool(out, "gone", i == 1);
		out_row_end(out);
	}
}

static void expect_form(OutForm form, int width, const char *want)
{
	Str got = {0};
	Out *out = out_new(&(OutSetting){.form = form, .width = width, .write = gather, .self = &got});
	out_begin(out, columns, countof(columns));
	rows(out);
	assert_null(out_end(out));
	out_say(out, "%d rows", 3);
	assert_null(out_flush(out));
	expect_text("form", str_text(&got), want);
	out_free(out);
	str_done(&got);
}

TEST(json)
{
	expect_form(OUT_JSON, 0,
	            "{\"id\":1,\"name\":\"Иванов \\\"Игорь\\\"\",\"client\":{\"id\":7,\"name\":\"ООО «Вектор»\"},\"phones\":[],\"sum\":{\"amount\":\"1234.50\","
	            "\"currency\":\"RUB\"},\"at\":\"2026-07-23T09:42:00Z\",\"gone\":false}\n"
	            "{\"id\":2,\"name\":\"Kim, Olga\\nB.\",\"client\":{\"id\":7,\"name\":null},\"phones\":[\"+7 916\"],\"sum\":{\"amount\":\"1234.50\","
	            "\"currency\":\"RUB\"},\"at\":\"2026-07-23T09:42:00Z\",\"gone\":true}\n"
	            "{\"id\":3,\"name\":\"\\u001b[31mred\xEF\xBF\xBD\",\"client\":{\"id\":7,\"name\":null},\"phones\":[\"+7 916\",\"2\"],\"sum\":{\"amount\":"
	            "\"1234.50\",\"currency\":\"RUB\"},\"at\":\"2026-07-23T09:42:00Z\",\"gone\":false}\n");
}

TEST(csv)
{
	expect_form(OUT_CSV, 0,
	            "id,name,client.name,phones,sum,at\r\n"
	            "1,\"Иванов \"\"Игорь\"\"\",ООО «Вектор»,,,2026-07-23T09:42:00Z\r\n"
	            "2,\"Kim, Olga\nB.\",,+7 916,,2026-07-23T09:42:00Z\r\n"
	            "3,\xEF\xBF\xBD[31mred\xEF\xBF\xBD,,\"+7 916, 2\",,2026-07-23T09:42:00Z\r\n");
}

TEST(plain)
{
	expect_form(OUT_PLAIN, 0,
	            "1\tИванов \"Игорь\"\tООО «Вектор»\t\t1 234,50\t3 d\n"
	            "2\tKim, Olga B.\t\t+7 916\t1 234,50\t3 d\n"
	            "3\t\xEF\xBF\xBD[31mred\xEF\xBF\xBD\t\t+7 916, 2\t1 234,50\t3 d\n"
	            "3 rows\n");
}

TEST(table)
{
	expect_form(OUT_TEXT, 0,
	            "Name            Client        Phones          Sum  At\n"
	            "Иванов \"Игорь\"  ООО «Вектор»             1 234,50  3 d\n"
	            "Kim, Olga B.                  +7 916     1 234,50  3 d\n"
	            "\xEF\xBF\xBD[31mred\xEF\xBF\xBD                     +7 916, 2  1 234,50  3 d\n"
	            "3 rows\n");
	/* narrow: phones leave, then the client, then the name is cut */
	expect_form(OUT_TEXT, 42,
	            "Name           Client             Sum  At\n"
	            "Иванов \"Игор…  ООО «Вектор»  1 234,50  3 d\n"
	            "Kim, Olga B.                 1 234,50  3 d\n"
	            "\xEF\xBF\xBD[31mred\xEF\xBF\xBD                    1 234,50  3 d\n"
	            "3 rows\n");
	expect_form(OUT_TEXT, 28,
	            "Name                Sum  At\n"
	            "Иванов \"Игор…  1 234,50  3 d\n"
	            "Kim, Olga B.   1 234,50  3 d\n"
	            "\xEF\xBF\xBD[31mred\xEF\xBF\xBD      1 234,50  3 d\n"
	            "3 rows\n");
}

/* Nothing limits the width, and one cell is a megabyte: it is given whole, and the others are not padded to it. */
TEST(one_long_cell_pads_no_other_row)
{
	enum {
		LONG = 1 << 20,
		ROWS = 20
	};
	Str got = {0};
	char *name = mem_alloc(LONG + 1);
	memset(name, 'x', LONG);
	Out *out = out_new(&(OutSetting){.form = OUT_TEXT, .width = 0, .write = gather, .self = &got});
	out_begin(out, columns, countof(columns));
	for (int i = 0; i < ROWS; i++) {
		out_row(out);
		out_text(out, "name", i == 3 ? name : "short");
		out_open_object(out, "client");
		out_text(out, "name", "Kim");
		out_close(out);
		out_row_end(out);
	}
	assert_null(out_end(out));
	assert_non_null(strstr(str_text(&got), name));
	assert_true(got.n < LONG + 400 * (ROWS + 1));
	out_free(out);
	str_done(&got);
	free(name);
}

TEST(message_form_takes_words_alone)
{
	expect_form(OUT_MESSAGE, 80, "3 rows");
}

TEST(nothing_prints_nothing)
{
	static const struct {
		OutForm form;
		const char *want;
	} cases[] = {{OUT_TEXT, ""}, {OUT_JSON, ""}, {OUT_PLAIN, ""}, {OUT_CSV, "id,name,client.name,phones,sum,at\r\n"}};
	for (size_t i = 0; i < countof(cases); i++) {
		Str got = {0};
		Out *out = out_new(&(OutSetting){.form = cases[i].form, .write = gather, .self = &got});
		out_begin(out, columns, countof(columns));
		assert_null(out_end(out));
		expect_text("nothing", str_text(&got), cases[i].want);
		out_free(out);
		str_done(&got);
	}
}

TEST(card)
{
	Str got = {0};
	Out *out = out_new(&(OutSetting){.form = OUT_TEXT, .write = gather, .self = &got});
	out_begin_card(out, columns, countof(columns));
	for (int i = 0; i < 2; i++) {
		out_row(out);
		out_text(out, "name", i ? "B" : "two\nlines");
		out_open_array(out, "phones");
		out_text(out, NULL, "1");
		out_text(out, NULL, "2");
		out_close(out);
		out_row_end(out);
	}
	assert_null(out_end(out));
	expect_text("card", str_text(&got), "Name:   two\n        lines\nPhones: 1, 2\n\nName:   B\nPhones: 1, 2\n");
	out_free(out);
	str_done(&got);
}

static int writes;
static Err *gather_counted(void *self, const char *bytes, size_t n)
{
	writes++;
	return gather(self, bytes, n);
}

TEST(many_rows_stream)
{
	Str got = {0};
	writes = 0;
	Out *out = out_new(&(OutSetting){.form = OUT_TEXT, .width = 40, .write = gather_counted, .self = &got});
	out_begin(out, columns, countof(columns));
	for (int i = 0; i < 1200; i++) {
		out_row(out);
		out_text(out, "name", i > 1000 ? "a longer name than those before" : "short");
		out_row_end(out);
		if (i == 600)
			assert_true(got.n > 0);
	}
	assert_null(out_end(out));
	size_t lines = 0;
	for (const char *c = str_text(&got); *c; c++)
		lines += *c == '\n';
	assert_int_equal(lines, 1201);
	assert_in_range(writes, 2, 4);
	out_free(out);
	str_done(&got);
}

static Err *refuse(void *self, const char *bytes, size_t n)
{
	(void)bytes;
	(void)n;
	++*(int *)self;
	return err_new(ERR_FULL, "full");
}

TEST(csv_and_json_do_not_turn_the_reading_direction)
{
	static const OutColumn name[] = {{.path = "name", .label = "Name"}};
	static const struct {
		OutForm form;
		const char *want;
	} forms[] = {
		{OUT_CSV, "name\r\nA\xEF\xBF\xBD"
	              "b\xEF\xBF\xBD\r\n"},
		{OUT_JSON, "{\"name\":\"A\\u202eb\\udb40\\udc01\"}\n"}};
	for (size_t i = 0; i < countof(forms); i++) {
		Str got = {0};
		Out *out = out_new(&(OutSetting){.form = forms[i].form, .write = gather, .self = &got});
		out_begin(out, name, 1);
		out_row(out);
		out_text(out, "name", "A\xE2\x80\xAE"
		                      "b\xF3\xA0\x80\x81");
		out_row_end(out);
		assert_null(out_end(out));
		expect_text("form", str_text(&got), forms[i].want);
		out_free(out);
		str_done(&got);
	}
}

TEST(sinks_error_sticks)
{
	int tries = 0;
	Out *out = out_new(&(OutSetting){.form = OUT_JSON, .write = refuse, .self = &tries});
	out_begin(out, NULL, 0);
	for (int i = 0; i < 5000; i++) {
		out_row(out);
		out_text(out, "name", "a text that fills the buffer again and again");
		out_row_end(out);
	}
	assert_true(out_failed(out));
	Err *err = out_end(out);
	assert_non_null(err);
	assert_int_equal(err->code, ERR_FULL);
	assert_int_equal(tries, 1);
	err_free(err);
	out_free(out);
}
