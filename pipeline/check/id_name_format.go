package check

import (
	"regexp"
	"strings"

	"prereview/filing"
)

// 2 to 60 Chinese characters, with a middle dot in names of other peoples; no digit, no Latin letter.
var idNameFormat = Rule{
	ID: "id-name-format", Severity: filing.Review,
	Title:   Text{"身份证姓名", "name on the ID card"},
	Message: Text{"姓名识别异常，请核对并重新上传清晰照片。", "The name looks wrong. Check it and upload a clearer picture."},
	Source:  "X", Needs: []string{"id_card_front.name"},
	run: func(k *checker) {
		for _, r := range k.persons() {
			v := k.cardName(r)
			k.judge(hanName.MatchString(dots.Replace(v.text)), nil, v)
		}
	},
}

// Not foldName: it writes 零 and 〇 as a digit.
var (
	hanName = regexp.MustCompile(`^[\p{Han}〇]([\p{Han}〇·]{0,58})[\p{Han}〇]$`)
	dots    = strings.NewReplacer("•", "·", "‧", "·", "∙", "·", "・", "·", "･", "·", " ", "")
)
