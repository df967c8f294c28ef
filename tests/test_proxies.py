import pytest

from migration_office.proxies import client_address


@pytest.fixture(autouse=True)
def proxies(settings):
    settings.PROXIES = ["127.0.0.1", "10.0.0.4"]


@pytest.mark.parametrize(
    ("peer", "told", "address"),
    [
        ("10.0.0.4", "203.0.113.9", "203.0.113.9"),
        ("10.0.0.4", "192.0.2.1, 203.0.113.9", "203.0.113.9"),  # the first is the client's word
        ("10.0.0.4", "2001:db8::9", "2001:db8::9"),
        ("10.0.0.4", "203.0.113.9:4711", "10.0.0.4"),
        ("10.0.0.4", "", "10.0.0.4"),
        ("203.0.113.9", "192.0.2.1", "203.0.113.9"),  # nobody's proxy
    ],
)
def test_address_of_who_asks(rf, peer, told, address):
    request = rf.get("/", REMOTE_ADDR=peer, headers={"X-Forwarded-For": told})
    assert client_address(request) == address


@pytest.mark.django_db
def test_five_wrong_passwords_behind_a_proxy_stop_only_who_gave_them(client, django_user_model):
    django_user_model.objects.create_superuser("klara", password="Sehr geheim!")

    def sign_in(address, password):
        form = {"username": "klara", "password": password}
        return client.post("/admin/login/", form, headers={"X-Forwarded-For": address})

    guesses = [sign_in("203.0.113.9", "geraten").status_code for _ in range(5)]

    assert guesses == [200, 200, 200, 200, 429]
    assert sign_in("203.0.113.7", "Sehr geheim!").status_code == 302
