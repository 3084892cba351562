package org.rlsworkup.endtoend.clients;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Operators are told when replicas on one database disagree; readiness stays as it is. */
class ReplicaStateTests extends TwoHospitalsTest {
    private static final String DETAILS = "/components/replica/details/disagree about";

    @Test
    void aReplicaWithAnotherPatientKeyIsToldWhileItIsThere() {
        assertThat(asOperator("/actuator/health/readiness").json().at(DETAILS)).isEmpty();
        database.access().update("""
            insert into replica (id, seen_at, version, patient_key, knowledge, site)
            select 'other', current_timestamp, version, 'another key', knowledge, site from replica\
            """);
        database.check();
        var ready = asOperator("/actuator/health/readiness");
        assertThat(ready.status()).isEqualTo(200);
        assertThat(ready.json().at("/status").asString()).isEqualTo("UP");
        assertThat(ready.json().at(DETAILS).toString()).isEqualTo("[\"patient key\"]");
        assertThat(asOperator("/insights").raw().body())
                .contains("<p role=\"alert\">Replicas on this database disagree. patient key: ", "another key");
        assertThat(asOperator("/actuator/prometheus").raw().body()).contains("rls_replicas_disagreements 1.0");

        database.access().update("delete from replica where id = 'other'");
        database.check();
        assertThat(asOperator("/actuator/health/readiness").json().at(DETAILS)).isEmpty();
        assertThat(asOperator("/insights").raw().body()).doesNotContain("disagree");
    }
}
