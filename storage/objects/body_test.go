package objects

import (
	"errors"
	"io"
	"strings"
	"testing"
)

// A try that was given up may still be reading when the next one is made ready: it must not take bytes from it, nor from the
// caller's reader once Put has answered.
func TestBodyBelongsToOneTry(t *testing.T) {
	b, err := newBody(strings.NewReader("0123456789"), 10)
	if err != nil {
		t.Fatal(err)
	}
	first := b.turn()
	some := make([]byte, 4)
	if n, err := first.Read(some); n != 4 || err != nil {
		t.Fatal(n, err)
	}
	if !b.rewind() {
		t.Fatal("could not be made ready again")
	}
	if n, err := first.Read(some); n != 0 || !errors.Is(err, errLeft) {
		t.Errorf("the first try read %d more: %v", n, err)
	}
	second := b.turn()
	if all, err := io.ReadAll(second); string(all) != "0123456789" || err != nil {
		t.Errorf("the second try read %q: %v", all, err)
	}
	if err := b.leave(); err != nil {
		t.Error(err)
	}
	if n, err := second.Read(some); n != 0 || !errors.Is(err, errLeft) {
		t.Errorf("after Put %d bytes were read: %v", n, err)
	}
}
