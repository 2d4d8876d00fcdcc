/* SPDX-License-Identifier: MIT */
/* Every screen, line and box there is and how one comes to it, for the checks that say "all screens". The test `places_are_all` knows when one is missing. */
#ifndef KARTOTEKA_TESTS_GOLDEN_PLACES_H
#define KARTOTEKA_TESTS_GOLDEN_PLACES_H

#include "desk.h"

typedef struct Place {
	const char *name, *top; /* top: the name of the screen that is on top there */
	const char *keys;
	bool first_run, import, conflict; /* an empty base that was never opened; calendar.ics lies at home; somebody else changes the client of the form */
} Place;

extern const Place places[];
extern const size_t place_count;

/* The desk there; the first client of the list and the first reminder of options.lines are what most of them are about. */
Desk *place_open(const Place *place, DeskOptions options);
/* Once more, with the screens begun anew on the base as it is now. */
void place_again(Desk *desk, const Place *place);

#endif
