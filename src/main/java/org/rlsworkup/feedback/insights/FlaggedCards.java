package org.rlsworkup.feedback.insights;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.feedback.Database;
import org.rlsworkup.feedback.ReportingPeriod;

/** The cards that clinicians called wrong or commented on, for the people who own the knowledge. */
final class FlaggedCards {
    private static final String SELECT = """
        select f.received_at, f.service, c.rules, f.reason_code, f.user_comment
        from feedback f left join issued_card c on c.card = f.card and f.client = coalesce(c.answered_by, c.client)
        where f.received_at >= ? and f.received_at < ? and (f.user_comment is not null or f.reason_code in (\
        """;
    private static final int MOST = 200;

    private FlaggedCards() {}

    /**
     * One card; nothing in it says whose it is, unless a comment does.
     *
     * @param rules its messages, or null if the card is not known
     * @param reasonCode why it was overridden, or null
     * @param userComment null if there is none, or if comments are not stored
     */
    record FlaggedCard(
            OffsetDateTime receivedAt,
            String service,
            @Nullable String rules,
            @Nullable String reasonCode,
            @Nullable String userComment) {
        public String day() {
            return receivedAt
                    .withOffsetSameInstant(ZoneOffset.UTC)
                    .toLocalDate()
                    .toString();
        }
    }

    /** The newest first, and not too many. */
    static List<FlaggedCard> of(Database.Access access, ReportingPeriod period, Set<String> reasons) {
        var values = new ArrayList<Object>(List.of(
                period.from().atStartOfDay().atOffset(ZoneOffset.UTC),
                period.to().plusDays(1).atStartOfDay().atOffset(ZoneOffset.UTC)));
        values.addAll(reasons);
        var query = SELECT + String.join(", ", reasons.stream().map(it -> "?").toList()) + "))";
        if (period.service() != null) {
            query += " and f.service = ?";
            values.add(period.service());
        }
        if (period.client() != null) {
            query += " and coalesce(c.client, f.client) = ?";
            values.add(period.client());
        }
        query += " order by f.received_at desc, f.entry limit " + MOST;
        return access.query(FlaggedCard.class, query, values.toArray()).list().stream()
                .map(Objects::requireNonNull)
                .toList();
    }
}
