/* SPDX-License-Identifier: MIT */
/* Runs a fuzz target without libFuzzer: over every file of the folders and files named, so that what once broke is a test for ever. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int ran, failed;

static void feed(const char *path)
{
	FILE *in = fopen(path, "rb");
	struct stat st;
	if (!in || fstat(fileno(in), &st) != 0) {
		perror(path);
		failed = 1;
		if (in)
			fclose(in);
		return;
	}
	/* A block of just this size, so that the sanitizer sees a step past the end. */
	size_t size = (size_t)st.st_size;
	uint8_t *data = malloc(size ? size : 1);
	if (!data || fread(data, 1, size, in) != size) {
		fprintf(stderr, "%s cannot be read\n", path);
		failed = 1;
	} else {
		/* Said before, since a crash says nothing after. */
		fprintf(stderr, "%s\n", path);
		LLVMFuzzerTestOneInput(data, size);
		ran++;
	}
	free(data);
	fclose(in);
}

static int visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static void feed_folder(const char *folder)
{
	struct dirent **entries;
	int n = scandir(folder, &entries, visible, alphasort);
	for (int i = 0; i < n; i++) {
		char path[4096];
		snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
		feed(path);
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
}

int main(int argc, char **argv)
{
	LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
	for (int i = 1; i < argc; i++) {
		struct stat st;
		if (stat(argv[i], &st) != 0)
			fprintf(stderr, "%s: no seeds yet\n", argv[i]);
		else if (S_ISDIR(st.st_mode))
			feed_folder(argv[i]);
		else
			feed(argv[i]);
	}
	printf("%d inputs\n", ran);
	return failed;
}
