package org.rlsworkup.knowledge.drug;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rlsworkup.chart.value.Code;
import org.rlsworkup.knowledge.entry.Ids;
import org.rlsworkup.knowledge.entry.Key;
import org.rlsworkup.knowledge.entry.ListedCode;

/** How drugs are recognised in a chart. */
public record DrugRules(
        @Key("Drugs, and groups never told apart.") List<Drug> ingredients,
        @Key("Products by their own RxNorm code.") Map<Code, KnownProduct> products,
        @Key("How a medicine shows that it acts locally.") Local local,

        @Key(value = "Words after which a name does not mean that the drug is in it.", pattern = Drug.LOWER_CASE_WORDS)
        Set<String> negations,

        @Key("Which records mean a medicine in use.") InUse inUse) {

    /** A product by its code. */
    public record KnownProduct(
            @Key(value = "RxNorm code.", id = Ids.ENTRY) Code code,
            @Key("What it is.") String name,

            @Key(value = "The drugs it holds that are listed here.", refersTo = Ids.DRUG)
            Set<String> drugs,

            @Key("Whether it acts locally.") boolean local) {}

    /** Routes and forms that hardly reach the rest of the body. */
    public record Local(
            @Key("Codes of routes and dose forms.") Map<Code, ListedCode> codes,
            @Key("Beginnings of ATC codes.") Set<Code> atc,

            @Key(value = "Words of routes, dose forms and product names.", pattern = Drug.LOWER_CASE_WORDS)
            Set<String> words) {}

    /** Status and intent codes. */
    public record InUse(
            @Key("Statuses of requests that count.") Set<String> requestStatuses,
            @Key("The one of them that is only drafted.") String draftStatus,
            @Key("Intents of requests that count.") Set<String> intents,
            @Key("The intent that only plans.") String planIntent,
            @Key("Statuses of statements that count.") Set<String> statementStatuses,
            @Key("Adherence codes (R5) for not taken.") Set<String> notTaken,

            @Key("Category of requests that, given once or for a short time, do not count.")
            String inpatientCategory,

            @Key(value = "How long such a short time is at most.", least = 1, most = 168)
            int shortHours) {}
}
