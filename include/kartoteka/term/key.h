/* SPDX-License-Identifier: MIT */
/*
 * Keys as values and as names ("a", "A", "Enter", "S-Tab", "C-s", "M-b", "S-Right", "F5"), events, and the translation of keys typed on a Cyrillic
 * layout for command mode. What a key does is not known here.
 */
#ifndef KARTOTEKA_TERM_KEY_H
#define KARTOTEKA_TERM_KEY_H

#include <stdbool.h>
#include <stdint.h>

#include "kartoteka/base/str.h"

/* Keys that are no character. Space is the character ' '. */
enum {
	CODE_NONE = 0,
	CODE_ENTER = 0x110000,
	CODE_ESC,
	CODE_TAB,
	CODE_BACKSPACE,
	CODE_DELETE,
	CODE_INSERT,
	CODE_UP,
	CODE_DOWN,
	CODE_LEFT,
	CODE_RIGHT,
	CODE_HOME,
	CODE_END,
	CODE_PAGE_UP,
	CODE_PAGE_DOWN,
	CODE_F1, /* F1..F24 follow one another */
	CODE_F24 = CODE_F1 + 23,
	CODE_UNKNOWN, /* a key or sequence we have no name for: the app hints once, no beep */
};

enum {
	MOD_SHIFT = 1,
	MOD_ALT = 2,
	MOD_CTRL = 4,
};

/* Shift is told only for named keys: a capital letter is its own code. With Ctrl or Alt letters are lower case (Shift then told as MOD_SHIFT). */
typedef struct Key {
	uint32_t code; /* code point or CODE_; CODE_NONE: no key */
	uint8_t mods;  /* MOD_ bits */
	uint32_t base; /* key at this place on a US layout when the terminal told it (kitty), else 0 */
} Key;

bool key_same(Key a, Key b);           /* base plays no part */
bool key_is_text(Key key);             /* would be typed into a field: a printable character without Ctrl or Alt */
size_t key_text(char out[5], Key key); /* UTF-8 of a text key and NUL; its bytes */
/* Name of a key (key_name would be a function of ncurses): "a", "Space", "C-s", "M-S-x", "S-Tab". Added to out. */
void key_write(Str *out, Key key);
/* Reads one name; false when it is none. Case matters for letters, not for words ("enter" = "Enter"); "Return", "Del", "PgDn", "PageDown", "Ctrl-s", "Alt-b", "^S" are read too. */
bool key_read(Key *out, const char *name);
/* For people: "Enter", "Ctrl-S", "Alt-b", "Shift-Tab", arrows as signs; words in the language of text_lang(). Added to out. */
void key_caption(Str *out, Key key);

/* Translation for command mode (ux.md section 0, the layout law). Letters of another script by key position of `table` ("ru", "ua", "by"); `.` -> `/`, `,` -> `?`;
 * with Ctrl and Alt too. Keys that are unbound by law give CODE_NONE (б ю ж э ё ; " @ # $ ^ & | ~ ' ` №). Never use it for text typed into a field. */
Key key_command(Key key, const char *table);
/* May a binding name this key in command mode? False for the keys above and for C-a and C-b. */
bool key_is_lawful(Key key);
/* "c" -> "c/с" for hints and help in Russian, else the caption alone. Added to out. */
void key_caps(Str *out, Key key, const char *table);

typedef enum TermEventType {
	EVENT_NONE,
	EVENT_KEY,
	EVENT_PASTE, /* one paste, control bytes but newline and tab taken out */
	EVENT_MOUSE,
	EVENT_REPLY, /* the terminal answered: hand it to term_reply */
	EVENT_FOCUS, /* the window got or lost focus: yes */
	EVENT_EOF,   /* the terminal is gone */
} TermEventType;

typedef enum MouseAction {
	MOUSE_PRESS,
	MOUSE_RELEASE,
	MOUSE_DRAG,
	MOUSE_WHEEL_UP,
	MOUSE_WHEEL_DOWN,
} MouseAction;

typedef struct Mouse {
	MouseAction action;
	int row, col; /* from 0, in the frame */
	int button;   /* 1 left, 2 middle, 3 right; 0 for the wheel */
	bool twice;   /* second press on the same cell within 400 ms */
	uint8_t mods;
} Mouse;

typedef enum ReplyType {
	REPLY_KITTY,      /* CSI ? n u: number = flags */
	REPLY_MODE,       /* DECRPM: number = mode, value = 0..4 (1 set, 2 reset, 3, 4 permanent) */
	REPLY_DEVICE,     /* DA1 and others: nothing to read, swallowed */
	REPLY_CURSOR,     /* CPR: number = row from 1, value = column from 1 */
	REPLY_BACKGROUND, /* OSC 11: number = 0xRRGGBB */
	REPLY_OTHER,      /* any other string the terminal sent; swallowed */
} ReplyType;

/* Not `Event`: that is the record of model/plan.h, and screens include both. */
typedef struct TermEvent {
	TermEventType type;
	Key key;
	const char *text; /* paste; borrowed until the next input_next */
	Mouse mouse;
	ReplyType reply;
	int number, value;
	bool yes;
} TermEvent;

#endif
