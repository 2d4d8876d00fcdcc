/* SPDX-License-Identifier: MIT */
/*
 * Words for people. English is the msgid, so English asks no catalogue. glibc answers LANGUAGE in every locale but "C",
 * which is why C.UTF-8 is enough where no Russian locale is installed.
 */
#include "kartoteka/base/text.h"

#include <libintl.h>
#include <locale.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"

#define DOMAIN "kartoteka"

/* glibc's: catalogues are looked up anew when it changes. */
extern int _nl_msg_cat_cntr;

/* The worker says faults in words of its own: while a catalogue is chosen nobody asks one. */
static pthread_rwlock_t choosing = PTHREAD_RWLOCK_INITIALIZER;
static _Atomic Lang language = LANG_EN;

static const char *name_of(Lang lang)
{
	return lang == LANG_RU ? "ru" : "en";
}

void text_language(Lang lang, const char *folder)
{
	pthread_rwlock_wrlock(&choosing);
	language = lang;
	const char *locale = setlocale(LC_MESSAGES, NULL);
	if (!locale || strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0)
		setlocale(LC_MESSAGES, "C.UTF-8");
	setenv("LANGUAGE", name_of(lang), 1);
	if (folder)
		bindtextdomain(DOMAIN, folder);
	bind_textdomain_codeset(DOMAIN, "UTF-8");
	_nl_msg_cat_cntr++;
	pthread_rwlock_unlock(&choosing);
}

void text_in(Lang lang, const char *const english[], const char *out[], size_t n)
{
	pthread_rwlock_wrlock(&choosing);
	setenv("LANGUAGE", name_of(lang), 1);
	_nl_msg_cat_cntr++;
	for (size_t i = 0; i < n; i++)
		out[i] = lang == LANG_EN || !*english[i] ? english[i] : dgettext(DOMAIN, english[i]);
	setenv("LANGUAGE", name_of(language), 1);
	_nl_msg_cat_cntr++;
	pthread_rwlock_unlock(&choosing);
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
	pthread_rwlock_rdlock(&choosing);
	const char *text = dgettext(DOMAIN, msgid);
	pthread_rwlock_unlock(&choosing);
	return text;
}

const char *text_plural(const char *one, const char *many, unsigned long n)
{
	if (language == LANG_EN)
		return n == 1 ? one : many;
	pthread_rwlock_rdlock(&choosing);
	const char *text = dngettext(DOMAIN, one, many, n);
	pthread_rwlock_unlock(&choosing);
	return text;
}

const char *text_context(const char *context, const char *msgid)
{
	if (language == LANG_EN)
		return msgid;
	char place[256];
	char *key = place;
	if ((size_t)snprintf(place, sizeof place, "%s\004%s", context, msgid) >= sizeof place)
		key = mem_printf("%s\004%s", context, msgid);
	pthread_rwlock_rdlock(&choosing);
	const char *found = dgettext(DOMAIN, key);
	pthread_rwlock_unlock(&choosing);
	const char *text = found == key ? msgid : found;
	if (key != place)
		free(key);
	return text;
}
