package tesseract

import (
	"crypto/sha256"
	"embed"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
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
}

// findModel resolves the model that Open is given and checks that the file is one Tesseract can load: it is read here, in Go, because a
// failed Init inside gosseract writes past its error buffer.
func findModel(name string) (model, error) {
	m := model{name: name}
	switch {
	case name == "":
		if _, err := fs.Stat(models, "models/"+embeddedModel+".traineddata"); err == nil {
			return findModel(embeddedModel)
		}
		return findModel(systemModel)
	case name == embeddedModel:
	case strings.HasSuffix(name, ".traineddata"):
		m.path = name
		m.name = strings.TrimSuffix(filepath.Base(name), ".traineddata")
	case strings.ContainsAny(name, "/+"):
		return m, fmt.Errorf("model %q: valid are \"\", %q, a language of the system's such as %q, or the path of a .traineddata file",
			name, embeddedModel, systemModel)
	default:
		folders := systemFolders
		if prefix := os.Getenv("TESSDATA_PREFIX"); prefix != "" {
			folders = append([]string{prefix, filepath.Join(prefix, "tessdata")}, folders...)
		}
		for _, folder := range folders {
			p := filepath.Join(folder, name+".traineddata")
			if info, err := os.Stat(p); err == nil && info.Mode().IsRegular() {
				m.path = p
				break
			}
		}
		if m.path == "" {
			return m, fmt.Errorf("model %q: no %s.traineddata in %s (Debian: tesseract-ocr-%s)", name, name,
				strings.Join(folders, ", "), strings.ReplaceAll(name, "_", "-"))
		}
	}
	data, err := loadModel(m.path)
	if err != nil {
		return m, fmt.Errorf("model %q: %w", name, err)
	}
	sum := sha256.Sum256(data)
	m.sha256 = hex.EncodeToString(sum[:])
	return m, nil
}

// loadModel reads a model's bytes, the embedded one for path "", and checks their structure.
func loadModel(path string) ([]byte, error) {
	if path == "" {
		data, err := models.ReadFile("models/" + embeddedModel + ".traineddata")
		if err != nil {
			return nil, errors.New("none is embedded in this build")
		}
		return data, checkModel(data)
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > maxModel {
		return nil, fmt.Errorf("%s: not a regular file of at most %d bytes", path, maxModel)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	if err := checkModel(data); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return data, nil
}

// checkModel looks at the container: int32 count of entries, that many int64 offsets (-1 for an absent part), the parts in
// order. An LSTM model needs parts 17 (network), 21 (character set) and 22 (recoder).
func checkModel(data []byte) error {
	bad := errors.New("not an LSTM .traineddata file, or cut short")
	if len(data) < 4 {
		return bad
	}
	n := int(int32(binary.LittleEndian.Uint32(data)))
	if n < 23 || n > 64 || len(data) < 4+8*n {
		return bad
	}
	for i := range n {
		offset := int64(binary.LittleEndian.Uint64(data[4+8*i:]))
		needed := i == 17 || i == 21 || i == 22
		if offset == -1 && !needed {
			continue
		}
		if offset < int64(4+8*n) || offset >= int64(len(data)) {
			return bad
		}
	}
	return nil
}
