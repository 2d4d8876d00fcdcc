-- The first form of the base. One SQL text for every database (house.md, 8): STRICT tables on SQLite; instants and lengths are integers,
-- days and moments ISO text, flags 0/1, sources bytes; order goes through folded *_key columns. Every record has an integer id and a uuid.
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
	id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, uuid TEXT NOT NULL UNIQUE,
	login TEXT NOT NULL UNIQUE, name TEXT, zone TEXT, hours TEXT, gone INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE contact_kind (
	id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, uuid TEXT NOT NULL UNIQUE,
	code TEXT NOT NULL, name TEXT, place INTEGER NOT NULL DEFAULT 0, gone INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE outcome (
	id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, uuid TEXT NOT NULL UNIQUE,
	kind INTEGER REFERENCES contact_kind (id) DEFERRABLE INITIALLY DEFERRED, code TEXT NOT NULL, name TEXT, counts TEXT NOT NULL,
	offer TEXT, place INTEGER NOT NULL DEFAULT 0, gone INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE tag (
	id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, uuid TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL,
	-- derived
	key TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX tag_by_key ON tag (key);

CREATE TABLE filter (
	id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, uuid TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL, query TEXT NOT NULL, list TEXT NOT NULL, place INTEGER NOT NULL DEFAULT 0, owner INTEGER REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE client (
	id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, uuid TEXT NOT NULL UNIQUE,
	kind TEXT NOT NULL, surname TEXT, given TEXT, patronymic TEXT, gender TEXT, address_form TEXT, tone TEXT, born TEXT,
	name TEXT, legal_form TEXT, source TEXT, owner INTEGER REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED, note TEXT, made_at INTEGER,
	-- derived
	title TEXT NOT NULL, title_key TEXT NOT NULL, phone TEXT, organization TEXT,
	last_contact INTEGER, attempts INTEGER NOT NULL DEFAULT 0,
	next_kind TEXT, next_id INTEGER, next_at INTEGER, next_all_day INTEGER NOT NULL DEFAULT 0, next_text TEXT
) STRICT;
CREATE INDEX client_by_title ON client (title_key, id);
CREATE INDEX client_by_last_contact ON client (last_contact, id);
CREATE INDEX client_by_next ON client (next_at, id);
CREATE INDEX client_by_owner ON client (owner, title_key, id);
CREATE INDEX client_stepless ON client (last_contact, id) WHERE next_kind IS NULL;

CREATE TABLE channel (
	id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, uuid TEXT NOT NULL UNIQUE,
	client INTEGER NOT NULL REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED, type TEXT NOT NULL, value TEXT NOT NULL, extension TEXT, label TEXT,
	place INTEGER NOT NULL DEFAULT 0,
	-- derived
	key TEXT
) STRICT;
CREATE INDEX channel_by_client ON channel (client, type, place);
CREATE INDEX channel_by_key ON channel (key);

CREATE TABLE membership (
	id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, uuid TEXT NOT NULL UNIQUE,
	person INTEGER NOT NULL REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED, organization INTEGER NOT NULL REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED,
	role TEXT, place INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX membership_by_person ON membership (person, place);
CREATE INDEX membership_by_organization ON membership (organization);

CREATE TABLE tagging (
	id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, uuid TEXT NOT NULL UNIQUE,
	client INTEGER NOT NULL REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED, tag INTEGER NOT NULL REFERENCES tag (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE UNIQUE INDEX tagging_by_client ON tagging (client, tag);
CREATE INDEX tagging_by_tag ON tagging (tag, client);

CREATE TABLE interaction (
	id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, uuid TEXT NOT NULL UNIQUE,
	client INTEGER NOT NULL REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED, kind INTEGER NOT NULL REFERENCES contact_kind (id) DEFERRABLE INITIALLY DEFERRED,
	outcome INTEGER REFERENCES outcome (id) DEFERRABLE INITIALLY DEFERRED, direction TEXT, at INTEGER NOT NULL, length INTEGER, text TEXT,
	attempt INTEGER NOT NULL DEFAULT 0, number TEXT, author INTEGER REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED, step_kind TEXT, step INTEGER
) STRICT;
CREATE INDEX interaction_by_client ON interaction (client, at, id);
CREATE INDEX interaction_by_time ON interaction (at, id);

CREATE TABLE zonedef (
	id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, uuid TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL UNIQUE, text BLOB NOT NULL
) STRICT;

CREATE TABLE source (
	id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, uuid TEXT NOT NULL UNIQUE,
	file TEXT, head_lines BLOB, tail_lines BLOB, at INTEGER
) STRICT;

CREATE TABLE component (
	id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, uuid TEXT NOT NULL UNIQUE,
	source INTEGER NOT NULL REFERENCES source (id) DEFERRABLE INITIALLY DEFERRED, place INTEGER NOT NULL, type TEXT NOT NULL, lines BLOB NOT NULL,
	hash TEXT NOT NULL, uid TEXT, recurrence TEXT, ordinal INTEGER NOT NULL DEFAULT 0, superseded INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX component_by_source ON component (source, place);
CREATE INDEX component_by_uid ON component (uid, recurrence, ordinal);
CREATE INDEX component_by_hash ON component (hash);

CREATE TABLE event (
	id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, uuid TEXT NOT NULL UNIQUE,
	uid TEXT, recurrence TEXT, recurrence_zone TEXT, place INTEGER NOT NULL DEFAULT 0, superseded INTEGER NOT NULL DEFAULT 0,
	series INTEGER REFERENCES event (id) DEFERRABLE INITIALLY DEFERRED, summary TEXT, text TEXT, start TEXT, zone TEXT, rules TEXT, exrules TEXT, rdates TEXT, exdates TEXT,
	client INTEGER REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED, kind INTEGER REFERENCES contact_kind (id) DEFERRABLE INITIALLY DEFERRED, owner INTEGER REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
	component INTEGER REFERENCES component (id) DEFERRABLE INITIALLY DEFERRED, made_at INTEGER,
	"end" TEXT, end_zone TEXT, location TEXT, status TEXT, free INTEGER NOT NULL DEFAULT 0, done INTEGER NOT NULL DEFAULT 0,
	-- derived
	starts_at INTEGER, last_at INTEGER, wide INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX event_by_start ON event (starts_at, id) WHERE wide = 0;
CREATE INDEX event_wide ON event (last_at) WHERE wide = 1;
CREATE INDEX event_by_client ON event (client, starts_at);
CREATE INDEX event_by_series ON event (series);
CREATE INDEX event_by_uid ON event (uid);
CREATE INDEX event_by_component ON event (component);

CREATE TABLE task (
	id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, uuid TEXT NOT NULL UNIQUE,
	uid TEXT, recurrence TEXT, recurrence_zone TEXT, place INTEGER NOT NULL DEFAULT 0, superseded INTEGER NOT NULL DEFAULT 0,
	series INTEGER REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED, summary TEXT, text TEXT, start TEXT, zone TEXT, rules TEXT, exrules TEXT, rdates TEXT, exdates TEXT,
	client INTEGER REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED, kind INTEGER REFERENCES contact_kind (id) DEFERRABLE INITIALLY DEFERRED, owner INTEGER REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
	component INTEGER REFERENCES component (id) DEFERRABLE INITIALLY DEFERRED, made_at INTEGER,
	due TEXT, due_zone TEXT, done_at INTEGER, status TEXT, percent INTEGER NOT NULL DEFAULT 0, priority INTEGER NOT NULL DEFAULT 0,
	tries INTEGER NOT NULL DEFAULT 0,
	-- derived
	due_at INTEGER, open INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX task_by_due ON task (open, due_at, id);
CREATE INDEX task_by_client ON task (client, open, due_at);
CREATE INDEX task_by_series ON task (series);
CREATE INDEX task_repeating ON task (due_at) WHERE rules IS NOT NULL OR rdates IS NOT NULL;
CREATE INDEX task_by_uid ON task (uid);
CREATE INDEX task_by_component ON task (component);

CREATE TABLE note (
	id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, uuid TEXT NOT NULL UNIQUE,
	uid TEXT, recurrence TEXT, recurrence_zone TEXT, place INTEGER NOT NULL DEFAULT 0, superseded INTEGER NOT NULL DEFAULT 0,
	series INTEGER REFERENCES note (id) DEFERRABLE INITIALLY DEFERRED, summary TEXT, text TEXT, start TEXT, zone TEXT, rules TEXT, exrules TEXT, rdates TEXT, exdates TEXT,
	client INTEGER REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED, kind INTEGER REFERENCES contact_kind (id) DEFERRABLE INITIALLY DEFERRED, owner INTEGER REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
	component INTEGER REFERENCES component (id) DEFERRABLE INITIALLY DEFERRED, made_at INTEGER,
	-- derived
	dated_at INTEGER
) STRICT;
CREATE INDEX note_by_date ON note (dated_at, id);
CREATE INDEX note_by_client ON note (client, dated_at);
CREATE INDEX note_by_series ON note (series);
CREATE INDEX note_by_uid ON note (uid);
CREATE INDEX note_by_component ON note (component);

CREATE TABLE reminder (
	id INTEGER PRIMARY KEY, rev INTEGER NOT NULL, uuid TEXT NOT NULL UNIQUE,
	of_kind TEXT NOT NULL, "of" INTEGER NOT NULL, uid TEXT, absolute INTEGER NOT NULL DEFAULT 0, lead INTEGER, from_end INTEGER NOT NULL DEFAULT 0,
	at INTEGER, state TEXT, snoozed_to INTEGER, snoozed INTEGER NOT NULL DEFAULT 0, acknowledged INTEGER, place INTEGER NOT NULL DEFAULT 0,
	-- derived
	next_at INTEGER, occurrence TEXT, told_at INTEGER
) STRICT;
CREATE INDEX reminder_by_next ON reminder (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX reminder_by_of ON reminder (of_kind, "of");

-- The journal. A batch is one undo; its changes are in order of seq. values: JSON objects of what changed, old and new.
CREATE TABLE batch (
	id INTEGER PRIMARY KEY, author INTEGER NOT NULL, session TEXT NOT NULL, terminal TEXT, at INTEGER NOT NULL,
	command TEXT NOT NULL, label TEXT, undoes INTEGER REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED, undone_by INTEGER REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED,
	depth INTEGER NOT NULL DEFAULT 0,  -- even: something done; odd: something taken back
	open INTEGER NOT NULL DEFAULT 0, changes INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX batch_by_author ON batch (author, id);
CREATE INDEX batch_by_command ON batch (command, id);
CREATE INDEX batch_open ON batch (open) WHERE open = 1;

CREATE TABLE change (
	seq INTEGER PRIMARY KEY, batch INTEGER NOT NULL REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED, kind TEXT NOT NULL, record INTEGER NOT NULL,
	op TEXT NOT NULL, rev INTEGER NOT NULL, "values" BLOB
) STRICT;
CREATE INDEX change_by_batch ON change (batch, seq);
CREATE INDEX change_by_record ON change (kind, record, seq);

-- Search (src/store/search*.c): SQLite's own, what another database does in its driver. Texts are folded in C. search_text: what is searched of a client,
-- so that an entry can be taken out again; search_words finds words by their beginning, search_inside any part of them, search_history any part of the
-- texts of notes, contacts, events and tasks (row = id of the record).
CREATE TABLE search_text (id INTEGER PRIMARY KEY, name TEXT NOT NULL, rest TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE search_words USING fts5 (name, rest, content='', columnsize=0, detail=column, prefix='1 2 3 4 5',
	tokenize="unicode61 remove_diacritics 0 tokenchars '^#<+'");
CREATE VIRTUAL TABLE search_inside USING fts5 (name, rest, content='', columnsize=0, detail=column, tokenize="trigram case_sensitive 1");
CREATE VIRTUAL TABLE search_history USING fts5 (text, content='', columnsize=0, detail=none, tokenize="trigram case_sensitive 1");

-- Orders and questions of the lists.
CREATE INDEX client_by_made ON client (made_at, id);
CREATE INDEX client_by_born ON client (substr(born, length(born) - 4), id) WHERE born IS NOT NULL;
CREATE INDEX client_by_source ON client (source) WHERE source IS NOT NULL;
CREATE INDEX client_stepless_of ON client (owner, last_contact, id) WHERE next_kind IS NULL;
CREATE INDEX interaction_by_outcome ON interaction (outcome, at, client) WHERE outcome IS NOT NULL;
CREATE INDEX reminder_done ON reminder (acknowledged) WHERE state = 'done';
