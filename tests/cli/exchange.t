# Import: exact counts, again nothing new, changes three ways, taken back whole; export gives back what came.
$ cp "$DATA"/talks.ics . && kartoteka --json --dry-run import talks.ics
{"file":"talks.ics","format":"ics","batch":null,"created":{"event":3,"task":1,"journal":1,"client":0},"updated":{"event":0,"task":0,"journal":0,"client":0},"unchanged":{"event":0,"task":0,"journal":0,"client":0},"skipped":[]}
$ kartoteka agenda --from 2026-07-01 --to 2026-09-01
~ kartoteka: there is no base */kartoteka.db; the answer is that of an empty one
$ kartoteka --json import talks.ics | sed 's/"batch":[0-9]*/"batch":N/'
{"file":"talks.ics","format":"ics","batch":N,"created":{"event":3,"task":1,"journal":1,"client":0},"updated":{"event":0,"task":0,"journal":0,"client":0},"unchanged":{"event":0,"task":0,"journal":0,"client":0},"skipped":[]}
~ kartoteka: a new base was made, yours alone: */kartoteka.db
$ kartoteka --json import talks.ics
{"file":"talks.ics","format":"ics","batch":null,"created":{"event":0,"task":0,"journal":0,"client":0},"updated":{"event":0,"task":0,"journal":0,"client":0},"unchanged":{"event":3,"task":1,"journal":1,"client":0},"skipped":[]}
$ kartoteka import - <talks.ics
-: nothing new
  the same: 3 events, 1 task, 1 note
$ kartoteka agenda --from 2026-07-20 --to 2026-09-01 --plain | cut -f1-3 >/dev/null; kartoteka agenda --from 2026-07-20 --to 2026-09-01 --json | sed 's/.*"start":"\([^"]*\)".*"summary":"\([^"]*\)".*"recurrence_id":\([^,]*\),.*/\1 \2 \3/'
2026-07-27T07:00:00Z Talk, the first "2026-07-27T07:00:00Z"
2026-07-30 Send the slides null
2026-08-01T07:30:00Z Far away null
2026-08-03T09:00:00Z Talk, moved "2026-08-03T07:00:00Z"
2026-08-10T07:00:00Z Talk, the first "2026-08-10T07:00:00Z"
2026-08-17T07:00:00Z Talk, the first "2026-08-17T07:00:00Z"
# check_63: byte for byte, and the same once more through a new base.
$ kartoteka export ics | cmp - talks.ics
$ kartoteka export ics -o out.ics && stat -c %a out.ics && kartoteka --db other.db import out.ics >/dev/null && kartoteka --db other.db export ics | cmp - out.ics
Written: out.ics
600
kartoteka: a new base was made, yours alone: other.db
# An occurrence changed here is one component more; what is deleted does not come out.
$ kartoteka event delete $(kartoteka find "Far away" --json | sed 's/.*"id":\([0-9]*\).*/\1/') >/dev/null && kartoteka export ics | tr -d '\r' | grep -c 'far@example'
0
? 1
$ kartoteka undo >/dev/null && kartoteka export ics | cmp - talks.ics
# The file wins where it changed, what was changed here stays.
$ kartoteka event edit $(kartoteka find "Far away" --json | sed 's/.*"id":\([0-9]*\).*/\1/') --where "Here" >/dev/null && kartoteka export ics | tr -d '\r' | grep -A8 far@example | grep LOCATION
LOCATION:Here
$ sed 's/Far away/Far off/; s/Send the slides/Send all slides/' talks.ics >changed.ics && kartoteka --json import changed.ics | grep -o '"updated":{[^}]*},"unchanged":{[^}]*}'
"updated":{"event":1,"task":1,"journal":0,"client":0},"unchanged":{"event":2,"task":0,"journal":1,"client":0}
$ kartoteka export ics | tr -d '\r' | grep -A8 far@example | grep 'LOCATION\|SUMMARY'
SUMMARY:Far off
LOCATION:Here
$ kartoteka undo && kartoteka export ics | tr -d '\r' | grep -A8 far@example | grep 'LOCATION\|SUMMARY'
Taken back: Import: changed.ics
SUMMARY:Far away
LOCATION:Here
$ kartoteka undo >/dev/null && kartoteka export ics | cmp - talks.ics
# New lines of DTSTAMP alone are no news.
$ sed 's/^DTSTAMP:.*Z/DTSTAMP:20260722T101010Z/' talks.ics >stamped.ics && kartoteka import stamped.ics | tail -1
  the same: 3 events, 1 task, 1 note
