package workers

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"prereview/filing"
	"prereview/internal/testservers"
)

func TestURL(t *testing.T) {
	for _, c := range []struct {
		url  string
		want string // what the connection calls itself, or a part of the error
	}{
		{"localhost:6379", "localhost:6379"},
		{"[::1]:6379", "[::1]:6379"},
		{"redis://localhost", "localhost:6379"},
		{"redis://[::1]/2", "[::1]:6379/2"},
		{"redis://user:hush@cache.internal:6380/3", "cache.internal:6380/3"},
		{"redis://:hu%40sh@cache.internal", "cache.internal:6379"},
		{"rediss://:hush@cache.internal:6380", "cache.internal:6380"},
		{"redis-socket:///run/redis.sock?db=1", "/run/redis.sock/1"},
		{"redis-sentinel://:hush@s1,s2:26380,[::1]:26381/4?master=m", "m@s1:26379,s2:26380,[::1]:26381/4"},
		{"redis-sentinel://s1?master=m&tls=true", "m@s1:26379"},
	} {
		r, err := Connect(c.url)
		if err != nil {
			t.Errorf("%s: %v", c.url, err)
			continue
		}
		if r.String() != c.want {
			t.Errorf("%s: is %s, want %s", c.url, r, c.want)
		}
		r.Close()
	}
	for _, c := range []struct{ url, want string }{
		{"", "is empty"},
		{"localhost", "neither HOST:PORT nor a URL"},
		{"user:hush@localhost:6379", "neither HOST:PORT nor a URL"},
		{"http://localhost", `unknown scheme "http" (allowed: redis, redis-sentinel, redis-socket, rediss)`},
		{"redis://", "no host"},
		{"redis://host:0", "no host, or a port"},
		{"redis://host:123456", "no host, or a port"},
		{"redis://:hush%zz@host", "not a URL"},
		{"redis://:hush@host/one", "database must be a number"},
		{"redis://:hush@host/-1", "database must be a number"},
		{"redis://host?ca=x", `takes no parameters, has "ca"`},
		{"rediss://host?verify=no", `unknown parameter "verify" (allowed: ca)`},
		{"rediss://host?ca=/does/not/exist", "no such file"},
		{"rediss://host?ca=redis_test.go", "holds no certificate"},
		{"redis-socket://host/path", "names no socket"},
		{"redis-sentinel://s1,s2", "names no master"},
		{"redis-sentinel://s1,,s2?master=m", "sentinel that is not HOST[:PORT]"},
		{"redis-sentinel://?master=m", "sentinel that is not HOST[:PORT]"},
		{"redis-sentinel://s1?master=m&tls=1", "neither true nor false"},
		{"redis-sentinel://s1?master=m&ca=redis_test.go", "ca but no TLS"},
	} {
		_, err := Connect(c.url)
		if err == nil || !errors.As(err, new(filing.Problem)) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v; want a Problem with %q", c.url, err, c.want)
		}
		if err != nil && strings.Contains(err.Error(), "hush") {
			t.Errorf("%s: the error tells the password: %v", c.url, err)
		}
	}
	u, err := parseURL("redis-sentinel://user:p%40ss@s1,s2/1?master=m&sentinel_username=su&sentinel_password=sp")
	if err != nil || u.user != "user" || u.password != "p@ss" || u.sentinelUser != "su" || u.sentinelPassword != "sp" || u.db != 1 {
		t.Errorf("%+v, %v", u, err)
	}
}

func FuzzURL(f *testing.F) {
	for _, s := range []string{"h:1", "redis://u:p@h:1/2", "rediss://h", "redis-socket:///s?db=1", "redis-sentinel://a,b:1/2?master=m", "redis-sentinel://@/", "redis-sentinel://"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if strings.Contains(s, "ca=") {
			return // reads files
		}
		u, err := parseURL(s)
		if err == nil && (len(u.addrs) == 0 || u.addrs[0] == "" || u.db < 0) {
			t.Errorf("%q: %+v", s, u)
		}
	})
}

