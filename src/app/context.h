/* SPDX-License-Identifier: MIT */
/* What a run is given, found once: environment, user, folders, locale, language (house.md, 10). */
#ifndef KARTOTEKA_SRC_APP_CONTEXT_H
#define KARTOTEKA_SRC_APP_CONTEXT_H

#include <pthread.h>
#include <stdbool.h>

#include "kartoteka/base/env.h"
#include "kartoteka/base/err.h"
#include "kartoteka/base/text.h"
#include "kartoteka/command/command.h"
#include "kartoteka/when/clock.h"
#include "kartoteka/work/settings.h"
#include "kartoteka/work/work.h"

typedef struct Context {
	Env env;
	bool ascii; /* the locale says no UTF-8: ASCII borders, and a warning once */
	const char *locale_dir;
	Settings *settings;
	const char *config; /* the file they were read from for the language; NULL: the user's own */
	Clock *clock;
	Lang lang;
	const char *language;      /* LANGUAGE as it was given: the words of a run set it for gettext */
	unsigned char random[256]; /* asked for ahead, from its end */
	size_t random_left;
	pthread_mutex_t random_lock;
	char *owned[16];
	size_t owned_count;
} Context;

void context_open(Context *out, const char *program); /* environment, user, folders, locale, language as the environment has it */
/* --lang, else what the settings say, before anything is parsed: a fault of the words or of the settings themselves is told in that language. */
void context_early_language(Context *context, int argc, char **argv);
/* Settings, clock and language as the options of the call say. */
Err *context_options(Context *context, const CommandCall *call);
/* What is named has to be there: a file of settings by --config or KARTOTEKA_CONFIG, and what KARTOTEKA_* say. ERR_USAGE. */
Err *context_check(const Context *context, const CommandCall *call);
WorkOptions context_work(const Context *context, const CommandCall *call, StoreMode mode);
void context_close(Context *context);

#endif
