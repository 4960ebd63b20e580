package main

import (
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"prereview/pipeline"
	"prereview/pipeline/check"
	"prereview/registers"
)

// policyFlags say by which policy filings are checked.
type policyFlags struct {
	Packs []string `name:"pack" help:"Folder of an operator's policy pack, laid over ours; each over the one before." env:"PREREVIEW_PACK" type:"existingdir" placeholder:"DIR"`
}

// policy loads ours with the packs over it. Faults of a pack are the caller's mistake.
func (f policyFlags) policy() (*check.Policy, error) { return loadPolicy(f.Packs) }

func loadPolicy(dirs []string) (*check.Policy, error) {
	packs := make([]fs.FS, len(dirs))
	for i, dir := range dirs {
		packs[i] = os.DirFS(dir)
	}
	p, err := check.LoadPolicy(packs...)
	if err != nil {
		return nil, fmt.Errorf("%w: policy pack %s:\n%w", errUsage, strings.Join(dirs, ", "), err)
	}
	return p, nil
}

// registerFlags say where outside registers are.
type registerFlags struct {
	Registers map[string]string `name:"register" help:"An outside register: ${registers}, with the address of the service that answers for it. Checks that need one that is not given are not run." env:"PREREVIEW_REGISTERS" placeholder:"NAME=URL" mapsep:","`
	Token     string            `name:"register-token" help:"Sent to every register as a bearer token." env:"PREREVIEW_REGISTER_TOKEN" placeholder:"TOKEN"`
	Timeout   time.Duration     `name:"register-timeout" default:"3s" help:"How long a register may take over one question." env:"PREREVIEW_REGISTER_TIMEOUT"`
	Keep      time.Duration     `name:"register-cache" default:"24h" help:"How long a register's answer is kept." env:"PREREVIEW_REGISTER_CACHE"`
}

func (f registerFlags) open() (check.Registers, error) {
	if len(f.Registers) == 0 {
		return nil, nil
	}
	c := registers.Config{URLs: map[check.Register]string{}, Token: f.Token, Timeout: f.Timeout, Keep: f.Keep}
	for name, url := range f.Registers {
		c.URLs[check.Register(name)] = url
	}
	r, err := registers.New(c)
	if err != nil {
		return nil, fmt.Errorf("%w: --register: %w", errUsage, err)
	}
	return r, nil
}

func registersHelp() string {
	names := make([]string, len(registers.Names))
	for i, n := range registers.Names {
		names[i] = string(n)
	}
	return strings.Join(names, ", ")
}

// checkFlags are what a command that checks filings takes.
type checkFlags struct {
	policyFlags
	registerFlags
}

// loaded is what checkFlags name, made before anything slow starts.
type loaded struct {
	policy    *check.Policy
	registers check.Registers
}

func (f checkFlags) load() (l loaded, err error) {
	if l.policy, err = f.policy(); err == nil {
		l.registers, err = f.registerFlags.open()
	}
	return l, err
}

// into gives a pipeline its policy and registers.
func (l loaded) into(p *pipeline.Pipeline) { p.Policy, p.Registers = l.policy, l.registers }
