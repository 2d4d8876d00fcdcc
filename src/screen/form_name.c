/* SPDX-License-Identifier: MIT */
/* The form of address of a person in the form: a guess from the names, which follows them until somebody sets another. */
#include <stdlib.h>
#include <string.h>

#include "card_show.h"
#include "form.h"

static const char *typed(FormState *f, const char *field)
{
	size_t item = form_item_of(f, field);
	return item == SIZE_MAX ? "" : form_value(&f->form, item);
}

/* By what stands in the fields of the names; caller frees. */
static char *guess(FormState *f)
{
	Client client;
	Arena *arena = arena_new();
	record_init(&kind_client, &client);
	client.kind.v = f->card.client.kind.v;
	client.given.s = typed(f, "given");
	client.patronymic.s = typed(f, "patronymic");
	const char *called = client_called_by(&client, arena);
	char *out = mem_strdup(called ? called : "");
	arena_free(arena);
	return out;
}

/* By the gender and the names that stand in the form. */
static void label_birth(Screen *s)
{
	FormState *f = s->state;
	size_t born = f->is_card ? form_item_of(f, "born") : SIZE_MAX, gender = form_item_of(f, "gender");
	if (born == SIZE_MAX)
		return;
	Client client;
	Arena *arena = arena_new();
	record_init(&kind_client, &client);
	client.kind.v = f->card.client.kind.v;
	client.surname.s = typed(f, "surname");
	client.given.s = typed(f, "given");
	client.patronymic.s = typed(f, "patronymic");
	if (gender != SIZE_MAX) /* what cannot be read is told under it, and is as good as not said */
		err_free(value_read(ui_work(s->ui), form_slot(f, gender)->field, &client, form_value(&f->form, gender), arena));
	form_set_label(&f->form, born, show_field_label(form_slot(f, born)->field, &client));
	arena_free(arena);
}

void form_name_begun(Screen *s)
{
	FormState *f = s->state;
	label_birth(s);
	free(f->called);
	f->called = f->is_card ? guess(f) : NULL;
}

void form_name_follow(Screen *s, size_t item)
{
	FormState *f = s->state;
	Slot *slot = form_slot(f, item);
	size_t address = f->called ? form_item_of(f, "address_form") : SIZE_MAX;
	label_birth(s);
	if (address == SIZE_MAX || !slot || slot->type != SLOT_FIELD || (!str_same(slot->name, "given") && !str_same(slot->name, "patronymic")))
		return;
	char *called = guess(f);
	if (strcmp(called, f->called) != 0 && strcmp(form_value(&f->form, address), f->called) == 0) {
		form_set(&f->form, address, called);
		form_echo(s, address);
	}
	free(f->called);
	f->called = called;
}

bool form_name_is_guess(FormState *f)
{
	size_t address = f->called ? form_item_of(f, "address_form") : SIZE_MAX;
	return address != SIZE_MAX && strcmp(form_value(&f->form, address), f->called) == 0;
}

void form_name_forget(FormState *f)
{
	size_t address = form_item_of(f, "address_form");
	if (address != SIZE_MAX)
		form_set(&f->form, address, f->form.items[address].first);
}

void form_name_again(Screen *s, const char *was)
{
	FormState *f = s->state;
	label_birth(s);
	size_t address = f->called && was ? form_item_of(f, "address_form") : SIZE_MAX;
	if (address == SIZE_MAX || strcmp(form_value(&f->form, address), was) != 0)
		return;
	form_set(&f->form, address, f->called);
	form_echo(s, address);
}
