package workers

import (
	"crypto/tls"
	"crypto/x509"
	"maps"
	"net"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"

	"prereview/filing"
)

// target is a Redis server, or the sentinels that know it.
type target struct {
	network string // tcp, unix
	addrs   []string
	user    string
	db      int
	tls     *tls.Config
	master  string // with sentinels

	password                       string
	sentinelUser, sentinelPassword string
}

func (t target) String() string {
	s := strings.Join(t.addrs, ",")
	if t.master != "" {
		s = t.master + "@" + s
	}
	if t.db != 0 {
		s += "/" + strconv.Itoa(t.db)
	}
	return s
}

// parameters lists the query parameters that a scheme takes.
var parameters = map[string][]string{
	"redis":          {},
	"rediss":         {"ca"},
	"redis-socket":   {"db"},
	"redis-sentinel": {"ca", "master", "sentinel_password", "sentinel_username", "tls"},
}

func parseURL(s string) (target, error) {
	// What was given is never quoted: it may hold the password.
	bad := func(detail string, allowed ...string) (target, error) {
		if allowed == nil {
			allowed = []string{"HOST:PORT", "redis://[USER:PASSWORD@]HOST[:PORT][/DB]", "rediss://", "redis-socket:///PATH",
				"redis-sentinel://HOST[:PORT],HOST[:PORT]/[DB]?master=NAME"}
		}
		return target{}, filing.Problem{Field: "redis", Detail: detail, Allowed: allowed}
	}
	if s == "" {
		return bad("is empty")
	}
	if !strings.Contains(s, "://") {
		if _, _, err := net.SplitHostPort(s); err != nil || strings.ContainsAny(s, "@/?") {
			return bad("is neither HOST:PORT nor a URL")
		}
		s = "redis://" + s
	}
	scheme, rest, _ := strings.Cut(s, "://")
	known, ok := parameters[scheme]
	if !ok {
		return bad("unknown scheme "+strconv.Quote(scheme), slices.Sorted(maps.Keys(parameters))...)
	}
	// The list of sentinels is no host that net/url takes; it is cut out first.
	var hosts string
	t := target{network: "tcp"}
	if scheme == "redis-sentinel" {
		end := strings.IndexAny(rest, "/?")
		if end < 0 {
			end = len(rest)
		}
		authority := rest[:end]
		at := strings.LastIndexByte(authority, '@') + 1
		hosts = authority[at:]
		s = scheme + "://" + authority[:at] + "sentinels" + rest[end:]
	}
	u, err := url.Parse(s)
	if err != nil {
		return bad("is not a URL (percent-encode special characters in the password)")
	}
	q, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return bad("has a malformed query")
	}
	for name := range q {
		if !slices.Contains(known, name) {
			if len(known) == 0 {
				return bad("takes no parameters, has " + strconv.Quote(name))
			}
			return bad("unknown parameter "+strconv.Quote(name), known...)
		}
	}
	t.user = u.User.Username()
	t.password, _ = u.User.Password()

	db := strings.Trim(u.Path, "/")
	switch scheme {
	case "redis-socket":
		if u.Host != "" || u.Path == "" {
			return bad("names no socket", "redis-socket:///PATH")
		}
		t.network, t.addrs, db = "unix", []string{u.Path}, q.Get("db")
	case "redis-sentinel":
		t.master, t.sentinelUser, t.sentinelPassword = q.Get("master"), q.Get("sentinel_username"), q.Get("sentinel_password")
		if t.master == "" {
			return bad("names no master", "master=NAME")
		}
		for host := range strings.SplitSeq(hosts, ",") {
			addr, ok := hostPort(host, "26379")
			if !ok {
				return bad("has a sentinel that is not HOST[:PORT]")
			}
			t.addrs = append(t.addrs, addr)
		}
	default:
		addr, ok := hostPort(u.Host, "6379")
		if !ok {
			return bad("names no host, or a port that is not 1..65535")
		}
		t.addrs = []string{addr}
	}
	if db != "" {
		if t.db, err = strconv.Atoi(db); err != nil || t.db < 0 {
			return bad("database must be a number from 0")
		}
	}
	secure := scheme == "rediss"
	if v := q.Get("tls"); v != "" {
		if v != "true" && v != "false" {
			return bad("tls is neither true nor false", "tls=true", "tls=false")
		}
		secure = v == "true"
	}
	if ca := q.Get("ca"); ca != "" && !secure {
		return bad("has a ca but no TLS")
	}
	if secure {
		if t.tls, err = tlsConfig(q.Get("ca")); err != nil {
			return bad(err.Error(), "a PEM file with certificates")
		}
		if t.master == "" {
			t.tls.ServerName, _, _ = net.SplitHostPort(t.addrs[0])
		}
	}
	return t, nil
}

func hostPort(s, port string) (string, bool) {
	host, p, err := net.SplitHostPort(s)
	if err != nil { // no port
		host, p = strings.Trim(s, "[]"), port
		if strings.Contains(host, ":") && net.ParseIP(host) == nil {
			return "", false
		}
	}
	n, err := strconv.Atoi(p)
	if host == "" || strings.ContainsAny(host, " @") || err != nil || n < 1 || n > 65535 {
		return "", false
	}
	return net.JoinHostPort(host, p), true
}

func tlsConfig(ca string) (*tls.Config, error) {
	c := &tls.Config{MinVersion: tls.VersionTLS12}
	if ca == "" {
		return c, nil
	}
	pem, err := os.ReadFile(ca)
	if err != nil {
		return nil, err
	}
	c.RootCAs = x509.NewCertPool()
	if !c.RootCAs.AppendCertsFromPEM(pem) {
		return nil, filing.Problem{Field: "ca", Detail: "holds no certificate"}
	}
	return c, nil
}
