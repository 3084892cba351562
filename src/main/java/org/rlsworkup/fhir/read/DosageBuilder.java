package org.rlsworkup.fhir.read;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.Dosage;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.chart.value.PartialDate;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Collects the members of a Dosage. */
final class DosageBuilder {
    private static final long SECONDS_A_WEEK = 7L * 24 * 60 * 60;

    private Concept route = Concept.NONE;
    private boolean asNeeded;
    private @Nullable PartialDate start;
    private @Nullable Duration bound;
    private int events;
    private boolean repeats;
    private boolean countsOne;

    void read(Element element, JsonParser parser) {
        switch (element) {
            case ROUTE -> route = Json.concept(parser);
            // R4 names the reason in place of the flag; R5 has a flag and, apart from it, the reasons.
            case AS_NEEDED, AS_NEEDED_BOOLEAN -> asNeeded |= Json.is(true, parser);
            case AS_NEEDED_CODEABLE_CONCEPT, AS_NEEDED_FOR -> {
                asNeeded |= parser.hasToken(JsonToken.START_OBJECT) || parser.hasToken(JsonToken.START_ARRAY);
                parser.skipChildren();
            }
            case TIMING -> Json.object(parser, this::timing);
            default -> parser.skipChildren();
        }
    }

    private void timing(Element element, JsonParser parser) {
        switch (element) {
            case EVENT -> events = Json.items(parser, JsonDates::date).size();
            case REPEAT -> repeats |= Json.object(parser, this::repeat);
            default -> parser.skipChildren();
        }
    }

    private void repeat(Element element, JsonParser parser) {
        switch (element) {
            case BOUNDS_PERIOD -> bounds(JsonDates.period(parser));
            case BOUNDS_DURATION -> bound = duration(parser);
            case COUNT -> {
                var count = Json.decimal(parser);
                countsOne = count != null && count.compareTo(BigDecimal.ONE) == 0;
            }
            default -> parser.skipChildren();
        }
    }

    private void bounds(JsonDates.Period period) {
        start = period.start();
        if (period.start() != null
                && period.end() != null
                && period.start().precision() == PartialDate.Precision.TIME
                && period.end().precision() == PartialDate.Precision.TIME) {
            bound = Duration.between(period.start().earliest(), period.end().earliest());
        }
    }

    /** Null also for more than a week, which is long enough not to matter. */
    private static @Nullable Duration duration(JsonParser parser) {
        BigDecimal value = null;
        String unit = null;
        for (var element = Json.firstMember(parser); element != null; element = Json.member(parser)) {
            switch (element) {
                case VALUE -> value = Json.decimal(parser);
                case CODE -> unit = Json.text(parser);
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
