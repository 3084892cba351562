package org.rlsworkup.sandbox.load;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Reference;

/**
 * The resources of one Bundle file, ready to be stored: dates moved to today, references by {@code Type/id}.
 *
 * @param samples a referenced resource before the one that references it, where there is no cycle
 * @param unresolved how many references of each kind name nothing in this Bundle and were left as they are
 */
public record SampleBundle(List<Sample> samples, SortedMap<String, Integer> unresolved) {
    public SampleBundle {
        samples = List.copyOf(samples);
        unresolved = Collections.unmodifiableSortedMap(unresolved);
    }

    /**
     * Reads an R4 transaction or collection Bundle.
     *
     * @param today what the Bundle's timestamp is moved to; a Bundle without timestamp keeps its dates
     * @throws ca.uhn.fhir.parser.DataFormatException if this is no R4 Bundle; its message may quote the content
     */
    public static SampleBundle read(InputStream json, Clock today) throws IOException {
        var parser = FhirContext.forR4Cached().newJsonParser().setOverrideResourceIdWithBundleEntryFullUrl(false);
        Bundle bundle;
        try (var reader = new InputStreamReader(json, StandardCharsets.UTF_8)) {
            bundle = parser.parseResource(Bundle.class, reader);
        }
        var entries = bundle.getEntry().stream()
                .filter(BundleEntryComponent::hasResource)
                .toList();
        entries.forEach(SampleBundle::giveId);
        var targets = BundleTargets.of(entries);
        var samples = entries.stream()
                .map(entry -> new Sample(entry.getResource(), Elements.of(entry.getResource(), Reference.class)))
                .toList();
        for (var sample : samples) {
            sample.references().forEach(targets::resolve);
        }
        if (bundle.hasTimestamp()) {
            var written = DateShift.earliestDay(bundle.getTimestampElement().getValueAsString());
            var shift = DateShift.between(written, LocalDate.now(today));
            samples.forEach(sample -> shift.applyTo(sample.resource()));
        }
        return new SampleBundle(DependencyOrder.of(samples), targets.unresolved());
    }

    private static void giveId(BundleEntryComponent entry) {
        var resource = entry.getResource();
        var id = resource.getIdElement().getIdPart();
        var named = id != null && !id.isEmpty() && !id.startsWith("urn:");
        resource.setId(named ? id : afterLast(entry.hasFullUrl() ? entry.getFullUrl() : ""));
    }

    private static String afterLast(String fullUrl) {
        return fullUrl.substring(Math.max(fullUrl.lastIndexOf(':'), fullUrl.lastIndexOf('/')) + 1);
    }
}
