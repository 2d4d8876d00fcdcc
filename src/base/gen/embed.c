/* SPDX-License-Identifier: MIT */
/* Run at build: writes a C file that holds the files of data/. Usage: kt_embed OUT.c ROOT PATH... (paths below ROOT, sorted by the caller). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void fail(const char *what, const char *path)
{
	fprintf(stderr, "kt_embed: %s: ", what);
	perror(path);
	exit(1);
}

static size_t bytes_write(FILE *out, const char *root, const char *path, int number)
{
	char whole[4096];
	if ((size_t)snprintf(whole, sizeof whole, "%s/%s", root, path) >= sizeof whole) {
		fprintf(stderr, "kt_embed: the path is too long: %s\n", path);
		exit(1);
	}
	FILE *in = fopen(whole, "rb");
	if (!in)
		fail("cannot read", whole);
	fprintf(out, "static const unsigned char file_%d[] = {", number);
	size_t n = 0;
	for (int c = getc(in); c != EOF; c = getc(in), n++)
		fprintf(out, n % 24 ? "%d," : "\n%d,", c);
	if (ferror(in))
		fail("cannot read", whole);
	fclose(in);
	fprintf(out, "\n0};\n");
	return n;
}

int main(int argc, char **argv)
{
	if (argc < 3) {
		fprintf(stderr, "usage: kt_embed OUT.c ROOT PATH...\n");
		return 2;
	}
	FILE *out = fopen(argv[1], "wb");
	size_t *sizes = calloc((size_t)argc, sizeof *sizes);
	if (!out || !sizes)
		fail("cannot write", argv[1]);
	fprintf(out, "/* Made at build from data/. */\n#include \"embedded_table.h\"\n\n");
	for (int i = 3; i < argc; i++)
		sizes[i] = bytes_write(out, argv[2], argv[i], i);
	fprintf(out, "const Embedded embedded_table[] = {\n");
	for (int i = 3; i < argc; i++)
		fprintf(out, "\t{\"%s\", file_%d, %zu},\n", argv[i], i, sizes[i]);
	fprintf(out, "\t{NULL, NULL, 0},\n};\n");
	free(sizes);
	if (fclose(out) != 0)
		fail("cannot write", argv[1]);
	return 0;
}
