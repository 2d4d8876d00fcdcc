-- The whole form anew, leaner: uuids are 16 bytes and have no index, since nothing is looked for by them; the journal keeps what a session and a sentence
-- are once, and of records that are made only which. Tables that others point to cannot lose a constraint otherwise in every database, so each is
-- made new beside the old one and takes its rows. uuid_bytes is the driver's. An index has only the rows that are looked for in it: of components those
-- that no UID names, of plans those that are somebody's, of a series, from a file or made here.

ALTER TABLE staff RENAME TO old_staff;
ALTER TABLE contact_kind RENAME TO old_contact_kind;
ALTER TABLE outcome RENAME TO old_outcome;
ALTER TABLE tag RENAME TO old_tag;
ALTER TABLE filter RENAME TO old_filter;
ALTER TABLE client RENAME TO old_client;
ALTER TABLE channel RENAME TO old_channel;
ALTER TABLE membership RENAME TO old_membership;
ALTER TABLE tagging RENAME TO old_tagging;
ALTER TABLE interaction RENAME TO old_interaction;
ALTER TABLE zonedef RENAME TO old_zonedef;
ALTER TABLE source RENAME TO old_source;
ALTER TABLE component RENAME TO old_component;
ALTER TABLE event RENAME TO old_event;
ALTER TABLE task RENAME TO old_task;
ALTER TABLE note RENAME TO old_note;
ALTER TABLE reminder RENAME TO old_reminder;
ALTER TABLE batch RENAME TO old_batch;
ALTER TABLE change RENAME TO old_change;
ALTER TABLE import_file RENAME TO old_import_file;
ALTER TABLE import_remark RENAME TO old_import_remark;

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

CREATE TABLE import_file (
	batch INTEGER PRIMARY KEY REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED,
	path TEXT, format TEXT NOT NULL, size INTEGER NOT NULL, modified INTEGER, took INTEGER NOT NULL,
	created_event INTEGER NOT NULL, created_task INTEGER NOT NULL, created_journal INTEGER NOT NULL, created_client INTEGER NOT NULL,
	updated_event INTEGER NOT NULL, updated_task INTEGER NOT NULL, updated_journal INTEGER NOT NULL, updated_client INTEGER NOT NULL,
	unchanged_event INTEGER NOT NULL, unchanged_task INTEGER NOT NULL, unchanged_journal INTEGER NOT NULL, unchanged_client INTEGER NOT NULL,
	repeats INTEGER NOT NULL, linked INTEGER NOT NULL, refused INTEGER NOT NULL, remarks INTEGER NOT NULL
) STRICT;

CREATE TABLE import_remark (
	batch INTEGER NOT NULL REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED, place INTEGER NOT NULL,
	refused INTEGER NOT NULL, line INTEGER NOT NULL, why TEXT NOT NULL,
	PRIMARY KEY (batch, place)
) STRICT;

INSERT INTO staff (id, rev, uuid, login, name, zone, hours, gone)
	SELECT id, rev, uuid_bytes(uuid), login, name, zone, hours, gone FROM old_staff;
INSERT INTO contact_kind (id, rev, uuid, code, name, place, gone)
	SELECT id, rev, uuid_bytes(uuid), code, name, place, gone FROM old_contact_kind;
INSERT INTO outcome (id, rev, uuid, kind, code, name, counts, offer, place, gone)
	SELECT id, rev, uuid_bytes(uuid), kind, code, name, counts, offer, place, gone FROM old_outcome;
INSERT INTO tag (id, rev, uuid, name, key)
	SELECT id, rev, uuid_bytes(uuid), name, key FROM old_tag;
INSERT INTO filter (id, rev, uuid, name, query, list, place, owner)
	SELECT id, rev, uuid_bytes(uuid), name, query, list, place, owner FROM old_filter;
INSERT INTO client (id, rev, uuid, kind, surname, given, patronymic, gender, address_form, tone, born, name, legal_form, source, owner, note, made_at, title, title_key, phone, organization, last_contact, attempts, next_kind, next_id, next_at, next_all_day, next_text, organization_key)
	SELECT id, rev, uuid_bytes(uuid), kind, surname, given, patronymic, gender, address_form, tone, born, name, legal_form, source, owner, note, made_at, title, title_key, phone, organization, last_contact, attempts, next_kind, next_id, next_at, next_all_day, next_text, organization_key FROM old_client;
INSERT INTO channel (id, rev, uuid, client, type, value, extension, label, place, key)
	SELECT id, rev, uuid_bytes(uuid), client, type, value, extension, label, place, key FROM old_channel;
