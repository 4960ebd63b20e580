package web

import (
	"errors"
	"html/template"
	"log/slog"
	"net/http"
	"runtime"
	"time"
)

// Config is what New needs. Limits, Logger and Now have useful zero values; everything else is required.
type Config struct {
	Store    Store
	Objects  Objects
	Bell     Bell
	Pictures Pictures
	Examiner Examiner
	Rules    Rules

	Limits        Limits
	Logger        *slog.Logger     // nil is slog.Default
	Now           func() time.Time // nil is time.Now
	SecureCookies bool             // set when TLS ends at a proxy in front; with TLS of our own it is implied
	Version       string           // of the program, shown in /openapi.json and the page footer
	SpoolDir      string           // where uploads are spooled; "" is the system's temporary folder
}

// Limits bounds what requests may cost. A zero field takes the default named in its comment.
type Limits struct {
	FormBytes    int64         // a declared form or any other JSON body; 64 KiB
	FileBytes    int64         // one uploaded file; 20 MiB
	Uploads      int           // uploads spooled at once; above it 503 with Retry-After; 16
	Looks        int           // quick looks at once, each holding one file in memory; the number of CPUs
	Previews     int           // previews drawn at once; the number of CPUs
	QuickLook    time.Duration // budget of one quick look; 2 s
	Wait         time.Duration // how long a request waits for its turn before 503; 5 s
	BodyIdle     time.Duration // longest silence within a request body; 15 s
	BodyTotal    time.Duration // longest time for a whole upload; 5 min
	Session      time.Duration // life of a browser session; 12 h
	PreviewSide  int           // longest side of a preview in pixels; 2000
	PreviewCache int64         // bytes of previews kept in memory; 64 MiB
}

func (l Limits) withDefaults() Limits {
	def(&l.FormBytes, 64<<10)
	def(&l.FileBytes, 20<<20)
	def(&l.Uploads, 16)
	def(&l.Looks, runtime.NumCPU())
	def(&l.Previews, runtime.NumCPU())
	def(&l.QuickLook, 2*time.Second)
	def(&l.Wait, 5*time.Second)
	def(&l.BodyIdle, 15*time.Second)
	def(&l.BodyTotal, 5*time.Minute)
	def(&l.Session, 12*time.Hour)
	def(&l.PreviewSide, 2000)
	def(&l.PreviewCache, 64<<20)
	return l
}

func def[T comparable](p *T, v T) {
	var zero T
	if *p == zero {
		*p = v
	}
}

// server holds what every handler shares. It is immutable after New but for the caches and gates, which lock.
type server struct {
	Config
	uploads, looks, previews gate
	origin                   *http.CrossOriginProtection
	assets                   assets
	pages                    map[string]*template.Template
	cache                    *cache
	counted                  *tallies
}

// New builds the handler of the API and the pages. It opens nothing and starts nothing.
func New(c Config) (http.Handler, error) {
	switch {
	case c.Store == nil:
		return nil, errors.New("web: Config.Store is required")
	case c.Objects == nil:
		return nil, errors.New("web: Config.Objects is required")
	case c.Bell == nil:
		return nil, errors.New("web: Config.Bell is required")
	case c.Pictures == nil:
		return nil, errors.New("web: Config.Pictures is required")
	case c.Examiner == nil:
		return nil, errors.New("web: Config.Examiner is required")
	case c.Rules == nil:
		return nil, errors.New("web: Config.Rules is required")
	}
	c.Limits = c.Limits.withDefaults()
	if c.Logger == nil {
		c.Logger = slog.Default()
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Version == "" {
		c.Version = "dev"
	}
	s := &server{
		Config:   c,
		uploads:  newGate(c.Limits.Uploads),
		looks:    newGate(c.Limits.Looks),
		previews: newGate(c.Limits.Previews),
		origin:   http.NewCrossOriginProtection(),
		cache:    newCache(c.Limits.PreviewCache),
		counted:  &tallies{m: map[tallyKey]tally{}},
	}
	mux := http.NewServeMux()
	s.health(mux)
	if err := s.api(mux); err != nil {
		return nil, err
	}
	if err := s.htmlPages(mux); err != nil {
		return nil, err
	}
	return s.guarded(mux), nil
}

// NewServer wraps a handler in a server whose timeouts and header bound fit this package: a client that dribbles its
// headers or holds an idle connection is cut off; bodies have their own deadlines (Limits.BodyIdle, Limits.BodyTotal).
func NewServer(addr string, h http.Handler) *http.Server {
	return &http.Server{
		Addr:              addr,
		Handler:           h,
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
	}
}
