# What is said of wrong words (check_69), and help (check_60).
$ kartoteka --version
kartoteka 0.1.0
$ kartoteka version
kartoteka 0.1.0
$ kartoteka client lst
kartoteka: there is no command "client lst"; did you mean "client list"?
? 2
$ kartoteka clent list
~ kartoteka: there is no command "clent"*
? 2
$ kartoteka client
~ kartoteka: "client" says too little; after "client" comes one of: *list*
? 2
$ kartoteka --jsn client list
~ kartoteka: there is no option --jsn*did you mean --json?
? 2
$ kartoteka client list --filtr x
kartoteka: "client list" has no option --filtr; did you mean --filter?
? 2
$ kartoteka --json --csv client list
kartoteka: --json and --csv exclude each other
? 2
$ kartoteka log
~ kartoteka: *is missing*usage:*
? 2
$ kartoteka --no-input tag
~ kartoteka: *is missing*usage:*
? 2
$ kartoteka import
kartoteka: FILE is missing behind "import": the file to read; usage: import [--format ics|vcf|csv|json] FILE...
? 2
$ kartoteka --lang ru import
kartoteka: Для «import» не указан параметр ФАЙЛ: какой файл прочитать; вызов: import [--format ics|vcf|csv|json] ФАЙЛ...
? 2
# What is named has to be there: a file of settings, a zone; and what KARTOTEKA_* say is refused as options are.
$ kartoteka --config /nonexist client list
kartoteka: --config: There is no file of settings /nonexist; look at how it is written; `config set` makes a new one
? 2
$ KARTOTEKA_CONFIG=nowhere kartoteka --lang ru client list
kartoteka: $KARTOTEKA_CONFIG: Нет файла настроек nowhere; проверьте, как он написан; новый создаст `config set`
? 2
$ kartoteka --config made config set time.morning 8:00 >/dev/null && kartoteka --config made config --show --plain | grep ^time.morning | cut -f2 && rm made
8:00
$ kartoteka --config /dev/null client list
~ kartoteka: there is no base */kartoteka.db; the answer is that of an empty one
$ kartoteka --config /nonexist --help | sed -n 4p
Examples:
$ KARTOTEKA_ZONE=Mars/X kartoteka today
kartoteka: $KARTOTEKA_ZONE: Mars/X is not a time zone: Europe/Moscow, Asia/Omsk, UTC are
? 2
$ KARTOTEKA_ZONE=Mars/X kartoteka --zone UTC client list
~ kartoteka: there is no base */kartoteka.db; the answer is that of an empty one
$ KARTOTEKA_LANG=de kartoteka client list
~ kartoteka: $KARTOTEKA_LANG: de is not known here; one of: en, ru
? 2
$ kartoteka client add --name X --born 01.01.2030
kartoteka: --born: nobody is born in days to come
? 2
$ kartoteka client list --limit many
~ kartoteka: --limit wants a whole number, not "many"*
? 2
$ kartoteka --lang de client list
~ kartoteka: --lang is one of en, ru, not "de"*
? 2
# check_60: help leads with examples and fits 80 columns, in both languages, for every command.
$ kartoteka --help | head -5
A card index of clients in the terminal: who they are, every contact with them,
and what comes next.

Examples:
  kartoteka  # open the screens
$ kartoteka -h >h && kartoteka --help | cmp - h && sed -n 4p h && kartoteka help | sed -n 4p
Examples:
Examples:
$ kartoteka help import | sed -n 1,4p
~ kartoteka import: *
~~
Examples:
$ kartoteka import --help | grep -c '^  kartoteka import talks.ics$'
1
$ kartoteka client --help | head -1
Commands:
$ for lang in en ru; do
>   kartoteka --lang $lang --help
>   kartoteka --lang $lang --help | sed -n 's/^  \([a-z][a-z]*\( [a-z][a-z]*\)\{0,1\}\)  .*/\1/p' | grep -v '^kartoteka$' | while read -r words; do kartoteka --lang $lang help $words || echo "no help: $words"; done
> done | grep -E '^.{81,}'
? 1
$ kartoteka help nonsense
~ kartoteka: there is no command "nonsense"*
? 2
$ COLUMNS=50 kartoteka --help | awk '{ if (length($0) > 50) print }' | grep -v 'kartoteka '
? 1
$ kartoteka --lang ru --help | grep ':$' | head -1
Примеры:
$ LANGUAGE=ru kartoteka clientt list
~ kartoteka: нет команды «clientt»*
? 2
$ LANG=ru_RU.UTF-8 LC_ALL= kartoteka --help | grep ':$' | head -1
Примеры:
$ kartoteka help import | grep 'curl'
  curl -s https://example.org/a.ics | kartoteka import -
