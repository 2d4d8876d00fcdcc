# A copy gives way to a newer one and to nothing else.
$ kartoteka client add --name "Ivanov Igor"
~ * Ivanov Igor
~ kartoteka: a new base was made, yours alone: */kartoteka.db
$ kartoteka backup one.db
Backup: one.db
$ kartoteka client add --name "Kim Olga"
~~
$ kartoteka backup one.db
Backup: one.db
$ echo mine > list.txt; kartoteka backup list.txt
~ kartoteka: list.txt is there and is no copy of this base*
~~
? 1
$ cat list.txt
mine
$ kartoteka --yes backup list.txt
Backup: list.txt
# Nor to a base of another's, nor to a copy in which somebody works by now.
$ kartoteka --db two.db client add --name "Only Here" >/dev/null; cp one.db three.db; kartoteka --db three.db client add --name "Only There" >/dev/null
kartoteka: a new base was made, yours alone: two.db
$ for to in two.db three.db; do kartoteka backup $to 2>why; echo $?; cut -d';' -f1 why; kartoteka -n backup $to 2>/dev/null; echo $?; kartoteka --db $to --plain client list | grep -c Only; done
1
kartoteka: two.db is there and is no copy of this base
1
1
1
kartoteka: three.db is there and is no copy of this base
1
1
$ kartoteka --yes backup two.db; kartoteka --db two.db --plain client list | grep -c Only
Backup: two.db
0
? 1
# What a restore replaces is kept, counted, and comes back in the same way.
$ kartoteka client add --name "Late Comer" >made; kartoteka restore one.db
~ Restored * from one.db
~ What was there is kept: *.before-restore-*
1 change in it is not in one.db
~ To go back: kartoteka restore *.before-restore-*
$ kartoteka --json changes --limit 1
~ *"at":"2026-07-23T06:42:00Z","author":"?*","command":"restore"*
$ kartoteka --plain client list | grep -c Late
0
? 1
$ kartoteka check
The base is in order
# Nothing is written over the base or what belongs to it, by whatever name: as it is, beside it, by a link; also not with --yes. In backups/ a copy takes the place of a copy.
$ kartoteka backup --keep 7d; ls ~/.local/share/kartoteka/backups | wc -l
~ Backup: *
1
$ cd ~/.local/share/kartoteka; ln -s kartoteka.db soft; ln kartoteka.db hard; ln -s ../kartoteka here; ls -i kartoteka.db >~/before
> for to in kartoteka.db ./kartoteka.db kartoteka.db-wal kartoteka.db-shm kartoteka.db.notice soft hard here/kartoteka.db kartoteka.db.before-restore-* backups/*; do
> for way in "export ics -o" "backup" "--dry-run backup" "-n export ics -o"; do kartoteka --yes $way $to >>~/said 2>&1; echo $? >>~/codes; done; done
> sort ~/codes | uniq -c; grep -c "is the base, or belongs to it; nothing was written" ~/said
~ * 2 0
~ * 38 1
38
$ cd ~/.local/share/kartoteka; ls -i kartoteka.db | diff - ~/before; ls | grep -c XXXX; rm hard; kartoteka check
0
The base is in order
# Nor where the base would be made, or through a name of the base that is a link.
$ kartoteka --db none.db export ics -o none.db 2>/dev/null; echo $?; ls none.db* 2>/dev/null; ln -s ~/.local/share/kartoteka/kartoteka.db by.db
> kartoteka --db by.db --yes backup ~/.local/share/kartoteka/kartoteka.db-wal 2>/dev/null
1
? 1
# An export gives way to a newer one; what is not all in the base stays, unless --yes. A dry run writes nothing.
$ echo mine >note.txt; kartoteka --no-input export ics -o note.txt; cat note.txt
mine
kartoteka: note.txt is there already, and not as Kartoteka wrote it; nothing was written; name another file, or add --yes
$ printf 'BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Other//Other//EN\nEND:VCALENDAR\n' >other.ics; cp other.ics kept.ics; kartoteka export ics -o other.ics; cmp other.ics kept.ics
kartoteka: other.ics is there already, and not as Kartoteka wrote it; nothing was written; name another file, or add --yes
$ kartoteka --dry-run export ics -o dry.ics; ls dry.ics 2>/dev/null
~ Would write: dry.ics, * bytes
? 2
$ kartoteka event add Talk --start 2026-07-24T10:00 >made; kartoteka export ics -o out.ics; kartoteka export ics -o out.ics; grep -c BEGIN:VEVENT out.ics
Written: out.ics
Written: out.ics
1
$ kartoteka --yes export ics -o note.txt; head -c 15 note.txt
Written: note.txt
BEGIN:VCALENDAR
$ kartoteka -n export ics -o out.ics --filter 'nosuch:1' 2>/dev/null; kartoteka --yes -n export ics -o made; grep -c BEGIN made
~ Would write: made, * bytes
0
? 1
# How far back the journal goes is a setting; what leaves it is in the copy that was made just before.
$ for year in 2023 2024 2025; do kartoteka --db old.db --now $year-01-10T10:00:00Z client add --name "Из $year" >/dev/null; done; kartoteka --db old.db client add --name Новый >/dev/null
kartoteka: a new base was made, yours alone: old.db
$ kartoteka --db old.db backup --keep 7d journals | grep -c "Left the journal"
0
? 1
$ kartoteka config set journal.keep 1q
~ kartoteka: *1q does not say how long: 10y, 6m, 90d or all are meant*
? 2
$ kartoteka config set journal.keep 1y >/dev/null; kartoteka --db old.db --dry-run backup --keep 7d journals | tail -1; kartoteka --db old.db changes --json | wc -l
~ Would leave the journal: * changes
~ *
$ kartoteka --db old.db backup --keep 7d journals | tail -1; kartoteka --db old.db client list --json | wc -l
~ Left the journal: * changes
4
$ kartoteka --db old.db undo --batch 1
~ kartoteka: Change 1 is older than the journal goes back; nothing was changed; how long changes are kept *
? 3
$ kartoteka --db old.db undo; kartoteka --db old.db check
Taken back: Added: Новый
The base is in order
$ kartoteka config set journal.keep all >/dev/null; kartoteka --db old.db backup --keep 7d journals | grep -c "Left the journal"
0
? 1
# Copies of all bases of a folder lie in one folder: a rotation takes away those of its own base alone, and nothing that is no copy.
$ mkdir two; cd two; for b in mine firm; do kartoteka --db $b.db client add --name "Of $b" >/dev/null 2>&1; kartoteka --db $b.db backup --keep 1d,1w,1m; done
Backup: ./backups/kartoteka-mine-2026-07-23T064200Z.db
Backup: ./backups/kartoteka-firm-2026-07-23T064200Z.db
$ cd two; echo mine >backups/kartoteka-firm-2020-01-01T000000Z.db; cp backups/kartoteka-mine-2026-07-23T064200Z.db backups/kartoteka-firm-2020-01-02T000000Z.db
> for d in 4 5 6; do kartoteka --db firm.db --now 2026-08-0${d}T06:42:00Z backup --keep 1d; done; ls backups; ls | grep -c "shm\|wal"
Backup: ./backups/kartoteka-firm-2026-08-04T064200Z.db
Taken away: kartoteka-firm-2026-07-23T064200Z.db
Backup: ./backups/kartoteka-firm-2026-08-05T064200Z.db
Taken away: kartoteka-firm-2026-08-04T064200Z.db
Backup: ./backups/kartoteka-firm-2026-08-06T064200Z.db
Taken away: kartoteka-firm-2026-08-05T064200Z.db
kartoteka-firm-2020-01-01T000000Z.db
kartoteka-firm-2020-01-02T000000Z.db
kartoteka-firm-2026-08-06T064200Z.db
kartoteka-mine-2026-07-23T064200Z.db
0
? 1
# A trial says what the deed does.
$ cd two; kartoteka --db firm.db --now 2026-08-07T06:42:00Z -n backup --keep 1d
Would write: ./backups/kartoteka-firm-2026-08-07T064200Z.db
Would take away: kartoteka-firm-2026-08-06T064200Z.db
# Where two bases of one name have one folder for their copies, each has its own.
$ cd two; mkdir sub; kartoteka --db sub/mine.db client add --name "Of the other" >/dev/null 2>&1; kartoteka --db sub/mine.db backup --keep 1d backups; kartoteka --db sub/mine.db --now 2026-07-25T06:42:00Z backup --keep 1d backups
Backup: backups/kartoteka-mine-2026-07-23T064201Z.db
Backup: backups/kartoteka-mine-2026-07-25T064200Z.db
Taken away: kartoteka-mine-2026-07-23T064201Z.db
# A copy of another base is brought back for who says so alone.
$ cd two; kartoteka --db mine.db restore backups/kartoteka-firm-2026-08-06T064200Z.db
kartoteka: backups/kartoteka-firm-2026-08-06T064200Z.db is no copy of mine.db: it is another base, or a copy of one; nothing was changed; name a copy of this base, or add --yes to have the other one in its place; what is there now is kept beside it
? 1
$ cd two; kartoteka -n --db mine.db restore firm.db 2>/dev/null; kartoteka --db mine.db --plain client list | grep -oE "Mine|Firm"; kartoteka --db mine.db restore backups/kartoteka-mine-2026-07-23T064200Z.db | head -1
Mine
Restored mine.db from backups/kartoteka-mine-2026-07-23T064200Z.db
$ cd two; kartoteka --db mine.db --yes restore backups/kartoteka-firm-2026-08-06T064200Z.db | head -1; kartoteka --db mine.db --plain client list | grep -oE "Mine|Firm"
Restored mine.db from backups/kartoteka-firm-2026-08-06T064200Z.db
Firm
# Into a base without a change every copy goes.
$ cd two; kartoteka --db new.db init >/dev/null; kartoteka --db new.db restore firm.db | head -1
Restored new.db from firm.db
# The newest copy that check names is one of this base; where whose they are cannot be read any more, it says so.
$ mkdir three; cd three; for b in mine firm; do kartoteka --db $b.db client add --name "Of $b" >/dev/null 2>&1; kartoteka --db $b.db backup --keep 1d >/dev/null; done; touch -d 2020-01-01 backups/kartoteka-mine*
> page=$(od -An -v -tx1 -w4096 mine.db | awk '$1 == "0d" && /70 65 72 73 6f 6e/ { print NR; exit }')
> head -c 4096 mine.db | tr '\000-\377' '\245' | dd of=mine.db bs=4096 seek=$((page - 1)) conv=notrunc 2>/dev/null; kartoteka --db mine.db check >said 2>why; grep copy said; grep -o "kartoteka restore .*" why
A copy lies here: ./backups/kartoteka-mine-2026-07-23T064200Z.db
kartoteka restore ./backups/kartoteka-mine-2026-07-23T064200Z.db brings the newest copy back; what is there now is kept beside it
$ cd three; : >mine.db; kartoteka --db mine.db check 2>&1 | tail -n +2
A copy lies here: ./backups/kartoteka-firm-2026-07-23T064200Z.db
A copy lies here: ./backups/kartoteka-mine-2026-07-23T064200Z.db
~ kartoteka: the file mine.db is there, but no base is in it: *these copies are of several bases*
