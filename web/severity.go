package web

import "prereview/filing"

// Groups of findings, in the order the report shows them.
const (
	groupFix    = iota // must be mended by the applicant
	groupReview        // a person must look
	groupUnsure        // could not be told, or was not run
	groupAdvice        // worth saying
	groupPass          // checked, and right
	groupQuiet         // silenced, or not run for want of a register: counts for nothing
)

func groupOf(f filing.Finding) int {
	if f.Snoozed != nil || f.Reason == filing.ReasonNoRegister {
		return groupQuiet
	}
	switch f.Status {
	case filing.Pass, filing.NotApplicable:
		return groupPass
	case filing.Fail:
		switch f.Severity {
		case filing.Block:
			return groupFix
		case filing.Review:
			return groupReview
		}
		return groupAdvice
	}
	return groupUnsure
}
