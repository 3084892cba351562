package org.rlsworkup.knowledge;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlsworkup.knowledge.entry.Key;

/** What a governance board asks of the knowledge. What is null is an empty line on the page, to be filled in by hand. */
public record Governance(
        @Key("What the service is for, and what it is not.") String intendedUse,

        @Key("About whom nothing is said, beside those whom the rules leave out.")
        List<String> excluded,

        @Key("What is not covered.") List<String> notCovered,
        @Key("What changed, the newest version first.") List<Change> changes,

        @Key("How to reach the people who own the knowledge: an address, a telephone number or a page.") @Nullable
        String contact,

        @Key("Who reviewed the knowledge.") @Nullable String reviewer,
        @Key("The qualification of the reviewer.") @Nullable String qualification,
        @Key("Who approved its use, and when.") @Nullable String approval,
        @Key("When it is to be reviewed next.") @Nullable String nextReview) {

    /** What a version changed. */
    public record Change(
            @Key("The version.") String version,
            @Key("What changed.") String what) {}

    /** The same with what a site says of itself, where it says it. */
    public Governance with(
            @Nullable String itsContact,
            @Nullable String itsReviewer,
            @Nullable String itsQualification,
            @Nullable String itsApproval,
            @Nullable String itsNextReview) {
        return new Governance(
                intendedUse,
                excluded,
                notCovered,
                changes,
                itsContact == null ? contact : itsContact,
                itsReviewer == null ? reviewer : itsReviewer,
                itsQualification == null ? qualification : itsQualification,
                itsApproval == null ? approval : itsApproval,
                itsNextReview == null ? nextReview : itsNextReview);
    }
}
