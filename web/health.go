package web

import (
	"context"
	"io"
	"net/http"
	"time"
)

// health registers the two probes. /healthz says that the process answers; /readyz that it can take work, which needs
// the database and nothing else: without the queue a submitted filing waits in the database and is not lost.
func (s *server) health(mux *http.ServeMux) {
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) {
		plain(w, http.StatusOK, "ok\n")
	})
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
		defer cancel()
		if err := s.Store.Ready(ctx); err != nil {
			s.Logger.Warn("not ready", "error", err)
			plain(w, http.StatusServiceUnavailable, "not ready: the database does not answer\n")
			return
		}
		plain(w, http.StatusOK, "ready\n")
	})
}

func plain(w http.ResponseWriter, status int, body string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	io.WriteString(w, body)
}
