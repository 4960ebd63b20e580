// Package corpus draws synthetic Chinese identity cards, business licences and the papers of a filing together with the
// truth about them, so that reading can be measured and trained without any real person's document.
//
// Cards have two sides; licences the designs of 2019 and 2014, and the sole trader's of 2011, each lying and upright; papers
// are the verification form, two letters, the domain certificate and permits. Whole filings are drawn too, clean or with
// one planted discrepancy each.
//
// A Generator invents people and companies and draws flat pages; a Scene turns a page into the picture an applicant
// would upload and carries every box along, by a list of steps for each tier: scan is a flatbed, photo a phone and some
// care, hard a phone without care, or a copy, print-out or screen. The steps taken are in the truth. All of it is a function of the split and the seed.
// The splits train, dev and test share no person, no company, no ground and no font of values. Nor does the split fresh, which has
// besides faces and scenes that were added after the models were trained and the constants chosen: other tables and lamps, sleeves,
// folds, messengers, scanning applications. What is read as well there was not learned by heart. It is only ever reported:
// nothing is trained on it and nothing chosen by it, and when a model has been trained with it in sight it wants replacing.
//
// What is drawn imitates looks, never security features, and every page carries the word 样本 outside its fields as
// every file carries it in its metadata. Fonts are those of the Debian packages named in an error when they are missing.
//
// A Generator is not safe for concurrent use; any number of them may be used side by side.
package corpus
