package tesseract

import (
	"fmt"
	"image"
	"os"
	"path/filepath"
	"strconv"

	"github.com/otiai10/gosseract/v2"

	"prereview/ocr"
	"prereview/ocr/child"
)

// initConfig is read by Tesseract's Init, the only moment at which dictionaries can be left out. They are left out because
// names, numbers and addresses are not dictionary words, and because without them a confidence has one meaning.
const initConfig = `load_system_dawg 0
load_freq_dawg 0
load_unambig_dawg 0
load_punc_dawg 0
load_number_dawg 0
load_bigram_dawg 0
`

// variables are set once, after Init.
var variables = map[gosseract.SettableVariable]string{
	"user_defined_dpi":          "300", // a crop has no resolution of its own; without this Tesseract guesses, and says so
	"tessedit_do_invert":        "0",   // crops are dark on light; a second pass over a doubtful line, inverted, costs as much again
	"preserve_interword_spaces": "1",
	"hocr_char_boxes":           "1", // a box and a confidence for each symbol
	"lstm_choice_mode":          "2", // alternatives for each symbol
	"lstm_rating_coefficient":   "1", // keeps their ratings from all being cut off at zero
}

// Tesseract's page segmentation modes.
const (
	segmentBlock   = gosseract.PSM_SINGLE_BLOCK
	segmentRawLine = gosseract.PSM_RAW_LINE // the crop is one line, no layout analysis
)

// engine is one Tesseract, in this process. Not safe for concurrent use: there is one to a child process.
type engine struct {
	client   *gosseract.Client
	alphabet string
	rounds   string // of the search for alternatives
	mode     gosseract.PageSegMode
}

// Rounds of the search for alternatives. Each costs 2-3 % of reading a line. In numbers, which are repaired by their check
// characters, the fourth and fifth still find some that are needed; in other text those after the second find none.
const (
	textRounds   = "2"
	numberRounds = "5" // Tesseract's default
)

// newEngine loads a model from its bytes, which have passed checkModel. Tesseract reads only files, so the bytes go through
// a folder that is gone again when newEngine returns: what is loaded is what was hashed, and nothing stays behind.
func newEngine(data []byte) (*engine, error) {
	dir, err := os.MkdirTemp("", "prereview-model-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	if err := os.WriteFile(filepath.Join(dir, "model.traineddata"), data, 0o600); err != nil {
		return nil, err
	}
	config := filepath.Join(dir, "init")
	if err := os.WriteFile(config, []byte(initConfig), 0o600); err != nil {
		return nil, err
	}
	c := gosseract.NewClient()
	e := &engine{client: c, mode: segmentRawLine}
	c.Trim = false
	if err := c.SetTessdataPrefix(dir); err != nil {
		return nil, err
	}
	if err := c.SetLanguage("model"); err != nil {
		return nil, err
	}
	if err := c.SetConfigFile(config); err != nil {
		return nil, err
	}
	for k, v := range variables {
		if err := c.SetVariable(k, v); err != nil {
			return nil, err
		}
	}
	// The first recognition runs Init; until then gosseract keeps settings to itself.
	blank := image.NewGray(image.Rect(0, 0, 64, 64))
	for i := range blank.Pix {
		blank.Pix[i] = 255
	}
	if err := c.SetImageFromBytes(pgm(blank)); err != nil {
		return nil, err
	}
	if _, err := c.Text(); err != nil {
		return nil, err
	}
	return e, c.SetPageSegMode(e.mode)
}

// Read implements child.Engine.
func (e *engine) Read(crop ocr.Crop) ([]child.Symbol, error) {
	b := crop.Image.Bounds()
	if b.Dx() < 4 || b.Dy() < 8 { // too small to hold a character; Tesseract asserts sizes it cannot scale
		return nil, nil
	}
	mode := segmentRawLine
	if crop.Block {
		mode = segmentBlock
	}
	if mode != e.mode {
		if err := e.client.SetPageSegMode(mode); err != nil {
			return nil, err
		}
		e.mode = mode
	}
	if crop.Alphabet != e.alphabet {
		if err := e.client.SetWhitelist(crop.Alphabet); err != nil {
			return nil, err
		}
		e.alphabet = crop.Alphabet
	}
	rounds := textRounds
	if crop.Alphabet != "" {
		rounds = numberRounds
	}
	if rounds != e.rounds {
		if err := e.client.SetVariable("lstm_choice_iterations", rounds); err != nil {
			return nil, err
		}
		e.rounds = rounds
	}
	if err := e.client.SetImageFromBytes(pgm(crop.Image)); err != nil {
		return nil, err
	}
	hocr, err := e.client.HOCRText()
	if err != nil {
		return nil, err
	}
	symbols, err := parseHOCR(hocr)
	if err != nil {
		return nil, fmt.Errorf("reading Tesseract's answer: %w", err)
	}
	return symbols, nil
}

// pgm is a grey picture in the one format whose parser in Leptonica is a loop over bytes.
func pgm(img *image.Gray) []byte {
	b := img.Bounds()
	out := make([]byte, 0, b.Dx()*b.Dy()+20)
	out = append(out, "P5\n"+strconv.Itoa(b.Dx())+" "+strconv.Itoa(b.Dy())+"\n255\n"...)
	for y := b.Min.Y; y < b.Max.Y; y++ {
		i := img.PixOffset(b.Min.X, y)
		out = append(out, img.Pix[i:i+b.Dx()]...)
	}
	return out
}
