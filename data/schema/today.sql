-- The whole form of the base as it is today, of which a new one is made; the numbered files bring an older one here (a test holds them to the same).
-- One SQL text for every database (house.md, 8): STRICT tables on SQLite; instants and lengths are integers, days and moments ISO text, flags 0/1,
-- sources bytes; order goes through folded *_key columns. Every record has an integer id and a uuid of 16 bytes.
-- References are looked at on commit: one that is looked at once a row makes every removal flush the search index (SQLite).
-- Derived columns stand last in their table, under the line that says so.

CREATE TABLE base (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	uuid TEXT NOT NULL,
	form INTEGER NOT NULL,          -- the number of the last migration
	shared_group TEXT,              -- NULL: private
	next_id INTEGER NOT NULL        -- ids are reserved in blocks from here
) STRICT;

CREATE TABLE staff (
	id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, uuid BLOB NOT NULL,
	login TEXT NOT NULL UNIQUE, name TEXT, zone TEXT, hours TEXT, gone INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE contact_kind (
	id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, uuid BLOB NOT NULL,
	code TEXT NOT NULL, name TEXT, place INTEGER NOT NULL DEFAULT 0, gone INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE outcome (
	id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, uuid BLOB NOT NULL,
	kind INTEGER REFERENCES contact_kind (id) DEFERRABLE INITIALLY DEFERRED, code TEXT NOT NULL, name TEXT, counts TEXT NOT NULL,
	offer TEXT, place INTEGER NOT NULL DEFAULT 0, gone INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE tag (
	id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, uuid BLOB NOT NULL,
	name TEXT NOT NULL,
	-- derived
	key TEXT NOT NULL
) STRICT;

CREATE TABLE filter (
	id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, uuid BLOB NOT NULL,
	name TEXT NOT NULL, query TEXT NOT NULL, list TEXT NOT NULL, place INTEGER NOT NULL DEFAULT 0, owner INTEGER REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE client (
	id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, uuid BLOB NOT NULL,
	kind TEXT NOT NULL, surname TEXT, given TEXT, patronymic TEXT, gender TEXT, address_form TEXT, tone TEXT, born TEXT,
	name TEXT, legal_form TEXT, source TEXT, owner INTEGER REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED, note TEXT, made_at INTEGER,
	-- derived
	title TEXT NOT NULL, title_key TEXT NOT NULL, phone TEXT, organization TEXT, organization_key TEXT,
	last_contact INTEGER, attempts INTEGER NOT NULL DEFAULT 0,
	next_kind TEXT, next_id INTEGER, next_at INTEGER, next_all_day INTEGER NOT NULL DEFAULT 0, next_text TEXT
) STRICT;

CREATE TABLE channel (
	id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, uuid BLOB NOT NULL,
	client INTEGER NOT NULL REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED, type TEXT NOT NULL, value TEXT NOT NULL, extension TEXT, label TEXT,
	place INTEGER NOT NULL DEFAULT 0,
	-- derived
	key TEXT
) STRICT;

CREATE TABLE membership (
	id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, uuid BLOB NOT NULL,
	person INTEGER NOT NULL REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED, organization INTEGER NOT NULL REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED,
	role TEXT, place INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE tagging (
	id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, uuid BLOB NOT NULL,
	client INTEGER NOT NULL REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED, tag INTEGER NOT NULL REFERENCES tag (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE interaction (
	id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, uuid BLOB NOT NULL,
	client INTEGER NOT NULL REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED, kind INTEGER NOT NULL REFERENCES contact_kind (id) DEFERRABLE INITIALLY DEFERRED,
	outcome INTEGER REFERENCES outcome (id) DEFERRABLE INITIALLY DEFERRED, direction TEXT, at INTEGER NOT NULL, length INTEGER, text TEXT,
	attempt INTEGER NOT NULL DEFAULT 0, number TEXT, author INTEGER REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED, step_kind TEXT, step INTEGER
) STRICT;

CREATE TABLE zonedef (
	id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, uuid BLOB NOT NULL,
	name TEXT NOT NULL UNIQUE, text BLOB NOT NULL
) STRICT;

CREATE TABLE source (
	id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, uuid BLOB NOT NULL,
	file TEXT, head_lines BLOB, tail_lines BLOB, at INTEGER
) STRICT;

CREATE TABLE component (
	id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, uuid BLOB NOT NULL,
	source INTEGER NOT NULL REFERENCES source (id) DEFERRABLE INITIALLY DEFERRED, place INTEGER NOT NULL, type TEXT NOT NULL, lines BLOB NOT NULL,
	hash TEXT NOT NULL, uid TEXT, recurrence TEXT, ordinal INTEGER NOT NULL DEFAULT 0, superseded INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE event (
	id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, uuid BLOB NOT NULL,
	uid TEXT, recurrence TEXT, recurrence_zone TEXT, place INTEGER NOT NULL DEFAULT 0, superseded INTEGER NOT NULL DEFAULT 0, future INTEGER NOT NULL DEFAULT 0,
	series INTEGER REFERENCES event (id) DEFERRABLE INITIALLY DEFERRED, summary TEXT, text TEXT, start TEXT, zone TEXT, rules TEXT, exrules TEXT, rdates TEXT, exdates TEXT,
	client INTEGER REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED, kind INTEGER REFERENCES contact_kind (id) DEFERRABLE INITIALLY DEFERRED, owner INTEGER REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
	component INTEGER REFERENCES component (id) DEFERRABLE INITIALLY DEFERRED, made_at INTEGER,
	"end" TEXT, end_zone TEXT, location TEXT, status TEXT, free INTEGER NOT NULL DEFAULT 0, done INTEGER NOT NULL DEFAULT 0,
	-- derived
	starts_at INTEGER, last_at INTEGER, wide INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE task (
	id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, uuid BLOB NOT NULL,
	uid TEXT, recurrence TEXT, recurrence_zone TEXT, place INTEGER NOT NULL DEFAULT 0, superseded INTEGER NOT NULL DEFAULT 0, future INTEGER NOT NULL DEFAULT 0,
	series INTEGER REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED, summary TEXT, text TEXT, start TEXT, zone TEXT, rules TEXT, exrules TEXT, rdates TEXT, exdates TEXT,
	client INTEGER REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED, kind INTEGER REFERENCES contact_kind (id) DEFERRABLE INITIALLY DEFERRED, owner INTEGER REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
	component INTEGER REFERENCES component (id) DEFERRABLE INITIALLY DEFERRED, made_at INTEGER,
	due TEXT, due_zone TEXT, done_at INTEGER, status TEXT, percent INTEGER NOT NULL DEFAULT 0, priority INTEGER NOT NULL DEFAULT 0,
	tries INTEGER NOT NULL DEFAULT 0,
	-- derived
	due_at INTEGER, open INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE note (
	id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, uuid BLOB NOT NULL,
	uid TEXT, recurrence TEXT, recurrence_zone TEXT, place INTEGER NOT NULL DEFAULT 0, superseded INTEGER NOT NULL DEFAULT 0, future INTEGER NOT NULL DEFAULT 0,
	series INTEGER REFERENCES note (id) DEFERRABLE INITIALLY DEFERRED, summary TEXT, text TEXT, start TEXT, zone TEXT, rules TEXT, exrules TEXT, rdates TEXT, exdates TEXT,
	client INTEGER REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED, kind INTEGER REFERENCES contact_kind (id) DEFERRABLE INITIALLY DEFERRED, owner INTEGER REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
	component INTEGER REFERENCES component (id) DEFERRABLE INITIALLY DEFERRED, made_at INTEGER,
	-- derived
	dated_at INTEGER
) STRICT;

CREATE TABLE reminder (
	id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, uuid BLOB NOT NULL,
	of_kind TEXT NOT NULL, "of" INTEGER NOT NULL, uid TEXT, absolute INTEGER NOT NULL DEFAULT 0, lead INTEGER, from_end INTEGER NOT NULL DEFAULT 0,
	at INTEGER, state TEXT, snoozed_to INTEGER, snoozed INTEGER NOT NULL DEFAULT 0, acknowledged INTEGER, place INTEGER NOT NULL DEFAULT 0,
	-- derived
	next_at INTEGER, occurrence TEXT, told_at INTEGER, owner INTEGER
) STRICT;

-- The journal. Who sat where: a session is one open of the base at one terminal; since: the first batch it could have made.
CREATE TABLE session (id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, terminal TEXT, since INTEGER NOT NULL) STRICT;

-- The words of a label without what fills them (base/said.h), with the command that says them.
CREATE TABLE phrase (id INTEGER PRIMARY KEY, command TEXT NOT NULL, frame TEXT NOT NULL) STRICT;

-- A batch is one undo; its changes lie among those from first_seq to last_seq (NULL: the first is the last; both NULL: none), with others' between them where it
-- took several transactions. changes: how many records; kinds: of which kinds, the bit of a letter (a: 1, b: 2 …).
CREATE TABLE batch (
	id INTEGER PRIMARY KEY, session INTEGER NOT NULL REFERENCES session (id) DEFERRABLE INITIALLY DEFERRED, author INTEGER NOT NULL, at INTEGER NOT NULL,
	phrase INTEGER NOT NULL REFERENCES phrase (id) DEFERRABLE INITIALLY DEFERRED, words TEXT,
	undoes INTEGER REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED, undone_by INTEGER REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED,
	depth INTEGER NOT NULL DEFAULT 0,  -- even: something done; odd: something taken back
	open INTEGER NOT NULL DEFAULT 0,
	bulk INTEGER NOT NULL DEFAULT 0,   -- many records at once (an import)
	changes INTEGER NOT NULL DEFAULT 0, kinds INTEGER NOT NULL DEFAULT 0, first_seq INTEGER, last_seq INTEGER
) STRICT;

-- op 0: records made, one after another: `made` has the letter of each one's kind, the first is `record`, the next ones follow it without a gap.
-- op 1: edited, op 2: removed; `values`: a JSON object of what changed, old and new.
CREATE TABLE change (
	seq INTEGER PRIMARY KEY, batch INTEGER NOT NULL REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED, op INTEGER NOT NULL, record INTEGER NOT NULL,
	made TEXT, kind TEXT, rev INTEGER, "values" BLOB
) STRICT;

-- What an import saw of its file: facts of its batch, outside revision and journal. They stay when the batch is taken back, and its row says that.
-- modified: the file's own time, so that a file that changed since is seen. took: milliseconds.
CREATE TABLE import_file (
	batch INTEGER PRIMARY KEY REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED,
	path TEXT, format TEXT NOT NULL, size INTEGER NOT NULL, modified INTEGER, took INTEGER NOT NULL,
	created_event INTEGER NOT NULL, created_task INTEGER NOT NULL, created_journal INTEGER NOT NULL, created_client INTEGER NOT NULL,
	updated_event INTEGER NOT NULL, updated_task INTEGER NOT NULL, updated_journal INTEGER NOT NULL, updated_client INTEGER NOT NULL,
	unchanged_event INTEGER NOT NULL, unchanged_task INTEGER NOT NULL, unchanged_journal INTEGER NOT NULL, unchanged_client INTEGER NOT NULL,
	repeats INTEGER NOT NULL, linked INTEGER NOT NULL, refused INTEGER NOT NULL, remarks INTEGER NOT NULL
) STRICT;

-- The first of what was refused, then of what was kept but not understood; why: as base/said.h keeps a sentence.
CREATE TABLE import_remark (
	batch INTEGER NOT NULL REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED, place INTEGER NOT NULL,
	refused INTEGER NOT NULL, line INTEGER NOT NULL, why TEXT NOT NULL,
	PRIMARY KEY (batch, place)
) STRICT;

-- Search (src/store/search*.c): SQLite's own, what another database does in its driver. Texts are folded in C. search_text: what is searched of a client,
-- so that an entry can be taken out again; search_words finds words by their beginning, search_inside any part of them, search_history any part of the
-- texts of notes, contacts, events and tasks (row = id of the record).
CREATE TABLE search_text (id INTEGER PRIMARY KEY, name TEXT NOT NULL, rest TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE search_words USING fts5 (name, rest, content='', columnsize=0, detail=column, prefix='1 2 3 4 5',
	tokenize="unicode61 remove_diacritics 0 tokenchars '^#<+'");
CREATE VIRTUAL TABLE search_inside USING fts5 (name, rest, content='', columnsize=0, detail=column, tokenize="trigram case_sensitive 1");
CREATE VIRTUAL TABLE search_history USING fts5 (text, content='', columnsize=0, detail=none, tokenize="trigram case_sensitive 1");

-- Orders and questions of the lists. What the first frame asks for is answered within indexes: which short events reach past midnight, and which plans
-- a reminder will call for. Lists of one owner go along indexes of their own. Alarms of series are looked through on each minute: few among many.
-- A table of one page without an index could lose it unseen: check compares table and index.
CREATE UNIQUE INDEX tag_by_key ON tag (key);
CREATE INDEX client_by_title ON client (title_key, id);
CREATE INDEX client_by_last_contact ON client (last_contact, id);
CREATE INDEX client_by_next ON client (next_at, id);
CREATE INDEX client_by_owner ON client (owner, title_key, id);
CREATE INDEX client_stepless ON client (last_contact, id) WHERE next_kind IS NULL;
CREATE INDEX client_by_made ON client (made_at, id);
CREATE INDEX client_stepless_of ON client (owner, last_contact, id) WHERE next_kind IS NULL;
CREATE INDEX client_by_organization ON client (organization_key, title_key, id);
CREATE INDEX client_by_phone ON client (phone, title_key, id);
CREATE INDEX client_by_source ON client (source, title_key, id);
CREATE INDEX client_by_born ON client (substr(born, length(born) - 4), id, owner) WHERE born IS NOT NULL;
CREATE INDEX channel_by_client ON channel (client, type, place);
CREATE INDEX channel_by_key ON channel (key);
CREATE INDEX membership_by_person ON membership (person, place);
CREATE INDEX membership_by_organization ON membership (organization);
CREATE UNIQUE INDEX tagging_by_client ON tagging (client, tag);
CREATE INDEX tagging_by_tag ON tagging (tag, client);
CREATE INDEX interaction_by_client ON interaction (client, at, id);
CREATE INDEX interaction_by_time ON interaction (at, id);
CREATE INDEX interaction_by_outcome ON interaction (outcome, at, client) WHERE outcome IS NOT NULL;
CREATE INDEX component_by_source ON component (source, place);
CREATE INDEX component_by_uid ON component (uid, recurrence, ordinal);
CREATE INDEX component_by_hash ON component (hash) WHERE uid IS NULL;
CREATE INDEX event_wide ON event (last_at) WHERE wide = 1;
CREATE INDEX event_by_client ON event (client, starts_at) WHERE client IS NOT NULL;
CREATE INDEX event_by_series ON event (series) WHERE series IS NOT NULL;
CREATE INDEX event_by_uid ON event (uid);
CREATE INDEX event_by_component ON event (component) WHERE component IS NOT NULL;
CREATE INDEX event_own ON event (id) WHERE component IS NULL;
CREATE INDEX event_wide_by_owner ON event (owner, last_at) WHERE wide = 1;
CREATE INDEX event_by_start ON event (starts_at, id, last_at) WHERE wide = 0;
CREATE INDEX event_by_owner ON event (owner, starts_at, id, last_at) WHERE wide = 0;
CREATE INDEX task_by_due ON task (open, due_at, id);
CREATE INDEX task_by_client ON task (client, open, due_at);
CREATE INDEX task_by_series ON task (series) WHERE series IS NOT NULL;
CREATE INDEX task_repeating ON task (due_at) WHERE rules IS NOT NULL OR rdates IS NOT NULL;
CREATE INDEX task_by_uid ON task (uid);
CREATE INDEX task_by_component ON task (component) WHERE component IS NOT NULL;
CREATE INDEX task_own ON task (id) WHERE component IS NULL;
CREATE INDEX task_by_owner ON task (owner, open, due_at, id);
CREATE INDEX task_repeating_by_owner ON task (owner, due_at) WHERE rules IS NOT NULL OR rdates IS NOT NULL;
CREATE INDEX note_by_date ON note (dated_at, id);
CREATE INDEX note_by_client ON note (client, dated_at);
CREATE INDEX note_by_series ON note (series) WHERE series IS NOT NULL;
CREATE INDEX note_by_uid ON note (uid);
CREATE INDEX note_by_component ON note (component) WHERE component IS NOT NULL;
CREATE INDEX note_own ON note (id) WHERE component IS NULL;
CREATE INDEX reminder_by_next ON reminder (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX reminder_by_of ON reminder (of_kind, "of");
CREATE INDEX reminder_done ON reminder (acknowledged) WHERE state = 'done';
CREATE INDEX reminder_by_owner ON reminder (owner, next_at, id) WHERE next_at IS NOT NULL;
CREATE INDEX reminder_done_of ON reminder (owner, acknowledged, id) WHERE state = 'done';
CREATE INDEX reminder_of_series ON reminder (owner, next_at, id) WHERE occurrence IS NOT NULL;
CREATE INDEX reminder_calling ON reminder (of_kind, "of", next_at) WHERE next_at IS NOT NULL;
CREATE UNIQUE INDEX phrase_by_frame ON phrase (command, frame);
CREATE INDEX batch_open ON batch (open) WHERE open = 1;
CREATE INDEX batch_bulk ON batch (id) WHERE bulk = 1;
CREATE INDEX batch_by_author ON batch (author);
CREATE INDEX change_by_record ON change (record) WHERE op > 0;
CREATE INDEX change_made ON change (record) WHERE op = 0;
CREATE INDEX import_file_by_path ON import_file (path, batch);
