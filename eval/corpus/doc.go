// Package corpus draws synthetic Chinese identity cards and business licences together with the truth about them, so
// that reading can be measured and trained without any real person's document.
//
// A Generator invents people and companies and draws flat pages; a Scene turns a page into the picture an applicant
// would upload (a scan, a phone photo) and carries every box along. All of it is a function of the split and the seed.
// The splits train, dev and test share no person, no company, no scene and, where enough are installed, no font.
//
// What is drawn imitates looks, never security features, and every page carries the word 样本 outside its fields as
// every file carries it in its metadata. Fonts are those of the Debian packages named in an error when they are missing.
//
// A Generator is not safe for concurrent use; any number of them may be used side by side.
package corpus
