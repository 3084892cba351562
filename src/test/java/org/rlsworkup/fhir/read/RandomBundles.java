package org.rlsworkup.fhir.read;

import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.FhirContext;
import java.util.Random;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IPrimitiveType;

/** Bundles of random resources, each determined by its seed. */
final class RandomBundles {
    private static final String[] TYPES = {
        "Patient",
        "Condition",
        "Condition",
        "Observation",
        "Observation",
        "Observation",
        "Observation",
        "DiagnosticReport",
        "DiagnosticReport",
        "ServiceRequest",
        "ServiceRequest",
        "Encounter",
        "Encounter",
        "Procedure",
        "Procedure",
        "Medication",
        "MedicationRequest",
        "MedicationRequest",
        "MedicationStatement",
        "MedicationStatement",
        "MedicationAdministration",
        "Organization",
        "Specimen",
        "OperationOutcome"
    };

    private final FhirContext fhir;
    private final RandomValues values;
    private final RandomResources resources;
    private final Random random;

    private RandomBundles(FhirContext fhir, long seed) {
        this.fhir = fhir;
        this.random = new Random(seed);
        this.values = new RandomValues(random);
        this.resources = new RandomResources(fhir, random);
    }

    /** The JSON of one Bundle. */
    static String json(FhirContext fhir, long seed) {
        var parser = fhir.newJsonParser();
        parser.setStripVersionsFromReferences(false);
        return parser.encodeResourceToString(new RandomBundles(fhir, seed).bundle());
    }

    private IBaseResource bundle() {
        var definition = fhir.getResourceDefinition("Bundle");
        var bundle = definition.newInstance();
        set(bundle, definition, "type", values.one("searchset", "searchset", "collection", "transaction"));
        if (values.in(0.6)) {
            set(bundle, definition, "total", values.one("0", "3", "200", "2147483647"));
        }
        for (var relation : new String[] {"self", "next", "previous"}) {
            if (values.in(0.5)) {
                var link = add(bundle, definition, "link");
                set(link, definitionOf(link), "relation", relation);
                set(link, definitionOf(link), "url", "https://ehr.example/fhir?_getpages=" + relation + "&_count=2");
            }
        }
        for (var i = random.nextInt(9); i > 0; i--) {
            entry(add(bundle, definition, "entry"));
        }
        return bundle;
    }

    private void entry(IBase entry) {
        var definition = definitionOf(entry);
        if (values.in(0.7)) {
            set(
                    entry,
                    definition,
                    "fullUrl",
                    "urn:uuid:0b0a9a5e-7a43-4d5c-9d8c-" + (100_000_000_000L + random.nextInt()));
        }
        if (values.in(0.95)) {
            var resource = resources.resource(values.one(TYPES));
            definition.getChildByName("resource").getMutator().setValue(entry, resource);
        }
        if (values.in(0.6)) {
            var search = add(entry, definition, "search");
            set(search, definitionOf(search), "mode", values.one("match", "match", "include", "outcome"));
            set(search, definitionOf(search), "score", "0.5");
        }
    }

    private BaseRuntimeElementDefinition<?> definitionOf(IBase element) {
        return fhir.getElementDefinition(element.getClass());
    }

    private IBase add(IBase parent, BaseRuntimeElementDefinition<?> definition, String name) {
        var child = definition.getChildByName(name);
        var value = child.getChildByName(name).newInstance(child.getInstanceConstructorArguments());
        child.getMutator().addValue(parent, value);
        return value;
    }

    private void set(IBase parent, BaseRuntimeElementDefinition<?> definition, String name, String value) {
        ((IPrimitiveType<?>) add(parent, definition, name)).setValueAsString(value);
    }
}
