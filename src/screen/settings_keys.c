/* SPDX-License-Identifier: MIT */
/*
 * Settings, the keys: a row an action with all its keys, those of the shipped table that lost theirs too. A key is given by pressing it; the user's
 * keys file keeps its comments.
 */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/embedded.h"
#include "kartoteka/base/file.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "lines.h"
#include "settings.h"

/* Places whose keys people rebind; those of boxes and fields stay as every program has them. */
static const struct {
	const char *context, *name;
} places[] = {
	{"any", N_("everywhere")},
	{"list", NC_("keys", "lists")},
	{"card", NC_("keys", "card")},
	{"clients", NC_("keys", "clients")},
	{"calendar", NC_("keys", "calendar")},
	{"changes", NC_("keys", "changes")},
	{"settings", NC_("keys", "settings")},
};

static const char *place_name(size_t i)
{
	return i == 0 ? _(places[0].name) : C_("keys", places[i].name);
}

/* ---- reading ---- */

static Keymap *shipped_read(void)
{
	const Embedded *file = embedded_find("keys");
	Keymap *keymap = keymap_new();
	if (file)
		keymap_read(keymap, NULL, "keys", (const char *)file->bytes, file->n);
	return keymap;
}

static SettingLine *line_of(SettingsState *t, const char *context, const char *command)
{
	for (size_t i = 0; i < t->n; i++)
		if (strcmp(t->lines[i].context, context) == 0 && strcmp(t->lines[i].command, command) == 0)
			return &t->lines[i];
	return NULL;
}

static const char *title_of(Screen *s, const char *command)
{
	const Command *row = line_command(ui_commands(s->ui), command);
	if (!row)
		return command;
	return strcmp(row->name, command) == 0 && row->title ? _(row->title) : line_label(row, command);
}

static SettingLine *line_add(Screen *s, size_t place, const char *command)
{
	SettingsState *t = s->state;
	SettingLine *line = &t->lines[t->n++];
	*line = (SettingLine){.id = (int64_t)t->n, .context = places[place].context, .command = arena_dup(s->arena, command)};
	line->text[0] = arena_dup(s->arena, title_of(s, command));
	line->text[1] = line->text[2] = "";
	line->text[3] = place_name(place);
	return line;
}

static const char *joined(Screen *s, const char *list, const char *part)
{
	if (*list && *part)
		return arena_printf(s->arena, "%s  %s", list, part);
	return *part ? arena_dup(s->arena, part) : list;
}

/* The same place on the Russian board; its `.` and `,` are a second `/` and `?` (ux.md, layout law). */
static void other_cap(Str *out, Screen *s, const char *key)
{
	const char *table = ui_layout_table(s->ui);
	Str both = {0};
	key_shown(&both, key, table);
	const char *slash = strchr(str_text(&both), '/');
	if (table && strcmp(key, "/") == 0)
		str_add(out, ".");
	else if (table && strcmp(key, "?") == 0)
		str_add(out, ",");
	else if (slash && both.n > 1)
		str_add(out, slash + 1);
	str_done(&both);
}

static void key_add(Screen *s, SettingLine *line, const char *key)
{
	Str own = {0}, other = {0};
	key_shown(&own, key, NULL);
	other_cap(&other, s, key);
	line->text[1] = joined(s, line->text[1], str_text(&own));
	line->text[2] = joined(s, line->text[2], str_text(&other));
	if (line->n_keys < SETTING_KEYS)
		line->keys[line->n_keys++] = arena_dup(s->arena, key);
	str_done(&own);
	str_done(&other);
}

static bool has_key(const SettingLine *line, const char *key)
{
	for (size_t i = 0; i < line->n_keys; i++)
		if (strcmp(line->keys[i], key) == 0)
			return true;
	return false;
}

/* Shipped keys of the action, and whether it has others now. */
static void shipped_compare(Screen *s, SettingLine *line, const Keymap *shipped)
{
	const char *contexts[] = {line->context, NULL};
	const Binding *binding;
	size_t n = 0;
	line->shipped = "";
	for (size_t i = 0; (binding = keymap_at(shipped, contexts, i)); i++)
		if (strcmp(binding->line, line->command) == 0) {
			Str cap = {0};
			key_shown(&cap, binding->key, NULL);
			line->shipped = joined(s, line->shipped, str_text(&cap));
			line->own = line->own || !has_key(line, binding->key);
			str_done(&cap);
			n++;
		}
	line->own = line->own || n != line->n_keys;
	if (!line->n_keys)
		line->text[1] = GLYPH_NONE;
}

