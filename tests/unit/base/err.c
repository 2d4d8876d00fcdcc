/* SPDX-License-Identifier: MIT */
/* Errors and words for people. */
#include "kartoteka/base/err.h"

#include <errno.h>
#include <string.h>
#include <stdio.h>
#include <stdlib.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "test.h"

static Err *well(void)
{
	return NULL;
}

static Err *ill(int *reached)
{
	TRY(well());
	*reached = 1;
	TRY(err_new(ERR_BUSY, "busy"));
	*reached = 2;
	return NULL;
}

TEST(check_69_err_holds_its_text)
{
	Err *err = err_new(ERR_USAGE, "no day %d", 32);
	err = err_kept(err, "what was typed is kept");
	err = err_todo(err, "write %s", "1 to 31");
	err = err_word(err, "32", 4);
	err = err_under(err, "line %d", 7);
	char *text = err_text(err);
	assert_string_equal(text, "line 7: no day 32; what was typed is kept; write 1 to 31");
	free(text);
	assert_string_equal(err->word, "32");
	assert_int_equal(err->at, 4);
	assert_int_equal(err_exit_status(err), 2);
	err_free(err);

	err = err_todo(err_new(ERR_FAILED, "It failed."), "Try again");
	text = err_text(err);
	assert_string_equal(text, "It failed. Try again");
	free(text);
	err_free(err);

	int reached = 0;
	err = ill(&reached);
	assert_int_equal(reached, 1);
	assert_int_equal(err->code, ERR_BUSY);
	assert_int_equal(err->at, -1);
	err_free(err);

	assert_null(err_kept(NULL, "x"));
	assert_null(err_todo(NULL, "x"));
	assert_null(err_word(NULL, "x", 1));
	assert_null(err_under(NULL, "x"));
	err_free(NULL);
}

TEST(check_69_no_capital_behind_a_semicolon)
{
	static const char *const rows[][2] = {
		{"Did you mean x?", "a; did you mean x?"},
		{"F1 helps", "a; F1 helps"},
		{"Возможно, x", "a; возможно, x"},
		{"x", "a; x"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		Err *err = err_todo(err_new(ERR_USAGE, "a"), "%s", rows[i][0]);
		char *text = err_text(err);
		assert_string_equal(text, rows[i][1]);
		free(text);
		err_free(err);
	}
}

TEST(err_statuses)
{
	static const struct {
		ErrCode code;
		int want;
	} cases[] = {{ERR_FAILED, 1}, {ERR_USAGE, 2}, {ERR_NOT_FOUND, 3}, {ERR_PART, 4}, {ERR_FULL, 1}, {ERR_INTERRUPTED, 1}};
	assert_int_equal(err_exit_status(NULL), 0);
	for (size_t i = 0; i < countof(cases); i++) {
		Err *err = err_new(cases[i].code, "x");
		assert_int_equal(err_exit_status(err), cases[i].want);
		err_free(err);
	}
}

TEST(err_errno_rows)
{
	static const struct {
		int number;
		ErrCode code;
		const char *want;
	} cases[] = {
		{ENOENT, ERR_FAILED, "f: no such file or folder"},
		{ENOSPC, ERR_FULL, "f: no space is left"},
		{EDQUOT, ERR_FULL, "f: your quota is used up"},
		{EROFS, ERR_READ_ONLY, "f: the file system is read only"},
		{EACCES, ERR_READ_ONLY, "f: permission denied"},
		{EPERM, ERR_READ_ONLY, "f: not permitted"},
	};
	text_language(LANG_EN, KT_LOCALE_DIR);
	for (size_t i = 0; i < countof(cases); i++) {
		errno = cases[i].number;
		Err *err = err_errno("%s", "f");
		assert_int_equal(err->code, cases[i].code);
		assert_string_equal(err->what, cases[i].want);
		assert_true((err->code == ERR_FULL) == (err->todo && strstr(err->todo, "make room") != NULL));
		err_free(err);
	}
	/* What is the same for all is said; whoever knows better says it over. */
	errno = EACCES;
	Err *err = err_errno("%s", "f");
	assert_string_equal(err->todo, "check who owns it and its folder");
	err_free(err);
	errno = ERANGE;
	err = err_errno("f");
	assert_true(err->what[0] == 'f' && err->what[3]);
	err_free(err);
}

TEST(check_37_text_in_two_languages)
{
	text_language(LANG_EN, KT_LOCALE_DIR);
	assert_string_equal(_("no space is left"), "no space is left");
	assert_string_equal(P_("%d file", "%d files", 1), "%d file");
	assert_string_equal(P_("%d file", "%d files", 0), "%d files");
	assert_string_equal(C_("column", "Contact"), "Contact");
	text_language(LANG_RU, KT_LOCALE_DIR);
	assert_int_equal(text_lang(), LANG_RU);
	assert_string_equal(_("no space is left"), "нет места");
	assert_string_equal(_("a text that no catalogue has"), "a text that no catalogue has");
	assert_string_equal(C_("no such context", "a text that no catalogue has"), "a text that no catalogue has");
	assert_string_equal(_(""), "");
	text_language(LANG_EN, KT_LOCALE_DIR);
	assert_string_equal(_("no space is left"), "no space is left");
	text_language(LANG_RU, KT_LOCALE_DIR);
	assert_string_equal(_("interrupted"), "прервано");
	text_language(LANG_EN, KT_LOCALE_DIR);
}

/* Three forms in Russian, two in English; eleven and a hundred and twelve are no ones and twos. */
TEST(check_37_plurals)
{
	static const struct {
		unsigned long n;
		const char *english, *russian;
	} rows[] = {
		{0, "0 items", "0 дел"},
		{1, "1 item", "1 дело"},
		{2, "2 items", "2 дела"},
		{5, "5 items", "5 дел"},
		{11, "11 items", "11 дел"},
		{21, "21 items", "21 дело"},
		{112, "112 items", "112 дел"},
	};
	for (size_t i = 0; i < countof(rows); i++)
		for (int lang = 0; lang < 2; lang++) {
			char got[64];
			text_language(lang ? LANG_RU : LANG_EN, KT_LOCALE_DIR);
			snprintf(got, sizeof got, P_("%d item", "%d items", rows[i].n), (int)rows[i].n);
			assert_string_equal(got, lang ? rows[i].russian : rows[i].english);
		}
	text_language(LANG_EN, KT_LOCALE_DIR);
}
