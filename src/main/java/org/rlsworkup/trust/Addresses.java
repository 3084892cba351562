package org.rlsworkup.trust;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks of addresses before any request is sent to them. */
public final class Addresses {
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}|\\[::1]");
    /** In the DNS; a pattern is not matched against more, as it may be recursive. */
    private static final int LONGEST_NAME = 253;

    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final String LABEL = "[a-z0-9_]([a-z0-9_-]*[a-z0-9])?";
    /** All that a resolver may take for an IPv4 address: decimal, octal, hexadecimal, in one to four parts. */
    private static final String NUMBERS = "(0[xX][0-9a-fA-F]*|\\d+)(\\.(0[xX][0-9a-fA-F]*|\\d+)){0,3}\\.?";

    private static final Pattern PLAIN =
            Pattern.compile("\\[[^%%]*]|%1$s(\\.%1$s){3}|(?!%2$s$)%3$s(\\.%3$s)*".formatted(BYTE, NUMBERS, LABEL));

    /** Cloud metadata services outside the link-local range: AWS, Alibaba, Oracle, Azure. */
    private static final Set<String> METADATA =
            Set.of("fd00:ec2:0:0:0:0:0:254", "100.100.100.200", "192.0.0.192", "168.63.129.16");

    /** 64:ff9b::/96 and 2002::/16. */
    private static final String NAT64 = "0064ff9b0000000000000000";

    private static final String SIX_TO_FOUR = "2002";

    private Addresses() {}

    /** Whether this is a loopback host in its usual notation. */
    static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host).matches();
    }

    /** Whether this is an https address, or http on a loopback host, without user info or fragment. */
    public static boolean isSecure(URI address) {
        return address.getHost() != null
                && address.getRawUserInfo() == null
                && address.getRawFragment() == null
                && ("https".equals(address.getScheme())
                        || ("http".equals(address.getScheme()) && isLoopback(address.getHost())));
    }

    /** Whether a host is a name or an IP address in its usual notation, and so unambiguous. */
    static boolean isPlain(String host) {
        return host.length() <= LONGEST_NAME && PLAIN.matcher(host).matches();
    }

    /** Whether a host is, or resolves to, an address that requests must never be sent to. */
    static boolean isForbidden(String host) throws UnknownHostException {
        for (var address : InetAddress.getAllByName(host)) {
            if (isForbidden(address)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isForbidden(InetAddress address) throws UnknownHostException {
        return address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()
                || METADATA.contains(address.getHostAddress().replaceFirst("%.*", ""))
                || (address instanceof Inet6Address six && hidesForbidden(six));
    }

    /** An IPv6 address may be translated to an IPv4 one on the way. */
    private static boolean hidesForbidden(Inet6Address address) throws UnknownHostException {
        var hex = HexFormat.of().formatHex(address.getAddress());
        if (hex.startsWith(NAT64) || (address.isIPv4CompatibleAddress() && !address.isLoopbackAddress())) {
            return isForbidden(four(hex, 24));
        }
        return hex.startsWith(SIX_TO_FOUR) && isForbidden(four(hex, 4));
    }

    private static InetAddress four(String hex, int from) throws UnknownHostException {
        return InetAddress.getByAddress(HexFormat.of().parseHex(hex, from, from + 8));
    }
}
