/* SPDX-License-Identifier: MIT */
/* Finding an embedded file. That a user's own file of the same name wins is decided by those who ask, not here. */
#include "kartoteka/base/embedded.h"

#include <string.h>

#include "embedded_table.h"
#include "kartoteka/base/str.h"

const Embedded *embedded_find(const char *path)
{
	for (const Embedded *e = embedded_table; e->path; e++) {
		if (strcmp(e->path, path) == 0)
			return e;
	}
	return NULL;
}

const Embedded *embedded_at(const char *folder, size_t i)
{
	for (const Embedded *e = embedded_table; e->path; e++) {
		if (str_begins(e->path, folder) && i-- == 0)
			return e;
	}
	return NULL;
}
