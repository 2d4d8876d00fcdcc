/* SPDX-License-Identifier: MIT */
/* Settings, what is searched: the rows of the section that hold the words, narrowed while they are typed. */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/fold.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "settings.h"

static bool holds(const SettingLine *line, const char *folded)
{
	bool found = fold_holds(line->command, folded);
	for (size_t i = 0; i < countof(line->text) && !found; i++)
		found = fold_holds(line->text[i], folded);
	return found;
}

static void keep_those(SettingsState *t, const char *folded, const char *other)
{
	size_t n = 0;
	for (size_t i = 0; i < t->n; i++)
		if (holds(&t->lines[i], folded) || (*other && holds(&t->lines[i], other)))
			t->lines[n++] = t->lines[i];
	t->n = n;
}

void settings_find(SettingsState *t)
{
	Str folded = {0}, typed = {0}, other = {0};
	t->hidden = 0;
	for (size_t i = 0; i < t->n; i++)
		t->lines[i].number = i + 1;
	if (!t->words)
		return;
	size_t all = t->n;
	fold_search(&folded, t->words);
	if (fold_other_layout(&typed, t->words))
		fold_search(&other, str_text(&typed));
	keep_those(t, str_text(&folded), str_text(&other));
	t->hidden = all - t->n;
	str_done(&folded);
	str_done(&typed);
	str_done(&other);
}

void settings_narrow(Screen *s, const char *words)
{
	SettingsState *t = s->state;
	free(t->words);
	t->words = words && *words ? mem_strdup(words) : NULL;
	s->stale = true;
}

/* Keys came faster than frames: the row under the cursor is one that was found. */
static Err *entered(Screen *owner, const char *line, bool *keep_open)
{
	(void)line;
	if (owner->stale) {
		owner->stale = false;
		arena_reset(owner->arena);
		TRY(owner->kind->load(owner));
		settings_fit_rows(owner->state);
	}
	*keep_open = !settings_line(owner->state);
	return *keep_open ? NULL : settings_edit(owner);
}

Err *settings_search(Screen *s)
{
	SettingsState *t = s->state;
	t->right = true;
	return ui_push(s->ui, &screen_line, &(LineArg){.sign = "/", .text = t->words, .entered = entered, .narrowed = settings_narrow});
}
