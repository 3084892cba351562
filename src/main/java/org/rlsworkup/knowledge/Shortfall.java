package org.rlsworkup.knowledge;

import java.util.List;

/**
 * Why something that is on file does not make a test done. The words for each stand in the knowledge file under {@code
 * shortfalls}, with the placeholders {@code what}, {@code date} and {@code days}.
 */
public enum Shortfall implements Sentence {
    OLDER(true),
    BEFORE_RECHECK(true),
    BEFORE_INFUSION(true),
    DAY_NOT_RECORDED(true),
    NO_DATE(false),
    FUTURE(true),
    CANCELLED(true),
    ENTERED_IN_ERROR(true),
    STATUS_UNKNOWN(true),
    PRELIMINARY(true),
    NOT_PERFORMED(true),
    WITHOUT_VALUE(true),
    UNUSABLE(true),
    PATIENT_REPORTED(true),
    WRONG_SPECIMEN(true),
    CODE_NOT_COUNTED(true),
    CODE_WITHOUT_SYSTEM(true),
    CODE_OF_UNKNOWN_SYSTEM(true),
    PART_ONLY(true),
    ORDER_TOO_OLD(true),
    ORDER_AHEAD(true),
    ORDER_WITHOUT_DATE(false),
    ORDER_COMPLETED(true),
    ORDER_DRAFT(true),
    ORDER_BY_NAME(true),
    ORDER_MODIFIED(true);

    private final boolean dated;

    Shortfall(boolean dated) {
        this.dated = dated;
    }

    @Override
    public List<String> placeholders() {
        return dated ? List.of("what", "date", "days") : List.of("what");
    }

    /** Whether a clinician should look at it before a new order is placed, so that the order is not recommended. */
    public boolean asksForALook() {
        return switch (this) {
            case NO_DATE,
                    DAY_NOT_RECORDED,
                    STATUS_UNKNOWN,
                    PATIENT_REPORTED,
                    CODE_WITHOUT_SYSTEM,
                    CODE_OF_UNKNOWN_SYSTEM,
                    ORDER_WITHOUT_DATE,
                    ORDER_BY_NAME,
                    ORDER_MODIFIED -> true;
            default -> false;
        };
    }
}
