# What is typed is read in both languages at once, and answers are in the user's zone.
$ kartoteka client add --name "Гусейнов Али Мамед-оглы" --phone 89161234567 >/dev/null; kartoteka client show Гусейнов | head -5
Name:       Гусейнов Али Мамед-оглы
phone:      +7 916 123-45-67
surname:    Гусейнов
given name: Али
patronymic: Мамед-оглы
~ kartoteka: a new base was made, yours alone: */kartoteka.db
$ kartoteka client list --plain | cut -f4
916 123-45-67
$ kartoteka --dry-run add "№опт отчёт"
tag опт · "отчёт"
! no date: nobody is reminded
$ kartoteka client add --name Тест --tag №опт --tag "#vip" --json | grep -o '"tags":[^]]*]'
"tags":["vip","опт"]
$ kartoteka tag Тест №новый >/dev/null; kartoteka tag list --plain | cut -f2
опт
vip
новый
$ kartoteka --dry-run add "!high отчёт 13-14"
"!high отчёт" · Thu 23 July 13:00 1h
! an event has no priority: !high stays in its title
$ kartoteka --dry-run add "!high отчёт 31.02"
high · "отчёт 31.02"
kartoteka: There is no such date: 31.02; write it like: call Ivanov tomorrow 10
? 2
$ kartoteka add "25:00 звонок"
kartoteka: There is no such time: 25:00; write it like: call Ivanov tomorrow 10
? 2
$ kartoteka --lang ru task add "звонок в 14:75"
kartoteka: Такого времени нет: 14:75; ничего не записано
? 2
$ kartoteka --dry-run add "call back next week"
call · "call back" · Mon 27 July
# A trial of a line that would be refused shows how it is read, and ends as the deed would.
$ kartoteka --db trial.db init >/dev/null; for try in "25:00 звонок" "Ив звонок завтра" "" "call 31.02"; do
>   kartoteka --db trial.db add "$try" >/dev/null 2>deed; a=$?; kartoteka --db trial.db --dry-run add "$try" >/dev/null 2>trial; b=$?
>   test $a = $b && cmp deed trial || echo "$try: $a, $b"
> done
# What takes time is said with it; where it cannot be kept that is said.
$ kartoteka --db length.db event add Встреча --start "tomorrow 10 for 45 min" --json | grep -o '"start":.*"end":"[^"]*"'
"start":"2026-07-24T07:00:00Z","end":"2026-07-24T07:45:00Z"
kartoteka: a new base was made, yours alone: length.db
$ kartoteka --db length.db event add Встреча --start "tomorrow for 45 min"
kartoteka: The day is said, but not the hour at which the 45m begin; nothing was written; say the hour too, like: tomorrow 10 for 45 min
? 2
$ kartoteka --db length.db event add Встреча --start tomorrow --length 45m
kartoteka: The day is said, but not the hour at which the 45m begin; nothing was written; say the hour too, like: tomorrow 10 for 45 min
? 2
$ kartoteka --db length.db event add Ярмарка --start "1-3 August" --json | grep -o '"start":.*"end":"[^"]*"'
"start":"2026-08-01","end":"2026-08-04"
$ kartoteka --db length.db task add Отчёт --due "tomorrow 10 for 45 min"
kartoteka: A task has a moment, and no length; nothing was written; say only when it is due; event add makes what takes time
? 2
$ kartoteka --dry-run add "отчёт завтра на 45 мин" | tail -1
! the hour is not said, so 45m is left out
$ kartoteka --db length.db client add --name Длинный >/dev/null; kartoteka --db length.db log Длинный --kind call --at "9-9:25" >/dev/null; kartoteka --db length.db client show Длинный --json | grep -o '"length":[0-9]*'
"length":1500
# An instant with a zone of its own is shown in the user's.
$ kartoteka event add T --start 2026-08-15T10:00:00+05:00 | cut -d' ' -f3-
T  Sat 15 August 08:00
$ id=$(kartoteka remind --json | sed 's/{"id":\([0-9]*\).*/\1/'); kartoteka remind snooze $id 2026-08-15T10:00:00Z
Put off to Sat 15 August 13:00, after it begins (Sat 15 August 08:00)
# A rule that repeats nothing is no rule.
$ kartoteka event add y --start "tomorrow 10" --every FREQ=NONSENSE
kartoteka: "FREQ=NONSENSE" says no repeating: "week", "mon", "2 weeks" or FREQ=WEEKLY;BYDAY=MO do
? 2
$ kartoteka event add y --start "tomorrow 10" --every FREQ=SECONDLY
kartoteka: The rule "FREQ=SECONDLY" repeats too often to be shown
? 2
$ kartoteka task add y --due "tomorrow 10" --every "FREQ=MINUTELY;INTERVAL=5"
kartoteka: The rule "FREQ=MINUTELY;INTERVAL=5" repeats too often to be shown
? 2
$ kartoteka -n event add y --start 2026-08-15T10:00:00Z --every "FREQ=MINUTELY;COUNT=5"
Would write: y  Sat 15 August 13:00, every minute, 5 times
# The next step says when.
$ kartoteka log Тест --next "31.02 what"
kartoteka: There is no such date: 31.02; write it like: Thu 10 quote
? 2
$ kartoteka log Тест --next what
kartoteka: The next step "what" does not say when; nothing was logged; write it like: Thu 10 quote
? 2
$ printf 'из письма:\n> цитата > и ещё\n' | kartoteka log Тест --kind письмо --text -
Logged: Тест
# A step that repeats is told as one.
$ kartoteka log Тест --next "по вторникам сверка"
Logged: Тест
  next  Tue 28 July  сверка  ↻ every week on Tue
