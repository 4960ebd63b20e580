package check

import (
	"slices"

	"prereview/filing"
)

// The picture was found to show another kind of document than its slot is for. The two sides of a card in each other's
// slots are doc-side-mismatch. Slots without a known look are judged only when a known kind was found in them.
var docTypeMismatch = Rule{
	ID: "doc-type-mismatch", Severity: filing.Block, Quick: true,
	Title:   Text{"材料类型", "kind of document"},
	Message: Text{"此处应上传{want}，您上传的疑似{found}，请更换{where}。", "{want} belongs here; what was uploaded looks like {found}. Replace it{where}."},
	Source:  "N, A", Needs: []string{"document kind"},
	run: func(k *checker) {
		for _, d := range k.attachments() {
			want := d.Slot.Kind()
			if looseSlot(want) || d.Kind == filing.Unreadable || d.Kind == "" {
				continue
			}
			known := slices.Contains(filing.RecognisedKinds, want)
			found := slices.Contains(filing.RecognisedKinds, d.Kind)
			switch {
			case d.NotRun != "":
				k.notRunSlot(d, d.NotRun)
			case d.Kind == want || isSide(d.Kind) && isSide(want):
				k.passSlot(d.Slot)
			case !found && known:
				k.unsureSlot(d.Slot, "unknown_kind", Text{"未能识别为{want}，请人工核对。", "not recognised as {want}; please check."}, args{"want": kindLabel(want)})
			case !found:
			case d.KindConfidence < Accept:
				k.unsureSlot(d.Slot, reasonLowConfidence, Text{"疑似{found}而非{want}，请人工核对。", "looks like {found}, not {want}; please check."},
					args{"want": kindLabel(want), "found": kindLabel(d.Kind)})
			default:
				where := Text{}
				if k.docs[filing.Slot(d.Kind)] == nil {
					where = Text{"，该图片应放到" + kindLabel(d.Kind).ZH + "的位置", "; this picture belongs to " + kindLabel(d.Kind).EN}
				}
				k.failSlot(d.Slot, "", nil, args{"want": kindLabel(want), "found": kindLabel(d.Kind), "where": where})
			}
		}
	},
}

// looseSlot says that anything may lie in the slot: a photo with a card in the hand shows a card, a guardian's papers one of
// their own, and a certificate of another authority looks like a licence.
func looseSlot(k filing.DocumentKind) bool {
	switch k {
	case filing.Other, filing.Permit, filing.HandheldPhoto, filing.DomainCertificate, filing.ResidencePermit, filing.StatusProof,
		filing.GuardianPapers, filing.OrganisationCert, filing.SiteApproval, filing.NameChangeLetter:
		return true
	}
	return false
}

func isSide(k filing.DocumentKind) bool { return k == filing.IDCardFront || k == filing.IDCardBack }
