-- Furniture: where a line stands, what speaks for it, and how it looks.
ALTER TABLE furniture ADD COLUMN place TEXT NOT NULL DEFAULT 'any';
ALTER TABLE furniture ADD COLUMN why TEXT NOT NULL DEFAULT '';
ALTER TABLE furniture ADD COLUMN sample TEXT NOT NULL DEFAULT '';
ALTER TABLE furniture ADD COLUMN looked_at INTEGER NOT NULL DEFAULT 0;

-- When the furniture of an outlet was last learned: by the last article that
-- was stored then.
CREATE TABLE lessons (
  outlet_id  INTEGER PRIMARY KEY REFERENCES outlets (id),
  through_id INTEGER NOT NULL,
  articles   INTEGER NOT NULL
) STRICT;

-- The headlines of an outlet by a hash of their folded words.
CREATE TABLE headlines (
  outlet_id  INTEGER NOT NULL REFERENCES outlets (id),
  key        INTEGER NOT NULL,
  article_id INTEGER NOT NULL REFERENCES articles (id),
  PRIMARY KEY (outlet_id, key, article_id)
) STRICT, WITHOUT ROWID;

-- Headlines to which an outlet sends the readers of an article.
CREATE TABLE pushes (
  article_id INTEGER NOT NULL REFERENCES articles (id),
  n          INTEGER NOT NULL,
  label      TEXT NOT NULL DEFAULT '',
  title      TEXT NOT NULL,
  to_id      INTEGER REFERENCES articles (id),
  PRIMARY KEY (article_id, n)
) STRICT, WITHOUT ROWID;

CREATE INDEX pushes_to ON pushes (to_id) WHERE to_id IS NOT NULL;

-- The latest articles of one outlet.
CREATE INDEX articles_outlet ON articles (outlet_id);
