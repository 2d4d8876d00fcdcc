/* SPDX-License-Identifier: MIT */
/*
 * The worker: one thread with a reading connection of its own answers slow questions; answers come back by an eventfd (house.md, 6). A newer question
 * of the same screen takes the place of one that waits and interrupts one that runs. A base in memory has no second connection: answered inline.
 */
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/thread.h"
#include "ui.h"

typedef struct Job {
	Screen *owner; /* NULL: the screen has gone */
	void *question;
	Err *(*answer)(Store *, void *);
	void (*got)(Screen *, void *, Err *);
	Err *err;
	bool stale; /* a newer one of the same owner came while it ran */
	struct Job *next;
} Job;

struct Worker {
	Work *work;
	Store *store; /* the thread's own */
	pthread_t thread;
	bool started, stop;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	Job *waiting, *running, *answered;
	int event;
};

static void job_free(Job *job)
{
	free(job->question);
	err_free(job->err);
	free(job);
}

static void *worker_thread(void *arg)
{
	Worker *w = arg;
	pthread_mutex_lock(&w->lock);
	for (;;) {
		while (!w->waiting && !w->stop)
			pthread_cond_wait(&w->wake, &w->lock);
		if (w->stop)
			break;
		Job *job = w->waiting;
		w->waiting = job->next;
		job->next = NULL;
		w->running = job;
		pthread_mutex_unlock(&w->lock);
		Err *err = job->answer(w->store, job->question);
		pthread_mutex_lock(&w->lock);
		job->err = err;
		w->running = NULL;
		Job **end = &w->answered;
		while (*end)
			end = &(*end)->next;
		*end = job;
		uint64_t one = 1;
		ssize_t wrote = write(w->event, &one, sizeof one);
		(void)wrote; /* a full counter is readable all the same */
	}
	pthread_mutex_unlock(&w->lock);
	return NULL;
}

Worker *worker_new(Work *work)
{
	Worker *w = mem_alloc(sizeof *w);
	w->work = work;
	w->event = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	pthread_mutex_init(&w->lock, NULL);
	pthread_cond_init(&w->wake, NULL);
	return w;
}

/* The thread begins with the first question: a session that asks none pays for none. */
static bool worker_start(Worker *w)
{
	if (w->started)
		return true;
	const char *path = store_path(w->work->store);
	if (!path || strcmp(path, ":memory:") == 0)
		return false;
	Err *err = store_open(&w->store, &(StoreOptions){.path = path, .mode = STORE_READ, .env = w->work->env});
	if (err) {
		err_free(err);
		return false;
	}
	store_keeps(w->store, STORE_KEEPS_ANSWERS);
	w->started = thread_start(&w->thread, worker_thread, w);
	return w->started;
}

void worker_free(Worker *w)
{
	if (!w)
		return;
	if (w->started) {
		pthread_mutex_lock(&w->lock);
		w->stop = true;
		pthread_cond_signal(&w->wake);
		pthread_mutex_unlock(&w->lock);
		store_interrupt(w->store);
		pthread_join(w->thread, NULL);
	}
	store_close(w->store);
	for (Job *job = w->waiting, *next; job; job = next) {
		next = job->next;
		job_free(job);
	}
	for (Job *job = w->answered, *next; job; job = next) {
		next = job->next;
		job_free(job);
	}
	close(w->event);
	pthread_mutex_destroy(&w->lock);
	pthread_cond_destroy(&w->wake);
	free(w);
}

int worker_fd(const Worker *w)
{
	return w->event;
}

/* Under the lock. */
static void drop_older(Worker *w, const Screen *s)
{
	for (Job **at = &w->waiting; *at;) {
		Job *job = *at;
		if (job->owner == s) {
			*at = job->next;
			job_free(job);
		} else {
			at = &job->next;
		}
	}
	for (Job *job = w->answered; job; job = job->next)
		if (job->owner == s)
			job->stale = true;
	if (w->running && w->running->owner == s) {
		w->running->stale = true;
		store_interrupt(w->store);
	}
}

void worker_ask(Worker *w, Screen *s, void *question, Err *(*answer)(Store *, void *), void (*got)(Screen *, void *, Err *))
{
	if (!worker_start(w)) {
		Err *err = answer(w->work->store, question);
		got(s, question, err);
		free(question);
		return;
	}
	Job *job = mem_alloc(sizeof *job);
	*job = (Job){.owner = s, .question = question, .answer = answer, .got = got};
	pthread_mutex_lock(&w->lock);
	drop_older(w, s);
	Job **end = &w->waiting;
	while (*end)
		end = &(*end)->next;
	*end = job;
	pthread_cond_signal(&w->wake);
	pthread_mutex_unlock(&w->lock);
}

void worker_forget(Worker *w, const Screen *s)
{
	pthread_mutex_lock(&w->lock);
	drop_older(w, s);
	pthread_mutex_unlock(&w->lock);
}

void worker_collect(Worker *w, Ui *ui)
{
	uint64_t count;
	ssize_t got = read(w->event, &count, sizeof count);
	(void)got;
	pthread_mutex_lock(&w->lock);
	Job *jobs = w->answered;
	w->answered = NULL;
	pthread_mutex_unlock(&w->lock);
	ui->acting++;
	while (jobs) {
		Job *job = jobs;
		jobs = job->next;
		if (!job->stale) {
			job->got(job->owner, job->question, job->err);
			job->err = NULL;
		}
		job_free(job);
	}
	ui->acting--;
	stack_sweep(ui);
}

bool app_answers(Ui *ui, int wait_ms)
{
	struct pollfd answered = {.fd = worker_fd(ui->worker), .events = POLLIN};
	if (poll(&answered, 1, wait_ms) != 1)
		return false;
	worker_collect(ui->worker, ui);
	return true;
}

void ui_ask(Ui *ui, Screen *s, void *question, Err *(*answer)(Store *store, void *question), void (*got)(Screen *s, void *question, Err *err))
{
	worker_ask(ui->worker, s, question, answer, got);
}

void ui_ask_nothing(Ui *ui, Screen *s)
{
	worker_forget(ui->worker, s);
}
