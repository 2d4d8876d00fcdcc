/* SPDX-License-Identifier: MIT */
/*
 * Words for people. English is the msgid, so English asks no catalogue. glibc answers LANGUAGE in every locale but "C",
 * which is why C.UTF-8 is enough where no Russian locale is installed.
 */
#include "kartoteka/base/text.h"

#include <libintl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"

#define DOMAIN "kartoteka"

/* glibc's: catalogues are looked up anew when it changes. */
extern int _nl_msg_cat_cntr;

static Lang language = LANG_EN;

void text_language(Lang lang, const char *folder)
{
	language = lang;
	const char *locale = setlocale(LC_MESSAGES, NULL);
	if (!locale || strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0)
		setlocale(LC_MESSAGES, "C.UTF-8");
	setenv("LANGUAGE", lang == LANG_RU ? "ru" : "en", 1);
	if (folder)
		bindtextdomain(DOMAIN, folder);
	bind_textdomain_codeset(DOMAIN, "UTF-8");
	_nl_msg_cat_cntr++;
}

Lang text_lang(void)
{
	return language;
}

const char *text_get(const char *msgid)
{
	/* The empty msgid is the head of the catalogue. */
	if (language == LANG_EN || !*msgid)
		return msgid;
	return dgettext(DOMAIN, msgid);
}

const char *text_plural(const char *one, const char *many, unsigned long n)
{
	if (language == LANG_EN)
		return n == 1 ? one : many;
	return dngettext(DOMAIN, one, many, n);
}

const char *text_context(const char *context, const char *msgid)
{
	if (language == LANG_EN)
		return msgid;
	char place[256];
	char *key = place;
	if ((size_t)snprintf(place, sizeof place, "%s\004%s", context, msgid) >= sizeof place)
		key = mem_printf("%s\004%s", context, msgid);
	const char *found = dgettext(DOMAIN, key);
	const char *text = found == key ? msgid : found;
	if (key != place)
		free(key);
	return text;
}
