/* SPDX-License-Identifier: MIT */
/* Check 54, keys: what the terminals send for them, by hand and as terminfo describes those that are installed, is read as those keys. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/term/input.h"
#include "test.h"

/* Names of the keys in these bytes, a blank between. */
static char *keys_in(const char *bytes, size_t n)
{
	Input *input = input_new();
	Str out = {0};
	TermEvent event;
	input_feed(input, bytes, n, 1000);
	for (int64_t now = 1000; now <= 3000; now += 1000)
		while (input_next(input, &event, now)) {
			if (out.n)
				str_addc(&out, ' ');
			if (event.type == EVENT_KEY)
				key_write(&out, event.key);
			else
				str_addf(&out, "event%d", (int)event.type);
		}
	input_free(input);
	return str_take(&out);
}

#define FUNCTION_KEYS "F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 F11 F12"
#define LATER_FUNCTIONS "\033[15~\033[17~\033[18~\033[19~\033[20~\033[21~\033[23~\033[24~"

TEST(check_54_keys_of_terminals)
{
	static const struct {
		const char *terminal, *bytes, *want;
	} rows[] = {
		{"xterm, VTE, kitty, Windows", "\033OP\033OQ\033OR\033OS" LATER_FUNCTIONS, FUNCTION_KEYS},
		{"xterm as VT220, PuTTY, rxvt", "\033[11~\033[12~\033[13~\033[14~" LATER_FUNCTIONS, FUNCTION_KEYS},
		{
			"linux console, PuTTY as Linux",
			"\033[[A\033[[B\033[[C\033[[D\033[[E\033[17~\033[18~\033[19~\033[20~\033[21~\033[23~\033[24~",
			FUNCTION_KEYS,
		},
		{"kitty without SS3", "\033[P\033[Q\033[13~\033[S" LATER_FUNCTIONS, FUNCTION_KEYS},
		{"screen, tmux", "\033OP\033OQ\033OR\033OS" LATER_FUNCTIONS, FUNCTION_KEYS},
		{"xterm, Shift", "\033[1;2P\033[1;2Q\033[1;2R\033[1;2S\033[15;2~", "S-F1 S-F2 S-F3 S-F4 S-F5"},
		{"arrows", "\033[A\033[B\033[C\033[D", "Up Down Right Left"},
		{"arrows of applications", "\033OA\033OB\033OC\033OD", "Up Down Right Left"},
		{"arrows of a VT52 in PuTTY", "\033OA\033[1;1A", "Up Up"},
		{"xterm, Ctrl, Shift, Alt", "\033[1;5A\033[1;2B\033[1;3C\033[1;8D", "C-Up S-Down M-Right C-M-S-Left"},
		{"rxvt, Ctrl and Shift", "\033Oa\033Od\033[a\033[d", "C-Up C-Left S-Up S-Left"},
		{"xterm, Home and End", "\033[H\033[F\033OH\033OF", "Home End Home End"},
		{"linux, screen, PuTTY, tmux", "\033[1~\033[4~", "Home End"},
		{"rxvt, Home and End", "\033[7~\033[8~", "Home End"},
		{"PuTTY as rxvt, End", "\033Ow", "7"}, /* a keypad's 7 to everybody else */
		{"editing keys", "\033[2~\033[3~\033[5~\033[6~", "Insert Delete PgUp PgDn"},
		{"Shift-Tab", "\033[Z\033[9;2u\033[27;2;9~", "S-Tab S-Tab S-Tab"},
		{"Shift-Tab of the Linux console", "\033\t", "S-Tab"},
		{"Backspace", "\177\010", "Backspace Backspace"},
		{"Alt and letters", "\033b\033\xd0\xb8", "M-b M-и"},
		{"keypad of applications", "\033Op\033Oy\033OM\033Ok\033Om", "0 9 Enter + -"},
	};
	for (size_t i = 0; i < countof(rows); i++) {
		char *got = keys_in(rows[i].bytes, strlen(rows[i].bytes));
		expect_text(rows[i].terminal, got, rows[i].want);
		free(got);
	}
}

/* `\E[11~`, `^H`, `\177` as infocmp prints them. */
static void capability_read(Str *out, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (s[i] == '^' && i + 1 < n) {
			char c = s[++i];
			str_addc(out, c == '?' ? '\177' : (char)(c & 0x1f));
		} else if (s[i] == '\\' && i + 3 < n && s[i + 1] >= '0' && s[i + 1] <= '7') {
			str_addc(out, (char)((s[i + 1] - '0') * 64 + (s[i + 2] - '0') * 8 + (s[i + 3] - '0')));
			i += 3;
		} else if (s[i] == '\\' && i + 1 < n) {
			i++;
			str_addc(out, s[i] == 'E' || s[i] == 'e' ? '\033' : s[i]);
		} else {
			str_addc(out, s[i]);
		}
	}
}

static const struct {
	const char *capability, *key;
} described[] = {
	{"kf1", "F1"},
	{"kf2", "F2"},
	{"kf3", "F3"},
	{"kf4", "F4"},
	{"kf5", "F5"},
	{"kf6", "F6"},
	{"kf7", "F7"},
	{"kf8", "F8"},
	{"kf9", "F9"},
	{"kf10", "F10"},
	{"kf11", "F11"},
	{"kf12", "F12"},
	{"khome", "Home"},
	{"kend", "End"},
	{"kcuu1", "Up"},
	{"kcud1", "Down"},
	{"kcuf1", "Right"},
	{"kcub1", "Left"},
	{"kcbt", "S-Tab"},
	{"kbs", "Backspace"},
	{"kdch1", "Delete"},
	{"kich1", "Insert"},
	{"kpp", "PgUp"},
	{"knp", "PgDn"},
};

static int described_check(const char *terminal, char *line)
{
	char *equals = strchr(line, '='), *end = equals ? strrchr(line, ',') : NULL;
	if (!end)
		return 0;
	*equals = '\0';
	for (size_t i = 0; i < countof(described); i++) {
		if (strcmp(line + strspn(line, "\t "), described[i].capability) != 0)
			continue;
		Str bytes = {0};
		capability_read(&bytes, equals + 1, (size_t)(end - equals - 1));
		char *got = keys_in(bytes.s, bytes.n), *row = mem_printf("%s of %s, %s", described[i].key, terminal, equals + 1);
		expect_text(row, got, described[i].key);
		free(got);
		free(row);
		str_done(&bytes);
		return 1;
	}
	return 0;
}

TEST(check_54_keys_as_terminfo_describes_them)
{
	static const char *const names[] = {
		"xterm", "xterm-256color", "xterm-16color", "xterm-r6", "putty", "putty-256color", "linux", "screen", "screen-256color", "tmux",
		"tmux-256color", "rxvt", "rxvt-unicode", "rxvt-unicode-256color", "Eterm", "vt220", "gnome", "konsole", "mosh", "alacritty", "foot",
		"kitty", "xterm-kitty", "wezterm", "st-256color", "vte", "mlterm"};
	int terminals = 0, keys = 0;
	for (size_t i = 0; i < countof(names); i++) {
		char *command = mem_printf("infocmp -1 %s 2>/dev/null", names[i]), line[1024];
		FILE *in = popen(command, "r");
		int found = 0;
		while (in && fgets(line, sizeof line, in))
			found += described_check(names[i], line);
		if (in)
			pclose(in);
		terminals += found > 0;
		keys += found;
		free(command);
	}
	if (!terminals)
		print_message("infocmp is not installed: descriptions are left out\n");
	else
		print_message("%d keys of %d terminals\n", keys, terminals);
}
