package check

import (
	"prereview/filing"
)

// Where a province asks it (provinces.json fingerprint) the signature on the 核验单 is with a fingerprint, and so is that on an
// individual's 承诺书.
var formFingerprint = Rule{
	ID: "form-fingerprint", Severity: filing.Review,
	Title:   Text{"手印", "fingerprint"},
	Message: Text{"{form}：{province}要求在签名处按手印。", "{form}: this province ({province}) asks for a fingerprint beside the signature."},
	Source:  "T-核验单 T-旧上传", Needs: []string{"verification_form.fingerprint", "commitment_letter.fingerprint", "province", "provinces.json"},
	run: func(k *checker) {
		prov, ok := k.province("fingerprint")
		if !ok || !prov.Fingerprint.covers(k.Form.Kind) {
			return
		}
		slots := []filing.Slot{filing.SlotVerificationForm}
		if k.Form.Kind == filing.Individual {
			slots = append(slots, filing.SlotCommitment)
		}
		for _, s := range slots {
			mark := k.read(s, "fingerprint")
			k.judge(mark.text != nothing, args{"form": slotLabel(s), "province": same(prov.Name)}, mark)
		}
	},
}
