package org.rlsworkup.bench;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/** A request whose patient can be changed without building it again. Mutable. */
final class PatientRequest {
    private static final int DIGITS = 8;

    private final byte[] request;
    private final int[] places;

    PatientRequest(byte[] request) {
        this.request = request.clone();
        var text = new String(request, StandardCharsets.ISO_8859_1);
        this.places = IntStream.iterate(
                        text.indexOf(Charts.PATIENT), at -> at >= 0, at -> text.indexOf(Charts.PATIENT, at + 1))
                .map(at -> at + Charts.PATIENT.length() - DIGITS)
                .toArray();
    }

    /** The request for the patient of this number of eight digits. */
    byte[] of(int number) {
        var digits = Integer.toString(number).getBytes(StandardCharsets.ISO_8859_1);
        for (var place : places) {
            System.arraycopy(digits, 0, request, place, DIGITS);
        }
        return request;
    }
}
