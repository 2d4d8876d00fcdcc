/* SPDX-License-Identifier: MIT */
/*
 * Keys to command lines. The file (data/keys; a user's own over it) has sections and lines:
 *
 *	# comment
 *	[list]
 *	k Up = move up          several keys, blanks between them
 *	= + = zoom in           the first word is always a key
 *	d = none                unbound, also when a more general context binds it
 *
 * A screen looks a key up in its contexts, the most special first. Key names are those of term/key.h (a, A, Enter, Esc, Tab, S-Tab, Space,
 * Backspace, Up, PgDn, F5, C-s, M-b, S-Right); here they are plain strings checked against a table. Cyrillic is never bound: the key press is
 * translated by its place before it comes here (ux.md, layout law).
 */
#ifndef KARTOTEKA_COMMAND_KEYMAP_H
#define KARTOTEKA_COMMAND_KEYMAP_H

#include "kartoteka/base/arena.h"
#include "kartoteka/base/text.h"
#include "kartoteka/command/command.h"

typedef struct Keymap Keymap;

typedef struct Binding {
	const char *context, *key;
	const char *line; /* command line; "none" unbinds */
	const char *file; /* where it stands */
	int at;           /* line of the file */
} Binding;

typedef struct KeyFault {
	char *file;
	int at;     /* line */
	char *text; /* for people, translated */
} KeyFault;

typedef struct KeyFaults {
	KeyFault *at;
	size_t n, cap;
} KeyFaults;

Keymap *keymap_new(void);
void keymap_free(Keymap *keymap); /* NULL is fine */
/* Reads one file's text over what is there: its lines win. Bad lines are left out and added to faults (may be NULL): unknown key name, a sign the
 * layout law forbids, C-a or C-b, the same key twice in one section of one file, no section, no command. */
void keymap_read(Keymap *keymap, KeyFaults *faults, const char *file, const char *text, size_t n);
/* Commands that do not exist or do not take these arguments; contexts not in `contexts` (NULL-ended; NULL: not checked). Adds to faults. */
void keymap_check(KeyFaults *faults, const Keymap *keymap, const CommandSet *set, const char *const contexts[]);
/* The contexts that have a line, NULL-ended: of the shipped keys, those there are. */
const char *const *keymap_contexts(const Keymap *keymap, Arena *arena);
void key_faults_done(KeyFaults *faults);

/* The command line of a key, NULL when it is bound in none of the contexts (NULL-ended, most special first) or unbound by `none`. */
const char *keymap_find(const Keymap *keymap, const char *const contexts[], const char *key);
/* Same, the whole binding (its context tells which screen part is meant). */
const Binding *keymap_binding(const Keymap *keymap, const char *const contexts[], const char *key);
/* The i-th binding that works in these contexts, in the order of contexts and of the file; what is hidden by a more special one or unbound is left
 * out; NULL after the last. */
const Binding *keymap_at(const Keymap *keymap, const char *const contexts[], size_t i);
/* The first key of a command line in these contexts, for hints and palette; NULL when there is none. */
const char *keymap_key(const Keymap *keymap, const char *const contexts[], const char *line);

/* A user's keys file with one key bound to another line (NULL: the shipped binding again), all else as it was, comments too; for Settings. The
 * section is made when it is missing. Adds the whole new text to out. */
void keymap_file_bind(Str *out, const char *text, size_t n, const char *context, const char *key, const char *line);

bool key_is_known(const char *key);
/* Why a key may not be bound, translated; NULL when it may. */
const char *key_fault(const char *key);
/* As people read it: "Ctrl-S", "Shift-Tab", "Space"; with a layout table ("ru") both caps: "c/с", "[/х". Names of keys are translated. */
void key_shown(Str *out, const char *key, const char *layout);

#endif
