package org.rlsworkup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.cdshooks.request.Caller;
import org.rlsworkup.fhir.server.SearchRules;
import org.rlsworkup.support.LogLines;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** Invalid settings of clients: the start fails with a message that names the setting. */
@Execution(ExecutionMode.SAME_THREAD)
class ClientSettingsTests {
    @TempDir
    Path folder;

    @Configuration
    @Import(TrustConfiguration.class)
    @ImportAutoConfiguration(SslAutoConfiguration.class)
    @EnableConfigurationProperties(RlsProperties.class)
    static class Trust {}

    private WebApplicationContextRunner clients(String... more) throws IOException {
        var keys =
                Files.writeString(folder.resolve("keys.json"), "{\"keys\":[]}").toUri();
        return new WebApplicationContextRunner()
                .withUserConfiguration(Trust.class)
                .withPropertyValues(
                        "rls.public-base-url=https://rls.example",
                        "rls.clients[0].name=ehr",
                        "rls.clients[0].issuer=https://ehr.example",
                        "rls.clients[0].jwks=" + keys,
                        "rls.clients[0].fhir-servers=https://127.0.0.1/fhir")
                .withPropertyValues(Stream.of(more)
                        .map(setting -> setting.replace("FILE", keys.toString()))
                        .toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rls.clients[0].name= | a client needs a name",
                "rls.clients[0].issuer= | blank issuer",
                "rls.clients[0].jwks=http://ehr.example/jwks.json | https address",
                "rls.clients[0].jwks=file:/does/not/exist.json | not a readable file",
                "rls.clients[0].jwks=file:relative.json | not a readable file",
                "rls.clients[0].jwks=ftp://ehr.example/jwks.json | https address",
                "rls.clients[0].jku=http://ehr.example/jwks.json | https address",
                "rls.clients[0].jku=https://a@ehr.example/jwks.json | https address",
                "rls.clients[0].fhir-servers=http://ehr.example/fhir | use https",
                "rls.clients[0].fhir-servers=/fhir | not a plain http or https address",
                "rls.clients[0].fhir-servers=https://169.254.169.254/ | link-local or cloud-metadata",
                "rls.clients[0].fhir-servers=https://[fe80::1]/fhir | link-local or cloud-metadata",
                "rls.clients[0].fhir-servers=https://[fd00:ec2::254]/ | link-local or cloud-metadata",
                "rls.clients[0].fhir-servers=https://[::ffff:169.254.169.254]/ | link-local or cloud-metadata",
                "rls.clients[0].fhir-servers=https://[64:ff9b::a9fe:a9fe]/ | link-local or cloud-metadata",
                "rls.clients[0].fhir-servers=https://[2002:a9fe:a9fe::]/ | link-local or cloud-metadata",
                "rls.clients[0].fhir-servers=https://100.100.100.200/ | link-local or cloud-metadata",
                "rls.clients[0].fhir-servers=https://168.63.129.16/ | link-local or cloud-metadata",
                "rls.clients[0].fhir-servers=https://0.0.0.0/fhir | link-local or cloud-metadata",
                "rls.clients[0].fhir-servers=https://2852039166/ | not a plain http or https address",
                "rls.clients[0].fhir-servers=https://0xA9FEA9FE/ | not a plain http or https address",
                "rls.clients[0].fhir-servers=https://ehr.example./fhir | not a plain http or https address",
                "rls.clients[0].fhir-servers=https://ehr.example/fhir?x=1 | not a plain http or https address",
                "rls.clients[0].fhir-servers=https://*.example/fhir | not a plain http or https address",
                "rls.clients[0].certificates=sha256:12 | certificates of ehr: a fingerprint must have 64",
                "rls.clients[0].certificates=CN | rls.clients: certificates of ehr: ",
                "rls.clients[0].mode=loud | Mode.loud",
                "rls.clients[0].could-not-look=shrug | CouldNotLook.shrug",
                "rls.clients[0].token.longest-life=0s | client ehr is wrong: token.longest-life must be positive",
                "rls.clients[0].token.longest-life=61m | token.longest-life must be positive and at most an hour",
                "rls.clients[0].token.audiences=a,, | client ehr is wrong: token.audiences must not be blank",
                "rls.clients[0].token.typ=JOSE | client ehr is wrong: token.typ must be some of",
                "rls.clients[0].token.jti=never | TokenId.never",
                "rls.clients[0].hooks=patient-open | hooks of ehr must be some of encounter-start, order-select",
                "rls.clients[0].orders.codings=mine | Codings.mine",
                "rls.clients[0].orders.intent=wish | Intent.wish",
                "rls.clients[0].orders.order-set.code=RLS | client ehr is wrong: orders.order-set needs system, code",
                "rls.clients[0].ssl-bundle=none | ssl-bundle of ehr: none is no bundle below spring.ssl.bundle",
                "rls.clients[0].text=html | TextFormat.html",
                "rls.knowledge-page=nobody | KnowledgeReaders.nobody",
                "rls.clients[0].colour=red | colour",
                "rls.public-base-url=http://rls.example | must be an https address",
                "rls.public-base-url=https://rls.example/?a | must be an https address",
                "rls.clients[1].name=other | needs an issuer and its keys, or certificates",
                "rls.limits.depth=1 | rls.limits.depth",
                "rls.patient-key=too-short | rls.patient-key must be at least 32 characters",
            })
    void stopsTheStart(String setting, String words) throws IOException {
        clients(setting)
                .run(context -> assertThat(context.getStartupFailure())
                        .satisfies(failure -> assertThat(failure)
                                .rootCause()
                                .satisfies(cause -> assertThat(cause.toString()).contains(words)))
                        .satisfies(failure -> assertThat(report(failure).lines().filter(line -> !line.isBlank()))
                                .hasSizeLessThanOrEqualTo(10)
                                .anyMatch(line -> line.contains(setting.replaceFirst("\\[.*|[=].*", "")))));
    }

