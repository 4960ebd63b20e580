package records

import (
	"errors"
	"reflect"
	"slices"
	"testing"
	"time"

	"prereview/filing"
)

func TestHistory(t *testing.T) {
	each(t, func(t *testing.T, s *Store, c *clock) {
		ctx := t.Context()
		// submit makes and submits a filing with a change to the sample form.
		submit := func(change func(f *filing.Form), files ...filing.Attachment) filing.Filing {
			t.Helper()
			f := filing.Filing{ID: filing.NewID(), Owner: "portal", Form: sampleForm("甲有限公司"), Attachments: files}
			change(&f.Form)
			ok(t, s.CreateFiling(ctx, f))
			must(s.Submit(ctx, f.ID))(t)
			return must(s.Filing(ctx, f.ID))(t)
		}
		other := func(f *filing.Form) {
			f.Declared.Organisation.CertificateNumber = "91330100799655058B"
			f.Declared.Principal.CertificateNumber, f.Declared.SitePrincipal.CertificateNumber = "110101199003070011", "110101199003070011"
			f.Declared.Principal.Mobile = "13900139000"
		}
		sent := func(f *filing.Form) {
			f.Declared.Sender = filing.Sender{Account: "u1", IP: "2001:db8::1"}
			f.Declared.Access.IPs = []string{"192.0.2.1"}
		}
		first := submit(sent, attachment(filing.SlotBusinessLicence, "aa"))
		if h := must(s.History(ctx, first, first.Attachments))(t); !reflect.DeepEqual(h, filing.History{AccountToday: 1, SenderIPToday: 1}) {
			t.Errorf("alone: %+v", h)
		}
		second := submit(func(f *filing.Form) { sent(f); f.Declared.Sender.Account = "u2" })
		third := submit(func(f *filing.Form) {
			sent(f)
			other(f)
			f.Declared.Principal.Mobile = "+86 138-0013-8000" // the first one's, written otherwise
		}, attachment(filing.SlotIDCardFront, "aa"))
		h := must(s.History(ctx, third, third.Attachments))(t)
		both := []string{first.ID, second.ID}
		slices.Sort(both)
		if !slices.Equal(h.SameNumber["declared.principal.mobile"], both) || len(h.SameNumber) != 1 {
			t.Errorf("same numbers: %+v", h.SameNumber)
		}
		if !reflect.DeepEqual(h.SameFile, map[filing.Slot][]string{filing.SlotIDCardFront: {first.ID}}) || h.SubjectsOnIP["192.0.2.1"] != 2 ||
			h.AccountToday != 2 || h.SenderIPToday != 3 || len(h.OpenFilings)+len(h.Accounts) != 0 {
			t.Errorf("got %+v", h)
		}
		h = must(s.History(ctx, second, second.Attachments))(t)
		if !slices.Equal(h.OpenFilings, []string{first.ID}) || !slices.Equal(h.Accounts, []string{"u1"}) || len(h.AcceptedFilings) != 0 {
			t.Errorf("same subject: %+v", h)
		}
		if !slices.Equal(h.SameNumber["declared.principal.mobile"], []string{third.ID}) {
			t.Errorf("a filing of the same subject counts as another's: %+v", h.SameNumber)
		}
		// Accepted, the first one's site counts; returned, it counts no more; on the next day the sender begins anew.
		r := must(s.Claim(ctx, first.ID, 1, "w", time.Minute))(t)
		ok(t, s.Finish(ctx, r, report(r, filing.VerdictPass)))
		ok(t, s.Decide(ctx, filing.Decision{FilingID: first.ID, Run: 1, Status: filing.Accepted, Reviewer: "rev"}))
		h = must(s.History(ctx, second, second.Attachments))(t)
		if !slices.Equal(h.AcceptedFilings, []string{first.ID}) || !slices.Equal(h.SiteNames, []string{"云图笔记"}) || len(h.OpenFilings) != 0 {
			t.Errorf("accepted: %+v", h)
		}
		r = must(s.Claim(ctx, third.ID, 1, "w", time.Minute))(t)
		ok(t, s.Finish(ctx, r, report(r, filing.VerdictFix)))
		ok(t, s.Decide(ctx, filing.Decision{FilingID: third.ID, Run: 1, Status: filing.Returned, Reviewer: "rev", Reasons: []filing.Reason{{Message: "重拍"}}}))
		if h = must(s.History(ctx, second, second.Attachments))(t); len(h.SameNumber) != 0 {
			t.Errorf("returned: %+v", h)
		}
		ok(t, s.SetForm(ctx, third.ID, func() filing.Form { f := sampleForm("乙有限公司"); other(&f); sent(&f); return f }()))
		c.pass(24 * time.Hour)
		must(s.Submit(ctx, third.ID))(t)
		third = must(s.Filing(ctx, third.ID))(t)
		if h = must(s.History(ctx, third, nil))(t); h.AccountToday != 1 || len(h.SameNumber) != 0 {
			t.Errorf("resubmitted with another number on the next day: %+v", h)
		}
	})
}

