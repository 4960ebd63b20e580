#!/usr/bin/env bash
# Fetches the fonts that documents of the split "fresh" are printed in, which nothing else needs: 170 MB to fetch, 100 MB on disk.
# Usage: scripts/fresh.sh. Three packages of the npm registry, of which no script is run, and two of Debian's; held against sums
# of the unpacked faces. None of it is committed or passed on: each face is under its publisher's own licence.
# Safe to call again: what is there and right is left alone.
set -euo pipefail

dir=/usr/local/share/fonts/prereview-fresh # eval/corpus/fonts.go looks there

say() { printf 'fresh: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

faces="misans 2238870590a37c3893529d9c7467c186ac8966efef78acda762f62080d3d24ad
misans-semibold c9cc5d87cabd36a4ad66491538dc48b6134fe00294ee81814555a9f573bded4f
harmony 98feec8df7687a273ae9a284b44e90bf21d889388c4cd767530b96bf82d98f64
screen-song 4d5ec83e9219e8510de4777379213f7172eb8e01fd31a7123800d7c1dfe515a6
hanazono 7ca87559414474848fc513a8d8eb42d5b0f8194c30c2abdfbfedff5398ec88d7
tw-kai 6e7b756bf723845e1494db161f0944c04fa8494f8e0ca4647b6cf655cd67d03a"

# The sum of a face is that of its files in the order of their names.
right() { # FACE SUM
  compgen -G "$dir/$1/*.ttf" >/dev/null && [ "$(LC_ALL=C; cat "$dir/$1"/*.ttf | sha256sum | cut -d' ' -f1)" = "$2" ]
}
wrong() { # the faces that are not there as they should be
  while read -r face sum; do
    right "$face" "$sum" || echo "$face"
  done <<<"$faces"
}

missing=$(wrong)
[ -n "$missing" ] || exit 0

sudo=""
[ "$(id -u)" = 0 ] || sudo=sudo
command -v npm >/dev/null || die "npm is missing, which fetches the fonts"
command -v apt-get >/dev/null || die "apt-get is missing, which fetches the fonts"
if ! command -v woff2_decompress >/dev/null; then
  say "installing the Debian package woff2"
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends woff2 >/dev/null || die "apt-get could not install woff2"
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"

package() { # NAME@VERSION SHA256: unpacks a package of the npm registry into $work/npm
  local tarball
  rm -rf "$work/npm" && mkdir "$work/npm"
  tarball=$(cd "$work" && npm pack --silent --ignore-scripts "$1") || die "npm could not fetch $1"
  echo "$2  $work/$tarball" | sha256sum --check --status || die "$1 is not what was expected (sha256)"
  tar -xzf "$work/$tarball" -C "$work/npm" --strip-components=1
}
install_face() { # FACE FILE...
  local face=$1 file
  shift
  mkdir -p "$work/$face"
  for file; do
    case "$file" in
      *.woff2)
        cp "$file" "$work/$face/"
        woff2_decompress "$work/$face/$(basename "$file")" >/dev/null 2>&1 || die "$face: a file could not be decompressed"
        rm "$work/$face/$(basename "$file")" ;;
      *) cp "$file" "$work/$face/" ;;
    esac
  done
  $sudo rm -rf "${dir:?}/$face"
  $sudo mkdir -p "$dir/$face"
  $sudo install -m 644 -t "$dir/$face" "$work/$face"/*.ttf
}
debian() { # PACKAGE: unpacks it into $work/deb
  rm -rf "$work/deb" "$work"/*.deb
  (cd "$work" && apt-get download -qq "$1" 2>/dev/null && dpkg-deb -x "$1"_*.deb deb) || die "apt-get could not fetch $1: is apt-get update needed?"
}

wanted() { grep -qx "$1" <<<"$missing"; }

say "fetching $(echo $missing)"
if wanted misans || wanted misans-semibold; then
  package misans@4.1.0 7e38ddcee175a1e1dcbdfaa20a2bddf4930d35e66cb81f6b1e6940efad495712
  install_face misans "$work"/npm/lib/Normal/MiSans-Regular.*.woff2
  install_face misans-semibold "$work"/npm/lib/Normal/MiSans-Semibold.*.woff2
fi
if wanted harmony; then
  package harmonyos-sans-sc-webfont-splitted@1.1.0 218d1ba8e1bcb520b8b906e8b35512b7ce2ea71bd1a8b85cef16c1ce6e8b9eb1
  install_face harmony "$work"/npm/dist/Regular_*.woff2
fi
if wanted screen-song; then
  package @chinese-fonts/sypxzs@3.0.0 74e399af67f1870e9be8483a3f361eed6bce94b81049b86988da23260867419d
  install_face screen-song "$work"/npm/dist/*/*.woff2
fi
if wanted hanazono; then
  debian fonts-hanazono
  install_face hanazono "$work"/deb/usr/share/fonts/truetype/hanazono/HanaMinA.ttf
fi
if wanted tw-kai; then
  debian fonts-cns11643-kai
  install_face tw-kai "$work"/deb/usr/share/fonts/truetype/cns11643/TW-Kai-98_1.ttf
fi
missing=$(wrong)
[ -z "$missing" ] || die "these faces are not what was expected (sha256): $(echo $missing)"
