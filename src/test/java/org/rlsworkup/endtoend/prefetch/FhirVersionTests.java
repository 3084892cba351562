package org.rlsworkup.endtoend.prefetch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.support.Http;
import org.rlsworkup.support.SandboxTest;
import org.rlsworkup.support.Scene;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.node.ObjectNode;

/** A chart results in the same cards in R4 and in R5, wherever R5 represents data differently. */
class FhirVersionTests extends SandboxTest {
    @LocalServerPort
    int port;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
        ServiceRequest;    orders;    'status':'active','intent':'order','authoredOn':'2026-11-10','code':CODE; \
            'status':'active','intent':'order','authoredOn':'2026-11-10','code':{'concept':CODE}
        MedicationRequest; medicationRequests; 'status':'active','intent':'order','authoredOn':'2026-11-10',\
            'medicationCodeableConcept':DRUG; \
            'status':'active','intent':'order','authoredOn':'2026-11-10','medication':{'concept':DRUG}
        MedicationStatement; medicationStatements; 'status':'active','medicationCodeableConcept':DRUG; \
            'status':'recorded','medication':{'concept':DRUG}
        Procedure;         procedures; 'status':'completed','performedDateTime':'2026-11-10','code':DIALYSIS; \
            'status':'completed','occurrenceDateTime':'2026-11-10','code':DIALYSIS
        Encounter;         encounter; 'status':'in-progress','class':EMERGENCY; \
            'status':'in-progress','class':[{'coding':[EMERGENCY]}]
        """)
    void areReadAlike(String type, String key, String inR4, String inR5) {
        var r4 = told(key, resource(type, inR4));

        assertThat(told(key, resource(type, inR5))).isEqualTo(r4);
        assertThat(r4).as("what is charted matters").isNotEqualTo(told(key, null));
    }

    private static ObjectNode resource(String type, String members) {
        return Scene.json(("{'resourceType':'" + type + "','id':'it','subject':{'reference':'Patient/p'}," + members
                        + "}")
                .replace("CODE", "{'coding':[{'system':'http://loinc.org','code':'4548-4'}]}")
                .replace("DRUG", "{'coding':[{'system':'http://www.nlm.nih.gov/research/umls/rxnorm','code':'3498'}]}")
                .replace("DIALYSIS", "{'coding':[{'system':'http://snomed.info/sct','code':'302497006'}]}")
                .replace("EMERGENCY", "{'system':'http://terminology.hl7.org/CodeSystem/v3-ActCode','code':'EMER'}"));
    }

    /** The answer to a call with this resource under a prefetch key, without what is new in each answer. */
    private String told(String key, ObjectNode resource) {
        var call = Scene.json(Scene.normal().without("A1C").patientView());
        ((ObjectNode) call.get("context")).put("encounterId", "it");
        var prefetch = (ObjectNode) call.get("prefetch");
        if (resource == null) {
            resource = Scene.json("{'resourceType':'" + (key.equals("encounter") ? "Encounter" : "Bundle") + "'}");
        } else if (!key.equals("encounter")) {
            var bundle = Scene.json("{'resourceType':'Bundle','type':'searchset'}");
            bundle.putArray("entry").addObject().set("resource", resource);
            resource = bundle;
        }
        prefetch.set(key, resource);
        var answer = new Http(port).call(call.toString());
        assertThat(answer.status()).isEqualTo(200);
        return answer.raw().body().replaceAll("\"uuid\":\"[^\"]*\"", "");
    }
}
