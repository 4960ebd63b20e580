package web

import (
	"strings"

	"prereview/filing"
)

// evidenceViewer turns the evidence of findings into rows.
type evidenceViewer struct {
	rep      filing.Report
	docs     map[filing.Slot]filing.Document
	accept   float64
	revealed bool
}

// concept is what a field is about, whoever states it: a declared name and the name on the card are the same thing.
func concept(e filing.Evidence) string {
	last := e.Field[strings.LastIndexByte(e.Field, '.')+1:]
	switch {
	case e.Field == "declared.organisation.name", e.Document == filing.SlotBusinessLicence && e.Field == "name":
		return "organisation"
	case last == "legal_representative":
		return "name"
	case last == "certificate_number", last == "id_number", last == "uscc":
		return "number"
	case last == "certificate_address":
		return "address"
	}
	return last
}

// rows pairs what was read with what it is compared with. The declared value leads when there is one; otherwise the
// first reading is what the others are held against.
func (v evidenceViewer) rows(f filing.Finding) []evidenceView {
	type side struct {
		value, label, field string
		from                int
	}
	leads := map[string]side{}
	for i, e := range f.Evidence {
		if e.Document == "" && e.Declared != "" {
			if _, ok := leads[concept(e)]; !ok {
				leads[concept(e)] = side{e.Declared, "填报", e.Field, i}
			}
		}
	}
	for i, e := range f.Evidence {
		if _, ok := leads[concept(e)]; !ok && e.Read != "" {
			leads[concept(e)] = side{e.Read, shortDoc(e.Document) + "识别", e.Field, i}
		}
	}
	shown := map[string]bool{} // concepts whose declared value stands in some row
	var out []evidenceView
	for i, e := range f.Evidence {
		if e.Document == "" {
			continue
		}
		row := v.row(e)
		lead, ok := leads[concept(e)]
		switch {
		case e.Declared != "":
			lead, ok = side{e.Declared, "填报", e.Field, -1}, true
		case lead.from == i:
			ok = false
		}
		if ok {
			row.Against, row.Read = diff(lead.value, e.Read)
			row.AgainstBy = lead.label
			if e.Read == "" {
				row.Against, row.Read = []seg{{Text: lead.value}}, nil
			}
			shown[concept(e)] = true
		}
		row.Read = v.guard(e.Field, row.Read)
		if ok {
			row.Against = v.guard(lead.field, v.guardIfOther(e.Field, lead.field, row.Against))
		}
		out = append(out, row)
	}
	for i, e := range f.Evidence { // declared values that no reading stands beside
		if e.Document != "" || e.Declared == "" || shown[concept(e)] {
			continue
		}
		row := evidenceView{Label: fieldLabel("", e.Field), Percent: -1, AgainstBy: "填报", Against: []seg{{Text: e.Declared}}, Code: concept(e) == "number" || concept(e) == "mobile"}
		if lead := leads[concept(e)]; lead.from != i && lead.value != e.Declared {
			_, row.Against = diff(lead.value, e.Declared)
		}
		row.Against = v.guard(e.Field, row.Against)
		out = append(out, row)
	}
	return out
}

// guard hides the middle of personal numbers.
func (v evidenceViewer) guard(field string, s []seg) []seg {
	if head, ok := hiddenHead(field); ok && !v.revealed && len(s) > 0 {
		return hide(s, head)
	}
	return s
}

// guardIfOther hides a declared value that stands beside a hidden reading although its own field is not one that is
// hidden, such as a certificate number without an owner.
func (v evidenceViewer) guardIfOther(field, lead string, s []seg) []seg {
	if _, own := hiddenHead(lead); own {
		return s
	}
	return v.guard(field, s)
}

func (v evidenceViewer) docLabel(slot filing.Slot) string { return orSelf(slotZH, slot) }

// shortDoc is what people call a document in passing.
func shortDoc(slot filing.Slot) string {
	switch slot.Kind() {
	case filing.BusinessLicence:
		return "执照"
	case filing.IDCardFront, filing.IDCardBack:
		return "身份证"
	}
	return "材料"
}

func (v evidenceViewer) row(e filing.Evidence) evidenceView {
	d, known := v.docs[e.Document]
	row := evidenceView{Slot: e.Document, Ref: string(e.Document), Label: v.docLabel(e.Document), Percent: -1}
	if e.Field == "" {
		row.Picture = v.picture(d, known, nil, "")
		if e.Box != nil {
			row.Picture = v.picture(d, known, e.Box, "")
		}
		return row
	}
	row.Ref += "." + e.Field
	row.Label += " · " + fieldLabel(d.Kind, e.Field)
	row.HasRead, row.ReadBy, row.Code = true, shortDoc(e.Document)+"识别", concept(e) == "number"
	row.Read = []seg{{Text: e.Read}}
	row.Unread = e.Read == ""
	f, read := d.Fields[e.Field]
	if read {
		row.Percent, row.Low = percent(f.Confidence), f.Confidence < v.accept
		if f.Repair != "" && f.Raw != f.Value {
			row.Raw, row.Repair = f.Raw, f.Repair
			if _, secret := hiddenHead(e.Field); secret && !v.revealed {
				row.Raw = ""
			}
		}
		row.Apart = apart(d, f, e.Field, previewHref(v.rep.FilingID, v.rep.Run, d.Slot), row.Label, v.revealed)
	}
	box := e.Box
	if box == nil && read {
		box = f.Box
	}
	row.Picture = v.picture(d, known, box, e.Field)
	if fr, ok := frameOf(d); ok && row.Picture != nil && row.Apart != nil && row.Apart.Hidden == 0 {
		row.Picture.Marks = marks(fr, f)
	}
	return row
}

// picture is the crop around a box, or the whole page when there is none.
func (v evidenceViewer) picture(d filing.Document, known bool, box *filing.Box, field string) *pictureView {
	fr, ok := frameOf(d)
	if !known || !ok {
		return nil
	}
	p := &pictureView{Href: previewHref(v.rep.FilingID, v.rep.Run, d.Slot), W: num(fr.w), H: num(fr.h), Mirror: fr.mirror(),
		Alt: v.docLabel(d.Slot) + "截图"}
	if box == nil {
		whole := filing.Box{{0, 0}, {fr.w, 0}, {fr.w, fr.h}, {0, fr.h}}
		if d.Page != nil {
			whole = fr.box(*d.Page)
		}
		p.crop = cropOf(whole, fr.h, 180, 110)
		return p
	}
	b := fr.box(*box)
	p.crop = cropOf(b, fr.h, 460, 110)
	if _, secret := hiddenHead(field); secret && !v.revealed {
		p.Veil = points(veil(b))
	}
	return p
}
