package check

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// node is a JSON value that knows where it was written and whose it is, so that a fault can be told by file and line and
// an override by its owner.
type node struct {
	file    string
	line    int
	pack    string
	version string
	keys    []string // of an object, in their order
	fields  map[string]*node
	items   []*node // of an array
	scalar  any     // string, json.Number, bool or nil
	kind    byte    // '{', '[', 's', 'n', 'b' or '0'
}

// bounds of what a policy file may be; ours are far smaller.
const (
	treeDepth = 12
	treeBytes = 4 << 20
)

// parseTree reads one JSON value. Errors name file and line.
func parseTree(file string, b []byte) (*node, error) {
	if len(b) > treeBytes {
		return nil, fmt.Errorf("%s: larger than %d bytes", file, treeBytes)
	}
	p := &treeParser{file: file, text: b, dec: json.NewDecoder(bytes.NewReader(b)), line: 1}
	p.dec.UseNumber()
	n, err := p.value(0)
	if err == nil {
		if _, more := p.dec.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("more than one JSON value")
		}
	}
	if err != nil {
		p.at()
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			err = errors.New("the file ends in the middle")
		}
		return nil, fmt.Errorf("%s:%d: %w", file, p.line, err)
	}
	return n, nil
}

type treeParser struct {
	file string
	text []byte
	dec  *json.Decoder
	off  int
	line int
}

// at counts the lines up to where the decoder stands.
func (p *treeParser) at() int {
	if to := min(int(p.dec.InputOffset()), len(p.text)); to > p.off {
		p.line += bytes.Count(p.text[p.off:to], []byte{'\n'})
		p.off = to
	}
	return p.line
}

func (p *treeParser) value(depth int) (*node, error) {
	t, err := p.dec.Token()
	if err != nil {
		return nil, err
	}
	n := &node{file: p.file, line: p.at()}
	if depth > treeDepth {
		return nil, fmt.Errorf("nested deeper than %d", treeDepth)
	}
	switch t := t.(type) {
	case string:
		n.kind, n.scalar = 's', t
	case json.Number:
		n.kind, n.scalar = 'n', t
	case bool:
		n.kind, n.scalar = 'b', t
	case nil:
		n.kind = '0'
	case json.Delim:
		n.kind = byte(t)
		n.fields = map[string]*node{}
		for p.dec.More() {
			if n.kind == '[' {
				x, err := p.value(depth + 1)
				if err != nil {
					return nil, err
				}
				n.items = append(n.items, x)
				continue
			}
			k, err := p.dec.Token()
			if err != nil {
				return nil, err
			}
			key, ok := k.(string)
			if !ok {
				return nil, fmt.Errorf("%v is no key", k)
			}
			if n.fields[key] != nil {
				p.at()
				return nil, fmt.Errorf("%q is there twice", key)
			}
			if n.fields[key], err = p.value(depth + 1); err != nil {
				return nil, err
			}
			n.keys = append(n.keys, key)
		}
		if _, err := p.dec.Token(); err != nil {
			return nil, err
		}
	}
	return n, nil
}

// own says whose every value below is.
func (n *node) own(pack, version string) {
	n.pack, n.version = pack, version
	for _, x := range n.fields {
		x.own(pack, version)
	}
	for _, x := range n.items {
		x.own(pack, version)
	}
}

// text is a string's value, "" of anything else.
func (n *node) text() string {
	if n == nil {
		return ""
	}
	s, _ := n.scalar.(string)
	return s
}

// keyNames are the fields by one of which the objects of an array are told apart: a province by its name, a class by its
// code.
var keyNames = []string{"name", "kind", "code", "id", "sector", "document", "suffix"}

// key is what tells an object of an array apart, "" when nothing does.
func (n *node) key() string {
	for _, k := range keyNames {
		if s := n.fields[k].text(); s != "" {
			return s
		}
	}
	return ""
}

