import os, time, resource, tempfile
import torch
from torch import nn


def probe(module):
    out = []
    d = os.environ.get("TMPDIR", "/tmp")
    for i in range(3):
        t = time.time()
        net = nn.Sequential(
            nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4), nn.ReLU(), nn.Flatten(), nn.Linear(144, 10)
        )
        module.export_onnx(net, torch.rand(1, 1, 8, 8), d + "/a.onnx")
        out.append(time.time() - t)
    t = time.time()
    y = module.run_onnx(d + "/a.onnx", torch.rand(5, 1, 8, 8))
    out.append(time.time() - t)
    t = time.time()
    g = module.describe_graph(d + "/a.onnx")
    out.append(time.time() - t)
    q = module.quantize_dynamic(net)
    return {
        "t": out,
        "files": os.listdir(d),
        "g": g,
        "y": y.shape,
        "mem": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "vm": open("/proc/self/statm").read(),
    }


def legacy(module):
    import warnings

    t = time.time()
    d = os.environ.get("TMPDIR", "/tmp")
    net = nn.Sequential(
        nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4), nn.ReLU(), nn.Flatten(), nn.Linear(144, 10)
    ).eval()
    torch.onnx.export(
        net,
        (torch.rand(2, 1, 8, 8),),
        d + "/b.onnx",
        input_names=["x"],
        output_names=["y"],
        dynamo=False,
        dynamic_axes={"x": {0: "b"}, "y": {0: "b"}},
    )
    return time.time() - t


def ao(module):
    m = nn.Sequential(nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 10)).eval()
    q = torch.ao.quantization.quantize_dynamic(m, {nn.Linear}, dtype=torch.qint8)
    return q(torch.rand(4, 400)).detach()
