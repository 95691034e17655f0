"""Answers are compressed on their way out, but for what is packed as it is."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

PACKED = {"application/pdf"}


class CompressionMiddleware(GZipMiddleware):
    """Leave a packed file as it lies: it gains nothing, and its ETag says it byte by byte."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if response.headers.get("Content-Type") in PACKED:
            return response
        return super().process_response(request, response)
