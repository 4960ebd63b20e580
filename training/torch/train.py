#!/usr/bin/env python3
"""Trains the reader's network in PyTorch, many lines at a time.

The network is Tesseract's [1,48,0,1 Ct3,3,16 Mp3,3 Lfys64 Lfx96 Lrx96 Lfx512 O1c1] with the weights that
`training weights` wrote; what this program writes goes back into a model with `training export -weights`. Lines come in
packs (`training lines -out x.pack`): each pack is learned from while others are drawn, and kept for a few rounds, every
time a little changed. Works on a CPU (python3-torch, one process a core) and on CUDA.
"""
import argparse
import glob
import json
import math
import os
import random
import struct
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

HEIGHT = 48


def read_weights(path):
    """-> (null code, matrices): uint32 null, uint32 count, then for each uint32 rows, cols, float64s, little endian."""
    with open(path, "rb") as f:
        null, count = struct.unpack("<II", f.read(8))
        out = []
        for _ in range(count):
            rows, cols = struct.unpack("<II", f.read(8))
            out.append(np.frombuffer(f.read(8 * rows * cols), "<f8").reshape(rows, cols).copy())
    return null, out


def write_weights(path, null, matrices):
    with open(path + ".part", "wb") as f:
        f.write(struct.pack("<II", null, len(matrices)))
        for m in matrices:
            f.write(struct.pack("<II", *m.shape))
            f.write(np.ascontiguousarray(m, "<f8").tobytes())
    os.replace(path + ".part", path)


def read_pack(path):
    """Lines of a pack: [(pixels uint8 48 x w, codes)], uint32 count, then for each uint16 width, uint16 n, n codes, pixels."""
    data = open(path, "rb").read()
    (count,) = struct.unpack_from("<I", data)
    at, out = 4, []
    for _ in range(count):
        w, n = struct.unpack_from("<HH", data, at)
        at += 4
        codes = np.frombuffer(data, np.uint8, n, at).astype(np.int64)
        at += n
        out.append((np.frombuffer(data, np.uint8, HEIGHT * w, at).reshape(HEIGHT, w), codes))
        at += HEIGHT * w
    return out


def quantile(values, share, default):
    """As Tesseract's STATS::ile on whole numbers."""
    if len(values) == 0:
        return default
    hist = np.bincount(values, minlength=256)
    total = np.cumsum(hist)
    target = max(1.0, share * total[-1])
    i = int(np.searchsorted(total, target))
    return i + 1 - (total[i] - target) / hist[i]


