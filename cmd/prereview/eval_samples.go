package main

import (
	"fmt"
	"os"
	"path/filepath"

	"prereview/eval/corpus"
)

type evalSamplesCmd struct {
	Out string `default:"samples" type:"path" help:"Folder that gets one folder for each sample filing."`
}

// Run draws the sample filings: for each a manifest, its pictures, and the truth of every picture.
func (c evalSamplesCmd) Run() error {
	samples, err := corpus.Samples()
	if err != nil {
		return err
	}
	for _, s := range samples {
		if err := writeFiling(c.Out, s, nil); err != nil {
			return err
		}
		fmt.Fprintf(os.Stderr, "%s: %d documents\n", filepath.Join(c.Out, s.Name), len(s.Files))
	}
	return nil
}
