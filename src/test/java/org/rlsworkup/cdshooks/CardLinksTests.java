package org.rlsworkup.cdshooks;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlsworkup.cdshooks.CardLinks.LinkType;
import org.rlsworkup.cdshooks.CardLinks.SiteLink;

class CardLinksTests {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | https://a.example | ABSOLUTE | | needs a label",
                "x | /guide | ABSOLUTE | | absolute http or https",
                "x | ftp://a.example | ABSOLUTE | | absolute http or https",
                "x | https://a.example | ABSOLUTE | context | only a smart link",
                "x | https://a.example/?a=1&iss=b | SMART | | the client adds iss and launch",
                "x | https://a.example/?launch=b | SMART | | the client adds iss and launch"
            })
    void refusesALinkThatNoClientCouldOpen(String label, URI url, LinkType type, String context, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SiteLink(label, url, type, context))
                .withMessageContaining(message);
    }

    @Test
    void acceptsAPageAndAnApp() {
        assertThatNoException().isThrownBy(() -> {
            new SiteLink("Guide", URI.create("https://a.example/?iss=b"), LinkType.ABSOLUTE, null);
            new SiteLink("App", URI.create("https://a.example/launch.html?x=1"), LinkType.SMART, "{}");
        });
    }
}
