package org.rlsworkup.operations;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.crypto.Mac;
import org.apache.commons.codec.binary.Base64;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.cdshooks.request.PatientRef;

/**
 * Keyed hashes (HMAC) that replace patient ids in everything that is stored or audited. The same id from another client,
 * tenant or FHIR server is another patient.
 *
 * <p>A hash cannot be made with another key, because the id is not known. So a new key does not replace the one before: it
 * is applied to its hashes, and who knows only one of them can do nothing with a hash.
 */
public final class PatientKeys {
    /** Characters of a whole hash. */
    private static final int LONG = 43;

    private static final int CHECK = 12;
    /** 132 bits are enough to tell apart what is known about one patient. */
    private static final int SHORT = 22;

    /** Only ever copied: looking up the algorithm and beginning with the secret costs as much as a hash. */
    private final List<Mac> macs;

    /** With a key that has never been changed. */
    public PatientKeys(String secret) {
        this(List.of(secret));
    }

    /** @param secrets the first key, and each that followed it; at least one */
    public PatientKeys(List<String> secrets) {
        this.macs = secrets.stream()
                .map(secret -> HmacUtils.getInitializedMac(
                        HmacAlgorithms.HMAC_SHA_256, secret.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    /** How many keys there have been. */
    public int count() {
        return macs.size();
    }

    /** A hash that was made with the keys but the newest ones, with all of them. */
    public String rekeyed(String hash, int keys) {
        var text = hash;
        for (var mac : macs.subList(keys, macs.size())) {
            text = Base64.encodeBase64URLSafeString(copy(mac).doFinal(text.getBytes(StandardCharsets.US_ASCII)))
                    .substring(0, text.length());
        }
        return text;
    }

    /** The same for the same keys, and nobody can tell the keys from it: a keyed hash of a fixed text. */
    public String check() {
        return hash(CHECK, "check value");
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
        return hash(SHORT, "about", parts(patient.caller(), patient.id(), about));
    }

    private String hash(String kind, Caller caller, String... ids) {
        return hash(LONG, kind, parts(caller, ids));
    }

    private static String[] parts(Caller caller, String... ids) {
        var tenant = Objects.requireNonNullElse(caller.tenant(), "");
        return Stream.concat(Stream.of(caller.name(), tenant), Stream.of(ids)).toArray(String[]::new);
    }

    private static Mac copy(Mac mac) {
        try {
            return (Mac) mac.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String hash(int length, String kind, String... parts) {
        var mac = copy(macs.getFirst());
        for (var part : Stream.concat(Stream.of(kind), Stream.of(parts)).toList()) {
            var bytes = part.getBytes(StandardCharsets.UTF_8);
            // With its length, so that no two sequences of parts yield the same bytes.
            mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
            mac.update(bytes);
        }
        return rekeyed(Base64.encodeBase64URLSafeString(mac.doFinal()).substring(0, length), 1);
    }
}
