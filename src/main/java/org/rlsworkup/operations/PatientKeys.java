package org.rlsworkup.operations;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.cdshooks.request.PatientRef;

/**
 * Keyed hashes that stand for patients wherever something is stored or logged: whoever has no {@code rls.patient-key}
 * cannot tell whose they are, and the same id from another client or tenant is another patient.
 */
public final class PatientKeys {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    public PatientKeys(String secret) {
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** 43 characters of letters, digits, '-' and '_'. */
    public String of(PatientRef patient) {
        return hash("patient", patient.caller(), patient.id());
    }

    /** As for a patient, for one of a patient's Conditions; null for one without an id. */
    @Nullable
    public String ofCondition(Caller caller, @Nullable String id) {
        return id == null ? null : hash("condition", caller, id);
    }

    private String hash(String kind, Caller caller, String id) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            var tenant = caller.tenant();
            for (var part : new String[] {kind, caller.name(), tenant == null ? "" : tenant, id}) {
                var bytes = part.getBytes(StandardCharsets.UTF_8);
                // With their lengths, so that no two sequences of parts are the same bytes.
                mac.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
                mac.update(bytes);
            }
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
