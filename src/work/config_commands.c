/* SPDX-License-Identifier: MIT */
/* config: settings with where they come from, their faults and those of the keys file, and writing one. */
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "kartoteka/base/embedded.h"
#include "kartoteka/base/file.h"
#include "kartoteka/command/keymap.h"
#include "settings_private.h"

static const OutColumn config_columns[] = {
	{"name", N_("Setting"), false, 12, 0},
	{"value", N_("Value"), false, 12, 0},
	{"origin", N_("From"), false, 12, 1},
	{"help", NULL, false, 0, 0},
};

static char *setting_name(const SettingRow *row)
{
	return *row->section ? mem_printf("%s.%s", row->section, row->name) : mem_strdup(row->name);
}

static Err *run_config_check(CommandCall *call);

static Err *run_config(CommandCall *call)
{
	Work *work = call_context(call);
	Out *out = call_out(call);
	if (call_has(call, "what"))
		return run_config_check(call);
	out_begin(out, config_columns, countof(config_columns));
	for (size_t i = 0; setting_rows[i].name; i++) {
		const SettingRow *row = &setting_rows[i];
		char *name = setting_name(row);
		const char *value = settings_get(work->settings, row->section, row->name);
		/* The base of this call, wherever it was said. */
		bool base = !*row->section && strcmp(row->name, "db") == 0;
		out_row(out);
		out_text(out, "name", name);
		out_text(out, "value", base ? work->path : value);
		const char *origin = base && call_has(call, "db") ? "--db" : settings_origin(work->settings, row->section, row->name);
		if (str_same(origin, "default"))
			out_show(out, C_("origin", "default"));
		out_text(out, "origin", origin);
		out_show(out, _(row->help));
		out_text(out, "help", row->help);
		out_row_end(out);
		free(name);
	}
	TRY(out_end(out));
	out_say(out, _("Your file: %s"), settings_file(work->settings));
	return NULL;
}

/* ---- check ---- */

static void check_keys(Work *work, Str *faults)
{
	Keymap *keymap = keymap_new();
	KeyFaults found = {0};
	const Embedded *shipped = embedded_find("keys");
	char *path = settings_keys_file(work->settings);
	Str text = {0};
	Arena *arena = arena_new();
	if (shipped)
		keymap_read(keymap, NULL, "keys", (const char *)shipped->bytes, shipped->n);
	/* Those that the shipped keys name are those there are. */
	const char *const *contexts = keymap_contexts(keymap, arena);
	if (file_exists(path)) {
		Err *err = file_read(&text, path);
		if (err) {
			char *what = err_text(err);
			str_addf(faults, "%s\n", what);
			free(what);
			err_free(err);
		} else {
			keymap_read(keymap, &found, path, str_text(&text), text.n);
			if (work->screens)
				keymap_check(&found, keymap, work->screens, contexts);
		}
	}
	for (size_t i = 0; i < found.n; i++)
		str_addf(faults, "%s:%d: %s\n", found.at[i].file, found.at[i].at, found.at[i].text);
	key_faults_done(&found);
	arena_free(arena);
	keymap_free(keymap);
	str_done(&text);
	free(path);
}

static Err *run_config_check(CommandCall *call)
{
	Work *work = call_context(call);
	Out *out = call_out(call);
	Str faults = {0};
	size_t count = 0;
	Err *err = settings_check(work->settings, &faults);
	if (!err)
		check_keys(work, &faults);
	out_begin(out, NULL, 0);
	for (const char *s = str_text(&faults); !err && *s;) {
		size_t n = strcspn(s, "\n");
		char *line = mem_strndup(s, n);
		out_row(out);
		out_text(out, "fault", line);
		out_row_end(out);
		free(line);
		count++;
		s += n;
		s += *s == '\n';
	}
	if (!err)
		err = out_end(out);
	while (faults.n && faults.s[faults.n - 1] == '\n')
		str_cut(&faults, faults.n - 1);
	if (!err && count)
		out_say(out, "%s", str_text(&faults));
	if (!err && count)
		err = err_todo(err_kept(err_new(ERR_FAILED, P_("%zu fault in settings and keys", "%zu faults in settings and keys", count), count), _("the rest of the files holds")),
		               _("mend the lines named above"));
	if (!err && !count)
		out_say(out, "%s", _("Settings and keys are in order"));
	str_done(&faults);
	return err;
}

/* ---- set ---- */

static Err *run_config_set(CommandCall *call)
{
	Work *work = call_context(call);
	const char *said = call_text(call, "setting");
	const char *dot = strchr(said, '.');
	char *section = dot ? mem_strndup(said, (size_t)(dot - said)) : mem_strdup("");
	const char *name = dot ? dot + 1 : said;
	const char *value = call_text(call, "value");
	Err *err = NULL;
	if (work->dry_run)
		err = settings_may_set(section, name, value);
	else
		err = settings_set(work->settings, section, name, value);
	if (!err && work->dry_run && value)
		out_say(call_out(call), _("Would write: %s = %s  (%s)"), said, value, settings_file(work->settings));
	else if (!err && work->dry_run)
		out_say(call_out(call), _("Would bring back the shipped value of %s  (%s)"), said, settings_file(work->settings));
	else if (!err)
		out_say(call_out(call), "%s = %s  (%s)", said, value ? value : settings_get(work->settings, section, name) ? settings_get(work->settings, section, name)
		                                                                                                           : "",
		        settings_file(work->settings));
	free(section);
	return err;
}

static const char *const whats[] = {"check", NULL};

const Command config_commands[CONFIG_COMMANDS] = {
	{
		.name = "config",
		.title = N_("Settings as text"),
		.help = N_("Show every setting and where it comes from."),
		.group = COMMAND_TOOLS,
		.flags = COMMAND_CLI_ONLY | COMMAND_NO_BASE,
		.args = (const Arg[]){
			{"show", ARG_FLAG, ARGF_OPTION, .help = N_("What it does anyway")},
			{"what", ARG_CHOICE, ARGF_HIDDEN, .help = N_("Check them"), .choices = whats},
			{0},
		},
		.run = run_config,
		.examples = "config --show",
	},
	{
		.name = "config check",
		.title = N_("Check settings and keys"),
		.help = N_("Check the files of settings and keys, line by line."),
		.group = COMMAND_TOOLS,
		.flags = COMMAND_CLI_ONLY | COMMAND_NO_BASE,
		.run = run_config_check,
		.examples = "config check",
	},
	{
		.name = "config set",
		.title = N_("Write a setting"),
		.help = N_("Write one setting into your file; comments and order stay."),
		.group = COMMAND_TOOLS,
		.flags = COMMAND_CLI_ONLY | COMMAND_NO_BASE,
		.args = (const Arg[]){
			{"setting", ARG_TEXT, ARGF_REQUIRED, .help = N_("Which, as `config` names it: time.zone"), .value = N_("NAME")},
			{"value", ARG_TEXT, 0, .help = N_("Its value; without one the shipped value again"), .value = N_("VALUE")},
			{0},
		},
		.run = run_config_set,
		.examples = "config set time.zone Europe/Moscow",
	},
};
