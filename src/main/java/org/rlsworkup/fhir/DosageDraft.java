package org.rlsworkup.fhir;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.workup.Concept;
import org.rlsworkup.workup.Dosage;
import org.rlsworkup.workup.PartialDate;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The members of a Dosage as they come by. */
final class DosageDraft implements Json.Members {
    private static final long SECONDS_A_WEEK = 7L * 24 * 60 * 60;

    private Concept route = Concept.NONE;
    private boolean asNeeded;
    private @Nullable PartialDate start;
    private @Nullable Duration bound;
    private int events;
    private boolean repeats;
    private boolean countsOne;

    @Override
    public void read(String name, JsonParser parser) {
        switch (name) {
            case "route" -> route = Json.concept(parser);
            // R4 names the reason in place of the flag; R5 has a flag and, apart from it, the reasons.
            case "asNeeded", "asNeededBoolean" -> asNeeded |= Boolean.TRUE.equals(Json.flag(parser));
            case "asNeededCodeableConcept", "asNeededFor" -> {
                asNeeded |= parser.hasToken(JsonToken.START_OBJECT) || parser.hasToken(JsonToken.START_ARRAY);
                parser.skipChildren();
            }
            case "timing" -> Json.object(parser, this::timing);
            default -> parser.skipChildren();
        }
    }

    private void timing(String name, JsonParser parser) {
        switch (name) {
            case "event" -> events = Json.dates(parser).size();
            case "repeat" -> repeats |= Json.object(parser, this::repeat);
            default -> parser.skipChildren();
        }
    }

    private void repeat(String name, JsonParser parser) {
        switch (name) {
            case "boundsPeriod" -> bounds(Json.period(parser));
            case "boundsDuration" -> bound = duration(parser);
            case "count" -> {
                var count = Json.decimal(parser);
                countsOne = count != null && count.compareTo(BigDecimal.ONE) == 0;
            }
            default -> parser.skipChildren();
        }
    }

    private void bounds(Json.Period period) {
        start = period.start();
        if (period.start() != null
                && period.end() != null
                && period.start().precision() == PartialDate.Precision.TIME
                && period.end().precision() == PartialDate.Precision.TIME) {
            bound = Duration.between(period.start().earliest(), period.end().earliest());
        }
    }

    /** Longer than weeks is long enough not to matter here. */
    private static @Nullable Duration duration(JsonParser parser) {
        BigDecimal value = null;
        String unit = null;
        for (var name = Json.firstMember(parser); name != null; name = Json.member(parser)) {
            switch (name) {
                case "value" -> value = Json.decimal(parser);
                case "code" -> unit = Json.text(parser);
                default -> parser.skipChildren();
            }
        }
        var seconds =
                switch (unit) {
                    case "s" -> 1L;
                    case "min" -> 60L;
                    case "h" -> 60L * 60;
                    case "d" -> 24L * 60 * 60;
                    case null, default -> 0L;
                };
        if (value == null || seconds == 0 || value.signum() <= 0) {
            return null;
        }
        var total = value.multiply(BigDecimal.valueOf(seconds));
        return total.compareTo(BigDecimal.valueOf(SECONDS_A_WEEK)) > 0 ? null : Duration.ofSeconds(total.longValue());
    }

    Dosage build() {
        return new Dosage(route, asNeeded, start, bound, countsOne || (events == 1 && !repeats));
    }
}
