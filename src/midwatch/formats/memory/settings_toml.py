"""The first midwatch.toml: what a team needs, and every other table as a comment that works once it is uncommented."""

_HEAD = """\
# Where telemetry is, and whom alerts reach. Every key: midwatch.toml in the reference.
# Secrets never stand here: refer to the environment, {env = "NAME"}, or to a file, {file = "/run/secrets/name"}.
"""

_SOURCE = """
[sources.main]
kind = "prometheus"
url = "{url}"
"""

_CAPTURE = """
[sources.main]
kind = "capture"
path = "{path}"
"""

_NO_SOURCE = """
# Without a source, files are checked and compiled; what only telemetry can tell is not.
# [sources.main]
# kind = "prometheus"
# url = "http://localhost:9090"
"""

_REST = """\
# token = {env = "PROMETHEUS_TOKEN"}
# headers = {X-Scope-OrgID = "team-a"}
# tls = {ca_file = "/etc/ssl/team-ca.pem"}
# timeout = "30s"
"""

_TEAM = """
# Which source has a service's telemetry, by glob; the first that matches. With one source this is not needed.
# [services]
# "*" = "main"

# [alertmanager]
# url = "http://localhost:9093"
# page = ["oncall"]
# ticket = ["team"]

# The files lie where Alertmanager runs.
# [channels.oncall]
# kind = "pagerduty"
# routing_key_file = "/etc/alertmanager/pagerduty-key"
#
# [channels.team]
# kind = "slack"
# webhook_file = "/etc/alertmanager/slack-webhook"
# channel = "#team-alerts"
"""


def render(*, prometheus_url: str | None = None, capture: str | None = None) -> str:
    """The file's text, with the source at that address or path, or with none yet."""
    if prometheus_url is not None:
        return _HEAD + _SOURCE.format(url=_quoted(prometheus_url)) + _REST + _TEAM
    if capture is not None:
        return _HEAD + _CAPTURE.format(path=_quoted(capture)) + _TEAM
    return _HEAD + _NO_SOURCE + _REST + _TEAM


def _quoted(text: str) -> str:
    """The text as it stands inside a basic string (https://toml.io/en/v1.0.0#string), without control characters."""
    return text.replace("\\", "\\\\").replace('"', '\\"')
