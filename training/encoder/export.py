"""Export the trained encoder for use without torch: an int8 ONNX graph and the heads' matrices.

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

from training.encoder.examples import CLS, SEP, Pieces
from training.encoder.net import Net
from training.encoder.train import MINILM

_SAMPLE = (
    "Foreign Minister Adaeze Obi dismissed the consul general in Lagos, Mr Bako, on 3 May 2011.",
    "He had defected to Norway a year earlier and was granted asylum there.",
)


class Graph(nn.Module):
    """What the ONNX graph computes: the pieces' vectors, on which all heads are linear."""

    def __init__(self, net: Net) -> None:
        super().__init__()
        self.net = net

    def forward(self, ids: torch.Tensor, shape: torch.Tensor) -> torch.Tensor:
        """(1, pieces, HIDDEN)."""
        return self.net(ids, torch.ones_like(ids), shape)  # type: ignore[no-any-return]


def export(weights: Path, out: Path) -> None:
    """Writes encoder.onnx, heads.npz and tokenizer.json."""
    net = Net(MINILM)
    net.load_state_dict(torch.load(weights))
    net.eval()
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
            output_names=["vectors"],
            dynamic_axes={"ids": {1: "pieces"}, "shapes": {1: "pieces"}, "vectors": {1: "pieces"}},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(full, out / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True)
    heads = {
        name.replace(".", "_"): value.numpy().astype(np.float32)
        for name, value in net.state_dict().items()
        if not name.startswith(("encoder.", "conv.", "shape."))
    }
    np.savez_compressed(out / "heads.npz", **heads)
    shutil.copy(MINILM / "tokenizer.json", out / "tokenizer.json")
    net.eval()  # the export leaves it as if in training
    session = onnxruntime.InferenceSession(out / "encoder.onnx", providers=["CPUExecutionProvider"])
    for text, (ids, shapes) in zip(_SAMPLE, samples, strict=True):
        with torch.no_grad():
            wanted = net(ids, torch.ones_like(ids), shapes).numpy()
        given = session.run(None, {"ids": ids.numpy(), "shapes": shapes.numpy()})[0]
        cosine = (wanted * given).sum() / np.linalg.norm(wanted) / np.linalg.norm(given)
        print(f"{text[:40]!r}: cosine of the quantised vectors {cosine:.4f}")
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
