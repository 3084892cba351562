package org.rlsworkup.sandbox;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.Enumeration;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Timing;
import org.jspecify.annotations.Nullable;

/** What a search parameter finds in a resource. */
sealed interface SearchValue {

    /** A code, identifier or boolean; the system is null where the element has none. */
    record Token(@Nullable String system, String code) implements SearchValue {}

    /** A reference as written, without a version. */
    record Link(String target) implements SearchValue {}

    /** The earliest moment that a date can mean; without an offset in UTC. */
    record Moment(Instant earliest) implements SearchValue {}

    static Stream<SearchValue> tokens(Base element) {
        return switch (element) {
            case CodeableConcept concept -> concept.getCoding().stream().flatMap(SearchValue::tokens);
            case Coding coding -> token(coding.getSystem(), coding.getCode());
            case Identifier identifier -> token(identifier.getSystem(), identifier.getValue());
            case ContactPoint contact -> token(null, contact.getValue());
            case IdType id -> token(null, id.getIdPart());
            case Enumeration<?> code -> token(code.getSystem(), code.getValueAsString());
            case PrimitiveType<?> primitive -> token(null, primitive.getValueAsString());
            default -> Stream.empty();
        };
    }

    private static Stream<SearchValue> token(@Nullable String system, @Nullable String code) {
        return system == null && code == null ? Stream.empty() : Stream.of(new Token(system, code == null ? "" : code));
    }

    static Stream<SearchValue> links(Base element) {
        return element instanceof Reference reference && reference.hasReference()
                ? Stream.of(new Link(ReferenceFilter.withoutVersion(reference.getReference())))
                : Stream.empty();
    }

    static Stream<SearchValue> moments(Base element) {
        return switch (element) {
            case BaseDateTimeType date -> date.hasValue() ? Stream.of(new Moment(earliest(date))) : Stream.empty();
            case Period period -> moments(period.hasStart() ? period.getStartElement() : period.getEndElement());
            case Timing timing ->
                timing.hasEvent()
                        ? timing.getEvent().stream().flatMap(SearchValue::moments)
                        : moments(timing.getRepeat().getBounds());
            default -> Stream.empty();
        };
    }

    private static Instant earliest(BaseDateTimeType date) {
        return date.hasTime()
                ? date.getValue().toInstant()
                : DateShift.earliestDay(date.getValueAsString())
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant();
    }
}
