package objects

import (
	"path/filepath"
	"strings"
	"testing"

	"prereview/filing"
)

func FuzzCheckKey(f *testing.F) {
	for _, k := range []string{"a", filing.ObjectKey("id", "sum"), filing.ReportKey("id", 1), "../a", "a/../b", "a//b", "/a", ".a", "a/"} {
		f.Add(k)
	}
	f.Fuzz(func(t *testing.T, key string) {
		if checkKey(key) != nil {
			return
		}
		if !filepath.IsLocal(key) || filepath.Clean(key) != key || strings.HasPrefix(key, tmpDir) || len(key) > maxKey {
			t.Errorf("%q was taken", key)
		}
	})
}

func TestKeysOfFilings(t *testing.T) {
	id := filing.NewID()
	for _, k := range []string{filing.ObjectKey(id, strings.Repeat("0a", 32)), filing.ReportKey(id, 12), "filings/" + id} {
		if err := checkKey(k); err != nil {
			t.Errorf("%q: %v", k, err)
		}
	}
}

func FuzzURL(f *testing.F) {
	for _, s := range []string{"dir:x", "minio://a:hush@h:9000/bucket?secure=false", "minio://a:hush@[::1]:9000/b-b", "x", "://"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		l, err := parseURL(s, Options{AccessKey: "k", SecretKey: "s"})
		if err == nil && l.dir == "" && (l.endpoint == "" || l.bucket == "" || l.accessKey == "" || l.secretKey == "") {
			t.Errorf("%q: incomplete %+v", s, l)
		}
	})
}
