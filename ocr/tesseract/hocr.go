package tesseract

import (
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"prereview/ocr"
	"prereview/ocr/child"
)

// parseHOCR takes Tesseract's hOCR, written with hocr_char_boxes and lstm_choice_mode 2, apart into symbols in reading
// order. Spaces that Tesseract puts between words are kept only where both neighbours are Latin letters or digits: between
// Han they are artefacts.
func parseHOCR(hocr string) ([]child.Symbol, error) {
	var (
		out        []child.Symbol
		candidates []ocr.Choice // of the choice list being read
		listing    = -1         // depth of the choice list's span
		depth      int
		space      child.Space
		title      string // of the innermost cinfo span that holds text
		text       strings.Builder
	)
	d := xml.NewDecoder(strings.NewReader(hocr))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("hOCR: %w", err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			depth++
			class, id := "", ""
			title = ""
			for _, a := range e.Attr {
				switch a.Name.Local {
				case "class":
					class = a.Value
				case "id":
					id = a.Value
				case "title":
					title = a.Value
				}
			}
			text.Reset()
			switch {
			case class == "ocr_line" || class == "ocr_textfloat" || class == "ocr_caption" || class == "ocr_header":
				space = child.NewLine
			case class == "ocrx_word":
				space = max(space, child.Blank)
				title = ""
			case class == "ocrx_cinfo" && strings.HasPrefix(id, "lstm_choices"):
				listing, candidates = depth, nil
			case class != "ocrx_cinfo":
				title = ""
			}
		case xml.CharData:
			text.Write(e)
		case xml.EndElement:
			value := norm.NFC.String(strings.TrimSpace(text.String()))
			switch {
			case depth == listing:
				if len(out) > 0 {
					addChoices(&out[len(out)-1].Symbol, candidates)
				}
				listing = -1
			case listing >= 0 && value != "":
				if c, ok := number(title, "x_confs"); ok {
					candidates = append(candidates, ocr.Choice{Text: value, Confidence: max(0, min(100, c))})
				}
			case value != "" && title != "":
				s := child.Symbol{Space: space}
				s.Text = value
				c, _ := number(title, "x_conf")
				s.Confidence = probability(c)
				s.Box = box(title)
				if space == child.Blank && (len(out) == 0 || !latin(out[len(out)-1].Text) || !latin(value)) {
					s.Space = child.NoSpace
				}
				out = append(out, s)
				space = child.NoSpace
			}
			title = ""
			text.Reset()
			depth--
		}
	}
}

// addChoices keeps the alternatives of a symbol. Tesseract's lists slip against the symbols now and then (a spurious first
// symbol takes the next one's place in them); a list that does not name its symbol is not about it and is dropped.
//
// An alternative's figure is 100 - its rating (lstm_rating_coefficient 1), which orders the alternatives of one symbol and
// no more. What the symbol's own probability leaves over is shared out among them by it.
func addChoices(s *ocr.Symbol, candidates []ocr.Choice) {
	if !slices.ContainsFunc(candidates, func(c ocr.Choice) bool { return c.Text == s.Text }) {
		return
	}
	others := slices.DeleteFunc(candidates, func(c ocr.Choice) bool { return c.Text == s.Text })
	slices.SortStableFunc(others, func(a, b ocr.Choice) int { return cmp.Compare(b.Confidence, a.Confidence) })
	others = others[:min(len(others), child.MaxChoices)]
	var sum float64
	for i, c := range others {
		others[i].Confidence = math.Exp((c.Confidence - 100) / 5)
		sum += others[i].Confidence
	}
	for i := range others {
		others[i].Confidence *= (1 - s.Confidence) / sum
	}
	s.Choices = others
}

// probability undoes what Tesseract makes of the network's output p for a symbol: the confidence shown is
// 100 + 5 x 2.25 x (ln p - 0.085), the two constants being the beam search's penalty for words outside a dictionary (we
// load none) and its certainty offset. So a perfect symbol shows 99.04; zero is shown for all below p = 0.00015.
func probability(confidence float64) float64 {
	const top, slope = 100 - 5*2.25*0.085, 5 * 2.25
	return max(0, min(1, math.Exp((confidence-top)/slope)))
}

// number finds "KEY value" in a title of ;-separated properties.
func number(title, key string) (float64, bool) {
	for part := range strings.SplitSeq(title, ";") {
		if v, ok := strings.CutPrefix(strings.TrimSpace(part), key+" "); ok {
			f, err := strconv.ParseFloat(strings.TrimSpace(v), 64)
			return f, err == nil && !math.IsNaN(f)
		}
	}
	return 0, false
}

func box(title string) image.Rectangle {
	for part := range strings.SplitSeq(title, ";") {
		v, ok := strings.CutPrefix(strings.TrimSpace(part), "x_bboxes ")
		if !ok {
			continue
		}
		var c [4]int
		fields := strings.Fields(v)
		if len(fields) < 4 {
			break
		}
		for i := range c {
			c[i], _ = strconv.Atoi(fields[i])
		}
		return image.Rect(c[0], c[1], c[2], c[3])
	}
	return image.Rectangle{}
}

func latin(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r < 0x250 && (unicode.IsLetter(r) || unicode.IsDigit(r))
}
