package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"prereview/training/lines"
	"prereview/training/lstm"
)

// manifest says what a model was made from and how it reads. It lies beside the model as NAME.json.
type manifest struct {
	Model      string            `json:"model"`
	SHA256     string            `json:"sha256"`
	Bytes      int               `json:"bytes"`
	Made       string            `json:"made"` // day
	Base       string            `json:"base"`
	BaseSHA256 string            `json:"base_sha256"`
	Network    string            `json:"network"`
	Characters int               `json:"characters"`
	Added      int               `json:"characters_added"`
	Lines      int               `json:"training_lines"` // each seen once or twice
	Stages     []string          `json:"stages"`
	Averaged   int               `json:"stages_averaged"` // the last ones, whose weights' mean the model has
	Kept       float64           `json:"base_share"`      // of the base's weights in that mean
	Dev        string            `json:"dev_sha256"`      // the file of lines below
	DevLines   string            `json:"dev_lines"`
	Figures    map[string]figure `json:"figures"`
}

// figure is a kind of line read by the base model and by this one.
type figure struct {
	Lines     int     `json:"lines"`
	BaseExact float64 `json:"base_exact_percent"`
	Exact     float64 `json:"exact_percent"`
	BaseCER   float64 `json:"base_character_error_percent"`
	CER       float64 `json:"character_error_percent"`
}

func export(args []string) error {
	f := flag.NewFlagSet("export", flag.ExitOnError)
	dir := f.String("dir", "/tmp/training", "working folder")
	last := f.Int("average", 5, "so many finished stages' weights are averaged, as far as they are kept")
	keep := f.Float64("keep", 0, "share of the base network's weights in the mean")
	trained := f.String("weights", "", "weights of the PyTorch trainer, to be exported in place of stages")
	out := f.String("out", "ocr/tesseract/models/prereview.traineddata", "model to write; the manifest goes beside it")
	from := f.String("from", "/usr/share/tesseract-ocr/5/tessdata/chi_sim.traineddata", "the base, to measure against")
	dev := f.String("lines", "/tmp/training/dev.lstmf", "lines to measure on")
	seed := f.String("seed", "dev split, seed 7", "what the manifest says of those lines")
	if err := f.Parse(args); err != nil {
		return err
	}
	p, err := loadProgress(*dir)
	if err != nil {
		return err
	}
	var checkpoints []string
	for stage := p.Stage - 1; stage >= 0 && len(checkpoints) < *last && *trained == ""; stage-- {
		if c := checkpointOf(*dir, stage); exists(c) {
			checkpoints = append(checkpoints, c)
		}
	}
	if len(checkpoints) == 0 && *trained == "" {
		return errors.New("export: nothing has been trained yet")
	}
	if *keep < 0 || *keep >= 1 {
		return fmt.Errorf("export: keep %g: valid is 0 up to 1", *keep)
	}
	var nets []*lstm.Network
	if *trained != "" {
		if p, err = trainedSoFar(*trained); err == nil {
			nets, err = fromWeights(*dir, *trained)
		}
	} else {
		nets, err = fromCheckpoints(*dir, checkpoints)
	}
	if err != nil {
		return err
	}
	data, err := convert(*dir, nets, *keep)
	if err != nil {
		return err
	}
	trial := filepath.Join(*dir, "trial.traineddata")
	if err := os.WriteFile(trial, data, 0o644); err != nil {
		return err
	}
	m, err := describe(data, *from)
	if err != nil {
		return err
	}
	m.Lines, m.Stages, m.Averaged, m.Kept = p.Lines, p.Stages, len(checkpoints), *keep
	lineData, err := os.ReadFile(*dev)
	if err != nil {
		return err
	}
	m.Dev, m.DevLines = sum(lineData), *seed
	set, err := lines.Read(bytes.NewReader(lineData))
	if err != nil {
		return fmt.Errorf("%s: %w", *dev, err)
	}
	if m.Figures, err = compare(filepath.Join(*dir, "base-"+m.Dev[:12]+".json"), *from, trial, set); err != nil {
		return err
	}
	all := m.Figures["all"]
	fmt.Printf("%d lines in training; dev: %.1f%% of lines exact (base %.1f%%), %.2f%% of characters wrong (base %.2f%%)\n", m.Lines,
		all.Exact, all.BaseExact, all.CER, all.BaseCER)
	m.Model = strings.TrimSuffix(filepath.Base(*out), ".traineddata")
	text, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(*out, data, 0o644); err != nil {
		return err
	}
	return os.WriteFile(strings.TrimSuffix(*out, ".traineddata")+".json", append(text, '\n'), 0o644)
}

