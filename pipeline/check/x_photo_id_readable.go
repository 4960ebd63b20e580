package check

import (
	"prereview/filing"
)

// The number on the card in the hand can be read and is the declared one.
var xPhotoIDReadable = Rule{
	ID: "x-photo-id-readable", Severity: filing.Review,
	Title:   Text{"手持证件照中的证件", "card in the photo"},
	Message: Text{"手持证件照中的证件信息不清晰，请靠近镜头重拍。", "The card in the photo cannot be made out. Take it again, closer."},
	Source:  "S2 T-驳回", Needs: []string{"handheld_photo.id_number", "declared.principal.certificate_number", "declared.site_principal.certificate_number"},
	run: func(k *checker) {
		read := k.read(filing.SlotHandheldPhoto, "id_number", k.principal().number(), k.sitePrincipal().number())
		if k.unread(read) {
			return
		}
		if read.text == nothing || read.text == illegible {
			k.fail(nil, read)
			return
		}
		// Whose photo is asked for differs by province: either principal's card will do here.
		said := k.principal().number()
		if n := k.sitePrincipal().number(); foldCode(n.text) == foldCode(read.text) {
			said = n
		}
		if k.unread(said) {
			return
		}
		ok := foldCode(said.text) == foldCode(read.text)
		k.failUnless(ok, Text{"手持证件照中的证件号码与填写的不一致，请核对。", "The number on the card in the photo is not the declared one. Please check."}, said, read)
	},
}
