/* SPDX-License-Identifier: MIT */
/* Settings: any text is read or refused line by line; one value written into it is read back, and what follows its lines stays. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../src/work/settings_private.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *no_variable(void *self, const char *name)
{
	(void)self;
	(void)name;
	return NULL;
}

static Env env = {
	.get = no_variable,
	.login = "fuzz",
	.full_name = "",
	.terminal = "",
	.home = "/nowhere",
	.config_home = "/nowhere",
	.data_home = "/nowhere",
	.state_home = "/nowhere",
	.share = "/nowhere",
};

static Settings *settings_empty(void)
{
	Settings *settings;
	Err *err = settings_open_files(&settings, &env, "/nowhere/config", "/nowhere/etc");
	if (err)
		abort();
	return settings;
}

/* Whole lines of a file that inih takes; what it cannot hold (continued lines, very long ones) says nothing about our writing. */
static void write_one(const char *text, const char *section, const char *name, const char *value)
{
	Str changed = {0}, again = {0};
	settings_text_set(&changed, text, section, name, value);
	Settings *settings = settings_empty();
	settings_read_text(settings, LAYER_FILE, "file", str_text(&changed), changed.n);
	settings_close(settings);
	/* The same value a second time changes nothing. */
	settings_text_set(&again, str_text(&changed), section, name, value);
	if (strcmp(str_text(&again), str_text(&changed)) != 0) {
		fprintf(stderr, "--- once\n%s\n--- twice\n%s\n", str_text(&changed), str_text(&again));
		abort();
	}
	str_done(&changed);
	str_done(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size > 65536)
		return 0;
	char *text = mem_strndup((const char *)data, size);
	Settings *settings = settings_empty();
	Str faults = {0};
	settings_read_text(settings, LAYER_FILE, "file", (const char *)data, size);
	if (settings_check(settings, &faults))
		abort();
	for (size_t i = 0; setting_rows[i].name; i++) {
		if (!settings_get(settings, setting_rows[i].section, setting_rows[i].name))
			abort();
		settings_minutes(settings, setting_rows[i].section, setting_rows[i].name);
	}
	char **argv = settings_argv(settings, "dial", "+7");
	settings_free_argv(argv);
	settings_close(settings);
	str_done(&faults);
	write_one(text, "time", "zone", "Asia/Omsk");
	write_one(text, "look", "theme", "mono");
	write_one(text, "", "db", "/x");
	free(text);
	return 0;
}
