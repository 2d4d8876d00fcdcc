-- Clients by organization, phone, source and owner, among equals by name; whose birthday it is is asked within its index.

-- derived: title_key of the first employer
ALTER TABLE client ADD COLUMN organization_key TEXT;
UPDATE client SET organization_key = (SELECT o.title_key FROM membership m JOIN client o ON o.id = m.organization
	WHERE m.person = client.id ORDER BY m.place, m.id LIMIT 1) WHERE organization IS NOT NULL;

CREATE INDEX client_by_organization ON client (organization_key, title_key, id);
CREATE INDEX client_by_phone ON client (phone, title_key, id);
DROP INDEX client_by_source;
CREATE INDEX client_by_source ON client (source, title_key, id);
DROP INDEX client_by_born;
CREATE INDEX client_by_born ON client (substr(born, length(born) - 4), id, owner) WHERE born IS NOT NULL;
