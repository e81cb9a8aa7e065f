package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// writeArticles writes articles FROM up to TO of one outlet to a file, an hour apart: a
// promo line between the paragraphs of every fifth, tags under every third, and
// one author's farewell under every fourth.
func writeArticles(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 3 || neg {
		ts.Fatalf("usage: articles FILE FROM TO")
	}
	from, err := strconv.Atoi(args[1])
	ts.Check(err)
	to, err := strconv.Atoi(args[2])
	ts.Check(err)
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	defer f.Close()
	for i := from; i < to; i++ {
		ts.Check(json.NewEncoder(f).Encode(furnishedArticle(i)))
	}
}

func furnishedArticle(i int) map[string]string {
	towns := []string{"السدرة", "النارنج", "المروج", "الشيح", "البيلسان", "الزعتر", "الرمان"}
	town, author := towns[i%len(towns)], towns[i/5%len(towns)]
	lines := []string{
		fmt.Sprintf("افتتحت بلدية %s صباح اليوم حديقة جديدة رقمها %d بعد أعمال دامت عامين كاملين وشارك فيها عمال المدينة كلهم.", town, i),
		fmt.Sprintf("وقال رئيس البلدية إن الحديقة %d تخدم %d من سكان %s، وإن الأعمال تمت من دون أي تأخير يذكر هذه المرة.", i, 900+37*i, town),
	}
	if i%5 == 0 {
		lines = append(lines, "شوف كمان: "+townTitle(i*3/5, towns))
	}
	lines = append(lines, fmt.Sprintf("وتقع الحديقة رقم %d في حي %d من %s، وستفتح أبوابها كل يوم من الصباح إلى المساء أمام الزوار.", i, i*3, town))
	if i%4 == 0 {
		author = "هادي الساحل"
		lines = append(lines, "وإلى لقاء قريب")
	}
	if i%3 == 0 {
		lines = append(lines, "وسوم "+town+" "+towns[i/7%len(towns)]+" "+towns[i/3%len(towns)])
	}
	return map[string]string{
		"id": strconv.Itoa(i), "url": fmt.Sprintf("https://mada.example/%d", i), "outlet": "المدى", "title": townTitle(i, towns), "author": author,
		"published": fmt.Sprintf("2026-07-%02dT%02d:00:00Z", 1+i/24, i%24), "text": strings.Join(lines, "\n"),
	}
}

func townTitle(i int, towns []string) string {
	return fmt.Sprintf("بلدية %s تفتتح حديقة جديدة في الحي %d", towns[i%len(towns)], i)
}
