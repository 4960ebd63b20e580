// Package web is the HTTP face of the system: the JSON API that a provider's portal calls (described by
// /openapi.json), and the pages that reviewers work in. It is one http.Handler made by New.
//
// It holds no state but caches and open browser sessions kept in the Store, so any number of copies may serve one
// database. It never decodes a picture itself: Examiner and Pictures do, and they bound what they decode.
//
// Who may do what: a portal key creates filings and sees only its own (another key's filing is answered 404, as if it
// did not exist); a reviewer key sees every filing, decides, and may sign in to the pages.
package web
