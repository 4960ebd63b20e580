package web

import (
	"fmt"
	"slices"
	"strings"

	"prereview/filing"
)

// viewDocument shows a document outside a report.
func viewDocument(id string, run int, d filing.Document, worst map[string]int, revealed bool) docView {
	return viewDocumentWith(id, run, d, worst, acceptDefault, revealed)
}

func viewDocumentWith(id string, run int, d filing.Document, worst map[string]int, accept float64, revealed bool) docView {
	v := docView{Slot: d.Slot, Name: d.Name, Kind: d.Kind, Href: previewHref(id, run, d.Slot),
		Original: strings.Replace(previewHref(id, run, d.Slot), "preview.jpg", "original", 1), Worst: groupPass}
	if w, ok := worst[string(d.Slot)]; ok {
		v.Worst = w
	}
	if d.NotRun != "" {
		v.NotRun = orUnknown(reasonZH, d.NotRun)
	}
	v.Wrong = contains(filing.RecognisedKinds, d.Slot.Kind()) && d.Kind != d.Slot.Kind() && d.Kind != filing.Unreadable && d.Kind != ""
	meta := []string{}
	if d.Width > 0 {
		meta = append(meta, fmt.Sprintf("%d × %d 像素", d.Width, d.Height))
	}
	if d.Size > 0 {
		meta = append(meta, bytesZH(d.Size))
	}
	if d.MediaType != "" {
		meta = append(meta, strings.ToUpper(d.MediaType[strings.LastIndexByte(d.MediaType, '/')+1:]))
	}
	if len(d.Readers) == 1 {
		meta = append(meta, "仅一个识别引擎："+d.Readers[0])
	}
	v.Meta = strings.Join(meta, " · ")
	for _, sg := range d.Signals {
		v.Signals = append(v.Signals, pair{orUnknown(signalZH, sg.Code), sg.Detail})
	}
	fr, ok := frameOf(d)
	if ok && d.Kind != filing.Unreadable {
		v.Frame, v.W, v.H, v.Mirror = true, num(fr.w), num(fr.h), fr.mirror()
	}
	names := filing.FieldNames[d.Kind]
	for name := range d.Fields {
		if !contains(names, name) {
			names = append(slices.Clone(names), name)
		}
	}
	for _, name := range names {
		f, read := d.Fields[name]
		if !read {
			continue
		}
		ref := string(d.Slot) + "." + name
		df := docField{Ref: ref, Label: fieldLabel(d.Kind, name), Value: []seg{{Text: f.Value}}, Percent: percent(f.Confidence), Low: f.Confidence < accept}
		if f.Value == filing.LongTerm {
			df.Value = []seg{{Text: "长期"}}
		}
		if f.Repair != "" && f.Raw != f.Value {
			df.Raw, df.Repair = f.Raw, f.Repair
		}
		df.Apart = apart(d, f, name, v.Href, df.Label, revealed)
		head, secret := hiddenHead(name)
		if secret && !revealed {
			df.Value, df.Raw = hide(df.Value, head), ""
		}
		v.Fields = append(v.Fields, df)
		if f.Box == nil || !v.Frame {
			continue
		}
		class := "ok"
		if g, told := worst[ref]; told && g != groupPass {
			class = groupWords[g].ID
		} else if df.Low {
			class = "unsure"
		}
		b := fr.box(*f.Box)
		v.Boxes = append(v.Boxes, boxView{ref, class, points(b), df.Label})
		if secret && !revealed {
			v.Veils = append(v.Veils, points(veil(b)))
		}
	}
	return v
}

// formGroup is a part of the declared form as the report page shows it.
type formGroup struct {
	Label string
	Rows  []formRow
}

type formRow struct {
	Label string
	Value []seg
}

