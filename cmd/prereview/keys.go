package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"prereview/filing"
	"prereview/storage/records"
)

type keysCmd struct {
	Create keysCreateCmd `cmd:"" help:"Make a key and print it; it is shown this once and only its hash is kept."`
	List   keysListCmd   `cmd:"" help:"List the keys."`
	Revoke keysRevokeCmd `cmd:"" help:"Revoke a key: it is refused from then on, and sessions made with it end."`
}

type keysCreateCmd struct {
	Name string      `required:"" help:"Whose key it is, for the audit log and the pages."`
	Role filing.Role `required:"" enum:"portal,reviewer" help:"portal: calls the API, sees the filings it created. reviewer: signs in to the pages, sees and decides every filing."`
	databaseFlags
}

func (c keysCreateCmd) Run(ctx context.Context) error {
	store, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	_, secret, err := createKey(ctx, store, c.Name, c.Role)
	if err != nil {
		return err
	}
	fmt.Println(secret)
	return nil
}

// createKey makes a key and audits it.
func createKey(ctx context.Context, store *records.Store, name string, role filing.Role) (filing.Key, string, error) {
	secret, hash := filing.NewSecret()
	k := filing.Key{ID: filing.NewID(), Name: name, Role: role, Hash: hash, CreatedAt: time.Now().UTC()}
	if err := store.CreateKey(ctx, k); err != nil {
		return k, "", err
	}
	return k, secret, store.Audit(ctx, filing.AuditEntry{At: k.CreatedAt, Actor: "system", Action: "key.created", Detail: k.ID + " " + string(role)})
}

type keysListCmd struct {
	JSON bool `name:"json" help:"One JSON object a line."`
	databaseFlags
}

func (c keysListCmd) Run(ctx context.Context) error {
	store, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	keys, err := store.Keys(ctx)
	if err != nil {
		return err
	}
	enc := json.NewEncoder(os.Stdout)
	for _, k := range keys {
		if c.JSON {
			enc.Encode(k)
			continue
		}
		state := "in force"
		if !k.RevokedAt.IsZero() {
			state = "revoked " + k.RevokedAt.Format(time.DateOnly)
		}
		fmt.Printf("%s  %-8s  %s  %-18s  %s\n", k.ID, k.Role, k.CreatedAt.Format(time.DateOnly), state, k.Name)
	}
	return nil
}

type keysRevokeCmd struct {
	ID string `arg:"" help:"The key's id, as keys list shows it."`
	databaseFlags
}

func (c keysRevokeCmd) Run(ctx context.Context) error {
	store, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	if err := store.RevokeKey(ctx, c.ID); err != nil {
		return fmt.Errorf("revoke %s: %w", c.ID, err)
	}
	return store.Audit(ctx, filing.AuditEntry{At: time.Now().UTC(), Actor: "system", Action: "key.revoked", Detail: c.ID})
}
