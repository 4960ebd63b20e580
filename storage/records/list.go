package records

import (
	"context"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"prereview/filing"
)

const (
	maxPage = 200
	maxText = 200 // characters of a search; longer than any name or id
)

// Filings answers one page of the filings that q selects, newest first, and the cursor of the next page, "" on the last.
// The order is that of creation, which never changes, so paging neither skips nor repeats while filings come and go.
// Errors are filing.Problem on limit, cursor or text.
func (s *Store) Filings(ctx context.Context, q filing.Query) (fs []filing.Filing, next string, err error) {
	defer wrap(&err, "filings")
	if q.Limit < 1 || q.Limit > maxPage {
		return nil, "", filing.Problem{Field: "limit", Detail: "is out of range", Allowed: []string{fmt.Sprintf("1..%d", maxPage)}}
	}
	if utf8.RuneCountInString(q.Text) > maxText {
		return nil, "", filing.Problem{Field: "text", Detail: fmt.Sprintf("is longer than %d characters", maxText)}
	}
	var where []string
	var args []any
	arg := func(v any) string {
		args = append(args, v)
		return "$" + strconv.Itoa(len(args))
	}
	if q.Owner != "" {
		where = append(where, "owner = "+arg(q.Owner))
	}
	if q.Status != nil {
		where = append(where, oneOf("status", q.Status, arg))
	}
	if q.Verdict != nil {
		where = append(where, oneOf("verdict", q.Verdict, arg))
	}
	if text := fold(strings.TrimSpace(q.Text)); text != "" {
		where = append(where, `search LIKE `+arg("%"+likeEscaper.Replace(text)+"%")+` ESCAPE '\'`)
	}
	if q.Cursor != "" {
		at, id, ok := parseCursor(q.Cursor)
		if !ok {
			return nil, "", filing.Problem{Field: "cursor", Detail: "is not one that this list gave; leave it out for the first page"}
		}
		where = append(where, "(created_at, id) < ("+arg(moment(at))+", "+arg(id)+")")
	}
	query := `SELECT ` + filingColumns + ` FROM filings`
	if len(where) > 0 {
		query += ` WHERE ` + strings.Join(where, " AND ")
	}
	// One more than asked for: it tells whether there is a next page.
	query += ` ORDER BY created_at DESC, id DESC LIMIT ` + arg(q.Limit+1)
	rows, err := s.reader().query(ctx, query, args...)
	if fs, err = collect(rows, err, scanFiling); err != nil {
		return nil, "", err
	}
	if len(fs) > q.Limit {
		fs = fs[:q.Limit]
		next = cursor(fs[q.Limit-1])
	}
	return fs, next, nil
}

func oneOf[T ~string](column string, values []T, arg func(any) string) string {
	if len(values) == 0 {
		return "1 = 0"
	}
	in := make([]string, len(values))
	for i, v := range values {
		in[i] = arg(string(v))
	}
	return column + " IN (" + strings.Join(in, ", ") + ")"
}

func cursor(f filing.Filing) string {
	return base64.RawURLEncoding.EncodeToString([]byte(strconv.FormatInt(f.CreatedAt.UnixMicro(), 10) + "." + f.ID))
}

func parseCursor(s string) (at time.Time, id string, ok bool) {
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil || len(b) > 200 {
		return at, "", false
	}
	digits, id, ok := strings.Cut(string(b), ".")
	micros, err := strconv.ParseInt(digits, 10, 64)
	at = time.UnixMicro(micros).UTC()
	// Years beyond four digits neither engine would compare as we do.
	return at, id, ok && err == nil && id != "" && utf8.ValidString(id) && at.Year() >= 1 && at.Year() <= 9999
}

// searchText is what Query.Text is looked for in.
func searchText(f filing.Filing) string {
	return fold(f.ID + "\n" + f.Declared.Organisation.Name + "\n" + f.Declared.Site.Name)
}

// fold makes equal what people type for the same: case, full-width forms, composed and decomposed characters. Done here
// because the engines disagree about all of them.
func fold(s string) string {
	return strings.ToLower(norm.NFKC.String(strings.ToValidUTF8(s, "\ufffd")))
}

var likeEscaper = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)