# What was made here stands in a VCALENDAR of our own, with its zone; the second pass is the same.
$ kartoteka event add "Signing" --start "tomorrow 10" --length 45m >/dev/null && kartoteka export ics -o own.ics && tr -d '\r' <own.ics | grep -c 'BEGIN:VCALENDAR' && tr -d '\r' <own.ics | grep 'DTSTART.*20260724\|TZID:Europe/Moscow'
Written: own.ics
2
TZID:Europe/Moscow
DTSTART;TZID=Europe/Moscow:20260724T100000
$ kartoteka --db third.db import own.ics >/dev/null && kartoteka --db third.db export ics | cmp - own.ics
kartoteka: a new base was made, yours alone: third.db
# A filter over what is exported.
$ kartoteka export ics --filter "summary:Signing" | tr -d '\r' | grep -c BEGIN:VEVENT
1
$ kartoteka export ics --filter "nonsense:x"
~ kartoteka: *nonsense*
? 2
# Undo of a batch takes all of it.
$ kartoteka changes --json | grep '"command":"import"' | tail -1 | sed 's/.*"batch":\([0-9]*\).*/\1/' >batch; kartoteka --db other.db undo && kartoteka --db other.db export ics | wc -c && kartoteka --db other.db check
Taken back: Import: out.ics
81
The base is in order
# check_69: of several files each refuses itself alone.
$ kartoteka --db several.db import talks.ics nowhere.ics "$DATA"/kim.vcf | grep -v '^  '
~ talks.ics: batch *
~ *kim.vcf*
kartoteka: a new base was made, yours alone: several.db
~ kartoteka: *nowhere.ics*
$ rm several.db; kartoteka --db several.db import talks.ics nowhere.ics >/dev/null
kartoteka: a new base was made, yours alone: several.db
~ kartoteka: cannot read nowhere.ics: no such file or folder; 1 other file was brought in
? 4
$ rm several.db; kartoteka --db several.db --dry-run import talks.ics nowhere.ics >/dev/null; test -e several.db
~ kartoteka: cannot read nowhere.ics: no such file or folder; nothing was changed
? 1
$ kartoteka import nowhere.ics
kartoteka: cannot read nowhere.ics: no such file or folder
? 1
$ kartoteka import "$DATA"/kim.vcf
~ kartoteka: *kim.vcf: vcf files are not read*
? 1
$ kartoteka import --format vcf talks.ics
~ kartoteka: *
? 1
$ kartoteka import .
kartoteka: cannot read .: it is a folder
? 1
$ kartoteka import
~ kartoteka: *is missing*
? 2
$ printf '' | kartoteka import -
~ kartoteka: *empty*
? 1
$ kartoteka export vcf
~ kartoteka: *
? 1
$ kartoteka export ics -o /nowhere/x.ics
~ kartoteka: /nowhere/x.ics cannot be written: *
? 1
# A broken file: what is missing is mended and said, with its line.
$ kartoteka --db broken.db import "$DATA"/broken.ics | tail -2
  remarks: 1
