package records

import (
	"context"
	"encoding/base64"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"prereview/filing"
)

func TestCreateFiling(t *testing.T) {
	each(t, func(t *testing.T, s *Store, c *clock) {
		ctx := t.Context()
		f := filing.Filing{ID: filing.NewID(), Owner: "portal", Form: sampleForm("深圳市云图科技有限公司"),
			Attachments: []filing.Attachment{attachment(filing.SlotIDCardBack, "bb"), attachment(filing.SlotBusinessLicence, "aa")},
			Status:      filing.Accepted, Run: 7, Verdict: filing.VerdictPass} // none of which a draft has
		ok(t, s.CreateFiling(filing.WithActor(ctx, "portal"), f))

		got := must(s.Filing(ctx, f.ID))(t)
		now := start.UTC().Truncate(time.Microsecond)
		want := f
		want.Status, want.Run, want.Verdict, want.CreatedAt, want.UpdatedAt = filing.Draft, 0, "", now, now
		want.Attachments = []filing.Attachment{f.Attachments[1], f.Attachments[0]} // in the order of slots
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("got  %#v\nwant %#v", got, want)
		}
		if got.CreatedAt.Location() != time.UTC {
			t.Fatal("not in UTC")
		}

		is(t, s.CreateFiling(ctx, f), filing.ErrConflict)
		isProblem(t, s.CreateFiling(ctx, filing.Filing{}), "id")
		_, err := s.Filing(ctx, filing.NewID())
		is(t, err, filing.ErrNotFound)

		log := must(s.AuditLog(ctx, f.ID))(t)
		if len(log) != 1 || log[0].Action != "filing.created" || log[0].Actor != "portal" || !log[0].At.Equal(now) {
			t.Fatalf("audit log %v", log)
		}
		bare := draft(t, s)
		if got := must(s.Filing(ctx, bare))(t); got.Attachments == nil || len(got.Attachments) != 0 {
			t.Fatalf("attachments %#v", got.Attachments)
		}
	})
}

