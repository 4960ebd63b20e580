package check

import (
	"slices"

	"prereview/filing"
)

// What rules about licences and their codes share.

// codes calls f for the organisation's code, as read and as declared. Kinds that do not file with a licence may declare
// another certificate's number; only what is as long as a code is looked at then.
func (k *checker) codes(f func(vs ...value)) {
	if !k.hasLicence() {
		return
	}
	said := k.orgNumber()
	if !k.licensed() && len(foldUSCC(said.text)) != 18 {
		said.missing = true
	}
	both(k.licence("uscc"), said, f)
}

// licensed says that the applicant's subject document is a business licence and nothing else.
func (k *checker) licensed() bool {
	return slices.Contains([]filing.Kind{filing.Enterprise, filing.SoleTrader, filing.Cooperative}, k.Form.Kind)
}

// foldUSCC folds a code. Its alphabet has no O, so foldCode's 0 for O is right.
func foldUSCC(s string) filing.USCC { return filing.USCC(foldCode(s)) }

// code is a value as a code; ok says it has the form of one.
func code(v value) (filing.USCC, bool) { return filing.ParseUSCC(string(foldUSCC(v.text))) }

// licenceClass is the first two characters of the surest well-formed code: the licence's, else the declared one.
func (k *checker) licenceClass() (string, value, bool) {
	for _, v := range []value{k.licence("uscc"), k.orgNumber()} {
		if c, ok := code(v); ok && !v.missing && v.notRun == "" && v.sure() {
			return string(c[:2]), v, true
		}
	}
	return "", value{}, false
}

// declaredKind and declaredProvince are the choices of the form as values.
func (v *view) declaredKind() value     { return declared("kind", string(v.Form.Kind)) }
func (v *view) declaredProvince() value { return declared("province", v.Form.Province) }

// extra judges a field of the licence that no reader gives yet: not_run(no_reader) then, as advice, since every licence would
// be held up by it. A field that is there and empty was looked for and not found.
func (k *checker) extra(name string, fits func(folded string) bool) {
	v := k.licence(name)
	if v.missing || v.notRun != "" {
		k.unread(v)
		return
	}
	a := args{"what": fieldLabel(name)}
	if _, looked := k.at(filing.SlotBusinessLicence).Fields[name]; !looked {
		k.notRun(reasonNoReader, v)
		k.found[len(k.found)-1].Severity = filing.Advice
		return
	}
	if v.text == "" && v.sure() {
		k.add(verdict{status: filing.Fail, args: a}, v)
		return
	}
	k.judge(fits(foldName(v.text)), a, v)
}
