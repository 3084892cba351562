package org.rlsworkup.knowledge.load;

import java.util.regex.Pattern;

/** The check digit behind the hyphen of a LOINC code: mod 10 by the rule of the LOINC Users' Guide, appendix B. */
final class LoincCheckDigit {
    private static final Pattern FORM = Pattern.compile("[0-9]{1,7}-[0-9]");

    private LoincCheckDigit() {}

    static boolean isRight(String code) {
        if (!FORM.matcher(code).matches()) {
            return false;
        }
        var hyphen = code.indexOf('-');
        var sum = 0;
        for (var i = 0; i < hyphen; i++) {
            var digit = code.charAt(hyphen - 1 - i) - '0';
            var weighted = i % 2 == 0 ? 2 * digit : digit;
            sum += weighted / 10 + weighted % 10;
        }
        return (10 - sum % 10) % 10 == code.charAt(hyphen + 1) - '0';
    }
}
