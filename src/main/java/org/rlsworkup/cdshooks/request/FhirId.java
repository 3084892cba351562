package org.rlsworkup.cdshooks.request;

/** The syntax of FHIR ids. A valid id needs no escaping in queries and JSON. */
public final class FhirId {
    private static final int MAX_LENGTH = 64;

    private FhirId() {}

    /** Whether it consists of one to 64 letters, digits, {@code -} and {@code .}. */
    public static boolean isId(String value) {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
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

    /** Whether it is a resource type, a slash and an id. */
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
