package org.rlsworkup.feedback;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a clinician answered to one card.
 *
 * @param client that reported it
 * @param service id of the service it was reported to
 * @param card its uuid; maybe one we never sent
 * @param at when the clinician answered, to the microsecond, by the client's clock
 * @param accepted ids of the suggestions that were taken
 * @param reason why the card was overridden, or null if none was chosen
 * @param comment what the clinician wrote, or null if nothing or if comments are not kept; may hold patient data
 */
public record CardAnswer(
        String client,
        String service,
        String card,
        Outcome outcome,
        Instant at,
        List<String> accepted,
        @Nullable Reason reason,
        @Nullable String comment) {
    public CardAnswer {
        at = at.truncatedTo(ChronoUnit.MICROS);
        accepted = accepted.stream().distinct().sorted().toList();
    }

    /** What became of a card. */
    public enum Outcome {
        ACCEPTED,
        OVERRIDDEN
    }

    /**
     * A reason for overriding a card, ours or the client's own.
     *
     * @param system of the code, or null
     * @param display its words, or null
     */
    public record Reason(
            @Nullable String system, String code, @Nullable String display) {}

    /** The same for the same answer, so that it is kept once however often it is reported. */
    UUID entry() {
        var says = String.join(
                "\u0000",
                client,
                service,
                card,
                outcome.name(),
                at.toString(),
                String.join("\n", accepted),
                reason == null ? "" : reason.system() + "\n" + reason.code(),
                String.valueOf(comment));
        var digest = ByteBuffer.wrap(sha256().digest(says.getBytes(StandardCharsets.UTF_8)));
        return new UUID(digest.getLong(), digest.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "CardAnswer[card=" + card + ", outcome=" + outcome + "]";
    }
}
