/* SPDX-License-Identifier: MIT */
/* The environment of a real run: variables, user, XDG folders, a locale that always reads Cyrillic, the language of the words. */
#include "context.h"

#include <locale.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/str.h"

static const char *get_variable(void *self, const char *name)
{
	const Context *context = self;
	return strcmp(name, "LANGUAGE") == 0 ? context->language : getenv(name);
}

static void ask_random(void *out, size_t n)
{
	unsigned char *at = out;
	while (n) {
		ssize_t got = getrandom(at, n, 0);
		if (got < 0)
			abort(); /* no randomness, no identities */
		at += got;
		n -= (size_t)got;
	}
}

/* Asked of the kernel for sixteen identities at once: an import makes hundreds of thousands. The worker's base opens with one, too. */
static void get_random(void *self, void *out, size_t n)
{
	Context *context = self;
	if (n > sizeof context->random) {
		ask_random(out, n);
		return;
	}
	pthread_mutex_lock(&context->random_lock);
	if (context->random_left < n) {
		ask_random(context->random, sizeof context->random);
		context->random_left = sizeof context->random;
	}
	context->random_left -= n;
	memcpy(out, context->random + context->random_left, n);
	pthread_mutex_unlock(&context->random_lock);
}

static uint64_t get_nanoseconds(void *self)
{
	struct timespec now;
	(void)self;
	clock_gettime(CLOCK_REALTIME, &now);
	return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

static const char *own(Context *context, char *text)
{
	context->owned[context->owned_count++] = text;
	return text;
}

static const char *variable(const char *name)
{
	const char *value = getenv(name);
	return value && *value ? value : NULL;
}

/* XDG base directories: a relative path is ignored, as the specification asks. */
static const char *xdg(Context *context, const char *name, const char *otherwise)
{
	const char *value = variable(name);
	if (value && *value == '/')
		return own(context, mem_printf("%s/kartoteka", value));
	return own(context, mem_printf("%s/%s/kartoteka", context->env.home, otherwise));
}

static void find_user(Context *context)
{
	Env *env = &context->env;
	const struct passwd *user = getpwuid(getuid());
	char number[32];
	snprintf(number, sizeof number, "%ld", (long)getuid());
	env->login = own(context, mem_strdup(user ? user->pw_name : number));
	const char *full = user && user->pw_gecos ? user->pw_gecos : "";
	env->full_name = own(context, mem_strndup(full, strcspn(full, ",")));
	const char *home = variable("HOME");
	if (!home)
		home = user ? user->pw_dir : "/";
	env->home = own(context, mem_strdup(home));
	const char *terminal = isatty(STDIN_FILENO) ? ttyname(STDIN_FILENO) : NULL;
	env->terminal = own(context, mem_strdup(terminal && str_begins(terminal, "/dev/") ? terminal + 5 : ""));
}

static bool says_utf8(const char *locale)
{
	return strstr(locale, "UTF-8") || strstr(locale, "utf8") || strstr(locale, "UTF8") || strstr(locale, "utf-8");
}

/* A locale that is not installed must not break Cyrillic: C.UTF-8 serves for all of them, the language comes from the variable's text. */
static void find_locale(Context *context)
{
	const char *locale = variable("LC_ALL");
	if (!locale)
		locale = variable("LC_CTYPE");
	if (!locale)
		locale = variable("LANG");
	context->ascii = locale && !says_utf8(locale);
	if (!setlocale(LC_ALL, "C.UTF-8"))
		setlocale(LC_ALL, "C.utf8");
}

static Lang lang_of(const char *text)
{
	return str_begins(text, "ru") ? LANG_RU : LANG_EN;
}

static Lang lang_of_environment(const Context *context)
{
	static const char *const names[] = {"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"};
	for (size_t i = 0; i < countof(names); i++)
		if (i == 0 ? context->language : variable(names[i]))
			return lang_of(i == 0 ? context->language : variable(names[i]));
	return LANG_EN;
}

static const char *find_locale_dir(Context *context, const char *program)
{
	/* Beside the program in a build tree; else where the install put them. */
	char *folder = path_folder(program);
	char *beside = path_join(folder, "locale");
	free(folder);
	if (file_exists(beside))
		return own(context, beside);
	free(beside);
#ifdef KT_BUILD_LOCALE_DIR
	if (!file_exists(KT_INSTALL_LOCALE_DIR "/ru/LC_MESSAGES/kartoteka.mo") && file_exists(KT_BUILD_LOCALE_DIR))
		return KT_BUILD_LOCALE_DIR;
	return KT_INSTALL_LOCALE_DIR;
#else
	return "/usr/share/locale";
#endif
}

static char *program_path(const char *program)
{
	char path[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
	return n > 0 ? mem_strndup(path, (size_t)n) : mem_strdup(program);
}

void context_open(Context *out, const char *program)
{
	*out = (Context){.random_lock = PTHREAD_MUTEX_INITIALIZER, .env = {.get = get_variable, .random = get_random, .nanoseconds = get_nanoseconds, .self = out}};
	const char *language = variable("LANGUAGE");
	out->language = language ? own(out, mem_strdup(language)) : NULL;
	find_user(out);
	Env *env = &out->env;
	env->config_home = xdg(out, "XDG_CONFIG_HOME", ".config");
	env->data_home = xdg(out, "XDG_DATA_HOME", ".local/share");
	env->state_home = xdg(out, "XDG_STATE_HOME", ".local/state");
	find_locale(out);
	char *path = program_path(program);
	out->locale_dir = find_locale_dir(out, path);
	env->share = out->locale_dir;
	free(path);
	out->lang = lang_of_environment(out);
	text_language(out->lang, out->locale_dir);
}

/* Settings say nothing about the language unless the user wrote it there (file or KARTOTEKA_LANG) or gave --lang. */
static Lang lang_of_settings(const Context *context, const Settings *settings)
{
	const char *lang = settings_get(settings, "look", "lang");
	return settings_is_own(settings, "look", "lang") && *lang ? lang_of(lang) : lang_of_environment(context);
}

/* The last value of an option of the program, wherever it stands. */
static const char *option_value(int argc, char **argv, const char *name)
{
	const char *value = NULL;
	size_t n = strlen(name);
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (strncmp(argv[i], name, n) == 0 && argv[i][n] == '=')
			value = argv[i] + n + 1;
		else if (strcmp(argv[i], name) == 0 && i + 1 < argc)
			value = argv[i + 1];
	}
	return value;
}

/* What is wrong with the words of the call, and with the settings themselves, is said in the language that the settings choose. */
void context_early_language(Context *context, int argc, char **argv)
{
	const char *lang = option_value(argc, argv, "--lang");
	context->config = option_value(argc, argv, "--config");
	err_free(lang ? NULL : settings_open(&context->settings, &context->env, context->config)); /* told when they are asked for */
	if (lang)
		context->lang = lang_of(lang);
	else if (context->settings)
		context->lang = lang_of_settings(context, context->settings);
	if (context->lang == text_lang())
		return;
	text_language(context->lang, context->locale_dir);
	settings_close(context->settings); /* its faults were said in the other language */
	context->settings = NULL;
}

static void override(Settings *settings, const CommandCall *call, const char *option, const char *section, const char *name)
{
	const char *value = call_text(call, option);
	if (value)
		settings_override(settings, section, name, value);
}

/* Read for the language already, unless the words of the call mean another file. */
static Err *settings_once(Context *context, const char *config)
{
	if (context->settings && (config ? str_same(config, context->config) : !context->config))
		return NULL;
	settings_close(context->settings);
	context->settings = NULL;
	return settings_open(&context->settings, &context->env, config);
}

Err *context_options(Context *context, const CommandCall *call)
{
	TRY(settings_once(context, call_text(call, "config")));
	override(context->settings, call, "lang", "look", "lang");
	override(context->settings, call, "zone", "time", "zone");
	context->lang = lang_of_settings(context, context->settings);
	text_language(context->lang, context->locale_dir);
	const char *now = call_text(call, "now");
	return clock_new(&context->clock, now ? now : variable("KARTOTEKA_NOW"));
}

Err *context_check(const Context *context, const CommandCall *call)
{
	const char *option = call_text(call, "config"), *named = option ? option : variable("KARTOTEKA_CONFIG");
	bool makes = call_command(call) && strcmp(call_command(call)->name, "config set") == 0;
	if (named && *named && !makes && !file_exists(named)) {
		Err *err = err_word(err_new(ERR_USAGE, _("There is no file of settings %s"), named), named, -1);
		err = err_todo(err, _("look at how it is written; `config set` makes a new one"));
		return err_under(err, "%s", option ? "--config" : "$KARTOTEKA_CONFIG");
	}
	return settings_variables_check(context->settings);
}

WorkOptions context_work(const Context *context, const CommandCall *call, StoreMode mode)
{
	return (WorkOptions){
		.env = &context->env,
		.clock = context->clock,
		.settings = context->settings,
		.db = call_text(call, "db"),
		.login = call_text(call, "as"),
		.zone = call_text(call, "zone"),
		.lang = context->lang,
		.mode = mode,
	};
}

void context_close(Context *context)
{
	clock_free(context->clock);
	settings_close(context->settings);
	while (context->owned_count)
		free(context->owned[--context->owned_count]);
}
