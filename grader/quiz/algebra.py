"""Learners' short expressions: read by a small parser, judged by what they mean.

`parse` makes a postfix program from bounded text; `value` runs it on a stack with exact
fractions, and floats where a function needs them. Two expressions are the same when they agree at
many points. Nothing is evaluated as code, and nothing that is typed can take long: length,
depth, exponents and the size of numbers have limits.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

Number = Fraction | float
Step = tuple[str, object]

MAX_LENGTH, MAX_DEPTH, MAX_EXPONENT, MAX_BITS = 300, 40, 64, 4_000
NEEDED_POINTS = 6

_TOKEN = re.compile(
    r"\s*(?:(\d+(?:\.\d*)?(?:[eE][+-]?\d{1,3})?|\.\d+)|([^\W\d]\w*)|(\*\*|[-+*/^(),]))"
)
_SPELLING = {
    "−": "-", "–": "-", "·": "*", "×": "*", "∙": "*", "⋅": "*", "÷": "/", "∕": "/",
    "²": "^2", "³": "^3", "π": " pi ", "√": " sqrt", "[": "(", "]": ")", "{": "(", "}": ")",
    "⌊": " floor(", "⌋": ")", "⌈": " ceil(", "⌉": ")", "σ": " sigmoid ",
}  # fmt: skip
_CONSTANTS = {"pi": math.pi}


class Unreadable(ValueError):
    """The text is no expression; `key` and `values` name the sentence that says why."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values


class Undefined(ArithmeticError):
    """The expression has no value at this point, or one too large to be meant."""


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))


def _sqrt(x: Number) -> Number:
    if isinstance(x, Fraction) and x >= 0:
        top, bottom = math.isqrt(x.numerator), math.isqrt(x.denominator)
        if top * top == x.numerator and bottom * bottom == x.denominator:
            return Fraction(top, bottom)
    return math.sqrt(x)


_FUNCTIONS: dict[str, tuple[int, Callable[..., Number]]] = {
    "floor": (1, lambda x: Fraction(math.floor(x))),
    "ceil": (1, lambda x: Fraction(math.ceil(x))),
    "abs": (1, abs),
    "sqrt": (1, _sqrt),
    "exp": (1, lambda x: math.exp(x)),
    "log": (1, lambda x: math.log(x)),
    "ln": (1, lambda x: math.log(x)),
    "sin": (1, lambda x: math.sin(x)),
    "cos": (1, lambda x: math.cos(x)),
    "tanh": (1, lambda x: math.tanh(x)),
    "sigmoid": (1, lambda x: _sigmoid(float(x))),
    "min": (2, min),
    "max": (2, max),
}


class Formula:
    """A parsed expression: a postfix program over its variables."""

    def __init__(self, text: str, steps: Sequence[Step]) -> None:
        self.text, self.steps = text, tuple(steps)

    def value(self, names: Mapping[str, Number]) -> Number:
        """Its value where the variables have these values. Raises `Undefined`."""
        stack: list[Number] = []
        try:
            for op, argument in self.steps:
                self._step(stack, op, argument, names)
        except (ArithmeticError, ValueError) as error:
            raise Undefined(str(error)) from None
        (result,) = stack
        return result

    def _step(
        self, stack: list[Number], op: str, argument: object, names: Mapping[str, Number]
    ) -> None:
        if op == "number":
            assert isinstance(argument, (Fraction, float))
            stack.append(argument)
        elif op == "name":
            stack.append(names[str(argument)])
        elif op == "call":
            count, function = _FUNCTIONS[str(argument)]
            arguments = stack[-count:]
            del stack[-count:]
            stack.append(_sane(function(*arguments)))
        elif op == "neg":
            stack.append(-stack.pop())
        else:
            right, left = stack.pop(), stack.pop()
            stack.append(_sane(_apply(op, left, right)))


def parse(text: str, variables: Sequence[str]) -> Formula:
    """Read an expression over `variables`. Raises `Unreadable`."""
    if len(text) > MAX_LENGTH:
        raise Unreadable("quiz.expression.long", limit=MAX_LENGTH)
    spelled = "".join(_SPELLING.get(letter, letter) for letter in text)
    return Formula(text.strip(), _Parser(spelled, variables).program())


def same(formula: Formula, other: Formula, points: Sequence[Mapping[str, Number]]) -> bool:
    """Whether two expressions agree wherever both have a value, at enough of `points`."""
    agreed = 0
    for point in points:
        try:
            left, right = formula.value(point), other.value(point)
        except Undefined:
            continue
        if not _close(left, right):
            return False
        agreed += 1
    return agreed >= min(NEEDED_POINTS, len(points))


def _close(left: Number, right: Number) -> bool:
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return left == right
    try:
        return math.isclose(left, right, rel_tol=1e-9, abs_tol=1e-11)
    except OverflowError:  # a fraction beyond all floats
        return False


