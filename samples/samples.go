// Package samples carries the sample filings: invented people and companies, drawn by `prereview eval samples`. Beside each
// picture lies its truth, which only tests read and the binary does not carry.
package samples

import "embed"

//go:embed */filing.json */*.jpg
var FS embed.FS
