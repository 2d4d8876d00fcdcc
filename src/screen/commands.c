/* SPDX-License-Identifier: MIT */
/* The verbs of the screens as command rows. They have no function of their own: the screen under the cursor acts on them (screen.h says the order). */
#include "kartoteka/screen/screen.h"

#include "kartoteka/base/mem.h"

static const char *const go_words[] = {"today", "clients", "calendar", "reminders", "settings", "imports", "changes", "date", NULL};
static const char *const move_words[] = {"up", "down", "page-up", "page-down", "half-up", "half-down",
                                         "first", "last", "left", "right", NULL};
static const char *const next_words[] = {"next", "previous", NULL};
static const char *const reload_words[] = {"keys", "theme", NULL};
static const char *const theme_words[] = {"auto", "dark", "light", "contrast", "mono", NULL};
static const char *const format_words[] = {"ics", NULL};
static const char *const field_words[] = {"next", "previous", "up", "down", "accept", NULL};
static const char *const text_words[] = {"left", "right", "word-left", "word-right", "start", "end", "erase-left",
                                         "erase-right", "erase-word", "erase-start", "erase-end", "yank", "newline", NULL};
static const char *const place_words[] = {"up", "down", NULL};
static const char *const call_words[] = {"clock", "kind", "direction", "number", "leave", "next", NULL};
static const char *const side_words[] = {"left", "right", "all", NULL};
static const char *const reach_words[] = {"one", "following", "whole", NULL};
static const char *const answer_words[] = {"yes", "no", NULL};
static const char *const back_words[] = {"view", NULL};
static const char *const zoom_words[] = {"in", "out", NULL};

/* Set by hand: clang-format takes it apart. */
/* clang-format off */
#define WORD(words_) (const Arg[]){{.name = "what", .type = ARG_CHOICE, .flags = ARGF_REQUIRED, .choices = (words_), .help = N_("which")}, {0}}
/* clang-format on */
#define VERB(name_, group_, title_, hint_, help_, args_) \
	{ \
		.name = (name_), .title = (title_), .hint = (hint_), .help = (help_), .args = (args_), .group = (group_), \
		.flags = COMMAND_SCREEN_ONLY \
	}

