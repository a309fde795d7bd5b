"""A network that keeps lists, starts uniformly, and adds up its gradients example by example."""

import numpy as np


class MLP:
    def __init__(self, sizes, activation="relu", seed=0):
        generator = np.random.RandomState(seed)
        self.kind = activation
        self.weights, self.biases = [], []
        for k in range(len(sizes) - 1):
            fan = sizes[k] if activation == "relu" else (sizes[k] + sizes[k + 1])
            limit = np.sqrt(6 / fan)
            self.weights.append(generator.uniform(-limit, limit, (sizes[k], sizes[k + 1])))
            self.biases.append(np.zeros(sizes[k + 1]))

    def parameters(self):
        result = {}
        for k, (w, b) in enumerate(zip(self.weights, self.biases, strict=True)):
            result[f"b{k + 1}"] = b.copy()
            result[f"W{k + 1}"] = w.copy()
        return result

    def load(self, params):
        for k in range(len(self.weights)):
            self.weights[k] = params[f"W{k + 1}"].astype(np.float64)
            self.biases[k] = params[f"b{k + 1}"].astype(np.float64)

    def _act(self, z):
        if self.kind == "relu":
            return np.where(z > 0, z, 0.0)
        return np.tanh(z) if self.kind == "tanh" else 1 / (1 + np.exp(-z))

    def _slope(self, a):
        if self.kind == "relu":
            return np.where(a > 0, 1.0, 0.0)
        return 1 - a**2 if self.kind == "tanh" else a - a**2

    def _layers(self, x):
        values = [x]
        for k, (w, b) in enumerate(zip(self.weights, self.biases, strict=True)):
            z = values[-1] @ w + b
            values.append(z if k == len(self.weights) - 1 else self._act(z))
        return values

    def forward(self, x):
        return self._layers(x)[-1]

    def loss_and_grads(self, x, labels):
        total = 0.0
        grads = {name: np.zeros_like(value) for name, value in self.parameters().items()}
        for row, label in zip(x, labels, strict=True):
            values = self._layers(row)
            logits = values[-1]
            top = np.max(logits)
            total += top + np.log(np.sum(np.exp(logits - top))) - logits[label]
            d = np.exp(logits - top) / np.sum(np.exp(logits - top))
            d[label] -= 1
            for k in range(len(self.weights) - 1, -1, -1):
                grads[f"W{k + 1}"] += np.outer(values[k], d) / len(x)
                grads[f"b{k + 1}"] += d / len(x)
                d = self.weights[k] @ d * self._slope(values[k])
        return total / len(x), grads
