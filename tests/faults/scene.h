/* SPDX-License-Identifier: MIT */
/* What is done while the disk is broken: real work in steps, each of which is there whole or not at all. */
#ifndef KARTOTEKA_TEST_FAULTS_SCENE_H
#define KARTOTEKA_TEST_FAULTS_SCENE_H

#include "desk.h"

typedef struct Scene {
	const char *name;
	bool named; /* one of those of which a thousand kills are promised */
	int steps;
	bool opens_itself;    /* the steps open the base, so none is open when they begin */
	bool may_be_unopened; /* a base that cannot be opened is a state too: the step is done once more, and must then go well */
	void (*prepare)(Desk *desk);
	Err *(*act)(Desk *desk, int step);
	void (*look)(const Desk *desk); /* at what lies beside the base afterwards; may be NULL */
} Scene;

extern const Scene scenes[];
extern const size_t scene_count;

/* The dump of a base after 0, 1 … steps without a fault. */
typedef struct Model {
	char *after[16];
	uint64_t calls; /* of the disk in all of it, of the kinds asked for */
} Model;
void model_make(Model *model, Desk *desk, const Scene *scene, unsigned calls);
void model_done(Model *model, const Scene *scene);

/* Begins the scene; every step that came back is counted in *done before the next. NULL or the first error. */
Err *scene_play(Desk *desk, const Scene *scene, volatile int *done);
/* The base after a fault, `done` steps having come back: opens, check and audit find nothing, it is as after `done` steps or one more
 * (-1: as it likes). */
void scene_inspect(Desk *desk, const Scene *scene, const Model *model, int done, const char *what);

#endif