~     line 7: *END:VEVENT*
kartoteka: a new base was made, yours alone: broken.db
$ kartoteka --lang ru --db broken.db import "$DATA"/broken.ics | grep -c '1 событие'
1
# Ctrl-C in the middle takes back what had come.
$ awk 'BEGIN { print "BEGIN:VCALENDAR\r\nVERSION:2.0\r"; for (i = 0; i < 20000; i++) print "BEGIN:VEVENT\r\nUID:" i "@many\r\nDTSTART:20260801T100000Z\r\nSUMMARY:Number " i "\r\nEND:VEVENT\r"; print "END:VCALENDAR\r" }' >many.ics
$ kartoteka --db many.db client add --name x >/dev/null; kartoteka --db many.db import many.ics & pid=$!
> while kill -0 $pid 2>/dev/null && [ "$(kartoteka --db many.db changes --plain | wc -l)" -lt 3 ]; do :; done
> kill -INT $pid; wait $pid; echo $?; kartoteka --db many.db check; kartoteka --db many.db export ics | wc -c
1
The base is in order
81
kartoteka: a new base was made, yours alone: many.db
kartoteka: many.ics: stopped; what had come of it was taken back
# So in made-up clients that are put into a base with others in it: they are gone when the command ends, nothing is left to the next start.
$ kartoteka --db stopped.db client add --name Base >/dev/null; kartoteka --db stopped.db demo --clients 20000 & pid=$!
> while kill -0 $pid 2>/dev/null && [ "$(kartoteka --db stopped.db changes --plain | wc -l)" -lt 3 ]; do :; done
> kill -INT $pid; wait $pid; echo $?; kartoteka --db stopped.db changes --plain | head -1 | cut -f4,5; kartoteka --db stopped.db client list --plain | cut -f3; kartoteka --db stopped.db check
1
undo	Taken back: 20 000 made-up clients
Base
The base is in order
kartoteka: a new base was made, yours alone: stopped.db
kartoteka: Stopped; what had come of it was taken back
# The example and made-up clients go again as they came.
$ kartoteka --db demo.db demo --clients 200 --seed 3 && kartoteka --db demo.db check && kartoteka --db demo.db undo && kartoteka --db demo.db client list && kartoteka --db demo.db check
200 made-up clients
The base is in order
Taken back: 200 made-up clients
The base is in order
kartoteka: a new base was made, yours alone: demo.db
$ kartoteka --db a.db demo --clients 50 --seed 5 >/dev/null; kartoteka --db b.db demo --clients 50 --seed 5 >/dev/null; kartoteka --db a.db client list --json >a; kartoteka --db b.db client list --json >b; cmp a b; wc -l <a
50
kartoteka: a new base was made, yours alone: a.db
kartoteka: a new base was made, yours alone: b.db
$ kartoteka --db c.db demo --clients 0
~ kartoteka: --clients *
? 2
# What an import saw stands with its batch.
$ kartoteka client add --name "Ann Lee" --email ann@lee.example >/dev/null; printf 'BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:tied\nDTSTART:20260728T100000Z\nSUMMARY:With Ann\nATTENDEE:mailto:Ann@lee.example\nRRULE:FREQ=DAILY;COUNT=2\nEND:VEVENT\nEND:VCALENDAR\n' >tied.ics; kartoteka import tied.ics >/dev/null; kartoteka changes --command import --limit 1 --json | sed 's/.*"file":"[^"]*\(tied.ics".*\)/\1/'
tied.ics","format":"ics","bytes":174,"created":{"event":1,"task":0,"journal":0,"client":0},"updated":{"event":0,"task":0,"journal":0,"client":0},"unchanged":{"event":0,"task":0,"journal":0,"client":0},"repeats":1,"linked":1,"skipped":0,"warnings":0}
$ kartoteka agenda --from 2026-07-28 --to 2026-07-29 --json | grep -o '"client":{[^}]*"name":"[^"]*"' | sed 's/"id":[0-9]*,//'
"client":{"name":"Lee Ann"
# Two who bring one file in at once: it is there once.
$ { echo BEGIN:VCALENDAR; echo VERSION:2.0; echo PRODID:x; seq 3000 | sed 's/.*/BEGIN:VEVENT\nUID:&@both\nDTSTART:20260801T100000Z\nSUMMARY:Both &\nEND:VEVENT/'; echo END:VCALENDAR; } >both.ics
$ kartoteka --db both.db task add First >/dev/null; kartoteka --db both.db import both.ics >1 & kartoteka --db both.db import both.ics >2; wait; cat 1 2 | grep -o 'new: .*\|the same: .*' | sort
~ new: 3*000 events
~ the same: 3*000 events
kartoteka: a new base was made, yours alone: both.db
$ kartoteka --db both.db export ics | grep -c BEGIN:VEVENT
3000
# check_63: a part of a series that is changed keeps all that the file said of it, known or not, and its own file finds it known.
$ cp "$DATA"/weekly.ics . && kartoteka --db part.db import weekly.ics >/dev/null && id=$(kartoteka --db part.db find Jour --json | sed 's/.*"id":\([0-9]*\).*/\1/' | tail -1); kartoteka --db part.db event edit $id --at 2026-11-26T12:00 --reach following --where "Room 2" >/dev/null && kartoteka --db part.db event edit $id --at 2026-11-19T12:00 --where "Room 3" >/dev/null && kartoteka --db part.db export ics >part.ics; for line in ATTENDEE.CN=Bob ORGANIZER 'X-FOO;A=b:zzz' ACTION:EMAIL X-OVR:1 RRULE:FREQ=WEEKLY 'LOCATION:Room 2' 'LOCATION:Room 3'; do grep -c "^$line" part.ics; done | paste -sd' '
3 3 3 3 1 2 1 1
kartoteka: a new base was made, yours alone: part.db
$ kartoteka --db part.db import weekly.ics && kartoteka --db part.db import part.ics && kartoteka --db part2.db import part.ics >/dev/null && kartoteka --db part2.db export ics | cmp - part.ics && kartoteka --db part.db check
weekly.ics: nothing new
  the same: 2 events
part.ics: nothing new
  the same: 4 events
The base is in order
kartoteka: a new base was made, yours alone: part2.db
$ kartoteka --db part.db undo >/dev/null && kartoteka --db part.db undo >/dev/null && kartoteka --db part.db export ics | cmp - weekly.ics
# The name of a file is one line, whatever is in it.
$ name=$(printf 'two\nlines.ics'); cp talks.ics "$name"; kartoteka --db lines.db import "$name" | head -1; printf 'BEGIN:VCARD\n' >"$name"; kartoteka --db lines.db import "$name" 2>&1 | wc -l; rm "$name"; kartoteka --db lines.db import "$name"
~ two lines.ics: batch *
1
kartoteka: a new base was made, yours alone: lines.db
kartoteka: cannot read two lines.ics: no such file or folder
? 1
# A rule that is not understood is told, kept as text, and makes no series: what is edited is it itself, without words of a repeat.
$ printf 'BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\nUID:odd\nDTSTART:20260728T100000Z\nSUMMARY:Odd\nRRULE:FREQ=NOPE\nEND:VEVENT\nBEGIN:VTODO\nUID:oddtask\nDUE:20260728T120000Z\nSUMMARY:Owed\nRRULE:FREQ=NEVER\nEND:VTODO\nEND:VCALENDAR\n' >odd.ics; kartoteka --db odd.db import odd.ics | grep RRULE
    line 8: RRULE not understood, kept as text, not repeated: FREQ=NOPE
    line 14: RRULE not understood, kept as text, not repeated: FREQ=NEVER
kartoteka: a new base was made, yours alone: odd.db
$ id=$(kartoteka --db odd.db find Odd --plain | cut -f2); kartoteka --db odd.db event edit $id --start "2026-07-30 11:00" | cut -d' ' -f3-; kartoteka --db odd.db export ics | tr -d '\r' | grep '^DTSTART\|^RRULE\|^RECURRENCE\|^DUE'
Odd  Thu 30 July 11:00
DTSTART:20260730T080000Z
RRULE:FREQ=NOPE
DUE:20260728T120000Z
RRULE:FREQ=NEVER
$ kartoteka --db odd.db event delete $(kartoteka --db odd.db find Odd --plain | cut -f2); kartoteka --db odd.db export ics | grep BEGIN:VEVENT
Deleted: "Odd"
? 1
# A batch that is taken back in part: what stays is named, and named again by whoever asks again; it is one's own to take away then.
$ kartoteka --db left.db import talks.ics >/dev/null; id=$(kartoteka --db left.db find "Far away" --json | sed 's/.*"id":\([0-9]*\).*/\1/'); echo $id >id; kartoteka --db left.db event edit $id --where mine >/dev/null; b=$(kartoteka --db left.db changes --json | grep '"command":"import"' | sed 's/.*"batch":\([0-9]*\).*/\1/'); echo $b >batch; kartoteka --db left.db -n undo --batch $b | sed "s/ $id / N /"
Would take back: Import: talks.ics
  stays: event N "Far away"
kartoteka: a new base was made, yours alone: left.db
kartoteka: 1 record that was changed since would stay
$ kartoteka --db left.db -n undo --batch $(cat batch) >/dev/null 2>&1
? 4
$ kartoteka --db left.db undo --batch $(cat batch) --json | sed "s/:$(cat batch),/:B,/; s/:$(cat id),/:N,/"
{"batch":B,"label":"Import: talks.ics","left":1,"stays":[{"kind":"event","id":N,"title":"Far away"}]}
kartoteka: 1 record that was changed since stays; the rest is taken back
$ kartoteka --db left.db redo >/dev/null && kartoteka --db left.db undo --batch $(cat batch)
Taken back: Import: talks.ics
~   stays: event * "Far away"
kartoteka: 1 record that was changed since stays; the rest is taken back
? 4
$ kartoteka --db left.db undo --batch $(cat batch)
~   stays: event * "Far away"
~ kartoteka: the batch * was already taken back; nothing was changed; 1 record that was changed since stays
? 1
$ kartoteka --db left.db event delete $(cat id) >/dev/null && kartoteka --db left.db undo --batch $(cat batch)
~ kartoteka: the batch * was already taken back; nothing was changed
? 1
