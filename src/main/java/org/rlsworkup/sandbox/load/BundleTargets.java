package org.rlsworkup.sandbox.load;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** What the references of one Bundle can mean: its entries by full URL and by identifier. */
final class BundleTargets {
    private static final String BY_IDENTIFIER = "?identifier=";

    private final Map<String, String> typeAndIdByName = new HashMap<>();
    private final SortedMap<String, Integer> unresolved = new TreeMap<>();

    private BundleTargets() {}

    static BundleTargets of(List<BundleEntryComponent> entries) {
        var targets = new BundleTargets();
        for (var entry : entries) {
            var resource = entry.getResource();
            var typeAndId = resource.fhirType() + "/" + resource.getIdElement().getIdPart();
            if (entry.hasFullUrl()) {
                targets.typeAndIdByName.put(entry.getFullUrl(), typeAndId);
            }
            targets.addIdentifiers(resource, typeAndId);
        }
        return targets;
    }

    private void addIdentifiers(Resource resource, String typeAndId) {
        var property = resource.getNamedProperty("identifier");
        if (property == null) {
            return;
        }
        for (var value : property.getValues()) {
            if (value instanceof Identifier identifier && identifier.hasValue()) {
                var system = identifier.hasSystem() ? identifier.getSystem() + "|" : "";
                typeAndIdByName.putIfAbsent(
                        resource.fhirType() + BY_IDENTIFIER + system + identifier.getValue(), typeAndId);
            }
        }
    }

    /** Rewrites a reference to {@code Type/id} if the Bundle holds its target; else leaves and counts it. */
    void resolve(Reference reference) {
        var local = reference.hasReference() && reference.getReference().startsWith("#");
        if (!reference.hasReference() || local) {
            return;
        }
        // The parser has put the target object behind the reference; what is written must follow the text alone.
        reference.setResource(null);
        var text = reference.getReference();
        var target = typeAndIdByName.get(text.contains("?") ? decoded(text) : text);
        if (target != null) {
            reference.setReference(target);
        } else if (text.startsWith("urn:") || text.contains("?")) {
            unresolved.merge(kind(text), 1, Integer::sum);
        }
    }

    /** How many references of each kind were left; the kind holds no value, which may be a patient's identifier. */
    SortedMap<String, Integer> unresolved() {
        return unresolved;
    }

    private static String kind(String reference) {
        var end = reference.startsWith("urn:") ? reference.indexOf(':', "urn:".length()) : reference.indexOf('=');
        return end < 0 ? "urn" : reference.substring(0, end);
    }

    private static String decoded(String reference) {
        try {
            return URLDecoder.decode(reference.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return reference;
        }
    }
}
