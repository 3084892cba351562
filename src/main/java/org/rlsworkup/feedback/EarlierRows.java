package org.rlsworkup.feedback;

import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Rows that an earlier version stored, or that were stored with other knowledge: all are kept, and some mean less now. */
public final class EarlierRows {
    private static final String OVERRIDDEN = """
        select count(distinct f.card) from feedback f
            join issued_card c on c.card = f.card and f.client = coalesce(c.answered_by, c.client)
        where f.outcome = 'overridden' and c.kind is null\
        """;
    private static final String REASONS =
            "select reason_code, count(*) from feedback where reason_system = ? group by reason_code";

    private EarlierRows() {}

    /**
     * What an operator should know of the rows that are there, a sentence each; nothing while the database is down.
     *
     * @param system of the reasons that cards offer
     * @param offered codes of these reasons
     * @param otherDays for how long a test is silenced by a reason that is not known
     */
    public static List<String> notices(Database database, String system, Collection<String> offered, int otherDays) {
        if (!database.isUp()) {
            return List.of();
        }
        var access = database.access();
        var notices = new ArrayList<String>();
        var overridden = access.query(Long.class, OVERRIDDEN).single();
        if (overridden > 0) {
            notices.add("Cards that were overridden before what they told was stored: " + overridden
                    + ". They silence their tests as before, but no results and no medicines");
        }
        var unknown = new TreeMap<String, Long>();
        access.sql().sql(REASONS).param(system).query((ResultSet row) -> {
            unknown.put(row.getString(1), row.getLong(2));
        });
        unknown.keySet().removeAll(offered);
        if (!unknown.isEmpty()) {
            var names = unknown.entrySet().stream()
                    .map(it -> it.getKey() + " (" + it.getValue() + ")")
                    .collect(Collectors.joining(", "));
            notices.add("Stored override reasons that no card offers any more: " + names
                    + ". They are kept, and silence a test for " + otherDays + " days, as any other reason does");
        }
        return notices;
    }
}
