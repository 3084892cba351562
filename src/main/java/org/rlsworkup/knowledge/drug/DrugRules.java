package org.rlsworkup.knowledge.drug;

import java.util.List;
import java.util.Set;
import org.rlsworkup.chart.value.Code;

/**
 * How drugs are recognised in a chart.
 *
 * @param drugs in the order of the knowledge
 * @param products product codes and what they hold
 * @param local how a medicine shows that it acts only where it is applied
 * @param negations words, in lower case, after which a name does not mean that the drug is in it
 * @param inUse which requests and statements stand for a medicine in use
 */
public record DrugRules(
        List<Drug> drugs, List<KnownProduct> products, Local local, Set<String> negations, InUse inUse) {
    public DrugRules {
        drugs = List.copyOf(drugs);
        products = List.copyOf(products);
        negations = Set.copyOf(negations);
    }

    /**
     * A product by its code.
     *
     * @param drugs ids of the drugs it holds that we know
     * @param local whether it acts only where it is applied
     */
    public record KnownProduct(Code code, Set<String> drugs, boolean local) {
        public KnownProduct {
            drugs = Set.copyOf(drugs);
        }
    }

    /**
     * Routes and forms that hardly reach the rest of the body.
     *
     * @param codes of routes and dose forms
     * @param atc beginnings of ATC codes
     * @param words of routes, dose forms and product names, in lower case
     */
    public record Local(Set<Code> codes, List<Code> atc, Set<String> words) {
        public Local {
            codes = Set.copyOf(codes);
            atc = List.copyOf(atc);
            words = Set.copyOf(words);
        }
    }

    /**
     * Status and intent codes.
     *
     * @param requestStatuses of requests that count
     * @param draftStatus the one of them that is only drafted
     * @param intents of requests that count
     * @param planIntent the intent that only plans
     * @param statementStatuses of statements that count
     * @param notTaken adherence codes of a statement (R5) that is not taken
     * @param inpatientCategory of requests that, given once or for {@code shortHours} at most, do not count
     * @param shortHours how long a short course is
     */
    public record InUse(
            Set<String> requestStatuses,
            String draftStatus,
            Set<String> intents,
            String planIntent,
            Set<String> statementStatuses,
            Set<String> notTaken,
            String inpatientCategory,
            int shortHours) {
        public InUse {
            requestStatuses = Set.copyOf(requestStatuses);
            intents = Set.copyOf(intents);
            statementStatuses = Set.copyOf(statementStatuses);
            notTaken = Set.copyOf(notTaken);
        }
    }
}
