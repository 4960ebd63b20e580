package web

import (
	"net/http"

	"prereview/filing"
)

// editBody is the form of a new, draft or returned filing. The page's script sends it through the JSON API, so that
// there is one way in and one set of answers.
type editBody struct {
	F       filing.Filing
	New     bool
	Kinds   []option
	Types   []option
	Places  []string
	Slots   []slotOption
	Returns []string // why it was returned last
	MaxMB   int64
	MaxByte int64
}

type option struct{ Value, Label string }

type slotOption struct {
	Slot     filing.Slot
	Label    string
	Hint     string
	Group    string // who needs it: licence, principal, site_principal, more
	Attached *filing.Attachment
	Href     string
}

var slotHints = map[filing.Slot]string{
	filing.SlotBusinessLicence:          "彩色原件，四角和边框完整，公章清晰",
	filing.SlotIDCardFront:              "有照片和姓名的一面",
	filing.SlotIDCardBack:               "有国徽和有效期限的一面",
	filing.SlotSitePrincipalIDCardFront: "网站负责人身份证，有照片的一面",
	filing.SlotSitePrincipalIDCardBack:  "网站负责人身份证，有国徽的一面",
}

func (s *server) newPage(w http.ResponseWriter, r *http.Request) error {
	b := s.editBody(filing.Filing{Form: filing.Form{Kind: filing.Enterprise, Type: filing.FirstFiling}})
	b.New = true
	s.render(w, r, http.StatusOK, "edit", page{Title: "新建备案", Section: "new", Body: b})
	return nil
}

func (s *server) editPage(w http.ResponseWriter, r *http.Request) error {
	f, err := s.visible(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	if !editable(f) {
		return notEditable(f)
	}
	b := s.editBody(f)
	if f.Status == filing.Returned {
		ds, err := s.Store.Decisions(r.Context(), f.ID)
		if err != nil {
			return err
		}
		var last filing.Decision
		for _, d := range ds {
			if d.At.After(last.At) {
				last = d
			}
		}
		for _, reason := range last.Reasons {
			b.Returns = append(b.Returns, reason.Message)
		}
	}
	s.render(w, r, http.StatusOK, "edit", page{Title: "修改备案", Body: b})
	return nil
}

func (s *server) editBody(f filing.Filing) editBody {
	b := editBody{F: f, Places: filing.Provinces, MaxByte: s.Limits.FileBytes, MaxMB: s.Limits.FileBytes >> 20}
	for _, k := range filing.Kinds {
		b.Kinds = append(b.Kinds, option{string(k), kindZH[k]})
	}
	for _, t := range filing.Types {
		b.Types = append(b.Types, option{string(t), typeZH[t]})
	}
	for _, slot := range filing.Slots {
		o := slotOption{Slot: slot, Label: slotZH[slot], Hint: slotHints[slot], Group: "more"}
		switch slot {
		case filing.SlotBusinessLicence:
			o.Group = "licence"
		case filing.SlotIDCardFront, filing.SlotIDCardBack:
			o.Group = "principal"
		case filing.SlotSitePrincipalIDCardFront, filing.SlotSitePrincipalIDCardBack:
			o.Group = "site_principal"
		}
		if a, ok := f.Attachment(slot); ok {
			o.Attached, o.Href = &a, previewHref(f.ID, 0, slot)
		}
		b.Slots = append(b.Slots, o)
	}
	return b
}
