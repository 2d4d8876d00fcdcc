/* SPDX-License-Identifier: MIT */
/* What may stand at the end of the words typed so far. Reads them leniently: a half-typed line is no error here. */
#include "kartoteka/command/complete.h"

#include <stdlib.h>
#include <string.h>

#include "call.h"
#include "kartoteka/base/text.h"
#include "kartoteka/command/line.h"

typedef struct Completer {
	Offers *out;
	const CommandSet *set;
	const CommandHost *host;
	const char *const *words;
	size_t n;           /* words before the one being typed */
	const char *prefix; /* the one being typed */
	const char *lead;   /* "--name=" that stands before the value in the same word */
	const Command *command;
	size_t after; /* first word after the command's name */
} Completer;

void offers_done(Offers *offers)
{
	for (size_t i = 0; i < offers->n; i++) {
		free(offers->at[i].word);
		free(offers->at[i].note);
	}
	vec_free(offers);
	offers->from = 0;
}

static void offer(Completer *c, OfferSort sort, const char *word, const char *note)
{
	Offer one = {.sort = sort};
	for (size_t i = 0; i < c->out->n; i++) {
		const char *there = c->out->at[i].word;
		if (c->out->at[i].sort == sort && str_begins(there, c->lead) && strcmp(there + strlen(c->lead), word) == 0)
			return;
	}
	one.word = mem_printf("%s%s", c->lead, word);
	one.note = mem_strdup(note ? note : "");
	vec_push(c->out, one);
}

static void offer_value(void *to, const char *word, const char *note)
{
	offer(to, OFFER_VALUE, word, note);
}

/* ---- commands ---- */

/* The first or the second word of a name, whichever is being typed. */
static void offer_commands(Completer *c, const char *group)
{
	size_t skip = group ? strlen(group) + 1 : 0;
	const Command *command;
	for (size_t i = 0; (command = command_at(c->set, i)); i++) {
		if (!command_is_shown(c->set, command))
			continue;
		if (group && (strncmp(command->name, group, skip - 1) != 0 || command->name[skip - 1] != ' '))
			continue;
		const char *name = command->name + skip, *blank = strchr(name, ' ');
		if (!str_begins(name, c->prefix))
			continue;
		char *word = mem_strndup(name, blank ? (size_t)(blank - name) : strlen(name));
		/* A group's first word says what the group's own command does, if there is one. */
		const Command *whole = blank ? command_find(c->set, word) : command;
		offer(c, OFFER_COMMAND, word, whole ? _(whole->help) : "");
		free(word);
	}
}

/* ---- arguments ---- */

static const Arg *option_at(const Completer *c, size_t i)
{
	const Arg *arg;
	for (size_t k = 0; c->command && (arg = command_arg(c->command, k)); k++) {
		if ((arg->flags & ARGF_OPTION) && i-- == 0)
			return arg;
	}
	for (arg = c->set->globals; arg && arg->name; arg++) {
		if (i-- == 0)
			return arg;
	}
	return NULL;
}

/* The option that this word is, whose value comes next or stands in it after "="; NULL for no option. */
static const Arg *option_of(const Completer *c, const char *word, bool *has_value)
{
	const Arg *arg;
	size_t n = strlen(word);
	*has_value = false;
	for (size_t i = 0; n > 1 && word[0] == '-' && (arg = option_at(c, i)); i++) {
		size_t length = strlen(arg->name);
		if (word[1] != '-' && arg->letter && word[n - 1] == arg->letter)
			return arg;
		if (word[1] == '-' && strncmp(word + 2, arg->name, length) == 0 && (!word[2 + length] || word[2 + length] == '=')) {
			*has_value = word[2 + length] == '=';
			return arg;
		}
	}
	return NULL;
}

static void offer_values(Completer *c, const Arg *arg)
{
	for (size_t i = 0; arg->choices && arg->choices[i]; i++) {
		if (str_begins(arg->choices[i], c->prefix))
			offer(c, OFFER_VALUE, arg->choices[i], _(arg->help));
	}
	if (arg->type == ARG_FILE)
		offer(c, OFFER_FILE, "", "");
	if (arg->kind && c->host && c->host->complete)
		c->host->complete(c->host->self, arg->kind, c->prefix, offer_value, c);
}

static void offer_options(Completer *c)
{
	const Arg *arg;
	for (size_t i = 0; (arg = option_at(c, i)); i++) {
		if (arg->flags & ARGF_HIDDEN)
			continue;
		char *word = mem_printf("--%s", arg->name);
		if (str_begins(word, c->prefix))
			offer(c, OFFER_OPTION, word, _(arg->help));
		free(word);
	}
}

static void offer_positional(Completer *c, size_t taken)
{
	const Arg *arg;
	for (size_t i = 0; c->command && (arg = command_arg(c->command, i)); i++) {
		if (arg->flags & ARGF_OPTION)
			continue;
		if (taken == 0 || (arg->flags & ARGF_REPEATED)) {
			offer_values(c, arg);
			return;
		}
		taken--;
	}
}

/* Where in the words the name stands: global options with their values go before it. */
static size_t name_begins(const Completer *c)
{
	size_t i = 0;
	while (i < c->n && c->words[i][0] == '-' && c->words[i][1]) {
		bool inside;
		const Arg *arg = option_of(c, c->words[i], &inside);
		i += arg && arg->type != ARG_FLAG && !inside ? 2 : 1;
	}
	return i;
}

