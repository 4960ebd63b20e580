package web

import (
	"context"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"

	"prereview/filing"
)

// standaloneBody is a report that needs no server to be read.
type standaloneBody struct {
	Title    string
	Form     filing.Form
	Style    template.CSS
	Pictures []standalonePicture
	Report   *reportView
	Groups   []formGroup
}

type standalonePicture struct {
	ID   string
	W, H string
	URI  template.URL // data:image/jpeg;base64,...
}

// WriteReport writes a report as one page that stands alone: no server, no script, its pictures within, personal numbers
// in full. original answers the bytes of the document in a slot; one that cannot be shown is left out.
func WriteReport(ctx context.Context, w io.Writer, r filing.Report, pictures Pictures, original func(filing.Slot) []byte) error {
	style, err := staticFiles.ReadFile("static/app.css")
	if err != nil {
		return err
	}
	b := standaloneBody{Title: filing.Filing{Form: r.Form}.Title(), Form: r.Form, Style: template.CSS(style),
		Report: viewReport(r, true), Groups: viewForm(r.Form, true)}
	drawn := map[filing.Slot]bool{}
	for _, d := range r.Documents {
		f, ok := frameOf(d)
		data := original(d.Slot)
		if !ok || len(data) == 0 {
			continue
		}
		jpeg, err := pictures.Preview(ctx, data, f.turn, Limits{}.withDefaults().PreviewSide)
		if err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			continue // its findings say what is wrong with it
		}
		drawn[d.Slot] = true
		b.Pictures = append(b.Pictures, standalonePicture{pictureID(d.Slot), num(f.w), num(f.h),
			template.URL("data:image/jpeg;base64," + base64.StdEncoding.EncodeToString(jpeg))})
	}
	for g := range b.Report.Groups {
		for _, f := range b.Report.Groups[g].Findings {
			for i := range f.Rows {
				row := &f.Rows[i]
				row.Picture = within(row.Picture, row.Slot, drawn)
				row.Apart.within(row.Slot, drawn)
			}
		}
	}
	for i := range b.Report.Documents {
		d := &b.Report.Documents[i]
		d.Href, d.Frame = "#"+pictureID(d.Slot), d.Frame && drawn[d.Slot]
		for _, f := range d.Fields {
			f.Apart.within(d.Slot, drawn)
		}
	}
	t, err := (&server{}).parseTemplates()
	if err != nil {
		return err
	}
	if err := t["standalone"].ExecuteTemplate(w, "standalone", b); err != nil {
		return fmt.Errorf("report page: %w", err)
	}
	return nil
}

func pictureID(s filing.Slot) string { return "picture-" + string(s) }

// within is a crop of a picture that the page itself holds, nil when it does not.
func within(p *pictureView, slot filing.Slot, drawn map[filing.Slot]bool) *pictureView {
	if p == nil || !drawn[slot] {
		return nil
	}
	p.Href = "#" + pictureID(slot)
	return p
}

func (v *apartView) within(slot filing.Slot, drawn map[filing.Slot]bool) {
	if v == nil {
		return
	}
	for i := range v.Places {
		v.Places[i].Picture = within(v.Places[i].Picture, slot, drawn)
	}
}
