package dedupe

// speechVerbs bring in who speaks. Without a pronoun or a conjunction; those
// that mean something else more often (bayyana, "between") are left out.
const speechVerbs = `قال قالت قالوا يقول تقول أكد أكدت أكدوا يؤكد تؤكد أوضح أوضحت يوضح أضاف أضافت يضيف ذكر ذكرت أشار أشارت يشير صرح صرحت
	اعتبر اعتبرت رأى رأت يرى ترى لفت لفتت شدد شددت نوه نوهت أعرب أعربت كشف كشفت أعلن أعلنت استنكر استنكرت أدان أدانت دعا دعت طالب طالبت
	حذر حذرت أفاد أفادت تابع تابعت اختتم اختتمت نفى نفت ثمن ثمنت أشاد أشادت عبر عبرت وصف وصفت أبان أبانت ألمح استطرد أردف أردفت علق علقت
	جدد جددت توقع توقعت انتقد انتقدت رحب رحبت تحدث تحدثت نقلت نقل`

// speechBegins are the words that end the name of who speaks.
const speechBegins = `أن إن بأن بأنه أنه إنه أنها إنها بأنها أنهم إنهم إننا أننا لأن عن على في إلى خلال`

// longestName is the number of words after the verb within which who speaks is
// named: a title, an office and a full name.
const longestName = 10

// A voice is the place of a verb of speech, and the stems between it and what is
// said: who speaks.
type voice struct{ at, from, to int32 }

// A voiceFinder sees the words of a text one after the other.
type voiceFinder struct {
	found []voice
	open  bool
	words int // since the verb
}

// next takes in a word. Before it stand n stems and, after the word before, the
// characters between.
func (f *voiceFinder) next(on listing, stop bool, between string, n int) {
	if f.open {
		f.words++
		if f.words > longestName || on&speechBegin != 0 || punctuation(between)&(halt|quotation) != 0 {
			f.end(n)
		}
	}
	if on&speechVerb == 0 {
		return
	}
	f.end(n)
	v := voice{at: int32(n), from: int32(n)}
	if !stop {
		v.from++
	}
	f.found, f.open, f.words = append(f.found, v), true, 0
}

// end closes the name that is open, before stem n.
func (f *voiceFinder) end(n int) {
	if f.open {
		last := &f.found[len(f.found)-1]
		last.to = max(last.from, int32(n))
		f.open = false
	}
}

// ownVoices counts, of those who speak outside the copied part of the first text,
// the ones whom the second names too, by a telling word of the name.
func (p *pairing) ownVoices(copied []bool) (named int) {
	for _, v := range p.shorter.text.voices {
		if int(v.at) < len(copied) && !copied[v.at] && p.names(v) {
			named++
		}
	}
	return named
}

// names reports whether a telling word of a voice's name is in the second text.
func (p *pairing) names(v voice) bool {
	for i := v.from; i < v.to; i++ {
		if p.shorter.text.rare[i] != everyday && p.longHas(p.short[i]) {
			return true
		}
	}
	return false
}
