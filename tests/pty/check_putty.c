/* SPDX-License-Identifier: MIT */
/* Check 54, PuTTY: the names it goes by, the keys of its settings, the few questions it answers. The program is driven by the names' own descriptions. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "kartoteka/base/mem.h"
#include "program.h"
#include "test.h"

static Home home;

/* What "The Function keys and keypad" of its settings make of F1, F4, F6, F7, F9, F10. Its VT100+ is left out: F9 is the
 * keypad's = to all others there. */
static const struct {
	const char *name, *f1, *f4, *f6, *f7, *f9, *f10;
} modes[] = {
	{"ESC[n~", "\033[11~", "\033[14~", "\033[17~", "\033[18~", "\033[20~", "\033[21~"},
	{"Linux", "\033[[A", "\033[[D", "\033[17~", "\033[18~", "\033[20~", "\033[21~"},
	{"Xterm R6", "\033OP", "\033OS", "\033[17~", "\033[18~", "\033[20~", "\033[21~"},
	{"VT400", "\033OP", "\033OS", "\033[17~", "\033[18~", "\033[20~", "\033[21~"},
};

/* As its entry says what matters here: eight colours, another alternate screen, another set of letters for lines, keys as in the first mode. */
static const char description[] =
	"putty|a description for the test,\n"
	"\tam, bce, xenl, mir, msgr, colors#8, it#8, pairs#64,\n"
	"\tacsc=``aaffggjjkkllmmnnooppqqrrssttuuvvwwxxyyzz{{||}}~~, bel=^G, bold=\\E[1m, civis=\\E[?25l, cnorm=\\E[?25h,\n"
	"\tclear=\\E[H\\E[J, cr=^M, csr=\\E[%i%p1%d;%p2%dr, cub=\\E[%p1%dD, cub1=^H, cud=\\E[%p1%dB, cud1=\\ED, cuf=\\E[%p1%dC,\n"
	"\tcuf1=\\E[C, cup=\\E[%i%p1%d;%p2%dH, cuu=\\E[%p1%dA, cuu1=\\EM, ech=\\E[%p1%dX, ed=\\E[J, el=\\E[K, el1=\\E[1K,\n"
	"\tenacs=\\E(B\\E)0, home=\\E[H, hpa=\\E[%i%p1%dG, ht=^I, ind=^J, op=\\E[39;49m, rc=\\E8, rev=\\E[7m, ri=\\EM, rmacs=^O,\n"
	"\trmcup=\\E[2J\\E[?47l, rmkx=\\E[?1l, rmso=\\E[27m, rmul=\\E[24m, sc=\\E7, setab=\\E[4%p1%dm, setaf=\\E[3%p1%dm,\n"
	"\tsgr0=\\E[m^O, smacs=^N, smcup=\\E[?47h, smkx=\\E[?1h, smso=\\E[7m, smul=\\E[4m, vpa=\\E[%i%p1%dd,\n"
	"\tkbs=^?, kcbt=\\E[Z, kcub1=\\EOD, kcud1=\\EOB, kcuf1=\\EOC, kcuu1=\\EOA, kdch1=\\E[3~, kend=\\E[4~, kf1=\\E[11~, kf10=\\E[21~,\n"
	"\tkhome=\\E[1~, kich1=\\E[2~, knp=\\E[6~, kpp=\\E[5~,\n";

static const struct {
	const char *term;
	bool described;
} names[] = {{"xterm", false}, {"xterm-256color", false}, {"putty", false}, {"putty", true}, {"linux", false}};

static void describe(void)
{
	home_write(&home, "putty.ti", description, sizeof description - 1);
	char *command = mem_printf("cd %s && tic -x -o .terminfo putty.ti", home.path), *folder = mem_printf("TERMINFO=%s/.terminfo", home.path);
	assert_int_equal(system(command), 0);
	home_set(&home, folder);
	free(folder);
	free(command);
}

typedef struct Where {
	Pty *pty;
	const char *term, *mode;
} Where;

static void shows(const Where *at, const char *keys, const char *text)
{
	pty_send(at->pty, keys);
	if (pty_wait_text(at->pty, text, PTY_MS))
		return;
	screens_show(at->pty);
	fail_msg("%s, %s: no %s after %s", at->term, at->mode, text, keys + 1);
}

static void hides(const Where *at, const char *keys, const char *text)
{
	pty_send(at->pty, keys);
	if (pty_wait_gone(at->pty, text, PTY_MS))
		return;
	screens_show(at->pty);
	fail_msg("%s, %s: still %s", at->term, at->mode, text);
}

/* It answers these two and lets all others pass. */
static Pty *open_putty(const char *term)
{
	char *variable = mem_printf("TERM=%s", term);
	home_set(&home, variable);
	free(variable);
	Pty *pty = home_open(&home, 80, 24, "--demo", NULL);
	pty_answer(pty, false);
	if (!pty_wait_row(pty, 0, "09:42", PTY_MS)) {
		screens_show(pty);
		fail_msg("%s: no first frame", term);
	}
	if (pty_sent(pty, "\033[6n"))
		pty_send(pty, "\033[2;2R");
	if (pty_sent(pty, "\033[5n"))
		pty_send(pty, "\033[0n");
	pty_answer(pty, true); /* from now on it is only asked what it knows */
	return pty;
}

TEST(check_54_putty_by_all_its_names_and_keyboards)
{
	for (size_t i = 0; i < countof(names) * countof(modes); i++) {
		size_t mode = i % countof(modes), name = i / countof(modes);
		int status = -1;
		home_make(&home);
		if (names[name].described)
			describe();
		Where at = {open_putty(names[name].term), names[name].described ? "putty, described" : names[name].term, modes[mode].name};
		assert_true(pty_wait_row(at.pty, 1, "────────", PTY_MS));
		shows(&at, "2", "Phone");
		shows(&at, modes[mode].f1, "search:");
		hides(&at, "\033", "search:");
		shows(&at, modes[mode].f9, "Commands and jump");
		hides(&at, "\033", "Commands and jump");
		shows(&at, modes[mode].f6, "Sort by");
		hides(&at, "\033", "Sort by");
		shows(&at, modes[mode].f7, "Tab to the list");
		hides(&at, "\033", "Tab to the list");
		/* Home and End as all its modes but one have them, its two Backspaces. */
		shows(&at, "a", "Enter add");
		shows(&at, "onee\177 two\033[1~x\033[4~yz\010", "xone twoy");
		hides(&at, "\033", "xone twoy");
		shows(&at, modes[mode].f4, "surname");
		hides(&at, "\033", "surname");
		if (pty_sent(at.pty, "\033(0") || pty_sent(at.pty, "\016"))
			fail_msg("%s: lines are drawn in another set of letters, which it does not have with UTF-8", at.term);
		pty_send(at.pty, modes[mode].f10);
		pty_send(at.pty, "y"); /* a draft is open */
		if (!pty_wait_exit(at.pty, PTY_MS, &status) || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
			screens_show(at.pty);
			fail_msg("%s, %s: F10 does not end it", at.term, at.mode);
		}
		pty_close(at.pty);
		home_remove(&home);
	}
}
