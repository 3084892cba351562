package org.rlsworkup.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.cdshooks.request.PatientRef;

/** Keyed hashes, and what a new key does to them. */
@Execution(ExecutionMode.CONCURRENT)
class PatientKeysTests {
    private static final String FIRST = "0123456789abcdef0123456789abcdef";
    private static final String SECOND = "another key of at least 32 characters";
    private static final String THIRD = "a third key of at least 32 characters";
    private static final Caller CALLER = Caller.of("main-ehr", server -> false);
    private static final PatientRef PATIENT = new PatientRef(CALLER, "", "123");

    static Stream<Function<PatientKeys, String>> hashes() {
        return Stream.of(
                keys -> keys.of(PATIENT),
                keys -> keys.of(new PatientRef(CALLER, "https://ehr.example/fhir", "123")),
                keys -> keys.ofUser(CALLER, "u"),
                keys -> keys.ofCondition(CALLER, "c"),
                keys -> keys.ofEncounter(CALLER, "e"),
                keys -> keys.of(PATIENT, "a result"));
    }

    /** Calculated by another program, from the description of the layout: what is stored must be found for years. */
    @Test
    void areAsTheyWereWhenTheyWereStored() {
        assertThat(new PatientKeys(FIRST).of(PATIENT)).isEqualTo("qAg1MQ_11XjwGcLGUa2tlrB_7knbhgeAyaQBcPhXX2o");
        assertThat(new PatientKeys(List.of(FIRST, SECOND)).of(PATIENT))
                .isEqualTo("xtx4O3oRwg6_pgUOLvNimFJz-EhAdbvPiSKJ2h73IJw");
    }

    @ParameterizedTest
    @MethodSource("hashes")
    void ofANewKeyAreMadeFromThoseOfTheKeysBefore(Function<PatientKeys, String> hash) {
        var one = hash.apply(new PatientKeys(FIRST));
        var two = hash.apply(new PatientKeys(List.of(FIRST, SECOND)));
        var all = new PatientKeys(List.of(FIRST, SECOND, THIRD));
        assertThat(hash.apply(all))
                .isEqualTo(all.rekeyed(one, 1))
                .isEqualTo(all.rekeyed(two, 2))
                .hasSameSizeAs(one)
                .isNotIn(one, two);
    }

    @ParameterizedTest
    @MethodSource("hashes")
    void needAllKeysInTheirOrder(Function<PatientKeys, String> hash) {
        assertThat(Stream.of(
                                List.of(FIRST),
                                List.of(SECOND),
                                List.of(FIRST, SECOND),
                                List.of(SECOND, FIRST),
                                List.of(FIRST, THIRD))
                        .map(keys -> hash.apply(new PatientKeys(keys))))
                .doesNotHaveDuplicates();
    }

    @Test
    void haveACheckValueThatDiffersIfTheyDoAndIsNoHashOfAPatient() {
        assertThat(Stream.of(List.of(FIRST), List.of(SECOND), List.of(FIRST, SECOND))
                        .map(keys -> new PatientKeys(keys).check()))
                .doesNotHaveDuplicates()
                .allSatisfy(check -> assertThat(check).hasSize(12));
        assertThat(new PatientKeys(FIRST).check()).isEqualTo(new PatientKeys(FIRST).check());
    }
}
