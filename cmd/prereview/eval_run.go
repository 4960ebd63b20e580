package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"

	"prereview/eval"
	"prereview/pipeline/check"
)

// evalRunCmd reads a folder of pictures and scores what is read against the truth beside them.
type evalRunCmd struct {
	readerFlags
	Dir      string `required:"" type:"existingdir" help:"Folder written by eval generate."`
	Tier     string `help:"Only pictures of this tier." placeholder:"TIER"`
	Kind     string `help:"Only pictures of this kind." placeholder:"KIND"`
	Workers  int    `default:"0" help:"Documents read at a time; 0 for one a processor."`
	Mistakes string `type:"path" help:"Write every mistake to this file, one JSON object a line." placeholder:"FILE"`
	JSON     bool   `help:"Print the counts as JSON instead of a table."`
}

func (c *evalRunCmd) Run(ctx context.Context) error {
	truths, err := eval.LoadTruth(c.Dir)
	if err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	if c.Workers <= 0 {
		c.Workers = runtime.NumCPU()
	}
	p, done, err := c.open(ctx, c.Workers)
	if err != nil {
		return err
	}
	closed := false
	defer func() {
		if !closed {
			done()
		}
	}()
	var (
		mu    sync.Mutex
		score = eval.Score{Accept: check.Accept}
		n     int
		start = time.Now()
	)
	g, gctx := errgroup.WithContext(ctx)
	g.SetLimit(c.Workers)
	for _, t := range truths {
		if c.Tier != "" && string(t.Tier) != c.Tier || c.Kind != "" && string(t.Kind) != c.Kind {
			continue
		}
		g.Go(func() error {
			data, err := os.ReadFile(filepath.Join(c.Dir, t.File))
			if err != nil {
				return err
			}
			d, err := p.Read(gctx, t.File, data, "")
			if err != nil {
				return err
			}
			mu.Lock()
			defer mu.Unlock()
			score.Add(t, d)
			n++
			if n%20 == 0 {
				fmt.Fprintf(os.Stderr, "%d documents, %s\n", n, time.Since(start).Round(time.Second))
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	if n == 0 {
		return fmt.Errorf("%w: no picture in %s is of that tier and kind", errUsage, c.Dir)
	}
	wall := time.Since(start)
	done()
	closed = true
	if c.Mistakes != "" {
		if err := writeMistakes(c.Mistakes, append(score.Mistakes, score.Invented...)); err != nil {
			return err
		}
	}
	if c.JSON {
		enc := json.NewEncoder(os.Stdout)
		enc.SetIndent("", "  ")
		return enc.Encode(map[string]any{"tallies": score.Tallies(), "documents": n, "cpu_ms_per_document": cpuTime().Milliseconds() / int64(n)})
	}
	if err := score.Print(os.Stdout); err != nil {
		return err
	}
	_, err = fmt.Printf("%d documents: %d ms of CPU each (readers included), %d ms each by the clock with %d at a time\n",
		n, cpuTime().Milliseconds()/int64(n), wall.Milliseconds()*int64(c.Workers)/int64(n), c.Workers)
	return err
}

func writeMistakes(name string, ms []eval.Mistake) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	enc := json.NewEncoder(f)
	enc.SetEscapeHTML(false)
	for _, m := range ms {
		if err := enc.Encode(m); err != nil {
			f.Close()
			return err
		}
	}
	return f.Close()
}

// cpuTime is the processor time of this process and of its reader processes that have ended.
func cpuTime() time.Duration {
	var d time.Duration
	for _, who := range []int{syscall.RUSAGE_SELF, syscall.RUSAGE_CHILDREN} {
		var u syscall.Rusage
		if syscall.Getrusage(who, &u) == nil {
			d += time.Duration(u.Utime.Nano() + u.Stime.Nano())
		}
	}
	return d
}
