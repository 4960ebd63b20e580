package filing

import (
	"fmt"
	"time"
)

// LongTerm is how an open end is written: 长期.
const LongTerm = "long-term"

// Date is a calendar day without a zone, or the open end. The zero Date is no date.
type Date struct {
	Year, Month, Day int
	Open             bool // long-term: later than every day
}

// ParseDate reads YYYY-MM-DD or long-term and refuses days that no calendar has.
func ParseDate(s string) (Date, error) {
	if s == LongTerm {
		return Date{Open: true}, nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("not a date YYYY-MM-DD or %s", LongTerm)
	}
	return DateOf(t), nil
}

// DateOf is the day of t in its own zone.
func DateOf(t time.Time) Date { return Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()} }

// IsZero says there is no date.
func (d Date) IsZero() bool { return d == Date{} }

func (d Date) String() string {
	switch {
	case d.Open:
		return LongTerm
	case d.IsZero():
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Compare is -1, 0 or 1; long-term is after every day.
func (d Date) Compare(e Date) int {
	switch {
	case d == e:
		return 0
	case d.Open:
		return 1
	case e.Open:
		return -1
	}
	return d.time().Compare(e.time())
}

// AddMonths moves by calendar months; the 31st of a shorter month becomes its last day. Open ends stay.
func (d Date) AddMonths(n int) Date {
	if d.Open || d.IsZero() {
		return d
	}
	first := time.Date(d.Year, time.Month(d.Month+n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return Date{Year: first.Year(), Month: int(first.Month()), Day: min(d.Day, last)}
}

// AddDays moves by days. Open ends stay.
func (d Date) AddDays(n int) Date {
	if d.Open || d.IsZero() {
		return d
	}
	return DateOf(d.time().AddDate(0, 0, n))
}

// YearsUntil is the full years from d to e: an age, when d is a birth.
func (d Date) YearsUntil(e Date) int {
	y := e.Year - d.Year
	if e.Month < d.Month || e.Month == d.Month && e.Day < d.Day {
		y--
	}
	return y
}

func (d Date) time() time.Time {
	return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
}

// China is the zone in which a submission's day is counted.
var China = time.FixedZone("CST", 8*60*60)
