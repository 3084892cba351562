package org.rlsworkup.fhir.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZonedDateTime;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a query that a server repeats asks for less than the template. */
@Execution(ExecutionMode.CONCURRENT)
class SelfLinkTests {
    private static final String ASKED =
            "Observation?patient={{context.patientId}}&code=2276-4,2502-3&_sort=-date&_count=200";
    private static final String ORDERS =
            "ServiceRequest?patient={{context.patientId}}&status=draft,active,on-hold,completed&_sort=-authored";
    private static final ZonedDateTime NOW = ZonedDateTime.parse("2026-11-20T10:00:00Z");
    /** No result of before 2023-11-21 counts. */
    private static final int DAYS = 1095;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "https://x.example/Observation?patient=1&code=2276-4,2502-3&_count=200 | ''",
                "https://x.example/Observation?patient=1&code=2276-4,2502-3 | ''",
                "https://x.example/Observation?patient=1&code=http://loinc.org%7C2502-3,http://loinc.org%7C2276-4,1-8 |"
                        + " ''",
                "https://x.example/Observation?subject=1&code=urn:oid:2.16.840.1.113883.6.1%7C2276-4,%7C2502-3 | ''",
                "https://x.example/Observation?patient=1&code=2276-4&code=2502-3 | ''",
                "https://x.example/Observation?patient=1 | ''",
                "https://x.example/Observation | ''",
                "https://x.example/Observation?patient=1&code=2276-4,2502-3&_sort=date&_count=10&_format=json | ''",
                "https://x.example/fhir?_getpages=a&_getpagesoffset=0&_bundletype=searchset | ''",
                "https://x.example/fhir?page=1&ct=abc&search-id=7&__t=2 | ''",
                "https://x.example/Observation?patient=1&code=2276-4,2502-3&_summary=data | ''",
                "https://x.example/Observation?patient=1&code=2276-4,2502-3&status:not=entered-in-error | ''",
                "null | ''",
                "not an address | ''",
                "https://x.example/Observation?patient=1&code=%zz | ''",
                "https://x.example/Observation?&=&code&&? | ''",
                "https://x.example/Observation?patient=1&code=2276-4 | code",
                "https://x.example/Observation?patient=1&code=2276-4%2C1-8 | code",
                "https://x.example/Observation?patient=1&code=http://loinc.org%7C | code",
                "https://x.example/Observation?patient=1&code= | code",
                "https://x.example/Observation?patient=1&code:in=http://x.example/vs | code:in",
                "https://x.example/Observation?patient=1&code=2276-4,2502-3&category=laboratory&date=ge2026 |"
                        + " category+date",
                "https://x.example/Observation?patient=1&code=2276-4,2502-3&status=final | status",
                "https://x.example/Observation?patient=1&code=2276-4,2502-3&status:not=preliminary | status:not",
                "https://x.example/Observation?patient=1&code=2276-4,2502-3&_lastUpdated=ge2026 | _lastUpdated",
                "https://x.example/Observation?patient=1&code=2276-4,2502-3&_summary=true | _summary"
            })
    void namesTheParametersThatAreNarrower(String self, String parameters) {
        assertThat(String.join("+", SelfLink.narrower(ASKED, self, DAYS, NOW))).isEqualTo(parameters);
    }

    /** As far back as any look-back, but for the day by which zones differ. */
    @ParameterizedTest
    @CsvSource({
        "ge2023-11-21, true",
        "ge2023-11-22, false",
        "ge2023-11, true",
        "gt2023-11-21T00:00:00%2B01:00, true",
        "sa2020, true",
        "ge2026-08-01, false",
        "2026, false",
        "le2026-11-20, true",
        "lt2026-11-19, true",
        "lt2026-11-18, false",
        "ge, false",
        "g, false",
        "'', false",
        "gesoon, false",
        "2023-11-21, false"
    })
    void aLookBackIsNarrowerIfItIsShorter(String date, boolean isWhole) {
        var self = "https://x.example/Observation?patient=1&code=2276-4,2502-3&date=" + date;
        assertThat(SelfLink.narrower(ASKED, self, DAYS, NOW).isEmpty()).isEqualTo(isWhole);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ServiceRequest?patient=1&status=active,completed,draft,on-hold,revoked | ''",
                "ServiceRequest?patient=1 | ''",
                "ServiceRequest?patient=1&status=active | status",
                "ServiceRequest?patient=1&authored=ge2020 | authored"
            })
    void ofOrdersEachDateAndEachStatusCounts(String self, String parameters) {
        assertThat(String.join("+", SelfLink.narrower(ORDERS, "https://x.example/" + self, DAYS, NOW)))
                .isEqualTo(parameters);
    }
}
