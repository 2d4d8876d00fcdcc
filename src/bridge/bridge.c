/* SPDX-License-Identifier: MIT */
/* Which format some bytes are in, by what they begin with; the name is asked only where they do not say. */
#include "kartoteka/bridge/bridge.h"

#include <stdbool.h>
#include <string.h>

#include "kartoteka/base/str.h"
#include "kartoteka/base/text.h"
#include "kartoteka/bridge/line.h"

static const char *const names[] = {"ics", "vcf", "csv", "json", ""};

const char *bridge_format_name(BridgeFormat format)
{
	return names[format];
}

Err *bridge_format_read(BridgeFormat *out, const char *name)
{
	for (int i = 0; i < FORMAT_UNKNOWN; i++) {
		if (str_ascii_casecmp(name, names[i]) == 0) {
			*out = (BridgeFormat)i;
			return NULL;
		}
	}
	return err_word(err_todo(err_new(ERR_USAGE, _("%s is no format"), name), "%s", _("one of ics, vcf, csv, json")),
	                name, -1);
}

/* Foreign files that people take for calendars; the first bytes say what they are. */
static const char *foreign(const char *s, size_t n)
{
	static const struct {
		const char *bytes;
		size_t n;
		const char *what;
	} heads[] = {
		{"\xD0\xCF\x11\xE0", 4, N_("an Outlook .msg or an old Office file")},
		{"PK\x03\x04", 4, N_("a zip archive or an Office file")},
		{"%PDF", 4, N_("a PDF")},
		{"\x1F\x8B", 2, N_("a gzip archive")},
		{"\x89PNG", 4, N_("a picture")},
		{"\xFF\xD8\xFF", 3, N_("a picture")},
		{"SQLite format 3", 15, N_("an SQLite database")},
		{"!BDN", 4, N_("an Outlook .pst file")},
	};
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
		if (n >= heads[i].n && memcmp(s, heads[i].bytes, heads[i].n) == 0)
			return heads[i].what;
	}
	return NULL;
}

/* Less BOM, NULs of UTF-16 and blanks in front: enough to compare words. */
static size_t plain(char *out, size_t room, const char *s, size_t n)
{
	size_t k = 0;
	for (size_t i = 0; i < n && k < room; i++) {
		unsigned char c = (unsigned char)s[i];
		bool skip = !c || (i < 3 && c >= 0x80) || (!k && (c == ' ' || c == '\t' || c == '\r' || c == '\n'));
		if (!skip)
			out[k++] = s[i];
	}
	return k;
}

static bool begins(const char *s, size_t n, const char *word)
{
	size_t w = strlen(word);
	return n >= w && span_is_word((Span){s, w}, word);
}

static bool has_line(const char *s, size_t n, const char *word)
{
	for (size_t i = 0; i < n; i++) {
		if ((i == 0 || s[i - 1] == '\n' || s[i - 1] == '\r') && begins(s + i, n - i, word))
			return true;
	}
	return false;
}

static BridgeFormat by_name(const char *name)
{
	const char *dot = name ? strrchr(name, '.') : NULL;
	if (!dot)
		return FORMAT_UNKNOWN;
	if (str_ascii_casecmp(dot, ".ifb") == 0 || str_ascii_casecmp(dot, ".vcs") == 0 ||
	    str_ascii_casecmp(dot, ".ical") == 0)
		return FORMAT_ICS;
	for (int i = 0; i < FORMAT_UNKNOWN; i++) {
		if (str_ascii_casecmp(dot + 1, names[i]) == 0)
			return (BridgeFormat)i;
	}
	return FORMAT_UNKNOWN;
}

static BridgeFormat by_text(const char *s, size_t n, const char **why)
{
	if (has_line(s, n, "BEGIN:VCARD") && !has_line(s, n, "BEGIN:VCALENDAR"))
		return FORMAT_VCF;
	if (has_line(s, n, "BEGIN:"))
		return FORMAT_ICS;
	if (begins(s, n, "<!DOCTYPE") || begins(s, n, "<html")) {
		*why = _("a web page: perhaps a login is needed to fetch the calendar");
		return FORMAT_UNKNOWN;
	}
	if (begins(s, n, "<?xml")) {
		*why = _("an XML file");
		return FORMAT_UNKNOWN;
	}
	if (n && (s[0] == '{' || s[0] == '['))
		return FORMAT_JSON;
	return FORMAT_UNKNOWN;
}

BridgeFormat bridge_format(const char *bytes, size_t n, const char *name, const char **why)
{
	char head[8192];
	const char *none = NULL;
	const char **reason = why ? why : &none;
	*reason = NULL;
	if (!n) {
		*reason = _("the file is empty");
		return FORMAT_UNKNOWN;
	}
	const char *what = foreign(bytes, n);
	if (what) {
		*reason = _(what);
		return FORMAT_UNKNOWN;
	}
	size_t k = plain(head, sizeof head, bytes, n);
	if (!k) {
		*reason = _("the file is blank");
		return FORMAT_UNKNOWN;
	}
	BridgeFormat format = by_text(head, k, reason);
	return format == FORMAT_UNKNOWN && !*reason ? by_name(name) : format;
}

Err *bridge_check(BridgeFormat format, const char *file, const char *why)
{
	const char *shown = file ? file : _("this file");
	if (format == FORMAT_ICS)
		return NULL;
	if (format == FORMAT_UNKNOWN)
		return err_word(err_new(ERR_FAILED, _("%s: not an iCalendar file: %s"), shown, why ? why : _("nothing in it says what it is")), "format", -1);
	const char *todo = _("use .ics: most programs export calendars as such");
	if (!file)
		return err_todo(err_new(ERR_FAILED, _("%s files are not read and written yet"), bridge_format_name(format)), "%s", todo);
	return err_todo(err_new(ERR_FAILED, _("%s: %s files are not read and written yet"), file, bridge_format_name(format)),
	                "%s", todo);
}
