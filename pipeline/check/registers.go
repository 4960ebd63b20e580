package check

import (
	"context"
	"errors"
	"sync"
	"time"

	"prereview/filing"
)

// Register names an outside source that knows what documents cannot show.
type Register string

const (
	RegisterEntity  Register = "entity"  // key: certificate number of the 主办单位; answers filing.Entity
	RegisterSubject Register = "subject" // key: certificate number of the 主体; answers filing.FiledSubject
	RegisterDomain  Register = "domain"  // key: domain; answers filing.DomainRecord
	RegisterProbe   Register = "probe"   // key: domain; answers filing.SiteProbe
	RegisterMobile  Register = "mobile"  // key: eleven digits; answers filing.MobileRecord
	RegisterIP      Register = "ip"      // key: IP address; answers filing.IPRecord
	RegisterHistory Register = "history" // the provider's own records: never asked over the net, see Case.Answers.History
)

// Registers answers questions to outside registers. It keeps each question within a time of its own and may be called
// concurrently.
type Registers interface {
	// Look asks a register about a key and puts what it says into answer, a pointer to the register's type. source is the
	// register's name as configured, at when it said so; known is false when it does not know the key. ErrNoRegister says
	// that none of that name is configured; any other error that it did not answer.
	Look(ctx context.Context, register Register, key string, answer any) (source string, at time.Time, known bool, err error)
}

// ErrNoRegister and ErrRefused are why a register was not asked, or would not say.
var (
	ErrNoRegister = errors.New("no such register is configured")
	ErrRefused    = errors.New("the register refuses the question")
)

// lookupsAtOnce bounds the questions of one filing that are under way at the same time.
const lookupsAtOnce = 4

// LookUp asks the registers all that the checks may need to know of a filing. A register that does not answer is an
// answer too: the checks that need it say that they were not run. History is not asked here; the records answer it.
func LookUp(ctx context.Context, r Registers, form filing.Form) filing.Answers {
	a := filing.Answers{Domains: map[string]filing.Answer[filing.DomainRecord]{}, Probes: map[string]filing.Answer[filing.SiteProbe]{},
		Mobiles: map[string]filing.Answer[filing.MobileRecord]{}, IPs: map[string]filing.Answer[filing.IPRecord]{}}
	if r == nil {
		return filing.Answers{}
	}
	var (
		wg   sync.WaitGroup
		mu   sync.Mutex
		gate = make(chan struct{}, lookupsAtOnce)
	)
	ask := func(f func()) {
		wg.Go(func() {
			gate <- struct{}{}
			defer func() { <-gate }()
			f()
		})
	}
	d := form.Declared
	subject := foldCode(d.Organisation.CertificateNumber)
	if form.Kind == filing.Individual {
		subject = foldCode(string(d.Principal.CertificateNumber))
	} else if subject != "" {
		ask(func() { a.Entity = look[filing.Entity](ctx, r, RegisterEntity, subject) })
	}
	if subject != "" {
		ask(func() { a.Subject = look[filing.FiledSubject](ctx, r, RegisterSubject, subject) })
	}
	lookAll(ask, &mu, a.Domains, d.Site.Domains, func(k string) filing.Answer[filing.DomainRecord] {
		return look[filing.DomainRecord](ctx, r, RegisterDomain, k)
	})
	lookAll(ask, &mu, a.Probes, d.Site.Domains, func(k string) filing.Answer[filing.SiteProbe] {
		return look[filing.SiteProbe](ctx, r, RegisterProbe, k)
	})
	lookAll(ask, &mu, a.IPs, d.Access.IPs, func(k string) filing.Answer[filing.IPRecord] {
		return look[filing.IPRecord](ctx, r, RegisterIP, k)
	})
	lookAll(ask, &mu, a.Mobiles, mobilesOf(form), func(k string) filing.Answer[filing.MobileRecord] {
		return look[filing.MobileRecord](ctx, r, RegisterMobile, k)
	})
	wg.Wait()
	return a
}

// keysAtMost bounds what one hostile form can make us ask.
const keysAtMost = 30

func lookAll[T any](ask func(func()), mu *sync.Mutex, out map[string]filing.Answer[T], keys []string, one func(string) filing.Answer[T]) {
	seen := map[string]bool{}
	for _, k := range keys {
		if k == "" || len(k) > 253 || seen[k] || len(seen) == keysAtMost {
			continue
		}
		seen[k] = true
		ask(func() {
			v := one(k)
			mu.Lock()
			defer mu.Unlock()
			out[k] = v
		})
	}
}

func look[T any](ctx context.Context, r Registers, register Register, key string) filing.Answer[T] {
	var a filing.Answer[T]
	source, at, known, err := r.Look(ctx, register, key, &a.Value)
	switch {
	case errors.Is(err, ErrNoRegister):
		return filing.Answer[T]{NotRun: filing.ReasonNoRegister}
	case errors.Is(err, ErrRefused):
		return filing.Answer[T]{NotRun: reasonRegisterRefused, Source: source}
	case err != nil:
		return filing.Answer[T]{NotRun: reasonRegisterDown, Source: source}
	case !known:
		return filing.Answer[T]{Source: source, At: at}
	}
	a.Source, a.At, a.Known = source, at, true
	return a
}

// mobilesOf are the mobile numbers of the form, eleven digits each.
func mobilesOf(form filing.Form) (out []string) {
	for _, p := range []filing.Person{form.Declared.Principal, form.Declared.SitePrincipal} {
		for _, n := range []filing.Phone{p.Mobile, p.OfficePhone, p.EmergencyPhone} {
			if s := foldPhone(string(n)); mobileForm.MatchString(s) {
				out = append(out, s)
			}
		}
	}
	return out
}

// answered gives a register's answer to a rule. Where there is none it says so, as not_run with the reason, and ok is
// false. vs are the values the question was about.
func answered[T any](k *checker, a filing.Answer[T], vs ...value) (said T, known, ok bool) {
	if why := a.Reason(); why != "" {
		k.notRun(why, vs...)
		return said, false, false
	}
	return a.Value, a.Known, true
}
