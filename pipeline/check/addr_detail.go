package check

import (
	"regexp"
	"strings"
	"unicode"

	"prereview/filing"
)

// The 通信地址 goes down to the house: a road or village and a number, or says that it is as exact as it can be. No PO box, no
// beside or opposite (words.json address_poor), no signs. Where a province asks it (room_number) it goes down to the room.
var addrDetail = Rule{
	ID: "addr-detail", Severity: filing.Block,
	Title:   Text{"通信地址详细", "exact mailing address"},
	Message: Text{"通信地址请详细到街道门牌号；确实没有门牌请加注“(已为最详细地址)”。", "Give the mailing address down to street and house number; where there is none, say that it is as exact as can be."},
	Source:  "V M T-省", Needs: []string{"declared.organisation.mailing_address", "kind", "words.json", "provinces.json"},
	run: func(k *checker) {
		v := k.mailingAddress()
		if v.missing {
			return
		}
		poor := k.words("address_poor")
		rest := bareAddress(gazetteer().locate(v.text).rest)
		exact := strings.Contains(foldName(v.text), "已为最详细地址")
		if w := holds(v.text, poor.Words, poor.Except); w != "" || strings.ContainsAny(v.text, "<>{}|\\^~`*$%!?=;'\"") || strings.ContainsFunc(foldName(v.text), sign) {
			k.fail(nil, v)
			return
		}
		prov, _ := k.province("room_number")
		if prov.RoomNumber.covers(k.Form.Kind) && !roomNumber.MatchString(rest) && !exact {
			k.failAs(prov.severity("room_number", filing.Block), Text{"{province}要求通信地址详细到房间号，请补充。", "The province ({province}) asks for the mailing address down to the room. Add it."}, args{"province": same(prov.Name)}, v)
			return
		}
		k.judge(exact || street.MatchString(rest) && houseNumber.MatchString(rest), nil, v)
	},
}

// sign says that a character is a star, a square, an emoji or the like.
func sign(r rune) bool { return unicode.Is(unicode.So, r) }

var (
	street      = regexp.MustCompile(`路|街|道|巷|弄|胡同|里|村|庄|屯|寨|社区|小区|园|苑|城|广场|大厦|大楼|中心|镇|乡|院|区|组|学|厂|港|湾`)
	houseNumber = regexp.MustCompile(`\d+(号|弄|栋|幢|座|楼|室|层|单元|组|队|院|房|级|班|$|[A-Z-])|[0-9A-Z]座|号|村|组|学院|班级`)
	roomNumber  = regexp.MustCompile(`\d+[A-Z]?(室|房)|(号|栋|幢|座|楼|层|单元|-)\d+$`)
)
