package check

import (
	"regexp"
	"strings"
	"unicode"

	"prereview/filing"
)

// 2 to 60 Chinese characters, with a middle dot in names of other peoples; no digit, no Latin letter. A rare character that
// recognition cannot tell from three others is Chinese all the same.
var idNameFormat = Rule{
	ID: "id-name-format", Severity: filing.Review,
	Title:   Text{"身份证姓名", "name on the ID card"},
	Message: Text{"姓名识别异常，请核对并重新上传清晰照片。", "The name looks wrong. Check it and upload a clearer picture."},
	Source:  "X", Needs: []string{"id_card_front.name"},
	run: func(k *checker) {
		for _, r := range k.persons() {
			v := k.cardName(r)
			ok := hanName.MatchString(dots.Replace(v.text))
			if ok && v.surelyHan() {
				k.pass(v) // whichever characters they are
				continue
			}
			k.judge(ok, nil, v)
		}
	},
}

// Not foldName: it writes 零 and 〇 as a digit.
var (
	hanName = regexp.MustCompile(`^[\p{Han}〇]([\p{Han}〇·]{0,58})[\p{Han}〇]$`)
	dots    = strings.NewReplacer("•", "·", "‧", "·", "∙", "·", "・", "·", "･", "·", " ", "")
)

// surelyHan says that recognition doubts which Chinese characters a reading has, and not that it has as many and no others: a
// place without a doubt is what was read, and in one with doubts all that it may be is Chinese.
func (v value) surelyHan() bool {
	p := 1.0
	for _, d := range v.field.Doubts {
		han := d.P
		for _, o := range d.Others {
			if r := []rune(o.Text); len(r) == 1 && unicode.Is(unicode.Han, r[0]) {
				han += o.P
			}
		}
		p *= min(han, 1)
	}
	return len(v.field.Doubts) > 0 && p >= Accept
}
