"""The optional bridge to a language model on the office's own network (any OpenAI-compatible endpoint).

Owns the asking and the distrust: the model may only say an utterance in other words.  What it says is taken
where every figure, name and unit of it stands in the utterance itself; it never states an amount, confirms a
card or picks a place in a document.  Late, broken or hostile answers are no answers.
"""

from __future__ import annotations

import http.client
import ipaddress
import json
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

from ledger.errors import BadInput
from tui.assistant.values import Intent

URL, MODEL, KEY, SECONDS = (
    "GONGJIAN_MODEL_URL",
    "GONGJIAN_MODEL_NAME",
    "GONGJIAN_MODEL_KEY",
    "GONGJIAN_MODEL_SECONDS",
)
QUESTIONS = frozenset(
    {
        Intent.ASK_AMOUNT,
        Intent.ASK_OBLIGATION,
        Intent.ASK_DEADLINE,
        Intent.ASK_RESPONSIBLE,
        Intent.LIST_FINDINGS,
        Intent.OFFICE_TOTAL,
        Intent.SUBSIDY_QUERY,
        Intent.HELP,
    }
)
"""What a model may rephrase: questions. What would be written is read from a person's own words alone."""
_MOST_BYTES, _MOST_CHARACTERS = 65_536, 120
_REST_SECONDS = 60.0
_CONTROL = re.compile(r"[\x00-\x1f\x7f​-‏‪-‮⁦-⁩]")
_FIGURES = re.compile(
    r"\d+(?:\.\d+)?|[零〇一二三四五六七八九十百千万亿两俩仨]+|(?<![A-Za-z])[A-Da-d](?![A-Za-z])"
)
_FENCE = re.compile(r"^```(?:json)?\s*|\s*```$")
_INSTRUCTION = (
    "你把办事员的一句话改写成一句意思完全相同、用词更直白的话，供另一个程序识别。"
    "不要回答问题，不要增加任何数字、日期、金额、单位、人名、企业名，不要删去已有的。"
    "intent 只能取：{intents}。只输出一个 JSON 对象，形如 "
    '{{"intent": "ask_deadline", "utterance": "错峰生产什么时候开始"}}；无法改写时 utterance 取空字符串。'
)


@dataclass(frozen=True, slots=True)
class BridgeSettings:
    """Where the model is. `seconds` bounds the whole exchange; `key` is sent as a bearer token."""

    url: str
    model: str
    key: str = ""
    seconds: float = 3.0


def settings_from(environment: Mapping[str, str]) -> BridgeSettings | None:
    """The settings; None, and so no bridge, where no address is given.

    Raises BadInput for an address that is no http address, a missing model name, or a time out of bounds.
    """
    url = environment.get(URL, "").strip().rstrip("/")
    if not url:
        return None
    address = urlsplit(url)
    if address.scheme not in ("http", "https") or not address.hostname:
        raise BadInput(f"{URL} 不是网址，请写成 http://127.0.0.1:11434/v1 的样子；不用模型就不要设它。")
    model = environment.get(MODEL, "").strip()
    if not model:
        raise BadInput(f"设了 {URL}，还要用 {MODEL} 写明模型名称。")
    written = environment.get(SECONDS, "3").strip()
    try:
        seconds = float(written)
    except ValueError:
        seconds = 0.0
    if not 0.1 <= seconds <= 30:
        raise BadInput(f"{SECONDS} 应是 0.1 到 30 之间的秒数，收到“{written}”。")
    return BridgeSettings(url, model, environment.get(KEY, "").strip(), seconds)


@dataclass(frozen=True, slots=True)
class Rephrased:
    """An utterance in other words, and the intent that the model takes it for."""

    intent: Intent
    utterance: str


