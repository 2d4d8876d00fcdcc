/* SPDX-License-Identifier: MIT */
/* The form as a screen: keys, saving, drafts, conflicts. Esc warns first and keeps a draft; F2 jumps to the first bad field and clears nothing. */
#include <stdlib.h>
#include <string.h>

#include "clients.h"
#include "draft_lines.h"
#include "form.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"

static const char *const *contexts(const Screen *s)
{
	static const char *const names[] = {"form", "text", "always", NULL};
	(void)s;
	return names;
}

/* ---- opening ---- */

static Err *arg_of_draft(const char *draft, FormArg *arg)
{
	char *kind = draft_value(draft, ":kind"), *at = draft_value(draft, ":at");
	arg->kind = kind_find(kind ? kind : "");
	arg->id = draft_number(draft, ":id", 0);
	arg->client = draft_number(draft, ":client", 0);
	arg->reach = (Reach)draft_number(draft, ":reach", REACH_ONE);
	arg->keeps_step = draft_number(draft, ":keeps", 0) != 0;
	arg->drops = draft_number(draft, ":drops", 0);
	arg->rev = draft_number(draft, ":rev", 0);
	arg->occurrence = (Moment){0};
	if (at && *at)
		moment_read(&arg->occurrence, at);
	free(kind);
	free(at);
	return arg->kind ? NULL : err_new(ERR_DAMAGED, "%s", _("The draft cannot be read; its file is kept"));
}

static Err *form_open(Screen *s, const void *arg)
{
	FormState *f = s->state;
	FormArg a = *(const FormArg *)arg;
	f->arena = arena_new();
	f->doubted = SIZE_MAX;
	form_init(&f->form);
	if (a.draft)
		TRY(arg_of_draft(a.draft, &a));
	f->kind = a.kind;
	Err *err = form_build(s, &a);
	if (!err && a.draft) {
		form_read_draft(s, a.draft);
		for (size_t i = 0; i < f->form.n; i++)
			form_check(s, i);
	}
	return err;
}

static void form_close(Screen *s)
{
	FormState *f = s->state;
	form_done(&f->form);
	vec_free(&f->slots);
	free(f->old_repeat);
	free(f->old_remind);
	free(f->said_rule);
	free(f->said_words);
	free(f->called);
	arena_free(f->beside.arena);
	arena_free(f->arena);
}

/* ---- drawing ---- */

static void form_screen_fit(Screen *s, const Layout *layout)
{
	FormState *f = s->state;
	Area beside;
	if (form_split(layout, &f->area, &beside))
		form_beside_read(s);
	f->form.single = layout->body.frame && layout->body.frame->plain;
	form_fit(&f->form, f->area.rows, f->area.cols);
}

static void form_paint(const Screen *s, const Layout *layout)
{
	const FormState *f = s->state;
	Area left, beside;
	if (form_split(layout, &left, &beside)) {
		area_vline(area_part(layout->body, 0, left.cols, left.rows, 1), 0, STYLE_RULE);
		area_rule(layout->body, layout->body.rows - 1, STYLE_RULE);
		form_beside_draw(s, beside);
	}
	area_rule(layout->rule, 0, STYLE_RULE);
	form_draw(&f->form, left, ui_top(s->ui) == s);
}

static void add_capital(Str *out, const char *text)
{
	char bytes[4];
	size_t used = 0;
	uint32_t first = *text ? utf8_decode(text, strlen(text), &used) : 0;
	if (used)
		str_addn(out, bytes, utf8_encode(bytes, utf8_title(first)));
	str_add(out, text + used);
}

/* In the gender of the kind's name. */
static const char *new_word(const FormState *f)
{
	if (f->kind == &kind_event)
		return C_("event", "new");
	if (f->kind == &kind_task)
		return C_("task", "new");
	if (f->kind == &kind_note)
		return C_("note", "new");
	return C_("form", "new");
}

static void form_head(const Screen *s, ScreenHead *head)
{
	const FormState *f = s->state;
	Str title = {0};
	if (f->is_card)
		client_title(&title, &f->old_card.client);
	else if (!f->is_new)
		f->kind->title(&title, &f->old);
	head->n_parts = 0;
	Str kind = {0};
	add_capital(&kind, f->is_card ? _("Clients") : _(f->kind->labels));
	head->parts[head->n_parts++] = arena_dup(s->arena, str_text(&kind));
	str_done(&kind);
	if (f->of && *f->of)
		head->parts[head->n_parts++] = f->of;
	else if (title.n)
		head->parts[head->n_parts++] = arena_dup(s->arena, title.s);
	head->parts[head->n_parts++] = f->is_new ? new_word(f) : C_("form", "edit");
	str_done(&title);
	if (form_is_dirty(&f->form)) {
		head->note = _("not saved");
		head->note_style = STYLE_SOON;
	}
}