INSERT INTO membership (id, rev, uuid, person, organization, role, place)
	SELECT id, rev, uuid_bytes(uuid), person, organization, role, place FROM old_membership;
INSERT INTO tagging (id, rev, uuid, client, tag)
	SELECT id, rev, uuid_bytes(uuid), client, tag FROM old_tagging;
INSERT INTO interaction (id, rev, uuid, client, kind, outcome, direction, at, length, text, attempt, number, author, step_kind, step)
	SELECT id, rev, uuid_bytes(uuid), client, kind, outcome, direction, at, length, text, attempt, number, author, step_kind, step FROM old_interaction;
INSERT INTO zonedef (id, rev, uuid, name, text)
	SELECT id, rev, uuid_bytes(uuid), name, text FROM old_zonedef;
INSERT INTO source (id, rev, uuid, file, head_lines, tail_lines, at)
	SELECT id, rev, uuid_bytes(uuid), file, head_lines, tail_lines, at FROM old_source;
INSERT INTO component (id, rev, uuid, source, place, type, lines, hash, uid, recurrence, ordinal, superseded)
	SELECT id, rev, uuid_bytes(uuid), source, place, type, lines, hash, uid, recurrence, ordinal, superseded FROM old_component;
INSERT INTO event (id, rev, uuid, uid, recurrence, recurrence_zone, place, superseded, series, summary, text, start, zone, rules, exrules, rdates, exdates, client, kind, owner, component, made_at, "end", end_zone, location, status, free, done, starts_at, last_at, wide, future)
	SELECT id, rev, uuid_bytes(uuid), uid, recurrence, recurrence_zone, place, superseded, series, summary, text, start, zone, rules, exrules, rdates, exdates, client, kind, owner, component, made_at, "end", end_zone, location, status, free, done, starts_at, last_at, wide, future FROM old_event;
INSERT INTO task (id, rev, uuid, uid, recurrence, recurrence_zone, place, superseded, series, summary, text, start, zone, rules, exrules, rdates, exdates, client, kind, owner, component, made_at, due, due_zone, done_at, status, percent, priority, tries, due_at, open, future)
	SELECT id, rev, uuid_bytes(uuid), uid, recurrence, recurrence_zone, place, superseded, series, summary, text, start, zone, rules, exrules, rdates, exdates, client, kind, owner, component, made_at, due, due_zone, done_at, status, percent, priority, tries, due_at, open, future FROM old_task;
INSERT INTO note (id, rev, uuid, uid, recurrence, recurrence_zone, place, superseded, series, summary, text, start, zone, rules, exrules, rdates, exdates, client, kind, owner, component, made_at, dated_at, future)
	SELECT id, rev, uuid_bytes(uuid), uid, recurrence, recurrence_zone, place, superseded, series, summary, text, start, zone, rules, exrules, rdates, exdates, client, kind, owner, component, made_at, dated_at, future FROM old_note;
INSERT INTO reminder (id, rev, uuid, of_kind, "of", uid, absolute, lead, from_end, at, state, snoozed_to, snoozed, acknowledged, place, next_at, occurrence, told_at, owner)
	SELECT id, rev, uuid_bytes(uuid), of_kind, "of", uid, absolute, lead, from_end, at, state, snoozed_to, snoozed, acknowledged, place, next_at, occurrence, told_at, owner FROM old_reminder;
INSERT INTO session (id, uuid, terminal, since)
	SELECT row_number() OVER (ORDER BY min(id)), session, min(terminal), min(id) FROM old_batch GROUP BY session;
INSERT INTO phrase (id, command, frame)
	SELECT row_number() OVER (ORDER BY min(id)), command, '' FROM old_batch GROUP BY command;
CREATE UNIQUE INDEX phrase_by_frame ON phrase (command, frame);
INSERT INTO change (seq, batch, op, record, made, kind, rev, "values")
	SELECT seq, batch, CASE op WHEN 'make' THEN 0 WHEN 'edit' THEN 1 ELSE 2 END, record,
		CASE WHEN op = 'make' THEN CASE kind WHEN 'staff' THEN 'p' WHEN 'contact_kind' THEN 'k' WHEN 'outcome' THEN 'o' WHEN 'tag' THEN 'l'
			WHEN 'filter' THEN 'f' WHEN 'client' THEN 'c' WHEN 'channel' THEN 'h' WHEN 'membership' THEN 'm' WHEN 'tagging' THEN 'g'
			WHEN 'interaction' THEN 'i' WHEN 'event' THEN 'e' WHEN 'task' THEN 't' WHEN 'note' THEN 'n' WHEN 'reminder' THEN 'r'
			WHEN 'zonedef' THEN 'z' WHEN 'source' THEN 's' ELSE 'b' END END,
		CASE WHEN op <> 'make' THEN kind END, CASE WHEN op <> 'make' THEN rev END, "values"
	FROM old_change ORDER BY seq;
