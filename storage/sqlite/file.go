package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"time"

	"sada/news"
)

const (
	sqlArticleAt = `
SELECT id FROM articles WHERE url = ?1 UNION ALL SELECT article_id FROM article_urls WHERE url = ?1 LIMIT 1`

	// The same of many addresses at once.
	sqlArticlesAt = `
SELECT j.value, a.id FROM json_each(?1) j CROSS JOIN articles a ON a.url = j.value
UNION ALL SELECT j.value, u.article_id FROM json_each(?1) j CROSS JOIN article_urls u ON u.url = j.value`

	sqlInsertArticle = `
INSERT INTO articles (id, url, original_url, external_id, outlet_id, title, byline, agency, agency_place,
  language, published_at, published_claimed, published_source, published_confidence, modified_at, first_seen_at,
  poll_interval_s, fetched_at, at, text_hash, words, simhash, scheme, flags, text)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

	sqlInsertAlias = `INSERT OR IGNORE INTO article_urls (url, article_id) VALUES (?, ?)`
	sqlInsertPrint = `INSERT INTO prints (article_id, scheme, passages, extra) VALUES (?, ?, ?, ?)`

	sqlSameArticle = `
SELECT coalesce(min(a.id), 0) FROM articles a JOIN outlets o ON o.id = a.outlet_id
WHERE a.text_hash = ? AND o.name = ? AND a.title = ?`

	sqlEntryFiled = `
UPDATE entries SET state = CASE WHEN article_id = ?3 THEN 'filed' ELSE ?2 END, reason = '', next_try_at = NULL, article_id = ?3
WHERE id = ?1`
	// Of many addresses, those that entries wait for.
	sqlAwaited = `
SELECT DISTINCT e.address FROM json_each(?) j CROSS JOIN entries e ON e.address = j.value WHERE e.state = 'pending'`
	sqlTwinsKnown = `
UPDATE entries SET state = 'known', reason = '', next_try_at = NULL, article_id = ?2
WHERE state = 'pending' AND address = ?1`
)

// A decider says how an article is to be filed.
type decider = func(ctx context.Context, d news.Desk, f *news.Filing) (news.Decision, error)

// File stores the filings in one transaction, in their order.
func (s *Store) File(ctx context.Context, filings []*news.Filing, decide decider) error {
	err := s.write(ctx, "file articles", func(sure context.Context, tx *sql.Tx) error {
		b, err := newBatch(sure, tx, decide)
		if err != nil {
			return err
		}
		if err := b.prepare(sure, filings); err != nil {
			return err
		}
		if len(filings) < manyWords {
			return b.file(ctx, sure)
		}
		return s.fileMany(ctx, sure, b)
	})
	if err != nil {
		for _, f := range filings {
			f.Article.ID, f.Known, f.Revised, f.Opened, f.Variant, f.Split = 0, false, false, false, news.Variant{}, nil
		}
	}
	return err
}

// fileMany files a batch that is large enough for words to be merged later, and for
// a second connection to be worth its opening. Nobody else writes meanwhile, so that
// what the second sees is the store before the batch.
func (s *Store) fileMany(ctx, sure context.Context, b *batch) error {
	past, err := s.reader.BeginTx(sure, nil)
	if err != nil {
		return err
	}
	defer past.Rollback() // nothing to commit
	b.past = past
	if err := mergeLater(sure, b.tx); err != nil {
		return err
	}
	if err := b.file(ctx, sure); err != nil {
		return err
	}
	return mergeAsUsual(sure, b.tx)
}

// closeFiled closes the entries of an article that was filed, and says when its
// page is read again.
func (b *batch) closeFiled(ctx context.Context, f *news.Filing, addresses []string, state news.EntryState) error {
	if err := b.closeEntries(ctx, f, addresses, state); err != nil {
		return err
	}
	return checkFiled(ctx, b.tx, f)
}

// sameArticle finds the article that an outlet shows under another address
// too: the same headline over the same words. Feeds exist that give an article
// a new link at every poll. An imported article is what its file says, even if
// it repeats another.
func (b *batch) sameArticle(ctx context.Context, f *news.Filing) (int64, error) {
	a := f.Article
	if a.ExternalID != "" {
		return 0, nil
	}
	words := hashedWords(f)
	if words == "" {
		return 0, nil
	}
	b.settle()
	return one(ctx, b.tx, scanID, sqlSameArticle, textHash(words), a.Outlet.Name, clean(a.Title))
}

// tidy makes the texts that offsets point into clean before anyone counts
// bytes in them; everything else is cleaned at the door.
func tidy(a *news.Article) {
	a.Title = clean(a.Title)
	for i := range a.Blocks {
		a.Blocks[i].Text = clean(a.Blocks[i].Text)
		a.Blocks[i].Why = clean(a.Blocks[i].Why)
	}
}

// addressesOf returns every address that an article is known by, the canonical
// one first, each once.
func addressesOf(a *news.Article) []string {
	addresses := make([]string, 0, 2+len(a.Aliases))
	seen := make(map[string]bool, cap(addresses))
	for _, address := range append([]string{a.URL, a.OriginalURL}, a.Aliases...) {
		if address = clean(address); address != "" && !seen[address] {
			seen[address] = true
			addresses = append(addresses, address)
		}
	}
	return addresses
}

// articleAt returns the id of the article stored under one of the addresses,
// 0 if there is none.
func articleAt(ctx context.Context, q queryer, addresses ...string) (id int64, err error) {
	for _, address := range addresses {
		err = q.QueryRowContext(ctx, sqlArticleAt, clean(address)).Scan(&id)
		if !errors.Is(err, sql.ErrNoRows) {
			return id, err
		}
	}
	return 0, nil
}

// closeEntries closes the entry that an article came from, and those of other
// feeds that wait for the same page; its addresses are kept, so that it is
// known under each from now on.
func (b *batch) closeEntries(ctx context.Context, f *news.Filing, addresses []string, state news.EntryState) error {
	tx := b.tx
	if f.EntryID != 0 {
		if _, err := exec(ctx, tx, sqlEntryFiled, f.EntryID, string(state), f.Article.ID); err != nil {
			return err
		}
	}
	for _, address := range addresses {
		if b.awaited[address] {
			if _, err := exec(ctx, tx, sqlTwinsKnown, address, f.Article.ID); err != nil {
				return err
			}
		}
		if address == clean(f.Article.URL) && !f.Known {
			continue // the article's own row holds it
		}
		if _, err := exec(ctx, tx, sqlInsertAlias, address, f.Article.ID); err != nil {
			return err
		}
	}
	return nil
}

// addArticle stores an article with its blocks, print and words.
func addArticle(ctx context.Context, tx *sql.Tx, f *news.Filing) error {
	a := f.Article
	text := a.Text()
	words := hashedWords(f)
	_, err := exec(ctx, tx, sqlInsertArticle, a.ID, a.URL, a.OriginalURL, null(a.ExternalID), a.Outlet.ID, a.Title, a.Byline,
		a.Credit.Agency, a.Credit.Place, a.Language, at(news.PlausiblePublished(a.Published, a.FirstSeen)), at(a.Published),
		a.PublishedSource, string(a.PublishedConfidence), at(a.Modified), at(a.FirstSeen), seconds(a.PollInterval), at(a.Fetched), at(a.At()),
		textHash(words), countWords(words), int64(f.Print.SimHash), f.Print.Scheme, list(a.Flags), tidied(text))
	if err != nil {
		return err
	}
	if _, err = exec(ctx, tx, sqlInsertPrint, a.ID, f.Print.Scheme, packPassages(f.Print.Passages), f.Print.Extra); err != nil {
		return err
	}
	if err = insertBlocks(ctx, tx, a.ID, a.Blocks); err != nil {
		return err
	}
	return addPushes(ctx, tx, f)
}

// countWords counts what stands between blanks, which in folded text is words.
func countWords(text string) int {
	n, before := 0, 1
	for i := range len(text) {
		blank := int((uint32(text[i]) - ' ' - 1) >> 31) // 1 up to the space
		n += before &^ blank
		before = blank
	}
	return n
}

// hashedWords is the text by which two articles are told apart: folded, where
// the caller folded it.
func hashedWords(f *news.Filing) string {
	if f.Folded.Text != "" {
		return f.Folded.Text
	}
	return f.Article.Text()
}

// textHash tells equal texts from others: 64 bits of SHA-256, in hex. Among
// ten million texts two different ones share a hash once in 370,000 stores.
func textHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:8])
}

// filedAt is the moment of filing: the decider's, else the latest that the
// article itself tells.
func filedAt(d news.Decision, a *news.Article) time.Time {
	for _, t := range []time.Time{d.FiledAt, a.Fetched, a.FirstSeen} {
		if !t.IsZero() {
			return t
		}
	}
	return a.At()
}
