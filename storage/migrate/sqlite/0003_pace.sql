-- Hosts: when one was last asked, so that the gap holds between two runs, and
-- the gap that it has earned by slow or failing answers.
ALTER TABLE hosts ADD COLUMN asked_at TEXT;
ALTER TABLE hosts ADD COLUMN slow_s REAL NOT NULL DEFAULT 0;

-- Feeds: how long one says that it will not change, 304s in a row, and whether
-- a 304 was found to be a lie.
ALTER TABLE feeds ADD COLUMN hint_s REAL NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN unmodified INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN lies INTEGER NOT NULL DEFAULT 0 CHECK (lies IN (0, 1));

-- Entries: when the page was last asked for; a time to come means that the
-- clock was set back.
ALTER TABLE entries ADD COLUMN tried_at TEXT;

-- Articles: when the page was found to be gone. The article stays.
ALTER TABLE articles ADD COLUMN gone_at TEXT;

-- Pages that are to be read again for edits.
CREATE TABLE rechecks (
  article_id    INTEGER PRIMARY KEY REFERENCES articles (id),
  entry_id      INTEGER NOT NULL REFERENCES entries (id),
  url           TEXT NOT NULL,
  final_url     TEXT NOT NULL,
  etag          TEXT NOT NULL DEFAULT '',
  last_modified TEXT NOT NULL DEFAULT '',
  body_hash     TEXT NOT NULL DEFAULT '',
  bytes         INTEGER NOT NULL DEFAULT 0,
  checked_at    TEXT NOT NULL,
  next_at       TEXT NOT NULL
) STRICT;

CREATE INDEX rechecks_next ON rechecks (next_at);
