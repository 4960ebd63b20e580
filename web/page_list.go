package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"sync"

	"prereview/filing"
)

// tabs are the lists a reviewer works from.
var tabs = []struct {
	id, label string
	statuses  []filing.Status
}{
	{"", "全部", nil},
	{"reviewed", "待审核", []filing.Status{filing.Reviewed}},
	{"going", "预审中", []filing.Status{filing.Queued, filing.Reviewing}},
	{"returned", "已退回", []filing.Status{filing.Returned}},
	{"accepted", "已通过", []filing.Status{filing.Accepted}},
	{"rejected", "已驳回", []filing.Status{filing.Rejected}},
	{"failed", "预审失败", []filing.Status{filing.Failed}},
	{"draft", "草稿", []filing.Status{filing.Draft}},
}

const pageSize = 30

type tabView struct {
	Label, Href string
	Count       int
	Current     bool
}

type verdictView struct {
	Value, Label, Href string
	Current            bool
}

type rowView struct {
	Summary
	Site  string
	Tally tally
	Going bool
}

type listBody struct {
	Tabs     []tabView
	Verdicts []verdictView
	Tab      string
	Verdict  string
	Query    string
	Rows     []rowView
	Next     string // address of the next page
	First    string // address of the first page, when this is a later one
	Going    bool   // something on this page is still being pre-reviewed
	Filtered bool
	Empty    bool // nothing at all has been filed yet
}

func (s *server) listPage(w http.ResponseWriter, r *http.Request) error {
	in := r.URL.Query()
	tab, verdict, text := in.Get("tab"), in.Get("verdict"), clip(printable(in.Get("q")), 100)
	q := filing.Query{Text: text, Cursor: printable(in.Get("cursor")), Limit: pageSize}
	if contains(verdicts, filing.Verdict(verdict)) {
		q.Verdict = []filing.Verdict{filing.Verdict(verdict)}
	} else {
		verdict = ""
	}
	href := func(tab, verdict, cursor string) string {
		v := url.Values{}
		for k, x := range map[string]string{"tab": tab, "verdict": verdict, "q": text, "cursor": cursor} {
			if x != "" {
				v.Set(k, x)
			}
		}
		if len(v) == 0 {
			return "/"
		}
		return "/?" + v.Encode()
	}
	counts, err := s.Store.Counts(r.Context())
	if err != nil {
		return err
	}
	b := listBody{Verdict: verdict, Query: text, Filtered: text != "" || verdict != "" || tab != ""}
	total := 0
	for _, n := range counts {
		total += n
	}
	b.Empty = total == 0
	for _, t := range tabs {
		n := total
		if t.statuses != nil {
			n = 0
			for _, st := range t.statuses {
				n += counts[st]
			}
		}
		if t.id == tab {
			q.Status, b.Tab = t.statuses, t.id
		}
		b.Tabs = append(b.Tabs, tabView{t.label, href(t.id, verdict, ""), n, t.id == tab})
	}
	b.Verdicts = append(b.Verdicts, verdictView{"", "全部结论", href(tab, "", ""), verdict == ""})
	for _, v := range []filing.Verdict{filing.VerdictFix, filing.VerdictReview, filing.VerdictPass} {
		b.Verdicts = append(b.Verdicts, verdictView{string(v), verdictZH[v], href(tab, string(v), ""), verdict == string(v)})
	}
	fs, next, err := s.Store.Filings(r.Context(), q)
	if err != nil {
		return err
	}
	if next != "" {
		b.Next = href(tab, verdict, next)
	}
	if q.Cursor != "" {
		b.First = href(tab, verdict, "")
	}
	for _, f := range fs {
		row := rowView{Summary: summaryOf(f), Site: f.Declared.Site.Name, Going: f.Status == filing.Queued || f.Status == filing.Reviewing}
		if f.Verdict != "" {
			if row.Tally, err = s.tally(r.Context(), f.ID, f.Run); err != nil {
				return err
			}
		}
		b.Going = b.Going || row.Going
		b.Rows = append(b.Rows, row)
	}
	s.render(w, r, http.StatusOK, "list", page{Title: "备案列表", Section: "list", Body: b})
	return nil
}

// nextPage goes to the newest filing that waits for a decision, other than the one just seen.
func (s *server) nextPage(w http.ResponseWriter, r *http.Request) error {
	fs, _, err := s.Store.Filings(r.Context(), filing.Query{Status: []filing.Status{filing.Reviewed}, Limit: 2})
	if err != nil {
		return err
	}
	for _, f := range fs {
		if f.ID != r.URL.Query().Get("after") {
			http.Redirect(w, r, "/filings/"+f.ID, http.StatusSeeOther)
			return nil
		}
	}
	http.Redirect(w, r, "/?tab=reviewed", http.StatusSeeOther)
	return nil
}

// tally counts what a report found.
type tally struct {
	Fix, Review, Unsure, Advice, Pass, Quiet int
}

func tallyOf(fs []filing.Finding) (t tally) {
	for _, f := range fs {
		*[]*int{&t.Fix, &t.Review, &t.Unsure, &t.Advice, &t.Pass, &t.Quiet}[groupOf(f)]++
	}
	return t
}

// Total is the number of checks that were run or tried.
func (t tally) Total() int { return t.Fix + t.Review + t.Unsure + t.Advice + t.Pass }

// tallies remembers the counts of reports, which never change.
type tallies struct {
	mu sync.Mutex
	m  map[tallyKey]tally
}

type tallyKey struct {
	id  string
	run int
}

const tallyLimit = 20000 // entries; some 2 MB

func (s *server) tally(ctx context.Context, id string, run int) (tally, error) {
	k := tallyKey{id, run}
	s.counted.mu.Lock()
	t, ok := s.counted.m[k]
	s.counted.mu.Unlock()
	if ok {
		return t, nil
	}
	rep, err := s.Store.Report(ctx, id, run)
	if errors.Is(err, filing.ErrNotFound) { // the newest run is going; the verdict is an older one's
		return tally{}, nil
	}
	if err != nil {
		return tally{}, err
	}
	t = tallyOf(rep.Findings)
	s.counted.mu.Lock()
	defer s.counted.mu.Unlock()
	if len(s.counted.m) >= tallyLimit {
		clear(s.counted.m)
	}
	s.counted.m[k] = t
	return t, nil
}
