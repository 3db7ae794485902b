"""Decides whether an IP address is public: one that anybody on the Internet reaches.

A list of our own: Python's `is_global` calls several of these public (measured on
3.11: NAT64, 6to4, IPv4-compatible, 192.88.99.0/24, site-local, multicast).
"""

import ipaddress

# What is not in here is public, for IPv4.
_NOT_PUBLIC_V4 = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network; 0.0.0.0 is this very machine
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carriers' own; also a cloud's metadata
        "127.0.0.0/8",  # this machine
        "168.63.129.16/32",  # a cloud's inner host, although the number is public
        "169.254.0.0/16",  # the link; also the metadata of most clouds
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # AMT relays
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
)
# For IPv6 the other way round: public is global unicast, and of that not all. So
# ::1, ::ffff:0:0/96, ::/96, 64:ff9b::/96, fc00::/7, fe80::/10, fec0::/10 and ff00::/8
# need no mention.
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
_NOT_PUBLIC_V6 = tuple(
    ipaddress.IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments; Teredo carries an IPv4 address
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4 carries an IPv4 address
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
)


def is_public_address(address: str) -> bool:
    """Whether it is; what is no address, or names an interface too, is not."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv4Address):
        return not any(parsed in network for network in _NOT_PUBLIC_V4)
    if parsed.scope_id is not None or parsed not in _GLOBAL_UNICAST:
        return False
    return not any(parsed in network for network in _NOT_PUBLIC_V6)
