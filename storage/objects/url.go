package objects

import (
	"net"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"prereview/filing"
)

// location is where a store is: a directory, or a bucket.
type location struct {
	dir string

	endpoint, bucket     string
	accessKey, secretKey string
	region               string
	secure, checksum     bool
}

func (l location) String() string {
	if l.dir != "" {
		return "dir:" + l.dir
	}
	return "minio://" + l.endpoint + "/" + l.bucket
}

var (
	forms   = []string{"dir:PATH", "PATH", "minio://[ACCESS:SECRET@]HOST:PORT/BUCKET[?secure=false][&region=REGION][&checksum=false]"}
	bucketN = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$`)
)

func parseURL(s string, o Options) (location, error) {
	// What was given is never quoted: it may hold the secret.
	bad := func(detail string, allowed ...string) (location, error) {
		if allowed == nil {
			allowed = forms
		}
		return location{}, filing.Problem{Field: "objects", Detail: detail, Allowed: allowed}
	}
	if path, ok := strings.CutPrefix(s, "dir:"); ok {
		if path == "" || strings.HasPrefix(path, "//") {
			return bad("names no directory")
		}
		return location{dir: path}, nil
	}
	if !strings.Contains(s, "://") {
		if s == "" {
			return bad("is empty")
		}
		return location{dir: s}, nil
	}
	u, err := url.Parse(s)
	if err != nil {
		return bad("is not a URL (percent-encode special characters in the keys)")
	}
	if u.Scheme != "minio" {
		return bad("unknown scheme " + strconv.Quote(u.Scheme))
	}
	l := location{endpoint: u.Host, bucket: strings.Trim(u.Path, "/"), secure: true, checksum: true,
		accessKey: o.AccessKey, secretKey: o.SecretKey}
	if u.Hostname() == "" {
		return bad("names no host")
	}
	if _, port, err := net.SplitHostPort(u.Host); err == nil {
		if n, err := strconv.Atoi(port); err != nil || n < 1 || n > 65535 {
			return bad("port must be 1..65535")
		}
	}
	if !bucketN.MatchString(l.bucket) || strings.Contains(l.bucket, "..") {
		return bad("names no valid bucket", "3 to 63 lower-case letters, digits, dots and hyphens")
	}
	if u.User != nil {
		l.accessKey = u.User.Username()
		l.secretKey, _ = u.User.Password()
	}
	if l.accessKey == "" || l.secretKey == "" {
		return bad("has no credentials: put ACCESS:SECRET@ into it or set access key and secret key beside it")
	}
	q, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return bad("has a malformed query")
	}
	for name, values := range q {
		v := values[len(values)-1]
		switch name {
		case "secure", "checksum":
			if !slices.Contains([]string{"true", "false"}, v) {
				return bad(name+" is neither true nor false", name+"=true", name+"=false")
			}
			if name == "secure" {
				l.secure = v == "true"
			} else {
				l.checksum = v == "true"
			}
		case "region":
			l.region = v
		default:
			return bad("unknown parameter "+strconv.Quote(name), "secure", "region", "checksum")
		}
	}
	return l, nil
}
