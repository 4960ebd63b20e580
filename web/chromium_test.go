package web

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"prereview/internal/testservers"

	"github.com/chromedp/chromedp"
)

func TestMain(m *testing.M) { testservers.Main(m) }

// tab is one page of a real Chromium, driven as a person would. Every step fails the test by itself.
type tab struct {
	t   *testing.T
	ctx context.Context
}

// openTab starts a browser. Whatever its console complains of fails the test: a script that breaks, or a resource that
// the content security policy refuses.
func openTab(t *testing.T) *tab {
	t.Helper()
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(testservers.Chromium(t)), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.UserDataDir(t.TempDir()), chromedp.WindowSize(1280, 900))
	alloc, stop := chromedp.NewExecAllocator(t.Context(), opts...)
	ctx, cancel := chromedp.NewContext(alloc)
	b := &tab{t: t, ctx: ctx}
	messages := chromedp.Console(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for m, err := range messages {
			if err != nil {
				return
			}
			// The browser itself notes every answer of 400 and above; those are asked for on purpose here.
			if (m.Type == chromedp.ConsoleError || m.Type == chromedp.ConsoleException) && !strings.Contains(m.Text, "the server responded with a status of 4") {
				t.Errorf("console: %s (%s)", m.Text, m.URL)
			}
		}
	}()
	t.Cleanup(func() { cancel(); stop(); <-done })
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		t.Fatal(err)
	}
	return b
}

func ask[T any](b *tab, what string, a chromedp.Action[T]) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, time.Minute) // a step takes a tenth of a second, unless the machine is busy
	defer cancel()
	v, err := chromedp.Run(ctx, a)
	if err != nil {
		at := filepath.Join(os.TempDir(), "prereview-"+b.t.Name()+".png")
		if shot, e := chromedp.Run(b.ctx, chromedp.CaptureScreenshot()); e == nil && os.WriteFile(at, shot, 0o644) == nil {
			b.t.Logf("the page as it was: %s", at)
		}
		b.t.Fatalf("%s: %v", what, err)
	}
	return v
}

func (b *tab) goTo(url string) {
	b.t.Helper()
	ask(b, "go to "+url, chromedp.Navigate(url))
}

func (b *tab) wait(sel string) {
	b.t.Helper()
	ask(b, "wait for "+sel, chromedp.WaitVisible(chromedp.CSS(sel)))
}

func (b *tab) click(sel string) {
	b.t.Helper()
	ask(b, "click "+sel, chromedp.Click(chromedp.CSS(sel)))
}

func (b *tab) fill(sel, text string) {
	b.t.Helper()
	ask(b, "type into "+sel, chromedp.SendKeys(chromedp.CSS(sel), text))
}

func (b *tab) key(keys string) {
	b.t.Helper()
	ask(b, "press "+keys, chromedp.KeyEvent(keys))
}

func (b *tab) text(sel string) string {
	b.t.Helper()
	b.wait(sel)
	return ask(b, "read "+sel, chromedp.Text(chromedp.CSS(sel)))
}

func (b *tab) upload(sel, file string) {
	b.t.Helper()
	ask(b, "upload to "+sel, chromedp.SetUploadFiles(chromedp.CSS(sel), []string{file}))
}

func (b *tab) at() string {
	b.t.Helper()
	return ask(b, "location", chromedp.Location())
}

func eval[T any](b *tab, js string) T {
	b.t.Helper()
	return ask(b, js, chromedp.Evaluate[T](js))
}

// capture keeps a picture of the whole page when PREREVIEW_SCREENSHOTS names a folder.
func (b *tab) capture(name string) {
	b.t.Helper()
	dir := os.Getenv("PREREVIEW_SCREENSHOTS")
	if dir == "" {
		return
	}
	time.Sleep(300 * time.Millisecond) // pictures arrive after the page
	if err := os.WriteFile(filepath.Join(dir, name+".png"), ask(b, "capture", chromedp.FullScreenshot(100)), 0o644); err != nil {
		b.t.Fatal(err)
	}
}
