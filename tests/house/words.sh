#!/bin/sh
# SPDX-License-Identifier: MIT
# Every text for people has its Russian words, with the same %s and %d, and no words are left over from texts that are gone.
cd "${KT_SOURCE_DIR:-.}" || exit 1
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
bad=0

find src -name '*.c' -o -name '*.h' | sort >"$folder/files"
# Examples are "words as typed  # what for": what it is for is a text of its own (command/command.h).
find src -name '*.c' ! -path src/command/help.c -exec grep -hoE '  # [^"\\]+(\\n|")' {} + | sed -E 's/^  # //; s/(\\n|")$//; s/.*/_("&")/' | sort -u >"$folder/examples.c"
echo "$folder/examples.c" >>"$folder/files"
xgettext --language=C --from-code=UTF-8 --keyword --keyword=_ --keyword=N_ --keyword=P_:1,2 --keyword=NP_:1,2 --keyword=C_:1c,2 --keyword=NC_:1c,2 \
	--no-wrap --files-from="$folder/files" -o "$folder/all.pot" || exit 1

# The rooms' files as the build joins them; --use-first would hide that two rooms say the same thing differently.
cat data/po/ru/base.po >"$folder/all.po"
for po in data/po/ru/*.po; do
	case $po in */base.po) ;; *)
		printf '\n' >>"$folder/all.po"
		cat "$po" >>"$folder/all.po"
		;;
	esac
done
msguniq --no-wrap -o "$folder/ru.po" "$folder/all.po" || exit 1
if grep -q '#-#-#-#-#' "$folder/ru.po"; then
	echo "a text has different Russian words in two rooms:"
	grep -B4 -A6 '#-#-#-#-#' "$folder/ru.po" | sed 's/#-#-#-#-#.*//'
	bad=1
fi
msguniq --no-wrap --use-first -o "$folder/ru.po" "$folder/all.po" || exit 1

msgmerge --quiet --no-fuzzy-matching --no-wrap -o "$folder/merged.po" "$folder/ru.po" "$folder/all.pot" || exit 1
if ! msgfmt -c -o "$folder/ru.mo" "$folder/merged.po"; then
	bad=1
fi
msgattrib --untranslated --no-obsolete --no-wrap "$folder/merged.po" >"$folder/untranslated"
if [ -s "$folder/untranslated" ]; then
	echo "texts without Russian words:"
	sed '1,/^$/d' "$folder/untranslated" | grep -E '^(#:|msgid|msgctxt|")'
	bad=1
fi
msgattrib --only-fuzzy --no-obsolete --no-wrap "$folder/merged.po" >"$folder/fuzzy"
if [ -s "$folder/fuzzy" ]; then
	echo "Russian words marked as doubtful:"
	grep -E '^msgid' "$folder/fuzzy"
	bad=1
fi
msgattrib --only-obsolete --no-wrap "$folder/merged.po" | grep -E '^#~ msgid ' >"$folder/obsolete"
if [ -s "$folder/obsolete" ]; then
	echo "Russian words for texts that are not in the sources:"
	cat "$folder/obsolete"
	bad=1
fi
exit $bad
