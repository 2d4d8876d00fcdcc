/* SPDX-License-Identifier: MIT */
/* Tags by name, and tags on clients. Making wants a running change. */
#ifndef KARTOTEKA_WORK_TAG_H
#define KARTOTEKA_WORK_TAG_H

#include "kartoteka/work/work.h"

/* Bytes of the sign before a tag's name: "#", or "№" of the Russian layout before a letter; 0 when there is none. */
size_t tag_sign(const char *text, size_t n);
Span tag_name(Span said);                                               /* without blanks around and without the sign; borrowed */
Err *tag_find(Work *work, const char *name, int64_t *id, Arena *arena); /* 0 when there is none; case, yo and quotes play no part */
Err *tag_make(Work *work, const char *name, int64_t *id);
Err *tagging_find(Work *work, int64_t client, int64_t tag, int64_t *id, Arena *arena);
Err *tagging_make(Work *work, int64_t client, int64_t tag);

#endif
