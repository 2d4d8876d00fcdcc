/* SPDX-License-Identifier: MIT */
/*
 * The one loop: one poll on terminal, signals, other sessions' changes, the worker's answers and a timer that stands on the next minute or reminder,
 * cancelled when the clock is set. Idle costs nothing but the clock's minute, or each second where a running clock is seen. At most one frame per
 * TICK_MS; none while the terminal has not taken those before, so a slow line gets the newest frame and never a queue of old ones.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "kartoteka/term/input.h"
#include "long.h"

enum {
	FD_TTY,
	FD_SIGNAL,
	FD_TIMER,
	FD_NOTICE,
	FD_WORKER,
	FD_CLOCK,
	FD_FILES,
	FD_COUNT,
};

enum {
	TIDY_MS = 1000, /* without a key: then what writing left is put in order */
};

typedef struct Loop {
	Ui *ui;
	Input *input;
	Long work; /* that runs inside a command */
	struct pollfd fds[FD_COUNT];
	int64_t shown_ms, minute; /* of the last frame; the clock's, counted from 1970 */
	bool wanted;              /* something happened since the last frame */
	int died_by;              /* signal that ended it */
} Loop;

int64_t loop_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- what can wake it ---- */

static int64_t minute_of(Instant at)
{
	return at.s / 60 - (at.s % 60 < 0);
}

static void timer_set(Loop *loop)
{
	struct timespec real;
	clock_gettime(CLOCK_REALTIME, &real);
	struct itimerspec spec = {.it_value = {.tv_sec = real.tv_sec + app_rest(loop->ui)}};
	timerfd_settime(loop->fds[FD_TIMER].fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &spec, NULL);
}

static int clock_watch(const Clock *clock)
{
	const char *file = clock_file(clock);
	if (!file)
		return -1;
	int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	if (fd >= 0)
		inotify_add_watch(fd, file, IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB | IN_MOVE_SELF);
	return fd;
}

static void drain(int fd)
{
	char bytes[4096];
	while (read(fd, bytes, sizeof bytes) > 0) {
	}
}

static Err *loop_open(Loop *loop, Ui *ui)
{
	int signals = -1;
	loop->ui = ui;
	TRY(signals_open(&signals));
	loop->input = input_new();
	int fds[FD_COUNT] = {
		[FD_TTY] = term_fd(ui->term),
		[FD_SIGNAL] = signals,
		[FD_TIMER] = timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC),
		[FD_NOTICE] = store_notice_fd(ui->work->store),
		[FD_WORKER] = worker_fd(ui->worker),
		[FD_CLOCK] = clock_watch(ui->work->clock),
		[FD_FILES] = watch_open(ui->work->settings),
	};
	for (int i = 0; i < FD_COUNT; i++)
		loop->fds[i] = (struct pollfd){.fd = fds[i], .events = POLLIN};
	loop->minute = minute_of(work_now(ui->work));
	long_open(&loop->work, ui, loop->input, signals);
	loop->wanted = true;
	return NULL;
}

static void loop_close(Loop *loop)
{
	long_close(&loop->work);
	close(loop->fds[FD_TIMER].fd);
	if (loop->fds[FD_CLOCK].fd >= 0)
		close(loop->fds[FD_CLOCK].fd);
	if (loop->fds[FD_FILES].fd >= 0)
		close(loop->fds[FD_FILES].fd);
	input_free(loop->input);
}

/* ---- one turn ---- */

/* What the terminal says of itself changes nothing that is seen, except these. */
static bool is_seen(const TermEvent *event)
{
	return event->type != EVENT_REPLY || event->reply == REPLY_BACKGROUND || event->reply == REPLY_CURSOR;
}

static void take_keys(Loop *loop)
{
	TermEvent event;
	int64_t now = loop_ms();
	while (!loop->ui->over && (long_event(&loop->work, &event) || input_next(loop->input, &event, now))) {
		app_event(loop->ui, &event, now);
		loop->wanted |= is_seen(&event);
	}
}

static void on_tty(Loop *loop, short revents)
{
	char bytes[8192];
	bool gone = false;
	size_t n = term_read(loop->ui->term, bytes, sizeof bytes, &gone);
	if (n)
		input_feed(loop->input, bytes, n, loop_ms());
	if (gone || (!n && (revents & (POLLHUP | POLLERR))))
		loop->ui->terminal_gone = loop->ui->over = true;
}

static void on_signal(Loop *loop)
{
	int rows, cols;
	for (int number; (number = long_signal(&loop->work)) || (number = signals_take(loop->fds[FD_SIGNAL].fd));) {
		loop->wanted = true;
		switch (number) {
		case SIGWINCH:
			if (term_size(loop->ui->term, &rows, &cols))
				app_resize(loop->ui, rows, cols);
			break;
		case SIGTSTP:
			ui_suspend(loop->ui);
			break;
		case SIGCONT:
			break;
		default:
			loop->died_by = number;
			loop->ui->over = true;
		}
	}
}

