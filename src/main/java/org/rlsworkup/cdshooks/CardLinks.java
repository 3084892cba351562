package org.rlsworkup.cdshooks;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.cards.Card;
import org.rlsworkup.knowledge.CardKind;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * The links on cards: the place on {@code /knowledge} where a card is explained, and those of the site.
 *
 * @param service address of this service as clients see it, or null if it is not configured
 * @param ofSite further links, by kind of card
 */
public record CardLinks(@Nullable URI service, Map<CardKind, List<SiteLink>> ofSite) {
    public CardLinks {
        ofSite = Map.copyOf(ofSite);
    }

    /**
     * A link of the site, {@code rls.card-links.<kind>[]}.
     *
     * @param url of a page, or of a SMART app without {@code iss} and {@code launch}, which the client adds
     * @param appContext what a SMART app is told when it is launched, or null
     */
    public record SiteLink(
            String label,
            URI url,
            @DefaultValue("absolute") LinkType type,
            @Nullable String appContext) {
        public SiteLink {
            Assert.isTrue(!label.isBlank(), "rls.card-links: a link needs a label");
            Assert.isTrue(
                    ("https".equals(url.getScheme()) || "http".equals(url.getScheme())) && url.getHost() != null,
                    () -> "rls.card-links: the url of '" + label + "' must be an absolute http or https address");
            Assert.isTrue(
                    appContext == null || type == LinkType.SMART,
                    () -> "rls.card-links: only a smart link may have an app-context, and '" + label + "' is none");
            Assert.isTrue(
                    type == LinkType.ABSOLUTE || !hasLaunchParameter(url),
                    () -> "rls.card-links: the client adds iss and launch to '" + label + "'");
        }

        private static boolean hasLaunchParameter(URI url) {
            var query = "&" + url.getRawQuery() + "&";
            return query.contains("&iss=") || query.contains("&launch=");
        }

        /** The type as it is sent. */
        String sentType() {
            return type.name().toLowerCase(Locale.ROOT);
        }
    }

    /** How a client opens a link. */
    public enum LinkType {
        ABSOLUTE,
        SMART
    }

    /** Where a card is explained, or null if the address of this service is not configured. */
    @Nullable
    String explanation(Card card) {
        if (service == null) {
            return null;
        }
        var base = service.toString();
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/knowledge#" + anchor(card);
    }

    private static String anchor(Card card) {
        var first = card.trace().getFirst();
        var offered = first.offered();
        return switch (card.kind()) {
            case MISSING_TESTS -> offered == null ? "tests" : "test-" + offered;
            case RESULTS, MEDICINES -> "rule-" + first.rule();
            case UNREAD -> "unread";
        };
    }

    List<SiteLink> ofSite(CardKind kind) {
        return ofSite.getOrDefault(kind, List.of());
    }
}
