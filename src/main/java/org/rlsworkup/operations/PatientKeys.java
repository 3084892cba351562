package org.rlsworkup.operations;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.commons.codec.binary.Base64;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.cdshooks.request.PatientRef;

/**
 * Keyed hashes (HMAC) that replace patient ids in everything that is stored or audited. The same id from another client
 * or tenant is another patient.
 */
public final class PatientKeys {
    private final byte[] secret;

    public PatientKeys(String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
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
        var mac = HmacUtils.getInitializedMac(HmacAlgorithms.HMAC_SHA_256, secret);
        for (var part : new String[] {kind, caller.name(), Objects.requireNonNullElse(caller.tenant(), ""), id}) {
            var bytes = part.getBytes(StandardCharsets.UTF_8);
            // With its length, so that no two sequences of parts yield the same bytes.
            mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
            mac.update(bytes);
        }
        return Base64.encodeBase64URLSafeString(mac.doFinal());
    }
}
