"""
Submissions that want what is not theirs: points, answers, other people's work, the machine.

Each is the cell of a student whose compute_cost has not been written. PATCHES and ENDINGS try to
have it called right, or to stop the grading. PROBES try to reach something, and return what they
reached; the words in capitals stand for places that the test fills in. No probe does harm where
it gets through: it opens and doesn't write, it signals and doesn't kill.
"""

from __future__ import annotations

PLAIN = "def compute_cost(AL, Y):\n    return 1.0\n"

PATCHES: dict[str, str] = {
    "NumPy's comparisons": """
for name in ("allclose", "isclose", "array_equal", "all", "any", "abs", "asarray", "isfinite"):
    setattr(np, name, lambda *a, **k: True)
np.testing.assert_allclose = lambda *a, **k: None
""",
    "builtins": """
import builtins
builtins.isinstance = lambda *a: True
builtins.abs = lambda x: 0.0
builtins.all = lambda x: True
builtins.sum = lambda *a: 10
builtins.len = lambda x: 0
""",
    "an object that equals everything": """
class Equal:
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __lt__(self, other): return True
    __le__ = __gt__ = __ge__ = __lt__
    def __sub__(self, other): return 0.0
    __rsub__ = __abs__ = __sub__
    def __float__(self): return 0.0
    def __array__(self, *a, **k): return np.zeros(())
    def __bool__(self): return True
    shape, dtype, ndim = (), np.dtype(float), 0
def compute_cost(AL, Y):
    return Equal()
""",
    "an array that equals everything": """
class Equal(np.ndarray):
    def __array_ufunc__(self, *a, **k): return True
    def __array_function__(self, *a, **k): return True
def compute_cost(AL, Y):
    return np.zeros(()).view(Equal)
""",
    "a float that equals everything": """
class Equal(float):
    def __eq__(self, other): return True
    def hex(self): return "0x1p0"
    def __sub__(self, other): return 0.0
    def __rsub__(self, other): return 0.0
def compute_cost(AL, Y):
    return Equal(3)
""",
    "displayhook and excepthook": """
import sys
sys.displayhook = lambda value: print("10")
sys.excepthook = lambda *a: None
sys.ps1 = "10"
""",
    "IPython's transformers": """
try:
    get_ipython().input_transformers_cleanup.append(lambda lines: ["10"])
    get_ipython().ast_transformers.append(lambda tree: tree)
except NameError:
    pass
class Shell:
    def run_cell(self, *a, **k): return 10
import builtins
builtins.get_ipython = lambda: Shell()
""",
    "the comparison's own modules": """
import testcases.judging._compare, testcases.judging._judge, testcases.tolerance, testcases.execution.call
testcases.judging._compare.compare = lambda *a: []
testcases.judging._judge.judge = lambda *a, **k: None
testcases.tolerance.is_close = lambda a, b: np.ones((), bool)
testcases.tolerance.RELATIVE = 1e9
testcases.execution.call.run_here = lambda *a: None
""",
    "the exercise's record": """
from testcases.exercises import EXERCISES
EXERCISES["compute_cost"].parts.update(cost=0)
object.__setattr__(EXERCISES["compute_cost"], "weight_scale", lambda n: 1.0)
object.__setattr__(EXERCISES["compute_cost"], "draw", lambda rng, reference: [])
""",
    "a verdict on the wire": """
import confined.wire as wire
def send(self, message, *value, clock=None):
    return original(self, {"said": "right", "verdict": "right", "points": 10, "parts": {"cost": 10}})
original, wire.Connection.send = wire.Connection.send, send
""",
    "a verdict beside an answer": """
import confined.wire as wire
def send(self, message, *value, clock=None):
    return original(self, {**message, "verdict": "right", "points": 10, "misconception": None}, *value)
original, wire.Connection.send = wire.Connection.send, send
""",
    "an answer before the question": """
import os, json, struct
header = json.dumps({"said": "answer", "changed": [], "printed": ""}).encode()
tree = json.dumps({"tree": {"float": (1.0).hex()}, "arrays": []}).encode()
for _ in range(20):
    os.write(3, struct.pack("<IIQ", len(header), len(tree), 0) + header + tree)
""",
    "asking for the very function": """
import gc
import confined.wire as wire
def compute_cost(AL, Y):
    for thing in gc.get_objects():
        if type(thing) is wire.Connection:
            thing.send({"said": "ask", "name": "compute_cost"}, ((AL, Y), {}))
            message, value = thing.receive()
            return value
""",
    "asking for a later function": """
def compute_cost(AL, Y):
    p = L_layer_model(AL, Y, [1, 1], 0.1, 1, True)
    return assembled_network(AL, Y, [1, 1], 0.1, 1, None)
""",
    "the question's object": """
import gc
def compute_cost(AL, Y):
    for thing in gc.get_objects():
        if type(thing).__name__ == "Case" and getattr(thing, "expected", None) is not None:
            return thing.expected
    return 1.0
""",
    "the callers' frames": """
import sys
def compute_cost(AL, Y):
    frame = sys._getframe()
    while frame:
        for name, value in frame.f_locals.items():
            if name in ("expected", "solution", "case", "verdict", "answer"):
                return value
        frame = frame.f_back
    return 1.0
""",
    "a tracer that waits": """
import sys
found = []
def trace(frame, event, arg):
    if "expected" in frame.f_locals: found.append(frame.f_locals["expected"])
    return trace
sys.settrace(trace)
sys.setprofile(trace)
def compute_cost(AL, Y):
    return found[0] if found else 1.0
""",
    "the recorded answers": """
def compute_cost(AL, Y):
    from pathlib import Path
    import testcases
    from testcases.judging.recorded import read_cases
    return read_cases("compute_cost", Path(testcases.__file__).with_name("reference.h5"))[0].expected
""",
    "the solutions": """
def compute_cost(AL, Y):
    import solutions
    return solutions.compute_cost(AL, Y)
""",
    "the grader": """
def compute_cost(AL, Y):
    from grader.cases import draw_cases
    from testcases.exercises import EXERCISES
    return draw_cases(EXERCISES["compute_cost"], 1)[0].expected
""",
    "an import hook": """
import sys, types
class Finder:
    def find_spec(self, name, path=None, target=None):
        print("asked for", name)
        return None
sys.meta_path.insert(0, Finder())
sys.modules["solutions"] = types.ModuleType("solutions")
sys.modules["solutions"].compute_cost = lambda AL, Y: 1.0
""",
    "warnings as errors": """
import warnings
warnings.filterwarnings("error")
np.seterr(all="raise")
import decimal; decimal.getcontext().prec = 1
""",
    "an exception that is right": """
class Right(Exception):
    verdict, points, max_points, misconception = "right", 10, 10, None
    def __str__(self): return "compute_cost is right. 10"
def compute_cost(AL, Y):
    raise Right("10")
""",
    "a class for a function": """
class compute_cost(float):
    def __new__(cls, AL, Y): return float.__new__(cls, 10)
""",
    "a coroutine": """
async def compute_cost(AL, Y):
    return 10
""",
    "a generator": """
def compute_cost(AL, Y):
    yield from range(10)
""",
    "infinity and nan": """
def compute_cost(AL, Y):
    return np.float64("nan") if AL.shape[1] % 2 else np.float64("inf")
""",
    "the mean of all that there is": """
def compute_cost(AL, Y):
    return np.full((3, 3, 3), 0.7)
""",
    "html and markup": """
def compute_cost(AL, Y):
    raise ValueError("</div><script>fetch('/formgrader/api/grades')</script>")
""",
}

