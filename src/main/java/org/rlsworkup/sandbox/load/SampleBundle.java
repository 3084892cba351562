package org.rlsworkup.sandbox.load;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.rlsworkup.sandbox.load.Sample.DateShift;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The resources of one Bundle file, ready to be stored: dates moved to today, references as {@code Type/id}.
 *
 * @param samples a referenced resource before the one that references it, where there is no cycle
 * @param unresolved number of references, by kind, whose target is not in this Bundle; they are left unchanged
 */
public record SampleBundle(List<Sample> samples, SortedMap<String, Integer> unresolved) {
    /** The samples inside the jar. */
    public static final String PACKAGED = "classpath*:fhir-samples/*.json";

    public SampleBundle {
        samples = List.copyOf(samples);
        unresolved = Collections.unmodifiableSortedMap(unresolved);
    }

    /** The Bundle files of a location, which may have wildcards as Spring understands them; ordered by name. */
    public static List<Resource> files(String location) throws IOException {
        return Stream.of(new PathMatchingResourcePatternResolver().getResources(location))
                .sorted(Comparator.comparing(file -> String.valueOf(file.getFilename())))
                .toList();
    }

    /**
     * Reads an R4 transaction or collection Bundle.
     *
     * @param today gives the date that the Bundle's timestamp is moved to; a Bundle without one keeps its dates
     * @throws ca.uhn.fhir.parser.DataFormatException if this is not an R4 Bundle; its message may quote the content
     */
    public static SampleBundle read(InputStream json, Clock today) {
        var parser = FhirContext.forR4Cached().newJsonParser().setOverrideResourceIdWithBundleEntryFullUrl(false);
        var bundle = parser.parseResource(Bundle.class, json);
        var entries = bundle.getEntry().stream()
                .filter(BundleEntryComponent::hasResource)
                .toList();
        entries.forEach(SampleBundle::assignId);
        var references = new BundleReferences(entries);
        var samples =
                entries.stream().map(entry -> Sample.of(entry.getResource())).toList();
        for (var sample : samples) {
            sample.references().forEach(references::resolve);
        }
        if (bundle.hasTimestamp()) {
            var written = DateShift.earliestDay(bundle.getTimestampElement().getValueAsString());
            var shift = DateShift.between(written, LocalDate.now(today));
            samples.forEach(sample -> shift.applyTo(sample.resource()));
        }
        return new SampleBundle(inDependencyOrder(samples), references.unresolved());
    }

    private static void assignId(BundleEntryComponent entry) {
        var resource = entry.getResource();
        var id = resource.getIdElement().getIdPart();
        var named = id != null && !id.isEmpty() && !id.startsWith("urn:");
        resource.setId(named ? id : lastPart(entry.hasFullUrl() ? entry.getFullUrl() : ""));
    }

    private static String lastPart(String fullUrl) {
        return fullUrl.substring(Math.max(fullUrl.lastIndexOf(':'), fullUrl.lastIndexOf('/')) + 1);
    }

    private static List<Sample> inDependencyOrder(List<Sample> samples) {
        var byTypeAndId = new HashMap<String, Sample>();
        samples.forEach(sample -> byTypeAndId.put(sample.typeAndId(), sample));
        var entered = new HashSet<Sample>();
        var ordered = new LinkedHashSet<Sample>();
        // Depth first with an explicit stack: a chain of references may be too long for recursion.
        var stack = new ArrayDeque<>(samples);
        while (!stack.isEmpty()) {
            var sample = stack.element();
            if (entered.add(sample)) {
                sample.references().reversed().stream()
                        .map(reference -> byTypeAndId.get(String.valueOf(reference.getReference())))
                        .filter(target -> target != null && !entered.contains(target))
                        .forEach(stack::push);
            } else {
                ordered.add(stack.remove());
            }
        }
        return List.copyOf(ordered);
    }
}
