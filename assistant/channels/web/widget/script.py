"""GET /widget.js: the widget as one module, for any website."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

from fastapi import APIRouter, Request, Response

from assistant.channels.web.widget.bundle import bundle

SOURCES = Path(__file__).with_name("src")
_HEADERS = {
    # modules of other origins are fetched with CORS; the file is the same for everybody
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "public, max-age=600, stale-while-revalidate=86400",
    "Vary": "Accept-Encoding",
}


def script_router() -> APIRouter:
    """The route of the script, which is bundled once."""
    router = APIRouter()
    plain = bundle(SOURCES).encode()
    packed = gzip.compress(plain, mtime=0)
    tag = hashlib.sha256(plain).hexdigest()[:32]

    @router.api_route("/widget.js", methods=["GET", "HEAD"], include_in_schema=False)
    async def widget_script(request: Request) -> Response:
        zipped = "gzip" in request.headers.get("accept-encoding", "")
        headers = {**_HEADERS, "ETag": f'"{tag}{"-gzip" if zipped else ""}"'}
        known = request.headers.get("if-none-match", "")
        if headers["ETag"] in [each.strip().removeprefix("W/") for each in known.split(",")]:
            return Response(status_code=304, headers=headers)
        if zipped:
            headers["Content-Encoding"] = "gzip"
        return Response(packed if zipped else plain, media_type="text/javascript", headers=headers)

    return router
