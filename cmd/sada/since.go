package main

import "time"

// sinceForms are the ways to write a moment, a day's being its beginning in UTC.
var sinceForms = []string{time.DateOnly, "2006-01-02T15:04Z07:00", time.RFC3339}

// since returns the moment that the flag --since names: a time before now, such as
// 24h, or a date, or a moment. Nothing is the zero time.
func since(text string, now time.Time) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	if d, err := parseDuration(text); err == nil && d >= 0 {
		return now.Add(-d), nil
	}
	for _, form := range sinceForms {
		if t, err := time.Parse(form, text); err == nil {
			return t, nil
		}
	}
	return time.Time{}, usagef("--since %s: give a time such as 90m, 24h or 7d, or a date such as %s", text, now.UTC().Format(time.DateOnly))
}
