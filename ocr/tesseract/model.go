package tesseract

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// models holds the project's own .traineddata and its manifest, when one has been trained.
//
//go:embed models
var models embed.FS

const (
	embeddedModel = "prereview" // models/prereview.traineddata
	modelSuffix   = ".traineddata"
	systemModel   = "chi_sim"
	maxModel      = 256 << 20 // bytes; the largest public model is a fifth of this
)

// systemFolders are where distributions keep language files, newest first. TESSDATA_PREFIX comes before them.
var systemFolders = []string{
	"/usr/share/tesseract-ocr/5/tessdata",
	"/usr/share/tesseract-ocr/4.00/tessdata",
	"/usr/share/tessdata",
	"/usr/local/share/tessdata",
}

// model is the one a pool reads with. path is "" for the embedded one.
type model struct {
	name, path, sha256 string
	reads              map[string]bool // the characters it can read
}

// ModelError says that a model cannot be read with. Its text is one line.
type ModelError struct {
	Name  string // as it was asked for, or that of the built-in model
	Path  string // of the file, "" for the embedded one
	Want  string // sha256 the file should have, "" when nobody says
	Found string // what is there
	Err   error  // what is wrong with it
}

func (e *ModelError) Error() string {
	where, want := e.Path, e.Want
	if where == "" {
		where = "compiled into this program"
	}
	if want == "" {
		want = "not known (no manifest beside the file says it)"
	}
	return fmt.Sprintf("model %s: %v: %s; expected sha256 %s; found %s", e.Name, e.Err, where, want, e.Found)
}

func (e *ModelError) Unwrap() error { return e.Err }

var (
	errNotModel     = errors.New("not an LSTM .traineddata file")
	errShortModel   = errors.New("cut short or damaged")
	errOtherModel   = errors.New("another file than expected")
	errForeignModel = errors.New("a model of other characters than those of these documents")
)

// findModel resolves Choice.Model and checks that the file is the one expected and one Tesseract can load: it is read here,
// in Go, because a failed Init inside gosseract writes past its error buffer. want is the sha256 it must have, "" for what
// the manifest beside it says.
func findModel(name, want string) (model, error) {
	m := model{name: name}
	switch {
	case name == "" || name == embeddedModel:
		m.name = embeddedModel
	case strings.HasSuffix(name, modelSuffix):
		m.path = name
		m.name = strings.TrimSuffix(filepath.Base(name), modelSuffix)
	case strings.ContainsAny(name, "/+"):
		return m, fmt.Errorf("model %q: valid are \"\", %q, a language of the system's such as %q, or the path of a %s file",
			name, embeddedModel, systemModel, modelSuffix)
	default:
		folders := systemFolders
		if prefix := os.Getenv("TESSDATA_PREFIX"); prefix != "" {
			folders = append([]string{prefix, filepath.Join(prefix, "tessdata")}, folders...)
		}
		for _, folder := range folders {
			p := filepath.Join(folder, name+modelSuffix)
			if info, err := os.Stat(p); err == nil && info.Mode().IsRegular() {
				m.path = p
				break
			}
		}
		if m.path == "" {
			return m, fmt.Errorf("model %q: no %s%s in %s (Debian: tesseract-ocr-%s)", name, name, modelSuffix,
				strings.Join(folders, ", "), strings.ReplaceAll(name, "_", "-"))
		}
	}
	if want == "" {
		want = m.expected()
	}
	data, err := loadModel(m.path)
	if err == nil {
		sum := sha256.Sum256(data)
		m.sha256 = hex.EncodeToString(sum[:])
		if want != "" && m.sha256 != strings.ToLower(want) {
			err = errOtherModel
		}
		// That the bytes are not those expected is said first, but what they are says more.
		reads, e := checkModel(data)
		if e != nil {
			err = e
		}
		m.reads = reads
	}
	if err != nil {
		var path *fs.PathError
		if errors.As(err, &path) {
			err = path.Err // the path is said once
		}
		return m, &ModelError{Name: m.name, Path: m.path, Want: want, Found: describe(data, m.sha256), Err: err}
	}
	return m, nil
}

// expected is the sha256 that the manifest of a model gives for it: training writes one beside each model it exports.
func (m model) expected() string {
	var data []byte
	if m.path == "" {
		data, _ = models.ReadFile("models/" + embeddedModel + ".json")
	} else if f, err := os.Open(strings.TrimSuffix(m.path, modelSuffix) + ".json"); err == nil {
		data, _ = io.ReadAll(io.LimitReader(f, 1<<20))
		f.Close()
	}
	var manifest struct {
		SHA256 string `json:"sha256"`
	}
	if json.Unmarshal(data, &manifest) != nil {
		return "" // some other file of that name
	}
	return manifest.SHA256
}

// loadModel reads a model's bytes, the embedded one's for path "".
func loadModel(path string) ([]byte, error) {
	if path == "" {
		data, err := models.ReadFile("models/" + embeddedModel + modelSuffix)
		if err != nil {
			return nil, errors.New("none is embedded in this build")
		}
		return data, nil
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, errors.New("a folder, not a file")
	case !info.Mode().IsRegular():
		return nil, errors.New("not a regular file")
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxModel+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxModel {
		return nil, fmt.Errorf("more than %d bytes", maxModel)
	}
	return data, nil
}
