package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"prereview/eval/corpus"
)

// progress is what training has done, kept in the working folder so that it goes on where it stopped.
type progress struct {
	Stage      int      `json:"stage"`      // files of lines consumed
	Lines      int      `json:"lines"`      // in them, each seen once or twice
	Checkpoint string   `json:"checkpoint"` // after the last stage, "" before the first
	Stages     []string `json:"stages"`     // seed, lines and learning rate of each
}

const (
	progressFile = "progress.json"
	ahead        = 3 // files drawn but not yet learned
)

func loadProgress(dir string) (p progress, err error) {
	b, err := os.ReadFile(filepath.Join(dir, progressFile))
	if errors.Is(err, os.ErrNotExist) {
		return p, nil
	}
	if err != nil {
		return p, err
	}
	return p, json.Unmarshal(b, &p)
}

func (p progress) save(dir string) error {
	b, err := json.MarshalIndent(p, "", " ")
	if err != nil {
		return err
	}
	tmp := filepath.Join(dir, progressFile+".part")
	if err := os.WriteFile(tmp, b, 0o644); err != nil {
		return err
	}
	return os.Rename(tmp, filepath.Join(dir, progressFile))
}

// rate is a stage of the learning rate: rate until so many lines have been seen in all, 0 for ever.
type rate struct {
	lines int
	rate  float64
}

func parseRates(s string) ([]rate, error) {
	var out []rate
	for part := range strings.SplitSeq(s, ",") {
		r, until, _ := strings.Cut(part, "@")
		v, err := strconv.ParseFloat(r, 64)
		if err != nil {
			return nil, fmt.Errorf("rates %q: want RATE@LINES,...,RATE", s)
		}
		n := 0
		if until != "" {
			if n, err = strconv.Atoi(until); err != nil {
				return nil, fmt.Errorf("rates %q: want RATE@LINES,...,RATE", s)
			}
		}
		out = append(out, rate{n, v})
	}
	return out, nil
}

func rateAt(rates []rate, lines int) float64 {
	for _, r := range rates {
		if r.lines == 0 || lines < r.lines {
			return r.rate
		}
	}
	return rates[len(rates)-1].rate
}

// train consumes files of fresh lines one after another. While one lstmtraining reads, the next file is drawn; where that is
// not done in time, a stage goes over the last file once more. Stop it at any time; it goes on with the stage it was in.
func train(args []string) error {
	f := flag.NewFlagSet("train", flag.ExitOnError)
	dir := f.String("dir", "/tmp/training", "working folder, where base has been")
	until := f.String("until", "", "begin no stage after this time, RFC 3339; \"\" for never stop")
	size := f.Int("size", 5000, "lines of a stage")
	seed := f.Uint64("seed", 1000, "seed of the first stage; each next is one more")
	rare := rareFlags(f)
	rateFlag := f.String("rates", "0.0005@10000,0.0003@40000,0.00015", "learning rates: RATE@LINES,...,RATE")
	if err := f.Parse(args); err != nil {
		return err
	}
	rates, err := parseRates(*rateFlag)
	if err != nil {
		return err
	}
	var end time.Time
	if *until != "" {
		if end, err = time.Parse(time.RFC3339, *until); err != nil {
			return err
		}
	}
	p, err := loadProgress(*dir)
	if err != nil {
		return err
	}
	draw := func(stage int) error {
		name := filepath.Join(*dir, fmt.Sprintf("stage-%d.lstmf", stage))
		if _, err := os.Stat(name); err == nil {
			return nil
		}
		return shard(*dir, corpus.Train, *seed+uint64(stage), *size, rare, name, "")
	}
	// Drawn files wait in ready; the drawer runs a few stages ahead.
	ready := make(chan error, ahead)
	go func() {
		for stage := p.Stage; ; stage++ {
			ready <- draw(stage)
		}
	}()
	for end.IsZero() || time.Now().Before(end) {
		if err := <-ready; err != nil {
			return err
		}
		r := rateAt(rates, p.Lines)
		begin := time.Now()
		next, err := learn(*dir, p, *size, r)
		if err != nil {
			return err
		}
		old := p.Stage
		p.Stages = append(p.Stages, fmt.Sprintf("seed %d: %d lines at %g", *seed+uint64(p.Stage), *size, r))
		p.Stage++
		p.Lines += *size
		p.Checkpoint = next
		if err := p.save(*dir); err != nil {
			return err
		}
		fmt.Printf("%s stage %d: %d lines in all, %.1f lines/s\n", time.Now().UTC().Format(time.TimeOnly), p.Stage, p.Lines,
			float64(*size)/time.Since(begin).Seconds())
		if err := tidy(*dir, old); err != nil {
			return err
		}
	}
	return nil
}

// learn runs one stage and names its checkpoint.
func learn(dir string, p progress, size int, rate float64) (string, error) {
	from := p.Checkpoint
	if from == "" {
		from = filepath.Join(dir, network)
	}
	output := filepath.Join(dir, fmt.Sprintf("stage-%d", p.Stage))
	list := output + ".list"
	files, iterations := output+".lstmf\n", size
	if last := filepath.Join(dir, fmt.Sprintf("stage-%d.lstmf", p.Stage-1)); exists(last) && !exists(filepath.Join(dir, fmt.Sprintf("stage-%d.lstmf", p.Stage+1))) {
		// The drawer is behind: lines are seen again rather than waited for.
		files += last + "\n" // lstmtraining takes lines from both in turn
		iterations *= 2
	}
	if err := os.WriteFile(list, []byte(files), 0o644); err != nil {
		return "", err
	}
	log, err := os.Create(output + ".log")
	if err != nil {
		return "", err
	}
	defer log.Close()
	cmd := exec.CommandContext(context.Background(), "lstmtraining", "--continue_from", from, "--traineddata", filepath.Join(dir, starter),
		"--model_output", output, "--train_listfile", list, "--max_iterations", strconv.Itoa(iterations),
		"--learning_rate", strconv.FormatFloat(rate, 'g', -1, 64), "--reset_learning_rate", "--target_error_rate", "0.0001")
	cmd.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1")
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("lstmtraining: %w (see %s)", err, log.Name())
	}
	checkpoint := checkpointOf(dir, p.Stage)
	if _, err := os.Stat(checkpoint); err != nil {
		return "", fmt.Errorf("lstmtraining left no checkpoint (see %s)", log.Name())
	}
	return checkpoint, nil
}

func checkpointOf(dir string, stage int) string {
	return filepath.Join(dir, fmt.Sprintf("stage-%d_checkpoint", stage))
}

// kept is how many stages' checkpoints (75 MB each) are kept for averaging.
const kept = 10

// tidy removes what a finished stage leaves but for its checkpoint and lines, the lines of the stage before it, and old
// checkpoints.
func tidy(dir string, stage int) error {
	best, err := filepath.Glob(filepath.Join(dir, fmt.Sprintf("stage-%d_[0-9]*.checkpoint", stage)))
	if err != nil {
		return err
	}
	best = append(best, filepath.Join(dir, fmt.Sprintf("stage-%d.lstmf", stage-1)),
		checkpointOf(dir, stage-kept))
	for _, name := range best {
		if err := os.Remove(name); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}
