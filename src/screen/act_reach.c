/* SPDX-License-Identifier: MIT */
/* Reaching a client: o dials the number or opens the address, y copies. A dialled number is copied too. */
#include <stdlib.h>
#include <string.h>

#include "act.h"
#include "card_show.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/work/client.h"

static const char *reach_text(const Channel *channel)
{
	return channel->key.s && channel->type.v == CHANNEL_PHONE ? channel->key.s : channel->value.s;
}

/* Copies as a phone or a program takes it (+79161234567, whatever was typed), with the extension behind it, and says just that. */
static bool copy_channel(Ui *ui, const Channel *channel)
{
	Str text = {0};
	str_add(&text, reach_text(channel));
	if (channel->type.v == CHANNEL_PHONE && channel->key.s && channel->extension.s && *channel->extension.s)
		str_addf(&text, " %s %s", _("ext."), channel->extension.s);
	bool copied = ui_copy(ui, str_text(&text), str_text(&text));
	str_done(&text);
	return copied;
}

/* A number is copied too, so that it can be dialled by hand whatever comes of the command. */
Err *act_dial_number(Ui *ui, const Channel *channel)
{
	const char *setting = channel->type.v == CHANNEL_PHONE ? "dial" : "open", *command = settings_get(ui_work(ui)->settings, "run", setting);
	bool phone = channel->type.v == CHANNEL_PHONE, set = command && *command;
	if (!phone && !set)
		return err_todo(err_new(ERR_FAILED, _("No command to open it is set: %s"), channel->value.s), "%s", _("y copies; 7 Settings, Look, programs: open"));
	bool copied = phone && copy_channel(ui, channel);
	if (!phone)
		ui_say(ui, _("Opened: %s"), channel->value.s);
	if (!set) {
		ui_add(ui, "%s", _("no dial command: 7 Settings"));
		return NULL;
	}
	Err *err = ui_launch(ui, setting, reach_text(channel));
	if (!err && phone)
		ui_add(ui, _("dialled by %.*s"), (int)strcspn(command, " "), command);
	const char *kept = phone ? reach_text(channel) : _("nothing was opened");
	return err_todo(err_kept(err, "%s", copied ? _("the number was copied") : kept), "%s", _("7 Settings, Look, programs holds the command"));
}

/* The channel under the cursor, else the client's first number. */
static Err *find_channel(Ui *ui, Arena *arena, const Channel **out)
{
	int64_t *ids = NULL;
	Work *work = ui_work(ui);
	*out = NULL;
	Channel *channels = NULL;
	size_t n = 0;
	int64_t wanted = screen_focus(ui, "channel", false, &ids) ? ids[0] : 0;
	free(ids);
	int64_t client = screen_client(ui);
	TRY(client ? client_channels(work, client, &channels, &n, arena) : NULL);
	for (size_t i = 0; i < n; i++)
		if (channels[i].head.id == wanted || (!wanted && channels[i].type.v == CHANNEL_PHONE)) {
			*out = &channels[i];
			break;
		}
	return NULL;
}

Err *act_dial(Ui *ui)
{
	Arena *arena = arena_new();
	const Channel *channel = NULL;
	Err *err = find_channel(ui, arena, &channel);
	if (!err && channel)
		err = act_dial_number(ui, channel);
	else if (!err)
		ui_say(ui, "%s", _("No number here: e adds one"));
	arena_free(arena);
	return err;
}

/* The whole card as one would write it into a letter. */
static Err *copy_card(Ui *ui, int64_t client)
{
	Arena *arena = arena_new();
	Card card = {0};
	Str text = {0};
	Err *err = card_read(ui_work(ui), client, &card, arena);
	if (!err) {
		str_addf(&text, "%s\n", card.client.title.s ? card.client.title.s : "");
		for (size_t i = 0; i < card.member_count; i++) {
			const char *role = card.members[i].membership.role.s;
			str_addf(&text, "%s%s%s\n", card.members[i].title ? card.members[i].title : "", role && *role ? ", " : "", role ? role : "");
		}
		for (size_t i = 0; i < card.channel_count; i++)
			str_addf(&text, "%s\n", card.channels[i].value.s);
		ui_copy(ui, str_text(&text), card.client.title.s ? card.client.title.s : "");
	}
	str_done(&text);
	arena_free(arena);
	return err;
}

static Err *copy_one(Ui *ui, int64_t id)
{
	Arena *arena = arena_new();
	Channel channel;
	Err *err = store_get(ui_work(ui)->store, &kind_channel, id, &channel, arena);
	if (!err)
		copy_channel(ui, &channel);
	arena_free(arena);
	return err;
}

/* id: of the client for the whole card, below zero of a channel, 0: the text itself. */
static Err *copy_chosen(Screen *owner, const MenuChoice *choice, const char *line)
{
	(void)line;
	if (choice->id > 0)
		return copy_card(owner->ui, choice->id);
	if (choice->id < 0)
		return copy_one(owner->ui, -choice->id);
	ui_copy(owner->ui, choice->text, choice->text);
	return NULL;
}

Err *act_copy(Ui *ui)
{
	int64_t client = screen_client(ui);
	if (!client) {
		ui_say(ui, "%s", _("Nothing to copy here"));
		return NULL;
	}
	Arena *arena = arena_new();
	Card card = {0};
	Err *err = card_read(ui_work(ui), client, &card, arena);
	if (!err) {
		MenuChoice *choices = arena_alloc(arena, (card.channel_count + 2) * sizeof *choices);
		size_t n = 0;
		for (size_t i = 0; i < card.channel_count; i++) {
			Str shown = {0};
			show_channel(&shown, &card.channels[i]);
			choices[n++] = (MenuChoice){.text = arena_dup(arena, str_text(&shown)), .note = card.channels[i].label.s, .id = -card.channels[i].head.id};
			str_done(&shown);
		}
		choices[n++] = (MenuChoice){.text = card.client.title.s, .note = _("name")};
		choices[n++] = (MenuChoice){.text = _("the whole card"), .id = client};
		err = ui_push(ui, &screen_menu, &(MenuArg){.title = _("Copy"), .choices = choices, .n = n, .chosen = copy_chosen});
	}
	arena_free(arena);
	return err;
}
