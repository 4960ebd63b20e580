package check

// rules lists every rule in the order in which they run and, within one rank, are shown: the picture before what is
// read from it, one document before what binds several.
var rules = []Rule{
	fileFormatAllowed,
}
