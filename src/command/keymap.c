/* SPDX-License-Identifier: MIT */
/* The keys file: sections, lines, what wins over what. Rows stand in the order of the files, for help; a hash of context and key finds one. */
#include "kartoteka/command/keymap.h"

#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/text.h"
#include "keys.h"

typedef struct Row {
	Binding binding;
	size_t file; /* which reading it came from */
} Row;

struct Keymap {
	VEC(Row)
	rows;
	VEC(char *)
	strings;        /* owns all texts of rows */
	size_t *slots;  /* row + 1 by hash, 0 free; never more than half full */
	size_t n_slots; /* a power of two, or 0 */
	size_t files;
};

static const char NONE[] = "none";

Keymap *keymap_new(void)
{
	return mem_alloc(sizeof(Keymap));
}

void keymap_free(Keymap *keymap)
{
	if (!keymap)
		return;
	for (size_t i = 0; i < keymap->strings.n; i++)
		free(keymap->strings.at[i]);
	vec_free(&keymap->strings);
	vec_free(&keymap->rows);
	free(keymap->slots);
	free(keymap);
}

static const char *keep(Keymap *keymap, Span span)
{
	char *s = span_dup(span);
	vec_push(&keymap->strings, s);
	return s;
}

/* ---- the hash ---- */

static size_t hash_of(const char *context, const char *key)
{
	uint64_t hash = 14695981039346656037u; /* FNV-1a */
	for (int part = 0; part < 2; part++) {
		for (const char *c = part ? key : context; *c; c++)
			hash = (hash ^ (unsigned char)*c) * 1099511628211u;
		hash = (hash ^ 0xff) * 1099511628211u;
	}
	return (size_t)(hash ^ (hash >> 32));
}

/* Where the row of this context and key is noted, or the free place where it would be. */
static size_t *slot_of(const Keymap *keymap, const char *context, const char *key)
{
	size_t at = hash_of(context, key);
	for (;; at++) {
		size_t *slot = &keymap->slots[at & (keymap->n_slots - 1)];
		if (*slot == 0)
			return slot;
		const Binding *binding = &keymap->rows.at[*slot - 1].binding;
		if (strcmp(binding->key, key) == 0 && strcmp(binding->context, context) == 0)
			return slot;
	}
}

static Row *row_of(const Keymap *keymap, const char *context, const char *key)
{
	size_t slot = keymap->n_slots ? *slot_of(keymap, context, key) : 0;
	return slot ? &keymap->rows.at[slot - 1] : NULL;
}

static void add_row(Keymap *keymap, Row row)
{
	vec_push(&keymap->rows, row);
	if (keymap->rows.n * 2 <= keymap->n_slots) {
		*slot_of(keymap, row.binding.context, row.binding.key) = keymap->rows.n;
		return;
	}
	free(keymap->slots);
	keymap->n_slots = keymap->n_slots ? keymap->n_slots * 2 : 512;
	keymap->slots = mem_alloc(keymap->n_slots * sizeof *keymap->slots);
	for (size_t i = 0; i < keymap->rows.n; i++)
		*slot_of(keymap, keymap->rows.at[i].binding.context, keymap->rows.at[i].binding.key) = i + 1;
}

/* ---- faults ---- */

void key_faults_done(KeyFaults *faults)
{
	for (size_t i = 0; i < faults->n; i++) {
		free(faults->at[i].file);
		free(faults->at[i].text);
	}
	vec_free(faults);
}

static void add_fault(KeyFaults *faults, const char *file, int at, char *text)
{
	if (!faults) {
		free(text);
		return;
	}
	KeyFault fault = {mem_strdup(file), at, text};
	vec_push(faults, fault);
}

/* ---- reading ---- */

typedef struct Reader {
	Keymap *keymap;
	KeyFaults *faults;
	const char *file;
	const char *context; /* of the section, NULL before the first */
	int at;
} Reader;

Span word_off(Span *rest)
{
	Span trimmed = span_trim(*rest);
	size_t n = 0;
	while (n < trimmed.n && trimmed.s[n] != ' ' && trimmed.s[n] != '\t')
		n++;
	*rest = (Span){trimmed.s + n, trimmed.n - n};
	return (Span){trimmed.s, n};
}

/* The line wins over an earlier file's and keeps its place there, so that help stays in order. */
static void bind_key(Reader *reader, const char *key, const char *line)
{
	Keymap *keymap = reader->keymap;
	const char *why = key_fault(key);
	if (why) {
		add_fault(reader->faults, reader->file, reader->at, mem_printf(_("key \"%s\": %s"), key, why));
		return;
	}
	Row row = {{reader->context, key, line, reader->file, reader->at}, keymap->files};
	Row *old = row_of(keymap, reader->context, key);
	if (old && old->file == keymap->files) {
		add_fault(reader->faults, reader->file, reader->at, mem_printf(_("key \"%s\" is bound twice in [%s], first in line %d"), key, reader->context, old->binding.at));
	} else if (old) {
		*old = row;
	} else {
		add_row(keymap, row);
	}
}

static void read_section(Reader *reader, Span line)
{
	Span name = span_trim((Span){line.s + 1, line.n > 1 ? line.n - 2 : 0});
	bool sound = line.n > 2 && line.s[line.n - 1] == ']' && name.n > 0;
	for (size_t i = 0; i < name.n; i++)
		sound = sound && ((name.s[i] >= 'a' && name.s[i] <= 'z') || (name.s[i] >= '0' && name.s[i] <= '9') || name.s[i] == '-');
	if (sound)
		reader->context = keep(reader->keymap, name);
	else
		add_fault(reader->faults, reader->file, reader->at, mem_strdup(_("a section is [name], in small Latin letters")));
}

