"""Which form of a page a client gets: Accept-Encoding (RFC 9110, 12.5.3) -> br, gzip, identity."""

import re
from functools import lru_cache

COMPRESSED = ("br", "gzip")  # the smaller first
WEIGHT = re.compile(r"\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*", re.IGNORECASE)


@lru_cache(maxsize=256)
def best(accepted: str) -> str:
    """What the client likes best; among equals the smaller. Whoever refuses all gets identity."""
    weights = dict(filter(None, map(_weighted, accepted.lower().split(","))))
    rest = weights.get("*", 0.0)
    liked = {name: weights.get(name, rest) for name in COMPRESSED}
    # It may be sent unless refused, but nobody who says nothing of it wishes for it.
    liked["identity"] = weights.get("identity", 0.0)
    name = max(liked, key=liked.__getitem__)
    return name if liked[name] else "identity"


def _weighted(part: str) -> tuple[str, float] | None:
    """What can't be understood is refused."""
    name, *parameters = part.split(";")
    if not name.strip():
        return None
    found = [WEIGHT.fullmatch(parameter) for parameter in parameters]
    weight = min((float(one[1]) if one else 0.0 for one in found), default=1.0)
    return name.strip(), weight
