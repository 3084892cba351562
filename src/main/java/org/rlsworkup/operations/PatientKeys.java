package org.rlsworkup.operations;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.codec.binary.Base64;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.cdshooks.request.PatientRef;

/**
 * Keyed hashes (HMAC) that replace patient ids in everything that is stored or audited. The same id from another client,
 * tenant or FHIR server is another patient.
 */
public final class PatientKeys {
    /** 132 bits are enough to tell apart what is known about one patient. */
    private static final int SHORT = 22;

    private final byte[] secret;

    public PatientKeys(String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    /** 43 characters of base64url. */
    public String of(PatientRef patient) {
        return patient.server().isEmpty()
                ? withoutServer(patient)
                : hash("patient", patient.caller(), patient.id(), patient.server());
    }

    /** The key of the same patient before FHIR servers were part of it, and of a patient without a server. */
    public String withoutServer(PatientRef patient) {
        return hash("patient", patient.caller(), patient.id());
    }

    /** The key of a Condition; null if it has no id. */
    @Nullable
    public String ofCondition(Caller caller, @Nullable String id) {
        return id == null ? null : hash("condition", caller, id);
    }

    /** The key of an encounter; null if none is open. */
    @Nullable
    public String ofEncounter(Caller caller, @Nullable String id) {
        return id == null ? null : hash("encounter", caller, id);
    }

    /** The key of a user of the client. */
    public String ofUser(Caller caller, String user) {
        return hash("user", caller, user);
    }

    /** The key of something about a patient, such as a result. */
    public String of(PatientRef patient, String about) {
        return hash("about", patient.caller(), patient.id(), about).substring(0, SHORT);
    }

    private String hash(String kind, Caller caller, String... ids) {
        var mac = HmacUtils.getInitializedMac(HmacAlgorithms.HMAC_SHA_256, secret);
        var tenant = Objects.requireNonNullElse(caller.tenant(), "");
        for (var part : Stream.concat(Stream.of(kind, caller.name(), tenant), Stream.of(ids))
                .toList()) {
            var bytes = part.getBytes(StandardCharsets.UTF_8);
            // With its length, so that no two sequences of parts yield the same bytes.
            mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
            mac.update(bytes);
        }
        return Base64.encodeBase64URLSafeString(mac.doFinal());
    }
}
