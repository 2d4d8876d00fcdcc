/* SPDX-License-Identifier: MIT */
/* The list of screens: a new one is one file and one line here. */
#include "kartoteka/screen/screen.h"

const ScreenKind *const screen_kinds[] = {
	&screen_today, &screen_clients, &screen_card, &screen_calendar, &screen_reminders, &screen_settings, &screen_imports,
	&screen_changes, &screen_preview, &screen_form, &screen_quick, &screen_call, &screen_snooze, &screen_palette,
	&screen_help, &screen_menu, &screen_line, &screen_ask, &screen_conflict, NULL};
