"""Formulas: what may stand between {{ and }}, and in tabellen.yaml.

A formula is one Python-like expression of numbers, texts, lists, names, calls and + - * /. Nothing else is in the
language: attributes, indexing, powers, comparisons and comprehensions are refused by name, so there is nothing to escape
from. (Jinja's sandbox would do the same with more rope and 70 ms of import.)
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from decimal import Decimal, DivisionByZero, InvalidOperation
from functools import lru_cache
from typing import Any

from opc import dutch

LARGEST = 10**18
"""The largest number that may stand in a formula."""
LONGEST = 500
"""Characters that a formula may have; nothing a writer needs comes near it."""

_OPERATORS: dict[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
}
_REFUSED = {
    ast.Attribute: "een punt met een naam erachter",
    ast.Subscript: "vierkante haken achter een naam",
    ast.Pow: "machtsverheffen",
    ast.Compare: "een vergelijking",
    ast.Lambda: "een functie",
    ast.Dict: "een woordenboek",
    ast.JoinedStr: "een f-tekst",
}


class FormulaError(Exception):
    """What is wrong with a formula, in Dutch, and where in it (offset in code points from 0)."""

    def __init__(self, message: str, offset: int = 0, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.hint = hint


class UnknownNumberError(FormulaError):
    """A formula that is right, over a number that nobody gave: a cell says "<5", an indicator has no nulmeting yet."""


class CircularFormulaError(FormulaError):
    """A formula that needs its own outcome."""


@lru_cache(maxsize=4096)
def parse(text: str) -> ast.expr:
    """The tree of a formula. Raises FormulaError when it cannot be read."""
    if len(text) > LONGEST:
        raise FormulaError(f"deze formule is langer dan {LONGEST} tekens", hint="reken in een kolom van een tabel, of maak er meer kengetallen van")
    try:
        return ast.parse(text.strip(), mode="eval").body
    except SyntaxError as error:
        raise FormulaError("deze formule is niet te lezen", max(0, (error.offset or 1) - 1), "controleer haakjes, komma's en aanhalingstekens") from None
    except (ValueError, MemoryError, RecursionError):
        raise FormulaError("deze formule is niet te lezen") from None


@lru_cache(maxsize=4096)
def names_in(text: str) -> frozenset[str]:
    """The names that a formula uses as numbers. Raises FormulaError when it cannot be read."""
    nodes = list(ast.walk(parse(text)))
    called = {id(node.func) for node in nodes if isinstance(node, ast.Call)}
    return frozenset(node.id for node in nodes if isinstance(node, ast.Name) and id(node) not in called)


def evaluate(text: str, functions: Mapping[str, Callable[..., Any]], names: Mapping[str, Any] | None = None) -> Any:
    """The value of a formula. Numbers are Decimals. Raises FormulaError, with the offset of the part at fault."""
    stripped = len(text) - len(text.lstrip())
    try:
        return _Evaluation(text.strip(), functions, names or {}).value(parse(text))
    except FormulaError as error:
        error.offset += stripped
        raise


class _Evaluation:
    def __init__(self, text: str, functions: Mapping[str, Callable[..., Any]], names: Mapping[str, Any]) -> None:
        self.text, self.functions, self.names = text, functions, names

    def offset(self, node: ast.AST) -> int:
        # ast counts columns in UTF-8 bytes; formulas stand on one line
        return len(self.text.encode()[: getattr(node, "col_offset", 0)].decode(errors="ignore"))

    def wrong(self, node: ast.AST, message: str, hint: str = "") -> FormulaError:
        return FormulaError(message, self.offset(node), hint)

    def value(self, node: ast.AST) -> Any:
        match node:
            case ast.Constant(value=bool()):
                return node.value
            case ast.Constant(value=int() | float() as number):
                if abs(number) > LARGEST:
                    raise self.wrong(node, "dit getal is te groot", "controleer de nullen")
                return Decimal(str(number))
            case ast.Constant(value=str()):
                return node.value
            case ast.List():
                return tuple(self.value(item) for item in node.elts)
            case ast.Name():
                if node.id in self.names:
                    return self.names[node.id]
                raise self.wrong(node, f'"{node.id}" is hier geen bekende naam', self.suggestion(node.id))
            case ast.UnaryOp(op=ast.USub()):
                return -self.number(node.operand)
            case ast.BinOp() if type(node.op) in _OPERATORS:
                left, right = self.number(node.left), self.number(node.right)
                try:
                    return _OPERATORS[type(node.op)](left, right)
                except (DivisionByZero, InvalidOperation, ZeroDivisionError):
                    raise self.wrong(node, "delen door nul kan niet", "kijk of het getal onder de deelstreep klopt") from None
            case ast.Call(func=ast.Name(id=name)):
                return self.call(node, name)
        kind = type(node.op) if isinstance(node, ast.BinOp) else type(node)
        what = _REFUSED.get(kind, "dit")
        raise self.wrong(node, f"{what} mag niet in een formule", "gebruik getallen, teksten, + - * / en de functies uit plans/README.md")

    def number(self, node: ast.AST) -> Decimal:
        value = self.value(node)
        if isinstance(value, Decimal):
            return value
        raise self.wrong(node, "hier staat geen getal, dus rekenen kan niet", "reken met getallen, of met functies die een getal geven, zoals aantal en som")

    def call(self, node: ast.Call, name: str) -> Any:
        if name not in self.functions:
            raise self.wrong(node, f'"{name}" is geen functie van opc', self.suggestion(name))
        arguments = [self.value(item) for item in node.args]
        options = {item.arg: self.value(item.value) for item in node.keywords if item.arg}
        try:
            return self.functions[name](*arguments, **options)
        except FormulaError as error:
            error.offset = self.offset(node)
            raise
        except (TypeError, ValueError, AttributeError, LookupError):
            raise self.wrong(node, f"{name}(…) krijgt hier te veel, te weinig of verkeerde gegevens", "zie de voorbeelden in plans/README.md") from None
        except ArithmeticError:
            raise self.wrong(node, "deze berekening heeft geen uitkomst", "controleer de getallen") from None

    def suggestion(self, name: str) -> str:
        if name in self.functions:
            return f'zet erachter tussen haakjes waarover het gaat: {name}("…")'
        word = dutch.meant(name, [*self.functions, *self.names])
        return f"bedoelt u {word}?" if word else "de functies staan in plans/README.md"
