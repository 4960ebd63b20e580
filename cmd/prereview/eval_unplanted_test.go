package main

import "maps"

// What the corpus's filings cannot show of the checks across documents, of forms, domains, sites, contacts and risks.
func init() {
	maps.Copy(unplanted, map[string]string{
		"dom-open-before-filing":     asksRegister,
		"dom-name-words":             notDrawn,
		"dom-count-limit":            notDrawn,
		"dom-duplicate":              notDrawn,
		"dom-cert-stamp":             notDrawn,
		"dom-realname-age":           notDrawn,
		"dom-registrar-approved":     notDrawn,
		"dom-tld-restricted":         notDrawn,
		"dom-tld-approved":           notDrawn,
		"photo-handheld-card":        notDrawn,
		"photo-size":                 notDrawn,
		"photo-curtain":              notDrawn,
		"photo-one-person":           notDrawn,
		"form-beijing-registrar":     notDrawn,
		"form-checkbox":              notDrawn,
		"form-page-complete":         notDrawn,
		"form-altered":               notDrawn,
		"form-date-blank":            notDrawn,
		"form-handwritten-clause":    notDrawn,
		"form-fingerprint":           notDrawn,
		"form-seal-clear":            notDrawn,
		"form-seal-copied":           notDrawn,
		"form-seal-present-unneeded": notDrawn,
		"form-signature-name":        notDrawn,
		"form-signature-illegible":   notDrawn,
		"form-type":                  notDrawn,
		"x-photo-id-readable":        notDrawn,
		"x-addr-city":                notDrawn,
		"x-residence-person":         notDrawn,
		"x-residence-address":        notDrawn,
		"x-preapproval-number":       notDrawn,
		"x-preapproval-expired":      notDrawn,
		"x-preapproval-holder":       notDrawn,
		"x-domain-holder-cert":       notDrawn,
		"x-auth-domain":              notDrawn,
		"x-auth-scope":               notDrawn,
		"x-auth-grantor":             notDrawn,
		"x-org-type-cert":            notDrawn,
	})
}

const (
	notDrawn     = "nothing in the corpus's filings shows it; its table in pipeline/check has every status"
	asksRegister = "only a register knows, and a drawn filing has none; its table in pipeline/check has every status"
)
