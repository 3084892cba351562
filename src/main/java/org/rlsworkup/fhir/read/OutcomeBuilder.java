package org.rlsworkup.fhir.read;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.chart.value.Concept;
import tools.jackson.core.JsonParser;

/**
 * Collects what an OperationOutcome says about the answer it comes with. Servers tell by a mere warning that they kept
 * something back; the code of the issue counts, not its severity.
 */
final class OutcomeBuilder {
    /** Codes of FHIR's issue-type by which a server says that it did not send everything. */
    private static final Set<String> INCOMPLETE = Set.of(
            "suppressed",
            "incomplete",
            "throttled",
            "too-costly",
            "forbidden",
            "security",
            "timeout",
            "truncated",
            "limited-filter");

    private static final String TRUNCATED = "truncat";

    /** Epic's own codes count in its code systems only. */
    private static final String EPIC = "1.2.840.114350";
    /** Nothing found; the record may be incomplete, as any; a parameter was ignored. */
    private static final Set<String> EPIC_HARMLESS = Set.of("4101", "4119", "59100");
    /** The client may not see resources of some kinds; comes with every answer, whatever was asked. */
    private static final String EPIC_SOME_KINDS = "59204";

    /** Search parameters that a refusal may name, in words or by {@code expression}. */
    private static final Set<String> PARAMETERS = Set.of("_sort", "_count");

    /** Whether it says that the answer is not whole. */
    boolean incomplete;

    /** Whether it says that resources of some kinds, though perhaps not those asked for, were kept back. */
    boolean narrowed;

    /** Whether it says that there is no such resource. */
    boolean notFound;

    /** Those of {@link #PARAMETERS} that it names. */
    final Set<String> named = new HashSet<>();

    private boolean saysIncomplete;
    private boolean harmless;
    private boolean someKinds;

    /** Reads one issue. */
    void issue(JsonParser parser) {
        saysIncomplete = false;
        harmless = false;
        someKinds = false;
        String severity = null;
        for (var element = Json.firstMember(parser); element != null; element = Json.member(parser)) {
            switch (element) {
                case SEVERITY -> severity = Json.word(parser);
                case CODE -> code(Json.statusCode(parser));
                case DETAILS -> details(Json.concept(parser));
                case DIAGNOSTICS -> words(Json.text(parser));
                case EXPRESSION, LOCATION -> Json.list(parser, item -> words(Json.text(item)));
                default -> parser.skipChildren();
            }
        }
        incomplete |= "error".equals(severity) || "fatal".equals(severity);
        incomplete |= saysIncomplete && !harmless && !someKinds;
        narrowed |= someKinds;
    }

    private void code(@Nullable String code) {
        saysIncomplete |= code != null && INCOMPLETE.contains(code);
        notFound |= "not-found".equals(code);
    }

    private void details(Concept details) {
        for (var coding : details.codings()) {
            var code = coding.code();
            var isEpic = code.system() != null && code.system().contains(EPIC);
            harmless |= isEpic && EPIC_HARMLESS.contains(code.code());
            someKinds |= isEpic && EPIC_SOME_KINDS.equals(code.code());
        }
        details.names().forEach(this::words);
    }

    private void words(@Nullable String text) {
        if (text != null) {
            saysIncomplete |= text.toLowerCase(Locale.ROOT).contains(TRUNCATED);
            PARAMETERS.stream().filter(text::contains).forEach(named::add);
        }
    }
}
