package org.rlsworkup.trust;

import com.nimbusds.jose.util.X509CertUtils;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;

/** Recognises a client's TLS certificate, once the TLS handshake has verified that it is valid and trusted. */
public final class ClientCertificate {
    private static final String FINGERPRINT = "sha256:";
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    private ClientCertificate() {}

    /**
     * Matches the certificate that a setting names.
     *
     * @param setting {@code sha256:} and a fingerprint, or a subject such as {@code CN=ehr,O=Hospital}
     * @throws IllegalArgumentException if it is neither
     */
    public static Predicate<X509Certificate> of(String setting) {
        if (!setting.startsWith(FINGERPRINT)) {
            var subject = new X500Principal(setting);
            return presented -> subject.equals(presented.getSubjectX500Principal());
        }
        var fingerprint =
                setting.substring(FINGERPRINT.length()).replace(":", "").toLowerCase(Locale.ROOT);
        if (!SHA_256.matcher(fingerprint).matches()) {
            throw new IllegalArgumentException("a fingerprint must have 64 hexadecimal digits");
        }
        return presented -> {
            var thumbprint = X509CertUtils.computeSHA256Thumbprint(presented);
            return thumbprint != null && fingerprint.equals(HexFormat.of().formatHex(thumbprint.decode()));
        };
    }
}
