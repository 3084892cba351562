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

/** A value of a resource that a search parameter selects. */
sealed interface SearchValue permits SearchValue.Token, SearchValue.ReferenceTarget, DateSpan {

    /** A code, identifier or boolean; system and code are empty where the element has none. */
    record Token(String system, String code) implements SearchValue {}

    /** A reference, as written. */
    record ReferenceTarget(String reference) implements SearchValue {

        /** The target without its version, and as {@code Type/id} if it is a resource of this server. */
        String relativeTo(String base) {
            var version = reference.indexOf("/_history/");
            var current = version < 0 ? reference : reference.substring(0, version);
            return current.startsWith(base + "/") ? current.substring(base.length() + 1) : current;
        }

        /** The id of a resource of this server; empty for any other target. */
        String idIn(String base) {
            var parts = relativeTo(base).split("/", -1);
            return parts.length == 2 && !parts[0].isEmpty() ? parts[1] : "";
        }
    }

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
        return system == null && code == null
                ? Stream.empty()
                : Stream.of(new Token(system == null ? "" : system, code == null ? "" : code));
    }

    static Stream<SearchValue> links(Base element) {
        return element instanceof Reference reference && reference.hasReference()
                ? Stream.of(new ReferenceTarget(reference.getReference()))
                : Stream.empty();
    }

    static Stream<SearchValue> dates(Base element) {
        return switch (element) {
            case BaseDateTimeType date -> Stream.ofNullable(DateSpan.of(date));
            case Period period -> Stream.ofNullable(DateSpan.of(period));
            case Timing timing ->
                timing.hasEvent()
                        ? timing.getEvent().stream().flatMap(SearchValue::dates)
                        : dates(timing.getRepeat().getBounds());
            default -> Stream.empty();
        };
    }
}