$ kartoteka --lang ru log Тест --json --next "по вторникам сверка" | grep -o '"next":{[^}]*}'
"next":{"at":"2026-07-28","text":"сверка","rule":"FREQ=WEEKLY;BYDAY=TU"}
$ kartoteka --lang ru task list | grep -c "сверка *Тест *каждую неделю по вт"
2
# How long before it calls is said with it.
$ kartoteka event add Показ --start "tomorrow 10" --remind "10m, 1 h" >/dev/null; kartoteka remind --json | grep Показ | grep -o '"at":"[^"]*"'
"at":"2026-07-24T06:00:00Z"
"at":"2026-07-24T06:50:00Z"
$ kartoteka task add Акт --due "tomorrow 10" --remind "" >/dev/null; kartoteka remind --json | grep -c Акт
0
? 1
# Kinds and outcomes by their names in either language.
$ kartoteka --json log Тест --kind звонок --outcome "не ответил" | grep -o '"kind":.*"outcome":"[^"]*"'
"kind":"call","outcome":"no-answer"
$ kartoteka --lang ru --json log Тест --kind Call --outcome "No answer" | grep -o '"kind":.*"outcome":"[^"]*"'
"kind":"call","outcome":"no-answer"
$ kartoteka log Тест --kind call --outcome nonsense
kartoteka: There is no outcome nonsense here; one of: reached, no answer, busy, call back, refused, wrong number, left a message, someone else answered, wrote instead
? 2
$ kartoteka task add "КП" --due "tomorrow 10" --kind письмо --json | grep -c '"kind":"task"'
1
# A contact has been; a time that is still to come today was yesterday.
$ kartoteka log Тест --at "tomorrow 12:00"
kartoteka: A contact cannot lie in the future: Fri 24 July 12:00; nothing was logged; plan it instead: kartoteka task add, event add
? 2
$ kartoteka log Тест --at 18:00
Logged: Тест
  at    Wed 22 July 18:00
  next  Tue 28 July  сверка
