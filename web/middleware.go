package web

import (
	"context"
	"net/http"
	"runtime/debug"
	"time"
)

// csp lets a page load only what this server embeds. No inline script or style anywhere; blob: is for the pictures an
// applicant has chosen but not sent yet.
const csp = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// guarded is the outermost layer: headers that every answer carries, one log line a request, and a net under handlers.
func (s *server) guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", csp)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin") // no-referrer would turn the Origin of our own forms into null
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
		h.Set("Cache-Control", "no-store")

		start := time.Now()
		rec := &recorder{ResponseWriter: w}
		n := &notes{}
		r = r.WithContext(context.WithValue(r.Context(), notesContext{}, n))
		defer func() {
			if v := recover(); v != nil && v != http.ErrAbortHandler {
				s.Logger.ErrorContext(r.Context(), "handler panicked", "route", r.Pattern, "panic", v, "stack", string(debug.Stack()))
				if rec.status == 0 {
					newProblem(http.StatusInternalServerError, "internal",
						"something failed on our side; nothing is lost, try again", "系统出了点问题，请稍后重试。").write(rec)
				}
			}
			if rec.status == 0 {
				rec.status = http.StatusOK
			}
			// The path holds ids only; the query may hold a name somebody searched for, so it stays out.
			s.Logger.DebugContext(r.Context(), "request", "method", r.Method, "path", r.URL.Path, "status", rec.status,
				"ms", time.Since(start).Milliseconds(), "key", n.key)
		}()
		next.ServeHTTP(rec, r)
	})
}

type notesContext struct{}

// notes carries back to the log line what only an inner layer knows.
type notes struct{ key string }

func note(r *http.Request, key string) {
	if n, ok := r.Context().Value(notesContext{}).(*notes); ok {
		n.key = key
	}
}

// recorder remembers the status. Unwrap lets http.ResponseController reach the connection's deadlines.
type recorder struct {
	http.ResponseWriter
	status int
}

func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(b []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	return r.ResponseWriter.Write(b)
}

func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }
