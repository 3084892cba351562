package org.rlsworkup.screening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Manifests in the forms of the FHIR Bulk Data Access guide, version 1 to the draft of version 4. */
class ExportManifestTests {
    private static final String FILES =
            "'output':[{'type':'Observation','url':'https://ehr.example/1/observations.ndjson','count':7}]";

    private static ExportManifest parse(String members) {
        return ExportManifest.parse(
                ("{'transactionTime':'2026-11-20T10:00:00Z','requiresAccessToken':true," + FILES + members + "}")
                        .replace('\'', '"'));
    }

    private static ExportManifest asked(String parameters) {
        return parse(",'request':'https://ehr.example/fhir/Group/1/$export" + parameters + "'");
    }

    @ParameterizedTest(name = "{0}: observations whole {1}, conditions whole {2}")
    @CsvSource(delimiter = ';', textBlock = """
        '';                                                        true;  false
        ?_type=Observation,Condition;                              true;  true
        ?_type=Observation%2CCondition;                            true;  true
        ?_type=Observation&_type=Condition;                        true;  true
        ?_type=Condition;                                          false; true
        ?_since=2026-01-01T00:00:00Z;                              false; false
        ?_typeFilter=Observation%3Fcategory%3Dlaboratory;          false; false
        ?_typeFilter=Condition?code=1&_type=Observation,Condition; true;  false
        ?_elements=id;                                             false; false
        ?_until=2026-12-01T00:00:00Z;                              true;  false
        """)
    void readsWhatWasAskedFor(String parameters, boolean observations, boolean conditions) {
        var manifest = asked(parameters);

        assertThat(manifest.isWhole("Observation")).isEqualTo(observations);
        assertThat(manifest.isWhole("Condition")).isEqualTo(conditions);
    }

    @Test
    void showsTheMomentUntilWhichItWasAskedFor() {
        assertThat(asked("").transactionTime()).isEqualTo(Instant.parse("2026-11-20T10:00:00Z"));
        assertThat(asked("?_until=2026-11-01T00:00:00%2B01:00").transactionTime())
                .isEqualTo(Instant.parse("2026-10-31T23:00:00Z"));
        assertThat(asked("?_until=2026-12-01T00:00:00Z").transactionTime())
                .isEqualTo(Instant.parse("2026-11-20T10:00:00Z"));
    }

    @Test
    void readsOutcomesUnderBothNames() {
        var manifest = parse(",'request':'https://ehr.example/fhir/$export','error':[{'url':'https://x/e.ndjson'}],"
                + "'outcome':[{'url':'https://x/o.ndjson','count':1}]");

        assertThat(manifest.outcomes()).extracting(ExportManifest.Listed::name).containsExactly("e.ndjson", "o.ndjson");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
        ,'extension':{}; needs request
        ,'request':'  '; needs request
        ,'request':'https://x/$export','outputOrganizedBy':'Patient'; outputOrganizedBy
        ,'request':'https://x/$export','outputFormat':'application/vnd.apache.parquet'; only NDJSON is read
        ,'request':'https://x/$export','link':[{'relation':'next','url':'https://x/2'}]; goes on at https://x/2
        ,'request':'https://x/$export?_since=yesterday'; _since
        """)
    void refusesWhatWouldLeaveResourcesOutWithoutATrace(String members, String reason) {
        assertThatExceptionOfType(ExportManifest.ManifestException.class)
                .isThrownBy(() -> parse(members))
                .withMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({"application/fhir+ndjson", "application/ndjson", "ndjson"})
    void readsNdjsonByEachOfItsNames(String format) {
        assertThat(parse(",'request':'https://x/$export','outputFormat':'" + format + "','link':[],'error':null")
                        .isWhole("Observation"))
                .isTrue();
    }
}