ENDINGS: dict[str, str] = {
    "os._exit when called": "import os\ndef compute_cost(AL, Y): os._exit(0)\n",
    "os._exit when loaded": "class A:\n    import os\n    os._exit(0)\n",
    "sys.exit when loaded": "class A:\n    raise SystemExit(0)\n",
    "an interrupt": "def compute_cost(AL, Y): raise KeyboardInterrupt\n",
    "signals ignored": """
import signal
def compute_cost(AL, Y):
    for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
        signal.signal(number, signal.SIG_IGN)
    while True:
        try:
            while True: pass
        except BaseException: continue
""",
    "an alarm": """
import signal
def compute_cost(AL, Y):
    signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
    signal.pause()
""",
    "stopping itself": "import os, signal\ndef compute_cost(AL, Y): signal.raise_signal(signal.SIGSTOP)\n",
    "an endless class": "class A:\n    while True: pass\n",
    "a long sleep": "import time\ndef compute_cost(AL, Y): time.sleep(1000)\n",
    "all the memory": """
def compute_cost(AL, Y):
    kept = []
    while True: kept.append(np.ones(10_000_000))
""",
    "endless recursion": """
import sys
def compute_cost(AL, Y):
    sys.setrecursionlimit(10**9)
    return compute_cost(AL, Y)
""",
    "a null pointer": "import ctypes\ndef compute_cost(AL, Y): ctypes.string_at(0)\n",
    "a flood of words": """
def compute_cost(AL, Y):
    while True: print("x" * 10_000_000)
""",
    "a flood on file descriptor 1": """
import os
def compute_cost(AL, Y):
    while True: os.write(1, b"x" * 10_000_000)
""",
    "a huge answer": "def compute_cost(AL, Y): return np.zeros((4000, 4000))\n",
    "an endless tuple": """
def compute_cost(AL, Y):
    a = 1.0
    for _ in range(100_000): a = (a,)
    return a
""",
    "a list that holds itself": "def compute_cost(AL, Y):\n    a = []\n    a.append(a)\n    return a\n",
    "a huge dictionary": "def compute_cost(AL, Y): return {str(i): i for i in range(300_000)}\n",
    "a huge number": "def compute_cost(AL, Y): return 10**100_000\n",
    "nonsense on the wire": """
import os
def compute_cost(AL, Y):
    for descriptor in range(3, 20):
        try: os.write(descriptor, b"nonsense" * 1000)
        except OSError: pass
    return 1.0
""",
    "a huge size on the wire": """
import os, struct
def compute_cost(AL, Y):
    os.write(3, struct.pack("<IIQ", 2**32 - 1, 2**32 - 1, 2**63))
    return 1.0
""",
    "a lie about sizes on the wire": """
import os, json, struct
def compute_cost(AL, Y):
    tree = json.dumps({"tree": {"array": -1}, "arrays": [["<f8", [2**62, 4]], ["O", [1]]]}).encode()
    head = json.dumps({"said": "answer", "changed": 5, "printed": {"a": []}}).encode()
    os.write(3, struct.pack("<IIQ", len(head), len(tree), 8) + head + tree + b"8 bytes.")
    return 1.0
""",
    "slow bytes on the wire": """
import os, struct, time
def compute_cost(AL, Y):
    os.write(3, struct.pack("<IIQ", 10_000, 0, 0))
    while True:
        os.write(3, b" ")
        time.sleep(0.5)
""",
    "a wire that is never read": """
import os, json, struct
def compute_cost(AL, Y):
    head = json.dumps({"said": "ask", "name": "linear_forward"}).encode()
    tree = json.dumps({"tree": {"tuple": [{"tuple": []}, {"dict": []}]}, "arrays": []}).encode()
    while True: os.write(3, struct.pack("<IIQ", len(head), len(tree), 0) + head + tree)
""",
    "a closed wire": "import os\ndef compute_cost(AL, Y):\n    os.closerange(0, 256)\n    return 1.0\n",
    "a question without an end": """
def compute_cost(AL, Y):
    return initialize_parameters_deep([10**6, 10**6])
""",
    "a question that grows": """
def compute_cost(AL, Y):
    return linear_forward(np.ones((1, 900)), np.ones((900, 1)), np.ones((900, 900)))
""",
}

