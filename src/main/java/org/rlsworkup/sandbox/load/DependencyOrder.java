package org.rlsworkup.sandbox.load;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Reference;

/** Puts a referenced resource before the one that references it; a cycle is cut where it was entered. */
final class DependencyOrder {
    private final Map<String, Sample> byTypeAndId = new HashMap<>();
    private final Set<Sample> entered = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Sample> ordered = new ArrayList<>();

    private DependencyOrder() {}

    static List<Sample> of(List<Sample> samples) {
        var order = new DependencyOrder();
        samples.forEach(sample -> order.byTypeAndId.put(sample.typeAndId(), sample));
        samples.forEach(order::visit);
        return List.copyOf(order.ordered);
    }

    private record Open(Sample sample, Iterator<Reference> rest) {}

    /** Depth first with its own stack: a chain of references may be longer than a thread's stack is deep. */
    private void visit(Sample start) {
        Deque<Open> path = new ArrayDeque<>();
        enter(start, path);
        while (!path.isEmpty()) {
            var open = path.element();
            if (open.rest().hasNext()) {
                var target = byTypeAndId.get(String.valueOf(open.rest().next().getReference()));
                if (target != null) {
                    enter(target, path);
                }
            } else {
                ordered.add(open.sample());
                path.remove();
            }
        }
    }

    private void enter(Sample sample, Deque<Open> path) {
        if (entered.add(sample)) {
            path.push(new Open(sample, sample.references().iterator()));
        }
    }
}
