// Command prereview (预审) pre-reviews ICP filings: one binary for the whole system on a laptop (run), for the parts of
// a fleet (serve, worker), and for the desk (read, check, submit).
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/alecthomas/kong"
)

// cli is the command line; one field a command, each in a file of its own.
type cli struct {
	Run     runCmd     `cmd:"" help:"Run everything in one process; needs no service."`
	Serve   serveCmd   `cmd:"" help:"Serve the API and the pages of a fleet."`
	Worker  workerCmd  `cmd:"" help:"Review submitted filings: one worker of a fleet."`
	Read    readCmd    `cmd:"" help:"Read documents and print their fields; needs no service."`
	Check   checkCmd   `cmd:"" help:"Pre-review one filing from a manifest; needs no service."`
	Submit  submitCmd  `cmd:"" help:"Send filings from disk through the API of a running server."`
	Rules   rulesCmd   `cmd:"" help:"Say what the checks say; rehearse another policy; silence a check for a while."`
	Keys    keysCmd    `cmd:"" help:"Make, list and revoke keys of the API and of reviewers."`
	Migrate migrateCmd `cmd:"" help:"Bring the database's schema up to date."`
	Eval    evalCmd    `cmd:"" help:"Draw synthetic documents and score reading against their truth."`

	OCRChild ocrChildCmd `cmd:"" name:"ocr-child" hidden:""`

	LogLevel slog.Level       `default:"info" help:"Least level logged: debug, info, warn, error." env:"PREREVIEW_LOG_LEVEL"`
	Version  kong.VersionFlag `help:"Print the version and stop."`
}

// errUsage marks a mistake in how the command was called: exit status 2.
var errUsage = errors.New("usage")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var c cli
	parser := kong.Must(&c,
		kong.Name("prereview"),
		kong.Description("Pre-review of ICP filings (ICP 备案预审): reads the uploaded documents, checks them against the form and each other, and writes a report."),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.Vars{"version": revision(), "kinds": kindsHelp(), "paddle": installedPaddle, "registers": registersHelp()},
		kong.BindTo(ctx, (*context.Context)(nil)),
	)
	k, err := parser.Parse(os.Args[1:])
	if err != nil {
		fmt.Fprintf(os.Stderr, "prereview: %v\n", err)
		os.Exit(2)
	}
	slog.SetDefault(slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: c.LogLevel})))
	switch err := k.Run(); {
	case err == nil, errors.Is(err, context.Canceled):
	case errors.Is(err, errUsage):
		fmt.Fprintf(os.Stderr, "prereview %s: %v\n", k.Command(), err)
		os.Exit(2)
	default:
		fmt.Fprintf(os.Stderr, "prereview %s: %v\n", k.Command(), err)
		os.Exit(1)
	}
}

// revision is the commit the program was built from.
func revision() string {
	if rev != "" {
		return rev
	}
	if bi, ok := debug.ReadBuildInfo(); ok {
		for _, s := range bi.Settings {
			if s.Key == "vcs.revision" {
				return s.Value
			}
		}
	}
	return "unknown"
}

// rev is set by the Makefile with -ldflags.
var rev string
