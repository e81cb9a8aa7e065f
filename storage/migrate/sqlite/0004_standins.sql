-- Pages that an outlet showed in a report's place, or that were doubted to be
-- reports: with a sketch of their words, by which one page under many addresses
-- is known.
CREATE TABLE standins (
  entry_id  INTEGER PRIMARY KEY REFERENCES entries (id),
  outlet_id INTEGER NOT NULL REFERENCES outlets (id),
  kind      TEXT NOT NULL,
  sketch    BLOB NOT NULL,
  seen_at   TEXT NOT NULL
) STRICT;

CREATE INDEX standins_outlet ON standins (outlet_id, seen_at);
