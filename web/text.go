package web

import (
	"fmt"
	"path"
	"reflect"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"prereview/filing"
)

func contains[T comparable](xs []T, x T) bool { return slices.Contains(xs, x) }

func texts[T ~string](xs []T) []string {
	out := make([]string, len(xs))
	for i, x := range xs {
		out[i] = string(x)
	}
	return out
}

// clip shortens to n characters.
func clip(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n-1]) + "…"
}

// unprintable names the form's texts that hold control characters. They are refused where they enter: PostgreSQL cannot
// store U+0000 in text, and the others only hide something from a reader.
func unprintable(f filing.Form) []filing.Problem {
	var ps []filing.Problem
	walkText("", reflect.ValueOf(f), func(field, v string) {
		if controlled(v) {
			ps = append(ps, filing.Problem{Field: field, Detail: "contains control characters"})
		}
	})
	return ps
}

// controlled says that a text holds control characters other than those of lines.
func controlled(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t' })
}

// printable drops control characters, where nothing is lost by it: from what somebody searches for.
func printable(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "")))
}

// plausibleID says that a text could be a filing's id. What could not is not looked up: a database refuses some bytes,
// and that is no fault of ours.
func plausibleID(s string) bool {
	return s != "" && len(s) <= 64 && !strings.ContainsFunc(s, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-'
	})
}

func walkText(at string, v reflect.Value, visit func(field, v string)) {
	switch v.Kind() {
	case reflect.String:
		visit(at, v.String())
	case reflect.Slice:
		for i := range v.Len() {
			walkText(fmt.Sprintf("%s[%d]", at, i), v.Index(i), visit)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
			if at != "" {
				name = at + "." + name
			}
			walkText(name, v.Field(i), visit)
		}
	}
}

// cleanName makes an applicant's file name fit to be shown: its last element, printable, at most 120 characters. It is
// never used as a path.
func cleanName(name string) string {
	name = strings.ToValidUTF8(strings.ReplaceAll(name, `\`, "/"), "")
	name = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, path.Base("/"+name))
	if name = strings.TrimSpace(name); name == "/" {
		return ""
	}
	if r := []rune(name); len(r) > 120 {
		ext := []rune(path.Ext(name))
		if len(ext) > 10 {
			ext = nil
		}
		name = string(r[:119-len(ext)]) + "…" + string(ext)
	}
	return name
}

// proseZH sets half-width marks beside Chinese characters full width, and quotes as a pair. Messages come from the catalogue of checks, which
// is written with half-width ones.
func proseZH(s string) string {
	r := []rune(s)
	full := map[rune]rune{',': '，', ':': '：', ';': '；', '!': '！', '?': '？', '(': '（', ')': '）'}
	wide := func(i int) bool {
		return i >= 0 && i < len(r) && (unicode.Is(unicode.Han, r[i]) || r[i] > 0x3000 && r[i] < 0x3020 || r[i] >= 0xff00 && r[i] <= 0xff60 || r[i] == '“' || r[i] == '”')
	}
	open := false
	for i, c := range r {
		if c == '"' {
			if open = !open; open {
				r[i] = '“'
			} else {
				r[i] = '”'
			}
		}
		if f, ok := full[c]; ok && (wide(i-1) || wide(i+1)) {
			r[i] = f
		}
	}
	return string(r)
}
