import ipaddress

import pytest

from server.errors import AddressInvalid, AddressNotPublic, AddressUnknown
from server.settings import SettingError
from workers.fetch.guard import allowances, is_public, vet_address, vet_answers

NOT_PUBLIC = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "100.127.255.255",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",  # IPv4-compatible
    "::ffff:127.0.0.1",  # IPv4-mapped
    "::ffff:8.8.8.8",
    "::ffff:0:127.0.0.1",  # IPv4-translated
    "64:ff9b::7f00:1",  # NAT64 of 127.0.0.1
    "64:ff9b::a9fe:a9fe",  # NAT64 of the metadata service
    "64:ff9b:1::1",
    "100::1",
    "2001::1",  # Teredo
    "2001:10::1",
    "2001:db8::1",
    "2002:7f00:1::",  # 6to4 of 127.0.0.1
    "2002:808:808::1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
]

PUBLIC = [
    "1.1.1.1",
    "9.255.255.255",
    "11.0.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "126.255.255.255",
    "128.0.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "192.167.255.255",
    "223.255.255.255",
    "2001:200::1",
    "2606:4700:4700::1111",
    "2a00:1450::1",
    "64:ff9b::808:808",
]


@pytest.mark.parametrize("ip", NOT_PUBLIC)
def test_a_special_range_is_not_public(ip: str) -> None:
    assert not is_public(ipaddress.ip_address(ip))
    with pytest.raises(AddressNotPublic):
        vet_answers([ip], 80)


@pytest.mark.parametrize("ip", PUBLIC)
def test_what_lies_beside_a_special_range_is_public(ip: str) -> None:
    assert is_public(ipaddress.ip_address(ip))
    assert vet_answers([ip], 443) == (ipaddress.ip_address(ip),)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://017700000001/",
        "http://0x7f000001/",
        "http://127.1/",
        "http://0/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::]/",
        "http://①②⑦.⓪.⓪.①/",
        "http://1.1.1.1:8080/",
        "http://news.example:22/",
        "https://news.example:8443/",
    ],
)
def test_an_address_that_needs_no_look_up_to_be_refused_is_refused(url: str) -> None:
    with pytest.raises(AddressNotPublic):
        vet_address(url)


def test_an_address_that_is_none_is_invalid() -> None:
    with pytest.raises(AddressInvalid):
        vet_address("http://user@news.example/")


def test_one_private_answer_refuses_all() -> None:
    with pytest.raises(AddressNotPublic):
        vet_answers(["1.1.1.1", "10.0.0.1"], 80)


def test_no_answer_is_an_unknown_host() -> None:
    with pytest.raises(AddressUnknown):
        vet_answers([], 80)


def test_an_allowance_opens_one_network_at_one_port() -> None:
    allowed = allowances(["127.0.0.0/8:8000"])
    assert vet_address("http://127.0.0.1:8000/", allowed).port == 8000
    assert vet_answers(["127.0.0.9"], 8000, allowed)
    for url in ("http://127.0.0.1/", "http://127.0.0.1:8001/", "http://10.0.0.1:8000/"):
        with pytest.raises(AddressNotPublic):
            vet_address(url, allowed)


def test_an_allowed_port_does_not_open_public_hosts_at_it() -> None:
    allowed = allowances(["127.0.0.1:8000"])
    with pytest.raises(AddressNotPublic):
        vet_answers(["1.1.1.1"], 8000, allowed)


def test_an_allowance_may_name_an_ipv6_network_or_any_port() -> None:
    assert vet_address("http://[::1]:8000/", allowances(["[::1]:8000"]))
    assert vet_address("http://127.0.0.1:9/", allowances(["127.0.0.1/32:*"]))


@pytest.mark.parametrize(
    "pair", ["", "127.0.0.1", "127.0.0.1:", "news.example:80", "10.0.0.1/8:80"]
)
def test_an_allowance_that_cannot_be_read_is_a_setting_error(pair: str) -> None:
    with pytest.raises(SettingError):
        allowances([pair])
