/* SPDX-License-Identifier: MIT */
/* The room that is left is that of the quota too, where there is one. The program's quotactl goes through the one of this file. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/quota.h>
#include <unistd.h>

#include "kartoteka/base/file.h"
#include "test.h"

static struct Pretended {
	bool set[MAXQUOTAS];
	uint64_t limit_kib[MAXQUOTAS], used[MAXQUOTAS]; /* by USRQUOTA, GRPQUOTA */
	int asked[MAXQUOTAS];
} pretended;

int quotactl(int command, const char *device, int id, char *out)
{
	int kind = command & SUBCMDMASK;
	(void)device;
	if (kind < 0 || kind >= MAXQUOTAS || !pretended.set[kind]) {
		errno = ESRCH;
		return -1;
	}
	pretended.asked[kind] = id;
	struct dqblk quota = {.dqb_bhardlimit = pretended.limit_kib[kind], .dqb_curspace = pretended.used[kind], .dqb_valid = QIF_LIMITS | QIF_SPACE};
	memcpy(out, &quota, sizeof quota);
	return 0;
}

/* A place on a file system that lies on a device: only there a quota is asked for. */
static bool find_place(char out[256])
{
	FILE *in = fopen("/proc/self/mountinfo", "r");
	char line[4096], source[256];
	bool found = false;
	while (in && !found && fgets(line, sizeof line, in)) {
		const char *tail = strstr(line, " - ");
		uint64_t space = 0;
		if (!tail || sscanf(tail + 3, "%*s %255s", source) != 1 || *source != '/' || sscanf(line, "%*s %*s %*s %*s %255s", out) != 1)
			continue;
		Err *err = file_free_space(&space, out);
		found = !err && space > 4 << 20;
		err_free(err);
	}
	if (in)
		fclose(in);
	return found;
}

TEST(free_space_is_what_the_quota_leaves)
{
	static const struct {
		const char *name;
		struct Pretended quota;
		uint64_t left; /* 0: as without */
	} rows[] = {
		{"none", {{false}, {0}, {0}, {0}}, 0},
		{"of the user", {{true, false}, {1024, 0}, {24 * 1024, 0}, {0}}, 1000 * 1024},
		{"of the group", {{false, true}, {0, 2048}, {0, 48 * 1024}, {0}}, 2000 * 1024},
		{"the smaller of both", {{true, true}, {4096, 1024}, {96 * 1024, 24 * 1024}, {0}}, 1000 * 1024},
		{"no limit", {{true, false}, {0, 0}, {24 * 1024, 0}, {0}}, 0},
	};
	char place[256];
	uint64_t whole, left;
	pretended = (struct Pretended){0};
	if (!find_place(place)) {
		print_message("           left out: nothing here lies on a device\n");
		skip();
	}
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		pretended = (struct Pretended){0};
		assert_null(file_free_space(&whole, place));
		pretended = rows[i].quota;
		assert_null(file_free_space(&left, place));
		/* Others write on that disk meanwhile. */
		if (rows[i].left ? left != rows[i].left : left + (64 << 20) < whole)
			fail_msg("%s: %llu bytes are left", rows[i].name, (unsigned long long)left);
		if (pretended.set[USRQUOTA])
			assert_int_equal(pretended.asked[USRQUOTA], (int)geteuid());
	}
	/* all of it is used, and more */
	pretended = (struct Pretended){.set = {true, false}, .limit_kib = {1024, 0}, .used = {2048 * 1024, 0}};
	assert_null(file_free_space(&left, place));
	assert_int_equal(left, 0);
	pretended = (struct Pretended){0};
}
