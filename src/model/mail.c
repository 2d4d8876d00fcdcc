/* SPDX-License-Identifier: MIT */
/* Mail addresses: what is wrong with a typed one. Only what no address can be without; the rest is for the mail's own servers to say. */
#include "kartoteka/model/client.h"

#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/str.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"

static bool has_blank(Span text)
{
	size_t used;
	for (size_t at = 0; at < text.n; at += used) {
		uint32_t code = utf8_decode(text.s + at, text.n - at, &used);
		if (utf8_is_space(code) || code == ',' || code == ';')
			return true;
	}
	return false;
}

char *mail_fault(const char *typed)
{
	Span text = span_trim(span_of(typed));
	const char *at = text.n ? memchr(text.s, '@', text.n) : NULL;
	if (!at)
		return mem_strdup(_("a mail address has an @ in it"));
	size_t behind = text.n - (size_t)(at - text.s) - 1;
	if (has_blank(text))
		return mem_strdup(_("a blank or a comma in it; each address goes by itself"));
	if (at == text.s)
		return mem_strdup(_("nothing before the @"));
	if (!behind || at[1] == '.' || at[behind] == '.')
		return mem_strdup(_("no name of a site behind the @"));
	return memchr(at + 1, '@', behind) ? mem_strdup(_("more than one @ in it")) : NULL;
}