func TestSnoozes(t *testing.T) {
	each(t, func(t *testing.T, s *Store, c *clock) {
		ctx := t.Context()
		z := filing.Snooze{ID: "z1", Check: "img-blur", Owner: "portal", File: "limits.json", Entry: "dpi", Until: "2026-12-01", Reason: "新扫描仪校准中", By: "rev"}
		ok(t, s.CreateSnooze(ctx, z))
		is(t, s.CreateSnooze(ctx, z), filing.ErrConflict)
		z.CreatedAt = s.now()
		c.pass(time.Second)
		later := filing.Snooze{ID: "z2", Check: "img-glare", Until: "2026-11-23", Reason: "新扫描仪校准中", By: "rev"}
		ok(t, s.CreateSnooze(ctx, later))
		all := must(s.Snoozes(ctx, filing.Date{}))(t)
		if len(all) != 2 || all[0].ID != "z2" || !reflect.DeepEqual(all[1], z) {
			t.Fatalf("got %+v", all)
		}
		if now := must(s.Snoozes(ctx, filing.Date{Year: 2026, Month: 11, Day: 24}))(t); len(now) != 1 || now[0].ID != "z1" {
			t.Errorf("on the 24th: %+v", now)
		}
		ok(t, s.EndSnooze(ctx, "z1", "rev"))
		is(t, s.EndSnooze(ctx, "z1", "rev"), filing.ErrConflict)
		is(t, s.EndSnooze(ctx, "z3", "rev"), filing.ErrNotFound)
		if now := must(s.Snoozes(ctx, filing.Date{Year: 2026, Month: 11, Day: 24}))(t); len(now) != 0 {
			t.Errorf("ended: %+v", now)
		}
		log := must(s.AuditLog(ctx, ""))(t)
		if len(log) != 3 || log[0].Action != "snooze.created" || log[2].Action != "snooze.ended" || log[2].Actor != "rev" || log[2].Detail != "z1" {
			t.Errorf("audit: %+v", log)
		}
	})
}

func TestEachReport(t *testing.T) {
	each(t, func(t *testing.T, s *Store, c *clock) {
		ctx := t.Context()
		old := reviewed(t, s)
		c.pass(48 * time.Hour)
		recent := reviewed(t, s)
		ok(t, s.Decide(ctx, filing.Decision{FilingID: recent.FilingID, Run: 1, Status: filing.Returned, Reviewer: "rev", Reasons: []filing.Reason{{Message: "x"}}}))
		must(s.Submit(ctx, recent.FilingID))(t)
		second := must(s.Claim(ctx, recent.FilingID, 2, "w", time.Minute))(t)
		ok(t, s.Finish(ctx, second, report(second, filing.VerdictPass)))
		var got []string
		see := func(r filing.Report, queued time.Time, owner string) error {
			got = append(got, r.FilingID)
			if owner != "portal" || queued.IsZero() || r.FilingID == recent.FilingID && r.Run != 2 {
				t.Errorf("run %d of %s, queued %v", r.Run, owner, queued)
			}
			return nil
		}
		ok(t, s.EachReport(ctx, time.Time{}, see))
		if !slices.Equal(got, []string{old.FilingID, recent.FilingID}) {
			t.Errorf("all: %v", got)
		}
		got = nil
		ok(t, s.EachReport(ctx, s.now().Add(-time.Hour), see))
		if !slices.Equal(got, []string{recent.FilingID}) {
			t.Errorf("of the last hour: %v", got)
		}
		stop := errors.New("stop")
		is(t, s.EachReport(ctx, time.Time{}, func(filing.Report, time.Time, string) error { return stop }), stop)
	})
}
