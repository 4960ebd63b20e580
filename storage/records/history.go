package records

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"prereview/filing"
)

// trace is one thing that a submitted filing may share with others.
type trace struct {
	kind   string
	field  string // of the form, or the slot
	digest string
}

// digestOf is what is kept of a value: letters and digits alone count, in one width and case, and a mobile number's
// country code does not.
func digestOf(kind, v string) string {
	v = strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || kind == "ip" || kind == "sender_ip" {
			return unicode.ToUpper(r)
		}
		return -1
	}, norm.NFKC.String(strings.ToValidUTF8(v, "")))
	if kind == "number" && len(v) == 13 && strings.HasPrefix(v, "861") {
		v = v[2:]
	}
	if v == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(kind + "\x00" + v))
	return hex.EncodeToString(sum[:])
}

// tracesOf are the traces of a form and its files.
func tracesOf(form filing.Form, as []filing.Attachment) (ts []trace) {
	add := func(kind, field, v string) {
		if d := digestOf(kind, v); d != "" {
			ts = append(ts, trace{kind, field, d})
		}
	}
	d := form.Declared
	if form.Kind == filing.Individual {
		add("subject", "", string(d.Principal.CertificateNumber))
	} else {
		add("subject", "", d.Organisation.CertificateNumber)
	}
	person := func(at string, p filing.Person) {
		add("number", at+".certificate_number", string(p.CertificateNumber))
		add("number", at+".mobile", string(p.Mobile))
		add("number", at+".emergency_phone", string(p.EmergencyPhone))
	}
	person("declared.principal", d.Principal)
	person("declared.site_principal", d.SitePrincipal)
	for _, ip := range d.Access.IPs {
		add("ip", ip, ip)
	}
	add("account", "", d.Sender.Account)
	add("sender_ip", "", d.Sender.IP)
	for _, a := range as {
		add("file", string(a.Slot), a.SHA256)
	}
	return ts
}

// leaveTraces notes what a submitted filing may share with others, in place of what it shared before.
func (s *Store) leaveTraces(ctx context.Context, c conn, filingID string) error {
	f, err := scanFiling(c.row(ctx, `SELECT `+filingColumns+` FROM filings WHERE id = $1`, filingID))
	if err != nil {
		return err
	}
	if _, err := c.exec(ctx, `DELETE FROM traces WHERE filing_id = $1`, filingID); err != nil {
		return err
	}
	for _, t := range tracesOf(f.Form, f.Attachments) {
		if _, err := c.exec(ctx, `INSERT INTO traces (filing_id, kind, digest, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
			filingID, t.kind, t.digest, moment(f.SubmittedAt)); err != nil {
			return err
		}
	}
	return nil
}

// historyRows bounds how many filings one filing is told to share something with.
const historyRows = 200

// History answers what our own filings know of a submitted filing's parts: which others are of the same subject, which
// share a number, a file, an address or a sender. Filings that were rejected, returned or never submitted are not looked
// at; nor are those submitted before this version kept traces.
func (s *Store) History(ctx context.Context, f filing.Filing, as []filing.Attachment) (h filing.History, err error) {
	defer wrap(&err, "history of filing", f.ID)
	c := s.reader()
	ts := tracesOf(f.Form, as)
	of := func(kind string) (out []trace) {
		for _, t := range ts {
			if t.kind == kind {
				out = append(out, t)
			}
		}
		return out
	}
	subject := ""
	if t := of("subject"); len(t) > 0 {
		subject = t[0].digest
		if err := s.sameSubject(ctx, c, f, subject, &h); err != nil {
			return h, err
		}
	}
	for kind, ts := range map[string][]trace{"number": of("number"), "file": of("file"), "ip": of("ip")} {
		shared, err := s.others(ctx, c, f.ID, subject, kind, ts)
		if err != nil {
			return h, err
		}
		for _, t := range ts {
			ids := shared[t.digest]
			switch {
			case len(ids) == 0:
			case kind == "number":
				h.SameNumber = put(h.SameNumber, t.field, ids)
			case kind == "file":
				h.SameFile = put(h.SameFile, filing.Slot(t.field), ids)
			case kind == "ip":
				h.SubjectsOnIP = put(h.SubjectsOnIP, t.field, len(ids))
			}
		}
	}
	day := filing.DateOf(f.SubmittedAt.In(filing.China))
	midnight := moment(time.Date(day.Year, time.Month(day.Month), day.Day, 0, 0, 0, 0, filing.China))
	for kind, n := range map[string]*int{"account": &h.AccountToday, "sender_ip": &h.SenderIPToday} {
		for _, t := range of(kind) {
			if err := c.row(ctx, `SELECT count(*) FROM traces WHERE kind = $1 AND digest = $2 AND at >= $3`, kind, t.digest, midnight).Scan(n); err != nil {
				return h, err
			}
		}
	}
	return h, nil
}

func put[K comparable, V any](m map[K]V, k K, v V) map[K]V {
	if m == nil {
		m = map[K]V{}
	}
	m[k] = v
	return m
}

// inForce are the statuses of filings that still mean something to others.
const inForce = `('queued', 'reviewing', 'reviewed', 'accepted')`

func (s *Store) sameSubject(ctx context.Context, c conn, f filing.Filing, subject string, h *filing.History) error {
	rows, err := c.query(ctx, `SELECT `+prefixed("f.", filingColumns)+` FROM traces t JOIN filings f ON f.id = t.filing_id
		WHERE t.kind = 'subject' AND t.digest = $1 AND f.id <> $2 AND f.status IN `+inForce+` ORDER BY f.id LIMIT $3`, subject, f.ID, historyRows)
	all, err := collect(rows, err, scanFiling)
	if err != nil {
		return err
	}
	for _, o := range all {
		if o.Status == filing.Accepted {
			h.AcceptedFilings = append(h.AcceptedFilings, o.ID)
			if n := o.Declared.Site.Name; n != "" {
				h.SiteNames = append(h.SiteNames, n)
			}
		} else {
			h.OpenFilings = append(h.OpenFilings, o.ID)
		}
		if a := o.Declared.Sender.Account; a != "" && a != f.Declared.Sender.Account && !slices.Contains(h.Accounts, a) {
			h.Accounts = append(h.Accounts, a)
		}
	}
	return nil
}

// others are the filings of other subjects that share a trace, by its digest.
func (s *Store) others(ctx context.Context, c conn, id, subject, kind string, ts []trace) (map[string][]string, error) {
	if len(ts) == 0 {
		return nil, nil
	}
	args := []any{kind, id, subject, historyRows}
	in := make([]string, len(ts))
	for i, t := range ts {
		args = append(args, t.digest)
		in[i] = "$" + strconv.Itoa(len(args))
	}
	rows, err := c.query(ctx, `SELECT t.digest, t.filing_id FROM traces t JOIN filings f ON f.id = t.filing_id
		WHERE t.kind = $1 AND t.filing_id <> $2 AND f.status IN `+inForce+` AND t.digest IN (`+strings.Join(in, ", ")+`)
		AND NOT EXISTS (SELECT 1 FROM traces o WHERE o.filing_id = t.filing_id AND o.kind = 'subject' AND o.digest = $3)
		ORDER BY t.digest, t.filing_id LIMIT $4`, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string][]string{}
	for rows.Next() {
		var digest, other string
		if err := rows.Scan(&digest, &other); err != nil {
			return nil, err
		}
		out[digest] = append(out[digest], other)
	}
	return out, rows.Err()
}

func prefixed(p, columns string) string { return p + strings.ReplaceAll(columns, ", ", ", "+p) }
