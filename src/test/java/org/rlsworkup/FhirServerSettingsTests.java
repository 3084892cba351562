package org.rlsworkup;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.fhir.server.FhirServers;
import org.rlsworkup.fhir.server.SearchRules;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.NestedExceptionUtils;

/** The FHIR servers of a client in its settings: an address alone, or with how the server searches. */
class FhirServerSettingsTests {
    private static final String SERVERS = "rls.clients[0].fhir-servers";

    @Configuration
    @EnableConfigurationProperties(RlsProperties.class)
    @Import(StrictSettings.class)
    static class Settings {}

    private static ApplicationContextRunner settings(String... settings) {
        return new ApplicationContextRunner()
                .withUserConfiguration(Settings.class)
                .withPropertyValues("rls.clients[0].name=ehr")
                .withPropertyValues(settings);
    }

    private static Map<String, FhirServers> servers(RlsProperties settings) {
        return settings.clients().stream()
                .collect(Collectors.toMap(
                        ClientSettings::name, client -> FhirServerSettings.of(client.name(), client.fhirServers())));
    }

    private static void check(FhirServers servers, String address, SearchRules rules) {
        assertThat(servers.mayRead().test(URI.create(address))).isTrue();
        assertThat(servers.search().apply(URI.create(address))).isEqualTo(rules);
    }

    @Test
    void takesAddressesAlone() {
        for (var written : new String[][] {
            {SERVERS + "=https://127.0.0.1/a,https://127.0.0.1/b"},
            {SERVERS + "[0]=https://127.0.0.1/a", SERVERS + "[1]=https://127.0.0.1/b"},
            {SERVERS + "[0].url=https://127.0.0.1/a", SERVERS + "[1]=https://127.0.0.1/b"}
        }) {
            settings(written).run(context -> {
                var servers = servers(context.getBean(RlsProperties.class)).get("ehr");
                check(servers, "https://127.0.0.1/a/", SearchRules.USUAL);
                check(servers, "https://127.0.0.1/b/", SearchRules.USUAL);
                assertThat(servers.mayRead().test(URI.create("https://127.0.0.1/c")))
                        .isFalse();
                assertThat(servers.byCategory()).isNull();
            });
        }
    }

    @Test
    void takesHowEachServerSearches() {
        settings(
                        SERVERS + "[0]=https://127.0.0.1/",
                        SERVERS + "[1].url=https://127.0.0.1/r4",
                        SERVERS + "[1].search.sort=false",
                        SERVERS + "[1].search.count=100",
                        SERVERS + "[1].search.codes=with-system",
                        SERVERS + "[1].search.by-category=true",
                        SERVERS + "[1].search.total=ignore",
                        SERVERS + "[1].search.not-found=empty")
                .run(context -> {
                    var servers = servers(context.getBean(RlsProperties.class)).get("ehr");
                    check(servers, "https://127.0.0.1/other/", SearchRules.USUAL);
                    check(
                            servers,
                            "https://127.0.0.1/r4/",
                            new SearchRules(
                                    false,
                                    100,
                                    SearchRules.Codes.WITH_SYSTEM,
                                    true,
                                    SearchRules.Total.IGNORE,
                                    SearchRules.NotFound.EMPTY));
                    assertThat(servers.byCategory()).isTrue();
                });
    }

    @Test
    void aServerIsToldOfTracesOnlyIfItsOwnSettingAllowsIt() {
        settings(
                        SERVERS + "[0]=https://127.0.0.1/",
                        SERVERS + "[1].url=https://127.0.0.1/r4",
                        SERVERS + "[1].trace-context=true",
                        SERVERS + "[2].url=https://127.0.0.1/r4/other")
                .run(context -> {
                    var mayTrace = servers(context.getBean(RlsProperties.class))
                            .get("ehr")
                            .mayTrace();
                    assertThat(Stream.of("", "r4", "r4/", "r4/x", "r4/other", "r4x", "r")
                                    .filter(it -> mayTrace.test(URI.create("https://127.0.0.1/" + it))))
                            .containsExactly("r4", "r4/", "r4/x");
                    assertThat(FhirServers.of(server -> true).mayTrace().test(URI.create("https://127.0.0.1/r4")))
                            .isFalse();
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[0].url=http://ehr.example/fhir | use https",
                "[0].search.sort=false | fhir-servers of ehr: a server needs a url",
                "[0].url=https://127.0.0.1/a; [0].search.count=1001 | fhir-servers of ehr: search.count of"
                        + " https://127.0.0.1/a",
                "[0].url=https://127.0.0.1/a; [0].search.count=-1 | fhir-servers of ehr: search.count of"
                        + " https://127.0.0.1/a",
                "[0].url=https://127.0.0.1/a; [0].search.codes=some | Codes.some",
                "[0].url=https://127.0.0.1/a; [0].search.total=some | Total.some",
                "[0].url=https://127.0.0.1/a; [0].search.not-found=some | NotFound.some",
                "[0].url=https://127.0.0.1/a; [0].search.sort=some | some",
                "[0].url=https://127.0.0.1/a; [0].trace-context=some | some",
                "[0].url=https://127.0.0.1/a; [0].trace=true | rls.clients[0].fhir-servers[0].trace of client ehr is no"
                        + " setting: true",
                "[0].url=https://127.0.0.1/a; [0].search.sorted=no | rls.clients[0].fhir-servers[0].search.sorted of"
                        + " client ehr is no setting: no",
                "[0]=https://127.0.0.1/a; [1].url=https://127.0.0.1/b; [1].searches.sort=no |"
                        + " rls.clients[0].fhir-servers[1].searches.sort of client ehr is no setting: no",
                "[0].address=https://127.0.0.1/a | rls.clients[0].fhir-servers[0].address of client ehr is no setting"
            })
    void refusesAnyOtherValue(String written, String words) {
        settings(Stream.of(written.split("; ", -1)).map(SERVERS::concat).toArray(String[]::new))
                .run(context -> {
                    var failure = context.getStartupFailure();
                    if (failure == null) {
                        try {
                            servers(context.getBean(RlsProperties.class));
                        } catch (IllegalArgumentException e) {
                            failure = e;
                        }
                    }
                    assertThat(NestedExceptionUtils.getMostSpecificCause(Objects.requireNonNull(failure)))
                            .satisfies(it -> assertThat(it.toString()).contains(words));
                });
    }

    @ParameterizedTest
    @CsvSource({"true, true, true", "true, false, true", "false, false, false", "false, , false", ", , "})
    void asksForPrefetchByCategoryIfAnyServerDemandsIt(Boolean one, Boolean other, Boolean prefetch) {
        var all = Stream.of(rules(one), rules(other))
                .map(rules -> new FhirServerSettings(URI.create("https://127.0.0.1/"), rules, false))
                .toList();
        assertThat(FhirServerSettings.byCategory(all)).isEqualTo(prefetch);
    }

    private static SearchRules rules(Boolean byCategory) {
        return new SearchRules(
                true, null, SearchRules.Codes.BARE, byCategory, SearchRules.Total.EXACT, SearchRules.NotFound.ERROR);
    }
}