INSERT INTO batch (id, session, author, at, phrase, words, undoes, undone_by, depth, open, bulk, changes, kinds, first_seq, last_seq)
	SELECT o.id, s.id, o.author, o.at, p.id, o.label, o.undoes, o.undone_by, o.depth, o.open, CASE WHEN o.command IN ('import', 'demo') THEN 1 ELSE 0 END,
		o.changes, coalesce(c.kinds, 0), c.first_seq, CASE WHEN c.last_seq > c.first_seq THEN c.last_seq END
	FROM old_batch o JOIN session s ON s.uuid = o.session JOIN phrase p ON p.command = o.command
	LEFT JOIN (SELECT batch, min(seq) AS first_seq, max(seq) AS last_seq,
		sum(DISTINCT CASE kind WHEN 'staff' THEN 32768 WHEN 'contact_kind' THEN 1024 WHEN 'outcome' THEN 16384 WHEN 'tag' THEN 2048 WHEN 'filter' THEN 32
			WHEN 'client' THEN 4 WHEN 'channel' THEN 128 WHEN 'membership' THEN 4096 WHEN 'tagging' THEN 64 WHEN 'interaction' THEN 256 WHEN 'event' THEN 16
			WHEN 'task' THEN 524288 WHEN 'note' THEN 8192 WHEN 'reminder' THEN 131072 WHEN 'zonedef' THEN 33554432 WHEN 'source' THEN 262144 ELSE 2 END) AS kinds
		FROM old_change GROUP BY batch) c ON c.batch = o.id ORDER BY o.id;
INSERT INTO import_file SELECT * FROM old_import_file;
INSERT INTO import_remark SELECT * FROM old_import_remark;

DROP TABLE old_import_remark;
DROP TABLE old_import_file;
DROP TABLE old_change;
DROP TABLE old_batch;
DROP TABLE old_reminder;
DROP TABLE old_note;
DROP TABLE old_task;
DROP TABLE old_event;
DROP TABLE old_component;
DROP TABLE old_source;
DROP TABLE old_zonedef;
DROP TABLE old_interaction;
DROP TABLE old_tagging;
DROP TABLE old_membership;
DROP TABLE old_channel;
DROP TABLE old_client;
DROP TABLE old_filter;
DROP TABLE old_tag;
DROP TABLE old_outcome;
DROP TABLE old_contact_kind;
DROP TABLE old_staff;

CREATE INDEX channel_by_client ON channel (client, type, place);
CREATE INDEX channel_by_key ON channel (key);
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
CREATE INDEX import_file_by_path ON import_file (path, batch);
CREATE INDEX interaction_by_client ON interaction (client, at, id);
CREATE INDEX interaction_by_time ON interaction (at, id);
CREATE INDEX interaction_by_outcome ON interaction (outcome, at, client) WHERE outcome IS NOT NULL;
CREATE INDEX membership_by_person ON membership (person, place);
CREATE INDEX membership_by_organization ON membership (organization);
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
CREATE UNIQUE INDEX tag_by_key ON tag (key);
CREATE UNIQUE INDEX tagging_by_client ON tagging (client, tag);
CREATE INDEX tagging_by_tag ON tagging (tag, client);
CREATE INDEX task_by_due ON task (open, due_at, id);
CREATE INDEX task_by_client ON task (client, open, due_at);
CREATE INDEX task_by_series ON task (series) WHERE series IS NOT NULL;
CREATE INDEX task_repeating ON task (due_at) WHERE rules IS NOT NULL OR rdates IS NOT NULL;
CREATE INDEX task_by_uid ON task (uid);
CREATE INDEX task_by_component ON task (component) WHERE component IS NOT NULL;
CREATE INDEX task_own ON task (id) WHERE component IS NULL;
CREATE INDEX task_by_owner ON task (owner, open, due_at, id);
CREATE INDEX task_repeating_by_owner ON task (owner, due_at) WHERE rules IS NOT NULL OR rdates IS NOT NULL;
CREATE INDEX batch_open ON batch (open) WHERE open = 1;
CREATE INDEX batch_bulk ON batch (id) WHERE bulk = 1;
CREATE INDEX batch_by_author ON batch (author);
CREATE INDEX change_by_record ON change (record) WHERE op > 0;
CREATE INDEX change_made ON change (record) WHERE op = 0;
