package org.rlsworkup.cdshooks;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.rlsworkup.cdshooks.request.HookCallReader;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.chart.value.Concept;
import org.rlsworkup.fhir.server.ChartRequest;
import org.rlsworkup.fhir.server.FetchedChart;
import org.rlsworkup.knowledge.Knowledge;

/**
 * Finds what of a call does not fit.
 *
 * @param known codes of results and orders
 */
record Interoperability(Set<Code> known) {
    /** Results and orders under other systems than these are for a site to map. */
    private static final Set<String> COMMON = Set.of("http://loinc.org", "http://snomed.info/sct");

    /** What a code may look like to be repeated. */
    private static final Pattern PLAIN = Pattern.compile("[\\w.:/|-]{1,190}");

    private static final int MOST = 50;

    static Interoperability of(Knowledge knowledge) {
        var known = new HashSet<Code>();
        knowledge.analytes().values().forEach(it -> {
            known.addAll(it.codes().keySet());
            known.addAll(it.never().keySet());
        });
        knowledge.tests().forEach(it -> known.addAll(it.orderCodes()));
        known.addAll(knowledge.observationCodes());
        return new Interoperability(Set.copyOf(known));
    }

    /** At most a few dozen of a call. */
    List<CallNote> notes(ChartRequest request, FetchedChart read) {
        var notes = new LinkedHashSet<CallNote>();
        request.refusedByScope().stream()
                .sorted()
                .forEach(it -> notes.add(new CallNote(CallNote.NoteKind.SCOPE, HookCallReader.key(it))));
        read.narrowed()
                .forEach((source, parameters) -> parameters.forEach(it ->
                        notes.add(new CallNote(CallNote.NoteKind.PREFETCH, HookCallReader.key(source) + ": " + it))));
        var chart = read.chart();
        chart.observations()
                .forEach(it -> unknown(it.code())
                        .forEach(code -> notes.add(new CallNote(CallNote.NoteKind.RESULT_CODE, code))));
        chart.orders()
                .forEach(it -> unknown(it.code())
                        .forEach(code -> notes.add(new CallNote(CallNote.NoteKind.ORDER_CODE, code))));
        return notes.stream().limit(MOST).toList();
    }

    private Stream<String> unknown(Concept concept) {
        var codings = concept.codings();
        if (codings.isEmpty()) {
            return Stream.of("(text only)");
        }
        var isKnown = codings.stream()
                .anyMatch(it -> known.contains(it.code())
                        || COMMON.contains(String.valueOf(it.code().system())));
        return isKnown
                ? Stream.empty()
                : codings.stream()
                        .map(it -> it.code().system() + "|" + it.code().code())
                        .map(it -> PLAIN.matcher(it).matches() ? it : "(other)");
    }
}
