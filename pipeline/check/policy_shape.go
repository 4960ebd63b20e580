package check

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// enumerated is a text of which only some values are allowed.
type enumerated interface{ allowed() []string }

// shape holds a parsed file against the Go type it is for: every field known, of its type, and one of the allowed values.
// complete asks for the required fields too, those without omitempty; a pack that is laid over ours names only what it
// changes. Each fault is told with file, line and what is allowed.
func shape(n *node, t reflect.Type, complete bool) (errs []error) {
	s := shaper{complete: complete}
	s.check(n, t, "")
	return s.errs
}

type shaper struct {
	complete bool
	errs     []error
}

func (s *shaper) bad(n *node, path, format string, a ...any) {
	if path != "" {
		format = strings.ReplaceAll(path, "%", "%%") + ": " + format
	}
	s.errs = append(s.errs, fmt.Errorf("%s:%d: "+format, append([]any{n.file, n.line}, a...)...))
}

func (s *shaper) check(n *node, t reflect.Type, path string) {
	if n.kind == '0' && !s.complete && path != "" {
		return
	}
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch t.Kind() {
	case reflect.Struct:
		if n.kind != '{' {
			s.bad(n, path, "want an object")
			return
		}
		s.object(n, t, path)
	case reflect.Map:
		if n.kind != '{' {
			s.bad(n, path, "want an object")
			return
		}
		for _, k := range n.keys {
			if e, ok := reflect.Zero(t.Key()).Interface().(enumerated); ok && !slices.Contains(e.allowed(), k) {
				s.bad(n.fields[k], path, "%q is not allowed (allowed: %s)", k, strings.Join(e.allowed(), ", "))
			}
			s.check(n.fields[k], t.Elem(), join(path, k))
		}
	case reflect.Slice:
		s.array(n, t, path)
	case reflect.String:
		if n.kind != 's' {
			s.bad(n, path, "want a text")
			return
		}
		if e, ok := reflect.Zero(t).Interface().(enumerated); ok && !slices.Contains(e.allowed(), n.text()) {
			s.bad(n, path, "%q is not allowed (allowed: %s)", n.text(), strings.Join(e.allowed(), ", "))
		}
	case reflect.Bool:
		if n.kind != 'b' {
			s.bad(n, path, "want true or false")
		}
	case reflect.Int, reflect.Int64:
		num, ok := n.scalar.(json.Number)
		if i, err := num.Int64(); !ok || err != nil || i < 0 || i > 1<<40 {
			s.bad(n, path, "want a whole number that is not negative")
		}
	}
}

func (s *shaper) array(n *node, t reflect.Type, path string) {
	switch {
	case n.kind == '[':
	case !s.complete && n.isEdit() && t.Elem().Kind() == reflect.String:
		for _, k := range n.keys {
			s.array(n.fields[k], t, join(path, k))
		}
		return
	default:
		s.bad(n, path, "want a list")
		return
	}
	seen := map[string]bool{}
	for i, x := range n.items {
		at := fmt.Sprintf("%s[%d]", path, i)
		if key := x.key(); key != "" {
			at = path + "[" + key + "]"
			if seen[key] {
				s.bad(x, at, "listed twice")
			}
			seen[key] = true
		}
		s.check(x, t.Elem(), at)
	}
}

func (s *shaper) object(n *node, t reflect.Type, path string) {
	fields, names := map[string]reflect.StructField{}, []string{}
	for _, f := range reflect.VisibleFields(t) {
		tag, opts, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous || tag == "" || tag == "-" {
			continue
		}
		fields[tag] = f
		names = append(names, tag)
		if s.complete && !strings.Contains(opts, "omit") && n.fields[tag] == nil {
			s.bad(n, path, "%s: is required", tag)
		}
	}
	for _, k := range n.keys {
		f, known := fields[k]
		if !known {
			s.bad(n.fields[k], path, "unknown field %q (allowed: %s)", k, strings.Join(names, ", "))
			continue
		}
		s.check(n.fields[k], f.Type, join(path, k))
	}
}

func join(path, k string) string {
	if path == "" {
		return k
	}
	return path + "." + k
}
