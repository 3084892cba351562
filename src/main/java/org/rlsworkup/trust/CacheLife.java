package org.rlsworkup.trust;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * How long keys may be kept, by the cache headers they came with. Never so short that every call fetches them, and
 * never so long that a key that was withdrawn is trusted for a day.
 */
final class CacheLife {
    static final Duration USUAL = Duration.ofMinutes(5);
    static final Duration SHORTEST = Duration.ofSeconds(30);
    static final Duration LONGEST = Duration.ofHours(1);

    private static final Pattern MAX_AGE = Pattern.compile("(?:^|[,\\s])max-age=\"?(\\d{1,9})");
    private static final Pattern NOT_KEPT = Pattern.compile("(?:^|[,\\s])no-(?:store|cache)(?:$|[,\\s=])");

    private CacheLife() {}

    static Duration of(HttpHeaders headers) {
        var control = String.join(",", headers.allValues("Cache-Control")).toLowerCase(Locale.ROOT);
        if (NOT_KEPT.matcher(control).find()) {
            return SHORTEST;
        }
        var age = MAX_AGE.matcher(control);
        if (age.find()) {
            return within(Long.parseLong(age.group(1)) - age(headers).orElse(0));
        }
        return headers.firstValue("Expires").isPresent() ? untilExpiry(headers) : USUAL;
    }

    private static OptionalLong age(HttpHeaders headers) {
        try {
            return headers.firstValueAsLong("Age");
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** From one header of the server to the other, so that its clock need not be ours; what is no date has expired. */
    private static Duration untilExpiry(HttpHeaders headers) {
        try {
            return within(Duration.between(date(headers, "Date"), date(headers, "Expires"))
                    .toSeconds());
        } catch (DateTimeException e) {
            return SHORTEST;
        }
    }

    private static ZonedDateTime date(HttpHeaders headers, String name) {
        return ZonedDateTime.parse(headers.firstValue(name).orElse(""), DateTimeFormatter.RFC_1123_DATE_TIME);
    }

    private static Duration within(long seconds) {
        return Duration.ofSeconds(Math.clamp(seconds, SHORTEST.toSeconds(), LONGEST.toSeconds()));
    }
}
