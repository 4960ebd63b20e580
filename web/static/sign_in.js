// An address like /sign-in#KEY, as the program prints it on its first start, signs in by itself. The part after # never
// leaves the browser but in the form, and is taken out of the address at once.
const key = decodeURIComponent(location.hash.slice(1));
const input = document.getElementById('key');
if (key && input) {
  history.replaceState(null, '', location.pathname + location.search);
  input.value = key;
  input.form.requestSubmit();
}
