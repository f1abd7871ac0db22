"""One source over HTTP: a request in, an answer or one of our errors out."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import httpx

from midwatch import __version__
from midwatch.domain.errors import InputError, MidwatchError, SourceFailed, SourceTimeout
from midwatch.domain.units import seconds
from midwatch.providers._http import tls
from midwatch.providers._http.attempt import Attempt
from midwatch.providers._http.faults import FAULTS, fault_of, translated
from midwatch.providers._http.patience import Silence, pause_before_retry
from midwatch.providers._http.settings import HttpSettings
from midwatch.providers._http.statuses import RETRIED
from midwatch.providers._http.waiting import Statistics, WaitingMeter

Form = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpRequest:
    """`purpose` names it in messages (“list series”); `path` is below the source's address; names may repeat."""

    purpose: str
    path: str
    method: str = "GET"
    query: Form = ()
    form: Form = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpAnswer:
    """Whatever status came; header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class _Failure:
    error: MidwatchError
    again: bool
    silent: bool


def _never(_answer: HttpAnswer) -> bool:
    return False


class HttpLine:
    """Sends requests to one source, from any thread; the connection is made by the first.

    Retries what may pass by itself (429, 502, 503, 504, a broken connection), unless `is_final` says of an answer that
    it stands. A source that is silent is given up for as long as its read time-out: a hung one costs one of them, and
    not one for each question. Redirects are not followed, so credentials go to no other host; the environment's
    proxies are not used.
    """

    def __init__(
        self,
        settings: HttpSettings,
        *,
        is_final: Callable[[HttpAnswer], bool] = _never,
        sleep: Callable[[float], None] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.settings = settings
        self._is_final = is_final
        self._sleep = sleep
        self._monotonic = monotonic
        self._meter = WaitingMeter(monotonic)
        self._silence = Silence(seconds(settings.read_timeout), monotonic)
        self._lock = threading.Lock()
        self._client: httpx.Client | None = None

    @property
    def statistics(self) -> Statistics:
        """Requests and waiting time until now."""
        return self._meter.read()

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is waited for now."""
        return self._meter.is_waiting

    def close(self) -> None:
        """Let go of the connections; the next request makes new ones."""
        with self._lock:
            client, self._client = self._client, None
        if client is not None:
            client.close()

    def attempt(self, request: HttpRequest) -> Attempt:
        """What a request attempts, for messages."""
        settings = self.settings
        return Attempt.of(request.purpose, settings.name, settings.base, settings.secrets())

    def send(self, request: HttpRequest) -> HttpAnswer:
        """The answer, whatever its status. Raises SourceError, and InputError where the settings cannot be used."""
        if (given_up := self._silence.error) is not None:
            raise type(given_up)(given_up.what, why=given_up.why, fix=given_up.fix)
        client = self._connected()
        with self._meter.waiting():
            outcome = self._until_settled(client, request)
        if isinstance(outcome, _Failure):
            if outcome.silent:
                self._silence.missed(outcome.error)
            raise outcome.error
        self._silence.heard()
        return outcome

    def _until_settled(self, client: httpx.Client, request: HttpRequest) -> HttpAnswer | _Failure:
        deadline = self._monotonic() + seconds(self.settings.deadline)
        tries = 0
        while True:
            outcome = self._try(client, request, deadline)
            tries += 1
            if tries > self.settings.retries or not self._may_pass(outcome):
                return outcome
            headers = outcome.headers if isinstance(outcome, HttpAnswer) else {}
            pause = pause_before_retry(tries, headers)
            if self._monotonic() + pause >= deadline:
                return outcome
            self._sleep(pause)

    def _may_pass(self, outcome: HttpAnswer | _Failure) -> bool:
        if isinstance(outcome, _Failure):
            return outcome.again
        return outcome.status in RETRIED and not self._is_final(outcome)

    def _try(
        self, client: httpx.Client, request: HttpRequest, deadline: float
    ) -> HttpAnswer | _Failure:
        self._meter.count_request()
        try:
            return self._exchange(client, request, deadline)
        except tuple(FAULTS) as error:
            return _Failure(
                translated(error, self.attempt(request)),
                again=fault_of(error).again,
                silent=isinstance(error, httpx.TimeoutException),
            )
        except MidwatchError as error:
            return _Failure(error, again=False, silent=isinstance(error, SourceTimeout))

    def _exchange(self, client: httpx.Client, request: HttpRequest, deadline: float) -> HttpAnswer:
        left = max(deadline - self._monotonic(), 0.001)
        read = min(seconds(self.settings.read_timeout), left)
        connect = min(seconds(self.settings.connect_timeout), left)
        with client.stream(
            request.method,
            self.settings.base + request.path,
            params=list(request.query) or None,
            data=_repeatable(request.form),
            timeout=httpx.Timeout(read, connect=connect),
        ) as response:
            return HttpAnswer(
                status=response.status_code,
                headers={name.lower(): value for name, value in response.headers.items()},
                body=self._body(response, self.attempt(request), deadline),
            )

    def _body(self, response: httpx.Response, attempt: Attempt, deadline: float) -> bytes:
        most = self.settings.max_response_bytes
        body = bytearray()
        for piece in response.iter_bytes():
            body += piece
            if len(body) > most:
                raise SourceFailed(
                    attempt.what,
                    why=f"its answer is larger than {most} bytes, our bound",
                    fix="ask for fewer services or a shorter range",
                )
            if self._monotonic() > deadline:
                raise SourceTimeout(
                    attempt.what,
                    why="its answer drips in and was not complete in time",
                    fix="ask for less, or raise `deadline`",
                )
        return bytes(body)

    def _connected(self) -> httpx.Client:
        with self._lock:
            if self._client is None:
                self._client = self._made()
            return self._client

    def _made(self) -> httpx.Client:
        settings = self.settings
        headers = {
            "User-Agent": f"midwatch/{__version__}",
            "Accept": "application/json",
            **settings.request_headers(),
        }
        try:
            return httpx.Client(
                headers=headers,
                verify=tls.context(settings.tls) if settings.url.startswith("https") else False,
                follow_redirects=False,
                trust_env=False,
            )
        except httpx.InvalidURL as error:
            attempt = Attempt.of("connect", settings.name, settings.base, settings.secrets())
            raise InputError(
                attempt.what, why=attempt.quoted(str(error)), fix="correct `url`"
            ) from error


def _repeatable(form: Form) -> dict[str, list[str]] | None:
    names = dict.fromkeys(name for name, _ in form)
    return {name: [value for key, value in form if key == name] for name in names} or None
