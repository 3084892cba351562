package org.rlsworkup.knowledge;

import java.util.List;
import java.util.Set;
import org.rlsworkup.knowledge.entry.Key;

/** How results and orders on file are judged, whatever the test. */
public record RecordRules(
        @Key(value = "How long a result that is not final, or a completed order, is waited for.", least = 1, most = 365)
        int pendingDays,

        @Key(value = "How far ahead of now a date may lie and still be believed.", most = 168)
        int futureHours,

        @Key(value = "How far apart two draws may lie and be one specimen.", most = 1440)
        int sameSpecimenMinutes,

        @Key("Words for no result, in lower case.") List<String> unusableWords,

        @Key("Words beside which unusableWords are of the patient, in lower case.")
        List<String> patientWords,

        @Key("Words for nothing was measured, in lower case.")
        List<String> notPerformedWords,

        @Key("Specimens other than blood, in lower case.") Set<String> otherSpecimens,

        @Key("What is known of extensions that modify what a resource means.")
        ModifierRules modifiers,

        @Key(value = "How long an open order stands for its test.", least = 1, most = 3650)
        int orderDays,

        @Key("Words by which an order is of no test, in lower case.")
        List<String> orderNever,

        @Key(value = "How long a draft of the same encounter stands for its test.", least = 24, most = 720)
        int draftHours,

        @Key(value = "How far ahead a planned order may lie.", least = 1, most = 3650)
        int planDays) {}
