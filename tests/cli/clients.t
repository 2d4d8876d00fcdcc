# A client from nothing: made, found in any form, changed, logged, taken back.
$ kartoteka client list
~ kartoteka: there is no base */kartoteka.db; the answer is that of an empty one
$ ls -A home
$ kartoteka client show 5
~ kartoteka: there is no base */kartoteka.db; the answer is that of an empty one
kartoteka: There is no client "5"
? 3
$ kartoteka client add
~ kartoteka: *--name*
? 2
$ kartoteka client add --name "Иванов Игорь Петрович" --phone "8 (916) 123-45-67" --email igor@vector.example --tag опт --organization "ООО «Вектор»"
~ [0-9]*  Иванов Игорь Петрович
~ kartoteka: a new base was made, yours alone: */kartoteka.db
$ stat -c '%a %n' home/.local/share/kartoteka home/.local/share/kartoteka/kartoteka.db
700 home/.local/share/kartoteka
600 home/.local/share/kartoteka/kartoteka.db
$ kartoteka --json client add --name "Сидорова Анна" --phone "+7 903 555-12-12"
~ {"id":*,"kind":"person","name":"Сидорова Анна",*79035551212*"last_contact":null,"next_step":null}
$ kartoteka client list --json | sed 's/"id":[0-9]*/"id":N/g'
{"id":N,"kind":"organization","name":"ООО «Вектор»","phones":[],"emails":[],"tags":[],"last_contact":null,"next_step":null}
{"id":N,"kind":"person","name":"Иванов Игорь Петрович","phones":["+79161234567"],"emails":["igor@vector.example"],"tags":["опт"],"last_contact":null,"next_step":null}
{"id":N,"kind":"person","name":"Сидорова Анна","phones":["+79035551212"],"emails":[],"tags":[],"last_contact":null,"next_step":null}
$ kartoteka client list --filter "tag:опт" --plain | cut -f3
Иванов Игорь Петрович
$ kartoteka client list --limit 1 --csv | tr -d '\r' | sed 's/^[0-9]*,/N,/'
id,kind,name,phones,emails,tags,organization,last_contact,next_step.at,next_step.text
N,organization,ООО «Вектор»,,,,,,,
$ kartoteka client list --filter "tagg:опт"
~ kartoteka: *tagg*
  tagg:опт
  ^
? 2
$ kartoteka client list --filter "no step" --plain | wc -l
3
$ kartoteka client list --filter "tag:none"
# check_32: found by any of it, on either layout.
$ kartoteka find 4567 --json | sed 's/"id":[0-9]*/"id":N/'
~ {"kind":"client","id":N,"name":"Иванов Игорь Петрович","where":"phone *"}
$ kartoteka find bdfyjd --plain | cut -f3
Иванов Игорь Петрович
# In any case form, with the preposition that stands before it.
$ kartoteka find ИВАНОВУ --plain | cut -f3
Иванов Игорь Петрович
$ kartoteka find "с Ивановым" --plain | cut -f3
Иванов Игорь Петрович
$ kartoteka client list --filter Иванову --plain | cut -f3
Иванов Игорь Петрович
$ kartoteka find "нет такого"
~ kartoteka: *нет такого*
? 3
# A contact with its next step is one change.
$ kartoteka log Иванов --kind call --outcome reached --at "yesterday 16:40" --text "просит скидку" --next "fri 10 КП"
Logged: Иванов Игорь Петрович
  at    Wed 22 July 16:40
  next  Fri 24 July 10:00  КП
$ kartoteka client list --plain --filter "tag:опт" | cut -f8-
1 d	tomorrow 10:00	КП
$ kartoteka --json log Иванов --kind call --outcome no-answer | sed 's/"\(id\|batch\)":[0-9]*/"\1":N/g'
{"id":N,"batch":N,"client":{"id":N,"name":"Иванов Игорь Петрович"},"kind":"call","outcome":"no-answer","at":"2026-07-23T06:42:00Z","attempt":true,"text":null,"done":null,"next":null}
$ kartoteka client show Иванов --json | grep -o '"last_contact":"[^"]*"'
"last_contact":"2026-07-22T13:40:00Z"
$ echo "из потока" | kartoteka log Иванов --kind note --text -
Logged: Иванов Игорь Петрович
  next  Fri 24 July 10:00  КП
