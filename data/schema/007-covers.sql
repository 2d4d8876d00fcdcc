-- What the first frame asks for is answered within indexes: which short events reach past midnight, and which plans a reminder will call for.

DROP INDEX event_by_start;
CREATE INDEX event_by_start ON event (starts_at, id, last_at) WHERE wide = 0;
DROP INDEX event_by_owner;
CREATE INDEX event_by_owner ON event (owner, starts_at, id, last_at) WHERE wide = 0;
CREATE INDEX reminder_calling ON reminder (of_kind, "of", next_at) WHERE next_at IS NOT NULL;