    /** What the console shows of a failure to start, in place of a stack trace. */
    private static String report(Throwable failure) {
        var arguments = SpringFactoriesLoader.ArgumentResolver.of(Environment.class, new StandardEnvironment())
                .and(BeanFactory.class, new DefaultListableBeanFactory());
        return SpringFactoriesLoader.forDefaultResourceLocation()
                .load(
                        FailureAnalyzer.class,
                        arguments,
                        SpringFactoriesLoader.FailureHandler.logging(LogFactory.getLog(ClientSettingsTests.class)))
                .stream()
                .flatMap(analyzer -> Stream.ofNullable(analyzer.analyze(failure)))
                .findFirst()
                .map(it -> it.getDescription() + "\n" + it.getAction())
                .orElse("a stack trace");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rls.clients[0].jwks=file:/nowhere.json | rls.clients: the jwks of ehr is not a readable file:"
                        + " file:/nowhere.json",
                "rls.clients[0].hooks=patient-open | hooks of ehr must be some of encounter-start, order-select,"
                        + " order-sign, patient-view, problem-list-item-create: [patient-open]",
                "rls.clients[0].fhir-servers=http://ehr.example/fhir | rls.clients: fhir-servers of ehr contains"
                        + " http://ehr.example/fhir: http is allowed for loopback addresses only, use https",
                "rls.public-base-url=http://rls.example | rls.public-base-url must be an https address, or http on a"
                        + " loopback address: http://rls.example",
                "rls.clients[0].token.longest-lifes=15m | rls.clients[0].token.longest-lifes of client ehr is no"
                        + " setting: 15m",
                "rls.clients[0].token.typ.jwt=true | rls.clients[0].token.typ.jwt of client ehr is no setting: true",
                "rls.clients[0].orders.order-set.tsts=TSH | rls.clients[0].orders.order-set.tsts of client ehr is no"
                        + " setting: TSH",
                "rls.clients[0].colour=red | rls.clients[0].colour of client ehr is no setting: red",
                "rls.clients[0].mode=loud | rls.clients[0].mode of client ehr must be one of live, silent: loud",
                "rls.clients[0].token.jti=never | rls.clients[0].token.jti of client ehr must be one of required,"
                        + " if-present: never",
                "rls.clients[0].orders.suggest=some | rls.clients[0].orders.suggest of client ehr must be one of all,"
                        + " mapped-only: some",
                "rls.clients[0].token.longest-life=soon | rls.clients[0].token.longest-life of client ehr cannot be"
                        + " read as Duration: soon",
                "rls.clients[0].workup-on-orders=perhaps | rls.clients[0].workup-on-orders of client ehr cannot be"
                        + " read as boolean: perhaps",
                "rls.limits.dept=64 | rls.limits.dept is no setting",
                "rls.patient-keys=0123456789abcdef | rls.patient-keys is no setting",
                "rls.card-links.results[0].links=x | rls.card-links.results[0].links is no setting",
                "rls.audit-required=true | rls.audit-required needs rls.audit-file: whether a log is written cannot be"
                        + " told",
                "rls.drain-time=11m | rls.drain-time must be from 0s to 10m: PT11M",
                "rls.reload-interval=900ms | rls.reload-interval must be at least 1s: PT0.9S",
                "rls.silent-cards.key=short | rls.silent-cards.key must be at least 32 characters",
                "rls.silent-cards.retention=1h | rls.silent-cards.retention must be at least a day: PT1H",
                "rls.drain-time=-1s | rls.drain-time must be from 0s to 10m: PT-1S"
            })
    void isReportedWithSettingClientAndValue(String setting, String line) throws IOException {
        clients(setting)
                .run(context -> assertThat(report(context.getStartupFailure()).lines())
                        .first()
                        .asString()
                        .contains(line));
    }

    /** The name may be that of a secret. */
    @Test
    void theValueOfAnUnknownSettingIsNotRepeatedUnlessItIsOfAClient() throws IOException {
        clients("rls.patient-keys=0123456789abcdef")
                .run(context -> assertThat(report(context.getStartupFailure())).doesNotContain("0123456789"));
    }

    private WebApplicationContextRunner withVariables(Map<String, Object> variables) {
        return new WebApplicationContextRunner()
                .withUserConfiguration(Trust.class)
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .replace(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                                new SystemEnvironmentPropertySource(
                                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables)));
    }

    private static Map<String, Object> variables(String... more) {
        var variables = new HashMap<String, Object>(Map.of(
                "RLS_CLIENTS_0_NAME", "ehr",
                "RLS_CLIENTS_0_CERTIFICATES_0", "CN=ehr",
                "RLS_CLIENTS_0_TOKEN_LONGESTLIFE", "10m",
                "RLS_CLIENTS_0_HOOKSVERSION", "stu1",
                "RLS_CLIENTS_0_FHIRSERVERS_0", "https://127.0.0.1/a",
                "RLS_CLIENTS_0_FHIRSERVERS_1_URL", "https://127.0.0.1/b",
                "RLS_CLIENTS_0_FHIRSERVERS_1_SEARCH_NOTFOUND", "empty",
                // What Kubernetes tells of a Service that is called rls-workup.
                "RLS_WORKUP_SERVICE_HOST", "10.0.0.1",
                "RLS_WORKUP_PORT", "tcp://10.0.0.1:80"));
        for (var i = 0; i < more.length; i += 2) {
            variables.put(more[i], more[i + 1]);
        }
        return variables;
    }

    @Test
    void environmentVariablesAreSettings() {
        withVariables(variables()).run(context -> {
            assertThat(context).hasNotFailed();
            var client = context.getBean(RlsProperties.class).clients().getFirst();
            assertThat(client.token().longestLife()).isEqualTo(Duration.ofMinutes(10));
            assertThat(client.hooksVersion()).isEqualTo(Caller.HooksVersion.STU1);
            assertThat(client.fhirServers())
                    .extracting(it -> String.valueOf(it.url()))
                    .containsExactly("https://127.0.0.1/a", "https://127.0.0.1/b");
            assertThat(client.fhirServers().getLast().search().notFound()).isEqualTo(SearchRules.NotFound.EMPTY);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RLS_CLIENTS_0_TOKEN_LONGESTLIFES | 15m | rls.clients[0].token.longestlifes of client ehr is no"
                        + " setting: 15m",
                "RLS_CLIENTS_0_FHIRSERVERS_1_SEARCH_SORTED | no | search.sorted of client ehr is no setting: no",
                "RLS_CLIENTS_0_MODE | loud | rls.clients[0].mode of client ehr must be one of live, silent: loud"
            })
    void andSoAreWrongOnesRefused(String name, String value, String line) {
        withVariables(variables(name, value))
                .run(context -> assertThat(report(context.getStartupFailure()).lines())
                        .first()
                        .asString()
                        .contains(line));
    }

    @Test
    void aTokenNeedsAnAddressThatItIsMeantFor() throws IOException {
        clients()
                .withPropertyValues("rls.public-base-url:")
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void twoClientsOfOneNameStopTheStart() throws IOException {
        clients("rls.clients[1].name=ehr", "rls.clients[1].issuer=https://other.example", "rls.clients[1].jwks=FILE")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("two clients have the name ehr"));
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "north, ''", "'', north", "north, north", "'north,south', 'west,south'"})
    void twoClientsOfOneIssuerNeedTenantsThatDiffer(String tenants, String others) throws IOException {
        clients(
                        "rls.clients[0].tenants=" + tenants,
                        "rls.clients[1].name=other",
                        "rls.clients[1].issuer=https://ehr.example",
                        "rls.clients[1].jwks=FILE",
                        "rls.clients[1].tenants=" + others)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining(
                                (tenants.isEmpty() || others.isEmpty()
                                        ? "neither their tenants"
                                        : "their tenants are")));
    }

    /** Clients of one issuer without tenants: their FHIR servers tell them apart, and one token is good for all. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://127.0.0.1/other | FILE | ",
                "https://127.0.0.1/fhir | FILE | is a FHIR server of two clients with the same issuer",
                "https://127.0.0.1/fhir/below | FILE | is a FHIR server of two clients with the same issuer",
                "https://127.0.0.1:443/fhir/ | FILE | is a FHIR server of two clients with the same issuer",
                " | FILE | nor their fhir-servers tell them apart",
                "https://127.0.0.1/other | https://ehr.example/keys | must have the same jwks"
            })
    void clientsOfOneIssuerMayDifferByServer(String server, String jwks, String refusal) throws IOException {
        clients(
                        "rls.clients[1].name=other",
                        "rls.clients[1].issuer=https://ehr.example",
                        "rls.clients[1].jwks=" + jwks,
                        "rls.clients[1].fhir-servers=" + (server == null ? "" : server))
                .run(context -> {
                    if (refusal == null) {
                        assertThat(context).hasNotFailed();
                    } else {
                        assertThat(context).getFailure().rootCause().hasMessageContaining(refusal);
                    }
                });
    }

    @ParameterizedTest
    @CsvSource({
        "rls.clients[0].jku=https://ehr.example/jwks.json",
        "rls.clients[0].fhir-servers=http://127.0.0.1:9/fhir",
        "rls.clients[0].fhir-servers=https://nowhere.invalid/fhir",
        "rls.public-base-url=http://localhost:8080",
        "rls.clients[0].token.longest-life=1h",
        "'rls.clients[0].token.typ=JWT,at+jwt,none'",
        "rls.clients[0].token.jti=if-present",
        "rls.clients[0].certificates=CN=ehr"
    })
    void othersDoNot(String setting) throws IOException {
        clients(setting).run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void withoutClientsTheStartSaysWhatToConfigure() {
        try (var log = LogLines.of("org.rlsworkup.TrustConfiguration")) {
            new WebApplicationContextRunner()
                    .withUserConfiguration(Trust.class)
                    .run(context -> assertThat(context).hasNotFailed());
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains(
                            "rls.public-base-url",
                            "rls.clients[0].name",
                            ".issuer",
                            ".jwks",
                            ".fhir-servers",
                            "sandbox");
        }
    }
}
