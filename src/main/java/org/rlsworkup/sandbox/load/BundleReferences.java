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

/** Resolves the references inside one Bundle, by full URL and by identifier. */
final class BundleReferences {
    private final Map<String, String> typeAndIdByReference = new HashMap<>();
    private final SortedMap<String, Integer> unresolved = new TreeMap<>();

    BundleReferences(List<BundleEntryComponent> entries) {
        for (var entry : entries) {
            var resource = entry.getResource();
            var typeAndId = resource.fhirType() + "/" + resource.getIdElement().getIdPart();
            if (entry.hasFullUrl()) {
                typeAndIdByReference.put(entry.getFullUrl(), typeAndId);
            }
            var identifiers = resource.getNamedProperty("identifier");
            for (var value : identifiers == null ? List.of() : identifiers.getValues()) {
                if (value instanceof Identifier identifier && identifier.hasValue()) {
                    var system = identifier.hasSystem() ? identifier.getSystem() + "|" : "";
                    var query = resource.fhirType() + "?identifier=" + system + identifier.getValue();
                    typeAndIdByReference.putIfAbsent(query, typeAndId);
                }
            }
        }
    }

    /** Changes a reference to {@code Type/id} if its target is in the Bundle; otherwise leaves and counts it. */
    void resolve(Reference reference) {
        if (!reference.hasReference() || reference.getReference().startsWith("#")) {
            return;
        }
        // The parser has attached the target resource, which would take precedence over the text when encoding.
        reference.setResource(null);
        var text = reference.getReference();
        var target = typeAndIdByReference.get(text.contains("?") ? decoded(text) : text);
        if (target != null) {
            reference.setReference(target);
        } else if (text.startsWith("urn:") || text.contains("?")) {
            unresolved.merge(kind(text), 1, Integer::sum);
        }
    }

    /** Number of unresolved references by kind; a kind has no value, which may be a patient's identifier. */
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
