package testservers

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestMain(m *testing.M) { Main(m) }

func redis(t *testing.T, addr, command string) string {
	t.Helper()
	c, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return err.Error()
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(time.Second))
	fmt.Fprint(c, command+"\r\n")
	line, err := bufio.NewReader(c).ReadString('\n')
	if err != nil {
		return err.Error()
	}
	return strings.TrimSpace(line)
}

func TestRedis(t *testing.T) {
	t.Parallel()
	a, b := Redis(t), Redis(t)
	redis(t, a, "SET k 1")
	if got := redis(t, a, "DBSIZE"); got != ":1" {
		t.Errorf("own server: %s", got)
	}
	if got := redis(t, b, "DBSIZE"); got != ":0" {
		t.Errorf("another test's server: %s", got)
	}

	s := NewRedis(t)
	redis(t, s.Addr, "SET k 1")
	s.Pause()
	if got := redis(t, s.Addr, "PING"); !strings.Contains(got, "timeout") {
		t.Errorf("paused server says %s", got)
	}
	s.Resume()
	s.Kill()
	if got := redis(t, s.Addr, "PING"); !strings.Contains(got, "refused") {
		t.Errorf("killed server says %s", got)
	}
	s.Start()
	if got := redis(t, s.Addr, "DBSIZE"); got != ":0" {
		t.Errorf("started again: %s", got)
	}

	s = NewRedis(t, "--appendonly", "yes", "--appendfsync", "always")
	redis(t, s.Addr, "SET k 1")
	s.Kill()
	s.Start()
	if got := redis(t, s.Addr, "DBSIZE"); got != ":1" {
		t.Errorf("started again with its log: %s", got)
	}
}

func query(t *testing.T, dsn, sql string) (string, error) {
	t.Helper()
	bin, err := postgresBin()
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(filepath.Join(bin, "psql"), "-X", "-At", "-c", sql, dsn).CombinedOutput()
	return strings.TrimSpace(string(out)), err
}

func TestPostgres(t *testing.T) {
	t.Parallel()
	a, b := Postgres(t), Postgres(t)
	if out, err := query(t, a, "CREATE TABLE only_here (n int)"); err != nil {
		t.Fatal(err, out)
	}
	if out, err := query(t, b, "TABLE only_here"); err == nil {
		t.Errorf("two tests share a database: %s", out)
	}
	s, dsn := NewPostgres(t)
	if out, err := query(t, dsn, "CREATE TABLE kept (n int)"); err != nil {
		t.Fatal(err, out)
	}
	s.Kill()
	if out, err := query(t, dsn, "TABLE kept"); err == nil {
		t.Errorf("killed server answers: %s", out)
	}
	s.Start()
	if out, err := query(t, dsn, "SELECT count(*) FROM kept"); err != nil || out != "0" {
		t.Errorf("commit did not survive: %s %v", out, err)
	}
}

func TestMinIO(t *testing.T) {
	t.Parallel()
	endpoint, key, secret := MinIO(t)
	if again, _, _ := MinIO(t); again != endpoint || key == "" || len(secret) < 8 {
		t.Errorf("second call: %s, first %s, key %q", again, endpoint, key)
	}
	if a, b := Bucket(t), Bucket(t); a == b || len(a) > 63 {
		t.Errorf("buckets %s %s", a, b)
	}
	s := NewMinIO(t)
	url := "http://" + s.Addr + "/minio/health/ready"
	s.Kill()
	if err := httpAnswers(context.Background(), url); err == nil {
		t.Error("killed server answers")
	}
	s.Start()
	if err := httpAnswers(context.Background(), url); err != nil {
		t.Error(err)
	}
}

func TestChromium(t *testing.T) {
	if fi, err := os.Stat(Chromium(t)); err != nil || fi.Mode()&0o111 == 0 {
		t.Error(fi, err)
	}
}

func TestMissingToolSaysWhatToDo(t *testing.T) {
	_, err := tool("no-such-tool")
	if err == nil || !strings.Contains(err.Error(), "no-such-tool not found") || !strings.Contains(err.Error(), "make test") {
		t.Error(err)
	}
}

// The parent of servers that ends without cleaning up takes them along.
func TestServersDieWithTheProcess(t *testing.T) {
	if os.Getenv("TESTSERVERS_CHILD") != "" {
		dir, _ := processDir()
		fmt.Printf("ADDR %s\n", dir)
		fmt.Printf("ADDR %s\n", Redis(t))
		dsn := Postgres(t)
		fmt.Printf("ADDR %s\n", strings.SplitN(strings.SplitN(dsn, "@", 2)[1], "/", 2)[0])
		time.Sleep(time.Minute)
	}
	t.Parallel()
	cmd := exec.Command(os.Args[0], "-test.run=^TestServersDieWithTheProcess$")
	cmd.Env = append(os.Environ(), "TESTSERVERS_CHILD=1")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer cmd.Process.Kill()
	var addrs []string
	for lines := bufio.NewScanner(out); len(addrs) < 3 && lines.Scan(); {
		if addr, ok := strings.CutPrefix(lines.Text(), "ADDR "); ok {
			addrs = append(addrs, addr)
		}
	}
	if len(addrs) != 3 {
		t.Fatal("servers did not start")
	}
	cmd.Process.Kill()
	cmd.Wait()
	for _, addr := range addrs[1:] {
		deadline := time.Now().Add(15 * time.Second)
		for {
			c, err := net.DialTimeout("tcp", addr, time.Second)
			if err != nil {
				break
			}
			c.Close()
			if time.Now().After(deadline) {
				t.Errorf("%s lives on", addr)
				break
			}
			time.Sleep(50 * time.Millisecond)
		}
	}

	dir, old := addrs[0], time.Now().Add(-time.Hour)
	own, err := processDir()
	if err != nil {
		t.Fatal(err)
	}
	os.Chtimes(dir, old, old)
	os.Chtimes(own, old, old)
	sweep()
	if _, err := os.Stat(dir); err == nil {
		t.Errorf("%s is left behind", dir)
	}
	if _, err := os.Stat(own); err != nil {
		t.Errorf("the directory of a living process is swept away: %v", err)
	}
}

func TestDatabasesAtOnce(t *testing.T) {
	for range 6 {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			if out, err := query(t, Postgres(t), "SELECT 1"); err != nil || out != "1" {
				t.Error(out, err)
			}
		})
	}
}
