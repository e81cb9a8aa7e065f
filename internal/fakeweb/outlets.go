package fakeweb

import (
	"net/netip"
	"strconv"
	"strings"
)

// FlakyOutlet is the outlet that Options.Flaky makes stumble.
const FlakyOutlet = "bayariq.example"

// firstAddress is the address of the first outlet; the others follow it.
// 127.0.0.1 to 127.0.0.10 are left to whatever else runs on the machine.
var firstAddress = netip.AddrFrom4([4]byte{127, 0, 0, 11})

// An outlet is a made-up publisher and its habits.
type outlet struct {
	slug     string // short name, as in the terminal
	arabic   string // as it calls itself
	short    string // as others credit it
	country  string // ISO 3166 alpha-2
	zone     string // IANA
	layout   string // template in layouts/
	article  string // path of an article: {id}, {title}
	dateline string // {place}, {agency}, {outlet} before the first sentence
	charset  string // utf-8 or windows-1256
	robots   string
	months   *[12]string
	verify   validators
	gzip     bool
	feeds    []feedAddress
}

// validators say which of the two validators of RFC 9110 a server sends.
type validators struct{ etag, modified bool }

// A feedAddress is one feed of an outlet.
type feedAddress struct {
	name   string // as the user calls it
	path   string
	form   string // template in feedforms/, or "json"
	marked bool   // lists only what is marked @twice, with tracking parameters
}

const (
	utf8Charset = "utf-8"
	win1256     = "windows-1256"
)