# A mail address that is none says why.
$ kartoteka client add --name X --email "no mail"
kartoteka: --email: "no mail": a mail address has an @ in it
? 2
$ kartoteka --lang ru client edit Тест --email "a b@c.ru"
kartoteka: --email: "a b@c.ru": в нём пробел или запятая; каждый адрес пишут отдельно
? 2
# Where the language comes from.
$ env -u KARTOTEKA_LANG -u LC_ALL -u LANGUAGE LANG=ru_RU.UTF-8 kartoteka config --show --plain | grep ^look.lang | cut -f3
$LANG
$ env -u KARTOTEKA_LANG -u LC_ALL LANGUAGE=en LANG=ru_RU.UTF-8 kartoteka config --show --plain | grep ^look.lang | cut -f3
$LANGUAGE
# What was answered is not answered again; what could not be told is told by the next run.
$ kartoteka task add "Позвонить" --due "2026-07-23 09:00" >/dev/null; id=$(kartoteka remind --due --json | sed 's/{"id":\([0-9]*\).*/\1/'); kartoteka config set remind.notify "false %s" >/dev/null; kartoteka remind --due --notify --plain | wc -l
1
~ kartoteka: *1 reminder waits for the next run*
$ kartoteka config set remind.notify "true %s" >/dev/null; kartoteka remind --due --notify --plain | wc -l; kartoteka remind --due --notify --plain | wc -l
1
0
$ id=$(kartoteka remind --due --json | sed 's/{"id":\([0-9]*\).*/\1/'); kartoteka remind done $id; kartoteka remind done $id; kartoteka undo
1 reminder done
It was done before; nothing is changed
Taken back: Done: "Позвонить"
# An error of a filter points at the word; lengths are said in words; a phone has digits; a card names the role.
$ kartoteka client list --filter "опт foo:bar"
kartoteka: there is no field foo here; a word with a colon in it goes in quotes
  опт foo:bar
      ^
? 2
$ kartoteka --lang ru client list --filter "вид:что"
kartoteka: неизвестно: что; бывает человек, организация
  вид:что
      ^
? 2
$ kartoteka event add "Показ" --start "tomorrow 10" --length "полтора часа" --json | grep -o '"end":"[^"]*"'
"end":"2026-07-24T08:30:00Z"
$ kartoteka client add --name X --phone "нет"
kartoteka: --phone: "нет": no digits in it
? 2
$ kartoteka client add --name "Петрова Ольга" --organization "ООО Вектор" --role директор >/dev/null; kartoteka client show Петрова | sed -n 2p; kartoteka client show Вектор | sed -n 2p
organization: ООО «Вектор», директор
people:     Петрова Ольга, директор
# The language that only the file names is that of every word, of what is wrong with the words typed and with the file itself, too.
$ kartoteka config set look.lang ru >/dev/null; printf '[look]\nshine = yes\n' >>~/.config/kartoteka/config; env -u KARTOTEKA_LANG -u LC_ALL LANG=C kartoteka config check
~ *config:*: нет настройки shine в [[]look[]]
~ kartoteka: 1 ошибка в настройках *
? 1
$ env -u KARTOTEKA_LANG -u LC_ALL LANG=C kartoteka nothing
~ kartoteka: нет команды*nothing*
? 2
$ env -u KARTOTEKA_LANG -u LC_ALL LANG=C kartoteka client list --nothing
~ kartoteka: *--nothing*
? 2
$ env -u KARTOTEKA_LANG -u LC_ALL LANG=C kartoteka --lang en nothing
~ kartoteka: there is no command "nothing"*
? 2
$ rm ~/.config/kartoteka/config
# The form of address is a guess from the names and follows them, until somebody says another.
$ kartoteka client add --name "Щелкунова Анна Ивановна" >/dev/null; kartoteka client edit Щелкунова --given Оксана >/dev/null; kartoteka --json client show Щелкунова | grep -o '"address_form":"[^"]*"'
"address_form":"Оксана Ивановна"
$ kartoteka client edit Щелкунова --address-form Ксюша --given Ксения >/dev/null; kartoteka client edit Щелкунова --given Анна >/dev/null; kartoteka --json client show Щелкунова | grep -o '"address_form":"[^"]*"'
"address_form":"Ксюша"
