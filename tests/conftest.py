"""What every test gets: no network, the newsroom analysed once, the public corpora where they lie."""

import socket
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("no clock", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("no clock")  # a machine may be slow or busy: no test says how long anything takes

CHECKOUT = Path(__file__).resolve().parent.parent
SHARED_DATA = CHECKOUT.parent / "shared" / "data"
"""Public corpora for quality floors. They may not be shipped, so they lie beside the checkout, or nowhere."""

NETWORK_CALLS = (
    (socket.socket, ("connect", "connect_ex", "sendto")),
    (socket, ("create_connection", "create_server", "getaddrinfo", "gethostbyname", "gethostbyname_ex")),
)


class NetworkForbiddenError(BaseException):
    """A test tried to reach the network. Not an `Exception`: no `except Exception` may hide it."""


def _refuse(*args: object, **kwargs: object) -> NoReturn:
    raise NetworkForbiddenError(f"the library opens no socket, but one was asked for: {args[1:] or args}")


@pytest.fixture(scope="session", autouse=True)
def no_network():
    """Make every way to the network raise, for the whole run."""
    with pytest.MonkeyPatch.context() as patch:
        for owner, names in NETWORK_CALLS:
            for name in names:
                patch.setattr(owner, name, _refuse)
        yield


@pytest.fixture(scope="session")
def newsroom():
    """The report on the sample newsroom, made once. Read it, never change it."""
    import framing

    return framing.analyze(framing.load_newsroom())


@pytest.fixture(scope="session")
def checkout():
    """The folder that holds the tests, the documents and the source."""
    return CHECKOUT


@pytest.fixture(scope="session")
def shared_data():
    """The folder of the public corpora, or a skip that says what is missing."""
    if not SHARED_DATA.is_dir():
        pytest.skip("no public corpora beside this checkout (../shared/data); they may not be shipped")
    return SHARED_DATA
