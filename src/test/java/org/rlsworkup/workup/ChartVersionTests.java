package org.rlsworkup.workup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rlsworkup.workup.Charts.chart;
import static org.rlsworkup.workup.Order.order;
import static org.rlsworkup.workup.Problem.rls;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlsworkup.chart.value.Meta;

/** Of several versions of a resource a chart holds the one that counts. */
class ChartVersionTests {
    private static Part version(int number) {
        return rls().id("c1")
                .onset("2020-0" + number + "-01")
                .meta(new Meta(Integer.toString(number), null, List.of(), List.of()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void ofOneIdItIsTheLatest(int rotated) {
        var versions = new ArrayList<>(
                IntStream.rangeClosed(1, 4).mapToObj(ChartVersionTests::version).toList());
        Collections.rotate(versions, rotated);

        assertThat(chart(versions.toArray(Part[]::new)).conditions())
                .singleElement()
                .satisfies(it -> assertThat(it.meta().versionId()).isEqualTo("4"));
    }

    private static Part ordered(String id, String status) {
        return order("2276-4").id(id).status(status).meta(new Meta(null, null, List.of(), List.of("A|1")));
    }

    @Test
    void ofOneIdentifierAWithdrawnOneReplacesAllOthers() {
        assertThat(chart(ordered("s1", "active"), ordered("s2", "revoked"), ordered("s3", "active"))
                        .orders())
                .singleElement()
                .satisfies(it -> assertThat(it.status()).isEqualTo("revoked"));
    }

    /** An identifier may be that of the whole request: two orders, of which none is withdrawn, are two. */
    @Test
    void ofOneIdentifierAllStayWhereNoneIsWithdrawn() {
        assertThat(chart(ordered("s1", "active"), ordered("s2", "active")).orders())
                .hasSize(2);
        assertThat(Stream.of("active", "revoked")
                        .map(status -> chart(ordered("s1", status)).orders().size()))
                .containsExactly(1, 1);
    }
}
