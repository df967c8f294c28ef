import pytest

from content import encodings


@pytest.mark.parametrize(
    ("accepted", "best"),
    [
        ("", "identity"),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("BR", "br"),
        ("zstd, compress", "identity"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.000, gzip;q=0", "identity"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br ; q=1.0 , gzip", "br"),
        ("identity, br;q=0.5", "identity"),
        ("*", "br"),
        ("*, br;q=0", "gzip"),
        ("*;q=0", "identity"),
        ("identity;q=0", "identity"),
        ("gzip;q=2", "identity"),
        ("br;level=5", "identity"),
        (",, ;q=1, gzip", "gzip"),
        ("brotli, gzipped", "identity"),
    ],
)
def test_best_encoding_is_what_the_client_likes_best_and_we_have(accepted, best):
    assert encodings.best(accepted) == best
