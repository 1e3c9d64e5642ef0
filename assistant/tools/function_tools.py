"""The tools of a toolbox as LlamaIndex FunctionTools, for any function-calling model."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from llama_index.core.tools import FunctionTool
from pydantic import Field, create_model

from assistant.tools.requests import TOOLS, ToolRequest, ToolSpec

if TYPE_CHECKING:
    from assistant.tools.toolbox import Toolbox


def function_tools(toolbox: Toolbox) -> list[FunctionTool]:
    """One tool for each of `TOOLS`; its schema names the products that may be asked about."""
    named = tuple((each, toolbox.knowledge.products[each].product.name) for each in toolbox.products())
    return [
        FunctionTool.from_defaults(
            fn=_caller(toolbox, spec.name),
            name=spec.name,
            description=spec.description,
            fn_schema=_schema(spec, named),
        )
        for spec in TOOLS.values()
    ]


def _caller(toolbox: Toolbox, name: str) -> Callable[..., str]:
    def call(**arguments: Any) -> str:
        return toolbox.call(name, arguments).model_dump_json()

    return call


@lru_cache(maxsize=128)
def _schema(spec: ToolSpec, named: tuple[tuple[str, str], ...]) -> type[ToolRequest]:
    """The arguments of a tool: ids of products as an enumeration, and no default for what must be given.

    Args:
        spec: the tool.
        named: ids and names of the products that may be asked about.
    """
    fields = spec.request.model_fields
    changed: dict[str, Any] = {
        name: (fields[name].annotation, Field(description=fields[name].description)) for name in spec.required
    }
    if products := tuple(each for each, _ in named):
        names = ", ".join(f"{each} = {name}" for each, name in named)
        text = f"{fields['product'].description} {names}."
        changed["product"] = (Literal[products] | None, Field(default=None, description=text))
    return create_model(spec.request.__name__, __base__=spec.request, __doc__=spec.request.__doc__, **changed)
