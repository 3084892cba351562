package org.rlsworkup.fhir.read;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The members that are read of each resource type; others are skipped once the type is known. */
final class ResourceMembers {
    private static final Set<Element> ALL = EnumSet.allOf(Element.class);
    private static final Set<Element> OF_EVERY_TYPE = EnumSet.of(Element.RESOURCE_TYPE, Element.ID);
    private static final Map<String, Set<Element>> BY_TYPE = new HashMap<>();

    static {
        """
        Patient birthDate gender active deceased[x] link
        Condition subject code clinicalStatus verificationStatus category onset[x] recordedDate abatement[x]
        Observation subject code status contained identifier effective[x] issued value[x] dataAbsentReason referenceRange \
            interpretation component hasMember specimen performer derivedFrom
        DiagnosticReport subject code status contained effective[x] issued result
        ServiceRequest subject code status intent doNotPerform encounter authoredOn occurrence[x]
        Procedure subject code status occurrence[x] performed[x]
        Encounter subject status class location serviceType
        MedicationRequest subject status category contained intent doNotPerform authoredOn medication[x] reasonCode \
            reasonReference reason dosageInstruction dosage
        MedicationStatement subject status category contained effective[x] medication[x] reasonCode reasonReference \
            reason dosage dosageInstruction adherence
        Medication contained code form doseForm ingredient
        Substance code
        Specimen type collection
        OperationOutcome issue
        """.lines().map(line -> line.split("\\s+", -1)).forEach(line -> BY_TYPE.put(line[0], elements(line)));
        BY_TYPE.put("MedicationUsage", BY_TYPE.getOrDefault("MedicationStatement", OF_EVERY_TYPE));
    }

    private ResourceMembers() {}

    private static Set<Element> elements(String[] line) {
        var elements = EnumSet.copyOf(OF_EVERY_TYPE);
        Arrays.stream(line).skip(1).map(Element::named).forEach(elements::addAll);
        return elements;
    }

    /** All members if the type is not known yet. */
    static Set<Element> of(@Nullable String type) {
        return type == null ? ALL : BY_TYPE.getOrDefault(type, OF_EVERY_TYPE);
    }
}