func FuzzPayload(f *testing.F) {
	f.Add([]byte(`{"filing_id":"x","run":1,"attempt":0}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := parsePayload(b)
		if err == nil && (p.FilingID == "" || p.Run < 1 || p.Attempt < 0) {
			t.Errorf("%q: %+v", b, p)
		}
	})
}

// works sends a run all the way through.
func works(t *testing.T, r *Redis) {
	t.Helper()
	if err := r.Ready(t.Context()); err != nil {
		t.Fatal(err)
	}
	b, runs := newBench(t, r, 2)
	_, stop := b.serve(&reviewer{line: b.line}, nil)
	defer stop()
	b.ring(runs)
	b.untilReviewed()
}

func TestPasswordAndDatabase(t *testing.T) {
	t.Parallel()
	addr := testservers.Redis(t)
	admin := redis.NewClient(&redis.Options{Addr: addr})
	defer admin.Close()
	const password = "p@ss/w:rd?"
	must(t, admin.ConfigSet(t.Context(), "requirepass", password).Err())

	works(t, connect(t, "redis://"+url.UserPassword("", password).String()+"@"+addr+"/5"))
	if n, err := admin.DBSize(t.Context()).Result(); err == nil && n != 0 {
		t.Errorf("%d keys in database 0", n)
	}
	if err := connect(t, "redis://:wrong@"+addr).Ready(t.Context()); err == nil {
		t.Error("ready with a wrong password")
	}
	if _, err := connect(t, addr).Check(t.Context()); err == nil {
		t.Error("no complaint without a password")
	}
	if err := connect(t, "redis://:p%40ss%2Fw%3Ard%3F@"+addr+"/99").Ready(t.Context()); err == nil {
		t.Error("ready on a database that there is not")
	}
}

func TestSocket(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "s")
	testservers.NewRedis(t, "--unixsocket", path)
	works(t, connect(t, "redis-socket://"+path+"?db=1"))
}

func TestTLS(t *testing.T) {
	t.Parallel()
	cert, key := certificate(t)
	addr := freeAddr(t)
	_, port, _ := net.SplitHostPort(addr)
	testservers.NewRedis(t, "--tls-port", port, "--tls-cert-file", cert, "--tls-key-file", key, "--tls-auth-clients", "no")
	works(t, connect(t, "rediss://"+addr+"?ca="+cert))
	if err := connect(t, "rediss://"+addr).Ready(t.Context()); err == nil {
		t.Error("took a certificate that nobody it trusts has signed")
	}
}

func TestSentinel(t *testing.T) {
	t.Parallel()
	primary := testservers.Redis(t)
	host, port, _ := net.SplitHostPort(primary)
	addr := freeAddr(t)
	_, sentinelPort, _ := net.SplitHostPort(addr)
	conf := filepath.Join(t.TempDir(), "sentinel.conf")
	must(t, os.WriteFile(conf, fmt.Appendf(nil, "port %s\nbind 127.0.0.1\nsentinel monitor filings %s %s 1\n", sentinelPort, host, port), 0o600))
	cmd := exec.Command("redis-server", conf, "--sentinel")
	must(t, cmd.Start())
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	r := connect(t, "redis-sentinel://127.0.0.1:1,"+addr+"?master=filings") // the first sentinel is gone
	until(t, "the sentinel answers", func() bool { return r.Ready(t.Context()) == nil })
	works(t, r)
	if err := connect(t, "redis-sentinel://"+addr+"?master=other").Ready(t.Context()); err == nil {
		t.Error("found a master that there is not")
	}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	addr := testservers.Redis(t)
	r := connect(t, addr)
	if w, err := r.Check(t.Context()); err != nil || len(w) != 0 {
		t.Errorf("a Redis as it should be: %v, %v", w, err)
	}
	must(t, r.client.ConfigSet(t.Context(), "maxmemory-policy", "volatile-lru").Err())
	if w, err := r.Check(t.Context()); err != nil || len(w) != 1 || !strings.Contains(w[0], "volatile-lru") || !strings.Contains(w[0], "noeviction") {
		t.Errorf("a Redis that evicts: %v, %v", w, err)
	}
	if _, err := connect(t, "127.0.0.1:1").Check(t.Context()); err == nil {
		t.Error("no Redis at all is fine")
	}
	in, err := InProcess()
	must(t, err)
	defer in.Close()
	if w, err := in.Check(t.Context()); err != nil || len(w) != 0 {
		t.Errorf("in-process: %v, %v", w, err)
	}
	for v, want := range map[string]bool{"6.2.0": true, "6.2": true, "7": true, "7.0.15": true, "10.1.1": true, "6.0.16": false,
		"5.0.7": false, "255.255.255": true, "unstable": true} {
		if atLeast(v, 6, 2) != want {
			t.Errorf("version %s is enough: want %v", v, want)
		}
	}
}

func TestInProcess(t *testing.T) {
	t.Parallel()
	r, err := InProcess()
	must(t, err)
	addr := r.client.(*redis.Client).Options().Addr
	if host, _, _ := net.SplitHostPort(addr); !net.ParseIP(host).IsLoopback() {
		t.Errorf("listens on %s", addr)
	}
	if err := connect(t, addr).Ready(t.Context()); err == nil {
		t.Error("another user of the machine can talk to it")
	}
	must(t, r.client.Set(t.Context(), "k", "v", 300*time.Millisecond).Err())
	until(t, "a key expires by itself", func() bool { return r.client.Exists(context.Background(), "k").Val() == 0 })
	must(t, r.Close())
	if err := r.Ready(t.Context()); err == nil {
		t.Error("ready after Close")
	}
}

func freeAddr(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer l.Close()
	return l.Addr().String()
}

// certificate makes one that signs itself, for 127.0.0.1.
func certificate(t *testing.T) (cert, key string) {
	t.Helper()
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	tmpl := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test"}, NotBefore: time.Now().Add(-time.Hour),
		NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, tmpl, tmpl, &k.PublicKey, k)
	must(t, err)
	kder, err := x509.MarshalPKCS8PrivateKey(k)
	must(t, err)
	dir := t.TempDir()
	cert, key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	must(t, os.WriteFile(cert, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o644))
	must(t, os.WriteFile(key, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: kder}), 0o644))
	return cert, key
}