$ kartoteka client show Иванов --json | grep -c 'из потока'
1
$ kartoteka log Иванов --kind dance
kartoteka: There is no kind of contact "dance"; one of: call, mail, meeting, chat, note, complaint, purchase
? 2
$ kartoteka log Иванов --kind call --outcome dance >said 2>&1
? 2
$ kartoteka log Никто --kind call
kartoteka: There is no client "Никто"
? 3
# A dry run changes nothing, an unchanged edit neither.
$ kartoteka changes --json | wc -l >before; kartoteka --dry-run log Иванов --kind call --text x; kartoteka changes --json | wc -l | cmp - before
Would log: Иванов Игорь Петрович
  next  Fri 24 July 10:00  КП
$ kartoteka client edit Иванов --note "любит чай" --json | grep -o '"name":"[^"]*"' | head -1
"name":"Иванов Игорь Петрович"
$ kartoteka client show Иванов --json | grep -o '"note":"[^"]*"'
"note":"любит чай"
$ kartoteka tag Иванов vip && kartoteka tag list --plain
1 client: tag vip
~ *опт*
~ *vip*
# Undo and redo, over processes.
$ kartoteka undo
Taken back: 1 client: tag vip
$ kartoteka redo
Again: 1 client: tag vip
$ kartoteka undo --batch 99
kartoteka: There is no change 99
? 3
# More than one is deleted only when somebody says yes.
$ kartoteka --no-input client delete Иванов Сидорова
~ kartoteka: 2 * nothing was changed; add --yes
? 2
$ kartoteka client list --plain | wc -l
3
$ kartoteka --yes client delete Иванов Сидорова
2 clients deleted
$ kartoteka undo && kartoteka client list --plain | wc -l
Taken back: 2 clients deleted
3
$ kartoteka check
The base is in order
# A pipe that is closed is silent.
$ kartoteka demo --clients 3000 >/dev/null && kartoteka client list | head -1
~ Name*
$ kartoteka client list --json | head -1 | wc -l
1
# check_61: a table is fitted to COLUMNS, a record a line in --plain is never cut.
$ COLUMNS=60 kartoteka client list | grep -E '^.{61,}'
? 1
$ kartoteka client list --plain | awk -F'\t' '{ print NF }' | sort -u
10
# Names that would drive a terminal come out harmless.
$ kartoteka client add --name "$(printf 'Зло\033[31m\007 \342\200\256x')" >/dev/null; kartoteka client list --filter зло | tr -dc '\033\007' | wc -c
0
$ for form in csv json plain; do kartoteka client list --filter зло --$form; kartoteka find зло --$form; done | grep -c "$(printf '\342\200\256')"
0
? 1
$ kartoteka client list --filter зло --json | grep -c 'u202e'
1
$ kartoteka client list --filter зло --json | grep -c 'u001b'
1
# Every change has an author, to programs as to people: also the first, by which one came to the base; that one stays.
$ kartoteka --db first.db client add --name Q >/dev/null; kartoteka --db first.db changes --json | grep -c '"author":null'; kartoteka --db first.db changes --mine | wc -l; kartoteka --db first.db undo --batch 1
0
3
kartoteka: a new base was made, yours alone: first.db
kartoteka: who came to the base stays in it: all that they did names them; nothing was changed
? 1
# A refused undo names the way out: what others changed since stands in the way of that one alone.
$ kartoteka --db two.db client add --name Q >/dev/null; kartoteka --db two.db client add --name R >/dev/null; kartoteka --db two.db client edit Q --note n1 >/dev/null; kartoteka --db two.db --as boris client edit Q --note n2 >/dev/null; kartoteka --db two.db undo
kartoteka: a new base was made, yours alone: two.db
kartoteka: Q: note was changed since, so it cannot be taken back; nothing was changed; `undo --batch 3` takes back what you did before it: Added: R
? 1
$ kartoteka --db two.db undo --batch 3
Taken back: Added: R
$ kartoteka --db two.db undo
kartoteka: Q: note was changed since, so it cannot be taken back; nothing was changed; `changes` shows what was changed since, and by whom
? 1
# An extension stays with its phone: RFC 3966 for programs, readable for people.
$ kartoteka client add --name "Extended" --phone "+7 916 000-11-22 ext. 5" >/dev/null
$ kartoteka client list --filter extended --json | grep -o '"phones":[^]]*]'
"phones":["+79160001122;ext=5"]
$ kartoteka client show Extended --json | grep -o '"value":"+7 916[^}]*"extension":"[^"]*"'
"value":"+7 916 000-11-22","key":"+79160001122","extension":"5"
$ kartoteka client list --filter extended --csv | tail -1 | cut -d, -f4
+79160001122;ext=5
$ kartoteka client list --filter extended --plain | cut -f4
916 000-11-22 ext. 5
# The card names every way to reach the client, in each form.
$ kartoteka client add --name "Reached" --phone "+7 916 000-11-33" --messenger @reached --address "Moscow, Tverskaya 7" --site reached.example >/dev/null
$ kartoteka client show Reached | grep -v '^id\|since\|owner'
Name:      Reached
phone:     +7 916 000-11-33
messenger: @reached
address:   Moscow, Tverskaya 7
site:      reached.example
surname:   Reached
$ kartoteka --plain client show Reached | tr '\t' '\n' | grep -x '@reached\|Moscow, Tverskaya 7\|reached.example'
@reached
Moscow, Tverskaya 7
reached.example
$ kartoteka --csv client show Reached | head -1 | grep -o 'messengers,addresses,sites'
messengers,addresses,sites
$ kartoteka client delete Reached --yes >/dev/null
# check_61: the card for programs is one line, under the same head whoever it is, its times as everywhere else.
$ kartoteka client add --name "Пустова Анна" >/dev/null; kartoteka client add --name "ООО Пустышка" --phone 89161112233 >/dev/null; kartoteka --csv client show Пустова >one; kartoteka --csv client show Пустышка >two; head -1 one >one.head; head -1 two | cmp - one.head
$ sed -n '1s/,.*last_contact/ last_contact/p' one | tr -d '\r'
id last_contact,next_step.at,next_step.text
$ wc -l <two
2
# What is made or changed is printed as it is shown.
$ kartoteka --db csv.db --csv client add --name "Пустова Анна" --phone 89161112244 >made; kartoteka --db csv.db --csv client show Пустова | cmp - made; kartoteka --db csv.db --csv client edit Пустова --note "n, m" >edited; kartoteka --db csv.db --csv client show Пустова | cmp - edited; kartoteka --db csv.db --csv -n client add --name Зет | tail -1 | cut -d, -f1-3; wc -l <made
,person,Зет
2
kartoteka: a new base was made, yours alone: csv.db
$ grep -o '2026-07-23T06:42:00Z' one
2026-07-23T06:42:00Z
$ kartoteka --plain client show Пустышка | wc -l
1
$ kartoteka --plain client show Пустова | cut -f2-3
person	Пустова Анна
$ kartoteka client edit Пустова --note "a
> b" >/dev/null; kartoteka --plain client show Пустова | wc -l
1
# A number that cannot be read is kept as it was typed, and told of.
$ kartoteka --db unread.db client add --name Ким --phone "8 916 12"
~ 18  Ким
! 8 916 12 is kept as it was typed: it is not read as a phone number
kartoteka: a new base was made, yours alone: unread.db
# Where somebody works is one membership however often it is said; of several of one name the one they are in, else it is asked which.
$ kartoteka --db work.db client add --name "Петров Пётр" --organization "ООО Вектор" >/dev/null; kartoteka --db work.db client edit Петров --organization Вектор --role директор >/dev/null; kartoteka --db work.db client edit Петров --organization "Вектор, ООО" >/dev/null
kartoteka: a new base was made, yours alone: work.db
$ kartoteka --db work.db client show Петров --json | grep -o '"organizations":.*\]' | grep -o '"role":"[^"]*"'; kartoteka --db work.db client list --plain | wc -l
"role":"директор"
2
$ kartoteka --db work.db client add --name "ООО Вектор" --kind organization >/dev/null; kartoteka --db work.db client edit Петров --organization Вектор >/dev/null; kartoteka --db work.db client list --plain | wc -l
3
$ kartoteka --db work.db client add --name "Ким Ольга" --organization Вектор
~ kartoteka: "Вектор" may mean several: #* ООО «Вектор», #* ООО «Вектор»; nothing was written; say which by its number, like #*
? 2
$ id=$(kartoteka --db work.db client list --json | grep Вектор | sed 's/.*"id":\([0-9]*\).*/\1/' | sort -n | tail -1); kartoteka --db work.db client add --name "Ким Ольга" --organization "#$id" >/dev/null; kartoteka --db work.db client show Ким --json | grep -o '"organizations":.*\]' | grep -c "\"id\":$id\b"; kartoteka --db work.db client list --plain | wc -l
1
4
$ kartoteka --db work.db client edit Ким --organization "#99999"
~ kartoteka: There is no organization #99999; nothing was written
? 3
# A text from standard input does not end at a NUL: it is seen as one, as in a file that is imported.
$ printf 'a\0b after' | kartoteka client add --name "Нуль" --note - >/dev/null; printf 'one\0two' | kartoteka log "Нуль" --kind call --text - >/dev/null; kartoteka client show "Нуль" --json | grep -o '"note":"[^"]*"\|"text":"[^"]*"'
"note":"a�b after"
"text":"one�two"
$ printf 'позвонить Нуль\0 завтра' | kartoteka add - --json | grep -o '"when":"[^"]*"'
"when":"2026-07-24"
# What is found and not printed is told, unless a number was asked for.
$ awk 'BEGIN { print "BEGIN:VCALENDAR\nVERSION:2.0"; for (i = 0; i < 120; i++) print "BEGIN:VEVENT\nUID:" i "@many\nDTSTART:20260801T100000Z\nSUMMARY:Lecture " i "\nEND:VEVENT"; print "END:VCALENDAR" }' | kartoteka --db many.db import - >/dev/null; kartoteka --db many.db find lecture | tail -2
~ event *Lecture *
The best 100; there are more: --limit N prints so many
kartoteka: a new base was made, yours alone: many.db
$ kartoteka --db many.db find lecture --limit 3 | wc -l; kartoteka --db many.db find lecture --limit 120 | wc -l; kartoteka --db many.db find lecture --json | wc -l
4
121
100
# What changes takes its client by name, number, phone or mail: nobody is met by a tag, a street, a role or half a given name; what reads may.
$ kartoteka --db sure.db client add --name "Петров Пётр" --tag vip --address "ул. Ленина" --organization Луч --role директор --email pp@mail.example >/dev/null; kartoteka --db sure.db client add --name "Сидоров Игорь" >/dev/null
kartoteka: a new base was made, yours alone: sure.db
$ for who in vip ленина директор иг; do kartoteka --db sure.db client delete $who; echo $?; done
3
3
3
3
kartoteka: There is no client "vip"; give its number in the list, or whole words of its name
kartoteka: There is no client "ленина"; give its number in the list, or whole words of its name
kartoteka: There is no client "директор"; give its number in the list, or whole words of its name
kartoteka: There is no client "иг"; give its number in the list, or whole words of its name
$ kartoteka --db sure.db tag vip x; kartoteka --db sure.db log ленина --text x; kartoteka --db sure.db task add x --client директор; kartoteka --db sure.db client list --plain | wc -l
3
~ kartoteka: There is no client "vip"*
~ kartoteka: There is no client "ленина"*
~ kartoteka: There is no client "директор"*
$ kartoteka --db sure.db client show vip | head -1; kartoteka --db sure.db tag pp@mail.example x; kartoteka --db sure.db tag gtnhjd y; kartoteka --db sure.db tag "Игорю Сидорову" z
~ * Петров Пётр*
1 client: tag x
1 client: tag y
1 client: tag z
# A title that is said is kept: who has one is called by it. A suffix is part of the surname.
$ kartoteka --db titles.db client add --name "Dr. Smith"; kartoteka --db titles.db client show Smith | grep "call by"
~ *Smith
call by: Dr. Smith
kartoteka: a new base was made, yours alone: titles.db
$ kartoteka --db titles.db client edit Smith --surname Smythe >/dev/null; kartoteka --db titles.db client show Smythe | grep "call by"
call by: Dr. Smythe
$ kartoteka --db titles.db client edit Smythe --name "Prof. Smythe" >/dev/null; kartoteka --db titles.db client show Smythe | grep "call by"
call by: Prof. Smythe
$ kartoteka --db titles.db add "Dr. Klaus Braun, call tomorrow 10" >/dev/null; kartoteka --db titles.db client show Braun --json | grep -o '"address_form":"[^"]*"'
"address_form":"Dr. Braun"
$ kartoteka --db titles.db client add --name "Prof. Dr. Hans Meier Jr."; kartoteka --db titles.db client add --name "Иванов Иван Иванович мл."; kartoteka --db titles.db client show Meier | grep "call by"
~ *Meier Jr. Hans
~ *Иванов мл. Иван Иванович
call by:    Prof. Dr. Meier
