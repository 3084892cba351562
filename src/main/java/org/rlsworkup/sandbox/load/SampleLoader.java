package org.rlsworkup.sandbox.load;

import ca.uhn.fhir.parser.DataFormatException;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.rlsworkup.sandbox.load.LoadTarget.WriteResult;
import org.springframework.core.io.Resource;
import org.springframework.web.client.ResourceAccessException;

/** One run of {@code load-samples}: file by file, a referenced resource before the one that references it. */
final class SampleLoader {
    private static final int PROGRESS_EVERY = 100;
    private static final int FAILURES_TO_STOP = 3;
    private static final int NOT_FOUND = 404;
    /** Statuses with which servers refuse an id chosen by the client. */
    private static final Set<Integer> ID_REFUSED = Set.of(400, 405, 422);

    private final LoadTarget target;
    private final Clock clock;
    private final PrintStream out;
    private final Set<String> unknownTypes = new HashSet<>();
    /** Where the server assigned another id: {@code Type/id} as sent to {@code Type/id} as stored. */
    private final Map<String, String> renamed = new HashMap<>();

    /** Writes in a row that got no answer. */
    private int failures;

    /** The outcome of one file. */
    private static final class FileCounts {
        private final SortedMap<String, Integer> skippedByType = new TreeMap<>();
        private int created;
        private int updated;
        private int refused;

        @Override
        public String toString() {
            var skipped =
                    skippedByType.values().stream().mapToInt(Integer::intValue).sum();
            return "%d created, %d updated, %d skipped%s, %d refused"
                    .formatted(created, updated, skipped, skippedByType.isEmpty() ? "" : " " + skippedByType, refused);
        }
    }

    SampleLoader(LoadTarget target, Clock clock, PrintStream out) {
        this.target = target;
        this.clock = clock;
        this.out = out;
    }

    /** Whether the server now holds everything of a type that it knows. */
    boolean load(List<Resource> files) throws IOException {
        try {
            var types = target.knownTypes();
            var complete = true;
            for (var file : files) {
                complete &= load(file, types);
                if (failures >= FAILURES_TO_STOP) {
                    out.println("Stopped: the server does not answer.");
                    return false;
                }
            }
            return complete;
        } catch (ResourceAccessException e) {
            out.println("The server cannot be reached.");
            return false;
        }
    }

    private boolean load(Resource file, Set<String> knownTypes) throws IOException {
        var name = String.valueOf(file.getFilename());
        SampleBundle bundle;
        try (var json = file.getInputStream()) {
            bundle = SampleBundle.read(json, clock);
        } catch (DataFormatException e) {
            // Its message may quote a patient's values.
            out.println(name + ": not readable as an R4 Bundle, nothing of it was loaded");
            return false;
        }
        var counts = new FileCounts();
        var written = new ArrayList<Sample>();
        var all = bundle.samples().size();
        var done = 0;
        while (done < all && failures < FAILURES_TO_STOP) {
            var sample = bundle.samples().get(done);
            if (write(sample, knownTypes, counts)) {
                written.add(sample);
            }
            if (++done % PROGRESS_EVERY == 0) {
                out.println("  %s: %d of %d".formatted(name, done, all));
            }
        }
        closeCycles(written, counts);
        out.println("%s: %d of %d: %s".formatted(name, done, all, counts));
        bundle.unresolved()
                .forEach((kind, times) ->
                        out.println("  %d references by %s have no target in the file and were left unchanged"
                                .formatted(times, kind)));
        return counts.refused == 0 && done == all;
    }

    private boolean write(Sample sample, Set<String> knownTypes, FileCounts counts) {
        var type = sample.resource().fhirType();
        if (unknownTypes.contains(type) || (!knownTypes.isEmpty() && !knownTypes.contains(type))) {
            counts.skippedByType.merge(type, 1, Integer::sum);
            return false;
        }
        updateReferences(sample);
        var sent = sample.typeAndId();
        var result = target.put(sample.resource());
        // If the POST is refused too, the id was not the reason, and the first answer says more.
        if (result instanceof WriteResult.Refused refused
                && ID_REFUSED.contains(refused.status())
                && target.post(sample.resource()) instanceof WriteResult.Saved posted) {
            result = posted;
            sample.resource().setId(posted.id());
            renamed.put(sent, sample.typeAndId());
        }
        report(sample, result, counts);
        return result instanceof WriteResult.Saved;
    }

    private void report(Sample sample, WriteResult result, FileCounts counts) {
        failures = result instanceof WriteResult.Unreachable ? failures + 1 : 0;
        switch (result) {
            case WriteResult.Saved(var created, var id) when created -> counts.created++;
            case WriteResult.Saved written -> counts.updated++;
            case WriteResult.Refused(var status, var explained, var text)
            when status == NOT_FOUND && explained -> {
                unknownTypes.add(sample.resource().fhirType());
                counts.skippedByType.merge(sample.resource().fhirType(), 1, Integer::sum);
            }
            case WriteResult.Refused(var status, var explained, var text) -> {
                counts.refused++;
                out.println("  refused %s: %d %s".formatted(sample.typeAndId(), status, text));
            }
            case WriteResult.Unreachable none -> {
                counts.refused++;
                out.println("  no answer for " + sample.typeAndId());
            }
        }
    }

    /** In a cycle, a reference may have been sent before its target got its new id: writes such resources again. */
    private void closeCycles(List<Sample> written, FileCounts counts) {
        for (var sample : written) {
            if (updateReferences(sample) && !(target.put(sample.resource()) instanceof WriteResult.Saved)) {
                counts.refused++;
                out.println("  %s is stored, but still refers to ids that the server refused"
                        .formatted(sample.typeAndId()));
            }
        }
    }

    private boolean updateReferences(Sample sample) {
        var outdated = sample.references().stream()
                .filter(reference -> renamed.containsKey(reference.getReference()))
                .toList();
        outdated.forEach(reference -> reference.setReference(renamed.get(reference.getReference())));
        return !outdated.isEmpty();
    }
}
