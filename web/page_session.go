package web

import (
	"errors"
	"net/http"
	"strings"

	"prereview/filing"
)

// signInBody is the sign-in page's own.
type signInBody struct {
	Next  string
	Error string
}

func (s *server) signInPage(w http.ResponseWriter, r *http.Request) {
	next := localPath(r.URL.Query().Get("next"))
	if key, err := s.identify(r); err == nil && key.Role == filing.Reviewer {
		http.Redirect(w, r, next, http.StatusSeeOther)
		return
	}
	s.render(w, r, http.StatusOK, "sign_in", page{Title: "登录", Body: signInBody{Next: next}})
}

// signIn trades a key for a session. The key is looked up by its hash and never kept in the browser.
func (s *server) signIn(w http.ResponseWriter, r *http.Request) {
	if err := s.sameOrigin(r); err != nil {
		s.renderProblem(w, r, err)
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, 8<<10)
	if err := r.ParseForm(); err != nil {
		s.renderProblem(w, r, newProblem(http.StatusBadRequest, "malformed", "the form cannot be read", "提交的内容无法识别。"))
		return
	}
	next := localPath(r.PostForm.Get("next"))
	refuse := func(why string) {
		s.render(w, r, http.StatusUnauthorized, "sign_in", page{Title: "登录", Body: signInBody{Next: next, Error: why}})
	}
	secret := strings.TrimSpace(r.PostForm.Get("key"))
	if secret == "" {
		refuse("请粘贴访问密钥。")
		return
	}
	key, err := s.live(s.Store.KeyByHash(r.Context(), filing.HashSecret(secret)))
	switch {
	case errors.Is(err, filing.ErrNotFound):
		refuse("密钥不正确或已停用，请检查是否复制完整。")
		return
	case err != nil:
		s.renderProblem(w, r, err)
		return
	case key.Role != filing.Reviewer:
		refuse("这是接口密钥，只能用于程序调用。请使用审核员密钥登录。")
		return
	}
	cookie, err := s.openSession(r, key)
	if err != nil {
		s.renderProblem(w, r, err)
		return
	}
	http.SetCookie(w, cookie)
	s.audit(as(r.Context(), key), "session.opened", "", "")
	http.Redirect(w, r, next, http.StatusSeeOther)
}

func (s *server) signOut(w http.ResponseWriter, r *http.Request) {
	if err := s.sameOrigin(r); err != nil {
		s.renderProblem(w, r, err)
		return
	}
	if token := s.sessionToken(r); token != "" {
		if key, err := s.identify(r); err == nil {
			s.audit(as(r.Context(), key), "session.closed", "", "")
		}
		if err := s.Store.DeleteSession(r.Context(), filing.HashSecret(token)); err != nil && !errors.Is(err, filing.ErrNotFound) {
			s.renderProblem(w, r, err)
			return
		}
	}
	http.SetCookie(w, s.cookie(r, "", -1))
	http.Redirect(w, r, "/sign-in", http.StatusSeeOther)
}

// localPath keeps a return address within this server: one slash, then no second one, no backslash, no scheme.
func localPath(next string) string {
	if !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.ContainsAny(next, "\\\r\n\t") || strings.HasPrefix(next, "/sign-") {
		return "/"
	}
	return next
}
