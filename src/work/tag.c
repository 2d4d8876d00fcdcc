/* SPDX-License-Identifier: MIT */
/* Tags: found by their order key, so that "Опт" and "опт" are one. */
#include "tag.h"

#include <string.h>

#include "change.h"
#include "kartoteka/base/text.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/work/client.h"

#define NUMERO "№"

size_t tag_sign(const char *text, size_t n)
{
	size_t sign = strlen(NUMERO), used;
	if (n && text[0] == '#')
		return 1;
	/* "№ 118", "№118" are numbers of papers. */
	bool numero = n > sign && memcmp(text, NUMERO, sign) == 0;
	return numero && utf8_is_letter(utf8_decode(text + sign, n - sign, &used)) ? sign : 0;
}

Span tag_name(Span said)
{
	Span name = span_trim(said);
	size_t sign = tag_sign(name.s, name.n);
	return span_trim((Span){name.s + sign, name.n - sign});
}

bool tag_next(const char **list, Span *name)
{
	while (**list) {
		size_t n = strcspn(*list, ",#");
		*name = tag_name((Span){*list, n});
		*list += n + ((*list)[n] != '\0');
		if (name->n)
			return true;
	}
	return false;
}

Err *tag_find(Work *work, const char *name, int64_t *id, Arena *arena)
{
	Tag tag;
	record_init(&kind_tag, &tag);
	tag.name.s = name;
	kind_tag.derive(&tag, arena);
	void *rows;
	size_t n;
	const char *key = tag.key.s ? tag.key.s : "";
	TRY(store_where(work->store, &kind_tag, "key", (Value){.type = VALUE_TEXT, .s = key, .n = strlen(key)}, &rows, &n, arena));
	*id = n ? ((const Tag *)rows)[0].head.id : 0;
	return NULL;
}

Err *tag_name_check(const char *name)
{
	if (!strchr(name, ','))
		return NULL;
	return err_word(err_kept(err_new(ERR_USAGE, _("A tag has no comma in it: %s"), name), _("nothing was changed")), name, -1);
}

Err *tag_make(Work *work, const char *name, int64_t *id)
{
	Tag tag;
	TRY(tag_name_check(name));
	record_init(&kind_tag, &tag);
	tag.name.s = name;
	TRY(work_make(work, &kind_tag, &tag));
	*id = tag.head.id;
	return NULL;
}

Err *tagging_find(Work *work, int64_t client, int64_t tag, int64_t *id, Arena *arena)
{
	void *rows;
	size_t n;
	*id = 0;
	TRY(rows_where_id(work, &kind_tagging, "client", client, &rows, &n, arena));
	const Tagging *taggings = rows;
	for (size_t i = 0; i < n; i++) {
		if (taggings[i].tag.v == tag)
			*id = taggings[i].head.id;
	}
	return NULL;
}

Err *tagging_make(Work *work, int64_t client, int64_t tag)
{
	Tagging tagging;
	record_init(&kind_tagging, &tagging);
	tagging.client.v = client;
	tagging.tag.v = tag;
	return work_make(work, &kind_tagging, &tagging);
}