// What no database column can hold must not turn into a fault of ours.
func TestHostileText(t *testing.T) {
	each(t, func(t *testing.T, s *Store, c *clock) {
		ctx := t.Context()
		nasty := "a\x00b\xff'; DROP TABLE filings; --$1?1%_\\ 😀𠮷"
		f := filing.Filing{ID: filing.NewID(), Owner: nasty, Form: sampleForm(nasty)}
		f.Declared.Site.Remark = "\x00\u2028\ufffe"
		ok(t, s.CreateFiling(ctx, f))
		a := attachment("other", "aa")
		a.Name = nasty
		ok(t, s.Attach(ctx, f.ID, a, false))
		got := must(s.Filing(ctx, f.ID))(t)
		equal(t, got.Declared.Site.Remark, f.Declared.Site.Remark)
		equal(t, got.Declared.Organisation.Name, strings.ToValidUTF8(nasty, "\ufffd"))
		equal(t, got.Attachments[0].Name, strings.ToValidUTF8(nasty, "\ufffd"))
		ok(t, s.Audit(ctx, filing.AuditEntry{Actor: nasty, Action: nasty, FilingID: f.ID, Detail: nasty}))

		for _, text := range []string{nasty, "\x00", "%", "_", `\`, "'", "\xff"} {
			_, _, err := s.Filings(ctx, filing.Query{Text: text, Owner: nasty, Limit: 1})
			ok(t, err)
		}
		for _, id := range []string{"", nasty, f.ID + "\x00", strings.Repeat("x", 1<<16), "../" + f.ID} {
			_, err := s.Filing(ctx, id)
			is(t, err, filing.ErrNotFound)
			if len(err.Error()) > 500 {
				t.Fatalf("an error of %d bytes", len(err.Error()))
			}
			_, err = s.Submit(ctx, id)
			is(t, err, filing.ErrNotFound)
			_, err = s.Claim(ctx, id, 1<<62, nasty, time.Minute)
			is(t, err, filing.ErrNotFound)
			_, err = s.Report(ctx, id, -1<<62)
			is(t, err, filing.ErrNotFound)
			_, err = s.Session(ctx, id)
			is(t, err, filing.ErrNotFound)
		}
	})
}

func TestSetForm(t *testing.T) {
	each(t, func(t *testing.T, s *Store, c *clock) {
		ctx := t.Context()
		id := draft(t, s)
		c.pass(time.Minute)
		form := sampleForm("广州市新名科技有限公司")
		ok(t, s.SetForm(ctx, id, form))
		f := must(s.Filing(ctx, id))(t)
		if !reflect.DeepEqual(f.Form, form) {
			t.Fatalf("form %v", f.Form)
		}
		equal(t, f.UpdatedAt.Sub(f.CreatedAt), time.Minute)
		equal(t, len(search(t, s, filing.Query{Text: "新名"})), 1)
		equal(t, len(search(t, s, filing.Query{Text: "云图科技"})), 0)
		is(t, s.SetForm(ctx, "nobody", form), filing.ErrNotFound)
	})
}

func TestAttachments(t *testing.T) {
	each(t, func(t *testing.T, s *Store, c *clock) {
		ctx := t.Context()
		id := draft(t, s)
		ok(t, s.Attach(ctx, id, attachment(filing.SlotIDCardFront, "aa"), false))
		is(t, s.Attach(ctx, id, attachment(filing.SlotIDCardFront, "bb"), false), filing.ErrConflict)
		equal(t, must(s.Filing(ctx, id))(t).Attachments[0].SHA256, "aa")
		c.pass(time.Minute)
		ok(t, s.Attach(ctx, id, attachment(filing.SlotIDCardFront, "bb"), true))
		ok(t, s.Attach(ctx, id, attachment(filing.SlotBusinessLicence, "cc"), true))
		as := must(s.Filing(ctx, id))(t).Attachments
		equal(t, len(as), 2)
		equal(t, as[0].SHA256+as[1].SHA256, "ccbb")
		if !as[0].UploadedAt.Equal(s.now()) || *as[0].Signals[0].Box != (filing.Box{{1.5, 2}}) {
			t.Fatalf("attachment %v", as[0])
		}
		ok(t, s.Detach(ctx, id, filing.SlotBusinessLicence))
		is(t, s.Detach(ctx, id, filing.SlotBusinessLicence), filing.ErrNotFound)
		equal(t, len(must(s.Filing(ctx, id))(t).Attachments), 1)
		is(t, s.Attach(ctx, "nobody", attachment("other", "aa"), true), filing.ErrNotFound)
		is(t, s.Detach(ctx, "nobody", "other"), filing.ErrNotFound)
	})
}

// Only the applicant's own time is for changes: draft and returned.
func TestChangesByStatus(t *testing.T) {
	each(t, func(t *testing.T, s *Store, c *clock) {
		ctx := t.Context()
		check := func(id string, status filing.Status, want error) {
			t.Helper()
			equal(t, must(s.Filing(ctx, id))(t).Status, status)
			is(t, s.SetForm(ctx, id, sampleForm("甲")), want)
			is(t, s.Attach(ctx, id, attachment("other", "aa"), true), want)
			is(t, s.Detach(ctx, id, "other"), want)
		}
		id := draft(t, s)
		check(id, filing.Draft, nil)
		r := must(s.Submit(ctx, id))(t)
		check(id, filing.Queued, filing.ErrConflict)
		r = must(s.Claim(ctx, id, r.Number, "w", time.Minute))(t)
		check(id, filing.Reviewing, filing.ErrConflict)
		ok(t, s.FailRun(ctx, r, "panic"))
		check(id, filing.Failed, filing.ErrConflict)
		must(s.Retry(ctx, id))(t)
		r = must(s.Claim(ctx, id, r.Number, "w", time.Minute))(t)
		ok(t, s.Finish(ctx, r, report(r, filing.VerdictFix)))
		check(id, filing.Reviewed, filing.ErrConflict)
		ok(t, s.Decide(ctx, filing.Decision{FilingID: id, Run: 1, Status: filing.Returned, Reasons: []filing.Reason{{Message: "补"}}}))
		check(id, filing.Returned, nil)
		r = must(s.Submit(ctx, id))(t)
		equal(t, r.Number, 2)
		r = must(s.Claim(ctx, id, 2, "w", time.Minute))(t)
		equal(t, must(s.Filing(ctx, id))(t).Verdict, filing.VerdictFix) // of the newest finished run
		ok(t, s.Finish(ctx, r, report(r, filing.VerdictPass)))
		equal(t, must(s.Filing(ctx, id))(t).Verdict, filing.VerdictPass)
		ok(t, s.Decide(ctx, filing.Decision{FilingID: id, Run: 2, Status: filing.Accepted}))
		check(id, filing.Accepted, filing.ErrConflict)
		_, err := s.Submit(ctx, id)
		is(t, err, filing.ErrConflict)
	})
}

// Files for different slots arrive at once; none may be lost, and of two for one slot one is refused.
func TestAttachRace(t *testing.T) {
	each(t, func(t *testing.T, s *Store, c *clock) {
		id := draft(t, s)
		for _, err := range race(len(filing.Slots), func(i int) error {
			return s.Attach(t.Context(), id, attachment(filing.Slots[i], "aa"), false)
		}) {
			ok(t, err)
		}
		as := must(s.Filing(t.Context(), id))(t).Attachments
		for i, a := range as {
			equal(t, a.Slot, filing.Slots[i])
		}
		equal(t, len(as), len(filing.Slots))

		id = draft(t, s)
		errs := race(8, func(i int) error {
			return s.Attach(t.Context(), id, attachment("other", fmt.Sprint(i)), false)
		})
		winner := oneWins(t, errs, filing.ErrConflict)
		equal(t, must(s.Filing(t.Context(), id))(t).Attachments[0].SHA256, fmt.Sprint(winner))
	})
}

func search(t *testing.T, s *Store, q filing.Query) []filing.Filing {
	t.Helper()
	q.Limit = 200
	fs, next, err := s.Filings(t.Context(), q)
	ok(t, err)
	equal(t, next, "")
	return fs
}

// Every query is compared with the same selection made here, page by page.
func TestFilingsPaging(t *testing.T) {
	each(t, func(t *testing.T, s *Store, c *clock) {
		ctx := t.Context()
		statuses := []filing.Status{filing.Draft, filing.Queued, filing.Reviewed}
		var all []filing.Filing // newest first
		for i := range 250 {
			f := filing.Filing{ID: filing.NewID(), Owner: fmt.Sprintf("owner-%d", i%3), Form: sampleForm(fmt.Sprintf("公司%03d", i))}
			if i%5 == 0 { // runs of five share their time, so that ids decide; fractions of different lengths
				c.pass(1037 * time.Millisecond)
			}
			ok(t, s.CreateFiling(ctx, f))
			switch statuses[i%len(statuses)] {
			case filing.Queued:
				must(s.Submit(ctx, f.ID))(t)
			case filing.Reviewed:
				must(s.Submit(ctx, f.ID))(t)
				r := must(s.Claim(ctx, f.ID, 1, "w", time.Hour))(t)
				ok(t, s.Finish(ctx, r, report(r, []filing.Verdict{filing.VerdictPass, filing.VerdictFix}[i%2])))
			}
			all = append(all, must(s.Filing(ctx, f.ID))(t))
		}
		slices.SortFunc(all, func(a, b filing.Filing) int {
			if c := b.CreatedAt.Compare(a.CreatedAt); c != 0 {
				return c
			}
			return strings.Compare(b.ID, a.ID)
		})
		for _, q := range []filing.Query{
			{Limit: 1}, {Limit: 7}, {Limit: 50}, {Limit: 125}, {Limit: 200},
			{Limit: 7, Owner: "owner-1"}, {Limit: 7, Owner: "nobody"},
			{Limit: 7, Status: []filing.Status{filing.Queued}}, {Limit: 7, Status: []filing.Status{filing.Queued, filing.Reviewed}},
			{Limit: 7, Status: []filing.Status{}}, {Limit: 7, Status: []filing.Status{"unheard of"}},
			{Limit: 7, Verdict: []filing.Verdict{filing.VerdictFix}}, {Limit: 7, Text: "公司1"},
			{Limit: 3, Owner: "owner-2", Status: []filing.Status{filing.Reviewed}, Verdict: []filing.Verdict{filing.VerdictPass, filing.VerdictFix}, Text: "公司2"},
		} {
			var want []string
			for _, f := range all {
				if (q.Owner == "" || f.Owner == q.Owner) && (q.Status == nil || slices.Contains(q.Status, f.Status)) &&
					(q.Verdict == nil || slices.Contains(q.Verdict, f.Verdict)) && strings.Contains(f.Title(), q.Text) {
					want = append(want, f.ID)
				}
			}
			var got []string
			for page := q; ; {
				fs, next, err := s.Filings(ctx, page)
				ok(t, err)
				for _, f := range fs {
					got = append(got, f.ID)
				}
				if next == "" {
					break
				}
				equal(t, len(fs), q.Limit)
				page.Cursor = next
			}
			if !slices.Equal(got, want) {
				t.Fatalf("%+v: got %d filings, want %d", q, len(got), len(want))
			}
		}
		fs, next, err := s.Filings(ctx, filing.Query{Limit: 10})
		ok(t, err)
		if !reflect.DeepEqual(fs, all[:10]) {
			t.Fatal("a list gives other filings than Filing")
		}
		// What is created between two pages is on neither.
		draft(t, s)
		fs, _, err = s.Filings(ctx, filing.Query{Limit: 1, Cursor: next})
		ok(t, err)
		equal(t, fs[0].ID, all[10].ID)

		counts := must(s.Counts(ctx))(t)
		equal(t, counts[filing.Draft], 85)
		equal(t, counts[filing.Queued], 83)
		equal(t, counts[filing.Reviewed], 83)
		equal(t, len(counts), len(filing.Statuses))
	})
}

func TestFilingsBadQuery(t *testing.T) {
	each(t, func(t *testing.T, s *Store, c *clock) {
		for _, limit := range []int{-1, 0, 201} {
			_, _, err := s.Filings(t.Context(), filing.Query{Limit: limit})
			isProblem(t, err, "limit")
		}
		long := strings.Repeat("长", 300)
		for _, cursor := range []string{"x", "!", "MTIz", long, cursorOf("1."), cursorOf(".a"), cursorOf("x.a"), cursorOf("1.\xff"),
			cursorOf("99999999999999999999.a"), cursorOf("9223372036854775807.a"), cursorOf("-9223372036854775808.a"), cursorOf("1." + long)} {
			_, _, err := s.Filings(t.Context(), filing.Query{Limit: 1, Cursor: cursor})
			isProblem(t, err, "cursor")
		}
		_, _, err := s.Filings(t.Context(), filing.Query{Limit: 1, Cursor: cursorOf("1.a\x00")})
		ok(t, err)
		_, _, err = s.Filings(t.Context(), filing.Query{Limit: 1, Text: long})
		isProblem(t, err, "text")
		fs, next, err := s.Filings(t.Context(), filing.Query{Limit: 1})
		if err != nil || next != "" || fs == nil {
			t.Fatal("empty list:", fs, next, err)
		}
	})
}

func cursorOf(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }

func TestSearch(t *testing.T) {
	each(t, func(t *testing.T, s *Store, c *clock) {
		form := sampleForm("深圳市云图ＴＥＣＨ（集团）有限公司")
		form.Declared.Site.Name = "Café 50%_折\\扣 𠮷野家"
		id := filing.NewID()
		ok(t, s.CreateFiling(t.Context(), filing.Filing{ID: id, Form: form}))
		for text, found := range map[string]bool{
			"云图": true, "云图tech": true, "云图Tech": true, "ｔｅｃｈ(集团)": true, "café": true, "CAFE\u0301": true, " 云图 ": true,
			"50%": true, "50%_折": true, `折\扣`: true, "𠮷": true, id: true, strings.ToUpper(id[3:20]): true, "": true,
			"图云": false, "5%折": false, "云_tech": false, "王小明": false, "example": false, "%": true, "cafe ": false,
		} {
			if got := len(search(t, s, filing.Query{Text: text})) == 1; got != found {
				t.Errorf("%q found: %v", text, got)
			}
		}
	})
}

func TestReady(t *testing.T) {
	each(t, func(t *testing.T, s *Store, c *clock) {
		ok(t, s.Ready(t.Context()))
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := s.Ready(ctx); err == nil {
			t.Fatal("ready in spite of a cancelled context")
		}
		ok(t, s.Ready(t.Context()))
		ok(t, s.Close())
		if err := s.Ready(t.Context()); err == nil {
			t.Fatal("ready though closed")
		}
	})
}