@dataclass
class Bridge:
    """Asks the model; after a failure it is left alone for a minute. `clock` counts seconds, never back."""

    settings: BridgeSettings
    names_in: Callable[[str], frozenset[str]]
    clock: Callable[[], float] = time.monotonic
    _silent_until: float = field(default=float("-inf"), init=False)

    def rephrase(self, text: str) -> Rephrased | None:
        """The utterance in other words; None where the model is absent, late, or may not say what it says."""
        if self.clock() < self._silent_until:
            return None
        heard: list[str] = []
        asking = threading.Thread(target=self._ask, args=(text, heard), daemon=True)
        asking.start()
        asking.join(self.settings.seconds)  # a socket's own limit begins anew with every byte
        if not heard:
            self._silent_until = self.clock() + _REST_SECONDS
            return None
        return accepted(heard[0], text, self.names_in)

    def _ask(self, text: str, heard: list[str]) -> None:
        """Puts the words of the model into `heard`; nothing where there are none."""
        address = urlsplit(self.settings.url)
        try:
            connection = _connection(address, self.settings.seconds)
        except OSError:
            return
        try:
            connection.request("POST", f"{address.path}/chat/completions", self._body(text), self._headers())
            response = connection.getresponse()
            if response.status == http.client.OK:
                heard.append(_content(_read(response)))
        except (OSError, http.client.HTTPException, ValueError):
            return
        finally:
            connection.close()

    def _body(self, text: str) -> bytes:
        intents = "、".join(f"{intent.value}（{intent.label}）" for intent in Intent if intent in QUESTIONS)
        messages = [
            {"role": "system", "content": _INSTRUCTION.format(intents=intents)},
            {"role": "user", "content": text},
        ]
        body = {"model": self.settings.model, "messages": messages, "temperature": 0, "max_tokens": 200}
        return json.dumps(body, ensure_ascii=False).encode()

    def _headers(self) -> dict[str, str]:
        headers = {"Content-Type": "application/json"}
        return headers | ({"Authorization": f"Bearer {self.settings.key}"} if self.settings.key else {})


def accepted(answer: str, text: str, names_in: Callable[[str], frozenset[str]]) -> Rephrased | None:
    """The model's words where they keep to the utterance; None for anything else."""
    try:
        row = json.loads(_FENCE.sub("", answer.strip()))
    except ValueError:
        return None
    if not isinstance(row, dict) or set(row) != {"intent", "utterance"}:
        return None
    known = {intent.value: intent for intent in QUESTIONS}
    intent, words = row["intent"], row["utterance"]
    if not (isinstance(intent, str) and isinstance(words, str) and intent in known):
        return None
    words = words.strip()
    if not 1 < len(words) <= _MOST_CHARACTERS or _CONTROL.search(words):
        return None
    if figures(words) - figures(text) or names_in(words) - names_in(text):
        return None
    return Rephrased(known[intent], words)


def figures(text: str) -> frozenset[str]:
    """Every number, grade and Chinese numeral of a text, as it is written."""
    return frozenset(figure.upper() for figure in _FIGURES.findall(text))


def _connection(address: SplitResult, seconds: float) -> http.client.HTTPConnection:
    """A connection to an address on the office's own network. Raises OSError for any other."""
    host = address.hostname or ""
    found = socket.getaddrinfo(host, address.port or address.scheme, type=socket.SOCK_STREAM)
    place = str(found[0][4][0])
    ip = ipaddress.ip_address(place.partition("%")[0])
    if not (ip.is_loopback or ip.is_private or ip.is_link_local) or ip.is_unspecified:
        raise OSError("the model is not on the office's own network")
    if address.scheme == "https":
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(host, address.port, timeout=seconds, context=context)
    return http.client.HTTPConnection(place, address.port, timeout=seconds)


def _read(response: http.client.HTTPResponse) -> bytes:
    """The body. Raises ValueError where it is larger than any rephrased sentence can be."""
    body = response.read(_MOST_BYTES + 1)
    if len(body) > _MOST_BYTES:
        raise ValueError("the model says too much")
    return body


def _content(body: bytes) -> str:
    """The words of the first choice. Raises ValueError where the body is no such answer."""
    try:
        words = json.loads(body)["choices"][0]["message"]["content"]
    except (LookupError, TypeError, RecursionError) as wrong:
        raise ValueError("no answer of the agreed shape") from wrong
    if not isinstance(words, str):
        raise ValueError("no words")
    return words