// Month names as the press of each region writes them.
var (
	gulfMonths    = [12]string{"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"}
	levantMonths  = [12]string{"كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول"}
	moroccoMonths = [12]string{"يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر"}
	algeriaMonths = [12]string{"جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان", "جويلية", "أوت", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"}
)

var (
	both     = validators{etag: true, modified: true}
	etagOnly = validators{etag: true}
	dateOnly = validators{modified: true}
	neither  = validators{}
)

const plainRobots = "User-agent: *\nDisallow: /admin/\nDisallow: /search\n"

// outlets is the whole press, agencies first.
var outlets = []outlet{
	{
		slug: "mada.example", arabic: "وكالة المدى للأنباء", short: "المدى", country: "EG", zone: "Africa/Cairo",
		layout: "semantic", article: "/ar/news/{id}", dateline: "{place} ({agency}) - ", charset: utf8Charset,
		robots: plainRobots, months: &gulfMonths, verify: both, gzip: true,
		feeds: []feedAddress{{name: "mada", path: "/ar/atom.xml", form: "atom"}},
	},
	{
		slug: "sarat.example", arabic: "وكالة أنباء السراة", short: "السراة", country: "YE", zone: "Asia/Aden",
		layout: "figure", article: "/story/{id}.html", dateline: "{place} / {agency} / ", charset: utf8Charset,
		robots: "User-agent: *\nDisallow:\n", months: &gulfMonths, verify: both, gzip: true,
		feeds: []feedAddress{{name: "sarat", path: "/rss", form: "rss-media"}},
	},
	{
		slug: "nibras.example", arabic: "صحيفة نبراس الإلكترونية", short: "نبراس", country: "SA", zone: "Asia/Riyadh",
		layout: "wordpress", article: "/archives/{id}", dateline: "{outlet} – {place}: ", charset: utf8Charset,
		robots: "User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n", months: &gulfMonths, verify: both,
		feeds: []feedAddress{{name: "nibras", path: "/feed/", form: "rss-wordpress"}},
	},
	{
		slug: "marsad.example", arabic: "المرصد اليوم", short: "المرصد اليوم", country: "EG", zone: "Africa/Cairo",
		layout: "breaks", article: "/news.aspx?id={id}", dateline: "{place} - {agency}: ", charset: utf8Charset,
		robots: plainRobots, months: &gulfMonths, verify: etagOnly,
		feeds: []feedAddress{{name: "marsad", path: "/rss.aspx", form: "rss-plain"}},
	},
	{
		slug: "dhifaf.example", arabic: "جريدة ضفاف", short: "ضفاف", country: "IQ", zone: "Asia/Baghdad",
		layout: "tables", article: "/view.php?cat=2&id={id}", dateline: "{place}/ {outlet}: ", charset: win1256,
		robots: "\ufeffUser-agent: *\r\nDisallow: /cgi-bin/\r\n", // byte order mark and CRLF, as old editors save
		months: &levantMonths, verify: dateOnly,
		feeds: []feedAddress{{name: "dhifaf", path: "/rss.php", form: "rss-windows"}},
	},
	{
		slug: "manara.example", arabic: "موقع المنارة", short: "المنارة", country: "JO", zone: "Asia/Amman",
		layout: "articlebody", article: "/a/{id}/{title}", dateline: "{outlet} - ", charset: utf8Charset,
		robots: plainRobots, months: &levantMonths, verify: both,
		feeds: []feedAddress{{name: "manara", path: "/feed.json", form: "json"}},
	},
	{
		slug: "shira.example", arabic: "صحيفة شراع", short: "شراع", country: "OM", zone: "Asia/Muscat",
		layout: "semantic", article: "/خبر/{id}", dateline: "{place} - {outlet} ", charset: utf8Charset,
		robots: "User-agent: *\nDisallow: " + forbiddenPath + "\nDisallow: /بحث\n", months: &gulfMonths, verify: both,
		feeds: []feedAddress{{name: "shira", path: "/خلاصة.xml", form: "rss-plain"}},
	},
	{
		slug: "rafid.example", arabic: "الرافد الإخباري", short: "الرافد", country: "KW", zone: "Asia/Kuwait",
		layout: "wordpress", article: "/{id}/{title}/", dateline: "", charset: utf8Charset,
		robots: plainRobots, months: &gulfMonths, verify: both, gzip: true,
		feeds: []feedAddress{
			{name: "rafid", path: "/feed/", form: "rss-wordpress"},
			{name: "rafid-picks", path: "/category/picks/feed/", form: "rss-wordpress", marked: true},
		},
	},
	{
		slug: "yaqza.example", arabic: "جريدة اليقظة", short: "اليقظة", country: "LB", zone: "Asia/Beirut",
		layout: "figure", article: "/article/{id}/{title}", dateline: "{place} – ", charset: utf8Charset,
		robots: plainRobots, months: &levantMonths, verify: etagOnly,
		feeds: []feedAddress{{name: "yaqza", path: "/index.rdf", form: "rdf"}},
	},
	{
		slug: "qindil.example", arabic: "قنديل المغرب", short: "قنديل", country: "MA", zone: "Africa/Casablanca",
		layout: "semantic", article: "/{title}-{id}.html", dateline: "{place}، {agency} — ", charset: utf8Charset,
		robots: plainRobots, months: &moroccoMonths, verify: both,
		feeds: []feedAddress{{name: "qindil", path: "/atom", form: "atom-bare"}},
	},
	{
		slug: "bayariq.example", arabic: "بيارق نيوز", short: "بيارق", country: "DZ", zone: "Africa/Algiers",
		layout: "breaks", article: "/actualite/{id}", dateline: "", charset: utf8Charset,
		robots: plainRobots, months: &algeriaMonths, verify: dateOnly,
		feeds: []feedAddress{{name: "bayariq", path: "/rss2.xml", form: "rss-plain"}},
	},
	{
		slug: "sanabil.example", arabic: "سنابل السودان", short: "سنابل", country: "SD", zone: "Africa/Khartoum",
		layout: "bare", article: "/p/{id}", dateline: "{place}: {outlet} - ", charset: utf8Charset,
		robots: plainRobots, months: &gulfMonths, verify: neither,
		feeds: []feedAddress{{name: "sanabil", path: "/feed.xml", form: "rss-arabic"}},
	},
	{
		slug: "buraq.example", arabic: "براق الخليج", short: "براق", country: "BH", zone: "Asia/Bahrain",
		layout: "articlebody", article: "/news/{id}", dateline: "{place} – {agency} – ", charset: utf8Charset,
		robots: plainRobots, months: &gulfMonths, verify: both,
		feeds: []feedAddress{{name: "buraq", path: "/rss/all.xml", form: "rss-zone"}},
	},
	{
		slug: "hadaf.example", arabic: "شبكة هدف", short: "هدف", country: "QA", zone: "Asia/Qatar",
		layout: "wordpress", article: "/{title}", dateline: "", charset: utf8Charset,
		robots: plainRobots, months: &gulfMonths, verify: etagOnly, gzip: true,
		feeds: []feedAddress{{name: "hadaf", path: "/feed/atom/", form: "atom"}},
	},
}

// address fills in the path of an article.
func (o *outlet) address(id int, title string) string {
	return strings.NewReplacer("{id}", strconv.Itoa(id), "{title}", slugOf(title)).Replace(o.article)
}

// slugOf makes a headline the last part of an address, the way most Arabic
// sites do: its words, in Arabic, joined by hyphens.
func slugOf(title string) string {
	words := strings.FieldsFunc(title, func(r rune) bool { return !isLetter(r) && !isDigit(r) })
	return strings.Join(words[:min(len(words), slugWords)], "-")
}

// slugWords keeps an address under about 250 bytes once percent-encoded.
const slugWords = 7
