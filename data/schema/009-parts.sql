-- An index has only the rows that are looked for in it: of components those that no UID names, of plans those that are somebody's or were made here. What a
-- file brings would else write all over indexes that say nothing of it.

DROP INDEX component_by_hash;
CREATE INDEX component_by_hash ON component (hash) WHERE uid IS NULL;
DROP INDEX event_by_client;
CREATE INDEX event_by_client ON event (client, starts_at) WHERE client IS NOT NULL;
DROP INDEX event_by_series;
CREATE INDEX event_by_series ON event (series) WHERE series IS NOT NULL;
DROP INDEX event_by_component;
CREATE INDEX event_by_component ON event (component) WHERE component IS NOT NULL;
CREATE INDEX event_own ON event (id) WHERE component IS NULL;
DROP INDEX task_by_component;
CREATE INDEX task_by_component ON task (component) WHERE component IS NOT NULL;
CREATE INDEX task_own ON task (id) WHERE component IS NULL;
DROP INDEX note_by_component;
CREATE INDEX note_by_component ON note (component) WHERE component IS NOT NULL;
CREATE INDEX note_own ON note (id) WHERE component IS NULL;
