"""Export the trained encoder for use without torch: an int8 ONNX graph with its heads, and the tokenizer.

    python -m training.encoder.export --net build/encoder/net.pt --out tasks/extract/encoder/weights

Prints how far the quantised graph's outputs are from the original's on a few sentences.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from tasks.extract.encoder.pieces import CLS, SEP
from training.encoder.examples import Pieces
from training.encoder.net import Net
from training.encoder.train import MINILM

_SAMPLE = (
    "Foreign Minister Adaeze Obi dismissed the consul general in Lagos, Mr Bako, on 3 May 2011.",
    "He had defected to Norway a year earlier and was granted asylum there.",
)


# The heads that are linear in a piece's vector, in the order of the graph's outputs
HEADS = ("per", "title", "trigger", "query", "key", "realis", "title_query", "title_key")
# What else the heads need: how much near and far count
REST = ("near.weight", "far.weight", "title_near.weight", "title_bias")


class Graph(nn.Module):
    """What the ONNX graph computes: what each head says of each piece."""

    def __init__(self, net: Net) -> None:
        super().__init__()
        self.net = net

    def forward(self, ids: torch.Tensor, shape: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """(1, pieces, outputs) of each head."""
        h = self.net(ids, None, shape)
        return tuple(getattr(self.net, head)(h) for head in HEADS)


def export(weights: Path, out: Path) -> None:
    """Writes encoder.onnx, distances.npz and tokenizer.json."""
    net = Net(MINILM)
    net.load_state_dict(torch.load(weights))
    net.eval()
    net.encoder.set_attn_implementation("eager")  # the plain formula: the graph of the other one is twice as slow
    out.mkdir(parents=True, exist_ok=True)
    tokenizer = Pieces(MINILM / "tokenizer.json")
    samples = []
    for text in _SAMPLE:
        pieces = tokenizer.of(text)
        ids = torch.tensor([[CLS, *(p[0] for p in pieces), SEP]])
        samples.append((ids, torch.tensor([[0, *(p[3] for p in pieces), 0]])))
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        torch.onnx.export(
            Graph(net),
            samples[0],
            full,
            input_names=["ids", "shapes"],
            output_names=list(HEADS),
            dynamic_axes={name: {1: "pieces"} for name in ("ids", "shapes", *HEADS)},
            opset_version=17,
            dynamo=False,
        )
        # Not the convolution: its int8 kernel is slower than the plain one
        operators = ["MatMul", "Gather"]
        quantize_dynamic(full, out / "encoder.onnx", operators, per_channel=True, weight_type=QuantType.QInt8)
    rest = {n.replace(".", "_"): net.state_dict()[n].numpy() for n in REST}
    np.savez_compressed(out / "distances.npz", **rest)
    shutil.copy(MINILM / "tokenizer.json", out / "tokenizer.json")
    net.eval()  # the export leaves it as if in training
    session = onnxruntime.InferenceSession(out / "encoder.onnx", providers=["CPUExecutionProvider"])
    for text, (ids, shapes) in zip(_SAMPLE, samples, strict=True):
        with torch.no_grad():
            wanted = np.concatenate([x.numpy() for x in Graph(net)(ids, shapes)], -1)
        given = np.concatenate(session.run(None, {"ids": ids.numpy(), "shapes": shapes.numpy()}), -1)
        cosine = (wanted * given).sum() / np.linalg.norm(wanted) / np.linalg.norm(given)
        print(f"{text[:40]!r}: cosine of the quantised graph's outputs {cosine:.4f}")
    for path in sorted(out.iterdir()):
        print(f"{path.name}: {path.stat().st_size / 2**20:.1f} MiB")


def main() -> None:
    """Exports."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--net", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    args = ap.parse_args()
    export(args.net, args.out)


if __name__ == "__main__":
    main()
