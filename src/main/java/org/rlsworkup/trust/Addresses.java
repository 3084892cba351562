package org.rlsworkup.trust;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks of addresses before any request is sent to them. */
public final class Addresses {
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}|\\[::1]");
    /** All that a resolver may take for an IPv4 address: decimal, octal, hexadecimal, in one to four parts. */
    private static final Pattern NUMBERS =
            Pattern.compile("(0[xX][0-9a-fA-F]*|\\d+)(\\.(0[xX][0-9a-fA-F]*|\\d+)){0,3}\\.?");

    private static final Pattern DOTTED =
            Pattern.compile("(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)){3}");
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9_]([a-z0-9_-]*[a-z0-9])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9])?)*");

    /** Cloud metadata services outside the link-local range: AWS, Alibaba, Oracle, Azure. */
    private static final Set<String> METADATA =
            Set.of("fd00:ec2:0:0:0:0:0:254", "100.100.100.200", "192.0.0.192", "168.63.129.16");

    private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};
    private static final byte[] SIX_TO_FOUR = {0x20, 0x02};
    private static final byte[] COMPATIBLE = new byte[12];

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
        return host.startsWith("[")
                ? host.indexOf('%') < 0
                : NUMBERS.matcher(host).matches()
                        ? DOTTED.matcher(host).matches()
                        : NAME.matcher(host).matches();
    }

    /** Whether a host is, or resolves to, an address that requests must never be sent to. */
    static boolean isForbidden(String host) throws UnknownHostException {
        return Arrays.stream(InetAddress.getAllByName(host)).anyMatch(Addresses::isForbidden);
    }

    static boolean isForbidden(InetAddress address) {
        return address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()
                || METADATA.contains(withoutZone(address.getHostAddress()))
                || (address instanceof Inet6Address six && hidesForbidden(six));
    }

    private static String withoutZone(String address) {
        var zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
    }

    /** An IPv6 address may be translated to an IPv4 one on the way. */
    private static boolean hidesForbidden(Inet6Address address) {
        var bytes = address.getAddress();
        if (startsWith(bytes, NAT64) || (startsWith(bytes, COMPATIBLE) && !address.isLoopbackAddress())) {
            return isForbidden(four(bytes, 12));
        }
        return startsWith(bytes, SIX_TO_FOUR) && isForbidden(four(bytes, 2));
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }

    private static InetAddress four(byte[] bytes, int from) {
        try {
            return Inet4Address.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
