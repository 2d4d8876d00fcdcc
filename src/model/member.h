/* SPDX-License-Identifier: MIT */
/* Members by their field, for field.c, field_words.c and kind.c alone: everybody else has values. */
#ifndef KARTOTEKA_MODEL_MEMBER_H
#define KARTOTEKA_MODEL_MEMBER_H

#include "kartoteka/model/field.h"

Id member_id(const Field *field, const void *record);
Text member_text(const Field *field, const void *record); /* of notes too */
Flag member_flag(const Field *field, const void *record);
Count member_count(const Field *field, const void *record);
Choice member_choice(const Field *field, const void *record);
Bytes member_bytes(const Field *field, const void *record);
Instant member_instant(const Field *field, const void *record);
Day member_day(const Field *field, const void *record);
Birth member_birth(const Field *field, const void *record);
Moment member_moment(const Field *field, const void *record);
Seconds member_seconds(const Field *field, const void *record);
void member_put(const Field *field, void *record, const void *member, size_t n);

#endif
