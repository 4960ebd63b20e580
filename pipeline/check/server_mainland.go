package check

import (
	"fmt"
	"net/netip"
	"slices"

	"prereview/filing"
)

// Each address is one of this provider's on the mainland, by the register; private, reserved and malformed ones are none,
// whoever says so. The declared place of the server is on the mainland.
var serverMainland = Rule{
	ID: "server-mainland", Severity: filing.Block, Register: RegisterIP,
	Title:   Text{"境内接入资源", "server on the mainland"},
	Message: Text{"境外或非本接入商 IP（{ip}）不能备案，请更换接入资源。", "{ip} is not on the mainland or not this provider's, so it cannot be filed. Use another."},
	Source:  "S0 S2 H", Needs: []string{"declared.access.ips", "declared.access.server_place", "register ip", "words.json"},
	run: func(k *checker) {
		for i, s := range k.Form.Declared.Access.IPs {
			v := declared(fmt.Sprintf("declared.access.ips[%d]", i), s)
			if v.missing {
				continue
			}
			ip, err := netip.ParseAddr(plain(s))
			if err != nil || !routed(ip.Unmap()) {
				k.failAs("", Text{"“{ip}”不是可用的公网 IP 地址，请核对。", "“{ip}” is no public IP address. Please check."}, args{"ip": same(s)}, v)
				continue
			}
			said, known, ok := answered(k, k.Answers.IPs[s], v)
			switch {
			case !ok:
			case !known:
				k.unsureAs(filing.Review, reasonUnresolved, v)
			default:
				k.judge(said.Mainland && said.Own, args{"ip": same(s)}, v)
			}
		}
		place := declared("declared.access.server_place", k.Form.Declared.Access.ServerPlace)
		abroad := slices.Contains([]string{"71", "81", "82"}, gazetteer().provinceOf(place.text)) || holds(place.text, []string{"境外", "海外", "国外", "香港", "澳门", "台湾"}, nil) != ""
		if foreign := k.words("foreign"); holds(place.text, foreign.Words, foreign.Except) != "" {
			abroad = true
		}
		k.judge(!abroad, args{"ip": same(place.text)}, place)
	},
}

// unrouted are the ranges that are nobody's on the net: RFC 6890 and its additions.
var unrouted = func() (out []netip.Prefix) {
	for _, s := range []string{"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
		"2001:db8::/32", "64:ff9b::/96", "100::/64"} {
		out = append(out, netip.MustParsePrefix(s))
	}
	return out
}()

// routed says that an address is a host's on the public net.
func routed(ip netip.Addr) bool {
	return ip.IsGlobalUnicast() && !ip.IsPrivate() && ip.Zone() == "" && !slices.ContainsFunc(unrouted, func(p netip.Prefix) bool { return p.Contains(ip) })
}