/* Finds the command; false when its name is what is being typed (and offered). */
static bool name_is_done(Completer *c)
{
	size_t i = name_begins(c);
	if (i > c->n)
		return true; /* a global option's value is being typed */
	if (i == c->n) {
		if (c->prefix[0] == '-')
			return true;
		offer_commands(c, NULL);
		return false;
	}
	c->command = command_find(c->set, c->words[i]);
	c->after = i + 1;
	if (i + 1 < c->n) {
		char *two = mem_printf("%s %s", c->words[i], c->words[i + 1]);
		const Command *longer = command_find(c->set, two);
		free(two);
		if (longer) {
			c->command = longer;
			c->after = i + 2;
		}
		return true;
	}
	if (c->prefix[0] != '-')
		offer_commands(c, c->words[i]);
	return true;
}

static void complete_arguments(Completer *c)
{
	size_t taken = 0;
	bool inside = false, ended = false;
	const Arg *open = NULL;
	for (size_t i = c->after; i < c->n; i++) {
		if (open) {
			open = NULL;
			continue;
		}
		ended = ended || strcmp(c->words[i], "--") == 0;
		const Arg *arg = ended ? NULL : option_of(c, c->words[i], &inside);
		if (arg && arg->type != ARG_FLAG && !inside)
			open = arg;
		else if (!arg && (strcmp(c->words[i], "--") != 0))
			taken++;
	}
	if (open) {
		offer_values(c, open);
		return;
	}
	const Arg *arg = ended ? NULL : option_of(c, c->prefix, &inside);
	if (arg && inside) {
		size_t n = strlen(arg->name) + 3;
		char *lead = mem_strndup(c->prefix, n);
		c->lead = lead;
		c->prefix += n;
		offer_values(c, arg);
		c->lead = "";
		free(lead);
	} else if (!ended && c->prefix[0] == '-') {
		offer_options(c);
	} else {
		offer_positional(c, taken);
	}
}

void complete_words(Offers *out, const CommandSet *set, const CommandHost *host, size_t n, const char *const words[])
{
	Completer c = {.out = out, .set = set, .host = host, .words = words, .n = n ? n - 1 : 0, .prefix = n ? words[n - 1] : "", .lead = ""};
	if (name_is_done(&c))
		complete_arguments(&c);
}

void complete_line(Offers *out, const CommandSet *set, const CommandHost *host, const char *line, size_t cursor)
{
	LineWords words = {0};
	line_split(&words, line, cursor);
	bool typing = words.n > 0 && (words.at[words.n - 1].to == cursor || words.open);
	size_t n = words.n + !typing;
	const char **texts = mem_alloc(n * sizeof *texts);
	for (size_t i = 0; i < words.n; i++)
		texts[i] = words.at[i].text;
	if (!typing)
		texts[n - 1] = "";
	out->from = typing ? words.at[words.n - 1].from : cursor;
	complete_words(out, set, host, n, texts);
	free(texts);
	line_done(&words);
}

/* ---- the shells' scripts: each asks the program itself, so they never go stale ---- */

static const char bash_script[] =
	"_@NAME@() {\n"
	"\tlocal cur=${COMP_WORDS[COMP_CWORD]} word note\n"
	"\tCOMPREPLY=()\n"
	"\twhile IFS=$'\\t' read -r word note; do\n"
	"\t\tif [ -z \"$word\" ]; then\n"
	"\t\t\tCOMPREPLY+=($(compgen -f -- \"$cur\"))\n"
	"\t\t\tcompopt -o filenames 2>/dev/null\n"
	"\t\telse\n"
	"\t\t\tCOMPREPLY+=(\"$(printf '%q' \"$word\")\")\n"
	"\t\tfi\n"
	"\tdone < <(@NAME@ complete -- \"${COMP_WORDS[@]:1:COMP_CWORD}\" 2>/dev/null)\n"
	"}\n"
	"complete -F _@NAME@ @NAME@\n";

static const char zsh_script[] =
	"#compdef @NAME@\n"
	"_@NAME@() {\n"
	"\tlocal word note\n"
	"\tlocal -a found\n"
	"\twhile IFS=$'\\t' read -r word note; do\n"
	"\t\tif [[ -z $word ]]; then\n"
	"\t\t\t_files\n"
	"\t\telse\n"
	"\t\t\tfound+=(\"${word//:/\\\\:}:$note\")\n"
	"\t\tfi\n"
	"\tdone < <(@NAME@ complete -- \"${words[@]:1:CURRENT-1}\" 2>/dev/null)\n"
	"\t(( ${#found} )) && _describe '@NAME@' found\n"
	"}\n"
	"compdef _@NAME@ @NAME@\n";

static const char fish_script[] =
	"function __@NAME@_complete\n"
	"\tset -l words (commandline -opc) (commandline -ct)\n"
	"\t@NAME@ complete -- $words[2..-1] 2>/dev/null | string match -rv '^\\t'\n"
	"end\n"
	"complete -c @NAME@ -a '(__@NAME@_complete)'\n";

bool complete_script(Str *out, const char *shell, const char *program)
{
	static const struct {
		const char *shell, *script;
	} scripts[] = {{"bash", bash_script}, {"zsh", zsh_script}, {"fish", fish_script}};
	for (size_t i = 0; i < countof(scripts); i++) {
		if (strcmp(scripts[i].shell, shell) != 0)
			continue;
		const char *at = scripts[i].script;
		for (const char *mark; (mark = strstr(at, "@NAME@")); at = mark + 6) {
			str_addn(out, at, (size_t)(mark - at));
			str_add(out, program);
		}
		str_add(out, at);
		return true;
	}
	return false;
}
