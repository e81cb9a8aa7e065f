-- The parts of the index of prints that are kept in files: derived data. A file
-- counts only while it is listed here, with its checksum, so that a store and
-- files that don't belong together never meet: a backup put back lists the files
-- of its time. Whatever changes a print takes its part, and those after it, off
-- the list in the same transaction, whichever program does it.
CREATE TABLE segments (
  first_id INTEGER PRIMARY KEY,
  last_id  INTEGER NOT NULL,
  articles INTEGER NOT NULL,
  scheme   TEXT NOT NULL,
  file     TEXT NOT NULL UNIQUE,
  checksum INTEGER NOT NULL
) STRICT;

-- Articles in these parts whose story is another than when they were written.
CREATE TABLE segment_moves (
  article_id INTEGER PRIMARY KEY
) STRICT;

CREATE TRIGGER segments_moved AFTER UPDATE OF story_id ON variants
WHEN new.story_id <> old.story_id BEGIN
  INSERT OR IGNORE INTO segment_moves (article_id)
  SELECT new.article_id WHERE EXISTS (SELECT 1 FROM segments WHERE last_id >= new.article_id);
END;

CREATE TRIGGER segments_printed AFTER UPDATE ON prints BEGIN
  DELETE FROM segments WHERE last_id >= min(old.article_id, new.article_id);
END;

CREATE TRIGGER segments_unprinted AFTER DELETE ON prints BEGIN
  DELETE FROM segments WHERE last_id >= old.article_id;
END;

CREATE TRIGGER segments_dated AFTER UPDATE OF at, simhash ON articles
WHEN new.at <> old.at OR new.simhash <> old.simhash BEGIN
  DELETE FROM segments WHERE last_id >= old.id;
END;
