# check_62: the quick line; events and tasks, agenda windows, reminders, today.
$ kartoteka client add --name "Ivanov Igor" >/dev/null
~ kartoteka: a new base was made, yours alone: */kartoteka.db
$ kartoteka --dry-run add "call Ivanov tomorrow 10"
~ *Fri 24 July 10:00*
$ kartoteka agenda
$ kartoteka add "call Ivanov tomorrow 10" | sed 's/[0-9][0-9]*:/N:/'
~ task N: *Ivanov Igor*Fri 24 July 10:00*
$ kartoteka add "Петров Пётр, 916 222-33-44" | sed 's/^client [0-9]*/client N/'
client N: new client Петров Пётр · +7 916 222-33-44
$ kartoteka event add "Signing" --start "tomorrow 11" --length 45m --client Ivanov | cut -d' ' -f3-
Ivanov Igor — Signing  Fri 24 July 11:00 45m
$ kartoteka event add "Stand-up" --start 2026-07-27T09:00 --length 30m --every mon | cut -d' ' -f3-
Stand-up  Mon 27 July 09:00 30m, every week on Mon
# What is answered tells the end too, as the quick line does.
$ for said in "tomorrow 10" "tomorrow 23:30 for 2 hours" "1-5 August" "tomorrow"; do kartoteka -n event add X --start "$said"; done; kartoteka -n event add X --start "tomorrow 10" --end "sun 18:00"
Would write: X  Fri 24 July 10:00
Would write: X  Fri 24 July 23:30 2h till 01:30 the next day
Would write: X  Sat 1 August – Wed 5 August
Would write: X  Fri 24 July
Would write: X  Fri 24 July 10:00 – Sun 26 July 18:00
$ kartoteka -n add "trip 1-5 August"; kartoteka -n add "meeting tomorrow 23:30 for 2 hours"
~~
~ *Sat 1 August – Wed 5 August*
~ *Fri 24 July 23:30 2h till 01:30 the next day*
# The line may come on standard input, where nobody else sees it.
$ echo "call Ivanov tomorrow 10" | kartoteka -n add -; printf 'call Ivanov\ntomorrow 10\n' | kartoteka -n --json add - | grep -o '"client":{[^}]*}' | sed 's/[0-9][0-9]*/N/'; kartoteka add - </dev/null
call · Ivanov Igor · Fri 24 July 10:00
"client":{"id":N,"name":"Ivanov Igor"}
~ kartoteka: Nothing is said yet*
? 2
# Every repetition inside [from, to), in order; the end is not inside.
$ kartoteka agenda --from 2026-07-24 --to 2026-08-10 --json | sed 's/"uid":"[^"]*"/"uid":U/; s/"id":[0-9]*/"id":N/g'
{"start":"2026-07-24T07:00:00Z","end":null,"all_day":false,"kind":"task","summary":"call","location":null,"uid":U,"recurrence_id":null,"client":{"id":N,"name":"Ivanov Igor"}}
{"start":"2026-07-24T08:00:00Z","end":"2026-07-24T08:45:00Z","all_day":false,"kind":"event","summary":"Signing","location":null,"uid":U,"recurrence_id":null,"client":{"id":N,"name":"Ivanov Igor"}}
~ {"start":"2026-07-27T06:00:00Z","end":"2026-07-27T06:30:00Z","all_day":false,"kind":"event","summary":"Stand-up","location":null,"uid":U,"recurrence_id":"2026-07-27T06:00:00Z","client":null}
~ {"start":"2026-08-03T06:00:00Z",*
$ kartoteka agenda --from 2026-07-24T07:00:00Z --to 2026-07-24T08:00:00Z --plain | wc -l
1
$ kartoteka agenda --from 2026-07-24T07:00:01Z --to 2026-07-24T08:00:00Z --plain | wc -l
0
$ kartoteka --zone UTC agenda --from 2026-07-24 --to 2026-07-25 | grep -o '[0-9][0-9]:[0-9][0-9]'
07:00
08:00
# A day without its year is the nearest, a weekday the next to come; the end is behind the beginning.
$ kartoteka --now 2026-07-23T06:42:00Z agenda --from 24.07 --to 26.07 --plain | wc -l
2
$ kartoteka --now 2026-07-23T06:42:00Z agenda --from fri --to sat --plain | wc -l
2
$ kartoteka --now 2026-07-25T06:42:00Z agenda --from 23.07 --to "25 july" --plain | wc -l
2
$ kartoteka --now 2026-07-23T06:42:00Z agenda --from mon --to fri --plain | wc -l
1
$ kartoteka --now 2026-07-23T06:42:00Z agenda --from +9d --to +3d
~ kartoteka: --to is before --from*
? 2
$ kartoteka agenda --from bad
~ kartoteka: "bad" *
? 2
$ kartoteka agenda --to 2026-02-30
~ kartoteka: *2026-02-30*
? 2
# Reminders: each is told once, put off, answered.
$ kartoteka remind --due
$ kartoteka --now 2026-07-24T07:01:00Z remind --due --json | sed 's/"id":[0-9]*/"id":N/g'
{"id":N,"at":"2026-07-24T07:00:00Z","due":"2026-07-24T07:00:00Z","summary":"call","client":{"id":N,"name":"Ivanov Igor"},"state":"due","snoozed":0}
$ kartoteka --now 2026-07-24T07:01:00Z remind --due --notify --plain | wc -l
1
$ kartoteka --now 2026-07-24T07:01:00Z remind --due --notify --plain | wc -l
0
$ id=$(kartoteka remind --json | head -1 | sed 's/{"id":\([0-9]*\).*/\1/'); kartoteka remind snooze $id "fri 15" >/dev/null && kartoteka remind --json | grep '"snoozed":1' | grep -o '"at":"[^"]*","due":"[^"]*"'
"at":"2026-07-24T12:00:00Z","due":"2026-07-24T07:00:00Z"
$ id=$(kartoteka remind --json | grep '"snoozed":1' | sed 's/{"id":\([0-9]*\).*/\1/'); kartoteka remind done $id >/dev/null && kartoteka agenda --from 2026-07-24 --to 2026-07-25 --json | grep -c '"task"'
0
? 1
$ kartoteka remind snooze 999 tomorrow
~ kartoteka: *999*
? 3
# Today, as text and in Russian.
$ kartoteka today | head -1
Thursday 23 July 2026
$ kartoteka --lang ru today | head -1
четверг 23 июля 2026
$ kartoteka event add "Fair" --start 2026-07-26 >/dev/null; kartoteka event add "Fair, second hall" --start "2026-07-26 10:00" --where "Hall 2" >/dev/null; kartoteka today | grep -A1 Fair | sed 's/ *1h$//'
  Sun 26  all day   Fair
  Sun 26  10:00     Fair, second hall
                    Hall 2
$ kartoteka | head -1
Thursday 23 July 2026
$ kartoteka | od -c | grep -c 033
0
? 1
$ kartoteka today | grep -E '^.{81,}'
? 1
$ kartoteka check
The base is in order
# What goes of a series is said, by the one who deletes and by `undo`.
$ kartoteka task add "weekly report" --due 2026-07-24T12:00 --every week >/dev/null; id=$(kartoteka task list --json | grep 'weekly report' | sed 's/.*"id":\([0-9]*\).*/\1/'); kartoteka task delete $id --reach whole; kartoteka undo; kartoteka task delete $id --reach one; kartoteka undo
Deleted, the whole series: "weekly report"
Taken back: Deleted, the whole series: "weekly report"
Deleted, this one: "weekly report"
Taken back: Deleted, this one: "weekly report"
# What was called off is told as such, to people in words.
$ printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:x BEGIN:VEVENT UID:off1 DTSTAMP:20260701T000000Z DTSTART:20270310T070000Z SUMMARY:Fair STATUS:CANCELLED END:VEVENT BEGIN:VEVENT UID:on1 DTSTAMP:20260701T000000Z DTSTART:20270310T080000Z SUMMARY:Talk END:VEVENT END:VCALENDAR >off.ics; kartoteka import off.ics >/dev/null; kartoteka agenda --from 2027-03-10 --to 2027-03-11 | sed 's/  */ /g'
~ *When*
~ *10:00*called off: Fair*
~ *11:00*Talk*
$ kartoteka agenda --from 2027-03-10 --to 2027-03-11 --json
~ *"summary":"Fair"*"cancelled":true}
~ *"summary":"Talk"*"client":null}
# A trial says what would be done, and does nothing.
$ kartoteka task add "tally" --due 2026-07-24T12:00 --every week >/dev/null; id=$(kartoteka task list --json | grep 'tally' | sed 's/.*"id":\([0-9]*\).*/\1/'); r=$(kartoteka remind --json | grep 'tally' | sed 's/{"id":\([0-9]*\).*/\1/'); kartoteka changes --json | wc -l >before; echo $id >id; echo $r >r
$ id=$(cat id); r=$(cat r); kartoteka -n remind snooze $r "fri 15"; kartoteka -n remind snooze $r 2026-08-30; kartoteka -n remind done $r; kartoteka -n task done $id; kartoteka -n task done $id --undone; kartoteka -n task delete $id --reach whole; kartoteka -n task delete $id; kartoteka -n task delete $id --reach following --at 2026-08-07
Would put off to Fri 24 July 15:00
Would put off to Sun 30 August 09:00
Would answer 1 reminder
Would do: "tally"
Would delete the whole series: "tally"
Would delete this one: "tally"
Would delete from here on: "tally"
kartoteka: Nothing was opened again: "tally" is not done
$ event=$(kartoteka event add "Signing" --start 2026-07-29T09:00 --json | sed 's/{"id":\([0-9]*\).*/\1/'); kartoteka -n event done $event; kartoteka -n event delete $event
Would do: "Signing"
Would delete: "Signing"
$ kartoteka changes --json | wc -l >after; expr $(cat after) - $(cat before)
1
# What is planned into the past is said with "!".
$ kartoteka client add --name "Past Ann" >/dev/null; kartoteka log Past --kind call --outcome busy --next "yesterday 10 call" | tail -1; kartoteka -n add "call Past yesterday 10" | tail -1; kartoteka -n add "call Past tomorrow 10" | grep -c '!'
! this time has passed already
! this time has passed already
0
? 1
# Notes are listed, newest first, written anew, given another day and client, deleted.
$ kartoteka note add "Likes tea" --date 2026-07-20 --client Ivanov >/dev/null; kartoteka note add "Secretary is Anna" >/dev/null; kartoteka note list --plain | cut -f3-
Secretary is Anna	Thu 23 July	
Likes tea	Mon 20 July	Ivanov Igor
$ id=$(kartoteka note list --client Ivanov --plain | cut -f1); kartoteka note edit $id --text "Likes coffee" --date 2026-07-21; kartoteka note list --client Ivanov --plain | cut -f3-
Changed: Likes coffee
Likes coffee	Tue 21 July	Ivanov Igor
$ id=$(kartoteka note list --client Ivanov --plain | cut -f1); kartoteka -n note delete $id; kartoteka note delete $id; kartoteka note list --client Ivanov --plain | wc -l
Would delete: Likes coffee
Deleted: Likes coffee
0
$ kartoteka note edit 999999 --text x
~ kartoteka: *999999*
? 3
# A contact of the history: with another outcome it counts as that one says.
$ kartoteka log Ivanov --kind call --outcome reached --text "agrees" --at 2026-07-22T10:00 --json | grep -o '"attempt":[a-z]*'
"attempt":false
$ id=$(kartoteka client show Ivanov --json | grep -o '"history":.*' | grep -o '"id":[0-9]*' | head -1 | cut -d: -f2); kartoteka contact edit $id --outcome no-answer --text "did not answer" --json | sed 's/"id":[0-9]*/"id":N/g'; kartoteka contact edit $id --at 2026-08-22T10:00; kartoteka contact delete $id; kartoteka undo
{"id":N,"client":{"id":N,"name":"Ivanov Igor"},"kind":"call","outcome":"no-answer","at":"2026-07-22T07:00:00Z","attempt":true,"text":"did not answer"}
Deleted from the history: Ivanov Igor
Taken back: Deleted from the history: Ivanov Igor
~ kartoteka: A contact cannot lie in the future: *
# A task whose time is over is told of, also where no reminder calls for it.
$ rm -f late.db; printf 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VTODO\r\nUID:a\r\nDUE:20260717T120000Z\r\nSUMMARY:Old paper\r\nEND:VTODO\r\nEND:VCALENDAR\r\n' | kartoteka --db late.db import - >/dev/null; kartoteka --db late.db today | grep "Old paper"
! 17.07     Old paper
kartoteka: a new base was made, yours alone: late.db
$ kartoteka --db late.db today --json | grep -o '"late":\[{"start":"2026-07-17T12:00:00Z"'
"late":[{"start":"2026-07-17T12:00:00Z"
$ kartoteka --db late.db task done "$(kartoteka --db late.db task list --plain | cut -f1)" >/dev/null; kartoteka --db late.db today | grep -c "Old paper"
0
? 1
# Opened again is what was done, of a series without --at what was done last; where nothing was done, nothing is, and that is told.
$ kartoteka --db open.db task add t1 >/dev/null; kartoteka --db open.db task list --json | sed 's/.*"id":\([0-9]*\).*/\1/' >id; id=$(cat id); kartoteka --db open.db task done $id --undone; echo $?; kartoteka --db open.db task done $id && kartoteka --db open.db -n task done $id --undone && kartoteka --db open.db task done $id --undone --json | sed "s/:$id}/:N}/" && kartoteka --db open.db task list --plain | wc -l; kartoteka --db open.db task done $id >/dev/null; kartoteka --db open.db task done $id --undone; kartoteka --db open.db undo; kartoteka --db open.db redo
3
Done: "t1"
Would open again: "t1"
{"kind":"task","opened":N}
1
Open again: "t1"
Taken back: Open again: "t1"
Again: Open again: "t1"
kartoteka: a new base was made, yours alone: open.db
kartoteka: Nothing was opened again: "t1" is not done
$ kartoteka --db open.db task add daily --due 2026-07-24T09:00 --every day --json | sed 's/{"id":\([0-9]*\).*/\1/' >series; s=$(cat series); kartoteka --db open.db task done $s >/dev/null; kartoteka --db open.db --now 2026-07-23T06:43:00Z task done $s --at 2026-07-28 >/dev/null; kartoteka --db open.db --now 2026-07-23T06:44:00Z task done $s --at 2026-07-26 >/dev/null; for i in 1 2 3 4; do kartoteka --db open.db task done $s --undone; done; echo $?; kartoteka --db open.db task done $s --at 2026-07-26 --undone
Open again: "daily"  Sun 26 July 09:00
Open again: "daily"  Tue 28 July 09:00
Open again: "daily"  Fri 24 July 09:00
3
kartoteka: Nothing was opened again: "daily" is not done
kartoteka: Nothing was opened again: "daily" is not done
? 3
$ kartoteka --db open.db event add weekly --start 2026-07-24T10:00 --every week --json | sed 's/{"id":\([0-9]*\).*/\1/' >series; e=$(cat series); kartoteka --db open.db event done $e >/dev/null; kartoteka --db open.db event done $e --at 2026-07-31 >/dev/null; kartoteka --db open.db event edit $e --at 2026-08-07 --where x >/dev/null; kartoteka --db open.db event done $e --undone; kartoteka --db open.db event done $e --at 2026-07-24 --undone; kartoteka --db open.db agenda --from 2026-07-20 --to 2026-08-10 --json | grep weekly | grep -c '"done":true'
Open again: "weekly"  Fri 31 July 10:00
Open again: "weekly"  Fri 24 July 10:00
0
? 1
$ t=$(cat id); kartoteka --db open.db task add t2 --json | sed 's/{"id":\([0-9]*\).*/\1/' >second; u=$(cat second); kartoteka --db open.db task done $t $u --undone; kartoteka --db open.db task done $t $u && kartoteka --db open.db task done $t $u --undone
2 things done
2 things opened again
kartoteka: Nothing was opened again: none of them is done
