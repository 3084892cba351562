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
 * Keyed hashes (HMAC) that replace patient ids in everything that is stored or audited. The same id from another client
 * or tenant is another patient.
 */
public final class PatientKeys {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    public PatientKeys(String secret) {
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** 43 characters of base64url. */
    public String of(PatientRef patient) {
        return hash("patient", patient.caller(), patient.id());
    }

    /** The key of a Condition; null if it has no id. */
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
                // With its length, so that no two sequences of parts yield the same bytes.
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
