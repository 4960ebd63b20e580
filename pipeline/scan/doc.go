// Package scan turns uploaded bytes, which may be anything, into one upright, bounded, clean picture of the page they
// show, with what the picture itself says about its quality, and with the transform that takes any place on the page
// back to the pixels of the upload.
//
// A document that cannot be used is never an error here: it is a Page without an Image and a signal that says why.
//
//	Inspect   the first bytes and the header: format, size in pixels, orientation. Decodes nothing; microseconds.
//	Scan      decode, find the page on its ground, measure, straighten, clean.
//	Preview   the upload as a small JPEG for people, turned and stripped of its metadata.
//
// The bytes of pictures are parsed by Go code only. PDFs are rendered by poppler in a child process that is limited in
// memory, processor time and wall time.
package scan