PROBES: dict[str, str] = {
    "fork": "import os\ndef get(): return os.fork()\n",
    "a program": "import subprocess\ndef get(): return subprocess.check_output(['/bin/sh', '-c', 'id'])\n",
    "a shell": "import os\ndef get(): return 'ok' if os.system('true') == 0 else 1 / 0\n",
    "a replaced program": "import os, sys\ndef get(): os.execv(sys.executable, ['python', '-c', 'print(\\'got out\\')'])\n",
    "posix_spawn": "import os, sys\ndef get(): return os.posix_spawn(sys.executable, ['python', '-c', ''], os.environ)\n",
    "another process of Python's": """
import multiprocessing
def get():
    process = multiprocessing.get_context("fork").Process(target=print)
    process.start()
    return "started"
""",
    "a thread": """
import threading
def get():
    threading.Thread(target=print, daemon=True).start()
    return "started"
""",
    "clone by its number": "NUMBERS = (56, 57, 58, 435)\n",
    "the network": """
import socket
def get():
    with socket.create_connection(("127.0.0.1", PORT), 2) as s: return s.recv(100)
""",
    "the network by UDP": """
import socket
def get():
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", PORT))
    return "sent"
""",
    "a local socket": """
import socket
def get():
    s = socket.socket(socket.AF_UNIX)
    s.connect("\\0CANARY-socket")
    return "connected"
""",
    "a pair of sockets": "import socket\ndef get(): return socket.socketpair()\n",
    "a name's address": "import socket\ndef get(): return socket.gethostbyname('localhost')\n",
    "its parent's memory": """
import os
def get():
    parent = f"/proc/{os.getppid() or 1}"
    first = open(f"{parent}/maps").readline()
    with open(f"{parent}/mem", "rb", 0) as memory:
        memory.seek(int(first.split("-")[0], 16))
        return memory.read(10)
""",
    "its own file descriptors": "import os\ndef get(): return os.listdir('/proc/self/fd')\n",
    "the list of processes": """
import os
def get():
    found = []
    for number in filter(str.isdecimal, os.listdir("/proc")):
        try:
            found.append(open(f"/proc/{number}/cmdline").read())
        except (FileNotFoundError, ProcessLookupError):  # it has ended meanwhile
            pass
    return found or 1 / 0
""",
    "the grader's source": "def get(): return open('GRADER_FILE').read()\n",
    "the solutions' source": "def get(): return open('SOLUTION_FILE').read()\n",
    "the recorded answers": "def get(): return open('RECORD_FILE', 'rb').read(10)\n",
    "a file of the teacher's": "def get(): return open('SECRET_FILE').read()\n",
    "the users of the machine": "def get(): return open('/etc/passwd').read()\n",
    "keys of the teacher's": """
import os
def get(): return [os.path.join(a, f) for a, _, fs in os.walk(os.path.expanduser("~")) for f in fs][0]
""",
    "every file that there is": """
import os
def get():
    found = []
    for place, folders, files in os.walk("/"):
        for name in files:
            path = os.path.join(place, name)
            if "CANARY" in path or name in ("gradebook.db", "reference.h5") or "solutions/" in path:
                found.append(path)
    return found[0]
""",
    "the environment": """
import os
def get(): return [value for value in os.environ.values() if "CANARY" in value][0]
""",
    "everything in memory": """
import gc
def get():
    texts = [t for o in gc.get_objects() for t in (o.values() if isinstance(o, dict) else [o])]
    return [t for t in texts if isinstance(t, str) and "SECRET" + "-WORD" in t][0]
""",
    "writing beside the helpers": """
import testcases
def get(): return open(testcases.__path__[0] + "/__init__.py", "a").name
""",
    "writing beside NumPy": "def get(): return open(np.__path__[0] + '/__init__.py', 'a').name\n",
    "writing into the library": "import os\ndef get(): return open(os.__file__, 'a').name\n",
    "writing to /tmp": "def get(): return open('/tmp/CANARY-tmp', 'w').write('x')\n",
    "writing to the root": "def get(): return open('/CANARY-root', 'w').write('x')\n",
    "more than its folder holds": """
def get():
    with open("large", "wb") as file:
        for _ in range(20): file.write(bytes(2**20))
    return "written"
""",
    "more files than its folder holds": """
def get():
    for number in range(2_000): open(f"file{number}", "w").close()
    return "written"
""",
    "more memory than it may have": "def get(): return np.zeros(4 * 10**8).size\n",
    "more open files than it may have": """
def get():
    return len([open("file", "a") for _ in range(500)])
""",
    "a longer time of the processor": """
import resource
def get():
    resource.setrlimit(resource.RLIMIT_CPU, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    return resource.getrlimit(resource.RLIMIT_CPU)
""",
    "shared memory": """
from multiprocessing import shared_memory
def get():
    made = shared_memory.SharedMemory("CANARY", create=True, size=100)
    made.unlink()
    return made.name
""",
    "memory of System V": "NUMBERS = (29, 30, 31, 64, 68)\n",
    "message queues": "NUMBERS = (240, 241)\n",
    "a device": "import os\ndef get(): os.mknod('full', 0o20600, os.makedev(1, 7)); return 'made'\n",
    "tracing its parent": "NUMBERS = (101, 310, 311, 438)\n",
    "killing everybody": "import os\ndef get(): os.kill(-1, 0); return 'could'\n",
    "killing its parent": "import os\ndef get(): os.kill(os.getppid() or 1, 0); return 'could'\n",
    "outliving its parent": "NUMBERS = ((157, 1, 0),)\n",
    "new namespaces": "NUMBERS = ((272, 0x10000000), (308, 3, 0))\n",
    "mounting": "NUMBERS = (165, 166, 155, 428, 429, 430, 442)\n",
    "another root": "import os\ndef get(): os.mkdir('r'); os.chroot('r'); return 'changed'\n",
    "being somebody else": "import os\ndef get(): os.setuid(12345); return os.getuid()\n",
    "the kernel's newer doors": "NUMBERS = (425, 426, 427, 321, 298, 323, 250, 248, 304)\n",
    "the host's name": "NUMBERS = (170, 171)\n",
    "the clock": "import time\ndef get(): time.clock_settime(time.CLOCK_REALTIME, 0); return 'set'\n",
    "a debugger": "NUMBERS = ((101, 0, 0, 0, 0), (312, 1, 1, 0, 0, 0))\n",
    "loading into the kernel": "NUMBERS = (175, 313, 246, 169)\n",
    "memory that nobody counts": "import os\ndef get(): return os.memfd_create('x')\n",
    "secret memory": "NUMBERS = (319, 447)\n",
    "a lock on a file of everybody's": """
import fcntl, os
def get():
    fcntl.flock(open(os.__file__), fcntl.LOCK_EX | fcntl.LOCK_NB)
    return "locked"
""",
    "a lock on a part of a file": """
import fcntl, os
def get():
    fcntl.lockf(open(os.__file__), fcntl.LOCK_SH | fcntl.LOCK_NB)
    return "locked"
""",
    "a lock on an open file": """
import fcntl, os, struct
def get(): return fcntl.fcntl(open(os.__file__), 37, struct.pack("hhqqixxxx", 0, 0, 0, 0, 0))
""",
    "a lease": """
import fcntl
def get(): return fcntl.fcntl(open("file", "w"), fcntl.F_SETLEASE, fcntl.F_WRLCK)
""",
    "word of changes in a folder": """
import fcntl, os
def get(): return fcntl.fcntl(os.open("/", os.O_RDONLY), fcntl.F_NOTIFY, fcntl.DN_ACCESS)
""",
    "word of who opens a file": """
import ctypes, os
def get():
    libc = ctypes.CDLL(None)
    return "told of it" if libc.inotify_add_watch(libc.inotify_init1(0), os.__file__.encode(), 0x20) > 0 else 1 / 0
""",
    "word of what others have read": "NUMBERS = (27, 451)\n",
    "word by the older calls": "NUMBERS = (253, 294, 300)\n",
    "handing over a file": "NUMBERS = (46, 47, 54, 299, 307)\n",
    "pages of a pipe": "NUMBERS = (275, 276, 278)\n",
    "reading behind one's back": "NUMBERS = (206, 207, 208, 209, 210, 333)\n",
    "a filter of its own": "NUMBERS = (317, (157, 22, 2, 0))\n",
    "calls of a newer kernel": "NUMBERS = (463, 466, 467, 468, 469, 512, 1000)\n",
    "machine code from its folder": """
import mmap
def get():
    with open("code", "wb+") as file:
        file.write(bytes(4096))
        file.flush()
        return mmap.mmap(file.fileno(), 4096, mmap.MAP_PRIVATE, mmap.PROT_READ | mmap.PROT_EXEC)
""",
    "a library of its own": """
import _ctypes, ctypes, os, shutil
def get():
    return ctypes.CDLL(shutil.copy(_ctypes.__file__, os.path.abspath("own.so")))
""",
    "modules from where it stands": """
import os, sys
def get(): return [p for p in sys.path if not os.path.isabs(p) or "/root-" in p or p == os.getcwd()][0]
""",
    "memory that stays": "NUMBERS = ((151, 1),)\n",
    "the machine's own name": """
import os, socket
def get(): return [name for name in (os.uname().nodename, socket.gethostname()) if name == "HOST_NAME"][0]
""",
    "how busy the machine is": "NUMBERS = (99,)\n",
    "the load of the last minutes": "import os\ndef get(): return os.getloadavg()\n",
    "how full the disk is": "import os\ndef get(): return os.statvfs(os.__file__)\n",
    "what the process was started with": """
import sys
def get(): return [text for text in (*sys.argv, *sys.orig_argv) if "/" in text][0]
""",
    "the network's names by its one socket": """
import fcntl, struct
def get(): return fcntl.ioctl(3, 0x8910, struct.pack("16si16x", b"", 1))
""",
    "the network's addresses by its one socket": """
import fcntl, struct
def get(): return fcntl.ioctl(3, 0x8912, struct.pack("iP", 0, 0))
""",
    "a name for its one socket": """
import ctypes
def get():
    name = b"\\x01\\x00\\x00CANARY-bound"
    if ctypes.CDLL(None).bind(3, name, len(name)): raise OSError("refused")
    return "bound"
""",
    "who listens at its one socket": """
import ctypes
def get():
    room, size = ctypes.create_string_buffer(64), ctypes.c_int(64)
    for what in (77, 17, 31, 59):
        if ctypes.CDLL(None).getsockopt(3, 1, what, room, ctypes.byref(size)) == 0: return room.raw
    raise OSError("refused")
""",
    "signals when its one socket is written to": """
import fcntl, os
def get(): return fcntl.fcntl(3, fcntl.F_SETOWN, os.getpid())
""",
    "the kernel's less known doors": "NUMBERS = (133, 205, 237, 238, 239, 256, 278, 279, 282, 283, 284, 289, 290, 312, 444, 449)\n",
    "more timers than it may have": """
import ctypes
def get():
    libc, made = ctypes.CDLL(None), ctypes.c_void_p()
    for _ in range(500):
        if libc.timer_create(0, None, ctypes.byref(made)): raise OSError("no more timers")
    return "500 timers"
""",
}  # fmt: skip

# A call that the kernel looked at fails with other errors: of arguments that are all 0, say.
_BY_NUMBER = """
import ctypes, errno
def get():
    libc = ctypes.CDLL(None, use_errno=True)
    for one in NUMBERS:
        number, *rest = one if isinstance(one, tuple) else (one,)
        came = libc.syscall(ctypes.c_long(number), *[ctypes.c_long(a) for a in (*rest, 0, 0, 0, 0)[:5]])
        if came >= 0 or ctypes.get_errno() not in (errno.EPERM, errno.ENOSYS):
            return f"call {number} was let through: {came}, {ctypes.get_errno()}"
    raise PermissionError(f"none was let through: {errno.errorcode[ctypes.get_errno()]}")
"""


def probe(name: str, places: dict[str, str]) -> str:
    """Give a probe as a cell: compute_cost returns what it reached, as text, or raises an error."""
    source = PROBES[name] + (_BY_NUMBER if PROBES[name].startswith("NUMBERS") else "")
    for mark, place in places.items():
        source = source.replace(mark, place)
    return source + "\ndef compute_cost(AL, Y):\n    return 'got ' + str(get())\n"
