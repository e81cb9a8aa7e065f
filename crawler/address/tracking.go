package address

import (
	"net/url"
	"strings"
)

// Parameters that say how a reader came, never which page is meant. They are
// matched without regard to case.
var (
	trackingPrefixes = []string{
		"utm_",   // Google Analytics and all that copied it
		"at_",    // AT Internet: at_medium, at_campaign
		"pk_",    // Matomo
		"mtm_",   // Matomo
		"hsa_",   // HubSpot
		"fb_",    // Facebook: fb_action_ids, fb_source
		"amp_",   // AMP: amp_js_v, amp_gsa
		"__twit", // __twitter_impression
	}
	trackingNames = set(
		"fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "ttclid", // advertisers' clicks
		"igshid", "igsh", "mc_cid", "mc_eid", "mkt_tok", "_ga", "_gl", "_hsenc", "_hsmi", // campaigns
		"xtor", "cmp", "cmpid", "ncid", "ocid", "ito", "icid", "smid", "usqp", "guccounter", // publishers' own
		"traffic_source", "rss", "sharetype", // how a feed or a share button came by it
		"amp", "phpsessid", "jsessionid", // a twin, or one reader's session
	)
	// channelNames count as tracking only where their value is a channel.
	channelNames = set("ref", "source", "src", "from", "via", "medium", "channel", "feature", "share", "outputtype", "output")
	channels     = set("rss", "rss2", "feed", "feeds", "atom", "feedburner", "amp", "mobile", "app",
		"twitter", "x", "facebook", "fb", "telegram", "whatsapp", "instagram", "social", "newsletter", "email", "google", "googlenews")
)

func set(names ...string) map[string]bool {
	m := make(map[string]bool, len(names))
	for _, n := range names {
		m[n] = true
	}
	return m
}

// foldQuery drops tracking and empty parameters. The others keep their order:
// there are sites that read parameters by place.
func foldQuery(query string) string {
	var kept []string
	for pair := range strings.SplitSeq(foldEscapes(query), "&") {
		if pair != "" && !isTracking(pair) {
			kept = append(kept, pair)
		}
	}
	return strings.Join(kept, "&")
}

func isTracking(pair string) bool {
	name, value, _ := strings.Cut(pair, "=")
	name, value = paramWord(name), paramWord(value)
	if trackingNames[name] || channelNames[name] && channels[value] {
		return true
	}
	for _, prefix := range trackingPrefixes {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// paramWord returns a parameter's name or value as it reads.
func paramWord(s string) string {
	if word, err := url.QueryUnescape(s); err == nil {
		s = word
	}
	return strings.ToLower(s)
}
