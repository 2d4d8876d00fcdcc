/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as what a terminal sends: the events are the same however the bytes are cut, keys are well formed, and an edit fed with them
 * keeps valid text with its cursor between clusters, and draws inside its area.
 */
#include <stdlib.h>
#include <string.h>

#include "kartoteka/base/mem.h"
#include "kartoteka/base/utf8.h"
#include "kartoteka/term/edit.h"
#include "kartoteka/term/input.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int holds)
{
	if (!holds)
		abort();
}

static void take_key(Str *out, Edit *edit, Key key)
{
	Key command = key_command(key, "ru");
	must((key.code > 0 && key.code <= CODE_UNKNOWN) && key.mods < 8);
	must(command.code <= CODE_UNKNOWN);
	key_write(out, key);
	/* Chords are named by what reads back as the same key. */
	if (key.code != CODE_UNKNOWN && key.code < 0x110000) {
		Str name = {0};
		Key again;
		key_write(&name, key);
		if (key_read(&again, str_text(&name)))
			must(again.code == key.code || utf8_lower(again.code) == utf8_lower(key.code));
		str_done(&name);
	}
	edit_key(edit, key);
}

static void drain(Str *out, Edit *edit, Input *input, int64_t now)
{
	TermEvent event;
	must(input_wait(input, now) >= -1 && input_wait(input, now) <= INPUT_REPLY_MS);
	while (input_next(input, &event, now)) {
		str_addf(out, "%d ", (int)event.type);
		if (event.type == EVENT_KEY)
			take_key(out, edit, event.key);
		if (event.type == EVENT_PASTE) {
			must(utf8_valid(event.text, strlen(event.text)) && !strchr(event.text, '\033'));
			str_add(out, event.text);
			edit_paste(edit, event.text);
		}
		if (event.type == EVENT_REPLY)
			str_addf(out, "%d %d %d", (int)event.reply, event.number, event.value);
		if (event.type == EVENT_MOUSE)
			must(event.mouse.row >= 0 && event.mouse.col >= 0);
		str_addc(out, '\n');
	}
}

static void check_edit(const Edit *edit)
{
	const char *text = edit_text(edit);
	size_t n = strlen(text), at = edit_at(edit), start = 0;
	must(utf8_valid(text, n) && at <= n);
	for (const char *s = text; *s; s++)
		must((unsigned char)*s >= 0x20 || *s == '\n');
	while (start < at)
		start += utf8_cluster(text + start, n - start);
	must(start == at);
	Frame *frame = frame_new(3, 11);
	edit_draw(edit, area_part(area_all(frame), 0, 2, 2, 7), STYLE_PLAIN, true);
	for (int col = 0; col < 11; col++) {
		must(strcmp(frame_cell(frame, 2, col)->text, " ") == 0);
		if (col < 2 || col > 8)
			must(strcmp(frame_cell(frame, 0, col)->text, " ") == 0);
	}
	frame_free(frame);
}

static char *run(const uint8_t *data, size_t size, size_t step, bool many_lines)
{
	Input *input = input_new();
	Edit *edit = edit_new(many_lines);
	Str out = {0};
	edit_fit(edit, 7);
	for (size_t i = 0; i < size; i += step) {
		size_t n = size - i < step ? size - i : step;
		input_feed(input, (const char *)data + i, n, 1000);
		drain(&out, edit, input, 1000);
	}
	input_eof(input);
	drain(&out, edit, input, 1000);
	check_edit(edit);
	str_add(&out, edit_text(edit));
	edit_free(edit);
	input_free(input);
	return str_take(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size > 4096)
		return 0;
	for (int many = 0; many < 2; many++) {
		char *whole = run(data, size, size ? size : 1, many);
		for (size_t step = 1; step < 8; step += 3) {
			char *pieces = run(data, size, step, many);
			must(strcmp(whole, pieces) == 0);
			free(pieces);
		}
		free(whole);
	}
	return 0;
}
