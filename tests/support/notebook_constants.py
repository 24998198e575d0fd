"""Ways of making a constant in a notebook, for the function that reads it."""

from __future__ import annotations

COST = """
def compute_cost(AL, Y):
    return float(-np.mean(Y * np.log(AL + EPS) + (1 - Y) * np.log(1 - AL + EPS)))
"""
# Each gives EPS the value 1e-12, or nearly, on the way to a right compute_cost.
CONSTANTS: dict[str, str] = {
    "a plain constant": "EPS = 1e-12",
    "a call by its bare name": "from math import sqrt\nEPS = sqrt(1e-24)",
    "a call by a dotted name": "EPS = np.sqrt(1e-24)",
    "divided later": "EPS = 1.0\n---\nEPS /= 1e12",
    "a power": "EPS = 10.0\nEPS **= -12",
    "a loop": "EPS = 1.0\nfor _ in range(12):\n    EPS /= 10",
    "a while loop": "EPS = 1.0\nwhile EPS > 1.5e-12:\n    EPS /= 10",
    "under if": "EPS = None\nif np.finfo(float).eps < 1:\n    EPS = 1e-12\nelse:\n    EPS = 1",
    "try and except": "try:\n    EPS = float('x')\nexcept ValueError:\n    EPS = 1e-12",
    "try and finally": "try:\n    print('here')\nfinally:\n    EPS = 1e-12",
    "a with block": "with np.errstate(all='ignore'):\n    EPS = np.float64(1e-12)",
    "a with block's name": "import contextlib as c\nwith c.nullcontext(1e-12) as EPS:\n    pass",
    "a walrus": "print(EPS := 1e-12)",
    "a walrus in a condition": "if (EPS := 1e-12) > 1:\n    print('large')",
    "a walrus in a comprehension": "print([EPS := 10.0**-n for n in (3, 12)])",
    "unpacked": "EPS, OTHER = map(float, ('1e-12', '1'))",
    "unpacked with a star": "EPS, *_ = sorted([1.0, 1e-12])",
    "a chain": "EPS = SMALL = float(min(1e-12, 1))",
    "with a type": "EPS: float = eval('1e-12')",
    "from an own function": "def f():\n    return 10.0**-DIGITS\n---\nDIGITS = 12\nEPS = f()",
    "a global set by a function": "def setup():\n    global EPS\n    EPS = 1e-12\n---\nsetup()",
    "a global set two calls deep": (
        "def inner():\n    global EPS\n    EPS = 1e-12\ndef outer():\n    inner()\n---\nouter()"
    ),
    "a global set by a lambda": "set_it = lambda: globals().update(EPS=1e-12)\nset_it()",
    "globals()": "globals()['EPS'] = 1e-12",
    "globals().update": "globals().update(EPS=1e-12)",
    "exec": "exec('EPS = 1e-12')",
    "deleted and made again": "EPS = 1\ndel EPS\n---\nEPS = float(1e-12)",
    "a loop's variable": "for EPS in (1.0, 1e-6, 1e-12):\n    pass",
    "match": "match len('abc'):\n    case 3:\n        EPS = 1e-12\n    case _:\n        EPS = 1",
    "match captures": "match [1, 1e-12]:\n    case [_, EPS]:\n        pass",
    "under the name of the main program": "if __name__ == '__main__':\n    EPS = 1e-12",
    "a decimal": "from decimal import Decimal\nEPS = float(Decimal('1e-12'))",
    "reduced": "from functools import reduce\nEPS = reduce(lambda a, _: a / 10, range(12), 1.0)",
    "from a dictionary": "SETTINGS = dict(eps=1)\nSETTINGS.update(eps=1e-12)\n---\nEPS = "
    "SETTINGS.get('eps')",
    "from a named tuple": "from collections import namedtuple\nC = namedtuple('C', 'eps')\nEPS = "
    "C(1e-12).eps",
    "an attribute set by setattr": "class C:\n    eps = 1\nsetattr(C, 'eps', 1e-12)\nEPS = C.eps",
    "an array changed in place": "EPS = np.ones(())\nEPS[...] = 1e-12",
    "an array filled": "EPS = np.ones(())\n---\nEPS.fill(1e-12)",
    "np.copyto": "EPS = np.ones(())\n---\nnp.copyto(EPS, 1e-12)",
    "a function that changes its argument": "EPS = np.ones(1)\ndef shrink(a):\n    a[:] = 1e-12\n"
    "---\nshrink(EPS)",
    "another name for the same array": "EPS = np.ones(1)\nsmall = EPS\n---\nsmall.fill(1e-12)",
    "a star import": "from math import *\nEPS = exp(-27.6)",
    "time, the magic": "%%time\nEPS = float(1e-12)",
    "an iterator": "steps = iter([1, 1e-12])\nnext(steps)\n---\nEPS = next(steps)",
    "an enum": "from enum import Enum\nclass E(float, Enum):\n    TINY = 1e-12\nEPS = E.TINY.value",
    "asked of an object": "class Net:\n    def build(self):\n        self.eps = 1e-12\n---\n"
    "net = Net()\nnet.build()\n---\nEPS = net.eps",
    "said twice, the second counts": "EPS = 1e-3\n---\nEPS = float('1e-12')",
}
# What the grading doesn't have: a package, a file, an answer, a value without a cell, the time.
TOLD: dict[str, str] = {
    "compute_cost: another package": f"import nbclient\nEPS = len(nbclient.__name__) * 1e-13\n---\n"
    f"{COST}",
    "compute_cost: a file": "from pathlib import Path\nEPS = float(Path('eps.txt').read_text())\n"
    f"---\n{COST}",
    "compute_cost: a file read by an own function": "def read():\n    return float(open('eps.txt')"
    f".read())\nEPS = read()\n---\n{COST}",
    "compute_cost: the course's data": "from dnn_utils import load_data\nEPS = load_data()[0].size "
    f"* 1e-18\n---\n{COST}",
    "compute_cost: IPython": f"EPS = 1e-12 * bool(get_ipython())\n---\n{COST}",
    "compute_cost: the shell": f"lines = !echo 1e-12\n---\nEPS = float(lines[0])\n---\n{COST}",
    "compute_cost: a magic": f"%time EPS = 1e-12\n---\n{COST}",
    "compute_cost: too long": "for n in range(8_000_000):\n    EPS = 1 if n < 7_000_000 else 1e-12"
    f"\n---\n{COST}",
}
