package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"prereview/filing"
	"prereview/pipeline"
)

// client calls the JSON API as a portal would.
type client struct {
	server string // http://host:port
	key    string
	http   *http.Client
}

func newClient(server, key string) *client {
	return &client{server: strings.TrimRight(server, "/"), key: key, http: &http.Client{Timeout: time.Minute}}
}

// problemDetails is an RFC 9457 answer.
type problemDetails struct {
	Title  string `json:"title"`
	Detail string `json:"detail"`
	Errors []struct {
		Field   string   `json:"field"`
		Detail  string   `json:"detail"`
		Allowed []string `json:"allowed"`
	} `json:"errors"`
}

func (c *client) do(ctx context.Context, method, path string, body io.Reader, mediaType string, out any) error {
	req, err := http.NewRequestWithContext(ctx, method, c.server+"/api/v1"+path, body)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+c.key)
	if mediaType != "" {
		req.Header.Set("Content-Type", mediaType)
	}
	res, err := c.http.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(res.Body, 32<<20))
	if err != nil {
		return err
	}
	if res.StatusCode >= 300 {
		var p problemDetails
		if json.Unmarshal(raw, &p) != nil || p.Detail == "" && p.Title == "" {
			return fmt.Errorf("%s %s: %s", method, path, res.Status)
		}
		msg := fmt.Sprintf("%s %s: %d %s", method, path, res.StatusCode, p.Title)
		if p.Detail != "" {
			msg += ": " + p.Detail
		}
		for _, e := range p.Errors {
			msg += "\n  " + filing.Problem{Field: e.Field, Detail: e.Detail, Allowed: e.Allowed}.Error()
		}
		return fmt.Errorf("%s", msg)
	}
	if out == nil {
		return nil
	}
	return json.Unmarshal(raw, out)
}

// uploaded is the answer to an upload: what was kept, and what the quick look says.
type uploaded struct {
	filing.Attachment
	Findings []filing.Finding `json:"findings"`
}

// submit creates a filing, uploads its files and submits it. said is told each step.
func (c *client) submit(ctx context.Context, in pipeline.Input, said func(string)) (id string, err error) {
	body, err := json.Marshal(in.Form)
	if err != nil {
		return "", err
	}
	var f filing.Filing
	if err := c.do(ctx, http.MethodPost, "/filings", bytes.NewReader(body), "application/json", &f); err != nil {
		return "", err
	}
	for _, file := range in.Files {
		var up uploaded
		at := "/filings/" + f.ID + "/documents/" + string(file.Slot) + "?name=" + url.QueryEscape(file.Name)
		if err := c.do(ctx, http.MethodPut, at, bytes.NewReader(file.Data), "application/octet-stream", &up); err != nil {
			return f.ID, err
		}
		line := fmt.Sprintf("%s: %s, %d KB", file.Slot, up.MediaType, up.Size/1024)
		for _, finding := range up.Findings {
			if finding.Status == filing.Fail {
				line += "\n    " + finding.Message
			}
		}
		said(line)
	}
	return f.ID, c.do(ctx, http.MethodPost, "/filings/"+f.ID+"/submit", nil, "", nil)
}

// wait polls until the filing's newest run is over and answers its report.
func (c *client) wait(ctx context.Context, id string, said func(filing.Status)) (filing.Report, error) {
	for {
		var f filing.Filing
		if err := c.do(ctx, http.MethodGet, "/filings/"+id, nil, "", &f); err != nil {
			return filing.Report{}, err
		}
		said(f.Status)
		switch f.Status {
		case filing.Draft, filing.Queued, filing.Reviewing:
		case filing.Failed:
			return filing.Report{}, fmt.Errorf("filing %s: the pre-review failed for a fault of the system; it can be retried", id)
		default:
			var r filing.Report
			err := c.do(ctx, http.MethodGet, "/filings/"+id+"/runs/"+strconv.Itoa(f.Run)+"/report", nil, "", &r)
			return r, err
		}
		select {
		case <-ctx.Done():
			return filing.Report{}, ctx.Err()
		case <-time.After(500 * time.Millisecond):
		}
	}
}
