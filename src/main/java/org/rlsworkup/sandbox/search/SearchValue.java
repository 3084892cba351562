package org.rlsworkup.sandbox.search;

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
sealed interface SearchValue permits SearchValue.Token, SearchValue.Link, DateSpan {

    /** A code, identifier or boolean; the system is null where the element has none. */
    record Token(@Nullable String system, String code) implements SearchValue {}

    /** A reference as written, without a version. */
    record Link(String target) implements SearchValue {}

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

    static Stream<SearchValue> dates(Base element) {
        return switch (element) {
            case BaseDateTimeType date -> DateSpan.of(date).stream().map(SearchValue.class::cast);
            case Period period -> DateSpan.of(period).stream().map(SearchValue.class::cast);
            case Timing timing ->
                timing.hasEvent()
                        ? timing.getEvent().stream().flatMap(SearchValue::dates)
                        : dates(timing.getRepeat().getBounds());
            default -> Stream.empty();
        };
    }
}
