/* SPDX-License-Identifier: MIT */
/*
 * Words to a call: which command, which options, which positional takes which word. Knows no values: dates, references and what is missing are
 * ready.c's. The shell's words and a typed line go the same way; only ARG_REST of a line is taken as it was typed.
 */
#include <stdlib.h>
#include <string.h>

#include "call.h"
#include "kartoteka/base/text.h"
#include "kartoteka/command/line.h"

typedef struct Token {
	const char *text;
	int at;      /* what errors point at */
	size_t from; /* byte of the line */
	bool quoted;
} Token;

typedef struct Parser {
	CommandCall *call;
	const char *line; /* NULL: the shell's words */
	const Token *tokens;
	size_t n, i;
	bool open; /* the last token's quote was never closed */
	VEC(Token)
	plain; /* words that are no options */
} Parser;

/* ---- options ---- */

static bool is_option(const Token *token)
{
	const char *s = token->text;
	if (token->quoted || s[0] != '-' || !s[1])
		return false;
	return s[1] == '-' || (s[1] >= 'a' && s[1] <= 'z') || (s[1] >= 'A' && s[1] <= 'Z');
}

/* The i-th option that may stand here: the command's own, then the global ones. */
static const Arg *option_at(const Parser *p, size_t i)
{
	const Command *command = p->call->command;
	const Arg *arg;
	for (size_t k = 0; command && (arg = command_arg(command, k)); k++) {
		if ((arg->flags & ARGF_OPTION) && i-- == 0)
			return arg;
	}
	for (arg = p->call->set.globals; arg && arg->name; arg++) {
		if (i-- == 0)
			return arg;
	}
	return NULL;
}

static const Arg *option_named(const Parser *p, const char *name, size_t n)
{
	const Arg *arg;
	for (size_t i = 0; (arg = option_at(p, i)); i++) {
		if (strlen(arg->name) == n && memcmp(arg->name, name, n) == 0)
			return arg;
	}
	return NULL;
}

static const Arg *option_letter(const Parser *p, char letter)
{
	const Arg *arg;
	for (size_t i = 0; (arg = option_at(p, i)); i++) {
		if (arg->letter == letter)
			return arg;
	}
	return NULL;
}

static Err *unknown_option(const Parser *p, const Token *token, const char *name, size_t n)
{
	char *wrong = mem_strndup(name, n);
	Nearest nearest = {.wrong = wrong};
	const Arg *arg;
	Err *err;
	for (size_t i = 0; (arg = option_at(p, i)); i++) {
		if (!(arg->flags & ARGF_HIDDEN))
			nearest_try(&nearest, arg->name);
	}
	if (p->call->command)
		err = err_new(ERR_USAGE, _("\"%s\" has no option --%s"), p->call->command->name, wrong);
	else
		err = err_new(ERR_USAGE, _("there is no option --%s that stands before a command"), wrong);
	if (nearest_name(&nearest))
		err = err_todo(err, _("Did you mean --%s?"), nearest_name(&nearest));
	else if (p->call->command)
		err = err_todo(err, _("%s help %s names those there are"), p->call->set.program, p->call->command->name);
	free(wrong);
	return err_word(err, token->text, token->at);
}

static Err *add_checked(Parser *p, const Arg *arg, const char *text, int at)
{
	call_add(p->call, arg, text, at);
	return value_check(&p->call->values.at[p->call->values.n - 1]);
}

/* The value of an option: what follows "=" or in the same word, else the next word. */
static Err *option_value(Parser *p, const Arg *arg, const Token *token, const char *inside, size_t skipped)
{
	if (inside)
		return add_checked(p, arg, inside, p->line ? token->at + (int)skipped : token->at);
	if (p->i >= p->n) {
		Err *err = err_new(ERR_USAGE, _("--%s wants a value: %s"), arg->name, _(arg_value_word(arg)));
		return err_word(err, token->text, token->at);
	}
	const Token *value = &p->tokens[p->i++];
	return add_checked(p, arg, value->text, value->at);
}

static Err *long_option(Parser *p, const Token *token)
{
	const char *name = token->text + 2;
	size_t n = strcspn(name, "=");
	const char *inside = name[n] == '=' ? name + n + 1 : NULL;
	const Arg *arg = option_named(p, name, n);
	if (!arg)
		return unknown_option(p, token, name, n);
	if (arg->type != ARG_FLAG)
		return option_value(p, arg, token, inside, n + 3);
	if (inside)
		return err_word(err_new(ERR_USAGE, _("--%s takes no value"), arg->name), token->text, token->at);
	call_add(p->call, arg, NULL, token->at);
	return NULL;
}

static Err *short_options(Parser *p, const Token *token)
{
	for (const char *c = token->text + 1; *c; c++) {
		const Arg *arg = option_letter(p, *c);
		if (!arg) {
			Err *err = err_new(ERR_USAGE, _("there is no option -%c here"), *c);
			return err_word(err, token->text, token->at);
		}
		if (arg->type != ARG_FLAG)
			return option_value(p, arg, token, c[1] ? c + 1 : NULL, (size_t)(c + 1 - token->text));
		call_add(p->call, arg, NULL, token->at);
	}
	return NULL;
}

