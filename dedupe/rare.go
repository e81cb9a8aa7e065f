package dedupe

import (
	_ "embed"

	"sada/arabic"
)

// Levels of rarity. Names and rare matters tell two reports apart, the common words
// of the press don't.
const (
	everyday = iota // in one report of twenty, or in more
	frequent        // in one of a hundred, or in more; small numbers and years too
	rare
)

// telling is what a stem counts by its level of rarity.
var telling = [...]float64{everyday: 0, frequent: 0.4, rare: 1}

// commonWords lists the everyday stems, a blank line, and the frequent ones, as
// counted by "sada eval stems" over SaudiNewsNet.
//
//go:embed common.txt
var commonWords string

// rarity returns the level of the token that scan stands at, which is on the lists on.
func rarity(scan *arabic.Scanner, on listing) uint8 {
	switch {
	case scan.Kind() == arabic.Number:
		return figure(scan)
	case on&frequentWord != 0: // also if the stem is on both lists
		return frequent
	case on&everydayWord != 0:
		return everyday
	}
	return rare
}

// figure returns the level of a number: one of two digits, or a year (Gregorian or
// Hijri), comes up anywhere.
func figure(scan *arabic.Scanner) uint8 {
	n := scan.Len()
	if n <= 2 {
		return frequent
	}
	if n == 4 {
		var buf [8]byte
		switch w := scan.AppendText(buf[:0]); string(w[:2]) {
		case "13", "14", "19", "20":
			return frequent
		}
	}
	return rare
}
