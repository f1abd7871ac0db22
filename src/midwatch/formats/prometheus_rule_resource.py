"""Rule files as PrometheusRule resources, split where the operator would refuse their size.

Source: https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PrometheusRule
"""

import re
from collections.abc import Iterator

from midwatch.formats.yaml_dump import Value, dump

SIZE_LIMIT = 512 * 1024
"""Bytes above which prometheus-operator refuses a resource (its admission check and ConfigMap limit)."""
_HEADROOM = 8 * 1024
_NAME_LIMIT = 253


def resources(
    rules: dict[str, Value], name: str, header: str, limit: int = SIZE_LIMIT
) -> Iterator[str]:
    """One YAML document for each resource, none larger than `limit` bytes unless a single group is.

    Resources after the first are called `<name>-2` and so on.
    """
    groups = rules["groups"]
    if not isinstance(groups, list):
        msg = "a rule file holds a list of groups"
        raise TypeError(msg)
    for index, part in enumerate(_parts(groups, limit - _HEADROOM), start=1):
        suffix = "" if index == 1 else f"-{index}"
        yield dump(_resource(part, resource_name(name, suffix)), header)


def resource_name(name: str, suffix: str = "") -> str:
    """A name that Kubernetes accepts (RFC 1123 subdomain): lower case, digits, dots and hyphens, 253 at most."""
    cleaned = re.sub(r"[^a-z0-9.-]", "-", name.lower()).strip("-.")
    return cleaned[: _NAME_LIMIT - len(suffix)] + suffix


def _resource(groups: list[Value], name: str) -> Value:
    return {
        "apiVersion": "monitoring.coreos.com/v1",
        "kind": "PrometheusRule",
        "metadata": {"name": name, "labels": {"app.kubernetes.io/managed-by": "midwatch"}},
        "spec": {"groups": groups},
    }


def _parts(groups: list[Value], limit: int) -> Iterator[list[Value]]:
    part: list[Value] = []
    size = 0
    for group in groups:
        length = len(dump([group]).encode())
        if part and size + length > limit:
            yield part
            part, size = [], 0
        part.append(group)
        size += length
    if part:
        yield part
