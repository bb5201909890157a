"""Asks a served app as a program would, over plain HTTP."""

import json
from concurrent.futures import ThreadPoolExecutor

import httpx

PATIENCE_SECONDS = 120
EXAMPLE = "example:ankle-boot"


class Refused(Exception):
    """The app's sentence, and the HTTP status where it was refused at the door."""

    def __init__(self, sentence, status=200):
        super().__init__(sentence)
        self.sentence, self.status = sentence, status


class Caller:
    """Holds connections to one app."""

    def __init__(self, url, **options):
        self.url = url
        self.http = httpx.Client(base_url=f"{url}/gradio_api", timeout=PATIENCE_SECONDS, **options)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.http.close()

    def __call__(self, name, *arguments):
        """The answer of an endpoint.

        Raises:
            Refused: it answered with an error.
        """
        joined = self.http.post(f"/call/{name}", json={"data": list(arguments)})
        if joined.status_code != httpx.codes.OK:
            raise Refused(joined.json()["detail"], joined.status_code)
        told = self.http.get(f"/call/{name}/{joined.json()['event_id']}").text
        kind, _, data = told.rpartition("event: ")[2].partition("\ndata: ")
        value = json.loads(data)
        if kind != "complete":
            raise Refused(value["error"])
        (answer,) = value
        return answer

    def upload(self, data, name="picture.png"):
        """The file as an endpoint takes it."""
        (path,) = self.http.post("/upload", files={"files": (name, data)}).raise_for_status().json()
        return {"path": path, "meta": {"_type": "gradio.FileData"}}

    def outcome(self, name, *arguments):
        """("answer", value) or ("sentence", words)."""
        try:
            return "answer", self(name, *arguments)
        except Refused as refused:
            return "sentence", refused.sentence

    def outcomes(self, name, many, at_once=8):
        """The same of many lists of arguments, several at once, in their order."""
        with ThreadPoolExecutor(at_once) as pool:
            return list(pool.map(lambda arguments: self.outcome(name, *arguments), many))
