package sqlite

import "database/sql"

// Writer is the connection that writes, for tests that must hinder it.
func (s *Store) Writer() *sql.DB { return s.writer }

// Insides that are tested from without.
var (
	Clean      = clean
	Valid      = valid
	At         = at
	QuoteWords = quoteWords
)
