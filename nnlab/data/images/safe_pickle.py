"""Reads what a pickle describes without doing what it asks.

Python's own unpicklers are no base for that, even with a ``find_class`` of one's own: the one in C makes room for
whatever number a PUT names, both allocate bytearrays of whatever length is announced, and hashing a key of tuples
within tuples overflows the stack. So the operations are listed by ``pickletools``, which executes nothing, and carried
out here: on lists, tuples, dicts with text as keys, and stand-ins for everything else.
"""

from __future__ import annotations

import pickletools
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import IO, Any

MOST_OPERATIONS = 800_000
"""CIFAR-100's training part has 200,000, and 500,000 as Python 3 writes it in protocol 2."""
DEEPEST = 100
"""How many lists, tuples and dicts may be begun within each other; three are usual."""
OPERATIONS_PER_YIELD = 10_000

PLAIN = frozenset({
    "BININT", "BININT1", "BININT2", "LONG1", "BINFLOAT",
    "SHORT_BINSTRING", "BINSTRING", "SHORT_BINUNICODE", "BINUNICODE", "BINUNICODE8",
    "SHORT_BINBYTES", "BINBYTES", "BINBYTES8", "BYTEARRAY8",
})  # fmt: skip
"""Operations that push their argument: numbers, text and bytes."""
NEW: dict[str, Callable[[], Any]] = {
    "EMPTY_LIST": list,
    "EMPTY_TUPLE": tuple,
    "EMPTY_DICT": dict,
    "NONE": lambda: None,
    "NEWTRUE": lambda: True,
    "NEWFALSE": lambda: False,
}
SMALL_TUPLES = {"TUPLE1": 1, "TUPLE2": 2, "TUPLE3": 3}
NOTHING = frozenset({"PROTO", "FRAME", "STOP"})


class ForbiddenNameError(ValueError):
    """A pickle asks for something that is not expected in it; the message is its name."""


@dataclass(frozen=True)
class Name:
    """Stands in for a function or class that a pickle asks for."""

    name: str


@dataclass(eq=False, slots=True)
class Recorded:
    """Stands in for what a call would have made: the call, and the state to be set afterwards."""

    name: str
    arguments: tuple[Any, ...]
    state: Any = None


def unpickling(file: IO[bytes], size: int, find_class: Callable[[str], Name]) -> Generator[float, None, Any]:
    """Read what the pickle in ``file`` describes, yielding the share that is done.

    Parameters
    ----------
    file : binary file
        In memory: a length that was made up must not be allocated by reading it.
    size : int
        In bytes.
    find_class : callable
        Takes the full name of a function or class and gives its stand-in, or raises ForbiddenNameError.

    Returns
    -------
    Lists, tuples, dicts by text, numbers, text, bytes, and Recorded for all else.

    Raises
    ------
    ValueError
        When it is damaged, asks for anything but plain objects and calls, or is far too long.
    """
    machine = _Machine(find_class)
    try:
        for count, (operation, argument, position) in enumerate(pickletools.genops(file)):
            if count == MOST_OPERATIONS:
                raise ValueError("too many operations")
            machine.do(operation.name, argument)
            if count % OPERATIONS_PER_YIELD == 0:
                yield (position or 0) / size
    except (IndexError, KeyError, DeprecationWarning) as error:  # a warning, from odd escapes, where it is an error
        raise ValueError("not a whole pickle") from error
    return machine.result()


class _Machine:
    """The stack, the stacks below each mark, and the memo.

    Parameters
    ----------
    find_class : callable
        See ``unpickling``.
    """

    def __init__(self, find_class: Callable[[str], Name]) -> None:
        self._find_class = find_class
        self._stack: list[Any] = []
        self._below: list[list[Any]] = []
        self._memo: dict[int, Any] = {}

    def do(self, operation: str, argument: Any) -> None:
        """Carry out one operation."""
        if operation in PLAIN:
            self._stack.append(argument)
        elif operation in NEW:
            self._stack.append(NEW[operation]())
        elif operation in SMALL_TUPLES:
            self._stack.append(tuple(self._pop_last(SMALL_TUPLES[operation])))
        elif operation not in NOTHING:
            self._do_other(operation, argument)

    def result(self) -> Any:
        """Return the one object that is left at the end."""
        if len(self._stack) != 1 or self._below:
            raise ValueError("not one object")
        return self._stack[0]

    def _do_other(self, operation: str, argument: Any) -> None:
        match operation:
            case "BINPUT" | "LONG_BINPUT":
                self._memo[argument] = self._stack[-1]
            case "MEMOIZE":
                self._memo[len(self._memo)] = self._stack[-1]
            case "BINGET" | "LONG_BINGET":
                self._stack.append(self._memo[argument])
            case "MARK" if len(self._below) < DEEPEST:
                self._below.append(self._stack)
                self._stack = []
            case "TUPLE":
                items = self._pop_to_mark()
                self._stack.append(tuple(items))
            case "APPEND":
                self._extend(self._pop_last(1))
            case "APPENDS":
                self._extend(self._pop_to_mark())
            case "SETITEM":
                self._set(self._pop_last(2))
            case "SETITEMS":
                self._set(self._pop_to_mark())
            case _:
                self._do_call(operation, argument)

    def _do_call(self, operation: str, argument: Any) -> None:
        match operation:
            case "GLOBAL":
                self._stack.append(self._find_class(argument.replace(" ", ".")))
            case "STACK_GLOBAL":
                module, name = self._pop_last(2)
                self._stack.append(self._find_class(f"{text_of(module)}.{text_of(name)}"))
            case "REDUCE":
                self._stack.append(_recorded(*self._pop_last(2)))
            case "BUILD":
                (state,) = self._pop_last(1)
                _instance(self._stack[-1]).state = state
            case _:
                raise ValueError(f"{operation} is not expected")

    def _pop_last(self, count: int) -> list[Any]:
        if len(self._stack) < count:
            raise IndexError("stack underflow")
        items = self._stack[-count:]
        del self._stack[-count:]
        return items

    def _pop_to_mark(self) -> list[Any]:
        items = self._stack
        self._stack = self._below.pop()
        return items

    def _extend(self, items: list[Any]) -> None:
        target = self._stack[-1]
        if not isinstance(target, list):
            raise ValueError("only lists are appended to")
        target.extend(items)

    def _set(self, items: list[Any]) -> None:
        target = self._stack[-1]
        if not isinstance(target, dict):
            raise ValueError("only dicts have items")
        target.update(zip(map(text_of, items[::2]), items[1::2], strict=True))


def text_of(value: Any) -> str:
    """Return text, which Python 2 wrote as bytes and protocol 2 writes bytes as.

    Raises
    ------
    ValueError
        For anything else, which would not be safe to be hashed either.
    """
    match value:
        case str():
            return value
        case bytes():
            return value.decode("latin-1")
        case Recorded(name="_codecs.encode", arguments=(str(text), "latin1")):
            return text
    raise ValueError("not text")


def _recorded(function: Any, arguments: Any) -> Recorded:
    if not isinstance(function, Name) or not isinstance(arguments, tuple):
        raise ValueError("not a call")
    return Recorded(function.name, arguments)


def _instance(value: Any) -> Recorded:
    if not isinstance(value, Recorded):
        raise ValueError("only recorded objects have a state")
    return value
