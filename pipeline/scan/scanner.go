package scan

import (
	"context"
	"image"
	"runtime"
	"syscall"
	"time"

	"prereview/filing"
	"prereview/ocr"
)

// Page is one page as found on an upload. Image is nil when the upload could not be used; a signal then says why.
type Page struct {
	Header Header
	// Image is the page: perspective undone, light evened, origin at 0,0, long side 1400..2200 pixels (of a card at most 1600) where the source
	// has them. Its text may still stand in any quarter turn, or mirrored: what is upright is told by content.
	Image *image.NRGBA
	// ToOriginal takes pixels of Image to pixels of the original, before EXIF orientation.
	ToOriginal ocr.Matrix
	// Outline is the page on the original, in the order of Image's corners: top left, top right, bottom right, bottom
	// left. For a mirrored original it runs anticlockwise.
	Outline ocr.Quad
	// Found says that Outline was found; otherwise it is the whole picture, or as much of it as has content.
	Found bool
	// Width and Height of the original in pixels, before EXIF orientation. For a PDF: of its first page as rendered,
	// which is the picture that Preview shows.
	Width, Height int
	// SourceWidth and SourceHeight are how many pixels of the original the page covers along its (mean) top and side.
	// A check of too few pixels looks at these: Image may have been enlarged.
	SourceWidth, SourceHeight float64
	// Further are the other cards in the same picture, straightened like the page itself: both sides of a card laid side
	// by side, or two persons' cards. Theirs have no Further.
	Further []Page
	// Signals of a further page; those of the page itself are what Scan answers.
	Signals []filing.Signal
	// Processor time of this process that decoding and the other steps took. The program that renders PDFs is not in it.
	DecodeCPU, StraightenCPU time.Duration
}

// Scanner decodes and straightens pages. Safe for concurrent use: what concurrent calls decode at once is bounded by
// Limits.DecodeMemory, and calls wait for their share.
type Scanner struct {
	limits Limits
	budget *budget
}

// New makes a Scanner under limits; zero values are defaults.
func New(l Limits) *Scanner {
	l = l.withDefaults()
	return &Scanner{limits: l, budget: newBudget(l.DecodeMemory)}
}

// work is one page on its way through the steps.
type work struct {
	header  Header
	pic     picture
	thumb   *thumb
	orient  ocr.Matrix // shown -> stored
	w, h    int        // size as shown
	outline ocr.Quad   // page on the picture as shown
	aspect  float64    // width over height of the page
	found   bool
	pad     float64     // of empty surroundings within each side of the outline, where it is that of the content
	further []candidate // other pages beside it
	// candidates are all outlines that were judged.
	candidates []candidate
	// rawAspect is the aspect before it was taken for a standard format, borderSides how many of the outline's sides are
	// the picture's own, blur what sharpness measured.
	rawAspect   float64
	borderSides int
	blur        float64
	page        Page
	signals     []filing.Signal
}

func (w *work) say(s ...filing.Signal) { w.signals = append(w.signals, s...) }

// steps is the way of a page, in order. A step that cannot go on leaves page.Image nil; later steps do without.
var steps = []struct {
	name string
	do   func(*work)
}{
	{"find", findPage},
	{"measure", measurePage},
	{"warp", warpPage},
	{"further", (*work).straightenFurther},
}

// stepsCost is the most bytes that the steps after decoding allocate for one picture, its page pictures among them.
const stepsCost = 128 << 20

// Scan reads one upload. It never fails for a bad document: Page.Image is nil then and a signal of severity block says
// what is wrong. When the context ends it stops between two steps, Image is nil, and no signal says so: the caller looks
// at its context.
//
// It holds at most the decoded picture (decodeCost: 4 bytes a pixel of a JPEG, 15 of a progressive one, 7 to 11 of other
// formats) and 128 MiB for everything else, however large the picture: pages are looked for on a thumbnail of at most 1200
// pixels a side. Both are taken from Limits.DecodeMemory before anything is decoded. Processor time is linear in the
// pixels decoded, plus a bounded part.
func (s *Scanner) Scan(ctx context.Context, name string, data []byte) (Page, []filing.Signal) {
	page, sigs := Page{}, []filing.Signal(nil)
	s.with(ctx, name, data, func(w *work, decoded time.Duration) {
		page, sigs = Page{Header: w.header}, w.signals
		if w.pic == nil {
			return
		}
		begin := ThreadCPU()
		for _, step := range steps {
			if ctx.Err() != nil {
				page, sigs = Page{Header: w.header}, w.signals
				return
			}
			step.do(w)
		}
		w.page.DecodeCPU, w.page.StraightenCPU = decoded, ThreadCPU()-begin
		page, sigs = w.page, w.signals
	})
	return page, sigs
}

// with decodes an upload within the limits and hands it on with the processor time that took, on one thread; its picture is nil when
// there is none to be had, and its signals say why.
func (s *Scanner) with(ctx context.Context, name string, data []byte, use func(*work, time.Duration)) {
	h, sigs := s.limits.Inspect(name, data)
	if blocked(sigs) {
		use(&work{header: h, signals: sigs}, 0)
		return
	}
	release, err := s.budget.acquire(ctx, decodeCost(h)+stepsCost)
	if err != nil {
		use(&work{header: h, signals: sigs}, 0)
		return
	}
	defer release()
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	begin := ThreadCPU()
	pic, more, err := s.decode(ctx, data, h)
	decoded := ThreadCPU() - begin
	if h.MediaType == mediaPDF {
		sigs = more // what rendering says is surer than what the bytes looked like
	} else {
		sigs = append(sigs, more...)
	}
	if err != nil || pic == nil {
		use(&work{header: h, signals: sigs}, decoded)
		return
	}
	w := newWork(h, pic)
	w.say(sigs...)
	use(w, decoded)
}

// ThreadCPU is the processor time used so far by the thread that calls. Differences mean something between calls of a
// goroutine that is locked to its thread.
func ThreadCPU() time.Duration {
	const rusageThread = 1 // RUSAGE_THREAD; package syscall does not name it
	var u syscall.Rusage
	if syscall.Getrusage(rusageThread, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func newWork(h Header, pic picture) *work {
	pw, ph := pic.Rect.Dx(), pic.Rect.Dy()
	w := &work{header: h, pic: pic, thumb: newThumb(pic), orient: orientation(h.Orientation, pw, ph)}
	w.w, w.h = shown(h.Orientation, pw, ph)
	w.page = Page{Header: h, Width: pw, Height: ph}
	return w
}
