-- A section page may stand in for a feed: its links that match a pattern are
-- the entries.
ALTER TABLE feeds ADD COLUMN kind TEXT NOT NULL DEFAULT 'feed' CHECK (kind IN ('feed', 'page'));
ALTER TABLE feeds ADD COLUMN links TEXT NOT NULL DEFAULT '';

-- Addresses that a feed had.
CREATE TABLE feed_moves (
  id       INTEGER PRIMARY KEY,
  feed_id  INTEGER NOT NULL REFERENCES feeds (id),
  at       TEXT NOT NULL,
  from_url TEXT NOT NULL,
  to_url   TEXT NOT NULL,
  why      TEXT NOT NULL CHECK (why IN ('redirect', 'config'))
) STRICT;

CREATE INDEX feed_moves_feed ON feed_moves (feed_id);

-- Sitemaps that a sitemap index lists are asked for conditionally, each by
-- itself.
CREATE TABLE feed_parts (
  feed_id       INTEGER NOT NULL REFERENCES feeds (id),
  url           TEXT NOT NULL,
  etag          TEXT NOT NULL DEFAULT '',
  last_modified TEXT NOT NULL DEFAULT '',
  body_hash     TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (feed_id, url)
) STRICT, WITHOUT ROWID;

-- A date says where it was found and how far it may be off.
ALTER TABLE entries ADD COLUMN published_source TEXT NOT NULL DEFAULT '';
ALTER TABLE entries ADD COLUMN published_confidence TEXT NOT NULL DEFAULT '';
ALTER TABLE articles ADD COLUMN published_confidence TEXT NOT NULL DEFAULT '';
