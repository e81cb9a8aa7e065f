package dedupe

// speechVerbs bring in who speaks. They stand here without pronoun or conjunction.
// Those that mostly mean something else are left out, as bayyana, which is written
// like "between".
const speechVerbs = `قال قالت قالوا يقول تقول أكد أكدت أكدوا يؤكد تؤكد أوضح أوضحت يوضح أضاف أضافت يضيف ذكر ذكرت أشار أشارت يشير صرح صرحت
	اعتبر اعتبرت رأى رأت يرى ترى لفت لفتت شدد شددت نوه نوهت أعرب أعربت كشف كشفت أعلن أعلنت استنكر استنكرت أدان أدانت دعا دعت طالب طالبت
	حذر حذرت أفاد أفادت تابع تابعت اختتم اختتمت نفى نفت ثمن ثمنت أشاد أشادت عبر عبرت وصف وصفت أبان أبانت ألمح استطرد أردف أردفت علق علقت
	جدد جددت توقع توقعت انتقد انتقدت رحب رحبت تحدث تحدثت نقلت نقل`

// speechBegins are the words that end the name of who speaks.
const speechBegins = `أن إن بأن بأنه أنه إنه أنها إنها بأنها أنهم إنهم إننا أننا لأن عن على في إلى خلال`

// longestName is the number of words after the verb that may name who speaks: a
// title, an office and a full name.
const longestName = 10

// A voice is somebody who is said to speak: at is the stem at which the verb of speech
// stands, and the stems from..to, without to itself, between it and what is said name
// him.
type voice struct{ at, from, to int32 }

// A voiceFinder sees the words of a text one after the other.
type voiceFinder struct {
	found []voice
	open  bool
	words int // since the verb
}

// next takes in a word, which is on the lists on. n stems stand before it, and between
// is what stands between it and the word before.
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

// end closes the name that is open, if any, before stem n.
func (f *voiceFinder) end(n int) {
	if f.open {
		last := &f.found[len(f.found)-1]
		last.to = max(last.from, int32(n))
		f.open = false
	}
}

// ownVoices counts, of those who speak outside the copied part of the shorter text,
// the ones whom the longer one names too.
func (p *pairing) ownVoices(copied []bool) (named int) {
	for _, v := range p.shorter.text.voices {
		if int(v.at) < len(copied) && !copied[v.at] && p.longNames(v) {
			named++
		}
	}
	return named
}

// longNames reports whether a word of a speaker's name, an everyday one not counted, is
// in the longer text or its headline.
func (p *pairing) longNames(v voice) bool {
	for i := v.from; i < v.to; i++ {
		if p.shorter.text.rare[i] != everyday && p.longHas(p.short[i]) {
			return true
		}
	}
	return false
}
