package paddle

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"prereview/internal/testlines"
	"prereview/ocr"
	"prereview/ocr/child"
)

// copied is a folder of its own with the files in it, old enough to be told from any other state of theirs.
func copied(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{libraryFile, networkFile, dictionaryFile} {
		data, err := os.ReadFile(filepath.Join(folder(), name))
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name), data, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	time.Sleep(20 * time.Millisecond) // steps of this file system's time
	return dir
}

// foils spoil a file and leave its length and the time of writing as they were.
var foils = map[string]func(t *testing.T, file string){
	"written to": func(t *testing.T, file string) { change(t, file, file) },
	"replaced": func(t *testing.T, file string) {
		change(t, file, file+".new")
		if err := os.Rename(file+".new", file); err != nil {
			t.Fatal(err)
		}
	},
}

func change(t *testing.T, from, to string) {
	t.Helper()
	info, err := os.Stat(from)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	data[len(data)/2] ^= 1
	if err := os.WriteFile(to, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(to, info.ModTime(), info.ModTime()); err != nil {
		t.Fatal(err)
	}
}

// A file that was found right is not hashed again; one that is no longer that file is, and a wrong sum is refused.
func TestKnownFiles(t *testing.T) {
	for how, foil := range foils {
		dir := copied(t)
		_, known, err := verify(dir, time.Now().Add(time.Hour))
		if err != nil || len(known) != 3 {
			t.Fatalf("%v, %d files known", err, len(known))
		}
		for name, id := range known {
			if err := check(dir, name, id); err != nil {
				t.Error(err)
			}
			foil(t, filepath.Join(dir, name))
			_, _, loaded := load(dir, name, id)
			for _, err := range []error{check(dir, name, id), loaded} {
				if err == nil || !strings.Contains(err.Error(), sumOf(name)) {
					t.Errorf("%s %s: %v", name, how, err)
				}
			}
			// That a known file is not hashed shows when a wrong one is taken for known.
			info, err := os.Stat(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			data, _, err := load(dir, name, identityOf(info))
			if err != nil || int64(len(data)) != info.Size() || check(dir, name, identityOf(info)) != nil {
				t.Errorf("%s %s: hashed again: %v", name, how, err)
			}
		}
	}
}

// A file that changed a moment ago may change again without its times showing it, so every child hashes it.
func TestUnsettledFiles(t *testing.T) {
	now := time.Now() // before the copy: on a busy machine its first file has settled when its last is written
	dictionary, known, err := verify(copied(t), now)
	if err != nil || len(known) != 0 || !bytes.HasPrefix(dictionary, []byte("'\n")) {
		t.Errorf("%v, known: %v, dictionary %q", err, known, dictionary[:min(len(dictionary), 8)])
	}
}

// A child that starts while the pool is at work holds a file against its sum where it is another one by then.
func TestFileReplacedAtWork(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{libraryFile, networkFile, dictionaryFile} { // settled ones
		file, err := filepath.Abs(filepath.Join(folder(), name))
		if err == nil {
			err = os.Symlink(file, filepath.Join(dir, name))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	p, err := Open(t.Context(), dir, child.Config{Children: 1, LinesPerChild: 1, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	crops := []ocr.Crop{{Image: testlines.Draw(t, "汉", 36)}}
	for range 2 { // by the first child, and by one that knows the files
		if lines, err := p.ReadLines(t.Context(), crops); err != nil || lines[0].Text != "汉" {
			t.Fatalf("%v %+v", err, lines)
		}
	}
	file := filepath.Join(dir, networkFile)
	change(t, file, file+".new")
	if err := os.Rename(file+".new", file); err != nil {
		t.Fatal(err)
	}
	// The child that was started before may still answer one line.
	for range 2 {
		_, err = p.ReadLines(t.Context(), crops)
	}
	if err == nil || !strings.Contains(err.Error(), sumOf(networkFile)) {
		t.Errorf("%v", err)
	}
}