/* The reason, and what may be written where that is a few words and they have room. */
static void add_fault(Str *out, const Slot *slot, const char *fault, int cells)
{
	str_add(out, fault);
	if (slot->type != SLOT_FIELD || slot->field->type != FIELD_CHOICE)
		return;
	size_t whole = out->n;
	for (const FieldChoice *choice = slot->field->choices; choice->name; choice++)
		str_addf(out, "%s%s", out->n == whole ? ": " : ", ", _(choice->label));
	if (utf8_width(str_text(out)) > cells)
		str_cut(out, whole);
}

static bool form_message(const Screen *s, const Layout *layout)
{
	const FormState *f = s->state;
	size_t faults = form_errors(&f->form);
	const Slot *slot = f->form.focus < f->form.n ? &f->slots.at[f->form.items[f->form.focus].tag] : NULL;
	const char *fault = slot ? f->form.items[f->form.focus].error : NULL;
	bool member = slot && slot->type == SLOT_MEMBER, listed = slot && slot->type == SLOT_FIELD && form_is_listed(slot->field) && !f->form.n_choices;
	if (ui_top(s->ui) != s || ui_says(s->ui) || (!faults && !member && !listed))
		return false;
	Str left = {0};
	if (fault)
		add_fault(&left, slot, fault, layout->message.cols - 2);
	else if (listed)
		str_add(&left, _("Space: what there is to choose from"));
	else if (member)
		str_add(&left, _("A new organization: type its whole name, then Enter"));
	char *right = faults ? mem_printf(P_("%zu field to mend", "%zu fields to mend", faults), faults) : NULL;
	/* What is wrong here is told whole, how many are wrong where there is room. */
	if (fault && right && utf8_width(str_text(&left)) + utf8_width(right) + 4 > layout->message.cols) {
		free(right);
		right = NULL;
	}
	layout_message(layout, NULL, fault ? STYLE_ERROR : STYLE_PLAIN, str_text(&left), right);
	str_done(&left);
	if (right)
		area_restyle(layout->message, 0, layout->message.cols - 1 - utf8_width(right), -1, STYLE_ERROR);
	free(right);
	return true;
}

/* ---- saving ---- */

static Err *save(Screen *s);

static Err *conflict_resolved(Screen *owner, const Conflict *conflict, const bool theirs[])
{
	form_keep_theirs(owner, conflict, theirs);
	return save(owner);
}

/* A form of address that only followed the names is nobody's decision. */
static void leave_out_guess(Screen *s, Conflict *conflict)
{
	size_t n = 0;
	bool guess = form_name_is_guess(s->state);
	for (size_t i = 0; i < conflict->n; i++) {
		if (guess && (conflict->field[i]->flags & FIELD_FOLLOWS))
			continue;
		conflict->field[n] = conflict->field[i];
		conflict->base[n] = conflict->base[i];
		conflict->mine[n] = conflict->mine[i];
		conflict->theirs[n++] = conflict->theirs[i];
	}
	conflict->n = n;
}

static Err *on_conflict(Screen *s, Err *err)
{
	const FormState *f = s->state;
	const Conflict *found = f->dispute.n ? &f->dispute : store_conflict(ui_work(s->ui)->store);
	if (!found || !found->n)
		return err;
	err_free(err);
	Conflict conflict = *found;
	leave_out_guess(s, &conflict);
	if (!conflict.n)
		return conflict_resolved(s, &conflict, NULL);
	return ui_push(s->ui, &screen_conflict, &(ConflictArg){.conflict = &conflict, .resolved = conflict_resolved});
}

/* A phone that cannot be read is kept as typed when F2 is pressed on it again: it may be a number of a kind that is not known here. */
static bool may_save(Screen *s)
{
	FormState *f = s->state;
	if (f->form.focus < f->form.n)
		form_follow(s, f->form.focus);
	form_more_save(s);
	for (size_t i = 0; i < f->form.n; i++)
		form_check(s, i);
	for (size_t i = 0; i < f->form.n; i++) {
		const Slot *slot = form_slot(f, i);
		if (!slot || !f->form.items[i].error)
			continue;
		if (slot->type == SLOT_CHANNEL && f->doubted == i)
			continue;
		f->doubted = slot->type == SLOT_CHANNEL ? i : SIZE_MAX;
		form_go(&f->form, i);
		return false;
	}
	return true;
}

