package org.rlsworkup.cdshooks.request;

/** The grammar of FHIR ids. What matches it can stand in a query and in JSON as it is. */
public final class FhirId {
    private static final int LONGEST = 64;

    private FhirId() {}

    /** Letters, digits, {@code -} and {@code .}, one to 64 of them. */
    public static boolean isId(String value) {
        if (value.isEmpty() || value.length() > LONGEST) {
            return false;
        }
        for (var i = 0; i < value.length(); i++) {
            var c = value.charAt(i);
            if (!isLetter(c) && !(c >= '0' && c <= '9') && c != '-' && c != '.') {
                return false;
            }
        }
        return true;
    }

    /** A resource type, a slash and an id. */
    static boolean isReference(String value) {
        var slash = value.indexOf('/');
        for (var i = 0; i < slash; i++) {
            if (!isLetter(value.charAt(i))) {
                return false;
            }
        }
        return slash > 0 && isId(value.substring(slash + 1));
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
