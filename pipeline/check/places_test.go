package check

import "testing"

func TestATownIsNoCounty(t *testing.T) {
	for _, x := range []struct{ address, code, rest string }{
		{"山西省祁县古县镇双堡村", "140727", "古县镇双堡村"}, // 古县 is a county of the same province
		{"山西省晋中市古县镇", "140700", "古县镇"},
		{"山西省古县岳阳镇下冶村", "141025", "岳阳镇下冶村"},
		{"河北省易县镇江路1号", "130633", "镇江路1号"},
		{"山西省蒲县古县乡盘地村", "141033", "古县乡盘地村"},
		{"浙江省杭州市西湖区文三路1号", "330106", "文三路1号"},
	} {
		if l := gazetteer().locate(x.address); len(l.codes) == 0 || l.codes[0] != x.code || l.rest != x.rest {
			t.Errorf("%s: %v and %q, want %s and %q", x.address, l.codes, l.rest, x.code, x.rest)
		}
	}
}