static void read_binding(Reader *reader, Span line)
{
	Span rest = line, word = {0};
	size_t keys = 0;
	/* The first word is a key, whatever it is: `= = zoom in`. */
	for (;; keys++) {
		word = word_off(&rest);
		if (word.n == 0 || (keys > 0 && span_is(word, "=")))
			break;
	}
	Span command = span_trim(rest);
	if (word.n == 0 || command.n == 0) {
		add_fault(reader->faults, reader->file, reader->at, mem_strdup(_("a line is KEY = COMMAND, with blanks around the sign")));
		return;
	}
	if (!reader->context) {
		add_fault(reader->faults, reader->file, reader->at, mem_strdup(_("a [section] must stand before the first key")));
		return;
	}
	const char *text = keep(reader->keymap, command);
	rest = line;
	for (size_t i = 0; i < keys; i++)
		bind_key(reader, keep(reader->keymap, word_off(&rest)), text);
}

void keymap_read(Keymap *keymap, KeyFaults *faults, const char *file, const char *text, size_t n)
{
	Reader reader = {keymap, faults, keep(keymap, span_of(file)), NULL, 0};
	keymap->files++;
	if (n >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
		text += 3;
		n -= 3;
	}
	while (n > 0) {
		const char *end = memchr(text, '\n', n);
		size_t length = end ? (size_t)(end - text) : n;
		Span line = span_trim((Span){text, length});
		reader.at++;
		/* `[` and `#` are told from a section and a comment by what follows: "[ = period previous". */
		bool key = line.n > 1 && line.s[0] == '[' && (line.s[1] == ' ' || line.s[1] == '\t');
		if (line.n > 0 && line.s[0] == '[' && !key)
			read_section(&reader, line);
		else if (line.n > 0 && line.s[0] != '#')
			read_binding(&reader, line);
		text += length + (end ? 1 : 0);
		n -= length + (end ? 1 : 0);
	}
}

/* ---- looking up ---- */

static bool is_none(const Binding *binding)
{
	return strcmp(binding->line, NONE) == 0;
}

static const Binding *lookup(const Keymap *keymap, const char *const contexts[], const char *key)
{
	for (; *contexts; contexts++) {
		const Row *row = row_of(keymap, *contexts, key);
		if (row)
			return &row->binding;
	}
	return NULL;
}

const Binding *keymap_binding(const Keymap *keymap, const char *const contexts[], const char *key)
{
	const Binding *binding = lookup(keymap, contexts, key);
	return binding && !is_none(binding) ? binding : NULL;
}

const char *keymap_find(const Keymap *keymap, const char *const contexts[], const char *key)
{
	const Binding *binding = keymap_binding(keymap, contexts, key);
	return binding ? binding->line : NULL;
}

const Binding *keymap_at(const Keymap *keymap, const char *const contexts[], size_t i)
{
	for (const char *const *context = contexts; *context; context++) {
		for (size_t k = 0; k < keymap->rows.n; k++) {
			const Binding *binding = &keymap->rows.at[k].binding;
			if (strcmp(binding->context, *context) == 0 && !is_none(binding) && lookup(keymap, contexts, binding->key) == binding && i-- == 0)
				return binding;
		}
	}
	return NULL;
}

const char *keymap_key(const Keymap *keymap, const char *const contexts[], const char *line)
{
	for (const char *const *context = contexts; *context; context++) {
		for (size_t k = 0; k < keymap->rows.n; k++) {
			const Binding *binding = &keymap->rows.at[k].binding;
			if (strcmp(binding->context, *context) == 0 && strcmp(binding->line, line) == 0 && lookup(keymap, contexts, binding->key) == binding)
				return binding->key;
		}
	}
	return NULL;
}

/* ---- checking ---- */

static bool among(const char *const names[], const char *name)
{
	for (; *names; names++) {
		if (strcmp(*names, name) == 0)
			return true;
	}
	return false;
}

const char *const *keymap_contexts(const Keymap *keymap, Arena *arena)
{
	const char **names = arena_alloc(arena, (keymap->rows.n + 1) * sizeof *names);
	size_t n = 0;
	names[0] = NULL;
	for (size_t i = 0; i < keymap->rows.n; i++) {
		if (among(names, keymap->rows.at[i].binding.context))
			continue;
		names[n++] = arena_dup(arena, keymap->rows.at[i].binding.context);
		names[n] = NULL;
	}
	return names;
}

void keymap_check(KeyFaults *faults, const Keymap *keymap, const CommandSet *set, const char *const contexts[])
{
	for (size_t i = 0; i < keymap->rows.n; i++) {
		const Binding *binding = &keymap->rows.at[i].binding;
		if (contexts && !among(contexts, binding->context))
			add_fault(faults, binding->file, binding->at, mem_printf(_("there is no context [%s]"), binding->context));
		if (is_none(binding))
			continue;
		CommandCall *call = NULL;
		Err *err = call_parse_line(&call, set, binding->line);
		if (err) {
			char *text = err_text(err);
			add_fault(faults, binding->file, binding->at, mem_printf(_("key \"%s\": %s"), binding->key, text));
			free(text);
		} else if (!call_command(call)) {
			add_fault(faults, binding->file, binding->at, mem_printf(_("key \"%s\" names no command"), binding->key));
		}
		err_free(err);
		call_free(call);
	}
}
