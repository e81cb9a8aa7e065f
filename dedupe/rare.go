package dedupe

import (
	_ "embed"

	"sada/arabic"
)

// How telling a stem is: names and rare matters tell two reports apart, the
// common words of the press don't.
const (
	everyday = iota // in one report of twenty and more
	frequent        // in one of a hundred and more; small numbers and years
	rare
)

// telling is what a stem counts by how rare it is.
var telling = [...]float64{everyday: 0, frequent: 0.4, rare: 1}

// commonWords lists the everyday stems, a blank line, and the frequent ones, as
// counted by "sada eval stems" over SaudiNewsNet.
//
//go:embed common.txt
var commonWords string

// rarity returns how rare the token is that scan stands at, listed as it is.
func rarity(scan *arabic.Scanner, on listing) uint8 {
	switch {
	case scan.Kind() == arabic.Number:
		return figure(scan)
	case on&frequentWord != 0: // on both lists it is that too
		return frequent
	case on&everydayWord != 0:
		return everyday
	}
	return rare
}

// figure returns how telling a number is: one of two digits, or a year, comes
// up anywhere.
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
