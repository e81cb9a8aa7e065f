package eval

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"sada/internal/wording"
)

// A FurnitureLabel is what a reader said of one paragraph of an article.
type FurnitureLabel struct {
	ID    string `json:"id"`    // of the article in the file
	Block int    `json:"block"` // paragraph, from 0
	Label string `json:"label"` // furniture (at its end, at the least) or report
	Of    string `json:"of"`    // what it was drawn from: marks, or tails, last paragraphs that were not marked
}

// LoadFurnitureLabels reads a file of labels, one JSON object a line.
func LoadFurnitureLabels(path string) ([]FurnitureLabel, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read labels: %w", err)
	}
	defer f.Close()
	labels := []FurnitureLabel{}
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		var l FurnitureLabel
		err := wording.JSON(json.Unmarshal(lines.Bytes(), &l))
		if err == nil && (l.ID == "" || l.Label != "furniture" && l.Label != "report" || l.Of != "marks" && l.Of != "tails") {
			err = fmt.Errorf("not a label: %s", lines.Bytes())
		}
		if err != nil {
			return nil, fmt.Errorf("read labels %s: line %d: %w", path, n, err)
		}
		labels = append(labels, l)
	}
	return labels, lines.Err()
}

// A FurnitureScore compares what is marked with what a reader said. Articles of
// an outlet's first day are left out: nothing could be known of them.
type FurnitureScore struct {
	Marked    int     `json:"marked"`    // labelled paragraphs that are marked
	Right     int     `json:"right"`     // of which are furniture
	Unmarked  int     `json:"unmarked"`  // labelled last paragraphs that are not
	Missed    int     `json:"missed"`    // of which are furniture
	Marks     int     `json:"marks"`     // marked paragraphs
	Tails     int     `json:"tails"`     // articles whose last paragraph is not marked
	Precision float64 `json:"precision"` // right of marked
	Recall    float64 `json:"recall"`    // estimated: the shares of the samples, taken of all
	Unknown   int     `json:"unknown"`   // labels of articles that are not in the file
}

// A paragraph is one of an article, by its place from 0.
type paragraph struct {
	id string
	at int
}

func scoreFurniture(docs []*furnitureDoc, untried []string, marks []FurnitureMark, labels []FurnitureLabel) *FurnitureScore {
	s := &FurnitureScore{}
	tried := map[string]bool{} // by id; false for those of a first day
	for _, d := range docs {
		tried[d.name] = true
	}
	for _, id := range untried {
		tried[id] = false
	}
	marked := map[paragraph]bool{}
	for _, m := range marks {
		if tried[m.ID] {
			marked[paragraph{m.ID, m.Block}] = true
		}
	}
	s.Marks = len(marked)
	for _, d := range docs {
		if tried[d.name] && !marked[paragraph{d.name, len(d.Blocks) - 1}] {
			s.Tails++
		}
	}
	for _, l := range labels {
		try, known := tried[l.ID]
		if !known {
			s.Unknown++
		}
		if try {
			s.count(l, marked[paragraph{l.ID, l.Block}])
		}
	}
	s.estimate()
	return s
}

// estimate fills in the precision, and the recall if all were as the samples.
func (s *FurnitureScore) estimate() {
	s.Precision = float64(s.Right) / float64(max(1, s.Marked))
	right := s.Precision * float64(s.Marks)
	missed := float64(s.Missed) / float64(max(1, s.Unmarked)) * float64(s.Tails)
	if right > 0 {
		s.Recall = right / (right + missed)
	}
}

// count counts a label of a paragraph that is marked or not.
func (s *FurnitureScore) count(l FurnitureLabel, marked bool) {
	furniture := l.Label == "furniture"
	switch {
	case marked:
		s.Marked++
		if furniture {
			s.Right++
		}
	case l.Of == "tails":
		s.Unmarked++
		if furniture {
			s.Missed++
		}
	}
}

// String returns the score as two lines after a blank one.
func (s *FurnitureScore) String() string {
	return fmt.Sprintf("\nlabelled and marked    %d, of which %d are furniture: precision %.3f\n"+
		"labelled and unmarked  %d last paragraphs, of which %d are furniture: recall about %.2f (%d marks, %d unmarked last paragraphs)\n",
		s.Marked, s.Right, s.Precision, s.Unmarked, s.Missed, s.Recall, s.Marks, s.Tails)
}
