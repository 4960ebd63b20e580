package web

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"prereview/filing"
)

// Session cookies. The __Host- name makes the browser itself refuse a copy set by a neighbouring host or without TLS.
const (
	cookieName       = "prereview_session"
	secureCookieName = "__Host-prereview_session"
)

type keyContext struct{}

// as makes ctx that of a caller: handlers ask who it is, and the store writes it into the audit log.
func as(ctx context.Context, k filing.Key) context.Context {
	return filing.WithActor(context.WithValue(ctx, keyContext{}, k), k.ID)
}

// caller is the key a request was made with. Handlers behind authenticated always have one.
func caller(ctx context.Context) filing.Key {
	k, _ := ctx.Value(keyContext{}).(filing.Key)
	return k
}

// identify finds out who asks: by bearer key, or by the session cookie of the pages. A request that comes with a cookie
// and changes something must come from our own pages (Fetch metadata or Origin); one with a bearer key cannot be forged
// by another site. Errors: errNoCredentials, filing.ErrNotFound for unknown, revoked or expired ones, the store's.
func (s *server) identify(r *http.Request) (filing.Key, error) {
	if h := r.Header.Get("Authorization"); h != "" {
		scheme, secret, _ := strings.Cut(h, " ")
		secret = strings.TrimSpace(secret)
		if !strings.EqualFold(scheme, "Bearer") || secret == "" {
			return filing.Key{}, filing.ErrNotFound
		}
		return s.live(s.Store.KeyByHash(r.Context(), filing.HashSecret(secret)))
	}
	token := s.sessionToken(r)
	if token == "" {
		return filing.Key{}, errNoCredentials
	}
	if err := s.sameOrigin(r); err != nil {
		return filing.Key{}, err
	}
	return s.live(s.Store.Session(r.Context(), filing.HashSecret(token)))
}

var errNoCredentials = errors.New("no credentials")

func (s *server) live(k filing.Key, err error) (filing.Key, error) {
	if err == nil && !k.RevokedAt.IsZero() {
		return filing.Key{}, filing.ErrNotFound
	}
	return k, err
}

func (s *server) sameOrigin(r *http.Request) error {
	if err := s.origin.Check(r); err != nil {
		return newProblem(http.StatusForbidden, "cross_site", "this request did not come from our own pages",
			"请求来源不对，请从本系统的页面操作。")
	}
	return nil
}

// authenticated guards the API.
func (s *server) authenticated(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		key, err := s.identify(r)
		switch {
		case err == nil:
			note(r, key.ID)
			next.ServeHTTP(w, r.WithContext(as(r.Context(), key)))
		case errors.Is(err, errNoCredentials):
			newProblem(http.StatusUnauthorized, "no_key", "send an access key: Authorization: Bearer <key>",
				"请在请求头中带上访问密钥：Authorization: Bearer <密钥>。").write(w)
		case errors.Is(err, filing.ErrNotFound):
			newProblem(http.StatusUnauthorized, "bad_key", "the access key is unknown or revoked, or the session has ended",
				"访问密钥无效或已停用，或登录已过期。").write(w)
		default:
			s.fail(w, r, err)
		}
	})
}

// fail answers an error on a plain API handler and logs the faults that are ours.
func (s *server) fail(w http.ResponseWriter, r *http.Request, err error) {
	p := problemOf(err)
	s.logFault(r.Context(), p, r.Pattern)
	p.write(w)
}

func (s *server) logFault(ctx context.Context, p *problem, where string) {
	if p.cause != nil && p.Status >= 500 {
		s.Logger.ErrorContext(ctx, "request failed", "route", where, "error", p.cause)
	}
}

// visible loads a filing for the caller. Another key's filing is ErrNotFound to a portal key, as if it did not exist.
func (s *server) visible(ctx context.Context, id string) (filing.Filing, error) {
	if !plausibleID(id) {
		return filing.Filing{}, filing.ErrNotFound
	}
	f, err := s.Store.Filing(ctx, id)
	if err != nil {
		return filing.Filing{}, err
	}
	if k := caller(ctx); k.Role != filing.Reviewer && f.Owner != k.ID {
		return filing.Filing{}, filing.ErrNotFound
	}
	return f, nil
}

func reviewerOnly(ctx context.Context) error {
	if caller(ctx).Role == filing.Reviewer {
		return nil
	}
	return newProblem(http.StatusForbidden, "reviewer_only", "this needs a key with the role reviewer",
		"此操作需要审核员密钥。")
}

// audit records what a caller looked at, signed in to or revealed; the store records changes itself, each in its own
// transaction. An entry that cannot be written does not undo what was done, but is never silent.
func (s *server) audit(ctx context.Context, action, id, detail string) {
	e := filing.AuditEntry{At: s.Now(), Actor: caller(ctx).ID, Action: action, FilingID: id, Detail: detail}
	if err := s.Store.Audit(context.WithoutCancel(ctx), e); err != nil {
		s.Logger.ErrorContext(ctx, "audit entry lost", "action", action, "filing", id, "actor", e.Actor, "error", err)
	}
}

func (s *server) secure(r *http.Request) bool { return s.SecureCookies || r.TLS != nil }

func (s *server) cookie(r *http.Request, value string, maxAge int) *http.Cookie {
	name := cookieName
	if s.secure(r) {
		name = secureCookieName
	}
	return &http.Cookie{Name: name, Value: value, Path: "/", MaxAge: maxAge, HttpOnly: true, Secure: s.secure(r),
		SameSite: http.SameSiteLaxMode}
}

func (s *server) sessionToken(r *http.Request) string {
	c, err := r.Cookie(s.cookie(r, "", 0).Name)
	if err != nil {
		return ""
	}
	return c.Value
}

// openSession answers the cookie of a new session of the key.
func (s *server) openSession(r *http.Request, key filing.Key) (*http.Cookie, error) {
	token, hash := filing.NewSecret()
	if err := s.Store.CreateSession(r.Context(), hash, key.ID, s.Now().Add(s.Limits.Session)); err != nil {
		return nil, err
	}
	return s.cookie(r, token, int(s.Limits.Session.Seconds())), nil
}
