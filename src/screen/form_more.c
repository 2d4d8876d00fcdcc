/* SPDX-License-Identifier: MIT */
/* "More" of a client's form: whatever way to reach somebody is typed there moves into a field of its own, when the field is left and at a save; what cannot be told stays. */
#include <stdlib.h>

#include "card_show.h"
#include "form.h"
#include "kartoteka/base/fold.h"
#include "kartoteka/base/text.h"

enum {
	AT_ONCE = 8,
};

static size_t said(Screen *s, const char *text, Channel out[AT_ONCE], Arena *arena)
{
	return channels_read(out, AT_ONCE, text, work_country(ui_work(s->ui)), arena);
}

/* Where it goes: into the empty field that stands there for its type, else into a further one. */
static size_t field_for(Screen *s, size_t more, const Channel *channel)
{
	FormState *f = s->state;
	for (size_t i = 0; i < more && !channel->label.s && channel->value.s; i++) {
		const Slot *slot = form_slot(f, i);
		if (slot && slot->type == SLOT_CHANNEL && slot->index == SIZE_MAX && !slot->label && (int32_t)slot->channel == channel->type.v && !*form_value(&f->form, i))
			return i;
	}
	return form_add_channel(s, more, (ChannelType)channel->type.v, channel->label.s);
}

static size_t take(Screen *s, size_t item, const Channel *channels, size_t n)
{
	FormState *f = s->state;
	for (size_t i = 0; i < n; i++) {
		size_t before = f->form.n, at = field_for(s, item, &channels[i]);
		item += f->form.n - before;
		form_set(&f->form, at, channels[i].value.s ? channels[i].value.s : "");
		form_check(s, at);
		form_echo(s, at);
		if (!channels[i].value.s) /* the word for a type alone: what it is comes next */
			form_go(&f->form, at);
	}
	if (n) {
		form_set(&f->form, item, "");
		form_echo(s, item);
	}
	return item;
}

size_t form_more_leave(Screen *s, size_t item)
{
	FormState *f = s->state;
	const Slot *slot = form_slot(f, item);
	Channel channels[AT_ONCE];
	if (!slot || slot->type != SLOT_MORE || !*form_value(&f->form, item))
		return item;
	Arena *arena = arena_new();
	item = take(s, item, channels, said(s, form_value(&f->form, item), channels, arena));
	arena_free(arena);
	return item;
}

/* A word for a type alone has nothing to be saved: it is refused there. */
void form_more_save(Screen *s)
{
	FormState *f = s->state;
	size_t item = form_item_named(f, span_of("more"));
	if (item == SIZE_MAX)
		return;
	char *fault = form_more_fault(s, form_value(&f->form, item));
	if (!fault)
		form_more_leave(s, item);
	free(fault);
}

char *form_more_fault(Screen *s, const char *text)
{
	Channel channels[AT_ONCE];
	Arena *arena = arena_new();
	size_t n = *text ? said(s, text, channels, arena) : 0;
	bool whole = n && channels[0].value.s;
	arena_free(arena);
	if (!*text || whole)
		return NULL;
	if (n)
		return mem_strdup(_("and which? Type it behind the word"));
	return mem_strdup(_("what is it? Say: telegram …, address …, site …, mail …"));
}

void form_more_echo(Screen *s, const char *text, Str *out)
{
	Channel channels[AT_ONCE];
	if (!*text) {
		str_add(out, _("phone, mail, messenger, address, site"));
		return;
	}
	Arena *arena = arena_new();
	size_t n = said(s, text, channels, arena);
	for (size_t i = 0; i < n; i++)
		str_addf(out, "%s%s", i ? ", " : "= ", channels[i].label.s ? channels[i].label.s : show_channel_word((ChannelType)channels[i].type.v));
	arena_free(arena);
}

/* Types that go on as the text begins: what is none of them is typed out without a list in its way. */
void form_more_offer(Screen *s, const char *text)
{
	FormState *f = s->state;
	FormChoice choices[CHANNEL_SITE + 1];
	size_t n = 0;
	for (int type = CHANNEL_PHONE; type <= CHANNEL_SITE; type++) {
		const char *word = show_channel_word((ChannelType)type);
		if (fold_begins(word, text))
			choices[n++] = (FormChoice){.text = word, .id = type};
	}
	form_set_choices(&f->form, _("one more"), choices, n);
}
