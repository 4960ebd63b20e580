package web

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"prereview/filing"

	"github.com/danielgtaylor/huma/v2"
)

type checksOutput struct {
	Body struct {
		Checks []filing.CheckInfo `json:"checks" doc:"in the order in which they run"`
	}
}

type checkInput struct {
	Check string `path:"check" doc:"id of the check" maxLength:"64"`
}

type requirementsInput struct {
	Province string `query:"province" doc:"as in a form" maxLength:"20"`
	Kind     string `query:"kind" doc:"as in a form" maxLength:"40"`
	Type     string `query:"type" default:"first_filing" doc:"as in a form" maxLength:"40"`
}

// snoozeBody is what silences a check.
type snoozeBody struct {
	Check  string `json:"check,omitempty" maxLength:"64" doc:"id of the check; every check that the entry decides when absent"`
	Owner  string `json:"owner,omitempty" maxLength:"64" doc:"id of the key whose filings it is for; everyone's when absent"`
	File   string `json:"file,omitempty" maxLength:"64" doc:"of the policy, with entry: only findings that this entry decided"`
	Entry  string `json:"entry,omitempty" maxLength:"200"`
	Until  string `json:"until" doc:"the last day on which it holds, YYYY-MM-DD, within a year" maxLength:"10"`
	Reason string `json:"reason" doc:"why; shown in every report that it touches" maxLength:"2000"`
}

type snoozeInput struct{ Body snoozeBody }

type snoozeIDInput struct {
	ID string `path:"id" doc:"id of the silence" maxLength:"64"`
}

type snoozesInput struct {
	All bool `query:"all" doc:"those that have ended, too"`
}

type snoozesOutput struct {
	Body struct {
		Snoozes []filing.Snooze `json:"snoozes" doc:"newest first"`
	}
}

func (s *server) ruleOperations(h huma.API) {
	huma.Register(h, s.op(http.MethodGet, "/rules", "listRules", "rules", "List the checks"),
		told(s, func(context.Context, *struct{}) (*checksOutput, error) {
			out := &checksOutput{}
			out.Body.Checks = s.Rules.Checks()
			return out, nil
		}))

	huma.Register(h, s.op(http.MethodGet, "/rules/{check}", "getRule", "rules", "Read what a check says", http.StatusNotFound),
		told(s, func(_ context.Context, in *checkInput) (*struct{ Body filing.CheckInfo }, error) {
			c, ok := s.check(in.Check)
			if !ok {
				return nil, filing.ErrNotFound
			}
			return &struct{ Body filing.CheckInfo }{c}, nil
		}))

	huma.Register(h, s.op(http.MethodGet, "/requirements", "getRequirements", "rules", "What an applicant of a kind in a province is asked for"),
		told(s, func(_ context.Context, in *requirementsInput) (*struct{ Body filing.Requirements }, error) {
			r, err := s.requirements(in.Province, in.Kind, in.Type)
			if err != nil {
				return nil, err
			}
			return &struct{ Body filing.Requirements }{r}, nil
		}))

	op := s.op(http.MethodPost, "/snoozes", "createSnooze", "rules", "Silence a check, or an entry of the policy, for a while", http.StatusForbidden)
	op.DefaultStatus = http.StatusCreated
	huma.Register(h, op, told(s, func(ctx context.Context, in *snoozeInput) (*struct{ Body filing.Snooze }, error) {
		if err := reviewerOnly(ctx); err != nil {
			return nil, err
		}
		z, err := s.snooze(ctx, in.Body)
		if err != nil {
			return nil, err
		}
		return &struct{ Body filing.Snooze }{z}, nil
	}))

	huma.Register(h, s.op(http.MethodGet, "/snoozes", "listSnoozes", "rules", "List what is silenced", http.StatusForbidden),
		told(s, func(ctx context.Context, in *snoozesInput) (*snoozesOutput, error) {
			if err := reviewerOnly(ctx); err != nil {
				return nil, err
			}
			day := s.today()
			if in.All {
				day = filing.Date{}
			}
			zs, err := s.Store.Snoozes(ctx, day)
			out := &snoozesOutput{}
			out.Body.Snoozes = append([]filing.Snooze{}, zs...)
			return out, err
		}))

	op = s.op(http.MethodDelete, "/snoozes/{id}", "endSnooze", "rules", "End a silence early", http.StatusForbidden, http.StatusNotFound, http.StatusConflict)
	op.DefaultStatus = http.StatusNoContent
	huma.Register(h, op, told(s, func(ctx context.Context, in *snoozeIDInput) (*struct{}, error) {
		if err := reviewerOnly(ctx); err != nil {
			return nil, err
		}
		return nil, s.Store.EndSnooze(ctx, in.ID, caller(ctx).ID)
	}))
}

func (s *server) check(id string) (filing.CheckInfo, bool) {
	all := s.Rules.Checks()
	i := slices.IndexFunc(all, func(c filing.CheckInfo) bool { return c.ID == id })
	if i < 0 {
		return filing.CheckInfo{}, false
	}
	return all[i], true
}

// today is the day in China.
func (s *server) today() filing.Date { return filing.DateOf(s.Now().In(filing.China)) }

func (s *server) requirements(province, kind, typ string) (filing.Requirements, error) {
	form := filing.Form{Province: province, Kind: filing.Kind(kind), Type: filing.Type(typ)}
	var ps filing.Problems
	for _, p := range form.Validate() {
		if p.Field == "province" || p.Field == "kind" || p.Field == "type" {
			ps = append(ps, p)
		}
	}
	if len(ps) > 0 {
		return filing.Requirements{}, ps
	}
	return s.Rules.Requirements(province, form.Kind, form.Type, s.today()), nil
}

// snooze judges and records a silence.
func (s *server) snooze(ctx context.Context, b snoozeBody) (filing.Snooze, error) {
	z := filing.Snooze{ID: filing.NewID(), Check: printable(b.Check), Owner: printable(b.Owner), File: printable(b.File), Entry: printable(b.Entry),
		Until: printable(b.Until), Reason: strings.TrimSpace(printable(b.Reason)), By: caller(ctx).ID, CreatedAt: s.Now().UTC()}
	all := s.Rules.Checks()
	ids := make([]string, len(all))
	for i, c := range all {
		ids[i] = c.ID
	}
	if ps := z.Validate(ids, s.today()); len(ps) > 0 {
		return z, filing.Problems(ps)
	}
	return z, s.Store.CreateSnooze(ctx, z)
}
