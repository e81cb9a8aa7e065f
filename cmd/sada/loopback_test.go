package main

import (
	"database/sql"
	"fmt"
	"net"
	"net/http"
	"strings"

	_ "github.com/mattn/go-sqlite3"
)

// serveOnLoopback answers with h until stop is called.
func serveOnLoopback(h http.Handler) (addr string, stop func(), err error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	srv := &http.Server{Handler: h}
	done := make(chan struct{})
	go func() { srv.Serve(l); close(done) }()
	return l.Addr().String(), func() { srv.Close(); <-done }, nil
}

// query runs one statement on a database file and returns its rows, columns
// apart by "|".
func query(path, statement string) (string, error) {
	db, err := sql.Open("sqlite3", "file:"+path+"?_busy_timeout=5000")
	if err != nil {
		return "", err
	}
	defer db.Close()
	rows, err := db.Query(statement)
	if err != nil {
		return "", err
	}
	defer rows.Close()
	cols, err := rows.Columns()
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for rows.Next() {
		cells := make([]any, len(cols))
		for i := range cells {
			cells[i] = new(sql.NullString)
		}
		if err := rows.Scan(cells...); err != nil {
			return "", err
		}
		for i, c := range cells {
			if i > 0 {
				b.WriteByte('|')
			}
			fmt.Fprint(&b, c.(*sql.NullString).String)
		}
		b.WriteByte('\n')
	}
	return b.String(), rows.Err()
}
