"""The tools of a toolbox as LlamaIndex FunctionTools, for any function-calling model."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

from llama_index.core.tools import FunctionTool
from pydantic import Field, create_model

from assistant.tools.requests import TOOLS, ToolRequest, ToolSpec

if TYPE_CHECKING:
    from assistant.tools.toolbox import Toolbox


def function_tools(toolbox: Toolbox) -> list[FunctionTool]:
    """One tool for each of `TOOLS`; its schema names the products that may be asked about."""
    return [
        FunctionTool.from_defaults(
            fn=_caller(toolbox, spec.name),
            name=spec.name,
            description=spec.description,
            fn_schema=_schema(spec, toolbox),
        )
        for spec in TOOLS.values()
    ]


def _caller(toolbox: Toolbox, name: str) -> Callable[..., str]:
    def call(**arguments: Any) -> str:
        return toolbox.call(name, arguments).model_dump_json()

    return call


def _schema(spec: ToolSpec, toolbox: Toolbox) -> type[ToolRequest]:
    """The arguments of a tool: ids of products as an enumeration, and no default for what must be given."""
    fields = spec.request.model_fields
    changed: dict[str, Any] = {
        name: (fields[name].annotation, Field(description=fields[name].description)) for name in spec.required
    }
    if products := toolbox.products():
        names = ", ".join(f"{each} = {toolbox.knowledge.products[each].product.name}" for each in products)
        text = f"{fields['product'].description} {names}."
        changed["product"] = (Literal[products] | None, Field(default=None, description=text))
    return create_model(spec.request.__name__, __base__=spec.request, __doc__=spec.request.__doc__, **changed)
