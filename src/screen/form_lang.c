/* SPDX-License-Identifier: MIT */
/* What was typed into a form while another language was shown: words that stand for a value are said in the language of now, what is the user's own stays. */
#include <stdlib.h>
#include <string.h>

#include "draft_lines.h"
#include "form.h"
#include "kartoteka/base/text.h"
#include "kartoteka/when/repeat.h"

const char *form_lang_name(Lang lang)
{
	return lang == LANG_RU ? "ru" : "en";
}

static bool is_in_words(const Field *field)
{
	switch (field->type) {
	case FIELD_CHOICE:
	case FIELD_FLAG:
	case FIELD_SECONDS:
		return true;
	case FIELD_ID:
		return !str_same(field->of, "client") && !str_same(field->of, "staff");
	case FIELD_TEXT:
	case FIELD_NOTE:
	case FIELD_COUNT:
	case FIELD_BYTES:
	case FIELD_INSTANT:
	case FIELD_DAY:
	case FIELD_BIRTH:
	case FIELD_MOMENT:
		break;
	}
	return false;
}

static void field_again(Screen *s, const Field *field, const char *text, Str *out)
{
	FormState *f = s->state;
	AnyRecord record;
	if (!is_in_words(field))
		return;
	record_init(f->kind, &record);
	Err *err = value_read(ui_work(s->ui), field, &record, text, f->arena);
	if (!err)
		value_text(out, ui_work(s->ui), field, &record);
	err_free(err);
}

static void repeat_again(Screen *s, const char *text, Str *out)
{
	char *rule = NULL;
	Err *err = repeat_read_words(ui_work(s->ui), text, &rule);
	if (!err && rule)
		repeat_words(out, rule);
	err_free(err);
	free(rule);
}

char *form_say_again(Screen *s, const Slot *slot, const char *text)
{
	Str out = {0};
	if (slot->type == SLOT_FIELD)
		field_again(s, slot->field, text, &out);
	else if (slot->type == SLOT_REPEAT)
		repeat_again(s, text, &out);
	else if (slot->type == SLOT_REMIND)
		leads_text(&out, text);
	if (!out.n)
		str_add(&out, text);
	return str_take(&out);
}

/* ---- what a draft is called ---- */

/* What stands in it lies over what the base has, as far as it makes the name. */
static void typed_over(Work *work, const Kind *kind, const char *body, AnyRecord *record, Arena *arena)
{
	for (size_t i = 0; i < kind->field_count; i++) {
		const Field *field = &kind->fields[i];
		bool names = field->type == FIELD_TEXT || field->type == FIELD_NOTE || field->type == FIELD_CHOICE;
		char *text = names ? draft_value(body, field->name) : NULL;
		if (text)
			err_free(value_read(work, field, record, text, arena));
		free(text);
	}
}

void form_draft_title(Str *out, Work *work, const char *body, Arena *arena)
{
	char *name = draft_value(body, ":kind");
	const Kind *kind = kind_find(name);
	int64_t id = draft_number(body, ":id", 0), client = draft_number(body, ":client", 0);
	AnyRecord record;
	Str title = {0};
	free(name);
	if (!kind)
		return;
	record_init(kind, &record);
	if (id)
		err_free(store_get(work->store, kind, id, &record, arena));
	if (!id || kind != &kind_client)
		typed_over(work, kind, body, &record, arena);
	kind->title(&title, &record);
	if (!title.n && client && kind != &kind_client)
		str_add(&title, ref_title(work, kind_field(kind, "client"), client, arena));
	if (!(id && kind == &kind_client && title.n))
		str_addf(out, title.n ? "%s · " : "%s", _(kind->label));
	str_add(out, str_text(&title));
	str_done(&title);
}
