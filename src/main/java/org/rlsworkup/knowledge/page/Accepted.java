package org.rlsworkup.knowledge.page;

import java.util.Collections;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;

/** What a client accepts, by the rules of HTTP: the most specific range that fits a form says how welcome it is. */
final class Accepted {
    private final List<MediaType> ranges;

    /** @param accept the lines of the header {@code Accept}; without one, everything is welcome */
    Accepted(Enumeration<String> accept) throws HttpMediaTypeNotAcceptableException {
        try {
            var stated = MediaType.parseMediaTypes(String.join(", ", Collections.list(accept)));
            this.ranges = stated.isEmpty() ? List.of(MediaType.ALL) : stated;
        } catch (InvalidMediaTypeException e) {
            throw new HttpMediaTypeNotAcceptableException("The header Accept cannot be read");
        }
    }

    /**
     * The most welcome of these forms, the first of them where several are.
     *
     * @throws HttpMediaTypeNotAcceptableException if none is
     */
    MediaType choose(List<MediaType> forms) throws HttpMediaTypeNotAcceptableException {
        return forms.stream()
                .filter(form -> welcome(form) > 0)
                // The first of equals: max would take the last.
                .sorted(Comparator.comparingDouble(this::welcome).reversed())
                .findFirst()
                .orElseThrow(() -> new HttpMediaTypeNotAcceptableException(forms));
    }

    private double welcome(MediaType form) {
        return ranges.stream()
                .filter(range -> range.includes(form))
                .max(Comparator.comparingInt(Accepted::precision))
                .map(MediaType::getQualityValue)
                .orElse(0.0);
    }

    private static int precision(MediaType range) {
        return range.isWildcardType() ? 0 : range.isWildcardSubtype() ? 1 : 2;
    }
}