/* What comes next is meant of the client that was just made: the list goes to its row, elsewhere its card opens. */
static Err *show_made(Ui *ui, int64_t client)
{
	return clients_show(ui_top(ui), client) ? NULL : ui_push(ui, &screen_card, &(CardArg){.client = client});
}

static Err *save(Screen *s)
{
	FormState *f = s->state;
	int64_t batch = 0, made = 0;
	char *label = NULL;
	if (!may_save(s))
		return NULL;
	Err *err = form_save(s, &batch, &label);
	if (err && err->code == ERR_CONFLICT) {
		free(label);
		return on_conflict(s, err);
	}
	if (err && form_errors(&f->form)) {
		err_free(err); /* it stands under its field */
		free(label);
		return NULL;
	}
	if (!err) {
		ui_done(s->ui, batch, batch ? _("Saved: %s") : _("Nothing was changed: %s"), label);
		made = f->is_card && f->is_new ? f->made : 0;
		if (form_is_new_contact(f))
			clients_was_worked(ui_below(s->ui, s), f->client, f->made);
		ui_draft_drop(s->ui, s);
		ui_pop(s->ui, s);
	}
	free(label);
	return made ? show_made(s->ui, made) : err;
}

/* ---- keys ---- */

static void after(Screen *s, FormResult result)
{
	FormState *f = s->state;
	size_t at = f->form.focus;
	switch (result) {
	case FORM_IGNORED:
	case FORM_MOVED:
		return;
	case FORM_EDITED:
		form_set_error(&f->form, at, NULL);
		form_echo(s, at);
		form_offer(s, at);
		return;
	case FORM_TAKEN:
		form_taken_here(s);
		return;
	case FORM_LEFT:
		at = form_more_leave(s, form_left(&f->form));
		form_follow(s, at);
		form_check(s, at);
		form_echo(s, at);
		form_kind_changed(s, at);
		return;
	case FORM_LAST:
		form_check(s, at);
		ui_say(s->ui, "%s", _("The last field: F2 saves"));
		return;
	}
}

/* A type of channel taken under "more" makes a field for one and goes there. */
void form_taken_here(Screen *s)
{
	FormState *f = s->state;
	size_t at = form_left(&f->form);
	Slot *slot = form_slot(f, at);
	const FormChoice *choice = form_taken(&f->form);
	if (slot && slot->type == SLOT_MORE && choice) {
		ChannelType type = (ChannelType)choice->id;
		form_set(&f->form, at, "");
		form_go(&f->form, form_add_channel(s, at, type, NULL));
		return;
	}
	form_set_error(&f->form, at, NULL);
	form_echo(s, at);
	form_kind_changed(s, at);
}

void form_kind_changed(Screen *s, size_t item)
{
	FormState *f = s->state;
	Slot *slot = form_slot(f, item);
	if (!f->is_card || !f->is_new || !slot || slot->type != SLOT_FIELD || strcmp(slot->field->name, "kind") != 0)
		return;
	int32_t was = f->card.client.kind.v;
	Err *err = value_read(ui_work(s->ui), slot->field, &f->card.client, form_value(&f->form, item), f->arena);
	if (!err && f->card.client.kind.v != was)
		form_rebuild(s);
	err_free(err);
}

static Err *leave(Screen *s)
{
	FormState *f = s->state;
	if (f->form.n_choices) {
		form_set_choices(&f->form, NULL, NULL, 0);
		return NULL;
	}
	if (form_is_dirty(&f->form) && !f->warned) {
		f->warned = true;
		ui_say(s->ui, "%s", _("Not saved. Esc again leaves and keeps a draft, F2 saves, F8 drops it"));
		return NULL;
	}
	ui_pop(s->ui, s);
	return NULL;
}

static Err *edit_in_editor(Screen *s)
{
	FormState *f = s->state;
	char *text = NULL;
	bool changed = false;
	if (!form_slot(f, f->form.focus))
		return NULL;
	Err *err = ui_editor(s->ui, form_value(&f->form, f->form.focus), &text, &changed);
	if (!err && changed) {
		edit_set(f->form.items[f->form.focus].edit, text);
		form_echo(s, f->form.focus);
	}
	free(text);
	return ui_editor_end(s->ui, err);
}

