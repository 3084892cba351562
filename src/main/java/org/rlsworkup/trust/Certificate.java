package org.rlsworkup.trust;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;

/**
 * How a client's TLS certificate is known. That it is valid and issued by whom we trust was checked when the connection
 * was made.
 */
public sealed interface Certificate {
    /** Whether this is the certificate. */
    boolean matches(X509Certificate shown);

    /** This subject, whatever the order of writing; only as good as the authorities in the trust store. */
    record Subject(X500Principal name) implements Certificate {
        @Override
        public boolean matches(X509Certificate shown) {
            return name.equals(shown.getSubjectX500Principal());
        }
    }

    /** This very certificate. */
    record Fingerprint(String sha256) implements Certificate {
        private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

        public Fingerprint {
            sha256 = sha256.replace(":", "").toLowerCase(Locale.ROOT);
            if (!SHA_256.matcher(sha256).matches()) {
                throw new IllegalArgumentException("rls.clients: a fingerprint has 64 hexadecimal digits");
            }
        }

        @Override
        public boolean matches(X509Certificate shown) {
            try {
                var hash = MessageDigest.getInstance("SHA-256").digest(shown.getEncoded());
                return HexFormat.of().formatHex(hash).equals(sha256);
            } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
                return false;
            }
        }
    }

    /**
     * As an operator writes it.
     *
     * @param written {@code sha256:} and a fingerprint, or a subject such as {@code CN=ehr,O=Hospital}
     */
    static Certificate of(String written) {
        return written.startsWith("sha256:")
                ? new Fingerprint(written.substring("sha256:".length()))
                : new Subject(new X500Principal(written));
    }
}
