package org.rlsworkup.fhir.read;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.chart.value.Concept;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads one CodeableConcept. */
final class ConceptReader {
    private final boolean codesOnly;
    private List<Concept.Coding> codings = List.of();
    private @Nullable String text;
    private @Nullable String absentReason;
    private @Nullable String displayWithoutCode;
    private @Nullable DiagnosticCertainty certainty;

    /** With {@code codesOnly}, systems are skipped, and displays of codings that have a code. */
    ConceptReader(boolean codesOnly) {
        this.codesOnly = codesOnly;
    }

    Concept read(JsonParser parser) {
        if (parser.hasToken(JsonToken.VALUE_STRING)) {
            var code = Json.word(parser);
            return code == null
                    ? Concept.NONE
                    : new Concept(List.of(new Concept.Coding(new Code(null, code), null)), null);
        }
        Json.list(parser, this::concept);
        var name = text == null ? displayWithoutCode : text;
        return codings.isEmpty() && name == null ? Concept.NONE : new Concept(codings, name);
    }

    /** A CodeableConcept, or a Coding in its place. */
    private void concept(JsonParser parser) {
        String system = null;
        String code = null;
        String display = null;
        for (var element = Json.firstMember(parser); element != null; element = Json.member(parser)) {
            switch (element) {
                case CODING -> Json.list(parser, this::coding);
                case TEXT -> text = Json.text(parser);
                case CONCEPT -> {
                    var inner = new ConceptReader(codesOnly).read(parser);
                    codings = inner.codings();
                    text = inner.text();
                }
                case EXTENSION -> Extensions.each(parser, this::extension);
                case SYSTEM -> system = Json.word(parser);
                case CODE -> code = Json.word(parser);
                case DISPLAY -> display = Json.text(parser);
                default -> parser.skipChildren();
            }
        }
        add(system, code, display);
    }

    private void extension(String url, String code) {
        absentReason = absentReason == null && Extensions.isAbsentReason(url) ? code : absentReason;
        certainty = certainty == null ? DiagnosticCertainty.of(url, code) : certainty;
    }

    /** The data-absent-reason among the extensions of the concept, or null. */
    @Nullable
    String absentReason() {
        return absentReason;
    }

    private void coding(JsonParser parser) {
        String system = null;
        String code = null;
        String display = null;
        for (var element = Json.firstMember(parser); element != null; element = Json.member(parser)) {
            if (element == Element.CODE) {
                code = Json.word(parser);
            } else if (element == Element.SYSTEM && !codesOnly) {
                system = Json.word(parser);
            } else if (element == Element.DISPLAY && !(codesOnly && code != null)) {
                display = Json.text(parser);
            } else if (element == Element.EXTENSION && !codesOnly) {
                certainty(parser);
            } else if (element == Element.OTHER
                    && !codesOnly
                    && parser.currentName().equals("_code")) {
                Json.object(parser, (member, at) -> {
                    if (member == Element.EXTENSION) {
                        certainty(at);
                    } else {
                        at.skipChildren();
                    }
                });
            } else {
                parser.skipChildren();
            }
        }
        add(system, code, display);
    }

    private void certainty(JsonParser parser) {
        var found = DiagnosticCertainty.read(parser);
        certainty = certainty == null ? found : certainty;
    }

    private void add(@Nullable String sentSystem, @Nullable String code, @Nullable String display) {
        var system = codesOnly ? null : sentSystem;
        if (code == null) {
            displayWithoutCode = displayWithoutCode == null ? display : displayWithoutCode;
            return;
        }
        var coding = new Concept.Coding(new Code(system, code), codesOnly ? null : display);
        if (codings.isEmpty()) {
            codings = List.of(coding);
        } else {
            // Nearly all concepts have one coding: a growing list is made only for the second.
            codings = codings instanceof ArrayList ? codings : new ArrayList<>(codings);
            codings.add(coding);
        }
    }

    /** Stated beside a coding, or null. */
    @Nullable
    DiagnosticCertainty certainty() {
        return certainty;
    }
}
