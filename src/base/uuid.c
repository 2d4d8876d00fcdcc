/* SPDX-License-Identifier: MIT */
/* UUIDs read and written. */
#include "kartoteka/base/uuid.h"

/* RFC 9562 4: a dash before these bytes. */
static bool dash_before(int i)
{
	return i == 4 || i == 6 || i == 8 || i == 10;
}

void uuid_text(char out[UUID_TEXT + 1], const uint8_t bytes[UUID_BYTES])
{
	static const char digits[] = "0123456789abcdef";
	for (int i = 0; i < UUID_BYTES; i++) {
		if (dash_before(i))
			*out++ = '-';
		*out++ = digits[bytes[i] >> 4];
		*out++ = digits[bytes[i] & 15];
	}
	*out = '\0';
}

static int digit_of(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool uuid_bytes(uint8_t out[UUID_BYTES], const char *text)
{
	for (int i = 0; i < UUID_BYTES; i++) {
		if (dash_before(i) && *text++ != '-')
			return false;
		int high = digit_of(*text), low = high < 0 ? -1 : digit_of(text[1]);
		if (low < 0)
			return false;
		out[i] = (uint8_t)(high << 4 | low);
		text += 2;
	}
	return *text == '\0';
}
