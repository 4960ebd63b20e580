// Command training makes the Tesseract model that reads these documents. See README.md beside it.
package main

import (
	"fmt"
	"os"
	"strings"

	"prereview/ocr/tesseract"
)

var commands = []struct {
	name, says string
	run        func(args []string) error
}{
	{"base", "make the trainable start from an installed model: more characters, float weights", base},
	{"lines", "write a file of training lines", writeLines},
	{"draw", "write packs of lines for the PyTorch trainer, as they are consumed", draw},
	{"weights", "write a network's weights for the PyTorch trainer", weights},
	{"train", "train until a time, on fresh lines all the way", train},
	{"eval", "read a file of lines with one or more models and count", evaluate},
	{"coverage", "draw every character of the lists in each value face and say which are misread", coverage},
	{"export", "turn a checkpoint into an int8 model, with its manifest", export},
}

func main() {
	if len(os.Args) > 1 {
		if os.Args[1] == "ocr-child" { // this program reads, too
			if err := tesseract.Child(os.Stdin, os.Stdout); err != nil {
				os.Exit(1)
			}
			return
		}
		for _, c := range commands {
			if c.name == os.Args[1] {
				if err := c.run(os.Args[2:]); err != nil {
					fmt.Fprintln(os.Stderr, "training:", err)
					os.Exit(1)
				}
				return
			}
		}
	}
	var b strings.Builder
	for _, c := range commands {
		fmt.Fprintf(&b, "  %-8s %s\n", c.name, c.says)
	}
	fmt.Fprintf(os.Stderr, "usage: go run ./training COMMAND [flags]  (COMMAND -h lists its flags)\n%s", b.String())
	os.Exit(2)
}
