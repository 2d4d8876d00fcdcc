/* SPDX-License-Identifier: MIT */
/* "If taken back": values that return, records that go or come again. */
#include "changes_back.h"

#include "kartoteka/base/text.h"

static void values_return(Str *out, const Patch *patch, const PatchTeller *teller)
{
	Arena *arena = arena_new();
	Patch back = *patch;
	back.changes = arena_alloc(arena, (patch->n ? patch->n : 1) * sizeof *back.changes);
	for (size_t i = 0; i < patch->n; i++)
		back.changes[i] = (FieldChange){.field = patch->changes[i].field, .old = patch->changes[i].new, .new = patch->changes[i].old};
	patch_words(out, &back, teller);
	arena_free(arena);
}

void change_back_words(Str *out, const Patch *patch, const PatchTeller *teller)
{
	switch (patch->op) {
	case PATCH_MAKE:
		str_add(out, _("goes away"));
		break;
	case PATCH_REMOVE:
		str_add(out, _("comes again"));
		break;
	case PATCH_EDIT:
		values_return(out, patch, teller);
		break;
	}
}
