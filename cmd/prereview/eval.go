package main

// evalCmd is filled by the corpus and the scoring.
type evalCmd struct{}

func (evalCmd) Run() error { return errUsage }
