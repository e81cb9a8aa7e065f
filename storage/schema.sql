-- What the migrations make of an empty database. Written by the test of
-- storage/sqlite with -update; docs/schema.md explains it.

CREATE TABLE article_urls (
  url        TEXT PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES articles (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX article_urls_article ON article_urls (article_id);

CREATE TABLE articles (
  id                INTEGER PRIMARY KEY,
  url               TEXT NOT NULL UNIQUE,
  original_url      TEXT NOT NULL DEFAULT '',
  external_id       TEXT,
  outlet_id         INTEGER NOT NULL REFERENCES outlets (id),
  title             TEXT NOT NULL,
  byline            TEXT NOT NULL DEFAULT '',
  agency            TEXT NOT NULL DEFAULT '',
  agency_place      TEXT NOT NULL DEFAULT '',
  language          TEXT NOT NULL DEFAULT '',
  published_at      TEXT,
  published_claimed TEXT,
  published_source  TEXT NOT NULL DEFAULT '',
  modified_at       TEXT,
  first_seen_at     TEXT,
  poll_interval_s   REAL NOT NULL DEFAULT 0,
  fetched_at        TEXT,
  at                TEXT NOT NULL,
  text_hash         TEXT NOT NULL,
  words             INTEGER NOT NULL,
  simhash           INTEGER NOT NULL,
  scheme            TEXT NOT NULL,
  flags             TEXT NOT NULL DEFAULT '[]',
  text              TEXT NOT NULL
, gone_at TEXT, published_confidence TEXT NOT NULL DEFAULT '') STRICT;

CREATE TRIGGER segments_dated AFTER UPDATE OF at, simhash ON articles
WHEN new.at <> old.at OR new.simhash <> old.simhash BEGIN
  DELETE FROM segments WHERE last_id >= old.id;
END;

CREATE INDEX articles_at ON articles (at);

CREATE INDEX articles_external_id ON articles (external_id) WHERE external_id IS NOT NULL;

CREATE INDEX articles_filed ON articles (id, at, outlet_id, agency, words, simhash, text_hash);

CREATE INDEX articles_outlet ON articles (outlet_id);

CREATE INDEX articles_text_hash ON articles (text_hash);

CREATE VIRTUAL TABLE articles_fts USING fts5 (
  title, text,
  content = '', contentless_delete = 1,
  tokenize = 'unicode61 remove_diacritics 0'
);

CREATE TABLE blocks (
  article_id INTEGER NOT NULL REFERENCES articles (id),
  n          INTEGER NOT NULL,
  kind       TEXT NOT NULL,
  start      INTEGER,
  length     INTEGER,
  text       TEXT,
  why        TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (article_id, n),
  CHECK ((text IS NULL) = (start IS NOT NULL AND length IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE decisions (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  at         TEXT NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('merge', 'split', 'pin')),
  story_id   INTEGER NOT NULL,
  other_id   INTEGER,
  article_id INTEGER REFERENCES articles (id),
  decided_by TEXT NOT NULL DEFAULT '',
  why        TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE deliveries (
  id           INTEGER PRIMARY KEY,
  target       TEXT NOT NULL,
  event_seq    INTEGER NOT NULL REFERENCES events (seq),
  state        TEXT NOT NULL,
  attempts     INTEGER NOT NULL DEFAULT 0,
  next_try_at  TEXT,
  status       INTEGER NOT NULL DEFAULT 0,
  error        TEXT NOT NULL DEFAULT '',
  delivered_at TEXT,
  UNIQUE (target, event_seq)
) STRICT;

CREATE TABLE entries (
  id              INTEGER PRIMARY KEY,
  feed_id         INTEGER NOT NULL REFERENCES feeds (id),
  guid            TEXT NOT NULL DEFAULT '',
  url             TEXT NOT NULL DEFAULT '',
  address         TEXT NOT NULL DEFAULT '',
  title           TEXT NOT NULL DEFAULT '',
  author          TEXT NOT NULL DEFAULT '',
  summary         TEXT NOT NULL DEFAULT '',
  categories      TEXT NOT NULL DEFAULT '[]',
  published_at    TEXT,
  published_raw   TEXT NOT NULL DEFAULT '',
  updated_at      TEXT,
  state           TEXT NOT NULL CHECK (state IN ('pending', 'filed', 'known', 'skipped', 'failed')),
  reason          TEXT NOT NULL DEFAULT '',
  attempts        INTEGER NOT NULL DEFAULT 0,
  next_try_at     TEXT,
  first_seen_at   TEXT NOT NULL,
  last_seen_at    TEXT NOT NULL,
  poll_interval_s REAL NOT NULL DEFAULT 0,
  rechecked_at    TEXT,
  article_id      INTEGER REFERENCES articles (id)
, tried_at TEXT, published_source TEXT NOT NULL DEFAULT '', published_confidence TEXT NOT NULL DEFAULT '') STRICT;

CREATE INDEX entries_article ON entries (article_id) WHERE article_id IS NOT NULL;

CREATE INDEX entries_feed_address ON entries (feed_id, address);

CREATE INDEX entries_feed_guid ON entries (feed_id, guid) WHERE guid <> '';

CREATE INDEX entries_pending ON entries (address) WHERE state = 'pending';

CREATE TABLE events (
  seq        INTEGER PRIMARY KEY AUTOINCREMENT,
  at         TEXT NOT NULL,
  kind       TEXT NOT NULL,
  story_id   INTEGER,
  article_id INTEGER,
  payload    TEXT NOT NULL DEFAULT '{}'
) STRICT;

CREATE TABLE feed_moves (
  id       INTEGER PRIMARY KEY,
  feed_id  INTEGER NOT NULL REFERENCES feeds (id),
  at       TEXT NOT NULL,
  from_url TEXT NOT NULL,
  to_url   TEXT NOT NULL,
  why      TEXT NOT NULL CHECK (why IN ('redirect', 'config'))
) STRICT;

CREATE INDEX feed_moves_feed ON feed_moves (feed_id);

CREATE TABLE feed_parts (
  feed_id       INTEGER NOT NULL REFERENCES feeds (id),
  url           TEXT NOT NULL,
  etag          TEXT NOT NULL DEFAULT '',
  last_modified TEXT NOT NULL DEFAULT '',
  body_hash     TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (feed_id, url)
) STRICT, WITHOUT ROWID;

CREATE TABLE feeds (
  id              INTEGER PRIMARY KEY,
  name            TEXT NOT NULL UNIQUE,
  outlet_id       INTEGER NOT NULL REFERENCES outlets (id),
  url             TEXT NOT NULL,
  origin          TEXT NOT NULL CHECK (origin IN ('config', 'user')),
  listed          INTEGER NOT NULL DEFAULT 1 CHECK (listed IN (0, 1)),
  enabled         INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
  state           TEXT NOT NULL DEFAULT 'new',
  title           TEXT NOT NULL DEFAULT '',
  format          TEXT NOT NULL DEFAULT '',
  etag            TEXT NOT NULL DEFAULT '',
  last_modified   TEXT NOT NULL DEFAULT '',
  body_hash       TEXT NOT NULL DEFAULT '',
  interval_s      REAL NOT NULL DEFAULT 0,
  last_poll_at    TEXT,
  last_success_at TEXT,
  last_new_at     TEXT,
  next_poll_at    TEXT,
  failures        REAL NOT NULL DEFAULT 0,
  error           TEXT NOT NULL DEFAULT '',
  items           INTEGER NOT NULL DEFAULT 0,
  poll_count      INTEGER NOT NULL DEFAULT 0,
  permanent_url   TEXT NOT NULL DEFAULT '',
  permanent_seen  INTEGER NOT NULL DEFAULT 0
, hint_s REAL NOT NULL DEFAULT 0, unmodified INTEGER NOT NULL DEFAULT 0, lies INTEGER NOT NULL DEFAULT 0 CHECK (lies IN (0, 1)), kind TEXT NOT NULL DEFAULT 'feed' CHECK (kind IN ('feed', 'page')), links TEXT NOT NULL DEFAULT '') STRICT;

CREATE INDEX feeds_url ON feeds (url);

CREATE TABLE furniture (
  id            INTEGER PRIMARY KEY,
  outlet_id     INTEGER NOT NULL REFERENCES outlets (id),
  line          TEXT NOT NULL,
  kind          TEXT NOT NULL,
  state         TEXT NOT NULL,
  articles      INTEGER NOT NULL DEFAULT 0,
  examples      TEXT NOT NULL DEFAULT '[]',
  first_seen_at TEXT,
  last_seen_at  TEXT, place TEXT NOT NULL DEFAULT 'any', why TEXT NOT NULL DEFAULT '', sample TEXT NOT NULL DEFAULT '', looked_at INTEGER NOT NULL DEFAULT 0,
  UNIQUE (outlet_id, line)
) STRICT;

CREATE TABLE headlines (
  outlet_id  INTEGER NOT NULL REFERENCES outlets (id),
  key        INTEGER NOT NULL,
  article_id INTEGER NOT NULL REFERENCES articles (id),
  PRIMARY KEY (outlet_id, key, article_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE hosts (
  name              TEXT PRIMARY KEY,
  robots_status     INTEGER NOT NULL DEFAULT 0,
  robots_body       TEXT NOT NULL DEFAULT '',
  robots_fetched_at TEXT,
  robots_expires_at TEXT,
  retry_at          TEXT
, asked_at TEXT, slow_s REAL NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;

CREATE TABLE lessons (
  outlet_id  INTEGER PRIMARY KEY REFERENCES outlets (id),
  through_id INTEGER NOT NULL,
  articles   INTEGER NOT NULL
) STRICT;

CREATE TABLE migrations (
  number     INTEGER PRIMARY KEY,
  name       TEXT NOT NULL,
  checksum   TEXT NOT NULL,
  applied_at TEXT NOT NULL
);

CREATE TABLE outlets (
  id      INTEGER PRIMARY KEY,
  name    TEXT NOT NULL UNIQUE,
  host    TEXT NOT NULL DEFAULT '',
  country TEXT NOT NULL DEFAULT '',
  zone    TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE VIEW paragraphs AS
SELECT b.article_id, b.n, b.kind,
  coalesce(b.text, CAST(substr(CAST(a.text AS BLOB), b.start + 1, b.length) AS TEXT)) AS text,
  b.why
FROM blocks b JOIN articles a ON a.id = b.article_id;

CREATE TABLE passages (
  article_id INTEGER NOT NULL REFERENCES articles (id),
  other_id   INTEGER NOT NULL REFERENCES articles (id),
  kind       TEXT NOT NULL,
  score      REAL NOT NULL,
  coverage_a REAL NOT NULL,
  coverage_b REAL NOT NULL,
  why        TEXT NOT NULL,
  spans      TEXT NOT NULL DEFAULT '[]',
  PRIMARY KEY (article_id, other_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX passages_other ON passages (other_id);

CREATE TABLE polls (
  id         INTEGER PRIMARY KEY,
  feed_id    INTEGER NOT NULL REFERENCES feeds (id),
  started_at TEXT NOT NULL,
  elapsed_ms INTEGER NOT NULL,
  status     INTEGER NOT NULL,
  outcome    TEXT NOT NULL,
  bytes      INTEGER NOT NULL,
  items      INTEGER NOT NULL,
  new        INTEGER NOT NULL,
  repairs    TEXT NOT NULL DEFAULT '[]',
  error      TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX polls_feed ON polls (feed_id, started_at);

CREATE TABLE prints (
  article_id INTEGER PRIMARY KEY REFERENCES articles (id),
  scheme     TEXT NOT NULL,
  passages   BLOB NOT NULL,
  extra      BLOB
) STRICT;

CREATE TRIGGER segments_printed AFTER UPDATE ON prints BEGIN
  DELETE FROM segments WHERE last_id >= min(old.article_id, new.article_id);
END;

CREATE TRIGGER segments_unprinted AFTER DELETE ON prints BEGIN
  DELETE FROM segments WHERE last_id >= old.article_id;
END;

CREATE INDEX prints_scheme ON prints (scheme);

CREATE TABLE pushes (
  article_id INTEGER NOT NULL REFERENCES articles (id),
  n          INTEGER NOT NULL,
  label      TEXT NOT NULL DEFAULT '',
  title      TEXT NOT NULL,
  to_id      INTEGER REFERENCES articles (id),
  PRIMARY KEY (article_id, n)
) STRICT, WITHOUT ROWID;

CREATE INDEX pushes_to ON pushes (to_id) WHERE to_id IS NOT NULL;

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

CREATE TABLE revisions (
  article_id INTEGER NOT NULL REFERENCES articles (id),
  n          INTEGER NOT NULL,
  seen_at    TEXT NOT NULL,
  title      TEXT NOT NULL,
  text_hash  TEXT NOT NULL,
  text       TEXT NOT NULL,
  PRIMARY KEY (article_id, n)
) STRICT;

CREATE TABLE segment_moves (
  article_id INTEGER PRIMARY KEY
) STRICT;

CREATE TABLE segments (
  first_id INTEGER PRIMARY KEY,
  last_id  INTEGER NOT NULL,
  articles INTEGER NOT NULL,
  scheme   TEXT NOT NULL,
  file     TEXT NOT NULL UNIQUE,
  checksum INTEGER NOT NULL
) STRICT;

CREATE TABLE standins (
  entry_id  INTEGER PRIMARY KEY REFERENCES entries (id),
  outlet_id INTEGER NOT NULL REFERENCES outlets (id),
  kind      TEXT NOT NULL,
  sketch    BLOB NOT NULL,
  seen_at   TEXT NOT NULL
) STRICT;

CREATE INDEX standins_outlet ON standins (outlet_id, seen_at);

CREATE TABLE stories (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  canonical_id  INTEGER NOT NULL REFERENCES articles (id),
  title         TEXT NOT NULL,
  outlets       INTEGER NOT NULL,
  articles      INTEGER NOT NULL,
  texts         INTEGER NOT NULL,
  first_seen_at TEXT NOT NULL,
  last_seen_at  TEXT NOT NULL
) STRICT;

CREATE INDEX stories_last_seen ON stories (last_seen_at);

CREATE TRIGGER segments_moved AFTER UPDATE OF story_id ON variants
WHEN new.story_id <> old.story_id BEGIN
  INSERT OR IGNORE INTO segment_moves (article_id)
  SELECT new.article_id WHERE EXISTS (SELECT 1 FROM segments WHERE last_id >= new.article_id);
END;

CREATE TABLE variants (
  article_id INTEGER PRIMARY KEY REFERENCES articles (id),
  story_id   INTEGER NOT NULL REFERENCES stories (id),
  parent_id  INTEGER REFERENCES articles (id),
  relation   TEXT NOT NULL CHECK (relation IN ('canonical', 'copy', 'repost', 'update')),
  score      REAL NOT NULL,
  coverage_a REAL NOT NULL,
  coverage_b REAL NOT NULL,
  why        TEXT NOT NULL,
  scheme     TEXT NOT NULL,
  filed_at   TEXT NOT NULL
) STRICT;

CREATE INDEX variants_story ON variants (story_id);
