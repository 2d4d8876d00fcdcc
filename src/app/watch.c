/* SPDX-License-Identifier: MIT */
/* The user's files beside a running session: settings, keys and themes are taken up when another program writes them. */
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "kartoteka/base/file.h"
#include "ui.h"

enum {
	WRITTEN = IN_CLOSE_WRITE | IN_MOVED_TO | IN_DELETE,
	THEMES = 2,
}; /* the second watch */

/* Folders and not files: an editor writes a new file beside and renames it over the old one. */
int watch_open(const Settings *settings)
{
	int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	char *folder = path_folder(settings_file(settings)), *themes = path_join(folder, "themes");
	if (fd >= 0) {
		inotify_add_watch(fd, folder, WRITTEN);
		inotify_add_watch(fd, themes, WRITTEN);
	}
	free(themes);
	free(folder);
	return fd;
}

bool watch_take(int fd, bool *themes)
{
	_Alignas(struct inotify_event) char bytes[4096];
	bool any = false;
	for (ssize_t n; (n = read(fd, bytes, sizeof bytes)) > 0;) {
		any = true;
		for (char *at = bytes; at < bytes + n;) {
			struct inotify_event event;
			memcpy(&event, at, sizeof event);
			*themes |= event.wd == THEMES;
			at += sizeof event + event.len;
		}
	}
	return any;
}