def _apply(op: str, left: Number, right: Number) -> Number:
    if op == "+":
        return left + right
    if op == "-":
        return left - right
    if op == "*":
        return left * right
    if op == "/":
        return left / right
    if isinstance(right, Fraction) and right.denominator == 1 and isinstance(left, Fraction):
        if abs(right) > MAX_EXPONENT and left not in (0, 1, -1):
            raise Undefined("exponent")
        power = left ** (int(right) if abs(left) != 1 else int(right) % 2)
        return Fraction(power)
    if isinstance(right, Fraction) and right == Fraction(1, 2):
        return _sqrt(left)
    if left < 0 and right != int(right):
        raise Undefined("root of a negative number")
    return math.pow(float(left), float(right))


def _sane(value: Number) -> Number:
    if isinstance(value, Fraction):
        if max(value.numerator.bit_length(), value.denominator.bit_length()) > MAX_BITS:
            raise Undefined("too large")
        return value
    if isinstance(value, complex) or not math.isfinite(value):
        raise Undefined("not finite")
    return float(value)


class _Parser:
    """Precedence climbing; what it reads becomes postfix steps at once."""

    def __init__(self, text: str, variables: Sequence[str]) -> None:
        self.variables = variables
        self.tokens = self._tokens(text)
        self.position, self.depth = 0, 0
        self.steps: list[Step] = []

    def _tokens(self, text: str) -> list[tuple[str, str]]:
        tokens, position = [], 0
        text = text.rstrip()
        while position < len(text):
            match = _TOKEN.match(text, position)
            if match is None:
                raise Unreadable("quiz.expression.sign", sign=text[position:].strip()[:1])
            number, name, sign = match.groups()
            kind = "number" if number else "name" if name else "sign"
            tokens.append((kind, number or name or sign.replace("**", "^")))
            position = match.end()
        return tokens

    def program(self) -> list[Step]:
        if not self.tokens:
            raise Unreadable("quiz.expression.empty")
        self._sum()
        if self.position < len(self.tokens):
            raise Unreadable("quiz.expression.unexpected", sign=self.tokens[self.position][1])
        return self.steps

    def _peek(self) -> str:
        return self.tokens[self.position][1] if self.position < len(self.tokens) else ""

    def _kind(self) -> str:
        return self.tokens[self.position][0] if self.position < len(self.tokens) else "end"

    def _sum(self) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise Unreadable("quiz.expression.deep")
        self._product()
        while (sign := self._peek()) in ("+", "-"):
            self.position += 1
            self._product()
            self.steps.append((sign, None))
        self.depth -= 1

    def _product(self) -> None:
        self._signed()
        while True:
            if (sign := self._peek()) in ("*", "/"):
                self.position += 1
                self._signed()
                self.steps.append((sign, None))
            elif self._kind() == "name" or sign == "(":
                self._power()  # 2n, (a)(b): a product without its sign
                self.steps.append(("*", None))
            else:
                return

    def _signed(self) -> None:
        negative = False
        while (sign := self._peek()) in ("+", "-") and self._kind() == "sign":
            negative ^= sign == "-"
            self.position += 1
        self._power()
        if negative:
            self.steps.append(("neg", None))

    def _power(self) -> None:
        self._atom()
        if self._peek() == "^":
            self.position += 1
            self.depth += 1
            if self.depth > MAX_DEPTH:
                raise Unreadable("quiz.expression.deep")
            self._signed()
            self.depth -= 1
            self.steps.append(("^", None))

    def _atom(self) -> None:
        kind, text = self._kind(), self._peek()
        self.position += 1
        if kind == "number":
            self.steps.append(("number", Fraction(text)))
        elif kind == "name":
            self._named(text)
        elif text == "(":
            self._sum()
            self._expect(")")
        elif kind == "end":
            raise Unreadable("quiz.expression.end")
        else:
            raise Unreadable("quiz.expression.unexpected", sign=text)

    def _named(self, name: str) -> None:
        if name in self.variables:
            self.steps.append(("name", name))
        elif name in _CONSTANTS:
            self.steps.append(("number", _CONSTANTS[name]))
        elif name in _FUNCTIONS:
            self._expect("(")
            count = _FUNCTIONS[name][0]
            for index in range(count):
                if index:
                    self._expect(",")
                self._sum()
            self._expect(")")
            self.steps.append(("call", name))
        else:
            names = ", ".join(self.variables)
            raise Unreadable("quiz.expression.name", name=name[:40], names=names)

    def _expect(self, sign: str) -> None:
        if self._peek() != sign:
            raise Unreadable("quiz.expression.expected", sign=sign, found=self._peek() or "…")
        self.position += 1
