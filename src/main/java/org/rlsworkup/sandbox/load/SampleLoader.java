package org.rlsworkup.sandbox.load;

import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.rest.client.exceptions.FhirClientConnectionException;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Reference;
import org.rlsworkup.sandbox.load.FhirTarget.Answer;
import org.springframework.core.io.Resource;

/** One run of {@code load-samples}: file by file, a referenced resource before the one that references it. */
final class SampleLoader {
    private static final int PROGRESS_EVERY = 100;
    private static final int SILENCES_TO_STOP = 3;
    private static final int NOT_FOUND = 404;
    /** Statuses with which servers refuse an id that the client chose. */
    private static final Set<Integer> ID_REFUSED = Set.of(400, 405, 422);

    private final FhirTarget target;
    private final Clock clock;
    private final PrintStream out;
    private final Set<String> unknownTypes = new HashSet<>();
    /** Where the server gave another id: {@code Type/id} as written to as kept. */
    private final Map<String, String> renamed = new HashMap<>();

    private int silences;

    SampleLoader(FhirTarget target, Clock clock, PrintStream out) {
        this.target = target;
        this.clock = clock;
        this.out = out;
    }

    /** Whether everything that the server could know is now in it. */
    boolean load(List<Resource> files) throws IOException {
        try {
            var types = target.knownTypes();
            var complete = true;
            for (var file : files) {
                complete &= load(file, types.orElse(Set.of()));
                if (silences >= SILENCES_TO_STOP) {
                    out.println("Stopped: the server does not answer.");
                    return false;
                }
            }
            return complete;
        } catch (FhirClientConnectionException e) {
            out.println("The server cannot be reached.");
            return false;
        }
    }

    private boolean load(Resource file, Set<String> knownTypes) throws IOException {
        var name = SampleFiles.name(file);
        SampleBundle bundle;
        try (var json = file.getInputStream()) {
            bundle = SampleBundle.read(json, clock);
        } catch (DataFormatException e) {
            // Its message may quote a patient's values.
            out.println(name + ": not readable as an R4 Bundle, nothing of it was loaded");
            return false;
        }
        var count = new LoadCount();
        var kept = new ArrayList<Sample>();
        var done = 0;
        for (var sample : bundle.samples()) {
            if (silences >= SILENCES_TO_STOP) {
                break;
            }
            if (write(sample, knownTypes, count)) {
                kept.add(sample);
            }
            if (++done % PROGRESS_EVERY == 0) {
                out.println(
                        "  %s: %d of %d".formatted(name, done, bundle.samples().size()));
            }
        }
        closeCycles(kept, count);
        out.println("%s: %d of %d: %s".formatted(name, done, bundle.samples().size(), count));
        bundle.unresolved()
                .forEach((kind, times) ->
                        out.println("  %d references by %s name nothing in the file and were left as they are"
                                .formatted(times, kind)));
        return count.refused() == 0 && done == bundle.samples().size();
    }

    private boolean write(Sample sample, Set<String> knownTypes, LoadCount count) {
        var type = sample.resource().fhirType();
        if (unknownTypes.contains(type) || (!knownTypes.isEmpty() && !knownTypes.contains(type))) {
            count.skip(type);
            return false;
        }
        rewrite(sample);
        var written = sample.typeAndId();
        var answer = target.put(sample.resource());
        if (answer instanceof Answer.Refused refused && ID_REFUSED.contains(refused.status())) {
            // If that is refused too, the id was not the reason, and the first answer says more.
            if (target.post(sample.resource()) instanceof Answer.Kept posted) {
                answer = posted;
                sample.resource().setId(posted.id());
                renamed.put(written, sample.typeAndId());
            }
        }
        note(sample, answer, count);
        return answer instanceof Answer.Kept;
    }

    private void note(Sample sample, Answer answer, LoadCount count) {
        silences = answer instanceof Answer.Unreachable ? silences + 1 : 0;
        switch (answer) {
            case Answer.Kept kept -> count.kept(kept.created());
            case Answer.Refused refused -> {
                if (refused.status() == NOT_FOUND && refused.explained()) {
                    unknownTypes.add(sample.resource().fhirType());
                    count.skip(sample.resource().fhirType());
                } else {
                    count.refuse();
                    out.println("  refused %s: %d %s".formatted(sample.typeAndId(), refused.status(), refused.text()));
                }
            }
            case Answer.Unreachable none -> {
                count.refuse();
                out.println("  no answer for " + sample.typeAndId());
            }
        }
    }

    /** Where a cycle was cut, a reference may have been sent before its target had its new id: sends it again. */
    private void closeCycles(List<Sample> kept, LoadCount count) {
        for (var sample : kept) {
            if (rewrite(sample) && !(target.put(sample.resource()) instanceof Answer.Kept)) {
                count.refuse();
                out.println("  %s is in, but still refers to ids the server refused".formatted(sample.typeAndId()));
            }
        }
    }

    private boolean rewrite(Sample sample) {
        var changed = false;
        for (Reference reference : sample.references()) {
            var target = renamed.get(reference.getReference());
            if (target != null) {
                reference.setReference(target);
                changed = true;
            }
        }
        return changed;
    }
}
