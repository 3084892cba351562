package org.rlsworkup.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page pointed at another FHIR server, which is played here, and the link to the public CDS Hooks sandbox. */
class ServersBrowserTests extends BrowserTest {
    static final String SMART = "https://r4.smarthealthit.org/";
    static final String AT_SMART = "/#server=https%3A%2F%2Fr4.smarthealthit.org";

    /** The other server answers what the sandbox's own would. */
    private void playServer() {
        visit.page.route(SMART + "**", this::playServer);
    }

    private void playServer(Route route) {
        var address = base() + "/fhir/" + route.request().url().substring(SMART.length());
        answer(
                route,
                new Route.FulfillOptions().setResponse(visit.page.request().get(address)));
    }

    static void answer(Route route, Route.FulfillOptions how) {
        route.fulfill(
                how.setHeaders(Map.of("Access-Control-Allow-Origin", "*", "Content-Type", "application/fhir+json")));
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void readsAnotherServerAndSendsItsChartAlong(int width) {
        at(width);
        playServer();
        visit.open(AT_SMART + "&patient=all-missing");
        find(".card.info").waitFor();

        assertThat(find(".call summary").first().innerText()).contains("0 FHIR requests");
        assertThat(find(".side").textContent()).contains("A public test server");
        visit.isAccessible().wentWell(SMART);
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void opensThePublicSandboxWithThisServiceAndPatient(int width) {
        at(width);
        visit.page
                .context()
                .route(
                        "https://sandbox.cds-hooks.org/**",
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setContentType("text/html")
                                .setBody("<title>played</title>")));
        visit.openPatient("all-missing");

        var opened = visit.page.waitForPopup(() -> find(".outside a").last().click());

        assertThat(opened.url())
                .isEqualTo("https://sandbox.cds-hooks.org/?fhirServiceUrl=" + encoded("/fhir") + "&serviceDiscoveryURL="
                        + encoded("/cds-services") + "&patientId=all-missing&hook=patient-view");
        assertThat((String) opened.evaluate("document.referrer")).isEmpty();
        assertThat(opened.evaluate("window.opener")).isNull();
        visit.wentWell();
    }

    private String encoded(String path) {
        return (base() + path).replace(":", "%3A").replace("/", "%2F");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1280 | 0   |    | r4.smarthealthit.org cannot be reached",
                "390  | 0   |    | r4.smarthealthit.org cannot be reached",
                "1280 | 401 | {} | r4.smarthealthit.org wants a login",
                "390  | 403 | {} | r4.smarthealthit.org wants a login",
                "1280 | 429 | {} | r4.smarthealthit.org has been asked too often",
                "1280 | 503 | {} | r4.smarthealthit.org answered with status 503",
                "1280 | 200 | <html> | r4.smarthealthit.org answered, but not with FHIR",
                "390  | 200 | {} | r4.smarthealthit.org answered, but not with FHIR"
            })
    void saysWhyAServerShowsNoPatients(int width, int status, String body, String said) {
        at(width);
        visit.page.route(SMART + "**", route -> {
            if (status == 0) {
                route.abort();
            } else {
                answer(route, new Route.FulfillOptions().setStatus(status).setBody(body == null ? "" : body));
            }
        });
        visit.open("/");
        find(".patients a").first().waitFor();
        find(".side select").selectOption("https://r4.smarthealthit.org");

        find("main .failure", said).waitFor();
        assertThat(find(".side [role=status]").textContent()).isEqualTo("No list of patients.");
        assertThat(find(".patients a").count()).isZero();
        visit.isAccessible();

        find(".side select").selectOption(base() + "/fhir");
        find(".patients a", "Tara").waitFor();
        assertThat(find("main .failure").count()).isZero();
    }

    /** A link may name any server; another patient of the same id must not be shown in its place. */
    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void asksNoServerThatIsNotOnTheList(int width) {
        at(width).open("/#server=https%3A%2F%2Felsewhere.example&patient=all-missing");

        find("main .failure", "https://elsewhere.example is not one of the servers")
                .waitFor();
        assertThat(find(".card").count()).isZero();
        visit.isAccessible().wentWell();

        find(".patients a", "Tara").click();
        find(".card").first().waitFor();
        visit.wentWell();
    }

    @ParameterizedTest
    @CsvSource({
        "1280, 404, has no patient with the id all-missing",
        "390, 410, has no patient with the id all-missing",
        "390, 400, has no patient with the id all-missing",
        "1280, 500, answered with status 500"
    })
    void saysWhyAPatientCannotBeShown(int width, int status, String said) {
        at(width);
        playServer();
        visit.page.route(SMART + "Patient/**", route -> answer(route, new Route.FulfillOptions().setStatus(status)));
        visit.open(AT_SMART + "&patient=all-missing");

        find("main .failure", said).waitFor();
        assertThat(find(".card").count()).isZero();
        assertThat(find(".patients a").count()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void saysWhatOfAChartCouldNotBeRead(int width) {
        at(width);
        playServer();
        visit.page.route(SMART + "Observation?**", route -> answer(route, new Route.FulfillOptions().setStatus(500)));
        visit.open(AT_SMART + "&patient=all-missing");

        find("main .failure", "Could not be read: observations").waitFor();
        find(".support .failure", "could not answer (status 412)").waitFor();
        assertThat(find(".workup .missing").count()).isZero();
        visit.isAccessible();
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 390})
    void saysWhenAServerRefusesAnOrder(int width) {
        at(width);
        playServer();
        visit.page.route(SMART + "ServiceRequest", route -> {
            if (route.request().method().equals("OPTIONS")) {
                route.fulfill(new Route.FulfillOptions()
                        .setHeaders(Map.of(
                                "Access-Control-Allow-Origin", "*",
                                "Access-Control-Allow-Headers", "*",
                                "Access-Control-Allow-Methods", "*")));
            } else {
                answer(route, new Route.FulfillOptions().setStatus(405));
            }
        });
        visit.open(AT_SMART + "&patient=all-missing");
        find(".suggestions .primary").click();

        visit.isTold("The FHIR server refused it (status 405)");
        assertThat(find(".message").getAttribute("class")).contains("failure");
        assertThat(find(".call summary", "feedback").count()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1280, 403, refused it (status 403)", "390, 0, cannot be reached"})
    void saysWhenTheDiagnosisCannotBeRefuted(int width, int status, String said) {
        at(width).openPatient("all-missing");
        visit.page.route("**/fhir/Condition/*", route -> {
            if (status == 0) {
                route.abort();
            } else {
                route.fulfill(new Route.FulfillOptions().setStatus(status));
            }
        });
        visit.press("Refute RLS");

        visit.isTold(said);
        assertThat(find(".card").count()).isPositive();
        assertThat(find(".actions", "Refute RLS").count()).isEqualTo(1);
    }
}