/* A second of a running clock is only drawn; at the minute, a reminder and a clock that was set (the timer says cancelled) it is seen whether anything turned. */
static void on_time(Loop *loop)
{
	uint64_t times;
	bool set = read(loop->fds[FD_TIMER].fd, &times, sizeof times) < 0;
	if (loop->fds[FD_CLOCK].fd >= 0)
		drain(loop->fds[FD_CLOCK].fd);
	Instant now = work_now(loop->ui->work), due = loop->ui->needs.next;
	if (set || minute_of(now) != loop->minute || (!instant_is_none(due) && due.s <= now.s)) {
		loop->minute = minute_of(now);
		app_minute(loop->ui);
	}
	loop->wanted = true;
}

static void on_fds(Loop *loop)
{
	struct pollfd *fds = loop->fds;
	if (fds[FD_SIGNAL].revents)
		on_signal(loop);
	if (fds[FD_TTY].revents)
		on_tty(loop, fds[FD_TTY].revents);
	if (fds[FD_TIMER].revents || fds[FD_CLOCK].revents)
		on_time(loop);
	if (fds[FD_NOTICE].revents) {
		if (store_changed(loop->ui->work->store)) {
			ui_changed(loop->ui);
			loop->wanted = true;
		}
	}
	bool themes = false;
	if (fds[FD_FILES].revents && watch_take(fds[FD_FILES].fd, &themes)) {
		reload_changed(loop->ui, themes);
		loop->wanted = true;
	}
	if (fds[FD_WORKER].revents) {
		worker_collect(loop->ui->worker, loop->ui);
		loop->wanted = true;
	}
}

static void behind_first(Ui *ui)
{
	ui->needs_later = false;
	store_keeps(ui->work->store, STORE_KEEPS_SCREENS);
	needs_roll(ui);
}

static int show(Loop *loop)
{
	int64_t now = loop_ms();
	if (loop->ui->repeating && now - loop->ui->key_ms >= REPEAT_MS) {
		loop->ui->repeating = false;
		loop->wanted = true;
	}
	if (loop->wanted) {
		if (now - loop->shown_ms < TICK_MS)
			return (int)(TICK_MS - (now - loop->shown_ms));
		int held = term_wait(loop->ui->term);
		if (held)
			return held;
		term_show(loop->ui->term, app_frame(loop->ui));
		loop->shown_ms = loop_ms();
		loop->wanted = loop->ui->needs_later;
		if (loop->ui->needs_later)
			behind_first(loop->ui);
		timer_set(loop);
		if (loop->wanted)
			return 0;
	}
	return -1;
}

static int sooner(int a, int64_t b)
{
	if (b < 0)
		b = 0;
	return a < 0 || b < a ? (int)b : a;
}

static int wait_ms(Loop *loop, int wait)
{
	int64_t now = loop_ms();
	int input = input_wait(loop->input, now);
	if (input >= 0)
		wait = sooner(wait, input);
	if (loop->ui->typed_ms)
		wait = sooner(wait, loop->ui->typed_ms + DRAFT_MS - now);
	if (loop->ui->repeating)
		wait = sooner(wait, loop->ui->key_ms + REPEAT_MS - now);
	if (loop->ui->quit_ms)
		wait = sooner(wait, loop->ui->quit_ms + QUIT_MS + 1 - now);
	if (store_untidy(loop->ui->work->store))
		wait = sooner(wait, loop->ui->key_ms + TIDY_MS - now);
	return wait;
}

static void turn(Loop *loop)
{
	take_keys(loop);
	long_rest(&loop->work);
	if (loop->work.numbers.n)
		on_signal(loop);
	if (loop->ui->over)
		return;
	int wait = wait_ms(loop, show(loop)), ready = poll(loop->fds, FD_COUNT, wait);
	if (ready < 0) {
		if (errno != EINTR)
			loop->ui->over = true;
		return;
	}
	loop->ui->now_ms = loop_ms();
	if (!ready && loop->ui->now_ms - loop->ui->key_ms >= TIDY_MS)
		store_tidy(loop->ui->work->store);
	on_fds(loop);
	loop->wanted |= interrupt_forget(loop->ui);
	keep_drafts(loop->ui, false);
}

/* Who presses the key of a screen while the program starts is shown that screen and no other before it. */
static void typed_ahead(Loop *loop)
{
	struct pollfd *tty = &loop->fds[FD_TTY];
	if (poll(tty, 1, 0) == 1)
		on_tty(loop, tty->revents);
}

Err *app_run(Ui *ui)
{
	Loop loop = {0};
	TRY(loop_open(&loop, ui));
	ui->needs_later = true;
	store_keeps(ui->work->store, STORE_KEEPS_PAGE);
	typed_ahead(&loop);
	while (!ui->over)
		turn(&loop);
	keep_drafts(ui, true);
	keep_last(ui);
	loop_close(&loop);
	ui->died_by = loop.died_by;
	return NULL;
}
