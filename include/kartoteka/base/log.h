/* SPDX-License-Identifier: MIT */
/* The log, under the XDG state folder, 0600. Lines are made harmless (utf8_safe). Before log_open nothing is written. */
#ifndef KARTOTEKA_BASE_LOG_H
#define KARTOTEKA_BASE_LOG_H

#include "kartoteka/base/err.h"

Err *log_open(const char *path);
void log_line(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_close(void);

#endif
