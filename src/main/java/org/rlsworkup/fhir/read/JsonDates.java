package org.rlsworkup.fhir.read;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.PartialDate;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads FHIR dates, Periods and Timings, from a parser that stands on the first token of the value. */
final class JsonDates {
    private JsonDates() {}

    /** A date; null also for one that systems store in place of none. */
    static @Nullable PartialDate date(JsonParser parser) {
        var date = written(parser);
        return date == null || date.isPlaceholder() ? null : date;
    }

    /** As {@link #date}, but somebody may be born at the beginning of 1970. */
    static @Nullable PartialDate birthDate(JsonParser parser) {
        var date = written(parser);
        return date == null || (date.isPlaceholder() && !date.isEpoch()) ? null : date;
    }

    private static @Nullable PartialDate written(JsonParser parser) {
        if (parser.hasToken(JsonToken.VALUE_STRING)) {
            return PartialDate.parse(parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
        }
        parser.skipChildren();
        return null;
    }

    /** Whether there is a text, and not a date that systems store in place of none. */
    static boolean isDateOrText(JsonParser parser) {
        var text = Json.text(parser);
        var date = text == null ? null : PartialDate.parse(text);
        return text != null && (date == null || !date.isPlaceholder());
    }

    record Period(@Nullable PartialDate start, @Nullable PartialDate end) {
        static final Period NONE = new Period(null, null);

        @Nullable
        PartialDate endElseStart() {
            return end != null ? end : start;
        }
    }

    /** A date as a Period that starts and ends with it. */
    static Period moment(JsonParser parser) {
        var date = date(parser);
        return new Period(date, date);
    }

    static Period period(JsonParser parser) {
        PartialDate start = null;
        PartialDate end = null;
        for (var element = Json.firstMember(parser); element != null; element = Json.member(parser)) {
            switch (element) {
                case START -> start = date(parser);
                case END -> end = date(parser);
                default -> parser.skipChildren();
            }
        }
        return new Period(start, end);
    }

    /** The events of a Timing, in the order sent. */
    static List<PartialDate> events(JsonParser parser) {
        var events = Json.member(parser, Element.EVENT, it -> Json.items(it, JsonDates::date));
        return events == null ? List.of() : events;
    }
}
