package check

import (
	"prereview/filing"
)

// The QR code of a licence holds an address of the public register with the firm's code in it, on most licences since 2019.
// What it says is compared with the code in print, which is what people read and reading may get wrong; where that was not
// read, with the declared one. Codes without a credit code in them, or that say different things, are not judged: older
// licences carry an address that only the register understands.
var licQRConsistency = Rule{
	ID: "lic-qr-consistency", Severity: filing.Review,
	Title:   Text{"营业执照二维码", "QR code of the licence"},
	Message: Text{"营业执照二维码信息与照面不一致，请人工核对。", "The licence's QR code does not say what is printed. Please check."},
	Source:  "L", Needs: []string{"business_licence.codes", "business_licence.uscc", "declared.organisation.certificate_number"},
	run: func(k *checker) {
		read := k.licence("uscc")
		if read.missing || read.notRun != "" {
			k.unread(read)
			return
		}
		held, ok := k.qrCode()
		if !ok {
			return
		}
		other := read
		if said := k.orgNumber(); read.text == "" && !said.missing {
			other = said
		}
		a, b := foldUSCC(held.text), foldUSCC(other.text)
		if a == b { // each speaks for the other
			k.pass(held, other)
			return
		}
		k.agreeNumbers(held, other, string(a), string(b), a.ChecksOut(), b.ChecksOut(), Text{})
	},
}

// qrCode is the credit code in the licence's QR codes: none when they hold none, or not the same one. A QR code's check
// symbols leave no room for a wrong reading, so it is as sure as a reading can be.
func (v *view) qrCode() (value, bool) {
	d := v.at(filing.SlotBusinessLicence)
	out := value{slot: d.Slot, name: "qr"}
	for _, c := range d.Codes {
		code, ok := filing.USCCIn(c.Content)
		switch {
		case !ok:
		case out.text != "" && out.text != string(code):
			return value{}, false
		default:
			out.text = string(code)
			out.field = filing.Field{Value: out.text, Raw: c.Content, Confidence: 1, Box: c.Box}
		}
	}
	return out, out.text != ""
}
