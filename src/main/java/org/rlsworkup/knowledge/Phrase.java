package org.rlsworkup.knowledge;

import java.util.List;

/**
 * The sentences a card is made of. Their words stand in the knowledge file under {@code wording}; here stand only their
 * names and the placeholders each may use.
 */
public enum Phrase implements Sentence {
    SUMMARY("rls", "count", "tests"),
    SUMMARY_ONE("rls", "tests"),
    SUMMARY_MORE("tests", "count"),
    SUMMARY_FURTHER("summary", "count"),
    SUMMARY_ONLY_FURTHER("rls", "tests"),
    RLS_CHARTED(),
    RLS_POSSIBLE(),
    INTRODUCTION(),
    POSSIBLE_DIAGNOSIS("status"),
    MATCHED_BY_TEXT(),
    HEADING_MISSING(),
    HEADING_FURTHER(),
    HEADING_SETTLED(),
    FURTHER_TEST("name", "strength", "why"),
    FURTHER_IN("reasons"),
    COMPANIONS("names"),
    TREATMENT("name", "date"),
    TEST("name", "why", "strength", "evidence"),
    HIGHER_YIELD("reasons"),
    LOOKBACK("days"),
    LOOKBACK_SHORTER("days", "reason"),
    NOTHING_FOUND(),
    ON_FILE("what"),
    COLLECTION("instruction"),
    ORDER_INSTEAD("name", "reason"),
    SETTLED_ORDERED("name", "date"),
    SETTLED_ORDERED_WITHOUT_DATE("name"),
    SETTLED_PENDING("name", "date"),
    SETTLED_NOT_TO_BE_DONE("name"),
    SETTLED_UNVERIFIABLE("name"),
    SETTLED_OFF("name", "reason"),
    SETTLED_DECLINED("name", "date"),
    RESULTS_SUMMARY("rls", "values", "reading"),
    RESULTS_SUMMARY_UNCLASSED("rls", "name"),
    RESULTS_MORE("count"),
    RESULTS_INTRODUCTION(),
    HEADING_READING("name", "reading"),
    HEADING_UNCLASSED(),
    HEADING_OTHER_RESULTS(),
    RESULT("name", "value", "about"),
    RESULT_CONVERTED("value"),
    RESULT_CUTOFF("cutoff"),
    RESULT_FLAG("flag"),
    RESULT_STATUS_NOT_SENT(),
    RESULT_CALCULATED("parts"),
    RESULT_DIFFERS("value"),
    READING("says", "strength", "sources"),
    READING_CHANGES("changes"),
    READING_BEFORE("value"),
    READING_REFLEX("name", "why"),
    OTHER_RESULT("values", "reading"),
    DECLINED("date"),
    DECLINED_NEWER("date"),
    DECLINED_BEFORE("date"),
    BIRTH_DATE_UNKNOWN("names"),
    ORDERS_UNREAD(),
    PROCEDURES_UNREAD(),
    ENCOUNTER_UNREAD(),
    DECLINES_UNREAD(),
    MEDICATIONS_UNREAD(),
    MEDICATIONS_UNNAMED("count"),
    MED_SUMMARY("rls", "count", "drugs"),
    MED_SUMMARY_ONE("rls", "drugs"),
    MED_SUMMARY_DOPAMINERGIC("rls", "drugs"),
    MED_SUMMARY_BOTH("rls", "agonists", "drugs"),
    MED_ORDERING("drugs"),
    MED_INTRODUCTION(),
    MED_INTRODUCTION_DOPAMINERGIC(),
    MED_IN_REMISSION(),
    MED_HEADING_WORSENING(),
    MED_HEADING_DOPAMINERGIC(),
    MED_LINE("drugs", "class", "evidence", "unread"),
    MED_SOURCE_UNREAD(),
    MED_ALTERNATIVE("alternative"),
    MED_SINCE("dates"),
    MED_DECLINED("drugs"),
    MED_DECLINED_BEFORE("drugs"),
    MED_REVIEW(),
    LOOKED_FOR("tests", "where", "date"),
    LOOKED_IN_PREFETCH(),
    LOOKED_ON_SERVER(),
    LOOKED_IN_BOTH(),
    NOT_SEEN(),
    NOT_ASKED_FOR(),
    SKIPPED("count"),
    FOREIGN("count"),
    FOOTER(),
    SUGGESTION("name"),
    ACTION("name");

    private final List<String> placeholders;

    Phrase(String... placeholders) {
        this.placeholders = List.of(placeholders);
    }

    @Override
    public List<String> placeholders() {
        return placeholders;
    }
}
