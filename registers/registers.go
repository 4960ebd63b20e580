// Package registers asks outside registers over HTTP: whether an organisation still stands, whose a domain is, where a
// mobile number belongs. A provider puts a small service of their own in front of each source and names its address; what
// goes over the line is one question and one answer.
//
// The question is POSTed, because keys are personal and addresses get logged:
//
//	{"register": "entity", "key": "91330106MA2XXXXXXX"}
//
// The answer is 200 with
//
//	{"known": true, "at": "2026-11-22T08:00:00Z", "value": { ... }}
//
// where value is the register's type in package filing (Entity, FiledSubject, DomainRecord, SiteProbe, MobileRecord,
// IPRecord). 404 is the same as known false; 403 and 451 say that the register will not answer this question. Anything else,
// and silence, is a fault of the register.
//
// Answers are kept for a while; a register that fails several times in a row is left alone for a while, so that a dead
// one costs a filing nothing but a finding that says so. A Client is safe for concurrent use.
package registers

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"prereview/pipeline/check"
)

// Names are the registers that can be configured.
var Names = []check.Register{check.RegisterEntity, check.RegisterSubject, check.RegisterDomain, check.RegisterProbe,
	check.RegisterMobile, check.RegisterIP}

// Config says where the registers are.
type Config struct {
	URLs    map[check.Register]string
	Token   string        // sent as Authorization: Bearer; "" sends none
	Timeout time.Duration // of one question; 3 s when 0
	Keep    time.Duration // how long an answer is kept; 24 h when 0, none when negative
}

// Bounds of a client.
const (
	bodyBytes  = 1 << 20
	keptAtMost = 10_000           // answers; the oldest go first
	faults     = 5                // in a row, before a register is left alone
	rest       = 30 * time.Second // for so long
)

// Client is the registers of a configuration.
type Client struct {
	config Config
	http   *http.Client
	now    func() time.Time

	mu       sync.Mutex
	kept     map[question]reply
	order    []question // of kept, the oldest first
	breakers map[check.Register]*breaker
}

type question struct {
	Register check.Register `json:"register"`
	Key      string         `json:"key"`
}

type reply struct {
	Known bool            `json:"known"`
	At    time.Time       `json:"at"`
	Value json.RawMessage `json:"value"`

	kept time.Time
}

// breaker counts a register's faults in a row. From faults on it is open until rest is over; then one question goes
// through, and its outcome decides.
type breaker struct {
	faults int
	until  time.Time
	trying bool
}

// New holds every URL to http or https and every name to Names.
func New(c Config) (*Client, error) {
	var errs []error
	for name, u := range c.URLs {
		if !slices.Contains(Names, name) {
			errs = append(errs, fmt.Errorf("no register is called %.40q (valid: %s)", name, names()))
		}
		if p, err := url.Parse(u); err != nil || p.Host == "" || p.Scheme != "http" && p.Scheme != "https" { // it may hold a password: not quoted
			errs = append(errs, fmt.Errorf("register %.40s: its address is no http:// or https:// URL", name))
		}
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	if c.Timeout == 0 {
		c.Timeout = 3 * time.Second
	}
	if c.Keep == 0 {
		c.Keep = 24 * time.Hour
	}
	return &Client{config: c, now: time.Now, kept: map[question]reply{}, breakers: map[check.Register]*breaker{},
		http: &http.Client{
			// A redirect would carry the key and the token to where nobody configured.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		}}, nil
}

func names() string {
	out := make([]string, len(Names))
	for i, n := range Names {
		out[i] = string(n)
	}
	return strings.Join(out, ", ")
}

// Look is check.Registers.
func (c *Client) Look(ctx context.Context, r check.Register, key string, answer any) (source string, at time.Time, known bool, err error) {
	address, there := c.config.URLs[r]
	if !there {
		return "", at, false, check.ErrNoRegister
	}
	u, _ := url.Parse(address)
	source = u.Host
	q := question{r, key}
	got, kept := c.recall(q)
	if !kept {
		if !c.admit(r) {
			return source, at, false, errResting
		}
		got, err = c.ask(ctx, address, q)
		if err == nil && got.Known { // what does not fit its type is the register's fault, and nothing to keep
			err = json.Unmarshal(got.Value, answer)
		}
		c.settle(r, err)
		if err != nil {
			return source, at, false, err
		}
		c.keep(q, got)
		return source, got.At, got.Known, nil
	}
	if got.Known {
		err = json.Unmarshal(got.Value, answer)
	}
	return source, got.At, got.Known, err
}

var errResting = errors.New("the register failed several times in a row and is left alone for a while")

// ask puts one question. Errors name neither the key nor what was answered.
func (c *Client) ask(ctx context.Context, address string, q question) (reply, error) {
	ctx, cancel := context.WithTimeout(ctx, c.config.Timeout)
	defer cancel()
	body, err := json.Marshal(q)
	if err != nil {
		return reply{}, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return reply{}, err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json")
	if c.config.Token != "" {
		req.Header.Set("Authorization", "Bearer "+c.config.Token)
	}
	res, err := c.http.Do(req)
	if err != nil {
		return reply{}, fmt.Errorf("register %s: %w", q.Register, err)
	}
	defer res.Body.Close()
	switch res.StatusCode {
	case http.StatusOK:
	case http.StatusNotFound:
		return reply{At: c.now().UTC()}, nil
	case http.StatusForbidden, http.StatusUnavailableForLegalReasons:
		return reply{}, fmt.Errorf("register %s: %w", q.Register, check.ErrRefused)
	default:
		return reply{}, fmt.Errorf("register %s: status %d", q.Register, res.StatusCode)
	}
	var got reply
	raw, err := io.ReadAll(io.LimitReader(res.Body, bodyBytes+1))
	switch {
	case err != nil:
	case len(raw) > bodyBytes:
		err = fmt.Errorf("an answer of more than %d bytes", bodyBytes)
	default:
		err = json.Unmarshal(raw, &got)
	}
	if err != nil {
		return reply{}, fmt.Errorf("register %s: %w", q.Register, err)
	}
	if got.At.IsZero() || got.At.After(c.now()) {
		got.At = c.now().UTC()
	}
	return got, nil
}

// recall is a kept answer that is fresh enough.
func (c *Client) recall(q question) (reply, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	got, ok := c.kept[q]
	return got, ok && c.now().Sub(got.kept) < c.config.Keep
}

func (c *Client) keep(q question, r reply) {
	if c.config.Keep < 0 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	r.kept = c.now()
	if _, there := c.kept[q]; !there {
		c.order = append(c.order, q)
	}
	c.kept[q] = r
	for len(c.order) > keptAtMost {
		delete(c.kept, c.order[0])
		c.order = c.order[1:]
	}
}

// admit says whether a register may be asked now.
func (c *Client) admit(r check.Register) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	b := c.breakers[r]
	if b == nil || b.faults < faults {
		return true
	}
	if b.trying || c.now().Before(b.until) {
		return false
	}
	b.trying = true
	return true
}

// settle notes how a question went. A refusal is an answer; a caller that gave up says nothing of the register.
func (c *Client) settle(r check.Register, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	b := c.breakers[r]
	if b == nil {
		b = &breaker{}
		c.breakers[r] = b
	}
	b.trying = false
	switch {
	case err == nil, errors.Is(err, check.ErrRefused):
		b.faults = 0
	case errors.Is(err, context.Canceled):
	default:
		if b.faults++; b.faults >= faults {
			b.until = c.now().Add(rest)
		}
	}
}