void settings_load_keys(Screen *s)
{
	SettingsState *t = s->state;
	Keymap *shipped = shipped_read();
	const Binding *binding;
	size_t most = 0;
	for (size_t p = 0; p < countof(places); p++) {
		const char *contexts[] = {places[p].context, NULL};
		size_t n = 0, m = 0;
		while (keymap_at(shipped, contexts, n))
			n++;
		while (keymap_at(ui_keymap(s->ui), contexts, m))
			m++;
		most += n + m;
	}
	t->lines = arena_alloc(s->arena, (most + 1) * sizeof *t->lines);
	for (size_t p = 0; p < countof(places); p++) {
		const char *contexts[] = {places[p].context, NULL};
		for (size_t i = 0; (binding = keymap_at(shipped, contexts, i)); i++)
			if (!line_of(t, places[p].context, binding->line))
				line_add(s, p, binding->line);
		for (size_t i = 0; (binding = keymap_at(ui_keymap(s->ui), contexts, i)); i++) {
			SettingLine *line = line_of(t, places[p].context, binding->line);
			key_add(s, line ? line : line_add(s, p, binding->line), binding->key);
		}
	}
	for (size_t i = 0; i < t->n; i++)
		shipped_compare(s, &t->lines[i], shipped);
	keymap_free(shipped);
}

/* ---- writing ---- */

typedef struct KeyChange {
	const char *key, *line; /* NULL: as shipped */
} KeyChange;

static Err *write_keys(Screen *s, const char *context, const KeyChange *changes, size_t n)
{
	Str text = {0};
	char *file = settings_keys_file(ui_work(s->ui)->settings);
	Err *err = file_exists(file) ? file_read(&text, file) : NULL;
	for (size_t i = 0; !err && i < n; i++) {
		Str made = {0};
		keymap_file_bind(&made, str_text(&text), text.n, context, changes[i].key, changes[i].line);
		str_done(&text);
		text = made;
	}
	if (!err)
		err = ui_keys_write(s->ui, str_text(&text));
	free(file);
	str_done(&text);
	return err;
}

Err *settings_take_key(Screen *s, Key key)
{
	const SettingLine *line = settings_line(s->state);
	Key command = key_command(key, ui_layout_table(s->ui));
	Str name = {0}, shown = {0};
	key_write(&name, command);
	key_shown(&shown, str_text(&name), NULL);
	const char *fault = command.code == CODE_NONE ? _("this key does not exist on both layouts") : key_fault(str_text(&name));
	const char *contexts[] = {line->context, "any", "always", NULL};
	const Binding *taken = keymap_binding(ui_keymap(s->ui), contexts, str_text(&name));
	Err *err = NULL;
	if (fault)
		err = err_new(ERR_USAGE, "%s", fault);
	else if (taken && strcmp(taken->line, line->command) != 0)
		err = err_todo(err_new(ERR_USAGE, _("%s is “%s” already"), str_text(&shown), title_of(s, taken->line)), "%s", _("pick another, or drop that one"));
	else
		err = write_keys(s, line->context, &(KeyChange){str_text(&name), line->command}, 1);
	str_done(&name);
	str_done(&shown);
	return err;
}

/* The shipped keys again, and no others. */
Err *settings_reset_keys(Screen *s)
{
	const SettingLine *line = settings_line(s->state);
	const char *contexts[] = {line->context, NULL};
	KeyChange changes[2 * SETTING_KEYS];
	size_t n = 0;
	if (!line->own)
		return NULL;
	for (; n < line->n_keys; n++)
		changes[n] = (KeyChange){line->keys[n], NULL};
	Keymap *shipped = shipped_read();
	const Binding *binding;
	for (size_t i = 0; n < countof(changes) && (binding = keymap_at(shipped, contexts, i)); i++)
		if (strcmp(binding->line, line->command) == 0 && !has_key(line, binding->key))
			changes[n++] = (KeyChange){binding->key, NULL};
	Err *err = write_keys(s, line->context, changes, n);
	keymap_free(shipped);
	return err;
}

static Err *drop(Screen *s, const char *key)
{
	const SettingLine *line = settings_line(s->state);
	return write_keys(s, line->context, &(KeyChange){key, "none"}, 1);
}

static Err *drop_chosen(Screen *owner, const MenuChoice *choice, const char *typed)
{
	const SettingLine *line = settings_line(owner->state);
	(void)typed;
	return (size_t)choice->id < line->n_keys ? drop(owner, line->keys[choice->id]) : NULL;
}

Err *settings_drop_key(Screen *s)
{
	const SettingLine *line = settings_line(s->state);
	MenuChoice choices[SETTING_KEYS];
	if (line->n_keys == 0)
		ui_say(s->ui, "%s", _("It has no key: e gives one, R the shipped ones"));
	if (line->n_keys < 2)
		return line->n_keys ? drop(s, line->keys[0]) : NULL;
	for (size_t i = 0; i < line->n_keys; i++) {
		Str cap = {0};
		key_shown(&cap, line->keys[i], NULL);
		choices[i] = (MenuChoice){.text = arena_dup(s->arena, str_text(&cap)), .id = (int64_t)i};
		str_done(&cap);
	}
	return ui_push(s->ui, &screen_menu, &(MenuArg){.title = _("Drop which key"), .choices = choices, .n = line->n_keys, .chosen = drop_chosen});
}
