package workers

import (
	"context"
	"crypto/rand"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"
)

// Redis is a connection that bells, servers and sweepers share. It is safe for concurrent use, and survives outages.
type Redis struct {
	client   redis.UniversalClient
	name     string
	embedded *miniredis.Miniredis
}

// Connect makes a connection to a Redis server, without waiting for it to answer:
//
//	HOST:PORT
//	redis://[USER:PASSWORD@]HOST[:PORT][/DB]
//	rediss://...[?ca=FILE]                                      over TLS
//	redis-socket://[USER:PASSWORD@]/PATH[?db=DB]
//	redis-sentinel://[USER:PASSWORD@]HOST[:PORT],HOST[:PORT]/[DB]?master=NAME[&sentinel_username=U&sentinel_password=P][&tls=true][&ca=FILE]
//
// A bad url is a filing.Problem, which does not repeat the password. Redis Cluster is not supported: the queue needs
// several keys in one script.
func Connect(url string) (*Redis, error) {
	t, err := parseURL(url)
	if err != nil {
		return nil, err
	}
	return t.connect(), nil
}

func (t target) connect() *Redis {
	quiet()
	// Redis does no slow work for us, so an answer that takes seconds is none. One retry, not three: a script whose answer
	// was lost may have run, and running it again strands a task until the sweeper comes by.
	const (
		dial, io = 3 * time.Second, 5 * time.Second
		retries  = 1
	)
	r := &Redis{name: t.String()}
	if t.master != "" {
		r.client = redis.NewFailoverClient(&redis.FailoverOptions{
			MasterName: t.master, SentinelAddrs: t.addrs, SentinelUsername: t.sentinelUser, SentinelPassword: t.sentinelPassword,
			Username: t.user, Password: t.password, DB: t.db, TLSConfig: t.tls,
			DialTimeout: dial, ReadTimeout: io, WriteTimeout: io, MaxRetries: retries, DialerRetries: 1,
			ContextTimeoutEnabled: true, DisableIdentity: true,
		})
		return r
	}
	r.client = redis.NewClient(&redis.Options{
		Network: t.network, Addr: t.addrs[0], Username: t.user, Password: t.password, DB: t.db, TLSConfig: t.tls,
		DialTimeout: dial, ReadTimeout: io, WriteTimeout: io, MaxRetries: retries, DialerRetries: 1,
		ContextTimeoutEnabled: true, DisableIdentity: true,
		MaintNotificationsConfig: &maintnotifications.Config{Mode: maintnotifications.ModeDisabled},
	})
	return r
}

// InProcess starts a Redis inside this process, for one that is everything at once, and connects to it. It is gone with
// Close, with all it held, which the sweeper makes up for. It listens on a loopback port under a password, since other
// users of the machine can reach it.
func InProcess() (*Redis, error) {
	m := miniredis.NewMiniRedis()
	password := rand.Text()
	m.RequireAuth(password)
	if err := m.Start(); err != nil {
		return nil, fmt.Errorf("workers: in-process redis: %w", err)
	}
	m.ClockTTL(true) // otherwise nothing ever expires
	r := target{network: "tcp", addrs: []string{m.Addr()}, password: password}.connect()
	r.name, r.embedded = "in-process", m
	return r, nil
}

// String says which server it is, without credentials.
func (r *Redis) String() string { return r.name }

// Close ends the connection, and the server when it is in-process. Stop what uses it first.
func (r *Redis) Close() error {
	err := r.client.Close()
	if r.embedded != nil {
		r.embedded.Close()
	}
	return err
}

// Ready says within 3 s whether Redis answers.
func (r *Redis) Ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	if err := r.client.Ping(ctx).Err(); err != nil {
		return fmt.Errorf("redis %s: %w", r.name, err)
	}
	return nil
}

// Check looks at what the server is. An error means that it cannot serve, or does not answer; warnings are for the log.
func (r *Redis) Check(ctx context.Context) (warnings []string, err error) {
	if r.embedded != nil {
		return nil, nil
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	if err := r.Ready(ctx); err != nil {
		return nil, err
	}
	info, err := r.client.Info(ctx).Result()
	if err != nil {
		warnings = append(warnings, "redis "+r.name+": INFO is not permitted; cannot tell whether its version is at least 6.2")
	}
	facts := map[string]string{}
	for line := range strings.Lines(info) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		facts[name] = value
	}
	if v := facts["redis_version"]; v != "" && !atLeast(v, 6, 2) {
		return warnings, fmt.Errorf("redis %s: version %s is too old, at least 6.2 is needed", r.name, v)
	}
	if facts["cluster_enabled"] == "1" {
		return warnings, fmt.Errorf("redis %s: runs as a cluster, which is not supported: use a single primary, with Sentinel if need be", r.name)
	}
	policy := facts["maxmemory_policy"]
	if policy == "" {
		if m, err := r.client.ConfigGet(ctx, "maxmemory-policy").Result(); err == nil {
			policy = m["maxmemory-policy"]
		}
	}
	switch policy {
	case "noeviction":
	case "":
		warnings = append(warnings, "redis "+r.name+": cannot tell whether maxmemory-policy is noeviction")
	default:
		warnings = append(warnings, "redis "+r.name+": maxmemory-policy is "+policy+"; set noeviction, or a full Redis throws queued work away")
	}
	return warnings, nil
}

func atLeast(version string, major, minor int) bool {
	parts := append(strings.Split(version, "."), "0", "0")
	a, err1 := strconv.Atoi(parts[0])
	b, err2 := strconv.Atoi(parts[1])
	if err1 != nil || err2 != nil {
		return true // a fork with a version of its own; let it try
	}
	return a > major || a == major && b >= minor
}

// quiet turns the client's own log lines off: every error they tell of is returned too, and they would repeat for as long
// as an outage lasts.
var quiet = sync.OnceFunc(func() { redis.SetLogger(silence{}) })

type silence struct{}

func (silence) Printf(context.Context, string, ...any) {}