func viewForm(f filing.Form, revealed bool) []formGroup {
	row := func(g *formGroup, field, value string) {
		if value == "" {
			return
		}
		if value == filing.LongTerm {
			value = "长期"
		}
		s := []seg{{Text: value}}
		if head, secret := hiddenHead(field); secret && !revealed {
			s = hide(s, head)
		}
		label := fieldLabel("", field)
		if short, ok := strings.CutPrefix(label, g.Label); ok && short != "" {
			label = short
		}
		g.Rows = append(g.Rows, formRow{label, s})
	}
	basic := formGroup{Label: "备案"}
	row(&basic, "kind", orSelf(kindZH, f.Kind))
	row(&basic, "province", f.Province)
	row(&basic, "备案类型", orSelf(typeZH, f.Type))
	o := formGroup{Label: "主办单位"}
	for field, value := range pairs(
		"name", f.Declared.Organisation.Name, "certificate_type", orSelf(choiceZH, f.Declared.Organisation.CertificateType),
		"certificate_number", f.Declared.Organisation.CertificateNumber, "certificate_address", f.Declared.Organisation.CertificateAddress,
		"mailing_address", f.Declared.Organisation.MailingAddress, "mailing_division", f.Declared.Organisation.MailingDivision,
		"investor", f.Declared.Organisation.Investor, "filed_name", f.Declared.Organisation.FiledName,
		"filing_number", f.Declared.Organisation.FilingNumber, "remark", f.Declared.Organisation.Remark) {
		row(&o, "declared.organisation."+field, value)
	}
	person := func(label, at string, p filing.Person) formGroup {
		g := formGroup{Label: label}
		for field, value := range pairs("name", string(p.Name), "nationality", orSelf(choiceZH, p.Nationality),
			"certificate_type", orSelf(choiceZH, p.CertificateType), "certificate_number", string(p.CertificateNumber),
			"valid_from", p.ValidFrom, "valid_until", p.ValidUntil, "position", p.Position, "mobile", string(p.Mobile),
			"office_phone", string(p.OfficePhone), "emergency_phone", string(p.EmergencyPhone), "email", p.Email) {
			row(&g, "declared."+at+"."+field, value)
		}
		return g
	}
	site := formGroup{Label: "网站"}
	d := f.Declared.Site
	for field, value := range pairs("kind", orSelf(choiceZH, d.Kind), "name", d.Name, "domains", strings.Join(d.Domains, "、"),
		"home_url", d.HomeURL, "content", d.Content,
		"languages", languagesZH(d.Languages), "preapproval", strings.Join(d.Preapproval, "、"), "remark", d.Remark) {
		row(&site, "declared.site."+field, value)
	}
	for _, x := range d.Registrations {
		row(&site, "declared.site.registrations", registrationZH(x))
	}
	for _, x := range d.Permits {
		row(&site, "declared.site.permits", strings.TrimSpace(x.Sector+" "+x.Number))
	}
	access := formGroup{Label: "接入"}
	a := f.Declared.Access
	for field, value := range pairs("access.ips", strings.Join(a.IPs, "、"), "access.method", orSelf(choiceZH, a.Method),
		"access.server_place", a.ServerPlace, "access.leased_from", a.LeasedFrom, "access.leased_until", a.LeasedUntil,
		"sender.account", f.Declared.Sender.Account, "sender.ip", f.Declared.Sender.IP) {
		row(&access, "declared."+field, value)
	}
	groups := []formGroup{basic, o, person("主体负责人", "principal", f.Declared.Principal), site,
		person("网站负责人", "site_principal", f.Declared.SitePrincipal), access}
	return slices.DeleteFunc(groups, func(g formGroup) bool { return len(g.Rows) == 0 })
}

// registrationZH says what is declared of a domain in one line. The holder's number, which may be a person's, is masked.
func registrationZH(x filing.DomainRegistration) string {
	parts := []string{x.Domain}
	for label, value := range pairs("持有者", x.Holder, "证件类型", x.HolderCertificateType, "证件号码", x.HolderCertificateNumber.String(),
		"注册商", x.Registrar, "注册", x.Registered, "到期", x.Expires, "实名认证", x.Verified) {
		if value != "" {
			parts = append(parts, label+" "+value)
		}
	}
	return strings.Join(parts, "，")
}

func languagesZH(tags []string) string {
	words := map[string]string{"zh": "中文", "en": "英文", "ja": "日文", "ko": "韩文", "bo": "藏文", "ug": "维吾尔文", "mn": "蒙古文"}
	out := make([]string, len(tags))
	for i, t := range tags {
		out[i] = orUnknown(words, t)
	}
	return strings.Join(out, "、")
}

// pairs walks over alternating names and values.
func pairs(kv ...string) func(func(string, string) bool) {
	return func(yield func(string, string) bool) {
		for i := 0; i+1 < len(kv); i += 2 {
			if !yield(kv[i], kv[i+1]) {
				return
			}
		}
	}
}
