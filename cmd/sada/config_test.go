package main

import (
	"os"
	"reflect"
	"strings"
	"testing"
	"time"
)

// TestShippedConfig holds config.yaml to its word: every key is there, with
// its default, and its feeds are sound.
func TestShippedConfig(t *testing.T) {
	text, err := os.ReadFile("../../config.yaml")
	if err != nil {
		t.Fatal(err)
	}
	cfg, err := parseConfig("config.yaml", text)
	if err != nil {
		t.Fatal(err)
	}
	if len(cfg.Outlets) < 40 || len(cfg.Feeds) < 40 {
		t.Errorf("%d outlets and %d feeds, want at least 40 of each", len(cfg.Outlets), len(cfg.Feeds))
	}
	for _, f := range cfg.feeds() {
		if f.Outlet.Zone == "" {
			t.Errorf("feed %s: its outlet %q is not listed", f.Name, f.Outlet.Name)
		}
	}
	cfg.Outlets, cfg.Feeds, cfg.path = nil, nil, ""
	cfg.Fetch.AllowNetworks = nil
	if want := defaults(); !reflect.DeepEqual(cfg, want) {
		t.Errorf("config.yaml says\n%+v\nthe defaults are\n%+v", cfg, want)
	}
	for _, section := range []reflect.Type{reflect.TypeFor[config](), reflect.TypeFor[fetchConfig](), reflect.TypeFor[pollConfig](), reflect.TypeFor[storyConfig]()} {
		for _, key := range keysOf(section) {
			if !strings.Contains(string(text), key+":") {
				t.Errorf("config.yaml does not name %q", key)
			}
		}
	}
}

func TestParseDuration(t *testing.T) {
	for _, tc := range []struct {
		in   string
		want time.Duration
		ok   bool
	}{
		{"90s", 90 * time.Second, true},
		{"15m", 15 * time.Minute, true},
		{"7d", 7 * 24 * time.Hour, true},
		{"2w", 14 * 24 * time.Hour, true},
		{"1.5d", 36 * time.Hour, true},
		{"0", 0, true},
		{"soon", 0, false},
		{"d", 0, false},
		{"15", 0, false},
	} {
		got, err := parseDuration(tc.in)
		if got != tc.want || (err == nil) != tc.ok {
			t.Errorf("parseDuration(%q) = %v, %v; want %v, ok %v", tc.in, got, err, tc.want, tc.ok)
		}
	}
}

func TestNearest(t *testing.T) {
	words := []string{"delay", "timeout", "per_host"}
	for _, tc := range []struct{ key, want string }{
		{"dealy", "delay"}, {"timout", "timeout"}, {"PerHost", "per_host"}, {"colour", ""},
	} {
		if got := nearest(tc.key, words); got != tc.want {
			t.Errorf("nearest(%q) = %q, want %q", tc.key, got, tc.want)
		}
	}
}

func TestLagText(t *testing.T) {
	for _, tc := range []struct {
		d    time.Duration
		want string
	}{
		{0, "+0s"},
		{45 * time.Second, "+45s"},
		{12 * time.Minute, "+12m"},
		{75 * time.Minute, "+1h15m"},
		{76 * time.Hour, "+3d04h"},
		{-3 * time.Minute, "-3m"},
	} {
		if got := lagText(tc.d); got != tc.want {
			t.Errorf("lagText(%v) = %q, want %q", tc.d, got, tc.want)
		}
	}
}
