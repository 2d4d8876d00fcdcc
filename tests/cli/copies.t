# A copy gives way to a newer one and to nothing else; what a restore replaces is kept beside the base.
$ kartoteka client add --name "Ivanov Igor"
~ * Ivanov Igor
$ kartoteka backup one.db
Backup: one.db
$ kartoteka client add --name "Kim Olga"
~~
$ kartoteka backup one.db
Backup: one.db
$ echo mine > list.txt; kartoteka backup list.txt
~ kartoteka: list.txt is there and is no copy of a base*
~~
? 1
$ cat list.txt
mine
$ kartoteka --yes backup list.txt
Backup: list.txt
$ kartoteka client add --name "Late Comer" >made; kartoteka restore one.db
~ Restored * from one.db
~ What was there before: *.before-restore-*
$ kartoteka --plain client list | grep -c Late
0
? 1
$ kept=$(ls "$XDG_DATA_HOME"/kartoteka/*.before-restore-* 2>made || ls "$HOME"/.local/share/kartoteka/*.before-restore-*); kartoteka --db "$kept" --plain client list | grep -c Late
1
$ kartoteka check
The base is in order