static const Command rows[] = {
	{
		.name = "go",
		.title = N_("Go to a screen"),
		.help = N_("Open a screen, or the calendar at a day."),
		.group = COMMAND_EVERYWHERE,
		.flags = COMMAND_SCREEN_ONLY,
		.args = (const Arg[]){{.name = "what", .type = ARG_CHOICE, .flags = ARGF_REQUIRED, .choices = go_words, .help = N_("screen")},
                              {.name = "when", .type = ARG_REST, .help = N_("day")},
                              {0}},
	},
	VERB("needs", COMMAND_EVERYWHERE, N_("What calls for me"), N_("what calls"), N_("Go to what row 0 calls for; again: the next."), NULL),
	{
		.name = "back",
		.title = N_("Back"),
		.hint = N_("back"),
		.help = N_("One view back; at the root it leaves."),
		.group = COMMAND_EVERYWHERE,
		.flags = COMMAND_SCREEN_ONLY,
		.args = (const Arg[]){{.name = "how", .type = ARG_CHOICE, .choices = back_words, .help = N_("never out of the program")}, {0}},
	},
	VERB("quit", COMMAND_EVERYWHERE, N_("Quit"), N_("quit"), N_("Leave at once; drafts are kept."), NULL),
	VERB("escape", COMMAND_EVERYWHERE, N_("Close or clear"), N_("close"), N_("Close the box, else clear the filter, else the marks."), NULL),
	VERB("interrupt", COMMAND_EVERYWHERE, N_("Stop what is asked"), NULL, N_("Cancel the line; twice within two seconds: quit."), NULL),
	VERB("suspend", COMMAND_EVERYWHERE, N_("Suspend"), NULL, N_("Back to the shell until fg."), NULL),
	VERB("refresh", COMMAND_EVERYWHERE, N_("Refresh"), N_("refresh"), N_("Read anew and paint everything."), NULL),
	VERB("palette", COMMAND_EVERYWHERE, N_("Commands, clients, dates"), N_("commands"), N_("One box for commands, clients, dates and filters."), NULL),
	{
		.name = "help",
		.title = N_("Help"),
		.hint = N_("help"),
		.help = N_("The keys that work here; searched as one types."),
		.group = COMMAND_EVERYWHERE,
		.flags = COMMAND_SCREEN_ONLY,
	},
	{
		.name = "reload",
		.title = N_("Read settings and keys anew"),
		.help = N_("Read the user's settings, keys and theme again without a restart; what has a fault stays as it was."),
		.group = COMMAND_EVERYWHERE,
		.flags = COMMAND_SCREEN_ONLY,
		.args = (const Arg[]){{.name = "what", .type = ARG_CHOICE, .choices = reload_words, .help = N_("which")}, {0}},
	},
	VERB("theme", COMMAND_EVERYWHERE, N_("Theme"), NULL, N_("Other colours, at once and from now on."), WORD(theme_words)),
	VERB("move", COMMAND_MOVE, N_("Move the cursor"), N_("row"), N_("Move by a row, a page, to the ends."), WORD(move_words)),
	VERB("pane", COMMAND_MOVE, N_("Another pane"), N_("pane"), N_("Go to the next or previous pane; in a narrow window: turn the page."), WORD(next_words)),
	VERB("preview", COMMAND_MOVE, N_("Preview"), N_("preview"), N_("The pane beside or below, on and off; in a form: compare."), NULL),
	VERB("open", COMMAND_HERE, N_("Open"), N_("open"), N_("The client of the row; of a row without one, the thing itself."), NULL),
	VERB("thing", COMMAND_HERE, N_("Edit"), N_("edit"), N_("Open the thing under the cursor itself, in its form."), NULL),
	VERB("edit", COMMAND_HERE, N_("Edit"), N_("edit"), N_("The form of what is under the cursor."), NULL),
	VERB("edit note", COMMAND_HERE, N_("Edit the note in an editor"), N_("editor"), N_("The note or field in $VISUAL or $EDITOR."), NULL),
	{
		.name = "add",
		.title = N_("Add in words"),
		.hint = N_("add"),
		.help = N_("A client, a task or an event as one would say it."),
		.group = COMMAND_ADD,
		.flags = COMMAND_SCREEN_ONLY,
		.args = (const Arg[]){{.name = "words", .type = ARG_REST, .help = N_("words")}, {0}},
	},
	VERB("add form", COMMAND_ADD, N_("Add by a form"), N_("form"), N_("An empty form."), NULL),
	VERB("contact", COMMAND_ADD, N_("Log a contact"), N_("contact"), N_("A call with its clock, outcome, text and next step."), NULL),
	VERB("step", COMMAND_ADD, N_("Plan the next step"), N_("next step"), N_("A task in words with a reminder at its time."), NULL),
	VERB("meeting", COMMAND_ADD, N_("Plan a meeting"), N_("meeting"), N_("A meeting with the client, in words."), NULL),
	VERB("done", COMMAND_HERE, N_("Done"), N_("done"), N_("Done: the thing under the cursor; of a client: its earliest step."), NULL),
	VERB("delete", COMMAND_HERE, N_("Delete"), N_("delete"), N_("Delete, without a question; u takes it back."), NULL),
	{
		.name = "snooze",
		.title = N_("Put off"),
		.hint = N_("put off"),
		.help = N_("Move the reminder; the due date stays."),
		.group = COMMAND_HERE,
		.flags = COMMAND_SCREEN_ONLY,
		.args = (const Arg[]){{.name = "when", .type = ARG_REST, .help = N_("to when")}, {0}},
	},
	VERB("dial", COMMAND_HERE, N_("Dial or open"), N_("dial"), N_("Dial the number, open the mail or site under the cursor."), NULL),
	VERB("copy", COMMAND_HERE, N_("Copy"), N_("copy"), N_("Copy phone, mail, address or the card; a number as phones take it: +79161234567."), NULL),
	VERB("whose", COMMAND_FIND, N_("Whose"), N_("whose"), N_("Whose things are shown."), NULL),
	{
		.name = "import",
		.title = N_("Import a file"),
		.hint = N_("import"),
		.help = N_("Show what a file would bring; F2 brings it in."),
		.group = COMMAND_EVERYWHERE,
		.flags = COMMAND_SCREEN_ONLY,
		.args = (const Arg[]){{.name = "file", .type = ARG_REST, .help = N_("the file")}, {0}},
	},
	{
		.name = "export",
		.title = N_("Export to a file"),
		.hint = N_("export"),
		.help = N_("Write everything out as .ics."),
		.group = COMMAND_EVERYWHERE,
		.flags = COMMAND_SCREEN_ONLY,
		.args = (const Arg[]){{.name = "format", .type = ARG_CHOICE, .choices = format_words, .help = N_("how it is written")},
                              {
								  .name = "filter",
								  .type = ARG_TEXT,
								  .flags = ARGF_OPTION,
								  .value = N_("QUERY"),
								  .help = N_("only what this filter means"),
							  },
                              {.name = "output", .letter = 'o', .type = ARG_FILE, .flags = ARGF_OPTION, .help = N_("the file to write")},
                              {0}},
	},
	VERB("print", COMMAND_EVERYWHERE, N_("Print"), N_("print"), N_("This screen as plain text into a file."), NULL),
	VERB("mark", COMMAND_HERE, N_("Mark"), N_("mark"), N_("Mark the row and go on."), NULL),
	VERB("mark range", COMMAND_HERE, N_("Mark a range"), N_("range"), N_("Begin or end a range of marks."), NULL),
	VERB("mark all", COMMAND_HERE, N_("Mark all found"), N_("all"), N_("Mark all rows, or none."), NULL),
	VERB("search", COMMAND_FIND, N_("Find in the list"), N_("find"), N_("Filter as you type."), NULL),
	VERB("next match", COMMAND_FIND, N_("Next match"), N_("next"), N_("Go to the next match."), NULL),
	VERB("previous match", COMMAND_FIND, N_("Previous match"), N_("previous"), N_("Go to the previous match."), NULL),
	VERB("filter menu", COMMAND_FIND, N_("Filters"), N_("filters"), N_("Saved filters and one of your own."), NULL),
	VERB("filter clear", COMMAND_FIND, N_("Clear the filter"), N_("no filter"), N_("Show everything again."), NULL),
	VERB("sort menu", COMMAND_FIND, N_("Sort"), N_("sort"), N_("Choose the order of the rows."), NULL),
	VERB("sort reverse", COMMAND_FIND, N_("Reverse the order"), N_("reverse"), N_("The same order from its end."), NULL),
	VERB("columns", COMMAND_FIND, N_("Columns"), N_("columns"), N_("Which columns are shown, in which order."), NULL),
	VERB("client next", COMMAND_MOVE, N_("Next client"), N_("next client"), N_("The card of the next client of the list."), NULL),
	VERB("client previous", COMMAND_MOVE, N_("Previous client"), N_("previous client"), N_("The card of the previous client of the list."), NULL),
	VERB("period", COMMAND_MOVE, N_("Another period"), N_("period"), N_("The next or previous month, week or day."), WORD(next_words)),
	VERB("year", COMMAND_MOVE, N_("Another year"), N_("year"), N_("A year on or back."), WORD(next_words)),
	VERB("zoom", COMMAND_MOVE, N_("Month, week, day, agenda"), N_("zoom"), N_("Nearer or farther."), WORD(zoom_words)),
	{
		.name = "later",
		.title = N_("Move later"),
		.hint = N_("later"),
		.help = N_("Move the thing under the cursor on in time."),
		.group = COMMAND_HERE,
		.flags = COMMAND_SCREEN_ONLY,
		.args = (const Arg[]){{.name = "minutes", .type = ARG_NUMBER, .flags = ARGF_REQUIRED, .min = 1, .max = 1440, .help = N_("minutes")}, {0}},
	},
	{
		.name = "earlier",
		.title = N_("Move earlier"),
		.hint = N_("earlier"),
		.help = N_("Move the thing under the cursor back in time."),
		.group = COMMAND_HERE,
		.flags = COMMAND_SCREEN_ONLY,
		.args = (const Arg[]){{.name = "minutes", .type = ARG_NUMBER, .flags = ARGF_REQUIRED, .min = 1, .max = 1440, .help = N_("minutes")}, {0}},
	},
	VERB("row", COMMAND_MOVE, N_("Another row of the file"), N_("row"), N_("The next or previous row of the imported file."), WORD(next_words)),
	VERB("place", COMMAND_HERE, N_("Move in the order"), N_("order"), N_("Move a row up or down in its order."), WORD(place_words)),
	VERB("toggle", COMMAND_HERE, N_("On or off"), N_("on/off"), N_("Turn a setting on or off, show or hide a column."), NULL),
	VERB("reset", COMMAND_HERE, N_("The shipped value"), N_("shipped value"), N_("Back to the value the program came with."), NULL),
	VERB("save", COMMAND_HERE, N_("Save"), N_("save"), N_("Write what was typed."), NULL),
	VERB("save stay", COMMAND_HERE, N_("Save and stay"), N_("save and stay"), N_("Write it and stay on the row."), NULL),
	VERB("accept", COMMAND_HERE, N_("Take"), N_("take"), N_("Take what is highlighted."), NULL),
	{
		.name = "choose",
		.title = N_("Choose by number"),
		.hint = N_("choose"),
		.help = N_("Take the choice with this number at once."),
		.group = COMMAND_HERE,
		.flags = COMMAND_SCREEN_ONLY,
		.args = (const Arg[]){{.name = "number", .type = ARG_NUMBER, .flags = ARGF_REQUIRED, .min = 1, .max = 9, .help = N_("number")}, {0}},
	},
	VERB("scope", COMMAND_FIND, N_("What the box searches"), N_("scope"), N_("Commands, clients, dates or all."), NULL),
	VERB("field", COMMAND_MOVE, N_("Another field"), N_("field"), N_("The next or previous field, or take what it offers."), WORD(field_words)),
	VERB("draft drop", COMMAND_HERE, N_("Drop the draft"), N_("drop draft"), N_("End the draft; u brings it back."), NULL),
	VERB("history", COMMAND_MOVE, N_("Earlier lines"), N_("earlier"), N_("The line typed before or after."), WORD(next_words)),
	VERB("complete", COMMAND_HERE, N_("Complete"), N_("complete"), N_("Take the suggestion."), NULL),
	VERB("line form", COMMAND_HERE, N_("Open as a form"), N_("form"), N_("What was typed, as a form."), NULL),
	{
		.name = "call",
		.title = N_("The call line"),
		.help = N_("Clock, kind, direction, number, or the step of a call."),
		.group = COMMAND_HERE,
		.flags = COMMAND_SCREEN_ONLY,
		.args = (const Arg[]){{.name = "what", .type = ARG_CHOICE, .flags = ARGF_REQUIRED, .choices = call_words, .help = N_("which")},
                              {.name = "way", .type = ARG_CHOICE, .choices = next_words, .help = N_("next or previous")},
                              {0}},
	},
	VERB("side", COMMAND_HERE, N_("Mine or theirs"), N_("side"), N_("Which of the two values stays."), WORD(side_words)),
	VERB("occurrence", COMMAND_HERE, N_("Which of the series"), NULL, N_("This one, from here on, or the whole series."), WORD(reach_words)),
	VERB("answer", COMMAND_HERE, N_("Answer"), NULL, N_("Yes or no."), WORD(answer_words)),
	VERB("text", COMMAND_MOVE, N_("Edit the line"), NULL, N_("The keys of every field."), WORD(text_words)),
};

const CommandTable screen_tables[] = {{rows, countof(rows)}};
const size_t screen_table_count = countof(screen_tables);
