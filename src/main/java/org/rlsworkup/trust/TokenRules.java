package org.rlsworkup.trust;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the tokens of one client may differ from the strict form of CDS Hooks, {@code rls.clients[].token}. The default is
 * the strict form.
 *
 * @param longestLife from {@code iat} to {@code exp}; at most an hour, as used tokens are remembered that long
 * @param audiences values of {@code aud} that are accepted besides the address that was called
 * @param typ accepted values of {@code typ}, in lower case; {@code none} for a header without it
 * @param jti whether a token needs an id
 */
public record TokenRules(
        @DefaultValue("15m") Duration longestLife,
        @DefaultValue Set<String> audiences,
        @DefaultValue("jwt") Set<String> typ,
        @DefaultValue("required") TokenId jti) {
    /** The strict form. */
    public static final TokenRules STRICT =
            new TokenRules(Duration.ofMinutes(15), Set.of(), Set.of("jwt"), TokenId.REQUIRED);

    private static final Duration MOST = Duration.ofHours(1);
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "none");

    public TokenRules {
        audiences = Set.copyOf(audiences);
        typ = typ.stream().map(it -> it.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether tokens need an id, {@code jti}, by which a second use is recognised. */
    public enum TokenId {
        REQUIRED,
        /** A token without one can be used again until it expires. */
        IF_PRESENT
    }

    /** What is wrong with these settings, or null. */
    @Nullable
    String problem() {
        if (!longestLife.isPositive() || longestLife.compareTo(MOST) > 0) {
            return "token.longest-life must be positive and at most an hour";
        }
        if (audiences.stream().anyMatch(String::isBlank)) {
            return "token.audiences must not be blank";
        }
        return typ.isEmpty() || !TYPES.containsAll(typ) ? "token.typ must be some of JWT, at+jwt and none" : null;
    }

    boolean accepts(@Nullable String type) {
        return typ.contains(type == null ? "none" : type.toLowerCase(Locale.ROOT));
    }
}
