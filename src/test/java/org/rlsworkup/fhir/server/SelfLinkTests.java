package org.rlsworkup.fhir.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a query that a server repeats asks for less than the template. */
@Execution(ExecutionMode.CONCURRENT)
class SelfLinkTests {
    private static final String ASKED =
            "Observation?patient={{context.patientId}}&code=2276-4,2502-3&_sort=-date&_count=200";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "https://x.example/Observation?patient=1&code=2276-4,2502-3&_count=200 | ''",
                "https://x.example/Observation?patient=1&code=http://loinc.org%7C2502-3,http://loinc.org%7C2276-4,1-8 |"
                        + " ''",
                "https://x.example/Observation?patient=1&code=2276-4&code=2502-3 | ''",
                "https://x.example/Observation?patient=1 | ''",
                "https://x.example/Observation | ''",
                "https://x.example/fhir?_getpages=a&_getpagesoffset=0&_bundletype=searchset | ''",
                "null | ''",
                "https://x.example/Observation?patient=1&code=2276-4 | code",
                "https://x.example/Observation?patient=1&code=2276-4%2C1-8 | code",
                "https://x.example/Observation?patient=1&code=2276-4,2502-3&category=laboratory&date=ge2026 |"
                        + " category+date",
                "https://x.example/Observation?patient=1&code=2276-4,2502-3&_summary=true | _summary",
                "https://x.example/Observation?patient=1&code=%zz | code"
            })
    void namesTheParametersThatAreNarrower(String self, String parameters) {
        assertThat(String.join("+", SelfLink.narrower(ASKED, self))).isEqualTo(parameters);
    }
}
