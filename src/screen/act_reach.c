/* SPDX-License-Identifier: MIT */
/* Reaching a client: o dials the number or opens the address, y copies. A dialled number is copied too. */
#include <stdlib.h>
#include <string.h>

#include "act.h"
#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "kartoteka/work/client.h"

static const char *reach_text(const Channel *channel)
{
	return channel->key.s && channel->type.v == CHANNEL_PHONE ? channel->key.s : channel->value.s;
}

Err *act_dial_number(Ui *ui, const Channel *channel)
{
	if (channel->type.v == CHANNEL_PHONE) {
		ui_copy(ui, reach_text(channel), channel->value.s);
		return ui_launch(ui, "dial", reach_text(channel));
	}
	ui_say(ui, _("Opened: %s"), channel->value.s);
	return ui_launch(ui, "open", channel->value.s);
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

static Err *copy_chosen(Screen *owner, const MenuChoice *choice, const char *line)
{
	(void)line;
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
		MenuChoice *choices = arena_alloc(arena, (card.channel_count + 1) * sizeof *choices);
		size_t n = 0;
		for (size_t i = 0; i < card.channel_count; i++)
			choices[n++] = (MenuChoice){.text = card.channels[i].value.s, .note = card.channels[i].label.s};
		choices[n++] = (MenuChoice){.text = card.client.title.s, .note = _("name")};
		err = ui_push(ui, &screen_menu, &(MenuArg){.title = _("Copy"), .choices = choices, .n = n, .chosen = copy_chosen});
	}
	arena_free(arena);
	return err;
}