// element finds an object of an array by its key.
func (n *node) element(key string) *node {
	i := slices.IndexFunc(n.items, func(x *node) bool { return x.kind == '{' && x.key() == key })
	if key == "" || i < 0 {
		return nil
	}
	return n.items[i]
}

// overlay lays o over n: objects field by field, arrays of objects with keys element by element, everything else as a
// whole. A list of texts may be changed instead of replaced: {"add": [...], "remove": [...]}; null takes a field away.
func (n *node) overlay(o *node) *node {
	switch {
	case n == nil || o.kind == '{' && n.kind != '{' && n.kind != '[':
		return o
	case n.kind == '{' && o.kind == '{':
		out := *n
		out.line = o.line // a fault is where the last one wrote
		out.keys, out.fields = slices.Clone(n.keys), make(map[string]*node, len(n.fields))
		for k, x := range n.fields {
			out.fields[k] = x
		}
		for _, k := range o.keys {
			if o.fields[k].kind == '0' {
				out.keys = slices.DeleteFunc(out.keys, func(x string) bool { return x == k })
				delete(out.fields, k)
				continue
			}
			if out.fields[k] == nil {
				out.keys = append(out.keys, k)
			}
			out.fields[k] = out.fields[k].overlay(o.fields[k])
		}
		return &out
	case n.kind == '[' && o.isEdit():
		out := *o
		out.kind, out.fields, out.keys = '[', nil, nil
		for _, x := range n.items {
			if !slices.ContainsFunc(o.list("remove"), func(y *node) bool { return y.text() == x.text() }) {
				out.items = append(out.items, x)
			}
		}
		for _, y := range o.list("add") {
			if !slices.ContainsFunc(out.items, func(x *node) bool { return x.text() == y.text() }) {
				out.items = append(out.items, y)
			}
		}
		return &out
	case n.kind == '[' && o.kind == '[' && n.keyed() && o.keyed():
		out := *n
		out.items = slices.Clone(n.items)
		for _, x := range o.items {
			i := slices.IndexFunc(out.items, func(y *node) bool { return y.key() == x.key() })
			if i < 0 {
				out.items = append(out.items, x)
			} else {
				out.items[i] = out.items[i].overlay(x)
			}
		}
		return &out
	}
	return o
}

// isEdit says that an object is a change of a list.
func (n *node) isEdit() bool {
	return n.kind == '{' && len(n.keys) > 0 && !slices.ContainsFunc(n.keys, func(k string) bool { return k != "add" && k != "remove" })
}

func (n *node) list(field string) []*node {
	if x := n.fields[field]; x != nil {
		return x.items
	}
	return nil
}

// keyed says that every element of an array is an object with a key.
func (n *node) keyed() bool {
	return len(n.items) > 0 && !slices.ContainsFunc(n.items, func(x *node) bool { return x.kind != '{' || x.key() == "" })
}

// MarshalJSON writes the value again.
func (n *node) MarshalJSON() ([]byte, error) {
	switch n.kind {
	case '[':
		if len(n.items) == 0 {
			return []byte("[]"), nil
		}
		return json.Marshal(n.items)
	case '{':
		var b bytes.Buffer
		b.WriteByte('{')
		for i, k := range n.keys {
			if i > 0 {
				b.WriteByte(',')
			}
			key, _ := json.Marshal(k)
			v, err := n.fields[k].MarshalJSON()
			if err != nil {
				return nil, err
			}
			b.Write(key)
			b.WriteByte(':')
			b.Write(v)
		}
		b.WriteByte('}')
		return b.Bytes(), nil
	}
	return json.Marshal(n.scalar)
}

// find follows keys: a first one that is no field is the key of an element of one of the arrays. nil when there is
// nothing.
func (n *node) find(keys ...string) *node {
	at := n
	for i, key := range keys {
		next := at.fields[key]
		if next == nil && i == 0 {
			for _, k := range at.keys {
				if next = at.fields[k].element(key); next != nil {
					break
				}
			}
		}
		if next == nil {
			return nil
		}
		at = next
	}
	return at
}
