package org.rlsworkup.knowledge;

import java.util.List;
import java.util.Set;

/**
 * How results and orders on file are judged, whatever the test.
 *
 * @param pendingDays how long a result that is not final, or a completed order, is waited for
 * @param futureHours how far ahead of now a date may lie before it is no longer believed
 * @param sameSpecimenMinutes how far apart two draws may lie to be one specimen
 * @param unusableWords words, in lower case, that say that a specimen gave no result
 * @param otherSpecimens words, in lower case, for specimens that a serum code contradicts
 * @param orderDays how long an open order is waited for
 * @param draftHours how long a draft of the same encounter is waited for
 * @param planDays how far ahead a planned order may lie
 */
public record RecordRules(
        int pendingDays,
        int futureHours,
        int sameSpecimenMinutes,
        List<String> unusableWords,
        Set<String> otherSpecimens,
        int orderDays,
        int draftHours,
        int planDays) {
    public RecordRules {
        unusableWords = List.copyOf(unusableWords);
        otherSpecimens = Set.copyOf(otherSpecimens);
    }
}
