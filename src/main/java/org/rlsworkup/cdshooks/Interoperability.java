package org.rlsworkup.cdshooks;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
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
        for (var it : read.chart().observations()) {
            add(notes, CallNote.NoteKind.RESULT_CODE, it.code());
        }
        for (var it : read.chart().orders()) {
            add(notes, CallNote.NoteKind.ORDER_CODE, it.code());
        }
        return notes.stream().limit(MOST).toList();
    }

    private void add(Set<CallNote> notes, CallNote.NoteKind kind, Concept concept) {
        var codings = concept.codings();
        if (codings.isEmpty()) {
            notes.add(new CallNote(kind, "(text only)"));
        } else if (!isKnown(codings)) {
            codings.stream()
                    .map(it -> it.code().system() + "|" + it.code().code())
                    .forEach(
                            it -> notes.add(new CallNote(kind, PLAIN.matcher(it).matches() ? it : "(other)")));
        }
    }

    private boolean isKnown(List<Concept.Coding> codings) {
        for (var it : codings) {
            var system = it.code().system();
            if ((system != null && COMMON.contains(system)) || known.contains(it.code())) {
                return true;
            }
        }
        return false;
    }
}
