/* SPDX-License-Identifier: MIT */
/* The pane beside a form in a wide window: what the organization already knows, which dates can be typed, and what a save will change. */
#include <stdlib.h>
#include <string.h>

#include "card_show.h"
#include "form.h"
#include "lines.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/store/lists.h"

enum {
	BESIDE = 41,
	SAME_TITLE = 20,
};

bool form_split(const Layout *layout, Area *left, Area *right)
{
	*left = layout->body;
	*right = area_part(layout->body, 0, 0, 0, 0);
	if (layout->size != SIZE_WIDE)
		return false;
	Area body = area_part(layout->body, 0, 0, layout->body.rows - 1, -1);
	int beside = layout_beside(body.cols, BESIDE);
	*left = area_part(body, 0, 0, -1, body.cols - beside - 1);
	*right = area_part(body, 0, body.cols - beside, -1, -1);
	return true;
}

/* ---- the organization that is named in the form ---- */

static const char *named_organization(FormState *f)
{
	for (size_t i = 0; i < f->form.n; i++) {
		const Slot *slot = form_slot(f, i);
		if (slot && slot->type == SLOT_MEMBER)
			return form_value(&f->form, i);
	}
	return "";
}

/* Read when the name has become another one, and only where one of that very name is there. */
void form_beside_read(Screen *s)
{
	FormState *f = s->state;
	const char *name = named_organization(f);
	if (f->beside.arena && str_same(f->beside.name, name))
		return;
	if (!f->beside.arena)
		f->beside.arena = arena_new();
	arena_reset(f->beside.arena);
	f->beside = (FormBeside){.arena = f->beside.arena, .name = arena_dup(f->beside.arena, name)};
	ClientRow *rows = NULL;
	size_t n = 0;
	Err *err = *name ? find_client(ui_work(s->ui)->store, name, SAME_TITLE, &rows, &n, f->beside.arena) : NULL;
	for (size_t i = 0; !err && i < n; i++)
		if (rows[i].client.kind.v == CLIENT_ORGANIZATION && str_same(rows[i].client.title.s, name)) {
			err = card_read(ui_work(s->ui), rows[i].client.head.id, &f->beside.card, f->beside.arena);
			f->beside.found = !err;
			break;
		}
	err_free(err);
}

static const char *domain_of(const char *mail)
{
	const char *at = mail ? strrchr(mail, '@') : NULL;
	return at && at[1] ? at : NULL;
}

static bool has_mail_at(FormState *f, const char *domain)
{
	for (size_t i = 0; i < f->form.n; i++) {
		const Slot *slot = form_slot(f, i);
		const char *own = slot && slot->type == SLOT_CHANNEL && slot->channel == CHANNEL_EMAIL ? domain_of(form_value(&f->form, i)) : NULL;
		if (own && strcmp(own, domain) == 0)
			return true;
	}
	return false;
}

static void pair_put(Area a, int row, const char *label, const char *text)
{
	area_put(a, row, 2, 15, STYLE_DIM, label);
	area_put(area_pad(a, 0, 1), row, 18, -1, STYLE_PLAIN, text);
}

static int organization_draw(FormState *f, Area a, int row)
{
	const Card *card = &f->beside.card;
	Str text = {0};
	if (!f->beside.found)
		return row;
	area_heading(a, row++, _("FROM THE ORGANIZATION"), NULL);
	str_addf(&text, P_("%lld person", "%lld people", card->member_count), (long long)card->member_count);
	area_pair(area_pad(a, 0, 1), row++, 2, STYLE_PLAIN, card->client.title.s, STYLE_DIM, str_text(&text));
	const Channel *phone = show_first(card, CHANNEL_PHONE), *mail = show_first(card, CHANNEL_EMAIL);
	const char *domain = mail ? domain_of(mail->value.s) : NULL;
	if (phone) {
		str_cut(&text, 0);
		show_channel(&text, phone);
		pair_put(a, row++, show_channel_word(CHANNEL_PHONE), str_text(&text));
	}
	if (domain) {
		str_cut(&text, 0);
		str_addf(&text, has_mail_at(f, domain) ? _("%s, fits") : "%s", domain);
		pair_put(a, row++, _("mail ends in"), str_text(&text));
	}
	str_done(&text);
	return row + 1;
}

/* ---- what a save changes ---- */

/* Where old and new do not both fit, the new one is told. */
static void change_text(Str *out, const FormItem *item, const char *value, int cells)
{
	const char *read = item->echo && str_begins(item->echo, "= ") ? item->echo + 2 : value;
	if (!*item->first)
		str_addf(out, "+ %s", read);
	else if (!*value)
		str_addf(out, "− %s", item->first);
	else if (utf8_width(item->first) + utf8_width(value) + 3 <= cells)
		str_addf(out, "%s " GLYPH_OUT " %s", item->first, value);
	else
		str_addf(out, GLYPH_OUT " %s", value);
}

static int changes_draw(const FormState *f, Area a, int row)
{
	size_t more = 0;
	bool any = false;
	for (size_t i = 0; i < f->form.n; i++) {
		const FormItem *item = &f->form.items[i];
		if (item->type != FORM_FIELD || !form_item_is_dirty(&f->form, i))
			continue;
		if (!any && row + 1 < a.rows)
			area_heading(a, row++, _("WHAT CHANGES ON SAVE"), NULL);
		any = true;
		if (row + 1 >= a.rows) {
			more++;
			continue;
		}
		Str text = {0};
		change_text(&text, item, form_value(&f->form, i), a.cols - 19);
		pair_put(a, row++, item->label, str_text(&text));
		str_done(&text);
	}
	if (more)
		area_printf(a, row++, 2, -1, STYLE_DIM, _("%zu more"), more);
	return row + any;
}

void form_beside_draw(const Screen *s, Area a)
{
	FormState *f = s->state;
	int row = organization_draw(f, a, 0);
	if (row + (int)date_example_count < a.rows) {
		area_heading(a, row++, _("WHAT A DATE FIELD TAKES"), NULL);
		for (size_t i = 0; i < date_example_count; i++)
			area_put(area_pad(a, 0, 1), row++, 2, -1, STYLE_DIM, _(date_examples[i]));
		row++;
	}
	changes_draw(f, a, row);
}