def normal(pixels):
    """Grey values to -1..1 by the black and white of the middle row, as Tesseract does before its network."""
    row = pixels[HEIGHT // 2].astype(np.int32)
    prev, cur, after = row[:-2], row[1:-1], row[2:]
    low = cur[((cur < prev) & (cur <= after)) | ((cur <= prev) & (cur < after))]
    high = cur[((cur > prev) & (cur >= after)) | ((cur >= prev) & (cur > after))]
    black, white = quantile(low, 0.25, 0.0), quantile(high, 0.75, 255.0)
    contrast = (white - black) / 2
    if contrast <= 0:
        contrast = 1.0
    return np.clip((pixels.astype(np.float32) - black) / contrast - 1, -1, 1)


def varied(pixels, rng):
    """A line seen again is seen a little differently: other blur, contrast, noise, width."""
    x = pixels.astype(np.float32)
    h, w = x.shape
    if rng.random() < 0.5:  # stretched or squeezed
        nw = max(12, int(w * rng.uniform(0.93, 1.07)))
        at = np.linspace(0, w - 1, nw)
        i = np.minimum(at.astype(int), w - 2) if w > 1 else np.zeros(nw, int)
        t = (at - i).astype(np.float32)
        x = x[:, i] * (1 - t) + x[:, np.minimum(i + 1, w - 1)] * t
    k = rng.random()
    if k < 0.25:  # softer
        a = rng.uniform(0.1, 0.3)
        x[:, 1:-1] = (1 - 2 * a) * x[:, 1:-1] + a * (x[:, :-2] + x[:, 2:])
        x[1:-1] = (1 - 2 * a) * x[1:-1] + a * (x[:-2] + x[2:])
    elif k < 0.35:  # sharper
        a = rng.uniform(0.05, 0.2)
        x[:, 1:-1] = (1 + 2 * a) * x[:, 1:-1] - a * (x[:, :-2] + x[:, 2:])
    if rng.random() < 0.4:  # paler or fatter ink
        g = math.exp(rng.uniform(-0.35, 0.35))
        x = 255 * np.power(np.clip(x, 0, 255) / 255, g)
    if rng.random() < 0.3:
        x = x + np.random.normal(0, rng.uniform(2, 10), x.shape).astype(np.float32)
    if rng.random() < 0.3:  # a row up or down
        x = np.roll(x, rng.choice([-1, 1]), axis=0)
    return np.clip(x, 0, 255).astype(np.uint8)


class Net(torch.nn.Module):
    """The network with its matrices as torch wants them. Lines come as [n, 48, w], answers go as [t, n, codes], t = w // 3."""

    def __init__(self, matrices):
        super().__init__()
        conv, matrices = matrices[0], matrices[1:]
        self.conv = torch.nn.Conv2d(1, conv.shape[0], 3)
        # Tesseract stacks the neighbourhood column by column.
        self.conv.weight.data = torch.tensor(conv[:, :-1].reshape(-1, 1, 3, 3).transpose(0, 1, 3, 2).copy()).float()
        self.conv.bias.data = torch.tensor(conv[:, -1].copy()).float()
        self.layers = torch.nn.ModuleList()
        inputs = conv.shape[0]
        while len(matrices) >= 5:
            gates, matrices = matrices[:4], matrices[4:]
            self.layers.append(self.lstm(gates, inputs))
            inputs = gates[0].shape[0]
        (out,) = matrices
        self.out = torch.nn.Linear(inputs, out.shape[0])
        self.out.weight.data = torch.tensor(out[:, :-1].copy()).float()
        self.out.bias.data = torch.tensor(out[:, -1].copy()).float()
        assert len(self.layers) == 4

    @staticmethod
    def lstm(gates, inputs):
        cell, gin, forget, gout = gates  # Tesseract's order; torch wants in, forget, cell, out
        hidden = cell.shape[0]
        layer = torch.nn.LSTM(inputs, hidden)
        rows = np.concatenate([gin, forget, cell, gout])
        layer.weight_ih_l0.data = torch.tensor(rows[:, :inputs].copy()).float()
        layer.weight_hh_l0.data = torch.tensor(rows[:, inputs:inputs + hidden].copy()).float()
        layer.bias_ih_l0.data = torch.tensor(rows[:, -1].copy()).float()
        layer.bias_hh_l0.data.zero_()
        layer.bias_hh_l0.requires_grad_(False)
        return layer

    def matrices(self):
        w = self.conv.weight.detach().cpu().double().numpy().transpose(0, 1, 3, 2)
        out = [np.concatenate([w.reshape(w.shape[0], 9), self.conv.bias.detach().cpu().double().numpy()[:, None]], 1)]
        for layer in self.layers:
            rows = torch.cat([layer.weight_ih_l0, layer.weight_hh_l0, (layer.bias_ih_l0 + layer.bias_hh_l0)[:, None]], 1)
            gin, forget, cell, gout = rows.detach().cpu().double().numpy().reshape(4, -1, rows.shape[1])
            out += [cell, gin, forget, gout]
        out.append(torch.cat([self.out.weight, self.out.bias[:, None]], 1).detach().cpu().double().numpy())
        return out

    def forward(self, x, widths):
        n, h, w = x.shape
        pad = torch.rand(n, h + 2, w + 2, device=x.device) * 2 - 1  # what lies outside the picture is noise
        for i, width in enumerate(widths):
            pad[i, 1:-1, 1:width + 1] = x[i, :, :width]
        x = F.max_pool2d(torch.tanh(self.conv(pad[:, None])), 3)  # n, c, 16, t
        n, c, h, t = x.shape
        _, (x, _) = self.layers[0](x.permute(2, 0, 3, 1).reshape(h, n * t, c))
        x = x[0].reshape(n, t, -1).transpose(0, 1)  # t, n, 64
        x, _ = self.layers[1](x)
        steps = [width // 3 for width in widths]
        x, _ = self.layers[2](self.reversed(x, steps))
        x, _ = self.layers[3](self.reversed(x, steps))
        return F.log_softmax(self.out(x), 2)

    @staticmethod
    def reversed(x, steps):
        t, n, _ = x.shape
        index = torch.arange(t, device=x.device)[:, None].repeat(1, n)
        s = torch.tensor(steps, device=x.device)[None, :]
        index = torch.where(index < s, s - 1 - index, index)
        return x.gather(0, index[:, :, None].expand_as(x))


def batch_of(lines, rng, device, vary):
    xs = [normal(varied(p, rng) if vary else p) for p, _ in lines]
    widths = [x.shape[1] for x in xs]
    x = np.ones((len(xs), HEIGHT, max(widths)), np.float32)
    for i, p in enumerate(xs):
        x[i, :, :p.shape[1]] = p
    codes = np.concatenate([c for _, c in lines])
    return torch.from_numpy(x).to(device), widths, torch.from_numpy(codes), [len(c) for _, c in lines]


def batches(lines, columns, rng):
    """Lines of like width together, so many columns of pixels in each batch, in random order."""
    order = sorted(range(len(lines)), key=lambda i: lines[i][0].shape[1] * rng.uniform(0.9, 1.1))
    out, cur = [], []
    for i in order:
        if cur and (len(cur) + 1) * lines[i][0].shape[1] > columns:
            out.append(cur)
            cur = []
        cur.append(i)
    if cur:
        out.append(cur)
    rng.shuffle(out)
    return [[lines[i] for i in b] for b in out]


def greedy(logp, steps, null):
    best = logp.argmax(2).T.cpu().numpy()
    out = []
    for row, n in zip(best, steps):
        row = row[:n]
        keep = np.ones(len(row), bool)
        keep[1:] = row[1:] != row[:-1]
        out.append([int(c) for c in row[keep] if c != null])
    return out


def score(net, lines, null, device):
    """Share of lines whose codes are all right."""
    net.eval()
    right = 0
    with torch.no_grad():
        for b in batches(lines, 16000, random.Random(1)):
            x, widths, _, _ = batch_of(b, None, device, False)
            got = greedy(net(x, widths), [w // 3 for w in widths], null)
            right += sum(g == list(c) for g, (_, c) in zip(got, b))
    net.train()
    return right / len(lines)


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--weights", required=True, help="start")
    a.add_argument("--packs", required=True, help="pattern of packs to learn from; looked for again and again")
    a.add_argument("--dev", help="pack to score on")
    a.add_argument("--out", required=True, help="weights to write: the running mean, at every report")
    a.add_argument("--lr", type=float, default=6e-4)
    a.add_argument("--end-lr", type=float, default=2e-5)
    a.add_argument("--warm", type=int, default=100, help="steps to the full rate")
    a.add_argument("--hours", type=float, default=1.0, help="the rate falls to its end over this time")
    a.add_argument("--columns", type=int, default=9600, help="columns of pixels in a batch")
    a.add_argument("--rounds", type=int, default=3, help="how often a line is seen at most")
    a.add_argument("--pool", type=int, default=6000, help="lines held at a time")
    a.add_argument("--mean", type=float, default=0.998, help="decay of the running mean of the weights")
    a.add_argument("--every", type=int, default=300, help="steps between reports")
    a.add_argument("--score", action="store_true", help="score the weights on --dev and stop")
    a.add_argument("--seed", type=int, default=1)
    o = a.parse_args()
    torch.manual_seed(o.seed)
    np.random.seed(o.seed)
    rng = random.Random(o.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    if device == "cpu":
        torch.set_num_threads(1)
    null, matrices = read_weights(o.weights)
    net = Net(matrices).to(device)
    dev = read_pack(o.dev) if o.dev else None
    if dev:
        print(f"start: {100 * score(net, dev, null, device):.1f} % of {len(dev)} dev lines", flush=True)
    if o.score:
        return
    mean = Net(matrices).to(device)
    params = [p for p in net.parameters() if p.requires_grad]
    opt = torch.optim.AdamW(params, lr=o.lr, betas=(0.9, 0.99), weight_decay=1e-3)
    begin, step, seen, losses = time.time(), 0, 0, []
    used, waiting = {}, []
    before = {"lines": 0, "stages": []}
    if os.path.exists(o.weights + ".json"):
        before = json.load(open(o.weights + ".json"))

    def save():
        """What the manifest of a model will say of its training goes beside the weights."""
        write_weights(o.out, null, mean.matrices())
        stage = f"in batches: {seen} lines in {step} steps, rate {o.lr:g} falling to {rate:.2g}, seed {o.seed}"
        with open(o.out + ".json", "w") as f:
            json.dump({"lines": before["lines"] + seen, "stages": before["stages"] + [stage]}, f, indent=1)

    rate = o.lr
    while time.time() - begin < o.hours * 3600:
        if not waiting:  # the next pool: the packs seen least often, newest first
            names = sorted(glob.glob(o.packs), key=os.path.getmtime, reverse=True)
            names = sorted((n for n in names if used.get(n, 0) < o.rounds), key=lambda n: used.get(n, 0))
            if not names:
                time.sleep(5)
                continue
            pool = []
            for n in names:
                again = used.get(n, 0)
                used[n] = again + 1
                pool += read_pack(n)
                if used[n] >= o.rounds:
                    os.remove(n)
                if len(pool) >= o.pool:
                    break
            waiting = batches(pool, o.columns, rng)
        lines = waiting.pop()
        step += 1
        part = (time.time() - begin) / (o.hours * 3600)
        rate = o.end_lr + (o.lr - o.end_lr) * 0.5 * (1 + math.cos(math.pi * min(1, part)))
        for g in opt.param_groups:
            g["lr"] = rate * min(1, step / o.warm)
        x, widths, codes, lengths = batch_of(lines, rng, device, True)
        logp = net(x, widths)
        loss = F.ctc_loss(logp, codes.to(device), [w // 3 for w in widths], lengths, blank=null, reduction="none", zero_infinity=True)
        loss = loss.sum() / len(lines)
        opt.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(params, 10.0)
        opt.step()
        losses.append(loss.item())
        seen += len(lines)
        decay = min(o.mean, step / (step + 50))
        with torch.no_grad():
            for m, p in zip(mean.parameters(), net.parameters()):
                m.lerp_(p, 1 - decay)
        if step % o.every == 0:
            rateof = seen / (time.time() - begin)
            line = f"step {step}: {seen} lines, {rateof:.1f}/s, rate {rate:.2e}, loss {np.mean(losses):.3f}"
            losses = []
            if dev:
                line += f", dev {100 * score(mean, dev, null, device):.1f} %"
            save()
            print(line, flush=True)
    save()


if __name__ == "__main__":
    sys.exit(main())
