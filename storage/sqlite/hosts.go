package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"sada/news"
)

const (
	sqlHost = `
SELECT name, robots_status, robots_body, robots_fetched_at, robots_expires_at, asked_at, slow_s, retry_at
FROM hosts WHERE name = ?`
	sqlSaveRobots = `
INSERT INTO hosts (name, robots_status, robots_body, robots_fetched_at, robots_expires_at)
VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (name) DO UPDATE SET robots_status = ?2, robots_body = ?3, robots_fetched_at = ?4, robots_expires_at = ?5`

	sqlPace     = `SELECT asked_at, slow_s, retry_at FROM hosts WHERE name = ?`
	sqlSavePace = `
INSERT INTO hosts (name, asked_at, slow_s, retry_at) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (name) DO UPDATE SET asked_at = ?2, slow_s = ?3, retry_at = ?4`
)

// Host returns what is remembered of a host.
func (s *Store) Host(ctx context.Context, name string) (news.Host, error) {
	host, err := one(ctx, s.reader, scanHost, sqlHost, name)
	return host, s.fault("host "+name, err)
}

func scanHost(rows *sql.Rows) (h news.Host, err error) {
	err = rows.Scan(&h.Name, &h.RobotsStatus, &h.RobotsBody, toTime{&h.RobotsFetched}, toTime{&h.RobotsExpires},
		toTime{&h.Asked}, toDuration{&h.Slow}, toTime{&h.RetryAt})
	return h, err
}

// SaveRobots stores the robots.txt of a host.
func (s *Store) SaveRobots(ctx context.Context, h news.Host) error {
	return s.write(ctx, "save robots.txt of "+h.Name, func(ctx context.Context, tx *sql.Tx) error {
		_, err := exec(ctx, tx, sqlSaveRobots, h.Name, h.RobotsStatus, h.RobotsBody, at(h.RobotsFetched), at(h.RobotsExpires))
		return err
	})
}

// Pace returns the pace of a host, without the robots.txt beside it, which may
// be large.
func (s *Store) Pace(ctx context.Context, host string) (news.Pace, error) {
	p, err := one(ctx, s.reader, scanPace, sqlPace, host)
	if errors.Is(err, news.ErrNotFound) {
		return news.Pace{}, nil
	}
	return p, s.fault("pace of host "+host, err)
}

func scanPace(rows *sql.Rows) (p news.Pace, err error) {
	err = rows.Scan(toTime{&p.Asked}, toDuration{&p.Slow}, toTime{&p.RetryAt})
	return p, err
}

// SavePace stores the pace of a host.
func (s *Store) SavePace(ctx context.Context, host string, p news.Pace) error {
	return s.write(ctx, "save pace of host "+host, func(ctx context.Context, tx *sql.Tx) error {
		_, err := exec(ctx, tx, sqlSavePace, host, at(p.Asked), seconds(p.Slow), at(p.RetryAt))
		return err
	})
}
