/* SPDX-License-Identifier: MIT */
/* The last stage of a search over clients: notes and history. For find_walk.c alone. */
#ifndef KARTOTEKA_STORE_FIND_HISTORY_H
#define KARTOTEKA_STORE_FIND_HISTORY_H

#include "find_walk.h"

/* Clients whose notes or contacts hold the words, newest text first, and clients some of whose words stand there and the others in the client;
 * none that find_fits_client. formed: who fits by case forms has come before. after: behind this client; backwards: the other way round, of the first two hundred. */
Err *find_history(Store *store, const Find *find, bool formed, int64_t after, bool backwards, bool *stopped, bool (*each)(void *self, const FindRow *row), void *self);
/* Whether it comes in an earlier stage; in find_walk.c. */
bool find_fits_client(const Find *find, bool formed, const char *name, const char *rest);

#endif