static bool field_key(const char *what, Key *key)
{
	static const struct {
		const char *what;
		Key key;
	} keys[] = {
		{"next", {.code = CODE_TAB}},
		{"previous", {.code = CODE_TAB, .mods = MOD_SHIFT}},
		{"up", {.code = CODE_UP}},
		{"down", {.code = CODE_DOWN}},
		{"accept", {.code = CODE_ENTER}},
	};
	for (size_t i = 0; i < countof(keys); i++)
		if (str_same(what, keys[i].what)) {
			*key = keys[i].key;
			return true;
		}
	return false;
}

static void compare(Screen *s)
{
	FormState *f = s->state;
	f->comparing = !f->comparing;
	for (size_t i = 0; i < f->form.n; i++)
		form_echo(s, i);
}

static bool form_act(Screen *s, CommandCall *call, Err **err)
{
	FormState *f = s->state;
	const char *verb = call_command(call)->name;
	Key key;
	bool esc = strcmp(verb, "escape") == 0 || strcmp(verb, "back") == 0;
	if (!esc)
		f->warned = false;
	if (strcmp(verb, "field") == 0 && field_key(call_text(call, "what"), &key))
		after(s, form_key(&f->form, key));
	else if (strcmp(verb, "text") == 0)
		after(s, form_key(&f->form, (Key){.code = CODE_ENTER, .mods = MOD_ALT}));
	else if (strcmp(verb, "move") == 0)
		after(s, form_key(&f->form, (Key){.code = str_same(call_text(call, "what"), "page-up") ? CODE_PAGE_UP : CODE_PAGE_DOWN}));
	else if (strcmp(verb, "save") == 0)
		*err = save(s);
	else if (strcmp(verb, "preview") == 0)
		compare(s);
	else if (strcmp(verb, "edit note") == 0)
		*err = edit_in_editor(s);
	else if (esc)
		*err = leave(s);
	else if (strcmp(verb, "draft drop") == 0) {
		if (ui_draft_discard(s->ui, s)) {
			form_clean(&f->form);
			ui_pop(s->ui, s);
		}
	} else {
		return false;
	}
	return true;
}

static bool form_typed(Screen *s, Key key, Err **err)
{
	FormState *f = s->state;
	(void)err;
	f->warned = false;
	if (key.code == ' ' && key.mods == 0 && form_list_all(s, f->form.focus))
		return true;
	FormResult result = form_key(&f->form, key);
	after(s, result);
	return result != FORM_IGNORED;
}

static bool form_pasted(Screen *s, const char *text)
{
	FormState *f = s->state;
	FormResult result = form_paste(&f->form, text);
	after(s, result);
	return result != FORM_IGNORED;
}

static bool form_clicked(Screen *s, const Mouse *mouse, Err **err)
{
	FormState *f = s->state;
	(void)err;
	if (mouse->action != MOUSE_PRESS)
		return false;
	after(s, form_click(&f->form, f->area, mouse->row, mouse->col));
	return true;
}

static bool form_draft(Screen *s, Draft *out, Str *body)
{
	FormState *f = s->state;
	if (!form_is_dirty(&f->form))
		return false;
	Str title = {0};
	if (f->is_card && !f->is_new)
		client_title(&title, &f->old_card.client);
	else
		str_add(&title, _(f->kind->label));
	out->screen = "form";
	out->title = arena_dup(f->arena, str_text(&title));
	form_write_draft(f, body);
	str_done(&title);
	return true;
}

static const ScreenHint *form_hints(const Screen *s)
{
	static const ScreenHint hints[] = {
		{"field next", N_("field")},
		{"field accept", N_("take")},
		{"save", NULL},
		{"escape", NULL},
		{"edit note", NULL},
		{"preview", N_("compare")},
		{NULL, NULL},
	};
	(void)s;
	return hints;
}

const ScreenKind screen_form = {
	.name = "form",
	.title = N_("Form"),
	.types = true,
	.size = sizeof(FormState),
	.contexts = contexts,
	.open = form_open,
	.close = form_close,
	.fit = form_screen_fit,
	.draw = form_paint,
	.head = form_head,
	.hints = form_hints,
	.message = form_message,
	.act = form_act,
	.key = form_typed,
	.paste = form_pasted,
	.mouse = form_clicked,
	.draft = form_draft,
};
