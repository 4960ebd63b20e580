#!/usr/bin/env bash
# Installs what Prereview needs on Debian 12 (or a relative of it). Usage: scripts/setup.sh run|test
# Safe to call again: it looks first and installs only what is missing.
set -euo pipefail
cd "$(dirname "$0")/.."

minio_version=v0.0.0-20260212201848-7aac2a2c5b7c

run_packages="gcc libc6-dev pkg-config tesseract-ocr tesseract-ocr-chi-sim libtesseract-dev libleptonica-dev g++ poppler-utils"
test_packages="redis-server postgresql chromium fonts-noto-cjk fonts-noto-cjk-extra fonts-wqy-zenhei fonts-wqy-microhei
  fonts-arphic-uming fonts-arphic-ukai fonts-arphic-gbsn00lp fonts-arphic-gkai00mp fonts-lxgw-wenkai fonts-ocr-b
  fonts-babelstone-han"
fandol=/usr/local/share/fonts/fandol # the Fandol faces: of their package only the fonts, for it would bring all of TeX

say() { printf 'setup: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

case "${1:-}" in
  run) packages=$run_packages ;;
  test) packages="$run_packages $test_packages" ;;
  *) die "usage: scripts/setup.sh run|test" ;;
esac

command -v go >/dev/null || die "Go is missing: install Go 1.26 or newer (https://go.dev/dl/) and put it on PATH"

missing=""
if command -v dpkg-query >/dev/null; then
  for p in $packages; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$p" 2>/dev/null || true)" = installed ] || missing="$missing $p"
  done
else
  for c in gcc g++ pkg-config tesseract pdftoppm; do
    command -v "$c" >/dev/null || missing="$missing $c"
  done
  [ -z "$missing" ] || die "this is no Debian system; install these yourself:$missing"
fi

want_fandol=""
[ "$1" != test ] || [ -f "$fandol/FandolSong-Regular.otf" ] || want_fandol=texlive-lang-chinese

sudo=""
if [ -n "$missing$want_fandol" ]; then
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || die "these Debian packages are missing and there is no sudo to install them with:$missing $want_fandol"
    sudo="sudo"
  fi
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2 || die "apt-get update failed; is the package mirror reachable?"
fi

if [ -n "$missing" ]; then
  say "installing Debian packages:$missing"
  # A test run starts its own servers on free ports; the packaged ones need not start.
  $sudo env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends $missing >/dev/null ||
    die "apt-get could not install:$missing"
fi

if [ -n "$want_fandol" ]; then
  say "unpacking the Fandol fonts of the Debian package $want_fandol into $fandol"
  unpack=$(mktemp -d)
  trap 'rm -rf "$unpack"' EXIT
  (cd "$unpack" && apt-get download -qq "$want_fandol" 2>/dev/null && dpkg-deb -x ./*.deb .) || die "apt-get could not download $want_fandol"
  $sudo mkdir -p "$fandol"
  find "$unpack" -name 'Fandol[FHKS]*.otf' -exec $sudo install -m 644 -t "$fandol" {} +
fi

# The second reader. Without it everything runs, only less surely; tests want it.
if ! scripts/paddle.sh .tools/paddle; then
  [ "$1" = run ] || die "the second reader could not be fetched"
  say "the second reader could not be fetched: one reader will read alone"
fi

if [ "$1" = test ] && [ ! -x .tools/minio-"$minio_version" ]; then
  say "building the MinIO server into .tools (once, some minutes)"
  mkdir -p .tools
  GOBIN="$PWD/.tools" GOFLAGS=-buildvcs=false go install "github.com/minio/minio@$minio_version" ||
    die "MinIO could not be built: go install github.com/minio/minio@$minio_version failed"
  ln -f .tools/minio ".tools/minio-$minio_version" # its name says which version it is
fi