static Err *read_option(Parser *p)
{
	const Token *token = &p->tokens[p->i++];
	return token->text[1] == '-' ? long_option(p, token) : short_options(p, token);
}

/* ---- which command ---- */

/* The command whose name is the words at i, two if two make one; *used = how many. */
static const Command *command_of_words(const Parser *p, size_t i, size_t *used)
{
	const Command *command = NULL;
	if (i + 1 < p->n && !is_option(&p->tokens[i + 1])) {
		char *two = mem_printf("%s %s", p->tokens[i].text, p->tokens[i + 1].text);
		command = command_find(&p->call->set, two);
		free(two);
	}
	*used = command ? 2 : 1;
	if (!command && !strchr(p->tokens[i].text, ' '))
		command = command_find(&p->call->set, p->tokens[i].text);
	return command;
}

/* Adds "list, show, edit" for the group word; false when no command begins with it. */
static bool group_words(Str *out, Nearest *nearest, const CommandSet *set, const char *group)
{
	size_t n = strlen(group);
	const Command *command;
	bool any = false;
	for (size_t i = 0; (command = command_at(set, i)); i++) {
		if (strncmp(command->name, group, n) != 0 || command->name[n] != ' ')
			continue;
		if (!(command->flags & COMMAND_HIDDEN)) {
			str_addf(out, "%s%s", any ? ", " : "", command->name + n + 1);
			if (nearest->wrong)
				nearest_try(nearest, command->name + n + 1);
		}
		any = true;
	}
	return any;
}

static bool asks_help(const Parser *p)
{
	for (size_t i = p->i; i < p->n; i++) {
		if (strcmp(p->tokens[i].text, "--help") == 0 || strcmp(p->tokens[i].text, "-h") == 0)
			return option_named(p, "help", 4) != NULL;
	}
	return false;
}

static Err *no_such_command(Parser *p)
{
	const Token *token = &p->tokens[p->i];
	const Token *next = p->i + 1 < p->n && !is_option(token + 1) ? token + 1 : NULL;
	Nearest nearest = {.wrong = next ? next->text : NULL};
	Str words = {0};
	Err *err;
	if (!group_words(&words, &nearest, &p->call->set, token->text)) {
		char *two = next ? mem_printf("%s %s", token->text, next->text) : NULL;
		const char *near = two ? command_suggest(&p->call->set, two) : NULL;
		if (!near)
			near = command_suggest(&p->call->set, token->text);
		err = err_new(ERR_USAGE, _("there is no command \"%s\""), token->text);
		err = near ? err_todo(err, _("Did you mean \"%s\"?"), near) : err;
		free(two);
	} else if (next) {
		const char *near = nearest_name(&nearest);
		err = err_new(ERR_USAGE, _("there is no command \"%s %s\""), token->text, next->text);
		err = near ? err_todo(err, _("Did you mean \"%s %s\"?"), token->text, near)
		           : err_todo(err, _("After \"%s\" comes one of: %s."), token->text, str_text(&words));
		token = next;
	} else {
		err = err_new(ERR_USAGE, _("\"%s\" says too little"), token->text);
		err = err_todo(err, _("After \"%s\" comes one of: %s."), token->text, str_text(&words));
	}
	str_done(&words);
	return err_word(err, token->text, token->at);
}

static Err *choose_command(Parser *p)
{
	while (p->i < p->n && is_option(&p->tokens[p->i])) {
		if (strcmp(p->tokens[p->i].text, "--") == 0)
			p->i++;
		else
			TRY(read_option(p));
	}
	if (p->i >= p->n)
		return NULL;
	size_t used;
	p->call->command = command_of_words(p, p->i, &used);
	if (p->call->command) {
		p->i += used;
		return NULL;
	}
	Str words = {0};
	Nearest none = {0};
	bool group = (p->i + 1 >= p->n || is_option(&p->tokens[p->i + 1])) && group_words(&words, &none, &p->call->set, p->tokens[p->i].text);
	str_done(&words);
	if (!group || !asks_help(p))
		return no_such_command(p);
	p->call->group = mem_strdup(p->tokens[p->i++].text);
	return NULL;
}

/* ---- which positional takes which word ---- */

static const Arg *positional(const Command *command, size_t i)
{
	const Arg *arg;
	for (size_t k = 0; (arg = command_arg(command, k)); k++) {
		if (!(arg->flags & ARGF_OPTION) && i-- == 0)
			return arg;
	}
	return NULL;
}

/* Does the last positional take all the words that are left? */
static bool joins(const Command *command)
{
	const Arg *arg, *last = NULL;
	for (size_t i = 0; (arg = positional(command, i)); i++)
		last = arg;
	return last && (last->type == ARG_REST || (last->type == ARG_WHEN && !(last->flags & ARGF_REPEATED)));
}

