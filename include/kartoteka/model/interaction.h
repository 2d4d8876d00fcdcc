/* SPDX-License-Identifier: MIT */
/* A contact (interaction): something that reached the client; or an attempt, which is logged and counted and is no last contact. */
#ifndef KARTOTEKA_MODEL_INTERACTION_H
#define KARTOTEKA_MODEL_INTERACTION_H

#include "kartoteka/model/kind.h"

typedef enum Direction {
	DIRECTION_NONE,
	DIRECTION_OUT,
	DIRECTION_IN,
} Direction;

typedef struct Interaction {
	Record head;
	Id client;
	Id kind;          /* contact_kind */
	Id outcome;       /* outcome; 0 none */
	Choice direction; /* "none" "out" "in" */
	Instant at;
	Seconds length; /* SECONDS_NONE not known */
	Note text;
	Flag attempt;
	Text number;    /* the number or address used */
	Id author;      /* staff */
	Text step_kind; /* the step this contact closed: "task" or "event" */
	Id step;
} Interaction;

#endif