$ kartoteka client list --bogus
kartoteka: "client list" has no option --bogus; kartoteka help client list names those there are
? 2
$ kartoteka export xyz; kartoteka export
kartoteka: "xyz" is not one of: ics, vcf, csv, json
~ kartoteka: ics|vcf|csv|json is missing behind "export"*
? 2
$ kartoteka export vcf
~ kartoteka: vcf files are not read and written yet; use .ics*
? 1
# check_67: faults in keys are named with file and line, in every form of text; the rest holds.
$ keys=$(dirname "$(kartoteka config | sed -n "s|^Your file: ||p")")/keys; mkdir -p "${keys%/keys}"; printf "[list]\nnonsense = x\n" >"$keys"; kartoteka config check
~ */keys:2: *
~ kartoteka: 1 fault in settings and keys*
? 1
$ kartoteka config check --plain
~ */keys:2: *
~ kartoteka: 1 fault*
? 1
# Also what is written well and means nothing: commands that are not there, contexts that no screen has.
$ keys=$(dirname "$(kartoteka config | sed -n "s|^Your file: ||p")")/keys; printf "[list]\ny = nosuchcommand\n[nosuch]\nj = tag add\n[any]\nF5 = refresh\n" >"$keys"; kartoteka config check
~ */keys:2: key "y": *nosuchcommand*
~ */keys:4: there is no context \[nosuch\]
~ kartoteka: 2 faults in settings and keys*
? 1
$ rm "$(dirname "$(kartoteka config | sed -n "s|^Your file: ||p")")/keys" && kartoteka config check
Settings and keys are in order
# check_60: the plural of a noun means its list.
$ kartoteka clients
kartoteka: there is no command "clients"; did you mean "client list"?
? 2
$ kartoteka taks
kartoteka: there is no command "taks"; did you mean "task list"?
? 2
# check_67: how long before a reminder calls is a length of time, or several.
$ kartoteka config set remind.lead пять
~ kartoteka: *пять is no length of time*
? 2
$ kartoteka config set remind.lead "10 min and 1 day" >/dev/null && kartoteka event add "Два срока" --start "2026-07-30 10:00" >/dev/null && kartoteka remind --json | grep -o '"at":"[^"]*"'
"at":"2026-07-29T07:00:00Z"
"at":"2026-07-30T06:50:00Z"
~ kartoteka: a new base was made, yours alone: */kartoteka.db
$ kartoteka config set remind.lead >/dev/null
$ file=$(kartoteka config | sed -n "s|^Your file: ||p"); printf '[remind]\nlead = x\n' >>"$file"; kartoteka config check
~ *: x is no length of time*
~ kartoteka: 1 fault*
? 1
$ rm "$(kartoteka config | sed -n "s|^Your file: ||p")"
# check_67: a faulty line is told by whatever reads it, with what holds instead; an option that says better leaves nothing to tell, nor does the look.
$ printf '[time]\nzone = Mars/X\n[look]\nshine = yes\n' >~/.config/kartoteka/config; env -u KARTOTEKA_ZONE TZ=Asia/Omsk kartoteka task list >/dev/null
~ kartoteka: */config:2: Mars/X is not a time zone: *; what holds is Asia/Omsk
$ env -u KARTOTEKA_ZONE -u TZ kartoteka task list >/dev/null
~ kartoteka: */config:2: Mars/X is not a time zone: *; what holds is UTC
$ kartoteka --zone Europe/Moscow task list >/dev/null
$ KARTOTEKA_ZONE=Europe/Moscow kartoteka task list >/dev/null
$ printf '[time]\nhours = 99\nzonne = UTC\n' >~/.config/kartoteka/config; env -u KARTOTEKA_ZONE kartoteka --json task list >/dev/null
~ kartoteka: */config:2: 99 is not working hours: *; what holds is 09:00-18:00; 1 more in `kartoteka config check`
$ rm ~/.config/kartoteka/config
# check_69: what is no base is refused by every command, also by check.
$ kartoteka --db /proc/version check
~ kartoteka: /proc/version is not a base of Kartoteka*
? 1
$ kartoteka --db /proc/version client list
~ kartoteka: /proc/version is not a base of Kartoteka*
? 1
# Completion.
$ kartoteka complete -- client sh
~ show*
$ kartoteka complete -- --js
~ --json*
$ kartoteka complete --shell bash | bash -n
$ kartoteka complete --shell fish | grep -c kartoteka
~ [1-9]*
$ kartoteka complete --shell csh
~ kartoteka: --shell is one of bash, zsh, fish*
? 2
$ kartoteka client add --name "Zimin Oleg" >/dev/null; kartoteka complete -- client show Zim
~ Zimin Oleg*
$ kartoteka complete -- export --output x | od -c | head -1
~ *
# The manual page is made from the same tables.
$ kartoteka help --mdoc | head -1
.\" SPDX-License-Identifier: MIT
$ kartoteka help --mdoc | grep -c '^@'
0
? 1
# check_61: colour and links are for terminals: into a pipe goes no escape byte, in no form.
$ for command in today "client list" "client show Zimin" agenda "remind" "task list" changes "find Zimin" config "help import"; do for form in "" --json --csv --plain; do kartoteka $command $form; done; done | tr -dc '\033' | wc -c
0
# check_61: the page of today is as wide as COLUMNS says, 80 where nothing does.
$ for n in 40 60 120; do COLUMNS=$n kartoteka today | awk '{ gsub(/[\200-\277]/, ""); if (length($0) > most) most = length($0) } END { print most }'; done
40
60
120
$ COLUMNS=120 kartoteka today --width 60 | awk '{ gsub(/[\200-\277]/, ""); if (length($0) > most) most = length($0) } END { print most }'
60
# An instant that is empty is none, a variable that is empty is not there.
$ kartoteka --now '' client list
kartoteka: "" is not an instant; write it like 2026-07-23T09:42:00+03:00
? 2
$ KARTOTEKA_NOW= kartoteka client list --plain | wc -l
1
# Where standard output is full that alone is said: what was added is in the base, and to do it again would do it twice.
$ if [ ! -c /dev/full ]; then echo "there is no /dev/full"; exit 77; fi; kartoteka --db full.db add "client Petrov Petr" >/dev/full; echo "status $?"; kartoteka --db full.db client list | grep -c Petrov
status 1
1
kartoteka: a new base was made, yours alone: full.db
kartoteka: Standard output cannot be written: no space is left
# A base that is not there is read as an empty one and made by the first change; either is said once, beside the answer.
$ mkdir moved; kartoteka --db moved/base.db --json client list; kartoteka --db moved/base.db check; ls moved
The base is in order
kartoteka: there is no base moved/base.db; the answer is that of an empty one
kartoteka: there is no base moved/base.db; the answer is that of an empty one
$ kartoteka --db moved/base.db find nobody 2>&1
kartoteka: there is no base moved/base.db; the answer is that of an empty one
kartoteka: Nothing found for "nobody"
? 3
$ kartoteka --db moved/base.db client delete 5 2>&1 | head -1; kartoteka --db moved/base.db client add 2>&1; ls moved
kartoteka: there is no base moved/base.db; the answer is that of an empty one
kartoteka: The client has no name; give --name
$ kartoteka --db moved/base.db --json client add --name "Kim Olga" 2>said | grep -c Kim; cat said; kartoteka --db moved/base.db client add --name "Late Comer" 2>&1 >/dev/null; kartoteka --demo --json client list --limit 1 2>&1 >/dev/null
1
kartoteka: a new base was made, yours alone: moved/base.db