static bool looks_like_id(const char *text)
{
	if (*text == '#')
		text++;
	return *text && text[strspn(text, "0123456789")] == '\0';
}

/* The positional that takes this word when `left` words (it too) are left. On a screen one that the focus can give lets others go first. */
static const Arg *slot(const Parser *p, size_t *place, const Token *token, size_t left)
{
	const Command *command = p->call->command;
	const Arg *arg, *other;
	for (; (arg = positional(command, *place)) && arg->focus && p->call->set.face == FACE_SCREEN; ++*place) {
		size_t later = 0;
		for (size_t i = *place + 1; (other = positional(command, i)); i++)
			later += !other->focus;
		if (later == 0 || !(joins(command) ? !looks_like_id(token->text) : left <= later))
			break;
	}
	return arg;
}

static Err *too_many(const Parser *p, const Token *token)
{
	Err *err = err_new(ERR_USAGE, _("\"%s\" has no place for \"%s\""), p->call->command->name, token->text);
	if (strchr(token->text, ' ') == NULL && token->at > 0)
		err = err_todo(err, _("Put what belongs together in quotes."));
	return err_word(err, token->text, token->at);
}

static Err *place_words(Parser *p)
{
	size_t place = 0, n = p->plain.n;
	bool join = joins(p->call->command);
	for (size_t i = 0; i < n; i++) {
		const Token *token = &p->plain.at[i];
		const Arg *arg = slot(p, &place, token, n - i);
		if (!arg)
			return too_many(p, token);
		if (join && !positional(p->call->command, place + 1)) {
			Str text = {0};
			for (size_t k = i; k < n; k++)
				str_addf(&text, "%s%s", k > i ? " " : "", p->plain.at[k].text);
			Err *err = add_checked(p, arg, str_text(&text), token->at);
			str_done(&text);
			return err;
		}
		TRY(add_checked(p, arg, token->text, token->at));
		if (!(arg->flags & ARGF_REPEATED))
			place++;
	}
	return NULL;
}

/* In a typed line: has the word just gathered come to an ARG_REST? */
static bool rest_begins(const Parser *p)
{
	size_t place = 0;
	const Arg *arg = NULL;
	for (size_t i = 0; i < p->plain.n; i++) {
		arg = slot(p, &place, &p->plain.at[i], 1);
		place++;
	}
	return arg && arg->type == ARG_REST;
}

static Err *open_quote(const Parser *p)
{
	const Token *last = &p->tokens[p->n - 1];
	return err_word(err_new(ERR_USAGE, _("a quote is not closed")), last->text, last->at);
}

static Err *read_words(Parser *p)
{
	bool ended = false;
	while (p->i < p->n) {
		const Token *token = &p->tokens[p->i];
		if (!ended && is_option(token)) {
			if (strcmp(token->text, "--") != 0) {
				TRY(read_option(p));
				continue;
			}
			ended = true;
			p->i++;
			continue;
		}
		vec_push(&p->plain, *token);
		p->i++;
		if (p->line && rest_begins(p)) {
			/* As typed, unless it is one quoted word. */
			if (!(token->quoted && p->i == p->n && !p->open))
				p->plain.at[p->plain.n - 1].text = p->line + token->from;
			p->open = false;
			p->i = p->n;
		}
	}
	return p->open ? open_quote(p) : place_words(p);
}

static Err *parse(CommandCall **out, Parser *p)
{
	Err *err = choose_command(p);
	if (!err && p->call->command)
		err = read_words(p);
	while (!err && p->call->group && p->i < p->n) {
		if (is_option(&p->tokens[p->i]))
			err = read_option(p);
		else
			p->i++;
	}
	if (!err && p->open)
		err = open_quote(p);
	vec_free(&p->plain);
	if (err) {
		call_free(p->call);
		return err;
	}
	*out = p->call;
	return NULL;
}

Err *call_parse_words(CommandCall **out, const CommandSet *set, size_t n, const char *const words[])
{
	Token *tokens = mem_alloc((n + 1) * sizeof *tokens);
	for (size_t i = 0; i < n; i++)
		tokens[i] = (Token){.text = words[i], .at = (int)i};
	Parser p = {.call = call_new(set), .tokens = tokens, .n = n};
	Err *err = parse(out, &p);
	free(tokens);
	return err;
}

Err *call_parse_line(CommandCall **out, const CommandSet *set, const char *line)
{
	LineWords words = {0};
	line_split(&words, line, strlen(line));
	Token *tokens = mem_alloc((words.n + 1) * sizeof *tokens);
	for (size_t i = 0; i < words.n; i++) {
		const LineWord *word = &words.at[i];
		tokens[i] = (Token){.text = word->text, .at = (int)word->from, .from = word->from, .quoted = word->quoted};
	}
	Parser p = {.call = call_new(set), .line = line, .tokens = tokens, .n = words.n, .open = words.open};
	Err *err = parse(out, &p);
	free(tokens);
	line_done(&words);
	return err;
}