// fromCheckpoints are the networks of lstmtraining's checkpoints.
func fromCheckpoints(dir string, checkpoints []string) ([]*lstm.Network, error) {
	float := filepath.Join(dir, "float.traineddata")
	var nets []*lstm.Network
	for _, c := range checkpoints {
		cmd := exec.Command("lstmtraining", "--stop_training", "--continue_from", c, "--traineddata", filepath.Join(dir, starter),
			"--model_output", float)
		if said, err := cmd.CombinedOutput(); err != nil {
			return nil, fmt.Errorf("lstmtraining --stop_training: %w: %s", err, said)
		}
		data, err := os.ReadFile(float)
		if err != nil {
			return nil, err
		}
		parts, err := lstm.ParseContainer(data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c, err)
		}
		net, err := lstm.ParseNetwork(parts[lstm.PartNetwork])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c, err)
		}
		nets = append(nets, net)
	}
	return nets, nil
}

// fromWeights is the start's network with the weights of the PyTorch trainer.
func fromWeights(dir, file string) ([]*lstm.Network, error) {
	net, err := startNetwork(dir)
	if err != nil {
		return nil, err
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	if net, err = withWeights(net, data); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return []*lstm.Network{net}, nil
}

// trainedSoFar is what the PyTorch trainer says of its weights: lines and stages, those before it included.
func trainedSoFar(file string) (p progress, err error) {
	b, err := os.ReadFile(file + ".json")
	if err != nil {
		return p, err
	}
	return p, json.Unmarshal(b, &p)
}

func startNetwork(dir string) (*lstm.Network, error) {
	data, err := os.ReadFile(filepath.Join(dir, network))
	if err != nil {
		return nil, err
	}
	return lstm.ParseNetwork(data)
}

// convert makes an int8 model of the mean of some networks and a share of the base.
func convert(dir string, nets []*lstm.Network, keep float64) ([]byte, error) {
	shares := make([]float64, len(nets))
	for i := range shares {
		shares[i] = (1 - keep) / float64(len(nets))
	}
	if keep > 0 {
		net, err := startNetwork(dir)
		if err != nil {
			return nil, err
		}
		nets, shares = append(nets, net), append(shares, keep)
	}
	mean, err := lstm.Average(nets, shares)
	if err != nil {
		return nil, err
	}
	data, err := os.ReadFile(filepath.Join(dir, starter))
	if err != nil {
		return nil, err
	}
	parts, err := lstm.ParseContainer(data)
	if err != nil {
		return nil, err
	}
	parts[lstm.PartNetwork] = mean.FloatBytes()
	out := filepath.Join(dir, "export.traineddata")
	if err := os.WriteFile(out, parts.Bytes(), 0o644); err != nil {
		return nil, err
	}
	if said, err := exec.Command("combine_tessdata", "-c", out).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("combine_tessdata -c: %w: %s", err, said)
	}
	return os.ReadFile(out)
}

func describe(data []byte, base string) (manifest, error) {
	baseData, err := os.ReadFile(base)
	if err != nil {
		return manifest{}, err
	}
	c, err := lstm.ParseContainer(data)
	if err != nil {
		return manifest{}, err
	}
	net, err := lstm.ParseNetwork(c[lstm.PartNetwork])
	if err != nil {
		return manifest{}, err
	}
	if !net.Int8 {
		return manifest{}, errors.New("the exported model is not int8")
	}
	set, err := lstm.ParseCharset(c[lstm.PartUnicharset], c[lstm.PartRecoder])
	if err != nil {
		return manifest{}, err
	}
	// characters.txt may have grown since the model was started.
	taught := slices.DeleteFunc(added(), func(c string) bool { return !set.Has(c) })
	return manifest{SHA256: sum(data), Bytes: len(data), Made: time.Now().UTC().Format(time.DateOnly),
		Base: strings.TrimSuffix(filepath.Base(base), ".traineddata"), BaseSHA256: sum(baseData), Network: net.Spec,
		Characters: set.Len(), Added: len(taught)}, nil
}

// compare measures both models; the base's counts are kept in a file, since they do not change.
func compare(cache, base, trained string, set []lines.Line) (map[string]figure, error) {
	var was map[string]*tally
	if b, err := os.ReadFile(cache); err == nil {
		if err := json.Unmarshal(b, &was); err != nil {
			return nil, fmt.Errorf("%s: %w", cache, err)
		}
	} else {
		if was, err = measure(base, set, 1, 0); err != nil {
			return nil, err
		}
		b, err := json.Marshal(was)
		if err != nil {
			return nil, err
		}
		if err := os.WriteFile(cache, b, 0o644); err != nil {
			return nil, err
		}
	}
	is, err := measure(trained, set, 1, 0)
	if err != nil {
		return nil, err
	}
	round := func(a, b int) float64 { return math.Round(percent(a, b)*100) / 100 }
	out := map[string]figure{}
	for kind, t := range is {
		b := was[kind]
		if b == nil {
			b = &tally{}
		}
		out[kind] = figure{t.Lines, round(b.Exact, b.Lines), round(t.Exact, t.Lines), round(b.Wrong, b.Characters), round(t.Wrong, t.Characters)}
	}
	return out, nil
}

func sum(b []byte) string {
	s := sha256.Sum256(b)
	return hex.EncodeToString(s[:])
}
