// Package samples carries the sample filings.
package samples

import "embed"

//go:embed *
var FS embed.FS
